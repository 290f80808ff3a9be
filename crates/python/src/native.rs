//! Builtin functions and methods, and how they reach back into the machine.
//! A native is a plain `fn` over arguments. When it needs something that only running Python code or the world can give (a user's
//! `__str__`, a system call), it says so with `?`: the machine gets the answer and calls the native *again* with the same arguments; all questions
//! answered so far are then answered at once. So a native must not change anything before its last question, or use [`Machine::once`].

use crate::machine::Machine;
use crate::request::{Reply, Request};
use crate::value::{Handle, Value};

/// The body of a native.
pub(crate) type NativeFn = fn(&mut Machine, Args<'_>) -> Result<Value, Divert>;

/// How a native in a type's table is reached.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    /// A function of a module, or a static method.
    Function,
    /// A method: the first positional argument is the object.
    Method,
    /// A class method: the first positional argument is the class.
    ClassMethod,
    /// An attribute computed on reading: the only argument is the object.
    Getter,
}

/// A builtin function or method.
pub struct Native {
    pub(crate) name: &'static str,
    pub(crate) kind: Kind,
    pub(crate) call: NativeFn,
}

impl std::fmt::Debug for Native {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_tuple("Native").field(&self.name).finish()
    }
}

/// A function of a module.
pub(crate) const fn function(name: &'static str, call: NativeFn) -> Native {
    Native { name, kind: Kind::Function, call }
}

/// A method of a builtin type.
pub(crate) const fn method(name: &'static str, call: NativeFn) -> Native {
    Native { name, kind: Kind::Method, call }
}

/// A class method of a builtin type.
pub(crate) const fn class_method(name: &'static str, call: NativeFn) -> Native {
    Native { name, kind: Kind::ClassMethod, call }
}

/// A computed attribute of a builtin type.
pub(crate) const fn getter(name: &'static str, call: NativeFn) -> Native {
    Native { name, kind: Kind::Getter, call }
}

/// Arguments of one call.
#[derive(Clone, Copy)]
pub(crate) struct Args<'a> {
    pub(crate) positional: &'a [Value],
    /// Names are interned `str` handles.
    pub(crate) keywords: &'a [(Handle, Value)],
}

impl<'a> Args<'a> {
    pub(crate) fn new(positional: &'a [Value]) -> Self {
        Self { positional, keywords: &[] }
    }

    pub(crate) fn len(&self) -> usize {
        self.positional.len()
    }

    /// The positional argument at `index`, if given.
    pub(crate) fn get(&self, index: usize) -> Option<Value> {
        self.positional.get(index).copied()
    }

    /// The receiver of a method, or the first argument.
    pub(crate) fn receiver(&self) -> Value {
        self.positional.first().copied().unwrap_or(Value::Unbound)
    }
}

/// Why a native did not return a value.
#[derive(Debug)]
pub(crate) enum Divert {
    /// An exception object is raised.
    Raise(Value),
    /// A callable must be called; its result, or with `catch` the exception it raises, is the next answer.
    Call(Box<Wanted>),
    /// A system call must be made; its reply is the next answer.
    Ask(Box<Request>),
    /// The process ends here with a named limit.
    Limit(&'static str),
}

/// A call that a native wants made.
#[derive(Debug)]
pub(crate) struct Wanted {
    pub(crate) callee: Value,
    pub(crate) positional: Vec<Value>,
    pub(crate) keywords: Vec<(Handle, Value)>,
    pub(crate) catch: bool,
}

/// The answer to one question of a native.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Answer {
    Value(Value),
    Raised(Value),
    Reply(Box<Reply>),
}

/// Answers that the running native already has.
#[derive(Debug, Clone, PartialEq, Default)]
pub(crate) struct Replay {
    pub(crate) answers: Vec<Answer>,
    pub(crate) next: usize,
    /// How deep natives call natives, in Rust frames.
    pub(crate) depth: u32,
}

impl Machine {
    /// Calls anything callable and gives its result. The native may be run again from its start.
    pub(crate) fn call(&mut self, callee: Value, positional: &[Value]) -> Result<Value, Divert> {
        self.call_with(callee, positional, &[])
    }

    /// [`Machine::call`] with keyword arguments.
    pub(crate) fn call_with(
        &mut self,
        callee: Value,
        positional: &[Value],
        keywords: &[(Handle, Value)],
    ) -> Result<Value, Divert> {
        match self.call_catching(callee, positional, keywords, false)? {
            Ok(value) => Ok(value),
            Err(raised) => Err(Divert::Raise(raised)),
        }
    }

    /// Calls, and gives the exception object as `Err` if one is raised.
    pub(crate) fn try_call(&mut self, callee: Value, positional: &[Value]) -> Result<Result<Value, Value>, Divert> {
        self.call_catching(callee, positional, &[], true)
    }

    fn call_catching(
        &mut self,
        callee: Value,
        positional: &[Value],
        keywords: &[(Handle, Value)],
        catch: bool,
    ) -> Result<Result<Value, Value>, Divert> {
        if let Some(answer) = self.replay.answers.get(self.replay.next) {
            self.replay.next += 1;
            return match answer {
                Answer::Value(value) => Ok(Ok(*value)),
                Answer::Raised(value) => Ok(Err(*value)),
                Answer::Reply(_) => unreachable!("invariant: a native asks the same questions each time"),
            };
        }
        let start = self.replay.next;
        match self.call_native_inline(callee, positional, keywords) {
            Some(Ok(value)) => {
                self.replay.answers.truncate(start);
                self.replay.answers.push(Answer::Value(value));
                self.replay.next = start + 1;
                Ok(Ok(value))
            }
            Some(Err(Divert::Raise(value))) if catch => {
                self.replay.answers.truncate(start);
                self.replay.answers.push(Answer::Raised(value));
                self.replay.next = start + 1;
                Ok(Err(value))
            }
            Some(Err(divert)) => Err(divert),
            None => Err(Divert::Call(Box::new(Wanted {
                callee,
                positional: positional.to_vec(),
                keywords: keywords.to_vec(),
                catch,
            }))),
        }
    }

    /// Runs a native callee right here; `None` if the callee runs Python code.
    fn call_native_inline(
        &mut self,
        callee: Value,
        positional: &[Value],
        keywords: &[(Handle, Value)],
    ) -> Option<Result<Value, Divert>> {
        let (native, receiver) = self.native_of(callee)?;
        if self.replay.depth >= 40 {
            return Some(Err(self.raise_recursion()));
        }
        self.replay.depth += 1;
        let result = if receiver.is_unbound() {
            (native.call)(self, Args { positional, keywords })
        } else {
            let mut all = Vec::with_capacity(positional.len() + 1);
            all.push(receiver);
            all.extend_from_slice(positional);
            (native.call)(self, Args { positional: &all, keywords })
        };
        self.replay.depth -= 1;
        Some(result)
    }

    /// Makes a system call and gives its reply. The native may be run again from its start.
    pub(crate) fn ask(&mut self, request: Request) -> Result<Reply, Divert> {
        if let Some(answer) = self.replay.answers.get(self.replay.next) {
            self.replay.next += 1;
            return match answer {
                Answer::Reply(reply) => Ok(reply.as_ref().clone()),
                _ => unreachable!("invariant: a native asks the same questions each time"),
            };
        }
        Err(Divert::Ask(Box::new(request)))
    }

    /// Does something exactly once, however often the native is run again, and remembers its value.
    pub(crate) fn once(&mut self, act: impl FnOnce(&mut Self) -> Result<Value, Divert>) -> Result<Value, Divert> {
        if let Some(Answer::Value(value)) = self.replay.answers.get(self.replay.next) {
            self.replay.next += 1;
            return Ok(*value);
        }
        let start = self.replay.next;
        let value = act(self)?;
        self.replay.answers.truncate(start);
        self.replay.answers.push(Answer::Value(value));
        self.replay.next = start + 1;
        Ok(value)
    }
}

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

/// A native did not return a value. Why is kept in the machine, see [`Machine::diversion`]: this way `?`, which is everywhere, carries
/// nothing. Only the machine makes one, together with its reason.
#[derive(Debug)]
#[must_use]
pub(crate) struct Divert(());

/// Why a native did not return a value.
#[derive(Debug, Clone, PartialEq, Default)]
pub(crate) enum Diversion {
    /// An exception object is raised.
    Raise(Value),
    /// A callable must be called; its result, or with `catch` the exception it raises, is the next answer.
    Call(Box<Wanted>),
    /// A system call must be made; its reply is the next answer.
    Ask(Box<Request>),
    /// The exception that is being handled is the next answer.
    #[default]
    Handled,
}

/// A call that a native wants made.
#[derive(Debug, Clone, PartialEq)]
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

/// Answers that the running native already has. Each is marked with the nesting depth at which it was asked for, because a native that
/// another one calls may have been answered while the outer one still waits.
#[derive(Debug, Clone, PartialEq, Default)]
pub(crate) struct Replay {
    pub(crate) answers: Vec<(u32, Answer)>,
    pub(crate) next: usize,
    /// How deep natives call natives, in Rust frames.
    pub(crate) depth: u32,
    /// The depth of the question that is now asked.
    pub(crate) asked: u32,
    /// How many of the calls that are under way take an exception for an answer.
    pub(crate) catching: u32,
}

impl Replay {
    /// The answer to the next question at this depth, if it was given.
    fn take(&mut self) -> Option<Answer> {
        match self.answers.get(self.next) {
            Some((depth, answer)) if *depth == self.depth => {
                self.next += 1;
                Some(answer.clone())
            }
            _ => None,
        }
    }

    /// Replaces all that was answered since `start` by one answer.
    fn settle(&mut self, start: usize, answer: Answer) {
        self.answers.truncate(start);
        self.answers.push((self.depth, answer));
        self.next = start + 1;
    }
}

impl Machine {
    fn divert(&mut self, diversion: Diversion) -> Divert {
        self.diverted = diversion;
        Divert(())
    }

    /// Raises an exception object.
    pub(crate) fn raise(&mut self, exception: Value) -> Divert {
        self.divert(Diversion::Raise(exception))
    }

    /// Why a native did not return a value.
    pub(crate) fn diversion(&mut self, Divert(()): Divert) -> Diversion {
        std::mem::take(&mut self.diverted)
    }

    /// The exception object, if that is why.
    pub(crate) fn raised(&self, Divert(()): &Divert) -> Option<Value> {
        if let Diversion::Raise(exception) = self.diverted { Some(exception) } else { None }
    }

    /// Whether it is an exception of `class`.
    pub(crate) fn raises(&self, divert: &Divert, class: Handle) -> bool {
        self.raised(divert).is_some_and(|exception| self.is_instance_of(exception, class))
    }

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
            Err(raised) => Err(self.raise(raised)),
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
        match self.replay.take() {
            Some(Answer::Value(value)) => return Ok(Ok(value)),
            Some(Answer::Raised(value)) => return Ok(Err(value)),
            Some(Answer::Reply(_)) => unreachable!("invariant: a native asks the same questions each time"),
            None => {}
        }
        let start = self.replay.next;
        self.replay.catching += u32::from(catch);
        let inline = self.call_native_inline(callee, positional, keywords);
        let catching = self.replay.catching > 0;
        self.replay.catching -= u32::from(catch);
        match inline {
            Some(Ok(value)) => {
                self.replay.settle(start, Answer::Value(value));
                Ok(Ok(value))
            }
            Some(Err(divert)) => match self.raised(&divert) {
                Some(value) if catch => {
                    self.replay.settle(start, Answer::Raised(value));
                    Ok(Err(value))
                }
                _ => Err(divert),
            },
            None => {
                self.replay.asked = self.replay.depth;
                let wanted =
                    Wanted { callee, positional: positional.to_vec(), keywords: keywords.to_vec(), catch: catching };
                Err(self.divert(Diversion::Call(Box::new(wanted))))
            }
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
        match self.replay.take() {
            Some(Answer::Reply(reply)) => return Ok(*reply),
            Some(_) => unreachable!("invariant: a native asks the same questions each time"),
            None => {}
        }
        self.replay.asked = self.replay.depth;
        Err(self.divert(Diversion::Ask(Box::new(request))))
    }

    /// The exception that is being handled, or `None`.
    pub(crate) fn handled_now(&mut self) -> Result<Value, Divert> {
        if let Some(Answer::Value(value)) = self.replay.take() {
            return Ok(value);
        }
        self.replay.asked = self.replay.depth;
        Err(self.divert(Diversion::Handled))
    }

    /// Does something exactly once, however often the native is run again, and remembers its value.
    pub(crate) fn once(&mut self, act: impl FnOnce(&mut Self) -> Result<Value, Divert>) -> Result<Value, Divert> {
        if let Some(Answer::Value(value)) = self.replay.take() {
            return Ok(value);
        }
        let start = self.replay.next;
        self.replay.depth += 1;
        let result = act(self);
        self.replay.depth -= 1;
        let value = result?;
        self.replay.settle(start, Answer::Value(value));
        Ok(value)
    }
}

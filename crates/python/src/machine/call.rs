//! How calls nest without Rust recursion: every call says in a [`Then`] what becomes of its result, and [`Machine::settle`] follows
//! results, exceptions and natives' questions until a Python frame can run on or the thread has to pause.

use super::{Frame, Machine, NativeCall, Suspended, Then, Thread};
use crate::builtins::classes::{self, TypeSpec};
use crate::compile::code::Code;
use crate::native::{Answer, Args, Diversion, Divert, Native, NativeFn};
use crate::object::{Generator, GeneratorState, Layout, Object};
use crate::pause::Pause;
use crate::value::{Handle, Value};
use std::rc::Rc;

/// What the loop does next.
pub(super) enum Flow {
    /// Goes on with the top frame, which may be another one.
    Continue,
    Pause(Pause),
}

/// One thing to be settled.
pub(super) enum Step {
    /// A result.
    Deliver(Then, Value),
    /// An exception.
    Throw(Then, Value),
    /// An exception that already names the top frame in its traceback.
    Rethrow(Value),
    /// A native is run (again).
    Native(Box<NativeCall>),
    /// Anything is called.
    Call(Value, Vec<Value>, Vec<(Handle, Value)>, Then),
    /// A generator goes on, with a value or an exception.
    Resume(Handle, Result<Value, Value>, Then),
    /// The thread has nothing left to run.
    Ended(Option<Value>),
}

impl Machine {
    /// Follows one step to the next place where Python code runs or the thread pauses.
    pub(super) fn settle(&mut self, thread: &mut Thread, step: Step) -> Flow {
        let mut step = step;
        loop {
            step = match step {
                Step::Deliver(then, value) => match self.deliver(thread, then, value) {
                    Some(step) => step,
                    None => return Flow::Continue,
                },
                Step::Throw(then, exception) => match self.throw(thread, then, exception, true) {
                    Some(step) => step,
                    None => return Flow::Continue,
                },
                Step::Rethrow(exception) => match self.throw(thread, Then::Push, exception, false) {
                    Some(step) => step,
                    None => return Flow::Continue,
                },
                Step::Native(mut call) => {
                    self.replay.answers = std::mem::take(&mut call.answers);
                    self.replay.next = 0;
                    self.replay.depth = 0;
                    self.replay.catching = 0;
                    let args = Args { positional: &call.positional, keywords: &call.keywords };
                    match (call.native.call)(self, args) {
                        Ok(value) => Step::Deliver(call.then, value),
                        Err(divert) => match self.diverted(thread, call, divert) {
                            Ok(step) => step,
                            Err(pause) => return Flow::Pause(pause),
                        },
                    }
                }
                Step::Call(callee, positional, keywords, then) => {
                    match self.start_call(thread, callee, positional, keywords, then) {
                        Some(step) => step,
                        None => return Flow::Continue,
                    }
                }
                Step::Resume(generator, sent, then) => match self.resume_generator(thread, generator, sent, then) {
                    Some(step) => step,
                    None => return Flow::Continue,
                },
                Step::Ended(exception) => return Flow::Pause(self.thread_ended(thread, exception)),
            };
        }
    }

    /// Puts a native aside until its question is answered.
    fn diverted(&mut self, thread: &mut Thread, mut call: Box<NativeCall>, divert: Divert) -> Result<Step, Pause> {
        call.answers = std::mem::take(&mut self.replay.answers);
        call.asked = self.replay.asked;
        match self.diversion(divert) {
            Diversion::Raise(exception) => Ok(Step::Throw(call.then, exception)),
            Diversion::Call(wanted) => {
                call.catch = wanted.catch;
                Ok(Step::Call(wanted.callee, wanted.positional, wanted.keywords, Then::Native(call)))
            }
            Diversion::Ask(request) => {
                thread.waiting = Some(call);
                Err(Pause::Call { request: *request, line: self.line_of(thread) })
            }
            Diversion::Handled => {
                call.answers.push((call.asked, Answer::Value(Self::handled(thread))));
                Ok(Step::Native(call))
            }
        }
    }

    /// Runs a native with the topmost `count` values as arguments, which it replaces by the result.
    pub(super) fn apply(&mut self, thread: &mut Thread, native: &'static Native, count: usize, then: Then) -> Flow {
        let from = thread.stack.len() - count;
        self.apply_from(thread, native, from, from, &[], then)
    }

    /// [`Machine::apply`] with the arguments from `from` on; afterwards the stack ends at `floor`.
    pub(super) fn apply_from(
        &mut self,
        thread: &mut Thread,
        native: &'static Native,
        from: usize,
        floor: usize,
        keywords: &[(Handle, Value)],
        then: Then,
    ) -> Flow {
        self.replay.answers.clear();
        self.replay.next = 0;
        self.replay.depth = 0;
        self.replay.catching = 0;
        let args = Args { positional: &thread.stack[from..], keywords };
        match (native.call)(self, args) {
            Ok(value) => {
                thread.stack.truncate(floor);
                match then {
                    Then::Push => {
                        thread.stack.push(value);
                        Flow::Continue
                    }
                    Then::Discard => Flow::Continue,
                    then => self.settle(thread, Step::Deliver(then, value)),
                }
            }
            Err(divert) => {
                if let Some(exception) = self.raised(&divert) {
                    thread.stack.truncate(floor);
                    return self.settle(thread, Step::Throw(then, exception));
                }
                let positional = thread.stack[from..].to_vec();
                thread.stack.truncate(floor);
                let call = NativeCall {
                    native,
                    positional,
                    keywords: keywords.to_vec(),
                    answers: Vec::new(),
                    asked: 0,
                    catch: false,
                    then,
                };
                match self.diverted(thread, Box::new(call), divert) {
                    Ok(step) => self.settle(thread, step),
                    Err(pause) => Flow::Pause(pause),
                }
            }
        }
    }

    fn deliver(&mut self, thread: &mut Thread, then: Then, value: Value) -> Option<Step> {
        match then {
            Then::Push | Then::Loop(_) => {
                thread.stack.push(value);
                None
            }
            Then::Again => {
                thread.stack.push(value);
                if let Some(frame) = thread.frames.last_mut() {
                    frame.pc -= 1;
                }
                None
            }
            Then::Discard => {
                if thread.frames.is_empty() {
                    return Some(Step::Ended(None));
                }
                None
            }
            Then::Instance(instance) => {
                if !value.is_none() {
                    let text = format!("__init__() should return None, not '{}'", self.class_name(value));
                    let exception = self.new_error(classes::TYPE_ERROR, &text);
                    return Some(Step::Throw(Then::Push, exception));
                }
                thread.stack.push(instance);
                None
            }
            Then::Delegate => {
                // It goes on with the same instruction.
                if let Some(frame) = thread.frames.last_mut() {
                    frame.pc -= 1;
                }
                Some(self.yield_value(thread, value))
            }
            Then::Native(mut call) => {
                call.answers.push((call.asked, Answer::Value(value)));
                Some(Step::Native(call))
            }
        }
    }

    fn throw(&mut self, thread: &mut Thread, then: Then, exception: Value, visible: bool) -> Option<Step> {
        match then {
            Then::Native(mut call) => {
                if call.catch {
                    call.answers.push((call.asked, Answer::Raised(exception)));
                    return Some(Step::Native(call));
                }
                Some(Step::Throw(call.then, exception))
            }
            Then::Loop(target) if self.is_instance_of(exception, classes::STOP_ITERATION) => {
                thread.stack.pop();
                if let Some(frame) = thread.frames.last_mut() {
                    frame.pc = target;
                }
                None
            }
            Then::Delegate if self.is_instance_of(exception, classes::STOP_ITERATION) => {
                // The iterator was on top; its result takes its place.
                thread.stack.pop();
                let value = self.own_attribute(exception, crate::names::VALUE).unwrap_or(Value::None);
                thread.stack.push(value);
                None
            }
            _ => self.unwind(thread, exception, visible),
        }
    }

    /// Calls anything; `None` if a Python frame now runs.
    fn start_call(
        &mut self,
        thread: &mut Thread,
        callee: Value,
        mut positional: Vec<Value>,
        keywords: Vec<(Handle, Value)>,
        then: Then,
    ) -> Option<Step> {
        let native: &'static Native = match callee {
            Value::Native(native) => native,
            Value::Obj(handle) => match self.heap.get(handle) {
                Object::Function(_) => {
                    let floor = thread.stack.len();
                    thread.stack.extend_from_slice(&positional);
                    return self.enter_function(thread, handle, floor, floor, &keywords, then);
                }
                Object::Method(method) => {
                    let (function, receiver) = (method.function, method.receiver);
                    positional.insert(0, receiver);
                    return Some(Step::Call(function, positional, keywords, then));
                }
                Object::Generator(_) => {
                    let sent = positional.first().copied().unwrap_or(Value::None);
                    let thrown = positional.get(1).copied();
                    return Some(Step::Resume(handle, thrown.map_or(Ok(sent), Err), then));
                }
                _ => {
                    positional.insert(0, callee);
                    &super::operators::CALL
                }
            },
            _ => {
                positional.insert(0, callee);
                &super::operators::CALL
            }
        };
        Some(Step::Native(Box::new(NativeCall {
            native,
            positional,
            keywords,
            answers: Vec::new(),
            asked: 0,
            catch: false,
            then,
        })))
    }

    /// Enters a Python function whose arguments are on the stack from `from` on; `None` if its frame now runs.
    pub(super) fn enter_function(
        &mut self,
        thread: &mut Thread,
        function: Handle,
        from: usize,
        floor: usize,
        keywords: &[(Handle, Value)],
        then: Then,
    ) -> Option<Step> {
        let Object::Function(parts) = self.heap.get(function) else {
            unreachable!("invariant: callers enter functions only")
        };
        let code = parts.code.clone();
        let globals = parts.globals;
        let given = thread.stack.len() - from;
        let simple = keywords.is_empty()
            && given == usize::from(code.positional)
            && code.keyword_only == 0
            && !code.var_positional
            && !code.var_keyword;
        if !simple {
            let positional = thread.stack[from..].to_vec();
            match self.bind(function, &positional, keywords) {
                Ok(bound) => {
                    thread.stack.truncate(from);
                    thread.stack.extend_from_slice(&bound);
                }
                Err(divert) => {
                    thread.stack.truncate(floor);
                    let Diversion::Raise(exception) = self.diversion(divert) else { return None };
                    return Some(Step::Throw(then, exception));
                }
            }
        }
        if thread.frames.len() >= self.recursion_max {
            thread.stack.truncate(floor);
            let exception = self.new_error(classes::RECURSION_ERROR, "maximum recursion depth exceeded");
            return Some(Step::Throw(then, exception));
        }
        let Object::Function(parts) = self.heap.get(function) else { return None };
        let slots = code.locals.len() - parts.closure.len();
        thread.stack.resize(from + slots, Value::Unbound);
        thread.stack.extend_from_slice(&parts.closure);
        let name = parts.qualname;
        let short_name = parts.name;
        let namespace = match parts.defaults.first() {
            Some(Value::Obj(namespace)) if code.namespace => *namespace,
            _ => globals,
        };
        let mut frame = self.new_frame(thread, code, from, floor, globals, then);
        frame.namespace = namespace;
        if frame.code.generator {
            return Some(self.make_generator(thread, frame, [short_name, name]));
        }
        thread.frames.push(frame);
        None
    }

    fn new_frame(
        &mut self,
        thread: &Thread,
        code: Rc<Code>,
        base: usize,
        floor: usize,
        globals: Handle,
        then: Then,
    ) -> Frame {
        let depth = thread.frames.last().map_or(0, |below| below.depth + u16::from(!below.code.source.hidden));
        Frame {
            code,
            pc: 0,
            base: base as u32,
            floor: floor as u32,
            blocks: thread.blocks.len() as u32,
            last_line: 0,
            depth,
            globals,
            namespace: globals,
            then,
            handled: Value::None,
            generator: Value::Unbound,
        }
    }

    /// Pushes a frame that runs a module's or class body's code in a namespace.
    pub(super) fn push_module_frame(&mut self, thread: &mut Thread, code: &Rc<Code>, globals: Handle, then: Then) {
        let base = thread.stack.len();
        thread.stack.resize(base + code.locals.len(), Value::Unbound);
        let frame = self.new_frame(thread, code.clone(), base, base, globals, then);
        thread.frames.push(frame);
    }

    fn make_generator(&mut self, thread: &mut Thread, mut frame: Frame, names: [Value; 2]) -> Step {
        let then = std::mem::replace(&mut frame.then, Then::Discard);
        let stack = thread.stack.split_off(frame.base as usize);
        thread.stack.truncate(frame.floor as usize);
        let generator = Generator {
            name: names[1],
            suspended: Some(Box::new(Suspended { frame, stack, blocks: Vec::new() })),
            state: GeneratorState::Created,
        };
        let handle = self.heap.alloc(classes::GENERATOR, Object::Generator(Box::new(generator)));
        Step::Deliver(then, Value::Obj(handle))
    }

    /// The native behind a callee and its receiver, if calling it needs no Python frame to begin with.
    pub(crate) fn native_of(&self, callee: Value) -> Option<(&'static Native, Value)> {
        match callee {
            Value::Native(native) => Some((native, Value::Unbound)),
            Value::Obj(handle) => match self.heap.get(handle) {
                Object::Function(_) | Object::Generator(_) => None,
                Object::Method(method) => match method.function {
                    Value::Native(native) => Some((native, method.receiver)),
                    Value::Obj(function) if matches!(self.heap.get(function), Object::Function(_)) => None,
                    _ => Some((&super::operators::CALL, callee)),
                },
                _ => Some((&super::operators::CALL, callee)),
            },
            _ => Some((&super::operators::CALL, callee)),
        }
    }

    /// `CALL`: calls the first argument, which is neither a function nor a native: a class, an instance with `__call__`.
    pub(crate) fn call_object(&mut self, whole: Args<'_>) -> Result<Value, Divert> {
        let callee = whole.positional[0];
        let args = Args { positional: &whole.positional[1..], keywords: whole.keywords };
        match self.heap.object(callee) {
            Some(Object::Class(_)) => self.construct(whole),
            Some(Object::Method(method)) => {
                let (function, receiver) = (method.function, method.receiver);
                let mut all = vec![receiver];
                all.extend_from_slice(args.positional);
                self.call_with(function, &all, args.keywords)
            }
            Some(Object::StaticMethod(function)) => {
                let function = *function;
                self.call_with(function, args.positional, args.keywords)
            }
            _ => {
                let class = self.class_of(callee);
                match self.lookup(class, crate::names::CALL) {
                    Some(call) if callee.handle().is_some() => self.call_with(call, whole.positional, whole.keywords),
                    _ => {
                        let text = format!("'{}' object is not callable", self.class_name(callee));
                        Err(self.type_error(&text))
                    }
                }
            }
        }
    }

    /// Calls a class: `__new__`, then `__init__`.
    fn construct(&mut self, args: Args<'_>) -> Result<Value, Divert> {
        let class = args.receiver();
        if let ([_, value], Value::Obj(classes::TYPE), []) = (args.positional, class, args.keywords) {
            return Ok(Value::Obj(self.class_of(*value)));
        }
        let meta = self.class_of(class);
        if meta != classes::TYPE
            && let Some(call) = self.lookup(meta, crate::names::CALL)
        {
            return self.call_with(call, args.positional, args.keywords);
        }
        self.construct_plain(args)
    }

    /// What `type.__call__` does; the class is the first argument.
    pub(crate) fn construct_plain(&mut self, args: Args<'_>) -> Result<Value, Divert> {
        let Value::Obj(handle) = args.receiver() else { return Err(self.type_error("not a class")) };
        let instance = match self.lookup(handle, crate::names::NEW) {
            Some(new) => {
                let new = match self.heap.object(new) {
                    Some(Object::StaticMethod(function)) => *function,
                    _ => new,
                };
                self.call_with(new, args.positional, args.keywords)?
            }
            None => match self.native_new(handle) {
                // Nothing is asked afterwards, so nobody has to remember what it made.
                Some((maker, new)) if self.is_complete_when_made(handle, maker, args) => return new(self, args),
                Some((_, new)) => self.once(|machine| new(machine, args))?,
                None => {
                    let text = format!("cannot create '{}' instances", self.heap.class(handle).name);
                    return Err(self.type_error(&text));
                }
            },
        };
        if !self.is_instance_of(instance, handle) {
            return Ok(instance);
        }
        let mut all = args.positional.to_vec();
        all[0] = instance;
        let class = self.class_of(instance);
        if let Some(init) = self.lookup(class, crate::names::INIT) {
            let result = self.call_with(init, &all, args.keywords)?;
            if !result.is_none() {
                let text = format!("__init__() should return None, not '{}'", self.class_name(result));
                return Err(self.type_error(&text));
            }
        } else if let Some((_, init)) = self.native_init(class) {
            self.once(|machine| init(machine, Args { positional: &all, keywords: args.keywords }))?;
        }
        Ok(instance)
    }

    /// Whether nothing is left to do once the `__new__` of a builtin class has made an instance.
    fn is_complete_when_made(&mut self, class: Handle, maker: Handle, args: Args<'_>) -> bool {
        match self.native_init(class) {
            None | Some((classes::OBJECT, _)) => classes::is_builtin(class),
            // It keeps the arguments, which its `__new__` has done.
            Some((classes::BASE_EXCEPTION, _)) => {
                maker == classes::BASE_EXCEPTION
                    && args.keywords.is_empty()
                    && self.lookup(class, crate::names::INIT).is_none()
            }
            _ => false,
        }
    }

    /// The builtin `__new__` that a class inherits, and from which class.
    pub(crate) fn native_new(&self, class: Handle) -> Option<(Handle, NativeFn)> {
        self.inherited(class, |spec| spec.new)
    }

    /// The builtin `__init__` that a class inherits, and from which class.
    pub(crate) fn native_init(&self, class: Handle) -> Option<(Handle, NativeFn)> {
        self.inherited(class, |spec| spec.init)
    }

    fn inherited(&self, class: Handle, part: fn(&TypeSpec) -> Option<NativeFn>) -> Option<(Handle, NativeFn)> {
        let mro = &self.heap.class(class).mro;
        mro.iter().find_map(|&class| Some((class, part(self.heap.class(class).spec?.0)?)))
    }

    /// Makes an object whose payload and class are given; the class may be a subclass of the payload's own.
    pub(crate) fn alloc_as(&mut self, class: Value, object: Object) -> Value {
        let Value::Obj(class) = class else { return Value::Unbound };
        Value::Obj(self.heap.alloc(class, object))
    }

    /// Whether instances of a class have a payload of this kind.
    pub(crate) fn layout_of(&self, class: Handle) -> Layout {
        self.heap.class(class).layout
    }
}

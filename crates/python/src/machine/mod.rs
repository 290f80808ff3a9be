//! The machine: one process of Python, with its objects, modules and threads, as plain data.
//! Runs until something is worth a [`Pause`] and then hands control back; see `run` for the loop, `call` for how calls nest without
//! Rust recursion, `unwind` for exceptions. Refuses to know who answers its requests and when.

mod arithmetic;
pub(crate) mod attributes;
mod binary;
mod binding;
mod buffers;
mod call;
mod carets;
pub(crate) mod equality;
mod errors;
mod finalise;
mod import;
pub(crate) mod inspect;
pub(crate) mod iterate;
pub(crate) mod operators;
mod rare;
mod run;
mod sequences;
mod setting;
pub(crate) mod show;
pub(crate) mod subscript;
mod suggestions;
pub(crate) mod traceback;
mod unwind;

use crate::builtins::classes;
use crate::compile::code::{Code, Op, Source};
use crate::heap::Heap;
use crate::native::{Answer, Diversion, Native, Replay};
use crate::pause::{Console, Passed, Pause, Pickled};
use crate::request::{Reply, ThreadId};
use crate::syntax::SourceProblem;
use crate::value::{Handle, Value};
use run::Turn;
use std::rc::Rc;

/// Python frames that may be on top of each other, as `sys.getrecursionlimit()` says.
pub(crate) const RECURSION_MAX: usize = 1000;
/// Lines that one thread runs before another may.
const TURN_LINES: u32 = 100;
/// Bytes that one process may use.
pub(crate) const MEMORY_MAX: usize = 64 << 20;

/// One process of Python.
#[derive(Debug, Clone)]
pub struct Machine {
    pub(crate) heap: Heap,
    pub(crate) replay: Replay,
    /// Why the native that has just returned a [`crate::native::Divert`] did so.
    pub(crate) diverted: Diversion,
    pub(crate) threads: Vec<Thread>,
    pub(crate) current: ThreadId,
    /// Namespace of `builtins`.
    pub(crate) builtins: Handle,
    /// Namespace of `__main__`.
    pub(crate) main: Handle,
    /// `sys.modules`.
    pub(crate) modules: Handle,
    /// Namespace of our own Python text.
    pub(crate) prelude: Handle,
    pub(crate) source: Rc<Source>,
    /// Text written but not yet handed out.
    pub(crate) printed: Vec<(Console, Rc<str>)>,
    pub(crate) woken: Vec<ThreadId>,
    /// Pickles written and read since they were last asked for.
    pub(crate) pickled: Vec<Pickled>,
    /// Open sockets, in the order they were made.
    pub(crate) open_sockets: Vec<Handle>,
    /// A reference that may have been the last one to an open socket went away.
    pub(crate) dropped: bool,
    lines_left: u32,
    /// Set by `sys.exit` in the main thread or an uncaught exception; the process ends once its threads have.
    ending: Option<(i32, Option<Rc<str>>)>,
    pub(crate) cache: LookupCache,
    /// `sys.setrecursionlimit`.
    pub(crate) recursion_max: usize,
    /// How many iterators are asking one another for an item right now.
    pub(crate) iterating: u32,
    /// `threading.Thread` of the running thread, or `None` for the main one.
    pub(crate) current_object: Value,
    /// Global and local names where `eval`, `locals` or the like was called last; name and line of the visible frame there.
    pub(crate) scope: [Value; 4],
    /// Threads that wait for another's end: (ending, waiting).
    pub(crate) joiners: Vec<(u16, u16)>,
    /// `socket.setdefaulttimeout`.
    pub(crate) default_timeout: crate::request::TimeoutNs,
}

impl PartialEq for Machine {
    fn eq(&self, other: &Self) -> bool {
        self.heap == other.heap
            && self.threads == other.threads
            && self.current == other.current
            && self.printed == other.printed
            && self.woken == other.woken
            && self.ending == other.ending
    }
}

/// Results of class lookups. Only speed: two machines are equal whatever is in it, and a clone starts empty.
#[derive(Debug, Default)]
pub(crate) struct LookupCache {
    entries: Vec<(Handle, Handle, Value)>,
}

impl Clone for LookupCache {
    fn clone(&self) -> Self {
        Self::default()
    }
}

const CACHE_SIZE: usize = 512;

impl LookupCache {
    fn slot(class: Handle, name: Handle) -> usize {
        (class.0.wrapping_mul(31) ^ name.0.wrapping_mul(7)) as usize & (CACHE_SIZE - 1)
    }

    #[inline]
    pub(crate) fn get(&self, class: Handle, name: Handle) -> Option<Value> {
        let (known, key, value) = self.entries.get(Self::slot(class, name))?;
        (*known == class && *key == name).then_some(*value)
    }

    pub(crate) fn set(&mut self, class: Handle, name: Handle, value: Value) {
        if self.entries.is_empty() {
            self.entries = vec![(crate::heap::NO_ATTRIBUTES, crate::heap::NO_ATTRIBUTES, Value::Unbound); CACHE_SIZE];
        }
        self.entries[Self::slot(class, name)] = (class, name, value);
    }

    /// A class changed, or objects were freed.
    pub(crate) fn clear(&mut self) {
        self.entries.clear();
    }
}

/// One thread: its call frames and value stack.
#[derive(Debug, Clone, PartialEq, Default)]
pub(crate) struct Thread {
    pub(crate) frames: Vec<Frame>,
    pub(crate) stack: Vec<Value>,
    pub(crate) blocks: Vec<Block>,
    /// The native that waits for a reply, or for its turn to go on.
    pub(crate) waiting: Option<Box<NativeCall>>,
    /// A reply is awaited that nobody looks at (closing of a dropped socket).
    pub(crate) finalising: bool,
    pub(crate) ended: bool,
    /// A pause that waits until the text written before it was handed out.
    pub(crate) pending: Option<Pause>,
    pub(crate) daemon: bool,
    /// `threading.Thread` object, or `None` for the main thread.
    pub(crate) object: Value4,
}

/// A value that defaults to `None`.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Value4(pub(crate) Value);

impl Default for Value4 {
    fn default() -> Self {
        Self(Value::None)
    }
}

/// A call of a Python function, class body or module.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Frame {
    pub(crate) code: Rc<Code>,
    /// The next instruction.
    pub(crate) pc: u32,
    /// Where its locals begin on the value stack; its operands follow them.
    pub(crate) base: u32,
    /// Where the value stack ends again when it returns.
    pub(crate) floor: u32,
    /// Where its handlers begin.
    pub(crate) blocks: u32,
    pub(crate) last_line: u32,
    /// Visible frames below this one.
    pub(crate) depth: u16,
    pub(crate) globals: Handle,
    /// Where a class body or module keeps its names.
    pub(crate) namespace: Handle,
    pub(crate) then: Then,
    /// The exception that is being handled here, or `None`.
    pub(crate) handled: Value,
    /// The generator whose frame this is, or unbound.
    pub(crate) generator: Value,
}

/// An installed exception handler.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Block {
    pub(crate) handler: u32,
    /// Height of the value stack above the frame's base.
    pub(crate) height: u32,
    /// The exception that was being handled when it was installed: it is again once the handler is done.
    pub(crate) handled: Value,
}

/// What happens with the result of a call.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Then {
    /// It is pushed.
    Push,
    /// It is pushed, and the instruction is done again with it.
    Again,
    /// It is dropped.
    Discard,
    /// It must be `None`; the instance is pushed.
    Instance(Value),
    /// It is the next item of the `for` that called; `StopIteration` ends the loop.
    Loop(u32),
    /// It is yielded on; `StopIteration`'s value is pushed.
    Delegate,
    /// It answers a native's question.
    Native(Box<NativeCall>),
}

/// A native that is to be run (again).
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct NativeCall {
    pub(crate) native: &'static Native,
    pub(crate) positional: Vec<Value>,
    pub(crate) keywords: Vec<(Handle, Value)>,
    pub(crate) answers: Vec<(u32, Answer)>,
    /// The nesting depth of the question that waits.
    pub(crate) asked: u32,
    /// Whether an exception is an answer too.
    pub(crate) catch: bool,
    pub(crate) then: Then,
}

impl PartialEq for Native {
    fn eq(&self, other: &Self) -> bool {
        std::ptr::eq(self, other)
    }
}

/// A generator's frame while it does not run.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Suspended {
    pub(crate) frame: Frame,
    pub(crate) stack: Vec<Value>,
    pub(crate) blocks: Vec<Block>,
}

impl Suspended {
    /// What its `yield from` waits for, or `None`.
    pub(crate) fn delegate(&self) -> Value {
        match (self.frame.code.ops.get(self.frame.pc as usize), self.stack.last()) {
            (Some(Op::YieldFrom), Some(delegate)) => *delegate,
            _ => Value::None,
        }
    }

    pub(crate) fn references(&self, found: &mut dyn FnMut(Value)) {
        self.stack.iter().for_each(|value| found(*value));
        self.blocks.iter().for_each(|block| found(block.handled));
        self.frame.references(found);
    }
}

impl Frame {
    fn references(&self, found: &mut dyn FnMut(Value)) {
        found(Value::Obj(self.globals));
        found(Value::Obj(self.namespace));
        found(self.handled);
        found(self.generator);
        self.then.references(found);
    }
}

impl Then {
    fn references(&self, found: &mut dyn FnMut(Value)) {
        let mut then = self;
        loop {
            match then {
                Self::Instance(value) => return found(*value),
                Self::Native(call) => {
                    call.own_references(found);
                    then = &call.then;
                }
                _ => return,
            }
        }
    }
}

impl NativeCall {
    fn own_references(&self, found: &mut dyn FnMut(Value)) {
        self.positional.iter().for_each(|value| found(*value));
        self.keywords.iter().for_each(|(name, value)| {
            found(Value::Obj(*name));
            found(*value);
        });
        for (_, answer) in &self.answers {
            if let Answer::Value(value) | Answer::Raised(value) = answer {
                found(*value);
            }
        }
    }
}

impl Machine {
    /// Compiles a program; `file` is the path that tracebacks show and `__file__` is.
    ///
    /// # Errors
    /// The first problem of the text, with its place.
    pub fn new(file: &str, text: &str) -> Result<Self, SourceProblem> {
        let source = Rc::new(Source { file: file.into(), text: text.into(), hidden: false, evaluated: false });
        let mut heap = Heap::new();
        classes::install(&mut heap);
        let builtins = heap.new_dict();
        let modules = heap.new_dict();
        let prelude = heap.new_dict();
        let (module, main) = heap.new_module("__main__");
        let mut machine = Self {
            heap,
            replay: Replay::default(),
            diverted: Diversion::default(),
            threads: Vec::new(),
            current: ThreadId(0),
            builtins,
            main,
            modules,
            prelude,
            source: source.clone(),
            printed: Vec::new(),
            woken: Vec::new(),
            pickled: Vec::new(),
            open_sockets: Vec::new(),
            dropped: false,
            lines_left: TURN_LINES,
            ending: None,
            cache: LookupCache::default(),
            recursion_max: RECURSION_MAX,
            iterating: 0,
            current_object: Value::None,
            scope: [Value::Obj(main), Value::Obj(main), Value::None, Value::Int(0)],
            joiners: Vec::new(),
            default_timeout: None,
        };
        let (code, warnings) = crate::compile::compile_with_warnings(&mut machine.heap, &source)?;
        machine.fill_builtins(module)?;
        for warning in warnings {
            let line = text.lines().nth(warning.line.saturating_sub(1) as usize).unwrap_or_default().trim();
            let text = format!("{file}:{}: SyntaxWarning: {}\n  {line}\n", warning.line, warning.text);
            machine.printed.push((Console::Err, text.into()));
        }
        let mut thread = Thread::default();
        machine.push_module_frame(&mut thread, &code, main, Then::Discard);
        machine.heap.pinned.extend([builtins, main, modules, prelude, module].map(Value::Obj));
        machine.heap.seal();
        machine.threads.push(thread);
        Ok(machine)
    }

    fn fill_builtins(&mut self, main_module: Handle) -> Result<(), SourceProblem> {
        for (name, class) in classes::in_builtins() {
            let name = self.heap.intern(name);
            self.heap.name_set(self.builtins, name, Value::Obj(class));
        }
        for (alias, class) in [("EnvironmentError", classes::OS_ERROR), ("IOError", classes::OS_ERROR)] {
            let name = self.heap.intern(alias);
            self.heap.name_set(self.builtins, name, Value::Obj(class));
        }
        let own = self.heap.intern("builtins");
        self.heap.name_set(self.builtins, crate::names::NAME, Value::Obj(own));
        let module = self.heap.new_module_of("builtins", self.builtins);
        self.heap.name_set(self.modules, own, Value::Obj(module));
        self.heap.name_set(self.builtins, crate::names::BUILTINS, Value::Obj(module));
        for native in crate::builtins::functions::FUNCTIONS {
            let name = self.heap.intern(native.name);
            self.heap.name_set(self.builtins, name, Value::Native(native));
        }
        let values = [
            ("Ellipsis", Value::Ellipsis),
            ("NotImplemented", Value::NotImplemented),
            ("__debug__", Value::Bool(true)),
        ];
        for (name, value) in values {
            let name = self.heap.intern(name);
            self.heap.name_set(self.builtins, name, value);
        }
        let own = [
            ("_import", &operators::IMPORT_BY_NAME),
            ("_same_history", &operators::SAME_HISTORY),
            ("_format_complex", &operators::FORMAT_COMPLEX),
        ];
        for (name, native) in own {
            let name = self.heap.intern(name);
            self.heap.name_set(self.prelude, name, Value::Native(native));
        }
        let file = self.source.file.clone();
        let file = self.heap.new_str_rc(file);
        // No constant of the program is this string, though it may read the same.
        let main_name = self.heap.new_str("__main__");
        for (name, value) in [
            (crate::names::NAME, main_name),
            (crate::names::DOC, Value::None),
            (crate::names::DUNDER_PACKAGE, Value::None),
            (crate::names::SPEC, Value::None),
            (crate::names::FILE, file),
        ] {
            self.heap.name_set(self.main, name, value);
        }
        self.heap.name_set(self.modules, crate::names::MAIN, Value::Obj(main_module));
        self.load_prelude()
    }

    /// Lets a thread run until something is worth a pause. `reply` answers the thread's last [`Pause::Call`]. Each instruction costs one
    /// unit of `fuel`.
    pub fn resume(&mut self, thread: ThreadId, reply: Option<Reply>, fuel: &mut u64) -> Pause {
        self.resume_past(thread, reply, fuel, &mut Passed::default())
    }

    /// As [`Machine::resume`], but as many lines as `passed` has left are noted there instead of being pauses: the thread goes on with as much
    /// fuel as it was given. The line after one that pickled something, and all lines of a program with several threads, are always pauses.
    pub fn resume_past(
        &mut self,
        thread: ThreadId,
        reply: Option<Reply>,
        fuel: &mut u64,
        passed: &mut Passed,
    ) -> Pause {
        if let Some((console, text)) = self.take_printed() {
            return Pause::Printed { console, text };
        }
        let Some(place) = self.threads.get_mut(usize::from(thread.0)) else { return Pause::ThreadEnded };
        if let Some(pause) = place.pending.take() {
            return pause;
        }
        let mut running = std::mem::take(place);
        self.current = thread;
        self.current_object = running.object.0;
        let mut turn = Turn { fuel: *fuel, left: *fuel, passed };
        let pause = self.run(&mut running, reply, &mut turn);
        *fuel = turn.left;
        let pause = match self.take_printed() {
            Some((console, text)) if !matches!(pause, Pause::OutOfFuel) => {
                running.pending = Some(pause);
                Pause::Printed { console, text }
            }
            Some((console, text)) => Pause::Printed { console, text },
            None => pause,
        };
        self.threads[usize::from(thread.0)] = running;
        pause
    }

    fn take_printed(&mut self) -> Option<(Console, Rc<str>)> {
        if self.printed.is_empty() { None } else { Some(self.printed.remove(0)) }
    }

    /// Threads whose [`crate::request::Request::Park`] is over, since the last call.
    pub fn take_woken(&mut self) -> Vec<ThreadId> {
        std::mem::take(&mut self.woken)
    }

    /// Pickles that the program wrote and read, since the last call.
    #[inline]
    pub fn take_pickled(&mut self) -> Vec<Pickled> {
        std::mem::take(&mut self.pickled)
    }
}

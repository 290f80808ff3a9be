//! What a heap slot can hold. The class of an object is kept beside it, so an instance of a subclass of `list` is an [`Object::List`] with
//! another class, and natives that take a `list` need not care.

pub(crate) mod dict;
pub(crate) mod set;
pub(crate) mod text;

use crate::compile::code::Code;
use crate::machine::Suspended;
use crate::value::{Handle, Value};
use dict::Dict;
use num_bigint::BigInt;
use set::Set;
use std::rc::Rc;
use text::{ByteArray, Bytes, Str};

/// The payload of a heap slot.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Object {
    /// A free slot and the next free one.
    Free(u32),
    /// An instance without payload of its own: only class and attributes.
    Plain,
    /// An instance of a subclass of `int`.
    Int(i64),
    /// An instance of a subclass of `float`.
    Float(f64),
    /// An `int` beyond 64 bits.
    Big(Rc<BigInt>),
    Str(Str),
    Bytes(Bytes),
    ByteArray(Box<ByteArray>),
    Tuple(Rc<[Value]>),
    List(Vec<Value>),
    Dict(Box<Dict>),
    /// `set` or `frozenset`.
    Set(Box<Set>),
    /// `dict_keys`, `dict_values`, `dict_items`.
    View(Handle, Part),
    /// start, stop, step.
    Slice(Box<[Value; 3]>),
    Range(Box<Range>),
    Function(Box<Function>),
    /// A bound method.
    Method(Box<Method>),
    Class(Box<Class>),
    Exception(Box<Exception>),
    Generator(Box<Generator>),
    Iter(Box<Iter>),
    Module(Box<Module>),
    Cell(Value),
    /// getter, setter, deleter, doc.
    Property(Box<[Value; 4]>),
    StaticMethod(Value),
    ClassMethod(Value),
    Super(Box<Super>),
    /// A read-only view of a class's namespace.
    Proxy(Handle),
    /// `e.__traceback__`.
    Traceback(Rc<[TraceEntry]>),
    Socket(Box<Socket>),
    Lock(Box<Lock>),
    /// A view of `bytes` or `bytearray`: owner, start, length.
    MemoryView(Box<MemoryView>),
    /// State of a library module's object; see [`State`].
    State(Box<State>),
}

/// Which part of a `dict` a view or an iterator shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Part {
    Keys,
    Values,
    Items,
}

/// A `range` of 64-bit ints.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Range {
    pub(crate) start: i64,
    pub(crate) stop: i64,
    pub(crate) step: i64,
}

impl Range {
    /// Number of elements.
    pub(crate) fn len(&self) -> u64 {
        if self.step == 1 {
            // Most are, and a division of 128 bits is slow.
            return u64::try_from(i128::from(self.stop) - i128::from(self.start)).unwrap_or(0);
        }
        let (start, stop, step) = (i128::from(self.start), i128::from(self.stop), i128::from(self.step));
        let count = if step > 0 { (stop - start + step - 1) / step } else { (start - stop - step - 1) / -step };
        count.max(0) as u64
    }
}

/// A function written in Python.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Function {
    pub(crate) code: Rc<Code>,
    pub(crate) globals: Handle,
    pub(crate) defaults: Rc<[Value]>,
    pub(crate) keyword_defaults: Rc<[(Handle, Value)]>,
    /// Cells, in the order of the code's free variables.
    pub(crate) closure: Rc<[Value]>,
    pub(crate) name: Value,
    pub(crate) qualname: Value,
}

/// A function bound to an object.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Method {
    pub(crate) function: Value,
    pub(crate) receiver: Value,
}

/// What payload the instances of a class have.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Layout {
    Plain,
    Int,
    Float,
    Str,
    Bytes,
    ByteArray,
    Tuple,
    List,
    Dict,
    Set,
    Exception,
    Class,
    Socket,
    /// Made by natives only; a program can neither call nor inherit it.
    Sealed,
}

/// A class.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Class {
    pub(crate) name: Rc<str>,
    pub(crate) qualname: Rc<str>,
    /// The class's own namespace, in order.
    pub(crate) namespace: Handle,
    pub(crate) bases: Vec<Handle>,
    /// Method resolution order, beginning with the class itself.
    pub(crate) mro: Rc<[Handle]>,
    pub(crate) layout: Layout,
    pub(crate) spec: Option<Spec>,
}

/// The static description of a builtin class.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Spec(pub(crate) &'static crate::builtins::classes::TypeSpec);

impl PartialEq for Spec {
    fn eq(&self, other: &Self) -> bool {
        std::ptr::eq(self.0, other.0)
    }
}

/// An exception. Further attributes (`errno`, `value`, ...) are in the slot's attributes.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Exception {
    /// A tuple.
    pub(crate) args: Value,
    /// Innermost call first.
    pub(crate) trace: Vec<TraceEntry>,
    /// Whether it left a frame, if only one of ours, which has no place in the trace.
    pub(crate) raised: bool,
    pub(crate) cause: Value,
    pub(crate) context: Value,
    pub(crate) suppress_context: bool,
}

/// One call that an exception passed through.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct TraceEntry {
    pub(crate) code: Rc<Code>,
    /// The instruction that was running.
    pub(crate) at: u32,
    /// The line of that instruction.
    pub(crate) line: u32,
    /// Locals that stay alive with the traceback (only kept while open sockets are about).
    pub(crate) kept: Vec<Value>,
}

/// A generator.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Generator {
    pub(crate) name: Value,
    /// `None` while running and after the end.
    pub(crate) suspended: Option<Box<Suspended>>,
    pub(crate) state: GeneratorState,
}

/// Where a generator is in its life.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum GeneratorState {
    Created,
    Suspended,
    Running,
    Ended,
}

/// Builtin iterators.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Iter {
    /// Over a list, which may change meanwhile.
    List {
        list: Handle,
        at: usize,
    },
    /// Over fixed items.
    Items {
        items: Rc<[Value]>,
        at: usize,
    },
    Str {
        text: Value,
        at: usize,
    },
    Bytes {
        bytes: Value,
        at: usize,
    },
    Range {
        next: i64,
        step: i64,
        left: u64,
    },
    Dict {
        dict: Handle,
        part: Part,
        at: usize,
        len: usize,
    },
    Set {
        set: Handle,
        at: usize,
        len: usize,
    },
    /// Backwards over a list.
    ListReversed {
        list: Handle,
        left: usize,
    },
    Enumerate {
        inner: Value,
        count: Value,
    },
    Zip {
        inner: Rc<[Value]>,
        strict: bool,
    },
    Map {
        function: Value,
        inner: Rc<[Value]>,
    },
    Filter {
        function: Value,
        inner: Value,
    },
    /// `iter(callable, sentinel)`.
    Callable {
        callable: Value,
        sentinel: Value,
    },
    /// By `__getitem__` with 0, 1, 2, ...
    Sequence {
        object: Value,
        at: i64,
    },
    /// By `__getitem__`, backwards.
    SequenceReversed {
        object: Value,
        left: i64,
    },
    Ended,
}

/// A module.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Module {
    pub(crate) name: Rc<str>,
    /// Its namespace.
    pub(crate) globals: Handle,
}

/// `super()`.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Super {
    /// Search starts behind this class.
    pub(crate) after: Handle,
    pub(crate) object: Value,
    /// Whose method resolution order is searched.
    pub(crate) class: Handle,
}

/// A socket object. What it is connected to is known only to whoever answers its requests.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Socket {
    /// -1 when closed.
    pub(crate) fd: i32,
    pub(crate) family: i32,
    pub(crate) kind: i32,
    pub(crate) proto: i32,
    /// `None` blocks, `Some(0)` never waits, else nanoseconds.
    pub(crate) timeout: Option<u64>,
    /// Open files made by `makefile`; the descriptor is closed once they are closed too.
    pub(crate) files: u32,
    pub(crate) close_wanted: bool,
}

/// A `threading` lock.
#[derive(Debug, Clone, PartialEq, Default)]
pub(crate) struct Lock {
    /// Thread that holds it and how often (more than once only if reentrant).
    pub(crate) held_by: Option<u16>,
    pub(crate) count: u32,
    pub(crate) reentrant: bool,
    /// Threads parked for it, first come first served.
    pub(crate) waiting: Vec<u16>,
}

/// A `memoryview` of one-byte items.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct MemoryView {
    pub(crate) owner: Value,
    pub(crate) start: usize,
    pub(crate) len: usize,
    pub(crate) released: bool,
    /// Whether it was made so; otherwise what it views decides.
    pub(crate) readonly: bool,
}

/// State of objects that library modules make: plain data only, without values (the collector does not look inside).
/// A module that needs a new kind adds a variant here.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum State {
    /// A generator of random numbers.
    Random(Box<crate::text::twister::Twister>),
    /// An incremental decoder.
    Decoder(Box<crate::text::codec::Decoder>),
    /// A pickle on its way out.
    Saver(Box<crate::modules::pickle::Saver>),
    /// A pickle on its way in, of which only the opcodes are looked at.
    Unpickler(Box<sockscope_pickle::Unpickler>),
}

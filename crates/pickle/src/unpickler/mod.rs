//! The unpickler: bytes in, by pieces if need be; a graph out; one opcode a step.
//! Behaves like the C unpickler, in its order of checks and its words, but imports and calls nothing: classes and
//! calls become symbols in the graph. Effects are emitted where the change happens. All is bounded by [`Limits`],
//! and no length is believed before its bytes are here. The reference is `Modules/_pickle.c` of `CPython` 3.11.

mod arguments;
mod fill;
mod known;
mod operations;
mod symbols;

use crate::fault::{ExceptionClass, Offset, PickleError};
use crate::graph::{Graph, Node, NodeId};
use crate::keys::KeyTables;
use crate::opcode::Opcode;
use std::collections::{BTreeMap, BTreeSet};

/// Bounds of one unpickler. Reaching one is a fault of class [`ExceptionClass::Limit`] that names it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// Opcodes run.
    pub opcodes: u64,
    /// Objects on the stack.
    pub stack: usize,
    /// Entries of the memo.
    pub memo: usize,
    /// Bytes fed.
    pub bytes: usize,
}

impl Limits {
    /// For watching a pickle: 1,000,000 opcodes, a stack of 10,000, a memo of 100,000, 64 MiB.
    pub const TRACED: Self = Self { opcodes: 1_000_000, stack: 10_000, memo: 100_000, bytes: 64 << 20 };
    /// For reading a pickle whole: as far as the indices reach.
    pub const WIDE: Self =
        Self { opcodes: u32::MAX as u64 / 4, stack: 1 << 28, memo: 1 << 28, bytes: (1 << 31) - (1 << 20) };
}

/// Which classes and functions a pickle may name: what `find_class` is to `CPython`.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum Globals {
    /// Any: each becomes a symbol.
    #[default]
    Symbolic,
    /// Only these, by module and name; others are refused as the documentation of `pickle` does it.
    Only(BTreeSet<(String, String)>),
}

/// Choices of an [`Unpickler`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UnpicklerOptions {
    /// Its bounds.
    pub limits: Limits,
    /// The allow-list.
    pub globals: Globals,
    /// Whether `PERSID` and `BINPERSID` give a symbol; otherwise they fault as without `persistent_load`.
    pub persistent: bool,
    /// How many out-of-band buffers there are; none at all is a fault of its own in `CPython`.
    pub buffers: Option<u32>,
    /// Classes registered for `EXT1`, `EXT2` and `EXT4` by code.
    pub extensions: BTreeMap<i64, (String, String)>,
    /// Whether an extension code that is not registered here gives a symbol: another process may know it.
    pub unknown_extensions: bool,
    /// Whether the strings of Python 2 stay bytes, for a caller that has an encoding of its own.
    pub raw_strings: bool,
    /// Whether `FRAME` waits until all of its bytes are here, as the C unpickler does. A view that shows bytes as
    /// they arrive does not wait.
    pub whole_frames: bool,
}

impl Default for UnpicklerOptions {
    fn default() -> Self {
        Self {
            limits: Limits::WIDE,
            globals: Globals::Symbolic,
            persistent: false,
            buffers: None,
            extensions: BTreeMap::new(),
            unknown_extensions: false,
            raw_strings: false,
            whole_frames: true,
        }
    }
}

impl UnpicklerOptions {
    /// For watching: traced limits, frames as they come, persistent ids and buffers as symbols.
    #[must_use]
    pub fn traced() -> Self {
        Self {
            limits: Limits::TRACED,
            persistent: true,
            buffers: Some(u32::MAX),
            whole_frames: false,
            ..Self::default()
        }
    }
}

/// One change that an opcode made.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Effect {
    /// This object was pushed.
    Pushed(NodeId),
    /// This object was popped.
    Popped(NodeId),
    /// Everything above the topmost mark was popped, and the mark.
    PoppedToMark {
        /// How many objects.
        count: u32,
    },
    /// A mark was set above this many objects.
    Marked {
        /// Objects below the mark.
        below: u32,
    },
    /// `POP` took a mark.
    Unmarked,
    /// The top was memoised.
    Memoised {
        /// Under this index.
        index: u64,
        /// This object.
        value: NodeId,
    },
    /// The memo gave an object.
    Recalled {
        /// From this index.
        index: u64,
        /// This object.
        value: NodeId,
    },
    /// A class or function would be imported: a [`crate::Node::Global`].
    WouldImport(NodeId),
    /// A call would be made: a [`crate::Node::Object`] with callable and arguments.
    WouldCall(NodeId),
    /// A call of a harmless builtin, understood as this value.
    Understood {
        /// The callable.
        callable: NodeId,
        /// The value that the call gives.
        value: NodeId,
    },
    /// An object would get a state: `__setstate__`, or its attributes.
    WouldBuild {
        /// The object.
        object: NodeId,
        /// The state.
        state: NodeId,
    },
    /// A container grew.
    Filled {
        /// The container.
        container: NodeId,
        /// How many items (pairs, in a dict) were given.
        count: u32,
    },
    /// `PROTO` said which protocol.
    Protocol(u8),
    /// `FRAME` announced this many bytes.
    Frame(u64),
}

/// Which part of an opcode has not arrived.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    /// The opcode itself.
    Opcode,
    /// A fixed argument, or the length before a payload.
    Argument,
    /// The payload that a length promised.
    Payload,
    /// The rest of a line; how long it is, nobody knows.
    Line,
    /// The bytes that `FRAME` announced.
    Frame,
}

/// The bytes ran out within an opcode, or before the next one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Starved {
    /// Where the starving opcode starts.
    pub at: Offset,
    /// The opcode, if it has arrived.
    pub opcode: Option<&'static Opcode>,
    /// Which part of it is missing.
    pub part: Part,
    /// How many bytes of that part are here.
    pub have: usize,
    /// How many bytes that part takes; for a line, one more than are here.
    pub need: usize,
}

/// An opcode that has run.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Ran {
    /// The opcode.
    pub opcode: &'static Opcode,
    /// Where it starts.
    pub at: Offset,
    /// How many bytes it takes, argument included.
    pub len: usize,
}

/// What a step did.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    /// One opcode ran; [`Unpickler::effects`] says what it did.
    Ran(Ran),
    /// Nothing ran: more bytes are needed.
    Starved(Starved),
    /// `STOP` has run earlier: this is the value.
    Done(NodeId),
}

/// Why the machine cannot go on right now.
enum Halt {
    Starved(Part, usize, usize),
    Fault(PickleError),
    Stop(NodeId),
}

/// Boxed, so that the way of an opcode that works stays narrow.
type Flow<T> = Result<T, Box<Halt>>;

/// A memo key that is too far from the others for a table.
const MEMO_DENSE: usize = 1 << 16;

/// Reads one pickle, opcode by opcode.
#[derive(Debug, Clone, PartialEq)]
pub struct Unpickler {
    graph: Graph,
    options: UnpicklerOptions,
    /// The next byte to read.
    at: usize,
    /// Where the opcode that runs starts.
    opcode_at: usize,
    stack: Vec<NodeId>,
    marks: Vec<u32>,
    /// Height of the stack at the topmost mark.
    fence: usize,
    memo: Vec<u32>,
    memo_far: BTreeMap<u64, NodeId>,
    memo_len: usize,
    protocol: u8,
    opcodes: u64,
    buffers_taken: u32,
    keys: KeyTables,
    effects: Vec<Effect>,
    value: Option<NodeId>,
    fault: Option<PickleError>,
}

/// A hook in place of `find_class`: refuses a module and name with the exception to raise.
pub type FindClass<'h> = &'h mut dyn FnMut(&str, &str) -> Result<(), (ExceptionClass, String)>;

/// `pickle.loads(bytes)`: the first value in them; what follows `STOP` is ignored.
///
/// # Errors
/// What the C unpickler raises, word for word, or a limit. Classes and calls never fail: they become symbols.
pub fn loads(bytes: &[u8]) -> Result<(Graph, NodeId), PickleError> {
    loads_with(bytes, UnpicklerOptions::default())
}

/// As [`loads`], with options.
///
/// # Errors
/// As [`loads`].
pub fn loads_with(bytes: &[u8], options: UnpicklerOptions) -> Result<(Graph, NodeId), PickleError> {
    let mut unpickler = Unpickler::new(options);
    unpickler.feed(bytes)?;
    let value = unpickler.run()?;
    Ok((unpickler.into_graph(), value))
}

impl Unpickler {
    /// Ready for the first byte.
    #[must_use]
    pub fn new(options: UnpicklerOptions) -> Self {
        Self {
            graph: Graph::new(),
            options,
            at: 0,
            opcode_at: 0,
            stack: Vec::new(),
            marks: Vec::new(),
            fence: 0,
            memo: Vec::new(),
            memo_far: BTreeMap::new(),
            memo_len: 0,
            protocol: 0,
            opcodes: 0,
            buffers_taken: 0,
            keys: KeyTables::default(),
            effects: Vec::new(),
            value: None,
            fault: None,
        }
    }

    /// Gives more bytes.
    ///
    /// # Errors
    /// When there would be more than [`Limits::bytes`].
    pub fn feed(&mut self, bytes: &[u8]) -> Result<(), PickleError> {
        let limit = self.options.limits.bytes.min(Limits::WIDE.bytes);
        if self.graph.input.len() + bytes.len() > limit {
            let message = format!("the pickle is longer than {limit} bytes");
            return Err(PickleError::new(self.at, ExceptionClass::Limit, message));
        }
        self.graph.input.extend_from_slice(bytes);
        Ok(())
    }

    /// Fills a place of the memo before the first opcode: an object of an earlier pickle of the same stream, of which nothing is known here.
    ///
    /// # Errors
    /// As `PUT` of this index.
    pub fn remember(&mut self, index: u64) -> Result<(), PickleError> {
        let id = self.graph.add(Node::None);
        let value = self.graph.add(Node::Persistent(id));
        self.memoise::<false>(index, value).map_err(|halt| match *halt {
            Halt::Fault(fault) => fault,
            Halt::Starved(..) | Halt::Stop(_) => unreachable!("memoising reads nothing"),
        })
    }

    /// Runs one opcode.
    ///
    /// # Errors
    /// A fault as the C unpickler raises it, or a limit. Later calls give the same again.
    #[inline]
    pub fn step(&mut self) -> Result<Step, PickleError> {
        if self.value.is_some() || self.fault.is_some() {
            return self.ended();
        }
        self.effects.clear();
        let at = self.at;
        if let Err(halt) = self.operate::<true>(&mut None)
            && let Some(ended) = self.halted(at, *halt)
        {
            return ended;
        }
        let opcode = Opcode::of(self.graph.input[at]).expect("invariant: only an opcode runs");
        Ok(Step::Ran(Ran { opcode, at: Offset(at), len: self.at - at }))
    }

    /// What a step gives once there is nothing left to run.
    #[cold]
    fn ended(&self) -> Result<Step, PickleError> {
        match (&self.fault, self.value) {
            (None, Some(value)) => Ok(Step::Done(value)),
            (Some(fault), _) => Err(fault.clone()),
            (None, None) => unreachable!("only asked when one of them is there"),
        }
    }

    /// What a step gives when its opcode has not run as others do; nothing for `STOP`.
    #[cold]
    fn halted(&mut self, at: usize, halt: Halt) -> Option<Result<Step, PickleError>> {
        match halt {
            Halt::Starved(part, have, need) => Some(Ok(Step::Starved(self.starved(at, part, have, need)))),
            Halt::Fault(fault) => {
                self.fault = Some(fault.clone());
                Some(Err(fault))
            }
            Halt::Stop(value) => {
                self.value = Some(value);
                None
            }
        }
    }

    fn starved(&mut self, at: usize, part: Part, have: usize, need: usize) -> Starved {
        self.at = at;
        let opcode = self.graph.input.get(at).and_then(|byte| Opcode::of(*byte));
        Starved { at: Offset(at), opcode, part, have, need }
    }

    /// Runs to the end without recording effects. The bytes fed so far are all there are.
    ///
    /// # Errors
    /// As [`loads`].
    pub fn run(&mut self) -> Result<NodeId, PickleError> {
        self.run_hooked(None)
    }

    /// As [`Unpickler::run`]; `find_class` is asked about each class and function.
    ///
    /// # Errors
    /// As [`loads`], and what `find_class` refuses.
    pub fn run_with(&mut self, find_class: FindClass<'_>) -> Result<NodeId, PickleError> {
        self.run_hooked(Some(find_class))
    }

    fn run_hooked(&mut self, mut find_class: Option<FindClass<'_>>) -> Result<NodeId, PickleError> {
        if let Some(value) = self.value {
            return Ok(value);
        }
        if let Some(fault) = &self.fault {
            return Err(fault.clone());
        }
        loop {
            let Err(halt) = self.operate::<false>(&mut find_class) else { continue };
            return match *halt {
                Halt::Stop(value) => {
                    self.value = Some(value);
                    Ok(value)
                }
                Halt::Fault(fault) => {
                    self.fault = Some(fault.clone());
                    Err(fault)
                }
                Halt::Starved(part, have, need) => {
                    let starved = self.starved(self.opcode_at, part, have, need);
                    Err(starved.end_of_input())
                }
            };
        }
    }

    /// What the last step did, in order.
    #[must_use]
    pub fn effects(&self) -> &[Effect] {
        &self.effects
    }

    /// The values so far.
    #[must_use]
    pub fn graph(&self) -> &Graph {
        &self.graph
    }

    /// The values, without the machine.
    #[must_use]
    pub fn into_graph(self) -> Graph {
        self.graph
    }

    /// The stack, deepest first.
    #[must_use]
    pub fn stack(&self) -> &[NodeId] {
        &self.stack
    }

    /// The marks: each is how many objects lie below it.
    #[must_use]
    pub fn marks(&self) -> &[u32] {
        &self.marks
    }

    /// The memo, by index.
    pub fn memo(&self) -> impl Iterator<Item = (u64, NodeId)> + '_ {
        let near = self.memo.iter().enumerate().filter(|(_, id)| **id != u32::MAX);
        let near = near.map(|(index, id)| (index as u64, NodeId(*id)));
        near.chain(self.memo_far.iter().map(|(index, id)| (*index, *id)))
    }

    /// How many objects the memo holds.
    #[must_use]
    pub fn memo_len(&self) -> usize {
        self.memo_len
    }

    /// The next byte to be read: behind `STOP` once done.
    #[must_use]
    pub fn position(&self) -> Offset {
        Offset(self.at)
    }

    /// All bytes fed so far.
    #[must_use]
    pub fn input(&self) -> &[u8] {
        &self.graph.input
    }

    /// The protocol that `PROTO` said last; 0 before.
    #[must_use]
    pub fn protocol(&self) -> u8 {
        self.protocol
    }
}

impl Starved {
    /// What `CPython` raises when no more bytes come.
    #[must_use]
    pub fn end_of_input(&self) -> PickleError {
        if self.part == Part::Opcode {
            PickleError::new(self.at.0, ExceptionClass::Eof, "Ran out of input")
        } else {
            PickleError::new(self.at.0, ExceptionClass::Unpickling, "pickle data was truncated")
        }
    }
}

impl std::fmt::Display for Starved {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let bytes = |count: usize| if count == 1 { "1 byte".to_owned() } else { format!("{count} bytes") };
        let is_are = |count: usize| if count == 1 { "is" } else { "are" };
        let (have, need) = (self.have, self.need);
        let Some(opcode) = self.opcode else { return write!(f, "the next opcode has not arrived") };
        match self.part {
            Part::Opcode => write!(f, "the next opcode has not arrived"),
            Part::Line => {
                write!(f, "{} takes a line; {} of it {} here, its end is not", opcode.name, bytes(have), is_are(have))
            }
            Part::Argument => {
                write!(f, "{} takes an argument of {}, {have} {} here", opcode.name, bytes(need), is_are(have))
            }
            Part::Payload | Part::Frame => {
                write!(f, "{} promised {}, {have} {} here", opcode.name, bytes(need), is_are(have))
            }
        }
    }
}

//! The pickler: a graph in, the bytes of `CPython`'s `pickle.dumps` out, for protocols 0 to 5.
//! An explicit stack of frames instead of recursion; one call of [`Pickler::step`] visits one object or closes
//! one container, so that a view can show object visited, opcodes written, memo grown. Does not decide identity:
//! equal `NodeId`s are the same object, plus the short strings of which `CPython` keeps a single copy.
//! The reference is the C pickler, which differs from `pickle.py` (empty batches after every 1,000th `dict` item).

mod objects;
mod output;
mod writer;

use crate::fault::{ExceptionClass, PickleError};
use crate::graph::{Graph, Node, NodeId};
use objects::Known;
use std::collections::BTreeMap;

pub use writer::Writer;

/// Items that one `APPENDS`, `SETITEMS` or `ADDITEMS` takes.
const BATCH: u32 = 1000;

/// The highest protocol, `pickle.HIGHEST_PROTOCOL`.
pub const PROTOCOL_MAX: u8 = 5;

/// The protocol of `pickle.dumps` without an argument.
pub const PROTOCOL_DEFAULT: u8 = 4;

/// Choices of a [`Pickler`] beside the protocol.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PicklerOptions {
    /// Levels of recursion before `RecursionError`: one a container, two a non-empty list or dict. `CPython`'s
    /// is 1,000 less the depth of its call stack (999 at module level).
    pub depth_max: u32,
    /// Bytes of output before a limit error.
    pub bytes_max: usize,
    /// Whether the nodes alone tell which objects are one, also for short strings and empty bytes: the caller has seen to it.
    pub nodes_decide: bool,
}

impl Default for PicklerOptions {
    fn default() -> Self {
        Self { depth_max: u32::MAX, bytes_max: 1 << 30, nodes_decide: false }
    }
}

/// What one step wrote.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Written {
    /// The object that was visited; none for a protocol header, a closing opcode or `STOP`.
    pub object: Option<NodeId>,
    /// How many containers are open around it.
    pub depth: u32,
    /// Where its opcodes start in [`Pickler::output`].
    pub at: usize,
    /// How many bytes they take.
    pub len: usize,
    /// The memo index that was given in this step.
    pub memoised: Option<u32>,
}

/// Which items of a node a [`Frame::Batch`] walks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Items {
    List,
    ListOfObject,
    Dict,
    DictOfObject,
    Set,
    SetOfObject,
}

/// How many items the current batch takes: one without a mark, exactly [`BATCH`], or what was left.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Size {
    Single,
    Full,
    Rest,
}

/// Where a [`Frame::Batch`] stands: before a batch, before an item (or key), before a value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Phase {
    Open,
    Item(Size),
    Value(Size),
}

/// A walk over a container's items.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Batch {
    id: NodeId,
    items: Items,
    next: u32,
    end: u32,
    phase: Phase,
}

/// Something that is still to be done.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Frame {
    /// Save an object.
    Save(NodeId),
    /// Write one opcode without an argument.
    Op(u8),
    /// Give the next memo index to an object that the graph does not have.
    PutAnonymous,
    /// `()` in protocol 0.
    EmptyTuple,
    /// Save the name of a class's module.
    ModuleName { module: NodeId, function: bool },
    /// Save a string that `CPython` interns, such as `latin1`.
    Interned(Known),
    /// Write a class or function that the graph does not have.
    KnownGlobal(Known),
    /// The string of a bytes object below protocol 3: its bytes as Latin-1.
    Latin1Of(NodeId),
    /// The bytes of a `bytearray` below protocol 5.
    BytesOf(NodeId),
    /// Save the items of a `set` or `frozenset` below protocol 4 as a fresh list.
    ListOfSet(NodeId),
    /// Save a container's items in batches.
    Batch(Batch),
    /// Save the elements of a tuple from `next` on, then write its opcode.
    Tuple { id: NodeId, next: u32 },
    /// Save the elements of a frozenset from `next` on, then write its opcode.
    FrozenSet { id: NodeId, next: u32 },
    /// After a `REDUCE` or `NEWOBJ` of this object: memoise it, then fill it.
    Made(NodeId),
    /// After `GLOBAL` or `STACK_GLOBAL`: memoise.
    MadeGlobal(NodeId),
    /// The object that was begun is finished.
    Leave,
    /// The items of a list or dict are finished: `CPython` counts them as one more level of recursion.
    LeaveItems,
}

/// Writes one value as a pickle, step by step.
#[derive(Debug, Clone)]
pub struct Pickler<'g> {
    graph: &'g Graph,
    options: PicklerOptions,
    out: Writer,
    frames: Vec<Frame>,
    depth: u32,
    /// Levels of recursion as `CPython` counts them.
    recursion: u32,
    /// Memo index by node, `u32::MAX` for none.
    memo: Vec<u32>,
    memo_len: u32,
    /// Memo index of `''` (256) and of each one-character Latin-1 string: `CPython` keeps one copy of these.
    short_strings: Box<[u32; 257]>,
    /// Memo index of `b''`, of which there is one copy too.
    empty_bytes: u32,
    /// Memo index of module names and other strings that `CPython` interns.
    interned: BTreeMap<Vec<u8>, u32>,
    /// Memo index of classes and functions: two nodes of one name are one object.
    globals: BTreeMap<(Vec<u8>, Vec<u8>), u32>,
    finished: bool,
}

/// `pickle.dumps(root, protocol)`, byte for byte.
///
/// # Errors
/// What the C pickler raises, or a limit; see [`PicklerOptions`].
pub fn dumps(graph: &Graph, root: NodeId, protocol: u8) -> Result<Vec<u8>, PickleError> {
    Pickler::new(graph, root, protocol, PicklerOptions::default())?.finish()
}

impl<'g> Pickler<'g> {
    /// Ready to write `root`.
    ///
    /// # Errors
    /// `ValueError` for a protocol above [`PROTOCOL_MAX`].
    pub fn new(graph: &'g Graph, root: NodeId, protocol: u8, options: PicklerOptions) -> Result<Self, PickleError> {
        Ok(Self {
            graph,
            options,
            out: Writer::new(protocol)?,
            frames: vec![Frame::Op(b'.'), Frame::Save(root)],
            depth: 0,
            recursion: 0,
            memo: vec![u32::MAX; graph.len()],
            memo_len: 0,
            short_strings: Box::new([u32::MAX; 257]),
            empty_bytes: u32::MAX,
            interned: BTreeMap::new(),
            globals: BTreeMap::new(),
            finished: false,
        })
    }

    /// The bytes so far. While a frame is open, its length is not yet filled in.
    #[must_use]
    pub fn output(&self) -> &[u8] {
        self.out.out.bytes()
    }

    /// How many objects are memoised.
    #[must_use]
    pub fn memo_len(&self) -> u32 {
        self.memo_len
    }

    /// Visits one object or writes one closing opcode; nothing when all is written.
    ///
    /// # Errors
    /// What the C pickler raises, or a limit.
    pub fn step(&mut self) -> Result<Option<Written>, PickleError> {
        while let Some(frame) = self.frames.pop() {
            let at = self.out.out.bytes().len();
            let memo_before = self.memo_len;
            let depth = self.depth;
            let object = self.advance(frame)?;
            let written = self.out.out.bytes().len();
            if written > at {
                let header = if self.out.out.frame_opened_at() == Some(at) { output::FRAME_HEADER } else { 0 };
                let memoised = (self.memo_len > memo_before).then_some(memo_before);
                return Ok(Some(Written { object, depth, at: at + header, len: written - at - header, memoised }));
            }
        }
        self.close();
        Ok(None)
    }

    /// Writes all that is left.
    ///
    /// # Errors
    /// What the C pickler raises, or a limit.
    pub fn finish(self) -> Result<Vec<u8>, PickleError> {
        self.finish_in_pieces().map(|(bytes, _)| bytes)
    }

    /// Writes all that is left; also says where `pickle.dump` ends a `write` to its file.
    ///
    /// # Errors
    /// What the C pickler raises, or a limit.
    pub fn finish_in_pieces(mut self) -> Result<(Vec<u8>, Vec<usize>), PickleError> {
        while let Some(frame) = self.frames.pop() {
            match frame {
                Frame::Batch(batch @ Batch { phase: Phase::Item(_), .. }) if batch.next < batch.end => {
                    self.rush(batch)?;
                }
                frame => {
                    self.advance(frame)?;
                }
            }
        }
        Ok(self.out.finish())
    }

    fn close(&mut self) {
        if !self.finished {
            self.out.out.end_framing();
            self.finished = true;
        }
    }

    fn fault(&self, class: ExceptionClass, message: impl Into<String>) -> PickleError {
        self.out.fault(class, message)
    }

    /// Memoises `id` under the next index.
    fn put(&mut self, id: NodeId) -> u32 {
        let index = self.put_index();
        self.memo[id.0 as usize] = index;
        index
    }

    /// Writes the opcode that memoises the top of the stack.
    fn put_index(&mut self) -> u32 {
        let index = self.memo_len;
        self.memo_len += 1;
        self.out.put(index);
        index
    }

    fn advance(&mut self, frame: Frame) -> Result<Option<NodeId>, PickleError> {
        match frame {
            Frame::Batch(batch) => return self.batch(batch),
            Frame::Save(id) => {
                self.save(id)?;
                return Ok(Some(id));
            }
            Frame::Tuple { id, next } => return self.tuple(id, next),
            Frame::FrozenSet { id, next } => return self.frozen_set(id, next),
            Frame::Op(op) => self.out.write(&[op]),
            Frame::PutAnonymous => {
                self.put_index();
            }
            Frame::EmptyTuple => self.out.write(b"(t"),
            Frame::ModuleName { module, function } => self.module_name(module, function)?,
            Frame::Interned(known) => self.interned(known.text())?,
            Frame::KnownGlobal(known) => self.known_global(known)?,
            Frame::Latin1Of(id) => self.latin1(id)?,
            Frame::BytesOf(id) => self.bytes_of(id)?,
            Frame::ListOfSet(id) => self.list_of_set(id),
            Frame::Made(id) => self.made(id),
            Frame::MadeGlobal(id) => self.made_global(id),
            Frame::Leave => {
                self.depth -= 1;
                self.recursion -= 1;
            }
            Frame::LeaveItems => self.recursion -= 1,
        }
        Ok(None)
    }

    /// Saves one object, or pushes the frames that will.
    fn save(&mut self, id: NodeId) -> Result<(), PickleError> {
        if self.save_leaf(id)? {
            return Ok(());
        }
        self.out.boundary();
        if let Node::Bytes(span) = self.graph.node(id) {
            let known = self.bytes_memo(id, *span);
            if known == u32::MAX {
                return self.bytes(id, *span);
            }
            self.out.get(known);
            return Ok(());
        }
        self.container(id)
    }

    /// Saves an object that holds no others; says so if it does.
    #[inline]
    fn save_leaf(&mut self, id: NodeId) -> Result<bool, PickleError> {
        let graph = self.graph;
        let node = graph.node(id);
        let leaf = match node {
            Node::None | Node::Bool(_) | Node::Int(_) | Node::BigInt(_) | Node::Float(_) | Node::Str(_) => true,
            // In old protocols they are made by a call.
            Node::Bytes(_) => self.out.protocol >= 3,
            _ => false,
        };
        if !leaf {
            return Ok(false);
        }
        self.out.boundary();
        match node {
            Node::None => self.out.write(b"N"),
            Node::Bool(value) => self.out.bool(*value),
            Node::Int(value) => self.out.int(*value)?,
            Node::BigInt(value) => self.out.long(value)?,
            Node::Float(value) => self.out.float(*value),
            Node::Str(span) => {
                let known = self.str_memo(id, graph.bytes(*span));
                if known == u32::MAX { self.str(id, graph.bytes(*span))? } else { self.out.get(known) }
            }
            Node::Bytes(span) => {
                let known = self.bytes_memo(id, *span);
                if known == u32::MAX { self.bytes(id, *span)? } else { self.out.get(known) }
            }
            _ => return Ok(false),
        }
        if self.out.out.bytes().len() > self.options.bytes_max {
            let message = format!("the pickle is longer than {} bytes", self.options.bytes_max);
            return Err(self.fault(ExceptionClass::Limit, message));
        }
        Ok(true)
    }

    fn recurse(&mut self) -> Result<(), PickleError> {
        if self.recursion >= self.options.depth_max {
            let message = "maximum recursion depth exceeded while pickling an object";
            return Err(self.fault(ExceptionClass::Recursion, message));
        }
        self.recursion += 1;
        Ok(())
    }

    fn container(&mut self, id: NodeId) -> Result<(), PickleError> {
        let known = self.memo[id.0 as usize];
        if known != u32::MAX {
            self.out.get(known);
            return Ok(());
        }
        self.recurse()?;
        self.depth += 1;
        self.frames.push(Frame::Leave);
        match self.graph.node(id) {
            Node::Tuple(elements) if elements.is_empty() => {
                self.out.write(if self.out.protocol > 0 { b")" } else { b"(t" });
            }
            Node::Tuple(elements) => {
                if self.out.protocol < 2 || elements.len() > 3 {
                    self.out.write(b"(");
                }
                self.frames.push(Frame::Tuple { id, next: 0 });
            }
            Node::List(_) => self.begin(id, Items::List, b"]", b"(l")?,
            Node::Dict(_) => self.begin(id, Items::Dict, b"}", b"(d")?,
            Node::Set(_) if self.out.protocol >= 4 => self.begin(id, Items::Set, b"\x8f", b"")?,
            Node::Set(_) => self.reduce_known(id, Known::Set, Frame::ListOfSet(id)),
            Node::FrozenSet(_) if self.out.protocol >= 4 => {
                self.out.write(b"(");
                self.frames.push(Frame::FrozenSet { id, next: 0 });
            }
            Node::FrozenSet(_) => self.reduce_known(id, Known::FrozenSet, Frame::ListOfSet(id)),
            Node::ByteArray(span) => {
                let bytes = self.graph.bytes(*span);
                self.bytearray(id, bytes);
            }
            Node::Global { module, name } => self.global(id, *module, *name)?,
            Node::Object(object) => self.object(id, object)?,
            Node::Persistent(pid) => self.persistent(*pid)?,
            Node::Buffer { readonly, .. } => self.out.write(if *readonly { b"\x97\x98" } else { b"\x97" }),
            Node::None
            | Node::Bool(_)
            | Node::Int(_)
            | Node::BigInt(_)
            | Node::Float(_)
            | Node::Str(_)
            | Node::Bytes(_) => unreachable!("atoms, strings and bytes are saved before containers"),
        }
        Ok(())
    }

    /// An empty mutable container: its opcode, its memo index, then its items.
    fn begin(&mut self, id: NodeId, items: Items, binary: &[u8], text: &[u8]) -> Result<(), PickleError> {
        self.out.write(if self.out.protocol > 0 { binary } else { text });
        self.put(id);
        if items != Items::Set && self.len_of(id, items) > 0 {
            self.recurse()?;
            self.frames.push(Frame::LeaveItems);
        }
        self.fill(id, items);
        Ok(())
    }

    fn fill(&mut self, id: NodeId, items: Items) {
        if self.len_of(id, items) > 0 {
            self.frames.push(Frame::Batch(Batch { id, items, next: 0, end: 0, phase: Phase::Open }));
        }
    }

    fn len_of(&self, id: NodeId, items: Items) -> u32 {
        let len = match (self.graph.node(id), items) {
            (Node::List(list) | Node::Set(list) | Node::FrozenSet(list), _) => list.len(),
            (Node::Dict(pairs), _) => pairs.len(),
            (Node::Object(object), Items::ListOfObject) => object.list_items.len(),
            (Node::Object(object), Items::SetOfObject) => object.set_items.len(),
            (Node::Object(object), _) => object.dict_items.len(),
            _ => 0,
        };
        u32::try_from(len).expect("invariant: items are nodes")
    }

    fn item(&self, id: NodeId, items: Items, index: u32, value: bool) -> NodeId {
        let index = index as usize;
        let pair = |(key, item): (NodeId, NodeId)| if value { item } else { key };
        match (self.graph.node(id), items) {
            (Node::List(list) | Node::Set(list) | Node::FrozenSet(list), _) => list[index],
            (Node::Dict(pairs), _) => pair(pairs[index]),
            (Node::Object(object), Items::ListOfObject) => object.list_items[index],
            (Node::Object(object), Items::SetOfObject) => object.set_items[index],
            (Node::Object(object), _) => pair(object.dict_items[index]),
            _ => unreachable!("a batch walks a container"),
        }
    }

    fn batch(&mut self, batch: Batch) -> Result<Option<NodeId>, PickleError> {
        let Batch { id, items, next, end, phase } = batch;
        let pairs = matches!(items, Items::Dict | Items::DictOfObject);
        match phase {
            Phase::Open => {
                self.open_batch(batch);
                Ok(None)
            }
            Phase::Item(size) if next < end => {
                let item = self.item(id, items, next, false);
                let (next, phase) = if pairs { (next, Phase::Value(size)) } else { (next + 1, phase) };
                self.frames.push(Frame::Batch(Batch { next, phase, ..batch }));
                self.save(item)?;
                Ok(Some(item))
            }
            Phase::Value(size) => {
                let item = self.item(id, items, next, true);
                self.frames.push(Frame::Batch(Batch { next: next + 1, phase: Phase::Item(size), ..batch }));
                self.save(item)?;
                Ok(Some(item))
            }
            Phase::Item(size) => {
                let op: &[u8] = match (items, size == Size::Single) {
                    (Items::Dict | Items::DictOfObject, true) => b"s",
                    (Items::Dict | Items::DictOfObject, false) => b"u",
                    (Items::List | Items::ListOfObject, true) => b"a",
                    (Items::List | Items::ListOfObject, false) => b"e",
                    (Items::Set | Items::SetOfObject, _) => b"\x90",
                };
                self.out.write(op);
                // After a full batch of a dict or set the C pickler always begins another, be it empty.
                let another = size == Size::Full && matches!(items, Items::Dict | Items::Set);
                if another || next < self.len_of(id, items) {
                    self.frames.push(Frame::Batch(Batch { phase: Phase::Open, ..batch }));
                }
                Ok(None)
            }
        }
    }

    /// The rest of a batch, as far as its items hold nothing: the same as stepping, without going through the frames.
    fn rush(&mut self, mut batch: Batch) -> Result<(), PickleError> {
        let graph = self.graph;
        let items = match graph.node(batch.id) {
            Node::List(items) | Node::Set(items) | Node::FrozenSet(items) => items.as_slice(),
            Node::Dict(pairs) => {
                while batch.next < batch.end {
                    let (key, value) = pairs[batch.next as usize];
                    if !self.save_leaf(key)? {
                        return self.advance(Frame::Batch(batch)).map(|_| ());
                    }
                    batch.next += 1;
                    if !self.save_leaf(value)? {
                        self.frames.push(Frame::Batch(batch));
                        return self.save(value);
                    }
                }
                &[]
            }
            _ => return self.advance(Frame::Batch(batch)).map(|_| ()),
        };
        while batch.next < batch.end {
            let item = items[batch.next as usize];
            batch.next += 1;
            if !self.save_leaf(item)? {
                self.frames.push(Frame::Batch(batch));
                return self.save(item);
            }
        }
        self.frames.push(Frame::Batch(batch));
        Ok(())
    }

    fn open_batch(&mut self, batch: Batch) {
        let Batch { id, items, next, .. } = batch;
        let len = self.len_of(id, items);
        let one = match items {
            Items::Set | Items::SetOfObject => false,
            _ if self.out.protocol == 0 => true,
            Items::List | Items::Dict => len == 1,
            Items::ListOfObject | Items::DictOfObject => len - next == 1,
        };
        let (size, end) = if one {
            (Size::Single, next + 1)
        } else {
            self.out.write(b"(");
            if len - next >= BATCH { (Size::Full, next + BATCH) } else { (Size::Rest, len) }
        };
        self.frames.push(Frame::Batch(Batch { end, phase: Phase::Item(size), ..batch }));
    }

    fn tuple(&mut self, id: NodeId, next: u32) -> Result<Option<NodeId>, PickleError> {
        let Node::Tuple(elements) = self.graph.node(id) else { unreachable!("a tuple frame holds a tuple") };
        if let Some(&element) = elements.get(next as usize) {
            self.frames.push(Frame::Tuple { id, next: next + 1 });
            self.save(element)?;
            return Ok(Some(element));
        }
        let short = self.out.protocol >= 2 && elements.len() <= 3;
        let known = self.memo[id.0 as usize];
        if known != u32::MAX {
            // The tuple contains itself, and an inner visit has memoised it: drop what was built here.
            match (short, self.out.protocol) {
                (true, _) => self.out.write(&b"000"[..elements.len()]),
                (false, 0) => (0..=elements.len()).for_each(|_| self.out.write(b"0")),
                (false, _) => self.out.write(b"1"),
            }
            self.out.get(known);
            return Ok(None);
        }
        self.out.write(if short { &b"\x85\x86\x87"[elements.len() - 1..elements.len()] } else { b"t" });
        self.put(id);
        Ok(None)
    }

    fn frozen_set(&mut self, id: NodeId, next: u32) -> Result<Option<NodeId>, PickleError> {
        let Node::FrozenSet(elements) = self.graph.node(id) else {
            unreachable!("a frozenset frame holds a frozenset")
        };
        if let Some(&element) = elements.get(next as usize) {
            self.frames.push(Frame::FrozenSet { id, next: next + 1 });
            self.save(element)?;
            return Ok(Some(element));
        }
        let known = self.memo[id.0 as usize];
        if known == u32::MAX {
            self.out.write(b"\x91");
            self.put(id);
        } else {
            self.out.write(b"1");
            self.out.get(known);
        }
        Ok(None)
    }
}

//! Python values as a graph: what an unpickler builds and a pickler walks.
//! An arena of nodes with indices, so that shared and recursive objects keep their identity and nothing
//! (drop, compare, render) needs recursion. Text and bytes are ranges of two byte stores, so that what an
//! unpickler reads is never copied. Holds no code: globals and calls are symbols.

use num_bigint::BigInt;
use std::rc::Rc;

/// Index of a [`Node`] in its [`Graph`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct NodeId(pub u32);

/// A range of a graph's bytes; [`Graph::bytes`] resolves it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Span {
    /// Start; the highest bit tells the made bytes from the input.
    start: u32,
    len: u32,
}

/// Bit of [`Span::start`] that says "in the store of made bytes".
const MADE: u32 = 1 << 31;

impl Span {
    /// A range of the input that an unpickler was fed.
    ///
    /// # Panics
    /// When the range lies past 2 GiB; the limit on bytes keeps unpicklers far below.
    #[must_use]
    pub(crate) fn of_input(start: usize, len: usize) -> Self {
        assert!(start + len <= MADE as usize, "invariant: the input is bounded by the limits");
        Self { start: start as u32, len: len as u32 }
    }

    /// Number of bytes.
    #[must_use]
    pub fn len(self) -> usize {
        self.len as usize
    }

    /// Whether there is no byte.
    #[must_use]
    pub fn is_empty(self) -> bool {
        self.len == 0
    }

    /// Where these bytes stand in the input, unless they were decoded or made.
    #[must_use]
    pub fn input_offset(self) -> Option<usize> {
        (self.start & MADE == 0).then_some(self.start as usize)
    }
}

/// One value. Two references to the same `NodeId` are the same Python object (`is`).
#[derive(Debug, Clone, PartialEq)]
pub enum Node {
    /// `None`.
    None,
    /// `True` or `False`.
    Bool(bool),
    /// An `int` that fits 64 bits.
    Int(i64),
    /// Any other `int`.
    BigInt(Rc<BigInt>),
    /// A `float`.
    Float(f64),
    /// A `str`, as WTF-8: UTF-8 in which lone surrogates (U+D800 to U+DFFF) may stand as three bytes each.
    Str(Span),
    /// A `bytes`.
    Bytes(Span),
    /// A `bytearray`.
    ByteArray(Span),
    /// A `tuple`.
    Tuple(Vec<NodeId>),
    /// A `list`.
    List(Vec<NodeId>),
    /// A `dict`: keys and values in insertion order, equal keys already merged as a `dict` would.
    Dict(Vec<(NodeId, NodeId)>),
    /// A `set`, in the order in which it iterates (an unpickler: in which the elements were added).
    Set(Vec<NodeId>),
    /// A `frozenset`, in the same order as a `set`.
    FrozenSet(Vec<NodeId>),
    /// A class or function by name, never imported.
    Global {
        /// Dotted module name, such as `collections`: a [`Node::Str`].
        module: NodeId,
        /// Qualified name inside the module, such as `OrderedDict`: a [`Node::Str`].
        name: NodeId,
    },
    /// The result of a call that was not made, or an instance that was not constructed.
    Object(Box<Object>),
    /// An object that lives outside of the pickle, named by a persistent id (`PERSID`, `BINPERSID`).
    Persistent(NodeId),
    /// An out-of-band buffer (`NEXT_BUFFER`), by its index; `readonly` after `READONLY_BUFFER`.
    Buffer {
        /// Number of buffers taken before this one.
        index: u32,
        /// Whether `READONLY_BUFFER` was applied.
        readonly: bool,
    },
}

/// How an [`Object`] would be made.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Construction {
    /// `callable(*args)`: `REDUCE`, and `INST`/`OBJ` with arguments.
    Call,
    /// `cls.__new__(cls, *args, **kwargs)`: `NEWOBJ`, `NEWOBJ_EX`; also `INST`/`OBJ` of a class without arguments.
    New,
}

/// An instance: what makes it, and what is done to it afterwards, in pickle's terms.
#[derive(Debug, Clone, PartialEq)]
pub struct Object {
    /// Whether `callable` is called or its `__new__` is.
    pub construction: Construction,
    /// The callable: normally a [`Node::Global`].
    pub callable: NodeId,
    /// Positional arguments: normally a [`Node::Tuple`].
    pub args: NodeId,
    /// Keyword arguments of `NEWOBJ_EX`.
    pub kwargs: Option<NodeId>,
    /// Each argument of `BUILD`, in order (`__setstate__` or `__dict__` update).
    pub states: Vec<NodeId>,
    /// What `APPEND`/`APPENDS` added (`extend`/`append`).
    pub list_items: Vec<NodeId>,
    /// What `SETITEM`/`SETITEMS` set (`__setitem__`).
    pub dict_items: Vec<(NodeId, NodeId)>,
    /// What `ADDITEMS` added (`add`).
    pub set_items: Vec<NodeId>,
}

impl Object {
    /// `callable(*args)`, nothing done to it yet.
    #[must_use]
    pub fn call(callable: NodeId, args: NodeId) -> Self {
        Self {
            construction: Construction::Call,
            callable,
            args,
            kwargs: None,
            states: Vec::new(),
            list_items: Vec::new(),
            dict_items: Vec::new(),
            set_items: Vec::new(),
        }
    }

    /// `cls.__new__(cls, *args)`, nothing done to it yet: what instances of plain classes are.
    #[must_use]
    pub fn new(cls: NodeId, args: NodeId) -> Self {
        Self { construction: Construction::New, ..Self::call(cls, args) }
    }
}

/// An arena of nodes. Nodes are only added or replaced in place, never removed.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Graph {
    nodes: Vec<Node>,
    /// What an unpickler was fed. Spans without [`MADE`] point into it.
    pub(crate) input: Vec<u8>,
    /// Text and bytes that do not stand in the input as they are.
    made: Vec<u8>,
}

impl Graph {
    /// An empty graph.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds `node` and returns its index.
    ///
    /// # Panics
    /// When there are more than `u32::MAX` nodes; limits on opcodes and bytes keep callers far below.
    #[inline]
    pub fn add(&mut self, node: Node) -> NodeId {
        let id = u32::try_from(self.nodes.len()).expect("invariant: node count is bounded by the limits");
        self.nodes.push(node);
        NodeId(id)
    }

    /// Adds a `str`. For lone surrogates, give WTF-8 to [`Graph::keep`] and add a [`Node::Str`].
    pub fn add_str(&mut self, text: &str) -> NodeId {
        let span = self.keep(text.as_bytes());
        self.add(Node::Str(span))
    }

    /// Adds a `bytes`.
    pub fn add_bytes(&mut self, bytes: &[u8]) -> NodeId {
        let span = self.keep(bytes);
        self.add(Node::Bytes(span))
    }

    /// Adds a class or function `module.name`.
    pub fn add_global(&mut self, module: &str, name: &str) -> NodeId {
        let module = self.add_str(module);
        let name = self.add_str(name);
        self.add(Node::Global { module, name })
    }

    /// Copies `bytes` into the graph, for a [`Node::Str`] (WTF-8), [`Node::Bytes`] or [`Node::ByteArray`].
    ///
    /// # Panics
    /// When more than 2 GiB are kept.
    pub fn keep(&mut self, bytes: &[u8]) -> Span {
        let start = self.made.len();
        assert!(start + bytes.len() < MADE as usize, "invariant: made bytes are bounded by the limits");
        self.made.extend_from_slice(bytes);
        Span { start: start as u32 | MADE, len: bytes.len() as u32 }
    }

    /// How many bytes were kept beside the input.
    pub(crate) fn made_len(&self) -> usize {
        self.made.len()
    }

    /// The bytes of a span.
    #[must_use]
    #[inline]
    pub fn bytes(&self, span: Span) -> &[u8] {
        let start = (span.start & !MADE) as usize;
        let store = if span.start & MADE == 0 { &self.input } else { &self.made };
        &store[start..start + span.len as usize]
    }

    /// The text of a span as far as it is UTF-8: lone surrogates become U+FFFD.
    #[must_use]
    pub fn text(&self, span: Span) -> std::borrow::Cow<'_, str> {
        String::from_utf8_lossy(self.bytes(span))
    }

    /// Module and name, if `id` is a [`Node::Global`].
    #[must_use]
    pub fn global_name(&self, id: NodeId) -> Option<(std::borrow::Cow<'_, str>, std::borrow::Cow<'_, str>)> {
        let Node::Global { module, name } = self.node(id) else { return None };
        let (Node::Str(module), Node::Str(name)) = (self.node(*module), self.node(*name)) else { return None };
        Some((self.text(*module), self.text(*name)))
    }

    /// The node at `id`.
    #[must_use]
    #[inline]
    pub fn node(&self, id: NodeId) -> &Node {
        &self.nodes[id.0 as usize]
    }

    /// The node at `id`, to be changed in place (containers fill after they are made).
    #[inline]
    pub fn node_mut(&mut self, id: NodeId) -> &mut Node {
        &mut self.nodes[id.0 as usize]
    }

    /// How many nodes there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.nodes.len()
    }

    /// Whether there is no node.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.nodes.is_empty()
    }

    /// The name of the node's type, as `type(x).__name__` gives it.
    #[must_use]
    pub fn type_name(&self, id: NodeId) -> &'static str {
        match self.node(id) {
            Node::None => "NoneType",
            Node::Bool(_) => "bool",
            Node::Int(_) | Node::BigInt(_) => "int",
            Node::Float(_) => "float",
            Node::Str(_) => "str",
            Node::Bytes(_) => "bytes",
            Node::ByteArray(_) => "bytearray",
            Node::Tuple(_) => "tuple",
            Node::List(_) => "list",
            Node::Dict(_) => "dict",
            Node::Set(_) => "set",
            Node::FrozenSet(_) => "frozenset",
            Node::Global { .. } => "type",
            Node::Object(_) | Node::Persistent(_) => "object",
            Node::Buffer { .. } => "memoryview",
        }
    }
}

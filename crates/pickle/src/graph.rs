//! Python values as a graph: what an unpickler builds and a pickler walks.
//! An arena of nodes with indices, so that shared and recursive objects keep their identity and nothing
//! (drop, compare, render) needs recursion. Holds no code: globals and calls are symbols.

use num_bigint::BigInt;
use std::rc::Rc;

/// Index of a [`Node`] in its [`Graph`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct NodeId(pub u32);

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
    Str(Rc<[u8]>),
    /// A `bytes`.
    Bytes(Rc<[u8]>),
    /// A `bytearray`.
    ByteArray(Rc<[u8]>),
    /// A `tuple`.
    Tuple(Vec<NodeId>),
    /// A `list`.
    List(Vec<NodeId>),
    /// A `dict`: keys and values in insertion order, equal keys already merged as a `dict` would.
    Dict(Vec<(NodeId, NodeId)>),
    /// A `set`, in the order the elements were added.
    Set(Vec<NodeId>),
    /// A `frozenset`.
    FrozenSet(Vec<NodeId>),
    /// A class or function by name, never imported.
    Global {
        /// Dotted module name, such as `collections`.
        module: Rc<str>,
        /// Qualified name inside the module, such as `OrderedDict`.
        name: Rc<str>,
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

/// An arena of nodes. Nodes are only added or replaced in place, never removed.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Graph {
    nodes: Vec<Node>,
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
    pub fn add(&mut self, node: Node) -> NodeId {
        let id = u32::try_from(self.nodes.len()).expect("invariant: node count is bounded by the limits");
        self.nodes.push(node);
        NodeId(id)
    }

    /// The node at `id`.
    #[must_use]
    pub fn node(&self, id: NodeId) -> &Node {
        &self.nodes[id.0 as usize]
    }

    /// The node at `id`, to be changed in place (containers fill after they are made).
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
}

//! Pickles of plain values, both ways, without a line of Python: a graph is made of the objects, or objects of the graph.

use super::{Answer, NODE_BYTES, note_loading, raise, written_pickle};
use crate::builtins::classes;
use crate::machine::Machine;
use crate::native::{Args, Divert};
use crate::object::Object;
use crate::object::text::{ByteArray, Bytes};
use crate::value::{Handle, Value};
use num_bigint::BigInt;
use sockscope_pickle::{Graph, Node, NodeId, Pickler, PicklerOptions, Unpickler, UnpicklerOptions};
use std::collections::BTreeMap;
use std::rc::Rc;

/// Levels that `CPython`'s recursion limit allows at module level.
const DEPTH_MAX: u32 = 999;

/// Objects on their way into a graph.
struct Plain {
    graph: Graph,
    nodes: BTreeMap<Handle, NodeId>,
    /// Objects whose node is still empty.
    todo: Vec<(Handle, NodeId)>,
    /// Whether something needs `pickle.py`: no graph is made then.
    lost: bool,
    protocol: i64,
}

impl Plain {
    /// The node of a value, which may still have to be filled.
    fn node(&mut self, m: &Machine, value: Value) -> NodeId {
        match value {
            Value::None | Value::Unbound => self.graph.add(Node::None),
            Value::Bool(truth) => self.graph.add(Node::Bool(truth)),
            Value::Int(int) => self.graph.add(Node::Int(int)),
            Value::Float(float) => self.graph.add(Node::Float(float)),
            Value::Obj(handle) => {
                if let Some(node) = self.nodes.get(&handle) {
                    return *node;
                }
                let node = self.leaf(m, handle).unwrap_or_else(|| self.later(handle));
                self.nodes.insert(handle, node);
                node
            }
            Value::Ellipsis | Value::NotImplemented | Value::Native(_) => {
                self.lost = true;
                self.graph.add(Node::None)
            }
        }
    }

    fn later(&mut self, handle: Handle) -> NodeId {
        let node = self.graph.add(Node::None);
        self.todo.push((handle, node));
        node
    }

    /// The node of an object without parts, if it is one of a builtin class.
    fn leaf(&mut self, m: &Machine, handle: Handle) -> Option<NodeId> {
        let node = match (m.heap.slot(handle).class, m.heap.get(handle)) {
            (classes::INT, Object::Big(big)) => Node::BigInt(big.clone()),
            (classes::STR, Object::Str(text)) => Node::Str(self.graph.keep(text.text.as_bytes())),
            (classes::BYTES, Object::Bytes(bytes)) if self.protocol >= 3 => Node::Bytes(self.graph.keep(&bytes.data)),
            (classes::BYTEARRAY, Object::ByteArray(bytes)) if self.protocol >= 5 => {
                Node::ByteArray(self.graph.keep(&bytes.data))
            }
            _ => return None,
        };
        Some(self.graph.add(node))
    }

    fn nodes_of(&mut self, m: &Machine, values: &[Value]) -> Vec<NodeId> {
        values.iter().map(|value| self.node(m, *value)).collect()
    }

    fn pairs_of(&mut self, m: &Machine, pairs: &[(Value, Value)]) -> Vec<(NodeId, NodeId)> {
        pairs.iter().map(|(key, value)| (self.node(m, *key), self.node(m, *value))).collect()
    }

    /// Fills the node of an object that has parts.
    fn fill(&mut self, m: &Machine, handle: Handle, node: NodeId) {
        let filled = match (m.heap.slot(handle).class, m.heap.get(handle)) {
            (classes::TUPLE, Object::Tuple(items)) => Node::Tuple(self.nodes_of(m, items)),
            (classes::LIST, Object::List(items)) => Node::List(self.nodes_of(m, items)),
            (classes::DICT, Object::Dict(dict)) => {
                let pairs: Vec<_> = dict.iter().map(|entry| (entry.key, entry.value)).collect();
                Node::Dict(self.pairs_of(m, &pairs))
            }
            (class @ (classes::SET | classes::FROZENSET), Object::Set(set)) => {
                let items: Vec<_> = set.iter().map(|(_, key)| key).collect();
                let items = self.nodes_of(m, &items);
                if class == classes::SET { Node::Set(items) } else { Node::FrozenSet(items) }
            }
            _ => {
                self.lost = true;
                return;
            }
        };
        *self.graph.node_mut(node) = filled;
    }
}

/// `_dump(object, protocol)`: the pickle and where writing to a file is cut, or `None` if `pickle.py` has to look.
pub(super) fn dump(m: &mut Machine, args: Args<'_>) -> Answer {
    let [object, protocol] = m.take(args, "_dump", 2)?;
    let (object, protocol) = (object.unwrap_or(Value::None), m.size_or(protocol, 4)?);
    let mut plain = Plain { graph: Graph::new(), nodes: BTreeMap::new(), todo: Vec::new(), lost: false, protocol };
    let root = plain.node(m, object);
    while let Some((handle, node)) = plain.todo.pop() {
        plain.fill(m, handle, node);
        if plain.lost {
            return Ok(Value::None);
        }
    }
    if plain.lost {
        return Ok(Value::None);
    }
    m.reserve(plain.graph.len() * NODE_BYTES)?;
    let options = PicklerOptions { depth_max: DEPTH_MAX, nodes_decide: true, ..PicklerOptions::default() };
    let written =
        Pickler::new(&plain.graph, root, protocol.clamp(0, 255) as u8, options).and_then(Pickler::finish_in_pieces);
    match written {
        Ok((bytes, cuts)) => {
            m.reserve(bytes.len())?;
            Ok(written_pickle(m, bytes, cuts))
        }
        Err(error) => Err(raise(m, &error)),
    }
}

/// `_load(bytes, memo, persistent)`: the value in a tuple, with `memo` also what was memoised, by index, in a dict (else empty); or `None` if `pickle.py` has to run it.
pub(super) fn load(m: &mut Machine, args: Args<'_>) -> Answer {
    let [data, memo, persistent] = m.take(args, "_load", 3)?;
    let data = data.unwrap_or(Value::None);
    let Some((bytes, _)) = m.traced(data) else {
        let class = m.class_name(data);
        return Err(m.type_error(&format!("a bytes-like object is required, not '{class}'")));
    };
    m.reserve(bytes.len())?;
    note_loading(m, data);
    let options = UnpicklerOptions {
        persistent: matches!(persistent, Some(Value::Bool(true))),
        unknown_extensions: true,
        buffers: Some(u32::MAX),
        ..UnpicklerOptions::default()
    };
    let mut unpickler = Unpickler::new(options);
    let mut symbolic = false;
    let read = unpickler.feed(&bytes).and_then(|()| {
        unpickler.run_with(&mut |_, _| {
            symbolic = true;
            Ok(())
        })
    });
    if symbolic || !is_plain(unpickler.graph()) {
        return Ok(Value::None);
    }
    let root = match read {
        Ok(root) => root,
        Err(error) => return Err(raise(m, &error)),
    };
    let wanted: Vec<(u64, NodeId)> =
        if matches!(memo, Some(Value::Bool(true))) { unpickler.memo().collect() } else { Vec::new() };
    let graph = unpickler.into_graph();
    m.reserve(graph.len() * NODE_BYTES)?;
    let mut roots: Vec<NodeId> = wanted.iter().map(|(_, node)| *node).collect();
    roots.push(root);
    let made = values(m, &graph, roots)?;
    let known = m.heap.new_dict();
    for (index, node) in wanted {
        m.dict_set(known, Value::Int(index as i64), made[node.0 as usize])?;
    }
    Ok(m.heap.new_tuple(Rc::new([made[root.0 as usize], Value::Obj(known)])))
}

fn is_plain(graph: &Graph) -> bool {
    (0..graph.len()).all(|id| {
        !matches!(
            graph.node(NodeId(id as u32)),
            Node::Global { .. } | Node::Object(_) | Node::Persistent(_) | Node::Buffer { .. }
        )
    })
}

/// The value of a node without parts.
pub(super) fn leaf(m: &mut Machine, graph: &Graph, node: &Node) -> Option<Value> {
    Some(match node {
        Node::None => Value::None,
        Node::Bool(truth) => Value::Bool(*truth),
        Node::Int(int) => Value::Int(*int),
        Node::BigInt(big) => m.new_int(BigInt::clone(big)),
        Node::Float(float) => Value::Float(*float),
        Node::Str(span) => m.heap.new_str(&graph.text(*span)),
        Node::Bytes(span) => m.heap.new_bytes(Bytes::new(graph.bytes(*span).into())),
        Node::ByteArray(span) => {
            let bytes = ByteArray { data: graph.bytes(*span).to_vec(), origins: Vec::new() };
            Value::Obj(m.heap.alloc(classes::BYTEARRAY, Object::ByteArray(Box::new(bytes))))
        }
        _ => return None,
    })
}

/// Makes the objects of a graph without globals: containers that can be empty first, tuples and frozensets once their parts are made.
fn values(m: &mut Machine, graph: &Graph, mut todo: Vec<NodeId>) -> Result<Vec<Value>, Divert> {
    let mut made: Vec<Value> = vec![Value::Unbound; graph.len()];
    let mut fill = Vec::new();
    while let Some(&id) = todo.last() {
        let place = id.0 as usize;
        if !made[place].is_unbound() {
            todo.pop();
            continue;
        }
        let node = graph.node(id);
        made[place] = match node {
            Node::List(items) => {
                fill.push(id);
                todo.extend(items.iter().rev());
                m.heap.new_list(Vec::new())
            }
            Node::Dict(pairs) => {
                fill.push(id);
                todo.extend(pairs.iter().rev().flat_map(|(key, value)| [*value, *key]));
                Value::Obj(m.heap.new_dict())
            }
            Node::Set(items) => {
                fill.push(id);
                todo.extend(items.iter().rev());
                m.new_set(classes::SET)
            }
            Node::Tuple(items) | Node::FrozenSet(items) => {
                let missing: Vec<NodeId> =
                    items.iter().rev().copied().filter(|item| made[item.0 as usize].is_unbound()).collect();
                if !missing.is_empty() {
                    todo.extend(missing);
                    continue;
                }
                let items: Rc<[Value]> = items.iter().map(|item| made[item.0 as usize]).collect();
                if matches!(node, Node::Tuple(_)) {
                    m.heap.new_tuple(items)
                } else {
                    set_of(m, classes::FROZENSET, &items)?
                }
            }
            _ => leaf(m, graph, node).unwrap_or(Value::None),
        };
    }
    for id in fill {
        fill_container(m, graph, id, &made)?;
    }
    Ok(made)
}

fn set_of(m: &mut Machine, class: Handle, items: &[Value]) -> Answer {
    let set = m.new_set(class);
    if let Value::Obj(handle) = set {
        for item in items {
            m.set_add(handle, *item)?;
        }
    }
    Ok(set)
}

fn fill_container(m: &mut Machine, graph: &Graph, id: NodeId, made: &[Value]) -> Result<(), Divert> {
    let value = |id: &NodeId| made[id.0 as usize];
    let Value::Obj(container) = value(&id) else { return Ok(()) };
    match graph.node(id) {
        Node::List(items) => {
            let items = items.iter().map(value).collect();
            *m.heap.get_mut(container) = Object::List(items);
        }
        Node::Dict(pairs) => {
            for (key, item) in pairs {
                m.dict_set(container, value(key), value(item))?;
            }
        }
        Node::Set(items) => {
            for item in items {
                m.set_add(container, value(item))?;
            }
        }
        _ => {}
    }
    Ok(())
}

//! Which keys of a `dict` or elements of a `set` are equal: Python's `==` and `hash` over the graph.
//! Iterative, and bounded by a budget of work, so that neither deep nor shared nor colliding keys can stall it.
//! Objects that only a call would make compare by identity, because nobody knows their `__eq__`.

use crate::graph::{Graph, Node, NodeId};
use num_bigint::BigInt;
use num_traits::FromPrimitive;
use std::collections::BTreeMap;

/// Why keys cannot be told apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum KeyProblem {
    /// `unhashable type: '...'`.
    Unhashable(&'static str),
    /// The budget is used up.
    TooMuchWork,
}

/// Work that one unpickler may spend on keys beyond what their number allows.
const WORK_MAX: u64 = 20_000_000;

/// Containers up to this size are searched without a table.
const SMALL: usize = 8;

/// Keys of a shape that is worth noting.
const SHAPE_MAX: usize = 64;

/// The tables of the larger containers of one graph.
#[derive(Debug, Clone, PartialEq, Default)]
pub(crate) struct KeyTables {
    tables: BTreeMap<NodeId, Table>,
    work: u64,
    /// The keys of a dict that was filled at once: records of one shape recall theirs from the memo.
    shape: Vec<NodeId>,
}

/// Open addressing over positions in the container.
#[derive(Debug, Clone, PartialEq, Default)]
struct Table {
    slots: Vec<(u32, u32)>,
    len: usize,
}

const EMPTY: u32 = u32::MAX;

impl KeyTables {
    /// Whether these keys are known to be hashable and to differ from each other; every other object is a value.
    pub(crate) fn is_known_shape(&self, pairs: &[NodeId]) -> bool {
        pairs.len() == 2 * self.shape.len() && pairs.chunks_exact(2).zip(&self.shape).all(|(pair, key)| pair[0] == *key)
    }

    /// Notes the keys of a dict.
    pub(crate) fn note_shape(&mut self, pairs: &[(NodeId, NodeId)]) {
        if pairs.len() <= SHAPE_MAX {
            self.shape.clear();
            self.shape.extend(pairs.iter().map(|pair| pair.0));
        }
    }

    fn spend(&mut self, work: u64) -> Result<(), KeyProblem> {
        self.work += work;
        if self.work > WORK_MAX { Err(KeyProblem::TooMuchWork) } else { Ok(()) }
    }

    /// The position of a key equal to `key` among `len` keys of `container`; if there is none, `key` is noted as
    /// the one at position `len`.
    pub(crate) fn find_or_note(
        &mut self,
        graph: &Graph,
        container: NodeId,
        key: NodeId,
        len: usize,
        key_at: impl Fn(usize) -> NodeId,
    ) -> Result<Option<usize>, KeyProblem> {
        if len < SMALL {
            if !matches!(graph.node(key), Node::Str(_) | Node::Int(_)) {
                self.hash(graph, key)?;
            }
            for position in 0..len {
                if self.equal(graph, key_at(position), key)? {
                    return Ok(Some(position));
                }
            }
            return Ok(None);
        }
        let hash = self.hash(graph, key)?;
        let mut table = self.tables.remove(&container).unwrap_or_default();
        while table.len < len {
            let hash = self.hash(graph, key_at(table.len))?;
            table.note(hash);
        }
        let found = self.find(graph, &table, hash, key, &key_at);
        if matches!(found, Ok(None)) {
            table.note(hash);
        }
        self.tables.insert(container, table);
        found
    }

    fn find(
        &mut self,
        graph: &Graph,
        table: &Table,
        hash: u32,
        key: NodeId,
        key_at: &impl Fn(usize) -> NodeId,
    ) -> Result<Option<usize>, KeyProblem> {
        let mask = table.slots.len().wrapping_sub(1);
        let mut at = hash as usize & mask;
        let mut probes = 0;
        while let Some(&(known, position)) = table.slots.get(at)
            && position != EMPTY
        {
            if known == hash && self.equal(graph, key_at(position as usize), key)? {
                return Ok(Some(position as usize));
            }
            at = (at + 1) & mask;
            probes += 1;
            if probes % 64 == 0 {
                self.spend(64)?;
            }
        }
        Ok(None)
    }

    /// Python's hash in spirit: equal keys have equal hashes.
    fn hash(&mut self, graph: &Graph, key: NodeId) -> Result<u32, KeyProblem> {
        if let Some(hash) = leaf_hash(graph, key)? {
            return Ok(fold(hash));
        }
        let mut hash = 0_u64;
        let mut todo = vec![key];
        while let Some(id) = todo.pop() {
            self.spend(1)?;
            hash = match (leaf_hash(graph, id)?, graph.node(id)) {
                (Some(leaf), _) => mix(hash, leaf),
                (None, Node::Tuple(elements)) => {
                    todo.extend(elements.iter().rev());
                    mix(hash, elements.len() as u64)
                }
                // The elements' order does not count: their number must do.
                (None, Node::FrozenSet(elements)) => mix(hash, elements.len() as u64 ^ 0xf5),
                (None, _) => hash,
            };
        }
        Ok(fold(hash))
    }

    /// Python's `is` or `==`.
    fn equal(&mut self, graph: &Graph, left: NodeId, right: NodeId) -> Result<bool, KeyProblem> {
        if left == right {
            return Ok(true);
        }
        if let (Node::Str(left), Node::Str(right)) = (graph.node(left), graph.node(right)) {
            return Ok(left.len() == right.len() && graph.bytes(*left) == graph.bytes(*right));
        }
        if let Some(equal) = leaf_equal(graph, left, right) {
            return Ok(equal);
        }
        let mut todo = vec![(left, right)];
        while let Some((left, right)) = todo.pop() {
            self.spend(1)?;
            if left == right {
                continue;
            }
            match (leaf_equal(graph, left, right), graph.node(left), graph.node(right)) {
                (Some(true), _, _) => {}
                (None, Node::Tuple(left), Node::Tuple(right)) if left.len() == right.len() => {
                    todo.extend(left.iter().copied().zip(right.iter().copied()));
                }
                (None, Node::FrozenSet(left), Node::FrozenSet(right)) if left.len() == right.len() => {
                    if !self.same_elements(graph, left, right)? {
                        return Ok(false);
                    }
                }
                _ => return Ok(false),
            }
        }
        Ok(true)
    }

    /// Whether two frozensets hold equal elements; nested ones compare by identity past the first level.
    fn same_elements(&mut self, graph: &Graph, left: &[NodeId], right: &[NodeId]) -> Result<bool, KeyProblem> {
        for element in left {
            let mut found = false;
            for other in right {
                self.spend(1)?;
                if element == other || leaf_equal(graph, *element, *other) == Some(true) {
                    found = true;
                    break;
                }
            }
            if !found {
                return Ok(false);
            }
        }
        Ok(true)
    }
}

impl Table {
    /// Notes the next position under `hash`.
    fn note(&mut self, hash: u32) {
        if self.slots.len() < self.len * 2 + 2 {
            let old = std::mem::take(&mut self.slots);
            self.slots = vec![(0, EMPTY); (self.len * 4 + 16).next_power_of_two()];
            for (hash, position) in old {
                if position != EMPTY {
                    self.place(hash, position);
                }
            }
        }
        self.place(hash, u32::try_from(self.len).expect("invariant: positions are node counts"));
        self.len += 1;
    }

    fn place(&mut self, hash: u32, position: u32) {
        let mask = self.slots.len() - 1;
        let mut at = hash as usize & mask;
        while self.slots[at].1 != EMPTY {
            at = (at + 1) & mask;
        }
        self.slots[at] = (hash, position);
    }
}

#[inline]
fn mix(hash: u64, value: u64) -> u64 {
    let product = u128::from(hash.rotate_left(23) ^ value ^ 0x9e37_79b9_7f4a_7c15) * 0xd6e8_feb8_6659_fd93_u128;
    product as u64 ^ (product >> 64) as u64
}

#[inline]
fn fold(hash: u64) -> u32 {
    (hash ^ hash >> 32) as u32
}

fn hash_bytes(kind: u64, bytes: &[u8]) -> u64 {
    let mut hash = mix(kind, bytes.len() as u64);
    let mut chunks = bytes.chunks_exact(8);
    for chunk in &mut chunks {
        hash = mix(hash, u64::from_le_bytes(chunk.try_into().expect("invariant: chunks of eight")));
    }
    let mut tail = [0; 8];
    tail[..chunks.remainder().len()].copy_from_slice(chunks.remainder());
    mix(hash, u64::from_le_bytes(tail))
}

/// A float that is an int hashes and compares like it.
fn whole(value: f64) -> Option<i64> {
    (value.fract() == 0.0 && value.abs() < 9.2e18).then_some(value as i64)
}

/// The hash of what has no parts; nothing for tuples and frozensets.
fn leaf_hash(graph: &Graph, key: NodeId) -> Result<Option<u64>, KeyProblem> {
    let unhashable = || Err(KeyProblem::Unhashable(graph.type_name(key)));
    Ok(Some(match graph.node(key) {
        Node::None => 1,
        Node::Bool(value) => mix(2, u64::from(*value)),
        Node::Int(value) => mix(2, *value as u64),
        Node::BigInt(value) => hash_bytes(3, &value.to_signed_bytes_le()),
        Node::Float(value) => match whole(*value) {
            Some(int) => mix(2, int as u64),
            None if value.is_finite() && value.fract() == 0.0 => {
                BigInt::from_f64(*value).map_or(0, |big| hash_bytes(3, &big.to_signed_bytes_le()))
            }
            None => mix(4, value.to_bits()),
        },
        Node::Str(span) => hash_bytes(5, graph.bytes(*span)),
        Node::Bytes(span) => hash_bytes(6, graph.bytes(*span)),
        Node::Tuple(_) | Node::FrozenSet(_) => return Ok(None),
        Node::ByteArray(_) | Node::List(_) | Node::Dict(_) | Node::Set(_) => return unhashable(),
        Node::Global { module, name } => mix(text_hash(graph, *module), text_hash(graph, *name)),
        Node::Object(_) | Node::Persistent(_) | Node::Buffer { .. } => mix(7, u64::from(key.0)),
    }))
}

fn text_hash(graph: &Graph, id: NodeId) -> u64 {
    if let Node::Str(span) = graph.node(id) { hash_bytes(8, graph.bytes(*span)) } else { 0 }
}

/// Whether two nodes are equal, unless both have parts.
fn leaf_equal(graph: &Graph, left: NodeId, right: NodeId) -> Option<bool> {
    let int = |node: &Node| match node {
        Node::Bool(value) => Some(i64::from(*value)),
        Node::Int(value) => Some(*value),
        Node::Float(value) => whole(*value),
        _ => None,
    };
    Some(match (graph.node(left), graph.node(right)) {
        (Node::None, Node::None) => true,
        (Node::Str(left), Node::Str(right)) | (Node::Bytes(left), Node::Bytes(right)) => {
            graph.bytes(*left) == graph.bytes(*right)
        }
        (Node::Float(left), Node::Float(right)) => left == right,
        (Node::BigInt(left), Node::BigInt(right)) => left == right,
        (Node::BigInt(big), Node::Float(float)) | (Node::Float(float), Node::BigInt(big)) => {
            float.fract() == 0.0 && BigInt::from_f64(*float).as_ref() == Some(&**big)
        }
        (
            left @ (Node::Bool(_) | Node::Int(_) | Node::Float(_)),
            right @ (Node::Bool(_) | Node::Int(_) | Node::Float(_)),
        ) => int(left).is_some() && int(left) == int(right),
        (Node::Tuple(_), Node::Tuple(_)) | (Node::FrozenSet(_), Node::FrozenSet(_)) => return None,
        (Node::Global { .. }, Node::Global { .. }) => graph.global_name(left) == graph.global_name(right),
        _ => false,
    })
}

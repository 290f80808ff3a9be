//! How deep and how large the values of a pickle are once written out as a tree, without writing them out.
//! A reader that keeps no identity copies what is shared, and one that recurses needs stack for the depth: this says
//! beforehand what that would cost.

use crate::graph::{Graph, Node, NodeId};

/// Depth and size of a tree.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Measure {
    /// Values within values, the outermost counted.
    pub depth: u64,
    /// Values in all, shared ones counted as often as they are met; eight bytes of text count as one more.
    pub size: u64,
    /// Whether a value contains itself, so that depth and size have no end.
    pub recursive: bool,
}

/// The measures of all nodes of a graph.
#[derive(Debug, Clone)]
pub struct Measures {
    of: Vec<Option<Measure>>,
}

impl Measures {
    /// Measures every node.
    #[must_use]
    pub fn new(graph: &Graph) -> Self {
        let mut measures = Self { of: vec![None; graph.len()] };
        let mut open = vec![false; graph.len()];
        for index in 0..graph.len() {
            let id = NodeId(u32::try_from(index).expect("invariant: node count fits u32"));
            measures.visit(graph, id, &mut open);
        }
        measures
    }

    /// The measure of one node.
    #[must_use]
    pub fn of(&self, id: NodeId) -> Measure {
        self.of[id.0 as usize].unwrap_or(Measure { depth: u64::MAX, size: u64::MAX, recursive: true })
    }

    /// The worst of all nodes, also of those that were thrown away.
    #[must_use]
    pub fn worst(&self) -> Measure {
        self.of.iter().flatten().fold(Measure::default(), |worst, one| Measure {
            depth: worst.depth.max(one.depth),
            size: worst.size.max(one.size),
            recursive: worst.recursive || one.recursive,
        })
    }

    fn visit(&mut self, graph: &Graph, root: NodeId, open: &mut [bool]) {
        let mut todo = vec![(root, 0)];
        while let Some((id, next)) = todo.pop() {
            let index = id.0 as usize;
            if next == 0 {
                if self.of[index].is_some() && !open[index] {
                    continue;
                }
                if !open[index] {
                    open[index] = true;
                    self.of[index] = Some(Measure { depth: 1, size: 1 + own_size(graph, id), recursive: false });
                }
            }
            match child(graph, id, next) {
                Some(part) if open[part.0 as usize] => {
                    self.join(index, Measure { depth: u64::MAX, size: u64::MAX, recursive: true });
                    todo.push((id, next + 1));
                }
                Some(part) => match self.of[part.0 as usize] {
                    Some(measure) => {
                        self.join(index, measure);
                        todo.push((id, next + 1));
                    }
                    // Come back to this child once it is measured.
                    None => todo.extend([(id, next), (part, 0)]),
                },
                None => open[index] = false,
            }
        }
    }

    fn join(&mut self, index: usize, part: Measure) {
        if let Some(whole) = &mut self.of[index] {
            whole.depth = whole.depth.max(part.depth.saturating_add(1));
            whole.size = whole.size.saturating_add(part.size);
            whole.recursive |= part.recursive;
        }
    }
}

fn own_size(graph: &Graph, id: NodeId) -> u64 {
    match graph.node(id) {
        Node::Str(span) | Node::Bytes(span) | Node::ByteArray(span) => span.len() as u64 / 8,
        Node::BigInt(value) => value.bits() / 64,
        _ => 0,
    }
}

/// The parts of a node, by index.
fn child(graph: &Graph, id: NodeId, at: usize) -> Option<NodeId> {
    let pair = |pairs: &[(NodeId, NodeId)], at: usize| {
        pairs.get(at / 2).map(|(key, value)| if at.is_multiple_of(2) { *key } else { *value })
    };
    match graph.node(id) {
        Node::Tuple(items) | Node::List(items) | Node::Set(items) | Node::FrozenSet(items) => items.get(at).copied(),
        Node::Dict(pairs) => pair(pairs, at),
        Node::Global { module, name } => [*module, *name].get(at).copied(),
        Node::Persistent(pid) => [*pid].get(at).copied(),
        Node::Object(object) => {
            let mut at = at;
            let heads = [Some(object.callable), Some(object.args), object.kwargs];
            for head in heads.into_iter().flatten() {
                if at == 0 {
                    return Some(head);
                }
                at -= 1;
            }
            for list in [&object.states, &object.list_items, &object.set_items] {
                if at < list.len() {
                    return Some(list[at]);
                }
                at -= list.len();
            }
            pair(&object.dict_items, at)
        }
        _ => None,
    }
}

//! A value of a pickle as the rows of a tree: only what is open, and of that a bounded part. A value that contains itself can be opened
//! again and again; each row is named by its way from the root.

use sockscope_pickle::{Graph, Node, NodeId, repr_cut};
use std::collections::BTreeSet;

/// Most rows of a tree, and most parts of one value that are listed.
const ROWS_MAX: usize = 160;
const PARTS_MAX: usize = 60;
/// Values up to here are open from the start.
const OPEN_DEPTH: usize = 2;
/// How much of a value a row shows.
const SHOWN: usize = 90;

/// The way to a row from the root: the number of the part at each level.
pub(crate) type Way = Vec<u32>;

/// A row.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct TreeRow {
    /// The way to it.
    pub(crate) way: Way,
    /// Its place among its siblings, from 1, and how many there are.
    pub(crate) place: (usize, usize),
    /// What it is to the value that holds it: an index, a key, `args`.
    pub(crate) label: String,
    /// The value, in one line.
    pub(crate) text: String,
    /// The name of its type.
    pub(crate) type_name: &'static str,
    /// The value; nothing for a row that counts what is not listed.
    pub(crate) node: Option<NodeId>,
    /// Whether it is open, if there is anything to open.
    pub(crate) open: Option<bool>,
}

/// The rows of `root`; `toggled` are the ways to rows that are not as they would be by themselves.
pub(crate) fn rows(graph: &Graph, root: NodeId, toggled: &BTreeSet<Way>) -> Vec<TreeRow> {
    let mut rows = Vec::new();
    let mut todo = vec![(Way::new(), (1, 1), String::new(), Some(root), 0)];
    while let Some((way, place, label, node, left)) = todo.pop() {
        let Some(id) = node.filter(|_| rows.len() < ROWS_MAX) else {
            let text = if node.is_some() { "…".to_owned() } else { format!("… {left}") };
            rows.push(TreeRow { way, place, label, text, type_name: "", node: None, open: None });
            if rows.len() > ROWS_MAX {
                break;
            }
            continue;
        };
        let (parts, len) = parts(graph, id);
        let open = (!parts.is_empty()).then(|| (way.len() < OPEN_DEPTH) != toggled.contains(&way));
        if open == Some(true) {
            let shown = parts.len();
            let count = shown + usize::from(len > shown);
            if len > shown {
                let mut below = way.clone();
                below.push(u32::MAX);
                todo.push((below, (count, count), String::new(), None, len - shown));
            }
            for (index, (label, part)) in parts.into_iter().enumerate().rev() {
                let mut below = way.clone();
                below.push(u32::try_from(index).unwrap_or(u32::MAX));
                todo.push((below, (index + 1, count), label, Some(part), 0));
            }
        }
        let type_name = graph.type_name(id);
        rows.push(TreeRow { way, place, label, text: repr_cut(graph, id, SHOWN), type_name, node: Some(id), open });
    }
    rows
}

/// The parts of a value that are listed, with their labels, and how many there are.
fn parts(graph: &Graph, id: NodeId) -> (Vec<(String, NodeId)>, usize) {
    let mut out = Vec::new();
    let mut len = 0;
    let mut add = |label: &dyn Fn() -> String, node: NodeId| {
        len += 1;
        if out.len() < PARTS_MAX {
            out.push((label(), node));
        }
    };
    let key = |key: NodeId| repr_cut(graph, key, 40);
    match graph.node(id) {
        Node::Tuple(items) | Node::List(items) => {
            for (index, item) in items.iter().enumerate() {
                add(&|| index.to_string(), *item);
            }
        }
        Node::Set(items) | Node::FrozenSet(items) => items.iter().for_each(|item| add(&String::new, *item)),
        Node::Dict(pairs) => pairs.iter().for_each(|(name, value)| add(&|| key(*name), *value)),
        Node::Object(object) => {
            add(&|| "callable".to_owned(), object.callable);
            add(&|| "args".to_owned(), object.args);
            object.kwargs.iter().for_each(|kwargs| add(&|| "kwargs".to_owned(), *kwargs));
            object.states.iter().for_each(|state| add(&|| "state".to_owned(), *state));
            object.list_items.iter().for_each(|item| add(&|| "append".to_owned(), *item));
            object.dict_items.iter().for_each(|(name, value)| add(&|| format!("[{}]", key(*name)), *value));
            object.set_items.iter().for_each(|item| add(&|| "add".to_owned(), *item));
        }
        Node::Persistent(pid) => add(&|| "id".to_owned(), *pid),
        _ => {}
    }
    (out, len)
}

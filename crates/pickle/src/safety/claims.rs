//! Calls of harmless classes that claim memory or time out of all proportion to the pickle: a few bytes that stand for gigabytes.
//! Nothing is run by them; what loads them is stopped all the same.

use crate::graph::{Graph, Node, NodeId, Object};

/// Bytes that one call may claim.
const BYTES_MAX: i64 = 1 << 26;
/// Items that one call may make.
const ITEMS_MAX: i64 = 1 << 22;
/// Decimal places that the exponent of a number may stand for.
const PLACES_MAX: u64 = 10_000;

/// What calling the harmless `name` with these arguments claims, if that is much.
pub(super) fn claim(graph: &Graph, object: &Object, name: &str) -> Option<String> {
    let Node::Tuple(arguments) = graph.node(object.args) else { return None };
    let first = *arguments.first()?;
    match (name, graph.node(first)) {
        ("bytes" | "bytearray", Node::Int(len)) if *len > BYTES_MAX => Some(format!("claims {len} bytes")),
        ("bytes" | "bytearray", Node::BigInt(len)) => Some(format!("claims {len} bytes")),
        ("list" | "tuple" | "set" | "frozenset" | "bytes" | "bytearray" | "deque" | "Counter" | "OrderedDict", _) => {
            let count = range_len(graph, first)?;
            (count > ITEMS_MAX).then(|| format!("makes {count} items"))
        }
        ("Fraction", Node::Str(text)) => {
            let places = exponent(&graph.text(*text))?;
            (places > PLACES_MAX).then(|| format!("computes a number of {places} digits"))
        }
        _ => None,
    }
}

/// How many items a `range` object has, unless it is short or odd.
fn range_len(graph: &Graph, id: NodeId) -> Option<i64> {
    let Node::Object(object) = graph.node(id) else { return None };
    let (module, name) = graph.global_name(object.callable)?;
    let Node::Tuple(arguments) = graph.node(object.args) else { return None };
    if (&*module, &*name) != ("builtins", "range") {
        return None;
    }
    let mut bounds = Vec::new();
    for argument in arguments {
        match graph.node(*argument) {
            Node::Int(bound) => bounds.push(*bound),
            Node::BigInt(_) => return Some(i64::MAX),
            _ => return None,
        }
    }
    match bounds[..] {
        [stop] => Some(stop),
        [start, stop] => Some(stop.saturating_sub(start)),
        [start, stop, step] => stop.saturating_sub(start).checked_div(step),
        _ => None,
    }
}

/// The exponent of a decimal number as text.
fn exponent(text: &str) -> Option<u64> {
    let (_, exponent) = text.trim().split_once(['e', 'E'])?;
    let digits: String = exponent.chars().filter(|char| *char != '_').collect();
    digits.parse::<i64>().map(i64::unsigned_abs).ok().or(Some(u64::MAX).filter(|_| digits.len() > 18))
}

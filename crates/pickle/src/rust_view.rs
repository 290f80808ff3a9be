//! The same bytes as a Rust service sees them: through `serde-pickle`, its value or its refusal.
//! That crate recurses and copies, so a hostile pickle would abort the process: it is only asked once our own machine
//! has read the pickle and measured depth and size. Built with the feature `serde-pickle` only.

use crate::fault::ExceptionClass;
use crate::graph::{Node, NodeId};
use crate::measure::{Measure, Measures};
use crate::unpickler::{Effect, Limits, Step, Unpickler, UnpicklerOptions};

/// Depth up to which it is asked.
pub const DEPTH_MAX: u64 = 128;
/// Values, copies counted, up to which it is asked.
pub const SIZE_MAX: u64 = 4_000_000;

/// What `serde-pickle` makes of a pickle.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum RustView {
    /// Its value, as its own `Display` prints it, and how it differs from Python's.
    Value {
        /// The text.
        text: String,
        /// Differences that a reader would not expect.
        differences: Vec<&'static str>,
    },
    /// Its error, and why it refuses what Python reads.
    Refused {
        /// The text.
        error: String,
        /// The reason, where we know one.
        reason: Option<&'static str>,
    },
    /// It was not asked, because it might not have survived.
    NotAsked {
        /// Why.
        reason: String,
    },
}

/// What our own machine found out beforehand.
struct Findings {
    worst: Measure,
    copied: u64,
    shared_mutable: bool,
    has_object: bool,
    has_bytearray: bool,
    recursive: bool,
    dict_order: bool,
    end: usize,
    fault: Option<crate::PickleError>,
}

/// Asks `serde-pickle`, if it is safe to.
#[must_use]
pub fn as_a_rust_service(bytes: &[u8]) -> RustView {
    let findings = match look(bytes) {
        Ok(findings) => findings,
        Err(reason) => return RustView::NotAsked { reason },
    };
    if findings.worst.depth > DEPTH_MAX && !findings.recursive {
        let reason =
            format!("values are nested {} deep; past {DEPTH_MAX} its recursion may overflow", findings.worst.depth);
        return RustView::NotAsked { reason };
    }
    if findings.recursive {
        let reason = "a value contains itself: it would follow the circle".to_owned();
        return RustView::NotAsked { reason };
    }
    let size = findings.worst.size.saturating_add(findings.copied);
    if size > SIZE_MAX {
        let reason = format!("shared values would be copied into {size} values; it is asked up to {SIZE_MAX}");
        return RustView::NotAsked { reason };
    }
    match serde_pickle::value_from_slice(bytes, serde_pickle::DeOptions::new()) {
        Ok(value) => RustView::Value { text: value.to_string(), differences: differences(&findings) },
        Err(error) => {
            let reason = if findings.fault.is_some() {
                Some("Python cannot read this either")
            } else if findings.end < bytes.len() {
                Some("Python ignores what follows STOP; serde-pickle insists on the end")
            } else if findings.has_object {
                Some("a class or call of Python has no counterpart in Rust")
            } else {
                None
            };
            RustView::Refused { error: error.to_string(), reason }
        }
    }
}

fn differences(findings: &Findings) -> Vec<&'static str> {
    let notes = [
        (findings.shared_mutable, "a shared list, dict or set has become copies"),
        (findings.dict_order, "a dict is sorted by key instead of by insertion"),
        (findings.has_bytearray, "a bytearray has become bytes"),
    ];
    notes.into_iter().filter(|note| note.0).map(|note| note.1).collect()
}

/// Reads the pickle with our machine; an error says why serde-pickle must not see it.
fn look(bytes: &[u8]) -> Result<Findings, String> {
    let options = UnpicklerOptions {
        limits: Limits { opcodes: 4_000_000, stack: 1_000_000, memo: 1_000_000, bytes: 64 << 20 },
        whole_frames: true,
        ..UnpicklerOptions::traced()
    };
    let mut unpickler = Unpickler::new(options);
    unpickler.feed(bytes).map_err(|error| error.message)?;
    let mut recalls: Vec<NodeId> = Vec::new();
    let mut fault = None;
    loop {
        match unpickler.step() {
            Ok(Step::Ran(ran)) => {
                let again = unpickler.effects().iter().filter_map(|effect| match effect {
                    Effect::Recalled { value, .. } | Effect::Memoised { value, .. } => Some(*value),
                    Effect::Pushed(value) if ran.opcode.code == b'2' => Some(*value),
                    _ => None,
                });
                recalls.extend(again);
            }
            Ok(Step::Done(_)) => break,
            Ok(Step::Starved(starved)) if starved.need > bytes.len().max(1 << 16) => {
                return Err(format!("{starved}: it would reserve memory for them"));
            }
            Ok(Step::Starved(starved)) => {
                fault = Some(starved.end_of_input());
                break;
            }
            Err(error) if error.class == ExceptionClass::Limit => return Err(error.message),
            Err(error) => {
                fault = Some(error);
                break;
            }
        }
    }
    let graph = unpickler.graph();
    let measures = Measures::new(graph);
    let worst = measures.worst();
    let copied = recalls.iter().fold(0_u64, |sum, id| sum.saturating_add(measures.of(*id).size));
    let mut uses = vec![0_u8; graph.len()];
    for id in &recalls {
        uses[id.0 as usize] = uses[id.0 as usize].saturating_add(1);
    }
    let ids = || (0..graph.len()).map(|index| NodeId(u32::try_from(index).expect("invariant: fits u32")));
    let mutable = |id: NodeId| matches!(graph.node(id), Node::List(_) | Node::Dict(_) | Node::Set(_));
    Ok(Findings {
        worst,
        copied,
        recursive: worst.recursive,
        shared_mutable: ids().any(|id| mutable(id) && uses[id.0 as usize] > 1),
        has_object: ids().any(|id| matches!(graph.node(id), Node::Object(_) | Node::Persistent(_))),
        has_bytearray: ids().any(|id| matches!(graph.node(id), Node::ByteArray(_))),
        dict_order: ids().any(|id| matches!(graph.node(id), Node::Dict(pairs) if pairs.len() > 1)),
        end: unpickler.position().0,
        fault,
    })
}

//! Notes at the end of program lines: what the latest call in a line gave, and what the current line waits for.
//! Reads a bounded stretch of the trace before the position; has no words of its own, so the views put them into a language.

use crate::text::bytes;
use sockscope_lab::event::{EventKind, EventView, OutcomeView, Position, ProcessId};
use sockscope_lab::moment::{ProcessState, ProcessView};
use sockscope_lab::trace::Trace;

/// How many events before the position are read.
const EVENTS_MAX: Position = 400;
/// How many lines of one program get a note.
const NOTES_MAX: usize = 8;
/// How many bytes of a value a note shows.
const BYTES_SHOWN: usize = 12;

/// A note at the end of a line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Note {
    /// One-based line.
    pub(crate) line: u32,
    /// What it says.
    pub(crate) kind: NoteKind,
}

/// What a note says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum NoteKind {
    /// The line waits.
    Waiting,
    /// The line's call failed with this exception.
    Failed(String),
    /// The line's call gave this descriptor.
    Descriptor(i32),
    /// So many bytes were handed over.
    Sent(u64),
    /// A value, as Python shows it.
    Value(String),
}

/// The notes of one program at `position`.
pub(crate) fn notes(trace: &Trace, position: Position, process: ProcessId, view: &ProcessView) -> Vec<Note> {
    let mut notes: Vec<Note> = Vec::new();
    if let ProcessState::Blocked { blocked } = &view.state {
        notes.push(Note { line: blocked.call.line, kind: NoteKind::Waiting });
    }
    for index in (position.saturating_sub(EVENTS_MAX)..position).rev() {
        let Some(event) = trace.event(index).filter(|event| event.process == Some(process)) else { continue };
        let EventKind::CallFinished { call, outcome, .. } = &event.kind else { continue };
        if notes.len() >= NOTES_MAX {
            break;
        }
        if notes.iter().any(|note| note.line == call.line) {
            continue;
        }
        if let Some(kind) = kind(trace, outcome) {
            notes.push(Note { line: call.line, kind });
        }
    }
    notes
}

/// The bytes that the `recv` of `event` gave, as Python shows them.
pub(crate) fn received(trace: &Trace, event: &EventView, max: usize) -> Option<String> {
    let EventKind::CallFinished { outcome: OutcomeView::Bytes { from: Some(from), .. }, .. } = &event.kind else {
        return None;
    };
    (!from.range.is_empty()).then(|| bytes::repr(&trace.stream_bytes(from.stream, from.range), max))
}

fn kind(trace: &Trace, outcome: &OutcomeView) -> Option<NoteKind> {
    match outcome {
        OutcomeView::Done | OutcomeView::Text { .. } => None,
        OutcomeView::Fd { fd, .. } => Some(NoteKind::Descriptor(*fd)),
        OutcomeView::Count { count } => Some(NoteKind::Sent(*count)),
        OutcomeView::Bytes { from, len } => match from {
            Some(from) => Some(NoteKind::Value(bytes::repr(&trace.stream_bytes(from.stream, from.range), BYTES_SHOWN))),
            None if *len == 0 => Some(NoteKind::Value("b''".to_owned())),
            None => None,
        },
        OutcomeView::Failed { exception, .. } => Some(NoteKind::Failed(exception.to_string())),
    }
}

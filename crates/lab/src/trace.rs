//! The append-only record of a run: 16 bytes an event, with details beside for all but lines.
//! Only the scheduler appends, where things happen; everybody else reads. Nothing is ever changed or removed.

use crate::digest::Digest;
use crate::event::{ByteRange, Console, EventKind, EventView, NetView, OutcomeView, Position, ProcessId};
use crate::history::History;
use crate::moment::{CONSOLE_LINES_MAX, ConsoleLine};
use std::hash::{Hash as _, Hasher as _};

/// How many events a trace may have: what its 16-byte entries can number.
pub(crate) const EVENTS_MAX: u32 = u32::MAX - 1;

/// One entry: when, who, and what; `data` is a line number or the index of a detail.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Event {
    at_ns: u64,
    /// A line, or with [`DETAIL`] in `process`, an index of `details`.
    data: u32,
    thread: u16,
    /// Program number, with [`DETAIL`] added for all but lines.
    process: u8,
    depth: u8,
}

const _: () = assert!(size_of::<Event>() == 16);

/// How many lines are looked at to find an endless loop.
const LOOP_LINES: usize = 2_000;

const DETAIL: u8 = 0x80;
/// Program number of what happens on the link by itself.
const NOBODY: u8 = 0x7f;

/// Who made an event: a thread of a program.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Actor {
    pub(crate) process: ProcessId,
    pub(crate) thread: u16,
}

impl Actor {
    /// The link, moving by itself.
    pub(crate) const LINK: Self = Self { process: NOBODY, thread: 0 };
}

/// The record of a run.
#[derive(Debug, Clone, Default)]
pub struct Trace {
    events: Vec<Event>,
    /// What happened in each event that is not a line.
    details: Vec<EventKind>,
    /// Positions that a person steps through, ascending.
    stops: Vec<Position>,
    /// For each program, the events that printed, ascending, each with the number of line ends up to and with it.
    printed: Vec<Vec<(Position, u32)>>,
    pub(crate) history: History,
}

impl Trace {
    pub(crate) fn for_programs(count: usize) -> Self {
        Self { printed: vec![Vec::new(); count], ..Self::default() }
    }

    /// Appends a line about to be executed: the hot path.
    pub(crate) fn push_line(&mut self, at_ns: u64, actor: Actor, line: u32, depth: u8) {
        self.events.push(Event { at_ns, data: line, thread: actor.thread, process: actor.process, depth });
        self.stops.push(self.len());
    }

    /// Appends anything else.
    pub(crate) fn push(&mut self, at_ns: u64, actor: Actor, kind: EventKind) {
        let data = u32::try_from(self.details.len()).expect("invariant: fewer details than EVENTS_MAX");
        self.events.push(Event { at_ns, data, thread: actor.thread, process: actor.process | DETAIL, depth: 0 });
        if is_stop(&kind) {
            self.stops.push(self.len());
        }
        if let (EventKind::Printed { text, .. }, Some(printed)) =
            (&kind, self.printed.get_mut(usize::from(actor.process)))
        {
            let before = printed.last().map_or(0, |&(_, lines)| lines);
            let event = Position::try_from(self.events.len() - 1).expect("invariant: at most EVENTS_MAX events");
            printed.push((event, before.saturating_add(line_ends(text))));
        }
        self.details.push(kind);
    }

    /// How many events there are: the last position.
    #[must_use]
    pub fn len(&self) -> Position {
        Position::try_from(self.events.len()).expect("invariant: at most EVENTS_MAX events")
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
        let process = event.process & !DETAIL;
        let kind = match self.detail(index) {
            Some(kind) => kind.clone(),
            None => EventKind::Line { line: event.data, depth: event.depth },
        };
        Some(EventView {
            index,
            at_ns: event.at_ns,
            process: (process != NOBODY).then_some(process),
            thread: event.thread,
            kind,
        })
    }

    /// What happened in the event after `index`, without a copy; `None` for a line.
    pub(crate) fn detail(&self, index: Position) -> Option<&EventKind> {
        let event = self.events.get(index as usize)?;
        if event.process & DETAIL == 0 {
            return None;
        }
        self.details.get(event.data as usize)
    }

    /// The program that made the event after `index`.
    pub(crate) fn process_of(&self, index: Position) -> Option<ProcessId> {
        self.events.get(index as usize).map(|event| event.process & !DETAIL).filter(|process| *process != NOBODY)
    }

    /// Virtual time at `position`.
    #[must_use]
    pub fn time_at(&self, position: Position) -> u64 {
        position.checked_sub(1).and_then(|last| self.events.get(last as usize)).map_or(0, |event| event.at_ns)
    }

    /// How many steps a person can take. A step ends before each line, when a call blocks, when a `recv` or a call that had to wait
    /// is done, when bytes or the end of a stream arrive, and when a program ends.
    #[must_use]
    pub fn step_count(&self) -> u32 {
        u32::try_from(self.stops.len()).expect("invariant: at most EVENTS_MAX stops")
    }

    /// How many steps lie at or before `position`: 0 before the first.
    #[must_use]
    pub fn step_at(&self, position: Position) -> u32 {
        u32::try_from(self.stops.partition_point(|&stop| stop <= position))
            .expect("invariant: at most EVENTS_MAX stops")
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
    pub fn stream_bytes(&self, stream: u32, range: ByteRange) -> Vec<u8> {
        self.history.bytes(stream, range)
    }

    /// The console of `process` at `position`: its newest lines, and how many came before them.
    #[must_use]
    pub fn console(&self, process: ProcessId, position: Position) -> (Vec<ConsoleLine>, u32) {
        let Some(printed) = self.printed.get(usize::from(process)) else { return (Vec::new(), 0) };
        let upto = &printed[..printed.partition_point(|&(event, _)| event < position)];
        let all = upto.last().map_or(0, |&(_, lines)| lines);
        // From the first event after which there are few enough lines to show, or one more.
        let first = upto.partition_point(|&(_, lines)| all - lines > CONSOLE_LINES_MAX);
        let before = first.checked_sub(1).map_or(0, |index| upto[index].1);
        let mut lines = ConsoleLines::default();
        for &(event, _) in &upto[first..] {
            if let Some((console, text)) = self.printed_text(event) {
                lines.write(console, text, event);
            }
        }
        let mut lines = lines.finish();
        let cut = lines.len().saturating_sub(CONSOLE_LINES_MAX as usize);
        lines.drain(..cut);
        (lines, before + u32::try_from(cut).expect("invariant: at most EVENTS_MAX lines"))
    }

    fn printed_text(&self, event: Position) -> Option<(Console, &str)> {
        match self.detail(event)? {
            EventKind::Printed { console, text } => Some((*console, text)),
            _ => None,
        }
    }

    /// The lines that `process` kept coming back to at the end, in its outermost frame there: first and last. Just the last line when there are none.
    pub(crate) fn loop_lines(&self, process: ProcessId) -> (u32, u32) {
        let own = self.events.iter().rev().filter(|event| event.process == process);
        let mut lines: Vec<(u8, u32)> = own.take(LOOP_LINES).map(|event| (event.depth, event.data)).collect();
        let latest = lines.first().map_or(0, |&(_, line)| line);
        lines.sort_unstable();
        let repeated: Vec<(u8, u32)> =
            lines.chunk_by(|a, b| a == b).filter(|same| same.len() > 1).map(|same| same[0]).collect();
        let outermost = repeated.first().map_or(0, |&(depth, _)| depth);
        let mut lines = repeated.iter().filter(|(depth, _)| *depth == outermost).map(|&(_, line)| line);
        let first = lines.next().unwrap_or(latest);
        (first, lines.next_back().unwrap_or(first))
    }

    /// What a program was doing over time, for a timeline: alternating spans of work and waiting. Each nanosecond range shorter than
    /// `resolution_ns` is merged into its neighbour, so that their number is bounded by the run's length over the resolution.
    #[must_use]
    pub fn spans(&self, process: ProcessId, resolution_ns: u64) -> Vec<Span> {
        let mut spans: Vec<Span> = Vec::new();
        for (index, event) in self.events.iter().enumerate() {
            if event.process & !DETAIL != process {
                continue;
            }
            let waiting = event.process & DETAIL != 0
                && matches!(self.details.get(event.data as usize), Some(EventKind::CallBlocked { .. }));
            let at = Position::try_from(index).expect("invariant: at most EVENTS_MAX events");
            if let Some(last) = spans.last_mut() {
                last.end = at;
                last.end_ns = event.at_ns;
                if last.waiting == waiting || (event.at_ns - last.start_ns < resolution_ns && !waiting) {
                    continue;
                }
            }
            let (start, start_ns) = (at, event.at_ns);
            spans.push(Span { start, end: at, start_ns, end_ns: start_ns, waiting });
        }
        if let Some(last) = spans.last_mut().filter(|last| last.waiting) {
            last.end = self.len();
            last.end_ns = self.time_at(self.len());
        }
        spans
    }

    /// A number that two traces share exactly when everything in them is the same: also between a native and a wasm build.
    #[must_use]
    pub fn hash(&self) -> u64 {
        let mut digest = Digest::new();
        for event in &self.events {
            digest.write_u64(event.at_ns);
            digest.write_u64(u64::from(event.process) << 24 | u64::from(event.thread) << 8 | u64::from(event.depth));
            if event.process & DETAIL == 0 {
                digest.write_u64(u64::from(event.data));
            }
        }
        self.details.hash(&mut digest);
        for (id, stream) in &self.history.streams {
            let bytes = self.history.bytes(*id, ByteRange { start: 0, end: stream.sent(Position::MAX) });
            digest.write(&bytes);
        }
        digest.finish()
    }
}

fn line_ends(text: &str) -> u32 {
    u32::try_from(text.bytes().filter(|byte| *byte == b'\n').count()).unwrap_or(u32::MAX)
}

/// Puts written text together into lines, each console stream on its own, in the order of their first characters.
#[derive(Default)]
pub(crate) struct ConsoleLines {
    lines: Vec<(Console, String, Position)>,
    /// Index of the unfinished line of each console stream.
    open: [Option<usize>; 2],
}

impl ConsoleLines {
    /// Adds what one event wrote.
    pub(crate) fn write(&mut self, console: Console, text: &str, event: Position) {
        for part in text.split_inclusive('\n') {
            let (content, ended) = part.strip_suffix('\n').map_or((part, false), |content| (content, true));
            let slot = &mut self.open[console as usize];
            let index = *slot.get_or_insert_with(|| {
                self.lines.push((console, String::new(), event));
                self.lines.len() - 1
            });
            self.lines[index].1.push_str(content);
            if ended {
                *slot = None;
            }
        }
    }

    /// All lines so far.
    pub(crate) fn finish(self) -> Vec<ConsoleLine> {
        let line =
            |(console, text, event): (Console, String, Position)| ConsoleLine { console, text: text.into(), event };
        self.lines.into_iter().map(line).collect()
    }
}

/// Whether a person who steps through the run wants to stop behind this event.
fn is_stop(kind: &EventKind) -> bool {
    match kind {
        EventKind::CallBlocked { .. }
        | EventKind::Exited { .. }
        | EventKind::Limit { .. }
        | EventKind::OutOfSteps { .. } => true,
        EventKind::CallFinished { waited, outcome, .. } => *waited || matches!(outcome, OutcomeView::Bytes { .. }),
        EventKind::Net { event } => {
            matches!(event, NetView::Arrived { .. } | NetView::FinArrived { .. } | NetView::ResetArrived { .. })
        }
        _ => false,
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

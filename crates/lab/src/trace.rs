//! The append-only record of a run: 16 bytes an event, with details beside for all but lines.
//! Only the scheduler appends, where things happen; everybody else reads. Nothing is ever changed or removed.

use crate::chunks::Chunks;
use crate::digest::Digest;
use crate::event::{ByteRange, Console, EventKind, EventView, NetView, OutcomeView, Position, ProcessId};
use crate::history::History;
use crate::moment::{CONSOLE_LINES_MAX, ConsoleLine};
use crate::pickles::{PickleOfRun, Pickles};
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
    events: Chunks<Event>,
    /// What happened in each event that is not a line.
    details: Vec<EventKind>,
    /// Positions behind the first that a person does not step through, ascending: few, since each line is a step.
    skipped: Vec<Position>,
    /// For each program, the events that printed, ascending, each with the number of line ends up to and with it.
    printed: Vec<Vec<(Position, u32)>>,
    pub(crate) history: History,
    pub(crate) pickles: Pickles,
}

impl Trace {
    pub(crate) fn for_programs(count: usize) -> Self {
        Self { printed: vec![Vec::new(); count], ..Self::default() }
    }

    /// Appends a line about to be executed: the hot path.
    #[inline]
    pub(crate) fn push_line(&mut self, at_ns: u64, actor: Actor, line: u32, depth: u8) {
        self.events.push(Event { at_ns, data: line, thread: actor.thread, process: actor.process, depth });
    }

    /// Appends anything else.
    pub(crate) fn push(&mut self, at_ns: u64, actor: Actor, kind: EventKind) {
        let data = u32::try_from(self.details.len()).expect("invariant: fewer details than EVENTS_MAX");
        self.events.push(Event { at_ns, data, thread: actor.thread, process: actor.process | DETAIL, depth: 0 });
        if !is_stop(&kind) {
            self.skipped.push(self.len());
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
        self.step_at(self.len())
    }

    /// How many steps lie at or before `position`: 0 before the first.
    #[must_use]
    pub fn step_at(&self, position: Position) -> u32 {
        let position = position.min(self.len());
        position - self.skipped.partition_point(|&skipped| skipped <= position) as Position
    }

    /// The position after `step` steps; 0 for 0, the end for more than there are.
    #[must_use]
    pub fn position_of_step(&self, step: u32) -> Position {
        if step == 0 {
            return 0;
        }
        if step > self.step_count() {
            return self.len();
        }
        // Before a skipped position lie as many steps as positions, less itself and those skipped before it: the step lies behind all
        // that have fewer. Their number grows with the index, so the last is found by halving.
        let (mut low, mut high) = (0, self.skipped.len());
        while low < high {
            let middle = usize::midpoint(low, high);
            if self.skipped[middle] as usize <= step as usize + middle {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        step + low as Position
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

    /// The pickles that the programs wrote and read, in the order in which they were first seen.
    #[must_use]
    pub fn pickles(&self) -> Vec<PickleOfRun> {
        self.pickles.all(&self.history)
    }

    /// How many bytes of `pickle` its reader has at `position`.
    #[must_use]
    pub fn pickle_here(&self, pickle: &PickleOfRun, position: Position) -> usize {
        pickle.here(&self.history, position).min(pickle.bytes.len())
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

    /// A number that two traces share exactly when everything in them is the same: also between a native and a wasm build.
    #[must_use]
    pub fn hash(&self) -> u64 {
        let mut digest = Digest::new();
        for event in self.events.iter() {
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

#[cfg(test)]
mod tests {
    use super::{Actor, Trace};
    use crate::event::{Console, EventKind};
    use crate::moment::CONSOLE_LINES_MAX;

    const A: Actor = Actor { process: 0, thread: 0 };

    fn print(trace: &mut Trace, console: Console, text: &str) {
        trace.push(0, A, EventKind::Printed { console, text: text.into() });
    }

    #[test]
    fn a_console_is_made_of_lines_however_they_were_written() {
        let mut trace = Trace::for_programs(1);
        print(&mut trace, Console::Out, "one");
        print(&mut trace, Console::Err, "oh\n");
        print(&mut trace, Console::Out, " and\ntwo\nthr");
        let shown = |position| {
            let (lines, hidden) = trace.console(0, position);
            assert_eq!(hidden, 0);
            lines.iter().map(|line| format!("{}@{}", line.text, line.event)).collect::<Vec<_>>()
        };
        assert_eq!(shown(0), [""; 0]);
        assert_eq!(shown(1), ["one@0"]);
        assert_eq!(shown(2), ["one@0", "oh@1"]);
        assert_eq!(shown(3), ["one and@0", "oh@1", "two@2", "thr@2"]);
        assert_eq!(trace.console(1, 3), (Vec::new(), 0));
    }

    #[test]
    fn a_long_console_shows_its_newest_lines() {
        let mut trace = Trace::for_programs(1);
        for number in 0..CONSOLE_LINES_MAX + 500 {
            print(&mut trace, Console::Out, &format!("{number}\n"));
        }
        let (lines, hidden) = trace.console(0, trace.len());
        assert_eq!((lines.len(), hidden), (CONSOLE_LINES_MAX as usize, 500));
        assert_eq!((&*lines[0].text, lines[0].event), ("500", 500));
    }

    #[test]
    fn steps_are_positions_worth_stopping_at() {
        let mut trace = Trace::for_programs(1);
        trace.push(0, A, EventKind::Started);
        trace.push_line(0, A, 1, 0);
        print(&mut trace, Console::Out, "x\n");
        trace.push_line(1_000, A, 2, 0);
        trace.push(2_000, A, EventKind::Exited { code: 0, exception: None });
        assert_eq!(trace.step_count(), 3);
        let positions: Vec<u32> = (0..=4).map(|step| trace.position_of_step(step)).collect();
        assert_eq!(positions, [0, 2, 4, 5, 5]);
        let steps: Vec<u32> = (0..=5).map(|position| trace.step_at(position)).collect();
        assert_eq!(steps, [0, 0, 1, 1, 2, 3]);
        assert_eq!(trace.time_at(4), 1_000);
    }

    #[test]
    fn a_loop_is_found_by_the_lines_that_come_back() {
        let mut trace = Trace::for_programs(1);
        for _ in 0..3 {
            trace.push_line(0, A, 4, 0);
            trace.push_line(0, A, 1, 1);
            trace.push_line(0, A, 6, 0);
        }
        assert_eq!(trace.loop_lines(0), (4, 6));
        assert_eq!(trace.loop_lines(1), (0, 0));
    }
}

//! What the timeline draws and which events the story tells, read from a trace as it grows.
//! Each event is read once. The horizontal axis is steps, so that the playhead stands exactly over the scrubber's thumb.

use sockscope_lab::event::{EventKind, NetView, Position};
use sockscope_lab::trace::Trace;

/// Most flights that are drawn; a run with more shows its first ones.
const FLIGHTS_MAX: usize = 3_000;
/// Most spans of one program; one with more keeps its first ones, and the rest is one span.
const SPANS_MAX: usize = 3_000;

/// A stretch of one program's lane, from step to step.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct LaneSpan {
    /// Step at its start.
    pub(crate) start: u32,
    /// Step at its end.
    pub(crate) end: u32,
    /// Whether the program waits.
    pub(crate) waiting: bool,
}

/// What is under way on the link.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Flight {
    /// Step of its departure.
    pub(crate) start: u32,
    /// Step of its arrival; `None` while it is under way.
    pub(crate) end: Option<u32>,
    /// What it is.
    pub(crate) cargo: Cargo,
}

/// What a flight carries.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Cargo {
    /// Bytes of this send.
    Bytes(u32),
    /// The end of a stream.
    Fin,
    /// A reset or a refusal.
    Reset,
}

/// Everything the timeline draws.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct Lanes {
    /// One list of spans for each program.
    pub(crate) programs: Vec<Vec<LaneSpan>>,
    /// What was on the link.
    pub(crate) flights: Vec<Flight>,
    /// How many steps the axis has.
    pub(crate) steps: u32,
}

/// A reading of a trace that goes on where it stopped.
#[derive(Debug, Clone, Default)]
pub(crate) struct Scan {
    read: Position,
    sends: Vec<SendStart>,
    open: Vec<OpenFlight>,
    flights: Vec<RawFlight>,
    /// Positions at which each program's main thread started, stopped or went on; after the last comes the end of the trace.
    turns: Vec<Vec<Turn>>,
}

#[derive(Debug, Clone, Copy)]
struct Turn {
    at: Position,
    doing: Doing,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Doing {
    Work,
    Wait,
    Nothing,
}

#[derive(Debug, Clone, Copy)]
struct SendStart {
    stream: u32,
    offset: u64,
    send: u32,
}

#[derive(Debug, Clone, Copy)]
struct OpenFlight {
    stream: u32,
    /// Offset after its last byte; the end of the stream comes after every byte.
    end: u64,
    flight: usize,
}

#[derive(Debug, Clone, Copy)]
struct RawFlight {
    departed: Position,
    arrived: Option<Position>,
    cargo: Cargo,
}

impl Scan {
    /// Reads what is new in `trace` and appends to `story` the positions behind what it tells.
    pub(crate) fn go_on(&mut self, trace: &Trace, story: &mut Vec<Position>) {
        while self.read < trace.len() {
            let position = self.read + 1;
            if let Some(event) = trace.event(self.read) {
                if told(&event.kind) {
                    story.push(position);
                }
                match (&event.kind, event.process) {
                    (EventKind::Net { event }, _) => self.net(event, position),
                    (kind, Some(process)) if event.thread == 0 => self.turn(usize::from(process), kind, position),
                    _ => {}
                }
            }
            self.read = position;
        }
    }

    fn turn(&mut self, process: usize, kind: &EventKind, at: Position) {
        let doing = match kind {
            EventKind::Started | EventKind::CallFinished { waited: true, .. } => Doing::Work,
            EventKind::CallBlocked { .. } => Doing::Wait,
            EventKind::Exited { .. } | EventKind::Limit { .. } | EventKind::OutOfSteps { .. } => Doing::Nothing,
            _ => return,
        };
        if self.turns.len() <= process {
            self.turns.resize(process + 1, Vec::new());
        }
        let turns = &mut self.turns[process];
        if turns.len() < SPANS_MAX && turns.last().is_none_or(|last| last.doing != doing) {
            turns.push(Turn { at, doing });
        }
    }

    fn net(&mut self, event: &NetView, position: Position) {
        match event {
            NetView::Sent { bytes, send } => {
                self.sends.push(SendStart { stream: bytes.stream, offset: bytes.range.start, send: *send });
            }
            NetView::Departed { bytes } => {
                let send = self.send_of(bytes.stream, bytes.range.start);
                self.depart(position, bytes.stream, bytes.range.end, Cargo::Bytes(send));
            }
            NetView::Arrived { bytes } => self.arrive(position, bytes.stream, bytes.range.end),
            NetView::FinSent { stream } => self.depart(position, *stream, u64::MAX, Cargo::Fin),
            NetView::Refused { .. } => {
                self.flights.push(RawFlight { departed: position, arrived: Some(position), cargo: Cargo::Reset });
            }
            NetView::ResetSent { stream } => self.depart(position, *stream, u64::MAX, Cargo::Reset),
            NetView::FinArrived { stream } | NetView::ResetArrived { stream } => {
                self.arrive(position, *stream, u64::MAX);
            }
            _ => {}
        }
    }

    fn send_of(&self, stream: u32, offset: u64) -> u32 {
        let found = self.sends.iter().rev().find(|start| start.stream == stream && start.offset <= offset);
        found.map_or(0, |start| start.send)
    }

    fn depart(&mut self, departed: Position, stream: u32, end: u64, cargo: Cargo) {
        if self.flights.len() < FLIGHTS_MAX {
            self.open.push(OpenFlight { stream, end, flight: self.flights.len() });
            self.flights.push(RawFlight { departed, arrived: None, cargo });
        }
    }

    /// Everything of `stream` up to `end` is there.
    fn arrive(&mut self, position: Position, stream: u32, end: u64) {
        let flights = &mut self.flights;
        self.open.retain(|open| {
            let here = open.stream == stream && open.end <= end;
            if here {
                flights[open.flight].arrived = Some(position);
            }
            !here
        });
    }

    /// The lanes of what was read so far.
    pub(crate) fn lanes(&self, trace: &Trace, programs: u8) -> Lanes {
        let spans = |process: u8| {
            let turns = self.turns.get(usize::from(process)).map_or(&[][..], Vec::as_slice);
            let ends = turns.iter().skip(1).map(|turn| turn.at).chain([trace.len()]);
            let span = |(turn, end): (&Turn, Position)| LaneSpan {
                start: trace.step_at(turn.at),
                end: trace.step_at(end),
                waiting: turn.doing == Doing::Wait,
            };
            turns.iter().zip(ends).filter(|(turn, _)| turn.doing != Doing::Nothing).map(span).collect()
        };
        let flight = |raw: &RawFlight| Flight {
            start: trace.step_at(raw.departed),
            end: raw.arrived.map(|arrived| trace.step_at(arrived)),
            cargo: raw.cargo,
        };
        Lanes {
            programs: (0..programs).map(spans).collect(),
            flights: self.flights.iter().map(flight).collect(),
            steps: trace.step_count(),
        }
    }
}

/// Whether the story tells this event when it does not tell every line. What a finished call implies is left out.
fn told(kind: &EventKind) -> bool {
    match kind {
        EventKind::Line { .. } | EventKind::CallBegun { .. } => false,
        EventKind::Net { event } => matches!(
            event,
            NetView::ConnectSent { .. }
                | NetView::Refused { .. }
                | NetView::Queued { .. }
                | NetView::Dropped { .. }
                | NetView::Departed { .. }
                | NetView::Arrived { .. }
                | NetView::FinSent { .. }
                | NetView::FinArrived { .. }
                | NetView::ResetSent { .. }
                | NetView::ResetArrived { .. }
                | NetView::Lost { .. }
        ),
        _ => true,
    }
}

#[cfg(test)]
mod tests {
    use super::{Cargo, Scan, told};
    use sockscope_lab::event::{ByteRange, EventKind, NetView, StreamRange};

    fn bytes(start: u64, end: u64) -> StreamRange {
        StreamRange { stream: 0, range: ByteRange { start, end } }
    }

    #[test]
    fn a_flight_ends_when_its_last_byte_arrives() {
        let mut scan = Scan::default();
        scan.net(&NetView::Sent { bytes: bytes(0, 4), send: 0 }, 1);
        scan.net(&NetView::Sent { bytes: bytes(4, 9), send: 1 }, 2);
        scan.net(&NetView::Departed { bytes: bytes(0, 4) }, 3);
        scan.net(&NetView::Departed { bytes: bytes(4, 9) }, 4);
        scan.net(&NetView::FinSent { stream: 0 }, 5);
        scan.net(&NetView::Arrived { bytes: bytes(0, 4) }, 6);
        let ends: Vec<_> = scan.flights.iter().map(|flight| (flight.cargo, flight.arrived)).collect();
        assert_eq!(ends, [(Cargo::Bytes(0), Some(6)), (Cargo::Bytes(1), None), (Cargo::Fin, None)]);
        scan.net(&NetView::Arrived { bytes: bytes(4, 9) }, 7);
        scan.net(&NetView::FinArrived { stream: 0 }, 8);
        assert!(scan.open.is_empty());
    }

    #[test]
    fn the_story_leaves_out_lines_and_what_calls_imply() {
        assert!(!told(&EventKind::Line { line: 1, depth: 0 }));
        assert!(!told(&EventKind::Net { event: NetView::Sent { bytes: bytes(0, 1), send: 0 } }));
        assert!(told(&EventKind::Net { event: NetView::Arrived { bytes: bytes(0, 1) } }));
        assert!(told(&EventKind::ThreadEnded));
    }
}

//! What the pipe shows of one direction: pieces of bytes in the order of the stream, cut to a window, and how full each place is.
//! Pure derivation of a `StreamView`; no words, no HTML.

use sockscope_lab::event::{ByteRange, EventKind, EventView, NetView, OutcomeView};
use sockscope_lab::moment::{FinState, SendView, StreamView};

/// Most bytes that are drawn at once.
pub(crate) const CELLS_MAX: u64 = 112;
/// How far the window moves.
pub(crate) const WINDOW_STEP: u64 = 56;
/// Most `b''` pieces that are drawn.
const ENDS_MAX: usize = 3;
/// How many colours sends have.
pub(crate) const SEND_COLOURS: u32 = 6;

/// Where a piece of the stream is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum PlaceOfPiece {
    /// Taken by the `recv` with this number.
    Taken(u32),
    /// An empty `recv`: the end was read.
    End(u32),
    /// In the receive buffer.
    Waiting,
    /// On the link.
    Link,
    /// In the send buffer.
    Sending,
    /// Nobody will ever take it.
    Lost,
}

/// Bytes of one send within a piece.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Run {
    /// Its bytes.
    pub(crate) range: ByteRange,
    /// Number of the send.
    pub(crate) send: u32,
}

/// A piece of the ribbon.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct RibbonPiece {
    /// Where it is.
    pub(crate) place: PlaceOfPiece,
    /// All its bytes; the window may show fewer.
    pub(crate) range: ByteRange,
    /// The part in the window, by sends.
    pub(crate) runs: Vec<Run>,
    /// Whether the current step is about it.
    pub(crate) now: bool,
}

/// One direction of a connection, ready to be drawn.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Ribbon {
    /// In the order of the stream.
    pub(crate) pieces: Vec<RibbonPiece>,
    /// The bytes that are drawn.
    pub(crate) window: ByteRange,
    /// The bytes that could be drawn.
    pub(crate) held: ByteRange,
    /// How many more `b''` there were than are drawn.
    pub(crate) ends_hidden: usize,
    /// Whether the end of the stream is on its way or waits to be read.
    pub(crate) fin: bool,
}

/// The ribbon of `stream`, from `start` on or where the reader is.
pub(crate) fn ribbon(stream: &StreamView, event: Option<&EventView>, start: Option<u64>) -> Ribbon {
    let held = ByteRange { start: stream.window.start, end: stream.sent.max(stream.window.start) };
    let window = window(stream, held, start);
    let now = taken_now(stream.stream, event);
    let mut pieces = Vec::new();
    for piece in stream.pieces.iter().filter(|piece| !piece.range.is_empty()) {
        push(&mut pieces, stream, window, piece.range, PlaceOfPiece::Taken(piece.number), now == Some(piece.range));
    }
    let lost = stream.reset || stream.reader.closed;
    let place = |place| if lost { PlaceOfPiece::Lost } else { place };
    let rest = [
        (stream.taken, stream.arrived, place(PlaceOfPiece::Waiting)),
        (stream.arrived, stream.departed, place(PlaceOfPiece::Link)),
        (stream.departed, stream.sent, place(PlaceOfPiece::Sending)),
    ];
    for (start, end, place) in rest {
        push(&mut pieces, stream, window, ByteRange { start, end }, place, false);
    }
    let ends: Vec<_> = stream.pieces.iter().filter(|piece| piece.range.is_empty()).collect();
    for piece in ends.iter().take(ENDS_MAX) {
        let now = now == Some(piece.range) && ends.last().is_some_and(|last| last.number == piece.number);
        let place = PlaceOfPiece::End(piece.number);
        pieces.push(RibbonPiece { place, range: piece.range, runs: Vec::new(), now });
    }
    Ribbon {
        pieces,
        window,
        held,
        ends_hidden: ends.len().saturating_sub(ENDS_MAX),
        fin: matches!(stream.fin, FinState::Sent | FinState::Arrived) && !stream.reset,
    }
}

/// The bytes to draw: all when they are few, else those around the reader.
fn window(stream: &StreamView, held: ByteRange, start: Option<u64>) -> ByteRange {
    let latest = held.end.saturating_sub(CELLS_MAX).max(held.start);
    let wanted = start.unwrap_or_else(|| stream.taken.saturating_sub(CELLS_MAX / 2));
    let start = wanted.clamp(held.start, latest);
    ByteRange { start, end: held.end.min(start + CELLS_MAX) }
}

/// The bytes that the current step's `recv` took.
fn taken_now(stream: u32, event: Option<&EventView>) -> Option<ByteRange> {
    let bytes = match &event?.kind {
        EventKind::Net { event: NetView::Taken { bytes, .. } } => *bytes,
        EventKind::CallFinished { outcome: OutcomeView::Bytes { from: Some(from), .. }, .. } => *from,
        _ => return None,
    };
    (bytes.stream == stream).then_some(bytes.range)
}

fn push(
    pieces: &mut Vec<RibbonPiece>,
    stream: &StreamView,
    window: ByteRange,
    range: ByteRange,
    place: PlaceOfPiece,
    now: bool,
) {
    let shown = common(range, window);
    if !shown.is_empty() {
        pieces.push(RibbonPiece { place, range, runs: runs(&stream.sends, shown), now });
    }
}

/// `range` cut at the borders of sends.
fn runs(sends: &[SendView], range: ByteRange) -> Vec<Run> {
    let parts = sends.iter().map(|send| Run { range: common(send.range, range), send: send.number });
    let parts: Vec<Run> = parts.filter(|run| !run.range.is_empty()).collect();
    if parts.is_empty() { vec![Run { range, send: 0 }] } else { parts }
}

fn common(a: ByteRange, b: ByteRange) -> ByteRange {
    let start = a.start.max(b.start);
    ByteRange { start, end: a.end.min(b.end).max(start) }
}

/// How much of a tank each send fills, in thousandths of it. A tank is drawn as large as the stream's bytes so far, at most its real size:
/// otherwise a lesson's 28 bytes would be a hair in 128 KiB.
pub(crate) fn fills(stream: &StreamView, start: u64, end: u64, size: Option<u64>) -> Vec<(u32, u64)> {
    let whole = stream.sent.min(size.unwrap_or(u64::MAX)).max(1);
    let part = |run: &Run| (run.send, (run.range.len() * 1_000 / whole).max(1));
    if start == end {
        Vec::new()
    } else {
        runs(&stream.sends, ByteRange { start, end }).iter().take(12).map(part).collect()
    }
}

/// The letter of a send: A to Z, then again.
pub(crate) fn letter(send: u32) -> char {
    char::from(b'A' + u8::try_from(send % 26).expect("invariant: below 26"))
}

#[cfg(test)]
mod tests {
    use super::{CELLS_MAX, PlaceOfPiece, fills, letter, ribbon};
    use sockscope_lab::event::ByteRange;
    use sockscope_lab::moment::{FinState, PieceView, SendView, StreamEnd, StreamView};

    fn stream(sends: &[(u64, u64)], pieces: &[(u64, u64)], [taken, arrived, departed, sent]: [u64; 4]) -> StreamView {
        let end = StreamEnd { process: Some(0), fd: Some(4), address: "127.0.0.1:1".into(), closed: false };
        let numbered = |index: usize| u32::try_from(index).unwrap();
        StreamView {
            stream: 0,
            writer: end.clone(),
            reader: end,
            sent,
            departed,
            arrived,
            taken,
            send_buffer_max: 1_000,
            receive_buffer_max: 1_000,
            fin: FinState::Open,
            reset: false,
            window: ByteRange { start: 0, end: sent },
            bytes: vec![b'x'; usize::try_from(sent).unwrap()].into(),
            sends: sends
                .iter()
                .enumerate()
                .map(|(index, &(start, end))| SendView {
                    number: numbered(index),
                    process: 0,
                    line: 1,
                    call: "send",
                    range: ByteRange { start, end },
                    at_ns: 0,
                    event: 0,
                })
                .collect(),
            deliveries: Vec::new(),
            pieces: pieces
                .iter()
                .enumerate()
                .map(|(index, &(start, end))| PieceView {
                    number: numbered(index),
                    process: 1,
                    fd: 3,
                    line: 1,
                    asked: 7,
                    range: ByteRange { start, end },
                    at_ns: 0,
                    event: 0,
                })
                .collect(),
        }
    }

    #[test]
    fn a_stream_is_cut_at_pieces_places_and_sends() {
        let stream = stream(&[(0, 5), (5, 20)], &[(0, 7)], [7, 10, 15, 20]);
        let ribbon = ribbon(&stream, None, None);
        let places: Vec<_> =
            ribbon.pieces.iter().map(|piece| (piece.place, piece.range.len(), piece.runs.len())).collect();
        assert_eq!(
            places,
            [
                (PlaceOfPiece::Taken(0), 7, 2),
                (PlaceOfPiece::Waiting, 3, 1),
                (PlaceOfPiece::Link, 5, 1),
                (PlaceOfPiece::Sending, 5, 1)
            ]
        );
    }

    #[test]
    fn bytes_that_nobody_will_take_are_lost() {
        let mut stream = stream(&[(0, 20)], &[(0, 7)], [7, 20, 20, 20]);
        stream.reader.closed = true;
        assert_eq!(ribbon(&stream, None, None).pieces[1].place, PlaceOfPiece::Lost);
    }

    #[test]
    fn a_long_stream_shows_a_window_around_the_reader() {
        let stream = stream(&[(0, 5_000)], &[(0, 3_000)], [3_000, 5_000, 5_000, 5_000]);
        let drawn = ribbon(&stream, None, None);
        assert_eq!(drawn.window.len(), CELLS_MAX);
        assert!(drawn.window.contains(2_999) && drawn.window.contains(3_000));
        assert_eq!(ribbon(&stream, None, Some(9_999)).window.end, 5_000, "the window stays inside");
    }

    #[test]
    fn every_end_is_a_piece_but_not_for_ever() {
        let stream = stream(&[(0, 4)], &[(0, 4), (4, 4), (4, 4), (4, 4), (4, 4)], [4, 4, 4, 4]);
        let ribbon = ribbon(&stream, None, None);
        assert_eq!((ribbon.pieces.len(), ribbon.ends_hidden), (4, 1));
    }

    #[test]
    fn a_tank_is_filled_by_sends() {
        let stream = stream(&[(0, 5), (5, 20)], &[], [0, 20, 20, 20]);
        assert_eq!(fills(&stream, 0, 20, Some(100_000)), [(0, 250), (1, 750)]);
        assert!(fills(&stream, 20, 20, None).is_empty());
        assert_eq!((letter(0), letter(27)), ('A', 'B'));
    }
}

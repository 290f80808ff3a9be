//! From the trace's histories to what can be seen of sockets and streams at a position.
//! Pure searches: nothing is executed here. Bounded: long streams and tables show their newest part.

use crate::event::{ByteRange, Position, ProcessId};
use crate::history::{EndHistory, History, SocketChange, SocketHistory, StreamHistory};
use crate::moment::{
    ByteHistory, DeliveryView, FinState, PieceView, STREAM_BYTES_MAX, SendView, SocketState, SocketView, StreamEnd,
    StreamView,
};
use sockscope_net::Address;
use std::rc::Rc;

/// How many sockets, and how many streams, a moment shows at most: the newest.
const SHOWN_MAX: usize = 64;
/// How many sends, deliveries or pieces of one stream are shown at most: the newest.
const ENTRIES_MAX: usize = 1_024;

/// The socket table at `position`.
pub(crate) fn sockets(history: &History, position: Position) -> Vec<SocketView> {
    let opened = history.sockets.values().filter(|socket| socket.opened < position);
    let mut views: Vec<SocketView> = opened.rev().take(SHOWN_MAX).map(|socket| socket_view(socket, position)).collect();
    views.reverse();
    views
}

fn socket_view(socket: &SocketHistory, position: Position) -> SocketView {
    let mut view = SocketView {
        process: socket.process,
        fd: socket.fd,
        state: SocketState::Unconnected,
        local: None,
        peer: None,
        out: None,
        input: None,
        queued: 0,
        queue_max: 0,
    };
    let changes = &socket.changes[..socket.changes.partition_point(|(event, _)| *event < position)];
    // The last known length of the queue is enough; everything else changes only a few times.
    if let Some((_, SocketChange::Queued(queued))) =
        changes.iter().rev().find(|(_, change)| matches!(change, SocketChange::Queued(_)))
    {
        view.queued = *queued;
    }
    for (_, change) in changes {
        match change {
            SocketChange::Bound(address) => {
                view.local = Some(text(*address));
                if view.state == SocketState::Unconnected {
                    view.state = SocketState::Bound;
                }
            }
            SocketChange::Listening { backlog } => {
                view.state = SocketState::Listening;
                view.queue_max = backlog.saturating_add(1);
            }
            SocketChange::Connecting(to) => {
                view.state = SocketState::Connecting;
                view.peer = Some(text(*to));
            }
            SocketChange::ConnectFailed => {
                view.state = SocketState::Unconnected;
                view.peer = None;
            }
            SocketChange::Connected { local, peer, out, input } => {
                view.state = SocketState::Connected;
                (view.local, view.peer) = (Some(text(*local)), Some(text(*peer)));
                (view.out, view.input) = (Some(*out), Some(*input));
            }
            SocketChange::Queued(_) => {}
            SocketChange::Closed => view.state = SocketState::Closed,
        }
    }
    view
}

/// The streams at `position`.
pub(crate) fn streams(history: &History, position: Position) -> Vec<StreamView> {
    let begun = history.streams.iter().filter(|(_, stream)| stream.began < position);
    let mut views: Vec<StreamView> =
        begun.rev().take(SHOWN_MAX).map(|(id, stream)| stream_view(history, *id, stream, position)).collect();
    views.reverse();
    views
}

fn stream_view(history: &History, id: u32, stream: &StreamHistory, position: Position) -> StreamView {
    let sent = stream.sent(position);
    let window = ByteRange { start: sent.saturating_sub(STREAM_BYTES_MAX), end: sent };
    let happened = |event: Option<Position>| event.is_some_and(|event| event < position);
    let fin = if happened(stream.fin_read) {
        FinState::Read
    } else if happened(stream.fin_arrived) {
        FinState::Arrived
    } else if happened(stream.fin_sent) {
        FinState::Sent
    } else {
        FinState::Open
    };
    let arrived = stream.arrived(position);
    StreamView {
        stream: id,
        writer: end_view(&stream.writer, position),
        reader: end_view(&stream.reader, position),
        sent,
        departed: stream.departed(position).clamp(arrived, sent),
        arrived,
        taken: stream.taken(position).min(arrived),
        send_buffer_max: stream.send_capacity,
        receive_buffer_max: stream.receive_capacity,
        fin,
        reset: happened(stream.reset),
        window,
        bytes: history.bytes(id, window).into(),
        sends: sends(stream, window, position),
        deliveries: deliveries(stream, window, position),
        pieces: pieces(stream, window, position),
    }
}

fn end_view(end: &EndHistory, position: Position) -> StreamEnd {
    let held = end.held.filter(|(event, ..)| *event < position);
    StreamEnd {
        process: held.map(|(_, process, _)| process),
        fd: held.map(|(_, _, fd)| fd),
        address: text(end.address),
        closed: end.closed.is_some_and(|event| event < position),
    }
}

fn sends(stream: &StreamHistory, window: ByteRange, position: Position) -> Vec<SendView> {
    let chunks = &stream.buffered[..stream.buffered.partition_point(|chunk| chunk.event < position)];
    let first = chunks.partition_point(|chunk| chunk.end <= window.start);
    let mut views: Vec<SendView> = Vec::new();
    let mut start = first.checked_sub(1).map_or(0, |before| chunks[before].end);
    for chunk in &chunks[first..] {
        match views.iter_mut().rev().find(|view| view.number == chunk.send) {
            Some(view) => view.range.end = chunk.end,
            None => views.push(send_view(stream, chunk.send, ByteRange { start, end: chunk.end })),
        }
        start = chunk.end;
    }
    newest(views)
}

fn send_view(stream: &StreamHistory, number: u32, range: ByteRange) -> SendView {
    let send = &stream.sends[number as usize];
    SendView {
        number,
        process: send.process,
        line: send.line,
        call: send.call,
        range: ByteRange { start: send.start, end: range.end },
        at_ns: send.at_ns,
        event: send.event,
    }
}

fn deliveries(stream: &StreamHistory, window: ByteRange, position: Position) -> Vec<DeliveryView> {
    let upto = stream.deliveries.partition_point(|delivery| delivery.event < position);
    let first = stream.deliveries[..upto].partition_point(|delivery| delivery.range.end <= window.start);
    newest((first..upto).map(|index| delivery_view(stream, index)).collect())
}

fn delivery_view(stream: &StreamHistory, index: usize) -> DeliveryView {
    let delivery = &stream.deliveries[index];
    DeliveryView { number: number(index), range: delivery.range, at_ns: delivery.at_ns, event: delivery.event }
}

fn pieces(stream: &StreamHistory, window: ByteRange, position: Position) -> Vec<PieceView> {
    let upto = stream.pieces.partition_point(|piece| piece.event < position);
    let first = stream.pieces[..upto].partition_point(|piece| piece.range.end < window.start);
    newest((first..upto).map(|index| piece_view(stream, index)).collect())
}

fn piece_view(stream: &StreamHistory, index: usize) -> PieceView {
    let piece = &stream.pieces[index];
    PieceView {
        number: number(index),
        process: piece.process,
        fd: piece.fd,
        line: piece.line,
        asked: piece.asked,
        range: piece.range,
        at_ns: piece.at_ns,
        event: piece.event,
    }
}

/// Where one byte came from and went to.
pub(crate) fn byte_history(history: &History, stream: u32, offset: u64) -> ByteHistory {
    let mut found = ByteHistory { send: None, delivery: None, piece: None };
    let Some(stream) = history.streams.get(&stream) else { return found };
    if let Some(chunk) = stream.buffered.get(stream.buffered.partition_point(|chunk| chunk.end <= offset)) {
        let of_send = stream.buffered.iter().filter(|other| other.send == chunk.send);
        let end = of_send.map(|chunk| chunk.end).max().unwrap_or(chunk.end);
        found.send = Some(send_view(stream, chunk.send, ByteRange { start: 0, end }));
    }
    let delivery = stream.deliveries.partition_point(|delivery| delivery.range.end <= offset);
    if stream.deliveries.get(delivery).is_some_and(|delivery| delivery.range.contains(offset)) {
        found.delivery = Some(delivery_view(stream, delivery));
    }
    let piece = stream.pieces.partition_point(|piece| piece.range.end <= offset);
    if stream.pieces.get(piece).is_some_and(|piece| piece.range.contains(offset)) {
        found.piece = Some(piece_view(stream, piece));
    }
    found
}

/// Whether `process` holds the other end of the connection behind its peer's stream at the end of the run, and still can send on it.
pub(crate) fn writer_of(history: &History, stream: u32) -> Option<(ProcessId, bool)> {
    let stream = history.streams.get(&stream)?;
    let (_, process, _) = stream.writer.held?;
    Some((process, stream.writer.closed.is_none() && stream.fin_sent.is_none()))
}

fn newest<T>(mut entries: Vec<T>) -> Vec<T> {
    let cut = entries.len().saturating_sub(ENTRIES_MAX);
    entries.drain(..cut);
    entries
}

fn text(address: Address) -> Rc<str> {
    address.to_string().into()
}

fn number(index: usize) -> u32 {
    u32::try_from(index).expect("invariant: fewer entries than EVENTS_MAX")
}

//! Recording of the sockets' changes: each becomes a fact of the history and an event of the trace.
//! Called where the change has just happened; compares nothing, derives nothing later.

use crate::event::{ByteRange, LostView, NetView, Position, ProcessId, StreamRange};
use crate::history::{
    Chunk, Delivery, EndHistory, History, Moment, Piece, SendHistory, SocketChange, SocketHistory, StreamHistory,
    UnderWay,
};
use sockscope_net::{Address, ConnectionId, DiscardReason, NetEvent, SendId, SocketId, StreamId};
use std::rc::Rc;

impl History {
    /// Takes note of `event` and says how the trace shows it.
    pub(crate) fn record(&mut self, event: &NetEvent, moment: Moment<'_>) -> NetView {
        match *event {
            NetEvent::SendBuffered { .. }
            | NetEvent::Departed { .. }
            | NetEvent::Delivered { .. }
            | NetEvent::Received { .. }
            | NetEvent::FinQueued { .. }
            | NetEvent::FinSent { .. }
            | NetEvent::FinDelivered { .. }
            | NetEvent::EndOfStreamRead { .. }
            | NetEvent::ResetSent { .. }
            | NetEvent::ResetDelivered { .. }
            | NetEvent::Discarded { .. } => self.record_bytes(event, moment),
            _ => self.record_socket(event, moment),
        }
    }

    /// What concerns descriptors and connections.
    fn record_socket(&mut self, event: &NetEvent, moment: Moment<'_>) -> NetView {
        match *event {
            NetEvent::SocketCreated { socket, process, fd } => {
                self.open(socket, process, fd, moment.event);
                NetView::Opened { process: narrow(process), fd: fd.0 }
            }
            NetEvent::Bound { socket, address } => {
                let (process, fd) = self.change(socket, moment, SocketChange::Bound(address));
                NetView::Bound { process, fd, address: address.to_string().into() }
            }
            NetEvent::Listening { socket, backlog } => {
                let (process, fd) = self.change(socket, moment, SocketChange::Listening { backlog });
                NetView::Listening { process, fd, backlog }
            }
            NetEvent::SynSent { socket, to, retry } => {
                let (process, fd) = self.change(socket, moment, SocketChange::Connecting(to));
                NetView::ConnectSent { process, fd, to: to.to_string().into(), retry }
            }
            NetEvent::SynQueued { listener, connection } => {
                self.begin_streams(connection, moment);
                let (process, fd) = self.who(listener);
                NetView::Requested { process, fd }
            }
            NetEvent::SynDropped { listener, .. } => {
                let (process, fd) = self.who(listener);
                NetView::Dropped { process, fd }
            }
            NetEvent::SynRefused { socket, to } => {
                let (process, fd) = self.who(socket);
                NetView::Refused { process, fd, to: to.to_string().into() }
            }
            NetEvent::ConnectFailed { socket, errno } => {
                let (process, fd) = self.change(socket, moment, SocketChange::ConnectFailed);
                NetView::ConnectFailed { process, fd, errno: errno.0 }
            }
            NetEvent::Connected { socket, connection } => {
                let [out, input] = self.begin_streams(connection, moment);
                let (process, fd) = self.connect(socket, out, input, moment);
                NetView::Connected { process, fd, out: out.0, input: input.0 }
            }
            NetEvent::Acceptable { listener, connection } => {
                let [from_peer, _] = self.begin_streams(connection, moment);
                let (process, fd, queued) = self.queue(listener, 1, moment);
                NetView::Queued { process, fd, queued, peer: self.writer_address(from_peer) }
            }
            NetEvent::Accepted { listener, socket, process, fd, connection } => {
                self.open(socket, process, fd, moment.event);
                self.queue(listener, -1, moment);
                let [input, out] = self.begin_streams(connection, moment);
                let (process, fd) = self.connect(socket, out, input, moment);
                NetView::Accepted { process, fd, out: out.0, input: input.0, peer: self.writer_address(input) }
            }
            NetEvent::Closed { socket, process, fd } => {
                self.close(socket, moment);
                NetView::Closed { process: narrow(process), fd: fd.0 }
            }
            NetEvent::TimeWait { local, .. } => NetView::PortKept { address: local.to_string().into() },
            _ => unreachable!("events about bytes are recorded by record_bytes"),
        }
    }

    fn open(&mut self, socket: SocketId, process: sockscope_net::ProcessId, fd: sockscope_net::Fd, opened: Position) {
        let history = SocketHistory { process: narrow(process), fd: fd.0, opened, changes: Vec::new(), queued: 0 };
        self.sockets.insert(socket.0, history);
    }

    /// Whose socket this is, and its descriptor.
    fn who(&self, socket: SocketId) -> (ProcessId, i32) {
        self.sockets.get(&socket.0).map_or((0, -1), |socket| (socket.process, socket.fd))
    }

    fn change(&mut self, socket: SocketId, moment: Moment<'_>, change: SocketChange) -> (ProcessId, i32) {
        match self.sockets.get_mut(&socket.0) {
            Some(socket) => {
                socket.changes.push((moment.event, change));
                (socket.process, socket.fd)
            }
            None => (0, -1),
        }
    }

    /// Adds `by` to the length of a listener's accept queue.
    fn queue(&mut self, listener: SocketId, by: i32, moment: Moment<'_>) -> (ProcessId, i32, u32) {
        let Some(socket) = self.sockets.get_mut(&listener.0) else { return (0, -1, 0) };
        socket.queued = socket.queued.saturating_add_signed(by);
        socket.changes.push((moment.event, SocketChange::Queued(socket.queued)));
        (socket.process, socket.fd, socket.queued)
    }

    /// One end of a connection got its descriptor.
    fn connect(&mut self, socket: SocketId, out: StreamId, input: StreamId, moment: Moment<'_>) -> (ProcessId, i32) {
        let (process, fd) = self.who(socket);
        let holder = Some((moment.event, process, fd));
        let mut ends = (Address::NONE, Address::NONE);
        if let Some(stream) = self.streams.get_mut(&out.0) {
            stream.writer.held = holder;
            ends = (stream.writer.address, stream.reader.address);
        }
        if let Some(stream) = self.streams.get_mut(&input.0) {
            stream.reader.held = holder;
        }
        let change = SocketChange::Connected { local: ends.0, peer: ends.1, out: out.0, input: input.0 };
        self.change(socket, moment, change)
    }

    fn close(&mut self, socket: SocketId, moment: Moment<'_>) {
        self.change(socket, moment, SocketChange::Closed);
        let Some(socket) = self.sockets.get(&socket.0) else { return };
        for (_, change) in &socket.changes {
            if let SocketChange::Connected { out, input, .. } = change {
                if let Some(stream) = self.streams.get_mut(out) {
                    stream.writer.closed.get_or_insert(moment.event);
                }
                if let Some(stream) = self.streams.get_mut(input) {
                    stream.reader.closed.get_or_insert(moment.event);
                }
            }
        }
    }

    fn writer_address(&self, stream: StreamId) -> Rc<str> {
        self.streams.get(&stream.0).map_or_else(|| "?".into(), |stream| stream.writer.address.to_string().into())
    }

    /// The two streams of a connection, from the one that connected and to it; noted if they are new.
    fn begin_streams(&mut self, connection: ConnectionId, moment: Moment<'_>) -> [StreamId; 2] {
        let streams = moment.sockets.streams_of(connection);
        for id in streams {
            self.stream(id, moment);
        }
        streams
    }

    /// The history of a stream, noted if it is new.
    fn stream(&mut self, id: StreamId, moment: Moment<'_>) -> &mut StreamHistory {
        self.streams.entry(id.0).or_insert_with(|| StreamHistory::new(id, moment))
    }

    /// What concerns the bytes of a stream.
    fn record_bytes(&mut self, event: &NetEvent, moment: Moment<'_>) -> NetView {
        let at = moment.event;
        match *event {
            NetEvent::SendBuffered { stream, start, len, send } => {
                let number = self.stream(stream, moment).buffer(start, len, send, stream, moment);
                NetView::Sent { bytes: range(stream, start, len.into()), send: number }
            }
            NetEvent::Departed { stream, start, len } => {
                self.stream(stream, moment).departed.push((at, start + u64::from(len)));
                NetView::Departed { bytes: range(stream, start, len.into()) }
            }
            NetEvent::Delivered { stream, start, len } => {
                let bytes = range(stream, start, len.into());
                let delivery = Delivery { event: at, at_ns: moment.at_ns, range: bytes.range };
                self.stream(stream, moment).deliveries.push(delivery);
                NetView::Arrived { bytes }
            }
            NetEvent::Received { stream, socket, start, len, peek } => {
                let bytes = range(stream, start, len.into());
                let piece = self.take(stream, socket, bytes.range, peek, moment);
                NetView::Taken { bytes, piece, peek }
            }
            NetEvent::EndOfStreamRead { stream, socket } => {
                let end = self.stream(stream, moment).taken(Position::MAX);
                let piece = self.take(stream, socket, ByteRange { start: end, end }, false, moment);
                self.stream(stream, moment).fin_read.get_or_insert(at);
                NetView::EndRead { stream: stream.0, piece }
            }
            NetEvent::FinQueued { stream, end } => {
                self.stream(stream, moment).fin_sent.get_or_insert(at);
                NetView::FinQueued { stream: stream.0, end }
            }
            NetEvent::FinSent { stream } => NetView::FinSent { stream: stream.0 },
            NetEvent::FinDelivered { stream } => {
                self.stream(stream, moment).fin_arrived.get_or_insert(at);
                NetView::FinArrived { stream: stream.0 }
            }
            NetEvent::ResetSent { connection, stream } => {
                for id in moment.sockets.streams_of(connection) {
                    self.stream(id, moment).reset.get_or_insert(at);
                }
                NetView::ResetSent { stream: stream.0 }
            }
            NetEvent::ResetDelivered { stream, .. } => NetView::ResetArrived { stream: stream.0 },
            NetEvent::Discarded { stream, start, len, reason } => {
                NetView::Lost { bytes: range(stream, start, len), why: lost(reason) }
            }
            _ => unreachable!("events about sockets are recorded by record_socket"),
        }
    }

    /// Notes a piece and returns its number. A look (`MSG_PEEK`) is not noted: the piece is still to come.
    fn take(&mut self, stream: StreamId, socket: SocketId, range: ByteRange, peek: bool, moment: Moment<'_>) -> u32 {
        let (process, fd) = self.who(socket);
        let call = moment.call_on(process, fd, |call| call.asked > 0);
        let pieces = &mut self.stream(stream, moment).pieces;
        let number = count(pieces.len());
        if !peek {
            pieces.push(Piece {
                event: moment.event,
                at_ns: moment.at_ns,
                process,
                fd,
                line: call.map_or(0, |call| call.line),
                asked: call.map_or(0, |call| call.asked),
                range,
            });
        }
        number
    }
}

impl StreamHistory {
    fn new(id: StreamId, moment: Moment<'_>) -> Self {
        let view = moment.sockets.stream(id);
        let end = |address| EndHistory { address, held: None, closed: None };
        let (from, to) =
            view.as_ref().map_or((Address::NONE, Address::NONE), |view| (view.from.address, view.to.address));
        Self {
            began: moment.event,
            writer: end(from),
            reader: end(to),
            send_capacity: view.as_ref().map_or(0, |view| view.send_capacity),
            receive_capacity: view.as_ref().map_or(0, |view| view.receive_capacity),
            buffered: Vec::new(),
            sends: Vec::new(),
            departed: Vec::new(),
            deliveries: Vec::new(),
            pieces: Vec::new(),
            fin_sent: None,
            fin_arrived: None,
            fin_read: None,
            reset: None,
        }
    }

    /// Notes bytes that entered the send buffer and returns the number of their send.
    fn buffer(&mut self, start: u64, len: u32, id: SendId, stream: StreamId, moment: Moment<'_>) -> u32 {
        // A send that waits for room is among the last: one for each thread that writes to this stream.
        let known = self.sends.iter().enumerate().rev().take(SENDS_UNDER_WAY_MAX).find(|(_, send)| send.id == id);
        let number = match known {
            Some((number, _)) => number,
            None => {
                self.sends.push(SendHistory::new(id, stream, start, moment));
                self.sends.len() - 1
            }
        };
        let send = &mut self.sends[number];
        let (data_at, number) = (send.consumed, count(number));
        send.consumed += len;
        self.buffered.push(Chunk { event: moment.event, end: start + u64::from(len), send: number, data_at });
        number
    }
}

impl SendHistory {
    fn new(id: SendId, stream: StreamId, start: u64, moment: Moment<'_>) -> Self {
        let writer = moment.sockets.stream(stream).map(|view| view.from);
        let process = writer.and_then(|end| end.process).map_or(moment.actor.process, narrow);
        let fd = writer.and_then(|end| end.fd).map_or(-1, |fd| fd.0);
        let call = moment.call_on(process, fd, |call| call.data.is_some());
        Self {
            id,
            event: moment.event,
            at_ns: moment.at_ns,
            process,
            line: call.map_or(0, |call| call.line),
            call: call.map_or("send", |call| call.name),
            start,
            data: call
                .and_then(|call| call.data.clone())
                .unwrap_or_else(|| moment.sockets.piece_from_outside_at(stream, start)),
            consumed: 0,
        }
    }
}

/// How far back the send is looked for that bytes entering a send buffer belong to.
const SENDS_UNDER_WAY_MAX: usize = 16;

impl Moment<'_> {
    /// The call under way on a descriptor: the actor's own, or that of a thread which was waiting.
    fn call_on(&self, process: ProcessId, fd: i32, kind: impl Fn(&UnderWay) -> bool) -> Option<&UnderWay> {
        let fits = |call: &&UnderWay| call.actor.process == process && call.fd == fd && kind(call);
        let own = self.under_way.iter().find(|call| call.actor == self.actor && fits(call));
        own.or_else(|| self.under_way.iter().find(fits))
    }
}

fn narrow(process: sockscope_net::ProcessId) -> ProcessId {
    ProcessId::try_from(process.0).expect("invariant: at most PROGRAMS_MAX processes")
}

fn count(len: usize) -> u32 {
    u32::try_from(len).expect("invariant: fewer entries than EVENTS_MAX")
}

fn range(stream: StreamId, start: u64, len: u64) -> StreamRange {
    StreamRange { stream: stream.0, range: ByteRange { start, end: start + len } }
}

fn lost(reason: DiscardReason) -> LostView {
    match reason {
        DiscardReason::UnreadAtClose => LostView::UnreadAtClose,
        DiscardReason::ArrivedAfterClose => LostView::ArrivedAfterClose,
        DiscardReason::Reset => LostView::Reset,
        DiscardReason::Truncated => LostView::Truncated,
        DiscardReason::NoReceiver => LostView::NoReceiver,
    }
}

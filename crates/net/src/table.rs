//! Views: the socket table, the streams, and who waits for whom. Reads everything, changes nothing.

use crate::blocking::{Operation, PendingCall, Target};
use crate::connection::{Connection, End, Holder, stream_id, stream_place};
use crate::ids::{Address, Caller, ConnectionId, Fd, ProcessId, SimTime, SocketId, StreamId};
use crate::request::flags;
use crate::socket::{Role, Side, Socket};
use crate::sockets::Sockets;
use crate::view::{PieceView, SocketKind, SocketView, StreamEnd, StreamView, TcpState};
use crate::wait::Wait;
use std::rc::Rc;

impl Sockets {
    /// What `caller` waits for now; `None` if it has no call under way.
    #[must_use]
    pub fn wait(&self, caller: Caller) -> Option<Wait> {
        self.blocked.get(&caller).map(|call| self.wait_of(call))
    }

    /// Everybody who waits, in order of caller: who waits for whom.
    #[must_use]
    pub fn waits(&self) -> Vec<(Caller, Wait)> {
        self.blocked.iter().map(|(caller, call)| (*caller, self.wait_of(call))).collect()
    }

    /// The socket behind a descriptor.
    #[must_use]
    pub fn socket_id(&self, process: ProcessId, fd: Fd) -> Option<SocketId> {
        self.lookup(process, fd).ok()
    }

    /// The two streams of a connection: from the one that connected, and to it.
    #[must_use]
    pub fn streams_of(&self, connection: ConnectionId) -> [StreamId; 2] {
        [stream_id(connection, 0), stream_id(connection, 1)]
    }

    /// The socket table at `now`: open sockets by process and descriptor, then connections that nobody has accepted yet or that
    /// the kernel is closing, then those in TIME-WAIT.
    #[must_use]
    pub fn socket_table(&self, now: SimTime) -> Vec<SocketView> {
        let mut rows: Vec<SocketView> = self
            .sockets
            .iter()
            .filter(|(_, socket)| socket.fd.is_some())
            .map(|(id, socket)| self.row(*id, socket))
            .collect();
        rows.sort_by_key(|row| (row.process, row.fd));
        for (id, connection) in &self.connections {
            for (side, end) in connection.ends.iter().enumerate() {
                let kernel_only = match end.holder {
                    Holder::Socket(_) | Holder::Outside(_) => false,
                    Holder::Queue(_) => true,
                    Holder::Nobody => !end.is_over() && end.state != TcpState::SynSent,
                };
                if kernel_only {
                    let mut row = empty_row(SocketKind::Stream, end.address);
                    row.process = self.holder_of(end).0;
                    fill_connected(&mut row, *id, connection, side);
                    rows.push(row);
                }
            }
        }
        rows.extend(self.tcp_ports.lingering(now).map(|lease| SocketView {
            state: TcpState::TimeWait,
            peer: lease.peer,
            ..empty_row(SocketKind::Stream, lease.address)
        }));
        rows
    }

    /// The streams of all open connections and of the last that ended, by id.
    #[must_use]
    pub fn streams(&self) -> Vec<StreamView> {
        let sides = |id: &ConnectionId| self.streams_of(*id);
        self.connections.keys().flat_map(sides).filter_map(|id| self.stream(id)).collect()
    }

    /// Bytes that were written and not read yet, in all streams.
    #[must_use]
    pub fn unread(&self) -> u64 {
        let streams = self.connections.values().flat_map(|connection| &connection.streams);
        streams.map(|stream| stream.written - stream.read).sum()
    }

    /// One stream.
    #[must_use]
    pub fn stream(&self, id: StreamId) -> Option<StreamView> {
        let (connection, side) = stream_place(id);
        let record = self.connections.get(&connection)?;
        let stream = &record.streams[side];
        let piece = |piece: &crate::stream::Piece| PieceView {
            start: piece.start,
            len: piece.len as u32,
            departed: piece.departed,
            due: piece.due,
        };
        Some(StreamView {
            id,
            connection,
            from: self.stream_end(&record.ends[side]),
            to: self.stream_end(&record.ends[1 - side]),
            read: stream.read,
            delivered: stream.delivered,
            departed: stream.departed,
            written: stream.written,
            send_capacity: stream.send_capacity,
            receive_capacity: stream.receive_capacity,
            on_link: stream.on_link.iter().map(piece).collect(),
            fin: stream.fin,
            reset: stream.reset,
        })
    }

    /// The bytes of a piece that has just come from outside of the simulation and starts at `start`; empty for anything else.
    #[must_use]
    pub fn piece_from_outside_at(&self, id: StreamId, start: u64) -> Rc<[u8]> {
        let (connection, side) = stream_place(id);
        let record =
            self.connections.get(&connection).filter(|record| matches!(record.ends[side].holder, Holder::Outside(_)));
        record.map_or_else(|| Rc::from([]), |record| record.streams[side].chunk_at(start))
    }

    fn stream_end(&self, end: &End) -> StreamEnd {
        let (process, fd) = self.holder_of(end);
        StreamEnd { process, fd, address: end.address }
    }

    /// The process that has an end, or has it in a queue, and its descriptor.
    fn holder_of(&self, end: &End) -> (Option<ProcessId>, Option<Fd>) {
        match end.holder {
            Holder::Socket(id) => (Some(self.socket(id).process), self.socket(id).fd),
            Holder::Queue(id) => (Some(self.socket(id).process), None),
            Holder::Outside(_) | Holder::Nobody => (None, None),
        }
    }

    fn row(&self, id: SocketId, socket: &Socket) -> SocketView {
        let mut row = empty_row(SocketKind::Stream, socket.local);
        row.id = Some(id);
        row.process = Some(socket.process);
        row.fd = socket.fd;
        row.options = socket.options.changed();
        row.error = socket.error;
        row.send_capacity = socket.options.send_capacity();
        row.receive_capacity = socket.options.receive_capacity();
        match &socket.role {
            Role::Fresh => {}
            Role::Listening(listener) => {
                row.state = TcpState::Listen;
                row.accept_queue = listener.queue.len() as u32;
                row.backlog = Some(listener.backlog);
            }
            Role::Connecting(attempt) => {
                row.state = TcpState::SynSent;
                row.peer = Some(attempt.to);
            }
            Role::Connected { connection, side } => {
                fill_connected(&mut row, *connection, self.connection(*connection), *side);
            }
            Role::Datagram(mailbox) => {
                row.kind = SocketKind::Datagram;
                row.peer = mailbox.peer;
                row.receive_buffer = mailbox.unread;
            }
        }
        row
    }

    pub(crate) fn wait_of(&self, call: &PendingCall) -> Wait {
        match &call.target {
            Target::Many(selecting) => {
                let watched =
                    |watched: &[(Fd, SocketId)]| watched.iter().map(|(fd, id)| (*fd, self.opposite(*id))).collect();
                Wait::Selecting { read: watched(&selecting.read), write: watched(&selecting.write) }
            }
            Target::One { fd, socket, operation } => self.wait_of_one(*fd, *socket, operation),
        }
    }

    /// The process at the other end of a connection.
    fn opposite(&self, id: SocketId) -> Option<ProcessId> {
        match self.socket(id).role {
            Role::Connected { connection, side } => self.holder_of(&self.connection(connection).ends[1 - side]).0,
            _ => None,
        }
    }

    fn wait_of_one(&self, fd: Fd, id: SocketId, operation: &Operation) -> Wait {
        let socket = self.socket(id);
        let (connection, side) = match &socket.role {
            Role::Connecting(attempt) => {
                let listener = self.listener_at(attempt.to).map(|id| self.socket(id).process);
                return Wait::Connecting { fd, to: attempt.to, listener, dropped: attempt.dropped };
            }
            Role::Connected { connection, side } => (*connection, *side),
            Role::Datagram(_) => return Wait::Datagram { fd, port: socket.local.port },
            Role::Listening(_) if *operation == Operation::Listen => {
                return Wait::Connecting { fd, to: socket.local, listener: None, dropped: 0 };
            }
            Role::Fresh | Role::Listening(_) => return Wait::Acceptable { fd, port: socket.local.port },
        };
        let record = self.connection(connection);
        let peer = self.holder_of(&record.ends[1 - side]).0;
        match operation {
            Operation::Write(writing) => {
                let stream = &record.streams[side];
                Wait::Writable {
                    fd,
                    stream: stream_id(connection, side),
                    peer,
                    sent: writing.done as u64,
                    left: (writing.data.len() - writing.done) as u64,
                    free: stream.free(),
                    unread: stream.unread(),
                }
            }
            Operation::Read(reading) => {
                let stream = &record.streams[1 - side];
                let all = reading.flags & flags::MSG_WAITALL != 0;
                Wait::Readable {
                    fd,
                    stream: stream_id(connection, 1 - side),
                    peer,
                    wanted: if all { (reading.len - reading.taken.len()) as u64 } else { 1 },
                    on_link: stream.in_flight(),
                    in_send_buffer: stream.unsent(),
                }
            }
            Operation::Accept | Operation::Listen => Wait::Acceptable { fd, port: socket.local.port },
            Operation::Connect => {
                Wait::Connecting { fd, to: record.ends[1 - side].address, listener: peer, dropped: 0 }
            }
        }
    }
}

fn empty_row(kind: SocketKind, local: Address) -> SocketView {
    SocketView {
        id: None,
        process: None,
        fd: None,
        kind,
        state: TcpState::Closed,
        local,
        peer: None,
        connection: None,
        receives: None,
        sends: None,
        accept_queue: 0,
        backlog: None,
        receive_buffer: 0,
        receive_capacity: 0,
        send_buffer: 0,
        send_capacity: 0,
        options: Vec::new(),
        error: None,
    }
}

fn fill_connected(row: &mut SocketView, id: ConnectionId, connection: &Connection, side: Side) {
    let (end, sends, receives) = (&connection.ends[side], &connection.streams[side], &connection.streams[1 - side]);
    row.state = end.state;
    row.local = end.address;
    row.peer = (!end.is_over()).then(|| connection.ends[1 - side].address);
    row.connection = Some(id);
    row.sends = Some(stream_id(id, side));
    row.receives = Some(stream_id(id, 1 - side));
    row.receive_buffer = receives.unread();
    row.receive_capacity = receives.receive_capacity;
    row.send_buffer = sends.unsent();
    row.send_capacity = sends.send_capacity;
    row.error = end.error;
}

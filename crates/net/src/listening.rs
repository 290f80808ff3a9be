//! The server's half of a handshake: `listen(2)`, the accept queue and its overflow, `accept(2)`.
//! A connection takes its place in the queue when its SYN arrives, and the SYN is dropped if the queue is full (`tcp_abort_on_overflow` 0).
//! Linux keeps half-open connections in a second queue; we show one, because tutorials speak of one.

use crate::binding::sharing;
use crate::connection::{Connection, End, Holder};
use crate::errno::Errno;
use crate::event::NetEvent;
use crate::ids::{Address, ConnectionId, ProcessId, SocketId};
use crate::ports::Sharing;
use crate::queue::Due;
use crate::request::{Answer, Failure, Reply};
use crate::socket::{Listener, Role, Socket};
use crate::sockets::{Log, Sockets};
use crate::stream::Stream;
use crate::view::TcpState;
use core::net::Ipv4Addr;
use std::collections::VecDeque;

/// `SOMAXCONN`: a backlog is at most this.
const BACKLOG_MAX: i32 = 4096;
/// Python's default backlog.
const BACKLOG_DEFAULT: i32 = 128;

impl Sockets {
    /// `listen(2)`. Without an address it takes an ephemeral port on all of them.
    pub(crate) fn listen(&mut self, id: SocketId, backlog: Option<i32>, log: &mut Log) -> Reply {
        let backlog = backlog.unwrap_or(BACKLOG_DEFAULT).clamp(0, BACKLOG_MAX) as u32;
        match &mut self.socket_mut(id).role {
            Role::Fresh => {}
            Role::Listening(listener) => {
                listener.backlog = backlog;
                log.push(NetEvent::Listening { socket: id, backlog });
                return Ok(Answer::Done);
            }
            Role::Datagram(_) => return Err(Errno::EOPNOTSUPP.into()),
            Role::Connecting(_) | Role::Connected { .. } => return Err(Errno::EINVAL.into()),
        }
        if self.socket(id).lease.is_none() {
            self.take_address(id, Address::NONE, Errno::EADDRINUSE, log)?;
        }
        let socket = self.sockets.get_mut(&id).expect("invariant: a called socket exists");
        let lease = socket.lease.expect("invariant: it has an address by now");
        let sharing = Sharing { listening: true, ..sharing(&socket.options) };
        if self.tcp_ports.conflict(socket.local, sharing, Some(lease), self.now) {
            return Err(Errno::EADDRINUSE.into());
        }
        self.tcp_ports.set_sharing(lease, sharing);
        socket.role = Role::Listening(Listener { backlog, queue: VecDeque::new() });
        log.push(NetEvent::Listening { socket: id, backlog });
        self.listen_outside(id, backlog);
        Ok(Answer::Done)
    }

    /// Who listens at an address: on exactly it, else on any.
    pub(crate) fn listener_at(&self, to: Address) -> Option<SocketId> {
        let listening = |ip: Ipv4Addr| {
            let wanted = Address { ip, port: to.port };
            let found = self
                .sockets
                .iter()
                .find(|(_, socket)| socket.local == wanted && matches!(socket.role, Role::Listening(_)));
            found.map(|(id, _)| *id)
        };
        listening(to.ip).or_else(|| listening(Ipv4Addr::UNSPECIFIED))
    }

    /// A SYN arrives: queued, dropped or refused.
    pub(crate) fn syn_arrives(&mut self, id: SocketId, number: u32, log: &mut Log) {
        let Some(attempt) = self.attempt_mut(id).filter(|attempt| attempt.number == number) else { return };
        let to = attempt.to;
        let Some(listener_id) = self.listener_at(to) else {
            log.push(NetEvent::SynRefused { socket: id, to });
            self.queue.add(self.link.arrival(self.now), Due::Refused { socket: id, attempt: number });
            return;
        };
        let connection = ConnectionId(self.next_connection);
        let socket = self.sockets.get_mut(&listener_id).expect("invariant: it was just found");
        let Role::Listening(listener) = &mut socket.role else { return };
        if listener.is_full() {
            log.push(NetEvent::SynDropped { listener: listener_id, socket: id });
            if let Some(attempt) = self.attempt_mut(id) {
                attempt.dropped += 1;
            }
            return;
        }
        listener.queue.push_back(connection);
        self.next_connection += 1;
        let (server_sharing, server_options) = (sharing(&socket.options), socket.options.clone());
        let lease = self.tcp_ports.take(to, server_sharing, self.now);
        let client = self.socket(id);
        let mut record = Connection {
            ends: [
                End::new(TcpState::SynSent, client.local, Holder::Nobody, None),
                End::new(TcpState::SynReceived, to, Holder::Queue(listener_id), Some(lease)),
            ],
            streams: [
                Stream::new(client.options.send_capacity(), server_options.receive_capacity()),
                Stream::new(server_options.send_capacity(), client.options.receive_capacity()),
            ],
            attempt: number,
            client: id,
        };
        record.streams[0].acknowledgement.no_delay = client.options.no_delay();
        record.streams[1].acknowledgement.no_delay = server_options.no_delay();
        log.push(NetEvent::SynQueued { listener: listener_id, connection });
        let due = self.link.carry(self.now, &mut record.streams[1].lane);
        self.connections.insert(connection, record);
        self.queue.add(due, Due::SynAck { connection });
    }

    /// The handshake is complete at the listener.
    pub(crate) fn handshake_ack_arrives(&mut self, connection: ConnectionId, log: &mut Log) {
        let Some(record) = self.connections.get_mut(&connection) else { return };
        let end = &mut record.ends[1];
        if let (TcpState::SynReceived, Holder::Queue(listener)) = (end.state, end.holder) {
            end.state = TcpState::Established;
            log.push(NetEvent::Acceptable { listener, connection });
            self.touch(listener);
        }
    }

    /// The first connection of a queue that can be accepted.
    pub(crate) fn acceptable(&self, listener: &Listener) -> Option<ConnectionId> {
        let complete = |id: &&ConnectionId| self.connection(**id).ends[1].state != TcpState::SynReceived;
        listener.queue.iter().find(complete).copied()
    }

    pub(crate) fn leave_queue(&mut self, listener: SocketId, connection: ConnectionId) {
        if let Role::Listening(listener) = &mut self.socket_mut(listener).role {
            listener.queue.retain(|queued| *queued != connection);
        }
        if let Some(record) = self.connections.get_mut(&connection) {
            record.ends[1].holder = Holder::Nobody;
        }
    }

    /// `accept(2)`; `None` if there is nothing to accept.
    pub(crate) fn accept(&mut self, id: SocketId, process: ProcessId, log: &mut Log) -> Option<Reply> {
        let socket = self.socket(id);
        let listener = match &socket.role {
            Role::Listening(listener) => listener,
            Role::Datagram(_) => return Some(Err(Errno::EOPNOTSUPP.into())),
            _ => return Some(Err(Errno::EINVAL.into())),
        };
        let connection = self.acceptable(listener)?;
        let options = socket.options.clone();
        let fd = match self.processes.entry(process).or_default().lowest_free() {
            Ok(fd) => fd,
            Err(errno) => return Some(Err(Failure::Errno(errno))),
        };
        self.leave_queue(id, connection);
        let accepted = self.add_socket(Socket::new(process, fd, Role::Connected { connection, side: 1 }, options));
        let record = self.connection_mut(connection);
        record.ends[1].holder = Holder::Socket(accepted);
        let peer = record.ends[0].address;
        log.push(NetEvent::Accepted { listener: id, socket: accepted, process, fd, connection });
        Some(Ok(Answer::Accepted { fd, peer }))
    }
}

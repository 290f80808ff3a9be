//! From `listen(2)` and `connect(2)` to `accept(2)`: SYNs, the accept queue and its overflow, refusals and retries.
//! A connection takes its place in the queue when its SYN arrives, and is dropped there if the queue is full (`tcp_abort_on_overflow` 0).
//! RFC 9293 section 3.5; retry times are those of Linux with `tcp_syn_linear_timeouts` 4.

use crate::connection::{Connection, End, Holder};
use crate::errno::Errno;
use crate::event::NetEvent;
use crate::ids::{Address, ConnectionId, Fd, ProcessId, SocketId};
use crate::names::is_local;
use crate::ports::Sharing;
use crate::queue::Due;
use crate::request::{Answer, Failure, Reply, options};
use crate::socket::{Attempt, Listener, Role, Socket};
use crate::sockets::{Log, Sockets};
use crate::sockopt::Options;
use crate::stream::Stream;
use crate::view::TcpState;
use core::net::Ipv4Addr;
use std::collections::VecDeque;

/// `SOMAXCONN`: a backlog is at most this.
const BACKLOG_MAX: i32 = 4096;
/// Python's default backlog.
const BACKLOG_DEFAULT: i32 = 128;
/// Retries a second apart, before they back off.
const LINEAR_RETRIES: u32 = 4;
/// `tcp_syn_retries` and the linear ones.
const RETRIES_MAX: u32 = 10;
const SECOND_NS: u64 = 1_000_000_000;

/// From the SYN with this number (0 is the first) to the next, or to giving up.
fn retry_interval_ns(retries: u32) -> u64 {
    SECOND_NS << retries.saturating_sub(LINEAR_RETRIES)
}

impl Sockets {
    /// `bind(2)`.
    pub(crate) fn bind(&mut self, id: SocketId, address: Address, log: &mut Log) -> Reply {
        let socket = self.socket(id);
        let unnamed = match &socket.role {
            Role::Fresh => socket.lease.is_none(),
            Role::Datagram(mailbox) => socket.lease.is_none() && mailbox.peer.is_none(),
            _ => false,
        };
        if !unnamed {
            return Err(Errno::EINVAL.into());
        }
        if !is_local(address.ip) {
            return Err(Errno::EADDRNOTAVAIL.into());
        }
        self.take_address(id, address, Errno::EADDRINUSE, log)?;
        self.socket_mut(id).bound = true;
        Ok(Answer::Done)
    }

    /// Gives a socket an address, with an ephemeral port if it names none.
    pub(crate) fn take_address(
        &mut self,
        id: SocketId,
        mut address: Address,
        exhausted: Errno,
        log: &mut Log,
    ) -> Result<(), Errno> {
        let now = self.now;
        let socket = self.sockets.get_mut(&id).expect("invariant: a called socket exists");
        let datagram = matches!(socket.role, Role::Datagram(_));
        let ports = if datagram { &mut self.udp_ports } else { &mut self.tcp_ports };
        let sharing = sharing(&socket.options);
        if address.port.0 == 0 {
            address.port = ports.ephemeral(self.link.random(), now).ok_or(exhausted)?;
        } else if ports.conflict(address, sharing, None, now) {
            return Err(Errno::EADDRINUSE);
        }
        socket.lease = Some(ports.take(address, sharing, now));
        socket.local = address;
        log.push(NetEvent::Bound { socket: id, address });
        Ok(())
    }

    /// `listen(2)`. Without an address it takes an ephemeral port on all of them.
    pub(crate) fn listen(&mut self, id: SocketId, backlog: Option<i32>, log: &mut Log) -> Reply {
        let backlog = match backlog.unwrap_or(BACKLOG_DEFAULT) {
            negative @ ..0 => negative.max(0) as u32,
            number => number.min(BACKLOG_MAX) as u32,
        };
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
        Ok(Answer::Done)
    }

    /// Begins a `connect(2)` on a stream socket.
    pub(crate) fn start_connect(&mut self, id: SocketId, mut to: Address, log: &mut Log) -> Result<(), Errno> {
        if to.ip.is_unspecified() {
            to.ip = Ipv4Addr::LOCALHOST;
        }
        if !to.ip.is_loopback() {
            return Err(Errno::ENETUNREACH);
        }
        let local = self.socket(id).local;
        if self.socket(id).lease.is_none() {
            self.take_address(id, Address { ip: Ipv4Addr::LOCALHOST, ..Address::NONE }, Errno::EADDRNOTAVAIL, log)?;
        } else if local.ip.is_unspecified() {
            // Loopback's route has this source, whichever loopback address is asked for.
            let socket = self.socket_mut(id);
            socket.local.ip = Ipv4Addr::LOCALHOST;
            let lease = socket.lease.expect("invariant: it was just seen");
            self.tcp_ports.set_ip(lease, Ipv4Addr::LOCALHOST);
        }
        let timer = self.queue.add(self.now.after(retry_interval_ns(0)), Due::SynRetry { socket: id });
        let socket = self.socket_mut(id);
        socket.attempts += 1;
        let number = socket.attempts;
        socket.role = Role::Connecting(Attempt { to, number, retries: 0, dropped: 0, timer });
        self.send_syn(id, number, to, 0, log);
        Ok(())
    }

    fn send_syn(&mut self, id: SocketId, attempt: u32, to: Address, retry: u32, log: &mut Log) {
        log.push(NetEvent::SynSent { socket: id, to, retry });
        self.queue.add(self.link.arrival(self.now), Due::Syn { socket: id, attempt });
    }

    fn attempt_mut(&mut self, id: SocketId) -> Option<&mut Attempt> {
        match &mut self.sockets.get_mut(&id)?.role {
            Role::Connecting(attempt) => Some(attempt),
            _ => None,
        }
    }

    /// No answer came: asks again, or gives up.
    pub(crate) fn syn_retry(&mut self, id: SocketId, log: &mut Log) {
        let now = self.now;
        let Some(attempt) = self.attempt_mut(id) else { return };
        if attempt.retries == RETRIES_MAX {
            self.connect_failed(id, Errno::ETIMEDOUT, log);
            return;
        }
        attempt.retries += 1;
        let (number, to, retry) = (attempt.number, attempt.to, attempt.retries);
        let timer = self.queue.add(now.after(retry_interval_ns(retry)), Due::SynRetry { socket: id });
        if let Some(attempt) = self.attempt_mut(id) {
            attempt.timer = timer;
        }
        self.send_syn(id, number, to, retry, log);
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
        log.push(NetEvent::SynQueued { listener: listener_id, connection });
        let due = self.link.carry(self.now, &mut record.streams[1].lane);
        self.connections.insert(connection, record);
        self.queue.add(due, Due::SynAck { connection });
    }

    /// The client hears that nobody listens.
    pub(crate) fn refused(&mut self, id: SocketId, number: u32, log: &mut Log) {
        if self.attempt_mut(id).is_some_and(|attempt| attempt.number == number) {
            self.connect_failed(id, Errno::ECONNREFUSED, log);
        }
    }

    fn connect_failed(&mut self, id: SocketId, errno: Errno, log: &mut Log) {
        log.push(NetEvent::ConnectFailed { socket: id, errno });
        self.abandon_attempt(id);
        self.socket_mut(id).error = Some(errno);
        self.touch(id);
    }

    /// Back to a fresh socket; an address that `bind` did not choose is given back.
    pub(crate) fn abandon_attempt(&mut self, id: SocketId) {
        let Some(timer) = self.attempt_mut(id).map(|attempt| attempt.timer) else { return };
        self.queue.cancel(timer);
        let socket = self.socket_mut(id);
        socket.role = Role::Fresh;
        if !socket.bound {
            socket.local.ip = Ipv4Addr::UNSPECIFIED;
            if let Some(lease) = socket.lease.take() {
                self.tcp_ports.release(lease);
            }
        }
    }

    /// The client hears that it is connected, and says so.
    pub(crate) fn syn_ack_arrives(&mut self, connection: ConnectionId, log: &mut Log) {
        let Some(record) = self.connections.get(&connection) else { return };
        let (id, number) = (record.client, record.attempt);
        let timer = self.attempt_mut(id).filter(|attempt| attempt.number == number).map(|attempt| attempt.timer);
        let Some(timer) = timer else {
            // The client has given up meanwhile.
            self.send_reset(connection, 0, log);
            return;
        };
        self.queue.cancel(timer);
        let socket = self.socket_mut(id);
        socket.role = Role::Connected { connection, side: 0 };
        socket.connect_unreported = true;
        let lease = socket.lease.take();
        let record = self.connections.get_mut(&connection).expect("invariant: it was just seen");
        let end = &mut record.ends[0];
        end.state = TcpState::Established;
        end.holder = Holder::Socket(id);
        end.lease = lease;
        log.push(NetEvent::Connected { socket: id, connection });
        let due = self.link.carry(self.now, &mut record.streams[0].lane);
        self.queue.add(due, Due::HandshakeAck { connection });
        self.touch(id);
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
        Some(Ok(Answer::Accepted { fd: Fd(fd.0), peer }))
    }
}

/// What a socket's options say about sharing its address.
pub(crate) fn sharing(options: &Options) -> Sharing {
    Sharing {
        reuse_address: options.is_on(options::SO_REUSEADDR),
        reuse_port: options.is_on(options::SO_REUSEPORT),
        listening: false,
    }
}

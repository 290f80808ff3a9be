//! The client's half of a handshake: `connect(2)`, SYNs and their retries, refusals and success.
//! RFC 9293 section 3.5; retry times are those of Linux with `tcp_syn_linear_timeouts` 4.

use crate::blocking::{Operation, Patience, PendingCall, Target};
use crate::connection::Holder;
use crate::errno::Errno;
use crate::event::NetEvent;
use crate::ids::{Address, Caller, ConnectionId, Fd, SocketId};
use crate::queue::Due;
use crate::request::{Answer, Failure, Reply, TimeoutNs};
use crate::socket::{Attempt, Role};
use crate::sockets::{Log, Sockets};
use crate::view::TcpState;
use crate::wait::Outcome;
use core::net::Ipv4Addr;
use std::rc::Rc;

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
    /// `connect(2)`.
    pub(crate) fn connect(
        &mut self,
        caller: Caller,
        (fd, id): (Fd, SocketId),
        (to, host): (Address, &Rc<str>),
        timeout: TimeoutNs,
        log: &mut Log,
    ) -> Outcome {
        let socket = self.socket_mut(id);
        let begun = match &socket.role {
            Role::Datagram(_) => return Outcome::Ready(self.connect_datagram(id, to, log)),
            Role::Connected { .. } if socket.connect_unreported => {
                socket.connect_unreported = false;
                return Outcome::Ready(Ok(Answer::Done));
            }
            Role::Connected { .. } | Role::Listening(_) => Err(Errno::EISCONN),
            Role::Connecting(_) if timeout.is_some() => Err(Errno::EALREADY),
            Role::Connecting(_) => Ok(()),
            Role::Fresh => match socket.error.take() {
                Some(errno) => Err(errno),
                None => self.start_connect(id, to, host, log).and(if timeout == Some(0) {
                    Err(Errno::EINPROGRESS)
                } else {
                    Ok(())
                }),
            },
        };
        if let Err(errno) = begun {
            return Outcome::Ready(Err(errno.into()));
        }
        let limit = self.socket(id).options.send_timeout();
        let target = Target::One { fd, socket: id, operation: Operation::Connect };
        self.begin(caller, PendingCall::new(target, Patience::new(timeout, limit)), log)
    }

    /// Begins a `connect(2)` on a stream socket.
    pub(crate) fn start_connect(
        &mut self,
        id: SocketId,
        mut to: Address,
        host: &Rc<str>,
        log: &mut Log,
    ) -> Result<(), Errno> {
        if to.ip.is_unspecified() {
            to.ip = Ipv4Addr::LOCALHOST;
        }
        let outside = self.goes_outside(to);
        if !to.ip.is_loopback() && !outside {
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
        if outside {
            self.connect_outside(id, to, host, log);
            return Ok(());
        }
        let timer = self.queue.add(self.now.after(retry_interval_ns(0)), Due::SynRetry { socket: id });
        let socket = self.socket_mut(id);
        socket.attempts += 1;
        let number = socket.attempts;
        socket.role = Role::Connecting(Attempt { to, number, retries: 0, dropped: 0, timer });
        self.send_syn(id, number, to, 0, log);
        Ok(())
    }

    /// What has become of an attempt; `None` if nothing has yet.
    pub(crate) fn connect_result(&mut self, id: SocketId, patience: Patience) -> Option<Reply> {
        let socket = self.socket_mut(id);
        match &socket.role {
            Role::Connecting(_) => None,
            Role::Connected { .. } => {
                // After a poll, Python asks for SO_ERROR: the kernel's connect has not reported its success yet.
                socket.connect_unreported = matches!(patience, Patience::Poll(_));
                Some(Ok(Answer::Done))
            }
            _ => match socket.error.take().unwrap_or(Errno::ECONNABORTED) {
                Errno::NAME_UNKNOWN => Some(Err(Failure::Resolve)),
                errno => Some(Err(errno.into())),
            },
        }
    }

    fn send_syn(&mut self, id: SocketId, attempt: u32, to: Address, retry: u32, log: &mut Log) {
        log.push(NetEvent::SynSent { socket: id, to, retry });
        self.queue.add(self.link.arrival(self.now), Due::Syn { socket: id, attempt });
    }

    pub(crate) fn attempt_mut(&mut self, id: SocketId) -> Option<&mut Attempt> {
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

    /// The client hears that nobody listens.
    pub(crate) fn refused(&mut self, id: SocketId, number: u32, log: &mut Log) {
        if self.attempt_mut(id).is_some_and(|attempt| attempt.number == number) {
            self.connect_failed(id, Errno::ECONNREFUSED, log);
        }
    }

    pub(crate) fn connect_failed(&mut self, id: SocketId, errno: Errno, log: &mut Log) {
        log.push(NetEvent::ConnectFailed { socket: id, errno });
        self.abandon_attempt(id);
        self.socket_mut(id).error = Some(errno);
        self.touch(id);
    }

    /// Back to a fresh socket; an address that `bind` did not choose is given back.
    pub(crate) fn abandon_attempt(&mut self, id: SocketId) {
        let Some(timer) = self.attempt_mut(id).map(|attempt| attempt.timer) else { return };
        self.queue.cancel(timer);
        self.attempt_abandoned(id);
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
}

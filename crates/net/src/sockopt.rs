//! Socket options: setsockopt(2) and getsockopt(2) for the levels of socket(7), tcp(7) and ip(7).
//! Options with an effect have a field; others are remembered and read back, as far as Linux has them.

use crate::binding::sharing;
use crate::errno::Errno;
use crate::ids::SocketId;
use crate::request::options::{
    IPPROTO_IP, IPPROTO_TCP, SO_LINGER, SO_RCVBUF, SO_RCVTIMEO, SO_REUSEADDR, SO_REUSEPORT, SO_SNDBUF, SO_SNDTIMEO,
    SOL_SOCKET, TCP_NODELAY,
};
use crate::request::options::{SO_ACCEPTCONN, SO_DOMAIN, SO_ERROR, SO_PROTOCOL, SO_TYPE};
use crate::request::{Answer, Reply};
use crate::socket::Role;
use crate::sockets::{Log, Sockets};
use litemap::LiteMap;

/// Receive buffer of a fresh socket, as `SO_RCVBUF` reads: Linux's default.
const RECEIVE_DEFAULT: i32 = 131_072;
/// Send buffer of a fresh socket and of a connected one, which Linux tunes, as `SO_SNDBUF` reads.
const SEND_DEFAULT: i32 = 16_384;
const SEND_CONNECTED: i32 = 3_939_840;
/// Bytes that the tuned send buffer holds: with a full receive buffer, a sender without a reader gets rid of 3,919,467 bytes.
const SEND_CONNECTED_BYTES: u64 = 3_919_467 - RECEIVE_DEFAULT as u64;
/// Both buffers of a datagram socket.
const DATAGRAM_DEFAULT: i32 = 212_992;
/// Floors of the doubled values.
const RECEIVE_FLOOR: i32 = 2_304;
const SEND_FLOOR: i32 = 4_608;
/// `net.core.rmem_max` and `wmem_max` of a recent kernel: what an ordinary user may ask for.
const BUFFER_MAX: i32 = 4_194_304;

/// `TCP_MAXSEG` of a connection over loopback.
const SEGMENT: i32 = 32_741;

/// Options that only remember an `int`: level, name, default, whether any value but 0 reads back as 1.
const REMEMBERED: &[(i32, i32, i32, bool)] = &[
    (SOL_SOCKET, SO_REUSEADDR, 0, true),
    (SOL_SOCKET, 5, 0, true),   // SO_DONTROUTE
    (SOL_SOCKET, 6, 0, true),   // SO_BROADCAST
    (SOL_SOCKET, 9, 0, true),   // SO_KEEPALIVE
    (SOL_SOCKET, 10, 0, true),  // SO_OOBINLINE
    (SOL_SOCKET, 12, 0, false), // SO_PRIORITY
    (SOL_SOCKET, SO_REUSEPORT, 0, true),
    (SOL_SOCKET, 18, 1, false), // SO_RCVLOWAT
    (IPPROTO_TCP, TCP_NODELAY, 0, true),
    (IPPROTO_TCP, 2, 536, false),  // TCP_MAXSEG
    (IPPROTO_TCP, 3, 0, true),     // TCP_CORK
    (IPPROTO_TCP, 4, 7200, false), // TCP_KEEPIDLE
    (IPPROTO_TCP, 5, 75, false),   // TCP_KEEPINTVL
    (IPPROTO_TCP, 6, 9, false),    // TCP_KEEPCNT
    (IPPROTO_TCP, 7, 6, false),    // TCP_SYNCNT
    (IPPROTO_TCP, 8, 60, false),   // TCP_LINGER2
    (IPPROTO_TCP, 9, 0, false),    // TCP_DEFER_ACCEPT
    (IPPROTO_TCP, 12, 1, true),    // TCP_QUICKACK
    (IPPROTO_TCP, 18, 0, false),   // TCP_USER_TIMEOUT
    (IPPROTO_IP, 1, 0, false),     // IP_TOS
    (IPPROTO_IP, 2, 64, false),    // IP_TTL
];

/// `struct linger`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct Linger {
    on: i32,
    seconds: i32,
}

/// The options of one socket. `accept(2)` hands them on.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct Options {
    datagram: bool,
    remembered: LiteMap<(i32, i32), i32>,
    send_buffer: Option<i32>,
    receive_buffer: Option<i32>,
    linger: Linger,
    /// `struct timeval`, in nanoseconds; 0 is for ever.
    receive_timeout_ns: u64,
    send_timeout_ns: u64,
}

impl Options {
    pub(crate) fn new(datagram: bool) -> Self {
        Self { datagram, ..Self::default() }
    }

    fn receive_buffer(&self) -> i32 {
        self.receive_buffer.unwrap_or(if self.datagram { DATAGRAM_DEFAULT } else { RECEIVE_DEFAULT })
    }

    /// setsockopt(2), as far as it does not need more than the options.
    pub(crate) fn set(&mut self, level: i32, name: i32, value: &[u8]) -> Result<(), Errno> {
        match (level, name) {
            (SOL_SOCKET, SO_LINGER) => {
                self.linger = Linger { on: i32::from(int(value, 0)? != 0), seconds: int(value, 1)? };
            }
            (SOL_SOCKET, SO_RCVTIMEO) => self.receive_timeout_ns = timeval(value)?,
            (SOL_SOCKET, SO_SNDTIMEO) => self.send_timeout_ns = timeval(value)?,
            (SOL_SOCKET, SO_SNDBUF) => self.send_buffer = Some(doubled(int(value, 0)?, SEND_FLOOR)),
            (SOL_SOCKET, SO_RCVBUF) => self.receive_buffer = Some(doubled(int(value, 0)?, RECEIVE_FLOOR)),
            _ => {
                let (.., truth) = remembered(level, name).map_err(|_| Errno::ENOPROTOOPT)?;
                let value = int(value, 0)?;
                self.remembered.insert((level, name), if *truth { i32::from(value != 0) } else { value });
            }
        }
        Ok(())
    }

    /// getsockopt(2) likewise. A stream socket's send buffer reads differently once it is connected.
    pub(crate) fn get(&self, level: i32, name: i32, connected: bool) -> Result<Vec<u8>, Errno> {
        let value = match (level, name) {
            (SOL_SOCKET, SO_LINGER) => {
                return Ok([self.linger.on.to_ne_bytes(), self.linger.seconds.to_ne_bytes()].concat());
            }
            (SOL_SOCKET, SO_RCVTIMEO) => return Ok(timeval_bytes(self.receive_timeout_ns)),
            (SOL_SOCKET, SO_SNDTIMEO) => return Ok(timeval_bytes(self.send_timeout_ns)),
            (SOL_SOCKET, SO_SNDBUF) => self.send_buffer.unwrap_or(match (self.datagram, connected) {
                (true, _) => DATAGRAM_DEFAULT,
                (false, true) => SEND_CONNECTED,
                (false, false) => SEND_DEFAULT,
            }),
            (SOL_SOCKET, SO_RCVBUF) => self.receive_buffer(),
            (SOL_SOCKET, 19) => 1, // SO_SNDLOWAT
            _ => {
                let (.., default, _) = remembered(level, name)?;
                *self.remembered.get(&(level, name)).unwrap_or(default)
            }
        };
        Ok(value.to_ne_bytes().to_vec())
    }

    /// A remembered option of `SOL_SOCKET` that is on or off.
    pub(crate) fn is_on(&self, name: i32) -> bool {
        self.remembered.get(&(SOL_SOCKET, name)).is_some_and(|value| *value != 0)
    }

    /// Whether small pieces leave at once.
    pub(crate) fn no_delay(&self) -> bool {
        self.remembered.get(&(IPPROTO_TCP, TCP_NODELAY)).is_some_and(|value| *value != 0)
    }

    /// Whether `close` is to reset the connection: `SO_LINGER` with no time.
    pub(crate) fn resets_on_close(&self) -> bool {
        self.linger.on != 0 && self.linger.seconds == 0
    }

    /// Time limit of a blocking receive.
    pub(crate) fn receive_timeout(&self) -> Option<u64> {
        (self.receive_timeout_ns > 0).then_some(self.receive_timeout_ns)
    }

    /// Time limit of a blocking send.
    pub(crate) fn send_timeout(&self) -> Option<u64> {
        (self.send_timeout_ns > 0).then_some(self.send_timeout_ns)
    }

    /// Bytes that the send buffer of a connection holds. Linux counts its bookkeeping too: small buffers hold less than they say.
    pub(crate) fn send_capacity(&self) -> u64 {
        match self.send_buffer {
            None => SEND_CONNECTED_BYTES,
            Some(size) if size < 8_192 => size as u64 * 3 / 4,
            Some(size) => size as u64,
        }
    }

    /// Bytes that the receive buffer of a connection holds, measured likewise.
    pub(crate) fn receive_capacity(&self) -> u64 {
        match self.receive_buffer() {
            size if self.datagram => size as u64,
            size @ ..=8_192 => size as u64 / 2,
            size @ ..=65_535 => size as u64 * 3 / 4,
            size => size as u64,
        }
    }

    /// Those that were set to something else than their default: level, name, value.
    pub(crate) fn changed(&self) -> Vec<(i32, i32, i32)> {
        let buffers = [(SO_SNDBUF, self.send_buffer), (SO_RCVBUF, self.receive_buffer)];
        let buffers = buffers.into_iter().filter_map(|(name, value)| Some((SOL_SOCKET, name, value?)));
        let linger = (self.linger.on != 0).then_some((SOL_SOCKET, SO_LINGER, self.linger.seconds));
        let others = self.remembered.iter().filter_map(|(&(level, name), &value)| {
            let default = remembered(level, name).map_or(0, |(_, _, default, _)| *default);
            (value != default).then_some((level, name, value))
        });
        let mut changed: Vec<_> = buffers.chain(linger).chain(others).collect();
        changed.sort_unstable();
        changed
    }
}

impl Sockets {
    /// `setsockopt(2)`.
    pub(crate) fn set_option(&mut self, id: SocketId, (level, name): (i32, i32), value: &[u8], log: &mut Log) -> Reply {
        let socket = self.socket_mut(id);
        socket.options.set(level, name, value)?;
        match (level, name) {
            (SOL_SOCKET, SO_REUSEADDR | SO_REUSEPORT) => self.share_address(id),
            (SOL_SOCKET, SO_SNDBUF | SO_RCVBUF) => {
                let (send, receive) = (socket.options.send_capacity(), socket.options.receive_capacity());
                if let Role::Connected { connection, side } = socket.role {
                    let record = self.connection_mut(connection);
                    record.streams[side].send_capacity = send;
                    record.streams[1 - side].receive_capacity = receive;
                    self.room_made(connection, side);
                    self.pump_and_touch(connection, side, log);
                    self.pump_and_touch(connection, 1 - side, log);
                }
            }
            (IPPROTO_TCP, TCP_NODELAY) => {
                let no_delay = socket.options.no_delay();
                if let Role::Connected { connection, side } = socket.role {
                    self.connection_mut(connection).streams[side].acknowledgement.no_delay = no_delay;
                    // What waited leaves at once.
                    self.pump_and_touch(connection, side, log);
                }
            }
            _ => {}
        }
        Ok(Answer::Done)
    }

    /// Tells the ports what the options now say.
    fn share_address(&mut self, id: SocketId) {
        let socket = self.socket(id);
        let lease = match socket.role {
            Role::Connected { connection, side } => self.connection(connection).ends[side].lease,
            _ => socket.lease,
        };
        let mut sharing = sharing(&socket.options);
        sharing.listening = matches!(socket.role, Role::Listening(_));
        let ports = if matches!(socket.role, Role::Datagram(_)) { &mut self.udp_ports } else { &mut self.tcp_ports };
        if let Some(lease) = lease {
            ports.set_sharing(lease, sharing);
        }
    }

    /// `getsockopt(2)`.
    pub(crate) fn get_option(&mut self, id: SocketId, (level, name): (i32, i32), len: usize) -> Reply {
        let socket = self.socket(id);
        let datagram = matches!(socket.role, Role::Datagram(_));
        let connected = matches!(socket.role, Role::Connected { .. });
        let number = match (level, name) {
            (SOL_SOCKET, SO_ERROR) => self.take_error(id),
            (SOL_SOCKET, SO_TYPE) => 1 + i32::from(datagram),
            (SOL_SOCKET, SO_ACCEPTCONN) => i32::from(matches!(socket.role, Role::Listening(_))),
            (SOL_SOCKET, SO_PROTOCOL) => {
                if datagram {
                    17
                } else {
                    IPPROTO_TCP
                }
            }
            (SOL_SOCKET, SO_DOMAIN) => 2,
            (IPPROTO_TCP, 2) if connected => SEGMENT,
            _ => {
                let mut value = socket.options.get(level, name, connected)?;
                value.truncate(len);
                return Ok(Answer::OptionValue(value));
            }
        };
        let mut value = number.to_ne_bytes().to_vec();
        value.truncate(len);
        Ok(Answer::OptionValue(value))
    }

    fn take_error(&mut self, id: SocketId) -> i32 {
        let error = match self.socket(id).role {
            Role::Connected { connection, side } => self.connection_mut(connection).ends[side].error.take(),
            _ => self.socket_mut(id).error.take(),
        };
        error.map_or(0, |errno| errno.0)
    }
}

fn remembered(level: i32, name: i32) -> Result<&'static (i32, i32, i32, bool), Errno> {
    if ![SOL_SOCKET, IPPROTO_IP, IPPROTO_TCP].contains(&level) {
        return Err(Errno::EOPNOTSUPP);
    }
    REMEMBERED.iter().find(|option| (option.0, option.1) == (level, name)).ok_or(Errno::ENOPROTOOPT)
}

/// The `int` at `index`.
fn int(value: &[u8], index: usize) -> Result<i32, Errno> {
    let bytes = value.get(index * 4..index * 4 + 4).and_then(|bytes| bytes.try_into().ok()).ok_or(Errno::EINVAL)?;
    Ok(i32::from_ne_bytes(bytes))
}

fn doubled(value: i32, floor: i32) -> i32 {
    // A negative size counts as unsigned, so it is far above the maximum.
    let value = if value < 0 { BUFFER_MAX } else { value.min(BUFFER_MAX) };
    (value * 2).max(floor)
}

/// Seconds and microseconds, eight bytes each.
fn timeval(value: &[u8]) -> Result<u64, Errno> {
    let number = |index: usize| {
        let bytes = value.get(index * 8..index * 8 + 8).and_then(|bytes| bytes.try_into().ok()).ok_or(Errno::EINVAL)?;
        u64::try_from(i64::from_ne_bytes(bytes)).map_err(|_| Errno::EINVAL)
    };
    Ok(number(0)?.saturating_mul(1_000_000_000).saturating_add(number(1)?.saturating_mul(1_000)))
}

fn timeval_bytes(ns: u64) -> Vec<u8> {
    [(ns / 1_000_000_000).to_ne_bytes(), (ns % 1_000_000_000 / 1_000).to_ne_bytes()].concat()
}

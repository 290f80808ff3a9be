//! What a process asks of its sockets and what they answer, one variant for each system call.
//! Numbers are Linux's. Argument types and the wording of exceptions are settled by whoever speaks to the program.

use crate::errno::Errno;
use crate::ids::{Address, Fd, StreamId};
use std::rc::Rc;

/// Time limit of a call that may block: `None` waits for ever, `Some(0)` is non-blocking, else nanoseconds of virtual time.
/// As in Python, a limit makes the descriptor non-blocking and the wait a poll(2) before the call.
pub type TimeoutNs = Option<u64>;

/// `MSG_*` of recv(2) and send(2).
pub mod flags {
    /// Out-of-band data.
    pub const MSG_OOB: i32 = 0x1;
    /// Look without taking.
    pub const MSG_PEEK: i32 = 0x2;
    /// Return the datagram's real length.
    pub const MSG_TRUNC: i32 = 0x20;
    /// This call does not block.
    pub const MSG_DONTWAIT: i32 = 0x40;
    /// Wait for the whole length.
    pub const MSG_WAITALL: i32 = 0x100;
}

/// Levels and names of setsockopt(2), as far as they have an effect here.
pub mod options {
    /// Level of socket(7)'s options.
    pub const SOL_SOCKET: i32 = 1;
    /// Level of ip(7)'s options.
    pub const IPPROTO_IP: i32 = 0;
    /// Level of tcp(7)'s options.
    pub const IPPROTO_TCP: i32 = 6;
    /// Bind although old connections linger, if they had it too.
    pub const SO_REUSEADDR: i32 = 2;
    /// Read only: 1 stream, 2 datagram.
    pub const SO_TYPE: i32 = 3;
    /// Read only: the pending error, which is cleared.
    pub const SO_ERROR: i32 = 4;
    /// Send buffer size; reads back doubled.
    pub const SO_SNDBUF: i32 = 7;
    /// Receive buffer size; reads back doubled.
    pub const SO_RCVBUF: i32 = 8;
    /// `struct linger`: two ints, on and seconds.
    pub const SO_LINGER: i32 = 13;
    /// Several sockets may listen on one port.
    pub const SO_REUSEPORT: i32 = 15;
    /// `struct timeval`: how long a blocking receive waits.
    pub const SO_RCVTIMEO: i32 = 20;
    /// `struct timeval`: how long a blocking send waits.
    pub const SO_SNDTIMEO: i32 = 21;
    /// Read only: 1 if listening.
    pub const SO_ACCEPTCONN: i32 = 30;
    /// Read only: the protocol.
    pub const SO_PROTOCOL: i32 = 38;
    /// Read only: the address family.
    pub const SO_DOMAIN: i32 = 39;
    /// No Nagle.
    pub const TCP_NODELAY: i32 = 1;
}

/// A host and port as a program wrote them; the host is resolved here.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HostPort {
    /// A name, a dotted quad, or empty for "any".
    pub host: Rc<str>,
    /// The port.
    pub port: u16,
}

/// A system call.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Request {
    /// `socket(2)` → [`Answer::Fd`].
    Socket {
        /// `AF_INET` is 2.
        family: i32,
        /// `SOCK_STREAM` is 1, `SOCK_DGRAM` 2.
        kind: i32,
        /// Protocol, normally 0.
        proto: i32,
    },
    /// `bind(2)` → [`Answer::Done`].
    Bind {
        /// The socket.
        fd: Fd,
        /// Where.
        address: HostPort,
    },
    /// `listen(2)` → [`Answer::Done`].
    Listen {
        /// The socket.
        fd: Fd,
        /// As written; negative counts as 0. `None` is Python's default, 128.
        backlog: Option<i32>,
    },
    /// `accept(2)` → [`Answer::Accepted`].
    Accept {
        /// The listening socket.
        fd: Fd,
        /// How long to wait.
        timeout: TimeoutNs,
    },
    /// `connect(2)` → [`Answer::Done`]. Non-blocking it fails with `EINPROGRESS`, then `EALREADY`, then succeeds or names the error.
    Connect {
        /// The socket.
        fd: Fd,
        /// Where to.
        address: HostPort,
        /// How long to wait.
        timeout: TimeoutNs,
    },
    /// `send(2)` → [`Answer::Count`]; with `all`, Python's `sendall` → [`Answer::Done`] once every byte is in the send buffer.
    Send {
        /// The socket.
        fd: Fd,
        /// What to send.
        data: Rc<[u8]>,
        /// `MSG_*` flags.
        flags: i32,
        /// `sendall` instead of `send`.
        all: bool,
        /// How long to wait; for `sendall`, in total.
        timeout: TimeoutNs,
    },
    /// `sendto(2)` → [`Answer::Count`].
    SendTo {
        /// The socket.
        fd: Fd,
        /// The datagram.
        data: Rc<[u8]>,
        /// `MSG_*` flags.
        flags: i32,
        /// Where to.
        address: HostPort,
    },
    /// `recv(2)` → [`Answer::Bytes`].
    Recv {
        /// The socket.
        fd: Fd,
        /// At most this many bytes.
        len: usize,
        /// [`flags::MSG_PEEK`], [`flags::MSG_WAITALL`], [`flags::MSG_DONTWAIT`].
        flags: i32,
        /// How long to wait.
        timeout: TimeoutNs,
    },
    /// `recvfrom(2)` → [`Answer::BytesFrom`].
    RecvFrom {
        /// The socket.
        fd: Fd,
        /// At most this many bytes.
        len: usize,
        /// As in `Recv`.
        flags: i32,
        /// How long to wait.
        timeout: TimeoutNs,
    },
    /// `shutdown(2)` → [`Answer::Done`].
    Shutdown {
        /// The socket.
        fd: Fd,
        /// 0 reading, 1 writing, 2 both.
        how: i32,
    },
    /// `close(2)` → [`Answer::Done`].
    Close {
        /// The descriptor.
        fd: Fd,
    },
    /// `setsockopt(2)` → [`Answer::Done`].
    SetOption {
        /// The socket.
        fd: Fd,
        /// `SOL_SOCKET` is 1, `IPPROTO_TCP` 6.
        level: i32,
        /// `SO_*` or `TCP_*`.
        name: i32,
        /// The raw value: four little-endian bytes for an `int`.
        value: Vec<u8>,
    },
    /// `getsockopt(2)` → [`Answer::OptionValue`].
    GetOption {
        /// The socket.
        fd: Fd,
        /// As in `SetOption`.
        level: i32,
        /// As in `SetOption`.
        name: i32,
        /// Size of the caller's buffer; 4 for an `int`.
        len: usize,
    },
    /// `getsockname(2)` → [`Answer::Address`].
    SocketName {
        /// The socket.
        fd: Fd,
    },
    /// `getpeername(2)` → [`Answer::Address`].
    PeerName {
        /// The socket.
        fd: Fd,
    },
    /// `gethostname(2)` → [`Answer::Text`].
    HostName,
    /// `getaddrinfo(3)` for a host → [`Answer::Text`], a dotted quad; fails with [`Failure::Resolve`].
    Resolve {
        /// The name.
        host: Rc<str>,
    },
    /// `select(2)` → [`Answer::Ready`]; all three lists empty when the time is up.
    Select {
        /// Descriptors to watch for reading, in the caller's order.
        read: Vec<Fd>,
        /// For writing.
        write: Vec<Fd>,
        /// For exceptional conditions, of which these sockets have none.
        except: Vec<Fd>,
        /// How long to wait.
        timeout: TimeoutNs,
    },
}

/// What came of a [`Request`].
pub type Reply = Result<Answer, Failure>;

/// Bytes read from a socket. `data[i]` is the byte at offset `start + i` of `stream`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReadBytes {
    /// The bytes; empty at the end of the stream.
    pub data: Rc<[u8]>,
    /// The stream they came through; `None` only when nothing was read and nothing is connected.
    pub stream: Option<StreamId>,
    /// Offset of the first byte in that stream.
    pub start: u64,
}

/// Success.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Answer {
    /// Nothing to report.
    Done,
    /// A new descriptor.
    Fd(Fd),
    /// A new descriptor and the peer's address.
    Accepted {
        /// The connection's descriptor.
        fd: Fd,
        /// The peer.
        peer: Address,
    },
    /// A number of bytes.
    Count(usize),
    /// Bytes read.
    Bytes(ReadBytes),
    /// Bytes and, for datagrams, their sender.
    BytesFrom {
        /// The bytes.
        bytes: ReadBytes,
        /// `None` on a stream socket.
        from: Option<Address>,
    },
    /// The raw value of an option.
    OptionValue(Vec<u8>),
    /// An address.
    Address(Address),
    /// Text.
    Text(Rc<str>),
    /// What `select` found, in the caller's order.
    Ready {
        /// Readable.
        read: Vec<Fd>,
        /// Writable.
        write: Vec<Fd>,
        /// With an exceptional condition.
        except: Vec<Fd>,
    },
}

/// Failure of a system call.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Failure {
    /// An errno.
    Errno(Errno),
    /// The call's time limit passed (Python's `TimeoutError: timed out`, which has no errno).
    TimedOut,
    /// No such host (`EAI_NONAME`).
    Resolve,
    /// These sockets do not offer this; the text names it for people.
    Unsupported(Rc<str>),
}

impl From<Errno> for Failure {
    fn from(errno: Errno) -> Self {
        Self::Errno(errno)
    }
}

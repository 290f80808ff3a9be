//! What a program asks of the world, and what the world answers: the system calls of the machine.
//! Numbers are Linux's (`AF_INET` = 2, `SOL_SOCKET` = 1, errno 111, ...), because programs can print them.
//! The Python side of each call (argument checks, the wording of a `TypeError`, `timeout` state) is settled before a request is made,
//! and an errno becomes an `OSError` subclass with its text after the reply.

use std::rc::Rc;

/// A number from a process's descriptor table.
pub type RawFd = i32;

/// An IPv4 address and port as a program wrote it; the host is resolved by whoever answers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HostPort {
    /// Host as text: a name, a dotted quad, or empty for "any".
    pub host: Rc<str>,
    /// Port, already checked to be 0 to 65535.
    pub port: u16,
}

/// Where bytes came from: `len` bytes starting at `at` of a Python `bytes` are those of `stream` from `offset` on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Origin {
    /// Start within the `bytes` value.
    pub at: u32,
    /// Number of bytes.
    pub len: u32,
    /// One direction of one connection, numbered by whoever runs the sockets.
    pub stream: u32,
    /// Offset of the first byte in that stream.
    pub offset: u64,
}

/// Bytes with their history. Slicing, concatenation and `join` inside the machine carry it along.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TracedBytes {
    /// The bytes.
    pub data: Rc<[u8]>,
    /// Ranges of them that came through a stream, ascending by `at`, not overlapping; the rest was made by the program.
    pub origins: Vec<Origin>,
}

/// Time limit of a blocking call: `None` waits for ever, `Some(0)` is non-blocking, else nanoseconds of virtual time.
pub type TimeoutNs = Option<u64>;

/// A system call that a program wants made. One thread has at most one under way.
#[derive(Debug, Clone, PartialEq)]
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
        fd: RawFd,
        /// Where.
        address: HostPort,
    },
    /// `listen(2)` → [`Answer::Done`].
    Listen {
        /// The socket.
        fd: RawFd,
        /// As written; negative counts as 0. `None` is Python's default, `min(SOMAXCONN, 128)`.
        backlog: Option<i32>,
    },
    /// `accept(2)` → [`Answer::Accepted`].
    Accept {
        /// The listening socket.
        fd: RawFd,
        /// How long to wait.
        timeout: TimeoutNs,
    },
    /// `connect(2)` → [`Answer::Done`].
    Connect {
        /// The socket.
        fd: RawFd,
        /// Where to.
        address: HostPort,
        /// How long to wait.
        timeout: TimeoutNs,
    },
    /// `send(2)` → [`Answer::Count`]; with `all`, Python's `sendall` → [`Answer::Done`] once every byte is in the send buffer.
    Send {
        /// The socket.
        fd: RawFd,
        /// What to send.
        bytes: TracedBytes,
        /// `MSG_*` flags.
        flags: i32,
        /// `sendall` instead of `send`.
        all: bool,
        /// How long to wait; for `sendall`, in total.
        timeout: TimeoutNs,
    },
    /// `sendto(2)` on a datagram socket → [`Answer::Count`].
    SendTo {
        /// The socket.
        fd: RawFd,
        /// The datagram.
        bytes: TracedBytes,
        /// `MSG_*` flags.
        flags: i32,
        /// Where to.
        address: HostPort,
    },
    /// `recv(2)` → [`Answer::Bytes`].
    Recv {
        /// The socket.
        fd: RawFd,
        /// At most this many bytes.
        len: usize,
        /// `MSG_PEEK` is 2, `MSG_WAITALL` 0x100, `MSG_DONTWAIT` 0x40.
        flags: i32,
        /// How long to wait.
        timeout: TimeoutNs,
    },
    /// `recvfrom(2)` → [`Answer::BytesFrom`].
    RecvFrom {
        /// The socket.
        fd: RawFd,
        /// At most this many bytes.
        len: usize,
        /// `MSG_*` flags.
        flags: i32,
        /// How long to wait.
        timeout: TimeoutNs,
    },
    /// `shutdown(2)` → [`Answer::Done`].
    Shutdown {
        /// The socket.
        fd: RawFd,
        /// 0 reading, 1 writing, 2 both.
        how: i32,
    },
    /// `close(2)` → [`Answer::Done`]. Also made when the last reference to an open socket goes away.
    Close {
        /// The descriptor.
        fd: RawFd,
    },
    /// `setsockopt(2)` → [`Answer::Done`].
    SetOption {
        /// The socket.
        fd: RawFd,
        /// `SOL_SOCKET` is 1, `IPPROTO_TCP` 6.
        level: i32,
        /// `SO_*` or `TCP_*`.
        name: i32,
        /// The raw value: four native-endian bytes for an `int`.
        value: Vec<u8>,
    },
    /// `getsockopt(2)` → [`Answer::Bytes`]: the raw value, at most `len` bytes.
    GetOption {
        /// The socket.
        fd: RawFd,
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
        fd: RawFd,
    },
    /// `getpeername(2)` → [`Answer::Address`].
    PeerName {
        /// The socket.
        fd: RawFd,
    },
    /// `gethostname(2)` → [`Answer::Text`].
    HostName,
    /// `getaddrinfo(3)` for a host → [`Answer::Text`], a dotted quad; fails with [`Failure::Resolve`].
    Resolve {
        /// The name.
        host: Rc<str>,
    },
    /// `select(2)` → [`Answer::Ready`].
    Select {
        /// Descriptors to watch for reading, in the caller's order.
        read: Vec<RawFd>,
        /// For writing.
        write: Vec<RawFd>,
        /// For exceptional conditions.
        except: Vec<RawFd>,
        /// How long to wait.
        timeout: TimeoutNs,
    },
    /// `time.sleep` → [`Answer::Done`].
    Sleep {
        /// Nanoseconds of virtual time.
        ns: u64,
    },
    /// Reads the virtual clock → [`Answer::Time`], nanoseconds since the run began.
    Now,
    /// `input()`: a line from the console → [`Answer::Text`], or [`Answer::Eof`]. The prompt was printed before.
    Input,
    /// Another thread of this machine is ready to run from now on → [`Answer::Done`] at once.
    StartThread {
        /// The new thread.
        thread: ThreadId,
    },
    /// Waits inside the machine (a lock, `join`, an event) → [`Answer::Done`] when [`crate::machine::Machine::take_woken`] names this thread, or
    /// [`Failure::TimedOut`]. `what` is for people: `lock.acquire()`, `thread.join()`.
    Park {
        /// What is waited for.
        what: Rc<str>,
        /// How long to wait.
        timeout: TimeoutNs,
    },
}

/// A thread of one machine; 0 is the main thread.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct ThreadId(pub u16);

/// What came of a [`Request`].
pub type Reply = Result<Answer, Failure>;

/// Success.
#[derive(Debug, Clone, PartialEq)]
pub enum Answer {
    /// Nothing to report.
    Done,
    /// A new descriptor.
    Fd(RawFd),
    /// A new descriptor and the peer's address.
    Accepted {
        /// The connection's descriptor.
        fd: RawFd,
        /// Peer address: dotted quad and port.
        peer: HostPort,
    },
    /// A number of bytes.
    Count(usize),
    /// Bytes read; empty at end of stream.
    Bytes(TracedBytes),
    /// Bytes and, for datagrams, their sender.
    BytesFrom {
        /// The bytes.
        bytes: TracedBytes,
        /// `None` on a stream socket.
        from: Option<HostPort>,
    },
    /// An address.
    Address(HostPort),
    /// Text.
    Text(Rc<str>),
    /// End of input.
    Eof,
    /// What `select` found: descriptors ready for reading, writing, exceptional conditions.
    Ready {
        /// Readable.
        read: Vec<RawFd>,
        /// Writable.
        write: Vec<RawFd>,
        /// With an exceptional condition.
        except: Vec<RawFd>,
    },
    /// Nanoseconds since the run began.
    Time(u64),
}

/// Failure, before it becomes a Python exception.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Failure {
    /// An errno of Linux.
    Errno(i32),
    /// The socket's timeout passed: `TimeoutError: timed out`.
    TimedOut,
    /// Name resolution failed: `socket.gaierror: [Errno -2] Name or service not known`.
    Resolve,
    /// The world does not offer this; the text names it for people.
    Unsupported(Rc<str>),
}

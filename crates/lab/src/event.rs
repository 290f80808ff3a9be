//! What one entry of the trace says, as structured data without wording.
//! The page words these in its languages, `transcript` in plain English. Numbers are fixed-width, so that a trace is the same everywhere.

use serde::Serialize;
use std::borrow::Cow;
use std::rc::Rc;

/// A place in the trace: the number of events that have happened. 0 is before the first, `Trace::len` is the end.
pub type Position = u32;

/// Number of a program in its experiment.
pub type ProcessId = u8;

/// A half-open range of a stream's bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize)]
pub struct ByteRange {
    /// Offset of the first byte.
    pub start: u64,
    /// Offset after the last byte.
    pub end: u64,
}

impl ByteRange {
    /// Number of bytes.
    #[must_use]
    pub fn len(self) -> u64 {
        self.end - self.start
    }

    /// Whether there is no byte.
    #[must_use]
    pub fn is_empty(self) -> bool {
        self.start == self.end
    }

    /// Whether the byte at `offset` is in it.
    #[must_use]
    pub fn contains(self, offset: u64) -> bool {
        self.start <= offset && offset < self.end
    }
}

/// A console stream.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Console {
    /// Standard output.
    Out,
    /// Standard error.
    Err,
}

/// A system call as the program wrote it.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize)]
pub struct CallView {
    /// The method's name, such as `recv`.
    pub name: Cow<'static, str>,
    /// With its telling arguments, such as `recv(7)` or `connect(('127.0.0.1', 2346))`.
    pub text: Rc<str>,
    /// The descriptor it is about.
    pub fd: Option<i32>,
    /// The line of the program that makes it.
    pub line: u32,
}

/// What a blocked call waits for.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize)]
#[serde(tag = "for", rename_all = "snake_case")]
pub enum WaitView {
    /// `recv`: for bytes of this stream, of which none are in the receive buffer.
    Bytes {
        /// The direction that is waited on.
        stream: u32,
    },
    /// `accept`: for a connection; the accept queue is empty.
    Connection {
        /// Port that is listened on.
        port: u16,
    },
    /// `connect`: for the other side's answer.
    Handshake {
        /// Where to, such as `127.0.0.1:2346`.
        to: Rc<str>,
        /// Whether the listener's accept queue is full, so that the request was dropped and will be repeated.
        queue_full: bool,
    },
    /// `send`: for room in the send buffer.
    Room {
        /// The direction that is written.
        stream: u32,
        /// Bytes of this call that are in the send buffer or beyond.
        done: u64,
        /// Bytes of this call that still wait outside.
        left: u64,
    },
    /// `recv` or `recvfrom` on a datagram socket: for a datagram.
    Datagram {
        /// The local port.
        port: u16,
    },
    /// `select`: for any of these descriptors.
    Any {
        /// Watched for reading.
        read: Rc<[i32]>,
        /// Watched for writing.
        write: Rc<[i32]>,
    },
    /// `time.sleep`: for the time to pass.
    Time,
    /// A lock, an event, a queue or another thread of the same program.
    Thread {
        /// Such as `lock.acquire()`.
        what: Rc<str>,
    },
}

/// A blocked call: what, where, since when.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize)]
pub struct BlockedView {
    /// The call.
    pub call: Rc<CallView>,
    /// What it waits for.
    pub wait: WaitView,
    /// Virtual time at which it blocked.
    pub since_ns: u64,
    /// Virtual time at which it gives up, if it has a limit.
    pub until_ns: Option<u64>,
}

/// What a finished call gave back.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize)]
#[serde(tag = "gave", rename_all = "snake_case")]
pub enum OutcomeView {
    /// `None`.
    Done,
    /// A descriptor (`socket`, `accept`), for `accept` with the peer's address.
    Fd {
        /// The new descriptor.
        fd: i32,
        /// Such as `127.0.0.1:40312`.
        peer: Option<Rc<str>>,
    },
    /// A number of bytes taken over by the kernel (`send`).
    Count {
        /// How many.
        count: u64,
    },
    /// Bytes (`recv`); empty means that the other side has closed its direction.
    Bytes {
        /// How many.
        len: u64,
        /// Where they lie in their stream; `None` for datagrams.
        from: Option<StreamRange>,
    },
    /// Something short that is best shown as text: an address, a host name, a clock reading, ready descriptors.
    Text {
        /// As Python would show it.
        text: Rc<str>,
    },
    /// It failed.
    Failed {
        /// Class of the exception, such as `ConnectionRefusedError`.
        exception: Rc<str>,
        /// Its text, such as `[Errno 111] Connection refused`.
        message: Rc<str>,
        /// The errno, 0 when there is none.
        errno: i32,
    },
}

/// A range of a numbered stream.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
pub struct StreamRange {
    /// The stream.
    pub stream: u32,
    /// The bytes.
    pub range: ByteRange,
}

/// A change inside the sockets or on the link.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize)]
#[serde(tag = "net", rename_all = "snake_case")]
pub enum NetView {
    /// A descriptor got a socket.
    Opened {
        /// Whose.
        process: ProcessId,
        /// The descriptor.
        fd: i32,
    },
    /// A socket got a local address.
    Bound {
        /// Whose.
        process: ProcessId,
        /// The descriptor.
        fd: i32,
        /// Such as `127.0.0.1:2346`.
        address: Rc<str>,
    },
    /// A socket began to listen.
    Listening {
        /// Whose.
        process: ProcessId,
        /// The descriptor.
        fd: i32,
        /// The backlog it asked for.
        backlog: u32,
    },
    /// A connection request went out.
    ConnectSent {
        /// Whose.
        process: ProcessId,
        /// The descriptor.
        fd: i32,
        /// Such as `127.0.0.1:2346`.
        to: Rc<str>,
        /// 0, or the number of the retry.
        retry: u32,
    },
    /// A connection request reached a listening socket and takes a place in its accept queue.
    Requested {
        /// The listening process.
        process: ProcessId,
        /// The listening descriptor.
        fd: i32,
    },
    /// A connection request was refused: nobody listens there.
    Refused {
        /// Whose request.
        process: ProcessId,
        /// The descriptor.
        fd: i32,
        /// Where it went.
        to: Rc<str>,
    },
    /// The connecting side learned that its request failed.
    ConnectFailed {
        /// Whose request.
        process: ProcessId,
        /// The descriptor.
        fd: i32,
        /// Such as 111, connection refused.
        errno: i32,
    },
    /// A connection stands and lies in the accept queue; two streams begin.
    Queued {
        /// The listening process.
        process: ProcessId,
        /// The listening descriptor.
        fd: i32,
        /// Connections in the queue now.
        queued: u32,
        /// The connecting side's address.
        peer: Rc<str>,
    },
    /// A connection request was dropped because the accept queue was full.
    Dropped {
        /// The listening process.
        process: ProcessId,
        /// The listening descriptor.
        fd: i32,
    },
    /// The connecting side knows that the connection stands.
    Connected {
        /// Whose.
        process: ProcessId,
        /// The descriptor.
        fd: i32,
        /// The stream that this side writes.
        out: u32,
        /// The stream that this side reads.
        input: u32,
    },
    /// A queued connection got a descriptor.
    Accepted {
        /// Whose.
        process: ProcessId,
        /// The new descriptor.
        fd: i32,
        /// The stream that this side writes.
        out: u32,
        /// The stream that this side reads.
        input: u32,
        /// The other side's address.
        peer: Rc<str>,
    },
    /// Bytes entered the send buffer.
    Sent {
        /// Which bytes of which stream.
        bytes: StreamRange,
        /// Number of the send in its stream, from 0; a long `sendall` may enter in several parts.
        send: u32,
    },
    /// Bytes left the send buffer for the link.
    Departed {
        /// Which bytes of which stream.
        bytes: StreamRange,
    },
    /// Bytes entered the receive buffer.
    Arrived {
        /// Which bytes of which stream.
        bytes: StreamRange,
    },
    /// A `recv` took bytes out of the receive buffer.
    Taken {
        /// Which bytes of which stream.
        bytes: StreamRange,
        /// Number of the piece in its stream, from 0.
        piece: u32,
        /// With `MSG_PEEK`: the bytes are still there, and the number is that of the piece to come.
        peek: bool,
    },
    /// The writer has closed its stream (`close` or `shutdown`): the mark stands behind the bytes in the send buffer.
    FinQueued {
        /// The stream.
        stream: u32,
        /// Its length.
        end: u64,
    },
    /// The end of a stream left for the link.
    FinSent {
        /// The stream.
        stream: u32,
    },
    /// The end of a stream has arrived behind all its bytes.
    FinArrived {
        /// The stream.
        stream: u32,
    },
    /// A `recv` returned `b''`: the end of the stream.
    EndRead {
        /// The stream.
        stream: u32,
        /// Number of the piece in its stream, from 0.
        piece: u32,
    },
    /// One end broke the connection off (RST).
    ResetSent {
        /// The stream that the reset travels in.
        stream: u32,
    },
    /// The other end learned that the connection was broken off.
    ResetArrived {
        /// The stream that the reset travelled in.
        stream: u32,
    },
    /// Bytes will never be read.
    Lost {
        /// Which bytes of which stream.
        bytes: StreamRange,
        /// Why.
        why: LostView,
    },
    /// An end keeps its port for a minute, because it closed first (TIME-WAIT).
    PortKept {
        /// Such as `127.0.0.1:2346`.
        address: Rc<str>,
    },
    /// A descriptor was closed.
    Closed {
        /// Whose.
        process: ProcessId,
        /// The descriptor.
        fd: i32,
    },
}

/// Why bytes will never be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum LostView {
    /// The reader closed with them unread.
    UnreadAtClose,
    /// They came after the reader had closed.
    ArrivedAfterClose,
    /// A reset overtook them.
    Reset,
    /// The rest of a datagram that did not fit the buffer of the `recv`.
    Truncated,
    /// A datagram that nobody waits for.
    NoReceiver,
}

/// What happened.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum EventKind {
    /// The program was started.
    Started,
    /// A thread is about to execute this line.
    Line {
        /// One-based.
        line: u32,
        /// Call frames above the module's, at most 255.
        depth: u8,
    },
    /// A system call begins.
    CallBegun {
        /// The call.
        call: Rc<CallView>,
    },
    /// The call under way has to wait.
    CallBlocked {
        /// The call.
        call: Rc<CallView>,
        /// What it waits for.
        wait: WaitView,
    },
    /// The call has ended, at once or after waiting.
    CallFinished {
        /// The call.
        call: Rc<CallView>,
        /// What came of it.
        outcome: OutcomeView,
        /// Whether it had to wait.
        waited: bool,
    },
    /// Text was written to the console.
    Printed {
        /// Where to.
        console: Console,
        /// As written.
        text: Rc<str>,
    },
    /// A thread was started.
    ThreadStarted {
        /// Its number.
        started: u16,
    },
    /// The thread has ended.
    ThreadEnded,
    /// The process has ended.
    Exited {
        /// Exit code.
        code: i32,
        /// Class of the uncaught exception, if that is why.
        exception: Option<Rc<str>>,
    },
    /// The process was stopped at a limit of the simulation.
    Limit {
        /// Names the limit and its value.
        text: Rc<str>,
    },
    /// The process was stopped because the run's lines are used up.
    OutOfSteps {
        /// The first line of the loop that it is most likely in.
        line: u32,
    },
    /// Something happened in the sockets or on the link.
    Net {
        /// What.
        event: NetView,
    },
}

/// One entry of the trace.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize)]
pub struct EventView {
    /// Its number; the position before it.
    pub index: Position,
    /// Virtual time.
    pub at_ns: u64,
    /// Whose; `None` for what happens on the link by itself.
    pub process: Option<ProcessId>,
    /// Which thread of that process; 0 is the main one.
    pub thread: u16,
    /// What happened.
    #[serde(flatten)]
    pub kind: EventKind,
}

//! Everything that can be seen at one position of a run, as plain bounded data.
//! Made by `Run::moment`; a view of the page is a function of one of these. Holds no wording.

use crate::ends::{ProgramEnd, Standstill};
use crate::event::{BlockedView, ByteRange, Console, EventView, Position, ProcessId};
use serde::Serialize;
use sockscope_python::request::Origin;
use std::rc::Rc;

/// How many bytes of a stream a [`StreamView`] carries at most: the newest.
pub const STREAM_BYTES_MAX: u64 = 16 * 1024;
/// How many lines of a console a [`ProcessView`] carries at most: the newest.
pub const CONSOLE_LINES_MAX: u32 = 1_000;

/// The state of a run after some number of events.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Moment {
    /// After how many events.
    pub position: Position,
    /// Virtual time.
    pub at_ns: u64,
    /// The event that led here; `None` at position 0.
    pub event: Option<EventView>,
    /// One for each program, in the experiment's order.
    pub processes: Vec<ProcessView>,
    /// One for each descriptor that is or was open, in the order in which they were opened.
    pub sockets: Vec<SocketView>,
    /// One for each direction of each connection, in the order in which they began.
    pub streams: Vec<StreamView>,
    /// At the end of a run in which somebody still waits: who waits for whom.
    pub standstill: Option<Standstill>,
}

/// One program.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ProcessView {
    /// The program's name.
    pub name: Rc<str>,
    /// What it is doing.
    pub state: ProcessState,
    /// The line that its newest thread to move is about to execute or is waiting in.
    pub line: Option<u32>,
    /// Whether it made the latest event that any program made.
    pub acting: bool,
    /// Its threads that have not ended; the main thread first.
    pub threads: Vec<ThreadView>,
    /// Call frames of the thread that moved last: the module's first, the innermost last.
    pub frames: Vec<FrameView>,
    /// The newest lines of its console.
    pub console: Vec<ConsoleLine>,
    /// How many console lines came before those.
    pub console_hidden: u32,
}

/// What a program is doing.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(tag = "state", rename_all = "snake_case")]
pub enum ProcessState {
    /// Not started yet: an earlier program is still busy.
    NotStarted,
    /// At work.
    Running,
    /// Waiting in a call (in every one of its threads).
    Blocked {
        /// The call of the main thread.
        blocked: BlockedView,
    },
    /// Over.
    Ended {
        /// How.
        end: ProgramEnd,
    },
}

/// One thread of a program.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ThreadView {
    /// 0 is the main thread.
    pub thread: u16,
    /// The line that it is about to execute or is waiting in.
    pub line: Option<u32>,
    /// The call it waits in.
    pub blocked: Option<BlockedView>,
}

/// One call frame.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct FrameView {
    /// `<module>` or the function's name.
    pub function: Rc<str>,
    /// Its current line.
    pub line: u32,
    /// Its variables in the order in which they were first assigned; of the module, without dunders, modules, functions and classes.
    pub variables: Vec<Variable>,
}

/// One variable.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Variable {
    /// Its name.
    pub name: Rc<str>,
    /// Its value as `repr` shows it, cut at about 200 characters.
    pub repr: Rc<str>,
    /// The name of its type.
    pub type_name: Rc<str>,
    /// Whether this program's last step made or changed it.
    pub changed: bool,
    /// Which bytes of the value came out of which stream, for `bytes` and `bytearray`.
    pub origins: Vec<VariableOrigin>,
}

/// Part of a `bytes` value that came through a stream.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct VariableOrigin {
    /// Index of the first byte in the value.
    pub at: u32,
    /// The stream.
    pub stream: u32,
    /// The bytes in that stream.
    pub range: ByteRange,
}

impl From<Origin> for VariableOrigin {
    fn from(origin: Origin) -> Self {
        let range = ByteRange { start: origin.offset, end: origin.offset + u64::from(origin.len) };
        Self { at: origin.at, stream: origin.stream, range }
    }
}

/// A line on a console; the last one may still be without its line end.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ConsoleLine {
    /// Which console stream.
    pub console: Console,
    /// Without the line end.
    pub text: Rc<str>,
    /// The event that wrote its first character.
    pub event: Position,
}

/// State of a socket, in the words of the socket table.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum SocketState {
    /// Fresh.
    Unconnected,
    /// Has a local address.
    Bound,
    /// Accepts connections.
    Listening,
    /// Its connection request is under way.
    Connecting,
    /// Connected.
    Connected,
    /// The descriptor is closed.
    Closed,
}

/// One descriptor.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct SocketView {
    /// Whose.
    pub process: ProcessId,
    /// The number; reused numbers give several entries.
    pub fd: i32,
    /// Its state.
    pub state: SocketState,
    /// Local address, such as `127.0.0.1:2346`.
    pub local: Option<Rc<str>>,
    /// The other side's address.
    pub peer: Option<Rc<str>>,
    /// The stream it writes.
    pub out: Option<u32>,
    /// The stream it reads.
    pub input: Option<u32>,
    /// For a listening socket: connections in the accept queue.
    pub queued: u32,
    /// For a listening socket: how many the queue holds (one more than the backlog).
    pub queue_max: u32,
}

/// One end of a stream.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct StreamEnd {
    /// Whose; `None` while nobody has accepted the connection.
    pub process: Option<ProcessId>,
    /// The descriptor; `None` while nobody has accepted the connection.
    pub fd: Option<i32>,
    /// Such as `127.0.0.1:2346`.
    pub address: Rc<str>,
    /// Whether the descriptor was closed.
    pub closed: bool,
}

/// How far the end of a stream has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum FinState {
    /// The writer has not closed it.
    Open,
    /// The writer has closed it; the mark is on its way behind the bytes.
    Sent,
    /// The mark lies behind the bytes in the receive buffer.
    Arrived,
    /// A `recv` returned `b''`.
    Read,
}

/// One direction of a connection. All offsets count from the stream's first byte; `taken <= arrived <= departed <= sent`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct StreamView {
    /// Its number.
    pub stream: u32,
    /// Who writes.
    pub writer: StreamEnd,
    /// Who reads.
    pub reader: StreamEnd,
    /// Number of bytes that entered the send buffer so far.
    pub sent: u64,
    /// Number of bytes that left the send buffer so far.
    pub departed: u64,
    /// Number of bytes that entered the receive buffer so far.
    pub arrived: u64,
    /// Number of bytes that `recv` took so far.
    pub taken: u64,
    /// Size of the send buffer.
    pub send_buffer_max: u64,
    /// Size of the receive buffer.
    pub receive_buffer_max: u64,
    /// How far the end of the stream has come.
    pub fin: FinState,
    /// Whether the connection was reset.
    pub reset: bool,
    /// Which bytes `bytes` holds: the newest of those sent, at most [`STREAM_BYTES_MAX`].
    pub window: ByteRange,
    /// The bytes in `window`.
    pub bytes: Rc<[u8]>,
    /// The sends that have bytes in `window`, ascending.
    pub sends: Vec<SendView>,
    /// The deliveries that have bytes in `window`, ascending.
    pub deliveries: Vec<DeliveryView>,
    /// What each `recv` took, as far as it is in `window` or empty, ascending.
    pub pieces: Vec<PieceView>,
}

impl StreamView {
    /// Bytes in the send buffer.
    #[must_use]
    pub fn in_send_buffer(&self) -> u64 {
        self.sent - self.departed
    }

    /// Bytes on the link.
    #[must_use]
    pub fn on_link(&self) -> u64 {
        self.departed - self.arrived
    }

    /// Bytes in the receive buffer.
    #[must_use]
    pub fn in_receive_buffer(&self) -> u64 {
        self.arrived - self.taken
    }
}

/// One `send` or `sendall`; its number gives its letter and colour.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct SendView {
    /// From 0 in its stream.
    pub number: u32,
    /// Who sent.
    pub process: ProcessId,
    /// The line of the call.
    pub line: u32,
    /// `send`, `sendall` or another method's name.
    pub call: &'static str,
    /// The bytes it has put into the send buffer so far.
    pub range: ByteRange,
    /// Virtual time of the call.
    pub at_ns: u64,
    /// The event with which its first bytes entered the send buffer.
    pub event: Position,
}

/// One arrival.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct DeliveryView {
    /// From 0 in its stream.
    pub number: u32,
    /// Its bytes.
    pub range: ByteRange,
    /// Virtual time of the arrival.
    pub at_ns: u64,
    /// The event.
    pub event: Position,
}

/// What one `recv` took.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct PieceView {
    /// From 0 in its stream.
    pub number: u32,
    /// Who took it.
    pub process: ProcessId,
    /// The descriptor.
    pub fd: i32,
    /// The line of the call.
    pub line: u32,
    /// The number that the call named as its maximum.
    pub asked: u64,
    /// The bytes; empty for the `b''` at the end of the stream.
    pub range: ByteRange,
    /// Virtual time.
    pub at_ns: u64,
    /// The event.
    pub event: Position,
}

/// Where a byte of a stream comes from and where it went: the answer to a click on it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ByteHistory {
    /// The send that it belongs to.
    pub send: Option<SendView>,
    /// The delivery that brought it.
    pub delivery: Option<DeliveryView>,
    /// The piece that took it.
    pub piece: Option<PieceView>,
}

//! Read-only pictures of the sockets and streams, for tables and gauges. Plain data, made on demand.

use crate::errno::Errno;
use crate::ids::{Address, ConnectionId, Fd, ProcessId, SimTime, SocketId, StreamId};

/// Stream or datagram.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SocketKind {
    /// TCP.
    Stream,
    /// UDP.
    Datagram,
}

/// Connection state, RFC 9293 section 3.3.2.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TcpState {
    /// No connection.
    Closed,
    /// Waiting for connections.
    Listen,
    /// Asked for a connection.
    SynSent,
    /// Was asked, has answered.
    SynReceived,
    /// Open both ways.
    Established,
    /// Has sent FIN.
    FinWait1,
    /// Its FIN was acknowledged; the peer may still send.
    FinWait2,
    /// The peer has sent FIN; this end may still send.
    CloseWait,
    /// Both sent FIN at once.
    Closing,
    /// Both sent FIN, this end last.
    LastAck,
    /// Both are done, and this end closed first: the port stays taken for a while.
    TimeWait,
}

impl TcpState {
    /// The state's name in the RFC.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Closed => "CLOSED",
            Self::Listen => "LISTEN",
            Self::SynSent => "SYN-SENT",
            Self::SynReceived => "SYN-RECEIVED",
            Self::Established => "ESTABLISHED",
            Self::FinWait1 => "FIN-WAIT-1",
            Self::FinWait2 => "FIN-WAIT-2",
            Self::CloseWait => "CLOSE-WAIT",
            Self::Closing => "CLOSING",
            Self::LastAck => "LAST-ACK",
            Self::TimeWait => "TIME-WAIT",
        }
    }
}

/// A row of the socket table, as `ss` prints it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SocketView {
    /// The socket; `None` for a connection that waits to be accepted or is in TIME-WAIT.
    pub id: Option<SocketId>,
    /// Who holds it; for one in an accept queue, whose queue.
    pub process: Option<ProcessId>,
    /// Its descriptor; `None` once closed, or not yet accepted.
    pub fd: Option<Fd>,
    /// Stream or datagram.
    pub kind: SocketKind,
    /// Connection state; `Closed` for datagrams.
    pub state: TcpState,
    /// Own address.
    pub local: Address,
    /// The peer's.
    pub peer: Option<Address>,
    /// The connection it is an end of.
    pub connection: Option<ConnectionId>,
    /// The stream it reads from.
    pub receives: Option<StreamId>,
    /// The stream it writes to.
    pub sends: Option<StreamId>,
    /// Listening: connections in the accept queue.
    pub accept_queue: u32,
    /// Listening: the backlog.
    pub backlog: Option<u32>,
    /// Bytes waiting to be read.
    pub receive_buffer: u64,
    /// How many fit.
    pub receive_capacity: u64,
    /// Bytes waiting to leave.
    pub send_buffer: u64,
    /// How many fit.
    pub send_capacity: u64,
    /// Options that differ from their defaults: level, name, value.
    pub options: Vec<(i32, i32, i32)>,
    /// Error that the next call will report.
    pub error: Option<Errno>,
}

/// One end of a stream.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct StreamEnd {
    /// Who holds it, or has it in an accept queue; `None` once closed.
    pub process: Option<ProcessId>,
    /// By which descriptor.
    pub fd: Option<Fd>,
    /// Its address.
    pub address: Address,
}

/// How far the end of a stream has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum FinMark {
    /// The sender has not finished.
    Open,
    /// Behind the last byte in the send buffer.
    Queued,
    /// On the link.
    OnLink,
    /// Behind the last byte in the receive buffer.
    Delivered,
    /// The program has read `b''`.
    Read,
}

/// A piece on the link.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PieceView {
    /// Offset of its first byte.
    pub start: u64,
    /// How many bytes.
    pub len: u32,
    /// When it left.
    pub departed: SimTime,
    /// When it arrives.
    pub due: SimTime,
}

/// One direction of a connection. Offsets ascend: `read ≤ delivered ≤ departed ≤ written`.
/// `delivered..` up to `departed` is on the link, `departed..written` in the send buffer, `read..delivered` in the receive buffer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StreamView {
    /// The stream.
    pub id: StreamId,
    /// The connection it belongs to.
    pub connection: ConnectionId,
    /// The sending end.
    pub from: StreamEnd,
    /// The receiving end.
    pub to: StreamEnd,
    /// Bytes that have left the receive buffer: taken by the program, or discarded because it had closed.
    pub read: u64,
    /// Bytes that have arrived.
    pub delivered: u64,
    /// Bytes that have left the send buffer.
    pub departed: u64,
    /// Bytes that the sending program has written; less what a reset dropped from the send buffer.
    pub written: u64,
    /// How many bytes fit into the send buffer.
    pub send_capacity: u64,
    /// How many fit into the receive buffer.
    pub receive_capacity: u64,
    /// What is on the link now, oldest first.
    pub on_link: Vec<PieceView>,
    /// The end of the stream.
    pub fin: FinMark,
    /// Whether a reset has ended it; what had not been read is lost.
    pub reset: bool,
}

//! What changed, logged where it changes: the entries that `Sockets` appends to the caller's log.
//! Each carries ids, ranges and addresses, never bytes: a byte is found by its stream and offset.

use crate::errno::Errno;
use crate::ids::{Address, ConnectionId, Fd, ProcessId, SendId, SocketId, StreamId};

/// Why bytes will never be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DiscardReason {
    /// The reader closed with them unread; its kernel answers with a reset.
    UnreadAtClose,
    /// They came after the reader had closed; its kernel answers with a reset.
    ArrivedAfterClose,
    /// A reset overtook them in the send buffer or on the link.
    Reset,
    /// The rest of a datagram that did not fit the buffer of the `recv`.
    Truncated,
    /// A datagram to a full or absent receive buffer.
    NoReceiver,
}

/// One change. The log given to a call or to `advance` says when.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NetEvent {
    /// A process made a socket.
    SocketCreated {
        /// The socket.
        socket: SocketId,
        /// Whose.
        process: ProcessId,
        /// Its descriptor.
        fd: Fd,
    },
    /// A socket got its address, by `bind` or because it was about to need one.
    Bound {
        /// The socket.
        socket: SocketId,
        /// The address.
        address: Address,
    },
    /// A socket listens.
    Listening {
        /// The socket.
        socket: SocketId,
        /// The backlog; one connection more than this fits into the accept queue.
        backlog: u32,
    },
    /// A client asks for a connection.
    SynSent {
        /// The client's socket.
        socket: SocketId,
        /// Where to.
        to: Address,
        /// 0, or the number of the retry.
        retry: u32,
    },
    /// The listener took the SYN: a place in its accept queue is taken.
    SynQueued {
        /// The listening socket.
        listener: SocketId,
        /// The connection that comes to be.
        connection: ConnectionId,
    },
    /// The accept queue is full: the SYN was dropped, and the client will ask again.
    SynDropped {
        /// The listening socket.
        listener: SocketId,
        /// The client's socket.
        socket: SocketId,
    },
    /// Nobody listens there: a reset is on its way back.
    SynRefused {
        /// The client's socket.
        socket: SocketId,
        /// Where nobody listens.
        to: Address,
    },
    /// The client's side is connected.
    Connected {
        /// The client's socket.
        socket: SocketId,
        /// The connection.
        connection: ConnectionId,
    },
    /// The client's attempt failed.
    ConnectFailed {
        /// The client's socket.
        socket: SocketId,
        /// `ECONNREFUSED`, `ETIMEDOUT`, ….
        errno: Errno,
    },
    /// The handshake is complete at the listener: the connection can be accepted.
    Acceptable {
        /// The listening socket.
        listener: SocketId,
        /// The connection.
        connection: ConnectionId,
    },
    /// A process accepted a connection.
    Accepted {
        /// The listening socket.
        listener: SocketId,
        /// The new socket.
        socket: SocketId,
        /// Whose.
        process: ProcessId,
        /// Its descriptor.
        fd: Fd,
        /// The connection.
        connection: ConnectionId,
    },
    /// Bytes of a send went into the send buffer. A `sendall` that had to wait logs several, with one id.
    SendBuffered {
        /// The stream.
        stream: StreamId,
        /// Offset of the first byte.
        start: u64,
        /// How many.
        len: u32,
        /// Which send.
        send: SendId,
    },
    /// A piece left the send buffer for the link.
    Departed {
        /// The stream.
        stream: StreamId,
        /// Offset of the first byte.
        start: u64,
        /// How many.
        len: u32,
    },
    /// A piece arrived in the receive buffer.
    Delivered {
        /// The stream.
        stream: StreamId,
        /// Offset of the first byte.
        start: u64,
        /// How many.
        len: u32,
    },
    /// The program took bytes out of the receive buffer (or only looked at them).
    Received {
        /// The stream.
        stream: StreamId,
        /// The reader's socket.
        socket: SocketId,
        /// Offset of the first byte.
        start: u64,
        /// How many.
        len: u32,
        /// With `MSG_PEEK`: they are still there.
        peek: bool,
    },
    /// The sender will send no more: FIN follows the last byte.
    FinQueued {
        /// The stream.
        stream: StreamId,
        /// Its length.
        end: u64,
    },
    /// FIN left for the link.
    FinSent {
        /// The stream.
        stream: StreamId,
    },
    /// FIN arrived.
    FinDelivered {
        /// The stream.
        stream: StreamId,
    },
    /// The program read the end of the stream: `b''`.
    EndOfStreamRead {
        /// The stream.
        stream: StreamId,
        /// The reader's socket.
        socket: SocketId,
    },
    /// One end tore the connection down.
    ResetSent {
        /// The connection.
        connection: ConnectionId,
        /// The stream that the reset travels in.
        stream: StreamId,
    },
    /// The other end learned of it.
    ResetDelivered {
        /// The connection.
        connection: ConnectionId,
        /// The stream that the reset travelled in.
        stream: StreamId,
    },
    /// Bytes are lost.
    Discarded {
        /// The stream.
        stream: StreamId,
        /// Offset of the first byte.
        start: u64,
        /// How many.
        len: u64,
        /// Why.
        reason: DiscardReason,
    },
    /// A descriptor was closed.
    Closed {
        /// The socket.
        socket: SocketId,
        /// Whose.
        process: ProcessId,
        /// The descriptor, free from now on.
        fd: Fd,
    },
    /// One end keeps its port for a minute, because it closed first.
    TimeWait {
        /// The connection.
        connection: ConnectionId,
        /// The address that stays taken.
        local: Address,
    },
}

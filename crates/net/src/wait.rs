//! What a blocked call waits for, and for whom. Facts only; the sentence "both sides are in recv()" is made elsewhere.

use crate::ids::{Address, Fd, Port, ProcessId, StreamId};
use crate::request::Reply;

/// What came of [`crate::Sockets::call`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Outcome {
    /// The call has returned.
    Ready(Reply),
    /// The caller sleeps; the reply will come out of [`crate::Sockets::completed`].
    Blocked(Wait),
}

/// What a blocked call awaits. Counts are those of the moment in which the `Wait` was made; [`crate::Sockets::wait`] makes a fresh one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Wait {
    /// `recv`: bytes, the end of the stream or an error.
    Readable {
        /// The socket.
        fd: Fd,
        /// What it reads from.
        stream: StreamId,
        /// Who could send: the process at the other end, or the one that has it in its accept queue. `None` if nobody holds it any more.
        peer: Option<ProcessId>,
        /// Bytes still wanted: 1, or with `MSG_WAITALL` all that are missing.
        wanted: u64,
        /// Bytes that have left the peer's send buffer and are still on the link.
        on_link: u64,
        /// Bytes still in the peer's send buffer.
        in_send_buffer: u64,
    },
    /// `recv` or `recvfrom` on a datagram socket.
    Datagram {
        /// The socket.
        fd: Fd,
        /// The port it has.
        port: Port,
    },
    /// `send` or `sendall`: room in the send buffer.
    Writable {
        /// The socket.
        fd: Fd,
        /// What it writes to.
        stream: StreamId,
        /// Who could make room by reading, as in `Readable`.
        peer: Option<ProcessId>,
        /// Bytes of this call that are in the send buffer or further.
        sent: u64,
        /// Bytes of this call that are not.
        left: u64,
        /// Room in the send buffer.
        free: u64,
        /// Bytes that the peer has received but not read.
        unread: u64,
    },
    /// `accept`: a connection.
    Acceptable {
        /// The listening socket.
        fd: Fd,
        /// Its port.
        port: Port,
    },
    /// `connect`: an answer from the other side.
    Connecting {
        /// The socket.
        fd: Fd,
        /// Where to.
        to: Address,
        /// Who listens there, if anybody.
        listener: Option<ProcessId>,
        /// How many SYNs were dropped because the accept queue is full.
        dropped: u32,
    },
    /// `select`: any of these.
    Selecting {
        /// Watched for reading, with the process at the other end as in `Readable`.
        read: Vec<(Fd, Option<ProcessId>)>,
        /// Watched for writing.
        write: Vec<(Fd, Option<ProcessId>)>,
    },
}

//! A connection: two ends and the two streams between them, and the states that an end goes through (RFC 9293 section 3.3.2).
//! Knows no time and no descriptors; whoever moves bytes tells it what happened.

use crate::errno::Errno;
use crate::ids::{Address, ConnectionId, SocketId, StreamId};
use crate::ports::LeaseId;
use crate::socket::Side;
use crate::stream::Stream;
use crate::view::TcpState;

/// Who has an end.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Holder {
    /// In this socket's accept queue.
    Queue(SocketId),
    /// This socket.
    Socket(SocketId),
    /// A real socket outside of the simulation, by the number of the stream to it.
    Outside(u32),
    /// Closed: the kernel finishes alone.
    Nobody,
}

/// See the module.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct End {
    pub(crate) state: TcpState,
    pub(crate) address: Address,
    pub(crate) holder: Holder,
    pub(crate) lease: Option<LeaseId>,
    /// What the next call reports, once.
    pub(crate) error: Option<Errno>,
    /// `SHUT_RD` was called, or a reset has come: a read of the empty buffer is `b''`.
    pub(crate) read_shut: bool,
}

impl End {
    pub(crate) fn new(state: TcpState, address: Address, holder: Holder, lease: Option<LeaseId>) -> Self {
        Self { state, address, holder, lease, error: None, read_shut: false }
    }

    /// Its own FIN is due: `shutdown` or `close` was called.
    pub(crate) fn finish(&mut self) {
        self.state = match self.state {
            TcpState::Established | TcpState::SynReceived => TcpState::FinWait1,
            TcpState::CloseWait => TcpState::LastAck,
            state => state,
        };
    }

    /// The peer's FIN has come.
    pub(crate) fn fin_arrived(&mut self) {
        self.state = match self.state {
            TcpState::Established | TcpState::SynReceived => TcpState::CloseWait,
            TcpState::FinWait1 => TcpState::Closing,
            TcpState::FinWait2 => TcpState::TimeWait,
            state => state,
        };
    }

    /// The peer has acknowledged its FIN.
    pub(crate) fn fin_acknowledged(&mut self) {
        self.state = match self.state {
            TcpState::FinWait1 => TcpState::FinWait2,
            TcpState::Closing => TcpState::TimeWait,
            TcpState::LastAck => TcpState::Closed,
            state => state,
        };
    }

    /// Whether the program may still send.
    pub(crate) fn can_send(&self) -> bool {
        matches!(self.state, TcpState::Established | TcpState::CloseWait)
    }

    /// Whether TCP has forgotten the peer, although a descriptor may still stand for the end.
    pub(crate) fn is_over(&self) -> bool {
        matches!(self.state, TcpState::Closed | TcpState::TimeWait)
    }

    /// What a reset means to the program: it depends on what the end has already seen.
    pub(crate) fn reset_errno(&self) -> Errno {
        if self.state == TcpState::CloseWait { Errno::EPIPE } else { Errno::ECONNRESET }
    }
}

/// See the module.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Connection {
    pub(crate) ends: [End; 2],
    /// `streams[side]` is what the end of that side writes.
    pub(crate) streams: [Stream; 2],
    /// The client's socket, and which of its attempts this came of.
    pub(crate) client: SocketId,
    pub(crate) attempt: u32,
}

impl Connection {
    /// Whether a read at `side` returns at once.
    pub(crate) fn readable(&self, side: Side) -> bool {
        let (end, stream) = (&self.ends[side], &self.streams[1 - side]);
        stream.unread() > 0 || stream.at_end() || end.error.is_some() || end.read_shut || end.is_over()
    }

    /// Whether a write at `side` returns at once.
    pub(crate) fn writable(&self, side: Side) -> bool {
        let end = &self.ends[side];
        self.streams[side].writable() || end.error.is_some() || !end.can_send()
    }

    /// Whether both ends are closed and nothing is under way, so that only the record is left.
    pub(crate) fn is_finished(&self) -> bool {
        self.ends.iter().all(|end| end.holder == Holder::Nobody && end.is_over())
            && self.streams.iter().all(|stream| stream.in_flight() == 0)
    }
}

/// The stream that the end of `side` writes.
pub(crate) fn stream_id(connection: ConnectionId, side: Side) -> StreamId {
    StreamId(connection.0 * 2 + side as u32)
}

/// The connection and side that write a stream.
pub(crate) fn stream_place(stream: StreamId) -> (ConnectionId, Side) {
    (ConnectionId(stream.0 / 2), (stream.0 % 2) as Side)
}

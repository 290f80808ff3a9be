//! What is said between the simulation and the real network, in the bridge's words: requests out, and what happened in.
//! Plain data: knows neither sockets nor streams of the simulation.

use crate::errno::Errno;
use crate::ids::Address;
use std::rc::Rc;

/// What the programs ask of the real network, in order. The numbers of streams and listeners are odd, each is given once.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Outward {
    /// Connect, and let `credit` bytes come.
    Open {
        /// The stream's number.
        stream: u32,
        /// As the program named it.
        host: Rc<str>,
        /// The port.
        port: u16,
        /// Room in the receive buffer.
        credit: u32,
    },
    /// Listen on a port of the real loopback.
    Listen {
        /// The listener's number.
        listener: u32,
        /// The port.
        port: u16,
        /// As `listen(2)` takes it.
        backlog: u16,
    },
    /// Bytes that have left the program's send buffer.
    Send {
        /// The stream.
        stream: u32,
        /// The bytes.
        bytes: Rc<[u8]>,
    },
    /// So many more bytes may come: the program has read.
    Grant {
        /// The stream.
        stream: u32,
        /// How many.
        bytes: u32,
    },
    /// The program's FIN: it sends no more.
    Finish {
        /// The stream.
        stream: u32,
    },
    /// A listener, or a connection that was still being opened, is no longer wanted.
    Close {
        /// The stream or listener.
        id: u32,
    },
    /// A reset.
    Abort {
        /// The stream.
        stream: u32,
    },
}

/// Why something failed or ended, in the words of the bridge's protocol.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum OutsideReason {
    /// Both directions have ended.
    Ended,
    /// Nobody listens there.
    Refused,
    /// No answer.
    TimedOut,
    /// No way there.
    Unreachable,
    /// Not allowed.
    Forbidden,
    /// Too much of something.
    Limited,
    /// A reset.
    Reset,
    /// Another program listens on the port.
    InUse,
    /// The name means nothing.
    NoSuchHost,
    /// The way out is gone, or something else.
    Failed,
}

impl OutsideReason {
    /// What a call that waits for the connection fails with.
    pub(super) fn errno(self) -> Errno {
        match self {
            Self::Refused => Errno::ECONNREFUSED,
            Self::TimedOut => Errno::ETIMEDOUT,
            Self::Unreachable => Errno::EHOSTUNREACH,
            Self::Forbidden => Errno::EACCES,
            Self::Limited => Errno::ENOBUFS,
            Self::Reset => Errno::ECONNRESET,
            Self::InUse => Errno::EADDRINUSE,
            Self::NoSuchHost => Errno::NAME_UNKNOWN,
            Self::Ended | Self::Failed => Errno::ECONNABORTED,
        }
    }
}

/// What the real network did.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Inward {
    /// A connection stands.
    Opened {
        /// The stream.
        stream: u32,
        /// Bytes that the other side takes now.
        credit: u32,
        /// The real address of this side.
        local: Address,
        /// That of the other.
        peer: Address,
    },
    /// A connection or a listener did not come to be.
    Refused {
        /// The stream or listener.
        id: u32,
        /// Why.
        reason: OutsideReason,
    },
    /// A port is listened on.
    Listening {
        /// The listener.
        listener: u32,
    },
    /// A real client has connected.
    Accepted {
        /// The listener.
        listener: u32,
        /// An even number that was not used before.
        stream: u32,
        /// Bytes that the client's side takes now.
        credit: u32,
        /// The real address of this side.
        local: Address,
        /// The client's.
        peer: Address,
    },
    /// Bytes, as one real read gave them.
    Piece {
        /// The stream.
        stream: u32,
        /// The bytes.
        bytes: Rc<[u8]>,
    },
    /// The peer's FIN.
    Eof {
        /// The stream.
        stream: u32,
    },
    /// The other side takes so many bytes more.
    Credit {
        /// The stream.
        stream: u32,
        /// How many.
        bytes: u32,
    },
    /// A connection or a listener has ended.
    Closed {
        /// The stream or listener.
        id: u32,
        /// Why.
        reason: OutsideReason,
    },
}

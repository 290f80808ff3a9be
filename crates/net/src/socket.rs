//! A socket: what one descriptor stands for, its role and its options.
//! The connection it may be an end of lives elsewhere, because it outlives the descriptor.

use crate::datagram::Mailbox;
use crate::errno::Errno;
use crate::ids::{Address, ConnectionId, Fd, ProcessId};
use crate::ports::LeaseId;
use crate::queue::DueKey;
use crate::sockopt::Options;
use std::collections::VecDeque;

/// Which end of a connection: 0 connected, 1 was connected to. It writes to the stream of the same index and reads from the other.
pub(crate) type Side = usize;

/// A listening socket's queue.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Listener {
    pub(crate) backlog: u32,
    /// Connections from SYN to `accept(2)`. Linux keeps half-open ones apart; we show one queue, because tutorials speak of one.
    pub(crate) queue: VecDeque<ConnectionId>,
}

impl Listener {
    /// Linux takes one connection more than the backlog says.
    pub(crate) fn is_full(&self) -> bool {
        self.queue.len() as u64 > u64::from(self.backlog)
    }
}

/// A `connect(2)` under way.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Attempt {
    pub(crate) to: Address,
    /// Tells this attempt's SYNs from those of an abandoned one.
    pub(crate) number: u32,
    pub(crate) retries: u32,
    pub(crate) dropped: u32,
    /// The next retry, or the end of patience.
    pub(crate) timer: DueKey,
}

/// What the socket is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Role {
    /// A stream socket that neither listens nor is or was connected.
    Fresh,
    Listening(Listener),
    Connecting(Attempt),
    Connected {
        connection: ConnectionId,
        side: Side,
    },
    Datagram(Mailbox),
}

/// See the module.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Socket {
    pub(crate) process: ProcessId,
    /// `None` once closed, while a call of another thread still uses the socket.
    pub(crate) fd: Option<Fd>,
    pub(crate) role: Role,
    /// Own address; after a failed connect, what getsockname(2) goes on saying.
    pub(crate) local: Address,
    pub(crate) lease: Option<LeaseId>,
    /// Whether `bind` chose the address, so that it survives a failed connect.
    pub(crate) bound: bool,
    pub(crate) options: Options,
    /// Of a failed connect; an established connection keeps its own.
    pub(crate) error: Option<Errno>,
    /// Whether `connect` has yet to report the success of an attempt.
    pub(crate) connect_unreported: bool,
    /// Attempts begun.
    pub(crate) attempts: u32,
}

impl Socket {
    pub(crate) fn new(process: ProcessId, fd: Fd, role: Role, options: Options) -> Self {
        Self {
            process,
            fd: Some(fd),
            role,
            local: Address::NONE,
            lease: None,
            bound: false,
            options,
            error: None,
            connect_unreported: false,
            attempts: 0,
        }
    }
}

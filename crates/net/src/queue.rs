//! What is due when: one queue, ordered by (due, sequence number), for everything that is under way or timed.

use crate::datagram::Datagram;
use crate::ids::{Address, Caller, ConnectionId, SimTime, SocketId};
use crate::socket::Side;
use std::collections::BTreeMap;

/// Names an entry, to take it back.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct DueKey {
    at: SimTime,
    seq: u64,
}

/// Something that will happen. A `side` is the one that sent it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Due {
    /// A client's SYN arrives.
    Syn { socket: SocketId, attempt: u32 },
    /// A client hears that nobody listens.
    Refused { socket: SocketId, attempt: u32 },
    /// The client hears that it is connected.
    SynAck { connection: ConnectionId },
    /// The listener hears that the client has.
    HandshakeAck { connection: ConnectionId },
    /// The oldest piece of a stream arrives.
    Piece { connection: ConnectionId, side: Side },
    /// FIN arrives.
    Fin { connection: ConnectionId, side: Side },
    /// The sender of FIN hears that it arrived.
    FinAck { connection: ConnectionId, side: Side },
    /// A reset arrives.
    Reset { connection: ConnectionId, side: Side },
    /// The sender hears how far it may send. `side` is the reader's.
    Window { connection: ConnectionId, side: Side, edge: u64 },
    /// The sender hears how far its bytes have arrived. `side` is the receiver's.
    Ack { connection: ConnectionId, side: Side, edge: u64 },
    /// The receiver has waited long enough for something to send an acknowledgement with.
    DelayedAck { connection: ConnectionId, side: Side },
    /// The lane is free for the next piece.
    Departure { connection: ConnectionId, side: Side },
    /// No answer to a SYN.
    SynRetry { socket: SocketId },
    /// A blocked call looks again.
    Wake { caller: Caller },
    /// A blocked call has waited long enough.
    Deadline { caller: Caller },
    /// A datagram arrives.
    Datagram { to: Address, datagram: Datagram },
    /// A connected datagram socket hears that nobody is there.
    Unreachable { socket: SocketId, to: Address },
}

/// See the module.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct Queue {
    entries: BTreeMap<DueKey, Due>,
    seq: u64,
}

impl Queue {
    pub(crate) fn add(&mut self, at: SimTime, due: Due) -> DueKey {
        let key = DueKey { at, seq: self.seq };
        self.seq += 1;
        self.entries.insert(key, due);
        key
    }

    pub(crate) fn cancel(&mut self, key: DueKey) {
        self.entries.remove(&key);
    }

    pub(crate) fn next_due(&self) -> Option<SimTime> {
        self.entries.first_key_value().map(|(key, _)| key.at)
    }

    /// The first entry due up to `now`, with its time.
    pub(crate) fn take_due(&mut self, now: SimTime) -> Option<(SimTime, Due)> {
        let first = self.entries.first_entry()?;
        if first.key().at > now {
            return None;
        }
        let (key, due) = first.remove_entry();
        Some((key.at, due))
    }
}

//! What became of every socket and every byte: an index over the trace's network events, kept while they are recorded.
//! Each fact carries the event that made it true, so the state at any position is a search, not a re-execution.
//! Knows ids and ranges; the bytes themselves are those of the sends.

use crate::event::{ByteRange, Position, ProcessId};
use crate::trace::Actor;
use litemap::LiteMap;
use sockscope_net::{Address, SendId, Sockets};
use std::rc::Rc;

/// A system call under way, as far as the history of bytes needs it.
#[derive(Debug, Clone)]
pub(crate) struct UnderWay {
    pub(crate) actor: Actor,
    pub(crate) fd: i32,
    pub(crate) name: &'static str,
    pub(crate) line: u32,
    /// What a receiving call named as its maximum.
    pub(crate) asked: u64,
    /// What a sending call sends.
    pub(crate) data: Option<Rc<[u8]>>,
}

/// When and where something is recorded.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Moment<'a> {
    /// Number of the event that is about to be appended.
    pub(crate) event: Position,
    pub(crate) at_ns: u64,
    pub(crate) actor: Actor,
    /// The calls under way, the actor's among them.
    pub(crate) under_way: &'a [UnderWay],
    /// The sockets, right after the change.
    pub(crate) sockets: &'a Sockets,
}

/// All sockets and streams of a run.
#[derive(Debug, Clone, Default)]
pub(crate) struct History {
    pub(crate) sockets: LiteMap<u32, SocketHistory>,
    pub(crate) streams: LiteMap<u32, StreamHistory>,
}

/// One socket.
#[derive(Debug, Clone)]
pub(crate) struct SocketHistory {
    pub(crate) process: ProcessId,
    pub(crate) fd: i32,
    pub(crate) opened: Position,
    pub(crate) changes: Vec<(Position, SocketChange)>,
    /// Connections in the accept queue, as last recorded.
    pub(crate) queued: u32,
}

/// A change of a socket's row in the table.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum SocketChange {
    Bound(Address),
    Listening { backlog: u32 },
    Connecting(Address),
    ConnectFailed,
    Connected { local: Address, peer: Address, out: u32, input: u32 },
    Queued(u32),
    Closed,
}

/// One send.
#[derive(Debug, Clone)]
pub(crate) struct SendHistory {
    pub(crate) id: SendId,
    pub(crate) event: Position,
    pub(crate) at_ns: u64,
    pub(crate) process: ProcessId,
    pub(crate) line: u32,
    pub(crate) call: &'static str,
    pub(crate) start: u64,
    pub(crate) data: Rc<[u8]>,
    /// Bytes of `data` that have entered the send buffer.
    pub(crate) consumed: u32,
}

/// Bytes of a send that entered the send buffer at once. A chunk starts where the one before it ends.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Chunk {
    pub(crate) event: Position,
    pub(crate) end: u64,
    /// Number of the send.
    pub(crate) send: u32,
    /// Where its bytes begin in the data of the send.
    pub(crate) data_at: u32,
}

/// One arrival.
#[derive(Debug, Clone)]
pub(crate) struct Delivery {
    pub(crate) event: Position,
    pub(crate) at_ns: u64,
    pub(crate) range: ByteRange,
}

/// What one `recv` took.
#[derive(Debug, Clone)]
pub(crate) struct Piece {
    pub(crate) event: Position,
    pub(crate) at_ns: u64,
    pub(crate) process: ProcessId,
    pub(crate) fd: i32,
    pub(crate) line: u32,
    pub(crate) asked: u64,
    pub(crate) range: ByteRange,
}

/// Who holds one end of a stream.
#[derive(Debug, Clone)]
pub(crate) struct EndHistory {
    pub(crate) address: Address,
    pub(crate) held: Option<(Position, ProcessId, i32)>,
    pub(crate) closed: Option<Position>,
}

/// One direction of one connection.
#[derive(Debug, Clone)]
pub(crate) struct StreamHistory {
    pub(crate) began: Position,
    pub(crate) writer: EndHistory,
    pub(crate) reader: EndHistory,
    pub(crate) send_capacity: u64,
    pub(crate) receive_capacity: u64,
    pub(crate) buffered: Vec<Chunk>,
    pub(crate) sends: Vec<SendHistory>,
    /// Event and bytes departed after it.
    pub(crate) departed: Vec<(Position, u64)>,
    pub(crate) deliveries: Vec<Delivery>,
    pub(crate) pieces: Vec<Piece>,
    pub(crate) fin_sent: Option<Position>,
    pub(crate) fin_arrived: Option<Position>,
    pub(crate) fin_read: Option<Position>,
    pub(crate) reset: Option<Position>,
}

impl StreamHistory {
    /// Bytes sent by `position`.
    pub(crate) fn sent(&self, position: Position) -> u64 {
        last_before(&self.buffered, position, |chunk| chunk.event).map_or(0, |chunk| chunk.end)
    }

    /// Bytes that left the send buffer by `position`.
    pub(crate) fn departed(&self, position: Position) -> u64 {
        last_before(&self.departed, position, |entry| entry.0).map_or(0, |entry| entry.1)
    }

    /// Bytes that arrived by `position`.
    pub(crate) fn arrived(&self, position: Position) -> u64 {
        last_before(&self.deliveries, position, |entry| entry.event).map_or(0, |entry| entry.range.end)
    }

    /// Bytes that were taken by `position`.
    pub(crate) fn taken(&self, position: Position) -> u64 {
        last_before(&self.pieces, position, |entry| entry.event).map_or(0, |entry| entry.range.end)
    }
}

/// The last entry whose event lies before `position`, of entries with ascending events.
pub(crate) fn last_before<T>(entries: &[T], position: Position, event: impl Fn(&T) -> Position) -> Option<&T> {
    entries[..entries.partition_point(|entry| event(entry) < position)].last()
}

impl History {
    /// The bytes of `stream` in `range`, as far as they were ever sent.
    pub(crate) fn bytes(&self, stream: u32, range: ByteRange) -> Vec<u8> {
        let mut bytes = Vec::new();
        let Some(stream) = self.streams.get(&stream) else { return bytes };
        let first = stream.buffered.partition_point(|chunk| chunk.end <= range.start);
        let mut start = first.checked_sub(1).map_or(0, |before| stream.buffered[before].end);
        for chunk in &stream.buffered[first..] {
            if start >= range.end {
                break;
            }
            let data = &stream.sends[chunk.send as usize].data;
            let at = |offset: u64| (chunk.data_at as usize + narrow_len(offset - start)).min(data.len());
            bytes.extend_from_slice(&data[at(start.max(range.start))..at(chunk.end.min(range.end))]);
            start = chunk.end;
        }
        bytes
    }
}

/// An offset inside one send, whose data lies in memory.
fn narrow_len(offset: u64) -> usize {
    usize::try_from(offset).expect("invariant: a send's data lies in memory")
}

//! The link between the sockets: when which bytes arrive.
//! Owns delay, piece sizes, gaps and everything that is under way; does not know what a socket does with what arrives.
//! The in-memory pipe loses and reorders nothing, as loopback.

/// How the link treats what it carries. Every stream has its own lane; within a lane nothing overtakes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LinkProfile {
    /// One-way delay.
    pub latency_ns: u64,
    /// At most this much more delay for each piece, drawn by seed.
    pub jitter_ns: u64,
    /// Bytes that a piece carries at most; `None` is no limit but the receiver's window.
    pub piece_max: Option<u32>,
    /// Whether the size of each piece is drawn by seed, from 1 to `piece_max`.
    pub piece_varies: bool,
    /// A piece leaves at the earliest this long after the one before it in its stream.
    pub gap_ns: u64,
    /// Whether bytes of several sends that wait in a send buffer may leave in one piece, as TCP does. If not, a piece ends where its send ends.
    pub merge: bool,
    /// Bytes that may be on the link at once in each stream; `None` is no limit but the receiver's window.
    pub capacity: Option<u32>,
    /// From the event that a blocked call waits for until the call looks again: the time that a kernel takes to wake a process.
    /// What arrives meanwhile is read together.
    pub wake_ns: u64,
}

impl Default for LinkProfile {
    /// A millisecond of delay and 50 µs to wake up; whole pieces, no gap.
    fn default() -> Self {
        Self {
            latency_ns: 1_000_000,
            jitter_ns: 0,
            piece_max: None,
            piece_varies: false,
            gap_ns: 0,
            merge: true,
            capacity: None,
            wake_ns: 50_000,
        }
    }
}

//! The link between the sockets: when which bytes arrive.
//! Owns delay, piece sizes, gaps and the chances drawn by seed; does not know what a socket does with what arrives.
//! The in-memory pipe loses and reorders nothing, as loopback. Another kind of link has to answer the same three questions:
//! how long the next piece is, when the one after it may leave, and when it arrives.

use crate::ids::SimTime;
use crate::stream::SEGMENT;

/// How the link treats what it carries. Every stream has its own lane; within a lane nothing overtakes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LinkProfile {
    /// One-way delay.
    pub latency_ns: u64,
    /// At most this much more delay for each piece, drawn by seed.
    pub jitter_ns: u64,
    /// Bytes that a piece carries at most; `None` is no limit but the receiver's window.
    pub piece_max: Option<u32>,
    /// How long a piece of `piece_max` bytes keeps the lane busy, as a full frame does on a wire: what is cut up arrives one by one.
    pub piece_ns: u64,
    /// Whether the size of each piece is drawn by seed, from 1 to `piece_max`.
    pub piece_varies: bool,
    /// A piece leaves at the earliest this long after the one before it in its stream.
    pub gap_ns: u64,
    /// Whether bytes of several sends that wait in a send buffer may leave in one piece, as TCP does. If not, a piece ends where its send ends.
    pub merge: bool,
    /// Whether small pieces wait for an acknowledgement (RFC 896, Nagle) unless `TCP_NODELAY` is set, and acknowledgements for a reply (delayed ACK).
    /// Off, because with a delay far above loopback's it would set sends apart that real loopback brings together.
    pub nagle: bool,
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
            piece_ns: 0,
            piece_varies: false,
            gap_ns: 0,
            merge: true,
            nagle: false,
            capacity: None,
            wake_ns: 50_000,
        }
    }
}

/// When what was sent last in one direction of a connection leaves and arrives: what keeps a lane in order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct Lane {
    /// The next piece leaves no earlier than this.
    pub(crate) free_at: SimTime,
    /// The next thing arrives no earlier than this.
    last_arrival: SimTime,
}

/// The in-memory pipe.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Link {
    profile: LinkProfile,
    random: Random,
}

impl Link {
    pub(crate) fn new(profile: LinkProfile, seed: u64) -> Self {
        Self { profile, random: Random(seed) }
    }

    pub(crate) fn profile(&self) -> &LinkProfile {
        &self.profile
    }

    pub(crate) fn random(&mut self) -> &mut Random {
        &mut self.random
    }

    /// How many of `available` bytes the next piece carries: at least one.
    pub(crate) fn piece(&mut self, available: u64) -> u64 {
        let Some(max) = self.profile.piece_max else { return available };
        let max = u64::from(max.max(1));
        let size = if self.profile.piece_varies { 1 + self.random.below(max) } else { max };
        size.min(available)
    }

    /// What Nagle's algorithm calls a full segment.
    pub(crate) fn segment(&self) -> u64 {
        self.profile.piece_max.map_or(SEGMENT, |max| u64::from(max).min(SEGMENT))
    }

    /// Sends a piece of `len` bytes at `now`: keeps the lane busy for a while and returns when the piece arrives.
    pub(crate) fn carry_piece(&mut self, now: SimTime, len: u64, lane: &mut Lane) -> SimTime {
        let full = self.profile.piece_max.is_some_and(|max| len >= u64::from(max));
        let busy_ns = if full { self.profile.gap_ns.max(self.profile.piece_ns) } else { self.profile.gap_ns };
        lane.free_at = now.after(busy_ns);
        self.carry(now, lane)
    }

    /// Sends anything else in a lane (FIN, reset, acknowledgement) and returns when it arrives.
    pub(crate) fn carry(&mut self, now: SimTime, lane: &mut Lane) -> SimTime {
        let jitter =
            if self.profile.jitter_ns == 0 { 0 } else { self.random.below(self.profile.jitter_ns.saturating_add(1)) };
        lane.last_arrival = now.after(self.profile.latency_ns).after(jitter).max(lane.last_arrival);
        lane.last_arrival
    }

    /// When something without a lane arrives: a SYN, a refusal, a datagram.
    pub(crate) fn arrival(&self, now: SimTime) -> SimTime {
        now.after(self.profile.latency_ns)
    }
}

/// Steele, Lea and Flood's `SplitMix64`: a seed gives the same numbers on every machine.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Random(u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        mixed ^ (mixed >> 31)
    }

    /// A number from 0 up to but not including `bound`, which is not 0. The bias is below 2^-32 for any bound used here.
    pub(crate) fn below(&mut self, bound: u64) -> u64 {
        self.next() % bound
    }
}

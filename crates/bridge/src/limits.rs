//! Every limit of the bridge, in one place: `--help` and the docs print this table.

use std::time::Duration;

/// What the bridge lets happen. The defaults are what `sockscope serve` uses.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Limits {
    /// Connections that have not yet shown a token, pages being fetched included. One more ends the oldest.
    pub unauthenticated_max: usize,
    /// WebSockets at once.
    pub websockets_max: usize,
    /// TCP streams at once, of all WebSockets together.
    pub streams_max: usize,
    /// Listening ports at once, of all WebSockets together.
    pub listeners_max: usize,
    /// Handshakes a second, and ten times as many at once after a rest.
    pub handshakes_per_second: u32,
    /// Streams and listeners that one WebSocket may ask for in a second, and as many at once after a rest.
    pub opens_per_second: u32,
    /// Pings and pongs that one WebSocket may send in a second, and as many at once after a rest.
    pub pings_per_second: u32,
    /// Time for the head of a request.
    pub header_time: Duration,
    /// Time for a whole request and its answer.
    pub request_time: Duration,
    /// Time for `Hello` after the handshake.
    pub hello_time: Duration,
    /// Time for a connection to a target.
    pub connect_time: Duration,
    /// Time in which a stream may stand still in both directions.
    pub idle_time: Duration,
    /// Time in which what was sent before a `Close` must be taken by the peer.
    pub linger_time: Duration,
    /// Silence after which a WebSocket is asked whether it is alive.
    pub ping_after: Duration,
    /// Time for the answer.
    pub pong_time: Duration,
    /// Time that a stop waits for its goodbyes.
    pub stop_time: Duration,
}

/// Bytes of the head of a request.
pub(crate) const HEADER_MAX: usize = 8_192;
/// Headers of a request.
pub(crate) const HEADERS_MAX: usize = 64;
/// Bytes that a page may send ahead on a stream, while few streams are open and while many are.
pub(crate) const WINDOW: u32 = 256 * 1024;
/// See `WINDOW`.
pub(crate) const WINDOW_OF_MANY: u32 = 32 * 1024;
/// Streams of one WebSocket from which on a new one has the smaller window.
pub(crate) const MANY: usize = 64;
/// Bytes of frames that are put together before they are written.
pub(crate) const FLUSH_AT: usize = 128 * 1024;
/// Frames that wait for a WebSocket before its streams are no longer read.
pub(crate) const OUTGOING_MAX: usize = 64;

impl Default for Limits {
    fn default() -> Self {
        Self {
            unauthenticated_max: 64,
            websockets_max: 64,
            streams_max: 1_024,
            listeners_max: 64,
            handshakes_per_second: 100,
            opens_per_second: 1_000,
            pings_per_second: 100,
            header_time: Duration::from_secs(5),
            request_time: Duration::from_secs(30),
            hello_time: Duration::from_secs(5),
            connect_time: Duration::from_secs(10),
            idle_time: Duration::from_secs(3_600),
            linger_time: Duration::from_secs(60),
            ping_after: Duration::from_secs(20),
            pong_time: Duration::from_secs(10),
            stop_time: Duration::from_secs(2),
        }
    }
}

impl Limits {
    /// The limits as lines for a person.
    #[must_use]
    pub fn table(&self) -> String {
        let seconds = |time: Duration| format!("{} s", time.as_secs_f32());
        let rows = [
            ("length of a frame and of a message", format!("{} bytes", sockscope_bridge_protocol::FRAME_MAX)),
            ("head of a request", format!("{HEADER_MAX} bytes, {HEADERS_MAX} headers, {}", seconds(self.header_time))),
            ("a request and its answer", seconds(self.request_time)),
            ("connections without a token", format!("{}; one more ends the oldest", self.unauthenticated_max)),
            ("handshakes", format!("{} a second, ten times as many after a rest", self.handshakes_per_second)),
            ("WebSockets", self.websockets_max.to_string()),
            ("streams", self.streams_max.to_string()),
            ("listening ports", self.listeners_max.to_string()),
            ("streams and listeners begun by one WebSocket", format!("{} a second", self.opens_per_second)),
            ("pings and pongs of one WebSocket", format!("{} a second", self.pings_per_second)),
            ("bytes sent ahead on a stream", format!("{WINDOW}; {WINDOW_OF_MANY} from {MANY} streams on")),
            ("first frame after the handshake", seconds(self.hello_time)),
            ("connecting to a target", seconds(self.connect_time)),
            ("a stream on which nothing moves", seconds(self.idle_time)),
            ("delivering after a close", seconds(self.linger_time)),
            ("silence before a ping, and time for its answer", {
                format!("{}, {}", seconds(self.ping_after), seconds(self.pong_time))
            }),
        ];
        rows.iter().map(|(what, limit)| format!("  {what:<48} {limit}\n")).collect()
    }
}

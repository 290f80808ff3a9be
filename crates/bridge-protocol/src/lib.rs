//! What the page and the bridge say to each other: many TCP streams on one WebSocket, one frame in each binary message.
//! Owns the frames' bytes (`Frame`), why a stream ends (`Reason`) and the page's side of the conversation (`Client`).
//! Knows no socket, no WebSocket, no clock and no browser; `docs/bridge-protocol.md` is the specification.
//! It travels in the page, so it has no dependency and formats nothing.

mod client;
mod frame;
mod reason;

pub use client::{Client, ClientFault};
pub use frame::{Demo, DemoKind, Demos, Fault, Frame};
pub use reason::Reason;

/// The version that this crate speaks. A bridge that does not know it answers `Refused` with `Reason::UnknownVersion`.
pub const VERSION: u16 = 1;
/// The WebSocket subprotocol that both sides name in the handshake.
pub const SUBPROTOCOL: &str = "sockscope.bridge.1";
/// Bytes of the longest frame, and so of the longest WebSocket message.
pub const FRAME_MAX: usize = 65_536;
/// Bytes of a stream that one frame can carry.
pub const PIECE_MAX: usize = FRAME_MAX - 16;
/// Bytes of the longest host name in `Open`.
pub const HOST_MAX: usize = 255;
/// Bytes of the longest explanation in `Refused`.
pub const TEXT_MAX: usize = 400;
/// Credit that may be outstanding for one direction of one stream. More is a fault.
pub const CREDIT_MAX: u32 = 16 << 20;

/// A stream or a listener of one WebSocket, never given twice. The page chooses odd ones, the bridge (for accepted streams) even
/// ones; both count upwards. 0 is the conversation itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct StreamId(pub u32);

impl StreamId {
    /// The conversation itself: a refusal of it ends the WebSocket.
    pub const CONVERSATION: Self = Self(0);

    /// Whether the page chose it.
    #[must_use]
    pub const fn is_from_page(self) -> bool {
        self.0 % 2 == 1
    }
}

/// Nanoseconds on the bridge's monotonic clock since the WebSocket was opened. Frames from the page carry 0.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct BridgeTime(pub u64);

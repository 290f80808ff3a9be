//! A recording as a link holds it: each entry is a time and the bridge's own frame for what happened, whose bytes never change within a
//! version of the protocol. What comes in is checked like any message of a bridge, and bounded before anything is kept.

use serde::{Deserialize, Serialize};
use sockscope_bridge_protocol::{BridgeTime, Frame, PIECE_MAX, Reason, StreamId};
use sockscope_lab::real::{Heard, Inward, Reason as Why, Recording};
use std::net::SocketAddr;
use std::rc::Rc;

/// One entry.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Entry {
    /// Nanoseconds since the one before.
    after_ns: u64,
    frame: Vec<u8>,
}

/// The entries of a recording.
pub(crate) fn entries(recording: &Recording) -> Vec<Entry> {
    let mut before = 0;
    let entry = |heard: &Heard| {
        let after_ns = heard.at_ns.saturating_sub(std::mem::replace(&mut before, heard.at_ns));
        Some(Entry { after_ns, frame: frame(&heard.what)? })
    };
    recording.heard.iter().filter_map(entry).collect()
}

/// What [`entries`] wrote; `None` when something in it cannot be.
pub(crate) fn recording(entries: &[Entry]) -> Option<Recording> {
    let mut at_ns = 0_u64;
    let mut heard = Vec::with_capacity(entries.len());
    for entry in entries {
        at_ns = at_ns.checked_add(entry.after_ns)?;
        heard.push(Heard { at_ns, what: inward(&Frame::decode(&entry.frame).ok()?)? });
    }
    Some(Recording { heard })
}

/// Bytes of a program that it brought.
pub(crate) fn size(what: &Inward) -> usize {
    if let Inward::Piece { bytes, .. } = what { bytes.len() } else { 0 }
}

/// The frame with which a bridge says this, in the run's numbers.
fn frame(what: &Inward) -> Option<Vec<u8>> {
    let time = BridgeTime::default();
    let address = |text: &str| text.parse::<SocketAddr>().ok();
    let frame = match what {
        Inward::Opened { stream, credit, local, peer } => Frame::Opened {
            stream: StreamId(*stream),
            credit: *credit,
            time,
            local: address(local)?,
            peer: address(peer)?,
        },
        Inward::Refused { id, reason } => {
            Frame::Refused { stream: StreamId(*id), reason: reason_of(*reason), time, text: "" }
        }
        Inward::Listening { listener, local } => {
            Frame::Listening { listener: StreamId(*listener), time, local: address(local)? }
        }
        Inward::Accepted { listener, stream, credit, local, peer } => Frame::Accepted {
            listener: StreamId(*listener),
            stream: StreamId(*stream),
            credit: *credit,
            time,
            local: address(local)?,
            peer: address(peer)?,
        },
        Inward::Piece { stream, bytes } => {
            Frame::Piece { stream: StreamId(*stream), time, bytes: &bytes[..bytes.len().min(PIECE_MAX)] }
        }
        Inward::Eof { stream } => Frame::Eof { stream: StreamId(*stream), time },
        Inward::Credit { stream, bytes } => Frame::Credit { stream: StreamId(*stream), bytes: *bytes },
        Inward::Closed { id, reason } => Frame::Close { stream: StreamId(*id), reason: reason_of(*reason), time },
    };
    Some(frame.to_vec())
}

/// What a frame of a bridge says, in the numbers that are in it; `None` for one that is about no stream.
pub(super) fn inward(frame: &Frame<'_>) -> Option<Inward> {
    Some(match *frame {
        Frame::Opened { stream, credit, local, peer, .. } => {
            Inward::Opened { stream: stream.0, credit, local: name(local), peer: name(peer) }
        }
        Frame::Refused { stream, reason, .. } => Inward::Refused { id: stream.0, reason: why(reason) },
        Frame::Listening { listener, local, .. } => Inward::Listening { listener: listener.0, local: name(local) },
        Frame::Accepted { listener, stream, credit, local, peer, .. } => {
            Inward::Accepted { listener: listener.0, stream: stream.0, credit, local: name(local), peer: name(peer) }
        }
        Frame::Piece { stream, bytes, .. } => Inward::Piece { stream: stream.0, bytes: bytes.into() },
        Frame::Eof { stream, .. } => Inward::Eof { stream: stream.0 },
        Frame::Credit { stream, bytes } => Inward::Credit { stream: stream.0, bytes },
        Frame::Close { stream, reason, .. } => Inward::Closed { id: stream.0, reason: why(reason) },
        _ => return None,
    })
}

/// An address as the engine writes it.
fn name(address: SocketAddr) -> Rc<str> {
    address.to_string().into()
}

/// The protocol's reasons and the engine's words for them.
const REASONS: [(Reason, Why); 12] = [
    (Reason::Ended, Why::Ended),
    (Reason::Refused, Why::Refused),
    (Reason::TimedOut, Why::TimedOut),
    (Reason::Unreachable, Why::Unreachable),
    (Reason::Blocked, Why::Blocked),
    (Reason::Throttled, Why::Throttled),
    (Reason::Reset, Why::Reset),
    (Reason::InUse, Why::InUse),
    (Reason::NoSuchHost, Why::NoSuchHost),
    (Reason::NotPermitted, Why::NotPermitted),
    (Reason::Stopping, Why::Stopping),
    (Reason::Failed, Why::Failed),
];

fn why(reason: Reason) -> Why {
    REASONS.iter().find(|(known, _)| *known == reason).map_or(Why::Failed, |(_, why)| *why)
}

fn reason_of(why: Why) -> Reason {
    REASONS.iter().find(|(_, known)| *known == why).map_or(Reason::Failed, |(reason, _)| *reason)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sample() -> Recording {
        let address = |port: u16| Rc::from(format!("127.0.0.1:{port}"));
        let all = [
            Inward::Listening { listener: 1, local: address(2346) },
            Inward::Accepted { listener: 1, stream: 2, credit: 9, local: address(2346), peer: "[::1]:7".into() },
            Inward::Opened { stream: 3, credit: 4, local: address(1), peer: address(2) },
            Inward::Piece { stream: 3, bytes: [0, 1, 255].into() },
            Inward::Credit { stream: 3, bytes: 70_000 },
            Inward::Eof { stream: 3 },
            Inward::Closed { id: 2, reason: Why::Reset },
            Inward::Refused { id: 5, reason: Why::Blocked },
        ];
        let at = |(index, what): (u64, Inward)| Heard { at_ns: index * index, what };
        Recording { heard: (3..).zip(all).map(at).collect() }
    }

    #[test]
    fn a_recording_is_read_as_it_was_written() {
        assert_eq!(recording(&entries(&sample())), Some(sample()));
        for (reason, why_) in REASONS {
            assert_eq!((why(reason), reason_of(why_)), (why_, reason));
        }
    }

    #[test]
    fn entries_that_no_bridge_could_have_said_are_refused() {
        let good = entries(&sample());
        let mut late = good.clone();
        late[0].after_ns = u64::MAX;
        assert_eq!(recording(&late), None);
        for at in 0..good.len() {
            let mut cut = good.clone();
            cut[at].frame.pop();
            let shorter = recording(&cut);
            // Only a piece may have any length.
            assert_eq!(shorter.is_some(), matches!(sample().heard[at].what, Inward::Piece { .. }), "{:?}", good[at]);
        }
        let hello = Entry { after_ns: 0, frame: Frame::Hello { version: 1 }.to_vec() };
        assert_eq!(recording(&[hello]), None);
    }
}

//! Real peers: connections of a run that lead out of the simulation, and the record of what came from there.
//! A run with real peers is still a pure function: of programs, knobs, seed *and what the real network did*, which is a list of timed
//! inputs. Live or replayed, the same recording gives the same trace, and any position can be executed again.
//! Does not know how the other side is reached: whoever drives a live run does what it asks ([`Outward`]) and tells it what happened ([`Inward`]).

use serde::{Deserialize, Serialize};
use sockscope_net as net;
use std::cell::RefCell;
use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::rc::Rc;

/// What a run asks of the real network, in order.
pub use sockscope_net::Outward;

/// How many inputs a recording may hold.
pub const HEARD_MAX: usize = 100_000;
/// How many bytes of real peers a recording may hold.
pub const HEARD_BYTES_MAX: usize = 16 << 20;
/// How far a live run's clock may be ahead of real time: a wake-up and some lines need no wait.
pub(crate) const LEAD_NS: u64 = 1_000_000;

/// Who is at the other end of connections that no program of the experiment serves.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Peers {
    /// Nobody: they are refused.
    #[default]
    Simulated,
    /// Real ones, as far as they are recorded.
    Real(Rc<Recording>),
}

/// What the real network did in a run.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Recording {
    /// In order, with ascending times.
    pub heard: Vec<Heard>,
}

/// One thing that the real network did.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Heard {
    /// Virtual time, which a live run keeps close to real time since its start.
    pub at_ns: u64,
    /// What happened.
    pub what: Inward,
}

/// Why something failed or ended; the words of the bridge's protocol.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Reason {
    /// Both directions have ended.
    Ended,
    /// Nobody listens there.
    Refused,
    /// No answer, or nothing moved for too long.
    TimedOut,
    /// No way there.
    Unreachable,
    /// The target is not on the bridge's list.
    Blocked,
    /// A limit of the bridge.
    Throttled,
    /// A reset.
    Reset,
    /// Another program listens on the port.
    InUse,
    /// The name means nothing.
    NoSuchHost,
    /// The system does not permit it.
    NotPermitted,
    /// The bridge is being stopped, or is gone.
    Stopping,
    /// Anything else.
    Failed,
}

/// What the real network did. Addresses are texts as the bridge shows them, such as `127.0.0.1:2346`.
///
/// Streams and listeners that the run asked for have the odd numbers that it gave them; those of accepted clients have even ones.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Inward {
    /// A connection stands.
    Opened {
        /// The stream.
        stream: u32,
        /// Bytes that the other side takes now.
        credit: u32,
        /// The real address of this side.
        local: Rc<str>,
        /// That of the other.
        peer: Rc<str>,
    },
    /// A connection or a listener did not come to be.
    Refused {
        /// The stream or listener.
        id: u32,
        /// Why.
        reason: Reason,
    },
    /// A real port is listened on.
    Listening {
        /// The listener.
        listener: u32,
        /// Where.
        local: Rc<str>,
    },
    /// A real client has connected.
    Accepted {
        /// The listener.
        listener: u32,
        /// The new stream.
        stream: u32,
        /// Bytes that the client's side takes now.
        credit: u32,
        /// The real address of this side.
        local: Rc<str>,
        /// The client's.
        peer: Rc<str>,
    },
    /// Bytes, as one real read gave them.
    Piece {
        /// The stream.
        stream: u32,
        /// The bytes.
        #[serde(with = "octets")]
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
        reason: Reason,
    },
}

impl Inward {
    fn bytes(&self) -> usize {
        if let Self::Piece { bytes, .. } = self { bytes.len() } else { 0 }
    }

    /// As the sockets take it.
    pub(crate) fn to_net(&self) -> net::Inward {
        match self {
            Self::Opened { stream, credit, local, peer } => {
                net::Inward::Opened { stream: *stream, credit: *credit, local: address(local), peer: address(peer) }
            }
            Self::Refused { id, reason } => net::Inward::Refused { id: *id, reason: reason.to_net() },
            Self::Listening { listener, .. } => net::Inward::Listening { listener: *listener },
            Self::Accepted { listener, stream, credit, local, peer } => net::Inward::Accepted {
                listener: *listener,
                stream: *stream,
                credit: *credit,
                local: address(local),
                peer: address(peer),
            },
            Self::Piece { stream, bytes } => net::Inward::Piece { stream: *stream, bytes: bytes.clone() },
            Self::Eof { stream } => net::Inward::Eof { stream: *stream },
            Self::Credit { stream, bytes } => net::Inward::Credit { stream: *stream, bytes: *bytes },
            Self::Closed { id, reason } => net::Inward::Closed { id: *id, reason: reason.to_net() },
        }
    }
}

impl Reason {
    fn to_net(self) -> net::OutsideReason {
        use net::OutsideReason as To;
        match self {
            Self::Ended => To::Ended,
            Self::Refused => To::Refused,
            Self::TimedOut => To::TimedOut,
            Self::Unreachable => To::Unreachable,
            Self::Blocked | Self::NotPermitted => To::Forbidden,
            Self::Throttled => To::Limited,
            Self::Reset => To::Reset,
            Self::InUse => To::InUse,
            Self::NoSuchHost => To::NoSuchHost,
            Self::Stopping | Self::Failed => To::Failed,
        }
    }
}

/// An address as the sockets have it: IPv4. Others, which programs here cannot name, become no address.
fn address(text: &str) -> net::Address {
    let Ok(address) = text.parse::<SocketAddr>() else { return net::Address::NONE };
    let ip = match address.ip() {
        IpAddr::V4(ip) => ip,
        IpAddr::V6(ip) => ip.to_ipv4_mapped().unwrap_or(Ipv4Addr::UNSPECIFIED),
    };
    net::Address { ip, port: net::Port(address.port()) }
}

/// What was heard so far, shared by a run's live front and the copies of its world that execute parts again: it only grows, and only by
/// what lies ahead of the front.
#[derive(Debug, Clone, Default)]
pub(crate) struct Heardbook {
    heard: Rc<RefCell<Vec<Heard>>>,
    bytes: usize,
}

impl Heardbook {
    pub(crate) fn of(peers: &Peers) -> Self {
        let mut heard = if let Peers::Real(recording) = peers { recording.heard.clone() } else { Vec::new() };
        heard.truncate(HEARD_MAX);
        // A recording from elsewhere may be in any order; ours ascend.
        heard.sort_by_key(|heard| heard.at_ns);
        let bytes = heard.iter().map(|heard| heard.what.bytes()).sum();
        Self { heard: Rc::new(RefCell::new(heard)), bytes }
    }

    /// When the input with this number is due.
    pub(crate) fn due(&self, number: usize) -> Option<u64> {
        self.heard.borrow().get(number).map(|heard| heard.at_ns)
    }

    pub(crate) fn get(&self, number: usize) -> Option<Inward> {
        self.heard.borrow().get(number).map(|heard| heard.what.clone())
    }

    pub(crate) fn len(&self) -> usize {
        self.heard.borrow().len()
    }

    /// Appends; not before anything that was heard earlier.
    pub(crate) fn push(&mut self, at_ns: u64, what: Inward) {
        let mut heard = self.heard.borrow_mut();
        let at_ns = heard.last().map_or(at_ns, |last| at_ns.max(last.at_ns));
        self.bytes += what.bytes();
        heard.push(Heard { at_ns, what });
    }

    /// Whether a recording can hold no more.
    pub(crate) fn is_full(&self) -> bool {
        self.len() >= HEARD_MAX || self.bytes >= HEARD_BYTES_MAX
    }

    pub(crate) fn recording(&self) -> Recording {
        Recording { heard: self.heard.borrow().clone() }
    }
}

/// Bytes as bytes, where a format has them: a sequence of numbers is twice as long.
mod octets {
    use serde::de::{Deserializer, SeqAccess, Visitor};
    use serde::ser::Serializer;
    use std::fmt;
    use std::rc::Rc;

    pub(super) fn serialize<S: Serializer>(bytes: &Rc<[u8]>, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_bytes(bytes)
    }

    pub(super) fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Rc<[u8]>, D::Error> {
        deserializer.deserialize_byte_buf(Octets)
    }

    struct Octets;

    impl<'de> Visitor<'de> for Octets {
        type Value = Rc<[u8]>;

        fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
            formatter.write_str("bytes")
        }

        fn visit_bytes<E>(self, bytes: &[u8]) -> Result<Self::Value, E> {
            Ok(bytes.into())
        }

        fn visit_seq<A: SeqAccess<'de>>(self, mut numbers: A) -> Result<Self::Value, A::Error> {
            let mut bytes = Vec::new();
            while let Some(byte) = numbers.next_element::<u8>()? {
                bytes.push(byte);
            }
            Ok(bytes.into())
        }
    }
}

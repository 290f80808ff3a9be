//! The frames and their bytes: a kind, then fields of fixed size in network byte order, then at most one field that takes the rest.
//! Decoding borrows from the message and allocates nothing; whatever the bytes are, the answer is a frame or a `Fault`.

use crate::{BridgeTime, FRAME_MAX, HOST_MAX, PIECE_MAX, Reason, StreamId, TEXT_MAX};
use core::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};

/// One frame: one binary message of the WebSocket.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Frame<'a> {
    /// Page: the first frame, which names the version.
    Hello {
        /// The version that the page speaks.
        version: u16,
    },
    /// Page: connect to a TCP server. Answered by `Opened` or `Refused`.
    Open {
        /// The page's next odd number.
        stream: StreamId,
        /// Bytes that the bridge may send at once.
        credit: u32,
        /// The server's port.
        port: u16,
        /// The server's name or address, without brackets.
        host: &'a str,
    },
    /// Page: listen on a loopback port. Answered by `Listening` or `Refused`.
    Listen {
        /// The page's next odd number.
        listener: StreamId,
        /// The port; 0 is any.
        port: u16,
        /// Clients that may wait.
        backlog: u16,
    },
    /// Page: bytes for the TCP peer, within the credit.
    Data {
        /// Which stream.
        stream: StreamId,
        /// At least one byte.
        bytes: &'a [u8],
    },
    /// Both: nothing more comes in this direction; the other one goes on.
    Eof {
        /// Which stream.
        stream: StreamId,
        /// When the bridge saw it.
        time: BridgeTime,
    },
    /// Both: the receiver of a direction lets so many more bytes come.
    Credit {
        /// Which stream.
        stream: StreamId,
        /// More bytes, at least one.
        bytes: u32,
    },
    /// Both: the stream or listener is over. The page says `Ended` for `close(2)` and `Reset` for an abort.
    Close {
        /// Which stream or listener.
        stream: StreamId,
        /// Why.
        reason: Reason,
        /// When.
        time: BridgeTime,
    },
    /// Bridge: the answer to `Hello`.
    Welcome {
        /// The version that will be spoken.
        version: u16,
        /// Streams that may be open at once.
        streams_max: u32,
        /// The servers that the bridge itself runs, allowed as targets.
        demos: Demos<'a>,
    },
    /// Bridge: the connection is established.
    Opened {
        /// Which stream.
        stream: StreamId,
        /// Bytes that the page may send at once.
        credit: u32,
        /// When.
        time: BridgeTime,
        /// The bridge's end.
        local: SocketAddr,
        /// The server's end.
        peer: SocketAddr,
    },
    /// Bridge: `Open` or `Listen` failed; for `StreamId::CONVERSATION` the WebSocket is closed after it.
    Refused {
        /// What was refused.
        stream: StreamId,
        /// Why.
        reason: Reason,
        /// When.
        time: BridgeTime,
        /// Particulars in English, possibly empty.
        text: &'a str,
    },
    /// Bridge: it listens for the page.
    Listening {
        /// Which listener.
        listener: StreamId,
        /// When.
        time: BridgeTime,
        /// Where; the port is the real one.
        local: SocketAddr,
    },
    /// Bridge: a client has connected. Its bytes wait in the kernel until the page grants credit.
    Accepted {
        /// The listener.
        listener: StreamId,
        /// The bridge's next even number.
        stream: StreamId,
        /// Bytes that the page may send at once.
        credit: u32,
        /// When.
        time: BridgeTime,
        /// The bridge's end.
        local: SocketAddr,
        /// The client's end.
        peer: SocketAddr,
    },
    /// Bridge: what one `read(2)` of the TCP peer's bytes returned.
    Piece {
        /// Which stream.
        stream: StreamId,
        /// When.
        time: BridgeTime,
        /// At least one byte.
        bytes: &'a [u8],
    },
}

/// Why bytes are no frame.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fault {
    /// No frame of this version has this kind.
    UnknownKind(u8),
    /// The message ends within a field, or has bytes after the last.
    Length,
    /// The message or its last field is longer than allowed.
    TooLong,
    /// A field has a value that it may not have: a stream 0, a credit or a piece of 0 bytes, an unknown reason, a text that is not UTF-8.
    Value,
}

const HELLO: u8 = 0x01;
const OPEN: u8 = 0x02;
const LISTEN: u8 = 0x03;
const DATA: u8 = 0x04;
const EOF: u8 = 0x10;
const CREDIT: u8 = 0x11;
const CLOSE: u8 = 0x12;
const WELCOME: u8 = 0x20;
const OPENED: u8 = 0x21;
const REFUSED: u8 = 0x22;
const LISTENING: u8 = 0x23;
const ACCEPTED: u8 = 0x24;
const PIECE: u8 = 0x25;

impl<'a> Frame<'a> {
    /// Whether the page sends such a frame; otherwise only the bridge does.
    #[must_use]
    pub const fn is_from_page(&self) -> bool {
        matches!(
            self,
            Self::Hello { .. }
                | Self::Open { .. }
                | Self::Listen { .. }
                | Self::Data { .. }
                | Self::Eof { .. }
                | Self::Credit { .. }
                | Self::Close { .. }
        )
    }

    /// Appends the frame's bytes. Texts that are too long are cut; bytes that are too long are the caller's error.
    ///
    /// # Panics
    /// When a piece is longer than `PIECE_MAX`.
    pub fn encode(&self, out: &mut Vec<u8>) {
        let mut to = Writer { out };
        match *self {
            Self::Hello { version } => to.kind(HELLO).u16(version),
            Self::Open { stream, credit, port, host } => {
                to.kind(OPEN).stream(stream).u32(credit).u16(port).text(host, HOST_MAX)
            }
            Self::Listen { listener, port, backlog } => to.kind(LISTEN).stream(listener).u16(port).u16(backlog),
            Self::Data { stream, bytes } => to.kind(DATA).stream(stream).piece(bytes),
            Self::Eof { stream, time } => to.kind(EOF).stream(stream).time(time),
            Self::Credit { stream, bytes } => to.kind(CREDIT).stream(stream).u32(bytes),
            Self::Close { stream, reason, time } => to.kind(CLOSE).stream(stream).kind(reason.code()).time(time),
            Self::Welcome { version, streams_max, demos } => {
                to.kind(WELCOME).u16(version).u32(streams_max).raw(demos.0)
            }
            Self::Opened { stream, credit, time, local, peer } => {
                to.kind(OPENED).stream(stream).u32(credit).time(time).address(local).address(peer)
            }
            Self::Refused { stream, reason, time, text } => {
                to.kind(REFUSED).stream(stream).kind(reason.code()).time(time).text(text, TEXT_MAX)
            }
            Self::Listening { listener, time, local } => to.kind(LISTENING).stream(listener).time(time).address(local),
            Self::Accepted { listener, stream, credit, time, local, peer } => {
                to.kind(ACCEPTED).stream(listener).stream(stream).u32(credit).time(time).address(local).address(peer)
            }
            Self::Piece { stream, time, bytes } => to.kind(PIECE).stream(stream).time(time).piece(bytes),
        };
    }

    /// The frame's bytes as a message of their own.
    #[must_use]
    pub fn to_vec(&self) -> Vec<u8> {
        let mut out = Vec::new();
        self.encode(&mut out);
        out
    }

    /// Reads one whole message.
    ///
    /// # Errors
    /// When it is not exactly one frame.
    pub fn decode(message: &'a [u8]) -> Result<Self, Fault> {
        if message.len() > FRAME_MAX {
            return Err(Fault::TooLong);
        }
        let mut from = Reader { rest: message };
        let frame = match from.u8()? {
            HELLO => Self::Hello { version: from.u16()? },
            OPEN => Self::Open {
                stream: from.stream()?,
                credit: from.u32()?,
                port: from.u16()?,
                host: non_empty(from.text(HOST_MAX)?)?,
            },
            LISTEN => Self::Listen { listener: from.stream()?, port: from.u16()?, backlog: from.u16()? },
            DATA => Self::Data { stream: from.stream()?, bytes: from.piece()? },
            EOF => Self::Eof { stream: from.stream()?, time: from.time()? },
            CREDIT => Self::Credit { stream: from.stream()?, bytes: from.some_u32()? },
            CLOSE => Self::Close { stream: from.stream()?, reason: from.reason()?, time: from.time()? },
            WELCOME => Self::Welcome { version: from.u16()?, streams_max: from.u32()?, demos: from.demos()? },
            OPENED => Self::Opened {
                stream: from.stream()?,
                credit: from.u32()?,
                time: from.time()?,
                local: from.address()?,
                peer: from.address()?,
            },
            REFUSED => Self::Refused {
                stream: StreamId(from.u32()?),
                reason: from.reason()?,
                time: from.time()?,
                text: from.text(TEXT_MAX)?,
            },
            LISTENING => Self::Listening { listener: from.stream()?, time: from.time()?, local: from.address()? },
            ACCEPTED => Self::Accepted {
                listener: from.stream()?,
                stream: from.stream()?,
                credit: from.u32()?,
                time: from.time()?,
                local: from.address()?,
                peer: from.address()?,
            },
            PIECE => Self::Piece { stream: from.stream()?, time: from.time()?, bytes: from.piece()? },
            other => return Err(Fault::UnknownKind(other)),
        };
        if from.rest.is_empty() { Ok(frame) } else { Err(Fault::Length) }
    }
}

/// Which of the bridge's own servers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[repr(u8)]
pub enum DemoKind {
    /// Sends the lessons' sentence and closes.
    Sentence = 1,
    /// Sends a Rust value as a pickle behind the ten characters of its length, and closes.
    Object = 2,
    /// Sends back what it gets, and finishes its direction after the client has finished its own.
    Echo = 3,
}

/// One of the bridge's own servers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Demo {
    /// Which.
    pub kind: DemoKind,
    /// Its port on 127.0.0.1.
    pub port: u16,
}

/// The list of the bridge's own servers, as it stands in the frame: three bytes each.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Demos<'a>(&'a [u8]);

impl<'a> Demos<'a> {
    /// The bytes of one entry, to be put one after another for `of_bytes`.
    #[must_use]
    pub const fn entry(demo: Demo) -> [u8; 3] {
        let [high, low] = demo.port.to_be_bytes();
        [demo.kind as u8, high, low]
    }

    /// A list of entries, unless it is no whole number of them.
    #[must_use]
    pub const fn of_bytes(bytes: &'a [u8]) -> Option<Self> {
        if bytes.len().is_multiple_of(3) && bytes.len() <= 3 * 255 { Some(Self(bytes)) } else { None }
    }

    /// The servers; those of a kind unknown here are left out.
    pub fn iter(&self) -> impl Iterator<Item = Demo> + 'a {
        self.0.chunks_exact(3).filter_map(|entry| {
            let kind = match entry[0] {
                1 => DemoKind::Sentence,
                2 => DemoKind::Object,
                3 => DemoKind::Echo,
                _ => return None,
            };
            Some(Demo { kind, port: u16::from_be_bytes([entry[1], entry[2]]) })
        })
    }
}

fn non_empty(text: &str) -> Result<&str, Fault> {
    if text.is_empty() { Err(Fault::Value) } else { Ok(text) }
}

struct Writer<'a> {
    out: &'a mut Vec<u8>,
}

impl Writer<'_> {
    fn raw(&mut self, bytes: &[u8]) -> &mut Self {
        self.out.extend_from_slice(bytes);
        self
    }

    fn kind(&mut self, kind: u8) -> &mut Self {
        self.raw(&[kind])
    }

    fn u16(&mut self, value: u16) -> &mut Self {
        self.raw(&value.to_be_bytes())
    }

    fn u32(&mut self, value: u32) -> &mut Self {
        self.raw(&value.to_be_bytes())
    }

    fn stream(&mut self, stream: StreamId) -> &mut Self {
        self.u32(stream.0)
    }

    fn time(&mut self, time: BridgeTime) -> &mut Self {
        self.raw(&time.0.to_be_bytes())
    }

    fn piece(&mut self, bytes: &[u8]) -> &mut Self {
        assert!(bytes.len() <= PIECE_MAX, "a piece is longer than a frame");
        self.raw(bytes)
    }

    fn text(&mut self, text: &str, max: usize) -> &mut Self {
        self.raw(&text.as_bytes()[..text.floor_char_boundary(max)])
    }

    /// Sixteen bytes, with an IPv4 address mapped into IPv6, and the port.
    fn address(&mut self, address: SocketAddr) -> &mut Self {
        let ip = match address.ip() {
            IpAddr::V4(ip) => ip.to_ipv6_mapped(),
            IpAddr::V6(ip) => ip,
        };
        self.raw(&ip.octets()).u16(address.port())
    }
}

struct Reader<'a> {
    rest: &'a [u8],
}

impl<'a> Reader<'a> {
    fn take(&mut self, len: usize) -> Result<&'a [u8], Fault> {
        let (taken, rest) = self.rest.split_at_checked(len).ok_or(Fault::Length)?;
        self.rest = rest;
        Ok(taken)
    }

    fn number(&mut self, len: usize) -> Result<u64, Fault> {
        Ok(self.take(len)?.iter().fold(0, |number, byte| number << 8 | u64::from(*byte)))
    }

    fn u8(&mut self) -> Result<u8, Fault> {
        Ok(self.number(1)? as u8)
    }

    fn u16(&mut self) -> Result<u16, Fault> {
        Ok(self.number(2)? as u16)
    }

    fn u32(&mut self) -> Result<u32, Fault> {
        Ok(self.number(4)? as u32)
    }

    fn some_u32(&mut self) -> Result<u32, Fault> {
        let number = self.u32()?;
        if number == 0 { Err(Fault::Value) } else { Ok(number) }
    }

    fn stream(&mut self) -> Result<StreamId, Fault> {
        self.some_u32().map(StreamId)
    }

    fn time(&mut self) -> Result<BridgeTime, Fault> {
        self.number(8).map(BridgeTime)
    }

    fn reason(&mut self) -> Result<Reason, Fault> {
        Reason::of_code(self.u8()?).ok_or(Fault::Value)
    }

    fn address(&mut self) -> Result<SocketAddr, Fault> {
        let mut octets = [0; 16];
        octets.copy_from_slice(self.take(16)?);
        let port = self.u16()?;
        let ip = Ipv6Addr::from(octets);
        let ip = ip.to_ipv4_mapped().map_or(IpAddr::V6(ip), |ip: Ipv4Addr| IpAddr::V4(ip));
        Ok(SocketAddr::new(ip, port))
    }

    fn all(&mut self) -> &'a [u8] {
        core::mem::take(&mut self.rest)
    }

    fn piece(&mut self) -> Result<&'a [u8], Fault> {
        match self.all() {
            [] => Err(Fault::Value),
            bytes if bytes.len() > PIECE_MAX => Err(Fault::TooLong),
            bytes => Ok(bytes),
        }
    }

    fn text(&mut self, max: usize) -> Result<&'a str, Fault> {
        let bytes = self.all();
        if bytes.len() > max {
            return Err(Fault::TooLong);
        }
        core::str::from_utf8(bytes).map_err(|_| Fault::Value)
    }

    fn demos(&mut self) -> Result<Demos<'a>, Fault> {
        Demos::of_bytes(self.all()).ok_or(Fault::Length)
    }
}

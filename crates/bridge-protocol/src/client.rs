//! The page's side of the conversation: which streams there are, who may send how much, and what the bridge may say now.
//! Owns numbers, credits and ends; the WebSocket, the bytes of a stream and what programs do with them are the caller's.
//! Each method returns the message to send; each message received goes through `on_frame`.

use crate::{BridgeTime, CREDIT_MAX, Fault, Frame, HOST_MAX, PIECE_MAX, Reason, StreamId, VERSION};

/// The state of one WebSocket, seen from the page.
///
/// ```
/// use sockscope_bridge_protocol::{Client, Frame, Reason};
/// let mut client = Client::new();
/// let hello = client.hello(); // the first message to send
/// # assert_eq!(hello, [1, 0, 1]);
/// // Once the bridge has said `Welcome`: connect, and let 7 bytes come, which is what `recv(7)` asks for.
/// let (stream, message) = client.open("localhost", 2346, 7).expect("a host of at most 255 bytes");
/// # assert!(!message.is_empty());
/// // A message of the bridge. `Ok(None)` is one about a stream that the page has closed meanwhile.
/// let refused = Frame::Refused { stream, reason: Reason::Refused, time: Default::default(), text: "" }.to_vec();
/// assert!(client.on_frame(&refused).is_err(), "nothing may come before `Welcome`");
/// ```
#[derive(Debug, Clone, Default)]
pub struct Client {
    welcomed: bool,
    next: u32,
    accepted: u32,
    flows: Vec<Flow>,
}

/// What the bridge sent although it may not. The conversation is over: close the WebSocket.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ClientFault {
    /// The message is no frame.
    Frame(Fault),
    /// The frame has no place at this point: its kind, its stream, or more bytes than were granted.
    Unexpected,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Phase {
    Opening,
    Open,
    Binding,
    Listening,
}

#[derive(Debug, Clone)]
struct Flow {
    id: StreamId,
    phase: Phase,
    /// Bytes that the page may still send.
    up: u32,
    /// Bytes that the bridge may still send.
    down: u32,
    up_finished: bool,
    down_finished: bool,
}

impl Client {
    /// A conversation that has not begun.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// The first message.
    #[must_use]
    pub fn hello(&self) -> Vec<u8> {
        Frame::Hello { version: VERSION }.to_vec()
    }

    /// Asks for a connection to `host` and lets `credit` bytes come. A read of the bridge takes at most the credit that is there: who
    /// grants 7, as `recv(7)` does, gets what `read(2)` of 7 gives; who grants much gets the pieces as the kernel has them.
    /// `None` when `host` is empty or too long.
    #[must_use]
    pub fn open(&mut self, host: &str, port: u16, credit: u32) -> Option<(StreamId, Vec<u8>)> {
        if host.is_empty() || host.len() > HOST_MAX {
            return None;
        }
        let credit = credit.min(CREDIT_MAX);
        let stream = self.begin(Phase::Opening, credit);
        Some((stream, Frame::Open { stream, credit, port, host }.to_vec()))
    }

    /// Asks the bridge to listen on a loopback port; 0 is any.
    #[must_use]
    pub fn listen(&mut self, port: u16, backlog: u16) -> (StreamId, Vec<u8>) {
        let listener = self.begin(Phase::Binding, 0);
        (listener, Frame::Listen { listener, port, backlog }.to_vec())
    }

    /// Sends as much of `bytes` as the credit and one frame admit, and says how much that is; with 0 there is nothing to send, and
    /// a `Credit` of the bridge will come.
    #[must_use]
    pub fn send(&mut self, stream: StreamId, bytes: &[u8]) -> (usize, Vec<u8>) {
        let taken = bytes.len().min(self.writable(stream)).min(PIECE_MAX);
        let Some(flow) = self.flow_mut(stream).filter(|_| taken > 0) else { return (0, Vec::new()) };
        flow.up -= taken as u32;
        (taken, Frame::Data { stream, bytes: &bytes[..taken] }.to_vec())
    }

    /// Bytes that `send` would take now, one frame aside.
    #[must_use]
    pub fn writable(&self, stream: StreamId) -> usize {
        self.flow(stream)
            .filter(|flow| flow.phase == Phase::Open && !flow.up_finished)
            .map_or(0, |flow| flow.up as usize)
    }

    /// Bytes that were granted and have not come.
    #[must_use]
    pub fn granted(&self, stream: StreamId) -> usize {
        self.flow(stream).map_or(0, |flow| flow.down as usize)
    }

    /// Lets `bytes` more come, up to `CREDIT_MAX` together. Without credit the bridge does not read, and the peer's kernel fills.
    /// `None` when there is nothing to say.
    #[must_use]
    pub fn grant(&mut self, stream: StreamId, bytes: u32) -> Option<Vec<u8>> {
        let flow = self.flow_mut(stream).filter(|flow| flow.phase == Phase::Open && !flow.down_finished)?;
        let bytes = bytes.min(CREDIT_MAX - flow.down);
        flow.down += bytes;
        (bytes > 0).then(|| Frame::Credit { stream, bytes }.to_vec())
    }

    /// `shutdown(SHUT_WR)`: the peer reads the end of the stream after what was sent; it may go on sending.
    #[must_use]
    pub fn finish(&mut self, stream: StreamId) -> Option<Vec<u8>> {
        let flow = self.flow_mut(stream).filter(|flow| flow.phase == Phase::Open && !flow.up_finished)?;
        flow.up_finished = true;
        Some(Frame::Eof { stream, time: BridgeTime::default() }.to_vec())
    }

    /// `close(2)` of a stream or a listener: what was sent is still delivered. The page hears no more of it.
    #[must_use]
    pub fn close(&mut self, stream: StreamId) -> Option<Vec<u8>> {
        self.end(stream, Reason::Ended)
    }

    /// Ends a stream so that its peer sees a reset.
    #[must_use]
    pub fn abort(&mut self, stream: StreamId) -> Option<Vec<u8>> {
        self.end(stream, Reason::Reset)
    }

    /// Takes one message of the bridge and returns its frame, checked against the state: `Welcome`, `Opened`, `Refused`, `Listening`,
    /// `Accepted`, `Piece`, `Eof`, `Credit` or `Close`. `None` for a frame about a stream that the page has closed meanwhile.
    /// A client may still be `Accepted` by a listener that the page has closed: close that stream too.
    ///
    /// # Errors
    /// When the bridge breaks the protocol.
    pub fn on_frame<'a>(&mut self, message: &'a [u8]) -> Result<Option<Frame<'a>>, ClientFault> {
        let frame = Frame::decode(message).map_err(ClientFault::Frame)?;
        match frame {
            Frame::Refused { stream: StreamId::CONVERSATION, .. } => return Ok(Some(frame)),
            Frame::Welcome { version: VERSION, .. } if !self.welcomed => {
                self.welcomed = true;
                return Ok(Some(frame));
            }
            _ if !self.welcomed => return Err(ClientFault::Unexpected),
            Frame::Accepted { listener, stream, credit, .. } => {
                return self.on_accepted(listener, stream, credit, frame);
            }
            _ => {}
        }
        let Some(stream) = subject(&frame) else { return Err(ClientFault::Unexpected) };
        let Some(index) = self.flows.iter().position(|flow| flow.id == stream) else {
            let known = if stream.is_from_page() { stream.0 <= self.next } else { stream.0 <= self.accepted };
            return if known { Ok(None) } else { Err(ClientFault::Unexpected) };
        };
        let flow = &mut self.flows[index];
        let over = flow.on_frame(&frame).ok_or(ClientFault::Unexpected)?;
        if over {
            self.flows.swap_remove(index);
        }
        Ok(Some(frame))
    }

    fn on_accepted<'a>(
        &mut self,
        listener: StreamId,
        stream: StreamId,
        credit: u32,
        frame: Frame<'a>,
    ) -> Result<Option<Frame<'a>>, ClientFault> {
        if stream.is_from_page() || stream.0 <= self.accepted || !listener.is_from_page() || listener.0 > self.next {
            return Err(ClientFault::Unexpected);
        }
        self.accepted = stream.0;
        let up = credit.min(CREDIT_MAX);
        self.flows.push(Flow { id: stream, phase: Phase::Open, up, down: 0, up_finished: false, down_finished: false });
        Ok(Some(frame))
    }

    fn begin(&mut self, phase: Phase, down: u32) -> StreamId {
        // The first is 1, each further one 2 more.
        self.next = if self.next == 0 { 1 } else { self.next + 2 };
        let id = StreamId(self.next);
        self.flows.push(Flow { id, phase, up: 0, down, up_finished: false, down_finished: false });
        id
    }

    fn end(&mut self, stream: StreamId, reason: Reason) -> Option<Vec<u8>> {
        let index = self.flows.iter().position(|flow| flow.id == stream)?;
        self.flows.swap_remove(index);
        Some(Frame::Close { stream, reason, time: BridgeTime::default() }.to_vec())
    }

    fn flow(&self, stream: StreamId) -> Option<&Flow> {
        self.flows.iter().find(|flow| flow.id == stream)
    }

    fn flow_mut(&mut self, stream: StreamId) -> Option<&mut Flow> {
        self.flows.iter_mut().find(|flow| flow.id == stream)
    }
}

impl Flow {
    /// Changes the state as the frame says. `None` when it may not come now, otherwise whether the flow is over.
    fn on_frame(&mut self, frame: &Frame<'_>) -> Option<bool> {
        match (*frame, self.phase) {
            (Frame::Opened { credit, .. }, Phase::Opening) => {
                self.phase = Phase::Open;
                self.up = credit.min(CREDIT_MAX);
            }
            (Frame::Listening { .. }, Phase::Binding) => self.phase = Phase::Listening,
            (Frame::Refused { .. }, Phase::Opening | Phase::Binding)
            | (Frame::Close { .. }, Phase::Open | Phase::Listening) => return Some(true),
            (Frame::Piece { bytes, .. }, Phase::Open) if !self.down_finished => {
                self.down = self.down.checked_sub(bytes.len() as u32)?;
            }
            (Frame::Eof { .. }, Phase::Open) if !self.down_finished => self.down_finished = true,
            (Frame::Credit { bytes, .. }, Phase::Open) => {
                self.up = self.up.checked_add(bytes).filter(|up| *up <= CREDIT_MAX)?;
            }
            _ => return None,
        }
        Some(false)
    }
}

/// The stream or listener that a frame of the bridge is about.
fn subject(frame: &Frame<'_>) -> Option<StreamId> {
    match *frame {
        Frame::Opened { stream, .. }
        | Frame::Refused { stream, .. }
        | Frame::Piece { stream, .. }
        | Frame::Eof { stream, .. }
        | Frame::Credit { stream, .. }
        | Frame::Close { stream, .. } => Some(stream),
        Frame::Listening { listener, .. } => Some(listener),
        _ => None,
    }
}

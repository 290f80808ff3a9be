//! Between a live run and the bridge: what the run asks becomes frames, and frames become what the run hears. The run numbers its streams
//! from 1, the protocol gives each number once for a whole WebSocket, over all the runs that it serves; the table is here.
//! Knows no WebSocket and no clock: messages and times go in and come out.

use super::recording;
use sockscope_bridge_protocol::{Client, ClientFault, Demo, Frame, Reason, StreamId};
use sockscope_lab::real::{Inward, Outward, Reason as Why};
use std::rc::Rc;

/// What `gethostname()` says in the page, see `sockscope_net::names`.
const HOST_NAME: &str = "sockscope";

/// One WebSocket's conversation, and which of its streams belong to the run that uses it now.
#[derive(Default)]
pub(crate) struct Conversation {
    client: Client,
    streams: Vec<Stream>,
    /// Nanoseconds from the bridge's clock to the page's, for the frame that came fastest so far.
    ahead_ns: Option<i64>,
}

/// A stream or listener of the run.
struct Stream {
    run: u32,
    wire: StreamId,
    /// Bytes that the bridge has given no credit for, and what stands behind them.
    waiting: Vec<u8>,
    finish: bool,
    close: bool,
}

/// What a message of the bridge means.
#[derive(Debug)]
pub(crate) enum Said {
    /// It is ready, and has these servers of its own.
    Welcome(Rc<[Demo]>),
    /// The run hears something that happened at this time of the page's clock.
    Heard(u64, Inward),
    /// It refuses the conversation.
    Refused(Reason, String),
    /// Nothing that matters any more.
    Nothing,
}

impl Conversation {
    /// The first message.
    pub(crate) fn hello(&self) -> Vec<u8> {
        self.client.hello()
    }

    /// What to send so that the bridge does what the run asks. A host that no frame can name is heard of at once.
    pub(crate) fn ask(&mut self, asked: Outward, send: &mut Vec<Vec<u8>>) -> Option<Inward> {
        match asked {
            Outward::Open { stream, host, port, credit } => match self.client.open(here(&host), port, credit) {
                Some((wire, message)) => {
                    send.push(message);
                    self.begin(stream, wire);
                }
                None => return Some(Inward::Refused { id: stream, reason: Why::NoSuchHost }),
            },
            Outward::Listen { listener, port, backlog } => {
                let (wire, message) = self.client.listen(port, backlog);
                send.push(message);
                self.begin(listener, wire);
            }
            Outward::Send { stream, bytes } => self.on(stream, send, |stream| stream.waiting.extend_from_slice(&bytes)),
            Outward::Finish { stream } => self.on(stream, send, |stream| stream.finish = true),
            Outward::Close { id } => self.on(id, send, |stream| stream.close = true),
            Outward::Grant { stream, bytes } => {
                let wire = self.find(stream).map(|stream| stream.wire);
                send.extend(wire.and_then(|wire| self.client.grant(wire, bytes)));
            }
            Outward::Abort { stream } => {
                if let Some(at) = self.streams.iter().position(|known| known.run == stream) {
                    send.extend(self.client.abort(self.streams.swap_remove(at).wire));
                }
            }
        }
        None
    }

    /// Ends everything that a run began: another takes its place, or none.
    pub(crate) fn leave(&mut self, send: &mut Vec<Vec<u8>>) {
        for stream in std::mem::take(&mut self.streams) {
            send.extend(self.client.abort(stream.wire));
        }
    }

    /// Reads a message that came at `now_ns` of the page's clock. What the bridge may not say ends the conversation.
    pub(crate) fn hear(&mut self, message: &[u8], now_ns: u64, send: &mut Vec<Vec<u8>>) -> Result<Said, ClientFault> {
        let Some(frame) = self.client.on_frame(message)? else { return Ok(Said::Nothing) };
        let time = match frame {
            Frame::Welcome { demos, .. } => return Ok(Said::Welcome(demos.iter().collect())),
            Frame::Refused { stream: StreamId::CONVERSATION, reason, text, .. } => {
                return Ok(Said::Refused(reason, text.to_owned()));
            }
            Frame::Opened { time, .. }
            | Frame::Refused { time, .. }
            | Frame::Listening { time, .. }
            | Frame::Accepted { time, .. }
            | Frame::Piece { time, .. }
            | Frame::Eof { time, .. }
            | Frame::Close { time, .. } => self.page_time(time.0, now_ns),
            _ => now_ns,
        };
        Ok(self.inward(&frame, send).map_or(Said::Nothing, |what| Said::Heard(time, what)))
    }

    /// A frame in the run's numbers; `None` for what the run has left.
    fn inward(&mut self, frame: &Frame<'_>, send: &mut Vec<Vec<u8>>) -> Option<Inward> {
        let mut what = recording::inward(frame)?;
        match &mut what {
            Inward::Accepted { listener, stream, .. } => {
                let wire = StreamId(*stream);
                let Some(known) = self.run_of(StreamId(*listener)) else {
                    // One that had come before the bridge heard that its listener is closed.
                    send.extend(self.client.abort(wire));
                    return None;
                };
                *listener = known;
                self.begin(wire.0, wire);
            }
            Inward::Refused { id, .. } | Inward::Closed { id, .. } => *id = self.end(StreamId(*id))?,
            Inward::Credit { stream, .. } => {
                let at = self.streams.iter().position(|known| known.wire.0 == *stream)?;
                *stream = self.streams[at].run;
                self.flush(at, send);
            }
            Inward::Opened { stream: id, .. }
            | Inward::Listening { listener: id, .. }
            | Inward::Piece { stream: id, .. }
            | Inward::Eof { stream: id } => *id = self.run_of(StreamId(*id))?,
        }
        Some(what)
    }

    fn run_of(&self, wire: StreamId) -> Option<u32> {
        self.streams.iter().find(|stream| stream.wire == wire).map(|stream| stream.run)
    }

    fn end(&mut self, wire: StreamId) -> Option<u32> {
        let at = self.streams.iter().position(|stream| stream.wire == wire)?;
        Some(self.streams.swap_remove(at).run)
    }

    fn begin(&mut self, run: u32, wire: StreamId) {
        self.streams.push(Stream { run, wire, waiting: Vec::new(), finish: false, close: false });
    }

    fn find(&mut self, run: u32) -> Option<&mut Stream> {
        self.streams.iter_mut().find(|stream| stream.run == run)
    }

    /// Changes a stream, and sends what it can send now.
    fn on(&mut self, run: u32, send: &mut Vec<Vec<u8>>, change: impl FnOnce(&mut Stream)) {
        if let Some(at) = self.streams.iter().position(|stream| stream.run == run) {
            change(&mut self.streams[at]);
            self.flush(at, send);
        }
    }

    /// Sends what waits, as far as there is credit, and then its end.
    fn flush(&mut self, at: usize, send: &mut Vec<Vec<u8>>) {
        let stream = &mut self.streams[at];
        let mut sent = 0;
        loop {
            let (taken, message) = self.client.send(stream.wire, &stream.waiting[sent..]);
            if taken == 0 {
                break;
            }
            sent += taken;
            send.push(message);
        }
        stream.waiting.drain(..sent);
        if !stream.waiting.is_empty() {
            return;
        }
        if stream.finish {
            send.extend(self.client.finish(stream.wire));
        }
        if stream.close {
            send.extend(self.client.close(stream.wire));
            self.streams.swap_remove(at);
        }
    }

    /// A time of the bridge on the page's clock. The frame that came fastest says how far the two are apart; it is never later than now.
    fn page_time(&mut self, bridge_ns: u64, now_ns: u64) -> u64 {
        let here = i64::try_from(now_ns).unwrap_or(i64::MAX);
        let there = i64::try_from(bridge_ns).unwrap_or(i64::MAX);
        let ahead = self.ahead_ns.map_or(here - there, |known| known.min(here - there));
        self.ahead_ns = Some(ahead);
        u64::try_from(there.saturating_add(ahead)).unwrap_or_default()
    }
}

/// The machine's own name, as a program here learns it, means the machine on which the bridge runs.
fn here(host: &str) -> &str {
    if matches!(host, HOST_NAME | "127.0.1.1") { "localhost" } else { host }
}

#[cfg(test)]
mod tests {
    use super::*;
    use sockscope_bridge_protocol::BridgeTime;

    const TIME: BridgeTime = BridgeTime(0);

    fn address() -> std::net::SocketAddr {
        ([127, 0, 0, 1], 2346).into()
    }

    /// A conversation that has begun, and what it sends from then on.
    fn begun() -> (Conversation, Vec<Vec<u8>>) {
        let mut talk = Conversation::default();
        let demos = sockscope_bridge_protocol::Demos::of_bytes(&[]).unwrap();
        let welcome = Frame::Welcome { version: 1, streams_max: 9, demos }.to_vec();
        assert!(matches!(talk.hear(&welcome, 0, &mut Vec::new()), Ok(Said::Welcome(_))));
        (talk, Vec::new())
    }

    fn open(talk: &mut Conversation, send: &mut Vec<Vec<u8>>, stream: u32) {
        let asked = Outward::Open { stream, host: "sockscope".into(), port: 1, credit: 7 };
        assert_eq!(talk.ask(asked, send), None);
    }

    fn heard(talk: &mut Conversation, frame: Frame<'_>, now_ns: u64, send: &mut Vec<Vec<u8>>) -> Option<(u64, Inward)> {
        match talk.hear(&frame.to_vec(), now_ns, send).unwrap() {
            Said::Heard(at, what) => Some((at, what)),
            other => {
                assert!(matches!(other, Said::Nothing), "{other:?}");
                None
            }
        }
    }

    #[test]
    fn each_run_counts_from_one_and_hears_only_of_its_own_streams() {
        let (mut talk, mut send) = begun();
        open(&mut talk, &mut send, 1);
        assert_eq!(
            Frame::decode(&send[0]).unwrap(),
            Frame::Open { stream: StreamId(1), credit: 7, port: 1, host: "localhost" }
        );
        send.clear();
        talk.leave(&mut send);
        open(&mut talk, &mut send, 1);
        let frames: Vec<Frame<'_>> = send.iter().map(|message| Frame::decode(message).unwrap()).collect();
        assert!(matches!(frames[0], Frame::Close { stream: StreamId(1), reason: Reason::Reset, .. }), "{frames:?}");
        assert!(matches!(frames[1], Frame::Open { stream: StreamId(3), .. }), "{frames:?}");
        let opened = |stream| Frame::Opened {
            stream: StreamId(stream),
            credit: 9,
            time: TIME,
            local: address(),
            peer: address(),
        };
        assert_eq!(heard(&mut talk, opened(1), 5, &mut Vec::new()), None, "of the run before");
        let (_, what) = heard(&mut talk, opened(3), 5, &mut Vec::new()).unwrap();
        assert!(matches!(what, Inward::Opened { stream: 1, credit: 9, .. }), "{what:?}");
    }

    #[test]
    fn bytes_wait_for_credit_and_the_end_waits_for_them() {
        let (mut talk, mut send) = begun();
        open(&mut talk, &mut send, 1);
        let stream = StreamId(1);
        let opened = Frame::Opened { stream, credit: 3, time: TIME, local: address(), peer: address() };
        heard(&mut talk, opened, 0, &mut send);
        send.clear();
        assert_eq!(talk.ask(Outward::Send { stream: 1, bytes: b"abcde".as_slice().into() }, &mut send), None);
        assert_eq!(talk.ask(Outward::Finish { stream: 1 }, &mut send), None);
        heard(&mut talk, Frame::Credit { stream, bytes: 9 }, 0, &mut send);
        let sent: Vec<Frame<'_>> = send.iter().map(|message| Frame::decode(message).unwrap()).collect();
        let end = Frame::Eof { stream, time: TIME };
        assert_eq!(sent, [Frame::Data { stream, bytes: b"abc" }, Frame::Data { stream, bytes: b"de" }, end]);
    }

    #[test]
    fn times_are_the_bridges_and_never_later_than_now() {
        let (mut talk, mut send) = begun();
        open(&mut talk, &mut send, 1);
        let stream = StreamId(1);
        let opened = Frame::Opened { stream, credit: 3, time: BridgeTime(1_000), local: address(), peer: address() };
        let at = |said: Option<(u64, Inward)>| said.unwrap().0;
        // The fastest frame so far, one that was late, and a faster one.
        assert_eq!(at(heard(&mut talk, opened, 50_000, &mut send)), 50_000);
        let piece = |time| Frame::Piece { stream, time: BridgeTime(time), bytes: b"x" };
        assert_eq!(at(heard(&mut talk, piece(2_000), 90_000, &mut send)), 51_000);
        assert_eq!(at(heard(&mut talk, piece(3_000), 51_500, &mut send)), 51_500);
    }

    #[test]
    fn what_a_bridge_may_not_say_ends_it_and_a_client_of_a_closed_listener_is_sent_away() {
        let (mut talk, mut send) = begun();
        assert_eq!(talk.ask(Outward::Listen { listener: 1, port: 0, backlog: 5 }, &mut send), None);
        heard(&mut talk, Frame::Listening { listener: StreamId(1), time: TIME, local: address() }, 0, &mut send);
        assert_eq!(talk.ask(Outward::Close { id: 1 }, &mut send), None);
        send.clear();
        let accepted = Frame::Accepted {
            listener: StreamId(1),
            stream: StreamId(2),
            credit: 1,
            time: TIME,
            local: address(),
            peer: address(),
        };
        assert_eq!(heard(&mut talk, accepted, 0, &mut send), None);
        assert!(matches!(Frame::decode(&send[0]), Ok(Frame::Close { stream: StreamId(2), .. })));
        assert!(talk.hear(b"nonsense", 0, &mut send).is_err());
        let long = Outward::Open { stream: 3, host: "x".repeat(300).into(), port: 1, credit: 0 };
        assert_eq!(talk.ask(long, &mut send), Some(Inward::Refused { id: 3, reason: Why::NoSuchHost }));
    }
}

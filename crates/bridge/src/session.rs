//! One `/bridge` WebSocket: reads the page's frames, keeps the table of its streams and listeners, and writes what they have to say.
//! Everything that waits is bounded; a page that takes nothing is not read for either.

use crate::allow::Target;
use crate::flow::{Ending, Flow};
use crate::http::Admitted;
use crate::limits::{self, Limits};
use crate::rate::Rate;
use crate::server::{Shared, lock};
use crate::target::Failure;
use crate::{listener, stream, target};
use futures_util::stream::{SplitSink, SplitStream};
use futures_util::{SinkExt as _, StreamExt as _};
use sockscope_bridge_protocol::{BridgeTime, Demos, Fault, Frame, Reason, StreamId, VERSION};
use std::collections::BTreeMap;
use std::net::SocketAddr;
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};
use tokio::net::TcpStream;
use tokio::sync::{OwnedSemaphorePermit, mpsc};
use tokio_util::sync::CancellationToken;
use tokio_websockets::{CloseCode, Message, WebSocketStream};

/// What all tasks of one WebSocket share.
#[derive(Debug)]
pub(crate) struct Session {
    pub(crate) shared: Arc<Shared>,
    began: Instant,
    outgoing: mpsc::Sender<Message>,
    table: Mutex<Table>,
}

/// Streams and listeners by their numbers.
#[derive(Debug, Default)]
struct Table {
    entries: BTreeMap<StreamId, Entry>,
    /// The last number that the page chose, and the last of an accepted stream.
    opened: u32,
    accepted: u32,
    /// Nobody will end what is entered now.
    over: bool,
}

#[derive(Debug, Clone)]
enum Entry {
    Stream(Arc<Flow>),
    Listener(CancellationToken),
}

/// The WebSocket takes nothing more.
#[derive(Debug)]
pub(crate) struct Gone;

/// Why the reading ended.
#[derive(Debug)]
enum End {
    /// The page closed or vanished.
    Gone,
    /// The bridge stops.
    Stopping,
    /// The page broke a rule.
    Refused(Reason, &'static str),
}

impl From<Gone> for End {
    fn from(_: Gone) -> Self {
        Self::Gone
    }
}

const fn broken(rule: &'static str) -> End {
    End::Refused(Reason::BrokenRule, rule)
}

/// Serves one WebSocket to its end.
pub(crate) async fn run(admitted: Admitted, shared: Arc<Shared>) {
    let (sink, source) = admitted.socket.split();
    let (outgoing, queue) = mpsc::channel(limits::OUTGOING_MAX);
    let writer = tokio::spawn(write_all(sink, queue));
    let session = Arc::new(Session { shared, began: Instant::now(), outgoing, table: Mutex::default() });
    tracing::info!("a page has connected");
    let end = read_all(source, &session).await;
    tracing::info!(?end, "a page has gone");
    let abort = writer.abort_handle();
    let goodbye = async {
        if say_goodbye(&session, end).await.is_ok() {
            let _ = writer.await;
        }
    };
    if tokio::time::timeout(Duration::from_secs(1), goodbye).await.is_err() {
        tracing::debug!("the page did not take the goodbye");
    }
    abort.abort();
}

/// Ends all streams, tells the page as far as it can still be told, and closes the WebSocket.
async fn say_goodbye(session: &Session, end: End) -> Result<(), Gone> {
    let entries = {
        let mut table = lock(&session.table);
        table.over = true;
        std::mem::take(&mut table.entries)
    };
    for entry in entries.values() {
        entry.end(Ending::Gone);
    }
    let code = match end {
        End::Gone => CloseCode::NORMAL_CLOSURE,
        End::Stopping => {
            for stream in entries.into_keys() {
                let close = Frame::Close { stream, reason: Reason::Stopping, time: session.time() };
                session.send(close.to_vec()).await?;
            }
            CloseCode::GOING_AWAY
        }
        End::Refused(reason, text) => {
            let time = session.time();
            session.send(Frame::Refused { stream: StreamId::CONVERSATION, reason, time, text }.to_vec()).await?;
            CloseCode::PROTOCOL_ERROR
        }
    };
    session.outgoing.send(Message::close(Some(code), "")).await.map_err(|_| Gone)
}

/// Writes what is queued, as much at once as there is.
async fn write_all(mut sink: SplitSink<WebSocketStream<TcpStream>, Message>, mut queue: mpsc::Receiver<Message>) {
    while let Some(mut message) = queue.recv().await {
        loop {
            let last = message.is_close();
            if sink.feed(message).await.is_err() {
                return;
            }
            if last {
                let _ = sink.close().await;
                return;
            }
            let Ok(next) = queue.try_recv() else { break };
            message = next;
        }
        if sink.flush().await.is_err() {
            return;
        }
    }
}

/// Whether a WebSocket is still alive: what to wait for next, and what arrived in time.
#[derive(Debug)]
pub(crate) struct Heartbeat {
    asked: bool,
    pings: Rate,
}

impl Heartbeat {
    pub(crate) fn new(limits: &Limits) -> Self {
        let per_second = limits.pings_per_second;
        Self { asked: false, pings: Rate::new(per_second, per_second, Instant::now()) }
    }

    /// How long to wait for the next message.
    pub(crate) fn patience(&self, limits: &Limits) -> Duration {
        if self.asked { limits.pong_time } else { limits.ping_after }
    }

    /// Nothing came. Whether to send a ping; otherwise the other side is gone.
    pub(crate) fn silence(&mut self) -> bool {
        !std::mem::replace(&mut self.asked, true)
    }

    /// Something came. Whether it may be: pings are answered by the framing layer, which keeps no limit of its own.
    pub(crate) fn heard(&mut self, message: &Message) -> bool {
        self.asked = false;
        !(message.is_ping() || message.is_pong()) || self.pings.take(Instant::now())
    }
}

/// Reads until the page ends, the bridge stops, or nothing can be written any more.
async fn read_all(source: SplitStream<WebSocketStream<TcpStream>>, session: &Arc<Session>) -> End {
    tokio::select! {
        end = read_frames(source, session) => end,
        () = session.shared.stop.cancelled() => End::Stopping,
        () = session.outgoing.closed() => End::Gone,
    }
}

async fn read_frames(mut source: SplitStream<WebSocketStream<TcpStream>>, session: &Arc<Session>) -> End {
    let limits = session.limits();
    let mut heartbeat = Heartbeat::new(limits);
    let mut opens = Rate::new(limits.opens_per_second, limits.opens_per_second, Instant::now());
    let mut greeted = false;
    loop {
        let patience = if greeted { heartbeat.patience(limits) } else { limits.hello_time };
        let message = match tokio::time::timeout(patience, source.next()).await {
            Ok(Some(Ok(message))) => message,
            Err(_) if !greeted => return broken("Hello did not come in time"),
            Err(_) if heartbeat.silence() => {
                // A full queue means that the page takes nothing, which is as good a question.
                let _ = session.outgoing.try_send(Message::ping(&b""[..]));
                continue;
            }
            Ok(Some(Err(_)) | None) | Err(_) => return End::Gone,
        };
        if !heartbeat.heard(&message) {
            return broken("too many pings");
        }
        if message.is_text() {
            return broken("a text message");
        }
        if !message.is_binary() {
            continue;
        }
        let handled = if greeted {
            session.on_frame(message.as_payload(), &mut opens).await
        } else {
            greeted = true;
            session.on_hello(message.as_payload()).await
        };
        if let Err(end) = handled {
            return end;
        }
    }
}

impl Session {
    pub(crate) fn limits(&self) -> &Limits {
        &self.shared.limits
    }

    pub(crate) fn time(&self) -> BridgeTime {
        BridgeTime(self.began.elapsed().as_nanos() as u64)
    }

    /// Queues a frame; waits while the queue is full.
    pub(crate) async fn send(&self, message: Vec<u8>) -> Result<(), Gone> {
        self.outgoing.send(Message::binary(message)).await.map_err(|_| Gone)
    }

    pub(crate) async fn refuse(&self, stream: StreamId, failure: &Failure) -> Result<(), Gone> {
        let Failure { reason, text } = failure;
        tracing::info!(stream = stream.0, ?reason, text, "refused");
        self.send(Frame::Refused { stream, reason: *reason, time: self.time(), text }.to_vec()).await
    }

    async fn on_hello(&self, message: &[u8]) -> Result<(), End> {
        match Frame::decode(message) {
            Ok(Frame::Hello { version: VERSION }) => {}
            Ok(Frame::Hello { .. }) => {
                return Err(End::Refused(Reason::UnknownVersion, "this bridge speaks version 1"));
            }
            _ => return Err(broken("the first frame must be Hello")),
        }
        let demos: Vec<u8> = self.shared.demos.iter().flat_map(|demo| Demos::entry(*demo)).collect();
        let demos = Demos::of_bytes(&demos).expect("invariant: whole entries");
        let streams_max = u32::try_from(self.limits().streams_max).unwrap_or(u32::MAX);
        Ok(self.send(Frame::Welcome { version: VERSION, streams_max, demos }.to_vec()).await?)
    }

    async fn on_frame(self: &Arc<Self>, message: &[u8], opens: &mut Rate) -> Result<(), End> {
        let frame = match Frame::decode(message) {
            Ok(frame) => frame,
            Err(Fault::UnknownKind(_)) => {
                return Err(End::Refused(Reason::UnknownFrame, "no frame of version 1 has this kind"));
            }
            Err(_) => return Err(broken("a malformed frame")),
        };
        match frame {
            Frame::Open { stream, credit, port, host } => {
                self.choose(stream)?;
                let target = Target { host: host.to_ascii_lowercase(), port };
                match self.place(opens) {
                    Ok(place) => self.open(stream, target, credit, place),
                    Err(failure) => self.refuse(stream, &failure).await?,
                }
            }
            Frame::Listen { listener, port, backlog } => {
                self.choose(listener)?;
                let cancel = CancellationToken::new();
                match listener::listen(Arc::clone(self), listener, port, backlog, cancel.clone(), opens) {
                    Ok(()) => self.insert(listener, Entry::Listener(cancel)),
                    Err(failure) => self.refuse(listener, &failure).await?,
                }
            }
            Frame::Data { stream, bytes } => {
                self.with_flow(stream, |flow| {
                    flow.push(bytes).then_some(()).ok_or(broken("more bytes than were granted"))
                })?;
            }
            Frame::Eof { stream, .. } => {
                self.with_flow(stream, |flow| flow.finish().then_some(()).ok_or(broken("a second Eof")))?;
            }
            Frame::Credit { stream, bytes } => {
                self.with_flow(stream, |flow| {
                    flow.grant(bytes).then_some(()).ok_or(broken("more credit than can be"))
                })?;
            }
            Frame::Close { stream, reason, .. } => {
                let ending = match reason {
                    Reason::Ended => Ending::Close,
                    Reason::Reset => Ending::Abort,
                    _ => return Err(broken("a page closes with ended or reset")),
                };
                let entry = lock(&self.table).known(stream)?;
                if let Some(entry) = entry {
                    self.forget(stream);
                    entry.end(ending);
                }
            }
            Frame::Hello { .. } => return Err(broken("a second Hello")),
            _ => return Err(broken("a frame that only the bridge sends")),
        }
        Ok(())
    }

    /// Takes the number that the page chose for a new stream or listener.
    fn choose(&self, id: StreamId) -> Result<(), End> {
        let opened = &mut lock(&self.table).opened;
        let next = if *opened == 0 { Some(1) } else { opened.checked_add(2) };
        if next != Some(id.0) {
            return Err(broken("numbers count 1, 3, 5"));
        }
        *opened = id.0;
        Ok(())
    }

    /// A place among the streams of this launch.
    fn place(&self, opens: &mut Rate) -> Result<OwnedSemaphorePermit, Failure> {
        let limits = self.limits();
        if !opens.take(Instant::now()) {
            return Err(Failure::new(Reason::Throttled, format!("{} streams a second", limits.opens_per_second)));
        }
        let full = |_| Failure::new(Reason::Throttled, format!("{} streams at once", limits.streams_max));
        Arc::clone(&self.shared.streams).try_acquire_owned().map_err(full)
    }

    fn insert(&self, id: StreamId, entry: Entry) {
        lock(&self.table).entries.insert(id, entry);
    }

    /// Removes an entry; whether it was there.
    pub(crate) fn forget(&self, id: StreamId) -> bool {
        lock(&self.table).entries.remove(&id).is_some()
    }

    fn with_flow(&self, id: StreamId, change: impl FnOnce(&Flow) -> Result<(), End>) -> Result<(), End> {
        match lock(&self.table).known(id)? {
            Some(Entry::Stream(flow)) => change(&flow),
            Some(Entry::Listener(_)) => Err(broken("a listener carries no bytes")),
            None => Ok(()),
        }
    }

    /// The window of a new stream: a smaller one when there are many, so that all together stay bounded.
    fn window(&self) -> u32 {
        if lock(&self.table).entries.len() <= limits::MANY { limits::WINDOW } else { limits::WINDOW_OF_MANY }
    }

    fn open(self: &Arc<Self>, id: StreamId, target: Target, credit: u32, place: OwnedSemaphorePermit) {
        let flow = Arc::new(Flow::new(credit, None));
        self.insert(id, Entry::Stream(Arc::clone(&flow)));
        let session = Arc::clone(self);
        self.shared.tasks.spawn(async move {
            let connected = tokio::select! {
                _ = flow.ending() => return,
                connected = target::connect(&target, &session.shared) => connected,
            };
            match connected.and_then(|tcp| Ok((tcp.local_addr()?, tcp.peer_addr()?, tcp))) {
                Ok((local, peer, tcp)) => {
                    let credit = session.window();
                    flow.open_window(credit);
                    let opened = Frame::Opened { stream: id, credit, time: session.time(), local, peer };
                    session.carry(id, opened.to_vec(), tcp, flow, place).await;
                }
                Err(failure) => {
                    if session.forget(id) {
                        let _ = session.refuse(id, &failure).await;
                    }
                }
            }
        });
    }

    /// A client of a listener has connected: gives it a number and carries its bytes.
    pub(crate) fn accept(
        self: &Arc<Self>,
        listener: StreamId,
        tcp: TcpStream,
        ends: (SocketAddr, SocketAddr),
        places: (OwnedSemaphorePermit, OwnedSemaphorePermit),
    ) {
        let (queued, place) = places;
        let flow = Arc::new(Flow::new(0, Some(queued)));
        let credit = self.window();
        flow.open_window(credit);
        let id = {
            let mut table = lock(&self.table);
            if table.over {
                return;
            }
            table.accepted += 2;
            let id = StreamId(table.accepted);
            table.entries.insert(id, Entry::Stream(Arc::clone(&flow)));
            id
        };
        let (local, peer) = ends;
        let accepted = Frame::Accepted { listener, stream: id, credit, time: self.time(), local, peer }.to_vec();
        let session = Arc::clone(self);
        self.shared.tasks.spawn(async move { session.carry(id, accepted, tcp, flow, place).await });
    }

    /// Announces a stream, moves its bytes, and says how it ended.
    async fn carry(
        &self,
        id: StreamId,
        announcement: Vec<u8>,
        tcp: TcpStream,
        flow: Arc<Flow>,
        place: OwnedSemaphorePermit,
    ) {
        if self.send(announcement).await.is_err() {
            return;
        }
        let reason = stream::pump(tcp, &flow, id, self).await;
        drop(place);
        if let Some(reason) = reason
            && self.forget(id)
        {
            let _ = self.send(Frame::Close { stream: id, reason, time: self.time() }.to_vec()).await;
        }
    }
}

impl Table {
    /// The entry; none for one that is over; an error for a number that was never given.
    fn known(&self, id: StreamId) -> Result<Option<Entry>, End> {
        let last = if id.is_from_page() { self.opened } else { self.accepted };
        if id.0 > last { Err(broken("a stream that was never opened")) } else { Ok(self.entries.get(&id).cloned()) }
    }
}

impl Entry {
    fn end(&self, ending: Ending) {
        match self {
            Self::Stream(flow) => flow.end(ending),
            Self::Listener(cancel) => cancel.cancel(),
        }
    }
}

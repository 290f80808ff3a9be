//! `/raw?target=HOST:PORT`: one WebSocket is one TCP stream, as websockify's clients know it, under the same rules as the bridge.
//! Binary messages are bytes, wherever they are cut. There is no half-close: the end of either side is the end.

use crate::allow::Target;
use crate::gate::Refusal;
use crate::http::Admitted;
use crate::server::Shared;
use crate::session::Heartbeat;
use crate::stream::read_into;
use crate::target;
use futures_util::stream::{SplitSink, SplitStream};
use futures_util::{FutureExt as _, SinkExt as _, StreamExt as _};
use hyper::StatusCode;
use sockscope_bridge_protocol::{PIECE_MAX, Reason};
use std::io::ErrorKind;
use std::sync::Arc;
use std::time::{Duration, Instant};
use tokio::io::AsyncWriteExt as _;
use tokio::net::TcpStream;
use tokio::net::tcp::{ReadHalf, WriteHalf};
use tokio::sync::{Notify, OwnedSemaphorePermit};
use tokio_websockets::{CloseCode, Message, WebSocketStream};

/// The subprotocol of websockify's clients.
pub(crate) const SUBPROTOCOL: &str = "binary";
/// Bytes of messages that are put together into one write.
const GATHER_MAX: usize = 256 * 1024;

/// A connection to the target, and its place among the streams.
pub(crate) struct Connected {
    tcp: TcpStream,
    _place: OwnedSemaphorePermit,
}

/// Connects before the handshake is answered, so that a refusal is an HTTP status.
pub(crate) async fn connect(target: &str, shared: &Shared) -> Result<Connected, Refusal> {
    let malformed = Refusal::new(StatusCode::BAD_REQUEST, "target=HOST:PORT is missing or malformed");
    let target: Target = target.parse().map_err(|()| malformed)?;
    let full = Refusal::new(StatusCode::SERVICE_UNAVAILABLE, "too many streams");
    let place = Arc::clone(&shared.streams).try_acquire_owned().map_err(|_| full)?;
    let tcp = target::connect(&target, shared).await.map_err(|failure| match failure.reason {
        Reason::Blocked => Refusal::new(StatusCode::FORBIDDEN, "the target is not allowed"),
        Reason::Throttled => full,
        Reason::TimedOut => Refusal::new(StatusCode::GATEWAY_TIMEOUT, "the target did not answer"),
        Reason::Refused => Refusal::new(StatusCode::BAD_GATEWAY, "the target refused the connection"),
        Reason::NoSuchHost => Refusal::new(StatusCode::BAD_GATEWAY, "there is no such host"),
        _ => Refusal::new(StatusCode::BAD_GATEWAY, "the target cannot be reached"),
    })?;
    // Interactive protocols are what such clients carry; no letter is to wait for the one before.
    let _ = tcp.set_nodelay(true);
    Ok(Connected { tcp, _place: place })
}

/// What both directions need.
struct Pipe {
    shared: Arc<Shared>,
    ping: Notify,
    active: std::sync::Mutex<Instant>,
}

type Socket = WebSocketStream<TcpStream>;

/// Carries bytes until either side ends.
pub(crate) async fn run(admitted: Admitted, mut connected: Connected, shared: Arc<Shared>) {
    let (mut sink, source) = admitted.socket.split();
    let (reader, writer) = connected.tcp.split();
    let pipe = Pipe { shared, ping: Notify::new(), active: std::sync::Mutex::new(Instant::now()) };
    let code = tokio::select! {
        () = pipe.shared.stop.cancelled() => CloseCode::GOING_AWAY,
        () = pipe.idle() => CloseCode::NORMAL_CLOSURE,
        code = up(source, writer, &pipe) => code,
        code = down(&reader, &mut sink, &pipe) => code,
    };
    let goodbye = async {
        let _ = sink.send(Message::close(Some(code), "")).await;
        let _ = sink.close().await;
    };
    // Who takes nothing is not waited for.
    let _ = tokio::time::timeout(Duration::from_secs(1), goodbye).await;
}

impl Pipe {
    fn touch(&self) {
        *crate::server::lock(&self.active) = Instant::now();
    }

    async fn idle(&self) {
        let limit = self.shared.limits.idle_time;
        loop {
            let quiet = crate::server::lock(&self.active).elapsed();
            let Some(left) = limit.checked_sub(quiet).filter(|left| !left.is_zero()) else { return };
            tokio::time::sleep(left).await;
        }
    }
}

async fn up(mut source: SplitStream<Socket>, mut writer: WriteHalf<'_>, pipe: &Pipe) -> CloseCode {
    let limits = &pipe.shared.limits;
    let mut heartbeat = Heartbeat::new(limits);
    let mut gathered = Vec::new();
    loop {
        let mut next = match tokio::time::timeout(heartbeat.patience(limits), source.next()).await {
            Ok(message) => message,
            Err(_) if heartbeat.silence() => {
                pipe.ping.notify_one();
                continue;
            }
            Err(_) => return CloseCode::NORMAL_CLOSURE,
        };
        let code = loop {
            match next {
                Some(Ok(message)) if !heartbeat.heard(&message) => break Some(CloseCode::POLICY_VIOLATION),
                Some(Ok(message)) if message.is_binary() => gathered.extend_from_slice(message.as_payload()),
                Some(Ok(message)) if message.is_text() => break Some(CloseCode::UNSUPPORTED_DATA),
                Some(Ok(_)) => {}
                Some(Err(_)) => break Some(CloseCode::PROTOCOL_ERROR),
                None => break Some(CloseCode::NORMAL_CLOSURE),
            }
            if gathered.len() >= GATHER_MAX {
                break None;
            }
            match source.next().now_or_never() {
                Some(more) => next = more,
                None => break None,
            }
        };
        pipe.touch();
        if writer.write_all(&gathered).await.is_err() {
            return CloseCode::INTERNAL_SERVER_ERROR;
        }
        if let Some(code) = code {
            // The peer reads the end after the bytes.
            let _ = writer.shutdown().await;
            return code;
        }
        gathered.clear();
        gathered.shrink_to(PIECE_MAX);
    }
}

async fn down(reader: &ReadHalf<'_>, sink: &mut SplitSink<Socket, Message>, pipe: &Pipe) -> CloseCode {
    loop {
        let readable = tokio::select! {
            () = pipe.ping.notified() => {
                if sink.send(Message::ping(&b""[..])).await.is_err() {
                    return CloseCode::NORMAL_CLOSURE;
                }
                continue;
            }
            readable = reader.readable() => readable,
        };
        let read = readable.and_then(|()| read_into(reader, PIECE_MAX, <[u8]>::to_vec));
        match read {
            Ok(bytes) if bytes.is_empty() => return CloseCode::NORMAL_CLOSURE,
            Ok(bytes) => {
                pipe.touch();
                if sink.send(Message::binary(bytes)).await.is_err() {
                    return CloseCode::NORMAL_CLOSURE;
                }
            }
            Err(error) if error.kind() == ErrorKind::WouldBlock => {}
            Err(_) => return CloseCode::INTERNAL_SERVER_ERROR,
        }
    }
}

//! HTTP: which path is what, and what each answer looks like. Reading requests is hyper's; whether one is welcome is the gate's.

use crate::gate::{self, Gate, Query, Refusal, TokenState};
use crate::server::{Shared, lock};
use crate::{limits, page, raw, session};
use bytes::Bytes;
use futures_util::{SinkExt as _, StreamExt as _};
use http_body_util::Full;
use hyper::body::Incoming;
use hyper::header::{self, HeaderName, HeaderValue};
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper::{Method, Request, Response, StatusCode};
use hyper_util::rt::{TokioIo, TokioTimer};
use sockscope_bridge_protocol as protocol;
use std::convert::Infallible;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Instant;
use tokio::net::TcpStream;
use tokio::sync::OwnedSemaphorePermit;
use tokio_websockets::{Config, Limits, ServerBuilder, WebSocketStream};

const POLICY: &str = "cross-origin-resource-policy";

type Answer = Response<Full<Bytes>>;

/// A WebSocket whose token was right, and its place among those that may be open.
pub(crate) struct Admitted {
    pub(crate) socket: WebSocketStream<TcpStream>,
    pub(crate) _place: OwnedSemaphorePermit,
}

/// Serves one request of one connection; a WebSocket goes on in a task of its own.
pub(crate) async fn serve(stream: TcpStream, peer: SocketAddr, shared: Arc<Shared>) {
    // A frame is not to wait for the acknowledgement of the one before.
    let _ = stream.set_nodelay(true);
    let limits = &shared.limits;
    let mut builder = http1::Builder::new();
    builder
        .timer(TokioTimer::new())
        .header_read_timeout(limits.header_time)
        .max_buf_size(limits::HEADER_MAX)
        .max_header_size(limits::HEADER_MAX)
        .max_headers(limits::HEADERS_MAX)
        .half_close(true);
    let (time, for_service) = (limits.request_time, Arc::clone(&shared));
    let service = service_fn(move |request| {
        let shared = Arc::clone(&for_service);
        async move { Ok::<_, Infallible>(answer(request, peer, &shared).await) }
    });
    let connection = builder.serve_connection(TokioIo::new(stream), service).with_upgrades();
    match tokio::time::timeout(time, connection).await {
        Ok(Ok(())) => {}
        Ok(Err(error)) => tracing::debug!(%peer, %error, "a request was not understood"),
        Err(_) => tracing::debug!(%peer, "a request took too long"),
    }
}

async fn answer(request: Request<Incoming>, peer: SocketAddr, shared: &Arc<Shared>) -> Answer {
    let (method, path) = (request.method().clone(), request.uri().path().to_owned());
    let mut response = match route(request, shared).await {
        Ok(response) => response,
        Err(refusal) => {
            tracing::info!(%peer, %method, path, status = refusal.status.as_u16(), reason = refusal.text, "refused");
            refuse(refusal)
        }
    };
    let response_is_last = response.status() != StatusCode::SWITCHING_PROTOCOLS;
    let headers = response.headers_mut();
    if path == "/health" {
        // A page that is not on the list may learn that there is a bridge, by a request whose answer it cannot read.
        headers.insert(POLICY, HeaderValue::from_static("cross-origin"));
    }
    if response_is_last {
        // One request a connection. Said here, because hyper would say it beside `upgrade` too, which strict clients of WebSockets refuse.
        headers.entry(header::CONNECTION).or_insert(HeaderValue::from_static("close"));
    }
    for (name, value) in [
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (header::REFERRER_POLICY, "no-referrer"),
        (header::CACHE_CONTROL, "no-cache"),
        // The link carries the token: no other site may put this page into a frame of its own.
        (header::CONTENT_SECURITY_POLICY, "frame-ancestors 'self'"),
        (HeaderName::from_static(POLICY), "same-origin"),
    ] {
        headers.entry(name).or_insert(HeaderValue::from_static(value));
    }
    response
}

async fn route(request: Request<Incoming>, shared: &Arc<Shared>) -> Result<Answer, Refusal> {
    shared.gate.host(&request)?;
    let get = *request.method() == Method::GET;
    match request.uri().path() {
        "/bridge" if get => bridge(request, shared),
        "/raw" if get => raw(request, shared).await,
        "/echo" if get && shared.echo_max.is_some() => echo(request, shared),
        "/health" if get || *request.method() == Method::OPTIONS => health(&request, shared),
        _ if !get && *request.method() != Method::HEAD => {
            Err(Refusal::new(StatusCode::METHOD_NOT_ALLOWED, "only GET is served"))
        }
        path => {
            let file = page::file(path).ok_or(Refusal::new(StatusCode::NOT_FOUND, "there is no such page"))?;
            let mut response = Response::new(Full::new(Bytes::from_static(file.bytes)));
            response.headers_mut().insert(header::CONTENT_TYPE, HeaderValue::from_static(file.media_type));
            Ok(response)
        }
    }
}

fn refuse(refusal: Refusal) -> Answer {
    let mut response = Response::new(Full::new(Bytes::from(format!("{}\n", refusal.text))));
    *response.status_mut() = refusal.status;
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("text/plain; charset=utf-8"));
    match refusal.status {
        StatusCode::UPGRADE_REQUIRED => {
            headers.insert(header::UPGRADE, HeaderValue::from_static("websocket"));
            headers.insert(header::CONNECTION, HeaderValue::from_static("upgrade, close"));
            headers.insert(header::SEC_WEBSOCKET_VERSION, HeaderValue::from_static("13"));
        }
        StatusCode::METHOD_NOT_ALLOWED => {
            headers.insert(header::ALLOW, HeaderValue::from_static("GET, HEAD"));
        }
        StatusCode::TOO_MANY_REQUESTS | StatusCode::SERVICE_UNAVAILABLE => {
            headers.insert(header::RETRY_AFTER, HeaderValue::from_static("1"));
        }
        _ => {}
    }
    response
}

/// Says that the bridge runs and whether the token is right: a browser hides both from a page whose WebSocket is refused.
fn health(request: &Request<Incoming>, shared: &Shared) -> Result<Answer, Refusal> {
    let origin = shared.gate.origin(request.headers())?;
    let query = Query::parse(request.uri().query().unwrap_or(""))?;
    let token = match gate::token_state(&query, &shared.token) {
        TokenState::Right => "right",
        TokenState::Wrong => "wrong",
        TokenState::Absent => "absent",
    };
    let body = format!(
        "{{\"sockscope\":\"{}\",\"protocol\":{},\"token\":\"{token}\"}}\n",
        env!("CARGO_PKG_VERSION"),
        protocol::VERSION
    );
    let mut response = Response::new(Full::new(Bytes::from(body)));
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("application/json"));
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    headers.insert(header::VARY, HeaderValue::from_static("origin"));
    if let Some(origin) = origin.and_then(|origin| HeaderValue::from_str(origin).ok()) {
        headers.insert(header::ACCESS_CONTROL_ALLOW_ORIGIN, origin);
        headers.insert(header::ACCESS_CONTROL_ALLOW_METHODS, HeaderValue::from_static("GET"));
        headers.insert("access-control-allow-private-network", HeaderValue::from_static("true"));
    }
    Ok(response)
}

/// What both kinds of WebSocket must be before anything is done for them.
struct Welcome {
    accept: String,
    query: Query,
    place: OwnedSemaphorePermit,
}

fn welcome(request: &Request<Incoming>, shared: &Shared) -> Result<Welcome, Refusal> {
    if !lock(&shared.handshakes).take(Instant::now()) {
        return Err(Refusal::new(StatusCode::TOO_MANY_REQUESTS, "too many handshakes"));
    }
    let gate: &Gate = &shared.gate;
    gate.origin(request.headers())?;
    let query = Query::parse(request.uri().query().unwrap_or(""))?;
    if gate::token_state(&query, &shared.token) != TokenState::Right {
        return Err(Refusal::new(StatusCode::FORBIDDEN, "the token of this launch is missing"));
    }
    let accept = gate::handshake(request)?;
    let full = Refusal::new(StatusCode::SERVICE_UNAVAILABLE, "too many WebSockets");
    let place = Arc::clone(&shared.websockets).try_acquire_owned().map_err(|_| full)?;
    Ok(Welcome { accept, query, place })
}

fn bridge(request: Request<Incoming>, shared: &Arc<Shared>) -> Result<Answer, Refusal> {
    let Welcome { accept, place, .. } = welcome(&request, shared)?;
    if gate::offers(request.headers(), protocol::SUBPROTOCOL) != Some(true) {
        return Err(Refusal::new(StatusCode::BAD_REQUEST, "the subprotocol sockscope.bridge.1 is expected"));
    }
    let running = Arc::clone(shared);
    upgrade(request, shared, place, move |admitted| session::run(admitted, running));
    Ok(switching(&accept, Some(protocol::SUBPROTOCOL)))
}

async fn raw(request: Request<Incoming>, shared: &Arc<Shared>) -> Result<Answer, Refusal> {
    let Welcome { accept, query, place } = welcome(&request, shared)?;
    let offered = gate::offers(request.headers(), raw::SUBPROTOCOL);
    if offered == Some(false) {
        return Err(Refusal::new(StatusCode::BAD_REQUEST, "the only subprotocol is binary"));
    }
    let connected = raw::connect(query.get("target").unwrap_or(""), shared).await?;
    let running = Arc::clone(shared);
    upgrade(request, shared, place, move |admitted| raw::run(admitted, connected, running));
    Ok(switching(&accept, offered.map(|_| raw::SUBPROTOCOL)))
}

/// For test suites, see [`crate::Config::echo_max`].
fn echo(request: Request<Incoming>, shared: &Arc<Shared>) -> Result<Answer, Refusal> {
    let Welcome { accept, place, .. } = welcome(&request, shared)?;
    let message_max = shared.echo_max.unwrap_or(protocol::FRAME_MAX);
    upgrade_with(request, shared, place, message_max, |mut admitted| async move {
        while let Some(Ok(message)) = admitted.socket.next().await {
            let is_data = message.is_text() || message.is_binary();
            if is_data && admitted.socket.send(message).await.is_err() {
                return;
            }
        }
    });
    Ok(switching(&accept, None))
}

fn switching(accept: &str, subprotocol: Option<&'static str>) -> Answer {
    let mut response = Response::new(Full::default());
    *response.status_mut() = StatusCode::SWITCHING_PROTOCOLS;
    let headers = response.headers_mut();
    headers.insert(header::UPGRADE, HeaderValue::from_static("websocket"));
    headers.insert(header::CONNECTION, HeaderValue::from_static("upgrade"));
    let accept = HeaderValue::from_str(accept).expect("invariant: base64 is ASCII");
    headers.insert(header::SEC_WEBSOCKET_ACCEPT, accept);
    if let Some(subprotocol) = subprotocol {
        headers.insert(header::SEC_WEBSOCKET_PROTOCOL, HeaderValue::from_static(subprotocol));
    }
    response
}

/// Hands the connection over to `run` as soon as the answer is on its way.
fn upgrade<F>(
    request: Request<Incoming>,
    shared: &Arc<Shared>,
    place: OwnedSemaphorePermit,
    run: impl FnOnce(Admitted) -> F + Send + 'static,
) where
    F: Future<Output = ()> + Send,
{
    upgrade_with(request, shared, place, protocol::FRAME_MAX, run);
}

/// Like [`upgrade`], with messages of up to `message_max` bytes.
fn upgrade_with<F>(
    request: Request<Incoming>,
    shared: &Arc<Shared>,
    place: OwnedSemaphorePermit,
    message_max: usize,
    run: impl FnOnce(Admitted) -> F + Send + 'static,
) where
    F: Future<Output = ()> + Send,
{
    shared.tasks.spawn(async move {
        let Ok(upgraded) = hyper::upgrade::on(request).await else { return };
        let parts = upgraded.downcast::<TokioIo<TcpStream>>().expect("invariant: every connection is one of tokio's");
        if !parts.read_buf.is_empty() {
            tracing::info!("a client sent frames before the handshake was done");
            return;
        }
        let socket = ServerBuilder::new()
            .limits(Limits::default().max_payload_len(Some(message_max)))
            .config(Config::default().frame_size(protocol::FRAME_MAX).flush_threshold(limits::FLUSH_AT))
            .serve(parts.io.into_inner());
        run(Admitted { socket, _place: place }).await;
    });
}

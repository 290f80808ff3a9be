//! What the tests share: a page (a real WebSocket with the protocol's own client), raw HTTP, and real python3 processes.
//! Waiting is always for a frame, a line or an end, never for time.

#![expect(clippy::unwrap_used, reason = "a failed unwrap in a test is a failed test")]
#![allow(dead_code, unreachable_pub, reason = "each test binary uses its part of this module")]

use futures_util::{SinkExt as _, StreamExt as _};
use sockscope_bridge::{Bridge, Config, Limits};
use sockscope_bridge_protocol::{Client, Frame, Reason, SUBPROTOCOL, StreamId};
use std::net::SocketAddr;
use std::process::Stdio;
use std::time::Duration;
use tokio::io::{AsyncBufReadExt as _, AsyncReadExt as _, AsyncWriteExt as _, BufReader, Lines};
use tokio::net::TcpStream;
use tokio::process::{Child, ChildStdin, ChildStdout, Command};
use tokio_websockets::{ClientBuilder, Message, WebSocketStream};

/// Nothing here takes so long; a test that waits in vain fails with a word instead of hanging.
const LATEST: Duration = Duration::from_secs(60);

pub async fn soon<T>(what: &str, future: impl Future<Output = T>) -> T {
    tokio::time::timeout(LATEST, future).await.unwrap_or_else(|_| panic!("{what} did not happen"))
}

pub async fn bridge(allow: &[&str], limits: Limits) -> Bridge {
    let allow = allow.iter().map(|entry| entry.parse().unwrap()).collect();
    Bridge::start(Config { port: 0, allow, origins: vec!["https://docs.example".into()], limits, echo_max: None })
        .await
        .unwrap()
}

/// A page that is connected and welcomed.
pub struct Page {
    socket: WebSocketStream<TcpStream>,
    pub client: Client,
}

/// A frame of the bridge, with its bytes copied out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Seen {
    Welcome { demos: usize },
    Opened { peer: SocketAddr },
    Refused { stream: StreamId, reason: Reason, text: String },
    Listening { local: SocketAddr },
    Accepted { stream: StreamId, peer: SocketAddr },
    Piece { stream: StreamId, bytes: Vec<u8> },
    Eof { stream: StreamId },
    Credit { bytes: u32 },
    Close { stream: StreamId, reason: Reason },
}

impl Page {
    pub async fn connect(bridge: &Bridge) -> Self {
        let mut page = Self { socket: websocket(bridge, "/bridge", SUBPROTOCOL).await, client: Client::new() };
        page.say(page.client.hello()).await;
        assert_eq!(page.next().await, Some(Seen::Welcome { demos: 3 }));
        page
    }

    pub async fn say(&mut self, message: Vec<u8>) {
        self.socket.send(Message::binary(message)).await.unwrap();
    }

    /// Sends without waiting until it is on its way; `false` when the socket takes no more now.
    pub async fn feed(&mut self, message: Vec<u8>) {
        self.socket.feed(Message::binary(message)).await.unwrap();
    }

    /// The next frame, or `None` when the bridge has closed.
    pub async fn next(&mut self) -> Option<Seen> {
        loop {
            let message = soon("a frame", self.socket.next()).await?.ok()?;
            if message.is_close() || !message.is_binary() {
                continue;
            }
            let frame = self.client.on_frame(message.as_payload()).expect("the bridge keeps the protocol");
            if let Some(frame) = frame {
                return Some(seen(&frame));
            }
        }
    }

    /// The close code and text with which the bridge ends the WebSocket, after the frames that come before.
    pub async fn goodbye(&mut self) -> (Vec<Seen>, u16) {
        let mut before = Vec::new();
        loop {
            match soon("a goodbye", self.socket.next()).await {
                Some(Ok(message)) if message.is_close() => {
                    return (before, message.as_close().map_or(0, |(code, _)| code.into()));
                }
                Some(Ok(message)) if message.is_binary() => {
                    before.push(seen(&Frame::decode(message.as_payload()).unwrap()));
                }
                Some(Ok(_)) => {}
                Some(Err(_)) | None => return (before, 0),
            }
        }
    }

    pub async fn open(&mut self, host: &str, port: u16, credit: u32) -> Result<StreamId, Reason> {
        let (stream, message) = self.client.open(host, port, credit).unwrap();
        self.say(message).await;
        match self.next().await {
            Some(Seen::Opened { peer }) if peer.port() == port => Ok(stream),
            Some(Seen::Refused { stream: refused, reason, .. }) if refused == stream => Err(reason),
            other => panic!("{host}:{port}: {other:?}"),
        }
    }

    pub async fn listen(&mut self, backlog: u16) -> (StreamId, u16) {
        let (listener, message) = self.client.listen(0, backlog);
        self.say(message).await;
        match self.next().await {
            Some(Seen::Listening { local }) if local.ip().is_loopback() => (listener, local.port()),
            other => panic!("{other:?}"),
        }
    }

    pub async fn accept(&mut self) -> StreamId {
        match self.next().await {
            Some(Seen::Accepted { stream, .. }) => stream,
            other => panic!("{other:?}"),
        }
    }

    pub async fn send(&mut self, stream: StreamId, bytes: &[u8]) {
        let (taken, message) = self.client.send(stream, bytes);
        assert_eq!(taken, bytes.len());
        self.say(message).await;
    }

    pub async fn grant(&mut self, stream: StreamId, bytes: u32) {
        let message = self.client.grant(stream, bytes).unwrap();
        self.say(message).await;
    }

    pub async fn finish(&mut self, stream: StreamId) {
        let message = self.client.finish(stream).unwrap();
        self.say(message).await;
    }

    /// Pieces, granting anew what came, until something else comes.
    pub async fn read_all(&mut self, stream: StreamId) -> (Vec<Vec<u8>>, Option<Seen>) {
        let mut pieces = Vec::new();
        loop {
            match self.next().await {
                Some(Seen::Piece { stream: of, bytes }) if of == stream => {
                    self.grant(stream, bytes.len() as u32).await;
                    pieces.push(bytes);
                }
                Some(Seen::Credit { .. }) => {}
                other => return (pieces, other),
            }
        }
    }

    pub async fn close(mut self) {
        let _ = self.socket.close().await;
    }
}

fn seen(frame: &Frame<'_>) -> Seen {
    match *frame {
        Frame::Welcome { demos, .. } => Seen::Welcome { demos: demos.iter().count() },
        Frame::Opened { peer, .. } => Seen::Opened { peer },
        Frame::Refused { stream, reason, text, .. } => Seen::Refused { stream, reason, text: text.into() },
        Frame::Listening { local, .. } => Seen::Listening { local },
        Frame::Accepted { stream, peer, .. } => Seen::Accepted { stream, peer },
        Frame::Piece { stream, bytes, .. } => Seen::Piece { stream, bytes: bytes.into() },
        Frame::Eof { stream, .. } => Seen::Eof { stream },
        Frame::Credit { bytes, .. } => Seen::Credit { bytes },
        Frame::Close { stream, reason, .. } => Seen::Close { stream, reason },
        other => panic!("a frame that only a page sends: {other:?}"),
    }
}

/// A WebSocket with the right token and no `Origin`, as a program would open it.
pub async fn websocket(bridge: &Bridge, path: &str, subprotocol: &str) -> WebSocketStream<TcpStream> {
    let query = if path.contains('?') { '&' } else { '?' };
    let uri = format!("ws://{}{path}{query}token={}", bridge.address(), bridge.token().digits());
    let stream = TcpStream::connect(bridge.address()).await.unwrap();
    // As browsers do: a frame does not wait for the acknowledgement of the one before.
    stream.set_nodelay(true).unwrap();
    let (socket, response) = ClientBuilder::new()
        .uri(&uri)
        .unwrap()
        .add_header("sec-websocket-protocol".parse().unwrap(), subprotocol.parse().unwrap())
        .unwrap()
        .connect_on(stream)
        .await
        .unwrap();
    assert_eq!(response.headers().get("sec-websocket-protocol").unwrap(), subprotocol);
    socket
}

/// Sends bytes as they are and returns all that comes back until the end.
pub async fn exchange(bridge: &Bridge, request: &[u8]) -> String {
    let mut stream = TcpStream::connect(bridge.address()).await.unwrap();
    stream.write_all(request).await.unwrap();
    let mut answer = Vec::new();
    let _ = soon("the answer's end", stream.read_to_end(&mut answer)).await;
    String::from_utf8_lossy(&answer).into_owned()
}

/// A python3 program that runs beside the test.
pub struct Python {
    pub child: Child,
    pub stdin: Option<ChildStdin>,
    lines: Lines<BufReader<ChildStdout>>,
}

impl Python {
    pub fn start(program: &str, arguments: &[&str]) -> Self {
        let mut command = Command::new("python3");
        command.args(["-u", "-c", program]).args(arguments);
        let mut child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).kill_on_drop(true).spawn().unwrap();
        let lines = BufReader::new(child.stdout.take().unwrap()).lines();
        Self { stdin: child.stdin.take(), child, lines }
    }

    pub async fn line(&mut self) -> String {
        soon("a line of the program", self.lines.next_line()).await.unwrap().unwrap_or_default()
    }

    pub async fn tell(&mut self, line: &str) {
        self.stdin.as_mut().unwrap().write_all(format!("{line}\n").as_bytes()).await.unwrap();
    }

    pub async fn kill(&mut self) {
        self.child.kill().await.unwrap();
    }
}

/// A server that binds any port, prints it, and then does `body` with `conn`.
pub fn python_server(body: &str) -> Python {
    let body: String = body.lines().map(|line| format!("{line}\n")).collect();
    Python::start(
        &format!(
            "import socket, sys\ns = socket.socket()\ns.bind(('127.0.0.1', 0))\ns.listen(5)\nprint(s.getsockname()[1])\nconn, address = s.accept()\n{body}"
        ),
        &[],
    )
}

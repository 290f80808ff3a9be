//! Attacks and excesses: each is refused or bounded, with a reason, and others are served as before.

#![expect(clippy::unwrap_used, reason = "a failed unwrap in a test is a failed test")]

mod page;

use futures_util::{SinkExt as _, StreamExt as _};
use page::{Page, Seen, bridge, exchange, python_server, soon, websocket};
use sockscope_bridge::{Bridge, Limits};
use sockscope_bridge_protocol::{FRAME_MAX, Frame, Reason, SUBPROTOCOL, StreamId, VERSION};
use std::time::Duration;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;
use tokio_websockets::Message;

/// Whatever the tests of this file have done to their bridges so far, all of them together: the most memory that this process has used.
fn little_memory_was_used() {
    let status = std::fs::read_to_string("/proc/self/status").unwrap();
    let line = status.lines().find(|line| line.starts_with("VmHWM:")).unwrap();
    let peak: u64 = line.split_whitespace().nth(1).unwrap().parse().unwrap();
    assert!(peak < 100 << 10, "{peak} KiB");
}

/// Somebody else comes in, and an echo comes back.
async fn others_are_served(bridge: &Bridge) {
    let mut page = Page::connect(bridge).await;
    let port = bridge.demos()[2].port;
    let stream = page.open("localhost", port, 5).await.unwrap();
    page.send(stream, b"alive").await;
    assert_eq!(page.next().await, Some(Seen::Piece { stream, bytes: b"alive".to_vec() }));
    page.close().await;
}

#[tokio::test]
async fn who_breaks_a_rule_is_told_and_closed() {
    let bridge = bridge(&[], Limits::default()).await;
    let echo = bridge.demos()[2].port;
    let hello = Frame::Hello { version: VERSION }.to_vec();
    let stream = StreamId(1);
    let open = Frame::Open { stream, credit: 0, port: echo, host: "localhost" }.to_vec();
    let time = Default::default();
    let rows: [(&str, Vec<Vec<u8>>, Reason); 16] = [
        ("another version", vec![Frame::Hello { version: 2 }.to_vec()], Reason::UnknownVersion),
        ("no hello", vec![open.clone()], Reason::BrokenRule),
        ("an empty message", vec![hello.clone(), vec![]], Reason::BrokenRule),
        ("an unknown frame", vec![hello.clone(), vec![0x7F, 1, 2]], Reason::UnknownFrame),
        ("a truncated frame", vec![hello.clone(), open[..9].to_vec()], Reason::BrokenRule),
        ("a second hello", vec![hello.clone(), hello.clone()], Reason::BrokenRule),
        (
            "the bridge's frame",
            vec![hello.clone(), Frame::Piece { stream, time, bytes: b"x" }.to_vec()],
            Reason::BrokenRule,
        ),
        (
            "a number of the bridge",
            vec![hello.clone(), Frame::Open { stream: StreamId(2), credit: 0, port: echo, host: "a" }.to_vec()],
            Reason::BrokenRule,
        ),
        ("a number twice", vec![hello.clone(), open.clone(), open.clone()], Reason::BrokenRule),
        (
            "a number left out",
            vec![hello.clone(), Frame::Listen { listener: StreamId(3), port: 0, backlog: 1 }.to_vec()],
            Reason::BrokenRule,
        ),
        ("bytes for nobody", vec![hello.clone(), Frame::Data { stream, bytes: b"x" }.to_vec()], Reason::BrokenRule),
        (
            "credit for nobody",
            vec![hello.clone(), Frame::Credit { stream: StreamId(2), bytes: 1 }.to_vec()],
            Reason::BrokenRule,
        ),
        (
            "bytes before they were granted",
            vec![
                hello.clone(),
                open.clone(),
                Frame::Data { stream, bytes: &[0; 60_000] }.to_vec(),
                Frame::Data { stream, bytes: &[0; 60_000] }.to_vec(),
            ],
            Reason::BrokenRule,
        ),
        (
            "too much credit",
            vec![hello.clone(), open.clone(), Frame::Credit { stream, bytes: u32::MAX }.to_vec()],
            Reason::BrokenRule,
        ),
        (
            "a reason of the bridge",
            vec![hello.clone(), open.clone(), Frame::Close { stream, reason: Reason::Blocked, time }.to_vec()],
            Reason::BrokenRule,
        ),
        (
            "bytes for a listener",
            vec![
                hello.clone(),
                Frame::Listen { listener: stream, port: 0, backlog: 1 }.to_vec(),
                Frame::Data { stream, bytes: b"x" }.to_vec(),
            ],
            Reason::BrokenRule,
        ),
    ];
    for (what, messages, expected) in rows {
        let mut socket = websocket(&bridge, "/bridge", SUBPROTOCOL).await;
        for message in messages {
            socket.send(Message::binary(message)).await.unwrap();
        }
        let (mut refused, mut code) = (None, 0);
        while let Some(Ok(message)) = soon("the end", socket.next()).await {
            if let Some((close, _)) = message.as_close() {
                code = close.into();
            } else if let Ok(Frame::Refused { stream: StreamId::CONVERSATION, reason, text, .. }) =
                Frame::decode(message.as_payload())
            {
                assert!(!text.is_empty());
                refused = Some(reason);
            }
        }
        assert_eq!((refused, code), (Some(expected), 1002), "{what}");
    }
    others_are_served(&bridge).await;
}

/// Bytes that are no WebSocket frames, and frames that are too long.
#[tokio::test]
async fn the_framing_layer_refuses_what_is_no_frame() {
    let bridge = bridge(&[], Limits::default()).await;
    let mut rows: Vec<Vec<u8>> = vec![
        vec![0x82, 0x05, 1, 2, 3, 4, 5],
        vec![0xFF; 64],
        [&[0x82, 0xFF][..], &u64::MAX.to_be_bytes(), &[0; 4]].concat(),
        [&[0x82, 0xFF][..], &(FRAME_MAX as u64 + 1).to_be_bytes(), &[0; 4]].concat(),
    ];
    // The same numbers each time, from a generator that anybody can run again.
    let mut state = 0x9E37_79B9_u32;
    for len in 0..200 {
        let mut random = || {
            state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            (state >> 24) as u8
        };
        rows.push((0..len).map(|_| random()).collect());
    }
    for bytes in rows {
        let mut socket = websocket(&bridge, "/bridge", SUBPROTOCOL).await.into_inner();
        socket.write_all(&bytes).await.unwrap();
        socket.shutdown().await.unwrap();
        let mut answer = Vec::new();
        // A reset is an answer too.
        let _ = soon("the end", socket.read_to_end(&mut answer)).await;
        assert!(answer.len() < 1_000, "{} bytes", answer.len());
    }
    others_are_served(&bridge).await;
}

#[tokio::test]
async fn idle_connections_cost_the_oldest_and_lock_nobody_out() {
    let limits = Limits { unauthenticated_max: 8, ..Limits::default() };
    let bridge = bridge(&[], limits).await;
    let mut idle = Vec::new();
    for _ in 0..2_000 {
        idle.push(TcpStream::connect(bridge.address()).await.unwrap());
    }
    others_are_served(&bridge).await;
    let mut closed = 0;
    for stream in &mut idle[..1_990] {
        let end = soon("the end of an old connection", stream.read(&mut [0; 1])).await;
        closed += usize::from(matches!(end, Ok(0) | Err(_)));
    }
    assert_eq!(closed, 1_990);
    little_memory_was_used();
}

#[tokio::test]
async fn a_head_that_drips_is_cut_off() {
    let limits = Limits { header_time: Duration::from_millis(500), ..Limits::default() };
    let bridge = bridge(&[], limits).await;
    let mut stream = TcpStream::connect(bridge.address()).await.unwrap();
    let (mut reader, mut writer) = stream.split();
    let drip = async {
        for byte in b"GET / HTTP/1.1\r\nHost: localhost\r\nX: ".iter().chain(std::iter::repeat(&b'a')) {
            if writer.write_all(&[*byte]).await.is_err() {
                break;
            }
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
    };
    let mut answer = Vec::new();
    tokio::select! {
        () = drip => {}
        _ = soon("the cut", reader.read_to_end(&mut answer)) => {}
    }
    assert!(!answer.starts_with(b"HTTP/1.1 200"));
    others_are_served(&bridge).await;
}

#[tokio::test]
async fn counts_and_rates_are_bounded() {
    let limits = Limits { streams_max: 2, listeners_max: 1, websockets_max: 2, ..Limits::default() };
    let served = bridge(&[], limits).await;
    let echo = served.demos()[2].port;
    let mut page = Page::connect(&served).await;
    let first = page.open("localhost", echo, 0).await.unwrap();
    page.open("localhost", echo, 0).await.unwrap();
    assert_eq!(page.open("localhost", echo, 0).await, Err(Reason::Throttled));
    page.listen(1).await;
    let (_, message) = page.client.listen(0, 1);
    page.say(message).await;
    assert!(matches!(page.next().await, Some(Seen::Refused { reason: Reason::Throttled, .. })));
    // A place comes back when a stream ends: the echo of an empty stream ends at once.
    page.finish(first).await;
    page.grant(first, 1).await;
    assert_eq!(page.next().await, Some(Seen::Eof { stream: first }));
    assert_eq!(page.next().await, Some(Seen::Close { stream: first, reason: Reason::Ended }));
    assert!(page.open("localhost", echo, 0).await.is_ok());

    let second = Page::connect(&served).await;
    let port = served.address().port();
    let request = format!(
        "GET /bridge?token={} HTTP/1.1\r\nHost: localhost:{port}\r\nUpgrade: websocket\r\nConnection: upgrade\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Protocol: {SUBPROTOCOL}\r\n\r\n",
        served.token().digits()
    );
    let answer = exchange(&served, request.as_bytes()).await;
    assert!(answer.starts_with("HTTP/1.1 503"), "{answer}");
    second.close().await;

    let limits = Limits { handshakes_per_second: 1, opens_per_second: 1, ..Limits::default() };
    let hurried = bridge(&[], limits).await;
    let mut page = Page::connect(&hurried).await;
    let mut refused = 0;
    for _ in 0..10 {
        refused += usize::from(page.open("localhost", hurried.demos()[2].port, 0).await == Err(Reason::Throttled));
    }
    assert!((2..10).contains(&refused), "{refused} of 10");
    let mut throttled = 0;
    let request = request.replace(&port.to_string(), &hurried.address().port().to_string());
    for _ in 0..20 {
        throttled += usize::from(exchange(&hurried, request.as_bytes()).await.starts_with("HTTP/1.1 429"));
    }
    assert!(throttled >= 8, "{throttled} of 20");
}

#[tokio::test]
async fn pings_without_end_are_not_answered_without_end() {
    let limits = Limits { pings_per_second: 10, ..Limits::default() };
    let bridge = bridge(&[], limits).await;
    let mut socket = websocket(&bridge, "/bridge", SUBPROTOCOL).await;
    socket.send(Message::binary(Frame::Hello { version: VERSION }.to_vec())).await.unwrap();
    for _ in 0..100 {
        if socket.feed(Message::ping("x")).await.is_err() {
            break;
        }
    }
    let _ = socket.flush().await;
    let mut pongs = 0;
    while let Some(Ok(message)) = soon("the end", socket.next()).await {
        pongs += usize::from(message.is_pong());
    }
    assert!(pongs < 50, "{pongs}");
    others_are_served(&bridge).await;
}

#[tokio::test]
async fn silence_is_asked_about_and_then_ended() {
    let limits = Limits {
        hello_time: Duration::from_secs(2),
        ping_after: Duration::from_millis(50),
        pong_time: Duration::from_secs(1),
        ..Limits::default()
    };
    let bridge = bridge(&[], limits.clone()).await;
    // Who says nothing after the handshake.
    let mut mute = websocket(&bridge, "/bridge", SUBPROTOCOL).await;
    let mut last = None;
    while let Some(Ok(message)) = soon("the end", mute.next()).await {
        last = message.as_close().map(|(code, _)| u16::from(code));
    }
    assert_eq!(last, Some(1002));
    // Who answers pings stays; who does not is closed. Reading is what answers.
    let mut page = Page::connect(&bridge).await;
    assert!(tokio::time::timeout(Duration::from_millis(500), page.next()).await.is_err(), "a page that answers stays");
    let mut deaf = websocket(&bridge, "/bridge", SUBPROTOCOL).await;
    deaf.send(Message::binary(Frame::Hello { version: VERSION }.to_vec())).await.unwrap();
    let mut socket = deaf.into_inner();
    let mut bytes = Vec::new();
    let _ = soon("the end of a deaf page", socket.read_to_end(&mut bytes)).await;
    // Welcome, one ping, a close.
    assert_eq!(bytes.windows(2).filter(|pair| *pair == [0x89, 0x00]).count(), 1, "{bytes:02x?}");
}

/// 1 GiB waits behind a page that never reads: little of it is taken out of the kernel.
#[tokio::test]
async fn a_page_that_never_reads_costs_little() {
    let mut server = python_server(
        "import select\nconn.setblocking(False)\ntotal = 0\nblock = bytes(1 << 20)\nwhile total < 1 << 30 and select.select([], [conn], [], 1)[1]: total += conn.send(block)\nprint(total)",
    );
    let port: u16 = server.line().await.parse().unwrap();
    let bridge = bridge(&["localhost:*"], Limits::default()).await;
    let mut page = Page::connect(&bridge).await;
    page.open("localhost", port, 16 << 20).await.unwrap();
    let taken: usize = server.line().await.parse().unwrap();
    assert!(taken < 64 << 20, "{taken} bytes");
    little_memory_was_used();
    others_are_served(&bridge).await;
}

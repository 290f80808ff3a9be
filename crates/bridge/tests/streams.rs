//! Bytes between a page and real TCP peers: pieces, credit, ends and reasons, in both directions.

#![expect(clippy::unwrap_used, reason = "a failed unwrap in a test is a failed test")]

mod page;

use page::{Page, Python, Seen, bridge, python_server, soon};
use sockscope_bridge::{Bridge, Limits};
use sockscope_bridge_protocol::{DemoKind, Reason, StreamId};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpListener, TcpStream};

fn demo(bridge: &Bridge, kind: DemoKind) -> u16 {
    bridge.demos().iter().find(|demo| demo.kind == kind).unwrap().port
}

#[tokio::test]
async fn the_sentence_comes_in_pieces_of_what_was_granted() {
    let bridge = bridge(&[], Limits::default()).await;
    let mut page = Page::connect(&bridge).await;
    let port = demo(&bridge, DemoKind::Sentence);
    let stream = page.open("localhost", port, 7).await.unwrap();
    let (pieces, last) = page.read_all(stream).await;
    // The server's bytes are all there before the first read, or not: then a piece is shorter, and never longer.
    assert_eq!(pieces.concat(), b"Socket Programming in Python");
    assert!(pieces.iter().all(|piece| piece.len() <= 7), "{pieces:?}");
    assert_eq!(last, Some(Seen::Eof { stream }));
    page.finish(stream).await;
    assert_eq!(page.next().await, Some(Seen::Close { stream, reason: Reason::Ended }));
}

#[tokio::test]
async fn the_object_is_a_pickle_that_python_reads() {
    let bridge = bridge(&[], Limits::default()).await;
    let mut page = Page::connect(&bridge).await;
    let stream = page.open("127.0.0.1", demo(&bridge, DemoKind::Object), 65_536).await.unwrap();
    let message = page.read_all(stream).await.0.concat();
    let len: usize = std::str::from_utf8(&message[..10]).unwrap().trim_end().parse().unwrap();
    assert_eq!(message.len(), 10 + len);
    let mut python = Python::start("import pickle\nprint(pickle.loads(bytes.fromhex(input())))", &[]);
    let hex: String = message[10..].iter().map(|byte| format!("{byte:02x}")).collect();
    python.tell(&hex).await;
    let expected = "{'title': 'Socket Programming in Python', 'bytes': 28, 'pieces': [7, 7, 7, 7], 'complete': True}";
    assert_eq!(python.line().await, expected);
}

#[tokio::test]
async fn echo_keeps_half_close() {
    let bridge = bridge(&[], Limits::default()).await;
    let mut page = Page::connect(&bridge).await;
    let stream = page.open("localhost", demo(&bridge, DemoKind::Echo), 1 << 20).await.unwrap();
    page.send(stream, b"one ").await;
    page.send(stream, b"two").await;
    page.finish(stream).await;
    let (pieces, last) = page.read_all(stream).await;
    assert_eq!((pieces.concat(), last), (b"one two".to_vec(), Some(Seen::Eof { stream })));
    assert_eq!(page.next().await, Some(Seen::Close { stream, reason: Reason::Ended }));
}

#[tokio::test]
async fn a_python_server_reads_the_end_of_one_direction_and_goes_on_in_the_other() {
    let mut server =
        python_server("got = b''\nwhile piece := conn.recv(4): got += piece\nconn.sendall(got.upper())\nprint(got)");
    let port: u16 = server.line().await.parse().unwrap();
    let bridge = bridge(&["localhost:*"], Limits::default()).await;
    let mut page = Page::connect(&bridge).await;
    let stream = page.open("localhost", port, 100).await.unwrap();
    page.send(stream, b"half-close").await;
    page.finish(stream).await;
    assert_eq!(server.line().await, "b'half-close'");
    let (pieces, last) = page.read_all(stream).await;
    assert_eq!((pieces.concat(), last), (b"HALF-CLOSE".to_vec(), Some(Seen::Eof { stream })));
    assert_eq!(page.next().await, Some(Seen::Close { stream, reason: Reason::Ended }));
}

#[tokio::test]
async fn failures_have_reasons() {
    let gone = TcpListener::bind("127.0.0.1:0").await.unwrap().local_addr().unwrap().port();
    let bridge = bridge(&[&format!("localhost:{gone}")], Limits::default()).await;
    let mut page = Page::connect(&bridge).await;
    let own = bridge.address().port();
    let check = async |page: &mut Page, host: &str, port: u16, reason: Reason| {
        assert_eq!(page.open(host, port, 1).await, Err(reason), "{host}:{port}");
    };
    check(&mut page, "localhost", gone, Reason::Refused).await;
    check(&mut page, "localhost", own, Reason::Blocked).await;
    check(&mut page, "0.0.0.0", gone, Reason::Blocked).await;
    check(&mut page, "::ffff:127.0.0.1", gone, Reason::Blocked).await;
    check(&mut page, "evil.example", 80, Reason::Blocked).await;
    check(&mut page, "169.254.169.254", 80, Reason::Blocked).await;
    let taken = page.listen(5).await.1;
    let (listener, message) = page.client.listen(taken, 5);
    page.say(message).await;
    let refused = page.next().await;
    assert!(
        matches!(refused, Some(Seen::Refused { stream, reason: Reason::InUse, .. }) if stream == listener),
        "{refused:?}"
    );
}

#[tokio::test]
async fn a_killed_peer_is_a_reset() {
    // With unread bytes in its buffer, a process that dies resets its connections.
    let mut server = python_server("conn.sendall(b'x')\nimport signal\nsignal.pause()");
    let port: u16 = server.line().await.parse().unwrap();
    let bridge = bridge(&["localhost:*"], Limits::default()).await;
    let mut page = Page::connect(&bridge).await;
    let stream = page.open("localhost", port, 100).await.unwrap();
    assert_eq!(page.next().await, Some(Seen::Piece { stream, bytes: b"x".to_vec() }));
    page.send(stream, b"never read").await;
    // The bytes must have arrived before the process dies; an echo on a later connection of the same WebSocket proves nothing
    // about it, but the kernel's own table does.
    soon("the bytes' arrival", async {
        while !unread(port, 10).await {
            tokio::task::yield_now().await;
        }
    })
    .await;
    server.kill().await;
    assert_eq!(page.next().await, Some(Seen::Close { stream, reason: Reason::Reset }));
}

/// Whether the connection accepted on `port` has `len` unread bytes, as `/proc/net/tcp` says.
async fn unread(port: u16, len: usize) -> bool {
    let table = tokio::fs::read_to_string("/proc/net/tcp").await.unwrap();
    let (local, waiting) = (format!("0100007F:{port:04X}"), format!(":{len:08X}"));
    table
        .lines()
        .map(|line| line.split_whitespace().collect::<Vec<_>>())
        .any(|row| row[1] == local && row[4].ends_with(&waiting))
}

#[tokio::test]
async fn a_page_that_aborts_resets_and_one_that_closes_delivers() {
    let mut server = python_server(
        "print(conn.recv(100))\nprint(conn.recv(100))\nconn, address = s.accept()\ntry: print(conn.recv(100))\nexcept OSError as e: print(e)",
    );
    let port: u16 = server.line().await.parse().unwrap();
    let bridge = bridge(&["localhost:*"], Limits::default()).await;
    let mut page = Page::connect(&bridge).await;
    let stream = page.open("localhost", port, 100).await.unwrap();
    page.send(stream, b"the last words").await;
    let message = page.client.close(stream).unwrap();
    page.say(message).await;
    assert_eq!(server.line().await, "b'the last words'");
    assert_eq!(server.line().await, "b''");
    let stream = page.open("localhost", port, 100).await.unwrap();
    let message = page.client.abort(stream).unwrap();
    page.say(message).await;
    assert_eq!(server.line().await, "[Errno 104] Connection reset by peer");
}

/// Without credit the bridge does not read: a peer that sends without end is stopped by its own kernel, and goes on with credit.
#[tokio::test]
async fn at_credit_zero_the_real_window_closes() {
    let mut server = python_server(
        "conn.setblocking(False)\nimport select\ntotal = 0\nwhile True:\n    if not select.select([], [conn], [], 1)[1]:\n        print(total); break\n    total += conn.send(bytes(65536))\nconn.setblocking(True)\nconn.sendall(b'!')\nconn.close()\nprint('done')",
    );
    let port: u16 = server.line().await.parse().unwrap();
    let bridge = bridge(&["localhost:*"], Limits::default()).await;
    let mut page = Page::connect(&bridge).await;
    let stream = page.open("localhost", port, 0).await.unwrap();
    // The peer finds its buffer full while not a byte has come to the page.
    let stuck: usize = server.line().await.parse().unwrap();
    assert!((65_536..64 << 20).contains(&stuck), "{stuck} bytes");
    page.grant(stream, 5).await;
    assert_eq!(page.next().await, Some(Seen::Piece { stream, bytes: vec![0; 5] }));
    page.grant(stream, 1 << 20).await;
    let (pieces, last) = page.read_all(stream).await;
    assert_eq!(last, Some(Seen::Eof { stream }));
    assert_eq!(pieces.iter().map(Vec::len).sum::<usize>() + 5, stuck + 1);
    assert_eq!(server.line().await, "done");
}

/// A peer that does not read costs one window: the page runs out of credit, and gets it back when the peer reads.
#[tokio::test]
async fn a_peer_that_does_not_read_stops_the_page() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let port = listener.local_addr().unwrap().port();
    let bridge = bridge(&[&format!("localhost:{port}")], Limits::default()).await;
    let mut page = Page::connect(&bridge).await;
    let stream = page.open("localhost", port, 0).await.unwrap();
    let (mut peer, _) = listener.accept().await.unwrap();
    let block = vec![1; 65_520];
    let mut sent = 0_usize;
    // Until neither credit nor a frame with credit is there: the kernel's buffers and one window are full.
    loop {
        let (taken, message) = page.client.send(stream, &block);
        if taken > 0 {
            sent += taken;
            page.say(message).await;
        } else if tokio::time::timeout(std::time::Duration::from_millis(500), page.next()).await.is_err() {
            break;
        }
    }
    assert!(sent < 64 << 20, "{sent} bytes went to a peer that reads nothing");
    page.finish(stream).await;
    let mut read = Vec::new();
    soon("the end", peer.read_to_end(&mut read)).await.unwrap();
    assert_eq!(read.len(), sent);
    drop(peer);
    page.grant(stream, 1).await;
    let (pieces, last) = page.read_all(stream).await;
    assert_eq!((pieces.len(), last), (0, Some(Seen::Eof { stream })));
    assert_eq!(page.next().await, Some(Seen::Close { stream, reason: Reason::Ended }));
}

/// A server in the page: several python3 clients connect, each gets its own bytes, ends go both ways.
#[tokio::test]
async fn real_clients_connect_into_the_page() {
    let bridge = bridge(&[], Limits::default()).await;
    let mut page = Page::connect(&bridge).await;
    let (listener, port) = page.listen(5).await;
    let program = "import socket, sys\ns = socket.create_connection(('127.0.0.1', int(sys.argv[1])))\ns.sendall(sys.argv[2].encode())\ns.shutdown(socket.SHUT_WR)\ngot = b''\nwhile piece := s.recv(7): got += piece\nprint(got.decode())";
    let mut clients: Vec<Python> = Vec::new();
    for number in 0..3 {
        clients.push(Python::start(program, &[&port.to_string(), &format!("client {number}")]));
        let stream = page.accept().await;
        assert_eq!(stream, StreamId(2 * (number + 1)));
        page.grant(stream, 100).await;
        let (pieces, last) = page.read_all(stream).await;
        assert_eq!(pieces.concat(), format!("client {number}").as_bytes());
        assert_eq!(last, Some(Seen::Eof { stream }));
    }
    for (number, client) in clients.iter_mut().enumerate().rev() {
        let stream = StreamId(2 * (number as u32 + 1));
        page.send(stream, format!("welcome, client {number}").as_bytes()).await;
        page.finish(stream).await;
        assert_eq!(client.line().await, format!("welcome, client {number}"));
        assert_eq!(page.next().await, Some(Seen::Close { stream, reason: Reason::Ended }));
    }
    let message = page.client.close(listener).unwrap();
    page.say(message).await;
    // The port is free as soon as the bridge has read the frame: a stream on the same WebSocket shows that it has.
    assert!(page.open("localhost", demo(&bridge, DemoKind::Echo), 1).await.is_ok());
    soon("a refusal", async { while TcpStream::connect(("127.0.0.1", port)).await.is_ok() {} }).await;
}

/// No more clients are announced than the backlog holds, plus one, until the page has taken one.
#[tokio::test]
async fn the_backlog_is_real() {
    let bridge = bridge(&[], Limits::default()).await;
    let mut page = Page::connect(&bridge).await;
    let (_, port) = page.listen(1).await;
    let mut clients = Vec::new();
    for _ in 0..3 {
        clients.push(TcpStream::connect(("127.0.0.1", port)).await.unwrap());
    }
    let (first, second) = (page.accept().await, page.accept().await);
    // The third waits in the kernel: an echo overtakes it.
    let echo = page.open("localhost", demo(&bridge, DemoKind::Echo), 10).await.unwrap();
    page.send(echo, b"?").await;
    assert_eq!(page.next().await, Some(Seen::Piece { stream: echo, bytes: b"?".to_vec() }));
    page.grant(first, 1).await;
    let third = page.accept().await;
    assert_eq!((first, second, third), (StreamId(2), StreamId(4), StreamId(6)));
    clients[2].write_all(b"third").await.unwrap();
    page.grant(third, 9).await;
    assert_eq!(page.next().await, Some(Seen::Piece { stream: third, bytes: b"third".to_vec() }));
}

#[tokio::test]
async fn a_stop_tells_every_stream() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let port = listener.local_addr().unwrap().port();
    let bridge = bridge(&[&format!("localhost:{port}")], Limits::default()).await;
    let mut page = Page::connect(&bridge).await;
    let stream = page.open("localhost", port, 10).await.unwrap();
    let (listening, _) = page.listen(5).await;
    let (mut peer, _) = listener.accept().await.unwrap();
    let address = bridge.address();
    let (told, ()) = tokio::join!(page.goodbye(), bridge.stop());
    let close = |stream| Seen::Close { stream, reason: Reason::Stopping };
    assert_eq!(told, (vec![close(stream), close(listening)], 1001));
    assert_eq!(soon("the peer's end", peer.read(&mut [0; 1])).await.unwrap(), 0);
    assert!(TcpStream::connect(address).await.is_err());
}

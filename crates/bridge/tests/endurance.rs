//! Much at once: bytes in pieces of any size arrive as they were sent; and a lesson's own server as the peer.

mod page;

use page::{Page, Python, Seen, bridge, soon};
use sockscope_bridge::Limits;
use sockscope_bridge_protocol::{DemoKind, Reason};
use std::hash::{DefaultHasher, Hasher as _};
use std::time::Duration;

/// The same numbers each time.
struct Numbers(u64);

impl Numbers {
    fn next(&mut self) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0
    }

    fn below(&mut self, bound: usize) -> usize {
        (self.next() % bound as u64) as usize
    }
}

/// A GiB there and back at once through the echo, in frames of any size, with stalls on both sides.
#[tokio::test]
async fn a_gibibyte_in_pieces_of_any_size_arrives_as_it_was_sent() {
    const TOTAL: u64 = 1 << 30;
    const BLOCK: usize = 1 << 20;
    let bridge = bridge(&[], Limits::default()).await;
    let port = bridge.demos().iter().find(|demo| demo.kind == DemoKind::Echo).unwrap().port;
    let mut page = Page::connect(&bridge).await;
    let (mut numbers, mut source) = (Numbers(0x5DEE_CE66), Numbers(0x9E37_79B9));
    let mut block: Vec<u8> = Vec::new();
    let stream = page.open("localhost", port, 1).await.unwrap();
    let (mut sent, mut received) = (0, 0);
    let (mut hash_sent, mut hash_received) = (DefaultHasher::new(), DefaultHasher::new());
    while received < TOTAL {
        let at = (sent % BLOCK as u64) as usize;
        if at == 0 && sent < TOTAL {
            block = (0..BLOCK / 8).flat_map(|_| source.next().to_le_bytes()).collect();
        }
        let wanted = if sent < TOTAL { (1 + numbers.below(90_000)).min(BLOCK - at) } else { 0 };
        let (taken, message) = page.client.send(stream, &block[at..at + wanted]);
        if taken > 0 {
            hash_sent.write(&block[at..at + taken]);
            page.say(message).await;
            sent += taken as u64;
            if sent == TOTAL {
                page.finish(stream).await;
            }
        }
        // Now and then nothing is granted, so that both sides run full.
        if page.client.granted(stream) == 0 && (taken == 0 || numbers.below(4) > 0) {
            page.grant(stream, 1 + numbers.below(400_000) as u32).await;
        }
        // With credit and bytes on their way, something must come.
        if page.client.granted(stream) > 0 && (taken == 0 || numbers.below(3) > 0) {
            match page.next().await {
                Some(Seen::Piece { bytes, .. }) => {
                    hash_received.write(&bytes);
                    received += bytes.len() as u64;
                }
                Some(Seen::Credit { .. }) => {}
                other => panic!("{other:?} after {sent} and {received}"),
            }
        }
    }
    assert_eq!((sent, received), (TOTAL, TOTAL));
    assert_eq!(hash_sent.finish(), hash_received.finish(), "the bytes differ");
}

/// The server of the fifth lesson, which binds its own host's name, and a client that takes seven bytes at a time.
#[tokio::test]
async fn the_lessons_server_is_read_seven_bytes_at_a_time() {
    let free = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
    let program = include_str!("../../lab/scenarios/lesson-5/server.py");
    assert!(program.contains("2346"));
    let mut server = Python::start(
        &format!("import socket\nprint(socket.gethostname())\n{}", program.replace("2346", &free.to_string())),
        &[],
    );
    let host = server.line().await;
    let bridge = bridge(&[&format!("{host}:{free}")], Limits::default()).await;
    let mut page = Page::connect(&bridge).await;
    let stream = soon("the server's listening", async {
        loop {
            match page.open(&host, free, 7).await {
                Ok(stream) => return stream,
                Err(reason) => assert_eq!(reason, Reason::Refused),
            }
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
    })
    .await;
    let (pieces, last) = page.read_all(stream).await;
    assert_eq!((pieces.concat().as_slice(), last), (&b"Socket Programming in Python"[..], Some(Seen::Eof { stream })));
    assert!(pieces.len() >= 4 && pieces.iter().all(|piece| piece.len() <= 7), "{pieces:?}");
    assert!(server.line().await.starts_with("Connection"));
}

//! Many short streams leave nothing behind. Alone in its process, because it counts the process's descriptors.

#![expect(clippy::unwrap_used, reason = "a failed unwrap in a test is a failed test")]

mod page;

use page::{Page, Seen, bridge, soon};
use sockscope_bridge::Limits;
use sockscope_bridge_protocol::{DemoKind, Reason};

fn descriptors() -> usize {
    std::fs::read_dir("/proc/self/fd").unwrap().count()
}

/// KiB of memory that this process uses, all of its tests' side included.
fn memory_kib() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap();
    let line = status.lines().find(|line| line.starts_with("VmRSS:")).unwrap();
    line.split_whitespace().nth(1).unwrap().parse().unwrap()
}

#[tokio::test]
async fn short_streams_leave_no_descriptor() {
    let limits = Limits { opens_per_second: 1_000_000, streams_max: 16, ..Limits::default() };
    let bridge = bridge(&[], limits).await;
    let port = bridge.demos().iter().find(|demo| demo.kind == DemoKind::Echo).unwrap().port;
    let mut page = Page::connect(&bridge).await;
    let before = descriptors();
    let mut memory = 0;
    for number in 0..10_000 {
        if number == 1_000 {
            memory = memory_kib();
        }
        let stream = page.open("localhost", port, 8).await.unwrap();
        // In turn: ended by both, closed by the page, aborted by the page.
        let message = match number % 3 {
            0 => {
                page.send(stream, b"x").await;
                page.finish(stream).await;
                assert_eq!(page.read_all(stream).await, (vec![b"x".to_vec()], Some(Seen::Eof { stream })));
                assert_eq!(page.next().await, Some(Seen::Close { stream, reason: Reason::Ended }));
                continue;
            }
            1 => page.client.close(stream),
            _ => page.client.abort(stream),
        };
        page.say(message.unwrap()).await;
    }
    // The bridge's tasks need a moment of their own to end.
    soon("the descriptors' return", async {
        while descriptors() > before {
            tokio::task::yield_now().await;
        }
    })
    .await;
    // 9,000 streams later: a leak of 500 bytes each would show.
    assert!(memory_kib() < memory + 4_096, "{memory} KiB became {}", memory_kib());
}

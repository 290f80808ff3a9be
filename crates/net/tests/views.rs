//! Views: the socket table as `ss` would print it, streams and waits, and what the end of a process does to them.

#![expect(clippy::unwrap_used, reason = "a failed unwrap in a test is a failed test")]

mod timeline;

use sockscope_net::{Fd, FinMark, Inward, LinkProfile, OutsideReason, Outward, ProcessId, StreamId, Wait};
use timeline::World;

const CONNECTED: &str = "
    s socket = 3
    s bind 3 :5000 = ok
    s listen 3 = ok
    c socket = 3
    c connect 3 :5000 = ok
    s accept 3 = 4 from 127.0.0.1:*
";

const SERVER: ProcessId = ProcessId(18);
const CLIENT: ProcessId = ProcessId(2);

fn connected() -> World {
    let mut world = World::new(LinkProfile::default());
    world.play("setting up", CONNECTED);
    world
}

/// State, queues and whose: as `ss -tanp` has them.
fn table(world: &World) -> Vec<String> {
    let rows = world.sockets.socket_table(world.now);
    rows.iter()
        .map(|row| {
            let owner = match (row.process, row.fd) {
                (Some(process), Some(fd)) => format!("{}:{}", char::from(b'a' + process.0 as u8), fd.0),
                (Some(process), None) => format!("{}:-", char::from(b'a' + process.0 as u8)),
                _ => "-".to_owned(),
            };
            let (received, sent) = match row.backlog {
                Some(backlog) => (u64::from(row.accept_queue), u64::from(backlog)),
                None => (row.receive_buffer, row.send_buffer),
            };
            format!("{owner} {} {received} {sent}", row.state.name())
        })
        .collect()
}

#[test]
fn the_socket_table_follows_a_connection_through_its_states() {
    let mut world = World::new(LinkProfile::default());
    let mut step = |lines: &str, expected: &[&str]| {
        world.play("a life", lines);
        assert_eq!(table(&world), expected, "after {lines}");
    };
    step("s socket = 3", &["s:3 CLOSED 0 0"]);
    step("s bind 3 :5000 = ok\n s listen 3 5 = ok", &["s:3 LISTEN 0 5"]);
    step("c socket = 3\n c connect 3 :5000 nb = EINPROGRESS", &["c:3 SYN-SENT 0 0", "s:3 LISTEN 0 5"]);
    step("0.001s", &["c:3 SYN-SENT 0 0", "s:3 LISTEN 1 5", "s:- SYN-RECEIVED 0 0"]);
    step("0.001s", &["c:3 ESTABLISHED 0 0", "s:3 LISTEN 1 5", "s:- SYN-RECEIVED 0 0"]);
    step("0.001s", &["c:3 ESTABLISHED 0 0", "s:3 LISTEN 1 5", "s:- ESTABLISHED 0 0"]);
    step("c send 3 'early' = 5\n 0.001s", &["c:3 ESTABLISHED 0 0", "s:3 LISTEN 1 5", "s:- ESTABLISHED 5 0"]);
    step(
        "s accept 3 = 4 from 127.0.0.1:*\n s recv 4 9 = 'early'",
        &["c:3 ESTABLISHED 0 0", "s:3 LISTEN 0 5", "s:4 ESTABLISHED 0 0"],
    );
    step("c close 3 = ok", &["s:3 LISTEN 0 5", "s:4 ESTABLISHED 0 0", "- FIN-WAIT-1 0 0"]);
    step("0.001s", &["s:3 LISTEN 0 5", "s:4 CLOSE-WAIT 0 0", "- FIN-WAIT-1 0 0"]);
    step("0.001s", &["s:3 LISTEN 0 5", "s:4 CLOSE-WAIT 0 0", "- FIN-WAIT-2 0 0"]);
    step("s close 4 = ok", &["s:3 LISTEN 0 5", "- FIN-WAIT-2 0 0", "- LAST-ACK 0 0"]);
    step("0.001s", &["s:3 LISTEN 0 5", "- LAST-ACK 0 0", "- TIME-WAIT 0 0"]);
    step("0.001s", &["s:3 LISTEN 0 5", "- TIME-WAIT 0 0"]);
    step("60s", &["s:3 LISTEN 0 5"]);
}

#[test]
fn a_listener_whose_real_port_is_taken_resets_who_waits_in_its_queue() {
    let mut world = World::new(LinkProfile::default());
    world.sockets.open_outside();
    world.play(
        "a client is early",
        "s socket = 3\n s bind 3 :5000 = ok\n s listen 3 ~\n c socket = 3\n c connect 3 :5000 = ok",
    );
    let asked = world.sockets.take_asked();
    let [Outward::Listen { listener, .. }] = asked[..] else { panic!("{asked:?}") };
    let refused = Inward::Refused { id: listener, reason: OutsideReason::InUse };
    world.sockets.hear(world.now, refused, &mut Vec::new());
    while world.step() {}
    assert_eq!(table(&world), ["c:3 CLOSED 0 0", "s:3 CLOSED 0 0"]);
    world.play("both go", "s close 3 = ok\n c recv 3 9 = ECONNRESET\n c close 3 = ok");
    assert!(world.sockets.streams().iter().all(|stream| stream.from.process.is_none()));
}

#[test]
fn both_ends_close_at_once() {
    let mut world = connected();
    world.play("at once", "c close 3 = ok\n s close 4 = ok\n 0.001s");
    assert_eq!(table(&world)[1..], ["- CLOSING 0 0", "- CLOSING 0 0"]);
    world.play("later", "0.001s");
    assert_eq!(table(&world)[1..], ["- TIME-WAIT 0 0", "- TIME-WAIT 0 0"]);
}

#[test]
fn two_readers_wait_for_each_other() {
    let mut world = connected();
    world.play("both read", "c recv 3 10 ~\n s recv 4 10 waitall ~");
    while world.step() {}
    let waits: Vec<Wait> = world.sockets.waits().into_iter().map(|(_, wait)| wait).collect();
    let waiting = |fd, stream, peer, wanted| Wait::Readable {
        fd: Fd(fd),
        stream: StreamId(stream),
        peer: Some(peer),
        wanted,
        on_link: 0,
        in_send_buffer: 0,
    };
    assert_eq!(waits, [waiting(3, 1, SERVER, 1), waiting(4, 0, CLIENT, 10)]);
}

#[test]
fn a_blocked_sender_says_how_much_is_left_and_who_could_read() {
    let mut world = connected();
    world.play("too much", "c sendall 3 5000000*x ~");
    while world.step() {}
    let (_, wait) = world.sockets.waits().pop().unwrap();
    assert_eq!(
        wait,
        Wait::Writable {
            fd: Fd(3),
            stream: StreamId(0),
            peer: Some(SERVER),
            sent: 3_919_467,
            left: 5_000_000 - 3_919_467,
            free: 0,
            unread: 131_072,
        }
    );
    let stream = world.sockets.stream(StreamId(0)).unwrap();
    assert_eq!((stream.read, stream.delivered, stream.departed, stream.written), (0, 131_072, 131_072, 3_919_467));
    assert_eq!((stream.send_capacity, stream.receive_capacity), (3_788_395, 131_072));
}

#[test]
fn an_unanswered_connect_says_that_syns_were_dropped() {
    let mut world = World::new(LinkProfile::default());
    world.play(
        "a full accept queue",
        "
        s socket = 3
        s bind 3 :5000 = ok
        s listen 3 0 = ok
        c socket = 3
        c connect 3 :5000 = ok
        d socket = 3
        d connect 3 :5000 ~
        2.5s
        ",
    );
    let (_, wait) = world.sockets.waits().pop().unwrap();
    assert!(matches!(wait, Wait::Connecting { fd: Fd(3), listener: Some(SERVER), dropped: 3, .. }), "{wait:?}");
}

#[test]
fn a_stream_shows_where_its_bytes_and_its_end_are() {
    let mut world = connected();
    world.play("send and close", "c send 3 'hello' = 5\n c close 3 = ok");
    let view = |world: &World| world.sockets.stream(StreamId(0)).unwrap();
    let stream = view(&world);
    assert_eq!((stream.delivered, stream.departed, stream.fin), (0, 5, FinMark::OnLink));
    assert_eq!((stream.from.process, stream.to.process, stream.to.fd), (None, Some(SERVER), Some(Fd(4))));
    assert_eq!((stream.on_link[0].start, stream.on_link[0].len), (0, 5));
    assert_eq!(stream.on_link[0].due.0 - stream.on_link[0].departed.0, 1_000_000);
    world.play("arrival", "0.001s");
    assert_eq!((view(&world).delivered, view(&world).fin), (5, FinMark::Delivered));
    world.play("reading", "s recv 4 10 = 'hello'\n s recv 4 10 = ''\n s close 4 = ok\n 1s");
    // The record of a connection that is over stays.
    assert_eq!((view(&world).read, view(&world).fin, view(&world).reset), (5, FinMark::Read, false));
}

#[test]
fn the_end_of_a_process_closes_what_it_had() {
    let mut world = connected();
    world.play("a client waits, another is in the queue", "c recv 3 10 ~\n d socket = 3\n d connect 3 :5000 = ok");
    world.sockets.process_exited(world.now, SERVER, &mut world.log);
    world.play(
        "the end",
        "
        c = ''
        d recv 3 10 = ECONNRESET
        e socket = 3
        e connect 3 :5000 = ECONNREFUSED
        ",
    );
    let mut world = connected();
    world.play("unread bytes", "c send 3 'unread' = 6\n 0.1s\n s recv 3 10 = ENOTCONN");
    world.sockets.process_exited(world.now, SERVER, &mut world.log);
    world.play("the end", "c recv 3 10 = ECONNRESET");
}

#[test]
fn a_process_that_ends_while_blocked_is_forgotten() {
    let mut world = connected();
    world.play("it reads with a time limit", "c recv 3 10 timeout=5 ~");
    world.sockets.process_exited(world.now, CLIENT, &mut world.log);
    while world.step() {}
    assert_eq!(world.sockets.waits(), []);
    assert_eq!(world.sockets.completed(), None);
}

#[test]
fn descriptors_run_out() {
    let mut world = World::new(LinkProfile::default());
    for fd in 3..1024 {
        world.play("opening", &format!("s socket = {fd}"));
    }
    world.play("one too many", "s socket = EMFILE\n s close 500 = ok\n s socket = 500");
}

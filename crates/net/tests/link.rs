//! What the link's profile does to the bytes: events with their times, in words.

#![expect(clippy::unwrap_used, reason = "a failed unwrap in a test is a failed test")]

mod timeline;

use sockscope_net::{LinkProfile, NetEvent};
use timeline::World;

const CONNECTED: &str = "
    s socket = 3
    s bind 3 :5000 = ok
    s listen 3 = ok
    c socket = 3
    c connect 3 :5000 = ok
    s accept 3 = 4 from 127.0.0.1:*
";

/// What happens to bytes from then on, each line with the microseconds since.
fn pieces(link: LinkProfile, sends: &str) -> Vec<String> {
    let mut world = World::new(link);
    world.play("setting up", CONNECTED);
    while world.step() {}
    let (start, mut lines, mut seen) = (world.now, Vec::new(), world.log.len());
    world.play("sending", sends);
    loop {
        let time = (world.now.0 - start.0) / 1_000;
        for event in &world.log[seen..] {
            let (what, start, len) = match *event {
                NetEvent::Departed { start, len, .. } => ("departed", start, len),
                NetEvent::Delivered { start, len, .. } => ("delivered", start, len),
                NetEvent::FinDelivered { .. } => ("fin", 0, 0),
                _ => continue,
            };
            lines.push(format!("{time} {what} {start}+{len}"));
        }
        seen = world.log.len();
        if !world.step() {
            return lines;
        }
    }
}

fn profile() -> LinkProfile {
    LinkProfile { latency_ns: 1_000_000, ..LinkProfile::default() }
}

const TWO_SENDS: &str = "c send 3 'hello' = 5\n c send 3 'world' = 5";

#[test]
fn without_limits_each_send_is_a_piece() {
    assert_eq!(
        pieces(profile(), TWO_SENDS),
        ["0 departed 0+5", "0 departed 5+5", "1000 delivered 0+5", "1000 delivered 5+5"]
    );
}

#[test]
fn a_piece_carries_at_most_so_many_bytes() {
    let link = LinkProfile { piece_max: Some(1460), ..profile() };
    assert_eq!(
        pieces(link, "c send 3 3000*x = 3000\n c close 3 = ok"),
        [
            "0 departed 0+1460",
            "0 departed 1460+1460",
            "0 departed 2920+80",
            "1000 delivered 0+1460",
            "1000 delivered 1460+1460",
            "1000 delivered 2920+80",
            "1000 fin 0+0"
        ]
    );
}

#[test]
fn a_gap_sets_sends_apart() {
    let link = LinkProfile { gap_ns: 300_000, ..profile() };
    assert_eq!(
        pieces(link, TWO_SENDS),
        ["0 departed 0+5", "300 departed 5+5", "1000 delivered 0+5", "1300 delivered 5+5"]
    );
}

#[test]
fn sends_that_wait_for_the_gap_leave_together_unless_kept_apart() {
    let sends = "c send 3 'one' = 3\n c send 3 'two' = 3\n c send 3 'three' = 5";
    let departures = |merge| {
        let link = LinkProfile { gap_ns: 300_000, merge, ..profile() };
        pieces(link, sends).into_iter().filter(|line| line.contains("departed")).collect::<Vec<_>>()
    };
    assert_eq!(departures(true), ["0 departed 0+3", "300 departed 3+8"]);
    assert_eq!(departures(false), ["0 departed 0+3", "300 departed 3+3", "600 departed 6+5"]);
}

#[test]
fn a_full_link_makes_bytes_wait_for_an_arrival() {
    let link = LinkProfile { capacity: Some(6), ..profile() };
    assert_eq!(
        pieces(link, TWO_SENDS),
        [
            "0 departed 0+5",
            "0 departed 5+1",
            "1000 delivered 0+5",
            "1000 departed 6+4",
            "1000 delivered 5+1",
            "2000 delivered 6+4"
        ]
    );
}

#[test]
fn a_seed_draws_piece_sizes_and_jitter_and_keeps_the_order() {
    let run = |seed: u64| {
        let link =
            LinkProfile { piece_max: Some(7), piece_varies: true, jitter_ns: 900_000, gap_ns: 100_000, ..profile() };
        let mut world = World::with_seed(link, seed);
        world.play("setting up", CONNECTED);
        world.play("sending", "c send 3 'abcdefghijklmnopqrstuvwxyz' = 26");
        while world.step() {}
        world.play("receiving", "s recv 4 100 = 'abcdefghijklmnopqrstuvwxyz'");
        world.log
    };
    assert_eq!(run(1), run(1));
    assert_ne!(run(1), run(2));
}

#[test]
fn a_woken_reader_takes_all_that_came_while_it_woke() {
    let scenario = |wake_ns, gap_ns, first: &str| {
        let mut world = World::new(LinkProfile { wake_ns, gap_ns, ..profile() });
        world.play("setting up", CONNECTED);
        let received = format!("s recv 4 100 ~\n {TWO_SENDS}\n s = {first}");
        world.play("two sends", &received);
    };
    scenario(50_000, 0, "'helloworld'");
    scenario(50_000, 100_000, "'hello'");
    scenario(0, 10_000, "'hello'");
}

#[test]
fn a_sender_learns_of_room_one_delay_after_the_reader_made_it() {
    let mut world = World::new(profile());
    world.play(
        "a small receive buffer",
        "
        s socket = 3
        s setopt 3 1 8 1 = ok
        s bind 3 :5000 = ok
        s listen 3 = ok
        c socket = 3
        c connect 3 :5000 = ok
        s accept 3 = 4 from 127.0.0.1:*
        c send 3 3000*x = 3000
        1s
        s recv 4 100 = 100*x
        0.1s
        s recv 4 5000 = 1052*x
        s recv 4 5000 ~
        ",
    );
    let start = world.now;
    world.play("the next piece", "s = 1152*x");
    // There and back, and the time to wake up.
    assert_eq!(world.now.0 - start.0, 2_050_000);
}

#[test]
fn syn_retries_follow_linux_and_give_up() {
    let mut world = World::new(profile());
    world.play(
        "a full accept queue",
        "
        s socket = 3
        s bind 3 :5000 = ok
        s listen 3 0 = ok
        c socket = 3
        c connect 3 :5000 = ok
        d socket = 3
        ",
    );
    let start = world.now;
    world.play("a connect without time limit", "d connect 3 :5000 ~");
    let mut retries = Vec::new();
    let mut seen = world.log.len();
    while world.step() {
        let sent = world.log[seen..].iter().any(|event| matches!(event, NetEvent::SynSent { .. }));
        retries.extend(sent.then(|| (world.now.0 - start.0) / 1_000_000_000));
        seen = world.log.len();
    }
    assert_eq!(retries, [1, 2, 3, 4, 5, 7, 11, 19, 35, 67]);
    world.play("giving up", "d = ETIMEDOUT");
    assert_eq!((world.now.0 - start.0) / 1_000_000_000, 131);
}

#[test]
fn a_late_accept_lets_the_next_syn_in() {
    for (accept_after, connected_after) in [("0.5s", 1), ("1.5s", 2), ("2.5s", 3)] {
        let mut world = World::new(profile());
        world.play(
            "a full accept queue",
            "
            s socket = 3
            s bind 3 :5000 = ok
            s listen 3 0 = ok
            c socket = 3
            c connect 3 :5000 = ok
            d socket = 3
            ",
        );
        let start = world.now;
        let accept = format!("d connect 3 :5000 ~\n {accept_after}\n s accept 3 = 4 from 127.0.0.1:*\n d = ok");
        world.play("a late accept", &accept);
        assert_eq!((world.now.0 - start.0) / 1_000_000_000, connected_after);
    }
}

#[test]
fn time_wait_lasts_a_minute() {
    let mut world = World::new(profile());
    world.play("setting up", CONNECTED);
    world.play(
        "the server closed first",
        "
        s close 4 = ok
        s close 3 = ok
        0.1s
        c close 3 = ok
        1s
        t socket = 3
        t bind 3 :5000 = EADDRINUSE
        58s
        t bind 3 :5000 = EADDRINUSE
        2s
        t bind 3 :5000 = ok
        ",
    );
    assert_eq!(world.sockets.next_due(), None);
}

/// Milliseconds that each round takes in which a client asks in two small writes (or in one) and waits for the answer.
fn rounds(link: LinkProfile, options: &str, asking: &str) -> Vec<u64> {
    let mut world = World::new(link);
    world.play("setting up", &[CONNECTED, options].concat());
    let round = || format!("{asking}\n s recv 4 8 waitall = 'headbody'\n s send 4 'yes' = 3\n c recv 3 10 = 'yes'");
    let mut times = Vec::new();
    for _ in 0..4 {
        let start = world.now;
        world.play("a round", &round());
        times.push((world.now.0 - start.0) / 1_000_000);
    }
    times
}

#[test]
fn small_writes_wait_for_a_delayed_acknowledgement() {
    let nagle = LinkProfile { nagle: true, latency_ns: 20_000, ..LinkProfile::default() };
    let two = "c send 3 'head' = 4\n c send 3 'body' = 4";
    // The first is acknowledged at once; from then on the server answers, and waits for its answer.
    assert_eq!(rounds(nagle.clone(), "", two), [0, 40, 40, 40]);
    assert_eq!(rounds(nagle.clone(), "c setopt 3 6 1 1 = ok", two), [0; 4]);
    assert_eq!(rounds(nagle, "", "c send 3 'headbody' = 8"), [0; 4]);
    assert_eq!(rounds(LinkProfile { latency_ns: 20_000, ..LinkProfile::default() }, "", two), [0; 4]);
}

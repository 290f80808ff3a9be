//! Every line of the conformance table about sockets, as a timeline of calls and outcomes. The outcomes were measured with CPython 3.11
//! on Linux 6.18 over 127.0.0.1; man pages and RFC 9293 are cited where they decide.

mod timeline;

use sockscope_net::LinkProfile;
use timeline::World;

/// Two sockets, connected: 3 of `c` with 4 of `s`; 3 of `s` listens on 5000.
const CONNECTED: &str = "
    s socket = 3
    s bind 3 :5000 = ok
    s listen 3 = ok
    c socket = 3
    c connect 3 :5000 = ok
    s accept 3 = 4 from 127.0.0.1:*
";

#[track_caller]
fn check(situation: &str, timeline: &str) {
    for wake_ns in [0, 50_000] {
        for latency_ns in [0, 1_000_000] {
            World::new(LinkProfile { latency_ns, wake_ns, ..LinkProfile::default() }).play(situation, timeline);
        }
    }
}

#[track_caller]
fn check_connected(situation: &str, timeline: &str) {
    check(situation, &[CONNECTED, timeline].concat());
}

#[test]
fn smoke() {
    check_connected(
        "hello",
        "
        c send 3 'hello' = 5
        s recv 4 10 = 'hello'
        s recv 4 10 ~
        c close 3 = ok
        s = ''
        s recv 4 10 = ''
        s close 4 = ok
    ",
    );
}

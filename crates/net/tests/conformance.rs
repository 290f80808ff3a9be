//! The conformance table about sockets: `timelines.txt`, played on the simulated sockets over several links, and on the real ones by CPython.

#![expect(clippy::unwrap_used, reason = "a failed unwrap in a test is a failed test")]

mod timeline;

use sockscope_net::LinkProfile;
use std::io::Write as _;
use std::process::{Command, Stdio};
use timeline::World;

const TIMELINES: &str = include_str!("timelines.txt");

/// Two sockets, connected: 3 of `c` with 4 of `s`; 3 of `s` listens on 5000.
const CONNECTED: &str = "s bind 3 :5000 = ok
s listen 3 = ok
c socket = 3
c connect 3 :5000 = ok
s accept 3 = 4 from 127.0.0.1:*";

/// Title and lines of each timeline.
fn timelines() -> Vec<(&'static str, Vec<&'static str>)> {
    let mut timelines: Vec<(&str, Vec<&str>)> = Vec::new();
    for line in TIMELINES.lines().filter(|line| !line.is_empty() && !line.starts_with("# ")) {
        match (line.strip_prefix("== "), timelines.last_mut()) {
            (Some(title), _) => timelines.push((title, Vec::new())),
            (None, Some((_, lines))) if line.starts_with("@connected") => {
                lines.push("s socket = 3");
                lines.extend(line.ends_with("reuse").then_some("s setopt 3 1 2 1 = ok"));
                lines.extend(CONNECTED.lines());
            }
            (None, Some((_, lines))) => lines.push(line),
            (None, None) => panic!("a line before the first title: {line}"),
        }
    }
    timelines
}

#[test]
fn simulated_sockets_come_to_these_outcomes() {
    for latency_ns in [0, 1_000_000] {
        for wake_ns in [0, 50_000] {
            for (title, lines) in timelines() {
                let link = LinkProfile { latency_ns, wake_ns, ..LinkProfile::default() };
                World::new(link).play(title, &lines.join("\n"));
            }
        }
    }
}

#[test]
fn real_sockets_come_to_these_outcomes() {
    let timelines: Vec<_> = timelines().into_iter().filter(|(title, _)| !title.ends_with("[simulated]")).collect();
    assert!(timelines.len() > 50);
    let Ok(mut python) = Command::new("python3")
        .arg(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/play.py"))
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
    else {
        // Without CPython only the recorded outcomes can be checked, which the other test does.
        return;
    };
    let input: String = timelines.iter().map(|(title, lines)| format!("== {title}\n{}\n", lines.join("\n"))).collect();
    python.stdin.take().unwrap().write_all(input.as_bytes()).unwrap();
    let output = String::from_utf8(python.wait_with_output().unwrap().stdout).unwrap();
    let mut found = output.lines();
    for (title, lines) in timelines {
        assert_eq!(found.next(), Some(""), "{title}");
        for line in lines {
            let found = found.next().unwrap_or("nothing");
            let expected =
                if line.ends_with('~') { "blocked" } else { line.split_once(" = ").map_or("", |(_, it)| it) };
            assert_eq!(found, expected, "{title}: `{line}`");
        }
    }
}

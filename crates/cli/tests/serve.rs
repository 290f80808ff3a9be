//! The program itself: what it prints, that signals end it with status 0, and what the parser's manuals and `doctor` say.

#![expect(clippy::unwrap_used, reason = "a failed unwrap in a test is a failed test")]

use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::TcpStream;
use std::process::{Child, Command, Stdio};

const PROGRAM: &str = env!("CARGO_BIN_EXE_sockscope");

struct Served {
    child: Child,
    port: u16,
    token: String,
}

impl Served {
    fn start(arguments: &[&str]) -> Self {
        let mut command = Command::new(PROGRAM);
        command.args(["serve", "--quiet", "--port", "0"]).args(arguments);
        let mut child = command.stdout(Stdio::piped()).spawn().unwrap();
        let mut link = String::new();
        BufReader::new(child.stdout.take().unwrap()).read_line(&mut link).unwrap();
        let (address, token) = link.trim().split_once("/#token=").unwrap();
        let port = address.strip_prefix("http://127.0.0.1:").unwrap().parse().unwrap();
        Self { child, port, token: token.into() }
    }

    fn ask(&self, path: &str) -> String {
        let mut stream = TcpStream::connect(("127.0.0.1", self.port)).unwrap();
        write!(stream, "GET {path} HTTP/1.1\r\nHost: localhost:{}\r\n\r\n", self.port).unwrap();
        let mut answer = String::new();
        stream.read_to_string(&mut answer).unwrap();
        answer
    }

    fn signal(&self, name: &str) {
        assert!(Command::new("kill").args([name, &self.child.id().to_string()]).status().unwrap().success());
    }
}

impl Drop for Served {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

#[test]
fn signals_end_it_with_status_0_and_close_every_socket() {
    for signal in ["-INT", "-TERM"] {
        let mut served = Served::start(&["--allow", "localhost:*"]);
        assert_eq!(served.token.len(), 32);
        let health = served.ask(&format!("/health?token={}", served.token));
        assert!(health.contains("\"token\":\"right\""), "{health}");
        assert!(served.ask("/").contains("text/html"));
        let mut idle = TcpStream::connect(("127.0.0.1", served.port)).unwrap();
        served.signal(signal);
        assert_eq!(served.child.wait().unwrap().code(), Some(0), "{signal}");
        // An end or a reset: either way the socket is closed.
        assert!(!matches!(idle.read(&mut [0; 1]), Ok(1)));
        assert!(TcpStream::connect(("127.0.0.1", served.port)).is_err());
    }
}

#[test]
fn what_cannot_be_served_is_said_at_once() {
    let check = |arguments: &[&str], part: &str| {
        let output = Command::new(PROGRAM).arg("serve").args(arguments).output().unwrap();
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        assert_eq!(output.status.code(), Some(2), "{arguments:?}: {said}");
        assert!(said.contains(part), "{arguments:?}: {said}");
    };
    let taken = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let port = taken.local_addr().unwrap().port().to_string();
    check(&["--port", &port], "cannot listen on port");
    check(&["--allow", "localhost"], "HOST:PORT");
    check(&["--allow", "*:80"], "named in full");
    check(&["--port", "0", "--allow", "192.0.2.1:*"], "one port only");
    check(&["--port", "0", "--allow", "169.254.169.254:80"], "no address of one host");
    check(&["--port", "0", "--origin", "null"], "no origin");
    check(&["--port", "0", "--origin", "*"], "no origin");
}

#[test]
fn the_manuals_know_the_options_and_the_limits() {
    let check = |arguments: &[&str], parts: &[&str]| {
        let output = Command::new(PROGRAM).args(arguments).output().unwrap();
        let said = String::from_utf8_lossy(&output.stdout).into_owned();
        assert!(output.status.success(), "{arguments:?}");
        for part in parts {
            assert!(said.contains(part), "{arguments:?}: no {part} in {said}");
        }
    };
    check(&["serve", "--help"], &["--allow", "--origin", "65536 bytes", "8192 bytes, 64 headers, 5 s", "20 s, 10 s"]);
    check(&["man", "serve"], &[".TH", "\\-\\-allow", "Limits"]);
    check(&["man"], &[".TH", "serve"]);
    check(&["completions", "bash"], &["complete -F", "--allow"]);
    check(&["completions", "fish"], &["allow"]);
    check(&["doctor", "--port", "0"], &["ok    browser rules", "ok    demo servers", "localhost"]);
}

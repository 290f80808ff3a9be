//! Timelines of system calls, written as text: who calls what, and what comes of it.
//!
//! ```text
//! s socket            = 3            a call and its reply; a call that blocks is waited for, in virtual time
//! s accept 3          ~              the call blocks, and the timeline goes on
//! c connect 3 :5000   = ok           addresses are 127.0.0.1 unless they name another host
//! s                   = 4            what the call that blocked has come to by now, or will come to
//! s recv 4 10         = never        the call blocks and nothing will ever wake it
//! c send 3 5*x nb     = 5            `nb` is non-blocking, `timeout=0.2` is Python's settimeout
//! 0.5s                               time passes
//! ```

use sockscope_net::{
    Address, Answer, Caller, Errno, Failure, Fd, HostPort, LinkProfile, NetEvent, Outcome, ProcessId, Reply, Request,
    SimTime, Sockets, ThreadId, flags,
};
use std::collections::BTreeMap;
use std::rc::Rc;

/// Sockets, their clock and everything that happened.
pub(crate) struct World {
    pub(crate) sockets: Sockets,
    pub(crate) now: SimTime,
    pub(crate) log: Vec<NetEvent>,
    replies: BTreeMap<Caller, Reply>,
}

const ERRNOS: &[(Errno, &str)] = &[
    (Errno::EBADF, "EBADF"),
    (Errno::EAGAIN, "EAGAIN"),
    (Errno::EACCES, "EACCES"),
    (Errno::EINVAL, "EINVAL"),
    (Errno::EMFILE, "EMFILE"),
    (Errno::EPIPE, "EPIPE"),
    (Errno::EDESTADDRREQ, "EDESTADDRREQ"),
    (Errno::EMSGSIZE, "EMSGSIZE"),
    (Errno::ENOPROTOOPT, "ENOPROTOOPT"),
    (Errno::EPROTONOSUPPORT, "EPROTONOSUPPORT"),
    (Errno::EOPNOTSUPP, "EOPNOTSUPP"),
    (Errno::EAFNOSUPPORT, "EAFNOSUPPORT"),
    (Errno::EADDRINUSE, "EADDRINUSE"),
    (Errno::EADDRNOTAVAIL, "EADDRNOTAVAIL"),
    (Errno::ENETUNREACH, "ENETUNREACH"),
    (Errno::ECONNRESET, "ECONNRESET"),
    (Errno::EISCONN, "EISCONN"),
    (Errno::ENOTCONN, "ENOTCONN"),
    (Errno::ETIMEDOUT, "ETIMEDOUT"),
    (Errno::ECONNREFUSED, "ECONNREFUSED"),
    (Errno::EALREADY, "EALREADY"),
    (Errno::EINPROGRESS, "EINPROGRESS"),
];

impl World {
    pub(crate) fn new(link: LinkProfile) -> Self {
        Self::with_seed(link, 1)
    }

    pub(crate) fn with_seed(link: LinkProfile, seed: u64) -> Self {
        Self { sockets: Sockets::new(link, seed), now: SimTime(0), log: Vec::new(), replies: BTreeMap::new() }
    }

    /// Runs a timeline; `situation` is what it is about.
    #[track_caller]
    pub(crate) fn play(&mut self, situation: &str, timeline: &str) {
        for line in timeline.lines().map(str::trim).filter(|line| !line.is_empty()) {
            let found = self.line(line);
            if let Some((expected, found)) = found {
                assert_eq!(found, expected, "{situation}: `{line}`");
            }
        }
    }

    /// One line; what was expected and what was found.
    fn line(&mut self, line: &str) -> Option<(String, String)> {
        if let Some(seconds) = line.strip_suffix('s').and_then(|number| number.parse::<f64>().ok()) {
            self.pass(nanoseconds(seconds));
            return None;
        }
        if let Some(call) = line.strip_suffix('~') {
            let (caller, request) = parse_call(call);
            let request = request.unwrap_or_else(|| panic!("no call in {line}"));
            let found = match self.sockets.call(self.now, caller, request, &mut self.log) {
                Outcome::Blocked(_) => "blocked".to_owned(),
                Outcome::Ready(reply) => render(&reply),
            };
            return Some(("blocked".to_owned(), found));
        }
        let (call, expected) = line.split_once(" = ").unwrap_or_else(|| panic!("no outcome in {line}"));
        let (caller, request) = parse_call(call);
        if let Some(request) = request {
            match self.sockets.call(self.now, caller, request, &mut self.log) {
                Outcome::Ready(reply) => return Some((expected.trim().to_owned(), render(&reply))),
                Outcome::Blocked(_) => {}
            }
        }
        Some((expected.trim().to_owned(), self.reply_of(caller)))
    }

    /// Moves the clock to the next event and collects replies.
    pub(crate) fn step(&mut self) -> bool {
        let Some(due) = self.sockets.next_due() else { return false };
        assert!(due >= self.now, "an event in the past");
        self.now = due;
        self.sockets.advance(due, &mut self.log);
        while let Some((caller, reply)) = self.sockets.completed() {
            self.replies.insert(caller, reply);
        }
        true
    }

    pub(crate) fn pass(&mut self, ns: u64) {
        let end = self.now.after(ns);
        while self.sockets.next_due().is_some_and(|due| due <= end) {
            self.step();
        }
        self.now = end;
    }

    fn reply_of(&mut self, caller: Caller) -> String {
        loop {
            if let Some(reply) = self.replies.remove(&caller) {
                return render(&reply);
            }
            if !self.step() {
                return "never".to_owned();
            }
        }
    }
}

fn nanoseconds(seconds: f64) -> u64 {
    (seconds * 1e9).round() as u64
}

/// `s`, `c`, … are processes; `s2` is the second thread of `s`.
fn parse_caller(text: &str) -> Caller {
    let mut letters = text.bytes();
    let process = ProcessId(u16::from(letters.next().unwrap() - b'a'));
    let thread = ThreadId(letters.next().map_or(0, |digit| u16::from(digit - b'0')));
    Caller { process, thread }
}

fn parse_address(text: &str) -> HostPort {
    let (host, port) = text.rsplit_once(':').unwrap();
    let host = match host {
        "" => "127.0.0.1",
        "any" => "",
        host => host,
    };
    HostPort { host: host.into(), port: port.parse().unwrap() }
}

/// `'text'` or `count*character`.
fn parse_data(text: &str) -> Rc<[u8]> {
    if let Some((count, character)) = text.split_once('*') {
        return vec![character.as_bytes()[0]; count.parse().unwrap()].into();
    }
    text.trim_matches('\'').as_bytes().into()
}

fn parse_call(text: &str) -> (Caller, Option<Request>) {
    let mut words: Vec<&str> = text.split_whitespace().collect();
    let caller = parse_caller(words.remove(0));
    if words.is_empty() {
        return (caller, None);
    }
    let mut timeout = None;
    let mut flag = 0;
    words.retain(|word| {
        match *word {
            "nb" => timeout = Some(0),
            "peek" => flag |= flags::MSG_PEEK,
            "waitall" => flag |= flags::MSG_WAITALL,
            "dontwait" => flag |= flags::MSG_DONTWAIT,
            word => match word.strip_prefix("timeout=") {
                Some(seconds) => timeout = Some(nanoseconds(seconds.parse().unwrap())),
                None => return true,
            },
        }
        false
    });
    let number = |index: usize| words[index].parse::<i32>().unwrap();
    let fd = || Fd(number(1));
    let request = match words[0] {
        "socket" => Request::Socket { family: 2, kind: 1, proto: 0 },
        "udp" => Request::Socket { family: 2, kind: 2, proto: 0 },
        "open" => Request::Socket { family: number(1), kind: number(2), proto: number(3) },
        "bind" => Request::Bind { fd: fd(), address: parse_address(words[2]) },
        "listen" => Request::Listen { fd: fd(), backlog: words.get(2).map(|backlog| backlog.parse().unwrap()) },
        "accept" => Request::Accept { fd: fd(), timeout },
        "connect" => Request::Connect { fd: fd(), address: parse_address(words[2]), timeout },
        "send" | "sendall" => {
            Request::Send { fd: fd(), data: parse_data(words[2]), flags: flag, all: words[0] == "sendall", timeout }
        }
        "sendto" => {
            Request::SendTo { fd: fd(), data: parse_data(words[2]), flags: flag, address: parse_address(words[3]) }
        }
        "recv" => Request::Recv { fd: fd(), len: words[2].parse().unwrap(), flags: flag, timeout },
        "recvfrom" => Request::RecvFrom { fd: fd(), len: words[2].parse().unwrap(), flags: flag, timeout },
        "shutdown" => Request::Shutdown { fd: fd(), how: number(2) },
        "close" => Request::Close { fd: fd() },
        "setopt" => {
            let value: Vec<u8> =
                words[4..].iter().flat_map(|word| word.parse::<i32>().unwrap().to_le_bytes()).collect();
            Request::SetOption { fd: fd(), level: number(2), name: number(3), value }
        }
        "getopt" => Request::GetOption {
            fd: fd(),
            level: number(2),
            name: number(3),
            len: words.get(4).map_or(4, |len| len.parse().unwrap()),
        },
        "name" => Request::SocketName { fd: fd() },
        "peer" => Request::PeerName { fd: fd() },
        "hostname" => Request::HostName,
        "resolve" => Request::Resolve { host: words[1].into() },
        "select" => {
            let list = |prefix: &str| {
                let word = words.iter().find_map(|word| word.strip_prefix(prefix)).unwrap_or_default();
                word.split(',').filter(|fd| !fd.is_empty()).map(|fd| Fd(fd.parse().unwrap())).collect()
            };
            Request::Select { read: list("r="), write: list("w="), except: list("x="), timeout }
        }
        other => panic!("no such call: {other}"),
    };
    (caller, Some(request))
}

/// Ports from the ephemeral range are shown as `*`, long runs of one byte as `count*byte`.
fn render(reply: &Reply) -> String {
    match reply {
        Ok(answer) => match answer {
            Answer::Done => "ok".to_owned(),
            Answer::Fd(fd) => fd.0.to_string(),
            Answer::Accepted { fd, peer } => format!("{} from {}", fd.0, render_address(*peer)),
            Answer::Count(count) => count.to_string(),
            Answer::Bytes(bytes) => render_bytes(&bytes.data),
            Answer::BytesFrom { bytes, from } => {
                let from = from.map_or_else(|| "nobody".to_owned(), render_address);
                format!("{} from {from}", render_bytes(&bytes.data))
            }
            Answer::OptionValue(value) => {
                let ints = value.chunks_exact(4).map(|int| i32::from_le_bytes(int.try_into().unwrap()).to_string());
                ints.collect::<Vec<_>>().join(" ")
            }
            Answer::Address(address) => render_address(*address),
            Answer::Text(text) => text.to_string(),
            Answer::Ready { read, write, .. } => {
                let list = |fds: &[Fd]| fds.iter().map(|fd| fd.0.to_string()).collect::<Vec<_>>().join(",");
                format!("r={} w={}", list(read), list(write))
            }
        },
        Err(Failure::Errno(errno)) => match ERRNOS.iter().find(|(known, _)| known == errno) {
            Some((_, name)) => (*name).to_owned(),
            None => format!("errno {}", errno.0),
        },
        Err(Failure::TimedOut) => "timed out".to_owned(),
        Err(Failure::Resolve) => "gaierror".to_owned(),
        Err(Failure::Unsupported(what)) => format!("unsupported: {what}"),
    }
}

fn render_address(address: Address) -> String {
    if address.port.0 >= 32_768 { format!("{}:*", address.ip) } else { address.to_string() }
}

fn render_bytes(data: &[u8]) -> String {
    match data.first() {
        Some(first) if data.len() > 20 && data.iter().all(|byte| byte == first) => {
            format!("{}*{}", data.len(), char::from(*first))
        }
        _ => format!("'{}'", String::from_utf8_lossy(data)),
    }
}

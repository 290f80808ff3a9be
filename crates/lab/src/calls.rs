//! System calls between the machine and the sockets: requests and replies translated one to one, and how the trace shows them.
//! The only place that knows both vocabularies.

use crate::event::{ByteRange, CallView, OutcomeView, StreamRange, WaitView};
use sockscope_net as net;
use sockscope_python::request as python;
use std::borrow::Cow;
use std::rc::Rc;

/// A request as the sockets want it; `None` for those that the scheduler answers itself.
pub(crate) fn request(request: python::Request) -> Option<net::Request> {
    use net::Request as To;
    use python::Request as From;
    let fd = net::Fd;
    Some(match request {
        From::Socket { family, kind, proto } => To::Socket { family, kind, proto },
        From::Bind { fd: on, address } => To::Bind { fd: fd(on), address: host_port(address) },
        From::Listen { fd: on, backlog } => To::Listen { fd: fd(on), backlog },
        From::Accept { fd: on, timeout } => To::Accept { fd: fd(on), timeout },
        From::Connect { fd: on, address, timeout } => To::Connect { fd: fd(on), address: host_port(address), timeout },
        From::Send { fd: on, bytes, flags, all, timeout } => {
            To::Send { fd: fd(on), data: bytes.data, flags, all, timeout }
        }
        From::SendTo { fd: on, bytes, flags, address } => {
            To::SendTo { fd: fd(on), data: bytes.data, flags, address: host_port(address) }
        }
        From::Recv { fd: on, len, flags, timeout } => To::Recv { fd: fd(on), len, flags, timeout },
        From::RecvFrom { fd: on, len, flags, timeout } => To::RecvFrom { fd: fd(on), len, flags, timeout },
        From::Shutdown { fd: on, how } => To::Shutdown { fd: fd(on), how },
        From::Close { fd: on } => To::Close { fd: fd(on) },
        From::SetOption { fd: on, level, name, value } => To::SetOption { fd: fd(on), level, name, value },
        From::GetOption { fd: on, level, name, len } => To::GetOption { fd: fd(on), level, name, len },
        From::SocketName { fd: on } => To::SocketName { fd: fd(on) },
        From::PeerName { fd: on } => To::PeerName { fd: fd(on) },
        From::HostName => To::HostName,
        From::Resolve { host } => To::Resolve { host },
        From::Select { read, write, except, timeout } => {
            let fds = |fds: Vec<i32>| fds.into_iter().map(net::Fd).collect();
            To::Select { read: fds(read), write: fds(write), except: fds(except), timeout }
        }
        From::Sleep { .. } | From::Now | From::Input | From::StartThread { .. } | From::Park { .. } => return None,
    })
}

/// A reply of the sockets, as the machine wants it.
pub(crate) fn reply(reply: net::Reply) -> python::Reply {
    use net::Answer as From;
    use python::Answer as To;
    reply.map_err(failure).map(|answer| match answer {
        From::Done => To::Done,
        From::Fd(fd) => To::Fd(fd.0),
        From::Accepted { fd, peer } => To::Accepted { fd: fd.0, peer: address(peer) },
        From::Count(count) => To::Count(count),
        From::Bytes(bytes) => To::Bytes(traced(bytes)),
        From::BytesFrom { bytes, from } => To::BytesFrom { bytes: traced(bytes), from: from.map(address) },
        From::OptionValue(value) => To::Bytes(python::TracedBytes { data: value.into(), origins: Vec::new() }),
        From::Address(is) => To::Address(address(is)),
        From::Text(text) => To::Text(text),
        From::Ready { read, write, except } => {
            let fds = |fds: Vec<net::Fd>| fds.into_iter().map(|fd| fd.0).collect();
            To::Ready { read: fds(read), write: fds(write), except: fds(except) }
        }
    })
}

fn failure(failure: net::Failure) -> python::Failure {
    match failure {
        net::Failure::Errno(errno) => python::Failure::Errno(errno.0),
        net::Failure::TimedOut => python::Failure::TimedOut,
        net::Failure::Resolve => python::Failure::Resolve,
        net::Failure::Unsupported(what) => python::Failure::Unsupported(what),
    }
}

fn host_port(address: python::HostPort) -> net::HostPort {
    net::HostPort { host: address.host, port: address.port }
}

fn address(address: net::Address) -> python::HostPort {
    python::HostPort { host: address.ip.to_string().into(), port: address.port.0 }
}

fn traced(bytes: net::ReadBytes) -> python::TracedBytes {
    let len = u32::try_from(bytes.data.len()).expect("invariant: a recv takes less than 4 GiB");
    let origins = match bytes.stream {
        Some(stream) if len > 0 => vec![python::Origin { at: 0, len, stream: stream.0, offset: bytes.start }],
        _ => Vec::new(),
    };
    python::TracedBytes { data: bytes.data, origins }
}

/// How the trace shows a call.
pub(crate) fn view(request: &python::Request, line: u32) -> CallView {
    use python::Request as R;
    let place = |address: &python::HostPort| format!("('{}', {})", address.host, address.port);
    let (name, fd, arguments): (&'static str, Option<i32>, String) = match request {
        R::Socket { kind, .. } => {
            ("socket", None, (if *kind == 2 { "AF_INET, SOCK_DGRAM" } else { "AF_INET, SOCK_STREAM" }).to_owned())
        }
        R::Bind { fd, address } => ("bind", Some(*fd), place(address)),
        R::Listen { fd, backlog } => ("listen", Some(*fd), backlog.map_or(String::new(), |n| n.to_string())),
        R::Accept { fd, .. } => ("accept", Some(*fd), String::new()),
        R::Connect { fd, address, .. } => ("connect", Some(*fd), place(address)),
        R::Send { fd, bytes, all, .. } => (if *all { "sendall" } else { "send" }, Some(*fd), count(bytes.data.len())),
        R::SendTo { fd, bytes, address, .. } => {
            ("sendto", Some(*fd), format!("{}, {}", count(bytes.data.len()), place(address)))
        }
        R::Recv { fd, len, .. } => ("recv", Some(*fd), len.to_string()),
        R::RecvFrom { fd, len, .. } => ("recvfrom", Some(*fd), len.to_string()),
        R::Shutdown { fd, how } => (
            "shutdown",
            Some(*fd),
            ["SHUT_RD", "SHUT_WR", "SHUT_RDWR"].get(*how as usize).map_or(how.to_string(), |name| (*name).to_owned()),
        ),
        R::Close { fd } => ("close", Some(*fd), String::new()),
        R::SetOption { fd, level, name, .. } => ("setsockopt", Some(*fd), format!("{level}, {name}")),
        R::GetOption { fd, level, name, .. } => ("getsockopt", Some(*fd), format!("{level}, {name}")),
        R::SocketName { fd } => ("getsockname", Some(*fd), String::new()),
        R::PeerName { fd } => ("getpeername", Some(*fd), String::new()),
        R::HostName => ("gethostname", None, String::new()),
        R::Resolve { host } => ("gethostbyname", None, format!("'{host}'")),
        R::Select { read, write, .. } => ("select", None, format!("{read:?}, {write:?}")),
        R::Sleep { ns } => ("sleep", None, seconds(*ns)),
        R::Now => ("time", None, String::new()),
        R::Input => ("input", None, String::new()),
        R::StartThread { thread } => ("start", None, thread.0.to_string()),
        R::Park { what, .. } => return park_view(what, line),
    };
    CallView { name: Cow::Borrowed(name), text: format!("{name}({arguments})").into(), fd, line }
}

/// `lock.acquire()` is a call named `acquire`.
fn park_view(what: &Rc<str>, line: u32) -> CallView {
    let callee = what.split('(').next().unwrap_or(what);
    let name = callee.rsplit('.').next().unwrap_or(callee).to_owned();
    CallView { name: Cow::Owned(name), text: what.clone(), fd: None, line }
}

fn count(len: usize) -> String {
    format!("{len} bytes")
}

/// Seconds without float formatting: `0.5`, `2`.
fn seconds(ns: u64) -> String {
    let (whole, rest) = (ns / 1_000_000_000, ns % 1_000_000_000);
    if rest == 0 { whole.to_string() } else { format!("{whole}.{rest:09}").trim_end_matches('0').to_owned() }
}

/// Nanoseconds after which a blocking call gives up.
pub(crate) fn timeout(request: &python::Request) -> python::TimeoutNs {
    use python::Request as R;
    match request {
        R::Accept { timeout, .. }
        | R::Connect { timeout, .. }
        | R::Send { timeout, .. }
        | R::Recv { timeout, .. }
        | R::RecvFrom { timeout, .. }
        | R::Select { timeout, .. }
        | R::Park { timeout, .. } => *timeout,
        R::Sleep { ns } => Some(*ns),
        _ => None,
    }
}

/// How the trace shows what came of a call.
pub(crate) fn outcome(reply: &python::Reply) -> OutcomeView {
    use python::Answer as A;
    let bytes = |bytes: &python::TracedBytes| OutcomeView::Bytes {
        len: bytes.data.len() as u64,
        from: bytes.origins.first().map(|origin| StreamRange {
            stream: origin.stream,
            range: ByteRange { start: origin.offset, end: origin.offset + u64::from(origin.len) },
        }),
    };
    match reply {
        Ok(A::Done) => OutcomeView::Done,
        Ok(A::Fd(fd)) => OutcomeView::Fd { fd: *fd, peer: None },
        Ok(A::Accepted { fd, peer }) => {
            OutcomeView::Fd { fd: *fd, peer: Some(format!("{}:{}", peer.host, peer.port).into()) }
        }
        Ok(A::Count(count)) => OutcomeView::Count { count: *count as u64 },
        Ok(A::Bytes(read) | A::BytesFrom { bytes: read, .. }) => bytes(read),
        Ok(A::Address(address)) => text(&format!("('{}', {})", address.host, address.port)),
        Ok(A::Text(said)) => OutcomeView::Text { text: said.clone() },
        Ok(A::Eof) => text("EOF"),
        Ok(A::Ready { read, write, except }) => text(&format!("{read:?}, {write:?}, {except:?}")),
        Ok(A::Time(ns)) => text(&seconds(*ns)),
        Err(failure) => failed(failure),
    }
}

fn text(text: &str) -> OutcomeView {
    OutcomeView::Text { text: text.into() }
}

fn failed(failure: &python::Failure) -> OutcomeView {
    let (exception, message, errno): (&str, String, i32) = match failure {
        python::Failure::Errno(errno) => {
            let (class, text) = errno_words(*errno);
            (class, format!("[Errno {errno}] {text}"), *errno)
        }
        python::Failure::TimedOut => ("TimeoutError", "timed out".to_owned(), 0),
        python::Failure::Resolve => ("socket.gaierror", "[Errno -2] Name or service not known".to_owned(), -2),
        python::Failure::Unsupported(what) => ("NotImplementedError", what.to_string(), 0),
    };
    OutcomeView::Failed { exception: exception.into(), message: message.into(), errno }
}

/// The exception class and text of an errno, as Python on Linux has them.
fn errno_words(errno: i32) -> (&'static str, &'static str) {
    match errno {
        9 => ("OSError", "Bad file descriptor"),
        11 => ("BlockingIOError", "Resource temporarily unavailable"),
        13 => ("PermissionError", "Permission denied"),
        22 => ("OSError", "Invalid argument"),
        24 => ("OSError", "Too many open files"),
        32 => ("BrokenPipeError", "Broken pipe"),
        89 => ("OSError", "Destination address required"),
        90 => ("OSError", "Message too long"),
        92 => ("OSError", "Protocol not available"),
        93 => ("OSError", "Protocol not supported"),
        94 => ("OSError", "Socket type not supported"),
        95 => ("OSError", "Operation not supported"),
        97 => ("OSError", "Address family not supported by protocol"),
        98 => ("OSError", "Address already in use"),
        99 => ("OSError", "Cannot assign requested address"),
        101 => ("OSError", "Network is unreachable"),
        104 => ("ConnectionResetError", "Connection reset by peer"),
        103 => ("ConnectionAbortedError", "Software caused connection abort"),
        105 => ("OSError", "No buffer space available"),
        113 => ("OSError", "No route to host"),
        106 => ("OSError", "Transport endpoint is already connected"),
        107 => ("OSError", "Transport endpoint is not connected"),
        110 => ("TimeoutError", "Connection timed out"),
        111 => ("ConnectionRefusedError", "Connection refused"),
        114 => ("BlockingIOError", "Operation already in progress"),
        115 => ("BlockingIOError", "Operation now in progress"),
        _ => ("OSError", "Unknown error"),
    }
}

/// How the trace shows what the sockets wait for.
pub(crate) fn wait(wait: &net::Wait) -> WaitView {
    match wait {
        net::Wait::Readable { stream, .. } => WaitView::Bytes { stream: stream.0 },
        net::Wait::Datagram { port, .. } => WaitView::Datagram { port: port.0 },
        net::Wait::Writable { stream, sent, left, .. } => WaitView::Room { stream: stream.0, done: *sent, left: *left },
        net::Wait::Acceptable { port, .. } => WaitView::Connection { port: port.0 },
        net::Wait::Connecting { to, dropped, .. } => {
            WaitView::Handshake { to: to.to_string().into(), queue_full: *dropped > 0 }
        }
        net::Wait::Selecting { read, write } => {
            let fds = |fds: &[(net::Fd, Option<net::ProcessId>)]| fds.iter().map(|(fd, _)| fd.0).collect();
            WaitView::Any { read: fds(read), write: fds(write) }
        }
    }
}

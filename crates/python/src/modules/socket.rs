//! `socket`: the socket object, its argument checks and timeouts, and the functions of the module that ask the world.
//! What a call does is for whoever answers its [`Request`]; here are only the Python side's rules and texts (`Modules/socketmodule.c`).

use super::ModuleSpec;
use crate::builtins::classes;
use crate::machine::Machine;
use crate::names;
use crate::native::{Args, Divert, Native, function, getter, method};
use crate::object::text::Bytes;
use crate::object::{Object, Socket};
use crate::request::{Answer as World, Failure, HostPort, Request, TimeoutNs, TracedBytes};
use crate::value::{Handle, Value};
use std::rc::Rc;

type Answer = Result<Value, Divert>;

pub(crate) static MODULE: ModuleSpec = ModuleSpec {
    name: "socket",
    functions: &[
        function("gethostname", |m, _| match m.ask(Request::HostName)? {
            Ok(World::Text(text)) => Ok(m.heap.new_str_rc(text)),
            other => Err(failed(m, other)),
        }),
        function("gethostbyname", |m, a| {
            let host = host_text(m, a.receiver(), "gethostbyname")?;
            resolve(m, &host)
        }),
        function("_resolve", |m, a| {
            let host = host_text(m, a.receiver(), "getaddrinfo")?;
            resolve(m, &host)
        }),
        function("htons", |m, a| swap(m, a, "htons", 16)),
        function("ntohs", |m, a| swap(m, a, "ntohs", 16)),
        function("htonl", |m, a| swap(m, a, "htonl", 32)),
        function("ntohl", |m, a| swap(m, a, "ntohl", 32)),
        function("inet_aton", inet_aton),
        function("inet_ntoa", inet_ntoa),
        function("getdefaulttimeout", |m, _| Ok(seconds(m.default_timeout))),
        function("setdefaulttimeout", |m, a| {
            m.default_timeout = timeout_from(m, a.receiver())?;
            Ok(Value::None)
        }),
    ],
    fill: Some(fill),
    python: Some(include_str!("socket.py")),
};

const CONSTANTS: &[(&str, i64)] = &[
    ("AF_UNSPEC", 0),
    ("AF_UNIX", 1),
    ("AF_INET", 2),
    ("AF_INET6", 10),
    ("SOCK_STREAM", 1),
    ("SOCK_DGRAM", 2),
    ("SOCK_RAW", 3),
    ("SOCK_NONBLOCK", 2048),
    ("SOCK_CLOEXEC", 524_288),
    ("SOL_SOCKET", 1),
    ("SOL_TCP", 6),
    ("SOL_UDP", 17),
    ("SO_DEBUG", 1),
    ("SO_REUSEADDR", 2),
    ("SO_TYPE", 3),
    ("SO_ERROR", 4),
    ("SO_DONTROUTE", 5),
    ("SO_BROADCAST", 6),
    ("SO_SNDBUF", 7),
    ("SO_RCVBUF", 8),
    ("SO_KEEPALIVE", 9),
    ("SO_OOBINLINE", 10),
    ("SO_LINGER", 13),
    ("SO_REUSEPORT", 15),
    ("SO_RCVLOWAT", 18),
    ("SO_SNDLOWAT", 19),
    ("SO_RCVTIMEO", 20),
    ("SO_SNDTIMEO", 21),
    ("SO_ACCEPTCONN", 30),
    ("IPPROTO_IP", 0),
    ("IPPROTO_ICMP", 1),
    ("IPPROTO_TCP", 6),
    ("IPPROTO_UDP", 17),
    ("TCP_NODELAY", 1),
    ("TCP_MAXSEG", 2),
    ("TCP_CORK", 3),
    ("TCP_KEEPIDLE", 4),
    ("TCP_KEEPINTVL", 5),
    ("TCP_KEEPCNT", 6),
    ("TCP_QUICKACK", 12),
    ("TCP_USER_TIMEOUT", 18),
    ("MSG_OOB", 1),
    ("MSG_PEEK", 2),
    ("MSG_DONTROUTE", 4),
    ("MSG_TRUNC", 32),
    ("MSG_DONTWAIT", 64),
    ("MSG_WAITALL", 256),
    ("MSG_NOSIGNAL", 16384),
    ("MSG_MORE", 32768),
    ("SHUT_RD", 0),
    ("SHUT_WR", 1),
    ("SHUT_RDWR", 2),
    ("SOMAXCONN", 4096),
    ("INADDR_ANY", 0),
    ("INADDR_LOOPBACK", 0x7f00_0001),
    ("INADDR_BROADCAST", 0xffff_ffff),
    ("INADDR_NONE", 0xffff_ffff),
    ("AI_PASSIVE", 1),
    ("AI_CANONNAME", 2),
    ("AI_NUMERICHOST", 4),
    ("NI_NUMERICHOST", 1),
    ("NI_NUMERICSERV", 2),
    ("EAI_NONAME", -2),
];

fn fill(machine: &mut Machine, globals: Handle) {
    for (name, value) in CONSTANTS {
        machine.set_in_module(globals, name, Value::Int(*value));
    }
    for (name, class) in [
        ("socket", classes::SOCKET),
        ("SocketType", classes::SOCKET),
        ("error", classes::OS_ERROR),
        ("timeout", classes::TIMEOUT_ERROR),
        ("gaierror", classes::GAI_ERROR),
        ("herror", classes::H_ERROR),
    ] {
        machine.set_in_module(globals, name, Value::Obj(class));
    }
    machine.set_in_module(globals, "has_ipv6", Value::Bool(true));
}

/// `socket.__new__`: a closed socket; `__init__` opens it.
pub(crate) fn new(machine: &mut Machine, args: Args<'_>) -> Answer {
    let socket = Socket {
        fd: -1,
        family: 2,
        kind: 1,
        proto: 0,
        timeout: machine.default_timeout,
        files: 0,
        close_wanted: false,
    };
    Ok(machine.alloc_as(args.receiver(), Object::Socket(Box::new(socket))))
}

pub(crate) fn init(machine: &mut Machine, args: Args<'_>) -> Answer {
    let mut numbers = [2, 1, 0];
    let mut fileno = Value::None;
    for (at, value) in args.positional.iter().skip(1).enumerate() {
        match at {
            0..=2 => {
                let number = machine.index_or_error(*value)?;
                numbers[at] = if number == -1 { [2, 1, 0][at] } else { number };
            }
            _ => fileno = *value,
        }
    }
    for (name, value) in args.keywords {
        let at = match machine.heap.name(*name).as_ref() {
            "family" => 0,
            "type" => 1,
            "proto" => 2,
            "fileno" => {
                fileno = *value;
                continue;
            }
            other => {
                let text = format!("socket.__init__() got an unexpected keyword argument '{other}'");
                return Err(machine.type_error(&text));
            }
        };
        let number = machine.index_or_error(*value)?;
        numbers[at] = if number == -1 { [2, 1, 0][at] } else { number };
    }
    let [family, kind, proto] = numbers.map(|number| number as i32);
    let fd = match fileno {
        Value::Int(fd) => fd as i32,
        _ => match machine.ask(Request::Socket { family, kind, proto })? {
            Ok(World::Fd(fd)) => fd,
            other => return Err(failed(machine, other)),
        },
    };
    let handle = args.receiver().handle();
    if let Some(handle) = handle
        && let Object::Socket(socket) = machine.heap.get_mut(handle)
    {
        (socket.fd, socket.family, socket.kind, socket.proto) = (fd, family, kind & 0xFF, proto);
        machine.open_sockets.push(handle);
    }
    Ok(Value::None)
}

/// `repr(socket)`, but for the addresses, which only the world knows: [`METHODS`]' `__repr__` asks for them.
pub(crate) fn repr(machine: &Machine, handle: Handle) -> String {
    let Object::Socket(socket) = machine.heap.get(handle) else { return String::new() };
    let closed = if socket.fd < 0 { " [closed]" } else { "" };
    format!(
        "<socket.socket{closed} fd={}, family={}, type={}, proto={}>",
        socket.fd, socket.family, socket.kind, socket.proto
    )
}

/// Methods of sockets.
pub(crate) static METHODS: &[Native] = &[
    method("bind", bind),
    method("listen", listen),
    method("accept", accept),
    method("connect", connect),
    method("connect_ex", connect_ex),
    method("send", |m, a| send(m, a, false)),
    method("sendall", |m, a| send(m, a, true)),
    method("sendto", sendto),
    method("recv", recv),
    method("recvfrom", recvfrom),
    method("recv_into", recv_into),
    method("recvfrom_into", recvfrom_into),
    method("shutdown", shutdown),
    method("close", close),
    method("detach", |m, a| {
        let handle = a.receiver().handle();
        let fd = socket(m, a)?.fd;
        m.open_sockets.retain(|open| Some(*open) != handle);
        if let Some(socket) = socket_mut(m, a.receiver()) {
            socket.fd = -1;
        }
        Ok(Value::Int(i64::from(fd)))
    }),
    method("fileno", |m, a| Ok(Value::Int(i64::from(socket(m, a)?.fd)))),
    method("settimeout", |m, a| {
        let value = one(m, a, "settimeout")?;
        let timeout = timeout_from(m, value)?;
        require_open(m, a)?;
        if let Some(socket) = socket_mut(m, a.receiver()) {
            socket.timeout = timeout;
        }
        Ok(Value::None)
    }),
    method("gettimeout", |m, a| Ok(seconds(socket(m, a)?.timeout))),
    getter("timeout", |m, a| Ok(seconds(socket(m, a)?.timeout))),
    method("setblocking", |m, a| {
        let value = one(m, a, "setblocking")?;
        let blocking = m.truth(value)?;
        require_open(m, a)?;
        if let Some(socket) = socket_mut(m, a.receiver()) {
            socket.timeout = if blocking { None } else { Some(0) };
        }
        Ok(Value::None)
    }),
    method("getblocking", |m, a| Ok(Value::Bool(socket(m, a)?.timeout != Some(0)))),
    method("setsockopt", setsockopt),
    method("getsockopt", getsockopt),
    method("getsockname", |m, a| {
        let fd = socket(m, a)?.fd;
        address_of(m, Request::SocketName { fd })
    }),
    method("getpeername", |m, a| {
        let fd = socket(m, a)?.fd;
        address_of(m, Request::PeerName { fd })
    }),
    method("set_inheritable", |_, _| Ok(Value::None)),
    method("get_inheritable", |_, _| Ok(Value::Bool(false))),
    getter("family", |m, a| {
        let family = socket(m, a)?.family;
        named(m, "_families", i64::from(family))
    }),
    getter("type", |m, a| {
        let kind = socket(m, a)?.kind;
        named(m, "_kinds", i64::from(kind))
    }),
    getter("_closed", |m, a| Ok(Value::Bool(socket(m, a)?.fd < 0))),
    getter("proto", |m, a| Ok(Value::Int(i64::from(socket(m, a)?.proto)))),
    method("__enter__", |_, a| Ok(a.receiver())),
    method("__exit__", |m, a| close(m, Args::new(&a.positional[..1]))),
    method("__repr__", |m, a| {
        let text = repr_asking(m, a)?;
        Ok(m.heap.new_str(&text))
    }),
    method("sendmsg", |m, a| in_python(m, a, "_sendmsg")),
    method("recvmsg", |m, a| in_python(m, a, "_recvmsg")),
    method("makefile", |m, a| in_python(m, a, "_makefile")),
    method("_add_file", |m, a| {
        if let Some(socket) = socket_mut(m, a.receiver()) {
            socket.files += 1;
        }
        Ok(Value::None)
    }),
    method("_drop_file", |m, a| {
        let socket = socket(m, a)?;
        if socket.files == 1 && socket.close_wanted {
            really_close(m, a.receiver())?;
        }
        if let Some(socket) = socket_mut(m, a.receiver()) {
            socket.files = socket.files.saturating_sub(1);
        }
        Ok(Value::None)
    }),
    method("sendfile", |m, a| in_python(m, a, "_sendfile")),
];

fn socket(machine: &mut Machine, args: Args<'_>) -> Result<Socket, Divert> {
    match machine.heap.object(args.receiver()) {
        Some(Object::Socket(socket)) => Ok(socket.as_ref().clone()),
        _ => {
            let text = format!(
                "descriptor requires a 'socket.socket' object but received a '{}'",
                machine.class_name(args.receiver())
            );
            Err(machine.type_error(&text))
        }
    }
}

fn socket_mut(machine: &mut Machine, value: Value) -> Option<&mut Socket> {
    match machine.heap.get_mut(value.handle()?) {
        Object::Socket(socket) => Some(socket),
        _ => None,
    }
}

/// The one argument of a method.
fn one(machine: &mut Machine, args: Args<'_>, name: &str) -> Answer {
    match *args.positional {
        [_, value] => Ok(value),
        _ => {
            let text = format!("socket.{name}() takes exactly one argument ({} given)", args.len().saturating_sub(1));
            Err(machine.type_error(&text))
        }
    }
}

fn seconds(timeout: TimeoutNs) -> Value {
    timeout.map_or(Value::None, |ns| Value::Float(ns as f64 / 1e9))
}

fn timeout_from(machine: &mut Machine, value: Value) -> Result<TimeoutNs, Divert> {
    if value.is_none() {
        return Ok(None);
    }
    let number = match machine.number(value) {
        Some(number) => machine.as_float(&number).unwrap_or(f64::MAX),
        None => {
            let text = format!("'{}' object cannot be interpreted as an integer", machine.class_name(value));
            return Err(machine.type_error(&text));
        }
    };
    if number < 0.0 {
        return Err(machine.value_error("Timeout value out of range"));
    }
    Ok(Some((number * 1e9) as u64))
}

/// The text of an errno.
pub(crate) fn errno_text(errno: i32) -> &'static str {
    match errno {
        1 => "Operation not permitted",
        2 => "No such file or directory",
        4 => "Interrupted system call",
        9 => "Bad file descriptor",
        11 => "Resource temporarily unavailable",
        12 => "Cannot allocate memory",
        13 => "Permission denied",
        14 => "Bad address",
        22 => "Invalid argument",
        23 => "Too many open files in system",
        24 => "Too many open files",
        32 => "Broken pipe",
        88 => "Socket operation on non-socket",
        89 => "Destination address required",
        90 => "Message too long",
        91 => "Protocol wrong type for socket",
        92 => "Protocol not available",
        93 => "Protocol not supported",
        94 => "Socket type not supported",
        95 => "Operation not supported",
        97 => "Address family not supported by protocol",
        98 => "Address already in use",
        99 => "Cannot assign requested address",
        100 => "Network is down",
        101 => "Network is unreachable",
        103 => "Software caused connection abort",
        104 => "Connection reset by peer",
        105 => "No buffer space available",
        106 => "Transport endpoint is already connected",
        107 => "Transport endpoint is not connected",
        110 => "Connection timed out",
        111 => "Connection refused",
        113 => "No route to host",
        114 => "Operation already in progress",
        115 => "Operation now in progress",
        _ => "Unknown error",
    }
}

impl Machine {
    /// The exception for a failed system call.
    pub(crate) fn os_failure(&mut self, failure: &Failure) -> Divert {
        match failure {
            Failure::Errno(errno) => {
                let class = crate::builtins::exceptions::class_of_errno(i64::from(*errno));
                self.os_error(class, i64::from(*errno), errno_text(*errno))
            }
            Failure::TimedOut => self.error(classes::TIMEOUT_ERROR, "timed out"),
            Failure::Resolve => self.os_error(classes::GAI_ERROR, -2, "Name or service not known"),
            Failure::Unsupported(text) => self.error(classes::NOT_IMPLEMENTED_ERROR, text),
        }
    }

    fn os_error(&mut self, class: Handle, errno: i64, text: &str) -> Divert {
        let text = self.heap.new_str(text);
        let exception = self.new_exception(class, &[Value::Int(errno), text]);
        self.set_own(exception, names::ERRNO, Value::Int(errno));
        self.set_own(exception, names::STRERROR, text);
        self.set_own(exception, names::FILENAME, Value::None);
        self.raise(exception)
    }
}

/// The exception for a reply that is not the one that was hoped for.
fn failed(machine: &mut Machine, reply: Result<World, Failure>) -> Divert {
    match reply {
        Err(failure) => machine.os_failure(&failure),
        Ok(other) => {
            let text = format!("unexpected answer to a system call: {other:?}");
            machine.error(classes::SYSTEM_ERROR, &text)
        }
    }
}

/// Makes a request whose only success is `Done`.
fn done(machine: &mut Machine, request: Request) -> Answer {
    match machine.ask(request)? {
        Ok(World::Done) => Ok(Value::None),
        other => Err(failed(machine, other)),
    }
}

fn host_text(machine: &mut Machine, value: Value, what: &str) -> Result<Rc<str>, Divert> {
    if let Some(text) = machine.text(value) {
        return Ok(text);
    }
    if let Some(data) = machine.octets(value)
        && let Ok(text) = std::str::from_utf8(&data)
    {
        return Ok(text.into());
    }
    let text = format!("{what}() argument 1 must be str, bytes or bytearray, not {}", machine.class_name(value));
    Err(machine.type_error(&text))
}

/// What changes only the object asks the kernel, too, which refuses when it is closed.
fn require_open(machine: &mut Machine, args: Args<'_>) -> Result<(), Divert> {
    const EBADF: i32 = 9;
    if socket(machine, args)?.fd < 0 {
        return Err(machine.os_failure(&Failure::Errno(EBADF)));
    }
    Ok(())
}

/// A method that is Python text of ours.
fn in_python(machine: &mut Machine, args: Args<'_>, name: &str) -> Answer {
    let Some(function) = machine.module_value("socket", name) else { return Ok(Value::None) };
    machine.call_with(function, args.positional, args.keywords)
}

/// The constant of a number, which prints its name.
fn named(machine: &mut Machine, table: &str, value: i64) -> Answer {
    let found = machine.module_value("socket", table).and_then(Value::handle);
    let found = found.and_then(|table| machine.dict_get(table, Value::Int(value)).ok().flatten());
    Ok(found.unwrap_or(Value::Int(value)))
}

fn resolve(machine: &mut Machine, host: &str) -> Answer {
    match machine.ask(Request::Resolve { host: host.into() })? {
        Ok(World::Text(text)) => Ok(machine.heap.new_str_rc(text)),
        other => Err(failed(machine, other)),
    }
}

/// An address argument.
fn address(machine: &mut Machine, value: Value, what: &str) -> Result<HostPort, Divert> {
    let Some(Object::Tuple(items)) = machine.heap.object(value) else {
        let text = format!("{what}(): AF_INET address must be tuple, not {}", machine.class_name(value));
        return Err(machine.type_error(&text));
    };
    let items = items.clone();
    let [host, port] = items[..] else {
        return Err(machine.type_error("AF_INET address must be a pair (host, port)"));
    };
    let host_value = match (machine.text(host), machine.octets(host)) {
        (Some(text), _) => text,
        (None, Some(data)) => String::from_utf8_lossy(&data).into_owned().into(),
        _ => {
            let text = format!("str, bytes or bytearray expected, not {}", machine.class_name(host));
            return Err(machine.type_error(&text));
        }
    };
    let port = match machine.index(port)? {
        Some(Value::Int(port)) => port,
        Some(_) => return Err(machine.overflow_error("Python int too large to convert to C int")),
        None => {
            let text = format!("'{}' object cannot be interpreted as an integer", machine.class_name(port));
            return Err(machine.type_error(&text));
        }
    };
    match u16::try_from(port) {
        Ok(port) => Ok(HostPort { host: host_value, port }),
        Err(_) => Err(machine.overflow_error(&format!("{what}(): port must be 0-65535."))),
    }
}

fn address_value(machine: &mut Machine, address: &HostPort) -> Value {
    let host = machine.heap.new_str_rc(address.host.clone());
    machine.heap.new_tuple([host, Value::Int(i64::from(address.port))].into())
}

fn address_of(machine: &mut Machine, request: Request) -> Answer {
    match machine.ask(request)? {
        Ok(World::Address(address)) => Ok(address_value(machine, &address)),
        other => Err(failed(machine, other)),
    }
}

/// `repr(socket)` with its addresses.
pub(crate) fn repr_asking(machine: &mut Machine, args: Args<'_>) -> Result<String, Divert> {
    let Some(handle) = args.receiver().handle() else { return Ok(String::new()) };
    let mut text = repr(machine, handle);
    let fd = socket(machine, args)?.fd;
    if fd < 0 {
        return Ok(text);
    }
    for (label, request) in [("laddr", Request::SocketName { fd }), ("raddr", Request::PeerName { fd })] {
        if let Ok(World::Address(address)) = machine.ask(request)? {
            text.pop();
            text.push_str(&format!(", {label}=('{}', {})>", address.host, address.port));
        }
    }
    Ok(text)
}

fn bind(machine: &mut Machine, args: Args<'_>) -> Answer {
    let value = one(machine, args, "bind")?;
    let fd = socket(machine, args)?.fd;
    let address = address(machine, value, "bind")?;
    done(machine, Request::Bind { fd, address })
}

fn listen(machine: &mut Machine, args: Args<'_>) -> Answer {
    let fd = socket(machine, args)?.fd;
    if args.len() > 2 {
        let text = format!("listen expected at most 1 argument, got {}", args.len() - 1);
        return Err(machine.type_error(&text));
    }
    let backlog = match args.get(1) {
        Some(value) => Some(machine.index_or_error(value)?.clamp(-1, i64::from(i32::MAX)) as i32),
        None => None,
    };
    done(machine, Request::Listen { fd, backlog })
}

fn accept(machine: &mut Machine, args: Args<'_>) -> Answer {
    let socket = socket(machine, args)?;
    match machine.ask(Request::Accept { fd: socket.fd, timeout: socket.timeout })? {
        Ok(World::Accepted { fd, peer }) => {
            let timeout = machine.default_timeout;
            let connection = Socket { fd, timeout, files: 0, close_wanted: false, ..socket };
            let class = classes::SOCKET;
            let handle = machine.heap.alloc(class, Object::Socket(Box::new(connection)));
            machine.open_sockets.push(handle);
            let peer = address_value(machine, &peer);
            Ok(machine.heap.new_tuple([Value::Obj(handle), peer].into()))
        }
        other => Err(failed(machine, other)),
    }
}

fn connect(machine: &mut Machine, args: Args<'_>) -> Answer {
    let value = one(machine, args, "connect")?;
    let socket = socket(machine, args)?;
    let address = address(machine, value, "connect")?;
    done(machine, Request::Connect { fd: socket.fd, address, timeout: socket.timeout })
}

fn connect_ex(machine: &mut Machine, args: Args<'_>) -> Answer {
    let value = one(machine, args, "connect_ex")?;
    let socket = socket(machine, args)?;
    let address = address(machine, value, "connect_ex")?;
    match machine.ask(Request::Connect { fd: socket.fd, address, timeout: socket.timeout })? {
        Ok(_) => Ok(Value::Int(0)),
        Err(Failure::Errno(errno)) => Ok(Value::Int(i64::from(errno))),
        Err(Failure::TimedOut) => Ok(Value::Int(11)),
        Err(failure) => Err(machine.os_failure(&failure)),
    }
}

fn bytes_argument(machine: &mut Machine, value: Value) -> Result<TracedBytes, Divert> {
    match machine.traced(value) {
        Some((data, origins)) => Ok(TracedBytes { data, origins }),
        None => {
            let text = format!("a bytes-like object is required, not '{}'", machine.class_name(value));
            Err(machine.type_error(&text))
        }
    }
}

fn flags_argument(machine: &mut Machine, value: Option<Value>) -> Result<i32, Divert> {
    match value {
        Some(value) => Ok(machine.index_or_error(value)? as i32),
        None => Ok(0),
    }
}

fn at_least(machine: &mut Machine, args: Args<'_>, name: &str, least: usize, most: usize) -> Result<(), Divert> {
    let given = args.len().saturating_sub(1);
    if (least..=most).contains(&given) && args.keywords.is_empty() {
        return Ok(());
    }
    let (word, bound) = if given < least { ("least", least) } else { ("most", most) };
    let text =
        format!("{name}() takes at {word} {bound} argument{} ({given} given)", if bound == 1 { "" } else { "s" });
    Err(machine.type_error(&text))
}

fn send(machine: &mut Machine, args: Args<'_>, all: bool) -> Answer {
    at_least(machine, args, if all { "sendall" } else { "send" }, 1, 2)?;
    let socket = socket(machine, args)?;
    let bytes = bytes_argument(machine, args.positional[1])?;
    let flags = flags_argument(machine, args.get(2))?;
    match machine.ask(Request::Send { fd: socket.fd, bytes, flags, all, timeout: socket.timeout })? {
        Ok(World::Count(count)) => Ok(Value::Int(count as i64)),
        Ok(World::Done) => Ok(Value::None),
        other => Err(failed(machine, other)),
    }
}

fn sendto(machine: &mut Machine, args: Args<'_>) -> Answer {
    let given = args.len().saturating_sub(1);
    if !(2..=3).contains(&given) {
        let text = format!("sendto() takes 2 or 3 arguments ({given} given)");
        return Err(machine.type_error(&text));
    }
    let socket = socket(machine, args)?;
    let bytes = bytes_argument(machine, args.positional[1])?;
    let (flags, target) = if given == 3 { (args.get(2), args.positional[3]) } else { (None, args.positional[2]) };
    let flags = flags_argument(machine, flags)?;
    let address = address(machine, target, "sendto")?;
    match machine.ask(Request::SendTo { fd: socket.fd, bytes, flags, address })? {
        Ok(World::Count(count)) => Ok(Value::Int(count as i64)),
        other => Err(failed(machine, other)),
    }
}

fn size_argument(machine: &mut Machine, value: Value, name: &str) -> Result<usize, Divert> {
    let size = machine.index_or_error(value)?;
    usize::try_from(size).map_err(|_| machine.value_error(&format!("negative buffersize in {name}")))
}

/// Most bytes that one call may ask for, so that a huge number is no huge allocation.
const RECV_MAX: usize = 1 << 30;

fn recv(machine: &mut Machine, args: Args<'_>) -> Answer {
    at_least(machine, args, "recv", 1, 2)?;
    let socket = socket(machine, args)?;
    let len = size_argument(machine, args.positional[1], "recv")?.min(RECV_MAX);
    let flags = flags_argument(machine, args.get(2))?;
    if len == 0 {
        return Ok(machine.heap.new_bytes(Bytes::new(Rc::from([]))));
    }
    match machine.ask(Request::Recv { fd: socket.fd, len, flags, timeout: socket.timeout })? {
        Ok(World::Bytes(bytes)) => Ok(machine.heap.new_bytes(Bytes::traced(&bytes))),
        other => Err(failed(machine, other)),
    }
}

fn from_value(machine: &mut Machine, from: Option<HostPort>) -> Value {
    from.map_or(Value::None, |from| address_value(machine, &from))
}

fn recvfrom(machine: &mut Machine, args: Args<'_>) -> Answer {
    at_least(machine, args, "recvfrom", 1, 2)?;
    let socket = socket(machine, args)?;
    let len = size_argument(machine, args.positional[1], "recvfrom")?.min(RECV_MAX);
    let flags = flags_argument(machine, args.get(2))?;
    match machine.ask(Request::RecvFrom { fd: socket.fd, len, flags, timeout: socket.timeout })? {
        Ok(World::BytesFrom { bytes, from }) => {
            let from = from_value(machine, from);
            let bytes = machine.heap.new_bytes(Bytes::traced(&bytes));
            Ok(machine.heap.new_tuple([bytes, from].into()))
        }
        other => Err(failed(machine, other)),
    }
}

/// Room in a writable buffer, and how many bytes to ask for.
fn buffer_room(machine: &mut Machine, args: Args<'_>, name: &str) -> Result<usize, Divert> {
    let buffer = args.get(1).unwrap_or(Value::None);
    let writable = match machine.heap.object(buffer) {
        Some(Object::ByteArray(bytes)) => Some(bytes.data.len()),
        Some(Object::MemoryView(view)) => {
            matches!(machine.heap.object(view.owner), Some(Object::ByteArray(_))).then_some(view.len)
        }
        _ => None,
    };
    let Some(room) = writable else {
        let text =
            format!("{name}() argument 1 must be read-write bytes-like object, not {}", machine.class_name(buffer));
        return Err(machine.type_error(&text));
    };
    let wanted = match args.get(2) {
        Some(value) => size_argument(machine, value, name)?,
        None => 0,
    };
    if wanted > room {
        return Err(machine.value_error("buffer too small for requested bytes"));
    }
    Ok(if wanted == 0 { room } else { wanted })
}

fn fill_buffer(machine: &mut Machine, buffer: Value, bytes: &TracedBytes) {
    let (owner, start) = match machine.heap.object(buffer) {
        Some(Object::MemoryView(view)) => (view.owner, view.start),
        _ => (buffer, 0),
    };
    if let Value::Obj(handle) = owner
        && let Object::ByteArray(array) = machine.heap.get_mut(handle)
    {
        let end = start + bytes.data.len();
        array.data[start..end].copy_from_slice(&bytes.data);
        let mut origins = crate::object::text::slice_origins(&array.origins, 0, start, 0);
        origins.extend(
            bytes.origins.iter().map(|origin| crate::request::Origin { at: origin.at + start as u32, ..*origin }),
        );
        origins.extend(crate::object::text::slice_origins(&array.origins, end, array.data.len(), end));
        array.origins = origins;
    }
}

fn recv_into(machine: &mut Machine, args: Args<'_>) -> Answer {
    let socket = socket(machine, args)?;
    let len = buffer_room(machine, args, "recv_into")?;
    let flags = flags_argument(machine, args.get(3))?;
    match machine.ask(Request::Recv { fd: socket.fd, len, flags, timeout: socket.timeout })? {
        Ok(World::Bytes(bytes)) => {
            fill_buffer(machine, args.positional[1], &bytes);
            Ok(Value::Int(bytes.data.len() as i64))
        }
        other => Err(failed(machine, other)),
    }
}

fn recvfrom_into(machine: &mut Machine, args: Args<'_>) -> Answer {
    let socket = socket(machine, args)?;
    let len = buffer_room(machine, args, "recvfrom_into")?;
    match machine.ask(Request::RecvFrom { fd: socket.fd, len, flags: 0, timeout: socket.timeout })? {
        Ok(World::BytesFrom { bytes, from }) => {
            fill_buffer(machine, args.positional[1], &bytes);
            let from = from_value(machine, from);
            Ok(machine.heap.new_tuple([Value::Int(bytes.data.len() as i64), from].into()))
        }
        other => Err(failed(machine, other)),
    }
}

fn shutdown(machine: &mut Machine, args: Args<'_>) -> Answer {
    let value = one(machine, args, "shutdown")?;
    let how = machine.index_or_error(value)? as i32;
    let fd = socket(machine, args)?.fd;
    done(machine, Request::Shutdown { fd, how })
}

fn close(machine: &mut Machine, args: Args<'_>) -> Answer {
    let socket = socket(machine, args)?;
    if socket.files > 0 {
        if let Some(socket) = socket_mut(machine, args.receiver()) {
            socket.close_wanted = true;
        }
        return Ok(Value::None);
    }
    really_close(machine, args.receiver())
}

fn really_close(machine: &mut Machine, value: Value) -> Answer {
    let fd = machine.once(|machine| {
        let handle = value.handle();
        machine.open_sockets.retain(|open| Some(*open) != handle);
        Ok(match socket_mut(machine, value) {
            Some(socket) => Value::Int(i64::from(std::mem::replace(&mut socket.fd, -1))),
            None => Value::Int(-1),
        })
    })?;
    match fd {
        Value::Int(fd) if fd >= 0 => done(machine, Request::Close { fd: fd as i32 }),
        _ => Ok(Value::None),
    }
}

fn setsockopt(machine: &mut Machine, args: Args<'_>) -> Answer {
    if args.len() < 4 {
        let text = format!("setsockopt() takes exactly 3 arguments ({} given)", args.len().saturating_sub(1));
        return Err(machine.type_error(&text));
    }
    let fd = socket(machine, args)?.fd;
    let level = machine.index_or_error(args.positional[1])? as i32;
    let name = machine.index_or_error(args.positional[2])? as i32;
    let value = match machine.octets(args.positional[3]) {
        Some(data) => data.to_vec(),
        None => (machine.index_or_error(args.positional[3])? as i32).to_le_bytes().to_vec(),
    };
    done(machine, Request::SetOption { fd, level, name, value })
}

fn getsockopt(machine: &mut Machine, args: Args<'_>) -> Answer {
    if args.len() < 3 {
        let text = format!("getsockopt() takes at least 2 arguments ({} given)", args.len().saturating_sub(1));
        return Err(machine.type_error(&text));
    }
    let fd = socket(machine, args)?.fd;
    let level = machine.index_or_error(args.positional[1])? as i32;
    let name = machine.index_or_error(args.positional[2])? as i32;
    let wanted = match args.get(3) {
        Some(value) => machine.index_or_error(value)?.clamp(0, 1024) as usize,
        None => 0,
    };
    let len = if wanted == 0 { 4 } else { wanted };
    match machine.ask(Request::GetOption { fd, level, name, len })? {
        Ok(World::Bytes(bytes)) if wanted == 0 => {
            let mut raw = [0; 4];
            let count = bytes.data.len().min(4);
            raw[..count].copy_from_slice(&bytes.data[..count]);
            Ok(Value::Int(i64::from(i32::from_le_bytes(raw))))
        }
        Ok(World::Bytes(bytes)) => Ok(machine.heap.new_bytes(Bytes::new(bytes.data))),
        other => Err(failed(machine, other)),
    }
}

/// Byte order of a number of this many bits.
fn swap(machine: &mut Machine, args: Args<'_>, name: &str, bits: u32) -> Answer {
    let value = match machine.index(args.receiver())? {
        Some(Value::Int(value)) => value,
        Some(_) => return Err(machine.overflow_error("int larger than 32 bits")),
        None => {
            let text = format!("expected int, {} found", machine.class_name(args.receiver()));
            return Err(machine.type_error(&text));
        }
    };
    if value < 0 {
        return Err(machine
            .overflow_error(&format!("{name}: can't convert negative Python int to C {bits}-bit unsigned integer")));
    }
    if bits == 16 {
        return match u16::try_from(value) {
            Ok(value) => Ok(Value::Int(i64::from(value.swap_bytes()))),
            Err(_) => Err(machine
                .overflow_error(&format!("{name}: Python int too large to convert to C 16-bit unsigned integer"))),
        };
    }
    match u32::try_from(value) {
        Ok(value) => Ok(Value::Int(i64::from(value.swap_bytes()))),
        Err(_) => Err(machine.overflow_error("int larger than 32 bits")),
    }
}

fn inet_aton(machine: &mut Machine, args: Args<'_>) -> Answer {
    let text = host_text(machine, args.receiver(), "inet_aton")?;
    // The last part stands for as many bytes as are left.
    let parts: Option<Vec<u32>> = text.split('.').map(|part| part.parse().ok()).collect();
    let number = parts.filter(|parts| (1..=4).contains(&parts.len())).and_then(|parts| {
        let (last, first) = parts.split_last()?;
        let fits = first.iter().all(|part| *part < 256) && u64::from(*last) < 1 << (8 * (4 - first.len()));
        let high = first.iter().zip([24, 16, 8]).map(|(part, shift)| part << shift).sum::<u32>();
        fits.then_some(high + last)
    });
    match number {
        Some(number) => Ok(machine.heap.new_bytes(Bytes::new(number.to_be_bytes().as_slice().into()))),
        _ => Err(machine.error(classes::OS_ERROR, "illegal IP address string passed to inet_aton")),
    }
}

fn inet_ntoa(machine: &mut Machine, args: Args<'_>) -> Answer {
    let data = bytes_argument(machine, args.receiver())?.data;
    match data[..] {
        [a, b, c, d] => Ok(machine.heap.new_str(&format!("{a}.{b}.{c}.{d}"))),
        _ => Err(machine.error(classes::OS_ERROR, "packed IP wrong length for inet_ntoa")),
    }
}

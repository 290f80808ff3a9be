//! `socket`: the socket object, its argument checks and timeouts, and the functions of the module that ask the world.
//! What a call does is for whoever answers its [`Request`]; here are only the Python side's rules and texts (`Modules/socketmodule.c`).

use super::ModuleSpec;
use crate::builtins::classes;
use crate::machine::Machine;
use crate::native::{Args, Divert, Native, function, getter, method};
use crate::object::text::Bytes;
use crate::object::{Object, Socket};
use crate::request::{Answer as World, Failure, Request, TimeoutNs};
use crate::value::{Handle, Value};

mod addresses;
mod failures;
mod transfer;

use addresses::{address, address_of, address_value, host_text, inet_aton, inet_ntoa, resolve, swap};
use failures::failed;
use transfer::{recv, recv_into, recvfrom, recvfrom_into, send, sendto};

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
    python: Some(include_str!("../socket.py")),
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

/// Makes a request whose only success is `Done`.
fn done(machine: &mut Machine, request: Request) -> Answer {
    match machine.ask(request)? {
        Ok(World::Done) => Ok(Value::None),
        other => Err(failed(machine, other)),
    }
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

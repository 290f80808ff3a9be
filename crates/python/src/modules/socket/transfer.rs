//! Sending and receiving: what may be sent, how much may be asked for, and where it goes (`socket.recv_into`).

use super::addresses::{address, address_value};
use super::failures::failed;
use super::socket;
use crate::machine::Machine;
use crate::native::{Args, Divert};
use crate::object::Object;
use crate::object::text::Bytes;
use crate::request::{Answer as World, HostPort, Request, TracedBytes};
use crate::value::Value;
use std::rc::Rc;

type Answer = Result<Value, Divert>;

pub(super) fn bytes_argument(machine: &mut Machine, value: Value) -> Result<TracedBytes, Divert> {
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

pub(super) fn send(machine: &mut Machine, args: Args<'_>, all: bool) -> Answer {
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

pub(super) fn sendto(machine: &mut Machine, args: Args<'_>) -> Answer {
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

pub(super) fn recv(machine: &mut Machine, args: Args<'_>) -> Answer {
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

pub(super) fn recvfrom(machine: &mut Machine, args: Args<'_>) -> Answer {
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

pub(super) fn recv_into(machine: &mut Machine, args: Args<'_>) -> Answer {
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

pub(super) fn recvfrom_into(machine: &mut Machine, args: Args<'_>) -> Answer {
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

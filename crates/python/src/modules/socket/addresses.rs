//! Addresses as Python has them: a host and a port in a tuple, names that are looked up, and the numbers of `inet_aton`.

use super::failures::failed;
use super::transfer::bytes_argument;
use crate::builtins::classes;
use crate::machine::Machine;
use crate::native::{Args, Divert};
use crate::object::Object;
use crate::object::text::Bytes;
use crate::request::{Answer as World, HostPort, Request};
use crate::value::Value;
use std::rc::Rc;

type Answer = Result<Value, Divert>;

pub(super) fn host_text(machine: &mut Machine, value: Value, what: &str) -> Result<Rc<str>, Divert> {
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

pub(super) fn resolve(machine: &mut Machine, host: &str) -> Answer {
    match machine.ask(Request::Resolve { host: host.into() })? {
        Ok(World::Text(text)) => Ok(machine.heap.new_str_rc(text)),
        other => Err(failed(machine, other)),
    }
}

/// An address argument.
pub(super) fn address(machine: &mut Machine, value: Value, what: &str) -> Result<HostPort, Divert> {
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

pub(super) fn address_value(machine: &mut Machine, address: &HostPort) -> Value {
    let host = machine.heap.new_str_rc(address.host.clone());
    machine.heap.new_tuple([host, Value::Int(i64::from(address.port))].into())
}

pub(super) fn address_of(machine: &mut Machine, request: Request) -> Answer {
    match machine.ask(request)? {
        Ok(World::Address(address)) => Ok(address_value(machine, &address)),
        other => Err(failed(machine, other)),
    }
}

/// Byte order of a number of this many bits.
pub(super) fn swap(machine: &mut Machine, args: Args<'_>, name: &str, bits: u32) -> Answer {
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

pub(super) fn inet_aton(machine: &mut Machine, args: Args<'_>) -> Answer {
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

pub(super) fn inet_ntoa(machine: &mut Machine, args: Args<'_>) -> Answer {
    let data = bytes_argument(machine, args.receiver())?.data;
    match data[..] {
        [a, b, c, d] => Ok(machine.heap.new_str(&format!("{a}.{b}.{c}.{d}"))),
        _ => Err(machine.error(classes::OS_ERROR, "packed IP wrong length for inet_ntoa")),
    }
}

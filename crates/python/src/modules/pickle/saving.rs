//! Writing for `pickle.py`, which walks the objects: opcodes, values that hold no others, and the memo by identity.
//! The objects that are memoised are kept alive by a list of `pickle.py`'s, which it passes along.

use super::{Answer, raise, written_pickle};
use crate::builtins::classes;
use crate::machine::Machine;
use crate::native::{Args, Divert};
use crate::object::{Object, State};
use crate::value::{Handle, Value};
use sockscope_pickle::{PickleError, Writer};
use std::collections::BTreeMap;
use std::rc::Rc;

/// What tells two memoised objects apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Key {
    Object(Handle),
    /// A native function, by its address.
    Native(usize),
    /// `...` and `NotImplemented`.
    Ellipsis,
    NotImplemented,
}

/// A pickle that `pickle.py` writes, and the memo of its pickler.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Saver {
    writer: Writer,
    protocol: u8,
    memo: BTreeMap<Key, u32>,
    /// `Pickler.fast`: nothing is memoised.
    fast: bool,
}

fn key(value: Value) -> Option<Key> {
    Some(match value {
        Value::Ellipsis => Key::Ellipsis,
        Value::NotImplemented => Key::NotImplemented,
        Value::Native(native) => Key::Native(std::ptr::from_ref(native).addr()),
        Value::Obj(handle) => Key::Object(handle),
        _ => return None,
    })
}

/// The saver that is the first argument.
fn state<'m>(m: &'m mut Machine, args: Args<'_>) -> Result<&'m mut Saver, Divert> {
    let handle = args.receiver().handle().filter(
        |handle| matches!(m.heap.get(*handle), Object::State(state) if matches!(state.as_ref(), State::Saver(_))),
    );
    let Some(handle) = handle else { return Err(m.type_error("a pickler's state is wanted")) };
    match m.heap.get_mut(handle) {
        Object::State(state) => match state.as_mut() {
            State::Saver(saver) => Ok(saver),
            _ => unreachable!("invariant: checked above"),
        },
        _ => unreachable!("invariant: checked above"),
    }
}

fn done(m: &mut Machine, written: Result<(), PickleError>) -> Answer {
    match written {
        Ok(()) => Ok(Value::None),
        Err(error) => Err(raise(m, &error)),
    }
}

/// `_saver(protocol)`.
pub(super) fn saver(m: &mut Machine, args: Args<'_>) -> Answer {
    let protocol = m.size_or(args.get(0), 4)?.clamp(0, 255) as u8;
    match Writer::new(protocol) {
        Ok(writer) => {
            let saver = Saver { writer, protocol, memo: BTreeMap::new(), fast: false };
            let state = State::Saver(Box::new(saver));
            Ok(Value::Obj(m.heap.alloc(classes::STATE, Object::State(Box::new(state)))))
        }
        Err(error) => Err(raise(m, &error)),
    }
}

/// `_boundary(state, fast)`: begins a pickle; the memo stays.
pub(super) fn boundary(m: &mut Machine, args: Args<'_>) -> Answer {
    let fast = matches!(args.get(1), Some(Value::Bool(true)));
    let saver = state(m, args)?;
    saver.fast = fast;
    match Writer::new(saver.protocol) {
        Ok(writer) => saver.writer = writer,
        Err(error) => return Err(raise(m, &error)),
    }
    Ok(Value::None)
}

/// `_forget(state)`: the memo is emptied.
pub(super) fn forget(m: &mut Machine, args: Args<'_>) -> Answer {
    state(m, args)?.memo.clear();
    Ok(Value::None)
}

/// `_simple(state, kept, object)`: writes an object that is memoised already or holds no others; whether it is one.
pub(super) fn simple(m: &mut Machine, args: Args<'_>) -> Answer {
    write_simple(m, args, args.get(2).unwrap_or(Value::None)).map(Value::Bool)
}

/// `_simple_run(state, kept, items, start, end)`: the same of the items of a list or tuple, up to the first that is none; its index.
pub(super) fn simple_run(m: &mut Machine, args: Args<'_>) -> Answer {
    let index = |value: Option<Value>| if let Some(Value::Int(index)) = value { index.max(0) as usize } else { 0 };
    let (mut at, end) = (index(args.get(3)), index(args.get(4)));
    while at < end {
        let item = match args.get(2).and_then(|items| m.heap.object(items)) {
            Some(Object::List(items)) => items.get(at).copied(),
            Some(Object::Tuple(items)) => items.get(at).copied(),
            _ => None,
        };
        let Some(item) = item else { break };
        if !write_simple(m, args, item)? {
            break;
        }
        at += 1;
    }
    Ok(Value::Int(at as i64))
}

/// `_flat(dict)`: its keys and values in turns.
pub(super) fn flat(m: &mut Machine, args: Args<'_>) -> Answer {
    let items: Vec<Value> = match m.heap.object(args.receiver()) {
        Some(Object::Dict(dict)) => dict.iter().flat_map(|entry| [entry.key, entry.value]).collect(),
        _ => Vec::new(),
    };
    m.reserve(items.len() * size_of::<Value>())?;
    Ok(m.heap.new_list(items))
}

fn write_simple(m: &mut Machine, args: Args<'_>, value: Value) -> Result<bool, Divert> {
    let key = key(value);
    let payload = match value {
        Value::Obj(handle) => match (m.heap.slot(handle).class, m.heap.get(handle)) {
            (classes::INT, Object::Big(big)) => Payload::Big(big.clone()),
            (classes::STR, Object::Str(text)) => Payload::Text(text.text.clone()),
            (classes::BYTES, Object::Bytes(bytes)) => Payload::Bytes(bytes.data.clone()),
            (classes::BYTEARRAY, Object::ByteArray(bytes)) => Payload::Array(bytes.data.as_slice().into()),
            _ => Payload::None,
        },
        _ => Payload::None,
    };
    let saver = state(m, args)?;
    saver.writer.boundary();
    let written = match value {
        Value::None | Value::Unbound => {
            saver.writer.write(b"N");
            return Ok(true);
        }
        Value::Bool(truth) => {
            saver.writer.bool(truth);
            return Ok(true);
        }
        Value::Float(float) => {
            saver.writer.float(float);
            return Ok(true);
        }
        Value::Int(int) => saver.writer.int(int),
        _ => {
            if let Some(index) = key.and_then(|key| saver.memo.get(&key)) {
                saver.writer.get(*index);
                return Ok(true);
            }
            match &payload {
                Payload::Big(big) => saver.writer.long(big),
                Payload::Text(text) => saver.writer.str(text.as_bytes()),
                Payload::Bytes(bytes) if saver.protocol >= 3 => saver.writer.bytes(bytes),
                Payload::Array(bytes) if saver.protocol >= 5 => {
                    saver.writer.bytearray(bytes);
                    Ok(())
                }
                _ => return Ok(false),
            }
        }
    };
    if let Err(error) = written {
        return Err(raise(m, &error));
    }
    if matches!(value, Value::Obj(_)) && !matches!(payload, Payload::Big(_)) {
        memoise(m, args, key, value)?;
    }
    Ok(true)
}

/// The content of an object that is written in one piece.
enum Payload {
    None,
    Big(Rc<num_bigint::BigInt>),
    Text(Rc<str>),
    Bytes(Rc<[u8]>),
    Array(Rc<[u8]>),
}

/// Gives an object the next index, unless the pickler is `fast`; `kept`, the second argument, is the list of memoised objects.
fn memoise(m: &mut Machine, args: Args<'_>, key: Option<Key>, value: Value) -> Result<(), Divert> {
    let saver = state(m, args)?;
    if saver.fast {
        return Ok(());
    }
    let index = saver.memo.len() as u32;
    if let Some(key) = key {
        saver.memo.insert(key, index);
    }
    saver.writer.put(index);
    if let Some(kept) = args.get(1).and_then(Value::handle)
        && let Object::List(kept) = m.heap.get_mut(kept)
    {
        kept.push(value);
    }
    m.reserve(64)
}

/// `_put(state, kept, object)`: memoises what was just written.
pub(super) fn put(m: &mut Machine, args: Args<'_>) -> Answer {
    let value = args.get(2).unwrap_or(Value::None);
    let key = key(value);
    memoise(m, args, key, value)?;
    Ok(Value::None)
}

/// `_get(state, object, before)`: if the object is memoised, writes `before` and recalls it; whether it is.
pub(super) fn get(m: &mut Machine, args: Args<'_>) -> Answer {
    let key = key(args.get(1).unwrap_or(Value::None));
    let before = args.get(2).and_then(|before| m.octets(before)).unwrap_or_default();
    let saver = state(m, args)?;
    let Some(index) = key.and_then(|key| saver.memo.get(&key)) else { return Ok(Value::Bool(false)) };
    saver.writer.write(&before);
    saver.writer.get(*index);
    Ok(Value::Bool(true))
}

/// `_write(state, bytes)`.
pub(super) fn write(m: &mut Machine, args: Args<'_>) -> Answer {
    let bytes = args.get(1).and_then(|bytes| m.octets(bytes)).unwrap_or_default();
    state(m, args)?.writer.write(&bytes);
    Ok(Value::None)
}

/// `_payload(state, bytes, mutable)`: the bytes of a buffer, as `bytes` or `bytearray`, without memoising.
pub(super) fn payload(m: &mut Machine, args: Args<'_>) -> Answer {
    let bytes = args.get(1).and_then(|bytes| m.octets(bytes)).unwrap_or_default();
    let mutable = matches!(args.get(2), Some(Value::Bool(true)));
    let writer = &mut state(m, args)?.writer;
    let written = if mutable {
        writer.bytearray(&bytes);
        Ok(())
    } else {
        writer.bytes(&bytes)
    };
    done(m, written)
}

/// `_global(state, module, name, fix_imports)`: `GLOBAL`.
pub(super) fn global(m: &mut Machine, args: Args<'_>) -> Answer {
    let text = |m: &Machine, at: usize| args.get(at).and_then(|text| m.text(text)).unwrap_or_default();
    let (module, name) = (text(m, 1), text(m, 2));
    let fix = matches!(args.get(3), Some(Value::Bool(true)));
    let written = state(m, args)?.writer.global(module.as_bytes(), name.as_bytes(), fix);
    done(m, written)
}

/// `_finish(state)`: the pickle, and where writing to a file is cut.
pub(super) fn finish(m: &mut Machine, args: Args<'_>) -> Answer {
    let saver = state(m, args)?;
    let Ok(fresh) = Writer::new(saver.protocol) else { return Ok(Value::None) };
    let (bytes, cuts) = std::mem::replace(&mut saver.writer, fresh).finish();
    m.reserve(bytes.len())?;
    Ok(written_pickle(m, bytes, cuts))
}

//! What a `bytearray` has beside the methods of `bytes`: it can be changed, unless somebody looks at it.

use super::bytes::{Octets, Pieces, byte_argument, construct, octets_from};
use crate::builtins::classes;
use crate::machine::Machine;
use crate::native::{Args, Divert, Native, method};
use crate::object::Object;
use crate::object::text::{ByteArray, append_origins, slice_origins};
use crate::value::Value;
use std::ops::Range;

type Answer = Result<Value, Divert>;

/// What only `bytearray` has.
pub(crate) static MUTABLE: &[Native] = &[
    method("append", append),
    method("extend", extend),
    method("insert", insert),
    method("pop", pop),
    method("remove", remove),
    method("clear", clear),
    method("reverse", reverse),
    method("copy", copy),
];

/// `bytearray(...)`.
pub(crate) fn new(m: &mut Machine, args: Args<'_>) -> Answer {
    let octets = construct(m, args, "bytearray")?;
    let array = ByteArray { data: octets.data.to_vec(), origins: octets.origins };
    let class = args.receiver().handle().unwrap_or(classes::BYTEARRAY);
    Ok(Value::Obj(m.heap.alloc(class, Object::ByteArray(Box::new(array)))))
}

/// Replaces a range of a `bytearray`.
fn splice(m: &mut Machine, array: Value, range: Range<usize>, with: &Octets) -> Result<(), Divert> {
    let whole = m.octets_argument(array)?;
    m.reserve(with.data.len())?;
    let mut pieces = Pieces::default();
    pieces.push(&whole, 0..range.start);
    pieces.push_all(with);
    pieces.push(&whole, range.end..whole.data.len());
    if let Some(handle) = array.handle()
        && let Object::ByteArray(place) = m.heap.get_mut(handle)
    {
        **place = ByteArray { data: pieces.data, origins: pieces.origins };
    }
    Ok(())
}

fn append(m: &mut Machine, args: Args<'_>) -> Answer {
    let item = m.take_one(args, "bytearray.append")?;
    let byte = byte_argument(m, item, "byte")?;
    if let Some(handle) = args.receiver().handle()
        && let Object::ByteArray(place) = m.heap.get_mut(handle)
    {
        place.data.push(byte);
        m.heap.used += 1;
    }
    Ok(Value::None)
}

fn extend(m: &mut Machine, args: Args<'_>) -> Answer {
    let items = m.take_one(args, "bytearray.extend")?;
    if !m.iterable(items) {
        let found = m.class_name(items);
        return Err(m.type_error(&format!("can't extend bytearray with {found}")));
    }
    let more = octets_from(m, items, "bytearray")?;
    m.reserve(more.data.len())?;
    if let Some(handle) = args.receiver().handle()
        && let Object::ByteArray(place) = m.heap.get_mut(handle)
    {
        let shifted = slice_origins(&more.origins, 0, more.data.len(), place.data.len());
        append_origins(&mut place.origins, shifted);
        place.data.extend_from_slice(&more.data);
        m.heap.used += more.data.len();
    }
    Ok(Value::None)
}

fn insert(m: &mut Machine, args: Args<'_>) -> Answer {
    let [index, item] = m.take(args, "bytearray.insert", 2)?;
    let index = m.size_or(index, 0)?;
    let byte = byte_argument(m, item.unwrap_or(Value::None), "byte")?;
    let len = m.octets_argument(args.receiver())?.data.len() as i64;
    let at = if index < 0 { (index + len).max(0) } else { index.min(len) } as usize;
    splice(m, args.receiver(), at..at, &Octets::plain(&[byte]))?;
    Ok(Value::None)
}

fn pop(m: &mut Machine, args: Args<'_>) -> Answer {
    let [index] = m.take(args, "bytearray.pop", 0)?;
    let index = m.size_or(index, -1)?;
    let data = m.octets_argument(args.receiver())?.data;
    if data.is_empty() {
        return Err(m.index_error("pop from empty bytearray"));
    }
    let len = data.len() as i64;
    let at = if index < 0 { index + len } else { index };
    if !(0..len).contains(&at) {
        return Err(m.index_error("pop index out of range"));
    }
    let at = at as usize;
    splice(m, args.receiver(), at..at + 1, &Octets::default())?;
    Ok(Value::Int(i64::from(data[at])))
}

fn remove(m: &mut Machine, args: Args<'_>) -> Answer {
    let item = m.take_one(args, "bytearray.remove")?;
    let byte = byte_argument(m, item, "byte")?;
    let data = m.octets_argument(args.receiver())?.data;
    match data.iter().position(|candidate| *candidate == byte) {
        Some(at) => {
            splice(m, args.receiver(), at..at + 1, &Octets::default())?;
            Ok(Value::None)
        }
        None => Err(m.value_error("value not found in bytearray")),
    }
}

fn clear(m: &mut Machine, args: Args<'_>) -> Answer {
    m.take_none(args, "bytearray.clear")?;
    if let Some(handle) = args.receiver().handle()
        && let Object::ByteArray(place) = m.heap.get_mut(handle)
    {
        **place = ByteArray::default();
    }
    Ok(Value::None)
}

fn reverse(m: &mut Machine, args: Args<'_>) -> Answer {
    m.take_none(args, "bytearray.reverse")?;
    let octets = m.octets_argument(args.receiver())?;
    let mut pieces = Pieces::default();
    for at in (0..octets.data.len()).rev() {
        pieces.push(&octets, at..at + 1);
    }
    if let Some(handle) = args.receiver().handle()
        && let Object::ByteArray(place) = m.heap.get_mut(handle)
    {
        **place = ByteArray { data: pieces.data, origins: pieces.origins };
    }
    Ok(Value::None)
}

fn copy(m: &mut Machine, args: Args<'_>) -> Answer {
    m.take_none(args, "bytearray.copy")?;
    let octets = m.octets_argument(args.receiver())?;
    let len = octets.data.len();
    Ok(m.octets_part(&octets, 0..len))
}

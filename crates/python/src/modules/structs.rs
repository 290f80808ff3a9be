//! `struct`: arguments in, bytes out, and back; the formats are in [`crate::text::structs`]. Unpacked bytes keep their origins.

use super::ModuleSpec;
use crate::builtins::bytes::{Octets, Pieces};
use crate::machine::Machine;
use crate::native::{Args, Divert, function};
use crate::object::Object;
use crate::text::structs::{Format, Kind, Packed, refused};
use crate::value::Value;
use std::rc::Rc;

type Answer = Result<Value, Divert>;

pub(crate) static MODULE: ModuleSpec = ModuleSpec {
    name: "struct",
    functions: &[
        function("calcsize", |m, a| {
            let format = m.take_one(a, "calcsize")?;
            Ok(Value::Int(format_of(m, Some(format))?.size as i64))
        }),
        function("pack", |m, a| {
            if a.len() == 0 {
                return Err(m.type_error("missing format argument"));
            }
            let format = format_of(m, a.get(0))?;
            let packed = pack(m, &format, &a.positional[1..], "pack")?;
            Ok(m.heap.new_bytes(crate::object::text::Bytes::new(packed.into())))
        }),
        function("pack_into", pack_into),
        function("unpack", |m, a| {
            let [format, data] = m.take(a, "unpack", 2)?;
            let format = format_of(m, format)?;
            let octets = m.octets_argument(data.unwrap_or(Value::None))?;
            if octets.data.len() != format.size {
                return Err(m.fault(&refused(format!("unpack requires a buffer of {} bytes", format.size))));
            }
            unpack(m, &format, &octets, 0)
        }),
        function("unpack_from", unpack_from),
        function("_chunks", chunks),
    ],
    fill: None,
    python: Some(include_str!("struct.py")),
};

fn format_of(m: &mut Machine, format: Option<Value>) -> Result<Format, Divert> {
    let format = format.unwrap_or(Value::None);
    let text = match (m.text(format), m.octets(format)) {
        (Some(text), _) => text,
        (None, Some(data)) => String::from_utf8_lossy(&data).into(),
        _ => {
            let found = m.class_name(format);
            return Err(m.type_error(&format!("Struct() argument 1 must be a str or bytes object, not {found}")));
        }
    };
    Format::parse(&text).map_err(|fault| m.fault(&fault))
}

fn pack(m: &mut Machine, format: &Format, values: &[Value], name: &str) -> Result<Vec<u8>, Divert> {
    if values.len() != format.values {
        let text = format!("{name} expected {} items for packing (got {})", format.values, values.len());
        return Err(m.fault(&refused(text)));
    }
    m.reserve(format.size)?;
    let mut out = vec![0; format.size];
    let mut values = values.iter();
    for item in &format.items {
        if item.kind == Kind::Pad {
            continue;
        }
        for at in 0..item.count {
            let Some(value) = values.next() else { break };
            let place = item.offset + at * item.size..item.offset + (at + 1) * item.size;
            let packed = match item.kind {
                Kind::Int { .. } => {
                    if !m.has_index(*value) {
                        return Err(m.fault(&refused("required argument is not an integer")));
                    }
                    let big = m.big_argument(*value)?;
                    format.pack_int(item, &big, &mut out[place])
                }
                Kind::Float => {
                    let number = match (m.float_of(*value), m.big(*value)) {
                        (Some(float), _) => float,
                        (None, Some(_)) => m.real_argument(*value)?,
                        _ => return Err(m.fault(&refused("required argument is not a float"))),
                    };
                    format.pack_float(item, number, &mut out[place])
                }
                Kind::Bool => {
                    out[place.start] = u8::from(m.truth(*value)?);
                    Ok(())
                }
                _ => match m.octets(*value) {
                    Some(data) => format.pack_bytes(item, &data, &mut out[place]),
                    None if item.kind == Kind::Char => Err(refused("char format requires a bytes object of length 1")),
                    None => Err(refused(format!("argument for '{}' must be a bytes object", char::from(item.code)))),
                },
            };
            packed.map_err(|fault| m.fault(&fault))?;
        }
    }
    Ok(out)
}

fn unpack(m: &mut Machine, format: &Format, octets: &Octets, from: usize) -> Answer {
    let data = &octets.data[from..from + format.size];
    let mut values = Vec::with_capacity(format.values);
    for value in format.unpack(data) {
        values.push(match value {
            Packed::Bool(truth) => Value::Bool(truth),
            Packed::Int(int) => m.new_integer(int),
            Packed::Float(float) => Value::Float(float),
            Packed::Bytes(range) => {
                let mut pieces = Pieces::default();
                pieces.push(octets, from + range.start..from + range.end);
                m.new_pieces(pieces, false)?
            }
        });
    }
    Ok(m.heap.new_tuple(Rc::from(values)))
}

/// The offset of `unpack_from` and `pack_into` within a buffer, or the complaint about it.
fn place(m: &mut Machine, offset: i64, len: usize, size: usize, packing: bool) -> Result<usize, Divert> {
    let (name, doing) = if packing { ("pack_into", "packing") } else { ("unpack_from", "unpacking") };
    let mut at = offset;
    if offset < 0 {
        if offset + size as i64 > 0 {
            let text = if packing {
                format!("no space to pack {size} bytes at offset {offset}")
            } else {
                format!("not enough data to unpack {size} bytes at offset {offset}")
            };
            return Err(m.fault(&refused(text)));
        }
        if offset + (len as i64) < 0 {
            return Err(m.fault(&refused(format!("offset {offset} out of range for {len}-byte buffer"))));
        }
        at += len as i64;
    }
    let at = at as usize;
    if at > len || len - at < size {
        let text = format!(
            "{name} requires a buffer of at least {} bytes for {doing} {size} bytes at offset {at} (actual buffer size is {len})",
            at + size
        );
        return Err(m.fault(&refused(text)));
    }
    Ok(at)
}

fn unpack_from(m: &mut Machine, args: Args<'_>) -> Answer {
    let [format, buffer, offset] = m.take_named(args, "unpack_from", ["format", "buffer", "offset"], 3, 2)?;
    let format = format_of(m, format)?;
    let octets = m.octets_argument(buffer.unwrap_or(Value::None))?;
    let offset = m.size_or(offset, 0)?;
    let at = place(m, offset, octets.data.len(), format.size, false)?;
    unpack(m, &format, &octets, at)
}

fn pack_into(m: &mut Machine, args: Args<'_>) -> Answer {
    if args.len() < 3 {
        let text = match args.len() {
            0 => "missing format argument",
            1 => "pack_into expected buffer argument",
            _ => "pack_into expected offset argument",
        };
        return Err(m.type_error(text));
    }
    let format = format_of(m, args.get(0))?;
    let mut target = args.positional[1];
    let mut shift = 0;
    if let Some(Object::MemoryView(view)) = m.heap.object(target) {
        shift = view.start;
        target = view.owner;
    }
    if !matches!(m.heap.object(target), Some(Object::ByteArray(_))) {
        let found = m.class_name(target);
        return Err(m.type_error(&format!("argument must be read-write bytes-like object, not {found}")));
    }
    let offset = m.size_argument(args.positional[2])?;
    let len = m.octets(args.positional[1]).map_or(0, |data| data.len());
    let at = place(m, offset, len, format.size, true)?;
    let packed = pack(m, &format, &args.positional[3..], "pack_into")?;
    if let Value::Obj(handle) = target
        && let Object::ByteArray(array) = m.heap.get_mut(handle)
    {
        array.data[shift + at..shift + at + packed.len()].copy_from_slice(&packed);
        let len = array.data.len();
        let (start, end) = (shift + at, shift + at + packed.len());
        let mut origins = crate::object::text::slice_origins(&array.origins, 0, start, 0);
        origins.extend(crate::object::text::slice_origins(&array.origins, end, len, end));
        array.origins = origins;
    }
    Ok(Value::None)
}

/// The tuples of `iter_unpack` as a list.
fn chunks(m: &mut Machine, args: Args<'_>) -> Answer {
    let [format, buffer] = m.take(args, "iter_unpack", 2)?;
    let format = format_of(m, format)?;
    let octets = m.octets_argument(buffer.unwrap_or(Value::None))?;
    if format.size == 0 {
        return Err(m.fault(&refused("cannot iteratively unpack with a struct of length 0")));
    }
    if !octets.data.len().is_multiple_of(format.size) {
        let text = format!("iterative unpacking requires a buffer of a multiple of {} bytes", format.size);
        return Err(m.fault(&refused(text)));
    }
    let mut items = Vec::new();
    for from in (0..octets.data.len()).step_by(format.size) {
        items.push(unpack(m, &format, &octets, from)?);
    }
    Ok(m.heap.new_list(items))
}

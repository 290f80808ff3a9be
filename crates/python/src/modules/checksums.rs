//! `binascii` and the checksums of `zlib`; compression is refused by name.

use super::ModuleSpec;
use crate::builtins::functions::refused;
use crate::machine::Machine;
use crate::native::{Args, Divert, function};
use crate::object::text::Bytes;
use crate::text::{Fault, base64, digest, octets};
use crate::value::Value;
use std::rc::Rc;

type Answer = Result<Value, Divert>;

pub(crate) static BINASCII: ModuleSpec = ModuleSpec {
    name: "binascii",
    functions: &[
        function("hexlify", hexlify),
        function("b2a_hex", hexlify),
        function("unhexlify", |m, a| read(m, a, "unhexlify", octets::unhexlify)),
        function("a2b_hex", |m, a| read(m, a, "a2b_hex", octets::unhexlify)),
        function("a2b_base64", |m, a| read(m, a, "a2b_base64", base64::decode)),
        function("b2a_base64", |m, a| {
            let [data, newline] = m.take_named(a, "b2a_base64", ["data", "newline"], 1, 1)?;
            let data = m.octets_argument(data.unwrap_or(Value::None))?.data;
            let newline = newline.map_or(Ok(true), |newline| m.truth(newline))?;
            let mut out = base64::encode(&data);
            if newline {
                out.push(b'\n');
            }
            Ok(m.heap.new_bytes(Bytes::new(out.into())))
        }),
        function("crc32", |m, a| checksum(m, a, "crc32", 0, digest::crc32)),
        function("_b32encode", |m, a| write(m, a, "b32encode", base64::encode_32)),
        function("_b32decode", |m, a| read(m, a, "b32decode", base64::decode_32)),
        function("_is_strict", |m, a| {
            let data = m.take_one(a, "_is_strict")?;
            Ok(Value::Bool(base64::is_strict(&m.octets_argument(data)?.data)))
        }),
    ],
    fill: None,
    python: Some("class Error(ValueError):\n    pass\n\n\nclass Incomplete(Exception):\n    pass\n"),
};

pub(crate) static ZLIB: ModuleSpec = ModuleSpec {
    name: "zlib",
    functions: &[
        function("crc32", |m, a| checksum(m, a, "crc32", 0, digest::crc32)),
        function("adler32", |m, a| checksum(m, a, "adler32", 1, digest::adler32)),
        function("compress", |m, _| refused(m, "zlib.compress()", "it has the checksums only")),
        function("decompress", |m, _| refused(m, "zlib.decompress()", "it has the checksums only")),
        function("compressobj", |m, _| refused(m, "zlib.compressobj()", "it has the checksums only")),
        function("decompressobj", |m, _| refused(m, "zlib.decompressobj()", "it has the checksums only")),
    ],
    fill: None,
    python: Some("class error(Exception):\n    pass\n"),
};

fn checksum(m: &mut Machine, args: Args<'_>, name: &str, start: i64, sum: fn(&[u8], u32) -> u32) -> Answer {
    let [data, value] = m.take(args, name, 1)?;
    let data = m.octets_argument(data.unwrap_or(Value::None))?.data;
    let start = m.size_or(value, start)?;
    Ok(Value::Int(i64::from(sum(&data, start as u32))))
}

/// ASCII text may be given as `str`.
fn ascii(m: &mut Machine, value: Value) -> Result<Rc<[u8]>, Divert> {
    match m.text(value) {
        Some(text) if text.is_ascii() => Ok(text.as_bytes().into()),
        Some(_) => Err(m.value_error("string argument should contain only ASCII characters")),
        None => match m.octets(value) {
            Some(data) => Ok(data),
            None => {
                let found = m.class_name(value);
                let text = format!("argument should be bytes, buffer or ASCII string, not '{found}'");
                Err(m.type_error(&text))
            }
        },
    }
}

fn read(m: &mut Machine, args: Args<'_>, name: &str, decode: fn(&[u8]) -> Result<Vec<u8>, Fault>) -> Answer {
    let data = m.take_one(args, name)?;
    let data = ascii(m, data)?;
    match decode(&data) {
        Ok(data) => Ok(m.heap.new_bytes(Bytes::new(data.into()))),
        Err(fault) => Err(m.fault(&fault)),
    }
}

fn write(m: &mut Machine, args: Args<'_>, name: &str, encode: fn(&[u8]) -> Vec<u8>) -> Answer {
    let data = m.take_one(args, name)?;
    let data = m.octets_argument(data)?.data;
    m.reserve(data.len() * 2)?;
    Ok(m.heap.new_bytes(Bytes::new(encode(&data).into())))
}

fn hexlify(m: &mut Machine, args: Args<'_>) -> Answer {
    let [data, separator, group] = m.take_named(args, "hexlify", ["data", "sep", "bytes_per_sep"], 3, 1)?;
    let data = m.octets_argument(data.unwrap_or(Value::None))?.data;
    let separator = match separator {
        None => None,
        Some(separator) => ascii(m, separator)?.first().map(|byte| char::from(*byte)),
    };
    let group = m.size_or(group, 1)?;
    m.reserve(data.len() * 3)?;
    let hex = octets::hex(&data, separator, group);
    Ok(m.heap.new_bytes(Bytes::new(hex.as_bytes().into())))
}

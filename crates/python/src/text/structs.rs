//! `struct`: the format language, sizes and alignment of 64-bit Linux, packing and unpacking of single items, with `struct.error`'s texts.
//! Walking a program's arguments is the caller's: it asks for the items of a format and packs one value after the other.

use super::{Fault, FaultClass, IntegerBuf};
use num_bigint::BigInt;
use num_traits::ToPrimitive;

/// What one item of a format holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// `x`: no value.
    Pad,
    /// `c`: bytes of length 1.
    Char,
    /// `?`.
    Bool,
    /// An integer.
    Int {
        /// Whether it may be negative.
        signed: bool,
    },
    /// `e`, `f`, `d` by size.
    Float,
    /// `s`: bytes, cut or filled to the count.
    Text,
    /// `p`: bytes with their length before them.
    Pascal,
}

/// One code of a format with its place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Item {
    /// What it holds.
    pub kind: Kind,
    /// The letter, for messages.
    pub code: u8,
    /// Where its first value starts.
    pub offset: usize,
    /// Bytes of one value.
    pub size: usize,
    /// How many values follow each other.
    pub count: usize,
}

/// A compiled format.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Format {
    /// The codes in order.
    pub items: Vec<Item>,
    /// `struct.calcsize`.
    pub size: usize,
    /// Number of values packed or unpacked.
    pub values: usize,
    /// Most significant byte first.
    pub big_endian: bool,
    /// Written with `@` or nothing: the machine's own sizes, and its own wording of faults.
    native: bool,
}

/// A value packed or unpacked.
#[derive(Debug, Clone, PartialEq)]
pub enum Packed {
    /// `?`.
    Bool(bool),
    /// An integer.
    Int(IntegerBuf),
    /// A float.
    Float(f64),
    /// Bytes at a range of the input.
    Bytes(std::ops::Range<usize>),
}

/// A `struct.error`.
pub fn refused(text: impl Into<String>) -> Fault {
    Fault::new(FaultClass::Struct, text)
}

impl Format {
    /// Compiles a format.
    pub fn parse(format: &str) -> Result<Self, Fault> {
        let mut codes = format.bytes().peekable();
        let order = codes.next_if(|byte| b"@=<>!".contains(byte)).unwrap_or(b'@');
        let mut parsed = Self {
            items: Vec::new(),
            size: 0,
            values: 0,
            big_endian: matches!(order, b'>' | b'!'),
            native: order == b'@',
        };
        let too_long = || refused("total struct size too long");
        while let Some(byte) = codes.next() {
            if is_blank(byte) {
                continue;
            }
            if byte == 0 {
                return Err(refused("embedded null character"));
            }
            let (mut count, mut code) = (1usize, byte);
            if byte.is_ascii_digit() {
                count = usize::from(byte - b'0');
                loop {
                    let next = codes.next();
                    code = next.ok_or_else(|| refused("repeat count given without format specifier"))?;
                    if !code.is_ascii_digit() {
                        break;
                    }
                    let grown = count.checked_mul(10).and_then(|count| count.checked_add(usize::from(code - b'0')));
                    count = grown.ok_or_else(too_long)?;
                }
            }
            let (kind, size) = kind_of(code, parsed.native).ok_or_else(|| refused("bad char in struct format"))?;
            if parsed.native && size > 1 {
                parsed.size = parsed.size.checked_next_multiple_of(size).ok_or_else(too_long)?;
            }
            let len = count.checked_mul(size).ok_or_else(too_long)?;
            let end = parsed.size.checked_add(len).filter(|&end| end <= i64::MAX as usize).ok_or_else(too_long)?;
            let whole = matches!(kind, Kind::Text | Kind::Pascal);
            let (size, count) = if whole { (count, 1) } else { (size, count) };
            parsed.values += if kind == Kind::Pad { 0 } else { count };
            parsed.items.push(Item { kind, code, offset: parsed.size, size, count });
            parsed.size = end;
        }
        Ok(parsed)
    }

    /// Packs an integer into its place.
    pub fn pack_int(&self, item: &Item, value: &BigInt, out: &mut [u8]) -> Result<(), Fault> {
        let Kind::Int { signed } = item.kind else { return Err(refused("required argument is not an integer")) };
        let bits = item.size as u32 * 8;
        let value = value.to_i128().ok_or_else(|| self.far_out(item))?;
        let (least, most) =
            if signed { (-(1i128 << (bits - 1)), (1i128 << (bits - 1)) - 1) } else { (0, (1i128 << bits) - 1) };
        if !(least..=most).contains(&value) {
            return Err(self.out_of_range(item, value, least, most));
        }
        let bytes = value.to_le_bytes();
        for (at, byte) in out.iter_mut().enumerate() {
            *byte = bytes[if self.big_endian { item.size - 1 - at } else { at }];
        }
        Ok(())
    }

    /// The wording depends on the reader that first notices: C's `long`, then the field.
    fn out_of_range(&self, item: &Item, value: i128, least: i128, most: i128) -> Fault {
        let signed = least < 0;
        let eight = item.size == 8;
        let in_long = if signed || !self.reads_unsigned(item) {
            (i128::from(i64::MIN)..=i128::from(i64::MAX)).contains(&value)
        } else {
            (0..=i128::from(u64::MAX)).contains(&value)
        };
        if eight || !in_long {
            return self.far_out(item);
        }
        let little_words = !self.big_endian;
        match item.code {
            b'b' => refused(format!("byte format requires {least} <= number <= {most}")),
            b'B' => refused(format!("ubyte format requires {least} <= number <= {most}")),
            b'h' if little_words => refused(format!("short format requires {least} <= number <= {most}")),
            b'H' if little_words => refused(format!("ushort format requires {least} <= number <= {most}")),
            code => refused(format!("'{}' format requires {least} <= number <= {most}", char::from(code))),
        }
    }

    fn reads_unsigned(&self, item: &Item) -> bool {
        item.code.is_ascii_uppercase() && item.size >= 4 || item.code == b'H' && self.big_endian
    }

    fn far_out(&self, item: &Item) -> Fault {
        // Little-endian formats borrow the machine's own packers where sizes agree, and with them their wording.
        let own = self.native || !self.big_endian;
        if item.size == 8 && (!own || item.code == b'P') {
            refused("int too large to convert")
        } else {
            refused("argument out of range")
        }
    }

    /// Packs a float into its place.
    pub fn pack_float(&self, item: &Item, value: f64, out: &mut [u8]) -> Result<(), Fault> {
        let mut bytes: Vec<u8> = match item.size {
            2 => to_half(value)?.to_le_bytes().to_vec(),
            4 => {
                let single = value as f32;
                if single.is_infinite() && value.is_finite() && !self.native {
                    return Err(Fault::overflow("float too large to pack with f format"));
                }
                single.to_le_bytes().to_vec()
            }
            _ => value.to_le_bytes().to_vec(),
        };
        if self.big_endian {
            bytes.reverse();
        }
        out.copy_from_slice(&bytes);
        Ok(())
    }

    /// Packs `s`, `p` or `c`.
    pub fn pack_bytes(&self, item: &Item, data: &[u8], out: &mut [u8]) -> Result<(), Fault> {
        match item.kind {
            Kind::Char if data.len() != 1 => return Err(refused("char format requires a bytes object of length 1")),
            Kind::Pascal => {
                if let Some((first, room)) = out.split_first_mut() {
                    let len = data.len().min(room.len()).min(255);
                    *first = len as u8;
                    let copied = data.len().min(room.len());
                    room[..copied].copy_from_slice(&data[..copied]);
                }
            }
            _ => {
                let len = data.len().min(out.len());
                out[..len].copy_from_slice(&data[..len]);
            }
        }
        Ok(())
    }

    /// The values in `data`, which has exactly [`Format::size`] bytes; byte ranges count from its start.
    pub fn unpack(&self, data: &[u8]) -> Vec<Packed> {
        let mut values = Vec::with_capacity(self.values);
        for item in &self.items {
            for at in 0..item.count {
                let start = item.offset + at * item.size;
                let range = start..start + item.size;
                values.push(match item.kind {
                    Kind::Pad => break,
                    Kind::Char | Kind::Text => Packed::Bytes(range),
                    Kind::Pascal => match data.get(range.clone()).and_then(|bytes| bytes.first()) {
                        None => Packed::Bytes(start..start),
                        Some(&len) => Packed::Bytes(start + 1..start + 1 + usize::from(len).min(item.size - 1)),
                    },
                    Kind::Bool => Packed::Bool(data[start] != 0),
                    Kind::Int { signed } => {
                        Packed::Int(super::integer::from_bytes(&data[range], !self.big_endian, signed))
                    }
                    Kind::Float => Packed::Float(self.unpack_float(&data[range])),
                });
            }
        }
        values
    }

    fn unpack_float(&self, bytes: &[u8]) -> f64 {
        let mut little = [0u8; 8];
        for (at, &byte) in bytes.iter().enumerate() {
            little[if self.big_endian { bytes.len() - 1 - at } else { at }] = byte;
        }
        match bytes.len() {
            2 => from_half(u16::from_le_bytes([little[0], little[1]])),
            4 => f64::from(f32::from_le_bytes([little[0], little[1], little[2], little[3]])),
            _ => f64::from_le_bytes(little),
        }
    }
}

fn is_blank(byte: u8) -> bool {
    super::octets::is_space(byte)
}

/// Kind and size of a code.
fn kind_of(code: u8, native: bool) -> Option<(Kind, usize)> {
    let int = |signed, size| (Kind::Int { signed }, size);
    Some(match code {
        b'x' => (Kind::Pad, 1),
        b'c' => (Kind::Char, 1),
        b's' => (Kind::Text, 1),
        b'p' => (Kind::Pascal, 1),
        b'?' => (Kind::Bool, 1),
        b'b' => int(true, 1),
        b'B' => int(false, 1),
        b'h' => int(true, 2),
        b'H' => int(false, 2),
        b'i' => int(true, 4),
        b'I' => int(false, 4),
        b'l' => int(true, if native { 8 } else { 4 }),
        b'L' => int(false, if native { 8 } else { 4 }),
        b'q' => int(true, 8),
        b'Q' => int(false, 8),
        b'n' if native => int(true, 8),
        b'N' | b'P' if native => int(false, 8),
        b'e' => (Kind::Float, 2),
        b'f' => (Kind::Float, 4),
        b'd' => (Kind::Float, 8),
        _ => return None,
    })
}

/// A float as IEEE 754 half precision, rounded half to even.
fn to_half(value: f64) -> Result<u16, Fault> {
    let sign = if value.is_sign_negative() { 0x8000 } else { 0 };
    let magnitude = value.abs();
    if magnitude.is_nan() {
        return Ok(sign | 0x7e00);
    }
    if magnitude.is_infinite() {
        return Ok(sign | 0x7c00);
    }
    // In units of the least step at this size: 2**-24 below the normal range, else ten bits below the leading one.
    let exponent = ((magnitude.to_bits() >> 52) as i32 - 1023).max(-14);
    let steps = (magnitude * 2f64.powi(10 - exponent)).round_ties_even();
    let bits = (steps as u32).wrapping_add(((exponent + 14) as u32) << 10);
    if bits >= 0x7c00 {
        return Err(Fault::overflow("float too large to pack with e format"));
    }
    Ok(sign | bits as u16)
}

fn from_half(bits: u16) -> f64 {
    let sign = if bits & 0x8000 == 0 { 1.0 } else { -1.0 };
    let exponent = i32::from(bits >> 10 & 31);
    let fraction = f64::from(bits & 1023);
    sign * match exponent {
        0 => fraction * 2f64.powi(-24),
        31 if fraction == 0.0 => f64::INFINITY,
        31 => f64::NAN,
        _ => (1024.0 + fraction) * 2f64.powi(exponent - 25),
    }
}

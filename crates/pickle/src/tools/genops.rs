//! Opcodes and their arguments in sequence, as `pickletools.genops` yields them up to `STOP`.
//! Checks what its argument readers check, in their words; runs nothing and keeps no stack.

use crate::fault::{ExceptionClass, PickleError};
use crate::number;
use crate::opcode::{Argument, OPCODES, Opcode};
use crate::text;
use num_bigint::BigInt;
use num_traits::ToPrimitive;

/// A decoded argument.
#[derive(Debug, Clone, PartialEq)]
pub enum ArgumentValue<'p> {
    /// The opcode has none.
    None,
    /// `00` or `01` of `INT`, `GET` and `PUT`.
    Bool(bool),
    /// An int that fits 64 bits.
    Int(i64),
    /// Any other int.
    BigInt(BigInt),
    /// A float.
    Float(f64),
    /// Text that stands in the pickle as it is.
    Str(&'p [u8]),
    /// Text that was decoded, as WTF-8.
    Decoded(Vec<u8>),
    /// Bytes.
    Bytes(&'p [u8]),
    /// The bytes of a bytearray.
    ByteArray(&'p [u8]),
}

impl ArgumentValue<'_> {
    /// Python's `repr` of the argument; nothing for [`ArgumentValue::None`].
    ///
    /// # Errors
    /// The message of `CPython` for an int of too many digits.
    pub fn repr(&self) -> Result<Option<String>, &'static str> {
        if *self == Self::None {
            return Ok(None);
        }
        let mut text = Vec::new();
        self.write_repr(&mut text)?;
        Ok(Some(text::checked(text)))
    }

    /// Appends the `repr`.
    pub(crate) fn write_repr(&self, out: &mut Vec<u8>) -> Result<(), &'static str> {
        match self {
            Self::None => {}
            Self::Bool(value) => out.extend_from_slice(if *value { b"True" } else { b"False" }),
            Self::Int(value) => {
                if *value < 0 {
                    out.push(b'-');
                }
                number::push_decimal(out, value.unsigned_abs());
            }
            Self::BigInt(value) => out.extend(number::decimal(value).ok_or(number::INT_TOO_LONG_TO_WRITE)?.bytes()),
            Self::Float(value) => out.extend(number::float_repr(*value).bytes()),
            Self::Str(text) => text::push_str_repr(out, text),
            Self::Decoded(text) => text::push_str_repr(out, text),
            Self::Bytes(bytes) => text::push_bytes_repr(out, bytes, text::quote(bytes)),
            Self::ByteArray(bytes) => out.extend(text::bytearray_repr(bytes).bytes()),
        }
        Ok(())
    }
}

/// One opcode of a pickle.
#[derive(Debug, Clone, PartialEq)]
pub struct Operation<'p> {
    /// The opcode.
    pub opcode: &'static Opcode,
    /// Its argument.
    pub argument: ArgumentValue<'p>,
    /// Where it starts.
    pub at: usize,
    /// Where the next one starts.
    pub end: usize,
}

impl Operation<'_> {
    /// For [`Operations::read`].
    pub(crate) fn unread() -> Self {
        Self { opcode: &OPCODES[0], argument: ArgumentValue::None, at: 0, end: 0 }
    }
}

/// The opcodes of the pickle at the start of some bytes, up to `STOP` or the first fault.
#[derive(Debug, Clone)]
pub struct Operations<'p> {
    bytes: &'p [u8],
    at: usize,
    ended: bool,
}

type Read<T> = Result<T, (ExceptionClass, String)>;

fn value_error<T>(message: impl Into<String>) -> Read<T> {
    Err((ExceptionClass::Value, message.into()))
}

impl<'p> Operations<'p> {
    /// Starts at `at` in `bytes`.
    #[must_use]
    pub fn new(bytes: &'p [u8], at: usize) -> Self {
        Self { bytes, at: at.min(bytes.len()), ended: false }
    }

    /// Reads the next opcode into one that was read before: it is large, and moving it costs more than reading it.
    /// `false` when nothing comes after `STOP` or a fault.
    pub(crate) fn read(&mut self, into: &mut Operation<'p>) -> Result<bool, Box<PickleError>> {
        if self.ended {
            return Ok(false);
        }
        let at = self.at;
        if let Err(problem) = self.read_operation(into) {
            self.ended = true;
            return Err(Box::new(PickleError::new(at, problem.0, problem.1)));
        }
        self.ended = into.opcode.code == b'.';
        Ok(true)
    }

    fn read_operation(&mut self, into: &mut Operation<'p>) -> Result<(), Box<(ExceptionClass, String)>> {
        let at = self.at;
        let Some(&code) = self.bytes.get(at) else {
            return value_error("pickle exhausted before seeing STOP").map_err(Box::new);
        };
        let Some(opcode) = Opcode::of(code) else {
            let shown = text::bytes_repr(&[code]);
            return value_error(format!("at position {at}, opcode {shown} unknown")).map_err(Box::new);
        };
        self.at += 1;
        into.at = at;
        into.opcode = opcode;
        into.argument = ArgumentValue::None;
        match opcode.argument {
            Argument::None => {}
            argument => into.argument = self.argument(argument).map_err(Box::new)?,
        }
        into.end = self.at;
        Ok(())
    }

    fn argument(&mut self, argument: Argument) -> Read<ArgumentValue<'p>> {
        use ArgumentValue as V;
        Ok(match argument {
            Argument::None => V::None,
            Argument::Uint1 => V::Int(i64::from(self.fixed::<1>("uint1")?[0])),
            Argument::Uint2 => V::Int(i64::from(u16::from_le_bytes(self.fixed("uint2")?))),
            Argument::Int4 => V::Int(i64::from(i32::from_le_bytes(self.fixed("int4")?))),
            Argument::Uint4 => V::Int(i64::from(u32::from_le_bytes(self.fixed("uint4")?))),
            Argument::Uint8 => match self.uint8()? {
                value if value > i64::MAX as u64 => V::BigInt(BigInt::from(value)),
                value => V::Int(value as i64),
            },
            Argument::Float8 => V::Float(f64::from_be_bytes(self.fixed("float8")?)),
            Argument::Long1 => {
                let len = u64::from(self.fixed::<1>("uint1")?[0]);
                self.long("long1", len)?
            }
            Argument::Long4 => {
                let len = i32::from_le_bytes(self.fixed("int4")?);
                let Ok(len) = u64::try_from(len) else { return value_error(format!("long4 byte count < 0: {len}")) };
                self.long("long4", len)?
            }
            Argument::DecimalLine => self.decimal_line()?,
            Argument::LongLine => {
                let line = self.line("stringnl")?;
                Self::python_int(line.strip_suffix(b"L").unwrap_or(line))?
            }
            Argument::FloatLine => self.float_line()?,
            Argument::QuotedLine => self.quoted_line()?,
            Argument::Line => {
                let line = self.line("stringnl")?;
                Self::escaped(line)?
            }
            Argument::TwoLines => self.two_lines()?,
            Argument::UnicodeLine => {
                let line = self.line("unicodestringnl")?;
                V::Decoded(
                    text::decode_raw_unicode_escape(line)
                        .map_err(|message| (ExceptionClass::UnicodeDecode, message))?,
                )
            }
            Argument::String1
            | Argument::String4
            | Argument::Bytes1
            | Argument::Bytes4
            | Argument::Bytes8
            | Argument::ByteArray8
            | Argument::Unicode1
            | Argument::Unicode4
            | Argument::Unicode8 => self.counted(argument)?,
        })
    }

    fn fixed<const N: usize>(&mut self, name: &str) -> Read<[u8; N]> {
        match self.bytes[self.at..].first_chunk::<N>() {
            Some(bytes) => {
                self.at += N;
                Ok(*bytes)
            }
            None => value_error(format!("not enough data in stream to read {name}")),
        }
    }

    fn uint8(&mut self) -> Read<u64> {
        Ok(u64::from_le_bytes(self.fixed("uint8")?))
    }

    fn long(&mut self, name: &str, len: u64) -> Read<ArgumentValue<'p>> {
        let rest = &self.bytes[self.at..];
        let Some(bytes) = usize::try_from(len).ok().and_then(|len| rest.get(..len)) else {
            return value_error(format!("not enough data in stream to read {name}"));
        };
        self.at += bytes.len();
        let value = BigInt::from_signed_bytes_le(bytes);
        Ok(value.to_i64().map_or_else(|| ArgumentValue::BigInt(value), ArgumentValue::Int))
    }

    /// A payload after its length.
    fn counted(&mut self, argument: Argument) -> Read<ArgumentValue<'p>> {
        let (name, width) = match argument {
            Argument::String1 => ("string1", 1),
            Argument::String4 => ("string4", 4),
            Argument::Bytes1 => ("bytes1", 1),
            Argument::Bytes4 => ("bytes4", 4),
            Argument::Bytes8 => ("bytes8", 8),
            Argument::ByteArray8 => ("bytearray8", 8),
            Argument::Unicode1 => ("unicodestring1", 1),
            Argument::Unicode4 => ("unicodestring4", 4),
            _ => ("unicodestring8", 8),
        };
        let len = match (width, argument) {
            (1, _) => u64::from(self.fixed::<1>("uint1")?[0]),
            (4, Argument::String4) => {
                let len = i32::from_le_bytes(self.fixed("int4")?);
                match u64::try_from(len) {
                    Ok(len) => len,
                    Err(_) => return value_error(format!("{name} byte count < 0: {len}")),
                }
            }
            (4, _) => u64::from(u32::from_le_bytes(self.fixed("uint4")?)),
            _ => self.uint8()?,
        };
        if len > i64::MAX as u64 {
            return value_error(format!("{name} byte count > sys.maxsize: {len}"));
        }
        let rest = &self.bytes[self.at..];
        let Some(payload) = usize::try_from(len).ok().and_then(|len| rest.get(..len)) else {
            let remain = rest.len();
            return value_error(format!("expected {len} bytes in a {name}, but only {remain} remain"));
        };
        self.at += payload.len();
        Ok(match argument {
            Argument::String1 | Argument::String4 => ArgumentValue::Decoded(text::latin1_to_wtf8(payload)),
            Argument::Bytes1 | Argument::Bytes4 | Argument::Bytes8 => ArgumentValue::Bytes(payload),
            Argument::ByteArray8 => ArgumentValue::ByteArray(payload),
            _ => {
                text::check_utf8(payload, true).map_err(|message| (ExceptionClass::UnicodeDecode, message))?;
                ArgumentValue::Str(payload)
            }
        })
    }

    fn line(&mut self, name: &str) -> Read<&'p [u8]> {
        let rest = &self.bytes[self.at..];
        let Some(len) = rest.iter().position(|byte| *byte == b'\n') else {
            return value_error(format!("no newline found when trying to read {name}"));
        };
        self.at += len + 1;
        Ok(&rest[..len])
    }

    fn decimal_line(&mut self) -> Read<ArgumentValue<'p>> {
        match self.line("stringnl")? {
            b"00" => Ok(ArgumentValue::Bool(false)),
            b"01" => Ok(ArgumentValue::Bool(true)),
            line => Self::python_int(line),
        }
    }

    /// `int(line)`; a failure shows the bytes.
    fn python_int(line: &[u8]) -> Read<ArgumentValue<'p>> {
        match number::python_integer(line, 10) {
            Ok(value) => Ok(value.to_i64().map_or_else(|| ArgumentValue::BigInt(value), ArgumentValue::Int)),
            Err((_, message)) if message.starts_with("Exceeds") => value_error(message),
            Err(_) => {
                let shown: String = text::bytes_repr(line).chars().take(number::LITERAL_SHOWN).collect();
                value_error(format!("invalid literal for int() with base 10: {shown}"))
            }
        }
    }

    fn float_line(&mut self) -> Read<ArgumentValue<'p>> {
        let line = self.line("stringnl")?;
        match number::python_float(line) {
            Some(value) => Ok(ArgumentValue::Float(value)),
            None => value_error(format!("could not convert string to float: {}", text::bytes_repr(line))),
        }
    }

    /// Decodes backslashes and requires ASCII, which all lines but numbers go through.
    fn escaped(line: &[u8]) -> Read<ArgumentValue<'p>> {
        let decoded = text::decode_escapes(line).map_err(|message| (ExceptionClass::Value, message))?;
        text::check_ascii(&decoded).map_err(|message| (ExceptionClass::UnicodeDecode, message))?;
        Ok(ArgumentValue::Decoded(decoded))
    }

    fn quoted_line(&mut self) -> Read<ArgumentValue<'p>> {
        let line = self.line("stringnl")?;
        let shown = || text::bytes_repr(line);
        match line.first() {
            Some(quote @ (b'"' | b'\'')) if line.last() == Some(quote) => {
                Self::escaped(if line.len() == 1 { b"" } else { &line[1..line.len() - 1] })
            }
            Some(quote @ (b'"' | b'\'')) => {
                let quote = text::bytes_repr(&[*quote]);
                value_error(format!("strinq quote {quote} not found at both ends of {}", shown()))
            }
            _ => value_error(format!("no string quotes around {}", shown())),
        }
    }

    fn two_lines(&mut self) -> Read<ArgumentValue<'p>> {
        let mut joined = Vec::new();
        for separator in [b"".as_slice(), b" "] {
            let line = self.line("stringnl")?;
            if let ArgumentValue::Decoded(text) = Self::escaped(line)? {
                joined.extend_from_slice(separator);
                joined.extend_from_slice(&text);
            }
        }
        Ok(ArgumentValue::Decoded(joined))
    }
}

/// Where each pickle of a row of them stands: up to its `STOP`, or to the end of the bytes for the last one.
#[must_use]
pub fn pickles(bytes: &[u8]) -> Vec<std::ops::Range<usize>> {
    let mut ranges = Vec::new();
    let mut at = 0;
    loop {
        let last = Operations::new(bytes, at).last();
        match last {
            Some(Ok(stop)) if stop.opcode.code == b'.' => {
                ranges.push(at..stop.end);
                at = stop.end;
            }
            _ => {
                ranges.push(at..bytes.len());
                return ranges;
            }
        }
        if at == bytes.len() {
            return ranges;
        }
    }
}

impl<'p> Iterator for Operations<'p> {
    type Item = Result<Operation<'p>, PickleError>;

    fn next(&mut self) -> Option<Self::Item> {
        let mut operation = Operation::unread();
        match self.read(&mut operation) {
            Ok(true) => Some(Ok(operation)),
            Ok(false) => None,
            Err(error) => Some(Err(*error)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::pickles;

    #[test]
    fn pickles_in_a_row_are_told_apart() {
        for (bytes, expected) in [
            (b"N.".as_slice(), "0..2"),
            (b"N.K\x01.(t.", "0..2 2..5 5..8"),
            (b"N.rest", "0..2 2..6"),
            (b"", "0..0"),
            (b"C\x02..N", "0..5"),
        ] {
            let found: Vec<String> = pickles(bytes).iter().map(|range| format!("{range:?}")).collect();
            assert_eq!(found.join(" "), expected, "{}", bytes.escape_ascii());
        }
    }
}

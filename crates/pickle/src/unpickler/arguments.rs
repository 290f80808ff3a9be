//! Reading an opcode's argument: fixed widths, counted payloads, lines.
//! Nothing is consumed for good before all of it is here, and nothing is allocated for a length that is only claimed.

use super::{Flow, Halt, Part, Unpickler};
use crate::fault::{ExceptionClass, PickleError};
use crate::graph::Span;
use crate::number;
use num_bigint::BigInt;
use std::ops::Range;

/// A decoded `INT`.
pub(super) enum IntLine {
    Bool(bool),
    Int(i64),
    Big(BigInt),
}

impl Unpickler {
    /// A fault of the opcode that runs.
    #[cold]
    pub(super) fn fault<T>(&self, class: ExceptionClass, message: impl Into<String>) -> Flow<T> {
        Err(Box::new(Halt::Fault(PickleError::new(self.opcode_at, class, message))))
    }

    #[cold]
    fn starve<T>(part: Part, have: usize, need: usize) -> Flow<T> {
        Err(Box::new(Halt::Starved(part, have, need)))
    }

    /// Takes `N` bytes.
    #[inline(always)]
    pub(super) fn fixed<const N: usize>(&mut self) -> Flow<[u8; N]> {
        let rest = &self.graph.input[self.at..];
        match rest.first_chunk::<N>() {
            Some(bytes) => {
                self.at += N;
                Ok(*bytes)
            }
            None => Self::starve(Part::Argument, rest.len(), N),
        }
    }

    /// Takes the payload that a length promised.
    #[inline(always)]
    pub(super) fn payload(&mut self, len: u64, part: Part) -> Flow<Range<usize>> {
        let have = self.graph.input.len() - self.at;
        if len > have as u64 {
            return Self::starve(part, have, usize::try_from(len).unwrap_or(usize::MAX));
        }
        let start = self.at;
        self.at += len as usize;
        Ok(start..self.at)
    }

    /// Takes a line; the range excludes its newline.
    pub(super) fn line(&mut self) -> Flow<Range<usize>> {
        let rest = &self.graph.input[self.at..];
        let Some(len) = rest.iter().position(|byte| *byte == b'\n') else {
            return Self::starve(Part::Line, rest.len(), rest.len() + 1);
        };
        let start = self.at;
        self.at += len + 1;
        Ok(start..start + len)
    }

    /// Takes a line that must not be empty.
    pub(super) fn full_line(&mut self) -> Flow<Range<usize>> {
        let line = self.line()?;
        if line.is_empty() {
            return self.fault(ExceptionClass::Unpickling, "pickle data was truncated");
        }
        Ok(line)
    }

    /// A length of eight bytes, which C keeps in a signed word.
    pub(super) fn length8(&mut self, what: &str) -> Flow<u64> {
        let len = u64::from_le_bytes(self.fixed()?);
        if i64::try_from(len).is_err() {
            let maximum = if what == "FRAME length" { "maximum" } else { "maximum size" };
            let message = format!("{what} exceeds system's {maximum} of {} bytes", i64::MAX);
            return self.fault(ExceptionClass::Overflow, message);
        }
        Ok(len)
    }

    /// The text of `INT`, as C's `strtol` with base 0 and then Python's `int` read it.
    pub(super) fn int_line(&mut self) -> Flow<IntLine> {
        let line = self.full_line()?;
        let len = line.len();
        let text = &self.graph.input[line];
        let text = text.split(|byte| *byte == 0).next().unwrap_or_default();
        if let Some(value) = number::c_integer(text) {
            return Ok(match (len, value) {
                (2, 0) => IntLine::Bool(false),
                (2, 1) => IntLine::Bool(true),
                _ => IntLine::Int(value),
            });
        }
        match number::python_integer(text, 0) {
            Ok(value) => Ok(IntLine::Big(value)),
            Err(_) => self.fault(ExceptionClass::Value, "could not convert string to int"),
        }
    }

    /// The text of `LONG`, whose closing `L` is optional.
    pub(super) fn long_line(&mut self) -> Flow<BigInt> {
        let line = self.full_line()?;
        let mut text = self.graph.input[line.start..line.end + 1].to_vec();
        if text[text.len() - 2] == b'L' {
            text.truncate(text.len() - 2);
        }
        self.python_int(&text, 0)
    }

    /// An index of `GET` or `PUT`: a C `Py_ssize_t`.
    pub(super) fn index_line(&mut self, line: Range<usize>) -> Flow<i64> {
        let text = self.graph.input[line.start..line.end + 1].to_vec();
        let value = self.python_int(&text, 10)?;
        match i64::try_from(&value) {
            Ok(value) => Ok(value),
            Err(_) => self.fault(ExceptionClass::Overflow, "Python int too large to convert to C ssize_t"),
        }
    }

    fn python_int(&self, text: &[u8], base: u32) -> Flow<BigInt> {
        let text = text.split(|byte| *byte == 0).next().unwrap_or_default();
        match number::python_integer(text, base) {
            Ok(value) => Ok(value),
            Err((class, message)) => self.fault(class, message),
        }
    }

    /// The text of `FLOAT`.
    pub(super) fn float_line(&mut self) -> Flow<f64> {
        let line = self.full_line()?;
        let text = self.graph.input[line.start..line.end + 1].to_vec();
        let text = text.split(|byte| *byte == 0).next().unwrap_or_default();
        match number::c_float(text) {
            Ok(value) => Ok(value),
            Err((class, message)) => self.fault(class, message),
        }
    }

    /// UTF-8 in which surrogates may stand: a slice of the input.
    #[inline]
    pub(super) fn utf8(&self, range: Range<usize>) -> Flow<Span> {
        let bytes = &self.graph.input[range.clone()];
        if let Err(message) = crate::text::check_utf8(bytes, true) {
            return self.fault(ExceptionClass::UnicodeDecode, message);
        }
        Ok(Span::of_input(range.start, range.len()))
    }

    /// A Python 2 string: ASCII, or a fault.
    pub(super) fn ascii(&self, bytes: &[u8]) -> Flow<()> {
        match crate::text::check_ascii(bytes) {
            Ok(()) => Ok(()),
            Err(message) => self.fault(ExceptionClass::UnicodeDecode, message),
        }
    }
}

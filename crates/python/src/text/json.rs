//! JSON: reading text into a flat list of events, and writing strings and floats, with `json`'s own texts for faults.
//! Nothing recurses: nesting is a stack here and a list of events outside. Building objects and walking them is the caller's.

use super::{Fault, IntegerBuf, codec, float, integer};
use std::fmt::Write;

/// Nesting that `CPython`'s reader refuses, as its recursion limit does.
pub const DEPTH_MAX: usize = 990;

/// One event of reading.
#[derive(Debug, Clone, PartialEq)]
pub enum Event {
    /// `null`.
    Null,
    /// `true` or `false`.
    Bool(bool),
    /// An integer.
    Int(IntegerBuf),
    /// A number with point or exponent, or `NaN`, `Infinity`, `-Infinity`.
    Float(f64),
    /// A string that is a value.
    Text(String),
    /// A string that is a member's name.
    Key(String),
    /// `[`.
    ArrayStart,
    /// `]`.
    ArrayEnd,
    /// `{`.
    ObjectStart,
    /// `}`.
    ObjectEnd,
}

/// Why a text is not read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum JsonError {
    /// `json.JSONDecodeError`.
    Decode {
        /// Its `msg`.
        reason: String,
        /// Its `pos`, in characters.
        position: usize,
        /// Its `lineno`.
        line: usize,
        /// Its `colno`.
        column: usize,
    },
    /// Nested too deeply: `RecursionError`.
    Depth,
    /// Another exception.
    Other(Fault),
}

impl JsonError {
    /// The message as `JSONDecodeError` prints it.
    pub fn message(&self) -> String {
        match self {
            Self::Decode { reason, position, line, column } => {
                format!("{reason}: line {line} column {column} (char {position})")
            }
            Self::Depth => {
                "maximum recursion depth exceeded while decoding a JSON object from a unicode string".to_owned()
            }
            Self::Other(fault) => fault.text.clone(),
        }
    }
}

struct Reader<'a> {
    text: &'a str,
    at: usize,
    events: Vec<Event>,
    /// Open containers; true for an object.
    open: Vec<bool>,
}

/// `json.loads`: the events of one document. With `raw`, `raw_decode`: what follows the document is left, and its end is given.
pub fn read(text: &str, raw: bool) -> Result<(Vec<Event>, usize), JsonError> {
    let mut reader = Reader { text, at: 0, events: Vec::new(), open: Vec::new() };
    if text.starts_with('\u{feff}') {
        return Err(reader.fault("Unexpected UTF-8 BOM (decode using utf-8-sig)", 0));
    }
    if !raw {
        reader.skip_blanks();
    }
    reader.document()?;
    let end = reader.at;
    if !raw {
        reader.skip_blanks();
        if reader.at < text.len() {
            return Err(reader.fault("Extra data", reader.at));
        }
    }
    Ok((reader.events, end))
}

impl Reader<'_> {
    fn fault(&self, reason: &str, at: usize) -> JsonError {
        let before = &self.text[..at];
        let line = before.bytes().filter(|&byte| byte == b'\n').count() + 1;
        let line_start = before.rfind('\n').map_or(0, |newline| newline + 1);
        JsonError::Decode {
            reason: reason.to_owned(),
            position: before.chars().count(),
            line,
            column: before[line_start..].chars().count() + 1,
        }
    }

    fn peek(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    fn skip_blanks(&mut self) {
        while matches!(self.peek(), Some(b' ' | b'\t' | b'\n' | b'\r')) {
            self.at += 1;
        }
    }

    fn document(&mut self) -> Result<(), JsonError> {
        loop {
            let opened = self.value()?;
            // Close what is complete, then find the next value's start.
            let mut first = opened;
            loop {
                let Some(&object) = self.open.last() else { return Ok(()) };
                self.skip_blanks();
                let end = if object { b'}' } else { b']' };
                if self.peek() == Some(end) {
                    self.at += 1;
                    self.events.push(if object { Event::ObjectEnd } else { Event::ArrayEnd });
                    self.open.pop();
                    first = false;
                    continue;
                }
                if !first {
                    if self.peek() != Some(b',') {
                        return Err(self.fault("Expecting ',' delimiter", self.at));
                    }
                    self.at += 1;
                    self.skip_blanks();
                }
                if object {
                    self.key()?;
                }
                break;
            }
        }
    }

    fn key(&mut self) -> Result<(), JsonError> {
        if self.peek() != Some(b'"') {
            return Err(self.fault("Expecting property name enclosed in double quotes", self.at));
        }
        let key = self.string()?;
        self.events.push(Event::Key(key));
        self.skip_blanks();
        if self.peek() != Some(b':') {
            return Err(self.fault("Expecting ':' delimiter", self.at));
        }
        self.at += 1;
        self.skip_blanks();
        Ok(())
    }

    /// Reads a scalar or the opening of a container; true for the latter.
    fn value(&mut self) -> Result<bool, JsonError> {
        let rest = &self.text[self.at..];
        let words = [
            ("null", Event::Null),
            ("true", Event::Bool(true)),
            ("false", Event::Bool(false)),
            ("NaN", Event::Float(f64::NAN)),
            ("Infinity", Event::Float(f64::INFINITY)),
            ("-Infinity", Event::Float(f64::NEG_INFINITY)),
        ];
        let event = match self.peek() {
            Some(b'"') => Event::Text(self.string()?),
            Some(start @ (b'{' | b'[')) => {
                if self.open.len() >= DEPTH_MAX {
                    return Err(JsonError::Depth);
                }
                self.at += 1;
                self.open.push(start == b'{');
                self.events.push(if start == b'{' { Event::ObjectStart } else { Event::ArrayStart });
                return Ok(true);
            }
            _ => match words.into_iter().find(|(word, _)| rest.starts_with(word)) {
                Some((word, event)) => {
                    self.at += word.len();
                    event
                }
                None => self.number()?,
            },
        };
        self.events.push(event);
        Ok(false)
    }

    fn number(&mut self) -> Result<Event, JsonError> {
        let bytes = &self.text.as_bytes()[self.at..];
        let digits =
            |from: usize| bytes[from.min(bytes.len())..].iter().take_while(|byte| byte.is_ascii_digit()).count();
        let sign = usize::from(bytes.first() == Some(&b'-'));
        let whole = match bytes.get(sign) {
            Some(b'0') => 1,
            Some(b'1'..=b'9') => digits(sign),
            _ => return Err(self.fault("Expecting value", self.at)),
        };
        let mut end = sign + whole;
        let mut is_float = false;
        if bytes.get(end) == Some(&b'.') && digits(end + 1) > 0 {
            end += 1 + digits(end + 1);
            is_float = true;
        }
        if matches!(bytes.get(end), Some(b'e' | b'E')) {
            let signed = usize::from(matches!(bytes.get(end + 1), Some(b'+' | b'-')));
            let exponent = digits(end + 1 + signed);
            if exponent > 0 {
                end += 1 + signed + exponent;
                is_float = true;
            }
        }
        let text = &self.text[self.at..self.at + end];
        self.at += end;
        if is_float {
            return Ok(Event::Float(text.parse().unwrap_or(f64::NAN)));
        }
        integer::parse(text, 10, || text.to_owned()).map(Event::Int).map_err(JsonError::Other)
    }

    fn string(&mut self) -> Result<String, JsonError> {
        let begin = self.at;
        let unterminated = |reader: &Self| reader.fault("Unterminated string starting at", begin);
        self.at += 1;
        let mut out = String::new();
        loop {
            let rest = &self.text[self.at..];
            let end = rest.bytes().position(|byte| byte == b'"' || byte == b'\\' || byte < 0x20);
            let Some(end) = end else { return Err(unterminated(self)) };
            out.push_str(&rest[..end]);
            self.at += end;
            match rest.as_bytes()[end] {
                b'"' => {
                    self.at += 1;
                    return Ok(out);
                }
                b'\\' => self.escape(&mut out, begin)?,
                _ => return Err(self.fault("Invalid control character at", self.at)),
            }
        }
    }

    fn escape(&mut self, out: &mut String, begin: usize) -> Result<(), JsonError> {
        let Some(&letter) = self.text.as_bytes().get(self.at + 1) else {
            return Err(self.fault("Unterminated string starting at", begin));
        };
        let character = match letter {
            b'"' | b'\\' | b'/' => char::from(letter),
            b'b' => '\x08',
            b'f' => '\x0c',
            b'n' => '\n',
            b'r' => '\r',
            b't' => '\t',
            b'u' => {
                let high = self.hex_unit(self.at + 2)?;
                self.at += 6;
                let mut code = high;
                let paired = (0xd800..0xdc00).contains(&high) && self.text[self.at..].starts_with("\\u");
                if paired {
                    let low = self.hex_unit(self.at + 2)?;
                    if (0xdc00..0xe000).contains(&low) {
                        code = 0x10000 + ((high - 0xd800) << 10) + (low - 0xdc00);
                        self.at += 6;
                    }
                }
                out.push(char::from_u32(code).ok_or_else(|| JsonError::Other(codec::lone_surrogate()))?);
                return Ok(());
            }
            _ => return Err(self.fault("Invalid \\escape", self.at)),
        };
        out.push(character);
        self.at += 2;
        Ok(())
    }

    fn hex_unit(&self, at: usize) -> Result<u32, JsonError> {
        let digits = self.text.as_bytes().get(at..at + 4).filter(|digits| digits.iter().all(u8::is_ascii_hexdigit));
        match digits {
            Some(digits) => {
                Ok(digits.iter().fold(0, |code, &digit| code << 4 | char::from(digit).to_digit(16).unwrap_or(0)))
            }
            None => Err(self.fault("Invalid \\uXXXX escape", at - 1)),
        }
    }
}

/// A string as `json.dumps` writes it.
pub fn write_string(out: &mut String, text: &str, ensure_ascii: bool) {
    out.push('"');
    for character in text.chars() {
        match character {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            '\x0c' => out.push_str("\\f"),
            '\x08' => out.push_str("\\b"),
            ' '..='~' => out.push(character),
            _ if !ensure_ascii && character > '\x1f' => out.push(character),
            _ => {
                for unit in character.encode_utf16(&mut [0; 2]) {
                    write!(out, "\\u{unit:04x}").expect("invariant: writing to a String cannot fail");
                }
            }
        }
    }
    out.push('"');
}

/// A float as `json.dumps` writes it; `Err` with `allow_nan=False` and no number.
pub fn write_float(value: f64, allow_nan: bool) -> Result<String, Fault> {
    if value.is_finite() {
        return Ok(float::repr(value));
    }
    if !allow_nan {
        return Err(Fault::value("Out of range float values are not JSON compliant"));
    }
    Ok(if value.is_nan() {
        "NaN"
    } else if value > 0.0 {
        "Infinity"
    } else {
        "-Infinity"
    }
    .to_owned())
}

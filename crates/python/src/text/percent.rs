//! `%` formatting: `"%-8s|%05.1f" % values`, for `str` and `bytes`.
//! Owns the template's grammar and the layout of one conversion (`Objects/unicodeobject.c`, `unicode_format_arg`); fetching arguments, `*`
//! and calling `str` or `repr` on them is the caller's.

use super::float::{self, FloatStyle};
use super::{Fault, Integer, TEXT_MAX, integer};

/// A width or precision in a template.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Count {
    /// Not given.
    Absent,
    /// Written out.
    Given(usize),
    /// `*`: the next argument.
    Star,
}

/// One `%...` conversion.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Conversion<'a> {
    /// What stands in `%(key)s`.
    pub key: Option<&'a str>,
    /// `-`.
    pub left: bool,
    /// `+`.
    pub plus: bool,
    /// A blank.
    pub blank: bool,
    /// `#`.
    pub alternate: bool,
    /// `0`.
    pub zero: bool,
    /// Least number of characters.
    pub width: Count,
    /// After the point.
    pub precision: Count,
    /// The letter.
    pub kind: char,
    /// Where the letter stands, in characters.
    pub index: usize,
}

/// A piece of a template.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Part<'a> {
    /// Text as it is.
    Literal(&'a str),
    /// `%%`.
    Percent,
    /// A conversion.
    Conversion(Conversion<'a>),
    /// The template is wrong from here on; `CPython` formats what stands before first.
    Fault(Fault),
}

/// The pieces of a template. A fault ends it.
pub fn parse(template: &str) -> Vec<Part<'_>> {
    let mut parts = Vec::new();
    let mut rest = template;
    while let Some(at) = rest.find('%') {
        if at > 0 {
            parts.push(Part::Literal(&rest[..at]));
        }
        rest = &rest[at + 1..];
        match parse_conversion(template, &mut rest) {
            Ok(conversion) if conversion.kind == '%' && conversion.key.is_none() => parts.push(Part::Percent),
            Ok(conversion) => parts.push(Part::Conversion(conversion)),
            Err(fault) => {
                parts.push(Part::Fault(fault));
                return parts;
            }
        }
    }
    if !rest.is_empty() {
        parts.push(Part::Literal(rest));
    }
    parts
}

fn parse_conversion<'a>(template: &'a str, rest: &mut &'a str) -> Result<Conversion<'a>, Fault> {
    let mut conversion = Conversion {
        key: None,
        left: false,
        plus: false,
        blank: false,
        alternate: false,
        zero: false,
        width: Count::Absent,
        precision: Count::Absent,
        kind: '%',
        index: 0,
    };
    if rest.starts_with('(') {
        conversion.key = Some(parse_key(rest)?);
    }
    while let Some(flag) = rest.chars().next() {
        match flag {
            '-' => conversion.left = true,
            '+' => conversion.plus = true,
            ' ' => conversion.blank = true,
            '#' => conversion.alternate = true,
            '0' => conversion.zero = true,
            _ => break,
        }
        *rest = &rest[1..];
    }
    conversion.width = parse_count(rest, "width too big")?;
    if let Some(after) = rest.strip_prefix('.') {
        *rest = after;
        conversion.precision = match parse_count(rest, "precision too big")? {
            Count::Absent => Count::Given(0),
            count => count,
        };
    }
    if rest.starts_with(['h', 'l', 'L']) {
        *rest = &rest[1..];
    }
    let kind = rest.chars().next().ok_or_else(|| Fault::value("incomplete format"))?;
    conversion.kind = kind;
    conversion.index = template[..template.len() - rest.len()].chars().count();
    *rest = &rest[kind.len_utf8()..];
    Ok(conversion)
}

/// A key may hold balanced parentheses.
fn parse_key<'a>(rest: &mut &'a str) -> Result<&'a str, Fault> {
    let mut depth = 0;
    for (at, byte) in rest.bytes().enumerate() {
        match byte {
            b'(' => depth += 1,
            b')' => depth -= 1,
            _ => {}
        }
        if depth == 0 {
            let key = &rest[1..at];
            *rest = &rest[at + 1..];
            return Ok(key);
        }
    }
    Err(Fault::value("incomplete format key"))
}

fn parse_count(rest: &mut &str, too_big: &str) -> Result<Count, Fault> {
    if let Some(after) = rest.strip_prefix('*') {
        *rest = after;
        return Ok(Count::Star);
    }
    let len = rest.bytes().take_while(u8::is_ascii_digit).count();
    if len == 0 {
        return Ok(Count::Absent);
    }
    let count = rest[..len].parse::<i64>().map_err(|_| Fault::value(too_big))?;
    *rest = &rest[len..];
    Ok(Count::Given(usize::try_from(count).unwrap_or(usize::MAX)))
}

impl Conversion<'_> {
    /// The fault of a letter that is none, in `str`.
    pub fn unsupported(&self) -> Fault {
        let shown = if (' '..='~').contains(&self.kind) { self.kind } else { '?' };
        let code = u32::from(self.kind);
        Fault::value(format!("unsupported format character '{shown}' (0x{code:x}) at index {}", self.index))
    }

    /// The given width, once `*` is settled.
    fn width(&self) -> usize {
        match self.width {
            Count::Given(width) => width,
            _ => 0,
        }
    }

    /// The given precision, once `*` is settled.
    fn precision(&self) -> Option<usize> {
        match self.precision {
            Count::Given(precision) => Some(precision),
            _ => None,
        }
    }

    /// Takes the value of a `*` width: a negative one means left.
    pub fn set_width(&mut self, width: i64) {
        self.left |= width < 0;
        self.width = Count::Given(width.unsigned_abs() as usize);
    }

    /// Takes the value of a `*` precision: a negative one counts as 0.
    pub fn set_precision(&mut self, precision: i64) {
        self.precision = Count::Given(precision.max(0) as usize);
    }

    /// A text (`%s`, `%r`, `%a`), cut and padded.
    pub fn text(&self, text: &str) -> Result<String, Fault> {
        let cut = match self.precision() {
            Some(precision) => text.char_indices().nth(precision).map_or(text, |(end, _)| &text[..end]),
            None => text,
        };
        self.padded("", cut, false)
    }

    /// One character (`%c`): never cut.
    pub fn character(&self, character: char) -> Result<String, Fault> {
        let mut room = [0; 4];
        self.padded("", character.encode_utf8(&mut room), false)
    }

    /// Bytes (`%s`, `%b`, `%a`, `%c` of `bytes`), cut and padded.
    pub fn bytes(&self, data: &[u8]) -> Result<Vec<u8>, Fault> {
        let cut = &data[..data.len().min(self.precision().unwrap_or(usize::MAX))];
        let padding = self.width().saturating_sub(cut.len());
        super::octets::padded(cut, b' ', if self.left { (0, padding) } else { (padding, 0) })
    }

    fn padded(&self, sign: &str, body: &str, numeric: bool) -> Result<String, Fault> {
        let padding = self.width().saturating_sub(sign.len() + body.chars().count());
        if padding > TEXT_MAX {
            return Err(Fault::memory());
        }
        let mut out = String::with_capacity(sign.len() + body.len() + padding);
        let zeros = numeric && self.zero && !self.left;
        if !self.left && !zeros {
            out.extend(std::iter::repeat_n(' ', padding));
        }
        out.push_str(sign);
        // Zeros go after the prefix of a base.
        let prefix = if zeros && self.alternate && matches!(self.kind, 'x' | 'X' | 'o') { 2 } else { 0 };
        out.push_str(&body[..prefix]);
        if zeros {
            out.extend(std::iter::repeat_n('0', padding));
        }
        out.push_str(&body[prefix..]);
        if self.left {
            out.extend(std::iter::repeat_n(' ', padding));
        }
        Ok(out)
    }

    fn sign(&self, negative: bool) -> &'static str {
        match (negative, self.plus, self.blank) {
            (true, ..) => "-",
            (false, true, _) => "+",
            (false, false, true) => " ",
            (false, false, false) => "",
        }
    }

    /// An integer (`%d`, `%i`, `%u`, `%o`, `%x`, `%X`).
    pub fn integer(&self, value: Integer<'_>) -> Result<String, Fault> {
        let (base, prefix) = match self.kind {
            'o' => (8, "0o"),
            'x' => (16, "0x"),
            'X' => (16, "0X"),
            _ => (10, ""),
        };
        let (negative, mut digits) = integer::to_base(value, base)?;
        if self.kind == 'X' {
            digits.make_ascii_uppercase();
        }
        let zeros = self.precision().unwrap_or(0).saturating_sub(digits.len());
        if zeros > TEXT_MAX {
            return Err(Fault::memory());
        }
        let prefix = if self.alternate { prefix } else { "" };
        let body = format!("{prefix}{}{digits}", "0".repeat(zeros));
        self.padded(self.sign(negative), &body, true)
    }

    /// A float (`%e`, `%f`, `%g` and their capitals).
    pub fn float(&self, value: f64) -> Result<String, Fault> {
        let precision = self.precision().unwrap_or(6);
        if precision > i32::MAX as usize {
            return Err(Fault::value("precision too big"));
        }
        if precision > TEXT_MAX {
            return Err(Fault::memory());
        }
        let style = FloatStyle {
            kind: self.kind.to_ascii_lowercase() as u8,
            precision,
            alternate: self.alternate,
            dot_zero: false,
            upper: self.kind.is_ascii_uppercase(),
        };
        let text = float::layout(value, style);
        let (negative, body) = text.strip_prefix('-').map_or((false, &*text), |body| (true, body));
        self.padded(self.sign(negative), body, true)
    }
}

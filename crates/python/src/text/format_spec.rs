//! The format specification mini-language: what stands after the colon in `f"{x:>8.2f}"`, for `int`, `float`, `str` and `bool`.
//! Owns parsing, validation and layout as `Python/formatter_unicode.c` does them, with its texts; does not know where values come from.

use super::float::{self, FloatStyle};
use super::{Fault, Integer, TEXT_MAX, integer};

/// Which thousands separator is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Grouping {
    None,
    Comma,
    Underscore,
    /// Every four digits, for binary, octal and hexadecimal.
    UnderscoreFour,
}

/// Where padding goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Align {
    Left,
    Right,
    Centre,
    AfterSign,
}

impl Align {
    fn from_char(character: char) -> Option<Self> {
        Some(match character {
            '<' => Self::Left,
            '>' => Self::Right,
            '^' => Self::Centre,
            '=' => Self::AfterSign,
            _ => return None,
        })
    }
}

/// A parsed specification.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Spec {
    pub(super) fill: char,
    pub(super) align: Align,
    pub(super) sign: Option<char>,
    pub(super) no_negative_zero: bool,
    pub(super) alternate: bool,
    pub(super) width: Option<usize>,
    pub(super) grouping: Grouping,
    pub(super) precision: Option<usize>,
    pub(super) kind: Option<char>,
}

/// A count in decimal digits, if there is one.
pub(super) fn take_count(rest: &mut &str) -> Result<Option<usize>, Fault> {
    let len = rest.bytes().take_while(u8::is_ascii_digit).count();
    if len == 0 {
        return Ok(None);
    }
    let value = rest[..len].parse::<i64>().map_err(|_| Fault::value("Too many decimal digits in format string"))?;
    *rest = &rest[len..];
    Ok(Some(usize::try_from(value).unwrap_or(usize::MAX)))
}

fn take_if(rest: &mut &str, wanted: char) -> bool {
    match rest.strip_prefix(wanted) {
        Some(after) => {
            *rest = after;
            true
        }
        None => false,
    }
}

impl Spec {
    pub(super) fn parse(text: &str, type_name: &str, default_align: Align) -> Result<Self, Fault> {
        let mut spec = Self {
            fill: ' ',
            align: default_align,
            sign: None,
            no_negative_zero: false,
            alternate: false,
            width: None,
            grouping: Grouping::None,
            precision: None,
            kind: None,
        };
        let mut rest = text;
        let mut characters = text.chars();
        let (first, second) = (characters.next(), characters.next());
        let (mut fill_given, mut align_given) = (false, false);
        if let (Some(fill), Some(align)) = (first, second.and_then(Align::from_char)) {
            (spec.fill, spec.align) = (fill, align);
            (fill_given, align_given) = (true, true);
            rest = characters.as_str();
        } else if let Some(align) = first.and_then(Align::from_char) {
            spec.align = align;
            align_given = true;
            rest = &rest[1..];
        }
        if let Some(sign @ (' ' | '+' | '-')) = rest.chars().next() {
            spec.sign = Some(sign);
            rest = &rest[1..];
        }
        spec.no_negative_zero = take_if(&mut rest, 'z');
        spec.alternate = take_if(&mut rest, '#');
        if !fill_given && take_if(&mut rest, '0') {
            spec.fill = '0';
            if !align_given && default_align == Align::Right {
                spec.align = Align::AfterSign;
            }
        }
        spec.width = take_count(&mut rest)?;
        if take_if(&mut rest, ',') {
            spec.grouping = Grouping::Comma;
        }
        let both = || Fault::value("Cannot specify both ',' and '_'.");
        if take_if(&mut rest, '_') {
            if spec.grouping == Grouping::Comma {
                return Err(both());
            }
            spec.grouping = Grouping::Underscore;
        }
        if spec.grouping == Grouping::Underscore && rest.starts_with(',') {
            return Err(both());
        }
        if take_if(&mut rest, '.') {
            spec.precision = take_count(&mut rest)?;
            if spec.precision.is_none() {
                return Err(Fault::value("Format specifier missing precision"));
            }
        }
        let mut kinds = rest.chars();
        spec.kind = kinds.next();
        if kinds.next().is_some() {
            return Err(Fault::value(format!("Invalid format specifier '{text}' for object of type '{type_name}'")));
        }
        spec.check_grouping(type_name)?;
        Ok(spec)
    }

    fn check_grouping(&mut self, type_name: &str) -> Result<(), Fault> {
        if self.grouping == Grouping::None {
            return Ok(());
        }
        match self.kind {
            None if type_name != "str" => {}
            Some('d' | 'e' | 'f' | 'g' | 'E' | 'G' | '%' | 'F') => {}
            Some('b' | 'o' | 'x' | 'X') if self.grouping == Grouping::Underscore => {
                self.grouping = Grouping::UnderscoreFour;
            }
            kind => {
                let separator = if self.grouping == Grouping::Comma { ',' } else { '_' };
                let kind = shown_kind(kind.unwrap_or('s'));
                return Err(Fault::value(format!("Cannot specify '{separator}' with '{kind}'.")));
            }
        }
        Ok(())
    }

    pub(super) fn unknown_kind(kind: char, type_name: &str) -> Fault {
        Fault::value(format!("Unknown format code '{}' for object of type '{type_name}'", shown_kind(kind)))
    }
}

/// A type code in a message: itself, or its code point.
fn shown_kind(kind: char) -> String {
    if ('!'..='\x7f').contains(&kind) { kind.to_string() } else { format!("\\x{:x}", u32::from(kind)) }
}

/// `format(str, spec)`.
pub fn format_str(text: &str, spec: &str) -> Result<String, Fault> {
    if spec.is_empty() {
        return Ok(text.to_owned());
    }
    let spec = Spec::parse(spec, "str", Align::Left)?;
    if let Some(kind) = spec.kind.filter(|&kind| kind != 's') {
        return Err(Spec::unknown_kind(kind, "str"));
    }
    let refused = |what: &str| Err(Fault::value(format!("{what} not allowed in string format specifier")));
    match spec.sign {
        Some(' ') => return refused("Space"),
        Some(_) => return refused("Sign"),
        None => {}
    }
    if spec.no_negative_zero {
        return refused("Negative zero coercion (z)");
    }
    if spec.alternate {
        return refused("Alternate form (#)");
    }
    if spec.align == Align::AfterSign {
        return Err(Fault::value("'=' alignment not allowed in string format specifier"));
    }
    let cut = match spec.precision {
        Some(precision) => text.char_indices().nth(precision).map_or(text, |(end, _)| &text[..end]),
        None => text,
    };
    pad(&spec, cut.chars().count(), |out, _| out.push_str(cut))
}

/// Pads what `write` adds; it is given the padding that goes inside, after the sign.
pub(super) fn pad(spec: &Spec, len: usize, write: impl FnOnce(&mut String, usize)) -> Result<String, Fault> {
    let padding = spec.width.unwrap_or(0).saturating_sub(len);
    if padding > TEXT_MAX {
        return Err(Fault::memory());
    }
    let (left, inside, right) = match spec.align {
        Align::Left => (0, 0, padding),
        Align::Right => (padding, 0, 0),
        Align::Centre => (padding / 2, 0, padding - padding / 2),
        Align::AfterSign => (0, padding, 0),
    };
    let mut out = String::with_capacity(len + padding * spec.fill.len_utf8());
    out.extend(std::iter::repeat_n(spec.fill, left));
    write(&mut out, inside);
    out.extend(std::iter::repeat_n(spec.fill, right));
    Ok(out)
}

/// A number in its parts: sign, prefix (`0x`), digits before the point, and the rest.
struct Parts<'a> {
    negative: bool,
    prefix: &'a str,
    whole: &'a str,
    rest: &'a str,
}

fn lay_out(spec: &Spec, parts: &Parts<'_>) -> Result<String, Fault> {
    let sign = match (parts.negative, spec.sign) {
        (true, _) => "-",
        (false, Some('+')) => "+",
        (false, Some(' ')) => " ",
        (false, _) => "",
    };
    let fixed = sign.len() + parts.prefix.len() + parts.rest.chars().count();
    if spec.width.is_some_and(|width| width > TEXT_MAX) {
        return Err(Fault::memory());
    }
    let zeros = spec.fill == '0' && spec.align == Align::AfterSign;
    let min_width = if zeros { spec.width.unwrap_or(0).saturating_sub(fixed) } else { 0 };
    // No digits (infinities, characters): nothing to group.
    let whole = if parts.whole.is_empty() { String::new() } else { group(spec.grouping, parts.whole, min_width) };
    pad(spec, fixed + whole.len(), |out, inside| {
        out.push_str(sign);
        out.push_str(parts.prefix);
        out.extend(std::iter::repeat_n(spec.fill, inside));
        out.push_str(&whole);
        out.push_str(parts.rest);
    })
}

/// Digits with separators, led by zeros up to `min_width` characters; a separator never leads.
fn group(grouping: Grouping, digits: &str, min_width: usize) -> String {
    let (separator, size) = match grouping {
        Grouping::None => (None, usize::MAX),
        Grouping::Comma => (Some(','), 3),
        Grouping::Underscore => (Some('_'), 3),
        Grouping::UnderscoreFour => (Some('_'), 4),
    };
    let mut reversed = String::with_capacity(digits.len().max(min_width) * 4 / 3 + 1);
    let mut from_end = digits.bytes().rev();
    let mut in_group = 0;
    loop {
        let next = from_end.next();
        if next.is_none() && reversed.len() >= min_width {
            break;
        }
        if in_group == size {
            reversed.extend(separator);
            in_group = 0;
        }
        reversed.push(next.map_or('0', char::from));
        in_group += 1;
    }
    reversed.chars().rev().collect()
}

/// `format(int, spec)`; `type_name` is `int` or `bool` (or a subclass), for messages.
pub fn format_int(value: Integer<'_>, spec: &str, type_name: &str) -> Result<String, Fault> {
    if spec.is_empty() {
        return integer::to_decimal(value);
    }
    let spec = Spec::parse(spec, type_name, Align::Right)?;
    let base = match spec.kind {
        None | Some('d' | 'n' | 'c') => 10,
        Some('b') => 2,
        Some('o') => 8,
        Some('x' | 'X') => 16,
        Some('e' | 'E' | 'f' | 'F' | 'g' | 'G' | '%') => return lay_out_float(&spec, to_float(value)?, type_name),
        Some(kind) => return Err(Spec::unknown_kind(kind, type_name)),
    };
    if spec.precision.is_some() {
        return Err(Fault::value("Precision not allowed in integer format specifier"));
    }
    if spec.no_negative_zero {
        return Err(Fault::value("Negative zero coercion (z) not allowed in integer format specifier"));
    }
    if spec.kind == Some('c') {
        return format_character(&spec, value);
    }
    let (negative, mut digits) = integer::to_base(value, base)?;
    let prefix = match (spec.alternate, spec.kind) {
        (true, Some('b')) => "0b",
        (true, Some('o')) => "0o",
        (true, Some('x')) => "0x",
        (true, Some('X')) => "0X",
        _ => "",
    };
    if spec.kind == Some('X') {
        digits.make_ascii_uppercase();
    }
    lay_out(&spec, &Parts { negative, prefix, whole: &digits, rest: "" })
}

fn format_character(spec: &Spec, value: Integer<'_>) -> Result<String, Fault> {
    if spec.sign.is_some() {
        return Err(Fault::value("Sign not allowed with integer format specifier 'c'"));
    }
    if spec.alternate {
        return Err(Fault::value("Alternate form (#) not allowed with integer format specifier 'c'"));
    }
    let Integer::Small(code) = value else {
        return Err(Fault::overflow("Python int too large to convert to C long"));
    };
    let character = u32::try_from(code)
        .ok()
        .and_then(char::from_u32)
        .ok_or_else(|| Fault::overflow("%c arg not in range(0x110000)"))?;
    let mut room = [0; 4];
    lay_out(spec, &Parts { negative: false, prefix: "", whole: "", rest: character.encode_utf8(&mut room) })
}

/// An `int` as a float.
pub(super) fn to_float(value: Integer<'_>) -> Result<f64, Fault> {
    match value {
        Integer::Small(small) => Ok(small as f64),
        Integer::Big(big) => float::from_big(big),
    }
}

/// `format(float, spec)`.
pub fn format_float(value: f64, spec: &str) -> Result<String, Fault> {
    if spec.is_empty() {
        return Ok(float::repr(value));
    }
    let spec = Spec::parse(spec, "float", Align::Right)?;
    lay_out_float(&spec, value, "float")
}

pub(super) fn lay_out_float(spec: &Spec, value: f64, type_name: &str) -> Result<String, Fault> {
    let percent = spec.kind == Some('%');
    let (kind, default_precision) = match spec.kind {
        None => (b'r', 0),
        Some('e' | 'E') => (b'e', 6),
        Some('f' | 'F' | '%') => (b'f', 6),
        Some('g' | 'G' | 'n') => (b'g', 6),
        Some(kind) => return Err(Spec::unknown_kind(kind, type_name)),
    };
    let precision = spec.precision.unwrap_or(default_precision);
    if precision > i32::MAX as usize {
        return Err(Fault::value("precision too big"));
    }
    if precision > TEXT_MAX {
        return Err(Fault::memory());
    }
    let style = FloatStyle {
        kind: if kind == b'r' && spec.precision.is_some() { b'g' } else { kind },
        precision,
        alternate: spec.alternate,
        dot_zero: spec.kind.is_none(),
        upper: matches!(spec.kind, Some('E' | 'F' | 'G')),
    };
    let mut text = float::layout(if percent { value * 100.0 } else { value }, style);
    if percent {
        text.push('%');
    }
    let mut negative = text.starts_with('-');
    let unsigned = if negative { &text[1..] } else { &text[..] };
    if spec.no_negative_zero
        && !unsigned.split(['e', 'E']).next().unwrap_or("").contains(|c| matches!(c, '1'..='9'))
        && value.is_finite()
    {
        negative = false;
    }
    let end = unsigned.bytes().take_while(u8::is_ascii_digit).count();
    lay_out(spec, &Parts { negative, prefix: "", whole: &unsigned[..end], rest: &unsigned[end..] })
}

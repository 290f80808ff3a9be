//! `int` as text and back: `int("...", base)`, digits in a base, and the 4,300-digit rule.
//! Owns `Objects/longobject.c`'s grammar: blanks around, a sign, a base prefix, single underscores between digits.

use super::{Fault, Integer, IntegerBuf};
use num_bigint::BigInt;
use std::borrow::Cow;

/// `sys.get_int_max_str_digits()`: decimal texts longer than this are refused, in both directions.
pub const DIGITS_MAX: usize = 4300;

/// Decimal digits of other scripts become ASCII's, as `int()` and `float()` take them; `None` if there are none.
pub fn to_ascii_digits(text: &str) -> Option<String> {
    if text.is_ascii() {
        return None;
    }
    let digit = |character: char| match decimal_value(character) {
        Some(value) => char::from(b'0' + value),
        None => character,
    };
    Some(text.chars().map(digit).collect())
}

/// The value of a decimal digit (category Nd). The blocks of ten are found by their zeros, which only the common scripts need.
pub fn decimal_value(character: char) -> Option<u8> {
    const ZEROS: [u32; 20] = [
        0x30, 0x660, 0x6f0, 0x7c0, 0x966, 0x9e6, 0xa66, 0xae6, 0xb66, 0xbe6, 0xc66, 0xce6, 0xd66, 0xe50, 0xed0, 0xf20,
        0x1040, 0x17e0, 0x1810, 0xff10,
    ];
    let code = u32::from(character);
    ZEROS.iter().find(|&&zero| (zero..zero + 10).contains(&code)).map(|zero| (code - zero) as u8)
}

/// The number in `int(text, base)`; `shown` is the argument's `repr`, for the message.
pub fn parse(text: &str, base: i64, shown: impl FnOnce() -> String) -> Result<IntegerBuf, Fault> {
    if base != 0 && !(2..=36).contains(&base) {
        return Err(Fault::value("int() base must be >= 2 and <= 36, or 0"));
    }
    match parse_digits(text.trim_matches(char::is_whitespace), base as u32)? {
        Some(value) => Ok(value),
        None => {
            let shown: String = shown().chars().take(200).collect();
            Err(Fault::value(format!("invalid literal for int() with base {base}: {shown}")))
        }
    }
}

fn parse_digits(text: &str, base: u32) -> Result<Option<IntegerBuf>, Fault> {
    let text: Cow<'_, str> = to_ascii_digits(text).map_or(Cow::Borrowed(text), Cow::Owned);
    let (negative, mut rest) = match text.as_bytes().first() {
        Some(b'-') => (true, &text[1..]),
        Some(b'+') => (false, &text[1..]),
        _ => (false, &*text),
    };
    let prefix = match rest.get(..2).map(str::to_ascii_lowercase).as_deref() {
        Some("0x") => 16,
        Some("0o") => 8,
        Some("0b") => 2,
        _ => 0,
    };
    let mut base = base;
    let zeros_only = base == 0 && prefix == 0 && rest.starts_with('0');
    if base == 0 {
        base = if prefix == 0 { 10 } else { prefix };
    }
    if prefix != 0 && base == prefix {
        rest = &rest[2..];
        rest = rest.strip_prefix('_').unwrap_or(rest);
    }
    let mut digits = Vec::with_capacity(rest.len());
    let mut after_digit = false;
    for character in rest.chars() {
        match character.to_digit(base) {
            Some(digit) => {
                digits.push(digit as u8);
                after_digit = true;
            }
            None if character == '_' && after_digit => after_digit = false,
            None => return Ok(None),
        }
    }
    if !after_digit || zeros_only && digits.iter().any(|&digit| digit != 0) {
        return Ok(None);
    }
    if digits.len() > DIGITS_MAX && !base.is_power_of_two() {
        return Err(Fault::value(format!(
            "Exceeds the limit ({DIGITS_MAX} digits) for integer string conversion: value has {} digits; \
             use sys.set_int_max_str_digits() to increase the limit",
            digits.len()
        )));
    }
    if digits.len() <= 12 {
        let value = digits.iter().fold(0i64, |value, &digit| value * i64::from(base) + i64::from(digit));
        return Ok(Some(IntegerBuf::Small(if negative { -value } else { value })));
    }
    let value = BigInt::from_radix_be(num_bigint::Sign::Plus, &digits, base).unwrap_or_default();
    Ok(Some(if negative { -value } else { value }.into()))
}

/// `str(int)`, with the 4,300-digit rule.
pub fn to_decimal(value: Integer<'_>) -> Result<String, Fault> {
    match value {
        Integer::Small(small) => Ok(small.to_string()),
        Integer::Big(big) => {
            // Below this many bits there are surely fewer digits; above, count them.
            let too_long = || {
                Fault::value(format!(
                    "Exceeds the limit ({DIGITS_MAX} digits) for integer string conversion; \
                     use sys.set_int_max_str_digits() to increase the limit"
                ))
            };
            if big.bits() > 14_400 {
                return Err(too_long());
            }
            let text = big.to_string();
            if text.trim_start_matches('-').len() > DIGITS_MAX { Err(too_long()) } else { Ok(text) }
        }
    }
}

/// Sign and lower-case digits in base 2, 8, 10 or 16.
pub fn to_base(value: Integer<'_>, base: u32) -> Result<(bool, String), Fault> {
    if base == 10 {
        let text = to_decimal(value)?;
        return Ok(text.strip_prefix('-').map_or_else(|| (false, text.clone()), |digits| (true, digits.to_owned())));
    }
    Ok(match value {
        Integer::Small(small) => {
            let magnitude = small.unsigned_abs();
            let text = match base {
                2 => format!("{magnitude:b}"),
                8 => format!("{magnitude:o}"),
                _ => format!("{magnitude:x}"),
            };
            (small < 0, text)
        }
        Integer::Big(big) => (big.sign() == num_bigint::Sign::Minus, big.magnitude().to_str_radix(base)),
    })
}

/// `bin`, `oct` and `hex`.
pub fn with_prefix(value: Integer<'_>, base: u32) -> String {
    let (negative, digits) = to_base(value, base).expect("invariant: only base 10 has a limit");
    let prefix = match base {
        2 => "0b",
        8 => "0o",
        _ => "0x",
    };
    format!("{}{prefix}{digits}", if negative { "-" } else { "" })
}

/// `int.to_bytes(length, order, signed=...)`.
pub fn to_bytes(value: Integer<'_>, length: usize, little: bool, signed: bool) -> Result<Vec<u8>, Fault> {
    let big = match value {
        Integer::Small(small) => Cow::Owned(BigInt::from(small)),
        Integer::Big(big) => Cow::Borrowed(big),
    };
    let negative = big.sign() == num_bigint::Sign::Minus;
    if negative && !signed {
        return Err(Fault::overflow("can't convert negative int to unsigned"));
    }
    if length > super::TEXT_MAX {
        return Err(Fault::memory());
    }
    let mut bytes = if signed { big.to_signed_bytes_le() } else { big.magnitude().to_bytes_le() };
    if bytes == [0] {
        bytes.clear();
    }
    // A negative number may have one byte more than needed only if it is all sign.
    if bytes.len() > length {
        return Err(Fault::overflow("int too big to convert"));
    }
    bytes.resize(length, if negative { 0xff } else { 0 });
    if !little {
        bytes.reverse();
    }
    Ok(bytes)
}

/// `int.from_bytes(bytes, order, signed=...)`.
pub fn from_bytes(bytes: &[u8], little: bool, signed: bool) -> IntegerBuf {
    let value = match (little, signed) {
        (true, true) => BigInt::from_signed_bytes_le(bytes),
        (true, false) => BigInt::from_bytes_le(num_bigint::Sign::Plus, bytes),
        (false, true) => BigInt::from_signed_bytes_be(bytes),
        (false, false) => BigInt::from_bytes_be(num_bigint::Sign::Plus, bytes),
    };
    value.into()
}

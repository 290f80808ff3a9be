//! `float` as text and back: `repr`, `float("...")`, `round`, and the digits behind `format` and `%`.
//! Owns the rules of `Python/pystrtod.c`: the shortest digits that read back the same, and when an exponent is written.
//! Rust's formatter gives correctly rounded digits; the layout around them is made here.

use super::{Fault, IntegerBuf};
use num_bigint::BigInt;
use num_traits::{FromPrimitive, Zero};

/// A double has no more digits than this after its point; further ones are zeros.
const FRACTION_DIGITS_MAX: usize = 1080;

/// How [`layout`] is to write a float: `PyOS_double_to_string`'s arguments.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FloatStyle {
    /// `r` (shortest), `e`, `f` or `g`.
    pub kind: u8,
    /// Digits after the point, or significant digits for `g`; ignored by `r`.
    pub precision: usize,
    /// `#`: keep the point and trailing zeros.
    pub alternate: bool,
    /// Write `.0` where neither point nor exponent would appear.
    pub dot_zero: bool,
    /// `E`, `INF`, `NAN`.
    pub upper: bool,
}

/// `repr(float)`, which is also `str(float)`.
pub fn repr(value: f64) -> String {
    layout(value, FloatStyle { kind: b'r', precision: 0, alternate: false, dot_zero: true, upper: false })
}

/// Significant digits without leading zeros, and where the decimal point stands in them (`decpt` of `dtoa`).
fn digits(magnitude: f64, style: FloatStyle) -> (Vec<u8>, i32) {
    let text = match style.kind {
        b'f' => {
            let text = format!("{:.*}", style.precision.min(FRACTION_DIGITS_MAX), magnitude);
            let (whole, fraction) = text.split_once('.').unwrap_or((&text, ""));
            let whole = whole.trim_start_matches('0');
            let mut point = whole.len() as i32;
            let mut all: Vec<u8> = whole.bytes().chain(fraction.bytes()).collect();
            if whole.is_empty() {
                let zeros = all.iter().take_while(|&&digit| digit == b'0').count();
                all.drain(..zeros);
                point = if all.is_empty() { 1 } else { -(zeros as i32) };
            }
            return (all, point);
        }
        b'r' => shortest(magnitude),
        b'e' => format!("{:.*e}", style.precision.min(FRACTION_DIGITS_MAX), magnitude),
        _ => format!("{:.*e}", style.precision.saturating_sub(1).min(FRACTION_DIGITS_MAX), magnitude),
    };
    let (mantissa, exponent) = text.split_once('e').expect("invariant: `{:e}` writes an exponent");
    let exponent: i32 = exponent.parse().expect("invariant: `{:e}` writes a decimal exponent");
    (mantissa.bytes().filter(|&byte| byte != b'.').collect(), exponent + 1)
}

/// The shortest digits that read back the same; of two that are equally near, the even ones, where Rust takes the upper.
fn shortest(magnitude: f64) -> String {
    let text = format!("{magnitude:e}");
    let len = text.bytes().take_while(|&byte| byte != b'e').filter(u8::is_ascii_digit).count();
    if len >= 15 {
        let nearest = format!("{magnitude:.*e}", len - 1);
        if nearest.parse() == Ok(magnitude) {
            return nearest;
        }
    }
    text
}

/// A float as `PyOS_double_to_string` writes it.
pub fn layout(value: f64, style: FloatStyle) -> String {
    if !value.is_finite() {
        let text = match (value.is_nan(), value < 0.0) {
            (true, _) => "nan",
            (false, false) => "inf",
            (false, true) => "-inf",
        };
        return if style.upper { text.to_ascii_uppercase() } else { text.to_owned() };
    }
    let precision = if style.kind == b'g' { style.precision.max(1) } else { style.precision };
    let (mut digits, mut point) = digits(value.abs(), FloatStyle { precision, ..style });
    if value == 0.0 {
        point = 1;
        digits.truncate(1);
    }
    if matches!(style.kind, b'r' | b'g') {
        while digits.len() > 1 && digits.last() == Some(&b'0') {
            digits.pop();
        }
    }
    // Where the written digits end, counted like `point`.
    let (exponent, mut end) = match style.kind {
        b'e' => (true, precision as i64 + 1),
        b'f' => (false, i64::from(point) + precision as i64),
        b'r' => (point <= -4 || point > 16, digits.len() as i64),
        _ => {
            let limit = precision as i64 - i64::from(style.dot_zero);
            let end = if style.alternate { precision as i64 } else { digits.len() as i64 };
            (point <= -4 || i64::from(point) > limit, end)
        }
    };
    let written_exponent = exponent.then(|| point - 1);
    if exponent {
        point = 1;
    } else {
        end = end.max(i64::from(point) + i64::from(style.dot_zero));
    }
    let mut text = String::with_capacity(24);
    if value.is_sign_negative() {
        text.push('-');
    }
    write_digits(&mut text, &digits, point, end, style.alternate);
    if let Some(exponent) = written_exponent {
        text.push(if style.upper { 'E' } else { 'e' });
        text.push(if exponent < 0 { '-' } else { '+' });
        text.push_str(&format!("{:02}", exponent.abs()));
    }
    text
}

/// Digits with a point after `point` of them, zeros where there are none, up to position `end`.
fn write_digits(text: &mut String, digits: &[u8], point: i32, end: i64, keep_point: bool) {
    if point <= 0 {
        text.push('0');
    }
    for position in 0..i64::from(point) {
        text.push(digits.get(position as usize).map_or('0', |&digit| char::from(digit)));
    }
    if end > i64::from(point) || keep_point {
        text.push('.');
    }
    for position in i64::from(point)..end {
        let digit = usize::try_from(position).ok().and_then(|position| digits.get(position));
        text.push(digit.map_or('0', |&digit| char::from(digit)));
    }
}

/// The number in `float(text)`; `shown` is the argument's `repr`, for the message.
pub fn parse(text: &str, shown: impl FnOnce() -> String) -> Result<f64, Fault> {
    parse_plain(text.trim_matches(char::is_whitespace))
        .ok_or_else(|| Fault::value(format!("could not convert string to float: {}", shown())))
}

fn parse_plain(text: &str) -> Option<f64> {
    let ascii = super::integer::to_ascii_digits(text);
    let text = ascii.as_deref().unwrap_or(text);
    let bytes = text.as_bytes();
    let unsigned = match bytes.first() {
        Some(b'+' | b'-') => &text[1..],
        _ => text,
    };
    if unsigned.is_empty() || unsigned.starts_with(['+', '-']) {
        return None;
    }
    if !text.contains('_') {
        return text.parse().ok();
    }
    // An underscore stands between two digits.
    for (at, _) in text.match_indices('_') {
        let around = (at.checked_sub(1).and_then(|before| bytes.get(before)), bytes.get(at + 1));
        match around {
            (Some(before), Some(after)) if before.is_ascii_digit() && after.is_ascii_digit() => {}
            _ => return None,
        }
    }
    text.replace('_', "").parse().ok()
}

/// `round(value, digits)` for a float.
pub fn round(value: f64, digits: i64) -> Result<f64, Fault> {
    if !value.is_finite() || value == 0.0 || digits > 323 {
        return Ok(value);
    }
    if digits < -308 {
        return Ok(0.0_f64.copysign(value));
    }
    if digits >= 0 {
        let rounded: f64 = format!("{value:.*}", digits as usize).parse().expect("invariant: `{:.n}` writes a number");
        return Ok(rounded);
    }
    let magnitude = value.abs();
    let whole = BigInt::from_f64(magnitude.trunc()).unwrap_or_default();
    let unit = BigInt::from(10).pow(digits.unsigned_abs() as u32);
    let (mut quotient, rest) = num_integer::Integer::div_rem(&whole, &unit);
    let order = (rest * 2u32).cmp(&unit);
    let odd = num_integer::Integer::is_odd(&quotient);
    if order.is_gt() || order.is_eq() && (odd || magnitude.fract() != 0.0) {
        quotient += 1;
    }
    let rounded: f64 = (quotient * unit).to_string().parse().expect("invariant: an integer's digits are a number");
    if rounded.is_infinite() {
        return Err(Fault::overflow("rounded value too large to represent"));
    }
    Ok(rounded.copysign(value))
}

/// `int(value)` for a float: towards zero.
pub fn to_integer(value: f64) -> Result<IntegerBuf, Fault> {
    if value.is_nan() {
        return Err(Fault::value("cannot convert float NaN to integer"));
    }
    if value.is_infinite() {
        return Err(Fault::overflow("cannot convert float infinity to integer"));
    }
    let whole = value.trunc();
    if (-9.2e18..9.2e18).contains(&whole) {
        return Ok(IntegerBuf::Small(whole as i64));
    }
    Ok(BigInt::from_f64(whole).unwrap_or_else(BigInt::zero).into())
}

/// `round(value)`: the nearest integer, halves to the even one.
pub fn round_to_integer(value: f64) -> Result<IntegerBuf, Fault> {
    to_integer(value.round_ties_even())
}

/// `float.as_integer_ratio` in lowest terms.
pub fn integer_ratio(value: f64) -> Result<(BigInt, BigInt), Fault> {
    if value.is_nan() {
        return Err(Fault::value("cannot convert NaN to integer ratio"));
    }
    if value.is_infinite() {
        return Err(Fault::overflow("cannot convert Infinity to integer ratio"));
    }
    let bits = value.to_bits();
    let biased = ((bits >> 52) & 0x7ff) as i64;
    let fraction = bits & ((1 << 52) - 1);
    let (mut mantissa, mut exponent) =
        if biased == 0 { (fraction, -1074) } else { (fraction | 1 << 52, biased - 1075) };
    if mantissa == 0 {
        return Ok((BigInt::zero(), BigInt::from(1)));
    }
    let shift = i64::from(mantissa.trailing_zeros()).min((-exponent).max(0));
    mantissa >>= shift;
    exponent += shift;
    let mut numerator = BigInt::from(mantissa);
    if value < 0.0 {
        numerator = -numerator;
    }
    Ok(if exponent >= 0 {
        (numerator << exponent as usize, BigInt::from(1))
    } else {
        (numerator, BigInt::from(1) << exponent.unsigned_abs() as usize)
    })
}

/// `float.hex()`.
pub fn hex(value: f64) -> String {
    if !value.is_finite() {
        return repr(value);
    }
    let sign = if value.is_sign_negative() { "-" } else { "" };
    let bits = value.to_bits();
    let biased = ((bits >> 52) & 0x7ff) as i64;
    let fraction = bits & ((1 << 52) - 1);
    if biased == 0 && fraction == 0 {
        return format!("{sign}0x0.0p+0");
    }
    let (lead, exponent) = if biased == 0 { (0, -1022) } else { (1, biased - 1023) };
    format!("{sign}0x{lead}.{fraction:013x}p{exponent:+}")
}

/// The exact value of an `int` as a float, rounded half to even; past the range, Python's `OverflowError`.
pub fn from_big(value: &BigInt) -> Result<f64, Fault> {
    // `BigInt::to_f64` truncates; the decimal digits through Rust's parser round correctly.
    let bits = value.bits();
    let rounded = if bits > 1024 {
        f64::INFINITY
    } else {
        value.to_string().parse::<f64>().expect("invariant: an integer's digits are a number")
    };
    if rounded.is_infinite() { Err(Fault::overflow("int too large to convert to float")) } else { Ok(rounded) }
}

//! Numbers as `CPython` writes and reads them: `repr` of floats, little-endian two's complement of ints,
//! and the limit of 4,300 decimal digits. Knows no opcodes.

use crate::fault::ExceptionClass;
use num_bigint::{BigInt, Sign};
use num_traits::Num;

/// `sys.get_int_max_str_digits()` of a fresh interpreter.
pub(crate) const INT_DIGITS_MAX: usize = 4300;

/// `repr` of a `float`: the shortest digits that read back the same, with an exponent below 1e-4 and from 1e16.
#[must_use]
pub fn float_repr(value: f64) -> String {
    if value.is_nan() {
        return "nan".to_owned();
    }
    if value.is_infinite() {
        return if value > 0.0 { "inf" } else { "-inf" }.to_owned();
    }
    let scientific = format!("{value:e}");
    let nearest = nearest_of_equal_length(value, &scientific);
    let scientific = nearest.unwrap_or(scientific);
    let (mantissa, exponent) = scientific.split_once('e').expect("invariant: {:e} writes an exponent");
    let exponent: i32 = exponent.parse().expect("invariant: {:e} writes a decimal exponent");
    if (-4..16).contains(&exponent) {
        return positional(mantissa, exponent);
    }
    let sign = if exponent < 0 { '-' } else { '+' };
    format!("{mantissa}e{sign}{:02}", exponent.unsigned_abs())
}

/// Of two shortest texts that lie equally near, Python takes the one with an even last digit; Rust may not.
fn nearest_of_equal_length(value: f64, shortest: &str) -> Option<String> {
    let digits = shortest.split('e').next()?.bytes().filter(u8::is_ascii_digit).count();
    if digits < 16 || !may_be_a_tie(value) {
        return None;
    }
    let rounded = format!("{value:.*e}", digits - 1);
    (rounded.parse() == Ok(value)).then_some(rounded)
}

/// Whether the exact value may lie in the middle between two texts of 16 or 17 digits: it then has at most 18 digits
/// itself. A fraction of so many bits is a multiple of that power of five, and `5 ** 26` has 19 digits.
fn may_be_a_tie(value: f64) -> bool {
    let bits = value.to_bits();
    let mantissa = bits & ((1 << 52) - 1) | 1 << 52;
    let exponent = i64::from((bits >> 52) as u16 & 0x7ff) - 1075;
    let fraction_bits = -(exponent + i64::from(mantissa.trailing_zeros()));
    fraction_bits < 26
}

/// Digits with the point where the exponent says, and at least one digit after it.
fn positional(mantissa: &str, exponent: i32) -> String {
    let (sign, mantissa) = mantissa.strip_prefix('-').map_or(("", mantissa), |rest| ("-", rest));
    let digits = mantissa.replace('.', "");
    let Ok(point) = usize::try_from(exponent + 1) else {
        let zeros = "0".repeat(exponent.unsigned_abs() as usize - 1);
        return format!("{sign}0.{zeros}{digits}");
    };
    match digits.split_at_checked(point) {
        Some(("", digits)) => format!("{sign}0.{digits}"),
        Some((whole, "")) => format!("{sign}{whole}.0"),
        Some((whole, fraction)) => format!("{sign}{whole}.{fraction}"),
        None => format!("{sign}{digits}{}.0", "0".repeat(point - digits.len())),
    }
}

/// Appends an unsigned int in decimal.
pub(crate) fn push_decimal(out: &mut Vec<u8>, mut value: u64) {
    let mut digits = [0; 20];
    let mut first = digits.len();
    loop {
        first -= 1;
        digits[first] = b'0' + (value % 10) as u8;
        value /= 10;
        if value == 0 {
            break;
        }
    }
    out.extend_from_slice(&digits[first..]);
}

/// Little-endian two's complement in the fewest bytes, as `LONG1` and `LONG4` hold it; zero has none.
pub(crate) fn long_bytes(value: &BigInt) -> Vec<u8> {
    if value.sign() == Sign::NoSign { Vec::new() } else { value.to_signed_bytes_le() }
}

/// Decimal digits, or nothing when there are more than [`INT_DIGITS_MAX`]. Never does quadratic work on huge ints.
pub(crate) fn decimal(value: &BigInt) -> Option<String> {
    // A digit holds less than 3.33 bits: past this bound the digits cannot fit.
    if value.bits() > 14_290 {
        return None;
    }
    let text = value.to_string();
    let digits = text.len() - usize::from(text.starts_with('-'));
    (digits <= INT_DIGITS_MAX).then_some(text)
}

/// The message of `CPython` when [`decimal`] refuses.
pub(crate) const INT_TOO_LONG_TO_WRITE: &str = "Exceeds the limit (4300 digits) for integer string conversion; \
     use sys.set_int_max_str_digits() to increase the limit";

fn is_space(byte: u8) -> bool {
    byte.is_ascii_whitespace() || byte == 0x0b
}

/// C's `strtol` with base 0 over the whole text, or nothing when it stops early or overflows.
pub(crate) fn c_integer(text: &[u8]) -> Option<i64> {
    if text.is_empty() {
        // A NUL stands where the digits should: C reads nothing, finds the end and is content.
        return Some(0);
    }
    let start = text.iter().position(|byte| !is_space(*byte))?;
    let (negative, digits) = match &text[start..] {
        [b'-', rest @ ..] => (true, rest),
        [b'+', rest @ ..] | rest => (false, rest),
    };
    let (base, digits) = match digits {
        [b'0', b'x' | b'X', rest @ ..] if rest.first().is_some_and(u8::is_ascii_hexdigit) => (16, rest),
        [b'0', ..] => (8, digits),
        _ => (10, digits),
    };
    if digits.is_empty() {
        return None;
    }
    digits.iter().try_fold(0_i64, |value, byte| {
        let digit = i64::from(char::from(*byte).to_digit(base)?);
        let value = value.checked_mul(i64::from(base))?;
        if negative { value.checked_sub(digit) } else { value.checked_add(digit) }
    })
}

/// Characters that `int` shows of a text that is none.
pub(crate) const LITERAL_SHOWN: usize = 200;

/// Python's `int(text, base)` for base 0 or 10; the error is what it raises.
pub(crate) fn python_integer(text: &[u8], base: u32) -> Result<BigInt, (ExceptionClass, String)> {
    let invalid = |base: u32| {
        let shown = &text[..text.len().min(200)];
        match crate::text::check_utf8(shown, false) {
            Ok(()) => {
                let shown = crate::text::str_repr(shown);
                let shown: String = shown.chars().take(LITERAL_SHOWN).collect();
                (ExceptionClass::Value, format!("invalid literal for int() with base {base}: {shown}"))
            }
            Err(message) => (ExceptionClass::UnicodeDecode, message),
        }
    };
    let trimmed = {
        let start = text.iter().position(|byte| !is_space(*byte)).unwrap_or(text.len());
        let end = text.iter().rposition(|byte| !is_space(*byte)).map_or(start, |end| end + 1);
        &text[start..end]
    };
    let (negative, digits) = match trimmed {
        [b'-', rest @ ..] => (true, rest),
        [b'+', rest @ ..] | rest => (false, rest),
    };
    let (radix, digits, prefixed) = match (base, digits) {
        (0, [b'0', b'x' | b'X', rest @ ..]) => (16, rest, true),
        (0, [b'0', b'o' | b'O', rest @ ..]) => (8, rest, true),
        (0, [b'0', b'b' | b'B', rest @ ..]) => (2, rest, true),
        _ => (10, digits, false),
    };
    let digits = if prefixed && digits.first() == Some(&b'_') { &digits[1..] } else { digits };
    // A leading zero is only good for zero itself.
    let old_octal =
        base == 0 && !prefixed && digits.first() == Some(&b'0') && digits.iter().any(|b| !b"0_".contains(b));
    let trimmed_starts_with_zero = digits.first() == Some(&b'0');
    let well_formed = !digits.is_empty()
        && digits
            .split(|byte| *byte == b'_')
            .all(|part| !part.is_empty() && part.iter().all(|byte| char::from(*byte).is_digit(radix)));
    if !well_formed || old_octal {
        return Err(invalid(match (base, prefixed, trimmed_starts_with_zero) {
            (0, true, _) => radix,
            (0, false, true) => 0,
            _ => 10,
        }));
    }
    let plain: String = digits.iter().filter(|byte| **byte != b'_').map(|byte| char::from(*byte)).collect();
    if radix == 10 && plain.len() > INT_DIGITS_MAX {
        let message = format!(
            "Exceeds the limit (4300 digits) for integer string conversion: value has {} digits; \
             use sys.set_int_max_str_digits() to increase the limit",
            plain.len()
        );
        return Err((ExceptionClass::Value, message));
    }
    let value = BigInt::from_str_radix(&plain, radix).ok().ok_or_else(|| invalid(radix))?;
    Ok(if negative { -value } else { value })
}

/// The longest prefix that C's float grammar accepts.
fn float_prefix(text: &[u8]) -> Option<usize> {
    let mut at = usize::from(matches!(text.first(), Some(b'+' | b'-')));
    let word = |word: &[u8]| text.get(at..at + word.len()).is_some_and(|head| head.eq_ignore_ascii_case(word));
    for name in [b"infinity".as_slice(), b"inf", b"nan"] {
        if word(name) {
            return Some(at + name.len());
        }
    }
    let digits = |from: usize| text[from..].iter().take_while(|byte| byte.is_ascii_digit()).count();
    let whole = digits(at);
    at += whole;
    let mut fraction = 0;
    if text.get(at) == Some(&b'.') {
        fraction = digits(at + 1);
        at += 1 + fraction;
    }
    if whole + fraction == 0 {
        return None;
    }
    if matches!(text.get(at), Some(b'e' | b'E')) {
        let sign = usize::from(matches!(text.get(at + 1), Some(b'+' | b'-')));
        let exponent = digits((at + 1 + sign).min(text.len()));
        if exponent > 0 {
            at += 1 + sign + exponent;
        }
    }
    Some(at)
}

/// The argument of `FLOAT` with its newline, as `CPython` reads it.
pub(crate) fn c_float(text: &[u8]) -> Result<f64, (ExceptionClass, String)> {
    let shown = || String::from_utf8_lossy(&text[..text.len().min(200)]).into_owned();
    let Some(len) = float_prefix(text) else {
        return Err((ExceptionClass::Value, format!("could not convert string to float: '{}'", shown())));
    };
    let head = std::str::from_utf8(&text[..len]).expect("invariant: the grammar is ASCII");
    let value: f64 = head.parse().expect("invariant: C's float grammar is part of Rust's");
    if value.is_infinite() && !head.bytes().any(|byte| byte.eq_ignore_ascii_case(&b'i')) {
        return Err((ExceptionClass::Overflow, format!("value too large to convert to float: '{}'", shown())));
    }
    if !matches!(text.get(len), None | Some(b'\n' | 0)) {
        return Err((ExceptionClass::Value, "could not convert string to float".to_owned()));
    }
    Ok(value)
}

/// Python's `float(text)`: blanks around, underscores between digits, any size.
pub(crate) fn python_float(text: &[u8]) -> Option<f64> {
    let start = text.iter().position(|byte| !is_space(*byte))?;
    let end = text.iter().rposition(|byte| !is_space(*byte))? + 1;
    let text = &text[start..end];
    let underscores_between_digits = text.iter().enumerate().all(|(at, byte)| {
        let digit = |at: Option<usize>| at.and_then(|at| text.get(at)).is_some_and(u8::is_ascii_digit);
        *byte != b'_' || digit(at.checked_sub(1)) && digit(Some(at + 1))
    });
    if !underscores_between_digits {
        return None;
    }
    let plain: Vec<u8> = text.iter().copied().filter(|byte| *byte != b'_').collect();
    if float_prefix(&plain)? != plain.len() {
        return None;
    }
    std::str::from_utf8(&plain).ok()?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::float_repr;

    #[test]
    fn of_two_texts_equally_near_the_even_one_is_taken() {
        for (value, text) in [
            (f64::from_bits(0x430c_6bf5_2634_0062), "1000000000000012.2"),
            (2_f64.powi(-24), "5.960464477539063e-08"),
            (5e-324, "5e-324"),
            (1e16, "1e+16"),
            (123_456_789_012_345.69, "123456789012345.69"),
            (-0.0, "-0.0"),
            (1e-5, "1e-05"),
            (0.0001, "0.0001"),
        ] {
            assert_eq!(float_repr(value), text);
        }
    }
}

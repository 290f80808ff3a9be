//! The methods of `bytes` and `bytearray` that look at single bytes: ASCII case and classes, stripping, padding, lines, hexadecimal.
//! Results that are parts of the input are ranges, so that origins can follow.

use super::strings::Ends;
use super::{Fault, TEXT_MAX};
use std::ops::Range;

/// `bytes.isspace` of one byte.
pub fn is_space(byte: u8) -> bool {
    matches!(byte, b' ' | b'\t'..=b'\r')
}

/// A method that asks whether every byte is of a class; false for none.
pub fn every(data: &[u8], class: fn(u8) -> bool) -> bool {
    !data.is_empty() && data.iter().all(|&byte| class(byte))
}

/// `bytes.isupper`.
pub fn is_upper(data: &[u8]) -> bool {
    data.iter().any(u8::is_ascii_uppercase) && !data.iter().any(u8::is_ascii_lowercase)
}

/// `bytes.islower`.
pub fn is_lower(data: &[u8]) -> bool {
    data.iter().any(u8::is_ascii_lowercase) && !data.iter().any(u8::is_ascii_uppercase)
}

/// `bytes.istitle`.
pub fn is_title(data: &[u8]) -> bool {
    let (mut cased, mut in_word) = (false, false);
    for byte in data {
        if !byte.is_ascii_alphabetic() {
            in_word = false;
            continue;
        }
        if byte.is_ascii_uppercase() == in_word {
            return false;
        }
        (cased, in_word) = (true, true);
    }
    cased
}

/// `bytes.title`.
pub fn title(data: &[u8]) -> Vec<u8> {
    let mut in_word = false;
    let change = |&byte: &u8| {
        let changed = if in_word { byte.to_ascii_lowercase() } else { byte.to_ascii_uppercase() };
        in_word = byte.is_ascii_alphabetic();
        changed
    };
    data.iter().map(change).collect()
}

/// `bytes.capitalize`.
pub fn capitalize(data: &[u8]) -> Vec<u8> {
    let mut out = data.to_ascii_lowercase();
    if let Some(first) = out.first_mut() {
        first.make_ascii_uppercase();
    }
    out
}

/// `bytes.swapcase`.
pub fn swapcase(data: &[u8]) -> Vec<u8> {
    let swap = |&byte: &u8| if byte.is_ascii_alphabetic() { byte ^ 0x20 } else { byte };
    data.iter().map(swap).collect()
}

/// `strip`, `lstrip`, `rstrip`: the range that stays.
pub fn strip(data: &[u8], set: Option<&[u8]>, ends: Ends) -> Range<usize> {
    let drops = |byte: &u8| match set {
        Some(set) => set.contains(byte),
        None => is_space(*byte),
    };
    let start = if ends == Ends::Right { 0 } else { data.iter().take_while(|byte| drops(byte)).count() };
    let dropped =
        if ends == Ends::Left { 0 } else { data[start..].iter().rev().take_while(|byte| drops(byte)).count() };
    start..data.len() - dropped
}

/// `bytes.splitlines`: only `\n`, `\r` and `\r\n` end a line.
pub fn split_lines(data: &[u8], keep_ends: bool) -> Vec<Range<usize>> {
    let mut lines = Vec::new();
    let (mut start, mut at) = (0, 0);
    while at < data.len() {
        let len = match data[at] {
            b'\r' if data.get(at + 1) == Some(&b'\n') => 2,
            b'\r' | b'\n' => 1,
            _ => {
                at += 1;
                continue;
            }
        };
        lines.push(start..if keep_ends { at + len } else { at });
        at += len;
        start = at;
    }
    if start < data.len() {
        lines.push(start..data.len());
    }
    lines
}

/// `center`, `ljust`, `rjust`.
pub fn padded(data: &[u8], fill: u8, (left, right): (usize, usize)) -> Result<Vec<u8>, Fault> {
    if left.saturating_add(right) > TEXT_MAX {
        return Err(Fault::memory());
    }
    let mut out = vec![fill; left];
    out.extend_from_slice(data);
    out.resize(out.len() + right, fill);
    Ok(out)
}

/// `zfill`.
pub fn zfill(data: &[u8], width: usize) -> Result<Vec<u8>, Fault> {
    let zeros = width.saturating_sub(data.len());
    let signed = usize::from(matches!(data.first(), Some(b'+' | b'-')));
    let mut out = data[..signed].to_vec();
    out.extend(padded(&data[signed..], b'0', (zeros, 0))?);
    Ok(out)
}

/// `expandtabs`.
pub fn expand_tabs(data: &[u8], size: i64) -> Result<Vec<u8>, Fault> {
    let mut out = Vec::with_capacity(data.len());
    let mut column = 0i64;
    for &byte in data {
        match byte {
            b'\t' if size > 0 => {
                let blanks = size - column % size;
                if out.len() as i64 + blanks > TEXT_MAX as i64 {
                    return Err(Fault::memory());
                }
                out.resize(out.len() + blanks as usize, b' ');
                column += blanks;
            }
            b'\t' => {}
            _ => {
                out.push(byte);
                column = if matches!(byte, b'\n' | b'\r') { 0 } else { column + 1 };
            }
        }
    }
    Ok(out)
}

/// `replace(old, new, max)`; an empty `old` stands before each byte and at the end.
pub fn replace(data: &[u8], old: &[u8], new: &[u8], max: usize) -> Result<Vec<u8>, Fault> {
    let grown = new.len().saturating_mul(data.len().checked_div(old.len()).unwrap_or(data.len() + 1).min(max));
    if grown > TEXT_MAX {
        return Err(Fault::memory());
    }
    if !old.is_empty() {
        return Ok(super::seek::replace(data, old, new, max));
    }
    let mut out = Vec::with_capacity(data.len() + grown);
    for (at, &byte) in data.iter().enumerate() {
        if at < max {
            out.extend_from_slice(new);
        }
        out.push(byte);
    }
    if data.len() < max {
        out.extend_from_slice(new);
    }
    Ok(out)
}

/// `bytes.hex()`, with `separator` after each group of `group` bytes, counted from the right if positive, else from the left.
pub fn hex(data: &[u8], separator: Option<char>, group: i64) -> String {
    let mut out = String::with_capacity(data.len() * 2);
    let size = group.unsigned_abs() as usize;
    for (at, byte) in data.iter().enumerate() {
        if let Some(separator) = separator.filter(|_| size > 0 && at > 0) {
            let cut = if group > 0 { (data.len() - at).is_multiple_of(size) } else { at.is_multiple_of(size) };
            if cut {
                out.push(separator);
            }
        }
        out.push(char::from(b"0123456789abcdef"[usize::from(byte >> 4)]));
        out.push(char::from(b"0123456789abcdef"[usize::from(byte & 15)]));
    }
    out
}

fn nibble(byte: u8) -> Option<u8> {
    char::from(byte).to_digit(16).map(|digit| digit as u8)
}

/// `bytes.fromhex`: pairs of digits with blanks between them.
pub fn from_hex(text: &str) -> Result<Vec<u8>, Fault> {
    let bad = |at: usize| Fault::value(format!("non-hexadecimal number found in fromhex() arg at position {at}"));
    if let Some(at) = text.chars().position(|character| !character.is_ascii()) {
        return Err(bad(at));
    }
    let digits = text.as_bytes();
    let mut out = Vec::with_capacity(digits.len() / 2);
    let mut at = 0;
    let value = |at: usize| digits.get(at).and_then(|&digit| nibble(digit));
    while at < digits.len() {
        if is_space(digits[at]) {
            at += 1;
            continue;
        }
        let high = value(at).ok_or_else(|| bad(at))?;
        let low = value(at + 1).ok_or_else(|| bad(at + 1))?;
        out.push(high << 4 | low);
        at += 2;
    }
    Ok(out)
}

/// `binascii.unhexlify`: digits only.
pub fn unhexlify(data: &[u8]) -> Result<Vec<u8>, Fault> {
    let refused = |text: &str| Fault::new(super::FaultClass::Binascii, text);
    if !data.len().is_multiple_of(2) {
        return Err(refused("Odd-length string"));
    }
    let pair = |pair: &[u8]| match (nibble(pair[0]), nibble(pair[1])) {
        (Some(high), Some(low)) => Ok(high << 4 | low),
        _ => Err(refused("Non-hexadecimal digit found")),
    };
    data.chunks_exact(2).map(pair).collect()
}

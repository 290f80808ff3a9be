//! `repr` of `str` and `bytes`, and `ascii()`.
//! Which characters are printable is asked of Rust's own escaping, whose table follows the same Unicode categories (of a newer
//! Unicode version than `CPython` 3.11's, so characters assigned since are printed as they are).

use std::fmt::Write;

/// Whether `str.isprintable` holds for a character: no control, format, surrogate, unassigned or private one, no separator but the blank.
pub fn is_printable(character: char) -> bool {
    if character.is_ascii() {
        return matches!(character, ' '..='~');
    }
    // The first character of a string is also escaped when it is a combining mark; a later one only when it is not printable.
    let mut room = [b'a'; 5];
    let len = character.encode_utf8(&mut room[1..]).len();
    let text = std::str::from_utf8(&room[..=len]).expect("invariant: a letter and a character");
    text.escape_debug().nth(1) != Some('\\')
}

/// Single quotes unless the text has some and no double ones.
fn quote_for(single: bool, double: bool) -> char {
    if single && !double { '"' } else { '\'' }
}

fn quoted(text: &str, ascii_only: bool) -> String {
    let quote = quote_for(text.contains('\''), text.contains('"'));
    let mut out = String::with_capacity(text.len() + 2);
    out.push(quote);
    for character in text.chars() {
        match character {
            '\\' => out.push_str("\\\\"),
            '\t' => out.push_str("\\t"),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            _ if character == quote => {
                out.push('\\');
                out.push(quote);
            }
            ' '..='~' => out.push(character),
            _ if !ascii_only && is_printable(character) => out.push(character),
            _ => push_escape(&mut out, u32::from(character)),
        }
    }
    out.push(quote);
    out
}

/// `\xe9`, `\u20ac` or `\U0001f600`.
pub fn push_escape(out: &mut String, code: u32) {
    let written = match code {
        0..=0xff => write!(out, "\\x{code:02x}"),
        0x100..=0xffff => write!(out, "\\u{code:04x}"),
        _ => write!(out, "\\U{code:08x}"),
    };
    written.expect("invariant: writing to a String cannot fail");
}

/// `repr(str)`.
pub fn text(text: &str) -> String {
    quoted(text, false)
}

/// `ascii(str)`.
pub fn ascii(text: &str) -> String {
    quoted(text, true)
}

/// `ascii(object)`, given the object's `repr`.
pub fn escape_non_ascii(repr: &str) -> String {
    let mut out = String::with_capacity(repr.len());
    for character in repr.chars() {
        if character.is_ascii() {
            out.push(character);
        } else {
            push_escape(&mut out, u32::from(character));
        }
    }
    out
}

/// `repr(bytes)`.
pub fn bytes(data: &[u8]) -> String {
    let quote = quote_for(data.contains(&b'\''), data.contains(&b'"'));
    let mut out = String::with_capacity(data.len() + 3);
    out.push('b');
    out.push(quote);
    for &byte in data {
        match byte {
            b'\\' => out.push_str("\\\\"),
            b'\t' => out.push_str("\\t"),
            b'\n' => out.push_str("\\n"),
            b'\r' => out.push_str("\\r"),
            _ if char::from(byte) == quote => {
                out.push('\\');
                out.push(quote);
            }
            b' '..=b'~' => out.push(char::from(byte)),
            _ => push_escape(&mut out, u32::from(byte)),
        }
    }
    out.push(quote);
    out
}

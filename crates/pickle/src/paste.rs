//! Bytes that somebody pasted as text: a Python bytes literal, hex digits, or base64.
//! Says what is wrong with the text; does not know whether the bytes are a pickle.

use crate::fault::{ExceptionClass, PickleError};

/// The bytes that a text stands for.
///
/// # Errors
/// Where and why the text is neither a bytes literal nor hex nor base64.
pub fn bytes_of_text(text: &str) -> Result<Vec<u8>, PickleError> {
    let text = text.trim();
    let prefix: String = text.chars().take_while(char::is_ascii_alphabetic).collect();
    let quoted = matches!(text.as_bytes().get(prefix.len()), Some(b'\'' | b'"'));
    if quoted && matches!(prefix.to_ascii_lowercase().as_str(), "b" | "br" | "rb") {
        return literals(text);
    }
    hex(text).map_or_else(|| base64(text), Ok)
}

fn syntax(at: usize, message: &str) -> PickleError {
    PickleError::new(at, ExceptionClass::Syntax, message)
}

/// One bytes literal, or several beside each other, which Python joins.
fn literals(text: &str) -> Result<Vec<u8>, PickleError> {
    let mut bytes = Vec::new();
    let mut at = 0;
    while at < text.len() {
        let rest = &text[at..];
        let prefix = rest.len() - rest.trim_start_matches(|letter: char| letter.is_ascii_alphabetic()).len();
        let kind = rest[..prefix].to_ascii_lowercase();
        let quote = match rest.as_bytes().get(prefix) {
            Some(quote @ (b'\'' | b'"')) if matches!(kind.as_str(), "b" | "br" | "rb") => *quote,
            _ => return Err(syntax(at, "this is more than one bytes literal")),
        };
        let triple = rest.as_bytes()[prefix..].starts_with(&[quote; 3]);
        let start = at + prefix + if triple { 3 } else { 1 };
        let closing = &[quote; 3][..if triple { 3 } else { 1 }];
        at = one_literal(text, start, (closing, kind.len() > 1), &mut bytes)?;
        at += text[at..].len() - text[at..].trim_start().len();
    }
    Ok(bytes)
}

/// The literal whose content starts at `at`; where it ends.
fn one_literal(
    text: &str,
    mut at: usize,
    (closing, raw): (&[u8], bool),
    bytes: &mut Vec<u8>,
) -> Result<usize, PickleError> {
    let input = text.as_bytes();
    loop {
        let Some(&byte) = input.get(at) else { return Err(syntax(at, "unterminated string literal")) };
        if input[at..].starts_with(closing) {
            return Ok(at + closing.len());
        }
        if !byte.is_ascii() {
            return Err(syntax(at, "bytes can only contain ASCII literal characters"));
        }
        at += 1;
        if byte != b'\\' {
            bytes.push(byte);
            continue;
        }
        let Some(&escape) = input.get(at) else { return Err(syntax(at, "unterminated string literal")) };
        at += 1;
        match escape {
            _ if raw => bytes.extend([byte, escape]),
            b'x' => {
                let digits = input.get(at..at + 2).and_then(|digits| std::str::from_utf8(digits).ok());
                let value = digits.and_then(|digits| u8::from_str_radix(digits, 16).ok());
                let Some(value) = value.filter(|_| input[at].is_ascii_hexdigit()) else {
                    return Err(syntax(at, &format!("(value error) invalid \\x escape at position {}", at - 2)));
                };
                bytes.push(value);
                at += 2;
            }
            b'0'..=b'7' => {
                let mut value = u32::from(escape - b'0');
                for _ in 0..2 {
                    let Some(digit @ b'0'..=b'7') = input.get(at) else { break };
                    value = value * 8 + u32::from(digit - b'0');
                    at += 1;
                }
                bytes.push(value as u8);
            }
            b'\n' => {}
            b'\\' | b'\'' | b'"' => bytes.push(escape),
            b'a' => bytes.push(7),
            b'b' => bytes.push(8),
            b't' => bytes.push(9),
            b'n' => bytes.push(10),
            b'v' => bytes.push(11),
            b'f' => bytes.push(12),
            b'r' => bytes.push(13),
            other => {
                // An escape that is none stays as it is; what follows the backslash may be no ASCII.
                bytes.push(byte);
                at -= usize::from(!other.is_ascii());
                if other.is_ascii() {
                    bytes.push(other);
                }
            }
        }
    }
}

/// Pairs of hex digits; blanks, commas, colons and `0x` or `\\x` may stand between them.
fn hex(text: &str) -> Option<Vec<u8>> {
    let plain = text.replace("0x", " ").replace("\\x", " ");
    let mut bytes = Vec::new();
    for part in plain.split(|character: char| character.is_whitespace() || matches!(character, ',' | ':')) {
        if !part.len().is_multiple_of(2) || !part.bytes().all(|byte| byte.is_ascii_hexdigit()) {
            return None;
        }
        for pair in part.as_bytes().chunks_exact(2) {
            let digit = |byte: u8| char::from(byte).to_digit(16);
            bytes.push((digit(pair[0])? << 4 | digit(pair[1])?) as u8);
        }
    }
    Some(bytes)
}

/// Base64 in either alphabet, with or without padding.
fn base64(text: &str) -> Result<Vec<u8>, PickleError> {
    let mut bytes = Vec::new();
    let (mut word, mut bits) = (0_u32, 0);
    for (at, character) in text.char_indices() {
        let value = match character {
            'A'..='Z' => character as u32 - 'A' as u32,
            'a'..='z' => character as u32 - 'a' as u32 + 26,
            '0'..='9' => character as u32 - '0' as u32 + 52,
            '+' | '-' => 62,
            '/' | '_' => 63,
            '=' => continue,
            character if character.is_whitespace() => continue,
            character => {
                let message = format!("'{character}' is part of neither a bytes literal nor hex nor base64");
                return Err(PickleError::new(at, ExceptionClass::Syntax, message));
            }
        };
        word = word << 6 | value;
        bits += 6;
        if bits >= 8 {
            bits -= 8;
            bytes.push((word >> bits) as u8);
            word &= (1 << bits) - 1;
        }
    }
    Ok(bytes)
}

#[cfg(test)]
mod tests {
    use super::bytes_of_text;

    fn check(text: &str, expected: &[u8]) {
        assert_eq!(bytes_of_text(text).as_deref(), Ok(expected), "{text}");
    }

    #[test]
    fn all_three_ways_give_the_same_bytes() {
        for text in [
            r"b'\x80\x04K\x01.'",
            "  b\"\\x80\\x04K\\x01.\" ",
            "80044b012e",
            "80 04 4B 01 2E",
            "0x80, 0x04, 0x4b, 0x01, 0x2e",
            r"\x80\x04\x4b\x01\x2e",
            "80:04:4b:01:2e",
            "gARLAS4=",
            "gARLAS4",
            "gARL\nAS4=",
        ] {
            check(text, b"\x80\x04K\x01.");
        }
        check(r#"b'a\'\0\18\101\q\n' b"b" rb'\x' b'''c"'''"#, b"a'\0\x018A\\q\nb\\xc\"");
        check("", b"");
        check("_-8=", b"\xff\xef");
    }

    #[test]
    fn what_is_none_of_them_is_refused_with_its_place() {
        let error = bytes_of_text("80 04 K!").expect_err("an exclamation mark");
        assert_eq!(
            (error.at.0, error.message.as_str()),
            (7, "'!' is part of neither a bytes literal nor hex nor base64")
        );
        assert!(bytes_of_text("b'abc").is_err());
        for text in ["b'a', b'b'", "b'\\xg0'", "b'é'", "b'\\", "b'''a'", "b'a' 'b'"] {
            assert!(bytes_of_text(text).is_err(), "{text}");
        }
    }
}

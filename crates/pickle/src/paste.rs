//! Bytes that somebody pasted as text: a Python bytes literal, hex digits, or base64.
//! Says what is wrong with the text; does not know whether the bytes are a pickle.

use crate::fault::{ExceptionClass, PickleError};
use crate::graph::Node;
use crate::literal::parse_literal;

/// The bytes that a text stands for.
///
/// # Errors
/// Where and why the text is neither a bytes literal nor hex nor base64.
pub fn bytes_of_text(text: &str) -> Result<Vec<u8>, PickleError> {
    let text = text.trim();
    let prefix: String = text.chars().take_while(char::is_ascii_alphabetic).collect();
    let quoted = matches!(text.as_bytes().get(prefix.len()), Some(b'\'' | b'"'));
    if quoted && matches!(prefix.to_ascii_lowercase().as_str(), "b" | "br" | "rb") {
        let (graph, root) = parse_literal(text)?;
        return match graph.node(root) {
            Node::Bytes(span) => Ok(graph.bytes(*span).to_vec()),
            _ => Err(PickleError::new(0, ExceptionClass::Syntax, "this is more than one bytes literal")),
        };
    }
    hex(text).map_or_else(|| base64(text), Ok)
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
        assert!(bytes_of_text("b'a', b'b'").is_err());
    }
}

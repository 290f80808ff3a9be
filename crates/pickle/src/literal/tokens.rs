//! The tokens of a literal expression: numbers, strings with their escapes, names and signs.
//! Refuses what is not part of a literal by name, such as f-strings and `\N{...}`.

use super::syntax;
use crate::fault::PickleError;
use crate::number;
use crate::text;
use num_bigint::BigInt;

/// A token.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Token<'t> {
    Int(BigInt),
    Float(f64),
    Imaginary(f64),
    /// A string's characters as WTF-8.
    Str(Vec<u8>),
    Bytes(Vec<u8>),
    Name(&'t str),
    Sign(u8),
}

impl Token<'_> {
    /// The token in words, for a message.
    pub(super) fn describe(&self) -> String {
        match self {
            Self::Int(_) | Self::Float(_) | Self::Imaginary(_) => "a number".to_owned(),
            Self::Str(_) | Self::Bytes(_) => "a string".to_owned(),
            Self::Name(name) => format!("`{name}`"),
            Self::Sign(sign) => format!("'{}'", char::from(*sign)),
        }
    }
}

/// All tokens with their positions.
pub(super) struct Tokens<'t> {
    tokens: Vec<(usize, Token<'t>)>,
    next: usize,
    end: usize,
}

impl<'t> Tokens<'t> {
    pub(super) fn new(text: &'t str) -> Result<Self, PickleError> {
        let mut scanner = Scanner { text, bytes: text.as_bytes(), at: 0 };
        let mut tokens = Vec::new();
        while let Some(token) = scanner.token()? {
            tokens.push(token);
        }
        Ok(Self { tokens, next: 0, end: text.len() })
    }

    pub(super) fn peek(&self) -> Option<&(usize, Token<'t>)> {
        self.tokens.get(self.next)
    }

    /// Takes the next token.
    pub(super) fn advance(&mut self) -> Option<(usize, Token<'t>)> {
        let (at, token) = self.tokens.get_mut(self.next)?;
        self.next += 1;
        Some((*at, std::mem::replace(token, Token::Sign(b' '))))
    }

    /// Where the next token starts.
    pub(super) fn at(&self) -> usize {
        self.peek().map_or(self.end, |(at, _)| *at)
    }

    /// Takes a sign if it comes next.
    pub(super) fn take(&mut self, sign: u8) -> bool {
        let taken = matches!(self.peek(), Some((_, Token::Sign(next))) if *next == sign);
        self.next += usize::from(taken);
        taken
    }
}

struct Scanner<'t> {
    text: &'t str,
    bytes: &'t [u8],
    at: usize,
}

impl<'t> Scanner<'t> {
    fn skip_blanks(&mut self) {
        while let Some(byte) = self.bytes.get(self.at) {
            match byte {
                b' ' | b'\t' | b'\n' | b'\r' | 0x0c => self.at += 1,
                b'\\' if self.bytes.get(self.at + 1) == Some(&b'\n') => self.at += 2,
                b'#' => self.at += self.bytes[self.at..].iter().take_while(|byte| **byte != b'\n').count(),
                _ => break,
            }
        }
    }

    fn token(&mut self) -> Result<Option<(usize, Token<'t>)>, PickleError> {
        self.skip_blanks();
        let at = self.at;
        let Some(&byte) = self.bytes.get(at) else { return Ok(None) };
        let next = self.bytes.get(at + 1).copied().unwrap_or(0);
        let token = match byte {
            b'\'' | b'"' => self.string(at, "")?,
            b'0'..=b'9' => self.number(at)?,
            b'.' if next.is_ascii_digit() => self.number(at)?,
            b'(' | b')' | b'[' | b']' | b'{' | b'}' | b',' | b':' | b'+' | b'-' => {
                self.at += 1;
                Token::Sign(byte)
            }
            _ => self.word(at)?,
        };
        Ok(Some((at, token)))
    }

    /// A name, or the prefix of a string.
    fn word(&mut self, at: usize) -> Result<Token<'t>, PickleError> {
        let len: usize = self.text[at..]
            .chars()
            .take_while(|character| character.is_alphanumeric() || *character == '_')
            .map(char::len_utf8)
            .sum();
        let word = &self.text[at..at + len];
        if word.is_empty() {
            let character = self.text[at..].chars().next().unwrap_or(' ');
            return Err(syntax(at, format!("'{character}' is not part of a literal")));
        }
        self.at += len;
        if matches!(self.bytes.get(self.at), Some(b'\'' | b'"')) {
            let prefix = word.to_ascii_lowercase();
            return match prefix.as_str() {
                "r" | "u" | "b" | "br" | "rb" => self.string(at, &prefix),
                "f" | "fr" | "rf" => Err(syntax(at, "an f-string is not a literal")),
                _ => Err(syntax(at, format!("`{word}` is not a string prefix"))),
            };
        }
        Ok(Token::Name(word))
    }

    fn number(&mut self, at: usize) -> Result<Token<'t>, PickleError> {
        let rest = &self.bytes[at..];
        let mut len = 0;
        while let Some(byte) = rest.get(len) {
            let exponent_sign = matches!(byte, b'+' | b'-')
                && matches!(rest[len - 1], b'e' | b'E')
                && !matches!(rest, [b'0', b'x' | b'X', ..]);
            if !(byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'_') || exponent_sign) {
                break;
            }
            len += 1;
        }
        self.at += len;
        let word = &rest[..len];
        let radix = matches!(word, [b'0', b'x' | b'X' | b'o' | b'O' | b'b' | b'B', ..]);
        let bad = || syntax(at, format!("`{}` is not a number", String::from_utf8_lossy(word)));
        if let ([digits @ .., b'j' | b'J'], false) = (word, radix) {
            return number::python_float(digits).map(Token::Imaginary).ok_or_else(bad);
        }
        if !radix && word.iter().any(|byte| matches!(byte, b'.' | b'e' | b'E')) {
            return number::python_float(word).map(Token::Float).ok_or_else(bad);
        }
        if !radix && word[0] == b'0' && word.iter().any(|byte| matches!(byte, b'1'..=b'9')) {
            let message = "leading zeros in decimal integer literals are not permitted; \
                           use an 0o prefix for octal integers";
            return Err(syntax(at, message));
        }
        number::python_integer(word, 0)
            .map(Token::Int)
            .map_err(|(_, message)| if message.starts_with("Exceeds") { syntax(at, message) } else { bad() })
    }

    fn string(&mut self, at: usize, prefix: &str) -> Result<Token<'t>, PickleError> {
        let quote = self.bytes[self.at];
        let triple = self.bytes[self.at..].starts_with(&[quote; 3]);
        let width = if triple { 3 } else { 1 };
        self.at += width;
        let start = self.at;
        loop {
            match self.bytes.get(self.at) {
                None => return Err(syntax(at, "the string is not closed")),
                Some(b'\n') if !triple => return Err(syntax(at, "the string is not closed on its line")),
                Some(b'\\') => self.at += 2,
                Some(byte) if *byte == quote && (!triple || self.bytes[self.at..].starts_with(&[quote; 3])) => break,
                Some(_) => self.at += 1,
            }
        }
        let Some(body) = self.text.get(start..self.at) else { return Err(syntax(at, "the string is not closed")) };
        self.at += width;
        let raw = prefix.contains('r');
        if prefix.contains('b') {
            if !body.is_ascii() {
                return Err(syntax(at, "bytes can only contain ASCII literal characters"));
            }
            let bytes = if raw { Ok(body.as_bytes().to_vec()) } else { text::decode_escapes(body.as_bytes()) };
            return bytes.map(Token::Bytes).map_err(|message| syntax(at, format!("(value error) {message}")));
        }
        if raw { Ok(Token::Str(body.as_bytes().to_vec())) } else { unescape(body, at).map(Token::Str) }
    }
}

/// The characters of a string's body.
fn unescape(body: &str, at: usize) -> Result<Vec<u8>, PickleError> {
    let mut out = Vec::with_capacity(body.len());
    let bytes = body.as_bytes();
    let mut position = 0;
    while let Some(offset) = bytes[position..].iter().position(|byte| *byte == b'\\') {
        out.extend_from_slice(&bytes[position..position + offset]);
        position += offset;
        let width = match bytes.get(position + 1) {
            Some(b'x') => 2,
            Some(b'u') => 4,
            Some(b'U') => 8,
            Some(b'N') => return Err(syntax(at, "`\\N{...}` names are Python, but are not understood here")),
            _ => 0,
        };
        if width > 0 {
            let digits = bytes.get(position + 2..position + 2 + width).unwrap_or_default();
            let code = std::str::from_utf8(digits).ok().and_then(|digits| u32::from_str_radix(digits, 16).ok());
            let Some(code) = code.filter(|code| digits.len() == width && *code <= 0x10_ffff) else {
                return Err(syntax(at, "(unicode error) an escape of the string is cut or out of range"));
            };
            text::push_code_point(&mut out, code);
            position += 2 + width;
            continue;
        }
        // Octal escapes may give characters past 127; everything else is as in bytes.
        let octal = bytes[position + 1..].iter().take(3).take_while(|byte| matches!(byte, b'0'..=b'7')).count();
        if octal > 0 {
            let digits = &bytes[position + 1..position + 1 + octal];
            text::push_code_point(&mut out, digits.iter().fold(0, |code, digit| code << 3 | u32::from(digit - b'0')));
            position += 1 + octal;
            continue;
        }
        let len = 1 + body[position + 1..].chars().next().map_or(0, char::len_utf8);
        let decoded = text::decode_escapes(&bytes[position..position + len]);
        out.extend(decoded.map_err(|message| syntax(at, message))?);
        position += len;
    }
    out.extend_from_slice(&bytes[position..]);
    Ok(out)
}

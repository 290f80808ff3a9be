//! Text encodings: names, encoding and decoding with error handlers, incremental decoding, and the faults' exact texts.
//! On offer are UTF-8, UTF-16, UTF-32, ASCII, Latin-1, Windows-1252 and `unicode_escape`; other codecs of `CPython` are refused by name.
//! Lone surrogates do not exist in this machine, so the handlers that make them (`surrogateescape`, `surrogatepass`) are refused too.

use super::{Fault, FaultClass, quote};

/// An encoding.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Codec {
    /// `utf-8`.
    Utf8,
    /// `utf-8-sig`: with a byte order mark.
    Utf8Sig,
    /// `ascii`.
    Ascii,
    /// `latin-1`.
    Latin1,
    /// `cp1252`.
    Windows1252,
    /// `utf-16` and `utf-32`, with the bytes of a unit and the order; no order means a byte order mark.
    Wide {
        /// Two or four bytes a unit.
        unit: u8,
        /// `Some(true)` for big-endian.
        big: Option<bool>,
    },
    /// `unicode_escape`.
    UnicodeEscape,
}

/// What a text has that an encoding has not, or the reverse: `UnicodeEncodeError` and `UnicodeDecodeError`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CodecFault {
    /// The codec as the message names it.
    pub encoding: &'static str,
    /// Start in the object: characters when encoding, bytes when decoding.
    pub start: usize,
    /// End in the object.
    pub end: usize,
    /// Why.
    pub reason: &'static str,
    /// The whole message.
    pub text: String,
}

/// Why text was not encoded or bytes not decoded.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum CodecError {
    /// `UnicodeEncodeError` or `UnicodeDecodeError`.
    Unicode(CodecFault),
    /// Another exception: `LookupError`, or a refusal.
    Other(Fault),
}

impl From<Fault> for CodecError {
    fn from(fault: Fault) -> Self {
        Self::Other(fault)
    }
}

/// Codec names that `CPython` knows and this machine does not.
const MISSING: &str = " gbk gb2312 gb18030 hz big5 big5hkscs shift_jis shiftjis sjis euc_jp eucjp euc_kr euckr iso2022_jp cp437 cp850 cp936 cp949 \
    cp950 cp932 cp1250 cp1251 cp1253 cp1254 cp1255 cp1256 cp1257 cp1258 koi8_r koi8_u iso8859_2 iso8859_5 iso8859_15 iso_8859_15 mac_roman \
    utf_7 utf7 idna punycode raw_unicode_escape rot13 rot_13 hex base64 bz2 zlib ";

/// Lower case, with runs of anything but letters, digits and dots as one underscore between words: `"utf-8 "` is `utf_8`.
pub fn normalize(name: &str) -> String {
    let mut out = String::with_capacity(name.len());
    let mut gap = false;
    for character in name.chars() {
        if character.is_ascii_alphanumeric() || character == '.' {
            if gap && !out.is_empty() {
                out.push('_');
            }
            gap = false;
            out.push(character.to_ascii_lowercase());
        } else {
            gap = true;
        }
    }
    out
}

impl Codec {
    /// The codec of a name.
    pub fn find(name: &str) -> Result<Self, Fault> {
        let normal = normalize(name);
        Ok(match normal.as_str() {
            "utf_8" | "utf8" | "u8" | "utf" | "cp65001" | "utf8_ucs2" | "utf8_ucs4" => Self::Utf8,
            "utf_8_sig" => Self::Utf8Sig,
            "ascii" | "us_ascii" | "646" | "ansi_x3.4_1968" | "iso646_us" | "us" | "ibm367" | "cp367" => Self::Ascii,
            "latin_1" | "latin1" | "latin" | "l1" | "iso_8859_1" | "iso8859_1" | "iso8859" | "8859" | "cp819"
            | "ibm819" => Self::Latin1,
            "cp1252" | "windows_1252" | "1252" => Self::Windows1252,
            "utf_16" | "utf16" | "u16" => Self::Wide { unit: 2, big: None },
            "utf_16_le" | "utf_16le" | "unicodelittleunmarked" => Self::Wide { unit: 2, big: Some(false) },
            "utf_16_be" | "utf_16be" | "unicodebigunmarked" => Self::Wide { unit: 2, big: Some(true) },
            "utf_32" | "utf32" | "u32" => Self::Wide { unit: 4, big: None },
            "utf_32_le" | "utf_32le" => Self::Wide { unit: 4, big: Some(false) },
            "utf_32_be" | "utf_32be" => Self::Wide { unit: 4, big: Some(true) },
            "unicode_escape" => Self::UnicodeEscape,
            _ if MISSING.contains(&format!(" {normal} ")) => {
                let text = format!("the codec '{normal}' is Python, but Sockscope does not have it yet");
                return Err(Fault::new(FaultClass::Unsupported, text));
            }
            _ => return Err(Fault::new(FaultClass::Lookup, format!("unknown encoding: {name}"))),
        })
    }

    /// The name that messages use.
    fn label(self) -> &'static str {
        match self {
            Self::Utf8 | Self::Utf8Sig => "utf-8",
            Self::Ascii => "ascii",
            Self::Latin1 => "latin-1",
            Self::Windows1252 => "charmap",
            Self::Wide { unit: 2, big: None } => "utf-16",
            Self::Wide { unit: 2, big: Some(false) } => "utf-16-le",
            Self::Wide { unit: 2, .. } => "utf-16-be",
            Self::Wide { big: None, .. } => "utf-32",
            Self::Wide { big: Some(false), .. } => "utf-32-le",
            Self::Wide { .. } => "utf-32-be",
            Self::UnicodeEscape => "unicodeescape",
        }
    }
}

/// The characters that Windows-1252 has at 0x80 to 0x9f; U+0000 where it has none.
const WINDOWS_1252: [char; 32] = [
    '€', '\0', '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', '\0', 'Ž', '\0', '\0', '‘', '’', '“', '”', '•',
    '–', '—', '˜', '™', 'š', '›', 'œ', '\0', 'ž', 'Ÿ',
];

/// `str.encode`.
pub fn encode(text: &str, codec: Codec, errors: &str) -> Result<Vec<u8>, CodecError> {
    let mut out = Vec::with_capacity(text.len());
    match codec {
        Codec::Utf8 => out.extend_from_slice(text.as_bytes()),
        Codec::Utf8Sig => {
            out.extend_from_slice(b"\xef\xbb\xbf");
            out.extend_from_slice(text.as_bytes());
        }
        Codec::Wide { unit, big } => {
            if big.is_none() {
                push_wide(&mut out, '\u{feff}', unit, false);
            }
            for character in text.chars() {
                push_wide(&mut out, character, unit, big.unwrap_or(false));
            }
        }
        Codec::UnicodeEscape => {
            let mut escaped = String::with_capacity(text.len());
            for character in text.chars() {
                match character {
                    '\\' => escaped.push_str("\\\\"),
                    '\n' => escaped.push_str("\\n"),
                    '\r' => escaped.push_str("\\r"),
                    '\t' => escaped.push_str("\\t"),
                    ' '..='~' => escaped.push(character),
                    _ => quote::push_escape(&mut escaped, u32::from(character)),
                }
            }
            out = escaped.into_bytes();
        }
        Codec::Ascii | Codec::Latin1 | Codec::Windows1252 => encode_single(text, codec, errors, &mut out)?,
    }
    Ok(out)
}

fn push_wide(out: &mut Vec<u8>, character: char, unit: u8, big: bool) {
    let mut push = |value: u32| {
        let bytes = value.to_be_bytes();
        let bytes = &bytes[4 - usize::from(unit)..];
        if big {
            out.extend_from_slice(bytes);
        } else {
            out.extend(bytes.iter().rev());
        }
    };
    if unit == 4 {
        push(u32::from(character));
    } else {
        for &mut unit in character.encode_utf16(&mut [0; 2]) {
            push(u32::from(unit));
        }
    }
}

/// The byte of a character in an encoding of one byte a character.
fn single_byte(character: char, codec: Codec) -> Option<u8> {
    let code = u32::from(character);
    match codec {
        Codec::Ascii => u8::try_from(code).ok().filter(u8::is_ascii),
        Codec::Latin1 => u8::try_from(code).ok(),
        _ => {
            let special = WINDOWS_1252.iter().position(|&known| known == character && known != '\0');
            let plain = u8::try_from(code).ok().filter(|byte| !(0x80..0xa0).contains(byte));
            special.map(|at| 0x80 + at as u8).or(plain)
        }
    }
}

fn encode_single(text: &str, codec: Codec, errors: &str, out: &mut Vec<u8>) -> Result<(), CodecError> {
    let mut characters = text.chars().enumerate().peekable();
    while let Some((start, character)) = characters.next() {
        if let Some(byte) = single_byte(character, codec) {
            out.push(byte);
            continue;
        }
        let mut run = String::from(character);
        while let Some((_, next)) = characters.next_if(|&(_, next)| single_byte(next, codec).is_none()) {
            run.push(next);
        }
        let reason = match codec {
            Codec::Ascii => "ordinal not in range(128)",
            Codec::Latin1 => "ordinal not in range(256)",
            _ => "character maps to <undefined>",
        };
        let fault = encode_fault(codec.label(), character, (start, start + run.chars().count()), reason);
        handle_encode(&run, errors, fault, out)?;
    }
    Ok(())
}

fn encode_fault(encoding: &'static str, first: char, (start, end): (usize, usize), reason: &'static str) -> CodecFault {
    let text = if end == start + 1 {
        let mut shown = String::new();
        quote::push_escape(&mut shown, u32::from(first));
        format!("'{encoding}' codec can't encode character '{shown}' in position {start}: {reason}")
    } else {
        format!("'{encoding}' codec can't encode characters in position {start}-{}: {reason}", end - 1)
    };
    CodecFault { encoding, start, end, reason, text }
}

fn handle_encode(run: &str, errors: &str, fault: CodecFault, out: &mut Vec<u8>) -> Result<(), CodecError> {
    let mut instead = String::new();
    for character in run.chars() {
        match errors {
            "ignore" => {}
            "replace" => instead.push('?'),
            "backslashreplace" => quote::push_escape(&mut instead, u32::from(character)),
            "xmlcharrefreplace" => instead.push_str(&format!("&#{};", u32::from(character))),
            // Their characters are lone surrogates, of which there are none here.
            "strict" | "surrogateescape" | "surrogatepass" => return Err(CodecError::Unicode(fault)),
            _ => return Err(unknown_handler(errors)),
        }
    }
    out.extend_from_slice(instead.as_bytes());
    Ok(())
}

fn unknown_handler(errors: &str) -> CodecError {
    CodecError::Other(match errors {
        "namereplace" | "surrogateescape" | "surrogatepass" => {
            let text = format!("the error handler '{errors}' is Python, but Sockscope does not have it yet");
            Fault::new(FaultClass::Unsupported, text)
        }
        _ => Fault::new(FaultClass::Lookup, format!("unknown error handler name '{errors}'")),
    })
}

/// `bytes.decode(name, errors)`: no bytes are decoded without a look at the name.
pub fn decode_named(data: &[u8], name: &str, errors: &str) -> Result<String, CodecError> {
    if data.is_empty() {
        return Ok(String::new());
    }
    decode(data, Codec::find(name)?, errors)
}

/// What one step of decoding found.
enum Step {
    /// A character of so many bytes.
    Character(char, usize),
    /// The bytes up to a length are no character.
    Bad(usize, &'static str),
    /// More bytes are needed; so many are here.
    Short(usize, &'static str),
}

/// `bytes.decode`.
pub fn decode(data: &[u8], codec: Codec, errors: &str) -> Result<String, CodecError> {
    let mut out = String::new();
    let mut decoder = Decoder::new(codec);
    decoder.run(data, errors, true, &mut out)?;
    Ok(out)
}

/// A decoder that takes bytes in pieces: `codecs.getincrementaldecoder`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Decoder {
    codec: Codec,
    /// Bytes of a character that is not complete.
    pending: Vec<u8>,
    /// Byte order found in a byte order mark; `None` before the first unit.
    big: Option<bool>,
    started: bool,
}

impl Decoder {
    /// At the start of a text.
    pub fn new(codec: Codec) -> Self {
        let big = if let Codec::Wide { big, .. } = codec { big } else { None };
        Self { codec, pending: Vec::new(), big, started: false }
    }

    /// Bytes kept for the next piece.
    pub fn pending(&self) -> &[u8] {
        &self.pending
    }

    /// Decodes a piece; `last` says that no more will come.
    pub fn feed(&mut self, piece: &[u8], errors: &str, last: bool) -> Result<String, CodecError> {
        let mut data = std::mem::take(&mut self.pending);
        data.extend_from_slice(piece);
        let mut out = String::with_capacity(data.len());
        let kept = data.clone();
        match self.run(&data, errors, last, &mut out) {
            Ok(used) => self.pending = data.split_off(used),
            Err(error) => {
                self.pending = kept[..kept.len() - piece.len()].to_vec();
                return Err(error);
            }
        }
        Ok(out)
    }

    /// Decodes as far as it goes and gives the number of bytes used.
    fn run(&mut self, data: &[u8], errors: &str, last: bool, out: &mut String) -> Result<usize, CodecError> {
        let mut at = self.skip_mark(data, last);
        while at < data.len() {
            if matches!(self.codec, Codec::Utf8 | Codec::Utf8Sig) {
                let valid = match std::str::from_utf8(&data[at..]) {
                    Ok(text) => text,
                    Err(error) => std::str::from_utf8(&data[at..at + error.valid_up_to()]).unwrap_or(""),
                };
                out.push_str(valid);
                at += valid.len();
                if at == data.len() {
                    break;
                }
            }
            match self.step(&data[at..])? {
                Step::Character(character, len) => {
                    out.push(character);
                    at += len;
                }
                Step::Short(..) if !last => break,
                Step::Short(len, reason) | Step::Bad(len, reason) => {
                    let fault = self.decode_fault(data, (at, at + len), reason);
                    handle_decode(&data[at..at + len], errors, fault, out)?;
                    at += len;
                }
            }
        }
        Ok(at)
    }

    /// Length of the byte order mark, which also sets the order.
    fn skip_mark(&mut self, data: &[u8], last: bool) -> usize {
        if self.started {
            return 0;
        }
        let mark: &[u8] = match self.codec {
            Codec::Utf8Sig => b"\xef\xbb\xbf",
            Codec::Wide { unit, big: None } => {
                let unit = usize::from(unit);
                if data.len() < unit && !last {
                    return 0;
                }
                self.started = true;
                let marks: [(&[u8], bool); 2] = if unit == 2 {
                    [(b"\xff\xfe", false), (b"\xfe\xff", true)]
                } else {
                    [(b"\xff\xfe\0\0", false), (b"\0\0\xfe\xff", true)]
                };
                for (mark, big) in marks {
                    if data.starts_with(mark) {
                        self.big = Some(big);
                        return unit;
                    }
                }
                self.big = Some(false);
                return 0;
            }
            _ => {
                self.started = true;
                return 0;
            }
        };
        if data.len() < mark.len() && mark.starts_with(data) && !last {
            return 0;
        }
        self.started = true;
        if data.starts_with(mark) { mark.len() } else { 0 }
    }

    fn step(&self, data: &[u8]) -> Result<Step, CodecError> {
        let byte = data[0];
        Ok(match self.codec {
            // A possible byte order mark that is not complete: wait.
            Codec::Utf8Sig | Codec::Wide { .. } if !self.started => Step::Short(data.len(), "unexpected end of data"),
            Codec::Utf8 | Codec::Utf8Sig => utf8_fault(data),
            Codec::Ascii if byte.is_ascii() => Step::Character(char::from(byte), 1),
            Codec::Ascii => Step::Bad(1, "ordinal not in range(128)"),
            Codec::Latin1 => Step::Character(char::from(byte), 1),
            Codec::Windows1252 => match byte {
                0x80..=0x9f => match WINDOWS_1252[usize::from(byte - 0x80)] {
                    '\0' => Step::Bad(1, "character maps to <undefined>"),
                    character => Step::Character(character, 1),
                },
                _ => Step::Character(char::from(byte), 1),
            },
            Codec::Wide { unit: 2, .. } => self.utf16_step(data),
            Codec::Wide { .. } => self.utf32_step(data),
            Codec::UnicodeEscape => escape_step(data)?,
        })
    }

    fn unit(&self, data: &[u8], at: usize, len: usize) -> Option<u32> {
        let bytes = data.get(at..at + len)?;
        let join = |value: u32, byte: &u8| value << 8 | u32::from(*byte);
        Some(if self.big == Some(true) { bytes.iter().fold(0, join) } else { bytes.iter().rev().fold(0, join) })
    }

    fn utf16_step(&self, data: &[u8]) -> Step {
        let Some(unit) = self.unit(data, 0, 2) else { return Step::Short(1, "truncated data") };
        match unit {
            0xd800..=0xdbff => match self.unit(data, 2, 2) {
                None => Step::Short(data.len(), "unexpected end of data"),
                Some(low @ 0xdc00..=0xdfff) => {
                    let code = 0x10000 + ((unit - 0xd800) << 10) + (low - 0xdc00);
                    char::from_u32(code)
                        .map_or(Step::Bad(2, "illegal encoding"), |character| Step::Character(character, 4))
                }
                Some(_) => Step::Bad(2, "illegal UTF-16 surrogate"),
            },
            _ => {
                char::from_u32(unit).map_or(Step::Bad(2, "illegal encoding"), |character| Step::Character(character, 2))
            }
        }
    }

    fn utf32_step(&self, data: &[u8]) -> Step {
        let Some(unit) = self.unit(data, 0, 4) else { return Step::Short(data.len(), "truncated data") };
        match char::from_u32(unit) {
            Some(character) => Step::Character(character, 4),
            None if unit < 0x11_0000 => Step::Bad(4, "code point in surrogate code point range(0xd800, 0xe000)"),
            None => Step::Bad(4, "code point not in range(0x110000)"),
        }
    }

    fn decode_fault(&self, data: &[u8], (start, end): (usize, usize), reason: &'static str) -> CodecFault {
        let encoding = match self.codec {
            Codec::Wide { unit: 2, big: None } if self.big == Some(true) => "utf-16-be",
            Codec::Wide { unit: 2, big: None } => "utf-16-le",
            Codec::Wide { big: None, .. } if self.big == Some(true) => "utf-32-be",
            Codec::Wide { big: None, .. } => "utf-32-le",
            codec => codec.label(),
        };
        let text = if end == start + 1 {
            format!("'{encoding}' codec can't decode byte 0x{:02x} in position {start}: {reason}", data[start])
        } else {
            format!("'{encoding}' codec can't decode bytes in position {start}-{}: {reason}", end - 1)
        };
        CodecFault { encoding, start, end, reason, text }
    }
}

/// What is wrong at the start of bytes that are no UTF-8 there.
fn utf8_fault(data: &[u8]) -> Step {
    if let [0xed, 0xa0..=0xbf] = data {
        // Half a surrogate: a reader of pieces looks at its third byte before it complains.
        return Step::Short(1, "invalid continuation byte");
    }
    match std::str::from_utf8(data).err().and_then(|error| error.error_len()) {
        None => Step::Short(data.len(), "unexpected end of data"),
        Some(_) if !matches!(data[0], 0xc2..=0xf4) => Step::Bad(1, "invalid start byte"),
        Some(len) => Step::Bad(len, "invalid continuation byte"),
    }
}

fn handle_decode(bad: &[u8], errors: &str, fault: CodecFault, out: &mut String) -> Result<(), CodecError> {
    match errors {
        "strict" => return Err(CodecError::Unicode(fault)),
        "ignore" => {}
        "replace" => out.push('\u{fffd}'),
        "backslashreplace" => {
            for &byte in bad {
                quote::push_escape(out, u32::from(byte));
            }
        }
        "xmlcharrefreplace" => {
            let text = "don't know how to handle UnicodeDecodeError in error callback";
            return Err(CodecError::Other(Fault::of_type(text)));
        }
        _ => return Err(unknown_handler(errors)),
    }
    Ok(())
}

/// One character or escape of `unicode_escape`.
fn escape_step(data: &[u8]) -> Result<Step, CodecError> {
    if data[0] != b'\\' {
        return Ok(Step::Character(char::from(data[0]), 1));
    }
    let Some(&letter) = data.get(1) else { return Ok(Step::Short(1, "\\ at end of string")) };
    let simple = |character| Ok(Step::Character(character, 2));
    let (digits, reason) = match letter {
        b'n' => return simple('\n'),
        b'r' => return simple('\r'),
        b't' => return simple('\t'),
        b'a' => return simple('\x07'),
        b'b' => return simple('\x08'),
        b'f' => return simple('\x0c'),
        b'v' => return simple('\x0b'),
        b'\\' | b'\'' | b'"' => return simple(char::from(letter)),
        b'0'..=b'7' => {
            let len = data[1..].iter().take(3).take_while(|byte| matches!(byte, b'0'..=b'7')).count();
            let code = data[1..=len].iter().fold(0, |code, byte| code * 8 + u32::from(byte - b'0'));
            return Ok(Step::Character(char::from_u32(code).unwrap_or('\0'), len + 1));
        }
        b'x' => (2, "truncated \\xXX escape"),
        b'u' => (4, "truncated \\uXXXX escape"),
        b'U' => (8, "truncated \\UXXXXXXXX escape"),
        b'N' => {
            let text = "`\\N{...}` in unicode_escape is Python, but Sockscope does not have it yet";
            return Err(Fault::new(FaultClass::Unsupported, text).into());
        }
        _ => return Ok(Step::Character('\\', 1)),
    };
    let hex: Vec<u32> = data[2..].iter().take(digits).map_while(|&byte| char::from(byte).to_digit(16)).collect();
    if hex.len() < digits {
        let len = 2 + hex.len();
        return Ok(if len == data.len() { Step::Short(len, reason) } else { Step::Bad(len, reason) });
    }
    let code = hex.iter().fold(0u32, |code, digit| code << 4 | digit);
    match char::from_u32(code) {
        Some(character) => Ok(Step::Character(character, 2 + digits)),
        None if code > 0x10_ffff => Ok(Step::Bad(2 + digits, "illegal Unicode character")),
        None => Err(lone_surrogate().into()),
    }
}

/// The refusal of half a surrogate pair.
pub fn lone_surrogate() -> Fault {
    Fault::new(FaultClass::Unsupported, "a lone surrogate in a str is Python, but Sockscope does not have it")
}

//! Text between Python's `str` (WTF-8 here) and bytes: Latin-1, ASCII, UTF-8 with surrogates passed, and the
//! escapes of protocol 0. Messages are those of `CPython`'s codecs.

/// Latin-1 bytes as WTF-8.
pub(crate) fn latin1_to_wtf8(bytes: &[u8]) -> Vec<u8> {
    let mut text = String::with_capacity(bytes.len() + bytes.len() / 4);
    text.extend(bytes.iter().map(|byte| char::from(*byte)));
    text.into_bytes()
}

/// Appends one code point, surrogates included, as WTF-8.
pub(crate) fn push_code_point(out: &mut Vec<u8>, code: u32) {
    if let Some(character) = char::from_u32(code) {
        let mut buffer = [0; 4];
        out.extend_from_slice(character.encode_utf8(&mut buffer).as_bytes());
    } else {
        out.extend([0xe0 | (code >> 12) as u8, 0x80 | (code >> 6 & 0x3f) as u8, 0x80 | (code & 0x3f) as u8]);
    }
}

/// The code points of valid WTF-8.
pub(crate) fn code_points(wtf8: &[u8]) -> impl Iterator<Item = u32> + '_ {
    let mut rest = wtf8;
    std::iter::from_fn(move || {
        let (&lead, _) = rest.split_first()?;
        let (len, mask) = match lead {
            0..0x80 => (1, 0x7f),
            0x80..0xe0 => (2, 0x1f),
            0xe0..0xf0 => (3, 0x0f),
            _ => (4, 0x07),
        };
        let (head, tail) = rest.split_at(len.min(rest.len()));
        rest = tail;
        Some(head[1..].iter().fold(u32::from(lead) & mask, |code, byte| code << 6 | u32::from(byte & 0x3f)))
    })
}

/// The argument of `UNICODE`, as the C pickler escapes it.
pub(crate) fn raw_unicode_escape(wtf8: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(wtf8.len());
    for code in code_points(wtf8) {
        match code {
            0x10000.. => out.extend_from_slice(format!("\\U{code:08x}").as_bytes()),
            0x100.. | 0x5c | 0 | 0x0a | 0x0d | 0x1a => out.extend_from_slice(format!("\\u{code:04x}").as_bytes()),
            _ => out.push(code as u8),
        }
    }
    out
}

/// Checks UTF-8; `surrogates` may stand as three bytes each. The error is the message of `CPython`'s codec.
#[inline]
pub(crate) fn check_utf8(bytes: &[u8], surrogates: bool) -> Result<(), String> {
    if std::str::from_utf8(bytes).is_ok() { Ok(()) } else { check_wtf8(bytes, surrogates) }
}

#[cold]
fn check_wtf8(bytes: &[u8], surrogates: bool) -> Result<(), String> {
    let mut at = 0;
    while let Err(error) = std::str::from_utf8(&bytes[at..]) {
        at += error.valid_up_to();
        if surrogates && matches!(bytes[at..], [0xed, 0xa0..=0xbf, 0x80..=0xbf, ..]) {
            at += 3;
            continue;
        }
        let reason = match (bytes[at], error.error_len()) {
            (_, None) => "unexpected end of data",
            (0x80..=0xc1 | 0xf5.., _) => "invalid start byte",
            _ => "invalid continuation byte",
        };
        let len = error.error_len().unwrap_or(bytes.len() - at);
        return Err(if len == 1 {
            format!("'utf-8' codec can't decode byte 0x{:02x} in position {at}: {reason}", bytes[at])
        } else {
            format!("'utf-8' codec can't decode bytes in position {at}-{}: {reason}", at + len - 1)
        });
    }
    Ok(())
}

/// Decodes the argument of `UNICODE`. The error is the message of `CPython`'s codec.
pub(crate) fn decode_raw_unicode_escape(bytes: &[u8]) -> Result<Vec<u8>, String> {
    let mut out = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while at < bytes.len() {
        let width = match bytes[at..] {
            [b'\\', b'u', ..] => 4,
            [b'\\', b'U', ..] => 8,
            [b'\\', next, ..] => {
                out.push(b'\\');
                push_code_point(&mut out, u32::from(next));
                at += 2;
                continue;
            }
            [byte, ..] => {
                push_code_point(&mut out, u32::from(byte));
                at += 1;
                continue;
            }
            [] => break,
        };
        let digits = bytes[at + 2..].iter().take(width).take_while(|byte| byte.is_ascii_hexdigit()).count();
        let escape = &bytes[at..at + 2 + digits];
        let code = escape[2..].iter().fold(0_u32, |code, byte| {
            code.wrapping_shl(4) | char::from(*byte).to_digit(16).expect("invariant: hex digits were counted")
        });
        let problem = if digits < width {
            Some(if width == 4 { "truncated \\uXXXX escape" } else { "truncated \\UXXXXXXXX escape" })
        } else {
            (code > 0x10_ffff).then_some("\\Uxxxxxxxx out of range")
        };
        if let Some(problem) = problem {
            let last = at + escape.len() - 1;
            return Err(format!("'rawunicodeescape' codec can't decode bytes in position {at}-{last}: {problem}"));
        }
        push_code_point(&mut out, code);
        at += escape.len();
    }
    Ok(out)
}

/// Decodes the escapes of a bytes literal, as `STRING` holds one. The error is `CPython`'s message.
pub(crate) fn decode_escapes(bytes: &[u8]) -> Result<Vec<u8>, String> {
    let mut out = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while let Some(&byte) = bytes.get(at) {
        at += 1;
        if byte != b'\\' {
            out.push(byte);
            continue;
        }
        let Some(&escaped) = bytes.get(at) else { return Err("Trailing \\ in string".to_owned()) };
        at += 1;
        match escaped {
            b'\n' => {}
            b'\\' | b'\'' | b'"' => out.push(escaped),
            b'a' => out.push(7),
            b'b' => out.push(8),
            b't' => out.push(b'\t'),
            b'n' => out.push(b'\n'),
            b'v' => out.push(11),
            b'f' => out.push(12),
            b'r' => out.push(b'\r'),
            b'0'..=b'7' => {
                let more = bytes[at..].iter().take(2).take_while(|byte| matches!(byte, b'0'..=b'7')).count();
                let digits = &bytes[at - 1..at + more];
                out.push(digits.iter().fold(0_u32, |code, digit| code << 3 | u32::from(digit - b'0')) as u8);
                at += more;
            }
            b'x' => {
                let pair = bytes.get(at..at + 2).and_then(|pair| {
                    let digit = |byte: u8| char::from(byte).to_digit(16);
                    Some((digit(pair[0])? << 4 | digit(pair[1])?) as u8)
                });
                let Some(code) = pair else { return Err(format!("invalid \\x escape at position {}", at - 2)) };
                out.push(code);
                at += 2;
            }
            _ => out.extend([b'\\', escaped]),
        }
    }
    Ok(out)
}

/// Which quote `repr` puts around these bytes.
pub(crate) fn quote(bytes: &[u8]) -> u8 {
    if bytes.contains(&b'\'') && !bytes.contains(&b'"') { b'"' } else { b'\'' }
}

/// Text that was written as bytes, because checking each piece of it would cost more than writing it.
pub(crate) fn checked(text: Vec<u8>) -> String {
    String::from_utf8(text).expect("invariant: only characters are written")
}

/// `repr` of a `bytes`.
pub(crate) fn bytes_repr(bytes: &[u8]) -> String {
    let mut out = Vec::with_capacity(bytes.len() + 3);
    push_bytes_repr(&mut out, bytes, quote(bytes));
    checked(out)
}

/// `repr` of a `bytearray`: unlike that of `bytes`, it escapes single quotes even between double ones.
pub(crate) fn bytearray_repr(bytes: &[u8]) -> String {
    let mut out = b"bytearray(".to_vec();
    push_bytes_repr(&mut out, bytes, b'\'');
    out.push(b')');
    checked(out)
}

/// Appends the `repr` of a `bytes` in which one kind of quote is escaped.
pub(crate) fn push_bytes_repr(out: &mut Vec<u8>, bytes: &[u8], escaped: u8) {
    let quote = quote(bytes);
    out.extend([b'b', quote]);
    for &byte in bytes {
        match byte {
            b'\t' => out.extend(b"\\t"),
            b'\n' => out.extend(b"\\n"),
            b'\r' => out.extend(b"\\r"),
            b'\\' => out.extend(b"\\\\"),
            _ if byte == escaped => out.extend([b'\\', byte]),
            b' '..=b'~' => out.push(byte),
            _ => push_hex(out, b'x', u32::from(byte), 2),
        }
    }
    out.push(quote);
}

/// Appends a backslash, a letter and so many hex digits.
fn push_hex(out: &mut Vec<u8>, letter: u8, code: u32, digits: u32) {
    out.extend([b'\\', letter]);
    for place in (0..digits).rev() {
        out.push(b"0123456789abcdef"[(code >> (4 * place) & 15) as usize]);
    }
}

/// `repr` of a `str` in WTF-8.
pub(crate) fn str_repr(wtf8: &[u8]) -> String {
    let mut out = Vec::with_capacity(wtf8.len() + 2);
    push_str_repr(&mut out, wtf8);
    checked(out)
}

/// Appends the `repr` of a `str` in WTF-8.
pub(crate) fn push_str_repr(out: &mut Vec<u8>, wtf8: &[u8]) {
    if wtf8.iter().all(|byte| matches!(byte, b' '..=b'~') && !matches!(byte, b'\'' | b'\\')) {
        out.push(b'\'');
        out.extend_from_slice(wtf8);
        out.push(b'\'');
        return;
    }
    let quote = quote(wtf8);
    out.push(quote);
    for code in code_points(wtf8) {
        match char::from_u32(code) {
            Some('\t') => out.extend(b"\\t"),
            Some('\n') => out.extend(b"\\n"),
            Some('\r') => out.extend(b"\\r"),
            Some('\\') => out.extend(b"\\\\"),
            Some(_) if u32::from(quote) == code => out.extend([b'\\', quote]),
            Some(_) if crate::printable::is_printable(code) => push_code_point(out, code),
            _ if code < 0x100 => push_hex(out, b'x', code, 2),
            _ if code < 0x10000 => push_hex(out, b'u', code, 4),
            _ => push_hex(out, b'U', code, 8),
        }
    }
    out.push(quote);
}

/// The message of `CPython`'s Latin-1 encoder about the run of characters at `at` that do not fit.
pub(crate) fn latin1_problem(codes: &[u32], at: usize) -> String {
    let run = codes[at..].iter().take_while(|code| **code > 0xff).count();
    if run > 1 {
        return format!(
            "'latin-1' codec can't encode characters in position {at}-{}: ordinal not in range(256)",
            at + run - 1
        );
    }
    let shown = match codes[at] {
        code @ 0x10000.. => format!("\\U{code:08x}"),
        code => format!("\\u{code:04x}"),
    };
    format!("'latin-1' codec can't encode character '{shown}' in position {at}: ordinal not in range(256)")
}

/// Checks that bytes are ASCII. The error is the message of `CPython`'s codec.
pub(crate) fn check_ascii(bytes: &[u8]) -> Result<(), String> {
    match bytes.iter().position(|byte| !byte.is_ascii()) {
        None => Ok(()),
        Some(at) => Err(format!(
            "'ascii' codec can't decode byte 0x{:02x} in position {at}: ordinal not in range(128)",
            bytes[at]
        )),
    }
}

//! Bytes as people read them: Python's `repr`, cut to a length, and one sign a byte for the ribbon.
//! Knows no streams.

use std::fmt::Write as _;

/// `b'…'` as Python shows it, at most `max` bytes of it.
pub(crate) fn repr(bytes: &[u8], max: usize) -> String {
    let shown = &bytes[..bytes.len().min(max)];
    let quote = if shown.contains(&b'\'') && !shown.contains(&b'"') { '"' } else { '\'' };
    let mut out = String::from("b");
    out.push(quote);
    for &byte in shown {
        match byte {
            b'\\' => out.push_str("\\\\"),
            b'\n' => out.push_str("\\n"),
            b'\r' => out.push_str("\\r"),
            b'\t' => out.push_str("\\t"),
            0x20..=0x7e if char::from(byte) == quote => {
                out.push('\\');
                out.push(quote);
            }
            0x20..=0x7e => out.push(char::from(byte)),
            _ => write!(out, "\\x{byte:02x}").expect("invariant: writing to a String succeeds"),
        }
    }
    if bytes.len() > max {
        out.push('…');
    }
    out.push(quote);
    out
}

/// The sign that a byte gets in the ribbon, given what follows it in the stream: a character on the first byte of its
/// UTF-8 encoding, `‥` on the others, signs for white space and `·` for what has none. The flag is true for such signs.
pub(crate) fn sign(bytes: &[u8], at: usize) -> (char, bool) {
    match bytes[at] {
        b' ' => ('␣', true),
        b'\n' => ('↵', true),
        b'\t' => ('⇥', true),
        byte @ 0x21..=0x7e => (char::from(byte), false),
        0x80..=0xbf if inside_character(bytes, at) => ('‥', true),
        0xc2..=0xf4 => first_character(&bytes[at..]).map_or(('·', true), |character| (character, false)),
        _ => ('·', true),
    }
}

/// The character that starts `bytes`, if they are one in UTF-8.
fn first_character(bytes: &[u8]) -> Option<char> {
    (2..=4).find_map(|len| std::str::from_utf8(bytes.get(..len)?).ok()?.chars().next())
}

/// Whether the continuation byte at `at` belongs to a whole character that began before it.
fn inside_character(bytes: &[u8], at: usize) -> bool {
    (1..=3).any(|back| {
        at.checked_sub(back).is_some_and(|start| {
            first_character(&bytes[start..])
                .is_some_and(|character| bytes[start] >= 0xc2 && character.len_utf8() > back)
        })
    })
}

#[cfg(test)]
mod tests {
    use super::{repr, sign};

    #[test]
    fn repr_is_pythons_and_is_cut() {
        for (bytes, max, expected) in [
            (&b"Welcome"[..], 20, "b'Welcome'"),
            (b"it's", 20, "b\"it's\""),
            (b"a\x00\n\\", 20, "b'a\\x00\\n\\\\'"),
            (b"0123456789", 4, "b'0123…'"),
            (b"'\"", 20, "b'\\'\"'"),
        ] {
            assert_eq!(repr(bytes, max), expected);
        }
    }

    #[test]
    fn a_character_of_two_bytes_takes_two_cells() {
        let bytes = "é x".as_bytes();
        let signs: Vec<char> = (0..bytes.len()).map(|at| sign(bytes, at).0).collect();
        assert_eq!(signs, ['é', '‥', '␣', 'x']);
        assert_eq!(sign(&bytes[1..], 0), ('·', true), "half a character has no sign");
    }
}

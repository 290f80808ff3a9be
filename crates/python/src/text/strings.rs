//! The methods of `str` that know characters: case, classes, stripping, padding, lines.
//! Uses the Unicode tables that Rust's `char` already has; where Python's property differs from them, the difference is written out
//! for the characters that programs meet, and nothing more.

use super::{Fault, TEXT_MAX, integer, quote};
use std::ops::Range;

/// `str.isspace` of one character.
pub fn is_space(character: char) -> bool {
    character.is_whitespace() || matches!(character, '\x1c'..='\x1f')
}

/// `str.isalpha` of one character: a letter, not a mark nor a letter-like number.
pub fn is_alpha(character: char) -> bool {
    if character.is_ascii() {
        return character.is_ascii_alphabetic();
    }
    character.is_alphabetic() && !character.is_numeric() && !matches!(character, 'Ⓐ'..='ⓩ') && !is_mark(character)
}

/// Combining marks: Rust's escaping of a string's first character tells the grapheme extenders.
fn is_mark(character: char) -> bool {
    !character.is_ascii() && quote::is_printable(character) && character.escape_debug().next() == Some('\\')
}

/// `str.isdigit` of one character: decimal digits, superscripts and their like.
pub fn is_digit(character: char) -> bool {
    integer::decimal_value(character).is_some()
        || matches!(character, '²' | '³' | '¹' | '⁰' | '⁴'..='⁹' | '₀'..='₉' | '①'..='⑨' | '⑴'..='⑼' | '⒈'..='⒐')
}

/// `str.isnumeric` of one character.
pub fn is_numeric(character: char) -> bool {
    character.is_numeric() || "一二三四五六七八九十百千万億亿兆零壹贰叁肆伍陆柒捌玖拾".contains(character)
}

/// `str.isalnum` of one character.
pub fn is_alnum(character: char) -> bool {
    is_alpha(character) || is_numeric(character) || integer::decimal_value(character).is_some()
}

/// A method that asks whether every character is of a class; false for no characters.
pub fn every(text: &str, class: fn(char) -> bool) -> bool {
    !text.is_empty() && text.chars().all(class)
}

/// `str.isupper`: some character has case and none is lower or title case.
pub fn is_upper(text: &str) -> bool {
    text.chars().any(char::is_uppercase) && !text.chars().any(|c| c.is_lowercase() || is_title_digraph(c))
}

/// `str.islower`.
pub fn is_lower(text: &str) -> bool {
    text.chars().any(char::is_lowercase) && !text.chars().any(|c| c.is_uppercase() || is_title_digraph(c))
}

fn is_title_digraph(character: char) -> bool {
    matches!(character, 'ǅ' | 'ǈ' | 'ǋ' | 'ǲ')
}

/// `str.istitle`.
pub fn is_title(text: &str) -> bool {
    let (mut cased, mut in_word) = (false, false);
    for character in text.chars() {
        if character.is_uppercase() || is_title_digraph(character) {
            if in_word {
                return false;
            }
            (cased, in_word) = (true, true);
        } else if character.is_lowercase() {
            if !in_word {
                return false;
            }
            cased = true;
        } else {
            in_word = false;
        }
    }
    cased
}

/// `str.isidentifier`.
pub fn is_identifier(text: &str) -> bool {
    let mut characters = text.chars();
    let starts = characters.next().is_some_and(|first| first == '_' || first.is_alphabetic());
    starts && characters.all(|c| c == '_' || c.is_alphabetic() || integer::decimal_value(c).is_some() || is_mark(c))
}

fn push_title(out: &mut String, character: char) {
    match character {
        'Ǆ' | 'ǅ' | 'ǆ' => out.push('ǅ'),
        'Ǉ' | 'ǈ' | 'ǉ' => out.push('ǈ'),
        'Ǌ' | 'ǋ' | 'ǌ' => out.push('ǋ'),
        'Ǳ' | 'ǲ' | 'ǳ' => out.push('ǲ'),
        _ => {
            let mut upper = character.to_uppercase();
            out.extend(upper.next());
            out.extend(upper.flat_map(char::to_lowercase));
        }
    }
}

/// Lower case of the character at `at`: a sigma that ends a word has its own form.
fn push_lower(out: &mut String, text: &str, at: usize, character: char) {
    let cased = |character: Option<char>| character.is_some_and(|c| c.is_uppercase() || c.is_lowercase());
    let after = at + character.len_utf8();
    if character == 'Σ' && cased(text[..at].chars().next_back()) && !cased(text[after..].chars().next()) {
        out.push('ς');
    } else {
        out.extend(character.to_lowercase());
    }
}

/// `str.capitalize`.
pub fn capitalize(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut characters = text.chars();
    if let Some(first) = characters.next() {
        push_title(&mut out, first);
    }
    // Lower-cased as a whole, because a final sigma looks at what stands before it.
    let first_len = text.len() - characters.as_str().len();
    let lower = text.to_lowercase();
    let lower_first: usize = text[..first_len].to_lowercase().len();
    out.push_str(lower.get(lower_first..).unwrap_or(""));
    out
}

/// `str.title`: each run of cased characters starts with a capital.
pub fn title(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut in_word = false;
    for (at, character) in text.char_indices() {
        if in_word {
            push_lower(&mut out, text, at, character);
        } else {
            push_title(&mut out, character);
        }
        in_word = character.is_uppercase() || character.is_lowercase() || is_title_digraph(character);
    }
    out
}

/// `str.swapcase`.
pub fn swapcase(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for (at, character) in text.char_indices() {
        if character.is_uppercase() {
            push_lower(&mut out, text, at, character);
        } else {
            out.extend(character.to_uppercase());
        }
    }
    out
}

/// `str.casefold`, by way of upper case: right for the letters of living scripts.
pub fn casefold(text: &str) -> String {
    if text.is_ascii() {
        return text.to_ascii_lowercase();
    }
    let mut out = String::with_capacity(text.len());
    for character in text.chars() {
        if character == 'ı' {
            out.push(character);
        } else {
            out.extend(character.to_uppercase().flat_map(char::to_lowercase));
        }
    }
    out
}

/// Which ends `strip` works on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ends {
    /// `strip`.
    Both,
    /// `lstrip`.
    Left,
    /// `rstrip`.
    Right,
}

/// `strip`, `lstrip`, `rstrip`; no set of characters means whitespace.
pub fn strip<'a>(text: &'a str, set: Option<&str>, ends: Ends) -> &'a str {
    let drops = |character: char| match set {
        Some(set) => set.contains(character),
        None => is_space(character),
    };
    let text = if ends == Ends::Right { text } else { text.trim_start_matches(drops) };
    if ends == Ends::Left { text } else { text.trim_end_matches(drops) }
}

/// `str.splitlines`: the ranges of the lines, with their ends if `keep_ends`.
pub fn split_lines(text: &str, keep_ends: bool) -> Vec<Range<usize>> {
    let mut lines = Vec::new();
    let mut start = 0;
    let mut characters = text.char_indices().peekable();
    while let Some((at, character)) = characters.next() {
        let mut end = at + character.len_utf8();
        match character {
            '\r' => {
                if characters.next_if(|&(_, next)| next == '\n').is_some() {
                    end += 1;
                }
            }
            '\n' | '\x0b' | '\x0c' | '\x1c'..='\x1e' | '\u{85}' | '\u{2028}' | '\u{2029}' => {}
            _ => continue,
        }
        lines.push(start..if keep_ends { end } else { at });
        start = end;
    }
    if start < text.len() {
        lines.push(start..text.len());
    }
    lines
}

/// How many fill characters go left and right of a text of `len` in a field of `width`.
pub fn centre_padding(len: usize, width: usize) -> (usize, usize) {
    let padding = width.saturating_sub(len);
    let left = padding / 2 + (padding & width & 1);
    (left, padding - left)
}

/// `center`, `ljust`, `rjust`: a text between paddings.
pub fn padded(text: &str, fill: char, (left, right): (usize, usize)) -> Result<String, Fault> {
    if left.saturating_add(right) > TEXT_MAX {
        return Err(Fault::memory());
    }
    let mut out = String::with_capacity(text.len() + (left + right) * fill.len_utf8());
    out.extend(std::iter::repeat_n(fill, left));
    out.push_str(text);
    out.extend(std::iter::repeat_n(fill, right));
    Ok(out)
}

/// `zfill`: zeros after the sign.
pub fn zfill(text: &str, width: usize) -> Result<String, Fault> {
    let zeros = width.saturating_sub(text.chars().count());
    let signed = usize::from(text.starts_with(['+', '-']));
    let rest = padded(&text[signed..], '0', (zeros, 0))?;
    Ok(format!("{}{rest}", &text[..signed]))
}

/// `expandtabs`; a size of zero or less drops the tabs.
pub fn expand_tabs(text: &str, size: i64) -> Result<String, Fault> {
    let mut out = String::with_capacity(text.len());
    let mut column = 0i64;
    for character in text.chars() {
        match character {
            '\t' if size > 0 => {
                let blanks = size - column % size;
                if out.len() as i64 + blanks > TEXT_MAX as i64 {
                    return Err(Fault::memory());
                }
                out.extend(std::iter::repeat_n(' ', blanks as usize));
                column += blanks;
            }
            '\t' => {}
            _ => {
                out.push(character);
                column = if matches!(character, '\n' | '\r') { 0 } else { column + 1 };
            }
        }
    }
    Ok(out)
}

/// `replace(old, new, max)`; an empty `old` stands before each character and at the end.
pub fn replace(text: &str, old: &str, new: &str, max: usize) -> Result<String, Fault> {
    let grown = new.len().saturating_mul(if old.is_empty() { text.len() + 1 } else { text.len() / old.len() }.min(max));
    if grown > TEXT_MAX {
        return Err(Fault::memory());
    }
    Ok(text.replacen(old, new, max))
}

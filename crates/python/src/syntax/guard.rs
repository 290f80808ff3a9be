//! Limits on nesting, checked on the bare text before the parser (which recurses) sees it, so that no text can overflow the stack.

use super::{SourceProblem, problem};
use ruff_text_size::{TextRange, TextSize};

/// Open brackets at one time, as `CPython`'s parser allows.
const BRACKETS_MAX: usize = 60;
/// Indentation levels, as `CPython`'s tokenizer allows.
const INDENTS_MAX: usize = 60;
/// Operators, calls, attributes in a row within one pair of brackets: each is a level of the syntax tree.
const CHAIN_MAX: usize = 160;
/// Longest text.
const TEXT_MAX: usize = 1 << 20;

/// Refuses texts that are nested too deep.
pub(super) fn check(text: &str) -> Result<(), SourceProblem> {
    if text.len() > TEXT_MAX {
        return Err(problem(text, TextRange::default(), "the text is longer than 1048576 bytes".to_owned()));
    }
    let bytes = text.as_bytes();
    let mut at = 0;
    let mut chains = vec![0_usize];
    let mut indents = vec![0_usize];
    let mut line_begins = true;
    let fail = |at: usize, message: &str| {
        let start = TextSize::new(at as u32);
        Err(problem(text, TextRange::new(start, start + TextSize::new(1)), message.to_owned()))
    };
    while at < bytes.len() {
        let byte = bytes[at];
        if line_begins && chains.len() == 1 {
            let width = bytes[at..].iter().take_while(|byte| **byte == b' ' || **byte == b'\t').count();
            let blank = matches!(bytes.get(at + width), None | Some(b'\n' | b'\r' | b'#'));
            if !blank {
                while indents.last().is_some_and(|indent| *indent > width) {
                    indents.pop();
                }
                if indents.last().is_some_and(|indent| *indent < width) {
                    indents.push(width);
                }
                if indents.len() > INDENTS_MAX {
                    return fail(at, "too many levels of indentation");
                }
            }
            chains[0] = 0;
        }
        line_begins = false;
        match byte {
            b'#' => {
                while at < bytes.len() && bytes[at] != b'\n' {
                    at += 1;
                }
                continue;
            }
            b'\n' => line_begins = true,
            b'"' | b'\'' => {
                at = string_end(bytes, at, &mut chains);
                if chains.len() > BRACKETS_MAX {
                    return fail(at.min(bytes.len() - 1), "too many nested parentheses");
                }
                continue;
            }
            b'(' | b'[' | b'{' => {
                *chains.last_mut().expect("invariant: never empty") += 1;
                chains.push(0);
                if chains.len() > BRACKETS_MAX {
                    return fail(at, "too many nested parentheses");
                }
            }
            b')' | b']' | b'}' if chains.len() > 1 => {
                chains.pop();
            }
            b',' | b';' => *chains.last_mut().expect("invariant: never empty") = 0,
            b'.' | b'+' | b'-' | b'*' | b'/' | b'%' | b'@' | b'&' | b'|' | b'^' | b'~' | b'<' | b'>' | b':' => {
                *chains.last_mut().expect("invariant: never empty") += 1;
            }
            b'a'..=b'z' => {
                let end = bytes[at..]
                    .iter()
                    .position(|byte| !byte.is_ascii_alphanumeric() && *byte != b'_')
                    .map_or(bytes.len(), |length| at + length);
                if matches!(&bytes[at..end], b"not" | b"if" | b"lambda" | b"yield" | b"await" | b"else" | b"in" | b"is")
                {
                    *chains.last_mut().expect("invariant: never empty") += 1;
                }
                at = end;
                continue;
            }
            _ => {}
        }
        if chains.iter().sum::<usize>() > CHAIN_MAX * 4 || chains.last().is_some_and(|chain| *chain > CHAIN_MAX) {
            return fail(at, "too many operators in a row");
        }
        at += 1;
    }
    Ok(())
}

/// Where a string ends. Brackets of replacement fields count: the parser goes into them.
fn string_end(bytes: &[u8], start: usize, chains: &mut Vec<usize>) -> usize {
    let quote = bytes[start];
    let triple = bytes.get(start + 1) == Some(&quote) && bytes.get(start + 2) == Some(&quote);
    let formatted = bytes[..start].iter().rev().take(2).any(|byte| matches!(byte, b'f' | b'F'));
    let mut depth = 0_usize;
    let mut deepest = 0;
    let mut at = start + if triple { 3 } else { 1 };
    while at < bytes.len() {
        match bytes[at] {
            b'\\' => at += 1,
            b'\n' if !triple => return at,
            b'(' | b'[' | b'{' if formatted => {
                depth += 1;
                deepest = deepest.max(depth);
            }
            b')' | b']' | b'}' if formatted => depth = depth.saturating_sub(1),
            byte if byte == quote => {
                if !triple {
                    at += 1;
                    break;
                }
                if bytes.get(at + 1) == Some(&quote) && bytes.get(at + 2) == Some(&quote) {
                    at += 3;
                    break;
                }
            }
            _ => {}
        }
        at += 1;
    }
    if chains.len() + deepest > BRACKETS_MAX {
        chains.resize(BRACKETS_MAX + 1, 0);
    }
    at.min(bytes.len())
}

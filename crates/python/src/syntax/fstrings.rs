//! What was allowed in f-strings by a later Python, in the words of 3.11, for which an f-string is one token up to the next quote of its
//! kind, and is looked into afterwards: so it complains about what is left before that quote, at the token that comes next.

use super::pieces::range_of;
use super::{SourceProblem, problem};
use ruff_python_ast::token::TokenKind;
use ruff_python_parser::{Parsed, UnsupportedSyntaxError, UnsupportedSyntaxErrorKind};
use ruff_text_size::Ranged;
use std::ops::Range;

/// The problem of an f-string that is none for a later Python; `None` for other problems.
pub(super) fn of_later_version<T>(
    text: &str,
    parsed: &Parsed<T>,
    error: &UnsupportedSyntaxError,
) -> Option<SourceProblem> {
    if !matches!(error.kind, UnsupportedSyntaxErrorKind::Pep701FString(_)) {
        return None;
    }
    // Which of them only the parser's own words tell.
    let words = error.to_string();
    let backslash = words.contains("backslash");
    if !backslash && !words.contains("quote") {
        return None;
    }
    let at = error.range.start().to_usize();
    let start = outermost(parsed, at)?;
    let inside = literal(text, start)?;
    let message = if backslash && inside.contains(&at) {
        "f-string expression part cannot include a backslash".to_owned()
    } else {
        unfinished(text.get(inside.clone())?)?
    };
    let quote = quote_at(text, inside.end)?;
    let mut next = inside.end + quote.len();
    // Strings that follow directly belong to the same.
    loop {
        let rest = text.get(next..)?;
        next += rest.len() - rest.trim_start_matches([' ', '\t']).len();
        match literal(text, next) {
            Some(inside) => next = inside.end + quote_at(text, inside.end)?.len(),
            None => break,
        }
    }
    let rest = text.get(next..)?;
    if rest.starts_with('\\') {
        let message = "unexpected character after line continuation character";
        return Some(problem(text, range_of(next + 1..next + 2), message.to_owned()));
    }
    let word = rest.len() - rest.trim_start_matches(|c: char| c.is_alphanumeric() || c == '_').len();
    Some(problem(text, range_of(next..next + word.max(1)), message))
}

/// Where the outermost f-string begins that a place is in.
fn outermost<T>(parsed: &Parsed<T>, at: usize) -> Option<usize> {
    let mut open = Vec::new();
    for token in parsed.tokens().iter().take_while(|token| token.range().start().to_usize() <= at) {
        match token.kind() {
            TokenKind::FStringStart => open.push(token.range().start().to_usize()),
            TokenKind::FStringEnd => {
                open.pop();
            }
            _ => {}
        }
    }
    open.first().copied()
}

fn quote_at(text: &str, at: usize) -> Option<&str> {
    let rest = text.get(at..)?;
    ["\"\"\"", "'''", "\"", "'"].into_iter().find(|quote| rest.starts_with(quote))
}

/// What is between the quotes of the string that begins at a place, by the rules of 3.11.
fn literal(text: &str, start: usize) -> Option<Range<usize>> {
    let rest = text.get(start..)?;
    let prefix = rest.len() - rest.trim_start_matches(|c: char| "bBrRuUfF".contains(c)).len();
    let quote = quote_at(text, start + prefix).filter(|_| prefix <= 2)?;
    let first = start + prefix + quote.len();
    let mut escaped = false;
    for (at, character) in text.get(first..)?.char_indices() {
        if escaped {
            escaped = false;
        } else if character == '\\' {
            escaped = true;
        } else if text[first + at..].starts_with(quote) {
            return Some(first..first + at);
        } else if character == '\n' && quote.len() == 1 {
            return None;
        }
    }
    None
}

/// What is wrong with the text of an f-string whose last replacement field does not end.
fn unfinished(text: &str) -> Option<String> {
    let mut brackets: Vec<char> = Vec::new();
    let mut quote = None;
    let mut fields = 0_usize;
    let mut characters = text.chars().peekable();
    while let Some(character) = characters.next() {
        match (character, quote) {
            (_, Some(open)) if character == open => quote = None,
            (_, Some(_)) => {}
            ('{', _) if fields == 0 && characters.peek() == Some(&'{') => {
                characters.next();
            }
            ('{', _) if fields == 0 || brackets.is_empty() && fields == 1 && text.contains(':') => fields += 1,
            ('}', _) if brackets.is_empty() => fields = fields.saturating_sub(1),
            ('\'' | '"', _) if fields > 0 => quote = Some(character),
            ('(' | '[' | '{', _) if fields > 0 => brackets.push(character),
            (')' | ']' | '}', _) if fields > 0 => {
                brackets.pop();
            }
            _ => {}
        }
    }
    match brackets.last() {
        _ if fields == 0 => None,
        Some(open) => Some(format!("f-string: unmatched '{open}'")),
        None => Some("f-string: expecting '}'".to_owned()),
    }
}

//! The tokens of a text that cannot be parsed, and what may stand around a place in it.

use ruff_python_ast::Expr;
use ruff_python_parser::{Parsed, parse_expression};
use ruff_text_size::{Ranged, TextRange, TextSize};

/// How many tokens of an expression are looked at for a message.
const TOKENS_MAX: usize = 64;

/// A text and its tokens.
pub(super) struct Pieces<'a> {
    pub(super) text: &'a str,
    /// Places of those that have a text, ascending.
    places: Vec<TextRange>,
}

impl<'a> Pieces<'a> {
    pub(super) fn of<T>(text: &'a str, parsed: &Parsed<T>) -> Self {
        let mut pieces = Self { text, places: Vec::new() };
        let places = parsed.tokens().iter().map(Ranged::range);
        pieces.places = places.filter(|place| !pieces.at(*place).trim().is_empty()).collect();
        pieces
    }

    fn at(&self, place: TextRange) -> &'a str {
        self.text.get(place.start().to_usize()..place.end().to_usize()).unwrap_or_default()
    }

    /// Brackets and commas, each with its text and place.
    fn separators(&self) -> impl Iterator<Item = (&'a str, TextRange)> {
        let pieces = self.places.iter().map(|place| (self.at(*place), *place));
        pieces.filter(|(piece, _)| matches!(*piece, "(" | "[" | "{" | ")" | "]" | "}" | ","))
    }

    /// The bracket that closes the innermost one around a place.
    pub(super) fn closing_bracket(&self, range: TextRange) -> Option<TextRange> {
        let mut depth = 0;
        for (piece, place) in self.separators().skip_while(|(_, place)| place.start() < range.end()) {
            match piece {
                "(" | "[" | "{" => depth += 1,
                "," => {}
                _ if depth == 0 => return Some(place),
                _ => depth -= 1,
            }
        }
        None
    }

    /// Where tokens begin that could begin an expression before `at`: those of the same item within the innermost brackets.
    fn starts_before(&self, at: TextSize) -> Vec<usize> {
        // Where brackets and their items begin that are open at `at`, the innermost last.
        let mut open: Vec<(TextSize, TextSize)> = Vec::new();
        for (piece, place) in self.separators().take_while(|(_, place)| place.start() < at) {
            match (piece, open.last_mut()) {
                ("(" | "[" | "{", _) => open.push((place.start(), place.end())),
                (",", Some((_, start))) => *start = place.end(),
                (",", None) => {}
                _ => {
                    open.pop();
                }
            }
        }
        let Some(&(bracket, item)) = open.last() else { return Vec::new() };
        let header = TextRange::new(TextSize::new(line_around(self.text, bracket).start as u32), bracket);
        let name = self.at(header).trim_start().strip_prefix("def ");
        let before = self.at(TextRange::new(item, at)).trim_start();
        // Names of parameters are no expressions.
        if name.is_some_and(|name| !name.contains('(')) || before.starts_with("lambda") && !before.contains(':') {
            return Vec::new();
        }
        let places = self.places.iter().skip_while(|place| place.start() < item);
        places
            .map(Ranged::start)
            .take_while(|start| *start < at)
            .take(TOKENS_MAX)
            .map(|start| start.to_usize())
            .collect()
    }

    /// `a if b` where `else` is missing before `range`: its place.
    pub(super) fn forgotten_else(&self, range: TextRange) -> Option<TextRange> {
        let at = range.start().to_usize();
        let begin = self.starts_before(range.start()).into_iter().find(|start| {
            let whole = self.text.get(*start..at).map(|piece| format!("{} else 0", piece.trim_end()));
            let parsed = whole.and_then(|whole| parse_expression(&whole).ok());
            parsed.is_some_and(|parsed| matches!(parsed.into_expr(), Expr::If(_)))
        })?;
        Some(range_of(begin..begin + self.text.get(begin..at)?.trim_end().len()))
    }

    /// Two expressions side by side within brackets, where the second begins at `range`: the place of both.
    pub(super) fn forgotten_comma(&self, range: TextRange) -> Option<TextRange> {
        let at = range.start().to_usize();
        let end = self.expression_end(range.start())?;
        // The longest of what may stand before an operator.
        let begin = self.starts_before(range.start()).into_iter().find(|start| {
            let parsed = self.text.get(*start..at).map(|piece| parse_expression(piece.trim()));
            match parsed.and_then(Result::ok).map(Parsed::into_expr) {
                None | Some(Expr::If(_) | Expr::Lambda(_) | Expr::Starred(_) | Expr::Named(_)) => false,
                Some(Expr::Tuple(tuple)) => tuple.parenthesized,
                Some(_) => true,
            }
        })?;
        let first = self.text.get(begin..at)?.trim();
        let is_name = first.starts_with(|character: char| character.is_alphabetic() || character == '_')
            && first.chars().all(|character| character.is_alphanumeric() || character == '_');
        let text_follows = self.text.get(at..).is_some_and(|rest| rest.starts_with(['"', '\'']));
        if is_name && text_follows || matches!(first, "match" | "case" | "_" | "print" | "exec") {
            return None;
        }
        Some(range_of(begin..end))
    }

    /// Where the longest expression ends that begins at `at`.
    pub(super) fn expression_end(&self, at: TextSize) -> Option<usize> {
        let mut depth = 0;
        let mut found = None;
        for place in self.places.iter().skip_while(|place| place.start() < at).take(TOKENS_MAX) {
            match self.at(*place) {
                "(" | "[" | "{" => depth += 1,
                "," | ")" | "]" | "}" if depth == 0 => break,
                ")" | "]" | "}" => depth -= 1,
                _ => {}
            }
            if depth == 0 && parse_expression(self.at(TextRange::new(at, place.end()))).is_ok() {
                found = Some(place.end().to_usize());
            }
        }
        found
    }
}

/// Bytes of the line around a place, without its end.
pub(super) fn line_around(text: &str, at: TextSize) -> std::ops::Range<usize> {
    let at = at.to_usize().min(text.len());
    let start = text.get(..at).and_then(|before| before.rfind('\n')).map_or(0, |end| end + 1);
    let end = text.get(at..).and_then(|rest| rest.find('\n')).map_or(text.len(), |end| at + end);
    start..end
}

pub(super) fn range_of(range: std::ops::Range<usize>) -> TextRange {
    TextRange::new(TextSize::new(range.start as u32), TextSize::new(range.end.max(range.start) as u32))
}

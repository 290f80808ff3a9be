//! The line of carets under a line of a traceback: which part of it failed, and which operator or brackets inside that part.

use crate::compile::code::Place;
use ruff_python_ast::Expr;
use ruff_text_size::Ranged;

/// Columns that a text takes: wide characters take two.
fn width(text: &str) -> usize {
    let wide = |character: char| {
        matches!(character as u32,
            0x1100..=0x115F | 0x2E80..=0xA4CF | 0xAC00..=0xD7A3 | 0xF900..=0xFAFF | 0xFE30..=0xFE6F | 0xFF00..=0xFF60
            | 0xFFE0..=0xFFE6 | 0x1F300..=0x1F64F | 0x1F900..=0x1F9FF | 0x20000..=0x3FFFD)
    };
    text.chars().map(|character| 1 + usize::from(wide(character))).sum()
}

/// The caret line under a source line, without the four spaces before it. If `shifted`, blanks behind the line move the carets to the left, as the
/// `traceback` module does.
pub(super) fn carets(line: &str, place: &Place, shifted: bool) -> Option<String> {
    let indent = line.len() - line.trim_start().len();
    let trimmed_end = line.trim_end().len();
    let characters = |byte: usize| line.get(..byte).map_or(0, width);
    let start = characters(place.column as usize);
    let mut anchors: Option<(usize, usize)> = None;
    let end = if place.line == place.end_line {
        let segment = line.get(place.column as usize..place.end_column as usize)?;
        anchors = anchors_of(segment).map(|(left, right)| {
            let count = |byte: usize| segment.get(..byte).map_or(0, width);
            (start + count(left), start + count(right))
        });
        characters(place.end_column as usize)
    } else {
        characters(trimmed_end)
    };
    let indent = characters(indent);
    let whole = characters(if shifted { trimmed_end } else { line.len() }) - indent;
    if end <= start || end - start == whole && anchors.is_none() {
        return None;
    }
    let blanks = if shifted { line.len() - line.trim_end().len() } else { 0 };
    let mut out = String::new();
    for at in (indent + blanks).min(start)..end {
        out.push(match anchors {
            _ if at < start => ' ',
            Some((left, right)) if at < left || at >= right => '~',
            _ => '^',
        });
    }
    Some(out)
}

/// Byte range of the operator or of the subscript's brackets, if the segment is such an expression.
fn anchors_of(segment: &str) -> Option<(usize, usize)> {
    let parsed = ruff_python_parser::parse_expression(segment).ok()?;
    match parsed.expr() {
        Expr::BinOp(operation) => {
            let bytes = segment.as_bytes();
            let left_end = operation.left.range().end().to_usize();
            let right_start = operation.right.range().start().to_usize();
            let at = (left_end..right_start).find(|at| !bytes[*at].is_ascii_whitespace() && bytes[*at] != b')')?;
            let two = at + 1 < right_start && !bytes[at + 1].is_ascii_whitespace();
            Some((at, at + 1 + usize::from(two)))
        }
        Expr::Subscript(subscript) => {
            let bracket = |from: usize, bracket: char| segment.get(from..)?.find(bracket).map(|at| from + at);
            let left = bracket(subscript.value.range().end().to_usize(), '[')?;
            Some((left, bracket(subscript.slice.range().end().to_usize(), ']')? + 1))
        }
        _ => None,
    }
}

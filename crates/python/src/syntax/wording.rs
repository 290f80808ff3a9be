//! Problems that the parser finds, in the words of `CPython` 3.11 where one of its messages says the same.

use super::{SourceProblem, problem};
use ruff_python_parser::{LexicalErrorType, ParseError, ParseErrorType, UnsupportedSyntaxError};
use ruff_text_size::{Ranged, TextRange, TextSize};

/// A problem of the text, with its place.
pub(super) fn of_error(text: &str, error: &ParseError) -> SourceProblem {
    let mut range = error.location;
    let message = match &error.error {
        ParseErrorType::ExpectedToken { .. } | ParseErrorType::ExpectedExpression => {
            if let Some(found) = unclosed(text) {
                return found;
            }
            expected(text, &mut range, &error.error)
        }
        ParseErrorType::Lexical(lexical) => {
            if let Some(found) = unclosed(text).filter(|_| matches!(lexical, LexicalErrorType::Eof)) {
                return found;
            }
            of_lexical(lexical, text, &mut range)
        }
        ParseErrorType::SimpleStatementsOnSameLine | ParseErrorType::SimpleAndCompoundStatementOnSameLine => {
            "invalid syntax".to_owned()
        }
        ParseErrorType::UnexpectedIndentation => "unexpected indent".to_owned(),
        ParseErrorType::InvalidAssignmentTarget => assignment_target(text, range),
        ParseErrorType::InvalidDeleteTarget => "cannot delete expression".to_owned(),
        ParseErrorType::InvalidAugmentedAssignmentTarget => "illegal expression for augmented assignment".to_owned(),
        ParseErrorType::PositionalAfterKeywordArgument => "positional argument follows keyword argument".to_owned(),
        ParseErrorType::PositionalAfterKeywordUnpacking => {
            "positional argument follows keyword argument unpacking".to_owned()
        }
        ParseErrorType::NonDefaultParamAfterDefaultParam => "non-default argument follows default argument".to_owned(),
        ParseErrorType::OtherError(other) => other_words(other),
        ParseErrorType::FStringError(_) => format!("f-string: {}", "invalid syntax"),
        _ => "invalid syntax".to_owned(),
    };
    problem(text, range, message)
}

fn other_words(message: &str) -> String {
    if let Some(rest) = message.strip_prefix("Expected an indented block after ") {
        let what = rest.trim_matches('`');
        return format!("expected an indented block after {what}");
    }
    if message.starts_with("Expected") || message.contains('`') {
        return "invalid syntax".to_owned();
    }
    message.to_owned()
}

fn of_lexical(lexical: &LexicalErrorType, text: &str, range: &mut TextRange) -> String {
    match lexical {
        LexicalErrorType::UnclosedStringError | LexicalErrorType::StringError => {
            let line = text.get(..range.start().to_usize()).map_or(1, |before| before.matches('\n').count() + 1);
            let start = range.start();
            let triple = text.get(start.to_usize()..).is_some_and(|rest| {
                rest.trim_start_matches(|character: char| character.is_ascii_alphabetic()).starts_with("\"\"\"")
                    || rest.trim_start_matches(|character: char| character.is_ascii_alphabetic()).starts_with("'''")
            });
            *range = TextRange::new(start, start + TextSize::new(1));
            if triple {
                let last = text.lines().count();
                return format!("unterminated triple-quoted string literal (detected at line {last})");
            }
            format!("unterminated string literal (detected at line {line})")
        }
        LexicalErrorType::IndentationError => "unindent does not match any outer indentation level".to_owned(),
        LexicalErrorType::InvalidByteLiteral => "bytes can only contain ASCII literal characters".to_owned(),
        LexicalErrorType::LineContinuationError => "unexpected character after line continuation character".to_owned(),
        LexicalErrorType::Eof => "unexpected EOF while parsing".to_owned(),
        LexicalErrorType::UnrecognizedToken { tok } => {
            format!("invalid character '{tok}' (U+{:04X})", *tok as u32)
        }
        LexicalErrorType::UnicodeError
            if text.get(..range.start().to_usize()).is_some_and(|before| before.ends_with("\\N{")) =>
        {
            // The table of all names is larger than everything else of the page.
            let line = text.get(..range.start().to_usize()).map_or(1, |before| before.matches('\n').count() + 1);
            format!("line {line}: `\\N{{...}}` is Python, but Sockscope does not know the names of characters")
        }
        LexicalErrorType::OtherError(message) => message.to_string(),
        _ => "invalid syntax".to_owned(),
    }
}

/// What `CPython` says where a token is missing.
fn expected(text: &str, range: &mut TextRange, error: &ParseErrorType) -> String {
    let words = error.to_string();
    let start = range.start().to_usize();
    let rest = text.get(start..).unwrap_or_default();
    if words.contains("Expected `:`") || words.contains("Expected ':'") {
        let end = range.start().to_usize().min(text.len());
        if rest.starts_with('=') && !rest.starts_with("==") {
            return "invalid syntax. Maybe you meant '==' or ':=' instead of '='?".to_owned();
        }
        *range = TextRange::new(TextSize::new(end as u32), TextSize::new(end as u32 + 1));
        if rest.is_empty() || rest.starts_with(['\n', '\r', '#']) {
            return "expected ':'".to_owned();
        }
    }
    if words.contains("indented block") {
        return words.replace("Expected", "expected");
    }
    "invalid syntax".to_owned()
}

fn assignment_target(text: &str, range: TextRange) -> String {
    let target = text.get(range.start().to_usize()..range.end().to_usize()).unwrap_or_default();
    let after = text.get(range.end().to_usize()..).unwrap_or_default().trim_start();
    let hint = if after.starts_with('=') { " here. Maybe you meant '==' instead of '='?" } else { "" };
    let what = match ruff_python_parser::parse_expression(target).ok().map(ruff_python_parser::Parsed::into_expr) {
        Some(ruff_python_ast::Expr::Call(_)) => "function call",
        Some(
            ruff_python_ast::Expr::StringLiteral(_)
            | ruff_python_ast::Expr::NumberLiteral(_)
            | ruff_python_ast::Expr::BytesLiteral(_),
        ) => "literal",
        Some(ruff_python_ast::Expr::BooleanLiteral(_) | ruff_python_ast::Expr::NoneLiteral(_)) => {
            return format!("cannot assign to {target}");
        }
        Some(ruff_python_ast::Expr::Compare(_)) => "comparison",
        Some(ruff_python_ast::Expr::FString(_)) => "f-string expression",
        Some(ruff_python_ast::Expr::Lambda(_)) => "lambda",
        _ => "expression",
    };
    format!("cannot assign to {what}{hint}")
}

/// The innermost bracket that is never closed, or one that closes another kind.
fn unclosed(text: &str) -> Option<SourceProblem> {
    let parsed = ruff_python_parser::parse_unchecked(
        text,
        ruff_python_parser::ParseOptions::from(ruff_python_parser::Mode::Module),
    );
    let mut open: Vec<(char, TextRange)> = Vec::new();
    for token in parsed.tokens() {
        let range = token.range();
        let piece = text.get(range.start().to_usize()..range.end().to_usize()).unwrap_or_default();
        match piece {
            "(" | "[" | "{" => open.push((piece.chars().next()?, range)),
            ")" | "]" | "}" => match open.pop() {
                None => return Some(problem(text, range, format!("unmatched '{piece}'"))),
                Some((opening, _)) => {
                    let fits = matches!((opening, piece), ('(', ")") | ('[', "]") | ('{', "}"));
                    if !fits {
                        let message =
                            format!("closing parenthesis '{piece}' does not match opening parenthesis '{opening}'");
                        return Some(problem(text, range, message));
                    }
                }
            },
            _ => {}
        }
    }
    let (bracket, range) = open.pop()?;
    Some(problem(text, range, format!("'{bracket}' was never closed")))
}

/// Syntax of a later Python.
pub(super) fn of_version(error: &UnsupportedSyntaxError) -> String {
    format!("invalid syntax ({error})")
}

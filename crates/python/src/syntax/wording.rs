//! Problems that the parser finds, in the words of `CPython` 3.11 where one of its messages says the same.

use super::pieces::{Pieces, line_around, range_of};
use super::{SourceProblem, problem};
use ruff_python_parser::{
    InterpolatedStringErrorType, LexicalErrorType, ParseError, ParseErrorType, UnsupportedSyntaxError,
};
use ruff_text_size::{TextRange, TextSize};

/// A problem of the text, with its place.
pub(super) fn of_error(pieces: &Pieces<'_>, error: &ParseError) -> SourceProblem {
    let (text, mut range) = (pieces.text, error.location);
    let message = match &error.error {
        ParseErrorType::ExpectedToken { .. } | ParseErrorType::ExpectedExpression => {
            if let Some(whole) = pieces.forgotten_else(range) {
                range = whole;
                "expected 'else' after 'if' expression".to_owned()
            } else if let Some(both) = pieces.forgotten_comma(range) {
                range = both;
                "invalid syntax. Perhaps you forgot a comma?".to_owned()
            } else {
                expected(text, &mut range, &error.error)
            }
        }
        ParseErrorType::SimpleStatementsOnSameLine => match print_statement(text, range) {
            Some((whole, name)) => {
                range = whole;
                format!("Missing parentheses in call to '{name}'. Did you mean {name}(...)?")
            }
            None => "invalid syntax".to_owned(),
        },
        ParseErrorType::UnexpectedIndentation => "unexpected indent".to_owned(),
        ParseErrorType::InvalidAssignmentTarget => assignment_target(text, range),
        ParseErrorType::InvalidDeleteTarget => format!("cannot delete {}", kind_of(text, range)),
        ParseErrorType::InvalidAugmentedAssignmentTarget => "illegal expression for augmented assignment".to_owned(),
        ParseErrorType::PositionalAfterKeywordArgument => {
            range = pieces.closing_bracket(range).unwrap_or(range);
            "positional argument follows keyword argument".to_owned()
        }
        ParseErrorType::InvalidArgumentUnpackingOrder => {
            "iterable argument unpacking follows keyword argument unpacking".to_owned()
        }
        ParseErrorType::PositionalAfterKeywordUnpacking => {
            "positional argument follows keyword argument unpacking".to_owned()
        }
        ParseErrorType::NonDefaultParamAfterDefaultParam => "non-default argument follows default argument".to_owned(),
        ParseErrorType::OtherError(other) if other.starts_with("Only single target (not tuple)") => {
            let piece = text.get(range.start().to_usize()..range.end().to_usize()).unwrap_or_default();
            let end = piece.find(',').map_or(range.end().to_usize(), |comma| range.start().to_usize() + comma);
            range = range_of(range.start().to_usize()..end);
            "only single target (not tuple) can be annotated".to_owned()
        }
        ParseErrorType::OtherError(other) if other == "Expected a parameter name" => match kind_of(text, range) {
            name @ ("True" | "False" | "None") => format!("cannot assign to {name}"),
            _ => "expression cannot contain assignment, perhaps you meant \"==\"?".to_owned(),
        },
        ParseErrorType::UnparenthesizedGeneratorExpression => "Generator expression must be parenthesized".to_owned(),
        ParseErrorType::OtherError(other) => {
            let words = other_words(other, text, range);
            if words.starts_with("expected an indented block") {
                range = range_of(range.start().to_usize()..range.start().to_usize() + 1);
            }
            words
        }
        ParseErrorType::FStringError(fault) | ParseErrorType::Lexical(LexicalErrorType::FStringError(fault)) => {
            of_format(fault).to_owned()
        }
        ParseErrorType::Lexical(lexical) => of_lexical(lexical, text, &mut range),
        _ => "invalid syntax".to_owned(),
    };
    problem(text, range, message)
}

fn of_format(fault: &InterpolatedStringErrorType) -> &'static str {
    match fault {
        InterpolatedStringErrorType::UnclosedLbrace => "f-string: expecting '}'",
        InterpolatedStringErrorType::SingleRbrace => "f-string: single '}' is not allowed",
        _ => "f-string: invalid syntax",
    }
}

fn other_words(message: &str, text: &str, range: TextRange) -> String {
    if let Some(rest) = message.strip_prefix("Expected an indented block after ") {
        let what = rest.replace("`class`", "class").replace('`', "'").replace(" clause", " statement");
        let before = text.get(..range.start().to_usize()).unwrap_or_default();
        let is_code = |line: &&str| !line.trim().is_empty() && !line.trim_start().starts_with('#');
        let line = before.lines().count() - before.lines().rev().take_while(|line| !is_code(line)).count();
        return format!("expected an indented block after {what} on line {line}");
    }
    if message.contains("`except` or `finally`") {
        return "expected 'except' or 'finally' block".to_owned();
    }
    if message.contains("one or more exception types") || message.starts_with("Cannot have both 'except'") {
        return format!("{}{}", message[..1].to_lowercase(), &message[1..]);
    }
    if message.starts_with("Expected") || message.contains('`') {
        return "invalid syntax".to_owned();
    }
    message.to_owned()
}

/// `print "..."` of an older Python: its place and name.
fn print_statement(text: &str, range: TextRange) -> Option<(TextRange, &'static str)> {
    let line = line_around(text, range.start());
    let before = text.get(line.start..range.start().to_usize())?.trim_end();
    let name = ["print", "exec"].into_iter().find(|name| before.ends_with(name))?;
    let start = line.start + before.len() - name.len();
    let earlier = text.get(line.start..start)?.trim_end();
    let end = line.start + text.get(line)?.trim_end().len();
    (earlier.is_empty() || earlier.ends_with([':', ';'])).then(|| (range_of(start..end), name))
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
        LexicalErrorType::IndentationError => {
            let end = line_around(text, range.start()).end;
            *range = range_of(end..end + 1);
            "unindent does not match any outer indentation level".to_owned()
        }
        LexicalErrorType::InvalidByteLiteral => "bytes can only contain ASCII literal characters".to_owned(),
        LexicalErrorType::LineContinuationError => "unexpected character after line continuation character".to_owned(),
        LexicalErrorType::Eof => "unexpected EOF while parsing".to_owned(),
        LexicalErrorType::UnrecognizedToken { tok } => {
            if tok.is_ascii() {
                return "invalid syntax".to_owned();
            }
            format!("invalid character '{tok}' (U+{:04X})", *tok as u32)
        }
        LexicalErrorType::UnicodeError
            if text.get(..range.start().to_usize()).is_some_and(|before| before.ends_with("\\N{")) =>
        {
            // The table of all names is larger than everything else of the page.
            let line = text.get(..range.start().to_usize()).map_or(1, |before| before.matches('\n').count() + 1);
            format!("line {line}: `\\N{{...}}` is Python, but Sockscope does not know the names of characters")
        }
        LexicalErrorType::OtherError(message) if message.contains("decimal integer literal") => {
            *range = TextRange::new(range.start(), range.start() + TextSize::new(1));
            "leading zeros in decimal integer literals are not permitted; use an 0o prefix for octal integers"
                .to_owned()
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
            let line = line_around(text, range.start());
            let before = text.get(line.start..start).unwrap_or_default();
            let begin =
                before.trim_start().find(' ').map_or(start, |blank| start - before.trim_start().len() + blank + 1);
            let after = text.get(start..line.end).unwrap_or_default();
            let condition = after.split_once(':').map_or(after, |(condition, _)| condition).trim_end();
            *range = range_of(begin..start + condition.len());
            return "invalid syntax. Maybe you meant '==' or ':=' instead of '='?".to_owned();
        }
        *range = TextRange::new(TextSize::new(end as u32), TextSize::new(end as u32 + 1));
        let line = text.get(line_around(text, range.start()).start..start).unwrap_or_default().trim();
        let is_forced = matches!(line, "try" | "else" | "finally") || line.starts_with("def ") && line.contains('(');
        if is_forced || rest.is_empty() || rest.starts_with(['\n', '\r', '#']) {
            return "expected ':'".to_owned();
        }
    }
    if words.contains("Expected `(`") || words.contains("Expected '('") {
        let line = text.get(line_around(text, range.start()).start..start).unwrap_or_default().trim();
        if line.strip_prefix("def ").is_some_and(|name| !name.trim().is_empty()) {
            return "expected '('".to_owned();
        }
    }
    if words.contains("indented block") {
        return words.replace("Expected", "expected");
    }
    "invalid syntax".to_owned()
}

fn assignment_target(text: &str, range: TextRange) -> String {
    let after = text.get(range.end().to_usize()..).unwrap_or_default().trim_start();
    let what = kind_of(text, range);
    if matches!(what, "True" | "False" | "None") {
        return format!("cannot assign to {what}");
    }
    let hint = if after.starts_with('=') { " here. Maybe you meant '==' instead of '='?" } else { "" };
    format!("cannot assign to {what}{hint}")
}

/// What kind of expression a piece of the text is, in the words of the messages.
fn kind_of(text: &str, range: TextRange) -> &'static str {
    use ruff_python_ast::Expr;
    let piece = text.get(range.start().to_usize()..range.end().to_usize()).unwrap_or_default();
    match ruff_python_parser::parse_expression(piece).ok().map(ruff_python_parser::Parsed::into_expr) {
        Some(Expr::Call(_)) => "function call",
        Some(Expr::StringLiteral(_) | Expr::NumberLiteral(_) | Expr::BytesLiteral(_)) => "literal",
        Some(Expr::BooleanLiteral(literal)) if literal.value => "True",
        Some(Expr::BooleanLiteral(_)) => "False",
        Some(Expr::NoneLiteral(_)) => "None",
        Some(Expr::Compare(_)) => "comparison",
        Some(Expr::FString(_)) => "f-string expression",
        Some(Expr::Lambda(_)) => "lambda",
        _ => "expression",
    }
}

/// Syntax of a later Python.
pub(super) fn of_version(error: &UnsupportedSyntaxError) -> String {
    format!("invalid syntax ({error})")
}

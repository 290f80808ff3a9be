//! What `CPython`'s tokenizer refuses, see `Parser/tokenizer.c`. A text whose parser found a problem is read to its end first, and what the
//! tokenizer has to say goes before (`_PyPegen_tokenize_full_source_to_check_for_errors` in `Parser/pegen_errors.c`).

use super::pieces::Pieces;
use super::{SourceProblem, line_starts, problem, wording};
use ruff_python_ast::token::TokenKind;
use ruff_python_parser::{LexicalErrorType, ParseError, ParseErrorType, Parsed};
use ruff_text_size::{Ranged, TextRange, TextSize};

/// What begins right behind a number without being a mistake: `1if x else 2`.
const KEYWORDS_BEHIND_NUMBERS: [&str; 8] = ["and", "else", "for", "if", "in", "is", "or", "not"];

/// The problem of a text with `error` that is told instead of it.
pub(super) fn goes_before<T>(pieces: &Pieces<'_>, parsed: &Parsed<T>, error: &ParseError) -> Option<SourceProblem> {
    let text = pieces.text;
    // The parser stops at such a line.
    let limit = match error.error {
        ParseErrorType::UnexpectedIndentation => error.location.start(),
        _ => TextSize::of(text),
    };
    let lexical = parsed.errors().iter().find(|other| {
        // Behind another problem ruff's lexer may have lost the brackets, and so the indentation.
        let indentation = matches!(other.error, ParseErrorType::Lexical(LexicalErrorType::IndentationError));
        is_of_tokenizer(other) && (!indentation || *other == error)
    });
    let lexical = lexical.filter(|lexical| lexical.location.start() <= limit);
    let walked = walk(text, parsed);
    let fault = walked.as_ref().err().filter(|(range, _)| range.start() <= limit);
    match (fault, lexical) {
        (Some((range, message)), lexical)
            if lexical.is_none_or(|lexical| range.start() <= lexical.location.start()) =>
        {
            return Some(problem(text, *range, message.clone()));
        }
        (_, Some(lexical)) => return Some(wording::of_error(pieces, lexical)),
        _ => {}
    }
    let (bracket, place) = walked.ok()??;
    let starts = line_starts(text);
    let line = |at: TextSize| starts.partition_point(|first| *first <= at.to_u32());
    let at = error.location.start();
    // Within brackets the end of a line is none: what the parser did not expect, or looked at last, is the next line.
    let looked = pieces.expression_end(at).unwrap_or(at.to_usize());
    let rest = text.get(looked..).unwrap_or_default().trim_start_matches([' ', '\t']);
    let beyond = usize::from(rest.is_empty() || rest.starts_with(['\n', '\r', '#']));
    let looked = TextSize::new(looked as u32);
    (line(looked) + beyond > line(place.start())).then(|| problem(text, place, format!("'{bracket}' was never closed")))
}

fn is_of_tokenizer(error: &ParseError) -> bool {
    match &error.error {
        ParseErrorType::Lexical(lexical) => match lexical {
            LexicalErrorType::UnclosedStringError
            | LexicalErrorType::IndentationError
            | LexicalErrorType::LineContinuationError => true,
            LexicalErrorType::UnrecognizedToken { tok } => !tok.is_ascii(),
            LexicalErrorType::OtherError(message) => message.contains("decimal integer literal"),
            _ => false,
        },
        _ => false,
    }
}

/// The innermost bracket that is open at the end; the error is the first fault of brackets and numbers.
fn walk<T>(text: &str, parsed: &Parsed<T>) -> Result<Option<(char, TextRange)>, (TextRange, String)> {
    let starts = line_starts(text);
    let line = |range: TextRange| starts.partition_point(|first| *first <= range.start().to_u32());
    let mut open: Vec<(char, TextRange)> = Vec::new();
    // All of an f-string is one token for CPython 3.11.
    let mut strings = 0_u32;
    for token in parsed.tokens() {
        let (kind, range) = (token.kind(), token.range());
        match kind {
            TokenKind::FStringStart => strings += 1,
            TokenKind::FStringEnd => strings = strings.saturating_sub(1),
            _ if strings > 0 => {}
            TokenKind::Lpar => open.push(('(', range)),
            TokenKind::Lsqb => open.push(('[', range)),
            TokenKind::Lbrace => open.push(('{', range)),
            TokenKind::Rpar | TokenKind::Rsqb | TokenKind::Rbrace => {
                let (closing, wanted) = match kind {
                    TokenKind::Rpar => (')', '('),
                    TokenKind::Rsqb => (']', '['),
                    _ => ('}', '{'),
                };
                let Some((opening, place)) = open.pop() else {
                    return Err((range, format!("unmatched '{closing}'")));
                };
                if opening != wanted {
                    let elsewhere = line(place);
                    let elsewhere =
                        if elsewhere == line(range) { String::new() } else { format!(" on line {elsewhere}") };
                    let message = format!(
                        "closing parenthesis '{closing}' does not match opening parenthesis '{opening}'{elsewhere}"
                    );
                    return Err((range, message));
                }
            }
            TokenKind::Int | TokenKind::Float | TokenKind::Complex if runs_on(text, range) => {
                let digits = text.get(range.start().to_usize()..range.end().to_usize()).unwrap_or_default();
                let base = match (kind, digits.get(..2)) {
                    (TokenKind::Complex, _) => "imaginary",
                    (_, Some("0x" | "0X")) => "hexadecimal",
                    (_, Some("0o" | "0O")) => "octal",
                    (_, Some("0b" | "0B")) => "binary",
                    _ => "decimal",
                };
                let last = TextRange::new(range.end() - TextSize::new(1), range.end());
                return Err((last, format!("invalid {base} literal")));
            }
            _ => {}
        }
    }
    Ok(open.pop())
}

/// Whether a name begins where a number ends.
fn runs_on(text: &str, range: TextRange) -> bool {
    let rest = text.get(range.end().to_usize()..).unwrap_or_default();
    rest.starts_with(|character: char| character.is_alphanumeric() || character == '_' || !character.is_ascii())
        && !KEYWORDS_BEHIND_NUMBERS.iter().any(|keyword| rest.starts_with(keyword))
}

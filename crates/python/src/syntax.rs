//! The text of a program before it runs: parsing within limits, problems with their place, token classes for highlighting, and literals
//! that controls may edit. Refuses to compile or run anything.

mod fstrings;
mod guard;
mod literals;
mod pieces;
mod tokens;
mod wording;

pub use literals::{Literal, LiteralKind, literals};

use ruff_python_ast::ModModule;
use ruff_python_ast::token::TokenKind;
use ruff_python_parser::{ParseOptions, Parsed, parse_unchecked};
use ruff_text_size::{Ranged, TextRange};
use std::ops::Range;

/// What is wrong with a text, and where.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SourceProblem {
    /// One-based line.
    pub line: u32,
    /// One-based column in characters.
    pub column: u32,
    /// Column behind the end, in the same line.
    pub end_column: u32,
    /// What `SyntaxError` says.
    pub message: String,
    /// The line itself, without its end.
    pub text: String,
}

impl SourceProblem {
    /// Whether it is an `IndentationError`.
    pub(crate) fn is_indentation(&self) -> bool {
        self.message.contains("indent")
    }

    /// The lines that `CPython` prints, without `Traceback`.
    #[must_use]
    pub fn render(&self, file: &str) -> String {
        let stripped = self.text.trim_start();
        let indent = self.text.chars().count() - stripped.chars().count();
        let start = (self.column as usize).saturating_sub(1).saturating_sub(indent);
        let width = (self.end_column.saturating_sub(self.column) as usize).max(1);
        let class = if self.is_indentation() { "IndentationError" } else { "SyntaxError" };
        format!(
            "  File \"{file}\", line {}\n    {}\n    {}{}\n{class}: {}\n",
            self.line,
            stripped.trim_end(),
            " ".repeat(start),
            "^".repeat(width),
            self.message
        )
    }
}

/// Class of a token, for colouring.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TokenClass {
    /// `if`, `def`, ...
    Keyword,
    /// `True`, `False`, `None`.
    Constant,
    /// A name.
    Name,
    /// A name that is called.
    Function,
    /// A name of `builtins`.
    Builtin,
    /// A number.
    Number,
    /// Text or bytes, with its quotes; the literal parts of an f-string.
    Text,
    /// A comment.
    Comment,
    /// An operator or bracket.
    Operator,
}

/// Byte offsets of line starts.
pub(crate) fn line_starts(text: &str) -> Vec<u32> {
    let mut starts = vec![0];
    let bytes = text.as_bytes();
    for (at, byte) in bytes.iter().enumerate() {
        if *byte == b'\n' || *byte == b'\r' && bytes.get(at + 1) != Some(&b'\n') {
            starts.push(at as u32 + 1);
        }
    }
    starts
}

/// A problem at a byte range.
pub(crate) fn problem(text: &str, range: TextRange, message: String) -> SourceProblem {
    let (start, end) = (range.start().to_usize().min(text.len()), range.end().to_usize().min(text.len()));
    let starts = line_starts(text);
    let line = starts.partition_point(|first| *first as usize <= start);
    let first = starts[line - 1] as usize;
    let after = starts.get(line).map_or(text.len(), |next| *next as usize);
    let whole = text.get(first..after).unwrap_or_default().trim_end_matches(['\n', '\r']);
    let column =
        |at: usize| text.get(first..at.min(first + whole.len())).map_or(0, |part| part.chars().count()) as u32 + 1;
    SourceProblem {
        line: line as u32,
        column: column(start),
        end_column: column(end.max(start)).max(column(start)),
        message,
        text: whole.to_owned(),
    }
}

/// Parses a whole text within the limits on nesting.
pub(crate) fn parse(text: &str) -> Result<Parsed<ModModule>, SourceProblem> {
    guard::check(text)?;
    let options =
        ParseOptions::from(ruff_python_parser::Mode::Module).with_target_version(ruff_python_ast::PythonVersion::PY311);
    let parsed = parse_unchecked(text, options);
    if let Some(error) = parsed.errors().first() {
        let pieces = pieces::Pieces::of(text, &parsed);
        return Err(tokens::goes_before(&pieces, &parsed, error).unwrap_or_else(|| wording::of_error(&pieces, error)));
    }
    if let Some(error) = parsed.unsupported_syntax_errors().first() {
        let older = fstrings::of_later_version(text, &parsed, error);
        return Err(older.unwrap_or_else(|| problem(text, error.range, wording::of_version(error))));
    }
    let Some(module) = parsed.try_into_module() else {
        return Err(problem(text, TextRange::default(), "invalid syntax".to_owned()));
    };
    Ok(module)
}

/// The first problem of a text, if it has one. What Python allows and the machine does not run is a problem too.
#[must_use]
pub fn check(text: &str) -> Option<SourceProblem> {
    let source = crate::compile::code::Source { file: "".into(), text: text.into(), hidden: false, evaluated: false };
    crate::compile::check(&std::rc::Rc::new(source))
}

/// Token classes with their byte ranges, ascending. A text that cannot be parsed is coloured as far as its tokens go.
#[must_use]
pub fn highlight(text: &str) -> Vec<(Range<u32>, TokenClass)> {
    if guard::check(text).is_err() {
        return Vec::new();
    }
    let parsed = parse_unchecked(text, ParseOptions::from(ruff_python_parser::Mode::Module));
    let tokens: Vec<_> = parsed.tokens().iter().collect();
    let mut out: Vec<(Range<u32>, TokenClass)> = Vec::with_capacity(tokens.len());
    for (at, token) in tokens.iter().enumerate() {
        let kind = token.kind();
        let range = token.range();
        let class = match kind {
            TokenKind::Comment => TokenClass::Comment,
            TokenKind::Int | TokenKind::Float | TokenKind::Complex => TokenClass::Number,
            TokenKind::String
            | TokenKind::FStringStart
            | TokenKind::FStringMiddle
            | TokenKind::FStringEnd
            | TokenKind::TStringStart
            | TokenKind::TStringMiddle
            | TokenKind::TStringEnd => TokenClass::Text,
            TokenKind::True | TokenKind::False | TokenKind::None => TokenClass::Constant,
            TokenKind::Name => {
                let name = text.get(range.start().to_usize()..range.end().to_usize()).unwrap_or_default();
                let called = tokens.get(at + 1).is_some_and(|next| next.kind() == TokenKind::Lpar);
                let attribute = at > 0 && tokens[at - 1].kind() == TokenKind::Dot;
                if !attribute && crate::builtins::is_name(name) {
                    TokenClass::Builtin
                } else if called {
                    TokenClass::Function
                } else {
                    TokenClass::Name
                }
            }
            _ if token.kind().is_non_soft_keyword() => TokenClass::Keyword,
            TokenKind::Match | TokenKind::Case | TokenKind::Type => TokenClass::Keyword,
            TokenKind::Newline
            | TokenKind::NonLogicalNewline
            | TokenKind::Indent
            | TokenKind::Dedent
            | TokenKind::EndOfFile
            | TokenKind::Unknown => continue,
            _ => TokenClass::Operator,
        };
        if !range.is_empty() {
            out.push((range.start().to_u32()..range.end().to_u32(), class));
        }
    }
    out
}

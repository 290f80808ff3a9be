//! A program's text as an editor needs it: classes of its tokens, and the first thing that is wrong with it.
//! Uses the parser of the machine, so that the colours never disagree with what runs.

use serde::Serialize;
use std::ops::Range;
use std::rc::Rc;

/// What a piece of program text is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Class {
    /// `while`, `def`, `None`, ….
    Keyword,
    /// A string or bytes literal, and the literal parts of an f-string.
    Text,
    /// A number.
    Number,
    /// A comment.
    Comment,
    /// An operator or bracket.
    Operator,
    /// A name that the language provides, such as `print`.
    Builtin,
    /// The name after `def` or `class`.
    Definition,
    /// Any other name.
    Name,
}

/// Why a program's text cannot run.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct SourceProblem {
    /// Number of the program in its experiment.
    pub program: u8,
    /// One-based line.
    pub line: u32,
    /// One-based column, counted in characters.
    pub column: u32,
    /// One-based column after the last character that is meant; on the same line.
    pub end_column: u32,
    /// What is wrong, such as `SyntaxError: expected ':'` or `` `async def` is Python, but Sockscope does not run it yet ``.
    pub message: Rc<str>,
    /// The text of the line.
    pub text: Rc<str>,
}

/// The classes of the tokens of `source`, ascending, by byte ranges that do not overlap. White space has none.
#[must_use]
pub fn highlight(source: &str) -> Vec<(Range<usize>, Class)> {
    let _ = source;
    Vec::new()
}

/// The first reason why `source` cannot run, if there is one.
#[must_use]
pub fn check(source: &str) -> Option<SourceProblem> {
    let _ = source;
    None
}

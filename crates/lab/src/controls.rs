//! Literals of a program that act as controls: the number in `recv(7)`, the payload that is sent.
//! The text stays the single truth: a control is read from the text and written back into it.

use crate::source::parse;
use ruff_python_ast::visitor::{Visitor, walk_expr, walk_stmt};
use ruff_python_ast::{Expr, ExprCall, Mod, Number, Stmt};
use ruff_python_parser::Parsed;
use ruff_text_size::{Ranged as _, TextRange};
use serde::Serialize;
use std::fmt::Write as _;
use std::ops::Range;

/// What a control sets.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(tag = "control", rename_all = "snake_case")]
pub enum ControlKind {
    /// The number in `recv(7)`.
    ReceiveSize {
        /// Its value.
        value: u32,
    },
    /// The text that is sent, without its quotes and escapes.
    Payload {
        /// Its value; for a bytes literal, its bytes as UTF-8 text.
        value: String,
        /// Whether the literal is a bytes literal (`b"..."`).
        bytes: bool,
    },
}

/// A literal that acts as a control.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Control {
    /// What it sets, with its value.
    pub kind: ControlKind,
    /// The literal, as a byte range of the text.
    pub range: Range<usize>,
    /// One-based line.
    pub line: u32,
}

/// The controls in `source`, in the order of the text. None when it cannot be parsed.
#[must_use]
pub fn controls(source: &str) -> Vec<Control> {
    let Some(parsed) = parse(source).filter(Parsed::has_valid_syntax) else { return Vec::new() };
    let Mod::Module(module) = parsed.syntax() else { return Vec::new() };
    let mut calls = Calls::default();
    calls.visit_body(&module.body);
    let mut found: Vec<(ControlKind, TextRange)> = Vec::new();
    for call in &calls.calls {
        let Expr::Attribute(function) = &*call.func else { continue };
        let Some(argument) = call.arguments.args.first() else { continue };
        let control = match function.attr.as_str() {
            "recv" | "recvfrom" => calls.number(argument),
            "send" | "sendall" | "sendto" => calls.payload(argument),
            _ => None,
        };
        found.extend(control);
    }
    found.sort_by_key(|(_, range)| range.start());
    found.dedup_by_key(|(_, range)| range.start());
    let control = |(kind, range): (ControlKind, TextRange)| {
        let range = range.to_std_range();
        let line = source.get(..range.start).map_or(0, |before| before.matches('\n').count()) + 1;
        Control { kind, range, line: u32::try_from(line).unwrap_or(u32::MAX) }
    };
    found.into_iter().map(control).collect()
}

/// How many names and calls are followed from a `send` to its literal.
const STEPS_MAX: usize = 16;

/// The calls and plain assignments of a program.
#[derive(Default)]
struct Calls<'a> {
    calls: Vec<&'a ExprCall>,
    /// `name = value`, in the order of the text.
    assigned: Vec<(&'a str, &'a Expr)>,
}

impl<'a> Visitor<'a> for Calls<'a> {
    fn visit_stmt(&mut self, stmt: &'a Stmt) {
        if let Stmt::Assign(assign) = stmt
            && let [Expr::Name(name)] = assign.targets.as_slice()
        {
            self.assigned.push((name.id.as_str(), &assign.value));
        }
        walk_stmt(self, stmt);
    }

    fn visit_expr(&mut self, expr: &'a Expr) {
        if let Expr::Call(call) = expr {
            self.calls.push(call);
        }
        walk_expr(self, expr);
    }
}

impl<'a> Calls<'a> {
    /// The value that a name has where `at` is: that of the last assignment before it, or of the first one if all come later.
    fn value_of(&self, name: &str, at: &Expr) -> Option<&'a Expr> {
        let mut values = self.assigned.iter().filter(|(assigned, _)| *assigned == name).map(|(_, value)| *value);
        let first = values.next()?;
        Some(values.take_while(|value| value.start() < at.start()).last().unwrap_or(first))
    }

    fn number(&self, argument: &'a Expr) -> Option<(ControlKind, TextRange)> {
        let mut expr = argument;
        for _ in 0..STEPS_MAX {
            match expr {
                Expr::Name(name) => expr = self.value_of(name.id.as_str(), expr)?,
                Expr::NumberLiteral(literal) => {
                    let Number::Int(int) = &literal.value else { return None };
                    let value = u32::try_from(int.as_u64()?).ok()?;
                    return Some((ControlKind::ReceiveSize { value }, literal.range()));
                }
                _ => return None,
            }
        }
        None
    }

    fn payload(&self, argument: &'a Expr) -> Option<(ControlKind, TextRange)> {
        let mut expr = argument;
        for _ in 0..STEPS_MAX {
            match expr {
                Expr::StringLiteral(literal) => {
                    let value = literal.value.to_str().to_owned();
                    return Some((ControlKind::Payload { value, bytes: false }, literal.range()));
                }
                Expr::BytesLiteral(literal) => {
                    let bytes: Vec<u8> = literal.value.bytes().collect();
                    let value = String::from_utf8_lossy(&bytes).into_owned();
                    return Some((ControlKind::Payload { value, bytes: true }, literal.range()));
                }
                Expr::Name(name) => expr = self.value_of(name.id.as_str(), expr)?,
                // `bytes("text", "utf-8")`, `"text".encode()`.
                Expr::Call(call) => match &*call.func {
                    Expr::Name(name) if matches!(name.id.as_str(), "bytes" | "bytearray" | "str") => {
                        expr = call.arguments.args.first()?;
                    }
                    Expr::Attribute(method) if method.attr.as_str() == "encode" => expr = &method.value,
                    _ => return None,
                },
                _ => return None,
            }
        }
        None
    }
}

/// `source` with the number of a [`ControlKind::ReceiveSize`] replaced.
#[must_use]
pub fn set_receive_size(source: &str, control: &Control, value: u32) -> String {
    replace(source, &control.range, &value.to_string())
}

/// `source` with the text of a [`ControlKind::Payload`] replaced: quoted and escaped as needed. A bytes literal gets `\x` escapes for what is not ASCII.
#[must_use]
pub fn set_payload(source: &str, control: &Control, text: &str) -> String {
    let ControlKind::Payload { bytes, .. } = control.kind else { return source.to_owned() };
    replace(source, &control.range, &literal(text, bytes))
}

fn replace(source: &str, range: &Range<usize>, with: &str) -> String {
    match (source.get(..range.start), source.get(range.end..)) {
        (Some(before), Some(after)) => [before, with, after].concat(),
        _ => source.to_owned(),
    }
}

/// A Python literal for `text`, in double quotes.
fn literal(text: &str, bytes: bool) -> String {
    let mut out = String::from(if bytes { "b\"" } else { "\"" });
    for character in text.chars() {
        match character {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            c if c.is_control() || (bytes && !c.is_ascii()) => {
                let mut utf8 = [0; 4];
                for byte in c.encode_utf8(&mut utf8).bytes() {
                    write!(out, "\\x{byte:02x}").expect("invariant: writing to a String succeeds");
                }
            }
            c => out.push(c),
        }
    }
    out.push('"');
    out
}

#[cfg(test)]
mod tests {
    use super::{ControlKind, controls, set_payload, set_receive_size};

    #[test]
    fn literals_that_are_received_or_sent_are_controls() {
        let check = |source: &str, expected: &[(&str, u32)]| {
            let found = controls(source);
            let texts: Vec<(&str, u32)> =
                found.iter().map(|control| (&source[control.range.clone()], control.line)).collect();
            assert_eq!(texts, expected, "{source}");
        };
        check("msg = s.recv(7)", &[("7", 1)]);
        check("while True:\n    msg = s.recv(7)\n", &[("7", 2)]);
        check("SIZE = 16\ns.recv(SIZE)\ns.recv(SIZE)", &[("16", 1)]);
        check("s.recv(a)", &[]);
        check("s.recv(2 ** 10)", &[]);
        check("print(7)", &[]);
        check("c.send(b'hi')", &[("b'hi'", 1)]);
        check("c.send(bytes('Socket','utf-8 '))", &[("'Socket'", 1)]);
        check("c.sendall('Socket'.encode('utf-8'))", &[("'Socket'", 1)]);
        check("text = 'a'\ntext = 'b'\nc.sendall(text.encode())\ntext = 'c'", &[("'b'", 2)]);
        check("a = b\nb = a\nc.send(a)", &[]);
        check("c.send(pickle.dumps({}))", &[]);
        check("s.recv(7", &[]);
    }

    #[test]
    fn a_control_writes_into_the_text() {
        let source = "c.send(b'hi'); s.recv(7)";
        let found = controls(source);
        assert_eq!(set_receive_size(source, &found[1], 1024), "c.send(b'hi'); s.recv(1024)");
        assert_eq!(set_payload(source, &found[0], "é\"\\\n"), r#"c.send(b"\xc3\xa9\"\\\n"); s.recv(7)"#);
        let source = "c.send('hi'.encode())";
        let edited = set_payload(source, &controls(source)[0], "日本 'x'");
        assert_eq!(edited, "c.send(\"日本 'x'\".encode())");
        let ControlKind::Payload { value, bytes } = &controls(&edited)[0].kind else { panic!("not a payload") };
        assert_eq!((value.as_str(), *bytes), ("日本 'x'", false));
    }
}

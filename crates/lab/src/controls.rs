//! Literals of a program that act as controls: the number in `recv(7)`, the payload that is sent.
//! The text stays the single truth: a control is read from the text and written back into it.

use ruff_python_ast::{Expr, Number};
use ruff_python_parser::parse_expression;
use serde::Serialize;
use sockscope_python::syntax::{Literal, literals};
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
    literals(source).into_iter().filter_map(|literal| control(source, &literal)).collect()
}

fn control(source: &str, literal: &Literal) -> Option<Control> {
    let range = literal.range.start as usize..literal.range.end as usize;
    // A single literal: nothing that could be nested.
    let parsed = parse_expression(source.get(range.clone())?).ok()?;
    let kind = match parsed.expr() {
        Expr::NumberLiteral(number) => {
            let Number::Int(value) = &number.value else { return None };
            ControlKind::ReceiveSize { value: u32::try_from(value.as_u64()?).ok()? }
        }
        Expr::StringLiteral(text) => ControlKind::Payload { value: text.value.to_str().to_owned(), bytes: false },
        Expr::BytesLiteral(bytes) => {
            let bytes: Vec<u8> = bytes.value.bytes().collect();
            ControlKind::Payload { value: String::from_utf8_lossy(&bytes).into_owned(), bytes: true }
        }
        _ => return None,
    };
    let line = source.get(..range.start)?.matches('\n').count() + 1;
    Some(Control { kind, range, line: u32::try_from(line).ok()? })
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
        check("text = 'a'\nc.sendall(text.encode())", &[("'a'", 1)]);
        // Which of the two is sent depends on the run.
        check("text = 'a'\ntext = 'b'\nc.sendall(text.encode())", &[]);
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

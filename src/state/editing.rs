//! The text as controls and as colours: what a control's change does to a program's text, and the coloured layer under the editor.
//! Knows no browser; the layer is made as escaped markup, because a program has more tokens than a page should have nodes.

use sockscope_lab::controls::{self, ControlKind};
use sockscope_lab::experiment::Experiment;
use sockscope_lab::source::{self, Class};

/// The program's text with another number in its control.
pub(crate) fn with_receive_size(experiment: &Experiment, program: usize, control: usize, value: u32) -> Option<String> {
    let source = &experiment.programs.get(program)?.source;
    let control = controls::controls(source).into_iter().nth(control)?;
    matches!(control.kind, ControlKind::ReceiveSize { .. }).then(|| controls::set_receive_size(source, &control, value))
}

/// The program's text with another text in its control.
pub(crate) fn with_payload(experiment: &Experiment, program: usize, control: usize, text: &str) -> Option<String> {
    let source = &experiment.programs.get(program)?.source;
    let control = controls::controls(source).into_iter().nth(control)?;
    matches!(control.kind, ControlKind::Payload { .. }).then(|| controls::set_payload(source, &control, text))
}

/// How far a slider goes for a number: far enough for it, fine enough to hit one.
pub(crate) fn slider_max(value: u32) -> u32 {
    match value {
        0..=64 => 64,
        65..=256 => 256,
        257..=2_048 => 2_048,
        _ => value.saturating_mul(2),
    }
}

/// Where a byte offset lies: zero-based column in cells of the code font, in which wide characters take two.
pub(crate) fn cell_of(source: &str, offset: usize) -> usize {
    let before = source.get(..offset).unwrap_or(source);
    let line = before.rsplit('\n').next().unwrap_or(before);
    line.chars().fold(0, |column, character| match character {
        '\t' => column / 4 * 4 + 4,
        wide if is_wide(wide) => column + 2,
        _ => column + 1,
    })
}

/// East Asian wide characters, roughly: what a monospace font with CJK draws over two cells.
fn is_wide(character: char) -> bool {
    matches!(u32::from(character), 0x1100..=0x115f | 0x2e80..=0xa4cf | 0xac00..=0xd7a3 | 0xf900..=0xfaff | 0xfe30..=0xfe6f | 0xff00..=0xff60 | 0xffe0..=0xffe6 | 0x1f300..=0x1faff | 0x20000..=0x3fffd)
}

/// The indent of a new line after `before`: that of the last line, four more behind a colon, four fewer behind what leaves a block.
pub(crate) fn indent_after(before: &str) -> String {
    let line = before.rsplit('\n').next().unwrap_or_default();
    let indent = line.len() - line.trim_start_matches(' ').len();
    let code = line.trim();
    let leaves =
        ["break", "continue", "pass", "return", "raise"].iter().any(|word| code.split(' ').next() == Some(word));
    let wanted = match code.ends_with(':') {
        true => indent + 4,
        false if leaves => indent.saturating_sub(4),
        false => indent,
    };
    " ".repeat(wanted)
}

/// The text as markup with one `span` for each coloured token.
pub(crate) fn markup(source: &str) -> String {
    let mut out = String::with_capacity(source.len() * 2);
    let mut done = 0;
    for (range, class) in source::highlight(source) {
        let Some(name) = class_name(class) else { continue };
        let (Some(before), Some(token)) = (source.get(done..range.start), source.get(range.clone())) else { continue };
        escape(before, &mut out);
        out.push_str("<span class=\"");
        out.push_str(name);
        out.push_str("\">");
        escape(token, &mut out);
        out.push_str("</span>");
        done = range.end;
    }
    escape(source.get(done..).unwrap_or_default(), &mut out);
    // A last line end would otherwise have no height in the layer.
    out.push('\n');
    out
}

fn class_name(class: Class) -> Option<&'static str> {
    match class {
        Class::Keyword => Some("k"),
        Class::Text => Some("s"),
        Class::Number => Some("n"),
        Class::Comment => Some("c"),
        Class::Builtin | Class::Definition => Some("f"),
        Class::Operator | Class::Name => None,
    }
}

fn escape(text: &str, out: &mut String) {
    for character in text.chars() {
        match character {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            other => out.push(other),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{cell_of, escape, indent_after, markup, slider_max};

    #[test]
    fn the_layer_never_contains_markup_of_the_program() {
        let mut out = String::new();
        escape("<img src=x onerror=\"a&b\">", &mut out);
        assert_eq!(out, "&lt;img src=x onerror=&quot;a&amp;b&quot;&gt;");
        assert!(!markup("x = '<script>'\n").contains("<script>"));
    }

    #[test]
    fn columns_count_cells() {
        let source = "a = 1\n\tb'é中x'";
        assert_eq!(cell_of(source, 4), 4);
        assert_eq!(cell_of(source, source.find('x').unwrap()), 4 + 2 + 1 + 2);
    }

    #[test]
    fn a_new_line_is_indented_as_its_block() {
        for (before, indent) in [
            ("", 0),
            ("x = 1", 0),
            ("while True:", 4),
            ("a\n    x = 1", 4),
            ("a\n        break", 4),
            ("a\n    breaker()", 4),
        ] {
            assert_eq!(indent_after(before).len(), indent, "{before}");
        }
    }

    #[test]
    fn a_slider_reaches_its_number() {
        for value in [1, 64, 65, 1_024, 5_000] {
            assert!(slider_max(value) >= value);
        }
    }
}

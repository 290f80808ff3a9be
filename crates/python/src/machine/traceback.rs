//! Tracebacks as `CPython` 3.11 prints them for an uncaught exception: frames with their lines, carets under the part that failed,
//! chained exceptions, repeated lines folded, suggestions for misspelt names.

use super::Machine;
use crate::builtins::classes;
use crate::names;
use crate::object::TraceEntry;
use crate::pause::Passed;
use crate::value::{Handle, Value};
use ruff_python_ast::Expr;
use ruff_text_size::Ranged;

/// How many times one place may be printed before the rest is folded.
const REPEAT_MAX: usize = 3;
/// How long a chain of causes and contexts is followed.
const CHAIN_MAX: usize = 60;

impl Machine {
    /// Everything that is printed for an exception: its chain, tracebacks and texts.
    pub(crate) fn format_exception(&mut self, exception: Value) -> String {
        let mut chain = vec![(exception, "")];
        let mut link = exception;
        while let Some(object) = self.heap.exception(link)
            && chain.len() < CHAIN_MAX
        {
            let (next, text) = if !object.cause.is_none() {
                (object.cause, "\nThe above exception was the direct cause of the following exception:\n\n")
            } else if !object.context.is_none() && !object.suppress_context {
                (object.context, "\nDuring handling of the above exception, another exception occurred:\n\n")
            } else {
                break;
            };
            if chain.iter().any(|(seen, _)| seen.is(next)) {
                break;
            }
            if let Some(last) = chain.last_mut() {
                last.1 = text;
            }
            chain.push((next, ""));
            link = next;
        }
        let mut out = String::new();
        for (exception, before) in chain.into_iter().rev() {
            out.push_str(before);
            self.push_exception(&mut out, exception);
        }
        out
    }

    fn push_exception(&mut self, out: &mut String, exception: Value) {
        let found = self.heap.exception(exception).map(|object| (object.trace.clone(), object.raised));
        let (trace, raised) = found.unwrap_or_default();
        if raised || !trace.is_empty() {
            out.push_str("Traceback (most recent call last):\n");
            let mut entries: Vec<&TraceEntry> = trace.iter().collect();
            entries.reverse();
            self.push_trace(out, &entries);
        }
        self.push_exception_only(out, exception);
    }

    /// The last lines: class, text, notes.
    pub(crate) fn push_exception_only(&mut self, out: &mut String, exception: Value) {
        let class = self.class_of(exception);
        if self.is_subclass(class, classes::SYNTAX_ERROR)
            && let Some((file, problem)) = self.problem_of(exception)
        {
            return out.push_str(&problem.render(&file));
        }
        let module = self.class_module(class);
        if module.as_ref() != "builtins" && module.as_ref() != "__main__" {
            out.push_str(&module);
            out.push('.');
        }
        let qualname = self.heap.class(class).qualname.clone();
        out.push_str(&qualname);
        self.replay = crate::native::Replay::default();
        let text = match self.str_at_end(exception) {
            Some(text) => text,
            None => "<exception str() failed>".to_owned(),
        };
        if !text.is_empty() {
            out.push_str(": ");
            out.push_str(&text);
        }
        if let Some(suggestion) = self.suggestion(exception) {
            out.push_str(&format!(". Did you mean: '{suggestion}'?"));
        }
        out.push('\n');
        if let Some(notes) = self.own_attribute(exception, names::NOTES)
            && let Some(notes) = self.quick_items(notes)
        {
            for note in notes {
                out.push_str(&self.show_quick(note, false));
                out.push('\n');
            }
        }
    }

    /// `str(exception)` when the program can no longer run: its own `__str__` gets a little fuel.
    fn str_at_end(&mut self, exception: Value) -> Option<String> {
        if self.special(exception, names::STR).is_none() {
            return self.str_of_exception(exception).ok().map(|text| text.to_string());
        }
        let mut copy = self.clone();
        let mut thread = super::Thread::default();
        let call = super::NativeCall {
            native: &super::operators::STR_OF,
            positional: vec![exception],
            keywords: Vec::new(),
            answers: Vec::new(),
            asked: 0,
            catch: false,
            then: super::Then::Push,
        };
        thread.waiting = Some(Box::new(call));
        let mut turn = super::run::Turn { fuel: 0, left: 100_000, passed: &mut Passed::default() };
        let result = copy.run_to_value(&mut thread, &mut turn)?;
        copy.text(result).map(|text| text.to_string())
    }

    /// Runs a waiting native to its end without pauses.
    fn run_to_value(&mut self, thread: &mut super::Thread, turn: &mut super::run::Turn<'_>) -> Option<Value> {
        let call = thread.waiting.take()?;
        let mut flow = self.settle(thread, super::call::Step::Native(call));
        loop {
            match flow {
                super::call::Flow::Continue if thread.frames.is_empty() => return thread.stack.pop(),
                super::call::Flow::Continue => match self.run_frame(thread, turn) {
                    None | Some(crate::pause::Pause::Line { .. }) => flow = super::call::Flow::Continue,
                    Some(_) => return None,
                },
                super::call::Flow::Pause(_) => return None,
            }
        }
    }

    fn push_trace(&self, out: &mut String, entries: &[&TraceEntry]) {
        let mut last: Option<(&str, u32, Handle)> = None;
        let mut count = 0;
        let folded = |out: &mut String, count: usize| {
            if count > REPEAT_MAX {
                let more = count - REPEAT_MAX;
                out.push_str(&format!(
                    "  [Previous line repeated {more} more time{}]\n",
                    if more == 1 { "" } else { "s" }
                ));
            }
        };
        for entry in entries {
            let key = (entry.code.source.file.as_ref(), entry.line, entry.code.name);
            if last != Some(key) {
                folded(out, count);
                last = Some(key);
                count = 0;
            }
            count += 1;
            if count <= REPEAT_MAX {
                self.push_entry(out, entry);
            }
        }
        folded(out, count);
    }

    fn push_entry(&self, out: &mut String, entry: &TraceEntry) {
        let name = self.heap.name(entry.code.name);
        out.push_str(&format!("  File \"{}\", line {}, in {name}\n", entry.code.source.file, entry.line));
        if entry.code.source.evaluated {
            return;
        }
        let Some(line) = entry.code.source.text.lines().nth(entry.line.saturating_sub(1) as usize) else { return };
        let stripped = line.trim();
        if stripped.is_empty() {
            return;
        }
        out.push_str("    ");
        out.push_str(stripped);
        out.push('\n');
        if let Some(place) = entry.code.places.get(entry.at as usize)
            && let Some(carets) = carets(line, place)
        {
            out.push_str("    ");
            out.push_str(&carets);
            out.push('\n');
        }
    }

    /// A name close to the one that was not found.
    fn suggestion(&mut self, exception: Value) -> Option<String> {
        let name = self.text(self.own_attribute(exception, names::NAME_ATTR)?)?;
        let mut candidates: Vec<String> = Vec::new();
        if self.is_instance_of(exception, classes::NAME_ERROR) {
            let entry = self.heap.exception(exception)?.trace.first()?.clone();
            candidates.extend(entry.code.locals.iter().map(|name| self.heap.name(*name).to_string()));
            candidates.extend(["None", "True", "False"].map(str::to_owned));
            for namespace in [self.main, self.builtins] {
                let names: Vec<Value> = self.heap.dict(namespace).iter().map(|entry| entry.key).collect();
                candidates.extend(names.into_iter().filter_map(|name| self.text(name)).map(|name| name.to_string()));
            }
        } else if self.is_instance_of(exception, classes::ATTRIBUTE_ERROR) {
            let object = self.own_attribute(exception, names::OBJ_ATTR)?;
            candidates = crate::builtins::generic::names_of(self, object);
        } else {
            return None;
        }
        closest(&name, &candidates)
    }
}

/// Columns that a text takes: wide characters take two.
fn width(text: &str) -> usize {
    let wide = |character: char| {
        matches!(character as u32,
            0x1100..=0x115F | 0x2E80..=0xA4CF | 0xAC00..=0xD7A3 | 0xF900..=0xFAFF | 0xFE30..=0xFE6F | 0xFF00..=0xFF60
            | 0xFFE0..=0xFFE6 | 0x1F300..=0x1F64F | 0x1F900..=0x1F9FF | 0x20000..=0x3FFFD)
    };
    text.chars().map(|character| 1 + usize::from(wide(character))).sum()
}

/// The caret line under a source line, without the four spaces before it.
fn carets(line: &str, place: &crate::compile::code::Place) -> Option<String> {
    let indent = line.len() - line.trim_start().len();
    let trimmed_end = line.trim_end().len();
    let characters = |byte: usize| line.get(..byte).map_or(0, width);
    let start = characters(place.column as usize);
    let mut anchors: Option<(usize, usize)> = None;
    let end = if place.line == place.end_line {
        let segment = line.get(place.column as usize..place.end_column as usize)?;
        anchors = anchors_of(segment).map(|(left, right)| {
            let count = |byte: usize| segment.get(..byte).map_or(0, width);
            (start + count(left), start + count(right))
        });
        characters(place.end_column as usize)
    } else {
        characters(trimmed_end)
    };
    let indent = characters(indent);
    let whole = characters(trimmed_end) - indent;
    if end <= start || end - start == whole && anchors.is_none() {
        return None;
    }
    let mut out = String::new();
    for at in indent..end {
        out.push(match anchors {
            _ if at < start => ' ',
            Some((left, right)) if at < left || at >= right => '~',
            _ => '^',
        });
    }
    Some(out)
}

/// Byte range of the operator or of the subscript's brackets, if the segment is such an expression.
fn anchors_of(segment: &str) -> Option<(usize, usize)> {
    let parsed = ruff_python_parser::parse_expression(segment).ok()?;
    match parsed.expr() {
        Expr::BinOp(operation) => {
            let bytes = segment.as_bytes();
            let left_end = operation.left.range().end().to_usize();
            let right_start = operation.right.range().start().to_usize();
            let at = (left_end..right_start).find(|at| !bytes[*at].is_ascii_whitespace() && bytes[*at] != b')')?;
            let two = at + 1 < right_start && !bytes[at + 1].is_ascii_whitespace();
            Some((at, at + 1 + usize::from(two)))
        }
        Expr::Subscript(subscript) => {
            let bracket = |from: usize, bracket: char| segment.get(from..)?.find(bracket).map(|at| from + at);
            let left = bracket(subscript.value.range().end().to_usize(), '[')?;
            Some((left, bracket(subscript.slice.range().end().to_usize(), ']')? + 1))
        }
        _ => None,
    }
}

/// The candidate with the least distance, if it is near enough (`Lib/traceback.py`'s rule: a third of the lengths).
fn closest(name: &str, candidates: &[String]) -> Option<String> {
    const MOVE: usize = 2;
    if name.len() > 40 || candidates.len() > 750 {
        return None;
    }
    let mut best: Option<(usize, &String)> = None;
    for candidate in candidates {
        if candidate == name || candidate.starts_with('.') {
            continue;
        }
        let mut limit = (name.chars().count() + candidate.chars().count() + 3) * MOVE / 6;
        if let Some((distance, _)) = best {
            limit = limit.min(distance.saturating_sub(1));
        }
        let distance = edit_distance(name, candidate);
        if distance <= limit && best.is_none_or(|(known, _)| distance < known) {
            best = Some((distance, candidate));
        }
    }
    best.map(|(_, candidate)| candidate.clone())
}

/// Edit distance in which a change of case costs one and any other step two.
fn edit_distance(a: &str, b: &str) -> usize {
    let (a, b): (Vec<char>, Vec<char>) = (a.chars().collect(), b.chars().collect());
    let mut row: Vec<usize> = (0..=b.len()).map(|at| at * 2).collect();
    for (at, x) in a.iter().enumerate() {
        let mut diagonal = row[0];
        row[0] = (at + 1) * 2;
        for (other, y) in b.iter().enumerate() {
            let substitution = if x == y {
                0
            } else if x.to_lowercase().eq(y.to_lowercase()) {
                1
            } else {
                2
            };
            let cost = (diagonal + substitution).min(row[other] + 2).min(row[other + 1] + 2);
            diagonal = row[other + 1];
            row[other + 1] = cost;
        }
    }
    row[b.len()]
}

//! Tracebacks as `CPython` 3.11 prints them for an uncaught exception: frames with their lines, carets under the part that failed,
//! chained exceptions, exception groups, repeated lines folded.

use super::Machine;
use super::carets::carets;
use crate::builtins::classes;
use crate::names;
use crate::object::TraceEntry;
use crate::pause::Passed;
use crate::value::{Handle, Value};

/// How many times one place may be printed before the rest is folded.
const REPEAT_MAX: usize = 3;
/// How long a chain of causes and contexts is followed.
const CHAIN_MAX: usize = 60;

/// Exceptions of a group that are shown.
const GROUP_WIDTH_MAX: usize = 15;
/// How deep groups in groups are shown.
const GROUP_DEPTH_MAX: usize = 10;
/// A text of this length grows no further: groups may hold the same group many times.
const SHOWN_MAX: usize = 1 << 20;

/// Who shows a traceback.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Teller {
    /// The interpreter, for what nobody caught.
    Interpreter,
    /// The `traceback` module: no blanks behind a line, no suggestions.
    Library,
}

/// A text that grows, and where in nested groups it is.
struct Telling {
    out: String,
    teller: Teller,
    depth: usize,
    /// The frame around the innermost group has yet to be closed.
    open: bool,
    /// Exceptions whose story was told: they are nobody's cause or context again.
    seen: Vec<Value>,
}

impl Telling {
    /// Adds lines, with the margin of the groups around.
    fn push(&mut self, text: &str, margin: char) {
        if self.depth == 0 {
            self.out.push_str(text);
            return;
        }
        for line in text.split_inclusive('\n') {
            self.indent();
            self.out.push(margin);
            self.out.push(' ');
            self.out.push_str(line);
        }
    }

    fn indent(&mut self) {
        self.out.extend(std::iter::repeat_n(' ', 2 * self.depth));
    }
}

impl Machine {
    /// Everything that is printed for an exception: its chain, tracebacks and texts.
    pub(crate) fn format_exception(&mut self, exception: Value, teller: Teller) -> String {
        let mut telling = Telling { out: String::new(), teller, depth: 0, open: false, seen: Vec::new() };
        self.push_chain(&mut telling, exception);
        telling.out
    }

    fn push_chain(&mut self, telling: &mut Telling, exception: Value) {
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
            telling.seen.push(link);
            if telling.seen.iter().any(|seen| seen.is(next)) {
                break;
            }
            if let Some(last) = chain.last_mut() {
                last.1 = text;
            }
            chain.push((next, ""));
            link = next;
        }
        telling.seen.push(link);
        for (exception, before) in chain.into_iter().rev() {
            telling.push(before, '|');
            match self.exceptions_of_group(exception) {
                Some(parts) => self.push_group(telling, exception, &parts),
                None => self.push_exception(telling, exception),
            }
        }
    }

    fn push_exception(&mut self, telling: &mut Telling, exception: Value) {
        let found = self.heap.exception(exception).map(|object| (object.trace.clone(), object.raised));
        let (trace, raised) = found.unwrap_or_default();
        let mut text = String::new();
        if raised || !trace.is_empty() {
            text.push_str("Traceback (most recent call last):\n");
            self.push_trace(&mut text, &trace, telling.teller);
        }
        self.push_exception_only(&mut text, exception, telling.teller);
        telling.push(&text, '|');
    }

    /// The exceptions of an exception group.
    fn exceptions_of_group(&mut self, exception: Value) -> Option<Vec<Value>> {
        let group = self.prelude_function("BaseExceptionGroup").handle()?;
        if !self.is_instance_of(exception, group) {
            return None;
        }
        let name = self.heap.interned("exceptions")?;
        self.quick_items(self.own_attribute(exception, name)?)
    }

    fn push_group(&mut self, telling: &mut Telling, group: Value, parts: &[Value]) {
        if telling.depth > GROUP_DEPTH_MAX || telling.out.len() > SHOWN_MAX {
            return telling.push(&format!("... (max_group_depth is {GROUP_DEPTH_MAX})\n"), '|');
        }
        let outermost = telling.depth == 0;
        telling.depth += usize::from(outermost);
        let trace = self.heap.exception(group).map(|object| object.trace.clone()).unwrap_or_default();
        if !trace.is_empty() {
            let margin = if outermost { '+' } else { '|' };
            telling.push("Exception Group Traceback (most recent call last):\n", margin);
        }
        let mut text = String::new();
        self.push_trace(&mut text, &trace, telling.teller);
        self.push_exception_only(&mut text, group, telling.teller);
        telling.push(&text, '|');
        telling.open = false;
        let shown = parts.len().min(GROUP_WIDTH_MAX + 1);
        for (at, part) in parts.iter().take(shown).enumerate() {
            let last = at + 1 == shown;
            telling.open |= last;
            let left_out = at >= GROUP_WIDTH_MAX;
            let title = if left_out { "...".to_owned() } else { (at + 1).to_string() };
            telling.indent();
            let corner = if at == 0 { "+-" } else { "  " };
            telling.out.push_str(&format!("{corner}+---------------- {title} ----------------\n"));
            telling.depth += 1;
            if left_out {
                let more = parts.len() - GROUP_WIDTH_MAX;
                let plural = if more > 1 { "s" } else { "" };
                telling.push(&format!("and {more} more exception{plural}\n"), '|');
            } else {
                self.push_chain(telling, *part);
            }
            if last && telling.open {
                telling.indent();
                telling.out.push_str("+------------------------------------\n");
                telling.open = false;
            }
            telling.depth -= 1;
        }
        telling.depth -= usize::from(outermost);
    }

    /// The last lines: class, text, notes.
    pub(crate) fn push_exception_only(&mut self, out: &mut String, exception: Value, teller: Teller) {
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
        if teller == Teller::Interpreter
            && let Some(suggestion) = self.suggestion(exception)
        {
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

    /// Calls, given innermost first.
    fn push_trace(&self, out: &mut String, entries: &[TraceEntry], teller: Teller) {
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
        for entry in entries.iter().rev() {
            let key = (entry.code.source.file.as_ref(), entry.line, entry.code.name);
            if last != Some(key) {
                folded(out, count);
                last = Some(key);
                count = 0;
            }
            count += 1;
            if count <= REPEAT_MAX {
                self.push_entry(out, entry, teller);
            }
        }
        folded(out, count);
    }

    pub(crate) fn push_entry(&self, out: &mut String, entry: &TraceEntry, teller: Teller) {
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
        let library = teller == Teller::Library;
        out.push_str(if library { stripped } else { line.trim_start() });
        out.push('\n');
        if let Some(place) = entry.code.places.get(entry.at as usize)
            && let Some(carets) = carets(line, place, library)
        {
            out.push_str("    ");
            out.push_str(&carets);
            out.push('\n');
        }
    }
}

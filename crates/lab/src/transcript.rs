//! A run as plain text: what a person would have seen in the terminals, in trace order, and how each program ended.
//! English, because these are the programs' own outputs and the command line's words; the page words events itself.

use crate::ends::ProgramEnd;
use crate::event::{Console, EventKind, Position, ProcessId};
use crate::run::Run;
use serde::Serialize;
use std::fmt::Write as _;
use std::rc::Rc;

/// Output lines as `NAME| text`, error lines as `NAME! text`, and at the end one line a program: `NAME: exited 0`.
/// A line counts as printed when its end is; one that never ends, when its program does.
#[must_use]
pub fn transcript(run: &Run) -> String {
    let programs = &run.experiment().programs;
    let mut lines = Lines { open: vec![Default::default(); programs.len()], out: String::new() };
    for index in 0..run.trace().len() {
        let Some(kind) = run.trace().detail(index) else { continue };
        match kind {
            EventKind::Printed { console, text } => {
                let Some(process) = run.trace().process_of(index) else { continue };
                lines.write(process, &programs[usize::from(process)].name, *console, text);
            }
            EventKind::Exited { .. } | EventKind::Limit { .. } | EventKind::OutOfSteps { .. } => {
                let Some(process) = run.trace().process_of(index) else { continue };
                lines.flush(process, &programs[usize::from(process)].name);
            }
            _ => {}
        }
    }
    for (program, process) in programs.iter().zip(0..) {
        lines.flush(process, &program.name);
    }
    let mut out = lines.out;
    for (program, end) in programs.iter().zip(run.ends()) {
        put(&mut out, format_args!("{}: {end}\n", program.name));
    }
    out
}

/// Text of each program and console stream that still lacks its line end.
struct Lines {
    open: Vec<[String; 2]>,
    out: String,
}

impl Lines {
    fn write(&mut self, process: ProcessId, name: &str, console: Console, text: &str) {
        let open = &mut self.open[usize::from(process)][console as usize];
        for part in text.split_inclusive('\n') {
            open.push_str(part);
            if part.ends_with('\n') {
                put(&mut self.out, format_args!("{name}{} {open}", mark(console)));
                open.clear();
            }
        }
    }

    fn flush(&mut self, process: ProcessId, name: &str) {
        for console in [Console::Out, Console::Err] {
            let open = std::mem::take(&mut self.open[usize::from(process)][console as usize]);
            if !open.is_empty() {
                put(&mut self.out, format_args!("{name}{} {open}\n", mark(console)));
            }
        }
    }
}

fn mark(console: Console) -> char {
    match console {
        Console::Out => '|',
        Console::Err => '!',
    }
}

fn put(out: &mut String, text: std::fmt::Arguments<'_>) {
    out.write_fmt(text).expect("invariant: writing to a String succeeds");
}

/// The event after position `index` as one JSON object, without a line end; `None` behind the last.
#[must_use]
pub fn json_line(run: &Run, index: Position) -> Option<String> {
    let event = run.trace().event(index)?;
    Some(serde_json::to_string(&event).expect("invariant: an event has only string keys"))
}

/// What follows the last event: one JSON object a program, with how it ended.
#[must_use]
pub fn json_ends(run: &Run) -> Vec<String> {
    #[derive(Serialize)]
    struct End<'a> {
        kind: &'static str,
        process: ProcessId,
        program: &'a Rc<str>,
        text: String,
        #[serde(flatten)]
        end: ProgramEnd,
    }
    let programs = run.experiment().programs.iter().zip(0..);
    let ends = programs.zip(run.ends()).map(|((program, process), end)| {
        let line = End { kind: "end", process, program: &program.name, text: end.to_string(), end };
        serde_json::to_string(&line).expect("invariant: an end has only string keys")
    });
    ends.collect()
}

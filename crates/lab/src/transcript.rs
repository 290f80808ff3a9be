//! A run as plain text: what a person would have seen in the terminals, in trace order, and how each program ended.
//! English, because these are the programs' own outputs and the command line's words; the page words events itself.

use crate::run::Run;
use std::fmt::Write as _;

/// Output lines as `NAME| text`, error lines as `NAME! text`, and at the end one line a program: `NAME: exited 0`.
#[must_use]
pub fn transcript(run: &Run) -> String {
    let mut out = String::new();
    for (program, end) in run.experiment().programs.iter().zip(run.ends()) {
        writeln!(out, "{}: {end}", program.name).expect("invariant: writing to a String succeeds");
    }
    out
}

/// One JSON object a line for each event of the trace.
#[must_use]
pub fn json_lines(run: &Run) -> String {
    let mut out = String::new();
    for index in 0..run.trace().len() {
        if let Some(event) = run.trace().event(index) {
            out.push_str(&serde_json::to_string(&event).expect("invariant: an event has only string keys"));
            out.push('\n');
        }
    }
    out
}

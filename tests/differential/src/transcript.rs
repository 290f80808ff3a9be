//! What a group of programs did, as far as two runs of it must agree: console texts and endings.
//! Serialised line by line, so that a changed fixture reads as a diff. The wording of endings is the command line's.

use serde::{Deserialize, Serialize};
use std::fmt;

/// What a group did.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Transcript {
    /// In starting order.
    pub programs: Vec<ProgramTranscript>,
}

/// What one program did.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ProgramTranscript {
    /// The file's stem.
    pub name: String,
    /// Its standard output, split at line ends; the last entry is empty if the text ends with one.
    pub stdout: Vec<String>,
    /// Its standard error, likewise.
    pub stderr: Vec<String>,
    /// `exited 0`, `exited 1 (ValueError)`, `blocked in accept() at line 5`.
    pub ending: String,
}

/// How a program ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Ending {
    /// The process is gone.
    Exited {
        /// Its exit status.
        code: i32,
        /// Class of the uncaught exception, without its module.
        exception: Option<String>,
    },
    /// It waits for something that never comes.
    Blocked {
        /// The function that blocks; empty where the text calls none (`for line in file`).
        call: String,
        /// The line of the program that waits; 0 when the main thread is over and other threads keep the process.
        line: u32,
    },
    /// It was still running when the time for it was over.
    Running,
}

impl fmt::Display for Ending {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Exited { code, exception: None } => write!(f, "exited {code}"),
            Self::Exited { code, exception: Some(class) } => write!(f, "exited {code} ({class})"),
            Self::Blocked { line: 0, .. } => f.write_str("waiting for its threads"),
            Self::Blocked { call, line } if call.is_empty() => write!(f, "blocked at line {line}"),
            Self::Blocked { call, line } => write!(f, "blocked in {call}() at line {line}"),
            Self::Running => f.write_str("still running"),
        }
    }
}

/// Splits console text for [`ProgramTranscript`].
#[must_use]
pub fn lines(text: &str) -> Vec<String> {
    if text.is_empty() { Vec::new() } else { text.split('\n').map(str::to_owned).collect() }
}

impl Transcript {
    /// Where `self`, what should be, differs from `actual`; `None` if nowhere.
    #[must_use]
    pub fn difference(&self, actual: &Self) -> Option<String> {
        if self == actual {
            return None;
        }
        let mut text = String::new();
        for (want, have) in self.programs.iter().zip(&actual.programs) {
            let name = &want.name;
            for (stream, want, have) in [("|", &want.stdout, &have.stdout), ("!", &want.stderr, &have.stderr)] {
                text.push_str(&line_difference(&format!("{name}{stream}"), want, have));
            }
            if want.ending != have.ending {
                text.push_str(&format!("{name}: - {}\n{name}: + {}\n", want.ending, have.ending));
            }
        }
        if self.programs.len() != actual.programs.len() {
            text.push_str(&format!("- {} programs\n+ {} programs\n", self.programs.len(), actual.programs.len()));
        }
        Some(text)
    }
}

/// The lines that differ, after what the two texts have in common at both ends, with a little of the common start.
fn line_difference(label: &str, want: &[String], have: &[String]) -> String {
    if want == have {
        return String::new();
    }
    let same_start = want.iter().zip(have).take_while(|(want, have)| want == have).count();
    let rest = want.len().min(have.len()) - same_start;
    let same_end = want.iter().rev().zip(have.iter().rev()).take(rest).take_while(|(want, have)| want == have).count();
    let mut text = String::new();
    for line in &want[same_start.saturating_sub(2)..same_start] {
        text.push_str(&format!("{label}   {line}\n"));
    }
    for (mark, lines) in
        [("-", &want[same_start..want.len() - same_end]), ("+", &have[same_start..have.len() - same_end])]
    {
        for line in lines.iter().take(SHOWN_LINES_MAX) {
            text.push_str(&format!("{label} {mark} {line}\n"));
        }
        if lines.len() > SHOWN_LINES_MAX {
            text.push_str(&format!("{label} {mark} … {} more lines\n", lines.len() - SHOWN_LINES_MAX));
        }
    }
    text
}

/// A difference shows at most this many lines a side and stream.
const SHOWN_LINES_MAX: usize = 40;

#[cfg(test)]
mod tests {
    use super::{ProgramTranscript, Transcript, lines};

    fn transcript(stdout: &str, ending: &str) -> Transcript {
        let program =
            ProgramTranscript { name: "a".into(), stdout: lines(stdout), stderr: Vec::new(), ending: ending.into() };
        Transcript { programs: vec![program] }
    }

    #[test]
    fn a_difference_shows_only_the_lines_that_differ_and_what_came_before() {
        let check = |want: (&str, &str), have: (&str, &str), text: Option<&str>| {
            let difference = transcript(want.0, want.1).difference(&transcript(have.0, have.1));
            assert_eq!(difference.as_deref(), text);
        };
        check(("1\n2\n", "exited 0"), ("1\n2\n", "exited 0"), None);
        check(("1\n2\n3\n", "exited 0"), ("1\n4\n3\n", "exited 0"), Some("a|   1\na| - 2\na| + 4\n"));
        check(("1\n", "exited 0"), ("1", "exited 0"), Some("a|   1\na| - \n"));
        check(("", "exited 0"), ("", "exited 1"), Some("a: - exited 0\na: + exited 1\n"));
    }
}

//! A run as a file: JSON lines, of which the first holds the whole cause of the run and the others its trace.
//! Who opens such a file needs only the first line: the run is a function of it. What comes in is checked before any of it is used;
//! files themselves are somebody else's.

use crate::event::Position;
use crate::experiment::{Experiment, PROGRAMS_MAX};
use crate::run::Run;
use crate::transcript::{json_ends, json_line};
use serde::{Deserialize, Serialize};
use std::fmt;
use std::rc::Rc;

/// The shape of the first line. A new shape gets a new number, and the old ones stay readable.
const FORMAT: u32 = 1;
/// What the first line is called, as `kind`.
const KIND: &str = "experiment";
/// Most bytes of a program's name.
const NAME_MAX: usize = 64;

/// What a saved run is a function of, and where somebody looked at it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Saved {
    /// Programs, knobs, seed, and what real peers did.
    pub experiment: Experiment,
    /// The scenario that it began as, such as `lesson-5`.
    pub scenario: Option<Rc<str>>,
    /// The step that was shown, from 0.
    pub step: Option<u32>,
}

/// Why a file is no saved run that can be opened.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SavedProblem {
    /// It is something else altogether.
    Other,
    /// It has another shape than this version reads.
    Format(u32),
    /// The first line is damaged.
    Damaged {
        /// The column, from 1.
        column: usize,
        /// What is wrong there.
        what: String,
    },
    /// No programs, or too many.
    Programs(usize),
    /// A program without a name, with a very long one, or with that of another program.
    Name(Rc<str>),
}

impl fmt::Display for SavedProblem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Other => write!(f, "no saved run: the first line is not `{{\"kind\":\"{KIND}\", …}}`"),
            Self::Format(format) => write!(f, "a saved run of format {format}; this version reads format {FORMAT}"),
            Self::Damaged { column, what } => write!(f, "line 1, column {column}: {what}"),
            Self::Programs(count) => write!(f, "{count} programs; there can be 1 to {PROGRAMS_MAX}"),
            Self::Name(name) => {
                write!(f, "the program name {name:?} is empty, longer than {NAME_MAX} bytes, or used twice")
            }
        }
    }
}

/// What tells the first line from any other text.
#[derive(Deserialize)]
struct Label {
    kind: String,
    format: u32,
}

#[derive(Serialize, Deserialize)]
struct Line {
    kind: String,
    format: u32,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    scenario: Option<Rc<str>>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    step: Option<u32>,
    experiment: Experiment,
}

impl Saved {
    /// What is saved of an experiment alone.
    #[must_use]
    pub fn of(experiment: Experiment) -> Self {
        Self { experiment, scenario: None, step: None }
    }

    /// The first line, without a line end.
    #[must_use]
    pub fn line(&self) -> String {
        let line = Line {
            kind: KIND.to_owned(),
            format: FORMAT,
            scenario: self.scenario.clone(),
            step: self.step,
            experiment: self.experiment.clone(),
        };
        serde_json::to_string(&line).expect("invariant: an experiment has only string keys")
    }

    /// Reads the first line of `text`; what follows is not looked at.
    ///
    /// # Errors
    /// When it is no saved run, or one that cannot be run.
    pub fn read(text: &str) -> Result<Self, SavedProblem> {
        let first = text.strip_prefix('\u{feff}').unwrap_or(text).lines().next().unwrap_or_default();
        let label: Label = serde_json::from_str(first).map_err(|_| {
            let cut = first.starts_with("{\"kind\":\"experiment\"");
            if cut { damaged(first) } else { SavedProblem::Other }
        })?;
        if label.kind != KIND {
            return Err(SavedProblem::Other);
        }
        if label.format != FORMAT {
            return Err(SavedProblem::Format(label.format));
        }
        let line: Line = serde_json::from_str(first).map_err(|_| damaged(first))?;
        let programs = &line.experiment.programs;
        if !(1..=PROGRAMS_MAX).contains(&programs.len()) {
            return Err(SavedProblem::Programs(programs.len()));
        }
        for (at, program) in programs.iter().enumerate() {
            let twice = programs[..at].iter().any(|other| other.name == program.name);
            if twice || !(1..=NAME_MAX).contains(&program.name.len()) {
                return Err(SavedProblem::Name(program.name.clone()));
            }
        }
        let mut experiment = line.experiment;
        experiment.knobs.piece_max = experiment.knobs.piece_max.filter(|max| *max > 0);
        Ok(Self { experiment, scenario: line.scenario, step: line.step })
    }
}

/// Where and why the line cannot be read.
fn damaged(line: &str) -> SavedProblem {
    match serde_json::from_str::<Line>(line) {
        Ok(_) => SavedProblem::Other,
        Err(error) => {
            let said = error.to_string();
            let what = said.rsplit_once(" at line ").map_or(&*said, |(what, _)| what).to_owned();
            SavedProblem::Damaged { column: error.column(), what }
        }
    }
}

/// The lines behind the first: an event each from `from` on, at most `count`; behind the last event one a program, with how it ended.
/// Without line ends. Empty when there is nothing more.
#[must_use]
pub fn lines(run: &Run, from: Position, count: u32) -> Vec<String> {
    let len = run.trace().len();
    if from > len {
        return Vec::new();
    }
    let until = from.saturating_add(count).min(len);
    let mut lines: Vec<String> = (from..until).filter_map(|index| json_line(run, index)).collect();
    if until == len && from.saturating_add(count) > len {
        lines.extend(json_ends(run));
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::real::{Heard, Inward, Peers, Recording};
    use crate::scenario::scenario;

    fn saved() -> Saved {
        let mut experiment = scenario("lesson-5").expect("a lesson").experiment();
        experiment.seed = u64::MAX;
        experiment.programs[0].stdin = vec!["größe 中".into()];
        let what = Inward::Piece { stream: 1, bytes: [0, 200].into() };
        experiment.peers = Peers::Real(Rc::new(Recording { heard: vec![Heard { at_ns: 7, what }] }));
        Saved { experiment, scenario: Some("lesson-5".into()), step: Some(17) }
    }

    #[test]
    fn a_saved_run_is_read_as_it_was_written() {
        assert_eq!(Saved::read(&saved().line()), Ok(saved()));
        assert_eq!(Saved::read(&format!("\u{feff}{}\r\n{{\"more\":1}}", saved().line())), Ok(saved()));
        let plain = Saved::of(scenario("lesson-6").expect("a lesson").experiment());
        assert_eq!(Saved::read(&plain.line()), Ok(plain));
    }

    #[test]
    fn what_is_no_saved_run_is_told_apart() {
        let line = saved().line();
        let rows = [
            ("", "no saved run"),
            ("import socket\n", "no saved run"),
            ("{\"kind\":\"line\",\"format\":1}", "no saved run"),
            (&*line.replace("\"format\":1", "\"format\":9"), "format 9; this version reads format 1"),
            (&line[..line.len() / 2], "line 1, column"),
            (&line.replace("\"programs\"", "\"program\""), "missing field `programs`"),
            (&line.replace("\"source\":\"", "\"source\":1,\"x\":\""), "line 1, column"),
            (&line.replace("\"name\":\"client\"", "\"name\":\"server\""), "\"server\" is empty"),
            (&line.replace("\"name\":\"client\"", "\"name\":\"\""), "\"\" is empty"),
            ("{\"kind\":\"experiment\",\"format\":1,\"experiment\":{\"programs\":[]}}", "0 programs"),
        ];
        for (text, words) in rows {
            let problem = Saved::read(text).expect_err(text).to_string();
            assert!(problem.contains(words), "{problem:?} for {text:.80}");
        }
        // Cut or changed anywhere, it is a problem or a run, never a panic.
        for at in (0..line.len()).filter(|at| line.is_char_boundary(*at)) {
            assert!(Saved::read(&line[..at]).is_err(), "cut at {at}");
        }
    }

    #[test]
    fn the_lines_do_not_depend_on_how_they_are_cut() {
        let mut run = Run::start(scenario("lesson-5").expect("a lesson").experiment()).expect("it runs");
        run.advance(u32::MAX);
        let whole = lines(&run, 0, u32::MAX);
        assert_eq!(whole.len(), run.trace().len() as usize + 2);
        for count in [1, 7, run.trace().len()] {
            let (mut pieces, mut from) = (Vec::new(), 0);
            loop {
                let piece = lines(&run, from, count);
                if piece.is_empty() {
                    break;
                }
                from += count;
                pieces.extend(piece);
            }
            assert_eq!(pieces, whole, "{count} at a time");
        }
    }
}

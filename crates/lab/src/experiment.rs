//! What a run is a function of: the programs, the knobs and the seed.
//! Plain data that a share link or a test can hold; knows neither the machine nor the sockets.

use crate::real::Peers;
use serde::{Deserialize, Serialize};
use std::rc::Rc;

/// How many programs one experiment may have.
pub const PROGRAMS_MAX: usize = 15;

/// One program of an experiment, as a person would start it in a terminal of its own.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Program {
    /// Short name that views and transcripts use, such as `server`. Names of one experiment are distinct.
    pub name: Rc<str>,
    /// File name as tracebacks print it, such as `server.py`.
    pub file: Rc<str>,
    /// The program's text.
    pub source: Rc<str>,
    /// Lines that `input()` reads, without line ends; after the last one comes the end of input.
    #[serde(default)]
    pub stdin: Vec<Rc<str>>,
}

impl Program {
    /// A program called `name` in the file `name.py`, with nothing typed on its console.
    #[must_use]
    pub fn new(name: &str, source: &str) -> Self {
        Self { name: name.into(), file: format!("{name}.py").into(), source: source.into(), stdin: Vec::new() }
    }
}

/// Everything about a run that is not program text. Times are virtual.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Knobs {
    /// Time on the link, one way, in nanoseconds.
    pub latency_ns: u64,
    /// How many bytes one delivery carries at most; `None`: as many as were sent together.
    pub piece_max: Option<u32>,
    /// Time between two deliveries of one stream, in nanoseconds.
    pub gap_ns: u64,
    /// From the moment a blocked call could return until the program runs again, in nanoseconds.
    /// What is sent within this time arrives together, as on a real loopback.
    pub wake_ns: u64,
    /// What one line of a program costs, in nanoseconds.
    pub line_ns: u64,
    /// How many lines all programs together may execute.
    pub steps_max: u64,
}

impl Default for Knobs {
    fn default() -> Self {
        Self {
            latency_ns: 1_000_000,
            piece_max: None,
            gap_ns: 0,
            wake_ns: 50_000,
            line_ns: 1_000,
            steps_max: 1_000_000,
        }
    }
}

/// Programs, knobs, seed and what real peers did: the whole cause of a run.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Experiment {
    /// In the order in which they are started.
    pub programs: Vec<Program>,
    /// Times and limits.
    #[serde(default)]
    pub knobs: Knobs,
    /// Decides what is left to chance: ephemeral ports, `random`, jitter of the link.
    #[serde(default)]
    pub seed: u64,
    /// Who is at the other end of connections that no program here serves.
    #[serde(default)]
    pub peers: Peers,
}

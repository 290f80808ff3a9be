//! A run: an experiment on its way to a whole trace, and the state at any position of it.
//! Owns the checkpoints, copies of the world at growing distances; the state in between is executed again. Pure: no clock, no files,
//! nothing of the host.

use crate::ends::ProgramEnd;
use crate::event::Position;
use crate::experiment::{Experiment, PROGRAMS_MAX};
use crate::moment::{ByteHistory, FrameView, Moment};
use crate::process::{Process, Stdin};
use crate::processes;
use crate::real::{Heardbook, Inward, LEAD_NS, Outward, Peers, Reason, Recording};
use crate::recorder::Recorder;
use crate::source::{SourceProblem, problem};
use crate::standstill;
use crate::trace::{Actor, Trace};
use crate::view;
use crate::world::{Step, World};
use litemap::LiteMap;
use sockscope_python::machine::Machine;
use std::cell::RefCell;
use std::rc::Rc;

/// How many checkpoints are kept. When there are more, every other one goes and the distance doubles.
const CHECKPOINTS_MAX: u64 = 64;
/// How many bytes all checkpoints together may take, as estimated.
const CHECKPOINTS_BYTES_MAX: u64 = 128 << 20;
/// As many are kept however large they are.
const CHECKPOINTS_MIN: u64 = 4;
/// Events between the first checkpoints at least and, while the world is large, at most: what can be executed again within a few
/// milliseconds, or some ten.
const DISTANCE_MIN: Position = 32_768;
const DISTANCE_MAX: Position = 4 * DISTANCE_MIN;
/// As many bytes of a world are copied in a small part of the time that a line takes: with one line for each such piece between two
/// checkpoints, a run hardly becomes slower by them.
const BYTES_A_LINE: u64 = 8;

/// How many events before a moment a world is kept.
const NEAR: Position = 64;

/// Call frames at a position.
type FramesAt = (Position, Rc<[FrameView]>);

/// Of how many threads the frames before their last steps are kept.
const KNOWN_MAX: usize = 64;

/// Whether a run can go on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Progress {
    /// Call [`Run::advance`] or [`Run::advance_until`] again.
    Running,
    /// A live run has nothing to do before this virtual time, or before it hears something of a real peer.
    Waiting {
        /// `None`: only a real peer can move it.
        until_ns: Option<u64>,
    },
    /// The trace is complete.
    Ended,
}

/// A run of an experiment.
#[derive(Debug, Clone)]
pub struct Run {
    experiment: Experiment,
    trace: Trace,
    world: World,
    /// Ascending by their number of events; the first is the start.
    checkpoints: Vec<World>,
    /// Events between two checkpoints at least.
    distance: Position,
    ended: bool,
    /// What real peers did.
    heardbook: Heardbook,
    /// Whether more of that may come.
    live: bool,
    /// What was asked of real peers and nobody has fetched yet.
    asked: Vec<Outward>,
    /// The world shortly before the latest moment.
    cursor: RefCell<Option<World>>,
    /// Call frames of threads before their last steps, as the latest moments needed them.
    before: RefCell<LiteMap<Actor, FramesAt>>,
}

impl Run {
    /// Compiles the programs. Nothing is executed yet.
    ///
    /// # Errors
    /// The first problem of each program that cannot run. An experiment without programs or with more than [`PROGRAMS_MAX`] is a problem too.
    pub fn start(experiment: Experiment) -> Result<Self, Vec<SourceProblem>> {
        let count = experiment.programs.len();
        if count == 0 || count > PROGRAMS_MAX {
            return Err(vec![SourceProblem::of_experiment(&format!(
                "{count} programs; there can be 1 to {PROGRAMS_MAX}"
            ))]);
        }
        let mut processes = Vec::with_capacity(count);
        let mut problems = Vec::new();
        for (program, index) in experiment.programs.iter().zip(0_u8..) {
            match Machine::new(&program.file, &program.source) {
                Ok(machine) => {
                    processes.push(Process::new(machine, program.source.clone(), Stdin::new(&program.stdin)));
                }
                Err(found) => problems.push(problem(found, index)),
            }
        }
        if !problems.is_empty() {
            return Err(problems);
        }
        let heardbook = Heardbook::of(&experiment.peers);
        let world = World::new(&experiment, processes, heardbook.clone());
        let trace = Trace::for_programs(count);
        let checkpoints = vec![world.clone()];
        Ok(Self {
            trace,
            world,
            checkpoints,
            distance: DISTANCE_MIN,
            ended: false,
            // A recording that somebody brings is replayed; an empty one is about to be made.
            live: matches!(&experiment.peers, Peers::Real(recording) if recording.heard.is_empty()),
            heardbook,
            asked: Vec::new(),
            cursor: RefCell::new(None),
            before: RefCell::new(LiteMap::new()),
            experiment,
        })
    }

    /// Goes on for about `fuel` lines. The trace does not depend on how a run is cut into calls.
    pub fn advance(&mut self, fuel: u32) -> Progress {
        self.advance_before(fuel, u64::MAX)
    }

    /// Goes on with a live run for about `fuel` lines, but not beyond real time: `elapsed_ns` have passed since it began. Sleeps and
    /// timeouts take as long as they say. Do what [`Run::take_outward`] gives after each call.
    pub fn advance_until(&mut self, fuel: u32, elapsed_ns: u64) -> Progress {
        self.advance_before(fuel, elapsed_ns.saturating_add(LEAD_NS))
    }

    fn advance_before(&mut self, fuel: u32, bound_ns: u64) -> Progress {
        let mut fuel = fuel.max(1);
        while fuel > 0 && !self.ended {
            if self.live
                && let Some(waiting) = self.waits(bound_ns)
            {
                return waiting;
            }
            let last = self.checkpoints.last().map_or(0, |world| world.count);
            let next = last.saturating_add(self.spacing());
            if self.world.count >= next {
                self.keep_checkpoint();
                continue;
            }
            let mut slice = fuel.min(next - self.world.count);
            let given = slice;
            let step = self.world.step(&mut slice, Position::MAX, &mut Recorder::into_trace(&mut self.trace));
            fuel = fuel.saturating_sub((given - slice).max(1));
            self.ended = step == Step::Over;
            let asked = self.world.sockets.take_asked();
            if self.live {
                self.asked.extend(asked);
            }
        }
        if self.ended { Progress::Ended } else { Progress::Running }
    }

    /// Whether a live run has to wait for time or for a real peer.
    fn waits(&mut self, bound_ns: u64) -> Option<Progress> {
        match self.world.next_due(&mut Recorder::into_trace(&mut self.trace)) {
            Some(due) if due > bound_ns => Some(Progress::Waiting { until_ns: Some(due) }),
            None if self.world.listens_outside() => Some(Progress::Waiting { until_ns: None }),
            _ => None,
        }
    }

    /// Tells a live run what the real network did, `elapsed_ns` after the run began. It happens right after what has been executed, or
    /// then, if that is later; so a replay of the recording lets it happen at the same place. A run that is not live hears nothing.
    pub fn hear(&mut self, elapsed_ns: u64, what: Inward) {
        if !self.live || self.ended {
            return;
        }
        if self.heardbook.is_full() {
            return self.cut_off(Reason::Throttled);
        }
        let at_ns = elapsed_ns.max(self.world.now + 1);
        self.heardbook.push(at_ns, what);
    }

    /// What the run asks of the real network, since the last time.
    pub fn take_outward(&mut self) -> Vec<Outward> {
        std::mem::take(&mut self.asked)
    }

    /// Whether more may be heard: the run was started for real peers, and neither ended nor was cut off.
    #[must_use]
    pub fn is_live(&self) -> bool {
        self.live && !self.ended
    }

    /// What was heard so far. In [`Experiment::peers`] it replays this run without anybody at the other end.
    #[must_use]
    pub fn recording(&self) -> Rc<Recording> {
        Rc::new(self.heardbook.recording())
    }

    /// No more will be heard: the way out is gone. Everything that leads outside is reset, and the run goes on by [`Run::advance`].
    pub fn finish_live(&mut self) {
        if self.live && !self.ended {
            self.cut_off(Reason::Stopping);
        }
    }

    fn cut_off(&mut self, reason: Reason) {
        for id in self.world.sockets.outside_numbers() {
            self.heardbook.push(self.world.now + 1, Inward::Closed { id, reason });
        }
        self.live = false;
        self.asked.clear();
    }

    /// Events between the last checkpoint and the next one.
    fn spacing(&self) -> Position {
        let affordable = u32::try_from(self.world.size() / BYTES_A_LINE).unwrap_or(u32::MAX);
        self.distance.max(affordable.min(DISTANCE_MAX))
    }

    fn keep_checkpoint(&mut self) {
        self.checkpoints.push(self.world.clone());
        let affordable = (CHECKPOINTS_BYTES_MAX / self.world.size().max(1)).max(CHECKPOINTS_MIN);
        if self.checkpoints.len() as u64 > affordable.min(CHECKPOINTS_MAX) {
            let mut index = 0;
            self.checkpoints.retain(|_| {
                index += 1;
                index % 2 == 1
            });
            self.distance = self.distance.saturating_mul(2);
        }
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

    /// How many lines all programs together have executed so far.
    #[must_use]
    pub fn lines(&self) -> u64 {
        self.world.lines
    }

    /// How each program ended; empty while the run is still going on.
    #[must_use]
    pub fn ends(&self) -> Vec<ProgramEnd> {
        if !self.ended {
            return Vec::new();
        }
        self.world.processes.iter().map(|process| processes::end(process, &self.trace)).collect()
    }

    /// Everything that can be seen at `position` (at most the end of the trace).
    #[must_use]
    pub fn moment(&self, position: Position) -> Moment {
        let position = position.min(self.trace.len());
        let world = self.world_at(position);
        let before = |actor, at| self.frames_at(actor, at);
        let acting = processes::acting(&self.trace, position);
        let names = self.experiment.programs.iter().map(|program| &program.name);
        Moment {
            position,
            at_ns: self.trace.time_at(position),
            event: position.checked_sub(1).and_then(|index| self.trace.event(index)),
            processes: (0..)
                .zip(names)
                .map(|(id, name)| {
                    let context = processes::Context { trace: &self.trace, position, acting, before: &before };
                    processes::view(name, id, &world.processes[usize::from(id)], &context)
                })
                .collect(),
            sockets: view::sockets(&self.trace.history, position),
            streams: view::streams(&self.trace.history, position),
            standstill: (self.ended && position == self.trace.len())
                .then(|| standstill::find(&self.world, &self.trace))
                .flatten(),
        }
    }

    /// The world after `position` events. One from shortly before it is kept, since the next question is likely to be about there.
    fn world_at(&self, position: Position) -> World {
        let mut world = self.nearest(position);
        let near = position.saturating_sub(NEAR);
        if world.count < near {
            execute(&mut world, near);
            *self.cursor.borrow_mut() = Some(world.clone());
        }
        execute(&mut world, position);
        world
    }

    /// A copy of the last world known that is not behind `position`.
    fn nearest(&self, position: Position) -> World {
        if self.ended && self.world.count == position {
            return self.world.clone();
        }
        let known = self.checkpoints.partition_point(|world| world.count <= position).saturating_sub(1);
        let checkpoint = &self.checkpoints[known];
        match self.cursor.borrow().as_ref() {
            Some(cursor) if cursor.count <= position && cursor.count > checkpoint.count => cursor.clone(),
            _ => checkpoint.clone(),
        }
    }

    /// The call frames of a thread at `position`.
    fn frames_at(&self, actor: Actor, position: Position) -> Rc<[FrameView]> {
        if let Some((at, frames)) = self.before.borrow().get(&actor)
            && *at == position
        {
            return frames.clone();
        }
        let mut world = self.nearest(position);
        execute(&mut world, position);
        let frames: Rc<[FrameView]> =
            processes::frames(&world.processes[usize::from(actor.process)], actor.thread).into();
        let mut known = self.before.borrow_mut();
        if known.len() >= KNOWN_MAX {
            known.clear();
        }
        known.insert(actor, (position, frames.clone()));
        frames
    }

    /// The send, the delivery and the piece of one byte of a stream, as far as the whole trace knows them.
    #[must_use]
    pub fn byte_history(&self, stream: u32, offset: u64) -> ByteHistory {
        view::byte_history(&self.trace.history, stream, offset)
    }
}

/// Executes on, without recording, until there are `position` events.
fn execute(world: &mut World, position: Position) {
    let mut fuel = u32::MAX;
    while world.count < position && world.step(&mut fuel, position, &mut Recorder::nowhere()) == Step::Moved {
        fuel = u32::MAX;
        // Asked long ago.
        drop(world.sockets.take_asked());
    }
}

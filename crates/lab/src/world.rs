//! The scheduler: programs, sockets and a virtual clock, moved on by one queue ordered by (due, seq).
//! Deterministic: the same experiment gives the same events, however the work is cut into slices. Recording is optional, so that the same
//! code re-executes a run up to a position. Knows no checkpoints and no views.

use crate::event::{Console, EventKind, Position, ProcessId};
use crate::experiment::{Experiment, Knobs};
use crate::history::UnderWay;
use crate::process::{Process, Stage, Status};
use crate::real::{Heardbook, Peers};
use crate::recorder::Recorder;
use crate::source::loop_header;
use crate::trace::{Actor, EVENTS_MAX};
use sockscope_net as net;
use sockscope_python::pause::{self, Passed, Pause};
use sockscope_python::request::{Answer, Reply, ThreadId};
use std::rc::Rc;

/// Instructions that one `resume` may take. A line that needs more counts as several.
const FUEL: u64 = 20_000;
/// As how many lines a used-up [`FUEL`] counts.
const FUEL_LINES: u64 = 1_000;
/// How long a person waits at most before starting the next program while the earlier ones only sleep: a second.
const PATIENCE_NS: u64 = 1_000_000_000;
/// After how many calls that found nothing a program counts as polling, which is a way of waiting.
const POLLS: u32 = 100;
/// As many lines a machine may go past in one `resume`: their list stays in the processor's caches.
const PASSED_MAX: u64 = 2_048;
/// How much text one program may print.
const PRINTED_MAX: u64 = 32 << 20;

/// A thread that goes on at some time.
#[derive(Debug, Clone)]
struct Ready {
    due: u64,
    seq: u64,
    actor: Actor,
    reply: Option<Reply>,
}

/// How far a thread may run on.
struct Bounds<'a> {
    /// Lines of this slice.
    fuel: &'a mut u32,
    /// When something else is due.
    horizon: u64,
    /// The number of events to stop at.
    upto: Position,
}

/// What a step of the scheduler came to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Step {
    /// Something was done.
    Moved,
    /// Nobody can go on any more.
    Over,
}

/// Everything that changes during a run. A value: clone it to keep a moment.
#[derive(Debug, Clone)]
pub(crate) struct World {
    pub(crate) processes: Vec<Process>,
    pub(crate) sockets: net::Sockets,
    knobs: Knobs,
    /// Virtual time in nanoseconds.
    pub(crate) now: u64,
    seq: u64,
    /// Number of events so far.
    pub(crate) count: Position,
    /// Lines that all programs executed so far.
    pub(crate) lines: u64,
    ready: Vec<Ready>,
    /// Who moved last.
    pub(crate) acting: Option<Actor>,
    /// When the latest program was started.
    started_ns: u64,
    /// The calls under way, for the record.
    pub(crate) under_way: Vec<UnderWay>,
    /// What the sockets logged and nobody has looked at yet.
    pub(crate) log: Vec<net::NetEvent>,
    /// Empty but while a machine runs: its place is used again and again.
    passed: Passed,
    /// A thread that was stopped between two pauses, to go on before anything else.
    cut: Option<(Actor, Option<Reply>)>,
    over: bool,
    /// What real peers did, and how many of it have been handled.
    heardbook: Heardbook,
    heard: usize,
}

impl World {
    pub(crate) fn new(experiment: &Experiment, processes: Vec<Process>, heardbook: Heardbook) -> Self {
        let knobs = experiment.knobs.clone();
        let link = net::LinkProfile {
            latency_ns: knobs.latency_ns,
            piece_max: knobs.piece_max,
            // Longer than a wake-up, so that a waiting reader gets each piece of what was cut up.
            piece_ns: knobs.wake_ns.saturating_mul(2),
            gap_ns: knobs.gap_ns,
            wake_ns: knobs.wake_ns,
            ..net::LinkProfile::default()
        };
        let mut sockets = net::Sockets::new(link, experiment.seed);
        if let Peers::Real(_) = experiment.peers {
            sockets.open_outside();
        }
        Self {
            processes,
            sockets,
            knobs,
            now: 0,
            seq: 0,
            count: 0,
            lines: 0,
            ready: Vec::new(),
            acting: None,
            started_ns: 0,
            under_way: Vec::new(),
            log: Vec::new(),
            passed: Passed::default(),
            cut: None,
            over: false,
            heardbook,
            heard: 0,
        }
    }

    /// Handles the next entry of the queue; goes on with the same thread while nothing else is due and fewer than `fuel` lines were executed.
    /// Stops once there are `upto` events.
    pub(crate) fn step(&mut self, fuel: &mut u32, upto: Position, out: &mut Recorder<'_>) -> Step {
        if self.over {
            return Step::Over;
        }
        if let Some((actor, reply)) = self.cut.take() {
            self.run_thread(actor, reply, fuel, upto, out);
            return Step::Moved;
        }
        self.start_programs(out);
        let next = self.next_ready();
        let ready_due = next.map_or(u64::MAX, |index| self.ready[index].due);
        if let Some(due) = self.heardbook.due(self.heard)
            && due <= ready_due
            && self.sockets.next_due().is_none_or(|net::SimTime(other)| due <= other)
        {
            *fuel = fuel.saturating_sub(1);
            self.hear(due, out);
            return Step::Moved;
        }
        match self.sockets.next_due() {
            Some(net::SimTime(due)) if due <= ready_due => {
                self.now = self.now.max(due);
                *fuel = fuel.saturating_sub(1);
                let mut log = std::mem::take(&mut self.log);
                self.sockets.advance(net::SimTime(self.now), &mut log);
                self.log = log;
                self.after_sockets(Actor::LINK, out);
                Step::Moved
            }
            _ => match next {
                Some(index) => {
                    let ready = self.ready.swap_remove(index);
                    self.now = self.now.max(ready.due);
                    self.dispatch(ready, fuel, upto, out);
                    Step::Moved
                }
                None => {
                    self.over = true;
                    Step::Over
                }
            },
        }
    }

    /// About how many bytes a copy takes.
    pub(crate) fn size(&self) -> u64 {
        let machines: usize = self.processes.iter().map(|process| process.machine.memory()).sum();
        machines as u64 + self.sockets.unread()
    }

    fn next_ready(&self) -> Option<usize> {
        (0..self.ready.len()).min_by_key(|&index| (self.ready[index].due, self.ready[index].seq))
    }

    /// When something else than the running thread is due.
    fn horizon(&self) -> u64 {
        let ready = self.ready.iter().map(|ready| ready.due).min().unwrap_or(u64::MAX);
        let ready = self.heardbook.due(self.heard).map_or(ready, |due| due.min(ready));
        self.sockets.next_due().map_or(ready, |net::SimTime(due)| due.min(ready))
    }

    /// When the next step happens, after the programs whose turn it is were started; `None` if nothing is due any more.
    pub(crate) fn next_due(&mut self, out: &mut Recorder<'_>) -> Option<u64> {
        if self.over {
            return None;
        }
        if self.cut.is_some() {
            return Some(self.now);
        }
        self.start_programs(out);
        Some(self.horizon()).filter(|due| *due != u64::MAX)
    }

    /// Whether a program is left that something from outside could move.
    pub(crate) fn listens_outside(&self) -> bool {
        !self.over
            && self.sockets.leads_outside()
            && self.processes.iter().any(|process| process.stage == Stage::Running)
    }

    /// The next input of the real network happens.
    fn hear(&mut self, due: u64, out: &mut Recorder<'_>) {
        let Some(what) = self.heardbook.get(self.heard) else { return };
        self.heard += 1;
        self.now = self.now.max(due);
        let mut log = std::mem::take(&mut self.log);
        self.sockets.hear(net::SimTime(self.now), what.to_net(), &mut log);
        self.log = log;
        self.after_sockets(Actor::LINK, out);
    }

    pub(crate) fn push_ready(&mut self, due: u64, actor: Actor, reply: Option<Reply>) {
        self.seq += 1;
        self.ready.push(Ready { due, seq: self.seq, actor, reply });
    }

    fn forget_ready(&mut self, actor: Actor) {
        self.ready.retain(|ready| ready.actor != actor);
    }

    /// Starts each program whose turn it is: the earlier ones wait and would go on waiting, or have ended.
    fn start_programs(&mut self, out: &mut Recorder<'_>) {
        while let Some(index) = self.processes.iter().position(|process| process.stage == Stage::NotStarted) {
            if !self.settled() {
                return;
            }
            let actor = Actor { process: ProcessId::try_from(index).expect("invariant: few programs"), thread: 0 };
            self.processes[index].stage = Stage::Running;
            self.processes[index].started = Some(self.count);
            self.started_ns = self.now;
            self.emit(actor, || EventKind::Started, out);
            self.wake(actor, None);
        }
    }

    /// Whether a person would start the next program now.
    fn settled(&self) -> bool {
        let mut stirs_at = u64::MAX;
        let mut gives_up_at = u64::MAX;
        for process in self.processes.iter().filter(|process| process.stage == Stage::Running) {
            if process.polls >= POLLS {
                continue;
            }
            for thread in &process.threads {
                match &thread.status {
                    Status::Ready => return false,
                    Status::Blocked(blocked) if blocked.sleeps => {
                        stirs_at = stirs_at.min(blocked.until_ns.unwrap_or(u64::MAX));
                    }
                    Status::Blocked(blocked) => gives_up_at = gives_up_at.min(blocked.until_ns.unwrap_or(u64::MAX)),
                    Status::Ended => {}
                }
            }
        }
        if self.now >= self.started_ns.saturating_add(PATIENCE_NS) {
            return true;
        }
        if let Some(net::SimTime(due)) = self.sockets.next_due().filter(|due| due.0 < gives_up_at) {
            stirs_at = stirs_at.min(due);
        }
        stirs_at > self.now.saturating_add(PATIENCE_NS)
    }

    /// A thread is due: it runs, or queues for its program's turn.
    fn dispatch(&mut self, ready: Ready, fuel: &mut u32, upto: Position, out: &mut Recorder<'_>) {
        let Ready { actor, reply, .. } = ready;
        let process = &mut self.processes[usize::from(actor.process)];
        if process.stage != Stage::Running {
            return;
        }
        if let Some(call) = process.thread_mut(actor.thread).go_on(self.count) {
            // A sleep or a park whose time is up.
            let reply = reply.unwrap_or(Ok(Answer::Done));
            self.finish(actor, call, &reply, true, out);
            self.wake(actor, Some(reply));
            return;
        }
        let process = &mut self.processes[usize::from(actor.process)];
        match process.holder {
            Some(holder) if holder != actor.thread => process.queue.push_back((actor.thread, reply)),
            _ => {
                process.holder = Some(actor.thread);
                self.run_thread(actor, reply, fuel, upto, out);
            }
        }
    }

    /// Lets a thread run until it pauses for long, something else is due, or the slice is over.
    fn run_thread(
        &mut self,
        actor: Actor,
        mut reply: Option<Reply>,
        fuel: &mut u32,
        upto: Position,
        out: &mut Recorder<'_>,
    ) {
        let mut horizon = self.horizon();
        self.acting = Some(actor);
        self.processes[usize::from(actor.process)].moved = actor.thread;
        loop {
            if self.count >= upto {
                self.cut = Some((actor, reply));
                return;
            }
            let (pause, instructions) = self.resume(actor, reply.take(), Bounds { fuel, horizon, upto }, out);
            let process = &mut self.processes[usize::from(actor.process)];
            let pickled = process.machine.take_pickled();
            if !pickled.is_empty() {
                out.pickled(actor, process.thread_mut(actor.thread).line, &pickled);
            }
            if process.threads.len() > 1 {
                self.take_woken(actor.process, out);
                horizon = self.horizon();
            }
            match pause {
                Pause::Line { line, depth } => {
                    self.line(actor, line, depth, out);
                    let next = self.now + self.knobs.line_ns;
                    *fuel = fuel.saturating_sub(1);
                    if self.lines >= self.knobs.steps_max || self.count >= EVENTS_MAX {
                        return self.out_of_steps(out);
                    }
                    if next >= horizon || *fuel == 0 {
                        return self.push_ready(next, actor, None);
                    }
                    self.now = next;
                }
                // The machine only takes breath, to hand out text.
                Pause::OutOfFuel if instructions > 0 => {}
                Pause::OutOfFuel => {
                    self.lines += FUEL_LINES;
                    *fuel = fuel.saturating_sub(u32::try_from(FUEL_LINES).unwrap_or(u32::MAX));
                    if self.lines >= self.knobs.steps_max {
                        return self.out_of_steps(out);
                    }
                    return self.push_ready(self.now + FUEL_LINES * self.knobs.line_ns, actor, None);
                }
                Pause::Call { request, line } => match self.call(actor, request, line, out) {
                    Some(answer) => {
                        reply = Some(answer);
                        horizon = self.horizon();
                        if horizon <= self.now {
                            return self.push_ready(self.now, actor, reply);
                        }
                    }
                    None => return,
                },
                Pause::Printed { console, text } => {
                    if self.printed(actor, console, text, out) {
                        return;
                    }
                }
                Pause::Yielded => {
                    let process = &mut self.processes[usize::from(actor.process)];
                    if !process.queue.is_empty() {
                        process.queue.push_back((actor.thread, None));
                        return self.release(actor);
                    }
                }
                Pause::ThreadEnded => {
                    self.emit(actor, || EventKind::ThreadEnded, out);
                    self.processes[usize::from(actor.process)].thread_mut(actor.thread).status = Status::Ended;
                    return self.release(actor);
                }
                Pause::Exited { code, exception } => {
                    self.processes[usize::from(actor.process)].ended = Some(self.count);
                    self.emit(actor, || EventKind::Exited { code, exception: exception.clone() }, out);
                    return self.end(actor, Stage::Exited { code, exception }, out);
                }
                Pause::Limit { text, .. } => {
                    self.processes[usize::from(actor.process)].ended = Some(self.count);
                    self.emit(actor, || EventKind::Limit { text: text.clone() }, out);
                    return self.end(actor, Stage::Limit(text), out);
                }
            }
        }
    }

    /// Resumes a machine, past lines behind which nothing is due, and records them. Gives what is left of [`FUEL`], too.
    fn resume(
        &mut self,
        actor: Actor,
        reply: Option<Reply>,
        Bounds { fuel, horizon, upto }: Bounds<'_>,
        out: &mut Recorder<'_>,
    ) -> (Pause, u64) {
        let Process { machine, threads, .. } = &mut self.processes[usize::from(actor.process)];
        let thread = &mut threads[usize::from(actor.thread)];
        let line_ns = self.knobs.line_ns;
        // As many lines are surely not the last ones, whatever is counted.
        let lines_max = self.knobs.steps_max.saturating_sub(self.lines).min(u64::from(*fuel));
        let events_max = u64::from(upto.min(EVENTS_MAX) - self.count);
        let time_max = horizon.saturating_sub(self.now).div_ceil(line_ns.max(1));
        let free = lines_max.min(events_max).min(time_max).saturating_sub(1).min(PASSED_MAX);
        self.passed.left = free as u32;
        let mut instructions = FUEL;
        let pause = machine.resume_past(ThreadId(actor.thread), reply, &mut instructions, &mut self.passed);
        let passed = free as u32 - self.passed.left;
        if let Some(latest) = self.passed.lines.last() {
            thread.reach(latest.line, self.count + passed - 1);
            if passed > 1 {
                thread.previous = Some(self.count + passed - 2);
            }
        }
        out.lines(self.now, line_ns, actor, &self.passed.lines);
        self.passed.lines.clear();
        *fuel -= passed;
        self.count += passed;
        self.lines += u64::from(passed);
        self.now += line_ns * u64::from(passed);
        (pause, instructions)
    }

    #[inline]
    fn line(&mut self, actor: Actor, line: u32, depth: u16, out: &mut Recorder<'_>) {
        self.processes[usize::from(actor.process)].thread_mut(actor.thread).reach(line, self.count);
        self.lines += 1;
        self.count += 1;
        out.line(self.now, actor, line, depth);
    }

    /// Records text; true if the process was ended because it printed too much.
    fn printed(&mut self, actor: Actor, console: pause::Console, text: Rc<str>, out: &mut Recorder<'_>) -> bool {
        let process = &mut self.processes[usize::from(actor.process)];
        process.printed += text.len() as u64;
        let too_much = process.printed > PRINTED_MAX;
        let console = match console {
            pause::Console::Out => Console::Out,
            pause::Console::Err => Console::Err,
        };
        self.emit(actor, || EventKind::Printed { console, text }, out);
        if too_much {
            self.processes[usize::from(actor.process)].ended = Some(self.count);
            let text: Rc<str> = format!("the program has printed more than {} MiB", PRINTED_MAX >> 20).into();
            self.emit(actor, || EventKind::Limit { text: text.clone() }, out);
            self.end(actor, Stage::Limit(text), out);
        }
        too_much
    }

    /// The thread gives its program's turn to the next in the queue.
    pub(crate) fn release(&mut self, actor: Actor) {
        let process = &mut self.processes[usize::from(actor.process)];
        process.holder = None;
        if let Some((thread, reply)) = process.queue.pop_front() {
            process.holder = Some(thread);
            self.push_ready(self.now, Actor { process: actor.process, thread }, reply);
        }
    }

    /// The thread can go on now.
    pub(crate) fn wake(&mut self, actor: Actor, reply: Option<Reply>) {
        self.processes[usize::from(actor.process)].thread_mut(actor.thread).status = Status::Ready;
        self.push_ready(self.now, actor, reply);
    }

    /// Threads that other threads of the process set free.
    fn take_woken(&mut self, process: ProcessId, out: &mut Recorder<'_>) {
        for ThreadId(thread) in self.processes[usize::from(process)].machine.take_woken() {
            let actor = Actor { process, thread };
            let event = self.count;
            let Some(call) = self.processes[usize::from(process)].thread_mut(thread).go_on(event) else { continue };
            self.forget_ready(actor);
            self.finish(actor, call, &Ok(Answer::Done), true, out);
            self.wake(actor, Some(Ok(Answer::Done)));
        }
    }

    fn end(&mut self, actor: Actor, stage: Stage, out: &mut Recorder<'_>) {
        let process = &mut self.processes[usize::from(actor.process)];
        process.stage = stage;
        process.holder = None;
        process.queue.clear();
        self.ready.retain(|ready| ready.actor.process != actor.process);
        self.under_way.retain(|call| call.actor.process != actor.process);
        let mut log = std::mem::take(&mut self.log);
        self.sockets.process_exited(net::SimTime(self.now), net::ProcessId(actor.process.into()), &mut log);
        self.log = log;
        self.after_sockets(actor, out);
    }

    /// The run's lines are used up: every program that could go on is stopped.
    fn out_of_steps(&mut self, out: &mut Recorder<'_>) {
        for index in 0..self.processes.len() {
            let process = &mut self.processes[index];
            if process.stage != Stage::Running || process.all_blocked() {
                continue;
            }
            process.stage = Stage::OutOfSteps;
            process.ended = Some(self.count);
            let actor = Actor { process: ProcessId::try_from(index).expect("invariant: few programs"), thread: 0 };
            let (first, last) = out.loop_lines(actor.process);
            let line = loop_header(&process.source, first, last).unwrap_or(first);
            self.emit(actor, || EventKind::OutOfSteps { line }, out);
        }
        self.over = true;
    }

    pub(crate) fn emit(&mut self, actor: Actor, kind: impl FnOnce() -> EventKind, out: &mut Recorder<'_>) {
        self.count += 1;
        out.event(self.now, actor, kind);
    }
}

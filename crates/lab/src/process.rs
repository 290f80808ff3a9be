//! One program under way: its machine, its threads and who of them has the turn.
//! Plain data that the scheduler moves; knows no queue and no clock.

use crate::event::{BlockedView, CallView, Position, WaitView};
use sockscope_python::machine::Machine;
use sockscope_python::request::Reply;
use std::collections::VecDeque;
use std::rc::Rc;

/// How far a program is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Stage {
    NotStarted,
    Running,
    Exited { code: i32, exception: Option<Rc<str>> },
    Limit(Rc<str>),
    OutOfSteps,
}

/// A call that has to wait.
#[derive(Debug, Clone)]
pub(crate) struct Blocked {
    pub(crate) call: Rc<CallView>,
    pub(crate) wait: WaitView,
    pub(crate) since_ns: u64,
    pub(crate) until_ns: Option<u64>,
    /// Whether only time is waited for.
    pub(crate) sleeps: bool,
    /// The event of the blocking.
    pub(crate) event: Position,
}

impl Blocked {
    pub(crate) fn view(&self) -> BlockedView {
        BlockedView {
            call: self.call.clone(),
            wait: self.wait.clone(),
            since_ns: self.since_ns,
            until_ns: self.until_ns,
        }
    }
}

/// Whether a thread can go on.
#[derive(Debug, Clone)]
pub(crate) enum Status {
    Ready,
    Blocked(Blocked),
    Ended,
}

/// One thread.
#[derive(Debug, Clone)]
pub(crate) struct Thread {
    pub(crate) status: Status,
    /// The wait before this one, with the event that ended it.
    pub(crate) waited: Option<(Blocked, Position)>,
    /// The line that it executes; 0 before the first.
    pub(crate) line: u32,
    /// The event of that line.
    pub(crate) line_event: Option<Position>,
    /// The event of the line before it.
    pub(crate) previous: Option<Position>,
}

impl Thread {
    /// It is about to execute a line, by the event to come.
    #[inline]
    pub(crate) fn reach(&mut self, line: u32, event: Position) {
        self.previous = self.line_event;
        self.line_event = Some(event);
        self.line = line;
    }

    /// The call that the thread waited in at `position`, which may lie a few events before the state that is held here.
    pub(crate) fn blocked_at(&self, position: Position) -> Option<&Blocked> {
        let now = match &self.status {
            Status::Blocked(blocked) => Some(blocked),
            Status::Ready | Status::Ended => None,
        };
        let before = self.waited.as_ref().filter(|(_, ended)| *ended >= position).map(|(blocked, _)| blocked);
        now.into_iter().chain(before).find(|blocked| blocked.event < position)
    }

    /// The wait is over, by the event to come.
    pub(crate) fn go_on(&mut self, event: Position) -> Option<Rc<CallView>> {
        match std::mem::replace(&mut self.status, Status::Ready) {
            Status::Blocked(blocked) => {
                let call = blocked.call.clone();
                self.waited = Some((blocked, event));
                Some(call)
            }
            other => {
                self.status = other;
                None
            }
        }
    }
}

/// Lines that `input()` reads.
#[derive(Debug, Clone, Default)]
pub(crate) struct Stdin {
    pub(crate) lines: Rc<[Rc<str>]>,
    next: usize,
}

impl Stdin {
    pub(crate) fn new(lines: &[Rc<str>]) -> Self {
        Self { lines: lines.into(), next: 0 }
    }

    pub(crate) fn next(&mut self) -> Option<Rc<str>> {
        let line = self.lines.get(self.next).cloned();
        self.next += 1;
        line
    }
}

/// One program.
#[derive(Debug, Clone)]
pub(crate) struct Process {
    pub(crate) machine: Machine,
    pub(crate) source: Rc<str>,
    pub(crate) stage: Stage,
    /// The event that started the program, and the one that ended it.
    pub(crate) started: Option<Position>,
    pub(crate) ended: Option<Position>,
    /// The thread that moved last.
    pub(crate) moved: u16,
    pub(crate) threads: Vec<Thread>,
    /// The thread that runs: as in `CPython`, one at a time.
    pub(crate) holder: Option<u16>,
    /// Threads that wait for their turn, with the replies they get.
    pub(crate) queue: VecDeque<(u16, Option<Reply>)>,
    pub(crate) stdin: Stdin,
    /// Bytes of text printed so far.
    pub(crate) printed: u64,
    /// Calls that did not wait and found nothing.
    pub(crate) polls: u32,
}

impl Process {
    pub(crate) fn new(machine: Machine, source: Rc<str>, stdin: Stdin) -> Self {
        let mut process = Self {
            machine,
            source,
            stage: Stage::NotStarted,
            started: None,
            ended: None,
            moved: 0,
            threads: Vec::new(),
            holder: None,
            queue: VecDeque::new(),
            stdin,
            printed: 0,
            polls: 0,
        };
        process.thread_mut(0);
        process
    }

    /// A thread, made if it is new.
    pub(crate) fn thread_mut(&mut self, number: u16) -> &mut Thread {
        let index = usize::from(number);
        while self.threads.len() <= index {
            let fresh = Thread { status: Status::Ended, waited: None, line: 0, line_event: None, previous: None };
            self.threads.push(fresh);
        }
        &mut self.threads[index]
    }

    /// Whether no thread can go on.
    pub(crate) fn all_blocked(&self) -> bool {
        !self.threads.iter().any(|thread| matches!(thread.status, Status::Ready))
    }
}

//! Where the scheduler reports what happens: into the trace, or nowhere while a part of the run is executed again.
//! The closures keep re-execution free of everything that only the record needs.

use crate::event::{EventKind, ProcessId};
use crate::history::{Moment, UnderWay};
use crate::pickles::PickleUse;
use crate::trace::{Actor, Trace};
use sockscope_net::{NetEvent, Sockets};
use sockscope_python::pause::{PassedLine, Pickled};

/// The trace to append to, if any.
pub(crate) struct Recorder<'a> {
    trace: Option<&'a mut Trace>,
}

impl<'a> Recorder<'a> {
    /// Records.
    pub(crate) fn into_trace(trace: &'a mut Trace) -> Self {
        Self { trace: Some(trace) }
    }

    /// Forgets.
    pub(crate) fn nowhere() -> Self {
        Self { trace: None }
    }

    pub(crate) fn records(&self) -> bool {
        self.trace.is_some()
    }

    #[inline]
    pub(crate) fn line(&mut self, at_ns: u64, actor: Actor, line: u32, depth: u16) {
        if let Some(trace) = &mut self.trace {
            trace.push_line(at_ns, actor, line, u8::try_from(depth).unwrap_or(u8::MAX));
        }
    }

    /// Lines one after the other, each `step_ns` after the one before.
    pub(crate) fn lines(&mut self, at_ns: u64, step_ns: u64, actor: Actor, lines: &[PassedLine]) {
        let mut at_ns = at_ns;
        for passed in lines {
            self.line(at_ns, actor, passed.line, passed.depth);
            at_ns += step_ns;
        }
    }

    pub(crate) fn event(&mut self, at_ns: u64, actor: Actor, kind: impl FnOnce() -> EventKind) {
        if let Some(trace) = &mut self.trace {
            trace.push(at_ns, actor, kind());
        }
    }

    /// Pickles that the actor's program wrote and read in `line`.
    pub(crate) fn pickled(&mut self, actor: Actor, line: u32, pickled: &[Pickled]) {
        if let Some(trace) = &mut self.trace {
            let place = PickleUse { event: trace.len(), process: actor.process, line };
            for pickled in pickled {
                trace.pickles.note(place, pickled);
            }
        }
    }

    pub(crate) fn net(
        &mut self,
        event: &NetEvent,
        at_ns: u64,
        actor: Actor,
        under_way: &[UnderWay],
        sockets: &Sockets,
    ) {
        if let Some(trace) = &mut self.trace {
            let moment = Moment { event: trace.len(), at_ns, actor, under_way, sockets };
            let event = trace.history.record(event, moment);
            trace.push(at_ns, actor, EventKind::Net { event });
        }
    }

    /// The lines of the program's likely endless loop, first and last.
    pub(crate) fn loop_lines(&self, process: ProcessId) -> (u32, u32) {
        self.trace.as_ref().map_or((0, 0), |trace| trace.loop_lines(process))
    }
}

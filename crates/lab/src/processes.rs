//! What can be seen of a program at a position: its state, threads, call frames and console.
//! Asks the machine for frames and values; a variable counts as changed when its `repr` differs from that before the last step.

use crate::ends::ProgramEnd;
use crate::event::{EventKind, Position, ProcessId};
use crate::moment::{FrameView, ProcessState, ProcessView, ThreadView, Variable, VariableOrigin};
use crate::process::{Process, Stage, Status, Thread};
use crate::trace::{Actor, Trace};
use sockscope_python::Value;
use sockscope_python::machine::Machine;
use sockscope_python::request::ThreadId;
use std::rc::Rc;

/// How far back the event that shows who acted is looked for.
const REACH: u32 = 64;

/// What the view of one program needs to know of the whole.
pub(crate) struct Context<'a> {
    pub(crate) trace: &'a Trace,
    pub(crate) position: Position,
    pub(crate) acting: Option<ProcessId>,
    /// The call frames of a thread at another position.
    pub(crate) before: &'a dyn Fn(Actor, Position) -> Rc<[FrameView]>,
}

/// The program that made the latest event that any program made.
pub(crate) fn acting(trace: &Trace, position: Position) -> Option<ProcessId> {
    (position.saturating_sub(REACH)..position).rev().find_map(|index| trace.event(index)?.process)
}

/// One program, of a world at (or a few events behind) the position.
pub(crate) fn view(name: &Rc<str>, id: ProcessId, process: &Process, context: &Context<'_>) -> ProcessView {
    let Context { trace, position, .. } = *context;
    let state = state(process, context);
    let (console, console_hidden) = trace.console(id, position);
    let mut view = ProcessView {
        name: name.clone(),
        line: None,
        acting: context.acting == Some(id),
        threads: Vec::new(),
        frames: Vec::new(),
        console,
        console_hidden,
        state,
    };
    if matches!(view.state, ProcessState::NotStarted) {
        return view;
    }
    let moved = &process.threads[usize::from(process.moved)];
    view.line = line(moved);
    view.frames = frames(process, process.moved);
    if let Some(previous) = moved.previous {
        let actor = Actor { process: id, thread: process.moved };
        mark_changes(&mut view.frames, &(context.before)(actor, previous + 1));
    }
    if !matches!(view.state, ProcessState::Ended { .. }) {
        let alive = process.threads.iter().zip(0..).filter(|(thread, _)| !matches!(thread.status, Status::Ended));
        view.threads = alive.map(|(thread, number)| thread_view(thread, number, position)).collect();
    }
    view
}

fn line(thread: &Thread) -> Option<u32> {
    (thread.line > 0).then_some(thread.line)
}

fn thread_view(thread: &Thread, number: u16, position: Position) -> ThreadView {
    let blocked = thread.blocked_at(position).map(crate::process::Blocked::view);
    ThreadView { thread: number, line: line(thread), blocked }
}

fn state(process: &Process, context: &Context<'_>) -> ProcessState {
    let position = context.position;
    if process.started.is_none_or(|event| event >= position) {
        return ProcessState::NotStarted;
    }
    if process.ended.is_some_and(|event| event < position) {
        return ProcessState::Ended { end: end(process, context.trace) };
    }
    let mut alive = process.threads.iter().filter(|thread| !matches!(thread.status, Status::Ended));
    match process.threads[0].blocked_at(position) {
        Some(blocked) if alive.all(|thread| thread.blocked_at(position).is_some()) => {
            ProcessState::Blocked { blocked: blocked.view() }
        }
        _ => ProcessState::Running,
    }
}

/// How a program ended, or would end if nothing more happened.
pub(crate) fn end(process: &Process, trace: &Trace) -> ProgramEnd {
    match &process.stage {
        Stage::NotStarted => ProgramEnd::NotStarted,
        Stage::Exited { code, exception } => ProgramEnd::Exited { code: *code, exception: exception.clone() },
        Stage::Limit(text) => ProgramEnd::Limit { text: text.clone() },
        Stage::OutOfSteps => ProgramEnd::OutOfSteps { line: out_of_steps_line(process, trace) },
        Stage::Running => {
            let blocked = process.threads.iter().find_map(|thread| match &thread.status {
                Status::Blocked(blocked) => Some(blocked.view()),
                Status::Ready | Status::Ended => None,
            });
            match blocked {
                Some(blocked) => ProgramEnd::Blocked { blocked },
                None => ProgramEnd::OutOfSteps { line: out_of_steps_line(process, trace) },
            }
        }
    }
}

fn out_of_steps_line(process: &Process, trace: &Trace) -> u32 {
    match process.ended.and_then(|event| trace.detail(event)) {
        Some(EventKind::OutOfSteps { line }) => *line,
        _ => process.threads[usize::from(process.moved)].line,
    }
}

/// About how many bytes of a value's `repr` are shown.
const REPR_MAX: usize = 200;

/// The call frames of a thread, as the machine shows them.
pub(crate) fn frames(process: &Process, thread: u16) -> Vec<FrameView> {
    let machine = &process.machine;
    let frames = machine.frames(ThreadId(thread)).into_iter().map(|frame| FrameView {
        function: frame.function,
        line: frame.line,
        variables: frame.locals.into_iter().filter_map(|(name, value)| variable(machine, name, value)).collect(),
    });
    frames.collect()
}

/// A variable as a person wants to see it; functions and classes are program text, not state.
fn variable(machine: &Machine, name: Rc<str>, value: Value) -> Option<Variable> {
    let type_name = machine.type_name(value);
    if matches!(&*type_name, "module" | "function" | "builtin_function_or_method" | "type") {
        return None;
    }
    let origins = machine.origins(value).into_iter().map(VariableOrigin::from).collect();
    let repr = machine.repr_for_people(value, REPR_MAX).into();
    Some(Variable { name, repr, type_name, changed: false, origins })
}

/// Marks each variable that is new or has another `repr` than in `before`.
fn mark_changes(frames: &mut [FrameView], before: &[FrameView]) {
    for (index, frame) in frames.iter_mut().enumerate() {
        let same = before.get(index).filter(|old| old.function == frame.function);
        for variable in &mut frame.variables {
            let old = same.and_then(|old| old.variables.iter().find(|old| old.name == variable.name));
            variable.changed = old.is_none_or(|old: &Variable| old.repr != variable.repr);
        }
    }
}

//! Steps in words: what a line of `sockscope pickle trace` says, and what a view may show beside an opcode.
//! Wording only; what happened is the unpickler's to tell.

use crate::graph::{Graph, Node, NodeId};
use crate::render::repr_cut;
use crate::tools::Operations;
use crate::unpickler::{Effect, Ran, Step, Unpickler, UnpicklerOptions};
use std::fmt;

/// Bytes of each value on the stack that a line shows.
const VALUE_SHOWN: usize = 40;
/// Values of the stack that a line shows, from the top.
const STACK_SHOWN: usize = 6;

/// One step in words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StepText {
    /// Where the opcode starts.
    pub at: usize,
    /// Its name.
    pub opcode: &'static str,
    /// Its argument as Python prints it; empty without one.
    pub argument: String,
    /// What it did, in order: `push 'hi'`, `memo 1 = 'hi'`, `would call os.system('x',)`.
    pub effects: Vec<String>,
    /// The stack after it, deepest first, with a `(` for each mark.
    pub stack: String,
    /// How many objects the memo holds after it.
    pub memo_len: usize,
}

impl fmt::Display for StepText {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let argument = if self.argument.is_empty() { String::new() } else { format!(" {}", self.argument) };
        let head = format!("{:>5}: {}{argument}", self.at, self.opcode);
        let effects = self.effects.join(", ");
        write!(f, "{head:<40} [{}]  memo {}  {effects}", self.stack, self.memo_len)
    }
}

/// The text of a step that has just run.
#[must_use]
pub fn step_text(unpickler: &Unpickler, ran: Ran) -> StepText {
    let argument = Operations::new(unpickler.input(), ran.at.0)
        .next()
        .and_then(Result::ok)
        .and_then(|operation| operation.argument.repr().ok().flatten())
        .unwrap_or_default();
    let graph = unpickler.graph();
    StepText {
        at: ran.at.0,
        opcode: ran.opcode.name,
        argument: cut(argument, 200),
        effects: unpickler.effects().iter().map(|effect| effect_text(graph, *effect)).collect(),
        stack: stack_text(unpickler),
        memo_len: unpickler.memo_len(),
    }
}

fn cut(mut text: String, max: usize) -> String {
    if text.len() > max {
        let end = (0..=max).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(0);
        text.truncate(end);
        text.push('…');
    }
    text
}

/// The stack after a step, deepest first; a mark is `(`.
fn stack_text(unpickler: &Unpickler) -> String {
    let (stack, marks) = (unpickler.stack(), unpickler.marks());
    let from = stack.len().saturating_sub(STACK_SHOWN);
    let mut parts = Vec::new();
    if from > 0 {
        parts.push(format!("… {from} more"));
    }
    for (index, id) in stack.iter().enumerate().skip(from) {
        parts
            .push("(".repeat(marks_at(marks, index).min(STACK_SHOWN)) + &repr_cut(unpickler.graph(), *id, VALUE_SHOWN));
    }
    let open = marks_at(marks, stack.len());
    if open > 0 {
        parts.push("(".repeat(open.min(STACK_SHOWN)));
    }
    parts.join(" ")
}

/// How many marks lie at this height; there may be millions, in order.
fn marks_at(marks: &[u32], height: usize) -> usize {
    let below = marks.partition_point(|mark| (*mark as usize) < height);
    marks[below..].partition_point(|mark| *mark as usize == height)
}

/// One effect in words.
#[must_use]
pub fn effect_text(graph: &Graph, effect: Effect) -> String {
    let shown = |id: NodeId| repr_cut(graph, id, 80);
    match effect {
        Effect::Pushed(id) => format!("push {}", shown(id)),
        Effect::Popped(id) => format!("pop {}", shown(id)),
        Effect::PoppedToMark { count } => format!("pop {count} to the mark"),
        Effect::Marked { .. } => "mark".to_owned(),
        Effect::Unmarked => "pop the mark".to_owned(),
        Effect::Memoised { index, value } => format!("memo {index} = {}", shown(value)),
        Effect::Recalled { index, .. } => format!("from memo {index}"),
        Effect::WouldImport(id) => match graph.global_name(id) {
            Some((module, name)) => format!("would import {module}.{name}"),
            None => "would import something".to_owned(),
        },
        Effect::WouldCall(id) => match graph.node(id) {
            Node::Object(object) => {
                let callable = match graph.global_name(object.callable) {
                    Some((module, name)) => format!("{module}.{name}"),
                    None => shown(object.callable),
                };
                format!("would call {callable}{}", shown(object.args))
            }
            _ => "would call something".to_owned(),
        },
        Effect::Understood { callable, value } => match graph.global_name(callable) {
            Some((module, name)) => format!("{module}.{name} gives {}", shown(value)),
            None => format!("gives {}", shown(value)),
        },
        Effect::WouldBuild { object, state } => format!("would give {} the state {}", shown(object), shown(state)),
        Effect::Filled { container, count } => format!("{count} into {}", shown(container)),
        Effect::Protocol(protocol) => format!("protocol {protocol}"),
        Effect::Frame(len) => format!("a frame of {len} bytes"),
    }
}

/// All steps of the pickle that starts at `at`, then how it ends; each line is given to `line`. Where it ended, if it
/// ran to `STOP`.
pub fn trace(bytes: &[u8], at: usize, options: UnpicklerOptions, mut line: impl FnMut(String)) -> Option<usize> {
    let mut unpickler = Unpickler::new(options);
    if let Err(error) = unpickler.feed(bytes.get(at..).unwrap_or_default()) {
        line(error.to_string());
        return None;
    }
    loop {
        match unpickler.step() {
            Ok(Step::Ran(ran)) => {
                let mut text = step_text(&unpickler, ran);
                text.at += at;
                line(text.to_string());
            }
            Ok(Step::Starved(starved)) => {
                line(format!("starved at {}: {starved}", at + starved.at.0));
                return None;
            }
            Ok(Step::Done(value)) => {
                line(format!("done: {}", repr_cut(unpickler.graph(), value, 2000)));
                return Some(at + unpickler.position().0);
            }
            Err(error) => {
                line(error.to_string());
                return None;
            }
        }
    }
}

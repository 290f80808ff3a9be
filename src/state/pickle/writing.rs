//! A value as the pickler writes it: object visited, opcodes written, memo grown; and the same value in all six protocols.

use super::reading::{Reading, cut};
use sockscope_lab::event::Console;
use sockscope_lab::experiment::{Experiment, Knobs, Program};
use sockscope_lab::real::Peers;
use sockscope_lab::run::{Progress, Run};
use sockscope_pickle::{Globals, Graph, NodeId, PROTOCOL_MAX, PickleError, Pickler, PicklerOptions, loads, repr_cut};
use std::ops::Range;
use std::rc::Rc;

/// Most steps of the pickler that are listed.
const STEPS_MAX: usize = 2_000;
/// How deep the pickler goes: as CPython at the level of a module.
const OPTIONS: PicklerOptions =
    PicklerOptions { depth_max: 999, bytes_max: super::reading::BYTES_MAX, nodes_decide: false };

/// One step of the pickler.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct WriteStep {
    /// The object that it visited.
    pub(crate) object: Option<NodeId>,
    /// How many containers are open around it.
    pub(crate) depth: u32,
    /// The bytes that it wrote.
    pub(crate) bytes: Range<usize>,
    /// The memo index that it gave.
    pub(crate) memoised: Option<u32>,
}

/// A value, its pickle and how it came about.
#[derive(Debug)]
pub(crate) struct Writing {
    graph: Graph,
    root: NodeId,
    /// The pickle.
    pub(crate) bytes: Rc<[u8]>,
    read: Reading,
    /// Its steps.
    pub(crate) steps: Vec<WriteStep>,
    /// Why it could not be written.
    pub(crate) fault: Option<PickleError>,
    /// The value in each protocol.
    pub(crate) protocols: Vec<Result<Vec<u8>, PickleError>>,
}

impl Writing {
    /// Writes `root` in `protocol`.
    pub(crate) fn new(graph: Graph, root: NodeId, protocol: u8) -> Self {
        let each = |protocol| Pickler::new(&graph, root, protocol, OPTIONS).and_then(Pickler::finish);
        let protocols: Vec<_> = (0..=PROTOCOL_MAX).map(each).collect();
        let len = protocols.get(usize::from(protocol)).and_then(|bytes| bytes.as_ref().ok()).map_or(0, Vec::len);
        let (steps, written) = write(&graph, root, protocol, len);
        let (bytes, fault) = match written {
            Ok(bytes) => (bytes, None),
            Err(fault) => (Vec::new(), Some(fault)),
        };
        let bytes: Rc<[u8]> = bytes.into();
        Self { read: Reading::new(bytes.clone(), Globals::Symbolic), bytes, steps, fault, protocols, graph, root }
    }

    /// The same value in another protocol.
    pub(crate) fn again(&self, protocol: u8) -> Self {
        Self::new(self.graph.clone(), self.root, protocol)
    }

    /// The object of a step in one line.
    pub(crate) fn object(&self, step: &WriteStep) -> Option<String> {
        step.object.map(|object| repr_cut(&self.graph, object, 60))
    }

    /// The opcodes that a step wrote.
    pub(crate) fn opcodes(&self, step: &WriteStep) -> String {
        let mut out = String::new();
        let mut row = self.read.row_at(step.bytes.start);
        while let Some(found) = self.read.row(row).filter(|row| row.bytes.start < step.bytes.end && out.len() < 200) {
            if !out.is_empty() {
                out.push_str(" · ");
            }
            out.push_str(found.opcode.name);
            if !found.argument.is_empty() {
                out.push(' ');
                out.push_str(&found.argument);
            }
            row += 1;
        }
        cut(out)
    }
}

/// Lines that typed text may run.
const LINES_MAX: u64 = 200;

/// The value of a Python expression, by way of the machine that runs the programs: written once and read again.
pub(crate) fn evaluate(text: &str) -> Result<(Graph, NodeId), String> {
    let source = format!("import pickle\nvalue = (\n{text}\n)\npickle.dumps(value, 5)\n");
    let program = Program { name: "value".into(), file: "value".into(), source: source.into(), stdin: Vec::new() };
    let knobs = Knobs { steps_max: LINES_MAX, ..Knobs::default() };
    let experiment = Experiment { programs: vec![program], knobs, seed: 0, peers: Peers::Simulated };
    let mut run = Run::start(experiment)
        .map_err(|problems| problems.first().map_or_else(String::new, |problem| problem.message.to_string()))?;
    while run.advance(20) == Progress::Running {}
    let trace = run.trace();
    let Some(pickle) = trace.pickles().pop() else {
        let (console, _) = trace.console(0, trace.len());
        let last = console.iter().rev().find(|line| line.console == Console::Err);
        return Err(last.map_or_else(|| "…".to_owned(), |line| line.text.to_string()));
    };
    loads(&pickle.bytes).map_err(|error| error.to_string())
}

/// Steps through a pickler; the steps so far also when it fails.
fn write(graph: &Graph, root: NodeId, protocol: u8, len: usize) -> (Vec<WriteStep>, Result<Vec<u8>, PickleError>) {
    let mut steps: Vec<WriteStep> = Vec::new();
    let mut pickler = match Pickler::new(graph, root, protocol, OPTIONS) {
        Ok(pickler) => pickler,
        Err(fault) => return (steps, Err(fault)),
    };
    loop {
        match pickler.step() {
            Ok(Some(written)) if steps.len() < STEPS_MAX => {
                if steps.is_empty() && written.at > 0 {
                    let bytes = 0..written.at;
                    steps.push(WriteStep { object: None, depth: 0, bytes, memoised: None });
                }
                let bytes = written.at..written.at + written.len;
                let (object, memoised) = (written.object, written.memoised);
                steps.push(WriteStep { object, depth: written.depth, bytes, memoised });
            }
            Ok(Some(_)) => {}
            Ok(None) => break,
            Err(fault) => return (steps, Err(fault)),
        }
    }
    let bytes = pickler.output().to_vec();
    settle(&mut steps, len);
    (steps, Ok(bytes))
}

/// A last frame too short for its header loses it again: what it holds moves to the front.
fn settle(steps: &mut [WriteStep], len: usize) {
    let over = steps.last().map_or(0, |last| last.bytes.end.saturating_sub(len));
    if over == 0 {
        return;
    }
    let mut next = len;
    for step in steps.iter_mut().rev() {
        if step.bytes.start < over || step.bytes.end + 2 < len + over {
            step.bytes.end = step.bytes.end.min(next);
            break;
        }
        step.bytes = step.bytes.start - over..step.bytes.end - over;
        next = step.bytes.start;
    }
}

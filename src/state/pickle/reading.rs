//! Some bytes as the unpickler reads them: where each opcode starts, where each pickle in a row starts, and how it all ends.
//! The machine at any step is run again from the start of its pickle, kept between two questions that follow each other. Bounded by
//! the number of opcodes, so that no bytes can hold up the page.

use sockscope_pickle::opcode::Argument;
use sockscope_pickle::trace::effect_text;
use sockscope_pickle::unpickler::Part;
use sockscope_pickle::{
    Effect, Globals, NodeId, Opcode, PickleError, Starved, Step, Unpickler, UnpicklerOptions, repr_cut,
};
use std::cell::RefCell;
use std::ops::Range;
use std::rc::Rc;

/// Most opcodes that the page steps through.
pub(crate) const OPCODES_MAX: u32 = 20_000;
/// Most bytes that the page reads.
pub(crate) const BYTES_MAX: usize = 1 << 20;
/// How much of a value a row shows.
const SHOWN: usize = 120;

/// How the bytes end.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum End {
    /// There are none.
    Empty,
    /// Behind a `STOP`.
    Done,
    /// Within an opcode, or before one.
    Starved(Starved),
    /// The last pickle cannot be read on.
    Fault(PickleError),
    /// The page looks no further.
    Limit,
}

/// A pickle in the row of them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Start {
    /// Number of its first opcode.
    step: u32,
    /// Its first byte.
    at: usize,
}

/// Where an opcode starts, and how many values its pickle has after it.
#[derive(Debug, Clone, Copy)]
struct Mark {
    at: u32,
    nodes: u32,
}

/// One opcode in words.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Row {
    /// Its bytes.
    pub(crate) bytes: Range<usize>,
    /// The opcode.
    pub(crate) opcode: &'static Opcode,
    /// Its argument as Python prints it.
    pub(crate) argument: String,
    /// What it did.
    pub(crate) effect: String,
    /// Whether something would be imported or called.
    pub(crate) acts: bool,
    /// Whether another pickle starts here, behind a `STOP`.
    pub(crate) starts: bool,
}

/// A machine and the number of opcodes of all pickles that have run before it stopped.
type Kept = RefCell<Option<(u32, Unpickler)>>;

/// The bytes and what was found out about them.
#[derive(Debug)]
pub(crate) struct Reading {
    /// The bytes.
    pub(crate) bytes: Rc<[u8]>,
    /// How they end.
    pub(crate) end: End,
    globals: Globals,
    marks: Vec<Mark>,
    starts: Vec<Start>,
    kept: [Kept; 2],
}

impl Reading {
    /// Reads everything once.
    pub(crate) fn new(bytes: Rc<[u8]>, globals: Globals) -> Self {
        let mut reading =
            Self { bytes, end: End::Empty, globals, marks: Vec::new(), starts: Vec::new(), kept: Default::default() };
        let mut at = 0;
        while at < reading.bytes.len() && matches!(reading.end, End::Empty | End::Done) {
            reading.starts.push(Start { step: reading.steps(), at });
            at = reading.read_one(at);
        }
        reading
    }

    /// Reads the pickle at `base`; where it ends.
    fn read_one(&mut self, base: usize) -> usize {
        let mut machine = self.machine(base);
        loop {
            if self.marks.len() >= OPCODES_MAX as usize {
                self.end = End::Limit;
                return self.bytes.len();
            }
            match machine.step() {
                Ok(Step::Ran(ran)) => {
                    let at = u32::try_from(base + ran.at.0).unwrap_or(u32::MAX);
                    self.marks.push(Mark { at, nodes: u32::try_from(machine.graph().len()).unwrap_or(u32::MAX) });
                }
                Ok(Step::Done(_)) => {
                    self.end = End::Done;
                    return base + machine.position().0;
                }
                Ok(Step::Starved(mut starved)) => {
                    starved.at.0 += base;
                    self.end = End::Starved(starved);
                    return self.bytes.len();
                }
                Err(mut fault) => {
                    fault.at.0 += base;
                    self.end = End::Fault(fault);
                    return self.bytes.len();
                }
            }
        }
    }

    fn machine(&self, base: usize) -> Unpickler {
        let mut machine =
            Unpickler::new(UnpicklerOptions { globals: self.globals.clone(), ..UnpicklerOptions::traced() });
        // The page's bound on bytes lies below the machine's.
        machine.feed(&self.bytes[base..]).expect("invariant: fewer bytes than the machine takes");
        machine
    }

    /// How many opcodes have run in all.
    pub(crate) fn steps(&self) -> u32 {
        u32::try_from(self.marks.len()).unwrap_or(u32::MAX)
    }

    /// How many rows there are: one for each opcode, and one for what stopped it.
    pub(crate) fn rows(&self) -> u32 {
        self.steps() + u32::from(!matches!(self.end, End::Done | End::Empty))
    }

    /// How many pickles there are, a broken last one included.
    pub(crate) fn pickles(&self) -> usize {
        self.starts.len()
    }

    /// Where the last pickle starts, if it is not the first.
    pub(crate) fn last_start(&self) -> Option<usize> {
        self.starts.iter().skip(1).next_back().map(|start| start.at)
    }

    /// The pickle of the opcode with this number.
    fn start_of(&self, step: u32) -> Start {
        let after = self.starts.partition_point(|start| start.step <= step);
        after.checked_sub(1).and_then(|index| self.starts.get(index)).copied().unwrap_or(Start { step: 0, at: 0 })
    }

    /// The bytes of a row.
    pub(crate) fn bytes_of(&self, row: u32) -> Range<usize> {
        let row = row as usize;
        match self.marks.get(row) {
            Some(mark) => {
                let next = self.marks.get(row + 1).map(|mark| mark.at as usize);
                mark.at as usize..next.unwrap_or_else(|| self.stopped_at())
            }
            None => self.stopped_at()..self.bytes.len(),
        }
    }

    /// Where the bytes start that no opcode took.
    fn stopped_at(&self) -> usize {
        match &self.end {
            End::Starved(starved) => starved.at.0,
            End::Fault(fault) => fault.at.0.min(self.bytes.len()),
            End::Limit => self.with_machine(0, self.steps(), |machine, base| base + machine.position().0),
            End::Done | End::Empty => self.bytes.len(),
        }
    }

    /// The row that holds a byte.
    pub(crate) fn row_at(&self, byte: usize) -> u32 {
        let after = self.marks.partition_point(|mark| mark.at as usize <= byte);
        let row = u32::try_from(after).unwrap_or(u32::MAX).saturating_sub(1);
        if self.rows() > self.steps() && byte >= self.stopped_at() { self.steps() } else { row }
    }

    /// The machine after `steps` opcodes of all pickles, and where its pickle starts.
    pub(crate) fn with_machine<T>(&self, slot: usize, steps: u32, read: impl FnOnce(&Unpickler, usize) -> T) -> T {
        let steps = steps.min(self.steps());
        let start = self.start_of(steps.saturating_sub(1));
        let kept = self.kept[slot].borrow_mut().take();
        let usable = kept.filter(|(at, _)| *at <= steps && self.start_of(at.saturating_sub(1)) == start);
        let (mut at, mut machine) = usable.unwrap_or_else(|| (start.step, self.machine(start.at)));
        while at < steps {
            // It ran before, with the same bytes.
            let _ = machine.step();
            at += 1;
        }
        let result = read(&machine, start.at);
        *self.kept[slot].borrow_mut() = Some((at, machine));
        result
    }

    /// An opcode in words.
    pub(crate) fn row(&self, row: u32) -> Option<Row> {
        let starts = self.starts.iter().skip(1).any(|start| start.step == row);
        let bytes = self.bytes_of(row);
        self.marks.get(row as usize)?;
        self.with_machine(1, row + 1, |machine, base| {
            let opcode = Opcode::of(*machine.input().get(bytes.start - base)?)?;
            let graph = machine.graph();
            let argument = argument(opcode, machine.input().get(bytes.start - base + 1..bytes.end - base)?, || {
                let pushed = machine.effects().iter().find_map(|effect| match effect {
                    Effect::Pushed(value) => Some(*value),
                    _ => None,
                });
                pushed.map(|value| repr_cut(graph, value, SHOWN)).unwrap_or_default()
            });
            let mut effect = String::new();
            let mut acts = false;
            for &each in machine.effects() {
                use Effect::{Frame, Popped, Protocol, WouldBuild, WouldCall, WouldImport};
                acts |= matches!(each, WouldCall(_) | WouldImport(_) | WouldBuild { .. });
                // What was taken is seen on the stack; what was announced is the argument.
                if matches!(each, Popped(_) | Frame(_) | Protocol(_)) {
                    continue;
                }
                if !effect.is_empty() {
                    effect.push_str(", ");
                }
                effect.push_str(&effect_text(graph, each));
            }
            Some(Row { bytes: bytes.clone(), opcode, argument: cut(argument), effect: cut(effect), acts, starts })
        })
    }

    /// The row that made a value of the pickle that is at `steps`.
    pub(crate) fn born(&self, steps: u32, node: NodeId) -> u32 {
        let start = self.start_of(steps.saturating_sub(1));
        let end = self.starts.iter().find(|other| other.step > start.step).map_or(self.steps(), |next| next.step);
        let own = &self.marks[start.step as usize..end as usize];
        start.step + u32::try_from(own.partition_point(|mark| mark.nodes <= node.0)).unwrap_or(u32::MAX)
    }

    /// How many bytes the starving opcode still needs, as far as it said so.
    pub(crate) fn missing(&self) -> usize {
        match &self.end {
            End::Starved(starved) if starved.part != Part::Line => starved.need.saturating_sub(starved.have),
            _ => 0,
        }
    }
}

/// An opcode's argument: a number, its lines as they stand, or else the value that it pushed.
fn argument(opcode: &Opcode, bytes: &[u8], pushed: impl FnOnce() -> String) -> String {
    match opcode.argument {
        Argument::None => String::new(),
        Argument::Uint1 | Argument::Uint2 | Argument::Uint4 | Argument::Uint8 => {
            bytes.iter().rev().fold(0_u64, |value, byte| value << 8 | u64::from(*byte)).to_string()
        }
        Argument::Line | Argument::TwoLines => String::from_utf8_lossy(bytes).trim_end().replace('\n', " "),
        _ => pushed(),
    }
}

/// A text of at most about [`SHOWN`] bytes.
pub(crate) fn cut(mut text: String) -> String {
    if text.len() > SHOWN {
        let end = (0..=SHOWN).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(0);
        text.truncate(end);
        text.push('…');
    }
    text
}

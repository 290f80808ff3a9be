//! `dis`, `trace` and `check`: pickles in a row as opcodes, as steps, as a report. Each says whether nothing was amiss.

use super::{LIMITS, Out};
use sockscope_pickle::trace::step_text;
use sockscope_pickle::{
    Disassembler, DisassemblyMemo, Globals, Step, Unpickler, UnpicklerOptions, inspect_with, repr_cut,
};

/// Text of a disassembly: it grows with opcodes times open marks.
const TEXT_MAX: u64 = 1 << 36;
/// Bytes of a value that the last line of a trace shows.
const VALUE_SHOWN: usize = 2000;

/// Each pickle of a row as `pickletools.dis` prints it; positions count from the start of the bytes.
pub(super) fn dis(bytes: &[u8], annotate: Option<u16>, indent: u8, out: &mut Out) -> bool {
    let printer = Disassembler { indent: indent.into(), annotate: annotate.map(usize::from), text_max: TEXT_MAX };
    let mut at = 0;
    loop {
        let mut memo = DisassemblyMemo::default();
        let done = printer.stream(bytes, at, &mut memo, Some(&mut |lines| out.write(lines)));
        if !out.write(done.text.as_bytes()) {
            return true;
        }
        if let Some(error) = done.error {
            out.fault(&error);
            return false;
        }
        at = done.end;
        if at >= bytes.len() {
            return true;
        }
    }
}

/// Bytes that a machine is given at first, then twice as many each time it starves: a row of small pickles must not be
/// copied again for each of them.
const PIECE: usize = 1 << 12;

/// An unpickler that eats from a position on.
pub(super) struct Fed<'b> {
    pub(super) unpickler: Unpickler,
    rest: &'b [u8],
    piece: usize,
}

impl<'b> Fed<'b> {
    pub(super) fn new(rest: &'b [u8], options: UnpicklerOptions) -> Self {
        Self { unpickler: Unpickler::new(options), rest, piece: PIECE }
    }

    /// The next step; starves only where the bytes end.
    pub(super) fn step(&mut self) -> Result<Step, sockscope_pickle::PickleError> {
        loop {
            let step = self.unpickler.step()?;
            if !matches!(step, Step::Starved(_)) || self.rest.is_empty() {
                return Ok(step);
            }
            let (piece, rest) = self.rest.split_at(self.piece.min(self.rest.len()));
            self.unpickler.feed(piece)?;
            self.rest = rest;
            self.piece *= 2;
        }
    }
}

/// Each step of each pickle, then its value or why there is none.
pub(super) fn trace(bytes: &[u8], globals: &Globals, out: &mut Out) -> bool {
    let mut at = 0;
    loop {
        let options = UnpicklerOptions { globals: globals.clone(), limits: LIMITS, ..UnpicklerOptions::traced() };
        let mut fed = Fed::new(&bytes[at..], options);
        let error = loop {
            let line = match fed.step() {
                Ok(Step::Ran(ran)) => {
                    let mut text = step_text(&fed.unpickler, ran);
                    text.at += at;
                    text.to_string()
                }
                Ok(Step::Starved(starved)) => {
                    out.line(&format!("starved at {}: {starved}", at + starved.at.0));
                    break Some(starved.end_of_input());
                }
                Ok(Step::Done(value)) => {
                    out.line(&format!("done: {}", repr_cut(fed.unpickler.graph(), value, VALUE_SHOWN)));
                    break None;
                }
                Err(error) => break Some(error),
            };
            if !out.line(&line) {
                return true;
            }
        };
        if let Some(error) = error {
            out.fault(&error);
            return false;
        }
        at += fed.unpickler.position().0;
        if at >= bytes.len() {
            return true;
        }
    }
}

/// The safety report. What cannot be read to its end is no clean pickle.
pub(super) fn check(bytes: &[u8], json: bool, out: &mut Out) -> bool {
    let report = inspect_with(bytes, LIMITS);
    if json {
        out.line(&report.to_json());
    } else {
        out.write(report.to_string().as_bytes());
    }
    !report.is_suspicious() && report.faults.is_empty()
}

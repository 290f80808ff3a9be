//! The safety report: what a pickle would import, call and set, found by stepping the machine, never by matching
//! bytes. Names only decide how severe a finding is: what is not known to be harmless is at least suspicious.
//! Nothing runs. A fault ends the pickle it is in and hides nothing that came before; pickles in a row, bytes after
//! `STOP` and pickles within bytes are all looked at.

mod claims;
mod names;
mod text;
mod watch;

use crate::fault::PickleError;
use crate::graph::{Node, NodeId};
use crate::unpickler::{Limits, Step, Unpickler, UnpicklerOptions};
use std::collections::VecDeque;
use watch::Watch;

pub use names::{is_dangerous, is_harmless};

/// How bad a finding is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// Odd, but it runs nothing by itself.
    Notice,
    /// Something would be imported, called or set, and nobody vouches for it.
    Suspicious,
    /// It is known what this would do, or the pickle hides what it does.
    Dangerous,
}

impl Severity {
    /// The word for it.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Notice => "notice",
            Self::Suspicious => "suspicious",
            Self::Dangerous => "dangerous",
        }
    }
}

/// What a finding is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// A class or function would be imported.
    Import,
    /// Something would be called.
    Call,
    /// An object would get a state or attributes.
    State,
    /// The application would be asked for an object by id.
    PersistentId,
    /// The pickle is built oddly: memo, protocol, frames, thrown away results, bytes after `STOP`.
    Form,
    /// A pickle inside of the pickle.
    Nested,
    /// The inspection stopped at a limit.
    Limit,
}

impl Kind {
    /// The word for it.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Import => "import",
            Self::Call => "call",
            Self::State => "state",
            Self::PersistentId => "persistent id",
            Self::Form => "form",
            Self::Nested => "nested pickle",
            Self::Limit => "limit",
        }
    }
}

/// One thing found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// How bad it is.
    pub severity: Severity,
    /// What it is about.
    pub kind: Kind,
    /// Where the opcode stands, counted from the start of the bytes given; in a nested pickle that does not stand in
    /// them as it is, from its own start.
    pub at: usize,
    /// The opcode, such as `REDUCE`.
    pub opcode: &'static str,
    /// What would be imported or called, such as `posix.system`; empty for findings about form.
    pub callable: String,
    /// The arguments as Python would print them, such as `('echo pwned',)`.
    pub arguments: String,
    /// All of it in a sentence.
    pub message: String,
    /// How many pickles this one is inside of.
    pub nesting: u32,
}

/// A fault and the pickle that it ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Faulted {
    /// What `_pickle` would raise.
    pub error: PickleError,
    /// How many pickles this one is inside of.
    pub nesting: u32,
}

/// The report about some bytes.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Report {
    /// What was found, in the order in which it would happen.
    pub findings: Vec<Finding>,
    /// How many pickles stand in a row.
    pub pickles: usize,
    /// What stopped a pickle before its end.
    pub faults: Vec<Faulted>,
}

impl Report {
    /// Whether anything would be imported, called or set that is not known to be harmless.
    #[must_use]
    pub fn is_suspicious(&self) -> bool {
        self.worst() >= Some(Severity::Suspicious)
    }

    /// The most severe finding.
    #[must_use]
    pub fn worst(&self) -> Option<Severity> {
        self.findings.iter().map(|finding| finding.severity).max()
    }

    /// The calls that would be made.
    pub fn calls(&self) -> impl Iterator<Item = &Finding> {
        self.findings.iter().filter(|finding| finding.kind == Kind::Call)
    }
}

/// Pickles within pickles that are followed.
const NESTING_MAX: u32 = 4;
/// Pickles within pickles, and in a row, that are looked at in all.
const PICKLES_MAX: usize = 200;
/// Findings that are kept.
const FINDINGS_MAX: usize = 2_000;

/// Bytes that are to be looked at.
struct Work {
    bytes: Vec<u8>,
    /// Where they stand in the bytes given, if they do.
    base: usize,
    nesting: u32,
    /// Whether they must turn out to be a pickle, or only may be one.
    guess: bool,
}

/// Inspects all pickles in `bytes`.
#[must_use]
pub fn inspect(bytes: &[u8]) -> Report {
    inspect_with(bytes, Limits::TRACED)
}

/// As [`inspect`], with other limits for each pickle.
#[must_use]
pub fn inspect_with(bytes: &[u8], limits: Limits) -> Report {
    inspect_within(bytes, limits, u64::MAX)
}

/// As [`inspect_with`], with a bound on the opcodes of all pickles together, for callers that must not be held up.
#[must_use]
pub fn inspect_within(bytes: &[u8], mut limits: Limits, opcodes_max: u64) -> Report {
    let mut report = Report::default();
    let mut opcodes_left = opcodes_max;
    let mut queue = VecDeque::from([Work { bytes: bytes.to_vec(), base: 0, nesting: 0, guess: false }]);
    let mut looked_at = 0;
    while let Some(work) = queue.pop_front() {
        let mut at = 0;
        loop {
            looked_at += 1;
            if looked_at > PICKLES_MAX || report.findings.len() > FINDINGS_MAX {
                report.findings.push(note(
                    Severity::Suspicious,
                    Kind::Limit,
                    work.base + at,
                    format!("more pickles or findings than are looked at ({PICKLES_MAX}, {FINDINGS_MAX})"),
                    work.nesting,
                ));
                return report;
            }
            limits.opcodes = limits.opcodes.min(opcodes_left);
            let end = one(&work, at, limits, &mut report, &mut queue, &mut opcodes_left);
            match end {
                Some(end) if end < work.bytes.len() => at = end,
                _ => break,
            }
        }
    }
    report
}

fn note(severity: Severity, kind: Kind, at: usize, message: String, nesting: u32) -> Finding {
    let (callable, arguments) = (String::new(), String::new());
    Finding { severity, kind, at, opcode: "", callable, arguments, message, nesting }
}

/// Inspects the pickle at `at`; where it ends, if it ends.
fn one(
    work: &Work,
    at: usize,
    limits: Limits,
    report: &mut Report,
    queue: &mut VecDeque<Work>,
    opcodes_left: &mut u64,
) -> Option<usize> {
    let options = UnpicklerOptions { limits, unknown_extensions: true, ..UnpicklerOptions::traced() };
    let mut unpickler = Unpickler::new(options);
    let base = work.base + at;
    let mut watch = Watch::new(base, work.nesting);
    let error = match unpickler.feed(&work.bytes[at..]) {
        Err(error) => Some(error),
        Ok(()) => loop {
            match unpickler.step() {
                Ok(Step::Ran(ran)) => {
                    *opcodes_left = opcodes_left.saturating_sub(1);
                    watch.see(&unpickler, ran);
                }
                Ok(Step::Starved(starved)) => break Some(starved.end_of_input()),
                Ok(Step::Done(_)) => break None,
                Err(error) => break Some(error),
            }
            if watch.findings().len() > FINDINGS_MAX {
                break None;
            }
        },
    };
    let end = at + unpickler.position().0;
    let done = error.is_none();
    let findings = watch.finish(&unpickler);
    let matters = findings.iter().any(|finding| finding.severity >= Severity::Suspicious);
    // Bytes that only might be a pickle count if they run to STOP, or far enough to do something.
    if work.guess && !matters && !done {
        return None;
    }
    let limited = error.as_ref().is_some_and(|error| error.class == crate::ExceptionClass::Limit);
    if at > 0 && !done && !matters && !limited {
        let left = work.bytes.len() - at;
        let message = format!("{left} bytes follow STOP and are no pickle");
        report.findings.push(note(Severity::Notice, Kind::Form, base, message, work.nesting));
        return None;
    }
    if work.guess && matters {
        let message = "these bytes are a pickle of their own".to_owned();
        report.findings.push(note(Severity::Suspicious, Kind::Nested, base, message, work.nesting));
    }
    if at > 0 {
        let message = "another pickle follows STOP; pickle.loads ignores it, a second load reads it".to_owned();
        report.findings.push(note(Severity::Notice, Kind::Form, base, message, work.nesting));
    }
    report.findings.extend(findings);
    if work.nesting == 0 {
        report.pickles += usize::from(done);
    }
    if work.nesting < NESTING_MAX {
        queue_nested(&unpickler, base, work.nesting, queue);
    }
    match error {
        None => Some(end),
        Some(error) => {
            if limited {
                let message = format!("not looked at to the end: {}", error.message);
                report.findings.push(note(Severity::Suspicious, Kind::Limit, base, message, work.nesting));
            }
            report.faults.push(Faulted { error, nesting: work.nesting });
            None
        }
    }
}

/// Bytes and strings of the value that may be pickles.
fn queue_nested(unpickler: &Unpickler, base: usize, nesting: u32, queue: &mut VecDeque<Work>) {
    let graph = unpickler.graph();
    let mut seen = std::collections::BTreeSet::new();
    for index in 0..graph.len() {
        let id = NodeId(u32::try_from(index).expect("invariant: node count fits u32"));
        let (Node::Bytes(span) | Node::ByteArray(span) | Node::Str(span)) = graph.node(id) else { continue };
        let bytes = graph.bytes(*span);
        let text = matches!(graph.node(id), Node::Str(_));
        if queue.len() > PICKLES_MAX || !may_be_a_pickle(bytes, text) || !seen.insert(bytes.to_vec()) {
            continue;
        }
        let bytes = if text { latin1(bytes) } else { bytes.to_vec() };
        let base = span.input_offset().map_or(0, |offset| base + offset);
        queue.push_back(Work { bytes, base, nesting: nesting + 1, guess: true });
    }
}

/// A string whose characters stand for bytes.
fn latin1(text: &[u8]) -> Vec<u8> {
    crate::text::code_points(text).map(|code| u8::try_from(code).unwrap_or(b'?')).collect()
}

/// Whether it is worth trying: the start of protocol 2 and later, or `STOP` somewhere behind an import.
fn may_be_a_pickle(bytes: &[u8], text: bool) -> bool {
    if bytes.len() < 4 {
        return false;
    }
    let start = if text { bytes.starts_with(b"\xc2\x80") } else { bytes[0] == 0x80 };
    let imports = |byte: &u8| matches!(byte, b'c' | b'i' | 0x93 | 0x81 | 0x82..=0x84);
    start || bytes.contains(&b'.') && bytes.iter().any(imports)
}

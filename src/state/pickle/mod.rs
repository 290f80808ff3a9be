//! The pickle view: which bytes it looks at, how far its machine has run, what is chosen in it, and what it would write.
//! Everything here is a function of the run's moment or of bytes that a person gave; nothing is ever imported or called.

pub(crate) mod reading;
#[cfg(test)]
mod tests;
pub(crate) mod tree;
pub(crate) mod writing;

use crate::state::ByteAt;
use crate::state::session::Session;
use reading::{BYTES_MAX, End, OPCODES_MAX, Reading};
use sockscope_lab::event::Position;
use sockscope_lab::moment::Moment;
use sockscope_lab::pickles::PickleOfRun;
use sockscope_pickle::safety::inspect_within;
use sockscope_pickle::{Globals, Limits, NodeId, PROTOCOL_DEFAULT, Report, bytes_of_text};
use std::collections::BTreeSet;
use std::ops::Range;
use std::rc::Rc;
use tree::{TreeRow, Way};
use writing::Writing;

/// Literals of the examples: a list, a pickle that was cut, one that would run a command.
pub(crate) const EXAMPLES: [&str; 3] = [
    r"b'\x80\x04\x95\x11\x00\x00\x00\x00\x00\x00\x00]\x94(K\x01K\x02\x8c\x03abc\x94e.'",
    r"b'\x80\x04\x95\x1c\x00\x00\x00\x00\x00\x00\x00}\x94(K\x00\x8c\x06Client\x94K\x01\x8c\x06Se'",
    r#"b"cos\nsystem\n(S'echo pwned'\ntR.""#,
];
/// What the writing side starts with.
const LITERAL: &str = "{'name': 'Ada', 'born': 1815, 'tags': ['a', 'b', 'a'], 'pair': (1, 2**70)}";
/// What the allow-list starts with.
const ALLOWED: &str = "builtins.set collections.OrderedDict";

/// Which bytes are looked at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Source {
    /// A pickle of the run, by its number; `None` is the latest that has begun.
    Run(Option<usize>),
    /// Those that a person gave.
    Own,
}

/// What is done with them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Pane {
    /// Read opcode by opcode.
    Read,
    /// A value is written.
    Write,
    /// A value in all protocols.
    Protocols,
    /// What the pickle would do.
    Safety,
}

/// What a person did in the view.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Input {
    /// Chose which bytes.
    Source(Source),
    /// Chose a pane.
    Pane(Pane),
    /// Typed bytes as text.
    Draft(String),
    /// Wants the typed bytes to be read, or appended to those that are there.
    Take { append: bool },
    /// Dropped a file.
    File(Rc<[u8]>),
    /// Wants to be behind so many opcodes.
    To(u32),
    /// Forward or back by one opcode.
    Step(i32),
    /// Plays or pauses.
    Play,
    /// The time of one step has passed while playing.
    Tick,
    /// Chose a value.
    Node(Option<NodeId>),
    /// Opened or closed a row of the tree.
    Toggle(Way),
    /// Typed a value to be written.
    Literal(String),
    /// Wants the value just read to be written.
    WriteValue,
    /// Chose the protocol of writing.
    Protocol(u8),
    /// Wants the written bytes to be read.
    ReadWritten,
    /// Switched the allow-list on or off.
    OnlyAllowed(bool),
    /// Edited the allow-list.
    Allowed(String),
}

/// One value on the stack or in the memo, in a line.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Held {
    /// Its index, from the bottom or in the memo.
    pub(crate) index: u64,
    /// The value; nothing for a mark.
    pub(crate) node: Option<NodeId>,
    /// In one line.
    pub(crate) text: String,
}

/// The machine behind the current opcode.
#[derive(Debug, Clone, PartialEq, Default)]
pub(crate) struct Shown {
    /// Newest first.
    pub(crate) stack: Vec<Held>,
    /// Values and marks that are not listed.
    pub(crate) stack_more: usize,
    /// In the order of the memo.
    pub(crate) memo: Vec<Held>,
    /// How many more there are.
    pub(crate) memo_more: usize,
    /// The chosen value, or that of the pickle, or the top of the stack.
    pub(crate) tree: Vec<TreeRow>,
    /// Whether the pickle has ended with this value.
    pub(crate) done: bool,
}

/// Most entries of stack and memo that are listed.
const HELD_MAX: usize = 40;

/// The state of the view.
#[derive(Clone)]
pub(crate) struct Bench {
    pub(crate) source: Source,
    pub(crate) pane: Pane,
    /// The pickles of the run.
    pub(crate) of_run: Rc<Vec<PickleOfRun>>,
    /// Which of them is shown.
    pub(crate) entry: Option<usize>,
    pub(crate) draft: Rc<str>,
    /// Why the typed text is not bytes.
    pub(crate) draft_problem: Option<Rc<str>>,
    own: Rc<[u8]>,
    pub(crate) reading: Rc<Reading>,
    /// Behind so many rows; `None` is the end, also when more bytes come.
    at: Option<u32>,
    pub(crate) node: Option<NodeId>,
    toggled: BTreeSet<Way>,
    pub(crate) shown: Rc<Shown>,
    pub(crate) report: Rc<Report>,
    pub(crate) only_allowed: bool,
    pub(crate) allowed: Rc<str>,
    pub(crate) literal: Rc<str>,
    /// Why the typed value cannot be read.
    pub(crate) literal_problem: Option<Rc<str>>,
    pub(crate) protocol: u8,
    pub(crate) writing: Option<Rc<Writing>>,
    /// Behind so many steps of the pickler; `None` is the end.
    write_at: Option<u32>,
    pub(crate) playing: bool,
}

impl Default for Bench {
    fn default() -> Self {
        let bytes: Rc<[u8]> = Rc::new([]);
        Self {
            source: Source::Run(None),
            pane: Pane::Read,
            of_run: Rc::default(),
            entry: None,
            draft: "".into(),
            draft_problem: None,
            own: bytes.clone(),
            reading: Rc::new(Reading::new(bytes, Globals::Symbolic)),
            at: None,
            node: None,
            toggled: BTreeSet::new(),
            shown: Rc::default(),
            report: Rc::default(),
            only_allowed: false,
            allowed: ALLOWED.into(),
            literal: LITERAL.into(),
            literal_problem: None,
            protocol: PROTOCOL_DEFAULT,
            writing: None,
            write_at: None,
            playing: false,
        }
    }
}

impl Bench {
    /// Looks at the run where the page does.
    pub(crate) fn follow(&mut self, session: &Session, position: Position) {
        self.of_run = session.pickles.clone();
        let Source::Run(chosen) = self.source else { return };
        let here = |pickle: &PickleOfRun| session.with(|run| run.trace().pickle_here(pickle, position));
        let latest = || self.of_run.iter().rposition(|pickle| here(pickle) > 0);
        let entry = chosen.filter(|entry| *entry < self.of_run.len()).or_else(latest);
        let entry = entry.or((!self.of_run.is_empty()).then_some(0));
        let bytes: Rc<[u8]> = match entry.and_then(|entry| self.of_run.get(entry)) {
            Some(pickle) => pickle.bytes[..here(pickle).min(BYTES_MAX)].into(),
            None => Rc::new([]),
        };
        if entry != self.entry {
            self.entry = entry;
            self.at = None;
            self.node = None;
        }
        self.read(bytes);
    }

    /// Reads `bytes` unless they have been read.
    fn read(&mut self, bytes: Rc<[u8]>) {
        if *bytes == *self.reading.bytes {
            self.look();
        } else {
            self.read_anew(bytes);
        }
    }

    fn read_anew(&mut self, bytes: Rc<[u8]>) {
        let globals = if self.only_allowed {
            let names = self.allowed.split([' ', ',', ';', '\n']).filter_map(|name| name.trim().rsplit_once('.'));
            Globals::Only(names.map(|(module, name)| (module.to_owned(), name.to_owned())).collect())
        } else {
            Globals::Symbolic
        };
        self.report = Rc::new(inspect_within(&bytes, Limits::TRACED, u64::from(OPCODES_MAX)));
        self.reading = Rc::new(Reading::new(bytes, globals));
        if self.at.is_some_and(|at| at >= self.reading.rows()) {
            self.at = None;
        }
        self.node = None;
        self.look();
    }

    /// Behind so many rows.
    pub(crate) fn cursor(&self) -> u32 {
        self.at.unwrap_or_else(|| self.reading.rows())
    }

    /// The bytes that are emphasised: of the chosen value, or of the current opcode.
    pub(crate) fn marked(&self) -> Range<usize> {
        let row = match self.node {
            Some(node) => self.reading.born(self.cursor(), node),
            None => match self.cursor().checked_sub(1) {
                Some(row) => row,
                None => return 0..0,
            },
        };
        self.reading.bytes_of(row)
    }

    /// The emphasised bytes in the stream that they came through.
    pub(crate) fn marked_in_stream(&self) -> Option<(u32, Range<u64>)> {
        let marked = self.marked();
        let first = self.origin(marked.start)?;
        Some((first.stream, first.offset..first.offset + marked.len() as u64))
    }

    /// Where a byte came from.
    pub(crate) fn origin(&self, byte: usize) -> Option<ByteAt> {
        let Source::Run(_) = self.source else { return None };
        let pickle = self.of_run.get(self.entry?)?;
        let found = pickle.origins.iter().rev().find(|origin| origin.at as usize <= byte)?;
        let offset = found.range.start + (byte - found.at as usize) as u64;
        found.range.contains(offset).then_some(ByteAt { stream: found.stream, offset })
    }

    /// Goes to the opcode of a byte of a stream, if it is one of this pickle's.
    pub(crate) fn pick(&mut self, picked: ByteAt) {
        let found = (0..self.reading.bytes.len()).find(|byte| self.origin(*byte) == Some(picked));
        if let Some(byte) = found {
            self.go_to(self.reading.row_at(byte) + 1);
        }
    }

    /// All bytes of the pickle of the run, those included that are not here yet.
    pub(crate) fn len_in_all(&self) -> usize {
        match (self.source, self.entry.and_then(|entry| self.of_run.get(entry))) {
            (Source::Run(_), Some(pickle)) => pickle.bytes.len(),
            _ => self.reading.bytes.len() + self.reading.missing().min(64),
        }
    }

    /// Where the pane's stepping is, and where it ends: in opcodes read, or in steps of the pickler.
    pub(crate) fn progress(&self) -> (u32, u32) {
        if self.pane == Pane::Write {
            let end = self.writing.as_ref().map_or(0, |writing| u32::try_from(writing.steps.len()).unwrap_or(u32::MAX));
            return (self.write_at.unwrap_or(end).min(end), end);
        }
        (self.cursor(), self.reading.rows())
    }

    fn move_to(&mut self, step: u32) {
        if self.pane == Pane::Write {
            self.write_at = (step < self.progress().1).then_some(step);
        } else {
            self.go_to(step);
        }
    }

    fn go_to(&mut self, cursor: u32) {
        let rows = self.reading.rows();
        self.at = (cursor < rows).then_some(cursor);
        self.node = None;
        self.look();
    }

    /// What the machine holds behind the current row.
    fn look(&mut self) {
        let steps = self.cursor();
        let (chosen, toggled) = (self.node, &self.toggled);
        let at_end = steps >= self.reading.steps() && self.reading.end == End::Done;
        let shown = self.reading.with_machine(0, steps, |machine, _| {
            let graph = machine.graph();
            let line = |index: u64, node: NodeId| Held {
                index,
                node: Some(node),
                text: sockscope_pickle::repr_cut(graph, node, 100),
            };
            let (stack, marks) = (machine.stack(), machine.marks());
            let mut held = Vec::new();
            let mark = |index: usize| Held { index: index as u64, node: None, text: "MARK".to_owned() };
            for index in (0..=stack.len()).rev() {
                held.extend(marks.iter().filter(|mark| **mark as usize == index).map(|_| mark(index)));
                if let Some(below) = index.checked_sub(1).filter(|_| held.len() < HELD_MAX) {
                    held.push(line(below as u64, stack[below]));
                }
                if held.len() >= HELD_MAX {
                    held.truncate(HELD_MAX);
                    break;
                }
            }
            // STOP takes the value off the stack; it is shown as what is left.
            let ran_to_stop = machine.effects().last().copied();
            let value = match (stack.last(), ran_to_stop) {
                (Some(top), _) => Some(*top),
                (None, Some(sockscope_pickle::Effect::Popped(value))) => Some(value),
                _ => None,
            };
            let done = stack.is_empty() && value.is_some();
            let root = chosen.filter(|node| (node.0 as usize) < graph.len()).or(value);
            let memo: Vec<Held> = machine.memo().take(HELD_MAX).map(|(index, node)| line(index, node)).collect();
            Shown {
                stack_more: (stack.len() + marks.len()).saturating_sub(held.len()),
                stack: held,
                memo_more: machine.memo_len() - memo.len(),
                memo,
                tree: root.map(|root| tree::rows(graph, root, toggled)).unwrap_or_default(),
                done,
            }
        });
        self.shown = Rc::new(Shown { done: shown.done || at_end, ..shown });
    }

    fn take(&mut self, bytes: &[u8], append: bool) {
        let mut all = if append { self.own.to_vec() } else { Vec::new() };
        all.extend_from_slice(bytes);
        self.draft_problem = (all.len() > BYTES_MAX).then(|| {
            format!("these are {} bytes: the page reads the first {BYTES_MAX}, the command line reads all", all.len())
                .into()
        });
        all.truncate(BYTES_MAX);
        self.own = all.into();
        self.source = Source::Own;
        self.entry = None;
        self.at = None;
        self.toggled.clear();
        self.read_anew(self.own.clone());
    }

    fn take_draft(&mut self, append: bool) {
        match bytes_of_text(&self.draft) {
            Ok(bytes) => {
                self.draft = "".into();
                self.take(&bytes, append);
            }
            Err(error) => self.draft_problem = Some(error.message.into()),
        }
    }

    fn write_literal(&mut self) {
        match writing::evaluate(&self.literal) {
            Ok((graph, root)) => {
                self.literal_problem = None;
                self.writing = Some(Rc::new(Writing::new(graph, root, self.protocol)));
                self.write_at = None;
            }
            Err(error) => self.literal_problem = Some(error.into()),
        }
    }

    fn write_value(&mut self) {
        let steps = self.reading.steps();
        let found = self.reading.with_machine(0, steps, |machine, _| {
            let value = match machine.effects().last() {
                Some(sockscope_pickle::Effect::Popped(value)) => Some(*value),
                _ => machine.stack().last().copied(),
            };
            value.map(|value| (machine.graph().clone(), value))
        });
        if let Some((graph, root)) = found {
            self.literal = sockscope_pickle::repr_cut(&graph, root, 2_000).into();
            self.literal_problem = None;
            self.writing = Some(Rc::new(Writing::new(graph, root, self.protocol)));
            self.write_at = None;
            self.pane = Pane::Write;
        }
    }

    /// Changes what a person asks for; true if the run must be looked at anew.
    pub(crate) fn change(&mut self, input: Input) -> bool {
        if !matches!(input, Input::Tick | Input::Play) {
            self.playing = false;
        }
        match input {
            Input::Source(source) => {
                self.source = source;
                self.entry = None;
                self.at = None;
                if source == Source::Own {
                    self.read_anew(self.own.clone());
                }
                return true;
            }
            Input::Pane(pane) => {
                self.pane = pane;
                if matches!(pane, Pane::Write | Pane::Protocols) && self.writing.is_none() {
                    self.write_literal();
                }
            }
            Input::Draft(text) => {
                self.draft = text.into();
                self.draft_problem = None;
            }
            Input::Take { append } => self.take_draft(append),
            Input::File(bytes) => self.take(&bytes, false),
            Input::To(step) => self.move_to(step),
            Input::Step(by) => self.move_to(self.progress().0.saturating_add_signed(by)),
            Input::Play => {
                let (at, end) = self.progress();
                self.playing = !self.playing;
                if self.playing && at >= end {
                    self.move_to(0);
                }
            }
            Input::Tick => {
                self.move_to(self.progress().0 + 1);
                let (at, end) = self.progress();
                self.playing = at < end;
            }
            Input::Node(node) => {
                self.node = node.filter(|node| self.node != Some(*node));
                self.toggled.clear();
                self.look();
            }
            Input::Toggle(way) => {
                if !self.toggled.remove(&way) {
                    self.toggled.insert(way);
                }
                self.look();
            }
            Input::Literal(text) => {
                self.literal = text.into();
                self.write_literal();
            }
            Input::WriteValue => self.write_value(),
            Input::Protocol(protocol) => {
                self.protocol = protocol;
                self.writing = self.writing.as_ref().map(|writing| Rc::new(writing.again(protocol)));
                self.write_at = None;
            }
            Input::ReadWritten => {
                if let Some(writing) = self.writing.clone() {
                    self.pane = Pane::Read;
                    self.take(&writing.bytes, false);
                }
            }
            Input::OnlyAllowed(on) => {
                self.only_allowed = on;
                self.read_anew(self.reading.bytes.clone());
            }
            Input::Allowed(text) => {
                self.allowed = text.into();
                self.read_anew(self.reading.bytes.clone());
            }
        }
        false
    }
}

/// Which send and which piece a byte of a stream belongs to at a moment.
pub(crate) fn travelled(moment: &Moment, byte: ByteAt) -> (Option<u32>, Option<u32>) {
    let Some(stream) = moment.streams.iter().find(|stream| stream.stream == byte.stream) else { return (None, None) };
    let send = stream.sends.iter().find(|send| send.range.contains(byte.offset)).map(|send| send.number);
    let piece = stream.pieces.iter().find(|piece| piece.range.contains(byte.offset)).map(|piece| piece.number);
    (send, piece)
}

//! The disassembler: the text of `pickletools.dis`, its errors, and the part that it prints before them.
//! Keeps a stack of kinds only, as that one does. Annotations are our own one-line meanings in its layout.

use super::genops::{ArgumentValue, Operation, Operations};
use crate::fault::{ExceptionClass, PickleError};
use crate::number;
use crate::opcode::{Opcode, StackItem};
use crate::text;
use num_bigint::BigInt;
use num_traits::ToPrimitive;
use std::collections::BTreeMap;

/// The memo of one or more disassemblies: pickles of one pickler refer back to earlier ones.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct DisassemblyMemo {
    near: Vec<Option<StackItem>>,
    far: BTreeMap<BigInt, StackItem>,
    len: usize,
}

/// Keys below this are kept in a table.
const NEAR: usize = 1 << 20;

impl DisassemblyMemo {
    fn get(&self, key: &ArgumentValue<'_>) -> Option<StackItem> {
        match memo_key(key) {
            Ok(near) => self.near.get(near).copied().flatten(),
            Err(far) => self.far.get(&far).copied(),
        }
    }

    fn put(&mut self, key: &ArgumentValue<'_>, item: StackItem) {
        self.len += 1;
        match memo_key(key) {
            Ok(near) => {
                if self.near.len() <= near {
                    self.near.resize(near + 1, None);
                }
                self.near[near] = Some(item);
            }
            Err(far) => {
                self.far.insert(far, item);
            }
        }
    }
}

/// Python's view of a memo key: `True` is 1.
fn memo_key(key: &ArgumentValue<'_>) -> Result<usize, BigInt> {
    let big = match key {
        ArgumentValue::Bool(value) => return Ok(usize::from(*value)),
        ArgumentValue::Int(value) => match usize::try_from(*value) {
            Ok(near) if near < NEAR => return Ok(near),
            _ => BigInt::from(*value),
        },
        ArgumentValue::BigInt(value) => value.clone(),
        _ => BigInt::from(-1),
    };
    match big.to_usize() {
        Some(near) if near < NEAR => Ok(near),
        _ => Err(big),
    }
}

/// How to print a disassembly.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Disassembler {
    /// Blanks for each open mark.
    pub indent: usize,
    /// The column where meanings start, as a hint; none are printed without one.
    pub annotate: Option<usize>,
    /// Bytes of text before a limit error: a thousand open marks indent each line by as many steps.
    pub text_max: u64,
}

impl Default for Disassembler {
    fn default() -> Self {
        Self { indent: 4, annotate: None, text_max: 1 << 28 }
    }
}

/// A disassembly as far as it goes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Disassembly {
    /// The lines.
    pub text: String,
    /// What `pickletools` raises after them.
    pub error: Option<PickleError>,
    /// Behind the last opcode that was read.
    pub end: usize,
}

/// `pickletools.dis(bytes)`.
#[must_use]
pub fn disassemble(bytes: &[u8]) -> Disassembly {
    Disassembler::default().run(bytes, 0, &mut DisassemblyMemo::default())
}

/// What stands behind an argument.
#[derive(Clone, Copy)]
enum Note {
    /// The mark that an opcode reaches back to.
    Mark(usize),
    /// There is none.
    NoMark,
    /// The index that `MEMOIZE` gives.
    As(usize),
}

/// The state while printing.
struct Printer<'m> {
    options: Disassembler,
    memo: &'m mut DisassemblyMemo,
    text: Vec<u8>,
    /// Bytes of text that were given away.
    given: u64,
    stack: Vec<StackItem>,
    marks: Vec<usize>,
    annotate_at: usize,
}

/// Text that is gathered before it is given away.
const GATHERED: usize = 1 << 16;

/// Takes lines as they are made, in UTF-8; says whether it wants more.
pub type Lines<'l> = &'l mut dyn FnMut(&[u8]) -> bool;

impl Disassembler {
    /// Disassembles the pickle that starts at `at`; positions count from the start of `bytes`.
    pub fn run(self, bytes: &[u8], at: usize, memo: &mut DisassemblyMemo) -> Disassembly {
        self.stream(bytes, at, memo, None)
    }

    /// As [`Disassembler::run`], but gives the lines away, so that the text of a large pickle is never there as a whole:
    /// what is left in [`Disassembly::text`] are the last ones.
    pub fn stream(
        self,
        bytes: &[u8],
        at: usize,
        memo: &mut DisassemblyMemo,
        mut lines: Option<Lines<'_>>,
    ) -> Disassembly {
        let mut printer = Printer {
            options: self,
            memo,
            text: Vec::with_capacity(match lines {
                Some(_) => 2 * GATHERED,
                None => bytes.len().saturating_sub(at).saturating_mul(8).min(1 << 24),
            }),
            given: 0,
            stack: Vec::new(),
            marks: Vec::new(),
            annotate_at: self.annotate.unwrap_or(0),
        };
        let mut protocol = None;
        let mut end = at;
        let mut error = None;
        let mut operations = Operations::new(bytes, at);
        let mut operation = Operation::unread();
        loop {
            let done = match operations.read(&mut operation) {
                Ok(false) => break,
                Ok(true) => {
                    end = operation.end;
                    protocol = protocol.max(Some(operation.opcode.protocol));
                    printer.print(&operation)
                }
                Err(found) => Err(found),
            };
            if let Err(found) = done {
                error = Some(*found);
                break;
            }
            if let Some(lines) = &mut lines
                && printer.text.len() >= GATHERED
            {
                if !lines(&printer.text) {
                    return Disassembly { text: String::new(), error, end };
                }
                printer.given += printer.text.len() as u64;
                printer.text.clear();
            }
        }
        if error.is_none() {
            let protocol = protocol.map_or(-1, i32::from);
            printer.text.extend(format!("highest protocol among opcodes = {protocol}\n").bytes());
            if !printer.stack.is_empty() {
                let left: Vec<&str> = printer.stack.iter().map(|item| item.name()).collect();
                let message = format!("stack not empty after STOP: [{}]", left.join(", "));
                error = Some(PickleError::new(end, ExceptionClass::Value, message));
            }
        }
        Disassembly { text: text::checked(printer.text), error, end }
    }
}

fn push_spaces(text: &mut Vec<u8>, count: usize) {
    text.resize(text.len() + count, b' ');
}

impl Printer<'_> {
    fn print(&mut self, operation: &Operation<'_>) -> Result<(), Box<PickleError>> {
        let opcode = operation.opcode;
        let fault = |class, message: String| Err(Box::new(PickleError::new(operation.at, class, message)));
        let indent = self.options.indent.saturating_mul(self.marks.len());
        if self.given + (self.text.len() + indent) as u64 > self.options.text_max {
            let message = format!("the disassembly is longer than {} bytes", self.options.text_max);
            return fault(ExceptionClass::Limit, message);
        }
        self.push_head(operation.at, opcode.code);
        // The position stays where a line cannot be finished, as `pickletools` prints it before the rest.
        let line_at = self.text.len() - 5;
        push_spaces(&mut self.text, indent);
        self.text.extend_from_slice(opcode.name.as_bytes());

        let mut to_pop = opcode.before.len();
        let mut note = None;
        let mut problem = None;
        if opcode.takes_mark() || (opcode.code == b'0' && self.stack.last() == Some(&StackItem::Mark)) {
            match self.marks.pop() {
                Some(at) => {
                    note = Some(Note::Mark(at));
                    let Some(mark) = self.stack.iter().rposition(|item| *item == StackItem::Mark) else {
                        // An opcode without a mark of its own has eaten it: the emulation of the stack gives up.
                        self.text.truncate(line_at);
                        return fault(ExceptionClass::Index, "list index out of range".to_owned());
                    };
                    self.stack.truncate(mark);
                    to_pop = opcode.before.iter().position(|item| *item == StackItem::Mark).unwrap_or(0);
                }
                None => {
                    note = Some(Note::NoMark);
                    problem = Some("no MARK exists on stack".to_owned());
                }
            }
        }
        let recalled = self.memoise(operation, &mut note, &mut problem);
        if let Err(message) = self.finish_line(operation, note, line_at) {
            self.text.truncate(line_at);
            return fault(ExceptionClass::Value, message.to_owned());
        }
        if let Some(problem) = problem {
            return fault(ExceptionClass::Value, problem);
        }
        if self.stack.len() < to_pop {
            let message = format!("tries to pop {to_pop} items from stack with only {} items", self.stack.len());
            return fault(ExceptionClass::Value, message);
        }
        self.stack.truncate(self.stack.len() - to_pop);
        if opcode.code == b'(' {
            self.marks.push(operation.at);
        }
        match recalled {
            Some(item) => self.stack.push(item),
            None => self.stack.extend_from_slice(opcode.after),
        }
        Ok(())
    }

    /// The position in five columns, a colon and a blank; the opcode's character, or its escape, in five columns.
    fn push_head(&mut self, at: usize, code: u8) {
        const CODE: usize = 20;
        let mut head = *b"                    : \\x.. ";
        let mut first = CODE;
        let mut rest = at;
        loop {
            first -= 1;
            head[first] = b'0' + (rest % 10) as u8;
            rest /= 10;
            if rest == 0 {
                break;
            }
        }
        if (b' '..=b'~').contains(&code) {
            head[CODE + 2..].copy_from_slice(b"     ");
            head[CODE + 2] = code;
        } else {
            head[CODE + 4] = b"0123456789abcdef"[usize::from(code >> 4)];
            head[CODE + 5] = b"0123456789abcdef"[usize::from(code & 15)];
        }
        self.text.extend_from_slice(&head[first.min(CODE - 5)..]);
    }

    /// What an opcode does to the memo; the item that it recalls.
    fn memoise(
        &mut self,
        operation: &Operation<'_>,
        note: &mut Option<Note>,
        problem: &mut Option<String>,
    ) -> Option<StackItem> {
        let shown = || operation.argument.repr().ok().flatten().unwrap_or_else(|| "None".to_owned());
        match operation.opcode.code {
            b'p' | b'q' | b'r' | 0x94 => {
                let next;
                let key = if operation.opcode.code == 0x94 {
                    *note = Some(Note::As(self.memo.len));
                    next = ArgumentValue::Int(self.memo.len as i64);
                    &next
                } else {
                    &operation.argument
                };
                if self.memo.get(key).is_some() {
                    *problem = Some(format!("memo key {} already defined", shown()));
                    return None;
                }
                match self.stack.last() {
                    None => *problem = Some("stack is empty -- can't store into memo".to_owned()),
                    Some(StackItem::Mark) => *problem = Some("can't store markobject in the memo".to_owned()),
                    Some(item) => self.memo.put(key, *item),
                }
                None
            }
            b'g' | b'h' | b'j' => {
                let item = self.memo.get(&operation.argument);
                if item.is_none() {
                    *problem = Some(format!("memo key {} has never been stored into", shown()));
                }
                item
            }
            _ => None,
        }
    }

    /// Argument, note and meaning.
    fn finish_line(
        &mut self,
        operation: &Operation<'_>,
        note: Option<Note>,
        line_at: usize,
    ) -> Result<(), &'static str> {
        let opcode: &Opcode = operation.opcode;
        let argument = !matches!(operation.argument, ArgumentValue::None);
        if argument || note.is_some() {
            push_spaces(&mut self.text, 10_usize.saturating_sub(opcode.name.len()));
        }
        if argument {
            self.text.push(b' ');
            operation.argument.write_repr(&mut self.text)?;
        }
        match note {
            Some(Note::Mark(at)) => {
                self.text.extend_from_slice(b" (MARK at ");
                number::push_decimal(&mut self.text, at as u64);
                self.text.push(b')');
            }
            Some(Note::As(index)) => {
                self.text.extend_from_slice(b" (as ");
                number::push_decimal(&mut self.text, index as u64);
                self.text.push(b')');
            }
            Some(Note::NoMark) => self.text.extend_from_slice(b" no MARK exists on stack"),
            None => {}
        }
        if let Some(column) = self.options.annotate {
            let len = self.text[line_at..].iter().filter(|byte| (**byte as i8) >= -0x40).count();
            push_spaces(&mut self.text, self.annotate_at.saturating_sub(len));
            self.annotate_at = len.max(self.annotate_at);
            if self.annotate_at > 50 {
                self.annotate_at = column;
            }
            self.text.push(b' ');
            self.text.extend_from_slice(opcode.meaning.as_bytes());
        }
        self.text.push(b'\n');
        Ok(())
    }
}

//! What each opcode does: one arm per opcode, in the C unpickler's order of reading, checking and changing.
//! The stack, marks, memo and plain values are here; more than 500 lines because the arms are.
//! Fallible steps come before changes wherever bytes may still be missing, so that a starved opcode can be tried again.

use super::arguments::IntLine;
use super::{Effect, FindClass, Flow, Halt, MEMO_DENSE, Part, Unpickler};
use crate::fault::ExceptionClass;
use crate::graph::{Node, NodeId, Span};
use crate::text;
use num_bigint::BigInt;
use num_traits::ToPrimitive;
use std::rc::Rc;

/// From here on `CPython`'s memo table would not fit into memory.
const MEMO_KEY_MAX: u64 = 1 << 30;

fn int_node(value: BigInt) -> Node {
    value.to_i64().map_or_else(|| Node::BigInt(Rc::new(value)), Node::Int)
}

impl Unpickler {
    /// Reads and runs the opcode at the current position.
    pub(super) fn operate<const TRACE: bool>(&mut self, hook: &mut Option<FindClass<'_>>) -> Flow<()> {
        self.opcode_at = self.at;
        let Some(&code) = self.graph.input.get(self.at) else {
            return Err(Box::new(Halt::Starved(Part::Opcode, 0, 1)));
        };
        self.at += 1;
        if self.opcodes >= self.options.limits.opcodes {
            let message = format!("the pickle runs more than {} opcodes", self.options.limits.opcodes);
            return self.fault(ExceptionClass::Limit, message);
        }
        match code {
            b'N' => self.push::<TRACE>(Node::None)?,
            0x88 => self.push::<TRACE>(Node::Bool(true))?,
            0x89 => self.push::<TRACE>(Node::Bool(false))?,
            b'K' => {
                let [byte] = self.fixed()?;
                self.push::<TRACE>(Node::Int(i64::from(byte)))?;
            }
            b'M' => {
                let bytes = self.fixed()?;
                self.push::<TRACE>(Node::Int(i64::from(u16::from_le_bytes(bytes))))?;
            }
            b'J' => {
                let bytes = self.fixed()?;
                self.push::<TRACE>(Node::Int(i64::from(i32::from_le_bytes(bytes))))?;
            }
            b'G' => {
                let bytes = self.fixed()?;
                self.push::<TRACE>(Node::Float(f64::from_be_bytes(bytes)))?;
            }
            0x8c => {
                let [len] = self.fixed()?;
                self.unicode::<TRACE>(u64::from(len))?;
            }
            b'X' => {
                let len = u32::from_le_bytes(self.fixed()?);
                self.unicode::<TRACE>(u64::from(len))?;
            }
            b'h' => {
                let [index] = self.fixed()?;
                self.recall::<TRACE>(i64::from(index))?;
            }
            b'j' => {
                let index = u32::from_le_bytes(self.fixed()?);
                self.recall::<TRACE>(i64::from(index))?;
            }
            0x94 => {
                let value = self.top()?;
                self.memoise::<TRACE>(self.memo_len as u64, value)?;
            }
            b'q' => {
                let [index] = self.fixed()?;
                let value = self.top()?;
                self.memoise::<TRACE>(u64::from(index), value)?;
            }
            b'r' => {
                let index = u32::from_le_bytes(self.fixed()?);
                let value = self.top()?;
                self.memoise::<TRACE>(u64::from(index), value)?;
            }
            b'(' => self.mark::<TRACE>()?,
            b'a' => {
                if self.stack.len() < self.fence + 2 {
                    return self.underflow();
                }
                self.append::<TRACE>(self.stack.len() - 1)?;
            }
            b'e' => {
                let from = self.take_mark::<TRACE>()?;
                self.append::<TRACE>(from)?;
            }
            b's' => {
                // In C this is a signed comparison: fewer than two objects lie below every fence.
                let Some(from) = self.stack.len().checked_sub(2) else { return self.underflow() };
                self.set_items::<TRACE>(from)?;
            }
            b'u' => {
                let from = self.take_mark::<TRACE>()?;
                self.set_items::<TRACE>(from)?;
            }
            b']' => self.push::<TRACE>(Node::List(Vec::new()))?,
            b'}' => self.push::<TRACE>(Node::Dict(Vec::new()))?,
            b')' => self.push::<TRACE>(Node::Tuple(Vec::new()))?,
            0x85 => self.counted_tuple::<TRACE>(1)?,
            0x86 => self.counted_tuple::<TRACE>(2)?,
            0x87 => self.counted_tuple::<TRACE>(3)?,
            b't' => {
                let from = self.take_mark::<TRACE>()?;
                self.tuple_from::<TRACE>(from)?;
            }
            b'.' => {
                let value = self.pop::<TRACE>()?;
                self.opcodes += 1;
                return Err(Box::new(Halt::Stop(value)));
            }
            _ => self.operate_rarer::<TRACE>(code, hook)?,
        }
        self.opcodes += 1;
        Ok(())
    }

    /// The opcodes that are not met in every pickle.
    fn operate_rarer<const TRACE: bool>(&mut self, code: u8, hook: &mut Option<FindClass<'_>>) -> Flow<()> {
        match code {
            b'C' => {
                let [len] = self.fixed()?;
                self.binbytes::<TRACE>(u64::from(len), Node::Bytes)
            }
            b'B' => {
                let len = u32::from_le_bytes(self.fixed()?);
                self.binbytes::<TRACE>(u64::from(len), Node::Bytes)
            }
            0x8e => {
                let len = self.length8("BINBYTES")?;
                if len > i64::MAX as u64 - 33 {
                    return self.fault(ExceptionClass::Overflow, "byte string is too large");
                }
                self.binbytes::<TRACE>(len, Node::Bytes)
            }
            0x96 => {
                let len = self.length8("BYTEARRAY8")?;
                if len == i64::MAX as u64 {
                    return self.fault(ExceptionClass::Memory, "");
                }
                self.binbytes::<TRACE>(len, Node::ByteArray)
            }
            0x8d => {
                let len = self.length8("BINUNICODE")?;
                self.unicode::<TRACE>(len)
            }
            0x8f => self.push::<TRACE>(Node::Set(Vec::new())),
            0x90 => {
                let from = self.take_mark::<TRACE>()?;
                self.add_items::<TRACE>(from)
            }
            0x91 => self.frozen_set::<TRACE>(),
            b'l' => {
                let from = self.take_mark::<TRACE>()?;
                let items = self.stack.split_off(from);
                self.push::<TRACE>(Node::List(items))
            }
            b'd' => self.dict::<TRACE>(),
            b'0' => self.pop_any::<TRACE>(),
            b'1' => {
                let from = self.take_mark::<TRACE>()?;
                self.stack.truncate(from);
                Ok(())
            }
            b'2' => {
                let value = self.top()?;
                self.push_id::<TRACE>(value)
            }
            0x80 => self.proto::<TRACE>(),
            0x95 => self.frame::<TRACE>(),
            b'c' => self.global::<TRACE>(hook),
            0x93 => self.stack_global::<TRACE>(hook),
            b'R' => self.reduce::<TRACE>(),
            b'b' => self.build::<TRACE>(),
            0x81 => self.newobj::<TRACE>(false),
            0x92 => self.newobj::<TRACE>(true),
            b'i' => self.inst::<TRACE>(hook),
            b'o' => self.obj::<TRACE>(),
            0x82 => {
                let [code] = self.fixed()?;
                self.extension::<TRACE>(i64::from(code), hook)
            }
            0x83 => {
                let code = u16::from_le_bytes(self.fixed()?);
                self.extension::<TRACE>(i64::from(code), hook)
            }
            0x84 => {
                let code = i32::from_le_bytes(self.fixed()?);
                self.extension::<TRACE>(i64::from(code), hook)
            }
            0x97 => self.next_buffer::<TRACE>(),
            0x98 => self.readonly_buffer(),
            b'P' => self.persid::<TRACE>(),
            b'Q' => self.binpersid::<TRACE>(),
            _ => self.operate_text::<TRACE>(code),
        }
    }

    /// Opcodes whose argument is text or a Python 2 string, and long ints.
    fn operate_text<const TRACE: bool>(&mut self, code: u8) -> Flow<()> {
        match code {
            b'I' => {
                let node = match self.int_line()? {
                    IntLine::Bool(value) => Node::Bool(value),
                    IntLine::Int(value) => Node::Int(value),
                    IntLine::Big(value) => int_node(value),
                };
                self.push::<TRACE>(node)
            }
            b'L' => {
                let value = self.long_line()?;
                self.push::<TRACE>(int_node(value))
            }
            0x8a => {
                let [len] = self.fixed()?;
                self.long::<TRACE>(u64::from(len))
            }
            0x8b => {
                let Ok(len) = u64::try_from(i32::from_le_bytes(self.fixed()?)) else {
                    return self.fault(ExceptionClass::Unpickling, "LONG pickle has negative byte count");
                };
                self.long::<TRACE>(len)
            }
            b'F' => {
                let value = self.float_line()?;
                self.push::<TRACE>(Node::Float(value))
            }
            b'V' => self.unicode_line::<TRACE>(),
            b'S' => self.string_line::<TRACE>(),
            b'U' => {
                let [len] = self.fixed()?;
                self.binstring::<TRACE>(u64::from(len))
            }
            b'T' => {
                let len = u32::from_le_bytes(self.fixed()?);
                self.binstring::<TRACE>(u64::from(len))
            }
            b'g' => {
                let line = self.full_line()?;
                let index = self.index_line(line)?;
                self.recall::<TRACE>(index)
            }
            b'p' => {
                let line = self.full_line()?;
                let value = self.top()?;
                let index = self.index_line(line)?;
                let Ok(index) = u64::try_from(index) else {
                    return self.fault(ExceptionClass::Value, "negative PUT argument");
                };
                self.memoise::<TRACE>(index, value)
            }
            b' '..=b'~' if code != b'\'' && code != b'\\' => {
                let message = format!("invalid load key, '{}'.", char::from(code));
                self.fault(ExceptionClass::Unpickling, message)
            }
            _ => self.fault(ExceptionClass::Unpickling, format!("invalid load key, '\\x{code:02x}'.")),
        }
    }

    /// Keeps decoded bytes, within twice the bound on the bytes fed.
    pub(super) fn keep(&mut self, bytes: &[u8]) -> Flow<Span> {
        let limit = self.options.limits.bytes.saturating_mul(2).min(1 << 30);
        if self.graph.made_len() + bytes.len() > limit {
            return self.fault(ExceptionClass::Limit, format!("the pickle makes more than {limit} bytes"));
        }
        Ok(self.graph.keep(bytes))
    }

    #[inline]
    pub(super) fn push<const TRACE: bool>(&mut self, node: Node) -> Flow<()> {
        let id = self.graph.add(node);
        self.push_id::<TRACE>(id)
    }

    #[inline]
    pub(super) fn push_id<const TRACE: bool>(&mut self, id: NodeId) -> Flow<()> {
        if self.stack.len() >= self.options.limits.stack {
            return self.stack_limit();
        }
        self.stack.push(id);
        if TRACE {
            self.effects.push(Effect::Pushed(id));
        }
        Ok(())
    }

    #[cold]
    fn stack_limit(&self) -> Flow<()> {
        let message = format!("the pickle stacks more than {} objects", self.options.limits.stack);
        self.fault(ExceptionClass::Limit, message)
    }

    #[cold]
    pub(super) fn underflow<T>(&self) -> Flow<T> {
        let message = if self.marks.is_empty() { "unpickling stack underflow" } else { "unexpected MARK found" };
        self.fault(ExceptionClass::Unpickling, message)
    }

    #[inline]
    pub(super) fn top(&self) -> Flow<NodeId> {
        match self.stack.last() {
            Some(id) if self.stack.len() > self.fence => Ok(*id),
            _ => self.underflow(),
        }
    }

    #[inline]
    pub(super) fn pop<const TRACE: bool>(&mut self) -> Flow<NodeId> {
        let id = self.top()?;
        self.stack.pop();
        if TRACE {
            self.effects.push(Effect::Popped(id));
        }
        Ok(id)
    }

    fn mark<const TRACE: bool>(&mut self) -> Flow<()> {
        if self.marks.len() >= self.options.limits.stack {
            return self.stack_limit();
        }
        let below = self.stack.len() as u32;
        self.marks.push(below);
        self.fence = self.stack.len();
        if TRACE {
            self.effects.push(Effect::Marked { below });
        }
        Ok(())
    }

    fn lower_fence(&mut self) {
        self.fence = self.marks.last().map_or(0, |mark| *mark as usize);
    }

    /// Takes the topmost mark: the height of the stack at it.
    pub(super) fn take_mark<const TRACE: bool>(&mut self) -> Flow<usize> {
        let Some(mark) = self.marks.pop() else {
            return self.fault(ExceptionClass::Unpickling, "could not find MARK");
        };
        self.lower_fence();
        if TRACE {
            self.effects.push(Effect::PoppedToMark { count: self.stack.len() as u32 - mark });
        }
        Ok(mark as usize)
    }

    fn pop_any<const TRACE: bool>(&mut self) -> Flow<()> {
        if self.marks.last().is_some_and(|mark| *mark as usize == self.stack.len()) {
            self.marks.pop();
            self.lower_fence();
            if TRACE {
                self.effects.push(Effect::Unmarked);
            }
            return Ok(());
        }
        self.pop::<TRACE>().map(|_| ())
    }

    #[inline]
    fn recall<const TRACE: bool>(&mut self, index: i64) -> Flow<()> {
        let near = usize::try_from(index).ok().and_then(|index| self.memo.get(index)).copied();
        let value = match near {
            Some(id) if id != u32::MAX => NodeId(id),
            _ => match u64::try_from(index).ok().and_then(|index| self.memo_far.get(&index)) {
                Some(id) => *id,
                None => {
                    let message = format!("Memo value not found at index {index}");
                    return self.fault(ExceptionClass::Unpickling, message);
                }
            },
        };
        if TRACE {
            self.effects.push(Effect::Recalled { index: index as u64, value });
        }
        self.push_id::<TRACE>(value)
    }

    #[inline]
    pub(super) fn memoise<const TRACE: bool>(&mut self, index: u64, value: NodeId) -> Flow<()> {
        let len = self.memo.len();
        if index == len as u64 && self.memo_far.is_empty() {
            self.memo.push(value.0);
            self.memo_len += 1;
        } else {
            self.memoise_far(index, value)?;
        }
        if self.memo_len > self.options.limits.memo {
            let message = format!("the pickle memoises more than {} objects", self.options.limits.memo);
            return self.fault(ExceptionClass::Limit, message);
        }
        if TRACE {
            self.effects.push(Effect::Memoised { index, value });
        }
        Ok(())
    }

    #[cold]
    fn memoise_far(&mut self, index: u64, value: NodeId) -> Flow<()> {
        if index >= MEMO_KEY_MAX {
            return self.fault(ExceptionClass::Memory, "");
        }
        let near = index as usize;
        if near < self.memo.len() || near < self.memo.len() * 2 + MEMO_DENSE && !self.memo_far.contains_key(&index) {
            if near >= self.memo.len() {
                self.memo.resize(near + 1, u32::MAX);
            }
            let slot = &mut self.memo[near];
            self.memo_len += usize::from(*slot == u32::MAX && !self.memo_far.contains_key(&index));
            *slot = value.0;
            self.memo_far.remove(&index);
        } else {
            self.memo_len += usize::from(self.memo_far.insert(index, value).is_none());
        }
        Ok(())
    }

    #[inline]
    fn unicode<const TRACE: bool>(&mut self, len: u64) -> Flow<()> {
        let range = self.payload(len, Part::Payload)?;
        let span = self.utf8(range)?;
        self.push::<TRACE>(Node::Str(span))
    }

    fn binbytes<const TRACE: bool>(&mut self, len: u64, node: fn(Span) -> Node) -> Flow<()> {
        // The C unpickler copies these, and asks for more input even when there is nothing to copy.
        if self.options.whole_frames && self.at == self.graph.input.len() {
            return self.nothing_left(len);
        }
        let range = self.payload(len, Part::Payload)?;
        self.push::<TRACE>(node(Span::of_input(range.start, range.len())))
    }

    #[cold]
    fn nothing_left(&self, len: u64) -> Flow<()> {
        Err(Box::new(Halt::Starved(Part::Payload, 0, usize::try_from(len).unwrap_or(usize::MAX))))
    }

    fn binstring<const TRACE: bool>(&mut self, len: u64) -> Flow<()> {
        let range = self.payload(len, Part::Payload)?;
        let span = Span::of_input(range.start, range.len());
        if self.options.raw_strings {
            return self.push::<TRACE>(Node::Bytes(span));
        }
        self.ascii(&self.graph.input[range])?;
        self.push::<TRACE>(Node::Str(span))
    }

    fn long<const TRACE: bool>(&mut self, len: u64) -> Flow<()> {
        let range = self.payload(len, Part::Payload)?;
        let bytes = &self.graph.input[range];
        let node = if bytes.len() <= 8 {
            let fill = if bytes.last().is_some_and(|byte| byte & 0x80 != 0) { 0xff } else { 0 };
            let mut word = [fill; 8];
            word[..bytes.len()].copy_from_slice(bytes);
            Node::Int(i64::from_le_bytes(word))
        } else {
            int_node(BigInt::from_signed_bytes_le(bytes))
        };
        self.push::<TRACE>(node)
    }

    fn unicode_line<const TRACE: bool>(&mut self) -> Flow<()> {
        let line = self.line()?;
        match text::decode_raw_unicode_escape(&self.graph.input[line]) {
            Ok(decoded) => {
                let span = self.keep(&decoded)?;
                self.push::<TRACE>(Node::Str(span))
            }
            Err(message) => self.fault(ExceptionClass::UnicodeDecode, message),
        }
    }

    fn string_line<const TRACE: bool>(&mut self) -> Flow<()> {
        let line = self.line()?;
        let text = &self.graph.input[line];
        let inner = match text {
            [open @ (b'\'' | b'"'), inner @ .., close] if open == close => inner,
            _ => return self.fault(ExceptionClass::Unpickling, "the STRING opcode argument must be quoted"),
        };
        match text::decode_escapes(inner) {
            Ok(decoded) => {
                if !self.options.raw_strings {
                    self.ascii(&decoded)?;
                }
                let span = self.keep(&decoded)?;
                self.push::<TRACE>(if self.options.raw_strings { Node::Bytes(span) } else { Node::Str(span) })
            }
            Err(message) => self.fault(ExceptionClass::Value, message),
        }
    }

    fn tuple_from<const TRACE: bool>(&mut self, from: usize) -> Flow<()> {
        if from < self.fence {
            return self.underflow();
        }
        let elements = self.stack[from..].to_vec();
        self.stack.truncate(from);
        self.push::<TRACE>(Node::Tuple(elements))
    }

    fn counted_tuple<const TRACE: bool>(&mut self, count: usize) -> Flow<()> {
        let Some(from) = self.stack.len().checked_sub(count) else { return self.underflow() };
        if from < self.fence {
            return self.underflow();
        }
        if TRACE {
            self.effects.extend(self.stack[from..].iter().rev().map(|id| Effect::Popped(*id)));
        }
        self.tuple_from::<TRACE>(from)
    }

    fn frozen_set<const TRACE: bool>(&mut self) -> Flow<()> {
        let from = self.take_mark::<TRACE>()?;
        let id = self.graph.add(Node::FrozenSet(Vec::new()));
        let elements = self.distinct(id, from)?;
        self.stack.truncate(from);
        *self.graph.node_mut(id) = Node::FrozenSet(elements);
        self.push_id::<TRACE>(id)
    }

    fn dict<const TRACE: bool>(&mut self) -> Flow<()> {
        let from = self.take_mark::<TRACE>()?;
        if !(self.stack.len() - from).is_multiple_of(2) {
            return self.fault(ExceptionClass::Unpickling, "odd number of items for DICT");
        }
        let id = self.graph.add(Node::Dict(Vec::new()));
        self.insert_pairs(id, from)?;
        self.stack.truncate(from);
        self.push_id::<TRACE>(id)
    }

    fn proto<const TRACE: bool>(&mut self) -> Flow<()> {
        let [protocol] = self.fixed()?;
        if protocol > crate::PROTOCOL_MAX {
            return self.fault(ExceptionClass::Value, format!("unsupported pickle protocol: {protocol}"));
        }
        self.protocol = protocol;
        if TRACE {
            self.effects.push(Effect::Protocol(protocol));
        }
        Ok(())
    }

    fn frame<const TRACE: bool>(&mut self) -> Flow<()> {
        let len = self.length8("FRAME length")?;
        if self.options.whole_frames {
            let range = self.payload(len, Part::Frame)?;
            self.at = range.start;
        }
        if TRACE {
            self.effects.push(Effect::Frame(len));
        }
        Ok(())
    }
}

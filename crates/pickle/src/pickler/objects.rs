//! What a pickler writes by way of `__reduce__`: instances, classes and functions, and in old protocols the
//! types that had no opcode yet (bytes, bytearray, set, frozenset). Strings are here too, because
//! protocol 0 spells them out.

use super::{Frame, Items, Pickler};
use crate::fault::{ExceptionClass, PickleError};
use crate::graph::{Construction, Node, NodeId, Object, Span};
use crate::render;
use crate::text;

/// Classes, functions and strings of the interpreter that a graph need not have.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Known {
    Set,
    FrozenSet,
    Bytes,
    ByteArray,
    Object,
    Getattr,
    Reconstructor,
    NewObj,
    Encode,
    Latin1,
}

impl Known {
    fn module(self) -> &'static str {
        match self {
            Self::Reconstructor | Self::NewObj => "copyreg",
            Self::Encode => "_codecs",
            _ => "builtins",
        }
    }

    pub(crate) fn text(self) -> &'static str {
        match self {
            Self::Set => "set",
            Self::FrozenSet => "frozenset",
            Self::Bytes => "bytes",
            Self::ByteArray => "bytearray",
            Self::Object => "object",
            Self::Getattr => "getattr",
            Self::Reconstructor => "_reconstructor",
            Self::NewObj => "__newobj__",
            Self::Encode => "encode",
            Self::Latin1 => "latin1",
        }
    }
}

impl Pickler<'_> {
    /// Index in the table of the strings that exist once: the empty one and one Latin-1 character.
    fn short_string(&self, bytes: &[u8]) -> Option<usize> {
        if self.options.nodes_decide {
            return None;
        }
        match bytes {
            [] => Some(256),
            [byte] => Some(usize::from(*byte)),
            [lead @ 0xc2..=0xc3, tail] => Some(usize::from(lead & 3) << 6 | usize::from(tail & 0x3f)),
            _ => None,
        }
    }

    /// A program's own constant of this text is the interpreter's interned string; what an unpickler read is not.
    fn is_interned(&self, bytes: &[u8]) -> bool {
        matches!(bytes, b"latin1" | b"builtins") && self.graph.input.is_empty() && !self.options.nodes_decide
    }

    pub(super) fn str_memo(&self, id: NodeId, bytes: &[u8]) -> u32 {
        if self.is_interned(bytes) {
            return self.interned.get(bytes).copied().unwrap_or(u32::MAX);
        }
        self.short_string(bytes).map_or(self.memo[id.0 as usize], |short| self.short_strings[short])
    }

    pub(super) fn str(&mut self, id: NodeId, bytes: &[u8]) -> Result<(), PickleError> {
        self.out.str(bytes)?;
        let index = self.put(id);
        if let Some(short) = self.short_string(bytes) {
            self.short_strings[short] = index;
        }
        if self.is_interned(bytes) {
            self.interned.insert(bytes.to_vec(), index);
        }
        Ok(())
    }

    pub(super) fn bytes_memo(&self, id: NodeId, span: Span) -> u32 {
        if span.is_empty() { self.empty_bytes } else { self.memo[id.0 as usize] }
    }

    pub(super) fn bytes(&mut self, id: NodeId, span: Span) -> Result<(), PickleError> {
        let bytes = self.graph.bytes(span);
        if self.out.protocol >= 3 {
            self.out.bytes(bytes)?;
            self.put_bytes(id, span);
            return Ok(());
        }
        self.recurse()?;
        self.depth += 1;
        self.frames.push(Frame::Leave);
        self.reduce_bytes(id, bytes, Frame::Made(id));
        Ok(())
    }

    fn put_bytes(&mut self, id: NodeId, span: Span) {
        let index = self.put(id);
        if span.is_empty() {
            self.empty_bytes = index;
        }
    }

    /// Below protocol 3: `_codecs.encode(text, 'latin1')`, or `bytes()` when empty.
    fn reduce_bytes(&mut self, id: NodeId, bytes: &[u8], made: Frame) {
        if bytes.is_empty() {
            self.push(&[Frame::KnownGlobal(Known::Bytes), self.empty_tuple(), Frame::Op(b'R'), made]);
            return;
        }
        let args = [Frame::Latin1Of(id), Frame::Interned(Known::Latin1)];
        let mut frames = vec![Frame::KnownGlobal(Known::Encode)];
        if self.out.protocol >= 2 {
            frames.extend(args);
            frames.push(Frame::Op(0x86));
        } else {
            frames.push(Frame::Op(b'('));
            frames.extend(args);
            frames.push(Frame::Op(b't'));
        }
        frames.extend([Frame::PutAnonymous, Frame::Op(b'R'), made]);
        self.push(&frames);
    }

    pub(super) fn bytearray(&mut self, id: NodeId, bytes: &[u8]) {
        if self.out.protocol >= 5 {
            self.out.bytearray(bytes);
            self.put(id);
        } else if bytes.is_empty() {
            self.push(&[Frame::KnownGlobal(Known::ByteArray), self.empty_tuple(), Frame::Op(b'R'), Frame::Made(id)]);
        } else {
            self.reduce_known(id, Known::ByteArray, Frame::BytesOf(id));
        }
    }

    /// `known(argument)`, where the argument is made up for this call.
    pub(super) fn reduce_known(&mut self, id: NodeId, known: Known, argument: Frame) {
        let made = [Frame::PutAnonymous, Frame::Op(b'R'), Frame::Made(id)];
        let mut frames = vec![Frame::KnownGlobal(known)];
        if self.out.protocol >= 2 {
            frames.extend([argument, Frame::Op(0x85)]);
        } else {
            frames.extend([Frame::Op(b'('), argument, Frame::Op(b't')]);
        }
        frames.extend(made);
        self.push(&frames);
    }

    fn empty_tuple(&self) -> Frame {
        if self.out.protocol > 0 { Frame::Op(b')') } else { Frame::EmptyTuple }
    }

    /// Pushes frames so that the first runs first.
    fn push(&mut self, frames: &[Frame]) {
        self.frames.extend(frames.iter().rev());
    }

    /// The text argument of a bytes object's call: one Latin-1 character is the one copy of that string.
    pub(super) fn latin1(&mut self, id: NodeId) -> Result<(), PickleError> {
        let (Node::Bytes(span) | Node::ByteArray(span)) = self.graph.node(id) else {
            unreachable!("only bytes are spelled as Latin-1")
        };
        let bytes = self.graph.bytes(*span);
        let short = if let [byte] = bytes { Some(usize::from(*byte)) } else { None };
        self.out.boundary();
        match short.map(|short| self.short_strings[short]) {
            Some(index) if index != u32::MAX => self.out.get(index),
            _ => {
                self.out.str(&text::latin1_to_wtf8(bytes))?;
                let index = self.put_index();
                if let Some(short) = short {
                    self.short_strings[short] = index;
                }
            }
        }
        Ok(())
    }

    /// The `bytes` that a `bytearray` below protocol 5 is made of.
    pub(super) fn bytes_of(&mut self, id: NodeId) -> Result<(), PickleError> {
        let Node::ByteArray(span) = self.graph.node(id) else { unreachable!("only a bytearray is copied to bytes") };
        let bytes = self.graph.bytes(*span);
        self.out.boundary();
        if self.out.protocol >= 3 {
            self.out.bytes(bytes)?;
            self.put_index();
        } else {
            // The copy is memoised here, not the bytearray itself.
            self.reduce_bytes(id, bytes, Frame::PutAnonymous);
        }
        Ok(())
    }

    /// Below protocol 4: the elements of a set as a list that exists for this call only.
    pub(super) fn list_of_set(&mut self, id: NodeId) {
        self.out.boundary();
        self.out.write(if self.out.protocol > 0 { b"]" } else { b"(l" });
        self.put_index();
        self.fill(id, Items::List);
    }

    /// A string that the interpreter holds once, such as `latin1` or a module's name.
    pub(super) fn interned(&mut self, text: &str) -> Result<(), PickleError> {
        self.out.boundary();
        if let Some(index) = self.interned.get(text.as_bytes()) {
            self.out.get(*index);
        } else {
            self.out.str(text.as_bytes())?;
            let index = self.put_index();
            self.interned.insert(text.as_bytes().to_vec(), index);
        }
        Ok(())
    }

    /// A class or function of the interpreter.
    pub(super) fn known_global(&mut self, known: Known) -> Result<(), PickleError> {
        let key = (known.module().as_bytes().to_vec(), known.text().as_bytes().to_vec());
        self.out.boundary();
        if let Some(index) = self.globals.get(&key) {
            self.out.get(*index);
            return Ok(());
        }
        if self.out.protocol >= 4 {
            self.interned(known.module())?;
            self.out.boundary();
            self.out.str(known.text().as_bytes())?;
            self.put_index();
            self.out.write(b"\x93");
        } else {
            self.out.global(&key.0, &key.1, true)?;
        }
        let index = self.put_index();
        self.globals.insert(key, index);
        Ok(())
    }

    pub(super) fn global(&mut self, id: NodeId, module: NodeId, name: NodeId) -> Result<(), PickleError> {
        let (Node::Str(module_span), Node::Str(name_span)) = (self.graph.node(module), self.graph.node(name)) else {
            return Err(self.fault(ExceptionClass::Type, "a global's module and name must be str"));
        };
        let key = (self.graph.bytes(*module_span).to_vec(), self.graph.bytes(*name_span).to_vec());
        if let Some(index) = self.globals.get(&key) {
            self.out.get(*index);
            return Ok(());
        }
        if self.out.protocol >= 4 {
            let function = render::is_builtin_function(self.graph, id);
            self.push(&[
                Frame::ModuleName { module, function },
                Frame::Save(name),
                Frame::Op(0x93),
                Frame::MadeGlobal(id),
            ]);
        } else if let Some(dot) = key.1.iter().rposition(|byte| *byte == b'.') {
            self.nested_global(id, &key.0, &key.1, dot)?;
        } else {
            self.out.global(&key.0, &key.1, true)?;
            self.made_global(id);
        }
        Ok(())
    }

    /// Below protocol 4 a nested class is `getattr(outer, name)`; only one level is met in practice.
    fn nested_global(&mut self, id: NodeId, module: &[u8], name: &[u8], dot: usize) -> Result<(), PickleError> {
        let outer = &name[..dot];
        if outer.contains(&b'.') {
            let message = format!("`{}`: classes nested more than once need protocol 4", String::from_utf8_lossy(name));
            return Err(self.fault(ExceptionClass::Limit, message));
        }
        self.known_global(Known::Getattr)?;
        if self.out.protocol < 2 {
            self.out.write(b"(");
        }
        let key = (module.to_vec(), outer.to_vec());
        if let Some(index) = self.globals.get(&key) {
            self.out.get(*index);
        } else {
            self.out.global(module, outer, true)?;
            let index = self.put_index();
            self.globals.insert(key, index);
        }
        self.out.str(&name[dot + 1..])?;
        self.put_index();
        self.out.write(if self.out.protocol < 2 { b"t" } else { b"\x86" });
        self.put_index();
        self.out.write(b"R");
        self.made_global(id);
        Ok(())
    }

    /// A module's name: `CPython` interns it, so that classes of one module share it; functions written in C share
    /// another copy.
    pub(super) fn module_name(&mut self, id: NodeId, function: bool) -> Result<(), PickleError> {
        let Node::Str(span) = self.graph.node(id) else { unreachable!("checked in `global`") };
        let bytes = self.graph.bytes(*span);
        let mut key = bytes.to_vec();
        if function {
            key.extend_from_slice(b"()");
        }
        let known = self.str_memo(id, bytes);
        self.out.boundary();
        if known != u32::MAX {
            self.out.get(known);
        } else if let Some(index) = self.interned.get(&key) {
            self.out.get(*index);
        } else {
            let index = self.memo_len;
            self.str(id, bytes)?;
            self.interned.insert(key, index);
        }
        Ok(())
    }

    pub(super) fn made_global(&mut self, id: NodeId) {
        let index = self.put(id);
        if let Node::Global { module, name } = self.graph.node(id)
            && let (Node::Str(module), Node::Str(name)) = (self.graph.node(*module), self.graph.node(*name))
        {
            let key = (self.graph.bytes(*module).to_vec(), self.graph.bytes(*name).to_vec());
            self.globals.insert(key, index);
        }
    }

    pub(super) fn object(&mut self, id: NodeId, object: &Object) -> Result<(), PickleError> {
        let (callable, args) = (object.callable, object.args);
        let plain = matches!(self.graph.node(args), Node::Tuple(elements) if elements.is_empty());
        let made = Frame::Made(id);
        match (object.construction, object.kwargs) {
            (Construction::Call, _) => {
                self.push(&[Frame::Save(callable), Frame::Save(args), Frame::Op(b'R'), made]);
            }
            (Construction::New, Some(kwargs)) if self.out.protocol >= 4 => {
                let new = Frame::Op(0x92);
                self.push(&[Frame::Save(callable), Frame::Save(args), Frame::Save(kwargs), new, made]);
            }
            (Construction::New, Some(_)) => {
                let message = "NEWOBJ_EX has no equivalent below protocol 4";
                return Err(self.fault(ExceptionClass::Limit, message));
            }
            (Construction::New, None) if self.out.protocol >= 2 => {
                self.push(&[Frame::Save(callable), Frame::Save(args), Frame::Op(0x81), made]);
            }
            (Construction::New, None) if plain => {
                self.push(&[
                    Frame::KnownGlobal(Known::Reconstructor),
                    Frame::Op(b'('),
                    Frame::Save(callable),
                    Frame::KnownGlobal(Known::Object),
                    Frame::Op(b'N'),
                    Frame::Op(b't'),
                    Frame::PutAnonymous,
                    Frame::Op(b'R'),
                    made,
                ]);
            }
            (Construction::New, None) => {
                let mut frames = vec![Frame::KnownGlobal(Known::NewObj), Frame::Op(b'('), Frame::Save(callable)];
                if let Node::Tuple(elements) = self.graph.node(args) {
                    frames.extend(elements.iter().map(|element| Frame::Save(*element)));
                }
                frames.extend([Frame::Op(b't'), Frame::PutAnonymous, Frame::Op(b'R'), made]);
                self.push(&frames);
            }
        }
        Ok(())
    }

    /// After the opcode that made `id`. An object that is already memoised has built itself on the way.
    pub(super) fn made(&mut self, id: NodeId) {
        let known = self.memo[id.0 as usize];
        if known != u32::MAX {
            self.out.write(b"0");
            self.out.get(known);
            return;
        }
        if let Node::Bytes(span) = self.graph.node(id) {
            self.put_bytes(id, *span);
            return;
        }
        self.put(id);
        let graph = self.graph;
        if let Node::Object(object) = graph.node(id) {
            for state in object.states.iter().rev() {
                self.push(&[Frame::Save(*state), Frame::Op(b'b')]);
            }
            self.fill(id, Items::SetOfObject);
            self.fill(id, Items::DictOfObject);
            self.fill(id, Items::ListOfObject);
        }
    }

    pub(super) fn persistent(&mut self, pid: NodeId) -> Result<(), PickleError> {
        if self.out.protocol > 0 {
            self.push(&[Frame::Save(pid), Frame::Op(b'Q')]);
            return Ok(());
        }
        let line = match self.graph.node(pid) {
            Node::Str(span) => self.graph.bytes(*span).to_vec(),
            Node::Int(value) => value.to_string().into_bytes(),
            _ => Vec::new(),
        };
        if line.is_empty() || !line.is_ascii() || line.contains(&b'\n') {
            let message = "persistent IDs in protocol 0 must be ASCII strings";
            return Err(self.fault(ExceptionClass::Pickling, message));
        }
        self.out.write(b"P");
        self.out.write(&line);
        self.out.write(b"\n");
        Ok(())
    }
}

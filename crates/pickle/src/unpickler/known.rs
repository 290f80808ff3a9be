//! Calls that are harmless and have a value: what old protocols write for bytes, sets and instances.
//! Evaluating these few calls here runs nothing; every other call stays a symbol.

use super::{Flow, Unpickler};
use crate::fault::ExceptionClass;
use crate::graph::{Construction, Node, NodeId, Object};
use crate::text;

impl Unpickler {
    /// The value of `callable(*args)` where it is one of the harmless few.
    pub(super) fn understand(&mut self, callable: NodeId, args: NodeId) -> Flow<Option<NodeId>> {
        let Some((module, name)) = self.graph.global_name(callable) else { return Ok(None) };
        let Node::Tuple(elements) = self.graph.node(args) else { return Ok(None) };
        let elements = elements.clone();
        match (&*module, &*name) {
            ("_codecs", "encode") => self.encode(&elements),
            ("builtins", "bytes") if elements.is_empty() => Ok(Some(self.graph.add_bytes(b""))),
            ("builtins", "bytearray") => self.bytearray(&elements),
            ("builtins", "set") => self.set(&elements, false),
            ("builtins", "frozenset") => self.set(&elements, true),
            ("copyreg", "_reconstructor") => Ok(self.reconstructor(&elements)),
            ("copyreg", "__newobj__") => Ok(self.new_of(&elements)),
            _ => Ok(None),
        }
    }

    /// `_codecs.encode(text, 'latin1')`: how protocols 0 to 2 carry bytes.
    fn encode(&mut self, args: &[NodeId]) -> Flow<Option<NodeId>> {
        let [text, encoding] = args else { return Ok(None) };
        let (Node::Str(text), Node::Str(encoding)) = (self.graph.node(*text), self.graph.node(*encoding)) else {
            return Ok(None);
        };
        if !matches!(self.graph.bytes(*encoding), b"latin1" | b"latin-1" | b"iso-8859-1") {
            return Ok(None);
        }
        let bytes = self.latin1(*text)?;
        let span = self.keep(&bytes)?;
        Ok(Some(self.graph.add(Node::Bytes(span))))
    }

    fn latin1(&self, text: crate::graph::Span) -> Flow<Vec<u8>> {
        let mut bytes = Vec::with_capacity(text.len());
        for (at, code) in text::code_points(self.graph.bytes(text)).enumerate() {
            let Ok(byte) = u8::try_from(code) else {
                let codes: Vec<u32> = text::code_points(self.graph.bytes(text)).collect();
                let message = text::latin1_problem(&codes, at);
                return self.fault(ExceptionClass::UnicodeEncode, message);
            };
            bytes.push(byte);
        }
        Ok(bytes)
    }

    fn bytearray(&mut self, args: &[NodeId]) -> Flow<Option<NodeId>> {
        let span = match args {
            [] => self.keep(b"")?,
            [bytes] => match self.graph.node(*bytes) {
                Node::Bytes(span) | Node::ByteArray(span) => *span,
                _ => return Ok(None),
            },
            [text, encoding] => {
                let (Node::Str(text), Node::Str(encoding)) = (self.graph.node(*text), self.graph.node(*encoding))
                else {
                    return Ok(None);
                };
                if !matches!(self.graph.bytes(*encoding), b"latin1" | b"latin-1") {
                    return Ok(None);
                }
                let bytes = self.latin1(*text)?;
                self.keep(&bytes)?
            }
            _ => return Ok(None),
        };
        Ok(Some(self.graph.add(Node::ByteArray(span))))
    }

    fn set(&mut self, args: &[NodeId], frozen: bool) -> Flow<Option<NodeId>> {
        let elements = match args {
            [] => Vec::new(),
            [items] => match self.graph.node(*items) {
                Node::List(items) | Node::Tuple(items) | Node::Set(items) | Node::FrozenSet(items) => items.clone(),
                Node::None | Node::Bool(_) | Node::Int(_) | Node::BigInt(_) | Node::Float(_) => {
                    let message = format!("'{}' object is not iterable", self.graph.type_name(*items));
                    return self.fault(ExceptionClass::Type, message);
                }
                _ => return Ok(None),
            },
            _ => return Ok(None),
        };
        let id = self.graph.add(if frozen { Node::FrozenSet(Vec::new()) } else { Node::Set(Vec::new()) });
        let from = self.stack.len();
        self.stack.extend_from_slice(&elements);
        let distinct = self.distinct(id, from);
        self.stack.truncate(from);
        let distinct = distinct?;
        *self.graph.node_mut(id) = if frozen { Node::FrozenSet(distinct) } else { Node::Set(distinct) };
        Ok(Some(id))
    }

    /// `copyreg._reconstructor(cls, object, None)`: an instance in protocols 0 and 1.
    fn reconstructor(&mut self, args: &[NodeId]) -> Option<NodeId> {
        let [class, base, state] = args else { return None };
        let base = self.graph.global_name(*base)?;
        if (&*base.0, &*base.1) != ("builtins", "object")
            || !matches!(self.graph.node(*state), Node::None)
            || !matches!(self.graph.node(*class), Node::Global { .. })
        {
            return None;
        }
        let args = self.graph.add(Node::Tuple(Vec::new()));
        Some(self.graph.add(Node::Object(Box::new(Object::new(*class, args)))))
    }

    fn new_of(&mut self, args: &[NodeId]) -> Option<NodeId> {
        let (class, rest) = args.split_first()?;
        if !matches!(self.graph.node(*class), Node::Global { .. }) {
            return None;
        }
        let args = self.graph.add(Node::Tuple(rest.to_vec()));
        let object = Object { construction: Construction::New, ..Object::call(*class, args) };
        Some(self.graph.add(Node::Object(Box::new(object))))
    }
}

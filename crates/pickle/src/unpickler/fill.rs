//! What `APPEND(S)`, `SETITEM(S)`, `ADDITEMS` and `BUILD` do to the object below: a container grows, an unmade object
//! takes notes, and anything else faults as `CPython` does.

use super::{Effect, Flow, Unpickler};
use crate::fault::ExceptionClass;
use crate::graph::{Graph, Node, NodeId};
use crate::keys::KeyProblem;

impl Unpickler {
    fn key_problem<T>(&self, problem: KeyProblem) -> Flow<T> {
        match problem {
            KeyProblem::Unhashable(name) => self.fault(ExceptionClass::Type, format!("unhashable type: '{name}'")),
            KeyProblem::TooMuchWork => {
                self.fault(ExceptionClass::Limit, "telling the keys apart takes more work than is allowed")
            }
        }
    }

    /// `list.extend` of everything from `from` on the stack.
    pub(super) fn append<const TRACE: bool>(&mut self, from: usize) -> Flow<()> {
        if from > self.stack.len() || from <= self.fence {
            return self.underflow();
        }
        let count = self.stack.len() - from;
        if count == 0 {
            return Ok(());
        }
        let list = self.stack[from - 1];
        match self.graph.node_mut(list) {
            Node::List(items) => items.extend_from_slice(&self.stack[from..]),
            Node::Object(object) => object.list_items.extend_from_slice(&self.stack[from..]),
            Node::Global { .. } | Node::Persistent(_) => {}
            Node::ByteArray(_) => self.extend_bytearray(list, from)?,
            _ => {
                let message = format!("'{}' object has no attribute 'append'", self.graph.type_name(list));
                return self.fault(ExceptionClass::Attribute, message);
            }
        }
        self.filled::<TRACE>(list, count, from);
        Ok(())
    }

    fn filled<const TRACE: bool>(&mut self, container: NodeId, count: usize, from: usize) {
        if TRACE {
            self.effects.push(Effect::Filled { container, count: count as u32 });
        }
        self.stack.truncate(from);
    }

    /// A value as a byte of a `bytearray`.
    fn byte(&self, id: NodeId) -> Flow<u8> {
        let value = match self.graph.node(id) {
            Node::Int(value) => u8::try_from(*value).ok(),
            Node::Bool(value) => Some(u8::from(*value)),
            Node::BigInt(_) => None,
            _ => {
                let message = format!("'{}' object cannot be interpreted as an integer", self.graph.type_name(id));
                return self.fault(ExceptionClass::Type, message);
            }
        };
        value.map_or_else(|| self.fault(ExceptionClass::Value, "byte must be in range(0, 256)"), Ok)
    }

    fn extend_bytearray(&mut self, array: NodeId, from: usize) -> Flow<()> {
        let Node::ByteArray(span) = self.graph.node(array) else { return Ok(()) };
        // Each APPEND copies the array: the bytes made are bounded like the bytes fed.
        let mut bytes = self.graph.bytes(*span).to_vec();
        for index in from..self.stack.len() {
            bytes.push(self.byte(self.stack[index])?);
        }
        let span = self.keep(&bytes)?;
        *self.graph.node_mut(array) = Node::ByteArray(span);
        Ok(())
    }

    /// `dict.__setitem__` of the pairs from `from` on the stack.
    pub(super) fn set_items<const TRACE: bool>(&mut self, from: usize) -> Flow<()> {
        if from > self.stack.len() || from <= self.fence {
            return self.underflow();
        }
        let count = self.stack.len() - from;
        if count == 0 {
            return Ok(());
        }
        if !count.is_multiple_of(2) {
            return self.fault(ExceptionClass::Unpickling, "odd number of items for SETITEMS");
        }
        let dict = self.stack[from - 1];
        match self.graph.node_mut(dict) {
            Node::Dict(_) => self.insert_pairs(dict, from)?,
            Node::Object(object) => {
                object.dict_items.extend(self.stack[from..].chunks_exact(2).map(|pair| (pair[0], pair[1])));
            }
            Node::Global { .. } | Node::Persistent(_) => {}
            Node::List(_) | Node::ByteArray(_) => self.assign_items(dict, from)?,
            _ => {
                let message = format!("'{}' object does not support item assignment", self.graph.type_name(dict));
                return self.fault(ExceptionClass::Type, message);
            }
        }
        self.filled::<TRACE>(dict, count / 2, from);
        Ok(())
    }

    /// Puts the pairs from `from` on the stack into a dict; an equal key keeps its place and its first object.
    pub(super) fn insert_pairs(&mut self, dict: NodeId, from: usize) -> Flow<()> {
        let Node::Dict(pairs) = self.graph.node_mut(dict) else { return Ok(()) };
        let fresh = pairs.is_empty();
        if fresh && self.keys.is_known_shape(&self.stack[from..]) {
            pairs.extend(self.stack[from..].chunks_exact(2).map(|pair| (pair[0], pair[1])));
            return Ok(());
        }
        let mut pairs = std::mem::take(pairs);
        let mut problem = None;
        for pair in self.stack[from..].chunks_exact(2) {
            match self.keys.find_or_note(&self.graph, dict, pair[0], pairs.len(), |at| pairs[at].0) {
                Ok(Some(at)) => pairs[at].1 = pair[1],
                Ok(None) => pairs.push((pair[0], pair[1])),
                Err(found) => {
                    problem = Some(found);
                    break;
                }
            }
        }
        if fresh && problem.is_none() {
            self.keys.note_shape(&pairs);
        }
        *self.graph.node_mut(dict) = Node::Dict(pairs);
        problem.map_or(Ok(()), |problem| self.key_problem(problem))
    }

    /// `list[index] = value`, which a pickle may do though no pickler writes it.
    fn assign_items(&mut self, target: NodeId, from: usize) -> Flow<()> {
        for at in (from..self.stack.len()).step_by(2) {
            let (key, value) = (self.stack[at], self.stack[at + 1]);
            let list = matches!(self.graph.node(target), Node::List(_));
            let kind = if list { "list" } else { "bytearray" };
            let len = match self.graph.node(target) {
                Node::List(items) => items.len(),
                Node::ByteArray(span) => span.len(),
                _ => 0,
            };
            let index = match self.graph.node(key) {
                Node::Int(index) => *index,
                Node::Bool(index) => i64::from(*index),
                Node::BigInt(_) => {
                    return self.fault(ExceptionClass::Index, "cannot fit 'int' into an index-sized integer");
                }
                _ => {
                    let name = self.graph.type_name(key);
                    let message = format!("{kind} indices must be integers or slices, not {name}");
                    return self.fault(ExceptionClass::Type, message);
                }
            };
            let index = if index < 0 { index.saturating_add(len as i64) } else { index };
            let Some(index) = usize::try_from(index).ok().filter(|index| *index < len) else {
                let what = if list { "list assignment index" } else { "bytearray index" };
                return self.fault(ExceptionClass::Index, format!("{what} out of range"));
            };
            if list {
                if let Node::List(items) = self.graph.node_mut(target) {
                    items[index] = value;
                }
            } else if let Node::ByteArray(span) = self.graph.node(target) {
                let mut bytes = self.graph.bytes(*span).to_vec();
                bytes[index] = self.byte(value)?;
                let span = self.keep(&bytes)?;
                *self.graph.node_mut(target) = Node::ByteArray(span);
            }
        }
        Ok(())
    }

    /// `set.update` of everything above the mark.
    pub(super) fn add_items<const TRACE: bool>(&mut self, from: usize) -> Flow<()> {
        if from > self.stack.len() || from <= self.fence {
            return self.underflow();
        }
        let count = self.stack.len() - from;
        if count == 0 {
            return Ok(());
        }
        let set = self.stack[from - 1];
        match self.graph.node_mut(set) {
            Node::Set(elements) => {
                let elements = std::mem::take(elements);
                let (elements, problem) = self.unite(set, elements, from);
                *self.graph.node_mut(set) = Node::Set(elements);
                if let Some(problem) = problem {
                    return self.key_problem(problem);
                }
            }
            Node::Object(object) => object.set_items.extend_from_slice(&self.stack[from..]),
            Node::Global { .. } | Node::Persistent(_) => {}
            _ => {
                let message = format!("'{}' object has no attribute 'add'", self.graph.type_name(set));
                return self.fault(ExceptionClass::Attribute, message);
            }
        }
        self.filled::<TRACE>(set, count, from);
        Ok(())
    }

    /// The elements, and each from `from` on the stack that none of them equals.
    fn unite(&mut self, set: NodeId, mut elements: Vec<NodeId>, from: usize) -> (Vec<NodeId>, Option<KeyProblem>) {
        for index in from..self.stack.len() {
            let element = self.stack[index];
            match self.keys.find_or_note(&self.graph, set, element, elements.len(), |at| elements[at]) {
                Ok(Some(_)) => {}
                Ok(None) => elements.push(element),
                Err(problem) => return (elements, Some(problem)),
            }
        }
        (elements, None)
    }

    /// The distinct elements among what the stack holds from `from`, for a node that will be `owner`.
    pub(super) fn distinct(&mut self, owner: NodeId, from: usize) -> Flow<Vec<NodeId>> {
        let (elements, problem) = self.unite(owner, Vec::new(), from);
        match problem {
            None => Ok(elements),
            Some(problem) => self.key_problem(problem),
        }
    }

    /// `__setstate__`, or an update of the attributes.
    pub(super) fn build<const TRACE: bool>(&mut self) -> Flow<()> {
        if self.stack.len() < self.fence + 2 {
            return self.underflow();
        }
        let state = self.pop::<TRACE>()?;
        let object = self.stack[self.stack.len() - 1];
        let symbol = match self.graph.node_mut(object) {
            Node::Object(made) => {
                made.states.push(state);
                true
            }
            Node::Global { .. } | Node::Persistent(_) => true,
            _ => false,
        };
        if TRACE && symbol {
            self.effects.push(Effect::WouldBuild { object, state });
        }
        if symbol { Ok(()) } else { self.build_plain(object, state) }
    }

    /// A plain value has neither `__setstate__` nor attributes: only an empty state is possible.
    fn build_plain(&self, object: NodeId, state: NodeId) -> Flow<()> {
        let (state, slots) = match self.graph.node(state) {
            Node::Tuple(pair) if pair.len() == 2 => (pair[0], Some(pair[1])),
            _ => (state, None),
        };
        let is_dict = |graph: &Graph, id: NodeId| matches!(graph.node(id), Node::Dict(_) | Node::Object(_));
        if !matches!(self.graph.node(state), Node::None) {
            if !is_dict(&self.graph, state) {
                return self.fault(ExceptionClass::Unpickling, "state is not a dictionary");
            }
            let message = format!("'{}' object has no attribute '__dict__'", self.graph.type_name(object));
            return self.fault(ExceptionClass::Attribute, message);
        }
        let Some(slots) = slots else { return Ok(()) };
        match self.graph.node(slots) {
            Node::Dict(pairs) => match pairs.first() {
                None => Ok(()),
                Some((key, _)) => {
                    let name = self.graph.type_name(object);
                    let Node::Str(key) = self.graph.node(*key) else {
                        let message = format!("attribute name must be string, not '{}'", self.graph.type_name(*key));
                        return self.fault(ExceptionClass::Type, message);
                    };
                    let message = format!("'{name}' object has no attribute '{}'", self.graph.text(*key));
                    self.fault(ExceptionClass::Attribute, message)
                }
            },
            _ => self.fault(ExceptionClass::Unpickling, "slot state is not a dictionary"),
        }
    }
}

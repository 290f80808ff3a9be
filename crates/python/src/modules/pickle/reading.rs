//! Taking pickles apart for `pickle.py`: how many bytes a pickle still needs, and its opcodes as a list of plain steps.
//! The traced unpickler runs along, so stacks, marks, memo and arguments are checked in `CPython`'s order and words; what a step makes
//! of real objects is `pickle.py`'s.

use super::plain::leaf;
use super::{Answer, NODE_BYTES, raise};
use crate::builtins::classes;
use crate::machine::Machine;
use crate::native::{Args, Diversion, Divert};
use crate::object::{Object, State};
use crate::value::Value;
use sockscope_pickle::compat::to_python_3;
use sockscope_pickle::unpickler::Part;
use sockscope_pickle::{Effect, Node, NodeId, PickleError, Ran, Step, Unpickler, UnpicklerOptions};
use std::rc::Rc;

/// `_feed()`: what [`advance`] remembers of a pickle that arrives in pieces.
pub(super) fn feed(m: &mut Machine, args: Args<'_>) -> Answer {
    let options = UnpicklerOptions {
        persistent: true,
        unknown_extensions: true,
        buffers: Some(u32::MAX),
        raw_strings: true,
        ..UnpicklerOptions::default()
    };
    let mut unpickler = Unpickler::new(options);
    for index in indices(m, args.get(0)) {
        if let Err(error) = unpickler.remember(index) {
            return Err(raise(m, &error));
        }
    }
    let state = State::Unpickler(Box::new(unpickler));
    Ok(Value::Obj(m.heap.alloc(classes::STATE, Object::State(Box::new(state)))))
}

/// The keys of a memo.
fn indices(m: &Machine, memo: Option<Value>) -> Vec<u64> {
    match memo.and_then(|memo| m.heap.object(memo)) {
        Some(Object::Dict(memo)) => memo
            .iter()
            .filter_map(|entry| if let Value::Int(index) = entry.key { u64::try_from(index).ok() } else { None })
            .collect(),
        _ => Vec::new(),
    }
}

/// `_advance(state, bytes)`: how many more bytes the next opcode needs; -1 for a line, 0 once the pickle is complete or faulty.
pub(super) fn advance(m: &mut Machine, args: Args<'_>) -> Answer {
    let bytes = args.get(1).and_then(|bytes| m.octets(bytes)).unwrap_or_default();
    m.reserve(bytes.len())?;
    let Some(handle) = args.receiver().handle() else { return Ok(Value::Int(0)) };
    let Object::State(state) = m.heap.get_mut(handle) else { return Ok(Value::Int(0)) };
    let State::Unpickler(unpickler) = state.as_mut() else { return Ok(Value::Int(0)) };
    if unpickler.feed(&bytes).is_err() {
        return Ok(Value::Int(0));
    }
    loop {
        match unpickler.step() {
            Ok(Step::Ran(_)) => {}
            Ok(Step::Starved(starved)) if starved.part == Part::Line => return Ok(Value::Int(-1)),
            // An empty payload waits for what follows it.
            Ok(Step::Starved(starved)) => {
                return Ok(Value::Int(starved.need.saturating_sub(starved.have).max(1) as i64));
            }
            Ok(Step::Done(_)) | Err(_) => return Ok(Value::Int(0)),
        }
    }
}

/// `_modern(module, name)`: today's names of what Python 2 called so.
pub(super) fn modern(m: &mut Machine, args: Args<'_>) -> Answer {
    let text = |m: &Machine, at: usize| args.get(at).and_then(|text| m.text(text)).unwrap_or_default();
    let (module, name) = (text(m, 0), text(m, 1));
    let (module, name) = to_python_3(&module, &name);
    let names = [module, name].map(|name| Value::Obj(m.heap.intern(name)));
    Ok(m.heap.new_tuple(Rc::new(names)))
}

/// `_operations(bytes, memo, persistent, buffers, raw_strings)`: the pickle as pairs of a step and its argument, up to `stop` or to `fault`
/// with an exception.
pub(super) fn operations(m: &mut Machine, args: Args<'_>) -> Answer {
    let bytes = args.get(0).and_then(|bytes| m.octets(bytes)).unwrap_or_default();
    let truth = |at: usize| matches!(args.get(at), Some(Value::Bool(true)));
    let options = UnpicklerOptions {
        persistent: truth(2),
        unknown_extensions: true,
        buffers: truth(3).then_some(u32::MAX),
        raw_strings: truth(4),
        ..UnpicklerOptions::default()
    };
    let mut unpickler = Unpickler::new(options);
    let mut fault = indices(m, args.get(1)).into_iter().find_map(|index| unpickler.remember(index).err());
    fault = fault.or(unpickler.feed(&bytes).err());
    m.reserve(bytes.len())?;
    let mut steps = Steps::default();
    while fault.is_none() {
        match unpickler.step() {
            Ok(Step::Ran(ran)) => {
                let (kind, argument) = step(m, &unpickler, ran);
                steps.add(m, kind, argument)?;
            }
            Ok(Step::Done(_)) => break,
            Ok(Step::Starved(starved)) => fault = Some(starved.end_of_input()),
            Err(error) => fault = Some(error),
        }
    }
    if let Some(error) = fault {
        let exception = exception(m, &error);
        steps.add(m, "fault", exception)?;
    }
    Ok(m.heap.new_list(steps.done))
}

/// The steps so far. Values that are pushed one after the other, memoised or not, are one step: a list and a dict of the memo.
#[derive(Default)]
struct Steps {
    done: Vec<Value>,
    pushed: Vec<Value>,
    put: Vec<(Value, Value)>,
}

impl Steps {
    fn add(&mut self, m: &mut Machine, kind: &'static str, argument: Value) -> Result<(), Divert> {
        m.reserve(NODE_BYTES * 2)?;
        match (kind, self.pushed.last()) {
            ("", _) => return Ok(()),
            ("push", _) => {
                self.pushed.push(argument);
                return Ok(());
            }
            ("put", Some(last)) => {
                self.put.push((argument, *last));
                return Ok(());
            }
            _ => {}
        }
        if !self.pushed.is_empty() {
            let memo = m.heap.new_dict();
            for (index, value) in self.put.drain(..) {
                m.dict_set(memo, index, value)?;
            }
            let values = m.heap.new_list(std::mem::take(&mut self.pushed));
            let both = m.heap.new_tuple(Rc::new([values, Value::Obj(memo)]));
            self.push(m, "push", both);
        }
        self.push(m, kind, argument);
        Ok(())
    }

    fn push(&mut self, m: &mut Machine, kind: &'static str, argument: Value) {
        let kind = Value::Obj(m.heap.intern(kind));
        self.done.push(m.heap.new_tuple(Rc::new([kind, argument])));
    }
}

/// The exception object of a fault, which is raised only once its turn has come.
fn exception(m: &mut Machine, error: &PickleError) -> Value {
    let divert = raise(m, error);
    match m.diversion(divert) {
        Diversion::Raise(exception) => exception,
        _ => Value::None,
    }
}

/// A step's name and argument; no name if there is nothing to do.
fn step(m: &mut Machine, unpickler: &Unpickler, ran: Ran) -> (&'static str, Value) {
    let effects = unpickler.effects();
    let number = |value: u64| Value::Int(value as i64);
    match ran.opcode.name {
        "PROTO" => ("proto", Value::Int(i64::from(unpickler.protocol()))),
        "FRAME" => ("", Value::None),
        "MARK" => ("mark", Value::None),
        "POP" => (if matches!(effects, [Effect::Unmarked]) { "pop_mark" } else { "pop" }, Value::None),
        "POP_MARK" => ("pop_mark", Value::None),
        "DUP" => ("dup", Value::None),
        "PUT" | "BINPUT" | "LONG_BINPUT" | "MEMOIZE" => {
            let index = effects.iter().find_map(|effect| match effect {
                Effect::Memoised { index, .. } => Some(*index),
                _ => None,
            });
            ("put", number(index.unwrap_or_default()))
        }
        "GET" | "BINGET" | "LONG_BINGET" => {
            let index = effects.iter().find_map(|effect| match effect {
                Effect::Recalled { index, .. } => Some(*index),
                _ => None,
            });
            ("get", number(index.unwrap_or_default()))
        }
        "GLOBAL" => ("global", names(m, unpickler, ran)),
        "INST" => ("inst", names(m, unpickler, ran)),
        "PERSID" => {
            let line = &unpickler.input()[ran.at.0 + 1..ran.at.0 + ran.len - 1];
            let line = String::from_utf8_lossy(line).into_owned();
            ("persid", m.heap.new_str(&line))
        }
        "EXT1" | "EXT2" | "EXT4" => {
            let mut code = [0; 4];
            let argument = &unpickler.input()[ran.at.0 + 1..ran.at.0 + ran.len];
            code[..argument.len()].copy_from_slice(argument);
            ("ext", Value::Int(i64::from(i32::from_le_bytes(code))))
        }
        "STRING" | "BINSTRING" | "SHORT_BINSTRING" => ("string", pushed(m, unpickler)),
        "EMPTY_LIST" => ("empty_list", Value::None),
        "EMPTY_DICT" => ("empty_dict", Value::None),
        "EMPTY_SET" => ("empty_set", Value::None),
        "EMPTY_TUPLE" => ("push", Value::Obj(crate::names::EMPTY_TUPLE)),
        "BYTEARRAY8" => ("bytearray", pushed(m, unpickler)),
        "TUPLE1" => ("last", Value::Int(1)),
        "TUPLE2" => ("last", Value::Int(2)),
        "TUPLE3" => ("last", Value::Int(3)),
        "TUPLE" => ("tuple", Value::None),
        "LIST" => ("list", Value::None),
        "DICT" => ("dict", Value::None),
        "FROZENSET" => ("frozenset", Value::None),
        "APPEND" => ("append", Value::None),
        "APPENDS" => ("appends", Value::None),
        "SETITEM" => ("setitem", Value::None),
        "SETITEMS" => ("setitems", Value::None),
        "ADDITEMS" => ("additems", Value::None),
        "STACK_GLOBAL" => ("stack_global", Value::None),
        "REDUCE" => ("reduce", Value::None),
        "BUILD" => ("build", Value::None),
        "NEWOBJ" => ("newobj", Value::None),
        "NEWOBJ_EX" => ("newobj_ex", Value::None),
        "OBJ" => ("obj", Value::None),
        "BINPERSID" => ("binpersid", Value::None),
        "NEXT_BUFFER" => ("next_buffer", Value::None),
        "READONLY_BUFFER" => ("readonly_buffer", Value::None),
        "STOP" => ("stop", Value::None),
        _ => ("push", pushed(m, unpickler)),
    }
}

/// The value without parts that the step pushed.
fn pushed(m: &mut Machine, unpickler: &Unpickler) -> Value {
    let node: Option<NodeId> = unpickler.effects().iter().find_map(|effect| match effect {
        Effect::Pushed(node) => Some(*node),
        _ => None,
    });
    let node = node.map_or(&Node::None, |node| unpickler.graph().node(node));
    leaf(m, unpickler.graph(), node).unwrap_or(Value::None)
}

/// Module and name as they stand in the pickle: what is made of them is `find_class`'s to say.
fn names(m: &mut Machine, unpickler: &Unpickler, ran: Ran) -> Value {
    let lines = &unpickler.input()[ran.at.0 + 1..ran.at.0 + ran.len];
    let mut lines = lines.split(|byte| *byte == b'\n');
    let mut next = || lines.next().map(String::from_utf8_lossy).unwrap_or_default().into_owned();
    let names = [next(), next()].map(|name| m.heap.new_str(&name));
    m.heap.new_tuple(Rc::new(names))
}

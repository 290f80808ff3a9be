//! `pickle`: the way between objects of the machine and the value graphs of `sockscope-pickle`, which reads and writes the bytes.
//! Plain values go both ways natively. What only running Python can tell (`__reduce__`, `find_class`, `__setstate__`) is the business
//! of `pickle.py`: `_dump` names the objects that it must reduce first, and `_load` hands it the graph of a pickle that names globals.

use super::ModuleSpec;
use crate::builtins::classes;
use crate::machine::Machine;
use crate::native::{Args, Divert, Native, function};
use crate::object::Object;
use crate::object::text::ByteArray;
use crate::pause::Pickled;
use crate::request::TracedBytes;
use crate::value::{Handle, Value};
use num_bigint::BigInt;
use sockscope_pickle::{
    Construction, ExceptionClass, Graph, Node, NodeId, PickleError, Pickler, PicklerOptions, Step, Unpickler,
    UnpicklerOptions,
};
use std::collections::BTreeMap;
use std::rc::Rc;

type Answer = Result<Value, Divert>;

pub(crate) static MODULE: ModuleSpec = ModuleSpec {
    name: "pickle",
    functions: &[
        function("_builtin", builtin),
        function("_dis", dis),
        function("_dump", dump),
        function("_genops", genops),
        function("_load", load),
        function("_missing", missing),
        function("_optimize", |m, a| {
            let data = m.take_one(a, "optimize")?;
            let data = m.octets_argument(data)?.data;
            match sockscope_pickle::optimize(&data) {
                Ok(short) => Ok(m.heap.new_bytes(crate::object::text::Bytes::new(short.into()))),
                Err(error) => Err(raise(m, &error)),
            }
        }),
        function("_unpicklable", unpicklable),
    ],
    fill: None,
    python: Some(include_str!("pickle.py")),
};

/// Levels that `CPython`'s recursion limit allows at module level.
const DEPTH_MAX: u32 = 999;

/// Pickles of which word is kept between two pauses.
const NOTES_MAX: usize = 16;

/// Rough size of a node, for the memory limit.
const NODE_BYTES: usize = 64;

/// Raises what the pickle machine found wrong.
fn raise(m: &mut Machine, error: &PickleError) -> Divert {
    let class = match error.class {
        ExceptionClass::Unpickling => m.module_value("pickle", "UnpicklingError"),
        ExceptionClass::Pickling => m.module_value("pickle", "PicklingError"),
        ExceptionClass::Eof => Some(Value::Obj(classes::EOF_ERROR)),
        ExceptionClass::Value => Some(Value::Obj(classes::VALUE_ERROR)),
        ExceptionClass::Type => Some(Value::Obj(classes::TYPE_ERROR)),
        ExceptionClass::Attribute => Some(Value::Obj(classes::ATTRIBUTE_ERROR)),
        ExceptionClass::ModuleNotFound => Some(Value::Obj(classes::MODULE_NOT_FOUND_ERROR)),
        ExceptionClass::Overflow => Some(Value::Obj(classes::OVERFLOW_ERROR)),
        ExceptionClass::UnicodeDecode => Some(Value::Obj(classes::UNICODE_DECODE_ERROR)),
        ExceptionClass::UnicodeEncode => Some(Value::Obj(classes::UNICODE_ENCODE_ERROR)),
        ExceptionClass::Index => Some(Value::Obj(classes::INDEX_ERROR)),
        ExceptionClass::Memory | ExceptionClass::Limit => Some(Value::Obj(classes::MEMORY_ERROR)),
        ExceptionClass::Recursion => Some(Value::Obj(classes::RECURSION_ERROR)),
        ExceptionClass::Syntax => Some(Value::Obj(classes::SYNTAX_ERROR)),
    };
    let class = class.and_then(Value::handle).unwrap_or(classes::VALUE_ERROR);
    if error.message.is_empty() {
        let exception = m.new_exception(class, &[]);
        return m.raise(exception);
    }
    m.error(class, &error.message)
}

/// Objects on their way into a graph.
struct Writer<'a> {
    graph: Graph,
    nodes: BTreeMap<Handle, NodeId>,
    natives: Vec<(&'static Native, NodeId)>,
    /// Objects whose node is still empty.
    todo: Vec<(Value, NodeId)>,
    /// What `pickle.py` found out: pairs of an object and its reduction.
    known: &'a [Value],
    /// Objects that it must reduce before we can go on.
    unknown: Vec<Value>,
    /// Whether `persistent_id` is to be asked of each object first: then it is known, with `None` or `("persistent", id)`.
    asking: bool,
}

impl Writer<'_> {
    /// The node of a value, which may still have to be filled.
    fn node(&mut self, m: &Machine, value: Value) -> NodeId {
        match value {
            Value::None | Value::Unbound => self.graph.add(Node::None),
            Value::Bool(truth) => self.graph.add(Node::Bool(truth)),
            Value::Int(int) => self.graph.add(Node::Int(int)),
            Value::Float(float) => self.graph.add(Node::Float(float)),
            Value::Ellipsis => self.graph.add_global("builtins", "Ellipsis"),
            Value::NotImplemented => self.graph.add_global("builtins", "NotImplemented"),
            Value::Native(native) => {
                if let Some((_, node)) = self.natives.iter().find(|(known, _)| std::ptr::eq(*known, native)) {
                    return *node;
                }
                let node = self.later(value);
                self.natives.push((native, node));
                node
            }
            Value::Obj(handle) => {
                if let Some(node) = self.nodes.get(&handle) {
                    return *node;
                }
                let node = match self.persistent(m, value).or_else(|| self.leaf(m, handle)) {
                    Some(node) => node,
                    None => self.later(value),
                };
                self.nodes.insert(handle, node);
                node
            }
        }
    }

    /// The node of an object that has a persistent id, or that has yet to be asked for it.
    fn persistent(&mut self, m: &Machine, value: Value) -> Option<NodeId> {
        if !self.asking {
            return None;
        }
        let Some(pair) = self.known.chunks_exact(2).find(|pair| pair[0].is(value)) else {
            self.unknown.push(value);
            return Some(self.graph.add(Node::None));
        };
        let [_, id] = tuple(m, pair[1])[..] else { return None };
        let id = self.node(m, id);
        Some(self.graph.add(Node::Persistent(id)))
    }

    fn later(&mut self, value: Value) -> NodeId {
        let node = self.graph.add(Node::None);
        self.todo.push((value, node));
        node
    }

    /// The node of an object without parts, if it is one of a builtin class.
    fn leaf(&mut self, m: &Machine, handle: Handle) -> Option<NodeId> {
        let node = match (m.heap.slot(handle).class, m.heap.get(handle)) {
            (classes::INT, Object::Big(big)) => Node::BigInt(big.clone()),
            (classes::STR, Object::Str(text)) => Node::Str(self.graph.keep(text.text.as_bytes())),
            (classes::BYTES, Object::Bytes(bytes)) => Node::Bytes(self.graph.keep(&bytes.data)),
            (classes::BYTEARRAY, Object::ByteArray(bytes)) => Node::ByteArray(self.graph.keep(&bytes.data)),
            _ => return None,
        };
        Some(self.graph.add(node))
    }

    fn nodes_of(&mut self, m: &Machine, values: &[Value]) -> Vec<NodeId> {
        values.iter().map(|value| self.node(m, *value)).collect()
    }

    fn pairs_of(&mut self, m: &Machine, pairs: &[(Value, Value)]) -> Vec<(NodeId, NodeId)> {
        pairs.iter().map(|(key, value)| (self.node(m, *key), self.node(m, *value))).collect()
    }

    /// Fills the node of an object that has parts, or asks for its reduction.
    fn fill(&mut self, m: &Machine, value: Value, node: NodeId) {
        let filled = match value.handle().map(|handle| (m.heap.slot(handle).class, m.heap.get(handle))) {
            Some((classes::TUPLE, Object::Tuple(items))) => Node::Tuple(self.nodes_of(m, items)),
            Some((classes::LIST, Object::List(items))) => Node::List(self.nodes_of(m, items)),
            Some((classes::DICT, Object::Dict(dict))) => {
                let pairs: Vec<_> = dict.iter().map(|entry| (entry.key, entry.value)).collect();
                Node::Dict(self.pairs_of(m, &pairs))
            }
            Some((class @ (classes::SET | classes::FROZENSET), Object::Set(set))) => {
                let items: Vec<_> = set.iter().map(|(_, key)| key).collect();
                let items = self.nodes_of(m, &items);
                if class == classes::SET { Node::Set(items) } else { Node::FrozenSet(items) }
            }
            _ => match self.reduction(m, value) {
                Some(filled) => filled,
                None => return self.unknown.push(value),
            },
        };
        *self.graph.node_mut(node) = filled;
    }

    /// `("global", module, name)` or `("object", is_new, callable, args, states, list_items, dict_items)`, where `is_new`
    /// may be the keyword arguments.
    fn reduction(&mut self, m: &Machine, value: Value) -> Option<Node> {
        let pair = self.known.chunks_exact(2).find(|pair| pair[0].is(value) && !pair[1].is_none())?;
        let parts = tuple(m, pair[1]);
        let object = match &*parts {
            [_, module, name] => {
                return Some(Node::Global { module: self.node(m, *module), name: self.node(m, *name) });
            }
            [_, is_new, callable, args, states, list_items, dict_items] => {
                let callable = self.node(m, *callable);
                let args = self.node(m, *args);
                let mut object = match is_new {
                    Value::Bool(false) => sockscope_pickle::Object::call(callable, args),
                    _ => sockscope_pickle::Object::new(callable, args),
                };
                if is_new.handle().is_some() {
                    object.kwargs = Some(self.node(m, *is_new));
                }
                object.states = self.nodes_of(m, &tuple(m, *states));
                object.list_items = self.nodes_of(m, &tuple(m, *list_items));
                let flat = self.nodes_of(m, &tuple(m, *dict_items));
                object.dict_items = flat.chunks_exact(2).map(|pair| (pair[0], pair[1])).collect();
                object
            }
            _ => return None,
        };
        Some(Node::Object(Box::new(object)))
    }
}

/// The items of a tuple that `pickle.py` made; none of anything else.
fn tuple(m: &Machine, value: Value) -> Rc<[Value]> {
    match m.heap.object(value) {
        Some(Object::Tuple(items)) => items.clone(),
        _ => Rc::new([]),
    }
}

/// `_dump(object, protocol, known, asking)`: the pickle, or a list of objects whose reductions must be added to `known` first.
fn dump(m: &mut Machine, args: Args<'_>) -> Answer {
    let [object, protocol, known, asking] = m.take(args, "_dump", 4)?;
    let (object, protocol) = (object.unwrap_or(Value::None), m.size_or(protocol, 4)?);
    let known = match known.and_then(|known| m.heap.object(known)) {
        Some(Object::List(known)) => known.clone(),
        _ => Vec::new(),
    };
    let mut writer = Writer {
        graph: Graph::new(),
        nodes: BTreeMap::new(),
        natives: Vec::new(),
        todo: Vec::new(),
        known: &known,
        unknown: Vec::new(),
        asking: matches!(asking, Some(Value::Bool(true))),
    };
    let root = writer.node(m, object);
    while let Some((value, node)) = writer.todo.pop() {
        writer.fill(m, value, node);
    }
    m.reserve(writer.graph.len() * NODE_BYTES)?;
    if !writer.unknown.is_empty() {
        return Ok(m.heap.new_list(writer.unknown));
    }
    let options = PicklerOptions { depth_max: DEPTH_MAX, ..PicklerOptions::default() };
    let written = Pickler::new(&writer.graph, root, protocol.clamp(0, 255) as u8, options).and_then(Pickler::finish);
    match written {
        Ok(bytes) => {
            m.reserve(bytes.len())?;
            let data: Rc<[u8]> = bytes.into();
            note(m, true, TracedBytes { data: data.clone(), origins: Vec::new() });
            Ok(m.heap.new_bytes(crate::object::text::Bytes::new(data)))
        }
        Err(error) => Err(raise(m, &error)),
    }
}

/// `_unpicklable(object)`: the name of its type, if no object of that type has a pickle, else `None`.
fn unpicklable(m: &mut Machine, args: Args<'_>) -> Answer {
    let object = m.take_one(args, "_unpicklable")?;
    let plain = match m.heap.object(object) {
        Some(Object::Lock(_)) => {
            return Ok(m.heap.new_str(if m.class_of(object) == classes::RLOCK {
                "_thread.RLock"
            } else {
                "_thread.lock"
            }));
        }
        Some(
            Object::Generator(_)
            | Object::Module(_)
            | Object::Socket(_)
            | Object::MemoryView(_)
            | Object::View(..)
            | Object::Traceback(_)
            | Object::Cell(_)
            | Object::Property(_)
            | Object::StaticMethod(_)
            | Object::ClassMethod(_)
            | Object::Super(_)
            | Object::Proxy(_)
            | Object::Iter(_)
            | Object::State(_),
        ) => m.class_name(object),
        _ => return Ok(Value::None),
    };
    Ok(m.heap.new_str(&plain))
}

/// Leaves word of a pickle for whoever watches the program.
fn note(m: &mut Machine, written: bool, bytes: TracedBytes) {
    if m.pickled.len() < NOTES_MAX {
        m.pickled.push(Pickled { written, bytes });
    }
}

/// `_load(bytes, persistent)`: `(True, value)`, or, of a pickle that names globals, `(False, (nodes, root))` with a tuple for each node.
fn load(m: &mut Machine, args: Args<'_>) -> Answer {
    let [data, persistent] = m.take(args, "_load", 2)?;
    let data = data.unwrap_or(Value::None);
    let Some((bytes, origins)) = m.traced(data) else {
        let class = m.class_name(data);
        return Err(m.type_error(&format!("a bytes-like object is required, not '{class}'")));
    };
    m.reserve(bytes.len())?;
    note(m, false, TracedBytes { data: bytes.clone(), origins });
    let persistent = matches!(persistent, Some(Value::Bool(true)));
    let mut unpickler = Unpickler::new(UnpicklerOptions { persistent, ..UnpicklerOptions::default() });
    let mut symbolic = false;
    let read = unpickler.feed(&bytes).and_then(|()| {
        unpickler.run_with(&mut |_, _| {
            symbolic = true;
            Ok(())
        })
    });
    let root = match read {
        Ok(root) => root,
        Err(error) => return Err(raise(m, &error)),
    };
    let graph = unpickler.into_graph();
    m.reserve(graph.len() * NODE_BYTES)?;
    let plain = !symbolic && is_plain(&graph);
    let value = if plain { values(m, &graph, root)? } else { symbols(m, &graph, root) };
    Ok(m.heap.new_tuple(Rc::new([Value::Bool(plain), value])))
}

/// `_builtin(name)`: a builtin by its name, or `AttributeError`.
/// `_dis(bytes, indent, annotate, raising)`: what `pickletools.dis` prints, or else only raises behind it.
fn dis(m: &mut Machine, args: Args<'_>) -> Answer {
    let [data, indent, annotate, raising] = m.take(args, "_dis", 4)?;
    let data = m.octets_argument(data.unwrap_or(Value::None))?.data;
    let size = |value: Option<Value>| match value {
        Some(Value::Int(size)) => size.clamp(0, 1000) as usize,
        _ => 0,
    };
    let annotate = Some(size(annotate)).filter(|column| *column > 0);
    let disassembler = sockscope_pickle::Disassembler { indent: size(indent), annotate, ..Default::default() };
    let found = disassembler.run(&data, 0, &mut sockscope_pickle::DisassemblyMemo::default());
    match found.error {
        _ if matches!(raising, Some(Value::Bool(false))) => Ok(m.heap.new_str(&found.text)),
        Some(error) => Err(raise(m, &error)),
        None => Ok(Value::None),
    }
}

/// `_genops(bytes)`: name, code, protocol, argument's `repr` and place of each opcode.
fn genops(m: &mut Machine, args: Args<'_>) -> Answer {
    let data = m.take_one(args, "_genops")?;
    let data = m.octets_argument(data)?.data;
    let mut items = Vec::new();
    for operation in sockscope_pickle::tools::Operations::new(&data, 0) {
        let operation = operation.map_err(|error| raise(m, &error))?;
        let argument = match operation.argument.repr() {
            Ok(None) => Value::None,
            Ok(Some(text)) => m.heap.new_str(&text),
            Err(text) => return Err(m.value_error(text)),
        };
        let (opcode, code) = (operation.opcode, char::from(operation.opcode.code).to_string());
        let (name, code) = (m.heap.new_str(opcode.name), m.heap.new_str(&code));
        let parts = [name, code, Value::Int(i64::from(opcode.protocol)), argument, Value::Int(operation.at as i64)];
        items.push(m.heap.new_tuple(Rc::new(parts)));
    }
    Ok(m.heap.new_list(items))
}

fn builtin(m: &mut Machine, args: Args<'_>) -> Answer {
    let name = m.take_one(args, "_builtin")?;
    let found = name.handle().and_then(|name| m.heap.name_get(m.builtins, name));
    match (found, m.text(name)) {
        (Some(found), _) => Ok(found),
        (None, text) => {
            let text = format!("module 'builtins' has no attribute '{}'", text.unwrap_or_default());
            Err(m.error(classes::ATTRIBUTE_ERROR, &text))
        }
    }
}

/// `_missing(bytes)`: how many more bytes the pickle needs to run its next opcode; 0 once it is complete or faulty.
fn missing(m: &mut Machine, args: Args<'_>) -> Answer {
    let data = m.take_one(args, "_missing")?;
    let bytes = m.octets(data).unwrap_or_default();
    m.reserve(bytes.len())?;
    let mut unpickler = Unpickler::new(UnpicklerOptions { persistent: true, ..UnpicklerOptions::default() });
    if unpickler.feed(&bytes).is_err() {
        return Ok(Value::Int(0));
    }
    loop {
        match unpickler.step() {
            Ok(Step::Ran(_)) => {}
            Ok(Step::Starved(starved)) => return Ok(Value::Int(starved.need.saturating_sub(starved.have) as i64)),
            Ok(Step::Done(_)) | Err(_) => return Ok(Value::Int(0)),
        }
    }
}

fn is_plain(graph: &Graph) -> bool {
    (0..graph.len()).all(|id| {
        !matches!(
            graph.node(NodeId(id as u32)),
            Node::Global { .. } | Node::Object(_) | Node::Persistent(_) | Node::Buffer { .. }
        )
    })
}

/// The value of a node without parts.
fn leaf(m: &mut Machine, graph: &Graph, node: &Node) -> Option<Value> {
    Some(match node {
        Node::None => Value::None,
        Node::Bool(truth) => Value::Bool(*truth),
        Node::Int(int) => Value::Int(*int),
        Node::BigInt(big) => m.new_int(BigInt::clone(big)),
        Node::Float(float) => Value::Float(*float),
        Node::Str(span) => m.heap.new_str(&graph.text(*span)),
        Node::Bytes(span) => m.heap.new_bytes(crate::object::text::Bytes::new(graph.bytes(*span).into())),
        Node::ByteArray(span) => {
            let bytes = ByteArray { data: graph.bytes(*span).to_vec(), origins: Vec::new() };
            Value::Obj(m.heap.alloc(classes::BYTEARRAY, Object::ByteArray(Box::new(bytes))))
        }
        _ => return None,
    })
}

/// Makes the objects of a graph without globals: containers that can be empty first, tuples and frozensets once their parts are made.
fn values(m: &mut Machine, graph: &Graph, root: NodeId) -> Answer {
    let mut made: Vec<Value> = vec![Value::Unbound; graph.len()];
    let mut fill = Vec::new();
    let mut todo = vec![root];
    while let Some(&id) = todo.last() {
        let place = id.0 as usize;
        if !made[place].is_unbound() {
            todo.pop();
            continue;
        }
        let node = graph.node(id);
        made[place] = match node {
            Node::List(items) => {
                fill.push(id);
                todo.extend(items.iter().rev());
                m.heap.new_list(Vec::new())
            }
            Node::Dict(pairs) => {
                fill.push(id);
                todo.extend(pairs.iter().rev().flat_map(|(key, value)| [*value, *key]));
                Value::Obj(m.heap.new_dict())
            }
            Node::Set(items) => {
                fill.push(id);
                todo.extend(items.iter().rev());
                m.new_set(classes::SET)
            }
            Node::Tuple(items) | Node::FrozenSet(items) => {
                let missing: Vec<NodeId> =
                    items.iter().rev().copied().filter(|item| made[item.0 as usize].is_unbound()).collect();
                if !missing.is_empty() {
                    todo.extend(missing);
                    continue;
                }
                let items: Rc<[Value]> = items.iter().map(|item| made[item.0 as usize]).collect();
                if matches!(node, Node::Tuple(_)) {
                    m.heap.new_tuple(items)
                } else {
                    set_of(m, classes::FROZENSET, &items)?
                }
            }
            _ => leaf(m, graph, node).unwrap_or(Value::None),
        };
    }
    for id in fill {
        fill_container(m, graph, id, &made)?;
    }
    Ok(made[root.0 as usize])
}

fn set_of(m: &mut Machine, class: Handle, items: &[Value]) -> Answer {
    let set = m.new_set(class);
    if let Value::Obj(handle) = set {
        for item in items {
            m.set_add(handle, *item)?;
        }
    }
    Ok(set)
}

fn fill_container(m: &mut Machine, graph: &Graph, id: NodeId, made: &[Value]) -> Result<(), Divert> {
    let value = |id: &NodeId| made[id.0 as usize];
    let Value::Obj(container) = value(&id) else { return Ok(()) };
    match graph.node(id) {
        Node::List(items) => {
            let items = items.iter().map(value).collect();
            *m.heap.get_mut(container) = Object::List(items);
        }
        Node::Dict(pairs) => {
            for (key, item) in pairs {
                m.dict_set(container, value(key), value(item))?;
            }
        }
        Node::Set(items) => {
            for item in items {
                m.set_add(container, value(item))?;
            }
        }
        _ => {}
    }
    Ok(())
}

/// The graph as `pickle.py` builds from it: `(nodes, root)`.
fn symbols(m: &mut Machine, graph: &Graph, root: NodeId) -> Value {
    let nodes = (0..graph.len() as u32).map(|id| symbol(m, graph, graph.node(NodeId(id)))).collect();
    let nodes = m.heap.new_list(nodes);
    m.heap.new_tuple(Rc::new([nodes, Value::Int(i64::from(root.0))]))
}

fn symbol(m: &mut Machine, graph: &Graph, node: &Node) -> Value {
    let number = |id: NodeId| Value::Int(i64::from(id.0));
    let (kind, parts) = match node {
        Node::Tuple(items) => ("tuple", vec![numbers(m, items)]),
        Node::List(items) => ("list", vec![numbers(m, items)]),
        Node::Set(items) => ("set", vec![numbers(m, items)]),
        Node::FrozenSet(items) => ("frozenset", vec![numbers(m, items)]),
        Node::Dict(pairs) => ("dict", vec![pair_numbers(m, pairs)]),
        Node::Global { module, name } => ("global", vec![number(*module), number(*name)]),
        Node::Persistent(id) => ("persistent", vec![number(*id)]),
        Node::Buffer { .. } => ("buffer", Vec::new()),
        Node::Object(object) => {
            let is_new = Value::Bool(object.construction == Construction::New);
            let kwargs = object.kwargs.map_or(Value::None, number);
            let states = numbers(m, &object.states);
            let list_items = numbers(m, &object.list_items);
            let dict_items = pair_numbers(m, &object.dict_items);
            let set_items = numbers(m, &object.set_items);
            let (callable, args) = (number(object.callable), number(object.args));
            ("object", vec![is_new, callable, args, kwargs, states, list_items, dict_items, set_items])
        }
        _ => ("value", vec![leaf(m, graph, node).unwrap_or(Value::None)]),
    };
    let mut all = vec![Value::Obj(m.heap.intern(kind))];
    all.extend(parts);
    m.heap.new_tuple(all.into())
}

fn numbers(m: &mut Machine, ids: &[NodeId]) -> Value {
    m.heap.new_tuple(ids.iter().map(|id| Value::Int(i64::from(id.0))).collect())
}

fn pair_numbers(m: &mut Machine, pairs: &[(NodeId, NodeId)]) -> Value {
    let flat: Vec<NodeId> = pairs.iter().flat_map(|(key, value)| [*key, *value]).collect();
    numbers(m, &flat)
}

//! `repr` of a graph, as `CPython` prints it: iterative, `[...]` where a container holds itself, and bounded,
//! because a small graph can be an endless text. Objects that only a call would make are shown as that call.

use crate::fault::{ExceptionClass, PickleError};
use crate::graph::{Construction, Graph, Node, NodeId, Object};
use crate::moment;
use crate::number;
use crate::text;
use std::collections::BTreeSet;

/// Bytes of text that [`repr`] writes before a limit error.
pub const REPR_MAX: usize = 1 << 26;

/// `repr(value)`.
///
/// # Errors
/// `ValueError` for an int of more than 4,300 digits; a limit past [`REPR_MAX`].
pub fn repr(graph: &Graph, id: NodeId) -> Result<String, PickleError> {
    let mut writer = Writer::new(graph, REPR_MAX);
    writer.run(id)?;
    if writer.cut_short || writer.out.len() > REPR_MAX {
        let message = format!("the text of this value is longer than {REPR_MAX} bytes");
        return Err(PickleError::new(0, ExceptionClass::Limit, message));
    }
    Ok(writer.out)
}

/// `repr(value)`, cut after about `bytes_max` bytes with an ellipsis; what cannot be printed is said in brackets.
#[must_use]
pub fn repr_cut(graph: &Graph, id: NodeId, bytes_max: usize) -> String {
    let mut writer = Writer::new(graph, bytes_max);
    let result = writer.run(id);
    let mut out = writer.out;
    if out.len() > bytes_max {
        let cut = (0..=bytes_max).rev().find(|at| out.is_char_boundary(*at)).unwrap_or(0);
        out.truncate(cut);
        out.push('…');
    } else if let Err(error) = result {
        out.push_str(&format!("<{error}>"));
    }
    out
}

/// What is still to be written.
enum Todo {
    Text(&'static str),
    Owned(String),
    Value(NodeId),
    /// Items of a container, from an index on.
    Items(NodeId, Part, usize),
    /// The container is closed: it may be printed again.
    Close(NodeId),
}

/// Which items of a node.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Part {
    Items,
    ListItems,
    DictItems,
    SetItems,
    /// Pairs as `(key, value)`.
    Pairs,
    /// Keyword arguments as `key=value`.
    Keywords,
}

struct Writer<'g> {
    graph: &'g Graph,
    out: String,
    max: usize,
    todo: Vec<Todo>,
    open: BTreeSet<NodeId>,
    /// Whether the rest is left out because nothing comes of it.
    cut_short: bool,
}

/// Parts that may wait for each byte of the text's limit.
const TODO_A_BYTE: usize = 8;

impl<'g> Writer<'g> {
    fn new(graph: &'g Graph, max: usize) -> Self {
        Self { graph, out: String::new(), max, todo: Vec::new(), open: BTreeSet::new(), cut_short: false }
    }

    fn run(&mut self, id: NodeId) -> Result<(), PickleError> {
        self.todo.push(Todo::Value(id));
        while let Some(todo) = self.todo.pop() {
            match todo {
                Todo::Text(text) => self.out.push_str(text),
                Todo::Owned(text) => self.out.push_str(&text),
                Todo::Value(id) => self.value(id)?,
                Todo::Items(id, part, at) => self.items(id, part, at),
                Todo::Close(id) => {
                    self.open.remove(&id);
                }
            }
            // A callable that is the result of a call of a callable ... writes nothing until its innermost one.
            if self.todo.len() / TODO_A_BYTE > self.max.saturating_add(64) {
                self.out.push('…');
                self.cut_short = true;
            }
            if self.cut_short || self.out.len() > self.max {
                break;
            }
        }
        Ok(())
    }

    /// Pushes parts so that the first is written first.
    fn push(&mut self, parts: Vec<Todo>) {
        self.todo.extend(parts.into_iter().rev());
    }

    fn value(&mut self, id: NodeId) -> Result<(), PickleError> {
        let graph = self.graph;
        match graph.node(id) {
            Node::None => self.out.push_str("None"),
            Node::Bool(value) => self.out.push_str(if *value { "True" } else { "False" }),
            Node::Int(value) => self.out.push_str(&value.to_string()),
            Node::BigInt(value) => match number::decimal(value) {
                Some(digits) => self.out.push_str(&digits),
                None => return Err(PickleError::new(0, ExceptionClass::Value, number::INT_TOO_LONG_TO_WRITE)),
            },
            Node::Float(value) => self.out.push_str(&number::float_repr(*value)),
            Node::Str(span) => self.cut(graph.bytes(*span), text::str_repr),
            Node::Bytes(span) => self.cut(graph.bytes(*span), text::bytes_repr),
            Node::ByteArray(span) => self.cut(graph.bytes(*span), text::bytearray_repr),
            Node::Tuple(items) => match items.len() {
                0 => self.out.push_str("()"),
                1 => self.container(id, "(...)", "(", Part::Items, ",)"),
                _ => self.container(id, "(...)", "(", Part::Items, ")"),
            },
            Node::List(_) => self.container(id, "[...]", "[", Part::Items, "]"),
            Node::Dict(_) => self.container(id, "{...}", "{", Part::Items, "}"),
            Node::Set(items) if items.is_empty() => self.out.push_str("set()"),
            Node::FrozenSet(items) if items.is_empty() => self.out.push_str("frozenset()"),
            Node::Set(_) => self.container(id, "set(...)", "{", Part::Items, "}"),
            Node::FrozenSet(_) => self.container(id, "frozenset(...)", "frozenset({", Part::Items, "})"),
            Node::Global { .. } => {
                let text = global_repr(graph, id);
                self.out.push_str(&text);
            }
            Node::Object(object) => self.object(id, object),
            Node::Persistent(pid) => {
                self.push(vec![Todo::Text("<persistent "), Todo::Value(*pid), Todo::Text(">")]);
            }
            Node::Buffer { index, readonly } => {
                let kind = if *readonly { "read-only buffer" } else { "buffer" };
                self.out.push_str(&format!("<{kind} {index}>"));
            }
        }
        Ok(())
    }

    /// A long string is written only as far as the limit can show it.
    fn cut(&mut self, bytes: &[u8], repr: fn(&[u8]) -> String) {
        let room = self.max.saturating_sub(self.out.len()).saturating_add(4);
        let mut end = bytes.len().min(room);
        while end < bytes.len() && end > 0 && bytes[end] & 0xc0 == 0x80 {
            end -= 1;
        }
        let text = repr(&bytes[..end]);
        self.out.push_str(&text);
    }

    fn container(&mut self, id: NodeId, again: &'static str, open: &'static str, part: Part, close: &'static str) {
        if !self.open.insert(id) {
            self.out.push_str(again);
            return;
        }
        self.out.push_str(open);
        self.push(vec![Todo::Items(id, part, 0), Todo::Text(close), Todo::Close(id)]);
    }

    fn items(&mut self, id: NodeId, part: Part, at: usize) {
        let graph = self.graph;
        let one = |items: &[NodeId]| items.get(at).map(|item| vec![Todo::Value(*item)]);
        let two = |pairs: &[(NodeId, NodeId)]| {
            pairs.get(at).map(|(key, value)| match part {
                Part::Pairs => {
                    vec![Todo::Text("("), Todo::Value(*key), Todo::Text(", "), Todo::Value(*value), Todo::Text(")")]
                }
                Part::Keywords => vec![keyword(graph, *key), Todo::Text("="), Todo::Value(*value)],
                _ => vec![Todo::Value(*key), Todo::Text(": "), Todo::Value(*value)],
            })
        };
        let parts = match (graph.node(id), part) {
            (Node::Tuple(items) | Node::List(items) | Node::Set(items) | Node::FrozenSet(items), _) => one(items),
            (Node::Dict(pairs), _) => two(pairs),
            (Node::Object(object), Part::ListItems) => one(&object.list_items),
            (Node::Object(object), Part::SetItems) => one(&object.set_items),
            (Node::Object(object), _) => two(&object.dict_items),
            _ => None,
        };
        let Some(mut parts) = parts else { return };
        if at > 0 {
            self.out.push_str(", ");
        }
        parts.push(Todo::Items(id, part, at + 1));
        self.push(parts);
    }

    fn object(&mut self, id: NodeId, object: &'g Object) {
        let graph = self.graph;
        if let Some(text) = complex(graph, object).or_else(|| moment::repr(graph, object)) {
            self.out.push_str(&text);
            return;
        }
        if let Some(text) = range(graph, object) {
            self.out.push_str(&text);
            return;
        }
        if is_global(graph, object.callable, "collections", "OrderedDict") && object.states.is_empty() {
            let empty = object.dict_items.is_empty();
            if empty {
                self.out.push_str("OrderedDict()");
            } else {
                self.container(id, "...", "OrderedDict([", Part::Pairs, "])");
            }
            return;
        }
        if !self.open.insert(id) {
            self.out.push_str("<...>");
            return;
        }
        let bracket = object.construction == Construction::New || !object.states.is_empty();
        let mut parts = Vec::new();
        if bracket {
            parts.push(Todo::Text("<"));
        }
        match graph.global_name(object.callable) {
            Some((module, name)) => {
                let exception = module == "builtins" && name.starts_with(char::is_uppercase);
                let short = !bracket && (exception || PLAIN_NAMES.contains(&(&*module, &*name)));
                parts.push(Todo::Owned(if short { name.into_owned() } else { format!("{module}.{name}") }));
            }
            None => parts.push(Todo::Value(object.callable)),
        }
        self.arguments(object, &mut parts);
        for state in &object.states {
            parts.extend([Todo::Text(" state "), Todo::Value(*state)]);
        }
        let sections = [
            (object.list_items.is_empty(), Part::ListItems, " items [", "]"),
            (object.dict_items.is_empty(), Part::DictItems, " items {", "}"),
            (object.set_items.is_empty(), Part::SetItems, " added {", "}"),
        ];
        for (_, part, open, close) in sections.into_iter().filter(|section| !section.0) {
            parts.extend([Todo::Text(open), Todo::Items(id, part, 0), Todo::Text(close)]);
        }
        if bracket {
            parts.push(Todo::Text(">"));
        }
        parts.push(Todo::Close(id));
        self.push(parts);
    }

    fn arguments(&mut self, object: &'g Object, parts: &mut Vec<Todo>) {
        parts.push(Todo::Text("("));
        match self.graph.node(object.args) {
            Node::Tuple(_) => parts.push(Todo::Items(object.args, Part::Items, 0)),
            _ => parts.extend([Todo::Text("*"), Todo::Value(object.args)]),
        }
        if let Some(kwargs) = object.kwargs {
            if !matches!(self.graph.node(object.args), Node::Tuple(items) if items.is_empty()) {
                parts.push(Todo::Text(", "));
            }
            match self.graph.node(kwargs) {
                Node::Dict(_) => parts.push(Todo::Items(kwargs, Part::Keywords, 0)),
                _ => parts.extend([Todo::Text("**"), Todo::Value(kwargs)]),
            }
        }
        parts.push(Todo::Text(")"));
    }
}

/// Classes whose `repr` is the bare name and the arguments.
const PLAIN_NAMES: &[(&str, &str)] =
    &[("builtins", "range"), ("builtins", "slice"), ("decimal", "Decimal"), ("builtins", "memoryview")];

/// A keyword argument's name, which should be a string.
fn keyword(graph: &Graph, key: NodeId) -> Todo {
    match graph.node(key) {
        Node::Str(span) => Todo::Owned(graph.text(*span).into_owned()),
        _ => Todo::Value(key),
    }
}

pub(crate) fn is_global(graph: &Graph, id: NodeId, module: &str, name: &str) -> bool {
    graph.global_name(id).is_some_and(|(left, right)| left == module && right == name)
}

/// Builtin types, whose `repr` does not name their module.
const BUILTIN_TYPES: &[&str] = &[
    "bool",
    "bytearray",
    "bytes",
    "classmethod",
    "complex",
    "dict",
    "enumerate",
    "filter",
    "float",
    "frozenset",
    "int",
    "list",
    "map",
    "memoryview",
    "object",
    "property",
    "range",
    "reversed",
    "set",
    "slice",
    "staticmethod",
    "str",
    "super",
    "tuple",
    "type",
    "zip",
];

/// Builtin functions.
const BUILTIN_FUNCTIONS: &[&str] = &[
    "__import__",
    "abs",
    "all",
    "any",
    "ascii",
    "bin",
    "breakpoint",
    "callable",
    "chr",
    "compile",
    "delattr",
    "dir",
    "divmod",
    "eval",
    "exec",
    "format",
    "getattr",
    "globals",
    "hasattr",
    "hash",
    "hex",
    "id",
    "input",
    "isinstance",
    "issubclass",
    "iter",
    "len",
    "locals",
    "max",
    "min",
    "next",
    "oct",
    "open",
    "ord",
    "pow",
    "print",
    "repr",
    "round",
    "setattr",
    "sorted",
    "sum",
    "vars",
];

/// Whether a node is a function of `builtins`.
pub(crate) fn is_builtin_function(graph: &Graph, id: NodeId) -> bool {
    graph.global_name(id).is_some_and(|(module, name)| module == "builtins" && BUILTIN_FUNCTIONS.contains(&&*name))
}

/// A class or function. Whether it is a class is not known outside of `builtins`: the capital letter decides.
fn global_repr(graph: &Graph, id: NodeId) -> String {
    let Some((module, name)) = graph.global_name(id) else { return "<global>".to_owned() };
    match (&*module, &*name) {
        ("builtins", "Ellipsis" | "NotImplemented") => name.into_owned(),
        ("builtins", name) if BUILTIN_FUNCTIONS.contains(&name) => format!("<built-in function {name}>"),
        ("builtins", name) if BUILTIN_TYPES.contains(&name) || name.starts_with(char::is_uppercase) => {
            format!("<class '{name}'>")
        }
        (module, name) => {
            let last = name.rsplit('.').next().unwrap_or(name);
            if last.starts_with(char::is_uppercase) {
                format!("<class '{module}.{name}'>")
            } else {
                format!("<global {module}.{name}>")
            }
        }
    }
}

/// `repr` of a `range`, which leaves out a step of one.
fn range(graph: &Graph, object: &Object) -> Option<String> {
    let Node::Tuple(args) = graph.node(object.args) else { return None };
    let [start, stop, step] = args.as_slice() else { return None };
    let one = matches!(graph.node(*step), Node::Int(1)) && is_global(graph, object.callable, "builtins", "range");
    match (graph.node(*start), graph.node(*stop)) {
        (Node::Int(start), Node::Int(stop)) if one => Some(format!("range({start}, {stop})")),
        _ => None,
    }
}

/// `repr` of a `complex`.
fn complex(graph: &Graph, object: &Object) -> Option<String> {
    if !is_global(graph, object.callable, "builtins", "complex") || !object.states.is_empty() {
        return None;
    }
    let Node::Tuple(parts) = graph.node(object.args) else { return None };
    let part = |id: NodeId| match graph.node(id) {
        Node::Float(value) => Some(*value),
        Node::Int(value) => Some(*value as f64),
        _ => None,
    };
    let [real, imaginary] = parts.as_slice() else { return None };
    let (real, imaginary) = (part(*real)?, part(*imaginary)?);
    // Parts are written like `%r` of a float, but without a closing `.0`.
    let short = |value: f64| {
        let text = number::float_repr(value);
        text.strip_suffix(".0").map(str::to_owned).unwrap_or(text)
    };
    if real == 0.0 && real.is_sign_positive() {
        return Some(format!("{}j", short(imaginary)));
    }
    let sign = if imaginary.is_sign_negative() && !imaginary.is_nan() { "" } else { "+" };
    Some(format!("({}{sign}{}j)", short(real), short(imaginary)))
}

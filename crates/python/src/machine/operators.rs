//! The natives behind instructions: what an operator does once the loop's fast path has given up.
//! Each takes its operands as arguments, so that it can be run again when a program's own method had to be asked.

use super::Machine;
use crate::builtins::classes;
use crate::compile::code::{Binary, Compare};
use crate::names;
use crate::native::{Args, Divert, Native, function};
use crate::object::{Iter, Object};
use crate::value::{Handle, Value};
use std::rc::Rc;

macro_rules! binary_natives {
    ($method:ident: $($variant:ident)*) => {
        [$(function("operator", |machine, args| {
            machine.$method(Binary::$variant, args.positional[0], args.positional[1])
        }),)*]
    };
}

pub(crate) static BINARY: [Native; 13] =
    binary_natives!(binary: Add Sub Mul MatMul Div FloorDiv Mod Pow LShift RShift And Or Xor);
pub(crate) static IN_PLACE: [Native; 13] =
    binary_natives!(in_place: Add Sub Mul MatMul Div FloorDiv Mod Pow LShift RShift And Or Xor);

macro_rules! compare_natives {
    ($($variant:ident)*) => {
        [$(function("comparison", |machine, args| {
            machine.compare(Compare::$variant, args.positional[0], args.positional[1])
        }),)*]
    };
}

pub(crate) static COMPARE: [Native; 6] = compare_natives!(Eq Ne Lt Le Gt Ge);

pub(crate) static UNARY: [Native; 3] = [
    function("-", |machine, args| machine.unary(args.receiver(), names::NEG, "unary -")),
    function("+", |machine, args| machine.unary(args.receiver(), names::POS, "unary +")),
    function("~", |machine, args| machine.unary(args.receiver(), names::INVERT, "unary ~")),
];

pub(crate) static TRUTH: Native = function("bool", |machine, args| Ok(Value::Bool(machine.truth(args.positional[0])?)));
pub(crate) static STR_OF: Native = function("str", |machine, args| {
    let text = machine.str(args.positional[0])?;
    Ok(machine.heap.new_str_rc(text))
});
pub(crate) static LENGTH: Native =
    function("len", |machine, args| Ok(Value::Int(machine.len(args.positional[0])? as i64)));
pub(crate) static CALL: Native = function("__call__", Machine::call_object);
pub(crate) static GET_ATTRIBUTE: Native = function("getattr", |machine, args| {
    let Value::Obj(name) = args.positional[1] else { return Ok(Value::None) };
    machine.get_attribute(args.positional[0], name)
});
pub(crate) static SET_ATTRIBUTE: Native = function("setattr", |machine, args| {
    let Value::Obj(name) = args.positional[1] else { return Ok(Value::None) };
    machine.set_attribute(args.positional[0], name, args.positional[2])?;
    Ok(Value::None)
});
pub(crate) static DELETE_ATTRIBUTE: Native = function("delattr", |machine, args| {
    let Value::Obj(name) = args.positional[1] else { return Ok(Value::None) };
    machine.delete_attribute(args.positional[0], name)?;
    Ok(Value::None)
});
pub(crate) static SUBSCRIPT: Native =
    function("getitem", |machine, args| machine.subscript(args.positional[0], args.positional[1]));
pub(crate) static STORE_SUBSCRIPT: Native = function("setitem", |machine, args| {
    machine.store_subscript(args.positional[1], args.positional[2], args.positional[0])?;
    Ok(Value::None)
});
pub(crate) static DELETE_SUBSCRIPT: Native = function("delitem", |machine, args| {
    machine.delete_subscript(args.positional[0], args.positional[1])?;
    Ok(Value::None)
});
pub(crate) static CONTAINS: Native =
    function("in", |machine, args| Ok(Value::Bool(machine.contains(args.positional[1], args.positional[0])?)));
pub(crate) static NOT_CONTAINS: Native =
    function("not in", |machine, args| Ok(Value::Bool(!machine.contains(args.positional[1], args.positional[0])?)));
pub(crate) static ITER: Native = function("iter", |machine, args| machine.iter(args.positional[0]));
pub(crate) static NEXT: Native = function("next", |machine, args| match machine.next(args.positional[0])? {
    Some(value) => Ok(value),
    None => Err(machine.stop_iteration(Value::None)),
});
pub(crate) static SEND: Native = function("send", |machine, args| {
    let (iterator, sent) = (args.positional[0], args.positional[1]);
    if !sent.is_none() {
        let send = machine.get_attribute(iterator, names::SEND)?;
        return machine.call(send, &[sent]);
    }
    match machine.next(iterator)? {
        Some(value) => Ok(value),
        None => Err(machine.stop_iteration(Value::None)),
    }
});
pub(crate) static BUILD_SET: Native = function("set", |machine, args| {
    let set = machine.once(|machine| Ok(machine.new_set(classes::SET)))?;
    for item in args.positional {
        if let Value::Obj(handle) = set {
            machine.set_add(handle, *item)?;
        }
    }
    Ok(set)
});
pub(crate) static BUILD_DICT: Native = function("dict", |machine, args| {
    let dict = machine.once(|machine| Ok(Value::Obj(machine.heap.new_dict())))?;
    let Value::Obj(handle) = dict else { return Ok(dict) };
    for pair in args.positional.chunks_exact(2) {
        machine.dict_set(handle, pair[0], pair[1])?;
    }
    Ok(dict)
});
pub(crate) static SET_ADD: Native = function("add", |machine, args| {
    if let Value::Obj(set) = args.positional[0] {
        machine.set_add(set, args.positional[1])?;
    }
    Ok(Value::None)
});
pub(crate) static DICT_INSERT: Native = function("setdefault", |machine, args| {
    if let Value::Obj(dict) = args.positional[0] {
        machine.dict_set(dict, args.positional[1], args.positional[2])?;
    }
    Ok(Value::None)
});
pub(crate) static LIST_EXTEND: Native = function("extend", |machine, args| {
    let items = match machine.items(args.positional[1]) {
        Err(divert) if machine.raises(&divert, classes::TYPE_ERROR) && !machine.iterable(args.positional[1]) => {
            let text = format!("Value after * must be an iterable, not {}", machine.class_name(args.positional[1]));
            return Err(machine.type_error(&text));
        }
        other => other?,
    };
    machine.heap.used += items.len() * 16;
    if let Value::Obj(list) = args.positional[0]
        && let Object::List(into) = machine.heap.get_mut(list)
    {
        into.extend(items);
    }
    Ok(Value::None)
});
pub(crate) static ARGUMENTS_EXTEND: Native = function("extend", |machine, args| {
    if !machine.iterable(args.positional[1]) {
        let name = machine.callable_name(args.positional[2]);
        let text =
            format!("{name} argument after * must be an iterable, not {}", machine.class_name(args.positional[1]));
        return Err(machine.type_error(&text));
    }
    (LIST_EXTEND.call)(machine, args)
});
pub(crate) static SET_UPDATE: Native = function("update", |machine, args| {
    let items = machine.items(args.positional[1])?;
    if let Value::Obj(set) = args.positional[0] {
        if let (Object::Set(into), Some(Object::Set(from))) =
            (machine.heap.get(set), machine.heap.object(args.positional[1]))
            && into.len() == 0
        {
            let merged = from.merged();
            if let Object::Set(into) = machine.heap.get_mut(set) {
                **into = merged;
            }
            return Ok(Value::None);
        }
        for item in items {
            machine.set_add(set, item)?;
        }
    }
    Ok(Value::None)
});
pub(crate) static DICT_UPDATE: Native = function("update", |machine, args| {
    let Value::Obj(dict) = args.positional[0] else { return Ok(Value::None) };
    let Some(pairs) = machine.mapping_pairs(args.positional[1])? else {
        let text = format!("'{}' object is not a mapping", machine.class_name(args.positional[1]));
        return Err(machine.type_error(&text));
    };
    for (key, value) in pairs {
        machine.dict_set(dict, key, value)?;
    }
    Ok(Value::None)
});
pub(crate) static DICT_MERGE: Native = function("update", |machine, args| {
    let Value::Obj(dict) = args.positional[0] else { return Ok(Value::None) };
    let name = machine.callable_name(args.positional[2]);
    let Some(pairs) = machine.mapping_pairs(args.positional[1])? else {
        let text =
            format!("{name} argument after ** must be a mapping, not {}", machine.class_name(args.positional[1]));
        return Err(machine.type_error(&text));
    };
    for (key, value) in pairs {
        let Some(Object::Str(text)) = machine.heap.object(key) else {
            return Err(machine.type_error("keywords must be strings"));
        };
        let text = text.text.clone();
        if machine.dict_find(dict, key)?.is_some() {
            let text = format!("{name} got multiple values for keyword argument '{text}'");
            return Err(machine.type_error(&text));
        }
        machine.dict_set(dict, key, value)?;
    }
    Ok(Value::None)
});
pub(crate) static FORMAT: Native = function("format", |machine, args| {
    let (value, spec, conversion) = (args.positional[0], args.positional[1], args.positional[2]);
    let value = match conversion {
        Value::Int(0) => value,
        Value::Int(code) if code == i64::from(b's') => {
            let text = machine.str(value)?;
            machine.heap.new_str_rc(text)
        }
        Value::Int(code) => {
            let mut text = machine.repr(value)?;
            if code == i64::from(b'a') {
                text = crate::text::quote::escape_non_ascii(&text).into();
            }
            machine.heap.new_str_rc(text)
        }
        _ => value,
    };
    let spec = machine.text(spec).unwrap_or_default();
    if spec.is_empty()
        && matches!(machine.heap.object(value), Some(Object::Str(_)))
        && classes::is_builtin(machine.class_of(value))
    {
        return Ok(value);
    }
    let text = machine.format(value, &spec)?;
    Ok(machine.heap.new_str_rc(text))
});
pub(crate) static UNPACK: Native = function("unpack", |machine, args| {
    let (value, Value::Int(count)) = (args.positional[0], args.positional[1]) else { return Ok(Value::None) };
    if !machine.iterable(value) {
        let text = format!("cannot unpack non-iterable {} object", machine.class_name(value));
        return Err(machine.type_error(&text));
    }
    let items = machine.items_at_most(value, count as usize + 1)?;
    if items.len() == count as usize {
        return Ok(machine.heap.new_tuple(items.into()));
    }
    let text = if items.len() > count as usize {
        format!("too many values to unpack (expected {count})")
    } else {
        format!("not enough values to unpack (expected {count}, got {})", items.len())
    };
    Err(machine.value_error(&text))
});
pub(crate) static UNPACK_REST: Native = function("unpack", |machine, args| {
    let (value, Value::Int(before), Value::Int(after)) = (args.positional[0], args.positional[1], args.positional[2])
    else {
        return Ok(Value::None);
    };
    if !machine.iterable(value) {
        let text = format!("cannot unpack non-iterable {} object", machine.class_name(value));
        return Err(machine.type_error(&text));
    }
    let items = machine.items(value)?;
    let (before, after) = (before as usize, after as usize);
    if items.len() < before + after {
        let text = format!("not enough values to unpack (expected at least {}, got {})", before + after, items.len());
        return Err(machine.value_error(&text));
    }
    let rest = items[before..items.len() - after].to_vec();
    let mut all = items[..before].to_vec();
    all.push(machine.heap.new_list(rest));
    all.extend_from_slice(&items[items.len() - after..]);
    Ok(machine.heap.new_tuple(all.into()))
});
pub(crate) static MATCH_EXCEPTION: Native = function("except", |machine, args| {
    let (exception, class) = (args.positional[0], args.positional[1]);
    let tuple = match machine.heap.object(class) {
        Some(Object::Tuple(items)) => Some(items.clone()),
        _ => None,
    };
    for &class in tuple.as_deref().unwrap_or(&[class]) {
        let Value::Obj(handle) = class else { return Err(machine.not_an_exception_class()) };
        if !matches!(machine.heap.get(handle), Object::Class(_))
            || !machine.is_subclass(handle, classes::BASE_EXCEPTION)
        {
            return Err(machine.not_an_exception_class());
        }
        if machine.is_instance_of(exception, handle) {
            return Ok(Value::Bool(true));
        }
    }
    Ok(Value::Bool(false))
});
pub(crate) static MATCH_GROUP: Native = function("except*", |machine, args| {
    let split = machine.prelude_function("_match_group");
    machine.call(split, args.positional)
});
pub(crate) static REJOIN_GROUP: Native = function("except*", |machine, args| {
    let rejoin = machine.prelude_function("_rejoin_group");
    machine.call(rejoin, args.positional)
});
/// Real part, imaginary part and a format specification.
pub(crate) static FORMAT_COMPLEX: Native = function("__format__", |machine, args| {
    let [Value::Float(real), Value::Float(imag), spec] = *args.positional else { return Ok(Value::None) };
    let spec = machine.text(spec).unwrap_or_default();
    match crate::text::format_complex::format_complex(real, imag, &spec) {
        Ok(text) => Ok(machine.heap.new_str(&text)),
        Err(fault) => Err(machine.fault(&fault)),
    }
});
/// Whether two exceptions have the same history, so that one is a part of the other as it came.
pub(crate) static SAME_HISTORY: Native = function("_same_history", |machine, args| {
    let [a, b] = [0, 1].map(|at| args.get(at).unwrap_or(Value::None));
    let notes = [a, b].map(|each| machine.own_attribute(each, names::NOTES).unwrap_or(Value::None));
    let same_notes = match notes.map(|notes| machine.quick_items(notes)) {
        [Some(a), Some(b)] => a.len() == b.len() && a.iter().zip(&b).all(|(a, b)| a.is(*b)),
        [a, b] => a.is_none() && b.is_none(),
    };
    let (Some(a), Some(b)) = (machine.heap.exception(a), machine.heap.exception(b)) else {
        return Ok(Value::Bool(false));
    };
    Ok(Value::Bool(same_notes && a.trace == b.trace && a.cause.is(b.cause) && a.context.is(b.context)))
});
pub(crate) static RAISE: Native = function("raise", |machine, args| {
    let raised = machine.exception_from(args.positional[0], "exceptions must derive from BaseException")?;
    if let Some(cause) = args.get(1) {
        let cause = if cause.is_none() {
            cause
        } else {
            machine.exception_from(cause, "exception causes must derive from BaseException")?
        };
        if let Some(object) = machine.heap.exception_mut(raised) {
            object.cause = cause;
            object.suppress_context = true;
        }
    }
    Err(machine.raise(raised))
});
pub(crate) static EXIT_WITH_EXCEPTION: Native = function("__exit__", |machine, args| {
    let (exit, exception) = (args.positional[0], args.positional[1]);
    let class = Value::Obj(machine.class_of(exception));
    let traceback = machine.traceback_of(exception);
    machine.call(exit, &[class, exception, traceback])
});
pub(crate) static IMPORT: Native =
    function("__import__", |machine, args| machine.import(args.positional[2], args.positional[1], args.positional[0]));
pub(crate) static IMPORT_BY_NAME: Native = function("__import__", |machine, args| {
    let name = machine.text(args.positional[0]).unwrap_or_default();
    let name = machine.heap.intern(&name);
    machine.import(Value::Obj(name), args.positional[1], args.positional[2])
});
pub(crate) static IMPORT_FROM: Native =
    function("__import__", |machine, args| machine.import_from(args.positional[0], args.positional[1]));
pub(crate) static IMPORT_STAR: Native =
    function("__import__", |machine, args| machine.import_star(args.positional[0], args.positional[1]));
pub(crate) static BUILD_CLASS: Native = function("__build_class__", Machine::build_class);
pub(crate) static NATIVE_INIT: Native = function("__init__", |machine, args| {
    let class = machine.class_of(args.receiver());
    match machine.native_init(class) {
        Some((_, init)) => init(machine, args),
        None => Ok(Value::None),
    }
});
pub(crate) static NATIVE_NEW: Native = function("__new__", |machine, args| {
    let Some(Value::Obj(class)) = args.get(0) else {
        return Err(machine.type_error("object.__new__(): not enough arguments"));
    };
    match machine.native_new(class) {
        Some((_, new)) => new(machine, args),
        None => Ok(Value::None),
    }
});
pub(crate) static MATCH_CLASS: Native = function("case", Machine::match_class);
pub(crate) static MATCH_KEYS: Native = function("case", |machine, args| {
    let keys = machine.items(args.positional[1])?;
    let Value::Obj(dict) = args.positional[0] else { return Ok(Value::None) };
    let mut values = Vec::new();
    for key in keys {
        match machine.dict_get(dict, key)? {
            Some(value) => values.push(value),
            None => return Ok(Value::None),
        }
    }
    Ok(machine.heap.new_tuple(values.into()))
});

impl Machine {
    /// Key and value pairs of a mapping; `None` if it is none.
    pub(crate) fn mapping_pairs(&mut self, value: Value) -> Result<Option<Vec<(Value, Value)>>, Divert> {
        if let Value::Obj(handle) = value {
            let dict = match self.heap.get(handle) {
                Object::Dict(_) => Some(handle),
                Object::Proxy(dict) => Some(*dict),
                _ => None,
            };
            if let Some(dict) = dict {
                let user_keys = self.special(value, names::KEYS).is_some();
                if !user_keys {
                    return Ok(Some(self.heap.dict(dict).iter().map(|entry| (entry.key, entry.value)).collect()));
                }
            }
        }
        let class = self.class_of(value);
        if self.lookup_any(class, names::KEYS).is_none() {
            return Ok(None);
        }
        let keys = self.get_attribute(value, names::KEYS)?;
        let keys = self.call(keys, &[])?;
        let keys = self.items(keys)?;
        let mut pairs = Vec::with_capacity(keys.len());
        for key in keys {
            pairs.push((key, self.subscript(value, key)?));
        }
        Ok(Some(pairs))
    }

    /// Pairs from an iterable of pairs, as `dict(...)` takes it.
    pub(crate) fn pairs_from_iterable(&mut self, value: Value) -> Result<Vec<(Value, Value)>, Divert> {
        let items = self.items(value)?;
        let mut pairs = Vec::with_capacity(items.len());
        for (at, item) in items.into_iter().enumerate() {
            if !self.iterable(item) {
                let text = format!("cannot convert dictionary update sequence element #{at} to a sequence");
                return Err(self.type_error(&text));
            }
            let pair = self.items(item)?;
            let [key, value] = pair[..] else {
                let text = format!("dictionary update sequence element #{at} has length {}; 2 is required", pair.len());
                return Err(self.value_error(&text));
            };
            pairs.push((key, value));
        }
        Ok(pairs)
    }

    /// An empty set of a class.
    pub(crate) fn new_set(&mut self, class: Handle) -> Value {
        Value::Obj(self.heap.alloc(class, Object::Set(Box::default())))
    }

    /// `f()` as errors of calls name it: `__main__.f()` for a function, else `type object`.
    pub(crate) fn callable_name(&self, callee: Value) -> String {
        match callee {
            Value::Native(native) => format!("{}()", native.name),
            Value::Obj(handle) => match self.heap.get(handle) {
                Object::Function(function) => {
                    let module = self
                        .heap
                        .name_get(function.globals, names::NAME)
                        .and_then(|name| self.text(name))
                        .unwrap_or_else(|| "__main__".into());
                    format!("{module}.{}()", self.text(function.qualname).unwrap_or_default())
                }
                Object::Class(class) => {
                    let module = self.class_module(handle);
                    if module.as_ref() == "builtins" {
                        format!("{}()", class.qualname)
                    } else {
                        format!("{module}.{}()", class.qualname)
                    }
                }
                Object::Method(method) => self.callable_name(method.function),
                _ => format!("{} object", self.class_name(callee)),
            },
            _ => format!("{} object", self.class_name(callee)),
        }
    }

    /// The text of a `str`.
    pub(crate) fn text(&self, value: Value) -> Option<Rc<str>> {
        match self.heap.object(value)? {
            Object::Str(text) => Some(text.text.clone()),
            _ => None,
        }
    }

    fn not_an_exception_class(&mut self) -> Divert {
        self.type_error("catching classes that do not inherit from BaseException is not allowed")
    }

    /// An exception object from what `raise` was given.
    pub(crate) fn exception_from(&mut self, value: Value, otherwise: &str) -> Result<Value, Divert> {
        if self.heap.exception(value).is_some() {
            return Ok(value);
        }
        if let Value::Obj(class) = value
            && matches!(self.heap.get(class), Object::Class(_))
            && self.is_subclass(class, classes::BASE_EXCEPTION)
        {
            return self.call(value, &[]);
        }
        Err(self.type_error(otherwise))
    }

    fn match_class(&mut self, args: Args<'_>) -> Result<Value, Divert> {
        let [subject, class, keywords, Value::Int(count)] = *args.positional else { return Ok(Value::None) };
        let Value::Obj(handle) = class else { return Err(self.type_error("called match pattern must be a type")) };
        if !matches!(self.heap.get(handle), Object::Class(_)) {
            return Err(self.type_error("called match pattern must be a type"));
        }
        if !self.is_instance_of(subject, handle) {
            return Ok(Value::None);
        }
        let mut values = Vec::new();
        if count > 0 {
            match self.lookup_any(handle, names::MATCH_ARGS) {
                Some(names) => {
                    let names = self.items(names)?;
                    if names.len() < count as usize {
                        let text = format!(
                            "{}() accepts {} positional sub-pattern{} ({count} given)",
                            self.heap.class(handle).name,
                            names.len(),
                            if names.len() == 1 { "" } else { "s" }
                        );
                        return Err(self.type_error(&text));
                    }
                    for name in names.into_iter().take(count as usize) {
                        let Value::Obj(name) = name else { return Ok(Value::None) };
                        match self.attribute_or_none(subject, name)? {
                            Some(value) => values.push(value),
                            None => return Ok(Value::None),
                        }
                    }
                }
                None if count == 1 && classes::is_builtin(handle) => values.push(subject),
                None => {
                    let text =
                        format!("{}() accepts 0 positional sub-patterns ({count} given)", self.heap.class(handle).name);
                    return Err(self.type_error(&text));
                }
            }
        }
        for name in self.items(keywords)? {
            let Value::Obj(name) = name else { return Ok(Value::None) };
            match self.attribute_or_none(subject, name)? {
                Some(value) => values.push(value),
                None => return Ok(Value::None),
            }
        }
        Ok(self.heap.new_tuple(values.into()))
    }

    /// An attribute, or `None` where reading it raises `AttributeError`.
    pub(crate) fn attribute_or_none(&mut self, object: Value, name: Handle) -> Result<Option<Value>, Divert> {
        let getter = Value::Native(&GET_ATTRIBUTE);
        match self.try_call(getter, &[object, Value::Obj(name)])? {
            Ok(value) => Ok(Some(value)),
            Err(raised) if self.is_instance_of(raised, classes::ATTRIBUTE_ERROR) => Ok(None),
            Err(raised) => Err(self.raise(raised)),
        }
    }

    /// `e.__traceback__`.
    pub(crate) fn traceback_of(&mut self, exception: Value) -> Value {
        let Some(object) = self.heap.exception(exception) else { return Value::None };
        if object.trace.is_empty() {
            return Value::None;
        }
        let entries: Rc<[crate::object::TraceEntry]> = object.trace.iter().rev().cloned().collect();
        Value::Obj(self.heap.alloc(classes::TRACEBACK, Object::Traceback(entries)))
    }

    /// The iterator object over fixed items.
    pub(crate) fn iter_over(&mut self, items: Vec<Value>) -> Value {
        let iter = Iter::Items { items: items.into(), at: 0 };
        Value::Obj(self.heap.alloc(classes::TUPLE_ITERATOR, Object::Iter(Box::new(iter))))
    }
}

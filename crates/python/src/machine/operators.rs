//! The natives behind instructions: what an operator does once the loop's fast path has given up.
//! Each takes its operands as arguments, so that it can be run again when a program's own method had to be asked.

use super::Machine;
use super::equality::Number;
use crate::builtins::{classes, sets};
use crate::compile::code::{Binary, Compare};
use crate::names;
use crate::native::{Args, Divert, Native, function};
use crate::object::text::{Bytes, append_origins, slice_origins};
use crate::object::{Iter, Object};
use crate::text::IntegerBuf;
use crate::value::{Handle, Value};
use num_bigint::BigInt;
use num_integer::Integer as _;
use num_traits::{Pow, Signed, ToPrimitive, Zero};
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

/// Own method, reflected method, in-place method and sign of an operator.
fn operator_names(operator: Binary) -> (Handle, Handle, Handle, &'static str) {
    match operator {
        Binary::Add => (names::ADD, names::RADD, names::IADD, "+"),
        Binary::Sub => (names::SUB, names::RSUB, names::ISUB, "-"),
        Binary::Mul => (names::MUL, names::RMUL, names::IMUL, "*"),
        Binary::MatMul => (names::MATMUL, names::RMATMUL, names::IMATMUL, "@"),
        Binary::Div => (names::TRUEDIV, names::RTRUEDIV, names::ITRUEDIV, "/"),
        Binary::FloorDiv => (names::FLOORDIV, names::RFLOORDIV, names::IFLOORDIV, "//"),
        Binary::Mod => (names::MOD, names::RMOD, names::IMOD, "%"),
        Binary::Pow => (names::POW, names::RPOW, names::IPOW, "** or pow()"),
        Binary::LShift => (names::LSHIFT, names::RLSHIFT, names::ILSHIFT, "<<"),
        Binary::RShift => (names::RSHIFT, names::RRSHIFT, names::IRSHIFT, ">>"),
        Binary::And => (names::AND, names::RAND, names::IAND, "&"),
        Binary::Or => (names::OR, names::ROR, names::IOR, "|"),
        Binary::Xor => (names::XOR, names::RXOR, names::IXOR, "^"),
    }
}

impl Machine {
    /// `a + b` and so on.
    pub(crate) fn binary(&mut self, operator: Binary, a: Value, b: Value) -> Result<Value, Divert> {
        let (own, reflected, _, sign) = operator_names(operator);
        if let Some(result) = self.binary_special(a, b, own, reflected)? {
            return Ok(result);
        }
        match self.binary_builtin(operator, a, b)? {
            Some(value) => Ok(value),
            None => Err(self.unsupported_operands(sign, a, b)),
        }
    }

    fn binary_special(&mut self, a: Value, b: Value, own: Handle, reflected: Handle) -> Result<Option<Value>, Divert> {
        let (class_a, class_b) = (self.class_of(a), self.class_of(b));
        if classes::is_builtin(class_a) && classes::is_builtin(class_b) {
            return Ok(None);
        }
        let right_first = class_a != class_b && self.is_subclass(class_b, class_a);
        let order = if right_first { [(b, reflected, a), (a, own, b)] } else { [(a, own, b), (b, reflected, a)] };
        for (at, (object, name, other)) in order.into_iter().enumerate() {
            if at == 1 && class_a == class_b && !right_first {
                break;
            }
            if let Some(result) = self.call_special(object, name, &[other])?
                && !matches!(result, Value::NotImplemented)
            {
                return Ok(Some(result));
            }
        }
        Ok(None)
    }

    /// `a += b` and so on.
    pub(crate) fn in_place(&mut self, operator: Binary, a: Value, b: Value) -> Result<Value, Divert> {
        let (own, reflected, in_place, sign) = operator_names(operator);
        if let Some(result) = self.call_special(a, in_place, &[b])?
            && !matches!(result, Value::NotImplemented)
        {
            return Ok(result);
        }
        if let Some(result) = self.binary_special(a, b, own, reflected)? {
            return Ok(result);
        }
        if let Value::Obj(handle) = a
            && self.in_place_container(operator, handle, b)?
        {
            return Ok(a);
        }
        match self.binary_builtin(operator, a, b)? {
            Some(value) => Ok(value),
            None => {
                let sign = if operator == Binary::Pow { "**=".into() } else { format!("{sign}=") };
                Err(self.unsupported_operands(&sign, a, b))
            }
        }
    }

    /// `list += iterable`, `bytearray += bytes`, `set |= set`, `dict |= dict`.
    fn in_place_container(&mut self, operator: Binary, a: Handle, b: Value) -> Result<bool, Divert> {
        match (self.heap.get(a), operator) {
            (Object::List(_), Binary::Add) => {
                let items = self.items(b)?;
                self.reserve(items.len() * 16)?;
                self.heap.used += items.len() * 16;
                if let Object::List(into) = self.heap.get_mut(a) {
                    into.extend(items);
                }
                Ok(true)
            }
            (Object::List(_), Binary::Mul) => {
                let Some(Value::Int(count)) = self.index(b)? else { return Ok(false) };
                let Object::List(items) = self.heap.get(a) else { return Ok(false) };
                let items = items.clone();
                self.reserve(items.len().saturating_mul(count.max(0) as usize).saturating_mul(16))?;
                if let Object::List(into) = self.heap.get_mut(a) {
                    *into = items.repeat(count.max(0) as usize);
                }
                Ok(true)
            }
            (Object::ByteArray(_), Binary::Add) => {
                let Some((more, origins)) = self.traced(b) else {
                    let text = format!("can't concat {} to bytearray", self.class_name(b));
                    return Err(self.type_error(&text));
                };
                self.reserve(more.len())?;
                self.heap.used += more.len();
                if let Object::ByteArray(into) = self.heap.get_mut(a) {
                    let shift = into.data.len();
                    into.data.extend_from_slice(&more);
                    append_origins(&mut into.origins, slice_origins(&origins, 0, more.len(), shift));
                }
                Ok(true)
            }
            (Object::Set(_), Binary::Or | Binary::And | Binary::Sub | Binary::Xor)
                if !self.is_subclass(self.heap.slot(a).class, classes::FROZENSET) =>
            {
                if !matches!(self.heap.object(b), Some(Object::Set(_) | Object::View(..))) {
                    return Ok(false);
                }
                sets::in_place(self, operator, a, b)?;
                Ok(true)
            }
            (Object::Dict(_), Binary::Or) => {
                let pairs = match self.mapping_pairs(b)? {
                    Some(pairs) => pairs,
                    None => self.pairs_from_iterable(b)?,
                };
                for (key, value) in pairs {
                    self.dict_set(a, key, value)?;
                }
                Ok(true)
            }
            _ => Ok(false),
        }
    }

    fn unsupported_operands(&mut self, sign: &str, a: Value, b: Value) -> Divert {
        let text =
            format!("unsupported operand type(s) for {sign}: '{}' and '{}'", self.class_name(a), self.class_name(b));
        self.type_error(&text)
    }

    /// Operators between builtin types; `None` if there is none.
    pub(crate) fn binary_builtin(&mut self, operator: Binary, a: Value, b: Value) -> Result<Option<Value>, Divert> {
        if let (Some(x), Some(y)) = (self.number(a), self.number(b)) {
            if let (Value::Bool(p), Value::Bool(q)) = (a, b) {
                match operator {
                    Binary::And => return Ok(Some(Value::Bool(p & q))),
                    Binary::Or => return Ok(Some(Value::Bool(p | q))),
                    Binary::Xor => return Ok(Some(Value::Bool(p ^ q))),
                    _ => {}
                }
            }
            return self.arithmetic(operator, &x, &y);
        }
        match operator {
            Binary::Add => self.concatenate(a, b),
            Binary::Mul => {
                if let Some(result) = self.repeat(a, b)? {
                    return Ok(Some(result));
                }
                self.repeat(b, a)
            }
            Binary::Mod => match self.heap.object(a) {
                Some(Object::Str(text)) => {
                    let text = text.text.clone();
                    crate::builtins::strs::percent(self, &text, b).map(Some)
                }
                Some(Object::Bytes(_) | Object::ByteArray(_)) => crate::builtins::bytes::percent(self, a, b).map(Some),
                _ => Ok(None),
            },
            Binary::Or | Binary::And | Binary::Sub | Binary::Xor => {
                if let (Some(Object::Dict(_)), Some(Object::Dict(_)), Binary::Or) =
                    (self.heap.object(a), self.heap.object(b), operator)
                {
                    let copy = self.heap.object(a).cloned();
                    let (Some(copy), Some(pairs)) = (copy, self.mapping_pairs(b)?) else { return Ok(None) };
                    let result = self.heap.alloc(classes::DICT, copy);
                    for (key, value) in pairs {
                        self.dict_set(result, key, value)?;
                    }
                    return Ok(Some(Value::Obj(result)));
                }
                if operator == Binary::Or
                    && (matches!(self.heap.object(a), Some(Object::Class(_))) || a.is_none())
                    && (matches!(self.heap.object(b), Some(Object::Class(_))) || b.is_none())
                    && !(a.is_none() && b.is_none())
                {
                    let union = self.prelude_function("_union");
                    return self.call(union, &[a, b]).map(Some);
                }
                self.combine_sets(operator, a, b)
            }
            _ => Ok(None),
        }
    }

    fn combine_sets(&mut self, operator: Binary, a: Value, b: Value) -> Result<Option<Value>, Divert> {
        let is_view = |value: Value| matches!(self.heap.object(value), Some(Object::View(_, part)) if *part != crate::object::Part::Values);
        if is_view(a) || is_view(b) {
            // Views take any iterable.
            let a = self.call(Value::Obj(classes::SET), &[a])?;
            let b = self.call(Value::Obj(classes::SET), &[b])?;
            return self.combine_sets(operator, a, b);
        }
        if self.set_items(a)?.is_none() || self.set_items(b)?.is_none() {
            return Ok(None);
        }
        match operator {
            Binary::Or => sets::union(self, a, b),
            Binary::And => sets::intersection(self, a, b),
            Binary::Sub => sets::difference(self, a, b),
            _ => sets::symmetric_difference(self, a, b),
        }
        .map(Some)
    }

    fn concatenate(&mut self, a: Value, b: Value) -> Result<Option<Value>, Divert> {
        let (Value::Obj(x), other) = (a, b) else { return Ok(None) };
        match self.heap.get(x) {
            Object::Str(s) => {
                let Some(Object::Str(t)) = self.heap.object(other) else {
                    let text = format!("can only concatenate str (not \"{}\") to str", self.class_name(other));
                    return Err(self.type_error(&text));
                };
                let (s, t) = (s.text.clone(), t.text.clone());
                self.reserve(s.len() + t.len())?;
                if s.is_empty() {
                    return Ok(Some(other));
                }
                if t.is_empty() {
                    return Ok(Some(a));
                }
                let mut text = String::with_capacity(s.len() + t.len());
                text.push_str(&s);
                text.push_str(&t);
                Ok(Some(self.heap.new_str_rc(text.into())))
            }
            Object::Bytes(_) | Object::ByteArray(_) => {
                let (Some((p, origins_p)), Some((q, origins_q))) = (self.traced(a), self.traced(other)) else {
                    let text = format!("can't concat {} to {}", self.class_name(other), self.class_name(a));
                    return Err(self.type_error(&text));
                };
                self.reserve(p.len() + q.len())?;
                let mut origins = origins_p;
                append_origins(&mut origins, slice_origins(&origins_q, 0, q.len(), p.len()));
                Ok(Some(if matches!(self.heap.get(x), Object::Bytes(_)) {
                    let data = self.heap.join(&p, &q);
                    self.new_bytes_traced(data, origins)
                } else {
                    let data = [&p[..], &q[..]].concat();
                    let array = crate::object::text::ByteArray { data, origins };
                    Value::Obj(self.heap.alloc(classes::BYTEARRAY, Object::ByteArray(Box::new(array))))
                }))
            }
            Object::List(s) => {
                let Some(Object::List(t)) = self.heap.object(other) else {
                    let text = format!("can only concatenate list (not \"{}\") to list", self.class_name(other));
                    return Err(self.type_error(&text));
                };
                let items = [s.as_slice(), t.as_slice()].concat();
                self.reserve(items.len() * 16)?;
                Ok(Some(self.heap.new_list(items)))
            }
            Object::Tuple(s) => {
                let Some(Object::Tuple(t)) = self.heap.object(other) else {
                    let text = format!("can only concatenate tuple (not \"{}\") to tuple", self.class_name(other));
                    return Err(self.type_error(&text));
                };
                let items = [&s[..], &t[..]].concat();
                Ok(Some(self.heap.new_tuple(items.into())))
            }
            _ => Ok(None),
        }
    }

    fn repeat(&mut self, sequence: Value, count: Value) -> Result<Option<Value>, Divert> {
        let Some(object) = self.heap.object(sequence) else { return Ok(None) };
        if !matches!(
            object,
            Object::Str(_) | Object::Bytes(_) | Object::ByteArray(_) | Object::List(_) | Object::Tuple(_)
        ) {
            return Ok(None);
        }
        let Some(count) = self.index(count)? else {
            let text = format!("can't multiply sequence by non-int of type '{}'", self.class_name(count));
            return Err(self.type_error(&text));
        };
        let Value::Int(count) = count else {
            return Err(self.overflow_error("cannot fit 'int' into an index-sized integer"));
        };
        let count = count.max(0) as usize;
        let unit = match self.heap.object(sequence) {
            Some(Object::List(_) | Object::Tuple(_)) => 16,
            _ => 1,
        };
        let length = self.length(sequence).unwrap_or(0);
        self.reserve(length.saturating_mul(count).saturating_mul(unit))?;
        Ok(Some(match self.heap.object(sequence) {
            Some(Object::Str(text)) => {
                let text = text.text.repeat(count);
                self.heap.new_str_rc(text.into())
            }
            Some(Object::List(items)) => {
                let items = items.repeat(count);
                self.heap.new_list(items)
            }
            Some(Object::Tuple(items)) => {
                let items = items.repeat(count);
                self.heap.new_tuple(items.into())
            }
            Some(Object::Bytes(bytes)) => {
                let data = bytes.data.repeat(count);
                self.heap.new_bytes(Bytes::new(data.into()))
            }
            Some(Object::ByteArray(bytes)) => {
                let array = crate::object::text::ByteArray { data: bytes.data.repeat(count), origins: Vec::new() };
                Value::Obj(self.heap.alloc(classes::BYTEARRAY, Object::ByteArray(Box::new(array))))
            }
            _ => return Ok(None),
        }))
    }

    /// A `bytes` with its history.
    pub(crate) fn new_bytes_traced(&mut self, data: Rc<[u8]>, origins: Vec<crate::request::Origin>) -> Value {
        let origins = if origins.is_empty() { None } else { Some(origins.into()) };
        self.heap.new_bytes(Bytes { data, origins })
    }

    /// Bytes and their history, of anything bytes-like.
    pub(crate) fn traced(&self, value: Value) -> Option<(Rc<[u8]>, Vec<crate::request::Origin>)> {
        match self.heap.object(value)? {
            Object::Bytes(bytes) => Some((bytes.data.clone(), bytes.origins().to_vec())),
            Object::ByteArray(bytes) => Some((bytes.data.as_slice().into(), bytes.origins.clone())),
            Object::MemoryView(view) => {
                let (data, origins) = self.traced(view.owner)?;
                let end = (view.start + view.len).min(data.len());
                Some((data[view.start..end].into(), slice_origins(&origins, view.start, end, 0)))
            }
            _ => None,
        }
    }

    fn arithmetic(&mut self, operator: Binary, a: &Number, b: &Number) -> Result<Option<Value>, Divert> {
        if matches!(a, Number::Float(_)) || matches!(b, Number::Float(_)) {
            let (Ok(x), Ok(y)) = (self.as_float(a), self.as_float(b)) else {
                return Err(self.overflow_error("int too large to convert to float"));
            };
            return self.float_arithmetic(operator, x, y);
        }
        if let (Number::Int(x), Number::Int(y)) = (a, b)
            && let Some(value) = small_arithmetic(operator, *x, *y)
        {
            return Ok(Some(Value::Int(value)));
        }
        self.big_arithmetic(operator, &to_big(a), &to_big(b))
    }

    /// A number as a float.
    pub(crate) fn as_float(&self, number: &Number) -> Result<f64, crate::text::Fault> {
        match number {
            Number::Int(int) => Ok(*int as f64),
            Number::Float(float) => Ok(*float),
            Number::Big(big) => crate::text::float::from_big(big),
        }
    }

    fn float_arithmetic(&mut self, operator: Binary, a: f64, b: f64) -> Result<Option<Value>, Divert> {
        let zero_text = match operator {
            Binary::Div => "float division by zero",
            Binary::FloorDiv => "float floor division by zero",
            Binary::Mod => "float modulo",
            _ => "",
        };
        if b == 0.0 && !zero_text.is_empty() {
            return Err(self.error(classes::ZERO_DIVISION_ERROR, zero_text));
        }
        Ok(Some(Value::Float(match operator {
            Binary::Add => a + b,
            Binary::Sub => a - b,
            Binary::Mul => a * b,
            Binary::Div => a / b,
            Binary::FloorDiv => float_divmod(a, b).0,
            Binary::Mod => float_divmod(a, b).1,
            Binary::Pow => {
                if a == 0.0 && b < 0.0 {
                    return Err(self.error(classes::ZERO_DIVISION_ERROR, "0.0 cannot be raised to a negative power"));
                }
                if a < 0.0 && b.is_finite() && b.fract() != 0.0 {
                    let power = self.prelude_function("_complex_power");
                    return self.call(power, &[Value::Float(a), Value::Float(b)]).map(Some);
                }
                let result = crate::text::power::power(a, b);
                if result.is_infinite() && a.is_finite() && b.is_finite() {
                    let args = [Value::Int(34), self.heap.new_str("Numerical result out of range")];
                    let exception = self.new_exception(classes::OVERFLOW_ERROR, &args);
                    return Err(self.raise(exception));
                }
                result
            }
            _ => return Ok(None),
        })))
    }

    fn big_arithmetic(&mut self, operator: Binary, a: &BigInt, b: &BigInt) -> Result<Option<Value>, Divert> {
        let bits = |big: &BigInt| big.bits() as usize;
        let size = match operator {
            Binary::Mul => bits(a) + bits(b),
            Binary::Pow if b.is_negative() => bits(a),
            Binary::Pow if b.is_negative() => 0,
            Binary::Pow => bits(a).saturating_mul(b.to_usize().unwrap_or(usize::MAX / 4).min(usize::MAX / 4096)),
            Binary::LShift if b.is_positive() && !a.is_zero() => {
                bits(a).saturating_add(b.to_usize().unwrap_or(usize::MAX / 2))
            }
            _ => bits(a).max(bits(b)),
        };
        if size > 1 << 24 {
            return Err(self.error(classes::MEMORY_ERROR, "the result has more than 16777216 bits"));
        }
        let zero_text = match operator {
            Binary::Div => "division by zero",
            Binary::FloorDiv => "integer division or modulo by zero",
            Binary::Mod => "integer modulo by zero",
            _ => "",
        };
        if b.is_zero() && !zero_text.is_empty() {
            return Err(self.error(classes::ZERO_DIVISION_ERROR, zero_text));
        }
        let result = match operator {
            Binary::Add => a + b,
            Binary::Sub => a - b,
            Binary::Mul => a * b,
            Binary::FloorDiv => a.div_floor(b),
            Binary::Mod => a.mod_floor(b),
            Binary::And => a & b,
            Binary::Or => a | b,
            Binary::Xor => a ^ b,
            Binary::Div => return self.true_divide(a, b).map(Some),
            Binary::Pow => {
                if b.is_negative() {
                    let (x, y) = (a.to_f64().unwrap_or(f64::INFINITY), b.to_f64().unwrap_or(f64::NEG_INFINITY));
                    return self.float_arithmetic(Binary::Pow, x, y);
                }
                match b.to_u32() {
                    Some(exponent) => Pow::pow(a, exponent),
                    None if a.is_zero() || a == &BigInt::from(1) => a.clone(),
                    None => return Err(self.error(classes::MEMORY_ERROR, "the result is too large")),
                }
            }
            Binary::LShift | Binary::RShift => {
                if b.is_negative() {
                    return Err(self.value_error("negative shift count"));
                }
                match (operator, b.to_usize()) {
                    (Binary::LShift, _) if a.is_zero() => BigInt::zero(),
                    (Binary::LShift, Some(count)) => a << count,
                    (Binary::RShift, Some(count)) => a >> count,
                    (Binary::RShift, None) => BigInt::from(if a.is_negative() { -1 } else { 0 }),
                    _ => return Err(self.error(classes::MEMORY_ERROR, "the result is too large")),
                }
            }
            Binary::MatMul => return Ok(None),
        };
        Ok(Some(self.new_int(result)))
    }

    /// `a / b` of ints, rounded once.
    fn true_divide(&mut self, a: &BigInt, b: &BigInt) -> Result<Value, Divert> {
        const EXACT: i64 = 1 << 53;
        if let (Some(x), Some(y)) = (a.to_i64(), b.to_i64())
            && x.abs() <= EXACT
            && y.abs() <= EXACT
        {
            return Ok(Value::Float(x as f64 / y as f64));
        }
        // Scaled so that the quotient has at least 66 bits, then rounded to odd in its last one.
        let shift = 66 - (a.bits() as i64 - b.bits() as i64);
        let (scaled_a, scaled_b) =
            if shift >= 0 { (a.abs() << shift as usize, b.abs()) } else { (a.abs(), b.abs() << (-shift) as usize) };
        let (quotient, remainder) = scaled_a.div_rem(&scaled_b);
        let sticky = if remainder.is_zero() { quotient } else { quotient | BigInt::from(1) };
        let negative = a.is_negative() != b.is_negative();
        let magnitude = sticky.to_f64().unwrap_or(f64::INFINITY);
        let result = scale(magnitude, -shift);
        if result.is_infinite() {
            return Err(self.overflow_error("integer division result too large for a float"));
        }
        Ok(Value::Float(if negative { -result } else { result }))
    }

    /// An `int`, small if it fits.
    pub(crate) fn new_int(&mut self, big: BigInt) -> Value {
        match big.to_i64() {
            Some(int) => Value::Int(int),
            None => Value::Obj(self.heap.alloc(classes::INT, Object::Big(Rc::new(big)))),
        }
    }

    /// An `int` from a pure function's result.
    pub(crate) fn new_integer(&mut self, integer: IntegerBuf) -> Value {
        match integer {
            IntegerBuf::Small(int) => Value::Int(int),
            IntegerBuf::Big(big) => self.new_int(big),
        }
    }

    pub(crate) fn unary(&mut self, value: Value, name: Handle, sign: &str) -> Result<Value, Divert> {
        if let Some(result) = self.call_special(value, name, &[])? {
            return Ok(result);
        }
        let number = self.number(value);
        Ok(match (name, number) {
            (names::NEG, Some(Number::Float(float))) => Value::Float(-float),
            (names::POS, Some(Number::Float(float))) => Value::Float(float),
            (names::NEG, Some(number @ (Number::Int(_) | Number::Big(_)))) => {
                let big = -to_big(&number);
                self.new_int(big)
            }
            (names::POS, Some(Number::Int(int))) => Value::Int(int),
            (names::POS, Some(Number::Big(big))) => self.new_int(big.as_ref().clone()),
            (names::INVERT, Some(number @ (Number::Int(_) | Number::Big(_)))) => {
                let big = -(to_big(&number) + BigInt::from(1));
                self.new_int(big)
            }
            _ => {
                let text = format!("bad operand type for {sign}: '{}'", self.class_name(value));
                return Err(self.type_error(&text));
            }
        })
    }

    /// A value as an `int` by `__index__`: `Value::Int`, or a big one's handle; `None` if it is not an integer.
    pub(crate) fn index(&mut self, value: Value) -> Result<Option<Value>, Divert> {
        match value {
            Value::Int(_) => Ok(Some(value)),
            Value::Bool(truth) => Ok(Some(Value::Int(i64::from(truth)))),
            Value::Obj(handle) => match self.heap.get(handle) {
                Object::Int(int) => Ok(Some(Value::Int(*int))),
                Object::Big(_) => Ok(Some(value)),
                _ => self.call_special(value, names::INDEX, &[]),
            },
            _ => Ok(None),
        }
    }

    /// A value as a 64-bit index, or `TypeError`.
    pub(crate) fn index_or_error(&mut self, value: Value) -> Result<i64, Divert> {
        match self.index(value)? {
            Some(Value::Int(int)) => Ok(int),
            Some(_) => Err(self.overflow_error("Python int too large to convert to C ssize_t")),
            None => {
                let text = format!("'{}' object cannot be interpreted as an integer", self.class_name(value));
                Err(self.type_error(&text))
            }
        }
    }

    /// `item in container`.
    pub(crate) fn contains(&mut self, container: Value, item: Value) -> Result<bool, Divert> {
        if let Some(result) = self.call_special(container, names::CONTAINS, &[item])? {
            return self.truth(result);
        }
        let class = self.class_of(container);
        if self.lookup(class, names::ITER).is_none()
            && let Value::Obj(handle) = container
        {
            match self.heap.get(handle) {
                Object::Str(text) => {
                    let Some(Object::Str(part)) = self.heap.object(item) else {
                        let text =
                            format!("'in <string>' requires string as left operand, not {}", self.class_name(item));
                        return Err(self.type_error(&text));
                    };
                    return Ok(text.text.contains(&*part.text));
                }
                Object::Bytes(_) | Object::ByteArray(_) | Object::MemoryView(_) => {
                    let data = self.octets(container).unwrap_or_else(|| Rc::from([]));
                    if let Some(part) = self.octets(item) {
                        return Ok(crate::text::seek::find(&data, &part).is_some());
                    }
                    return match self.index(item)? {
                        Some(Value::Int(byte)) if (0..256).contains(&byte) => Ok(data.contains(&(byte as u8))),
                        Some(_) => Err(self.value_error("byte must be in range(0, 256)")),
                        None => {
                            let text = format!("a bytes-like object is required, not '{}'", self.class_name(item));
                            Err(self.type_error(&text))
                        }
                    };
                }
                Object::Dict(_) => return Ok(self.dict_find(handle, item)?.is_some()),
                Object::View(dict, crate::object::Part::Keys) | Object::Proxy(dict) => {
                    let dict = *dict;
                    return Ok(self.dict_find(dict, item)?.is_some());
                }
                Object::Set(_) => {
                    let item = self.frozen(item);
                    let hash = self.hash(item)?;
                    return Ok(self.set_find(handle, item, hash)?.is_some());
                }
                Object::Range(range) => {
                    let range = **range;
                    if let Value::Int(int) = item {
                        let inside = if range.step > 0 {
                            range.start <= int && int < range.stop
                        } else {
                            range.stop < int && int <= range.start
                        };
                        return Ok(inside && (int - range.start) % range.step == 0);
                    }
                }
                _ => {}
            }
        }
        if !self.iterable(container) {
            let text = format!("argument of type '{}' is not iterable", self.class_name(container));
            return Err(self.type_error(&text));
        }
        // One question, however many candidates there are: a native is run again after each answer.
        let search = self.prelude_function("_contains");
        let found = self.call(search, &[container, item])?;
        self.truth(found)
    }

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

pub(crate) fn to_big(number: &Number) -> BigInt {
    match number {
        Number::Int(int) => BigInt::from(*int),
        Number::Big(big) => big.as_ref().clone(),
        Number::Float(_) => BigInt::zero(),
    }
}

fn small_arithmetic(operator: Binary, a: i64, b: i64) -> Option<i64> {
    match operator {
        Binary::Add => a.checked_add(b),
        Binary::Sub => a.checked_sub(b),
        Binary::Mul => a.checked_mul(b),
        Binary::FloorDiv if b != 0 && b != -1 => Some(num_integer::Integer::div_floor(&a, &b)),
        Binary::Mod if b != 0 && b != -1 => Some(a.mod_floor(&b)),
        Binary::And => Some(a & b),
        Binary::Or => Some(a | b),
        Binary::Xor => Some(a ^ b),
        Binary::LShift if (0..63).contains(&b) => {
            let shifted = a << b;
            (shifted >> b == a).then_some(shifted)
        }
        Binary::RShift if b >= 0 => Some(a >> b.min(63)),
        Binary::Pow if b >= 0 => a.checked_pow(u32::try_from(b).ok()?),
        _ => None,
    }
}

/// Floor division and remainder of floats, with the signs that Python gives them.
pub(crate) fn float_divmod(a: f64, b: f64) -> (f64, f64) {
    let mut remainder = a % b;
    let mut quotient = (a - remainder) / b;
    if remainder == 0.0 {
        remainder = 0.0_f64.copysign(b);
    } else if (b < 0.0) != (remainder < 0.0) {
        remainder += b;
        quotient -= 1.0;
    }
    let floor = if quotient == 0.0 {
        0.0_f64.copysign(a / b)
    } else {
        let floor = quotient.floor();
        if quotient - floor > 0.5 { floor + 1.0 } else { floor }
    };
    (floor, remainder)
}

/// `value * 2**exponent` without rounding twice for ordinary sizes.
fn scale(value: f64, exponent: i64) -> f64 {
    let mut value = value;
    let mut left = exponent;
    while left != 0 {
        let step = left.clamp(-1000, 1000);
        value *= 2.0_f64.powi(step as i32);
        left -= step;
    }
    value
}

//! The methods of `set` and `frozenset`. A result's elements are added in the order in which `Objects/setobject.c` adds them, because that
//! settles the order in which they are printed.

use crate::builtins::classes;
use crate::compile::code::Binary;
use crate::machine::Machine;
use crate::native::{Args, Divert, Native, method};
use crate::object::Object;
use crate::object::set::Set;
use crate::value::{Handle, Value};

type Answer = Result<Value, Divert>;

/// `frozenset.*`, which `set` has too.
pub(crate) static METHODS: &[Native] = &[
    method("copy", |m, a| {
        let set = receiver(m, a, "copy")?;
        m.take_none(a, "set.copy")?;
        if m.class_of(a.receiver()) == classes::FROZENSET {
            return Ok(a.receiver());
        }
        Ok(merged(m, set))
    }),
    method("union", |m, a| {
        let set = receiver(m, a, "union")?;
        let others = others(m, a, "union")?;
        let result = m.once(|m| Ok(merged(m, set)))?;
        add_all(m, result, others)
    }),
    method("intersection", |m, a| {
        let set = receiver(m, a, "intersection")?;
        let mut result = m.once(|m| Ok(merged(m, set)))?;
        for other in others(m, a, "intersection")? {
            result = intersection(m, result, other)?;
        }
        Ok(result)
    }),
    method("difference", |m, a| {
        let set = receiver(m, a, "difference")?;
        let mut result = if a.len() == 1 { m.once(|m| Ok(merged(m, set)))? } else { a.receiver() };
        for other in others(m, a, "difference")? {
            result = difference(m, result, other)?;
        }
        Ok(result)
    }),
    method("symmetric_difference", |m, a| {
        receiver(m, a, "symmetric_difference")?;
        let other = m.take_one(a, "set.symmetric_difference")?;
        symmetric_difference(m, a.receiver(), other)
    }),
    method("issubset", |m, a| {
        let set = receiver(m, a, "issubset")?;
        let other = m.take_one(a, &named(m, a, "issubset"))?;
        let other = as_set(m, other)?;
        all_in(m, set, other)
    }),
    method("issuperset", |m, a| {
        receiver(m, a, "issuperset")?;
        let other = m.take_one(a, &named(m, a, "issuperset"))?;
        let Value::Obj(other) = as_set(m, other)? else { return Ok(Value::None) };
        all_in(m, other, a.receiver())
    }),
    method("isdisjoint", is_disjoint),
];

/// How a message calls a method of `set` or of `frozenset`.
fn named(m: &Machine, args: Args<'_>, name: &str) -> String {
    format!("{}.{name}", m.class_name(args.receiver()))
}

/// What only `set` has.
pub(crate) static MUTABLE: &[Native] = &[
    method("add", |m, a| {
        let set = receiver(m, a, "add")?;
        let item = m.take_one(a, "set.add")?;
        m.set_add(set, item)?;
        Ok(Value::None)
    }),
    method("remove", |m, a| {
        let set = receiver(m, a, "remove")?;
        let item = m.take_one(a, "set.remove")?;
        if m.set_remove(set, item)? { Ok(Value::None) } else { Err(m.key_error(item)) }
    }),
    method("discard", |m, a| {
        let set = receiver(m, a, "discard")?;
        let item = m.take_one(a, "set.discard")?;
        m.set_remove(set, item)?;
        Ok(Value::None)
    }),
    method("pop", |m, a| {
        let set = receiver(m, a, "pop")?;
        m.take_none(a, "set.pop")?;
        match table_mut(m, set).pop() {
            Some(item) => {
                m.note_dropped(item);
                Ok(item)
            }
            None => {
                let text = m.heap.new_str("pop from an empty set");
                Err(m.key_error(text))
            }
        }
    }),
    method("clear", |m, a| {
        let set = receiver(m, a, "clear")?;
        m.take_none(a, "set.clear")?;
        for (_, item) in std::mem::take(table_mut(m, set)).iter() {
            m.note_dropped(item);
        }
        Ok(Value::None)
    }),
    method("update", |m, a| {
        receiver(m, a, "update")?;
        let others = others(m, a, "update")?;
        add_all(m, a.receiver(), others)?;
        Ok(Value::None)
    }),
    method("intersection_update", |m, a| {
        receiver(m, a, "intersection_update")?;
        let mut result = a.receiver();
        for other in others(m, a, "intersection_update")? {
            result = intersection(m, result, other)?;
        }
        replace(m, a.receiver(), result)
    }),
    method("difference_update", |m, a| {
        let set = receiver(m, a, "difference_update")?;
        for other in others(m, a, "difference_update")? {
            remove_all(m, set, other)?;
        }
        Ok(Value::None)
    }),
    method("symmetric_difference_update", |m, a| {
        let set = receiver(m, a, "symmetric_difference_update")?;
        let other = m.take_one(a, "set.symmetric_difference_update")?;
        toggle_all(m, set, other)?;
        Ok(Value::None)
    }),
];

/// The set that a method works on.
fn receiver(m: &mut Machine, args: Args<'_>, name: &str) -> Result<Handle, Divert> {
    match args.receiver() {
        Value::Obj(handle) if matches!(m.heap.get(handle), Object::Set(_)) => Ok(handle),
        value => Err(m.wrong_receiver(value, "set", name)),
    }
}

fn table_mut(m: &mut Machine, set: Handle) -> &mut Set {
    let Object::Set(table) = m.heap.get_mut(set) else { unreachable!("invariant: the handle is a set's") };
    table
}

/// Any number of positional arguments.
fn others(m: &mut Machine, args: Args<'_>, name: &str) -> Result<Vec<Value>, Divert> {
    if !args.keywords.is_empty() {
        let class = m.class_name(args.receiver());
        return Err(m.type_error(&format!("{class}.{name}() takes no keyword arguments")));
    }
    Ok(args.positional[1..].to_vec())
}

/// The class of a result: a subclass's methods give plain sets.
fn result_class(m: &Machine, of: Value) -> Handle {
    if m.is_instance_of(of, classes::FROZENSET) { classes::FROZENSET } else { classes::SET }
}

/// A copy as `set(other)` makes it.
fn merged(m: &mut Machine, set: Handle) -> Value {
    let Object::Set(table) = m.heap.get(set) else { unreachable!("invariant: the handle is a set's") };
    let copy = table.merged();
    let class = result_class(m, Value::Obj(set));
    Value::Obj(m.heap.alloc(class, Object::Set(Box::new(copy))))
}

/// Adds the elements of each of others.
fn add_all(m: &mut Machine, set: Value, others: Vec<Value>) -> Answer {
    let Value::Obj(handle) = set else { return Ok(set) };
    for other in others {
        let items = m.items(other)?;
        let sized = matches!(m.heap.object(other), Some(Object::Set(_) | Object::Dict(_)));
        if sized {
            table_mut(m, handle).reserve_merge(items.len());
        }
        m.reserve(items.len() * 16)?;
        for item in items {
            m.set_add(handle, item)?;
        }
    }
    Ok(set)
}

/// Any iterable as a set.
fn as_set(m: &mut Machine, value: Value) -> Answer {
    if matches!(m.heap.object(value), Some(Object::Set(_))) {
        return Ok(value);
    }
    let items = m.items(value)?;
    let set = m.once(|m| Ok(m.new_set(classes::SET)))?;
    if let Value::Obj(handle) = set {
        for item in items {
            m.set_add(handle, item)?;
        }
    }
    Ok(set)
}

fn all_in(m: &mut Machine, set: Handle, other: Value) -> Answer {
    for item in m.items(Value::Obj(set))? {
        if !m.contains(other, item)? {
            return Ok(Value::Bool(false));
        }
    }
    Ok(Value::Bool(true))
}

/// `isdisjoint` of sets and of views of dicts.
pub(crate) fn is_disjoint(m: &mut Machine, args: Args<'_>) -> Answer {
    let other = m.take_one(args, "set.isdisjoint")?;
    let items = m.items(other)?;
    for item in items {
        if m.contains(args.receiver(), item)? {
            return Ok(Value::Bool(false));
        }
    }
    Ok(Value::Bool(true))
}

/// `a & b`: the smaller of two sets is walked, the larger one asked.
pub(crate) fn intersection(m: &mut Machine, a: Value, b: Value) -> Answer {
    let class = result_class(m, a);
    let b_is_set = matches!(m.heap.object(b), Some(Object::Set(_)));
    let items_b = m.items(b)?;
    let (walked, asked) = match m.length(a) {
        Some(len) if b_is_set && items_b.len() > len => (m.items(a)?, b),
        _ => (items_b, a),
    };
    let mut kept = Vec::new();
    for item in walked {
        if m.contains(asked, item)? {
            kept.push(item);
        }
    }
    set_of(m, class, kept)
}

/// `a - b`.
pub(crate) fn difference(m: &mut Machine, a: Value, b: Value) -> Answer {
    let class = result_class(m, a);
    let keyed = matches!(m.heap.object(b), Some(Object::Set(_) | Object::Dict(_)));
    let items_b = m.items(b)?;
    let len = m.length(a).unwrap_or(0);
    if (!keyed || (len >> 2) > items_b.len())
        && let Value::Obj(handle) = a
        && matches!(m.heap.get(handle), Object::Set(_))
    {
        let result = m.once(|m| Ok(merged(m, handle)))?;
        if let Value::Obj(result) = result {
            for item in items_b {
                m.set_remove(result, item)?;
            }
            table_mut(m, result).drop_deleted();
        }
        return Ok(result);
    }
    let mut kept = Vec::new();
    for item in m.items(a)? {
        if !m.contains(b, item)? {
            kept.push(item);
        }
    }
    set_of(m, class, kept)
}

/// `a ^ b`: a copy of `b`, from which what `a` has is taken away or to which it is added.
pub(crate) fn symmetric_difference(m: &mut Machine, a: Value, b: Value) -> Answer {
    let class = result_class(m, a);
    let b = as_set(m, b)?;
    let Value::Obj(b) = b else { return Ok(a) };
    let Object::Set(table) = m.heap.get(b) else { return Ok(a) };
    let copy = table.merged();
    let result = m.once(|m| Ok(Value::Obj(m.heap.alloc(class, Object::Set(Box::new(copy))))))?;
    let Value::Obj(handle) = result else { return Ok(result) };
    let mut common = Vec::new();
    for item in m.items(a)? {
        common.push((item, m.contains(Value::Obj(b), item)?));
    }
    for (item, present) in common {
        if present {
            m.set_remove(handle, item)?;
        } else {
            m.set_add(handle, item)?;
        }
    }
    Ok(result)
}

/// Takes away the elements of another.
fn remove_all(m: &mut Machine, set: Handle, other: Value) -> Result<(), Divert> {
    for item in m.items(other)? {
        m.set_remove(set, item)?;
    }
    table_mut(m, set).drop_deleted();
    Ok(())
}

/// Takes away what is there and adds what is not.
fn toggle_all(m: &mut Machine, set: Handle, other: Value) -> Result<(), Divert> {
    let other = as_set(m, other)?;
    let items = m.items(other)?;
    let mut present = Vec::with_capacity(items.len());
    for item in &items {
        present.push(m.contains(Value::Obj(set), *item)?);
    }
    for (item, present) in items.into_iter().zip(present) {
        if present {
            m.set_remove(set, item)?;
        } else {
            m.set_add(set, item)?;
        }
    }
    Ok(())
}

/// `a |= b` and its kin.
pub(crate) fn in_place(m: &mut Machine, operator: Binary, set: Handle, other: Value) -> Result<(), Divert> {
    match operator {
        Binary::Or => add_all(m, Value::Obj(set), vec![other]).map(|_| ()),
        Binary::Sub => remove_all(m, set, other),
        Binary::Xor => toggle_all(m, set, other),
        _ => {
            let common = intersection(m, Value::Obj(set), other)?;
            replace(m, Value::Obj(set), common).map(|_| ())
        }
    }
}

/// `a | b`.
pub(crate) fn union(m: &mut Machine, a: Value, b: Value) -> Answer {
    let a = as_set(m, a)?;
    let Value::Obj(handle) = a else { return Ok(a) };
    let result = m.once(|m| Ok(merged(m, handle)))?;
    add_all(m, result, vec![b])
}

/// A set of elements that are all different.
fn set_of(m: &mut Machine, class: Handle, items: Vec<Value>) -> Answer {
    let set = m.once(|m| Ok(m.new_set(class)))?;
    if let Value::Obj(handle) = set {
        for item in items {
            m.set_add(handle, item)?;
        }
    }
    Ok(set)
}

fn replace(m: &mut Machine, set: Value, with: Value) -> Answer {
    if let (Value::Obj(set), Some(Object::Set(table))) = (set, m.heap.object(with)) {
        let table = table.as_ref().clone();
        *table_mut(m, set) = table;
    }
    Ok(Value::None)
}

/// An empty `set`, which [`init`] fills.
pub(crate) fn new(m: &mut Machine, args: Args<'_>) -> Answer {
    Ok(m.alloc_as(args.receiver(), Object::Set(Box::default())))
}

/// `set(iterable)`.
pub(crate) fn init(m: &mut Machine, args: Args<'_>) -> Answer {
    let set = receiver(m, args, "__init__")?;
    fill(m, args, set, "set")?;
    Ok(Value::None)
}

fn fill(m: &mut Machine, args: Args<'_>, set: Handle, name: &str) -> Result<(), Divert> {
    if !args.keywords.is_empty() && classes::is_builtin(m.class_of(Value::Obj(set))) {
        return Err(m.type_error(&format!("{name}() takes no keyword arguments")));
    }
    let [source] = m.take(Args::new(args.positional), &format!("type.{name}"), 0)?;
    let Some(source) = source else { return Ok(()) };
    if let Some(Object::Set(table)) = m.heap.object(source) {
        let copy = table.merged();
        *table_mut(m, set) = copy;
        return Ok(());
    }
    add_all(m, Value::Obj(set), vec![source])?;
    Ok(())
}

/// `frozenset(iterable)`.
pub(crate) fn frozen_new(m: &mut Machine, args: Args<'_>) -> Answer {
    let class = args.receiver();
    if let (Some(only), true) = (args.get(1), class.is(Value::Obj(classes::FROZENSET)))
        && m.class_of(only) == classes::FROZENSET
    {
        return Ok(only);
    }
    let set = m.once(|m| Ok(m.alloc_as(class, Object::Set(Box::default()))))?;
    if let Value::Obj(handle) = set {
        fill(m, args, handle, "frozenset")?;
    }
    Ok(set)
}

//! The methods of `dict`, of its views, and of `mappingproxy`.

use crate::builtins::classes;
use crate::machine::Machine;
use crate::names;
use crate::native::{Args, Divert, Native, class_method, getter, method};
use crate::object::{Object, Part};
use crate::value::{Handle, Value};
use std::rc::Rc;

type Answer = Result<Value, Divert>;

/// `dict.*`.
pub(crate) static METHODS: &[Native] = &[
    method("get", get),
    method("setdefault", set_default),
    method("pop", pop),
    method("popitem", pop_item),
    method("update", update),
    method("keys", |m, a| view(m, a, "dict.keys", Part::Keys)),
    method("values", |m, a| view(m, a, "dict.values", Part::Values)),
    method("items", |m, a| view(m, a, "dict.items", Part::Items)),
    method("copy", copy),
    method("clear", clear),
    class_method("fromkeys", from_keys),
];

/// `mappingproxy.*`.
pub(crate) static PROXY: &[Native] = &[
    method("get", get),
    method("keys", |m, a| view(m, a, "mappingproxy.keys", Part::Keys)),
    method("values", |m, a| view(m, a, "mappingproxy.values", Part::Values)),
    method("items", |m, a| view(m, a, "mappingproxy.items", Part::Items)),
    method("copy", copy),
];

/// `dict_keys.*` and `dict_items.*`.
pub(crate) static SET_VIEW: &[Native] = &[method("isdisjoint", super::sets::is_disjoint)];

/// What the three views have.
pub(crate) static VIEW: &[Native] = &[getter("mapping", |m, a| match m.heap.object(a.receiver()) {
    Some(Object::View(dict, _)) => {
        let dict = *dict;
        Ok(Value::Obj(m.heap.alloc(classes::MAPPING_PROXY, Object::Proxy(dict))))
    }
    _ => Ok(Value::None),
})];

/// The dict that a method works on.
fn receiver(m: &mut Machine, args: Args<'_>, name: &str) -> Result<Handle, Divert> {
    if let Value::Obj(handle) = args.receiver() {
        match m.heap.get(handle) {
            Object::Dict(_) => return Ok(handle),
            Object::Proxy(dict) => return Ok(*dict),
            _ => {}
        }
    }
    Err(m.wrong_receiver(args.receiver(), "dict", name))
}

fn get(m: &mut Machine, args: Args<'_>) -> Answer {
    let dict = receiver(m, args, "get")?;
    let [key, default] = m.take(args, "dict.get", 1)?;
    let found = m.dict_get(dict, key.unwrap_or(Value::None))?;
    Ok(found.or(default).unwrap_or(Value::None))
}

fn set_default(m: &mut Machine, args: Args<'_>) -> Answer {
    let dict = receiver(m, args, "setdefault")?;
    let [key, default] = m.take(args, "dict.setdefault", 1)?;
    let (key, default) = (key.unwrap_or(Value::None), default.unwrap_or(Value::None));
    if let Some(found) = m.dict_get(dict, key)? {
        return Ok(found);
    }
    m.dict_set(dict, key, default)?;
    Ok(default)
}

fn pop(m: &mut Machine, args: Args<'_>) -> Answer {
    let dict = receiver(m, args, "pop")?;
    let [key, default] = m.take(args, "dict.pop", 1)?;
    let key = key.unwrap_or(Value::None);
    match m.dict_remove(dict, key)?.or(default) {
        Some(value) => Ok(value),
        None => Err(m.key_error(key)),
    }
}

fn pop_item(m: &mut Machine, args: Args<'_>) -> Answer {
    let dict = receiver(m, args, "popitem")?;
    m.take_none(args, "dict.popitem")?;
    let last = m.heap.dict(dict).entries.iter().rposition(|entry| !entry.key.is_unbound());
    let Some(last) = last else {
        let text = m.heap.new_str("popitem(): dictionary is empty");
        return Err(m.key_error(text));
    };
    let entry = m.heap.dict_mut(dict).remove_at(last);
    m.note_dropped(entry.value);
    Ok(m.heap.new_tuple(Rc::new([entry.key, entry.value])))
}

/// Adds what `dict(...)` and `update(...)` are given.
fn fill(m: &mut Machine, dict: Handle, args: Args<'_>, name: &str) -> Result<(), Divert> {
    let [source] = m.take(Args::new(args.positional), name, 0)?;
    let pairs = match source {
        None => Vec::new(),
        Some(source) => match m.mapping_pairs(source)? {
            Some(pairs) => pairs,
            None => m.pairs_from_iterable(source)?,
        },
    };
    for (key, value) in pairs {
        m.dict_set(dict, key, value)?;
    }
    for (key, value) in args.keywords {
        m.dict_set(dict, Value::Obj(*key), *value)?;
    }
    Ok(())
}

fn update(m: &mut Machine, args: Args<'_>) -> Answer {
    let dict = receiver(m, args, "update")?;
    fill(m, dict, args, "dict.update")?;
    Ok(Value::None)
}

fn view(m: &mut Machine, args: Args<'_>, name: &str, part: Part) -> Answer {
    let dict = receiver(m, args, name)?;
    m.take_none(args, name)?;
    let class = match part {
        Part::Keys => classes::DICT_KEYS,
        Part::Values => classes::DICT_VALUES,
        Part::Items => classes::DICT_ITEMS,
    };
    Ok(Value::Obj(m.heap.alloc(class, Object::View(dict, part))))
}

fn copy(m: &mut Machine, args: Args<'_>) -> Answer {
    let dict = receiver(m, args, "copy")?;
    m.take_none(args, "dict.copy")?;
    let copy = m.heap.new_dict();
    let entries: Vec<_> = m.heap.dict(dict).iter().copied().collect();
    m.reserve(entries.len() * 48)?;
    for entry in entries {
        m.heap.dict_mut(copy).push(entry.hash, entry.key, entry.value);
    }
    Ok(Value::Obj(copy))
}

fn clear(m: &mut Machine, args: Args<'_>) -> Answer {
    let dict = receiver(m, args, "clear")?;
    m.take_none(args, "dict.clear")?;
    let values: Vec<Value> = m.heap.dict(dict).iter().flat_map(|entry| [entry.key, entry.value]).collect();
    m.heap.dict_mut(dict).clear();
    for value in values {
        m.note_dropped(value);
    }
    Ok(Value::None)
}

fn from_keys(m: &mut Machine, args: Args<'_>) -> Answer {
    let class = args.receiver();
    let [keys, value] = m.take(args, "type.fromkeys", 1)?;
    let keys = m.items(keys.unwrap_or(Value::None))?;
    let value = value.unwrap_or(Value::None);
    if class.is(Value::Obj(classes::DICT)) {
        let dict = m.heap.new_dict();
        for key in keys {
            m.dict_set(dict, key, value)?;
        }
        return Ok(Value::Obj(dict));
    }
    let dict = m.call(class, &[])?;
    let set = m.get_attribute(dict, names::SETITEM)?;
    for key in keys {
        m.call(set, &[key, value])?;
    }
    Ok(dict)
}

/// An empty `dict`, which [`init`] fills.
pub(crate) fn new(m: &mut Machine, args: Args<'_>) -> Answer {
    Ok(m.alloc_as(args.receiver(), Object::Dict(Box::default())))
}

/// `dict(mapping_or_pairs, **names)`.
pub(crate) fn init(m: &mut Machine, args: Args<'_>) -> Answer {
    let dict = receiver(m, args, "__init__")?;
    fill(m, dict, args, "type.dict")?;
    Ok(Value::None)
}

//! Subscripts and slices of builtin containers, read, stored and deleted, and what a program's own `__getitem__` and its kin add to them.

use super::Machine;
use crate::builtins::classes;
use crate::names;
use crate::native::Divert;
use crate::object::text::slice_origins;
use crate::object::{Object, Range};
use crate::value::{Handle, Value};
use std::rc::Rc;

impl Machine {
    /// `list[int]`, `tuple[int]`, `dict[str]` and `bytes[int]` without calls.
    #[inline]
    pub(super) fn quick_subscript(&mut self, object: Value, key: Value) -> Option<Value> {
        let Value::Obj(handle) = object else { return None };
        let slot = self.heap.slot(handle);
        if !classes::is_builtin(slot.class) {
            return None;
        }
        match (&slot.object, key) {
            (Object::List(items), Value::Int(at)) => items.get(position(at, items.len())?).copied(),
            (Object::Tuple(items), Value::Int(at)) => items.get(position(at, items.len())?).copied(),
            (Object::Bytes(bytes), Value::Int(at)) => {
                bytes.data.get(position(at, bytes.data.len())?).map(|byte| Value::Int(i64::from(*byte)))
            }
            (Object::Dict(_), Value::Obj(name)) if matches!(self.heap.get(name), Object::Str(_)) => {
                self.heap.name_get(handle, name)
            }
            (Object::Dict(dict), Value::Int(int)) => {
                let hash = crate::text::hash::hash_integer(crate::text::Integer::Small(int));
                let at = dict.find_same(hash, key)?;
                Some(dict.entries[at].value)
            }
            _ => None,
        }
    }

    /// `list[int] = value` and `dict[str] = value` without calls.
    pub(super) fn quick_store(&mut self, object: Value, key: Value, value: Value) -> bool {
        let Value::Obj(handle) = object else { return false };
        if !classes::is_builtin(self.heap.slot(handle).class) || !self.open_sockets.is_empty() {
            return false;
        }
        match (self.heap.get(handle), key) {
            (Object::List(items), Value::Int(at)) => match (position(at, items.len()), self.heap.get_mut(handle)) {
                (Some(at), Object::List(items)) => {
                    items[at] = value;
                    true
                }
                _ => false,
            },
            (Object::Dict(_), Value::Obj(name)) if self.heap.slot(name).class == classes::STR => {
                self.heap.name_set(handle, name, value);
                true
            }
            _ => false,
        }
    }

    /// `object[key]`.
    pub(crate) fn subscript(&mut self, object: Value, key: Value) -> Result<Value, Divert> {
        if let Some(value) = self.quick_subscript(object, key) {
            return Ok(value);
        }
        if let Some(result) = self.call_special(object, names::GETITEM, &[key])? {
            return Ok(result);
        }
        let Value::Obj(handle) = object else { return Err(self.not_subscriptable(object)) };
        if let Some(Object::Slice(parts)) = self.heap.object(key) {
            let parts = **parts;
            return self.slice(object, parts);
        }
        let kind = match self.heap.get(handle) {
            Object::Dict(_) => return self.subscript_dict(object, handle, key),
            Object::Proxy(dict) => {
                let dict = *dict;
                return match self.dict_get(dict, key)? {
                    Some(value) => Ok(value),
                    None => Err(self.key_error(key)),
                };
            }
            Object::Class(_) => return self.subscript_class(object, handle, key),
            Object::List(_) => "list",
            Object::Tuple(_) => "tuple",
            Object::Str(_) => "string",
            Object::Bytes(_) => "byte",
            Object::ByteArray(_) => "bytearray",
            Object::Range(_) => "range",
            Object::MemoryView(view) if view.released => {
                return Err(self.value_error("operation forbidden on released memoryview object"));
            }
            Object::MemoryView(_) => "memoryview",
            _ => {
                let class = self.class_of(object);
                if let Some(native) = self.native_method(class, names::GETITEM) {
                    return (native.call)(self, crate::native::Args::new(&[object, key]));
                }
                return Err(self.not_subscriptable(object));
            }
        };
        let Some(index) = self.index(key)? else {
            let text = match kind {
                "string" => format!("string indices must be integers, not '{}'", self.class_name(key)),
                "memoryview" => "memoryview: invalid slice key".to_owned(),
                _ => format!("{kind} indices must be integers or slices, not {}", self.class_name(key)),
            };
            return Err(self.type_error(&text));
        };
        let Value::Int(index) = index else {
            let text = "cannot fit 'int' into an index-sized integer";
            return Err(self.index_error(text));
        };
        let found = match self.heap.get(handle) {
            Object::List(items) => position(index, items.len()).map(|at| items[at]),
            Object::Tuple(items) => position(index, items.len()).map(|at| items[at]),
            Object::Range(range) => {
                let range = **range;
                position(index, range.len() as usize).map(|at| Value::Int(range.start + at as i64 * range.step))
            }
            Object::Str(text) => {
                let character = position(index, text.chars as usize).map(|at| {
                    let start = text.byte_at(at);
                    text.text[start..].chars().take(1).collect::<String>()
                });
                character.map(|character| self.heap.new_str(&character))
            }
            _ => {
                let data = self.octets(object).unwrap_or_else(|| Rc::from([]));
                position(index, data.len()).map(|at| Value::Int(i64::from(data[at])))
            }
        };
        match found {
            Some(value) => Ok(value),
            None => {
                let text = match kind {
                    "range" => "range object index out of range".to_owned(),
                    "byte" | "memoryview" => "index out of range".to_owned(),
                    _ => format!("{kind} index out of range"),
                };
                Err(self.index_error(if kind == "memoryview" { "index out of bounds on dimension 1" } else { &text }))
            }
        }
    }

    fn subscript_dict(&mut self, object: Value, handle: Handle, key: Value) -> Result<Value, Divert> {
        if let Some(value) = self.dict_get(handle, key)? {
            return Ok(value);
        }
        if !classes::is_builtin(self.class_of(object))
            && let Some(result) = self.call_special(object, names::MISSING, &[key])?
        {
            return Ok(result);
        }
        Err(self.key_error(key))
    }

    /// `list[int]` as an annotation, or `__class_getitem__`.
    fn subscript_class(&mut self, object: Value, class: Handle, key: Value) -> Result<Value, Divert> {
        if let Some(found) = self.lookup(class, names::CLASS_GETITEM) {
            let callee = match self.heap.object(found) {
                Some(Object::ClassMethod(function)) => *function,
                _ => found,
            };
            return self.call(callee, &[object, key]);
        }
        let meta = self.class_of(object);
        if let Some(found) = self.lookup(meta, names::GETITEM) {
            return self.call(found, &[object, key]);
        }
        if [classes::LIST, classes::DICT, classes::TUPLE, classes::SET, classes::FROZENSET, classes::TYPE]
            .contains(&class)
        {
            let alias = self.prelude_function("_GenericAlias");
            return self.call(alias, &[object, key]);
        }
        let text = format!("type '{}' is not subscriptable", self.heap.class(class).name);
        Err(self.type_error(&text))
    }

    fn not_subscriptable(&mut self, object: Value) -> Divert {
        let text = format!("'{}' object is not subscriptable", self.class_name(object));
        self.type_error(&text)
    }

    /// A part of a slice that is no `int` of the machine's.
    fn slice_index(&mut self, part: Value) -> Result<i64, Divert> {
        match self.index(part)? {
            Some(Value::Int(int)) => Ok(int),
            Some(big) if matches!(self.number_order(big, Value::Int(0)), Some(std::cmp::Ordering::Less)) => {
                Ok(i64::MIN / 2)
            }
            Some(_) => Ok(i64::MAX / 2),
            None => Err(self.type_error("slice indices must be integers or None or have an __index__ method")),
        }
    }

    /// A part of a slice, if it is given.
    #[inline]
    fn slice_part(&mut self, part: Value) -> Result<Option<i64>, Divert> {
        match part {
            Value::None => Ok(None),
            Value::Int(int) => Ok(Some(int)),
            other => self.slice_index(other).map(Some),
        }
    }

    /// Start, stop and step of a slice, for a sequence of this length. The step is asked for first, as `CPython` does.
    pub(crate) fn slice_bounds(
        &mut self,
        [start, stop, step]: [Value; 3],
        len: usize,
    ) -> Result<(i64, i64, i64), Divert> {
        let step = self.slice_part(step)?.unwrap_or(1);
        if step == 0 {
            return Err(self.value_error("slice step cannot be zero"));
        }
        let (start, stop) = (self.slice_part(start)?, self.slice_part(stop)?);
        let len = len as i64;
        let (lowest, highest) = if step > 0 { (0, len) } else { (-1, len - 1) };
        let clamp = |number: i64| {
            let number = if number < 0 { number.saturating_add(len) } else { number };
            number.clamp(lowest, highest)
        };
        let start = start.map_or(if step > 0 { 0 } else { len - 1 }, clamp);
        let stop = stop.map_or(if step > 0 { len } else { -1 }, clamp);
        Ok((start, stop, step))
    }

    /// A slice between two `int`s, of a builtin sequence: nothing has to be asked and nothing can be wrong.
    pub(super) fn quick_slice(&mut self, object: Value, parts: [Value; 3]) -> Option<Value> {
        let slot = self.heap.slot(object.handle()?);
        let known = matches!(slot.object, Object::Bytes(_) | Object::Str(_) | Object::List(_));
        let plain = |part: Value| matches!(part, Value::None | Value::Int(_));
        if !known || !classes::is_builtin(slot.class) || !parts[2].is_none() || !parts.into_iter().all(plain) {
            return None;
        }
        self.slice(object, parts).ok()
    }

    fn slice(&mut self, object: Value, parts: [Value; 3]) -> Result<Value, Divert> {
        let Some(len) = self.length(object) else { return Err(self.not_subscriptable(object)) };
        let sequence = matches!(
            self.heap.object(object),
            Some(
                Object::List(_)
                    | Object::Tuple(_)
                    | Object::Str(_)
                    | Object::Bytes(_)
                    | Object::ByteArray(_)
                    | Object::Range(_)
                    | Object::MemoryView(_)
            )
        );
        if !sequence {
            if matches!(self.heap.object(object), Some(Object::Dict(_))) {
                return Err(self.type_error("unhashable type: 'slice'"));
            }
            return Err(self.not_subscriptable(object));
        }
        let (start, stop, step) = self.slice_bounds(parts, len)?;
        let count = Range { start, stop, step }.len() as usize;
        let at = |index: usize| (start + index as i64 * step) as usize;
        let whole = step == 1 && start == 0 && count == len;
        Ok(match self.heap.object(object) {
            Some(Object::List(items)) => {
                let items = (0..count).map(|index| items[at(index)]).collect();
                self.heap.new_list(items)
            }
            Some(Object::Tuple(_) | Object::Str(_) | Object::Bytes(_))
                if whole && classes::is_builtin(self.class_of(object)) =>
            {
                object
            }
            Some(Object::Tuple(items)) => {
                let items: Rc<[Value]> = (0..count).map(|index| items[at(index)]).collect();
                self.heap.new_tuple(items)
            }
            Some(Object::Str(text)) => {
                let part: String = if step == 1 {
                    let (from, to) = (text.byte_at(start as usize), text.byte_at(start as usize + count));
                    text.text[from..to].to_owned()
                } else {
                    let characters: Vec<char> = text.text.chars().collect();
                    (0..count).map(|index| characters[at(index)]).collect()
                };
                self.heap.new_str(&part)
            }
            Some(Object::Range(range)) => {
                let range = **range;
                let sliced = Range {
                    start: range.start + start * range.step,
                    stop: range.start + stop * range.step,
                    step: range.step * step,
                };
                Value::Obj(self.heap.alloc(classes::RANGE, Object::Range(Box::new(sliced))))
            }
            Some(Object::MemoryView(view)) if step == 1 => {
                let part = crate::object::MemoryView { start: view.start + start as usize, len: count, ..**view };
                Value::Obj(self.heap.alloc(classes::MEMORYVIEW, Object::MemoryView(Box::new(part))))
            }
            Some(object_ref) => {
                let array = matches!(object_ref, Object::ByteArray(_));
                let (data, origins) = self.traced(object).unwrap_or_else(|| (Rc::from([]), Vec::new()));
                let (part, origins): (Rc<[u8]>, _) = if step == 1 {
                    let (from, to) = (start as usize, start as usize + count);
                    (data[from..to].into(), slice_origins(&origins, from, to, 0))
                } else {
                    ((0..count).map(|index| data[at(index)]).collect(), Vec::new())
                };
                if matches!(object_ref, Object::MemoryView(_)) {
                    // With steps it is a view of a copy.
                    let len = part.len();
                    let owner = self.heap.new_bytes(crate::object::text::Bytes::new(part));
                    let view = crate::object::MemoryView { owner, start: 0, len, released: false, readonly: false };
                    Value::Obj(self.heap.alloc(classes::MEMORYVIEW, Object::MemoryView(Box::new(view))))
                } else if array {
                    let array = crate::object::text::ByteArray { data: part.to_vec(), origins };
                    Value::Obj(self.heap.alloc(classes::BYTEARRAY, Object::ByteArray(Box::new(array))))
                } else {
                    self.new_bytes_traced(part, origins)
                }
            }
            None => object,
        })
    }

    /// `object[key] = value`.
    pub(crate) fn store_subscript(&mut self, object: Value, key: Value, value: Value) -> Result<(), Divert> {
        if self.call_special(object, names::SETITEM, &[key, value])?.is_some() {
            return Ok(());
        }
        if let Value::Obj(handle) = object {
            match self.heap.get(handle) {
                Object::Dict(_) => return self.dict_set(handle, key, value),
                Object::List(items) => {
                    let len = items.len();
                    if let Some(Object::Slice(parts)) = self.heap.object(key) {
                        let parts = **parts;
                        return self.store_list_slice(handle, parts, value);
                    }
                    let at = self.store_index(key, len, "list")?;
                    if let Object::List(items) = self.heap.get_mut(handle) {
                        let old = std::mem::replace(&mut items[at], value);
                        self.note_dropped(old);
                    }
                    return Ok(());
                }
                Object::ByteArray(_) | Object::MemoryView(_) => {
                    return self.store_in_buffer(object, key, value);
                }
                _ => {}
            }
            let class = self.class_of(object);
            if let Some(native) = self.native_method(class, names::SETITEM) {
                (native.call)(self, crate::native::Args::new(&[object, key, value]))?;
                return Ok(());
            }
        }
        let text = format!("'{}' object does not support item assignment", self.class_name(object));
        Err(self.type_error(&text))
    }

    /// The position that an assignment or deletion means.
    pub(crate) fn store_index(&mut self, key: Value, len: usize, kind: &str) -> Result<usize, Divert> {
        match self.index(key)? {
            Some(Value::Int(index)) => match position(index, len) {
                Some(at) => Ok(at),
                None if kind == "bytearray" => Err(self.index_error("bytearray index out of range")),
                None => Err(self.index_error(&format!("{kind} assignment index out of range"))),
            },
            Some(_) => Err(self.index_error("cannot fit 'int' into an index-sized integer")),
            None => {
                let text = format!("{kind} indices must be integers or slices, not {}", self.class_name(key));
                Err(self.type_error(&text))
            }
        }
    }

    fn store_list_slice(&mut self, list: Handle, parts: [Value; 3], value: Value) -> Result<(), Divert> {
        if !self.iterable(value) {
            return Err(self.type_error("can only assign an iterable"));
        }
        let new = self.items(value)?;
        let Object::List(items) = self.heap.get(list) else { return Ok(()) };
        let (start, stop, step) = self.slice_bounds(parts, items.len())?;
        let count = Range { start, stop, step }.len() as usize;
        if step != 1 && count != new.len() {
            let text = format!("attempt to assign sequence of size {} to extended slice of size {count}", new.len());
            return Err(self.value_error(&text));
        }
        self.heap.used += new.len() * 16;
        if let Object::List(items) = self.heap.get_mut(list) {
            if step == 1 {
                let start = start as usize;
                items.splice(start..start.max(stop.max(0) as usize), new);
            } else {
                for (index, item) in new.into_iter().enumerate() {
                    items[(start + index as i64 * step) as usize] = item;
                }
            }
        }
        self.dropped |= !self.open_sockets.is_empty();
        Ok(())
    }

    /// `del object[key]`.
    pub(crate) fn delete_subscript(&mut self, object: Value, key: Value) -> Result<(), Divert> {
        if self.call_special(object, names::DELITEM, &[key])?.is_some() {
            return Ok(());
        }
        self.dropped |= !self.open_sockets.is_empty();
        if let Value::Obj(handle) = object {
            match self.heap.get(handle) {
                Object::Dict(_) => {
                    return match self.dict_remove(handle, key)? {
                        Some(_) => Ok(()),
                        None => Err(self.key_error(key)),
                    };
                }
                Object::List(items) => {
                    let len = items.len();
                    if let Some(Object::Slice(parts)) = self.heap.object(key) {
                        let (start, stop, step) = self.slice_bounds(**parts, len)?;
                        let mut doomed: Vec<usize> = (0..Range { start, stop, step }.len() as i64)
                            .map(|index| (start + index * step) as usize)
                            .collect();
                        doomed.sort_unstable();
                        if let Object::List(items) = self.heap.get_mut(handle) {
                            for at in doomed.into_iter().rev() {
                                items.remove(at);
                            }
                        }
                        return Ok(());
                    }
                    let at = self.store_index(key, len, "list")?;
                    if let Object::List(items) = self.heap.get_mut(handle) {
                        items.remove(at);
                    }
                    return Ok(());
                }
                Object::ByteArray(_) => return self.delete_in_buffer(object, key),
                _ => {}
            }
            let class = self.class_of(object);
            if let Some(native) = self.native_method(class, names::DELITEM) {
                (native.call)(self, crate::native::Args::new(&[object, key]))?;
                return Ok(());
            }
        }
        let text = format!("'{}' object doesn't support item deletion", self.class_name(object));
        Err(self.type_error(&text))
    }
}

/// An index counted from either end.
#[inline]
pub(crate) fn position(index: i64, len: usize) -> Option<usize> {
    let at = if index < 0 { index + len as i64 } else { index };
    (at >= 0 && (at as usize) < len).then_some(at as usize)
}

//! Iteration over builtin containers, and what a program's own `__iter__` and `__next__` add to it.

use super::Machine;
use super::run::QuickNext;
use crate::builtins::classes;
use crate::names;
use crate::native::{Divert, Native, function};
use crate::object::{Iter, Object, Part};
use crate::value::{Handle, Value};

/// Drains an iterator that only Python code can step: runs as a call of the prelude's `_collect`.
static COLLECT_AT_MOST: Native = function("collect", |machine, args| {
    let Value::Int(limit) = args.positional[1] else { return Ok(Value::None) };
    let iterator = args.positional[0];
    let mut items = Vec::new();
    while (items.len() as i64) < limit
        && let Some(item) = machine.next_once(iterator)?
    {
        items.push(item);
    }
    Ok(machine.heap.new_list(items))
});

/// How many iterators may ask one another for one item: the stack of a browser has room for twice as many.
const ITERATORS_MAX: u32 = 1000;

impl Machine {
    /// An iterator of an exact builtin, without calls.
    pub(super) fn quick_iter(&mut self, value: Value) -> Option<Value> {
        let Value::Obj(handle) = value else { return None };
        let slot = self.heap.slot(handle);
        if !classes::is_builtin(slot.class) {
            return None;
        }
        let (class, iter) = match &slot.object {
            Object::List(_) => (classes::LIST_ITERATOR, Iter::List { list: handle, at: 0 }),
            Object::Tuple(items) => (classes::TUPLE_ITERATOR, Iter::Items { items: items.clone(), at: 0 }),
            Object::Range(range) => {
                let left = range.len();
                (classes::RANGE_ITERATOR, Iter::Range { next: range.start, step: range.step, left })
            }
            Object::Str(text) => {
                let class = if text.is_ascii() { classes::STR_ASCII_ITERATOR } else { classes::STR_ITERATOR };
                (class, Iter::Str { text: value, at: 0 })
            }
            Object::Bytes(_) => (classes::BYTES_ITERATOR, Iter::Bytes { bytes: value, at: 0 }),
            Object::ByteArray(_) => (classes::BYTEARRAY_ITERATOR, Iter::Bytes { bytes: value, at: 0 }),
            Object::MemoryView(_) => (classes::ITERATOR, Iter::Bytes { bytes: value, at: 0 }),
            Object::Dict(dict) => {
                (classes::DICT_KEYITERATOR, Iter::Dict { dict: handle, part: Part::Keys, at: 0, len: dict.len() })
            }
            Object::Proxy(dict) => {
                let dict = *dict;
                let len = self.heap.dict(dict).len();
                (classes::DICT_KEYITERATOR, Iter::Dict { dict, part: Part::Keys, at: 0, len })
            }
            Object::View(dict, part) => {
                let class = match part {
                    Part::Keys => classes::DICT_KEYITERATOR,
                    Part::Values => classes::DICT_VALUEITERATOR,
                    Part::Items => classes::DICT_ITEMITERATOR,
                };
                let (dict, part) = (*dict, *part);
                let len = self.heap.dict(dict).len();
                (class, Iter::Dict { dict, part, at: 0, len })
            }
            Object::Set(set) => (classes::SET_ITERATOR, Iter::Set { set: handle, at: 0, len: set.len() }),
            Object::Iter(_) | Object::Generator(_) => return Some(value),
            _ => return None,
        };
        Some(Value::Obj(self.heap.alloc(class, Object::Iter(Box::new(iter)))))
    }

    /// `iter(value)`.
    pub(crate) fn iter(&mut self, value: Value) -> Result<Value, Divert> {
        if let Some(iterator) = self.quick_iter(value) {
            return Ok(iterator);
        }
        let class = self.class_of(value);
        if let Some(method) = self.lookup(class, names::ITER) {
            if !method.is_none() {
                let iterator = self.call_special(value, names::ITER, &[])?.unwrap_or(Value::None);
                let iterator_class = self.class_of(iterator);
                let builtin = matches!(self.heap.object(iterator), Some(Object::Iter(_) | Object::Generator(_)));
                if !builtin && self.lookup_any(iterator_class, names::NEXT).is_none() {
                    let text = format!("iter() returned non-iterator of type '{}'", self.class_name(iterator));
                    return Err(self.type_error(&text));
                }
                return Ok(iterator);
            }
        } else if let Some(iterator) = self.iter_of_subclass(value) {
            return Ok(iterator);
        } else if self.lookup(class, names::GETITEM).is_some() {
            let iter = Iter::Sequence { object: value, at: 0 };
            return Ok(Value::Obj(self.heap.alloc(classes::ITERATOR, Object::Iter(Box::new(iter)))));
        } else if let Some(native) = self.native_method(class, names::ITER) {
            return (native.call)(self, crate::native::Args::new(&[value]));
        }
        let text = format!("'{}' object is not iterable", self.class_name(value));
        Err(self.type_error(&text))
    }

    /// Iterators of subclasses of builtin containers.
    fn iter_of_subclass(&mut self, value: Value) -> Option<Value> {
        let Value::Obj(handle) = value else { return None };
        let base = match self.heap.get(handle) {
            Object::List(_) => classes::LIST,
            Object::Tuple(_) => classes::TUPLE,
            Object::Str(_) => classes::STR,
            Object::Bytes(_) => classes::BYTES,
            Object::ByteArray(_) => classes::BYTEARRAY,
            Object::Dict(_) => classes::DICT,
            Object::Set(_) => classes::SET,
            _ => return None,
        };
        let own = std::mem::replace(&mut self.heap.slot_mut(handle).class, base);
        let iterator = self.quick_iter(value);
        self.heap.slot_mut(handle).class = own;
        iterator
    }

    /// Whether `iter(value)` would find something.
    pub(crate) fn iterable(&mut self, value: Value) -> bool {
        let Value::Obj(handle) = value else { return false };
        if matches!(
            self.heap.get(handle),
            Object::List(_)
                | Object::Tuple(_)
                | Object::Range(_)
                | Object::Str(_)
                | Object::Bytes(_)
                | Object::ByteArray(_)
                | Object::Dict(_)
                | Object::Set(_)
                | Object::View(..)
                | Object::Proxy(_)
                | Object::Iter(_)
                | Object::Generator(_)
                | Object::MemoryView(_)
        ) {
            return true;
        }
        let class = self.class_of(value);
        match self.lookup_any(class, names::ITER) {
            Some(method) => !method.is_none(),
            None => self.lookup(class, names::GETITEM).is_some(),
        }
    }

    /// The next item without calls, for `for` loops.
    #[inline]
    pub(super) fn quick_next(&mut self, iterator: Value) -> QuickNext {
        let Value::Obj(handle) = iterator else { return QuickNext::Ask };
        match self.heap.get_mut(handle) {
            Object::Iter(iter) => match iter.as_mut() {
                Iter::Range { next, step, left } => {
                    if *left == 0 {
                        return QuickNext::End;
                    }
                    let item = *next;
                    *left -= 1;
                    *next = next.wrapping_add(*step);
                    QuickNext::Item(Value::Int(item))
                }
                Iter::List { list, at } => {
                    let (list, index) = (*list, *at);
                    *at += 1;
                    match self.heap.get(list) {
                        Object::List(items) if index < items.len() => QuickNext::Item(items[index]),
                        _ => {
                            *self.heap.get_mut(handle) = Object::Iter(Box::new(Iter::Ended));
                            QuickNext::End
                        }
                    }
                }
                Iter::Items { items, at } => match items.get(*at) {
                    Some(item) => {
                        *at += 1;
                        QuickNext::Item(*item)
                    }
                    None => QuickNext::End,
                },
                Iter::Str { text, at } => {
                    let (text, from) = (*text, *at);
                    let Some(Object::Str(source)) = self.heap.object(text) else { return QuickNext::End };
                    match source.text.as_bytes().get(from) {
                        Some(byte) if byte.is_ascii() => {
                            let byte = *byte;
                            self.set_iter(handle, Iter::Str { text, at: from + 1 });
                            QuickNext::Item(self.heap.new_char(byte))
                        }
                        Some(_) => QuickNext::Ask,
                        None => QuickNext::End,
                    }
                }
                Iter::Ended => QuickNext::End,
                _ => QuickNext::Ask,
            },
            Object::Generator(_) => QuickNext::Generator(handle),
            _ => QuickNext::Ask,
        }
    }

    /// `next(iterator)`; `None` at its end.
    pub(crate) fn next(&mut self, iterator: Value) -> Result<Option<Value>, Divert> {
        let Value::Obj(handle) = iterator else { return Err(self.not_an_iterator(iterator)) };
        match self.heap.get(handle) {
            Object::Iter(_) => self.next_builtin(handle),
            Object::Generator(_) => self.stepped(iterator, &[Value::None]),
            _ => {
                let class = self.class_of(iterator);
                match self.lookup_any(class, names::NEXT) {
                    Some(next) => {
                        let next = self.bind_to(next, iterator, class);
                        self.stepped(next, &[])
                    }
                    None => Err(self.not_an_iterator(iterator)),
                }
            }
        }
    }

    /// [`Machine::next`] for natives that take several items: each is taken once, however often the native is run again.
    pub(crate) fn next_once(&mut self, iterator: Value) -> Result<Option<Value>, Divert> {
        let value = self.once(|machine| Ok(machine.next(iterator)?.unwrap_or(Value::Unbound)))?;
        Ok(if value.is_unbound() { None } else { Some(value) })
    }

    fn stepped(&mut self, callee: Value, args: &[Value]) -> Result<Option<Value>, Divert> {
        match self.try_call(callee, args)? {
            Ok(value) => Ok(Some(value)),
            Err(raised) if self.is_instance_of(raised, classes::STOP_ITERATION) => Ok(None),
            Err(raised) => Err(self.raise(raised)),
        }
    }

    fn not_an_iterator(&mut self, value: Value) -> Divert {
        let text = format!("'{}' object is not an iterator", self.class_name(value));
        self.type_error(&text)
    }

    fn next_builtin(&mut self, handle: Handle) -> Result<Option<Value>, Divert> {
        match self.quick_next(Value::Obj(handle)) {
            QuickNext::Item(value) => return Ok(Some(value)),
            QuickNext::End => return Ok(None),
            _ => {}
        }
        let Object::Iter(iter) = self.heap.get(handle) else { return Ok(None) };
        match iter.as_ref().clone() {
            Iter::Str { text, at } => {
                let Some(Object::Str(object)) = self.heap.object(text) else { return Ok(None) };
                let source = object.text.clone();
                let Some(character) = source.get(at..).and_then(|rest| rest.chars().next()) else { return Ok(None) };
                self.set_iter(handle, Iter::Str { text, at: at + character.len_utf8() });
                let mut buffer = [0; 4];
                Ok(Some(self.heap.new_str(character.encode_utf8(&mut buffer))))
            }
            Iter::Bytes { bytes, at } => {
                let byte = match self.heap.object(bytes) {
                    Some(Object::Bytes(bytes)) => bytes.data.get(at).copied(),
                    Some(Object::ByteArray(bytes)) => bytes.data.get(at).copied(),
                    _ => self.octets(bytes).and_then(|data| data.get(at).copied()),
                };
                let Some(byte) = byte else { return Ok(None) };
                self.set_iter(handle, Iter::Bytes { bytes, at: at + 1 });
                Ok(Some(Value::Int(i64::from(byte))))
            }
            Iter::Dict { dict, part, at, len } => self.next_of_dict(handle, dict, part, at, len),
            Iter::Set { set, at, len } => {
                let Object::Set(table) = self.heap.get(set) else { return Ok(None) };
                if table.len() != len {
                    return Err(self.error(classes::RUNTIME_ERROR, "Set changed size during iteration"));
                }
                match table.next_from(at) {
                    Some((value, next)) => {
                        self.set_iter(handle, Iter::Set { set, at: next, len });
                        Ok(Some(value))
                    }
                    None => Ok(None),
                }
            }
            Iter::ListReversed { list, left } => {
                let Object::List(items) = self.heap.get(list) else { return Ok(None) };
                if left == 0 || left > items.len() {
                    return Ok(None);
                }
                let value = items[left - 1];
                self.set_iter(handle, Iter::ListReversed { list, left: left - 1 });
                Ok(Some(value))
            }
            other => self.next_composite(handle, other),
        }
    }

    fn next_of_dict(
        &mut self,
        handle: Handle,
        dict: Handle,
        part: Part,
        at: usize,
        len: usize,
    ) -> Result<Option<Value>, Divert> {
        let table = self.heap.dict(dict);
        if table.len() != len {
            return Err(self.error(classes::RUNTIME_ERROR, "dictionary changed size during iteration"));
        }
        let mut at = at;
        while table.entries.get(at).is_some_and(|entry| entry.key.is_unbound()) {
            at += 1;
        }
        let Some(entry) = table.entries.get(at).copied() else { return Ok(None) };
        self.set_iter(handle, Iter::Dict { dict, part, at: at + 1, len });
        Ok(Some(match part {
            Part::Keys => entry.key,
            Part::Values => entry.value,
            Part::Items => self.heap.new_tuple([entry.key, entry.value].into()),
        }))
    }

    /// Iterators over iterators, as deep as they may be.
    fn next_composite(&mut self, handle: Handle, iter: Iter) -> Result<Option<Value>, Divert> {
        if self.iterating == ITERATORS_MAX {
            return Err(self.raise_recursion());
        }
        self.iterating += 1;
        let next = self.next_of_inner(handle, iter);
        self.iterating -= 1;
        next
    }

    /// Each inner step may run Python code.
    fn next_of_inner(&mut self, handle: Handle, iter: Iter) -> Result<Option<Value>, Divert> {
        match iter {
            Iter::Enumerate { inner, count } => {
                let Some(value) = self.next(inner)? else { return Ok(None) };
                let next = self.binary_builtin(crate::compile::code::Binary::Add, count, Value::Int(1))?;
                self.set_iter(handle, Iter::Enumerate { inner, count: next.unwrap_or(count) });
                Ok(Some(self.heap.new_tuple([count, value].into())))
            }
            Iter::Zip { inner, strict } => {
                let mut values = Vec::with_capacity(inner.len());
                for (at, iterator) in inner.iter().enumerate() {
                    match self.next_once(*iterator)? {
                        Some(value) => values.push(value),
                        None if strict && at > 0 => {
                            let text = format!("zip() argument {} is shorter than argument{}", at + 1, before(at));
                            return Err(self.value_error(&text));
                        }
                        None if strict => {
                            for (at, iterator) in inner.iter().enumerate().skip(1) {
                                if self.next_once(*iterator)?.is_some() {
                                    let text =
                                        format!("zip() argument {} is longer than argument{}", at + 1, before(at));
                                    return Err(self.value_error(&text));
                                }
                            }
                            return Ok(None);
                        }
                        None => return Ok(None),
                    }
                }
                if values.is_empty() {
                    return Ok(None);
                }
                Ok(Some(self.heap.new_tuple(values.into())))
            }
            Iter::Map { function, inner } => {
                let mut values = Vec::with_capacity(inner.len());
                for iterator in inner.iter() {
                    match self.next_once(*iterator)? {
                        Some(value) => values.push(value),
                        None => return Ok(None),
                    }
                }
                self.call(function, &values).map(Some)
            }
            Iter::Filter { function: function @ Value::Obj(_), inner } => {
                // One question, however many items are left out.
                let search = self.prelude_function("_next_match");
                let found = self.call(search, &[function, inner])?;
                Ok(self.quick_items(found).and_then(|found| found.first().copied()))
            }
            Iter::Filter { function, inner } => {
                while let Some(value) = self.next_once(inner)? {
                    let keep = if function.is_none() { value } else { self.call(function, &[value])? };
                    if self.truth(keep)? {
                        return Ok(Some(value));
                    }
                }
                Ok(None)
            }
            Iter::Callable { callable, sentinel } => {
                let value = self.call(callable, &[])?;
                if self.same_or_equal(value, sentinel)? {
                    self.set_iter(handle, Iter::Ended);
                    return Ok(None);
                }
                Ok(Some(value))
            }
            Iter::Sequence { object, at } => match self.item_or_end(object, at)? {
                Some(value) => {
                    self.set_iter(handle, Iter::Sequence { object, at: at + 1 });
                    Ok(Some(value))
                }
                None => {
                    self.set_iter(handle, Iter::Ended);
                    Ok(None)
                }
            },
            Iter::SequenceReversed { object, left } => {
                if left == 0 {
                    return Ok(None);
                }
                let value = self.subscript(object, Value::Int(left - 1))?;
                self.set_iter(handle, Iter::SequenceReversed { object, left: left - 1 });
                Ok(Some(value))
            }
            _ => Ok(None),
        }
    }

    fn item_or_end(&mut self, object: Value, at: i64) -> Result<Option<Value>, Divert> {
        match self.try_call(Value::Native(&super::operators::SUBSCRIPT), &[object, Value::Int(at)])? {
            Ok(value) => Ok(Some(value)),
            Err(raised)
                if self.is_instance_of(raised, classes::INDEX_ERROR)
                    || self.is_instance_of(raised, classes::STOP_ITERATION) =>
            {
                Ok(None)
            }
            Err(raised) => Err(self.raise(raised)),
        }
    }

    fn set_iter(&mut self, handle: Handle, iter: Iter) {
        if let Object::Iter(place) = self.heap.get_mut(handle) {
            **place = iter;
        }
    }

    /// All items of an iterable.
    pub(crate) fn items(&mut self, value: Value) -> Result<Vec<Value>, Divert> {
        if let Some(items) = self.quick_items(value) {
            return Ok(items);
        }
        if !self.iterable(value) {
            let text = format!("'{}' object is not iterable", self.class_name(value));
            return Err(self.type_error(&text));
        }
        // Only Python code can step it: our own loop collects the items, so that the native is run again just once.
        let collect = self.prelude_function("_collect");
        let list = self.call(collect, &[value])?;
        Ok(self.quick_items(list).unwrap_or_default())
    }

    /// At most `limit` items of an iterable: the rest is not asked for.
    pub(crate) fn items_at_most(&mut self, value: Value, limit: usize) -> Result<Vec<Value>, Divert> {
        if let Some(mut items) = self.quick_items(value) {
            items.truncate(limit);
            return Ok(items);
        }
        let iterator = self.once(|machine| machine.iter(value))?;
        let list = self.call(Value::Native(&COLLECT_AT_MOST), &[iterator, Value::Int(limit as i64)])?;
        Ok(self.quick_items(list).unwrap_or_default())
    }

    /// Items of containers that need no stepping.
    pub(crate) fn quick_items(&mut self, value: Value) -> Option<Vec<Value>> {
        let Value::Obj(handle) = value else { return None };
        let class = self.heap.slot(handle).class;
        if !classes::is_builtin(class) && self.lookup(class, names::ITER).is_some() {
            return None;
        }
        Some(match self.heap.get(handle) {
            Object::List(items) => items.clone(),
            Object::Tuple(items) => items.to_vec(),
            Object::Set(set) => set.iter().map(|(_, key)| key).collect(),
            Object::Dict(dict) => dict.iter().map(|entry| entry.key).collect(),
            Object::Proxy(dict) | Object::View(dict, Part::Keys) => {
                self.heap.dict(*dict).iter().map(|entry| entry.key).collect()
            }
            Object::View(dict, Part::Values) => self.heap.dict(*dict).iter().map(|entry| entry.value).collect(),
            Object::View(dict, Part::Items) => {
                let pairs: Vec<(Value, Value)> =
                    self.heap.dict(*dict).iter().map(|entry| (entry.key, entry.value)).collect();
                pairs.into_iter().map(|(key, value)| self.heap.new_tuple([key, value].into())).collect()
            }
            Object::Range(range) => {
                let range = **range;
                let len = range.len();
                if len > 4_000_000 {
                    return None;
                }
                (0..len as i64).map(|at| Value::Int(range.start + at * range.step)).collect()
            }
            Object::Str(text) => {
                let text = text.text.clone();
                let mut buffer = [0; 4];
                text.chars().map(|character| self.heap.new_str(character.encode_utf8(&mut buffer))).collect()
            }
            Object::Bytes(_) | Object::ByteArray(_) | Object::MemoryView(_) => {
                self.octets(value)?.iter().map(|byte| Value::Int(i64::from(*byte))).collect()
            }
            Object::Iter(iter) => match iter.as_ref() {
                Iter::Range { .. }
                | Iter::List { .. }
                | Iter::Items { .. }
                | Iter::Str { .. }
                | Iter::Bytes { .. }
                | Iter::Dict { .. }
                | Iter::Set { .. }
                | Iter::ListReversed { .. }
                | Iter::Ended => {
                    // Taken in one go, and only once even if the native is run again.
                    let taken = self
                        .once(|machine| {
                            let mut items = Vec::new();
                            while let Some(item) = machine.next_builtin(handle)? {
                                items.push(item);
                            }
                            Ok(machine.heap.new_tuple(items.into()))
                        })
                        .ok()?;
                    match self.heap.object(taken) {
                        Some(Object::Tuple(items)) => items.to_vec(),
                        // It ended since the native ran first: this is the list that `_collect` made of it.
                        Some(Object::List(items)) => items.clone(),
                        _ => return None,
                    }
                }
                _ => return None,
            },
            _ => return None,
        })
    }
}

fn before(at: usize) -> String {
    if at == 1 { " 1".to_owned() } else { format!("s 1-{at}") }
}

//! Joining, repeating and searching containers. Bytes keep the pieces that they came in.

use super::Machine;
use crate::builtins::{classes, sets};
use crate::compile::code::Binary;
use crate::names;
use crate::native::Divert;
use crate::object::Object;
use crate::object::text::{Bytes, append_origins, slice_origins};
use crate::value::Value;
use std::rc::Rc;

impl Machine {
    pub(super) fn combine_sets(&mut self, operator: Binary, a: Value, b: Value) -> Result<Option<Value>, Divert> {
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

    pub(super) fn concatenate(&mut self, a: Value, b: Value) -> Result<Option<Value>, Divert> {
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

    pub(super) fn repeat(&mut self, sequence: Value, count: Value) -> Result<Option<Value>, Divert> {
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
}

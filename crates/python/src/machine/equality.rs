//! Hashes, equality, order and truth, and the tables of `dict` and `set` that depend on them.
//! What a program's own `__eq__`, `__hash__`, `__lt__` or `__bool__` says is asked for with `?`.

use super::Machine;
use crate::builtins::classes;
use crate::compile::code::Compare;
use crate::names;
use crate::native::Divert;
use crate::object::{Object, Part};
use crate::text::Integer;
use crate::value::{Handle, Value};
use num_traits::ToPrimitive;
use std::cmp::Ordering;
use std::rc::Rc;

/// How deep natives compare, hash or show nested containers.
pub(crate) const NESTING_MAX: u32 = 60;

impl Machine {
    /// Truth of values that need not be asked.
    #[inline]
    pub(crate) fn quick_truth(&mut self, value: Value) -> Option<bool> {
        match value {
            Value::Bool(truth) => Some(truth),
            Value::None => Some(false),
            Value::Int(int) => Some(int != 0),
            Value::Float(float) => Some(float != 0.0),
            Value::Unbound | Value::Ellipsis | Value::NotImplemented | Value::Native(_) => Some(true),
            Value::Obj(handle) => {
                let class = self.heap.slot(handle).class;
                if !classes::is_builtin(class)
                    && (self.lookup(class, names::BOOL).is_some() || self.lookup(class, names::LEN).is_some())
                {
                    return None;
                }
                Some(self.length(value).is_none_or(|length| length != 0))
            }
        }
    }

    /// `bool(value)`.
    pub(crate) fn truth(&mut self, value: Value) -> Result<bool, Divert> {
        if let Some(truth) = self.quick_truth(value) {
            return Ok(truth);
        }
        if let Some(result) = self.call_special(value, names::BOOL, &[])? {
            return match result {
                Value::Bool(truth) => Ok(truth),
                other => {
                    let text = format!("__bool__ should return bool, returned {}", self.class_name(other));
                    Err(self.type_error(&text))
                }
            };
        }
        let length = self.len(value)?;
        Ok(length != 0)
    }

    /// Length of builtin containers; also 0 for the number zero among heap objects.
    pub(crate) fn length(&self, value: Value) -> Option<usize> {
        Some(match self.heap.object(value)? {
            Object::Str(text) => text.chars as usize,
            Object::Bytes(bytes) => bytes.data.len(),
            Object::ByteArray(bytes) => bytes.data.len(),
            Object::Tuple(items) => items.len(),
            Object::List(items) => items.len(),
            Object::Dict(dict) => dict.len(),
            Object::Set(set) => set.len(),
            Object::View(dict, _) | Object::Proxy(dict) => self.heap.dict(*dict).len(),
            Object::Range(range) => range.len() as usize,
            Object::MemoryView(view) => view.len,
            Object::Int(int) => usize::from(*int != 0),
            Object::Float(float) => usize::from(*float != 0.0),
            _ => return None,
        })
    }

    /// `len(value)`.
    pub(crate) fn len(&mut self, value: Value) -> Result<usize, Divert> {
        if let Some(result) = self.call_special(value, names::LEN, &[])? {
            return match self.index(result)? {
                Some(Value::Int(length)) if length >= 0 => Ok(length as usize),
                Some(Value::Int(_)) => Err(self.value_error("__len__() should return >= 0")),
                _ => {
                    let text = format!("'{}' object cannot be interpreted as an integer", self.class_name(result));
                    Err(self.type_error(&text))
                }
            };
        }
        match self.length(value) {
            Some(length) if !matches!(self.heap.object(value), Some(Object::Int(_) | Object::Float(_))) => Ok(length),
            _ => {
                let text = format!("object of type '{}' has no len()", self.class_name(value));
                Err(self.type_error(&text))
            }
        }
    }

    /// `hash(value)`.
    pub(crate) fn hash(&mut self, value: Value) -> Result<i64, Divert> {
        self.hash_nested(value, 0)
    }

    fn hash_nested(&mut self, value: Value, depth: u32) -> Result<i64, Divert> {
        use crate::text::hash;
        if depth > NESTING_MAX {
            return Err(self.raise_recursion());
        }
        let handle = match value {
            Value::Int(int) => return Ok(hash::hash_integer(Integer::Small(int))),
            Value::Bool(truth) => return Ok(i64::from(truth)),
            Value::Float(float) => return Ok(hash::hash_float(float)),
            Value::None | Value::Unbound => return Ok(0x_0FCA_8642),
            Value::Ellipsis => return Ok(0x_0FCA_8643),
            Value::NotImplemented => return Ok(0x_0FCA_8644),
            Value::Native(native) => return Ok(hash::hash_str(native.name)),
            Value::Obj(handle) => handle,
        };
        let class = self.heap.slot(handle).class;
        if !classes::is_builtin(class) {
            match self.lookup(class, names::HASH) {
                Some(Value::None) => return Err(self.unhashable(value)),
                Some(method) => {
                    let result = self.call(method, &[value])?;
                    return match self.index(result)? {
                        Some(Value::Int(hash)) => Ok(hash::hash_integer(Integer::Small(hash))),
                        Some(_) => Ok(self.hash_nested(result, depth + 1)?),
                        None => Err(self.type_error("__hash__ method should return an integer")),
                    };
                }
                None => {}
            }
        }
        match self.heap.get(handle) {
            Object::Str(text) => Ok(text.hash()),
            Object::Bytes(bytes) => Ok(hash::hash_bytes(&bytes.data)),
            Object::Int(int) => Ok(hash::hash_integer(Integer::Small(*int))),
            Object::Float(float) => Ok(hash::hash_float(*float)),
            Object::Big(big) => Ok(hash::hash_integer(Integer::Big(big))),
            Object::Tuple(items) => {
                let items = items.clone();
                let mut hashes = Vec::with_capacity(items.len());
                for item in items.iter() {
                    hashes.push(self.hash_nested(*item, depth + 1)?);
                }
                Ok(hash::hash_tuple(hashes.into_iter()))
            }
            Object::Set(set) if self.is_subclass(class, classes::FROZENSET) => {
                let hashes: Vec<i64> = set.iter().map(|(hash, _)| hash).collect();
                Ok(hash::hash_frozen_set(hashes.into_iter()))
            }
            Object::Range(range) => Ok(range.start.wrapping_mul(31).wrapping_add(range.stop)),
            Object::List(_)
            | Object::Dict(_)
            | Object::Set(_)
            | Object::ByteArray(_)
            | Object::Slice(_)
            | Object::View(..)
            | Object::Proxy(_) => Err(self.unhashable(value)),
            _ => Ok(i64::from(handle.0) * 3 + 0x7F_0000),
        }
    }

    fn unhashable(&mut self, value: Value) -> Divert {
        let text = format!("unhashable type: '{}'", self.class_name(value));
        self.type_error(&text)
    }

    /// Equality of values for which no code of the program must run; `None` if it must.
    pub(crate) fn quick_equal(&self, a: Value, b: Value) -> Option<bool> {
        if a.is(b) && !matches!(a, Value::Float(_)) {
            return Some(true);
        }
        match (a, b) {
            (Value::Obj(x), Value::Obj(y)) => {
                let (p, q) = (self.heap.slot(x), self.heap.slot(y));
                if !classes::is_builtin(p.class) || !classes::is_builtin(q.class) {
                    return None;
                }
                match (&p.object, &q.object) {
                    (Object::Str(s), Object::Str(t)) => Some(s.text == t.text),
                    (Object::Bytes(s), Object::Bytes(t)) => Some(s.data == t.data),
                    (Object::Big(s), Object::Big(t)) => Some(s == t),
                    (Object::Str(_) | Object::Bytes(_), Object::Tuple(_))
                    | (Object::Tuple(_), Object::Str(_) | Object::Bytes(_))
                    | (Object::Str(_), Object::Bytes(_))
                    | (Object::Bytes(_), Object::Str(_)) => Some(false),
                    _ => None,
                }
            }
            (Value::Obj(x), _) | (_, Value::Obj(x)) => match &self.heap.slot(x).object {
                Object::Str(_) | Object::Bytes(_) if classes::is_builtin(self.heap.slot(x).class) => Some(false),
                _ => None,
            },
            (Value::Int(_) | Value::Bool(_) | Value::Float(_), Value::Int(_) | Value::Bool(_) | Value::Float(_)) => {
                Some(self.number_order(a, b) == Some(Ordering::Equal))
            }
            _ => Some(false),
        }
    }

    /// `a == b` as containers ask it: identity counts as equality.
    pub(crate) fn same_or_equal(&mut self, a: Value, b: Value) -> Result<bool, Divert> {
        if a.is(b) {
            return Ok(true);
        }
        self.equal(a, b)
    }

    /// `bool(a == b)`.
    pub(crate) fn equal(&mut self, a: Value, b: Value) -> Result<bool, Divert> {
        if let Some(equal) = self.quick_equal(a, b) {
            return Ok(equal);
        }
        let result = self.compare(Compare::Eq, a, b)?;
        self.truth(result)
    }

    /// Order of numbers, whatever their types; `None` if not numbers or unordered.
    pub(crate) fn number_order(&self, a: Value, b: Value) -> Option<Ordering> {
        let (a, b) = (self.number(a)?, self.number(b)?);
        match (a, b) {
            (Number::Int(a), Number::Int(b)) => Some(a.cmp(&b)),
            (Number::Float(a), Number::Float(b)) => a.partial_cmp(&b),
            (Number::Int(a), Number::Float(b)) => order_int_float(a, b),
            (Number::Float(a), Number::Int(b)) => order_int_float(b, a).map(Ordering::reverse),
            (Number::Big(a), Number::Big(b)) => Some(a.cmp(&b)),
            (Number::Big(a), Number::Int(_)) => {
                Some(if a.sign() == num_bigint::Sign::Minus { Ordering::Less } else { Ordering::Greater })
            }
            (Number::Int(_), Number::Big(b)) => {
                Some(if b.sign() == num_bigint::Sign::Minus { Ordering::Greater } else { Ordering::Less })
            }
            (Number::Big(a), Number::Float(b)) => order_big_float(&a, b),
            (Number::Float(a), Number::Big(b)) => order_big_float(&b, a).map(Ordering::reverse),
        }
    }

    /// A value as a number, subclasses included.
    pub(crate) fn number(&self, value: Value) -> Option<Number> {
        match value {
            Value::Int(int) => Some(Number::Int(int)),
            Value::Bool(truth) => Some(Number::Int(i64::from(truth))),
            Value::Float(float) => Some(Number::Float(float)),
            _ => match self.heap.object(value)? {
                Object::Int(int) => Some(Number::Int(*int)),
                Object::Float(float) => Some(Number::Float(*float)),
                Object::Big(big) => Some(Number::Big(big.clone())),
                _ => None,
            },
        }
    }

    /// Comparison of two texts or two `bytes`; `None` for anything else.
    pub(super) fn quick_compare(&self, operator: Compare, a: Value, b: Value) -> Option<bool> {
        let (Value::Obj(x), Value::Obj(y)) = (a, b) else { return None };
        let (p, q) = (self.heap.slot(x), self.heap.slot(y));
        if !classes::is_builtin(p.class) || !classes::is_builtin(q.class) {
            return None;
        }
        let order = match (&p.object, &q.object) {
            (Object::Str(s), Object::Str(t)) => s.text.cmp(&t.text),
            (Object::Bytes(s), Object::Bytes(t)) => s.data.cmp(&t.data),
            _ => return None,
        };
        Some(holds(operator, order))
    }

    /// `a < b` and so on, as the operators do it.
    pub(crate) fn compare(&mut self, operator: Compare, a: Value, b: Value) -> Result<Value, Divert> {
        let (own, mirrored) = compare_names(operator);
        let (class_a, class_b) = (self.class_of(a), self.class_of(b));
        if !classes::is_builtin(class_a) || !classes::is_builtin(class_b) {
            let right_first = class_a != class_b && self.is_subclass(class_b, class_a);
            if right_first
                && let Some(result) = self.call_special(b, mirrored, &[a])?
                && !matches!(result, Value::NotImplemented)
            {
                return Ok(result);
            }
            if let Some(result) = self.call_special(a, own, &[b])?
                && !matches!(result, Value::NotImplemented)
            {
                return Ok(result);
            }
            if !right_first
                && let Some(result) = self.call_special(b, mirrored, &[a])?
                && !matches!(result, Value::NotImplemented)
            {
                return Ok(result);
            }
            if operator == Compare::Ne && (self.special(a, names::EQ).is_some() || self.special(b, names::EQ).is_some())
            {
                let equal = self.compare(Compare::Eq, a, b)?;
                return Ok(Value::Bool(!self.truth(equal)?));
            }
        }
        if matches!(operator, Compare::Eq | Compare::Ne) {
            let equal = self.equal_builtin(a, b, 0)?;
            return Ok(Value::Bool(equal == (operator == Compare::Eq)));
        }
        let is_set =
            |value| matches!(self.heap.object(value), Some(Object::Set(_) | Object::View(_, Part::Keys | Part::Items)));
        if is_set(a) && is_set(b) {
            return self.compare_sets(operator, a, b);
        }
        match self.order(operator, a, b, 0)? {
            Some(truth) => Ok(truth),
            None => {
                let text = format!(
                    "'{}' not supported between instances of '{}' and '{}'",
                    compare_sign(operator),
                    self.class_name(a),
                    self.class_name(b)
                );
                Err(self.type_error(&text))
            }
        }
    }

    fn equal_builtin(&mut self, a: Value, b: Value, depth: u32) -> Result<bool, Divert> {
        if depth > NESTING_MAX {
            return Err(self.error(classes::RECURSION_ERROR, "maximum recursion depth exceeded in comparison"));
        }
        if self.number(a).is_some() && self.number(b).is_some() {
            return Ok(self.number_order(a, b) == Some(Ordering::Equal));
        }
        if a.is(b) {
            return Ok(true);
        }
        let (Value::Obj(x), Value::Obj(y)) = (a, b) else { return Ok(false) };
        match (self.heap.get(x), self.heap.get(y)) {
            (Object::Str(s), Object::Str(t)) => Ok(s.text == t.text),
            (Object::Tuple(s), Object::Tuple(t)) => {
                let (s, t) = (s.clone(), t.clone());
                self.equal_items(&s, &t, depth)
            }
            (Object::List(s), Object::List(t)) => {
                let (s, t): (Rc<[Value]>, Rc<[Value]>) = (s.as_slice().into(), t.as_slice().into());
                self.equal_items(&s, &t, depth)
            }
            (Object::Dict(s), Object::Dict(t)) => {
                if s.len() != t.len() {
                    return Ok(false);
                }
                let entries: Vec<_> = s.iter().copied().collect();
                for entry in entries {
                    let Some(at) = self.dict_find_hashed(y, entry.key, entry.hash)? else { return Ok(false) };
                    let other = self.heap.dict(y).entries[at].value;
                    if !entry.value.is(other) && !self.equal_nested(entry.value, other, depth)? {
                        return Ok(false);
                    }
                }
                Ok(true)
            }
            (
                Object::Set(_) | Object::View(_, Part::Keys | Part::Items),
                Object::Set(_) | Object::View(_, Part::Keys | Part::Items),
            ) => Ok(matches!(self.compare_sets(Compare::Eq, a, b)?, Value::Bool(true))),
            (Object::Range(s), Object::Range(t)) => {
                let (s, t) = (**s, **t);
                Ok(s.len() == t.len() && (s.len() == 0 || s.start == t.start && (s.len() == 1 || s.step == t.step)))
            }
            (Object::Slice(s), Object::Slice(t)) => {
                let (s, t) = (**s, **t);
                self.equal_items(&s, &t, depth)
            }
            (Object::Method(s), Object::Method(t)) => {
                let (s, t) = (**s, **t);
                Ok(s.function.is(t.function) && s.receiver.is(t.receiver))
            }
            _ => match (self.octets(a), self.octets(b)) {
                (Some(s), Some(t)) => Ok(s == t),
                _ => Ok(false),
            },
        }
    }

    fn equal_items(&mut self, a: &[Value], b: &[Value], depth: u32) -> Result<bool, Divert> {
        if a.len() != b.len() {
            return Ok(false);
        }
        for (x, y) in a.iter().zip(b) {
            if !x.is(*y) && !self.equal_nested(*x, *y, depth)? {
                return Ok(false);
            }
        }
        Ok(true)
    }

    fn equal_nested(&mut self, a: Value, b: Value, depth: u32) -> Result<bool, Divert> {
        if let Some(equal) = self.quick_equal(a, b) {
            return Ok(equal);
        }
        if classes::is_builtin(self.class_of(a)) && classes::is_builtin(self.class_of(b)) {
            return self.equal_builtin(a, b, depth + 1);
        }
        let result = self.compare(Compare::Eq, a, b)?;
        self.truth(result)
    }

    /// Order of builtin values; `None` if there is none between their types.
    fn order(&mut self, operator: Compare, a: Value, b: Value, depth: u32) -> Result<Option<Value>, Divert> {
        if depth > NESTING_MAX {
            return Err(self.error(classes::RECURSION_ERROR, "maximum recursion depth exceeded in comparison"));
        }
        if self.number(a).is_some() && self.number(b).is_some() {
            let truth = self.number_order(a, b).is_some_and(|order| holds(operator, order));
            return Ok(Some(Value::Bool(truth)));
        }
        let (items_a, items_b): (Rc<[Value]>, Rc<[Value]>) = match (self.heap.object(a), self.heap.object(b)) {
            (Some(Object::Str(s)), Some(Object::Str(t))) => {
                return Ok(Some(Value::Bool(holds(operator, s.text.cmp(&t.text)))));
            }
            (Some(Object::Tuple(s)), Some(Object::Tuple(t))) => (s.clone(), t.clone()),
            (Some(Object::List(s)), Some(Object::List(t))) => (s.as_slice().into(), t.as_slice().into()),
            _ => {
                return Ok(match (self.octets(a), self.octets(b)) {
                    (Some(s), Some(t)) => Some(Value::Bool(holds(operator, s.cmp(&t)))),
                    _ => None,
                });
            }
        };
        for (x, y) in items_a.iter().zip(items_b.iter()) {
            if !x.is(*y) && !self.equal_nested(*x, *y, depth)? {
                if classes::is_builtin(self.class_of(*x))
                    && classes::is_builtin(self.class_of(*y))
                    && depth < NESTING_MAX
                    && let Some(result) = self.order(operator, *x, *y, depth + 1)?
                {
                    return Ok(Some(result));
                }
                return self.compare(operator, *x, *y).map(Some);
            }
        }
        Ok(Some(Value::Bool(holds(operator, items_a.len().cmp(&items_b.len())))))
    }

    /// `a < b` for sorting.
    pub(crate) fn less(&mut self, a: Value, b: Value) -> Result<bool, Divert> {
        let result = self.compare(Compare::Lt, a, b)?;
        self.truth(result)
    }

    fn compare_sets(&mut self, operator: Compare, a: Value, b: Value) -> Result<Value, Divert> {
        let (Some(of_a), Some(of_b)) = (self.set_items(a)?, self.set_items(b)?) else {
            return Ok(Value::NotImplemented);
        };
        let (small, large, large_value, fits) = match operator {
            Compare::Gt | Compare::Ge => (of_b.clone(), of_a.clone(), a, ()),
            _ => (of_a.clone(), of_b.clone(), b, ()),
        };
        let () = fits;
        let wanted = match operator {
            Compare::Eq | Compare::Ne => small.len() == large.len(),
            Compare::Lt | Compare::Gt => small.len() < large.len(),
            Compare::Le | Compare::Ge => small.len() <= large.len(),
        };
        let mut result = wanted;
        if wanted {
            for item in &small {
                if !self.contains(large_value, *item)? {
                    result = false;
                    break;
                }
            }
        }
        Ok(Value::Bool(result != (operator == Compare::Ne)))
    }

    /// Elements of a set or of a set-like view.
    pub(crate) fn set_items(&mut self, value: Value) -> Result<Option<Vec<Value>>, Divert> {
        match self.heap.object(value) {
            Some(Object::Set(set)) => Ok(Some(set.iter().map(|(_, key)| key).collect())),
            Some(Object::View(_, Part::Keys | Part::Items)) => self.items(value).map(Some),
            _ => Ok(None),
        }
    }

    /// Position of a key in a dict.
    pub(crate) fn dict_find(&mut self, dict: Handle, key: Value) -> Result<Option<usize>, Divert> {
        let hash = self.hash(key)?;
        self.dict_find_hashed(dict, key, hash)
    }

    pub(crate) fn dict_find_hashed(&mut self, dict: Handle, key: Value, hash: i64) -> Result<Option<usize>, Divert> {
        let mut known: Vec<(Value, bool)> = Vec::new();
        loop {
            let outcome = self.heap.dict(dict).find(hash, |candidate| {
                if candidate.is(key) {
                    return Ok(true);
                }
                match self.quick_equal(candidate, key) {
                    Some(equal) => Ok(equal),
                    None => match known.iter().find(|(asked, _)| asked.is(candidate)) {
                        Some((_, equal)) => Ok(*equal),
                        None => Err(candidate),
                    },
                }
            });
            match outcome {
                Ok(found) => return Ok(found),
                Err(candidate) => {
                    let equal = self.equal(candidate, key)?;
                    known.push((candidate, equal));
                }
            }
        }
    }

    /// `dict[key]` without `__missing__`.
    pub(crate) fn dict_get(&mut self, dict: Handle, key: Value) -> Result<Option<Value>, Divert> {
        Ok(self.dict_find(dict, key)?.map(|at| self.heap.dict(dict).entries[at].value))
    }

    /// `dict[key] = value`.
    pub(crate) fn dict_set(&mut self, dict: Handle, key: Value, value: Value) -> Result<(), Divert> {
        let hash = self.hash(key)?;
        let found = self.dict_find_hashed(dict, key, hash)?;
        let table = self.heap.dict_mut(dict);
        if let Some(at) = found {
            let old = std::mem::replace(&mut table.entries[at].value, value);
            self.note_dropped(old);
        } else {
            table.push(hash, key, value);
            self.heap.used += 48;
        }
        Ok(())
    }

    /// Removes a key and gives its value.
    pub(crate) fn dict_remove(&mut self, dict: Handle, key: Value) -> Result<Option<Value>, Divert> {
        let Some(at) = self.dict_find(dict, key)? else { return Ok(None) };
        let entry = self.heap.dict_mut(dict).remove_at(at);
        self.note_dropped(entry.value);
        self.note_dropped(entry.key);
        Ok(Some(entry.value))
    }

    /// Position of an element in a set.
    pub(crate) fn set_find(&mut self, set: Handle, key: Value, hash: i64) -> Result<Option<usize>, Divert> {
        let mut known: Vec<(Value, bool)> = Vec::new();
        loop {
            let Object::Set(table) = self.heap.get(set) else { return Ok(None) };
            let outcome = table.find(hash, |candidate| {
                if candidate.is(key) {
                    return Ok(true);
                }
                match self.quick_equal(candidate, key) {
                    Some(equal) => Ok(equal),
                    None => match known.iter().find(|(asked, _)| asked.is(candidate)) {
                        Some((_, equal)) => Ok(*equal),
                        None => Err(candidate),
                    },
                }
            });
            match outcome {
                Ok(found) => return Ok(found),
                Err(candidate) => {
                    let equal = self.equal(candidate, key)?;
                    known.push((candidate, equal));
                }
            }
        }
    }

    /// `set.add(key)`; whether it is new.
    pub(crate) fn set_add(&mut self, set: Handle, key: Value) -> Result<bool, Divert> {
        let hash = self.hash(key)?;
        if self.set_find(set, key, hash)?.is_some() {
            return Ok(false);
        }
        if let Object::Set(table) = self.heap.get_mut(set) {
            table.push(hash, key);
        }
        self.heap.used += 32;
        Ok(true)
    }

    /// Removes an element; whether it was there.
    /// A `set` that is looked for in a set is looked for as a `frozenset`.
    pub(crate) fn frozen(&mut self, key: Value) -> Value {
        match self.heap.object(key) {
            Some(Object::Set(set)) if self.class_of(key) == classes::SET => {
                let set = Object::Set(set.clone());
                Value::Obj(self.heap.alloc(classes::FROZENSET, set))
            }
            _ => key,
        }
    }

    pub(crate) fn set_remove(&mut self, set: Handle, key: Value) -> Result<bool, Divert> {
        let key = self.frozen(key);
        let hash = self.hash(key)?;
        let Some(at) = self.set_find(set, key, hash)? else { return Ok(false) };
        if let Object::Set(table) = self.heap.get_mut(set) {
            let key = table.remove_at(at);
            self.note_dropped(key);
        }
        Ok(true)
    }

    /// The bytes of a `bytes`, `bytearray` or `memoryview`.
    pub(crate) fn octets(&self, value: Value) -> Option<Rc<[u8]>> {
        match self.heap.object(value)? {
            Object::Bytes(bytes) => Some(bytes.data.clone()),
            Object::ByteArray(bytes) => Some(bytes.data.as_slice().into()),
            Object::MemoryView(view) => {
                let whole = self.octets(view.owner)?;
                Some(whole[view.start..(view.start + view.len).min(whole.len())].into())
            }
            _ => None,
        }
    }
}

/// A number of any builtin type.
#[derive(Debug, Clone)]
pub(crate) enum Number {
    Int(i64),
    Big(Rc<num_bigint::BigInt>),
    Float(f64),
}

fn order_int_float(a: i64, b: f64) -> Option<Ordering> {
    if b.is_nan() {
        return None;
    }
    if b >= 9_223_372_036_854_775_808.0 {
        return Some(Ordering::Less);
    }
    if b < -9_223_372_036_854_775_808.0 {
        return Some(Ordering::Greater);
    }
    let whole = b.trunc();
    Some(a.cmp(&(whole as i64)).then(0.0.partial_cmp(&(b - whole)).unwrap_or(Ordering::Equal)))
}

fn order_big_float(a: &num_bigint::BigInt, b: f64) -> Option<Ordering> {
    if b.is_nan() {
        return None;
    }
    if b.is_infinite() {
        return Some(if b > 0.0 { Ordering::Less } else { Ordering::Greater });
    }
    let whole = <num_bigint::BigInt as num_traits::FromPrimitive>::from_f64(b.trunc())?;
    debug_assert!(a.to_f64().is_some(), "invariant: ints convert, perhaps to infinity");
    Some(a.cmp(&whole))
}

pub(super) fn holds(operator: Compare, order: Ordering) -> bool {
    match operator {
        Compare::Eq => order.is_eq(),
        Compare::Ne => order.is_ne(),
        Compare::Lt => order.is_lt(),
        Compare::Le => order.is_le(),
        Compare::Gt => order.is_gt(),
        Compare::Ge => order.is_ge(),
    }
}

fn compare_names(operator: Compare) -> (Handle, Handle) {
    match operator {
        Compare::Eq => (names::EQ, names::EQ),
        Compare::Ne => (names::NE, names::NE),
        Compare::Lt => (names::LT, names::GT),
        Compare::Le => (names::LE, names::GE),
        Compare::Gt => (names::GT, names::LT),
        Compare::Ge => (names::GE, names::LE),
    }
}

pub(crate) fn compare_sign(operator: Compare) -> &'static str {
    match operator {
        Compare::Eq => "==",
        Compare::Ne => "!=",
        Compare::Lt => "<",
        Compare::Le => "<=",
        Compare::Gt => ">",
        Compare::Ge => ">=",
    }
}

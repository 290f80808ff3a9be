//! Operators: which of two operands is asked first, in place or not, and what builtin types answer (Python's data model, 3.3.8).
//! The work itself is `arithmetic`'s and `sequences`'.

use super::Machine;
use super::arithmetic::to_big;
use super::equality::Number;
use crate::builtins::{classes, sets};
use crate::compile::code::Binary;
use crate::names;
use crate::native::Divert;
use crate::object::Object;
use crate::object::text::{append_origins, slice_origins};
use crate::value::{Handle, Value};
use num_bigint::BigInt;

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
}

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

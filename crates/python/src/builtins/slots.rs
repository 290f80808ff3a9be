//! Special methods of builtin types as attributes (`[].__len__`, `super().__getitem__`): each does what the operator does on the base type.

use crate::compile::code::{Binary, Compare};
use crate::machine::Machine;
use crate::native::{Args, Divert, Native, method};
use crate::value::Value;

type Answer = Result<Value, Divert>;

fn arg(args: Args<'_>, at: usize) -> Value {
    args.get(at).unwrap_or(Value::None)
}

fn binary(machine: &mut Machine, args: Args<'_>, operator: Binary, swapped: bool) -> Answer {
    let (a, b) = (machine.without_subclass(args.receiver()), machine.without_subclass(arg(args, 1)));
    let (a, b) = if swapped { (b, a) } else { (a, b) };
    Ok(machine.binary_builtin(operator, a, b)?.unwrap_or(Value::NotImplemented))
}

fn compare(machine: &mut Machine, args: Args<'_>, operator: Compare) -> Answer {
    let (a, b) = (machine.without_subclass(args.receiver()), machine.without_subclass(arg(args, 1)));
    if machine.class_of(a) != machine.class_of(b) && (machine.number(a).is_none() || machine.number(b).is_none()) {
        return Ok(Value::NotImplemented);
    }
    machine.compare(operator, a, b)
}

macro_rules! binary_slots {
    ($($name:literal $reflected:literal $operator:ident,)* ; $($rest:expr,)*) => {
        &[
            $(method($name, |m, a| binary(m, a, Binary::$operator, false)),
            method($reflected, |m, a| binary(m, a, Binary::$operator, true)),)*
            $($rest,)*
        ]
    };
}

const LT: Native = method("__lt__", |m, a| compare(m, a, Compare::Lt));
const LE: Native = method("__le__", |m, a| compare(m, a, Compare::Le));
const GT: Native = method("__gt__", |m, a| compare(m, a, Compare::Gt));
const GE: Native = method("__ge__", |m, a| compare(m, a, Compare::Ge));
const BOOL: Native = method("__bool__", |m, a| {
    let value = m.without_subclass(a.receiver());
    m.truth(value).map(Value::Bool)
});
const LEN: Native = method("__len__", |m, a| Ok(Value::Int(m.length(a.receiver()).unwrap_or(0) as i64)));
const ITER: Native = method("__iter__", |m, a| m.iter_of_base(a.receiver()));
const GETITEM: Native = method("__getitem__", |m, a| m.of_base(a.receiver(), |m, base| m.subscript(base, arg(a, 1))));
const CONTAINS: Native =
    method("__contains__", |m, a| m.of_base(a.receiver(), |m, base| m.contains(base, arg(a, 1)).map(Value::Bool)));
const SETITEM: Native = method("__setitem__", |m, a| {
    m.of_base(a.receiver(), |m, base| m.store_subscript(base, arg(a, 1), arg(a, 2)).map(|()| Value::None))
});
const DELITEM: Native = method("__delitem__", |m, a| {
    m.of_base(a.receiver(), |m, base| m.delete_subscript(base, arg(a, 1)).map(|()| Value::None))
});

/// Of `float`.
pub(crate) static NUMBER: &[Native] = binary_slots! {
    "__add__" "__radd__" Add, "__sub__" "__rsub__" Sub, "__mul__" "__rmul__" Mul, "__truediv__" "__rtruediv__" Div,
    "__floordiv__" "__rfloordiv__" FloorDiv, "__mod__" "__rmod__" Mod, "__pow__" "__rpow__" Pow, ;
    LT, LE, GT, GE, BOOL,
};

/// Of `int`.
pub(crate) static INT: &[Native] = binary_slots! {
    "__add__" "__radd__" Add, "__sub__" "__rsub__" Sub, "__mul__" "__rmul__" Mul, "__truediv__" "__rtruediv__" Div,
    "__floordiv__" "__rfloordiv__" FloorDiv, "__mod__" "__rmod__" Mod, "__pow__" "__rpow__" Pow,
    "__lshift__" "__rlshift__" LShift, "__rshift__" "__rrshift__" RShift, "__and__" "__rand__" And, "__or__" "__ror__" Or,
    "__xor__" "__rxor__" Xor, ;
    LT, LE, GT, GE, BOOL,
};

/// Of `str`, `bytes`, `tuple`, `range`.
pub(crate) static SEQUENCE: &[Native] = binary_slots! {
    "__add__" "__radd__" Add, "__mul__" "__rmul__" Mul, "__mod__" "__rmod__" Mod, ;
    LT, LE, GT, GE, LEN, ITER, GETITEM, CONTAINS,
};

/// Of `list`, `bytearray`.
pub(crate) static MUTABLE_SEQUENCE: &[Native] = binary_slots! {
    "__add__" "__radd__" Add, "__mul__" "__rmul__" Mul, ;
    LT, LE, GT, GE, LEN, ITER, GETITEM, CONTAINS, SETITEM, DELITEM,
};

/// Of `dict`.
pub(crate) static MAPPING: &[Native] = binary_slots! {
    "__or__" "__ror__" Or, ;
    LEN, ITER, GETITEM, CONTAINS, SETITEM, DELITEM,
};

/// Of `set`, `frozenset` and set-like views.
pub(crate) static SET: &[Native] = binary_slots! {
    "__or__" "__ror__" Or, "__and__" "__rand__" And, "__sub__" "__rsub__" Sub, "__xor__" "__rxor__" Xor, ;
    LT, LE, GT, GE, LEN, ITER, CONTAINS,
};

impl Machine {
    /// Does something with an object as if its class were the builtin one, so that overridden methods are not asked.
    fn of_base(&mut self, value: Value, act: impl FnOnce(&mut Self, Value) -> Answer) -> Answer {
        let Value::Obj(handle) = value else { return act(self, value) };
        let own = self.heap.slot(handle).class;
        if crate::builtins::classes::is_builtin(own) {
            return act(self, value);
        }
        let Some(base) = self.builtin_base(own) else { return act(self, value) };
        self.heap.slot_mut(handle).class = base;
        let result = act(self, value);
        self.heap.slot_mut(handle).class = own;
        // A missing key of a `defaultdict` is the subclass's to make.
        if let Err(divert) = &result
            && let Some(error) = self.raised(divert)
            && self.is_instance_of(error, crate::builtins::classes::KEY_ERROR)
            && self.lookup(own, crate::names::MISSING).is_some()
            && let Some(crate::object::Object::Tuple(items)) =
                self.heap.exception(error).and_then(|exception| self.heap.object(exception.args))
            && let [key] = items[..]
            && let Some(made) = self.call_special(value, crate::names::MISSING, &[key])?
        {
            return Ok(made);
        }
        result
    }

    fn iter_of_base(&mut self, value: Value) -> Answer {
        self.of_base(value, Self::iter)
    }

    /// The innermost builtin class among a class's bases.
    pub(crate) fn builtin_base(&self, class: crate::value::Handle) -> Option<crate::value::Handle> {
        self.heap.class(class).mro.iter().copied().find(|class| crate::builtins::classes::is_builtin(*class))
    }
}

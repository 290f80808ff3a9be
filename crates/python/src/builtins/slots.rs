//! Special methods of builtin types as attributes (`[].__len__`, `super().__getitem__`): each does what the operator does on the base type.

use super::classes;
use crate::compile::code::{Binary, Compare};
use crate::machine::Machine;
use crate::native::{Args, Divert, Native, method};
use crate::object::{Object, Part};
use crate::value::Value;

type Answer = Result<Value, Divert>;

fn arg(args: Args<'_>, at: usize) -> Value {
    args.get(at).unwrap_or(Value::None)
}

/// Refuses a call with another number of arguments behind the receiver.
pub(super) fn exactly(machine: &mut Machine, args: Args<'_>, wanted: usize) -> Result<(), Divert> {
    let given = args.len().saturating_sub(1);
    if given == wanted {
        return Ok(());
    }
    let plural = if wanted == 1 { "" } else { "s" };
    Err(machine.type_error(&format!("expected {wanted} argument{plural}, got {given}")))
}

/// What a type's own operators and comparisons tell apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Family {
    Int,
    Float,
    Str,
    Bytes,
    Buffer,
    Tuple,
    List,
    Dict,
    Set,
    Range,
    Slice,
    Method,
    Other,
}

fn family(machine: &Machine, value: Value) -> Family {
    match value {
        Value::Int(_) | Value::Bool(_) => Family::Int,
        Value::Float(_) => Family::Float,
        Value::Obj(handle) => match machine.heap.get(handle) {
            Object::Int(_) | Object::Big(_) => Family::Int,
            Object::Float(_) => Family::Float,
            Object::Str(_) => Family::Str,
            Object::Bytes(_) => Family::Bytes,
            Object::ByteArray(_) | Object::MemoryView(_) => Family::Buffer,
            Object::Tuple(_) => Family::Tuple,
            Object::List(_) => Family::List,
            Object::Dict(_) => Family::Dict,
            Object::Set(_) | Object::View(_, Part::Keys | Part::Items) => Family::Set,
            Object::Range(_) => Family::Range,
            Object::Slice(_) => Family::Slice,
            Object::Method(_) => Family::Method,
            _ => Family::Other,
        },
        _ => Family::Other,
    }
}

/// Whether a type's own comparison answers for these two, or leaves it to the other one's.
fn comparable(machine: &Machine, a: Value, b: Value) -> bool {
    match (family(machine, a), family(machine, b)) {
        (Family::Other, _) => false,
        (Family::Float, Family::Int) | (Family::Buffer, Family::Bytes) => true,
        (a, b) => a == b,
    }
}

fn binary(machine: &mut Machine, args: Args<'_>, operator: Binary, swapped: bool) -> Answer {
    exactly(machine, args, 1)?;
    let (a, b) = (machine.without_subclass(args.receiver()), machine.without_subclass(arg(args, 1)));
    match (family(machine, a), family(machine, b)) {
        (Family::Int, Family::Int) | (Family::Float, Family::Int | Family::Float) => {}
        (Family::Int | Family::Float, _) => return Ok(Value::NotImplemented),
        (_, other) if operator == Binary::Mul && other != Family::Int && !machine.has_index(b) => {
            let text = format!("'{}' object cannot be interpreted as an integer", machine.class_name(b));
            return Err(machine.type_error(&text));
        }
        _ => {}
    }
    let (a, b) = if swapped { (b, a) } else { (a, b) };
    Ok(machine.binary_builtin(operator, a, b)?.unwrap_or(Value::NotImplemented))
}

fn in_place(machine: &mut Machine, args: Args<'_>, operator: Binary) -> Answer {
    exactly(machine, args, 1)?;
    let (own, other) = (family(machine, args.receiver()), family(machine, arg(args, 1)));
    if own == Family::Set && other != Family::Set {
        return Ok(Value::NotImplemented);
    }
    machine.of_base(args.receiver(), |machine, base| machine.in_place(operator, base, arg(args, 1)))
}

fn compare(machine: &mut Machine, args: Args<'_>, operator: Compare) -> Answer {
    exactly(machine, args, 1)?;
    let (a, b) = (machine.without_subclass(args.receiver()), machine.without_subclass(arg(args, 1)));
    let ordered = !matches!(family(machine, a), Family::Dict | Family::Range | Family::Method);
    if !ordered || !comparable(machine, a, b) {
        return Ok(Value::NotImplemented);
    }
    machine.compare(operator, a, b)
}

/// `__eq__` of a builtin type.
pub(super) fn equal(machine: &mut Machine, args: Args<'_>) -> Answer {
    exactly(machine, args, 1)?;
    let (a, b) = (args.receiver(), arg(args, 1));
    if family(machine, a) == Family::Other {
        return Ok(if a.is(b) { Value::Bool(true) } else { Value::NotImplemented });
    }
    if !comparable(machine, a, b) {
        return Ok(Value::NotImplemented);
    }
    let (a, b) = (machine.without_subclass(a), machine.without_subclass(b));
    machine.equal(a, b).map(Value::Bool)
}

macro_rules! slots {
    ($($name:literal $reflected:literal $operator:ident,)* ; $($single:literal $one_way:ident,)* ; $($kept:literal $changed:ident,)* ; $($rest:expr,)*) => {
        &[
            $(method($name, |m, a| binary(m, a, Binary::$operator, false)),
            method($reflected, |m, a| binary(m, a, Binary::$operator, true)),)*
            $(method($single, |m, a| binary(m, a, Binary::$one_way, false)),)*
            $(method($kept, |m, a| in_place(m, a, Binary::$changed)),)*
            $($rest,)*
        ]
    };
}

const LT: Native = method("__lt__", |m, a| compare(m, a, Compare::Lt));
const LE: Native = method("__le__", |m, a| compare(m, a, Compare::Le));
const GT: Native = method("__gt__", |m, a| compare(m, a, Compare::Gt));
const GE: Native = method("__ge__", |m, a| compare(m, a, Compare::Ge));
const BOOL: Native = method("__bool__", |m, a| {
    exactly(m, a, 0)?;
    let value = m.without_subclass(a.receiver());
    m.truth(value).map(Value::Bool)
});
const LEN: Native = method("__len__", |m, a| {
    exactly(m, a, 0)?;
    Ok(Value::Int(m.length(a.receiver()).unwrap_or(0) as i64))
});
const ITER: Native = method("__iter__", |m, a| {
    exactly(m, a, 0)?;
    m.iter_of_base(a.receiver())
});
const GETITEM: Native = method("__getitem__", |m, a| m.of_base(a.receiver(), |m, base| m.subscript(base, arg(a, 1))));
const CONTAINS: Native =
    method("__contains__", |m, a| m.of_base(a.receiver(), |m, base| m.contains(base, arg(a, 1)).map(Value::Bool)));
const SETITEM: Native = method("__setitem__", |m, a| {
    m.of_base(a.receiver(), |m, base| m.store_subscript(base, arg(a, 1), arg(a, 2)).map(|()| Value::None))
});
const DELITEM: Native = method("__delitem__", |m, a| {
    m.of_base(a.receiver(), |m, base| m.delete_subscript(base, arg(a, 1)).map(|()| Value::None))
});

const REVERSED: Native =
    method("__reversed__", |m, a| m.of_base(a.receiver(), |m, base| m.call(Value::Obj(classes::REVERSED), &[base])));

/// What any object says to a comparison: nothing.
pub(crate) static ORDER: &[Native] = &[
    method("__lt__", |_, _| Ok(Value::NotImplemented)),
    method("__le__", |_, _| Ok(Value::NotImplemented)),
    method("__gt__", |_, _| Ok(Value::NotImplemented)),
    method("__ge__", |_, _| Ok(Value::NotImplemented)),
];

/// Of `float`.
pub(crate) static NUMBER: &[Native] = slots! {
    "__add__" "__radd__" Add, "__sub__" "__rsub__" Sub, "__mul__" "__rmul__" Mul, "__truediv__" "__rtruediv__" Div,
    "__floordiv__" "__rfloordiv__" FloorDiv, "__mod__" "__rmod__" Mod, ; ; ;
    LT, LE, GT, GE, BOOL,
};

/// Of `int`, beside [`NUMBER`].
pub(crate) static INT: &[Native] = slots! {
    "__lshift__" "__rlshift__" LShift, "__rshift__" "__rrshift__" RShift, "__and__" "__rand__" And, "__or__" "__ror__" Or,
    "__xor__" "__rxor__" Xor, ; ; ;
};

/// Of `str` and `bytes`.
pub(crate) static TEXT: &[Native] = slots! {
    "__mul__" "__rmul__" Mul, "__mod__" "__rmod__" Mod, ; "__add__" Add, ; ;
    LT, LE, GT, GE, LEN, ITER, GETITEM, CONTAINS,
};

/// Of `bytearray`.
pub(crate) static BUFFER: &[Native] = slots! {
    "__mul__" "__rmul__" Mul, "__mod__" "__rmod__" Mod, ; "__add__" Add, ; "__iadd__" Add, "__imul__" Mul, ;
    LT, LE, GT, GE, LEN, ITER, GETITEM, CONTAINS, SETITEM, DELITEM,
};

/// Of `tuple`.
pub(crate) static TUPLE: &[Native] = slots! {
    "__mul__" "__rmul__" Mul, ; "__add__" Add, ; ;
    LT, LE, GT, GE, LEN, ITER, GETITEM, CONTAINS,
};

/// Of `list`.
pub(crate) static LIST: &[Native] = slots! {
    "__mul__" "__rmul__" Mul, ; "__add__" Add, ; "__iadd__" Add, "__imul__" Mul, ;
    LT, LE, GT, GE, LEN, ITER, GETITEM, CONTAINS, SETITEM, DELITEM, REVERSED,
};

/// Of `range`.
pub(crate) static RANGE: &[Native] = &[LEN, ITER, GETITEM, CONTAINS, BOOL, REVERSED];

/// Of `memoryview`.
pub(crate) static VIEW_OF_BYTES: &[Native] = &[LEN, ITER, GETITEM, SETITEM, DELITEM];

/// Of `dict`.
pub(crate) static MAPPING: &[Native] = slots! {
    "__or__" "__ror__" Or, ; ; "__ior__" Or, ;
    LEN, ITER, GETITEM, CONTAINS, SETITEM, DELITEM, REVERSED,
};

/// Of `set`, `frozenset` and set-like views.
pub(crate) static SET: &[Native] = slots! {
    "__or__" "__ror__" Or, "__and__" "__rand__" And, "__sub__" "__rsub__" Sub, "__xor__" "__rxor__" Xor, ; ; ;
    LT, LE, GT, GE, LEN, ITER, CONTAINS,
};

/// Of `set`, beside [`SET`].
pub(crate) static SET_IN_PLACE: &[Native] = slots! {
    ; ; "__ior__" Or, "__iand__" And, "__isub__" Sub, "__ixor__" Xor, ;
};

/// Of the views of a `dict`, beside [`SET`].
pub(crate) static VIEW: &[Native] = &[REVERSED];

/// Of `dict_values`.
pub(crate) static VALUES: &[Native] = &[LEN, ITER];

impl Machine {
    /// Does something with an object as if its class were the builtin one, so that overridden methods are not asked.
    pub(super) fn of_base(&mut self, value: Value, act: impl FnOnce(&mut Self, Value) -> Answer) -> Answer {
        let Value::Obj(handle) = value else { return act(self, value) };
        let own = self.heap.slot(handle).class;
        if classes::is_builtin(own) {
            return act(self, value);
        }
        let Some(base) = self.builtin_base(own) else { return act(self, value) };
        self.heap.slot_mut(handle).class = base;
        let result = act(self, value);
        self.heap.slot_mut(handle).class = own;
        // A missing key of a `defaultdict` is the subclass's to make.
        if let Err(divert) = &result
            && let Some(error) = self.raised(divert)
            && self.is_instance_of(error, classes::KEY_ERROR)
            && self.lookup(own, crate::names::MISSING).is_some()
            && let Some(Object::Tuple(items)) =
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
        self.heap.class(class).mro.iter().copied().find(|class| classes::is_builtin(*class))
    }
}

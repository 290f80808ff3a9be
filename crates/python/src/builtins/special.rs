//! Special methods of builtin types that are no operators, as attributes: conversions, copies for pickling, what every object has.
//! Each does what the builtin function of the same purpose does; operators and containers are in [`super::slots`].

use super::functions::FUNCTIONS;
use super::slots::exactly;
use super::{classes, float, int};
use crate::machine::Machine;
use crate::names;
use crate::native::{Args, Divert, Native, class_method, getter, method};
use crate::object::Object;
use crate::value::{Handle, Value};
use std::rc::Rc;

type Answer = Result<Value, Divert>;

/// What the builtin function `name` makes of the bare receiver, and of the arguments behind it.
fn by_function(machine: &mut Machine, args: Args<'_>, name: &str) -> Answer {
    let Some(native) = FUNCTIONS.iter().find(|native| native.name == name) else { return Ok(Value::None) };
    let mut all = args.positional.to_vec();
    if let Some(first) = all.first_mut() {
        *first = machine.without_subclass(*first);
    }
    (native.call)(machine, Args::new(&all))
}

/// `math.floor` and its like.
fn to_whole(machine: &mut Machine, args: Args<'_>, toward: fn(f64) -> f64) -> Answer {
    exactly(machine, args, 0)?;
    let Some(number) = machine.float_of(args.receiver()) else { return bare_int(machine, args) };
    int::new(machine, Args::new(&[Value::Obj(classes::INT), Value::Float(toward(number))]))
}

/// An `int` without its subclass.
fn bare_int(machine: &mut Machine, args: Args<'_>) -> Answer {
    exactly(machine, args, 0)?;
    int::new(machine, Args::new(&[Value::Obj(classes::INT), args.receiver()]))
}

fn bare_float(machine: &mut Machine, args: Args<'_>) -> Answer {
    exactly(machine, args, 0)?;
    float::new(machine, Args::new(&[Value::Obj(classes::FLOAT), args.receiver()]))
}

fn unary(machine: &mut Machine, args: Args<'_>, name: Handle, sign: &str) -> Answer {
    exactly(machine, args, 0)?;
    let bare = machine.without_subclass(args.receiver());
    machine.unary(bare, name, sign)
}

fn divmod(machine: &mut Machine, args: Args<'_>, swapped: bool) -> Answer {
    exactly(machine, args, 1)?;
    let (a, b) = (args.receiver(), args.get(1).unwrap_or(Value::None));
    let is_int = machine.big(a).is_some();
    if machine.number(b).is_none() || is_int && machine.big(b).is_none() {
        return Ok(Value::NotImplemented);
    }
    let pair = if swapped { [b, a] } else { [a, b] };
    by_function(machine, Args::new(&pair), "divmod")
}

/// The receiver without its subclass, as the only argument that makes it again.
fn as_argument(machine: &mut Machine, args: Args<'_>) -> Answer {
    let bare = machine.without_subclass(args.receiver());
    Ok(machine.heap.new_tuple(Rc::new([bare])))
}

/// `pow` with the receiver first or last; the third argument is a modulus.
fn power(machine: &mut Machine, args: Args<'_>, swapped: bool) -> Answer {
    if args.len() != 3 {
        exactly(machine, args, 1)?;
    }
    let (a, b) = (machine.without_subclass(args.receiver()), args.get(1).unwrap_or(Value::None));
    let is_int = machine.big(a).is_some();
    if machine.number(b).is_none() || is_int && machine.big(b).is_none() {
        return Ok(Value::NotImplemented);
    }
    let (a, b) = if swapped { (b, a) } else { (a, b) };
    let all: Vec<Value> = [a, b].into_iter().chain(args.get(2).filter(|modulus| !modulus.is_none())).collect();
    by_function(machine, Args::new(&all), "pow")
}

const POW: Native = method("__pow__", |m, a| power(m, a, false));
const RPOW: Native = method("__rpow__", |m, a| power(m, a, true));
const ABS: Native = method("__abs__", |m, a| by_function(m, a, "abs"));
const NEG: Native = method("__neg__", |m, a| unary(m, a, names::NEG, "unary -"));
const POS: Native = method("__pos__", |m, a| unary(m, a, names::POS, "unary +"));
const DIVMOD: Native = method("__divmod__", |m, a| divmod(m, a, false));
const RDIVMOD: Native = method("__rdivmod__", |m, a| divmod(m, a, true));
const ROUND: Native = method("__round__", |m, a| by_function(m, a, "round"));
const FLOOR: Native = method("__floor__", |m, a| to_whole(m, a, f64::floor));
const CEIL: Native = method("__ceil__", |m, a| to_whole(m, a, f64::ceil));
const TRUNC: Native = method("__trunc__", |m, a| to_whole(m, a, f64::trunc));
const AS_INT: Native = method("__int__", |m, a| to_whole(m, a, f64::trunc));
const AS_FLOAT: Native = method("__float__", bare_float);
const AS_ARGUMENT: Native = method("__getnewargs__", as_argument);
const CLASS_GETITEM: Native =
    class_method("__class_getitem__", |m, a| m.subscript(a.receiver(), a.get(1).unwrap_or(Value::None)));

/// Of `int`.
pub(crate) static INT: &[Native] = &[
    POW,
    RPOW,
    ABS,
    NEG,
    POS,
    DIVMOD,
    RDIVMOD,
    ROUND,
    FLOOR,
    CEIL,
    TRUNC,
    AS_INT,
    AS_FLOAT,
    AS_ARGUMENT,
    method("__index__", bare_int),
    method("__invert__", |m, a| unary(m, a, names::INVERT, "unary ~")),
];

/// Of `float`.
pub(crate) static FLOAT: &[Native] =
    &[POW, RPOW, ABS, NEG, POS, DIVMOD, RDIVMOD, ROUND, FLOOR, CEIL, TRUNC, AS_INT, AS_FLOAT, AS_ARGUMENT];

/// Of `str` and `tuple`.
pub(crate) static COPIED: &[Native] = &[AS_ARGUMENT];

/// Of `bytes`.
pub(crate) static BYTES: &[Native] = &[AS_ARGUMENT, method("__bytes__", |m, a| Ok(m.without_subclass(a.receiver())))];

/// Of containers whose items' type can be named.
pub(crate) static GENERIC: &[Native] = &[CLASS_GETITEM];

/// Of `None` and `NotImplemented`.
pub(crate) static TRUTH: &[Native] = &[method("__bool__", |m, a| m.truth(a.receiver()).map(Value::Bool))];

/// Of every object, beside what [`super::generic`] has.
pub(crate) static OBJECT: &[Native] = &[
    method("__sizeof__", |m, a| {
        exactly(m, a, 0)?;
        crate::modules::sys::size_of(m, a.receiver())
    }),
    method("__reduce_ex__", |m, a| {
        exactly(m, a, 1)?;
        let reduce = m.prelude_function("_reduce_ex");
        m.call(reduce, a.positional)
    }),
    method("__reduce__", |m, a| {
        exactly(m, a, 0)?;
        let reduce = m.prelude_function("_reduce");
        m.call(reduce, &[a.receiver()])
    }),
    method("__getstate__", |m, a| {
        exactly(m, a, 0)?;
        let state = m.prelude_function("_getstate");
        m.call(state, &[a.receiver()])
    }),
    class_method("__subclasshook__", |_, _| Ok(Value::NotImplemented)),
];

/// Of `property`: what the machine does with one anyway.
pub(crate) static PROPERTY: &[Native] = &[
    method("__get__", |m, a| {
        let object = a.get(1).unwrap_or(Value::None);
        if object.is_none() {
            return Ok(a.receiver());
        }
        let class = m.class_of(object);
        m.read(a.receiver(), object, class)
    }),
    method("__set__", |m, a| {
        exactly(m, a, 2)?;
        write(m, a, 1, "setter")
    }),
    method("__delete__", |m, a| {
        exactly(m, a, 1)?;
        write(m, a, 2, "deleter")
    }),
    method("__set_name__", |_, _| Ok(Value::None)),
    getter("__isabstractmethod__", |_, _| Ok(Value::Bool(false))),
];

fn write(machine: &mut Machine, args: Args<'_>, part: usize, missing: &str) -> Answer {
    let function = match machine.heap.object(args.receiver()) {
        Some(Object::Property(parts)) => parts[part],
        _ => Value::None,
    };
    if function.is_none() {
        let class = machine.class_name(args.get(1).unwrap_or(Value::None));
        let text = format!("property of '{class}' object has no {missing}");
        return Err(machine.error(classes::ATTRIBUTE_ERROR, &text));
    }
    machine.call(function, &args.positional[1..])
}

/// Of `staticmethod` and `classmethod`.
pub(crate) static WRAPPER: &[Native] = &[
    method("__get__", |m, a| {
        let object = a.get(1).unwrap_or(Value::None);
        let class = match a.get(2) {
            Some(Value::Obj(class)) => class,
            _ => m.class_of(object),
        };
        Ok(m.bind_to(a.receiver(), object, class))
    }),
    getter("__isabstractmethod__", |_, _| Ok(Value::Bool(false))),
];

/// Of what a slot is when it is read through its class.
pub(crate) static MEMBER: &[Native] = &[
    method("__get__", |m, a| {
        let (object, name) = (a.get(1).unwrap_or(Value::None), m.get_attribute(a.receiver(), names::NAME)?);
        match name {
            Value::Obj(name) if !object.is_none() => m.get_attribute(object, name),
            _ => Ok(a.receiver()),
        }
    }),
    method("__set__", |m, a| {
        exactly(m, a, 2)?;
        if let Value::Obj(name) = m.get_attribute(a.receiver(), names::NAME)? {
            m.set_attribute(a.positional[1], name, a.positional[2])?;
        }
        Ok(Value::None)
    }),
];

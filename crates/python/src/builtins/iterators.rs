//! Builtin iterators and generators as objects: `__next__`, `send`, `throw`, `close`, and the classes that make iterators.

use super::classes;
use crate::machine::Machine;
use crate::names;
use crate::native::{Args, Divert, Native, function, getter, method};
use crate::object::{GeneratorState, Iter, Object};
use crate::value::{Handle, Value};
use std::rc::Rc;

type Answer = Result<Value, Divert>;

const ITER: Native = method("__iter__", |_, args| Ok(args.receiver()));
const NEXT: Native = method("__next__", |machine, args| match machine.next(args.receiver())? {
    Some(value) => Ok(value),
    None => Err(machine.stop_iteration(Value::None)),
});

/// Methods of builtin iterators that ask others.
pub(crate) static LAZY: &[Native] = &[ITER, NEXT];

/// Methods of the other builtin iterators.
pub(crate) static METHODS: &[Native] = &[
    ITER,
    NEXT,
    method("__length_hint__", |machine, args| {
        let left = match machine.heap.object(args.receiver()) {
            Some(Object::Iter(iter)) => match iter.as_ref() {
                Iter::Range { left, .. } => *left as i64,
                Iter::Items { items, at } => items.len().saturating_sub(*at) as i64,
                _ => 0,
            },
            _ => 0,
        };
        Ok(Value::Int(left))
    }),
];

fn state(machine: &Machine, generator: Value) -> GeneratorState {
    match machine.heap.object(generator) {
        Some(Object::Generator(generator)) => generator.state,
        _ => GeneratorState::Ended,
    }
}

/// An exception from what `throw` was given.
fn thrown(machine: &mut Machine, args: Args<'_>) -> Answer {
    let first = args.get(1).unwrap_or(Value::None);
    if machine.heap.exception(first).is_some() {
        return Ok(first);
    }
    if let (Value::Obj(class), Some(value)) = (first, args.get(2))
        && matches!(machine.heap.get(class), Object::Class(_))
        && !value.is_none()
    {
        if machine.heap.exception(value).is_some() {
            return Ok(value);
        }
        return machine.call(first, &[value]);
    }
    let text = format!(
        "exceptions must be classes or instances deriving from BaseException, not {}",
        machine.class_name(first)
    );
    machine.exception_from(first, &text)
}

/// `generator.close()`.
pub(crate) static CLOSE: Native = method("close", |machine, args| {
    let generator = args.receiver();
    let began = machine.once(|machine| Ok(Value::Bool(state(machine, generator) == GeneratorState::Suspended)))?;
    if !matches!(began, Value::Bool(true)) {
        if let Value::Obj(handle) = generator
            && let Object::Generator(object) = machine.heap.get_mut(handle)
            && object.state == GeneratorState::Created
        {
            object.state = GeneratorState::Ended;
            object.suspended = None;
        }
        return Ok(Value::None);
    }
    let exit = machine.once(|machine| Ok(machine.new_exception(classes::GENERATOR_EXIT, &[])))?;
    match machine.try_call(generator, &[Value::None, exit])? {
        Ok(_) => Err(machine.error(classes::RUNTIME_ERROR, "generator ignored GeneratorExit")),
        Err(raised)
            if machine.is_instance_of(raised, classes::GENERATOR_EXIT)
                || machine.is_instance_of(raised, classes::STOP_ITERATION) =>
        {
            Ok(Value::None)
        }
        Err(raised) => Err(machine.raise(raised)),
    }
});

/// Methods of generators.
pub(crate) static GENERATOR: &[Native] = &[
    method("__iter__", |_, args| Ok(args.receiver())),
    method("__next__", |machine, args| machine.call(args.receiver(), &[Value::None])),
    method("send", |machine, args| {
        if args.len() != 2 {
            let text = format!("generator.send() takes exactly one argument ({} given)", args.len() - 1);
            return Err(machine.type_error(&text));
        }
        machine.call(args.receiver(), &[args.positional[1]])
    }),
    method("throw", |machine, args| {
        let exception = thrown(machine, args)?;
        machine.call(args.receiver(), &[Value::None, exception])
    }),
    method("close", |machine, args| (CLOSE.call)(machine, args)),
    getter("__name__", |machine, args| {
        let name = match machine.heap.object(args.receiver()) {
            Some(Object::Generator(generator)) => machine.text(generator.name).unwrap_or_default(),
            _ => "".into(),
        };
        let short = name.rsplit('.').next().unwrap_or_default().to_owned();
        Ok(machine.heap.new_str(&short))
    }),
    getter("__qualname__", |machine, args| match machine.heap.object(args.receiver()) {
        Some(Object::Generator(generator)) => Ok(generator.name),
        _ => Ok(Value::None),
    }),
    getter("gi_yieldfrom", |machine, args| match machine.heap.object(args.receiver()) {
        Some(Object::Generator(generator)) => {
            Ok(generator.suspended.as_ref().map_or(Value::None, |inner| inner.delegate()))
        }
        _ => Ok(Value::None),
    }),
    getter("gi_suspended", |machine, args| {
        Ok(Value::Bool(state(machine, args.receiver()) == GeneratorState::Suspended))
    }),
    getter("gi_running", |machine, args| Ok(Value::Bool(state(machine, args.receiver()) == GeneratorState::Running))),
];

/// Closes an inner generator, then raises the exception that ended the outer one.
pub(crate) static CLOSE_AND_RAISE: Native = function("close", |machine, args| {
    let (inner, exception) = (args.positional[0], args.positional[1]);
    let close = machine.get_attribute(inner, names::CLOSE)?;
    machine.call(close, &[])?;
    Err(machine.raise(exception))
});

fn alloc(machine: &mut Machine, class: Handle, iter: Iter) -> Value {
    Value::Obj(machine.heap.alloc(class, Object::Iter(Box::new(iter))))
}

pub(crate) fn enumerate_new(machine: &mut Machine, args: Args<'_>) -> Answer {
    let start = args.get(2).or_else(|| args.keywords.iter().find(|(name, _)| *name == names::START).map(|pair| pair.1));
    let given = args.len() + args.keywords.len() - 1;
    if given > 2 {
        return Err(machine.type_error(&format!("enumerate() takes at most 2 arguments ({given} given)")));
    }
    let Some(iterable) = args.get(1) else {
        return Err(machine.type_error("enumerate() missing required argument 'iterable' (pos 1)"));
    };
    let count = match start {
        None => Value::Int(0),
        Some(start) => match machine.index(start)? {
            Some(start) => start,
            None => {
                let text = format!("'{}' object cannot be interpreted as an integer", machine.class_name(start));
                return Err(machine.type_error(&text));
            }
        },
    };
    let inner = machine.iter(iterable)?;
    Ok(alloc(machine, classes::ENUMERATE, Iter::Enumerate { inner, count }))
}

fn iterators(
    machine: &mut Machine,
    values: &[Value],
    text: impl Fn(usize, &str) -> String,
) -> Result<Rc<[Value]>, Divert> {
    let mut all = Vec::with_capacity(values.len());
    for (at, value) in values.iter().enumerate() {
        if !machine.iterable(*value) {
            let name = machine.class_name(*value);
            let text = text(at + 1, &name);
            return Err(machine.type_error(&text));
        }
        all.push(machine.once(|machine| machine.iter(*value))?);
    }
    Ok(all.into())
}

pub(crate) fn zip_new(machine: &mut Machine, args: Args<'_>) -> Answer {
    let strict = match args.keywords {
        [] => false,
        [(name, value)] if *name == names::STRICT => machine.truth(*value)?,
        [(name, _), ..] => {
            let text = format!("zip() got an unexpected keyword argument '{}'", machine.heap.name(*name));
            return Err(machine.type_error(&text));
        }
    };
    let inner = iterators(machine, &args.positional[1..], |_, name| format!("'{name}' object is not iterable"))?;
    Ok(alloc(machine, classes::ZIP, Iter::Zip { inner, strict }))
}

pub(crate) fn map_new(machine: &mut Machine, args: Args<'_>) -> Answer {
    if args.len() < 3 {
        return Err(machine.type_error("map() must have at least two arguments."));
    }
    let inner = iterators(machine, &args.positional[2..], |_, name| format!("'{name}' object is not iterable"))?;
    Ok(alloc(machine, classes::MAP, Iter::Map { function: args.positional[1], inner }))
}

pub(crate) fn filter_new(machine: &mut Machine, args: Args<'_>) -> Answer {
    let [_, function, iterable] = *args.positional else {
        let text = format!("filter expected 2 arguments, got {}", args.len().saturating_sub(1));
        return Err(machine.type_error(&text));
    };
    let inner = machine.iter(iterable)?;
    Ok(alloc(machine, classes::FILTER, Iter::Filter { function, inner }))
}

pub(crate) fn reversed_new(machine: &mut Machine, args: Args<'_>) -> Answer {
    let [_, sequence] = *args.positional else {
        let text = format!("reversed expected 1 argument, got {}", args.len().saturating_sub(1));
        return Err(machine.type_error(&text));
    };
    if let Some(result) = machine.call_special(sequence, names::REVERSED, &[])? {
        return Ok(result);
    }
    if let Value::Obj(handle) = sequence {
        match machine.heap.get(handle) {
            Object::List(items) => {
                let left = items.len();
                return Ok(alloc(machine, classes::LIST_REVERSEITERATOR, Iter::ListReversed { list: handle, left }));
            }
            Object::Dict(_) | Object::View(..) => {
                let mut items = machine.items(sequence)?;
                items.reverse();
                return Ok(machine.iter_over(items));
            }
            Object::Range(range) => {
                let range = **range;
                let left = range.len();
                let next = range.start + (left as i64 - 1) * range.step;
                return Ok(alloc(machine, classes::RANGE_ITERATOR, Iter::Range { next, step: -range.step, left }));
            }
            _ => {}
        }
    }
    let class = machine.class_of(sequence);
    let indexable = matches!(
        machine.heap.object(sequence),
        Some(Object::Str(_) | Object::Tuple(_) | Object::Bytes(_) | Object::ByteArray(_))
    ) || machine.lookup(class, names::GETITEM).is_some() && machine.lookup(class, names::LEN).is_some();
    if !indexable {
        let text = format!("'{}' object is not reversible", machine.class_name(sequence));
        return Err(machine.type_error(&text));
    }
    let left = machine.len(sequence)? as i64;
    Ok(alloc(machine, classes::REVERSED, Iter::SequenceReversed { object: sequence, left }))
}

//! `tuple`: making it, and its two methods.

use super::list;
use crate::builtins::classes;
use crate::machine::Machine;
use crate::native::{Args, Divert, Native, method};
use crate::object::Object;
use crate::value::Value;
use std::rc::Rc;

type Answer = Result<Value, Divert>;

/// `tuple.*`.
pub(crate) static METHODS: &[Native] = &[
    method("count", |m, a| {
        let items = receiver(m, a, "count")?;
        let item = m.take_one(a, "tuple.count")?;
        list::count_in(m, &items, item)
    }),
    method("index", |m, a| {
        let items = receiver(m, a, "index")?;
        match list::position(m, a, &items, "tuple.index")? {
            Some(at) => Ok(Value::Int(at as i64)),
            None => Err(m.value_error("tuple.index(x): x not in tuple")),
        }
    }),
];

fn receiver(m: &mut Machine, args: Args<'_>, name: &str) -> Result<Rc<[Value]>, Divert> {
    match m.heap.object(args.receiver()) {
        Some(Object::Tuple(items)) => Ok(items.clone()),
        _ => Err(m.wrong_receiver(args.receiver(), "tuple", name)),
    }
}

/// `tuple(iterable)`.
pub(crate) fn new(m: &mut Machine, args: Args<'_>) -> Answer {
    let class = args.receiver();
    let plain = class.is(Value::Obj(classes::TUPLE));
    if !args.keywords.is_empty() && plain {
        return Err(m.type_error("tuple() takes no keyword arguments"));
    }
    let [iterable] = m.take(Args::new(args.positional), "type.tuple", 0)?;
    if let Some(iterable) = iterable
        && plain
        && m.class_of(iterable) == classes::TUPLE
    {
        return Ok(iterable);
    }
    let items = iterable.map_or(Ok(Vec::new()), |iterable| m.items(iterable))?;
    m.reserve(items.len() * 16)?;
    if plain { Ok(m.heap.new_tuple(items.into())) } else { Ok(m.alloc_as(class, Object::Tuple(items.into()))) }
}

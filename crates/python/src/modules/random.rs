//! `random`: the raw draws of MT19937; what is built on them is Python text. Without a seed of the program's own, the generator is seeded
//! by the program's name, so that a run can be repeated.

use super::ModuleSpec;
use crate::builtins::classes;
use crate::machine::Machine;
use crate::native::{Args, Divert, function};
use crate::object::{Object, State};
use crate::text::twister::Twister;
use crate::value::Value;
use num_bigint::BigInt;

type Answer = Result<Value, Divert>;

pub(crate) static MODULE: ModuleSpec = ModuleSpec {
    name: "random",
    functions: &[
        function("_new", |m, _| {
            let twister = Twister::from_integer(&BigInt::default());
            let state = State::Random(Box::new(twister));
            Ok(Value::Obj(m.heap.alloc(classes::STATE, Object::State(Box::new(state)))))
        }),
        function("_seed", seed),
        function("_random", |m, a| Ok(Value::Float(twister(m, a)?.random()))),
        function("_bits", |m, a| {
            let count = m.size_or(a.get(1), 0)?;
            if count < 0 {
                return Err(m.value_error("number of bits must be non-negative"));
            }
            m.reserve(count as usize / 8)?;
            let bits = twister(m, a)?.bits(count as usize);
            Ok(m.new_integer(bits))
        }),
    ],
    fill: None,
    python: Some(include_str!("random.py")),
};

fn twister<'a>(m: &'a mut Machine, args: Args<'_>) -> Result<&'a mut Twister, Divert> {
    let handle = args.receiver().handle();
    let is_state = handle.is_some_and(
        |handle| matches!(m.heap.get(handle), Object::State(state) if matches!(state.as_ref(), State::Random(_))),
    );
    let (Some(handle), true) = (handle, is_state) else {
        return Err(m.type_error("a generator's state is wanted"));
    };
    match m.heap.get_mut(handle) {
        Object::State(state) => match state.as_mut() {
            State::Random(twister) => Ok(twister),
            _ => unreachable!("invariant: checked above"),
        },
        _ => unreachable!("invariant: checked above"),
    }
}

/// Seeds with an `int`, a `str`, `bytes`, a float by its hash, or nothing.
fn seed(m: &mut Machine, args: Args<'_>) -> Answer {
    let value = args.get(1).unwrap_or(Value::None);
    let seeded = if value.is_none() {
        Twister::from_bytes(format!("sockscope {}", m.source.file).as_bytes())
    } else if let Some(text) = m.text(value) {
        Twister::from_bytes(text.as_bytes())
    } else if let Some(data) = m.octets(value) {
        Twister::from_bytes(&data)
    } else if let Some(big) = m.big(value) {
        Twister::from_integer(&big)
    } else if m.float_of(value).is_some() {
        // A hash counts as unsigned.
        let hash = m.hash(value)?;
        Twister::from_integer(&BigInt::from(hash as u64))
    } else {
        let text = "The only supported seed types are: None,\nint, float, str, bytes, and bytearray.";
        return Err(m.type_error(text));
    };
    *twister(m, args)? = seeded;
    Ok(Value::None)
}

//! `int` and `bool`: making them, and their methods. Arithmetic is the operators'.

use crate::builtins::classes;
use crate::machine::Machine;
use crate::names;
use crate::native::{Args, Divert, Native, class_method, getter, method};
use crate::object::Object;
use crate::text::{IntegerBuf, float, integer, quote};
use crate::value::Value;
use num_bigint::BigInt;
use std::rc::Rc;

type Answer = Result<Value, Divert>;

/// `int.*`.
pub(crate) static METHODS: &[Native] = &[
    method("bit_length", |m, a| {
        m.take_none(a, "int.bit_length")?;
        let value = receiver(m, a, "bit_length")?;
        Ok(Value::Int(value.bits() as i64))
    }),
    method("bit_count", |m, a| {
        m.take_none(a, "int.bit_count")?;
        let value = receiver(m, a, "bit_count")?;
        Ok(Value::Int(value.magnitude().count_ones() as i64))
    }),
    method("conjugate", |m, a| {
        m.take_none(a, "int.conjugate")?;
        plain(m, a)
    }),
    method("to_bytes", to_bytes),
    class_method("from_bytes", from_bytes),
    method("as_integer_ratio", |m, a| {
        m.take_none(a, "int.as_integer_ratio")?;
        let value = receiver(m, a, "as_integer_ratio")?;
        let value = m.new_int(value);
        Ok(m.heap.new_tuple(Rc::new([value, Value::Int(1)])))
    }),
    getter("real", plain),
    getter("numerator", plain),
    getter("denominator", |_, _| Ok(Value::Int(1))),
    getter("imag", |_, _| Ok(Value::Int(0))),
];

fn receiver(m: &mut Machine, args: Args<'_>, name: &str) -> Result<BigInt, Divert> {
    match m.big(args.receiver()) {
        Some(value) => Ok(value),
        None => Err(m.wrong_receiver(args.receiver(), "int", name)),
    }
}

/// The number without its subclass.
fn plain(m: &mut Machine, args: Args<'_>) -> Answer {
    let value = receiver(m, args, "real")?;
    Ok(m.new_int(value))
}

/// `byteorder` and `signed`.
fn order(m: &mut Machine, order: Option<Value>, signed: Option<Value>, name: &str) -> Result<(bool, bool), Divert> {
    let little = match order {
        None => false,
        Some(order) => {
            let order = m.text_argument(order, &format!("{name}() argument 'byteorder'"))?;
            match &*order {
                "little" => true,
                "big" => false,
                _ => return Err(m.value_error("byteorder must be either 'little' or 'big'")),
            }
        }
    };
    let signed = signed.map_or(Ok(false), |signed| m.truth(signed))?;
    Ok((little, signed))
}

fn to_bytes(m: &mut Machine, args: Args<'_>) -> Answer {
    let value = receiver(m, args, "to_bytes")?;
    let [length, byte_order, signed] = m.take_named(args, "int.to_bytes", ["length", "byteorder", "signed"], 2, 0)?;
    let length = m.size_or(length, 1)?;
    let (little, signed) = order(m, byte_order, signed, "to_bytes")?;
    let Ok(length) = usize::try_from(length) else {
        return Err(m.value_error("length argument must be non-negative"));
    };
    match integer::to_bytes(crate::text::Integer::Big(&value), length, little, signed) {
        Ok(bytes) => Ok(m.heap.new_bytes(crate::object::text::Bytes::new(bytes.into()))),
        Err(fault) => Err(m.fault(&fault)),
    }
}

fn from_bytes(m: &mut Machine, args: Args<'_>) -> Answer {
    let [bytes, byte_order, signed] = m.take_named(args, "int.from_bytes", ["bytes", "byteorder", "signed"], 2, 1)?;
    let bytes = bytes.unwrap_or(Value::None);
    let (little, signed) = order(m, byte_order, signed, "from_bytes")?;
    let data = match m.octets(bytes) {
        Some(data) => data,
        None if m.text(bytes).is_some() || !m.iterable(bytes) => {
            let found = m.class_name(bytes);
            return Err(m.type_error(&format!("cannot convert '{found}' object to bytes")));
        }
        None => {
            let made = m.call(Value::Obj(classes::BYTES), &[bytes])?;
            m.octets(made).unwrap_or_default()
        }
    };
    let value = m.new_integer(integer::from_bytes(&data, little, signed));
    if args.receiver().is(Value::Obj(classes::INT)) { Ok(value) } else { m.call(args.receiver(), &[value]) }
}

/// `int(x)`, `int(text, base)`.
pub(crate) fn new(m: &mut Machine, args: Args<'_>) -> Answer {
    let [value, base] = m.take_named(args, "type.int", ["", "base"], 2, 0)?;
    let number = match (value, base) {
        (None, None) => Value::Int(0),
        (None, Some(_)) => return Err(m.type_error("int() missing string argument")),
        (Some(value), None) => convert(m, value)?,
        (Some(value), Some(base)) => {
            let base = m.big_argument(base)?;
            let base = i64::try_from(&base).unwrap_or(-1);
            let text = match (m.text(value), m.octets(value)) {
                (Some(text), _) => text,
                (None, Some(data)) => data.iter().map(|byte| char::from(*byte)).collect::<String>().into(),
                _ => return Err(m.type_error("int() can't convert non-string with explicit base")),
            };
            parse(m, value, &text, base)?
        }
    };
    let Value::Obj(class) = args.receiver() else { return Ok(number) };
    if class == classes::INT {
        return Ok(number);
    }
    let object = match m.big(number).map(IntegerBuf::from) {
        Some(IntegerBuf::Big(big)) => Object::Big(Rc::new(big)),
        Some(IntegerBuf::Small(small)) => Object::Int(small),
        None => return Ok(number),
    };
    Ok(Value::Obj(m.heap.alloc(class, object)))
}

fn parse(m: &mut Machine, value: Value, text: &str, base: i64) -> Answer {
    let data = m.octets(value);
    let shown = || data.map_or_else(|| quote::text(text), |data| quote::bytes(&data));
    match integer::parse(text, base, shown) {
        Ok(number) => Ok(m.new_integer(number)),
        Err(fault) => Err(m.fault(&fault)),
    }
}

/// `int(x)` for one argument.
fn convert(m: &mut Machine, value: Value) -> Answer {
    let class = m.class_of(value);
    for name in [names::INT, names::INDEX, names::TRUNC] {
        if let Some(convert) = m.lookup(class, name) {
            let number = m.call(convert, &[value])?;
            if m.big(number).is_none() {
                let found = m.class_name(number);
                let name = m.heap.name(name);
                return Err(m.type_error(&format!("{name} returned non-int (type {found})")));
            }
            return plain(m, Args::new(&[number]));
        }
    }
    if let Some(number) = m.big(value) {
        return Ok(m.new_int(number));
    }
    if let Some(number) = m.float_of(value) {
        return match float::to_integer(number) {
            Ok(number) => Ok(m.new_integer(number)),
            Err(fault) => Err(m.fault(&fault)),
        };
    }
    if let Some(text) = m.text(value) {
        return parse(m, value, &text, 10);
    }
    if let Some(data) = m.octets(value) {
        let text: String = data.iter().map(|byte| char::from(*byte)).collect();
        return parse(m, value, &text, 10);
    }
    let found = m.class_name(value);
    let text = format!("int() argument must be a string, a bytes-like object or a real number, not '{found}'");
    Err(m.type_error(&text))
}

/// `bool(x)`.
pub(crate) fn bool_new(m: &mut Machine, args: Args<'_>) -> Answer {
    if !args.keywords.is_empty() {
        return Err(m.type_error("bool() takes no keyword arguments"));
    }
    let [value] = m.take(args, "type.bool", 0)?;
    Ok(Value::Bool(value.map_or(Ok(false), |value| m.truth(value))?))
}

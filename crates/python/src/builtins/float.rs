//! `float`: making it, and its methods. Arithmetic is the operators'.

use crate::builtins::classes;
use crate::machine::Machine;
use crate::names;
use crate::native::{Args, Divert, Native, class_method, getter, method};
use crate::object::Object;
use crate::text::{float, quote};
use crate::value::Value;
use std::rc::Rc;

type Answer = Result<Value, Divert>;

/// `float.*`.
pub(crate) static METHODS: &[Native] = &[
    method("is_integer", |m, a| {
        m.take_none(a, "float.is_integer")?;
        let value = receiver(m, a, "is_integer")?;
        Ok(Value::Bool(value.is_finite() && value.fract() == 0.0))
    }),
    method("as_integer_ratio", |m, a| {
        m.take_none(a, "float.as_integer_ratio")?;
        let value = receiver(m, a, "as_integer_ratio")?;
        match float::integer_ratio(value) {
            Ok((top, bottom)) => {
                let pair = [m.new_int(top), m.new_int(bottom)];
                Ok(m.heap.new_tuple(Rc::new(pair)))
            }
            Err(fault) => Err(m.fault(&fault)),
        }
    }),
    method("hex", |m, a| {
        m.take_none(a, "float.hex")?;
        let value = receiver(m, a, "hex")?;
        Ok(m.heap.new_str(&float::hex(value)))
    }),
    method("conjugate", |m, a| {
        m.take_none(a, "float.conjugate")?;
        receiver(m, a, "conjugate").map(Value::Float)
    }),
    class_method("__getformat__", |m, _| Ok(m.heap.new_str("IEEE, little-endian"))),
    class_method("fromhex", |m, _| {
        let text = "float.fromhex() is Python, but Sockscope does not run it yet";
        Err(m.error(classes::NOT_IMPLEMENTED_ERROR, text))
    }),
    getter("real", |m, a| receiver(m, a, "real").map(Value::Float)),
    getter("imag", |_, _| Ok(Value::Float(0.0))),
];

fn receiver(m: &mut Machine, args: Args<'_>, name: &str) -> Result<f64, Divert> {
    match m.float_of(args.receiver()) {
        Some(value) => Ok(value),
        None => Err(m.wrong_receiver(args.receiver(), "float", name)),
    }
}

impl Machine {
    /// The number behind a `float` or a subclass's instance.
    pub(crate) fn float_of(&self, value: Value) -> Option<f64> {
        match value {
            Value::Float(float) => Some(float),
            Value::Obj(handle) => match self.heap.get(handle) {
                Object::Float(float) => Some(*float),
                _ => None,
            },
            _ => None,
        }
    }

    /// A number as C takes a `double`: a float, an int, or what `__float__` or `__index__` gives.
    pub(crate) fn real_argument(&mut self, value: Value) -> Result<f64, Divert> {
        if let Some(float) = self.float_of(value) {
            return Ok(float);
        }
        let class = self.class_of(value);
        if let Some(convert) = self.lookup(class, names::FLOAT) {
            let number = self.call(convert, &[value])?;
            return match self.float_of(number) {
                Some(float) => Ok(float),
                None => {
                    let (class, found) = (self.class_name(value), self.class_name(number));
                    Err(self.type_error(&format!("{class}.__float__ returned non-float (type {found})")))
                }
            };
        }
        if !self.has_index(value) {
            let found = self.class_name(value);
            return Err(self.type_error(&format!("must be real number, not {found}")));
        }
        let number = self.big_argument(value)?;
        float::from_big(&number).map_err(|fault| self.fault(&fault))
    }
}

/// `float(x)`.
pub(crate) fn new(m: &mut Machine, args: Args<'_>) -> Answer {
    if !args.keywords.is_empty() {
        return Err(m.type_error("float() takes no keyword arguments"));
    }
    let [value] = m.take(args, "type.float", 0)?;
    let number = match value {
        None => 0.0,
        Some(value) => convert(m, value)?,
    };
    match args.receiver() {
        Value::Obj(class) if class != classes::FLOAT => Ok(Value::Obj(m.heap.alloc(class, Object::Float(number)))),
        _ => Ok(Value::Float(number)),
    }
}

fn convert(m: &mut Machine, value: Value) -> Result<f64, Divert> {
    let parsed = match (m.text(value), m.octets(value)) {
        (Some(text), _) => float::parse(&text, || quote::text(&text)),
        (None, Some(data)) => {
            let text: String = data.iter().map(|byte| char::from(*byte)).collect();
            float::parse(&text, || quote::bytes(&data))
        }
        _ => {
            let class = m.class_of(value);
            let is_real = m.float_of(value).is_some() || m.lookup(class, names::FLOAT).is_some() || m.has_index(value);
            if !is_real {
                let found = m.class_name(value);
                let text = format!("float() argument must be a string or a real number, not '{found}'");
                return Err(m.type_error(&text));
            }
            return m.real_argument(value);
        }
    };
    parsed.map_err(|fault| m.fault(&fault))
}

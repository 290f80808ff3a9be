//! Numbers with numbers: ints of any size and floats, with the bounds that keep a result from filling the memory.
//! The fast ways for small ints and floats are the loop's; what is no number is `binary`'s.

use super::Machine;
use super::equality::Number;
use crate::builtins::classes;
use crate::compile::code::Binary;
use crate::native::Divert;
use crate::object::Object;
use crate::text::IntegerBuf;
use crate::value::Value;
use num_bigint::BigInt;
use num_integer::Integer as _;
use num_traits::{Pow, Signed, ToPrimitive, Zero};
use std::rc::Rc;

impl Machine {
    pub(super) fn arithmetic(&mut self, operator: Binary, a: &Number, b: &Number) -> Result<Option<Value>, Divert> {
        if matches!(a, Number::Float(_)) || matches!(b, Number::Float(_)) {
            let (Ok(x), Ok(y)) = (self.as_float(a), self.as_float(b)) else {
                return Err(self.overflow_error("int too large to convert to float"));
            };
            return self.float_arithmetic(operator, x, y);
        }
        if let (Number::Int(x), Number::Int(y)) = (a, b)
            && let Some(value) = small_arithmetic(operator, *x, *y)
        {
            return Ok(Some(Value::Int(value)));
        }
        self.big_arithmetic(operator, &to_big(a), &to_big(b))
    }

    /// A number as a float.
    pub(crate) fn as_float(&self, number: &Number) -> Result<f64, crate::text::Fault> {
        match number {
            Number::Int(int) => Ok(*int as f64),
            Number::Float(float) => Ok(*float),
            Number::Big(big) => crate::text::float::from_big(big),
        }
    }

    fn float_arithmetic(&mut self, operator: Binary, a: f64, b: f64) -> Result<Option<Value>, Divert> {
        let zero_text = match operator {
            Binary::Div => "float division by zero",
            Binary::FloorDiv => "float floor division by zero",
            Binary::Mod => "float modulo",
            _ => "",
        };
        if b == 0.0 && !zero_text.is_empty() {
            return Err(self.error(classes::ZERO_DIVISION_ERROR, zero_text));
        }
        Ok(Some(Value::Float(match operator {
            Binary::Add => a + b,
            Binary::Sub => a - b,
            Binary::Mul => a * b,
            Binary::Div => a / b,
            Binary::FloorDiv => float_divmod(a, b).0,
            Binary::Mod => float_divmod(a, b).1,
            Binary::Pow => {
                if a == 0.0 && b < 0.0 {
                    return Err(self.error(classes::ZERO_DIVISION_ERROR, "0.0 cannot be raised to a negative power"));
                }
                if a < 0.0 && b.is_finite() && b.fract() != 0.0 {
                    let power = self.prelude_function("_complex_power");
                    return self.call(power, &[Value::Float(a), Value::Float(b)]).map(Some);
                }
                let result = crate::text::power::power(a, b);
                if result.is_infinite() && a.is_finite() && b.is_finite() {
                    let args = [Value::Int(34), self.heap.new_str("Numerical result out of range")];
                    let exception = self.new_exception(classes::OVERFLOW_ERROR, &args);
                    return Err(self.raise(exception));
                }
                result
            }
            _ => return Ok(None),
        })))
    }

    fn big_arithmetic(&mut self, operator: Binary, a: &BigInt, b: &BigInt) -> Result<Option<Value>, Divert> {
        let bits = |big: &BigInt| big.bits() as usize;
        let size = match operator {
            Binary::Mul => bits(a) + bits(b),
            Binary::Pow if b.is_negative() => bits(a),
            Binary::Pow if b.is_negative() => 0,
            Binary::Pow => bits(a).saturating_mul(b.to_usize().unwrap_or(usize::MAX / 4).min(usize::MAX / 4096)),
            Binary::LShift if b.is_positive() && !a.is_zero() => {
                bits(a).saturating_add(b.to_usize().unwrap_or(usize::MAX / 2))
            }
            _ => bits(a).max(bits(b)),
        };
        if size > 1 << 24 {
            return Err(self.error(classes::MEMORY_ERROR, "the result has more than 16777216 bits"));
        }
        let zero_text = match operator {
            Binary::Div => "division by zero",
            Binary::FloorDiv => "integer division or modulo by zero",
            Binary::Mod => "integer modulo by zero",
            _ => "",
        };
        if b.is_zero() && !zero_text.is_empty() {
            return Err(self.error(classes::ZERO_DIVISION_ERROR, zero_text));
        }
        let result = match operator {
            Binary::Add => a + b,
            Binary::Sub => a - b,
            Binary::Mul => a * b,
            Binary::FloorDiv => a.div_floor(b),
            Binary::Mod => a.mod_floor(b),
            Binary::And => a & b,
            Binary::Or => a | b,
            Binary::Xor => a ^ b,
            Binary::Div => return self.true_divide(a, b).map(Some),
            Binary::Pow => {
                if b.is_negative() {
                    let (x, y) = (a.to_f64().unwrap_or(f64::INFINITY), b.to_f64().unwrap_or(f64::NEG_INFINITY));
                    return self.float_arithmetic(Binary::Pow, x, y);
                }
                match b.to_u32() {
                    Some(exponent) => Pow::pow(a, exponent),
                    None if a.is_zero() || a == &BigInt::from(1) => a.clone(),
                    None => return Err(self.error(classes::MEMORY_ERROR, "the result is too large")),
                }
            }
            Binary::LShift | Binary::RShift => {
                if b.is_negative() {
                    return Err(self.value_error("negative shift count"));
                }
                match (operator, b.to_usize()) {
                    (Binary::LShift, _) if a.is_zero() => BigInt::zero(),
                    (Binary::LShift, Some(count)) => a << count,
                    (Binary::RShift, Some(count)) => a >> count,
                    (Binary::RShift, None) => BigInt::from(if a.is_negative() { -1 } else { 0 }),
                    _ => return Err(self.error(classes::MEMORY_ERROR, "the result is too large")),
                }
            }
            Binary::MatMul => return Ok(None),
        };
        Ok(Some(self.new_int(result)))
    }

    /// `a / b` of ints, rounded once.
    fn true_divide(&mut self, a: &BigInt, b: &BigInt) -> Result<Value, Divert> {
        const EXACT: i64 = 1 << 53;
        if let (Some(x), Some(y)) = (a.to_i64(), b.to_i64())
            && x.abs() <= EXACT
            && y.abs() <= EXACT
        {
            return Ok(Value::Float(x as f64 / y as f64));
        }
        // Scaled so that the quotient has at least 66 bits, then rounded to odd in its last one.
        let shift = 66 - (a.bits() as i64 - b.bits() as i64);
        let (scaled_a, scaled_b) =
            if shift >= 0 { (a.abs() << shift as usize, b.abs()) } else { (a.abs(), b.abs() << (-shift) as usize) };
        let (quotient, remainder) = scaled_a.div_rem(&scaled_b);
        let sticky = if remainder.is_zero() { quotient } else { quotient | BigInt::from(1) };
        let negative = a.is_negative() != b.is_negative();
        let magnitude = sticky.to_f64().unwrap_or(f64::INFINITY);
        let result = scale(magnitude, -shift);
        if result.is_infinite() {
            return Err(self.overflow_error("integer division result too large for a float"));
        }
        Ok(Value::Float(if negative { -result } else { result }))
    }

    /// An `int`, small if it fits.
    pub(crate) fn new_int(&mut self, big: BigInt) -> Value {
        match big.to_i64() {
            Some(int) => Value::Int(int),
            None => Value::Obj(self.heap.alloc(classes::INT, Object::Big(Rc::new(big)))),
        }
    }

    /// An `int` from a pure function's result.
    pub(crate) fn new_integer(&mut self, integer: IntegerBuf) -> Value {
        match integer {
            IntegerBuf::Small(int) => Value::Int(int),
            IntegerBuf::Big(big) => self.new_int(big),
        }
    }
}

pub(crate) fn to_big(number: &Number) -> BigInt {
    match number {
        Number::Int(int) => BigInt::from(*int),
        Number::Big(big) => big.as_ref().clone(),
        Number::Float(_) => BigInt::zero(),
    }
}

fn small_arithmetic(operator: Binary, a: i64, b: i64) -> Option<i64> {
    match operator {
        Binary::Add => a.checked_add(b),
        Binary::Sub => a.checked_sub(b),
        Binary::Mul => a.checked_mul(b),
        Binary::FloorDiv if b != 0 && b != -1 => Some(num_integer::Integer::div_floor(&a, &b)),
        Binary::Mod if b != 0 && b != -1 => Some(a.mod_floor(&b)),
        Binary::And => Some(a & b),
        Binary::Or => Some(a | b),
        Binary::Xor => Some(a ^ b),
        Binary::LShift if (0..63).contains(&b) => {
            let shifted = a << b;
            (shifted >> b == a).then_some(shifted)
        }
        Binary::RShift if b >= 0 => Some(a >> b.min(63)),
        Binary::Pow if b >= 0 => a.checked_pow(u32::try_from(b).ok()?),
        _ => None,
    }
}

/// Floor division and remainder of floats, with the signs that Python gives them.
pub(crate) fn float_divmod(a: f64, b: f64) -> (f64, f64) {
    let mut remainder = a % b;
    let mut quotient = (a - remainder) / b;
    if remainder == 0.0 {
        remainder = 0.0_f64.copysign(b);
    } else if (b < 0.0) != (remainder < 0.0) {
        remainder += b;
        quotient -= 1.0;
    }
    let floor = if quotient == 0.0 {
        0.0_f64.copysign(a / b)
    } else {
        let floor = quotient.floor();
        if quotient - floor > 0.5 { floor + 1.0 } else { floor }
    };
    (floor, remainder)
}

/// `value * 2**exponent` without rounding twice for ordinary sizes.
fn scale(value: f64, exponent: i64) -> f64 {
    let mut value = value;
    let mut left = exponent;
    while left != 0 {
        let step = left.clamp(-1000, 1000);
        value *= 2.0_f64.powi(step as i32);
        left -= step;
    }
    value
}

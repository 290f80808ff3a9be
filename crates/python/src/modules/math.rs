//! `math`. Transcendental functions are in software, so that a run prints the same digits natively and in a browser: the frequent ones with
//! the C library's last place, see [`transcendental`]; the `libm` crate's may differ there.

use super::ModuleSpec;
use crate::machine::Machine;
use crate::names;
use crate::native::{Args, Divert, Native, function};
use crate::text::float;
use crate::text::transcendental;
use crate::value::{Handle, Value};
use num_bigint::BigInt;
use num_integer::Integer as _;
use std::rc::Rc;

type Answer = Result<Value, Divert>;

pub(crate) static MODULE: ModuleSpec =
    ModuleSpec { name: "math", functions: FUNCTIONS, fill: Some(fill), python: Some(include_str!("math.py")) };

static FUNCTIONS: &[Native] = &[
    function("sqrt", |m, a| domain(m, a, "sqrt", f64::sqrt)),
    function("cbrt", |m, a| plain(m, a, "cbrt", libm::cbrt)),
    function("exp", |m, a| ranged(m, a, "exp", transcendental::exp)),
    function("exp2", |m, a| ranged(m, a, "exp2", libm::exp2)),
    function("expm1", |m, a| ranged(m, a, "expm1", libm::expm1)),
    function("sin", |m, a| domain(m, a, "sin", transcendental::sin)),
    function("cos", |m, a| domain(m, a, "cos", transcendental::cos)),
    function("tan", |m, a| domain(m, a, "tan", transcendental::tan)),
    function("asin", |m, a| domain(m, a, "asin", transcendental::asin)),
    function("acos", |m, a| domain(m, a, "acos", transcendental::acos)),
    function("atan", |m, a| plain(m, a, "atan", transcendental::atan)),
    function("sinh", |m, a| ranged(m, a, "sinh", libm::sinh)),
    function("cosh", |m, a| ranged(m, a, "cosh", transcendental::cosh)),
    function("tanh", |m, a| plain(m, a, "tanh", transcendental::tanh)),
    function("fabs", |m, a| plain(m, a, "fabs", f64::abs)),
    function("degrees", |m, a| plain(m, a, "degrees", |x| x * (180.0 / std::f64::consts::PI))),
    function("radians", |m, a| plain(m, a, "radians", |x| x * (std::f64::consts::PI / 180.0))),
    function("hypot", |m, a| {
        let mut sides = Vec::with_capacity(a.len());
        for side in a.positional {
            sides.push(m.real_argument(*side)?);
        }
        Ok(Value::Float(transcendental::hypot(&sides)))
    }),
    function("atan2", |m, a| two(m, a, "atan2", transcendental::atan2)),
    function("copysign", |m, a| two(m, a, "copysign", f64::copysign)),
    function("fmod", |m, a| {
        let [x, y] = pair(m, a, "fmod")?;
        if (x.is_infinite() || y == 0.0) && !x.is_nan() && !y.is_nan() {
            return Err(m.value_error("math domain error"));
        }
        Ok(Value::Float(x % y))
    }),
    function("pow", power),
    function("_log", log),
    function("log2", |m, a| logarithm(m, a, "log2", transcendental::log2, 1.0)),
    function("log10", |m, a| logarithm(m, a, "log10", transcendental::log10, std::f64::consts::LOG10_2)),
    function("log1p", |m, a| domain(m, a, "log1p", libm::log1p)),
    function("floor", |m, a| to_whole(m, a, "floor", f64::floor)),
    function("ceil", |m, a| to_whole(m, a, "ceil", f64::ceil)),
    function("trunc", |m, a| to_whole(m, a, "trunc", f64::trunc)),
    function("isnan", |m, a| Ok(Value::Bool(one(m, a, "isnan")?.is_nan()))),
    function("isinf", |m, a| Ok(Value::Bool(one(m, a, "isinf")?.is_infinite()))),
    function("isfinite", |m, a| Ok(Value::Bool(one(m, a, "isfinite")?.is_finite()))),
    function("modf", |m, a| {
        let x = one(m, a, "modf")?;
        let whole = x.trunc();
        let rest = if x.is_infinite() { 0.0_f64.copysign(x) } else { (x - whole).copysign(x) };
        Ok(m.heap.new_tuple(Rc::new([Value::Float(rest), Value::Float(whole)])))
    }),
    function("frexp", |m, a| {
        let (mantissa, exponent) = libm::frexp(one(m, a, "frexp")?);
        Ok(m.heap.new_tuple(Rc::new([Value::Float(mantissa), Value::Int(i64::from(exponent))])))
    }),
    function("ldexp", |m, a| {
        let [x, exponent] = m.take(a, "ldexp", 2)?;
        let x = m.real_argument(x.unwrap_or(Value::None))?;
        let exponent = m.size_or(exponent, 0)?.clamp(-10_000, 10_000) as i32;
        let scaled = libm::ldexp(x, exponent);
        if scaled.is_infinite() && x.is_finite() {
            Err(m.overflow_error("math range error"))
        } else {
            Ok(Value::Float(scaled))
        }
    }),
    function("isqrt", |m, a| {
        let n = m.take_one(a, "isqrt")?;
        let n = m.big_argument(n)?;
        if n.sign() == num_bigint::Sign::Minus {
            return Err(m.value_error("isqrt() argument must be nonnegative"));
        }
        Ok(m.new_int(n.sqrt()))
    }),
    function("gcd", |m, a| fold(m, a, BigInt::default(), BigInt::gcd)),
    function("lcm", |m, a| fold(m, a, BigInt::from(1), BigInt::lcm)),
    function("factorial", factorial),
    function("fsum", |m, a| {
        let items = m.take_one(a, "fsum")?;
        let mut partials: Vec<f64> = Vec::new();
        for item in m.items(items)? {
            let mut x = m.real_argument(item)?;
            let mut kept = 0;
            for at in 0..partials.len() {
                let mut y = partials[at];
                if x.abs() < y.abs() {
                    std::mem::swap(&mut x, &mut y);
                }
                let high = x + y;
                let low = y - (high - x);
                if low != 0.0 {
                    partials[kept] = low;
                    kept += 1;
                }
                x = high;
            }
            partials.truncate(kept);
            partials.push(x);
        }
        Ok(Value::Float(partials.iter().rev().sum()))
    }),
];

fn fill(m: &mut Machine, globals: Handle) {
    for (name, value) in [
        ("pi", std::f64::consts::PI),
        ("e", std::f64::consts::E),
        ("tau", std::f64::consts::TAU),
        ("inf", f64::INFINITY),
        ("nan", f64::NAN),
    ] {
        m.set_in_module(globals, name, Value::Float(value));
    }
}

fn one(m: &mut Machine, args: Args<'_>, name: &str) -> Result<f64, Divert> {
    let x = m.take_one(args, name)?;
    m.real_argument(x)
}

fn pair(m: &mut Machine, args: Args<'_>, name: &str) -> Result<[f64; 2], Divert> {
    let [x, y] = m.take(args, name, 2)?;
    Ok([m.real_argument(x.unwrap_or(Value::None))?, m.real_argument(y.unwrap_or(Value::None))?])
}

fn plain(m: &mut Machine, args: Args<'_>, name: &str, f: fn(f64) -> f64) -> Answer {
    Ok(Value::Float(f(one(m, args, name)?)))
}

fn two(m: &mut Machine, args: Args<'_>, name: &str, f: fn(f64, f64) -> f64) -> Answer {
    let [x, y] = pair(m, args, name)?;
    Ok(Value::Float(f(x, y)))
}

/// A function that has no value somewhere.
fn domain(m: &mut Machine, args: Args<'_>, name: &str, f: fn(f64) -> f64) -> Answer {
    let x = one(m, args, name)?;
    let y = f(x);
    if y.is_nan() && !x.is_nan() || y.is_infinite() && x.is_finite() {
        return Err(m.value_error("math domain error"));
    }
    Ok(Value::Float(y))
}

/// A function whose value can be too large.
fn ranged(m: &mut Machine, args: Args<'_>, name: &str, f: fn(f64) -> f64) -> Answer {
    let x = one(m, args, name)?;
    let y = f(x);
    if y.is_infinite() && x.is_finite() { Err(m.overflow_error("math range error")) } else { Ok(Value::Float(y)) }
}

fn power(m: &mut Machine, args: Args<'_>) -> Answer {
    let [x, y] = pair(m, args, "pow")?;
    let power = crate::text::power::power(x, y);
    if power.is_nan() && !x.is_nan() && !y.is_nan() || x == 0.0 && y < 0.0 && y.is_finite() {
        return Err(m.value_error("math domain error"));
    }
    if power.is_infinite() && x.is_finite() && y.is_finite() {
        return Err(m.overflow_error("math range error"));
    }
    Ok(Value::Float(power))
}

/// A logarithm of any positive number, however large the `int`; `unit` is the logarithm of 2.
fn logarithm(m: &mut Machine, args: Args<'_>, name: &str, f: fn(f64) -> f64, unit: f64) -> Answer {
    let x = m.take_one(args, name)?;
    logarithm_of(m, x, f, unit).map(Value::Float)
}

fn logarithm_of(m: &mut Machine, x: Value, f: fn(f64) -> f64, unit: f64) -> Result<f64, Divert> {
    if let Some(big) = m.big(x)
        && big.bits() > 1000
        && big.sign() == num_bigint::Sign::Plus
    {
        let shift = big.bits() - 60;
        let top = float::from_big(&(big >> shift)).unwrap_or(f64::MAX);
        return Ok(f(top) + shift as f64 * unit);
    }
    let x = m.real_argument(x)?;
    if x <= 0.0 {
        return Err(m.value_error("math domain error"));
    }
    Ok(f(x))
}

/// `log(x)` or `log(x, base)`.
fn log(m: &mut Machine, args: Args<'_>) -> Answer {
    let [x, base] = m.take(args, "log", 1)?;
    let top = logarithm_of(m, x.unwrap_or(Value::None), transcendental::log, std::f64::consts::LN_2)?;
    let Some(base) = base else { return Ok(Value::Float(top)) };
    let bottom = logarithm_of(m, base, transcendental::log, std::f64::consts::LN_2)?;
    if bottom == 0.0 {
        return Err(m.error(crate::builtins::classes::ZERO_DIVISION_ERROR, "float division by zero"));
    }
    Ok(Value::Float(top / bottom))
}

fn to_whole(m: &mut Machine, args: Args<'_>, name: &str, f: fn(f64) -> f64) -> Answer {
    let x = m.take_one(args, name)?;
    let method = match name {
        "trunc" => names::TRUNC,
        _ => m.heap.intern(if name == "floor" { "__floor__" } else { "__ceil__" }),
    };
    if let Some(result) = m.call_special(x, method, &[])? {
        return Ok(result);
    }
    if let Some(big) = m.big(x) {
        return Ok(m.new_int(big));
    }
    if name == "trunc" && m.float_of(x).is_none() {
        let found = m.class_name(x);
        return Err(m.type_error(&format!("type {found} doesn't define __trunc__ method")));
    }
    let x = m.real_argument(x)?;
    match float::to_integer(f(x)) {
        Ok(whole) => Ok(m.new_integer(whole)),
        Err(fault) => Err(m.fault(&fault)),
    }
}

fn fold(m: &mut Machine, args: Args<'_>, start: BigInt, f: fn(&BigInt, &BigInt) -> BigInt) -> Answer {
    let mut result = start;
    for value in args.positional {
        let value = m.big_argument(*value)?;
        m.reserve(((result.bits() + value.bits()) / 4) as usize)?;
        result = f(&result, &value);
    }
    Ok(m.new_int(BigInt::from(result.magnitude().clone())))
}

fn factorial(m: &mut Machine, args: Args<'_>) -> Answer {
    let n = m.take_one(args, "factorial")?;
    let n = m.size_argument(n)?;
    if n < 0 {
        return Err(m.value_error("factorial() not defined for negative values"));
    }
    if n > 5_000 {
        return crate::builtins::functions::refused(
            m,
            "math.factorial() of so large a number",
            "the page would wait too long",
        );
    }
    let product = (2..=n).fold(BigInt::from(1), |product, factor| product * factor);
    Ok(m.new_int(product))
}

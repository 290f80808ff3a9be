//! Sines, exponentials, logarithms and powers of floats with about twice the precision of a double, rounded once at the end: the same to the
//! last bit natively and in wasm, and nearly always what the C library prints, whose own results are off by little more than half a bit.
//! Where arguments are so large or small that the parts would overflow or lose bits, the answer is `libm`'s.

use super::pair::{Pair, exact_product};

/// `π / 2` in three parts, and `ln 2` in two.
const HALF_PI: [f64; 3] = [std::f64::consts::FRAC_PI_2, 6.123_233_995_736_766e-17, -1.497_384_904_859_169_8e-33];
const LN_2: Pair = Pair { high: std::f64::consts::LN_2, low: 2.319_046_813_846_299_6e-17 };
/// Angles beyond this are not reduced here.
const ANGLE_MAX: f64 = 1e6;
/// Exponents beyond this are not raised to here.
const EXPONENT_MAX: f64 = 700.0;
/// Below this a function is its first term, or the parts lose bits.
const SMALL: f64 = 1e-5;

/// `1 + x (1 + x / 2 (1 + x / 3 (…)))` and the like: each factor is `x` over the product of what `divisors` gives.
fn series(x: Pair, divisors: impl DoubleEndedIterator<Item = f64>) -> Pair {
    divisors.rev().fold(Pair::ONE, |sum, divisor| Pair::ONE.plus(sum.times(x).over(Pair::of(divisor))))
}

/// `e ** x` without its power of two.
fn exponential(x: Pair) -> (Pair, i32) {
    let twos = libm::rint(x.high / LN_2.high);
    let rest = x.minus(LN_2.times(Pair::of(twos))).scaled(1.0 / 256.0);
    let mut power = series(rest, (1..=9).map(f64::from));
    for _ in 0..8 {
        power = power.times(power);
    }
    (power, twos as i32)
}

fn raised(x: Pair) -> f64 {
    let (power, twos) = exponential(x);
    libm::ldexp(power.rounded(), twos)
}

/// The natural logarithm of a positive finite number: one step of Newton's from `libm`'s.
fn logarithm(x: f64) -> Pair {
    let first = libm::log(x);
    let (inverse, twos) = exponential(Pair::of(-first));
    let error = Pair::of(libm::ldexp(x, twos)).times(inverse).minus(Pair::ONE);
    Pair::of(first).plus(error.minus(error.times(error).scaled(0.5)))
}

/// Sine and cosine.
fn circular(x: f64) -> (Pair, Pair) {
    let quarters = libm::rint(x / HALF_PI[0]);
    let near = HALF_PI.iter().fold(Pair::of(x), |rest, part| rest.minus(exact_product(quarters, *part)));
    let square = near.times(near).negated();
    let sine = near.times(series(square, (1..=14).map(|n| f64::from(2 * n * (2 * n + 1)))));
    let cosine = series(square, (1..=14).map(|n| f64::from(2 * n * (2 * n - 1))));
    match quarters.rem_euclid(4.0) as u8 {
        0 => (sine, cosine),
        1 => (cosine, sine.negated()),
        2 => (sine.negated(), cosine.negated()),
        _ => (cosine.negated(), sine),
    }
}

fn has_angle(x: f64) -> bool {
    (SMALL..ANGLE_MAX).contains(&x.abs())
}

pub(crate) fn sin(x: f64) -> f64 {
    if has_angle(x) { circular(x).0.rounded() } else { libm::sin(x) }
}

pub(crate) fn cos(x: f64) -> f64 {
    if has_angle(x) { circular(x).1.rounded() } else { libm::cos(x) }
}

pub(crate) fn tan(x: f64) -> f64 {
    if !has_angle(x) {
        return libm::tan(x);
    }
    let (sine, cosine) = circular(x);
    sine.over(cosine).rounded()
}

/// The angle that `first` nearly is: `y` and `x` are what its sine and cosine should be proportional to.
fn angle(first: f64, y: Pair, x: Pair) -> f64 {
    let (sine, cosine) = circular(first);
    let across = y.times(cosine).minus(x.times(sine));
    let along = x.times(cosine).plus(y.times(sine));
    Pair::of(first).plus(across.over(along)).rounded()
}

fn is_moderate(x: f64) -> bool {
    (SMALL..1e100).contains(&x.abs())
}

pub(crate) fn atan(x: f64) -> f64 {
    let first = libm::atan(x);
    if is_moderate(x) { angle(first, Pair::of(x), Pair::ONE) } else { first }
}

pub(crate) fn atan2(y: f64, x: f64) -> f64 {
    let first = libm::atan2(y, x);
    if is_moderate(x) && is_moderate(y) && has_angle(first) { angle(first, Pair::of(y), Pair::of(x)) } else { first }
}

/// `sqrt(1 - x * x)`.
fn other_leg(x: f64) -> Pair {
    let square = Pair::ONE.minus(exact_product(x, x));
    let root = libm::sqrt(square.high);
    let error = square.minus(exact_product(root, root));
    Pair::of(root).plus(Pair::of(error.high / (2.0 * root)))
}

pub(crate) fn asin(x: f64) -> f64 {
    let first = libm::asin(x);
    if (SMALL..1.0).contains(&x.abs()) { angle(first, Pair::of(x), other_leg(x)) } else { first }
}

pub(crate) fn acos(x: f64) -> f64 {
    let first = libm::acos(x);
    if (SMALL..1.0).contains(&x.abs()) { angle(first, other_leg(x), Pair::of(x)) } else { first }
}

fn is_exponent(x: f64) -> bool {
    (SMALL..EXPONENT_MAX).contains(&x.abs())
}

pub(crate) fn exp(x: f64) -> f64 {
    if is_exponent(x) { raised(Pair::of(x)) } else { libm::exp(x) }
}

/// As glibc, by `exp` or `expm1`.
pub(crate) fn cosh(x: f64) -> f64 {
    let x = libm::fabs(x);
    if x < 0.5 * LN_2.high {
        let less_one = libm::expm1(x);
        let power = 1.0 + less_one;
        return 1.0 + (less_one * less_one) / (power + power);
    }
    if x >= 22.0 || x.is_nan() {
        return libm::cosh(x);
    }
    let power = exp(x);
    0.5 * power + 0.5 / power
}

/// As glibc, by `expm1`.
pub(crate) fn tanh(x: f64) -> f64 {
    let size = libm::fabs(x);
    if !(1e-17..22.0).contains(&size) {
        return libm::tanh(x);
    }
    let result = if size >= 1.0 {
        1.0 - 2.0 / (libm::expm1(2.0 * size) + 2.0)
    } else {
        let less_one = libm::expm1(-2.0 * size);
        -less_one / (less_one + 2.0)
    };
    libm::copysign(result, x)
}

fn has_logarithm(x: f64) -> bool {
    x.is_normal() && x > 0.0 && x != 1.0
}

pub(crate) fn log(x: f64) -> f64 {
    if has_logarithm(x) { logarithm(x).rounded() } else { libm::log(x) }
}

/// As glibc, which adds the power of two in two parts to the logarithm of the rest.
pub(crate) fn log10(x: f64) -> f64 {
    // What of `log10(2)` ends in zeros, and the rest.
    let log10_2 = [f64::from_bits(0x3FD3_4413_509F_6000), 3.694_239_077_158_931e-13];
    if !has_logarithm(x) {
        return libm::log10(x);
    }
    let twos = f64::from(libm::ilogb(x));
    let twos = if twos < 0.0 { twos + 1.0 } else { twos };
    let rest = log(libm::ldexp(x, -(twos as i32)));
    twos * log10_2[1] + std::f64::consts::LOG10_E * rest + twos * log10_2[0]
}

pub(crate) fn log2(x: f64) -> f64 {
    if has_logarithm(x) { logarithm(x).over(LN_2).rounded() } else { libm::log2(x) }
}

/// `base ** exponent`.
pub(crate) fn power(base: f64, exponent: f64) -> f64 {
    let whole = libm::trunc(exponent) == exponent;
    if !has_logarithm(base.abs()) || base < 0.0 && !whole || !exponent.is_finite() || exponent == 0.0 {
        return libm::pow(base, exponent);
    }
    let product = logarithm(base.abs()).times(Pair::of(exponent));
    if product.high.abs() > EXPONENT_MAX {
        return libm::pow(base, exponent);
    }
    let odd = whole && libm::fmod(exponent, 2.0) != 0.0;
    if base < 0.0 && odd { -raised(product) } else { raised(product) }
}

/// The root of the sum of squares.
pub(crate) fn hypot(sides: &[f64]) -> f64 {
    let largest = sides.iter().fold(0.0_f64, |largest, side| largest.max(side.abs()));
    if !(1e-100..1e100).contains(&largest) {
        return sides.iter().fold(0.0, |sum, side| libm::hypot(sum, *side));
    }
    let square = sides.iter().fold(Pair::of(0.0), |sum, side| sum.plus(exact_product(*side, *side)));
    let root = libm::sqrt(square.high);
    let error = square.minus(exact_product(root, root));
    root + error.high / (2.0 * root)
}

#[cfg(test)]
mod tests {
    /// Bits that `CPython` prints with glibc.
    #[test]
    fn values_are_rounded_as_by_the_c_library() {
        type Row = (fn(f64) -> f64, f64, f64);
        let rows: [Row; 13] = [
            (super::exp, 1.0, std::f64::consts::E),
            (super::exp, -1.0, 0.367_879_441_171_442_33),
            (super::log, 10.0, std::f64::consts::LN_10),
            (super::log10, 1_000.0, 3.0),
            (super::log2, 8.0, 3.0),
            (super::sin, 1.0, 0.841_470_984_807_896_5),
            (super::sin, std::f64::consts::PI, 1.224_646_799_147_353_2e-16),
            (super::cos, std::f64::consts::FRAC_PI_2, 6.123_233_995_736_766e-17),
            (super::tan, 1.0, 1.557_407_724_654_902_3),
            (super::atan, 1.0, std::f64::consts::FRAC_PI_4),
            (super::asin, 0.3, 0.304_692_654_015_397_5),
            (super::acos, 0.3, 1.266_103_672_779_499_2),
            (super::log, 0.1, -2.302_585_092_994_045_5),
        ];
        for (at, (function, x, wanted)) in rows.into_iter().enumerate() {
            assert_eq!(function(x).to_bits(), wanted.to_bits(), "row {at}, of {x}");
        }
        assert_eq!(super::power(-1.5, 3.0).to_bits(), (-3.375_f64).to_bits());
        assert_eq!(super::hypot(&[3.0, 4.0]).to_bits(), 5.0_f64.to_bits());
    }
}

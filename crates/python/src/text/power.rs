//! `x ** y` of floats, the same to the last bit natively and in wasm, and as the C library rounds it.
//! The platform's `pow` differs between them. Whole exponents, which programs use, are multiplied out with twice the precision, so that a
//! result in the middle between two doubles is rounded as such; the rest goes through a logarithm.

use super::pair::Pair;
use super::transcendental;

/// Largest whole exponent that is multiplied out.
const WHOLE_MAX: f64 = 1_024.0;

/// `base ** exponent`.
pub(crate) fn power(base: f64, exponent: f64) -> f64 {
    let whole = exponent.abs() <= WHOLE_MAX && libm::trunc(exponent) == exponent;
    if whole && base.is_finite() && base != 0.0 && exponent != 0.0 {
        let mut left = libm::fabs(exponent) as u32;
        let (mut square, mut result) = (Pair::of(base), Pair::ONE);
        while left > 0 {
            if left & 1 == 1 {
                result = result.times(square);
            }
            left >>= 1;
            if left > 0 {
                square = square.times(square);
            }
        }
        // Near the ends of the range the parts themselves overflow or lose bits.
        let safe = |x: f64| (1e-130..1e130).contains(&x.abs());
        if safe(result.high) && safe(square.high) {
            return if exponent > 0.0 { result } else { Pair::ONE.over(result) }.rounded();
        }
    }
    transcendental::power(base, exponent)
}

#[cfg(test)]
mod tests {
    use super::power;

    /// Bits that glibc gives, as CPython prints them by `float.hex`.
    #[test]
    fn powers_are_rounded_as_by_the_c_library() {
        let rows: [(f64, f64, f64); 14] = [
            (1.05, 3.0, 1.157_625_000_000_000_1),
            (1.1, 10.0, 2.593_742_460_100_002_3),
            (0.1, 2.0, 0.010_000_000_000_000_002),
            (3.7, 2.0, 13.690_000_000_000_001),
            (10.0, -3.0, 0.001),
            (2.5, -2.0, 0.16),
            (-1.5, 3.0, -3.375),
            (1.000_1, 365.0, 1.037_172_411_302_547_8),
            (2.0, 0.5, std::f64::consts::SQRT_2),
            (1.07, 0.25, 1.017_058_525_001_811_4),
            (10.0, -0.3, 0.501_187_233_627_272_2),
            (2.0, 1_023.0, 8.988_465_674_311_58e307),
            (2.0, -1_074.0, 5e-324),
            (0.0, 3.0, 0.0),
        ];
        for (base, exponent, wanted) in rows {
            assert_eq!(power(base, exponent).to_bits(), wanted.to_bits(), "{base} ** {exponent}");
        }
    }
}

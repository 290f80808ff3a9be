//! `x ** y` of floats, the same to the last bit natively and in wasm, and as the C library rounds it.
//! The platform's `pow` differs between them. Whole exponents, which programs use, are multiplied out with twice the precision; the
//! rest goes to `libm`, whose last bit may be another than glibc's.

/// A number as an unevaluated sum: the second part is what the first could not hold.
type Pair = (f64, f64);

/// Largest whole exponent that is multiplied out.
const WHOLE_MAX: f64 = 1_024.0;

/// The exact product of two doubles, by Dekker's splitting: wasm has no fused multiply-add.
fn exact_product(a: f64, b: f64) -> Pair {
    const SPLIT: f64 = 134_217_729.0; // 2^27 + 1
    let halves = |x: f64| {
        let scaled = SPLIT * x;
        let high = scaled - (scaled - x);
        (high, x - high)
    };
    let product = a * b;
    let ((ah, al), (bh, bl)) = (halves(a), halves(b));
    (product, ((ah * bh - product) + ah * bl + al * bh) + al * bl)
}

fn times(a: Pair, b: Pair) -> Pair {
    let (high, low) = exact_product(a.0, b.0);
    let low = low + (a.0 * b.1 + a.1 * b.0);
    let sum = high + low;
    (sum, low - (sum - high))
}

/// `base ** exponent`.
pub(crate) fn power(base: f64, exponent: f64) -> f64 {
    let whole = exponent.abs() <= WHOLE_MAX && libm::trunc(exponent) == exponent;
    if whole && base.is_finite() && base != 0.0 && exponent != 0.0 {
        let mut left = libm::fabs(exponent) as u32;
        let (mut square, mut result): (Pair, Pair) = ((base, 0.0), (1.0, 0.0));
        while left > 0 {
            if left & 1 == 1 {
                result = times(result, square);
            }
            left >>= 1;
            if left > 0 {
                square = times(square, square);
            }
        }
        // Near the ends of the range the parts themselves overflow or lose bits.
        let safe = |x: f64| (1e-130..1e130).contains(&x.abs());
        if safe(result.0) && safe(square.0) {
            return if exponent > 0.0 { result.0 + result.1 } else { inverse(result) };
        }
    }
    libm::pow(base, exponent)
}

/// `1 / x`, rounded once.
fn inverse(x: Pair) -> f64 {
    let first = 1.0 / x.0;
    let (product, rest) = exact_product(first, x.0);
    let error = (1.0 - product) - rest - first * x.1;
    first + first * error
}

#[cfg(test)]
mod tests {
    use super::power;

    /// Bits that glibc gives, as CPython prints them by `float.hex`.
    #[test]
    fn whole_powers_are_rounded_as_by_the_c_library() {
        let rows: [(f64, f64, f64); 12] = [
            (1.05, 3.0, 1.157_625_000_000_000_1),
            (1.1, 10.0, 2.593_742_460_100_002_3),
            (0.1, 2.0, 0.010_000_000_000_000_002),
            (3.7, 2.0, 13.690_000_000_000_001),
            (10.0, -3.0, 0.001),
            (2.5, -2.0, 0.16),
            (-1.5, 3.0, -3.375),
            (1.000_1, 365.0, 1.037_172_411_302_547_8),
            (2.0, 0.5, std::f64::consts::SQRT_2),
            (2.0, 1_023.0, 8.988_465_674_311_58e307),
            (2.0, -1_074.0, 5e-324),
            (0.0, 3.0, 0.0),
        ];
        for (base, exponent, wanted) in rows {
            assert_eq!(power(base, exponent).to_bits(), wanted.to_bits(), "{base} ** {exponent}");
        }
    }
}

//! Numbers of about twice the precision of a double, as sums of two: the arithmetic behind functions whose result is rounded once at the end.
//! Only additions and multiplications, so the bits are the same natively and in wasm, which has no fused multiply-add.

/// A number as an unevaluated sum: the second part is what the first could not hold.
#[derive(Debug, Clone, Copy)]
pub(super) struct Pair {
    pub(super) high: f64,
    pub(super) low: f64,
}

/// The exact product of two doubles, by Dekker's splitting: wasm has no fused multiply-add.
pub(super) fn exact_product(a: f64, b: f64) -> Pair {
    const SPLIT: f64 = 134_217_729.0; // 2^27 + 1
    let halves = |x: f64| {
        let scaled = SPLIT * x;
        let high = scaled - (scaled - x);
        (high, x - high)
    };
    let product = a * b;
    let ((ah, al), (bh, bl)) = (halves(a), halves(b));
    Pair { high: product, low: ((ah * bh - product) + ah * bl + al * bh) + al * bl }
}

/// The exact sum of two doubles.
fn exact_sum(a: f64, b: f64) -> Pair {
    let sum = a + b;
    let other = sum - a;
    Pair { high: sum, low: (a - (sum - other)) + (b - other) }
}

impl Pair {
    pub(super) const ONE: Self = Self { high: 1.0, low: 0.0 };

    pub(super) fn of(x: f64) -> Self {
        Self { high: x, low: 0.0 }
    }

    pub(super) fn rounded(self) -> f64 {
        self.high + self.low
    }

    fn normal(high: f64, low: f64) -> Self {
        let sum = high + low;
        Self { high: sum, low: low - (sum - high) }
    }

    pub(super) fn plus(self, other: Self) -> Self {
        let high = exact_sum(self.high, other.high);
        let low = exact_sum(self.low, other.low);
        let first = Self::normal(high.high, high.low + low.high);
        Self::normal(first.high, first.low + low.low)
    }

    pub(super) fn negated(self) -> Self {
        Self { high: -self.high, low: -self.low }
    }

    pub(super) fn minus(self, other: Self) -> Self {
        self.plus(other.negated())
    }

    pub(super) fn times(self, other: Self) -> Self {
        let product = exact_product(self.high, other.high);
        Self::normal(product.high, product.low + (self.high * other.low + self.low * other.high))
    }

    /// Times a power of two.
    pub(super) fn scaled(self, factor: f64) -> Self {
        Self { high: self.high * factor, low: self.low * factor }
    }

    pub(super) fn over(self, other: Self) -> Self {
        let first = self.high / other.high;
        let rest = self.minus(other.times(Self::of(first)));
        let second = rest.high / other.high;
        let rest = rest.minus(other.times(Self::of(second)));
        Self::normal(first, second).plus(Self::of(rest.high / other.high))
    }
}

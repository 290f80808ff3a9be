//! How often something may happen: a bucket of permits that fills with time.

use std::time::Instant;

/// At most `burst` at once and `per_second` in the long run.
#[derive(Debug)]
pub(crate) struct Rate {
    per_second: f64,
    burst: f64,
    permits: f64,
    filled: Instant,
}

impl Rate {
    pub(crate) fn new(per_second: u32, burst: u32, now: Instant) -> Self {
        Self { per_second: per_second.into(), burst: burst.into(), permits: burst.into(), filled: now }
    }

    /// Takes one permit, if there is one.
    pub(crate) fn take(&mut self, now: Instant) -> bool {
        let elapsed = now.saturating_duration_since(self.filled).as_secs_f64();
        self.permits = (self.permits + elapsed * self.per_second).min(self.burst);
        self.filled = now;
        let there = self.permits >= 1.0;
        self.permits -= if there { 1.0 } else { 0.0 };
        there
    }
}

#[cfg(test)]
mod tests {
    use super::Rate;
    use std::time::{Duration, Instant};

    #[test]
    fn a_burst_then_the_rate() {
        let start = Instant::now();
        let mut rate = Rate::new(2, 3, start);
        let taken = |rate: &mut Rate, ms| (0..9).filter(|_| rate.take(start + Duration::from_millis(ms))).count();
        assert_eq!([0, 499, 500, 1_500, 60_000].map(|ms| taken(&mut rate, ms)), [3, 0, 1, 2, 3]);
    }
}

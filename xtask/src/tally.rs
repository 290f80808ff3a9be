//! Counting what ran: stages, their tests and their time, and the closing line that machines read.

use anyhow::{Result, bail};
use std::time::{Duration, Instant};

/// How one stage ended.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Count {
    /// Checks or tests that held.
    pub(crate) passed: usize,
    /// Those that did not.
    pub(crate) failed: usize,
}

impl Count {
    /// One check, which held or did not.
    pub(crate) fn one(held: bool) -> Self {
        Self { passed: usize::from(held), failed: usize::from(!held) }
    }

    /// Adds `other` to this count.
    pub(crate) fn add(&mut self, other: Self) {
        self.passed += other.passed;
        self.failed += other.failed;
    }

    /// Reads one closing line of libtest, `test result: ok. 3 passed; 0 failed; …`.
    pub(crate) fn of_libtest_line(line: &str) -> Option<Self> {
        let counts = line.strip_prefix("test result: ")?.split_once(". ")?.1;
        let mut count = Self::default();
        for part in counts.split("; ") {
            match part.split_once(' ') {
                Some((number, "passed")) => count.passed = number.parse().ok()?,
                Some((number, "failed")) => count.failed = number.parse().ok()?,
                _ => {}
            }
        }
        Some(count)
    }
}

struct Stage {
    name: &'static str,
    count: Count,
    time: Duration,
}

/// The stages so far.
pub(crate) struct Tally {
    started: Instant,
    stages: Vec<Stage>,
}

impl Tally {
    /// Nothing has run yet.
    pub(crate) fn new() -> Self {
        Self { started: Instant::now(), stages: Vec::new() }
    }

    /// Runs one stage to its end. A stage that cannot be carried out counts as one failure and does not stop the others.
    pub(crate) fn stage(&mut self, name: &'static str, body: impl FnOnce() -> Result<Count>) -> bool {
        eprintln!("\n== {name}");
        let started = Instant::now();
        let count = body().unwrap_or_else(|error| {
            eprintln!("{name}: {error:#}");
            Count { passed: 0, failed: 1 }
        });
        self.stages.push(Stage { name, count, time: started.elapsed() });
        count.failed == 0
    }

    /// Prints the table and the closing line; an error if anything failed.
    pub(crate) fn close(self) -> Result<()> {
        let mut total = Count::default();
        println!("\n{:<34} {:>7} {:>7} {:>9}", "stage", "passed", "failed", "time");
        for Stage { name, count, time } in &self.stages {
            println!("{name:<34} {:>7} {:>7} {:>8.1}s", count.passed, count.failed, time.as_secs_f64());
            total.add(*count);
        }
        println!("{:<34} {:>7} {:>7} {:>8.1}s\n", "all", "", "", self.started.elapsed().as_secs_f64());
        println!("{} passed, {} failed", total.passed, total.failed);
        if total.failed > 0 {
            bail!("{} failed", total.failed);
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::Count;

    #[test]
    fn libtest_lines_are_counted_and_others_are_not() {
        let check = |line: &str, expected: Option<(usize, usize)>| {
            assert_eq!(
                Count::of_libtest_line(line),
                expected.map(|(passed, failed)| Count { passed, failed }),
                "{line}"
            );
        };
        check(
            "test result: ok. 12 passed; 0 failed; 0 ignored; 0 measured; 0 filtered out; finished in 0.00s",
            Some((12, 0)),
        );
        check("test result: FAILED. 3 passed; 2 failed; 0 ignored; 0 measured; 0 filtered out", Some((3, 2)));
        check("test tally::tests::x ... ok", None);
        check("running 3 tests", None);
    }
}

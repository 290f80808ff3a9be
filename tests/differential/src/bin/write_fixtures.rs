//! Writes the transcript of each checked-in program and group, as the `CPython` 3.11 of this machine runs it.
//! `write_fixtures [--repeat N] [NAME-PART …]`: only groups whose name contains a part; with `--repeat`, each is run N times and
//! one whose runs differ is refused.

use anyhow::{Context, Result, ensure};
use sockscope_differential::catalogue::{self, Group};
use sockscope_differential::oracle;
use std::path::Path;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

/// Groups mostly wait, so more of them than processors may run.
const AT_ONCE: usize = 6;

fn main() -> Result<()> {
    let mut repeat: usize = 1;
    let mut parts = Vec::new();
    let mut arguments = std::env::args().skip(1);
    while let Some(argument) = arguments.next() {
        if argument == "--repeat" {
            repeat = arguments.next().context("--repeat needs a number")?.parse()?;
        } else {
            parts.push(argument);
        }
    }
    let python = oracle::python().context("no CPython 3.11 found as python3.11 or python3")?;
    let mut groups = catalogue::checked_in()?;
    groups.retain(|group| parts.is_empty() || parts.iter().any(|part| group.name.contains(part.as_str())));
    let next = AtomicUsize::new(0);
    let failures: usize = thread::scope(|scope| {
        let work = || {
            let mut failures = 0;
            while let Some(group) = groups.get(next.fetch_add(1, Ordering::Relaxed)) {
                if let Err(error) = write(python, group, repeat) {
                    eprintln!("{}: {error:#}", group.name);
                    failures += 1;
                }
            }
            failures
        };
        let workers: Vec<_> = (0..AT_ONCE).map(|_| scope.spawn(work)).collect();
        workers.into_iter().map(|worker| worker.join().unwrap_or(1)).sum()
    });
    ensure!(failures == 0, "{failures} of {} transcripts were not written", groups.len());
    println!("{} transcripts written", groups.len());
    Ok(())
}

fn write(python: &Path, group: &Group, repeat: usize) -> Result<()> {
    let first = oracle::run(python, group)?;
    ensure!(
        first.programs.iter().all(|program| program.ending != "still running"),
        "a program neither ends nor blocks"
    );
    for _ in 1..repeat {
        if let Some(difference) = first.difference(&oracle::run(python, group)?) {
            anyhow::bail!("two runs differ\n{difference}");
        }
    }
    let path = group.fixture.as_ref().context("invariant: a checked-in group has a place for its transcript")?;
    let text = serde_json::to_string_pretty(&first)? + "\n";
    Ok(std::fs::write(path, text)?)
}

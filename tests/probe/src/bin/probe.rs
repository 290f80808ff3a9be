//! The native side of the probe: `probe cases` prints every checked-in group of programs with its native trace hash, as JSON for the
//! other sides to compare; `probe experiment FILE` prints one program as an experiment, and `probe time FILE` runs such an experiment
//! and prints recorded events and nanoseconds.

use anyhow::{Context, Result, bail};
use serde_json::{Value, json};
use sockscope_differential::catalogue;
use sockscope_lab::experiment::{Experiment, Knobs, Program};
use sockscope_lab::real::Peers;
use std::time::Instant;

#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> Result<()> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    match arguments.iter().map(String::as_str).collect::<Vec<_>>()[..] {
        ["cases"] => cases(),
        ["experiment", file] => experiment(file),
        ["time", file] => time(file),
        _ => bail!("usage: probe cases | probe experiment PROGRAM.py | probe time EXPERIMENT.json"),
    }
}

fn cases() -> Result<()> {
    let mut groups = catalogue::checked_in()?;
    groups.extend(catalogue::article()?);
    let mut cases = Vec::new();
    for group in groups {
        let programs = group.programs.iter().map(|program| {
            let stdin = program.stdin.lines().map(Into::into).collect();
            Program { stdin, ..Program::new(&program.name, &program.source) }
        });
        let experiment =
            Experiment { programs: programs.collect(), knobs: Knobs::default(), seed: 7, peers: Peers::Simulated };
        let experiment = serde_json::to_string(&experiment)?;
        let expected = sockscope_probe::trace_hash(&experiment);
        cases.push(json!({ "name": group.name, "experiment": experiment, "expected": expected }));
    }
    println!("{}", Value::Array(cases));
    Ok(())
}

fn experiment(file: &str) -> Result<()> {
    let knobs = Knobs { steps_max: u64::from(u32::MAX), ..Knobs::default() };
    let experiment =
        Experiment { programs: vec![Program::new("program", &read(file)?)], knobs, seed: 0, peers: Peers::Simulated };
    println!("{}", serde_json::to_string(&experiment)?);
    Ok(())
}

fn time(file: &str) -> Result<()> {
    let experiment = read(file)?;
    let started = Instant::now();
    let events = sockscope_probe::record(&experiment);
    println!("{events} {}", started.elapsed().as_nanos());
    Ok(())
}

fn read(file: &str) -> Result<String> {
    std::fs::read_to_string(file).with_context(|| format!("cannot read {file}"))
}

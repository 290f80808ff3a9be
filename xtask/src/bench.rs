//! `cargo xtask bench`: how fast the machine steps with everything recorded, against CPython under a do-nothing trace function, and
//! what a recorded line costs in wasm under Node. All sides take turns in one run, so only the ratios mean something.

use crate::{probe, shell, tools};
use anyhow::{Context, Result, bail, ensure};
use std::path::{Path, PathBuf};

const PROGRAMS: [&str; 3] = ["primes", "words", "objects"];
const ROUNDS: usize = 7;
const QUICK_ROUNDS: usize = 3;
/// How much faster than traced CPython the machine is to be, and what a line may cost in wasm.
const AIM_RATIO: f64 = 3.0;
const AIM_WASM_NS: f64 = 200.0;
/// Millions of opcodes a second that the unpickler is to step through in wasm.
const AIM_WASM_OPCODES: u32 = 10;

/// Prints the tables.
pub(crate) fn run(options: &[String]) -> Result<()> {
    let quick = options.iter().any(|option| option == "--quick");
    let rounds = if quick { QUICK_ROUNDS } else { ROUNDS };
    let subjects: Vec<&str> = options.iter().map(String::as_str).filter(|option| *option != "--quick").collect();
    match subjects[..] {
        [] => machine(rounds).and_then(|()| pickle(rounds)).and_then(|()| bridge(rounds)),
        ["machine"] => machine(rounds),
        ["pickle"] => pickle(rounds),
        ["bridge"] => bridge(rounds),
        _ => bail!("`bench` takes `machine`, `pickle` or `bridge`, and --quick"),
    }
}

/// The bridge against a plain copy loop over loopback TCP, websockify and websocat, which are installed for it.
fn bridge(rounds: usize) -> Result<()> {
    tools::python::ensure(&[("websockify", "0.13.0")])?;
    tools::websocat()?;
    let build = ["build", "--locked", "--profile", "native", "-p", "sockscope-bridge", "--example", "bench"];
    shell::run(&mut shell::cargo(&build))?;
    // Ten thousand streams want as many descriptors, where the system has them.
    let bench = shell::target_dir().join("native/examples/bench").display().to_string();
    let mut bench = shell::command("sh", &["-c", "ulimit -n 20000; exec \"$0\" \"$1\"", &bench, &rounds.to_string()]);
    bench.env("WEBSOCKIFY", tools::python::program("websockify"));
    shell::run(bench.env("WEBSOCAT", shell::tools_dir().join("bin/websocat")))
}

/// The pickle crate against CPython and serde-pickle, for which it has a program of its own, and the same machine in wasm.
fn pickle(rounds: usize) -> Result<()> {
    build_probe()?;
    let payload = probe::folder().join("mixed.pkl");
    let mut bench = shell::cargo(&[
        "run",
        "--locked",
        "--profile",
        "native",
        "-p",
        "sockscope-pickle",
        "--features",
        "serde-pickle",
    ]);
    shell::run(bench.args(["--example", "bench", "--", &rounds.to_string()]).arg(&payload))?;
    let mut node = shell::command("node", &[]);
    let walks = node.arg(probe::folder().join("node.mjs")).arg("pickle").arg(&payload).arg(rounds.to_string());
    let walks = shell::capture(walks)?;
    let rates = walks.lines().map(|line| {
        let (opcodes, time) = pair(line)?;
        Ok(opcodes as f64 * 1e3 / time as f64)
    });
    let best = rates.collect::<Result<Vec<f64>>>()?.into_iter().fold(0.0, f64::max);
    println!("traced mixed in wasm under Node: {best:.1} million opcodes a second (aim {AIM_WASM_OPCODES})");
    Ok(())
}

/// The probe as small as the page is.
fn build_probe() -> Result<()> {
    probe::build()?;
    tools::wasm_opt()?.then(|| crate::dist::optimise(&probe::folder().join("sockscope_probe_bg.wasm"))).transpose()?;
    Ok(())
}

fn machine(rounds: usize) -> Result<()> {
    let native = build_native()?;
    build_probe()?;
    println!("\n{rounds} rounds in which all sides take turns; nanoseconds a line as median (least)");
    println!(
        "{:<10}{:>10}{:>18}{:>18}{:>18}{:>18}{:>18}",
        "program", "lines", "py traced", "py plain", "native", "wasm", "traced/native"
    );
    let mut rows = Vec::new();
    for program in PROGRAMS {
        let row = measure(program, &native, rounds).with_context(|| format!("program {program}"))?;
        println!("{program:<10}{:>10}{row}", row.lines);
        rows.push(row);
    }
    let mean = |pick: fn(&Row) -> Cost| Cost {
        median: geometric_mean(rows.iter().map(|row| pick(row).median)),
        least: geometric_mean(rows.iter().map(|row| pick(row).least)),
    };
    let all = Row {
        lines: 0,
        traced: mean(|row| row.traced),
        plain: mean(|row| row.plain),
        native: mean(|row| row.native),
        wasm: mean(|row| row.wasm),
    };
    println!("{:<20}{all}", "geometric mean");
    println!("\nrecorded steps against traced CPython: {:.2}× as fast (aim {AIM_RATIO}×)", all.ratio().median);
    println!("a recorded line in wasm: {:.0} ns (aim at most {AIM_WASM_NS} ns)", all.wasm.median);
    Ok(())
}

fn geometric_mean(values: impl ExactSizeIterator<Item = f64>) -> f64 {
    let count = values.len() as f64;
    (values.map(f64::ln).sum::<f64>() / count).exp()
}

/// Nanoseconds a line, or a ratio of such.
#[derive(Clone, Copy)]
struct Cost {
    median: f64,
    least: f64,
}

/// What one program costs on each side.
struct Row {
    lines: u64,
    traced: Cost,
    plain: Cost,
    native: Cost,
    wasm: Cost,
}

impl Row {
    fn ratio(&self) -> Cost {
        let Self { traced, native, .. } = self;
        Cost { median: traced.median / native.median, least: traced.least / native.least }
    }
}

impl std::fmt::Display for Row {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        for cost in [self.traced, self.plain, self.native, self.wasm] {
            write!(f, "{:>18}", format!("{:.1} ({:.1})", cost.median, cost.least))?;
        }
        let ratio = self.ratio();
        write!(f, "{:>18}", format!("{:.2}× ({:.2}×)", ratio.median, ratio.least))
    }
}

fn build_native() -> Result<PathBuf> {
    shell::run(&mut shell::cargo(&[
        "build",
        "--locked",
        "--profile",
        "native",
        "-p",
        "sockscope-probe",
        "--bin",
        "probe",
    ]))?;
    Ok(shell::target_dir().join("native/probe"))
}

fn measure(program: &str, native: &Path, rounds: usize) -> Result<Row> {
    let folder = shell::root().join("tests/probe/bench");
    let source = folder.join(program).with_extension("py");
    let experiment = probe::folder().join(program).with_extension("json");
    let native_command = |mode: &str, file: &Path| {
        let mut command = shell::command(&native.to_string_lossy(), &[mode]);
        command.arg(file);
        command
    };
    std::fs::write(&experiment, shell::capture(&mut native_command("experiment", &source))?)?;
    let python =
        |mode: &str| numbers(shell::command("python3", &[]).arg(folder.join("traced.py")).arg(mode).arg(&source));
    let lines = python("count")?.0;
    ensure!(lines > 0, "CPython counted no line");
    let (mut traced, mut plain, mut here, mut wasm) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
    for _ in 0..rounds {
        traced.push(python("traced")?.1);
        let (events, time) = numbers(&mut native_command("time", &experiment))?;
        ensure!(
            events >= lines,
            "{events} events are fewer than CPython's {lines} lines: the program did not run to its end"
        );
        here.push(time);
        plain.push(python("plain")?.1);
        let node = probe::folder().join("node.mjs");
        wasm.push(numbers(shell::command("node", &[]).arg(node).arg("time").arg(&experiment))?.1);
    }
    let per_line = |times: &mut Vec<u64>| {
        times.sort_unstable();
        let cost = |time: u64| time as f64 / lines as f64;
        Cost { median: cost(times[times.len() / 2]), least: cost(times[0]) }
    };
    Ok(Row {
        lines,
        traced: per_line(&mut traced),
        plain: per_line(&mut plain),
        native: per_line(&mut here),
        wasm: per_line(&mut wasm),
    })
}

/// The two numbers that every timed program prints: a count and nanoseconds.
fn numbers(command: &mut std::process::Command) -> Result<(u64, u64)> {
    pair(&shell::capture(command)?)
}

fn pair(printed: &str) -> Result<(u64, u64)> {
    let mut words = printed.split_whitespace().map(str::parse::<u64>);
    match (words.next(), words.next()) {
        (Some(Ok(count)), Some(Ok(time))) => Ok((count, time)),
        _ => bail!("expected two numbers, got {printed:?}"),
    }
}

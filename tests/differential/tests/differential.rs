//! Every program and group on the simulator, against what `CPython` did when the transcripts were recorded, and against what the
//! `CPython` 3.11 of this machine does now, where there is one. One test a group; a failure shows the lines that differ.
//! A difference that we know of and keep is a row of [`KNOWN`]; its test fails as soon as the difference is gone.

use libtest_mimic::{Arguments, Failed, Trial};
use sockscope_differential::catalogue::{self, Group};
use sockscope_differential::normal::Normaliser;
use sockscope_differential::oracle;
use sockscope_differential::transcript::{ProgramTranscript, Transcript, lines};
use sockscope_lab::ends::ProgramEnd;
use sockscope_lab::event::{Console, EventKind};
use sockscope_lab::experiment::{Experiment, Knobs, Program};
use sockscope_lab::real::Peers;
use sockscope_lab::run::{Progress, Run};
use std::process::ExitCode;

/// A difference that we keep: the group, and a line of the difference. The comment beside it says why.
const KNOWN: [(&str, &str); 1] = [
    // `__del__` is never called; only sockets are let go of promptly.
    ("single/warn_resource_and_del", "- drop local"),
];

/// Real programs mostly wait, so more groups than processors may run at once.
const AT_ONCE: usize = 6;

/// Lines for one call of `advance`.
const FUEL: u32 = 100_000;

fn main() -> ExitCode {
    let mut arguments = Arguments::from_args();
    arguments.test_threads.get_or_insert(AT_ONCE);
    let python = oracle::python();
    let checked_in = catalogue::checked_in().expect("the test programs can be read");
    let article = catalogue::article().expect("the tutorial's programs can be read");
    let mut trials = Vec::new();
    for group in checked_in {
        if let Some(python) = python {
            let group = group.clone();
            trials.push(Trial::test(format!("live/{}", group.name), move || {
                let real = oracle::run(python, &group)?;
                same(
                    &format!("{}: recorded -, CPython now + (`cargo xtask fixtures`)", group.name),
                    &group.recorded()?,
                    &real,
                )
            }));
        }
        trials.push(Trial::test(format!("recorded/{}", group.name), move || compare(&group, &group.recorded()?)));
    }
    if let Some(python) = python {
        for group in article {
            let name = format!("live/{}", group.name);
            trials.push(Trial::test(name, move || compare(&group, &oracle::run(python, &group)?)));
        }
    }
    libtest_mimic::run(&arguments, trials).exit_code()
}

/// The simulator must do what `expected` says, but for a known difference.
fn compare(group: &Group, expected: &Transcript) -> Result<(), Failed> {
    let simulated = simulate(group);
    let known = KNOWN.iter().find(|(name, _)| *name == group.name);
    match (known, expected.difference(&simulated)) {
        (None, _) => same(&format!("{}: CPython -, Sockscope +", group.name), expected, &simulated),
        (Some((_, line)), Some(difference)) if difference.contains(line) => Ok(()),
        (Some((_, line)), difference) => {
            Err(format!("the known difference {line:?} is gone; now: {}", difference.unwrap_or_default()).into())
        }
    }
}

fn same(title: &str, expected: &Transcript, actual: &Transcript) -> Result<(), Failed> {
    match expected.difference(actual) {
        None => Ok(()),
        Some(difference) => Err(format!("{title}\n{difference}").into()),
    }
}

/// What the group does in Sockscope, with the default link.
fn simulate(group: &Group) -> Transcript {
    let programs = group
        .programs
        .iter()
        .map(|program| {
            let stdin = program.stdin.lines().map(Into::into).collect();
            Program { stdin, ..Program::new(&program.name, &program.source) }
        })
        .collect();
    let mut run = match Run::start(Experiment { programs, knobs: Knobs::default(), seed: 1, peers: Peers::Simulated }) {
        Ok(run) => run,
        Err(problems) => return not_run(group, &format!("{problems:?}")),
    };
    while run.advance(FUEL) == Progress::Running {}
    let mut consoles = vec![(String::new(), String::new()); group.programs.len()];
    for index in 0..run.trace().len() {
        let event = run.trace().event(index).expect("invariant: the index is below the length");
        if let (Some(process), EventKind::Printed { console, text }) = (event.process, &event.kind) {
            let (out, err) = &mut consoles[usize::from(process)];
            match console {
                Console::Out => out.push_str(text),
                Console::Err => err.push_str(text),
            }
        }
    }
    let mut normal = Normaliser::default();
    let is_program = |file: &str| group.programs.iter().any(|program| file.strip_suffix(".py") == Some(&program.name));
    let programs = group
        .programs
        .iter()
        .zip(&consoles)
        .zip(run.ends())
        .map(|((program, (out, err)), end)| ProgramTranscript {
            name: program.name.clone(),
            stdout: lines(&normal.stdout(out)),
            stderr: lines(&normal.stderr(err, is_program)),
            ending: ending(&end),
        })
        .collect();
    Transcript { programs }
}

/// Exception classes without their module, as in recorded transcripts.
fn ending(end: &ProgramEnd) -> String {
    match end {
        ProgramEnd::Exited { code, exception: Some(class) } => {
            format!("exited {code} ({})", class.rsplit('.').next().unwrap_or(class))
        }
        other => other.to_string(),
    }
}

fn not_run(group: &Group, why: &str) -> Transcript {
    let programs = group
        .programs
        .iter()
        .map(|program| ProgramTranscript {
            name: program.name.clone(),
            stdout: Vec::new(),
            stderr: Vec::new(),
            ending: format!("not run: {why}"),
        })
        .collect();
    Transcript { programs }
}

//! `sockscope run`: programs from files, run to the end, their output in trace order.
//! Owns files, flags and exit texts; what happens in between is `sockscope-lab`'s.

use anyhow::{Context as _, anyhow};
use clap::Args;
use sockscope_lab::experiment::{Experiment, Knobs, PROGRAMS_MAX, Program};
use sockscope_lab::real::Peers;
use sockscope_lab::run::{Progress, Run as LabRun};
use sockscope_lab::source::SourceProblem;
use sockscope_lab::transcript::{json_ends, json_line, transcript};
use std::fmt::Write as _;
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};
use std::rc::Rc;

/// Lines between two looks at whether the run has ended.
const SLICE: u32 = 1_000_000;

/// Arguments of `sockscope run`.
#[derive(Debug, Args)]
pub(crate) struct Run {
    /// The programs, in the order in which they are started: each once the earlier ones are blocked or have ended.
    #[arg(required = true, value_name = "PROGRAM.py", num_args = 1..=PROGRAMS_MAX)]
    programs: Vec<PathBuf>,
    /// Decides what is left to chance, such as ephemeral ports. The same seed gives the same run.
    #[arg(long, value_name = "N", default_value_t = 0)]
    seed: u64,
    /// Time on the link, one way, in milliseconds.
    #[arg(long, value_name = "N", default_value_t = 1, value_parser = clap::value_parser!(u64).range(0..=3_600_000))]
    latency_ms: u64,
    /// How many bytes travel in one piece at most [default: as many as were sent together].
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..))]
    piece_max: Option<u32>,
    /// How many lines all programs together may execute.
    #[arg(long, value_name = "N", default_value_t = 10_000_000, value_parser = clap::value_parser!(u64).range(1..))]
    steps_max: u64,
    /// Print the trace instead: one JSON object a line for each event, then one for each program.
    #[arg(long)]
    json: bool,
}

impl Run {
    /// Runs the programs and prints what came of it.
    pub(crate) fn run(&self) -> anyhow::Result<()> {
        let programs = self.read_programs()?;
        let knobs = Knobs {
            latency_ns: self.latency_ms * 1_000_000,
            piece_max: self.piece_max,
            steps_max: self.steps_max,
            ..Knobs::default()
        };
        let files: Vec<Rc<str>> = programs.iter().map(|program| program.file.clone()).collect();
        let experiment = Experiment { programs, knobs, seed: self.seed, peers: Peers::Simulated };
        let mut run = LabRun::start(experiment).map_err(|problems| anyhow!(explain(&problems, &files)))?;
        while run.advance(SLICE) == Progress::Running {}
        match self.print(&run, &mut BufWriter::new(io::stdout().lock())) {
            // Whoever reads has seen enough.
            Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(()),
            printed => printed.context("cannot write to standard output"),
        }
    }

    fn print(&self, run: &LabRun, out: &mut impl Write) -> io::Result<()> {
        if self.json {
            for line in (0..run.trace().len()).filter_map(|index| json_line(run, index)).chain(json_ends(run)) {
                writeln!(out, "{line}")?;
            }
        } else {
            out.write_all(transcript(run).as_bytes())?;
        }
        out.flush()
    }

    fn read_programs(&self) -> anyhow::Result<Vec<Program>> {
        let mut programs: Vec<Program> = Vec::new();
        for path in &self.programs {
            let name = distinct_name(path, &programs);
            let source = read_source(path)?;
            let file = std::path::absolute(path).with_context(|| format!("{}", path.display()))?;
            programs.push(Program { file: file.display().to_string().into(), ..Program::new(&name, &source) });
        }
        Ok(programs)
    }
}

/// The file's stem; with a number when an earlier program has that name already.
fn distinct_name(path: &Path, earlier: &[Program]) -> String {
    let stem = path.file_stem().map_or_else(|| "program".into(), |stem| stem.to_string_lossy());
    let taken = |name: &str| earlier.iter().any(|program| &*program.name == name);
    let numbered = (2..).map(|number| format!("{stem}-{number}"));
    std::iter::once(stem.to_string()).chain(numbered).find(|name| !taken(name)).expect("invariant: few programs")
}

fn read_source(path: &Path) -> anyhow::Result<String> {
    let bytes = std::fs::read(path).with_context(|| format!("cannot read {}", path.display()))?;
    let text = String::from_utf8(bytes).with_context(|| format!("cannot read {}", path.display()))?;
    Ok(text.strip_prefix('\u{feff}').map(str::to_owned).unwrap_or(text))
}

/// The problems, each with its line and a caret below, as Python shows them.
fn explain(problems: &[SourceProblem], files: &[Rc<str>]) -> String {
    let mut out = String::from("the programs cannot run");
    for problem in problems {
        let file = files.get(usize::from(problem.program)).map_or("", |file| file);
        let indent = problem.text.chars().take_while(|c| c.is_whitespace()).count();
        let before = (problem.column as usize).saturating_sub(1 + indent);
        let marked = (problem.end_column.saturating_sub(problem.column) as usize).max(1);
        write!(
            out,
            "\n  File \"{file}\", line {}\n    {}\n    {}{}\n{}",
            problem.line,
            problem.text.trim(),
            " ".repeat(before),
            "^".repeat(marked),
            problem.message
        )
        .expect("invariant: writing to a String succeeds");
    }
    out
}

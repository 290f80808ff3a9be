//! `sockscope run`: programs from files, run to the end, their output in trace order.
//! Owns files, flags and exit texts; what happens in between is `sockscope-lab`'s.

use anyhow::{Context as _, anyhow, bail};
use clap::Args;
use sockscope_lab::experiment::{Experiment, Knobs, PROGRAMS_MAX, Program};
use sockscope_lab::real::Peers;
use sockscope_lab::run::{Progress, Run as LabRun};
use sockscope_lab::saved::{Saved, lines};
use sockscope_lab::source::SourceProblem;
use sockscope_lab::transcript::transcript;
use std::fmt::Write as _;
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};
use std::rc::Rc;

/// Lines between two looks at whether the run has ended.
const SLICE: u32 = 1_000_000;
/// How many lines all programs together may execute, unless somebody says so.
const STEPS_MAX: u64 = 10_000_000;
/// Lines of a trace that are made before they are written.
const LINES_AT_ONCE: u32 = 1_000;

/// Arguments of `sockscope run`.
#[derive(Debug, Args)]
pub(crate) struct Run {
    /// The programs, in the order in which they are started: each once the earlier ones are blocked or have ended.
    /// Or one saved run, such as the `trace.jsonl` of `--json` or of the page: it runs again, with its own knobs unless others are given.
    #[arg(required = true, value_name = "PROGRAM.py", num_args = 1..=PROGRAMS_MAX)]
    programs: Vec<PathBuf>,
    /// Decides what is left to chance, such as ephemeral ports. The same seed gives the same run [default: 0].
    #[arg(long, value_name = "N")]
    seed: Option<u64>,
    /// Time on the link, one way, in milliseconds [default: 1].
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u64).range(0..=3_600_000))]
    latency_ms: Option<u64>,
    /// How many bytes travel in one piece at most [default: as many as were sent together].
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..))]
    piece_max: Option<u32>,
    /// How many lines all programs together may execute [default: 10000000].
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u64).range(1..))]
    steps_max: Option<u64>,
    /// Print the trace instead, one JSON object a line: what was run, each event, then each program. The page opens such a file too.
    #[arg(long)]
    json: bool,
}

impl Run {
    /// Runs the programs and prints what came of it.
    pub(crate) fn run(&self) -> anyhow::Result<()> {
        let experiment = self.experiment()?;
        let files: Vec<Rc<str>> = experiment.programs.iter().map(|program| program.file.clone()).collect();
        let mut run = LabRun::start(experiment).map_err(|problems| anyhow!(explain(&problems, &files)))?;
        // Nobody is there to hear more from.
        run.finish_live();
        while run.advance(SLICE) == Progress::Running {}
        match self.print(&run, &mut BufWriter::new(io::stdout().lock())) {
            // Whoever reads has seen enough.
            Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(()),
            printed => printed.context("cannot write to standard output"),
        }
    }

    fn experiment(&self) -> anyhow::Result<Experiment> {
        let saved = |path: &PathBuf| path.extension().is_some_and(|extension| extension == "jsonl");
        let mut experiment = match &*self.programs {
            [path] if saved(path) => {
                let saved = Saved::read(&read_source(path)?);
                saved.map_err(|problem| anyhow!("cannot run {}: {problem}", path.display()))?.experiment
            }
            programs => {
                if let Some(path) = programs.iter().find(|path| saved(path)) {
                    bail!("{} is a saved run: it runs alone, without other programs", path.display());
                }
                let knobs = Knobs { steps_max: STEPS_MAX, ..Knobs::default() };
                Experiment { programs: self.read_programs()?, knobs, seed: 0, peers: Peers::Simulated }
            }
        };
        let knobs = &mut experiment.knobs;
        knobs.latency_ns = self.latency_ms.map_or(knobs.latency_ns, |ms| ms * 1_000_000);
        knobs.piece_max = self.piece_max.or(knobs.piece_max);
        knobs.steps_max = self.steps_max.unwrap_or(knobs.steps_max);
        experiment.seed = self.seed.unwrap_or(experiment.seed);
        Ok(experiment)
    }

    fn print(&self, run: &LabRun, out: &mut impl Write) -> io::Result<()> {
        if self.json {
            writeln!(out, "{}", Saved::of(run.experiment().clone()).line())?;
            let mut from = 0;
            loop {
                let lines = lines(run, from, LINES_AT_ONCE);
                if lines.is_empty() {
                    break;
                }
                from += LINES_AT_ONCE;
                for line in lines {
                    writeln!(out, "{line}")?;
                }
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

//! Runs groups on the machine's own `python3`, through `python/oracle.py`, and makes transcripts of them.
//! Only `CPython` 3.11 is taken for an oracle: other versions word tracebacks differently.

use crate::catalogue::Group;
use crate::normal::Normaliser;
use crate::transcript::{Ending, ProgramTranscript, Transcript, lines};
use anyhow::{Context, Result, ensure};
use serde::Deserialize;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::OnceLock;

/// The version whose behaviour the simulator has.
const VERSION: &str = "3.11";

/// Programs that have not ended and are not blocked after this time are taken to run for ever.
const SECONDS_MAX: u32 = 60;

#[derive(Deserialize)]
struct Answer {
    programs: Vec<ProgramAnswer>,
}

#[derive(Deserialize)]
struct ProgramAnswer {
    name: String,
    stdout: String,
    stderr: String,
    code: Option<i32>,
    #[serde(default)]
    blocked: Vec<Place>,
}

#[derive(Deserialize)]
struct Place {
    line: u32,
    call: String,
}

/// The `CPython` 3.11 of this machine: `python3.11`, or `python3` where that is one.
pub fn python() -> Option<&'static Path> {
    static FOUND: OnceLock<Option<PathBuf>> = OnceLock::new();
    FOUND
        .get_or_init(|| {
            ["python3.11", "python3"].into_iter().map(PathBuf::from).find(|program| {
                let version = "import platform, sys; print(platform.python_implementation(), '%d.%d' % sys.version_info[:2], sys.platform)";
                let output = Command::new(program).args(["-c", version]).output();
                output.is_ok_and(|output| output.stdout.trim_ascii() == format!("CPython {VERSION} linux").as_bytes())
            })
        })
        .as_deref()
}

/// Runs `group` with `python` and waits until each program has ended or is blocked.
///
/// # Errors
/// When the runner cannot be started or fails.
pub fn run(python: &Path, group: &Group) -> Result<Transcript> {
    let programs: Vec<_> = group
        .programs
        .iter()
        .map(|program| serde_json::json!({"name": program.name, "source": program.source, "stdin": program.stdin}))
        .collect();
    let wanted = serde_json::json!({"programs": programs, "seconds": SECONDS_MAX}).to_string();
    let mut child = Command::new(python)
        .arg(Path::new(env!("CARGO_MANIFEST_DIR")).join("python/oracle.py"))
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()?;
    child.stdin.take().context("invariant: stdin is a pipe")?.write_all(wanted.as_bytes())?;
    let output = child.wait_with_output()?;
    ensure!(output.status.success(), "the runner failed: {}", String::from_utf8_lossy(&output.stderr));
    let answer: Answer = serde_json::from_slice(&output.stdout)?;
    Ok(transcript(&answer))
}

fn transcript(answer: &Answer) -> Transcript {
    let mut normal = Normaliser::default();
    let is_program = |file: &str| answer.programs.iter().any(|program| file.strip_suffix(".py") == Some(&program.name));
    let programs = answer
        .programs
        .iter()
        .map(|program| ProgramTranscript {
            name: program.name.clone(),
            stdout: lines(&normal.stdout(&program.stdout)),
            stderr: lines(&normal.stderr(&program.stderr, is_program)),
            ending: ending(program).to_string(),
        })
        .collect();
    Transcript { programs }
}

fn ending(program: &ProgramAnswer) -> Ending {
    if let Some(code) = program.code {
        let exception = (code == 1).then(|| uncaught_class(&program.stderr)).flatten();
        return Ending::Exited { code, exception };
    }
    // A main thread that is over only waits for the others.
    match program.blocked.iter().find(|place| place.line != 0).or(program.blocked.first()) {
        Some(place) => Ending::Blocked { call: place.call.clone(), line: place.line },
        None => Ending::Running,
    }
}

/// The class named after the last traceback, without its module. That of a group has a margin, and tracebacks of its parts inside.
fn uncaught_class(stderr: &str) -> Option<String> {
    const STARTS: [&str; 2] =
        ["Traceback (most recent call last):", "  + Exception Group Traceback (most recent call last):"];
    let lines: Vec<&str> = stderr.lines().collect();
    let start = lines.iter().rposition(|line| STARTS.contains(line))?;
    let margin = if lines[start] == STARTS[1] { "  | " } else { "" };
    let line =
        lines[start + 1..].iter().find_map(|line| line.strip_prefix(margin).filter(|line| !line.starts_with(' ')))?;
    let path = line.split_once(':').map_or(line, |(path, _)| path);
    Some(path.rsplit('.').next().unwrap_or(path).to_owned())
}

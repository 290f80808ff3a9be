//! Small programs, each about one area of the language or library, run here and by the live CPython: the same console, the same exit code.
//! What CPython printed is also kept beside each program (`NAME.out`), for machines without it and for readers.
//! Programs that need sockets are pairs and live with the differential tests of the workspace; the world here has only a clock and threads.

#![expect(clippy::unwrap_used, reason = "a failed unwrap is a failed test")]

use sockscope_python::machine::Machine;
use sockscope_python::pause::{Console, Pause};
use sockscope_python::request::{Answer, Failure, Reply, Request, ThreadId};
use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::process::Command;

/// Everything that can be seen of a run.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
struct Seen {
    out: String,
    err: String,
    code: i32,
}

impl Seen {
    fn text(&self) -> String {
        let mut text = self.out.clone();
        if !self.err.is_empty() {
            write!(text, "--- stderr\n{}", self.err).unwrap();
        }
        if self.code != 0 {
            writeln!(text, "--- exit {}", self.code).unwrap();
        }
        text
    }
}

/// A clock and threads.
#[derive(Default)]
struct World {
    now: u64,
    ready: VecDeque<(ThreadId, Option<Reply>)>,
    /// Due time, order of arrival, thread, reply.
    timers: BTreeSet<(u64, u64, ThreadId)>,
    timeouts: BTreeMap<ThreadId, (u64, u64)>,
    parked: BTreeSet<ThreadId>,
    arrivals: u64,
}

impl World {
    fn answer(&mut self, thread: ThreadId, request: &Request) {
        self.arrivals += 1;
        let reply = match request {
            Request::Now => Ok(Answer::Time(self.now)),
            Request::Sleep { ns } => {
                // A sleeper wakes a little late, as on a real machine.
                self.timers.insert((self.now + ns + 60_000, self.arrivals, thread));
                return;
            }
            Request::Input => Ok(Answer::Eof),
            Request::HostName => Ok(Answer::Text("host".into())),
            Request::StartThread { thread } => {
                self.ready.push_back((*thread, None));
                Ok(Answer::Done)
            }
            Request::Park { timeout, .. } => {
                self.parked.insert(thread);
                if let Some(ns) = timeout {
                    self.timers.insert((self.now + ns, self.arrivals, thread));
                    self.timeouts.insert(thread, (self.now + ns, self.arrivals));
                }
                return;
            }
            other => Err(Failure::Unsupported(format!("{other:?}").into())),
        };
        self.ready.push_front((thread, Some(reply)));
    }

    fn woken(&mut self, thread: ThreadId) {
        if self.parked.remove(&thread) {
            if let Some((due, order)) = self.timeouts.remove(&thread) {
                self.timers.remove(&(due, order, thread));
            }
            self.ready.push_back((thread, Some(Ok(Answer::Done))));
        }
    }

    /// The next thread to run; time passes if nobody is ready.
    fn next(&mut self) -> Option<(ThreadId, Option<Reply>)> {
        if let Some(next) = self.ready.pop_front() {
            return Some(next);
        }
        let (due, _, thread) = self.timers.pop_first()?;
        self.now = self.now.max(due);
        self.timeouts.remove(&thread);
        let reply = if self.parked.remove(&thread) { Err(Failure::TimedOut) } else { Ok(Answer::Done) };
        Some((thread, Some(reply)))
    }
}

fn run_here(path: &Path) -> Seen {
    let text = std::fs::read_to_string(path).unwrap();
    let mut seen = Seen::default();
    let mut machine = match Machine::new(&path.to_string_lossy(), &text) {
        Ok(machine) => machine,
        Err(problem) => {
            seen.err = format!("line {}: {}\n", problem.line, problem.message);
            seen.code = 1;
            return seen;
        }
    };
    let mut world = World::default();
    world.ready.push_back((ThreadId(0), None));
    for _ in 0..3_000_000 {
        let Some((thread, mut reply)) = world.next() else {
            seen.err.push_str("(blocked)\n");
            seen.code = -1;
            return seen;
        };
        loop {
            let mut fuel = 1_000_000;
            match machine.resume(thread, reply.take(), &mut fuel) {
                Pause::Line { .. } | Pause::OutOfFuel => {}
                Pause::Printed { console: Console::Out, text } => seen.out.push_str(&text),
                Pause::Printed { console: Console::Err, text } => seen.err.push_str(&text),
                Pause::Call { request, .. } => {
                    world.answer(thread, &request);
                    break;
                }
                Pause::Yielded => {
                    world.ready.push_back((thread, None));
                    break;
                }
                Pause::ThreadEnded => break,
                Pause::Exited { code, .. } => {
                    seen.code = code;
                    return seen;
                }
                Pause::Limit { text, .. } => {
                    writeln!(seen.err, "(limit) {text}").unwrap();
                    seen.code = -2;
                    return seen;
                }
            }
        }
        for thread in machine.take_woken() {
            world.woken(thread);
        }
    }
    seen.err.push_str("(too long)\n");
    seen
}

fn run_on_cpython(path: &Path) -> Option<Seen> {
    let output = Command::new("python3").arg(path).env("PYTHONHASHSEED", "0").env("PYTHONIOENCODING", "utf-8").output();
    let output = output.ok()?;
    Some(Seen {
        out: String::from_utf8(output.stdout).unwrap(),
        err: String::from_utf8(output.stderr).unwrap(),
        code: output.status.code().unwrap_or(-9),
    })
}

/// Without the folder, which is not the same everywhere.
fn without_folder(mut seen: Seen, folder: &Path) -> Seen {
    let folder = format!("{}/", folder.display());
    seen.out = seen.out.replace(&folder, "");
    seen.err = seen.err.replace(&folder, "");
    seen
}

#[test]
fn programs_print_what_cpython_prints() {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/programs");
    let mut paths: Vec<PathBuf> = std::fs::read_dir(&folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|extension| extension == "py"))
        .collect();
    paths.sort();
    assert!(paths.len() >= 100, "only {} programs", paths.len());
    // `SOCKSCOPE_BLESS=1` writes the `.out` files from CPython.
    let bless = std::env::var_os("SOCKSCOPE_BLESS").is_some();
    let wanted = std::env::var("SOCKSCOPE_PROGRAM").unwrap_or_default();
    let mut differs = Vec::new();
    for path in paths.iter().filter(|path| path.to_string_lossy().contains(&wanted)) {
        let name = path.file_stem().unwrap().to_string_lossy().into_owned();
        let ours = without_folder(run_here(path), &folder).text();
        let kept = path.with_extension("out");
        let live = run_on_cpython(path).map(|seen| without_folder(seen, &folder).text());
        if let (Some(live), true) = (&live, bless) {
            std::fs::write(&kept, live).unwrap();
        }
        let recorded = std::fs::read_to_string(&kept).unwrap_or_else(|_| "(no .out file)".to_owned());
        for (by, theirs) in [("CPython", live.as_ref()), ("the .out file", Some(&recorded))] {
            if let Some(theirs) = theirs
                && *theirs != ours
            {
                let at = ours.lines().zip(theirs.lines()).position(|(a, b)| a != b);
                let at = at.unwrap_or_else(|| ours.lines().count().min(theirs.lines().count()));
                let line = |text: &str| {
                    text.lines()
                        .skip(at)
                        .take(std::env::var("SOCKSCOPE_LINES").ok().and_then(|n| n.parse().ok()).unwrap_or(4))
                        .collect::<Vec<_>>()
                        .join("\n      ")
                };
                differs.push(format!(
                    "{name}, line {} against {by}\n  theirs {}\n  ours   {}",
                    at + 1,
                    line(theirs),
                    line(&ours)
                ));
                break;
            }
        }
    }
    assert!(differs.is_empty(), "{} of {} programs differ:\n{}", differs.len(), paths.len(), differs.join("\n"));
}

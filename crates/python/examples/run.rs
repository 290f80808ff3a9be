//! Runs one program without sockets and prints what it prints; `--trace` prints line events instead.
//! For comparing with `python3` by hand and in scripts.

use sockscope_python::machine::Machine;
use sockscope_python::pause::{Console, Pause};
use sockscope_python::request::{Answer, Failure, Request, ThreadId};
use std::collections::VecDeque;
use std::process::ExitCode;

fn main() -> ExitCode {
    let mut args = std::env::args().skip(1);
    let Some(mut path) = args.next() else { return ExitCode::from(2) };
    let trace = path == "--trace";
    if trace {
        path = args.next().unwrap_or_default();
    }
    let text = match std::fs::read_to_string(&path) {
        Ok(text) => text,
        Err(error) => {
            eprintln!("{path}: {error}");
            return ExitCode::from(2);
        }
    };
    let mut machine = match Machine::new(&path, &text) {
        Ok(machine) => machine,
        Err(problem) => {
            eprint!("{}", problem.render(&path));
            return ExitCode::from(1);
        }
    };
    let mut ready = VecDeque::from([(ThreadId(0), None)]);
    let mut parked: Vec<(ThreadId, Option<u64>)> = Vec::new();
    let mut now = 0_u64;
    loop {
        for thread in machine.take_woken() {
            parked.retain(|(waiting, _)| *waiting != thread);
            ready.push_back((thread, Some(Ok(Answer::Done))));
        }
        let Some((thread, reply)) = ready.pop_front() else {
            let next = parked.iter().filter_map(|(_, due)| *due).min();
            let Some(due) = next else {
                println!("(blocked)");
                return ExitCode::from(3);
            };
            now = now.max(due);
            let at = parked.iter().position(|(_, other)| *other == Some(due)).unwrap_or_default();
            let (thread, _) = parked.remove(at);
            ready.push_back((thread, Some(Err(Failure::TimedOut))));
            continue;
        };
        let mut fuel = 1_000_000_000;
        match machine.resume(thread, reply, &mut fuel) {
            Pause::Line { line, depth } => {
                if trace {
                    println!("{line} {depth}");
                }
                ready.push_front((thread, None));
            }
            Pause::Printed { console, text } => {
                match console {
                    Console::Out if !trace => print!("{text}"),
                    Console::Out => {}
                    Console::Err => eprint!("{text}"),
                }
                ready.push_front((thread, None));
            }
            Pause::OutOfFuel | Pause::Yielded => ready.push_back((thread, None)),
            Pause::ThreadEnded => {}
            Pause::Exited { code, .. } => return ExitCode::from(code as u8),
            Pause::Limit { text, .. } => {
                eprintln!("limit: {text}");
                return ExitCode::from(4);
            }
            Pause::Call { request, .. } => match request {
                Request::StartThread { thread: new } => {
                    ready.push_back((new, None));
                    ready.push_front((thread, Some(Ok(Answer::Done))));
                }
                Request::Park { timeout, .. } => parked.push((thread, timeout.map(|ns| now + ns))),
                Request::Sleep { ns } => {
                    now += ns;
                    ready.push_back((thread, Some(Ok(Answer::Done))));
                }
                Request::Now => ready.push_front((thread, Some(Ok(Answer::Time(now))))),
                Request::Input => {
                    let mut line = String::new();
                    let answer = match std::io::stdin().read_line(&mut line) {
                        Ok(count) if count > 0 => Answer::Text(line.trim_end_matches('\n').into()),
                        _ => Answer::Eof,
                    };
                    ready.push_front((thread, Some(Ok(answer))));
                }
                Request::HostName => ready.push_front((thread, Some(Ok(Answer::Text("localhost".into()))))),
                other => {
                    let text = format!("{other:?}");
                    ready.push_front((thread, Some(Err(Failure::Unsupported(text.into())))));
                }
            },
        }
    }
}

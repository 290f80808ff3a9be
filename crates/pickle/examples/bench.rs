//! Speed against CPython and serde-pickle in one interleaved run; only the ratios mean something.
//! `cargo run --profile native -p sockscope-pickle --features serde-pickle --example bench [rounds [file]]`: the mixed payload is
//! left in the file for others to measure.
#![expect(clippy::disallowed_methods, reason = "a bench reads the clock")]

use sockscope_pickle::{Disassembler, DisassemblyMemo, Limits, Step, Unpickler, UnpicklerOptions, dumps, loads};
use std::hint::black_box;
use std::io::{BufRead, BufReader, Read, Write};
use std::process::{Child, Command, Stdio};
use std::time::Instant;

/// Makes the payloads and times CPython: a line asks for a payload or for one timed run.
const PYTHON: &str = r#"
import io, pickle, pickletools, random, sys, time
rng = random.Random(7)
def record(i):
    return {"id": i, "name": "user %d" % i, "score": rng.random() * 100, "tags": ["red", "green", str(i % 97)],
            "blob": bytes([i % 256]) * (i % 60), "pair": (i, -i * 70000), "flags": [True, None, False], "big": 1 << (i % 90)}
def mixed(count): return [record(i) for i in range(count)]
def make(name):
    if name == "mixed": return mixed(86000)
    if name == "strings": return ["%d and some text" % i for i in range(400000)]
    if name == "ints": return list(range(2500000))
    if name == "bytes": return bytes(10_000_000)
    return mixed(6000)
values = {}
for line in sys.stdin:
    kind, name = line.split()
    if name not in values:
        value = pickle.loads(pickle.dumps(make(name), 4))
        values[name] = (value, pickle.dumps(value, 4))
    value, data = values[name]
    if kind == "payload":
        sys.stdout.buffer.write(len(data).to_bytes(8, "little") + data)
    else:
        start = time.process_time_ns()
        if kind == "loads": made = pickle.loads(data)
        elif kind == "dumps": made = pickle.dumps(value, 4)
        else: made = pickletools.dis(data, out=io.StringIO())
        took = time.process_time_ns() - start
        del made
        sys.stdout.buffer.write(took.to_bytes(8, "little"))
    sys.stdout.buffer.flush()
"#;

struct Python(Child, BufReader<std::process::ChildStdout>);

impl Python {
    fn start() -> Self {
        let mut child = Command::new("python3")
            .args(["-c", PYTHON])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .expect("python3 starts");
        let output = BufReader::new(child.stdout.take().expect("piped"));
        Self(child, output)
    }

    fn ask(&mut self, kind: &str, name: &str) -> u64 {
        let input = self.0.stdin.as_mut().expect("piped");
        writeln!(input, "{kind} {name}").expect("python3 listens");
        let mut number = [0; 8];
        self.1.read_exact(&mut number).expect("python3 answers");
        u64::from_le_bytes(number)
    }

    fn payload(&mut self, name: &str) -> Vec<u8> {
        let mut data = vec![0; usize::try_from(self.ask("payload", name)).expect("fits")];
        self.1.read_exact(&mut data).expect("python3 answers");
        data
    }
}

/// Processor time of this process in nanoseconds, where the system tells it: others may be busy too.
fn processor_ns() -> Option<u64> {
    std::fs::read_to_string("/proc/self/schedstat").ok()?.split(' ').next()?.parse().ok()
}

fn timed<T>(work: impl FnOnce() -> T) -> u64 {
    let (start, busy) = (Instant::now(), processor_ns());
    let made = work();
    let took = match (busy, processor_ns()) {
        (Some(before), Some(after)) if after > before => after - before,
        _ => u64::try_from(start.elapsed().as_nanos()).unwrap_or(u64::MAX),
    };
    drop(black_box(made));
    took.max(1)
}

/// Steps through a pickle with every effect recorded; the number of opcodes.
fn traced(data: &[u8]) -> u64 {
    let options = UnpicklerOptions { limits: Limits::WIDE, ..UnpicklerOptions::traced() };
    let mut unpickler = Unpickler::new(options);
    unpickler.feed(data).expect("within the limit");
    let mut opcodes = 0;
    let mut effects = 0;
    while let Ok(Step::Ran(_)) = unpickler.step() {
        opcodes += 1;
        effects += unpickler.effects().len();
    }
    black_box(effects);
    opcodes
}

fn main() {
    let rounds: usize = std::env::args().nth(1).and_then(|text| text.parse().ok()).unwrap_or(7);
    let mut python = Python::start();
    println!("best of {rounds} rounds in which all sides take turns; milliseconds of processor time");
    println!(
        "{:<18}{:>9}{:>10}{:>10}{:>10}{:>12}{:>12}",
        "", "MB", "ours", "CPython", "serde", "vs CPython", "vs serde"
    );
    for name in ["mixed", "strings", "ints", "bytes"] {
        let data = python.payload(name);
        if let Some(file) = std::env::args().nth(2).filter(|_| name == "mixed") {
            std::fs::write(file, &data).expect("the payload is written");
        }
        let (graph, root) = loads(&data).expect("CPython wrote it");
        assert!(dumps(&graph, root, 4).expect("plain") == data, "the bytes differ");
        let serde_value = serde_pickle::value_from_slice(&data, serde_pickle::DeOptions::new()).expect("plain");
        let mut best = [[u64::MAX; 3]; 2];
        for _ in 0..rounds {
            let loaded = [
                timed(|| loads(&data)),
                python.ask("loads", name),
                timed(|| serde_pickle::value_from_slice(&data, serde_pickle::DeOptions::new())),
            ];
            let dumped = [
                timed(|| dumps(&graph, root, 4)),
                python.ask("dumps", name),
                timed(|| serde_pickle::value_to_vec(&serde_value, serde_pickle::SerOptions::new())),
            ];
            for (best, took) in best.iter_mut().zip([loaded, dumped]) {
                for (best, took) in best.iter_mut().zip(took) {
                    *best = (*best).min(took);
                }
            }
        }
        for (what, [ours, cpython, serde]) in ["loads", "dumps"].iter().zip(best) {
            let ms = |ns: u64| ns as f64 / 1e6;
            println!(
                "{:<18}{:>9.1}{:>10.1}{:>10.1}{:>10.1}{:>11.2}×{:>11.2}×",
                format!("{what} {name}"),
                data.len() as f64 / 1e6,
                ms(ours),
                ms(cpython),
                ms(serde),
                cpython as f64 / ours as f64,
                serde as f64 / ours as f64
            );
        }
        if name == "bytes" {
            continue;
        }
        // What lies around in memory would slow the walk down.
        drop((graph, serde_value));
        let (mut opcodes, mut took) = (0, u64::MAX);
        for _ in 0..rounds {
            took = took.min(timed(|| opcodes = traced(&data)));
        }
        println!(
            "{:<18}{:>9.1} million opcodes a second (aim 25)",
            format!("traced {name}"),
            opcodes as f64 * 1e3 / took as f64
        );
    }
    let data = python.payload("small");
    let (mut ours, mut cpython) = (u64::MAX, u64::MAX);
    for _ in 0..rounds.min(3) {
        ours = ours.min(timed(|| Disassembler::default().run(&data, 0, &mut DisassemblyMemo::default())));
        cpython = cpython.min(python.ask("dis", "small"));
    }
    println!("dis: {:.0}× as fast as pickletools.dis (aim 50×)", cpython as f64 / ours as f64);
    drop(python.0.stdin.take());
    let _ = python.1.fill_buf();
    let _ = python.0.wait();
}

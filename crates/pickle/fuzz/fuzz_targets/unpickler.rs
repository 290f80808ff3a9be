//! Any bytes, whole and by pieces: the machine ends, and ends alike; the report and the text of the value end too.
#![no_main]

use libfuzzer_sys::fuzz_target;
use sockscope_pickle::{Limits, Step, Unpickler, UnpicklerOptions, inspect_with, repr_cut};

const LIMITS: Limits = Limits { opcodes: 100_000, stack: 10_000, memo: 10_000, bytes: 1 << 20 };

/// Steps to the end, feeding so many bytes whenever the machine starves.
fn run(data: &[u8], piece: usize) -> (String, usize) {
    let mut unpickler = Unpickler::new(UnpicklerOptions { limits: LIMITS, ..UnpicklerOptions::traced() });
    let mut rest = data;
    let mut steps = 0;
    loop {
        match unpickler.step() {
            Ok(Step::Ran(_)) => steps += 1,
            Ok(Step::Starved(starved)) if rest.is_empty() => return (starved.end_of_input().to_string(), steps),
            Ok(Step::Starved(_)) => {
                let (now, later) = rest.split_at(piece.min(rest.len()));
                if let Err(error) = unpickler.feed(now) {
                    return (error.to_string(), steps);
                }
                rest = later;
            }
            Ok(Step::Done(value)) => return (repr_cut(unpickler.graph(), value, 2000), steps),
            Err(error) => return (error.to_string(), steps),
        }
    }
}

fuzz_target!(|data: &[u8]| {
    let whole = run(data, usize::MAX);
    assert_eq!(run(data, 7), whole);
    let report = inspect_with(data, LIMITS);
    assert!(report.findings.len() <= 20_100);
    let _ = sockscope_pickle::rust_view::as_a_rust_service(data);
});

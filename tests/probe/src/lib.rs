//! The engine without the page: an experiment as JSON goes in, what its trace amounts to comes out; or a pickle, to be stepped
//! through.
//! Compiled natively and to wasm, so that both can be asked the same thing. Reads no clock: whoever calls does the timing.

use sockscope_lab::experiment::Experiment;
use sockscope_lab::run::{Progress, Run};
use sockscope_pickle::{Limits, Step, Unpickler, UnpicklerOptions};
use wasm_bindgen::prelude::wasm_bindgen;

/// Lines between two looks at whether the run has ended, as in the page.
const SLICE: u32 = 20_000;

fn finish(experiment: &str) -> Result<Run, String> {
    let experiment: Experiment = serde_json::from_str(experiment).map_err(|error| error.to_string())?;
    let mut run = Run::start(experiment).map_err(|problems| format!("{problems:?}"))?;
    while run.advance(SLICE) == Progress::Running {}
    Ok(run)
}

/// Number of events and hash of the trace, such as `1234 0123456789abcdef`; what is wrong with the programs if they cannot run.
#[wasm_bindgen]
#[must_use]
pub fn trace_hash(experiment: &str) -> String {
    match finish(experiment) {
        Ok(run) => format!("{} {:016x}", run.trace().len(), run.trace().hash()),
        Err(problem) => problem,
    }
}

/// Runs to the end and says how many events were recorded: 0 if the programs cannot run.
#[wasm_bindgen]
#[must_use]
pub fn record(experiment: &str) -> u32 {
    finish(experiment).map_or(0, |run| run.trace().len())
}

/// Steps through a pickle with every effect recorded and says how many opcodes ran: 0 if it is too long.
#[wasm_bindgen]
#[must_use]
pub fn step_pickle(pickle: &[u8]) -> u32 {
    let options = UnpicklerOptions { limits: Limits::WIDE, ..UnpicklerOptions::traced() };
    let mut unpickler = Unpickler::new(options);
    let mut opcodes = 0;
    if unpickler.feed(pickle).is_ok() {
        while let Ok(Step::Ran(_)) = unpickler.step() {
            opcodes += u32::from(!unpickler.effects().is_empty());
        }
    }
    opcodes
}

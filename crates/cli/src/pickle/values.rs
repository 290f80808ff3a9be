//! `loads`, `dumps` and `optimize`: pickles to values, values to pickles. Each says whether nothing was amiss.

use super::looking::Fed;
use super::{LIMITS, Out};
use sockscope_pickle::rust_view::{RustView, as_a_rust_service};
use sockscope_pickle::tools::Operations;
use sockscope_pickle::{
    Globals, Graph, NodeId, PROTOCOL_MAX, PickleError, Step, UnpicklerOptions, order_sets, parse_literal, repr,
};

/// Where the pickle ends that starts at `at`, if `pickletools` can read it through.
fn end(bytes: &[u8], at: usize) -> Option<usize> {
    Operations::new(bytes, at).last()?.ok().map(|stop| stop.end)
}

/// The value of the pickle that starts at `at`, and where it ends.
fn load(bytes: &[u8], at: usize, globals: &Globals) -> Result<(Graph, NodeId, usize), PickleError> {
    let options = UnpicklerOptions { limits: LIMITS, globals: globals.clone(), ..UnpicklerOptions::default() };
    let mut fed = Fed::new(&bytes[at..], options.clone());
    if let Some(end) = end(bytes, at) {
        let mut unpickler = sockscope_pickle::Unpickler::new(options);
        unpickler.feed(&bytes[at..end])?;
        let value = unpickler.run()?;
        let end = at + unpickler.position().0;
        return Ok((unpickler.into_graph(), value, end));
    }
    loop {
        match fed.step()? {
            Step::Ran(_) => {}
            Step::Starved(starved) => return Err(starved.end_of_input()),
            Step::Done(value) => {
                let end = at + fed.unpickler.position().0;
                return Ok((fed.unpickler.into_graph(), value, end));
            }
        }
    }
}

/// Each value of a row of pickles as Python prints it.
pub(super) fn loads(bytes: &[u8], globals: &Globals, first: bool, out: &mut Out) -> bool {
    let mut at = 0;
    loop {
        let loaded = load(bytes, at, globals).and_then(|(mut graph, value, end)| {
            order_sets(&mut graph);
            at = end;
            repr(&graph, value)
        });
        match loaded {
            Ok(text) if !out.line(&text) => return true,
            Ok(_) if first || at >= bytes.len() => return true,
            Ok(_) => {}
            Err(error) => {
                out.fault(&error);
                return false;
            }
        }
    }
}

/// The bytes through serde-pickle.
pub(super) fn rust(bytes: &[u8], out: &mut Out) -> bool {
    match as_a_rust_service(bytes) {
        RustView::Value { text, differences } => {
            let wanted = out.line(&text);
            differences
                .iter()
                .filter(|_| wanted)
                .for_each(|difference| crate::complain(&format!("note: {difference}")));
            true
        }
        RustView::Refused { error, reason } => {
            crate::complain(&format!("serde-pickle refuses: {error}"));
            reason.iter().for_each(|reason| crate::complain(&format!("note: {reason}")));
            false
        }
        RustView::NotAsked { reason } => {
            crate::complain(&format!("serde-pickle is not asked: {reason}"));
            false
        }
    }
}

/// The expression's value as a pickle; -1 stands for the highest protocol.
pub(super) fn dumps(expression: &[u8], protocol: i64, out: &mut Out) -> bool {
    let protocol = u8::try_from(protocol).unwrap_or(PROTOCOL_MAX);
    let written = std::str::from_utf8(expression)
        .map_err(|error| format!("SyntaxError: the expression is not UTF-8 at byte {}", error.valid_up_to()))
        .and_then(|text| {
            let (graph, value) = parse_literal(text).map_err(|error| format!("{error} (at byte {})", error.at.0))?;
            sockscope_pickle::dumps(&graph, value, protocol).map_err(|error| error.to_string())
        });
    match written {
        Ok(pickle) => {
            out.write(&pickle);
            true
        }
        Err(problem) => {
            crate::complain(problem.strip_prefix("_pickle.").unwrap_or(&problem));
            false
        }
    }
}

/// Each pickle of a row without what its memo does not need.
pub(super) fn optimize(bytes: &[u8], out: &mut Out) -> bool {
    let mut at = 0;
    loop {
        let end = end(bytes, at).unwrap_or(bytes.len());
        match sockscope_pickle::optimize(&bytes[at..end]) {
            Ok(smaller) if !out.write(&smaller) => return true,
            Ok(_) if end >= bytes.len() => return true,
            Ok(_) => at = end,
            Err(error) => {
                out.fault(&error);
                return false;
            }
        }
    }
}

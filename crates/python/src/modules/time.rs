//! `time`: the virtual clock. Calendar arithmetic is Python text; the time zone is UTC.

use super::ModuleSpec;
use crate::machine::Machine;
use crate::native::{Args, Divert, function};
use crate::request::{Answer as Reply, Request};
use crate::value::Value;

type Answer = Result<Value, Divert>;

/// What `time.time()` is when a run begins: 2026-01-01 00:00:00 UTC.
const EPOCH_NS: i64 = 1_767_225_600_000_000_000;
/// What `time.monotonic()` is when a run begins.
const BOOTED_NS: i64 = 1_000_000_000_000;

pub(crate) static MODULE: ModuleSpec = ModuleSpec {
    name: "time",
    functions: &[
        function("time", |m, _| now(m).map(|ns| Value::Float((EPOCH_NS + ns) as f64 / 1e9))),
        function("time_ns", |m, _| now(m).map(|ns| Value::Int(EPOCH_NS + ns))),
        function("monotonic", |m, _| now(m).map(|ns| Value::Float((BOOTED_NS + ns) as f64 / 1e9))),
        function("monotonic_ns", |m, _| now(m).map(|ns| Value::Int(BOOTED_NS + ns))),
        function("perf_counter", |m, _| now(m).map(|ns| Value::Float((BOOTED_NS + ns) as f64 / 1e9))),
        function("perf_counter_ns", |m, _| now(m).map(|ns| Value::Int(BOOTED_NS + ns))),
        function("process_time", |m, _| now(m).map(|ns| Value::Float(ns as f64 / 1e9))),
        function("process_time_ns", |m, _| now(m).map(Value::Int)),
        function("thread_time", |m, _| now(m).map(|ns| Value::Float(ns as f64 / 1e9))),
        function("sleep", sleep),
    ],
    fill: None,
    python: Some(include_str!("time.py")),
};

fn now(m: &mut Machine) -> Result<i64, Divert> {
    match m.ask(Request::Now)? {
        Ok(Reply::Time(ns)) => Ok(i64::try_from(ns).unwrap_or(i64::MAX / 2)),
        _ => Ok(0),
    }
}

fn sleep(m: &mut Machine, args: Args<'_>) -> Answer {
    let seconds = m.take_one(args, "sleep")?;
    let seconds = match m.float_of(seconds) {
        Some(float) => float,
        None if m.has_index(seconds) => m.real_argument(seconds)?,
        None => {
            let found = m.class_name(seconds);
            return Err(m.type_error(&format!("'{found}' object cannot be interpreted as an integer")));
        }
    };
    if seconds.is_nan() {
        return Err(m.value_error("Invalid value NaN (not a number)"));
    }
    if seconds < 0.0 {
        return Err(m.value_error("sleep length must be non-negative"));
    }
    if seconds > 9e9 {
        return Err(m.overflow_error("timestamp too large to convert to C _PyTime_t"));
    }
    let ns = (seconds * 1e9).ceil() as u64;
    let _ = m.ask(Request::Sleep { ns })?;
    Ok(Value::None)
}

//! `traceback`: the text that an uncaught exception prints, as a value.

use super::ModuleSpec;
use crate::machine::Machine;
use crate::machine::traceback::Teller;
use crate::native::{Args, Divert, function};
use crate::object::Object;
use crate::value::Value;

pub(crate) static MODULE: ModuleSpec = ModuleSpec {
    name: "traceback",
    functions: &[
        function("_format", |m, a| {
            let exception = a.get(0).unwrap_or(Value::None);
            let text = m.format_exception(exception, Teller::Library);
            Ok(m.heap.new_str(&text))
        }),
        function("_format_only", |m, a| {
            let exception = a.get(0).unwrap_or(Value::None);
            let mut text = String::new();
            m.push_exception_only(&mut text, exception, Teller::Library);
            Ok(m.heap.new_str(&text))
        }),
        function("_entries", entries),
    ],
    fill: None,
    python: Some(include_str!("traceback.py")),
};

/// Of each call in a traceback: file, line, name of the function, the line itself, and all of it as it is printed.
fn entries(m: &mut Machine, a: Args<'_>) -> Result<Value, Divert> {
    let calls = match m.heap.object(a.get(0).unwrap_or(Value::None)) {
        Some(Object::Traceback(calls)) => calls.clone(),
        _ => return Ok(m.heap.new_list(Vec::new())),
    };
    let mut entries = Vec::with_capacity(calls.len());
    for call in calls.iter() {
        let source = call.code.source.clone();
        let mut text = String::new();
        m.push_entry(&mut text, call, Teller::Library);
        let line = source.text.lines().nth(call.line.saturating_sub(1) as usize).unwrap_or_default().trim();
        let parts = [
            m.heap.new_str_rc(source.file.clone()),
            Value::Int(i64::from(call.line)),
            Value::Obj(call.code.name),
            m.heap.new_str(line),
            m.heap.new_str(&text),
        ];
        entries.push(m.heap.new_tuple(parts.into()));
    }
    Ok(m.heap.new_list(entries))
}

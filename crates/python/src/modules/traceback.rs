//! `traceback`: the text that an uncaught exception prints, as a value.

use super::ModuleSpec;
use crate::native::function;
use crate::value::Value;

pub(crate) static MODULE: ModuleSpec = ModuleSpec {
    name: "traceback",
    functions: &[
        function("_format", |m, a| {
            let exception = a.get(0).unwrap_or(Value::None);
            let text = m.format_exception(exception);
            Ok(m.heap.new_str(&text))
        }),
        function("_format_only", |m, a| {
            let exception = a.get(0).unwrap_or(Value::None);
            let mut text = String::new();
            m.push_exception_only(&mut text, exception);
            Ok(m.heap.new_str(&text))
        }),
    ],
    fill: None,
    python: Some(include_str!("traceback.py")),
};

//! `json`: reading is native and makes objects from the events of [`crate::text::json`]; hooks and writing are Python text.

use super::ModuleSpec;
use crate::builtins::classes;
use crate::machine::Machine;
use crate::native::{Args, Divert, function};
use crate::text::json::{self, Event, JsonError};
use crate::value::{Handle, Value};
use std::rc::Rc;

type Answer = Result<Value, Divert>;

pub(crate) static MODULE: ModuleSpec = ModuleSpec {
    name: "json",
    functions: &[
        function("_read", read),
        function("_events", events),
        function("_string", |m, a| {
            let [text, ensure_ascii] = m.take(a, "_string", 2)?;
            let text = m.text_argument(text.unwrap_or(Value::None), "first argument")?;
            let mut out = String::with_capacity(text.len() + 2);
            json::write_string(&mut out, &text, matches!(ensure_ascii, Some(Value::Bool(true))));
            m.reserve(out.len())?;
            Ok(m.heap.new_str(&out))
        }),
        function("_float", |m, a| {
            let [value, allow_nan] = m.take(a, "_float", 2)?;
            let value = m.real_argument(value.unwrap_or(Value::None))?;
            let written = json::write_float(value, matches!(allow_nan, Some(Value::Bool(true))));
            m.text_or_fault(written)
        }),
    ],
    fill: None,
    python: Some(include_str!("json.py")),
};

/// The events of a text, or `JSONDecodeError`.
fn parse(m: &mut Machine, args: Args<'_>) -> Result<(Vec<Event>, usize), Divert> {
    let [text, start, raw] = m.take(args, "_read", 3)?;
    let text = m.text_argument(text.unwrap_or(Value::None), "the JSON object")?;
    let skipped = m.size_or(start, 0)?.max(0) as usize;
    let from = text.char_indices().nth(skipped).map_or(text.len(), |(at, _)| at);
    let raw = matches!(raw, Some(Value::Bool(true)));
    let error = match json::read(&text[from..], raw) {
        Ok((events, end)) => return Ok((events, skipped + text[from..from + end].chars().count())),
        Err(error) => error,
    };
    match &error {
        JsonError::Other(fault) => Err(m.fault(fault)),
        JsonError::Depth => Err(m.error(classes::RECURSION_ERROR, &error.message())),
        JsonError::Decode { reason, position, .. } => {
            let class = m.module_value("json", "JSONDecodeError").unwrap_or(Value::Obj(classes::VALUE_ERROR));
            let document = m.heap.new_str_rc(text);
            let reason = m.heap.new_str(reason);
            let exception = m.call(class, &[reason, document, Value::Int((skipped + position) as i64)])?;
            Err(m.raise(exception))
        }
    }
}

/// A container under construction.
enum Open {
    List(Vec<Value>),
    Dict(Handle, Value),
}

/// `(value, end)` of a text.
fn read(m: &mut Machine, args: Args<'_>) -> Answer {
    let (events, end) = parse(m, args)?;
    m.reserve(events.len() * 48)?;
    let mut open: Vec<Open> = Vec::new();
    let mut result = Value::None;
    for event in events {
        let value = match event {
            Event::Null => Value::None,
            Event::Bool(truth) => Value::Bool(truth),
            Event::Int(int) => m.new_integer(int),
            Event::Float(float) => Value::Float(float),
            Event::Text(text) => m.heap.new_str(&text),
            Event::Key(text) => {
                let key = Value::Obj(m.heap.intern(&text));
                if let Some(Open::Dict(_, place)) = open.last_mut() {
                    *place = key;
                }
                continue;
            }
            Event::ArrayStart => {
                open.push(Open::List(Vec::new()));
                continue;
            }
            Event::ObjectStart => {
                open.push(Open::Dict(m.heap.new_dict(), Value::None));
                continue;
            }
            Event::ArrayEnd | Event::ObjectEnd => match open.pop() {
                Some(Open::List(items)) => m.heap.new_list(items),
                Some(Open::Dict(dict, _)) => Value::Obj(dict),
                None => Value::None,
            },
        };
        match open.last_mut() {
            Some(Open::List(items)) => items.push(value),
            Some(Open::Dict(dict, key)) => {
                let (dict, key) = (*dict, *key);
                m.dict_set(dict, key, value)?;
            }
            None => result = value,
        }
    }
    Ok(m.heap.new_tuple(Rc::new([result, Value::Int(end as i64)])))
}

/// `(events, end)`: each event is a kind and a value, for readers with hooks.
fn events(m: &mut Machine, args: Args<'_>) -> Answer {
    let (events, end) = parse(m, args)?;
    m.reserve(events.len() * 96)?;
    let mut items = Vec::with_capacity(events.len());
    for event in events {
        let (kind, value) = match event {
            Event::Null => ("value", Value::None),
            Event::Bool(truth) => ("value", Value::Bool(truth)),
            Event::Int(int) => ("int", m.new_integer(int)),
            Event::Float(float) => ("float", Value::Float(float)),
            Event::Text(text) => ("value", m.heap.new_str(&text)),
            Event::Key(text) => ("key", m.heap.new_str(&text)),
            Event::ArrayStart => ("[", Value::None),
            Event::ArrayEnd => ("]", Value::None),
            Event::ObjectStart => ("{", Value::None),
            Event::ObjectEnd => ("}", Value::None),
        };
        let kind = Value::Obj(m.heap.intern(kind));
        items.push(m.heap.new_tuple(Rc::new([kind, value])));
    }
    let items = m.heap.new_list(items);
    Ok(m.heap.new_tuple(Rc::new([items, Value::Int(end as i64)])))
}

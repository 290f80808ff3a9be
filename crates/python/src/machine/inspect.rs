//! What people look at while a program is paused: frames, locals, bounded values. Never runs code of the program and changes nothing.

use super::{Frame, Machine, Thread};
use crate::object::Object;
use crate::request::{Origin, ThreadId};
use crate::value::{Handle, Value};
use std::rc::Rc;

/// One visible call frame.
#[derive(Debug, Clone, PartialEq)]
pub struct FrameView {
    /// Function's name, or `<module>`.
    pub function: Rc<str>,
    /// Line that it is at.
    pub line: u32,
    /// Names with their values, in the order in which they were first stored.
    pub locals: Vec<(Rc<str>, Value)>,
}

impl Machine {
    /// The visible call frames of a thread, outermost first.
    #[must_use]
    pub fn frames(&self, thread: ThreadId) -> Vec<FrameView> {
        let number = thread.0;
        let Some(thread) = self.threads.get(usize::from(number)) else { return Vec::new() };
        if number == 0 && thread.frames.is_empty() {
            // The program is over; what its module holds can still be looked at.
            let locals = self.names_in(self.main);
            return vec![FrameView { function: "<module>".into(), line: 0, locals }];
        }
        thread
            .frames
            .iter()
            .filter(|frame| !frame.code.source.hidden)
            .map(|frame| FrameView {
                function: self.heap.name(frame.code.name),
                line: frame_line(frame),
                locals: self.locals_of(thread, frame),
            })
            .collect()
    }

    /// The line a thread is at, in its innermost visible frame.
    #[must_use]
    pub fn line(&self, thread: ThreadId) -> u32 {
        self.threads.get(usize::from(thread.0)).map_or(0, |thread| self.line_of(thread))
    }

    /// Number of threads made so far, ended ones included.
    #[must_use]
    pub fn thread_count(&self) -> u16 {
        self.threads.len() as u16
    }

    /// The class's name of a value.
    #[must_use]
    pub fn type_name(&self, value: Value) -> Rc<str> {
        self.class_name(value)
    }

    /// A `repr` of at most about `limit` bytes: longer ones end in `…`. Objects of a program's classes show their attributes' names.
    #[must_use]
    pub fn repr_for_people(&self, value: Value, limit: usize) -> String {
        let mut out = String::new();
        push_bounded(self, &mut out, value, limit, 0);
        out
    }

    /// Where the bytes of a `bytes` or `bytearray` came from.
    #[must_use]
    pub fn origins(&self, value: Value) -> Vec<Origin> {
        match self.heap.object(value) {
            Some(Object::Bytes(bytes)) => bytes.origins().to_vec(),
            Some(Object::ByteArray(bytes)) => bytes.origins.clone(),
            _ => Vec::new(),
        }
    }

    /// Bytes of memory in use, as estimated for the limit.
    #[must_use]
    pub fn memory(&self) -> usize {
        self.heap.used
    }

    pub(super) fn locals_of(&self, thread: &Thread, frame: &Frame) -> Vec<(Rc<str>, Value)> {
        if frame.code.namespace {
            return self.names_in(frame.namespace);
        }
        let base = frame.base as usize;
        frame
            .code
            .locals
            .iter()
            .enumerate()
            .filter_map(|(slot, name)| {
                let value = match *thread.stack.get(base + slot)? {
                    Value::Obj(handle) => match self.heap.get(handle) {
                        Object::Cell(value) => *value,
                        _ => Value::Obj(handle),
                    },
                    other => other,
                };
                let name = self.heap.name(*name);
                (!value.is_unbound() && !name.starts_with('.')).then_some((name, value))
            })
            .collect()
    }

    fn names_in(&self, namespace: Handle) -> Vec<(Rc<str>, Value)> {
        let hidden = |name: &str| name.starts_with("__") && name.ends_with("__");
        self.heap
            .dict(namespace)
            .iter()
            .filter_map(|entry| Some((self.text(entry.key)?, entry.value)))
            .filter(|(name, value)| !hidden(name) && !matches!(self.heap.object(*value), Some(Object::Module(_))))
            .collect()
    }
}

fn frame_line(frame: &Frame) -> u32 {
    if frame.last_line > 0 {
        return frame.last_line;
    }
    frame.code.places.get(frame.pc.saturating_sub(1) as usize).map_or(frame.code.first_line, |place| place.line)
}

/// Adds a value's bounded `repr`.
pub(crate) fn push_bounded(machine: &Machine, out: &mut String, value: Value, limit: usize, depth: u32) {
    if out.len() > limit || depth > 12 {
        out.push('…');
        return;
    }
    let items = |out: &mut String, items: &[Value], open: &str, close: &str| {
        out.push_str(open);
        for (at, item) in items.iter().enumerate() {
            if at > 0 {
                out.push_str(", ");
            }
            if out.len() > limit {
                out.push('…');
                break;
            }
            push_bounded(machine, out, *item, limit, depth + 1);
        }
        out.push_str(close);
    };
    match machine.heap.object(value) {
        Some(Object::List(list)) => items(out, list, "[", "]"),
        Some(Object::Tuple(tuple)) => items(out, tuple, "(", if tuple.len() == 1 { ",)" } else { ")" }),
        Some(Object::Set(set)) => {
            let members: Vec<Value> = set.iter().map(|(_, key)| key).collect();
            if members.is_empty() { out.push_str("set()") } else { items(out, &members, "{", "}") }
        }
        Some(Object::Dict(dict)) => {
            out.push('{');
            for (at, entry) in dict.iter().enumerate() {
                if at > 0 {
                    out.push_str(", ");
                }
                if out.len() > limit {
                    out.push('…');
                    break;
                }
                push_bounded(machine, out, entry.key, limit, depth + 1);
                out.push_str(": ");
                push_bounded(machine, out, entry.value, limit, depth + 1);
            }
            out.push('}');
        }
        Some(Object::Exception(exception)) => {
            out.push_str(&machine.class_name(value));
            let args = exception.args;
            if let Some(Object::Tuple(tuple)) = machine.heap.object(args) {
                items(out, tuple, "(", ")");
            }
        }
        Some(Object::Plain) => {
            out.push_str(&format!("<{} object", machine.class_name(value)));
            if depth < 2
                && let Some(handle) = value.handle()
                && machine.heap.slot(handle).attributes != crate::heap::NO_ATTRIBUTES
            {
                let attributes = machine.heap.slot(handle).attributes;
                for (at, entry) in machine.heap.dict(attributes).iter().enumerate() {
                    out.push_str(if at == 0 { ": " } else { ", " });
                    if out.len() > limit {
                        out.push('…');
                        break;
                    }
                    out.push_str(&machine.text(entry.key).unwrap_or_default());
                    out.push('=');
                    push_bounded(machine, out, entry.value, limit, depth + 1);
                }
            }
            out.push('>');
        }
        // An object may have its own method as an attribute, and a method can be wrapped again and again.
        Some(Object::Method(method)) if !matches!(method.function, Value::Native(_)) => {
            items(out, &[method.receiver], &machine.method_opening(method.function), ">");
        }
        Some(Object::StaticMethod(inner) | Object::ClassMethod(inner)) => {
            items(out, &[*inner], &format!("<{}(", machine.class_name(value)), ")>");
        }
        Some(Object::Str(text)) => out.push_str(&crate::text::quote::text(cut(&text.text, limit))),
        Some(Object::Bytes(bytes)) => {
            out.push_str(&crate::text::quote::bytes(&bytes.data[..bytes.data.len().min(limit)]));
        }
        Some(Object::ByteArray(bytes)) => {
            out.push_str("bytearray(");
            out.push_str(&crate::text::quote::bytes(&bytes.data[..bytes.data.len().min(limit)]));
            out.push(')');
        }
        _ => machine.push_simple(out, value),
    }
}

fn cut(text: &str, limit: usize) -> &str {
    let mut end = text.len().min(limit);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    &text[..end]
}

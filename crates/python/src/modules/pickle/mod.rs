//! `pickle`: the way between objects of the machine and `sockscope-pickle`, which reads and writes the bytes.
//! Plain values go both ways natively ([`plain`]). Where running Python has a say (`__reduce__`, `find_class`, `__setstate__`),
//! `pickle.py` walks the objects and runs the opcodes; [`saving`] writes and memoises for it, [`reading`] takes pickles apart.

mod plain;
pub(crate) mod reading;
pub(crate) mod saving;
mod tools;

use super::ModuleSpec;
use crate::builtins::classes;
use crate::machine::Machine;
use crate::native::{Args, Divert, function};
use crate::object::Object;
use crate::object::text::Bytes;
use crate::pause::Pickled;
use crate::request::TracedBytes;
use crate::value::{Handle, Value};
use sockscope_pickle::{ExceptionClass, OPCODES, PickleError};
use std::rc::Rc;

pub(crate) use saving::Saver;

type Answer = Result<Value, Divert>;

pub(crate) static MODULE: ModuleSpec = ModuleSpec {
    name: "pickle",
    functions: &[
        function("_advance", reading::advance),
        function("_boundary", saving::boundary),
        function("_builtin", builtin),
        function("_dis", tools::dis),
        function("_dump", plain::dump),
        function("_feed", reading::feed),
        function("_finish", saving::finish),
        function("_flat", saving::flat),
        function("_forget", saving::forget),
        function("_genops", tools::genops),
        function("_get", saving::get),
        function("_global", saving::global),
        function("_load", plain::load),
        function("_modern", reading::modern),
        function("_note", |m, a| {
            note_loading(m, a.receiver());
            Ok(Value::None)
        }),
        function("_operations", reading::operations),
        function("_optimize", tools::optimize),
        function("_payload", saving::payload),
        function("_put", saving::put),
        function("_saver", saving::saver),
        function("_simple", saving::simple),
        function("_simple_run", saving::simple_run),
        function("_unpicklable", unpicklable),
        function("_write", saving::write),
    ],
    fill: Some(fill),
    python: Some(include_str!("../pickle.py")),
};

/// Pickles of which word is kept between two pauses.
const NOTES_MAX: usize = 16;

/// Rough size of a node, for the memory limit.
const NODE_BYTES: usize = 64;

/// The opcodes by name, as programs that make pickles by hand use them.
fn fill(m: &mut Machine, globals: Handle) {
    for opcode in OPCODES {
        let code = m.heap.new_bytes(Bytes::new([opcode.code].as_slice().into()));
        m.set_in_module(globals, opcode.name, code);
    }
    for (name, class) in [
        ("PickleBuffer", classes::PICKLE_BUFFER),
        ("PickleError", classes::PICKLE_ERROR),
        ("PicklingError", classes::PICKLING_ERROR),
        ("UnpicklingError", classes::UNPICKLING_ERROR),
    ] {
        m.set_in_module(globals, name, Value::Obj(class));
    }
}

/// Raises what the pickle machine found wrong.
fn raise(m: &mut Machine, error: &PickleError) -> Divert {
    let class = match error.class {
        ExceptionClass::Unpickling => classes::UNPICKLING_ERROR,
        ExceptionClass::Pickling => classes::PICKLING_ERROR,
        ExceptionClass::Eof => classes::EOF_ERROR,
        ExceptionClass::Value => classes::VALUE_ERROR,
        ExceptionClass::Type => classes::TYPE_ERROR,
        ExceptionClass::Attribute => classes::ATTRIBUTE_ERROR,
        ExceptionClass::ModuleNotFound => classes::MODULE_NOT_FOUND_ERROR,
        ExceptionClass::Overflow => classes::OVERFLOW_ERROR,
        ExceptionClass::UnicodeDecode => classes::UNICODE_DECODE_ERROR,
        ExceptionClass::UnicodeEncode => classes::UNICODE_ENCODE_ERROR,
        ExceptionClass::Index => classes::INDEX_ERROR,
        ExceptionClass::Memory | ExceptionClass::Limit => classes::MEMORY_ERROR,
        ExceptionClass::Recursion => classes::RECURSION_ERROR,
        ExceptionClass::Syntax => classes::SYNTAX_ERROR,
    };
    if error.message.is_empty() {
        let exception = m.new_exception(class, &[]);
        return m.raise(exception);
    }
    m.error(class, &error.message)
}

/// Where the bytes of a pickle came from, for whoever watches the program.
fn note_loading(m: &mut Machine, data: Value) {
    if let Some((data, origins)) = m.traced(data) {
        note(m, false, TracedBytes { data, origins });
    }
}

/// A pickle that was written, and where writing to a file is cut.
fn written_pickle(m: &mut Machine, bytes: Vec<u8>, cuts: Vec<usize>) -> Value {
    let data: Rc<[u8]> = bytes.into();
    note(m, true, TracedBytes { data: data.clone(), origins: Vec::new() });
    let data = m.heap.new_bytes(Bytes::new(data));
    let cuts = m.heap.new_list(cuts.into_iter().map(|cut| Value::Int(cut as i64)).collect());
    m.heap.new_tuple(Rc::new([data, cuts]))
}

/// Leaves word of a pickle for whoever watches the program.
fn note(m: &mut Machine, written: bool, bytes: TracedBytes) {
    if m.pickled.len() < NOTES_MAX {
        m.pickled.push(Pickled { written, bytes });
    }
}

/// `_unpicklable(object)`: the name of its type, if no object of that type has a pickle, else `None`.
fn unpicklable(m: &mut Machine, args: Args<'_>) -> Answer {
    let object = m.take_one(args, "_unpicklable")?;
    let plain = match m.heap.object(object) {
        Some(Object::Lock(_)) => {
            return Ok(m.heap.new_str(if m.class_of(object) == classes::RLOCK {
                "_thread.RLock"
            } else {
                "_thread.lock"
            }));
        }
        Some(
            Object::Generator(_)
            | Object::Module(_)
            | Object::Socket(_)
            | Object::MemoryView(_)
            | Object::View(..)
            | Object::Traceback(_)
            | Object::Cell(_)
            | Object::Property(_)
            | Object::StaticMethod(_)
            | Object::ClassMethod(_)
            | Object::Super(_)
            | Object::Proxy(_)
            | Object::Iter(_)
            | Object::State(_),
        ) => m.class_name(object),
        _ => return Ok(Value::None),
    };
    Ok(m.heap.new_str(&plain))
}

/// `_builtin(name)`: a builtin by its name, or `AttributeError`.
fn builtin(m: &mut Machine, args: Args<'_>) -> Answer {
    let name = m.take_one(args, "_builtin")?;
    let found = name.handle().and_then(|name| m.heap.name_get(m.builtins, name));
    match (found, m.text(name)) {
        (Some(found), _) => Ok(found),
        (None, text) => {
            let text = format!("module 'builtins' has no attribute '{}'", text.unwrap_or_default());
            Err(m.error(classes::ATTRIBUTE_ERROR, &text))
        }
    }
}

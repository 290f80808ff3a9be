//! `sys`: the console streams, the argument list, limits and names of the platform.
//! The streams are objects of Python text; `print` writes to them directly as long as the program has not put others in their place.

use super::ModuleSpec;
use crate::builtins::classes;
use crate::machine::Machine;
use crate::native::{Args, Divert, function};
use crate::object::Object;
use crate::pause::Console;
use crate::request::{Answer as Reply, Request};
use crate::value::{Handle, Value};
use std::rc::Rc;

type Answer = Result<Value, Divert>;

pub(crate) static MODULE: ModuleSpec = ModuleSpec {
    name: "sys",
    functions: &[
        function("_write", write),
        function("_read_line", read_line),
        function("exit", exit),
        function("exc_info", |m, a| {
            m.take_none(a, "exc_info")?;
            let exception = m.handled_now()?;
            if exception.is_none() {
                return Ok(m.heap.new_tuple(Rc::new([Value::None; 3])));
            }
            let class = Value::Obj(m.class_of(exception));
            let trace = m.get_attribute(exception, crate::names::TRACEBACK)?;
            Ok(m.heap.new_tuple(Rc::new([class, exception, trace])))
        }),
        function("_caller", |m, _| {
            let [.., name, line] = m.scope;
            let Value::Int(number) = line else { return Ok(Value::None) };
            let source = m.source.clone();
            let text = source.text.lines().nth((number - 1).max(0) as usize).unwrap_or_default().trim();
            let (file, text) = (m.heap.new_str_rc(source.file.clone()), m.heap.new_str(text));
            Ok(m.heap.new_tuple(Rc::new([name, line, file, text])))
        }),
        function("getrecursionlimit", |m, _| Ok(Value::Int(m.recursion_max as i64))),
        function("setrecursionlimit", set_recursion_limit),
        function("getsizeof", size_of_object),
        function("intern", |m, a| {
            let value = m.take_one(a, "intern")?;
            let text = m.text_argument(value, "intern() argument")?;
            Ok(Value::Obj(m.heap.intern(&text)))
        }),
    ],
    fill: Some(fill),
    python: Some(include_str!("sys.py")),
};

fn fill(m: &mut Machine, globals: Handle) {
    let file = m.source.file.clone();
    let file = m.heap.new_str_rc(file);
    let argv = m.heap.new_list(vec![file]);
    m.set_in_module(globals, "argv", argv);
    m.set_in_module(globals, "modules", Value::Obj(m.modules));
    m.set_in_module(globals, "maxsize", Value::Int(i64::MAX));
    m.set_in_module(globals, "maxunicode", Value::Int(0x10_ffff));
    m.set_in_module(globals, "hexversion", Value::Int(0x030b_07f0));
}

/// What `sys.stdout` is, once `sys` was imported.
pub(crate) fn stream(m: &mut Machine, name: &str) -> Option<Value> {
    m.module_value("sys", name)
}

/// Which console a stream object of ours writes to.
pub(crate) fn console_of(m: &mut Machine, stream: Value) -> Option<Console> {
    let name = m.heap.interned("_console")?;
    match m.own_attribute(stream, name)? {
        Value::Int(1) => Some(Console::Out),
        Value::Int(2) => Some(Console::Err),
        _ => None,
    }
}

fn write(m: &mut Machine, args: Args<'_>) -> Answer {
    let [console, text] = m.take(args, "_write", 2)?;
    let text = m.text_argument(text.unwrap_or(Value::None), "write() argument")?;
    let console = if matches!(console, Some(Value::Int(2))) { Console::Err } else { Console::Out };
    let len = text.chars().count() as i64;
    m.write_console(console, text);
    Ok(Value::Int(len))
}

/// One line of the console's input with its end; empty at the end of input.
fn read_line(m: &mut Machine, _: Args<'_>) -> Answer {
    match m.ask(Request::Input)? {
        Ok(Reply::Text(line)) if line.ends_with('\n') => Ok(m.heap.new_str_rc(line)),
        Ok(Reply::Text(line)) => Ok(m.heap.new_str(&format!("{line}\n"))),
        _ => Ok(m.heap.new_str("")),
    }
}

/// `sys.exit`, and `exit` and `quit`.
pub(crate) fn exit(m: &mut Machine, args: Args<'_>) -> Answer {
    let [code] = m.take(args, "exit", 0)?;
    let class = Value::Obj(classes::SYSTEM_EXIT);
    let exception = match code {
        Some(code) => m.call(class, &[code])?,
        None => m.call(class, &[])?,
    };
    Err(m.raise(exception))
}

fn set_recursion_limit(m: &mut Machine, args: Args<'_>) -> Answer {
    let limit = m.take_one(args, "setrecursionlimit")?;
    let limit = m.size_argument(limit)?;
    if limit < 1 {
        return Err(m.value_error("recursion limit must be greater or equal than 1"));
    }
    m.recursion_max = (limit as usize).min(20_000);
    Ok(Value::None)
}

/// Sizes as on 64-bit Linux, for the types whose layout is simple.
fn size_of_object(m: &mut Machine, args: Args<'_>) -> Answer {
    let [value, _default] = m.take(args, "getsizeof", 1)?;
    size_of(m, value.unwrap_or(Value::None))
}

/// The size of one object.
pub(crate) fn size_of(m: &mut Machine, value: Value) -> Result<Value, Divert> {
    let size = match value {
        Value::None | Value::Ellipsis | Value::NotImplemented | Value::Unbound => 16,
        Value::Bool(truth) => 24 + 4 * i64::from(truth),
        Value::Int(int) => 24 + 4 * i64::from((64 - int.unsigned_abs().leading_zeros()).div_ceil(30).max(1)),
        Value::Float(_) => 24,
        Value::Native(_) => 72,
        Value::Obj(handle) => match m.heap.get(handle) {
            Object::Str(text) if text.is_ascii() => 49 + i64::from(text.chars),
            Object::Str(text) => {
                let widest = text.text.chars().max().map_or(0, u32::from);
                let (width, head) = match widest {
                    0..=0xff => (1, 73),
                    0x100..=0xffff => (2, 74),
                    _ => (4, 76),
                };
                head + width * i64::from(text.chars)
            }
            Object::Bytes(bytes) => 33 + bytes.data.len() as i64,
            Object::ByteArray(bytes) if bytes.data.is_empty() => 56,
            Object::ByteArray(bytes) => 57 + bytes.data.len() as i64,
            Object::Tuple(items) => 40 + 8 * items.len() as i64,
            Object::List(items) => 56 + 8 * items.len() as i64,
            Object::Dict(dict) if dict.is_empty() => 64,
            Object::Dict(dict) => 184 + 48 * (dict.len() as i64 - 5).max(0),
            Object::Set(set) => 216 + 64 * (set.len() as i64 - 4).max(0),
            Object::Big(big) => 24 + 4 * big.bits().div_ceil(30) as i64,
            _ => 48,
        },
    };
    Ok(Value::Int(size))
}

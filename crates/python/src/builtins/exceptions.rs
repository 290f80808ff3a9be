//! What exception classes share: arguments, texts, `with_traceback`, `add_note`, and the attributes of `OSError` and its like.

use super::classes;
use crate::machine::Machine;
use crate::names;
use crate::native::{Args, Divert, Native, getter, method};
use crate::object::{Exception, Object};
use crate::value::{Handle, Value};
use std::rc::Rc;

type Answer = Result<Value, Divert>;

/// `BaseException.__new__`: keeps all arguments.
pub(crate) fn new(machine: &mut Machine, args: Args<'_>) -> Answer {
    let class = args.receiver();
    let own = machine.heap.new_tuple(args.positional[1..].into());
    let exception = Exception {
        args: own,
        trace: Vec::new(),
        raised: false,
        cause: Value::None,
        context: Value::None,
        suppress_context: false,
    };
    Ok(machine.alloc_as(class, Object::Exception(Box::new(exception))))
}

/// `BaseException.__init__`.
pub(crate) fn init(machine: &mut Machine, args: Args<'_>) -> Answer {
    if !args.keywords.is_empty() {
        let class = machine.class_of(args.receiver());
        let name = machine.heap.class(class).name.clone();
        let text = format!("{name}() takes no keyword arguments");
        return Err(machine.type_error(&text));
    }
    set_args(machine, args);
    Ok(Value::None)
}

fn set_args(machine: &mut Machine, args: Args<'_>) {
    let own = machine.heap.new_tuple(args.positional[1..].into());
    if let Some(exception) = machine.heap.exception_mut(args.receiver()) {
        exception.args = own;
    }
}

fn set(machine: &mut Machine, args: Args<'_>, name: Handle, at: usize) {
    let value = args.get(at).unwrap_or(Value::None);
    machine.set_own(args.receiver(), name, value);
}

/// Keyword arguments that only become attributes.
fn set_keywords(machine: &mut Machine, args: Args<'_>, allowed: &[Handle]) -> Result<(), Divert> {
    for (name, value) in args.keywords {
        if !allowed.contains(name) {
            let class = machine.class_of(args.receiver());
            let text = format!(
                "'{}' is an invalid keyword argument for {}",
                machine.heap.name(*name),
                machine.heap.class(class).name
            );
            return Err(machine.type_error(&text));
        }
        machine.set_own(args.receiver(), *name, *value);
    }
    Ok(())
}

pub(crate) fn system_exit_init(machine: &mut Machine, args: Args<'_>) -> Answer {
    set_args(machine, args);
    let code = match args.positional {
        [_] => Value::None,
        [_, code] => *code,
        _ => machine.heap.exception(args.receiver()).map_or(Value::None, |exception| exception.args),
    };
    machine.set_own(args.receiver(), names::CODE_ATTR, code);
    Ok(Value::None)
}

pub(crate) fn stop_iteration_init(machine: &mut Machine, args: Args<'_>) -> Answer {
    set_args(machine, args);
    set(machine, args, names::VALUE, 1);
    Ok(Value::None)
}

pub(crate) fn attribute_error_init(machine: &mut Machine, args: Args<'_>) -> Answer {
    set_args(machine, args);
    set_keywords(machine, args, &[names::NAME_ATTR, names::OBJ_ATTR])?;
    Ok(Value::None)
}

pub(crate) fn name_error_init(machine: &mut Machine, args: Args<'_>) -> Answer {
    set_args(machine, args);
    set_keywords(machine, args, &[names::NAME_ATTR])?;
    Ok(Value::None)
}

pub(crate) fn import_error_init(machine: &mut Machine, args: Args<'_>) -> Answer {
    set_args(machine, args);
    let path = machine.heap.intern("path");
    set(machine, args, names::MSG, 1);
    machine.set_own(args.receiver(), names::NAME_ATTR, Value::None);
    machine.set_own(args.receiver(), path, Value::None);
    set_keywords(machine, args, &[names::NAME_ATTR, path])?;
    Ok(Value::None)
}

/// `SyntaxError(text, (file, line, offset, source, end line, end offset))`.
pub(crate) fn syntax_error_init(machine: &mut Machine, args: Args<'_>) -> Answer {
    set_args(machine, args);
    set(machine, args, names::MSG, 1);
    if let Some(details) = args.get(2) {
        let details = machine.items(details)?;
        let names = ["filename", "lineno", "offset", "text", "end_lineno", "end_offset"];
        for (name, value) in names.into_iter().zip(details) {
            let name = machine.heap.intern(name);
            machine.set_own(args.receiver(), name, value);
        }
    }
    Ok(Value::None)
}

/// The class that an errno of `OSError(errno, text)` means.
pub(crate) fn class_of_errno(errno: i64) -> Handle {
    match errno {
        11 | 114 | 115 => classes::BLOCKING_IO_ERROR,
        32 | 108 => classes::BROKEN_PIPE_ERROR,
        10 => classes::CHILD_PROCESS_ERROR,
        103 => classes::CONNECTION_ABORTED_ERROR,
        104 => classes::CONNECTION_RESET_ERROR,
        111 => classes::CONNECTION_REFUSED_ERROR,
        17 => classes::FILE_EXISTS_ERROR,
        2 => classes::FILE_NOT_FOUND_ERROR,
        21 => classes::IS_A_DIRECTORY_ERROR,
        20 => classes::NOT_A_DIRECTORY_ERROR,
        4 => classes::INTERRUPTED_ERROR,
        1 | 13 => classes::PERMISSION_ERROR,
        3 => classes::PROCESS_LOOKUP_ERROR,
        110 => classes::TIMEOUT_ERROR,
        _ => classes::OS_ERROR,
    }
}

/// `OSError.__new__`: picks the subclass for the errno.
pub(crate) fn os_error_new(machine: &mut Machine, args: Args<'_>) -> Answer {
    let mut class = args.receiver();
    if class.is(Value::Obj(classes::OS_ERROR))
        && args.len() >= 3
        && let Some(Value::Int(errno)) = args.get(1)
    {
        class = Value::Obj(class_of_errno(errno));
    }
    let exception = new(machine, args)?;
    if let (Value::Obj(handle), Value::Obj(class)) = (exception, class) {
        machine.heap.slot_mut(handle).class = class;
    }
    Ok(exception)
}

pub(crate) fn os_error_init(machine: &mut Machine, args: Args<'_>) -> Answer {
    let two = args.len() >= 3;
    if args.len() >= 4 {
        // The file name is not among the arguments.
        set_args(machine, Args::new(&args.positional[..3]));
        set(machine, args, names::FILENAME, 3);
    } else {
        set_args(machine, args);
        machine.set_own(args.receiver(), names::FILENAME, Value::None);
    }
    for (name, at) in [(names::ERRNO, 1), (names::STRERROR, 2)] {
        let value = if two { args.get(at).unwrap_or(Value::None) } else { Value::None };
        machine.set_own(args.receiver(), name, value);
    }
    Ok(Value::None)
}

pub(crate) fn unicode_error_init(machine: &mut Machine, args: Args<'_>) -> Answer {
    set_args(machine, args);
    for (at, name) in ["encoding", "object", "start", "end", "reason"].into_iter().enumerate() {
        let name = machine.heap.intern(name);
        set(machine, args, name, at + 1);
    }
    Ok(Value::None)
}

/// The text of `UnicodeDecodeError` and `UnicodeEncodeError` from its parts.
pub(crate) fn unicode_text(machine: &mut Machine, exception: Value) -> Option<String> {
    let part = |machine: &Machine, name: &str| {
        let name = machine.heap.interned(name)?;
        machine.own_attribute(exception, name)
    };
    let encoding = machine.text(part(machine, "encoding")?)?;
    let reason = machine.text(part(machine, "reason")?)?;
    let (Value::Int(start), Value::Int(end)) = (part(machine, "start")?, part(machine, "end")?) else { return None };
    let object = part(machine, "object")?;
    let last = end - 1;
    if let Some(data) = machine.octets(object) {
        if end == start + 1 {
            let byte = data.get(start as usize)?;
            return Some(format!("'{encoding}' codec can't decode byte {byte:#04x} in position {start}: {reason}"));
        }
        return Some(format!("'{encoding}' codec can't decode bytes in position {start}-{last}: {reason}"));
    }
    let text = machine.text(object)?;
    if end == start + 1 {
        let code = text.chars().nth(start as usize)? as u32;
        let shown = match code {
            0..=0xFF => format!("\\x{code:02x}"),
            0x100..=0xFFFF => format!("\\u{code:04x}"),
            _ => format!("\\U{code:08x}"),
        };
        return Some(format!("'{encoding}' codec can't encode character '{shown}' in position {start}: {reason}"));
    }
    Some(format!("'{encoding}' codec can't encode characters in position {start}-{last}: {reason}"))
}

/// Methods of every exception.
pub(crate) static METHODS: &[Native] = &[
    getter("args", |machine, args| Ok(part(machine, args, |exception| exception.args))),
    getter("__cause__", |machine, args| Ok(part(machine, args, |exception| exception.cause))),
    getter("__context__", |machine, args| Ok(part(machine, args, |exception| exception.context))),
    getter("__suppress_context__", |machine, args| {
        Ok(part(machine, args, |exception| Value::Bool(exception.suppress_context)))
    }),
    getter("__traceback__", |machine, args| Ok(machine.traceback_of(args.receiver()))),
    method("with_traceback", |_, args| Ok(args.receiver())),
    method("add_note", |machine, args| {
        let note = args.get(1).unwrap_or(Value::None);
        if machine.text(note).is_none() {
            let text = format!("note must be a str, not '{}'", machine.class_name(note));
            return Err(machine.type_error(&text));
        }
        let notes = match machine.own_attribute(args.receiver(), names::NOTES) {
            Some(notes) => notes,
            None => {
                let notes = machine.heap.new_list(Vec::new());
                machine.set_own(args.receiver(), names::NOTES, notes);
                notes
            }
        };
        if let Value::Obj(list) = notes
            && let Object::List(items) = machine.heap.get_mut(list)
        {
            items.push(note);
        }
        Ok(Value::None)
    }),
];

fn part(machine: &Machine, args: Args<'_>, part: fn(&Exception) -> Value) -> Value {
    machine.heap.exception(args.receiver()).map_or(Value::None, part)
}

/// Attributes of `e.__traceback__`.
pub(crate) static TRACEBACK: &[Native] = &[
    getter("tb_lineno", |machine, args| match machine.heap.object(args.receiver()) {
        Some(Object::Traceback(entries)) => Ok(Value::Int(i64::from(entries.first().map_or(0, |entry| entry.line)))),
        _ => Ok(Value::None),
    }),
    getter("tb_frame", |machine, args| {
        let Some(Object::Traceback(entries)) = machine.heap.object(args.receiver()) else { return Ok(Value::None) };
        let Some(entry) = entries.first().cloned() else { return Ok(Value::None) };
        let frame = Value::Obj(machine.heap.alloc(classes::FRAME, Object::Plain));
        let code = super::generic::code_object(machine, &entry.code);
        let globals = Value::Obj(machine.main);
        for (name, value) in [
            ("f_code", code),
            ("f_lineno", Value::Int(i64::from(entry.line))),
            ("f_globals", globals),
            ("f_back", Value::None),
        ] {
            let name = machine.heap.intern(name);
            machine.set_own(frame, name, value);
        }
        Ok(frame)
    }),
    getter("tb_next", |machine, args| {
        let rest: Rc<[crate::object::TraceEntry]> = match machine.heap.object(args.receiver()) {
            Some(Object::Traceback(entries)) if entries.len() > 1 => entries[1..].into(),
            _ => return Ok(Value::None),
        };
        Ok(Value::Obj(machine.heap.alloc(classes::TRACEBACK, Object::Traceback(rest))))
    }),
];

//! `memoryview` and `pickle.PickleBuffer`: looks at the bytes of another object, as far as they are of single bytes.

use super::bytes::hex;
use crate::builtins::classes;
use crate::machine::Machine;
use crate::native::{Args, Divert, Native, getter, method};
use crate::object::{MemoryView, Object};
use crate::value::Value;
use std::rc::Rc;

type Answer = Result<Value, Divert>;

/// `memoryview.*`.
pub(crate) static MEMORYVIEW: &[Native] = &[
    method("tobytes", view_bytes),
    method("tolist", |m, a| {
        let view = view_of(m, a.receiver())?;
        let data = m.octets(view.owner).unwrap_or_default();
        let items = data[view.start..view.start + view.len].iter().map(|byte| Value::Int(i64::from(*byte))).collect();
        Ok(m.heap.new_list(items))
    }),
    method("hex", hex),
    method("release", release),
    method("toreadonly", |m, a| {
        let view = MemoryView { readonly: true, ..view_of(m, a.receiver())? };
        Ok(Value::Obj(m.heap.alloc(classes::MEMORYVIEW, Object::MemoryView(Box::new(view)))))
    }),
    method("cast", |m, a| {
        let format = a.get(1).and_then(|value| m.text(value));
        match format.as_deref() {
            Some("B") => Ok(a.receiver()),
            _ => {
                let text = "memoryview.cast() to other items than bytes is Python, but Sockscope does not run it yet";
                Err(m.error(classes::NOT_IMPLEMENTED_ERROR, text))
            }
        }
    }),
    method("__enter__", |m, a| view_of(m, a.receiver()).map(|_| a.receiver())),
    method("__exit__", release),
    getter("nbytes", |m, a| view_of(m, a.receiver()).map(|view| Value::Int(view.len as i64))),
    getter("itemsize", |m, a| view_of(m, a.receiver()).map(|_| Value::Int(1))),
    getter("ndim", |m, a| view_of(m, a.receiver()).map(|_| Value::Int(1))),
    getter("contiguous", |m, a| view_of(m, a.receiver()).map(|_| Value::Bool(true))),
    getter("c_contiguous", |m, a| view_of(m, a.receiver()).map(|_| Value::Bool(true))),
    getter("format", |m, a| {
        view_of(m, a.receiver())?;
        Ok(m.heap.new_str("B"))
    }),
    getter("readonly", |m, a| {
        let view = view_of(m, a.receiver())?;
        Ok(Value::Bool(view.readonly || !matches!(m.heap.object(view.owner), Some(Object::ByteArray(_)))))
    }),
    getter("obj", |m, a| view_of(m, a.receiver()).map(|view| view.owner)),
    getter("shape", |m, a| {
        let view = view_of(m, a.receiver())?;
        Ok(m.heap.new_tuple(Rc::new([Value::Int(view.len as i64)])))
    }),
    getter("strides", |m, a| {
        view_of(m, a.receiver())?;
        Ok(m.heap.new_tuple(Rc::new([Value::Int(1)])))
    }),
];

/// `memoryview(object)`.
pub(crate) fn new(m: &mut Machine, args: Args<'_>) -> Answer {
    let [object] = m.take_named(args, "type.memoryview", ["object"], 1, 1)?;
    let object = object.unwrap_or(Value::None);
    let Some(data) = m.octets(object) else {
        let found = m.class_name(object);
        return Err(m.type_error(&format!("memoryview: a bytes-like object is required, not '{found}'")));
    };
    let view = match m.heap.object(object) {
        Some(Object::MemoryView(view)) => **view,
        _ => MemoryView { owner: object, start: 0, len: data.len(), released: false, readonly: false },
    };
    Ok(Value::Obj(m.heap.alloc(classes::MEMORYVIEW, Object::MemoryView(Box::new(view)))))
}

fn view_of(m: &mut Machine, value: Value) -> Result<MemoryView, Divert> {
    match m.heap.object(value) {
        Some(Object::MemoryView(view)) if view.released => {
            Err(m.value_error("operation forbidden on released memoryview object"))
        }
        Some(Object::MemoryView(view)) => Ok(**view),
        _ => Err(m.wrong_receiver(value, "memoryview", "memoryview")),
    }
}

/// `pickle.PickleBuffer(object)`: a view that a pickler may leave out of the pickle.
pub(crate) fn pickle_buffer_new(m: &mut Machine, args: Args<'_>) -> Answer {
    let [_, object] = args.positional else {
        let text =
            format!("PickleBuffer() takes exactly 1 positional argument ({} given)", args.len().saturating_sub(1));
        return Err(m.type_error(&text));
    };
    let object = *object;
    let Some(data) = m.octets(object) else {
        let found = m.class_name(object);
        return Err(m.type_error(&format!("a bytes-like object is required, not '{found}'")));
    };
    let view = match m.heap.object(object) {
        Some(Object::MemoryView(view)) => **view,
        _ => MemoryView { owner: object, start: 0, len: data.len(), released: false, readonly: false },
    };
    Ok(Value::Obj(m.heap.alloc(classes::PICKLE_BUFFER, Object::MemoryView(Box::new(view)))))
}

/// Methods of `pickle.PickleBuffer`.
pub(crate) static PICKLE_BUFFER: &[Native] = &[
    method("raw", |m, a| {
        let view = buffer_of(m, a.receiver())?;
        Ok(Value::Obj(m.heap.alloc(classes::MEMORYVIEW, Object::MemoryView(Box::new(view)))))
    }),
    method("release", release),
];

fn buffer_of(m: &mut Machine, value: Value) -> Result<MemoryView, Divert> {
    match m.heap.object(value) {
        Some(Object::MemoryView(view)) if !view.released => Ok(**view),
        _ => Err(m.value_error("operation forbidden on released PickleBuffer object")),
    }
}

fn release(m: &mut Machine, args: Args<'_>) -> Answer {
    if let Some(handle) = args.receiver().handle()
        && let Object::MemoryView(view) = m.heap.get_mut(handle)
    {
        view.released = true;
    }
    Ok(Value::None)
}

fn view_bytes(m: &mut Machine, args: Args<'_>) -> Answer {
    view_of(m, args.receiver())?;
    let octets = m.octets_argument(args.receiver())?;
    let len = octets.data.len();
    Ok(m.octets_part(&octets, 0..len))
}

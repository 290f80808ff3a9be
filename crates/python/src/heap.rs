//! The arena in which all objects live, its names, and its collector.
//! Handles are indices; nothing is freed but by [`Heap::collect`], which only runs between instructions, so natives may hold handles freely.
//! Refuses to know frames and threads: whoever collects names the roots.

use crate::object::dict::Dict;
use crate::object::text::{Bytes, Str};
use crate::object::{Class, Exception, Iter, Module, Object};
use crate::value::{Handle, Value};
use std::collections::BTreeMap;
use std::rc::Rc;

/// One object.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Slot {
    pub(crate) object: Object,
    pub(crate) class: Handle,
    /// The `dict` behind `__dict__`, or [`NO_ATTRIBUTES`].
    pub(crate) attributes: Handle,
}

/// An object has no attributes of its own (yet).
pub(crate) const NO_ATTRIBUTES: Handle = Handle(u32::MAX);

/// The arena.
#[derive(Debug, Clone)]
pub(crate) struct Heap {
    slots: Vec<Slot>,
    free: u32,
    marks: Vec<u8>,
    names: BTreeMap<Rc<str>, Handle>,
    /// The names of one ASCII character each, as far as they were needed since the last collection.
    chars: Vec<Handle>,
    /// Slots below are never freed: builtin classes and well-known names.
    immortal: u32,
    /// Empty but while two things are joined: its place is used again and again.
    joined: Vec<u8>,
    /// Constants and names of compiled code, which is never freed either.
    pub(crate) pinned: Vec<Value>,
    /// Estimated bytes of all objects.
    pub(crate) used: usize,
    /// Bytes at which the next collection is due.
    pub(crate) collect_at: usize,
}

impl PartialEq for Heap {
    fn eq(&self, other: &Self) -> bool {
        self.slots == other.slots && self.free == other.free && self.used == other.used
    }
}

/// End of the free list.
const NONE_FREE: u32 = u32::MAX;
/// The least amount of new bytes between two collections. Small, because a small heap stays in the processor's caches and every checkpoint
/// copies it.
const COLLECT_STEP: usize = 1 << 20;
/// What an object costs beside its payload. The same on every machine, because collections decide which handles are used again.
const SLOT_BYTES: usize = 49;

/// Characters of which `CPython` 3.11 has two strings: the constant of a program, and the one that is made while it runs.
const TWICE: &[u8] = b"BCLST_abcdefhijklmnopqrstvwxy";

impl Heap {
    pub(crate) fn new() -> Self {
        Self {
            slots: Vec::with_capacity(2048),
            free: NONE_FREE,
            marks: Vec::new(),
            names: BTreeMap::new(),
            chars: Vec::new(),
            immortal: 0,
            joined: Vec::new(),
            pinned: Vec::new(),
            used: 0,
            collect_at: COLLECT_STEP,
        }
    }

    /// Everything allocated so far is never freed.
    pub(crate) fn seal(&mut self) {
        self.immortal = self.slots.len() as u32;
    }

    pub(crate) fn alloc(&mut self, class: Handle, object: Object) -> Handle {
        self.used += SLOT_BYTES + payload_bytes(&object);
        let slot = Slot { object, class, attributes: NO_ATTRIBUTES };
        if self.free == NONE_FREE {
            let handle = Handle(self.slots.len() as u32);
            self.slots.push(slot);
            return handle;
        }
        let handle = Handle(self.free);
        let place = &mut self.slots[handle.0 as usize];
        if let Object::Free(next) = place.object {
            self.free = next;
        }
        *place = slot;
        handle
    }

    #[inline]
    pub(crate) fn slot(&self, handle: Handle) -> &Slot {
        &self.slots[handle.0 as usize]
    }

    #[inline]
    pub(crate) fn slot_mut(&mut self, handle: Handle) -> &mut Slot {
        &mut self.slots[handle.0 as usize]
    }

    #[inline]
    pub(crate) fn get(&self, handle: Handle) -> &Object {
        &self.slots[handle.0 as usize].object
    }

    #[inline]
    pub(crate) fn get_mut(&mut self, handle: Handle) -> &mut Object {
        &mut self.slots[handle.0 as usize].object
    }

    /// The object behind a value, if it is on the heap.
    #[inline]
    pub(crate) fn object(&self, value: Value) -> Option<&Object> {
        value.handle().map(|handle| self.get(handle))
    }

    /// The one `str` object for a name.
    pub(crate) fn intern(&mut self, text: &str) -> Handle {
        if let Some(handle) = self.names.get(text) {
            return *handle;
        }
        let text: Rc<str> = text.into();
        let mut object = Str::new(text.clone());
        object.interned = true;
        let handle = self.alloc(crate::builtins::classes::STR, Object::Str(object));
        self.names.insert(text, handle);
        handle
    }

    /// The interned `str` for a text, if there is one.
    pub(crate) fn interned(&self, text: &str) -> Option<Handle> {
        self.names.get(text).copied()
    }

    #[inline]
    pub(crate) fn str(&self, handle: Handle) -> Option<&Str> {
        if let Object::Str(text) = self.get(handle) { Some(text) } else { None }
    }

    /// The text of a name or another `str` that is known to be one.
    pub(crate) fn name(&self, handle: Handle) -> Rc<str> {
        self.str(handle).map_or_else(|| "?".into(), |text| text.text.clone())
    }

    #[inline]
    pub(crate) fn dict(&self, handle: Handle) -> &Dict {
        let Object::Dict(dict) = self.get(handle) else { unreachable!("invariant: the handle is a dict's") };
        dict
    }

    #[inline]
    pub(crate) fn dict_mut(&mut self, handle: Handle) -> &mut Dict {
        let Object::Dict(dict) = self.get_mut(handle) else { unreachable!("invariant: the handle is a dict's") };
        dict
    }

    #[inline]
    pub(crate) fn class(&self, handle: Handle) -> &Class {
        let Object::Class(class) = self.get(handle) else { unreachable!("invariant: the handle is a class's") };
        class
    }

    /// Classes that name `class` as a base.
    pub(crate) fn subclasses(&self, class: Handle) -> Vec<Handle> {
        let handles = (0..self.slots.len() as u32).map(Handle);
        handles.filter(|handle| matches!(self.get(*handle), Object::Class(own) if own.bases.contains(&class))).collect()
    }

    pub(crate) fn exception(&self, value: Value) -> Option<&Exception> {
        if let Some(Object::Exception(exception)) = self.object(value) { Some(exception) } else { None }
    }

    pub(crate) fn exception_mut(&mut self, value: Value) -> Option<&mut Exception> {
        if let Object::Exception(exception) = self.get_mut(value.handle()?) { Some(exception) } else { None }
    }

    /// Looks up a name in a namespace; fastest if it is interned.
    #[inline]
    pub(crate) fn name_get(&self, dict: Handle, name: Handle) -> Option<Value> {
        let Object::Str(text) = self.get(name) else { return None };
        let Object::Dict(table) = self.get(dict) else { return None };
        match table.entries.get(text.hint()) {
            Some(entry) if entry.key.is(Value::Obj(name)) => Some(entry.value),
            _ => self.name_find(table, text, name).map(|at| table.entries[at].value),
        }
    }

    /// Where a name is in a namespace, remembered for the next time. A key can be an equal `str` that is not interned
    /// (`vars(x)[a + b] = 1`).
    fn name_find(&self, table: &Dict, text: &Str, name: Handle) -> Option<usize> {
        let same = |candidate: Value| -> Result<bool, std::convert::Infallible> {
            Ok(candidate.is(Value::Obj(name))
                || matches!(self.object(candidate), Some(Object::Str(other)) if !(text.interned && other.interned) && other.text == text.text))
        };
        let at = table.find(text.hash(), same).unwrap_or_default()?;
        text.set_hint(at);
        Some(at)
    }

    /// Sets an interned name in a namespace.
    pub(crate) fn name_set(&mut self, dict: Handle, name: Handle, value: Value) {
        let Object::Str(text) = self.get(name) else { return };
        let (hash, hint) = (text.hash(), text.hint());
        let table = self.dict(dict);
        let found = match table.entries.get(hint) {
            Some(entry) if entry.key.is(Value::Obj(name)) => Some(hint),
            _ => self.name_find(table, text, name),
        };
        let table = self.dict_mut(dict);
        if let Some(at) = found {
            table.entries[at].value = value;
        } else {
            table.push(hash, Value::Obj(name), value);
            self.used += 40;
        }
    }

    /// Removes an interned name from a namespace; whether it was there.
    pub(crate) fn name_delete(&mut self, dict: Handle, name: Handle) -> bool {
        let Object::Str(text) = self.get(name) else { return false };
        let found = self.name_find(self.dict(dict), text, name);
        if let Some(at) = found {
            self.dict_mut(dict).remove_at(at);
        }
        found.is_some()
    }

    /// Marks everything that can be reached from `roots` and frees the rest.
    pub(crate) fn collect(&mut self, roots: &[Value]) {
        self.mark(roots);
        let mut used = 0;
        for char in &mut self.chars {
            if *char != NO_ATTRIBUTES && self.marks[char.0 as usize] == 0 {
                *char = NO_ATTRIBUTES;
            }
        }
        self.free = NONE_FREE;
        for (at, (slot, mark)) in self.slots.iter_mut().zip(&self.marks).enumerate().rev() {
            if *mark != 0 {
                used += SLOT_BYTES + payload_bytes(&slot.object);
                continue;
            }
            match &mut slot.object {
                Object::Free(next) => *next = self.free,
                object => {
                    if let Object::Str(text) = object
                        && text.interned
                    {
                        self.names.remove(&text.text);
                    }
                    *object = Object::Free(self.free);
                    slot.attributes = NO_ATTRIBUTES;
                }
            }
            self.free = at as u32;
        }
        self.used = used;
        self.collect_at = used + used.max(COLLECT_STEP);
    }

    /// Marks everything that can be reached from `roots`, for [`Heap::is_marked`].
    pub(crate) fn mark(&mut self, roots: &[Value]) {
        let mut marks = std::mem::take(&mut self.marks);
        marks.clear();
        marks.resize(self.immortal as usize, 1);
        marks.resize(self.slots.len(), 0);
        let mut pending: Vec<Handle> = Vec::with_capacity(256);
        let mut reach = |pending: &mut Vec<Handle>, handle: Handle| {
            let mark = &mut marks[handle.0 as usize];
            if *mark == 0 {
                *mark = 1;
                pending.push(handle);
            }
        };
        for handle in roots.iter().chain(&self.pinned).filter_map(|value| value.handle()) {
            reach(&mut pending, handle);
        }
        let mut immortals = 0..self.immortal;
        while let Some(handle) = pending.pop().or_else(|| immortals.next().map(Handle)) {
            let slot = &self.slots[handle.0 as usize];
            reach(&mut pending, slot.class);
            if slot.attributes != NO_ATTRIBUTES {
                reach(&mut pending, slot.attributes);
            }
            references(&slot.object, &mut |value| {
                if let Value::Obj(handle) = value {
                    reach(&mut pending, handle);
                }
            });
        }
        self.marks = marks;
    }

    /// Whether the last [`Heap::mark`] reached an object.
    pub(crate) fn is_marked(&self, handle: Handle) -> bool {
        self.marks.get(handle.0 as usize).is_some_and(|mark| *mark != 0)
    }

    pub(crate) fn new_str(&mut self, text: &str) -> Value {
        if let [byte] = *text.as_bytes() {
            return self.new_char(byte);
        }
        if text.is_empty() || text.len() == 2 && is_latin1_char(text) {
            return Value::Obj(self.intern(text));
        }
        Value::Obj(self.alloc(crate::builtins::classes::STR, Object::Str(Str::new(text.into()))))
    }

    /// The `str` of one ASCII character.
    pub(crate) fn new_char(&mut self, byte: u8) -> Value {
        let at = usize::from(byte);
        match self.chars.get(at) {
            Some(known) if *known != NO_ATTRIBUTES => Value::Obj(*known),
            _ => {
                let text = char::from(byte).encode_utf8(&mut [0; 4]).to_owned();
                let handle = if TWICE.contains(&byte) {
                    self.alloc(crate::builtins::classes::STR, Object::Str(Str::new(text.as_str().into())))
                } else {
                    self.intern(&text)
                };
                self.chars.resize(128, NO_ATTRIBUTES);
                self.chars[at] = handle;
                Value::Obj(handle)
            }
        }
    }

    /// Two runs of bytes behind each other.
    pub(crate) fn join(&mut self, first: &[u8], second: &[u8]) -> Rc<[u8]> {
        self.joined.extend_from_slice(first);
        self.joined.extend_from_slice(second);
        let joined = self.joined.as_slice().into();
        self.joined.clear();
        joined
    }

    pub(crate) fn new_str_rc(&mut self, text: Rc<str>) -> Value {
        if text.len() <= 2 {
            return self.new_str(&text);
        }
        Value::Obj(self.alloc(crate::builtins::classes::STR, Object::Str(Str::new(text))))
    }

    pub(crate) fn new_bytes(&mut self, bytes: Bytes) -> Value {
        if bytes.data.is_empty() {
            return Value::Obj(crate::names::EMPTY_BYTES);
        }
        Value::Obj(self.alloc(crate::builtins::classes::BYTES, Object::Bytes(bytes)))
    }

    pub(crate) fn new_tuple(&mut self, items: Rc<[Value]>) -> Value {
        if items.is_empty() {
            return Value::Obj(crate::names::EMPTY_TUPLE);
        }
        Value::Obj(self.alloc(crate::builtins::classes::TUPLE, Object::Tuple(items)))
    }

    pub(crate) fn new_list(&mut self, items: Vec<Value>) -> Value {
        Value::Obj(self.alloc(crate::builtins::classes::LIST, Object::List(items)))
    }

    pub(crate) fn new_dict(&mut self) -> Handle {
        self.alloc(crate::builtins::classes::DICT, Object::Dict(Box::default()))
    }
}

/// One character of Latin-1: such texts are one object each, as in `CPython`.
fn is_latin1_char(text: &str) -> bool {
    let mut chars = text.chars();
    matches!((chars.next(), chars.next()), (Some(first), None) if (first as u32) < 256)
}

fn payload_bytes(object: &Object) -> usize {
    match object {
        Object::Str(text) => text.text.len(),
        Object::Bytes(bytes) => bytes.data.len() + bytes.origins().len() * 24,
        Object::ByteArray(bytes) => bytes.data.capacity() + 48,
        Object::Tuple(items) => items.len() * 16,
        Object::List(items) => items.capacity() * 16,
        Object::Dict(dict) => dict.bytes(),
        Object::Set(set) => set.bytes(),
        Object::Big(big) => big.bits() as usize / 8,
        Object::Generator(generator) => {
            128 + generator.suspended.as_ref().map_or(0, |suspended| suspended.stack.len() * 16)
        }
        Object::Exception(exception) => 128 + exception.trace.len() * 32,
        Object::Class(_) | Object::Function(_) | Object::Iter(_) | Object::State(_) => 128,
        _ => 32,
    }
}

/// Calls `found` with every value that an object refers to, apart from its class and attributes.
pub(crate) fn references(object: &Object, found: &mut dyn FnMut(Value)) {
    let mut all = |values: &[Value]| values.iter().for_each(|value| found(*value));
    match object {
        Object::Tuple(items) => all(items),
        Object::List(items) => all(items),
        Object::Dict(dict) => dict.iter().for_each(|entry| {
            found(entry.key);
            found(entry.value);
        }),
        Object::Set(set) => set.iter().for_each(|(_, key)| found(key)),
        Object::View(handle, _) | Object::Proxy(handle) => found(Value::Obj(*handle)),
        Object::Slice(parts) => all(parts.as_slice()),
        Object::Property(parts) => all(parts.as_slice()),
        Object::Function(function) => {
            all(&function.defaults);
            all(&function.closure);
            all(&[function.name, function.qualname, Value::Obj(function.globals)]);
            function.keyword_defaults.iter().for_each(|(name, value)| {
                found(Value::Obj(*name));
                found(*value);
            });
        }
        Object::Method(method) => all(&[method.function, method.receiver]),
        Object::Class(class) => {
            found(Value::Obj(class.namespace));
            class.bases.iter().chain(class.mro.iter()).for_each(|class| found(Value::Obj(*class)));
        }
        Object::Exception(exception) => {
            all(&[exception.args, exception.cause, exception.context]);
            trace_references(&exception.trace, found);
        }
        Object::Traceback(entries) => trace_references(entries, found),
        Object::Generator(generator) => {
            found(generator.name);
            if let Some(suspended) = &generator.suspended {
                suspended.references(found);
            }
        }
        Object::Iter(iter) => iter_references(iter, found),
        Object::Module(module) => found(Value::Obj(module.globals)),
        Object::Cell(value) | Object::StaticMethod(value) | Object::ClassMethod(value) => found(*value),
        Object::Super(parts) => all(&[Value::Obj(parts.after), parts.object, Value::Obj(parts.class)]),
        Object::MemoryView(view) => found(view.owner),
        _ => {}
    }
}

fn trace_references(entries: &[crate::object::TraceEntry], found: &mut dyn FnMut(Value)) {
    for entry in entries {
        entry.kept.iter().for_each(|value| found(*value));
    }
}

fn iter_references(iter: &Iter, found: &mut dyn FnMut(Value)) {
    match iter {
        Iter::List { list, .. } | Iter::ListReversed { list, .. } => found(Value::Obj(*list)),
        Iter::Items { items, .. } | Iter::Zip { inner: items, .. } => items.iter().for_each(|value| found(*value)),
        Iter::Str { text: value, .. }
        | Iter::Bytes { bytes: value, .. }
        | Iter::Sequence { object: value, .. }
        | Iter::SequenceReversed { object: value, .. } => found(*value),
        Iter::Dict { dict, .. } => found(Value::Obj(*dict)),
        Iter::Set { set, .. } => found(Value::Obj(*set)),
        Iter::Enumerate { inner: a, count: b }
        | Iter::Filter { function: a, inner: b }
        | Iter::Callable { callable: a, sentinel: b } => {
            found(*a);
            found(*b);
        }
        Iter::Map { function, inner } => {
            found(*function);
            inner.iter().for_each(|value| found(*value));
        }
        Iter::Range { .. } | Iter::Ended => {}
    }
}

impl Heap {
    /// A module object with its own namespace.
    pub(crate) fn new_module(&mut self, name: &str) -> (Handle, Handle) {
        let globals = self.new_dict();
        (self.new_module_of(name, globals), globals)
    }

    /// A module whose names are in `globals`.
    pub(crate) fn new_module_of(&mut self, name: &str, globals: Handle) -> Handle {
        let module = Module { name: name.into(), globals };
        self.alloc(crate::builtins::classes::MODULE, Object::Module(Box::new(module)))
    }
}

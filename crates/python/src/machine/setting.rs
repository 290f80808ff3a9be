//! Attributes stored and deleted: who is asked first, and what refuses (`Objects/object.c`, `_PyObject_GenericSetAttrWithDict`).

use super::Machine;
use crate::builtins::classes;
use crate::heap::NO_ATTRIBUTES;
use crate::names;
use crate::native::Divert;
use crate::object::Object;
use crate::value::{Handle, Value};

impl Machine {
    /// Sets an attribute where nothing but the object's own dict is concerned.
    #[inline]
    pub(super) fn quick_set_attribute(&mut self, object: Value, name: Handle, value: Value) -> bool {
        let Value::Obj(handle) = object else { return false };
        let slot = self.heap.slot(handle);
        if !matches!(slot.object, Object::Plain) || classes::is_builtin(slot.class) {
            return false;
        }
        let class = slot.class;
        if self.lookup(class, names::SETATTR).is_some()
            || self.lookup(class, names::SLOTS).is_some()
            || self.lookup_any(class, name).is_some()
        {
            return false;
        }
        let dict = self.attributes_of(handle);
        if !self.open_sockets.is_empty()
            && let Some(old) = self.heap.name_get(dict, name)
        {
            self.note_dropped(old);
        }
        self.heap.name_set(dict, name, value);
        true
    }

    /// `setattr(object, name, value)`.
    pub(crate) fn set_attribute(&mut self, object: Value, name: Handle, value: Value) -> Result<(), Divert> {
        let class = self.class_of(object);
        if let Some(setter) = self.lookup(class, names::SETATTR) {
            self.call(setter, &[object, Value::Obj(name), value])?;
            return Ok(());
        }
        self.set_plain(object, name, value)
    }

    /// What `object.__setattr__` does.
    pub(crate) fn set_plain(&mut self, object: Value, name: Handle, value: Value) -> Result<(), Divert> {
        let class = self.class_of(object);
        if let Some(Value::Obj(found)) = self.lookup_any(class, name) {
            match self.heap.get(found) {
                Object::Property(parts) => {
                    let setter = parts[1];
                    if setter.is_none() {
                        let text = format!(
                            "property '{}' of '{}' object has no setter",
                            self.heap.name(name),
                            self.heap.class(class).qualname
                        );
                        return Err(self.error(classes::ATTRIBUTE_ERROR, &text));
                    }
                    self.call(setter, &[object, value])?;
                    return Ok(());
                }
                Object::Plain => {
                    let found_class = self.class_of(Value::Obj(found));
                    if let Some(set) = self.lookup(found_class, names::SET) {
                        self.call(set, &[Value::Obj(found), object, value])?;
                        return Ok(());
                    }
                }
                _ => {}
            }
        }
        self.store_attribute(object, class, name, value)
    }

    fn store_attribute(&mut self, object: Value, class: Handle, name: Handle, value: Value) -> Result<(), Divert> {
        let Value::Obj(handle) = object else { return Err(self.read_only(object, name)) };
        let trace = match self.heap.object(value) {
            Some(Object::Traceback(entries)) if name == names::TRACEBACK => entries.iter().rev().cloned().collect(),
            _ => Vec::new(),
        };
        match self.heap.get_mut(handle) {
            Object::Class(_) if classes::is_builtin(handle) => {
                let text = format!(
                    "cannot set '{}' attribute of immutable type '{}'",
                    self.heap.name(name),
                    self.heap.class(handle).name
                );
                return Err(self.type_error(&text));
            }
            Object::Class(own) => {
                let namespace = own.namespace;
                if let (names::NAME | names::QUALNAME, Value::Obj(text)) = (name, value) {
                    let text = self.heap.name(text);
                    if let Object::Class(own) = self.heap.get_mut(handle) {
                        if name == names::NAME {
                            own.name = text;
                        } else {
                            own.qualname = text;
                        }
                    }
                    return Ok(());
                }
                self.heap.name_set(namespace, name, value);
                self.cache.clear();
                return Ok(());
            }
            Object::Module(module) => {
                let globals = module.globals;
                self.heap.name_set(globals, name, value);
                return Ok(());
            }
            Object::Function(function) => match name {
                names::NAME => {
                    function.name = value;
                    return Ok(());
                }
                names::QUALNAME => {
                    function.qualname = value;
                    return Ok(());
                }
                _ => {}
            },
            Object::Exception(exception) => match name {
                names::CAUSE => {
                    exception.cause = value;
                    exception.suppress_context = true;
                    return Ok(());
                }
                names::CONTEXT => {
                    exception.context = value;
                    return Ok(());
                }
                names::SUPPRESS_CONTEXT => {
                    exception.suppress_context = matches!(value, Value::Bool(true));
                    return Ok(());
                }
                names::TRACEBACK => {
                    exception.raised = !trace.is_empty();
                    exception.trace = trace;
                    return Ok(());
                }
                names::ARGS => {
                    exception.args = value;
                    return Ok(());
                }
                _ => {}
            },
            _ => {}
        }
        if name == names::CLASS
            && let Some(Object::Class(_)) = self.heap.object(value)
            && let Value::Obj(new) = value
        {
            self.heap.slot_mut(handle).class = new;
            return Ok(());
        }
        if name == names::DICT
            && let Some(Object::Dict(_)) = self.heap.object(value)
            && let Value::Obj(dict) = value
        {
            self.heap.slot_mut(handle).attributes = dict;
            return Ok(());
        }
        if !self.has_attributes(handle) {
            return Err(self.read_only(object, name));
        }
        if let Some(allowed) = self.slot_names(class)
            && !allowed.contains(&name)
        {
            return Err(self.not_an_attribute(object, name));
        }
        if let Some(old) = self.own_attribute(object, name) {
            self.note_dropped(old);
        }
        self.set_own(object, name, value);
        Ok(())
    }

    /// Whether the objects of a class have slots, and no dict.
    pub(crate) fn has_slots_only(&mut self, class: Handle) -> bool {
        self.slot_names(class).is_some()
    }

    /// Names that `__slots__` allows, if every class of the object has them.
    pub(super) fn slot_names(&mut self, class: Handle) -> Option<Vec<Handle>> {
        let mro = self.heap.class(class).mro.clone();
        if classes::is_builtin(class) {
            return None;
        }
        let mut allowed = Vec::new();
        for class in mro.iter().filter(|class| !classes::is_builtin(**class)) {
            let namespace = self.heap.class(*class).namespace;
            let slots = self.heap.name_get(namespace, names::SLOTS)?;
            match self.heap.object(slots) {
                Some(Object::Str(_)) => allowed.extend(slots.handle()),
                Some(Object::Tuple(items)) => allowed.extend(items.iter().filter_map(|item| item.handle())),
                Some(Object::List(items)) => allowed.extend(items.iter().filter_map(|item| item.handle())),
                Some(Object::Dict(items)) => allowed.extend(items.iter().filter_map(|entry| entry.key.handle())),
                _ => return None,
            }
            for name in &mut allowed {
                let text = self.heap.name(*name);
                if text.starts_with("__") && !text.ends_with("__") {
                    let own = self.heap.class(*class).name.trim_start_matches('_').to_owned();
                    *name = self.heap.intern(&format!("_{own}{text}"));
                }
            }
        }
        if allowed.contains(&names::DICT) || mro.iter().all(|class| classes::is_builtin(*class)) {
            None
        } else {
            Some(allowed)
        }
    }

    fn read_only(&mut self, object: Value, name: Handle) -> Divert {
        let class = self.class_of(object);
        if self.lookup_any(class, name).is_some() {
            let text =
                format!("'{}' object attribute '{}' is read-only", self.class_name(object), self.heap.name(name));
            return self.error(classes::ATTRIBUTE_ERROR, &text);
        }
        self.not_an_attribute(object, name)
    }

    /// `delattr(object, name)`.
    pub(crate) fn delete_attribute(&mut self, object: Value, name: Handle) -> Result<(), Divert> {
        let class = self.class_of(object);
        if let Some(deleter) = self.lookup(class, names::DELATTR) {
            self.call(deleter, &[object, Value::Obj(name)])?;
            return Ok(());
        }
        self.delete_plain(object, name)
    }

    /// What `object.__delattr__` does.
    pub(crate) fn delete_plain(&mut self, object: Value, name: Handle) -> Result<(), Divert> {
        let class = self.class_of(object);
        if let Some(Value::Obj(found)) = self.lookup_any(class, name)
            && let Object::Property(parts) = self.heap.get(found)
        {
            let deleter = parts[2];
            if deleter.is_none() {
                let text = format!(
                    "property '{}' of '{}' object has no deleter",
                    self.heap.name(name),
                    self.heap.class(class).qualname
                );
                return Err(self.error(classes::ATTRIBUTE_ERROR, &text));
            }
            self.call(deleter, &[object])?;
            return Ok(());
        }
        if let Some(found) = self.lookup_any(class, name)
            && self.special(found, names::DELETE).is_some()
        {
            self.call_special(found, names::DELETE, &[object])?;
            return Ok(());
        }
        let Value::Obj(handle) = object else { return Err(self.not_an_attribute(object, name)) };
        let namespace = match self.heap.get(handle) {
            Object::Class(own) if !classes::is_builtin(handle) => own.namespace,
            Object::Module(module) => module.globals,
            _ => self.heap.slot(handle).attributes,
        };
        if namespace == NO_ATTRIBUTES {
            return Err(self.not_an_attribute(object, name));
        }
        if let Some(old) = self.heap.name_get(namespace, name) {
            self.note_dropped(old);
        }
        if !self.heap.name_delete(namespace, name) {
            return Err(self.not_an_attribute(object, name));
        }
        self.cache.clear();
        Ok(())
    }
}

//! Classes and attributes: which class a value has, how a name is found on it, bound, set and deleted.
//! The order is `CPython`'s: data descriptors of the class, the object's own attributes, other class attributes, `__getattr__`.

use super::Machine;
use crate::builtins::classes;
use crate::heap::NO_ATTRIBUTES;
use crate::names;
use crate::native::{Args, Divert, Kind, Native};
use crate::object::{Layout, Method, Object};
use crate::value::{Handle, Value};
use std::rc::Rc;

impl Machine {
    /// The class of a value.
    #[inline]
    pub(crate) fn class_of(&self, value: Value) -> Handle {
        match value {
            Value::Obj(handle) => self.heap.slot(handle).class,
            Value::Int(_) => classes::INT,
            Value::Bool(_) => classes::BOOL,
            Value::Float(_) => classes::FLOAT,
            Value::None | Value::Unbound => classes::NONE_TYPE,
            Value::Ellipsis => classes::ELLIPSIS_TYPE,
            Value::NotImplemented => classes::NOT_IMPLEMENTED_TYPE,
            Value::Native(native) if native.kind == Kind::Function => classes::BUILTIN,
            Value::Native(_) => classes::METHOD_DESCRIPTOR,
        }
    }

    /// What messages call the class of a value: its name, and for some of the library's the module before it.
    pub(crate) fn class_name(&self, value: Value) -> Rc<str> {
        let class = self.heap.class(self.class_of(value));
        let own = self.heap.interned("_tp_name").filter(|_| class.spec.is_none());
        let full = own.and_then(|name| self.heap.name_get(class.namespace, name));
        full.and_then(|name| self.text(name)).unwrap_or_else(|| class.name.clone())
    }

    pub(crate) fn is_subclass(&self, class: Handle, base: Handle) -> bool {
        class == base || self.heap.class(class).mro.contains(&base)
    }

    pub(crate) fn is_instance_of(&self, value: Value, class: Handle) -> bool {
        self.is_subclass(self.class_of(value), class)
    }

    /// Looks a name up in the namespaces that a program can fill: those of classes written in Python, and what was set on ours.
    pub(crate) fn lookup(&mut self, class: Handle, name: Handle) -> Option<Value> {
        if classes::is_builtin(class) {
            return None;
        }
        if let Some(value) = self.cache.get(class, name) {
            return if matches!(value, Value::Native(_)) || value.is_unbound() { None } else { Some(value) };
        }
        let value = self.lookup_any(class, name)?;
        if matches!(value, Value::Native(_)) { None } else { Some(value) }
    }

    /// Looks a name up along the method resolution order, builtin methods included.
    pub(crate) fn lookup_any(&mut self, class: Handle, name: Handle) -> Option<Value> {
        if let Some(value) = self.cache.get(class, name) {
            return if value.is_unbound() { None } else { Some(value) };
        }
        let mro = self.heap.class(class).mro.clone();
        let mut found = Value::Unbound;
        for class in mro.iter() {
            if let Some(value) = self.lookup_in(*class, name) {
                found = value;
                break;
            }
        }
        self.cache.set(class, name, found);
        if found.is_unbound() { None } else { Some(found) }
    }

    /// Looks a name up in one class only.
    pub(crate) fn lookup_in(&self, class: Handle, name: Handle) -> Option<Value> {
        let object = self.heap.class(class);
        if let Some(value) = self.heap.name_get(object.namespace, name) {
            return Some(value);
        }
        let spec = object.spec?;
        let text = self.heap.str(name)?;
        spec.0
            .methods
            .iter()
            .flat_map(|table| table.iter())
            .find(|native| *native.name == *text.text)
            .map(Value::Native)
    }

    /// Looks a name up behind a class in another's resolution order, as `super()` does.
    pub(crate) fn lookup_after(&self, class: Handle, after: Handle, name: Handle) -> Option<Value> {
        let mro = self.heap.class(class).mro.clone();
        let start = mro.iter().position(|candidate| *candidate == after).map_or(mro.len(), |at| at + 1);
        mro[start..].iter().find_map(|class| self.lookup_in(*class, name))
    }

    /// An attribute in the object's own dict.
    pub(crate) fn own_attribute(&self, value: Value, name: Handle) -> Option<Value> {
        let attributes = self.heap.slot(value.handle()?).attributes;
        if attributes == NO_ATTRIBUTES { None } else { self.heap.name_get(attributes, name) }
    }

    /// Sets an attribute in the object's own dict.
    pub(crate) fn set_own(&mut self, object: Value, name: Handle, value: Value) {
        let Value::Obj(handle) = object else { return };
        let dict = self.attributes_of(handle);
        self.heap.name_set(dict, name, value);
    }

    /// The dict behind `__dict__`, made on first use.
    pub(crate) fn attributes_of(&mut self, handle: Handle) -> Handle {
        let known = self.heap.slot(handle).attributes;
        if known != NO_ATTRIBUTES {
            return known;
        }
        let dict = self.heap.new_dict();
        self.heap.slot_mut(handle).attributes = dict;
        dict
    }

    /// What reading a class attribute through an object gives, for plain functions and natives without a call.
    pub(crate) fn bind_to(&mut self, found: Value, object: Value, class: Handle) -> Value {
        match found {
            Value::Native(native) => match native.kind {
                Kind::Method => self.bound(found, object),
                Kind::ClassMethod => self.bound(found, Value::Obj(class)),
                Kind::Function | Kind::Getter => found,
            },
            Value::Obj(handle) => match self.heap.get(handle) {
                Object::Function(_) => self.bound(found, object),
                Object::StaticMethod(function) => *function,
                Object::ClassMethod(function) => {
                    let function = *function;
                    self.bound(function, Value::Obj(class))
                }
                _ => found,
            },
            _ => found,
        }
    }

    fn bound(&mut self, function: Value, receiver: Value) -> Value {
        let class = if matches!(function, Value::Native(_)) { classes::BUILTIN } else { classes::METHOD };
        Value::Obj(self.heap.alloc(class, Object::Method(Box::new(Method { function, receiver }))))
    }

    /// An attribute that can be had without calling anything.
    #[inline]
    pub(super) fn quick_attribute(&mut self, object: Value, name: Handle) -> Option<Value> {
        let Value::Obj(handle) = object else { return None };
        let slot = self.heap.slot(handle);
        match &slot.object {
            Object::Plain | Object::Exception(_) => {
                let (class, attributes) = (slot.class, slot.attributes);
                if attributes == NO_ATTRIBUTES {
                    return None;
                }
                let own = self.heap.name_get(attributes, name)?;
                match self.lookup_any(class, name) {
                    None => {}
                    Some(_) => return None,
                }
                if self.lookup(class, names::GETATTRIBUTE).is_some() {
                    return None;
                }
                Some(own)
            }
            Object::Module(module) => self.heap.name_get(module.globals, name),
            _ => None,
        }
    }

    /// Function and receiver for a method call that needs no bound object.
    #[inline]
    pub(super) fn quick_method(&mut self, object: Value, name: Handle) -> Option<(Value, Value)> {
        if let Value::Obj(handle) = object {
            let slot = self.heap.slot(handle);
            match &slot.object {
                Object::Module(module) => {
                    return self.heap.name_get(module.globals, name).map(|function| (Value::Unbound, function));
                }
                Object::Class(_) | Object::Super(_) | Object::Method(_) | Object::Function(_) => return None,
                _ => {}
            }
            if slot.attributes != NO_ATTRIBUTES && self.heap.name_get(slot.attributes, name).is_some() {
                return None;
            }
        }
        let class = self.class_of(object);
        if !classes::is_builtin(class) && self.lookup(class, names::GETATTRIBUTE).is_some() {
            return None;
        }
        match self.lookup_any(class, name)? {
            found @ Value::Native(native) if native.kind == Kind::Method => Some((found, object)),
            found @ Value::Obj(function) if matches!(self.heap.get(function), Object::Function(_)) => {
                Some((found, object))
            }
            _ => None,
        }
    }

    /// `getattr(object, name)`.
    pub(crate) fn get_attribute(&mut self, object: Value, name: Handle) -> Result<Value, Divert> {
        let class = self.class_of(object);
        if let Some(getter) = self.lookup(class, names::GETATTRIBUTE) {
            return match self.try_call(getter, &[object, Value::Obj(name)])? {
                Ok(value) => Ok(value),
                Err(raised) => self.fall_back(object, class, name, raised),
            };
        }
        match self.get_plain(object, name)? {
            Some(value) => Ok(value),
            None => {
                if let Some(getattr) = self.lookup(class, names::GETATTR) {
                    return self.call(getattr, &[object, Value::Obj(name)]);
                }
                Err(self.no_attribute(object, name))
            }
        }
    }

    fn fall_back(&mut self, object: Value, class: Handle, name: Handle, raised: Value) -> Result<Value, Divert> {
        if self.is_instance_of(raised, classes::ATTRIBUTE_ERROR)
            && let Some(getattr) = self.lookup(class, names::GETATTR)
        {
            return self.call(getattr, &[object, Value::Obj(name)]);
        }
        Err(self.raise(raised))
    }

    /// What `object.__getattribute__` does, without its `AttributeError`.
    pub(crate) fn get_plain(&mut self, object: Value, name: Handle) -> Result<Option<Value>, Divert> {
        if let Value::Obj(handle) = object {
            match self.heap.get(handle) {
                Object::Class(_) => return self.get_from_class(handle, name),
                Object::Module(module) => {
                    let globals = module.globals;
                    if name == names::DICT {
                        return Ok(Some(Value::Obj(globals)));
                    }
                    if let Some(value) = self.heap.name_get(globals, name) {
                        return Ok(Some(value));
                    }
                }
                Object::Super(_) if name == names::CLASS => return Ok(Some(Value::Obj(self.class_of(object)))),
                Object::Super(parts) => {
                    let parts = **parts;
                    if let Some(found) = self.lookup_after(parts.class, parts.after, name) {
                        if parts.object.is(Value::Obj(parts.class)) {
                            // In a class method: functions come as they are.
                            if let Some(Object::Function(_)) = self.heap.object(found) {
                                return Ok(Some(found));
                            }
                        }
                        return self.read(found, parts.object, parts.class).map(Some);
                    }
                    if let Some(value) = self.super_slot(parts.class, name) {
                        return Ok(Some(if name == names::NEW { value } else { self.bound(value, parts.object) }));
                    }
                    return Ok(None);
                }
                _ => {}
            }
        }
        let class = self.class_of(object);
        let found = self.lookup_any(class, name);
        if let Some(found) = found
            && self.is_data_descriptor(found)
        {
            return self.read(found, object, class).map(Some);
        }
        if let Some(own) = self.own_attribute(object, name) {
            return Ok(Some(own));
        }
        if let Some(found) = found {
            return self.read(found, object, class).map(Some);
        }
        Ok(self.common_attribute(object, class, name))
    }

    /// `__new__` and `__init__` of builtin bases, which have no entry in a table.
    fn super_slot(&self, _class: Handle, name: Handle) -> Option<Value> {
        if name == names::INIT {
            Some(Value::Native(&super::operators::NATIVE_INIT))
        } else if name == names::NEW {
            Some(Value::Native(&super::operators::NATIVE_NEW))
        } else {
            None
        }
    }

    /// `__class__`, `__dict__`, `__doc__` of any object.
    fn common_attribute(&mut self, object: Value, class: Handle, name: Handle) -> Option<Value> {
        match name {
            names::CLASS => Some(Value::Obj(class)),
            names::DICT => match object {
                Value::Obj(handle) if self.has_attributes(handle) && self.slot_names(class).is_none() => {
                    Some(Value::Obj(self.attributes_of(handle)))
                }
                _ => None,
            },
            names::DOC => Some(Value::None),
            names::MODULE => {
                let module = self.heap.class(class).spec?.0.module;
                Some(Value::Obj(self.heap.intern(module)))
            }
            names::INIT => Some(self.bound(Value::Native(&super::operators::NATIVE_INIT), object)),
            _ => None,
        }
    }

    /// Whether a program may set any attribute on an object.
    pub(crate) fn has_attributes(&self, handle: Handle) -> bool {
        let slot = self.heap.slot(handle);
        !classes::is_builtin(slot.class)
            || matches!(slot.object, Object::Function(_) | Object::Module(_) | Object::Exception(_) | Object::Class(_))
    }

    fn get_from_class(&mut self, class: Handle, name: Handle) -> Result<Option<Value>, Divert> {
        let meta = self.heap.slot(class).class;
        if matches!(name, names::NAME | names::QUALNAME | names::BASES | names::BASE | names::MRO | names::DICT) {
            return Ok(self.class_attribute(class, meta, name));
        }
        if name == names::MODULE && classes::is_builtin(class) {
            return Ok(self.class_attribute(class, meta, name));
        }
        let from_meta = self.lookup_any(meta, name);
        if let Some(found) = from_meta
            && self.is_data_descriptor(found)
        {
            return self.read(found, Value::Obj(class), meta).map(Some);
        }
        if let Some(found) = self.lookup_any(class, name) {
            if let Value::Native(native) = found
                && native.kind == Kind::Getter
                && let Some(own) = self.class_attribute(class, meta, name)
            {
                return Ok(Some(own));
            }
            return match found {
                Value::Native(native) => Ok(Some(match native.kind {
                    Kind::ClassMethod => self.bound(found, Value::Obj(class)),
                    _ => found,
                })),
                Value::Obj(handle) => match self.heap.get(handle) {
                    Object::StaticMethod(function) => Ok(Some(*function)),
                    Object::ClassMethod(function) => {
                        let function = *function;
                        Ok(Some(self.bound(function, Value::Obj(class))))
                    }
                    Object::Plain => {
                        let found_class = self.class_of(found);
                        match self.lookup(found_class, names::GET) {
                            Some(get) => self.call(get, &[found, Value::None, Value::Obj(class)]).map(Some),
                            None => Ok(Some(found)),
                        }
                    }
                    _ => Ok(Some(found)),
                },
                _ => Ok(Some(found)),
            };
        }
        // `object` has these two, so that the class's own come before the metaclass's.
        if let Some(found) = from_meta
            && !matches!(name, names::NEW | names::INIT)
        {
            return self.read(found, Value::Obj(class), meta).map(Some);
        }
        Ok(self.class_attribute(class, meta, name))
    }

    fn class_attribute(&mut self, class: Handle, meta: Handle, name: Handle) -> Option<Value> {
        let object = self.heap.class(class);
        match name {
            // The names of a class of the program are constants of its text.
            names::NAME => {
                let (text, own) = (object.name.clone(), object.spec.is_none_or(|spec| spec.0.module == "socket"));
                Some(if own { Value::Obj(self.heap.intern(&text)) } else { self.heap.new_str_rc(text) })
            }
            names::QUALNAME => {
                let (text, own) = (object.qualname.clone(), object.spec.is_none_or(|spec| spec.0.module == "socket"));
                Some(if own { Value::Obj(self.heap.intern(&text)) } else { self.heap.new_str_rc(text) })
            }
            names::MODULE => Some(match object.spec {
                Some(spec) => Value::Obj(self.heap.intern(spec.0.module)),
                None => self.heap.name_get(self.main, names::NAME).unwrap_or(Value::Obj(names::MAIN)),
            }),
            names::BASES => {
                let bases: Rc<[Value]> = object.bases.iter().map(|base| Value::Obj(*base)).collect();
                Some(self.heap.new_tuple(bases))
            }
            names::MRO => {
                let mro: Rc<[Value]> = object.mro.iter().map(|base| Value::Obj(*base)).collect();
                Some(self.heap.new_tuple(mro))
            }
            names::DICT => {
                let namespace = object.namespace;
                Some(Value::Obj(self.heap.alloc(classes::MAPPING_PROXY, Object::Proxy(namespace))))
            }
            names::BASE => {
                let solid = |base: &&Handle| self.heap.class(**base).layout != Layout::Plain;
                let base = object.bases.iter().find(solid).or(object.bases.first());
                Some(base.map_or(Value::None, |base| Value::Obj(*base)))
            }
            names::DOC => Some(Value::None),
            names::CLASS => Some(Value::Obj(meta)),
            names::INIT => Some(Value::Native(&super::operators::NATIVE_INIT)),
            names::NEW => Some(Value::Native(&super::operators::NATIVE_NEW)),
            _ => self.slot_member(class, name),
        }
    }

    /// What reading a slot through its class gives.
    fn slot_member(&mut self, class: Handle, name: Handle) -> Option<Value> {
        let mro = self.heap.class(class).mro.clone();
        let owner = *mro.iter().rev().find(|class| {
            let slots = self.heap.name_get(self.heap.class(**class).namespace, names::SLOTS);
            let slots = slots.filter(|slots| self.text(*slots).is_none());
            let items = slots.and_then(|slots| self.quick_items(slots)).unwrap_or_default();
            items.iter().any(|item| item.handle() == Some(name))
        })?;
        let member = Value::Obj(self.heap.alloc(classes::MEMBER_DESCRIPTOR, Object::Plain));
        self.set_own(member, names::NAME, Value::Obj(name));
        self.set_own(member, names::OBJCLASS, Value::Obj(owner));
        Some(member)
    }

    fn is_data_descriptor(&mut self, found: Value) -> bool {
        match found {
            Value::Native(native) => native.kind == Kind::Getter,
            Value::Obj(handle) => match self.heap.get(handle) {
                Object::Property(_) => true,
                Object::Plain => {
                    let class = self.class_of(found);
                    self.lookup(class, names::SET).is_some() || self.lookup(class, names::DELETE).is_some()
                }
                _ => false,
            },
            _ => false,
        }
    }

    /// Reads a class attribute through an object: binds functions, calls getters.
    pub(crate) fn read(&mut self, found: Value, object: Value, class: Handle) -> Result<Value, Divert> {
        match found {
            Value::Native(native) if native.kind == Kind::Getter => (native.call)(self, Args::new(&[object])),
            Value::Obj(handle) => match self.heap.get(handle) {
                Object::Property(parts) => {
                    let getter = parts[0];
                    if getter.is_none() {
                        return Err(self.error(classes::ATTRIBUTE_ERROR, "unreadable attribute"));
                    }
                    self.call(getter, &[object])
                }
                Object::Plain => {
                    let found_class = self.class_of(found);
                    match self.lookup(found_class, names::GET) {
                        Some(get) => self.call(get, &[found, object, Value::Obj(class)]),
                        None => Ok(found),
                    }
                }
                _ => Ok(self.bind_to(found, object, class)),
            },
            _ => Ok(self.bind_to(found, object, class)),
        }
    }

    /// `AttributeError` for a missing attribute that was to be read: only then a name like it may be suggested.
    pub(crate) fn no_attribute(&mut self, object: Value, name: Handle) -> Divert {
        let exception = self.missing_attribute(object, name);
        self.set_own(exception, names::NAME_ATTR, Value::Obj(name));
        self.set_own(exception, names::OBJ_ATTR, object);
        self.raise(exception)
    }

    /// `AttributeError` for a missing attribute that was to be set or deleted.
    pub(super) fn not_an_attribute(&mut self, object: Value, name: Handle) -> Divert {
        let exception = self.missing_attribute(object, name);
        self.raise(exception)
    }

    fn missing_attribute(&mut self, object: Value, name: Handle) -> Value {
        let attribute = self.heap.name(name);
        let text = match self.heap.object(object) {
            Some(Object::Class(class)) => format!("type object '{}' has no attribute '{attribute}'", class.name),
            Some(Object::Module(module)) => format!("module '{}' has no attribute '{attribute}'", module.name),
            Some(Object::Method(_)) => format!("'function' object has no attribute '{attribute}'"),
            Some(Object::Super(_)) => format!("'super' object has no attribute '{attribute}'"),
            _ => format!("'{}' object has no attribute '{attribute}'", self.class_name(object)),
        };
        self.new_error(classes::ATTRIBUTE_ERROR, &text)
    }

    /// A special method as a callable that takes the remaining arguments, found on the class only.
    pub(crate) fn special(&mut self, object: Value, name: Handle) -> Option<Value> {
        let class = self.class_of(object);
        self.lookup(class, name)
    }

    /// Calls a special method that the program defined, with the object as first argument.
    pub(crate) fn call_special(
        &mut self,
        object: Value,
        name: Handle,
        args: &[Value],
    ) -> Result<Option<Value>, Divert> {
        let Some(found) = self.special(object, name) else { return Ok(None) };
        if found.is_none() {
            return Ok(None);
        }
        let mut all = vec![object];
        all.extend_from_slice(args);
        match self.heap.object(found) {
            Some(Object::StaticMethod(function)) => {
                let function = *function;
                self.call(function, args).map(Some)
            }
            Some(Object::ClassMethod(function)) => {
                let function = *function;
                all[0] = Value::Obj(self.class_of(object));
                self.call(function, &all).map(Some)
            }
            Some(Object::Plain) => {
                let class = self.class_of(object);
                let callee = self.read(found, object, class)?;
                self.call(callee, args).map(Some)
            }
            _ => self.call(found, &all).map(Some),
        }
    }

    /// A builtin method's table entry, for natives that call each other by name.
    pub(crate) fn native_method(&mut self, class: Handle, name: Handle) -> Option<&'static Native> {
        match self.lookup_any(class, name)? {
            Value::Native(native) => Some(native),
            _ => None,
        }
    }
}

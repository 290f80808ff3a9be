//! Modules and classes coming into being: `import`, our own Python text, and the `class` statement.

use super::Machine;
use crate::builtins::classes;
use crate::compile::code::Code;
use crate::names;
use crate::native::{Args, Divert};
use crate::object::{Class, Function, Layout, Object};
use crate::pause::Passed;
use crate::syntax::SourceProblem;
use crate::value::{Handle, Value};
use std::rc::Rc;

impl Machine {
    /// Runs our own Python text, which only defines functions and classes, when the machine is made.
    pub(super) fn load_prelude(&mut self) -> Result<(), SourceProblem> {
        let name = self.heap.intern("builtins");
        self.heap.name_set(self.prelude, names::NAME, Value::Obj(name));
        let code = self.compile_own("prelude", crate::builtins::PRELUDE)?;
        let mut thread = super::Thread::default();
        let prelude = self.prelude;
        self.push_module_frame(&mut thread, &code, prelude, super::Then::Discard);
        let mut turn = super::run::Turn { fuel: 0, left: 10_000_000, passed: &mut Passed::default() };
        loop {
            match self.run(&mut thread, None, &mut turn) {
                crate::pause::Pause::Exited { .. } | crate::pause::Pause::ThreadEnded => break,
                crate::pause::Pause::OutOfFuel if turn.left > 0 => {}
                other => unreachable!("invariant: the prelude only defines: {other:?} {:?}", self.printed),
            }
        }
        debug_assert!(self.printed.is_empty(), "invariant: the prelude has no faults: {:?}", self.printed);
        self.ending = None;
        // Public names of the prelude are builtins.
        let entries: Vec<(Value, Value)> =
            self.heap.dict(prelude).iter().map(|entry| (entry.key, entry.value)).collect();
        for (key, value) in entries {
            if let (Value::Obj(name), Some(text)) = (key, self.text(key))
                && (!text.starts_with('_') || text.starts_with("__") && name != names::NAME)
            {
                self.heap.name_set(self.builtins, name, value);
            }
        }
        Ok(())
    }

    /// The code of our own text.
    fn compile_own(&mut self, name: &'static str, text: &str) -> Result<Rc<Code>, SourceProblem> {
        Ok(crate::compile::library(name, text)?.link(&mut self.heap))
    }

    /// A function of our own Python text.
    pub(crate) fn prelude_function(&mut self, name: &str) -> Value {
        let name = self.heap.intern(name);
        self.heap.name_get(self.prelude, name).unwrap_or(Value::None)
    }

    /// `import name`, or the module that `from name import ...` reads: `names_wanted` is `None` or a tuple.
    pub(crate) fn import(&mut self, name: Value, names_wanted: Value, level: Value) -> Result<Value, Divert> {
        let Value::Obj(handle) = name else { return Ok(Value::None) };
        if !matches!(level, Value::Int(0)) {
            return Err(self.error(classes::IMPORT_ERROR, "attempted relative import with no known parent package"));
        }
        let full = self.heap.name(handle);
        let mut module = Value::None;
        let mut top = Value::None;
        let mut path = String::new();
        for part in full.split('.') {
            if !path.is_empty() {
                path.push('.');
            }
            path.push_str(part);
            let loaded = self.import_one(&path, &full)?;
            if top.is_none() {
                top = loaded;
            } else if let Value::Obj(parent) = module
                && let Object::Module(parent) = self.heap.get(parent)
            {
                let globals = parent.globals;
                let short = self.heap.intern(part);
                self.heap.name_set(globals, short, loaded);
            }
            module = loaded;
        }
        Ok(if names_wanted.is_none() { top } else { module })
    }

    fn import_one(&mut self, path: &str, full: &str) -> Result<Value, Divert> {
        let key = self.heap.intern(path);
        // Asked once: while its text runs, the module is already there.
        let known = self.once(|machine| Ok(machine.heap.name_get(machine.modules, key).unwrap_or(Value::Unbound)))?;
        if !known.is_unbound() {
            return Ok(known);
        }
        let Some(spec) = crate::modules::find(path) else {
            let text = match full.rsplit_once('.') {
                Some((parent, _)) if path == full && crate::modules::find(parent).is_some() => {
                    format!("No module named '{path}'; '{parent}' is not a package")
                }
                _ if crate::modules::is_known(path) => {
                    format!("`import {path}` is Python, but Sockscope does not have this module yet")
                }
                _ => format!("No module named '{path}'"),
            };
            let exception = self.new_error(classes::MODULE_NOT_FOUND_ERROR, &text);
            self.set_own(exception, names::NAME_ATTR, Value::Obj(key));
            return Err(self.raise(exception));
        };
        let module = self.once(|machine| {
            let (module, globals) = machine.heap.new_module(path);
            machine.heap.name_set(globals, names::NAME, Value::Obj(key));
            machine.heap.name_set(globals, names::DOC, Value::None);
            for native in spec.functions {
                let name = machine.heap.intern(native.name);
                machine.heap.name_set(globals, name, Value::Native(native));
            }
            if let Some(fill) = spec.fill {
                fill(machine, globals);
            }
            let modules = machine.modules;
            machine.heap.name_set(modules, key, Value::Obj(module));
            Ok(Value::Obj(module))
        })?;
        if let Some(text) = spec.python
            && let Value::Obj(handle) = module
            && let Object::Module(object) = self.heap.get(handle)
        {
            let globals = object.globals;
            let body = self.once(|machine| {
                let code = match machine.compile_own(spec.name, text) {
                    Ok(code) => code,
                    Err(problem) => {
                        let text = format!("{path}: line {}: {}", problem.line, problem.message);
                        return Err(machine.error(classes::SYSTEM_ERROR, &text));
                    }
                };
                let function = Function {
                    code,
                    globals,
                    defaults: Rc::from([]),
                    keyword_defaults: Rc::from([]),
                    closure: Rc::from([]),
                    name: Value::Obj(names::MODULE_NAME),
                    qualname: Value::Obj(names::MODULE_NAME),
                };
                Ok(Value::Obj(machine.heap.alloc(classes::FUNCTION, Object::Function(Box::new(function)))))
            })?;
            self.call(body, &[])?;
        }
        Ok(module)
    }

    /// `from module import name`.
    pub(crate) fn import_from(&mut self, module: Value, name: Value) -> Result<Value, Divert> {
        let Value::Obj(key) = name else { return Ok(Value::None) };
        if let Some(value) = self.attribute_or_none(module, key)? {
            return Ok(value);
        }
        let module_name = match self.heap.object(module) {
            Some(Object::Module(module)) => module.name.clone(),
            _ => "<unknown module name>".into(),
        };
        let path = format!("{module_name}.{}", self.heap.name(key));
        if crate::modules::find(&path).is_some() {
            return self.import_one(&path, &path);
        }
        let text = format!("cannot import name '{}' from '{module_name}' (unknown location)", self.heap.name(key));
        Err(self.error(classes::IMPORT_ERROR, &text))
    }

    /// `from module import *`.
    pub(crate) fn import_star(&mut self, module: Value, namespace: Value) -> Result<Value, Divert> {
        let (Some(Object::Module(object)), Value::Obj(namespace)) = (self.heap.object(module), namespace) else {
            return Ok(Value::None);
        };
        let globals = object.globals;
        let all = self.heap.name_get(globals, names::ALL);
        let wanted: Option<Vec<Value>> = match all {
            Some(all) => Some(self.items(all)?),
            None => None,
        };
        let entries: Vec<(Value, Value)> =
            self.heap.dict(globals).iter().map(|entry| (entry.key, entry.value)).collect();
        for (key, value) in entries {
            let Some(text) = self.text(key) else { continue };
            let take = match &wanted {
                Some(wanted) => wanted.iter().any(|name| self.quick_equal(*name, key) == Some(true)),
                None => !text.starts_with('_'),
            };
            if take && let Value::Obj(name) = key {
                self.heap.name_set(namespace, name, value);
            }
        }
        Ok(Value::None)
    }

    /// `__build_class__(body, name, *bases, **keywords)`.
    pub(crate) fn build_class(&mut self, args: Args<'_>) -> Result<Value, Divert> {
        let [body, name, given @ ..] = args.positional else {
            return Err(self.type_error("__build_class__: not enough arguments"));
        };
        let bases = self.without_aliases(given);
        let bases = bases.as_slice();
        let mut metaclass = Value::Obj(classes::TYPE);
        let mut keywords = Vec::new();
        for (key, value) in args.keywords {
            if *key == names::METACLASS {
                metaclass = *value;
            } else {
                keywords.push((*key, *value));
            }
        }
        for base in bases {
            // The class of a base makes the new class; that of an instance or a module refuses to.
            let Some(handle) = base.handle().filter(|base| matches!(self.heap.get(*base), Object::Class(_))) else {
                let class = self.class_name(*base);
                return Err(self.type_error(&format!("{class}() takes at most 2 arguments (3 given)")));
            };
            let meta = self.heap.slot(handle).class;
            if let Value::Obj(current) = metaclass
                && matches!(self.heap.get(current), Object::Class(_))
                && !self.is_subclass(current, meta)
            {
                if !self.is_subclass(meta, current) {
                    let text = "metaclass conflict: the metaclass of a derived class must be a (non-strict) subclass of the metaclasses of all its bases";
                    return Err(self.type_error(text));
                }
                metaclass = Value::Obj(meta);
            }
        }
        let namespace = match (self.attribute_or_none(metaclass, names::PREPARE)?, metaclass) {
            (Some(prepare), Value::Obj(meta)) if meta != classes::TYPE => {
                let bases = self.heap.new_tuple(bases.into());
                self.call_with(prepare, &[*name, bases], &keywords)?
            }
            _ => self.once(|machine| Ok(Value::Obj(machine.heap.new_dict())))?,
        };
        // The body is a function without parameters whose names live in the namespace.
        let body_call = self.once(|machine| Ok(machine.body_with_namespace(*body, namespace)))?;
        let cell = self.call(body_call, &[])?;
        let bases = self.heap.new_tuple(bases.into());
        let class = self.call_with(metaclass, &[*name, bases, namespace], &keywords)?;
        if let Value::Obj(cell) = cell
            && let Object::Cell(place) = self.heap.get_mut(cell)
        {
            *place = class;
        }
        Ok(class)
    }

    /// Bases of a class, where `list[int]` is the same as `list`.
    fn without_aliases(&mut self, bases: &[Value]) -> Vec<Value> {
        let alias = self.prelude_function("_GenericAlias").handle();
        let origin = self.heap.intern("__origin__");
        let plain = |base: &Value| {
            let is_alias = alias.is_some_and(|alias| self.class_of(*base) == alias);
            self.own_attribute(*base, origin).filter(|_| is_alias).unwrap_or(*base)
        };
        bases.iter().map(plain).collect()
    }

    /// A copy of a class body's function whose globals stay and whose names go to `namespace`: carried as its only default.
    fn body_with_namespace(&mut self, body: Value, namespace: Value) -> Value {
        let Some(Object::Function(function)) = self.heap.object(body) else { return body };
        let mut function = function.as_ref().clone();
        function.defaults = [namespace].into();
        Value::Obj(self.heap.alloc(classes::FUNCTION, Object::Function(Box::new(function))))
    }

    /// Makes a class from its parts, as `type(name, bases, namespace)` does.
    pub(crate) fn new_class(
        &mut self,
        meta: Handle,
        name: Value,
        bases: &[Value],
        namespace: Value,
        keywords: &[(Handle, Value)],
    ) -> Result<Value, Divert> {
        let Some(text) = self.text(name) else {
            let text = format!("type.__new__() argument 1 must be str, not {}", self.class_name(name));
            return Err(self.type_error(&text));
        };
        let mut handles = Vec::new();
        for base in bases {
            match base {
                Value::Obj(handle) if matches!(self.heap.get(*handle), Object::Class(_)) => handles.push(*handle),
                _ => return Err(self.type_error("bases must be types")),
            }
        }
        if handles.is_empty() {
            handles.push(classes::OBJECT);
        }
        let mut layout = Layout::Plain;
        for base in &handles {
            let own = self.heap.class(*base).layout;
            if own == Layout::Sealed {
                let text = format!("type '{}' is not an acceptable base type", self.heap.class(*base).name);
                return Err(self.type_error(&text));
            }
            if own != Layout::Plain {
                if layout != Layout::Plain && layout != own {
                    return Err(self.type_error("multiple bases have instance lay-out conflict"));
                }
                layout = own;
            }
        }
        let class = self.once(|machine| {
            let pairs = machine.mapping_pairs(namespace)?.unwrap_or_default();
            let own = machine.heap.new_dict();
            for (key, value) in pairs {
                machine.dict_set(own, key, value)?;
            }
            let object = Class {
                name: text.clone(),
                qualname: machine
                    .heap
                    .name_get(own, names::QUALNAME)
                    .and_then(|qualname| machine.text(qualname))
                    .unwrap_or_else(|| text.clone()),
                namespace: own,
                bases: handles.clone(),
                mro: Rc::from([]),
                layout,
                spec: None,
            };
            machine.heap.name_delete(own, names::QUALNAME);
            let handle = machine.heap.alloc(meta, Object::Class(Box::new(object)));
            let mro = machine.linearise(handle, &handles)?;
            if let Object::Class(class) = machine.heap.get_mut(handle) {
                class.mro = mro.into();
            }
            if machine.heap.name_get(own, names::EQ).is_some() && machine.heap.name_get(own, names::HASH).is_none() {
                machine.heap.name_set(own, names::HASH, Value::None);
            }
            for name in [names::INIT_SUBCLASS, names::CLASS_GETITEM] {
                if let Some(function) = machine.heap.name_get(own, name)
                    && matches!(machine.heap.object(function), Some(Object::Function(_)))
                {
                    let wrapped = machine.heap.alloc(classes::CLASSMETHOD, Object::ClassMethod(function));
                    machine.heap.name_set(own, name, Value::Obj(wrapped));
                }
            }
            Ok(Value::Obj(handle))
        })?;
        let Value::Obj(handle) = class else { return Ok(class) };
        let own = self.heap.class(handle).namespace;
        if let Some(slots) = self.heap.name_get(own, names::SLOTS)
            && self.text(slots).is_none()
        {
            let slots = self.quick_items(slots).unwrap_or_default();
            let taken =
                slots.into_iter().filter_map(Value::handle).find(|name| self.heap.name_get(own, *name).is_some());
            if let Some(name) = taken {
                let text = format!("'{}' in __slots__ conflicts with class variable", self.heap.name(name));
                return Err(self.value_error(&text));
            }
        }
        let entries: Vec<(Value, Value)> = self.heap.dict(own).iter().map(|entry| (entry.key, entry.value)).collect();
        for (key, value) in entries {
            if matches!(self.heap.object(value), Some(Object::Plain)) {
                self.call_special(value, names::SET_NAME, &[class, key])?;
            }
        }
        if let Some(found) = self.lookup_after(handle, handle, names::INIT_SUBCLASS)
            && let Some(Object::ClassMethod(function)) = self.heap.object(found)
        {
            let function = *function;
            self.call_with(function, &[class], keywords)?;
        } else if let Some((key, _)) = keywords.first()
            && meta == classes::TYPE
        {
            let text = format!("{text}.__init_subclass__() takes no keyword arguments");
            debug_assert!(self.heap.str(*key).is_some(), "invariant: keywords are names");
            return Err(self.type_error(&text));
        }
        Ok(class)
    }

    /// The C3 linearisation.
    fn linearise(&mut self, class: Handle, bases: &[Handle]) -> Result<Vec<Handle>, Divert> {
        let mut lists: Vec<Vec<Handle>> = bases.iter().map(|base| self.heap.class(*base).mro.to_vec()).collect();
        lists.push(bases.to_vec());
        let mut order = vec![class];
        for (at, base) in bases.iter().enumerate() {
            if bases[..at].contains(base) {
                let text = format!("duplicate base class {}", self.heap.class(*base).name);
                return Err(self.type_error(&text));
            }
        }
        loop {
            lists.retain(|list| !list.is_empty());
            if lists.is_empty() {
                return Ok(order);
            }
            let next = lists
                .iter()
                .map(|list| list[0])
                .find(|candidate| !lists.iter().any(|list| list[1..].contains(candidate)));
            let Some(next) = next else {
                let names: Vec<String> = bases.iter().map(|base| self.heap.class(*base).name.to_string()).collect();
                let text =
                    format!("Cannot create a consistent method resolution\norder (MRO) for bases {}", names.join(", "));
                return Err(self.type_error(&text));
            };
            order.push(next);
            for list in &mut lists {
                if list[0] == next {
                    list.remove(0);
                }
            }
        }
    }
}

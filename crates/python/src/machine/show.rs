//! `repr`, `str` and `format`: of builtin values directly, of a program's objects by its own methods.
//! Containers are walked here as long as all they hold is builtin; depth is bounded, and a container inside itself prints as `[...]`.

use super::Machine;
use super::equality::NESTING_MAX;
use crate::builtins::classes;
use crate::names;
use crate::native::{Divert, Kind};
use crate::object::{Object, Part};
use crate::text::{Integer, float, format_spec, integer, quote};
use crate::value::{Handle, Value};
use std::rc::Rc;

impl Machine {
    /// `repr(value)`.
    pub(crate) fn repr(&mut self, value: Value) -> Result<Rc<str>, Divert> {
        let mut out = String::new();
        self.push_repr(&mut out, value, &mut Vec::new())?;
        self.reserve(out.len())?;
        Ok(out.into())
    }

    /// `str(value)`.
    pub(crate) fn str(&mut self, value: Value) -> Result<Rc<str>, Divert> {
        if let Value::Obj(handle) = value {
            let class = self.heap.slot(handle).class;
            if classes::is_builtin(class) {
                if let Object::Str(text) = self.heap.get(handle) {
                    return Ok(text.text.clone());
                }
            } else if self.lookup(class, names::STR).is_some() {
                return self.text_from(value, names::STR);
            }
            match self.heap.get(handle) {
                Object::Str(text) => return Ok(text.text.clone()),
                Object::Exception(_) => return self.str_of_exception(value),
                _ => {}
            }
        }
        if let Value::Obj(handle) = value
            && self.lookup(self.heap.slot(handle).class, names::REPR).is_some()
            && matches!(self.heap.get(handle), Object::Plain)
        {
            // Through `object.__str__`, which is blamed for what is no text.
            let result = self.call_special(value, names::REPR, &[])?.unwrap_or(Value::None);
            return self.text(result).map_or_else(|| Err(self.not_a_text(names::STR, result)), Ok);
        }
        self.repr(value)
    }

    fn not_a_text(&mut self, name: Handle, result: Value) -> Divert {
        let text = format!("{} returned non-string (type {})", self.heap.name(name), self.class_name(result));
        self.type_error(&text)
    }

    /// What `__str__`, `__repr__` or `__format__` of the program says.
    fn text_from(&mut self, value: Value, name: Handle) -> Result<Rc<str>, Divert> {
        let result = self.call_special(value, name, &[])?.unwrap_or(Value::None);
        match self.text(result) {
            Some(text) => Ok(text),
            None => Err(self.not_a_text(name, result)),
        }
    }

    fn push_repr(&mut self, out: &mut String, value: Value, inside: &mut Vec<Handle>) -> Result<(), Divert> {
        if out.len() > crate::text::TEXT_MAX {
            return Err(self.memory_error());
        }
        let Value::Obj(handle) = value else {
            self.push_simple(out, value);
            return Ok(());
        };
        if let Object::Big(big) = self.heap.get(handle) {
            let text = integer::to_decimal(Integer::Big(&big.clone())).map_err(|fault| self.fault(&fault))?;
            out.push_str(&text);
            return Ok(());
        }
        let class = self.heap.slot(handle).class;
        if !classes::is_builtin(class) && self.lookup(class, names::REPR).is_some() {
            let text = self.text_from(value, names::REPR)?;
            out.push_str(&text);
            return Ok(());
        }
        if inside.len() > NESTING_MAX as usize {
            return Err(self.error(
                classes::RECURSION_ERROR,
                "maximum recursion depth exceeded while getting the repr of an object",
            ));
        }
        let nested = inside.contains(&handle);
        match self.heap.get(handle) {
            Object::List(items) => {
                let items: Rc<[Value]> = items.as_slice().into();
                if nested {
                    out.push_str("[...]");
                    return Ok(());
                }
                self.push_items(out, handle, &items, ("[", "]"), inside)
            }
            Object::Tuple(items) => {
                let items = items.clone();
                if nested {
                    out.push_str("(...)");
                    return Ok(());
                }
                self.push_items(out, handle, &items, ("(", if items.len() == 1 { ",)" } else { ")" }), inside)
            }
            Object::Dict(_) => self.push_dict(out, handle, nested, inside),
            Object::Set(set) => {
                let items: Rc<[Value]> = set.iter().map(|(_, key)| key).collect();
                let name = self.heap.class(class).name.clone();
                if items.is_empty() || nested {
                    out.push_str(&name);
                    out.push_str(if nested { "(...)" } else { "()" });
                    return Ok(());
                }
                if class == classes::SET {
                    return self.push_items(out, handle, &items, ("{", "}"), inside);
                }
                out.push_str(&name);
                self.push_items(out, handle, &items, ("({", "})"), inside)
            }
            Object::View(..) if nested => {
                out.push_str("...");
                Ok(())
            }
            Object::View(_, part) => {
                let name = match part {
                    Part::Keys => "dict_keys(",
                    Part::Values => "dict_values(",
                    Part::Items => "dict_items(",
                };
                out.push_str(name);
                let items: Rc<[Value]> = self.quick_items(value).unwrap_or_default().into();
                self.push_items(out, handle, &items, ("[", "]"), inside)?;
                out.push(')');
                Ok(())
            }
            Object::Method(method) if !matches!(method.function, Value::Native(_)) => {
                let method = **method;
                let opening = self.method_opening(method.function);
                self.push_items(out, handle, &[method.receiver], (&opening, ">"), inside)
            }
            Object::StaticMethod(inner) | Object::ClassMethod(inner) => {
                let inner = *inner;
                let opening = format!("<{}(", self.heap.class(class).name);
                self.push_items(out, handle, &[inner], (&opening, ")>"), inside)
            }
            Object::Socket(_) => {
                let text = crate::modules::socket::repr_asking(self, crate::native::Args::new(&[value]))?;
                out.push_str(&text);
                Ok(())
            }
            Object::Slice(parts) => {
                let parts = **parts;
                self.push_items(out, handle, &parts, ("slice(", ")"), inside)
            }
            Object::Proxy(dict) => {
                let dict = *dict;
                out.push_str("mappingproxy(");
                self.push_dict(out, dict, nested, inside)?;
                out.push(')');
                Ok(())
            }
            Object::Exception(exception) => {
                let args = exception.args;
                let name = self.heap.class(class).name.clone();
                out.push_str(&name);
                match self.heap.object(args) {
                    Some(Object::Tuple(items)) if items.len() == 1 => {
                        let item = items[0];
                        out.push('(');
                        inside.push(handle);
                        self.push_repr(out, item, inside)?;
                        inside.pop();
                        out.push(')');
                        Ok(())
                    }
                    _ => self.push_repr(out, args, inside),
                }
            }
            _ => {
                self.push_object(out, handle);
                Ok(())
            }
        }
    }

    fn push_dict(
        &mut self,
        out: &mut String,
        dict: Handle,
        nested: bool,
        inside: &mut Vec<Handle>,
    ) -> Result<(), Divert> {
        if nested {
            out.push_str("{...}");
            return Ok(());
        }
        let entries: Vec<(Value, Value)> = self.heap.dict(dict).iter().map(|entry| (entry.key, entry.value)).collect();
        inside.push(dict);
        out.push('{');
        for (at, (key, value)) in entries.into_iter().enumerate() {
            if at > 0 {
                out.push_str(", ");
            }
            self.push_repr(out, key, inside)?;
            out.push_str(": ");
            self.push_repr(out, value, inside)?;
        }
        out.push('}');
        inside.pop();
        Ok(())
    }

    fn push_items(
        &mut self,
        out: &mut String,
        owner: Handle,
        items: &[Value],
        brackets: (&str, &str),
        inside: &mut Vec<Handle>,
    ) -> Result<(), Divert> {
        inside.push(owner);
        out.push_str(brackets.0);
        for (at, item) in items.iter().enumerate() {
            if at > 0 {
                out.push_str(", ");
            }
            self.push_repr(out, *item, inside)?;
        }
        out.push_str(brackets.1);
        inside.pop();
        Ok(())
    }

    /// Values that are not on the heap.
    pub(super) fn push_simple(&self, out: &mut String, value: Value) {
        match value {
            Value::Unbound => out.push_str("<unbound>"),
            Value::None => out.push_str("None"),
            Value::Ellipsis => out.push_str("Ellipsis"),
            Value::NotImplemented => out.push_str("NotImplemented"),
            Value::Bool(truth) => out.push_str(if truth { "True" } else { "False" }),
            Value::Int(int) => out.push_str(&int.to_string()),
            Value::Float(value) => out.push_str(&float::repr(value)),
            Value::Native(native) => match native.kind {
                Kind::Method => {
                    let owner = classes::owner_of(native).map_or("builtin", |(_, name)| name);
                    out.push_str(&format!("<method '{}' of '{owner}' objects>", native.name));
                }
                Kind::Getter => {
                    let owner = classes::owner_of(native).map_or("builtin", |(_, name)| name);
                    out.push_str(&format!("<attribute '{}' of '{owner}' objects>", native.name));
                }
                _ => out.push_str(&format!("<built-in function {}>", native.name)),
            },
            Value::Obj(handle) => self.push_object(out, handle),
        }
    }

    /// How the `repr` of a bound method begins; that of its receiver follows.
    pub(super) fn method_opening(&self, function: Value) -> String {
        let name = match self.heap.object(function) {
            Some(Object::Function(function)) => self.text(function.qualname),
            Some(Object::Class(class)) => Some(class.qualname.clone()),
            _ => None,
        };
        format!("<bound method {} of ", name.as_deref().unwrap_or("?"))
    }

    /// Objects whose `repr` needs nothing but themselves.
    fn push_object(&self, out: &mut String, handle: Handle) {
        let slot = self.heap.slot(handle);
        let address = address(handle);
        let name = |value: Value| self.text(value).unwrap_or_default();
        match &slot.object {
            Object::Str(text) => out.push_str(&quote::text(&text.text)),
            Object::Bytes(bytes) => out.push_str(&quote::bytes(&bytes.data)),
            Object::ByteArray(bytes) => {
                out.push_str(&self.heap.class(slot.class).name);
                out.push('(');
                out.push_str(&quote::bytes(&bytes.data));
                out.push(')');
            }
            Object::Int(int) => out.push_str(&int.to_string()),
            Object::Float(value) => out.push_str(&float::repr(*value)),
            Object::Big(big) => {
                out.push_str(&integer::to_decimal(Integer::Big(big)).unwrap_or_else(|_| "<huge int>".to_owned()));
            }
            Object::Range(range) => {
                out.push_str(&format!("range({}, {}", range.start, range.stop));
                if range.step != 1 {
                    out.push_str(&format!(", {}", range.step));
                }
                out.push(')');
            }
            Object::Function(function) => {
                let name = name(function.qualname);
                // What `CPython` writes in C.
                let builtin = match &*function.code.source.file {
                    "<pickle>" => !name.starts_with('_') && &*name != "whichmodule",
                    "<codecs>" => matches!(&*name, "encode" | "decode" | "lookup"),
                    _ => false,
                };
                if builtin {
                    out.push_str(&format!("<built-in function {name}>"));
                } else {
                    out.push_str(&format!("<function {name} at {address}>"));
                }
            }
            Object::Method(method) => {
                if let Value::Native(native) = method.function {
                    let class = self.class_name(method.receiver);
                    out.push_str(&format!("<built-in method {} of {class} object at {address}>", native.name));
                }
            }
            Object::Class(class) => {
                let module = self.class_module(handle);
                if module.as_ref() == "builtins" {
                    out.push_str(&format!("<class '{}'>", class.qualname));
                } else {
                    out.push_str(&format!("<class '{module}.{}'>", class.qualname));
                }
            }
            Object::Module(module) => {
                if module.name.as_ref() == "__main__" {
                    out.push_str(&format!("<module '__main__' from '{}'>", self.source.file));
                } else {
                    out.push_str(&format!("<module '{}' (built-in)>", module.name));
                }
            }
            Object::Generator(generator) => {
                out.push_str(&format!("<generator object {} at {address}>", name(generator.name)));
            }
            Object::Socket(_) => out.push_str(&crate::modules::socket::repr(self, handle)),
            Object::Super(parts) => {
                out.push_str(&format!(
                    "<super: <class '{}'>, <{} object>>",
                    self.heap.class(parts.after).name,
                    self.heap.class(parts.class).name
                ));
            }
            Object::Lock(lock) => {
                let state = if lock.held_by.is_some() { "locked" } else { "unlocked" };
                let class = if lock.reentrant { "_thread.RLock" } else { "_thread.lock" };
                out.push_str(&format!("<{state} {class} object at {address}>"));
            }
            Object::MemoryView(_) if slot.class == classes::PICKLE_BUFFER => {
                out.push_str(&format!("<pickle.PickleBuffer object at {address}>"));
            }
            Object::MemoryView(_) => out.push_str(&format!("<memory at {address}>")),
            Object::Plain if slot.class == classes::MEMBER_DESCRIPTOR => {
                let own = |name| self.own_attribute(Value::Obj(handle), name).and_then(Value::handle);
                let (member, class) = (own(names::NAME), own(names::OBJCLASS));
                let member = member.map_or_else(|| "?".into(), |member| self.heap.name(member));
                let class = class.map_or_else(|| "?".into(), |class| self.heap.class(class).name.clone());
                out.push_str(&format!("<member '{member}' of '{class}' objects>"));
            }
            Object::Iter(_) | Object::Cell(_) | Object::Property(_) | Object::Traceback(_) => {
                let class = &self.heap.class(slot.class).name;
                out.push_str(&format!("<{class} object at {address}>"));
            }
            _ => {
                let class = self.heap.class(slot.class);
                let module = self.class_module(slot.class);
                if module.as_ref() == "builtins" {
                    out.push_str(&format!("<{} object at {address}>", class.qualname));
                } else {
                    out.push_str(&format!("<{module}.{} object at {address}>", class.qualname));
                }
            }
        }
    }

    /// `__module__` of a class.
    pub(crate) fn class_module(&self, class: Handle) -> Rc<str> {
        let object = self.heap.class(class);
        match object.spec {
            Some(spec) => spec.0.module.into(),
            None => self
                .heap
                .name_get(object.namespace, names::MODULE)
                .and_then(|module| self.text(module))
                .unwrap_or_else(|| "__main__".into()),
        }
    }

    /// A `repr` (or `str`) that runs no code of the program and never fails.
    pub(crate) fn show_quick(&self, value: Value, quoted: bool) -> String {
        match self.heap.object(value) {
            Some(Object::Str(text)) if !quoted => text.text.to_string(),
            _ => {
                let mut out = String::new();
                super::inspect::push_bounded(self, &mut out, value, 4096, 0);
                out
            }
        }
    }

    /// `str(exception)`.
    pub(crate) fn str_of_exception(&mut self, exception: Value) -> Result<Rc<str>, Divert> {
        let class = self.class_of(exception);
        let args = self.heap.exception(exception).map_or(Value::None, |object| object.args);
        let items: Rc<[Value]> = match self.heap.object(args) {
            Some(Object::Tuple(items)) => items.clone(),
            _ => Rc::from([]),
        };
        if self.is_subclass(class, classes::OS_ERROR)
            && let (Some(errno), Some(text)) =
                (self.own_attribute(exception, names::ERRNO), self.own_attribute(exception, names::STRERROR))
            && !(errno.is_none() && text.is_none())
        {
            let errno = self.str(errno)?;
            let text = self.str(text)?;
            let filename = self.own_attribute(exception, names::FILENAME).unwrap_or(Value::None);
            if !filename.is_none() {
                let filename = self.repr(filename)?;
                return Ok(format!("[Errno {errno}] {text}: {filename}").into());
            }
            return Ok(format!("[Errno {errno}] {text}").into());
        }
        if self.is_subclass(class, classes::SYNTAX_ERROR)
            && let Some((file, problem)) = self.problem_of(exception)
        {
            let file = file.rsplit('/').next().unwrap_or_default();
            return Ok(format!("{} ({file}, line {})", problem.message, problem.line).into());
        }
        if self.is_subclass(class, classes::UNICODE_ERROR)
            && let Some(text) = crate::builtins::exceptions::unicode_text(self, exception)
        {
            return Ok(text.into());
        }
        match items[..] {
            [] => Ok("".into()),
            [key] if self.is_subclass(class, classes::KEY_ERROR) => self.repr(key),
            [only] => self.str(only),
            _ => self.repr(args),
        }
    }

    /// `format(value, spec)`.
    pub(crate) fn format(&mut self, value: Value, spec: &str) -> Result<Rc<str>, Divert> {
        if self.special(value, names::FORMAT).is_some() {
            let spec = self.heap.new_str(spec);
            let result = self.call_special(value, names::FORMAT, &[spec])?.unwrap_or(Value::None);
            return match self.text(result) {
                Some(text) => Ok(text),
                None => {
                    let text = format!("__format__ must return a str, not {}", self.class_name(result));
                    Err(self.type_error(&text))
                }
            };
        }
        if spec.is_empty() {
            return self.str(value);
        }
        let class_name = self.class_name(value);
        let result = match value {
            Value::Bool(truth) => format_spec::format_int(Integer::Small(i64::from(truth)), spec, "bool"),
            Value::Int(int) => format_spec::format_int(Integer::Small(int), spec, "int"),
            Value::Float(float) => format_spec::format_float(float, spec),
            _ => match self.heap.object(value) {
                Some(Object::Str(text)) => format_spec::format_str(&text.text, spec),
                Some(Object::Big(big)) => format_spec::format_int(Integer::Big(big), spec, "int"),
                Some(Object::Int(int)) => format_spec::format_int(Integer::Small(*int), spec, &class_name),
                Some(Object::Float(float)) => format_spec::format_float(*float, spec),
                _ => {
                    let text = format!("unsupported format string passed to {class_name}.__format__");
                    return Err(self.type_error(&text));
                }
            },
        };
        result.map(Into::into).map_err(|fault| self.fault(&fault))
    }
}

/// An address as `repr` prints it: the handle's, far up in memory as on Linux.
pub(crate) fn address(handle: Handle) -> String {
    format!("{:#x}", identity(handle))
}

/// `id()` of an object.
pub(crate) fn identity(handle: Handle) -> i64 {
    0x7F3A_2C00_0000 + i64::from(handle.0) * 48
}

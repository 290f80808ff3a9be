//! `object`, `type` and the small types that the language itself needs: functions, methods, properties, slices, ranges, `super`.

use super::classes;
use crate::heap::NO_ATTRIBUTES;
use crate::machine::Machine;
use crate::machine::equality::NESTING_MAX;
use crate::names;
use crate::native::{Args, Divert, Kind, Native, class_method, getter, method};
use crate::object::{Layout, Object, Range, Super};
use crate::value::{Handle, Value};
use std::rc::Rc;

type Answer = Result<Value, Divert>;

/// Methods that every object has.
pub(crate) static OBJECT: &[Native] = &[
    method("__repr__", |machine, args| {
        let text = plain_repr(machine, args.receiver());
        Ok(machine.heap.new_str(&text))
    }),
    method("__str__", |machine, args| {
        let value = args.receiver();
        let text = match machine.heap.object(value) {
            Some(Object::Str(text)) => text.text.clone(),
            Some(Object::Exception(_)) => machine.str_of_exception(value)?,
            _ => machine.repr(value)?,
        };
        Ok(machine.heap.new_str_rc(text))
    }),
    method("__format__", |machine, args| {
        let spec = args.get(1).unwrap_or(Value::None);
        let Some(spec) = machine.text(spec) else {
            let text = format!("__format__() argument must be str, not {}", machine.none_or_class_name(spec));
            return Err(machine.type_error(&text));
        };
        let own = machine.class_of(args.receiver());
        if spec.is_empty() {
            let text = machine.str(args.receiver())?;
            return Ok(machine.heap.new_str_rc(text));
        }
        if machine.layout_of(own) == Layout::Plain {
            let text =
                format!("unsupported format string passed to {}.__format__", machine.class_name(args.receiver()));
            return Err(machine.type_error(&text));
        }
        let value = machine.without_subclass(args.receiver());
        let text = machine.format(value, &spec)?;
        Ok(machine.heap.new_str_rc(text))
    }),
    method("__hash__", |machine, args| {
        let value = machine.without_subclass(args.receiver());
        match value {
            Value::Obj(handle) if matches!(machine.heap.get(handle), Object::Plain) => {
                Ok(Value::Int(crate::machine::show::identity(handle) / 16))
            }
            _ => machine.hash(value).map(Value::Int),
        }
    }),
    method("__eq__", super::slots::equal),
    method("__ne__", not_equal),
    method("__getattribute__", |machine, args| {
        let (object, name) = (args.receiver(), name_argument(machine, args.get(1))?);
        match machine.get_plain(object, name)? {
            Some(value) => Ok(value),
            None => Err(machine.no_attribute(object, name)),
        }
    }),
    method("__setattr__", |machine, args| {
        let (object, name) = (args.receiver(), name_argument(machine, args.get(1))?);
        machine.set_plain(object, name, args.get(2).unwrap_or(Value::None))?;
        Ok(Value::None)
    }),
    method("__delattr__", |machine, args| {
        let (object, name) = (args.receiver(), name_argument(machine, args.get(1))?);
        machine.delete_plain(object, name)?;
        Ok(Value::None)
    }),
    class_method("__init_subclass__", |machine, args| {
        if args.keywords.is_empty() {
            return Ok(Value::None);
        }
        let name = args.receiver().handle().map(|class| machine.heap.class(class).name.clone()).unwrap_or_default();
        Err(machine.type_error(&format!("{name}.__init_subclass__() takes no keyword arguments")))
    }),
    method("__dir__", |machine, args| {
        let names = names_of(machine, args.receiver());
        let names = names.into_iter().map(|name| machine.heap.new_str(&name)).collect();
        Ok(machine.heap.new_list(names))
    }),
];

/// `!=` is the opposite of what the object's own `==` says.
fn not_equal(machine: &mut Machine, args: Args<'_>) -> Answer {
    let (a, b) = (args.receiver(), args.get(1).unwrap_or(Value::None));
    let equal = match machine.heap.object(a) {
        Some(Object::Plain) => machine.call_special(a, names::EQ, &[b])?.unwrap_or(Value::NotImplemented),
        _ => super::slots::equal(machine, args)?,
    };
    match equal {
        Value::NotImplemented => Ok(equal),
        other => Ok(Value::Bool(!machine.truth(other)?)),
    }
}

/// `object.__repr__`, or the builtin base's.
fn plain_repr(machine: &mut Machine, value: Value) -> String {
    let base = machine.without_subclass(value);
    let own_payload = !matches!(machine.heap.object(value), Some(Object::Plain | Object::Exception(_)));
    if !base.is(value) || own_payload && classes::is_builtin(machine.class_of(value)) {
        return machine.repr(base).map(|text| text.to_string()).unwrap_or_default();
    }
    if let Some(Object::Class(_)) = machine.heap.object(value) {
        return machine.show_quick(value, true);
    }
    machine.show_base(value)
}

/// A name that an attribute function was given.
pub(crate) fn name_argument(machine: &mut Machine, value: Option<Value>) -> Result<Handle, Divert> {
    let value = value.unwrap_or(Value::None);
    match machine.text(value) {
        Some(text) => Ok(machine.heap.intern(&text)),
        None => {
            let text = format!("attribute name must be string, not '{}'", machine.class_name(value));
            Err(machine.type_error(&text))
        }
    }
}

impl Machine {
    /// The builtin value inside an instance of a subclass (a copy with the builtin class), for the base's own methods.
    pub(crate) fn without_subclass(&mut self, value: Value) -> Value {
        let Value::Obj(handle) = value else { return value };
        if classes::is_builtin(self.heap.slot(handle).class) {
            return value;
        }
        let base = match self.heap.get(handle) {
            Object::Int(int) => return Value::Int(*int),
            Object::Float(float) => return Value::Float(*float),
            Object::Str(_) => classes::STR,
            Object::Bytes(_) => classes::BYTES,
            Object::ByteArray(_) => classes::BYTEARRAY,
            Object::Tuple(_) => classes::TUPLE,
            Object::List(_) => classes::LIST,
            Object::Dict(_) => classes::DICT,
            Object::Set(_) => classes::SET,
            _ => return value,
        };
        let object = self.heap.get(handle).clone();
        Value::Obj(self.heap.alloc(base, object))
    }

    /// `repr` of an object by its class's builtin part only.
    pub(crate) fn show_base(&mut self, value: Value) -> String {
        let Value::Obj(handle) = value else {
            return self.repr(value).map(|text| text.to_string()).unwrap_or_default();
        };
        let class = self.heap.slot(handle).class;
        if matches!(self.heap.get(handle), Object::Exception(_)) {
            let args = self.heap.exception(value).map_or(Value::None, |exception| exception.args);
            let name = self.heap.class(class).name.clone();
            let shown = self.show_quick(args, true);
            let shown = shown.strip_suffix(",)").map_or(shown.clone(), |start| format!("{start})"));
            return format!("{name}{shown}");
        }
        let (module, name) = (self.class_module(class), self.heap.class(class).qualname.clone());
        format!("<{module}.{name} object at {}>", crate::machine::show::address(handle))
    }
}

/// Names that `dir()` lists.
pub(crate) fn names_of(machine: &mut Machine, value: Value) -> Vec<String> {
    let mut found = std::collections::BTreeSet::new();
    let mut add_dict = |machine: &Machine, dict: Handle| {
        for entry in machine.heap.dict(dict).iter() {
            if let Some(name) = machine.text(entry.key) {
                found.insert(name.to_string());
            }
        }
    };
    let mut class = machine.class_of(value);
    let mut has_dict = false;
    if let Value::Obj(handle) = value {
        has_dict = machine.has_attributes(handle) && !machine.has_slots_only(class);
        match machine.heap.get(handle) {
            Object::Module(module) => {
                add_dict(machine, module.globals);
                return found.into_iter().collect();
            }
            Object::Class(_) => {
                class = handle;
                has_dict = !classes::is_builtin(class);
            }
            _ => {}
        }
        let attributes = machine.heap.slot(handle).attributes;
        if attributes != NO_ATTRIBUTES {
            add_dict(machine, attributes);
        }
    }
    let mro = machine.heap.class(class).mro.clone();
    for class in mro.iter() {
        add_dict(machine, machine.heap.class(*class).namespace);
    }
    for class in mro.iter() {
        if let Some(spec) = machine.heap.class(*class).spec {
            found.extend(spec.0.methods.iter().flat_map(|table| table.iter()).map(|native| native.name.to_owned()));
        }
    }
    if has_dict {
        found.insert("__dict__".to_owned());
        if !classes::is_builtin(class) {
            found.insert("__weakref__".to_owned());
        }
    }
    found.extend(["__class__", "__doc__", "__init__", "__new__"].map(str::to_owned));
    found.into_iter().collect()
}

pub(crate) fn object_new(machine: &mut Machine, args: Args<'_>) -> Answer {
    let Some(Value::Obj(class)) = args.get(0) else {
        return Err(machine.type_error("object.__new__(): not enough arguments"));
    };
    let given = args.len() > 1 || !args.keywords.is_empty();
    let own_init = machine.lookup(class, names::INIT).is_some();
    if given && !own_init {
        let name = machine.heap.class(class).name.clone();
        let text = if machine.lookup(class, names::NEW).is_some() {
            "object.__new__() takes exactly one argument (the type to instantiate)".to_owned()
        } else {
            format!("{name}() takes no arguments")
        };
        return Err(machine.type_error(&text));
    }
    if let Some(missing) = abstract_methods(machine, class) {
        let name = machine.heap.class(class).name.clone();
        let text = format!("Can't instantiate abstract class {name} with abstract method{missing}");
        return Err(machine.type_error(&text));
    }
    let object = match machine.layout_of(class) {
        Layout::Plain => Object::Plain,
        _ => {
            let new = machine.native_new(class);
            return match new {
                Some((_, new)) if new as usize != object_new as *const () as usize => new(machine, args),
                _ => Err(machine.type_error("object.__new__(X): X is not a type object")),
            };
        }
    };
    Ok(machine.alloc_as(Value::Obj(class), object))
}

/// Names of abstract methods that a class has not overridden, as the message lists them.
fn abstract_methods(machine: &mut Machine, class: Handle) -> Option<String> {
    let name = machine.heap.interned("__abstractmethods__")?;
    let names = machine.lookup(class, name)?;
    let mut names: Vec<String> = machine
        .quick_items(names)?
        .into_iter()
        .filter_map(|name| machine.text(name))
        .map(|name| name.to_string())
        .collect();
    if names.is_empty() {
        return None;
    }
    names.sort();
    let plural = if names.len() == 1 { " " } else { "s " };
    Some(format!("{plural}{}", names.join(", ")))
}

pub(crate) fn object_init(machine: &mut Machine, args: Args<'_>) -> Answer {
    let class = machine.class_of(args.receiver());
    // `type.__init__` has nothing left to do.
    if matches!(machine.heap.object(args.receiver()), Some(Object::Class(_))) {
        return Ok(Value::None);
    }
    if (args.len() > 1 || !args.keywords.is_empty()) && machine.lookup(class, names::INIT).is_some() {
        let text = "object.__init__() takes exactly one argument (the instance to initialize)";
        return Err(machine.type_error(text));
    }
    Ok(Value::None)
}

/// `type(x)` is handled where classes are called; this is `type(name, bases, namespace)`.
pub(crate) fn type_new(machine: &mut Machine, args: Args<'_>) -> Answer {
    let [Value::Obj(meta), name, bases, namespace] = *args.positional else {
        if let [_, only] = *args.positional {
            return Ok(Value::Obj(machine.class_of(only)));
        }
        return Err(machine.type_error("type() takes 1 or 3 arguments"));
    };
    let bases = machine.items(bases)?;
    machine.new_class(meta, name, &bases, namespace, args.keywords)
}

/// Methods of classes.
pub(crate) static TYPE: &[Native] = &[
    method("mro", |machine, args| {
        let Value::Obj(class) = args.receiver() else { return Ok(Value::None) };
        let mro = machine.heap.class(class).mro.iter().map(|class| Value::Obj(*class)).collect();
        Ok(machine.heap.new_list(mro))
    }),
    method("__call__", Machine::construct_plain),
    method("__subclasses__", |machine, args| {
        let found = args.receiver().handle().map(|class| machine.heap.subclasses(class)).unwrap_or_default();
        Ok(machine.heap.new_list(found.into_iter().map(Value::Obj).collect()))
    }),
    method("__instancecheck__", |machine, args| {
        let (Value::Obj(class), value) = (args.receiver(), args.get(1).unwrap_or(Value::None)) else {
            return Ok(Value::Bool(false));
        };
        Ok(Value::Bool(machine.is_instance_of(value, class)))
    }),
];

pub(crate) fn slice_new(machine: &mut Machine, args: Args<'_>) -> Answer {
    let parts = match *args.positional {
        [_, stop] => [Value::None, stop, Value::None],
        [_, start, stop] => [start, stop, Value::None],
        [_, start, stop, step] => [start, stop, step],
        _ => {
            let text = format!("slice expected at least 1 argument, got {}", args.len().saturating_sub(1));
            return Err(machine.type_error(&text));
        }
    };
    Ok(Value::Obj(machine.heap.alloc(classes::SLICE, Object::Slice(Box::new(parts)))))
}

fn slice_part(machine: &Machine, value: Value, at: usize) -> Value {
    match machine.heap.object(value) {
        Some(Object::Slice(parts)) => parts[at],
        _ => Value::None,
    }
}

/// Attributes of `slice`.
pub(crate) static SLICE: &[Native] = &[
    getter("start", |machine, args| Ok(slice_part(machine, args.receiver(), 0))),
    getter("stop", |machine, args| Ok(slice_part(machine, args.receiver(), 1))),
    getter("step", |machine, args| Ok(slice_part(machine, args.receiver(), 2))),
    method("indices", |machine, args| {
        let Some(Object::Slice(parts)) = machine.heap.object(args.receiver()) else { return Ok(Value::None) };
        let parts = **parts;
        let len = machine.index_or_error(args.get(1).unwrap_or(Value::None))?;
        let (start, stop, step) = machine.slice_bounds(parts, len.max(0) as usize)?;
        Ok(machine.heap.new_tuple([start, stop, step].map(Value::Int).into()))
    }),
];

pub(crate) fn range_new(machine: &mut Machine, args: Args<'_>) -> Answer {
    let given = args.len().saturating_sub(1);
    if given == 0 || given > 3 {
        let text = if given == 0 {
            "range expected at least 1 argument, got 0".to_owned()
        } else {
            format!("range expected at most 3 arguments, got {given}")
        };
        return Err(machine.type_error(&text));
    }
    let mut numbers = [0; 3];
    for (at, value) in args.positional[1..].iter().enumerate() {
        numbers[at] = machine.index_or_error(*value)?;
    }
    let range = match given {
        1 => Range { start: 0, stop: numbers[0], step: 1 },
        2 => Range { start: numbers[0], stop: numbers[1], step: 1 },
        _ => Range { start: numbers[0], stop: numbers[1], step: numbers[2] },
    };
    if range.step == 0 {
        return Err(machine.value_error("range() arg 3 must not be zero"));
    }
    Ok(Value::Obj(machine.heap.alloc(classes::RANGE, Object::Range(Box::new(range)))))
}

fn range_of(machine: &Machine, value: Value) -> Range {
    match machine.heap.object(value) {
        Some(Object::Range(range)) => **range,
        _ => Range { start: 0, stop: 0, step: 1 },
    }
}

/// Attributes of `range`.
pub(crate) static RANGE: &[Native] = &[
    getter("start", |machine, args| Ok(Value::Int(range_of(machine, args.receiver()).start))),
    getter("stop", |machine, args| Ok(Value::Int(range_of(machine, args.receiver()).stop))),
    getter("step", |machine, args| Ok(Value::Int(range_of(machine, args.receiver()).step))),
    method("index", |machine, args| {
        let range = range_of(machine, args.receiver());
        let value = args.get(1).unwrap_or(Value::None);
        if machine.contains(args.receiver(), value)?
            && let Value::Int(int) = value
        {
            return Ok(Value::Int((int - range.start) / range.step));
        }
        let text = format!("{} is not in range", machine.show_quick(value, true));
        Err(machine.value_error(&text))
    }),
    method("count", |machine, args| {
        let found = machine.contains(args.receiver(), args.get(1).unwrap_or(Value::None))?;
        Ok(Value::Int(i64::from(found)))
    }),
];

/// Attributes of what a closure keeps.
pub(crate) static CELL: &[Native] =
    &[getter("cell_contents", |machine, args| match machine.heap.object(args.receiver()) {
        Some(Object::Cell(value)) if !value.is_unbound() => Ok(*value),
        _ => Err(machine.value_error("Cell is empty")),
    })];

/// Attributes of functions.
pub(crate) static FUNCTION: &[Native] = &[
    getter("__name__", |machine, args| Ok(function_part(machine, args.receiver(), |function| function.name))),
    getter("__qualname__", |machine, args| Ok(function_part(machine, args.receiver(), |function| function.qualname))),
    getter("__module__", |machine, args| {
        if let Some(own) = machine.own_attribute(args.receiver(), names::MODULE) {
            return Ok(own);
        }
        let globals = match machine.heap.object(args.receiver()) {
            Some(Object::Function(function)) => function.globals,
            _ => return Ok(Value::None),
        };
        Ok(machine.heap.name_get(globals, names::NAME).unwrap_or(Value::None))
    }),
    getter("__globals__", |machine, args| match machine.heap.object(args.receiver()) {
        Some(Object::Function(function)) => Ok(Value::Obj(function.globals)),
        _ => Ok(Value::None),
    }),
    getter("__defaults__", |machine, args| {
        let defaults = match machine.heap.object(args.receiver()) {
            Some(Object::Function(function)) => function.defaults.clone(),
            _ => Rc::from([]),
        };
        if defaults.is_empty() { Ok(Value::None) } else { Ok(machine.heap.new_tuple(defaults)) }
    }),
    getter("__kwdefaults__", |machine, args| {
        let defaults = match machine.heap.object(args.receiver()) {
            Some(Object::Function(function)) if !function.keyword_defaults.is_empty() => {
                function.keyword_defaults.clone()
            }
            _ => return Ok(Value::None),
        };
        let dict = machine.heap.new_dict();
        for (name, value) in defaults.iter() {
            machine.heap.name_set(dict, *name, *value);
        }
        Ok(Value::Obj(dict))
    }),
    getter("__closure__", |machine, args| {
        let cells = match machine.heap.object(args.receiver()) {
            Some(Object::Function(function)) => function.closure.clone(),
            _ => Rc::from([]),
        };
        if cells.is_empty() { Ok(Value::None) } else { Ok(machine.heap.new_tuple(cells)) }
    }),
    getter("__annotations__", |machine, args| {
        if let Some(own) = machine.own_attribute(args.receiver(), names::ANNOTATIONS) {
            return Ok(own);
        }
        let dict = Value::Obj(machine.heap.new_dict());
        machine.set_own(args.receiver(), names::ANNOTATIONS, dict);
        Ok(dict)
    }),
    getter("__code__", |machine, args| {
        let Some(Object::Function(function)) = machine.heap.object(args.receiver()) else { return Ok(Value::None) };
        let code = function.code.clone();
        Ok(code_object(machine, &code))
    }),
    method("__get__", |machine, args| {
        let (function, object) = (args.receiver(), args.get(1).unwrap_or(Value::None));
        if object.is_none() {
            return Ok(function);
        }
        let class = machine.class_of(object);
        Ok(machine.bind_to(function, object, class))
    }),
    method("__call__", |machine, args| machine.call_with(args.receiver(), &args.positional[1..], args.keywords)),
];

/// `f.__code__`.
pub(super) fn code_object(machine: &mut Machine, code: &crate::compile::code::Code) -> Value {
    let object = Value::Obj(machine.heap.alloc(classes::CODE, Object::Plain));
    let file = machine.heap.new_str_rc(code.source.file.clone());
    let (own, free) = code.locals.split_at(code.locals.len() - usize::from(code.free));
    let [variables, free] =
        [own, free].map(|names| names.iter().map(|name| Value::Obj(*name)).collect::<Rc<[Value]>>());
    let (variables, free) = (machine.heap.new_tuple(variables), machine.heap.new_tuple(free));
    let entries = [
        ("co_name", Value::Obj(code.name)),
        ("co_argcount", Value::Int(i64::from(code.positional))),
        ("co_posonlyargcount", Value::Int(i64::from(code.positional_only))),
        ("co_kwonlyargcount", Value::Int(i64::from(code.keyword_only))),
        ("co_varnames", variables),
        ("co_freevars", free),
        ("co_firstlineno", Value::Int(i64::from(code.first_line))),
        ("co_filename", file),
    ];
    for (name, value) in entries {
        let name = machine.heap.intern(name);
        machine.set_own(object, name, value);
    }
    object
}

fn function_part(machine: &Machine, value: Value, part: fn(&crate::object::Function) -> Value) -> Value {
    match machine.heap.object(value) {
        Some(Object::Function(function)) => part(function),
        _ => Value::None,
    }
}

/// `types.MethodType(function, object)`.
pub(crate) fn method_new(machine: &mut Machine, args: Args<'_>) -> Answer {
    let [function, object] = machine.take(args, "type.method", 2)?;
    let (function, receiver) = (function.unwrap_or(Value::None), object.unwrap_or(Value::None));
    if !super::functions::is_callable(machine, function) {
        return Err(machine.type_error("first argument must be callable"));
    }
    if receiver.is_none() {
        return Err(machine.type_error("self must not be None"));
    }
    // Whoever asks a method for its name or calls it asks its function, and that one its own.
    let functions = std::iter::successors(Some(function), |function| match machine.heap.object(*function) {
        Some(Object::Method(method)) => Some(method.function),
        _ => None,
    });
    if functions.count() > NESTING_MAX as usize {
        return Err(machine.raise_recursion());
    }
    let method = crate::object::Method { function, receiver };
    Ok(Value::Obj(machine.heap.alloc(classes::METHOD, Object::Method(Box::new(method)))))
}

/// `types.ModuleType(name)`.
pub(crate) fn module_new(machine: &mut Machine, args: Args<'_>) -> Answer {
    let [name, doc] = machine.take_named(args, "type.module", ["name", "doc"], 2, 1)?;
    let name = machine.text_argument(name.unwrap_or(Value::None), "module() argument 'name'")?;
    let (module, globals) = machine.heap.new_module(&name);
    let name = machine.heap.new_str_rc(name);
    machine.heap.name_set(globals, names::NAME, name);
    machine.heap.name_set(globals, names::DOC, doc.unwrap_or(Value::None));
    Ok(Value::Obj(module))
}

fn method_parts(machine: &Machine, value: Value) -> (Value, Value) {
    match machine.heap.object(value) {
        Some(Object::Method(method)) => (method.function, method.receiver),
        _ => (Value::None, Value::None),
    }
}

/// Attributes of bound methods.
pub(crate) static METHOD: &[Native] = &[
    getter("__func__", |machine, args| Ok(method_parts(machine, args.receiver()).0)),
    getter("__self__", |machine, args| Ok(method_parts(machine, args.receiver()).1)),
    getter("__name__", |machine, args| {
        let function = method_parts(machine, args.receiver()).0;
        machine.get_attribute(function, names::NAME)
    }),
    getter("__qualname__", |machine, args| {
        let function = method_parts(machine, args.receiver()).0;
        machine.get_attribute(function, names::QUALNAME)
    }),
    getter("__doc__", |machine, args| {
        let function = method_parts(machine, args.receiver()).0;
        machine.get_attribute(function, names::DOC)
    }),
    getter("__module__", |machine, args| {
        let function = method_parts(machine, args.receiver()).0;
        machine.get_attribute(function, names::MODULE)
    }),
    method("__call__", |machine, args| machine.call_with(args.receiver(), &args.positional[1..], args.keywords)),
];

/// Attributes of builtin functions and methods.
pub(crate) static BUILTIN: &[Native] = &[
    getter("__name__", |machine, args| {
        let name = machine.native_of(args.receiver()).map_or("?", |(native, _)| native.name);
        Ok(machine.heap.new_str(name))
    }),
    getter("__qualname__", |machine, args| {
        let name = machine.native_of(args.receiver()).map_or("?", |(native, _)| native.name);
        Ok(machine.heap.new_str(name))
    }),
    getter("__self__", |machine, args| Ok(method_parts(machine, args.receiver()).1)),
    getter("__module__", |machine, args| match args.receiver() {
        Value::Native(native) if native.kind == Kind::Function => {
            let module = crate::modules::module_of(native).unwrap_or("builtins");
            Ok(Value::Obj(machine.heap.intern(module)))
        }
        _ => Ok(Value::None),
    }),
    getter("__objclass__", |machine, args| match args.receiver() {
        Value::Native(native) if let Some((class, _)) = classes::owner_of(native) => Ok(Value::Obj(class)),
        receiver => {
            let name = machine.heap.intern("__objclass__");
            Err(machine.no_attribute(receiver, name))
        }
    }),
    method("__call__", |machine, args| machine.call_with(args.receiver(), &args.positional[1..], args.keywords)),
];

pub(crate) fn property_new(machine: &mut Machine, args: Args<'_>) -> Answer {
    let mut parts = [Value::None; 4];
    for (at, value) in args.positional.iter().skip(1).take(4).enumerate() {
        parts[at] = *value;
    }
    for (name, value) in args.keywords {
        let at = match machine.heap.name(*name).as_ref() {
            "fget" => 0,
            "fset" => 1,
            "fdel" => 2,
            "doc" => 3,
            other => {
                let text = format!("property() got an unexpected keyword argument '{other}'");
                return Err(machine.type_error(&text));
            }
        };
        parts[at] = *value;
    }
    Ok(Value::Obj(machine.heap.alloc(classes::PROPERTY, Object::Property(Box::new(parts)))))
}

fn with_part(machine: &mut Machine, args: Args<'_>, at: usize) -> Answer {
    let Some(Object::Property(parts)) = machine.heap.object(args.receiver()) else { return Ok(Value::None) };
    let mut parts = **parts;
    parts[at] = args.get(1).unwrap_or(Value::None);
    Ok(Value::Obj(machine.heap.alloc(classes::PROPERTY, Object::Property(Box::new(parts)))))
}

fn property_part(machine: &Machine, value: Value, at: usize) -> Value {
    match machine.heap.object(value) {
        Some(Object::Property(parts)) => parts[at],
        _ => Value::None,
    }
}

/// Methods of `property`.
pub(crate) static PROPERTY: &[Native] = &[
    method("getter", |machine, args| with_part(machine, args, 0)),
    method("setter", |machine, args| with_part(machine, args, 1)),
    method("deleter", |machine, args| with_part(machine, args, 2)),
    getter("fget", |machine, args| Ok(property_part(machine, args.receiver(), 0))),
    getter("fset", |machine, args| Ok(property_part(machine, args.receiver(), 1))),
    getter("fdel", |machine, args| Ok(property_part(machine, args.receiver(), 2))),
    getter("__doc__", |machine, args| {
        let doc = property_part(machine, args.receiver(), 3);
        let function = property_part(machine, args.receiver(), 0);
        if doc.is_none() && !function.is_none() { machine.get_attribute(function, names::DOC) } else { Ok(doc) }
    }),
];

pub(crate) fn staticmethod_new(machine: &mut Machine, args: Args<'_>) -> Answer {
    let function = args.get(1).unwrap_or(Value::None);
    Ok(Value::Obj(machine.heap.alloc(classes::STATICMETHOD, Object::StaticMethod(function))))
}

pub(crate) fn classmethod_new(machine: &mut Machine, args: Args<'_>) -> Answer {
    let function = args.get(1).unwrap_or(Value::None);
    Ok(Value::Obj(machine.heap.alloc(classes::CLASSMETHOD, Object::ClassMethod(function))))
}

/// Attributes of `staticmethod` and `classmethod`.
pub(crate) static WRAPPER: &[Native] = &[
    getter("__func__", |machine, args| match machine.heap.object(args.receiver()) {
        Some(Object::StaticMethod(function) | Object::ClassMethod(function)) => Ok(*function),
        _ => Ok(Value::None),
    }),
    getter("__wrapped__", |machine, args| match machine.heap.object(args.receiver()) {
        Some(Object::StaticMethod(function) | Object::ClassMethod(function)) => Ok(*function),
        _ => Ok(Value::None),
    }),
];

/// `super(class, object)`; without arguments the compiler puts them in.
pub(crate) fn super_new(machine: &mut Machine, args: Args<'_>) -> Answer {
    let [_, Value::Obj(after), object] = *args.positional else {
        return Err(machine.error(classes::RUNTIME_ERROR, "super(): no arguments"));
    };
    let class = match object {
        Value::Obj(handle)
            if matches!(machine.heap.get(handle), Object::Class(_)) && machine.is_subclass(handle, after) =>
        {
            handle
        }
        _ => machine.class_of(object),
    };
    if !machine.is_subclass(class, after) {
        return Err(machine.type_error("super(type, obj): obj must be an instance or subtype of type"));
    }
    let parts = Super { after, object, class };
    Ok(Value::Obj(machine.heap.alloc(classes::SUPER, Object::Super(Box::new(parts)))))
}

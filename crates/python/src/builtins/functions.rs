//! The builtin functions that are not classes. Those that hand items to the program's own functions take them one by one and may be run
//! again in between; see [`crate::native`].

use super::{evaluate, list};
use crate::builtins::classes;
use crate::compile::code::Binary;
use crate::machine::{Machine, operators, show};
use crate::names;
use crate::native::{Args, Divert, Native, function};
use crate::object::{Iter, Object};
use crate::pause::Console;
use crate::request::{Answer as Reply, Request};
use crate::text::{Integer, float, integer, quote};
use crate::value::{Handle, Value};
use num_bigint::BigInt;
use std::rc::Rc;

type Answer = Result<Value, Divert>;

/// All of them.
pub(crate) static FUNCTIONS: &[Native] = &[
    function("abs", abs),
    function("all", |m, a| any_or_all(m, a, "all", true)),
    function("any", |m, a| any_or_all(m, a, "any", false)),
    function("ascii", |m, a| {
        let value = m.take_one(a, "ascii")?;
        let repr = m.repr(value)?;
        Ok(m.heap.new_str(&quote::escape_non_ascii(&repr)))
    }),
    function("bin", |m, a| in_base(m, a, "bin", 2)),
    function("oct", |m, a| in_base(m, a, "oct", 8)),
    function("hex", |m, a| in_base(m, a, "hex", 16)),
    function("callable", |m, a| {
        let value = m.take_one(a, "callable")?;
        Ok(Value::Bool(is_callable(m, value)))
    }),
    function("chr", chr),
    function("ord", ord),
    function("delattr", |m, a| {
        let [object, name] = m.take(a, "delattr", 2)?;
        let name = attribute_name(m, name)?;
        m.delete_attribute(object.unwrap_or(Value::None), name)?;
        Ok(Value::None)
    }),
    function("getattr", get_attribute),
    function("setattr", |m, a| {
        let [object, name, value] = m.take(a, "setattr", 3)?;
        let name = attribute_name(m, name)?;
        m.set_attribute(object.unwrap_or(Value::None), name, value.unwrap_or(Value::None))?;
        Ok(Value::None)
    }),
    function("hasattr", |m, a| {
        let [object, name] = m.take(a, "hasattr", 2)?;
        let name = attribute_name(m, name)?;
        Ok(Value::Bool(m.attribute_or_none(object.unwrap_or(Value::None), name)?.is_some()))
    }),
    function("dir", dir),
    function("divmod", divmod),
    function("format", |m, a| {
        let [value, spec] = m.take(a, "format", 1)?;
        let spec = match spec {
            None => "".into(),
            Some(spec) => m.text_argument(spec, "format() argument 2")?,
        };
        let text = m.format(value.unwrap_or(Value::None), &spec)?;
        Ok(m.heap.new_str_rc(text))
    }),
    function("hash", |m, a| {
        let value = m.take_one(a, "hash")?;
        m.hash(value).map(Value::Int)
    }),
    function("id", |m, a| {
        let value = m.take_one(a, "id")?;
        Ok(Value::Int(match value {
            Value::Obj(handle) => show::identity(handle),
            Value::Int(int) => 0x0095_3a00 + int.wrapping_mul(32),
            Value::Native(native) => std::ptr::from_ref(native).addr() as i64,
            Value::None => 0x0091_e5c0,
            Value::Bool(truth) => 0x0090_b1a0 + i64::from(truth) * 32,
            _ => 0x0091_0000,
        }))
    }),
    function("input", input),
    function("isinstance", |m, a| {
        let [object, class] = m.take(a, "isinstance", 2)?;
        is_instance(m, object.unwrap_or(Value::None), class.unwrap_or(Value::None), 0).map(Value::Bool)
    }),
    function("issubclass", |m, a| {
        let [class, base] = m.take(a, "issubclass", 2)?;
        let Some(Value::Obj(class)) = class.filter(|class| is_class(m, *class)) else {
            return Err(m.type_error("issubclass() arg 1 must be a class"));
        };
        is_subclass(m, class, base.unwrap_or(Value::None), 0).map(Value::Bool)
    }),
    function("iter", iter),
    function("len", |m, a| {
        let value = m.take_one(a, "len")?;
        Ok(Value::Int(m.len(value)? as i64))
    }),
    function("exit", crate::modules::sys::exit),
    function("quit", crate::modules::sys::exit),
    function("max", |m, a| extreme(m, a, "max", true)),
    function("min", |m, a| extreme(m, a, "min", false)),
    function("next", next),
    function("pow", pow),
    function("print", print),
    function("repr", |m, a| {
        let value = m.take_one(a, "repr")?;
        let repr = m.repr(value)?;
        Ok(m.heap.new_str_rc(repr))
    }),
    function("round", round),
    function("sorted", sorted),
    function("sum", sum),
    function("vars", vars),
    function("open", |m, _| refused(m, "open()", "there are no files here")),
    function("eval", |m, a| evaluate::run(m, a, "eval")),
    function("exec", |m, a| evaluate::run(m, a, "exec")),
    function("compile", evaluate::compile),
    function("globals", |m, a| m.take_none(a, "globals").map(|()| m.scope[0])),
    function("locals", |m, a| m.take_none(a, "locals").map(|()| m.scope[1])),
    function("breakpoint", |m, _| refused(m, "breakpoint()", "it steps by itself")),
    function("help", |m, _| refused(m, "help()", "it has no manual inside")),
];

/// The refusal of something that Python has and this machine has not.
pub(crate) fn refused(m: &mut Machine, what: &str, why: &str) -> Answer {
    let text = format!("{what} is Python, but Sockscope does not run it: {why}");
    Err(m.error(classes::NOT_IMPLEMENTED_ERROR, &text))
}

fn is_class(m: &Machine, value: Value) -> bool {
    matches!(m.heap.object(value), Some(Object::Class(_)))
}

pub(super) fn is_callable(m: &mut Machine, value: Value) -> bool {
    match m.heap.object(value) {
        None => matches!(value, Value::Native(_)),
        Some(Object::Function(_) | Object::Method(_) | Object::Class(_) | Object::StaticMethod(_)) => true,
        Some(_) => m.special(value, names::CALL).is_some(),
    }
}

fn in_base(m: &mut Machine, args: Args<'_>, name: &str, base: u32) -> Answer {
    let value = m.take_one(args, name)?;
    let big = m.big_argument(value)?;
    Ok(m.heap.new_str(&integer::with_prefix(Integer::Big(&big), base)))
}

fn abs(m: &mut Machine, args: Args<'_>) -> Answer {
    let value = m.take_one(args, "abs")?;
    if let Some(result) = m.call_special(value, names::ABS, &[])? {
        return Ok(result);
    }
    if let Some(float) = m.float_of(value) {
        return Ok(Value::Float(float.abs()));
    }
    match m.big(value) {
        Some(big) => Ok(m.new_int(BigInt::from(big.magnitude().clone()))),
        None => {
            let found = m.class_name(value);
            Err(m.type_error(&format!("bad operand type for abs(): '{found}'")))
        }
    }
}

fn any_or_all(m: &mut Machine, args: Args<'_>, name: &str, all: bool) -> Answer {
    let items = m.take_one(args, name)?;
    let stepped = items.handle().is_some_and(|handle| matches!(m.heap.get(handle), Object::Iter(_)));
    let Some(known) = (if stepped { None } else { m.quick_items(items) }) else {
        // One question, however many items there are: a native is run again after each answer.
        let search = m.prelude_function(if all { "_all" } else { "_any" });
        return m.call(search, &[items]);
    };
    for item in known {
        if m.truth(item)? != all {
            return Ok(Value::Bool(!all));
        }
    }
    Ok(Value::Bool(all))
}

fn chr(m: &mut Machine, args: Args<'_>) -> Answer {
    let code = m.take_one(args, "chr")?;
    let narrow = match code {
        Value::Int(code) => i32::try_from(code).ok(),
        _ => i32::try_from(&m.big_argument(code)?).ok(),
    };
    let Some(code) = narrow else {
        return Err(m.overflow_error("Python int too large to convert to C int"));
    };
    match u32::try_from(code) {
        Ok(0xd800..=0xdfff) => Err(m.fault(&crate::text::codec::lone_surrogate())),
        Ok(code) if code < 0x80 => Ok(m.heap.new_char(code as u8)),
        Ok(code) if code < 0x11_0000 => {
            let text: String = char::from_u32(code).into_iter().collect();
            Ok(m.heap.new_str(&text))
        }
        _ => Err(m.value_error("chr() arg not in range(0x110000)")),
    }
}

fn ord(m: &mut Machine, args: Args<'_>) -> Answer {
    let value = m.take_one(args, "ord")?;
    let len = if let Some(text) = m.text(value) {
        let mut characters = text.chars();
        if let (Some(only), None) = (characters.next(), characters.next()) {
            return Ok(Value::Int(i64::from(u32::from(only))));
        }
        text.chars().count()
    } else if let Some(data) = m.octets(value) {
        if let [only] = *data {
            return Ok(Value::Int(i64::from(only)));
        }
        data.len()
    } else {
        let found = m.class_name(value);
        return Err(m.type_error(&format!("ord() expected string of length 1, but {found} found")));
    };
    Err(m.type_error(&format!("ord() expected a character, but string of length {len} found")))
}

/// The name that `getattr` and its kin are given, interned.
fn attribute_name(m: &mut Machine, name: Option<Value>) -> Result<Handle, Divert> {
    let name = name.unwrap_or(Value::None);
    match m.text(name) {
        Some(name) => Ok(m.heap.intern(&name)),
        None => {
            let found = m.class_name(name);
            Err(m.type_error(&format!("attribute name must be string, not '{found}'")))
        }
    }
}

fn get_attribute(m: &mut Machine, args: Args<'_>) -> Answer {
    let [object, name, default] = m.take(args, "getattr", 2)?;
    let name = attribute_name(m, name)?;
    let object = object.unwrap_or(Value::None);
    match default {
        None => m.get_attribute(object, name),
        Some(default) => Ok(m.attribute_or_none(object, name)?.unwrap_or(default)),
    }
}

fn dir(m: &mut Machine, args: Args<'_>) -> Answer {
    let [asked] = m.take(args, "dir", 0)?;
    let object = asked.unwrap_or(Value::None);
    let own_dir = m.heap.intern("__dir__");
    let mut names: Vec<Rc<str>> = Vec::new();
    if asked.is_none() {
        let scope = m.scope[1].handle().map(|scope| m.heap.dict(scope));
        names.extend(scope.into_iter().flat_map(crate::object::dict::Dict::iter).filter_map(|entry| m.text(entry.key)));
    } else if let Some(listed) = m.call_special(object, own_dir, &[])? {
        names.extend(m.items(listed)?.into_iter().filter_map(|name| m.text(name)));
    } else {
        names.extend(super::generic::names_of(m, object).into_iter().map(Rc::from));
    }
    names.sort();
    names.dedup();
    let names = names.into_iter().map(|name| m.heap.new_str_rc(name)).collect();
    Ok(m.heap.new_list(names))
}

fn divmod(m: &mut Machine, args: Args<'_>) -> Answer {
    let [a, b] = m.take(args, "divmod", 2)?;
    let (a, b) = (a.unwrap_or(Value::None), b.unwrap_or(Value::None));
    for (object, name, other) in [(a, names::DIVMOD, b), (b, names::RDIVMOD, a)] {
        if let Some(result) = m.call_special(object, name, &[other])?
            && !matches!(result, Value::NotImplemented)
        {
            return Ok(result);
        }
    }
    if m.number(a).is_none() || m.number(b).is_none() {
        let (a, b) = (m.class_name(a), m.class_name(b));
        return Err(m.type_error(&format!("unsupported operand type(s) for divmod(): '{a}' and '{b}'")));
    }
    if (m.float_of(a).is_some() || m.float_of(b).is_some()) && !m.truth(b)? {
        return Err(m.error(classes::ZERO_DIVISION_ERROR, "float divmod()"));
    }
    let quotient = m.binary(Binary::FloorDiv, a, b)?;
    let rest = m.binary(Binary::Mod, a, b)?;
    Ok(m.heap.new_tuple(Rc::new([quotient, rest])))
}

/// Whether a value is an instance of a class, or of one of a tuple or union of classes.
pub(crate) fn is_instance(m: &mut Machine, object: Value, class: Value, depth: u32) -> Result<bool, Divert> {
    let wrong = "isinstance() arg 2 must be a type, a tuple of types, or a union";
    if depth > 50 {
        return Err(m.raise_recursion());
    }
    if let Value::Obj(handle) = class {
        if is_class(m, class) {
            let meta = m.heap.slot(handle).class;
            if m.is_instance_of(object, handle) {
                return Ok(true);
            }
            if meta != classes::TYPE
                && let Some(check) = m.call_special(class, names::INSTANCECHECK, &[object])?
            {
                return m.truth(check);
            }
            return Ok(false);
        }
        for class in alternatives(m, class)?.ok_or_else(|| m.type_error(wrong))? {
            if is_instance(m, object, class, depth + 1)? {
                return Ok(true);
            }
        }
        return Ok(false);
    }
    Err(m.type_error(wrong))
}

/// The classes in a tuple or in a union (`int | str`).
fn alternatives(m: &mut Machine, classes: Value) -> Result<Option<Vec<Value>>, Divert> {
    if let Some(Object::Tuple(items)) = m.heap.object(classes) {
        return Ok(Some(items.to_vec()));
    }
    let alias = m.prelude_function("_GenericAlias");
    if alias.is(Value::Obj(m.class_of(classes))) {
        return Err(m.type_error("isinstance() argument 2 cannot be a parameterized generic"));
    }
    let name = m.heap.intern("__args__");
    match m.attribute_or_none(classes, name)? {
        Some(items) => m.items(items).map(Some),
        None => Ok(None),
    }
}

fn is_subclass(m: &mut Machine, class: Handle, base: Value, depth: u32) -> Result<bool, Divert> {
    let wrong = "issubclass() arg 2 must be a class, a tuple of classes, or a union";
    if depth > 50 {
        return Err(m.raise_recursion());
    }
    if let Value::Obj(handle) = base {
        if is_class(m, base) {
            if m.is_subclass(class, handle) {
                return Ok(true);
            }
            if m.heap.slot(handle).class != classes::TYPE
                && let Some(check) = m.call_special(base, names::SUBCLASSCHECK, &[Value::Obj(class)])?
            {
                return m.truth(check);
            }
            return Ok(false);
        }
        for base in alternatives(m, base)?.ok_or_else(|| m.type_error(wrong))? {
            if is_subclass(m, class, base, depth + 1)? {
                return Ok(true);
            }
        }
        return Ok(false);
    }
    Err(m.type_error(wrong))
}

fn iter(m: &mut Machine, args: Args<'_>) -> Answer {
    let [object, sentinel] = m.take(args, "iter", 1)?;
    let object = object.unwrap_or(Value::None);
    match sentinel {
        None => m.iter(object),
        Some(_) if !is_callable(m, object) => Err(m.type_error("iter(v, w): v must be callable")),
        Some(sentinel) => {
            let iter = Iter::Callable { callable: object, sentinel };
            Ok(Value::Obj(m.heap.alloc(classes::CALLABLE_ITERATOR, Object::Iter(Box::new(iter)))))
        }
    }
}

fn next(m: &mut Machine, args: Args<'_>) -> Answer {
    let [iterator, default] = m.take(args, "next", 1)?;
    let iterator = iterator.unwrap_or(Value::None);
    match default {
        None => {
            let class = m.class_of(iterator);
            if !matches!(m.heap.object(iterator), Some(Object::Iter(_)))
                && let Some(next) = m.lookup_any(class, names::NEXT)
            {
                // Its `StopIteration` may carry a value.
                let next = m.bind_to(next, iterator, class);
                return m.call(next, &[]);
            }
            match m.next(iterator)? {
                Some(item) => Ok(item),
                None => Err(m.stop_iteration(Value::None)),
            }
        }
        Some(default) => match m.try_call(Value::Native(&operators::NEXT), &[iterator])? {
            Ok(item) => Ok(item),
            Err(raised) if m.is_instance_of(raised, classes::STOP_ITERATION) => Ok(default),
            Err(raised) => Err(m.raise(raised)),
        },
    }
}

fn extreme(m: &mut Machine, args: Args<'_>, name: &str, largest: bool) -> Answer {
    let (mut key, mut default) = (None, None);
    for (keyword, value) in args.keywords {
        match &*m.heap.name(*keyword) {
            "key" => key = Some(*value).filter(|value| !value.is_none()),
            "default" => default = Some(*value),
            other => {
                let text = format!("'{other}' is an invalid keyword argument for {name}()");
                return Err(m.type_error(&text));
            }
        }
    }
    let items = match args.positional {
        [] => return Err(m.type_error(&format!("{name} expected at least 1 argument, got 0"))),
        [only] => m.items(*only)?,
        several => {
            if default.is_some() {
                let text = format!("Cannot specify a default for {name}() with multiple positional arguments");
                return Err(m.type_error(&text));
            }
            several.to_vec()
        }
    };
    let measures = match key {
        Some(key) => list::measures(m, key, &items)?,
        None => items.clone(),
    };
    if measures.len() > 8 && measures.iter().any(|measure| list::asks(m, *measure)) {
        // One question instead of one for each item: a native is run again after each answer.
        let search = m.prelude_function(if largest { "_greatest" } else { "_least" });
        let measures = m.heap.new_list(measures);
        let at = m.call(search, &[measures])?;
        let item = if let Value::Int(at) = at { usize::try_from(at).ok().and_then(|at| items.get(at)) } else { None };
        return Ok(item.copied().unwrap_or(Value::None));
    }
    let mut best: Option<(Value, Value)> = None;
    for (item, measure) in items.into_iter().zip(measures) {
        let better = match best {
            None => true,
            Some((_, known)) if largest => {
                let greater = m.compare(crate::compile::code::Compare::Gt, measure, known)?;
                m.truth(greater)?
            }
            Some((_, known)) => m.less(measure, known)?,
        };
        if better {
            best = Some((item, measure));
        }
    }
    match best.map(|(item, _)| item).or(default) {
        Some(item) => Ok(item),
        None => Err(m.value_error(&format!("{name}() arg is an empty sequence"))),
    }
}

fn pow(m: &mut Machine, args: Args<'_>) -> Answer {
    let [base, exponent, modulus] = m.take_named(args, "pow", ["base", "exp", "mod"], 3, 2)?;
    let (base, exponent) = (base.unwrap_or(Value::None), exponent.unwrap_or(Value::None));
    let Some(modulus) = modulus.filter(|modulus| !modulus.is_none()) else {
        return m.binary(Binary::Pow, base, exponent);
    };
    if let Some(power) = m.call_special(base, names::POW, &[exponent, modulus])?
        && !matches!(power, Value::NotImplemented)
    {
        return Ok(power);
    }
    let (Some(base), Some(exponent), Some(modulus)) = (m.big(base), m.big(exponent), m.big(modulus)) else {
        return Err(m.type_error("pow() 3rd argument not allowed unless all arguments are integers"));
    };
    if modulus.bits() == 0 {
        return Err(m.value_error("pow() 3rd argument cannot be 0"));
    }
    let (base, exponent) = if exponent.sign() == num_bigint::Sign::Minus {
        match base.modinv(&modulus) {
            Some(inverse) => (inverse, -exponent),
            None => return Err(m.value_error("base is not invertible for the given modulus")),
        }
    } else {
        (base, exponent)
    };
    m.reserve((modulus.bits() / 4) as usize)?;
    let power = base.modpow(&exponent, &modulus);
    Ok(m.new_int(power))
}

/// What `print` was told by name.
struct Printing {
    separator: Rc<str>,
    end: Rc<str>,
    file: Option<Value>,
    flush: Value,
}

fn printing(m: &mut Machine, args: Args<'_>) -> Result<Printing, Divert> {
    let mut printing = Printing { separator: " ".into(), end: "\n".into(), file: None, flush: Value::None };
    for (keyword, value) in args.keywords {
        let name = m.heap.name(*keyword);
        match &*name {
            "sep" | "end" if value.is_none() => {}
            "sep" | "end" => {
                let Some(text) = m.text(*value) else {
                    let found = m.class_name(*value);
                    return Err(m.type_error(&format!("{name} must be None or a string, not {found}")));
                };
                if &*name == "sep" {
                    printing.separator = text;
                } else {
                    printing.end = text;
                }
            }
            "file" => printing.file = Some(*value).filter(|value| !value.is_none()),
            "flush" => printing.flush = *value,
            _ => {
                let text = format!("'{name}' is an invalid keyword argument for print()");
                return Err(m.type_error(&text));
            }
        }
    }
    Ok(printing)
}

fn print(m: &mut Machine, args: Args<'_>) -> Answer {
    let printing = printing(m, args)?;
    let file = printing.file.or_else(|| crate::modules::sys::stream(m, "stdout"));
    let console = match file {
        None => Some(Console::Out),
        Some(file) if file.is_none() => return Ok(Value::None),
        Some(file) => crate::modules::sys::console_of(m, file),
    };
    let Some(console) = console else { return print_elsewhere(m, args, &printing, file.unwrap_or(Value::None)) };
    let mut text = String::new();
    for (at, value) in args.positional.iter().enumerate() {
        if at > 0 {
            text.push_str(&printing.separator);
        }
        text.push_str(&m.str(*value)?);
        m.reserve(text.len())?;
    }
    text.push_str(&printing.end);
    m.write_console(console, text.into());
    Ok(Value::None)
}

/// A file of the program's own sees each value, separator and end as a `write` of its own, and a `flush` if one is wanted.
fn print_elsewhere(m: &mut Machine, args: Args<'_>, printing: &Printing, file: Value) -> Answer {
    let print = m.prelude_function("_print");
    let values = m.heap.new_tuple(args.positional.into());
    let separator = m.heap.new_str_rc(printing.separator.clone());
    let end = m.heap.new_str_rc(printing.end.clone());
    m.call(print, &[values, separator, end, file, printing.flush])
}

impl Machine {
    /// Text for a console; nothing is handed out for empty text.
    pub(crate) fn write_console(&mut self, console: Console, text: Rc<str>) {
        if !text.is_empty() {
            self.printed.push((console, text));
        }
    }
}

fn input(m: &mut Machine, args: Args<'_>) -> Answer {
    let [prompt] = m.take(args, "input", 0)?;
    if let Some(prompt) = prompt {
        let prompt = m.str(prompt)?;
        m.once(|m| {
            m.write_console(Console::Out, prompt);
            Ok(Value::None)
        })?;
    }
    match m.ask(Request::Input)? {
        Ok(Reply::Text(line)) => Ok(m.heap.new_str(line.strip_suffix('\n').unwrap_or(&line))),
        _ => Err(m.error(classes::EOF_ERROR, "EOF when reading a line")),
    }
}

fn round(m: &mut Machine, args: Args<'_>) -> Answer {
    let [number, digits] = m.take_named(args, "round", ["number", "ndigits"], 2, 1)?;
    let number = number.unwrap_or(Value::None);
    let digits = digits.filter(|digits| !digits.is_none());
    let given: Vec<Value> = digits.into_iter().collect();
    if let Some(rounded) = m.call_special(number, names::ROUND, &given)? {
        return Ok(rounded);
    }
    if let Some(float) = m.float_of(number) {
        return match digits {
            None => match float::round_to_integer(float) {
                Ok(whole) => Ok(m.new_integer(whole)),
                Err(fault) => Err(m.fault(&fault)),
            },
            Some(digits) => {
                let digits = m.big_argument(digits)?;
                let far = if digits.sign() == num_bigint::Sign::Minus { i64::MIN } else { i64::MAX };
                let digits = i64::try_from(&digits).unwrap_or(far);
                float::round(float, digits).map(Value::Float).map_err(|fault| m.fault(&fault))
            }
        };
    }
    let Some(big) = m.big(number) else {
        let found = m.class_name(number);
        return Err(m.type_error(&format!("type {found} doesn't define __round__ method")));
    };
    let digits = digits.map_or(Ok(0), |digits| m.size_argument(digits))?;
    if digits >= 0 {
        return Ok(m.new_int(big));
    }
    Ok(m.new_int(round_big(&big, digits.unsigned_abs())))
}

/// An integer rounded to a power of ten, halves to the even multiple.
fn round_big(value: &BigInt, digits: u64) -> BigInt {
    if digits > value.bits() {
        return BigInt::default();
    }
    let unit = BigInt::from(10).pow(digits as u32);
    let (mut quotient, rest) = num_integer::Integer::div_mod_floor(value, &unit);
    let order = (rest * 2u32).cmp(&unit);
    if order.is_gt() || order.is_eq() && num_integer::Integer::is_odd(&quotient) {
        quotient += 1;
    }
    quotient * unit
}

fn sorted(m: &mut Machine, args: Args<'_>) -> Answer {
    let [items] = m.take(Args::new(args.positional), "sorted", 1)?;
    let (mut key, mut reverse) = (None, None);
    for (keyword, value) in args.keywords {
        match &*m.heap.name(*keyword) {
            "key" => key = Some(*value),
            "reverse" => reverse = Some(*value),
            other => {
                let text = format!("'{other}' is an invalid keyword argument for sort()");
                return Err(m.type_error(&text));
            }
        }
    }
    let items = m.items(items.unwrap_or(Value::None))?;
    let sorted = list::sorted_items(m, items, key, reverse)?;
    m.reserve(sorted.len() * 16)?;
    Ok(m.heap.new_list(sorted))
}

fn sum(m: &mut Machine, args: Args<'_>) -> Answer {
    let [items, start] = m.take_named(args, "sum", ["", "start"], 2, 1)?;
    let mut total = start.unwrap_or(Value::Int(0));
    let refused = match m.heap.object(total) {
        Some(Object::Str(_)) => Some("sum() can't sum strings [use ''.join(seq) instead]"),
        Some(Object::Bytes(_)) => Some("sum() can't sum bytes [use b''.join(seq) instead]"),
        Some(Object::ByteArray(_)) => Some("sum() can't sum bytearray [use b''.join(seq) instead]"),
        _ => None,
    };
    if let Some(text) = refused {
        return Err(m.type_error(text));
    }
    for item in m.items(items.unwrap_or(Value::None))? {
        total = match (total, item) {
            (Value::Int(a), Value::Int(b)) if a.checked_add(b).is_some() => Value::Int(a + b),
            (Value::Float(a), Value::Float(b)) => Value::Float(a + b),
            _ => m.binary(Binary::Add, total, item)?,
        };
    }
    Ok(total)
}

fn vars(m: &mut Machine, args: Args<'_>) -> Answer {
    let [object] = m.take(args, "vars", 0)?;
    let Some(object) = object else { return Ok(m.scope[1]) };
    match m.attribute_or_none(object, names::DICT)? {
        Some(dict) => Ok(dict),
        None => Err(m.type_error("vars() argument must have __dict__ attribute")),
    }
}

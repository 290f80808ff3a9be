//! The methods of `str`. What they do to text is in [`crate::text`]; here arguments are taken apart and results made.

use crate::builtins::classes;
use crate::machine::Machine;
use crate::native::{Args, Divert, Native, function, method};
use crate::object::Object;
use crate::object::text::Str;
use crate::text::strings::{self, Ends};
use crate::text::{Fault, seek};
use crate::value::Value;
use std::ops::Range;
use std::rc::Rc;

type Answer = Result<Value, Divert>;

/// `str.*`.
pub(crate) static METHODS: &[Native] = &[
    method("capitalize", |m, a| changed(m, a, "str.capitalize", strings::capitalize)),
    method("casefold", |m, a| changed(m, a, "str.casefold", strings::casefold)),
    method("lower", |m, a| changed(m, a, "str.lower", str::to_lowercase)),
    method("upper", |m, a| changed(m, a, "str.upper", str::to_uppercase)),
    method("swapcase", |m, a| changed(m, a, "str.swapcase", strings::swapcase)),
    method("title", |m, a| changed(m, a, "str.title", strings::title)),
    method("isalnum", |m, a| asked(m, a, "str.isalnum", |text| strings::every(text, strings::is_alnum))),
    method("isalpha", |m, a| asked(m, a, "str.isalpha", |text| strings::every(text, strings::is_alpha))),
    method("isascii", |m, a| asked(m, a, "str.isascii", str::is_ascii)),
    method("isdecimal", |m, a| {
        asked(m, a, "str.isdecimal", |text| strings::every(text, |c| crate::text::integer::decimal_value(c).is_some()))
    }),
    method("isdigit", |m, a| asked(m, a, "str.isdigit", |text| strings::every(text, strings::is_digit))),
    method("isidentifier", |m, a| asked(m, a, "str.isidentifier", strings::is_identifier)),
    method("islower", |m, a| asked(m, a, "str.islower", strings::is_lower)),
    method("isnumeric", |m, a| asked(m, a, "str.isnumeric", |text| strings::every(text, strings::is_numeric))),
    method("isprintable", |m, a| {
        asked(m, a, "str.isprintable", |text| text.chars().all(crate::text::quote::is_printable))
    }),
    method("isspace", |m, a| asked(m, a, "str.isspace", |text| strings::every(text, strings::is_space))),
    method("istitle", |m, a| asked(m, a, "str.istitle", strings::is_title)),
    method("isupper", |m, a| asked(m, a, "str.isupper", strings::is_upper)),
    method("center", |m, a| justified(m, a, "str.center", strings::centre_padding)),
    method("ljust", |m, a| justified(m, a, "str.ljust", |len, width| (0, width.saturating_sub(len)))),
    method("rjust", |m, a| justified(m, a, "str.rjust", |len, width| (width.saturating_sub(len), 0))),
    method("zfill", zfill),
    method("expandtabs", expand_tabs),
    method("strip", |m, a| stripped(m, a, "str.strip", Ends::Both)),
    method("lstrip", |m, a| stripped(m, a, "str.lstrip", Ends::Left)),
    method("rstrip", |m, a| stripped(m, a, "str.rstrip", Ends::Right)),
    method("removeprefix", |m, a| removed(m, a, "str.removeprefix", |text, part| text.strip_prefix(part))),
    method("removesuffix", |m, a| removed(m, a, "str.removesuffix", |text, part| text.strip_suffix(part))),
    method("split", |m, a| split(m, a, "str.split", false)),
    method("rsplit", |m, a| split(m, a, "str.rsplit", true)),
    method("splitlines", split_lines),
    method("partition", |m, a| partition(m, a, "str.partition", false)),
    method("rpartition", |m, a| partition(m, a, "str.rpartition", true)),
    method("find", |m, a| found(m, a, "find", false, false)),
    method("rfind", |m, a| found(m, a, "rfind", true, false)),
    method("index", |m, a| found(m, a, "index", false, true)),
    method("rindex", |m, a| found(m, a, "rindex", true, true)),
    method("count", count),
    method("startswith", |m, a| affixed(m, a, "startswith", |text, part| text.starts_with(part))),
    method("endswith", |m, a| affixed(m, a, "endswith", |text, part| text.ends_with(part))),
    method("replace", replace),
    method("join", join),
    method("encode", encode),
    method("format", super::formatting::str_format),
    method("format_map", super::formatting::str_format_map),
    method("translate", translate),
    function("maketrans", maketrans),
];

impl Machine {
    /// A `str` of a range of another, which is the same object if it is all of it.
    fn text_part(&mut self, text: &Rc<str>, range: Range<usize>) -> Value {
        self.heap.new_str(&text[range])
    }

    /// Runs a pure function's result into a `str` or an exception.
    pub(crate) fn text_or_fault(&mut self, result: Result<String, Fault>) -> Answer {
        match result {
            Ok(text) => {
                self.reserve(text.len())?;
                Ok(self.heap.new_str(&text))
            }
            Err(fault) => Err(self.fault(&fault)),
        }
    }
}

fn changed(m: &mut Machine, args: Args<'_>, name: &str, change: fn(&str) -> String) -> Answer {
    let text = m.receiver_text(args, name)?;
    m.take_none(args, name)?;
    let changed = change(&text);
    Ok(m.heap.new_str(&changed))
}

fn asked(m: &mut Machine, args: Args<'_>, name: &str, ask: fn(&str) -> bool) -> Answer {
    let text = m.receiver_text(args, name)?;
    m.take_none(args, name)?;
    Ok(Value::Bool(ask(&text)))
}

fn justified(m: &mut Machine, args: Args<'_>, name: &str, padding: fn(usize, usize) -> (usize, usize)) -> Answer {
    let text = m.receiver_text(args, name)?;
    let [width, fill] = m.take(args, name, 1)?;
    let width = m.size_or(width, 0)?.max(0) as usize;
    let fill = match fill {
        None => ' ',
        Some(value) => match m.text(value) {
            Some(fill) => {
                let mut characters = fill.chars();
                match (characters.next(), characters.next()) {
                    (Some(fill), None) => fill,
                    _ => return Err(m.type_error("The fill character must be exactly one character long")),
                }
            }
            None => {
                let found = m.class_name(value);
                return Err(m.type_error(&format!("The fill character must be a unicode character, not {found}")));
            }
        },
    };
    let padded = strings::padded(&text, fill, padding(text.chars().count(), width));
    m.text_or_fault(padded)
}

fn zfill(m: &mut Machine, args: Args<'_>) -> Answer {
    let text = m.receiver_text(args, "str.zfill")?;
    let width = m.take_one(args, "str.zfill")?;
    let width = m.size_argument(width)?.max(0) as usize;
    m.text_or_fault(strings::zfill(&text, width))
}

fn expand_tabs(m: &mut Machine, args: Args<'_>) -> Answer {
    let text = m.receiver_text(args, "str.expandtabs")?;
    let [size] = m.take_named(args, "str.expandtabs", ["tabsize"], 1, 0)?;
    let size = m.size_or(size, 8)?;
    m.text_or_fault(strings::expand_tabs(&text, size))
}

fn stripped(m: &mut Machine, args: Args<'_>, name: &str, ends: Ends) -> Answer {
    let text = m.receiver_text(args, name)?;
    let [set] = m.take(args, name, 0)?;
    let set = match set.filter(|set| !set.is_none()) {
        None => None,
        Some(set) => match m.text(set) {
            Some(set) => Some(set),
            None => {
                let short = name.trim_start_matches("str.");
                return Err(m.type_error(&format!("{short} arg must be None or str")));
            }
        },
    };
    let kept = strings::strip(&text, set.as_deref(), ends);
    if kept.len() == text.len() && m.class_of(args.receiver()) == classes::STR {
        return Ok(args.receiver());
    }
    Ok(m.heap.new_str(kept))
}

fn removed(
    m: &mut Machine,
    args: Args<'_>,
    name: &str,
    remove: for<'a> fn(&'a str, &str) -> Option<&'a str>,
) -> Answer {
    let text = m.receiver_text(args, name)?;
    let part = m.take_one(args, name)?;
    let part = m.text_argument(part, &format!("{}() argument", name.trim_start_matches("str.")))?;
    Ok(m.heap.new_str(remove(&text, &part).unwrap_or(&text)))
}

fn split(m: &mut Machine, args: Args<'_>, name: &str, from_right: bool) -> Answer {
    let text = m.receiver_text(args, name)?;
    let [separator, max] = m.take_named(args, name, ["sep", "maxsplit"], 2, 0)?;
    let max = m.count_or_all(max)?;
    let parts = match separator.filter(|separator| !separator.is_none()) {
        None if from_right => seek::rsplit_blank(text.as_bytes(), max, true),
        None => seek::split_blank(text.as_bytes(), max, true),
        Some(separator) => {
            let Some(separator) = m.text(separator) else {
                let found = m.class_name(separator);
                return Err(m.type_error(&format!("must be str or None, not {found}")));
            };
            if separator.is_empty() {
                return Err(m.value_error("empty separator"));
            }
            let cut = if from_right { seek::rsplit } else { seek::split };
            cut(text.as_bytes(), separator.as_bytes(), max)
        }
    };
    m.reserve(parts.len() * 64)?;
    let parts = parts.into_iter().map(|part| m.text_part(&text, part)).collect();
    Ok(m.heap.new_list(parts))
}

fn split_lines(m: &mut Machine, args: Args<'_>) -> Answer {
    let text = m.receiver_text(args, "str.splitlines")?;
    let [keep_ends] = m.take_named(args, "str.splitlines", ["keepends"], 1, 0)?;
    let keep_ends = keep_ends.map_or(Ok(false), |keep| m.size_argument(keep).map(|keep| keep != 0))?;
    let lines = strings::split_lines(&text, keep_ends);
    m.reserve(lines.len() * 64)?;
    let lines = lines.into_iter().map(|line| m.text_part(&text, line)).collect();
    Ok(m.heap.new_list(lines))
}

fn partition(m: &mut Machine, args: Args<'_>, name: &str, from_right: bool) -> Answer {
    let text = m.receiver_text(args, name)?;
    let separator = m.take_one(args, name)?;
    let Some(part) = m.text(separator) else {
        let found = m.class_name(separator);
        return Err(m.type_error(&format!("must be str, not {found}")));
    };
    if part.is_empty() {
        return Err(m.value_error("empty separator"));
    }
    let find = if from_right { seek::rfind } else { seek::find };
    let empty = m.heap.new_str("");
    let items = match find(text.as_bytes(), part.as_bytes()) {
        Some(at) => [m.text_part(&text, 0..at), separator, m.text_part(&text, at + part.len()..text.len())],
        None if from_right => [empty, empty, args.receiver()],
        None => [args.receiver(), empty, empty],
    };
    Ok(m.heap.new_tuple(Rc::new(items)))
}

/// Text, what is looked for, and where.
type Search = (Rc<str>, Rc<str>, Option<Range<usize>>);

/// Text and the byte range in which a search looks; `None` if there is nowhere to look.
fn searched(m: &mut Machine, args: Args<'_>, name: &str) -> Result<Search, Divert> {
    let full = format!("str.{name}");
    let text = m.receiver_text(args, &full)?;
    let given = args.len() - 1;
    if !args.keywords.is_empty() {
        return Err(m.type_error(&format!("{full}() takes no keyword arguments")));
    }
    if given == 0 || given > 3 {
        let (bound, number) = if given == 0 { ("at least", 1) } else { ("at most", 3) };
        let plural = if number == 1 { "" } else { "s" };
        return Err(m.type_error(&format!("{name}() takes {bound} {number} argument{plural} ({given} given)")));
    }
    let Some(part) = m.text(args.positional[1]) else {
        let found = m.class_name(args.positional[1]);
        return Err(m.type_error(&format!("must be str, not {found}")));
    };
    let range = text_bounds(m, args.receiver(), args.get(2), args.get(3))?;
    Ok((text, part, range))
}

/// Byte range of characters `start..end`.
fn text_bounds(
    m: &mut Machine,
    text: Value,
    start: Option<Value>,
    end: Option<Value>,
) -> Result<Option<Range<usize>>, Divert> {
    let Some(Object::Str(object)) = m.heap.object(text) else { return Ok(None) };
    let chars = object.chars as usize;
    let bounds = m.bounds(start, end, chars)?;
    let Some(Object::Str(object)) = m.heap.object(text) else { return Ok(None) };
    Ok(bounds.map(|(start, end)| object.byte_at(start)..object.byte_at(end)))
}

fn found(m: &mut Machine, args: Args<'_>, name: &str, from_right: bool, must: bool) -> Answer {
    let (text, part, range) = searched(m, args, name)?;
    let find = if from_right { seek::rfind } else { seek::find };
    let at = range.and_then(|range| find(&text.as_bytes()[range.clone()], part.as_bytes()).map(|at| range.start + at));
    match at {
        Some(at) => Ok(Value::Int(char_at(&text, at) as i64)),
        None if must => Err(m.value_error("substring not found")),
        None => Ok(Value::Int(-1)),
    }
}

/// Index of the character at a byte position.
fn char_at(text: &str, at: usize) -> usize {
    if text.is_ascii() { at } else { text[..at].chars().count() }
}

fn count(m: &mut Machine, args: Args<'_>) -> Answer {
    let (text, part, range) = searched(m, args, "count")?;
    let count = range.map_or(0, |range| {
        if part.is_empty() {
            text[range].chars().count() + 1
        } else {
            seek::find_each(&text.as_bytes()[range], part.as_bytes(), usize::MAX).len()
        }
    });
    Ok(Value::Int(count as i64))
}

fn affixed(m: &mut Machine, args: Args<'_>, name: &str, test: fn(&str, &str) -> bool) -> Answer {
    let full = format!("str.{name}");
    let text = m.receiver_text(args, &full)?;
    let given = args.len() - 1;
    if given == 0 || given > 3 {
        let (bound, number) = if given == 0 { ("at least 1", "") } else { ("at most 3", "s") };
        return Err(m.type_error(&format!("{name}() takes {bound} argument{number} ({given} given)")));
    }
    let part = args.positional[1];
    let range = text_bounds(m, args.receiver(), args.get(2), args.get(3))?;
    let parts: Vec<Value> = match m.heap.object(part) {
        Some(Object::Tuple(parts)) => parts.to_vec(),
        _ => vec![part],
    };
    let is_tuple = m.text(part).is_none();
    for value in parts {
        let Some(affix) = m.text(value) else {
            let found = m.class_name(value);
            let whole = matches!(m.heap.object(part), Some(Object::Tuple(_))) && is_tuple;
            let text = if whole {
                format!("tuple for {name} must only contain str, not {found}")
            } else {
                format!("{name} first arg must be str or a tuple of str, not {found}")
            };
            return Err(m.type_error(&text));
        };
        if range.clone().is_some_and(|range| test(&text[range], &affix)) {
            return Ok(Value::Bool(true));
        }
    }
    Ok(Value::Bool(false))
}

fn replace(m: &mut Machine, args: Args<'_>) -> Answer {
    let text = m.receiver_text(args, "str.replace")?;
    let [old, new, count] = m.take(args, "str.replace", 2)?;
    let old = m.text_argument(old.unwrap_or(Value::None), "replace() argument 1")?;
    let new = m.text_argument(new.unwrap_or(Value::None), "replace() argument 2")?;
    let count = m.count_or_all(count)?;
    m.text_or_fault(strings::replace(&text, &old, &new, count))
}

fn join(m: &mut Machine, args: Args<'_>) -> Answer {
    let separator = m.receiver_text(args, "str.join")?;
    let items = m.take_one(args, "str.join")?;
    if !m.iterable(items) {
        return Err(m.type_error("can only join an iterable"));
    }
    let items = m.items(items)?;
    if let [only] = items[..]
        && m.class_of(only) == classes::STR
    {
        return Ok(only);
    }
    let mut parts = Vec::with_capacity(items.len());
    let mut len = separator.len() * items.len();
    for (at, item) in items.iter().enumerate() {
        let Some(part) = m.text(*item) else {
            let found = m.class_name(*item);
            return Err(m.type_error(&format!("sequence item {at}: expected str instance, {found} found")));
        };
        len += part.len();
        parts.push(part);
    }
    m.reserve(len)?;
    let mut out = String::with_capacity(len);
    for (at, part) in parts.iter().enumerate() {
        if at > 0 {
            out.push_str(&separator);
        }
        out.push_str(part);
    }
    Ok(m.heap.new_str(&out))
}

fn encode(m: &mut Machine, args: Args<'_>) -> Answer {
    let receiver = args.receiver();
    m.receiver_text(args, "str.encode")?;
    let [encoding, errors] = m.take_named(args, "str.encode", ["encoding", "errors"], 2, 0)?;
    let encoding = encoding.map(|value| m.text_argument(value, "encode() argument 'encoding'")).transpose()?;
    let errors = errors.map(|value| m.text_argument(value, "encode() argument 'errors'")).transpose()?;
    super::formatting::encode(
        m,
        receiver,
        encoding.as_deref().unwrap_or("utf-8"),
        errors.as_deref().unwrap_or("strict"),
    )
}

fn translate(m: &mut Machine, args: Args<'_>) -> Answer {
    let text = m.receiver_text(args, "str.translate")?;
    let table = m.take_one(args, "str.translate")?;
    let mut out = String::with_capacity(text.len());
    for character in text.chars() {
        let key = Value::Int(i64::from(u32::from(character)));
        let mapped = match m.item_or_missing(table, key)? {
            None => {
                out.push(character);
                continue;
            }
            Some(mapped) => mapped,
        };
        if mapped.is_none() {
            continue;
        }
        if let Some(mapped) = m.text(mapped) {
            out.push_str(&mapped);
        } else if let Some(code) = m.small(mapped) {
            match u32::try_from(code).ok().and_then(char::from_u32) {
                Some(mapped) => out.push(mapped),
                None => return Err(m.value_error("character mapping must be in range(0x110000)")),
            }
        } else {
            return Err(m.type_error("character mapping must return integer, None or str"));
        }
    }
    m.reserve(out.len())?;
    Ok(m.heap.new_str(&out))
}

fn maketrans(m: &mut Machine, args: Args<'_>) -> Answer {
    let [from, to, drop] = m.take(args, "maketrans", 1)?;
    let from = from.unwrap_or(Value::None);
    let table = m.heap.new_dict();
    let Some(to) = to else {
        let Some(Object::Dict(given)) = m.heap.object(from) else {
            return Err(m.type_error("if you give only one argument to maketrans it must be a dict"));
        };
        let entries: Vec<(Value, Value)> = given.iter().map(|entry| (entry.key, entry.value)).collect();
        for (key, value) in entries {
            let key = match m.text(key) {
                Some(text) if text.chars().count() == 1 => {
                    Value::Int(text.chars().next().map_or(0, |c| i64::from(u32::from(c))))
                }
                Some(_) => return Err(m.value_error("string keys in translate table must be of length 1")),
                None if m.small(key).is_some() => key,
                None => return Err(m.type_error("keys in translate table must be strings or integers")),
            };
            m.dict_set(table, key, value)?;
        }
        return Ok(Value::Obj(table));
    };
    let Some(from) = m.text(from) else {
        return Err(m.type_error("first maketrans argument must be a string if there is a second argument"));
    };
    let to = m.text_argument(to, "maketrans() argument 2")?;
    if from.chars().count() != to.chars().count() {
        return Err(m.value_error("the first two maketrans arguments must have equal length"));
    }
    for (key, value) in from.chars().zip(to.chars()) {
        m.dict_set(table, Value::Int(i64::from(u32::from(key))), Value::Int(i64::from(u32::from(value))))?;
    }
    if let Some(drop) = drop {
        let drop = m.text_argument(drop, "maketrans() argument 3")?;
        for key in drop.chars() {
            m.dict_set(table, Value::Int(i64::from(u32::from(key))), Value::None)?;
        }
    }
    Ok(Value::Obj(table))
}

/// `str(object)`, `str(bytes, encoding, errors)`.
pub(crate) fn new(m: &mut Machine, args: Args<'_>) -> Answer {
    let class = args.receiver();
    let [object, encoding, errors] = m.take_named(args, "type.str", ["object", "encoding", "errors"], 3, 0)?;
    let value = match (object, encoding, errors) {
        (None, ..) => m.heap.new_str(""),
        (Some(object), None, None) => super::formatting::shown(m, object, 's')?,
        (Some(object), ..) => {
            let encoding = encoding.map(|value| m.text_argument(value, "str() argument 'encoding'")).transpose()?;
            let errors = errors.map(|value| m.text_argument(value, "str() argument 'errors'")).transpose()?;
            if m.text(object).is_some() {
                return Err(m.type_error("decoding str is not supported"));
            }
            let Some(data) = m.octets(object) else {
                let found = m.class_name(object);
                let text = format!("decoding to str: need a bytes-like object, {found} found");
                return Err(m.type_error(&text));
            };
            let (encoding, errors) = (encoding.as_deref().unwrap_or("utf-8"), errors.as_deref().unwrap_or("strict"));
            super::formatting::decode(m, object, &data, encoding, errors)?
        }
    };
    of_class(m, class, value)
}

/// The same text as an instance of a subclass.
fn of_class(m: &mut Machine, class: Value, value: Value) -> Answer {
    match (class, m.text(value)) {
        (Value::Obj(class), Some(text)) if class != classes::STR => {
            Ok(Value::Obj(m.heap.alloc(class, Object::Str(Str::new(text)))))
        }
        _ => Ok(value),
    }
}

/// `template % arguments`.
pub(crate) fn percent(m: &mut Machine, template: &str, arguments: Value) -> Answer {
    super::formatting::percent_str(m, template, arguments)
}

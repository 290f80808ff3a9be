//! The methods of `bytes`, which `bytearray` has too. What they do to bytes is in [`crate::text`]; here arguments are taken apart,
//! and results carry on where their bytes came from: a part of a `bytes` keeps its origins, and so does what is joined from parts.

use crate::builtins::classes;
use crate::machine::Machine;
use crate::native::{Args, Divert, Native, class_method, function, method};
use crate::object::Object;
use crate::object::text::{ByteArray, Bytes, append_origins, slice_origins};
use crate::request::Origin;
use crate::text::strings::{self, Ends};
use crate::text::{Fault, octets, seek};
use crate::value::Value;
use std::ops::Range;
use std::rc::Rc;

type Answer = Result<Value, Divert>;

/// `bytes.*`, which `bytearray` has too.
pub(crate) static METHODS: &[Native] = &[
    method("capitalize", |m, a| changed(m, a, "capitalize", octets::capitalize)),
    method("lower", |m, a| changed(m, a, "lower", <[u8]>::to_ascii_lowercase)),
    method("upper", |m, a| changed(m, a, "upper", <[u8]>::to_ascii_uppercase)),
    method("swapcase", |m, a| changed(m, a, "swapcase", octets::swapcase)),
    method("title", |m, a| changed(m, a, "title", octets::title)),
    method("isalnum", |m, a| asked(m, a, "isalnum", |data| octets::every(data, |byte| byte.is_ascii_alphanumeric()))),
    method("isalpha", |m, a| asked(m, a, "isalpha", |data| octets::every(data, |byte| byte.is_ascii_alphabetic()))),
    method("isascii", |m, a| asked(m, a, "isascii", <[u8]>::is_ascii)),
    method("isdigit", |m, a| asked(m, a, "isdigit", |data| octets::every(data, |byte| byte.is_ascii_digit()))),
    method("islower", |m, a| asked(m, a, "islower", octets::is_lower)),
    method("isspace", |m, a| asked(m, a, "isspace", |data| octets::every(data, octets::is_space))),
    method("istitle", |m, a| asked(m, a, "istitle", octets::is_title)),
    method("isupper", |m, a| asked(m, a, "isupper", octets::is_upper)),
    method("center", |m, a| justified(m, a, "center", strings::centre_padding)),
    method("ljust", |m, a| justified(m, a, "ljust", |len, width| (0, width.saturating_sub(len)))),
    method("rjust", |m, a| justified(m, a, "rjust", |len, width| (width.saturating_sub(len), 0))),
    method("zfill", zfill),
    method("expandtabs", expand_tabs),
    method("strip", |m, a| stripped(m, a, "strip", Ends::Both)),
    method("lstrip", |m, a| stripped(m, a, "lstrip", Ends::Left)),
    method("rstrip", |m, a| stripped(m, a, "rstrip", Ends::Right)),
    method("removeprefix", |m, a| removed(m, a, "removeprefix", true)),
    method("removesuffix", |m, a| removed(m, a, "removesuffix", false)),
    method("split", |m, a| split(m, a, "split", false)),
    method("rsplit", |m, a| split(m, a, "rsplit", true)),
    method("splitlines", split_lines),
    method("partition", |m, a| partition(m, a, "partition", false)),
    method("rpartition", |m, a| partition(m, a, "rpartition", true)),
    method("find", |m, a| found(m, a, "find", false, false)),
    method("rfind", |m, a| found(m, a, "rfind", true, false)),
    method("index", |m, a| found(m, a, "index", false, true)),
    method("rindex", |m, a| found(m, a, "rindex", true, true)),
    method("count", count),
    method("startswith", |m, a| affixed(m, a, "startswith", true)),
    method("endswith", |m, a| affixed(m, a, "endswith", false)),
    method("replace", replace),
    method("join", join),
    method("decode", decode),
    method("hex", hex),
    method("translate", translate),
    class_method("fromhex", from_hex),
    function("maketrans", maketrans),
];

/// Bytes with where they came from, out of any bytes-like object.
#[derive(Debug, Clone, Default)]
pub(crate) struct Octets {
    pub(crate) data: Rc<[u8]>,
    pub(crate) origins: Vec<Origin>,
    /// Of a `bytearray`, so results are too.
    mutable: bool,
}

impl Octets {
    pub(super) fn plain(data: &[u8]) -> Self {
        Self { data: data.into(), ..Self::default() }
    }
}

/// Bytes put together from parts.
#[derive(Debug, Default)]
pub(crate) struct Pieces {
    pub(super) data: Vec<u8>,
    pub(super) origins: Vec<Origin>,
}

impl Pieces {
    pub(crate) fn push(&mut self, from: &Octets, range: Range<usize>) {
        if !from.origins.is_empty() {
            append_origins(&mut self.origins, slice_origins(&from.origins, range.start, range.end, self.data.len()));
        }
        self.data.extend_from_slice(&from.data[range]);
    }

    pub(crate) fn push_all(&mut self, from: &Octets) {
        self.push(from, 0..from.data.len());
    }
}

impl Machine {
    /// A bytes-like object's bytes with their origins.
    pub(crate) fn traced_octets(&self, value: Value) -> Option<Octets> {
        match self.heap.object(value)? {
            Object::Bytes(bytes) => {
                Some(Octets { data: bytes.data.clone(), origins: bytes.origins().to_vec(), mutable: false })
            }
            Object::ByteArray(bytes) => {
                Some(Octets { data: bytes.data.as_slice().into(), origins: bytes.origins.clone(), mutable: true })
            }
            Object::MemoryView(view) => {
                let view = **view;
                let whole = self.traced_octets(view.owner)?;
                let end = (view.start + view.len).min(whole.data.len());
                let start = view.start.min(end);
                let origins = slice_origins(&whole.origins, start, end, 0);
                Some(Octets { data: whole.data[start..end].into(), origins, mutable: false })
            }
            _ => None,
        }
    }

    /// A new `bytes`, or `bytearray` if that is what the method was called on.
    fn new_octets(&mut self, data: Vec<u8>, origins: Vec<Origin>, mutable: bool) -> Value {
        if mutable {
            let array = ByteArray { data, origins };
            return Value::Obj(self.heap.alloc(classes::BYTEARRAY, Object::ByteArray(Box::new(array))));
        }
        let origins = if origins.is_empty() { None } else { Some(origins.into()) };
        self.heap.new_bytes(Bytes { data: data.into(), origins })
    }

    /// What pieces add up to.
    pub(crate) fn new_pieces(&mut self, pieces: Pieces, mutable: bool) -> Answer {
        self.reserve(pieces.data.len())?;
        Ok(self.new_octets(pieces.data, pieces.origins, mutable))
    }

    pub(super) fn octets_part(&mut self, from: &Octets, range: Range<usize>) -> Value {
        let origins = slice_origins(&from.origins, range.start, range.end, 0);
        self.new_octets(from.data[range].to_vec(), origins, from.mutable)
    }

    /// A bytes-like argument.
    pub(crate) fn octets_argument(&mut self, value: Value) -> Result<Octets, Divert> {
        match self.traced_octets(value) {
            Some(octets) => Ok(octets),
            None => {
                let found = self.class_name(value);
                Err(self.type_error(&format!("a bytes-like object is required, not '{found}'")))
            }
        }
    }

    fn octets_or_fault(&mut self, result: Result<Vec<u8>, Fault>, mutable: bool) -> Answer {
        match result {
            Ok(data) => {
                self.reserve(data.len())?;
                Ok(self.new_octets(data, Vec::new(), mutable))
            }
            Err(fault) => Err(self.fault(&fault)),
        }
    }
}

/// The receiver and the method's full name.
fn receiver(m: &mut Machine, args: Args<'_>, name: &str) -> Result<(Octets, String), Divert> {
    match m.traced_octets(args.receiver()) {
        Some(octets) => {
            let class = if octets.mutable { "bytearray" } else { "bytes" };
            Ok((octets, format!("{class}.{name}")))
        }
        None => Err(m.wrong_receiver(args.receiver(), "bytes", name)),
    }
}

fn changed(m: &mut Machine, args: Args<'_>, name: &str, change: fn(&[u8]) -> Vec<u8>) -> Answer {
    let (octets, name) = receiver(m, args, name)?;
    m.take_none(args, &name)?;
    Ok(m.new_octets(change(&octets.data), octets.origins, octets.mutable))
}

fn asked(m: &mut Machine, args: Args<'_>, name: &str, ask: fn(&[u8]) -> bool) -> Answer {
    let (octets, name) = receiver(m, args, name)?;
    m.take_none(args, &name)?;
    Ok(Value::Bool(ask(&octets.data)))
}

fn justified(m: &mut Machine, args: Args<'_>, name: &str, padding: fn(usize, usize) -> (usize, usize)) -> Answer {
    let (octets, full) = receiver(m, args, name)?;
    let [width, fill] = m.take(args, &full, 1)?;
    let width = m.size_or(width, 0)?.max(0) as usize;
    let fill = match fill {
        None => b' ',
        Some(value) => match m.octets(value).as_deref() {
            Some([fill]) => *fill,
            _ => {
                let found = m.class_name(value);
                let text = format!("{name}() argument 2 must be a byte string of length 1, not {found}");
                return Err(m.type_error(&text));
            }
        },
    };
    let (left, right) = padding(octets.data.len(), width);
    m.reserve(left + right)?;
    let mut pieces = Pieces::default();
    pieces.push_all(&Octets::plain(&vec![fill; left]));
    pieces.push_all(&octets);
    pieces.push_all(&Octets::plain(&vec![fill; right]));
    m.new_pieces(pieces, octets.mutable)
}

fn zfill(m: &mut Machine, args: Args<'_>) -> Answer {
    let (octets, name) = receiver(m, args, "zfill")?;
    let width = m.take_one(args, &name)?;
    let width = m.size_argument(width)?.max(0) as usize;
    let filled = octets::zfill(&octets.data, width);
    m.octets_or_fault(filled, octets.mutable)
}

fn expand_tabs(m: &mut Machine, args: Args<'_>) -> Answer {
    let (octets, name) = receiver(m, args, "expandtabs")?;
    let [size] = m.take_named(args, &name, ["tabsize"], 1, 0)?;
    let size = m.size_or(size, 8)?;
    let expanded = octets::expand_tabs(&octets.data, size);
    m.octets_or_fault(expanded, octets.mutable)
}

fn stripped(m: &mut Machine, args: Args<'_>, name: &str, ends: Ends) -> Answer {
    let (octets, name) = receiver(m, args, name)?;
    let [set] = m.take(args, &name, 0)?;
    let set = set.filter(|set| !set.is_none()).map(|set| m.octets_argument(set)).transpose()?;
    let kept = octets::strip(&octets.data, set.as_ref().map(|set| &*set.data), ends);
    if kept.len() == octets.data.len() && m.class_of(args.receiver()) == classes::BYTES {
        return Ok(args.receiver());
    }
    Ok(m.octets_part(&octets, kept))
}

fn removed(m: &mut Machine, args: Args<'_>, name: &str, prefix: bool) -> Answer {
    let (octets, name) = receiver(m, args, name)?;
    let part = m.take_one(args, &name)?;
    let part = m.octets_argument(part)?.data;
    let len = octets.data.len();
    let kept = match prefix {
        true if octets.data.starts_with(&part) => part.len()..len,
        false if octets.data.ends_with(&part) => 0..len - part.len(),
        _ => 0..len,
    };
    Ok(m.octets_part(&octets, kept))
}

fn split(m: &mut Machine, args: Args<'_>, name: &str, from_right: bool) -> Answer {
    let (octets, name) = receiver(m, args, name)?;
    let [separator, max] = m.take_named(args, &name, ["sep", "maxsplit"], 2, 0)?;
    let max = m.count_or_all(max)?;
    let parts = match separator.filter(|separator| !separator.is_none()) {
        None if from_right => seek::rsplit_blank(&octets.data, max, false),
        None => seek::split_blank(&octets.data, max, false),
        Some(separator) => {
            let separator = m.octets_argument(separator)?.data;
            if separator.is_empty() {
                return Err(m.value_error("empty separator"));
            }
            let cut = if from_right { seek::rsplit } else { seek::split };
            cut(&octets.data, &separator, max)
        }
    };
    m.reserve(parts.len() * 64)?;
    let parts = parts.into_iter().map(|part| m.octets_part(&octets, part)).collect();
    Ok(m.heap.new_list(parts))
}

fn split_lines(m: &mut Machine, args: Args<'_>) -> Answer {
    let (octets, name) = receiver(m, args, "splitlines")?;
    let [keep_ends] = m.take_named(args, &name, ["keepends"], 1, 0)?;
    let keep_ends = keep_ends.map_or(Ok(false), |keep| m.size_argument(keep).map(|keep| keep != 0))?;
    let lines = octets::split_lines(&octets.data, keep_ends);
    let lines = lines.into_iter().map(|line| m.octets_part(&octets, line)).collect();
    Ok(m.heap.new_list(lines))
}

fn partition(m: &mut Machine, args: Args<'_>, name: &str, from_right: bool) -> Answer {
    let (octets, name) = receiver(m, args, name)?;
    let separator = m.take_one(args, &name)?;
    let part = m.octets_argument(separator)?;
    if part.data.is_empty() {
        return Err(m.value_error("empty separator"));
    }
    let find = if from_right { seek::rfind } else { seek::find };
    let len = octets.data.len();
    let whole = m.octets_part(&octets, 0..len);
    let items = match find(&octets.data, &part.data) {
        Some(at) => {
            let middle = m.octets_part(&octets, at..at + part.data.len());
            [m.octets_part(&octets, 0..at), middle, m.octets_part(&octets, at + part.data.len()..len)]
        }
        None => {
            let empty = [m.octets_part(&octets, 0..0), m.octets_part(&octets, 0..0)];
            if from_right { [empty[0], empty[1], whole] } else { [whole, empty[0], empty[1]] }
        }
    };
    Ok(m.heap.new_tuple(Rc::new(items)))
}

/// What `find` and its kin look for: bytes, or one byte by its number.
fn needle(m: &mut Machine, value: Value) -> Result<Rc<[u8]>, Divert> {
    if let Some(octets) = m.octets(value) {
        return Ok(octets);
    }
    if !m.has_index(value) {
        let found = m.class_name(value);
        return Err(m.type_error(&format!("argument should be integer or bytes-like object, not '{found}'")));
    }
    let byte = m.big_argument(value)?;
    match u8::try_from(&byte) {
        Ok(byte) => Ok(Rc::new([byte])),
        Err(_) => Err(m.value_error("byte must be in range(0, 256)")),
    }
}

type Search = (Octets, Rc<[u8]>, Option<(usize, usize)>);

fn searched(m: &mut Machine, args: Args<'_>, name: &str) -> Result<Search, Divert> {
    let (octets, _) = receiver(m, args, name)?;
    let given = args.len() - 1;
    if given == 0 || given > 3 {
        let (bound, plural) = if given == 0 { ("at least 1", "") } else { ("at most 3", "s") };
        return Err(m.type_error(&format!("{name}() takes {bound} argument{plural} ({given} given)")));
    }
    let part = needle(m, args.positional[1])?;
    let bounds = m.bounds(args.get(2), args.get(3), octets.data.len())?;
    Ok((octets, part, bounds))
}

fn found(m: &mut Machine, args: Args<'_>, name: &str, from_right: bool, must: bool) -> Answer {
    let (octets, part, bounds) = searched(m, args, name)?;
    let find = if from_right { seek::rfind } else { seek::find };
    let at = bounds.and_then(|(start, end)| find(&octets.data[start..end], &part).map(|at| start + at));
    match at {
        Some(at) => Ok(Value::Int(at as i64)),
        None if must => Err(m.value_error("subsection not found")),
        None => Ok(Value::Int(-1)),
    }
}

fn count(m: &mut Machine, args: Args<'_>) -> Answer {
    let (octets, part, bounds) = searched(m, args, "count")?;
    let count = bounds.map_or(0, |(start, end)| {
        if part.is_empty() {
            end - start + 1
        } else {
            seek::find_each(&octets.data[start..end], &part, usize::MAX).len()
        }
    });
    Ok(Value::Int(count as i64))
}

fn affixed(m: &mut Machine, args: Args<'_>, name: &str, prefix: bool) -> Answer {
    let (octets, _) = receiver(m, args, name)?;
    let given = args.len() - 1;
    if given == 0 || given > 3 {
        let (bound, plural) = if given == 0 { ("at least 1", "") } else { ("at most 3", "s") };
        return Err(m.type_error(&format!("{name}() takes {bound} argument{plural} ({given} given)")));
    }
    let affix = args.positional[1];
    let bounds = m.bounds(args.get(2), args.get(3), octets.data.len())?;
    let tuple = if let Some(Object::Tuple(parts)) = m.heap.object(affix) { Some(parts.to_vec()) } else { None };
    for value in tuple.clone().unwrap_or_else(|| vec![affix]) {
        let Some(part) = m.octets(value) else {
            let found = m.class_name(value);
            let text = if tuple.is_some() {
                format!("a bytes-like object is required, not '{found}'")
            } else {
                format!("{name} first arg must be bytes or a tuple of bytes, not {found}")
            };
            return Err(m.type_error(&text));
        };
        let Some((start, end)) = bounds else { continue };
        let data = &octets.data[start..end];
        if if prefix { data.starts_with(&part) } else { data.ends_with(&part) } {
            return Ok(Value::Bool(true));
        }
    }
    Ok(Value::Bool(false))
}

fn replace(m: &mut Machine, args: Args<'_>) -> Answer {
    let (octets, name) = receiver(m, args, "replace")?;
    let [old, new, count] = m.take(args, &name, 2)?;
    let old = m.octets_argument(old.unwrap_or(Value::None))?;
    let new = m.octets_argument(new.unwrap_or(Value::None))?;
    let count = m.count_or_all(count)?;
    if octets.origins.is_empty() || old.data.is_empty() {
        let replaced = octets::replace(&octets.data, &old.data, &new.data, count);
        return m.octets_or_fault(replaced, octets.mutable);
    }
    let parts = seek::split(&octets.data, &old.data, count);
    m.reserve(octets.data.len() + parts.len() * new.data.len())?;
    let mut pieces = Pieces::default();
    for (at, part) in parts.into_iter().enumerate() {
        if at > 0 {
            pieces.push_all(&new);
        }
        pieces.push(&octets, part);
    }
    m.new_pieces(pieces, octets.mutable)
}

fn join(m: &mut Machine, args: Args<'_>) -> Answer {
    let (separator, name) = receiver(m, args, "join")?;
    let items = m.take_one(args, &name)?;
    if !m.iterable(items) {
        return Err(m.type_error("can only join an iterable"));
    }
    let items = m.items(items)?;
    let mut pieces = Pieces::default();
    for (at, item) in items.iter().enumerate() {
        let Some(part) = m.traced_octets(*item) else {
            let found = m.class_name(*item);
            return Err(m.type_error(&format!("sequence item {at}: expected a bytes-like object, {found} found")));
        };
        if at > 0 {
            pieces.push_all(&separator);
        }
        pieces.push_all(&part);
        m.reserve(pieces.data.len())?;
    }
    m.new_pieces(pieces, separator.mutable)
}

fn decode(m: &mut Machine, args: Args<'_>) -> Answer {
    let (octets, name) = receiver(m, args, "decode")?;
    let [encoding, errors] = m.take_named(args, &name, ["encoding", "errors"], 2, 0)?;
    let encoding = encoding.map(|value| m.text_argument(value, "decode() argument 'encoding'")).transpose()?;
    let errors = errors.map(|value| m.text_argument(value, "decode() argument 'errors'")).transpose()?;
    let (encoding, errors) = (encoding.as_deref().unwrap_or("utf-8"), errors.as_deref().unwrap_or("strict"));
    super::formatting::decode(m, args.receiver(), &octets.data, encoding, errors)
}

pub(super) fn hex(m: &mut Machine, args: Args<'_>) -> Answer {
    let (octets, name) = receiver(m, args, "hex")?;
    let [separator, group] = m.take_named(args, &name, ["sep", "bytes_per_sep"], 2, 0)?;
    let group = m.size_or(group, 1)?;
    let separator = match separator {
        None => None,
        Some(value) => {
            let text = match (m.text(value), m.octets(value)) {
                (Some(text), _) => text.to_string(),
                (None, Some(data)) => data.iter().map(|byte| char::from(*byte)).collect(),
                _ => return Err(m.type_error("sep must be str or bytes.")),
            };
            let mut characters = text.chars();
            let (first, second) = (characters.next(), characters.next());
            if first.is_none() || second.is_some() {
                return Err(m.value_error("sep must be length 1."));
            }
            if !text.is_ascii() {
                return Err(m.value_error("sep must be ASCII."));
            }
            first
        }
    };
    m.reserve(octets.data.len() * 3)?;
    Ok(m.heap.new_str(&octets::hex(&octets.data, separator, group)))
}

fn from_hex(m: &mut Machine, args: Args<'_>) -> Answer {
    let class = args.receiver();
    let text = m.take_one(args, "bytes.fromhex")?;
    let text = m.text_argument(text, "fromhex() argument")?;
    let mutable = class.is(Value::Obj(classes::BYTEARRAY));
    m.octets_or_fault(octets::from_hex(&text), mutable)
}

fn translate(m: &mut Machine, args: Args<'_>) -> Answer {
    let (octets, name) = receiver(m, args, "translate")?;
    let [table, delete] = m.take_named(args, &name, ["", "delete"], 2, 1)?;
    let table = table.filter(|table| !table.is_none()).map(|table| m.octets_argument(table)).transpose()?;
    if table.as_ref().is_some_and(|table| table.data.len() != 256) {
        return Err(m.value_error("translation table must be 256 characters long"));
    }
    let delete = delete.map(|delete| m.octets_argument(delete)).transpose()?.unwrap_or_default();
    let kept = octets.data.iter().filter(|byte| !delete.data.contains(byte));
    let data = kept.map(|byte| table.as_ref().map_or(*byte, |table| table.data[usize::from(*byte)])).collect();
    Ok(m.new_octets(data, Vec::new(), octets.mutable))
}

fn maketrans(m: &mut Machine, args: Args<'_>) -> Answer {
    let [from, to] = m.take(args, "maketrans", 2)?;
    let from = m.octets_argument(from.unwrap_or(Value::None))?;
    let to = m.octets_argument(to.unwrap_or(Value::None))?;
    if from.data.len() != to.data.len() {
        return Err(m.value_error("maketrans arguments must have same length"));
    }
    let mut table: Vec<u8> = (0..=255).collect();
    for (from, to) in from.data.iter().zip(to.data.iter()) {
        table[usize::from(*from)] = *to;
    }
    Ok(m.new_octets(table, Vec::new(), false))
}

/// A number as one byte.
pub(super) fn byte_argument(m: &mut Machine, value: Value, what: &str) -> Result<u8, Divert> {
    let big = m.big_argument(value)?;
    u8::try_from(&big).map_err(|_| m.value_error(&format!("{what} must be in range(0, 256)")))
}

/// Bytes out of what `bytes(x)` takes besides numbers and text.
pub(super) fn octets_from(m: &mut Machine, source: Value, class: &str) -> Result<Octets, Divert> {
    if let Some(octets) = m.traced_octets(source) {
        return Ok(octets);
    }
    if m.text(source).is_some() && class == "bytes" || !m.iterable(source) {
        let found = m.class_name(source);
        return Err(m.type_error(&format!("cannot convert '{found}' object to {class}")));
    }
    let items = m.items(source)?;
    let what = if class == "bytes" { "bytes" } else { "byte" };
    let mut data = Vec::with_capacity(items.len());
    for item in items {
        data.push(byte_argument(m, item, what)?);
    }
    Ok(Octets::plain(&data))
}

/// What `bytes(...)` and `bytearray(...)` are made of.
pub(super) fn construct(m: &mut Machine, args: Args<'_>, class: &str) -> Result<Octets, Divert> {
    let name = format!("type.{class}");
    let [source, encoding, errors] = m.take_named(args, &name, ["source", "encoding", "errors"], 3, 0)?;
    let Some(source) = source else {
        if encoding.is_some() || errors.is_some() {
            let what = if encoding.is_some() { "encoding" } else { "errors" };
            return Err(m.type_error(&format!("{what} without a string argument")));
        }
        return Ok(Octets::default());
    };
    if m.text(source).is_some() {
        let Some(encoding) = encoding else {
            return Err(m.type_error("string argument without an encoding"));
        };
        let encoding = m.text_argument(encoding, &format!("{class}() argument 'encoding'"))?;
        let errors = errors.map(|value| m.text_argument(value, &format!("{class}() argument 'errors'"))).transpose()?;
        let encoded = super::formatting::encode(m, source, &encoding, errors.as_deref().unwrap_or("strict"))?;
        return m.octets_argument(encoded);
    }
    if encoding.is_some() || errors.is_some() {
        let what = if encoding.is_some() { "encoding" } else { "errors" };
        return Err(m.type_error(&format!("{what} without a string argument")));
    }
    let source_class = m.class_of(source);
    if let Some(convert) = m.lookup(source_class, crate::names::BYTES) {
        let converted = m.call(convert, &[source])?;
        if !matches!(m.heap.object(converted), Some(Object::Bytes(_))) {
            let found = m.class_name(converted);
            return Err(m.type_error(&format!("__bytes__ returned non-bytes (type {found})")));
        }
        return m.octets_argument(converted);
    }
    if m.traced_octets(source).is_none() && m.has_index(source) {
        let count = m.size_argument(source)?;
        let Ok(count) = usize::try_from(count) else { return Err(m.value_error("negative count")) };
        m.reserve(count)?;
        return Ok(Octets::plain(&vec![0; count]));
    }
    octets_from(m, source, class)
}

/// `bytes(...)`.
pub(crate) fn new(m: &mut Machine, args: Args<'_>) -> Answer {
    let class = args.receiver();
    if let (Some(only), true) = (args.get(1), args.len() == 2 && args.keywords.is_empty())
        && m.class_of(only) == classes::BYTES
        && class.is(Value::Obj(classes::BYTES))
    {
        return Ok(only);
    }
    let octets = construct(m, args, "bytes")?;
    let origins = if octets.origins.is_empty() { None } else { Some(octets.origins.into()) };
    let bytes = Bytes { data: octets.data, origins };
    match class {
        Value::Obj(class) if class != classes::BYTES => Ok(Value::Obj(m.heap.alloc(class, Object::Bytes(bytes)))),
        _ => Ok(m.heap.new_bytes(bytes)),
    }
}

/// `template % arguments`.
pub(crate) fn percent(m: &mut Machine, template: Value, arguments: Value) -> Answer {
    super::formatting::percent_bytes(m, template, arguments)
}

//! `format(x, spec)`, `str.format`, `%`, and the way from text to bytes and back: the grammar and the layout are in [`crate::text`],
//! here values are fetched, converted and asked for their own `__format__`.

use crate::builtins::classes;
use crate::machine::Machine;
use crate::names;
use crate::native::{Args, Divert};
use crate::object::Object;
use crate::text::codec::{self, Codec, CodecError, CodecFault};
use crate::text::percent::{Conversion, Count, Part as PercentPart};
use crate::text::template::{self, First, Lookup, Part};
use crate::text::{Integer, percent, quote};
use crate::value::{Handle, Value};
use std::rc::Rc;

type Answer = Result<Value, Divert>;

/// `str.encode`; `text` is a `str`.
pub(crate) fn encode(m: &mut Machine, text: Value, encoding: &str, errors: &str) -> Answer {
    let data = m.text(text).unwrap_or_else(|| "".into());
    let result = Codec::find(encoding).map_err(CodecError::Other);
    let result = result.and_then(|codec| codec::encode(&data, codec, errors));
    match result {
        Ok(bytes) => {
            m.reserve(bytes.len())?;
            Ok(m.heap.new_bytes(crate::object::text::Bytes::new(bytes.into())))
        }
        Err(error) => Err(codec_error(m, classes::UNICODE_ENCODE_ERROR, text, &error)),
    }
}

/// `bytes.decode`; `object` is what `data` belongs to, for the exception.
pub(crate) fn decode(m: &mut Machine, object: Value, data: &[u8], encoding: &str, errors: &str) -> Answer {
    match codec::decode_named(data, encoding, errors) {
        Ok(text) => {
            m.reserve(text.len())?;
            Ok(m.heap.new_str(&text))
        }
        Err(error) => Err(codec_error(m, classes::UNICODE_DECODE_ERROR, object, &error)),
    }
}

/// The exception of a codec.
pub(crate) fn codec_error(m: &mut Machine, class: Handle, object: Value, error: &CodecError) -> Divert {
    match error {
        CodecError::Other(fault) => m.fault(fault),
        CodecError::Unicode(CodecFault { encoding, start, end, reason, .. }) => {
            let object = match m.octets(object) {
                Some(data) => m.heap.new_bytes(crate::object::text::Bytes::new(data)),
                None => object,
            };
            let encoding = m.heap.new_str(encoding);
            let reason = m.heap.new_str(reason);
            let args = [encoding, object, Value::Int(*start as i64), Value::Int(*end as i64), reason];
            match m.call(Value::Obj(class), &args) {
                Ok(exception) => m.raise(exception),
                Err(divert) => divert,
            }
        }
    }
}

/// `str(value)` for `s`, `repr(value)` for `r`, as an object.
pub(crate) fn shown(m: &mut Machine, value: Value, how: char) -> Answer {
    if how == 's' && m.class_of(value) == classes::STR {
        return Ok(value);
    }
    let text = if how == 's' { m.str(value)? } else { m.repr(value)? };
    Ok(m.heap.new_str_rc(text))
}

/// Applies `!r`, `!s`, `!a`.
pub(crate) fn convert(m: &mut Machine, value: Value, conversion: char) -> Result<Rc<str>, Divert> {
    match conversion {
        's' => m.str(value),
        'a' => Ok(quote::escape_non_ascii(&m.repr(value)?).into()),
        _ => m.repr(value),
    }
}

/// Where `str.format` finds its arguments.
#[derive(Clone, Copy)]
enum Source<'a> {
    Call(Args<'a>),
    Mapping(Value),
}

/// `str.format`.
pub(crate) fn str_format(m: &mut Machine, args: Args<'_>) -> Answer {
    let template = m.receiver_text(args, "str.format")?;
    let out = format_parts(m, &template::parse(&template), Source::Call(args))?;
    Ok(m.heap.new_str(&out))
}

/// `str.format_map`.
pub(crate) fn str_format_map(m: &mut Machine, args: Args<'_>) -> Answer {
    let template = m.receiver_text(args, "str.format_map")?;
    let mapping = m.take_one(args, "str.format_map")?;
    let out = format_parts(m, &template::parse(&template), Source::Mapping(mapping))?;
    Ok(m.heap.new_str(&out))
}

fn format_parts(m: &mut Machine, parts: &[Part], source: Source<'_>) -> Result<String, Divert> {
    let mut out = String::new();
    for part in parts {
        match part {
            Part::Literal(literal) => out.push_str(literal),
            Part::Fault(fault) => return Err(m.fault(fault)),
            Part::Field(field) => {
                let value = field_value(m, &field.first, source)?;
                let value = looked_up(m, value, &field.lookups)?;
                // A spec's own fields nest once: the parser sees to that.
                let spec = format_parts(m, &field.spec, source)?;
                let value = match field.conversion {
                    Some(conversion) => {
                        let text = convert(m, value, conversion)?;
                        m.heap.new_str_rc(text)
                    }
                    None => value,
                };
                let text = m.format(value, &spec)?;
                out.push_str(&text);
                m.reserve(out.len())?;
            }
        }
    }
    Ok(out)
}

fn field_value(m: &mut Machine, first: &First, source: Source<'_>) -> Answer {
    match (first, source) {
        (First::Position(at), Source::Call(args)) => match args.get(at + 1) {
            Some(value) => Ok(value),
            None => Err(m.fault(&template::missing_position(*at))),
        },
        (First::Position(_), Source::Mapping(_)) => Err(m.value_error("Format string contains positional fields")),
        (First::Name(name), Source::Call(args)) => {
            let found = args.keywords.iter().find(|(key, _)| *m.heap.name(*key) == **name);
            match found {
                Some((_, value)) => Ok(*value),
                None => {
                    let key = m.heap.new_str(name);
                    Err(m.key_error(key))
                }
            }
        }
        (First::Name(name), Source::Mapping(mapping)) => {
            let key = m.heap.new_str(name);
            m.subscript(mapping, key)
        }
    }
}

fn looked_up(m: &mut Machine, mut value: Value, lookups: &[Lookup]) -> Answer {
    for lookup in lookups {
        value = match lookup {
            Lookup::Attribute(name) => {
                let name = m.heap.intern(name);
                m.get_attribute(value, name)?
            }
            Lookup::Position(at) => m.subscript(value, Value::Int(*at as i64))?,
            Lookup::Key(key) => {
                let key = m.heap.new_str(key);
                m.subscript(value, key)?
            }
            Lookup::Fault(fault) => return Err(m.fault(fault)),
        };
    }
    Ok(value)
}

/// The arguments of a `%` formatting, taken one after the other.
struct Arguments {
    all: Value,
    items: Rc<[Value]>,
    next: usize,
    is_tuple: bool,
    /// A mapping may be left over.
    is_mapping: bool,
}

impl Arguments {
    fn new(m: &mut Machine, all: Value) -> Self {
        match m.heap.object(all) {
            Some(Object::Tuple(items)) => {
                Self { all, items: items.clone(), next: 0, is_tuple: true, is_mapping: false }
            }
            _ => {
                let has_getitem = m.has_getitem(all);
                let is_mapping = has_getitem && m.text(all).is_none();
                Self { all, items: Rc::new([all]), next: 0, is_tuple: false, is_mapping }
            }
        }
    }

    fn next(&mut self, m: &mut Machine) -> Answer {
        self.next += 1;
        match self.items.get(self.next - 1) {
            Some(value) => Ok(*value),
            None => Err(m.type_error("not enough arguments for format string")),
        }
    }

    /// Settles `*` and a key.
    fn value_for(&mut self, m: &mut Machine, conversion: &mut Conversion<'_>, bytes: bool) -> Answer {
        let keyed = match conversion.key {
            Some(key) => {
                if !self.is_mapping {
                    return Err(m.type_error("format requires a mapping"));
                }
                let key = if bytes {
                    m.heap.new_bytes(crate::object::text::Bytes::new(key.as_bytes().into()))
                } else {
                    m.heap.new_str(key)
                };
                let value = m.subscript(self.all, key)?;
                self.next = usize::MAX;
                Some(value)
            }
            None => None,
        };
        if conversion.width == Count::Star {
            let width = self.star(m)?;
            conversion.set_width(width);
        }
        if conversion.precision == Count::Star {
            let precision = self.star(m)?;
            conversion.set_precision(precision);
        }
        match keyed {
            Some(value) => Ok(value),
            None if self.next == usize::MAX => Err(m.type_error("not enough arguments for format string")),
            None => self.next(m),
        }
    }

    fn star(&mut self, m: &mut Machine) -> Result<i64, Divert> {
        let value = self.next(m)?;
        match m.small(value) {
            Some(count) => Ok(count),
            None => Err(m.type_error("* wants int")),
        }
    }

    fn check_all_used(&self, m: &mut Machine, what: &str) -> Result<(), Divert> {
        let unused = if self.is_tuple { self.next < self.items.len() } else { self.next == 0 && !self.is_mapping };
        if unused {
            Err(m.type_error(&format!("not all arguments converted during {what} formatting")))
        } else {
            Ok(())
        }
    }
}

/// `template % arguments` for a `str`.
pub(crate) fn percent_str(m: &mut Machine, template: &str, arguments: Value) -> Answer {
    let mut arguments = Arguments::new(m, arguments);
    let mut out = String::new();
    for part in percent::parse(template) {
        match part {
            PercentPart::Literal(literal) => out.push_str(literal),
            PercentPart::Percent => out.push('%'),
            PercentPart::Fault(fault) => return Err(m.fault(&fault)),
            PercentPart::Conversion(mut conversion) => {
                let value = arguments.value_for(m, &mut conversion, false)?;
                let text = convert_percent(m, &conversion, value)?;
                out.push_str(&text);
                m.reserve(out.len())?;
            }
        }
    }
    arguments.check_all_used(m, "string")?;
    Ok(m.heap.new_str(&out))
}

fn convert_percent(m: &mut Machine, conversion: &Conversion<'_>, value: Value) -> Result<Rc<str>, Divert> {
    let result = match conversion.kind {
        's' | 'r' | 'a' => {
            let text = convert(m, value, conversion.kind)?;
            conversion.text(&text)
        }
        'c' => {
            let character = percent_character(m, value)?;
            conversion.character(character)
        }
        _ => return percent_number(m, conversion, value),
    };
    result.map(Into::into).map_err(|fault| m.fault(&fault))
}

fn percent_character(m: &mut Machine, value: Value) -> Result<char, Divert> {
    if let Some(text) = m.text(value) {
        let mut characters = text.chars();
        if let (Some(only), None) = (characters.next(), characters.next()) {
            return Ok(only);
        }
    } else if m.has_index(value) {
        let code = m.big_argument(value)?;
        let character = u32::try_from(&code).ok().and_then(char::from_u32);
        return character.ok_or_else(|| m.overflow_error("%c arg not in range(0x110000)"));
    }
    Err(m.type_error("%c requires int or char"))
}

/// The numeric conversions, which `str` and `bytes` share.
fn percent_number(m: &mut Machine, conversion: &Conversion<'_>, value: Value) -> Result<Rc<str>, Divert> {
    let kind = conversion.kind;
    let result = match kind {
        'd' | 'i' | 'u' => match m.float_of(value) {
            Some(float) => {
                let whole = crate::text::float::to_integer(float).map_err(|fault| m.fault(&fault))?;
                conversion.integer(whole.as_integer())
            }
            None => {
                let class = m.class_of(value);
                let number = if m.has_index(value) {
                    m.big_argument(value)?
                } else if let Some(int) = m.lookup(class, names::INT) {
                    let number = m.call(int, &[value])?;
                    m.big_argument(number)?
                } else {
                    let found = m.class_name(value);
                    return Err(m.type_error(&format!("%{kind} format: a real number is required, not {found}")));
                };
                conversion.integer(Integer::Big(&number))
            }
        },
        'o' | 'x' | 'X' => {
            if !m.has_index(value) {
                let found = m.class_name(value);
                return Err(m.type_error(&format!("%{kind} format: an integer is required, not {found}")));
            }
            let number = m.big_argument(value)?;
            conversion.integer(Integer::Big(&number))
        }
        'e' | 'E' | 'f' | 'F' | 'g' | 'G' => {
            let number = m.real_argument(value)?;
            conversion.float(number)
        }
        _ => Err(conversion.unsupported()),
    };
    result.map(Into::into).map_err(|fault| m.fault(&fault))
}

/// `template % arguments` for `bytes` and `bytearray`.
pub(crate) fn percent_bytes(m: &mut Machine, template: Value, arguments: Value) -> Answer {
    let mutable = matches!(m.heap.object(template), Some(Object::ByteArray(_)));
    let data = m.octets(template).unwrap_or_default();
    // Each byte as a character: the grammar is the same, and nothing but ASCII has a meaning in it.
    let wide: String = data.iter().map(|byte| char::from(*byte)).collect();
    let mut arguments = Arguments::new(m, arguments);
    let mut out = Vec::new();
    for part in percent::parse(&wide) {
        match part {
            PercentPart::Literal(literal) => out.extend(literal.chars().map(|character| character as u8)),
            PercentPart::Percent => out.push(b'%'),
            PercentPart::Fault(fault) => return Err(m.fault(&fault)),
            PercentPart::Conversion(mut conversion) => {
                let value = arguments.value_for(m, &mut conversion, true)?;
                out.extend(convert_percent_bytes(m, &conversion, value)?);
                m.reserve(out.len())?;
            }
        }
    }
    arguments.check_all_used(m, "bytes")?;
    if mutable {
        let array = crate::object::text::ByteArray { data: out, origins: Vec::new() };
        return Ok(Value::Obj(m.heap.alloc(classes::BYTEARRAY, Object::ByteArray(Box::new(array)))));
    }
    Ok(m.heap.new_bytes(crate::object::text::Bytes::new(out.into())))
}

fn convert_percent_bytes(m: &mut Machine, conversion: &Conversion<'_>, value: Value) -> Result<Vec<u8>, Divert> {
    let data: Vec<u8> = match conversion.kind {
        's' | 'b' => {
            let class = m.class_of(value);
            if let Some(data) = m.octets(value) {
                data.to_vec()
            } else if let Some(convert) = m.lookup(class, names::BYTES) {
                let converted = m.call(convert, &[value])?;
                m.octets_argument(converted)?.data.to_vec()
            } else {
                let found = m.class_name(value);
                let text =
                    format!("%b requires a bytes-like object, or an object that implements __bytes__, not '{found}'");
                return Err(m.type_error(&text));
            }
        }
        'r' | 'a' => convert(m, value, 'a')?.as_bytes().to_vec(),
        'c' => {
            let byte = match (m.octets(value), m.small(value)) {
                (Some(data), _) if data.len() == 1 => data[0],
                (None, Some(code)) => match u8::try_from(code) {
                    Ok(byte) => byte,
                    Err(_) => return Err(m.overflow_error("%c arg not in range(256)")),
                },
                _ => return Err(m.type_error("%c requires an integer in range(256) or a single byte")),
            };
            vec![byte]
        }
        _ => return percent_number(m, conversion, value).map(|text| text.as_bytes().to_vec()),
    };
    conversion.bytes(&data).map_err(|fault| m.fault(&fault))
}

//! The template of `str.format`: literal text, replacement fields, lookups, conversions, nested specs.
//! Owns the grammar and its faults (`Objects/stringlib/unicode_format.h`); looking values up and formatting them is the caller's.

use super::format_spec::take_count;
use super::{Fault, FaultClass};

/// Which argument a field takes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum First {
    /// `{0}`, or `{}` after counting.
    Position(usize),
    /// `{name}`.
    Name(String),
}

/// What follows the argument: `.name` or `[key]`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Lookup {
    /// `.name`.
    Attribute(String),
    /// `[3]`.
    Position(usize),
    /// `[key]`.
    Key(String),
    /// The name is wrong from here on; what stands before is looked up first.
    Fault(Fault),
}

/// One replacement field.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Field {
    /// The argument.
    pub first: First,
    /// Lookups on it, in order.
    pub lookups: Vec<Lookup>,
    /// `r`, `s` or `a` after an exclamation mark.
    pub conversion: Option<char>,
    /// The pieces of the format spec; fields in it are resolved first.
    pub spec: Vec<Part>,
}

/// A piece of a template.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Part {
    /// Text as it is.
    Literal(String),
    /// A field.
    Field(Field),
    /// The template is wrong from here on; `CPython` formats what stands before first.
    Fault(Fault),
}

/// Whether fields are numbered by the program or counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Numbering {
    Unknown,
    Counted(usize),
    Written,
}

/// The pieces of a template. A fault ends it.
pub fn parse(template: &str) -> Vec<Part> {
    let mut numbering = Numbering::Unknown;
    parse_nested(template, 2, &mut numbering)
}

fn parse_nested(template: &str, depth: u8, numbering: &mut Numbering) -> Vec<Part> {
    if depth == 0 {
        return vec![Part::Fault(Fault::value("Max string recursion exceeded"))];
    }
    let mut parts = Vec::new();
    let mut rest = template;
    while !rest.is_empty() {
        match next_part(&mut rest, depth, numbering) {
            Ok((literal, field)) => {
                if !literal.is_empty() {
                    parts.push(Part::Literal(literal));
                }
                parts.extend(field.map(Part::Field));
            }
            Err(fault) => {
                parts.push(Part::Fault(fault));
                break;
            }
        }
    }
    parts
}

/// Literal text up to a brace, and the field that the brace opens.
fn next_part(rest: &mut &str, depth: u8, numbering: &mut Numbering) -> Result<(String, Option<Field>), Fault> {
    let Some(at) = rest.find(['{', '}']) else {
        return Ok((std::mem::take(rest).to_owned(), None));
    };
    let brace = &rest[at..=at];
    let after = &rest[at + 1..];
    if after.starts_with(brace) {
        let literal = rest[..=at].to_owned();
        *rest = &after[1..];
        return Ok((literal, None));
    }
    if brace == "}" {
        return Err(Fault::value("Single '}' encountered in format string"));
    }
    if after.is_empty() {
        return Err(Fault::value("Single '{' encountered in format string"));
    }
    let literal = rest[..at].to_owned();
    *rest = after;
    let field = parse_field(rest, depth, numbering)?;
    Ok((literal, Some(field)))
}

fn parse_field(rest: &mut &str, depth: u8, numbering: &mut Numbering) -> Result<Field, Fault> {
    let unclosed = || Fault::value("expected '}' before end of string");
    // The name ends at `:`, `!` or `}`; brackets hide them.
    let mut in_brackets = false;
    let mut end = None;
    for (at, character) in rest.char_indices() {
        match character {
            '{' if !in_brackets => return Err(Fault::value("unexpected '{' in field name")),
            '[' => in_brackets = true,
            ']' => in_brackets = false,
            '}' | ':' | '!' if !in_brackets => {
                end = Some((at, character));
                break;
            }
            _ => {}
        }
    }
    let Some((end, stop)) = end else { return Err(unclosed()) };
    let name = &rest[..end];
    *rest = &rest[end + 1..];
    let mut conversion = None;
    let mut stop = stop;
    if stop == '!' {
        let mut characters = rest.chars();
        let missing = || Fault::value("end of string while looking for conversion specifier");
        let letter = characters.next().ok_or_else(missing)?;
        conversion = Some(letter);
        *rest = characters.as_str();
        stop = match rest.chars().next() {
            Some(next @ (':' | '}')) => next,
            Some(_) => return Err(Fault::value("expected ':' after conversion specifier")),
            None => return Err(Fault::value("unmatched '{' in format spec")),
        };
        *rest = &rest[1..];
    }
    let mut spec_text = "";
    if stop == ':' {
        spec_text = take_spec(rest).ok_or_else(|| Fault::value("unmatched '{' in format spec"))?;
    }
    let (first, lookups) = parse_name(name, numbering)?;
    let wrong_name = matches!(lookups.last(), Some(Lookup::Fault(_)));
    if let Some(letter) = conversion.filter(|letter| !"rsa".contains(*letter) && !wrong_name) {
        let shown =
            if ('!'..'\x7f').contains(&letter) { letter.to_string() } else { format!("\\x{:x}", u32::from(letter)) };
        return Err(Fault::value(format!("Unknown conversion specifier {shown}")));
    }
    let spec = if spec_text.is_empty() { Vec::new() } else { parse_spec(spec_text, depth, numbering) };
    Ok(Field { first, lookups, conversion, spec })
}

/// A spec without braces is text; one with braces is a template of its own.
fn parse_spec(text: &str, depth: u8, numbering: &mut Numbering) -> Vec<Part> {
    if text.contains(['{', '}']) {
        parse_nested(text, depth - 1, numbering)
    } else {
        vec![Part::Literal(text.to_owned())]
    }
}

/// The spec up to the brace that closes the field, which is taken too.
fn take_spec<'a>(rest: &mut &'a str) -> Option<&'a str> {
    let mut open = 1;
    for (at, byte) in rest.bytes().enumerate() {
        match byte {
            b'{' => open += 1,
            b'}' => open -= 1,
            _ => continue,
        }
        if open == 0 {
            let spec = &rest[..at];
            *rest = &rest[at + 1..];
            return Some(spec);
        }
    }
    None
}

fn parse_name(name: &str, numbering: &mut Numbering) -> Result<(First, Vec<Lookup>), Fault> {
    let end = name.find(['.', '[']).unwrap_or(name.len());
    let first = parse_first(&name[..end], numbering)?;
    let mut lookups = Vec::new();
    if let Err(fault) = parse_lookups(&name[end..], &mut lookups) {
        lookups.push(Lookup::Fault(fault));
    }
    Ok((first, lookups))
}

fn parse_lookups(mut rest: &str, lookups: &mut Vec<Lookup>) -> Result<(), Fault> {
    let empty = || Fault::value("Empty attribute in format string");
    while let Some(opening) = rest.chars().next() {
        rest = &rest[opening.len_utf8()..];
        match opening {
            '.' => {
                let end = rest.find(['.', '[']).unwrap_or(rest.len());
                if end == 0 {
                    return Err(empty());
                }
                lookups.push(Lookup::Attribute(rest[..end].to_owned()));
                rest = &rest[end..];
            }
            '[' => {
                let end = rest.find(']').ok_or_else(|| Fault::value("Missing ']' in format string"))?;
                let key = &rest[..end];
                rest = &rest[end + 1..];
                if key.is_empty() {
                    return Err(empty());
                }
                lookups.push(match parse_position(key)? {
                    Some(position) => Lookup::Position(position),
                    None => Lookup::Key(key.to_owned()),
                });
            }
            _ => return Err(Fault::value("Only '.' or '[' may follow ']' in format field specifier")),
        }
    }
    Ok(())
}

fn parse_position(text: &str) -> Result<Option<usize>, Fault> {
    let mut rest = text;
    let position = take_count(&mut rest)?;
    Ok(position.filter(|_| rest.is_empty()))
}

fn parse_first(text: &str, numbering: &mut Numbering) -> Result<First, Fault> {
    let switched = |from: &str, to: &str| Err(Fault::value(format!("cannot switch from {from} to {to}")));
    let (manual, automatic) = ("manual field specification", "automatic field numbering");
    if text.is_empty() {
        let next = match *numbering {
            Numbering::Written => return switched(manual, automatic),
            Numbering::Counted(next) => next,
            Numbering::Unknown => 0,
        };
        *numbering = Numbering::Counted(next + 1);
        return Ok(First::Position(next));
    }
    match parse_position(text)? {
        Some(position) => {
            if matches!(numbering, Numbering::Counted(_)) {
                return switched(automatic, manual);
            }
            *numbering = Numbering::Written;
            Ok(First::Position(position))
        }
        None => Ok(First::Name(text.to_owned())),
    }
}

/// The fault of `{3}` with too few arguments.
pub fn missing_position(position: usize) -> Fault {
    Fault::new(FaultClass::Index, format!("Replacement index {position} out of range for positional args tuple"))
}

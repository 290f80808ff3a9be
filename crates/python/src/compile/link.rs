//! Compiled text that no machine owns yet, and how it comes to one. Its names and constants are numbers of entries in the text's pool;
//! linking makes each entry an object of the machine's heap, in the pool's order, so that equal constants are one object within a text and
//! the same text always gets the same handles.
//! The library's texts are compiled once and linked by every machine that imports them.

use super::code::{Code, Source};
use super::{Constant, unlinked};
use crate::builtins::classes;
use crate::heap::Heap;
use crate::object::Object;
use crate::object::text::Bytes;
use crate::syntax::SourceProblem;
use crate::value::{Handle, Value};
use std::cell::RefCell;
use std::collections::BTreeMap;
use std::rc::Rc;

/// An entry of a text's pool.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct At(u32);

/// Code whose names and constants are entries of a pool.
pub(super) type UnlinkedCode = Code<At, At>;

/// What an entry becomes.
#[derive(Debug)]
enum Entry {
    Plain(Constant),
    /// Of earlier entries.
    Tuple(Vec<At>),
}

/// The names and constants of a text while it is compiled.
#[derive(Debug, Default)]
pub(super) struct Pool {
    entries: Vec<Entry>,
    known: BTreeMap<Constant, At>,
}

impl Pool {
    pub(super) fn name(&mut self, text: &str) -> At {
        self.entry(Constant::Name(text.into()))
    }

    pub(super) fn constant(&mut self, constant: &Constant) -> At {
        match constant {
            Constant::Str(text) if is_identifier_like(text) => self.entry(Constant::Name(text.clone())),
            other => self.entry(other.clone()),
        }
    }

    fn entry(&mut self, constant: Constant) -> At {
        if let Some(at) = self.known.get(&constant) {
            return *at;
        }
        let entry = match &constant {
            Constant::Tuple(items) => Entry::Tuple(items.iter().map(|item| self.constant(item)).collect()),
            other => Entry::Plain(other.clone()),
        };
        let at = At(self.entries.len() as u32);
        self.entries.push(entry);
        self.known.insert(constant, at);
        at
    }
}

/// A compiled text.
#[derive(Debug)]
pub(crate) struct Unlinked {
    module: Rc<UnlinkedCode>,
    entries: Vec<Entry>,
}

impl Unlinked {
    pub(super) fn new(module: Rc<UnlinkedCode>, pool: Pool) -> Self {
        Self { module, entries: pool.entries }
    }

    /// Makes the text's objects, which are never freed, and its code.
    pub(crate) fn link(&self, heap: &mut Heap) -> Rc<Code> {
        let mut values = Vec::with_capacity(self.entries.len());
        for entry in &self.entries {
            values.push(object(heap, entry, &values));
        }
        heap.pinned.extend(values.iter().filter(|value| value.handle().is_some()));
        linked(&self.module, &values)
    }
}

fn object(heap: &mut Heap, entry: &Entry, earlier: &[Value]) -> Value {
    match entry {
        Entry::Tuple(items) => heap.new_tuple(items.iter().map(|at| earlier[at.0 as usize]).collect()),
        Entry::Plain(constant) => match constant {
            Constant::None | Constant::Tuple(_) => Value::None,
            Constant::Ellipsis => Value::Ellipsis,
            Constant::Bool(truth) => Value::Bool(*truth),
            Constant::Int(int) => Value::Int(*int),
            Constant::Float(bits) => Value::Float(f64::from_bits(*bits)),
            Constant::Big(big) => Value::Obj(heap.alloc(classes::INT, Object::Big(Rc::new(big.clone())))),
            Constant::Name(text) => Value::Obj(heap.intern(text)),
            Constant::Str(text) => heap.new_str_rc(text.clone()),
            Constant::Bytes(data) => heap.new_bytes(Bytes::new(data.clone())),
        },
    }
}

/// As deep as functions and classes are nested in a text, which the parser bounds.
fn linked(code: &UnlinkedCode, values: &[Value]) -> Rc<Code> {
    let value = |at: &At| values[at.0 as usize];
    let name = |at: &At| value(at).handle().expect("invariant: names are objects");
    let names = |all: &[At]| -> Vec<Handle> { all.iter().map(name).collect() };
    Rc::new(Code {
        name: name(&code.name),
        qualname: name(&code.qualname),
        source: code.source.clone(),
        ops: code.ops.clone(),
        places: code.places.clone(),
        constants: code.constants.iter().map(value).collect(),
        codes: code.codes.iter().map(|inner| linked(inner, values)).collect(),
        names: names(&code.names),
        locals: names(&code.locals),
        positional: code.positional,
        positional_only: code.positional_only,
        keyword_only: code.keyword_only,
        free: code.free,
        var_positional: code.var_positional,
        var_keyword: code.var_keyword,
        generator: code.generator,
        namespace: code.namespace,
        first_line: code.first_line,
    })
}

/// Texts that look like names are interned, as `CPython` does with constants.
fn is_identifier_like(text: &str) -> bool {
    text.chars().all(|character| character.is_ascii_alphanumeric() || character == '_')
}

thread_local! {
    /// What was compiled of the library so far. Only speed: it holds what compiling gives each time.
    static LIBRARY: RefCell<Vec<(&'static str, Rc<Unlinked>)>> = const { RefCell::new(Vec::new()) };
}

/// A text of the library, by its name.
pub(crate) fn library(name: &'static str, text: &str) -> Result<Rc<Unlinked>, SourceProblem> {
    let known =
        LIBRARY.with_borrow(|library| library.iter().find(|(known, _)| *known == name).map(|(_, made)| made.clone()));
    if let Some(known) = known {
        return Ok(known);
    }
    let source = Source { file: format!("<{name}>").into(), text: text.into(), hidden: true, evaluated: false };
    let made = Rc::new(unlinked(&Rc::new(source), false)?.0);
    LIBRARY.with_borrow_mut(|library| library.push((name, made.clone())));
    Ok(made)
}

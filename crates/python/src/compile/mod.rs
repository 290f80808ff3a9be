//! From the syntax tree to [`code::Code`]. Owns instruction selection, positions, constants and jumps; `scope` decides where names live.
//! Order and lines of instructions follow `CPython` 3.11 where `sys.settrace` or a traceback can see them.

pub(crate) mod code;
mod expressions;
mod link;
mod patterns;
mod scope;
mod statements;
mod tries;
pub(crate) mod warnings;

use crate::heap::Heap;
use crate::syntax::SourceProblem;
use code::{Code, Op, Place, Source};
pub(crate) use link::library;
use link::{At, Pool, Unlinked, UnlinkedCode};
use num_bigint::BigInt;
use ruff_python_ast::Stmt;
use ruff_text_size::{Ranged, TextRange};
use scope::{Reach, ScopeKind, Scopes};
use std::rc::Rc;

/// A constant, for finding equal ones: they are one object within a text. Names are among them.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Constant {
    None,
    Ellipsis,
    Bool(bool),
    Int(i64),
    Big(BigInt),
    Float(u64),
    /// A `str` of which there is one in the whole machine.
    Name(Rc<str>),
    Str(Rc<str>),
    Bytes(Rc<[u8]>),
    Tuple(Vec<Constant>),
}

/// A statement that must be undone when control leaves it early.
#[derive(Clone, Copy)]
enum Nest<'a> {
    /// Where `continue` jumps, and which list of jumps `break` joins; whether an iterator is on the stack.
    Loop {
        start: usize,
        breaks: usize,
        iterator: bool,
    },
    Try,
    Finally(&'a [Stmt]),
    /// The copy of a `finally` body that runs after an exception.
    FinallyAfterException,
    /// An `except` body, with the name to delete.
    Handler(Option<&'a str>),
    /// An `except*` body, which nothing may leave early.
    StarHandler,
    With(TextRange),
}

/// Code being made for one scope.
struct Unit<'a> {
    scope: usize,
    kind: ScopeKind,
    name: String,
    qualname: String,
    ops: Vec<Op>,
    places: Vec<Place>,
    constants: Vec<At>,
    codes: Vec<Rc<UnlinkedCode>>,
    names: Vec<At>,
    locals: Vec<String>,
    nest: Vec<Nest<'a>>,
    /// Jumps of `break`s, one list for each loop around.
    breaks: Vec<Vec<usize>>,
    place: Place,
    /// Line of the last `Line` instruction that is certain to have run before the next one.
    marked: u32,
    first_line: u32,
}

struct Compiler<'a> {
    source: Rc<Source>,
    line_starts: Vec<u32>,
    scopes: Scopes,
    units: Vec<Unit<'a>>,
    pool: Pool,
    future_annotations: bool,
    warnings: Vec<warnings::Warning>,
}

/// Compiles a whole text.
pub(crate) fn compile(heap: &mut Heap, source: &Rc<Source>) -> Result<Rc<Code>, SourceProblem> {
    compile_with_warnings(heap, source).map(|(code, _)| code)
}

/// [`compile`], and what there is to warn about.
pub(crate) fn compile_with_warnings(
    heap: &mut Heap,
    source: &Rc<Source>,
) -> Result<(Rc<Code>, Vec<warnings::Warning>), SourceProblem> {
    let (code, warnings) = unlinked(source, false)?;
    Ok((code.link(heap), warnings))
}

/// Compiles a text that is one expression; what it comes to is returned.
pub(crate) fn compile_expression(heap: &mut Heap, source: &Rc<Source>) -> Result<Rc<Code>, SourceProblem> {
    Ok(unlinked(source, true)?.0.link(heap))
}

/// The first problem of a text.
pub(crate) fn check(source: &Rc<Source>) -> Option<SourceProblem> {
    unlinked(source, false).err()
}

fn unlinked(source: &Rc<Source>, expression: bool) -> Result<(Unlinked, Vec<warnings::Warning>), SourceProblem> {
    let parsed = crate::syntax::parse(&source.text)?;
    let body = &parsed.syntax().body;
    let text = source.text.clone();
    let scopes = scope::analyse(body, |message, range| crate::syntax::problem(&text, range, message))?;
    let mut compiler = Compiler {
        source: source.clone(),
        line_starts: crate::syntax::line_starts(&source.text),
        scopes,
        units: Vec::new(),
        pool: Pool::default(),
        future_annotations: false,
        warnings: Vec::new(),
    };
    compiler.enter(0, "<module>", 1);
    match &body[..] {
        _ if !expression => compiler.module_body(body)?,
        [Stmt::Expr(only)] => {
            compiler.expression(&only.value)?;
            compiler.emit(Op::Return);
        }
        other => {
            let range = other.first().map(Ranged::range).unwrap_or_default();
            return Err(crate::syntax::problem(&text, range, "invalid syntax".to_owned()));
        }
    }
    let module = compiler.leave(0, 0, 0, (false, false));
    Ok((Unlinked::new(module, compiler.pool), compiler.warnings))
}

type Done = Result<(), SourceProblem>;

impl<'a> Compiler<'a> {
    fn unit(&mut self) -> &mut Unit<'a> {
        self.units.last_mut().expect("invariant: there is a unit while compiling")
    }

    fn enter(&mut self, scope: usize, name: &str, first_line: u32) {
        let kind = self.scopes.all[scope].kind;
        let qualname = match self.units.last() {
            Some(outer) if outer.kind == ScopeKind::Class => format!("{}.{name}", outer.qualname),
            Some(outer) if outer.kind != ScopeKind::Module => format!("{}.<locals>.{name}", outer.qualname),
            _ => name.to_owned(),
        };
        let own = &self.scopes.all[scope];
        let mut locals: Vec<String> = match kind {
            ScopeKind::Module | ScopeKind::Class => own.cells.iter().cloned().collect(),
            _ => own.bound.iter().filter(|name| !own.free.contains(*name)).cloned().collect(),
        };
        locals.extend(own.free.iter().cloned());
        let mut unit = Unit {
            scope,
            kind,
            name: name.to_owned(),
            qualname,
            ops: Vec::new(),
            places: Vec::new(),
            constants: Vec::new(),
            codes: Vec::new(),
            names: Vec::new(),
            locals,
            nest: Vec::new(),
            breaks: Vec::new(),
            place: Place::default(),
            marked: 0,
            first_line,
        };
        // A first instruction that does nothing: a generator that is thrown into before it began is there.
        unit.ops.push(Op::Jump(1));
        unit.places.push(Place { line: first_line, end_line: first_line, column: 0, end_column: 0 });
        let cells: Vec<u16> = unit
            .locals
            .iter()
            .enumerate()
            .filter(|(_, name)| own.cells.contains(*name))
            .map(|(slot, _)| slot as u16)
            .collect();
        for slot in cells {
            unit.ops.push(Op::MakeCell(slot));
            unit.places.push(Place::default());
        }
        self.units.push(unit);
    }

    /// Ends the unit on top; parameters' numbers are those of its function.
    fn leave(
        &mut self,
        positional: u16,
        positional_only: u16,
        keyword_only: u16,
        (args, kwargs): (bool, bool),
    ) -> Rc<UnlinkedCode> {
        let unit = self.units.pop().expect("invariant: every unit that is left was entered");
        let scope = &self.scopes.all[unit.scope];
        let free = scope.free.len() as u16;
        let generator = scope.generator;
        let locals = unit.locals.iter().map(|name| self.pool.name(name)).collect();
        let name = self.pool.name(&unit.name);
        let qualname = self.pool.name(&unit.qualname);
        Rc::new(Code {
            name,
            qualname,
            source: self.source.clone(),
            ops: unit.ops.into(),
            places: unit.places.into(),
            constants: unit.constants,
            codes: unit.codes,
            names: unit.names,
            locals,
            positional,
            positional_only,
            keyword_only,
            free,
            var_positional: args,
            var_keyword: kwargs,
            generator,
            namespace: matches!(unit.kind, ScopeKind::Module | ScopeKind::Class),
            first_line: unit.first_line,
        })
    }

    fn problem<T>(&self, range: TextRange, message: impl Into<String>) -> Result<T, SourceProblem> {
        Err(crate::syntax::problem(&self.source.text, range, message.into()))
    }

    fn unsupported<T>(&self, range: TextRange, what: &str) -> Result<T, SourceProblem> {
        let line = self.place_of(range).line;
        self.problem(range, format!("line {line}: {what} is Python, but Sockscope does not run it yet"))
    }

    fn place_of(&self, range: TextRange) -> Place {
        let (start, end) = (range.start().to_u32(), range.end().to_u32());
        let line = self.line_starts.partition_point(|first| *first <= start);
        let end_line = self.line_starts.partition_point(|first| *first <= end.max(start));
        Place {
            line: line as u32,
            end_line: end_line as u32,
            column: start - self.line_starts[line - 1],
            end_column: end - self.line_starts[end_line - 1],
        }
    }

    /// The instructions that follow are of this part of the text; gives the part before.
    fn at(&mut self, range: TextRange) -> Place {
        let place = self.place_of(range);
        std::mem::replace(&mut self.unit().place, place)
    }

    /// In a chain over several lines, an attribute is where its name stands, not where the chain begins.
    fn begin_at(&mut self, name: TextRange) {
        let name = self.place_of(name);
        let place = &mut self.unit().place;
        if place.line != name.line {
            place.line = name.line;
            place.column = name.column;
        }
    }

    fn back_to(&mut self, place: Place) {
        self.unit().place = place;
    }

    /// The instructions that follow belong to no line.
    fn nowhere(&mut self) -> Place {
        std::mem::take(&mut self.unit().place)
    }

    fn emit(&mut self, op: Op) -> usize {
        let unit = self.unit();
        if unit.place.line != 0 && unit.marked != unit.place.line {
            unit.marked = unit.place.line;
            unit.ops.push(Op::Line(unit.place.line));
            unit.places.push(unit.place);
        }
        unit.ops.push(op);
        unit.places.push(unit.place);
        if let [.., first, second] = unit.ops.as_mut_slice()
            && let Some(pair) = first.with(*second)
        {
            *first = pair;
        }
        unit.ops.len() - 1
    }

    /// A place that jumps lead to.
    fn label(&mut self) -> usize {
        let unit = self.unit();
        unit.marked = 0;
        unit.ops.len()
    }

    /// Lets an earlier jump lead here.
    fn land(&mut self, jump: usize) {
        let here = self.label() as u32;
        let op = &mut self.unit().ops[jump];
        *op = match *op {
            Op::Jump(_) => Op::Jump(here),
            Op::PopJumpIfFalse(_) => Op::PopJumpIfFalse(here),
            Op::PopJumpIfTrue(_) => Op::PopJumpIfTrue(here),
            Op::PopJumpIfNone(_) => Op::PopJumpIfNone(here),
            Op::ForIter(_) => Op::ForIter(here),
            Op::ForIterStoreFast(slot, _) => Op::ForIterStoreFast(slot, here),
            Op::SetupTry(_) => Op::SetupTry(here),
            Op::SetupWith(_) => Op::SetupWith(here),
            Op::CompareJump(compare, _) => Op::CompareJump(compare, here),
            other => other,
        };
    }

    fn land_all(&mut self, jumps: &[usize]) {
        for jump in jumps {
            self.land(*jump);
        }
    }

    /// Index of a name.
    fn name(&mut self, text: &str) -> u32 {
        let pooled = self.pool.name(text);
        let unit = self.unit();
        if let Some(at) = unit.names.iter().position(|known| *known == pooled) {
            return at as u32;
        }
        unit.names.push(pooled);
        unit.names.len() as u32 - 1
    }

    fn mangled(&self, name: &str) -> String {
        let scope = self.units.last().map_or(0, |unit| unit.scope);
        scope::mangle(self.scopes.all[scope].class.as_deref(), name)
    }

    fn slot(&mut self, name: &str) -> u16 {
        let unit = self.unit();
        unit.locals.iter().position(|local| local == name).unwrap_or_default() as u16
    }

    fn constant(&mut self, constant: &Constant) {
        let at = self.constant_index(constant);
        self.emit(Op::Const(at));
    }

    fn constant_index(&mut self, constant: &Constant) -> u32 {
        let pooled = self.pool.constant(constant);
        let unit = self.unit();
        if let Some(at) = unit.constants.iter().position(|known| *known == pooled) {
            return at as u32;
        }
        unit.constants.push(pooled);
        unit.constants.len() as u32 - 1
    }

    fn load(&mut self, name: &str) {
        let name = self.mangled(name);
        let (scope, kind) = (self.unit().scope, self.unit().kind);
        match self.scopes.reach(scope, &name) {
            Reach::Local => {
                let slot = self.slot(&name);
                self.emit(Op::LoadFast(slot));
            }
            Reach::Cell => {
                let slot = self.slot(&name);
                self.emit(Op::LoadDeref(slot));
            }
            Reach::Free => {
                let slot = self.slot(&name);
                if kind == ScopeKind::Class {
                    let at = self.name(&name);
                    self.emit(Op::LoadClassDeref(slot, at as u16));
                } else {
                    self.emit(Op::LoadDeref(slot));
                }
            }
            Reach::Global => {
                let at = self.name(&name);
                self.emit(Op::LoadGlobal(at));
            }
            Reach::Name => {
                let at = self.name(&name);
                self.emit(Op::LoadName(at));
            }
        }
    }

    fn store(&mut self, name: &str) {
        let name = self.mangled(name);
        let (scope, kind) = (self.unit().scope, self.unit().kind);
        let op = match self.scopes.reach(scope, &name) {
            Reach::Local => Op::StoreFast(self.slot(&name)),
            // What a method reads of an enclosing function is another name than the class's own.
            Reach::Free if kind == ScopeKind::Class => Op::StoreName(self.name(&name)),
            Reach::Cell | Reach::Free => Op::StoreDeref(self.slot(&name)),
            Reach::Global => Op::StoreGlobal(self.name(&name)),
            Reach::Name => Op::StoreName(self.name(&name)),
        };
        self.emit(op);
    }

    fn delete_name(&mut self, name: &str) {
        let name = self.mangled(name);
        let (scope, kind) = (self.unit().scope, self.unit().kind);
        let op = match self.scopes.reach(scope, &name) {
            Reach::Local => Op::DeleteFast(self.slot(&name)),
            Reach::Free if kind == ScopeKind::Class => Op::DeleteName(self.name(&name)),
            Reach::Cell | Reach::Free => Op::DeleteDeref(self.slot(&name)),
            Reach::Global => Op::DeleteGlobal(self.name(&name)),
            Reach::Name => Op::DeleteName(self.name(&name)),
        };
        self.emit(op);
    }

    /// The line that a node begins on.
    fn line(&self, node: &impl Ranged) -> u32 {
        self.place_of(node.range()).line
    }
}

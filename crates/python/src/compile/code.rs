//! Compiled code: compact instructions over a value stack, with the position in the text of each.
//! An [`Op`] is eight bytes; what does not fit is a constant. Knows nothing of how it was made or is run.

use crate::value::{Handle, Value};
use std::rc::Rc;

/// A binary operator.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Binary {
    Add,
    Sub,
    Mul,
    MatMul,
    Div,
    FloorDiv,
    Mod,
    Pow,
    LShift,
    RShift,
    And,
    Or,
    Xor,
}

/// A comparison that a class can define.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Compare {
    Eq,
    Ne,
    Lt,
    Le,
    Gt,
    Ge,
}

/// A unary operator.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Unary {
    Neg,
    Pos,
    Invert,
    Not,
}

/// One instruction. Jumps are absolute; depths count from the top of the stack, 1 being the top.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) enum Op {
    /// A line of the text begins here (or may, when jumped to).
    Line(u32),
    Const(u32),
    Pop,
    Copy(u16),
    Swap(u16),
    LoadFast(u16),
    StoreFast(u16),
    DeleteFast(u16),
    LoadGlobal(u32),
    StoreGlobal(u32),
    DeleteGlobal(u32),
    LoadName(u32),
    StoreName(u32),
    DeleteName(u32),
    LoadDeref(u16),
    StoreDeref(u16),
    DeleteDeref(u16),
    /// A name of an enclosing function, unless the class body has it.
    LoadClassDeref(u16, u16),
    /// The cell itself.
    LoadCell(u16),
    /// Turns a local (perhaps already an argument) into a cell.
    MakeCell(u16),
    LoadAttr(u32),
    StoreAttr(u32),
    DeleteAttr(u32),
    /// Replaces the object by function and receiver, or by nothing and the attribute.
    LoadMethod(u32),
    Subscript,
    StoreSubscript,
    DeleteSubscript,
    Binary(Binary),
    InPlace(Binary),
    Unary(Unary),
    Compare(Compare),
    Is(bool),
    Contains(bool),
    Jump(u32),
    JumpBack(u32),
    PopJumpIfFalse(u32),
    PopJumpIfTrue(u32),
    PopJumpIfNone(u32),
    GetIter,
    /// Pops the iterator of a loop that ends early; a generator that nobody else has is closed.
    DropIter,
    /// Pushes the next item, or pops the iterator and jumps.
    ForIter(u32),
    BuildTuple(u32),
    BuildList(u32),
    BuildSet(u32),
    /// Lays the set on top out as a copy would be.
    CopySet,
    BuildDict(u32),
    BuildSlice(u8),
    BuildString(u32),
    ListAppend(u16),
    ListExtend(u16),
    /// As `ListExtend` for `*` in a call.
    ArgumentsExtend,
    SetAdd(u16),
    SetUpdate(u16),
    DictInsert(u16),
    DictUpdate(u16),
    /// As `DictUpdate` for `**` in a call: no key twice, keys are text.
    DictMerge(u16),
    ListToTuple,
    /// Conversion (`s`, `r`, `a` or 0) and whether a format spec is on the stack.
    Format(u8, bool),
    PushNull,
    /// Notes the namespaces of this frame for the call that follows, which may be of `eval` or `locals`.
    NoteScope,
    Call(u16),
    /// Number of arguments and the constant with the names of the last ones.
    CallKeywords(u16, u16),
    /// A tuple of arguments and, if set, a dict of keyword arguments are on the stack.
    CallSpread(bool),
    /// Constant with the code; what is on the stack (see [`FunctionParts`]).
    MakeFunction(u16, u8),
    LoadBuildClass,
    Return,
    Yield,
    /// Passes on what the iterator below the sent value yields.
    YieldFrom,
    UnpackSequence(u16),
    /// Makes a tuple of the items before, the list of the rest, and the items behind; an `UnpackSequence` follows.
    UnpackRest(u16, u16),
    /// Installs a handler until the matching `PopBlock`.
    SetupTry(u32),
    /// The same below the value on top.
    SetupWith(u32),
    PopBlock,
    /// The exception in the block's slot is dealt with: back to the one before.
    PopExcept,
    /// Whether the exception below the class on top is an instance; pops the class.
    MatchException,
    /// Splits the exception below the class on top: pushes what is left of it and the part that matches, either perhaps `None`.
    MatchGroup,
    /// The exception on top is the one that is being handled.
    Handle,
    /// Of an exception and a list of what became of its parts, makes what is to be raised, or `None`.
    RejoinGroup,
    Reraise,
    /// 0: again; 1: an exception; 2: with a cause.
    Raise(u8),
    AssertionError,
    EnterWith,
    /// Calls `__exit__` with the exception on top.
    ExitWithException,
    ImportModule(u32),
    ImportFrom(u32),
    ImportStar,
    SetupAnnotations,
    /// A whole number added to a local in place: slot and amount.
    AddFastInt(u16, i16),
    /// Compares the two on top and jumps if false.
    CompareJump(Compare, u32),
    /// Length test of a pattern: pushes whether the subject on top is a sequence.
    MatchSequence,
    MatchMapping,
    /// Pushes the length of the top.
    Length,
    /// Class pattern: constant with keyword names, number of positional ones.
    MatchClass(u16, u16),
    /// Mapping pattern: keys tuple on top, subject below; pushes the tuple of values or None.
    MatchKeys,
    // Pairs, see `Op::with`.
    LoadFastFast(u16, u16),
    LoadFastConst(u16, u32),
    LoadFastAttr(u16, u32),
    LoadFastMethod(u16, u32),
    PushNullLoadGlobal(u32),
    ConstBinary(Binary, u32),
    ForIterStoreFast(u16, u32),
}

impl Op {
    /// Most of a program's time goes into getting from one instruction to the next, so the commonest pairs are one. It stands in the place of
    /// the first and skips the second, which is there all the same: for jumps, and for when the pair cannot do its work.
    pub(crate) fn with(self, next: Self) -> Option<Self> {
        Some(match (self, next) {
            (Self::LoadFast(slot), Self::LoadFast(other)) => Self::LoadFastFast(slot, other),
            (Self::LoadFast(slot), Self::Const(at)) => Self::LoadFastConst(slot, at),
            (Self::LoadFast(slot), Self::LoadAttr(at)) => Self::LoadFastAttr(slot, at),
            (Self::LoadFast(slot), Self::LoadMethod(at)) => Self::LoadFastMethod(slot, at),
            (Self::PushNull, Self::LoadGlobal(at)) => Self::PushNullLoadGlobal(at),
            (Self::Const(at), Self::Binary(operator) | Self::InPlace(operator)) => Self::ConstBinary(operator, at),
            (Self::ForIter(target), Self::StoreFast(slot)) => Self::ForIterStoreFast(slot, target),
            _ => return None,
        })
    }
}

const _: () = assert!(size_of::<Op>() == 8);

/// Bits of [`Op::MakeFunction`].
pub(crate) struct FunctionParts;

impl FunctionParts {
    pub(crate) const DEFAULTS: u8 = 1;
    pub(crate) const KEYWORD_DEFAULTS: u8 = 2;
    pub(crate) const ANNOTATIONS: u8 = 4;
    pub(crate) const CLOSURE: u8 = 8;
}

/// Where in the text an instruction comes from: lines from 1, columns in bytes from 0.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct Place {
    pub(crate) line: u32,
    pub(crate) end_line: u32,
    pub(crate) column: u32,
    pub(crate) end_column: u32,
}

/// A text that code was compiled from.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Source {
    pub(crate) file: Rc<str>,
    pub(crate) text: Rc<str>,
    /// Ours: no line events, no place in tracebacks.
    pub(crate) hidden: bool,
    /// Made at run time, for `eval` and `exec`: no line events, but a place in tracebacks.
    pub(crate) evaluated: bool,
}

/// Compiled function, class body, comprehension or module. Before it is linked to a machine, its names and constants are numbers (see
/// [`super::link`]).
#[derive(Debug)]
pub(crate) struct Code<Name = Handle, Constant = Value> {
    pub(crate) name: Name,
    pub(crate) qualname: Name,
    pub(crate) source: Rc<Source>,
    pub(crate) ops: Rc<[Op]>,
    pub(crate) places: Rc<[Place]>,
    pub(crate) constants: Vec<Constant>,
    pub(crate) codes: Vec<Rc<Code<Name, Constant>>>,
    pub(crate) names: Vec<Name>,
    /// Names of the local slots: parameters, other locals, then free variables.
    pub(crate) locals: Vec<Name>,
    pub(crate) positional: u16,
    pub(crate) positional_only: u16,
    pub(crate) keyword_only: u16,
    /// Free variables: the last slots.
    pub(crate) free: u16,
    pub(crate) var_positional: bool,
    pub(crate) var_keyword: bool,
    pub(crate) generator: bool,
    /// A class body or a module: names live in a namespace.
    pub(crate) namespace: bool,
    pub(crate) first_line: u32,
}

impl PartialEq for Code {
    fn eq(&self, other: &Self) -> bool {
        self.name == other.name && self.first_line == other.first_line && self.ops == other.ops
    }
}

impl Code {
    /// Number of parameters, each with a slot.
    pub(crate) fn parameters(&self) -> usize {
        usize::from(self.positional)
            + usize::from(self.keyword_only)
            + usize::from(self.var_positional)
            + usize::from(self.var_keyword)
    }
}

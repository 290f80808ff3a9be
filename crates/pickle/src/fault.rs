//! Why a pickle cannot be read, or a value cannot be written, in the words of `_pickle`.
//! A fault names the class of the exception that `CPython` raises and its exact text; what only we refuse
//! (a limit) is a class of its own, so that it is never taken for `CPython`'s behaviour.

use std::fmt;

/// A position in a pickle, in bytes from its start.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub struct Offset(pub usize);

/// The class of a fault.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ExceptionClass {
    /// `_pickle.UnpicklingError`.
    Unpickling,
    /// `_pickle.PicklingError`.
    Pickling,
    /// `EOFError`.
    Eof,
    /// `ValueError`.
    Value,
    /// `TypeError`.
    Type,
    /// `AttributeError`.
    Attribute,
    /// `ModuleNotFoundError`.
    ModuleNotFound,
    /// `OverflowError`.
    Overflow,
    /// `UnicodeDecodeError`.
    UnicodeDecode,
    /// `UnicodeEncodeError`.
    UnicodeEncode,
    /// `IndexError`.
    Index,
    /// `MemoryError`.
    Memory,
    /// `RecursionError`.
    Recursion,
    /// `SyntaxError`, of the literal parser only.
    Syntax,
    /// Not `CPython`'s: one of our limits was reached, or something is not supported.
    Limit,
}

impl ExceptionClass {
    /// The name as a traceback prints it.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Unpickling => "_pickle.UnpicklingError",
            Self::Pickling => "_pickle.PicklingError",
            Self::Eof => "EOFError",
            Self::Value => "ValueError",
            Self::Type => "TypeError",
            Self::Attribute => "AttributeError",
            Self::ModuleNotFound => "ModuleNotFoundError",
            Self::Overflow => "OverflowError",
            Self::UnicodeDecode => "UnicodeDecodeError",
            Self::UnicodeEncode => "UnicodeEncodeError",
            Self::Index => "IndexError",
            Self::Memory => "MemoryError",
            Self::Recursion => "RecursionError",
            Self::Syntax => "SyntaxError",
            Self::Limit => "limit",
        }
    }
}

/// Why a pickle cannot be read past `at`, or why a value has no pickle.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PickleError {
    /// Where the failing opcode starts; the output's length so far when writing.
    pub at: Offset,
    /// The class of the exception.
    pub class: ExceptionClass,
    /// Its text, exactly as `_pickle` words it.
    pub message: String,
}

impl PickleError {
    /// A fault of `class` at `at`.
    pub(crate) fn new(at: usize, class: ExceptionClass, message: impl Into<String>) -> Self {
        Self { at: Offset(at), class, message: message.into() }
    }
}

impl fmt::Display for PickleError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.message.is_empty() {
            f.write_str(self.class.name())
        } else {
            write!(f, "{}: {}", self.class.name(), self.message)
        }
    }
}

impl std::error::Error for PickleError {}

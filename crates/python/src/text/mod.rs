//! What Python does with text, numbers and bytes, as pure functions over Rust's own types.
//! Owns the wording of results and of faults (`repr`, format specs, codecs, `struct`, `json`, hashes, the generator of `random`, ...).
//! Refuses to know the machine's values: a caller takes its arguments apart before and builds objects after. Nothing here reads a clock
//! or recurses on input; every fault is a [`Fault`] with `CPython`'s own text.

use num_bigint::BigInt;

pub mod base64;
pub mod codec;
pub mod digest;
pub mod float;
pub mod format_complex;
pub mod format_spec;
pub mod hash;
pub mod integer;
pub mod json;
pub mod octets;
mod pair;
pub mod percent;
pub(crate) mod power;
pub mod quote;
pub mod seek;
pub mod strings;
pub mod structs;
pub mod template;
pub(crate) mod transcendental;
pub mod twister;

/// The longest text or bytes that one operation may make. `CPython` would go on to `MemoryError`; so does this, only sooner.
pub const TEXT_MAX: usize = 1 << 26;

/// The class of the exception that a [`Fault`] is to become.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FaultClass {
    /// `ValueError`.
    Value,
    /// `TypeError`.
    Type,
    /// `OverflowError`.
    Overflow,
    /// `KeyError`.
    Key,
    /// `IndexError`.
    Index,
    /// `LookupError`.
    Lookup,
    /// `MemoryError`.
    Memory,
    /// `struct.error`.
    Struct,
    /// `binascii.Error`.
    Binascii,
    /// Python can do it, this machine cannot: the text says so.
    Unsupported,
}

impl FaultClass {
    /// The class's name as a traceback prints it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Value => "ValueError",
            Self::Type => "TypeError",
            Self::Overflow => "OverflowError",
            Self::Key => "KeyError",
            Self::Index => "IndexError",
            Self::Lookup => "LookupError",
            Self::Memory => "MemoryError",
            Self::Struct => "struct.error",
            Self::Binascii => "binascii.Error",
            Self::Unsupported => "NotImplementedError",
        }
    }
}

/// An exception that a pure function asks its caller to raise.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// Its class.
    pub class: FaultClass,
    /// Its message.
    pub text: String,
}

impl Fault {
    /// A fault of a class with a message.
    pub fn new(class: FaultClass, text: impl Into<String>) -> Self {
        Self { class, text: text.into() }
    }

    /// A `ValueError`.
    pub fn value(text: impl Into<String>) -> Self {
        Self::new(FaultClass::Value, text)
    }

    /// A `TypeError`.
    pub fn of_type(text: impl Into<String>) -> Self {
        Self::new(FaultClass::Type, text)
    }

    /// An `OverflowError`.
    pub fn overflow(text: impl Into<String>) -> Self {
        Self::new(FaultClass::Overflow, text)
    }

    /// The `MemoryError` of a result longer than [`TEXT_MAX`].
    pub fn memory() -> Self {
        Self::new(FaultClass::Memory, "")
    }
}

/// A Python `int` by reference: most fit a machine word.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Integer<'a> {
    /// Fits in 64 bits.
    Small(i64),
    /// Does not, or might.
    Big(&'a BigInt),
}

/// An `int` as a function returns it; `Big` only if it does not fit `Small`.
#[derive(Debug, Clone, PartialEq)]
pub enum IntegerBuf {
    /// Fits in 64 bits.
    Small(i64),
    /// Does not.
    Big(BigInt),
}

impl From<BigInt> for IntegerBuf {
    fn from(big: BigInt) -> Self {
        i64::try_from(&big).map_or(Self::Big(big), Self::Small)
    }
}

impl IntegerBuf {
    /// Borrowed.
    pub fn as_integer(&self) -> Integer<'_> {
        match self {
            Self::Small(small) => Integer::Small(*small),
            Self::Big(big) => Integer::Big(big),
        }
    }
}

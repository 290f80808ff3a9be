//! A Python value as the machine holds it: small, `Copy`, and meaningful only together with the [`crate::heap::Heap`] it came from.
//! `None`, `bool`, `int` of 64 bits, `float` and builtin functions live in the value itself; everything else is a handle.

use crate::native::Native;

/// An object's place in the heap.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Handle(pub(crate) u32);

/// One Python value.
// With a tag of 64 bits a value is copied as two words; with a smaller one compilers copy its parts, at twice the code.
#[derive(Debug, Clone, Copy)]
#[repr(u64)]
pub enum Value {
    /// No value: an unbound local, an absent argument. Never visible to a program.
    Unbound,
    /// `None`.
    None,
    /// `...`.
    Ellipsis,
    /// `NotImplemented`.
    NotImplemented,
    /// `True` or `False`.
    Bool(bool),
    /// An `int` that fits 64 bits.
    Int(i64),
    /// A `float`.
    Float(f64),
    /// A builtin function, or a method of a builtin type that is not bound to an object.
    Native(&'static Native),
    /// Anything else.
    Obj(Handle),
}

impl Value {
    /// Same object, as `is` sees it; also the equality of two machines' slots.
    #[inline]
    #[must_use]
    pub fn is(self, other: Self) -> bool {
        match (self, other) {
            (Self::Unbound, Self::Unbound)
            | (Self::None, Self::None)
            | (Self::Ellipsis, Self::Ellipsis)
            | (Self::NotImplemented, Self::NotImplemented) => true,
            (Self::Bool(a), Self::Bool(b)) => a == b,
            (Self::Int(a), Self::Int(b)) => a == b,
            (Self::Float(a), Self::Float(b)) => a.to_bits() == b.to_bits(),
            (Self::Native(a), Self::Native(b)) => std::ptr::eq(a, b),
            (Self::Obj(a), Self::Obj(b)) => a == b,
            _ => false,
        }
    }

    /// Whether there is no value.
    #[inline]
    #[must_use]
    pub fn is_unbound(self) -> bool {
        matches!(self, Self::Unbound)
    }

    /// Whether it is `None`.
    #[inline]
    #[must_use]
    pub fn is_none(self) -> bool {
        matches!(self, Self::None)
    }

    #[inline]
    pub(crate) fn handle(self) -> Option<Handle> {
        if let Self::Obj(handle) = self { Some(handle) } else { None }
    }
}

impl PartialEq for Value {
    fn eq(&self, other: &Self) -> bool {
        self.is(*other)
    }
}

impl From<Handle> for Value {
    fn from(handle: Handle) -> Self {
        Self::Obj(handle)
    }
}

const _: () = assert!(size_of::<Value>() == 16);

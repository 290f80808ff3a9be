//! The types and functions of `builtins`. Methods are static tables beside the type; what they share with the operators is in
//! `machine/`. What calls the program's own code item by item is Python text of ours, [`PRELUDE`].

mod args;
mod attributes;
mod bytearray;
pub(crate) mod bytes;
pub(crate) mod classes;
pub(crate) mod dict;
mod evaluate;
pub(crate) mod exceptions;
pub(crate) mod float;
pub(crate) mod formatting;
pub(crate) mod functions;
pub(crate) mod generic;
pub(crate) mod int;
pub(crate) mod iterators;
pub(crate) mod list;
mod memoryview;
pub(crate) mod sets;
pub(crate) mod slots;
pub(crate) mod special;
pub(crate) mod strs;
pub(crate) mod tuple;

/// Our own Python text; its frames are neither stepped nor shown.
pub(crate) const PRELUDE: &str = include_str!("prelude.py");

/// Whether a name is in `builtins`.
pub(crate) fn is_name(name: &str) -> bool {
    functions::FUNCTIONS.iter().any(|native| native.name == name)
        || classes::in_builtins().any(|(class, _)| class == name)
}

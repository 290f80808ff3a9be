//! A resumable machine for the Python that socket programs are written in.
//! Owns the way from text to a running program: ruff's parser → compile → [`machine::Machine`], which pauses at each line
//! and at each system call, and is plain data in between. Refuses to know sockets, clocks, files and the scheduler: what a program
//! wants of the world leaves as a [`request::Request`] and comes back as a [`request::Reply`].
//! The reference is `CPython` 3.11 on Linux, word for word; what is not supported is named, never misread.
//!
//! # Adding to it
//! - **A method of a builtin type**: an entry in the `METHODS` table of its file in `builtins/`, e.g.
//!   `method("append", |machine, args| { ... Ok(Value::None) })`. `args.positional[0]` is the object. `class_method`, `getter` likewise.
//!   Operators (`+`, `[]`, `in`, `==`, `len`) are not in the tables but in `machine`: `binary.rs`,
//!   `arithmetic.rs`, `sequences.rs`, `subscript.rs`, `iterate.rs`, `equality.rs`.
//! - **A builtin function**: an entry in `builtins/functions.rs`, or Python text in `builtins/prelude.py` (hidden from tracebacks).
//! - **A module**: a file in `modules/` with a `static MODULE: ModuleSpec` (natives, constants by `fill`, embedded Python text), named in
//!   `modules/mod.rs`.
//! - **Reaching back**: `machine.call(f, &[..])?`, `machine.try_call`, `machine.str(v)?`, `repr`, `truth`, `hash`, `equal`, `less`,
//!   `items(v)?` (any iterable), `index(v)?`, `ask(Request)?`. They may unwind with `?` and the native is then *run again* with the answers it
//!   has had: change nothing before the last question, or wrap the change in `machine.once(|machine| ...)`.
//! - **Faults**: `Err(machine.type_error("..."))`, `value_error`, `error(classes::X, "...")`, `machine.fault(&fault)` for those of `text/`.

mod builtins;
mod compile;
mod heap;
pub mod machine;
mod modules;
mod names;
mod native;
mod object;
pub mod pause;
pub mod request;
pub mod syntax;
pub mod text;
mod value;

pub use value::{Handle, Value};

//! Pickles, opcode by opcode.
//! Owns the opcode table, the disassembler, the tracing unpickler, the pickler and the safety report.
//! Refuses to know Python programs, sockets and files: bytes come in, a [`graph::Graph`] goes out, and back.
//! The reference is `CPython` 3.11: `Lib/pickletools.py` for the opcodes, `Modules/_pickle.c` for behaviour and messages.

pub mod compat;
pub mod fault;
pub mod graph;
mod keys;
pub mod literal;
pub mod measure;
mod moment;
pub mod number;
pub mod opcode;
pub mod paste;
pub mod pickler;
mod printable;
pub mod render;
#[cfg(feature = "serde-pickle")]
pub mod rust_view;
pub mod safety;
pub mod set_order;
pub(crate) mod text;
pub mod tools;
pub mod trace;
pub mod unpickler;

pub use fault::{ExceptionClass, Offset, PickleError};
pub use graph::{Construction, Graph, Node, NodeId, Object, Span};
pub use literal::parse_literal;
pub use opcode::{OPCODES, Opcode};
pub use paste::bytes_of_text;
pub use pickler::{PROTOCOL_DEFAULT, PROTOCOL_MAX, Pickler, PicklerOptions, Writer, Written, dumps};
pub use render::{repr, repr_cut};
pub use safety::{Finding, Report, Severity, inspect, inspect_with, inspect_within};
pub use set_order::order_sets;
pub use tools::{Disassembler, DisassemblyMemo, disassemble, optimize};
pub use unpickler::{Effect, Globals, Limits, Ran, Starved, Step, Unpickler, UnpicklerOptions, loads, loads_with};

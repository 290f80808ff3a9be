//! Pickles, opcode by opcode.
//! Owns the opcode table, the disassembler, the tracing unpickler, the pickler and the safety report.
//! Refuses to know Python programs, sockets and files: bytes come in, a [`graph::Graph`] goes out, and back.
//! The reference is `CPython` 3.11: `Lib/pickletools.py` for the opcodes, `Modules/_pickle.c` for behaviour and messages.

pub mod graph;

//! The tools that look at a pickle without running it, with the outcomes and words of `pickletools`:
//! reading opcodes and arguments, the disassembler, the optimiser.

pub mod disassemble;
pub mod genops;
pub mod optimize;

pub use disassemble::{Disassembler, DisassemblyMemo, disassemble};
pub use genops::{ArgumentValue, Operation, Operations, pickles};
pub use optimize::optimize;

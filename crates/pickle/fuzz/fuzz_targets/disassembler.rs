//! Any bytes: the disassembler and the optimiser end, and what was optimised disassembles no worse.
#![no_main]

use libfuzzer_sys::fuzz_target;
use sockscope_pickle::{Disassembler, DisassemblyMemo, optimize};

fuzz_target!(|data: &[u8]| {
    let printer = Disassembler { text_max: 1 << 20, annotate: Some(1), ..Disassembler::default() };
    let printed = printer.run(data, 0, &mut DisassemblyMemo::default());
    assert!(printed.end <= data.len());
    assert!(printed.text.len() < (1 << 20) + data.len() * 8 + 4096);
    if let Ok(smaller) = optimize(data) {
        assert!(smaller.len() <= data.len() + 9 * (1 + data.len() / 65536) + 16);
    }
});

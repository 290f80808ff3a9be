//! What is read can be written in every protocol, and from protocol 4 on reads back the same (older ones spell nested
//! names as calls of getattr); serde-pickle reads it where it can.
#![no_main]

use libfuzzer_sys::fuzz_target;
use sockscope_pickle::{Limits, Pickler, PicklerOptions, UnpicklerOptions, dumps, loads_with, repr_cut};

fuzz_target!(|data: &[u8]| {
    let limits = Limits { opcodes: 100_000, stack: 10_000, memo: 10_000, bytes: 1 << 20 };
    let options = UnpicklerOptions { limits, persistent: true, ..UnpicklerOptions::default() };
    let Ok((graph, root)) = loads_with(data, options.clone()) else { return };
    let shown = repr_cut(&graph, root, 4000);
    for protocol in 0..=5 {
        let Ok(written) = dumps(&graph, root, protocol) else { continue };
        let mut pickler = Pickler::new(&graph, root, protocol, PicklerOptions::default()).expect("a known protocol");
        while pickler.step().expect("written before").is_some() {}
        assert!(pickler.output() == written, "stepping differs");
        let wide = UnpicklerOptions { limits: Limits::WIDE, ..options.clone() };
        if let Ok((read, read_root)) = loads_with(&written, wide) {
            let again = repr_cut(&read, read_root, 4000);
            assert!(again == shown || protocol < 4, "{shown} became {again}");
        }
        let _ = sockscope_pickle::rust_view::as_a_rust_service(&written);
    }
});

//! Hostile pickles: each technique is reported with its callable and arguments, and nothing stalls or overflows.

mod hostile_table;

use sockscope_pickle::{
    ExceptionClass, Limits, Node, Severity, Step, Unpickler, UnpicklerOptions, disassemble, dumps, inspect, loads,
    loads_with, optimize, repr, repr_cut,
};
use std::fmt::Write;

#[test]
fn each_technique_is_reported_with_its_callable_and_arguments() {
    let rows = hostile_table::all();
    assert!(rows.len() >= 40);
    let mut missing = String::new();
    for row in &rows {
        let report = inspect(&row.bytes);
        let found = report
            .findings
            .iter()
            .any(|finding| finding.callable == row.callable && finding.arguments == row.arguments);
        let harmless = row.callable != "persistent_load" && !report.is_suspicious();
        if !found || harmless {
            writeln!(missing, "{}: {}{}", row.name, row.callable, row.arguments).unwrap();
            for finding in &report.findings {
                writeln!(missing, "    {:?} {}", finding.severity, finding.message).unwrap();
            }
            for fault in &report.faults {
                writeln!(missing, "    fault: {}", fault.error).unwrap();
            }
        }
    }
    assert!(missing.is_empty(), "{missing}");
}

#[test]
fn the_table_in_the_docs_has_each_technique_and_its_severity() {
    let docs = concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs/pickle-safety.md");
    let docs = std::fs::read_to_string(docs).unwrap();
    for row in hostile_table::all() {
        let worst = inspect(&row.bytes).worst().map_or("no", Severity::name);
        let brackets = |text: &str| if text.starts_with('(') { text.to_owned() } else { format!("({text})") };
        let line = format!("| {} | `{}{}` | {worst} | ", row.name, row.callable, brackets(row.arguments));
        assert!(docs.contains(&line), "docs/pickle-safety.md lacks: {line}");
    }
}

#[test]
fn plain_values_are_not_suspected() {
    for source in [
        "None",
        "[1, 2, 'abc']",
        "{1: 'hi', 2: 'there'}",
        "b'abc', bytearray(b'x'), {1, 2}, frozenset({3})",
        "1+2j",
        "['posix', 'system', 'os.system', b'cos\\nsystem\\n']",
    ] {
        let (graph, root) = sockscope_pickle::parse_literal(source).unwrap();
        for protocol in 0..=5 {
            let report = inspect(&dumps(&graph, root, protocol).unwrap());
            assert_eq!(report.worst(), None, "{source} {protocol}: {:?}", report.findings);
            assert_eq!((report.pickles, report.faults.len()), (1, 0));
        }
    }
}

#[test]
fn a_fault_hides_nothing_that_came_before() {
    let report = inspect(b"cos\nsystem\n(S'echo pwned'\ntR\xff");
    assert_eq!(report.worst(), Some(Severity::Dangerous));
    assert_eq!(report.faults[0].error.to_string(), "_pickle.UnpicklingError: invalid load key, '\\xff'.");
    let call = report.calls().next().unwrap();
    assert_eq!(call.message, "REDUCE would call os.system('echo pwned',)");
    assert_eq!((call.at, call.opcode), (27, "REDUCE"));
}

/// Runs everything over one pickle; nothing may recurse, hang or print without end.
fn survives(pickle: &[u8]) {
    let options = UnpicklerOptions { limits: Limits { bytes: 1 << 26, ..Limits::WIDE }, ..UnpicklerOptions::default() };
    if let Ok((graph, root)) = loads_with(pickle, options) {
        let copy = graph.clone();
        assert!(copy == graph);
        assert!(repr_cut(&graph, root, 1000).len() < 1100);
        let _ = dumps(&graph, root, 4);
    }
    let _ = sockscope_pickle::Disassembler { text_max: 1 << 20, ..Default::default() }.run(
        pickle,
        0,
        &mut sockscope_pickle::DisassemblyMemo::default(),
    );
    let _ = inspect(pickle);
    let _ = optimize(pickle);
}

#[test]
fn nesting_of_a_million_ends() {
    for (open, close) in [
        (b"N".as_slice(), b"\x85".as_slice()),
        (b"]", b"]\x940h\x00a"),
        (b"", b"("),
        (b"N", b"2\x86"),
        (b"", b"]"),
        (b"}", b"N}s"),
    ] {
        let mut pickle = open.to_vec();
        for _ in 0..1_000_000 {
            pickle.extend_from_slice(close);
        }
        pickle.push(b'.');
        survives(&pickle);
    }
    let nested_lists = [b"(l".repeat(1_000_000), b"a".repeat(999_999), b".".to_vec()].concat();
    survives(&nested_lists);
    let (graph, root) = loads(&nested_lists).unwrap();
    assert_eq!(repr(&graph, root).unwrap().len(), 2_000_000);
    assert!(dumps(&graph, root, 1).unwrap().ends_with(&[b"a".repeat(999_999), b".".to_vec()].concat()));
}

#[test]
fn a_call_of_a_call_of_a_call_is_shown_in_time() {
    let chain = [b"cbuiltins\ngetattr\n".as_slice(), &b")R".repeat(100_000), b"."].concat();
    survives(&chain);
    let (graph, root) = loads(&chain).unwrap();
    assert_eq!(repr_cut(&graph, root, 100), "…");
    assert!(repr(&graph, root).unwrap().starts_with("builtins.getattr()()"));
    // Keyword arguments whose names are objects with keyword arguments of such names.
    let mut nested = b"\x80\x04\x8c\x01a\x8c\x01b\x93\x94)}\x92".to_vec();
    for _ in 0..50_000 {
        // The object so far becomes the only keyword of the next one.
        nested.extend_from_slice(b"q\x010h\x00)}h\x01Ns\x92");
    }
    nested.push(b'.');
    survives(&nested);
}

#[test]
fn bombs_are_graphs_and_their_text_is_cut() {
    // 2**200 leaves: each tuple holds the one before twice.
    let bomb = [b"N".as_slice(), &b"2\x86".repeat(200), b"."].concat();
    survives(&bomb);
    let (graph, root) = loads(&bomb).unwrap();
    assert_eq!(graph.len(), 201);
    assert_eq!(dumps(&graph, root, 2).unwrap().len(), 1003);
    assert_eq!(repr(&graph, root).unwrap_err().class, ExceptionClass::Limit);
    // The same as a key of a dict: telling it apart from others would take for ever.
    let key = [b"}N".as_slice(), &b"2\x86".repeat(200), b"Ns."].concat();
    assert_eq!(loads(&key).unwrap_err().class, ExceptionClass::Limit);
    let memo_bomb = [b"]\x94".as_slice(), &b"h\x00".repeat(1_000_000), b"."].concat();
    survives(&memo_bomb);
}

#[test]
fn claims_of_gigabytes_starve_without_taking_memory() {
    for (pickle, need) in [
        (b"B\xff\xff\xff\xffab".as_slice(), u32::MAX as usize),
        (b"X\xff\xff\xff\xffab", u32::MAX as usize),
        (b"T\xff\xff\xff\xffab", u32::MAX as usize),
        (b"\x8b\xff\xff\xff\x7fab", i32::MAX as usize),
        (b"\x8e\0\0\0\0\x01\0\0\0ab", 1 << 32),
        (b"\x96\0\0\0\0\x01\0\0\0ab", 1 << 32),
        (b"\x8d\0\0\0\0\x01\0\0\0ab", 1 << 32),
    ] {
        let mut unpickler = Unpickler::new(UnpicklerOptions::traced());
        unpickler.feed(pickle).unwrap();
        let Ok(Step::Starved(starved)) = unpickler.step() else { panic!("{}", pickle.escape_ascii()) };
        assert_eq!((starved.have, starved.need), (2, need));
        assert_eq!(loads(pickle).unwrap_err().message, "pickle data was truncated");
        survives(pickle);
    }
    survives(b"Nr\xff\xff\xff\xff.");
    survives(b"Nr\xff\xff\xff\x0f.");
}

#[test]
fn each_limit_is_named() {
    let check = |pickle: Vec<u8>, message: &str| {
        let mut unpickler = Unpickler::new(UnpicklerOptions::traced());
        unpickler.feed(&pickle).unwrap();
        let error = loop {
            match unpickler.step() {
                Ok(Step::Ran(_)) => {}
                Ok(other) => panic!("{other:?}"),
                Err(error) => break error,
            }
        };
        assert_eq!((error.class, error.message.as_str()), (ExceptionClass::Limit, message));
    };
    check(b"N0".repeat(600_000), "the pickle runs more than 1000000 opcodes");
    check(b"N".repeat(10_001), "the pickle stacks more than 10000 objects");
    check([b"N".as_slice(), &b"\x94".repeat(100_001)].concat(), "the pickle memoises more than 100000 objects");
    let mut unpickler = Unpickler::new(UnpicklerOptions::traced());
    let error = unpickler.feed(&vec![b'N'; (64 << 20) + 1]).unwrap_err();
    assert_eq!(error.message, "the pickle is longer than 67108864 bytes");
}

#[test]
fn colliding_keys_end_in_time() {
    let mut graph = sockscope_pickle::Graph::new();
    let pairs: Vec<_> = (0..200_000_i64)
        .map(|index| {
            let key = graph.add(Node::Int(index << 40));
            (key, key)
        })
        .collect();
    let dict = graph.add(Node::Dict(pairs));
    let pickle = dumps(&graph, dict, 4).unwrap();
    let (read, root) = loads(&pickle).unwrap();
    assert!(matches!(read.node(root), Node::Dict(pairs) if pairs.len() == 200_000));
}

#[test]
fn a_forbidden_global_is_refused_as_the_documentation_does() {
    let allowed = [("builtins".to_owned(), "set".to_owned())].into();
    let globals = sockscope_pickle::Globals::Only(allowed);
    let options = UnpicklerOptions { globals, ..UnpicklerOptions::default() };
    let error = loads_with(b"cos\nsystem\n(S'x'\ntR.", options.clone()).unwrap_err();
    assert_eq!(error.to_string(), "_pickle.UnpicklingError: global 'os.system' is forbidden");
    assert!(loads_with(b"c__builtin__\nset\n(lK\x01a\x85R.", options).is_ok());
}

#[test]
fn the_wordings_of_pickle_and_pickletools_differ() {
    let pickle = b"hello";
    assert_eq!(loads(pickle).unwrap_err().message, "Memo value not found at index 101");
    let error = disassemble(pickle).error.unwrap();
    assert_eq!(error.message, "memo key 101 has never been stored into");
}

#[test]
fn oddities_of_pickletools_are_kept() {
    // The text of protocol 0 names a memo entry that was never stored, and `int` shows 200 characters of what is none.
    assert_eq!(optimize(b"g0\n.").unwrap(), b"gNone\n.");
    let error = optimize(b"\x80\x02h\x00.").unwrap_err();
    assert_eq!(error.to_string(), "TypeError: '<' not supported between instances of 'NoneType' and 'int'");
    let long = [b"L".as_slice(), &b"x".repeat(300), b"\n."].concat();
    let shown =
        |quote: &str| format!("invalid literal for int() with base 10: {quote}{}", "x".repeat(200 - quote.len()));
    assert_eq!(disassemble(&long).error.unwrap().message, shown("b'"));
    assert_eq!(loads(&long).unwrap_err().message, shown("'"));
}

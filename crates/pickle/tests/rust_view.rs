//! `serde-pickle` as the second opinion: it agrees on plain values, and never sees what it would not survive.
#![cfg(feature = "serde-pickle")]

use sockscope_pickle::rust_view::{RustView, as_a_rust_service};
use sockscope_pickle::{dumps, loads, parse_literal};

fn check(literal: &str, text: &str) {
    let (graph, root) = parse_literal(literal).expect("a literal");
    for protocol in 0..=4 {
        let pickle = dumps(&graph, root, protocol).expect("a plain value");
        let RustView::Value { text: seen, .. } = as_a_rust_service(&pickle) else { panic!("{literal} {protocol}") };
        assert_eq!(seen, text, "{literal} in protocol {protocol}");
    }
}

#[test]
fn plain_values_are_seen_alike() {
    check("None", "None");
    check("[1, 2, 'abc']", "[1, 2, \"abc\"]");
    check("{1: 'hi', 2: 'there'}", "{1: \"hi\", 2: \"there\"}");
    check("{3, 1, 2}", "{1, 2, 3}");
    check("frozenset([2, 1])", "frozenset([1, 2])");
    check("-1.5", "-1.5");
    check("100000000000000000000", "100000000000000000000");
}

/// What serde-pickle writes, our machine reads, and back.
#[test]
fn each_reads_what_the_other_writes() {
    for literal in ["[1, 'two', 3.0, None, True]", "{'a': [1, 2], 'b': (3, 4)}", "b'\\x00\\xff'"] {
        let Ok((graph, root)) = parse_literal(literal) else { continue };
        let pickle = dumps(&graph, root, 3).unwrap();
        let value = serde_pickle::value_from_slice(&pickle, serde_pickle::DeOptions::new()).unwrap();
        let theirs = serde_pickle::value_to_vec(&value, serde_pickle::SerOptions::new()).unwrap();
        let (read, read_root) = loads(&theirs).unwrap();
        assert_eq!(sockscope_pickle::repr(&read, read_root), sockscope_pickle::repr(&graph, root), "{literal}");
    }
}

#[test]
fn what_it_would_not_survive_is_kept_from_it() {
    let deep = [b"N".as_slice(), &b"\x85".repeat(100_000), b"."].concat();
    let thrown_away = [b"N".as_slice(), &b"\x85".repeat(100_000), b"0N."].concat();
    let bomb = [b"N".as_slice(), &b"2\x86".repeat(60), b"."].concat();
    let memo_bomb = b"]\x94h\x00a.".to_vec();
    let claim = b"B\xff\xff\xff\xffab".to_vec();
    for pickle in [deep, thrown_away, bomb, memo_bomb, claim] {
        assert!(matches!(as_a_rust_service(&pickle), RustView::NotAsked { .. }));
    }
}

#[test]
fn a_refusal_says_why_it_differs() {
    let RustView::Refused { reason, .. } = as_a_rust_service(b"cos\nsystem\n(S'x'\ntR.") else { panic!() };
    assert_eq!(reason, Some("a class or call of Python has no counterpart in Rust"));
    let RustView::Refused { reason, .. } = as_a_rust_service(b"N.N.") else { panic!() };
    assert_eq!(reason, Some("Python ignores what follows STOP; serde-pickle insists on the end"));
}

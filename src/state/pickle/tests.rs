//! What the pickle view shows of a pickle that is whole, cut, hostile, one of several, or nonsense.

use super::reading::{End, Reading};
use super::writing::{Writing, evaluate};
use super::{Bench, EXAMPLES, Input, Source};
use sockscope_pickle::{Globals, bytes_of_text};

fn reading(bytes: &[u8]) -> Reading {
    Reading::new(bytes.into(), Globals::Symbolic)
}

fn names(reading: &Reading) -> Vec<(usize, &'static str)> {
    (0..reading.rows()).filter_map(|row| reading.row(row)).map(|row| (row.bytes.start, row.opcode.name)).collect()
}

/// A bench into which bytes were pasted.
fn bench(text: &str) -> Bench {
    let mut bench = Bench::default();
    bench.change(Input::Draft(text.to_owned()));
    bench.change(Input::Take { append: false });
    bench
}

#[test]
fn several_pickles_and_what_follows_them_are_all_read() {
    let two = reading(b"K\x01.\x80\x02N.");
    assert_eq!(names(&two), [(0, "BININT1"), (2, "STOP"), (3, "PROTO"), (5, "NONE"), (6, "STOP")]);
    assert_eq!((two.pickles(), &two.end), (2, &End::Done));
    assert!(two.row(2).is_some_and(|row| row.starts));
    let tail = reading(b"N.xyz");
    assert!(matches!(&tail.end, End::Fault(fault) if fault.at.0 == 2), "{:?}", tail.end);
    assert_eq!((tail.rows(), tail.bytes_of(2)), (3, 2..5), "the rest has a row of its own");
}

#[test]
fn every_byte_leads_to_the_row_that_holds_it() {
    for bytes in
        [&b"\x80\x04\x95\x00\x00\x00\x00\x00\x00\x00\x00\x8c\x03abc."[..], b"N.K\x01.", b"\x8c\x05ab", b"N.xyz"]
    {
        let reading = reading(bytes);
        for byte in 0..bytes.len() {
            let row = reading.row_at(byte);
            assert!(
                reading.bytes_of(row).contains(&byte),
                "byte {byte} of {bytes:?}: row {row} {:?}",
                reading.bytes_of(row)
            );
        }
    }
}

#[test]
fn a_cut_pickle_starves_and_goes_on_with_the_rest() {
    let mut bench = bench(EXAMPLES[1]);
    let End::Starved(starved) = &bench.reading.end else { panic!("{:?}", bench.reading.end) };
    assert_eq!(starved.to_string(), "SHORT_BINUNICODE promised 6 bytes, 2 are here");
    assert_eq!((bench.reading.missing(), bench.len_in_all()), (4, bench.reading.bytes.len() + 4));
    bench.change(Input::Draft("b'rver\\x94u.'".to_owned()));
    bench.change(Input::Take { append: true });
    assert_eq!(bench.reading.end, End::Done);
    assert!(bench.shown.done);
    assert_eq!(bench.shown.tree[0].text, "{0: 'Client', 1: 'Server'}");
}

#[test]
fn stepping_shows_the_stack_as_it_was() {
    let mut bench = bench(EXAMPLES[0]);
    assert!(bench.shown.done && bench.shown.stack.is_empty());
    bench.change(Input::To(0));
    assert!(bench.shown.tree.is_empty());
    for _ in 0..7 {
        bench.change(Input::Step(1));
    }
    let stack: Vec<&str> = bench.shown.stack.iter().map(|held| held.text.as_str()).collect();
    assert_eq!(stack, ["2", "1", "MARK", "[]"], "newest first, the list still empty");
    let two = bench.shown.stack[0].node;
    bench.change(Input::Node(two));
    assert_eq!(bench.marked(), 16..18, "BININT1 2");
}

#[test]
fn a_hostile_pickle_only_says_what_it_would_do() {
    let mut bench = bench(EXAMPLES[2]);
    let call = bench.report.calls().next().expect("a call");
    assert_eq!((call.callable.as_str(), call.arguments.as_str()), ("os.system", "('echo pwned',)"));
    bench.change(Input::OnlyAllowed(true));
    assert!(matches!(&bench.reading.end, End::Fault(_)), "the allow-list refuses it");
}

#[test]
fn no_bytes_hold_up_the_page() {
    let mut deep = vec![b'('; 1 << 20];
    deep.truncate(super::reading::BYTES_MAX);
    let marks = reading(&deep);
    assert!(matches!(marks.end, End::Limit | End::Fault(_)));
    let mut bomb = b"]\x94".to_vec();
    for _ in 0..60 {
        bomb.extend_from_slice(b"]\x94(h\x00h\x00e\x94");
    }
    let mut bench = Bench::default();
    bench.change(Input::File(bomb.into()));
    bench.change(Input::To(40));
    assert!(bench.shown.tree.len() < 400);
}

#[test]
fn each_step_of_writing_names_its_own_bytes() {
    for (literal, protocol) in
        [("None", 4), ("[1, 'a', {'k': (2, 3)}]", 4), ("[1, 'a', {'k': (2, 3)}]", 0), ("'abc'", 5), ("{1, 2}", 2)]
    {
        let (graph, root) = evaluate(literal).expect("a value");
        let writing = Writing::new(graph, root, protocol);
        let mut end = 0;
        for step in &writing.steps {
            assert_eq!(step.bytes.start, end, "{literal} in protocol {protocol}: {:?}", writing.steps);
            end = step.bytes.end;
        }
        assert_eq!(end, writing.bytes.len(), "{literal} in protocol {protocol}");
        assert_eq!(writing.protocols.len(), 6);
    }
}

#[test]
fn a_typed_value_is_any_expression_and_its_fault_is_told() {
    assert!(evaluate("[2**70, {'a': (1,)}]").is_ok());
    assert_eq!(evaluate("1 / 0").err().as_deref(), Some("ZeroDivisionError: division by zero"));
    assert!(evaluate("[1, ").is_err_and(|problem| !problem.is_empty()));
    assert!(evaluate("[x for x in range(10**9)]").is_err(), "it is stopped");
}

#[test]
fn what_is_no_bytes_is_refused_and_keeps_what_was_there() {
    let mut bench = bench("gASVAAAAAAAAAAB9lC4=");
    let before = bench.reading.bytes.clone();
    bench.change(Input::Draft("so what?!".to_owned()));
    bench.change(Input::Take { append: false });
    assert!(bench.draft_problem.is_some());
    assert_eq!((bench.reading.bytes.clone(), bench.source), (before, Source::Own));
    assert!(bytes_of_text(EXAMPLES[0]).is_ok());
}

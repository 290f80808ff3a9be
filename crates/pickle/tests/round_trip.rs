//! A few pickles that everybody knows, read and written again.

use sockscope_pickle::{
    Graph, Node, Pickler, PicklerOptions, Starved, Step, Unpickler, UnpicklerOptions, dumps, loads, parse_literal,
    repr_cut, trace::trace,
};

#[test]
fn the_dict_of_the_tutorials_is_33_bytes() {
    let mut graph = Graph::new();
    let one = graph.add(Node::Int(1));
    let hi = graph.add_str("hi");
    let two = graph.add(Node::Int(2));
    let there = graph.add_str("there");
    let dict = graph.add(Node::Dict(vec![(one, hi), (two, there)]));
    let pickle = dumps(&graph, dict, 4).unwrap();
    assert_eq!(
        pickle,
        b"\x80\x04\x95\x16\x00\x00\x00\x00\x00\x00\x00}\x94(K\x01\x8c\x02hi\x94K\x02\x8c\x05there\x94u."
    );
    for protocol in 0..=5 {
        let written = dumps(&graph, dict, protocol).unwrap();
        let (read, root) = loads(&written).unwrap();
        assert_eq!(dumps(&read, root, protocol).unwrap(), written);
        assert_eq!(dumps(&read, root, 4).unwrap(), pickle);
    }
}

#[test]
fn a_list_in_itself_keeps_its_identity() {
    let mut graph = Graph::new();
    let list = graph.add(Node::List(Vec::new()));
    *graph.node_mut(list) = Node::List(vec![list]);
    let pickle = dumps(&graph, list, 4).unwrap();
    assert_eq!(pickle, b"\x80\x04\x95\x06\x00\x00\x00\x00\x00\x00\x00]\x94h\x00a.");
    let (read, root) = loads(&pickle).unwrap();
    assert_eq!(read.node(root), &Node::List(vec![root]));
}

/// What the traced machine says, a line a step.
fn check_trace(pickle: &[u8], expected: &str) {
    let mut lines = String::new();
    trace(pickle, 0, UnpicklerOptions::traced(), |line| lines += &(line.trim_end().to_owned() + "\n"));
    assert_eq!(lines, expected.trim_start_matches('\n'), "\n{lines}");
}

#[test]
fn the_dict_of_the_tutorials_step_by_step() {
    check_trace(
        b"\x80\x04}\x94(K\x01\x8c\x02hi\x94u.",
        "
    0: PROTO 4                           []  memo 0  protocol 4
    2: EMPTY_DICT                        [{}]  memo 0  push {}
    3: MEMOIZE                           [{}]  memo 1  memo 0 = {}
    4: MARK                              [{} (]  memo 1  mark
    5: BININT1 1                         [{} (1]  memo 1  push 1
    7: SHORT_BINUNICODE 'hi'             [{} (1 'hi']  memo 1  push 'hi'
   11: MEMOIZE                           [{} (1 'hi']  memo 2  memo 1 = 'hi'
   12: SETITEMS                          [{1: 'hi'}]  memo 2  pop 2 to the mark, 1 into {1: 'hi'}
   13: STOP                              []  memo 2  pop {1: 'hi'}
done: {1: 'hi'}
",
    );
}

#[test]
fn what_would_be_called_is_said_and_nothing_is() {
    check_trace(
        b"cos\nsystem\n(S'echo pwned'\ntR.",
        "
    0: GLOBAL 'os system'                [<global os.system>]  memo 0  would import os.system, push <global os.system>
   11: MARK                              [<global os.system> (]  memo 0  mark
   12: STRING 'echo pwned'               [<global os.system> ('echo pwned']  memo 0  push 'echo pwned'
   26: TUPLE                             [<global os.system> ('echo pwned',)]  memo 0  pop 1 to the mark, push ('echo pwned',)
   27: REDUCE                            [os.system('echo pwned')]  memo 0  pop ('echo pwned',), pop <global os.system>, would call os.system('echo pwned',), push os.system('echo pwned')
   28: STOP                              []  memo 0  pop os.system('echo pwned')
done: os.system('echo pwned')
",
    );
}

#[test]
fn a_pickle_fed_by_single_bytes_starves_and_ends_alike() {
    let (graph, root) =
        parse_literal("{1: 'hi', 2: ['there', b'xyz', 1.5, 2**3]}".replace("2**3", "8").as_str()).unwrap();
    for protocol in 0..=5 {
        let pickle = dumps(&graph, root, protocol).unwrap();
        let mut unpickler = Unpickler::new(UnpicklerOptions::traced());
        let mut fed = 0;
        let value = loop {
            match unpickler.step().unwrap() {
                Step::Ran(_) => {}
                Step::Starved(Starved { have, need, .. }) => {
                    assert!(need > have);
                    unpickler.feed(&pickle[fed..=fed]).unwrap();
                    fed += 1;
                }
                Step::Done(value) => break value,
            }
        };
        assert_eq!(fed, pickle.len());
        assert_eq!(repr_cut(unpickler.graph(), value, 100), "{1: 'hi', 2: ['there', b'xyz', 1.5, 8]}");
    }
}

#[test]
fn a_starving_opcode_says_what_is_missing() {
    let mut unpickler = Unpickler::new(UnpicklerOptions::traced());
    unpickler.feed(b"\x80\x04\x8c\x05th").unwrap();
    assert!(matches!(unpickler.step().unwrap(), Step::Ran(_)));
    let Step::Starved(starved) = unpickler.step().unwrap() else { panic!() };
    assert_eq!(starved.to_string(), "SHORT_BINUNICODE promised 5 bytes, 2 are here");
    unpickler.feed(b"ere.").unwrap();
    assert!(matches!(unpickler.step().unwrap(), Step::Ran(_)));
}

#[test]
fn the_pickler_steps_from_object_to_object() {
    let (graph, root) = parse_literal("{1: 'hi', 2: ('hi',)}").unwrap();
    for protocol in 0..=5 {
        let whole = dumps(&graph, root, protocol).unwrap();
        let mut pickler = Pickler::new(&graph, root, protocol, PicklerOptions::default()).unwrap();
        let mut lines = Vec::new();
        while let Some(written) = pickler.step().unwrap() {
            let object = written.object.map_or(String::new(), |id| repr_cut(&graph, id, 30));
            let bytes = pickler.output()[written.at..written.at + written.len].escape_ascii().to_string();
            lines.push(format!("{object} -> {bytes}"));
        }
        assert_eq!(pickler.output(), whole);
        if protocol == 4 {
            let expected = [
                "{1: 'hi', 2: ('hi',)} -> }\\x94",
                " -> (",
                "1 -> K\\x01",
                "'hi' -> \\x8c\\x02hi\\x94",
                "2 -> K\\x02",
                "'hi' -> h\\x01",
                " -> \\x85\\x94",
                " -> u",
                " -> .",
            ];
            assert_eq!(lines, expected);
        }
    }
}

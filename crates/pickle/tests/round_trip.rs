//! A few pickles that everybody knows, read and written again.

use sockscope_pickle::{Graph, Node, dumps, loads};

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

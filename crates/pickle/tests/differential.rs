//! The crate against `CPython` 3.11: bytes, texts and messages must be the same. Live where `python3` is 3.11, else
//! against fixtures that it wrote (`cargo run -p sockscope-pickle --example fixtures`).

mod oracle;

use sockscope_pickle::{Node, NodeId, disassemble, dumps, loads, optimize, order_sets, parse_literal, repr};

fn output(mode: &str, numbers: &[u32]) -> Vec<u8> {
    oracle::ask(mode, numbers).unwrap_or_else(|| std::fs::read(oracle::fixture(mode)).expect("fixture"))
}

/// What `loads` says, in the oracle's words.
fn outcome(pickle: &[u8]) -> String {
    match loads(pickle) {
        Ok((mut graph, root)) => {
            order_sets(&mut graph);
            repr(&graph, root).map_or_else(|error| error.to_string(), |text| format!("= {text}"))
        }
        Err(error) => error.to_string(),
    }
}

/// What `dis` says, in the oracle's words.
fn disassembly(pickle: &[u8]) -> String {
    let disassembly = disassemble(pickle);
    disassembly.text + &disassembly.error.map_or(String::new(), |error| error.to_string())
}

fn crc32(bytes: &[u8]) -> u32 {
    !bytes.iter().fold(u32::MAX, |crc, byte| {
        (0..8).fold(crc ^ u32::from(*byte), |crc, _| crc >> 1 ^ if crc & 1 == 1 { 0xedb8_8320 } else { 0 })
    })
}

#[derive(Default)]
struct Differences {
    count: usize,
    shown: String,
}

impl Differences {
    fn note(&mut self, what: &str, input: &[u8], ours: &str, theirs: &str) {
        if ours == theirs {
            return;
        }
        self.count += 1;
        if self.count <= 8 {
            // From a little before the first difference on.
            let tails = ours.chars().zip(theirs.chars()).skip(60);
            let same = 60 + tails.take_while(|(left, right)| left == right).count();
            let from = same.saturating_sub(60);
            let cut = |text: &str, from: usize| text.chars().skip(from).take(120).collect::<String>();
            let input = cut(&input.escape_ascii().to_string(), 0);
            let (ours, theirs) = (cut(ours, from), cut(theirs, from));
            self.shown += &format!("{what} of {input}\n  ours:   {ours}\n  theirs: {theirs}\n");
        }
    }

    fn finish(self, of: usize) {
        assert!(self.count == 0, "{} differences in {of} records:\n{}", self.count, self.shown);
        assert!(of > 0, "the oracle gave no record");
    }
}

#[test]
fn values_are_read_shown_written_disassembled_and_optimised_as_cpython_does() {
    let output = output("values", &[1, 50_000]);
    let records = oracle::records(&output, 11);
    let mut differences = Differences::default();
    for record in &records {
        let [source, text, dumped @ .., protocol, dis, optimized] = record.as_slice() else { panic!() };
        let (mut graph, root) = loads(source).unwrap_or_else(|error| panic!("{}: {error}", source.escape_ascii()));
        order_sets(&mut graph);
        if !text.is_empty() {
            let ours = repr(&graph, root).unwrap_or_else(|error| error.to_string());
            differences.note("repr", source, &ours, std::str::from_utf8(text).unwrap());
        }
        for (protocol, theirs) in dumped.iter().enumerate() {
            let ours = dumps(&graph, root, protocol as u8);
            let ours = ours.map_or_else(|error| error.to_string(), |bytes| bytes.escape_ascii().to_string());
            let theirs = theirs.escape_ascii().to_string();
            differences.note(&format!("dumps {protocol}"), source, &ours, &theirs);
        }
        let chosen = dumped[usize::from(protocol[0])];
        if !dis.is_empty() {
            differences.note("dis", chosen, &disassembly(chosen), std::str::from_utf8(dis).unwrap());
        }
        if !optimized.is_empty() {
            let ours = optimize(chosen).unwrap().escape_ascii().to_string();
            differences.note("optimize", chosen, &ours, &optimized.escape_ascii().to_string());
        }
    }
    differences.finish(records.len());
}

#[test]
fn literal_expressions_are_written_as_cpython_does() {
    let output = output("literals", &[4, 10_000]);
    let records = oracle::records(&output, 7);
    let mut differences = Differences::default();
    for record in &records {
        let [expression, dumped @ ..] = record.as_slice() else { panic!() };
        let text = std::str::from_utf8(expression).unwrap();
        let (graph, root) = match parse_literal(text) {
            Ok(value) => value,
            Err(error) => {
                differences.note("parse", expression, &error.to_string(), "");
                continue;
            }
        };
        for (protocol, theirs) in dumped.iter().enumerate() {
            let ours = dumps(&graph, root, protocol as u8).unwrap().escape_ascii().to_string();
            differences.note(&format!("dumps {protocol}"), expression, &ours, &theirs.escape_ascii().to_string());
        }
    }
    differences.finish(records.len());
}

/// Whether the value holds what only an import or a call would make.
fn has_symbols(pickle: &[u8]) -> bool {
    loads(pickle).is_ok_and(|(graph, _)| {
        let ids = (0..graph.len()).map(|index| NodeId(index as u32));
        ids.into_iter().any(|id| matches!(graph.node(id), Node::Object(_) | Node::Global { .. }))
    })
}

fn judge(mode: &str, numbers: &[u32]) {
    let output = output(mode, numbers);
    let records = oracle::records(&output, 3);
    let mut differences = Differences::default();
    for record in &records {
        let [pickle, theirs, checksum] = record.as_slice() else { panic!() };
        let theirs = String::from_utf8_lossy(theirs);
        // A class or function is named, never imported: how it would print, and whether it is there, is not known.
        let imports = ["AttributeError: Can't get", "ModuleNotFoundError", "ImportError"];
        let symbolic = theirs.contains(" at 0x") || imports.iter().any(|name| theirs.starts_with(name));
        let symbolic = symbolic || mode == "pickletester" && has_symbols(pickle);
        if !symbolic {
            differences.note("loads", pickle, &outcome(pickle), &theirs);
        }
        let text = disassembly(pickle);
        let ours = crc32(text.as_bytes()).to_string();
        let theirs = u32::from_le_bytes((*checksum).try_into().expect("four bytes")).to_string();
        differences.note(&format!("dis\n{text}\n"), pickle, &ours, &theirs);
    }
    differences.finish(records.len());
}

#[test]
fn every_truncation_faults_as_cpython_does() {
    judge("truncations", &[2, 500]);
}

#[test]
fn damaged_pickles_fault_as_cpython_does() {
    judge("mutations", &[3, 30_000]);
}

#[test]
fn the_inputs_of_cpythons_own_tests_end_as_there() {
    // These inputs are CPython's: read from the installed one, never copied.
    if let Some(output) = oracle::ask("pickletester", &[]) {
        assert!(oracle::records(&output, 3).len() > 200, "the inputs are not found");
        judge("pickletester", &[]);
    }
}

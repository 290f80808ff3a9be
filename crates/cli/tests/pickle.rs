//! `sockscope pickle` as a user calls it, against CPython: each row of `oracle.py` is given to the program, which must print what
//! CPython prints, fault with the last line of its traceback, and say so with its exit status. Live where `python3` is
//! 3.11, else against what it said earlier (`cargo xtask fixtures`).

use serde_json::Value;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests")
}

/// Runs `sockscope pickle ...` with this standard input.
fn sockscope(arguments: &[&str], input: &[u8]) -> Output {
    let mut child = Command::new(env!("CARGO_BIN_EXE_sockscope"))
        .arg("pickle")
        .args(arguments)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the program starts");
    let mut stdin = child.stdin.take().expect("piped");
    let input = input.to_vec();
    let writer = std::thread::spawn(move || stdin.write_all(&input));
    let output = child.wait_with_output().expect("the program ends");
    // A program that was not called rightly does not read.
    let _ = writer.join().expect("the writer ends");
    output
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

fn bytes(hex: &Value) -> Vec<u8> {
    let hex = hex.as_str().expect("a string");
    (0..hex.len() / 2).map(|at| u8::from_str_radix(&hex[2 * at..2 * at + 2], 16).expect("hex")).collect()
}

/// What CPython says: live, else as it is checked in. Both must be the same.
fn oracle() -> Value {
    let recorded = std::fs::read_to_string(folder().join("oracle.json")).expect("the recorded answers");
    let version = Command::new("python3").arg("--version").output();
    if version.is_ok_and(|output| output.stdout.starts_with(b"Python 3.11.")) {
        let live = Command::new("python3").arg(folder().join("oracle.py")).env("PYTHONHASHSEED", "0").output();
        let live = live.expect("python3 starts");
        assert!(live.status.success(), "{}", text(&live.stderr));
        assert!(text(&live.stdout) == recorded, "the recorded answers are old: cargo xtask fixtures");
    }
    serde_json::from_str(&recorded).expect("JSON")
}

#[test]
fn every_command_says_what_cpython_says() {
    let rows = oracle();
    let rows = rows.as_array().expect("rows");
    assert!(rows.len() > 40);
    let mut differences = String::new();
    for row in rows {
        for run in row["runs"].as_array().expect("runs") {
            let arguments: Vec<&str> =
                run["arguments"].as_array().expect("words").iter().map(|word| word.as_str().expect("a word")).collect();
            let output = sockscope(&arguments, &bytes(&row["input"]));
            let fault = run["fault"].as_str().expect("a line");
            for (what, ours, theirs) in [
                ("prints", text(&output.stdout), text(&bytes(&run["out"]))),
                ("faults", text(&output.stderr), fault.to_owned()),
                (
                    "exits",
                    format!("{:?}", output.status.code().map(i64::from)),
                    format!("{:?}", run["status"].as_i64()),
                ),
            ] {
                if ours != theirs {
                    differences += &format!(
                        "{} of {}\n  {what}: {ours:?}\n  CPython: {theirs:?}\n",
                        arguments.join(" "),
                        row["name"]
                    );
                }
            }
        }
    }
    assert!(differences.is_empty(), "{differences}");
}

const HOSTILE: &[u8] = b"cos\nsystem\n(S'echo pwned'\ntR.";

#[test]
fn what_is_our_own_reads_like_this() {
    let check = |arguments: &[&str], input: &[u8], status: i32, printed: &str, complained: &str| {
        let output = sockscope(arguments, input);
        let name = format!("{} of {}", arguments.join(" "), input.escape_ascii());
        assert_eq!(text(&output.stdout), printed, "{name}");
        assert_eq!(text(&output.stderr), complained, "{name}");
        assert_eq!(output.status.code(), Some(status), "{name}");
    };
    check(
        &["trace"],
        HOSTILE,
        0,
        "    0: GLOBAL 'os system'                [<global os.system>]  memo 0  would import os.system, push <global os.system>\n\
         \x20  11: MARK                              [<global os.system> (]  memo 0  mark\n\
         \x20  12: STRING 'echo pwned'               [<global os.system> ('echo pwned']  memo 0  push 'echo pwned'\n\
         \x20  26: TUPLE                             [<global os.system> ('echo pwned',)]  memo 0  pop 1 to the mark, push ('echo pwned',)\n\
         \x20  27: REDUCE                            [os.system('echo pwned')]  memo 0  pop ('echo pwned',), pop <global os.system>, \
         would call os.system('echo pwned',), push os.system('echo pwned')\n\
         \x20  28: STOP                              []  memo 0  pop os.system('echo pwned')\n\
         done: os.system('echo pwned')\n",
        "",
    );
    check(
        &["trace"],
        b"N.\x8c\x05hi",
        1,
        "    0: NONE                              [None]  memo 0  push None\n\
         \x20   1: STOP                              []  memo 0  pop None\n\
         done: None\n\
         starved at 2: SHORT_BINUNICODE promised 5 bytes, 2 are here\n",
        "UnpicklingError: pickle data was truncated\n",
    );
    check(&["trace", "--allow", "os:path.join"], HOSTILE, 1, "", "UnpicklingError: global 'os.system' is forbidden\n");
    check(
        &["check"],
        HOSTILE,
        1,
        "dangerous: at 0: GLOBAL would import os.system\n\
         dangerous: at 27: REDUCE would call os.system('echo pwned',)\n\
         1 pickle, worst finding: dangerous, 1 call would be made\n",
        "",
    );
    check(&["check"], b"N.", 0, "1 pickle, nothing found\n", "");
    check(
        &["check"],
        b"hello",
        1,
        "fault: at 0: _pickle.UnpicklingError: Memo value not found at index 101\n\
         0 pickles, nothing found before the fault\n",
        "",
    );
    check(&["check", "--json"], b"N.", 0, "{\"suspicious\":false,\"pickles\":1,\"findings\":[],\"faults\":[]}\n", "");
    check(&["loads"], HOSTILE, 0, "os.system('echo pwned')\n", "");
    check(&["loads", "--first"], b"K\x01.K\x02.", 0, "1\n", "");
    check(&["loads", "--text"], b"80 04 4b 01 2e\n", 0, "1\n", "");
    check(&["loads", "--text"], b"b'K\\x01.'", 0, "1\n", "");
    check(&["loads", "--rust"], b"}K\x02Ns.", 0, "{2: None}\n", "");
    check(
        &["loads", "--rust"],
        b"N.N.",
        1,
        "",
        "serde-pickle refuses: eval error at offset 2: trailing bytes found\n\
         note: Python ignores what follows STOP; serde-pickle insists on the end\n",
    );
    check(&["dumps"], b"{[]: 1}", 1, "", "TypeError: unhashable type: 'list' (at byte 1)\n");
    check(&["dumps"], b"[1", 1, "", "SyntaxError: ']' is missing at the end (at byte 2)\n");
    check(&["dumps"], b"'\xff'", 1, "", "SyntaxError: the expression is not UTF-8 at byte 1\n");
    check(&["optimize"], b"N", 1, "", "ValueError: pickle exhausted before seeing STOP\n");
}

#[test]
fn annotations_are_laid_out_as_pickletools_does() {
    let input = b"\x80\x04]\x94(K\x01e.";
    let plain = text(&sockscope(&["dis"], input).stdout);
    for (argument, column) in [("--annotate", 0), ("--annotate=40", 40)] {
        let annotated = text(&sockscope(&["dis", argument], input).stdout);
        assert_eq!(plain.lines().count(), annotated.lines().count());
        for (plain, annotated) in plain.lines().zip(annotated.lines()) {
            assert!(annotated.starts_with(plain), "{annotated}");
            let meaning = annotated[plain.len()..].trim_start();
            let last = plain.starts_with("highest");
            assert_eq!(meaning.is_empty(), last, "{annotated}");
            assert!(last || annotated.len() - meaning.len() >= column, "{annotated}");
        }
    }
}

#[test]
fn a_report_as_json_names_the_call() {
    let output = sockscope(&["check", "--json"], &[HOSTILE, HOSTILE].concat());
    let report: Value = serde_json::from_slice(&output.stdout).expect("JSON");
    assert_eq!((output.status.code(), report["pickles"].as_i64()), (Some(1), Some(2)));
    let findings = report["findings"].as_array().expect("findings");
    let calls: Vec<_> = findings.iter().filter(|finding| finding["kind"] == "call").collect();
    assert_eq!(calls.len(), 2);
    for (call, at) in calls.iter().zip([27, 56]) {
        assert_eq!(call["callable"], "os.system");
        assert_eq!(call["arguments"], "('echo pwned',)");
        assert_eq!(call["at"], at);
        assert_eq!(call["severity"], "dangerous");
    }
}

#[test]
fn what_cannot_be_begun_exits_2_and_says_why() {
    let absent = folder().join("absent.pkl").display().to_string();
    let check = |arguments: &[&str], word: &str| {
        let output = sockscope(arguments, b"N.");
        let error = text(&output.stderr);
        assert_eq!(output.status.code(), Some(2), "{arguments:?}: {error}");
        assert_eq!(text(&output.stdout), "", "{arguments:?}");
        assert!(error.contains(word), "{arguments:?}: {word:?} is not in {error:?}");
    };
    check(&[], "Usage");
    check(&["undo"], "undo");
    check(&["dis", "--nonsense"], "--nonsense");
    check(&["dis", "--indent", "x"], "--indent");
    check(&["dis", &absent], "absent.pkl: No such file");
    check(&["dis", &folder().display().to_string()], "cannot read");
    check(&["dumps", "--protocol", "6"], "6 is not in -1..=5");
    check(&["loads", "--allow", "date"], "a module and a name are needed");
    check(&["loads", "--rust", "--first"], "cannot be used with");
    check(&["loads", "--text"], "the text at 1: '.' is part of neither");
}

#[test]
fn hostile_sizes_end_soon_and_in_little_memory() {
    let rows: [(&[&str], Vec<u8>, &str); 6] = [
        (
            &["loads"],
            [b"N".as_slice(), &b"2\x86".repeat(200), b"."].concat(),
            "limit: the text of this value is longer",
        ),
        (&["loads"], [b"N".as_slice(), &b"\x85".repeat(1_000_000), b"."].concat(), ""),
        (&["check"], b"N.".repeat(400_000), ""),
        (&["loads"], b"I1 \n.".repeat(100_000), ""),
        (&["trace"], b"(".repeat(200_000), "EOFError: Ran out of input"),
        (&["dis"], [b"(".repeat(2_000), b"N.".to_vec()].concat(), "ValueError: stack not empty after STOP"),
    ];
    for (arguments, input, fault) in rows {
        let output = sockscope(arguments, &input);
        let error = text(&output.stderr);
        let name = format!("{} of {}…", arguments.join(" "), input[..10].escape_ascii());
        assert!(if fault.is_empty() { error.is_empty() } else { error.starts_with(fault) }, "{name}: {error}");
        assert!(output.status.code().is_some_and(|code| code < 2), "{name}: {:?} {error}", output.status);
    }
}

#[test]
fn a_reader_that_has_seen_enough_is_no_fault() {
    let mut child = Command::new(env!("CARGO_BIN_EXE_sockscope"))
        .args(["pickle", "trace"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the program starts");
    drop(child.stdout.take());
    let mut stdin = child.stdin.take().expect("piped");
    stdin.write_all(&b"N0".repeat(100_000)).expect("the program reads");
    drop(stdin);
    let output = child.wait_with_output().expect("the program ends");
    assert_eq!((output.status.code(), text(&output.stderr)), (Some(0), String::new()));
}

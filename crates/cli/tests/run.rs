//! `sockscope run` as a user calls it: files in, transcript and exit status out.

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

/// A directory of its own for one test's programs, removed at the end.
struct Folder(PathBuf);

impl Folder {
    fn new(name: &str) -> Self {
        let path = std::env::temp_dir().join(format!("sockscope-run-{}-{name}", std::process::id()));
        std::fs::create_dir_all(&path).expect("a folder for the programs");
        Self(path)
    }

    fn write(&self, name: &str, text: &[u8]) -> PathBuf {
        let path = self.0.join(name);
        std::fs::create_dir_all(path.parent().unwrap_or(&self.0)).expect("a folder for the program");
        std::fs::write(&path, text).expect("the program is written");
        path
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

fn sockscope(programs: &[&Path], flags: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_sockscope"));
    command.arg("run").args(programs).args(flags).output().expect("the program starts")
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).expect("the output is UTF-8")
}

const SERVER: &[u8] = b"import socket\ns = socket.socket()\ns.bind((socket.gethostname(), 2346))\ns.listen(5)\n\
    while True:\n    c, a = s.accept()\n    c.send(b'Socket Programming in Python')\n";
const CLIENT: &[u8] = b"import socket\ns = socket.socket()\ns.connect((socket.gethostname(), 2346))\n\
    while True:\n    print(s.recv(7))\n";

#[test]
fn a_run_prints_output_and_endings_and_exits_0() {
    let folder = Folder::new("pair");
    let (server, client) = (folder.write("server.py", SERVER), folder.write("client.py", CLIENT));
    let output = sockscope(&[&server, &client], &[]);
    assert_eq!(
        text(&output.stdout),
        "client| b'Socket '\nclient| b'Program'\nclient| b'ming in'\nclient| b' Python'\n\
         server: blocked in accept() at line 6\nclient: blocked in recv() at line 5\n"
    );
    assert_eq!(output.status.code(), Some(0));
    let pieces = sockscope(&[&server, &client], &["--piece-max", "4", "--latency-ms", "20", "--seed", "3"]);
    assert!(text(&pieces.stdout).starts_with("client| b'Sock'\n"), "{}", text(&pieces.stdout));
}

#[test]
fn an_uncaught_exception_is_shown_with_the_absolute_path() {
    let folder = Folder::new("refused");
    let client = folder.write("client.py", CLIENT);
    let output = sockscope(&[&client], &[]);
    let file = client.display();
    assert_eq!(
        text(&output.stdout),
        format!(
            "client! Traceback (most recent call last):\nclient!   File \"{file}\", line 3, in <module>\n\
             client!     s.connect((socket.gethostname(), 2346))\n\
             client! ConnectionRefusedError: [Errno 111] Connection refused\n\
             client: exited 1 (ConnectionRefusedError)\n"
        )
    );
    assert_eq!(output.status.code(), Some(0));
}

#[test]
fn programs_with_the_same_stem_get_names_of_their_own() {
    let folder = Folder::new("stems");
    let (one, two) = (folder.write("one/program.py", b"print(1)"), folder.write("two/program.py", b"print(2)"));
    let output = sockscope(&[&one, &two], &[]);
    assert_eq!(text(&output.stdout), "program| 1\nprogram-2| 2\nprogram: exited 0\nprogram-2: exited 0\n");
}

#[test]
fn the_trace_is_one_json_object_a_line() {
    let folder = Folder::new("json");
    let program = folder.write("hello.py", b"print('hi')");
    let output = sockscope(&[&program], &["--json"]);
    let lines: Vec<serde_json::Value> =
        text(&output.stdout).lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let kinds: Vec<&str> = lines.iter().map(|line| line["kind"].as_str().unwrap()).collect();
    assert_eq!(kinds, ["experiment", "started", "line", "printed", "exited", "end"]);
    assert_eq!(lines[0]["experiment"]["programs"][0]["source"], "print('hi')");
    assert_eq!(lines[3]["text"], "hi\n");
    assert_eq!(lines[5]["text"], "exited 0");
}

#[test]
fn a_saved_run_runs_again() {
    let folder = Folder::new("saved");
    let (server, client) = (folder.write("server.py", SERVER), folder.write("client.py", CLIENT));
    let first =
        sockscope(&[&server, &client], &["--json", "--seed", "3", "--piece-max", "2", "--latency-ms", "9"]).stdout;
    let file = folder.write("trace.jsonl", &first);
    assert_eq!(text(&sockscope(&[&file], &["--json"]).stdout), text(&first));
    let other = sockscope(&[&file], &["--json", "--seed", "4"]).stdout;
    assert_ne!(text(&other), text(&first));
    assert!(text(&other).contains("\"piece_max\":2"), "{}", text(&other));
    let refused = |files: &[&Path], words: &str| {
        let output = sockscope(files, &[]);
        assert_eq!(output.status.code(), Some(2));
        assert!(text(&output.stderr).contains(words), "{}", text(&output.stderr));
    };
    refused(&[&file, &client], "trace.jsonl is a saved run: it runs alone");
    refused(&[&folder.write("no.jsonl", b"print(1)")], "no.jsonl: no saved run");
    refused(&[&folder.write("cut.jsonl", &first[..80])], "cut.jsonl: line 1, column");
}

#[test]
fn what_cannot_be_carried_out_exits_2_and_says_why() {
    let folder = Folder::new("bad");
    let good = folder.write("good.py", b"print(1)");
    let check = |programs: &[&Path], flags: &[&str], words: &[&str]| {
        let output = sockscope(programs, flags);
        let error = text(&output.stderr);
        assert_eq!(output.status.code(), Some(2), "{error}");
        assert_eq!(text(&output.stdout), "", "{error}");
        for word in words {
            assert!(error.contains(word), "{word:?} is not in {error:?}");
        }
    };
    check(&[], &[], &["PROGRAM.py"]);
    check(&[&good], &["--seed", "x"], &["--seed"]);
    check(&[&good], &["--piece-max", "0"], &["--piece-max"]);
    check(&[&good], &["--nonsense"], &["--nonsense"]);
    check(&[&folder.0.join("absent.py")], &[], &["absent.py", "No such file"]);
    check(&[&folder.0], &[], &["cannot read"]);
    check(&[&folder.write("latin.py", b"# \xe9")], &[], &["latin.py", "utf-8"]);
    let broken = folder.write("broken.py", b"x = 1\nif x\n    pass\n");
    check(&[&good, &broken], &[], &["broken.py\", line 2", "    if x\n        ^\n"]);
    let unsupported = folder.write("later.py", b"async def f(): pass\n");
    check(&[&unsupported], &[], &["line 1", "async def", "Sockscope does not run it yet"]);
}

#[test]
fn the_same_seed_gives_the_same_run() {
    let folder = Folder::new("seed");
    let (server, client) = (folder.write("server.py", SERVER), folder.write("client.py", CLIENT));
    let run = |seed: &str| sockscope(&[&server, &client], &["--json", "--seed", seed]).stdout;
    assert_eq!(run("1"), run("1"));
    assert_ne!(run("1"), run("2"));
}

//! Whole runs, from program text to transcript: scheduling, endings and the lessons' own programs.

use sockscope_lab::experiment::{Experiment, Knobs, Program};
use sockscope_lab::real::Peers;
use sockscope_lab::run::{Progress, Run};
use sockscope_lab::scenario::{scenario, scenarios};
use sockscope_lab::transcript::transcript;

fn experiment(sources: &[&str]) -> Experiment {
    let names = ["a", "b", "c"];
    let programs = names.iter().zip(sources).map(|(name, source)| Program::new(name, source)).collect();
    Experiment { programs, knobs: Knobs::default(), seed: 0, peers: Peers::Simulated }
}

fn finish(experiment: Experiment) -> Run {
    let mut run = Run::start(experiment).expect("the programs can run");
    while run.advance(1_000) == Progress::Running {}
    run
}

fn check(sources: &[&str], expected: &str) {
    assert_eq!(transcript(&finish(experiment(sources))), expected, "{}", sources.join("\n---\n"));
}

const LISTEN: &str = "import socket\ns = socket.socket()\ns.bind(('127.0.0.1', 5000))\ns.listen()\n";
const CONNECT: &str = "import socket\ns = socket.socket()\ns.connect(('127.0.0.1', 5000))\n";

#[test]
fn endings_are_told_apart() {
    check(&["print('hello')"], "a| hello\na: exited 0\n");
    check(&["import sys\nsys.exit(3)"], "a: exited 3\n");
    check(
        &["1 / 0"],
        "a! Traceback (most recent call last):\na!   File \"a.py\", line 1, in <module>\na!     1 / 0\na!     ~~^~~\n\
         a! ZeroDivisionError: division by zero\na: exited 1 (ZeroDivisionError)\n",
    );
    check(&[&format!("{LISTEN}s.accept()")], "a: blocked in accept() at line 5\n");
    check(&["while True:\n    x = 1\n"], "a: out of steps, looping at line 1\n");
}

#[test]
fn unfinished_lines_are_shown_when_their_program_ends() {
    check(&["print('a', end='')\nprint('b')\nprint('c', end='')"], "a| ab\na| c\na: exited 0\n");
}

#[test]
fn a_program_starts_once_the_earlier_ones_wait_or_have_ended() {
    check(&["print('first')", "print('second')"], "a| first\nb| second\na: exited 0\nb: exited 0\n");
    check(
        &[&format!("{LISTEN}print('up')\nc, _ = s.accept()\nprint(c.recv(9))"), &format!("{CONNECT}s.send(b'hi')")],
        "a| up\na| b'hi'\na: exited 0\nb: exited 0\n",
    );
    // Nobody listens yet: the answer comes before the second program is started, as it would in two terminals.
    let refused = finish(experiment(&[CONNECT, &format!("{LISTEN}s.accept()")]));
    assert_eq!(refused.ends()[0].to_string(), "exited 1 (ConnectionRefusedError)");
    // A short sleep is waited for, and so is a server that looks again and again.
    check(
        &[
            &format!("import time\ntime.sleep(0.5)\n{LISTEN}c, _ = s.accept()\nprint(c.recv(9))"),
            &format!("{CONNECT}s.send(b'hi')"),
        ],
        "a| b'hi'\na: exited 0\nb: exited 0\n",
    );
    check(
        &[
            &format!(
                "{LISTEN}s.setblocking(False)\nwhile True:\n    try:\n        c, _ = s.accept()\n        break\n    \
                 except BlockingIOError:\n        pass\nc.setblocking(True)\nprint(c.recv(9))"
            ),
            &format!("{CONNECT}s.send(b'hi')"),
        ],
        "a| b'hi'\na: exited 0\nb: exited 0\n",
    );
}

#[test]
fn sends_that_follow_at_once_arrive_together_and_others_apart() {
    let client = format!("{CONNECT}print(s.recv(100))\nprint(s.recv(100))\nprint(s.recv(100))");
    check(
        &[&format!("{LISTEN}c, _ = s.accept()\nc.send(b'one')\nc.send(b'two')\nc.close()"), &client],
        "b| b'onetwo'\nb| b''\nb| b''\na: exited 0\nb: exited 0\n",
    );
    check(
        &[
            &format!(
                "import time\n{LISTEN}c, _ = s.accept()\nc.send(b'one')\ntime.sleep(0.1)\nc.send(b'two')\nc.close()"
            ),
            &client,
        ],
        "b| b'one'\nb| b'two'\nb| b''\na: exited 0\nb: exited 0\n",
    );
}

#[test]
fn lessons_end_as_their_stories_say() {
    let ends = |id: &str| {
        let run = finish(scenario(id).unwrap().experiment());
        let ends: Vec<String> = run.ends().iter().map(ToString::to_string).collect();
        (transcript(&run), ends.join(", "))
    };
    let (_, end) = ends("lesson-1");
    assert_eq!(end, "blocked in accept() at line 10, exited 1 (ConnectionRefusedError)");
    let (text, end) = ends("lesson-2");
    assert!(text.contains("client| Socket Programming in Python\n"), "{text}");
    assert_eq!(end, "blocked in accept() at line 8, exited 0");
    let (text, end) = ends("lesson-3");
    assert!(text.contains("client| Socket \n"), "{text}");
    assert_eq!(end, "blocked in accept() at line 8, exited 0");
    let (text, end) = ends("lesson-4");
    assert!(text.contains("client| Socket \nclient| Program\nclient| ming in\nclient|  Python\n"), "{text}");
    assert_eq!(end, "blocked in accept() at line 8, blocked in recv() at line 8");
    let (text, end) = ends("lesson-5");
    assert!(text.contains("client| Socket Programming in Python\n"), "{text}");
    assert_eq!(end, "blocked in accept() at line 8, exited 0");
    let (text, end) = ends("lesson-6");
    assert!(text.contains("[1, 2, 'abc'] True False\n"), "{text}");
    assert_eq!(end, "exited 0");
    let (text, end) = ends("lesson-7");
    assert!(text.contains("client| 38 bytes are promised\nclient| {0: 'Client', 1: 'Server'}\n"), "{text}");
    assert_eq!(end, "blocked in accept() at line 11, exited 0");
}

#[test]
fn lesson_5_takes_the_sentence_in_pieces_of_seven() {
    let check = |size: &str, expected: &[u64]| {
        let mut experiment = scenario("lesson-5").unwrap().experiment();
        experiment.programs[1].source = experiment.programs[1].source.replace("recv(7)", size).into();
        let run = finish(experiment);
        let moment = run.moment(run.trace().len());
        let stream = moment.streams.iter().find(|stream| stream.sent > 0).unwrap();
        assert_eq!(&*stream.bytes, b"Socket Programming in Python");
        let pieces: Vec<u64> = stream.pieces.iter().map(|piece| piece.range.len()).collect();
        assert_eq!(pieces, expected);
        assert_eq!(stream.sends.len(), 1);
    };
    check("recv(7)", &[7, 7, 7, 7, 0]);
    check("recv(5)", &[5, 5, 5, 5, 5, 3, 0]);
}

#[test]
fn every_scenario_runs_and_has_a_name_of_its_own() {
    let mut ids: Vec<&str> = scenarios().iter().map(|scenario| scenario.id).collect();
    ids.sort_unstable();
    ids.dedup();
    assert_eq!(ids.len(), scenarios().len());
    for scenario in scenarios() {
        let run = finish(scenario.experiment());
        assert!(run.trace().step_count() > 5, "{}", scenario.id);
    }
}

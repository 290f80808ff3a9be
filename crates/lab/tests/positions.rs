//! A run is a function of its experiment, and a moment a function of the position: however a run was cut, and wherever one jumps.

use sockscope_lab::ends::ProgramEnd;
use sockscope_lab::event::{EventKind, WaitView};
use sockscope_lab::experiment::{Experiment, Knobs, Program};
use sockscope_lab::moment::{FinState, Moment, ProcessState};
use sockscope_lab::real::Peers;
use sockscope_lab::run::{Progress, Run};
use sockscope_lab::scenario::{Scenario, scenarios};

fn experiment(server: &str, client: &str) -> Experiment {
    let programs = vec![Program::new("server", server), Program::new("client", client)];
    Experiment { programs, knobs: Knobs::default(), seed: 7, peers: Peers::Simulated }
}

fn finish(experiment: &Experiment, slice: u32) -> Run {
    let mut run = Run::start(experiment.clone()).expect("the programs can run");
    while run.advance(slice) == Progress::Running {}
    run
}

fn experiments() -> Vec<Experiment> {
    let mut all: Vec<Experiment> = scenarios().iter().map(Scenario::experiment).collect();
    let threads = "import socket, threading\n\
        def serve(conn):\n    while data := conn.recv(3):\n        conn.sendall(data.upper())\n    conn.close()\n\
        s = socket.socket()\ns.bind(('', 5000))\ns.listen()\n\
        for _ in range(2):\n    conn, _ = s.accept()\n    threading.Thread(target=serve, args=(conn,)).start()\n";
    let client = "import socket\n\
        def talk(text):\n    s = socket.create_connection(('127.0.0.1', 5000))\n    s.sendall(text)\n    s.shutdown(socket.SHUT_WR)\n\
        \x20   answer = b''\n    while piece := s.recv(2):\n        answer += piece\n    print(answer)\n\
        talk(b'hello')\ntalk(b'world')\n";
    all.push(experiment(threads, client));
    all
}

#[test]
fn the_same_experiment_gives_the_same_trace_however_it_is_cut() {
    for experiment in experiments() {
        let whole = finish(&experiment, u32::MAX);
        for slice in [1, 7, 1_000] {
            let cut = finish(&experiment, slice);
            assert_eq!(cut.trace().hash(), whole.trace().hash(), "slices of {slice}");
            assert_eq!(cut.ends(), whole.ends());
        }
    }
}

#[test]
fn another_seed_or_byte_gives_another_trace() {
    let hash = |source: &str| {
        let programs = vec![Program::new("a", source)];
        finish(&Experiment { programs, knobs: Knobs::default(), seed: 0, peers: Peers::Simulated }, 1_000)
            .trace()
            .hash()
    };
    assert_eq!(hash("print(1)"), hash("print(1)"));
    assert_ne!(hash("print(1)"), hash("print(2)"));
    assert_ne!(hash("x = 1"), hash("\nx = 1"));
}

#[test]
fn a_moment_is_the_same_when_jumped_to_and_when_run_to() {
    for experiment in experiments() {
        let whole = finish(&experiment, u32::MAX);
        let end = whole.trace().len();
        let mut straight = Run::start(experiment.clone()).unwrap();
        let mut compared = 0;
        while straight.advance(1) == Progress::Running {
            let position = straight.trace().len();
            if position == end {
                break;
            }
            // Every third will do: what lies between two steps is decided by the same code.
            if !position.is_multiple_of(3) {
                continue;
            }
            let jumped = whole.moment((position * 7919) % end);
            assert!(jumped.position < end);
            assert_eq!(whole.moment(position), straight.moment(position), "at {position}");
            compared += 1;
        }
        assert!(compared > 0);
    }
}

#[test]
fn every_position_keeps_the_invariants_of_a_link() {
    for experiment in experiments() {
        let run = finish(&experiment, u32::MAX);
        let mut before: Option<Moment> = None;
        for position in (0..=run.trace().len()).step_by(2) {
            let moment = run.moment(position);
            for stream in &moment.streams {
                assert!(stream.taken <= stream.arrived && stream.arrived <= stream.departed);
                assert!(stream.departed <= stream.sent);
                assert_eq!(stream.bytes.len() as u64, stream.window.len());
                assert!(stream.fin != FinState::Read || stream.taken == stream.sent);
            }
            if let Some(before) = &before {
                assert!(before.at_ns <= moment.at_ns, "time goes back at {position}");
                for (old, new) in before.streams.iter().zip(&moment.streams) {
                    assert!(old.sent <= new.sent && old.arrived <= new.arrived && old.taken <= new.taken);
                }
            }
            before = Some(moment);
        }
    }
}

#[test]
fn blocked_programs_say_what_they_wait_for() {
    let server =
        "import socket\ns = socket.socket()\ns.bind(('', 5000))\ns.listen()\nconn, _ = s.accept()\nconn.recv(5)\n";
    let client = "import socket\ns = socket.create_connection(('127.0.0.1', 5000))\ns.recv(1)\n";
    let run = finish(&experiment(server, client), 1_000);
    let end = run.moment(run.trace().len());
    let standstill = end.standstill.expect("both wait");
    assert!(standstill.waiting.iter().all(|one| one.mutual && one.other_end_open));
    assert_eq!(standstill.waiting[0].on, Some(1));
    let ProcessState::Blocked { blocked } = &end.processes[0].state else { panic!("the server is not blocked") };
    assert_eq!((&*blocked.call.text, blocked.call.line), ("recv(5)", 6));
    assert!(matches!(blocked.wait, WaitView::Bytes { .. }));
    assert!(matches!(run.ends()[1], ProgramEnd::Blocked { .. }));
}

#[test]
fn a_standstill_counts_what_a_header_promised() {
    let server = "import socket\ns = socket.socket()\ns.bind(('', 5000))\ns.listen()\nconn, _ = s.accept()\n\
        conn.sendall(b'12        hello')\nconn.recv(1)\n";
    let client = "import socket\ns = socket.create_connection(('127.0.0.1', 5000))\nn = int(s.recv(10))\n\
        while n:\n    n -= len(s.recv(n))\n";
    let run = finish(&experiment(server, client), 1_000);
    let standstill = run.moment(run.trace().len()).standstill.expect("both wait");
    assert_eq!((standstill.waiting[1].taken, standstill.waiting[1].promised), (15, Some(7)));
    assert_eq!(standstill.waiting[0].promised, None);
}

#[test]
fn a_value_that_leads_back_to_itself_is_shown_bounded() {
    let own_method = "class Session:\n    def __init__(self):\n        self.state = self.wait\n    def wait(self):\n        return 1\ns = Session()\n";
    let wrapped = "w = len\nfor _ in range(50_000):\n    w = staticmethod(w)\n";
    for (source, name, shown) in
        [(own_method, "s", "<bound method Session.wait of "), (wrapped, "w", "<staticmethod(<staticmethod(")]
    {
        let run = finish(&experiment(source, ""), 10_000);
        let last = run.moment(run.trace().len());
        let variables = last.processes[0].frames.iter().flat_map(|frame| &frame.variables);
        let value =
            variables.filter(|variable| &*variable.name == name).map(|variable| variable.repr.clone()).next_back();
        let value = value.unwrap_or_default();
        assert!(value.contains(shown) && value.len() < 10_000, "{name} is shown as {value}");
    }
}

#[test]
fn variables_are_marked_when_a_step_changes_them() {
    let programs = vec![Program::new("a", "x = [1]\ny = 2\nx.append(3)\nz = y\n")];
    let run = finish(&Experiment { programs, knobs: Knobs::default(), seed: 0, peers: Peers::Simulated }, 1_000);
    let marks: Vec<String> = (0..run.trace().len())
        .filter(|&index| matches!(run.trace().event(index).unwrap().kind, EventKind::Line { .. }))
        .map(|index| {
            let frame = &run.moment(index + 1).processes[0].frames[0];
            let shown =
                frame.variables.iter().map(|v| format!("{}={}{}", v.name, v.repr, if v.changed { "!" } else { "" }));
            format!("{}: {}", frame.line, shown.collect::<Vec<_>>().join(" "))
        })
        .collect();
    assert_eq!(marks, ["1: ", "2: x=[1]!", "3: x=[1] y=2!", "4: x=[1, 3]! y=2"]);
}

#[test]
fn a_byte_knows_its_send_its_delivery_and_its_piece() {
    let server = "import socket\ns = socket.socket()\ns.bind(('', 5000))\ns.listen()\nconn, _ = s.accept()\n\
        conn.sendall(b'one')\nconn.sendall(b'two')\n";
    let client = "import socket\ns = socket.create_connection(('127.0.0.1', 5000))\nwhile s.recv(4): pass\n";
    let run = finish(&experiment(server, client), 1_000);
    let end = run.moment(run.trace().len());
    let stream = end.streams.iter().find(|stream| stream.sent == 6).expect("six bytes were sent");
    let history = run.byte_history(stream.stream, 3);
    assert_eq!(history.send.map(|send| (send.number, send.line, send.range.start, send.range.end)), Some((1, 7, 3, 6)));
    assert_eq!(
        history.piece.map(|piece| (piece.number, piece.line, piece.range.start, piece.range.end)),
        Some((0, 3, 0, 4))
    );
    assert!(history.delivery.is_some_and(|delivery| delivery.range.contains(3)));
    assert_eq!(run.trace().stream_bytes(stream.stream, stream.window), b"onetwo");
}

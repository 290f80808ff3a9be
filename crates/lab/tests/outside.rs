//! Runs with real peers whose peers do anything at all, sense or nonsense: nothing panics, what was received is what was sent, and a replay
//! of the recording is the same run, however both are cut into slices.

use proptest::prelude::{Just, ProptestConfig, Strategy, any, prop_oneof, proptest};
use proptest::{collection, prop_assert, prop_assert_eq};
use sockscope_lab::experiment::{Experiment, Knobs, Program};
use sockscope_lab::real::{Inward, Peers, Reason};
use sockscope_lab::run::{Progress, Run};
use std::rc::Rc;

const PROGRAMS: [&str; 4] = [
    "import socket\ns = socket.socket()\ns.connect(('example.com', 80))\ns.sendall(b'x' * 5000)\nwhile data := s.recv(7):\n    print(data)\n",
    "import socket\ns = socket.socket()\ns.bind(('127.0.0.1', 5000))\ns.listen(1)\nwhile True:\n    c, a = s.accept()\n    print(c.recv(100), c.send(b'hello'), c.getpeername() == a)\n    c.close()\n",
    "import socket\nfor _ in range(3):\n    s = socket.socket()\n    s.settimeout(0.001)\n    try:\n        s.connect(('127.0.0.1', 9))\n        s.shutdown(socket.SHUT_WR)\n        print(s.recv(3))\n    except OSError as error:\n        print(error)\n",
    "import socket, threading\ndef talk(port):\n    with socket.create_connection(('127.0.0.1', port)) as s:\n        s.sendall(b'a' * 100000)\n        s.recv(1)\nfor port in (1, 2):\n    threading.Thread(target=talk, args=(port,)).start()\n",
];

fn inward() -> impl Strategy<Value = Inward> {
    let id = || 0_u32..7;
    let reasons = [Reason::Ended, Reason::Refused, Reason::Reset, Reason::TimedOut, Reason::InUse, Reason::NoSuchHost];
    let reason = || (0..reasons.len()).prop_map(move |index| reasons[index]);
    let address = || prop_oneof![Just(Rc::from("127.0.0.1:40000")), Just(Rc::from("nonsense"))];
    prop_oneof![
        (id(), any::<u32>(), address(), address()).prop_map(|(stream, credit, local, peer)| Inward::Opened {
            stream,
            credit,
            local,
            peer
        }),
        (id(), 0_u32..9_000, address(), address()).prop_map(|(stream, credit, local, peer)| Inward::Opened {
            stream,
            credit,
            local,
            peer
        }),
        (id(), reason()).prop_map(|(id, reason)| Inward::Refused { id, reason }),
        (id(), address()).prop_map(|(listener, local)| Inward::Listening { listener, local }),
        (id(), id(), address()).prop_map(|(listener, stream, peer)| Inward::Accepted {
            listener,
            stream,
            credit: 100,
            local: "127.0.0.1:5000".into(),
            peer
        }),
        (id(), collection::vec(any::<u8>(), 0..40))
            .prop_map(|(stream, bytes)| Inward::Piece { stream, bytes: bytes.into() }),
        (id(), collection::vec(any::<u8>(), 0..40))
            .prop_map(|(stream, bytes)| Inward::Piece { stream, bytes: bytes.into() }),
        id().prop_map(|stream| Inward::Eof { stream }),
        (id(), any::<u32>()).prop_map(|(stream, bytes)| Inward::Credit { stream, bytes }),
        (id(), reason()).prop_map(|(id, reason)| Inward::Closed { id, reason }),
    ]
}

fn experiment(program: usize, peers: Peers) -> Experiment {
    let programs = vec![Program::new("program", PROGRAMS[program])];
    Experiment { programs, knobs: Knobs { steps_max: 10_000, ..Knobs::default() }, seed: 1, peers }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn whatever_comes_in_a_replay_is_the_same_run(
        program in 0..PROGRAMS.len(),
        said in collection::vec((0_u64..3_000_000, 1_u32..50, inward()), 0..40),
        slice in 1_u32..200,
    ) {
        let mut run = Run::start(experiment(program, Peers::Real(Rc::default()))).expect("the programs can be read");
        let mut elapsed = 0;
        for (pause, fuel, what) in said {
            elapsed += pause;
            run.advance_until(fuel, elapsed);
            run.hear(elapsed, what);
            run.take_outward();
        }
        run.advance_until(100, elapsed);
        run.finish_live();
        while run.advance(slice) == Progress::Running {}
        prop_assert!(!run.ends().is_empty());
        let replayed = experiment(program, Peers::Real(run.recording()));
        let mut again = Run::start(replayed).expect("the programs can be read");
        if run.recording().heard.is_empty() {
            again.finish_live();
        }
        while again.advance(1_000) == Progress::Running {}
        prop_assert_eq!(again.trace().hash(), run.trace().hash());
        let end = run.trace().len();
        for position in [end / 3, end] {
            prop_assert_eq!(again.moment(position), run.moment(position));
        }
        for stream in run.moment(end).streams {
            prop_assert!(stream.taken <= stream.arrived && stream.arrived <= stream.sent);
        }
    }
}

//! Programs of the simulator against real sockets of this machine, through a run that leads outside; and the same programs on `CPython`,
//! where there is one, against the same peers. Each run is replayed from its recording, without anybody at the other end.

mod outside;

use sockscope_differential::oracle;
use sockscope_lab::event::EventKind;
use sockscope_lab::experiment::{Experiment, Knobs, Program};
use sockscope_lab::real::Peers;
use sockscope_lab::run::{Progress, Run};
use std::io::{Read, Write};
use std::net::{Shutdown, TcpListener, TcpStream};
use std::process::Command;
use std::rc::Rc;

const TEXT: &[u8] = b"This sentence has 28 bytes.\n";

/// What a program printed, on both consoles; of a traceback only its last line.
fn printed(run: &Run) -> String {
    let events = (0..run.trace().len()).filter_map(|index| run.trace().event(index));
    let all: String = events
        .filter_map(
            |event| if let EventKind::Printed { text, .. } = event.kind { Some(text.to_string()) } else { None },
        )
        .collect();
    without_traceback(&all)
}

fn without_traceback(printed: &str) -> String {
    match printed.split_once("Traceback (most recent call last):\n") {
        Some((before, traceback)) => format!("{before}{}\n", traceback.lines().last().unwrap_or_default()),
        None => printed.to_owned(),
    }
}

fn experiment(source: &str) -> Experiment {
    Experiment {
        programs: vec![Program::new("program", source)],
        knobs: Knobs::default(),
        seed: 3,
        peers: Peers::Real(Rc::default()),
    }
}

/// Runs `source` live; the run is then replayed in slices of other sizes, and looked at in the middle.
fn live(source: &str, on_listening: impl FnMut(u16)) -> String {
    let mut run = Run::start(experiment(source)).unwrap_or_else(|problems| panic!("{problems:?}\n{source}"));
    outside::drive(&mut run, on_listening);
    let recorded = Experiment { peers: Peers::Real(run.recording()), ..experiment(source) };
    for fuel in [1, 7, 100_000] {
        let mut again = Run::start(recorded.clone()).expect("it ran before");
        while again.advance(fuel) == Progress::Running {}
        assert_eq!(again.trace().hash(), run.trace().hash(), "a replay in slices of {fuel} differs\n{source}");
        assert!(again.take_outward().is_empty(), "a replay asks nothing");
        let middle = run.trace().len() / 2;
        assert_eq!(again.moment(middle), run.moment(middle));
    }
    for view in run.moment(run.trace().len()).streams {
        assert_eq!(view.bytes.len() as u64, view.window.end - view.window.start, "every byte has its send");
    }
    printed(&run)
}

fn on_cpython(source: &str) -> Option<std::process::Child> {
    let mut command = Command::new(oracle::python()?);
    command.args(["-u", "-c", source]).stdout(std::process::Stdio::piped()).stderr(std::process::Stdio::piped());
    Some(command.spawn().expect("python can be started"))
}

fn said(child: std::process::Child) -> String {
    let output = child.wait_with_output().expect("the program ends");
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    without_traceback(&(text(&output.stdout) + &text(&output.stderr)))
}

/// A client program against a peer that serves one connection, here and on `CPython`.
fn check_client(source: &str, peer: fn(TcpStream)) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").expect("there is a free port");
    let port = listener.local_addr().expect("it has an address").port();
    let source = source.replace("PORT", &port.to_string());
    let serve = |listener: &TcpListener| {
        let listener = listener.try_clone().expect("a descriptor can be duplicated");
        std::thread::spawn(move || peer(listener.accept().expect("a client comes").0))
    };
    let served = serve(&listener);
    let here = live(&source, |_| {});
    served.join().expect("the peer does not fail");
    if oracle::python().is_some() {
        let served = serve(&listener);
        let there = on_cpython(&source).map(said);
        served.join().expect("the peer does not fail");
        assert_eq!(Some(&here), there.as_ref(), "CPython prints on the right\n{source}");
    }
    here
}

/// The program behind the connect, the peer that serves it, and what is printed.
type Row = (&'static str, fn(TcpStream), &'static str);

const CONNECT: &str = "import socket\ns = socket.socket()\ns.connect(('127.0.0.1', PORT))\n";

#[test]
fn clients_meet_real_servers_as_cpython_does() {
    let say = |mut socket: TcpStream| socket.write_all(TEXT).expect("the client reads");
    let rows: [Row; 7] = [
        (
            "data = b''\nwhile piece := s.recv(7):\n    print(piece)\n    data += piece\nprint(data.decode(), s.recv(7))\n",
            say,
            "b'This se'\nb'ntence '\nb'has 28 '\nb'bytes.\\n'\nThis sentence has 28 bytes.\n b''\n",
        ),
        // Half-close both ways: the server answers only after the end of what was sent.
        (
            "s.sendall(b'x' * 100_000)\ns.shutdown(socket.SHUT_WR)\nprint(s.recv(100, socket.MSG_WAITALL))\nprint(s.recv(1))\n",
            |mut socket| {
                let mut all = Vec::new();
                socket.read_to_end(&mut all).expect("it ends");
                write!(socket, "{} bytes", all.len()).expect("the client reads");
            },
            "b'100000 bytes'\nb''\n",
        ),
        // The server's end first; the client goes on sending.
        (
            "print(s.recv(10), s.recv(10))\ns.sendall(b'late')\ns.close()\nprint('closed')\n",
            |mut socket| {
                socket.write_all(b"first").expect("the client reads");
                socket.shutdown(Shutdown::Write).expect("it is open");
                let mut all = Vec::new();
                socket.read_to_end(&mut all).expect("it ends");
                assert_eq!(all, b"late");
            },
            "b'first' b''\nclosed\n",
        ),
        // Much more than any window.
        (
            "total = 0\nwhile piece := s.recv(65536):\n    total += len(piece)\nprint(total)\n",
            |mut socket| socket.write_all(&vec![7; 3_000_000]).expect("the client reads"),
            "3000000\n",
        ),
        // A timeout takes real time, and passes nothing that comes in time.
        (
            "s.settimeout(0.2)\ntry:\n    s.recv(5)\nexcept TimeoutError as error:\n    print(error)\ns.settimeout(30)\ns.sendall(b'go')\nprint(s.recv(5))\n",
            |mut socket| {
                let mut word = [0; 2];
                socket.read_exact(&mut word).expect("the client speaks");
                socket.write_all(b"went").expect("the client reads");
            },
            "timed out\nb'went'\n",
        ),
        (
            "import select\nprint(select.select([s], [], [], 30)[0] == [s])\ns.setblocking(False)\nprint(s.recv(100))\ntry:\n    s.recv(1)\nexcept BlockingIOError as error:\n    print(error)\ns.setblocking(True)\ns.sendall(b'.')\nprint(s.recv(1))\n",
            |mut socket| {
                socket.write_all(b"ready").expect("the client reads");
                let mut word = [0; 1];
                socket.read_exact(&mut word).expect("the client speaks");
            },
            "True\nb'ready'\n[Errno 11] Resource temporarily unavailable\nb''\n",
        ),
        // A server that closes with bytes unread resets.
        (
            "s.sendall(b'never read')\nprint(s.recv(3))\ntry:\n    print(s.recv(3))\nexcept ConnectionResetError as error:\n    print(error)\n",
            |mut socket| {
                socket.peek(&mut [0; 10]).expect("the client speaks");
                socket.write_all(b"bye").expect("the client reads");
            },
            "b'bye'\n[Errno 104] Connection reset by peer\n",
        ),
    ];
    for (source, peer, expected) in rows {
        assert_eq!(check_client(&format!("{CONNECT}{source}"), peer), expected, "{source}");
    }
}

#[test]
fn a_refused_port_is_refused() {
    let port = {
        let listener = TcpListener::bind("127.0.0.1:0").expect("there is a free port");
        listener.local_addr().expect("it has an address").port()
    };
    let here = live(&CONNECT.replace("PORT", &port.to_string()), |_| {});
    assert_eq!(here, "ConnectionRefusedError: [Errno 111] Connection refused\n");
}

#[test]
fn real_clients_reach_a_server_in_the_run() {
    let server = "import socket\nwith socket.socket() as listener:\n    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)\n    listener.bind(('127.0.0.1', 0))\n    listener.listen(5)\n    for number in range(3):\n        connection, address = listener.accept()\n        with connection:\n            print(address[0])\n            data = b''\n            while piece := connection.recv(7):\n                data += piece\n            connection.sendall(data.upper())\n            print(len(data))\n";
    let client = "import socket\nwith socket.create_connection(('127.0.0.1', PORT)) as s:\n    s.sendall(b'hello from outside')\n    s.shutdown(socket.SHUT_WR)\n    print(s.recv(100, socket.MSG_WAITALL))\n";
    let mut clients = Vec::new();
    let mut pythons = Vec::new();
    let here = live(server, |port| {
        for _ in 0..3 {
            match on_cpython(&client.replace("PORT", &port.to_string())) {
                Some(python) => pythons.push(python),
                None => clients.push(std::thread::spawn(move || {
                    let mut socket = TcpStream::connect(("127.0.0.1", port)).expect("the run listens");
                    socket.write_all(b"hello from outside").expect("the run reads");
                    socket.shutdown(Shutdown::Write).expect("it is open");
                    let mut all = String::new();
                    socket.read_to_string(&mut all).expect("it ends");
                    assert_eq!(all, "HELLO FROM OUTSIDE");
                })),
            }
        }
    });
    assert_eq!(here, "127.0.0.1\n18\n".repeat(3));
    for python in pythons {
        assert_eq!(said(python), "b'HELLO FROM OUTSIDE'\n");
    }
    for client in clients {
        client.join().expect("a client does not fail");
    }
}

#[test]
fn a_port_that_is_taken_outside_is_in_use() {
    let listener = TcpListener::bind("127.0.0.1:0").expect("there is a free port");
    let port = listener.local_addr().expect("it has an address").port();
    let source = format!("import socket\ns = socket.socket()\ns.bind(('127.0.0.1', {port}))\ns.listen()\n");
    assert_eq!(live(&source, |_| {}), "OSError: [Errno 98] Address already in use\n");
}

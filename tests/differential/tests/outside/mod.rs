//! Drives a live run with real sockets of this machine, as the page does through the bridge: what the run asks is done, what happens is
//! told. One thread reads each connection, and only as much as the run has granted, so that the kernel's own window closes.

use sockscope_lab::real::{Inward, Outward, Reason};
use sockscope_lab::run::{Progress, Run};
use std::collections::BTreeMap;
use std::io::{ErrorKind, Read, Write};
use std::net::{Shutdown, TcpListener, TcpStream};
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::sync::{Arc, Condvar, Mutex};
use std::time::{Duration, Instant};

/// Nothing that a test waits for takes longer, on however busy a machine.
const PATIENCE: Duration = Duration::from_secs(60);
const FUEL: u32 = 10_000;
/// What the far side takes at once.
const CREDIT: u32 = 1 << 20;

/// Something heard, made on the thread that drives the run: what a run takes is not for sending between threads.
type Told = Box<dyn FnOnce() -> Inward + Send>;

/// Bytes that may still come, and whether the reader is to go on.
type Credit = Arc<(Mutex<u64>, Condvar)>;

struct Stream {
    socket: TcpStream,
    credit: Credit,
}

/// The way out of one run.
struct Outside {
    told: Sender<Told>,
    streams: BTreeMap<u32, Stream>,
    listeners: BTreeMap<u32, TcpListener>,
    accepted: Arc<Mutex<BTreeMap<u32, Stream>>>,
}

/// Runs to the end, with `on_listening` told each real port.
pub(crate) fn drive(run: &mut Run, mut on_listening: impl FnMut(u16)) {
    let began = Instant::now();
    let elapsed = || u64::try_from(began.elapsed().as_nanos()).expect("tests are short");
    let (told, hears) = channel();
    let mut outside = Outside { told, streams: BTreeMap::new(), listeners: BTreeMap::new(), accepted: Arc::default() };
    loop {
        assert!(began.elapsed() < PATIENCE, "the run does not end");
        let progress = run.advance_until(FUEL, elapsed());
        for asked in run.take_outward() {
            outside.ask(asked);
        }
        let mut moved = false;
        while let Ok(what) = hears.try_recv() {
            moved = true;
            hear(run, elapsed(), what(), &mut on_listening);
        }
        match progress {
            Progress::Running => {}
            Progress::Waiting { .. } if moved => {}
            Progress::Ended => return,
            Progress::Waiting { until_ns } => {
                let left = until_ns.map_or(PATIENCE, |until| Duration::from_nanos(until.saturating_sub(elapsed())));
                if let Some(what) = wait(&hears, left.min(PATIENCE)) {
                    hear(run, elapsed(), what(), &mut on_listening);
                } else {
                    assert!(until_ns.is_some(), "no real peer moved for a minute");
                }
            }
        }
    }
}

fn wait(hears: &Receiver<Told>, time: Duration) -> Option<Told> {
    match hears.recv_timeout(time) {
        Ok(what) => Some(what),
        Err(RecvTimeoutError::Timeout) => None,
        Err(RecvTimeoutError::Disconnected) => panic!("the way out keeps a sender"),
    }
}

fn hear(run: &mut Run, elapsed_ns: u64, what: Inward, on_listening: &mut impl FnMut(u16)) {
    if let Inward::Listening { local, .. } = &what {
        on_listening(local.rsplit(':').next().and_then(|port| port.parse().ok()).expect("an address has a port"));
    }
    run.hear(elapsed_ns, what);
}

impl Outside {
    fn ask(&mut self, asked: Outward) {
        match asked {
            Outward::Open { stream, host, port, credit } => self.open(stream, (&host, port), credit),
            Outward::Listen { listener, port, .. } => self.listen(listener, port),
            Outward::Send { stream, bytes } => {
                let len = u32::try_from(bytes.len()).expect("a send in a test is small");
                // A peer that has gone shows in what is read.
                let _gone = self.with(stream, |stream| stream.socket.write_all(&bytes));
                self.tell(move || Inward::Credit { stream, bytes: len });
            }
            Outward::Grant { stream, bytes } => {
                self.with(stream, |stream| {
                    *stream.credit.0.lock().expect("no reader panics") += u64::from(bytes);
                    stream.credit.1.notify_all();
                });
            }
            Outward::Finish { stream } => {
                let _gone = self.with(stream, |stream| stream.socket.shutdown(Shutdown::Write));
            }
            Outward::Abort { stream } | Outward::Close { id: stream } => {
                let _gone = self.with(stream, |stream| stream.socket.shutdown(Shutdown::Both));
                self.listeners.remove(&stream);
            }
        }
    }

    fn with<T>(&mut self, stream: u32, act: impl FnOnce(&mut Stream) -> T) -> Option<T> {
        if let Some(stream) = self.streams.get_mut(&stream) {
            return Some(act(stream));
        }
        self.accepted.lock().expect("no reader panics").get_mut(&stream).map(act)
    }

    fn tell(&self, what: impl FnOnce() -> Inward + Send + 'static) {
        assert!(self.told.send(Box::new(what)).is_ok(), "the test listens");
    }

    fn open(&mut self, stream: u32, target: (&str, u16), credit: u32) {
        match TcpStream::connect(target) {
            Ok(socket) => {
                let address = |address: std::io::Result<std::net::SocketAddr>| {
                    address.expect("a connected socket has addresses").to_string()
                };
                let (local, peer) = (address(socket.local_addr()), address(socket.peer_addr()));
                self.tell(move || Inward::Opened { stream, credit: CREDIT, local: local.into(), peer: peer.into() });
                let begun = begin(socket, stream, credit.into(), self.told.clone());
                self.streams.insert(stream, begun);
            }
            Err(error) => {
                let reason = match error.kind() {
                    ErrorKind::ConnectionRefused => Reason::Refused,
                    ErrorKind::TimedOut => Reason::TimedOut,
                    _ => Reason::Failed,
                };
                self.tell(move || Inward::Refused { id: stream, reason });
            }
        }
    }

    fn listen(&mut self, listener: u32, port: u16) {
        let Ok(socket) = TcpListener::bind(("127.0.0.1", port)) else {
            return self.tell(move || Inward::Refused { id: listener, reason: Reason::InUse });
        };
        let local = socket.local_addr().expect("a bound socket has an address").to_string();
        self.tell(move || Inward::Listening { listener, local: local.into() });
        let (told, accepted) = (self.told.clone(), Arc::clone(&self.accepted));
        self.listeners.insert(listener, socket.try_clone().expect("a descriptor can be duplicated"));
        std::thread::spawn(move || {
            for (number, client) in (1_u32..).zip(socket.incoming()) {
                let Ok(client) = client else { return };
                let stream = number * 2;
                let local = client.local_addr().expect("an accepted socket has addresses").to_string();
                let peer = client.peer_addr().map_or_else(|_| String::new(), |peer| peer.to_string());
                let begun = begin(client, stream, 0, told.clone());
                accepted.lock().expect("no reader panics").insert(stream, begun);
                let accept = move || Inward::Accepted {
                    listener,
                    stream,
                    credit: CREDIT,
                    local: local.into(),
                    peer: peer.into(),
                };
                if told.send(Box::new(accept)).is_err() {
                    return;
                }
            }
        });
    }
}

/// Reads a connection for as long as there is credit.
fn begin(socket: TcpStream, stream: u32, credit: u64, told: Sender<Told>) -> Stream {
    let credit: Credit = Arc::new((Mutex::new(credit), Condvar::new()));
    let (mut reader, granted) = (socket.try_clone().expect("a descriptor can be duplicated"), Arc::clone(&credit));
    std::thread::spawn(move || {
        let mut buffer = vec![0; 64 << 10];
        loop {
            let room = {
                let left = granted.0.lock().expect("nobody panics with it");
                let left = granted.1.wait_while(left, |left| *left == 0).expect("nobody panics with it");
                buffer.len().min(usize::try_from(*left).unwrap_or(usize::MAX))
            };
            let read = reader.read(&mut buffer[..room]);
            let last = !matches!(read, Ok(1..));
            let what: Told = match read {
                Ok(0) => Box::new(move || Inward::Eof { stream }),
                Ok(len) => {
                    *granted.0.lock().expect("nobody panics with it") -= len as u64;
                    let bytes = buffer[..len].to_vec();
                    Box::new(move || Inward::Piece { stream, bytes: bytes.into() })
                }
                Err(_) => Box::new(move || Inward::Closed { id: stream, reason: Reason::Reset }),
            };
            if told.send(what).is_err() || last {
                return;
            }
        }
    });
    Stream { socket, credit }
}

//! What holds for every run, whatever programs call and however the link behaves: random calls, links and seeds against a ledger of events.
//! Received is a prefix of sent; every byte sent is in exactly one place; nothing happens in the past; and when nothing more is due,
//! whoever is still blocked waits for something that no event can bring.

#![expect(clippy::unwrap_used, reason = "a failed unwrap in a test is a failed test")]

use sockscope_net::{
    Answer, Caller, DiscardReason, Fd, HostPort, LinkProfile, NetEvent, Outcome, ProcessId, Reply, Request, SimTime,
    SocketId, Sockets, StreamId, ThreadId, Wait, flags, options,
};
use std::collections::{BTreeMap, VecDeque};
use std::rc::Rc;

/// A xorshift generator; the tests need variety, not quality.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: u64) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 >> 11) % sides
    }

    fn pick<T: Copy>(&mut self, of: &[T]) -> T {
        of[self.roll(of.len() as u64) as usize]
    }
}

/// What the events say about one stream.
#[derive(Default)]
struct Entry {
    sent: Vec<u8>,
    departed: u64,
    arrived: u64,
    read: u64,
    /// Lost in the send buffer.
    dropped: u64,
    /// Pieces on the link: start, length, departure.
    on_link: VecDeque<(u64, u64, SimTime)>,
}

struct Run {
    sockets: Sockets,
    link: LinkProfile,
    dice: Dice,
    now: SimTime,
    log: Vec<NetEvent>,
    seen: usize,
    ledger: BTreeMap<StreamId, Entry>,
    owners: BTreeMap<SocketId, ProcessId>,
    writers: BTreeMap<StreamId, ProcessId>,
    /// What each process is sending, and how much of it has been buffered.
    sending: BTreeMap<ProcessId, (Rc<[u8]>, usize)>,
    blocked: Vec<Caller>,
    counter: u8,
    collected: u32,
}

impl Run {
    fn new(seed: u64) -> Self {
        let mut dice = Dice(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1);
        let link = LinkProfile {
            latency_ns: dice.pick(&[0, 1_000, 1_000_000]),
            jitter_ns: dice.pick(&[0, 0, 500_000]),
            piece_max: dice.pick(&[None, Some(1), Some(3), Some(1460)]),
            piece_ns: dice.pick(&[0, 0, 100_000]),
            piece_varies: dice.roll(2) == 0,
            gap_ns: dice.pick(&[0, 0, 10_000, 2_000_000]),
            merge: dice.roll(2) == 0,
            nagle: dice.roll(3) == 0,
            capacity: dice.pick(&[None, None, Some(10), Some(5000)]),
            wake_ns: dice.pick(&[0, 50_000]),
        };
        Self {
            sockets: Sockets::new(link.clone(), seed),
            link,
            dice,
            now: SimTime(0),
            log: Vec::new(),
            seen: 0,
            ledger: BTreeMap::new(),
            owners: BTreeMap::new(),
            writers: BTreeMap::new(),
            sending: BTreeMap::new(),
            blocked: Vec::new(),
            counter: 0,
            collected: 0,
        }
    }

    fn address(&mut self) -> HostPort {
        let host = self.dice.pick(&["127.0.0.1", "", "localhost", "sockscope", "8.8.8.8", "nowhere"]);
        let host = if self.dice.roll(4) == 0 { host } else { "127.0.0.1" };
        HostPort { host: host.into(), port: self.dice.pick(&[5000, 5000, 5000, 5001, 0]) }
    }

    /// Only a process's first thread sends, so that bytes can be told from each other.
    fn request(&mut self, thread: ThreadId) -> Request {
        let fd = Fd(3 + self.dice.roll(5) as i32);
        let timeout = self.dice.pick(&[None, Some(0), Some(3_000_000), Some(3_000_000), Some(2_000_000_000)]);
        let len = self.dice.pick(&[0, 1, 7, 100, 5_000]);
        match self.dice.roll(48) {
            0..=2 => Request::Socket { family: 2, kind: 1, proto: 0 },
            3 => Request::Bind { fd, address: self.address() },
            4 => Request::Listen { fd, backlog: self.dice.pick(&[None, Some(0), Some(-1), Some(1)]) },
            5..=7 => Request::Accept { fd, timeout },
            8..=10 => Request::Connect { fd, address: self.address(), timeout },
            11..=17 | 32..=40 if thread.0 == 0 => {
                self.counter = self.counter.wrapping_add(1);
                let data: Rc<[u8]> = (0..len).map(|index| (index as u8).wrapping_add(self.counter)).collect();
                Request::Send { fd, data, flags: 0, all: self.dice.roll(2) == 0, timeout }
            }
            18..=22 => {
                let flags = self.dice.pick(&[0, 0, 0, flags::MSG_PEEK, flags::MSG_WAITALL, flags::MSG_DONTWAIT]);
                Request::Recv { fd, len, flags, timeout }
            }
            23 => Request::Shutdown { fd, how: self.dice.roll(4) as i32 },
            24 => Request::Close { fd },
            25 => {
                let name = self.dice.pick(&[options::SO_RCVBUF, options::SO_SNDBUF, options::SO_REUSEADDR]);
                let value = self.dice.pick(&[0, 1, 4_000]);
                Request::SetOption { fd, level: options::SOL_SOCKET, name, value: i32::to_le_bytes(value).to_vec() }
            }
            26 => {
                let value = [1_i32.to_le_bytes(), 0_i32.to_le_bytes()].concat();
                Request::SetOption { fd, level: options::SOL_SOCKET, name: options::SO_LINGER, value }
            }
            27 => Request::PeerName { fd },
            28 => {
                let other = Fd(3 + self.dice.roll(5) as i32);
                Request::Select { read: vec![fd, other], write: vec![other], except: vec![fd], timeout }
            }
            29 => Request::GetOption { fd, level: options::SOL_SOCKET, name: options::SO_ERROR, len: 4 },
            _ => Request::RecvFrom { fd, len, flags: 0, timeout },
        }
    }

    /// Most runs begin with a server and two clients, so that they get somewhere.
    fn prologue(&mut self) {
        let at = |process| Caller { process: ProcessId(process), thread: ThreadId(0) };
        let address = || HostPort { host: "127.0.0.1".into(), port: 5000 };
        let socket = Request::Socket { family: 2, kind: 1, proto: 0 };
        self.make(at(0), socket.clone());
        for name in [options::SO_RCVBUF, options::SO_SNDBUF] {
            if self.dice.roll(2) == 0 {
                let value = 1_i32.to_le_bytes().to_vec();
                self.make(at(0), Request::SetOption { fd: Fd(3), level: options::SOL_SOCKET, name, value });
            }
        }
        self.make(at(0), Request::Bind { fd: Fd(3), address: address() });
        self.make(at(0), Request::Listen { fd: Fd(3), backlog: None });
        for client in [1, 2] {
            self.make(at(client), socket.clone());
            self.make(at(client), Request::Connect { fd: Fd(3), address: address(), timeout: None });
        }
        for _ in 0..2 {
            self.make(at(0), Request::Accept { fd: Fd(3), timeout: None });
            while !self.blocked.is_empty() {
                self.step();
            }
        }
    }

    fn act(&mut self) {
        let caller =
            Caller { process: ProcessId(self.dice.roll(3) as u16), thread: ThreadId(self.dice.roll(5) as u16 / 4) };
        if self.dice.roll(400) == 0 {
            self.sockets.process_exited(self.now, caller.process, &mut self.log);
            self.blocked.retain(|blocked| blocked.process != caller.process);
        } else if !self.blocked.contains(&caller) {
            let request = self.request(caller.thread);
            self.make(caller, request);
        }
        self.collect();
    }

    fn make(&mut self, caller: Caller, request: Request) {
        if !self.blocked.contains(&caller) {
            if let Request::Send { data, .. } = &request {
                self.sending.insert(caller.process, (Rc::clone(data), 0));
            }
            match self.sockets.call(self.now, caller, request, &mut self.log) {
                Outcome::Ready(reply) => {
                    self.enter();
                    self.check_reply(&reply);
                }
                Outcome::Blocked(wait) => {
                    assert_eq!(self.sockets.wait(caller), Some(wait));
                    self.blocked.push(caller);
                }
            }
        }
    }

    fn step(&mut self) -> bool {
        let Some(due) = self.sockets.next_due() else { return false };
        assert!(due >= self.now, "an event in the past");
        self.now = due;
        self.sockets.advance(due, &mut self.log);
        self.collect();
        true
    }

    fn collect(&mut self) {
        self.enter();
        while let Some((caller, reply)) = self.sockets.completed() {
            self.blocked.retain(|blocked| *blocked != caller);
            self.check_reply(&reply);
        }
        let waiting: Vec<Caller> = self.sockets.waits().into_iter().map(|(caller, _)| caller).collect();
        self.blocked.sort_unstable();
        assert_eq!(waiting, self.blocked);
        self.collected += 1;
        // Each view lists every piece on the link, so looking each time would take most of the time.
        if self.collected.is_multiple_of(16) {
            self.check_views();
        }
    }

    /// Bytes that a program gets are those that were sent at that place.
    fn check_reply(&self, reply: &Reply) {
        let Ok(Answer::Bytes(bytes) | Answer::BytesFrom { bytes, .. }) = reply else { return };
        if let Some(stream) = bytes.stream {
            let sent = self.ledger.get(&stream).map_or(&[][..], |entry| &entry.sent);
            let at = bytes.start as usize;
            // Bytes themselves would fill the screen.
            let same = sent[at..].iter().zip(&bytes.data[..]).take_while(|(sent, got)| sent == got).count();
            assert_eq!(same, bytes.data.len(), "{stream:?} from {at}, of {} sent", sent.len());
        }
    }

    /// Enters new events into the ledger.
    fn enter(&mut self) {
        let new = self.log.split_off(self.seen);
        for event in new.iter().copied() {
            match event {
                NetEvent::SocketCreated { socket, process, .. } => drop(self.owners.insert(socket, process)),
                NetEvent::Connected { socket, connection } => {
                    let [stream, _] = self.sockets.streams_of(connection);
                    self.writers.insert(stream, self.owners[&socket]);
                }
                NetEvent::Accepted { process, connection, .. } => {
                    let [_, stream] = self.sockets.streams_of(connection);
                    self.writers.insert(stream, process);
                }
                NetEvent::SendBuffered { stream, start, len, .. } => {
                    let (data, done) = self.sending.get_mut(&self.writers[&stream]).unwrap();
                    let entry = self.ledger.entry(stream).or_default();
                    assert_eq!(start, entry.sent.len() as u64);
                    entry.sent.extend_from_slice(&data[*done..*done + len as usize]);
                    *done += len as usize;
                }
                NetEvent::Departed { stream, start, len } => {
                    let entry = self.ledger.get_mut(&stream).unwrap();
                    assert_eq!(start, entry.departed);
                    entry.departed += u64::from(len);
                    entry.on_link.push_back((start, u64::from(len), self.now));
                }
                NetEvent::Delivered { stream, start, len } => self.arrived(stream, start, u64::from(len)),
                NetEvent::Received { stream, start, len, peek, .. } => {
                    let entry = self.ledger.get_mut(&stream).unwrap();
                    assert_eq!(start, entry.read);
                    entry.read += if peek { 0 } else { u64::from(len) };
                    assert!(entry.read <= entry.arrived);
                }
                NetEvent::Discarded { stream, start, len, reason } => match reason {
                    DiscardReason::ArrivedAfterClose => {
                        self.arrived(stream, start, len);
                        self.ledger.get_mut(&stream).unwrap().read += len;
                    }
                    DiscardReason::UnreadAtClose => {
                        let entry = self.ledger.get_mut(&stream).unwrap();
                        assert_eq!((start, start + len), (entry.read, entry.arrived));
                        entry.read += len;
                    }
                    DiscardReason::Reset => self.ledger.get_mut(&stream).unwrap().dropped += len,
                    DiscardReason::Truncated | DiscardReason::NoReceiver => panic!("{event:?} without datagrams"),
                },
                _ => {}
            }
        }
        self.log.extend(new);
        self.seen = self.log.len();
    }

    /// Whatever arrives left earlier, in this order, by at least the link's delay.
    fn arrived(&mut self, stream: StreamId, start: u64, len: u64) {
        let entry = self.ledger.get_mut(&stream).unwrap();
        let (departed_start, departed_len, at) = entry.on_link.pop_front().unwrap();
        assert_eq!((start, len), (departed_start, departed_len));
        assert!(self.now >= at.after(self.link.latency_ns));
        entry.arrived += len;
    }

    /// Every byte is in exactly one place, and no place holds more than fits.
    fn check_views(&self) {
        for view in self.sockets.streams() {
            assert!(view.read <= view.delivered && view.delivered <= view.departed && view.departed <= view.written);
            let Some(entry) = self.ledger.get(&view.id) else {
                assert_eq!(view.written, 0);
                continue;
            };
            assert_eq!(view.written + entry.dropped, entry.sent.len() as u64);
            assert_eq!((view.departed, view.delivered, view.read), (entry.departed, entry.arrived, entry.read));
            let on_link: u64 = view.on_link.iter().map(|piece| u64::from(piece.len)).sum();
            assert_eq!(on_link, view.departed - view.delivered);
            assert!(view.on_link.iter().all(|piece| piece.due >= self.now && piece.departed <= self.now));
            assert!(self.link.capacity.is_none_or(|capacity| on_link <= u64::from(capacity)));
            let largest = self.link.piece_max.unwrap_or(u32::MAX);
            assert!(view.on_link.iter().all(|piece| (1..=largest).contains(&piece.len)));
        }
    }

    /// Nothing is due any more: everybody who is blocked stays so for a reason.
    fn check_standstill(&self) {
        for (caller, wait) in self.sockets.waits() {
            let reason = match &wait {
                Wait::Readable { on_link, in_send_buffer, wanted, .. } => {
                    *wanted > 0 && *on_link == 0 && *in_send_buffer == 0
                }
                // The peer has been given all that it has room for, and does not read.
                Wait::Writable { stream, unread, .. } => {
                    let view = self.sockets.stream(*stream).unwrap();
                    *unread > 0 && view.on_link.is_empty() && view.written > view.departed
                }
                Wait::Acceptable { fd, .. } => self
                    .sockets
                    .socket_table(self.now)
                    .iter()
                    .filter(|row| row.process == Some(caller.process) && row.fd == Some(*fd))
                    .all(|row| row.accept_queue == 0),
                Wait::Selecting { .. } => true,
                // These end by themselves.
                Wait::Connecting { .. } | Wait::Datagram { .. } => false,
            };
            assert!(reason, "{caller:?} is blocked without a reason: {wait:?}");
        }
    }
}

#[test]
fn whatever_programs_do_bytes_are_accounted_for() {
    let (mut received, mut standstills, mut resets) = (0, 0, 0);
    for seed in 1..=1_000 {
        let mut run = Run::new(seed);
        if seed % 8 > 0 {
            run.prologue();
        }
        for _ in 0..300 {
            run.act();
            // Let some time pass, but not always all that there is to happen.
            for _ in 0..run.dice.roll(6) {
                run.step();
            }
        }
        let mut steps = 0;
        while run.step() {
            steps += 1;
            assert!(steps < 100_000, "seed {seed}: no end");
        }
        run.check_views();
        run.check_standstill();
        received += run.ledger.values().map(|entry| entry.read).sum::<u64>();
        standstills += run.blocked.len();
        resets += run.log.iter().filter(|event| matches!(event, NetEvent::ResetDelivered { .. })).count();
    }
    // The runs are worth something only if they get anywhere.
    assert!(received > 1_000_000 && standstills > 300 && resets > 700, "{received} {standstills} {resets}");
}

#[test]
fn a_clone_goes_on_as_the_original_does() {
    for seed in 1..=100 {
        let mut run = Run::new(seed);
        let mut twin = Run::new(seed);
        for _ in 0..100 {
            run.act();
            twin.act();
            run.step();
            twin.step();
        }
        assert_eq!(run.log, twin.log, "seed {seed}: same seed, same run");
        let mut copy = run.sockets.clone();
        let (mut log, mut now) = (Vec::new(), run.now);
        let from = run.log.len();
        while run.step() {
            now = run.now.max(now);
            copy.advance(now, &mut log);
            while copy.completed().is_some() {}
        }
        assert_eq!(run.log[from..], log, "seed {seed}");
        assert_eq!(run.sockets, copy, "seed {seed}");
    }
}

//! The sockets of all processes: system calls in, replies and events out, and the clock that drives what is under way.
//! Owns the tables; the behaviour of each call is with its subject (connecting, listening, readwrite, closing, blocking, datagram).

use crate::blocking::{Operation, Patience, PendingCall, Reading, Selecting, Target, Writing};
use crate::connection::Connection;
use crate::descriptors::Descriptors;
use crate::errno::Errno;
use crate::event::NetEvent;
use crate::ids::{Address, Caller, ConnectionId, Fd, Port, ProcessId, SimTime, SocketId};
use crate::link::{Link, LinkProfile};
use crate::names::{HOST_NAME, resolve};
use crate::outside::{BY_NAME, Outside};
use crate::ports::Ports;
use crate::queue::{Due, Queue};
use crate::request::{Answer, Failure, HostPort, ReadBytes, Reply, Request, TimeoutNs, flags};
use crate::socket::{Role, Socket};
use crate::wait::Outcome;
use litemap::LiteMap;
use std::collections::VecDeque;

/// Where changes are appended.
pub(crate) type Log = Vec<NetEvent>;

/// All sockets of all processes and the link between them. A value: clone it to keep a moment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sockets {
    pub(crate) link: Link,
    pub(crate) now: SimTime,
    pub(crate) queue: Queue,
    pub(crate) processes: LiteMap<ProcessId, Descriptors>,
    pub(crate) sockets: LiteMap<SocketId, Socket>,
    pub(crate) connections: LiteMap<ConnectionId, Connection>,
    /// Those of `connections` of which only the record is left, oldest first.
    pub(crate) finished: VecDeque<ConnectionId>,
    pub(crate) tcp_ports: Ports,
    pub(crate) udp_ports: Ports,
    pub(crate) blocked: LiteMap<Caller, PendingCall>,
    pub(crate) completed: VecDeque<(Caller, Reply)>,
    pub(crate) next_socket: u32,
    pub(crate) next_connection: u32,
    pub(crate) next_send: u32,
    pub(crate) next_order: u64,
    /// What leads out of the simulation, if anything may.
    pub(crate) outside: Option<Box<Outside>>,
}

impl Sockets {
    /// No socket yet. The seed decides ephemeral ports and what the profile leaves to chance.
    #[must_use]
    pub fn new(link: LinkProfile, seed: u64) -> Self {
        Self {
            link: Link::new(link, seed),
            now: SimTime(0),
            queue: Queue::default(),
            processes: LiteMap::new(),
            sockets: LiteMap::new(),
            connections: LiteMap::new(),
            finished: VecDeque::new(),
            tcp_ports: Ports::default(),
            udp_ports: Ports::default(),
            blocked: LiteMap::new(),
            completed: VecDeque::new(),
            next_socket: 0,
            next_connection: 0,
            next_send: 0,
            next_order: 0,
            outside: None,
        }
    }

    /// Makes a system call at `now`, which is not before any earlier `now`. Changes are appended to `log`.
    /// What is due before `now` happens first; a host that keeps to [`Sockets::next_due`] never has that.
    ///
    /// # Panics
    /// If `caller` has another call under way: then the host is wrong.
    pub fn call(&mut self, now: SimTime, caller: Caller, request: Request, log: &mut Vec<NetEvent>) -> Outcome {
        assert!(!self.blocked.contains_key(&caller), "invariant: a thread makes one call at a time");
        self.catch_up(now, log);
        match self.dispatch(caller, request, log) {
            Ok(outcome) => outcome,
            Err(failure) => Outcome::Ready(Err(failure)),
        }
    }

    /// When something happens by itself next; `None` if nothing ever will, so that whoever is blocked stays so.
    #[must_use]
    pub fn next_due(&self) -> Option<SimTime> {
        self.queue.next_due()
    }

    /// Lets everything happen that is due up to `now`. Give it [`Sockets::next_due`], so that each change is logged in its own moment.
    pub fn advance(&mut self, now: SimTime, log: &mut Vec<NetEvent>) {
        while let Some((at, due)) = self.queue.take_due(now) {
            self.now = self.now.max(at);
            self.happen(due, log);
        }
        self.now = self.now.max(now);
    }

    /// The next reply for a caller that was blocked, in order of completion. Ask until `None` after each `call`, `advance` and `process_exited`.
    pub fn completed(&mut self) -> Option<(Caller, Reply)> {
        self.completed.pop_front()
    }

    /// The process has ended: its blocked calls are forgotten and its descriptors closed in ascending order, as the kernel does.
    pub fn process_exited(&mut self, now: SimTime, process: ProcessId, log: &mut Vec<NetEvent>) {
        self.catch_up(now, log);
        self.forget_calls(process);
        self.close_all(process, log);
    }

    /// The link's profile.
    #[must_use]
    pub fn link_profile(&self) -> &LinkProfile {
        self.link.profile()
    }

    /// Moves the clock to `now`. What is due at `now` itself stays due: the call came first.
    pub(crate) fn catch_up(&mut self, now: SimTime, log: &mut Log) {
        while let Some(due) = self.queue.next_due()
            && due < now
        {
            self.advance(due, log);
        }
        self.now = self.now.max(now);
    }

    /// One due entry.
    fn happen(&mut self, due: Due, log: &mut Log) {
        match due {
            Due::Syn { socket, attempt } => self.syn_arrives(socket, attempt, log),
            Due::Refused { socket, attempt } => self.refused(socket, attempt, log),
            Due::SynAck { connection } => self.syn_ack_arrives(connection, log),
            Due::HandshakeAck { connection } => self.handshake_ack_arrives(connection, log),
            Due::Piece { connection, side } => self.piece_arrives(connection, side, log),
            Due::Fin { connection, side } => self.fin_arrives(connection, side, log),
            Due::FinAck { connection, side } => self.fin_acknowledged(connection, side, log),
            Due::Reset { connection, side } => self.reset_arrives(connection, side, log),
            Due::Window { connection, side, edge } => self.window_arrives(connection, side, edge, log),
            Due::Ack { connection, side, edge } => self.ack_arrives(connection, side, edge, log),
            Due::DelayedAck { connection, side } => self.send_ack(connection, side),
            Due::Departure { connection, side } => self.departure(connection, side, log),
            Due::SynRetry { socket } => self.syn_retry(socket, log),
            Due::Wake { caller } => self.wake(caller, log),
            Due::Deadline { caller } => self.deadline(caller, log),
            Due::Datagram { to, datagram } => self.datagram_arrives(to, datagram, log),
            Due::Unreachable { socket, to } => self.unreachable(socket, to),
        }
    }

    fn dispatch(&mut self, caller: Caller, request: Request, log: &mut Log) -> Result<Outcome, Failure> {
        let process = caller.process;
        let reply = match request {
            Request::Socket { family, kind, proto } => self.open(process, family, kind, proto, log),
            Request::Bind { fd, address } => {
                let address = resolve_address(&address)?;
                self.bind(self.lookup(process, fd)?, address, log)
            }
            Request::Listen { fd, backlog } => {
                return self.begin_listening(caller, fd, backlog, log);
            }
            Request::Accept { fd, timeout } => {
                return self.begin_one(caller, fd, Operation::Accept, timeout, log);
            }
            Request::Connect { fd, address, timeout } => {
                let to = self.resolve_target(&address)?;
                let id = self.lookup(process, fd)?;
                return Ok(self.connect(caller, (fd, id), (to, &address.host), timeout, log));
            }
            Request::Send { fd, data, flags, all, timeout } => {
                let writing = Writing { data, done: 0, all, flags, send: None };
                return self.begin_one(caller, fd, Operation::Write(writing), timeout, log);
            }
            Request::SendTo { fd, data, flags, address } => {
                let to = resolve_address(&address)?;
                let id = self.lookup(process, fd)?;
                if !matches!(self.socket(id).role, Role::Datagram(_)) {
                    // A stream has one destination, so the address is ignored.
                    let writing = Writing { data, done: 0, all: false, flags, send: None };
                    return self.begin_one(caller, fd, Operation::Write(writing), None, log);
                }
                self.send_datagram(id, &data, to, log)
            }
            Request::Recv { len: 0, .. } => {
                // Python answers without a call, whatever the descriptor.
                Ok(Answer::Bytes(ReadBytes { data: [].into(), stream: None, start: 0 }))
            }
            Request::Recv { fd, len, flags, timeout } => {
                return self.begin_one(caller, fd, Operation::Read(Reading::new(len, flags, false)), timeout, log);
            }
            Request::RecvFrom { fd, len, flags, timeout } => {
                return self.begin_one(caller, fd, Operation::Read(Reading::new(len, flags, true)), timeout, log);
            }
            Request::Shutdown { fd, how } => self.shutdown(self.lookup(process, fd)?, how, log),
            Request::Close { fd } => self.close(process, fd, log),
            Request::SetOption { fd, level, name, value } => {
                self.set_option(self.lookup(process, fd)?, (level, name), &value, log)
            }
            Request::GetOption { fd, level, name, len } => {
                self.get_option(self.lookup(process, fd)?, (level, name), len)
            }
            Request::SocketName { fd } => {
                self.lookup(process, fd).map(|id| Answer::Address(self.local_address(id))).map_err(Failure::from)
            }
            Request::PeerName { fd } => self.peer_name(self.lookup(process, fd)?),
            Request::HostName => Ok(Answer::Text(HOST_NAME.into())),
            Request::Resolve { host } => {
                resolve(&host).map(|ip| Answer::Text(ip.to_string().into())).ok_or(Failure::Resolve)
            }
            Request::Select { read, write, except, timeout } => {
                let watched = |fds: Vec<Fd>| -> Result<Vec<(Fd, SocketId)>, Errno> {
                    fds.into_iter().map(|fd| Ok((fd, self.lookup(process, fd)?))).collect()
                };
                let selecting = Selecting { read: watched(read)?, write: watched(write)?, except: watched(except)? };
                let call = PendingCall::new(Target::Many(selecting), Patience::new(timeout, None));
                return Ok(self.begin(caller, call, log));
            }
        };
        Ok(Outcome::Ready(reply))
    }

    /// A call on one socket that may block.
    fn begin_one(
        &mut self,
        caller: Caller,
        fd: Fd,
        operation: Operation,
        timeout: TimeoutNs,
        log: &mut Log,
    ) -> Result<Outcome, Failure> {
        let socket = self.lookup(caller.process, fd)?;
        let options = &self.socket(socket).options;
        let (limit, flags) = match &operation {
            Operation::Accept => (options.receive_timeout(), 0),
            Operation::Connect | Operation::Listen => (options.send_timeout(), 0),
            Operation::Read(reading) => (options.receive_timeout(), reading.flags),
            Operation::Write(writing) => (options.send_timeout(), writing.flags),
        };
        let mut patience = Patience::new(timeout, limit);
        if flags & flags::MSG_DONTWAIT != 0 {
            patience = patience.not_waiting();
        }
        Ok(self.begin(caller, PendingCall::new(Target::One { fd, socket, operation }, patience), log))
    }

    /// Where a connection goes. A name that nobody here knows may be known outside.
    fn resolve_target(&self, address: &HostPort) -> Result<Address, Failure> {
        let by_name = self.outside.is_some() && !address.host.is_empty();
        resolve_address(address).or(if by_name {
            Ok(Address { ip: BY_NAME, port: Port(address.port) })
        } else {
            Err(Failure::Resolve)
        })
    }

    /// `listen(2)`. Where the port is to be a real one as well, the call waits until it is.
    fn begin_listening(
        &mut self,
        caller: Caller,
        fd: Fd,
        backlog: Option<i32>,
        log: &mut Log,
    ) -> Result<Outcome, Failure> {
        let socket = self.lookup(caller.process, fd)?;
        let reply = self.listen(socket, backlog, log);
        if reply.is_err() || self.outside.is_none() {
            return Ok(Outcome::Ready(reply));
        }
        let patience = Patience::Kernel(None);
        Ok(self.begin(
            caller,
            PendingCall::new(Target::One { fd, socket, operation: Operation::Listen }, patience),
            log,
        ))
    }

    /// `socket(2)`.
    fn open(&mut self, process: ProcessId, family: i32, kind: i32, proto: i32, log: &mut Log) -> Reply {
        match family {
            2 => {}
            1 => return Err(Failure::Unsupported("AF_UNIX sockets".into())),
            10 => return Err(Failure::Unsupported("AF_INET6 sockets".into())),
            _ => return Err(Errno::EAFNOSUPPORT.into()),
        }
        // SOCK_NONBLOCK and SOCK_CLOEXEC say nothing that matters here.
        let (role, own_proto) = match kind & 0xf {
            1 => (Role::Fresh, 6),
            2 => (Role::Datagram(crate::datagram::Mailbox::default()), 17),
            3 if proto != 0 => return Err(Failure::Unsupported("raw sockets".into())),
            3 => return Err(Errno::EPROTONOSUPPORT.into()),
            4..=10 => return Err(Errno::ESOCKTNOSUPPORT.into()),
            _ => return Err(Errno::EINVAL.into()),
        };
        if proto != 0 && proto != own_proto {
            return Err(Errno::EPROTONOSUPPORT.into());
        }
        let fd = self.processes.entry(process).or_default().lowest_free()?;
        let options = crate::sockopt::Options::new(matches!(role, Role::Datagram(_)));
        let socket = self.add_socket(Socket::new(process, fd, role, options));
        log.push(NetEvent::SocketCreated { socket, process, fd });
        Ok(Answer::Fd(fd))
    }

    /// Gives a socket its id and its process the descriptor.
    pub(crate) fn add_socket(&mut self, socket: Socket) -> SocketId {
        let id = SocketId(self.next_socket);
        self.next_socket += 1;
        let fd = socket.fd.expect("invariant: a new socket has its descriptor");
        self.processes.entry(socket.process).or_default().give(fd, id);
        self.sockets.insert(id, socket);
        id
    }

    pub(crate) fn lookup(&self, process: ProcessId, fd: Fd) -> Result<SocketId, Errno> {
        self.processes.get(&process).ok_or(Errno::EBADF)?.get(fd)
    }

    pub(crate) fn socket(&self, id: SocketId) -> &Socket {
        self.sockets.get(&id).expect("invariant: whoever names a socket keeps it")
    }

    pub(crate) fn socket_mut(&mut self, id: SocketId) -> &mut Socket {
        self.sockets.get_mut(&id).expect("invariant: whoever names a socket keeps it")
    }

    pub(crate) fn local_address(&self, id: SocketId) -> Address {
        let socket = self.socket(id);
        match socket.role {
            Role::Connected { connection, side } => self.connection(connection).ends[side].address,
            _ => socket.local,
        }
    }

    fn peer_name(&self, id: SocketId) -> Reply {
        let peer = match &self.socket(id).role {
            Role::Connected { connection, side } => {
                let record = self.connection(*connection);
                (!record.ends[*side].is_over()).then(|| record.ends[1 - side].address)
            }
            Role::Datagram(mailbox) => mailbox.peer,
            _ => None,
        };
        peer.map(Answer::Address).ok_or(Failure::Errno(Errno::ENOTCONN))
    }
}

fn resolve_address(address: &HostPort) -> Result<Address, Failure> {
    let ip = resolve(&address.host).ok_or(Failure::Resolve)?;
    Ok(Address { ip, port: Port(address.port) })
}

//! Calls that may block: trying them, putting them to sleep, waking them, and giving up when their time is over.
//! A blocked call is plain data that is tried again when something it waits for has happened and the wake-up has taken its time.

use crate::errno::Errno;
use crate::ids::{Address, Caller, Fd, ProcessId, SendId, SocketId, StreamId};
use crate::queue::{Due, DueKey};
use crate::request::{Answer, Failure, ReadBytes, Reply, TimeoutNs};
use crate::sockets::{Log, Sockets};
use crate::wait::Outcome;
use std::rc::Rc;

/// How a call takes it that it would block.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Patience {
    /// Not at all: `EAGAIN`.
    Never,
    /// Sleeps in the kernel until it is done, at most for `SO_RCVTIMEO` or `SO_SNDTIMEO`.
    Kernel(Option<u64>),
    /// Sleeps in poll(2) for at most so long, then makes a call that does not block: Python's `settimeout`.
    Poll(u64),
}

impl Patience {
    pub(crate) fn new(timeout: TimeoutNs, kernel_limit: Option<u64>) -> Self {
        match timeout {
            None => Self::Kernel(kernel_limit),
            Some(0) => Self::Never,
            Some(ns) => Self::Poll(ns),
        }
    }

    /// With `MSG_DONTWAIT`. Python's own wait before the call is not affected.
    pub(crate) fn not_waiting(self) -> Self {
        if matches!(self, Self::Kernel(_)) { Self::Never } else { self }
    }

    fn limit_ns(self) -> Option<u64> {
        match self {
            Self::Never => Some(0),
            Self::Kernel(limit) => limit,
            Self::Poll(ns) => Some(ns),
        }
    }
}

/// `send` and `sendall`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Writing {
    pub(crate) data: Rc<[u8]>,
    pub(crate) flags: i32,
    /// Bytes that are in the send buffer or further.
    pub(crate) done: usize,
    pub(crate) all: bool,
    pub(crate) send: Option<SendId>,
}

/// `recv` and `recvfrom`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Reading {
    pub(crate) len: usize,
    pub(crate) flags: i32,
    /// Whether the sender's address is wanted.
    pub(crate) from: bool,
    /// Bytes read so far with `MSG_WAITALL`, which come first of `len`.
    pub(crate) taken: Vec<u8>,
    /// Where they came from.
    pub(crate) origin: Option<(StreamId, u64)>,
}

impl Reading {
    pub(crate) fn new(len: usize, flags: i32, from: bool) -> Self {
        Self { len, flags, from, taken: Vec::new(), origin: None }
    }

    /// The reply: what was taken before, then `data`, which is from `start` on.
    pub(crate) fn answer(&self, data: Rc<[u8]>, stream: StreamId, start: u64, from: Option<Address>) -> Answer {
        let (stream, start) = self.origin.unwrap_or((stream, start));
        let data = if self.taken.is_empty() { data } else { [&self.taken[..], &data].concat().into() };
        self.bytes_answer(ReadBytes { data, stream: Some(stream), start }, from)
    }

    /// As the answer to `recv` or `recvfrom`.
    pub(crate) fn bytes_answer(&self, bytes: ReadBytes, from: Option<Address>) -> Answer {
        if self.from { Answer::BytesFrom { bytes, from } } else { Answer::Bytes(bytes) }
    }
}

/// `select`: descriptors in the caller's order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Selecting {
    pub(crate) read: Vec<(Fd, SocketId)>,
    pub(crate) write: Vec<(Fd, SocketId)>,
    pub(crate) except: Vec<(Fd, SocketId)>,
}

/// What is to be done.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Operation {
    Accept,
    Connect,
    /// `listen` whose real port does not stand yet.
    Listen,
    Write(Writing),
    Read(Reading),
}

/// On what.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Target {
    One { fd: Fd, socket: SocketId, operation: Operation },
    Many(Selecting),
}

/// A call that may block.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct PendingCall {
    pub(crate) target: Target,
    pub(crate) patience: Patience,
    deadline: Option<DueKey>,
    wake: Option<DueKey>,
    /// Who slept first is woken first.
    order: u64,
}

impl PendingCall {
    pub(crate) fn new(target: Target, patience: Patience) -> Self {
        Self { target, patience, deadline: None, wake: None, order: 0 }
    }

    fn uses(&self, id: SocketId) -> bool {
        match &self.target {
            Target::One { socket, .. } => *socket == id,
            Target::Many(selecting) => selecting.all().any(|(_, socket)| socket == id),
        }
    }

    /// The reply when time is over.
    fn expired(self) -> Reply {
        let operation = match self.target {
            Target::Many(_) => {
                return Ok(Answer::Ready { read: Vec::new(), write: Vec::new(), except: Vec::new() });
            }
            Target::One { operation, .. } => operation,
        };
        match (self.patience, operation) {
            (Patience::Poll(_), _) => Err(Failure::TimedOut),
            (Patience::Kernel(_), Operation::Write(writing)) if writing.done > 0 && !writing.all => {
                Ok(Answer::Count(writing.done))
            }
            (Patience::Kernel(_), Operation::Read(Reading { origin: Some((stream, start)), taken, from, .. })) => {
                Ok(Reading::new(0, 0, from).answer(taken.into(), stream, start, None))
            }
            _ => Err(Errno::EAGAIN.into()),
        }
    }
}

impl Selecting {
    fn all(&self) -> impl Iterator<Item = (Fd, SocketId)> {
        self.read.iter().chain(&self.write).chain(&self.except).copied()
    }
}

impl Sockets {
    /// Makes a call that may block.
    pub(crate) fn begin(&mut self, caller: Caller, mut call: PendingCall, log: &mut Log) -> Outcome {
        if let Some(reply) = self.attempt(caller.process, &mut call, log) {
            return Outcome::Ready(reply);
        }
        let limit = call.patience.limit_ns();
        if limit == Some(0) {
            return Outcome::Ready(call.expired());
        }
        call.deadline = limit.map(|ns| self.queue.add(self.now.after(ns), Due::Deadline { caller }));
        call.order = self.next_order;
        self.next_order += 1;
        let wait = self.wait_of(&call);
        self.blocked.insert(caller, call);
        Outcome::Blocked(wait)
    }

    /// Tries a call; `None` if it has to wait.
    fn attempt(&mut self, process: ProcessId, call: &mut PendingCall, log: &mut Log) -> Option<Reply> {
        let patience = call.patience;
        match &mut call.target {
            Target::Many(selecting) => self.select(selecting).map(Ok),
            Target::One { socket, operation, .. } => match operation {
                Operation::Accept => self.accept(*socket, process, log),
                Operation::Connect => self.connect_result(*socket, patience),
                Operation::Listen => self.listen_result(*socket, log),
                Operation::Write(writing) => self.write(*socket, writing, patience, log),
                Operation::Read(reading) => self.read(*socket, reading, patience, log),
            },
        }
    }

    /// Something has happened to a socket: wakes who waits for it. Those look again after the link's `wake_ns`.
    pub(crate) fn touch(&mut self, id: SocketId) {
        let concerned = |call: &PendingCall| call.wake.is_none() && call.uses(id) && self.is_promising(call);
        let mut woken: Vec<(u64, Caller)> = self
            .blocked
            .iter()
            .filter(|(_, call)| concerned(call))
            .map(|(caller, call)| (call.order, *caller))
            .collect();
        woken.sort_unstable();
        for (_, caller) in woken {
            let key = self.queue.add(self.now.after(self.link.profile().wake_ns), Due::Wake { caller });
            if let Some(call) = self.blocked.get_mut(&caller) {
                call.wake = Some(key);
            }
        }
    }

    /// A blocked call looks again.
    pub(crate) fn wake(&mut self, caller: Caller, log: &mut Log) {
        let Some(mut call) = self.blocked.remove(&caller) else { return };
        call.wake = None;
        match self.look_again(caller.process, &mut call, log) {
            Some(reply) => self.complete(caller, &call, reply, log),
            None => {
                self.blocked.insert(caller, call);
            }
        }
    }

    /// A blocked call's time is over; what is there by now counts.
    pub(crate) fn deadline(&mut self, caller: Caller, log: &mut Log) {
        let Some(mut call) = self.blocked.remove(&caller) else { return };
        let reply = if self.is_promising(&call) { self.look_again(caller.process, &mut call, log) } else { None };
        let reply = reply.unwrap_or_else(|| call.clone().expired());
        self.complete(caller, &call, reply, log);
    }

    fn look_again(&mut self, process: ProcessId, call: &mut PendingCall, log: &mut Log) -> Option<Reply> {
        if let (Patience::Poll(_), Target::One { socket, .. }) = (call.patience, &call.target)
            && self.socket(*socket).fd.is_none()
        {
            // The poll has kept the socket alive, but the call after it finds no descriptor.
            return Some(Err(Errno::EBADF.into()));
        }
        self.attempt(process, call, log)
    }

    fn complete(&mut self, caller: Caller, call: &PendingCall, reply: Reply, log: &mut Log) {
        self.forget_timers(call);
        self.completed.push_back((caller, reply));
        let orphan = match &call.target {
            Target::One { socket, .. } => vec![*socket],
            Target::Many(selecting) => selecting.all().map(|(_, socket)| socket).collect(),
        };
        for id in orphan {
            if self.sockets.get(&id).is_some_and(|socket| socket.fd.is_none()) && !self.is_in_use(id) {
                self.release(id, log);
            }
        }
    }

    fn forget_timers(&mut self, call: &PendingCall) {
        for key in [call.deadline, call.wake].into_iter().flatten() {
            self.queue.cancel(key);
        }
    }

    /// Whether a blocked call uses the socket.
    pub(crate) fn is_in_use(&self, id: SocketId) -> bool {
        self.blocked.values().any(|call| call.uses(id))
    }

    /// Forgets the blocked calls of a process that has ended.
    pub(crate) fn forget_calls(&mut self, process: ProcessId) {
        let ended: Vec<Caller> = self.blocked.keys().filter(|caller| caller.process == process).copied().collect();
        for caller in ended {
            if let Some(call) = self.blocked.remove(&caller) {
                self.forget_timers(&call);
            }
        }
        self.completed.retain(|(caller, _)| caller.process != process);
    }
}

//! The sockets of all processes.

use crate::event::NetEvent;
use crate::ids::{Caller, ConnectionId, Fd, ProcessId, SimTime, SocketId, StreamId};
use crate::link::LinkProfile;
use crate::request::{Failure, Reply, Request};
use crate::view::{SocketView, StreamView};
use crate::wait::{Outcome, Wait};

/// What `gethostname(2)` says. It resolves to 127.0.1.1, as Debian's `/etc/hosts` has it.
pub const HOST_NAME: &str = "sockscope";

/// All sockets of all processes and the link between them. A value: clone it to keep a moment.
#[derive(Debug, Clone, PartialEq)]
pub struct Sockets {
    link: LinkProfile,
    seed: u64,
}

impl Sockets {
    /// No socket yet. The seed decides ephemeral ports and what the profile leaves to chance.
    #[must_use]
    pub fn new(link: LinkProfile, seed: u64) -> Self {
        Self { link, seed }
    }

    /// Makes a system call at `now`, which is not before any earlier `now`. Changes are appended to `log`.
    ///
    /// # Panics
    /// If `caller` has another call under way, or `now` lies before [`Sockets::next_due`] would allow: the host is wrong.
    pub fn call(&mut self, now: SimTime, caller: Caller, request: Request, log: &mut Vec<NetEvent>) -> Outcome {
        let _ = (now, caller, request, log, self.seed);
        Outcome::Ready(Err(Failure::Unsupported("sockets".into())))
    }

    /// When something happens by itself next; `None` if nothing ever will, so that whoever is blocked stays so.
    #[must_use]
    pub fn next_due(&self) -> Option<SimTime> {
        None
    }

    /// Lets everything happen that is due up to `now`. Give it [`Sockets::next_due`], so that each change is logged in its own moment.
    pub fn advance(&mut self, now: SimTime, log: &mut Vec<NetEvent>) {
        let _ = (now, log);
    }

    /// The next reply for a caller that was blocked, in order of completion. Ask until `None` after each `call`, `advance` and `process_exited`.
    pub fn completed(&mut self) -> Option<(Caller, Reply)> {
        None
    }

    /// The process has ended: its blocked calls are forgotten and its descriptors closed in ascending order, as the kernel does.
    pub fn process_exited(&mut self, now: SimTime, process: ProcessId, log: &mut Vec<NetEvent>) {
        let _ = (now, process, log);
    }

    /// What `caller` waits for now; `None` if it has no call under way.
    #[must_use]
    pub fn wait(&self, caller: Caller) -> Option<Wait> {
        let _ = caller;
        None
    }

    /// Everybody who waits, in order of caller: who waits for whom.
    #[must_use]
    pub fn waits(&self) -> Vec<(Caller, Wait)> {
        Vec::new()
    }

    /// The socket behind a descriptor.
    #[must_use]
    pub fn socket_id(&self, process: ProcessId, fd: Fd) -> Option<SocketId> {
        let _ = (process, fd);
        None
    }

    /// The two streams of a connection: from the one that connected, and to it.
    #[must_use]
    pub fn streams_of(&self, connection: ConnectionId) -> [StreamId; 2] {
        [StreamId(connection.0 * 2), StreamId(connection.0 * 2 + 1)]
    }

    /// The socket table at `now`: open sockets by process and descriptor, then those in accept queues, closing ones and those in TIME-WAIT.
    #[must_use]
    pub fn socket_table(&self, now: SimTime) -> Vec<SocketView> {
        let _ = now;
        Vec::new()
    }

    /// The streams of all open connections and of the last that ended, by id.
    #[must_use]
    pub fn streams(&self) -> Vec<StreamView> {
        Vec::new()
    }

    /// One stream.
    #[must_use]
    pub fn stream(&self, id: StreamId) -> Option<StreamView> {
        let _ = id;
        None
    }

    /// The link's profile.
    #[must_use]
    pub fn link_profile(&self) -> &LinkProfile {
        &self.link
    }
}

//! What poll(2) would say of a socket: whether a read, a write or an accept returns at once.

use crate::blocking::{Operation, PendingCall, Selecting, Target};
use crate::ids::{Fd, SocketId};
use crate::request::Answer;
use crate::socket::Role;
use crate::sockets::Sockets;

impl Sockets {
    /// `select(2)`; `None` if nothing is ready.
    pub(crate) fn select(&self, selecting: &Selecting) -> Option<Answer> {
        let pick = |watched: &[(Fd, SocketId)], ready: &dyn Fn(SocketId) -> bool| -> Vec<Fd> {
            watched.iter().filter(|(_, id)| ready(*id)).map(|(fd, _)| *fd).collect()
        };
        let read = pick(&selecting.read, &|id| self.is_readable(id));
        let write = pick(&selecting.write, &|id| self.is_writable(id));
        (!read.is_empty() || !write.is_empty()).then(|| Answer::Ready { read, write, except: Vec::new() })
    }

    /// Whether poll(2) would call the socket readable.
    fn is_readable(&self, id: SocketId) -> bool {
        let socket = self.socket(id);
        match &socket.role {
            Role::Fresh => true,
            Role::Connecting(_) => false,
            Role::Listening(listener) => self.acceptable(listener).is_some(),
            Role::Connected { connection, side } => self.connection(*connection).readable(*side),
            Role::Datagram(mailbox) => !mailbox.received.is_empty() || mailbox.read_shut || socket.error.is_some(),
        }
    }

    /// Whether poll(2) would call the socket writable.
    fn is_writable(&self, id: SocketId) -> bool {
        match &self.socket(id).role {
            Role::Fresh | Role::Datagram(_) => true,
            Role::Connecting(_) | Role::Listening(_) => false,
            Role::Connected { connection, side } => self.connection(*connection).writable(*side),
        }
    }

    /// Whether trying again would get a blocked call further.
    pub(crate) fn is_promising(&self, call: &PendingCall) -> bool {
        match &call.target {
            Target::Many(selecting) => self.select(selecting).is_some(),
            Target::One { socket, operation, .. } => match (&self.socket(*socket).role, operation) {
                (Role::Connecting(_), _) => false,
                (Role::Listening(_) | Role::Fresh, Operation::Accept) | (_, Operation::Read(_)) => {
                    self.is_readable(*socket)
                }
                (_, Operation::Write(_)) => self.is_writable(*socket),
                _ => true,
            },
        }
    }
}

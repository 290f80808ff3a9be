//! `close(2)`, `shutdown(2)` and the end of a process: FIN or reset, who keeps a port, and what becomes of the unread.
//! A socket lives on while a call of another thread uses it, as Linux's reference to the open file does.

use crate::binding::sharing;
use crate::connection::Holder;
use crate::descriptors::Descriptors;
use crate::errno::Errno;
use crate::event::NetEvent;
use crate::ids::{ConnectionId, Fd, ProcessId, SocketId};
use crate::request::{Answer, Reply};
use crate::socket::{Role, Side};
use crate::sockets::{Log, Sockets};

impl Sockets {
    /// `close(2)`.
    pub(crate) fn close(&mut self, process: ProcessId, fd: Fd, log: &mut Log) -> Reply {
        let id = self.processes.entry(process).or_default().take(fd)?;
        log.push(NetEvent::Closed { socket: id, process, fd });
        self.socket_mut(id).fd = None;
        if !self.is_in_use(id) {
            self.release(id, log);
        }
        Ok(Answer::Done)
    }

    /// The last reference to a socket is gone.
    pub(crate) fn release(&mut self, id: SocketId, log: &mut Log) {
        self.abandon_attempt(id);
        let Some(socket) = self.sockets.remove(&id) else { return };
        match socket.role {
            Role::Fresh | Role::Connecting(_) => {}
            Role::Listening(listener) => {
                self.stopped_listening(id);
                self.reset_queue(listener.queue, log);
            }
            Role::Connected { connection, side } => {
                self.close_end(connection, side, socket.options.resets_on_close(), log);
            }
            Role::Datagram(_) => {
                if let Some(lease) = socket.lease {
                    self.udp_ports.release(lease);
                }
                return;
            }
        }
        if let Some(lease) = socket.lease {
            self.tcp_ports.release(lease);
        }
    }

    /// Connections that nobody will accept any more.
    fn reset_queue(&mut self, queue: impl IntoIterator<Item = ConnectionId>, log: &mut Log) {
        for connection in queue {
            self.close_end(connection, 1, true, log);
        }
    }

    /// Linux's `tcp_close`: with unread bytes, or without patience, the peer gets a reset; else a FIN behind what is still to send.
    fn close_end(&mut self, connection: ConnectionId, side: Side, reset: bool, log: &mut Log) {
        self.connection_mut(connection).ends[side].holder = Holder::Nobody;
        let unread = self.discard_unread(connection, side, log);
        if !self.connection(connection).ends[side].is_over() {
            if unread || reset {
                self.send_reset(connection, side, log);
                return;
            }
            self.queue_fin(connection, side, log);
        }
        self.settle(connection, side, log);
    }

    /// `shutdown(2)`.
    pub(crate) fn shutdown(&mut self, id: SocketId, how: i32, log: &mut Log) -> Reply {
        let (read, write) = match how {
            0 => (true, false),
            1 => (false, true),
            2 => (true, true),
            _ => return Err(Errno::EINVAL.into()),
        };
        match &mut self.socket_mut(id).role {
            Role::Fresh => return Err(Errno::ENOTCONN.into()),
            Role::Datagram(mailbox) => {
                if mailbox.peer.is_none() {
                    return Err(Errno::ENOTCONN.into());
                }
                mailbox.read_shut |= read;
                mailbox.write_shut |= write;
                self.touch(id);
            }
            Role::Connecting(_) => {
                self.abandon_attempt(id);
                self.touch(id);
            }
            Role::Listening(_) => {
                if read {
                    self.stopped_listening(id);
                    self.stop_listening(id, log);
                    self.touch(id);
                }
            }
            &mut Role::Connected { connection, side } => {
                let end = &mut self.connection_mut(connection).ends[side];
                if end.is_over() {
                    return Err(Errno::ENOTCONN.into());
                }
                end.read_shut |= read;
                if write {
                    self.queue_fin(connection, side, log);
                }
                self.touch(id);
            }
        }
        Ok(Answer::Done)
    }

    /// A listening socket becomes a fresh one that keeps its address; whoever waits in its queue is reset.
    pub(crate) fn stop_listening(&mut self, id: SocketId, log: &mut Log) {
        let socket = self.socket_mut(id);
        let Role::Listening(listener) = core::mem::replace(&mut socket.role, Role::Fresh) else { return };
        let sharing = sharing(&socket.options);
        if let Some(lease) = socket.lease {
            self.tcp_ports.set_sharing(lease, sharing);
        }
        self.reset_queue(listener.queue, log);
    }

    /// Closes all that a process has open, in ascending order, as the kernel does.
    pub(crate) fn close_all(&mut self, process: ProcessId, log: &mut Log) {
        let open = self.processes.get(&process).map_or_else(Vec::new, Descriptors::open);
        for (fd, _) in open {
            // Open descriptors can be closed.
            let _ = self.close(process, fd, log);
        }
        self.processes.remove(&process);
    }
}

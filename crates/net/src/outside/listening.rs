//! Programs that listen where real clients can reach them: their ports are real, and each client comes with a number of the bridge's.
//! A `listen` waits until it is known whether the real port could be had, and fails as the real one did.

use super::{Opening, Outward};
use crate::connection::{End, Holder};
use crate::event::NetEvent;
use crate::ids::{Address, ConnectionId, SocketId};
use crate::request::{Answer, Failure, Reply};
use crate::socket::Role;
use crate::sockets::{Log, Sockets};
use crate::view::TcpState;

impl Sockets {
    /// A program listens: so does a real port.
    pub(crate) fn listen_outside(&mut self, id: SocketId, backlog: u32) {
        let port = self.socket(id).local.port.0;
        let Some(outside) = &mut self.outside else { return };
        let listener = outside.number();
        outside.listening.insert(listener, (id, Opening::Asked));
        let backlog = u16::try_from(backlog).unwrap_or(u16::MAX);
        outside.asked.push(Outward::Listen { listener, port, backlog });
    }

    /// What has become of the real port; `None` while nothing has.
    pub(crate) fn listen_result(&mut self, id: SocketId, log: &mut Log) -> Option<Reply> {
        let outside = self.outside.as_mut()?;
        let Some(listener) = outside.listener_of(id) else { return Some(Ok(Answer::Done)) };
        match outside.listening.get(&listener)?.1 {
            Opening::Asked => None,
            Opening::Stands => Some(Ok(Answer::Done)),
            Opening::Failed(errno) => {
                outside.listening.remove(&listener);
                self.stop_listening(id, log);
                Some(Err(Failure::Errno(errno)))
            }
        }
    }

    /// A socket no longer listens.
    pub(crate) fn stopped_listening(&mut self, id: SocketId) {
        let Some(outside) = &mut self.outside else { return };
        if let Some(listener) = outside.listener_of(id) {
            outside.listening.remove(&listener);
            outside.asked.push(Outward::Close { id: listener });
        }
    }

    pub(super) fn listener_stands(&mut self, listener: u32, opening: Opening) {
        let Some(outside) = &mut self.outside else { return };
        let Some((socket, state)) = outside.listening.get_mut(&listener) else { return };
        if *state == Opening::Asked {
            *state = opening;
            let socket = *socket;
            self.touch(socket);
        }
    }

    pub(super) fn accepted_outside(
        &mut self,
        (listener, stream): (u32, u32),
        credit: u32,
        (local, peer): (Address, Address),
        log: &mut Log,
    ) {
        let Some(outside) = &self.outside else { return };
        if stream % 2 == 1 || outside.streams.contains_key(&stream) {
            return;
        }
        let Some((id, Opening::Stands)) = outside.listening.get(&listener).copied() else {
            return self.ask(Outward::Abort { stream });
        };
        let connection = ConnectionId(self.next_connection);
        let socket = self.socket_mut(id);
        let Role::Listening(queue) = &mut socket.role else { return };
        queue.queue.push_back(connection);
        let granted = u32::try_from(socket.options.receive_capacity()).unwrap_or(u32::MAX);
        self.next_connection += 1;
        let ends = [
            End::new(TcpState::Established, peer, Holder::Outside(stream), None),
            End::new(TcpState::Established, local, Holder::Queue(id), None),
        ];
        self.add_outside(connection, (stream, 0), ends, (id, 0), credit);
        self.ask(Outward::Grant { stream, bytes: granted });
        log.push(NetEvent::SynQueued { listener: id, connection });
        log.push(NetEvent::Acceptable { listener: id, connection });
        self.touch(id);
    }
}

//! `send(2)` and `recv(2)` on a stream socket: one attempt at a time, which ends in a reply or in having to wait.
//! The order of the checks is that of Linux's tcp_sendmsg and tcp_recvmsg, because programs see it in which error comes first.

use crate::blocking::{Patience, Reading, Writing};
use crate::connection::stream_id;
use crate::errno::Errno;
use crate::event::NetEvent;
use crate::ids::{ConnectionId, SendId, SocketId};
use crate::request::{Answer, Failure, Reply, flags};
use crate::socket::{Role, Side};
use crate::sockets::{Log, Sockets};
use crate::view::FinMark;
use std::rc::Rc;

impl Sockets {
    /// One attempt at a write; `None` if there is no room for (the rest of) it.
    pub(crate) fn write(
        &mut self,
        id: SocketId,
        writing: &mut Writing,
        patience: Patience,
        log: &mut Log,
    ) -> Option<Reply> {
        if writing.flags & flags::MSG_OOB != 0 {
            return Some(Err(Failure::Unsupported("send with MSG_OOB".into())));
        }
        let socket = self.socket_mut(id);
        let (connection, side) = match &mut socket.role {
            Role::Connected { connection, side } => (*connection, *side),
            Role::Connecting(_) => return None,
            Role::Fresh | Role::Listening(_) => {
                return Some(Err(socket.error.take().unwrap_or(Errno::EPIPE).into()));
            }
            Role::Datagram(_) => {
                let reply = self.send_to_peer(id, &writing.data, log);
                return Some(if writing.all { reply.map(|_| Answer::Done) } else { reply });
            }
        };
        let end = &mut self.connection_mut(connection).ends[side];
        if end.error.is_some() || !end.can_send() {
            if writing.done > 0 && !writing.all {
                return Some(Ok(Answer::Count(writing.done)));
            }
            return Some(Err(end.error.take().unwrap_or(Errno::EPIPE).into()));
        }
        if matches!(patience, Patience::Poll(_)) && !self.connection(connection).streams[side].writable() {
            return None;
        }
        loop {
            let progress = self.buffer(connection, side, writing, log);
            self.pump(connection, side, log);
            if writing.done == writing.data.len() {
                return Some(Ok(if writing.all { Answer::Done } else { Answer::Count(writing.done) }));
            }
            // The pump may have made room; once it has not, what fitted is all.
            if progress == 0 {
                let partial = !writing.all && writing.done > 0 && !matches!(patience, Patience::Kernel(_));
                return partial.then_some(Ok(Answer::Count(writing.done)));
            }
        }
    }

    /// Puts what fits into the send buffer.
    fn buffer(&mut self, connection: ConnectionId, side: Side, writing: &mut Writing, log: &mut Log) -> u64 {
        let next_send = SendId(self.next_send);
        let stream = &mut self.connection_mut(connection).streams[side];
        let send = writing.send.unwrap_or(next_send);
        let start = stream.written;
        let len = stream.write(&writing.data, writing.done, send);
        if len > 0 {
            if writing.send.is_none() {
                writing.send = Some(send);
                self.next_send += 1;
            }
            writing.done += len as usize;
            log.push(NetEvent::SendBuffered { stream: stream_id(connection, side), start, len: len as u32, send });
        }
        len
    }

    /// One attempt at a read; `None` if there is nothing (or with `MSG_WAITALL` not enough) to read.
    pub(crate) fn read(
        &mut self,
        id: SocketId,
        reading: &mut Reading,
        patience: Patience,
        log: &mut Log,
    ) -> Option<Reply> {
        let (connection, side) = match self.socket(id).role {
            Role::Connected { connection, side } => (connection, side),
            Role::Connecting(_) => return None,
            Role::Fresh | Role::Listening(_) => return Some(Err(Errno::ENOTCONN.into())),
            Role::Datagram(_) => return self.read_datagram(id, reading, log),
        };
        if reading.flags & flags::MSG_OOB != 0 {
            return Some(Err(Errno::EINVAL.into()));
        }
        let record = self.connection(connection);
        let (end, stream) = (&record.ends[side], &record.streams[1 - side]);
        if reading.origin.is_some_and(|(_, start)| start + reading.taken.len() as u64 != stream.read) {
            // Another thread has read meanwhile. Linux would go on behind the hole; bytes with a history have none.
            return Some(Ok(reading.answer(Rc::from([]), stream_id(connection, 1 - side), stream.read, None)));
        }
        let have = reading.taken.len() as u64 + stream.unread();
        let more_comes = stream.fin < FinMark::Delivered && end.error.is_none() && !end.read_shut && !end.is_over();
        if have == 0 {
            return self.read_nothing(id, (connection, side), reading, log);
        }
        let all = reading.flags & flags::MSG_WAITALL != 0 && matches!(patience, Patience::Kernel(_));
        let peek = reading.flags & flags::MSG_PEEK != 0;
        if all && more_comes && have < reading.len as u64 {
            if !peek && stream.unread() > 0 {
                let (data, start) = self.take(id, (connection, side), u64::MAX, false, log);
                reading.taken.extend_from_slice(&data);
                reading.origin.get_or_insert((stream_id(connection, 1 - side), start));
            }
            return None;
        }
        let wanted = (reading.len - reading.taken.len()) as u64;
        let (data, start) = self.take(id, (connection, side), wanted, peek, log);
        Some(Ok(reading.answer(data, stream_id(connection, 1 - side), start, None)))
    }

    /// The receive buffer is empty: the end of the stream, an error, or waiting.
    fn read_nothing(
        &mut self,
        id: SocketId,
        (connection, side): (ConnectionId, Side),
        reading: &Reading,
        log: &mut Log,
    ) -> Option<Reply> {
        let record = self.connection_mut(connection);
        let (end, stream) = (&mut record.ends[side], &mut record.streams[1 - side]);
        let stream_id = stream_id(connection, 1 - side);
        if stream.at_end() {
            stream.fin = FinMark::Read;
            log.push(NetEvent::EndOfStreamRead { stream: stream_id, socket: id });
        } else if let Some(errno) = end.error.take() {
            return Some(Err(errno.into()));
        } else if !end.read_shut && !end.is_over() {
            return None;
        }
        Some(Ok(reading.answer(Rc::from([]), stream_id, stream.read, None)))
    }

    /// Takes up to `len` bytes out of the receive buffer (or only looks at them); returns them and where they start.
    fn take(
        &mut self,
        id: SocketId,
        (connection, side): (ConnectionId, Side),
        len: u64,
        peek: bool,
        log: &mut Log,
    ) -> (Rc<[u8]>, u64) {
        let stream = &mut self.connection_mut(connection).streams[1 - side];
        let start = stream.read;
        let data = stream.peek(len);
        let len = data.len() as u64;
        if len > 0 {
            let stream_id = stream_id(connection, 1 - side);
            log.push(NetEvent::Received { stream: stream_id, socket: id, start, len: len as u32, peek });
        }
        if !peek {
            stream.consume(len);
            self.room_made(connection, side);
        }
        (data, start)
    }
}

//! Datagram sockets (udp(7)): each datagram is kept whole, or not at all.
//! Loopback loses none but for a full receive buffer; what nobody receives is reported only to a sender that has called `connect(2)`.

use crate::blocking::Reading;
use crate::connection::stream_id;
use crate::errno::Errno;
use crate::event::{DiscardReason, NetEvent};
use crate::ids::{Address, ConnectionId, SendId, SocketId, StreamId};
use crate::names::is_local;
use crate::queue::Due;
use crate::request::{Answer, ReadBytes, Reply, flags};
use crate::socket::Role;
use crate::sockets::{Log, Sockets};
use core::net::Ipv4Addr;
use std::collections::VecDeque;
use std::rc::Rc;

/// An IPv4 datagram is at most 65,535 bytes, 28 of them headers.
const LEN_MAX: usize = 65_507;
/// Destinations of one socket that are kept apart as streams; later ones share the last.
const FLOWS_MAX: usize = 64;

/// A datagram on the link or in a receive buffer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Datagram {
    pub(crate) data: Rc<[u8]>,
    pub(crate) from: Address,
    pub(crate) sender: SocketId,
    pub(crate) stream: StreamId,
    pub(crate) start: u64,
}

impl Datagram {
    /// What Linux counts it as in a receive buffer: with its bookkeeping, so that empty ones fill it too.
    fn charge(&self) -> u64 {
        704 + (self.data.len() as u64).next_multiple_of(128).max(128)
    }
}

/// What a socket has sent to one address.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Flow {
    to: Address,
    stream: StreamId,
    sent: u64,
}

/// The part of a socket that only datagram sockets have.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct Mailbox {
    pub(crate) peer: Option<Address>,
    pub(crate) received: VecDeque<Datagram>,
    /// Bytes in `received`.
    pub(crate) unread: u64,
    /// The same as the kernel counts them.
    charged: u64,
    pub(crate) read_shut: bool,
    pub(crate) write_shut: bool,
    flows: Vec<Flow>,
}

impl Sockets {
    fn mailbox_mut(&mut self, id: SocketId) -> Option<&mut Mailbox> {
        match &mut self.sockets.get_mut(&id)?.role {
            Role::Datagram(mailbox) => Some(mailbox),
            _ => None,
        }
    }

    /// `connect(2)`: only remembers the peer.
    pub(crate) fn connect_datagram(&mut self, id: SocketId, mut to: Address, log: &mut Log) -> Reply {
        if to.ip.is_unspecified() {
            to.ip = Ipv4Addr::LOCALHOST;
        }
        if !is_local(to.ip) {
            return Err(Errno::ENETUNREACH.into());
        }
        self.name_sender(id, log)?;
        let socket = self.socket_mut(id);
        if socket.local.ip.is_unspecified() {
            socket.local.ip = Ipv4Addr::LOCALHOST;
        }
        if let Some(mailbox) = self.mailbox_mut(id) {
            mailbox.peer = Some(to);
        }
        Ok(Answer::Done)
    }

    fn name_sender(&mut self, id: SocketId, log: &mut Log) -> Result<(), Errno> {
        if self.socket(id).lease.is_none() {
            self.take_address(id, Address::NONE, Errno::EAGAIN, log)?;
        }
        Ok(())
    }

    /// `send(2)`: to the peer of `connect`.
    pub(crate) fn send_to_peer(&mut self, id: SocketId, data: &Rc<[u8]>, log: &mut Log) -> Reply {
        let peer = self.mailbox_mut(id).and_then(|mailbox| mailbox.peer).ok_or(Errno::EDESTADDRREQ)?;
        self.send_datagram(id, data, peer, log)
    }

    /// `sendto(2)`. Never waits: the link takes everything.
    pub(crate) fn send_datagram(&mut self, id: SocketId, data: &Rc<[u8]>, mut to: Address, log: &mut Log) -> Reply {
        if data.len() > LEN_MAX {
            return Err(Errno::EMSGSIZE.into());
        }
        if to.port.0 == 0 {
            return Err(Errno::EINVAL.into());
        }
        if to.ip.is_unspecified() {
            to.ip = Ipv4Addr::LOCALHOST;
        }
        if to.ip.is_broadcast() && !self.socket(id).options.is_on(6) {
            return Err(Errno::EACCES.into());
        }
        if !is_local(to.ip) {
            return Err(Errno::ENETUNREACH.into());
        }
        if let Some(errno) = self.socket_mut(id).error.take() {
            return Err(errno.into());
        }
        if self.mailbox_mut(id).is_some_and(|mailbox| mailbox.write_shut) {
            return Err(Errno::EPIPE.into());
        }
        self.name_sender(id, log)?;
        let mut from = self.socket(id).local;
        if from.ip.is_unspecified() {
            from.ip = Ipv4Addr::LOCALHOST;
        }
        let (stream, start) = self.flow(id, to, data.len() as u64);
        let len = data.len() as u32;
        let send = SendId(self.next_send);
        self.next_send += 1;
        log.push(NetEvent::SendBuffered { stream, start, len, send });
        log.push(NetEvent::Departed { stream, start, len });
        let datagram = Datagram { data: Rc::clone(data), from, sender: id, stream, start };
        self.queue.add(self.link.arrival(self.now), Due::Datagram { to, datagram });
        Ok(Answer::Count(data.len()))
    }

    /// The stream of a destination and the offset in it, which is moved on.
    fn flow(&mut self, id: SocketId, to: Address, len: u64) -> (StreamId, u64) {
        let fresh = stream_id(ConnectionId(self.next_connection), 0);
        let Some(mailbox) = self.mailbox_mut(id) else { return (fresh, 0) };
        let known = mailbox.flows.iter().position(|flow| flow.to == to);
        let index = known.unwrap_or(mailbox.flows.len()).min(FLOWS_MAX - 1);
        let is_new = index == mailbox.flows.len();
        if is_new {
            mailbox.flows.push(Flow { to, stream: fresh, sent: 0 });
        }
        let flow = &mut mailbox.flows[index];
        let place = (flow.stream, flow.sent);
        flow.sent += len;
        if is_new {
            self.next_connection += 1;
        }
        place
    }

    /// A datagram arrives at an address.
    pub(crate) fn datagram_arrives(&mut self, to: Address, datagram: Datagram, log: &mut Log) {
        let (stream, start, len) = (datagram.stream, datagram.start, datagram.data.len() as u32);
        let Some(id) = self.datagram_socket_at(to, datagram.from) else {
            let reason = DiscardReason::NoReceiver;
            log.push(NetEvent::Discarded { stream, start, len: u64::from(len), reason });
            let due = self.link.arrival(self.now);
            self.queue.add(due, Due::Unreachable { socket: datagram.sender, to });
            return;
        };
        let capacity = self.socket(id).options.receive_capacity();
        let Some(mailbox) = self.mailbox_mut(id) else { return };
        if mailbox.charged >= capacity {
            let reason = DiscardReason::NoReceiver;
            log.push(NetEvent::Discarded { stream, start, len: u64::from(len), reason });
            return;
        }
        mailbox.unread += u64::from(len);
        mailbox.charged += datagram.charge();
        mailbox.received.push_back(datagram);
        log.push(NetEvent::Delivered { stream, start, len });
        self.touch(id);
    }

    /// Who receives: bound to exactly the address before bound to any; a socket with a peer only from it.
    fn datagram_socket_at(&self, to: Address, from: Address) -> Option<SocketId> {
        let candidates = self.sockets.iter().filter_map(|(id, socket)| {
            let Role::Datagram(mailbox) = &socket.role else { return None };
            let named = socket.lease.is_some() && socket.local.port == to.port;
            let here = socket.local.ip == to.ip || socket.local.ip.is_unspecified();
            let welcome = mailbox.peer.is_none_or(|peer| peer == from);
            let exactness = (mailbox.peer.is_some(), !socket.local.ip.is_unspecified());
            (named && here && welcome).then_some((exactness, *id))
        });
        candidates.max_by_key(|(exactness, _)| *exactness).map(|(_, id)| id)
    }

    /// A sender with a peer hears that nobody is there: its next call says so.
    pub(crate) fn unreachable(&mut self, id: SocketId, to: Address) {
        let Some(mailbox) = self.mailbox_mut(id) else { return };
        if mailbox.peer == Some(to) {
            self.socket_mut(id).error = Some(Errno::ECONNREFUSED);
            self.touch(id);
        }
    }

    /// One attempt to read a datagram; what does not fit is lost.
    pub(crate) fn read_datagram(&mut self, id: SocketId, reading: &Reading, log: &mut Log) -> Option<Reply> {
        if let Some(errno) = self.socket_mut(id).error.take() {
            return Some(Err(errno.into()));
        }
        let peek = reading.flags & flags::MSG_PEEK != 0;
        let mailbox = self.mailbox_mut(id)?;
        let Some(datagram) = mailbox.received.front().cloned() else {
            let nothing = ReadBytes { data: Rc::from([]), stream: None, start: 0 };
            return mailbox.read_shut.then(|| Ok(reading.bytes_answer(nothing, None)));
        };
        let len = datagram.data.len().min(reading.len);
        let (stream, start) = (datagram.stream, datagram.start);
        log.push(NetEvent::Received { stream, socket: id, start, len: len as u32, peek });
        if !peek {
            mailbox.received.pop_front();
            mailbox.unread -= datagram.data.len() as u64;
            mailbox.charged -= datagram.charge();
            let lost = (datagram.data.len() - len) as u64;
            if lost > 0 {
                let (start, reason) = (start + len as u64, DiscardReason::Truncated);
                log.push(NetEvent::Discarded { stream, start, len: lost, reason });
            }
        }
        let data = if len == datagram.data.len() { datagram.data } else { datagram.data[..len].into() };
        Some(Ok(reading.answer(data, stream, start, Some(datagram.from))))
    }
}

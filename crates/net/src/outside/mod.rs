//! Connections that lead out of the simulation: their far ends are real sockets, joined by whoever drives the run.
//! What programs do becomes an [`Outward`] request, what the real network did comes in as [`Inward`], in virtual time like everything else.
//! A far end has no descriptor and no receive buffer here: what arrives at it has left, and what it sends has arrived.
//! Credit is TCP's window on both sides: ours is the room in the receive buffer of the program, theirs what they grant.
//! [`words`] is what is said, [`listening`] the ports that real clients reach.
//! Does not know how the other side is reached, and trusts nothing that comes in: what makes no sense is dropped.

use crate::connection::{Connection, End, Holder, stream_id};
use crate::errno::Errno;
use crate::event::NetEvent;
use crate::ids::{Address, ConnectionId, SendId, SimTime, SocketId};
use crate::queue::Due;
use crate::socket::{Attempt, Role, Side};
use crate::sockets::{Log, Sockets};
use crate::stream::Stream;
use crate::view::{FinMark, TcpState};
use core::net::Ipv4Addr;
use litemap::LiteMap;
use std::rc::Rc;

mod listening;
mod words;

pub use words::{Inward, OutsideReason, Outward};

/// Stands for a host that is known by name only until the real connection says its address. From the range that RFC 5737 reserves
/// for documentation, so that it is nobody's.
pub(crate) const BY_NAME: Ipv4Addr = Ipv4Addr::new(192, 0, 2, 1);

/// Bytes that may come at once; a real read is smaller.
const PIECE_MAX: usize = 1 << 20;

/// How a `listen` stands that waits for its real port.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Opening {
    Asked,
    Stands,
    Failed(Errno),
}

/// The table of what leads out.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct Outside {
    next: u32,
    connecting: LiteMap<u32, SocketId>,
    listening: LiteMap<u32, (SocketId, Opening)>,
    /// The far end's side of each connection.
    streams: LiteMap<u32, (ConnectionId, Side)>,
    asked: Vec<Outward>,
}

impl Outside {
    fn number(&mut self) -> u32 {
        self.next += 1;
        self.next * 2 - 1
    }

    fn listener_of(&self, id: SocketId) -> Option<u32> {
        self.listening.iter().find(|(_, (socket, _))| *socket == id).map(|(listener, _)| *listener)
    }
}

impl Sockets {
    /// From now on connections to where no program listens lead outside, and listening programs can be reached from there.
    pub fn open_outside(&mut self) {
        self.outside.get_or_insert_default();
    }

    /// What the programs have asked of the real network since the last time.
    pub fn take_asked(&mut self) -> Vec<Outward> {
        self.outside.as_mut().map_or_else(Vec::new, |outside| std::mem::take(&mut outside.asked))
    }

    /// Whether anything still leads outside, so that more may come from there.
    #[must_use]
    pub fn leads_outside(&self) -> bool {
        self.outside.as_ref().is_some_and(|outside| {
            !outside.connecting.is_empty() || !outside.listening.is_empty() || !outside.streams.is_empty()
        })
    }

    /// The numbers of all that leads outside now: connections, attempts and listeners.
    #[must_use]
    pub fn outside_numbers(&self) -> Vec<u32> {
        let Some(outside) = &self.outside else { return Vec::new() };
        outside.connecting.keys().chain(outside.listening.keys()).chain(outside.streams.keys()).copied().collect()
    }

    /// The real network did something at `now`. Changes are appended to `log`; what makes no sense changes nothing.
    pub fn hear(&mut self, now: SimTime, what: Inward, log: &mut Vec<NetEvent>) {
        self.catch_up(now, log);
        match what {
            Inward::Opened { stream, credit, local, peer } => self.opened(stream, credit, (local, peer), log),
            Inward::Refused { id, reason } => self.refused_outside(id, reason, log),
            Inward::Listening { listener } => self.listener_stands(listener, Opening::Stands),
            Inward::Accepted { listener, stream, credit, local, peer } => {
                self.accepted_outside((listener, stream), credit, (local, peer), log);
            }
            Inward::Piece { stream, bytes } => self.piece_from_outside(stream, &bytes, log),
            Inward::Eof { stream } => self.eof_from_outside(stream, log),
            Inward::Credit { stream, bytes } => self.credit_from_outside(stream, bytes, log),
            Inward::Closed { id, reason } => self.closed_outside(id, reason, log),
        }
    }

    /// Whether a connection to `to` leads outside.
    pub(crate) fn goes_outside(&self, to: Address) -> bool {
        self.outside.is_some() && self.listener_at(to).is_none()
    }

    pub(crate) fn ask(&mut self, asked: Outward) {
        if let Some(outside) = &mut self.outside {
            outside.asked.push(asked);
        }
    }

    /// Begins a connection that leads outside.
    pub(crate) fn connect_outside(&mut self, id: SocketId, to: Address, host: &Rc<str>, log: &mut Log) {
        let Some(outside) = &mut self.outside else { return };
        let stream = outside.number();
        outside.connecting.insert(stream, id);
        // Retries are the real network's; an attempt without a timer keeps one that never comes.
        let timer = self.queue.add(self.now, Due::SynRetry { socket: id });
        self.queue.cancel(timer);
        let socket = self.socket_mut(id);
        socket.attempts += 1;
        let number = socket.attempts;
        let credit = u32::try_from(socket.options.receive_capacity()).unwrap_or(u32::MAX);
        socket.role = Role::Connecting(Attempt { to, number, retries: 0, dropped: 0, timer });
        log.push(NetEvent::SynSent { socket: id, to, retry: 0 });
        let host: Rc<str> = if host.is_empty() || &**host == "0.0.0.0" { "127.0.0.1".into() } else { host.clone() };
        self.ask(Outward::Open { stream, host, port: to.port.0, credit });
    }

    /// An attempt was given up: the real one is no longer wanted.
    pub(crate) fn attempt_abandoned(&mut self, id: SocketId) {
        let Some(outside) = &mut self.outside else { return };
        let stream = outside.connecting.iter().find(|(_, socket)| **socket == id).map(|(stream, _)| *stream);
        if let Some(stream) = stream {
            outside.connecting.remove(&stream);
            outside.asked.push(Outward::Close { id: stream });
        }
    }

    fn opened(&mut self, stream: u32, credit: u32, (local, peer): (Address, Address), log: &mut Log) {
        let Some(id) = self.outside.as_mut().and_then(|outside| outside.connecting.remove(&stream)) else { return };
        let socket = self.socket_mut(id);
        let Role::Connecting(attempt) = &socket.role else { return };
        let attempt = attempt.number;
        let connection = ConnectionId(self.next_connection);
        self.next_connection += 1;
        let socket = self.socket_mut(id);
        socket.role = Role::Connected { connection, side: 0 };
        socket.connect_unreported = true;
        let lease = socket.lease.take();
        let ends = [
            End::new(TcpState::Established, local, Holder::Socket(id), lease),
            End::new(TcpState::Established, peer, Holder::Outside(stream), None),
        ];
        self.add_outside(connection, (stream, 1), ends, (id, attempt), credit);
        log.push(NetEvent::Connected { socket: id, connection });
        self.touch(id);
    }

    /// Enters a connection whose end of `side` is outside; `ours` is the socket that it came of, and which of its attempts.
    fn add_outside(
        &mut self,
        connection: ConnectionId,
        (stream, side): (u32, Side),
        ends: [End; 2],
        (client, attempt): (SocketId, u32),
        credit: u32,
    ) {
        let options = &self.socket(client).options;
        let (send, receive) = (options.send_capacity(), options.receive_capacity());
        let mut streams = [Stream::new(send, receive), Stream::new(send, receive)];
        streams[1 - side].granted = credit.into();
        streams[1 - side].receive_capacity = credit.into();
        self.connections.insert(connection, Connection { ends, streams, client, attempt });
        if let Some(outside) = &mut self.outside {
            outside.streams.insert(stream, (connection, side));
        }
    }

    fn refused_outside(&mut self, id: u32, reason: OutsideReason, log: &mut Log) {
        let Some(outside) = &mut self.outside else { return };
        if let Some(socket) = outside.connecting.remove(&id) {
            self.connect_failed(socket, reason.errno(), log);
        } else {
            self.listener_stands(id, Opening::Failed(reason.errno()));
        }
    }

    /// The connection and side behind a number, while both know it.
    fn far_end(&self, stream: u32) -> Option<(ConnectionId, Side)> {
        let place = *self.outside.as_ref()?.streams.get(&stream)?;
        self.connections.contains_key(&place.0).then_some(place)
    }

    fn piece_from_outside(&mut self, stream: u32, bytes: &Rc<[u8]>, log: &mut Log) {
        let Some((connection, side)) = self.far_end(stream) else { return };
        let send = SendId(self.next_send);
        let record = self.connection_mut(connection);
        let reader = &record.ends[1 - side];
        let (gone, over) = (reader.holder == Holder::Nobody, reader.is_over());
        let way = &mut record.streams[side];
        if bytes.is_empty() || bytes.len() > PIECE_MAX || way.fin != FinMark::Open || over {
            return;
        }
        if gone {
            // As Linux does when something comes for a socket that its program has closed.
            return self.send_reset(connection, 1 - side, log);
        }
        let (start, len) = (way.written, bytes.len() as u32);
        way.arrive(bytes, send);
        self.next_send += 1;
        let stream = stream_id(connection, side);
        log.push(NetEvent::SendBuffered { stream, start, len, send });
        log.push(NetEvent::Departed { stream, start, len });
        log.push(NetEvent::Delivered { stream, start, len });
        self.touch_end(connection, 1 - side);
    }

    fn eof_from_outside(&mut self, stream: u32, log: &mut Log) {
        let Some((connection, side)) = self.far_end(stream) else { return };
        let record = self.connection_mut(connection);
        let way = &mut record.streams[side];
        if way.fin != FinMark::Open || record.ends[1 - side].is_over() {
            return;
        }
        way.fin = FinMark::OnLink;
        let end = way.written;
        record.ends[side].finish();
        let stream = stream_id(connection, side);
        log.push(NetEvent::FinQueued { stream, end });
        log.push(NetEvent::FinSent { stream });
        self.fin_arrives(connection, side, log);
    }

    fn credit_from_outside(&mut self, stream: u32, bytes: u32, log: &mut Log) {
        let Some((connection, side)) = self.far_end(stream) else { return };
        let way = &mut self.connection_mut(connection).streams[1 - side];
        way.granted = way.granted.saturating_add(bytes.into());
        self.pump_and_touch(connection, 1 - side, log);
    }

    fn closed_outside(&mut self, id: u32, reason: OutsideReason, log: &mut Log) {
        if let Some((connection, side)) = self.far_end(id) {
            if reason == OutsideReason::Ended {
                // What is behind both ends of the stream; without them it is one of its own.
                return self.eof_from_outside(id, log);
            }
            self.reset_from_outside(connection, side, reason, log);
        } else {
            self.refused_outside(id, reason, log);
        }
    }

    fn reset_from_outside(&mut self, connection: ConnectionId, side: Side, reason: OutsideReason, log: &mut Log) {
        let record = self.connection_mut(connection);
        if record.ends[side].is_over() {
            return;
        }
        record.ends[side].state = TcpState::Closed;
        log.push(NetEvent::ResetSent { connection, stream: stream_id(connection, side) });
        self.reset_arrives(connection, side, log);
        if let Some(record) = self.connections.get_mut(&connection)
            && reason == OutsideReason::TimedOut
            && let Some(error) = &mut record.ends[1 - side].error
        {
            *error = Errno::ETIMEDOUT;
        }
        self.far_end_over(connection, side);
        self.settle(connection, side, log);
    }

    /// A piece has reached a far end: it leaves.
    pub(crate) fn piece_leaves(
        &mut self,
        connection: ConnectionId,
        side: Side,
        (start, len): (u64, u64),
        log: &mut Log,
    ) {
        let record = self.connection_mut(connection);
        let Holder::Outside(stream) = record.ends[1 - side].holder else { return };
        let way = &mut record.streams[side];
        let bytes = way.peek(len);
        way.consume(len);
        log.push(NetEvent::Delivered { stream: stream_id(connection, side), start, len: len as u32 });
        self.ask(Outward::Send { stream, bytes });
        self.pump_and_touch(connection, side, log);
    }

    /// The program at `reader` has read what came from outside: more may come, if that makes a difference.
    pub(crate) fn grant_outside(&mut self, stream: u32, connection: ConnectionId, reader: Side) {
        let way = &mut self.connection_mut(connection).streams[1 - reader];
        let Some(edge) = way.window_update().filter(|_| way.fin == FinMark::Open) else { return };
        let bytes = u32::try_from(edge - way.granted).unwrap_or(u32::MAX);
        way.granted += u64::from(bytes);
        self.ask(Outward::Grant { stream, bytes });
    }

    /// The far end has nothing more to do with the connection.
    pub(crate) fn far_end_over(&mut self, connection: ConnectionId, side: Side) {
        let end = &mut self.connection_mut(connection).ends[side];
        if let Holder::Outside(stream) = end.holder {
            end.holder = Holder::Nobody;
            if let Some(outside) = &mut self.outside {
                outside.streams.remove(&stream);
            }
        }
    }

    /// The program has reset the connection.
    pub(crate) fn outside_aborted(&mut self, stream: u32) {
        self.ask(Outward::Abort { stream });
    }
}

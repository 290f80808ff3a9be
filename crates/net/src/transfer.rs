//! Bytes, FINs and resets on their way from end to end: what leaves a send buffer when, and what its arrival does.
//! RFC 9293 for the states; where an end is closed, Linux's tcp_close and tcp_reset for what the other one gets to see.

use crate::connection::{Connection, Holder, stream_id};
use crate::event::{DiscardReason, NetEvent};
use crate::ids::ConnectionId;
use crate::outside::Outward;
use crate::queue::Due;
use crate::socket::Side;
use crate::sockets::{Log, Sockets};
use crate::stream::Piece;
use crate::view::{FinMark, TcpState};

/// Ended connections whose record is kept for views.
const RECORDS_KEPT: usize = 64;

impl Sockets {
    pub(crate) fn connection(&self, id: ConnectionId) -> &Connection {
        self.connections.get(&id).expect("invariant: whoever names a connection keeps it")
    }

    pub(crate) fn connection_mut(&mut self, id: ConnectionId) -> &mut Connection {
        self.connections.get_mut(&id).expect("invariant: whoever names a connection keeps it")
    }

    /// Lets leave what may: pieces as window, link and gap allow, and FIN behind the last byte.
    pub(crate) fn pump(&mut self, connection: ConnectionId, side: Side, log: &mut Log) {
        let now = self.now;
        let Some(record) = self.connections.get_mut(&connection) else { return };
        let outside = matches!(record.ends[1 - side].holder, Holder::Outside(_));
        let stream = &mut record.streams[side];
        let id = stream_id(connection, side);
        let mut departed = false;
        loop {
            let sendable = stream.sendable(self.link.profile().capacity);
            if sendable == 0 {
                break;
            }
            if stream.lane.free_at > now {
                if !stream.departure_scheduled {
                    stream.departure_scheduled = true;
                    self.queue.add(stream.lane.free_at, Due::Departure { connection, side });
                }
                break;
            }
            let whole = if self.link.profile().merge { sendable } else { sendable.min(stream.rest_of_send()) };
            if self.link.profile().nagle && stream.holds_back(whole, self.link.segment()) {
                break;
            }
            // What leads outside is on a real network, not on this link.
            let len = if outside { whole } else { self.link.piece(whole) };
            departed = true;
            let due = if outside { now } else { self.link.carry_piece(now, len, &mut stream.lane) };
            stream.on_link.push_back(Piece { start: stream.departed, len, departed: now, due });
            log.push(NetEvent::Departed { stream: id, start: stream.departed, len: len as u32 });
            stream.departed += len;
            self.queue.add(due, Due::Piece { connection, side });
        }
        if stream.fin == FinMark::Queued && stream.unsent() == 0 {
            stream.fin = FinMark::OnLink;
            log.push(NetEvent::FinSent { stream: id });
            let due = if outside { now } else { self.link.carry(now, &mut stream.lane) };
            self.queue.add(due, Due::Fin { connection, side });
        }
        if departed && self.link.profile().nagle {
            self.acknowledge_with_data(connection, side);
        }
    }

    /// The lane is free for another piece.
    pub(crate) fn departure(&mut self, connection: ConnectionId, side: Side, log: &mut Log) {
        if let Some(record) = self.connections.get_mut(&connection) {
            record.streams[side].departure_scheduled = false;
            self.pump_and_touch(connection, side, log);
        }
    }

    /// The oldest piece arrives in the receive buffer, or at an end that is closed and answers with a reset.
    pub(crate) fn piece_arrives(&mut self, connection: ConnectionId, side: Side, log: &mut Log) {
        let Some(record) = self.connections.get_mut(&connection) else { return };
        let stream = &mut record.streams[side];
        let Some(Piece { start, len, .. }) = stream.on_link.pop_front() else { return };
        let id = stream_id(connection, side);
        stream.delivered += len;
        let reader = &record.ends[1 - side];
        if matches!(reader.holder, Holder::Outside(_)) {
            return self.piece_leaves(connection, side, (start, len), log);
        }
        let over = reader.is_over();
        if over || reader.holder == Holder::Nobody {
            stream.consume(len);
            log.push(NetEvent::Discarded { stream: id, start, len, reason: DiscardReason::ArrivedAfterClose });
            if !over {
                self.send_reset(connection, 1 - side, log);
            }
            self.retire(connection);
            return;
        }
        log.push(NetEvent::Delivered { stream: id, start, len: len as u32 });
        if self.link.profile().nagle {
            self.acknowledge(connection, 1 - side);
        }
        self.touch_end(connection, 1 - side);
        self.pump_and_touch(connection, side, log);
    }

    /// After the program at `reader` has read: tells the sender of the room, if that makes a difference to it.
    pub(crate) fn room_made(&mut self, connection: ConnectionId, reader: Side) {
        let record = self.connections.get_mut(&connection).expect("invariant: the reader keeps its connection");
        if let Holder::Outside(stream) = record.ends[1 - reader].holder {
            return self.grant_outside(stream, connection, reader);
        }
        let [first, second] = &mut record.streams;
        let (stream, back) = if reader == 1 { (first, second) } else { (second, first) };
        if stream.unsent() == 0 {
            // Nobody waits for this news, so it need not travel.
            stream.granted = stream.granted.max(stream.read + stream.receive_capacity);
        } else if let Some(edge) = stream.window_update() {
            let due = self.link.carry(self.now, &mut back.lane);
            self.queue.add(due, Due::Window { connection, side: reader, edge });
        }
    }

    /// The sender opposite `reader` hears how far it may send.
    pub(crate) fn window_arrives(&mut self, connection: ConnectionId, reader: Side, edge: u64, log: &mut Log) {
        if let Some(record) = self.connections.get_mut(&connection) {
            let stream = &mut record.streams[1 - reader];
            stream.granted = stream.granted.max(edge);
            self.pump_and_touch(connection, 1 - reader, log);
        }
    }

    /// Wakes who waits at an end, if a program has it.
    pub(crate) fn touch_end(&mut self, connection: ConnectionId, side: Side) {
        if let Holder::Socket(id) = self.connection(connection).ends[side].holder {
            self.touch(id);
        }
    }

    /// Like [`Sockets::pump`]; whoever waits for room in the send buffer learns of it.
    pub(crate) fn pump_and_touch(&mut self, connection: ConnectionId, side: Side, log: &mut Log) {
        self.pump(connection, side, log);
        self.touch_end(connection, side);
    }

    /// The end of `side` will send no more: FIN goes behind its last byte.
    pub(crate) fn queue_fin(&mut self, connection: ConnectionId, side: Side, log: &mut Log) {
        let record = self.connection_mut(connection);
        record.ends[side].finish();
        let stream = &mut record.streams[side];
        if stream.fin == FinMark::Open {
            stream.fin = FinMark::Queued;
            log.push(NetEvent::FinQueued { stream: stream_id(connection, side), end: stream.written });
            self.pump(connection, side, log);
        }
    }

    /// FIN of `side` arrives at the other end.
    pub(crate) fn fin_arrives(&mut self, connection: ConnectionId, side: Side, log: &mut Log) {
        let Some(record) = self.connections.get_mut(&connection) else { return };
        let [first, second] = &mut record.streams;
        let (stream, back) = if side == 0 { (first, second) } else { (second, first) };
        let reader = &mut record.ends[1 - side];
        if reader.is_over() {
            return;
        }
        stream.fin = FinMark::Delivered;
        log.push(NetEvent::FinDelivered { stream: stream_id(connection, side) });
        reader.fin_arrived();
        let finished = if let Holder::Outside(stream) = reader.holder { Some(stream) } else { None };
        let due = self.link.carry(self.now, &mut back.lane);
        self.queue.add(due, Due::FinAck { connection, side });
        if let Some(stream) = finished {
            self.ask(Outward::Finish { stream });
        }
        self.settle(connection, 1 - side, log);
    }

    /// The end of `side` hears that its FIN arrived.
    pub(crate) fn fin_acknowledged(&mut self, connection: ConnectionId, side: Side, log: &mut Log) {
        if let Some(record) = self.connections.get_mut(&connection) {
            record.ends[side].fin_acknowledged();
            self.settle(connection, side, log);
        }
    }

    /// After a state change: the port of an end that is done, and whoever waits for the change.
    pub(crate) fn settle(&mut self, connection: ConnectionId, side: Side, log: &mut Log) {
        let now = self.now;
        let record = self.connection_mut(connection);
        let peer = record.ends[1 - side].address;
        let end = &mut record.ends[side];
        if end.state == TcpState::Closed {
            if let Some(lease) = end.lease.take() {
                self.tcp_ports.release(lease);
            }
        } else if end.state == TcpState::TimeWait
            && let Some(lease) = end.lease.take()
        {
            let local = end.address;
            self.tcp_ports.time_wait(lease, peer, now);
            log.push(NetEvent::TimeWait { connection, local });
        } else if end.state == TcpState::FinWait2
            && end.holder == Holder::Nobody
            && let Some(lease) = end.lease
        {
            self.tcp_ports.abandon(lease, now);
        }
        self.touch_end(connection, side);
        if self.connection(connection).ends[side].is_over() {
            self.far_end_over(connection, side);
        }
        self.retire(connection);
    }

    /// The end of `side` tears the connection down. What it has not sent is lost; what is on the link still arrives.
    pub(crate) fn send_reset(&mut self, connection: ConnectionId, side: Side, log: &mut Log) {
        let id = stream_id(connection, side);
        self.drop_unsent(connection, side, log);
        let record = self.connections.get_mut(&connection).expect("invariant: its end resets it");
        record.ends[side].state = TcpState::Closed;
        log.push(NetEvent::ResetSent { connection, stream: id });
        let outside = matches!(record.ends[1 - side].holder, Holder::Outside(_));
        let due = if outside { self.now } else { self.link.carry(self.now, &mut record.streams[side].lane) };
        self.queue.add(due, Due::Reset { connection, side });
        self.settle(connection, side, log);
    }

    /// A reset of `side` arrives: the other end is closed at once, and its next call says so.
    pub(crate) fn reset_arrives(&mut self, connection: ConnectionId, side: Side, log: &mut Log) {
        let Some(record) = self.connections.get_mut(&connection) else { return };
        let end = &mut record.ends[1 - side];
        if end.is_over() {
            return;
        }
        let half_open = end.state == TcpState::SynReceived;
        if let Holder::Outside(stream) = end.holder {
            self.outside_aborted(stream);
        }
        let end = &mut self.connection_mut(connection).ends[1 - side];
        end.error = Some(end.reset_errno());
        end.state = TcpState::Closed;
        end.read_shut = true;
        let holder = end.holder;
        for stream in &mut self.connection_mut(connection).streams {
            stream.reset = true;
        }
        log.push(NetEvent::ResetDelivered { connection, stream: stream_id(connection, side) });
        if half_open && let Holder::Queue(listener) = holder {
            self.leave_queue(listener, connection);
        }
        self.drop_unsent(connection, 1 - side, log);
        self.settle(connection, 1 - side, log);
    }

    fn drop_unsent(&mut self, connection: ConnectionId, side: Side, log: &mut Log) {
        let stream = &mut self.connection_mut(connection).streams[side];
        let len = stream.drop_unsent();
        if stream.fin == FinMark::Queued {
            stream.fin = FinMark::Open;
        }
        if len > 0 {
            let (stream, start) = (stream_id(connection, side), stream.written);
            log.push(NetEvent::Discarded { stream, start, len, reason: DiscardReason::Reset });
        }
    }

    /// Discards what the end of `side` has not read; returns whether there was anything.
    pub(crate) fn discard_unread(&mut self, connection: ConnectionId, side: Side, log: &mut Log) -> bool {
        let stream = &mut self.connection_mut(connection).streams[1 - side];
        let (start, len) = (stream.read, stream.unread());
        stream.consume(len);
        if len > 0 {
            let stream = stream_id(connection, 1 - side);
            log.push(NetEvent::Discarded { stream, start, len, reason: DiscardReason::UnreadAtClose });
        }
        len > 0
    }

    /// Keeps only the record of a connection that is over at both ends, and only so many records.
    pub(crate) fn retire(&mut self, connection: ConnectionId) {
        let Some(record) = self.connections.get_mut(&connection) else { return };
        if !record.is_finished() || self.finished.contains(&connection) {
            return;
        }
        for stream in &mut record.streams {
            stream.forget();
        }
        self.finished.push_back(connection);
        if self.finished.len() > RECORDS_KEPT
            && let Some(oldest) = self.finished.pop_front()
        {
            self.connections.remove(&oldest);
        }
    }
}

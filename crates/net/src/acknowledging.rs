//! Acknowledgements, on a link whose profile has `nagle`: at once, delayed, or along with data.
//! RFC 9293 section 3.8.6.3 and Linux's "pingpong" mode: an end that answers what it receives waits up to 40 ms for its next answer.
//! Without `nagle` nothing depends on acknowledgements, so none are sent.

use crate::ids::ConnectionId;
use crate::queue::Due;
use crate::socket::Side;
use crate::sockets::{Log, Sockets};

/// Linux's `TCP_DELACK_MIN`.
const DELAY_NS: u64 = 40_000_000;

impl Sockets {
    /// Bytes have arrived at `receiver`: acknowledges them now or soon.
    pub(crate) fn acknowledge(&mut self, connection: ConnectionId, receiver: Side) {
        let segment = self.link.segment();
        let stream = &mut self.connection_mut(connection).streams[1 - receiver];
        let owed = stream.delivered - stream.acknowledgement.sent;
        if !stream.acknowledgement.interactive || owed >= 2 * segment {
            self.send_ack(connection, receiver);
        } else if stream.acknowledgement.timer.is_none() {
            let timer = self.queue.add(self.now.after(DELAY_NS), Due::DelayedAck { connection, side: receiver });
            self.connection_mut(connection).streams[1 - receiver].acknowledgement.timer = Some(timer);
        }
    }

    /// A piece has left `sender`, and what it has received is acknowledged along with it.
    pub(crate) fn acknowledge_with_data(&mut self, connection: ConnectionId, sender: Side) {
        let incoming = &mut self.connection_mut(connection).streams[1 - sender];
        if incoming.delivered > 0 {
            incoming.acknowledgement.interactive = true;
            self.send_ack(connection, sender);
        }
    }

    /// Acknowledges all that has arrived at `receiver`, if that is news.
    pub(crate) fn send_ack(&mut self, connection: ConnectionId, receiver: Side) {
        let Some(record) = self.connections.get_mut(&connection) else { return };
        let [first, second] = &mut record.streams;
        let (stream, back) = if receiver == 1 { (first, second) } else { (second, first) };
        if let Some(timer) = stream.acknowledgement.timer.take() {
            self.queue.cancel(timer);
        }
        if stream.acknowledgement.sent < stream.delivered {
            stream.acknowledgement.sent = stream.delivered;
            let due = self.link.carry(self.now, &mut back.lane);
            self.queue.add(due, Due::Ack { connection, side: receiver, edge: stream.delivered });
        }
    }

    /// The end opposite `receiver` hears how far its bytes have arrived.
    pub(crate) fn ack_arrives(&mut self, connection: ConnectionId, receiver: Side, edge: u64, log: &mut Log) {
        let Some(record) = self.connections.get_mut(&connection) else { return };
        let known = &mut record.streams[1 - receiver].acknowledgement.received;
        *known = edge.max(*known);
        self.pump_and_touch(connection, 1 - receiver, log);
    }
}

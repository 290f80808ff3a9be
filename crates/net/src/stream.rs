//! One direction of a connection: its bytes, and four offsets that say where each of them is.
//! `read ≤ delivered ≤ departed ≤ written`: read by the program, in the receive buffer, on the link, in the send buffer.
//! The bytes are kept once and never move, so what is received is a prefix of what was sent by construction.
//! Does not know connection states or who waits; differs from TCP in that bytes leave the send buffer when they depart, not when they are acknowledged.

use crate::ids::{SendId, SimTime};
use crate::link::Lane;
use crate::queue::DueKey;
use crate::view::FinMark;
use std::collections::VecDeque;
use std::rc::Rc;

/// Segment size of Linux's loopback: what a window update is worth sending for, and what Nagle's algorithm calls small.
pub(crate) const SEGMENT: u64 = 32_741;

/// Bytes of one send, or the rest of them that has not been read.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Chunk {
    data: Rc<[u8]>,
    /// Index in `data` of the first byte that has not been read.
    from: usize,
    /// Index after the last byte that was accepted into the send buffer.
    to: usize,
    send: SendId,
}

impl Chunk {
    fn bytes(&self) -> &[u8] {
        &self.data[self.from..self.to]
    }
}

/// A piece on the link.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Piece {
    pub(crate) start: u64,
    pub(crate) len: u64,
    pub(crate) departed: SimTime,
    pub(crate) due: SimTime,
}

/// How far a stream is acknowledged; kept only on a link with `nagle`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct Acknowledgement {
    /// The receiver has acknowledged up to here.
    pub(crate) sent: u64,
    /// The sender knows of it up to here: `snd_una`.
    pub(crate) received: u64,
    /// A delayed one.
    pub(crate) timer: Option<DueKey>,
    /// Whether the receiver answers what it receives, so that an acknowledgement may wait for the next answer.
    pub(crate) interactive: bool,
    /// `TCP_NODELAY` of the sender.
    pub(crate) no_delay: bool,
}

/// See the module.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Stream {
    chunks: VecDeque<Chunk>,
    pub(crate) read: u64,
    pub(crate) delivered: u64,
    pub(crate) departed: u64,
    pub(crate) written: u64,
    /// The sender may send up to here: the right edge of the window that it knows.
    pub(crate) granted: u64,
    pub(crate) on_link: VecDeque<Piece>,
    pub(crate) fin: FinMark,
    pub(crate) reset: bool,
    pub(crate) send_capacity: u64,
    pub(crate) receive_capacity: u64,
    pub(crate) lane: Lane,
    pub(crate) acknowledgement: Acknowledgement,
    /// Whether a departure is already scheduled for when the lane is free.
    pub(crate) departure_scheduled: bool,
}

impl Stream {
    pub(crate) fn new(send_capacity: u64, receive_capacity: u64) -> Self {
        Self {
            chunks: VecDeque::new(),
            read: 0,
            delivered: 0,
            departed: 0,
            written: 0,
            granted: receive_capacity,
            on_link: VecDeque::new(),
            fin: FinMark::Open,
            reset: false,
            send_capacity,
            receive_capacity,
            lane: Lane::default(),
            acknowledgement: Acknowledgement::default(),
            departure_scheduled: false,
        }
    }

    /// Bytes in the send buffer.
    pub(crate) fn unsent(&self) -> u64 {
        self.written - self.departed
    }

    /// Bytes in the receive buffer.
    pub(crate) fn unread(&self) -> u64 {
        self.delivered - self.read
    }

    /// Bytes on the link.
    pub(crate) fn in_flight(&self) -> u64 {
        self.departed - self.delivered
    }

    /// Room in the send buffer.
    pub(crate) fn free(&self) -> u64 {
        self.send_capacity.saturating_sub(self.unsent())
    }

    /// Nagle's algorithm: whether a piece of `len` bytes waits, because it is less than a segment and earlier ones are not acknowledged.
    pub(crate) fn holds_back(&self, len: u64, segment: u64) -> bool {
        let unacknowledged = self.departed > self.acknowledgement.received;
        !self.acknowledgement.no_delay && len < segment && unacknowledged && self.fin == FinMark::Open
    }

    /// Whether poll(2) would call it writable, and a blocked sender is woken: a third of the buffer is free.
    pub(crate) fn writable(&self) -> bool {
        let free = self.free();
        free > 0 && free >= self.unsent() / 2
    }

    /// Whether the reader has nothing more to wait for.
    pub(crate) fn at_end(&self) -> bool {
        self.unread() == 0 && self.fin >= FinMark::Delivered
    }

    /// Accepts as much of `data` from `from` on as there is room for; returns how much.
    pub(crate) fn write(&mut self, data: &Rc<[u8]>, from: usize, send: SendId) -> u64 {
        let left = (data.len() - from) as u64;
        let len = left.min(self.free());
        if len > 0 {
            // `len` is at most `data.len()`, so it fits.
            let to = from + len as usize;
            self.chunks.push_back(Chunk { data: Rc::clone(data), from, to, send });
            self.written += len;
        }
        len
    }

    /// Takes in bytes that were never in a send buffer nor on a link here: they come from a real network, and have arrived.
    pub(crate) fn arrive(&mut self, data: &Rc<[u8]>, send: SendId) {
        self.chunks.push_back(Chunk { data: Rc::clone(data), from: 0, to: data.len(), send });
        self.written += data.len() as u64;
        self.departed = self.written;
        self.delivered = self.written;
    }

    /// The bytes from `start` on that one chunk holds and nobody has read.
    pub(crate) fn chunk_at(&self, start: u64) -> Rc<[u8]> {
        let mut at = self.read;
        for chunk in &self.chunks {
            if at == start && chunk.from == 0 && chunk.to == chunk.data.len() {
                return Rc::clone(&chunk.data);
            }
            at += chunk.bytes().len() as u64;
        }
        Rc::from([])
    }

    /// Bytes that may leave now as far as the receiver's window and the link's capacity go.
    pub(crate) fn sendable(&self, capacity: Option<u32>) -> u64 {
        let window = self.granted.saturating_sub(self.departed);
        let link = capacity.map_or(u64::MAX, |bytes| u64::from(bytes.max(1)).saturating_sub(self.in_flight()));
        self.unsent().min(window).min(link)
    }

    /// Bytes from `departed` to the end of the send that the next byte belongs to.
    pub(crate) fn rest_of_send(&self) -> u64 {
        // From the back, because most of what is before `departed` may be waiting to be read.
        let mut start = self.written;
        let mut run: Option<(SendId, u64)> = None;
        for chunk in self.chunks.iter().rev() {
            let end = start;
            start -= chunk.bytes().len() as u64;
            run = match run {
                Some((send, run_end)) if send == chunk.send => Some((send, run_end)),
                _ => Some((chunk.send, end)),
            };
            if start <= self.departed {
                break;
            }
        }
        run.map_or(0, |(_, end)| end - self.departed)
    }

    /// The right edge to tell the sender after a read, if it is worth telling: as in RFC 9293 section 3.8.6.2.2, a window
    /// that has grown by half a buffer or a segment.
    pub(crate) fn window_update(&self) -> Option<u64> {
        let edge = self.read + self.receive_capacity;
        let grown = edge.saturating_sub(self.granted);
        (grown > 0 && grown >= SEGMENT.min(self.receive_capacity / 2)).then_some(edge)
    }

    /// Up to `len` bytes from the read offset on. Nothing is taken.
    pub(crate) fn peek(&self, len: u64) -> Rc<[u8]> {
        let len = len.min(self.unread()) as usize;
        let Some(first) = self.chunks.front() else { return Rc::from([]) };
        let bytes = first.bytes();
        if len <= bytes.len() {
            // The usual case: all from one send. A whole send is shared, a part is copied once.
            return if len == first.data.len() { Rc::clone(&first.data) } else { bytes[..len].into() };
        }
        let mut copied: Vec<u8> = Vec::with_capacity(len);
        for chunk in &self.chunks {
            let bytes = chunk.bytes();
            copied.extend_from_slice(&bytes[..bytes.len().min(len - copied.len())]);
            if copied.len() == len {
                break;
            }
        }
        copied.into()
    }

    /// Takes `len` bytes out of the receive buffer, which holds as many.
    pub(crate) fn consume(&mut self, len: u64) {
        assert!(len <= self.unread(), "invariant: only delivered bytes are read");
        self.read += len;
        let mut left = len as usize;
        while left > 0 {
            let chunk = self.chunks.front_mut().expect("invariant: the chunks cover read..written");
            let size = chunk.to - chunk.from;
            if size > left {
                chunk.from += left;
                break;
            }
            left -= size;
            self.chunks.pop_front();
        }
    }

    /// Drops what is in the send buffer; returns how many bytes that was.
    pub(crate) fn drop_unsent(&mut self) -> u64 {
        let dropped = self.unsent();
        let mut left = dropped as usize;
        while left > 0 {
            let chunk = self.chunks.back_mut().expect("invariant: the chunks cover read..written");
            let size = chunk.to - chunk.from;
            if size > left {
                chunk.to -= left;
                break;
            }
            left -= size;
            self.chunks.pop_back();
        }
        self.written -= dropped;
        dropped
    }

    /// Forgets the bytes; the offsets stay for the record.
    pub(crate) fn forget(&mut self) {
        self.chunks = VecDeque::new();
        self.on_link = VecDeque::new();
    }
}

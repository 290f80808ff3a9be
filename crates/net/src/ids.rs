//! The numbers that name things: time, processes, descriptors, ports, sockets, connections, streams and sends.
//! A newtype each, so that no two can be mistaken; ids are given in order of creation and never given twice.

use core::fmt;
use core::net::Ipv4Addr;

/// Nanoseconds of virtual time since the run began.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct SimTime(pub u64);

impl SimTime {
    /// This moment plus `ns` nanoseconds, at most the end of time.
    #[must_use]
    pub fn after(self, ns: u64) -> Self {
        Self(self.0.saturating_add(ns))
    }
}

/// A simulated process: one program.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct ProcessId(pub u16);

/// A thread of a process.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct ThreadId(pub u16);

/// Who makes a system call. A caller has at most one under way.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Caller {
    /// The process, whose descriptor table counts.
    pub process: ProcessId,
    /// The thread, which is what blocks.
    pub thread: ThreadId,
}

/// A descriptor of one process. The lowest free number from 3 is given out first; negative numbers are always bad.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Fd(pub i32);

/// A TCP or UDP port.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Port(pub u16);

/// A socket, for as long as the kernel knows it: it outlives its descriptor when closed with bytes still to send.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SocketId(pub u32);

/// A connection: two sockets and the two streams between them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ConnectionId(pub u32);

/// One direction of one connection; offsets in it count from 0. For datagrams: all that one socket sends to one address, end to end.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct StreamId(pub u32);

/// One `send` or `sendall` that put at least one byte into a send buffer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SendId(pub u32);

/// An IPv4 address and port.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Address {
    /// The address; `0.0.0.0` is any.
    pub ip: Ipv4Addr,
    /// The port; 0 is none.
    pub port: Port,
}

impl Address {
    /// `0.0.0.0` and port 0: what a fresh socket has.
    pub const NONE: Self = Self { ip: Ipv4Addr::UNSPECIFIED, port: Port(0) };
}

impl fmt::Display for Address {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}", self.ip, self.port.0)
    }
}

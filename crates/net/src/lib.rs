//! Sockets as a program sees them, over a simulated link.
//! Owns descriptors, ports, accept queues, both buffers of a connection and errno; a [`LinkProfile`] says when which bytes arrive.
//! Refuses to know Python, threads' stacks and wall clocks: time is an argument.
//! Behaviour is Linux's over loopback; RFC 9293 for the connection states, man pages socket(7), tcp(7), listen(2) and their kin for outcomes.
//!
//! A host calls [`Sockets::call`] for each system call. `Ready` holds the reply; after `Blocked` the reply comes out of
//! [`Sockets::completed`] in time. Between calls the host moves the clock to [`Sockets::next_due`] with [`Sockets::advance`].

mod acknowledging;
mod binding;
mod blocking;
mod closing;
mod connecting;
mod connection;
mod datagram;
mod descriptors;
mod errno;
mod event;
mod ids;
mod link;
mod listening;
mod names;
mod outside;
mod ports;
mod queue;
mod readiness;
mod readwrite;
mod request;
mod socket;
mod sockets;
mod sockopt;
mod stream;
mod table;
mod transfer;
mod view;
mod wait;

pub use errno::Errno;
pub use event::{DiscardReason, NetEvent};
pub use ids::{Address, Caller, ConnectionId, Fd, Port, ProcessId, SendId, SimTime, SocketId, StreamId, ThreadId};
pub use link::LinkProfile;
pub use names::HOST_NAME;
pub use outside::{Inward, OutsideReason, Outward};
pub use request::{Answer, Failure, HostPort, ReadBytes, Reply, Request, TimeoutNs, flags, options};
pub use sockets::Sockets;
pub use view::{FinMark, PieceView, SocketKind, SocketView, StreamEnd, StreamView, TcpState};
pub use wait::{Outcome, Wait};

//! Sockets as a program sees them, over a simulated link.
//! Owns descriptors, ports, accept queues, both buffers of a connection and errno; a [`link::Link`] decides when which bytes arrive.
//! Refuses to know Python, threads' stacks and wall clocks: time is an argument.
//! Behaviour is Linux's over loopback; RFC 9293 for the connection states, man pages socket(7), tcp(7), listen(2) and their kin for outcomes.

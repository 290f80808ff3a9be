//! The native half of Sockscope's network: serves the built page on a loopback port and joins it to real TCP.
//! Owns the HTTP server, the rules of who may come in and where they may go, the streams, and three demo servers.
//! Knows no Python and no trace; the frames are `sockscope-bridge-protocol`'s. HTTP is hyper's, WebSocket framing is tokio-websockets'.

mod allow;
mod demo;
mod flow;
mod gate;
mod http;
mod limits;
mod listener;
mod page;
mod rate;
mod raw;
mod server;
mod session;
mod stream;
mod target;
mod token;

pub use allow::AllowEntry;
pub use limits::Limits;
pub use page::is_embedded as has_page;
pub use server::{Bridge, Config};
pub use sockscope_bridge_protocol::{Demo, DemoKind};
pub use token::Token;

//! Connecting to a target that the list admits, and the protocol's reasons for what the operating system says.

use crate::allow::{Target, Unreachable};
use crate::server::Shared;
use sockscope_bridge_protocol::Reason;
use std::io::{self, ErrorKind};
use tokio::net::TcpStream;

/// Why something on a socket failed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Failure {
    pub(crate) reason: Reason,
    pub(crate) text: String,
}

impl Failure {
    pub(crate) fn new(reason: Reason, text: impl Into<String>) -> Self {
        Self { reason, text: text.into() }
    }
}

impl From<io::Error> for Failure {
    fn from(error: io::Error) -> Self {
        Self { reason: reason(&error), text: error.to_string() }
    }
}

/// The protocol's word for an error of the operating system.
pub(crate) fn reason(error: &io::Error) -> Reason {
    // Descriptors of this process, of the system: ENFILE, EMFILE.
    if matches!(error.raw_os_error(), Some(23 | 24)) {
        return Reason::Throttled;
    }
    match error.kind() {
        ErrorKind::ConnectionRefused => Reason::Refused,
        ErrorKind::TimedOut => Reason::TimedOut,
        ErrorKind::HostUnreachable | ErrorKind::NetworkUnreachable => Reason::Unreachable,
        ErrorKind::ConnectionReset | ErrorKind::ConnectionAborted | ErrorKind::BrokenPipe => Reason::Reset,
        ErrorKind::AddrInUse => Reason::InUse,
        ErrorKind::PermissionDenied => Reason::NotPermitted,
        _ => Reason::Failed,
    }
}

/// Connects to one of the target's addresses, those first that come first.
pub(crate) async fn connect(target: &Target, shared: &Shared) -> Result<TcpStream, Failure> {
    let addresses = shared.allow.admit(target).await.map_err(|why| match why {
        Unreachable::Blocked => Failure::new(
            Reason::Blocked,
            format!("{}:{} is not allowed; start sockscope serve with --allow", target.host, target.port),
        ),
        Unreachable::NoSuchHost => Failure::new(Reason::NoSuchHost, format!("there is no host {}", target.host)),
    })?;
    let late =
        || Failure::new(Reason::TimedOut, format!("no answer within {} s", shared.limits.connect_time.as_secs_f32()));
    let connecting = TcpStream::connect(addresses.as_slice());
    Ok(tokio::time::timeout(shared.limits.connect_time, connecting).await.map_err(|_| late())??)
}

//! `bind(2)`, and the addresses that sockets get without asking for one.

use crate::errno::Errno;
use crate::event::NetEvent;
use crate::ids::{Address, SocketId};
use crate::names::is_local;
use crate::ports::Sharing;
use crate::request::{Answer, Reply, options};
use crate::socket::Role;
use crate::sockets::{Log, Sockets};
use crate::sockopt::Options;

impl Sockets {
    /// `bind(2)`.
    pub(crate) fn bind(&mut self, id: SocketId, address: Address, log: &mut Log) -> Reply {
        let socket = self.socket(id);
        let unnamed = match &socket.role {
            Role::Fresh => socket.lease.is_none(),
            Role::Datagram(mailbox) => socket.lease.is_none() && mailbox.peer.is_none(),
            _ => false,
        };
        if !unnamed {
            return Err(Errno::EINVAL.into());
        }
        if !is_local(address.ip) {
            return Err(Errno::EADDRNOTAVAIL.into());
        }
        self.take_address(id, address, Errno::EADDRINUSE, log)?;
        self.socket_mut(id).bound = true;
        Ok(Answer::Done)
    }

    /// Gives a socket an address, with an ephemeral port if it names none.
    pub(crate) fn take_address(
        &mut self,
        id: SocketId,
        mut address: Address,
        exhausted: Errno,
        log: &mut Log,
    ) -> Result<(), Errno> {
        let now = self.now;
        let socket = self.sockets.get_mut(&id).expect("invariant: a called socket exists");
        let datagram = matches!(socket.role, Role::Datagram(_));
        let ports = if datagram { &mut self.udp_ports } else { &mut self.tcp_ports };
        let sharing = sharing(&socket.options);
        if address.port.0 == 0 {
            address.port = ports.ephemeral(self.link.random(), now).ok_or(exhausted)?;
        } else if ports.conflict(address, sharing, None, now) {
            return Err(Errno::EADDRINUSE);
        }
        socket.lease = Some(ports.take(address, sharing, now));
        socket.local = address;
        log.push(NetEvent::Bound { socket: id, address });
        Ok(())
    }
}

/// What a socket's options say about sharing its address.
pub(crate) fn sharing(options: &Options) -> Sharing {
    Sharing {
        reuse_address: options.is_on(options::SO_REUSEADDR),
        reuse_port: options.is_on(options::SO_REUSEPORT),
        listening: false,
    }
}

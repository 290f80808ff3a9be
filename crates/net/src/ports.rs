//! Which addresses are taken, by whom and until when: bind conflicts, ephemeral ports and TIME-WAIT.
//! Does not know sockets: each holder has a [`Lease`], which moves from a socket to its connection and may outlive both.
//! Linux's rules (`inet_csk_bind_conflict`): `SO_REUSEADDR` counts only if both holders have it and the older does not listen.

use crate::ids::{Address, Port, SimTime};
use crate::link::Random;
use core::net::Ipv4Addr;
use litemap::LiteMap;
use std::collections::VecDeque;

/// The first of Linux's ephemeral ports.
const EPHEMERAL_FIRST: u16 = 32_768;
/// How many there are: up to 60999.
const EPHEMERAL_COUNT: u16 = 28_232;
/// How long TIME-WAIT keeps a port, and an abandoned FIN-WAIT-2.
const TIME_WAIT_NS: u64 = 60_000_000_000;

/// Names a lease.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct LeaseId(u32);

/// What decides about conflicts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct Sharing {
    pub(crate) reuse_address: bool,
    pub(crate) reuse_port: bool,
    pub(crate) listening: bool,
}

/// One holder of one address.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Lease {
    pub(crate) address: Address,
    pub(crate) sharing: Sharing,
    /// Set once nothing but time keeps it.
    pub(crate) until: Option<SimTime>,
    /// The other end, for the socket table.
    pub(crate) peer: Option<Address>,
}

/// All leases of one protocol.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct Ports {
    leases: LiteMap<LeaseId, Lease>,
    by_port: LiteMap<Port, Vec<LeaseId>>,
    /// Those that time ends, oldest first: all wait equally long.
    ending: VecDeque<(SimTime, LeaseId)>,
    next: u32,
}

impl Ports {
    pub(crate) fn get(&self, id: LeaseId) -> &Lease {
        self.leases.get(&id).expect("invariant: a lease is held until it is released")
    }

    fn get_mut(&mut self, id: LeaseId) -> &mut Lease {
        self.leases.get_mut(&id).expect("invariant: a lease is held until it is released")
    }

    /// Whether `address` may not be taken by a holder with `sharing`. `except` is the holder itself.
    pub(crate) fn conflict(&self, address: Address, sharing: Sharing, except: Option<LeaseId>, now: SimTime) -> bool {
        let others = self.by_port.get(&address.port).map_or(&[][..], Vec::as_slice);
        others.iter().filter(|id| Some(**id) != except).map(|id| self.get(*id)).any(|other| {
            let overlaps = address.ip == other.address.ip
                || address.ip == Ipv4Addr::UNSPECIFIED
                || other.address.ip == Ipv4Addr::UNSPECIFIED;
            let shared_address = sharing.reuse_address && other.sharing.reuse_address && !other.sharing.listening;
            let shared_port = sharing.reuse_port && other.sharing.reuse_port;
            let expired = other.until.is_some_and(|until| until <= now);
            overlaps && !expired && !shared_address && !shared_port
        })
    }

    /// Takes an address without asking.
    pub(crate) fn take(&mut self, address: Address, sharing: Sharing, now: SimTime) -> LeaseId {
        self.drop_expired(now);
        let id = LeaseId(self.next);
        self.next += 1;
        self.leases.insert(id, Lease { address, sharing, until: None, peer: None });
        self.by_port.entry(address.port).or_default().push(id);
        id
    }

    /// A port from the ephemeral range that nobody holds at all; `None` if all are held.
    pub(crate) fn ephemeral(&mut self, random: &mut Random, now: SimTime) -> Option<Port> {
        self.drop_expired(now);
        let first = random.below(u64::from(EPHEMERAL_COUNT)) as u16;
        (0..EPHEMERAL_COUNT)
            .map(|step| {
                let offset = (u32::from(first) + u32::from(step)) % u32::from(EPHEMERAL_COUNT);
                Port(EPHEMERAL_FIRST + offset as u16)
            })
            .find(|port| !self.by_port.contains_key(port))
    }

    pub(crate) fn set_sharing(&mut self, id: LeaseId, sharing: Sharing) {
        self.get_mut(id).sharing = sharing;
    }

    pub(crate) fn set_ip(&mut self, id: LeaseId, ip: Ipv4Addr) {
        self.get_mut(id).address.ip = ip;
    }

    /// Keeps the address for a minute, with nobody behind it.
    pub(crate) fn time_wait(&mut self, id: LeaseId, peer: Address, now: SimTime) {
        let until = now.after(TIME_WAIT_NS);
        let lease = self.get_mut(id);
        lease.until = Some(until);
        lease.peer = Some(peer);
        self.ending.push_back((until, id));
    }

    /// The address of a closed end whose peer may never finish: after a minute it is in nobody's way (`tcp_fin_timeout`).
    pub(crate) fn abandon(&mut self, id: LeaseId, now: SimTime) {
        self.get_mut(id).until.get_or_insert(now.after(TIME_WAIT_NS));
    }

    pub(crate) fn release(&mut self, id: LeaseId) {
        if let Some(lease) = self.leases.remove(&id) {
            let port = lease.address.port;
            if let Some(holders) = self.by_port.get_mut(&port) {
                holders.retain(|holder| *holder != id);
                if holders.is_empty() {
                    self.by_port.remove(&port);
                }
            }
        }
    }

    fn drop_expired(&mut self, now: SimTime) {
        while let Some(&(until, id)) = self.ending.front()
            && until <= now
        {
            self.ending.pop_front();
            self.release(id);
        }
    }

    /// Addresses that only time still keeps, oldest first.
    pub(crate) fn lingering(&self, now: SimTime) -> impl Iterator<Item = &Lease> {
        self.ending.iter().filter(move |(until, _)| *until > now).filter_map(|(_, id)| self.leases.get(id))
    }
}

//! Which targets the page may be joined to. Names are resolved when the program starts and pinned: a name that later points elsewhere
//! gains nothing. A target is judged by its text and, after resolving, by its address.

use anyhow::{Context as _, Result, bail, ensure};
use std::net::{IpAddr, SocketAddr};
use std::ops::RangeInclusive;
use std::str::FromStr;

/// One `--allow HOST:PORT`. PORT may be `FIRST-LAST` or `*` for this machine's own addresses.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AllowEntry {
    host: String,
    ports: RangeInclusive<u16>,
}

/// The target of a request, not yet judged.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Target {
    /// Without brackets, in lower case.
    pub(crate) host: String,
    pub(crate) port: u16,
}

/// Why there is no address to connect to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Unreachable {
    /// Not on the list, or an address that is never allowed.
    Blocked,
    /// The name means nothing.
    NoSuchHost,
}

/// The entries with the addresses that their hosts had at the start.
#[derive(Debug, Clone, Default)]
pub(crate) struct AllowList(Vec<Pinned>);

#[derive(Debug, Clone)]
struct Pinned {
    host: String,
    ports: RangeInclusive<u16>,
    addresses: Vec<IpAddr>,
}

impl FromStr for AllowEntry {
    type Err = anyhow::Error;

    fn from_str(text: &str) -> Result<Self> {
        let (host, port) = split(text).with_context(|| format!("`{text}` is not HOST:PORT"))?;
        let number = |text: &str| text.parse::<u16>().ok().filter(|port| *port > 0);
        let ports = match port.split_once('-') {
            None if port == "*" => Some(1..=u16::MAX),
            None => number(port).map(|port| port..=port),
            Some((first, last)) => number(first).zip(number(last)).map(|(first, last)| first..=last),
        };
        let ports = ports.filter(|ports| !ports.is_empty());
        let ports = ports.with_context(|| format!("`{port}` is no port, range of ports or `*`"))?;
        ensure!(!host.contains('*'), "a host must be named in full, not `{host}`");
        Ok(Self { host, ports })
    }
}

impl FromStr for Target {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        let (host, port) = split(text).ok_or(())?;
        Ok(Self { host, port: port.parse().map_err(|_| ())? })
    }
}

/// `HOST:PORT` or `[IPV6]:PORT`.
fn split(text: &str) -> Option<(String, &str)> {
    let (host, port) = text.rsplit_once(':')?;
    let bare = host.strip_prefix('[').map_or(Some(host), |host| host.strip_suffix(']'))?;
    let well_formed = if bare.len() == host.len() { !host.contains(':') } else { bare.parse::<IpAddr>().is_ok() };
    (well_formed && is_host(bare)).then(|| (bare.to_ascii_lowercase(), port))
}

fn is_host(host: &str) -> bool {
    (1..=253).contains(&host.len()) && host.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-._:*".contains(&byte))
}

impl AllowList {
    /// Resolves the entries' hosts.
    pub(crate) async fn pin(entries: &[AllowEntry]) -> Result<Self> {
        let mut pinned = Vec::new();
        for AllowEntry { host, ports } in entries {
            let addresses = match host.parse::<IpAddr>() {
                Ok(address) => vec![address],
                Err(_) => resolve(host).await.with_context(|| format!("--allow {host}: there is no such host"))?,
            };
            let literal = host.parse::<IpAddr>().is_ok();
            for address in &addresses {
                if is_never(*address) {
                    bail!("--allow {host}: {address} is no address of one host");
                }
                if !is_own(*address) {
                    ensure!(ports.clone().count() == 1, "--allow {host}: another host is allowed with one port only");
                    ensure!(
                        literal || !is_private(*address),
                        "--allow {host}: it is {address}, a private address; name the address itself"
                    );
                }
            }
            pinned.push(Pinned { host: host.clone(), ports: ports.clone(), addresses });
        }
        Ok(Self(pinned))
    }

    /// Adds a port of 127.0.0.1.
    pub(crate) fn add_own(&mut self, port: u16) {
        let host = "localhost".to_owned();
        self.0.push(Pinned { host, ports: port..=port, addresses: vec![IpAddr::from([127, 0, 0, 1])] });
    }

    /// The addresses to connect to, after resolving once.
    pub(crate) async fn admit(&self, target: &Target) -> Result<Vec<SocketAddr>, Unreachable> {
        let wanted = |pinned: &&Pinned| pinned.ports.contains(&target.port) && same_host(&pinned.host, &target.host);
        let pinned: Vec<&Pinned> = self.0.iter().filter(wanted).collect();
        if pinned.is_empty() || !is_host(&target.host) {
            return Err(Unreachable::Blocked);
        }
        let addresses = match target.host.parse::<IpAddr>() {
            Ok(address) => vec![address],
            Err(_) => resolve(&target.host).await.ok_or(Unreachable::NoSuchHost)?,
        };
        let admitted = |address: &IpAddr| {
            !is_never(*address)
                && pinned.iter().any(|pinned| pinned.addresses.iter().any(|own| same_address(*own, *address)))
        };
        let addresses: Vec<SocketAddr> =
            addresses.into_iter().filter(admitted).map(|address| SocketAddr::new(address, target.port)).collect();
        if addresses.is_empty() { Err(Unreachable::Blocked) } else { Ok(addresses) }
    }
}

/// The names of the loopback interface mean each other; every other host must be written as in the list.
fn same_host(listed: &str, asked: &str) -> bool {
    listed == asked || is_loopback_name(listed) && is_loopback_name(asked)
}

fn is_loopback_name(host: &str) -> bool {
    matches!(host, "localhost" | "127.0.0.1" | "::1")
}

/// A pinned loopback address stands for both, IPv4 and IPv6.
fn same_address(pinned: IpAddr, address: IpAddr) -> bool {
    let usual = |address: IpAddr| is_loopback_name(&address.to_string());
    pinned == address || usual(pinned) && usual(address)
}

async fn resolve(host: &str) -> Option<Vec<IpAddr>> {
    let found = tokio::net::lookup_host((host, 0)).await.ok()?;
    let mut addresses: Vec<IpAddr> = found.map(|address| address.ip()).collect();
    addresses.dedup();
    (!addresses.is_empty()).then_some(addresses)
}

/// Addresses that mean no single host, mean another one than they say, or are the cloud's metadata service.
fn is_never(address: IpAddr) -> bool {
    match address {
        IpAddr::V4(v4) => {
            v4.is_unspecified() || v4.octets()[0] == 0 || v4.is_link_local() || v4.is_multicast() || v4.is_broadcast()
        }
        IpAddr::V6(v6) => {
            let [first, second, third, fourth, fifth, sixth, ..] = v6.segments();
            let compatible = [first, second, third, fourth, fifth, sixth] == [0; 6] && !v6.is_loopback();
            let translated = first == 0x64 && second == 0xFF9B || first == 0x2002;
            let site_local = first & 0xFFC0 == 0xFEC0;
            v6.to_ipv4_mapped().is_some()
                || v6.is_unspecified()
                || compatible
                || translated
                || site_local
                || v6.is_unicast_link_local()
                || v6.is_multicast()
        }
    }
}

/// Addresses that are not of the public network.
fn is_private(address: IpAddr) -> bool {
    match address {
        IpAddr::V4(v4) => {
            let [first, second, ..] = v4.octets();
            v4.is_private() || v4.is_loopback() || first == 100 && second & 0xC0 == 64 || first >= 240
        }
        IpAddr::V6(v6) => v6.is_loopback() || v6.is_unique_local(),
    }
}

/// Addresses of this machine: those to which a socket can be bound.
fn is_own(address: IpAddr) -> bool {
    address.is_loopback() || std::net::UdpSocket::bind((address, 0)).is_ok()
}

#[cfg(test)]
mod tests {
    use super::{AllowEntry, AllowList, Target, Unreachable};

    #[test]
    fn entries_are_read_or_refused() {
        let check = |text: &str, expected: Option<(&str, u16, u16)>| {
            let entry = text.parse::<AllowEntry>().ok();
            let read = entry.as_ref().map(|entry| (entry.host.as_str(), *entry.ports.start(), *entry.ports.end()));
            assert_eq!(read, expected, "{text}");
        };
        check("localhost:2346", Some(("localhost", 2346, 2346)));
        check("LOCALHOST:1-9", Some(("localhost", 1, 9)));
        check("127.0.0.1:*", Some(("127.0.0.1", 1, 65535)));
        check("[::1]:80", Some(("::1", 80, 80)));
        for wrong in [
            "",
            "localhost",
            "localhost:",
            ":80",
            "::1:80",
            "[::1:80",
            "[a]:80",
            "a:0",
            "a:9-1",
            "a:65536",
            "*:80",
            "a b:80",
            "a:80:90",
        ] {
            check(wrong, None);
        }
    }

    #[tokio::test]
    async fn what_may_not_be_allowed_is_refused_at_the_start() {
        let check = async |entry: &str, part: Option<&str>| {
            let pinned = AllowList::pin(&[entry.parse().unwrap()]).await;
            match (pinned, part) {
                (Ok(_), None) => {}
                (Err(error), Some(part)) if error.to_string().contains(part) => {}
                (other, _) => panic!("{entry}: {other:?}"),
            }
        };
        check("localhost:*", None).await;
        check("192.0.2.7:80", None).await;
        check("10.255.255.1:80", None).await;
        check("192.0.2.7:80-81", Some("one port")).await;
        check("192.0.2.7:*", Some("one port")).await;
        for never in [
            "0.0.0.0:80",
            "169.254.169.254:80",
            "[::ffff:127.0.0.1]:80",
            "[fe80::1]:80",
            "[::]:80",
            "224.0.0.1:80",
            "[64:ff9b::7f00:1]:80",
        ] {
            check(never, Some("no address of one host")).await;
        }
        check("no-such-host.invalid:80", Some("no such host")).await;
    }

    #[tokio::test]
    async fn targets_are_judged_by_text_and_by_address() {
        let entries = ["localhost:7000-7009", "192.0.2.7:80"].map(|entry| entry.parse().unwrap());
        let list = AllowList::pin(&entries).await.unwrap();
        let check = async |host: &str, port: u16, expected: Result<(), Unreachable>| {
            let target = Target { host: host.into(), port };
            assert_eq!(
                list.admit(&target).await.map(|addresses| assert!(!addresses.is_empty())),
                expected,
                "{host}:{port}"
            );
        };
        check("localhost", 7000, Ok(())).await;
        check("127.0.0.1", 7009, Ok(())).await;
        check("192.0.2.7", 80, Ok(())).await;
        let refused = Err(Unreachable::Blocked);
        check("localhost", 7010, refused).await;
        check("192.0.2.7", 7000, refused).await;
        check("192.0.2.8", 80, refused).await;
        for host in [
            "0.0.0.0",
            "0",
            "::",
            "::ffff:127.0.0.1",
            "::ffff:7f00:1",
            "::127.0.0.1",
            "127.0.0.2",
            "127.1",
            "2130706433",
            "0x7f000001",
            "017700000001",
            "localhost.",
            "localhost.evil.example",
            "evil.example",
            "169.254.169.254",
            "fe80::1",
            "ip6-localhost",
            "64:ff9b::7f00:1",
            "",
            "local host",
            "localhost\0",
            "ｌocalhost",
        ] {
            check(host, 7000, refused).await;
        }
    }
}

//! Host names: what `getaddrinfo(3)` knows on a machine whose `/etc/hosts` names itself and `localhost`, with no name server.
//! Dotted quads are read as inet_aton(3) reads them, shortened, octal and hexadecimal forms included.

use core::net::Ipv4Addr;

/// What `gethostname(2)` says. It resolves to 127.0.1.1, as Debian's `/etc/hosts` has it.
pub const HOST_NAME: &str = "sockscope";

/// The address of a host as Python's socket calls resolve it: an empty name is any address.
pub(crate) fn resolve(host: &str) -> Option<Ipv4Addr> {
    if host.is_empty() {
        Some(Ipv4Addr::UNSPECIFIED)
    } else if host == "<broadcast>" {
        Some(Ipv4Addr::BROADCAST)
    } else if host.eq_ignore_ascii_case("localhost") {
        Some(Ipv4Addr::LOCALHOST)
    } else if host.eq_ignore_ascii_case(HOST_NAME) {
        Some(Ipv4Addr::new(127, 0, 1, 1))
    } else {
        inet_aton(host)
    }
}

/// Whether a socket may bind to it: any, loopback, broadcast.
pub(crate) fn is_local(ip: Ipv4Addr) -> bool {
    ip.is_unspecified() || ip.is_loopback() || ip.is_broadcast()
}

/// One to four numbers; the last fills what the others leave.
fn inet_aton(text: &str) -> Option<Ipv4Addr> {
    let mut parts = text.split('.');
    let mut numbers = [0_u32; 4];
    let mut count = 0;
    for part in parts.by_ref().take(4) {
        numbers[count] = number(part)?;
        count += 1;
    }
    if parts.next().is_some() {
        return None;
    }
    let (last, leading) = numbers[..count].split_last()?;
    let room = 32 - 8 * leading.len() as u32;
    if leading.iter().any(|number| *number > 255) || u64::from(*last) >= 1_u64 << room {
        return None;
    }
    let high = leading.iter().fold(0_u32, |high, number| high << 8 | number);
    let high = if room == 32 { 0 } else { high << room };
    Some(Ipv4Addr::from(high | last))
}

/// Decimal, octal after `0`, hexadecimal after `0x`.
fn number(text: &str) -> Option<u32> {
    let (digits, radix) = match text.strip_prefix("0x").or_else(|| text.strip_prefix("0X")) {
        Some(digits) => (digits, 16),
        None if text.len() > 1 && text.starts_with('0') => (&text[1..], 8),
        None => (text, 10),
    };
    // `from_str_radix` would allow a sign.
    if !digits.bytes().all(|byte| byte.is_ascii_alphanumeric()) {
        return None;
    }
    u32::from_str_radix(digits, radix).ok()
}

#[cfg(test)]
mod tests {
    use super::resolve;

    #[test]
    fn hosts_resolve_as_getaddrinfo_does() {
        for (host, expected) in [
            ("localhost", Some("127.0.0.1")),
            ("LOCALHOST", Some("127.0.0.1")),
            ("sockscope", Some("127.0.1.1")),
            ("", Some("0.0.0.0")),
            ("0.0.0.0", Some("0.0.0.0")),
            ("127.1", Some("127.0.0.1")),
            ("1.2.3", Some("1.2.0.3")),
            ("0x7f.1", Some("127.0.0.1")),
            ("2130706433", Some("127.0.0.1")),
            ("127.0.0.01", Some("127.0.0.1")),
            ("<broadcast>", Some("255.255.255.255")),
            ("127.0.0.1 ", None),
            ("256.1.1.1", None),
            ("1.2.3.4.5", None),
            ("127.0.0.+1", None),
            ("127..1", None),
            (".", None),
            ("nohost.invalid", None),
        ] {
            assert_eq!(resolve(host).map(|ip| ip.to_string()).as_deref(), expected, "{host:?}");
        }
    }
}

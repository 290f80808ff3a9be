//! Where the bridge is and the secret that it asks for, as one value that only the page's bridge code sees: it is in no link, no
//! file and no frame. Knows no browser; what a person pastes is checked here before anything connects.

/// Hexadecimal digits of a token.
const TOKEN: usize = 32;

/// A bridge and its secret.
#[derive(Clone, PartialEq, Eq)]
pub(crate) struct Address {
    /// Such as `http://127.0.0.1:8765`.
    origin: String,
    token: String,
}

impl Address {
    /// The bridge of a link that `sockscope serve` printed, of its part from `#` on, or of the token alone; the latter two mean the page's own
    /// origin. Behind the token `&bridge=HOST:PORT` may name another than where the link leads, for pages of this machine (`cargo xtask serve`).
    /// `None` for what is no such link, or leads away from this machine: a link from a stranger must not.
    pub(crate) fn of_link(link: &str, page: &str) -> Option<Self> {
        let link = link.trim();
        let (place, fragment) = link.split_once('#').unwrap_or(("", link));
        let (token, bridge) = match fragment.split_once("&bridge=") {
            Some((token, bridge)) if Self::is_loopback(page) => (token, format!("http://{bridge}")),
            Some(_) => return None,
            None => (fragment, place.trim_end_matches('/').to_owned()),
        };
        let token = token.strip_prefix("token=").unwrap_or(token);
        let origin = if bridge.is_empty() { page } else { &*bridge };
        let wanted = token.len() == TOKEN && token.bytes().all(|byte| byte.is_ascii_hexdigit());
        let here = origin == page || Self::is_loopback(origin);
        (wanted && here && origin.starts_with("http"))
            .then(|| Self { origin: origin.to_owned(), token: token.to_owned() })
    }

    /// The token of the page's own address, from the part behind `#`.
    pub(crate) fn is_token(fragment: &str) -> bool {
        fragment.starts_with("token=")
    }

    /// Whether an origin is one of this machine's own.
    pub(crate) fn is_loopback(origin: &str) -> bool {
        let Some(host) = origin.strip_prefix("http://") else { return false };
        let (name, port) = host.rsplit_once(':').unwrap_or((host, "80"));
        matches!(name, "127.0.0.1" | "localhost" | "[::1]") && port.parse::<u16>().is_ok()
    }

    /// Whether the page comes from the bridge.
    pub(crate) fn is_page(&self, page: &str) -> bool {
        self.origin == page
    }

    /// Such as `127.0.0.1:8765`: the part that may be shown.
    pub(crate) fn place(&self) -> &str {
        self.origin.split_once("//").map_or(&*self.origin, |(_, place)| place)
    }

    /// As `sockscope serve` prints it.
    pub(crate) fn link(&self) -> String {
        format!("{}/#token={}", self.origin, self.token)
    }

    /// Where the bridge tells how it is.
    pub(crate) fn health(&self) -> String {
        format!("{}/health?token={}", self.origin, self.token)
    }

    /// Where its WebSocket is.
    pub(crate) fn socket(&self) -> String {
        format!("{}/bridge?token={}", self.origin.replacen("http", "ws", 1), self.token)
    }
}

/// Without the secret.
impl core::fmt::Debug for Address {
    fn fmt(&self, out: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        out.write_str(&self.origin)
    }
}

#[cfg(test)]
mod tests {
    use super::Address;

    const TOKEN: &str = "00112233445566778899aabbccddeeff";
    const PAGE: &str = "https://docs.example";

    #[test]
    fn a_link_leads_to_this_machine_or_to_where_the_page_is_from() {
        let check = |link: &str, expected: Option<&str>| {
            let address = Address::of_link(&link.replace("TOKEN", TOKEN), PAGE);
            assert_eq!(
                address.as_ref().map(Address::socket),
                expected.map(|to| format!("{to}/bridge?token={TOKEN}")),
                "{link}"
            );
            if let Some(address) = address {
                assert_eq!(
                    Address::of_link(&address.link(), "http://other.example"),
                    (!address.is_page(PAGE)).then_some(address)
                );
            }
        };
        check("http://127.0.0.1:8765/#token=TOKEN", Some("ws://127.0.0.1:8765"));
        check(" http://localhost:8765#token=TOKEN\n", Some("ws://localhost:8765"));
        check("http://[::1]:80/#token=TOKEN", Some("ws://[::1]:80"));
        check("#token=TOKEN", Some("wss://docs.example"));
        check("token=TOKEN", Some("wss://docs.example"));
        check("TOKEN", Some("wss://docs.example"));
        check("https://docs.example/#token=TOKEN", Some("wss://docs.example"));
        check("http://evil.example/#token=TOKEN", None);
        check("http://127.0.0.1.evil.example:80/#token=TOKEN", None);
        check("http://127.0.0.1@evil.example:80/#token=TOKEN", None);
        check("http://127.0.0.1:x/#token=TOKEN", None);
        check("http://127.0.0.1:8765/path/#token=TOKEN", None);
        check("javascript:alert(1)#token=TOKEN", None);
        check("http://127.0.0.1:8765/#token=0011", None);
        check("http://127.0.0.1:8765/", None);
        check("", None);
    }

    #[test]
    fn the_secret_is_not_printed() {
        let address = Address::of_link(TOKEN, PAGE).unwrap();
        assert_eq!((format!("{address:?}").as_str(), address.place()), (PAGE, "docs.example"));
    }
}

//! Who may come in: the `Host` that the request names (no rebinding by DNS), the `Origin` of the page that made it (no cross-site
//! hijacking), the token of this launch, and the form of a WebSocket handshake (RFC 6455, section 4.2.1). Pure functions of a request.

use crate::token::Token;
use anyhow::{Result, ensure};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD as BASE64;
use hyper::header::{self, HeaderMap, HeaderName};
use hyper::{Request, StatusCode, Version};
use sha1::{Digest as _, Sha1};

/// The names under which the bridge is reached, and the pages that may use it.
#[derive(Debug, Clone)]
pub(crate) struct Gate {
    hosts: Vec<String>,
    origins: Vec<String>,
}

/// A request that is turned away: the status and a sentence.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Refusal {
    pub(crate) status: StatusCode,
    pub(crate) text: &'static str,
}

impl Refusal {
    pub(crate) const fn new(status: StatusCode, text: &'static str) -> Self {
        Self { status, text }
    }

    const fn malformed(text: &'static str) -> Self {
        Self::new(StatusCode::BAD_REQUEST, text)
    }
}

/// What a page says about its token.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum TokenState {
    Right,
    Wrong,
    Absent,
}

impl Gate {
    /// The gate of a bridge on `port` of 127.0.0.1, open to its own page and to `origins`.
    pub(crate) fn new(port: u16, origins: &[String]) -> Result<Self> {
        let mut hosts = vec![format!("127.0.0.1:{port}"), format!("localhost:{port}")];
        if port == 80 {
            hosts.extend(["127.0.0.1".into(), "localhost".into()]);
        }
        let mut allowed: Vec<String> = hosts.iter().map(|host| format!("http://{host}")).collect();
        for origin in origins {
            let host = origin.strip_prefix("https://").or_else(|| origin.strip_prefix("http://")).unwrap_or("");
            let plain = host
                .bytes()
                .all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || b".-:[]_".contains(&byte));
            ensure!(
                !host.is_empty() && plain,
                "`{origin}` is no origin such as https://example.org or http://localhost:8080"
            );
            allowed.push(origin.clone());
        }
        Ok(Self { hosts, origins: allowed })
    }

    /// `Host` must be exactly one of our names, and the target of the request must not name another.
    pub(crate) fn host<B>(&self, request: &Request<B>) -> Result<(), Refusal> {
        if request.uri().authority().is_some() {
            return Err(Refusal::malformed("this is no proxy"));
        }
        let host = single(request.headers(), &header::HOST)?.ok_or(Refusal::malformed("Host is missing"))?;
        if self.hosts.iter().any(|own| own.eq_ignore_ascii_case(host)) {
            Ok(())
        } else {
            Err(Refusal::new(StatusCode::FORBIDDEN, "this Host is not served"))
        }
    }

    /// The `Origin`, when there is one: it must be on the list. `null`, which any sandboxed frame has, never is.
    pub(crate) fn origin<'a>(&self, headers: &'a HeaderMap) -> Result<Option<&'a str>, Refusal> {
        let origin = single(headers, &header::ORIGIN)?;
        match origin {
            Some(origin) if !self.origins.iter().any(|allowed| allowed == origin) => {
                Err(Refusal::new(StatusCode::FORBIDDEN, "this Origin may not use the bridge"))
            }
            other => Ok(other),
        }
    }
}

/// The token in the query.
pub(crate) fn token_state(query: &Query, token: &Token) -> TokenState {
    match query.get("token") {
        None => TokenState::Absent,
        Some(given) if token.is(given) => TokenState::Right,
        Some(_) => TokenState::Wrong,
    }
}

/// The one value of a header, as text. Two of them are malformed, whatever they say.
fn single<'a>(headers: &'a HeaderMap, name: &HeaderName) -> Result<Option<&'a str>, Refusal> {
    let mut values = headers.get_all(name).iter();
    match (values.next(), values.next()) {
        (None, _) => Ok(None),
        (Some(value), None) => value.to_str().map(Some).map_err(|_| Refusal::malformed("a header is not ASCII")),
        (Some(_), Some(_)) => Err(Refusal::malformed("a header that may come once came twice")),
    }
}

/// The names and values after the question mark, decoded. A name given twice is malformed.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Query(Vec<(String, String)>);

impl Query {
    pub(crate) fn parse(text: &str) -> Result<Self, Refusal> {
        let mut pairs: Vec<(String, String)> = Vec::new();
        for pair in text.split('&').filter(|pair| !pair.is_empty()) {
            let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
            let decoded = decode(name).zip(decode(value)).ok_or(Refusal::malformed("the query is malformed"))?;
            if pairs.iter().any(|(known, _)| *known == decoded.0) {
                return Err(Refusal::malformed("a name stands in the query twice"));
            }
            pairs.push(decoded);
        }
        Ok(Self(pairs))
    }

    pub(crate) fn get(&self, name: &str) -> Option<&str> {
        self.0.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
    }
}

/// Percent-encoding, RFC 3986.
fn decode(text: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let Some((first, after)) = rest.split_first() {
        rest = after;
        if *first != b'%' {
            bytes.push(*first);
            continue;
        }
        let (digits, after) = after.split_at_checked(2)?;
        let digit = |byte: u8| char::from(byte).to_digit(16);
        bytes.push((digit(digits[0])? << 4 | digit(digits[1])?) as u8);
        rest = after;
    }
    String::from_utf8(bytes).ok()
}

/// Checks that a request is a WebSocket handshake and returns the `Sec-WebSocket-Accept` for its key.
pub(crate) fn handshake<B>(request: &Request<B>) -> Result<String, Refusal> {
    const GUID: &str = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";
    let headers = request.headers();
    let lists = |name: HeaderName, word: &str| {
        headers
            .get_all(name)
            .iter()
            .filter_map(|value| value.to_str().ok())
            .any(|value| value.split(',').any(|item| item.trim().eq_ignore_ascii_case(word)))
    };
    if request.version() != Version::HTTP_11
        || !lists(header::UPGRADE, "websocket")
        || !lists(header::CONNECTION, "upgrade")
    {
        return Err(Refusal::new(StatusCode::UPGRADE_REQUIRED, "a WebSocket handshake is expected here"));
    }
    if single(headers, &header::SEC_WEBSOCKET_VERSION)? != Some("13") {
        return Err(Refusal::new(StatusCode::UPGRADE_REQUIRED, "only version 13 of the WebSocket protocol is spoken"));
    }
    let key = single(headers, &header::SEC_WEBSOCKET_KEY)?.unwrap_or("");
    if BASE64.decode(key).map_or(0, |key| key.len()) != 16 {
        return Err(Refusal::malformed("Sec-WebSocket-Key is malformed"));
    }
    Ok(BASE64.encode(Sha1::new().chain_update(key).chain_update(GUID).finalize()))
}

/// Whether the client offers a subprotocol, or `None` when it offers none at all.
pub(crate) fn offers(headers: &HeaderMap, subprotocol: &str) -> Option<bool> {
    let mut offered = headers.get_all(header::SEC_WEBSOCKET_PROTOCOL).iter().peekable();
    offered.peek()?;
    Some(
        offered
            .filter_map(|value| value.to_str().ok())
            .any(|value| value.split(',').any(|item| item.trim() == subprotocol)),
    )
}

#[cfg(test)]
mod tests {
    use super::{Gate, Query, handshake};
    use hyper::Request;

    #[test]
    fn origins_are_exact() {
        for wrong in
            ["null", "*", "example.org", "https://", "https://example.org/", "https://a/b", "HTTP://A", "ftp://a"]
        {
            assert!(Gate::new(1, &[wrong.into()]).is_err(), "{wrong}");
        }
        assert!(Gate::new(1, &["https://example.org".into(), "http://localhost:8080".into()]).is_ok());
    }

    #[test]
    fn queries_are_decoded_or_refused() {
        let get = |text: &str| Query::parse(text).ok().and_then(|query| query.get("target").map(str::to_owned));
        let check = |text: &str, expected: Option<&str>| assert_eq!(get(text).as_deref(), expected, "{text}");
        check("target=localhost:1", Some("localhost:1"));
        check("a=b&target=localhost%3A1&", Some("localhost:1"));
        check("target", Some(""));
        check("target=%", None);
        check("target=%3", None);
        check("target=%zz", None);
        check("target=%+1", None);
        check("target=%FF", None);
        check("target=a&target=b", None);
    }

    #[test]
    fn the_accept_value_is_that_of_the_rfc() {
        let request = Request::get("/bridge")
            .header("upgrade", "WebSocket")
            .header("connection", "keep-alive, Upgrade")
            .header("sec-websocket-version", "13")
            .header("sec-websocket-key", "dGhlIHNhbXBsZSBub25jZQ==");
        assert_eq!(handshake(&request.body(()).unwrap()).as_deref(), Ok("s3pPLMBiTxaQ9kYGzzhZRbK+xOo="));
    }
}

//! Who may come in: the matrix of `Host`, `Origin` and token, malformed requests, and what is served to everybody.

#![expect(clippy::unwrap_used, reason = "a failed unwrap in a test is a failed test")]

mod page;

use futures_util::{SinkExt as _, StreamExt as _};
use page::{Page, bridge, exchange, python_server, websocket};
use sockscope_bridge::{Bridge, Limits};
use tokio_websockets::Message;

const KEY: &str = "Upgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n";

fn status(answer: &str) -> u16 {
    answer.strip_prefix("HTTP/1.").and_then(|rest| rest.get(2..5)).and_then(|code| code.parse().ok()).unwrap_or(0)
}

/// A handshake with the bridge's port for `PORT`, the right token for `TOKEN` and `;` between headers. The connection is closed by us
/// after a 101, so that the answer has an end.
async fn handshake(bridge: &Bridge, path: &str, headers: &str) -> u16 {
    let fill = |text: &str| {
        text.replace("PORT", &bridge.address().port().to_string()).replace("TOKEN", bridge.token().digits())
    };
    let headers: String =
        fill(headers).split(';').filter(|line| !line.is_empty()).map(|line| format!("{line}\r\n")).collect();
    let protocol = if path.starts_with("/bridge") { "sockscope.bridge.1" } else { "binary" };
    let request = format!("GET {} HTTP/1.1\r\n{headers}{KEY}Sec-WebSocket-Protocol: {protocol}\r\n\r\n", fill(path));
    // A masked close frame behind the handshake would be early; a half-closed connection is what ends the exchange.
    let mut stream = tokio::net::TcpStream::connect(bridge.address()).await.unwrap();
    tokio::io::AsyncWriteExt::write_all(&mut stream, request.as_bytes()).await.unwrap();
    let mut answer = vec![0; 512];
    let len = page::soon("an answer", tokio::io::AsyncReadExt::read(&mut stream, &mut answer)).await.unwrap();
    status(&String::from_utf8_lossy(&answer[..len]))
}

#[tokio::test]
async fn only_the_right_host_origin_and_token_come_in() {
    let bridge = bridge(&[], Limits { handshakes_per_second: 10_000, ..Limits::default() }).await;
    let demo = bridge.demos()[2].port;
    let raw = format!("/raw?target=localhost:{demo}&token=TOKEN");
    let own = "Host: 127.0.0.1:PORT;";
    let rows: [(&str, &str, u16); 46] = [
        ("Host: 127.0.0.1:PORT", "/bridge?token=TOKEN", 101),
        ("Host: localhost:PORT", "/bridge?token=TOKEN", 101),
        ("Host: LOCALHOST:PORT", "/bridge?token=TOKEN", 101),
        ("Host: evil.example", "/bridge?token=TOKEN", 403),
        ("Host: evil.example:PORT", "/bridge?token=TOKEN", 403),
        ("Host: localhost.evil:PORT", "/bridge?token=TOKEN", 403),
        ("Host: evil-localhost:PORT", "/bridge?token=TOKEN", 403),
        ("Host: localhost.:PORT", "/bridge?token=TOKEN", 403),
        ("Host: localhost", "/bridge?token=TOKEN", 403),
        ("Host: localhost:1", "/bridge?token=TOKEN", 403),
        ("Host: 127.0.0.1:PORT1", "/bridge?token=TOKEN", 403),
        ("Host: 127.0.0.2:PORT", "/bridge?token=TOKEN", 403),
        ("Host: 0.0.0.0:PORT", "/bridge?token=TOKEN", 403),
        ("Host: 192.168.0.1:PORT", "/bridge?token=TOKEN", 403),
        ("Host: [::1]:PORT", "/bridge?token=TOKEN", 403),
        ("Host: [::ffff:127.0.0.1]:PORT", "/bridge?token=TOKEN", 403),
        ("Host: ", "/bridge?token=TOKEN", 403),
        ("Host: null", "/bridge?token=TOKEN", 403),
        ("Accept: */*", "/bridge?token=TOKEN", 400),
        ("Host: localhost:PORT;Host: localhost:PORT", "/bridge?token=TOKEN", 400),
        ("Host: localhost:PORT;Host: evil.example", "/bridge?token=TOKEN", 400),
        ("Host: localhost:PORT", "http://evil.example/bridge?token=TOKEN", 400),
        ("Origin: http://127.0.0.1:PORT", "/bridge?token=TOKEN", 101),
        ("Origin: http://localhost:PORT", "/bridge?token=TOKEN", 101),
        ("Origin: https://docs.example", "/bridge?token=TOKEN", 101),
        ("Origin: http://docs.example", "/bridge?token=TOKEN", 403),
        ("Origin: https://docs.example:8443", "/bridge?token=TOKEN", 403),
        ("Origin: https://evil.docs.example", "/bridge?token=TOKEN", 403),
        ("Origin: https://docs.example.evil", "/bridge?token=TOKEN", 403),
        ("Origin: http://evil.example", "/bridge?token=TOKEN", 403),
        ("Origin: null", "/bridge?token=TOKEN", 403),
        ("Origin: ", "/bridge?token=TOKEN", 403),
        ("Origin: http://127.0.0.1:1", "/bridge?token=TOKEN", 403),
        ("Origin: http://127.0.0.1", "/bridge?token=TOKEN", 403),
        ("Origin: https://127.0.0.1:PORT", "/bridge?token=TOKEN", 403),
        ("Origin: http://192.168.0.1:PORT", "/bridge?token=TOKEN", 403),
        ("Origin: http://localhost.evil:PORT", "/bridge?token=TOKEN", 403),
        ("Origin: http://localhost:PORT/", "/bridge?token=TOKEN", 403),
        ("Origin: http://localhost:PORT;Origin: http://evil.example", "/bridge?token=TOKEN", 400),
        ("Origin: http://localhost:PORT", "/bridge", 403),
        ("", "/bridge", 403),
        ("", "/bridge?token=", 403),
        ("", "/bridge?token=00000000000000000000000000000000", 403),
        ("", "/bridge?token=TOKEN0", 403),
        ("", "/bridge?token=0TOKEN", 403),
        ("", "/bridge?token=TOKEN&token=TOKEN", 400),
    ];
    for (headers, path, expected) in rows {
        let host = if headers.starts_with("Host") || headers.starts_with("Accept") { "" } else { own };
        for path in [path, &path.replace("/bridge?", &format!("/raw?target=localhost:{demo}&"))] {
            let answer = handshake(&bridge, path, &format!("{host}{headers}")).await;
            assert_eq!(answer, expected, "{path} with {headers}");
        }
    }
    for (path, expected) in [
        (raw.as_str(), 101),
        ("/raw?token=TOKEN", 400),
        ("/raw?token=TOKEN&target=localhost", 400),
        ("/raw?token=TOKEN&target=localhost:1", 403),
        (&raw.replace("localhost", "[::ffff:127.0.0.1]"), 403),
        (&raw.replace("localhost", "0.0.0.0"), 403),
    ] {
        assert_eq!(handshake(&bridge, path, own).await, expected, "{path}");
    }
}

#[tokio::test]
async fn the_token_of_an_earlier_launch_is_worth_nothing() {
    let before = bridge(&[], Limits::default()).await;
    let old = before.token().digits().to_owned();
    before.stop().await;
    let bridge = bridge(&[], Limits::default()).await;
    assert_eq!(
        (old.len(), handshake(&bridge, &format!("/bridge?token={old}"), "Host: localhost:PORT").await),
        (32, 403)
    );
    assert!(bridge.link().ends_with(&format!("/#token={}", bridge.token().digits())));
}

#[tokio::test]
async fn malformed_requests_get_a_status() {
    let bridge = bridge(&[], Limits::default()).await;
    let host = format!("Host: localhost:{}\r\n", bridge.address().port());
    let bridge_path = format!("/bridge?token={}", bridge.token().digits());
    let long = "a".repeat(9_000);
    let many = "A: b\r\n".repeat(80);
    let check = async |request: String, expected: &[u16]| {
        let answer = exchange(&bridge, request.as_bytes()).await;
        assert!(expected.contains(&status(&answer)), "{}: {answer}", &request[..request.len().min(80)]);
    };
    check("\r\n\r\nGET\r\n\r\n".into(), &[400]).await;
    check("\u{1}\u{2}\u{3}\r\n\r\n".into(), &[400]).await;
    check(format!("GET / HTTP/1.1\r\n{host}Bad Header: x\r\n\r\n"), &[400]).await;
    check(format!("GET / HTTP/1.1\r\n{host}A\u{0}: x\r\n\r\n"), &[400]).await;
    check(format!("GET / HTTP/1.1\r\n{host}A: {long}\r\n\r\n"), &[431]).await;
    check(format!("GET /{long} HTTP/1.1\r\n{host}\r\n"), &[414, 431]).await;
    check(format!("GET / HTTP/1.1\r\n{host}{many}\r\n"), &[431]).await;
    check(format!("CONNECT localhost:1 HTTP/1.1\r\n{host}\r\n"), &[400]).await;
    check(format!("POST / HTTP/1.1\r\n{host}\r\n"), &[405]).await;
    check(format!("GET /../../etc/passwd HTTP/1.1\r\n{host}\r\n"), &[404]).await;
    check(format!("GET {bridge_path} HTTP/1.1\r\n{host}\r\n"), &[426]).await;
    check(format!("GET {bridge_path} HTTP/1.0\r\n{host}{KEY}\r\n"), &[426]).await;
    check(format!("GET {bridge_path} HTTP/1.1\r\n{host}{}\r\n", KEY.replace("13", "8")), &[426]).await;
    check(format!("GET {bridge_path} HTTP/1.1\r\n{host}{}\r\n", KEY.replace("dGhl", "")), &[400]).await;
    check(format!("GET {bridge_path} HTTP/1.1\r\n{host}{KEY}\r\n"), &[400]).await;
    check(format!("GET {bridge_path}&x=%zz HTTP/1.1\r\n{host}{KEY}\r\n"), &[400]).await;
}

/// Whoever offers compression gets none: a family of bombs less.
#[tokio::test]
async fn compression_is_never_agreed_to() {
    let bridge = bridge(&[], Limits::default()).await;
    let (port, token) = (bridge.address().port(), bridge.token().digits());
    let target = bridge.demos()[2].port;
    for (path, protocol) in
        [("/bridge?", "sockscope.bridge.1"), (&*format!("/raw?target=127.0.0.1:{target}&"), "binary")]
    {
        let request = format!(
            "GET {path}token={token} HTTP/1.1\r\nHost: localhost:{port}\r\n{KEY}Sec-WebSocket-Protocol: {protocol}\r\n\
             Sec-WebSocket-Extensions: permessage-deflate; client_max_window_bits\r\n\r\n"
        );
        let mut stream = tokio::net::TcpStream::connect(bridge.address()).await.unwrap();
        tokio::io::AsyncWriteExt::write_all(&mut stream, request.as_bytes()).await.unwrap();
        let mut answer = vec![0; 1_024];
        let len = page::soon("an answer", tokio::io::AsyncReadExt::read(&mut stream, &mut answer)).await.unwrap();
        let answer = String::from_utf8_lossy(&answer[..len]).to_lowercase();
        assert!(answer.starts_with("http/1.1 101") && !answer.contains("extensions"), "{answer}");
    }
}

/// Clients that compare `Connection` as a whole, such as tungstenite's and with it Trunk's proxy, refuse anything beside `upgrade`.
#[tokio::test]
async fn only_an_upgrade_is_announced_to_a_websocket_and_a_close_to_others() {
    let bridge = bridge(&[], Limits::default()).await;
    let (port, token) = (bridge.address().port(), bridge.token().digits());
    let check = async |path: &str, headers: &str, line: &str| {
        let request = format!("GET {path} HTTP/1.1\r\nHost: localhost:{port}\r\n{headers}\r\n");
        let answer = exchange(&bridge, request.as_bytes()).await;
        assert!(answer.contains(line), "{path}: no {line:?} in {answer}");
    };
    let subprotocol = "Sec-WebSocket-Protocol: sockscope.bridge.1\r\n";
    check(&format!("/bridge?token={token}"), &format!("{KEY}{subprotocol}"), "connection: upgrade\r\n").await;
    check(&format!("/bridge?token={token}"), "", "connection: upgrade, close\r\n").await;
    check("/", "", "connection: close\r\n").await;
}

#[tokio::test]
async fn health_tells_listed_pages_what_is_the_matter() {
    let bridge = bridge(&[], Limits::default()).await;
    let host = format!("Host: localhost:{}\r\n", bridge.address().port());
    let check = async |query: &str, origin: &str, parts: &[&str]| {
        let answer = exchange(&bridge, format!("GET /health{query} HTTP/1.1\r\n{host}{origin}\r\n").as_bytes()).await;
        for part in parts {
            assert!(answer.contains(part), "{query} {origin}: no {part} in {answer}");
        }
    };
    let listed = "Origin: https://docs.example\r\n";
    let allowed = "access-control-allow-origin: https://docs.example";
    let right = format!("?token={}", bridge.token().digits());
    check("", "", &["200 OK", "\"token\":\"absent\"", "\"protocol\":1"]).await;
    check(&right, listed, &["200 OK", "\"token\":\"right\"", allowed]).await;
    check("?token=0", listed, &["200 OK", "\"token\":\"wrong\"", allowed]).await;
    // Readable for nobody but listed pages, and still an answer for a page that asks without CORS.
    let answers = "cross-origin-resource-policy: cross-origin";
    check(&right, "Origin: http://evil.example\r\n", &["403 Forbidden", answers]).await;
    check(&right, "", &["200 OK", answers]).await;
    check(&right, "Origin: null\r\n", &["403 Forbidden"]).await;
    let page = exchange(&bridge, format!("GET / HTTP/1.1\r\n{host}\r\n").as_bytes()).await;
    assert!(page.contains("200 OK") && page.contains("text/html") && page.contains("frame-ancestors 'self'"), "{page}");
    assert!(!page.contains(bridge.token().digits()));
}

/// websockify's clients: subprotocol `binary`, bytes in any number of messages, the end of one side is the end.
#[tokio::test]
async fn raw_is_one_stream_on_one_websocket() {
    let mut server = python_server(
        "got = b''\nwhile len(got) < 8: got += conn.recv(8)\nconn.sendall(got[::-1])\nconn.close()\nprint(got)",
    );
    let port: u16 = server.line().await.parse().unwrap();
    let bridge = bridge(&["localhost:*"], Limits::default()).await;
    let mut socket = websocket(&bridge, &format!("/raw?target=localhost%3A{port}"), "binary").await;
    for part in ["abc", "d", "efgh"] {
        socket.send(Message::binary(part)).await.unwrap();
    }
    assert_eq!(server.line().await, "b'abcdefgh'");
    let (mut got, mut code) = (Vec::new(), 0);
    while let Some(Ok(message)) = page::soon("a message", socket.next()).await {
        got.extend_from_slice(if message.is_binary() { message.as_payload() } else { &[] });
        code = message.as_close().map_or(code, |(code, _)| code.into());
    }
    assert_eq!((got.as_slice(), code), (&b"hgfedcba"[..], 1000));
    // Others are served as before.
    Page::connect(&bridge).await.close().await;
}

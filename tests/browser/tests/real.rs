//! The page joined to real processes: `sockscope serve` with the page inside, and python3 servers and clients that know nothing of it.

use anyhow::{Result, ensure};
use sockscope_browser_tests::axe;
use sockscope_browser_tests::bridge::{Bridge, Python, free_port};
use sockscope_browser_tests::instrument::{self, button, console, editor};
use sockscope_browser_tests::page::Page;
use sockscope_browser_tests::session::{self, Look, Target};
use std::sync::Mutex;

/// The first program; the only one where a real program stands in for the other.
const ONLY: usize = 0;
const SENTENCE: &str = "Socket Programming in Python";
const CONNECTED: &str = "[data-testid=connections][data-bridge=connected]";
const STRIP: &str = "[data-testid=strip]";

/// The article's last server, on a port of its own; it says when it listens.
const ARTICLE_SERVER: &str = "import socket
s=socket.socket(socket.AF_INET, socket.SOCK_STREAM)
s.bind((socket.gethostname(), PORT))
s.listen(5)
print('listening')
while True:
    clt,adr=s.accept()
    clt.send(bytes('Socket Programming in Python','utf-8 '))
    clt.close()
";

/// Opens the bridge's page by the link that it printed.
async fn open(page: &Page, bridge: &Bridge) -> Result<()> {
    page.goto(bridge.link()).await?;
    page.find(CONNECTED).await?;
    let address: String = page.script("return location.href + JSON.stringify(localStorage);", Vec::new()).await?;
    ensure!(!address.contains("token"), "the secret is still there: {address}");
    Ok(())
}

/// Opens the panel and clicks something in it.
async fn choose(page: &Page, selector: &str) -> Result<()> {
    page.click(&button("connections")).await?;
    page.click(selector).await?;
    page.keys("\u{e00c}").await
}

async fn lesson(page: &Page, number: usize) -> Result<()> {
    page.set_value("[data-testid=lesson-picker]", &(number - 1).to_string()).await?;
    instrument::settled(page).await.map(drop)
}

/// The address of the page as a link with a recording, once it no longer follows the steps.
async fn recorded_link(page: &Page) -> Result<String> {
    const LATER: &str = "const done = arguments[0]; setTimeout(() => done(location.hash.slice(1)), 500);";
    let mut hash = String::new();
    page.until("a link with a recording", async || {
        let before = std::mem::replace(&mut hash, page.script_async(LATER, Vec::new()).await?);
        Ok(hash.starts_with("2.") && hash == before)
    })
    .await?;
    Ok(hash)
}

#[test]
fn the_articles_server_in_python_and_the_client_in_the_page() {
    let made = Mutex::new(String::new());
    let port = free_port().expect("a port is free");
    session::run(Target::Page, Look::WIDE, "", async |page| {
        let mut server = Python::start(&ARTICLE_SERVER.replace("PORT", &port.to_string()))?;
        server.line()?;
        let bridge = Bridge::start(&[port])?;
        open(page, &bridge).await?;
        lesson(page, 5).await?;
        choose(page, "[data-testid=real-0]").await?;
        let source: String =
            page.script("return document.querySelector(arguments[0]).value;", vec![editor(ONLY).into()]).await?;
        page.set_value(&editor(ONLY), &source.replace("2346", &port.to_string())).await?;
        page.until_text(&console(ONLY), SENTENCE).await?;
        page.until("four pieces of seven bytes", async || Ok(instrument::pieces(page).await? == [7, 7, 7, 7])).await?;
        ensure!(page.count("[data-testid=piece-eof]").await? == 1, "the end of the stream is not shown as one recv");
        instrument::settled(page).await?;
        stepping_goes_both_ways(page).await?;
        *made.lock().expect("nobody else holds it") = recorded_link(page).await?;
        Ok(())
    });
    // A fresh browser, no bridge, no server.
    let link = made.into_inner().expect("nobody else holds it");
    assert!(!link.contains("token"), "{link}");
    session::run(Target::Page, Look::NARROW, &format!("#{link}"), async |page| {
        page.until("the recorded pieces", async || Ok(instrument::pieces(page).await? == [7, 7, 7, 7])).await?;
        instrument::settled(page).await?;
        page.find("[data-testid=strip][data-connections=recording]").await?;
        stepping_goes_both_ways(page).await?;
        page.click("[data-testid=column-first]").await?;
        page.until_text(&console(ONLY), SENTENCE).await?;
        axe::check(page, "a recording on a phone").await
    });
}

async fn stepping_goes_both_ways(page: &Page) -> Result<()> {
    while instrument::pieces(page).await?.len() > 1 {
        instrument::step_back(page).await?;
    }
    ensure!(instrument::pieces(page).await? == [7], "one piece is taken");
    page.click(&button("next-recv")).await?;
    page.until("two pieces", async || Ok(instrument::pieces(page).await? == [7, 7])).await?;
    // On a phone this button is not shown.
    let _clicked: bool =
        page.script("document.querySelector('[data-testid=last]').click(); return true;", Vec::new()).await?;
    page.until("all pieces", async || Ok(instrument::pieces(page).await? == [7, 7, 7, 7])).await
}

#[test]
fn the_bridges_own_servers_are_one_click_away() {
    session::run(Target::Page, Look::WIDE, "", async |page| {
        let bridge = Bridge::start(&[])?;
        open(page, &bridge).await?;
        page.click(&button("connections")).await?;
        axe::check(page, "the panel of a bridge").await?;
        page.click(&button("demo-sentence")).await?;
        page.until_text(&console(ONLY), SENTENCE).await?;
        axe::check(page, "a real run").await?;
        choose(page, "[data-testid=demo-object]").await?;
        page.until_text(&console(ONLY), "pieces = [7, 7, 7, 7]").await?;
        page.find("[data-testid=pickle-state][data-state=done]").await?;
        // Its end is sent before anything is read: the other direction stays open.
        choose(page, "[data-testid=demo-echo]").await?;
        page.until_text(&console(ONLY), "Is anybody there?").await?;
        page.click(&button("language")).await?;
        page.find("html[lang=zh-Hans]").await?;
        axe::check(page, "a real run in Chinese").await
    });
}

#[test]
fn a_port_where_nobody_listens_and_one_that_is_not_allowed() {
    let (refused, blocked) = (free_port().expect("a port is free"), free_port().expect("a port is free"));
    session::run(Target::Page, Look::WIDE, "", async |page| {
        let bridge = Bridge::start(&[refused])?;
        open(page, &bridge).await?;
        choose(page, "[data-testid=demo-sentence]").await?;
        page.until_text(&console(ONLY), SENTENCE).await?;
        let program = |port: u16| format!("import socket\nsocket.create_connection(('127.0.0.1', {port}))\n");
        page.set_value(&editor(ONLY), &program(refused)).await?;
        page.until_text(&console(ONLY), "ConnectionRefusedError: [Errno 111] Connection refused").await?;
        page.set_value(&editor(ONLY), &program(blocked)).await?;
        page.until_text("[data-testid=peer-log]", "--allow").await?;
        page.until_text(&console(ONLY), "PermissionError").await
    });
}

#[test]
fn python_clients_connect_into_a_server_in_the_page() {
    // The client ends its direction first and reads on; the server's answer comes after it has read that end.
    const SERVER: &str = "import socket
server = socket.create_server(('', 0))
while True:
    conn, address = server.accept()
    got = b''
    while piece := conn.recv(5):
        got += piece
    conn.sendall(got.upper())
    conn.shutdown(socket.SHUT_WR)
    print('served', len(got), conn.recv(1))
    conn.close()
";
    const CLIENT: &str = "import socket
sock = socket.create_connection(('127.0.0.1', PORT))
sock.sendall(b'from outside')
sock.shutdown(socket.SHUT_WR)
got = b''
while piece := sock.recv(100):
    got += piece
print(got)
";
    session::run(Target::Page, Look::WIDE, "", async |page| {
        let bridge = Bridge::start(&[])?;
        open(page, &bridge).await?;
        lesson(page, 5).await?;
        page.set_value(&editor(0), SERVER).await?;
        choose(page, "[data-testid=real-1]").await?;
        let port = |command: &str| command.rsplit(' ').next().unwrap_or_default().to_owned();
        page.until_text("[data-testid=peer-nc]", "nc 127.0.0.1 ").await?;
        let port = port(page.text("[data-testid=peer-nc]").await?.trim());
        for _ in 0..2 {
            let client = Python::start(&CLIENT.replace("PORT", &port))?;
            ensure!(client.output()? == "b'FROM OUTSIDE'\n", "the client got something else");
        }
        page.until_text(&console(ONLY), "served 12 b''\nserved 12 b''").await?;
        page.until("the pieces of the newest client", async || {
            Ok(instrument::pieces(page).await?.starts_with(&[5, 5, 2]))
        })
        .await?;
        page.click(&button("real-stop")).await?;
        instrument::settled(page).await.map(drop)
    });
}

#[test]
fn a_bridge_that_dies_leaves_the_trace_and_another_one_goes_on() {
    const WAITING: &str = "import socket
sock = socket.create_connection(('127.0.0.1', PORT))
sock.sendall(b'ping')
print(sock.recv(100))
sock.recv(1)
";
    session::run_aloud(Target::Page, Look::WIDE, "", &["/bridge?token=", "/health?token="], async |page| {
        let mut bridge = Bridge::start(&[])?;
        open(page, &bridge).await?;
        choose(page, "[data-testid=demo-echo]").await?;
        page.until_text(&console(ONLY), "Is anybody there?").await?;
        let source: String =
            page.script("return document.querySelector(arguments[0]).value;", vec![editor(ONLY).into()]).await?;
        let port = source.split("127.0.0.1\", ").nth(1).and_then(|rest| rest.split(')').next()).unwrap_or_default();
        page.set_value(&editor(ONLY), &WAITING.replace("PORT", port)).await?;
        page.until_text(&console(ONLY), "b'ping'").await?;
        bridge.kill();
        page.find("[data-testid=bridge-failure][data-failure=lost]").await?;
        page.until_text(STRIP, "kept").await?;
        axe::check(page, "a bridge that is gone").await?;
        instrument::settled(page).await?;
        page.until_text(&console(ONLY), "b'ping'").await?;
        instrument::step_back(page).await?;
        page.click(&button("bridge-retry")).await?;
        page.find("[data-testid=bridge-failure][data-failure=not-running]").await?;
        page.until_text(&console(ONLY), "b'ping'").await?;
        // Another launch has another port and another token, so the page comes from there.
        let second = Bridge::start(&[])?;
        open(page, &second).await?;
        choose(page, "[data-testid=demo-sentence]").await?;
        page.until_text(&console(ONLY), SENTENCE).await
    });
}

#[test]
fn why_there_is_no_bridge_is_told_apart() {
    let nobody = free_port().expect("a port is free");
    session::run_aloud(Target::Page, Look::NARROW.dark(), "#lesson-5", &["/health?token="], async |page| {
        instrument::settled(page).await?;
        let bridge = Bridge::start(&[])?;
        let fails = async |link: &str, name: &str| {
            page.set_value("[data-testid=bridge-link]", link).await?;
            page.click(&button("bridge-connect")).await?;
            page.find(&format!("[data-testid=bridge-panel] [data-failure={name}]")).await.map(drop)
        };
        page.click(&button("connections")).await?;
        axe::check(page, "no bridge yet").await?;
        // This page is another server's, which the bridge was not told about.
        fails(bridge.link(), "origin").await?;
        let token = "0".repeat(32);
        fails(&format!("http://127.0.0.1:{nobody}/#token={token}"), "not-running").await?;
        fails(&format!("http://evil.example/#token={token}"), "bad-link").await?;
        axe::check(page, "no bridge").await?;
        page.goto(&bridge.wrong_link()).await?;
        page.find("[data-testid=bridge-failure][data-failure=wrong-token]").await?;
        page.until_text(STRIP, "sockscope serve").await
    });
}

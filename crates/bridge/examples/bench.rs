//! How fast bytes go up through `/bridge` and `/raw`, against bare TCP through a plain copy loop, and what an idle stream costs.
//! All take turns in one run, so only the ratios mean something. `cargo xtask bench bridge` builds and runs it.
//! The clients write frames that were made beforehand, masked with a key of zeros: what is measured is the bridge.

use anyhow::{Context as _, Result, ensure};
use sockscope_bridge::{Bridge, Config, Limits};
use sockscope_bridge_protocol::{Frame, PIECE_MAX, SUBPROTOCOL, StreamId, VERSION};
use std::io::{Read, Write as _};
use std::net::{Ipv4Addr, SocketAddr, TcpListener, TcpStream};
use std::sync::{Arc, Condvar, Mutex};
use std::thread;
use std::time::Instant;

/// Bytes of a stream in a frame, and bytes in all.
const SIZES: [(usize, usize); 3] = [(PIECE_MAX, 512 << 20), (1_024, 128 << 20), (64, 64 << 20)];
const IDLE_STREAMS: u32 = 1_000;
/// Bytes of a stream that one write of a client carries.
const BLOCK: usize = 64 * 1024;

fn main() -> Result<()> {
    let rounds: usize = std::env::args().nth(1).map_or(Ok(5), |rounds| rounds.parse())?;
    let sink = TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?;
    let port = sink.local_addr()?.port();
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
    let limits = Limits { streams_max: 20_000, opens_per_second: 20_000, ..Limits::default() };
    let allow = vec![format!("localhost:{port}").parse()?];
    let bridge = runtime.block_on(Bridge::start(Config { allow, limits, ..Config::default() }))?;
    let relay = start_relay(port)?;

    println!("MB/s up, median of {rounds} rounds in which all take turns");
    println!(
        "{:>14}{:>12}{:>12}{:>12}{:>16}{:>14}",
        "bytes a frame", "bare TCP", "/bridge", "/raw", "/bridge : bare", "/raw : bare"
    );
    for (size, total) in SIZES {
        let mut rates = [const { Vec::new() }; 3];
        for _ in 0..rounds {
            rates[0].push(measure(&sink, total, || bare(relay, total))?);
            rates[1].push(measure(&sink, total, || through_bridge(&bridge, port, size, total))?);
            rates[2].push(measure(&sink, total, || through_raw(&bridge, port, size, total))?);
        }
        let [bare, bridge, raw] = rates.map(median);
        println!("{size:>14}{bare:>12.0}{bridge:>12.0}{raw:>12.0}{:>16.2}{:>14.2}", bridge / bare, raw / bare);
    }
    println!("\n{:.1} KiB for each of {IDLE_STREAMS} idle streams", idle(&bridge, &sink, port)?);
    runtime.block_on(bridge.stop());
    Ok(())
}

fn median(mut rates: Vec<f64>) -> f64 {
    rates.sort_by(f64::total_cmp);
    rates[rates.len() / 2]
}

/// Megabytes a second until the sink has read everything that `send` sends.
fn measure(sink: &TcpListener, total: usize, send: impl FnOnce() -> Result<()> + Send) -> Result<f64> {
    thread::scope(|scope| {
        let began = Instant::now();
        let sending = scope.spawn(send);
        let (mut stream, _) = sink.accept()?;
        let mut buffer = vec![0; 256 * 1024];
        let mut received = 0;
        loop {
            let len = stream.read(&mut buffer)?;
            if len == 0 {
                break;
            }
            received += len;
        }
        let elapsed = began.elapsed();
        drop(stream);
        sending.join().expect("invariant: a sender does not panic")?;
        ensure!(received == total, "{received} of {total} bytes came");
        Ok(total as f64 / 1e6 / elapsed.as_secs_f64())
    })
}

/// A plain copy loop between two sockets: what any relay must at least do.
fn start_relay(port: u16) -> Result<SocketAddr> {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?;
    let address = listener.local_addr()?;
    thread::spawn(move || -> Result<()> {
        for client in listener.incoming() {
            let (mut client, mut target) = (client?, TcpStream::connect((Ipv4Addr::LOCALHOST, port))?);
            let mut buffer = vec![0; BLOCK];
            loop {
                let len = client.read(&mut buffer)?;
                if len == 0 {
                    break;
                }
                target.write_all(&buffer[..len])?;
            }
        }
        Ok(())
    });
    Ok(address)
}

fn bare(relay: SocketAddr, total: usize) -> Result<()> {
    let mut stream = TcpStream::connect(relay)?;
    let block = vec![0; BLOCK];
    for _ in 0..total / BLOCK {
        stream.write_all(&block)?;
    }
    Ok(())
}

/// A WebSocket after its handshake.
fn websocket(bridge: &Bridge, path: &str, subprotocol: &str) -> Result<TcpStream> {
    let mut stream = TcpStream::connect(bridge.address())?;
    stream.set_nodelay(true)?;
    let (host, token) = (bridge.address(), bridge.token().digits());
    write!(
        stream,
        "GET {path}token={token} HTTP/1.1\r\nHost: {host}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\n\
         Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Protocol: {subprotocol}\r\n\r\n"
    )?;
    let mut head = Vec::new();
    while !head.ends_with(b"\r\n\r\n") {
        let mut byte = [0];
        stream.read_exact(&mut byte)?;
        head.push(byte[0]);
    }
    ensure!(head.starts_with(b"HTTP/1.1 101"), "{}", String::from_utf8_lossy(&head));
    Ok(stream)
}

/// A binary message from a client, masked with zeros.
fn push_message(out: &mut Vec<u8>, message: &[u8]) {
    out.push(0x82);
    match message.len() {
        len @ ..126 => out.push(0x80 | len as u8),
        len @ ..65_536 => {
            out.push(0x80 | 126);
            out.extend((len as u16).to_be_bytes());
        }
        len => {
            out.push(0x80 | 127);
            out.extend((len as u64).to_be_bytes());
        }
    }
    out.extend([0; 4]);
    out.extend_from_slice(message);
}

/// Reads one message of the server.
fn next_message(stream: &mut impl Read) -> Result<Vec<u8>> {
    let mut head = [0; 2];
    stream.read_exact(&mut head)?;
    let len = match head[1] {
        126 => {
            let mut len = [0; 2];
            stream.read_exact(&mut len)?;
            u16::from_be_bytes(len).into()
        }
        len => usize::from(len),
    };
    let mut message = vec![0; len];
    stream.read_exact(&mut message)?;
    Ok(message)
}

fn say(stream: &mut TcpStream, frame: Frame<'_>) -> Result<()> {
    let mut out = Vec::new();
    push_message(&mut out, &frame.to_vec());
    Ok(stream.write_all(&out)?)
}

/// A bridge that has said `Welcome`.
fn greeted(bridge: &Bridge) -> Result<TcpStream> {
    let mut stream = websocket(bridge, "/bridge?", SUBPROTOCOL)?;
    say(&mut stream, Frame::Hello { version: VERSION })?;
    let welcome = next_message(&mut stream)?;
    ensure!(matches!(Frame::decode(&welcome), Ok(Frame::Welcome { .. })), "no Welcome");
    Ok(stream)
}

fn open(stream: &mut TcpStream, id: StreamId, port: u16) -> Result<u32> {
    say(stream, Frame::Open { stream: id, credit: 0, port, host: "127.0.0.1" })?;
    match Frame::decode(&next_message(stream)?) {
        Ok(Frame::Opened { credit, .. }) => Ok(credit),
        other => anyhow::bail!("not opened: {other:?}"),
    }
}

/// Frames of `size` for `len` bytes.
fn block(size: usize, len: usize, message: impl Fn(&[u8]) -> Vec<u8>) -> Vec<u8> {
    let bytes = vec![0; len];
    let mut out = Vec::new();
    for part in bytes.chunks(size) {
        push_message(&mut out, &message(part));
    }
    out
}

fn through_bridge(bridge: &Bridge, port: u16, size: usize, total: usize) -> Result<()> {
    let mut stream = greeted(bridge)?;
    let id = StreamId(1);
    let credit = Arc::new((Mutex::new(open(&mut stream, id, port)? as usize), Condvar::new()));
    let mut reader = std::io::BufReader::new(stream.try_clone()?);
    let granted = Arc::clone(&credit);
    thread::spawn(move || -> Result<()> {
        loop {
            if let Ok(Frame::Credit { bytes, .. }) = Frame::decode(&next_message(&mut reader)?) {
                *granted.0.lock().expect("invariant: nobody panics") += bytes as usize;
                granted.1.notify_one();
            }
        }
    });
    let full = block(size, BLOCK, |bytes| Frame::Data { stream: id, bytes }.to_vec());
    for _ in 0..total / BLOCK {
        let mut there = credit.0.lock().expect("invariant: nobody panics");
        while *there < BLOCK {
            there = credit.1.wait(there).expect("invariant: nobody panics");
        }
        *there -= BLOCK;
        drop(there);
        stream.write_all(&full)?;
    }
    say(&mut stream, Frame::Eof { stream: id, time: Default::default() })?;
    say(
        &mut stream,
        Frame::Close { stream: id, reason: sockscope_bridge_protocol::Reason::Ended, time: Default::default() },
    )?;
    // A close frame, and what is still on its way.
    stream.write_all(&[0x88, 0x80, 0, 0, 0, 0])?;
    Ok(())
}

fn through_raw(bridge: &Bridge, port: u16, size: usize, total: usize) -> Result<()> {
    let mut stream = websocket(bridge, &format!("/raw?target=localhost:{port}&"), "binary")?;
    let full = block(size, BLOCK, <[u8]>::to_vec);
    for _ in 0..total / BLOCK {
        stream.write_all(&full)?;
    }
    stream.write_all(&[0x88, 0x80, 0, 0, 0, 0])?;
    let mut rest = Vec::new();
    let _ = stream.read_to_end(&mut rest);
    Ok(())
}

/// KiB that each of many idle streams adds to this process.
fn idle(bridge: &Bridge, sink: &TcpListener, port: u16) -> Result<f64> {
    let mut stream = greeted(bridge)?;
    let mut peers = Vec::new();
    let mut open_next = |number: u32| -> Result<()> {
        open(&mut stream, StreamId(2 * number + 1), port)?;
        peers.push(sink.accept()?.0);
        Ok(())
    };
    // The first ones bring what is shared.
    (0..50).try_for_each(&mut open_next)?;
    let before = resident_kib()?;
    (50..50 + IDLE_STREAMS).try_for_each(&mut open_next)?;
    Ok((resident_kib()? - before) / f64::from(IDLE_STREAMS))
}

fn resident_kib() -> Result<f64> {
    let status = std::fs::read_to_string("/proc/self/status")?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:")).context("no VmRSS")?;
    Ok(line.trim().trim_end_matches(" kB").parse()?)
}

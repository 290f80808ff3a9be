//! How fast bytes go up through `/bridge` and `/raw`, against bare TCP through a plain copy loop, and what an idle stream costs.
//! All take turns in one run, so only the ratios mean something. `cargo xtask bench bridge` builds and runs it.
//! The clients write frames that were made beforehand, masked with a key of zeros: what is measured is the bridge.

use anyhow::{Context as _, Result, ensure};
use sockscope_bridge::{Bridge, Config, Limits};
use sockscope_bridge_protocol::{DemoKind, Frame, PIECE_MAX, SUBPROTOCOL, StreamId, VERSION};
use std::io::{BufRead as _, BufReader, Read, Write as _};
use std::net::{Ipv4Addr, SocketAddr, TcpListener, TcpStream};
use std::process::{Child, Command, Stdio};
use std::sync::{Arc, Condvar, Mutex};
use std::thread;
use std::time::Instant;

/// Bytes of a stream in a frame, and bytes in all.
const SIZES: [(usize, usize); 3] = [(PIECE_MAX, 512 << 20), (1_024, 128 << 20), (64, 64 << 20)];
const IDLE_STREAMS: [u32; 2] = [1_000, 10_000];
/// Bytes of a stream that one write of a client carries.
const BLOCK: usize = 64 * 1024;

/// The argument with which this program is a server that takes every connection and keeps it.
const HOLD: &str = "hold";

fn main() -> Result<()> {
    let argument = std::env::args().nth(1);
    if argument.as_deref() == Some(HOLD) {
        return hold();
    }
    let rounds: usize = argument.map_or(Ok(5), |rounds| rounds.parse())?;
    let sink = TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?;
    let port = sink.local_addr()?.port();
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
    let limits = Limits { streams_max: 20_000, opens_per_second: 20_000, ..Limits::default() };
    let allow = vec!["localhost:*".parse()?];
    let bridge = runtime.block_on(Bridge::start(Config { allow, limits, ..Config::default() }))?;
    let relay = start_relay(port)?;

    throughput(rounds, &bridge, (&sink, port), relay)?;
    latency(&bridge)?;
    for streams in IDLE_STREAMS {
        let each = idle(&bridge, streams)?;
        println!(
            "{each:.1} KiB for each of {streams} idle streams, {:.1} MB in all",
            each * f64::from(streams) * 1.024e-3
        );
    }
    runtime.block_on(bridge.stop());
    Ok(())
}

/// A relay of somebody else, between WebSockets and one TCP target: started for one measurement, ended with the value.
struct Other {
    name: &'static str,
    /// What it wants to be asked for, if anything.
    subprotocol: Option<&'static str>,
    child: Child,
    address: SocketAddr,
}

impl Other {
    /// Those whose programs the environment names, in front of a port of this machine.
    fn all(target: u16) -> Result<Vec<Self>> {
        let mut all = Vec::new();
        if let Some(program) = std::env::var_os("WEBSOCKIFY") {
            let listen = free_address()?;
            let mut command = Command::new(program);
            command.arg(listen.to_string()).arg(format!("127.0.0.1:{target}"));
            all.push(Self::start("websockify", Some("binary"), command, listen)?);
        }
        if let Some(program) = std::env::var_os("WEBSOCAT") {
            let listen = free_address()?;
            let mut command = Command::new(program);
            command.args(["-q", "--binary"]).arg(format!("ws-l:{listen}")).arg(format!("tcp:127.0.0.1:{target}"));
            all.push(Self::start("websocat", None, command, listen)?);
        }
        Ok(all)
    }

    fn start(
        name: &'static str,
        subprotocol: Option<&'static str>,
        mut command: Command,
        address: SocketAddr,
    ) -> Result<Self> {
        let child = command.stdout(Stdio::null()).stderr(Stdio::null()).spawn().with_context(|| name.to_owned())?;
        let other = Self { name, subprotocol, child, address };
        let began = Instant::now();
        while TcpStream::connect(address).is_err() {
            ensure!(began.elapsed().as_secs() < 20, "{name} does not listen");
            thread::yield_now();
        }
        Ok(other)
    }

    fn connect(&self) -> Result<TcpStream> {
        handshake(self.address, "/", self.subprotocol)
    }
}

impl Drop for Other {
    fn drop(&mut self) {
        // Both fail only if it is gone already.
        let _gone = self.child.kill();
        let _gone = self.child.wait();
    }
}

fn free_address() -> Result<SocketAddr> {
    Ok(TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?.local_addr()?)
}

fn throughput(rounds: usize, bridge: &Bridge, (sink, port): (&TcpListener, u16), relay: SocketAddr) -> Result<()> {
    let others = Other::all(port)?;
    // What the start of the others has left in the queue.
    sink.set_nonblocking(true)?;
    while sink.accept().is_ok() {}
    sink.set_nonblocking(false)?;
    println!("MB/s up, median of {rounds} rounds in which all take turns; in brackets as a part of bare TCP");
    print!("{:>14}{:>10}{:>16}{:>16}", "bytes a frame", "bare TCP", "/bridge", "/raw");
    others.iter().for_each(|other| print!("{:>16}", other.name));
    println!();
    for (size, total) in SIZES {
        let mut rates = vec![Vec::new(); 3 + others.len()];
        for _ in 0..rounds {
            rates[0].push(measure(sink, total, || bare(relay, total))?);
            rates[1].push(measure(sink, total, || through_bridge(bridge, port, size, total))?);
            let raw = || websocket(bridge, &format!("/raw?target=localhost:{port}&"), "binary");
            rates[2].push(measure(sink, total, || through_messages(raw()?, size, total))?);
            // Slower ones get less to do.
            for (other, rates) in others.iter().zip(&mut rates[3..]) {
                let total = total / 16;
                rates.push(measure(sink, total, || through_messages(other.connect()?, size, total))?);
            }
        }
        let rates: Vec<f64> = rates.into_iter().map(median).collect();
        print!("{size:>14}{:>10.0}", rates[0]);
        rates[1..].iter().for_each(|rate| print!("{:>16}", format!("{rate:.0} ({:.2})", rate / rates[0])));
        println!();
    }
    Ok(())
}

/// How long 64 bytes take to an echo and back.
fn latency(bridge: &Bridge) -> Result<()> {
    const TIMES: usize = 5_000;
    let echo = bridge.demos().iter().find(|demo| demo.kind == DemoKind::Echo).context("no echo")?.port;
    let others = Other::all(echo)?;
    let turn = |times: usize, mut turn: Box<dyn FnMut() -> Result<()> + '_>| -> Result<f64> {
        let mut micros = Vec::with_capacity(times);
        for _ in 0..times {
            let began = Instant::now();
            turn()?;
            micros.push(began.elapsed().as_secs_f64() * 1e6);
        }
        Ok(median(micros))
    };
    let bytes = [b'x'; 64];
    let mut rows = Vec::new();
    let mut plain = TcpStream::connect(("127.0.0.1", echo))?;
    plain.set_nodelay(true)?;
    rows.push((
        "TCP, no relay",
        turn(
            TIMES,
            Box::new(move || {
                plain.write_all(&bytes)?;
                Ok(plain.read_exact(&mut [0; 64])?)
            }),
        )?,
    ));
    let mut page = greeted(bridge)?;
    let id = StreamId(1);
    open(&mut page, id, echo)?;
    say(&mut page, Frame::Credit { stream: id, bytes: 64 * TIMES as u32 })?;
    let answered = |stream: &mut TcpStream| -> Result<()> {
        // Credit comes in between.
        while !matches!(Frame::decode(&next_message(stream)?), Ok(Frame::Piece { .. })) {}
        Ok(())
    };
    rows.push((
        "/bridge",
        turn(
            TIMES,
            Box::new(move || {
                say(&mut page, Frame::Data { stream: id, bytes: &bytes })?;
                answered(&mut page)
            }),
        )?,
    ));
    let mut sockets = vec![("/raw", websocket(bridge, &format!("/raw?target=localhost:{echo}&"), "binary")?)];
    for other in &others {
        sockets.push((other.name, other.connect()?));
    }
    for (name, mut socket) in sockets {
        let mut message = Vec::new();
        push_message(&mut message, &bytes);
        rows.push((
            name,
            turn(
                TIMES,
                Box::new(move || {
                    socket.write_all(&message)?;
                    next_message(&mut socket).map(drop)
                }),
            )?,
        ));
    }
    println!("\nmicroseconds for 64 bytes there and back, median of {TIMES}");
    rows.iter().for_each(|(name, micros)| println!("{name:>14}{micros:>10.0}"));
    println!();
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

/// A WebSocket of the bridge after its handshake.
fn websocket(bridge: &Bridge, path: &str, subprotocol: &str) -> Result<TcpStream> {
    handshake(bridge.address(), &format!("{path}token={}", bridge.token().digits()), Some(subprotocol))
}

fn handshake(host: SocketAddr, path: &str, subprotocol: Option<&str>) -> Result<TcpStream> {
    let mut stream = TcpStream::connect(host)?;
    stream.set_nodelay(true)?;
    let wanted = subprotocol.map_or(String::new(), |name| format!("Sec-WebSocket-Protocol: {name}\r\n"));
    write!(
        stream,
        "GET {path} HTTP/1.1\r\nHost: {host}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\n\
         Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n{wanted}\r\n"
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
    let mut reader = BufReader::new(stream.try_clone()?);
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

/// One WebSocket is one stream, as `/raw` and its kin have it.
fn through_messages(mut stream: TcpStream, size: usize, total: usize) -> Result<()> {
    let full = block(size, BLOCK, <[u8]>::to_vec);
    for _ in 0..total / BLOCK {
        stream.write_all(&full)?;
    }
    stream.write_all(&[0x88, 0x80, 0, 0, 0, 0])?;
    let mut rest = Vec::new();
    let _ = stream.read_to_end(&mut rest);
    Ok(())
}

/// Takes every connection and keeps it, until standard input ends.
fn hold() -> Result<()> {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?;
    println!("{}", listener.local_addr()?.port());
    thread::spawn(move || listener.incoming().flatten().collect::<Vec<_>>());
    Ok(std::io::stdin().read_to_end(&mut Vec::new()).map(drop)?)
}

/// KiB that each of many idle streams adds to this process; the other ends are another's.
fn idle(bridge: &Bridge, streams: u32) -> Result<f64> {
    let mut holder = Command::new(std::env::current_exe()?);
    let mut holder = holder.arg(HOLD).stdin(Stdio::piped()).stdout(Stdio::piped()).spawn()?;
    let mut port = String::new();
    BufReader::new(holder.stdout.take().context("invariant: it is piped")?).read_line(&mut port)?;
    let port: u16 = port.trim().parse()?;
    let mut stream = greeted(bridge)?;
    let mut open_next = |number: u32| open(&mut stream, StreamId(2 * number + 1), port).map(drop);
    // The first ones bring what is shared.
    (0..50).try_for_each(&mut open_next)?;
    let before = resident_kib()?;
    (50..50 + streams).try_for_each(&mut open_next)?;
    let each = (resident_kib()? - before) / f64::from(streams);
    drop(holder.stdin.take());
    holder.wait()?;
    Ok(each)
}

fn resident_kib() -> Result<f64> {
    let status = std::fs::read_to_string("/proc/self/status")?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:")).context("no VmRSS")?;
    Ok(line.trim().trim_end_matches(" kB").parse()?)
}

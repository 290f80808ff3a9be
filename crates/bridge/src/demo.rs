//! Three real servers on loopback ports, so that there is something to connect to: the sentence, the object, the echo.
//! They are servers as anybody would write them; what they send is what the lessons' Python servers send.

use anyhow::{Context as _, Result};
use serde::Serialize;
use sockscope_bridge_protocol::{Demo, DemoKind};
use std::io;
use std::net::Ipv4Addr;
use std::sync::Arc;
use std::time::Duration;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::Semaphore;
use tokio_util::sync::CancellationToken;
use tokio_util::task::TaskTracker;

const SENTENCE: &str = "Socket Programming in Python";
/// Characters of the decimal length before a pickle, padded with spaces.
const HEADER: usize = 10;
const CLIENTS_MAX: usize = 64;
/// A client that neither sends nor takes anything for so long is let go.
const PATIENCE: Duration = Duration::from_secs(600);
/// How long a server that has said everything waits for its client to finish.
const FAREWELL: Duration = Duration::from_secs(5);

/// What the object server sends.
#[derive(Debug, Serialize)]
struct Reading {
    title: &'static str,
    bytes: u32,
    pieces: Vec<u32>,
    complete: bool,
}

/// Starts the three.
pub(crate) async fn start(stop: &CancellationToken, tasks: &TaskTracker) -> Result<Vec<Demo>> {
    let mut demos = Vec::new();
    for kind in [DemoKind::Sentence, DemoKind::Object, DemoKind::Echo] {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await.context("no free port for a demo server")?;
        demos.push(Demo { kind, port: listener.local_addr().context("a bound port has no address")?.port() });
        let (stop, served) = (stop.clone(), serve_all(listener, kind, stop.clone(), tasks.clone()));
        tasks.spawn(async move {
            tokio::select! {
                () = stop.cancelled() => {}
                () = served => {}
            }
        });
    }
    Ok(demos)
}

async fn serve_all(listener: TcpListener, kind: DemoKind, stop: CancellationToken, tasks: TaskTracker) {
    let places = Arc::new(Semaphore::new(CLIENTS_MAX));
    loop {
        let place = Arc::clone(&places).acquire_owned().await.expect("invariant: the semaphore is never closed");
        let Ok((stream, _)) = listener.accept().await else {
            tokio::time::sleep(Duration::from_millis(50)).await;
            continue;
        };
        let stop = stop.clone();
        tasks.spawn(async move {
            tokio::select! {
                () = stop.cancelled() => {}
                // What a client does with its connection is not the server's failure.
                _ = serve(stream, kind) => {}
            }
            drop(place);
        });
    }
}

async fn serve(mut stream: TcpStream, kind: DemoKind) -> io::Result<()> {
    match kind {
        DemoKind::Sentence => stream.write_all(SENTENCE.as_bytes()).await?,
        DemoKind::Object => stream.write_all(&object()?).await?,
        DemoKind::Echo => return echo(stream).await,
    }
    stream.shutdown().await?;
    // A close with unread bytes would be a reset, and could overtake what was just sent.
    let mut rest = [0; 1024];
    while tokio::time::timeout(FAREWELL, stream.read(&mut rest)).await?? > 0 {}
    Ok(())
}

fn object() -> io::Result<Vec<u8>> {
    let reading = Reading { title: SENTENCE, bytes: SENTENCE.len() as u32, pieces: vec![7; 4], complete: true };
    let pickle = serde_pickle::to_vec(&reading, serde_pickle::SerOptions::new()).map_err(io::Error::other)?;
    let mut message = format!("{:<HEADER$}", pickle.len()).into_bytes();
    message.extend(pickle);
    Ok(message)
}

/// Sends back what comes until the client finishes its direction, and then finishes its own.
async fn echo(mut stream: TcpStream) -> io::Result<()> {
    let mut bytes = vec![0; 16 * 1024];
    loop {
        let len = tokio::time::timeout(PATIENCE, stream.read(&mut bytes)).await??;
        if len == 0 {
            return stream.shutdown().await;
        }
        tokio::time::timeout(PATIENCE, stream.write_all(&bytes[..len])).await??;
    }
}

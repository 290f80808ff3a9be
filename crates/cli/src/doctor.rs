//! `sockscope doctor`: is the port free, is the page inside, does `localhost` mean this machine, do the bridge's rules hold here?
//! Each question is asked of the real thing; each answer is one line. Exit status 1 when something is wrong.

use crate::serve::PORT;
use anyhow::{Context as _, Result, bail};
use clap::Args;
use sockscope_bridge::{Bridge, Config};
use std::io::{self, Read as _, Write as _};
use std::net::{Ipv4Addr, SocketAddr, TcpListener, TcpStream, ToSocketAddrs as _};
use std::process::ExitCode;
use std::time::Duration;

const PATIENCE: Duration = Duration::from_secs(5);

/// `sockscope doctor`.
#[derive(Debug, Args)]
pub(crate) struct Doctor {
    /// The port that `serve` would use.
    #[arg(long, value_name = "N", default_value_t = PORT)]
    port: u16,
}

/// What a check found: all right, or worth knowing; a fault is an `Err`.
enum Finding {
    Fine(String),
    Note(String),
}

impl Doctor {
    pub(crate) fn run(&self) -> Result<ExitCode> {
        let runtime = tokio::runtime::Runtime::new().context("cannot start the runtime")?;
        let bridge = runtime.block_on(Bridge::start(Config::default()));
        let with_bridge = |check: fn(&Bridge) -> Result<Finding>| match &bridge {
            Ok(bridge) => check(bridge),
            Err(error) => bail!("the bridge does not start: {error:#}"),
        };
        let checks: [(&str, Result<Finding>); 6] = [
            ("port", port(self.port)),
            ("page", Ok(page())),
            ("localhost", localhost()),
            ("browser rules", with_bridge(rules)),
            ("demo servers", with_bridge(demos)),
            ("descriptors", Ok(descriptors())),
        ];
        let mut faults = 0;
        let mut out = io::stdout().lock();
        for (name, found) in checks {
            let (mark, text) = match found {
                Ok(Finding::Fine(text)) => ("ok   ", text),
                Ok(Finding::Note(text)) => ("note ", text),
                Err(error) => {
                    faults += 1;
                    ("FAULT", format!("{error:#}"))
                }
            };
            writeln!(out, "{mark} {name}: {text}").context("cannot write the report")?;
        }
        if let Ok(bridge) = bridge {
            runtime.block_on(bridge.stop());
        }
        Ok(ExitCode::from(u8::from(faults > 0)))
    }
}

fn port(port: u16) -> Result<Finding> {
    match TcpListener::bind((Ipv4Addr::LOCALHOST, port)) {
        Ok(_) => Ok(Finding::Fine(format!("{port} is free"))),
        Err(error) if error.kind() == io::ErrorKind::AddrInUse => {
            let answer =
                ask(SocketAddr::from((Ipv4Addr::LOCALHOST, port)), "/health", &format!("localhost:{port}"), None);
            Ok(Finding::Note(if answer.is_ok_and(|answer| answer.contains("\"sockscope\"")) {
                format!("{port} is taken by a bridge that runs already; another one takes any free port")
            } else {
                format!("{port} is taken by another program; `serve` takes any free port, or the one of --port")
            }))
        }
        Err(error) => bail!("{port} cannot be used: {error}"),
    }
}

fn page() -> Finding {
    if sockscope_bridge::has_page() {
        Finding::Fine("inside of this program".into())
    } else {
        Finding::Note("not in this program; `cargo xtask build` makes one that has it".into())
    }
}

fn localhost() -> Result<Finding> {
    let addresses: Vec<SocketAddr> = ("localhost", 0).to_socket_addrs().context("the name is unknown")?.collect();
    if let Some(foreign) = addresses.iter().find(|address| !address.ip().is_loopback()) {
        bail!("it means {}, which is not this machine's loopback", foreign.ip());
    }
    Ok(Finding::Fine("means this machine".into()))
}

/// The bridge's own answers to a page of its own, to a foreign page, to a foreign name and to a wrong token.
fn rules(bridge: &Bridge) -> Result<Finding> {
    let host = format!("localhost:{}", bridge.address().port());
    let (own, token) = (format!("http://{host}"), bridge.token().digits());
    let cases = [
        (format!("/health?token={token}"), host.as_str(), own.as_str(), "\"token\":\"right\""),
        ("/health?token=0".into(), &host, &own, "\"token\":\"wrong\""),
        ("/health".into(), &host, "http://evil.example", " 403 "),
        ("/health".into(), &host, "null", " 403 "),
        ("/health".into(), "evil.example", &own, " 403 "),
        ("/bridge".into(), &host, &own, " 403 "),
    ];
    for (path, host, origin, expected) in cases {
        let answer = ask(bridge.address(), &path, host, Some(origin))?;
        if !answer.contains(expected) {
            let line = answer.lines().next().unwrap_or("nothing");
            bail!(
                "Host {host} and Origin {origin} get `{line}` instead of `{}`; is a proxy in between?",
                expected.trim()
            );
        }
    }
    Ok(Finding::Fine(
        "its own page comes in, others do not; a public page needs --origin and the browser's permission".into(),
    ))
}

fn ask(address: SocketAddr, path: &str, host: &str, origin: Option<&str>) -> Result<String> {
    let mut stream = TcpStream::connect_timeout(&address, PATIENCE).context("no connection to the bridge")?;
    stream.set_read_timeout(Some(PATIENCE)).context("cannot set a time limit")?;
    let origin = origin.map(|origin| format!("Origin: {origin}\r\n")).unwrap_or_default();
    let request = format!("GET {path} HTTP/1.1\r\nHost: {host}\r\n{origin}\r\n");
    stream.write_all(request.as_bytes()).context("the bridge takes no request")?;
    let mut answer = String::new();
    stream.take(4_096).read_to_string(&mut answer).context("the bridge does not answer")?;
    Ok(answer)
}

fn demos(bridge: &Bridge) -> Result<Finding> {
    for demo in bridge.demos() {
        let address = SocketAddr::from((Ipv4Addr::LOCALHOST, demo.port));
        TcpStream::connect_timeout(&address, PATIENCE).with_context(|| format!("no connection to {address}"))?;
    }
    Ok(Finding::Fine("all three can be reached".into()))
}

/// How many sockets the system lets this program have.
fn descriptors() -> Finding {
    let limits = std::fs::read_to_string("/proc/self/limits").unwrap_or_default();
    let open_files = limits.lines().find_map(|line| line.strip_prefix("Max open files"));
    let soft = open_files.and_then(|rest| rest.split_whitespace().next()).and_then(|soft| soft.parse::<u64>().ok());
    match soft {
        None => Finding::Fine("no limit is known".into()),
        Some(soft) if soft < 1_200 => {
            Finding::Note(format!("{soft} at once; 1,024 streams need a few more (`ulimit -n`)"))
        }
        Some(soft) => Finding::Fine(format!("{soft} at once")),
    }
}

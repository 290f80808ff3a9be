//! `cargo xtask serve`: the page on a loopback port, built again at each change of a file.

use crate::{dist, shell, tools};
use anyhow::{Context, Result, bail};
use std::net::{Ipv4Addr, TcpListener};

const PORT: u16 = 8080;

/// Serves until interrupted.
pub(crate) fn run(options: &[String]) -> Result<()> {
    let Options { port, release } = Options::parse(options)?;
    let port = port.map_or_else(free_port, Ok)?;
    tools::compiled(shell::run)?;
    println!("The page will be at http://127.0.0.1:{port}/ as soon as it is built; Ctrl+C ends.");
    let port = port.to_string();
    let mut trunk = dist::trunk(&["serve", "--address", "127.0.0.1", "--port", &port])?;
    if release {
        trunk.arg("--release");
    }
    shell::run(&mut trunk)
}

#[derive(Debug, Default, PartialEq)]
struct Options {
    port: Option<u16>,
    release: bool,
}

impl Options {
    fn parse(words: &[String]) -> Result<Self> {
        let mut options = Self::default();
        let mut words = words.iter().map(String::as_str);
        while let Some(word) = words.next() {
            match word.split_once('=').unwrap_or((word, "")) {
                ("--release", "") => options.release = true,
                ("--port", "") => options.port = Some(port(words.next().context("--port wants a number")?)?),
                ("--port", number) => options.port = Some(port(number)?),
                _ => bail!("`serve` takes --port N and --release, but got `{word}`"),
            }
        }
        Ok(options)
    }
}

fn port(number: &str) -> Result<u16> {
    number.parse().with_context(|| format!("`{number}` is not a port"))
}

/// The usual port, or any other when something is listening there already.
fn free_port() -> Result<u16> {
    let listener =
        TcpListener::bind((Ipv4Addr::LOCALHOST, PORT)).or_else(|_| TcpListener::bind((Ipv4Addr::LOCALHOST, 0)));
    Ok(listener.context("no free port")?.local_addr()?.port())
}

#[cfg(test)]
mod tests {
    use super::Options;

    #[test]
    fn options_are_read_or_refused() {
        let check = |words: &[&str], expected: Option<Options>| {
            let words: Vec<String> = words.iter().map(|word| (*word).to_owned()).collect();
            assert_eq!(Options::parse(&words).ok(), expected, "{words:?}");
        };
        check(&[], Some(Options::default()));
        check(&["--port", "9000"], Some(Options { port: Some(9000), release: false }));
        check(&["--port=9000", "--release"], Some(Options { port: Some(9000), release: true }));
        check(&["--port"], None);
        check(&["--port", "70000"], None);
        check(&["9000"], None);
    }
}

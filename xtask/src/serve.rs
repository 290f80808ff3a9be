//! `cargo xtask serve`: the page on a loopback port, built again at each change of a file, and the bridge on another, with one link that
//! joins the two. Both end with it: Ctrl+C reaches all three, and the bridge never outlives the page.

use crate::{dist, shell, tools};
use anyhow::{Context, Result, bail, ensure};
use std::io::{BufRead, BufReader};
use std::net::{Ipv4Addr, TcpListener};
use std::process::{Child, Stdio};

const PORT: u16 = 8080;

/// Serves until interrupted.
pub(crate) fn run(options: &[String]) -> Result<()> {
    let Options { port, release, allow } = Options::parse(options)?;
    let port = port.map_or_else(free_port, Ok)?;
    tools::compiled(shell::run)?;
    let bridge = Bridge::start(port, &allow)?;
    println!(
        "The page, joined to real TCP, will be at\n\n    {}\n\nas soon as it is built; Ctrl+C ends.",
        bridge.link(port)
    );
    let port = port.to_string();
    let mut trunk = dist::trunk(&["serve", "--address", "127.0.0.1", "--port", &port])?;
    if release {
        trunk.arg("--release");
    }
    shell::run(&mut trunk)
}

/// The native program as a bridge for the page that Trunk serves.
struct Bridge {
    child: Child,
    address: String,
    token: String,
}

impl Bridge {
    /// Builds and starts it, and waits until it says where it is.
    fn start(page: u16, allow: &[String]) -> Result<Self> {
        shell::run(&mut shell::cargo(&["build", "--locked", "-p", "sockscope-cli"]))?;
        let program = shell::target_dir().join("debug/sockscope");
        let mut serve = shell::command(&program.to_string_lossy(), &["serve", "--quiet"]);
        for host in ["127.0.0.1", "localhost"] {
            serve.arg("--origin").arg(format!("http://{host}:{page}"));
        }
        for target in allow {
            serve.arg("--allow").arg(target);
        }
        let mut child =
            serve.stdout(Stdio::piped()).spawn().with_context(|| format!("cannot start {}", program.display()))?;
        let stdout = child.stdout.take().expect("invariant: standard output is piped");
        // From here on a failure ends the program with its handle.
        let mut bridge = Self { child, address: String::new(), token: String::new() };
        let mut line = String::new();
        BufReader::new(stdout).read_line(&mut line)?;
        let (address, token) = parts(&line).with_context(|| format!("the bridge did not start: it said {line:?}"))?;
        (bridge.address, bridge.token) = (address.to_owned(), token.to_owned());
        Ok(bridge)
    }

    /// The page's address with the bridge's in its fragment. The page goes to the bridge itself, which has its origin on the list.
    fn link(&self, page: u16) -> String {
        format!("http://127.0.0.1:{page}/#token={}&bridge={}", self.token, self.address)
    }
}

impl Drop for Bridge {
    fn drop(&mut self) {
        // Both fail only if it is gone already.
        let _gone = self.child.kill();
        let _gone = self.child.wait();
    }
}

/// Host with port, and token, of the link that the bridge prints.
fn parts(link: &str) -> Option<(&str, &str)> {
    link.trim().strip_prefix("http://")?.split_once("/#token=")
}

#[derive(Debug, Default, PartialEq)]
struct Options {
    port: Option<u16>,
    release: bool,
    allow: Vec<String>,
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
                ("--allow", "") => options.allow.push(words.next().context("--allow wants HOST:PORT")?.to_owned()),
                ("--allow", target) => options.allow.push(target.to_owned()),
                _ => bail!("`serve` takes --port N, --allow HOST:PORT and --release, but got `{word}`"),
            }
        }
        ensure!(options.port != Some(0), "--port wants a port that the link can name");
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
    use super::{Options, parts};

    #[test]
    fn the_bridges_link_is_taken_apart() {
        assert_eq!(parts("http://127.0.0.1:8765/#token=00ff\n"), Some(("127.0.0.1:8765", "00ff")));
        assert_eq!(parts(""), None);
    }

    #[test]
    fn options_are_read_or_refused() {
        let check = |words: &[&str], expected: Option<Options>| {
            let words: Vec<String> = words.iter().map(|word| (*word).to_owned()).collect();
            assert_eq!(Options::parse(&words).ok(), expected, "{words:?}");
        };
        check(&[], Some(Options::default()));
        check(&["--port", "9000"], Some(Options { port: Some(9000), ..Options::default() }));
        check(&["--port=9000", "--release"], Some(Options { port: Some(9000), release: true, ..Options::default() }));
        let allow = vec!["localhost:2346".to_owned(), "localhost:*".to_owned()];
        check(&["--allow", "localhost:2346", "--allow=localhost:*"], Some(Options { allow, ..Options::default() }));
        check(&["--port"], None);
        check(&["--port", "70000"], None);
        check(&["--port", "0"], None);
        check(&["--allow"], None);
        check(&["9000"], None);
    }
}

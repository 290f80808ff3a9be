//! A chromedriver of one's own, on a port that it chose itself. It ends with the value that holds it.

use anyhow::{Context, Result, bail};
use std::io::{BufRead, BufReader};
use std::process::{Child, Command, Stdio};

/// A running chromedriver.
pub struct Chromedriver {
    child: Child,
    address: String,
}

impl Chromedriver {
    /// Starts it and waits until it says which port it listens on.
    ///
    /// # Errors
    /// When chromedriver is missing or ends at once.
    pub fn start() -> Result<Self> {
        let mut child = Command::new("chromedriver")
            .arg("--port=0")
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .context("cannot start chromedriver; `cargo xtask tools` installs it")?;
        let mut stdout = BufReader::new(child.stdout.take().context("chromedriver has no standard output")?);
        let mut line = String::new();
        while stdout.read_line(&mut line)? > 0 {
            if let Some(port) = port_in(&line) {
                // Later lines are read away, so that the driver never waits for us.
                std::thread::spawn(move || std::io::copy(&mut stdout, &mut std::io::sink()));
                return Ok(Self { child, address: format!("http://127.0.0.1:{port}") });
            }
            line.clear();
        }
        bail!("chromedriver ended before it listened")
    }

    /// Where it listens.
    #[must_use]
    pub fn address(&self) -> &str {
        &self.address
    }
}

impl Drop for Chromedriver {
    fn drop(&mut self) {
        // Both fail only if it is gone already.
        let _gone = self.child.kill();
        let _gone = self.child.wait();
    }
}

fn port_in(line: &str) -> Option<u16> {
    let (_, port) = line.split_once("started successfully on port ")?;
    port.trim().trim_end_matches('.').parse().ok()
}

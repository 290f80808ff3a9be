//! Real processes beside the browser: the bridge, and Python programs that talk to the page through it. They end with the values that hold them.

use crate::session::from_xtask;
use anyhow::{Context, Result, ensure};
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{Ipv4Addr, TcpListener};
use std::process::{Child, ChildStdout, Command, Stdio};

/// A running `sockscope serve`, with the page inside.
pub struct Bridge {
    child: Child,
    link: String,
}

impl Bridge {
    /// Starts one on a free port that lets targets on this machine's ports be reached.
    ///
    /// # Errors
    /// When it does not start.
    pub fn start(allow: &[u16]) -> Result<Self> {
        let mut command = Command::new(from_xtask("SOCKSCOPE_BRIDGE")?);
        command.args(["serve", "--quiet", "--port", "0"]);
        for port in allow {
            command.arg("--allow").arg(format!("localhost:{port}"));
        }
        let mut child = command.stdout(Stdio::piped()).stderr(Stdio::null()).spawn().context("no bridge")?;
        let mut link = String::new();
        BufReader::new(child.stdout.take().context("the bridge has no standard output")?).read_line(&mut link)?;
        let bridge = Self { child, link: link.trim().to_owned() };
        ensure!(bridge.link.contains("/#token="), "the bridge printed {:?}", bridge.link);
        Ok(bridge)
    }

    /// The link that it printed.
    #[must_use]
    pub fn link(&self) -> &str {
        &self.link
    }

    /// The same without the right token.
    #[must_use]
    pub fn wrong_link(&self) -> String {
        let (place, _) = self.link.split_once('=').unwrap_or((&self.link, ""));
        format!("{place}={}", "0".repeat(32))
    }

    /// Ends it as a crash does.
    pub fn kill(&mut self) {
        // Both fail only if it is gone already.
        let _gone = self.child.kill();
        let _gone = self.child.wait();
    }
}

impl Drop for Bridge {
    fn drop(&mut self) {
        self.kill();
    }
}

/// A Python program in a process of its own.
pub struct Python {
    child: Child,
    stdout: BufReader<ChildStdout>,
}

impl Python {
    /// Starts one from its text.
    ///
    /// # Errors
    /// When there is no `python3`.
    pub fn start(source: &str) -> Result<Self> {
        let mut child = Command::new("python3")
            .args(["-u", "-"])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .context("cannot start python3")?;
        child.stdin.take().context("python3 has no standard input")?.write_all(source.as_bytes())?;
        let stdout = BufReader::new(child.stdout.take().context("python3 has no standard output")?);
        Ok(Self { child, stdout })
    }

    /// The next line that it prints, without its end.
    ///
    /// # Errors
    /// When it has ended.
    pub fn line(&mut self) -> Result<String> {
        let mut line = String::new();
        ensure!(self.stdout.read_line(&mut line)? > 0, "python3 has ended");
        Ok(line.trim_end().to_owned())
    }

    /// Everything that it prints until it ends.
    ///
    /// # Errors
    /// When it fails.
    pub fn output(mut self) -> Result<String> {
        let mut output = String::new();
        self.stdout.read_to_string(&mut output)?;
        let status = self.child.wait()?;
        ensure!(status.success(), "python3 failed ({status}) after {output:?}");
        Ok(output)
    }
}

impl Drop for Python {
    fn drop(&mut self) {
        // Both fail only if it is gone already.
        let _gone = self.child.kill();
        let _gone = self.child.wait();
    }
}

/// A port on which nobody listens now.
///
/// # Errors
/// When there is none.
pub fn free_port() -> Result<u16> {
    Ok(TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?.local_addr()?.port())
}

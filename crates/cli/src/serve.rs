//! `sockscope serve`: the bridge as a program. Owns its options, what it prints and the signals that end it; the rest is `sockscope-bridge`'s.
//! Standard output has the link, standard error the log.

use anyhow::{Context as _, Result};
use clap::Args;
use sockscope_bridge::{AllowEntry, Bridge, Config, DemoKind, Limits};
use std::io::{self, IsTerminal as _, Write as _};
use std::process::{Command, Stdio};
use tokio::signal::unix::{SignalKind, signal};
use tracing::Level;

/// The port unless another one is named; when it is taken, any.
pub(crate) const PORT: u16 = 8765;

/// `sockscope serve`.
#[derive(Debug, Args)]
#[command(after_long_help = format!("Limits:\n{}", Limits::default().table()))]
pub(crate) struct Serve {
    /// The port of 127.0.0.1; 0 is any [default: 8765, or any when that is taken]
    #[arg(long, value_name = "N")]
    port: Option<u16>,
    /// A target that the page may be joined to, besides the demo servers. On this machine PORT may be FIRST-LAST or *; another host
    /// needs one port. May be given several times.
    #[arg(long, value_name = "HOST:PORT")]
    allow: Vec<AllowEntry>,
    /// A page, besides the one that is served here, that may use the bridge, such as <https://example.org>. May be given several times.
    #[arg(long, value_name = "ORIGIN")]
    origin: Vec<String>,
    /// TCP streams at once
    #[arg(long, value_name = "N", default_value_t = Limits::default().streams_max)]
    max_streams: usize,
    /// Open the link in the browser.
    #[arg(long)]
    open: bool,
    /// Print the link alone, and log errors only.
    #[arg(long)]
    quiet: bool,
}

impl Serve {
    pub(crate) fn run(self) -> Result<()> {
        log(if self.quiet { Level::ERROR } else { Level::INFO });
        let runtime = tokio::runtime::Runtime::new().context("cannot start the runtime")?;
        runtime.block_on(self.serve())
    }

    async fn serve(self) -> Result<()> {
        let mut interrupt = signal(SignalKind::interrupt()).context("cannot wait for SIGINT")?;
        let mut terminate = signal(SignalKind::terminate()).context("cannot wait for SIGTERM")?;
        let limits = Limits { streams_max: self.max_streams, ..Limits::default() };
        let config = |port| Config {
            port,
            allow: self.allow.clone(),
            origins: self.origin.clone(),
            limits: limits.clone(),
            ..Config::default()
        };
        let bridge = match self.port {
            Some(port) => Bridge::start(config(port)).await?,
            None => match Bridge::start(config(PORT)).await {
                Ok(bridge) => bridge,
                Err(_) => Bridge::start(config(0)).await?,
            },
        };
        self.print(&bridge).context("cannot print the link")?;
        if self.open {
            open(&bridge.link());
        }
        tokio::select! {
            _ = interrupt.recv() => tracing::info!("interrupted"),
            _ = terminate.recv() => tracing::info!("told to end"),
        }
        bridge.stop().await;
        tracing::info!("stopped");
        Ok(())
    }

    fn print(&self, bridge: &Bridge) -> io::Result<()> {
        let mut out = io::stdout().lock();
        if self.quiet {
            writeln!(out, "{}", bridge.link())?;
            return out.flush();
        }
        writeln!(out, "Sockscope is at {}", bridge.link())?;
        for demo in bridge.demos() {
            let what = match demo.kind {
                DemoKind::Sentence => "sends a sentence and closes",
                DemoKind::Object => "sends a pickled object behind ten characters of length, and closes",
                DemoKind::Echo => "sends back what it gets",
            };
            writeln!(out, "  127.0.0.1:{:<6} {what}", demo.port)?;
        }
        if !sockscope_bridge::has_page() {
            writeln!(out, "The page is not in this program: `cargo xtask build` makes one that has it.")?;
        }
        writeln!(out, "Ctrl+C ends.")?;
        out.flush()
    }
}

/// Events on standard error, with their fields.
fn log(level: Level) {
    let builder = tracing_subscriber::fmt().with_writer(io::stderr).with_max_level(level).with_target(false);
    let builder = builder.with_ansi(io::stderr().is_terminal());
    // It can only fail when a log is set up already, which is as good.
    let _ = builder.try_init();
}

/// Hands the link to the desktop.
fn open(link: &str) {
    let program = if cfg!(target_os = "macos") { "open" } else { "xdg-open" };
    let quietly = |command: &mut Command| {
        command.arg(link).stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null()).spawn()
    };
    if let Err(error) = quietly(&mut Command::new(program)) {
        tracing::warn!(%error, "cannot open the browser with {program}");
    }
}

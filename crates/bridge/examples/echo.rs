//! The bridge with an echo of whole messages, for suites that test WebSocket servers: prints its address, and serves until its standard
//! input ends. `cargo xtask test` runs Autobahn's cases against it.

use anyhow::{Context as _, Result};
use sockscope_bridge::{Bridge, Config, Limits};
use std::io::Read as _;

/// Autobahn's largest message.
const MESSAGE_MAX: usize = 16 << 20;

fn main() -> Result<()> {
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
    // Hundreds of cases, one connection each, as fast as they come.
    let limits = Limits { handshakes_per_second: 10_000, ..Limits::default() };
    let config = Config { limits, echo_max: Some(MESSAGE_MAX), ..Config::default() };
    let bridge = runtime.block_on(Bridge::start(config))?;
    println!("ws://{}/echo?token={}", bridge.address(), bridge.token().digits());
    std::io::stdin().read_to_end(&mut Vec::new()).context("no standard input to wait on")?;
    runtime.block_on(bridge.stop());
    Ok(())
}

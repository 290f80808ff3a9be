//! `cargo xtask screenshot`: the README's pictures, taken of the built page by the browser tests' own driver.

use crate::{dist, shell, tools};
use anyhow::{Context, Result};

/// Writes `docs/screenshot*.png`.
pub(crate) fn run() -> Result<()> {
    tools::compiled(shell::run)?;
    dist::build()?;
    tools::browser()?;
    let chromium = tools::chromium().context("no Chromium")?;
    let mut pictures =
        shell::cargo(&["run", "--locked", "--quiet", "-p", "sockscope-browser-tests", "--bin", "screenshot", "--"]);
    pictures.arg(shell::root().join("docs")).env("SOCKSCOPE_DIST", dist::folder()).env("SOCKSCOPE_CHROMIUM", chromium);
    shell::run(&mut pictures)
}

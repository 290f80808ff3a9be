//! The engine as a bare wasm module beside a native program: same experiments, same trace hash.
//! `target/probe/` holds the module, its glue and the cases; Node runs them here, Chromium in the browser tests.

use crate::tally::Count;
use crate::{shell, tools};
use anyhow::{Context, Result};
use std::path::PathBuf;

/// Where the probe for Node and browsers is.
pub(crate) fn folder() -> PathBuf {
    shell::target_dir().join("probe")
}

/// Builds the module as the page's is built, with the scripts that run it.
pub(crate) fn build() -> Result<()> {
    tools::wasm_target()?;
    tools::bindgen(shell::run)?;
    let target = "wasm32-unknown-unknown";
    let mut build =
        shell::cargo(&["build", "--locked", "--release", "--lib", "-p", "sockscope-probe", "--target", target]);
    shell::run(build.env("RUSTFLAGS", crate::dist::release_flags()))?;
    let module = shell::target_dir().join(target).join("release/sockscope_probe.wasm");
    let folder = folder();
    let mut bindgen = shell::command("wasm-bindgen", &["--target", "web", "--no-typescript", "--out-dir"]);
    shell::run(bindgen.arg(&folder).arg(module))?;
    let web = shell::root().join("tests/probe/web");
    for script in ["compare.mjs", "node.mjs", "index.html"] {
        std::fs::copy(web.join(script), folder.join(script)).with_context(|| format!("cannot copy {script}"))?;
    }
    // Node takes the glue for a module only when told.
    std::fs::write(folder.join("package.json"), "{ \"type\": \"module\" }\n")?;
    Ok(())
}

/// Compares Node's hashes with native ones.
pub(crate) fn compare() -> Result<Count> {
    build()?;
    let cases = shell::capture(&mut shell::cargo(&[
        "run",
        "--locked",
        "--quiet",
        "-p",
        "sockscope-probe",
        "--bin",
        "probe",
        "--",
        "cases",
    ]))?;
    std::fs::write(folder().join("cases.json"), cases)?;
    let mut node = shell::command("node", &[]);
    let mut count = Count::default();
    shell::watch(node.arg(folder().join("node.mjs")).arg("compare"), |line| match Count::of_libtest_line(line) {
        Some(counted) => count = counted,
        None => println!("{line}"),
    })?;
    anyhow::ensure!(count != Count::default(), "the probe compared nothing");
    Ok(count)
}

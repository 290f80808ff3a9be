//! `cargo xtask test`: everything that must hold, in the order in which a fault is cheapest to find.
//! The tools that only the later stages need are compiled beside the native tests.

use crate::tally::{Count, Tally};
use crate::{conformance, dist, hosts, probe, shell, tidy, tools};
use anyhow::{Context, Result, anyhow, bail};
use std::process::Command;
use std::thread;

const WASM: [&str; 2] = ["--target", "wasm32-unknown-unknown"];
/// What runs in the page, and so must be clean for wasm as well.
const PAGE_PACKAGES: [&str; 6] = [
    "sockscope",
    "sockscope-bridge-protocol",
    "sockscope-pickle",
    "sockscope-python",
    "sockscope-net",
    "sockscope-lab",
];
/// Parts of crates that only some hosts switch on.
const FEATURES: [&str; 2] = ["--features", "sockscope-pickle/serde-pickle"];
const BROWSER_TESTS: &str = "sockscope-browser-tests";

/// Runs all stages, also after a failure, and closes with `N passed, N failed`.
pub(crate) fn run() -> Result<()> {
    let mut tally = Tally::new();
    tally.stage("tidy", tidy::check);
    tally.stage("formatting", || check(&mut shell::cargo(&["fmt", "--all", "--check"])));
    tally.stage("clippy, native", || {
        let mut clippy = shell::cargo(&["clippy", "--locked", "--quiet", "--workspace", "--all-targets"]);
        check(clippy.args(FEATURES).args(["--", "-D", "warnings"]))
    });
    tally.stage("clippy, wasm", || {
        tools::wasm_target()?;
        let packages = PAGE_PACKAGES.iter().flat_map(|package| ["-p", package]);
        let mut clippy = shell::cargo(&["clippy", "--locked", "--quiet"]);
        check(clippy.args(WASM).args(packages).args(["--", "-D", "warnings"]))
    });
    // Many of the native tests wait for CPython: time to compile what the later stages need.
    let compiled = thread::spawn(|| {
        tools::compiled(shell::run_briefly)?;
        tools::mdbook(shell::run_briefly)
    });
    tally.stage("native tests", || {
        let mut tests =
            shell::cargo(&["test", "--locked", "--workspace", "--exclude", BROWSER_TESTS, "--no-fail-fast"]);
        libtest(tests.args(FEATURES))
    });
    tally.stage("Autobahn", conformance::run);
    let tools = tally.stage("tools", || {
        compiled.join().map_err(|_| anyhow!("the installation of tools panicked"))??;
        tools::all()?;
        Ok(Count::one(true))
    });
    if tools {
        tally.stage("one trace hash, native and Node", probe::compare);
        let built = tally.stage("page", || {
            dist::build()?;
            crate::standalone::make()?;
            // Whether it is too heavy is for `cargo xtask build` to judge; here the number is shown.
            if let Err(heavy) = dist::weigh() {
                println!("warning: {heavy:#}");
            }
            Ok(Count::one(true))
        });
        if built {
            tally.stage("pages of other tools", hosts::run);
            tally.stage("browser tests", browser);
        }
    }
    tally.close()
}

fn check(command: &mut Command) -> Result<Count> {
    shell::run(command)?;
    Ok(Count::one(true))
}

/// Runs tests and counts them by libtest's closing lines. Tests that pass are not printed one by one.
fn libtest(command: &mut Command) -> Result<Count> {
    let mut count = Count::default();
    let clean = shell::watch(command, |line| {
        let passed = line.starts_with("test ") && line.ends_with("... ok");
        if !passed && !line.is_empty() {
            println!("{line}");
        }
        if let Some(more) = Count::of_libtest_line(line) {
            count.add(more);
        }
    })?;
    if !clean && count.failed == 0 {
        bail!("the tests could not be built or run");
    }
    if count == Count::default() {
        bail!("no test ran");
    }
    Ok(count)
}

fn browser() -> Result<Count> {
    let chromium = tools::chromium().context("no Chromium")?;
    // The bridge with the page that was just built, for the tests with real processes.
    shell::run(
        shell::cargo(&["build", "--locked", "--quiet", "-p", "sockscope-cli"]).env("SOCKSCOPE_DIST", dist::folder()),
    )?;
    let mut tests = shell::cargo(&["test", "--locked", "-p", BROWSER_TESTS, "--no-fail-fast"]);
    tests.env("SOCKSCOPE_DIST", dist::folder());
    tests.env("SOCKSCOPE_PROBE", probe::folder());
    tests.env("SOCKSCOPE_HOSTS", hosts::folder());
    tests.env("SOCKSCOPE_STANDALONE", crate::standalone::file());
    tests.env("SOCKSCOPE_BRIDGE", shell::target_dir().join("debug/sockscope"));
    tests.env("SOCKSCOPE_AXE", tools::axe_script());
    tests.env("SOCKSCOPE_CHROMIUM", chromium);
    let evidence = shell::target_dir().join("evidence");
    std::fs::create_dir_all(&evidence)?;
    tests.env("SOCKSCOPE_EVIDENCE", evidence);
    libtest(&mut tests)
}

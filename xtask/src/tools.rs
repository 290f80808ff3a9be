//! What the commands need beside rustup, Node and Python 3, and how it gets here.
//! Tools go into the ignored folder `.tools/`, and only where PATH does not have the right version already.
//! Nothing is downloaded but through cargo, npm, rustup and the system's package manager.

use crate::{manifest, shell};
use anyhow::{Context, Result, bail};
use std::process::Command;

mod browser;
pub(crate) mod python;

pub(crate) use browser::{chromium, ensure as browser};

/// Newer ones need a newer compiler than the workspace's.
const TRUNK: &str = "0.21.14";
const BINARYEN: &str = "132";
const AXE: &str = "4.14.1";

/// Builds of tools are run a few times, not shipped: compile them fast.
const CHEAP_PROFILE: [(&str, &str); 4] = [
    ("CARGO_PROFILE_RELEASE_LTO", "off"),
    ("CARGO_PROFILE_RELEASE_OPT_LEVEL", "0"),
    ("CARGO_PROFILE_RELEASE_CODEGEN_UNITS", "256"),
    ("CARGO_PROFILE_RELEASE_DEBUG", "0"),
];

/// How an installer is run: with all its output, or in few words beside something else.
pub(crate) type Runner = fn(&mut Command) -> Result<()>;

/// Everything, for those who want to be off the network afterwards.
pub(crate) fn all() -> Result<()> {
    compiled(shell::run)?;
    wasm_opt()?;
    axe()?;
    mdbook(shell::run)?;
    browser()
}

/// The tools that are compiled here, which takes minutes.
pub(crate) fn compiled(run: Runner) -> Result<()> {
    wasm_target()?;
    bindgen(run)?;
    trunk(run)
}

/// The standard library for wasm.
pub(crate) fn wasm_target() -> Result<()> {
    const TARGET: &str = "wasm32-unknown-unknown";
    let place = shell::capture(&mut shell::command("rustc", &["--print", "target-libdir", "--target", TARGET]))?;
    if std::path::Path::new(place.trim()).is_dir() {
        return Ok(());
    }
    shell::run(&mut shell::command("rustup", &["target", "add", TARGET]))
        .context("the standard library for wasm32-unknown-unknown is missing")
}

/// Whether the sources of the standard library are here, from which the release page compiles a smaller one.
pub(crate) fn library_sources() -> bool {
    let Ok(sysroot) = shell::capture(&mut shell::command("rustc", &["--print", "sysroot"])) else { return false };
    let place = std::path::Path::new(sysroot.trim()).join("lib/rustlib/src/rust/library/std/Cargo.toml");
    if place.is_file() {
        return true;
    }
    let added = shell::run(&mut shell::command("rustup", &["component", "add", "rust-src"]));
    if added.is_err() {
        eprintln!("rust-src: not to be had; going on without, the page will be larger");
    }
    added.is_ok()
}

/// Trunk, which bundles the page.
pub(crate) fn trunk(run: Runner) -> Result<()> {
    if shell::version("trunk").is_some_and(|version| version == format!("trunk {TRUNK}")) {
        return Ok(());
    }
    cargo_install(run, "trunk", &["--version", TRUNK, "--no-default-features", "--locked"])
}

/// mdBook, which makes the book of `docs/` and of whoever embeds us in one.
pub(crate) fn mdbook(run: Runner) -> Result<()> {
    const MDBOOK: &str = "0.5.4";
    if shell::version("mdbook").is_some_and(|version| version == format!("mdbook v{MDBOOK}")) {
        return Ok(());
    }
    cargo_install(run, "mdbook", &["--version", MDBOOK, "--no-default-features", "--features", "search", "--locked"])
}

/// wasm-bindgen's command, in exactly the version of the library in `Cargo.lock`. Without `--locked`: its lock file names a
/// version that the registry may lack.
pub(crate) fn bindgen(run: Runner) -> Result<()> {
    let wanted = manifest::locked_version("wasm-bindgen")?;
    if shell::version("wasm-bindgen").is_some_and(|version| version == format!("wasm-bindgen {wanted}")) {
        return Ok(());
    }
    cargo_install(run, "wasm-bindgen-cli", &["--version", &wanted])
}

/// websocat, which `bench bridge` measures against, as its authors optimise it. 1.14 is the newest that is not a preview.
pub(crate) fn websocat() -> Result<()> {
    const WEBSOCAT: &str = "1.14.0";
    if shell::version("websocat").is_some_and(|version| version == format!("websocat {WEBSOCAT}")) {
        return Ok(());
    }
    // Its own lock file names a crate that today's compiler refuses; TLS is not measured.
    let install = ["install", "websocat", "--version", WEBSOCAT, "--no-default-features", "--root", ".tools"];
    shell::run(&mut shell::cargo(&install))
}

fn cargo_install(run: Runner, package: &str, options: &[&str]) -> Result<()> {
    eprintln!("{package}: not here in the right version; compiling it once into .tools/ takes some minutes");
    let mut install = shell::cargo(&["install", package, "--force", "--root", ".tools"]);
    install.args(options).envs(CHEAP_PROFILE);
    // Both tools share most of their dependencies.
    install.env("CARGO_TARGET_DIR", shell::tools_dir().join("target"));
    run(&mut install)
}

/// Whether `wasm-opt` is to be had. Without npm the page is about 2 % larger, which is no reason to stop.
pub(crate) fn wasm_opt() -> Result<bool> {
    if shell::version("wasm-opt").is_some_and(|version| version.contains(&format!("version {BINARYEN}"))) {
        return Ok(true);
    }
    if !shell::has("npm") {
        eprintln!("wasm-opt: there is no npm to install it with; going on without, the page will be larger");
        return Ok(false);
    }
    npm_install()?;
    Ok(true)
}

/// axe-core, which finds accessibility faults in the page.
pub(crate) fn axe() -> Result<()> {
    let manifest = shell::tools_dir().join("node_modules/axe-core/package.json");
    let wanted = format!("\"version\": \"{AXE}\"");
    if std::fs::read_to_string(manifest).is_ok_and(|text| text.contains(&wanted)) {
        return Ok(());
    }
    npm_install()
}

fn npm_install() -> Result<()> {
    if !shell::has("npm") {
        bail!("npm is missing; install Node.js, which brings it");
    }
    let tools = shell::tools_dir();
    std::fs::create_dir_all(&tools)?;
    let mut install: Command = shell::command("npm", &["install", "--no-save", "--no-audit", "--no-fund", "--prefix"]);
    install.arg(&tools).arg(format!("binaryen@{BINARYEN}.0.0")).arg(format!("axe-core@{AXE}"));
    shell::run(&mut install)
}

/// Where axe-core's script is.
pub(crate) fn axe_script() -> std::path::PathBuf {
    shell::tools_dir().join("node_modules/axe-core/axe.min.js")
}

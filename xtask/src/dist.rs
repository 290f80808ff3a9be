//! The page as files: built by Trunk, made smaller by wasm-opt, and weighed as a web server would send it.

use crate::{shell, tools};
use anyhow::{Context, Result, bail, ensure};
use std::path::{Path, PathBuf};
use std::process::Command;

/// Bytes after brotli that all files together may have; above the first number a warning, above the second a failure.
const AIM: usize = 300_000;
const LIMIT: usize = 350_000;

/// Where the built page is.
pub(crate) fn folder() -> PathBuf {
    shell::root().join("dist")
}

/// The release page and its weight.
pub(crate) fn run() -> Result<()> {
    tools::compiled(shell::run)?;
    build()?;
    crate::standalone::make()?;
    program()?;
    weigh()
}

/// The native program with the page inside of it.
fn program() -> Result<()> {
    let mut build = shell::cargo(&["build", "--locked", "--profile", "native", "-p", "sockscope-cli"]);
    shell::run(build.env("SOCKSCOPE_DIST", folder()))?;
    println!("\nthe native program, with the page inside: {}", shell::target_dir().join("native/sockscope").display());
    Ok(())
}

/// Builds `dist/` in release mode with the tools that are here.
pub(crate) fn build() -> Result<()> {
    shell::run(small(&mut trunk(&["build", "--release"])?)?)?;
    if tools::wasm_opt()? {
        for path in files(&folder())? {
            if path.extension().is_some_and(|extension| extension == "wasm") {
                optimise(&path)?;
            }
        }
    }
    crate::offline::make()
}

/// Trunk with `arguments`, told to take the tools that are here instead of looking for others. It tells cargo to stay off the
/// network too, so the crates are fetched first.
pub(crate) fn trunk(arguments: &[&str]) -> Result<Command> {
    shell::run(&mut shell::cargo(&["fetch", "--locked", "--quiet"]))?;
    let mut trunk = shell::command("trunk", arguments);
    trunk.args(["--offline", "--skip-version-check"]);
    // Trunk reads NO_COLOR as a boolean and refuses the usual `1`; with RUST_BACKTRACE an error of cargo fills the screen.
    trunk.env_remove("NO_COLOR").env_remove("RUST_BACKTRACE");
    Ok(trunk)
}

/// Makes a release build of the page small: the standard library is compiled with it, for size, and a panic is a trap without a
/// message (the page says that something went wrong either way). That takes 8 % off the page. These are options that a stable
/// compiler has only when it is told to bootstrap; where the library's sources are not to be had, the page is built without them.
fn small(build: &mut Command) -> Result<&mut Command> {
    let flags = release_flags();
    if !tools::library_sources() {
        return Ok(build.env("RUSTFLAGS", flags));
    }
    const SMALL: &str = "-Zunstable-options -Cpanic=immediate-abort -Zlocation-detail=none";
    let options = [
        ("RUSTC_BOOTSTRAP", "1"),
        ("CARGO_UNSTABLE_BUILD_STD", "std,panic_abort"),
        ("CARGO_UNSTABLE_BUILD_STD_FEATURES", "optimize_for_size"),
    ];
    let target = ["--target", "wasm32-unknown-unknown"];
    shell::run(shell::cargo(&["fetch", "--locked", "--quiet"]).args(target).envs(options))?;
    Ok(build.envs(options).env("RUSTFLAGS", format!("{flags} {SMALL} {COMPACT}")))
}

/// Rounds of SHA-2 as a loop instead of written out.
const COMPACT: &str = "--cfg=sha2_backend_soft=\"compact\"";

/// Keeps the folders of this machine out of the module: they weigh something, and a build elsewhere gives the same bytes.
pub(crate) fn release_flags() -> String {
    let home = std::env::var_os("CARGO_HOME").map(PathBuf::from);
    let home = home.or_else(|| std::env::home_dir().map(|home| home.join(".cargo"))).unwrap_or_default();
    let sources = std::fs::read_dir(home.join("registry/src")).into_iter().flatten().flatten();
    let flags: Vec<String> =
        sources.map(|folder| format!("--remap-path-prefix={}/=", folder.path().display())).collect();
    flags.join(" ")
}

/// Lets wasm-opt rewrite a module for size.
pub(crate) fn optimise(path: &Path) -> Result<()> {
    // What rustc emits for wasm32 today; the module's own section may be gone by now.
    const FEATURES: [&str; 6] = [
        "--enable-bulk-memory",
        "--enable-mutable-globals",
        "--enable-nontrapping-float-to-int",
        "--enable-reference-types",
        "--enable-multivalue",
        "--enable-sign-ext",
    ];
    let mut command = shell::command("wasm-opt", &["-Oz"]);
    shell::run(command.args(FEATURES).arg(path).arg("--output").arg(path))
}

/// Prints each file's size, and fails when the whole page is too heavy.
pub(crate) fn weigh() -> Result<()> {
    let folder = folder();
    let mut rows = Vec::new();
    for path in files(&folder)? {
        let bytes = std::fs::read(&path).with_context(|| format!("cannot read {}", path.display()))?;
        let name = path.strip_prefix(&folder).unwrap_or(&path).display().to_string();
        rows.push((name, bytes.len(), brotli_len(&bytes)?));
    }
    ensure!(!rows.is_empty(), "{} is empty", folder.display());
    rows.sort_by_key(|row| std::cmp::Reverse(row.2));
    println!("\n{:<44} {:>10} {:>10}", "dist/", "raw", "brotli");
    for (name, raw, brotli) in &rows {
        println!("{name:<44} {raw:>10} {brotli:>10}");
    }
    let raw: usize = rows.iter().map(|row| row.1).sum();
    let brotli: usize = rows.iter().map(|row| row.2).sum();
    println!("{:<44} {raw:>10} {brotli:>10}\n", "all");
    if brotli > LIMIT {
        bail!("the page weighs {brotli} bytes after brotli; {LIMIT} is the limit");
    }
    if brotli > AIM {
        println!("warning: the page weighs {brotli} bytes after brotli; the aim is {AIM}");
    }
    Ok(())
}

fn brotli_len(bytes: &[u8]) -> Result<usize> {
    let mut small = Vec::new();
    let parameters = brotli::enc::BrotliEncoderParams { quality: 11, lgwin: 24, ..Default::default() };
    brotli::BrotliCompress(&mut &bytes[..], &mut small, &parameters)?;
    Ok(small.len())
}

/// All files below `folder`, in order of their names.
pub(crate) fn files(folder: &Path) -> Result<Vec<PathBuf>> {
    let mut found = Vec::new();
    let mut open = vec![folder.to_path_buf()];
    while let Some(folder) = open.pop() {
        for entry in std::fs::read_dir(&folder).with_context(|| format!("cannot list {}", folder.display()))? {
            let path = entry?.path();
            if path.is_dir() { open.push(path) } else { found.push(path) }
        }
    }
    found.sort();
    Ok(found)
}

#[cfg(test)]
mod tests {
    use super::brotli_len;

    #[test]
    fn the_embed_script_stays_small() {
        let weight = brotli_len(include_bytes!("../../static/sockscope-embed.js")).expect("memory can be written to");
        assert!(weight <= 3_000, "{weight} bytes after brotli");
    }
}

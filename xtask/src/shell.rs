//! Starting other programs: echoed, streamed, or captured.
//! Every child sees `.tools/` first on its PATH, so that the rest of xtask can call tools by name.

use anyhow::{Context, Result, bail};
use std::ffi::OsString;
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// The checkout's root. Cargo says at run time where xtask's manifest is, so a moved checkout works.
pub(crate) fn root() -> PathBuf {
    let manifest = std::env::var_os("CARGO_MANIFEST_DIR").unwrap_or_else(|| env!("CARGO_MANIFEST_DIR").into());
    Path::new(&manifest).parent().expect("invariant: xtask is a folder of the checkout").to_path_buf()
}

/// Where cargo puts what it builds.
pub(crate) fn target_dir() -> PathBuf {
    std::env::var_os("CARGO_TARGET_DIR").map_or_else(|| root().join("target"), PathBuf::from)
}

/// The ignored folder that tools are installed into.
pub(crate) fn tools_dir() -> PathBuf {
    root().join(".tools")
}

fn search_path() -> OsString {
    let own = [tools_dir().join("bin"), tools_dir().join("node_modules/.bin")];
    let inherited = std::env::var_os("PATH").unwrap_or_default();
    let all = own.into_iter().chain(std::env::split_paths(&inherited));
    std::env::join_paths(all).unwrap_or(inherited)
}

/// A command that runs in the checkout's root with `.tools/` on its PATH.
pub(crate) fn command(program: &str, arguments: &[&str]) -> Command {
    let mut command = Command::new(program);
    command.args(arguments).current_dir(root()).env("PATH", search_path());
    command
}

/// A command of the cargo that runs us.
pub(crate) fn cargo(arguments: &[&str]) -> Command {
    command(&std::env::var("CARGO").unwrap_or_else(|_| "cargo".into()), arguments)
}

fn describe(command: &Command) -> String {
    let program = Path::new(command.get_program()).file_name().unwrap_or(command.get_program());
    let words = std::iter::once(program).chain(command.get_args());
    words.map(|word| word.to_string_lossy().into_owned()).collect::<Vec<_>>().join(" ")
}

/// Runs with our own streams; an exit code other than 0 is an error.
pub(crate) fn run(command: &mut Command) -> Result<()> {
    let what = describe(command);
    eprintln!("$ {what}");
    let status = command.status().with_context(|| format!("cannot start `{what}`"))?;
    if !status.success() {
        bail!("`{what}` failed ({status})");
    }
    Ok(())
}

/// Runs beside something else that prints: of a long compilation, only how far it is. All of its output is shown if it fails.
pub(crate) fn run_briefly(command: &mut Command) -> Result<()> {
    const CRATES_BETWEEN_WORDS: usize = 40;
    let what = describe(command);
    eprintln!("$ {what}  (beside the rest)");
    let mut child = command.stderr(Stdio::piped()).spawn().with_context(|| format!("cannot start `{what}`"))?;
    let stderr = child.stderr.take().expect("invariant: standard error is piped");
    let (mut printed, mut compiled) = (String::new(), 0);
    for line in BufReader::new(stderr).lines() {
        let line = line?;
        if line.trim_start().starts_with("Compiling ") {
            compiled += 1;
            if compiled % CRATES_BETWEEN_WORDS == 0 {
                eprintln!("     ... `{what}`: {compiled} crates compiled");
            }
        }
        printed.push_str(&line);
        printed.push('\n');
    }
    let status = child.wait()?;
    if !status.success() {
        bail!("`{what}` failed ({status}):\n{printed}");
    }
    eprintln!("     ... `{what}`: done");
    Ok(())
}

/// Runs silently and returns standard output; an exit code other than 0 is an error.
pub(crate) fn capture(command: &mut Command) -> Result<String> {
    let what = describe(command);
    let output = command.stderr(Stdio::piped()).output().with_context(|| format!("cannot start `{what}`"))?;
    if !output.status.success() {
        bail!("`{what}` failed ({}):\n{}", output.status, String::from_utf8_lossy(&output.stderr).trim_end());
    }
    String::from_utf8(output.stdout).with_context(|| format!("`{what}` printed something else than UTF-8"))
}

/// Runs with each line of standard output handed to `seen` as it comes; says whether the exit code was 0.
pub(crate) fn watch(command: &mut Command, mut seen: impl FnMut(&str)) -> Result<bool> {
    let what = describe(command);
    eprintln!("$ {what}");
    let mut child = command.stdout(Stdio::piped()).spawn().with_context(|| format!("cannot start `{what}`"))?;
    let stdout = child.stdout.take().expect("invariant: standard output is piped");
    for line in BufReader::new(stdout).split(b'\n') {
        seen(&String::from_utf8_lossy(&line?));
    }
    Ok(child.wait()?.success())
}

/// What `program --version` prints first, if it can be started.
pub(crate) fn version(program: &str) -> Option<String> {
    let printed = capture(&mut command(program, &["--version"])).ok()?;
    Some(printed.lines().next().unwrap_or_default().to_owned())
}

/// Whether `program` can be found, by its `--version`.
pub(crate) fn has(program: &str) -> bool {
    version(program).is_some()
}

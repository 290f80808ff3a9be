//! Python programs that only tests and benches need, in a virtual environment of their own inside `.tools/`.

use crate::shell;
use anyhow::{Context, Result};
use std::path::PathBuf;

/// A package and its exact version.
pub(crate) type Package = (&'static str, &'static str);

fn folder() -> PathBuf {
    shell::tools_dir().join("python")
}

/// A program of the environment.
pub(crate) fn program(name: &str) -> String {
    folder().join("bin").join(name).display().to_string()
}

/// Makes sure of `packages`, in these versions.
pub(crate) fn ensure(packages: &[Package]) -> Result<()> {
    if !folder().join("bin/python").exists() {
        let place = folder().display().to_string();
        shell::run(&mut shell::command("python3", &["-m", "venv", &place]))
            .context("no virtual environment; on Debian the package python3-venv has what is missing")?;
    }
    let missing: Vec<String> = packages
        .iter()
        .filter(|(name, version)| installed(name).as_deref() != Some(*version))
        .map(|(name, version)| format!("{name}=={version}"))
        .collect();
    if missing.is_empty() {
        return Ok(());
    }
    let mut pip =
        shell::command(&program("python"), &["-m", "pip", "install", "--quiet", "--disable-pip-version-check"]);
    shell::run(pip.args(missing))
}

fn installed(name: &str) -> Option<String> {
    let question = format!("import importlib.metadata as m; print(m.version('{name}'))");
    let answer = shell::capture(&mut shell::command(&program("python"), &["-c", &question])).ok()?;
    Some(answer.trim().to_owned())
}

//! What `Cargo.lock` and cargo itself say of the workspace.

use crate::shell;
use anyhow::{Context, Result};

/// The one version of `package` in `Cargo.lock`.
pub(crate) fn locked_version(package: &str) -> Result<String> {
    let path = shell::root().join("Cargo.lock");
    let lock = std::fs::read_to_string(&path).with_context(|| format!("cannot read {}", path.display()))?;
    version_in(&lock, package).with_context(|| format!("Cargo.lock has no package `{package}`"))
}

fn version_in(lock: &str, package: &str) -> Option<String> {
    let name = format!("name = \"{package}\"");
    let mut lines = lock.lines().skip_while(|line| *line != name);
    let version = lines.nth(1)?.strip_prefix("version = \"")?;
    version.strip_suffix('"').map(str::to_owned)
}

/// The packages of the tree under `package` (itself first), for a normal build on `target`, one level or all of them.
pub(crate) fn tree(package: &str, target: &str, depth: Option<u32>) -> Result<Vec<String>> {
    let depth = depth.map_or_else(|| "255".to_owned(), |depth| depth.to_string());
    let mut command = shell::cargo(&["tree", "--locked", "-p", package, "-e", "normal", "--prefix", "none"]);
    command.args(["--format", "{p}", "--target", target, "--depth", &depth]);
    let printed = shell::capture(&mut command)?;
    let mut names: Vec<String> = printed.lines().filter_map(|line| line.split(' ').next()).map(str::to_owned).collect();
    names.dedup();
    Ok(names)
}

#[cfg(test)]
mod tests {
    use super::version_in;

    #[test]
    fn the_version_follows_the_name() {
        let lock =
            "[[package]]\nname = \"a-b\"\nversion = \"1.2.3\"\n\n[[package]]\nname = \"b\"\nversion = \"0.1.0\"\n";
        assert_eq!(version_in(lock, "a-b").as_deref(), Some("1.2.3"));
        assert_eq!(version_in(lock, "b").as_deref(), Some("0.1.0"));
        assert_eq!(version_in(lock, "c"), None);
    }
}

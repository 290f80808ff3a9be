//! The files of the repository as git sees them: committed ones and new ones, never ignored ones.

use crate::shell;
use anyhow::{Context, Result};

/// One text file.
pub(crate) struct SourceFile {
    /// Relative to the checkout's root, with `/`.
    pub(crate) path: String,
    /// Its whole text.
    pub(crate) text: String,
}

impl SourceFile {
    /// Lines with their one-based numbers, without what stands below `#[cfg(test)]` (tests are the foot of a file).
    pub(crate) fn shipped_lines(&self) -> impl Iterator<Item = (usize, &str)> {
        let lines = self.text.lines().enumerate().map(|(index, line)| (index + 1, line));
        lines.take_while(|(_, line)| line.trim() != "#[cfg(test)]")
    }

    /// Whether this file holds tests only.
    pub(crate) fn is_test(&self) -> bool {
        self.path.contains("/tests/") || self.path.starts_with("tests/") || self.path.ends_with("/tests.rs")
    }
}

/// Every text file of the repository. Pictures and other bytes are left out.
pub(crate) fn files() -> Result<Vec<SourceFile>> {
    let listed = shell::capture(&mut shell::command(
        "git",
        &["-c", "core.quotePath=false", "ls-files", "--cached", "--others", "--exclude-standard"],
    ))
    .context("the house rules are checked over the files that git knows")?;
    let mut paths: Vec<&str> = listed.lines().collect();
    paths.sort_unstable();
    paths.dedup();
    let mut files = Vec::new();
    for path in paths {
        // A file that is deleted but not yet committed is listed and absent.
        if let Ok(text) = std::fs::read_to_string(shell::root().join(path)) {
            files.push(SourceFile { path: path.to_owned(), text });
        }
    }
    Ok(files)
}

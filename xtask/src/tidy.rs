//! The house rules that no compiler checks: which crate may know which, and what text may stand where.
//! Each check has a name and returns the faults it found; ARCHITECTURE.md names the check that guards each rule.

use crate::source::{self, SourceFile};
use crate::tally::Count;
use crate::{lengths, shell};
use anyhow::{Result, bail};

mod boundaries;
mod text;

/// Runs the checks alone.
pub(crate) fn run() -> Result<()> {
    let count = check()?;
    println!("tidy: {} passed, {} failed", count.passed, count.failed);
    if count.failed > 0 {
        bail!("{} checks failed", count.failed);
    }
    Ok(())
}

/// Runs the checks, prints faults and warnings, and counts each check as one.
pub(crate) fn check() -> Result<Count> {
    let files = source::files()?;
    let mut count = Count::default();
    let mut report = |name: &str, faults: Vec<String>| {
        let held = faults.is_empty();
        println!("{} {name}", if held { "ok    " } else { "FAILED" });
        for fault in faults {
            println!("         {fault}");
        }
        count.add(Count::one(held));
    };
    report("a crate knows only the crates below it", boundaries::layers()?);
    report("engine crates know no browser, no host, no runtime", boundaries::engine()?);
    report("every package has the workspace's lints", packages(&files));
    for (name, rule) in text::RULES {
        report(name, files.iter().flat_map(rule).collect());
    }
    for warning in lengths::warnings(&files) {
        println!("long   {warning}");
    }
    Ok(count)
}

fn packages(files: &[SourceFile]) -> Vec<String> {
    let ours = |file: &&SourceFile| {
        file.path.ends_with("Cargo.toml") && !file.path.starts_with("vendor/") && !file.path.contains("/fuzz/")
    };
    let mut faults = Vec::new();
    for file in files.iter().filter(ours) {
        if !file.text.contains("[lints]\nworkspace = true") {
            faults.push(format!("{}: has no `[lints] workspace = true`", file.path));
        }
    }
    if !shell::root().join("Cargo.lock").is_file() {
        faults.push("Cargo.lock is missing".into());
    }
    faults
}

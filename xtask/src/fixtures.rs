//! `cargo xtask fixtures`: CPython writes the checked-in oracle files again. Each package that has such files has a program that
//! writes them; this module only knows their names.

use crate::shell;
use anyhow::{Result, bail};

/// What cargo is to run: package, and the program or example in it.
const WRITERS: [[&str; 4]; 2] =
    [["-p", "sockscope-differential", "--bin", "write_fixtures"], ["-p", "sockscope-pickle", "--example", "fixtures"]];

/// Programs that print what is kept beside them.
const PRINTERS: [&str; 1] = ["crates/cli/tests/oracle"];

/// Runs every writer, and shows what changed.
pub(crate) fn run() -> Result<()> {
    if !shell::version("python3").is_some_and(|version| version.starts_with("Python 3.11")) {
        bail!(
            "the oracle is CPython 3.11; python3 is {}",
            shell::version("python3").unwrap_or_else(|| "missing".into())
        );
    }
    for writer in WRITERS {
        shell::run(shell::cargo(&["run", "--locked", "--quiet"]).args(writer))?;
    }
    for printer in PRINTERS {
        let printer = shell::root().join(printer);
        let mut python = shell::command("python3", &[]);
        let printed = shell::capture(python.arg(printer.with_extension("py")).env("PYTHONHASHSEED", "0"))?;
        std::fs::write(printer.with_extension("json"), printed)?;
    }
    shell::run(&mut shell::command("git", &["status", "--short"]))
}

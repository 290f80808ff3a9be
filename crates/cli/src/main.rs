//! The native program `sockscope`.
//! Owns the command line; each command has a module of its own. Exit status: 0 when the work was done, 2 when it could not be begun;
//! a command may say 1 for what it found.

mod pickle;
mod run;

use clap::{Parser, Subcommand};
use std::io::{self, Write as _};
use std::process::ExitCode;

/// An oscilloscope for sockets: run Python programs that talk over sockets, deterministically, and see every byte.
#[derive(Debug, Parser)]
#[command(name = "sockscope", version)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Run programs over simulated sockets and print what they print.
    Run(run::Run),
    /// Look into pickles without loading them: nothing is ever imported or called.
    #[command(subcommand)]
    Pickle(pickle::Pickle),
}

fn main() -> ExitCode {
    let done = match Arguments::parse().command {
        Command::Run(run) => run.run().map(|()| ExitCode::SUCCESS),
        Command::Pickle(pickle) => pickle.run(),
    };
    done.unwrap_or_else(|error| {
        complain(&format!("sockscope: {error:#}"));
        ExitCode::from(2)
    })
}

/// A line on standard error; nobody may be there to read it.
fn complain(line: &str) {
    let _ = writeln!(io::stderr(), "{line}");
}

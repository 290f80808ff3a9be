//! The native program `sockscope`.
//! Owns the command line; each command has a module of its own. Exit status: 0 when the work was done, 2 when it could not be begun.

mod run;

use clap::{Parser, Subcommand};
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
}

fn main() -> ExitCode {
    let done = match Arguments::parse().command {
        Command::Run(run) => run.run(),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("sockscope: {error:#}");
            ExitCode::from(2)
        }
    }
}

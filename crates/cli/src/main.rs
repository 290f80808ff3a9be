//! The native program `sockscope`.
//! Owns the command line; each command has a module of its own. Exit status: 0 when the work was done, 2 when it could not be begun;
//! a command may say 1 for what it found.

mod doctor;
mod manual;
mod pickle;
mod run;
mod serve;

use clap::{Parser, Subcommand};
use std::io::{self, Write as _};
use std::process::ExitCode;

#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

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
    /// Serve the page and join it to real TCP: real servers, real clients, real pieces.
    Serve(serve::Serve),
    /// Say whether everything that `serve` needs is in order.
    Doctor(doctor::Doctor),
    /// Print the completions for a shell.
    Completions(manual::Completions),
    /// Print the manual page, or that of one command.
    Man(manual::Man),
}

fn main() -> ExitCode {
    let done = match Arguments::parse().command {
        Command::Run(run) => run.run().map(|()| ExitCode::SUCCESS),
        Command::Pickle(pickle) => pickle.run(),
        Command::Serve(serve) => serve.run().map(|()| ExitCode::SUCCESS),
        Command::Doctor(doctor) => doctor.run(),
        Command::Completions(completions) => completions.run::<Arguments>().map(|()| ExitCode::SUCCESS),
        Command::Man(man) => man.run::<Arguments>().map(|()| ExitCode::SUCCESS),
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

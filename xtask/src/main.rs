//! Every chore of the repository, as one program: `cargo xtask help` lists them.
//! Each chore is one module; this file only chooses among them.

use anyhow::{Result, bail};
use std::process::ExitCode;

mod bench;
mod conformance;
mod dist;
mod docs;
mod fixtures;
mod hosts;
mod lengths;
mod manifest;
mod offline;
mod probe;
mod screenshot;
mod serve;
mod shell;
mod source;
mod standalone;
mod tally;
mod test;
mod tidy;
mod tools;

const HELP: &str = "\
cargo xtask COMMAND

  serve [--port N] [--release]   build the page, serve it with a bridge, and build it again at each change
  test                           everything that must hold, from tidy to a real browser
  build                          the release page in dist/, and the native program with the page inside
  docs [--serve [--port N]]      the book of docs/ in target/book, with the built page for its frames
  tidy                           crate boundaries and house rules that a compiler does not check
  fixtures                       let CPython write the checked-in oracle files again
  bench [machine|pickle|bridge]  speed against CPython, in wasm under Node, and of the bridge against bare TCP
  screenshot                     docs/screenshot*.png from the built page
  tools                          install what the other commands need, into .tools/
";

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    match run(&arguments) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("xtask: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn run(arguments: &[String]) -> Result<()> {
    let Some((command, options)) = arguments.split_first() else {
        print!("{HELP}");
        return Ok(());
    };
    match command.as_str() {
        "serve" => serve::run(options),
        "test" => no_options(options).and_then(|()| test::run()),
        "build" => no_options(options).and_then(|()| dist::run()),
        "docs" => docs::run(options),
        "tidy" => no_options(options).and_then(|()| tidy::run()),
        "fixtures" => no_options(options).and_then(|()| fixtures::run()),
        "bench" => bench::run(options),
        "screenshot" => no_options(options).and_then(|()| screenshot::run()),
        "tools" => no_options(options).and_then(|()| tools::all()),
        "help" | "--help" | "-h" => {
            print!("{HELP}");
            Ok(())
        }
        other => bail!("there is no command `{other}`; `cargo xtask help` lists them"),
    }
}

fn no_options(options: &[String]) -> Result<()> {
    match options.first() {
        None => Ok(()),
        Some(option) => bail!("this command takes no options, but got `{option}`"),
    }
}

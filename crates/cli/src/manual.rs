//! What the argument parser knows, as shell completions and as manual pages.

use anyhow::{Context as _, Result};
use clap::{Args, CommandFactory};
use clap_complete::Shell;
use std::io::{self, Write as _};

/// `sockscope completions SHELL`.
#[derive(Debug, Args)]
pub(crate) struct Completions {
    /// For which shell.
    shell: Shell,
}

/// `sockscope man [COMMAND]`.
#[derive(Debug, Args)]
pub(crate) struct Man {
    /// One command instead of the whole program.
    command: Option<String>,
}

impl Completions {
    pub(crate) fn run<C: CommandFactory>(&self) -> Result<()> {
        let mut script = Vec::new();
        clap_complete::generate(self.shell, &mut C::command(), "sockscope", &mut script);
        io::stdout().write_all(&script).context("cannot write the completions")
    }
}

impl Man {
    pub(crate) fn run<C: CommandFactory>(&self) -> Result<()> {
        let mut program = C::command();
        program.build();
        let command = match &self.command {
            None => program,
            Some(name) => {
                program.find_subcommand(name).with_context(|| format!("there is no command `{name}`"))?.clone()
            }
        };
        let mut page = Vec::new();
        clap_mangen::Man::new(command).render(&mut page).context("cannot make the page")?;
        io::stdout().write_all(&page).context("cannot write the page")
    }
}

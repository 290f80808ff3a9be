//! `sockscope pickle`: bytes from a file or from standard input, one command for each way of looking at them.
//! Owns the arguments, the reading of files, and exit status: 0 when all was read, 1 for a fault or a finding, 2 when
//! nothing could be begun. What a pickle means is `sockscope-pickle`'s. Nothing here imports or calls anything.

mod looking;
mod values;

use anyhow::{Context as _, ensure};
use clap::{Args, Subcommand};
use sockscope_pickle::{Globals, Limits, PROTOCOL_DEFAULT, PROTOCOL_MAX, PickleError, bytes_of_text};
use std::io::{self, BufWriter, Read as _, StdoutLock, Write as _};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

/// Bytes that are read of a file.
const INPUT_MAX: u64 = 1 << 30;

/// What the library may take for one pickle: what a pickle of [`INPUT_MAX`] bytes can ask for is more than a machine has.
const LIMITS: Limits = Limits { opcodes: 100_000_000, stack: 50_000_000, memo: 50_000_000, bytes: INPUT_MAX as usize };

/// Ways of looking at a pickle.
#[derive(Debug, Subcommand)]
pub(crate) enum Pickle {
    /// Print the opcodes, as `pickletools.dis` does.
    Dis {
        #[command(flatten)]
        input: Input,
        /// Say what each opcode means, from column N on at the earliest.
        #[arg(long, value_name = "N", num_args = 0..=1, require_equals = true, default_missing_value = "1")]
        annotate: Option<u16>,
        /// Blanks for each open mark.
        #[arg(long, value_name = "N", default_value_t = 4, value_parser = clap::value_parser!(u8).range(..=32))]
        indent: u8,
    },
    /// Run the opcodes and print a line for each: offset, opcode, argument, [stack], memo, what it did.
    Trace {
        #[command(flatten)]
        input: Input,
        #[command(flatten)]
        classes: Classes,
    },
    /// Print each value as Python's `repr` does; a call that would be made is shown, not made.
    Loads {
        #[command(flatten)]
        input: Input,
        #[command(flatten)]
        classes: Classes,
        /// Only the first pickle, as `pickle.loads` does.
        #[arg(long)]
        first: bool,
        /// What a Rust service sees, that is the serde-pickle crate: its value, or why it refuses.
        #[arg(long, conflicts_with_all = ["first", "allow"])]
        rust: bool,
    },
    /// Write the value of a Python literal expression as `pickle.dumps` does.
    Dumps {
        /// File with the expression; `-` is standard input.
        #[arg(value_name = "FILE", default_value = "-")]
        file: PathBuf,
        /// The protocol; -1 is the highest.
        #[arg(long, value_name = "N", default_value_t = i64::from(PROTOCOL_DEFAULT), allow_negative_numbers = true,
              value_parser = clap::value_parser!(i64).range(-1..=i64::from(PROTOCOL_MAX)))]
        protocol: i64,
    },
    /// Write the pickle without the memo entries that nothing asks for, as `pickletools.optimize` does.
    Optimize {
        #[command(flatten)]
        input: Input,
    },
    /// Report what loading would import, call and set. Exit status 1 if anything would be that is not known to be harmless, or
    /// if the pickle cannot be read to its end.
    Check {
        #[command(flatten)]
        input: Input,
        /// Print the report as one JSON object.
        #[arg(long)]
        json: bool,
    },
}

/// Where pickles come from.
#[derive(Debug, Args)]
pub(crate) struct Input {
    /// File with one or more pickles; `-` is standard input.
    #[arg(value_name = "FILE", default_value = "-")]
    file: PathBuf,
    /// The file holds the bytes as text: hex digits, base64 or a Python bytes literal.
    #[arg(long)]
    text: bool,
}

/// The list that plays `find_class`.
#[derive(Debug, Args)]
pub(crate) struct Classes {
    /// A class or function that may be named, such as `datetime.date`; once given, all others are refused. Names of Python 2 are
    /// translated first. May be repeated.
    #[arg(long, value_name = "MODULE.NAME", value_parser = class)]
    allow: Vec<(String, String)>,
}

/// Module and name; a colon parts them where the name has dots itself.
fn class(text: &str) -> Result<(String, String), String> {
    let parts = text.split_once(':').or_else(|| text.rsplit_once('.'));
    match parts {
        Some((module, name)) if !module.is_empty() && !name.is_empty() => Ok((module.to_owned(), name.to_owned())),
        _ => Err("a module and a name are needed, such as datetime.date".to_owned()),
    }
}

impl Classes {
    fn globals(self) -> Globals {
        if self.allow.is_empty() { Globals::Symbolic } else { Globals::Only(self.allow.into_iter().collect()) }
    }
}

impl Input {
    fn read(&self) -> anyhow::Result<Vec<u8>> {
        let bytes = read(&self.file)?;
        if !self.text {
            return Ok(bytes);
        }
        let text = String::from_utf8(bytes).context("the input is not text")?;
        bytes_of_text(&text).map_err(|error| anyhow::anyhow!("the text at {}: {}", error.at.0, error.message))
    }
}

/// All bytes of a file, or of standard input for `-`, within [`INPUT_MAX`].
fn read(file: &Path) -> anyhow::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    let (done, name) = if file == Path::new("-") {
        (io::stdin().lock().take(INPUT_MAX + 1).read_to_end(&mut bytes), "standard input".to_owned())
    } else {
        let opened = std::fs::File::open(file);
        let len = std::fs::metadata(file).map_or(0, |about| about.len());
        ensure!(len <= INPUT_MAX, "{} is longer than {INPUT_MAX} bytes", file.display());
        (opened.and_then(|file| file.take(INPUT_MAX + 1).read_to_end(&mut bytes)), file.display().to_string())
    };
    done.with_context(|| format!("cannot read {name}"))?;
    ensure!(bytes.len() as u64 <= INPUT_MAX, "{name} is longer than {INPUT_MAX} bytes");
    Ok(bytes)
}

impl Pickle {
    /// Carries out the command.
    pub(crate) fn run(self) -> anyhow::Result<ExitCode> {
        let mut out = Out::new();
        let clean = match self {
            Self::Dis { input, annotate, indent } => looking::dis(&input.read()?, annotate, indent, &mut out),
            Self::Trace { input, classes } => looking::trace(&input.read()?, &classes.globals(), &mut out),
            Self::Check { input, json } => looking::check(&input.read()?, json, &mut out),
            Self::Loads { input, rust: true, .. } => values::rust(&input.read()?, &mut out),
            Self::Loads { input, classes, first, .. } => {
                values::loads(&input.read()?, &classes.globals(), first, &mut out)
            }
            Self::Dumps { file, protocol } => values::dumps(&read(&file)?, protocol, &mut out),
            Self::Optimize { input } => values::optimize(&input.read()?, &mut out),
        };
        out.finish()?;
        Ok(if clean { ExitCode::SUCCESS } else { ExitCode::from(1) })
    }
}

/// Standard output; whoever reads it may have seen enough at any time.
struct Out {
    to: BufWriter<StdoutLock<'static>>,
    failed: Option<io::Error>,
}

impl Out {
    fn new() -> Self {
        Self { to: BufWriter::with_capacity(1 << 16, io::stdout().lock()), failed: None }
    }

    /// Writes; whether more is wanted.
    fn write(&mut self, bytes: &[u8]) -> bool {
        if self.failed.is_none()
            && let Err(error) = self.to.write_all(bytes)
        {
            self.failed = Some(error);
        }
        self.failed.is_none()
    }

    /// Writes a line; whether more is wanted.
    fn line(&mut self, text: &str) -> bool {
        self.write(text.as_bytes()) && self.write(b"\n")
    }

    /// What went wrong, as the last line of a traceback says it, behind all that was printed before.
    fn fault(&mut self, error: &PickleError) {
        if self.failed.is_none()
            && let Err(error) = self.to.flush()
        {
            self.failed = Some(error);
        }
        let text = error.to_string();
        crate::complain(text.strip_prefix("_pickle.").unwrap_or(&text));
    }

    fn finish(mut self) -> anyhow::Result<()> {
        match self.failed.take().map_or_else(|| self.to.flush(), Err) {
            Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(()),
            done => done.context("cannot write to standard output"),
        }
    }
}

//! How each program of a run ended, and who waits for whom when nobody can go on.

use crate::event::{BlockedView, ProcessId};
use serde::Serialize;
use std::fmt;
use std::rc::Rc;

/// How a program ended.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(tag = "end", rename_all = "snake_case")]
pub enum ProgramEnd {
    /// It ended by itself.
    Exited {
        /// Exit code.
        code: i32,
        /// Class of the uncaught exception, if that is why.
        exception: Option<Rc<str>>,
    },
    /// It waits for something that will not come.
    Blocked {
        /// The call of the main thread, or of the thread it waits for.
        blocked: BlockedView,
    },
    /// The run's lines were used up.
    OutOfSteps {
        /// The first line of the loop that it is most likely in.
        line: u32,
    },
    /// A limit of the simulation was reached.
    Limit {
        /// Names the limit and its value.
        text: Rc<str>,
    },
    /// It was never started, because an earlier program neither blocked nor ended.
    NotStarted,
}

impl fmt::Display for ProgramEnd {
    /// As `sockscope run` prints it: `exited 0`, `exited 1 (ConnectionRefusedError)`, `blocked in accept() at line 5`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Exited { code, exception: None } => write!(f, "exited {code}"),
            Self::Exited { code, exception: Some(class) } => write!(f, "exited {code} ({class})"),
            Self::Blocked { blocked } => write!(f, "blocked in {}() at line {}", blocked.call.name, blocked.call.line),
            Self::OutOfSteps { line } => write!(f, "out of steps, looping at line {line}"),
            Self::Limit { text } => write!(f, "stopped: {text}"),
            Self::NotStarted => write!(f, "not started"),
        }
    }
}

/// Nobody can go on: every program that has not ended waits for another.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Standstill {
    /// Each waiting program.
    pub waiting: Vec<WaitingFor>,
}

/// One program of a [`Standstill`].
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct WaitingFor {
    /// Who waits.
    pub process: ProcessId,
    /// In which call.
    pub blocked: BlockedView,
    /// The program that could end the wait, when that is known: the other end of the connection.
    pub on: Option<ProcessId>,
    /// Whether that program waits too, for this one: nobody will ever send first.
    pub mutual: bool,
    /// Whether the other end can still send: false once it has closed or ended.
    pub other_end_open: bool,
    /// Bytes that the program already took from the connection it waits on.
    pub taken: u64,
    /// Bytes that a length announced earlier in the stream still promises, when there was one.
    pub promised: Option<u64>,
}

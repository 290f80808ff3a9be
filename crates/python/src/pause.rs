//! Why the machine handed control back.

use crate::request::{Request, ThreadId, TracedBytes};
use std::rc::Rc;

/// One-based line of the program's text.
pub type Line = u32;

/// A line that a thread went past without a pause.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PassedLine {
    /// The line.
    pub line: Line,
    /// As in [`Pause::Line`].
    pub depth: u16,
}

/// The lines that a thread may go past, and those that it went past: a list and not a call for each, because this is most of what a run costs.
#[derive(Debug, Clone, Default)]
pub struct Passed {
    /// As many more need not be pauses.
    pub left: u32,
    /// In order.
    pub lines: Vec<PassedLine>,
}

/// Which console stream a text goes to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Console {
    /// `sys.stdout`.
    Out,
    /// `sys.stderr`.
    Err,
}

/// A pickle that passed through the `pickle` module: beside the pauses, because the program does not stop for it.
#[derive(Debug, Clone, PartialEq)]
pub struct Pickled {
    /// Whether `dumps` made it; else `loads` was given it, be it one or not.
    pub written: bool,
    /// The bytes and where they came from.
    pub bytes: TracedBytes,
}

/// What [`crate::machine::Machine::resume`] ended with. Every pause but the last two leaves the thread able to go on.
#[derive(Debug, Clone, PartialEq)]
pub enum Pause {
    /// The thread is about to execute a line, as `sys.settrace` reports `'line'` events.
    Line {
        /// The line.
        line: Line,
        /// Number of call frames above the module's: 0 at module level.
        depth: u16,
    },
    /// The thread wants a system call; resume it with the reply.
    Call {
        /// What it wants.
        request: Request,
        /// The line of the innermost visible frame that wants it.
        line: Line,
    },
    /// Text was written to the console.
    Printed {
        /// Where to.
        console: Console,
        /// As written, with its own line ends.
        text: Rc<str>,
    },
    /// The fuel given to this `resume` is used up; resume again to go on.
    OutOfFuel,
    /// Another thread of this machine could run and this one's turn is over (as `CPython`'s switch interval).
    Yielded,
    /// The thread has ended. For the main thread the process ends once its other non-daemon threads have.
    ThreadEnded,
    /// The process has ended: its exit code, and the uncaught exception if that is why. The traceback was already `Printed` to stderr.
    Exited {
        /// 0, 1 for an uncaught exception, or what `sys.exit` says.
        code: i32,
        /// Class name of the uncaught exception, such as `ConnectionRefusedError`.
        exception: Option<Rc<str>>,
    },
    /// A limit of the simulation was reached (memory, recursion of the host, output); the text names it and its value. The process cannot go on.
    Limit {
        /// Which thread was running.
        thread: ThreadId,
        /// For people.
        text: Rc<str>,
    },
}

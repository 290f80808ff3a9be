//! What a call fails with: the `OSError` of each errno, with glibc's text (`strerror(3)`).

use crate::builtins::classes;
use crate::machine::Machine;
use crate::names;
use crate::native::Divert;
use crate::request::{Answer as World, Failure};
use crate::value::{Handle, Value};

impl Machine {
    /// The exception for a failed system call.
    pub(crate) fn os_failure(&mut self, failure: &Failure) -> Divert {
        match failure {
            Failure::Errno(errno) => {
                let class = crate::builtins::exceptions::class_of_errno(i64::from(*errno));
                self.os_error(class, i64::from(*errno), errno_text(*errno))
            }
            Failure::TimedOut => self.error(classes::TIMEOUT_ERROR, "timed out"),
            Failure::Resolve => self.os_error(classes::GAI_ERROR, -2, "Name or service not known"),
            Failure::Unsupported(text) => self.error(classes::NOT_IMPLEMENTED_ERROR, text),
        }
    }

    fn os_error(&mut self, class: Handle, errno: i64, text: &str) -> Divert {
        let text = self.heap.new_str(text);
        let exception = self.new_exception(class, &[Value::Int(errno), text]);
        self.set_own(exception, names::ERRNO, Value::Int(errno));
        self.set_own(exception, names::STRERROR, text);
        self.set_own(exception, names::FILENAME, Value::None);
        self.raise(exception)
    }
}

/// The text of an errno.
pub(crate) fn errno_text(errno: i32) -> &'static str {
    match errno {
        1 => "Operation not permitted",
        2 => "No such file or directory",
        4 => "Interrupted system call",
        9 => "Bad file descriptor",
        11 => "Resource temporarily unavailable",
        12 => "Cannot allocate memory",
        13 => "Permission denied",
        14 => "Bad address",
        22 => "Invalid argument",
        23 => "Too many open files in system",
        24 => "Too many open files",
        32 => "Broken pipe",
        88 => "Socket operation on non-socket",
        89 => "Destination address required",
        90 => "Message too long",
        91 => "Protocol wrong type for socket",
        92 => "Protocol not available",
        93 => "Protocol not supported",
        94 => "Socket type not supported",
        95 => "Operation not supported",
        97 => "Address family not supported by protocol",
        98 => "Address already in use",
        99 => "Cannot assign requested address",
        100 => "Network is down",
        101 => "Network is unreachable",
        103 => "Software caused connection abort",
        104 => "Connection reset by peer",
        105 => "No buffer space available",
        106 => "Transport endpoint is already connected",
        107 => "Transport endpoint is not connected",
        110 => "Connection timed out",
        111 => "Connection refused",
        113 => "No route to host",
        114 => "Operation already in progress",
        115 => "Operation now in progress",
        _ => "Unknown error",
    }
}

/// The exception for a reply that is not the one that was hoped for.
pub(super) fn failed(machine: &mut Machine, reply: Result<World, Failure>) -> Divert {
    match reply {
        Err(failure) => machine.os_failure(&failure),
        Ok(other) => {
            let text = format!("unexpected answer to a system call: {other:?}");
            machine.error(classes::SYSTEM_ERROR, &text)
        }
    }
}

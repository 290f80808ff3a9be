//! Why a stream, a listener or the whole conversation was refused or came to its end.
//! One byte on the wire, and the errno that a program sees for it; the words for a person are the page's.

/// Why something did not begin, or ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[repr(u8)]
pub enum Reason {
    /// Both directions are finished and everything was delivered; or the page closed the stream.
    Ended = 0,
    /// Nobody listens there: `ECONNREFUSED`.
    Refused = 1,
    /// No answer in time, or nothing moved for too long: `ETIMEDOUT`.
    TimedOut = 2,
    /// No way to the host: `EHOSTUNREACH`, `ENETUNREACH`.
    Unreachable = 3,
    /// The target is not on the bridge's list.
    Blocked = 4,
    /// One of the bridge's limits is reached; its text names the limit.
    Throttled = 5,
    /// The other side aborted, or was aborted: `ECONNRESET`.
    Reset = 6,
    /// The port is taken: `EADDRINUSE`.
    InUse = 7,
    /// The host's name is unknown: `EAI_NONAME`.
    NoSuchHost = 8,
    /// The operating system does not permit it: `EACCES`.
    NotPermitted = 9,
    /// The bridge is being stopped.
    Stopping = 10,
    /// The page broke a rule of this protocol; the text names the rule.
    BrokenRule = 11,
    /// The bridge does not speak the version of `Hello`.
    UnknownVersion = 12,
    /// A frame of a kind that this version does not have.
    UnknownFrame = 13,
    /// Something else failed; the text is the operating system's.
    Failed = 14,
}

impl Reason {
    /// All, in the order of their codes.
    pub const ALL: [Self; 15] = [
        Self::Ended,
        Self::Refused,
        Self::TimedOut,
        Self::Unreachable,
        Self::Blocked,
        Self::Throttled,
        Self::Reset,
        Self::InUse,
        Self::NoSuchHost,
        Self::NotPermitted,
        Self::Stopping,
        Self::BrokenRule,
        Self::UnknownVersion,
        Self::UnknownFrame,
        Self::Failed,
    ];

    /// The byte on the wire.
    #[must_use]
    pub const fn code(self) -> u8 {
        self as u8
    }

    /// The reason of a byte on the wire.
    #[must_use]
    pub fn of_code(code: u8) -> Option<Self> {
        Self::ALL.get(usize::from(code)).copied()
    }

    /// Linux's number of the error that a program gets for it, where there is one.
    #[must_use]
    pub const fn errno(self) -> Option<u8> {
        match self {
            Self::Refused => Some(111),
            Self::TimedOut => Some(110),
            Self::Unreachable => Some(113),
            Self::Reset => Some(104),
            Self::InUse => Some(98),
            Self::NotPermitted => Some(13),
            _ => None,
        }
    }
}

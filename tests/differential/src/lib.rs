//! The same programs on real `CPython` over loopback and in Sockscope, compared transcript against transcript.
//! Owns the catalogue of test programs (`tests/programs`), the runner of real Pythons and the comparison. The library does not know
//! the simulator; only its tests do, through `sockscope-lab`, as any user does. Transcripts written by `CPython` 3.11 are checked in next to the
//! programs (`cargo xtask fixtures`), so that the comparison also runs where no `python3` is installed.

pub mod catalogue;
pub mod normal;
pub mod oracle;
pub mod transcript;

//! Experiments: programs, a link and a seed become a trace, and every view is a function of (trace, position).
//! Owns the scheduler, the virtual clock, the trace with its checkpoints, transcripts and the controls that edit a program's text.
//! Refuses to know files, wall clocks, threads of the host and the page.

mod calls;
mod chunks;
pub mod controls;
mod digest;
pub mod ends;
pub mod event;
pub mod experiment;
mod history;
pub mod moment;
pub mod pickles;
mod process;
mod processes;
pub mod real;
mod record;
mod recorder;
pub mod run;
pub mod saved;
pub mod scenario;
pub mod source;
mod standstill;
mod syscalls;
pub mod trace;
pub mod transcript;
mod view;
mod world;

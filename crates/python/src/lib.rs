//! A resumable machine for the Python that socket programs are written in.
//! Owns the way from text to a running program: ruff's parser → compile → [`machine::Machine`], which pauses at each line
//! and at each system call, and is plain data in between. Refuses to know sockets, clocks, files and the scheduler: what a program
//! wants of the world leaves as a [`request::Request`] and comes back as a [`request::Reply`].
//! The reference is `CPython` 3.11 on Linux, word for word; what is not supported is named, never misread.

pub mod pause;
pub mod request;
pub mod text;

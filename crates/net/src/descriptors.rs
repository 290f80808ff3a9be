//! The descriptor table of one process: the lowest free number from 3, as open(2) promises (0 to 2 are the console).

use crate::errno::Errno;
use crate::ids::{Fd, SocketId};

/// First descriptor that a socket can get.
const FIRST: i32 = 3;
/// Linux's default limit of open files.
const LIMIT: usize = 1024 - FIRST as usize;

/// See the module.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct Descriptors {
    slots: Vec<Option<SocketId>>,
}

impl Descriptors {
    /// The descriptor that the next socket gets.
    pub(crate) fn lowest_free(&self) -> Result<Fd, Errno> {
        let slot = self.slots.iter().position(Option::is_none).unwrap_or(self.slots.len());
        if slot >= LIMIT { Err(Errno::EMFILE) } else { Ok(Fd(slot as i32 + FIRST)) }
    }

    fn slot(fd: Fd) -> Option<usize> {
        usize::try_from(fd.0.checked_sub(FIRST)?).ok()
    }

    /// Gives `fd`, which `lowest_free` has named, to a socket.
    pub(crate) fn give(&mut self, fd: Fd, socket: SocketId) {
        let slot = Self::slot(fd).expect("invariant: descriptors come from lowest_free");
        if slot == self.slots.len() {
            self.slots.push(None);
        }
        self.slots[slot] = Some(socket);
    }

    pub(crate) fn get(&self, fd: Fd) -> Result<SocketId, Errno> {
        Self::slot(fd).and_then(|slot| *self.slots.get(slot)?).ok_or(Errno::EBADF)
    }

    /// Frees the number.
    pub(crate) fn take(&mut self, fd: Fd) -> Result<SocketId, Errno> {
        let socket = self.get(fd)?;
        if let Some(entry) = Self::slot(fd).and_then(|slot| self.slots.get_mut(slot)) {
            *entry = None;
        }
        Ok(socket)
    }

    /// All open ones, ascending.
    pub(crate) fn open(&self) -> Vec<(Fd, SocketId)> {
        let numbered = (FIRST..).map(Fd).zip(&self.slots);
        numbered.filter_map(|(fd, socket)| Some((fd, (*socket)?))).collect()
    }
}

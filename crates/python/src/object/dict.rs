//! The table behind `dict`: entries in insertion order, and above eight of them an open-addressed index.
//! Knows hashes and identity only; whether two different keys are equal is asked of the caller.

use crate::value::Value;

/// One key with its value. A deleted entry has an unbound key.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Entry {
    pub(crate) hash: i64,
    pub(crate) key: Value,
    pub(crate) value: Value,
}

/// A `dict`'s table.
#[derive(Debug, Clone, PartialEq, Default)]
pub(crate) struct Dict {
    pub(crate) entries: Vec<Entry>,
    /// Empty while there are at most [`SMALL`] entries; else positions + 1, 0 for free.
    index: Vec<u32>,
    live: u32,
    /// A bit for each hash that a key has had: most names that are not here are known not to be without a look. Builtins are not in a
    /// module, methods not in an instance.
    seen: u64,
}

const SMALL: usize = 8;

/// The bit of a hash in [`Dict::seen`].
fn bit(hash: i64) -> u64 {
    1 << (hash & 63)
}

fn spread(hash: i64) -> usize {
    ((hash as u64).wrapping_mul(0x9E37_79B9_7F4A_7C15) >> 32) as usize
}

impl Dict {
    pub(crate) fn len(&self) -> usize {
        self.live as usize
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.live == 0
    }

    /// False only if no key has this hash.
    #[inline]
    pub(crate) fn may_have(&self, hash: i64) -> bool {
        self.seen & bit(hash) != 0
    }

    /// Finds the entry for which `same` holds among those with this hash.
    #[inline]
    pub(crate) fn find<E>(
        &self,
        hash: i64,
        mut same: impl FnMut(Value) -> Result<bool, E>,
    ) -> Result<Option<usize>, E> {
        if !self.may_have(hash) {
            return Ok(None);
        }
        if self.index.is_empty() {
            for (at, entry) in self.entries.iter().enumerate() {
                if entry.hash == hash && !entry.key.is_unbound() && same(entry.key)? {
                    return Ok(Some(at));
                }
            }
            return Ok(None);
        }
        let mask = self.index.len() - 1;
        let mut slot = spread(hash) & mask;
        loop {
            let position = self.index[slot];
            if position == 0 {
                return Ok(None);
            }
            let entry = &self.entries[position as usize - 1];
            if entry.hash == hash && !entry.key.is_unbound() && same(entry.key)? {
                return Ok(Some(position as usize - 1));
            }
            slot = (slot + 1) & mask;
        }
    }

    /// Finds a key by identity alone (interned names).
    #[inline]
    pub(crate) fn find_same(&self, hash: i64, key: Value) -> Option<usize> {
        self.find(hash, |candidate| Ok::<bool, std::convert::Infallible>(candidate.is(key))).unwrap_or_default()
    }

    /// Adds a key that is known to be absent.
    pub(crate) fn push(&mut self, hash: i64, key: Value, value: Value) {
        self.entries.push(Entry { hash, key, value });
        self.live += 1;
        self.seen |= bit(hash);
        if self.index.is_empty() {
            if self.entries.len() > SMALL {
                self.rebuild();
            }
        } else if self.entries.len() * 2 > self.index.len() {
            self.rebuild();
        } else {
            let position = self.entries.len();
            self.place(hash, position);
        }
    }

    pub(crate) fn remove_at(&mut self, at: usize) -> Entry {
        let entry = self.entries[at];
        self.entries[at].key = Value::Unbound;
        self.entries[at].value = Value::Unbound;
        self.live -= 1;
        if self.live == 0 {
            self.clear();
        } else if at + 1 == self.entries.len() && self.index.is_empty() {
            self.entries.pop();
        }
        entry
    }

    pub(crate) fn clear(&mut self) {
        self.entries.clear();
        self.index.clear();
        self.live = 0;
        self.seen = 0;
    }

    /// Live entries in order.
    pub(crate) fn iter(&self) -> impl DoubleEndedIterator<Item = &Entry> {
        self.entries.iter().filter(|entry| !entry.key.is_unbound())
    }

    fn place(&mut self, hash: i64, position: usize) {
        let mask = self.index.len() - 1;
        let mut slot = spread(hash) & mask;
        while self.index[slot] != 0 {
            slot = (slot + 1) & mask;
        }
        self.index[slot] = position as u32;
    }

    fn rebuild(&mut self) {
        self.entries.retain(|entry| !entry.key.is_unbound());
        let size = (self.entries.len() * 4).next_power_of_two();
        self.index.clear();
        self.index.resize(size, 0);
        for at in 0..self.entries.len() {
            let hash = self.entries[at].hash;
            self.place(hash, at + 1);
        }
    }

    pub(crate) fn bytes(&self) -> usize {
        self.entries.capacity() * size_of::<Entry>() + self.index.capacity() * 4
    }
}

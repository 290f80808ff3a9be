//! The table behind `set` and `frozenset`, in the very order in which `CPython` keeps its elements: a program can print it.
//! Layout as in `Objects/setobject.c`: linear probes in runs of nine, then a perturbed jump; growth by four (by two when large).
//! Knows hashes and identity only; whether two different elements are equal is asked of the caller.

use crate::value::Value;

/// One slot: free, deleted (hash -1, unbound) or holding an element.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Slot {
    hash: i64,
    key: Value,
}

const FREE: Slot = Slot { hash: 0, key: Value::Unbound };
const DELETED: Slot = Slot { hash: -1, key: Value::Unbound };
const LINEAR_PROBES: usize = 9;
const PERTURB_SHIFT: u32 = 5;

/// A `set`'s table.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Set {
    slots: Vec<Slot>,
    /// Elements and deleted slots.
    fill: usize,
    used: usize,
    /// Where `pop` looks next.
    finger: usize,
}

impl Default for Set {
    fn default() -> Self {
        Self { slots: vec![FREE; 8], fill: 0, used: 0, finger: 0 }
    }
}

impl Set {
    pub(crate) fn len(&self) -> usize {
        self.used
    }

    /// Elements in table order, with their hashes.
    pub(crate) fn iter(&self) -> impl Iterator<Item = (i64, Value)> {
        self.slots.iter().filter(|slot| !slot.key.is_unbound()).map(|slot| (slot.hash, slot.key))
    }

    /// The first element at or after a table position, and the position behind it.
    pub(crate) fn next_from(&self, at: usize) -> Option<(Value, usize)> {
        (at..self.slots.len()).find(|i| !self.slots[*i].key.is_unbound()).map(|i| (self.slots[i].key, i + 1))
    }

    pub(crate) fn find<E>(
        &self,
        hash: i64,
        mut same: impl FnMut(Value) -> Result<bool, E>,
    ) -> Result<Option<usize>, E> {
        let mask = self.slots.len() - 1;
        let mut perturb = hash as u64;
        let mut at = (hash as u64 as usize) & mask;
        loop {
            let run = if at + LINEAR_PROBES <= mask { LINEAR_PROBES } else { 0 };
            for slot in at..=at + run {
                let entry = &self.slots[slot];
                if entry.key.is_unbound() {
                    if entry.hash == 0 {
                        return Ok(None);
                    }
                } else if entry.hash == hash && same(entry.key)? {
                    return Ok(Some(slot));
                }
            }
            perturb >>= PERTURB_SHIFT;
            at = at.wrapping_mul(5).wrapping_add(1).wrapping_add(perturb as usize) & mask;
        }
    }

    /// Adds an element that is known to be absent.
    pub(crate) fn push(&mut self, hash: i64, key: Value) {
        let mask = self.slots.len() - 1;
        let mut perturb = hash as u64;
        let mut at = (hash as u64 as usize) & mask;
        // The last deleted slot on the way is used again.
        let mut deleted = None;
        'search: loop {
            let run = if at + LINEAR_PROBES <= mask { LINEAR_PROBES } else { 0 };
            for slot in at..=at + run {
                if !self.slots[slot].key.is_unbound() {
                    continue;
                }
                if self.slots[slot].hash != 0 {
                    deleted = Some(slot);
                } else if let Some(slot) = deleted {
                    self.slots[slot] = Slot { hash, key };
                    self.used += 1;
                    return;
                } else {
                    self.slots[slot] = Slot { hash, key };
                    break 'search;
                }
            }
            perturb >>= PERTURB_SHIFT;
            at = at.wrapping_mul(5).wrapping_add(1).wrapping_add(perturb as usize) & mask;
        }
        self.fill += 1;
        self.used += 1;
        if self.fill * 5 >= mask * 3 {
            let wanted = if self.used > 50_000 { self.used * 2 } else { self.used * 4 };
            self.resize(wanted);
        }
    }

    /// Makes room as `set.update` does before it adds many.
    pub(crate) fn reserve_merge(&mut self, more: usize) {
        if (self.fill + more) * 5 >= (self.slots.len() - 1) * 3 {
            self.resize((self.used + more) * 2);
        }
    }

    /// What `set(other)` makes of a set: the same table if it would be as large and nothing was deleted from it, else a fresh one.
    pub(crate) fn merged(&self) -> Self {
        let mut copy = Self::default();
        copy.reserve_merge(self.used);
        if copy.slots.len() == self.slots.len() && self.fill == self.used {
            copy.slots.clone_from(&self.slots);
            (copy.fill, copy.used) = (self.fill, self.used);
        } else {
            for (hash, key) in self.iter() {
                copy.push(hash, key);
            }
        }
        copy
    }

    /// A copy as `set.copy()` makes it: its table is as large as its elements need.
    pub(crate) fn copied(&self) -> Self {
        let mut copy = Self::default();
        copy.reserve_merge(self.used);
        if copy.slots.len() == self.slots.len() && self.fill == self.used {
            copy.slots.clone_from(&self.slots);
            copy.fill = self.fill;
            copy.used = self.used;
            return copy;
        }
        for (hash, key) in self.iter() {
            copy.push(hash, key);
        }
        copy
    }

    /// Rebuilds the table when more than a quarter of it are deleted slots, as `difference_update` does at its end.
    pub(crate) fn drop_deleted(&mut self) {
        if self.fill - self.used > (self.slots.len() - 1) / 4 {
            self.resize(if self.used > 50_000 { self.used * 2 } else { self.used * 4 });
        }
    }

    fn resize(&mut self, wanted: usize) {
        let mut size = 8;
        while size <= wanted {
            size *= 2;
        }
        let old = std::mem::replace(&mut self.slots, vec![FREE; size]);
        let mask = size - 1;
        for slot in old.into_iter().filter(|slot| !slot.key.is_unbound()) {
            let mut perturb = slot.hash as u64;
            let mut at = (slot.hash as u64 as usize) & mask;
            'search: loop {
                let run = if at + LINEAR_PROBES <= mask { LINEAR_PROBES } else { 0 };
                for candidate in at..=at + run {
                    if self.slots[candidate].key.is_unbound() {
                        self.slots[candidate] = slot;
                        break 'search;
                    }
                }
                perturb >>= PERTURB_SHIFT;
                at = at.wrapping_mul(5).wrapping_add(1).wrapping_add(perturb as usize) & mask;
            }
        }
        self.fill = self.used;
        self.finger = 0;
    }

    pub(crate) fn remove_at(&mut self, at: usize) -> Value {
        let key = self.slots[at].key;
        self.slots[at] = DELETED;
        self.used -= 1;
        key
    }

    pub(crate) fn pop(&mut self) -> Option<Value> {
        if self.used == 0 {
            return None;
        }
        let mask = self.slots.len() - 1;
        let mut at = self.finger & mask;
        while self.slots[at].key.is_unbound() {
            at = (at + 1) & mask;
        }
        self.finger = at + 1;
        Some(self.remove_at(at))
    }

    pub(crate) fn bytes(&self) -> usize {
        self.slots.capacity() * size_of::<Slot>()
    }
}

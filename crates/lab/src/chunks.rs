//! A list that only grows, kept in pieces: nothing is moved when it does, so that a long trace takes no more memory than it needs.

/// Items of a full piece.
const PIECE: usize = 1 << 13;

/// The list.
#[derive(Debug, Clone)]
pub(crate) struct Chunks<T> {
    /// All are full.
    pieces: Vec<Vec<T>>,
    /// Behind them, with room for more.
    open: Vec<T>,
}

impl<T> Default for Chunks<T> {
    fn default() -> Self {
        Self { pieces: Vec::new(), open: Vec::new() }
    }
}

impl<T> Chunks<T> {
    #[inline]
    pub(crate) fn push(&mut self, item: T) {
        if self.open.len() == PIECE {
            self.close();
        }
        self.open.push(item);
    }

    #[cold]
    fn close(&mut self) {
        self.pieces.push(std::mem::replace(&mut self.open, Vec::with_capacity(PIECE)));
    }

    pub(crate) fn len(&self) -> usize {
        self.pieces.len() * PIECE + self.open.len()
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.open.is_empty() && self.pieces.is_empty()
    }

    pub(crate) fn get(&self, index: usize) -> Option<&T> {
        let piece = index / PIECE;
        let piece = if piece == self.pieces.len() { &self.open } else { self.pieces.get(piece)? };
        piece.get(index % PIECE)
    }

    pub(crate) fn iter(&self) -> impl DoubleEndedIterator<Item = &T> {
        self.pieces.iter().flatten().chain(&self.open)
    }
}

#[cfg(test)]
mod tests {
    use super::{Chunks, PIECE};

    #[test]
    fn it_is_the_list_of_what_was_pushed() {
        for len in [0, 1, PIECE - 1, PIECE, PIECE + 1, 3 * PIECE] {
            let mut list = Chunks::default();
            (0..len).for_each(|item| list.push(item));
            assert_eq!((list.len(), list.is_empty()), (len, len == 0));
            assert!(list.iter().copied().eq(0..len) && list.iter().rev().copied().eq((0..len).rev()));
            assert!((0..len).all(|index| list.get(index) == Some(&index)));
            assert_eq!(list.get(len), None);
        }
    }
}

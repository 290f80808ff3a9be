//! `str` and `bytes` objects. A `str` is Rust text (no lone surrogates) with its length in characters and its hash remembered;
//! a `bytes` carries the history of its bytes along.

use crate::request::{Origin, TracedBytes};
use std::cell::Cell;
use std::rc::Rc;

/// A `str`.
#[derive(Debug, Clone)]
pub(crate) struct Str {
    pub(crate) text: Rc<str>,
    /// Length in characters.
    pub(crate) chars: u32,
    /// Whether this is the one object that the intern table holds for its text.
    pub(crate) interned: bool,
    /// Where a namespace last had it as a key. Only speed: whoever follows it looks whether it is there.
    hint: Cell<u16>,
    hash: Cell<i64>,
}

impl PartialEq for Str {
    fn eq(&self, other: &Self) -> bool {
        self.text == other.text
    }
}

impl Str {
    pub(crate) fn new(text: Rc<str>) -> Self {
        let chars = if text.is_ascii() { text.len() } else { text.chars().count() };
        Self { text, chars: chars as u32, interned: false, hint: Cell::new(0), hash: Cell::new(0) }
    }

    pub(crate) fn is_ascii(&self) -> bool {
        self.chars as usize == self.text.len()
    }

    #[inline]
    pub(crate) fn hint(&self) -> usize {
        usize::from(self.hint.get())
    }

    pub(crate) fn set_hint(&self, at: usize) {
        self.hint.set(at.min(usize::from(u16::MAX)) as u16);
    }

    #[inline]
    pub(crate) fn hash(&self) -> i64 {
        let known = self.hash.get();
        if known != 0 {
            return known;
        }
        let hash = crate::text::hash::hash_str(&self.text);
        self.hash.set(hash);
        hash
    }

    /// Byte position of the character at `index`, which is at most the length.
    pub(crate) fn byte_at(&self, index: usize) -> usize {
        if self.is_ascii() {
            index.min(self.text.len())
        } else {
            self.text.char_indices().nth(index).map_or(self.text.len(), |(at, _)| at)
        }
    }
}

/// A `bytes`.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Bytes {
    pub(crate) data: Rc<[u8]>,
    pub(crate) origins: Option<Rc<[Origin]>>,
}

impl Bytes {
    pub(crate) fn new(data: Rc<[u8]>) -> Self {
        Self { data, origins: None }
    }

    pub(crate) fn traced(bytes: &TracedBytes) -> Self {
        let origins = if bytes.origins.is_empty() { None } else { Some(bytes.origins.as_slice().into()) };
        Self { data: bytes.data.clone(), origins }
    }

    pub(crate) fn origins(&self) -> &[Origin] {
        self.origins.as_deref().unwrap_or(&[])
    }
}

/// A `bytearray`.
#[derive(Debug, Clone, PartialEq, Default)]
pub(crate) struct ByteArray {
    pub(crate) data: Vec<u8>,
    pub(crate) origins: Vec<Origin>,
}

/// The part of `origins` that lies in `start..end`, moved so that `start` becomes `shift`.
pub(crate) fn slice_origins(origins: &[Origin], start: usize, end: usize, shift: usize) -> Vec<Origin> {
    let (start, end) = (start as u64, end as u64);
    let mut out = Vec::new();
    for origin in origins {
        let from = u64::from(origin.at).max(start);
        let to = (u64::from(origin.at) + u64::from(origin.len)).min(end);
        if from < to {
            out.push(Origin {
                at: (from - start) as u32 + shift as u32,
                len: (to - from) as u32,
                stream: origin.stream,
                offset: origin.offset + (from - u64::from(origin.at)),
            });
        }
    }
    out
}

/// Appends `more` to `origins`, joining ranges that continue each other.
pub(crate) fn append_origins(origins: &mut Vec<Origin>, more: Vec<Origin>) {
    for origin in more {
        if let Some(last) = origins.last_mut()
            && last.stream == origin.stream
            && last.at + last.len == origin.at
            && last.offset + u64::from(last.len) == origin.offset
        {
            last.len += origin.len;
        } else {
            origins.push(origin);
        }
    }
}

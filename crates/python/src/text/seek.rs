//! Searching and cutting at a separator, on bytes, as ranges. UTF-8 never matches across characters, so `str` uses this too.
//! Owns `find`, `count`, `split(sep)`, `partition`; returns positions, so that whoever keeps origins of bytes can carry them along.

use std::ops::Range;

/// Above this many byte comparisons in the worst case, the search prepares a table first.
const NAIVE_WORK_MAX: usize = 1 << 16;

/// Position of the first occurrence of `needle`; an empty one is found at 0.
pub fn find(hay: &[u8], needle: &[u8]) -> Option<usize> {
    let Some((&first, tail)) = needle.split_first() else { return Some(0) };
    if needle.len() > hay.len() {
        return None;
    }
    if hay.len().saturating_mul(needle.len()) > NAIVE_WORK_MAX && needle.len() > 4 {
        return find_prepared(hay.iter().copied(), needle);
    }
    let last = hay.len() - needle.len();
    let mut at = 0;
    while at <= last {
        at += hay[at..=last].iter().position(|&byte| byte == first)?;
        if hay[at + 1..].starts_with(tail) {
            return Some(at);
        }
        at += 1;
    }
    None
}

/// Position of the last occurrence; an empty needle is found at the end.
pub fn rfind(hay: &[u8], needle: &[u8]) -> Option<usize> {
    if needle.is_empty() {
        return Some(hay.len());
    }
    if hay.len().saturating_mul(needle.len()) > NAIVE_WORK_MAX && needle.len() > 4 {
        let reversed: Vec<u8> = needle.iter().rev().copied().collect();
        return find_prepared(hay.iter().rev().copied(), &reversed).map(|at| hay.len() - at - needle.len());
    }
    hay.windows(needle.len()).rposition(|window| window == needle)
}

/// Knuth, Morris and Pratt: linear in both lengths.
fn find_prepared(hay: impl Iterator<Item = u8>, needle: &[u8]) -> Option<usize> {
    let mut border = vec![0usize; needle.len()];
    let mut matched = 0;
    for at in 1..needle.len() {
        while matched > 0 && needle[at] != needle[matched] {
            matched = border[matched - 1];
        }
        matched += usize::from(needle[at] == needle[matched]);
        border[at] = matched;
    }
    matched = 0;
    for (at, byte) in hay.enumerate() {
        while matched > 0 && byte != needle[matched] {
            matched = border[matched - 1];
        }
        matched += usize::from(byte == needle[matched]);
        if matched == needle.len() {
            return Some(at + 1 - matched);
        }
    }
    None
}

/// Starts of the occurrences that do not overlap, at most `max` of them. The needle is not empty.
pub fn find_each(hay: &[u8], needle: &[u8], max: usize) -> Vec<usize> {
    let mut found = Vec::new();
    let mut from = 0;
    while found.len() < max {
        let Some(at) = find(&hay[from..], needle) else { break };
        found.push(from + at);
        from += at + needle.len();
    }
    found
}

/// The parts between separators, from the left; `max` cuts at most.
pub fn split(hay: &[u8], separator: &[u8], max: usize) -> Vec<Range<usize>> {
    let mut parts = Vec::new();
    let mut start = 0;
    for at in find_each(hay, separator, max) {
        parts.push(start..at);
        start = at + separator.len();
    }
    parts.push(start..hay.len());
    parts
}

/// The parts between separators, cut from the right; `max` cuts at most.
pub fn rsplit(hay: &[u8], separator: &[u8], max: usize) -> Vec<Range<usize>> {
    let mut parts = Vec::new();
    let mut end = hay.len();
    while parts.len() < max {
        let Some(at) = rfind(&hay[..end], separator) else { break };
        parts.push(at + separator.len()..end);
        end = at;
    }
    parts.push(0..end);
    parts.reverse();
    parts
}

/// How a whitespace split cuts: what counts as a blank at a position, and how long it is.
fn blank_len(hay: &[u8], at: usize, text: bool) -> usize {
    match hay[at] {
        b' ' | b'\t'..=b'\r' => 1,
        0x1c..=0x1f if text => 1,
        byte if byte.is_ascii() || !text => 0,
        lead => {
            let len = match lead {
                0xc0..=0xdf => 2,
                0xe0..=0xef => 3,
                _ => return 0,
            };
            let character = hay.get(at..at + len).and_then(|bytes| std::str::from_utf8(bytes).ok());
            if character.is_some_and(|character| character.chars().all(char::is_whitespace)) { len } else { 0 }
        }
    }
}

/// `split()` at runs of whitespace. `text`: the bytes are UTF-8 and Unicode's blanks count.
pub fn split_blank(hay: &[u8], max: usize, text: bool) -> Vec<Range<usize>> {
    let mut parts = Vec::new();
    let mut at = 0;
    loop {
        while at < hay.len() {
            match blank_len(hay, at, text) {
                0 => break,
                len => at += len,
            }
        }
        if at == hay.len() {
            return parts;
        }
        if parts.len() == max {
            parts.push(at..hay.len());
            return parts;
        }
        let start = at;
        while at < hay.len() && blank_len(hay, at, text) == 0 {
            at += 1;
        }
        parts.push(start..at);
    }
}

/// Length of the blank that ends at `end`, or 0.
fn blank_len_before(hay: &[u8], end: usize, text: bool) -> usize {
    let mut start = end - 1;
    while text && start > 0 && hay[start] & 0xc0 == 0x80 {
        start -= 1;
    }
    if blank_len(hay, start, text) == end - start { end - start } else { 0 }
}

/// `rsplit()` at runs of whitespace.
pub fn rsplit_blank(hay: &[u8], max: usize, text: bool) -> Vec<Range<usize>> {
    let mut parts = Vec::new();
    let mut end = hay.len();
    loop {
        while end > 0 {
            match blank_len_before(hay, end, text) {
                0 => break,
                len => end -= len,
            }
        }
        if end == 0 {
            break;
        }
        if parts.len() == max {
            parts.push(0..end);
            break;
        }
        let stop = end;
        while end > 0 && blank_len_before(hay, end, text) == 0 {
            end -= 1;
        }
        parts.push(end..stop);
    }
    parts.reverse();
    parts
}

/// `replace(old, new, max)` for a needle that is not empty.
pub fn replace(hay: &[u8], old: &[u8], new: &[u8], max: usize) -> Vec<u8> {
    let mut out = Vec::with_capacity(hay.len());
    let mut parts = split(hay, old, max).into_iter();
    if let Some(first) = parts.next() {
        out.extend_from_slice(&hay[first]);
    }
    for part in parts {
        out.extend_from_slice(new);
        out.extend_from_slice(&hay[part]);
    }
    out
}

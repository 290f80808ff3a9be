//! The order in which a `set` iterates: `CPython`'s table, its probing and its hashes, with `PYTHONHASHSEED=0` for
//! text. Hashes that are addresses in `CPython` (`None`, classes, instances) are made up here, so that the order is
//! at least the same every time. The reference is `Objects/setobject.c` of `CPython` 3.11.

use crate::graph::{Graph, Node, NodeId};
use crate::text;
use num_bigint::BigInt;
use num_traits::ToPrimitive;

/// The Mersenne prime that numeric hashes are taken by.
const MODULUS: u64 = (1 << 61) - 1;
/// Slots that are tried in a row before the hash's upper bits decide.
const LINEAR_PROBES: usize = 9;
/// Elements that hashing may visit in one set, for keys that share parts without end.
const WORK_MAX: usize = 1 << 20;

/// Puts the elements of every set and frozenset into the order in which `CPython` iterates them, taking the present
/// order as that of insertion.
pub fn order_sets(graph: &mut Graph) {
    for index in 0..graph.len() {
        let id = NodeId(u32::try_from(index).expect("invariant: node count fits u32"));
        if let Node::Set(elements) | Node::FrozenSet(elements) = graph.node(id)
            && elements.len() > 1
        {
            let ordered = iteration_order(graph, elements);
            if let Node::Set(elements) | Node::FrozenSet(elements) = graph.node_mut(id) {
                *elements = ordered;
            }
        }
    }
}

/// The iteration order of a set into which these distinct elements were put one by one.
#[must_use]
pub fn iteration_order(graph: &Graph, elements: &[NodeId]) -> Vec<NodeId> {
    let mut work = 0;
    let mut slots: Vec<Option<(u64, NodeId)>> = vec![None; 8];
    let mut used = 0;
    for element in elements {
        let hash = hash(graph, *element, &mut work);
        insert(&mut slots, hash, *element);
        used += 1;
        if is_full(used, slots.len()) {
            let size = grown(used);
            let old = std::mem::replace(&mut slots, vec![None; size]);
            for (hash, element) in old.into_iter().flatten() {
                insert(&mut slots, hash, element);
            }
        }
    }
    slots.into_iter().flatten().map(|(_, element)| element).collect()
}

/// The slots of a set into which so many elements were put one by one.
#[must_use]
pub fn table_size(len: usize) -> usize {
    (1..=len).fold(8, |size, used| if is_full(used, size) { grown(used) } else { size })
}

/// The slots of a copy of a set of so many elements.
#[must_use]
pub fn copied_table_size(len: usize) -> usize {
    if is_full(len, 8) { above(len * 2) } else { 8 }
}

/// The iteration order of an empty set into which another, iterating in this order over so many slots, was merged.
#[must_use]
pub fn order_of_copy(graph: &Graph, elements: &[NodeId], slots: usize) -> Vec<NodeId> {
    let size = copied_table_size(elements.len());
    if size == slots {
        // Tables of one size are copied slot by slot.
        return elements.to_vec();
    }
    let mut work = 0;
    let mut slots: Vec<Option<(u64, NodeId)>> = vec![None; size];
    for element in elements {
        let hash = hash(graph, *element, &mut work);
        insert(&mut slots, hash, *element);
    }
    slots.into_iter().flatten().map(|(_, element)| element).collect()
}

/// Whether a table must grow.
fn is_full(used: usize, size: usize) -> bool {
    used * 5 >= (size - 1) * 3
}

/// The size that a table grows to when elements are added one by one.
fn grown(used: usize) -> usize {
    above(if used > 50_000 { used * 2 } else { used * 4 })
}

/// The smallest table size above `wanted`.
fn above(wanted: usize) -> usize {
    (wanted + 1).next_power_of_two().max(8)
}

fn insert(slots: &mut [Option<(u64, NodeId)>], hash: u64, element: NodeId) {
    let mask = slots.len() - 1;
    let mut perturb = hash;
    let mut at = hash as usize & mask;
    loop {
        let probes = if at + LINEAR_PROBES <= mask { LINEAR_PROBES } else { 0 };
        if let Some(free) = (at..=at + probes).find(|at| slots[*at].is_none()) {
            slots[free] = Some((hash, element));
            return;
        }
        perturb >>= 5;
        at = at.wrapping_mul(5).wrapping_add(1).wrapping_add(perturb as usize) & mask;
    }
}

/// Python's `hash` as an unsigned word. Tuples are hashed without recursion.
fn hash(graph: &Graph, id: NodeId, work: &mut usize) -> u64 {
    enum Todo {
        Visit(NodeId),
        Tuple(usize),
        FrozenSet(usize),
    }
    let mut todo = vec![Todo::Visit(id)];
    let mut done: Vec<u64> = Vec::new();
    while let Some(next) = todo.pop() {
        match next {
            Todo::Visit(id) => {
                *work += 1;
                match graph.node(id) {
                    Node::Tuple(elements) if *work < WORK_MAX => {
                        todo.push(Todo::Tuple(elements.len()));
                        todo.extend(elements.iter().rev().map(|element| Todo::Visit(*element)));
                    }
                    Node::FrozenSet(elements) if *work < WORK_MAX => {
                        todo.push(Todo::FrozenSet(elements.len()));
                        todo.extend(elements.iter().map(|element| Todo::Visit(*element)));
                    }
                    _ => done.push(leaf(graph, id)),
                }
            }
            Todo::Tuple(len) => {
                let parts = done.split_off(done.len() - len);
                done.push(tuple_hash(&parts));
            }
            Todo::FrozenSet(len) => {
                let parts = done.split_off(done.len() - len);
                done.push(frozenset_hash(&parts));
            }
        }
    }
    done.pop().unwrap_or(0)
}

/// -1 is C's error, so that no hash is -1.
fn not_minus_one(hash: u64) -> u64 {
    if hash == u64::MAX { u64::MAX - 1 } else { hash }
}

fn leaf(graph: &Graph, id: NodeId) -> u64 {
    match graph.node(id) {
        Node::Bool(value) => u64::from(*value),
        Node::Int(value) => int_hash(value.unsigned_abs() % MODULUS, *value < 0),
        Node::BigInt(value) => {
            let remainder = value.magnitude() % MODULUS;
            int_hash(remainder.to_u64().unwrap_or(0), **value < BigInt::ZERO)
        }
        Node::Float(value) => float_hash(*value),
        Node::Str(span) => str_hash(graph.bytes(*span)),
        Node::Bytes(span) => bytes_hash(graph.bytes(*span)),
        Node::None => 0x1234_5678,
        _ => u64::from(id.0),
    }
}

fn int_hash(magnitude: u64, negative: bool) -> u64 {
    not_minus_one(if negative { magnitude.wrapping_neg() } else { magnitude })
}

/// The hash of a float: its value modulo the prime, as `_Py_HashDouble` works it out.
fn float_hash(value: f64) -> u64 {
    if value.is_infinite() {
        return if value > 0.0 { 314_159 } else { 314_159_u64.wrapping_neg() };
    }
    if value.is_nan() {
        return 0;
    }
    let bits = value.abs().to_bits();
    let (mut mantissa, mut exponent) = (bits & ((1 << 52) - 1), (bits >> 52) as i64);
    if exponent == 0 {
        exponent = 1;
    } else {
        mantissa |= 1 << 52;
    }
    // The value is mantissa * 2**(exponent - 1075); powers of two turn modulo 2**61 - 1.
    let turn = (exponent - 1075).rem_euclid(61) as u32;
    let wide = u128::from(mantissa) << turn;
    let remainder = (wide % u128::from(MODULUS)) as u64;
    int_hash(remainder, value < 0.0)
}

/// The hash of a `str` is that of its characters at the width of the widest.
fn str_hash(wtf8: &[u8]) -> u64 {
    if wtf8.is_ascii() {
        return bytes_hash(wtf8);
    }
    let codes: Vec<u32> = text::code_points(wtf8).collect();
    let widest = codes.iter().copied().max().unwrap_or(0);
    let width = match widest {
        0..=0xff => 1,
        0x100..=0xffff => 2,
        _ => 4,
    };
    let bytes: Vec<u8> = codes.iter().flat_map(|code| code.to_le_bytes().into_iter().take(width)).collect();
    bytes_hash(&bytes)
}

fn bytes_hash(bytes: &[u8]) -> u64 {
    if bytes.is_empty() { 0 } else { not_minus_one(sip_1_3(bytes)) }
}

/// SipHash-1-3 with a key of zeros.
fn sip_1_3(bytes: &[u8]) -> u64 {
    let mut state = [0x736f_6d65_7073_6575_u64, 0x646f_7261_6e64_6f6d, 0x6c79_6765_6e65_7261, 0x7465_6462_7974_6573];
    let round = |[a, b, c, d]: [u64; 4]| {
        let (a, c) = (a.wrapping_add(b), c.wrapping_add(d));
        let (b, d) = (b.rotate_left(13) ^ a, d.rotate_left(16) ^ c);
        let a = a.rotate_left(32);
        let (c, a) = (c.wrapping_add(b), a.wrapping_add(d));
        let (b, d) = (b.rotate_left(17) ^ c, d.rotate_left(21) ^ a);
        [a, b, c.rotate_left(32), d]
    };
    let mut chunks = bytes.chunks_exact(8);
    let mut tail = [0; 8];
    for chunk in &mut chunks {
        let word = u64::from_le_bytes(chunk.try_into().expect("invariant: chunks of eight"));
        state[3] ^= word;
        state = round(state);
        state[0] ^= word;
    }
    tail[..chunks.remainder().len()].copy_from_slice(chunks.remainder());
    let last = u64::from_le_bytes(tail) | (bytes.len() as u64) << 56;
    state[3] ^= last;
    state = round(state);
    state[0] ^= last;
    state[2] ^= 0xff;
    state = round(round(round(state)));
    state[0] ^ state[1] ^ state[2] ^ state[3]
}

/// Tuples mix the hashes of their elements in order.
fn tuple_hash(parts: &[u64]) -> u64 {
    const PRIMES: [u64; 3] = [11_400_714_785_074_694_791, 14_029_467_366_897_019_727, 2_870_177_450_012_600_261];
    let mixed = parts.iter().fold(PRIMES[2], |sum, part| {
        sum.wrapping_add(part.wrapping_mul(PRIMES[1])).rotate_left(31).wrapping_mul(PRIMES[0])
    });
    let hash = mixed.wrapping_add(parts.len() as u64 ^ (PRIMES[2] ^ 3_527_539));
    if hash == u64::MAX { 1_546_275_796 } else { hash }
}

/// Frozensets mix the hashes of their elements whatever the order.
fn frozenset_hash(parts: &[u64]) -> u64 {
    let shuffle = |hash: u64| ((hash ^ 89_869_747) ^ hash.wrapping_shl(16)).wrapping_mul(3_644_798_167);
    let mut hash = parts.iter().fold(0, |sum, part| sum ^ shuffle(*part));
    hash ^= (parts.len() as u64 + 1).wrapping_mul(1_927_868_237);
    hash ^= (hash >> 11) ^ (hash >> 25);
    hash = hash.wrapping_mul(69_069).wrapping_add(907_133_923);
    if hash == u64::MAX { 590_923_713 } else { hash }
}

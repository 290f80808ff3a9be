//! Hashes as `CPython` computes them, because they show: in `hash(x)` and in the order of a set.
//! Text and bytes are hashed by SipHash-1-3 with a zero key, which is what `PYTHONHASHSEED=0` gives; numbers by `Python/pyhash.c`.

use super::Integer;

/// Numbers hash modulo this Mersenne prime.
const MODULUS: u64 = (1 << 61) - 1;

/// A hash of -1 would mean an error in C.
fn never_minus_one(hash: i64) -> i64 {
    if hash == -1 { -2 } else { hash }
}

/// SipHash-1-3 with a zero key.
fn sip(data: impl ExactSizeIterator<Item = u8>) -> i64 {
    let len = data.len();
    if len == 0 {
        return 0;
    }
    let mut v = [0x736f_6d65_7073_6575u64, 0x646f_7261_6e64_6f6d, 0x6c79_6765_6e65_7261, 0x7465_6462_7974_6573];
    let mut word = 0u64;
    let mut filled = 0;
    for byte in data {
        word |= u64::from(byte) << (8 * filled);
        filled += 1;
        if filled == 8 {
            v[3] ^= word;
            sip_round(&mut v);
            v[0] ^= word;
            (word, filled) = (0, 0);
        }
    }
    word |= (len as u64) << 56;
    v[3] ^= word;
    sip_round(&mut v);
    v[0] ^= word;
    v[2] ^= 0xff;
    for _ in 0..3 {
        sip_round(&mut v);
    }
    never_minus_one((v[0] ^ v[1] ^ v[2] ^ v[3]) as i64)
}

fn sip_round(v: &mut [u64; 4]) {
    v[0] = v[0].wrapping_add(v[1]);
    v[2] = v[2].wrapping_add(v[3]);
    v[1] = v[1].rotate_left(13) ^ v[0];
    v[3] = v[3].rotate_left(16) ^ v[2];
    v[0] = v[0].rotate_left(32);
    v[2] = v[2].wrapping_add(v[1]);
    v[0] = v[0].wrapping_add(v[3]);
    v[1] = v[1].rotate_left(17) ^ v[2];
    v[3] = v[3].rotate_left(21) ^ v[0];
    v[2] = v[2].rotate_left(32);
}

/// `hash(bytes)`.
pub fn hash_bytes(data: &[u8]) -> i64 {
    sip(data.iter().copied())
}

/// `hash(str)`: of the text as `CPython` stores it, in 1, 2 or 4 bytes a character by the widest one.
pub fn hash_str(text: &str) -> i64 {
    if text.is_ascii() {
        return hash_bytes(text.as_bytes());
    }
    let widest = text.chars().max().map_or(0, u32::from);
    let width = match widest {
        0..=0xff => 1,
        0x100..=0xffff => 2,
        _ => 4,
    };
    let stored: Vec<u8> =
        text.chars().flat_map(|character| u32::from(character).to_le_bytes().into_iter().take(width)).collect();
    hash_bytes(&stored)
}

/// `hash(int)`.
pub fn hash_integer(value: Integer<'_>) -> i64 {
    let (negative, magnitude) = match value {
        Integer::Small(small) => (small < 0, small.unsigned_abs() % MODULUS),
        Integer::Big(big) => {
            let mut rest = 0u128;
            for digit in big.magnitude().to_u32_digits().iter().rev() {
                rest = (rest << 32 | u128::from(*digit)) % u128::from(MODULUS);
            }
            (big.sign() == num_bigint::Sign::Minus, rest as u64)
        }
    };
    never_minus_one(if negative { -(magnitude as i64) } else { magnitude as i64 })
}

/// `hash(float)`: equal to the hash of an equal `int`. Not-a-number hashes by its object's identity in `CPython`; here as 0.
pub fn hash_float(value: f64) -> i64 {
    if value.is_nan() {
        return 0;
    }
    if value.is_infinite() {
        return if value > 0.0 { 314_159 } else { -314_159 };
    }
    if value == 0.0 {
        return 0;
    }
    let bits = value.to_bits();
    let biased = ((bits >> 52) & 0x7ff) as i64;
    let fraction = bits & ((1 << 52) - 1);
    let (mantissa, exponent) = if biased == 0 { (fraction, -1074) } else { (fraction | 1 << 52, biased - 1075) };
    // mantissa * 2**exponent modulo 2**61 - 1: a power of two only rotates.
    let turn = exponent.rem_euclid(61) as u32;
    let rotated = if turn == 0 { mantissa } else { (mantissa << turn & MODULUS) | mantissa >> (61 - turn) };
    let magnitude = if rotated == MODULUS { 0 } else { rotated as i64 };
    never_minus_one(if value < 0.0 { -magnitude } else { magnitude })
}

/// `hash(tuple)` from the hashes of its items.
pub fn hash_tuple(items: impl ExactSizeIterator<Item = i64>) -> i64 {
    const PRIME_1: u64 = 11_400_714_785_074_694_791;
    const PRIME_2: u64 = 14_029_467_366_897_019_727;
    const PRIME_5: u64 = 2_870_177_450_012_600_261;
    let len = items.len() as u64;
    let mut sum = PRIME_5;
    for item in items {
        sum = sum.wrapping_add((item as u64).wrapping_mul(PRIME_2)).rotate_left(31).wrapping_mul(PRIME_1);
    }
    sum = sum.wrapping_add(len ^ (PRIME_5 ^ 3_527_539));
    if sum == u64::MAX { 1_546_275_796 } else { sum as i64 }
}

/// `hash(frozenset)` from the hashes of its elements, in any order.
pub fn hash_frozen_set(items: impl ExactSizeIterator<Item = i64>) -> i64 {
    let shuffle = |bits: u64| ((bits ^ 89_869_747) ^ (bits << 16)).wrapping_mul(3_644_798_167);
    let len = items.len() as u64;
    // CPython also folds in the unused slots of its table and takes them out again; what stays is this.
    let mut hash = items.fold(0, |hash, item| hash ^ shuffle(item as u64));
    hash ^= len.wrapping_add(1).wrapping_mul(1_927_868_237);
    hash ^= (hash >> 11) ^ (hash >> 25);
    hash = hash.wrapping_mul(69_069).wrapping_add(907_133_923);
    if hash == u64::MAX { 590_923_713 } else { hash as i64 }
}

//! The generator behind `random`: Mersenne Twister MT19937, seeded as `random.seed(x)` does, so that a seeded program prints the same.
//! Owns the raw draws (`getrandbits`, `random`); everything built on them is Python text in the library.

use super::IntegerBuf;
use num_bigint::BigInt;

const LEN: usize = 624;
const SHIFT: usize = 397;

/// A generator's whole state.
#[derive(Clone, PartialEq, Eq)]
pub struct Twister {
    state: [u32; LEN],
    index: usize,
}

impl std::fmt::Debug for Twister {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Twister").field("index", &self.index).finish_non_exhaustive()
    }
}

impl Twister {
    /// Seeded with an `int`, of which only the magnitude counts.
    pub fn from_integer(seed: &BigInt) -> Self {
        let mut key = seed.magnitude().to_u32_digits();
        if key.is_empty() {
            key.push(0);
        }
        Self::from_key(&key)
    }

    /// Seeded with `str` (as UTF-8) or `bytes`, which are lengthened by their SHA-512.
    pub fn from_bytes(seed: &[u8]) -> Self {
        let mut all = seed.to_vec();
        all.extend(super::digest::digest("sha512", seed).unwrap_or_default());
        Self::from_integer(&BigInt::from_bytes_be(num_bigint::Sign::Plus, &all))
    }

    fn from_number(seed: u32) -> Self {
        let mut state = [0u32; LEN];
        state[0] = seed;
        for at in 1..LEN {
            let last = state[at - 1];
            state[at] = (last ^ (last >> 30)).wrapping_mul(1_812_433_253).wrapping_add(at as u32);
        }
        Self { state, index: LEN }
    }

    fn from_key(key: &[u32]) -> Self {
        let mut twister = Self::from_number(19_650_218);
        let state = &mut twister.state;
        let (mut at, mut from) = (1, 0);
        for _ in 0..LEN.max(key.len()) {
            let last = state[at - 1];
            let mixed = state[at] ^ (last ^ (last >> 30)).wrapping_mul(1_664_525);
            state[at] = mixed.wrapping_add(key[from]).wrapping_add(from as u32);
            at += 1;
            from = (from + 1) % key.len();
            if at == LEN {
                state[0] = state[LEN - 1];
                at = 1;
            }
        }
        for _ in 1..LEN {
            let last = state[at - 1];
            state[at] = (state[at] ^ (last ^ (last >> 30)).wrapping_mul(1_566_083_941)).wrapping_sub(at as u32);
            at += 1;
            if at == LEN {
                state[0] = state[LEN - 1];
                at = 1;
            }
        }
        state[0] = 0x8000_0000;
        twister
    }

    /// The next 32 bits.
    pub fn next_word(&mut self) -> u32 {
        if self.index >= LEN {
            for at in 0..LEN {
                let joined = (self.state[at] & 0x8000_0000) | (self.state[(at + 1) % LEN] & 0x7fff_ffff);
                let odd = if joined & 1 == 1 { 0x9908_b0df } else { 0 };
                self.state[at] = self.state[(at + SHIFT) % LEN] ^ (joined >> 1) ^ odd;
            }
            self.index = 0;
        }
        let mut word = self.state[self.index];
        self.index += 1;
        word ^= word >> 11;
        word ^= (word << 7) & 0x9d2c_5680;
        word ^= (word << 15) & 0xefc6_0000;
        word ^ (word >> 18)
    }

    /// `random.random()`: 53 bits below 1.
    pub fn random(&mut self) -> f64 {
        let high = self.next_word() >> 5;
        let low = self.next_word() >> 6;
        (f64::from(high) * 67_108_864.0 + f64::from(low)) / 9_007_199_254_740_992.0
    }

    /// `random.getrandbits(count)`.
    pub fn bits(&mut self, count: usize) -> IntegerBuf {
        if count == 0 {
            return IntegerBuf::Small(0);
        }
        if count <= 32 {
            return IntegerBuf::Small(i64::from(self.next_word() >> (32 - count)));
        }
        let mut words = Vec::with_capacity(count.div_ceil(32));
        let mut left = count;
        while left > 0 {
            let word = self.next_word();
            words.push(if left < 32 { word >> (32 - left) } else { word });
            left = left.saturating_sub(32);
        }
        BigInt::from_slice(num_bigint::Sign::Plus, &words).into()
    }
}

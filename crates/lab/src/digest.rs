//! The trace's hash function: a multiply-and-rotate fold over 64-bit words.
//! Every number is widened to 64 bits first, lengths and variant numbers too, so that a 32-bit build computes the same.

use std::hash::Hasher;

const MULTIPLIER: u64 = 0x9e37_79b9_7f4a_7c15;

/// A hash under way.
pub(crate) struct Digest {
    value: u64,
}

impl Digest {
    pub(crate) fn new() -> Self {
        Self { value: 0xcbf2_9ce4_8422_2325 }
    }
}

impl Hasher for Digest {
    fn finish(&self) -> u64 {
        let mixed = (self.value ^ (self.value >> 32)).wrapping_mul(MULTIPLIER);
        mixed ^ (mixed >> 29)
    }

    fn write(&mut self, bytes: &[u8]) {
        for chunk in bytes.chunks(8) {
            let mut word = [0; 8];
            word[..chunk.len()].copy_from_slice(chunk);
            self.write_u64(u64::from_le_bytes(word));
        }
        self.write_u64(bytes.len() as u64);
    }

    fn write_u64(&mut self, word: u64) {
        self.value = (self.value.rotate_left(23) ^ word).wrapping_mul(MULTIPLIER);
    }

    fn write_u8(&mut self, word: u8) {
        self.write_u64(u64::from(word));
    }

    fn write_u16(&mut self, word: u16) {
        self.write_u64(u64::from(word));
    }

    fn write_u32(&mut self, word: u32) {
        self.write_u64(u64::from(word));
    }

    fn write_i32(&mut self, word: i32) {
        self.write_u64(word.cast_unsigned().into());
    }

    fn write_usize(&mut self, word: usize) {
        self.write_u64(word as u64);
    }

    fn write_isize(&mut self, word: isize) {
        self.write_u64((word as i64).cast_unsigned());
    }
}

#[cfg(test)]
mod tests {
    use super::Digest;
    use std::hash::Hasher as _;

    fn digest(value: &impl std::hash::Hash) -> u64 {
        let mut digest = Digest::new();
        value.hash(&mut digest);
        digest.finish()
    }

    #[test]
    fn values_are_fixed_for_ever() {
        // These numbers are the same in a 32-bit build: shared links and recorded hashes rely on them.
        assert_eq!(digest(&0_u64), digest(&0_usize));
        assert_eq!(digest(&"recv(7)"), 0xfb64_f149_e01e_9fac);
        assert_ne!(digest(&"ab"), digest(&"ba"));
        assert_ne!(digest(&("a", "bc")), digest(&("ab", "c")));
    }
}

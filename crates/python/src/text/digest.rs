//! Message digests for `hashlib` and `hmac`, by the RustCrypto crates, and the checksums of `zlib`.
//! Algorithms that CPython has and this machine has not are known by name, so that they can be refused by name.

use sha2::Digest as _;

/// Name, digest size and block size of the algorithms on offer.
pub const ALGORITHMS: [(&str, usize, usize); 6] = [
    ("md5", 16, 64),
    ("sha1", 20, 64),
    ("sha224", 28, 64),
    ("sha256", 32, 64),
    ("sha384", 48, 128),
    ("sha512", 64, 128),
];

/// Algorithms that `CPython` offers besides.
pub const MISSING: [&str; 8] =
    ["blake2b", "blake2s", "sha3_224", "sha3_256", "sha3_384", "sha3_512", "shake_128", "shake_256"];

/// The digest of `data`; `None` if the algorithm is not on offer.
pub fn digest(algorithm: &str, data: &[u8]) -> Option<Vec<u8>> {
    Some(match algorithm {
        "md5" => md5::Md5::digest(data).to_vec(),
        "sha1" => sha1::Sha1::digest(data).to_vec(),
        "sha224" => sha2::Sha224::digest(data).to_vec(),
        "sha256" => sha2::Sha256::digest(data).to_vec(),
        "sha384" => sha2::Sha384::digest(data).to_vec(),
        "sha512" => sha2::Sha512::digest(data).to_vec(),
        _ => return None,
    })
}

/// `zlib.crc32(data, start)`.
pub fn crc32(data: &[u8], start: u32) -> u32 {
    let mut crc = !start;
    for &byte in data {
        crc ^= u32::from(byte);
        for _ in 0..8 {
            crc = if crc & 1 == 1 { (crc >> 1) ^ 0xedb8_8320 } else { crc >> 1 };
        }
    }
    !crc
}

/// `zlib.adler32(data, start)`.
pub fn adler32(data: &[u8], start: u32) -> u32 {
    let (mut low, mut high) = (start & 0xffff, start >> 16);
    for &byte in data {
        low = (low + u32::from(byte)) % 65_521;
        high = (high + low) % 65_521;
    }
    high << 16 | low
}

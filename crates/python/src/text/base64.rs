//! Base64 and its relatives (RFC 4648), with `binascii`'s tolerance: characters outside the alphabet are skipped unless asked otherwise.

use super::{Fault, FaultClass};

const ALPHABET: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
const ALPHABET_32: &[u8; 32] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

/// `base64.b64encode`.
pub fn encode(data: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(data.len().div_ceil(3) * 4);
    for chunk in data.chunks(3) {
        let word = chunk.iter().enumerate().fold(0u32, |word, (at, &byte)| word | u32::from(byte) << (16 - 8 * at));
        for at in 0..4 {
            let letter = ALPHABET[(word >> (18 - 6 * at) & 63) as usize];
            out.push(if at <= chunk.len() { letter } else { b'=' });
        }
    }
    out
}

fn refused(text: impl Into<String>) -> Fault {
    Fault::new(FaultClass::Binascii, text)
}

/// `binascii.a2b_base64`.
pub fn decode(text: &[u8]) -> Result<Vec<u8>, Fault> {
    let mut out = Vec::with_capacity(text.len() / 4 * 3);
    let (mut place, mut left, mut padding, mut letters) = (0, 0u8, 0, 0usize);
    for &byte in text {
        if byte == b'=' {
            padding += 1;
            if place >= 2 && place + padding >= 4 {
                // A complete group: what follows is ignored.
                return Ok(out);
            }
            continue;
        }
        let Some(value) = ALPHABET.iter().position(|&letter| letter == byte) else { continue };
        let value = value as u8;
        padding = 0;
        letters += 1;
        match place {
            0 => left = value,
            1 => {
                out.push(left << 2 | value >> 4);
                left = value & 15;
            }
            2 => {
                out.push(left << 4 | value >> 2);
                left = value & 3;
            }
            _ => out.push(left << 6 | value),
        }
        place = (place + 1) % 4;
    }
    match place {
        0 => Ok(out),
        1 => Err(refused(format!(
            "Invalid base64-encoded string: number of data characters ({letters}) cannot be 1 more than a multiple of 4"
        ))),
        _ => Err(refused("Incorrect padding")),
    }
}

/// Whether `base64.b64decode(text, validate=True)` accepts the characters.
pub fn is_strict(text: &[u8]) -> bool {
    let end = text.iter().rposition(|&byte| byte != b'=').map_or(0, |last| last + 1);
    text.len() - end <= 2 && text[..end].iter().all(|byte| ALPHABET.contains(byte))
}

/// `base64.b32encode`.
pub fn encode_32(data: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(data.len().div_ceil(5) * 8);
    for chunk in data.chunks(5) {
        let word = chunk.iter().enumerate().fold(0u64, |word, (at, &byte)| word | u64::from(byte) << (32 - 8 * at));
        let letters = (chunk.len() * 8).div_ceil(5);
        for at in 0..8 {
            let letter = ALPHABET_32[(word >> (35 - 5 * at) & 31) as usize];
            out.push(if at < letters { letter } else { b'=' });
        }
    }
    out
}

/// `base64.b32decode`.
pub fn decode_32(text: &[u8]) -> Result<Vec<u8>, Fault> {
    if !text.len().is_multiple_of(8) {
        return Err(refused("Incorrect padding"));
    }
    let end = text.iter().rposition(|&byte| byte != b'=').map_or(0, |last| last + 1);
    if !matches!(text.len() - end, 0 | 1 | 3 | 4 | 6) {
        return Err(refused("Incorrect padding"));
    }
    let mut out = Vec::with_capacity(text.len() / 8 * 5);
    let (mut word, mut bits) = (0u32, 0);
    for byte in &text[..end] {
        let value = ALPHABET_32.iter().position(|letter| letter == byte);
        let value = value.ok_or_else(|| refused("Non-base32 digit found"))?;
        word = (word << 5 | value as u32) & 0xfff;
        bits += 5;
        if bits >= 8 {
            bits -= 8;
            out.push((word >> bits) as u8);
        }
    }
    Ok(out)
}

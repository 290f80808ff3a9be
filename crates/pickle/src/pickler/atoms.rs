//! The opcodes of numbers and bools, and those that put into the memo and get from it, for each protocol.

use super::Pickler;
use crate::fault::{ExceptionClass, PickleError};
use crate::graph::NodeId;
use crate::number;
use num_bigint::BigInt;

impl Pickler<'_> {
    pub(super) fn bool(&mut self, value: bool) {
        self.out.write(match (self.protocol >= 2, value) {
            (true, true) => b"\x88",
            (true, false) => b"\x89",
            (false, true) => b"I01\n",
            (false, false) => b"I00\n",
        });
    }

    pub(super) fn int(&mut self, value: i64) -> Result<(), PickleError> {
        let Ok(small) = i32::try_from(value) else {
            if self.protocol < 2 {
                return self.long(&BigInt::from(value));
            }
            let bytes = value.to_le_bytes();
            // As few as keep the sign: the last byte says nothing if it only repeats the bit before it.
            let idle = |len: &usize| {
                (bytes[len - 1], bytes[len - 2] >> 7) == (0, 0) || (bytes[len - 1], bytes[len - 2] >> 7) == (0xff, 1)
            };
            let len = (5..=8).rev().find(|len| !idle(len)).unwrap_or(4);
            self.out.write(&[0x8a, len as u8]);
            self.out.write(&bytes[..len]);
            return Ok(());
        };
        if self.protocol == 0 {
            self.out.write(format!("I{small}\n").as_bytes());
        } else if let Ok(byte) = u8::try_from(small) {
            self.out.write(&[b'K', byte]);
        } else if let Ok(half) = u16::try_from(small) {
            let [low, high] = half.to_le_bytes();
            self.out.write(&[b'M', low, high]);
        } else {
            let [a, b, c, d] = small.to_le_bytes();
            self.out.write(&[b'J', a, b, c, d]);
        }
        Ok(())
    }

    pub(super) fn long(&mut self, value: &BigInt) -> Result<(), PickleError> {
        if self.protocol < 2 {
            let Some(digits) = number::decimal(value) else {
                return Err(self.fault(ExceptionClass::Value, number::INT_TOO_LONG_TO_WRITE));
            };
            self.out.write(format!("L{digits}L\n").as_bytes());
            return Ok(());
        }
        let bytes = number::long_bytes(value);
        if let Ok(len) = u8::try_from(bytes.len()) {
            self.out.write(&[0x8a, len]);
        } else if let Ok(len) = i32::try_from(bytes.len()) {
            let [a, b, c, d] = len.to_le_bytes();
            self.out.write(&[0x8b, a, b, c, d]);
        } else {
            return Err(self.fault(ExceptionClass::Overflow, "int too large to pickle"));
        }
        self.out.write(&bytes);
        Ok(())
    }

    pub(super) fn float(&mut self, value: f64) {
        if self.protocol == 0 {
            self.out.write(format!("F{}\n", number::float_repr(value)).as_bytes());
        } else {
            let mut bytes = [b'G'; 9];
            bytes[1..].copy_from_slice(&value.to_be_bytes());
            self.out.write(&bytes);
        }
    }

    pub(super) fn get(&mut self, index: u32) {
        match (self.protocol, u8::try_from(index)) {
            (0, _) => self.out.write(format!("g{index}\n").as_bytes()),
            (_, Ok(byte)) => self.out.write(&[b'h', byte]),
            _ => {
                let [a, b, c, d] = index.to_le_bytes();
                self.out.write(&[b'j', a, b, c, d]);
            }
        }
    }

    /// Memoises `id` under the next index.
    pub(super) fn put(&mut self, id: NodeId) -> u32 {
        let index = self.put_index();
        self.memo[id.0 as usize] = index;
        index
    }

    /// Writes the opcode that memoises the top of the stack.
    pub(super) fn put_index(&mut self) -> u32 {
        let index = self.memo_len;
        self.memo_len += 1;
        match (self.protocol, u8::try_from(index)) {
            (4.., _) => self.out.write(b"\x94"),
            (0, _) => self.out.write(format!("p{index}\n").as_bytes()),
            (_, Ok(byte)) => self.out.write(&[b'q', byte]),
            _ => {
                let [a, b, c, d] = index.to_le_bytes();
                self.out.write(&[b'r', a, b, c, d]);
            }
        }
        index
    }
}

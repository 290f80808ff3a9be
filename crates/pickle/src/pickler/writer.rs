//! The opcodes of values that hold no others, of the memo and of names, for each protocol, over the framed [`Output`].
//! Knows no graph and no identity: whoever saves objects of its own, such as the Python machine, keeps its own memo and writes here.

use super::PROTOCOL_MAX;
use super::output::Output;
use crate::compat;
use crate::fault::{ExceptionClass, PickleError};
use crate::number;
use crate::text;
use num_bigint::BigInt;

/// The bytes of a pickle in one protocol, as they are written.
#[derive(Debug, Clone, PartialEq)]
pub struct Writer {
    pub(super) out: Output,
    pub(super) protocol: u8,
}

impl Writer {
    /// Begins a pickle: its header, and from protocol 4 on its first frame.
    ///
    /// # Errors
    /// `ValueError` for a protocol above [`PROTOCOL_MAX`].
    pub fn new(protocol: u8) -> Result<Self, PickleError> {
        if protocol > PROTOCOL_MAX {
            let message = format!("pickle protocol must be <= {PROTOCOL_MAX}");
            return Err(PickleError::new(0, ExceptionClass::Value, message));
        }
        let mut out = Output::new();
        if protocol >= 2 {
            out.write(&[0x80, protocol]);
        }
        if protocol >= 4 {
            out.start_framing();
        }
        Ok(Self { out, protocol })
    }

    /// How many bytes there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.out.bytes().len()
    }

    /// Whether nothing was written: so before the first opcode of protocols 0 and 1.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The pickle, and where `pickle.dump` ends a `write` to its file.
    #[must_use]
    pub fn finish(mut self) -> (Vec<u8>, Vec<usize>) {
        self.out.end_framing();
        self.out.into_parts()
    }

    /// An object begins: the frame ends if it is long enough.
    #[inline]
    pub fn boundary(&mut self) {
        self.out.boundary();
    }

    /// Opcodes as they are.
    #[inline]
    pub fn write(&mut self, bytes: &[u8]) {
        self.out.write(bytes);
    }

    pub(super) fn fault(&self, class: ExceptionClass, message: impl Into<String>) -> PickleError {
        PickleError::new(self.len(), class, message)
    }

    /// `True` or `False`.
    pub fn bool(&mut self, value: bool) {
        self.out.write(match (self.protocol >= 2, value) {
            (true, true) => b"\x88",
            (true, false) => b"\x89",
            (false, true) => b"I01\n",
            (false, false) => b"I00\n",
        });
    }

    /// An `int` of 64 bits.
    ///
    /// # Errors
    /// As [`Writer::long`], which no `int` of 64 bits meets.
    pub fn int(&mut self, value: i64) -> Result<(), PickleError> {
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

    /// An `int` of any size.
    ///
    /// # Errors
    /// `ValueError` for too many digits in protocols 0 and 1.
    pub fn long(&mut self, value: &BigInt) -> Result<(), PickleError> {
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

    /// A `float`.
    pub fn float(&mut self, value: f64) {
        if self.protocol == 0 {
            self.out.write(format!("F{}\n", number::float_repr(value)).as_bytes());
        } else {
            let mut bytes = [b'G'; 9];
            bytes[1..].copy_from_slice(&value.to_be_bytes());
            self.out.write(&bytes);
        }
    }

    /// Recalls a memo entry.
    pub fn get(&mut self, index: u32) {
        match (self.protocol, u8::try_from(index)) {
            (0, _) => self.out.write(format!("g{index}\n").as_bytes()),
            (_, Ok(byte)) => self.out.write(&[b'h', byte]),
            _ => {
                let [a, b, c, d] = index.to_le_bytes();
                self.out.write(&[b'j', a, b, c, d]);
            }
        }
    }

    /// Memoises the top of the stack under the next index.
    pub fn put(&mut self, index: u32) {
        match (self.protocol, u8::try_from(index)) {
            (4.., _) => self.out.write(b"\x94"),
            (0, _) => self.out.write(format!("p{index}\n").as_bytes()),
            (_, Ok(byte)) => self.out.write(&[b'q', byte]),
            _ => {
                let [a, b, c, d] = index.to_le_bytes();
                self.out.write(&[b'r', a, b, c, d]);
            }
        }
    }

    /// The opcode of a string and its payload, without memoising.
    ///
    /// # Errors
    /// `OverflowError` beyond 4 GiB in old protocols.
    pub fn str(&mut self, bytes: &[u8]) -> Result<(), PickleError> {
        if self.protocol == 0 {
            let escaped = text::raw_unicode_escape(bytes);
            self.out.write(b"V");
            self.out.write(&escaped);
            self.out.write(b"\n");
            return Ok(());
        }
        match (self.protocol >= 4, u8::try_from(bytes.len()), u32::try_from(bytes.len())) {
            (true, Ok(len), _) => self.out.write_payload(&[0x8c, len], bytes),
            (_, _, Ok(len)) => {
                let [a, b, c, d] = len.to_le_bytes();
                self.out.write_payload(&[b'X', a, b, c, d], bytes);
            }
            _ => {
                let message = "cannot serialize a string larger than 4GiB";
                return Err(self.fault(ExceptionClass::Overflow, message));
            }
        }
        Ok(())
    }

    /// `bytes` from protocol 3 on, without memoising.
    ///
    /// # Errors
    /// `OverflowError` beyond 4 GiB in protocol 3.
    pub fn bytes(&mut self, bytes: &[u8]) -> Result<(), PickleError> {
        match (u8::try_from(bytes.len()), u32::try_from(bytes.len())) {
            (Ok(len), _) => self.out.write_payload(&[b'C', len], bytes),
            (_, Ok(len)) => {
                let [a, b, c, d] = len.to_le_bytes();
                self.out.write_payload(&[b'B', a, b, c, d], bytes);
            }
            _ => {
                let message = "cannot serialize a bytes object larger than 4 GiB";
                return Err(self.fault(ExceptionClass::Overflow, message));
            }
        }
        Ok(())
    }

    /// A `bytearray` from protocol 5 on, without memoising.
    pub fn bytearray(&mut self, bytes: &[u8]) {
        let mut header = [0x96; 9];
        header[1..].copy_from_slice(&(bytes.len() as u64).to_le_bytes());
        self.out.write_payload(&header, bytes);
    }

    /// `GLOBAL` with its two lines; with `fix_imports`, old protocols use the names of Python 2.
    ///
    /// # Errors
    /// `PicklingError` for a name that an old protocol cannot spell.
    pub fn global(&mut self, module: &[u8], name: &[u8], fix_imports: bool) -> Result<(), PickleError> {
        let module = String::from_utf8_lossy(module);
        let name = String::from_utf8_lossy(name);
        let (module, name) = if self.protocol < 3 && fix_imports {
            compat::to_python_2(&module, &name)
        } else {
            (module.as_ref(), name.as_ref())
        };
        if self.protocol < 3 && !(module.is_ascii() && name.is_ascii()) {
            let message =
                format!("can't pickle global identifier '{module}.{name}' using pickle protocol {}", self.protocol);
            return Err(self.fault(ExceptionClass::Pickling, message));
        }
        self.out.write(format!("c{module}\n{name}\n").as_bytes());
        Ok(())
    }
}

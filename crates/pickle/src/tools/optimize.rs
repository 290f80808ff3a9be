//! `pickletools.optimize`: the same pickle without the `PUT`s that no `GET` asks for.
//! Keeps its framing, which is that of `pickle.py` and not of the C pickler.

use super::genops::{ArgumentValue, Operations};
use crate::fault::{ExceptionClass, PickleError};
use num_bigint::BigInt;
use std::collections::BTreeMap;
use std::ops::Range;

/// A frame closes once it holds this many bytes.
const FRAME_TARGET: usize = 64 * 1024;

/// Part of a pickle: an opcode kept as it is, or one about the memo.
enum Piece {
    Keep(Range<usize>),
    Put(BigInt),
    Get(BigInt),
}

/// `pickletools.optimize(bytes)`.
///
/// # Errors
/// What `pickletools` raises on a pickle that it cannot read through.
pub fn optimize(bytes: &[u8]) -> Result<Vec<u8>, PickleError> {
    let mut pieces = Vec::new();
    let mut stored = std::collections::BTreeSet::new();
    let mut asked: BTreeMap<BigInt, Option<u32>> = BTreeMap::new();
    let mut protocol = 0;
    let mut header = 0..0;
    for operation in Operations::new(bytes, 0) {
        let operation = operation?;
        let range = operation.at..operation.end;
        let key = match &operation.argument {
            ArgumentValue::Bool(value) => BigInt::from(u8::from(*value)),
            ArgumentValue::Int(value) => BigInt::from(*value),
            ArgumentValue::BigInt(value) => value.clone(),
            _ => BigInt::from(stored.len()),
        };
        match operation.opcode.code {
            b'p' | b'q' | b'r' | 0x94 => {
                stored.insert(key.clone());
                pieces.push(Piece::Put(key));
            }
            b'g' | b'h' | b'j' => {
                protocol = protocol.max(i64::from(operation.opcode.protocol));
                asked.insert(key.clone(), None);
                pieces.push(Piece::Get(key));
            }
            0x95 => {}
            0x80 => {
                if let ArgumentValue::Int(value) = operation.argument {
                    protocol = protocol.max(value);
                }
                if operation.at == 0 { header = range } else { pieces.push(Piece::Keep(range)) }
            }
            _ => pieces.push(Piece::Keep(range)),
        }
    }
    if protocol > i64::from(crate::PROTOCOL_MAX) {
        let message = format!("pickle protocol must be <= {}", crate::PROTOCOL_MAX);
        return Err(PickleError::new(0, ExceptionClass::Value, message));
    }
    let mut out = Framed { out: bytes[header].to_vec(), frame: Vec::new(), framing: protocol >= 4 };
    let mut next = 0_u32;
    for piece in pieces {
        match piece {
            Piece::Put(key) => {
                let Some(index) = asked.get_mut(&key) else { continue };
                *index = Some(next);
                out.commit(false);
                out.write(&put(protocol, next));
                next += 1;
            }
            Piece::Get(key) => {
                out.commit(false);
                match asked.get(&key).copied().flatten() {
                    Some(index) => out.write(&get(protocol, index)),
                    // The text of protocol 0 can name what has no index.
                    None if protocol == 0 => out.write(b"gNone\n"),
                    None => {
                        let message = "'<' not supported between instances of 'NoneType' and 'int'";
                        return Err(PickleError::new(0, ExceptionClass::Type, message));
                    }
                }
            }
            Piece::Keep(range) => {
                let data = &bytes[range];
                let alone = data.len() > FRAME_TARGET;
                out.commit(alone);
                if alone { out.out.extend_from_slice(data) } else { out.write(data) }
            }
        }
    }
    out.commit(true);
    Ok(out.out)
}

fn put(protocol: i64, index: u32) -> Vec<u8> {
    match (protocol, u8::try_from(index)) {
        (4.., _) => vec![0x94],
        (0, _) => format!("p{index}\n").into_bytes(),
        (_, Ok(byte)) => vec![b'q', byte],
        _ => [[b'r'].as_slice(), &index.to_le_bytes()].concat(),
    }
}

fn get(protocol: i64, index: u32) -> Vec<u8> {
    match (protocol, u8::try_from(index)) {
        (0, _) => format!("g{index}\n").into_bytes(),
        (_, Ok(byte)) => vec![b'h', byte],
        _ => [[b'j'].as_slice(), &index.to_le_bytes()].concat(),
    }
}

/// Output with frames as `pickle.py` sets them.
struct Framed {
    out: Vec<u8>,
    frame: Vec<u8>,
    framing: bool,
}

impl Framed {
    fn write(&mut self, bytes: &[u8]) {
        if self.framing { &mut self.frame } else { &mut self.out }.extend_from_slice(bytes);
    }

    fn commit(&mut self, force: bool) {
        if self.frame.len() >= FRAME_TARGET || force {
            if self.frame.len() >= 4 {
                self.out.push(0x95);
                self.out.extend_from_slice(&(self.frame.len() as u64).to_le_bytes());
            }
            self.out.append(&mut self.frame);
        }
    }
}

//! `hashlib`: digests of [`crate::text::digest`]; the objects that gather data are Python text.

use super::ModuleSpec;
use crate::machine::Machine;
use crate::native::{Args, Divert, function};
use crate::object::text::Bytes;
use crate::text::digest;
use crate::value::Value;
use std::rc::Rc;

type Answer = Result<Value, Divert>;

/// Rounds of `pbkdf2_hmac` that are run without a pause.
const ROUNDS_MAX: i64 = 1_000_000;

pub(crate) static MODULE: ModuleSpec = ModuleSpec {
    name: "hashlib",
    functions: &[
        function("_digest", |m, a| {
            let [name, data] = m.take(a, "_digest", 2)?;
            let name = m.text_argument(name.unwrap_or(Value::None), "name")?;
            let data = m.octets_argument(data.unwrap_or(Value::None))?.data;
            match digest::digest(&name, &data) {
                Some(digest) => Ok(m.heap.new_bytes(Bytes::new(digest.into()))),
                None => Err(m.value_error(&format!("unsupported hash type {name}"))),
            }
        }),
        function("_sizes", |m, a| {
            let name = m.take_one(a, "_sizes")?;
            let name = m.text_argument(name, "name")?;
            if let Some((_, digest, block)) = digest::ALGORITHMS.iter().find(|(known, ..)| *known == &*name) {
                return Ok(m.heap.new_tuple(Rc::new([Value::Int(*digest as i64), Value::Int(*block as i64)])));
            }
            if digest::MISSING.contains(&&*name) {
                return crate::builtins::functions::refused(
                    m,
                    &format!("hashlib.{name}"),
                    "it has MD5, SHA-1 and SHA-2",
                );
            }
            Err(m.value_error(&format!("unsupported hash type {name}")))
        }),
        function("pbkdf2_hmac", pbkdf2),
    ],
    fill: None,
    python: Some(include_str!("hashlib.py")),
};

fn hmac(name: &str, key: &[u8], block: usize, data: &[u8]) -> Vec<u8> {
    let mut inner = vec![0x36; block];
    let mut outer = vec![0x5c; block];
    for (at, byte) in key.iter().enumerate() {
        inner[at] ^= byte;
        outer[at] ^= byte;
    }
    inner.extend_from_slice(data);
    outer.extend(digest::digest(name, &inner).unwrap_or_default());
    digest::digest(name, &outer).unwrap_or_default()
}

fn pbkdf2(m: &mut Machine, args: Args<'_>) -> Answer {
    let names = ["hash_name", "password", "salt", "iterations", "dklen"];
    let [name, password, salt, rounds, len] = m.take_named(args, "pbkdf2_hmac", names, 5, 4)?;
    let name = m.text_argument(name.unwrap_or(Value::None), "pbkdf2_hmac() argument 'hash_name'")?;
    let Some((_, size, block)) = digest::ALGORITHMS.iter().find(|(known, ..)| *known == &*name).copied() else {
        return Err(m.value_error(&format!("unsupported hash type {name}")));
    };
    let password = m.octets_argument(password.unwrap_or(Value::None))?.data;
    let salt = m.octets_argument(salt.unwrap_or(Value::None))?.data;
    let rounds = m.size_or(rounds, 0)?;
    if rounds < 1 {
        return Err(m.value_error("iteration value must be greater than 0."));
    }
    if rounds > ROUNDS_MAX {
        return crate::builtins::functions::refused(
            m,
            "pbkdf2_hmac() of so many rounds",
            "the page would wait too long",
        );
    }
    let len = match len.filter(|len| !len.is_none()) {
        Some(len) => m.size_argument(len)?,
        None => size as i64,
    };
    if len < 1 {
        return Err(m.value_error("key length must be greater than 0."));
    }
    m.reserve(len as usize)?;
    let mut key = password.to_vec();
    if key.len() > block {
        key = digest::digest(&name, &key).unwrap_or_default();
    }
    let mut out = Vec::with_capacity(len as usize + size);
    let mut number = 1u32;
    while (out.len() as i64) < len {
        let mut salted = salt.to_vec();
        salted.extend(number.to_be_bytes());
        let mut round = hmac(&name, &key, block, &salted);
        let mut sum = round.clone();
        for _ in 1..rounds {
            round = hmac(&name, &key, block, &round);
            sum.iter_mut().zip(&round).for_each(|(sum, byte)| *sum ^= byte);
        }
        out.extend(sum);
        number += 1;
    }
    out.truncate(len as usize);
    Ok(m.heap.new_bytes(Bytes::new(out.into())))
}

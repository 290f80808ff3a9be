//! Asks the live CPython what an expression gives, many at a time.
//! An expression's answer is its value's `repr`, or the exception's class and message; without `python3` nothing is compared.

use sockscope_python::text::{Fault, quote};
use std::io::Write;
use std::process::{Command, Stdio};

const ASK: &str = r"
import sys, struct, json, base64, binascii, codecs, zlib, hashlib, random, math
class V:  # shows which lookups and specs reached it
    def __init__(self, text): self.text = text
    def __getattr__(self, name): return V(self.text + '.' + name)
    def __getitem__(self, key): return V(f'{self.text}[{key!r}]')
    def __format__(self, spec): return self.text + ':' + spec
    def __repr__(self): return '<' + self.text + '>'
    def __str__(self): return self.text
for line in sys.stdin.readlines():
    try:
        answer = repr(eval(line))
    except Exception as e:
        kind = type(e)
        name = kind.__name__ if kind.__module__ == 'builtins' else kind.__module__ + '.' + kind.__name__
        answer = name + ': ' + str(e)
    print(ascii(answer))
";

/// Rows of an expression and what we say.
#[derive(Default)]
pub(crate) struct Oracle {
    rows: Vec<(String, String)>,
}

impl Oracle {
    /// One row: the expression, and our `repr` or fault.
    pub(crate) fn row(&mut self, expression: impl Into<String>, ours: Result<String, Fault>) {
        let ours = ours.unwrap_or_else(|fault| format!("{}: {}", fault.class.name(), fault.text));
        self.rows.push((expression.into(), ours));
    }

    /// Compares all rows; panics with the differences.
    pub(crate) fn finish(self) {
        assert!(!self.rows.is_empty());
        let started = Command::new("python3")
            .args(["-c", ASK])
            .env("PYTHONHASHSEED", "0")
            .env("PYTHONIOENCODING", "utf-8")
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn();
        let Ok(mut child) = started else {
            eprintln!("no python3: {} rows not compared", self.rows.len());
            return;
        };
        let mut stdin = child.stdin.take().unwrap();
        let questions: String = self.rows.iter().map(|(expression, _)| format!("{expression}\n")).collect();
        // It reads all questions before it answers the first.
        stdin.write_all(questions.as_bytes()).unwrap();
        drop(stdin);
        let output = child.wait_with_output().unwrap();
        let theirs = String::from_utf8(output.stdout).unwrap();
        let theirs: Vec<&str> = theirs.lines().collect();
        assert_eq!(theirs.len(), self.rows.len(), "python3 stopped early");
        let differs: Vec<String> = self
            .rows
            .iter()
            .zip(theirs)
            .filter(|((_, ours), theirs)| quote::ascii(ours) != *theirs)
            .map(|((expression, ours), theirs)| {
                format!("{expression}\n  CPython {theirs}\n  ours    {}", quote::ascii(ours))
            })
            .collect();
        assert!(differs.is_empty(), "{} differ:\n{}", differs.len(), differs[..differs.len().min(40)].join("\n"));
    }
}

/// A small generator, so that rows are many and the same each time.
pub(crate) struct Draw(pub(crate) u64);

impl Draw {
    /// The next 64 bits.
    pub(crate) fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut bits = self.0;
        bits = (bits ^ (bits >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        bits = (bits ^ (bits >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        bits ^ (bits >> 31)
    }

    /// One of a slice.
    pub(crate) fn pick<'a, T>(&mut self, from: &'a [T]) -> &'a T {
        &from[(self.next() % from.len() as u64) as usize]
    }

    /// A text of up to `max` pieces.
    pub(crate) fn text(&mut self, from: &[&str], max: u64) -> String {
        (0..self.next() % (max + 1)).map(|_| *self.pick(from)).collect()
    }
}

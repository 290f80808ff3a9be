//! Runs `oracle.py` under the installed `CPython` 3.11, or finds what it wrote earlier into `fixtures/`.

use std::path::{Path, PathBuf};
use std::process::Command;

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests")
}

/// The oracle's output, live; nothing where `python3` is not 3.11.
pub(crate) fn ask(mode: &str, numbers: &[u32]) -> Option<Vec<u8>> {
    let version = Command::new("python3").args(["-c", "import sys; print(sys.version_info[:2])"]).output().ok()?;
    if version.stdout.trim_ascii() != b"(3, 11)" {
        return None;
    }
    let output = Command::new("python3")
        .arg(folder().join("oracle.py"))
        .arg(mode)
        .args(numbers.iter().map(u32::to_string))
        .env("PYTHONHASHSEED", "0")
        .output()
        .ok()?;
    assert!(output.status.success(), "the oracle failed: {}", String::from_utf8_lossy(&output.stderr));
    Some(output.stdout)
}

/// Where the fixture of a mode is kept.
pub(crate) fn fixture(mode: &str) -> PathBuf {
    folder().join("fixtures").join(format!("{mode}.bin"))
}

/// Splits the oracle's output into records of so many fields.
pub(crate) fn records(output: &[u8], fields: usize) -> Vec<Vec<&[u8]>> {
    let mut rest = output;
    let mut all = Vec::new();
    while let Some((len, tail)) = rest.split_first_chunk::<4>() {
        let (field, tail) = tail.split_at(u32::from_le_bytes(*len) as usize);
        all.push(field);
        rest = tail;
    }
    assert!(rest.is_empty() && all.len().is_multiple_of(fields), "the oracle's output is cut");
    all.chunks(fields).map(<[&[u8]]>::to_vec).collect()
}

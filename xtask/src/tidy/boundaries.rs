//! Crate boundaries, asked of cargo itself: what is not in the tree of a package cannot be used by it.

use crate::manifest;
use anyhow::Result;

const HOSTS: [&str; 2] = ["x86_64-unknown-linux-gnu", "wasm32-unknown-unknown"];

/// Package, and the packages of this workspace that it may use directly.
const LAYERS: [(&str, &[&str]); 8] = [
    ("sockscope-bridge-protocol", &[]),
    ("sockscope-bridge", &["sockscope-bridge-protocol"]),
    ("sockscope-pickle", &[]),
    ("sockscope-net", &[]),
    ("sockscope-python", &["sockscope-pickle"]),
    ("sockscope-lab", &["sockscope-net", "sockscope-python", "sockscope-pickle"]),
    ("sockscope-cli", &["sockscope-bridge", "sockscope-lab", "sockscope-pickle"]),
    ("sockscope", &["sockscope-bridge-protocol", "sockscope-lab", "sockscope-pickle"]),
];

/// Crates that are the same on every machine and in every browser.
const ENGINE: [&str; 5] =
    ["sockscope-bridge-protocol", "sockscope-pickle", "sockscope-net", "sockscope-python", "sockscope-lab"];

/// Names, or beginnings of names when they end in `-`, that have no place below an engine crate.
const OUTSIDE: [&str; 15] = [
    "yew",
    "yew-",
    "gloo",
    "gloo-",
    "web-sys",
    "js-sys",
    "wasm-bindgen",
    "wasm-bindgen-",
    "tokio",
    "tokio-",
    "mio",
    "getrandom",
    "rand",
    "regex",
    "chrono",
];

/// Arrows between our own crates.
pub(super) fn layers() -> Result<Vec<String>> {
    let mut faults = Vec::new();
    for (package, allowed) in LAYERS {
        for name in manifest::tree(package, HOSTS[0], Some(1))?.iter().skip(1) {
            let ours = name == "sockscope" || name.starts_with("sockscope-");
            if ours && !allowed.contains(&name.as_str()) {
                faults.push(format!("{package} uses {name}, which is not below it"));
            }
        }
    }
    Ok(faults)
}

/// What an engine crate must not bring along.
pub(super) fn engine() -> Result<Vec<String>> {
    let mut faults = Vec::new();
    for package in ENGINE {
        for host in HOSTS {
            for name in manifest::tree(package, host, None)? {
                if is_outside(&name) {
                    faults.push(format!("{package} brings {name} along on {host}"));
                }
            }
        }
    }
    faults.sort();
    faults.dedup();
    Ok(faults)
}

fn is_outside(name: &str) -> bool {
    OUTSIDE.iter().any(|outside| name == *outside || outside.ends_with('-') && name.starts_with(outside))
}

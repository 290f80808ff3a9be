//! Autobahn's cases against the bridge's WebSockets, driven by `kosoku`: every case is one check, and a case that passes only in a lenient
//! reading has failed. The compression cases are left out, since compression is never agreed to.

use crate::shell;
use crate::tally::Count;
use crate::tools::python;
use anyhow::{Context, Result, ensure};
use serde_json::Value;
use std::io::{BufRead, BufReader};
use std::process::Stdio;

const KOSOKU: python::Package = ("kosoku", "0.1.0");
/// The cases without compression.
const CASES: usize = 301;

/// Runs all cases.
pub(crate) fn run() -> Result<Count> {
    python::ensure(&[KOSOKU])?;
    shell::run(&mut shell::cargo(&["build", "--locked", "--quiet", "-p", "sockscope-bridge", "--example", "echo"]))?;
    let server = shell::target_dir().join("debug/examples/echo");
    let mut server = shell::command(&server.to_string_lossy(), &[])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .context("the echo server cannot be started")?;
    let mut address = String::new();
    let stdout = server.stdout.take().context("invariant: standard output is piped")?;
    BufReader::new(stdout).read_line(&mut address)?;
    let report = shell::target_dir().join("autobahn");
    let mut suite = shell::command(&python::program("kosoku"), &["-x", "12.*", "-x", "13.*", "-p", "4", "-o"]);
    // Its exit code says whether a case failed, and the report which.
    let ran = shell::capture(suite.arg(&report).arg(address.trim()));
    drop(server.stdin.take());
    server.wait()?;
    let index = std::fs::read_to_string(report.join("index.json"))
        .with_context(|| format!("no report: {:#}", ran.err().unwrap_or_else(|| anyhow::anyhow!("it said nothing"))))?;
    count(&serde_json::from_str(&index)?)
}

fn count(index: &Value) -> Result<Count> {
    let mut count = Count::default();
    for (case, outcome) in index.as_object().into_iter().flatten().flat_map(|(_, cases)| cases.as_object()).flatten() {
        let strict = |key: &str| matches!(outcome[key].as_str(), Some("OK" | "INFORMATIONAL"));
        let held = strict("behavior") && strict("behaviorClose");
        if !held {
            println!("case {case}: {}, close {}", outcome["behavior"], outcome["behaviorClose"]);
        }
        count.add(Count::one(held));
    }
    ensure!(count.passed + count.failed == CASES, "{} cases ran instead of {CASES}", count.passed + count.failed);
    Ok(count)
}

#[cfg(test)]
mod tests {
    use super::count;
    use serde_json::json;

    #[test]
    fn lenient_is_not_enough_and_fewer_cases_are_no_success() {
        let outcome = |behavior: &str| json!({ "behavior": behavior, "behaviorClose": "OK" });
        let mut cases: serde_json::Map<_, _> = (0..300).map(|number| (number.to_string(), outcome("OK"))).collect();
        assert!(count(&json!({ "server": cases })).is_err());
        cases.insert("6.4.1".into(), outcome("NON-STRICT"));
        let counted = count(&json!({ "server": cases })).expect("all cases ran");
        assert_eq!((counted.passed, counted.failed), (300, 1));
    }
}

//! axe-core in the page: what it finds is a fault.

use crate::page::Page;
use crate::session::from_xtask;
use anyhow::{Context, Result, ensure};
use serde_json::{Value, json};

/// Lets axe-core look at the whole page, with the rule `target-size` on.
///
/// # Errors
/// When it finds a violation; the error lists rule, element and reason.
pub async fn check(page: &Page, state: &str) -> Result<()> {
    const RUN: &str = "const done = arguments[arguments.length - 1];
        axe.run(document, { resultTypes: ['violations'], rules: { 'target-size': { enabled: true } } })
            .then(result => done(result.violations), error => done([{ id: String(error), nodes: [] }]));";
    let path = from_xtask("SOCKSCOPE_AXE")?;
    let axe = std::fs::read_to_string(&path).with_context(|| format!("cannot read {}", path.display()))?;
    let loaded: bool = page.script(&format!("{axe}\nreturn typeof axe.run === 'function';"), Vec::new()).await?;
    ensure!(loaded, "axe-core did not load");
    let violations: Vec<Value> = page.script_async(RUN, Vec::new()).await?;
    let mut faults = Vec::new();
    for violation in &violations {
        let nodes = violation["nodes"].as_array().map(Vec::as_slice).unwrap_or_default();
        let first = nodes.first().unwrap_or(&Value::Null);
        faults.push(format!("{} ×{}: {} — {}", violation["id"], nodes.len(), first["html"], first["failureSummary"]));
    }
    ensure!(faults.is_empty(), "accessibility faults, {state}: {:#}", json!(faults));
    Ok(())
}

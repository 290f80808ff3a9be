//! Same programs, same seed: one trace hash, also in a browser.

use anyhow::ensure;
use sockscope_browser_tests::session::{self, Look, Target};

#[test]
fn the_trace_hash_in_chromium_is_the_native_one() {
    session::run(Target::Probe, Look::WIDE, "", async |page| {
        page.until("the hashes", async || Ok(page.count("#result[data-cases]").await? == 1)).await?;
        let cases: String = page.script("return document.getElementById('result').dataset.cases;", Vec::new()).await?;
        let differing = page.text("#result").await?;
        ensure!(differing.is_empty(), "{differing}");
        ensure!(cases != "0", "nothing was compared");
        Ok(())
    });
}

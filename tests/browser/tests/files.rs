//! What is carried out of the page as files: the picture opens elsewhere and shows the same pieces, the report holds the whole run.

use anyhow::{Result, ensure};
use serde_json::json;
use sockscope_browser_tests::instrument::{self, button};
use sockscope_browser_tests::page::Page;
use sockscope_browser_tests::session::{self, Look, Target, from_xtask};
use std::sync::Mutex;

/// Steps before the end: some pieces taken, some not.
const STEPS_BACK: usize = 12;

/// The text of a file that the page saves.
async fn saved(page: &Page, name: &str) -> Result<String> {
    const LISTEN: &str = "const make = URL.createObjectURL; URL.createObjectURL = (blob) => { window.savedBlob = blob; return make.call(URL, blob); }; return true;";
    const READ: &str = "window.savedBlob.text().then(arguments[arguments.length - 1]);";
    let _listens: bool = page.script(LISTEN, Vec::new()).await?;
    page.click(&button(&format!("'save-{name}'"))).await?;
    page.script_async(READ, Vec::new()).await
}

#[test]
fn a_picture_of_a_moment_shows_its_pieces_elsewhere() {
    let made = Mutex::new(None);
    session::run(Target::Page, Look::WIDE, "#lesson-5", async |page| {
        instrument::settled(page).await?;
        for _ in 0..STEPS_BACK {
            instrument::step_back(page).await?;
        }
        let pieces = instrument::pieces(page).await?;
        page.click(&button("share")).await?;
        page.until("the link", async || {
            let link: String =
                page.script("return document.querySelector('[data-testid=share-link]').value;", Vec::new()).await?;
            Ok(link.contains('#'))
        })
        .await?;
        let report = saved(page, "transcript.md").await?;
        ensure!(report.contains("```python\nimport socket") && report.contains("client: exited 0"), "{report}");
        *made.lock().expect("nobody else holds it") = Some((pieces, saved(page, "moment.svg").await?));
        Ok(())
    });
    let (pieces, svg) = made.into_inner().expect("nobody else holds it").expect("the first browser made a picture");
    assert!(!pieces.is_empty());
    let file = from_xtask("SOCKSCOPE_EVIDENCE").expect("there is a folder for what tests leave").join("moment.svg");
    std::fs::write(&file, svg).expect("the folder can be written to");
    session::run(Target::Page, Look::WIDE, "#lesson-1", async |page| {
        instrument::settled(page).await?;
        // The browser's parser is a strict one where a file says that it is XML.
        page.goto(&format!("file://{}", file.display())).await?;
        const LABELS: &str = "return document.querySelector('parsererror') ? ['no XML'] : [...document.querySelectorAll('text.small')].map(text => text.textContent);";
        let labels: Vec<String> = page.script(LABELS, Vec::new()).await?;
        let taken: Vec<usize> = labels
            .iter()
            .filter(|label| label.starts_with("recv "))
            .filter_map(|label| label.split(" · ").nth(1)?.strip_suffix(" B")?.parse().ok())
            .collect();
        ensure!(taken == pieces, "the picture shows {taken:?} of {labels:?}, the page {pieces:?}");
        Ok(())
    });
}

#[test]
fn without_scripts_there_is_a_run_to_read() {
    session::run(Target::Page, Look::NARROW, "#lesson-5", async |page| {
        instrument::settled(page).await?;
        let address: String = page.script("return location.href.split('#')[0];", Vec::new()).await?;
        page.devtools("Emulation.setScriptExecutionDisabled", json!({ "value": true })).await?;
        page.goto(&address).await?;
        let pieces = page.find(".no-script ol").await?.text().await?;
        ensure!(pieces.lines().eq(["b'Socket '", "b'Program'", "b'ming in'", "b' Python'", "b''"]), "{pieces}");
        ensure!(page.find(".no-script samp").await?.text().await?.contains("client: exited 0"), "no transcript");
        page.devtools("Emulation.setScriptExecutionDisabled", json!({ "value": false })).await
    });
}

#[test]
fn on_paper_there_is_the_transcript() {
    session::run(Target::Page, Look::WIDE, "#lesson-5", async |page| {
        instrument::settled(page).await?;
        const SHOWN: &str = "const shown = (name) => { const found = document.querySelector(`[data-testid=${name}]`); return found && getComputedStyle(found).display !== 'none' && found.offsetHeight > 0; }; return [shown('printed'), shown('transport'), shown('program-0')];";
        let shown: Vec<bool> = page.script(SHOWN, Vec::new()).await?;
        ensure!(shown == [false, true, true], "on the screen: {shown:?}");
        page.devtools("Emulation.setEmulatedMedia", json!({ "media": "print" })).await?;
        let shown: Vec<bool> = page.script(SHOWN, Vec::new()).await?;
        ensure!(shown == [true, false, false], "on paper: {shown:?}");
        let printed = page.text("[data-testid=printed]").await?;
        for there in
            ["conn.sendall(", "piece = sock.recv(7)", "client| Socket Programming in Python", "client: exited 0"]
        {
            ensure!(printed.contains(there), "{there} is not in {printed}");
        }
        page.devtools("Emulation.setEmulatedMedia", json!({ "media": "" })).await
    });
}

//! The page without a network: kept by its service worker as one unit, and only where a person opened the page itself.

use anyhow::{Context, Result, ensure};
use serde_json::json;
use sockscope_browser_tests::instrument;
use sockscope_browser_tests::page::Page;
use sockscope_browser_tests::session::{self, Look, Target, from_xtask};
use sockscope_browser_tests::site::Site;
use std::path::{Path, PathBuf};

/// A copy of the built page that a test may change.
fn copy(name: &str) -> Result<PathBuf> {
    let (from, to) = (from_xtask("SOCKSCOPE_DIST")?, from_xtask("SOCKSCOPE_EVIDENCE")?.join(name));
    if to.exists() {
        std::fs::remove_dir_all(&to)?;
    }
    std::fs::create_dir_all(&to)?;
    for entry in std::fs::read_dir(from)? {
        let path = entry?.path();
        std::fs::copy(&path, to.join(path.file_name().context("a file has a name")?))?;
    }
    Ok(to)
}

/// Another build in the same folder: other names for the files with a digest in theirs, and a mark in the page.
fn build_again(folder: &Path) -> Result<()> {
    let names: Vec<String> = std::fs::read_dir(folder)?
        .map(|entry| Ok(entry?.file_name().to_string_lossy().into_owned()))
        .collect::<Result<_>>()?;
    let digest = names.iter().find_map(|name| name.strip_prefix("sockscope-page-")?.strip_suffix(".js"));
    let digest = digest.context("the page's script is there")?.to_owned();
    for name in &names {
        let path = folder.join(name);
        if let Ok(text) = std::fs::read_to_string(&path) {
            let text = text.replace(&digest, "0123456789abcdef");
            let text = text.replace("<html lang=\"en\"", "<html data-second lang=\"en\"");
            std::fs::write(&path, text.replace("const UNIT = `${FAMILY}", "const UNIT = `${FAMILY}second-"))?;
        }
        std::fs::rename(&path, folder.join(name.replace(&digest, "0123456789abcdef")))?;
    }
    Ok(())
}

/// Opens lesson 5 and looks whether it runs, and of which build it is.
async fn runs(page: &Page, address: &str) -> Result<bool> {
    page.goto("about:blank").await?;
    page.goto(&format!("{address}#lesson-5")).await?;
    instrument::settled(page).await?;
    ensure!(instrument::pieces(page).await? == [7, 7, 7, 7], "lesson 5 has other pieces");
    page.script("return document.documentElement.hasAttribute('data-second');", Vec::new()).await
}

/// How many whole units are kept.
async fn kept(page: &Page) -> Result<usize> {
    const KEPT: &str = "const done = arguments[0]; (async () => {
        const registration = await navigator.serviceWorker.getRegistration();
        done(registration?.active && !registration.installing ? (await caches.keys()).length : 0);
    })();";
    page.script_async(KEPT, Vec::new()).await
}

#[test]
fn the_page_runs_without_a_network_and_changes_as_a_whole() {
    session::run(Target::Page, Look::WIDE, "", async |page| {
        let folder = copy("offline")?;
        let site = Site::serve(folder.clone())?;
        let address = site.address().to_owned();
        ensure!(!runs(page, &address).await?, "the first build is marked");
        page.until("a kept unit", async || Ok(kept(page).await? == 1)).await?;
        // Another build takes the old one's place on the server: the next visit is still the old one, as a whole.
        build_again(&folder)?;
        ensure!(!runs(page, &address).await?, "a kept page was mixed with a new one");
        page.until("a second unit", async || Ok(kept(page).await? == 2)).await?;
        // It takes over once the page that was kept has been left.
        page.until("the new build", async || runs(page, &address).await).await?;
        ensure!(site.missing().is_empty(), "asked for {:?}", site.missing());
        drop(site);
        page.devtools("Network.clearBrowserCache", json!({})).await?;
        ensure!(runs(page, &address).await?, "the kept build is another one");
        Ok(())
    });
}

#[test]
fn a_frame_keeps_nothing() {
    session::run(Target::Page, Look::WIDE, "", async |page| {
        let site = Site::serve(from_xtask("SOCKSCOPE_DIST")?)?;
        page.goto(&format!("{}?embed=1&scenario=lesson-5", site.address())).await?;
        instrument::settled(page).await?;
        const COMPLETE: &str = "const done = arguments[0]; const count = async () => done((await navigator.serviceWorker.getRegistrations()).length); if (document.readyState === 'complete') count(); else addEventListener('load', () => setTimeout(count));";
        let workers: usize = page.script_async(COMPLETE, Vec::new()).await?;
        ensure!(workers == 0, "a frame started {workers} workers");
        Ok(())
    });
}

//! Takes the pictures of the README: `screenshot FOLDER` writes `screenshot.png`, `screenshot-dark.png` and `screenshot-narrow.png`.

use anyhow::{Context, Result};
use sockscope_browser_tests::instrument::{self, button};
use sockscope_browser_tests::page::Page;
use sockscope_browser_tests::session::{self, Look, Target};
use std::path::PathBuf;

/// Steps before the end at which the pipe shows bytes in every state.
const STEPS_BACK: usize = 12;

fn main() {
    let folder = std::env::args_os().nth(1).map_or_else(|| PathBuf::from("."), PathBuf::from);
    for (name, look) in
        [("screenshot", Look::WIDE), ("screenshot-dark", Look::WIDE.dark()), ("screenshot-narrow", Look::NARROW)]
    {
        let file = folder.join(name).with_extension("png");
        session::run(Target::Page, look, "#lesson-5", async |page| {
            interesting(page).await?;
            std::fs::write(&file, page.picture().await?).with_context(|| format!("cannot write {}", file.display()))
        });
        println!("{}", file.display());
    }
}

/// A moment in which something waits, something was taken and something is on its way.
async fn interesting(page: &Page) -> Result<()> {
    instrument::settled(page).await?;
    for _ in 0..STEPS_BACK {
        instrument::step_back(page).await?;
    }
    // Nothing has the focus or is under the pointer in a picture.
    let _left: bool = page.script("document.activeElement.blur(); scrollTo(0, 0); return true;", Vec::new()).await?;
    page.find(&button("step")).await?;
    Ok(())
}

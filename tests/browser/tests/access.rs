//! The page for everybody: axe-core finds nothing, in each language, by day and by night, on a laptop and on a phone.

use anyhow::{Result, ensure};
use sockscope_browser_tests::axe;
use sockscope_browser_tests::instrument::{self, button, editor};
use sockscope_browser_tests::page::Page;
use sockscope_browser_tests::session::{self, Look, Target};

fn check(look: Look) {
    session::run(Target::Page, look, "#lesson-5", async |page| {
        instrument::settled(page).await?;
        states(page, &format!("{look:?}, en")).await?;
        nothing_sticks_out(page).await?;
        page.click(&button("language")).await?;
        page.find("html[lang=zh-Hans]").await?;
        states(page, &format!("{look:?}, zh-Hans")).await
    });
}

/// No lesson makes the page wider than its window.
async fn nothing_sticks_out(page: &Page) -> Result<()> {
    const OVER: &str = "const root = document.documentElement; return root.scrollWidth - root.clientWidth;";
    for lesson in 0..8 {
        page.set_value("[data-testid=lesson-picker]", &lesson.to_string()).await?;
        instrument::settled(page).await?;
        let over: i64 = page.script(OVER, Vec::new()).await?;
        ensure!(over <= 0, "lesson {} is {over} pixels wider than the window", lesson + 1);
    }
    page.set_value("[data-testid=lesson-picker]", "4").await?;
    instrument::settled(page).await?;
    Ok(())
}

/// The states of the page that differ in what they show.
async fn states(page: &Page, look: &str) -> Result<()> {
    axe::check(page, &format!("{look}, end of a run")).await?;
    for tab in ["sockets", "reference"] {
        page.click(&format!("[data-testid=tab-{tab}]")).await?;
        axe::check(page, &format!("{look}, {tab}")).await?;
    }
    page.click("[data-testid=tab-story]").await?;
    // A narrow page shows one column at a time.
    let narrow: bool = page.script("return matchMedia('(max-width: 700px)').matches;", Vec::new()).await?;
    if narrow {
        page.click("[data-testid=column-second]").await?;
    }
    page.set_value(&editor(1), "while True (\n").await?;
    page.find("[data-testid=problem]").await?;
    axe::check(page, &format!("{look}, a program that cannot be read")).await?;
    page.set_value("[data-testid=lesson-picker]", "0").await?;
    instrument::settled(page).await?;
    axe::check(page, &format!("{look}, an exception")).await?;
    page.set_value("[data-testid=lesson-picker]", "4").await?;
    instrument::settled(page).await?;
    Ok(())
}

#[test]
fn nothing_is_found_on_a_laptop_by_day() {
    check(Look::WIDE);
}

#[test]
fn nothing_is_found_on_a_laptop_by_night() {
    check(Look::WIDE.dark());
}

#[test]
fn nothing_is_found_on_a_phone_by_day() {
    check(Look::NARROW);
}

#[test]
fn nothing_is_found_on_a_phone_by_night() {
    check(Look::NARROW.dark());
}

//! The page as a person sees it: lessons, editors, controls, steps, pieces. The only place that knows its selectors; `SELECTORS.md` explains them.

use crate::page::Page;
use anyhow::{Context, Result, ensure};
use serde_json::json;

/// The field for a program's text.
#[must_use]
pub fn editor(program: usize) -> String {
    format!("[data-testid=editor-{program}]")
}

/// What a program printed.
#[must_use]
pub fn console(program: usize) -> String {
    format!("[data-testid=console-{program}]")
}

/// The slider that is the number in a program's `recv`.
#[must_use]
pub fn receive_slider(program: usize) -> String {
    format!("input[type=range][data-control=recv][data-program=\"{program}\"]")
}

/// The field that is the text in a program's `send`.
#[must_use]
pub fn payload_field(program: usize) -> String {
    format!("input[data-control=payload][data-program=\"{program}\"]")
}

/// A button by its test id.
#[must_use]
pub fn button(id: &str) -> String {
    format!("button[data-testid={id}]")
}

/// Waits until the shown run has ended and belongs to the texts in the editors.
///
/// # Errors
/// When it does not in time.
pub async fn settled(page: &Page) -> Result<String> {
    const HASH: &str = "return document.documentElement.dataset.traceHash || '';";
    let mut hash = String::new();
    page.until("the end of the run", async || {
        hash = page.script(HASH, Vec::new()).await?;
        Ok(!hash.is_empty())
    })
    .await?;
    Ok(hash)
}

/// Number of bytes of each piece that a `recv` took, in order.
///
/// # Errors
/// When the browser is gone.
pub async fn pieces(page: &Page) -> Result<Vec<usize>> {
    const PIECES: &str =
        "return [...document.querySelectorAll('[data-testid=piece]')].map(piece => Number(piece.dataset.len));";
    page.script(PIECES, Vec::new()).await
}

/// The step that is shown, and how many there are.
///
/// # Errors
/// When the page does not show them.
pub async fn step(page: &Page) -> Result<(u32, u32)> {
    const STEP: &str = "const where = document.querySelector('[data-testid=where]').dataset; return [Number(where.step), Number(where.steps)];";
    // A page that has just been opened shows nothing yet.
    page.find("[data-testid=where]").await?;
    page.script(STEP, Vec::new()).await
}

/// Goes one step back with the button, and waits until it is shown.
///
/// # Errors
/// When nothing moves.
pub async fn step_back(page: &Page) -> Result<()> {
    let (before, _) = step(page).await?;
    ensure!(before > 0, "there is no step before the first");
    page.click(&button("back")).await?;
    page.until("an earlier step", async || Ok(step(page).await?.0 < before)).await
}

/// Puts the caret behind the first occurrence of `text` in a program and types there with the keyboard.
///
/// # Errors
/// When the text does not occur.
pub async fn type_behind(page: &Page, program: usize, text: &str, typed: &str) -> Result<()> {
    const CARET: &str =
        "const area = document.querySelector(arguments[0]); const at = area.value.indexOf(arguments[1]);
        if (at < 0) return false;
        area.focus(); area.setSelectionRange(at + arguments[1].length, at + arguments[1].length); return true;";
    page.find(&editor(program)).await?;
    let found: bool = page.script(CARET, vec![json!(editor(program)), json!(text)]).await?;
    ensure!(found, "{text:?} is not in program {program}");
    page.keys(typed).await.context("cannot type")
}

/// Starts to measure how long the page does not answer.
///
/// # Errors
/// When the browser is gone.
pub async fn watch_stalls(page: &Page) -> Result<()> {
    // The time between two turns of the event loop is what a person's click waits for.
    const WATCH: &str = "window.longestStall = 0; let last = performance.now();
        const turn = () => { const now = performance.now(); window.longestStall = Math.max(window.longestStall, now - last); last = now; setTimeout(turn, 0); };
        turn(); return true;";
    let _started: bool = page.script(WATCH, Vec::new()).await?;
    Ok(())
}

/// The longest time since [`watch_stalls`] in which the page did not answer, in milliseconds.
///
/// # Errors
/// When the browser is gone.
pub async fn longest_stall_ms(page: &Page) -> Result<f64> {
    page.script("return window.longestStall;", Vec::new()).await
}

//! What a learner does with the page, from lesson 5 to a program that cannot be read.

use anyhow::{Result, ensure};
use sockscope_browser_tests::instrument::{self, button, console, editor, payload_field, receive_slider};
use sockscope_browser_tests::page::Page;
use sockscope_browser_tests::session::{self, Look, Target};

const SERVER: usize = 0;
const CLIENT: usize = 1;
/// What a busy machine may cost on top of the page's own slices of 8 ms.
const STALL_MAX_MS: f64 = 500.0;
const LEFT: char = '\u{e012}';

#[test]
fn a_learner_plays_with_lesson_five() {
    session::run(Target::Page, Look::WIDE, "", async |page| {
        page.set_value("[data-testid=lesson-picker]", "4").await?;
        page.find("[data-testid=page][data-lesson=\"5\"]").await?;
        the_slider_is_the_literal(page).await?;
        the_payload_may_have_characters_of_several_bytes(page).await?;
        stepping_back_reaches_the_first_piece(page).await?;
        the_page_speaks_chinese(page).await?;
        an_endless_loop_is_named_and_does_not_freeze_the_page(page).await?;
        a_syntax_error_keeps_the_last_good_run(page).await
    });
}

async fn the_slider_is_the_literal(page: &Page) -> Result<()> {
    instrument::settled(page).await?;
    page.until("four pieces of seven bytes", async || Ok(instrument::pieces(page).await? == [7, 7, 7, 7])).await?;
    page.click(&receive_slider(CLIENT)).await?;
    page.set_value(&receive_slider(CLIENT), "7").await?;
    page.keys(&format!("{LEFT}{LEFT}")).await?;
    page.until("six pieces", async || Ok(instrument::pieces(page).await? == [5, 5, 5, 5, 5, 3])).await?;
    ensure!(page.count("[data-testid=piece-eof]").await? == 1, "the end of the stream is not shown as one recv");
    page.until_text("[data-testid=piece-eof]", "b''").await?;
    let source: String =
        page.script("return document.querySelector(arguments[0]).value;", vec![editor(CLIENT).into()]).await?;
    ensure!(source.contains("recv(5)"), "the slider did not edit the text: {source}");
    page.until_text(&console(CLIENT), "Socket Programming in Python").await
}

async fn the_payload_may_have_characters_of_several_bytes(page: &Page) -> Result<()> {
    const TEXT: &str = "你好, wörld";
    page.set_value(&payload_field(SERVER), TEXT).await?;
    page.until_text(&console(CLIENT), TEXT).await?;
    // 14 bytes: two characters of three bytes, one of two. The first piece ends inside the second character.
    page.until("pieces of the new text", async || Ok(instrument::pieces(page).await? == [5, 5, 4])).await?;
    let source: String =
        page.script("return document.querySelector(arguments[0]).value;", vec![editor(SERVER).into()]).await?;
    ensure!(source.contains(TEXT), "the field did not edit the text: {source}");
    instrument::settled(page).await?;
    Ok(())
}

async fn stepping_back_reaches_the_first_piece(page: &Page) -> Result<()> {
    while instrument::pieces(page).await?.len() > 1 {
        instrument::step_back(page).await?;
    }
    ensure!(instrument::pieces(page).await? == [5], "one piece is taken");
    ensure!(page.count("[data-testid=piece-eof]").await? == 0, "the end is not read yet");
    ensure!(!page.text(&console(CLIENT)).await?.contains("wörld"), "nothing is printed yet");
    page.find(&format!("[data-testid=line-{CLIENT}]")).await?;
    Ok(())
}

async fn the_page_speaks_chinese(page: &Page) -> Result<()> {
    let before = instrument::step(page).await?;
    page.until_text(&button("back"), "Back").await?;
    page.click(&button("language")).await?;
    page.find("html[lang=zh-Hans]").await?;
    page.until_text(&button("back"), "后退").await?;
    ensure!(instrument::step(page).await? == before, "another language moved the step");
    page.click(&button("language")).await?;
    page.until_text(&button("back"), "Back").await
}

async fn an_endless_loop_is_named_and_does_not_freeze_the_page(page: &Page) -> Result<()> {
    instrument::watch_stalls(page).await?;
    page.set_value(&editor(CLIENT), "count = 0\nwhile True:\n    count += 1\n").await?;
    // A click on something else is answered while the loop runs, or right after it was stopped.
    page.click(&button("theme")).await?;
    page.click("[data-testid=last]").await?;
    page.until_text("[data-testid=notice]", "client").await?;
    let notice = page.text("[data-testid=notice]").await?;
    ensure!(notice.contains("line 2") || notice.contains("line 3"), "the notice does not say where: {notice}");
    let stall = instrument::longest_stall_ms(page).await?;
    ensure!(stall < STALL_MAX_MS, "the page did not answer for {stall:.0} ms");
    page.click(&button("reset")).await?;
    page.until("the lesson as it was", async || Ok(instrument::pieces(page).await? == [7, 7, 7, 7])).await
}

async fn a_syntax_error_keeps_the_last_good_run(page: &Page) -> Result<()> {
    let good = instrument::settled(page).await?;
    instrument::type_behind(page, CLIENT, "while True", " (").await?;
    page.find("[data-testid=problem][data-line=\"7\"]").await?;
    page.until_text("[data-testid=problem-message]", "SyntaxError").await?;
    page.until_text("[data-testid=problem-caret]", "^").await?;
    page.until_text("[data-testid=problem-kept]", "last run").await?;
    ensure!(instrument::settled(page).await? == good, "another run is shown");
    ensure!(instrument::pieces(page).await? == [7, 7, 7, 7], "the last good run is not there");
    page.until_text(&console(CLIENT), "Socket Programming in Python").await
}

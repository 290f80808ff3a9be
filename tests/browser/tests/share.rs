//! A moment leaves the page and comes back: by link, in a frame of somebody else's page, and as one file.

use anyhow::{Result, ensure};
use serde_json::json;
use sockscope_browser_tests::instrument::{self, button, console, payload_field};
use sockscope_browser_tests::page::Page;
use sockscope_browser_tests::session::{self, Look, Target, from_xtask};
use sockscope_browser_tests::site::Site;
use std::sync::Mutex;

const SERVER: usize = 0;
const CLIENT: usize = 1;
const TEXT: &str = "größer than a receive buffer";
/// Links that a person gets by mistake: each must be refused with a message, and the page must go on.
const DAMAGED: usize = 200;

/// The part of the address after `#`, once it holds a whole state.
async fn link(page: &Page) -> Result<String> {
    let mut hash = String::new();
    page.until("a link in the address", async || {
        hash = page.script("return location.hash.slice(1);", Vec::new()).await?;
        Ok(hash.starts_with("1."))
    })
    .await?;
    Ok(hash)
}

/// What can be seen of a moment.
async fn seen(page: &Page) -> Result<(u32, Vec<usize>, String)> {
    Ok((instrument::step(page).await?.0, instrument::pieces(page).await?, page.text(&console(CLIENT)).await?))
}

#[test]
fn a_link_opens_a_fresh_browser_at_the_same_step() {
    let made = Mutex::new(None);
    session::run(Target::Page, Look::WIDE, "#lesson-5", async |page| {
        instrument::settled(page).await?;
        page.set_value(&payload_field(SERVER), TEXT).await?;
        page.until("the pieces of the new text", async || Ok(instrument::pieces(page).await?.len() == 5)).await?;
        instrument::settled(page).await?;
        while instrument::step(page).await?.0 > 17 {
            instrument::step_back(page).await?;
        }
        let moment = seen(page).await?;
        let mut last = link(page).await?;
        // The address follows a little later than the step.
        page.until("an address that no longer changes", async || {
            let now = link(page).await?;
            let same: bool = page
                .script_async("const done = arguments[1]; const was = arguments[0]; setTimeout(() => done(location.hash.slice(1) === was), 500);", vec![json!(now)])
                .await?;
            last = now;
            Ok(same)
        })
        .await?;
        *made.lock().expect("nobody else holds it") = Some((last, moment));
        Ok(())
    });
    let (hash, moment) = made.into_inner().expect("nobody else holds it").expect("the first browser made a link");
    assert_eq!(moment.0, 17);
    session::run(Target::Page, Look::WIDE, &format!("#{hash}"), async |page| {
        page.until("the moment of the link", async || Ok(seen(page).await? == moment)).await?;
        let source: String =
            page.script("return document.querySelector('[data-testid=editor-0]').value;", Vec::new()).await?;
        ensure!(source.contains(TEXT), "the link lost the edit: {source}");
        // A reset can be taken back.
        page.click(&button("reset")).await?;
        page.click(&button("undo")).await?;
        page.until("the moment again", async || Ok(seen(page).await? == moment)).await
    });
}

#[test]
fn damaged_links_are_explained_and_the_page_goes_on() {
    session::run(Target::Page, Look::WIDE, "#lesson-5", async |page| {
        instrument::settled(page).await?;
        page.set_value(&payload_field(SERVER), TEXT).await?;
        let good = link(page).await?;
        for (number, bad) in damaged(&good).into_iter().enumerate() {
            refused(page, &bad).await.map_err(|error| error.context(format!("link {number}: {bad:.60}")))?;
        }
        // 10 MiB of one letter, compressed and with a right checksum.
        let bomb: String = page.script_async(BOMB, Vec::new()).await?;
        refused(page, &bomb).await?;
        ensure!(
            page.text("[data-testid=message]").await?.contains("larger"),
            "the bomb was refused for another reason"
        );
        instrument::settled(page).await?;
        let still: String =
            page.script("return document.querySelector('[data-testid=editor-0]').value;", Vec::new()).await?;
        ensure!(still.contains(TEXT), "a damaged link changed the page");
        page.click(&button("dismiss")).await?;
        instrument::step_back(page).await
    });
}

/// Every character flipped in turn, cuts everywhere, other versions.
fn damaged(good: &str) -> Vec<String> {
    let characters: Vec<char> = good.chars().collect();
    let mut all = vec!["9.AAAA".to_owned(), "1.".to_owned(), "1.!!!!".to_owned(), format!("1.{}", "A".repeat(50_000))];
    let mut at = 2;
    while all.len() < DAMAGED {
        let place = 2 + at % (characters.len() - 2);
        let mut changed = characters.clone();
        changed[place] = if changed[place] == 'A' { 'B' } else { 'A' };
        all.push(changed.iter().collect());
        all.push(characters[..place].iter().collect());
        at += 7;
    }
    all.truncate(DAMAGED);
    all
}

/// Gives the page a link and waits for the message.
async fn refused(page: &Page, link: &str) -> Result<()> {
    let _dismissed: bool =
        page.script("document.querySelector('[data-testid=dismiss]')?.click(); return true;", Vec::new()).await?;
    page.until("no message", async || Ok(page.count("[data-testid=message]").await? == 0)).await?;
    let _set: bool = page.script("location.hash = arguments[0]; return true;", vec![json!(link)]).await?;
    page.until("a message", async || Ok(page.count("[data-testid=message]").await? == 1)).await
}

const BOMB: &str = "const done = arguments[0]; (async () => {
    const stream = new Blob([new Uint8Array(10 << 20).fill(65)]).stream().pipeThrough(new CompressionStream('deflate-raw'));
    const packed = new Uint8Array(await new Response(stream).arrayBuffer());
    const sealed = [1, ...packed];
    let sum = 0x811c9dc5;
    for (const byte of sealed) sum = Math.imul(sum ^ byte, 0x01000193) >>> 0;
    for (let at = 0; at < 4; at++) sealed.push((sum >>> (8 * at)) & 255);
    const text = btoa(sealed.map((byte) => String.fromCharCode(byte)).join(''));
    done('1.' + text.replace(/=+$/, '').replaceAll('+', '-').replaceAll('/', '_'));
})();";

#[test]
fn three_frames_in_a_page_of_another_origin() {
    let hosts = Site::serve(std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("hosts")).expect("a port is free");
    session::run(Target::Page, Look::WIDE, "", async |page| {
        let base: String = page.script("return location.href.split('#')[0];", Vec::new()).await?;
        page.goto(&format!("{}?base={base}", hosts.address())).await?;
        let history: u32 = page.script("return history.length;", Vec::new()).await?;
        let heard = async |id: &str, kind: &str| {
            let script = "return heard.filter(([id, kind]) => id === arguments[0] && kind === arguments[1]).map((said) => said[2]);";
            page.script::<Vec<serde_json::Value>>(script, vec![json!(id), json!(kind)]).await
        };
        page.until("the first to be ready", async || Ok(!heard("first", "ready").await?.is_empty())).await?;
        page.until("the step it was told", async || {
            Ok(heard("first", "step").await?.last().is_some_and(|said| said["step"] == 17))
        })
        .await?;
        let frames = "return [...document.querySelectorAll('sock-scope')].map((scope) => scope.shadowRoot.querySelectorAll('iframe').length);";
        let loaded: Vec<u32> = page.script(frames, Vec::new()).await?;
        ensure!(loaded == [1, 0, 0], "frames that nobody asked for were loaded: {loaded:?}");
        // By message: another step; another theme of the page around.
        let _told: bool =
            page.script("first.step(3); document.documentElement.className = 'coal'; return true;", Vec::new()).await?;
        page.until("step 3", async || Ok(heard("first", "step").await?.last().is_some_and(|said| said["step"] == 3)))
            .await?;
        let _clicked: bool =
            page.script("second.shadowRoot.querySelector('button').click(); return true;", Vec::new()).await?;
        page.until("the second to finish", async || Ok(!heard("second", "finished").await?.is_empty())).await?;
        let _seen: bool = page.script("third.scrollIntoView(); return true;", Vec::new()).await?;
        page.until("the third to be ready", async || Ok(!heard("third", "ready").await?.is_empty())).await?;
        let history_now: u32 = page.script("return history.length;", Vec::new()).await?;
        ensure!(history_now == history, "the frames wrote history: {history} became {history_now}");
        inside(page).await
    });
    assert_eq!(hosts.missing(), Vec::<String>::new());
}

/// What the frames show, seen from inside.
async fn inside(page: &Page) -> Result<()> {
    page.enter_frame("first").await?;
    page.find("html[data-view=pipe][data-controls=steps][data-theme=dark]").await?;
    ensure!(page.count("[data-testid=pipe]").await? == 1, "the pipe is not shown");
    let shown: bool = page
        .script("return [...document.querySelectorAll('.program, .header, .bench')].some((part) => part.offsetParent !== null);", Vec::new())
        .await?;
    ensure!(!shown, "the frame shows more than the pipe");
    page.until("a link that leads out", async || {
        let link: String =
            page.script("return document.querySelector('[data-testid=open-in]').href;", Vec::new()).await?;
        Ok(link.contains("#1."))
    })
    .await?;
    let kept: u32 = page.script("return localStorage.length;", Vec::new()).await?;
    let before: u32 = page
        .script("return Object.keys(localStorage).filter((key) => key === 'sockscope.draft').length;", Vec::new())
        .await?;
    ensure!(before == 0, "a frame kept a draft among {kept} entries");
    page.leave_frame().await?;
    page.enter_frame("third").await?;
    page.until_text("[data-testid=message]", "nothing").await?;
    page.leave_frame().await
}

#[test]
fn the_one_file_page_runs_from_a_disk() {
    let file = from_xtask("SOCKSCOPE_STANDALONE").expect("xtask makes the file");
    session::run(Target::Page, Look::WIDE, "", async |page| {
        page.goto(&format!("file://{}#lesson-5", file.display())).await?;
        instrument::settled(page).await?;
        ensure!(instrument::pieces(page).await? == [7, 7, 7, 7], "lesson 5 has other pieces from a disk");
        page.until_text(&console(CLIENT), "Socket Programming in Python").await
    });
}

//! What somebody does with a pickle: paste a cut one and its rest, look at a hostile one, follow one through a socket, write one.

use anyhow::{Result, ensure};
use sockscope_browser_tests::axe;
use sockscope_browser_tests::instrument::{self, button};
use sockscope_browser_tests::page::Page;
use sockscope_browser_tests::session::{self, Look, Target};

const STATE: &str = "[data-testid=pickle-state]";
const TEXT: &str = "[data-testid=pickle-text]";
/// What the browser sends for the keys of the same names.
const DOWN: char = '\u{e015}';
const RIGHT: char = '\u{e014}';
const LEFT: char = '\u{e012}';

#[test]
fn a_pickle_is_pasted_in_two_parts_and_a_hostile_one_runs_nothing() {
    session::run(Target::Page, Look::WIDE, "#lesson-6", async |page| {
        instrument::settled(page).await?;
        page.until_text(STATE, "STOP").await?;
        page.set_value("[data-testid=pickle-source]", "own").await?;
        a_cut_pickle_starves_until_the_rest_is_appended(page).await?;
        choosing_leads_everywhere(page).await?;
        a_hostile_pickle_is_told_and_not_run(page).await?;
        a_value_is_written(page).await
    });
}

async fn paste(page: &Page, text: &str, how: &str) -> Result<()> {
    page.set_value(TEXT, text).await?;
    page.click(&button(how)).await
}

async fn a_cut_pickle_starves_until_the_rest_is_appended(page: &Page) -> Result<()> {
    paste(page, r"b'\x80\x04]\x94(K\x07\x8c\x05He'", "pickle-take").await?;
    page.until_text(STATE, "SHORT_BINUNICODE promised 5 bytes, 2 are here. 3 more must arrive.").await?;
    page.find("[data-testid=pickle-opcode][data-kind=starved][data-name=SHORT_BINUNICODE]").await?;
    ensure!(page.count("[data-testid=pickle-hex] [data-missing]").await? == 3, "three bytes are missing");
    // The rest, as hex: llo, MEMOIZE, APPENDS, STOP.
    paste(page, "6c6c6f 94 65 2e", "pickle-append").await?;
    page.until_text(STATE, "STOP").await?;
    page.until_text("[data-testid=pickle-tree]", "[7, 'Hello']").await
}

/// Bytes, opcodes and tree lead to each other, by pointer and by keys.
async fn choosing_leads_everywhere(page: &Page) -> Result<()> {
    page.click("[data-testid=pickle-hex] [data-at=\"9\"]").await?;
    page.find("[data-testid=pickle-opcode][data-at=\"7\"][aria-current=step]").await?;
    page.find("[data-testid=pickle-hex] [data-at=\"13\"][data-marked]").await?;
    page.until_text("[data-testid=pickle-stack]", "'Hello'").await?;
    page.keys(&format!("{RIGHT}")).await?;
    page.click(&button("pickle-first")).await?;
    page.find("[data-testid=pickle-place][data-at=\"0\"]").await?;
    page.click("[data-testid=pickle-opcode][data-at=\"0\"]").await?;
    page.keys(&format!("{DOWN}{DOWN}.")).await?;
    page.find("[data-testid=pickle-place][data-at=\"4\"]").await?;
    page.click(&button("pickle-last")).await?;
    page.click("[data-testid=pickle-tree-row][aria-level=\"2\"]").await?;
    page.keys(&format!("{LEFT}{LEFT}")).await?;
    page.find("[data-testid=pickle-tree-row][aria-level=\"1\"][aria-expanded=false]").await?;
    ensure!(page.count("[data-testid=pickle-tree-row]").await? == 1, "the closed list shows its items");
    Ok(())
}

async fn a_hostile_pickle_is_told_and_not_run(page: &Page) -> Result<()> {
    // A dropped file with these bytes, as a browser hands it over.
    const DROP: &str = r#"
        const data = new DataTransfer();
        data.items.add(new File(["cos\nsystem\n(S'echo pwned'\ntR."], 'evil.pickle'));
        document.querySelector('[data-testid=pickle-text]').dispatchEvent(new DragEvent('drop', { bubbles: true, cancelable: true, dataTransfer: data }));
        return true;"#;
    let _: bool = page.script(DROP, Vec::new()).await?;
    page.find("[data-testid=pickle-opcode][data-name=REDUCE][data-kind=acts]").await?;
    page.until_text("[data-testid=pickle-opcode][data-name=REDUCE]", "would call os.system('echo pwned',)").await?;
    page.click(&button("pickle-safety")).await?;
    page.until_text("[data-testid=pickle-report]", "os.system('echo pwned',)").await?;
    page.until_text("[data-testid=pickle-report]", "nothing was imported or called").await?;
    ensure!(page.count("[data-testid=pickle-finding][data-severity=dangerous]").await? == 2, "import and call");
    page.click("[data-testid=pickle-only]").await?;
    page.click(&button("pickle-read")).await?;
    page.find("[data-testid=pickle-state][data-state=fault]").await?;
    Ok(())
}

async fn a_value_is_written(page: &Page) -> Result<()> {
    page.click(&button("pickle-write")).await?;
    page.set_value("[data-testid=pickle-literal]", "(1, 'a')").await?;
    page.until_text("[data-testid=pickle-write-steps]", "SHORT_BINUNICODE 'a'").await?;
    page.click(&button("pickle-protocols")).await?;
    page.until_text("[data-testid=pickle-protocol-table]", r"b'(I1\nVa\np0\ntp1\n.'").await
}

#[test]
fn a_pickle_in_a_socket_grows_with_each_piece() {
    session::run(Target::Page, Look::WIDE, "#lesson-7", async |page| {
        instrument::settled(page).await?;
        page.click("[data-testid=tab-pickle]").await?;
        page.until_text(STATE, "STOP").await?;
        // Back to before the last piece: the machine starves, and its bytes are outlined in the pipe.
        while page.count("[data-testid=pickle-state][data-state=starved]").await? == 0 {
            instrument::step_back(page).await?;
        }
        page.until_text(STATE, "SHORT_BINUNICODE promised 6 bytes").await?;
        page.until_text(STATE, "30 of 38 bytes are here").await?;
        ensure!(page.count("[data-testid=pickle-hex] [data-missing]").await? == 8, "eight bytes are still to come");
        ensure!(page.count("[data-testid=ribbon] .byte[data-marked]").await? == 3, "the opcode's bytes in the pipe");
        // A byte of the pipe leads to its opcode: PROTO comes behind the ten characters of the header.
        page.click("[data-testid=ribbon] .byte[data-offset=\"10\"]").await?;
        page.find("[data-testid=pickle-opcode][data-name=PROTO][aria-current=step]").await?;
        Ok(())
    });
}

/// The panes of the view, for everybody.
fn accessible(look: Look) {
    session::run(Target::Page, look, "#lesson-7", async |page| {
        instrument::settled(page).await?;
        page.click("[data-testid=tab-pickle]").await?;
        page.click(&button("pickle-back")).await?;
        for language in ["en", "zh-Hans"] {
            for pane in ["pickle-read", "pickle-write", "pickle-protocols", "pickle-safety"] {
                page.click(&button(pane)).await?;
                axe::check(page, &format!("{look:?}, {language}, {pane}")).await?;
            }
            page.set_value("[data-testid=pickle-source]", "own").await?;
            for (example, pane) in [("pickle-example-cut", "pickle-read"), ("pickle-example-hostile", "pickle-safety")]
            {
                page.click(&button("pickle-safety")).await?;
                page.click(&button(example)).await?;
                page.click(&button(pane)).await?;
                axe::check(page, &format!("{look:?}, {language}, {example}")).await?;
            }
            page.set_value("[data-testid=pickle-source]", "0").await?;
            page.click(&button("language")).await?;
        }
        Ok(())
    });
}

#[test]
fn nothing_is_found_on_a_laptop_by_day() {
    accessible(Look::WIDE);
}

#[test]
fn nothing_is_found_on_a_phone_by_night() {
    accessible(Look::NARROW.dark());
}

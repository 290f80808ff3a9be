//! What is carried out of the page as files: the picture opens elsewhere and shows the same pieces, the report holds the whole run.

use anyhow::{Context, Result, ensure};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde_json::json;
use sockscope_browser_tests::instrument::{self, button, payload_field};
use sockscope_browser_tests::page::Page;
use sockscope_browser_tests::session::{self, Look, Target, from_xtask};
use std::io::Write;
use std::process::{Command, Stdio};
use std::sync::Mutex;

/// Steps before the end: some pieces taken, some not.
const STEPS_BACK: usize = 12;

/// The bytes of a file that the page saves, in base64.
async fn saved_bytes(page: &Page, name: &str) -> Result<String> {
    const LISTEN: &str = "const make = window.madeUrl ??= URL.createObjectURL; window.savedBlob = null; URL.createObjectURL = (blob) => { if (blob.type !== 'image/svg+xml') window.savedBlob = blob; return make.call(URL, blob); }; return true;";
    const READ: &str = "const reader = new FileReader(); const done = arguments[0]; reader.onload = () => done(reader.result.split(',')[1] ?? ''); reader.readAsDataURL(window.savedBlob);";
    let _listens: bool = page.script(LISTEN, Vec::new()).await?;
    page.click(&button(&format!("'save-{name}'"))).await?;
    page.until("the file", async || page.script("return window.savedBlob !== null;", Vec::new()).await).await?;
    page.script_async(READ, Vec::new()).await
}

/// The text of a file that the page saves.
async fn saved(page: &Page, name: &str) -> Result<String> {
    let bytes = STANDARD.decode(saved_bytes(page, name).await?)?;
    String::from_utf8(bytes).context("a text")
}

/// Gives the page files: those that a person chooses, or drops onto it.
async fn give(page: &Page, files: &[(&str, String)], dropped: bool) -> Result<()> {
    const GIVE: &str = "const data = new DataTransfer();
        for (const [name, base64] of arguments[0]) data.items.add(new File([Uint8Array.from(atob(base64), (c) => c.charCodeAt(0))], name));
        if (arguments[1]) {
            for (const kind of ['dragover', 'drop']) document.body.dispatchEvent(new DragEvent(kind, { bubbles: true, cancelable: true, dataTransfer: data }));
        } else {
            const field = document.querySelector('[data-testid=open]');
            field.files = data.files;
            field.dispatchEvent(new Event('change', { bubbles: true }));
        }
        return true;";
    let _given: bool = page.script(GIVE, vec![json!(files), json!(dropped)]).await?;
    Ok(())
}

/// Opens the share dialog and waits for the link.
async fn share(page: &Page) -> Result<()> {
    page.click(&button("share")).await?;
    page.until("the link", async || {
        let link: String =
            page.script("return document.querySelector('[data-testid=share-link]').value;", Vec::new()).await?;
        Ok(link.contains('#'))
    })
    .await
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
        share(page).await?;
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

const FILES: [&str; 8] = [
    "server.py",
    "client.py",
    "sockscope-lesson-5.zip",
    "transcript.txt",
    "transcript.md",
    "trace.jsonl",
    "moment.svg",
    "moment.png",
];
const TEXT: &str = "Sockets, größer";

/// The texts of both programs, the pieces, and the step.
async fn shown(page: &Page) -> Result<(Vec<String>, Vec<usize>, u32)> {
    const EDITORS: &str =
        "return ['editor-0', 'editor-1'].map((id) => document.querySelector(`[data-testid=${id}]`).value);";
    let sources = page.script(EDITORS, Vec::new()).await?;
    Ok((sources, instrument::pieces(page).await?, instrument::step(page).await?.0))
}

#[test]
fn whatever_was_kept_opens_again() {
    let kept = Mutex::new(None);
    session::run(Target::Page, Look::WIDE, "#lesson-5", async |page| {
        instrument::settled(page).await?;
        page.set_value(&payload_field(0), TEXT).await?;
        page.until("the pieces of the new text", async || Ok(instrument::pieces(page).await?.len() == 3)).await?;
        instrument::settled(page).await?;
        for _ in 0..STEPS_BACK {
            instrument::step_back(page).await?;
        }
        share(page).await?;
        let mut files = Vec::new();
        for name in FILES {
            files.push((name, saved_bytes(page, name).await?));
        }
        page.click(&button("share-close")).await?;
        *kept.lock().expect("nobody else holds it") = Some((files, shown(page).await?));
        Ok(())
    });
    let (files, moment) = kept.into_inner().expect("nobody else holds it").expect("the first browser kept files");
    standard_tools_read_them(&files);
    session::run(Target::Page, Look::WIDE, "#lesson-3", async |page| {
        instrument::settled(page).await?;
        let before = shown(page).await?;
        // The programs alone keep the page's own knobs and open at the end; everything else is the very moment.
        for (number, file) in files[2..].iter().enumerate() {
            give(page, std::slice::from_ref(file), number % 2 == 0).await?;
            page.until_text("[data-testid=message]", file.0).await?;
            page.until(&format!("the moment of {}", file.0), async || Ok(shown(page).await? == moment)).await?;
            page.click(&button("undo")).await?;
            page.until(&format!("the page as before {}", file.0), async || Ok(shown(page).await? == before)).await?;
        }
        give(page, &files[..2], true).await?;
        page.until_text("[data-testid=message]", "server.py, client.py").await?;
        page.until("both programs", async || Ok(shown(page).await?.0 == moment.0)).await?;
        page.click(&button("undo")).await?;
        page.until("the page as before", async || Ok(shown(page).await? == before)).await?;
        // What is no good is said, and changes nothing.
        let cut = |at: usize| files[at].1[..files[at].1.len() / 8 * 4].to_owned();
        let rows = [
            ("photo.jpg", "/9j/4A==".to_owned(), "neither a Python program"),
            ("half.zip", cut(2), "the archive is damaged"),
            ("half.jsonl", STANDARD.encode("{\"kind\":\"experiment\",\"format\":1,\"exp"), "line 1, column"),
        ];
        for (name, bytes, words) in rows {
            give(page, &[(name, bytes)], false).await?;
            page.until_text("[data-testid=message]", words).await?;
            ensure!(shown(page).await? == before, "{name} changed the page");
            page.click(&button("dismiss")).await?;
        }
        // A pickle goes to where pickles are read.
        give(page, &[("list.pkl", STANDARD.encode(b"\x80\x04]\x94."))], true).await?;
        page.find("[data-testid=pickle-text]").await?;
        Ok(())
    });
}

/// Python unpacks the archive, finds the programs to be what is in it, and reads every line of the trace.
fn standard_tools_read_them(files: &[(&str, String)]) {
    const CHECK: &str = "import base64, io, json, sys, zipfile
files = {name: base64.b64decode(data) for name, data in json.load(sys.stdin)}
archive = zipfile.ZipFile(io.BytesIO(files['sockscope-lesson-5.zip']))
assert archive.testzip() is None
for name in ('server.py', 'client.py', 'transcript.txt', 'moment.svg'):
    assert archive.read(name) == files[name], name
    if name.endswith('.py'):
        compile(archive.read(name), name, 'exec')
assert b'python3 server.py' in archive.read('README.md')
lines = [json.loads(line) for line in files['trace.jsonl'].splitlines()]
assert archive.read('experiment.jsonl').splitlines() == files['trace.jsonl'].splitlines()[:1]
assert lines[0]['kind'] == 'experiment' and [line['kind'] for line in lines[-2:]] == ['end', 'end'], lines[-2:]
assert files['moment.png'][:8] == b'\\x89PNG\\r\\n\\x1a\\n'
print(int.from_bytes(files['moment.png'][16:20], 'big'))";
    let mut python = Command::new("python3")
        .args(["-c", CHECK])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("python3 is here, as for the other tests");
    let input = serde_json::to_vec(files).expect("plain text");
    python.stdin.take().expect("piped").write_all(&input).expect("it reads");
    let output = python.wait_with_output().expect("it ends");
    assert!(output.status.success(), "Python did not read what the page kept");
    assert_eq!(String::from_utf8_lossy(&output.stdout).trim(), "2400", "the picture's width");
}

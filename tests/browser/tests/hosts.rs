//! Frames in documentation that other people's tools have built from `docs/hosts`: they run there, follow the colours, keep their keys to themselves,
//! leave the history alone, and load nothing before they are seen.

use anyhow::{Context, Result, ensure};
use serde_json::{Value, json};
use sockscope_browser_tests::instrument::{self, button};
use sockscope_browser_tests::page::Page;
use sockscope_browser_tests::session::{self, Look, Target, from_xtask};
use sockscope_browser_tests::site::Site;

const LEFT: &str = "\u{e012}";
const RIGHT: &str = "\u{e014}";
const FRAMES: [&str; 3] = ["pipe", "steps", "click"];
const STRICT: &str = "default-src 'self'";

/// The site that one tool made.
struct Host {
    name: &'static str,
    /// The page before the one with the frames.
    first: &'static str,
    /// The page with the frames.
    frames: &'static str,
    /// What a person clicks, one after the other, to make a light page dark. The first that can be seen of each is meant.
    darker: &'static [&'static str],
}

const HTML: Host = Host { name: "html", first: "/index.html", frames: "/frames.html", darker: &["#theme"] };
const MDBOOK: Host = Host {
    name: "mdbook",
    first: "/first.html",
    frames: "/frames.html",
    darker: &["#mdbook-theme-toggle", "#mdbook-theme-coal"],
};
const SPHINX: Host = Host { name: "sphinx", first: "/index.html", frames: "/frames.html", darker: &[".theme-toggle"] };
const MKDOCS: Host =
    Host { name: "mkdocs", first: "/index.html", frames: "/frames.html", darker: &["label[for=__palette_1]"] };
const DOCUSAURUS: Host =
    Host { name: "docusaurus", first: "/", frames: "/frames", darker: &["button[class*=toggleButton]"] };
const ALL: [&Host; 5] = [&HTML, &MDBOOK, &SPHINX, &MKDOCS, &DOCUSAURUS];

impl Host {
    fn serve(&self, policy: Option<&'static str>) -> Result<Site> {
        let folder = from_xtask("SOCKSCOPE_HOSTS")?.join(self.name);
        ensure!(folder.join("index.html").is_file(), "{}: the tool made no page", self.name);
        Site::serve_under(folder, policy)
    }

    async fn go_darker(&self, page: &Page) -> Result<()> {
        const CLICK: &str = "const seen = [...document.querySelectorAll(arguments[0])].find((part) => part.checkVisibility() && part.getClientRects().length);
            seen?.click(); return !!seen;";
        for selector in self.darker {
            let what = format!("{selector} to click");
            page.until(&what, async || page.script(CLICK, vec![json!(selector)]).await).await?;
        }
        Ok(())
    }
}

async fn place(page: &Page) -> Result<String> {
    page.script("return location.pathname;", Vec::new()).await
}

async fn until_place(page: &Page, wanted: &str) -> Result<()> {
    page.until(&format!("the page {wanted}"), async || {
        // Between two pages there is nothing to ask.
        Ok(place(page).await.is_ok_and(|now| now.trim_end_matches(".html") == wanted.trim_end_matches(".html")))
    })
    .await
}

/// How many frames each of the three elements has.
async fn loaded(page: &Page) -> Result<Vec<u32>> {
    const COUNT: &str = "return arguments[0].map((id) => document.getElementById(id)?.shadowRoot?.querySelectorAll('iframe').length ?? 9);";
    page.script(COUNT, vec![json!(FRAMES)]).await
}

/// Waits until there are as many frames as said.
async fn until_loaded(page: &Page, wanted: &[u32]) -> Result<()> {
    page.until(&format!("frames {wanted:?}"), async || Ok(loaded(page).await? == wanted)).await
}

/// Lets `look` see one frame from inside.
async fn within<T>(page: &Page, id: &str, look: impl AsyncFnOnce() -> Result<T>) -> Result<T> {
    page.enter_frame(id).await?;
    let seen = look().await.with_context(|| format!("in the frame {id}"));
    page.leave_frame().await?;
    seen
}

/// A frame has run, and stands where its attributes say.
async fn runs(page: &Page, id: &str, step: u32) -> Result<()> {
    within(page, id, async || {
        instrument::settled(page).await?;
        page.until(&format!("step {step}"), async || Ok(instrument::step(page).await?.0 == step)).await
    })
    .await
}

/// From the first page to the frames: each runs once it is seen or asked for, and not before.
async fn three_run(page: &Page, site: &Site, host: &Host) -> Result<()> {
    let documents = || site.asked().iter().filter(|path| *path == "/sockscope/index.html").count();
    until_loaded(page, &[1, 0, 0]).await?;
    runs(page, "pipe", 31).await?;
    let pieces = within(page, "pipe", async || instrument::pieces(page).await).await?;
    ensure!(pieces == [7, 7], "{}: other pieces at step 31: {pieces:?}", host.name);
    ensure!(documents() == 1, "{}: {} frames were fetched, and one can be seen", host.name, documents());
    let _seen: Value = page.script("document.getElementById('steps').scrollIntoView();", Vec::new()).await?;
    until_loaded(page, &[1, 1, 0]).await?;
    runs(page, "steps", 45).await?;
    let _asked: Value =
        page.script("document.getElementById('click').shadowRoot.querySelector('button').click();", Vec::new()).await?;
    until_loaded(page, &[1, 1, 1]).await?;
    runs(page, "click", 21).await?;
    ensure!(documents() == 3, "{}: {} frames were fetched", host.name, documents());
    Ok(())
}

/// Arrow keys in a frame step there, and do nothing outside.
async fn keys_stay_inside(page: &Page, host: &Host) -> Result<()> {
    within(page, "pipe", async || {
        for (key, step) in [(LEFT, 30), (LEFT, 29), (RIGHT, 30)] {
            page.find("[data-testid=scrubber]").await?.send_keys(key).await?;
            page.until(&format!("step {step}"), async || Ok(instrument::step(page).await?.0 == step)).await?;
        }
        // With the focus on a button, where the page around would take the key if it reached it.
        page.find(&button("step")).await?.send_keys(RIGHT).await?;
        Ok(())
    })
    .await?;
    until_place(page, host.frames).await?;
    ensure!(loaded(page).await? == [1, 1, 1], "{}: the page was left and came back", host.name);
    Ok(())
}

fn look_at(host: &Host) {
    session::run(Target::Page, Look::WIDE, "", async |page| {
        let site = host.serve(None)?;
        page.goto(&format!("{}{}", site.address(), host.first.trim_start_matches('/'))).await?;
        const FOLLOW: &str = "const link = [...document.links].find((link) => /\\/frames(\\.html)?$/.test(link.pathname)); link?.click(); return !!link;";
        page.until("a link to the frames", async || page.script(FOLLOW, Vec::new()).await).await?;
        until_place(page, host.frames).await?;
        let history: u32 = page.script("return history.length;", Vec::new()).await?;
        three_run(page, &site, host).await?;
        keys_stay_inside(page, host).await?;
        host.go_darker(page).await?;
        for id in FRAMES {
            let look = async || Ok(page.find("html[data-theme=dark]").await.map(|_| ())?);
            within(page, id, look).await.context("the host is dark")?;
        }
        let now: u32 = page.script("return history.length;", Vec::new()).await?;
        ensure!(now == history, "{}: the frames wrote history: {history} became {now}", host.name);
        page.back().await?;
        until_place(page, host.first).await?;
        ensure!(site.missing().is_empty(), "{}: asked for {:?}", host.name, site.missing());
        Ok(())
    });
}

#[test]
fn frames_in_plain_html() {
    look_at(&HTML);
}

#[test]
fn frames_in_mdbook() {
    look_at(&MDBOOK);
}

#[test]
fn frames_in_sphinx() {
    look_at(&SPHINX);
}

#[test]
fn frames_in_mkdocs() {
    look_at(&MKDOCS);
}

#[test]
fn frames_in_docusaurus() {
    look_at(&DOCUSAURUS);
}

/// mdBook turns pages by arrow keys: else that keys in a frame do not would say nothing.
#[test]
fn outside_of_a_frame_the_keys_are_the_hosts() {
    session::run(Target::Page, Look::WIDE, "", async |page| {
        let site = MDBOOK.serve(None)?;
        page.goto(&format!("{}{}", site.address(), MDBOOK.frames.trim_start_matches('/'))).await?;
        runs(page, "pipe", 31).await?;
        let _focused: Value = page.script("document.activeElement?.blur();", Vec::new()).await?;
        page.keys(RIGHT).await?;
        until_place(page, "/last.html").await
    });
}

#[test]
fn a_strict_policy_of_the_host_does_no_harm() {
    for host in ALL {
        // What the tools write into their own pages is refused by such a policy, their scripts miss it, and all that is said on the console. We add
        // nothing to it, as the plain page shows.
        let expected: &[&str] = if host.name == HTML.name { &[] } else { &["Content Security Policy", ".js"] };
        session::run_aloud(Target::Page, Look::WIDE, "", expected, async |page| {
            let site = host.serve(Some(STRICT))?;
            page.goto(&format!("{}{}", site.address(), host.frames.trim_start_matches('/'))).await?;
            let policy: Option<String> =
                page.script_async("const done = arguments[0]; fetch(location.href).then((answer) => done(answer.headers.get('content-security-policy')));", Vec::new()).await?;
            ensure!(policy.as_deref() == Some(STRICT), "{}: served under {policy:?}", host.name);
            three_run(page, &site, host).await
        });
    }
}

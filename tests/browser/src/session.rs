//! One browser with one page, for one test: opened with a look, closed whatever happens, and checked for silence on the console.

use crate::driver::Chromedriver;
use crate::page::Page;
use crate::site::Site;
use anyhow::{Context, Result, bail, ensure};
use std::path::PathBuf;
use std::sync::atomic::{AtomicU32, Ordering};
use thirtyfour::common::capabilities::desiredcapabilities::Capabilities;
use thirtyfour::{ChromiumLikeCapabilities, DesiredCapabilities, LoggingPrefsLogLevel, WebDriver};

/// How the page is looked at.
#[derive(Debug, Clone, Copy)]
pub struct Look {
    /// Width of the viewport in CSS pixels.
    pub width: u32,
    /// Height of the viewport in CSS pixels.
    pub height: u32,
    /// Whether the system prefers dark colours.
    pub dark: bool,
}

impl Look {
    /// A laptop by day.
    pub const WIDE: Self = Self { width: 1440, height: 900, dark: false };
    /// A phone by day.
    pub const NARROW: Self = Self { width: 390, height: 844, dark: false };

    /// The same by night.
    #[must_use]
    pub const fn dark(self) -> Self {
        Self { dark: true, ..self }
    }
}

/// What to open.
#[derive(Debug, Clone, Copy)]
pub enum Target {
    /// The built page.
    Page,
    /// The engine as a bare wasm module, see the package `sockscope-probe`.
    Probe,
}

impl Target {
    fn folder(self) -> Result<PathBuf> {
        let variable = match self {
            Self::Page => "SOCKSCOPE_DIST",
            Self::Probe => "SOCKSCOPE_PROBE",
        };
        let folder = from_xtask(variable)?;
        ensure!(folder.join("index.html").is_file(), "{variable}: {} has no index.html", folder.display());
        Ok(folder)
    }
}

/// A path that xtask hands over.
///
/// # Errors
/// When it did not: the tests need what only xtask builds.
pub fn from_xtask(variable: &str) -> Result<PathBuf> {
    let path = std::env::var_os(variable);
    path.map(PathBuf::from)
        .with_context(|| format!("{variable} is not set: run `cargo xtask test`, which builds the page"))
}

/// Opens `target` (with `fragment` behind its address), lets `test` use it, and closes it.
///
/// # Panics
/// When `test` fails, something was printed to the console as an error, or a file was missing: for use in tests.
pub fn run(target: Target, look: Look, fragment: &str, test: impl AsyncFnOnce(&Page) -> Result<()>) {
    run_aloud(target, look, fragment, &[], test);
}

/// The same, for a test that makes requests fail: an error on the console whose text has one of `expected` in it is none.
///
/// # Panics
/// As [`run`].
pub fn run_aloud(
    target: Target,
    look: Look,
    fragment: &str,
    expected: &[&str],
    test: impl AsyncFnOnce(&Page) -> Result<()>,
) {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime can be built");
    if let Err(error) = runtime.block_on(session(target, look, fragment, expected, test)) {
        panic!("{error:?}");
    }
}

async fn session(
    target: Target,
    look: Look,
    fragment: &str,
    expected: &[&str],
    test: impl AsyncFnOnce(&Page) -> Result<()>,
) -> Result<()> {
    let site = Site::serve(target.folder()?)?;
    let chromedriver = Chromedriver::start()?;
    let profile = Profile::new()?;
    let browser =
        WebDriver::new(chromedriver.address(), capabilities(look, &profile)?).await.context("no browser session")?;
    let page = Page::new(browser.clone(), look);
    let mut result = async {
        page.emulate().await?;
        page.goto(&format!("{}{fragment}", site.address())).await?;
        test(&page).await
    }
    .await;
    if result.is_ok() {
        result = silence(&browser, &site, expected).await;
    } else {
        page.leave_evidence().await;
    }
    // A browser that is gone already has been reported by then.
    let _gone = browser.quit().await;
    result
}

/// No error on the console, no missing file.
async fn silence(browser: &WebDriver, site: &Site, expected: &[&str]) -> Result<()> {
    let loud: Vec<String> = browser
        .browser_log()
        .await?
        .into_iter()
        .filter(|entry| entry.level == "SEVERE")
        .map(|entry| entry.message)
        .filter(|message| !expected.iter().any(|part| message.contains(part)))
        .collect();
    ensure!(loud.is_empty(), "errors on the console: {loud:#?}");
    let missing = site.missing();
    if !missing.is_empty() {
        bail!("the page asked for files that are not there: {missing:?}");
    }
    Ok(())
}

fn capabilities(look: Look, profile: &Profile) -> Result<Capabilities> {
    let mut capabilities = DesiredCapabilities::chrome();
    // Without these Chromium does not start as root, or talks to the network.
    for flag in [
        "--headless",
        "--no-sandbox",
        "--disable-gpu",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
        "--disable-dev-shm-usage",
        "--lang=en",
    ] {
        capabilities.add_arg(flag)?;
    }
    capabilities.add_arg(&format!("--window-size={},{}", look.width, look.height))?;
    capabilities.add_arg(&format!("--user-data-dir={}", profile.0.display()))?;
    if let Some(name) = std::env::var_os("SOCKSCOPE_CHROMIUM") {
        capabilities.set_binary(&on_path(&name)?)?;
    }
    capabilities.set_browser_log_level(LoggingPrefsLogLevel::All)?;
    Ok(capabilities.into())
}

fn on_path(name: &std::ffi::OsStr) -> Result<String> {
    let path = std::env::var_os("PATH").unwrap_or_default();
    let found = std::env::split_paths(&path).map(|folder| folder.join(name)).find(|file| file.is_file());
    Ok(found.with_context(|| format!("{} is not on PATH", name.display()))?.display().to_string())
}

/// A fresh folder for the browser's own files, removed at the end.
struct Profile(PathBuf);

impl Profile {
    fn new() -> Result<Self> {
        static NEXT: AtomicU32 = AtomicU32::new(0);
        let number = NEXT.fetch_add(1, Ordering::Relaxed);
        let folder = std::env::temp_dir().join(format!("sockscope-browser-{}-{number}", std::process::id()));
        std::fs::create_dir_all(&folder).with_context(|| format!("cannot make {}", folder.display()))?;
        Ok(Self(folder))
    }
}

impl Drop for Profile {
    fn drop(&mut self) {
        // What the browser still holds open is the system's to clean up.
        let _left = std::fs::remove_dir_all(&self.0);
    }
}

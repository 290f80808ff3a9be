//! Chromium and its WebDriver, from the system's package manager: no registry that we use has a browser.

use crate::shell;
use anyhow::{Result, bail};

/// The names that distributions give to Chromium.
const CHROMIUM: [&str; 3] = ["chromium", "chromium-browser", "google-chrome"];
/// The browser, its driver, and a font with Chinese characters for the pictures.
const PACKAGES: [&str; 3] = ["chromium", "chromium-driver", "fonts-noto-cjk"];

/// The command that starts Chromium, if there is one.
pub(crate) fn chromium() -> Option<&'static str> {
    CHROMIUM.into_iter().find(|name| shell::has(name))
}

/// Makes sure of a browser and its driver.
pub(crate) fn ensure() -> Result<()> {
    if chromium().is_some() && shell::has("chromedriver") {
        return Ok(());
    }
    let packages = PACKAGES.join(" ");
    if !(is_root() && shell::has("apt-get")) {
        bail!(
            "Chromium and chromedriver are missing, and only the administrator can install them. \
             On Debian: sudo apt-get update && sudo apt-get install --no-install-recommends {packages}"
        );
    }
    shell::run(&mut shell::command("apt-get", &["update", "--quiet"]))?;
    let mut install = shell::command("apt-get", &["install", "--yes", "--no-install-recommends"]);
    shell::run(install.args(PACKAGES).env("DEBIAN_FRONTEND", "noninteractive"))
}

fn is_root() -> bool {
    shell::capture(&mut shell::command("id", &["-u"])).is_ok_and(|id| id.trim() == "0")
}

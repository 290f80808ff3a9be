//! What people do with the page, done in a real browser through WebDriver.
//! Owns the way to a running page: a file server for `dist/`, chromedriver, Chromium and waiting. The tests know the page by
//! what `SELECTORS.md` lists. `cargo xtask test` builds the page and says by environment variables where it is.

pub mod axe;
pub mod bridge;
pub mod driver;
pub mod instrument;
pub mod page;
pub mod session;
pub mod site;

//! What people do with the page, done in a real browser through WebDriver.

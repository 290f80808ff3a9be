//! The lesson's question, what to see, and what to try.

use super::rich::Rich;
use crate::text::Lang;
use yew::{Html, Properties, component, html};

#[derive(Properties, PartialEq)]
pub(crate) struct BannerProps {
    pub(crate) lang: Lang,
    pub(crate) lesson: usize,
}

/// The words of one lesson.
#[component]
pub(crate) fn Banner(props: &BannerProps) -> Html {
    let lesson = props.lang.lessons()[props.lesson];
    html! {
        <section class="lesson" data-testid="lesson" aria-labelledby="lesson-title">
            <h1 class="lesson__title" id="lesson-title">{ lesson.title }</h1>
            <p class="lesson__body">
                <Rich text={lesson.body} />
                { " " }
                <span class="lesson__try"><b>{ props.lang.text().try_label }</b><Rich text={lesson.hint} /></span>
            </p>
        </section>
    }
}

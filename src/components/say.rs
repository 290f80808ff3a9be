//! The sentence of the current step.

use crate::text::Lang;
use crate::text::words::Sentence;
use yew::{Html, html};

/// Who did what, and what it means; `testid` is what a test finds it by.
pub(crate) fn say(lang: Lang, class: &'static str, testid: &'static str, sentence: &Sentence) -> Html {
    let state = if sentence.failed { "failed" } else { "fine" };
    let stop =
        if sentence.detail.is_empty() || sentence.head.ends_with(['.', '。']) { "" } else { lang.text().full_stop };
    html! {
        <p class={class} data-state={state} data-testid={testid}>
            <b>
                if !sentence.who.is_empty() { <span translate="no">{ &*sentence.who }</span>{ ": " } }
                { &sentence.head }{ stop }
            </b>
            if !sentence.detail.is_empty() { <span class="say__detail">{ if lang == Lang::En { " " } else { "" } }{ &sentence.detail }</span> }
        </p>
    }
}

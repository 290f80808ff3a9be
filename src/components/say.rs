//! The sentence of the current step.

use crate::text::Lang;
use crate::text::words::Sentence;
use yew::{Html, Properties, component, html};

#[derive(Properties, PartialEq)]
pub(crate) struct SayProps {
    pub(crate) lang: Lang,
    pub(crate) class: &'static str,
    pub(crate) sentence: Sentence,
    /// What a test finds it by.
    pub(crate) testid: &'static str,
}

/// Who did what, and what it means.
#[component]
pub(crate) fn Say(props: &SayProps) -> Html {
    let sentence = &props.sentence;
    let state = if sentence.failed { "failed" } else { "fine" };
    let stop = if sentence.head.ends_with(['.', '。']) { "" } else { props.lang.text().full_stop };
    html! {
        <p class={props.class} data-state={state} data-testid={props.testid}>
            <b>
                if !sentence.who.is_empty() { <span translate="no">{ &*sentence.who }</span>{ ": " } }
                { &sentence.head }{ stop }
            </b>
            if !sentence.detail.is_empty() { <span class="say__detail">{ if props.lang == Lang::En { " " } else { "" } }{ &sentence.detail }</span> }
        </p>
    }
}

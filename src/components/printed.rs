//! What a printer gets: the programs and the transcript as plain text, since a page of panes and sliders is of no use on paper.
//! On the screen it is not shown.

use crate::state::session::RunHandle;
use crate::text::Lang;
use sockscope_lab::transcript::transcript;
use yew::{Html, Properties, component, html};

/// Characters of a transcript that go onto paper: some ten pages.
const CHARACTERS_MAX: usize = 30_000;

#[derive(Properties, PartialEq)]
pub(crate) struct PrintedProps {
    pub(crate) lang: Lang,
    pub(crate) lesson: usize,
    pub(crate) run: RunHandle,
    /// Whether the run is whole: only then does its transcript say how each program ended.
    pub(crate) ended: bool,
}

/// Made once a run.
#[component]
pub(crate) fn Printed(props: &PrintedProps) -> Html {
    if !props.ended {
        return Html::default();
    }
    let text = props.lang.text();
    let title = props.lang.lessons().get(props.lesson).map_or("", |lesson| lesson.title);
    let (programs, transcript) = props.run.with(|run| (run.experiment().programs.clone(), transcript(run)));
    html! {
        <section class="printed" data-testid="printed" aria-hidden="true">
            <h1>{ "Sockscope · " }{ title }</h1>
            { for programs.iter().map(|program| html! { <><h2>{ &*program.file }</h2><pre>{ &*program.source }</pre></> }) }
            <h2>{ text.output }</h2>
            <pre>{ cut(transcript) }</pre>
        </section>
    }
}

/// The beginning of what is too long, with a sign that there is more.
fn cut(mut transcript: String) -> String {
    if let Some((at, _)) = transcript.char_indices().nth(CHARACTERS_MAX) {
        transcript.truncate(at);
        transcript.push('…');
    }
    transcript
}

#[cfg(test)]
mod tests {
    use super::{CHARACTERS_MAX, cut};

    #[test]
    fn only_what_is_too_long_is_cut() {
        assert_eq!(cut("中".repeat(CHARACTERS_MAX)).chars().count(), CHARACTERS_MAX);
        let long = cut("中".repeat(CHARACTERS_MAX + 1));
        assert!(long.ends_with("中…") && long.chars().count() == CHARACTERS_MAX + 1);
    }
}

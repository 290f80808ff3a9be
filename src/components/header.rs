//! The bar at the top: name, lesson picker, link, language and theme.

use super::connections::{Connections, Kind};
use super::link_knobs::link_knobs;
use super::{Dispatch, icon, opening};
use crate::platform::field;
use crate::state::real::Real;
use crate::state::{Action, LESSONS, Theme};
use crate::text::{Lang, fill};
use sockscope_lab::experiment::Knobs;
use yew::{AttrValue, Callback, Event, Html, Properties, component, html};

#[derive(Properties, PartialEq)]
pub(crate) struct HeaderProps {
    pub(crate) lang: Lang,
    pub(crate) theme: Theme,
    pub(crate) lesson: usize,
    pub(crate) knobs: Knobs,
    pub(crate) seed: u64,
    pub(crate) linked: bool,
    pub(crate) real: Real,
    pub(crate) kind: Kind,
    /// The programs' files.
    pub(crate) files: Vec<AttrValue>,
    pub(crate) dispatch: Dispatch,
}

/// The bar.
#[component]
pub(crate) fn Header(props: &HeaderProps) -> Html {
    let (text, lang, lesson) = (props.lang.text(), props.lang, props.lesson);
    let act = |action: Action| {
        let dispatch = props.dispatch.clone();
        Callback::from(move |_| dispatch.dispatch(action.clone()))
    };
    let onchange = {
        let dispatch = props.dispatch.clone();
        Callback::from(move |event: Event| {
            dispatch.dispatch(Action::Open(field::text(&event).parse().unwrap_or_default()));
        })
    };
    let theme = match props.theme {
        Theme::Auto => text.theme_auto,
        Theme::Light => text.theme_light,
        Theme::Dark => text.theme_dark,
    };
    let theme = fill(text.theme, &[theme]);
    let other = lang.other();
    html! {
        <header class="header">
            <div class="header__name" title={text.tagline}>{ icon::mark() }<span translate="no">{ "Sockscope" }</span></div>
            <select class="select header__lesson" data-testid="lesson-picker" aria-label={text.lesson_picker} {onchange}>
                { for lang.lessons().iter().enumerate().map(|(index, entry)| html! {
                    <option value={index.to_string()} selected={index == lesson}>{ format!("{} · {}", index + 1, entry.name) }</option>
                }) }
            </select>
            <button class="button header__wide" data-kind="quiet" data-testid="lesson-previous" aria-label={text.lesson_previous} title={text.lesson_previous}
                disabled={lesson == 0} onclick={act(Action::Open(lesson.saturating_sub(1)))}>{ "‹" }</button>
            <button class="button header__wide" data-kind="quiet" data-testid="lesson-next" aria-label={text.lesson_next} title={text.lesson_next}
                disabled={lesson + 1 == LESSONS} onclick={act(Action::Open(lesson + 1))}>{ "›" }</button>
            <span class="header__grow"></span>
            if props.linked {
                { link_knobs(lang, &props.knobs, props.seed, &props.dispatch) }
            }
            <Connections {lang} real={props.real.clone()} kind={props.kind} files={props.files.clone()} dispatch={props.dispatch.clone()} />
            { opening::button(lang, "open", "header__wide", &props.dispatch) }
            <button class="button" data-testid="share" aria-label={text.share} title={text.share_title} onclick={act(Action::Share(true))}>{ icon::share() }<span class="header__wide">{ text.share }</span></button>
            <button class="button header__reset" data-kind="quiet" data-testid="reset" aria-label={text.reset} title={text.reset_hint} onclick={act(Action::Reset)}>{ icon::reset() }<span class="header__wide">{ text.reset }</span></button>
            <button class="button" data-kind="quiet" data-testid="language" lang={other.tag()} aria-label={fill(other.text().language_switch, &[other.text().language_name])}
                onclick={act(Action::Speak(other))}>{ if other == Lang::En { "EN" } else { "中文" } }</button>
            <button class="button" data-kind="quiet" data-testid="theme" data-theme={props.theme.name()} aria-label={theme.clone()} title={theme}
                onclick={act(Action::NextTheme)}>{ icon::sun_moon() }</button>
        </header>
    }
}

//! Handing a moment on: the dialog with the link, the lines that embed it elsewhere, and the files; and what the page says about links.

use super::carrying::Kept;
use super::{Dispatch, opening};
use crate::platform::{dom, field};
use crate::state::embed::{Controls, View};
use crate::state::share::Damaged;
use crate::state::{Action, Message, State};
use crate::text::{Lang, Text, fill};
use yew::{Callback, Event, Html, Properties, component, html, use_effect_with, use_node_ref, use_state};

#[derive(Properties, PartialEq)]
pub(crate) struct SharingProps {
    pub(crate) lang: Lang,
    /// The address of this moment, once it is known.
    pub(crate) link: String,
    /// Thousands of bytes of a recording that is too large for a link.
    pub(crate) too_large: Option<usize>,
    /// What can be kept, each with the name of its file.
    pub(crate) files: Vec<(Kept, String)>,
    /// Makes a file and offers it.
    pub(crate) on_keep: Callback<Kept>,
    pub(crate) dispatch: Dispatch,
}

/// The lines that show this moment in another page, and the address that the frame gets.
fn snippet(link: &str, view: View, controls: Controls) -> (String, String) {
    let (base, hash) = link.split_once('#').unwrap_or((link, ""));
    let folder = base.rfind('/').map_or("", |at| &base[..=at]);
    let mut attributes = match hash.strip_prefix("lesson-") {
        Some(_) => format!(" scenario=\"{hash}\""),
        None => format!(" src=\"#{hash}\""),
    };
    let mut query = String::from("?embed=1");
    for (name, value, default) in
        [("view", view.name(), View::default().name()), ("controls", controls.name(), Controls::default().name())]
    {
        if value != default {
            attributes.push_str(&format!(" {name}=\"{value}\""));
            query.push_str(&format!("&{name}={value}"));
        }
    }
    let lines =
        format!("<script src=\"{folder}sockscope-embed.js\"></script>\n<sock-scope{attributes}></sock-scope>\n");
    let frame = if hash.starts_with("lesson-") {
        format!("{base}{query}&scenario={hash}")
    } else {
        format!("{base}{query}#{hash}")
    };
    (lines, frame)
}

/// A row of buttons, each of which keeps a file.
fn keep_row(props: &SharingProps, label: &'static str, wanted: impl Fn(Kept) -> bool) -> Html {
    let button = |(kept, name): &(Kept, String)| {
        let (kept, keep) = (*kept, props.on_keep.clone());
        html! { <button class="button" data-testid={format!("save-{name}")} onclick={move |_| keep.emit(kept)}><code translate="no">{ name.clone() }</code></button> }
    };
    html! {
        <div class="sharing__row" role="group" aria-label={label}>
            <span class="sharing__label">{ label }</span>
            { for props.files.iter().filter(|(kept, _)| wanted(*kept)).map(button) }
        </div>
    }
}

/// Open while it exists.
#[component]
pub(crate) fn Sharing(props: &SharingProps) -> Html {
    let dialog = use_node_ref();
    let view = use_state(View::default);
    let controls = use_state(Controls::default);
    let copied = use_state(|| "");
    use_effect_with((), {
        let dialog = dialog.clone();
        move |()| field::show_dialog(&dialog)
    });
    let text = props.lang.text();
    let close = {
        let dispatch = props.dispatch.clone();
        Callback::from(move |()| dispatch.dispatch(Action::Share(false)))
    };
    let (lines, frame) = snippet(&props.link, *view, *controls);
    let copy = |id: &'static str| {
        let (copied, done) = (copied.clone(), *copied == id);
        html! {
            <button class="button" data-testid={format!("copy-{id}")} onclick={move |_| if dom::copy_field(&format!("#share-{id}")) { copied.set(id) }}>
                { if done { text.share_copied } else { text.share_copy } }
            </button>
        }
    };
    let on_view = {
        let view = view.clone();
        move |event: Event| view.set(View::of_name(&field::text(&event)))
    };
    let on_controls = {
        let controls = controls.clone();
        move |event: Event| controls.set(Controls::of_name(&field::text(&event)))
    };
    let option = |name: &'static str, label: &'static str, now: &str| {
        html! { <option value={name} selected={name == now}>{ label }</option> }
    };
    html! {
        <dialog class="help sharing" data-testid="share-dialog" aria-label={text.share_title} ref={dialog} onclose={close.reform(|_: Event| ())}>
            <h2>{ text.share_title }</h2>
            <p class="sharing__note">{ text.share_note }</p>
            if let Some(size) = props.too_large {
                <p class="bridge__failure" data-testid="share-too-large" role="alert"><b>{ fill(props.lang.real().too_large, &[&size.to_string()]) }</b></p>
            }
            <div class="sharing__row">
                <input id="share-link" class="sharing__field" data-testid="share-link" readonly=true aria-label={text.share_link} value={props.link.clone()} />
                { copy("link") }
            </div>
            <h3>{ text.share_embed }</h3>
            <p class="sharing__note">{ text.share_embed_note }</p>
            <div class="sharing__row">
                <label>{ text.share_view }{ " " }<select class="select" data-testid="embed-view" onchange={on_view}>
                    { option("full", text.view_full, view.name()) }{ option("stage", text.view_stage, view.name()) }
                    { option("pipe", text.view_pipe, view.name()) }{ option("bench", text.view_bench, view.name()) }
                </select></label>
                <label>{ text.share_controls }{ " " }<select class="select" data-testid="embed-controls" onchange={on_controls}>
                    { option("full", text.controls_full, controls.name()) }{ option("steps", text.controls_steps, controls.name()) }{ option("none", text.controls_none, controls.name()) }
                </select></label>
            </div>
            <div class="sharing__row">
                <textarea id="share-embed" class="sharing__field" data-testid="embed-snippet" rows="3" readonly=true aria-label={text.share_embed} value={lines} />
                { copy("embed") }
            </div>
            if !props.link.is_empty() {
                <details class="sharing__preview"><summary>{ text.share_preview }</summary><iframe title={text.share_preview} loading="lazy" src={frame}></iframe></details>
            }
            <h3>{ text.share_files }</h3>
            { keep_row(props, text.keep_programs, |kept| matches!(kept, Kept::Program(_) | Kept::Archive)) }
            { keep_row(props, text.keep_run, |kept| matches!(kept, Kept::Transcript | Kept::Report | Kept::Trace)) }
            { keep_row(props, text.keep_moment, |kept| matches!(kept, Kept::Drawing | Kept::Pixels)) }
            <div class="sharing__row">
                <span class="sharing__label">{ text.open_again }</span>
                { opening::button(props.lang, "open-files", "", &props.dispatch) }
                <span class="sharing__note">{ text.open_note }</span>
            </div>
            <button class="button sharing__close" data-testid="share-close" onclick={close.reform(|_| ())}>{ text.close }</button>
        </dialog>
    }
}

fn damaged(text: &Text, damaged: Damaged) -> &'static str {
    match damaged {
        Damaged::Version => text.link_version,
        Damaged::Changed => text.link_changed,
        Damaged::TooLarge => text.link_large,
    }
}

/// What the page has to say about a link or a file, or about what can be taken back.
pub(crate) fn message(state: &State, dispatch: &Dispatch) -> Html {
    let text = state.lang.text();
    let act = |action: Action| {
        let dispatch = dispatch.clone();
        move |_| dispatch.dispatch(action.clone())
    };
    let words = match &state.message {
        Some(Message::Damaged(why)) => damaged(text, *why).to_owned(),
        Some(Message::UnknownScenario(name)) => fill(text.scenario_unknown, &[name]),
        Some(Message::Unopened(name, why)) => opening::words(text, name, why),
        None if state.undo.is_some() => {
            let opened = state.undo.as_ref().and_then(|undo| undo.opened.as_ref());
            opened.map_or_else(|| text.reset_done.to_owned(), |names| fill(text.opened, &[names]))
        }
        None => return Html::default(),
    };
    html! {
        <p class="notice" role="alert" data-testid="message">
            { words }{ " " }
            if state.message.is_none() {
                <button class="button" data-testid="undo" onclick={act(Action::Undo)}>{ text.reset_undo }</button>{ " " }
            }
            if matches!(state.message, Some(Message::UnknownScenario(_))) {
                <a href={dom::base_address()} target="_blank" rel="noopener">{ text.scenario_gallery }</a>{ " " }
            }
            <button class="button" data-kind="quiet" data-testid="dismiss" aria-label={text.close} onclick={act(Action::Dismiss)}>{ "×" }</button>
        </p>
    }
}

#[cfg(test)]
mod tests {
    use super::snippet;
    use crate::state::embed::{Controls, View};

    #[test]
    fn the_lines_say_only_what_differs() {
        let (lines, frame) = snippet("https://docs.example/s/index.html#lesson-5", View::Full, Controls::Full);
        assert_eq!(
            lines,
            "<script src=\"https://docs.example/s/sockscope-embed.js\"></script>\n<sock-scope scenario=\"lesson-5\"></sock-scope>\n"
        );
        assert_eq!(frame, "https://docs.example/s/index.html?embed=1&scenario=lesson-5");
        let (lines, frame) = snippet("http://localhost:8080/#1.AbC-_", View::Pipe, Controls::Steps);
        assert!(lines.contains("<sock-scope src=\"#1.AbC-_\" view=\"pipe\" controls=\"steps\">"), "{lines}");
        assert_eq!(frame, "http://localhost:8080/?embed=1&view=pipe&controls=steps#1.AbC-_");
    }
}

//! The list of keys, as a modal dialog of the browser.

use super::Dispatch;
use crate::platform::field;
use crate::state::Action;
use crate::text::Lang;
use yew::{Callback, Html, Properties, component, html, use_effect_with, use_node_ref};

#[derive(Properties, PartialEq)]
pub(crate) struct HelpProps {
    pub(crate) lang: Lang,
    pub(crate) dispatch: Dispatch,
}

/// Open while it exists.
#[component]
pub(crate) fn Help(props: &HelpProps) -> Html {
    let dialog = use_node_ref();
    use_effect_with((), {
        let dialog = dialog.clone();
        move |()| {
            field::show_dialog(&dialog);
        }
    });
    let text = props.lang.text();
    let close = |dispatch: &Dispatch| {
        let dispatch = dispatch.clone();
        Callback::from(move |_| dispatch.dispatch(Action::Help(false)))
    };
    let onclose = {
        let dispatch = props.dispatch.clone();
        Callback::from(move |_: yew::Event| dispatch.dispatch(Action::Help(false)))
    };
    let rows: [(&[&str], &str); 7] = [
        (&[".", ","], text.key_step),
        (&["F10", "Shift F10"], text.key_back),
        (&["Home", "End"], text.key_ends),
        (&["Space"], text.key_play),
        (&["Ctrl Enter"], text.key_run),
        (&["R"], text.key_reset),
        (&["?"], text.key_help),
    ];
    html! {
        <dialog class="help" data-testid="help-dialog" aria-label={text.help_title} ref={dialog} {onclose}>
            <h2>{ text.help_title }</h2>
            <dl>
                { for rows.iter().map(|(keys, meaning)| html! {
                    <><dt>{ for keys.iter().map(|key| html! { <><kbd>{ *key }</kbd>{ " " }</> }) }</dt><dd>{ *meaning }</dd></>
                }) }
            </dl>
            <button class="button" data-testid="help-close" onclick={close(&props.dispatch)}>{ text.close }</button>
        </dialog>
    }
}

//! Moving in time: the buttons, where the page looks, and the timeline with its scrubber.

use super::say::say;
use super::timeline::Timeline;
use super::{Dispatch, icon};
use crate::platform::field;
use crate::state::lanes::Lanes;
use crate::state::{Action, SPEEDS, Theme};
use crate::text::words::Sentence;
use crate::text::{Lang, fill, grouped, milliseconds};
use std::rc::Rc;
use yew::{AttrValue, Callback, Event, Html, Properties, component, html};

#[derive(Properties, PartialEq)]
pub(crate) struct TransportProps {
    pub(crate) lang: Lang,
    pub(crate) theme: Theme,
    pub(crate) step: u32,
    pub(crate) steps: u32,
    pub(crate) at_ns: u64,
    /// Program and line of who acts.
    pub(crate) place: Option<(AttrValue, u32)>,
    pub(crate) sentence: Sentence,
    pub(crate) playing: bool,
    pub(crate) speed: usize,
    /// Whether the shown run is still going on.
    pub(crate) running: bool,
    pub(crate) lanes: Rc<Lanes>,
    pub(crate) names: Rc<[Rc<str>]>,
    pub(crate) dispatch: Dispatch,
}

/// The card under the stage; on a narrow page it sticks to the bottom.
#[component]
pub(crate) fn Transport(props: &TransportProps) -> Html {
    let text = props.lang.text();
    let (step, steps) = (grouped(u64::from(props.step)), grouped(u64::from(props.steps)));
    let act = |action: Action| {
        let dispatch = props.dispatch.clone();
        Callback::from(move |_| dispatch.dispatch(action.clone()))
    };
    let onspeed = {
        let dispatch = props.dispatch.clone();
        Callback::from(move |event: Event| {
            dispatch.dispatch(Action::Speed(field::text(&event).parse().unwrap_or_default()));
        })
    };
    let (at_start, at_end) = (props.step == 0, props.step >= props.steps && !props.running);
    let play = if props.playing { text.pause } else { text.play };
    html! {
        <section class="card transport" id="transport" data-testid="transport" aria-label={text.transport}>
            { say(props.lang, "transport__say", "say-narrow", &props.sentence) }
            <div class="transport__buttons">
                <button class="button" data-kind="icon" data-testid="first" aria-label={text.first} title={format!("{} (Home)", text.first)} disabled={at_start} onclick={act(Action::First)}>{ icon::first() }</button>
                <button class="button transport__back" data-testid="back" aria-label={text.back} title={format!("{} ( , )", text.back)} disabled={at_start} onclick={act(Action::Back)}>{ icon::back() }<span>{ text.back }</span></button>
                <button class="button" data-kind="primary" data-testid="step" title={format!("{} ( . )", text.step)} disabled={at_end} onclick={act(Action::Forward)}>{ text.step }{ icon::forward() }</button>
                <button class="button" data-testid="play" aria-pressed={props.playing.to_string()} title={format!("{play} (Space)")} onclick={act(Action::TogglePlay)}>
                    if props.playing { { icon::pause() } }{ play }
                </button>
                <select class="select transport__speed" data-testid="speed" aria-label={text.speed} onchange={onspeed}>
                    { for SPEEDS.iter().enumerate().map(|(index, (name, _))| html! {
                        <option value={index.to_string()} selected={index == props.speed}>{ *name }</option>
                    }) }
                </select>
                <span class="transport__where" data-testid="where" data-step={props.step.to_string()} data-steps={props.steps.to_string()}>
                    <b>{ fill(text.where_step, &[&step]) }</b>{ " " }
                    { if props.running { fill(text.running_on, &[&steps]) } else { fill(text.where_of, &[&steps]) } }
                    { " · " }{ milliseconds(props.at_ns) }
                    if let Some((name, line)) = &props.place { { " · " }{ fill(text.where_line, &[name, &line.to_string()]) } }
                </span>
                <span class="transport__grow"></span>
                <button class="button transport__next" data-kind="quiet" data-testid="next-recv" onclick={act(Action::NextReceive)}>{ text.next_recv }</button>
                <button class="button transport__long" data-kind="icon" data-testid="last" aria-label={text.last} title={format!("{} (End)", text.last)} disabled={at_end} onclick={act(Action::Last)}>{ icon::last() }</button>
                <button class="button transport__long" data-kind="quiet" data-testid="help" aria-label={text.help} title={text.help} onclick={act(Action::Help(true))}>{ "?" }</button>
            </div>
            <Timeline lang={props.lang} theme={props.theme} step={props.step} steps={props.steps} sentence={props.sentence.clone()}
                lanes={props.lanes.clone()} names={props.names.clone()} dispatch={props.dispatch.clone()} />
        </section>
    }
}

//! The lanes of the programs and the link on a canvas, and under them the scrubber: a native range input on the same axis.

use super::Dispatch;
use crate::platform::dom::Listener;
use crate::platform::{canvas, field};
use crate::state::lanes::Lanes;
use crate::state::{Action, Theme};
use crate::text::words::Sentence;
use crate::text::{Lang, fill};
use std::rc::Rc;
use yew::{Callback, Html, InputEvent, Properties, component, html, use_effect_with, use_node_ref};

#[derive(Properties, PartialEq)]
pub(crate) struct TimelineProps {
    pub(crate) lang: Lang,
    pub(crate) theme: Theme,
    pub(crate) step: u32,
    pub(crate) steps: u32,
    pub(crate) sentence: Sentence,
    pub(crate) lanes: Rc<Lanes>,
    pub(crate) names: Rc<[Rc<str>]>,
    pub(crate) dispatch: Dispatch,
}

/// Lanes, playhead and scrubber.
#[component]
pub(crate) fn Timeline(props: &TimelineProps) -> Html {
    let canvas = use_node_ref();
    use_effect_with((props.lanes.clone(), props.theme), {
        let canvas = canvas.clone();
        move |(lanes, _)| {
            let lanes = lanes.clone();
            let draw = move || {
                canvas::draw(&canvas, &lanes);
            };
            draw();
            let listeners = Listener::on_look(draw);
            move || drop(listeners)
        }
    });
    let text = props.lang.text();
    let dispatch = props.dispatch.clone();
    let oninput = Callback::from(move |event: InputEvent| {
        dispatch.dispatch(Action::ToStep(field::number(&event) as u32));
    });
    let place = format!(
        "{} {}",
        fill(text.where_step, &[&props.step.to_string()]),
        fill(text.where_of, &[&props.steps.to_string()])
    );
    let who = if props.sentence.who.is_empty() { String::new() } else { format!("{} ", props.sentence.who) };
    let value_text = format!("{place}: {who}{}", props.sentence.head);
    let left = f64::from(props.step) * 100.0 / f64::from(props.steps.max(1));
    let height = canvas::LANE * canvas::lane_count(&props.lanes) as f64;
    html! {
        <div class="timeline">
            <div class="timeline__names" aria-hidden="true">
                { for props.names.iter().enumerate().map(|(index, name)| html! {
                    <>
                        <span translate="no">{ &**name }</span>
                        if index == 0 && props.names.len() > 1 { <span>{ text.lane_link }</span> }
                    </>
                }) }
            </div>
            <div class="timeline__field">
                <canvas class="timeline__canvas" data-testid="timeline" aria-hidden="true" style={format!("height:{height}px")} ref={canvas}></canvas>
                <div class="timeline__head" style={format!("left:{left:.3}%")}></div>
                <input class="range timeline__range" type="range" data-testid="scrubber" aria-label={text.scrubber} aria-valuetext={value_text}
                    min="0" max={props.steps.to_string()} step="1" value={props.step.to_string()} {oninput} />
            </div>
        </div>
    }
}

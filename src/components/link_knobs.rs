//! The knobs of the link, behind one button that says how they stand.

use super::{Dispatch, icon};
use crate::platform::field;
use crate::state::{Action, LinkKnob};
use crate::text::{Lang, Text, fill};
use sockscope_lab::experiment::Knobs;
use yew::{AttrValue, Callback, Html, InputEvent, Properties, component, html};

/// Positions of the piece slider: bytes of a delivery, the last one without limit.
const PIECES: [u32; 14] = [1, 2, 3, 4, 5, 7, 8, 10, 14, 16, 32, 64, 536, 1_460];
const MILLISECOND: u64 = 1_000_000;
const LATENCY_MAX_MS: u64 = 100;
const GAP_MAX_MS: u64 = 50;
const SEED_MAX: u64 = 99;

fn piece_name(text: &Text, max: Option<u32>) -> String {
    max.map_or_else(|| text.piece_max_none.to_owned(), |max| format!("{max} B"))
}

/// The button and its panel.
pub(crate) fn link_knobs(lang: Lang, knobs: &Knobs, seed: u64, dispatch: &Dispatch) -> Html {
    let text = lang.text();
    let latency = format!("{} ms", knobs.latency_ns / MILLISECOND);
    let gap = format!("{} ms", knobs.gap_ns / MILLISECOND);
    let piece = piece_name(text, knobs.piece_max);
    let piece_at =
        knobs.piece_max.map_or(PIECES.len(), |max| PIECES.iter().position(|&size| size >= max).unwrap_or(PIECES.len()));
    let summary = fill(text.link_summary, &[&latency, &fill("{0} {1}", &[text.piece_max, &piece])]);
    let turn = |knob: fn(u64) -> LinkKnob| {
        let dispatch = dispatch.clone();
        Callback::from(move |value| dispatch.dispatch(Action::Turn(knob(value))))
    };
    html! {
        <>
            <button class="button" data-kind="quiet" data-testid="link" aria-label={format!("{}: {summary}", text.link_title)} title={text.link_title} popovertarget="link-panel">
                { icon::link() }<span class="link-knobs__long">{ summary }</span>
            </button>
            <div class="link-knobs" id="link-panel" popover="auto" role="group" aria-label={text.link_title}>
                <Knob name="latency" label={text.latency} note={text.latency_note} shown={latency} max={LATENCY_MAX_MS}
                    value={knobs.latency_ns / MILLISECOND} onturn={turn(|ms| LinkKnob::LatencyNs(ms * MILLISECOND))} />
                <Knob name="piece" label={text.piece_max} note={text.piece_note} shown={piece} max={PIECES.len() as u64}
                    value={piece_at as u64} onturn={turn(|at| LinkKnob::PieceMax(PIECES.get(at as usize).copied()))} />
                <Knob name="gap" label={text.gap} note={text.gap_note} shown={gap} max={GAP_MAX_MS}
                    value={knobs.gap_ns / MILLISECOND} onturn={turn(|ms| LinkKnob::GapNs(ms * MILLISECOND))} />
                <Knob name="seed" label={text.seed} note={text.seed_note} shown={seed.to_string()} max={SEED_MAX}
                    value={seed} onturn={turn(LinkKnob::Seed)} />
            </div>
        </>
    }
}

#[derive(Properties, PartialEq)]
struct KnobProps {
    name: &'static str,
    label: AttrValue,
    note: AttrValue,
    shown: AttrValue,
    value: u64,
    max: u64,
    onturn: Callback<u64>,
}

/// One slider with its name, value and meaning.
#[component]
fn Knob(props: &KnobProps) -> Html {
    let id = format!("knob-{}", props.name);
    let oninput = {
        let onturn = props.onturn.clone();
        Callback::from(move |event: InputEvent| {
            onturn.emit(field::number(&event) as u64);
        })
    };
    html! {
        <div class="link-knobs__row">
            <label for={id.clone()}>{ &props.label }</label>
            <output for={id.clone()}>{ &props.shown }</output>
            <input class="range" type="range" {id} data-control={props.name} min="0" max={props.max.to_string()} value={props.value.to_string()}
                aria-valuetext={&props.shown} {oninput} />
            <span class="link-knobs__note">{ &props.note }</span>
        </div>
    }
}

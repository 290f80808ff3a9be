//! The writing side: object visited, opcodes written, memo grown; and the same value in the six protocols.

use super::{Context, button};
use crate::platform::field;
use crate::state::Action;
use crate::state::pickle::Input;
use crate::state::pickle::reading::cut;
use crate::state::pickle::writing::{WriteStep, Writing};
use crate::text::{bytes, fill, grouped};
use yew::{Callback, Event, Html, InputEvent, html};

/// Steps that are drawn.
const STEPS_SHOWN: usize = 120;
/// Bytes of a pickle that are shown.
const BYTES_SHOWN: usize = 220;

/// The field for the value, and the protocol.
fn value(context: &Context<'_>) -> Html {
    let (text, bench) = (context.text, context.bench);
    let dispatch = context.dispatch.clone();
    let oninput = Callback::from(move |event: InputEvent| {
        dispatch.dispatch(Action::Pickle(Input::Literal(field::text(&event))));
    });
    html! {
        <div class="pickle__own">
            <textarea class="pickle__field" data-testid="pickle-literal" rows="2" spellcheck="false" autocomplete="off" autocapitalize="off" translate="no" aria-label={text.pk_literal}
                aria-invalid={bench.literal_problem.is_some().to_string()} value={bench.literal.to_string()} {oninput} />
            if let Some(problem) = &bench.literal_problem { <p class="pickle__bad" role="alert" translate="no">{ &**problem }</p> }
        </div>
    }
}

/// The steps of the pickler.
pub(super) fn writing(context: &Context<'_>) -> Html {
    let (text, bench) = (context.text, context.bench);
    let dispatch = context.dispatch.clone();
    let onprotocol = Callback::from(move |event: Event| {
        dispatch.dispatch(Action::Pickle(Input::Protocol(field::text(&event).parse().unwrap_or_default())));
    });
    html! {
        <>
            { value(context) }
            <div class="pickle__bar">
                <select class="select" data-testid="pickle-protocol" aria-label={text.pk_protocol} onchange={onprotocol}>
                    { for (0..=sockscope_pickle::PROTOCOL_MAX).map(|number| html! {
                        <option value={number.to_string()} selected={number == bench.protocol}>{ fill(text.pk_protocol_n, &[&number.to_string()]) }</option>
                    }) }
                </select>
                { button("", "pickle-read-written", text.pk_take, context.on(Input::ReadWritten), bench.writing.is_none()) }
                if let Some(writing) = &bench.writing { <span class="quiet">{ fill(text.control_bytes, &[&grouped(writing.bytes.len() as u64)]) }</span> }
            </div>
            { super::steps::steps(context) }
            if let Some(writing) = &bench.writing { { steps(context, writing) } }
        </>
    }
}

fn steps(context: &Context<'_>, writing: &Writing) -> Html {
    let (text, bench) = (context.text, context.bench);
    let current = bench.progress().0.checked_sub(1).map(|step| step as usize);
    let step = current.and_then(|step| writing.steps.get(step));
    let (start, end) = step.map_or((0, 0), |step| (step.bytes.start, step.bytes.end));
    let part = |from: usize, to: usize| bytes::repr(writing.bytes.get(from..to).unwrap_or_default(), BYTES_SHOWN);
    html! {
        <>
            if let Some(fault) = &writing.fault { <p class="pickle__say" data-state="fault" translate="no">{ fault.to_string() }</p> }
            <div class="written" data-testid="pickle-written" translate="no" role="region" tabindex="0" aria-label={text.pk_bytes}>
                if start > 0 { <span>{ part(0, start) }</span>{ " " } }
                <b>{ part(start, end) }</b>
            </div>
            <div class="table-scroll pickle__steps" tabindex="0" role="region" aria-label={text.pk_write}>
                <table class="table" data-testid="pickle-write-steps">
                    <thead><tr><th>{ text.pk_col_object }</th><th>{ text.pk_col_emitted }</th><th>{ text.pk_memo }</th></tr></thead>
                    <tbody>{ for writing.steps.iter().enumerate().take(STEPS_SHOWN).map(|(index, step)| row(context, writing, index, step, current == Some(index))) }</tbody>
                </table>
                if writing.steps.len() > STEPS_SHOWN { <p class="quiet pickle__none">{ format!("+ {}", writing.steps.len() - STEPS_SHOWN) }</p> }
            </div>
        </>
    }
}

fn row(context: &Context<'_>, writing: &Writing, index: usize, step: &WriteStep, current: bool) -> Html {
    let object = writing.object(step).unwrap_or_else(|| "—".to_owned());
    html! {
        <tr data-current={current.to_string()}>
            <td style={format!("padding-left:{}px", 12 + step.depth.min(12) * 16)}>
                <button class="written__object" translate="no" aria-current={current.then_some("step")} onclick={context.on(Input::To(index as u32 + 1))}>{ object }</button>
            </td>
            <td><code translate="no">{ writing.opcodes(step) }</code></td>
            <td>{ step.memoised.map(|memo| memo.to_string()) }</td>
        </tr>
    }
}

/// The same value six times.
pub(super) fn protocols(context: &Context<'_>) -> Html {
    let (text, bench) = (context.text, context.bench);
    let Some(writing) = &bench.writing else { return value(context) };
    let longest = writing.protocols.iter().flatten().map(Vec::len).max().unwrap_or(1).max(1);
    html! {
        <>
            { value(context) }
            <div class="table-scroll pickle__steps" tabindex="0" role="region" aria-label={text.pk_protocols}>
                <table class="table protocols" data-testid="pickle-protocol-table">
                    <thead><tr><th>{ text.pk_protocol }</th><th>{ text.pk_size }</th><th>{ text.pk_bytes }</th></tr></thead>
                    <tbody>{ for writing.protocols.iter().enumerate().map(|(number, pickle)| html! {
                        <tr>
                            <td>{ number }</td>
                            <td>
                                if let Ok(pickle) = pickle {
                                    { fill(text.control_bytes, &[&grouped(pickle.len() as u64)]) }
                                    <div class="protocols__bar" aria-hidden="true" style={format!("width:{}%", pickle.len() * 100 / longest)}></div>
                                }
                            </td>
                            <td class="protocols__bytes"><code translate="no">{ match pickle {
                                Ok(pickle) => bytes::repr(pickle, BYTES_SHOWN),
                                Err(error) => cut(error.to_string()),
                            } }</code></td>
                        </tr>
                    }) }</tbody>
                </table>
            </div>
        </>
    }
}

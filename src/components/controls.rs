//! A program's literals as controls, one row each: a slider that is the number in `recv(7)`, a field that is the text that is sent.

use super::Dispatch;
use crate::platform::field;
use crate::state::{Action, editing};
use crate::text::{Lang, fill};
use sockscope_lab::controls::{Control, ControlKind};
use yew::{AttrValue, Callback, Html, InputEvent, Properties, component, html, use_mut_ref};

/// Most rows; the text has the rest.
const ROWS_MAX: usize = 6;

/// The rows under a program's text.
pub(crate) fn controls(
    lang: Lang,
    program: usize,
    file: &AttrValue,
    controls: &[Control],
    dispatch: &Dispatch,
) -> Html {
    if controls.is_empty() {
        return Html::default();
    }
    html! {
        <div class="part controls">
            { for controls.iter().enumerate().take(ROWS_MAX).map(|(index, control)| html! {
                <Row key={index} {lang} {program} file={file.clone()} {index} control={control.clone()} dispatch={dispatch.clone()} />
            }) }
        </div>
    }
}

#[derive(Properties, PartialEq)]
struct RowProps {
    lang: Lang,
    program: usize,
    file: AttrValue,
    index: usize,
    control: Control,
    dispatch: Dispatch,
}

#[component]
fn Row(props: &RowProps) -> Html {
    let ceiling = use_mut_ref(|| 0_u32);
    let (text, program, control) = (props.lang.text(), props.program, props.index);
    let line = props.control.line.to_string();
    let id = format!("control-{program}-{control}");
    let line_shown = fill(text.control_line, &[&line]);
    match &props.control.kind {
        ControlKind::ReceiveSize { value } => {
            // While a person drags, the slider keeps its scale.
            let max = editing::slider_max(*value).max(*ceiling.borrow());
            *ceiling.borrow_mut() = max;
            let dispatch = props.dispatch.clone();
            let oninput = Callback::from(move |event: InputEvent| {
                let value = (field::number(&event) as u32).max(1);
                dispatch.dispatch(Action::SetReceiveSize { program, control, value });
            });
            let label = fill(text.control_recv, &[&line, &props.file]);
            html! {
                <div class="controls__row">
                    <label class="controls__name" for={id.clone()} translate="no">{ "recv" }<span>{ line_shown }</span></label>
                    <input class="range" type="range" {id} data-control="recv" data-program={program.to_string()} data-line={line} aria-label={label}
                        min="1" max={max.to_string()} value={value.to_string()} aria-valuetext={fill(text.control_bytes, &[&value.to_string()])} {oninput} />
                    <output class="controls__value" data-testid="recv-value">{ value.to_string() }</output>
                </div>
            }
        }
        ControlKind::Payload { value, .. } => {
            let dispatch = props.dispatch.clone();
            let oninput = Callback::from(move |event: InputEvent| {
                dispatch.dispatch(Action::SetPayload { program, control, text: field::text(&event) });
            });
            let label = fill(text.control_payload, &[&line, &props.file]);
            html! {
                <div class="controls__row">
                    <label class="controls__name" for={id.clone()} translate="no">{ "send" }<span>{ line_shown }</span></label>
                    <input class="controls__payload" type="text" {id} data-control="payload" data-program={program.to_string()} data-line={line} aria-label={label}
                        spellcheck="false" autocomplete="off" value={value.clone()} {oninput} />
                </div>
            }
        }
    }
}

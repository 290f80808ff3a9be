//! The bytes as a grid: tinted by the send and boxed by the piece that they came in, missing ones dashed, those of the current opcode
//! outlined. One cell is in the tab order; arrows go on from it.

use super::{Context, Window, hovered};
use crate::components::Dispatch;
use crate::platform::dom;
use crate::state::Action;
use crate::state::pickle::{Input, travelled};
use crate::state::pipe::{SEND_COLOURS, letter};
use crate::text::fill;
use yew::{Callback, Html, KeyboardEvent, MouseEvent, html};

/// Bytes in a row, and its height.
pub(super) const COLUMNS: usize = 12;
pub(super) const ROW: i32 = 28;
/// Rows that are drawn.
const ROWS_DRAWN: usize = 20;

/// The grid.
pub(super) fn hex(context: &Context<'_>, window: &Window) -> Html {
    let (text, bench) = (context.text, context.bench);
    let (here, all) = (bench.reading.bytes.len(), bench.len_in_all());
    let lines = all.div_ceil(COLUMNS);
    let first = window.first.min(lines.saturating_sub(ROWS_DRAWN));
    let marked = bench.marked();
    let onclick = {
        let bench = context.bench.reading.clone();
        let dispatch = context.dispatch.clone();
        Callback::from(move |event: MouseEvent| {
            let byte = event.target().and_then(|target| dom::data_of(&target, ".hex__byte", "data-at"));
            if let Some(byte) = byte.and_then(|byte| byte.parse().ok()).filter(|_| bench.rows() > 0) {
                dispatch.dispatch(Action::Pickle(Input::To(bench.row_at(byte) + 1)));
            }
        })
    };
    html! {
        <section class="pickle__card">
            <h3 class="pickle__title">{ text.pk_bytes }<span>{ here }</span></h3>
            <div class="pickle__list" ref={window.list.clone()} onscroll={window.onscroll.clone()} tabindex="-1">
                if all > 0 {
                    <div class="hex" role="grid" aria-label={text.pk_bytes} aria-rowcount={lines.to_string()} aria-colcount={COLUMNS.to_string()} data-testid="pickle-hex" style={format!("height:{}px", lines as i32 * ROW)}
                        translate="no" {onclick} onmouseover={hovered(context, ".hex__byte", "data-at")} onmouseleave={context.onhover.reform(|_| None)} onkeydown={keys(context.dispatch.clone(), context)}>
                        { for (first..lines.min(first + ROWS_DRAWN)).map(|line| html! {
                            <div class="hex__row" role="row" key={line} aria-rowindex={(line + 1).to_string()} style={format!("top:{}px", line as i32 * ROW)}>
                                <span class="hex__at" role="rowheader">{ line * COLUMNS }</span>
                                { for (line * COLUMNS..all.min((line + 1) * COLUMNS)).map(|at| cell(context, at, here, &marked)) }
                            </div>
                        }) }
                    </div>
                } else {
                    <p class="quiet pickle__none">{ text.pk_empty }</p>
                }
            </div>
        </section>
    }
}

fn cell(context: &Context<'_>, at: usize, here: usize, marked: &std::ops::Range<usize>) -> Html {
    let (text, bench) = (context.text, context.bench);
    let Some(&byte) = bench.reading.bytes.get(at).filter(|_| at < here) else {
        return html! { <span class="hex__byte" role="gridcell" data-missing="true" aria-label={fill(text.pk_byte_missing, &[&at.to_string()])}>{ "··" }</span> };
    };
    let row = bench.reading.row_at(at);
    let bytes = bench.reading.bytes_of(row);
    let code = bench.reading.bytes.get(bytes.start).and_then(|code| sockscope_pickle::Opcode::of(*code));
    let opcode = code.filter(|_| row < bench.reading.steps()).map_or("", |opcode| opcode.name);
    let hex = format!("{byte:02x}");
    let mut name = fill(text.pk_byte, &[&at.to_string(), &hex, opcode]);
    let of = |at: usize| bench.origin(at).map(|origin| travelled(context.moment, origin));
    let (send, piece) = of(at).unwrap_or_default();
    if let (Some(send), Some(piece)) = (send, piece) {
        name.push_str(&fill(text.pk_byte_came, &[&letter(send).to_string(), &(piece + 1).to_string()]));
    }
    // A piece is boxed: its first and its last byte in the pickle have an edge.
    let edge = |other: Option<usize>| piece.is_some() && other.and_then(of).is_none_or(|(_, beside)| beside != piece);
    let is_marked = marked.contains(&at);
    html! {
        <span class="hex__byte" role="gridcell" data-at={at.to_string()} data-opcode={(bytes.start == at).then_some("true")} data-marked={is_marked.then_some("true")} data-hover={(context.hover == Some(row)).then_some("true")}
            data-send={send.map(|send| (send % SEND_COLOURS).to_string())} data-first={edge(at.checked_sub(1)).then_some("true")} data-last={edge(Some(at + 1).filter(|next| *next < here)).then_some("true")}
            data-piece={piece.is_some().then_some("true")}
            aria-selected={is_marked.to_string()} aria-label={name.clone()} title={name} tabindex={if at == marked.start.min(here.saturating_sub(1)) { "0" } else { "-1" }}>{ hex }</span>
    }
}

/// Arrows go from byte to byte; each step also goes to its opcode.
fn keys(dispatch: Dispatch, context: &Context<'_>) -> Callback<KeyboardEvent> {
    let reading = context.bench.reading.clone();
    Callback::from(move |event: KeyboardEvent| {
        let Some(at) = event.target().and_then(|target| dom::data_of(&target, ".hex__byte", "data-at")) else { return };
        let (at, last) = (at.parse::<usize>().unwrap_or_default(), reading.bytes.len().saturating_sub(1));
        let to = match event.key().as_str() {
            "ArrowRight" => at + 1,
            "ArrowLeft" => at.saturating_sub(1),
            "ArrowDown" => at + COLUMNS,
            "ArrowUp" => at.saturating_sub(COLUMNS),
            "Home" => at - at % COLUMNS,
            "End" => at - at % COLUMNS + COLUMNS - 1,
            "PageDown" => at + 8 * COLUMNS,
            "PageUp" => at.saturating_sub(8 * COLUMNS),
            _ => return,
        }
        .min(last);
        event.prevent_default();
        dispatch.dispatch(Action::Pickle(Input::To(reading.row_at(to) + 1)));
        dom::focus_later(format!(".hex__byte[data-at=\"{to}\"]"));
    })
}

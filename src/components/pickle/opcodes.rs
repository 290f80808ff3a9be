//! The opcodes as a list: offset, name, argument, what it did, and the pieces that its bytes came in. Only the rows in view exist.

use super::{Context, Window, hovered};
use crate::platform::dom;
use crate::state::Action;
use crate::state::pickle::reading::End;
use crate::state::pickle::{Input, travelled};
use crate::state::pipe::letter;
use crate::text::fill;
use sockscope_pickle::unpickler::Part;
use yew::{Callback, Html, KeyboardEvent, html};

/// Height of a row.
pub(super) const ROW: i32 = 28;
/// Rows that are drawn.
const ROWS_DRAWN: usize = 20;

/// The list.
pub(super) fn opcodes(context: &Context<'_>, window: &Window) -> Html {
    let (text, bench) = (context.text, context.bench);
    let rows = bench.reading.rows();
    let first = window.first.min((rows as usize).saturating_sub(ROWS_DRAWN)) as u32;
    let version = bench.reading.with_machine(0, bench.cursor(), |machine, _| machine.protocol());
    let head = |name: &'static str| html! { <span>{ name }</span> };
    html! {
        <section class="pickle__card" data-own={bench.entry.is_none().to_string()}>
            <h3 class="pickle__title">{ text.pk_opcodes }<span>{ fill(text.pk_protocol_n, &[&version.to_string()]) }</span></h3>
            <div class="opcode opcode__head" aria-hidden="true">{ head(text.pk_col_at) }{ head(text.pk_col_opcode) }{ head(text.pk_col_argument) }{ head(text.pk_col_effect) }</div>
            <div class="pickle__list" data-head="true" ref={window.list.clone()} onscroll={window.onscroll.clone()} tabindex="-1">
                <ol class="opcodes" data-testid="pickle-opcodes" aria-label={text.pk_opcodes} style={format!("height:{}px", rows as i32 * ROW)} onkeydown={keys(context)} onmouseover={hovered(context, ".opcode", "data-at")} onmouseleave={context.onhover.reform(|_| None)} translate="no">
                    { for (first..rows.min(first + ROWS_DRAWN as u32)).map(|index| row(context, index)) }
                </ol>
            </div>
        </section>
    }
}

fn row(context: &Context<'_>, index: u32) -> Html {
    let bench = context.bench;
    let current = bench.cursor().checked_sub(1);
    let found = bench.reading.row(index);
    let bytes = bench.reading.bytes_of(index);
    let (name, argument, effect, kind) = match &found {
        Some(row) => (row.opcode.name, row.argument.clone(), row.effect.clone(), if row.acts { "acts" } else { "" }),
        None => match &bench.reading.end {
            End::Starved(starved) => {
                let name = starved.opcode.map_or("?", |opcode| opcode.name);
                let counted = [starved.have.to_string(), starved.need.to_string()];
                let here = if starved.part == Part::Line {
                    String::new()
                } else {
                    fill(context.text.pk_here, &[&counted[0], &counted[1]])
                };
                (name, String::new(), here, "starved")
            }
            End::Fault(fault) => ("✗", String::new(), fault.to_string(), "fault"),
            _ => ("…", String::new(), String::new(), "fault"),
        },
    };
    let (is_current, later) = (current == Some(index), current.is_none_or(|current| index > current));
    let born = bench.node.is_some_and(|node| bench.reading.born(bench.cursor(), node) == index);
    html! {
        <li key={index} aria-setsize={bench.reading.rows().to_string()} aria-posinset={(index + 1).to_string()} style={format!("top:{}px", index as i32 * ROW)}>
            <button class="opcode" data-testid="pickle-opcode" data-at={bytes.start.to_string()} data-name={name} data-kind={kind} data-hover={(context.hover == Some(index)).then_some("true")} data-later={later.to_string()} data-born={born.then_some("true")}
                data-starts={found.as_ref().is_some_and(|row| row.starts).then_some("true")} aria-current={is_current.then_some("step")} title={found.as_ref().map(|row| row.opcode.meaning)}
                tabindex={if is_current || (current.is_none() && index == 0) { "0" } else { "-1" }} onclick={context.on(Input::To(index + 1))}>
                <span class="opcode__at">{ bytes.start }</span>
                <span class="opcode__name">{ name }</span>
                <span class="opcode__argument">{ argument }</span>
                <span class="opcode__effect">{ effect }</span>
                <span class="opcode__pieces">{ pieces(context, &bytes) }</span>
            </button>
        </li>
    }
}

/// The send and the pieces that the bytes came in, such as `A 4–5`.
fn pieces(context: &Context<'_>, bytes: &std::ops::Range<usize>) -> String {
    let of = |at: usize| context.bench.origin(at).map(|origin| travelled(context.moment, origin)).unwrap_or_default();
    let here = context.bench.reading.bytes.len();
    match (of(bytes.start), of(bytes.end.min(here).saturating_sub(1))) {
        ((Some(send), Some(first)), (_, last)) => {
            let last = last.filter(|last| *last != first).map_or_else(String::new, |last| format!("–{}", last + 1));
            format!("{} {}{last}", letter(send), first + 1)
        }
        _ => String::new(),
    }
}

fn keys(context: &Context<'_>) -> Callback<KeyboardEvent> {
    let dispatch = context.dispatch.clone();
    Callback::from(move |event: KeyboardEvent| {
        let input = match event.key().as_str() {
            "ArrowUp" => Input::Step(-1),
            "ArrowDown" => Input::Step(1),
            "Home" => Input::To(1),
            "End" => Input::To(u32::MAX),
            _ => return,
        };
        event.prevent_default();
        dispatch.dispatch(Action::Pickle(input));
        dom::focus_later(".opcode[aria-current=step]".to_owned());
    })
}

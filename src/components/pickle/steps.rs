//! Moving through the opcodes, and the sentence that says where the machine stands: done, starving, or why it cannot go on.

use super::Context;
use crate::components::icon;
use crate::platform::field;
use crate::state::Action;
use crate::state::pickle::reading::{End, OPCODES_MAX, Row};
use crate::state::pickle::{Input, Pane};
use crate::text::{Text, fill, grouped};
use sockscope_pickle::Starved;
use sockscope_pickle::unpickler::Part;
use yew::{Callback, Html, InputEvent, MouseEvent, html};

/// The buttons and the slider: for the opcodes that are read, or for the steps of the pickler.
pub(super) fn steps(context: &Context<'_>) -> Html {
    let (text, bench) = (context.text, context.bench);
    let (cursor, rows) = bench.progress();
    let dispatch = context.dispatch.clone();
    let oninput = Callback::from(move |event: InputEvent| {
        dispatch.dispatch(Action::Pickle(Input::To(field::number(&event) as u32)));
    });
    let (place, range) = match bench.pane {
        Pane::Write => (text.pk_step_of, text.pk_range_write),
        _ => (text.pk_opcode_of, text.pk_range),
    };
    let place = fill(place, &[&cursor.to_string(), &rows.to_string()]);
    let icon_button = |testid: &'static str,
                       name: &'static str,
                       icon: Html,
                       onclick: Callback<MouseEvent>,
                       off: bool| {
        html! { <button class="button" data-kind="icon" data-testid={testid} aria-label={name} title={name} disabled={off} {onclick}>{ icon }</button> }
    };
    html! {
            <div class="pickle__bar">
                { icon_button("pickle-first", text.first, icon::first(), context.on(Input::To(0)), cursor == 0) }
                { icon_button("pickle-back", text.back, icon::back(), context.on(Input::Step(-1)), cursor == 0) }
                { icon_button("pickle-step", text.step, icon::forward(), context.on(Input::Step(1)), cursor >= rows) }
                { icon_button("pickle-last", text.last, icon::last(), context.on(Input::To(u32::MAX)), cursor >= rows) }
                <button class="button" data-testid="pickle-play" aria-pressed={bench.playing.to_string()} disabled={rows == 0} onclick={context.on(Input::Play)}>{ if bench.playing { text.pause } else { text.play } }</button>
                <input class="range pickle__range" type="range" data-testid="pickle-range" min="0" max={rows.to_string()} value={cursor.to_string()} disabled={rows == 0}
                    aria-label={range} aria-valuetext={place.clone()} {oninput} />
                <span class="pickle__place" data-testid="pickle-place" data-at={cursor.to_string()} data-rows={rows.to_string()}>{ place }</span>
            </div>
    }
}

/// Where the machine stands.
pub(super) fn standing(context: &Context<'_>) -> Html {
    let (kind, words) = sentence(context);
    html! { <p class="pickle__say" data-testid="pickle-state" data-state={kind}>{ words }</p> }
}

/// State for the stylesheet, and words.
fn sentence(context: &Context<'_>) -> (&'static str, String) {
    let (text, bench) = (context.text, context.bench);
    let reading = &bench.reading;
    let at_end = bench.cursor() >= reading.rows();
    let (kind, mut words) = match &reading.end {
        End::Empty => ("empty", text.pk_empty.to_owned()),
        _ if !at_end => (
            "going",
            bench
                .cursor()
                .checked_sub(1)
                .and_then(|row| reading.row(row))
                .map_or_else(|| text.pk_begin.to_owned(), |row| doing(&row)),
        ),
        End::Done => ("done", text.pk_done.to_owned()),
        End::Starved(starved) => ("starved", starving(text, starved)),
        End::Fault(fault) => {
            let behind = reading.last_start().filter(|start| *start == fault.at.0);
            let left = reading.bytes.len().saturating_sub(fault.at.0).to_string();
            let words = behind.map_or_else(|| fault.to_string(), |_| fill(text.pk_behind, &[&left]));
            ("fault", words)
        }
        End::Limit => ("fault", fill(text.pk_limit, &[&grouped(u64::from(OPCODES_MAX))])),
    };
    if reading.pickles() > 1 && at_end {
        words.push(' ');
        words.push_str(&fill(text.pk_pickles, &[&reading.pickles().to_string()]));
    }
    let (here, all) = (reading.bytes.len(), bench.len_in_all());
    if bench.entry.is_some() && here < all {
        words.push(' ');
        words.push_str(&fill(text.pk_here, &[&here.to_string(), &all.to_string()]));
    }
    (kind, words)
}

/// What an opcode is for, and what it did here.
fn doing(row: &Row) -> String {
    let effect = if row.effect.is_empty() { String::new() } else { format!(" → {}", row.effect) };
    format!("{}: {}{effect}", row.opcode.name, row.opcode.meaning)
}

/// What a starving opcode waits for.
fn starving(text: &Text, starved: &Starved) -> String {
    let Some(opcode) = starved.opcode else { return text.pk_starved_opcode.to_owned() };
    let count = |one: &str, many: &str, count: usize| {
        if count == 1 { one.to_owned() } else { fill(many, &[&count.to_string()]) }
    };
    let need = count(text.pk_bytes_one, text.pk_bytes_n, starved.need);
    let have = count(text.pk_is, text.pk_are, starved.have);
    let template = match starved.part {
        Part::Opcode => text.pk_starved_opcode,
        Part::Line => text.pk_starved_line,
        Part::Argument => text.pk_starved_argument,
        Part::Payload | Part::Frame => text.pk_starved_payload,
    };
    fill(template, &[opcode.name, &need, &have, &starved.need.saturating_sub(starved.have).to_string()])
}

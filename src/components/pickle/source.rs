//! Which bytes the view looks at: a pickle of the run, or what a person pastes or drops; and which pane looks at them.

use super::{Context, button};
use crate::platform::{dom, field};
use crate::state::Action;
use crate::state::pickle::{EXAMPLES, Input, Pane, Source};
use crate::text::fill;
use sockscope_lab::pickles::{PickleOfRun, PickleUse};
use yew::{Callback, DragEvent, Event, Html, InputEvent, html};

/// The first line of the view, and the field for a person's own bytes.
pub(super) fn source(context: &Context<'_>) -> Html {
    let (text, bench) = (context.text, context.bench);
    let dispatch = context.dispatch.clone();
    let onchange = Callback::from(move |event: Event| {
        let chosen = field::text(&event).parse().ok();
        let source = chosen.map_or(Source::Own, |number| Source::Run(Some(number)));
        dispatch.dispatch(Action::Pickle(Input::Source(source)));
    });
    let own = bench.source == Source::Own;
    let reads = matches!(bench.pane, Pane::Read | Pane::Safety);
    html! {
        <>
            <div class="pickle__bar">
                <select class="select pickle__source" data-testid="pickle-source" aria-label={text.pk_source} {onchange}>
                    if bench.of_run.is_empty() { <option value="" selected={!own} disabled=true>{ text.pk_none_in_run }</option> }
                    { for bench.of_run.iter().enumerate().map(|(index, pickle)| html! {
                        <option value={index.to_string()} selected={!own && bench.entry == Some(index)}>{ name(context, pickle) }</option>
                    }) }
                    <option value="own" selected={own}>{ text.pk_own }</option>
                </select>
                <div class="pickle__tabs" role="group" aria-label={text.pickle}>
                    { pane(context, Pane::Read, "pickle-read", text.pk_read, 0) }
                    { pane(context, Pane::Write, "pickle-write", text.pk_write, 0) }
                    { pane(context, Pane::Protocols, "pickle-protocols", text.pk_protocols, 0) }
                    { pane(context, Pane::Safety, "pickle-safety", text.pk_safety, serious(context)) }
                </div>
            </div>
            if own && reads { { own_bytes(context) } }
        </>
    }
}

/// Findings that something would be imported, called or set.
fn serious(context: &Context<'_>) -> usize {
    context.bench.report.findings.iter().filter(|finding| finding.severity > sockscope_pickle::Severity::Notice).count()
}

fn pane(context: &Context<'_>, pane: Pane, testid: &'static str, name: &str, count: usize) -> Html {
    let pressed = context.bench.pane == pane;
    html! {
        <button class="button" data-testid={testid} aria-pressed={pressed.to_string()} onclick={context.on(Input::Pane(pane))}>
            { name }
            if count > 0 { <span class="pickle__count" data-severity={context.bench.report.worst().map(sockscope_pickle::Severity::name)}>{ count }</span> }
        </button>
    }
}

/// Where a pickle of the run was written and read.
fn name(context: &Context<'_>, pickle: &PickleOfRun) -> String {
    let place = |template: &str, place: Option<PickleUse>| {
        place.map(|place| {
            let process = context.cast.names.get(usize::from(place.process)).map_or("", |name| name);
            fill(template, &[process, &place.line.to_string()])
        })
    };
    let text = context.text;
    let parts = [place(text.pk_written, pickle.written), place(text.pk_loaded, pickle.read)];
    let parts: Vec<String> = parts.into_iter().flatten().collect();
    format!("{} · {}", parts.join(" → "), fill(text.control_bytes, &[&pickle.bytes.len().to_string()]))
}

/// The field for bytes as text, the file, the examples.
fn own_bytes(context: &Context<'_>) -> Html {
    let (text, bench) = (context.text, context.bench);
    let dispatch = context.dispatch.clone();
    let oninput = Callback::from(move |event: InputEvent| {
        dispatch.dispatch(Action::Pickle(Input::Draft(field::text(&event))));
    });
    let take =
        |dispatch: super::Dispatch| move |bytes: Vec<u8>| dispatch.dispatch(Action::Pickle(Input::File(bytes.into())));
    let onfile = {
        let take = take(context.dispatch.clone());
        Callback::from(move |event: Event| field::chosen_file(&event, take.clone()))
    };
    let ondrop = {
        let take = take(context.dispatch.clone());
        Callback::from(move |event: DragEvent| {
            event.prevent_default();
            dom::dropped_file(&event, take.clone());
        })
    };
    let ondragover = Callback::from(|event: DragEvent| event.prevent_default());
    let empty = bench.draft.trim().is_empty();
    let example = |index: usize, name: &'static str, testid: &'static str| {
        let dispatch = context.dispatch.clone();
        let onclick = Callback::from(move |_| {
            dispatch.dispatch(Action::Pickle(Input::Draft(EXAMPLES[index].to_owned())));
            dispatch.dispatch(Action::Pickle(Input::Take { append: false }));
        });
        button("quiet", testid, name, onclick, false)
    };
    html! {
        <div class="pickle__own" {ondrop} {ondragover}>
            <textarea class="pickle__field" data-testid="pickle-text" rows="2" spellcheck="false" autocomplete="off" autocapitalize="off" translate="no"
                aria-label={text.pk_paste} placeholder={text.pk_paste} aria-invalid={bench.draft_problem.is_some().to_string()} value={bench.draft.to_string()} {oninput} />
            <div class="pickle__bar">
                { button("primary", "pickle-take", text.pk_take, context.on(Input::Take { append: false }), empty) }
                { button("", "pickle-append", text.pk_append, context.on(Input::Take { append: true }), empty) }
                <label class="button pickle__file">{ text.pk_file }<input type="file" class="sr-only" data-testid="pickle-file" onchange={onfile} /></label>
                <span class="pickle__examples">
                    { example(0, text.pk_example_list, "pickle-example-list") }
                    { example(1, text.pk_example_cut, "pickle-example-cut") }
                    { example(2, text.pk_example_hostile, "pickle-example-hostile") }
                </span>
            </div>
            if let Some(problem) = &bench.draft_problem { <p class="pickle__bad" role="alert" data-testid="pickle-problem" translate="no">{ &**problem }</p> }
        </div>
    }
}

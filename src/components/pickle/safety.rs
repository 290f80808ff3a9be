//! The safety report: what would be imported, called and set, with its arguments; nothing of it has run. And the list of what may be named.

use super::Context;
use crate::platform::field;
use crate::state::Action;
use crate::state::pickle::{Input, Pane};
use crate::text::fill;
use sockscope_pickle::safety::Kind;
use sockscope_pickle::{Finding, Severity};
use yew::{Callback, Event, Html, InputEvent, html};

/// Findings that are listed.
const FINDINGS_SHOWN: usize = 60;

/// The report and the allow-list.
pub(super) fn safety(context: &Context<'_>) -> Html {
    let (text, bench) = (context.text, context.bench);
    let report = &bench.report;
    let onlist = {
        let dispatch = context.dispatch.clone();
        Callback::from(move |event: InputEvent| {
            dispatch.dispatch(Action::Pickle(Input::Allowed(field::text(&event))));
        })
    };
    let onswitch: Callback<Event> = context.on(Input::OnlyAllowed(!bench.only_allowed));
    let verdict = match report.worst() {
        None => text.pk_safe,
        Some(Severity::Notice) => text.pk_notice,
        Some(_) => text.pk_unsafe,
    };
    html! {
        <div class="safety" data-testid="pickle-report">
            <p class="pickle__say" data-state={if report.is_suspicious() { "fault" } else { "done" }}>{ verdict }</p>
            <ol class="safety__findings">{ for report.findings.iter().take(FINDINGS_SHOWN).map(|each| finding(context, each)) }</ol>
            if report.findings.len() > FINDINGS_SHOWN { <p class="quiet pickle__none">{ format!("+ {}", report.findings.len() - FINDINGS_SHOWN) }</p> }
            <div class="safety__allow">
                <label><input type="checkbox" data-testid="pickle-only" checked={bench.only_allowed} onchange={onswitch} />{ text.pk_only_allowed }</label>
                <input class="pickle__field" data-testid="pickle-allowed" aria-label={text.pk_allowed} spellcheck="false" autocomplete="off" translate="no" value={bench.allowed.to_string()} oninput={onlist} />
            </div>
        </div>
    }
}

fn finding(context: &Context<'_>, finding: &Finding) -> Html {
    let text = context.text;
    let severity = match finding.severity {
        Severity::Notice => text.pk_sev_notice,
        Severity::Suspicious => text.pk_sev_suspicious,
        Severity::Dangerous => text.pk_sev_dangerous,
    };
    let template = match finding.kind {
        Kind::Import => Some(text.pk_would_import),
        Kind::Call => Some(text.pk_would_call),
        _ => None,
    };
    let jump = {
        let (dispatch, row) = (context.dispatch.clone(), context.bench.reading.row_at(finding.at));
        Callback::from(move |_| {
            dispatch.dispatch(Action::Pickle(Input::Pane(Pane::Read)));
            dispatch.dispatch(Action::Pickle(Input::To(row + 1)));
        })
    };
    html! {
        <li class="safety__finding" data-testid="pickle-finding" data-severity={finding.severity.name()}>
            <span class="safety__severity">{ severity }</span>
            <span class="safety__words">
                { match template {
                    Some(template) => html! { <>{ template }{ " " }<code translate="no">{ format!("{}{}", finding.callable, finding.arguments) }</code></> },
                    None => html! { <code translate="no">{ &finding.message }</code> },
                } }
            </span>
            <button class="button" data-kind="quiet" onclick={jump}>{ fill(text.pk_at, &[finding.opcode, &finding.at.to_string()]) }</button>
        </li>
    }
}

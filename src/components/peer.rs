//! The real program at the other end, in the column where a program of the page would be: where it is, how to start it, and what the
//! network did, read by read. All of it comes from the recording, so a replay shows the same.

use super::Dispatch;
use crate::platform::files::Outgoing;
use crate::state::Action;
use crate::state::real::Input;
use crate::text::real::RealText;
use crate::text::{Lang, fill, grouped, milliseconds};
use sockscope_lab::experiment::Program;
use sockscope_lab::real::{Inward, Recording};
use std::rc::Rc;
use yew::{Html, Properties, component, html};

/// Most lines that are drawn: the newest.
const LINES_MAX: usize = 60;

#[derive(Properties, PartialEq)]
pub(crate) struct PeerProps {
    pub(crate) lang: Lang,
    pub(crate) heard: Rc<Recording>,
    /// The time of the step: what came later is still to come.
    pub(crate) at_ns: u64,
    /// The program that it stands in for.
    pub(crate) absent: Option<Program>,
    /// Whether a narrow page shows this column.
    pub(crate) shown: bool,
    pub(crate) dispatch: Dispatch,
}

/// Where the bridge listens for the page, as the recording has it.
pub(crate) fn listens(heard: &Recording) -> Option<String> {
    heard.heard.iter().rev().find_map(|heard| match &heard.what {
        Inward::Listening { local, .. } => Some(local.to_string()),
        _ => None,
    })
}

/// The column.
#[component]
pub(crate) fn Peer(props: &PeerProps) -> Html {
    let text = props.lang.real();
    let listens = listens(&props.heard);
    let title = if listens.is_some() { text.peer_client } else { text.peer_server };
    html! {
        <section class="card peer" data-shown={props.shown.to_string()} data-testid="peer" aria-label={title}>
            <div class="card__head"><h2>{ title }</h2></div>
            { ways(props, text, listens.as_deref()) }
            <div class="part peer__log">
                <h3 class="part__title">{ text.log }</h3>
                { log(props, text) }
            </div>
        </section>
    }
}

/// How a person starts the real program.
fn ways(props: &PeerProps, text: &'static RealText, listens: Option<&str>) -> Html {
    let port = listens.and_then(|address| address.rsplit_once(':')).map_or("", |(_, port)| port);
    let away = props.absent.as_ref().map(|program| {
        let (program, again) = (program.clone(), props.dispatch.clone());
        let file = program.file.to_string();
        let name = file.clone();
        html! {
            <>
                <p>{ if listens.is_some() { text.connect_with } else { text.run_there } }</p>
                <pre class="bridge__command" translate="no" data-testid="peer-python">{ format!("python3 {file}") }</pre>
                <p class="peer__do">
                    <button class="button" data-testid="peer-save" onclick={move |_| Outgoing::text(&program.source).save(&name)}>{ fill(text.save, &[&file]) }</button>
                    <button class="button" data-kind="quiet" data-testid="peer-back" onclick={move |_| again.dispatch(Action::Real(Input::Simulate))}>{ fill(text.back_here, &[&file]) }</button>
                </p>
            </>
        }
    });
    if listens.is_none() && away.is_none() {
        return Html::default();
    }
    html! {
        <div class="part peer__ways">
            if let Some(address) = listens {
                <p>{ fill(text.listens, &[address]) }</p>
                <pre class="bridge__command" translate="no" data-testid="peer-nc" data-port={port.to_owned()}>{ format!("nc 127.0.0.1 {port}") }</pre>
            }
            { away }
        </div>
    }
}

fn log(props: &PeerProps, text: &RealText) -> Html {
    let lines: Vec<_> =
        props.heard.heard.iter().filter_map(|heard| Some((heard.at_ns, words(text, &heard.what)?))).collect();
    if lines.is_empty() {
        return html! { <p class="quiet">{ text.log_empty }</p> };
    }
    let skipped = lines.len().saturating_sub(LINES_MAX);
    html! {
        <>
            if skipped > 0 { <p class="quiet">{ fill(text.earlier, &[&grouped(skipped as u64)]) }</p> }
            <ol class="peer__lines" data-testid="peer-log">
                { for lines.into_iter().skip(skipped).map(|(at_ns, words)| html! {
                    <li data-future={(at_ns > props.at_ns).to_string()}><span class="peer__time">{ milliseconds(at_ns) }</span><span>{ words }</span></li>
                }) }
            </ol>
        </>
    }
}

/// What the network did, in words; credit is bookkeeping.
fn words(text: &RealText, what: &Inward) -> Option<String> {
    Some(match what {
        Inward::Opened { peer, .. } => fill(text.opened, &[peer]),
        Inward::Refused { reason, .. } => fill(text.refused, &[text.reason(*reason)]),
        Inward::Listening { local, .. } => fill(text.listening, &[local]),
        Inward::Accepted { peer, .. } => fill(text.accepted, &[peer]),
        Inward::Piece { bytes, .. } => fill(text.came, &[&grouped(bytes.len() as u64)]),
        Inward::Eof { .. } => text.eof.to_owned(),
        Inward::Credit { .. } => return None,
        Inward::Closed { reason, .. } => fill(text.closed, &[text.reason(*reason)]),
    })
}

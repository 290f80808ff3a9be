//! The pipe between two programs: both directions of one connection, and the sentence of the step.

use super::Dispatch;
use super::ribbon::Ribbon;
use super::say::say;
use super::tanks::tanks;
use crate::platform::field;
use crate::state::pipe::{SEND_COLOURS, letter};
use crate::state::{Action, ByteAt};
use crate::text::words::Sentence;
use crate::text::{Lang, Text, fill, grouped};
use sockscope_lab::moment::{FinState, Moment, SendView, StreamEnd, StreamView};
use std::rc::Rc;
use yew::{Callback, Event, Html, Properties, component, html};

/// Most sends that the legend names.
const LEGEND_MAX: usize = 6;

#[derive(Properties, PartialEq)]
pub(crate) struct PipeProps {
    pub(crate) lang: Lang,
    pub(crate) moment: Rc<Moment>,
    /// Whether an end of a stream that is no program's is a real program's, and what it is called.
    pub(crate) outside: bool,
    pub(crate) somebody: &'static str,
    /// The chosen connection; `None` is the newest.
    pub(crate) connection: Option<usize>,
    pub(crate) sentence: Sentence,
    pub(crate) picked: Option<ByteAt>,
    /// The picked byte's history.
    pub(crate) picked_words: Option<String>,
    /// Bytes of a stream that are emphasised.
    pub(crate) marked: Option<(u32, std::ops::Range<u64>)>,
    pub(crate) shown: bool,
    pub(crate) dispatch: Dispatch,
}

/// Streams come in pairs, one for each direction.
pub(crate) fn connections(streams: &[StreamView]) -> Vec<Vec<&StreamView>> {
    let mut found: Vec<Vec<&StreamView>> = Vec::new();
    for stream in streams {
        let other = found.iter_mut().find(|pair| {
            pair.len() == 1
                && pair[0].writer.address == stream.reader.address
                && pair[0].reader.address == stream.writer.address
        });
        match other {
            Some(pair) => pair.push(stream),
            None => found.push(vec![stream]),
        }
    }
    for pair in &mut found {
        // The direction in which bytes were sent comes first, then the first program's.
        pair.sort_by_key(|stream| (stream.sent == 0 && stream.pieces.is_empty(), stream.writer.process));
    }
    found
}

fn end_name(props: &PipeProps, end: &StreamEnd) -> String {
    let name = end.process.and_then(|process| props.moment.processes.get(usize::from(process)));
    name.map_or_else(|| props.somebody.to_owned(), |process| process.name.to_string())
}

fn title(props: &PipeProps, text: &Text, stream: &StreamView) -> String {
    fill(text.pipe_title, &[&end_name(props, &stream.writer), &end_name(props, &stream.reader)])
}

fn summary(text: &Text, stream: &StreamView) -> String {
    fill(text.stream_summary, &[&grouped(stream.sent), &grouped(stream.taken), fin_of(text, stream)])
}

/// The column of the pipe.
#[component]
pub(crate) fn Pipe(props: &PipeProps) -> Html {
    let (text, moment) = (props.lang.text(), &*props.moment);
    let connections = connections(&moment.streams);
    let chosen = props.connection.unwrap_or(usize::MAX).min(connections.len().saturating_sub(1));
    let pair = connections.get(chosen);
    html! {
        <section class="card pipe" data-shown={props.shown.to_string()} data-testid="pipe" aria-label={text.pipe}>
            <div class="card__head">
                <h2>{ pair.map_or_else(|| text.pipe.to_owned(), |pair| title(props, text, pair[0])) }</h2>
                if connections.len() > 1 { { picker(props, text, connections.len(), chosen) } }
                if let Some(pair) = pair { <span class="pipe__summary" data-testid="pipe-summary">{ summary(text, pair[0]) }</span> }
            </div>
            <div class="pipe__body">
                if let Some(pair) = pair {
                    <div class="pipe__streams">{ for pair.iter().filter(|stream| is_used(stream)).enumerate().map(|(index, stream)| direction(props, stream, index > 0)) }</div>
                    if let Some(words) = &props.picked_words { <p class="pipe__history" data-testid="byte-history">{ words }</p> }
                    { legend(text, pair) }
                    <div class="pipe__streams">{ for pair.iter().filter(|stream| !is_used(stream)).map(|stream| idle(props, text, stream)) }</div>
                } else {
                    <div class="pipe__empty" data-testid="pipe-empty"><p>{ text.pipe_none }</p><p>{ text.pipe_none_hint }</p></div>
                }
            </div>
            { say(props.lang, "say", "say", &props.sentence) }
        </section>
    }
}

fn is_used(stream: &StreamView) -> bool {
    stream.sent > 0 || !stream.pieces.is_empty()
}

fn picker(props: &PipeProps, text: &Text, count: usize, chosen: usize) -> Html {
    let dispatch = props.dispatch.clone();
    let onchange = Callback::from(move |event: Event| {
        dispatch.dispatch(Action::Connection(field::text(&event).parse().unwrap_or_default()));
    });
    html! {
        <select class="select" data-testid="connection" aria-label={text.pipe} {onchange}>
            { for (0..count).map(|index| html! {
                <option value={index.to_string()} selected={index == chosen}>{ fill(text.connection_n, &[&(index + 1).to_string()]) }</option>
            }) }
        </select>
    }
}

/// A direction in which nothing was ever sent.
fn idle(props: &PipeProps, text: &Text, stream: &StreamView) -> Html {
    html! { <div class="stream__idle" data-testid="stream-idle">{ title(props, text, stream) }{ ": " }{ text.stream_idle }{ ", " }{ fin_of(text, stream) }</div> }
}

fn direction(props: &PipeProps, stream: &StreamView, second: bool) -> Html {
    let (text, moment) = (props.lang.text(), &*props.moment);
    let name = title(props, text, stream);
    html! {
        <div class="stream" data-testid="stream" data-stream={stream.stream.to_string()}>
            if second { <h3 class="stream__title">{ name.clone() }<span>{ summary(text, stream) }</span></h3> }
            { tanks(props.lang, stream, props.outside) }
            <Ribbon key={stream.stream} lang={props.lang} stream={stream.clone()} event={moment.event.clone()} outside={props.outside && stream.reader.process.is_none()} title={fill("{0}", &[&name])} picked={props.picked.filter(|picked| picked.stream == stream.stream).map(|picked| picked.offset)}
                marked={props.marked.as_ref().filter(|(of, _)| *of == stream.stream).map(|(_, range)| range.clone())} dispatch={props.dispatch.clone()} />
        </div>
    }
}

fn fin_of(text: &Text, stream: &StreamView) -> &'static str {
    match stream.fin {
        _ if stream.reset => text.was_reset,
        FinState::Open => text.fin_open,
        FinState::Sent => text.fin_sent,
        FinState::Arrived => text.fin_arrived,
        FinState::Read => text.fin_read,
    }
}

fn legend(text: &Text, pair: &[&StreamView]) -> Html {
    let sends: Vec<&SendView> = pair.iter().flat_map(|stream| &stream.sends).collect();
    if sends.is_empty() {
        return Html::default();
    }
    html! {
        <div class="legend" data-testid="legend">
            { for sends.iter().take(LEGEND_MAX).map(|send| html! {
                <span data-testid="legend-send">
                    <span class="legend__swatch fill" data-send={(send.number % SEND_COLOURS).to_string()}>{ letter(send.number).to_string() }</span>
                    { match send.line {
                        0 => fill(text.legend_outside, &[&grouped(send.range.len())]),
                        line => fill(text.legend_send, &[send.call, &line.to_string(), &grouped(send.range.len())]),
                    } }
                </span>
            }) }
            if sends.len() > LEGEND_MAX { <span>{ format!("+ {}", sends.len() - LEGEND_MAX) }</span> }
            <span><span class="legend__box"></span>{ text.legend_taken }</span>
            <span><span class="legend__box" data-kind="waiting"></span>{ text.legend_waiting }</span>
        </div>
    }
}

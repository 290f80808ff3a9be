//! The bytes of one direction: coloured and lettered by the send they came from, boxed by the recv that took them.

use super::Dispatch;
use crate::platform::dom;
use crate::state::pipe::{PlaceOfPiece, Ribbon as View, RibbonPiece, SEND_COLOURS, WINDOW_STEP, letter, ribbon};
use crate::state::{Action, ByteAt};
use crate::text::{Lang, Text, bytes, fill, grouped};
use sockscope_lab::event::EventView;
use sockscope_lab::moment::StreamView;
use yew::{AttrValue, Callback, Html, KeyboardEvent, MouseEvent, Properties, component, html, use_state};

/// From this many bytes on, the words under a piece fit.
const LABEL_CELLS: u64 = 3;

/// Up to this many bytes are drawn larger, and up to that many larger still: few bytes fill the card as well.
const LARGE_MAX: u64 = 56;
const HUGE_MAX: u64 = 32;

#[derive(Properties, PartialEq)]
pub(crate) struct RibbonProps {
    pub(crate) lang: Lang,
    pub(crate) stream: StreamView,
    pub(crate) event: Option<EventView>,
    /// Such as "server → client".
    pub(crate) title: AttrValue,
    /// Whether a real program reads it: what has arrived there has gone out.
    pub(crate) outside: bool,
    /// The byte whose history is told, if it is one of this stream.
    pub(crate) picked: Option<u64>,
    /// Bytes that the pickle view speaks of.
    pub(crate) marked: Option<std::ops::Range<u64>>,
    pub(crate) dispatch: Dispatch,
}

/// The ribbon, a window of it when the stream is long.
#[component]
pub(crate) fn Ribbon(props: &RibbonProps) -> Html {
    let start = use_state(|| None::<u64>);
    let (text, stream) = (props.lang.text(), &props.stream);
    let view = ribbon(stream, props.event.as_ref(), *start);
    let go = |to: u64| {
        let start = start.clone();
        move |_| start.set(Some(to))
    };
    html! {
        <>
            if view.window != view.held {
                <div class="ribbon__window" data-testid="ribbon-window">
                    <button class="button" disabled={view.window.start == view.held.start} onclick={go(view.window.start.saturating_sub(WINDOW_STEP))}>{ text.ribbon_earlier }</button>
                    <span>{ fill(text.ribbon_window, &[&grouped(view.window.start), &grouped(view.window.end), &grouped(stream.sent)]) }</span>
                    <button class="button" disabled={view.window.end == view.held.end} onclick={go(view.window.start + WINDOW_STEP)}>{ text.ribbon_later }</button>
                </div>
            }
            <ol class="ribbon" data-size={match view.held.len() { len if len <= HUGE_MAX => "huge", len if len <= LARGE_MAX => "large", _ => "small" }} data-testid="ribbon" tabindex="0" onclick={pick_by_click(props)} onkeydown={pick_by_key(props, &view)} data-stream={stream.stream.to_string()} translate="no" aria-label={format!("{}: {}", props.title, text.ribbon_hint)}>
                { for view.pieces.iter().map(|piece| draw(text, props, &view, piece)) }
                if view.ends_hidden > 0 { <li class="mark"><span>{ format!("× {}", view.ends_hidden + 1) }</span></li> }
                if view.fin { <li class="mark" data-kind="fin" data-testid="fin"><span>{ text.fin_mark }</span></li> }
                if stream.reset { <li class="mark" data-kind="rst" data-testid="rst"><span>{ text.rst_mark }</span></li> }
            </ol>
        </>
    }
}

/// A click on a byte tells its history; a second one is silent again.
fn pick_by_click(props: &RibbonProps) -> Callback<MouseEvent> {
    let (dispatch, stream, picked) = (props.dispatch.clone(), props.stream.stream, props.picked);
    Callback::from(move |event: MouseEvent| {
        let offset = event.target().and_then(|target| dom::data_of(&target, ".byte", "data-offset"));
        let offset = offset.and_then(|offset| offset.parse().ok()).filter(|offset| picked != Some(*offset));
        dispatch.dispatch(Action::Pick(offset.map(|offset| ByteAt { stream, offset })));
    })
}

/// Arrows go from byte to byte, Escape ends it.
fn pick_by_key(props: &RibbonProps, view: &View) -> Callback<KeyboardEvent> {
    let (dispatch, stream, picked, window) = (props.dispatch.clone(), props.stream.stream, props.picked, view.window);
    Callback::from(move |event: KeyboardEvent| {
        let last = window.end.saturating_sub(1);
        let offset = match event.key().as_str() {
            "ArrowRight" => Some(picked.map_or(window.start, |picked| (picked + 1).min(last))),
            "ArrowLeft" => Some(picked.map_or(last, |picked| picked.saturating_sub(1).max(window.start))),
            "Escape" => None,
            _ => return,
        };
        event.prevent_default();
        dispatch.dispatch(Action::Pick(offset.map(|offset| ByteAt { stream, offset })));
    })
}

/// State for the stylesheet, test id, words under it.
pub(crate) fn words(text: &Text, outside: bool, piece: &RibbonPiece) -> (&'static str, &'static str, String) {
    let len = grouped(piece.range.len());
    let shown: u64 = piece.runs.iter().map(|run| run.range.len()).sum();
    match piece.place {
        PlaceOfPiece::Taken(number) => {
            let template = if shown < LABEL_CELLS { text.piece_short } else { text.piece_label };
            ("taken", "piece", fill(template, &[&(number + 1).to_string(), &len]))
        }
        PlaceOfPiece::End(number) => ("end", "piece-eof", fill(text.piece_eof, &[&(number + 1).to_string()])),
        PlaceOfPiece::Waiting if outside => ("out", "piece-outside", fill(text.piece_outside, &[&len])),
        PlaceOfPiece::Waiting => ("waiting", "piece-waiting", fill(text.piece_waiting, &[&len])),
        PlaceOfPiece::Link => ("link", "piece-link", fill(text.piece_link, &[&len])),
        PlaceOfPiece::Sending => ("sending", "piece-sending", fill(text.piece_sending, &[&len])),
        PlaceOfPiece::Lost => ("lost", "piece-lost", fill(text.piece_lost, &[&len])),
    }
}

fn draw(text: &Text, props: &RibbonProps, view: &View, piece: &RibbonPiece) -> Html {
    let stream = &props.stream;
    let (state, testid, label) = words(text, props.outside, piece);
    if let PlaceOfPiece::End(_) = piece.place {
        return html! {
            <li class="piece" data-state={state} data-testid={testid} data-now={piece.now.to_string()}>
                <span class="byte" data-eof="true" data-label={label}>{ "b''" }</span>
            </li>
        };
    }
    let window = usize::try_from(view.held.start).ok();
    let index = |offset: u64| usize::try_from(offset).ok().zip(window).map(|(offset, base)| offset - base);
    let (from, to) =
        (piece.runs.first().map_or(0, |run| run.range.start), piece.runs.last().map_or(0, |run| run.range.end));
    let whole = index(from).zip(index(to)).and_then(|(from, to)| stream.bytes.get(from..to)).unwrap_or_default();
    let aria = fill(text.piece_aria, &[&label, &bytes::repr(whole, 40)]);
    html! {
        <li class="piece" data-state={state} data-testid={testid} data-len={piece.range.len().to_string()} data-start={piece.range.start.to_string()}
            data-bytes={bytes::repr(whole, 64)} data-now={piece.now.to_string()}>
            <span class="sr-only">{ aria }</span>
            { for piece.runs.iter().flat_map(|run| run.range.start..run.range.end).filter_map(|offset| {
                let at = index(offset)?;
                let &byte = stream.bytes.get(at)?;
                let run = piece.runs.iter().find(|run| run.range.contains(offset))?;
                let (sign, quiet) = bytes::sign(&stream.bytes, at);
                let lettered = offset == run.range.start;
                let mut sign_utf8 = [0; 4];
                Some(html! {
                    <span class="byte" aria-hidden="true" data-offset={offset.to_string()} data-picked={(props.picked == Some(offset)).then_some("true")} data-marked={props.marked.as_ref().is_some_and(|marked| marked.contains(&offset)).then_some("true")} data-hex={format!("{byte:02x}")} data-send={(run.send % SEND_COLOURS).to_string()}
                        data-quiet={quiet.then_some("true")} data-label={(offset == from).then(|| label.clone())}>
                        if lettered { <i class="byte__letter" data-letter={letter(run.send).to_string()}></i> }
                        { sign.encode_utf8(&mut sign_utf8).to_owned() }
                    </span>
                })
            }) }
        </li>
    }
}

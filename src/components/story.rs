//! What happened, as a list of sentences. Only the rows in view exist; each is a button that leads to its step.

use super::Dispatch;
use crate::platform::{dom, field};
use crate::state::Action;
use crate::state::notes;
use crate::state::session::RunHandle;
use crate::text::words::{Cast, sentence};
use crate::text::{Lang, milliseconds};
use sockscope_lab::event::Position;
use std::rc::Rc;
use yew::{
    Callback, Event, Html, KeyboardEvent, Properties, component, html, use_effect_with, use_node_ref, use_state_eq,
};

const ROW: i32 = 28;
/// Rows that are drawn: what the list shows and some above and below.
const ROWS_DRAWN: usize = 20;
const ROWS_ABOVE: usize = 4;
/// How many bytes of a value a row shows.
const BYTES_SHOWN: usize = 48;

#[derive(Properties, PartialEq)]
pub(crate) struct StoryProps {
    pub(crate) lang: Lang,
    pub(crate) every_line: bool,
    pub(crate) run: RunHandle,
    pub(crate) steps: u32,
    /// Positions behind the told events.
    pub(crate) story: Rc<Vec<Position>>,
    pub(crate) cast: Cast,
    pub(crate) position: Position,
    pub(crate) playing: bool,
    pub(crate) dispatch: Dispatch,
}

impl StoryProps {
    fn rows(&self) -> usize {
        if self.every_line { self.steps as usize } else { self.story.len() }
    }

    /// Position behind the event of a row.
    fn position_of(&self, row: usize) -> Option<Position> {
        if self.every_line {
            Some(self.run.with(|run| run.trace().position_of_step(u32::try_from(row + 1).unwrap_or(u32::MAX))))
        } else {
            self.story.get(row).copied()
        }
    }

    /// The last row at or before the position.
    fn current(&self) -> Option<usize> {
        let behind = if self.every_line {
            self.run.with(|run| run.trace().step_at(self.position)) as usize
        } else {
            self.story.partition_point(|&position| position <= self.position)
        };
        behind.checked_sub(1)
    }
}

/// The list with its switch.
#[component]
pub(crate) fn Story(props: &StoryProps) -> Html {
    let list = use_node_ref();
    let first = use_state_eq(|| 0_usize);
    let current = props.current();
    use_effect_with((current, props.every_line, props.rows()), {
        let list = list.clone();
        move |(current, _, _)| {
            if let Some(row) = *current {
                let top = i32::try_from(row).unwrap_or(i32::MAX / ROW).saturating_mul(ROW);
                field::scroll_into(&list, top, top + ROW);
            }
        }
    });
    let onscroll = {
        let first = first.clone();
        Callback::from(move |event: Event| {
            first.set(usize::try_from(field::scroll_top(&event) / ROW).unwrap_or_default().saturating_sub(ROWS_ABOVE));
        })
    };
    let ontoggle = {
        let (dispatch, every_line) = (props.dispatch.clone(), props.every_line);
        Callback::from(move |_: Event| dispatch.dispatch(Action::EveryLine(!every_line)))
    };
    let text = props.lang.text();
    let rows = props.rows();
    let drawn = (*first).min(rows.saturating_sub(ROWS_DRAWN))..rows.min(*first + ROWS_DRAWN).max(rows.min(ROWS_DRAWN));
    html! {
        <>
            <div class="story__tools">
                <label><input type="checkbox" data-testid="every-line" checked={props.every_line} onchange={ontoggle} />{ text.every_line }</label>
            </div>
            <div class="story" data-testid="story" ref={list} {onscroll}>
                <ol class="story__sheet" aria-label={text.story_label} style={format!("height:{}px", i64::try_from(rows).unwrap_or_default() * i64::from(ROW))}>
                    { for drawn.map(|index| row(props, index, rows, current)) }
                </ol>
            </div>
        </>
    }
}

fn row(props: &StoryProps, index: usize, rows: usize, current: Option<usize>) -> Html {
    let Some(position) = props.position_of(index) else { return Html::default() };
    let Some((event, step)) = props.run.with(|run| {
        let trace = run.trace();
        trace.event(position.checked_sub(1)?).map(|event| (event, trace.step_at(position)))
    }) else {
        return Html::default();
    };
    let bytes = props.run.with(|run| notes::received(run.trace(), &event, BYTES_SHOWN));
    let said = sentence(props.lang, &props.cast, &event);
    let is_current = current == Some(index);
    let go = |to: Option<Position>| {
        let dispatch = props.dispatch.clone();
        move || {
            if let Some(position) = to {
                dispatch.dispatch(Action::ToPosition(position));
            }
        }
    };
    let (here, up, down) = (
        go(Some(position)),
        go(index.checked_sub(1).and_then(|above| props.position_of(above))),
        go(props.position_of(index + 1).filter(|_| index + 1 < rows)),
    );
    let onkeydown = Callback::from(move |event: KeyboardEvent| {
        let to = match event.key().as_str() {
            "ArrowUp" => &up as &dyn Fn(),
            "ArrowDown" => &down,
            _ => return,
        };
        event.prevent_default();
        to();
        dom::focus_later(".story__row[aria-current=step]".to_owned());
    });
    html! {
        <li key={index} aria-setsize={rows.to_string()} aria-posinset={(index + 1).to_string()}>
            <button class="story__row" data-testid="story-row" style={format!("top:{}px", index * ROW as usize)} data-position={position.to_string()}
                data-future={current.is_none_or(|current| index > current).to_string()} data-state={if said.failed { "failed" } else { "fine" }}
                aria-current={is_current.then_some("step")} tabindex={if is_current || (current.is_none() && index == 0) { "0" } else { "-1" }} onclick={move |_| here()} {onkeydown}>
                <span class="story__step">{ step }</span>
                <span class="story__time">{ milliseconds(event.at_ns) }</span>
                <span class="story__who" translate="no">{ &*said.who }</span>
                <span class="story__what" title={said.head.clone()}>{ said.head }
                    if let Some(bytes) = bytes { <code class="story__bytes" translate="no">{ bytes }</code> }
                </span>
            </button>
        </li>
    }
}

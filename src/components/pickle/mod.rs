//! The pickle view: where the bytes come from, and a pane for what is done with them. Each pane is a function of the view's state;
//! only the scroll positions of the two long lists live here.

mod hex;
mod opcodes;
mod safety;
mod source;
mod stack;
mod steps;
mod tree;
mod writing;

use super::Dispatch;
use crate::platform::timer::Repeating;
use crate::platform::{dom, field};
use crate::state::pickle::{Bench, Input, Pane};
use crate::state::{Action, PickleView, SPEEDS};
use crate::text::words::Cast;
use crate::text::{Lang, Text};
use sockscope_lab::moment::Moment;
use std::rc::Rc;
use yew::{
    Callback, Event, Html, KeyboardEvent, MouseEvent, NodeRef, Properties, component, html, use_effect_with,
    use_node_ref, use_state_eq,
};

#[derive(Properties, PartialEq)]
pub(crate) struct PickleProps {
    pub(crate) lang: Lang,
    pub(crate) pickle: PickleView,
    pub(crate) moment: Rc<Moment>,
    pub(crate) cast: Cast,
    pub(crate) speed: usize,
    pub(crate) dispatch: Dispatch,
}

/// What every part of the view needs.
struct Context<'a> {
    text: &'static Text,
    bench: &'a Bench,
    moment: &'a Moment,
    cast: &'a Cast,
    dispatch: &'a Dispatch,
    /// The row under the pointer, and what tells of another.
    hover: Option<u32>,
    onhover: Callback<Option<u32>>,
}

impl Context<'_> {
    /// A callback that says `input`, whatever the event is.
    fn on<E: 'static>(&self, input: Input) -> Callback<E> {
        let dispatch = self.dispatch.clone();
        Callback::from(move |_| dispatch.dispatch(Action::Pickle(input.clone())))
    }
}

/// Tells the row that an element under the pointer stands for, by its attribute `name`.
fn hovered(context: &Context<'_>, selector: &'static str, name: &'static str) -> Callback<MouseEvent> {
    let (onhover, reading) = (context.onhover.clone(), context.bench.reading.clone());
    Callback::from(move |event: MouseEvent| {
        let byte = event.target().and_then(|target| dom::data_of(&target, selector, name));
        onhover.emit(byte.and_then(|byte| byte.parse().ok()).map(|byte| reading.row_at(byte)));
    })
}

/// A button of the view.
fn button(kind: &'static str, testid: &'static str, name: &str, onclick: Callback<MouseEvent>, off: bool) -> Html {
    html! { <button class="button" data-kind={kind} data-testid={testid} disabled={off} {onclick}>{ name }</button> }
}

/// A list of which only the rows in view exist: where it is, the first row, and what its scrolling does.
struct Window {
    list: NodeRef,
    first: usize,
    onscroll: Callback<Event>,
}

/// The view.
#[component]
pub(crate) fn Pickle(props: &PickleProps) -> Html {
    let bench = &*props.pickle.0;
    let lists = [use_node_ref(), use_node_ref()];
    let first = [use_state_eq(|| 0_usize), use_state_eq(|| 0_usize)];
    let hover = use_state_eq(|| None::<u32>);
    let cursor = bench.cursor();
    let marked = bench.marked();
    use_effect_with((cursor, marked.start, bench.pane), {
        let lists = lists.clone();
        move |&(cursor, byte, _)| {
            let row = i32::try_from(cursor.saturating_sub(1)).unwrap_or_default();
            field::scroll_into(&lists[1], row * opcodes::ROW, (row + 1) * opcodes::ROW);
            let line = i32::try_from(byte / hex::COLUMNS).unwrap_or_default();
            field::scroll_into(&lists[0], line * hex::ROW, (line + 1) * hex::ROW);
        }
    });
    use_effect_with((bench.playing, props.speed), {
        let dispatch = props.dispatch.clone();
        move |&(playing, speed)| {
            let tick = move || dispatch.dispatch(Action::Pickle(Input::Tick));
            let timer = playing.then(|| Repeating::new(SPEEDS[speed].1, tick));
            move || drop(timer)
        }
    });
    let window = |index: usize, row: i32| {
        let state = first[index].clone();
        let onscroll = Callback::from(move |event: Event| {
            state.set(usize::try_from(field::scroll_top(&event) / row).unwrap_or_default().saturating_sub(3));
        });
        Window { list: lists[index].clone(), first: *first[index], onscroll }
    };
    let context = Context {
        text: props.lang.text(),
        bench,
        moment: &props.moment,
        cast: &props.cast,
        dispatch: &props.dispatch,
        hover: *hover,
        onhover: Callback::from(move |row| hover.set(row)),
    };
    html! {
        <div class="pickle" data-testid="pickle" onkeydown={keys(&props.dispatch)}>
            { source::source(&context) }
            { match bench.pane {
                Pane::Read => html! {
                    <>
                        { steps::steps(&context) }
                        { steps::standing(&context) }
                        <div class="pickle__panes">
                            { hex::hex(&context, &window(0, hex::ROW)) }
                            { opcodes::opcodes(&context, &window(1, opcodes::ROW)) }
                            <div class="pickle__values">
                                { stack::stack(&context) }
                                { tree::tree(&context) }
                            </div>
                        </div>
                    </>
                },
                Pane::Write => writing::writing(&context),
                Pane::Protocols => writing::protocols(&context),
                Pane::Safety => safety::safety(&context),
            } }
        </div>
    }
}

/// Inside the view, the keys that step the run step the pickle.
fn keys(dispatch: &Dispatch) -> Callback<KeyboardEvent> {
    let dispatch = dispatch.clone();
    Callback::from(move |event: KeyboardEvent| {
        let by = match event.key().as_str() {
            "." => 1,
            "," => -1,
            _ => return,
        };
        if !dom::is_typing(&event) {
            event.prevent_default();
            dispatch.dispatch(Action::Pickle(Input::Step(by)));
        }
    })
}

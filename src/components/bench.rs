//! The tabs under the instrument.

use super::Dispatch;
use super::pickle::Pickle;
use super::reference::reference;
use super::sockets::sockets;
use super::story::Story;
use crate::state::session::RunHandle;
use crate::state::{Action, BenchTab, PickleView};
use crate::text::Lang;
use crate::text::words::Cast;
use sockscope_lab::event::Position;
use sockscope_lab::moment::Moment;
use std::rc::Rc;
use yew::{Callback, Html, KeyboardEvent, Properties, component, html};

const TABS: [(BenchTab, &str); 4] = [
    (BenchTab::Story, "story"),
    (BenchTab::Sockets, "sockets"),
    (BenchTab::Pickle, "pickle"),
    (BenchTab::Reference, "reference"),
];

#[derive(Properties, PartialEq)]
pub(crate) struct BenchProps {
    pub(crate) lang: Lang,
    pub(crate) tab: BenchTab,
    pub(crate) every_line: bool,
    pub(crate) run: RunHandle,
    pub(crate) steps: u32,
    pub(crate) story: Rc<Vec<Position>>,
    pub(crate) cast: Cast,
    pub(crate) moment: Rc<Moment>,
    pub(crate) playing: bool,
    pub(crate) pickle: PickleView,
    pub(crate) speed: usize,
    pub(crate) dispatch: Dispatch,
}

/// The card of the bench.
#[component]
pub(crate) fn Bench(props: &BenchProps) -> Html {
    let text = props.lang.text();
    let current = TABS.iter().position(|(tab, _)| *tab == props.tab).unwrap_or_default();
    let onkeydown = {
        let dispatch = props.dispatch.clone();
        Callback::from(move |event: KeyboardEvent| {
            let to = match event.key().as_str() {
                "ArrowRight" => (current + 1) % TABS.len(),
                "ArrowLeft" => (current + TABS.len() - 1) % TABS.len(),
                "Home" => 0,
                "End" => TABS.len() - 1,
                _ => return,
            };
            event.prevent_default();
            dispatch.dispatch(Action::Bench(TABS[to].0));
            crate::platform::dom::focus(&format!("#tab-{}", TABS[to].1));
        })
    };
    html! {
        <section class="card bench" data-testid="bench" aria-label={text.bench}>
            <div class="tabs" role="tablist" {onkeydown}>
                { for TABS.iter().map(|&(tab, id)| {
                    let dispatch = props.dispatch.clone();
                    let selected = tab == props.tab;
                    let name = match tab {
                        BenchTab::Story => text.story,
                        BenchTab::Sockets => text.sockets,
                        BenchTab::Pickle => text.pickle,
                        BenchTab::Reference => text.reference,
                    };
                    html! {
                        <button class="tabs__tab" role="tab" id={format!("tab-{id}")} data-testid={format!("tab-{id}")} aria-selected={selected.to_string()} aria-controls="bench-panel"
                            tabindex={if selected { "0" } else { "-1" }} onclick={move |_| dispatch.dispatch(Action::Bench(tab))}>{ name }</button>
                    }
                }) }
            </div>
            <div class="bench__panel" id="bench-panel" role="tabpanel" aria-labelledby={format!("tab-{}", TABS[current].1)}>
                { match props.tab {
                    BenchTab::Story => html! {
                        <Story lang={props.lang} every_line={props.every_line} run={props.run.clone()} steps={props.steps} story={props.story.clone()} cast={props.cast.clone()}
                            position={props.moment.position} playing={props.playing} dispatch={props.dispatch.clone()} />
                    },
                    BenchTab::Sockets => sockets(props.lang, &props.moment),
                    BenchTab::Pickle => html! {
                        <Pickle lang={props.lang} pickle={props.pickle.clone()} moment={props.moment.clone()} cast={props.cast.clone()} speed={props.speed} dispatch={props.dispatch.clone()} />
                    },
                    BenchTab::Reference => reference(props.lang),
                } }
            </div>
        </section>
    }
}

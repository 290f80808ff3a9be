//! The switch between simulated and real connections, behind one button: the bridge, its own servers, and which program is a real one.
//! And the line under the lesson that says what is real now, what went wrong with the bridge, and what can be done about it.

use super::rich::rich;
use super::{Dispatch, icon};
use crate::platform::{bridge, field};
use crate::state::real::{Address, Bridge, Input, Real};
use crate::state::{Action, State};
use crate::text::real::RealText;
use crate::text::{Lang, fill};
use sockscope_bridge_protocol::Demo;
use yew::{AttrValue, Callback, Html, InputEvent, Properties, SubmitEvent, component, html, use_state};

/// Where the connections of the shown programs go.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    /// Between the programs of the page.
    Simulated,
    /// To real programs.
    Real,
    /// To what real programs once did.
    Recording,
}

impl Kind {
    /// Of the shown run.
    pub(crate) fn of(state: &State) -> Self {
        match (state.replays(), state.session.live) {
            (true, _) => Self::Recording,
            (false, true) => Self::Real,
            (false, false) => Self::Simulated,
        }
    }

    fn name(self) -> &'static str {
        match self {
            Self::Simulated => "simulated",
            Self::Real => "real",
            Self::Recording => "recording",
        }
    }

    fn words(self, text: &'static RealText) -> &'static str {
        match self {
            Self::Simulated => text.simulated,
            Self::Real => text.real,
            Self::Recording => text.recording,
        }
    }
}

#[derive(Properties, PartialEq)]
pub(crate) struct ConnectionsProps {
    pub(crate) lang: Lang,
    pub(crate) real: Real,
    pub(crate) kind: Kind,
    /// The files of the page's programs, with that of the one a real program stands in for.
    pub(crate) files: Vec<AttrValue>,
    pub(crate) dispatch: Dispatch,
}

/// The files of the programs, with the one that is away at its place.
pub(crate) fn files(state: &State) -> Vec<AttrValue> {
    let file = |file: &str| AttrValue::from(file.to_owned());
    let mut files: Vec<AttrValue> = state.experiment.programs.iter().map(|program| file(&program.file)).collect();
    if let Some((index, program)) = &state.real.absent {
        files.insert((*index).min(files.len()), file(&program.file));
    }
    files
}

fn bridge_name(bridge: &Bridge) -> &'static str {
    match bridge {
        Bridge::Off => "off",
        Bridge::Connecting => "connecting",
        Bridge::Connected(_) => "connected",
        Bridge::Failed(_) => "failed",
    }
}

fn act(dispatch: &Dispatch, input: Input) -> Callback<yew::MouseEvent> {
    let dispatch = dispatch.clone();
    Callback::from(move |_| dispatch.dispatch(Action::Real(input.clone())))
}

/// The button and its panel.
#[component]
pub(crate) fn Connections(props: &ConnectionsProps) -> Html {
    let pasted = use_state(String::new);
    let text = props.lang.real();
    let words = match props.real.bridge {
        Bridge::Connecting => text.connecting,
        _ => props.kind.words(text),
    };
    let oninput = {
        let pasted = pasted.clone();
        Callback::from(move |event: InputEvent| pasted.set(field::text(&event)))
    };
    let onsubmit = {
        let (dispatch, pasted) = (props.dispatch.clone(), pasted.clone());
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            dispatch.dispatch(Action::Real(Input::Connect(Address::of_link(&pasted, &bridge::origin()))));
            pasted.set(String::new());
        })
    };
    html! {
        <>
            <button class="button" data-kind="quiet" data-testid="connections" data-bridge={bridge_name(&props.real.bridge)} data-connections={props.kind.name()}
                aria-label={format!("{}: {words}", text.title)} title={text.title} popovertarget="bridge-panel">
                { icon::plug() }<span class="link-knobs__long">{ words }</span>
            </button>
            <div class="link-knobs bridge" id="bridge-panel" data-testid="bridge-panel" popover="auto" role="group" aria-label={text.title}>
                { match &props.real.bridge {
                    Bridge::Connected(demos) => connected(props, text, demos),
                    Bridge::Connecting => html! { <p role="status">{ text.connecting }</p> },
                    Bridge::Off | Bridge::Failed(_) => html! {
                        <>
                            { failure(text, &props.real.bridge) }
                            <p>{ text.intro }</p>
                            <pre class="bridge__command" translate="no">{ text.serve_command }</pre>
                            <form class="bridge__form" {onsubmit}>
                                <label for="bridge-link">{ text.link_label }</label>
                                <input id="bridge-link" class="sharing__field" data-testid="bridge-link" type="text" autocomplete="off" spellcheck="false"
                                    placeholder={text.link_hint} value={(*pasted).clone()} {oninput} />
                                <button class="button" data-kind="primary" data-testid="bridge-connect" type="submit" disabled={pasted.trim().is_empty()}>{ text.connect }</button>
                            </form>
                            if let Some(address) = &props.real.address {
                                <button class="button" data-testid="bridge-again" onclick={act(&props.dispatch, Input::Connect(Some(address.clone())))}>
                                    { fill(text.connect_to, &[address.place()]) }
                                </button>
                            }
                        </>
                    },
                } }
            </div>
        </>
    }
}

/// Why there is no bridge, and what to do.
fn failure(text: &RealText, bridge: &Bridge) -> Html {
    let Bridge::Failed(failure) = bridge else { return Html::default() };
    let (why, what) = text.failure(failure);
    html! { <p class="bridge__failure" data-testid="bridge-failure" data-failure={failure.name()}><b>{ why }</b>{ " " }{ rich(&what) }</p> }
}

fn connected(props: &ConnectionsProps, text: &'static RealText, demos: &[Demo]) -> Html {
    let place = props.real.address.as_ref().map_or("", Address::place);
    html! {
        <>
            <p class="bridge__row"><span class="bridge__place" data-testid="bridge-place">{ fill(text.connected, &[place]) }</span>
                <button class="button" data-testid="bridge-disconnect" onclick={act(&props.dispatch, Input::Disconnect)}>{ text.disconnect }</button></p>
            { choice(props, text) }
            <h3>{ text.demos }</h3>
            <ul class="bridge__demos">
                { for demos.iter().map(|demo| {
                    let name = format!("{:?}", demo.kind).to_lowercase();
                    html! {
                        <li class="bridge__row" data-testid="demo" data-port={demo.port.to_string()}>
                            <span><code translate="no">{ format!("127.0.0.1:{}", demo.port) }</code><br />{ text.demo(demo.kind) }</span>
                            <button class="button" data-testid={format!("demo-{name}")} popovertarget="bridge-panel" onclick={act(&props.dispatch, Input::Demo(demo.kind))}>{ text.open_client }</button>
                        </li>
                    }
                }) }
            </ul>
        </>
    }
}

/// Which program a real one stands in for.
fn choice(props: &ConnectionsProps, text: &'static RealText) -> Html {
    let chosen = props.real.on.then(|| props.real.absent.as_ref().map(|(index, _)| *index));
    let option = |id: String, words: String, input: Input, checked: bool| {
        let dispatch = props.dispatch.clone();
        let onchange = move |_| dispatch.dispatch(Action::Real(input.clone()));
        html! {
            <label class="bridge__option"><input type="radio" name="real" data-testid={id} {checked} {onchange} />{ words }</label>
        }
    };
    let several = props.files.len() > 1;
    html! {
        <fieldset class="bridge__choice">
            <legend>{ text.who }</legend>
            { option("real-none".into(), text.all_here.to_owned(), Input::Simulate, chosen.is_none()) }
            if several {
                { for props.files.iter().enumerate().map(|(index, file)| {
                    option(format!("real-{index}"), file.to_string(), Input::GoLive(Some(index)), chosen == Some(Some(index)))
                }) }
            } else {
                { option("real-other".into(), fill(text.real_here, &[props.files.first().map_or("", |file| &**file)]), Input::GoLive(None), chosen == Some(None)) }
            }
        </fieldset>
    }
}

/// What is real now, or why it is not.
pub(crate) fn strip(state: &State, dispatch: &Dispatch) -> Html {
    let text = state.lang.real();
    let kind = Kind::of(state);
    let place = state.real.address.as_ref().map_or("", Address::place);
    let connected = matches!(state.real.bridge, Bridge::Connected(_));
    let failed = matches!(state.real.bridge, Bridge::Failed(_));
    let button = |id: &'static str, words: &'static str, input: Input| {
        html! { <button class="button" data-testid={id} onclick={act(dispatch, input)}>{ words }</button> }
    };
    // In a frame nothing is connected unless its attribute says so.
    let may = state.embed.as_ref().is_none_or(|embed| embed.bridge);
    if kind == Kind::Simulated && !failed {
        return Html::default();
    }
    let title = match kind {
        Kind::Simulated => None,
        Kind::Real => Some(text.live_title),
        Kind::Recording => Some(text.record_title),
    };
    html! {
        <section class="lesson strip" data-testid="strip" data-connections={kind.name()} aria-label={text.title}>
            if let Some(title) = title { <h1 class="lesson__title">{ title }</h1> }
            <div class="lesson__body" role={failed.then_some("alert")}>
                if failed { { failure(text, &state.real.bridge) } }
                if kind == Kind::Recording {
                    <p>{ text.record_note }</p>
                } else if kind == Kind::Real {
                    <p>{ if failed { text.lost_note.to_owned() } else { fill(text.live_note, &[place]) } }</p>
                }
            </div>
            <div class="strip__do">
                if kind == Kind::Real && connected {
                    { button("real-again", text.rerun, Input::Again) }
                    if !state.session.ended { { button("real-stop", text.stop, Input::Stop) } }
                } else if kind == Kind::Recording && connected {
                    { button("real-live", text.connect_for_real, Input::GoLive(None)) }
                } else if may && failed && state.real.address.is_some() {
                    { button("bridge-retry", text.again, Input::Connect(state.real.address.clone())) }
                } else if may && kind == Kind::Recording {
                    <button class="button" data-testid="real-live" popovertarget="bridge-panel">{ text.connect_for_real }</button>
                }
                if failed { <button class="button" data-kind="quiet" data-testid="bridge-dismiss" aria-label={state.lang.text().close} onclick={act(dispatch, Input::Disconnect)}>{ "×" }</button> }
            </div>
        </section>
    }
}

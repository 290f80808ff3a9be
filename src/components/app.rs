//! The root: the one reducer, what runs beside it (slices of the engine, playback, keys, language and theme of the document), and the layout.

use super::Dispatch;
use super::banner::banner;
use super::bench::Bench;
use super::carrying::{self, Kept};
use super::connections::{self, Connections, Kind};
use super::header::Header;
use super::help::Help;
use super::live::use_bridge;
use super::opening::use_drop;
use super::peer::{self, Peer};
use super::pipe::Pipe;
use super::printed::Printed;
use super::program::ProgramPane;
use super::sharing::{self, Sharing};
use super::transport::Transport;
use crate::platform::bridge;
use crate::platform::dom::{self, Key, Listener};
use crate::platform::frame::{self, Order};
use crate::platform::link;
use crate::platform::timer::{Later, Repeating, now_ms};
use crate::state::embed::{Embed, lesson_of};
use crate::state::keys::{self, KeyPress};
use crate::state::real::{Address, Input, recording};
use crate::state::share::{self, Shared};
use crate::state::{Action, BenchTab, Column, Cursor, SPEEDS, State, Theme, notes};
use crate::text::words::{Sentence, byte_history, bytes_left, sentence, servers_wait, standstill};
use crate::text::{Lang, fill, grouped};
use sockscope_lab::ends::ProgramEnd;
use sockscope_lab::event::EventKind;
use std::rc::Rc;
use yew::{
    AttrValue, Callback, Html, UseReducerHandle, component, hook, html, use_effect_with, use_reducer, use_state,
};

/// Longest stretch for which the engine may hold the page.
const SLICE_MS: f64 = 7.0;
/// Lines between two looks at the clock.
const SLICE_FUEL: u32 = 50;
/// Slices between two looks at how far a long run has come.
const SLICES_PER_LOOK: u32 = 12;

/// From the last change until the address follows.
const ADDRESS_MS: i32 = 350;

const KEY_DRAFT: &str = "sockscope.draft";
const KEY_LANG: &str = "sockscope.lang";
const KEY_THEME: &str = "sockscope.theme";

/// The page as this visit asks for it.
fn opening() -> State {
    let (hash, query) = dom::address();
    let preferred = Lang::of_tag(&dom::language());
    if let Some(embed) = Embed::of_query(&query) {
        return State::embedded(preferred, embed);
    }
    let lang = dom::stored(KEY_LANG).map_or(preferred, |tag| Lang::of_tag(&tag));
    let theme = dom::stored(KEY_THEME).map_or(Theme::Auto, |name| Theme::of_name(&name));
    let mut state = State::new(lang, theme, lesson_of(&hash).unwrap_or(0));
    state.real.address = bridge::kept();
    state
}

/// Opens what is behind `#`: a lesson's name, or a link with everything in it.
fn open_hash(hash: &str, dispatch: Dispatch) {
    if Address::is_token(hash) {
        // The secret leaves the address bar before anything else happens.
        link::replace_hash("");
        return dispatch.dispatch(Action::Real(Input::Connect(Address::of_link(hash, &bridge::origin()))));
    }
    if let Some(lesson) = lesson_of(hash) {
        dispatch.dispatch(Action::Open(lesson));
        return;
    }
    let body = match share::body(hash) {
        None => return,
        Some(Err(damaged)) => return dispatch.dispatch(Action::Refuse(damaged)),
        Some(Ok((format, body))) => (format, body.to_owned()),
    };
    link::spawn(async move {
        let (format, body) = body;
        let shared = link::from_link(&body).await.and_then(|bytes| Shared::decode(format, &bytes));
        dispatch.dispatch(match shared {
            Ok(shared) => Action::Restore(Box::new(shared)),
            Err(damaged) => Action::Refuse(damaged),
        });
    });
}

/// A link in the address, another one that is typed there later, and what the last visit left.
#[hook]
fn use_links(state: &State, dispatch: &Dispatch) {
    use_effect_with((), {
        let (dispatch, embed) = (dispatch.clone(), state.embed.clone());
        move |()| {
            let hash = dom::address().0;
            let listener = match embed {
                Some(embed) => {
                    open_hash(embed.src.as_deref().unwrap_or(&hash), dispatch);
                    None
                }
                None => {
                    let bridged = Address::is_token(&hash);
                    if bridged {
                        open_hash(&hash, dispatch.clone());
                    }
                    let draft = if hash.is_empty() || bridged { dom::stored(KEY_DRAFT) } else { None };
                    if share::body(&hash).is_some() || draft.is_some() {
                        open_hash(draft.as_deref().unwrap_or(&hash), dispatch.clone());
                    }
                    Listener::on_hash(move |hash| open_hash(&hash, dispatch.clone()))
                }
            };
            move || drop(listener)
        }
    });
}

/// Keeps the address, the draft and the link that is handed on up to date; in a frame only the link that leads out of it.
#[hook]
fn use_address(state: &State) -> String {
    let known = use_state(String::new);
    let shown = (!state.playing).then(|| Rc::new(Shared::of(state)));
    let plain = (state.pristine() && state.cursor == Cursor::End).then_some(state.lesson);
    let (embedded, refused) = (state.embed.is_some(), state.message.is_some());
    use_effect_with((shown, plain, refused), {
        let known = known.clone();
        move |(shown, plain, refused)| {
            // A link that could not be opened stays where it is, to be looked at.
            let timer = shown.clone().filter(|_| !refused).map(|shown| {
                let plain = *plain;
                Later::new(ADDRESS_MS, move || {
                    link::spawn(async move {
                        let hash = match plain {
                            Some(lesson) => format!("lesson-{}", lesson + 1),
                            None => match link::to_link(shown.prefix(), &shown.encode()).await {
                                Some(hash) => hash,
                                None => return known.set(String::new()),
                            },
                        };
                        if !embedded {
                            link::replace_hash(&hash);
                            if plain.is_some() { dom::forget(KEY_DRAFT) } else { dom::store(KEY_DRAFT, &hash) }
                        }
                        known.set(format!("{}#{hash}", dom::base_address()));
                    });
                })
            });
            move || drop(timer)
        }
    });
    (*known).clone()
}

/// The page around a frame: what it orders, and what it is told.
#[hook]
fn use_frame(state: &State, dispatch: &Dispatch) {
    let host = state.embed.as_ref().map(|embed| embed.host.clone());
    use_effect_with(host.clone(), {
        let dispatch = dispatch.clone();
        move |host| {
            let watched = host.clone().map(|host| {
                frame::tell(&host, "ready", &[]);
                let obey = move |order| {
                    dispatch.dispatch(match order {
                        Order::Step(step) => Action::ToStep(step),
                        Order::Run => Action::Rerun,
                        Order::Theme(name) => Action::Dress(Theme::of_name(&name)),
                    });
                };
                (frame::listen(host.clone(), obey), frame::Height::watch(".page", host))
            });
            move || drop(watched)
        }
    });
    let (step, steps, ended) = (state.step(), state.session.steps, state.session.ended);
    use_effect_with((host.clone(), step, steps), |(host, step, steps)| {
        if let Some(host) = host {
            frame::tell(host, "step", &[("step", f64::from(*step)), ("steps", f64::from(*steps))]);
        }
    });
    use_effect_with((host, state.session.id, ended, steps), |(host, _, ended, steps)| {
        if let Some(host) = host.as_ref().filter(|_| *ended) {
            frame::tell(host, "finished", &[("steps", f64::from(*steps))]);
        }
    });
}

/// Language and theme of the document, kept for the next visit.
#[hook]
fn use_document(state: &State) {
    use_effect_with((state.lang, state.lesson), |&(lang, lesson)| {
        dom::set_root_attribute("lang", lang.tag());
        dom::set_title(&format!("{} · Sockscope", lang.lessons()[lesson].title));
    });
    use_effect_with(state.embed.clone(), |embed| {
        if let Some(embed) = embed {
            dom::set_root_attribute("data-view", embed.view.name());
            dom::set_root_attribute("data-controls", embed.controls.name());
            if embed.readonly {
                dom::set_root_attribute("data-readonly", "true");
            }
        }
    });
    use_effect_with((state.lang, state.theme, state.embed.is_none()), |&(lang, theme, alone)| {
        if alone {
            dom::store(KEY_LANG, lang.tag());
            dom::store(KEY_THEME, theme.name());
        }
    });
    use_effect_with((state.session.id, state.session.hash), |&(id, hash)| {
        dom::set_root_attribute("data-run", &id.to_string());
        dom::set_root_attribute("data-trace-hash", &hash.map_or_else(String::new, |hash| format!("{hash:016x}")));
    });
}

/// Gives the unfinished run its slices.
#[hook]
fn use_slices(state: &State, dispatch: &Dispatch) {
    let pending = state.pending.is_some();
    // A live run goes with the clock on the wall, see `live`.
    let unfinished = state.unfinished().filter(|session| !session.live).map(crate::state::session::Session::handle);
    use_effect_with((unfinished, pending), {
        let dispatch = dispatch.clone();
        move |(unfinished, pending)| {
            let every = if *pending { 1 } else { SLICES_PER_LOOK };
            let timer = unfinished.clone().map(|run| {
                let mut slices = 0;
                Repeating::new(0, move || {
                    let start = now_ms();
                    let mut ended = false;
                    while !ended && now_ms() - start < SLICE_MS {
                        ended = run.advance(SLICE_FUEL);
                    }
                    slices += 1;
                    if ended || slices % every == 0 {
                        dispatch.dispatch(Action::Advanced(run.id));
                    }
                })
            });
            move || drop(timer)
        }
    });
}

/// A step each time while playing.
#[hook]
fn use_playback(state: &State, dispatch: &Dispatch) {
    use_effect_with((state.playing, state.speed), {
        let dispatch = dispatch.clone();
        move |&(playing, speed)| {
            let timer = playing.then(|| Repeating::new(SPEEDS[speed].1, move || dispatch.dispatch(Action::Tick)));
            move || drop(timer)
        }
    });
}

/// The keys of the page, never those typed into text.
#[hook]
fn use_keys(dispatch: &Dispatch) {
    use_effect_with((), {
        let dispatch = dispatch.clone();
        move |()| {
            let listener = Listener::on_key(move |key: &Key| {
                let run = key.control && key.key == "Enter";
                if key.alt || (key.in_text && !run) {
                    return false;
                }
                let press =
                    KeyPress { key: &key.key, shift: key.shift, control: key.control, on_widget: key.on_widget };
                keys::action(press).map(|action| dispatch.dispatch(action)).is_some()
            });
            move || drop(listener)
        }
    });
}

/// The whole page.
#[component]
pub(crate) fn App() -> Html {
    let handle = use_reducer(opening);
    let (state, dispatch) = (&*handle, handle.dispatcher());
    // Before anything is drawn: a canvas asks for its colours before effects of its parents run.
    dom::set_root_attribute("data-theme", state.theme.name());
    use_document(state);
    use_slices(state, &dispatch);
    use_bridge(state, &dispatch);
    use_playback(state, &dispatch);
    use_keys(&dispatch);
    use_links(state, &dispatch);
    use_frame(state, &dispatch);
    use_drop(state, &dispatch);
    let link = use_address(state);
    let text = state.lang.text();
    let linked = state.experiment.programs.len() > 1;
    html! {
        <div class="page" data-testid="page" data-lesson={(state.lesson + 1).to_string()}>
            <a class="button skip-link" href="#transport">{ text.skip_to_step }</a>
            <Header lang={state.lang} theme={state.theme} lesson={state.lesson} knobs={state.experiment.knobs.clone()} seed={state.experiment.seed} {linked}
                real={state.real.clone()} kind={Kind::of(state)} files={connections::files(state)} dispatch={dispatch.clone()} />
            <main>
                if Kind::of(state) == Kind::Simulated { { banner(state.lang, state.lesson) } }
                { connections::strip(state, &dispatch) }
                { sharing::message(state, &dispatch) }
                <div>{ for notices(state).into_iter().map(|notice| html! { <p class="notice" data-testid="notice">{ notice }</p> }) }</div>
                { stage_tabs(state, &dispatch) }
                { stage(state, &dispatch) }
                { transport(state, &dispatch) }
                <Bench lang={state.lang} tab={state.bench} every_line={state.every_line} run={state.session.handle()} steps={state.session.steps} story={state.session.story.clone()}
                    cast={state.session.cast.clone()} moment={state.moment.clone()} playing={state.playing} pickle={state.pickle.clone()} speed={state.speed} dispatch={dispatch.clone()} />
            </main>
            <Printed lang={state.lang} lesson={state.lesson} run={state.session.handle()} ended={state.session.ended} />
            <p class="sr-only" role="status" data-testid="announcer">{ announcement(state) }</p>
            if state.embed.is_some() {
                <p class="embed-foot" data-testid="embed-foot">
                    if state.embed.as_ref().is_some_and(|embed| embed.bridge) {
                        <Connections lang={state.lang} real={state.real.clone()} kind={Kind::of(state)} files={connections::files(state)} dispatch={dispatch.clone()} />
                    }
                    <a data-testid="open-in" href={link.clone()} target="_blank" rel="noopener">{ text.open_in }{ " ↗" }</a>
                </p>
            }
            if state.sharing {
                <Sharing lang={state.lang} too_large={too_large(state, &link)} link={link.clone()} files={carrying::all(state)} on_keep={on_keep(&handle, &link)} dispatch={dispatch.clone()} />
            }
            if state.help { <Help lang={state.lang} {dispatch} /> }
        </div>
    }
}

/// Thousands of bytes that a real network brought, when they are why there is no link.
fn too_large(state: &State, link: &str) -> Option<usize> {
    const MAYBE: usize = 16_000;
    let bytes: usize = state.session.heard.heard.iter().map(|heard| recording::size(&heard.what)).sum();
    (link.is_empty() && bytes > MAYBE).then_some(bytes / 1000)
}

/// Makes files of what the page shows now.
fn on_keep(handle: &UseReducerHandle<State>, link: &str) -> Callback<Kept> {
    let (handle, link) = (handle.clone(), link.to_owned());
    Callback::from(move |kept| carrying::keep(&handle, &link, dom::is_dark(handle.theme), kept))
}

/// What the person must know about the run as a whole: who was stopped, and why.
fn notices(state: &State) -> Vec<String> {
    let text = state.lang.text();
    let lines = grouped(state.session.lines_max);
    let notice = |(name, end): (&Rc<str>, &ProgramEnd)| match end {
        ProgramEnd::OutOfSteps { line } => Some(fill(text.out_of_steps_notice, &[name, &lines, &line.to_string()])),
        ProgramEnd::Limit { text: limit } => Some(fill(text.limit_notice, &[name, limit])),
        _ => None,
    };
    state.session.cast.names.iter().zip(&*state.session.ends).filter_map(notice).collect()
}

/// The history of the picked byte, in words.
fn picked_words(state: &State) -> Option<String> {
    let picked = state.picked?;
    let stream = state.moment.streams.iter().find(|stream| stream.stream == picked.stream)?;
    let history = state.session.with(|run| run.byte_history(picked.stream, picked.offset));
    byte_history(state.lang.text(), &state.session.cast, stream, picked.offset, &history)
}

/// The bytes of a stream that the pickle view emphasises.
fn marked(state: &State) -> Option<(u32, std::ops::Range<u64>)> {
    if state.bench == BenchTab::Pickle { state.pickle.0.marked_in_stream() } else { None }
}

/// The sentence of the step; at the end of a run in which somebody still waits, why.
pub(crate) fn step_sentence(state: &State) -> Sentence {
    let text = state.lang.text();
    let cast = &state.session.cast;
    let Some(event) = &state.moment.event else {
        return Sentence { head: text.ev_begin.to_owned(), ..Sentence::default() };
    };
    let said = sentence(state.lang, cast, event);
    let stopped = state.moment.standstill.as_ref().filter(|_| state.cursor == Cursor::End);
    match stopped.map(|stopped| (servers_wait(text, cast, stopped), stopped)) {
        Some((Some(detail), _)) => Sentence { detail, ..last_deed(state).unwrap_or(said) },
        Some((None, stopped)) => standstill(text, cast, stopped),
        None => {
            let detail = bytes_left(text, event, &state.moment.streams);
            Sentence { detail: detail.unwrap_or_else(|| said.detail.clone()), ..said }
        }
    }
}

/// The last event in which a program ended: what a finished run is about.
fn last_deed(state: &State) -> Option<Sentence> {
    let found = state.session.with(|run| {
        let trace = run.trace();
        let behind = trace.previous_where(trace.len() + 1, |event| matches!(event.kind, EventKind::Exited { .. }))?;
        trace.event(behind.checked_sub(1)?)
    })?;
    Some(sentence(state.lang, &state.session.cast, &found))
}

/// What a screen reader is told when something changed: silent while steps follow each other by themselves.
fn announcement(state: &State) -> String {
    if state.playing {
        return String::new();
    }
    let text = state.lang.text();
    if let Some(problem) = state.problems.first() {
        let file = state.experiment.programs.get(usize::from(problem.program)).map_or("", |program| &*program.file);
        let place = fill(text.problem_at, &[file, &problem.line.to_string(), &problem.column.to_string()]);
        return format!("{place}: {}", problem.message);
    }
    picked_words(state).or_else(|| notices(state).pop()).unwrap_or_else(|| {
        let said = step_sentence(state);
        format!("{} {} {}", said.who, said.head, said.detail)
    })
}

fn stage_tabs(state: &State, dispatch: &Dispatch) -> Html {
    let text = state.lang.text();
    let programs = &state.experiment.programs;
    let real = Kind::of(state) != Kind::Simulated;
    if programs.len() < 2 && !real {
        return Html::default();
    }
    let other = programs.get(1).map_or_else(|| peer_name(state).to_owned(), |program| program.file.to_string());
    let tab = |column: Column, name: String, testid: &'static str| {
        let dispatch = dispatch.clone();
        html! {
            <button class="tabs__tab" data-testid={testid} aria-pressed={(state.column == column).to_string()} onclick={move |_| dispatch.dispatch(Action::Show(column))}>{ name }</button>
        }
    };
    html! {
        <div class="tabs stage-tabs" role="group" aria-label={text.pipe}>
            { tab(Column::First, programs[0].file.to_string(), "column-first") }
            { tab(Column::Pipe, text.pipe.to_owned(), "column-pipe") }
            { tab(Column::Second, other, "column-second") }
        </div>
    }
}

/// What the real program at the other end is.
fn peer_name(state: &State) -> &'static str {
    let text = state.lang.real();
    if peer::listens(&state.session.heard).is_some() { text.peer_client } else { text.peer_server }
}

fn stage(state: &State, dispatch: &Dispatch) -> Html {
    let count = state.experiment.programs.len();
    // A program alone has its real other side beside it.
    let peer = count == 1 && Kind::of(state) != Kind::Simulated;
    let (serves, beside) = (peer::listens(&state.session.heard).is_some(), Column::Second);
    let first = pane(state, dispatch, 0, state.column == Column::First || (count == 1 && !peer));
    let other = html! {
        <Peer key="peer" lang={state.lang} heard={state.session.heard.clone()} at_ns={state.moment.at_ns} absent={state.real.absent.clone().map(|(_, program)| program)}
            shown={state.column == beside} dispatch={dispatch.clone()} />
    };
    // Servers left, clients right, as in every lesson.
    let (left, right) = match (peer, serves) {
        (false, _) => (first, Html::default()),
        (true, true) => (first, other),
        (true, false) => (other, first),
    };
    html! {
        <div class="stage" data-programs={if peer { 2 } else { count }.to_string()}>
            { left }
            if count > 1 || peer {
                <Pipe lang={state.lang} moment={state.moment.clone()} outside={state.session.cast.outside} somebody={state.session.cast.somebody(state.lang.text())} connection={state.connection} picked={state.picked} picked_words={picked_words(state)} marked={marked(state)} sentence={step_sentence(state)} shown={state.column == Column::Pipe} dispatch={dispatch.clone()} />
                { for (1..count).map(|number| pane(state, dispatch, number, state.column == Column::Second)) }
            }
            { right }
        </div>
    }
}

fn pane(state: &State, dispatch: &Dispatch, number: usize, shown: bool) -> Html {
    let Some(process) = state.moment.processes.get(number) else { return Html::default() };
    let program = &state.experiment.programs[number];
    let current = state.session.cast.sources.get(number) == Some(&program.source);
    let id = u8::try_from(number).unwrap_or(u8::MAX);
    let notes = state.session.with(|run| notes::notes(run.trace(), state.moment.position, id, process));
    html! {
        <ProgramPane key={number} lang={state.lang} {number} program={program.clone()} process={process.clone()} {notes} {current} {shown} readonly={state.readonly()}
            problem={state.problems.iter().find(|problem| usize::from(problem.program) == number).cloned()}
            event={state.moment.event.as_ref().map(|event| event.index)} dispatch={dispatch.clone()} />
    }
}

fn transport(state: &State, dispatch: &Dispatch) -> Html {
    let acting = state.moment.processes.iter().find(|process| process.acting);
    let place = acting.and_then(|process| Some((AttrValue::from(process.name.to_string()), process.line?)));
    html! {
        <Transport lang={state.lang} theme={state.theme} step={state.step()} steps={state.session.steps} at_ns={state.moment.at_ns} {place} sentence={step_sentence(state)}
            playing={state.playing} speed={state.speed} running={!state.session.ended} lanes={state.session.lanes.clone()} names={state.session.cast.names.clone()} dispatch={dispatch.clone()} />
    }
}

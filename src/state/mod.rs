//! The state of the page and the one place where it changes.
//! Owns what the views show and how each action changes it; views only turn it into HTML. Knows no browser and no clock.

pub(crate) mod archive;
mod checksum;
pub(crate) mod editing;
pub(crate) mod embed;
pub(crate) mod keys;
pub(crate) mod lanes;
pub(crate) mod notes;
pub(crate) mod opening;
pub(crate) mod pickle;
pub(crate) mod picture;
pub(crate) mod pipe;
pub(crate) mod png;
pub(crate) mod real;
pub(crate) mod session;
pub(crate) mod share;
#[cfg(test)]
mod tests;

use crate::text::Lang;
use embed::Embed;
use opening::Unopened;
use session::Session;
use share::{Damaged, Shared};
use sockscope_lab::event::{EventKind, Position};
use sockscope_lab::experiment::Experiment;
use sockscope_lab::moment::Moment;
use sockscope_lab::real::Peers;
use sockscope_lab::saved::Saved;
use sockscope_lab::scenario;
use sockscope_lab::source::SourceProblem;
use std::rc::Rc;
use yew::Reducible;

/// How many slices a new run may take before it is shown although it has not ended.
const PENDING_SLICES: u32 = 3;
/// Most lines that a run in the page may execute: an endless loop ends within a second and fits into a tab's memory.
const LINES_MAX: u64 = 300_000;

/// How many lessons there are.
pub(crate) const LESSONS: usize = 8;
/// The one about pickles alone: it opens with them in view.
const PICKLE_LESSON: usize = 6;

/// The scenario of a lesson, counted from 0. The last one has no programs of its own: its cards go with those of lesson 5.
fn lesson_scenario(lesson: usize) -> String {
    format!("lesson-{}", if lesson + 1 == LESSONS { 5 } else { lesson + 1 })
}

/// The experiment with which a lesson starts.
fn lesson_experiment(lesson: usize) -> Experiment {
    let scenario = scenario::scenario(&lesson_scenario(lesson)).expect("invariant: every lesson has its scenario");
    let mut experiment = scenario.experiment();
    experiment.knobs.steps_max = experiment.knobs.steps_max.min(LINES_MAX);
    experiment
}

/// Where in the run the page looks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Cursor {
    /// At its end, also when the run grows or another takes its place.
    End,
    /// After so many events.
    At(Position),
}

/// Colours of the page.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) enum Theme {
    /// As the system prefers.
    #[default]
    Auto,
    /// Always light.
    Light,
    /// Always dark.
    Dark,
}

/// A tab of the bench.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum BenchTab {
    /// Events as sentences.
    Story,
    /// The socket table.
    Sockets,
    /// Pickles, opcode by opcode.
    Pickle,
    /// Cards to look things up.
    Reference,
}

/// A column of the stage; a narrow page shows one of them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Column {
    /// The first program.
    First,
    /// The pipe.
    Pipe,
    /// The other program.
    Second,
}

/// A byte of a stream.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct ByteAt {
    /// The stream.
    pub(crate) stream: u32,
    /// Its offset in it.
    pub(crate) offset: u64,
}

/// A knob of the link.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum LinkKnob {
    /// One way, in nanoseconds.
    LatencyNs(u64),
    /// Bytes of a delivery.
    PieceMax(Option<u32>),
    /// Between deliveries, in nanoseconds.
    GapNs(u64),
    /// What is left to chance.
    Seed(u64),
}

/// What can happen to the page.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Action {
    /// Opens a lesson, counted from 0.
    Open(usize),
    /// Gives a program another text.
    Edit { program: usize, source: Rc<str> },
    /// Sets the number of a program's control, counted in its text.
    SetReceiveSize { program: usize, control: usize, value: u32 },
    /// Sets the text of a program's control.
    SetPayload { program: usize, control: usize, text: String },
    /// Turns a knob of the link.
    Turn(LinkKnob),
    /// Puts the lesson's programs and link back.
    Reset,
    /// Runs the same again, from the start.
    Rerun,
    /// The run with this number got further.
    Advanced(u32),
    /// One step forward.
    Forward,
    /// One step back.
    Back,
    /// To the start.
    First,
    /// To the end.
    Last,
    /// After so many steps.
    ToStep(u32),
    /// After so many events.
    ToPosition(Position),
    /// Behind the next `recv` that returns.
    NextReceive,
    /// Plays or pauses.
    TogglePlay,
    /// The time of one step has passed while playing.
    Tick,
    /// Index into [`SPEEDS`].
    Speed(usize),
    /// Shows a tab of the bench.
    Bench(BenchTab),
    /// Shows a column on a narrow page.
    Show(Column),
    /// Whether the story tells every line.
    EveryLine(bool),
    /// Another language.
    Speak(Lang),
    /// The next theme.
    NextTheme,
    /// Opens or closes the list of keys.
    Help(bool),
    /// Shows a connection, counted from 0.
    Connection(usize),
    /// Tells the history of a byte, or of none.
    Pick(Option<ByteAt>),
    /// Something in the pickle view.
    Pickle(pickle::Input),
    /// Something about real connections.
    Real(real::Input),
    /// Takes over what a link or the last visit left.
    Restore(Box<Shared>),
    /// Says why a link could not be opened.
    Refuse(Damaged),
    /// Takes the last reset, or what was opened last, back.
    Undo,
    /// Shows what came in files. The names are those of the files.
    TakeIn { names: String, what: Box<Incoming> },
    /// Says why a file could not be opened.
    CannotOpen { name: String, why: Unopened },
    /// Opens or closes the dialog that hands a moment on.
    Share(bool),
    /// Takes the message away.
    Dismiss,
    /// The colours that the page around a frame has now.
    Dress(Theme),
}

/// What the page has to say about itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Message {
    /// A link could not be opened.
    Damaged(Damaged),
    /// A frame was asked for a scenario that does not exist.
    UnknownScenario(String),
    /// A file could not be opened.
    Unopened(String, Unopened),
}

/// What came in files.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Incoming {
    /// What a link holds.
    Shared(Shared),
    /// A lesson as it opens, counted from 0.
    Lesson(usize),
    /// A saved run.
    Saved(Saved),
    /// Programs: file names and texts.
    Programs(Vec<(String, String)>),
    /// A pickle, for the pickle view.
    Pickle(Rc<[u8]>),
}

/// What can be taken back.
#[derive(Clone)]
pub(crate) struct Undo {
    /// The files that were opened; `None` for a reset.
    pub(crate) opened: Option<String>,
    before: Rc<Shared>,
}

/// Names of the speeds and milliseconds a step.
pub(crate) const SPEEDS: [(&str, u32); 5] = [("0.5×", 1_200), ("1×", 600), ("2×", 300), ("4×", 150), ("10×", 60)];

/// The pickle view as the views hold it.
#[derive(Clone, Default)]
pub(crate) struct PickleView(pub(crate) Rc<pickle::Bench>);

impl PartialEq for PickleView {
    /// Every change makes a new one.
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.0, &other.0)
    }
}

/// Everything the page shows.
#[derive(Clone)]
pub(crate) struct State {
    /// Language of the page.
    pub(crate) lang: Lang,
    /// Its colours.
    pub(crate) theme: Theme,
    /// The lesson, counted from 0.
    pub(crate) lesson: usize,
    /// Programs, knobs and seed as they are now, readable or not.
    pub(crate) experiment: Rc<Experiment>,
    /// Why the programs cannot run as they are now.
    pub(crate) problems: Rc<[SourceProblem]>,
    /// The run that is shown: the last one that could be started.
    pub(crate) session: Session,
    /// A newer run that is not far enough to be shown.
    pub(crate) pending: Option<Session>,
    pending_slices: u32,
    /// Where the page looks.
    pub(crate) cursor: Cursor,
    /// What is there.
    pub(crate) moment: Rc<Moment>,
    /// Whether steps follow each other by themselves.
    pub(crate) playing: bool,
    /// Index into [`SPEEDS`].
    pub(crate) speed: usize,
    /// Tab of the bench.
    pub(crate) bench: BenchTab,
    /// Column of a narrow page.
    pub(crate) column: Column,
    /// Whether the story tells every line.
    pub(crate) every_line: bool,
    /// Whether the list of keys is open.
    pub(crate) help: bool,
    /// The connection that was chosen; `None` is the newest.
    pub(crate) connection: Option<usize>,
    /// The byte whose history is told.
    pub(crate) picked: Option<ByteAt>,
    /// The pickle view.
    pub(crate) pickle: PickleView,
    /// What the page around asks for, in a frame.
    pub(crate) embed: Option<Rc<Embed>>,
    /// What the page has to say about itself.
    pub(crate) message: Option<Message>,
    /// What the last reset threw away, or what was opened last.
    pub(crate) undo: Option<Undo>,
    /// Whether the dialog that hands a moment on is open.
    pub(crate) sharing: bool,
    /// Real connections.
    pub(crate) real: real::Real,
    /// A step to go to as soon as the run has it.
    wanted_step: Option<u32>,
    runs: u32,
}

impl State {
    /// The page as it opens.
    pub(crate) fn new(lang: Lang, theme: Theme, lesson: usize) -> Self {
        let experiment = lesson_experiment(lesson);
        let session = Session::blank(0, &experiment);
        let mut state = Self {
            lang,
            theme,
            lesson,
            experiment: Rc::new(experiment),
            problems: Rc::new([]),
            moment: Rc::new(session.moment(0)),
            session,
            pending: None,
            pending_slices: 0,
            cursor: Cursor::End,
            playing: false,
            speed: 1,
            bench: BenchTab::Story,
            column: Column::Pipe,
            every_line: false,
            help: false,
            connection: None,
            picked: None,
            pickle: PickleView::default(),
            embed: None,
            message: None,
            undo: None,
            sharing: false,
            real: real::Real::default(),
            wanted_step: None,
            runs: 0,
        };
        state.open(lesson);
        state
    }

    /// The page in a frame.
    pub(crate) fn embedded(lang: Lang, embed: Embed) -> Self {
        let mut state = Self::new(embed.lang.unwrap_or(lang), embed.theme, embed.lesson);
        state.message = embed.unknown.clone().map(Message::UnknownScenario);
        state.speed = embed.speed.unwrap_or(state.speed);
        state.wanted_step = embed.step;
        if embed.autorun {
            state.cursor = Cursor::At(0);
            state.playing = true;
        }
        state.embed = Some(Rc::new(embed));
        state.promote();
        state.look();
        state.go_to_wanted();
        state
    }

    /// Whether the lesson is as it was opened.
    pub(crate) fn pristine(&self) -> bool {
        *self.experiment == lesson_experiment(self.lesson)
    }

    /// Whether the programs may be changed.
    pub(crate) fn readonly(&self) -> bool {
        self.embed.as_ref().is_some_and(|embed| embed.readonly)
    }

    fn restore(&mut self, shared: Shared) {
        // What a link brings never connects by itself.
        self.real.simulate();
        self.lesson = shared.lesson;
        self.lang = shared.lang;
        self.playing = false;
        self.picked = None;
        self.pickle = PickleView::default();
        self.bench = shared.bench;
        self.column = shared.column;
        self.every_line = shared.every_line;
        self.connection = shared.connection;
        self.cursor = shared.cursor;
        self.message = None;
        // In a frame the attribute has the last word.
        self.wanted_step = self.embed.as_ref().and_then(|embed| embed.step);
        self.experiment = Rc::new(shared.experiment);
        self.run();
    }

    fn reset(&mut self) {
        let undo = (!self.pristine()).then(|| Undo { opened: None, before: Rc::new(Shared::of(self)) });
        self.open(self.lesson);
        self.undo = undo;
    }

    /// Shows what came in the files called `names`; it can be taken back.
    fn take_in(&mut self, names: String, what: Incoming) {
        let mut now = Shared::of(self);
        let undo = Undo { opened: Some(names.clone()), before: Rc::new(now.clone()) };
        now.cursor = Cursor::End;
        match what {
            Incoming::Pickle(bytes) => {
                self.message = None;
                self.bench = BenchTab::Pickle;
                Rc::make_mut(&mut self.pickle.0).change(pickle::Input::File(bytes));
                return self.follow();
            }
            Incoming::Shared(shared) => self.restore(shared),
            Incoming::Lesson(lesson) => self.open(lesson),
            Incoming::Programs(files) => match opening::with_programs(&now.experiment, files) {
                Ok(experiment) => self.restore(Shared { experiment, connection: None, ..now }),
                Err(why) => {
                    self.message = Some(Message::Unopened(names, why));
                    return;
                }
            },
            Incoming::Saved(saved) => {
                let lesson = saved.scenario.as_deref().and_then(embed::lesson_of).unwrap_or(now.lesson);
                let mut experiment = saved.experiment;
                experiment.knobs.steps_max = experiment.knobs.steps_max.min(LINES_MAX);
                self.restore(Shared { experiment, lesson, connection: None, ..now });
                self.wanted_step = saved.step;
                self.go_to_wanted();
            }
        }
        self.undo = Some(undo);
    }

    /// Goes to the step that the address asked for, once the run has got there.
    fn go_to_wanted(&mut self) {
        if self.pending.is_none()
            && let Some(step) = self.wanted_step.filter(|step| self.session.ended || *step < self.session.steps)
        {
            self.wanted_step = None;
            self.go_to_step(step);
        }
    }

    /// The step that is shown, from 0.
    pub(crate) fn step(&self) -> u32 {
        self.session.with(|run| run.trace().step_at(self.moment.position))
    }

    /// The run that still needs time, if any.
    pub(crate) fn unfinished(&self) -> Option<&Session> {
        self.pending.as_ref().or(Some(&self.session)).filter(|session| !session.ended)
    }

    fn open(&mut self, lesson: usize) {
        self.lesson = lesson.min(LESSONS - 1);
        self.playing = false;
        self.cursor = Cursor::End;
        self.connection = None;
        self.picked = None;
        self.message = None;
        self.undo = None;
        self.real.simulate();
        self.pickle = PickleView::default();
        self.bench = match self.lesson + 1 {
            PICKLE_LESSON => BenchTab::Pickle,
            LESSONS => BenchTab::Reference,
            _ => BenchTab::Story,
        };
        self.experiment = Rc::new(lesson_experiment(self.lesson));
        self.run();
    }

    /// Starts what the page holds now. What cannot be read leaves the shown run as it is.
    fn run(&mut self) {
        self.runs += 1;
        let live = self.real.live();
        if self.real.on {
            // A new run hears anew; without a bridge it hears what the last one did.
            let heard = if live { Rc::default() } else { self.session.heard.clone() };
            Rc::make_mut(&mut self.experiment).peers = Peers::Real(heard);
        }
        match Session::start(self.runs, &self.experiment, live) {
            Ok(session) => {
                self.problems = Rc::new([]);
                self.pending_slices = 0;
                self.pending = Some(session);
                self.promote();
            }
            Err(problems) => {
                self.problems = problems.into();
                self.pending = None;
            }
        }
    }

    /// Shows the pending run once it reaches the cursor, has ended, or had its time.
    fn promote(&mut self) {
        let Some(pending) = &self.pending else { return };
        // A live run is watched as it goes on.
        let reached = pending.live
            || match self.cursor {
                Cursor::End => pending.ended,
                Cursor::At(position) => pending.ended || pending.len() >= position,
            };
        if reached || self.pending_slices >= PENDING_SLICES {
            self.session = pending.clone();
            self.pending = None;
            self.look();
        }
    }

    /// Computes what is at the cursor.
    fn look(&mut self) {
        let len = self.session.len();
        let position = match self.cursor {
            Cursor::End => len,
            Cursor::At(position) => position.min(len),
        };
        self.moment = Rc::new(self.session.moment(position));
        self.follow();
    }

    /// Lets the pickle view look where the page does, while it is open.
    fn follow(&mut self) {
        if self.bench == BenchTab::Pickle {
            Rc::make_mut(&mut self.pickle.0).follow(&self.session, self.moment.position);
        }
    }

    fn go_to(&mut self, position: Position) {
        self.cursor =
            if self.session.ended && position >= self.session.len() { Cursor::End } else { Cursor::At(position) };
        self.look();
    }

    fn go_to_step(&mut self, step: u32) {
        let position = self.session.with(|run| {
            let trace = run.trace();
            if step >= trace.step_count() { trace.len() } else { trace.position_of_step(step) }
        });
        self.go_to(position);
    }

    fn back(&mut self) {
        let step = self.step();
        let start = self.session.with(|run| run.trace().position_of_step(step));
        self.go_to_step(if start < self.moment.position && step < self.session.steps {
            step
        } else {
            step.saturating_sub(1)
        });
    }

    fn next_receive(&mut self) {
        let from = if self.moment.position >= self.session.len() { 0 } else { self.moment.position };
        let found = self.session.with(|run| {
            run.trace().next_where(
                from,
                |event| matches!(&event.kind, EventKind::CallFinished { call, .. } if call.name.starts_with("recv")),
            )
        });
        self.go_to(found.unwrap_or_else(|| self.session.len()));
    }

    fn edit(&mut self, program: usize, source: &str) {
        if self.readonly() || self.experiment.programs.get(program).is_none_or(|old| *old.source == *source) {
            return;
        }
        Rc::make_mut(&mut self.experiment).programs[program].source = source.into();
        self.playing = false;
        self.undo = None;
        self.changed();
    }

    /// Runs what was changed: at once, or after a pause if that makes real connections.
    fn changed(&mut self) {
        if self.real.live() {
            self.real.edits += 1;
        } else {
            self.run();
        }
    }

    fn turn(&mut self, knob: LinkKnob) {
        let experiment = Rc::make_mut(&mut self.experiment);
        match knob {
            LinkKnob::LatencyNs(ns) => experiment.knobs.latency_ns = ns,
            LinkKnob::PieceMax(max) => experiment.knobs.piece_max = max,
            LinkKnob::GapNs(ns) => experiment.knobs.gap_ns = ns,
            LinkKnob::Seed(seed) => experiment.seed = seed,
        }
        self.changed();
    }

    fn tick(&mut self) {
        if self.playing {
            self.go_to_step(self.step() + 1);
            self.playing = self.step() < self.session.steps;
        }
    }

    fn toggle_play(&mut self) {
        self.playing = !self.playing;
        if self.playing && self.step() >= self.session.steps {
            self.go_to(0);
        }
    }

    fn advanced(&mut self, id: u32) {
        if let Some(pending) = self.pending.as_mut().filter(|pending| pending.id == id) {
            pending.refresh();
            self.pending_slices += 1;
            self.promote();
        } else if self.session.id == id {
            self.session.refresh();
            if self.cursor == Cursor::End {
                self.look();
            }
        }
    }

    fn change(&mut self, action: Action) {
        match action {
            Action::Open(lesson) => self.open(lesson),
            Action::Edit { program, source } => self.edit(program, &source),
            Action::SetReceiveSize { program, control, value } => {
                if let Some(source) = editing::with_receive_size(&self.experiment, program, control, value) {
                    self.edit(program, &source);
                }
            }
            Action::SetPayload { program, control, text } => {
                if let Some(source) = editing::with_payload(&self.experiment, program, control, &text) {
                    self.edit(program, &source);
                }
            }
            Action::Turn(knob) => self.turn(knob),
            Action::Reset => self.reset(),
            Action::Undo => {
                if let Some(undo) = self.undo.take() {
                    self.restore((*undo.before).clone());
                }
            }
            Action::TakeIn { names, what } => self.take_in(names, *what),
            Action::CannotOpen { name, why } => self.message = Some(Message::Unopened(name, why)),
            Action::Restore(shared) => self.restore(*shared),
            Action::Refuse(damaged) => self.message = Some(Message::Damaged(damaged)),
            Action::Dismiss => {
                self.message = None;
                self.undo = None;
            }
            Action::Share(open) => self.sharing = open,
            Action::Dress(theme) => self.theme = theme,
            Action::Rerun if self.real.live() => self.real(real::Input::Again),
            Action::Rerun => {
                self.cursor = Cursor::At(0);
                self.playing = true;
                self.run();
            }
            Action::Advanced(id) => {
                self.advanced(id);
                self.go_to_wanted();
            }
            Action::Forward => self.step_by_hand(|state| state.go_to_step(state.step() + 1)),
            Action::Back => self.step_by_hand(Self::back),
            Action::First => self.step_by_hand(|state| state.go_to(0)),
            Action::Last => self.step_by_hand(|state| state.go_to(state.session.len())),
            Action::ToStep(step) => self.step_by_hand(|state| state.go_to_step(step)),
            Action::ToPosition(position) => self.step_by_hand(|state| state.go_to(position)),
            Action::NextReceive => self.step_by_hand(Self::next_receive),
            Action::TogglePlay => self.toggle_play(),
            Action::Tick => self.tick(),
            Action::Speed(speed) => self.speed = speed.min(SPEEDS.len() - 1),
            Action::Bench(tab) => {
                self.bench = tab;
                self.follow();
            }
            Action::Show(column) => self.column = column,
            Action::EveryLine(every_line) => self.every_line = every_line,
            Action::Speak(lang) => self.lang = lang,
            Action::NextTheme => self.theme = self.theme.next(),
            Action::Help(open) => self.help = open,
            Action::Connection(connection) => self.connection = Some(connection),
            Action::Pick(picked) => {
                self.picked = picked;
                if let (Some(picked), BenchTab::Pickle) = (picked, self.bench) {
                    Rc::make_mut(&mut self.pickle.0).pick(picked);
                }
            }
            Action::Real(input) => self.real(input),
            Action::Pickle(input) => {
                if Rc::make_mut(&mut self.pickle.0).change(input) {
                    self.follow();
                }
            }
        }
    }

    fn step_by_hand(&mut self, step: impl FnOnce(&mut Self)) {
        self.playing = false;
        step(self);
    }
}

impl BenchTab {
    /// As a link writes it; these numbers never change.
    pub(crate) fn code(self) -> u8 {
        match self {
            Self::Story => 0,
            Self::Sockets => 1,
            Self::Reference => 2,
            Self::Pickle => 3,
        }
    }

    /// The tab with this number; the story for one that is not known.
    pub(crate) fn of_code(code: u8) -> Self {
        let all = [Self::Story, Self::Sockets, Self::Reference, Self::Pickle];
        all.into_iter().find(|tab| tab.code() == code).unwrap_or(Self::Story)
    }
}

impl Theme {
    fn next(self) -> Self {
        match self {
            Self::Auto => Self::Light,
            Self::Light => Self::Dark,
            Self::Dark => Self::Auto,
        }
    }

    /// As stored and as the root element's `data-theme` says it.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Auto => "auto",
            Self::Light => "light",
            Self::Dark => "dark",
        }
    }

    /// The theme of this name; anything else is `Auto`.
    pub(crate) fn of_name(name: &str) -> Self {
        match name {
            "light" => Self::Light,
            "dark" => Self::Dark,
            _ => Self::Auto,
        }
    }
}

impl Reducible for State {
    type Action = Action;

    fn reduce(self: Rc<Self>, action: Action) -> Rc<Self> {
        let mut next = (*self).clone();
        next.change(action);
        Rc::new(next)
    }
}

//! What runs beside the page while connections are real: the WebSocket to the bridge, and the live run in step with the clock on the wall.
//! Moves messages and time between the two and tells the reducer; what they mean is decided in `state::real` and in the engine.

use super::Dispatch;
use crate::platform::bridge::{self, Heard, Socket};
use crate::platform::link;
use crate::platform::timer::{Later, now_ms};
use crate::state::real::conversation::{Conversation, Said};
use crate::state::real::{Address, Bridge, Failure, Input};
use crate::state::session::RunHandle;
use crate::state::{Action, State};
use sockscope_bridge_protocol::SUBPROTOCOL;
use sockscope_lab::real::Inward;
use sockscope_lab::run::{Progress, Run};
use std::cell::RefCell;
use std::rc::Rc;
use yew::{hook, use_effect_with, use_mut_ref};

/// Longest stretch for which a live run may hold the page.
const SLICE_MS: f64 = 7.0;
/// Lines between two looks at the clock.
const SLICE_FUEL: u32 = 50;
/// Between two looks of the page at a run that goes on.
const LOOK_MS: f64 = 60.0;
/// From the last key until programs are run again that connect for real.
const TYPING_MS: i32 = 600;
const NS_PER_MS: f64 = 1e6;

type Shared = Rc<RefCell<Driver>>;

/// The one bridge and the one live run.
#[derive(Default)]
struct Driver {
    /// Of the wish that the socket belongs to.
    attempt: u32,
    socket: Option<Socket>,
    opened: bool,
    welcomed: bool,
    talk: Conversation,
    run: Option<Live>,
    timer: Option<Later>,
}

/// A run in step with the clock.
struct Live {
    handle: RunHandle,
    since_ms: f64,
    /// Whether nothing more is heard: it goes on without the clock.
    finished: bool,
    /// Whether the page has not seen its latest steps, and when it last looked.
    news: bool,
    looked_ms: f64,
}

/// Connects, drives and reconnects as the state says.
#[hook]
pub(super) fn use_bridge(state: &State, dispatch: &Dispatch) {
    let driver = use_mut_ref(Driver::default);
    use_effect_with(state.real.attempt, {
        let (driver, dispatch) = (driver.clone(), dispatch.clone());
        let wanted = state.real.address.clone().filter(|_| state.real.bridge == Bridge::Connecting);
        move |attempt| {
            hang_up(&driver, &dispatch);
            driver.borrow_mut().attempt = *attempt;
            if let Some(address) = wanted {
                connect(driver, dispatch, address);
            }
        }
    });
    let live = (state.session.live && !state.session.ended).then(|| state.session.handle());
    use_effect_with(live, {
        let (driver, dispatch) = (driver.clone(), dispatch.clone());
        move |live| {
            take_up(&driver, live.clone());
            pump(&driver, &dispatch);
        }
    });
    use_effect_with(state.real.stops, {
        let (driver, dispatch) = (driver.clone(), dispatch.clone());
        move |_| finish(&driver, &dispatch)
    });
    use_effect_with(state.real.edits, {
        let dispatch = dispatch.clone();
        move |edits| {
            let again = move || dispatch.dispatch(Action::Real(Input::Again));
            let timer = (*edits > 0).then(|| Later::new(TYPING_MS, again));
            move || drop(timer)
        }
    });
}

/// Asks whether a bridge is there, and opens the WebSocket.
fn connect(driver: Shared, dispatch: Dispatch, address: Address) {
    let attempt = driver.borrow().attempt;
    link::spawn(async move {
        let checked = bridge::check(&address).await;
        if driver.borrow().attempt != attempt {
            return;
        }
        match checked {
            Ok(()) => open(&driver, &dispatch, &address, Some(SUBPROTOCOL)),
            Err(failure) => tell(&dispatch, Input::Failed(failure)),
        }
    });
}

fn open(driver: &Shared, dispatch: &Dispatch, address: &Address, subprotocol: Option<&'static str>) {
    let (heard, told) = (driver.clone(), dispatch.clone());
    let socket = Socket::open(address, subprotocol, {
        let address = address.clone();
        move |event| match event {
            Heard::Open => {
                let mut driver = heard.borrow_mut();
                driver.opened = true;
                let hello = driver.talk.hello();
                driver.send(vec![hello]);
            }
            Heard::Message(message) => message_of(&heard, &told, &address, &message),
            Heard::Closed(code) => closed(&heard, &told, &address, subprotocol.is_some(), code),
        }
    });
    let there = socket.is_some();
    {
        let mut driver = driver.borrow_mut();
        driver.talk = Conversation::default();
        (driver.opened, driver.welcomed) = (false, false);
        driver.socket = socket;
    }
    if !there {
        tell(dispatch, Input::Failed(Failure::Forbidden));
    }
}

fn message_of(driver: &Shared, dispatch: &Dispatch, address: &Address, message: &[u8]) {
    let said = {
        let mut driver = driver.borrow_mut();
        let mut send = Vec::new();
        let said = driver.talk.hear(message, ns(now_ms()), &mut send);
        driver.send(send);
        said
    };
    match said {
        Ok(Said::Welcome(demos)) => {
            driver.borrow_mut().welcomed = true;
            bridge::keep(address);
            tell(dispatch, Input::Reached(demos));
        }
        Ok(Said::Heard(at_ns, what)) => {
            if let Some(live) = driver.borrow().run.as_ref() {
                live.hear(at_ns, what);
            }
            pump(driver, dispatch);
        }
        Ok(Said::Refused(reason, text)) => fail(driver, dispatch, Failure::of_reason(reason, &text)),
        Ok(Said::Nothing) => {}
        Err(_) => fail(driver, dispatch, Failure::Confused(String::new())),
    }
}

fn closed(driver: &Shared, dispatch: &Dispatch, address: &Address, named: bool, code: u16) {
    let (opened, welcomed) = (driver.borrow().opened, driver.borrow().welcomed);
    if !opened && named && address.is_page(&bridge::origin()) {
        // A proxy between page and bridge, such as Trunk's, may not hand the subprotocol back: once more without.
        return open(driver, dispatch, address, None);
    }
    let failure = if welcomed { Failure::of_code(code) } else { Failure::Limit(String::new()) };
    fail(driver, dispatch, failure);
}

/// The bridge is gone: the run keeps what it has.
fn fail(driver: &Shared, dispatch: &Dispatch, failure: Failure) {
    hang_up(driver, dispatch);
    tell(dispatch, Input::Failed(failure));
}

fn hang_up(driver: &Shared, dispatch: &Dispatch) {
    let socket = driver.borrow_mut().socket.take();
    drop(socket);
    finish(driver, dispatch);
}

/// Nothing more is to be heard.
fn finish(driver: &Shared, dispatch: &Dispatch) {
    if let Some(live) = driver.borrow_mut().run.as_mut().filter(|live| !live.finished) {
        live.handle.change(Run::finish_live);
        live.finished = true;
        live.news = true;
    }
    pump(driver, dispatch);
}

/// Drives another run from now on, or none; what the last one began is ended.
fn take_up(driver: &Shared, live: Option<RunHandle>) {
    let mut driver = driver.borrow_mut();
    let mut send = Vec::new();
    driver.talk.leave(&mut send);
    driver.send(send);
    driver.timer = None;
    let finished = driver.socket.is_none();
    driver.run = live.map(|handle| {
        if finished {
            handle.change(Run::finish_live);
        }
        Live { handle, since_ms: now_ms(), finished, news: true, looked_ms: 0.0 }
    });
}

/// Lets the run go on as far as the time has come, and plans the next look.
fn pump(driver: &Shared, dispatch: &Dispatch) {
    let (wait_ms, seen) = {
        let mut guard = driver.borrow_mut();
        guard.timer = None;
        let driver = &mut *guard;
        let Some(live) = driver.run.as_mut() else { return };
        let mut send = Vec::new();
        let wait_ms = live.advance(&mut driver.talk, &mut send);
        let now = now_ms();
        let due = wait_ms.is_none_or(f64::is_infinite) || now - live.looked_ms >= LOOK_MS;
        let seen = (live.news && due).then_some(live.handle.id);
        if seen.is_some() {
            (live.news, live.looked_ms) = (false, now);
        }
        let wait_ms = if live.news { wait_ms.map(|wait| wait.min(LOOK_MS)) } else { wait_ms };
        if wait_ms.is_none() {
            driver.run = None;
            driver.talk.leave(&mut send);
        }
        driver.send(send);
        (wait_ms, seen)
    };
    if let Some(wait) = wait_ms.filter(|wait| wait.is_finite()) {
        let (again, told) = (driver.clone(), dispatch.clone());
        let timer = Later::new(wait.ceil().min(f64::from(i32::MAX)) as i32, move || pump(&again, &told));
        driver.borrow_mut().timer = Some(timer);
    }
    if let Some(id) = seen {
        dispatch.dispatch(Action::Advanced(id));
    }
}

impl Live {
    /// One slice. Milliseconds until the next one, infinite when only the bridge can bring it; `None` at the end of the run.
    fn advance(&mut self, talk: &mut Conversation, send: &mut Vec<Vec<u8>>) -> Option<f64> {
        let start = now_ms();
        loop {
            let elapsed = self.elapsed(ns(now_ms()));
            let finished = self.finished;
            let before = self.handle.with(|run| run.trace().len());
            let (progress, asked) = self.handle.change(|run| {
                let progress = if finished { run.advance(SLICE_FUEL) } else { run.advance_until(SLICE_FUEL, elapsed) };
                (progress, run.take_outward())
            });
            self.news |= self.handle.with(|run| run.trace().len()) != before;
            for asked in asked {
                if let Some(what) = talk.ask(asked, send) {
                    self.handle.change(|run| run.hear(elapsed, what));
                }
            }
            match progress {
                Progress::Ended => {
                    self.news = true;
                    return None;
                }
                Progress::Running if now_ms() - start > SLICE_MS => return Some(0.0),
                Progress::Running => {}
                Progress::Waiting { until_ns } => {
                    let wait = |until: u64| until.saturating_sub(self.elapsed(ns(now_ms()))) as f64 / NS_PER_MS;
                    return Some(until_ns.map_or(f64::INFINITY, wait));
                }
            }
        }
    }

    fn hear(&self, at_ns: u64, what: Inward) {
        let elapsed = self.elapsed(at_ns);
        self.handle.change(|run| run.hear(elapsed, what));
    }

    /// Nanoseconds of the run at a time of the page's clock.
    fn elapsed(&self, at_ns: u64) -> u64 {
        at_ns.saturating_sub(ns(self.since_ms))
    }
}

impl Driver {
    fn send(&self, messages: Vec<Vec<u8>>) {
        if let Some(socket) = &self.socket {
            for message in messages {
                socket.send(&message);
            }
        }
    }
}

fn tell(dispatch: &Dispatch, input: Input) {
    dispatch.dispatch(Action::Real(input));
}

fn ns(ms: f64) -> u64 {
    (ms * NS_PER_MS) as u64
}

//! Connections to real programs, as the page knows them: whether a bridge is there and why not, whether this run uses it, and whose part a
//! real program plays. Knows no WebSocket: what the bridge says comes as [`Input`]s, and what a live run asks goes through [`conversation`].

mod address;
pub(crate) mod conversation;
pub(crate) mod recording;
mod switch;

pub(crate) use address::Address;
use sockscope_bridge_protocol::{Demo, DemoKind, Reason};
use sockscope_lab::experiment::Program;
use std::rc::Rc;

/// Most characters of a bridge's explanation that are shown.
const TEXT_MAX: usize = 200;

/// Why there is no bridge to talk to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Failure {
    /// What was pasted is no link of a bridge.
    BadLink,
    /// Nobody answers.
    NotRunning,
    /// It is of another launch, or missing.
    WrongToken,
    /// The browser keeps the page from the local network.
    Forbidden,
    /// The bridge does not let this origin in.
    Origin(String),
    /// One of the bridge's limits, in its own words if it had any.
    Limit(String),
    /// It speaks another version of the protocol.
    Version,
    /// It was there, and is gone.
    Lost,
    /// It was stopped, and said so.
    Stopping,
    /// It said what cannot be, or refused what the page said.
    Confused(String),
}

impl Failure {
    /// What an answer of `/health` means; `None` when the bridge lets the page in.
    pub(crate) fn of_health(fine: bool, body: &str) -> Option<Self> {
        let says = |what: &str| body.contains(what);
        match fine {
            true if says("\"token\":\"right\"") => None,
            true if says("\"sockscope\"") => Some(Self::WrongToken),
            // The bridge's own refusals; anything else is another server's, such as the page's own.
            false if says("this Origin") || says("this Host") => Some(Self::Origin(String::new())),
            _ => Some(Self::NotRunning),
        }
    }

    /// Why the bridge refused the conversation as a whole.
    pub(crate) fn of_reason(reason: Reason, text: &str) -> Self {
        let text = text.chars().take(TEXT_MAX).collect();
        match reason {
            Reason::Throttled => Self::Limit(text),
            Reason::UnknownVersion => Self::Version,
            Reason::Stopping => Self::Stopping,
            _ => Self::Confused(text),
        }
    }

    /// What the end of a WebSocket means that was open before, by its code.
    pub(crate) fn of_code(code: u16) -> Self {
        if code == 1001 { Self::Stopping } else { Self::Lost }
    }

    /// As the document's `data-failure` names it.
    pub(crate) fn name(&self) -> &'static str {
        match self {
            Self::BadLink => "bad-link",
            Self::NotRunning => "not-running",
            Self::WrongToken => "wrong-token",
            Self::Forbidden => "forbidden",
            Self::Origin(_) => "origin",
            Self::Limit(_) => "limit",
            Self::Version => "version",
            Self::Lost => "lost",
            Self::Stopping => "stopping",
            Self::Confused(_) => "confused",
        }
    }
}

/// Whether there is a bridge.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) enum Bridge {
    /// Nobody asked for one.
    #[default]
    Off,
    /// It is being asked.
    Connecting,
    /// It is there, with these servers of its own.
    Connected(Rc<[Demo]>),
    /// It is not, and why.
    Failed(Failure),
}

/// Everything about real connections that the page shows, besides the run itself.
#[derive(Debug, Clone, PartialEq, Default)]
pub(crate) struct Real {
    /// Whether there is a bridge.
    pub(crate) bridge: Bridge,
    /// The bridge that was last asked for, of all of this tab's.
    pub(crate) address: Option<Address>,
    /// Number of the wish for a connection: another number is another attempt.
    pub(crate) attempt: u32,
    /// Whether connections are to be real.
    pub(crate) on: bool,
    /// The program that a real one stands in for, and its place among the others.
    pub(crate) absent: Option<(usize, Program)>,
    /// Counts changes that wait for a pause in the typing: each run makes connections.
    pub(crate) edits: u32,
    /// Counts the times that somebody wanted to hear nothing more.
    pub(crate) stops: u32,
}

impl Real {
    /// What is opened next is simulated, or replayed; the bridge stays.
    pub(super) fn simulate(&mut self) {
        self.on = false;
        self.absent = None;
    }

    /// Whether a run that starts now would connect for real.
    pub(crate) fn live(&self) -> bool {
        self.on && matches!(self.bridge, Bridge::Connected(_))
    }
}

/// What can happen about real connections.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Input {
    /// Connect to this bridge; `None`: what was given is no link of one.
    Connect(Option<Address>),
    /// Let the bridge go.
    Disconnect,
    /// It said welcome.
    Reached(Rc<[Demo]>),
    /// There is none, or no more.
    Failed(Failure),
    /// A real program stands in for this one, by its place; `None`: every program of the page stays.
    GoLive(Option<usize>),
    /// Everything in the page again.
    Simulate,
    /// Runs the program that talks to one of the bridge's own servers.
    Demo(DemoKind),
    /// The typing has paused, or somebody wants the same once more.
    Again,
    /// Nothing more is to be heard from outside.
    Stop,
}

/// The program that talks to one of the bridge's own servers, with its port.
pub(crate) fn demo_client(demo: Demo) -> Program {
    let source = match demo.kind {
        DemoKind::Sentence => include_str!("sentence.py"),
        DemoKind::Object => include_str!("object.py"),
        DemoKind::Echo => include_str!("echo.py"),
    };
    Program::new("client", &source.replacen("\", 0)", &format!("\", {})", demo.port), 1))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_health_answer_is_told_apart() {
        let check = |fine, body, name: Option<&str>| {
            assert_eq!(Failure::of_health(fine, body).as_ref().map(Failure::name), name, "{body}");
        };
        check(true, "{\"sockscope\":\"0.1.0\",\"protocol\":1,\"token\":\"right\"}\n", None);
        check(true, "{\"sockscope\":\"0.1.0\",\"protocol\":1,\"token\":\"wrong\"}\n", Some("wrong-token"));
        check(true, "{\"sockscope\":\"0.1.0\",\"protocol\":1,\"token\":\"absent\"}\n", Some("wrong-token"));
        check(true, "<!doctype html>", Some("not-running"));
        check(false, "this Origin may not use the bridge\n", Some("origin"));
        check(false, "this Host is not served\n", Some("origin"));
        check(false, "error sending request", Some("not-running"));
    }

    #[test]
    fn the_client_of_a_server_has_its_port_and_can_run() {
        for kind in [DemoKind::Sentence, DemoKind::Object, DemoKind::Echo] {
            let program = demo_client(Demo { kind, port: 40_123 });
            assert_eq!(program.source.matches("(\"127.0.0.1\", 40123)").count(), 1, "{kind:?}");
            let experiment = crate::state::Experiment { programs: vec![program], ..crate::state::lesson_experiment(0) };
            assert!(sockscope_lab::run::Run::start(experiment).is_ok(), "{kind:?}");
        }
    }
}

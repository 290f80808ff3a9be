//! How each input about real connections changes the page: the switch between simulated and real, who stands in for whom, and what becomes
//! of a run when its bridge comes or goes. A trace is never thrown away because of the bridge: it stays and can be stepped through.

use super::{Bridge, Failure, Input, demo_client};
use crate::state::{BenchTab, Cursor, State};
use sockscope_bridge_protocol::{Demo, DemoKind};
use sockscope_lab::experiment::Experiment;
use sockscope_lab::real::Peers;
use std::rc::Rc;

impl State {
    /// Whether the shown run replays what a real network did: nothing goes out.
    pub(crate) fn replays(&self) -> bool {
        matches!(self.experiment.peers, Peers::Real(_)) && !self.session.live
    }

    /// The experiment with everything that the shown run has heard, so that it can be opened without a bridge.
    pub(crate) fn recorded(&self) -> Experiment {
        let mut experiment = (*self.experiment).clone();
        if let Peers::Real(heard) = &mut experiment.peers
            && self.session.live
            && self.real.on
        {
            *heard = self.session.heard.clone();
        }
        experiment
    }

    pub(in crate::state) fn real(&mut self, input: Input) {
        match input {
            Input::Connect(Some(address)) => {
                self.real.address = Some(address);
                self.real.bridge = Bridge::Connecting;
                self.real.attempt += 1;
            }
            Input::Connect(None) => self.real.bridge = Bridge::Failed(Failure::BadLink),
            Input::Disconnect => {
                self.real.bridge = Bridge::Off;
                self.real.attempt += 1;
            }
            Input::Reached(demos) => {
                self.real.bridge = Bridge::Connected(demos);
                if self.real.on {
                    self.go_live();
                }
            }
            Input::Failed(failure) => self.real.bridge = Bridge::Failed(failure),
            Input::GoLive(absent) => {
                self.come_back();
                if let Some(index) = absent {
                    self.leave(index);
                }
                self.real.on = true;
                self.go_live();
            }
            Input::Simulate => {
                self.come_back();
                self.real.on = false;
                Rc::make_mut(&mut self.experiment).peers = Peers::Simulated;
                self.cursor = Cursor::End;
                self.run();
            }
            Input::Demo(kind) => self.open_demo(kind),
            Input::Again => self.run(),
            Input::Stop => self.real.stops += 1,
        }
    }

    /// Starts a run with real connections, and looks at its end as it grows.
    fn go_live(&mut self) {
        self.playing = false;
        self.cursor = Cursor::End;
        self.connection = None;
        self.picked = None;
        self.run();
    }

    /// A real program stands in for this one.
    fn leave(&mut self, index: usize) {
        let programs = &mut Rc::make_mut(&mut self.experiment).programs;
        if programs.len() > 1 && index < programs.len() {
            self.real.absent = Some((index, programs.remove(index)));
        }
    }

    /// The program that was away is in the page again, as it was.
    fn come_back(&mut self) {
        if let Some((index, program)) = self.real.absent.take() {
            let programs = &mut Rc::make_mut(&mut self.experiment).programs;
            programs.insert(index.min(programs.len()), program);
        }
    }

    fn open_demo(&mut self, kind: DemoKind) {
        let Bridge::Connected(demos) = &self.real.bridge else { return };
        let Some(demo) = demos.iter().copied().find(|demo: &Demo| demo.kind == kind) else { return };
        self.real.absent = None;
        self.real.on = true;
        self.message = None;
        self.undo = None;
        Rc::make_mut(&mut self.experiment).programs = vec![demo_client(demo)];
        self.pickle = Default::default();
        self.bench = if kind == DemoKind::Object { BenchTab::Pickle } else { BenchTab::Story };
        self.go_live();
    }
}

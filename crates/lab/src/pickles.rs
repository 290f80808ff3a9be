//! The pickles of a run: what `dumps` made and `loads` was given, and through which bytes of which stream they travelled.
//! Noted where the machine reports them, beside the events: a pickle that was written and later read is one entry. Knows no opcode.

use crate::event::{ByteRange, Position, ProcessId};
use crate::history::History;
use crate::moment::VariableOrigin;
use sockscope_python::pause::Pickled;
use std::rc::Rc;

/// How many pickles of a run are kept; later ones are not noted.
const PICKLES_MAX: usize = 200;
/// How many bytes all of them together may have.
const BYTES_MAX: usize = 16 << 20;

/// Where a pickle was written or read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PickleUse {
    /// Number of events before it.
    pub event: Position,
    /// Which program.
    pub process: ProcessId,
    /// The line of the program.
    pub line: u32,
}

/// One pickle of a run.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PickleOfRun {
    /// All its bytes, as `dumps` made them or as `loads` was given them.
    pub bytes: Rc<[u8]>,
    /// Where `dumps` made it.
    pub written: Option<PickleUse>,
    /// Where `loads` was given it first.
    pub read: Option<PickleUse>,
    /// Which of its bytes came through which stream, ascending.
    pub origins: Vec<VariableOrigin>,
}

/// All pickles of a run, in the order in which they were first seen.
#[derive(Debug, Clone, Default)]
pub(crate) struct Pickles {
    found: Vec<PickleOfRun>,
    bytes: usize,
}

impl Pickles {
    /// Notes one.
    pub(crate) fn note(&mut self, place: PickleUse, pickled: &Pickled) {
        let data = &pickled.bytes.data;
        let origins: Vec<VariableOrigin> = pickled.bytes.origins.iter().map(|origin| (*origin).into()).collect();
        let same = |known: &&mut PickleOfRun| {
            let other = known.origins == origins || known.origins.is_empty() || origins.is_empty();
            known.bytes == *data
                && other
                && if pickled.written { known.written.is_none() } else { known.read.is_none() }
        };
        if let Some(known) = self.found.iter_mut().rev().find(same) {
            if pickled.written {
                known.written = Some(place);
            } else {
                known.read = Some(place);
                known.origins = origins;
            }
            return;
        }
        if self.found.len() >= PICKLES_MAX || self.bytes + data.len() > BYTES_MAX {
            return;
        }
        self.bytes += data.len();
        let (written, read) = if pickled.written { (Some(place), None) } else { (None, Some(place)) };
        self.found.push(PickleOfRun { bytes: data.clone(), written, read, origins });
    }

    /// All of them; those that `loads` was never given are looked for in what was sent.
    pub(crate) fn all(&self, history: &History) -> Vec<PickleOfRun> {
        let mut all = self.found.clone();
        for pickle in all.iter_mut().filter(|pickle| pickle.read.is_none()) {
            pickle.origins = sent(history, &pickle.bytes).into_iter().collect();
        }
        all
    }
}

/// Where these bytes were sent, if one `send` holds all of them.
fn sent(history: &History, bytes: &[u8]) -> Option<VariableOrigin> {
    for (stream, of_stream) in &history.streams {
        for send in &of_stream.sends {
            let found = send.data.windows(bytes.len().max(1)).position(|window| window == bytes);
            if let Some(at) = found.filter(|_| !bytes.is_empty()) {
                let start = send.start + at as u64;
                return Some(VariableOrigin {
                    at: 0,
                    stream: *stream,
                    range: ByteRange { start, end: start + bytes.len() as u64 },
                });
            }
        }
    }
    None
}

impl PickleOfRun {
    /// How many of its bytes its reader has at `position`: what `recv` took, or all once `loads` was given it.
    pub(crate) fn here(&self, history: &History, position: Position) -> usize {
        let happened = |place: Option<PickleUse>| place.is_some_and(|place| place.event < position);
        if happened(self.read) {
            return self.bytes.len();
        }
        if self.origins.is_empty() {
            return if happened(self.written) { self.bytes.len() } else { 0 };
        }
        for origin in &self.origins {
            let taken = history.streams.get(&origin.stream).map_or(0, |stream| stream.taken(position));
            if taken < origin.range.end {
                let had = taken.saturating_sub(origin.range.start);
                // What the program put before the bytes that travelled is not there before they are.
                let before = if had > 0 || self.began(history, position) { origin.at as usize } else { 0 };
                return before + usize::try_from(had).unwrap_or(usize::MAX);
            }
        }
        self.bytes.len()
    }

    /// Whether any byte that travelled has been taken.
    fn began(&self, history: &History, position: Position) -> bool {
        self.origins.iter().any(|origin| {
            history.streams.get(&origin.stream).is_some_and(|stream| stream.taken(position) > origin.range.start)
        })
    }
}

#[cfg(test)]
mod tests {
    use crate::experiment::{Experiment, Program};
    use crate::run::{Progress, Run};
    use crate::scenario;

    fn ended(experiment: Experiment) -> Run {
        let mut run = Run::start(experiment).expect("it can be read");
        while run.advance(1_000) == Progress::Running {}
        run
    }

    #[test]
    fn a_pickle_that_was_sent_and_loaded_is_one_and_grows_with_each_piece() {
        let run = ended(scenario::scenario("lesson-7").expect("there is one").experiment());
        let trace = run.trace();
        let pickles = trace.pickles();
        let [pickle] = pickles.as_slice() else { panic!("{pickles:?}") };
        assert_eq!(pickle.written.map(|place| (place.process, place.line)), Some((0, 13)));
        assert_eq!(pickle.read.map(|place| (place.process, place.line)), Some((1, 20)));
        // Behind the ten bytes of the header.
        assert_eq!(pickle.origins.iter().map(|origin| (origin.at, origin.range.start)).collect::<Vec<_>>(), [(0, 10)]);
        let mut here: Vec<usize> = (0..=trace.len()).map(|position| trace.pickle_here(pickle, position)).collect();
        here.dedup();
        assert_eq!(here, [0, 10, 20, 30, 38], "pieces of ten, the first of which was the header");
    }

    #[test]
    fn a_pickle_that_nobody_loads_is_found_in_what_was_sent() {
        let mut experiment = scenario::scenario("lesson-7").expect("there is one").experiment();
        let client = &mut experiment.programs[1];
        client.source = client.source.replace("value = pickle.loads(received[HEADER:])", "value = None").into();
        let run = ended(experiment);
        let pickles = run.trace().pickles();
        let [pickle] = pickles.as_slice() else { panic!("{pickles:?}") };
        assert_eq!((pickle.read, pickle.origins[0].range.start), (None, 10));
    }

    #[test]
    fn a_pickle_that_stays_at_home_is_there_once_it_was_written() {
        let source = "import pickle\nx = 1\ndata = pickle.dumps([x])\ntry:\n    pickle.loads(data[:-1])\nexcept Exception:\n    pass\n";
        let program = Program {
            source: source.into(),
            ..scenario::scenario("lesson-6").expect("there is one").experiment().programs[0].clone()
        };
        let experiment = Experiment {
            programs: vec![program],
            ..scenario::scenario("lesson-6").expect("there is one").experiment()
        };
        let run = ended(experiment);
        let trace = run.trace();
        let pickles = trace.pickles();
        assert_eq!(
            pickles.iter().map(|pickle| pickle.bytes.len()).collect::<Vec<_>>(),
            [17, 16],
            "the whole and the cut one"
        );
        let here = |position| pickles.iter().map(|pickle| trace.pickle_here(pickle, position)).collect::<Vec<_>>();
        assert_eq!((here(0), here(trace.len())), (vec![0, 0], vec![17, 16]));
    }
}

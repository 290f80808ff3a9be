//! Turns the effects of each step into findings. Keeps, beside the machine's stack, where each object on it came from,
//! so that names which were recalled or computed are told apart from names that stand there.

use super::claims::claim;
use super::names::{is_dangerous, is_harmless};
use super::{Finding, Kind, Severity};
use crate::graph::{Construction, Graph, Node, NodeId, Object};
use crate::render::repr_cut;
use crate::unpickler::{Effect, Ran, Unpickler};

/// Bytes of arguments that a finding shows.
const SHOWN_MAX: usize = 400;

/// Where an object on the stack came from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Source {
    /// It stands in the pickle.
    Literal,
    /// The memo, or a copy of the top.
    Memo,
    /// An opcode made it.
    Made,
}

/// Watches one pickle.
pub(super) struct Watch {
    base: usize,
    nesting: u32,
    findings: Vec<Finding>,
    sources: Vec<Source>,
    marks: Vec<usize>,
    /// Sources of what this step popped, topmost first.
    popped: Vec<Source>,
    /// Memo indices and what they hold.
    memo: std::collections::BTreeMap<u64, NodeId>,
    protocols: usize,
    protocol: u8,
    newest: u8,
    frame_end: Option<usize>,
}

impl Watch {
    pub(super) fn new(base: usize, nesting: u32) -> Self {
        Self {
            base,
            nesting,
            findings: Vec::new(),
            sources: Vec::new(),
            marks: Vec::new(),
            popped: Vec::new(),
            memo: std::collections::BTreeMap::new(),
            protocols: 0,
            protocol: 0,
            newest: 0,
            frame_end: None,
        }
    }

    pub(super) fn findings(&self) -> &[Finding] {
        &self.findings
    }

    /// The findings, with those that only the end shows.
    pub(super) fn finish(mut self, unpickler: &Unpickler) -> Vec<Finding> {
        if self.protocols > 0 && self.newest > self.protocol {
            let message = format!("says protocol {}, but uses opcodes of protocol {}", self.protocol, self.newest);
            self.form(0, "PROTO", Severity::Notice, message);
        }
        if self.frame_end.is_some_and(|end| end > unpickler.input().len()) {
            let message = "a FRAME announces more bytes than there are: the C unpickler refuses it".to_owned();
            self.form(0, "FRAME", Severity::Notice, message);
        }
        self.findings
    }

    fn form(&mut self, at: usize, opcode: &'static str, severity: Severity, message: String) {
        self.add(at, opcode, severity, Kind::Form, (String::new(), String::new()), message);
    }

    fn add(
        &mut self,
        at: usize,
        opcode: &'static str,
        severity: Severity,
        kind: Kind,
        (callable, arguments): (String, String),
        message: String,
    ) {
        let (at, nesting) = (self.base + at, self.nesting);
        self.findings.push(Finding { severity, kind, at, opcode, callable, arguments, message, nesting });
    }

    /// Looks at what one opcode did.
    pub(super) fn see(&mut self, unpickler: &Unpickler, ran: Ran) {
        let graph = unpickler.graph();
        self.newest = self.newest.max(ran.opcode.protocol);
        self.popped.clear();
        if let Some(end) = self.frame_end
            && ran.at.0 < end
            && ran.at.0 + ran.len > end
        {
            let message = format!("{} straddles the end of its frame", ran.opcode.name);
            self.form(ran.at.0, ran.opcode.name, Severity::Notice, message);
            self.frame_end = None;
        }
        let mut recalled = false;
        for effect in unpickler.effects() {
            match *effect {
                Effect::Recalled { .. } => recalled = true,
                Effect::Pushed(id) => self.pushed(graph, ran, id, recalled),
                Effect::Popped(id) => {
                    let source = self.sources.pop().unwrap_or(Source::Made);
                    self.popped.push(source);
                    self.thrown_away(graph, ran, id);
                }
                Effect::PoppedToMark { .. } => {
                    let mark = self.marks.pop().unwrap_or(0);
                    self.sources.truncate(mark);
                }
                Effect::Marked { .. } => self.marks.push(self.sources.len()),
                Effect::Unmarked => {
                    self.marks.pop();
                }
                Effect::Filled { .. } => self.sources.truncate(unpickler.stack().len()),
                Effect::Memoised { index, value } => self.memoised(ran, index, value),
                Effect::WouldImport(id) => self.import(graph, ran, id),
                Effect::WouldCall(id) => self.call(graph, ran, id),
                // The helpers of `copyreg` make an instance of whatever class they are given.
                Effect::Understood { value, .. } => self.call(graph, ran, value),
                Effect::WouldBuild { object, state } => self.build(graph, ran, object, state),
                Effect::Protocol(protocol) => self.proto(ran, protocol),
                Effect::Frame(len) => {
                    let end = usize::try_from(len).ok().and_then(|len| (ran.at.0 + ran.len).checked_add(len));
                    self.frame_end = Some(end.unwrap_or(usize::MAX));
                }
            }
        }
        self.sources.resize(unpickler.stack().len(), Source::Made);
    }

    fn pushed(&mut self, graph: &Graph, ran: Ran, id: NodeId, recalled: bool) {
        let source = match (recalled || ran.opcode.code == b'2', graph.node(id)) {
            (true, _) => Source::Memo,
            (false, Node::Str(_)) => Source::Literal,
            _ => Source::Made,
        };
        self.sources.push(source);
        if let Node::Persistent(pid) = graph.node(id)
            && matches!(ran.opcode.code, b'P' | b'Q')
        {
            let shown = repr_cut(graph, *pid, SHOWN_MAX);
            let message = format!("{} would ask the application for the object {shown}", ran.opcode.name);
            let about = ("persistent_load".to_owned(), shown);
            self.add(ran.at.0, ran.opcode.name, Severity::Notice, Kind::PersistentId, about, message);
        }
    }

    fn thrown_away(&mut self, graph: &Graph, ran: Ran, id: NodeId) {
        if ran.opcode.code == b'0' && matches!(graph.node(id), Node::Object(_)) {
            let message = "POP throws away what a call gave: the call is made for its effect".to_owned();
            self.form(ran.at.0, "POP", Severity::Suspicious, message);
        }
    }

    fn memoised(&mut self, ran: Ran, index: u64, value: NodeId) {
        if let Some(before) = self.memo.insert(index, value)
            && before != value
        {
            let message = format!("{} replaces what the memo holds under {index}", ran.opcode.name);
            self.form(ran.at.0, ran.opcode.name, Severity::Notice, message);
        }
    }

    fn proto(&mut self, ran: Ran, protocol: u8) {
        self.protocols += 1;
        self.protocol = self.protocol.max(protocol);
        if self.protocols > 1 || ran.at.0 > 0 {
            let message = format!("PROTO {protocol} stands in the middle: it changes how names are looked up");
            self.form(ran.at.0, "PROTO", Severity::Notice, message);
        }
    }

    fn import(&mut self, graph: &Graph, ran: Ran, id: NodeId) {
        let Some((module, name)) = graph.global_name(id) else { return };
        if is_harmless(&module, &name) {
            return;
        }
        let how = match ran.opcode.code {
            0x93 if self.popped.contains(&Source::Made) => ", a name that is computed",
            0x93 if self.popped.contains(&Source::Memo) => ", a name taken from the memo",
            0x82..=0x84 => ", whatever is registered for that code",
            _ => "",
        };
        let severity = if is_dangerous(&module, &name) { Severity::Dangerous } else { Severity::Suspicious };
        let callable = format!("{module}.{name}");
        let message = format!("{} would import {callable}{how}", ran.opcode.name);
        self.add(ran.at.0, ran.opcode.name, severity, Kind::Import, (callable, String::new()), message);
    }

    fn call(&mut self, graph: &Graph, ran: Ran, id: NodeId) {
        let Node::Object(object) = graph.node(id) else { return };
        let (severity, callable) = match graph.global_name(object.callable) {
            Some((module, _)) if module == "copyreg" && made_by_copyreg(graph, object).is_some() => {
                return self.made(graph, ran, object);
            }
            Some((module, name)) if is_harmless(&module, &name) => {
                if let Some(claim) = claim(graph, object, &name) {
                    let callable = format!("{module}.{name}");
                    let arguments = arguments(graph, object);
                    let message = format!("{} would call {callable}{arguments}, which {claim}", ran.opcode.name);
                    let about = (callable, arguments);
                    self.add(ran.at.0, ran.opcode.name, Severity::Suspicious, Kind::Call, about, message);
                }
                return;
            }
            Some((module, name)) => {
                let dangerous = is_dangerous(&module, &name);
                let severity = if dangerous { Severity::Dangerous } else { Severity::Suspicious };
                (severity, format!("{module}.{name}"))
            }
            // What is called is itself the result of a call: nobody can know it without running it.
            None => (Severity::Dangerous, repr_cut(graph, object.callable, SHOWN_MAX)),
        };
        let arguments = arguments(graph, object);
        let verb = match object.construction {
            Construction::Call => "would call",
            Construction::New => "would make an instance:",
        };
        let message = format!("{} {verb} {callable}{arguments}", ran.opcode.name);
        self.add(ran.at.0, ran.opcode.name, severity, Kind::Call, (callable, arguments), message);
    }

    /// An instance that a helper of `copyreg` makes: what matters is its class.
    fn made(&mut self, graph: &Graph, ran: Ran, object: &Object) {
        let Some((module, name)) = made_by_copyreg(graph, object).and_then(|class| graph.global_name(class)) else {
            return;
        };
        if is_harmless(&module, &name) {
            return;
        }
        let severity = if is_dangerous(&module, &name) { Severity::Dangerous } else { Severity::Suspicious };
        let helper = graph.global_name(object.callable).map_or_else(String::new, |(_, name)| format!("copyreg.{name}"));
        let arguments = arguments(graph, object);
        let callable = format!("{module}.{name}");
        let message = format!("{} would make an instance: {callable}, by {helper}{arguments}", ran.opcode.name);
        self.add(ran.at.0, ran.opcode.name, severity, Kind::Call, (callable, arguments), message);
    }

    fn build(&mut self, graph: &Graph, ran: Ran, object: NodeId, state: NodeId) {
        let class = match graph.node(object) {
            Node::Object(made) => made.callable,
            _ => object,
        };
        let name = graph.global_name(class);
        let harmless = name.as_ref().is_some_and(|(module, name)| is_harmless(module, name));
        let callable = match &name {
            Some((module, name)) => format!("{module}.{name}"),
            None => repr_cut(graph, class, SHOWN_MAX),
        };
        let shown = repr_cut(graph, state, SHOWN_MAX);
        let on_class = matches!(graph.node(object), Node::Global { .. });
        let special = special_keys(graph, state);
        let (severity, what) = if on_class {
            (Severity::Dangerous, format!("BUILD would change {callable} itself"))
        } else if special {
            (Severity::Dangerous, format!("BUILD would set special attributes of a {callable}"))
        } else if harmless {
            (Severity::Notice, format!("BUILD would give a {callable} attributes"))
        } else {
            (Severity::Suspicious, format!("BUILD would call {callable}.__setstate__, or set attributes"))
        };
        let message = format!("{what}: {shown}");
        let about = (format!("{callable}.__setstate__"), format!("({shown})"));
        self.add(ran.at.0, ran.opcode.name, severity, Kind::State, about, message);
    }
}

/// The class of which a helper of `copyreg` makes an instance.
fn made_by_copyreg(graph: &Graph, object: &Object) -> Option<NodeId> {
    let (module, name) = graph.global_name(object.callable)?;
    let Node::Tuple(arguments) = graph.node(object.args) else { return None };
    let helper = module == "copyreg" && matches!(&*name, "_reconstructor" | "__newobj__" | "__newobj_ex__");
    arguments.first().copied().filter(|class| helper && matches!(graph.node(*class), Node::Global { .. }))
}

/// The arguments of a call, in brackets.
fn arguments(graph: &Graph, object: &Object) -> String {
    let shown = repr_cut(graph, object.args, SHOWN_MAX);
    match object.kwargs {
        None => shown,
        Some(kwargs) => format!("(*{shown}, **{})", repr_cut(graph, kwargs, SHOWN_MAX)),
    }
}

/// Whether a state sets attributes such as `__class__` or `__dict__`, also through the pair that carries slots.
fn special_keys(graph: &Graph, state: NodeId) -> bool {
    let dicts = match graph.node(state) {
        Node::Tuple(pair) if pair.len() == 2 => vec![pair[0], pair[1]],
        _ => vec![state],
    };
    dicts.into_iter().any(|dict| match graph.node(dict) {
        Node::Dict(pairs) => pairs.iter().any(|(key, _)| match graph.node(*key) {
            Node::Str(span) => graph.bytes(*span).starts_with(b"__"),
            _ => false,
        }),
        _ => false,
    })
}

//! One program: what it is doing, its text with its controls, its variables and its console.

use super::Dispatch;
use super::console::Console;
use super::editor::Editor;
use super::variables::variables;
use crate::state::notes::Note;
use crate::text::{Lang, words};
use sockscope_lab::controls;
use sockscope_lab::event::Position;
use sockscope_lab::experiment::Program;
use sockscope_lab::moment::{ProcessState, ProcessView};
use sockscope_lab::source::SourceProblem;
use yew::{AttrValue, Html, Properties, component, html, use_memo};

#[derive(Properties, PartialEq)]
pub(crate) struct ProgramPaneProps {
    pub(crate) lang: Lang,
    pub(crate) number: usize,
    pub(crate) program: Program,
    pub(crate) process: ProcessView,
    pub(crate) notes: Vec<Note>,
    pub(crate) problem: Option<SourceProblem>,
    /// Whether the shown run is one of this text.
    pub(crate) current: bool,
    pub(crate) event: Option<Position>,
    /// Whether a narrow page shows this column.
    pub(crate) shown: bool,
    /// Whether the text can only be read.
    pub(crate) readonly: bool,
    pub(crate) dispatch: Dispatch,
}

/// The column of a program.
#[component]
pub(crate) fn ProgramPane(props: &ProgramPaneProps) -> Html {
    let controls = use_memo(props.program.source.clone(), |source| controls::controls(source));
    let (text, number, process) = (props.lang.text(), props.number, &props.process);
    let (state, status) = words::status(text, process);
    let file = AttrValue::from(props.program.file.to_string());
    let ended = matches!(process.state, ProcessState::Ended { .. } | ProcessState::NotStarted);
    let line = process.line.filter(|_| props.current && !ended);
    let notes = if props.current { props.notes.clone() } else { Vec::new() };
    html! {
        <section class="card program" data-shown={props.shown.to_string()} data-testid={format!("program-{number}")} aria-label={file.clone()}>
            <div class="card__head">
                <h2 translate="no"><code>{ file.clone() }</code></h2>
                <span class="program__status" data-testid={format!("status-{}", props.program.name)} data-state={state}>
                    <span class="program__dot" aria-hidden="true"></span><span class="program__status-text">{ status }</span>
                </span>
            </div>
            <Editor lang={props.lang} program={number} file={file.clone()} source={props.program.source.clone()} controls={controls.clone()}
                {line} {notes} readonly={props.readonly} problem={props.problem.clone()} dispatch={props.dispatch.clone()} />
            if let Some(problem) = &props.problem {
                // A text that cannot be read has no controls.
                { super::problem::problem(props.lang, &file, problem) }
            } else {
                { super::controls::controls(props.lang, number, &file, &controls, &props.dispatch) }
            }
            { variables(props.lang, number, &file, &process.frames) }
            <Console lang={props.lang} program={number} {file} lines={process.console.clone()} hidden={process.console_hidden} event={props.event} />
        </section>
    }
}

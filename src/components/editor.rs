//! A program's text: a textarea over a coloured layer, with line numbers, the current line, notes at line ends and boxed literals.
//! The textarea is the only thing that is edited and read aloud; everything else lies on the same grid of lines and cells.

use super::Dispatch;
use crate::platform::{dom, field};
use crate::state::notes::{Note, NoteKind};
use crate::state::{Action, editing};
use crate::text::{Lang, fill};
use sockscope_lab::controls::{Control, ControlKind};
use sockscope_lab::source::SourceProblem;
use std::rc::Rc;
use yew::{
    AttrValue, Callback, Html, InputEvent, KeyboardEvent, PointerEvent, Properties, component, html, use_effect_with,
    use_memo, use_mut_ref, use_node_ref,
};

const LINE_HEIGHT: u32 = 21;
/// How far the pointer moves for one more byte.
const PIXELS_PER_BYTE: i32 = 5;

#[derive(Properties, PartialEq)]
pub(crate) struct EditorProps {
    pub(crate) lang: Lang,
    pub(crate) program: usize,
    pub(crate) file: AttrValue,
    pub(crate) source: Rc<str>,
    pub(crate) controls: Rc<Vec<Control>>,
    /// The current line, if the shown run is one of this text.
    pub(crate) line: Option<u32>,
    pub(crate) notes: Vec<Note>,
    pub(crate) readonly: bool,
    pub(crate) problem: Option<SourceProblem>,
    pub(crate) dispatch: Dispatch,
}

fn top(line: u32) -> String {
    format!("top:{}px", line.saturating_sub(1) * LINE_HEIGHT)
}

/// The editor.
#[component]
pub(crate) fn Editor(props: &EditorProps) -> Html {
    let layer = use_memo(props.source.clone(), |source| editing::markup(source));
    let numbers = use_memo(props.source.split('\n').count(), |&lines| {
        (1..=lines).map(|line| line.to_string()).collect::<Vec<_>>().join("\n")
    });
    let program = props.program;
    let oninput = {
        let dispatch = props.dispatch.clone();
        Callback::from(move |event: InputEvent| {
            dispatch.dispatch(Action::Edit { program, source: field::text(&event).into() });
        })
    };
    let onkeydown = Callback::from(|event: KeyboardEvent| {
        if event.key() == "Enter" && !event.ctrl_key() && !event.meta_key() && !event.is_composing() {
            let before = field::text_before_caret(&event);
            if dom::type_text(&format!("\n{}", editing::indent_after(&before))) {
                event.prevent_default();
            }
        }
    });
    let frame = use_node_ref();
    use_effect_with(props.line, {
        let frame = frame.clone();
        move |line| {
            if let Some(line) = *line {
                let top = i32::try_from(line.saturating_sub(1) * LINE_HEIGHT).unwrap_or_default();
                field::scroll_into(&frame, top, top + 3 * LINE_HEIGHT as i32);
            }
        }
    });
    let text = props.lang.text();
    html! {
        <div class="editor" ref={frame}>
            <div class="editor__sheet">
                <div class="editor__numbers" aria-hidden="true">
                    if let Some(line) = props.line { <span class="editor__gutter-now" style={top(line)}></span> }
                    { &*numbers }
                </div>
                <div class="editor__code">
                    if let Some(line) = props.line { <div class="editor__band" data-testid={format!("line-{program}")} data-line={line.to_string()} style={top(line)}></div> }
                    if let Some(problem) = &props.problem { { fault(problem) } }
                    <pre class="editor__layer" aria-hidden="true" translate="no">{ Html::from_html_unchecked((*layer).clone().into()) }</pre>
                    <textarea class="editor__text" data-testid={format!("editor-{program}")} translate="no" spellcheck="false" autocapitalize="off" autocomplete="off"
                        wrap="off" aria-label={fill(text.editor_label, &[&props.file])} aria-invalid={props.problem.is_some().to_string()}
                        readonly={props.readonly} value={props.source.to_string()} {oninput} {onkeydown} />
                    // Lists have an element of their own: beside the textarea, a change of their length would replace it.
                    <div>{ for props.controls.iter().enumerate().map(|(index, control)| html! {
                        <Knob key={index} lang={props.lang} {program} {index} source={props.source.clone()} control={control.clone()} dispatch={props.dispatch.clone()} />
                    }) }</div>
                    <div class="editor__notes" aria-hidden="true">{ for props.notes.iter().map(|note| note_row(props.lang, &props.source, note)) }</div>
                </div>
            </div>
        </div>
    }
}

/// The place of a problem.
fn fault(problem: &SourceProblem) -> Html {
    let width = problem.end_column.saturating_sub(problem.column).max(1);
    let style = format!("{};left:{}ch;width:{width}ch", top(problem.line), problem.column.saturating_sub(1));
    html! { <div class="editor__fault" {style}></div> }
}

fn note_row(lang: Lang, source: &str, note: &Note) -> Html {
    let text = lang.text();
    // The note stands behind the code of its line: it never covers any.
    let lines = source.split_inclusive('\n').take(note.line as usize).map(str::len).sum();
    let width = editing::cell_of(source.get(..lines).unwrap_or(source).trim_end(), usize::MAX);
    let style = format!("{};padding-left:{}ch", top(note.line), width + 1);
    let (kind, words) = match &note.kind {
        NoteKind::Waiting => ("waiting", text.note_waiting.to_owned()),
        NoteKind::Failed(class) => ("failed", class.clone()),
        NoteKind::Descriptor(fd) => ("value", fill(text.note_fd, &[&fd.to_string()])),
        NoteKind::Sent(count) => ("value", fill(text.note_bytes, &[&count.to_string()])),
        NoteKind::Value(value) => ("value", value.clone()),
    };
    html! {
        <div class="editor__note-row" {style}><span class="editor__note" data-testid="note" data-line={note.line.to_string()} data-kind={kind}>{ words }</span></div>
    }
}

#[derive(Properties, PartialEq)]
struct KnobProps {
    lang: Lang,
    program: usize,
    index: usize,
    source: Rc<str>,
    control: Control,
    dispatch: Dispatch,
}

/// The box around a literal: a number is dragged, a payload leads to its field. Keyboards and screen readers use the row under the text.
#[component]
fn Knob(props: &KnobProps) -> Html {
    let grip = use_mut_ref(|| None::<(i32, u32)>);
    let (program, index, range) = (props.program, props.index, &props.control.range);
    let (start, end) = (editing::cell_of(&props.source, range.start), editing::cell_of(&props.source, range.end));
    let style = format!("{};left:{start}ch;width:calc({}ch + 6px)", top(props.control.line), end.saturating_sub(start));
    match &props.control.kind {
        ControlKind::Payload { .. } => html! {
            <span class="editor__knob" data-kind="payload" aria-hidden="true" {style}
                onclick={move |_| dom::focus(&format!("#control-{program}-{index}"))}></span>
        },
        ControlKind::ReceiveSize { value } => {
            let value = *value;
            let down = {
                let grip = grip.clone();
                Callback::from(move |event: PointerEvent| {
                    field::capture(&event);
                    event.prevent_default();
                    *grip.borrow_mut() = Some((event.client_x(), value));
                })
            };
            let moved = {
                let (grip, dispatch) = (grip.clone(), props.dispatch.clone());
                Callback::from(move |event: PointerEvent| {
                    let Some((from, start)) = *grip.borrow() else { return };
                    let by = (event.client_x() - from) / PIXELS_PER_BYTE;
                    let value = start.saturating_add_signed(by).max(1);
                    dispatch.dispatch(Action::SetReceiveSize { program, control: index, value });
                })
            };
            let up = Callback::from(move |_: PointerEvent| *grip.borrow_mut() = None);
            html! {
                <span class="editor__knob" data-kind="number" data-testid={format!("knob-{program}")} aria-hidden="true" title={props.lang.text().drag_hint} {style}
                    onpointerdown={down} onpointermove={moved} onpointerup={up.clone()} onpointercancel={up}></span>
            }
        }
    }
}

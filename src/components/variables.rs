//! A program's variables, frame by frame, with a mark on what the last step changed.

use crate::text::{Lang, fill};
use sockscope_lab::moment::{FrameView, Variable};
use yew::{Html, html};

/// Most frames and most variables of a frame that are drawn.
const FRAMES_MAX: usize = 3;
const ROWS_MAX: usize = 12;

/// The innermost frames first.
pub(crate) fn variables(lang: Lang, program: usize, file: &str, frames: &[FrameView]) -> Html {
    let text = lang.text();
    let empty = frames.iter().all(|frame| frame.variables.is_empty());
    html! {
        <section class="part program__variables" tabindex="0" aria-label={format!("{file}: {}", text.variables)} data-testid={format!("variables-{program}")}>
            <h3 class="part__title">{ text.variables }</h3>
            if empty {
                <span class="quiet">{ text.variables_none }</span>
            } else {
                <dl class="variables" translate="no">
                    { for frames.iter().rev().take(FRAMES_MAX).map(|frame| frame_rows(lang, frame, frames.len() > 1)) }
                </dl>
            }
        </section>
    }
}

fn frame_rows(lang: Lang, frame: &FrameView, named: bool) -> Html {
    let text = lang.text();
    let hidden = frame.variables.len().saturating_sub(ROWS_MAX);
    html! {
        <>
            if named { <div class="variables__frame">{ fill(text.in_function, &[&frame.function, &frame.line.to_string()]) }</div> }
            { for frame.variables.iter().skip(hidden).map(|variable| row(lang, variable)) }
            if hidden > 0 { <div class="variables__frame quiet">{ fill(text.variables_more, &[&hidden.to_string()]) }</div> }
        </>
    }
}

fn row(lang: Lang, variable: &Variable) -> Html {
    html! {
        <div class="variables__row" data-testid="variable" data-name={variable.name.to_string()} data-changed={variable.changed.to_string()}>
            <dt>{ &*variable.name }</dt>
            <dd class="variables__value" title={variable.repr.to_string()}>{ &*variable.repr }
                if variable.changed { <span class="sr-only">{ ", " }{ lang.text().changed_mark }</span> }
            </dd>
            <dd class="variables__type">{ &*variable.type_name }</dd>
        </div>
    }
}

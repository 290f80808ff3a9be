//! What a program printed up to this step: its newest lines.

use crate::platform::field;
use crate::text::{Lang, fill};
use sockscope_lab::event::{Console as Stream, Position};
use sockscope_lab::moment::ConsoleLine;
use yew::{AttrValue, Html, Properties, component, html, use_effect_with, use_node_ref};

/// Most lines that are drawn.
const LINES_MAX: usize = 60;

#[derive(Properties, PartialEq)]
pub(crate) struct ConsoleProps {
    pub(crate) lang: Lang,
    pub(crate) program: usize,
    pub(crate) file: AttrValue,
    pub(crate) lines: Vec<ConsoleLine>,
    /// How many came before `lines`.
    pub(crate) hidden: u32,
    /// The event of the current step.
    pub(crate) event: Option<Position>,
}

/// The console, scrolled to its end.
#[component]
pub(crate) fn Console(props: &ConsoleProps) -> Html {
    let text = props.lang.text();
    let screen = use_node_ref();
    use_effect_with(props.lines.len(), {
        let screen = screen.clone();
        move |_| {
            field::scroll_to_end(&screen);
        }
    });
    let skipped = props.lines.len().saturating_sub(LINES_MAX);
    let hidden = props.hidden as usize + skipped;
    html! {
        <section class="part program__console">
            <h3 class="part__title">{ text.output }</h3>
            if props.lines.is_empty() {
                <div class="console quiet" data-testid={format!("console-{}", props.program)}>{ text.output_none }</div>
            } else {
                <div class="console" translate="no" tabindex="0" role="region" aria-label={format!("{}: {}", props.file, text.output)} data-testid={format!("console-{}", props.program)} ref={screen}>
                    if hidden > 0 { <div class="quiet">{ fill(text.output_hidden, &[&hidden.to_string()]) }</div> }
                    { for props.lines.iter().skip(skipped).map(|line| html! {
                        <div data-stream={if line.console == Stream::Err { "err" } else { "out" }} data-new={(props.event == Some(line.event)).to_string()}>
                            { if line.text.is_empty() { "\u{200b}" } else { &*line.text } }
                        </div>
                    }) }
                </div>
            }
        </section>
    }
}

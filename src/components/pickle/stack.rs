//! The stack and the memo behind the current opcode; choosing a value shows its bytes, its opcode and its tree.

use super::Context;
use crate::state::pickle::{Held, Input};
use yew::{Html, html};

/// Both.
pub(super) fn stack(context: &Context<'_>) -> Html {
    let (text, shown) = (context.text, &context.bench.shown);
    html! {
        <div class="pickle__held">
            <section class="pickle__card" data-testid="pickle-stack" aria-label={text.pk_stack}>
                <h3 class="pickle__title">{ text.pk_stack }</h3>
                <div class="held">{ for shown.stack.iter().map(|held| value(context, held, false)) }</div>
                { more(shown.stack_more, shown.stack.is_empty(), text.pk_nothing) }
            </section>
            <section class="pickle__card" data-testid="pickle-memo" aria-label={text.pk_memo}>
                <h3 class="pickle__title">{ text.pk_memo }</h3>
                <div class="held">{ for shown.memo.iter().map(|held| value(context, held, true)) }</div>
                { more(shown.memo_more, shown.memo.is_empty(), text.pk_nothing) }
            </section>
        </div>
    }
}

fn more(count: usize, empty: bool, nothing: &str) -> Html {
    if count == 0 && !empty {
        return Html::default();
    }
    html! { <p class="quiet pickle__none">{ if empty { nothing.to_owned() } else { format!("+ {count}") } }</p> }
}

fn value(context: &Context<'_>, held: &Held, numbered: bool) -> Html {
    let Some(node) = held.node else {
        return html! { <div class="held__mark" data-testid="pickle-mark" translate="no">{ &held.text }</div> };
    };
    let pressed = context.bench.node == Some(node);
    html! {
        <button class="held__value" translate="no" aria-pressed={pressed.to_string()} onclick={context.on(Input::Node(Some(node)))}>
            if numbered { <span class="held__index">{ held.index }</span> }
            <span class="held__text" title={held.text.clone()}>{ &held.text }</span>
        </button>
    }
}

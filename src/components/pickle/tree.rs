//! The object as a tree with the keys of the ARIA practices guide: up and down between rows, right opens, left closes, Enter chooses.

use super::Context;
use crate::platform::dom;
use crate::state::Action;
use crate::state::pickle::Input;
use crate::state::pickle::tree::{TreeRow, Way};
use yew::{Callback, Html, KeyboardEvent, MouseEvent, html};

/// The tree of the chosen value, or of the pickle's.
pub(super) fn tree(context: &Context<'_>) -> Html {
    let (text, shown) = (context.text, &context.bench.shown);
    let title = if context.bench.node.is_some() {
        text.pk_chosen
    } else if shown.done {
        text.pk_object
    } else {
        text.pk_top
    };
    html! {
        <section class="pickle__card pickle__tree">
            <h3 class="pickle__title">{ title }
                if shown.done && context.bench.node.is_none() {
                    <button class="button" data-kind="quiet" data-testid="pickle-write-value" onclick={context.on(Input::WriteValue)}>{ text.pk_write_value }</button>
                }
            </h3>
            if shown.tree.is_empty() {
                <p class="quiet pickle__none">{ text.pk_nothing }</p>
            } else {
                <ul class="tree" role="tree" aria-label={title} data-testid="pickle-tree" translate="no" onkeydown={keys(context)}>
                    { for shown.tree.iter().enumerate().map(|(index, each)| row(context, index, each)) }
                </ul>
            }
        </section>
    }
}

/// The id of a row's element.
fn id(way: &Way) -> String {
    way.iter().fold("tree".to_owned(), |id, part| format!("{id}-{part}"))
}

fn row(context: &Context<'_>, index: usize, row: &TreeRow) -> Html {
    let dispatch = context.dispatch.clone();
    let (way, node, open) = (row.way.clone(), row.node, row.open);
    let onclick = Callback::from(move |_: MouseEvent| {
        if open.is_some() {
            dispatch.dispatch(Action::Pickle(Input::Toggle(way.clone())));
        }
    });
    let marked = node.is_some() && context.bench.node == node;
    html! {
        <li class="tree__row" role="treeitem" key={id(&row.way)} id={id(&row.way)} aria-level={(row.way.len() + 1).to_string()} aria-setsize={row.place.1.to_string()} aria-posinset={row.place.0.to_string()}
            aria-expanded={open.map(|open| open.to_string())} aria-selected={marked.to_string()} data-testid="pickle-tree-row" style={format!("--level:{}", row.way.len())} tabindex={if index == 0 { "0" } else { "-1" }} {onclick}>
            <span class="tree__fold" aria-hidden="true"></span>
            if !row.label.is_empty() { <span class="tree__label">{ &row.label }</span> }
            <span class="tree__text">{ &row.text }</span>
            <span class="tree__type">{ row.type_name }</span>
        </li>
    }
}

fn keys(context: &Context<'_>) -> Callback<KeyboardEvent> {
    let dispatch = context.dispatch.clone();
    let shown = context.bench.shown.clone();
    Callback::from(move |event: KeyboardEvent| {
        let Some(target) = event.target().and_then(|target| dom::data_of(&target, ".tree__row", "id")) else { return };
        let rows = &shown.tree;
        let Some(at) = rows.iter().position(|row| id(&row.way) == target) else { return };
        let row = &rows[at];
        let parent = || rows[..at].iter().rposition(|other| other.way.len() + 1 == row.way.len());
        let (to, input) = match (event.key().as_str(), row.open) {
            ("ArrowDown", _) | ("ArrowRight", Some(true)) => (Some(at + 1), None),
            ("ArrowUp", _) => (at.checked_sub(1), None),
            ("Home", _) => (Some(0), None),
            ("End", _) => (rows.len().checked_sub(1), None),
            ("ArrowRight", Some(false)) | ("ArrowLeft", Some(true)) => (None, Some(Input::Toggle(row.way.clone()))),
            ("ArrowLeft", _) => (parent(), None),
            ("Enter" | " ", _) => (None, row.node.map(|node| Input::Node(Some(node)))),
            _ => return,
        };
        event.prevent_default();
        if let Some(row) = to.and_then(|to| rows.get(to)) {
            dom::focus(&format!("#{}", id(&row.way)));
        }
        if let Some(input) = input {
            dispatch.dispatch(Action::Pickle(input));
            dom::focus_later(format!("#{target}"));
        }
    })
}

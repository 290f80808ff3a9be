//! Our own words with two marks: `code` and **strong**.

use yew::{Html, html};

/// The text with its marks as elements.
pub(crate) fn rich(text: &str) -> Html {
    html! { <>{ for text.split('`').enumerate().map(|(index, part)| if index % 2 == 1 {
        html! { <code translate="no">{ part.to_owned() }</code> }
    } else {
        html! { <>{ for part.split("**").enumerate().map(|(index, part)| if index % 2 == 1 {
            html! { <b>{ part.to_owned() }</b> }
        } else {
            html! { part.to_owned() }
        }) }</> }
    }) }</> }
}

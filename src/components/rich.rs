//! Our own words with two marks: `code` and **strong**.

use yew::{AttrValue, Html, Properties, component, html};

#[derive(Properties, PartialEq)]
pub(crate) struct RichProps {
    pub(crate) text: AttrValue,
}

/// The text with its marks as elements.
#[component]
pub(crate) fn Rich(props: &RichProps) -> Html {
    html! { <>{ for props.text.split('`').enumerate().map(|(index, part)| if index % 2 == 1 {
        html! { <code translate="no">{ part.to_owned() }</code> }
    } else {
        html! { <>{ for part.split("**").enumerate().map(|(index, part)| if index % 2 == 1 {
            html! { <b>{ part.to_owned() }</b> }
        } else {
            html! { part.to_owned() }
        }) }</> }
    }) }</> }
}

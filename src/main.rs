//! The page: a Yew app over `sockscope-lab`.

use yew::{Html, component, html};

/// The root of the page.
#[component]
fn App() -> Html {
    html! { <h1>{ "Sockscope" }</h1> }
}

fn main() {
    yew::Renderer::<App>::new().render();
}

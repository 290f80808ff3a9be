//! The page: a Yew app over `sockscope-lab`. This file mounts it; nothing else happens here.

mod components;
mod platform;
mod state;
mod text;

use components::app::App;

fn main() {
    platform::fault::install();
    yew::Renderer::<App>::new().render();
}

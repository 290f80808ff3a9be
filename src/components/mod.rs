//! The views: each turns props into HTML and inputs into actions. What to show is derived in `state`; words come from `text`.

pub(crate) mod app;
mod banner;
mod bench;
mod carrying;
mod connections;
mod console;
mod controls;
mod editor;
mod header;
mod help;
mod icon;
mod link_knobs;
mod live;
mod opening;
mod peer;
mod pickle;
mod pipe;
mod printed;
mod problem;
mod program;
mod reference;
mod ribbon;
mod rich;
mod say;
mod sharing;
mod sockets;
mod story;
mod tanks;
mod timeline;
mod transport;
mod variables;

/// What views send their actions to.
pub(crate) type Dispatch = yew::UseReducerDispatcher<crate::state::State>;

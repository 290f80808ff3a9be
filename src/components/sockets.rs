//! The socket table: every descriptor of every program at this step.

use crate::text::{Lang, Text, fill};
use sockscope_lab::moment::{Moment, SocketState, SocketView};
use std::rc::Rc;
use yew::{Html, html};

/// Most rows that are drawn: the newest.
const ROWS_MAX: usize = 40;

fn state_name(text: &Text, state: SocketState) -> &'static str {
    match state {
        SocketState::Unconnected => text.socket_unconnected,
        SocketState::Bound => text.socket_bound,
        SocketState::Listening => text.socket_listening,
        SocketState::Connecting => text.socket_connecting,
        SocketState::Connected => text.socket_connected,
        SocketState::Closed => text.socket_closed,
    }
}

/// The table.
pub(crate) fn sockets(lang: Lang, moment: &Moment) -> Html {
    let text = lang.text();
    let sockets = &moment.sockets;
    if sockets.is_empty() {
        return html! { <p class="page-note">{ text.sockets_none }</p> };
    }
    html! {
        <div class="table-scroll" tabindex="0" role="region" aria-label={text.sockets}>
            <table class="table" data-testid="socket-table">
                <thead><tr>
                    { for [text.col_program, text.col_fd, text.col_state, text.col_local, text.col_peer, text.col_queue].map(|name| html! { <th scope="col">{ name }</th> }) }
                </tr></thead>
                <tbody>{ for sockets.iter().skip(sockets.len().saturating_sub(ROWS_MAX)).map(|socket| row(text, moment, socket)) }</tbody>
            </table>
        </div>
    }
}

fn row(text: &Text, moment: &Moment, socket: &SocketView) -> Html {
    let name =
        moment.processes.get(usize::from(socket.process)).map_or_else(String::new, |process| process.name.to_string());
    let address = |address: &Option<Rc<str>>| match address {
        Some(address) => html! { <code translate="no">{ &**address }</code> },
        None => html! { <span class="quiet">{ "—" }</span> },
    };
    let open = socket.state != SocketState::Closed;
    html! {
        <tr data-testid="socket-row" data-open={open.to_string()}>
            <td translate="no">{ name }</td>
            <td><code>{ socket.fd }</code></td>
            <td>{ state_name(text, socket.state) }</td>
            <td>{ address(&socket.local) }</td>
            <td>{ address(&socket.peer) }</td>
            <td>{ if socket.state == SocketState::Listening { fill(text.queue_of, &[&socket.queued.to_string(), &socket.queue_max.to_string()]) } else { "—".to_owned() } }</td>
        </tr>
    }
}

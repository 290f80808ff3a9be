//! The reference cards of the last lesson: ports and methods.

use crate::text::Lang;
use crate::text::reference::{METHODS, PORTS, Side};
use yew::{Html, html};

/// Both sets of cards.
pub(crate) fn reference(lang: Lang) -> Html {
    let text = lang.text();
    let side = |side: Side| match side {
        Side::Server => text.for_server,
        Side::Client => text.for_client,
        Side::Both => text.for_both,
    };
    html! {
        <div class="reference" data-testid="reference">
            <section>
                <h3>{ text.ports_title }</h3>
                <p>{ text.ports_intro }</p>
                <dl class="reference__cards" data-testid="ports">
                    { for PORTS.iter().map(|card| html! {
                        <div class="reference__card"><dt>{ card.protocol }<span translate="no">{ card.port }</span></dt><dd>{ card.purpose(lang) }</dd></div>
                    }) }
                </dl>
            </section>
            <section>
                <h3>{ text.methods_title }</h3>
                <p>{ text.methods_intro }</p>
                <dl class="reference__cards" data-testid="methods">
                    { for METHODS.iter().map(|card| html! {
                        <div class="reference__card"><dt><code translate="no">{ card.call }</code><span>{ side(card.side) }</span></dt><dd>{ card.meaning(lang) }</dd></div>
                    }) }
                </dl>
            </section>
        </div>
    }
}

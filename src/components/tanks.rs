//! Where the bytes of one direction are: send buffer, link, receive buffer.

use crate::state::pipe::{SEND_COLOURS, fills};
use crate::text::{Lang, Text, fill, grouped};
use sockscope_lab::moment::StreamView;
use yew::{Html, html};

/// The three tanks in the order of the bytes' way. `outside` says whether an end that is no program's is a real program's: what happens
/// there cannot be seen from here.
pub(crate) fn tanks(lang: Lang, stream: &StreamView, outside: bool) -> Html {
    let text = lang.text();
    let (from_outside, to_outside) =
        (outside && stream.writer.process.is_none(), outside && stream.reader.process.is_none());
    let receive = if to_outside { text.outsider } else { text.receive_buffer };
    let receive_max = (!to_outside).then_some(stream.receive_buffer_max);
    // What nobody will ever take is in no buffer any more; the ribbon shows it as lost.
    let kept = |range: [u64; 2], lost: bool| if lost { [range[1]; 2] } else { range };
    let arrow = html! { <span class="tanks__arrow" aria-hidden="true">{ "→" }</span> };
    html! {
        <div class="tanks" data-testid="tanks" data-outside={from_outside.then_some("from")}>
            if from_outside {
                <div class="tank" data-testid="outside"><span class="tank__name">{ text.outsider }</span><span class="tank__count">{ text.tank_unseen }</span></div>
                { arrow }
            } else {
            { tank("send-buffer", text.send_buffer, (text, stream), kept([stream.departed, stream.sent], stream.reset), Some(stream.send_buffer_max)) }
            { arrow.clone() }
            { tank("on-link", text.on_link, (text, stream), kept([stream.arrived, stream.departed], stream.reset), None) }
            { arrow }
            }
            { tank("receive-buffer", receive, (text, stream), kept([stream.taken, stream.arrived], stream.reset || stream.reader.closed), receive_max) }
        </div>
    }
}

fn tank(
    testid: &'static str,
    name: &'static str,
    (text, stream): (&Text, &StreamView),
    [start, end]: [u64; 2],
    size: Option<u64>,
) -> Html {
    let held = grouped(end - start);
    html! {
        <div class="tank" data-testid={testid} data-bytes={(end - start).to_string()} data-filled={(end > start).to_string()}>
            <span class="tank__name">{ name }</span>
            <span class="tank__count">{ fill(text.tank_plain, &[&held]) }
                if let Some(size) = size { <span class="tank__size">{ " " }{ fill(text.tank_of, &[&grouped(size)]) }</span> }
            </span>
            <div class="tank__bar" aria-hidden="true">
                { for fills(stream, start, end, size).into_iter().map(|(send, thousandths)| html! {
                    <span class="tank__fill fill" data-send={(send % SEND_COLOURS).to_string()} style={format!("width:{}%", thousandths as f64 / 10.0)}></span>
                }) }
            </div>
        </div>
    }
}

//! Dates and times in a pickle: `datetime` packs them into a few bytes, and this unpacks them for `repr`.
//! Nothing is validated beyond what is needed to print.

use crate::graph::{Graph, Node, NodeId, Object};

/// `repr` of a `datetime.date`, `time`, `datetime`, `timedelta` or `timezone`.
pub(crate) fn repr(graph: &Graph, object: &Object) -> Option<String> {
    let (module, name) = graph.global_name(object.callable)?;
    if module != "datetime" || !object.states.is_empty() {
        return None;
    }
    let Node::Tuple(args) = graph.node(object.args) else { return None };
    let packed = |id: Option<&NodeId>| match graph.node(*id?) {
        Node::Bytes(span) => Some(graph.bytes(*span)),
        _ => None,
    };
    match &*name {
        "date" => match packed(args.first())? {
            [high, low, month, day] => {
                Some(format!("datetime.date({}, {month}, {day})", u32::from(*high) << 8 | u32::from(*low)))
            }
            _ => None,
        },
        "time" => match packed(args.first())? {
            [hour, minute, second, micro @ ..] => {
                let fold = u8::from(hour & 0x80 != 0);
                let fields = vec![u32::from(hour & 0x7f), u32::from(*minute)];
                finish("time", fields, *second, micro, fold, zone(graph, args)?)
            }
            _ => None,
        },
        "datetime" => match packed(args.first())? {
            [high, low, month, day, hour, minute, second, micro @ ..] => {
                let fold = u8::from(month & 0x80 != 0);
                let year = u32::from(*high) << 8 | u32::from(*low);
                let fields = vec![year, u32::from(month & 0x7f), u32::from(*day), u32::from(*hour), u32::from(*minute)];
                finish("datetime", fields, *second, micro, fold, zone(graph, args)?)
            }
            _ => None,
        },
        "timedelta" => timedelta(graph, args),
        "timezone" => {
            let [delta] = args.as_slice() else { return None };
            timezone(graph, *delta)
        }
        _ => None,
    }
}

/// Seconds and microseconds are left out at the end when zero.
fn finish(
    name: &str,
    mut fields: Vec<u32>,
    second: u8,
    micro: &[u8],
    fold: u8,
    zone: Option<String>,
) -> Option<String> {
    let [a, b, c] = micro else { return None };
    let micro = u32::from(*a) << 16 | u32::from(*b) << 8 | u32::from(*c);
    if second != 0 || micro != 0 {
        fields.push(u32::from(second));
    }
    if micro != 0 {
        fields.push(micro);
    }
    let fields: Vec<String> = fields.iter().map(u32::to_string).collect();
    let mut text = format!("datetime.{name}({}", fields.join(", "));
    if fold != 0 {
        text.push_str(", fold=1");
    }
    if let Some(zone) = zone {
        text.push_str(&format!(", tzinfo={zone}"));
    }
    text.push(')');
    Some(text)
}

/// The second argument: no zone, or one that can be printed.
#[expect(clippy::option_option, reason = "outer: whether it can be printed; inner: whether there is a zone")]
fn zone(graph: &Graph, args: &[NodeId]) -> Option<Option<String>> {
    let Some(zone) = args.get(1) else { return Some(None) };
    let Node::Object(object) = graph.node(*zone) else { return None };
    let is_zone =
        graph.global_name(object.callable).is_some_and(|(module, name)| module == "datetime" && name == "timezone");
    let Node::Tuple(args) = graph.node(object.args) else { return None };
    match args.as_slice() {
        [delta] if is_zone => timezone(graph, *delta).map(Some),
        _ => None,
    }
}

/// `datetime.timezone.utc`, or the offset.
fn timezone(graph: &Graph, delta: NodeId) -> Option<String> {
    let Node::Object(object) = graph.node(delta) else { return None };
    let is_delta =
        graph.global_name(object.callable).is_some_and(|(module, name)| module == "datetime" && name == "timedelta");
    let Node::Tuple(args) = graph.node(object.args) else { return None };
    if !is_delta {
        return None;
    }
    let text = timedelta(graph, args)?;
    Some(if text == "datetime.timedelta(0)" {
        "datetime.timezone.utc".to_owned()
    } else {
        format!("datetime.timezone({text})")
    })
}

fn timedelta(graph: &Graph, args: &[NodeId]) -> Option<String> {
    let mut parts = Vec::new();
    for (index, name) in ["days", "seconds", "microseconds"].into_iter().enumerate() {
        let value = match args.get(index).map(|id| graph.node(*id)) {
            None => 0,
            Some(Node::Int(value)) => *value,
            Some(_) => return None,
        };
        if value != 0 {
            parts.push(format!("{name}={value}"));
        }
    }
    let text = if parts.is_empty() { "0".to_owned() } else { parts.join(", ") };
    Some(format!("datetime.timedelta({text})"))
}

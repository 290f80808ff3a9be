//! A page in a frame and the page around it: messages in both directions, and the height that the frame needs.
//! Only the parent window is listened to, and only if its origin is the one that the frame's address names.

use super::dom::Listener;
use js_sys::{Object, Reflect};
use wasm_bindgen::prelude::Closure;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{HtmlElement, MessageEvent, ResizeObserver, Window};

fn parent() -> Option<Window> {
    let window = web_sys::window()?;
    let parent = window.parent().ok()??;
    (parent != window).then_some(parent)
}

/// What the page around may ask for.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Order {
    /// Go to this step, from 0.
    Step(u32),
    /// Run from the start.
    Run,
    /// Wear these colours.
    Theme(String),
}

/// Calls `obey` for each message of the page around, whose origin is `host`.
pub(crate) fn listen(host: String, mut obey: impl FnMut(Order) + 'static) -> Option<Listener> {
    Some(Listener::new(web_sys::window()?.into(), "message", move |event| {
        let Some(message) = event.dyn_ref::<MessageEvent>() else { return };
        let from_parent = message.source().is_some_and(|source| {
            parent().is_some_and(|parent| JsValue::from(parent) == JsValue::from(source.clone()))
        });
        if from_parent
            && message.origin() == host
            && let Some(order) = order(&message.data())
        {
            obey(order);
        }
    }))
}

fn order(data: &JsValue) -> Option<Order> {
    let part = |name: &str| Reflect::get(data, &name.into()).ok();
    if part("sockscope")?.as_f64()? != 1.0 {
        return None;
    }
    match part("type")?.as_string()?.as_str() {
        "run" => Some(Order::Run),
        "theme" => Some(Order::Theme(part("value")?.as_string()?)),
        "step" => {
            let step = part("value")?.as_f64().filter(|step| (0.0..f64::from(u32::MAX)).contains(step))?;
            Some(Order::Step(step as u32))
        }
        _ => None,
    }
}

/// Tells the page around something: a word and numbers with names.
pub(crate) fn tell(host: &str, kind: &str, values: &[(&str, f64)]) {
    let (message, value) = (Object::new(), Object::new());
    let set = |object: &Object, name: &str, value: &JsValue| Reflect::set(object, &name.into(), value).is_ok();
    let all = values.iter().all(|(name, number)| set(&value, name, &JsValue::from(*number)));
    // One number without a name is the value itself.
    let value = match values {
        [("", number)] => JsValue::from(*number),
        _ => value.into(),
    };
    let told = all
        && set(&message, "sockscope", &1.into())
        && set(&message, "type", &kind.into())
        && set(&message, "value", &value);
    // A page from a disk has no origin that could be named.
    let target = if host.is_empty() || host == "null" { "*" } else { host };
    if told && let Some(parent) = parent() {
        // It fails only for a target that is no origin: then there is nobody to tell.
        let _ = parent.post_message(&message, target);
    }
}

/// Tells the page around how high the frame's content is, now and whenever that changes.
pub(crate) struct Height {
    observer: ResizeObserver,
    _callback: Closure<dyn FnMut()>,
}

impl Height {
    /// Watches the element that a selector finds.
    pub(crate) fn watch(selector: &str, host: String) -> Option<Self> {
        let found = web_sys::window()?.document()?.query_selector(selector).ok()??;
        let element: HtmlElement = found.dyn_into().ok()?;
        let watched = element.clone();
        let callback = Closure::<dyn FnMut()>::new(move || {
            tell(&host, "height", &[("", f64::from(watched.offset_height()))]);
        });
        let observer = ResizeObserver::new(callback.as_ref().unchecked_ref()).ok()?;
        observer.observe(&element);
        Some(Self { observer, _callback: callback })
    }
}

impl Drop for Height {
    fn drop(&mut self) {
        self.observer.disconnect();
    }
}

//! When we are wrong: a panic becomes a message over the page instead of a page that silently stopped.

use std::panic;
use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::Closure;
use web_sys::{ErrorEvent, Event};

/// Shows panics to the person and in the console.
pub(crate) fn install() {
    panic::set_hook(Box::new(|info| {
        let what = info.to_string();
        web_sys::console::error_1(&what.as_str().into());
        show(&what);
    }));
    // In a release build a panic is a trap without words, which only the browser reports.
    let Some(window) = web_sys::window() else { return };
    let trapped = Closure::<dyn FnMut(Event)>::new(|event: Event| {
        let said = event.dyn_ref::<ErrorEvent>().map(ErrorEvent::message).unwrap_or_default();
        if said.contains("RuntimeError") || said.contains("unreachable") {
            show(&said);
        }
    });
    // It can fail only for a wrong name of an event.
    let _ = window.add_event_listener_with_callback("error", trapped.as_ref().unchecked_ref());
    trapped.forget();
}

/// The message is English and Chinese at once: the state that knows the language may be what broke.
fn show(what: &str) {
    let Some(document) = web_sys::window().and_then(|window| window.document()) else { return };
    let (Some(body), Ok(fault)) = (document.body(), document.create_element("div")) else { return };
    if document.query_selector(".fault").ok().flatten().is_some() {
        return;
    }
    fault.set_class_name("fault");
    // A node that cannot be added leaves the console's message; there is nothing else to be done.
    let _ = fault.set_attribute("role", "alert");
    let _ = fault.set_attribute("data-testid", "fault");
    let add = |tag: &str, text: &str| {
        if let Ok(element) = document.create_element(tag) {
            element.set_text_content(Some(text));
            let _ = fault.append_child(&element);
        }
    };
    add("strong", "Sockscope has made a mistake and stopped. Reload the page to go on.");
    add("p", "Sockscope 出错并停止了。请重新载入页面。");
    add("pre", what);
    let _ = body.append_child(&fault);
}

//! The document: language, theme, storage, keys of the whole page, and the few measures that views need.

use crate::state::Theme;
use js_sys::Uint8Array;
use wasm_bindgen::prelude::Closure;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{
    Document, DragEvent, Element, Event, EventTarget, File, HtmlDocument, HtmlElement, KeyboardEvent, Window,
};

fn document() -> Option<Document> {
    web_sys::window()?.document()
}

/// Sets an attribute of the root element.
pub(crate) fn set_root_attribute(name: &str, value: &str) {
    if let Some(root) = document().and_then(|document| document.document_element()) {
        // Only a wrong attribute name could fail, and ours are fixed.
        let _ = root.set_attribute(name, value);
    }
}

/// Sets the title of the page.
pub(crate) fn set_title(title: &str) {
    if let Some(document) = document() {
        document.set_title(title);
    }
}

/// The browser's first language.
pub(crate) fn language() -> String {
    web_sys::window().and_then(|window| window.navigator().language()).unwrap_or_default()
}

/// What an earlier visit stored; `None` also where storage is forbidden.
pub(crate) fn stored(key: &str) -> Option<String> {
    web_sys::window()?.local_storage().ok()??.get_item(key).ok()?
}

/// Stores for the next visit, where that is allowed.
pub(crate) fn store(key: &str, value: &str) {
    if let Some(storage) = web_sys::window().and_then(|window| window.local_storage().ok().flatten()) {
        let _ = storage.set_item(key, value);
    }
}

/// The parts of the address after `#` and after `?`.
pub(crate) fn address() -> (String, String) {
    let Some(location) = web_sys::window().map(|window| window.location()) else { return Default::default() };
    let part = |part: Result<String, JsValue>| part.unwrap_or_default();
    (part(location.hash()).trim_start_matches('#').to_owned(), part(location.search()))
}

/// The address without what is behind `?` and `#`.
pub(crate) fn base_address() -> String {
    let href = web_sys::window().and_then(|window| window.location().href().ok()).unwrap_or_default();
    href.split(['?', '#']).next().unwrap_or_default().to_owned()
}

/// Forgets what an earlier visit stored.
pub(crate) fn forget(key: &str) {
    if let Some(storage) = web_sys::window().and_then(|window| window.local_storage().ok().flatten()) {
        let _ = storage.remove_item(key);
    }
}

/// Puts the text of the field that a selector finds into the clipboard; false where the browser refuses.
pub(crate) fn copy_field(selector: &str) -> bool {
    let found = document().and_then(|document| document.query_selector(selector).ok().flatten());
    let Some(element) = found else { return false };
    match element.dyn_ref::<web_sys::HtmlTextAreaElement>() {
        Some(area) => area.select(),
        None => {
            if let Some(input) = element.dyn_ref::<web_sys::HtmlInputElement>() {
                input.select();
            }
        }
    }
    document()
        .and_then(|document| document.dyn_into::<HtmlDocument>().ok())
        .is_some_and(|document| document.exec_command("copy").unwrap_or_default())
}

/// Says on the root element what happens to a file that hangs above the page; nothing when there is none.
pub(crate) fn say_drop(words: Option<&str>) {
    match (words, document().and_then(|document| document.document_element())) {
        (Some(words), _) => set_root_attribute("data-drop", words),
        (None, Some(root)) => {
            // Nothing is said once it is gone.
            let _ = root.remove_attribute("data-drop");
        }
        (None, None) => {}
    }
}

/// Whether the page is dark now.
pub(crate) fn is_dark(theme: Theme) -> bool {
    let system = || {
        let query =
            web_sys::window().and_then(|window| window.match_media("(prefers-color-scheme: dark)").ok().flatten());
        query.is_some_and(|query| query.matches())
    };
    theme == Theme::Dark || theme == Theme::Auto && system()
}

/// A listener that ends with its handle.
pub(crate) struct Listener {
    target: EventTarget,
    name: &'static str,
    callback: Closure<dyn FnMut(Event)>,
}

impl Listener {
    pub(super) fn new(target: EventTarget, name: &'static str, callback: impl FnMut(Event) + 'static) -> Self {
        let callback = Closure::<dyn FnMut(Event)>::new(callback);
        let _ = target.add_event_listener_with_callback(name, callback.as_ref().unchecked_ref());
        Self { target, name, callback }
    }

    /// Calls `callback` when the size of the window or the preferred colours change: a canvas has to be drawn again.
    pub(crate) fn on_look(mut callback: impl FnMut() + Clone + 'static) -> Vec<Self> {
        let Some(window) = web_sys::window() else { return Vec::new() };
        let mut listeners = Vec::new();
        let mut on_scheme = callback.clone();
        if let Ok(Some(query)) = window.match_media("(prefers-color-scheme: dark)") {
            listeners.push(Self::new(query.into(), "change", move |_| on_scheme()));
        }
        listeners.push(Self::new(window.into(), "resize", move |_| callback()));
        listeners
    }

    /// Calls `callback` when somebody gives the page another address after `#`.
    pub(crate) fn on_hash(mut callback: impl FnMut(String) + 'static) -> Option<Self> {
        let window = web_sys::window()?;
        Some(Self::new(window.into(), "hashchange", move |_| callback(address().0)))
    }

    /// Calls `callback` for each key of the page; true means that the key is used up.
    pub(crate) fn on_key(mut callback: impl FnMut(&Key) -> bool + 'static) -> Option<Self> {
        let document = document()?;
        Some(Self::new(document.into(), "keydown", move |event| {
            let Some(event) = event.dyn_ref::<KeyboardEvent>() else { return };
            if !event.default_prevented() && callback(&Key::of(event)) {
                event.prevent_default();
            }
        }))
    }
}

impl Drop for Listener {
    fn drop(&mut self) {
        let _ = self.target.remove_event_listener_with_callback(self.name, self.callback.as_ref().unchecked_ref());
    }
}

/// A key press and where it happened.
pub(crate) struct Key {
    /// As `KeyboardEvent.key` names it.
    pub(crate) key: String,
    /// Whether Shift is down.
    pub(crate) shift: bool,
    /// Whether Ctrl or Meta is down.
    pub(crate) control: bool,
    /// Whether Alt is down.
    pub(crate) alt: bool,
    /// Whether focus is in a text field.
    pub(crate) in_text: bool,
    /// Whether focus is on something that uses Space, arrows, Home and End itself.
    pub(crate) on_widget: bool,
}

impl Key {
    fn of(event: &KeyboardEvent) -> Self {
        let target = event.target().and_then(|target| target.dyn_into::<Element>().ok());
        let within = |selector: &str| {
            target.as_ref().is_some_and(|element| element.closest(selector).is_ok_and(|found| found.is_some()))
        };
        Self {
            key: event.key(),
            shift: event.shift_key(),
            control: event.ctrl_key() || event.meta_key(),
            alt: event.alt_key(),
            in_text: within("textarea, input:not([type=range]):not([type=checkbox]), [contenteditable]"),
            on_widget: within("button, select, summary, input, a, [role=tab], dialog"),
        }
    }
}

/// Types `text` into the focused field, as a person would: it can be undone. False where the browser refuses.
pub(crate) fn type_text(text: &str) -> bool {
    document().and_then(|document| document.dyn_into::<HtmlDocument>().ok()).is_some_and(|document| {
        document.exec_command_with_show_ui_and_value("insertText", false, text).unwrap_or_default()
    })
}

/// The attribute `name` of what matches `selector` at or around an event's target.
pub(crate) fn data_of(target: &EventTarget, selector: &str, name: &str) -> Option<String> {
    target.dyn_ref::<Element>()?.closest(selector).ok()??.get_attribute(name)
}

/// Focuses the element that a selector finds.
pub(crate) fn focus(selector: &str) {
    let found = document().and_then(|document| document.query_selector(selector).ok().flatten());
    if let Some(element) = found.and_then(|element| element.dyn_into::<HtmlElement>().ok()) {
        let _ = element.focus();
    }
}

/// Whether a key was pressed inside a text field.
pub(crate) fn is_typing(event: &KeyboardEvent) -> bool {
    Key::of(event).in_text
}

/// Gives the bytes of the file that was dropped, if one was.
pub(crate) fn dropped_file(event: &DragEvent, take: impl FnOnce(Vec<u8>) + 'static) {
    if let Some(file) = event.data_transfer().and_then(|data| data.files()).and_then(|files| files.get(0)) {
        read_file(&file, take);
    }
}

/// Largest file that is read; the rest of a larger one is not asked for.
const FILE_MAX: f64 = 2_097_152.0;

/// Gives the bytes of a file once they are here.
pub(crate) fn read_file(file: &File, take: impl FnOnce(Vec<u8>) + 'static) {
    let Ok(part) = file.slice_with_f64_and_f64(0.0, FILE_MAX) else { return };
    // A file that cannot be read stays unread.
    let done = Closure::once(move |buffer: JsValue| take(Uint8Array::new(&buffer).to_vec()));
    let _ = part.array_buffer().then(&done);
    done.forget();
}

/// Focuses the element that a selector finds once the page has been drawn anew.
pub(crate) fn focus_later(selector: String) {
    let callback = Closure::once_into_js(move || focus(&selector));
    if let Some(window) = web_sys::window() {
        let _ = window.set_timeout_with_callback(callback.unchecked_ref());
    }
}

/// The window's ratio of device pixels to CSS pixels.
pub(crate) fn pixel_ratio() -> f64 {
    web_sys::window().as_ref().map_or(1.0, Window::device_pixel_ratio)
}

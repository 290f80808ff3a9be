//! What a person did to a field, as plain values, and the few things that a view asks of an element it drew.
//! Views hand over events and references; they never see an element of the browser.

use wasm_bindgen::JsCast;
use web_sys::{
    Element, Event, HtmlDialogElement, HtmlElement, HtmlInputElement, HtmlSelectElement, HtmlTextAreaElement,
    PointerEvent,
};
use yew::NodeRef;

/// The element of this kind that an event comes from.
pub(super) fn target<T: JsCast>(event: &Event) -> Option<T> {
    event.target()?.dyn_into().ok()
}

/// The text of the input, text area or select that an event comes from.
pub(crate) fn text(event: &Event) -> String {
    let input = target::<HtmlInputElement>(event).map(|field| field.value());
    let area = || target::<HtmlTextAreaElement>(event).map(|field| field.value());
    let select = || target::<HtmlSelectElement>(event).map(|field| field.value());
    input.or_else(area).or_else(select).unwrap_or_default()
}

/// The number of the slider that an event comes from.
pub(crate) fn number(event: &Event) -> f64 {
    target::<HtmlInputElement>(event).map_or(0.0, |field| field.value_as_number())
}

/// Gives the bytes of the file that was chosen, and forgets the choice, so that the same file can be chosen again.
pub(crate) fn chosen_file(event: &Event, take: impl FnOnce(Vec<u8>) + 'static) {
    let Some(field) = target::<HtmlInputElement>(event) else { return };
    if let Some(file) = field.files().and_then(|files| files.get(0)) {
        super::dom::read_file(&file, take);
    }
    field.set_value("");
}

/// The text before the caret of the text area that an event comes from.
pub(crate) fn text_before_caret(event: &Event) -> String {
    let Some(area) = target::<HtmlTextAreaElement>(event) else { return String::new() };
    // Browsers count UTF-16 units.
    let caret = area.selection_start().ok().flatten().unwrap_or_default() as usize;
    let units: Vec<u16> = area.value().encode_utf16().take(caret).collect();
    String::from_utf16_lossy(&units)
}

/// How far the element that an event comes from is scrolled.
pub(crate) fn scroll_top(event: &Event) -> i32 {
    target::<Element>(event).map_or(0, |element| element.scroll_top())
}

/// Sends all moves of this pointer to the element under it, also outside of it.
pub(crate) fn capture(event: &PointerEvent) {
    if let Some(element) = target::<Element>(event) {
        // Without capture the drag ends at the element's edge, which is all that can be lost.
        let _ = element.set_pointer_capture(event.pointer_id());
    }
}

/// Opens a dialog above the page.
pub(crate) fn show_dialog(dialog: &NodeRef) {
    if let Some(dialog) = dialog.cast::<HtmlDialogElement>() {
        // It fails only when the dialog is open already.
        let _ = dialog.show_modal();
    }
}

/// Scrolls to the end.
pub(crate) fn scroll_to_end(list: &NodeRef) {
    if let Some(list) = list.cast::<HtmlElement>() {
        list.set_scroll_top(list.scroll_height());
    }
}

/// Scrolls so that the stretch from `top` to `bottom` is inside, moving as little as possible.
pub(crate) fn scroll_into(list: &NodeRef, top: i32, bottom: i32) {
    let Some(list) = list.cast::<HtmlElement>() else { return };
    let (from, height) = (list.scroll_top(), list.client_height());
    if top < from {
        list.set_scroll_top(top);
    } else if bottom > from + height {
        list.set_scroll_top(bottom - height);
    }
}

//! Files of the person's disk, both ways: what the page offers to keep, what somebody chooses or drops, and the browser's own painter
//! for turning a drawing into pixels. Knows no format.

use super::dom::Listener;
use super::field;
use js_sys::{Array, Promise, Uint8Array};
use wasm_bindgen::prelude::Closure;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{
    Blob, BlobPropertyBag, CanvasRenderingContext2d, DragEvent, Event, FileList, HtmlAnchorElement, HtmlCanvasElement,
    HtmlImageElement, HtmlInputElement, Url,
};

/// Largest part of a file that is read.
const READ_MAX: f64 = 100_663_296.0;
/// Pixels of a picture for each of the drawing's.
const PIXELS: u32 = 2;

/// What is offered to keep, put together in pieces.
pub(crate) struct Outgoing(Array);

impl Outgoing {
    /// Nothing yet.
    pub(crate) fn new() -> Self {
        Self(Array::new())
    }

    /// With these bytes.
    pub(crate) fn bytes(bytes: &[u8]) -> Self {
        let all = Self::new();
        all.0.push(&Uint8Array::from(bytes));
        all
    }

    /// Appends a text.
    pub(crate) fn push(&self, text: &str) {
        self.0.push(&text.into());
    }

    /// With this text.
    pub(crate) fn text(text: &str) -> Self {
        let all = Self::new();
        all.push(text);
        all
    }

    /// Offers it as a file.
    pub(crate) fn save(&self, name: &str) {
        let Ok(blob) = Blob::new_with_buffer_source_sequence(&self.0) else { return };
        let Ok(url) = Url::create_object_url_with_blob(&blob) else { return };
        let anchor = web_sys::window().and_then(|window| window.document()?.create_element("a").ok());
        if let Some(anchor) = anchor.and_then(|anchor| anchor.dyn_into::<HtmlAnchorElement>().ok()) {
            anchor.set_href(&url);
            anchor.set_download(name);
            anchor.click();
        }
        // The browser keeps what it has begun to save.
        let _ = Url::revoke_object_url(&url);
    }
}

/// The files of a field, once they are read, and the field emptied, so that the same ones can be chosen again.
pub(crate) fn chosen(event: &Event, take: impl FnOnce(Vec<(String, Vec<u8>)>) + 'static) {
    let Some(input) = field::target::<HtmlInputElement>(event) else { return };
    if let Some(files) = input.files() {
        read_all(&files, take);
    }
    input.set_value("");
}

/// Listens for files that are dropped anywhere on the page; `over` hears whether some hang above it. What a part of the page takes for
/// itself is left to it.
pub(crate) fn on_drop(
    over: impl Fn(bool) + Clone + 'static,
    take: impl Fn(Vec<(String, Vec<u8>)>) + Clone + 'static,
) -> Vec<Listener> {
    let Some(window) = web_sys::window() else { return Vec::new() };
    let listen =
        |name: &'static str, callback: Box<dyn FnMut(Event)>| Listener::new(window.clone().into(), name, callback);
    let (leaving, dropping) = (over.clone(), over.clone());
    vec![
        listen(
            "dragover",
            Box::new(move |event| {
                if !event.default_prevented() && carries_files(&event) {
                    event.prevent_default();
                    over(true);
                }
            }),
        ),
        listen(
            "dragleave",
            Box::new(move |event| {
                if event.dyn_ref::<DragEvent>().is_some_and(|event| event.related_target().is_none()) {
                    leaving(false);
                }
            }),
        ),
        listen(
            "drop",
            Box::new(move |event| {
                dropping(false);
                let files = event.dyn_ref::<DragEvent>().and_then(|event| event.data_transfer()?.files());
                if let Some(files) = files.filter(|files| files.length() > 0 && !event.default_prevented()) {
                    event.prevent_default();
                    read_all(&files, take.clone());
                }
            }),
        ),
    ]
}

fn carries_files(event: &Event) -> bool {
    let types = event.dyn_ref::<DragEvent>().and_then(DragEvent::data_transfer).map(|data| data.types());
    types.is_some_and(|types| types.includes(&"Files".into(), 0))
}

fn read_all(files: &FileList, take: impl FnOnce(Vec<(String, Vec<u8>)>) + 'static) {
    let files: Vec<_> = (0..files.length()).filter_map(|index| files.get(index)).collect();
    super::link::spawn(async move {
        let mut read = Vec::new();
        for file in files {
            let Ok(part) = file.slice_with_f64_and_f64(0.0, READ_MAX) else { continue };
            // A folder, and a file that is gone by now, stay unread.
            if let Ok(buffer) = JsFuture::from(part.array_buffer()).await {
                read.push((file.name(), Uint8Array::new(&buffer).to_vec()));
            }
        }
        take(read);
    });
}

/// A drawing of this size as PNG; `None` where the browser cannot paint it.
pub(crate) async fn painted(svg: &str, (width, height): (u32, u32)) -> Option<Vec<u8>> {
    let (width, height) = (width * PIXELS, height * PIXELS);
    let kind = BlobPropertyBag::new();
    kind.set_type("image/svg+xml");
    let blob = Blob::new_with_str_sequence_and_options(&Array::of1(&svg.into()), &kind).ok()?;
    let url = Url::create_object_url_with_blob(&blob).ok()?;
    let image = HtmlImageElement::new().ok()?;
    image.set_src(&url);
    let decoded = JsFuture::from(image.decode()).await;
    let _ = Url::revoke_object_url(&url);
    decoded.ok()?;
    let canvas = web_sys::window()?.document()?.create_element("canvas").ok()?.dyn_into::<HtmlCanvasElement>().ok()?;
    canvas.set_width(width);
    canvas.set_height(height);
    let context = canvas.get_context("2d").ok()??.dyn_into::<CanvasRenderingContext2d>().ok()?;
    let (right, bottom) = (f64::from(width), f64::from(height));
    context.draw_image_with_html_image_element_and_dw_and_dh(&image, 0.0, 0.0, right, bottom).ok()?;
    let made = Promise::new(&mut |resolve, _| {
        let done = Closure::once_into_js(move |blob: JsValue| resolve.call1(&JsValue::NULL, &blob));
        // Without a picture the promise stays open, and nothing is saved.
        let _ = canvas.to_blob(done.unchecked_ref());
    });
    let blob: Blob = JsFuture::from(made).await.ok()?.dyn_into().ok()?;
    let buffer = JsFuture::from(blob.array_buffer()).await.ok()?;
    Some(Uint8Array::new(&buffer).to_vec())
}

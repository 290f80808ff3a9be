//! Time of the host: timeouts that end with their handle, and a clock for slices.

use wasm_bindgen::prelude::Closure;
use wasm_bindgen::{JsCast, JsValue};

/// A repeating callback; dropping it stops it.
pub(crate) struct Repeating {
    id: i32,
    _callback: Closure<dyn FnMut()>,
}

impl Repeating {
    /// Calls `callback` every `milliseconds`; it also runs once the page is busy no more, never nested.
    pub(crate) fn new(milliseconds: u32, callback: impl FnMut() + 'static) -> Self {
        let callback = Closure::<dyn FnMut()>::new(callback);
        let id = web_sys::window()
            .and_then(|window| {
                window
                    .set_interval_with_callback_and_timeout_and_arguments_0(
                        callback.as_ref().unchecked_ref(),
                        i32::try_from(milliseconds).unwrap_or(i32::MAX),
                    )
                    .ok()
            })
            .unwrap_or_default();
        Self { id, _callback: callback }
    }
}

impl Drop for Repeating {
    fn drop(&mut self) {
        if let Some(window) = web_sys::window() {
            window.clear_interval_with_handle(self.id);
        }
    }
}

/// A callback that runs once, after a while; dropping it takes it back.
pub(crate) struct Later {
    id: i32,
    _callback: Closure<dyn FnMut()>,
}

impl Later {
    /// Calls `callback` after `milliseconds`.
    pub(crate) fn new(milliseconds: i32, callback: impl FnOnce() + 'static) -> Self {
        let callback = Closure::once(callback);
        let set = |window: web_sys::Window| {
            window
                .set_timeout_with_callback_and_timeout_and_arguments_0(callback.as_ref().unchecked_ref(), milliseconds)
        };
        let id = web_sys::window().and_then(|window| set(window).ok()).unwrap_or_default();
        Self { id, _callback: callback }
    }
}

impl Drop for Later {
    fn drop(&mut self) {
        if let Some(window) = web_sys::window() {
            window.clear_timeout_with_handle(self.id);
        }
    }
}

/// Lets the page go on before more of a long work is done.
pub(crate) async fn breathe() {
    let soon = js_sys::Promise::new(&mut |resolve, _| {
        if let Some(window) = web_sys::window() {
            let _ = window.set_timeout_with_callback(&resolve);
        } else {
            // Without a window nobody waits.
            let _ = resolve.call0(&JsValue::NULL);
        }
    });
    // It is never rejected.
    let _ = wasm_bindgen_futures::JsFuture::from(soon).await;
}

/// Milliseconds since the page was opened.
pub(crate) fn now_ms() -> f64 {
    web_sys::window().and_then(|window| window.performance()).map_or(0.0, |performance| performance.now())
}

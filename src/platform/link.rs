//! The address bar, base64 and the browser's own compressor: what turns the bytes of a shared state into a link and back.
//! Knows no format; see `state::share`.

use crate::state::share::{self, BYTES_MAX, COMPRESS_FROM, Damaged, LINK_MAX};
use js_sys::{Array, Function, Object, Reflect, Uint8Array};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{Blob, ReadableStream, ReadableStreamDefaultReader};

/// Lets a conversion run beside the page.
pub(crate) fn spawn(work: impl Future<Output = ()> + 'static) {
    wasm_bindgen_futures::spawn_local(work);
}

/// The part of a link after `#` for these bytes, behind the number of their format. `None` when they are too many for a link.
pub(crate) async fn to_link(prefix: &str, bytes: &[u8]) -> Option<String> {
    if bytes.len() > BYTES_MAX {
        return None;
    }
    let small =
        if bytes.len() >= COMPRESS_FROM { through("CompressionStream", bytes, bytes.len()).await } else { None };
    let sealed = small.map_or_else(|| share::seal(false, bytes), |small| share::seal(true, &small));
    Some(format!("{prefix}{}", base64url(&sealed)?)).filter(|link| link.len() < LINK_MAX)
}

/// The bytes that [`to_link`] was given, from the part after the version.
pub(crate) async fn from_link(body: &str) -> Result<Vec<u8>, Damaged> {
    let sealed = bytes_of(body).ok_or(Damaged::Changed)?;
    // One text for one state: padding bits that decoders ignore must be as we write them.
    if base64url(&sealed).as_deref() != Some(body) {
        return Err(Damaged::Changed);
    }
    match share::unseal(&sealed)? {
        (false, bytes) => Ok(bytes.to_vec()),
        (true, bytes) => through("DecompressionStream", bytes, BYTES_MAX).await.ok_or(Damaged::TooLarge),
    }
}

fn base64url(bytes: &[u8]) -> Option<String> {
    let text: String = bytes.iter().map(|byte| char::from(*byte)).collect();
    let base64 = web_sys::window()?.btoa(&text).ok()?;
    Some(base64.trim_end_matches('=').replace('+', "-").replace('/', "_"))
}

fn bytes_of(text: &str) -> Option<Vec<u8>> {
    let base64 = text.replace('-', "+").replace('_', "/");
    let decoded = web_sys::window()?.atob(&base64).ok()?;
    decoded.chars().map(|character| u8::try_from(u32::from(character)).ok()).collect()
}

/// Runs bytes through one of the browser's stream classes (raw deflate); `None` where there is no such class, the bytes are not
/// what it takes, or more than `max` come out.
async fn through(class: &str, bytes: &[u8], max: usize) -> Option<Vec<u8>> {
    let class = Reflect::get(&js_sys::global(), &class.into()).ok()?.dyn_into::<Function>().ok()?;
    let stage: Object = Reflect::construct(&class, &Array::of1(&"deflate-raw".into())).ok()?.unchecked_into();
    let blob = Blob::new_with_u8_array_sequence(&Array::of1(&Uint8Array::from(bytes))).ok()?;
    let piped: ReadableStream = blob.stream().pipe_through(stage.unchecked_ref());
    let reader: ReadableStreamDefaultReader = piped.get_reader().unchecked_into();
    let mut out = Vec::new();
    loop {
        let read = JsFuture::from(reader.read()).await.ok()?;
        if Reflect::get(&read, &JsValue::from("done")).ok()?.is_truthy() {
            return Some(out);
        }
        let chunk: Uint8Array = Reflect::get(&read, &JsValue::from("value")).ok()?.dyn_into().ok()?;
        if out.len() + chunk.length() as usize > max {
            drop(reader.cancel());
            return None;
        }
        out.extend(chunk.to_vec());
    }
}

/// What raw deflate was made of; `None` when it is damaged or more than `max` bytes come out.
pub(crate) async fn inflated(bytes: &[u8], max: usize) -> Option<Vec<u8>> {
    through("DecompressionStream", bytes, max).await
}

/// Shows a state in the address bar without a new entry in the history.
pub(crate) fn replace_hash(hash: &str) {
    let history = web_sys::window().and_then(|window| window.history().ok());
    if let Some(history) = history {
        // A browser that limits how often this may be called loses nothing but this one update.
        let _ = history.replace_state_with_url(&JsValue::NULL, "", Some(&format!("#{hash}")));
    }
}

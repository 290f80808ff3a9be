//! The browser's way to the bridge: a WebSocket, the health check that says why there is none, and the secret of this tab.
//! Knows nothing of streams. A browser hides from a page why a WebSocket did not open; `docs/bridge.md` has the table that is followed here.

use crate::state::real::{Address, Failure};
use js_sys::{Array, ArrayBuffer, Function, Object, Promise, Reflect, Uint8Array};
use wasm_bindgen::prelude::Closure;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{BinaryType, CloseEvent, Event, MessageEvent, RequestInit, RequestMode, Response, WebSocket, Window};

/// Where this tab keeps the link of the bridge; other tabs and later visits do not see it.
const KEY: &str = "sockscope.bridge";

/// What a WebSocket says.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Heard {
    /// It is open.
    Open,
    /// A binary message.
    Message(Vec<u8>),
    /// It is closed or never opened; the code of RFC 6455, section 7.4.
    Closed(u16),
}

/// A WebSocket that is closed with its handle.
pub(crate) struct Socket {
    socket: WebSocket,
    listener: Closure<dyn FnMut(Event)>,
}

/// What the events are called.
const EVENTS: [&str; 3] = ["open", "message", "close"];

impl Socket {
    /// Opens one to the bridge at `address`; `None` where the browser refuses the address itself.
    pub(crate) fn open(address: &Address, subprotocol: Option<&str>, hear: impl Fn(Heard) + 'static) -> Option<Self> {
        let socket = match subprotocol {
            Some(name) => WebSocket::new_with_str(&address.socket(), name),
            None => WebSocket::new(&address.socket()),
        }
        .ok()?;
        socket.set_binary_type(BinaryType::Arraybuffer);
        let listener = Closure::<dyn FnMut(Event)>::new(move |event: Event| {
            if let Some(closed) = event.dyn_ref::<CloseEvent>() {
                hear(Heard::Closed(closed.code()));
            } else if let Some(message) = event.dyn_ref::<MessageEvent>() {
                // A text is no frame: an empty message is not one either.
                let bytes = message.data().dyn_into::<ArrayBuffer>();
                hear(Heard::Message(bytes.map_or_else(|_| Vec::new(), |bytes| Uint8Array::new(&bytes).to_vec())));
            } else {
                hear(Heard::Open);
            }
        });
        for name in EVENTS {
            // It can fail only for a wrong name of an event.
            let _ = socket.add_event_listener_with_callback(name, listener.as_ref().unchecked_ref());
        }
        Some(Self { socket, listener })
    }

    /// Sends a binary message; one that cannot be sent is followed by `Closed`.
    pub(crate) fn send(&self, message: &[u8]) {
        let _ = self.socket.send_with_u8_array(message);
    }
}

impl Drop for Socket {
    fn drop(&mut self) {
        for name in EVENTS {
            let _ = self.socket.remove_event_listener_with_callback(name, self.listener.as_ref().unchecked_ref());
        }
        let _ = self.socket.close();
    }
}

fn window() -> Option<Window> {
    web_sys::window()
}

/// Whether a bridge is there that lets this page in, before a WebSocket is tried.
pub(crate) async fn check(address: &Address) -> Result<(), Failure> {
    let foreign = !address.is_page(&origin());
    // From one loopback page to another no permission is asked for, whatever its state is.
    let guarded = foreign && !Address::is_loopback(&origin());
    if guarded && permission().await.as_deref() == Some("denied") {
        return Err(Failure::Forbidden);
    }
    if let Some(answer) = fetch(&address.health(), RequestMode::Cors).await {
        let body = match answer.text() {
            Ok(body) => JsFuture::from(body).await.ok().and_then(|text| text.as_string()).unwrap_or_default(),
            Err(_) => String::new(),
        };
        return Failure::of_health(answer.ok(), &body).map_or(Ok(()), Err);
    }
    if guarded && permission().await.is_some_and(|state| state != "granted") {
        return Err(Failure::Forbidden);
    }
    // Without CORS the answer cannot be read, but there is one.
    let answers = foreign && fetch(&address.health(), RequestMode::NoCors).await.is_some();
    Err(if answers { Failure::Origin(origin()) } else { Failure::NotRunning })
}

async fn fetch(url: &str, mode: RequestMode) -> Option<Response> {
    let init = RequestInit::new();
    init.set_mode(mode);
    let answer = JsFuture::from(window()?.fetch_with_str_and_init(url, &init)).await.ok()?;
    answer.dyn_into().ok()
}

/// What the person has said about connections to the local network: `granted`, `denied` or `prompt`; `None` where nobody asks.
async fn permission() -> Option<String> {
    let navigator: JsValue = window()?.navigator().into();
    let permissions = Reflect::get(&navigator, &"permissions".into()).ok()?;
    let query: Function = Reflect::get(&permissions, &"query".into()).ok()?.dyn_into().ok()?;
    for name in ["loopback-network", "local-network-access"] {
        let descriptor = Object::new();
        Reflect::set(&descriptor, &"name".into(), &name.into()).ok()?;
        // A name that the browser does not know is a rejection.
        let asked: Promise = query.apply(&permissions, &Array::of1(&descriptor)).ok()?.dyn_into().ok()?;
        if let Ok(status) = JsFuture::from(asked).await {
            return Reflect::get(&status, &"state".into()).ok()?.as_string();
        }
    }
    None
}

/// The page's origin, such as `http://127.0.0.1:8765`; `null` for one from a disk.
pub(crate) fn origin() -> String {
    window().and_then(|window| window.location().origin().ok()).unwrap_or_default()
}

/// The bridge that this tab knows.
pub(crate) fn kept() -> Option<Address> {
    Address::of_link(&window()?.session_storage().ok()??.get_item(KEY).ok()??, &origin())
}

/// Keeps it for this tab, where that is allowed.
pub(crate) fn keep(address: &Address) {
    if let Some(storage) = window().and_then(|window| window.session_storage().ok().flatten()) {
        let _ = storage.set_item(KEY, &address.link());
    }
}

//! A folder of static files on a loopback port, for as long as a test runs.
//! Remembers what was asked for, and what of it is not there: a page that asks for missing files has a fault.

use anyhow::{Context, Result};
use http::header::{CONTENT_SECURITY_POLICY, CONTENT_TYPE, HeaderValue};
use http::{Request, Response, StatusCode};
use http_body_util::Full;
use hyper::body::{Bytes, Incoming};
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::TokioIo;
use std::convert::Infallible;
use std::path::{Component, Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread::JoinHandle;
use tokio::net::TcpListener;
use tokio::sync::oneshot;

/// The running server; it stops when this is dropped.
pub struct Site {
    running: Option<(oneshot::Sender<Infallible>, JoinHandle<()>)>,
    shelf: Arc<Shelf>,
    address: String,
}

/// What is served, and what was asked for.
struct Shelf {
    folder: PathBuf,
    policy: Option<&'static str>,
    asked: Mutex<Vec<Asked>>,
}

struct Asked {
    path: String,
    there: bool,
}

impl Site {
    /// Serves `folder` on a free port.
    ///
    /// # Errors
    /// When no port is to be had.
    pub fn serve(folder: PathBuf) -> Result<Self> {
        Self::serve_under(folder, None)
    }

    /// The same, with a `Content-Security-Policy` for all but the page of Sockscope that the site holds in its folder `sockscope`.
    ///
    /// # Errors
    /// When no port is to be had.
    pub fn serve_under(folder: PathBuf, policy: Option<&'static str>) -> Result<Self> {
        let listener = std::net::TcpListener::bind(("127.0.0.1", 0)).context("no file server")?;
        listener.set_nonblocking(true)?;
        let address = format!("http://{}/", listener.local_addr()?);
        let runtime = tokio::runtime::Builder::new_current_thread().enable_io().build()?;
        let shelf = Arc::new(Shelf { folder, policy, asked: Mutex::default() });
        let (sender, dropped) = oneshot::channel();
        let serving = serve(listener, Arc::clone(&shelf));
        let thread = std::thread::spawn(move || {
            runtime.block_on(async {
                tokio::select! {
                    () = serving => {}
                    // Nothing is ever sent: it ends with its sender.
                    _ = dropped => {}
                }
            });
        });
        Ok(Self { running: Some((sender, thread)), shelf, address })
    }

    /// `http://127.0.0.1:PORT/`.
    #[must_use]
    pub fn address(&self) -> &str {
        &self.address
    }

    /// Paths that were asked for, in order.
    #[must_use]
    pub fn asked(&self) -> Vec<String> {
        self.paths(|_| true)
    }

    /// Paths that were asked for and are not there.
    #[must_use]
    pub fn missing(&self) -> Vec<String> {
        self.paths(|asked| !asked.there)
    }

    fn paths(&self, wanted: impl Fn(&Asked) -> bool) -> Vec<String> {
        let asked = self.shelf.asked.lock().unwrap_or_else(PoisonError::into_inner);
        asked.iter().filter(|asked| wanted(asked)).map(|asked| asked.path.clone()).collect()
    }
}

impl Drop for Site {
    fn drop(&mut self) {
        if let Some((sender, thread)) = self.running.take() {
            drop(sender);
            // It has nothing to tell: its panic, if any, was printed.
            let _ended = thread.join();
        }
    }
}

async fn serve(listener: std::net::TcpListener, shelf: Arc<Shelf>) {
    let listener = TcpListener::from_std(listener).expect("invariant: a new socket can be watched");
    while let Ok((stream, _)) = listener.accept().await {
        let shelf = Arc::clone(&shelf);
        let answer = service_fn(move |request| std::future::ready(Ok::<_, Infallible>(shelf.answer(&request))));
        // A browser that went away no longer wants its answer.
        tokio::spawn(http1::Builder::new().serve_connection(TokioIo::new(stream), answer));
    }
}

impl Shelf {
    fn answer(&self, request: &Request<Incoming>) -> Response<Full<Bytes>> {
        let path = request.uri().path();
        let found = file(&self.folder, path);
        let asked = Asked { path: path.to_owned(), there: found.is_some() };
        self.asked.lock().unwrap_or_else(PoisonError::into_inner).push(asked);
        let Some((bytes, kind)) = found else {
            let mut response = Response::new(Full::from("not found"));
            *response.status_mut() = StatusCode::NOT_FOUND;
            return response;
        };
        let mut response = Response::new(Full::from(bytes));
        response.headers_mut().insert(CONTENT_TYPE, HeaderValue::from_static(kind));
        if let Some(policy) = self.policy.filter(|_| !path.starts_with("/sockscope/")) {
            response.headers_mut().insert(CONTENT_SECURITY_POLICY, HeaderValue::from_static(policy));
        }
        response
    }
}

fn file(folder: &Path, url: &str) -> Option<(Vec<u8>, &'static str)> {
    let relative = Path::new(url.trim_start_matches('/'));
    if !relative.components().all(|part| matches!(part, Component::Normal(_))) {
        return None;
    }
    let mut path = folder.join(relative);
    if path.is_dir() {
        path.push("index.html");
    }
    let bytes = std::fs::read(&path).ok()?;
    let kind = match path.extension()?.to_str()? {
        "html" => "text/html; charset=utf-8",
        "js" | "mjs" => "text/javascript",
        "css" => "text/css",
        "wasm" => "application/wasm",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "json" | "webmanifest" => "application/json",
        _ => "application/octet-stream",
    };
    Some((bytes, kind))
}

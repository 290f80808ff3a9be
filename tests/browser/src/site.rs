//! A folder of static files on a loopback port, for as long as a test runs.
//! Remembers what was asked for and is not there: a page that asks for missing files has a fault.

use anyhow::{Result, anyhow};
use std::path::{Component, Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread::JoinHandle;
use tiny_http::{Header, Response, Server};

/// The running server; it stops when this is dropped.
pub struct Site {
    server: Arc<Server>,
    worker: Option<JoinHandle<()>>,
    missing: Arc<Mutex<Vec<String>>>,
    address: String,
}

impl Site {
    /// Serves `folder` on a free port.
    ///
    /// # Errors
    /// When no port is to be had.
    pub fn serve(folder: PathBuf) -> Result<Self> {
        let server = Arc::new(Server::http("127.0.0.1:0").map_err(|error| anyhow!("no file server: {error}"))?);
        let missing = Arc::new(Mutex::new(Vec::new()));
        let address = format!("http://{}/", server.server_addr());
        let worker = std::thread::spawn({
            let (server, missing) = (Arc::clone(&server), Arc::clone(&missing));
            move || {
                for request in server.incoming_requests() {
                    let path = request.url().split(['?', '#']).next().unwrap_or_default().to_owned();
                    // A browser that went away no longer wants its answer.
                    let _gone = match file(&folder, &path) {
                        Some((bytes, kind)) => request.respond(Response::from_data(bytes).with_header(kind)),
                        None => {
                            missing.lock().unwrap_or_else(PoisonError::into_inner).push(path);
                            request.respond(Response::from_string("not found").with_status_code(404))
                        }
                    };
                }
            }
        });
        Ok(Self { server, worker: Some(worker), missing, address })
    }

    /// `http://127.0.0.1:PORT/`.
    #[must_use]
    pub fn address(&self) -> &str {
        &self.address
    }

    /// Paths that were asked for and are not there.
    #[must_use]
    pub fn missing(&self) -> Vec<String> {
        self.missing.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }
}

impl Drop for Site {
    fn drop(&mut self) {
        self.server.unblock();
        if let Some(worker) = self.worker.take() {
            // It has nothing to tell: its panic, if any, was printed.
            let _ended = worker.join();
        }
    }
}

fn file(folder: &Path, url: &str) -> Option<(Vec<u8>, Header)> {
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
    Some((bytes, Header::from_bytes("content-type", kind).ok()?))
}

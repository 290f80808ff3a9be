//! The built page, as files inside of the program, and what stands in its place when the program was built without it.

/// Path below the root, and the file's bytes.
const FILES: &[(&str, &[u8])] = include!(concat!(env!("OUT_DIR"), "/page.in"));

const MISSING: &str = "<!doctype html>
<html lang=\"en\">
<meta charset=\"utf-8\">
<title>Sockscope: no page</title>
<style>body { font: 1.1rem/1.5 system-ui, sans-serif; max-width: 40rem; margin: 3rem auto; padding: 0 1rem } code { font-size: 1em }</style>
<h1>The bridge runs, but the page is not in this program</h1>
<p>This <code>sockscope</code> was built alone. In a checkout of Sockscope,</p>
<pre><code>cargo xtask build</code></pre>
<p>builds the page and a <code>sockscope</code> with the page inside, and prints where it is. While you work on the page,
<code>cargo xtask serve</code> serves it with live reload.</p>
";

/// A file as it is sent.
#[derive(Debug, Clone, Copy)]
pub(crate) struct File {
    pub(crate) media_type: &'static str,
    pub(crate) bytes: &'static [u8],
}

/// Whether the page is in this program.
#[must_use]
pub fn is_embedded() -> bool {
    !FILES.is_empty()
}

/// The file for the path of a request.
pub(crate) fn file(path: &str) -> Option<File> {
    let name = if path == "/" { "index.html" } else { path.strip_prefix('/')? };
    if FILES.is_empty() && name == "index.html" {
        return Some(File { media_type: media_type(name), bytes: MISSING.as_bytes() });
    }
    let (name, bytes) = FILES.iter().find(|(known, _)| *known == name)?;
    Some(File { media_type: media_type(name), bytes })
}

fn media_type(name: &str) -> &'static str {
    match name.rsplit_once('.').map_or("", |(_, ending)| ending) {
        "html" => "text/html; charset=utf-8",
        "js" => "text/javascript; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "wasm" => "application/wasm",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "json" => "application/json",
        _ => "application/octet-stream",
    }
}

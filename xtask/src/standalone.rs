//! The whole page in one file that opens from `file://`: Trunk's glue as an inline module, the wasm compressed in base64 beside it.
//! Browsers fetch neither modules nor wasm from a disk, so nothing of it may be a file of its own.

use crate::{dist, shell};
use anyhow::{Context, Result, ensure};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use flate2::Compression;
use flate2::write::GzEncoder;
use std::io::Write;
use std::path::{Path, PathBuf};

/// Where the file is. Not in `dist/`: whoever serves the page does not serve it twice.
pub(crate) fn file() -> PathBuf {
    shell::root().join("standalone/sockscope-standalone.html")
}

/// Makes the file from a built `dist/`.
pub(crate) fn make() -> Result<()> {
    let page = crate::offline::without(&read(&dist::folder().join("index.html"))?);
    let glue = read(&only("js", |name| name.starts_with("sockscope-page"))?)?;
    let icon = read(&only("svg", |_| true)?)?;
    let wasm = std::fs::read(only("wasm", |_| true)?)?;
    let mut packed = GzEncoder::new(Vec::new(), Compression::best());
    packed.write_all(&wasm)?;
    let html = inlined(&page, &glue, &icon, &packed.finish()?)?;
    let path = file();
    std::fs::create_dir_all(path.parent().unwrap_or(Path::new(".")))?;
    std::fs::write(&path, &html)?;
    println!("{}: {} bytes", path.file_name().unwrap_or_default().to_string_lossy(), html.len());
    Ok(())
}

fn read(path: &Path) -> Result<String> {
    std::fs::read_to_string(path).with_context(|| format!("cannot read {}", path.display()))
}

/// The one file of `dist/` with this ending.
fn only(ending: &str, named: impl Fn(&str) -> bool) -> Result<PathBuf> {
    let found: Vec<PathBuf> = dist::files(&dist::folder())?
        .into_iter()
        .filter(|path| {
            path.extension().is_some_and(|extension| extension == ending)
                && path.file_name().is_some_and(|name| named(&name.to_string_lossy()))
        })
        .collect();
    ensure!(found.len() == 1, "dist/ has {} files that could be the page's .{ending}", found.len());
    Ok(found[0].clone())
}

/// `page` without anything to fetch.
fn inlined(page: &str, glue: &str, icon: &str, packed: &[u8]) -> Result<String> {
    const OPEN: &str = "<script type=\"module\">";
    const CLOSE: &str = "</script>";
    let start = page.find(OPEN).context("dist/index.html has no module script")?;
    let end = start + page[start..].find(CLOSE).context("dist/index.html ends inside its script")? + CLOSE.len();
    ensure!(!glue.contains(CLOSE) && !glue.contains("\nimport "), "the glue cannot be put into a page as it is");
    let boot = format!(
        "const packed = \"{}\";\nconst bytes = Uint8Array.from(atob(packed), (character) => character.charCodeAt(0));\n\
         const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream(\"gzip\"));\n\
         await __wbg_init({{ module_or_path: await new Response(stream).arrayBuffer() }});\n",
        STANDARD.encode(packed)
    );
    let mut html = String::with_capacity(page.len() + glue.len() + boot.len());
    html.push_str(&without_links(&page[..start], icon));
    html.push_str(&format!("{OPEN}\n{glue}\n{boot}{CLOSE}"));
    html.push_str(&without_links(&page[end..], icon));
    Ok(html)
}

/// Drops the links that announce files; the icon is written out.
fn without_links(part: &str, icon: &str) -> String {
    let mut out = String::with_capacity(part.len() + icon.len());
    let mut rest = part;
    while let Some(at) = rest.find("<link ") {
        let length = rest[at..].find('>').map_or(rest.len() - at, |end| end + 1);
        let link = &rest[at..at + length];
        out.push_str(&rest[..at]);
        if link.contains("rel=\"icon\"") {
            out.push_str(&format!(
                "<link rel=\"icon\" href=\"data:image/svg+xml;base64,{}\" />",
                STANDARD.encode(icon)
            ));
        } else if !link.contains("rel=\"modulepreload\"") && !link.contains("rel=\"preload\"") {
            out.push_str(link);
        }
        rest = &rest[at + length..];
    }
    out.push_str(rest);
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_is_left_to_fetch() {
        let page = "<head><link rel=\"icon\" href=\"./icon.svg\"/><script type=\"module\">\nimport init from './a.js';\n</script>\n\
                    <link rel=\"modulepreload\" href=\"./a.js\"><link rel=\"preload\" href=\"./a.wasm\"></head><body></body>";
        let html =
            inlined(page, "async function __wbg_init() {}\nexport { __wbg_init as default };", "<svg/>", &[1, 2, 3])
                .expect("the page can be put into one file");
        for gone in ["./a.js", "./a.wasm", "./icon.svg", "preload"] {
            assert!(!html.contains(gone), "{gone} is still in {html}");
        }
        assert!(html.contains("const packed = \"AQID\""), "{html}");
        assert!(inlined("<body></body>", "", "", &[]).is_err());
    }
}

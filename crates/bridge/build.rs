//! Puts the built page into the program: the folder that `SOCKSCOPE_DIST` names, as `cargo xtask build` sets it.
//! Without the variable nothing is embedded, and the program says how to build the page.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};

fn main() {
    println!("cargo::rerun-if-changed=build.rs");
    println!("cargo::rerun-if-env-changed=SOCKSCOPE_DIST");
    let mut table = String::from("&[\n");
    if let Some(folder) = std::env::var_os("SOCKSCOPE_DIST").map(PathBuf::from) {
        println!("cargo::rerun-if-changed={}", folder.display());
        let mut files = Vec::new();
        list(&folder, &mut files);
        files.sort();
        for file in files {
            let path = file.strip_prefix(&folder).expect("listed below it").display().to_string().replace('\\', "/");
            // Whoever has this program is not offline: no worker, so that a newer program never meets an older page.
            let file = match path.as_str() {
                "sockscope-worker.js" => continue,
                "index.html" => without_worker(&file),
                _ => file,
            };
            writeln!(table, "    ({path:?}, include_bytes!({file:?})),").expect("a string takes all");
        }
    }
    table.push_str("]\n");
    let out = PathBuf::from(std::env::var_os("OUT_DIR").expect("cargo sets it"));
    std::fs::write(out.join("page.in"), table).expect("the table of the page's files can be written");
}

/// A copy of the page that does not start its worker.
fn without_worker(page: &Path) -> PathBuf {
    let html = std::fs::read_to_string(page).expect("the page can be read");
    let html = match html.split_once("<script data-offline>") {
        Some((before, rest)) => format!("{before}{}", rest.split_once("</script>").map_or("", |(_, behind)| behind)),
        None => html,
    };
    let copy = PathBuf::from(std::env::var_os("OUT_DIR").expect("cargo sets it")).join("index.html");
    std::fs::write(&copy, html).expect("the page can be written");
    copy
}

fn list(folder: &Path, files: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).expect("the folder of the built page can be listed") {
        let path = entry.expect("an entry can be read").path();
        if path.is_dir() { list(&path, files) } else { files.push(path) }
    }
}

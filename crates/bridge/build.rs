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
            let path = file.strip_prefix(&folder).expect("listed below it").display().to_string();
            writeln!(table, "    ({:?}, include_bytes!({:?})),", path.replace('\\', "/"), file)
                .expect("a string takes all");
        }
    }
    table.push_str("]\n");
    let out = PathBuf::from(std::env::var_os("OUT_DIR").expect("cargo sets it"));
    std::fs::write(out.join("page.in"), table).expect("the table of the page's files can be written");
}

fn list(folder: &Path, files: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).expect("the folder of the built page can be listed") {
        let path = entry.expect("an entry can be read").path();
        if path.is_dir() { list(&path, files) } else { files.push(path) }
    }
}

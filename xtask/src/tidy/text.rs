//! Rules about the text of single files. They look at lines, not at syntax: formatted code makes that enough.

use crate::source::SourceFile;

type Rule = fn(&SourceFile) -> Vec<String>;

/// Each rule with the sentence that the report prints.
pub(super) const RULES: [(&str, Rule); 6] = [
    ("every Rust file opens with its module doc", module_doc),
    ("the engine has no clock, no unordered map, no file, no thread", engine_is_pure),
    ("web-sys stays in src/platform", web_sys),
    ("no unfinished and no skipped code", unfinished),
    ("no path of one machine", machine_paths),
    ("texts end with one line end and hold no tab or trailing space", whitespace),
];

const ENGINE_FOLDERS: [&str; 5] =
    ["crates/bridge-protocol/src/", "crates/pickle/src/", "crates/net/src/", "crates/python/src/", "crates/lab/src/"];

fn is_rust(file: &SourceFile) -> bool {
    file.path.ends_with(".rs")
}

fn module_doc(file: &SourceFile) -> Vec<String> {
    let missing = is_rust(file) && !file.text.starts_with("//!");
    missing.then(|| format!("{}: the first line is not `//!`", file.path)).into_iter().collect()
}

/// A fault for each shipped line that has one of `words` outside its comment.
fn lines_with(file: &SourceFile, words: &[&str]) -> Vec<String> {
    let mut faults = Vec::new();
    for (number, line) in file.shipped_lines() {
        let code = if line.trim_start().starts_with("//") { "" } else { line };
        if let Some(word) = words.iter().find(|word| code.contains(**word)) {
            faults.push(format!("{}:{number}: `{word}`", file.path));
        }
    }
    faults
}

fn engine_is_pure(file: &SourceFile) -> Vec<String> {
    const IMPURE: [&str; 13] = [
        "HashMap",
        "HashSet",
        "RandomState",
        "std::time",
        "SystemTime",
        "Instant::now",
        "std::fs",
        "std::thread",
        "std::net::Tcp",
        "std::process",
        "std::env",
        "println!",
        "unsafe ",
    ];
    let engine = is_rust(file) && !file.is_test() && ENGINE_FOLDERS.iter().any(|folder| file.path.starts_with(folder));
    if engine { lines_with(file, &IMPURE) } else { Vec::new() }
}

fn web_sys(file: &SourceFile) -> Vec<String> {
    let page = is_rust(file) && file.path.starts_with("src/") && !file.path.starts_with("src/platform");
    if page { lines_with(file, &["web_sys", "js_sys", "wasm_bindgen::"]) } else { Vec::new() }
}

fn unfinished(file: &SourceFile) -> Vec<String> {
    // Written apart, so that this file does not name what it looks for.
    let words = [
        concat!("to", "do!("),
        concat!("unimpl", "emented!("),
        concat!("#[ign", "ore"),
        concat!("db", "g!("),
        concat!("#[all", "ow("),
    ];
    if !is_rust(file) || file.path.starts_with("vendor/") {
        return Vec::new();
    }
    let lines = file.text.lines().enumerate().filter(|(_, line)| !line.trim_start().starts_with("//"));
    let hit = |line: &str| words.into_iter().find(|word| line.contains(word));
    lines.filter_map(|(index, line)| hit(line).map(|word| format!("{}:{}: `{word}`", file.path, index + 1))).collect()
}

fn machine_paths(file: &SourceFile) -> Vec<String> {
    let folders = [
        concat!("/wo", "rk/"),
        concat!("/ro", "ot/"),
        concat!("/ho", "me/"),
        concat!("/Us", "ers/"),
        concat!("/op", "t/"),
    ];
    // The simulated machine has a home too: modules of Python may name it.
    if file.path.starts_with("crates/python/") && file.path.ends_with(".py") {
        return Vec::new();
    }
    let mut faults = Vec::new();
    for (index, line) in file.text.lines().enumerate() {
        let standing_alone =
            |at: usize| !line[..at].ends_with(|before: char| before.is_alphanumeric() || "._-~".contains(before));
        let hit = folders.into_iter().find(|folder| line.match_indices(folder).any(|(at, _)| standing_alone(at)));
        if let Some(folder) = hit {
            faults.push(format!("{}:{}: `{folder}`", file.path, index + 1));
        }
    }
    faults
}

fn whitespace(file: &SourceFile) -> Vec<String> {
    const CHECKED: [&str; 6] = [".rs", ".toml", ".css", ".html", ".js", ".md"];
    if !CHECKED.iter().any(|ending| file.path.ends_with(ending)) || file.text.is_empty() {
        return Vec::new();
    }
    let mut faults = Vec::new();
    if !file.text.ends_with('\n') || file.text.ends_with("\n\n") {
        faults.push(format!("{}: does not end with one line end", file.path));
    }
    for (index, line) in file.text.lines().enumerate() {
        if line.ends_with([' ', '\t']) && !file.path.ends_with(".rs") {
            faults.push(format!("{}:{}: trailing space", file.path, index + 1));
        }
    }
    faults
}

#[cfg(test)]
mod tests {
    use super::{SourceFile, engine_is_pure, machine_paths, module_doc, web_sys};

    #[test]
    fn rules_find_what_they_name_and_nothing_else() {
        let check = |rule: super::Rule, path: &str, text: &str, faults: usize| {
            let file = SourceFile { path: path.into(), text: text.into() };
            assert_eq!(rule(&file).len(), faults, "{path}: {text}");
        };
        check(module_doc, "src/a.rs", "//! What it owns.\n", 0);
        check(module_doc, "src/a.rs", "use b;\n", 1);
        check(module_doc, "a.md", "use b;\n", 0);
        check(engine_is_pure, "crates/net/src/a.rs", "use std::collections::HashMap;\n", 1);
        check(engine_is_pure, "crates/net/src/a.rs", "// no HashMap here\n", 0);
        check(engine_is_pure, "crates/net/src/a.rs", "#[cfg(test)]\nmod tests { use std::fs; }\n", 0);
        check(engine_is_pure, "crates/cli/src/a.rs", "use std::fs;\n", 0);
        check(web_sys, "src/components/a.rs", "web_sys::window()\n", 1);
        check(web_sys, "src/platform/dom.rs", "web_sys::window()\n", 0);
        check(machine_paths, "a.md", concat!("see /wo", "rk/x\n"), 1);
        check(machine_paths, "a.md", concat!("see net/wo", "rk/x\n"), 0);
    }
}

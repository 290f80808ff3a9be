//! `cargo xtask docs`: the book of `docs/`, made by mdBook, with the page of the same checkout beside it, so that its frames show this very build.

use crate::{dist, shell, tools};
use anyhow::{Context, Result, bail};
use std::path::{Path, PathBuf};

const PORT: &str = "3000";

/// Builds the book, and serves it if asked to.
pub(crate) fn run(options: &[String]) -> Result<()> {
    let port = port(options)?;
    if !dist::folder().join("index.html").is_file() {
        tools::compiled(shell::run)?;
        dist::build()?;
    }
    let book = build()?;
    println!("the book: {}", book.join("index.html").display());
    let Some(port) = port else { return Ok(()) };
    println!("http://127.0.0.1:{port}/; Ctrl+C ends");
    let mut server = shell::command("python3", &["-m", "http.server", "--bind", "127.0.0.1", &port, "--directory"]);
    shell::run(server.arg(&book))
}

/// The port to serve on, if it is to be served.
fn port(options: &[String]) -> Result<Option<String>> {
    let words: Vec<&str> = options.iter().map(String::as_str).collect();
    match words[..] {
        [] => Ok(None),
        ["--serve"] => Ok(Some(PORT.to_owned())),
        ["--serve", "--port", number] if number.parse::<u16>().is_ok_and(|port| port > 0) => {
            Ok(Some(number.to_owned()))
        }
        _ => bail!("`docs` takes --serve, and behind it --port N, but got `{}`", words.join(" ")),
    }
}

/// The book with the page that is in `dist/`.
pub(crate) fn build() -> Result<PathBuf> {
    tools::mdbook(shell::run)?;
    let book = shell::target_dir().join("book");
    shell::run(shell::command("mdbook", &["build", "docs", "--dest-dir"]).arg(&book))?;
    // mdBook copies whatever lies beside the chapters: the projects of other tools and its own settings are no part of the book.
    for extra in ["hosts", "sphinx-sockscope"] {
        remove(&book.join(extra))?;
    }
    std::fs::remove_file(book.join("book.toml"))?;
    put_page(&book)?;
    Ok(book)
}

/// Puts the built page into `site`, where its frames look for it.
pub(crate) fn put_page(site: &Path) -> Result<()> {
    copy(&dist::folder(), &site.join("sockscope")).context("no built page; `cargo xtask build` makes it")
}

/// A folder with all that is in it.
pub(crate) fn copy(from: &Path, to: &Path) -> Result<()> {
    for file in dist::files(from)? {
        let target = to.join(file.strip_prefix(from)?);
        std::fs::create_dir_all(target.parent().unwrap_or(to))?;
        std::fs::copy(&file, &target).with_context(|| format!("cannot write {}", target.display()))?;
    }
    Ok(())
}

/// Makes sure that there is no such folder.
pub(crate) fn remove(folder: &Path) -> Result<()> {
    if folder.exists() {
        std::fs::remove_dir_all(folder).with_context(|| format!("cannot remove {}", folder.display()))?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::port;

    #[test]
    fn options_are_read_or_refused() {
        let read = |words: &str| port(&words.split_whitespace().map(str::to_owned).collect::<Vec<_>>()).map_err(|_| ());
        assert_eq!(read(""), Ok(None));
        assert_eq!(read("--serve"), Ok(Some("3000".into())));
        assert_eq!(read("--serve --port 8000"), Ok(Some("8000".into())));
        for wrong in ["--port 8000", "--serve --port", "--serve --port 0", "--serve --port 70000", "book"] {
            assert_eq!(read(wrong), Err(()), "{wrong}");
        }
    }
}

//! The projects of `docs/hosts`, built by the real tools of other people's documentation, with the built page beside each:
//! `tests/browser/tests/hosts.rs` looks at them in a browser. What needs no browser is checked here: the Sphinx extension's errors, and what it
//! prints where there are no scripts.

use crate::tally::Count;
use crate::tools::python;
use crate::{docs, shell, tools};
use anyhow::{Context, Result, bail, ensure};
use std::path::{Path, PathBuf};

const PACKAGES: [python::Package; 5] = [
    ("sphinx", "9.0.4"),
    ("furo", "2025.12.19"),
    ("mkdocs", "1.6.1"),
    ("mkdocs-material", "9.8.2"),
    // Builds our own extension.
    ("flit-core", "3.12.0"),
];
/// Directives that are wrong, and what the build says of each.
const WRONG: [(&str, &str); 6] = [
    (".. sockscope:: lesson-5\n   :stpe: 3\n", "unknown option: \"stpe\""),
    (".. sockscope:: lesson-5\n   :step: -3\n", "invalid option value: (option: \"step\""),
    (".. sockscope:: lesson-5\n   :view: everything\n", "choose from \"full\", \"stage\", \"pipe\", or \"bench\""),
    (".. sockscope:: lesson-5\n   :autorun: yes\n", "no argument is allowed"),
    (".. sockscope::\n", "either a scenario, such as lesson-5, or the option src"),
    (".. sockscope:: lesson-5\n   :src: #1.AAAA\n", "either a scenario, such as lesson-5, or the option src"),
];
/// What stands in one of the project's elements, and so in every format.
const INSIDE: &str = "Four pieces of seven bytes.";

/// Builds one project into a folder.
type Build = fn(&Path) -> Result<()>;

/// Where the built sites are.
pub(crate) fn folder() -> PathBuf {
    shell::target_dir().join("hosts")
}

/// Builds all of them anew, and checks what needs no browser.
pub(crate) fn run() -> Result<Count> {
    docs::remove(&folder())?;
    let mut count = Count::default();
    let hosts: [(&str, Build); 5] =
        [("html", html), ("mdbook", mdbook), ("sphinx", sphinx), ("mkdocs", mkdocs), ("docusaurus", docusaurus)];
    for (name, build) in hosts {
        let site = folder().join(name);
        let built = build(&site).and_then(|()| docs::put_page(&site));
        if let Err(error) = &built {
            eprintln!("{name}: {error:#}");
        }
        count.add(Count::one(built.is_ok()));
    }
    count.add(Count::one(docs::build().is_ok()));
    count.add(elsewhere()?);
    count.add(refusals()?);
    Ok(count)
}

fn source(name: &str) -> PathBuf {
    shell::root().join("docs/hosts").join(name)
}

fn html(site: &Path) -> Result<()> {
    docs::copy(&source("html"), site)
}

fn mdbook(site: &Path) -> Result<()> {
    tools::mdbook(shell::run)?;
    shell::run(shell::command("mdbook", &["build"]).arg(source("mdbook")).arg("--dest-dir").arg(site))
}

fn mkdocs(site: &Path) -> Result<()> {
    python::ensure(&PACKAGES)?;
    let mut mkdocs = shell::command(&python::program("mkdocs"), &["build", "--quiet", "--strict", "--config-file"]);
    mkdocs.arg(source("mkdocs").join("mkdocs.yml")).arg("--site-dir").arg(site);
    shell::run(mkdocs.env("NO_MKDOCS_2_WARNING", "1"))
}

fn sphinx(site: &Path) -> Result<()> {
    python::ensure(&PACKAGES)?;
    let extension = shell::root().join("docs/sphinx-sockscope");
    let mut pip = shell::command(&python::program("python"), &["-m", "pip", "install", "--quiet", "--no-deps"]);
    pip.args(["--disable-pip-version-check", "--no-build-isolation", "--force-reinstall"]);
    shell::run(pip.arg(extension))?;
    sphinx_build("html", &source("sphinx"), site)
}

fn sphinx_build(builder: &str, source: &Path, site: &Path) -> Result<()> {
    let mut sphinx = shell::command(&python::program("sphinx-build"), &["-q", "-W", "-b", builder]);
    sphinx.arg("-d").arg(folder().join("doctrees").join(builder)).arg(source).arg(site);
    shell::run(sphinx.env("PYTHONDONTWRITEBYTECODE", "1"))
}

/// What Sphinx makes for readers without scripts has the directive's content, and no element.
fn elsewhere() -> Result<Count> {
    let mut count = Count::default();
    let made = [
        ("text", "frames.txt"),
        ("latex", "pageswithframes.tex"),
        ("epub", "frames.xhtml"),
        ("man", "pageswithframes.1"),
    ];
    for (builder, file) in made {
        let site = folder().join("sphinx-elsewhere").join(builder);
        sphinx_build(builder, &source("sphinx"), &site)?;
        let text = std::fs::read_to_string(site.join(file)).with_context(|| format!("no {file}"))?;
        let held = text.contains(INSIDE) && !text.contains("sock-scope");
        if !held {
            eprintln!("sphinx, {builder}: {file} lacks the directive's content, or has an element");
        }
        count.add(Count::one(held));
    }
    Ok(count)
}

/// Each mistake is an error at its line.
fn refusals() -> Result<Count> {
    let mut count = Count::default();
    let place = folder().join("sphinx-refusals");
    std::fs::create_dir_all(&place)?;
    std::fs::write(place.join("conf.py"), "extensions = [\"sphinx_sockscope\"]\n")?;
    for (directive, said) in WRONG {
        std::fs::write(place.join("index.rst"), format!("Title\n=====\n\n{directive}"))?;
        let mut sphinx = shell::command(&python::program("sphinx-build"), &["-q", "-W", "-E", "-b", "text"]);
        let printed = match shell::capture(sphinx.arg(&place).arg(place.join("out"))) {
            Ok(_) => "nothing".to_owned(),
            Err(error) => format!("{error:#}"),
        };
        let held = printed.contains(said) && printed.contains("index.rst:4:");
        if !held {
            eprintln!("sphinx says of {directive:?}: {printed}");
        }
        count.add(Count::one(held));
    }
    Ok(count)
}

/// Docusaurus is installed once into `.tools/`, again when the project's list of packages changes.
fn docusaurus(site: &Path) -> Result<()> {
    const NODE: u32 = 20;
    let version = shell::version("node").context("node is missing")?;
    let major = version.trim_start_matches('v').split('.').next().and_then(|major| major.parse::<u32>().ok());
    if major.is_none_or(|major| major < NODE) {
        bail!("Docusaurus needs Node {NODE}, and this is {version}");
    }
    let place = shell::tools_dir().join("docusaurus");
    let wanted = std::fs::read_to_string(source("docusaurus").join("package.json"))?;
    let stamp = place.join("node_modules/.installed");
    if std::fs::read_to_string(&stamp).ok().as_deref() != Some(&wanted) {
        std::fs::create_dir_all(&place)?;
        std::fs::write(place.join("package.json"), &wanted)?;
        let quiet = ["install", "--no-package-lock", "--no-audit", "--no-fund", "--loglevel", "error", "--prefix"];
        shell::run(shell::command("npm", &quiet).arg(&place))?;
        std::fs::write(&stamp, &wanted)?;
    }
    for old in ["src", "static"] {
        docs::remove(&place.join(old))?;
    }
    docs::copy(&source("docusaurus"), &place)?;
    let mut build = shell::command("node", &["node_modules/.bin/docusaurus", "build", "--out-dir"]);
    build.arg(site).current_dir(&place).env("NO_UPDATE_NOTIFIER", "1");
    shell::capture(&mut build)?;
    ensure!(site.join("index.html").is_file(), "Docusaurus made no page");
    Ok(())
}

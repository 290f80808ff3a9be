//! The programs under test, as they lie on disk: `single/*.py`, and `groups/<name>/<n>_<role>.py` in starting order.
//! A `<program>.stdin` beside a program is what its user types. Knows nothing of how they are run.

use crate::transcript::Transcript;
use anyhow::{Context, Result};
use std::fs;
use std::path::{Path, PathBuf};

/// One program of a group.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Program {
    /// The file's stem.
    pub name: String,
    /// Its text.
    pub source: String,
    /// What its user types, line by line.
    pub stdin: String,
}

/// Programs that are started one after another, as in terminals; a single program is a group of one.
#[derive(Debug, Clone)]
pub struct Group {
    /// `single/lists`, `groups/echo`, `article/2+4`.
    pub name: String,
    /// In starting order.
    pub programs: Vec<Program>,
    /// Where the recorded transcript lies, or belongs.
    pub fixture: Option<PathBuf>,
}

impl Group {
    /// The recorded transcript.
    ///
    /// # Errors
    /// When there is none, or it is not one.
    pub fn recorded(&self) -> Result<Transcript> {
        let path = self.fixture.as_ref().context("this group has no recorded transcript")?;
        let text = fs::read_to_string(path)
            .with_context(|| format!("{}: write it with `cargo xtask fixtures`", path.display()))?;
        serde_json::from_str(&text).with_context(|| path.display().to_string())
    }
}

/// The folder `tests/programs`.
#[must_use]
pub fn programs_root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../programs")
}

/// All groups that are checked in, singles first, each kind by name.
///
/// # Errors
/// When a file cannot be read.
pub fn checked_in() -> Result<Vec<Group>> {
    let root = programs_root();
    let mut groups = Vec::new();
    for path in sorted(&root.join("single"))? {
        if path.extension().is_some_and(|extension| extension == "py") {
            let program = load(&path)?;
            groups.push(Group {
                name: format!("single/{}", program.name),
                programs: vec![program],
                fixture: Some(path.with_extension("transcript.json")),
            });
        }
    }
    for path in sorted(&root.join("groups"))? {
        if path.is_dir() {
            groups.push(Group {
                name: format!("groups/{}", stem(&path)),
                programs: load_all(&path)?,
                fixture: Some(path.join("transcript.json")),
            });
        }
    }
    Ok(groups)
}

/// The pairs that a reader of the tutorial starts, station by station.
pub const ARTICLE_PAIRS: [(&str, &[&str]); 7] = [
    ("1+1", &["1_server", "1_client"]),
    ("2+2", &["2_server", "2_client"]),
    ("2+3", &["2_server", "3_client"]),
    ("2+4", &["2_server", "4_client"]),
    ("5+5", &["5_server", "5_client"]),
    ("6", &["6_pickle"]),
    ("7+7", &["7_server", "7_client"]),
];

/// The tutorial's own programs, where they lie beside the repository (`../shared/article/programs`); else none.
///
/// # Errors
/// When they are there but cannot be read.
pub fn article() -> Result<Vec<Group>> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/article/programs");
    if !root.is_dir() {
        return Ok(Vec::new());
    }
    ARTICLE_PAIRS
        .iter()
        .map(|(name, stems)| {
            let programs =
                stems.iter().map(|stem| load(&root.join(format!("{stem}.py")))).collect::<Result<Vec<_>>>()?;
            Ok(Group { name: format!("article/{name}"), programs, fixture: None })
        })
        .collect()
}

fn load_all(folder: &Path) -> Result<Vec<Program>> {
    sorted(folder)?
        .iter()
        .filter(|path| path.extension().is_some_and(|extension| extension == "py"))
        .map(|path| load(path))
        .collect()
}

fn load(path: &Path) -> Result<Program> {
    let source = fs::read_to_string(path).with_context(|| path.display().to_string())?;
    let stdin = fs::read_to_string(path.with_extension("stdin")).unwrap_or_default();
    Ok(Program { name: stem(path), source, stdin })
}

fn stem(path: &Path) -> String {
    path.file_stem().map(|stem| stem.to_string_lossy().into_owned()).unwrap_or_default()
}

fn sorted(folder: &Path) -> Result<Vec<PathBuf>> {
    let mut paths = fs::read_dir(folder)
        .with_context(|| folder.display().to_string())?
        .map(|entry| entry.map(|entry| entry.path()))
        .collect::<Result<Vec<_>, _>>()?;
    paths.sort();
    Ok(paths)
}

//! What a person brings to the page as files: told apart by what is inside, not by names, and turned into what the page shows.
//! Everything that the page hands on comes back here. Pure: bytes in, a decision or a reason out.

use super::archive::{self, Entry, Unreadable};
use super::embed::lesson_of;
use super::png;
use super::share::{self, Damaged};
use sockscope_lab::experiment::{Experiment, PROGRAMS_MAX, Program};
use sockscope_lab::real::Peers;
use sockscope_lab::saved::{Saved, SavedProblem};
use std::rc::Rc;

/// Largest program text.
const PROGRAM_MAX: usize = 1 << 20;

/// What a file is.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Found {
    /// The text of a program.
    Program(String),
    /// It holds a link: format and body.
    Link(u8, String),
    /// It holds the link of a lesson, counted from 0.
    Lesson(usize),
    /// A saved run.
    Saved(Box<Saved>),
    /// An archive, with files to be told apart in turn.
    Archive(Vec<Entry>),
    /// A pickle.
    Pickle,
}

/// Why a file cannot be opened.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Unopened {
    /// Nothing that the page knows.
    Unknown,
    /// Larger than what is looked at.
    TooLarge,
    /// A link in it is no good.
    Link(Damaged),
    /// A saved run that cannot be read; why, in English as the command line says it.
    Saved(SavedProblem),
    /// An archive that cannot be read.
    Archive(Unreadable),
    /// An archive without anything to open.
    Empty,
    /// More programs than a run may have.
    TooMany(usize),
}

/// Tells what a file is.
pub(crate) fn look(name: &str, bytes: &[u8]) -> Result<Found, Unopened> {
    if bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(b"PK\x05\x06") {
        return archive::entries(bytes).map(Found::Archive).map_err(Unopened::Archive);
    }
    if png::is_png(bytes) {
        return png::note(bytes).map_or(Err(Unopened::Unknown), link);
    }
    let Ok(text) = std::str::from_utf8(bytes) else {
        // `PROTO` is the first opcode of every pickle since protocol 2, and never begins a text.
        return if bytes.starts_with(b"\x80") { Ok(Found::Pickle) } else { Err(Unopened::Unknown) };
    };
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    if extension(name).is_some_and(|extension| matches!(extension, "pickle" | "pkl")) {
        return Ok(Found::Pickle);
    }
    if extension(name).is_some_and(|extension| matches!(extension, "py" | "pyw")) {
        return if text.len() > PROGRAM_MAX { Err(Unopened::TooLarge) } else { Ok(Found::Program(text.to_owned())) };
    }
    match Saved::read(text) {
        Ok(saved) => Ok(Found::Saved(Box::new(saved))),
        Err(SavedProblem::Other) => link(text),
        Err(problem) => Err(Unopened::Saved(problem)),
    }
}

fn extension(name: &str) -> Option<&str> {
    name.rsplit_once('.').map(|(_, extension)| extension)
}

/// The link in a text: of all addresses with a state or a lesson behind `#` the longest, as programs may quote others.
fn link(text: &str) -> Result<Found, Unopened> {
    let inside = |c: char| !c.is_whitespace() && !matches!(c, '<' | '>' | '"');
    let addresses = text.split(|c: char| !inside(c)).filter(|word| word.contains("://"));
    let hashes = addresses.filter_map(|word| word.split_once('#')).map(|(_, hash)| hash);
    let known = hashes.filter(|hash| lesson_of(hash).is_some() || share::body(hash).is_some());
    let hash = known.max_by_key(|hash| hash.len()).ok_or(Unopened::Unknown)?;
    match (lesson_of(hash), share::body(hash)) {
        (Some(lesson), _) => Ok(Found::Lesson(lesson)),
        (None, Some(body)) => body.map(|(format, body)| Found::Link(format, body.to_owned())).map_err(Unopened::Link),
        (None, None) => Err(Unopened::Unknown),
    }
}

/// `experiment` with programs from files. Files of the same name as a program replace its text; when none has one, the files become the
/// programs, those that listen first; others join.
pub(crate) fn with_programs(experiment: &Experiment, files: Vec<(String, String)>) -> Result<Experiment, Unopened> {
    let mut new = experiment.clone();
    new.peers = Peers::Simulated;
    let (mut others, mut known) = (Vec::new(), false);
    for (file, source) in files {
        match new.programs.iter_mut().find(|program| *program.file == *file) {
            Some(program) => {
                program.source = source.into();
                known = true;
            }
            None => others.push((file, source)),
        }
    }
    if !known {
        new.programs.clear();
        others.sort_by_key(|(_, source)| !source.contains(".listen("));
    }
    for (file, source) in others {
        let name = distinct_name(&file, &new.programs);
        let program = Program { name, file: file.into(), source: source.into(), stdin: Vec::new() };
        new.programs.push(program);
    }
    match new.programs.len() {
        1..=PROGRAMS_MAX => Ok(new),
        count => Err(Unopened::TooMany(count)),
    }
}

/// The file's stem, with a number behind it when an earlier program has that name.
fn distinct_name(file: &str, earlier: &[Program]) -> Rc<str> {
    const NAME_MAX: usize = 40;
    let stem = file.rsplit_once('.').map_or(file, |(stem, _)| stem);
    let stem: String = if stem.is_empty() { "program".to_owned() } else { stem.chars().take(NAME_MAX).collect() };
    let taken = |name: &str| earlier.iter().any(|program| *program.name == *name);
    let numbered = (2..).map(|number| format!("{stem}-{number}"));
    let mut names = std::iter::once(stem.clone()).chain(numbered);
    names.find(|name| !taken(name)).expect("invariant: there are few programs").into()
}

#[cfg(test)]
mod tests {
    use super::*;
    use sockscope_lab::scenario::scenario;

    fn lesson() -> Experiment {
        scenario("lesson-5").expect("a lesson").experiment()
    }

    #[test]
    fn files_are_told_apart_by_what_is_inside() {
        let saved = Saved::of(lesson()).line();
        let zip = archive::zip(&[("server.py".into(), b"1".to_vec())]);
        let rows: [(&str, &[u8], Result<&str, Unopened>); 17] = [
            ("server.py", b"print('#1.AA')", Ok("program")),
            ("server.py", b"\xef\xbb\xbfx = 1", Ok("program")),
            ("trace.jsonl", saved.as_bytes(), Ok("saved")),
            ("no name", saved.as_bytes(), Ok("saved")),
            ("moment.svg", b"<svg><metadata>https://docs.example/#2.AbC-_</metadata></svg>", Ok("link 2.AbC-_")),
            (
                "transcript.md",
                b"<https://a.example/#1.AABB>\nx = 1 #1.CCCCCC http://b.example/#1.DD",
                Ok("link 1.AABB"),
            ),
            ("transcript.txt", b"client| #3\nclient: exited 0\n\nhttps://a.example/#1.AA\n", Ok("link 1.AA")),
            ("moment.svg", b"<metadata>file:///s.html#lesson-3</metadata>", Ok("lesson 2")),
            ("all.zip", &zip, Ok("archive")),
            ("x", b"\x80\x04N.", Ok("pickle")),
            ("old.pkl", b"I1\n.", Ok("pickle")),
            ("transcript.txt", b"client: exited 0\n", Err(Unopened::Unknown)),
            ("link.txt", b"https://a.example/#9.AA", Err(Unopened::Link(Damaged::Version))),
            ("photo.jpg", b"\xff\xd8\xff", Err(Unopened::Unknown)),
            ("empty", b"", Err(Unopened::Unknown)),
            ("cut.zip", &zip[..zip.len() - 9], Err(Unopened::Archive(Unreadable::Damaged))),
            ("x.png", b"\x89PNG\r\n\x1a\nrest", Err(Unopened::Unknown)),
        ];
        for (name, bytes, expected) in rows {
            let found = look(name, bytes).map(|found| match found {
                Found::Program(_) => "program".to_owned(),
                Found::Link(format, body) => format!("link {format}.{body}"),
                Found::Lesson(lesson) => format!("lesson {lesson}"),
                Found::Saved(_) => "saved".to_owned(),
                Found::Archive(_) => "archive".to_owned(),
                Found::Pickle => "pickle".to_owned(),
            });
            assert_eq!(found, expected.map(str::to_owned), "{name}");
        }
        let large = vec![b'#'; PROGRAM_MAX + 1];
        assert_eq!(look("a.py", &large), Err(Unopened::TooLarge));
        let format = saved.replace("\"format\":1", "\"format\":7");
        assert_eq!(look("a.jsonl", format.as_bytes()), Err(Unopened::Saved(SavedProblem::Format(7))));
    }

    #[test]
    fn programs_take_the_places_of_their_names_or_all_places() {
        let given = |files: &[(&str, &str)]| {
            let files = files.iter().map(|(file, source)| ((*file).to_owned(), (*source).to_owned())).collect();
            with_programs(&lesson(), files).map(|new| {
                let shown = new.programs.iter().map(|program| format!("{}={:.12}", program.name, program.source));
                shown.collect::<Vec<_>>().join(" ").replace('\n', "/")
            })
        };
        let server = format!("server={:.12}", lesson().programs[0].source).replace('\n', "/");
        assert_eq!(given(&[("client.py", "x")]), Ok(format!("{server} client=x")));
        assert_eq!(given(&[("client.py", "x"), ("client2.py", "y")]), Ok(format!("{server} client=x client2=y")));
        assert_eq!(given(&[("a.py", "x"), ("b.py", "s.listen(1)")]), Ok("b=s.listen(1) a=x".to_owned()));
        assert_eq!(given(&[("a.py", "x"), ("a.pyw", "y")]), Ok("a=x a-2=y".to_owned()));
        let many: Vec<(String, String)> = (0..16).map(|n| (format!("{n}.py"), String::new())).collect();
        assert_eq!(with_programs(&lesson(), many), Err(Unopened::TooMany(16)));
        // The very same text again changes nothing and throws nothing away.
        let same = lesson().programs[0].source.to_string();
        let again = with_programs(&lesson(), vec![("server.py".into(), same)]).expect("it fits");
        assert_eq!(again.programs, lesson().programs);
    }
}

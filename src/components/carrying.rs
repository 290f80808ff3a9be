//! What a moment is carried out of the page in, besides its link: pictures, reports, the trace, and everything in one archive. Puts the
//! page's words to the shapes of `state::picture`, and hands each file to the browser when it is asked for, not before.

use super::app::step_sentence;
use super::pipe::connections;
use super::ribbon::words as piece_words;
use crate::platform::files::{self, Outgoing};
use crate::platform::link;
use crate::platform::timer::{breathe, now_ms};
use crate::state::State;
use crate::state::archive::zip;
use crate::state::picture::{Picture, ProgramPicture, StreamPicture, svg};
use crate::state::pipe::ribbon;
use crate::state::png;
use crate::text::{Text, fill, words};
use sockscope_lab::moment::{StreamEnd, StreamView};
use sockscope_lab::saved::{Saved, lines};
use sockscope_lab::transcript::transcript;

/// A file that the page makes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kept {
    /// The text of the program with this number.
    Program(usize),
    /// Everything, with a note how to run it for real.
    Archive,
    /// What was printed, and how the programs ended.
    Transcript,
    /// The run as Markdown.
    Report,
    /// Every event as JSON lines, behind what was run.
    Trace,
    /// The moment as a drawing.
    Drawing,
    /// The moment as pixels.
    Pixels,
}

/// All files, each with its name.
pub(crate) fn all(state: &State) -> Vec<(Kept, String)> {
    use Kept::{Archive, Drawing, Pixels, Program, Report, Trace, Transcript};
    let programs = (0..state.experiment.programs.len()).map(Program);
    programs
        .chain([Archive, Transcript, Report, Trace, Drawing, Pixels])
        .map(|kept| (kept, name(state, kept)))
        .collect()
}

/// The name of the file.
fn name(state: &State, kept: Kept) -> String {
    match kept {
        Kept::Program(number) => file_name(state, number),
        Kept::Archive => format!("sockscope-lesson-{}.zip", state.lesson + 1),
        Kept::Transcript => "transcript.txt".to_owned(),
        Kept::Report => "transcript.md".to_owned(),
        Kept::Trace => "trace.jsonl".to_owned(),
        Kept::Drawing => "moment.svg".to_owned(),
        Kept::Pixels => "moment.png".to_owned(),
    }
}

/// The file of a program without folders, and never the same as an earlier one's.
fn file_name(state: &State, number: usize) -> String {
    let programs = &state.experiment.programs;
    let base = |number: usize| programs.get(number).map_or("", |program| program.file.rsplit('/').next().unwrap_or(""));
    let own = base(number);
    if own.is_empty() || (0..number).any(|earlier| base(earlier) == own) {
        format!("{}-{own}", number + 1)
    } else {
        own.to_owned()
    }
}

/// Makes the file and offers it. `dark`: whether the page is dark now.
pub(crate) fn keep(state: &State, link: &str, dark: bool, kept: Kept) {
    let name = name(state, kept);
    let text = match kept {
        Kept::Program(number) => state.experiment.programs.get(number).map_or("", |program| &program.source).to_owned(),
        Kept::Transcript => linked(state.session.with(transcript), link),
        Kept::Report => report(state, link),
        Kept::Drawing => picture(state, link, dark).0,
        Kept::Archive => return Outgoing::bytes(&archive(state, link, dark)).save(&name),
        Kept::Trace => return keep_trace(state, name),
        Kept::Pixels => {
            let ((svg, size), link) = (picture(state, link, dark), link.to_owned());
            return link::spawn(async move {
                if let Some(png) = files::painted(&svg, size).await {
                    Outgoing::bytes(&png::with_note(png, &link)).save(&name);
                }
            });
        }
    };
    Outgoing::text(&text).save(&name);
}

/// A transcript with the link that opens its run.
fn linked(mut transcript: String, link: &str) -> String {
    if !link.is_empty() {
        transcript.push_str(&format!("\n{link}\n"));
    }
    transcript
}

/// What was run, and where the page looks.
fn saved(state: &State) -> Saved {
    Saved {
        experiment: state.recorded(),
        scenario: Some(format!("lesson-{}", state.lesson + 1).into()),
        step: Some(state.step()),
    }
}

/// The trace in slices: a long one is many megabytes, and the page goes on meanwhile.
fn keep_trace(state: &State, name: String) {
    const AT_ONCE: u32 = 250;
    const SLICE_MS: f64 = 8.0;
    let (run, first) = (state.session.handle(), saved(state).line());
    link::spawn(async move {
        let file = Outgoing::new();
        file.push(&format!("{first}\n"));
        let (mut from, mut since) = (0, now_ms());
        loop {
            let mut some = run.with(|run| lines(run, from, AT_ONCE)).join("\n");
            if some.is_empty() {
                break;
            }
            some.push('\n');
            file.push(&some);
            from += AT_ONCE;
            if now_ms() - since > SLICE_MS {
                breathe().await;
                since = now_ms();
            }
        }
        file.save(&name);
    });
}

/// Everything for a folder of one's own: programs, how to run them, what they should print, the picture, and the run to open again.
fn archive(state: &State, link: &str, dark: bool) -> Vec<u8> {
    let programs = state.experiment.programs.iter().enumerate();
    let mut files: Vec<(String, Vec<u8>)> =
        programs.map(|(number, program)| (file_name(state, number), program.source.as_bytes().to_vec())).collect();
    let texts = [
        ("README.md", readme(state, link)),
        ("transcript.txt", linked(state.session.with(transcript), link)),
        ("moment.svg", picture(state, link, dark).0),
        ("experiment.jsonl", saved(state).line() + "\n"),
    ];
    files.extend(texts.map(|(name, text)| (name.to_owned(), text.into_bytes())));
    zip(&files)
}

/// How to run the programs for real.
fn readme(state: &State, link: &str) -> String {
    let text = state.lang.text();
    let programs = &state.experiment.programs;
    let mut out = format!("# {}\n\n", title(state));
    out.push_str(if programs.len() > 1 { text.readme_several } else { text.readme_one });
    out.push_str("\n\n");
    for (number, program) in programs.iter().enumerate() {
        out.push_str(&fenced("sh", &format!("python3 {}", file_name(state, number))));
        if !program.stdin.is_empty() {
            out.push_str(&format!("\n{}\n\n{}", text.readme_typed, fenced("text", &program.stdin.join("\n"))));
        }
        out.push('\n');
    }
    out.push_str(&format!("{}\n\n{}\n", text.readme_expect, text.readme_differs));
    out.push_str(&format!("\n{}\n\n{}", text.readme_again, fenced("sh", "sockscope run experiment.jsonl")));
    if !link.is_empty() {
        out.push_str(&format!("\n<{link}>\n"));
    }
    out
}

fn title(state: &State) -> String {
    let lesson = state.lang.lessons().get(state.lesson).map_or("", |lesson| lesson.title);
    format!("Sockscope · {lesson}")
}

/// The sentence of the step as one line.
fn sentence(state: &State) -> String {
    let said = step_sentence(state);
    let who = if said.who.is_empty() { String::new() } else { format!("{}: ", said.who) };
    format!("{who}{} {}", said.head, said.detail).trim_end().to_owned()
}

fn place(state: &State, text: &Text) -> String {
    fill(text.pk_step_of, &[&state.step().to_string(), &state.session.steps.to_string()])
}

fn end_name(state: &State, text: &Text, end: &StreamEnd) -> String {
    let name = end.process.and_then(|process| state.moment.processes.get(usize::from(process)));
    name.map_or_else(|| state.session.cast.somebody(text).to_owned(), |process| process.name.to_string())
}

/// The drawing, and its size.
fn picture(state: &State, link: &str, dark: bool) -> (String, (u32, u32)) {
    let text = state.lang.text();
    let programs = state.experiment.programs.iter().zip(&state.moment.processes).zip(&*state.session.cast.sources).map(
        |((program, process), source)| ProgramPicture {
            file: &program.file,
            source,
            line: process.line,
            status: words::status(text, process).1,
        },
    );
    let pairs = connections(&state.moment.streams);
    let chosen = state.connection.unwrap_or(usize::MAX).min(pairs.len().saturating_sub(1));
    let used = |stream: &&&StreamView| stream.sent > 0 || !stream.pieces.is_empty();
    let streams = pairs.get(chosen).into_iter().flatten().filter(used).map(|stream| {
        let ribbon = ribbon(stream, state.moment.event.as_ref(), None);
        let outside = stream.reader.process.is_none() && state.session.cast.outside;
        let labels = ribbon.pieces.iter().map(|piece| piece_words(text, outside, piece).2).collect();
        let ends = [end_name(state, text, &stream.writer), end_name(state, text, &stream.reader)];
        StreamPicture { title: fill(text.pipe_title, &[&ends[0], &ends[1]]), view: stream, ribbon, labels }
    });
    svg(&Picture {
        dark,
        title: title(state),
        place: place(state, text),
        programs: programs.collect(),
        streams: streams.collect(),
        sentence: sentence(state),
        link,
    })
}

/// The run as Markdown: the programs, what they printed, and where the moment is.
fn report(state: &State, link: &str) -> String {
    let text = state.lang.text();
    let mut out = format!("# {}\n\n{} – {}\n\n", title(state), place(state, text), sentence(state));
    if !link.is_empty() {
        out.push_str(&format!("<{link}>\n\n"));
    }
    for (program, source) in state.experiment.programs.iter().zip(&*state.session.cast.sources) {
        out.push_str(&format!("## {}\n\n{}\n", program.file, fenced("python", source)));
    }
    out.push_str(&format!("## {}\n\n{}", text.output, fenced("text", &state.session.with(transcript))));
    out
}

/// A block of code behind a fence that is longer than any run of backticks in it.
fn fenced(language: &str, code: &str) -> String {
    let longest = code.split(|character| character != '`').map(str::len).max().unwrap_or(0);
    let fence = "`".repeat(longest.max(2) + 1);
    format!("{fence}{language}\n{}\n{fence}\n", code.trim_end_matches('\n'))
}

#[cfg(test)]
mod tests {
    use super::{archive, fenced, picture, report};
    use crate::state::archive::entries;
    use crate::state::{State, Theme};
    use crate::text::Lang;

    #[test]
    fn a_lesson_leaves_the_page_whole() {
        for lang in [Lang::En, Lang::ZhHans] {
            let state = State::new(lang, Theme::Auto, 4);
            const LINK: &str = "https://docs.example/#1.AA";
            let ((svg, _), report) = (picture(&state, LINK, false), report(&state, LINK));
            for program in &state.experiment.programs {
                assert!(report.contains(&*program.source), "{report}");
                assert!(svg.contains(&*program.file), "{svg}");
            }
            assert!(report.contains("client: exited 0") && report.contains("https://docs.example/#1.AA"), "{report}");
            // 28 bytes in pieces of seven, and the end.
            assert_eq!(svg.matches("class=\"hex").count(), 28);
            assert_eq!(svg.matches(" B</text>").count(), 4, "{svg}");
            let packed = entries(&archive(&state, LINK, false)).expect("an archive");
            let names: Vec<&str> = packed.iter().map(|entry| entry.name.as_str()).collect();
            assert_eq!(
                names,
                ["server.py", "client.py", "README.md", "transcript.txt", "moment.svg", "experiment.jsonl"]
            );
            let readme = String::from_utf8_lossy(packed[2].packed());
            assert!(readme.contains("python3 server.py") && readme.contains(LINK), "{readme}");
        }
    }

    #[test]
    fn a_fence_is_longer_than_what_it_holds() {
        assert_eq!(fenced("text", "a ```` b\n"), "`````text\na ```` b\n`````\n");
        assert_eq!(fenced("text", ""), "```text\n\n```\n");
    }
}

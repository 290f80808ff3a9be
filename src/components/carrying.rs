//! What a moment is carried out of the page in, besides its link: a picture and a report. Puts the page's words to the shapes of
//! `state::picture`; the files themselves are the share dialog's.

use super::app::step_sentence;
use super::pipe::connections;
use super::ribbon::words as piece_words;
use crate::state::State;
use crate::state::picture::{Picture, ProgramPicture, StreamPicture, svg};
use crate::state::pipe::ribbon;
use crate::text::{Text, fill, words};
use sockscope_lab::moment::{StreamEnd, StreamView};
use sockscope_lab::transcript::transcript;

/// Name and content of each file. `dark`: whether the page is dark now.
pub(crate) fn files(state: &State, link: &str, dark: bool) -> Vec<(String, String)> {
    vec![("moment.svg".to_owned(), picture(state, link, dark)), ("transcript.md".to_owned(), report(state, link))]
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

fn picture(state: &State, link: &str, dark: bool) -> String {
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
    use super::{fenced, files};
    use crate::state::{State, Theme};
    use crate::text::Lang;

    #[test]
    fn a_lesson_leaves_the_page_whole() {
        for lang in [Lang::En, Lang::ZhHans] {
            let state = State::new(lang, Theme::Auto, 4);
            let files = files(&state, "https://docs.example/#1.AA", false);
            let [(_, svg), (_, report)] = &files[..] else { panic!("two files") };
            for program in &state.experiment.programs {
                assert!(report.contains(&*program.source), "{report}");
                assert!(svg.contains(&*program.file), "{svg}");
            }
            assert!(report.contains("client: exited 0") && report.contains("https://docs.example/#1.AA"), "{report}");
            // 28 bytes in pieces of seven, and the end.
            assert_eq!(svg.matches("class=\"hex").count(), 28);
            assert_eq!(svg.matches(" B</text>").count(), 4, "{svg}");
        }
    }

    #[test]
    fn a_fence_is_longer_than_what_it_holds() {
        assert_eq!(fenced("text", "a ```` b\n"), "`````text\na ```` b\n`````\n");
        assert_eq!(fenced("text", ""), "```text\n\n```\n");
    }
}

//! The book's chapters against the engine: what stands inside each `<sock-scope>`, for readers without scripts, is what the run comes to,
//! and its first line says what happens at the step that the frame shows.

use sockscope_lab::event::{EventKind, EventView, NetView, OutcomeView};
use sockscope_lab::run::{Progress, Run};
use sockscope_lab::scenario::scenario;
use sockscope_lab::transcript::transcript;

const CHAPTERS: [(&str, &str); 10] = [
    ("introduction", include_str!("../../../docs/introduction.md")),
    ("lesson-1", include_str!("../../../docs/lessons/lesson-1.md")),
    ("lesson-2", include_str!("../../../docs/lessons/lesson-2.md")),
    ("lesson-3", include_str!("../../../docs/lessons/lesson-3.md")),
    ("lesson-4", include_str!("../../../docs/lessons/lesson-4.md")),
    ("lesson-5", include_str!("../../../docs/lessons/lesson-5.md")),
    ("lesson-6", include_str!("../../../docs/lessons/lesson-6.md")),
    ("lesson-7", include_str!("../../../docs/lessons/lesson-7.md")),
    ("lesson-8", include_str!("../../../docs/lessons/lesson-8.md")),
    ("embed", include_str!("../../../docs/embed/live.md")),
];

fn run(id: &str) -> Run {
    // The tables stand beside the programs of the fifth lesson.
    let id = if id == "lesson-8" { "lesson-5" } else { id };
    let mut run = Run::start(scenario(id).expect("a lesson").experiment()).expect("its programs can run");
    while run.advance(u32::MAX) == Progress::Running {}
    run
}

/// What happened in the event that ends a step, in a few words.
fn event(run: &Run, event: &EventView) -> String {
    let programs = &run.experiment().programs;
    let who = event.process.map_or("the link", |process| &programs[usize::from(process)].name);
    let what = match &event.kind {
        EventKind::Line { line, .. } => format!("is about to run line {line}"),
        EventKind::CallBlocked { call, .. } => format!("waits in {} in line {}", call.text, call.line),
        EventKind::CallFinished { call, outcome, .. } => {
            let outcome = match outcome {
                OutcomeView::Bytes { len, .. } => format!("gave {len} bytes"),
                OutcomeView::Fd { fd, .. } => format!("gave descriptor {fd}"),
                OutcomeView::Failed { exception, .. } => format!("failed with {exception}"),
                _ => "is done".to_owned(),
            };
            format!("{} in line {} {outcome}", call.text, call.line)
        }
        EventKind::Exited { code, .. } => format!("exited {code}"),
        EventKind::Net { event: NetView::Arrived { bytes } } => format!("delivered {} bytes", bytes.range.len()),
        EventKind::Net { event: NetView::FinArrived { .. } } => "delivered FIN".to_owned(),
        EventKind::Net { event: NetView::ResetArrived { .. } } => "delivered RST".to_owned(),
        other => panic!("no chapter shows {other:?} yet"),
    };
    format!("{who}: {what}")
}

/// What stands inside of an element that shows `step` of `id`.
fn fallback(id: &str, step: u32) -> String {
    let run = run(id);
    let trace = run.trace();
    assert!((1..=trace.step_count()).contains(&step), "{id} has {} steps, not {step}", trace.step_count());
    let shown = trace.event(trace.position_of_step(step) - 1).expect("a step ends with an event");
    let text =
        format!("step {step} of {}: {}\nat the end:\n{}", trace.step_count(), event(&run, &shown), transcript(&run));
    let text = text.trim_end().replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;");
    // A space at the end of a line would be lost to editors.
    let text = text.replace(" \n", "&#32;\n");
    format!("\n<pre>\n{text}\n</pre>\n")
}

fn attribute<'a>(tag: &'a str, name: &str) -> Option<&'a str> {
    tag.split_once(&format!(" {name}=\""))?.1.split('"').next()
}

#[test]
fn what_stands_in_for_a_frame_is_what_the_run_comes_to() {
    for (name, text) in CHAPTERS {
        let mut frames = 0;
        for element in text.split("\n<sock-scope").skip(1) {
            frames += 1;
            let (tag, rest) = element.split_once('>').expect("the tag is closed");
            let (inside, _) = rest.split_once("</sock-scope>").expect("the element is closed");
            let id = attribute(tag, "scenario").expect("a scenario is named");
            assert!(!name.starts_with("lesson-") || name == id, "{name} shows {id}");
            let step = attribute(tag, "step").expect("a step is named").parse().expect("a number");
            let expected = fallback(id, step);
            assert!(inside == expected, "{name}, step {step}: instead of\n{inside}\nit should be\n{expected}");
        }
        assert!(frames > 0, "{name} has no frame");
    }
}

//! What actions do to the page, with real runs of the engine.
#![cfg(test)]

use super::{Action, BenchTab, Cursor, LESSONS, LinkKnob, State, Theme};
use crate::text::Lang;
use std::rc::Rc;
use yew::Reducible;

fn page() -> Rc<State> {
    Rc::new(State::new(Lang::En, Theme::Auto, 4))
}

fn after(actions: Vec<Action>) -> Rc<State> {
    actions.into_iter().fold(page(), State::reduce)
}

fn edit(source: &str) -> Action {
    Action::Edit { program: 1, source: source.into() }
}

#[test]
fn every_lesson_opens_and_ends() {
    for lesson in 0..LESSONS {
        let state = after(vec![Action::Open(lesson)]);
        assert_eq!(state.lesson, lesson);
        assert!(state.problems.is_empty(), "lesson {lesson} can be read");
        assert!(state.unfinished().is_none(), "lesson {lesson} ends within its first slice");
    }
}

#[test]
fn the_last_lesson_opens_its_cards() {
    assert_eq!(after(vec![Action::Open(LESSONS - 1)]).bench, BenchTab::Reference);
}

#[test]
fn a_text_that_cannot_be_read_keeps_the_run_and_the_place() {
    let before = after(vec![Action::ToStep(3)]);
    let state = before.clone().reduce(edit("while True print(1)\n"));
    assert_eq!(state.session.id, before.session.id);
    assert_eq!(state.moment, before.moment);
    let problem = state.problems.first().expect("a problem");
    assert_eq!((problem.program, problem.line), (1, 1));
    let mended = state.reduce(edit("print(1)\n"));
    assert!(mended.problems.is_empty() && mended.session.id != before.session.id);
}

#[test]
fn an_edit_keeps_the_step() {
    let before = after(vec![Action::ToStep(5)]);
    let source = before.experiment.programs[1].source.replace('7', "5");
    let state = before.clone().reduce(edit(&source));
    assert_eq!((state.cursor, state.step()), (before.cursor, before.step()));
}

#[test]
fn the_end_stays_the_end() {
    let state = page().reduce(Action::Turn(LinkKnob::PieceMax(Some(3))));
    assert_eq!(state.cursor, Cursor::End);
    assert_eq!(state.moment.position, state.session.len());
}

#[test]
fn forward_and_back_undo_each_other() {
    let mut state = after(vec![Action::First]);
    let mut seen = vec![state.moment.position];
    for _ in 0..12 {
        state = state.reduce(Action::Forward);
        seen.push(state.moment.position);
    }
    for &position in seen.iter().rev().skip(1) {
        state = state.reduce(Action::Back);
        assert_eq!(state.moment.position, position);
    }
}

#[test]
fn playing_from_the_end_starts_over_and_stops_at_the_end() {
    let mut state = after(vec![Action::TogglePlay]);
    assert!(state.playing);
    assert_eq!(state.step(), 0);
    for _ in 0..=state.session.steps {
        state = state.reduce(Action::Tick);
    }
    assert!(!state.playing);
    assert_eq!(state.cursor, Cursor::End);
}

#[test]
fn an_endless_loop_ends_in_slices_and_names_its_line() {
    let mut state = page().reduce(edit("x = 0\nwhile True:\n    x += 1\n"));
    let mut slices = 0;
    while let Some(unfinished) = state.unfinished() {
        let handle = unfinished.handle();
        handle.advance(20_000);
        state = state.reduce(Action::Advanced(handle.id));
        slices += 1;
        assert!(slices < 200, "the run ends");
    }
    assert!(slices > 1, "it took several slices");
    let ends = state.session.ends.to_vec();
    let looping = ends.iter().any(|end| matches!(end, sockscope_lab::ends::ProgramEnd::OutOfSteps { line: 2 | 3 }));
    assert!(looping, "{ends:?}");
}

#[test]
fn a_control_is_the_literal() {
    let state = page().reduce(Action::SetReceiveSize { program: 1, control: 0, value: 5 });
    assert!(state.experiment.programs[1].source.contains("recv(5)"));
    let state = state.reduce(Action::Reset);
    assert!(state.experiment.programs[1].source.contains("recv(7)"));
}

#[test]
fn what_does_not_change_the_run_does_not_run_again() {
    let before = page();
    let state = before.clone().reduce(Action::Speak(Lang::ZhHans)).reduce(Action::NextTheme);
    assert_eq!(state.session.id, before.session.id);
    assert_eq!((state.lang, state.theme), (Lang::ZhHans, Theme::Light));
}

/// What stands in the page for those without scripts is what the engine does, not what somebody once wrote down.
#[test]
fn the_page_without_scripts_shows_a_run() {
    let page = include_str!("../../index.html");
    let fallback = page.split("<noscript>").nth(1).and_then(|rest| rest.split("</noscript>").next()).unwrap();
    let escaped = |text: &str| text.trim_end().replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;");
    let state = self::page();
    for program in &state.experiment.programs {
        assert!(fallback.contains(&escaped(&program.source)), "{} has changed", program.file);
    }
    let transcript = state.session.with(sockscope_lab::transcript::transcript);
    assert!(fallback.contains(&escaped(&transcript)), "the transcript has changed: {transcript}");
    let stream = state.moment.streams.iter().find(|stream| stream.sent > 0).unwrap();
    let pieces: String = stream
        .pieces
        .iter()
        .map(|piece| {
            let bytes = &stream.bytes[piece.range.start as usize..piece.range.end as usize];
            format!("          <li><code>{}</code></li>\n", crate::text::bytes::repr(bytes, 64))
        })
        .collect();
    assert!(fallback.contains(&pieces), "the pieces have changed: {pieces}");
}

//! Why a program's text cannot run: where, the line, a caret under the place, and that the last run is still there.

use crate::text::{Lang, fill};
use sockscope_lab::source::SourceProblem;
use yew::{Html, html};

/// The banner under an editor.
pub(crate) fn problem(lang: Lang, file: &str, problem: &SourceProblem) -> Html {
    let text = lang.text();
    let place = fill(text.problem_at, &[file, &problem.line.to_string(), &problem.column.to_string()]);
    let indent: String = problem
        .text
        .chars()
        .take(problem.column.saturating_sub(1) as usize)
        .map(|character| if character == '\t' { '\t' } else { ' ' })
        .collect();
    let carets = "^".repeat(problem.end_column.saturating_sub(problem.column).clamp(1, 60) as usize);
    html! {
        <div class="problem" data-testid="problem" data-line={problem.line.to_string()} data-column={problem.column.to_string()}>
            <span class="problem__mark" aria-hidden="true">{ "✕" }</span>
            <div class="problem__body">
                <b translate="no" data-testid="problem-message">{ &*problem.message }</b>
                <div data-testid="problem-place">{ place }</div>
                <pre translate="no">{ &*problem.text }{ "\n" }{ indent }<span class="problem__caret" data-testid="problem-caret">{ carets }</span></pre>
                <div class="quiet" data-testid="problem-kept">{ text.problem_kept }</div>
            </div>
        </div>
    }
}

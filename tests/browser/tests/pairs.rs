//! Programs pasted into the page run there as they run natively: same trace hash, same console.

use anyhow::{Context, Result, ensure};
use sockscope_browser_tests::instrument::{self, console, editor};
use sockscope_browser_tests::page::Page;
use sockscope_browser_tests::session::{self, Look, Target};
use sockscope_differential::catalogue::{self, Group};
use sockscope_lab::run::{Progress, Run};
use sockscope_lab::scenario;

/// The lesson into which the pairs are pasted.
const LESSON: &str = "lesson-5";
/// As many lines as the page allows.
const LINES_MAX: u64 = 300_000;
const CONSOLE_LINES: usize = 20;

#[test]
fn pasted_pairs_run_as_natively() {
    let mut groups = catalogue::checked_in().expect("the programs can be read");
    groups.extend(catalogue::article().expect("the programs can be read"));
    let pairs: Vec<&Group> = groups.iter().filter(|group| is_pasteable(group)).collect();
    assert!(pairs.len() >= 25, "only {} pairs", pairs.len());
    session::run(Target::Page, Look::WIDE, &format!("#{LESSON}"), async |page| {
        page.find("[data-testid=page][data-lesson=\"5\"]").await?;
        for pair in pairs {
            paste(page, pair).await.with_context(|| format!("pair {}", pair.name))?;
        }
        Ok(())
    });
}

fn is_pasteable(group: &Group) -> bool {
    group.programs.len() == 2 && group.programs.iter().all(|program| program.stdin.is_empty())
}

async fn paste(page: &Page, pair: &Group) -> Result<()> {
    let run = native(pair)?;
    let hash = format!("{:016x}", run.trace().hash());
    for (number, program) in pair.programs.iter().enumerate() {
        page.set_value(&editor(number), &program.source).await?;
    }
    let mut shown = String::new();
    let same = page
        .until("the native trace hash", async || {
            shown = instrument::settled(page).await?;
            Ok(shown == hash)
        })
        .await;
    same.with_context(|| format!("natively {hash}, in the page {shown}"))?;
    let last = run.moment(run.trace().len());
    for (number, process) in last.processes.iter().enumerate() {
        let text = page.text(&console(number)).await?;
        for line in process.console.iter().rev().take(CONSOLE_LINES).filter(|line| !line.text.trim().is_empty()) {
            ensure!(text.contains(&*line.text), "console {number} lacks {:?}: {text}", line.text);
        }
    }
    Ok(())
}

/// The same experiment as the page's: the lesson's names, knobs and seed with other texts.
fn native(pair: &Group) -> Result<Run> {
    let mut experiment = scenario::scenario(LESSON).context("the lesson is there")?.experiment();
    experiment.knobs.steps_max = experiment.knobs.steps_max.min(LINES_MAX);
    for (mine, theirs) in experiment.programs.iter_mut().zip(&pair.programs) {
        mine.source = theirs.source.as_str().into();
    }
    let mut run = Run::start(experiment).map_err(|problems| anyhow::anyhow!("{problems:?}"))?;
    while run.advance(100_000) == Progress::Running {}
    Ok(run)
}

//! Bringing files back into the page: the button that asks for some, the drop anywhere on the page, and the words for what cannot be opened.

use super::{Dispatch, icon};
use crate::platform::dom::{self, Listener};
use crate::platform::{files, link};
use crate::state::archive::{BYTES_MAX, Entry, Unreadable};
use crate::state::opening::{Found, Unopened, look};
use crate::state::share::{Damaged, Shared};
use crate::state::{Action, Incoming, State};
use crate::text::{Lang, Text, fill};
use yew::{Callback, Event, Html, hook, html, use_effect_with};

type File = (String, Vec<u8>);

/// Opens `files`: all programs among them together, and what is a whole moment in the order given.
fn open(files: Vec<File>, dispatch: Dispatch) {
    link::spawn(async move {
        let (mut programs, mut names) = (Vec::new(), Vec::new());
        for (name, bytes) in files {
            match incoming(&name, bytes).await {
                Ok(Incoming::Programs(found)) => {
                    programs.extend(found);
                    names.push(name);
                }
                Ok(what) => dispatch.dispatch(Action::TakeIn { names: name, what: Box::new(what) }),
                Err(why) => return dispatch.dispatch(Action::CannotOpen { name, why }),
            }
        }
        if !programs.is_empty() {
            let what = Box::new(Incoming::Programs(programs));
            dispatch.dispatch(Action::TakeIn { names: names.join(", "), what });
        }
    });
}

/// What is in a file.
async fn incoming(name: &str, bytes: Vec<u8>) -> Result<Incoming, Unopened> {
    match look(name, &bytes)? {
        Found::Archive(entries) => unpacked(entries).await,
        found => single(name, found, bytes).await,
    }
}

/// What is in a file that is no archive.
async fn single(name: &str, found: Found, bytes: Vec<u8>) -> Result<Incoming, Unopened> {
    match found {
        Found::Program(source) => Ok(Incoming::Programs(vec![(name.to_owned(), source)])),
        Found::Lesson(lesson) => Ok(Incoming::Lesson(lesson)),
        Found::Saved(saved) => Ok(Incoming::Saved(*saved)),
        Found::Pickle => Ok(Incoming::Pickle(bytes.into())),
        Found::Link(format, body) => {
            let shared = link::from_link(&body).await.and_then(|bytes| Shared::decode(format, &bytes));
            shared.map(Incoming::Shared).map_err(Unopened::Link)
        }
        // An archive inside of an archive is nobody's export.
        Found::Archive(_) => Err(Unopened::Unknown),
    }
}

/// What is in an archive: the saved run, or else the programs. What else lies there is for people.
async fn unpacked(entries: Vec<Entry>) -> Result<Incoming, Unopened> {
    let mut programs = Vec::new();
    for entry in entries {
        let bytes = if entry.deflated {
            let max = entry.size().min(BYTES_MAX);
            link::inflated(entry.packed(), max).await.ok_or(Unopened::Archive(Unreadable::Damaged))?
        } else {
            entry.packed().to_vec()
        };
        let bytes = entry.checked(bytes).map_err(Unopened::Archive)?;
        match look(&entry.name, &bytes) {
            Ok(Found::Saved(saved)) => return Ok(Incoming::Saved(*saved)),
            Ok(Found::Program(source)) => programs.push((entry.name, source)),
            Err(why @ Unopened::Saved(_)) => return Err(why),
            _ => {}
        }
    }
    if programs.is_empty() { Err(Unopened::Empty) } else { Ok(Incoming::Programs(programs)) }
}

/// Why the file called `name` cannot be opened.
pub(super) fn words(text: &Text, name: &str, why: &Unopened) -> String {
    let reason = match why {
        Unopened::Unknown => text.open_unknown.to_owned(),
        Unopened::TooLarge | Unopened::Archive(Unreadable::TooLarge) => text.open_large.to_owned(),
        Unopened::Link(Damaged::Version) => text.link_version.to_owned(),
        Unopened::Link(Damaged::Changed) => text.link_changed.to_owned(),
        Unopened::Link(Damaged::TooLarge) => text.link_large.to_owned(),
        Unopened::Saved(problem) => fill(text.open_saved, &[&problem.to_string()]),
        Unopened::Archive(Unreadable::Damaged) => text.open_damaged.to_owned(),
        Unopened::Archive(Unreadable::Method) => text.open_method.to_owned(),
        Unopened::Empty => text.open_empty.to_owned(),
        Unopened::TooMany(count) => fill(text.open_many, &[&count.to_string()]),
    };
    fill(text.open_failed, &[name, &reason])
}

/// A button that asks for files.
pub(super) fn button(lang: Lang, testid: &'static str, class: &'static str, dispatch: &Dispatch) -> Html {
    let text = lang.text();
    let dispatch = dispatch.clone();
    let onchange = Callback::from(move |event: Event| {
        let dispatch = dispatch.clone();
        files::chosen(&event, move |files| {
            dispatch.dispatch(Action::Share(false));
            open(files, dispatch);
        });
    });
    html! {
        <label class={format!("button field-button {class}")} title={text.open_hint}>
            { icon::open() }<span class={class}>{ text.open }</span>
            <input type="file" class="sr-only" data-testid={testid} aria-label={text.open} multiple=true {onchange} />
        </label>
    }
}

/// Takes what is dropped anywhere on the page. In a frame nothing is taken: what is around decides what it shows.
#[hook]
pub(super) fn use_drop(state: &State, dispatch: &Dispatch) {
    let wanted = state.embed.is_none().then_some(state.lang);
    use_effect_with(wanted, {
        let dispatch = dispatch.clone();
        move |wanted| {
            let listeners: Vec<Listener> = wanted.map_or_else(Vec::new, |lang| {
                files::on_drop(
                    move |over| dom::say_drop(over.then_some(lang.text().open_drop)),
                    move |files| open(files, dispatch.clone()),
                )
            });
            move || drop(listeners)
        }
    });
}

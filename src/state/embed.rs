//! What a page that holds Sockscope in a frame asks for: the parameters of the address, all optional, and the messages.
//! Knows no browser. Unknown values fall back to the default, but an unknown scenario is said, because nothing sensible could be shown.

use super::{LESSONS, SPEEDS, Theme};
use crate::text::Lang;

/// Which part of the page a frame shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) enum View {
    /// Programs, pipe and bench.
    #[default]
    Full,
    /// Programs and pipe.
    Stage,
    /// The pipe alone.
    Pipe,
    /// The bench alone: the story, or whichever tab the lesson opens.
    Bench,
}

impl View {
    /// As the attribute and the document's `data-view` write it.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Full => "full",
            Self::Stage => "stage",
            Self::Pipe => "pipe",
            Self::Bench => "bench",
        }
    }

    /// The view of this name; everything for one that is not known.
    pub(crate) fn of_name(name: &str) -> Self {
        let all = [Self::Full, Self::Stage, Self::Pipe, Self::Bench];
        all.into_iter().find(|view| view.name() == name).unwrap_or_default()
    }
}

/// Which controls a frame shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) enum Controls {
    /// Those of the page, but for its top bar.
    #[default]
    Full,
    /// Steps and the slider.
    Steps,
    /// None: a picture of one moment.
    None,
}

impl Controls {
    /// As the attribute and the document's `data-controls` write it.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Full => "full",
            Self::Steps => "steps",
            Self::None => "none",
        }
    }

    /// The controls of this name; all for one that is not known.
    pub(crate) fn of_name(name: &str) -> Self {
        let all = [Self::Full, Self::Steps, Self::None];
        all.into_iter().find(|controls| controls.name() == name).unwrap_or_default()
    }
}

/// Everything that the address of a frame says.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct Embed {
    /// The lesson, counted from 0.
    pub(crate) lesson: usize,
    /// A scenario that does not exist.
    pub(crate) unknown: Option<String>,
    /// A share link's part after `#`, from the parameter `src`.
    pub(crate) src: Option<String>,
    /// The step to show, from 0.
    pub(crate) step: Option<u32>,
    /// Whether it plays by itself.
    pub(crate) autorun: bool,
    /// Index into [`SPEEDS`].
    pub(crate) speed: Option<usize>,
    /// Colours.
    pub(crate) theme: Theme,
    /// Language, if one is asked for.
    pub(crate) lang: Option<Lang>,
    /// What is shown.
    pub(crate) view: View,
    /// What can be used.
    pub(crate) controls: Controls,
    /// Whether the programs can be edited.
    pub(crate) readonly: bool,
    /// Whether a person may connect it to a bridge.
    pub(crate) bridge: bool,
    /// The origin of the page around, which alone may send messages.
    pub(crate) host: String,
}

impl Embed {
    /// What a query such as `?embed=1&scenario=lesson-5` asks for; `None` where it does not ask for a frame.
    pub(crate) fn of_query(query: &str) -> Option<Self> {
        let pairs = || {
            let parts = query.trim_start_matches('?').split('&').filter(|part| !part.is_empty());
            parts.map(|part| part.split_once('=').unwrap_or((part, "")))
        };
        pairs().find(|(name, _)| *name == "embed")?;
        let mut embed = Self::default();
        for (name, value) in pairs() {
            let value = unescaped(value);
            // An attribute without a value is a yes.
            let on = !matches!(&*value, "false" | "0" | "no");
            match name {
                "scenario" => match lesson_of(&value) {
                    Some(lesson) => embed.lesson = lesson,
                    None => embed.unknown = Some(value),
                },
                "src" => embed.src = Some(value.trim_start_matches('#').to_owned()),
                "step" => embed.step = value.parse().ok(),
                "autorun" => embed.autorun = on,
                "speed" => embed.speed = speed_of(&value),
                "theme" => embed.theme = Theme::of_name(&value),
                "lang" => embed.lang = Some(Lang::of_tag(&value)),
                "view" => embed.view = View::of_name(&value),
                "controls" => embed.controls = Controls::of_name(&value),
                "readonly" => embed.readonly = on,
                "bridge" => embed.bridge = on,
                "host" => embed.host = value,
                _ => {}
            }
        }
        Some(embed)
    }
}

/// The lesson of a scenario's name, counted from 0.
pub(crate) fn lesson_of(name: &str) -> Option<usize> {
    let number: usize = name.strip_prefix("lesson-")?.parse().ok()?;
    (1..=LESSONS).contains(&number).then(|| number - 1)
}

fn speed_of(value: &str) -> Option<usize> {
    let value = value.trim_end_matches(['x', '×']);
    SPEEDS.iter().position(|(name, _)| name.trim_end_matches('×') == value)
}

/// A parameter's value without its escapes; one that is no text stays as it is.
fn unescaped(value: &str) -> String {
    let bytes = value.as_bytes();
    let mut out = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while at < bytes.len() {
        let digits = value.get(at + 1..at + 3).and_then(|digits| u8::from_str_radix(digits, 16).ok());
        match (bytes[at], digits) {
            (b'%', Some(byte)) => {
                out.push(byte);
                at += 2;
            }
            (b'+', _) => out.push(b' '),
            (byte, _) => out.push(byte),
        }
        at += 1;
    }
    String::from_utf8(out).unwrap_or_else(|_| value.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_attribute_arrives_and_nonsense_is_the_default() {
        let read = |query: &str| Embed::of_query(query);
        assert_eq!(read(""), None);
        assert_eq!(read("?lesson=3&x"), None);
        assert_eq!(read("?embed"), Some(Embed::default()));
        let all = read(
            "?embed=1&scenario=lesson-5&step=17&autorun=&speed=2x&theme=dark&lang=zh-Hans&view=pipe&controls=steps&readonly=true&bridge\
             &host=https%3A%2F%2Fdocs.example%3A8443&src=%231.AAAA",
        );
        let wanted = Embed {
            lesson: 4,
            unknown: None,
            src: Some("1.AAAA".into()),
            step: Some(17),
            autorun: true,
            speed: Some(2),
            theme: Theme::Dark,
            lang: Some(Lang::ZhHans),
            view: View::Pipe,
            controls: Controls::Steps,
            readonly: true,
            bridge: true,
            host: "https://docs.example:8443".into(),
        };
        assert_eq!(all, Some(wanted));
        for nonsense in
            ["step=-1", "view=nonsense", "controls=%ff", "speed=9", "theme=blue", "readonly=false", "bridge=0", "x=%%%"]
        {
            assert_eq!(read(&format!("?embed&{nonsense}")), Some(Embed::default()), "{nonsense}");
        }
        for unknown in ["lesson-9", "lesson-0", "nothing", "lesson-18446744073709551616"] {
            let said = read(&format!("?embed&scenario={unknown}")).and_then(|embed| embed.unknown);
            assert_eq!(said.as_deref(), Some(unknown));
        }
    }
}

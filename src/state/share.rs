//! A link that holds everything the page shows: programs, knobs, seed, language, view and step.
//! Owns the format's bytes; base64, compression and the address bar are the platform's. A format that was once released never changes:
//! a new shape gets a new digit in front, and the old decoders stay. What comes in is bounded and checked before any of it is used.

use super::real::recording::{self, Entry};
use super::{BenchTab, Column, Cursor, LESSONS, LINES_MAX, State};
use crate::text::Lang;
use serde::{Deserialize, Serialize};
use sockscope_lab::experiment::{Experiment, Knobs, PROGRAMS_MAX, Program};
use sockscope_lab::real::Peers;
use std::rc::Rc;

/// What a link starts with, after `#`: the number of its format. The second one has a recording of real connections.
const PREFIXES: [&str; 2] = ["1.", "2."];
/// Most characters of a link that are looked at.
pub(crate) const LINK_MAX: usize = 44_000;
/// Most bytes that a compressed link may expand to.
pub(crate) const BYTES_MAX: usize = 1 << 20;
/// From this size on it pays to compress.
pub(crate) const COMPRESS_FROM: usize = 1_500;
/// Bytes of the checksum at the end.
const SUM: usize = 4;

/// Why a link cannot be opened.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Damaged {
    /// It is of a format that this page does not know.
    Version,
    /// Something in it was changed, or a part of it is missing.
    Changed,
    /// It is larger than any link that this page makes.
    TooLarge,
}

/// What a link holds, as version 1 writes it. The order of the fields is the format.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
struct Link1 {
    lesson: u8,
    lang: u8,
    bench: u8,
    column: u8,
    every_line: bool,
    connection: Option<u32>,
    /// After so many events; `None` is the end.
    position: Option<u32>,
    programs: Vec<Program1>,
    latency_ns: u64,
    piece_max: Option<u32>,
    gap_ns: u64,
    wake_ns: u64,
    line_ns: u64,
    steps_max: u64,
    seed: u64,
}

/// What a link holds, as version 2 writes it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
struct Link2 {
    link: Link1,
    /// What a real network did.
    heard: Vec<Entry>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
struct Program1 {
    name: String,
    file: String,
    source: String,
    stdin: Vec<String>,
}

/// Everything a link restores.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Shared {
    pub(crate) lesson: usize,
    pub(crate) lang: Lang,
    pub(crate) bench: BenchTab,
    pub(crate) column: Column,
    pub(crate) every_line: bool,
    pub(crate) connection: Option<usize>,
    pub(crate) cursor: Cursor,
    pub(crate) experiment: Experiment,
}

impl Shared {
    /// What the page shows now.
    pub(crate) fn of(state: &State) -> Self {
        Self {
            lesson: state.lesson,
            lang: state.lang,
            bench: state.bench,
            column: state.column,
            every_line: state.every_line,
            connection: state.connection,
            cursor: state.cursor,
            experiment: state.recorded(),
        }
    }

    /// What the link of these bytes starts with.
    pub(crate) fn prefix(&self) -> &'static str {
        PREFIXES[usize::from(self.experiment.peers != Peers::Simulated)]
    }

    /// The bytes of a link, without compression and checksum.
    pub(crate) fn encode(&self) -> Vec<u8> {
        let knobs = &self.experiment.knobs;
        let link = Link1 {
            lesson: u8::try_from(self.lesson).unwrap_or(0),
            lang: u8::from(self.lang == Lang::ZhHans),
            bench: self.bench.code(),
            column: self.column as u8,
            every_line: self.every_line,
            connection: self.connection.and_then(|number| u32::try_from(number).ok()),
            position: match self.cursor {
                Cursor::End => None,
                Cursor::At(position) => Some(position),
            },
            programs: self.experiment.programs.iter().map(Program1::of).collect(),
            latency_ns: knobs.latency_ns,
            piece_max: knobs.piece_max,
            gap_ns: knobs.gap_ns,
            wake_ns: knobs.wake_ns,
            line_ns: knobs.line_ns,
            steps_max: knobs.steps_max,
            seed: self.experiment.seed,
        };
        let written = match &self.experiment.peers {
            Peers::Simulated => postcard::to_allocvec(&link),
            Peers::Real(heard) => postcard::to_allocvec(&Link2 { link, heard: recording::entries(heard) }),
        };
        written.expect("invariant: plain data can always be written to memory")
    }

    /// What [`Shared::encode`] wrote, in the format with this number.
    pub(crate) fn decode(format: u8, bytes: &[u8]) -> Result<Self, Damaged> {
        if format == 1 {
            let (link, rest) = postcard::take_from_bytes::<Link1>(bytes).map_err(|_| Damaged::Changed)?;
            return Self::of_link(link, rest, Peers::Simulated);
        }
        let (Link2 { link, heard }, rest) = postcard::take_from_bytes(bytes).map_err(|_| Damaged::Changed)?;
        let heard = recording::recording(&heard).ok_or(Damaged::Changed)?;
        Self::of_link(link, rest, Peers::Real(Rc::new(heard)))
    }

    fn of_link(link: Link1, rest: &[u8], peers: Peers) -> Result<Self, Damaged> {
        let names_ok = link.programs.iter().enumerate().all(|(at, program)| {
            let named = |other: &Program1| other.name == program.name;
            (1..=64).contains(&program.name.len()) && !link.programs[..at].iter().any(named)
        });
        let lesson = usize::from(link.lesson);
        if !rest.is_empty() || !names_ok || lesson >= LESSONS || !(1..=PROGRAMS_MAX).contains(&link.programs.len()) {
            return Err(Damaged::Changed);
        }
        Ok(Self {
            lesson,
            lang: if link.lang == 1 { Lang::ZhHans } else { Lang::En },
            bench: BenchTab::of_code(link.bench),
            column: [Column::First, Column::Pipe, Column::Second][usize::from(link.column).min(2)],
            every_line: link.every_line,
            connection: link.connection.map(|number| number as usize),
            cursor: link.position.map_or(Cursor::End, Cursor::At),
            experiment: Experiment {
                programs: link.programs.into_iter().map(Program1::program).collect(),
                knobs: Knobs {
                    latency_ns: link.latency_ns,
                    piece_max: link.piece_max.filter(|max| *max > 0),
                    gap_ns: link.gap_ns,
                    wake_ns: link.wake_ns,
                    line_ns: link.line_ns,
                    steps_max: link.steps_max.min(LINES_MAX),
                },
                seed: link.seed,
                peers,
            },
        })
    }
}

impl Program1 {
    fn of(program: &Program) -> Self {
        Self {
            name: program.name.to_string(),
            file: program.file.to_string(),
            source: program.source.to_string(),
            stdin: program.stdin.iter().map(ToString::to_string).collect(),
        }
    }

    fn program(self) -> Program {
        Program {
            name: self.name.into(),
            file: self.file.into(),
            source: self.source.into(),
            stdin: self.stdin.into_iter().map(Rc::from).collect(),
        }
    }
}

/// FNV-1a: finds slips, does not keep anybody out.
fn checksum(bytes: &[u8]) -> [u8; SUM] {
    bytes.iter().fold(0x811c_9dc5_u32, |sum, byte| (sum ^ u32::from(*byte)).wrapping_mul(0x0100_0193)).to_le_bytes()
}

/// The bytes that base64 makes a link of: whether they are compressed, the bytes, a checksum over both.
pub(crate) fn seal(compressed: bool, bytes: &[u8]) -> Vec<u8> {
    let mut sealed = Vec::with_capacity(bytes.len() + 1 + SUM);
    sealed.push(u8::from(compressed));
    sealed.extend_from_slice(bytes);
    let sum = checksum(&sealed);
    sealed.extend_from_slice(&sum);
    sealed
}

/// What [`seal`] was given.
pub(crate) fn unseal(sealed: &[u8]) -> Result<(bool, &[u8]), Damaged> {
    let end = sealed.len().checked_sub(SUM).filter(|end| *end > 0).ok_or(Damaged::Changed)?;
    if checksum(&sealed[..end]) != sealed[end..] {
        return Err(Damaged::Changed);
    }
    match sealed[0] {
        0 => Ok((false, &sealed[1..end])),
        1 => Ok((true, &sealed[1..end])),
        _ => Err(Damaged::Changed),
    }
}

/// The part of a link that base64 wrote, or why there is nothing to decode. `None`: the text is no link at all, such as `lesson-3`.
pub(crate) fn body(hash: &str) -> Option<Result<(u8, &str), Damaged>> {
    let (version, body) = hash.split_once('.')?;
    if version.is_empty() || !version.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    Some(match (version, body.len()) {
        (_, LINK_MAX..) => Err(Damaged::TooLarge),
        ("1", _) => Ok((1, body)),
        ("2", _) => Ok((2, body)),
        _ => Err(Damaged::Version),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::state::Theme;

    fn edited() -> Shared {
        let mut shared = Shared::of(&State::new(Lang::ZhHans, Theme::Auto, 4));
        shared.experiment.programs[0].source = "print('größe 中')\n".into();
        shared.experiment.programs[1].stdin = vec!["eins".into(), "".into()];
        shared.experiment.knobs.piece_max = Some(3);
        shared.experiment.seed = u64::MAX;
        shared.cursor = Cursor::At(17);
        shared.connection = Some(2);
        shared
    }

    #[test]
    fn a_link_restores_everything_it_was_made_of() {
        for shared in [edited(), Shared::of(&State::new(Lang::En, Theme::Auto, 0))] {
            let sealed = seal(false, &shared.encode());
            let (compressed, bytes) = unseal(&sealed).unwrap();
            assert!(!compressed);
            assert_eq!((shared.prefix(), Shared::decode(1, bytes)), ("1.", Ok(shared.clone())));
        }
    }

    /// What a link restores, in a line.
    fn summary(shared: &Shared) -> String {
        let Experiment { programs, knobs, seed, peers } = &shared.experiment;
        let program = |program: &Program| {
            let sum = u32::from_le_bytes(checksum(program.source.as_bytes()));
            format!("{} {} bytes {sum:08x} stdin {:?}", program.file, program.source.len(), program.stdin)
        };
        let programs: Vec<String> = programs.iter().map(program).collect();
        let heard = if let Peers::Real(recording) = peers { recording.heard.len() } else { 0 };
        format!(
            "lesson {} {:?} {:?} {:?} {:?} connection {:?} {} {:?} {} {} {} {} seed {seed} heard {heard}: {}",
            shared.lesson + 1,
            shared.lang,
            shared.bench,
            shared.column,
            shared.cursor,
            shared.connection,
            knobs.latency_ns,
            knobs.piece_max,
            knobs.gap_ns,
            knobs.wake_ns,
            knobs.line_ns,
            knobs.steps_max,
            programs.join("; ")
        )
    }

    /// Links that were given away once open for ever, and to the same: this file only grows.
    #[test]
    fn the_links_of_earlier_releases_open_to_what_they_held() {
        use base64::Engine as _;
        let rows = include_str!("fixtures/links.txt").lines().filter(|line| !line.starts_with('#'));
        let mut count = 0;
        for row in rows {
            let (link, expected) = row.split_once(' ').unwrap();
            let (version, body) = body(link).unwrap().unwrap();
            let sealed = base64::engine::general_purpose::URL_SAFE_NO_PAD.decode(body).unwrap();
            let (compressed, bytes) = unseal(&sealed).unwrap();
            let mut plain = Vec::new();
            if compressed {
                std::io::Read::read_to_end(&mut flate2::read::DeflateDecoder::new(bytes), &mut plain).unwrap();
            } else {
                plain.extend_from_slice(bytes);
            }
            assert_eq!(summary(&Shared::decode(version, &plain).unwrap()), expected, "{link}");
            count += 1;
        }
        assert!(count >= 6);
    }

    #[test]
    fn no_changed_byte_and_no_cut_goes_unnoticed() {
        let sealed = seal(false, &edited().encode());
        for at in 0..sealed.len() {
            for flip in [1, 0x20, 0x80, 0xff] {
                let mut damaged = sealed.clone();
                damaged[at] ^= flip;
                assert_eq!(unseal(&damaged), Err(Damaged::Changed), "byte {at} changed by {flip}");
            }
            assert_eq!(unseal(&sealed[..at]), Err(Damaged::Changed), "cut at {at}");
        }
    }

    #[test]
    fn bytes_that_are_no_link_are_refused_whatever_they_claim() {
        let good = edited().encode();
        for at in 0..good.len() {
            for byte in [0, 1, 0x7f, 0xff] {
                let mut bytes = good.clone();
                bytes[at] = byte;
                // With a right checksum anything can come in: it is refused or a state that the page can hold.
                if let Ok(shared) = Shared::decode(1, &bytes) {
                    assert!(shared.lesson < LESSONS && shared.experiment.knobs.steps_max <= LINES_MAX);
                }
            }
        }
        assert_eq!(Shared::decode(1, &[0xff; 64]), Err(Damaged::Changed));
        assert_eq!(Shared::decode(1, &[]), Err(Damaged::Changed));
    }

    #[test]
    fn the_version_is_read_before_anything_else() {
        assert_eq!(body("1.AAAA"), Some(Ok((1, "AAAA"))));
        assert_eq!(body("2.AAAA"), Some(Ok((2, "AAAA"))));
        assert_eq!(body("9.AAAA"), Some(Err(Damaged::Version)));
        assert_eq!(body(&format!("1.{}", "A".repeat(LINK_MAX))), Some(Err(Damaged::TooLarge)));
        for other in ["", "lesson-3", ".AAAA", "transport", "x.y"] {
            assert_eq!(body(other), None, "{other}");
        }
    }
}

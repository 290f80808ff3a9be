//! The moment as a picture for slides: a stand-alone SVG with real text in it. Programs with their current lines, the bytes of the
//! connection as the ribbon shows them, and the sentence of the step. Pure: text in, text out; knows no browser and no words of its own.

use super::pipe::{PlaceOfPiece, Ribbon, RibbonPiece, SEND_COLOURS};
use crate::text::bytes::sign;
use sockscope_lab::moment::StreamView;
use std::fmt::Write as _;

/// Width of the picture, its margin and the space between columns.
const WIDTH: usize = 1_200;
const MARGIN: usize = 40;
const GAP: usize = 24;
/// Most lines of a program, and most characters of each.
const LINES_MAX: usize = 11;
const CHARACTERS_MAX: usize = 62;
const LINE: usize = 22;
/// A byte of the ribbon, and a row of bytes with its labels.
const CELL: usize = 28;
const ROW: usize = 76;

/// What is drawn.
pub(crate) struct Picture<'a> {
    pub(crate) dark: bool,
    /// Above everything, and the place of the step beside it.
    pub(crate) title: String,
    pub(crate) place: String,
    pub(crate) programs: Vec<ProgramPicture<'a>>,
    pub(crate) streams: Vec<StreamPicture<'a>>,
    /// What happened in this step.
    pub(crate) sentence: String,
    /// The link that opens the moment.
    pub(crate) link: &'a str,
}

/// One program.
pub(crate) struct ProgramPicture<'a> {
    pub(crate) file: &'a str,
    pub(crate) source: &'a str,
    /// Where it is, from 1.
    pub(crate) line: Option<u32>,
    pub(crate) status: String,
}

/// One direction of the connection.
pub(crate) struct StreamPicture<'a> {
    pub(crate) title: String,
    pub(crate) view: &'a StreamView,
    pub(crate) ribbon: Ribbon,
    /// What stands below each piece.
    pub(crate) labels: Vec<String>,
}

/// Colours of one theme; the same as the page's tokens.
struct Colours {
    page: &'static str,
    card: &'static str,
    line: &'static str,
    ink: &'static str,
    quiet: &'static str,
    now: &'static str,
    now_soft: &'static str,
    piece: &'static str,
    sends: [(&'static str, &'static str); SEND_COLOURS as usize],
}

const LIGHT: Colours = Colours {
    page: "#f5f6f8",
    card: "#ffffff",
    line: "#e2e6eb",
    ink: "#16202b",
    quiet: "#50606f",
    now: "#b87d00",
    now_soft: "#fff3d1",
    piece: "#2f3e4b",
    sends: [
        ("#d3e9f6", "#0072b2"),
        ("#fce2c6", "#c65a00"),
        ("#d3eee0", "#00805e"),
        ("#f3dcea", "#b04c86"),
        ("#f3edc0", "#857a00"),
        ("#dcdff5", "#5560c0"),
    ],
};

const DARK: Colours = Colours {
    page: "#0d1116",
    card: "#151b22",
    line: "#26303a",
    ink: "#e6ebf0",
    quiet: "#aab6c2",
    now: "#e0ac20",
    now_soft: "#2e2912",
    piece: "#c5d0da",
    sends: [
        ("#143e58", "#56b4e9"),
        ("#553718", "#f0a050"),
        ("#174a38", "#2fc79b"),
        ("#4d2a42", "#e391bf"),
        ("#47420f", "#e5d84a"),
        ("#2c3163", "#98a2ff"),
    ],
};

/// Writes elements; everything that comes from programs goes through [`escaped`].
struct Canvas<'a> {
    colours: &'a Colours,
    out: String,
}

/// As XML takes it: control characters have no place there at all.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\t' => out.push_str("    "),
            '\u{0}'..='\u{1f}' | '\u{fffe}' | '\u{ffff}' => out.push('·'),
            other => out.push(other),
        }
    }
    out
}

/// At most `max` characters, with a sign that there were more.
fn cut(text: &str, max: usize) -> String {
    if text.chars().count() <= max {
        return text.to_owned();
    }
    text.chars().take(max - 1).chain(['…']).collect()
}

impl Canvas<'_> {
    fn put(&mut self, element: std::fmt::Arguments<'_>) {
        self.out.write_fmt(element).expect("invariant: writing to a String succeeds");
        self.out.push('\n');
    }

    fn rect(&mut self, (x, y): (usize, usize), (width, height): (usize, usize), style: &str) {
        self.put(format_args!("<rect x=\"{x}\" y=\"{y}\" width=\"{width}\" height=\"{height}\" {style}/>"));
    }

    fn text(&mut self, (x, y): (usize, usize), class: &str, text: &str) {
        let text = escaped(text);
        self.put(format_args!("<text x=\"{x}\" y=\"{y}\" class=\"{class}\" xml:space=\"preserve\">{text}</text>"));
    }

    /// A card for a program; returns its height.
    fn program(&mut self, program: &ProgramPicture<'_>, (x, y): (usize, usize), width: usize) -> usize {
        let lines: Vec<&str> = program.source.lines().collect();
        let now = program.line.map_or(0, |line| (line as usize).saturating_sub(1).min(lines.len().saturating_sub(1)));
        let latest = lines.len().saturating_sub(LINES_MAX);
        let first = now.saturating_sub(LINES_MAX / 2).min(latest);
        let shown = &lines[first..lines.len().min(first + LINES_MAX)];
        let height = 52 + shown.len() * LINE + 14;
        let (card, line, soft, amber) = (self.colours.card, self.colours.line, self.colours.now_soft, self.colours.now);
        self.rect((x, y), (width, height), &format!("rx=\"8\" fill=\"{card}\" stroke=\"{line}\""));
        self.text((x + 16, y + 28), "strong", program.file);
        self.text((x + width - 16, y + 28), "small end", &cut(&program.status, 48));
        for (index, text) in shown.iter().enumerate() {
            let (number, top) = (first + index, y + 44 + index * LINE);
            if program.line.is_some() && number == now {
                self.rect((x + 1, top), (width - 2, LINE), &format!("fill=\"{soft}\""));
                self.rect((x + 1, top), (4, LINE), &format!("fill=\"{amber}\""));
            }
            self.text((x + 40, top + 16), "code end quiet", &(number + 1).to_string());
            let room = CHARACTERS_MAX * width / (WIDTH - 2 * MARGIN) * 2;
            self.text((x + 52, top + 16), "code", &cut(text, room.min(2 * CHARACTERS_MAX)));
        }
        height
    }

    /// A direction of the connection; returns its height.
    fn stream(&mut self, stream: &StreamPicture<'_>, (x, y): (usize, usize)) -> usize {
        self.text((x, y + 18), "strong", &stream.title);
        let per_row = (WIDTH - 2 * MARGIN) / CELL;
        let (mut column, mut top) = (0, y + 36);
        for (piece, label) in stream.ribbon.pieces.iter().zip(&stream.labels) {
            let cells = cells(piece);
            // A piece that would be torn begins a row of its own, if it fits into one.
            if column > 0 && column + cells.len().max(1) > per_row && cells.len() <= per_row {
                (column, top) = (0, top + ROW);
            }
            self.text((x + column * CELL, top + 58), "small", label);
            if cells.is_empty() {
                self.frame(piece, (x + column * CELL, top), CELL);
                column += 1;
            }
            let mut begun = column;
            for (offset, send) in cells {
                if column == per_row {
                    self.frame(piece, (x + begun * CELL, top), (column - begun) * CELL);
                    (column, begun, top) = (0, 0, top + ROW);
                }
                self.cell(stream, (x + column * CELL, top), (offset, send));
                column += 1;
            }
            if column > begun {
                self.frame(piece, (x + begun * CELL, top), (column - begun) * CELL);
            }
        }
        top + ROW - y
    }

    fn cell(&mut self, stream: &StreamPicture<'_>, (x, y): (usize, usize), (offset, send): (u64, u32)) {
        let view = stream.view;
        let at = usize::try_from(offset.saturating_sub(view.window.start)).unwrap_or(usize::MAX);
        let Some(byte) = view.bytes.get(at) else { return };
        let (fill, edge) = self.colours.sends[(send % SEND_COLOURS) as usize];
        self.rect((x, y), (CELL, 42), &format!("fill=\"{fill}\""));
        self.rect((x, y), (CELL, 4), &format!("fill=\"{edge}\""));
        self.text((x + CELL / 2, y + 22), "code middle", &sign(&view.bytes, at).0.to_string());
        self.text((x + CELL / 2, y + 37), "hex middle", &format!("{byte:02x}"));
    }

    fn frame(&mut self, piece: &RibbonPiece, (x, y): (usize, usize), width: usize) {
        let colour = if piece.now { self.colours.now } else { self.colours.piece };
        let dashed = match piece.place {
            PlaceOfPiece::Taken(_) | PlaceOfPiece::End(_) => "",
            _ => " stroke-dasharray=\"4 3\"",
        };
        let style = format!("rx=\"4\" fill=\"none\" stroke=\"{colour}\" stroke-width=\"1.5\"{dashed}");
        self.rect((x, y), (width, 42), &style);
    }
}

/// The bytes of a piece that are drawn, each with its send.
fn cells(piece: &RibbonPiece) -> Vec<(u64, u32)> {
    piece.runs.iter().flat_map(|run| (run.range.start..run.range.end).map(|offset| (offset, run.send))).collect()
}

/// The picture as a file, and its width and height.
pub(crate) fn svg(picture: &Picture<'_>) -> (String, (u32, u32)) {
    let colours = if picture.dark { &DARK } else { &LIGHT };
    let mut canvas = Canvas { colours, out: String::new() };
    canvas.text((MARGIN, 56), "title", &picture.title);
    canvas.text((WIDTH - MARGIN, 56), "small end", &picture.place);
    let mut y = 84;
    for pair in picture.programs.chunks(2) {
        let width = (WIDTH - 2 * MARGIN - GAP * (pair.len() - 1)) / pair.len();
        let heights = pair
            .iter()
            .enumerate()
            .map(|(index, program)| canvas.program(program, (MARGIN + index * (width + GAP), y), width));
        y += heights.max().unwrap_or(0) + GAP;
    }
    for stream in &picture.streams {
        y += canvas.stream(stream, (MARGIN, y)) + GAP / 2;
    }
    canvas.text((MARGIN, y + 20), "sentence", &cut(&picture.sentence, 130));
    let (height, body, link) = (y + 52, canvas.out, escaped(picture.link));
    let Colours { page, ink, quiet, .. } = colours;
    let svg = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n\
         <svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{WIDTH}\" height=\"{height}\" viewBox=\"0 0 {WIDTH} {height}\" role=\"img\">\n\
         <title>{title}</title>\n<metadata>{link}</metadata>\n\
         <style>text {{ font: 14px system-ui, sans-serif; fill: {ink} }} .code, .hex {{ font-family: ui-monospace, Menlo, Consolas, 'DejaVu Sans Mono', monospace }} \
         .code {{ font-size: 13.5px }} .hex {{ font-size: 10px; fill: {quiet} }} .small {{ font-size: 12px; fill: {quiet} }} .quiet {{ fill: {quiet} }} \
         .title {{ font-size: 22px; font-weight: 700 }} .strong {{ font-weight: 600 }} .sentence {{ font-size: 16px }} .end {{ text-anchor: end }} .middle {{ text-anchor: middle }}</style>\n\
         <rect width=\"{WIDTH}\" height=\"{height}\" fill=\"{page}\"/>\n{body}</svg>\n",
        title = escaped(&picture.title),
    );
    let pixels = |size: usize| u32::try_from(size).unwrap_or(u32::MAX);
    (svg, (pixels(WIDTH), pixels(height)))
}

#[cfg(test)]
mod tests {
    use super::{Picture, ProgramPicture, svg};

    #[test]
    fn whatever_a_program_says_is_text_and_what_is_long_is_cut() {
        let source = format!("print('<&\"\u{1b}\u{0}')\n{}\n\tx", "y".repeat(500));
        let program = ProgramPicture { file: "a<b>.py", source: &source, line: Some(2), status: "</text>".into() };
        let (svg, size) = svg(&Picture {
            dark: true,
            title: "&".into(),
            place: String::new(),
            programs: vec![program],
            streams: Vec::new(),
            sentence: "s".repeat(900),
            link: "https://docs.example/?a=1&b=2#1.AA",
        });
        for there in ["print('&lt;&amp;&quot;··')", "a&lt;b&gt;.py", "&lt;/text&gt;", "?a=1&amp;b=2#1.AA", "…"] {
            assert!(svg.contains(there), "{there}\n{svg}");
        }
        assert!(svg.contains(&format!("height=\"{}\"", size.1)));
        assert!(!svg.contains('\u{1b}') && !svg.contains(&"y".repeat(200)));
    }
}

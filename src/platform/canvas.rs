//! Draws the lanes of the timeline. Colours are the stylesheet's typed tokens; sizes are measured; nothing is remembered between drawings.

use super::dom::pixel_ratio;
use crate::state::lanes::{Cargo, Lanes};
use crate::state::pipe::SEND_COLOURS;
use wasm_bindgen::JsCast;
use web_sys::{CanvasRenderingContext2d, CssStyleDeclaration, HtmlCanvasElement};
use yew::NodeRef;

/// Height of one lane with its gap, in CSS pixels; `transport.css` gives the names the same.
pub(crate) const LANE: f64 = 20.0;
const BAR: f64 = 12.0;
const FLIGHT_MIN: f64 = 4.0;

/// Draws `lanes` with the link's lane after the first program.
pub(crate) fn draw(canvas: &NodeRef, lanes: &Lanes) {
    let Some(canvas) = canvas.cast::<HtmlCanvasElement>() else { return };
    let Some(pen) = Pen::new(&canvas, lanes) else { return };
    for (row, program) in lanes.programs.iter().enumerate() {
        let row = if row == 0 { 0 } else { row + 1 };
        pen.back(row);
        for span in program {
            if span.waiting {
                pen.hatch(row, span.start, span.end);
            } else {
                pen.bar(row, span.start, span.end);
            }
        }
    }
    if lanes.programs.len() > 1 {
        pen.back(1);
        for flight in &lanes.flights {
            pen.flight(flight.start, flight.end.unwrap_or(lanes.steps), flight.cargo);
        }
    }
}

/// How many lanes `lanes` has.
pub(crate) fn lane_count(lanes: &Lanes) -> usize {
    if lanes.programs.len() > 1 { lanes.programs.len() + 1 } else { 1 }
}

struct Pen {
    context: CanvasRenderingContext2d,
    style: CssStyleDeclaration,
    width: f64,
    step: f64,
}

impl Pen {
    fn new(canvas: &HtmlCanvasElement, lanes: &Lanes) -> Option<Self> {
        let width = f64::from(canvas.client_width());
        let height = LANE * lane_count(lanes) as f64;
        if width < 1.0 {
            return None;
        }
        let ratio = pixel_ratio();
        canvas.set_width((width * ratio) as u32);
        canvas.set_height((height * ratio) as u32);
        let context = canvas.get_context("2d").ok()??.dyn_into::<CanvasRenderingContext2d>().ok()?;
        context.scale(ratio, ratio).ok()?;
        let style = web_sys::window()?.get_computed_style(canvas).ok()??;
        let step = width / f64::from(lanes.steps.max(1));
        Some(Self { context, style, width, step })
    }

    fn fill_with(&self, token: &str) {
        let colour = self.style.get_property_value(token).unwrap_or_default();
        self.context.set_fill_style_str(&colour);
    }

    fn top(row: usize) -> f64 {
        LANE * row as f64 + (LANE - BAR) / 2.0
    }

    /// Left edge and width of a stretch, at least `min` wide.
    fn stretch(&self, start: u32, end: u32, min: f64) -> (f64, f64) {
        let left = (f64::from(start) * self.step).min(self.width - min).max(0.0);
        (left, (f64::from(end) * self.step - left).max(min))
    }

    fn back(&self, row: usize) {
        self.fill_with("--lane-back");
        self.context.fill_rect(0.0, Self::top(row) - 2.0, self.width, BAR + 4.0);
    }

    fn bar(&self, row: usize, start: u32, end: u32) {
        let (left, width) = self.stretch(start, end, 1.5);
        self.fill_with("--lane-run");
        self.context.fill_rect(left, Self::top(row), width, BAR);
    }

    /// Waiting is a row of slanted strokes: not only another colour.
    fn hatch(&self, row: usize, start: u32, end: u32) {
        let (left, width) = self.stretch(start, end, 1.0);
        let (context, top) = (&self.context, Self::top(row));
        context.set_stroke_style_str(&self.style.get_property_value("--lane-wait").unwrap_or_default());
        context.save();
        context.begin_path();
        context.rect(left, top, width, BAR);
        context.clip();
        context.begin_path();
        context.set_line_width(1.5);
        let mut x = left - left % 6.0 - BAR;
        while x < left + width {
            context.move_to(x, top + BAR);
            context.line_to(x + BAR, top);
            x += 6.0;
        }
        context.stroke();
        context.restore();
    }

    fn flight(&self, start: u32, end: u32, cargo: Cargo) {
        let (left, width) = self.stretch(start, end, FLIGHT_MIN);
        let top = Self::top(1);
        match cargo {
            Cargo::Bytes(send) => {
                self.fill_with(&format!("--lane-send-{}", send % SEND_COLOURS));
                self.context.fill_rect(left, top, width, BAR);
            }
            Cargo::Fin => {
                self.fill_with("--lane-mark");
                self.context.fill_rect(left, top + BAR / 2.0 - 1.0, width, 2.0);
                self.context.fill_rect(left + width - 2.0, top, 2.0, BAR);
            }
            Cargo::Reset => {
                self.fill_with("--lane-bad");
                self.context.fill_rect(left, top - 2.0, FLIGHT_MIN, BAR + 4.0);
            }
        }
    }
}

//! What the library draws, handed on as characters, lines and pictures.

use hayro_interpret::font::{Glyph as PdfGlyph, GlyphRun};
use hayro_interpret::hayro_cmap::BfString;
use hayro_interpret::kurbo::{Affine, BezPath, PathEl, Point, Rect, Shape, Vec2};
use hayro_interpret::{BlendMode, ClipPath, Device, DrawMode, DrawProps, Image, ImageDrawProps, SoftMask};

use crate::character::is_blank;
use crate::layout::{self, Recorder, Step};

/// Glyphs are set in thousandths of the font's size.
const EM: f64 = 1000.0;

/// One glyph stands for no more characters than this.
const LIGATURE: usize = 8;

/// Takes down what is drawn on one page.
pub(super) struct Collector<'t>(pub(super) Recorder<'t>);

/// Where a glyph stands on the page.
#[derive(Clone, Copy, Debug)]
struct Placing {
    origin: Point,
    /// From the origin to where the next glyph would stand.
    advance: Vec2,
    size: f64,
}

impl Placing {
    fn of(transform: Affine, glyph: &PdfGlyph<'_>) -> Self {
        let advance = match glyph {
            PdfGlyph::Outline(glyph) => glyph.advance_width(),
            PdfGlyph::Type3(glyph) => glyph.advance_width(),
        };
        let origin = transform * Point::ZERO;
        let size = (transform * Point::new(0.0, EM) - origin).hypot();
        let level = transform * Point::new(EM, 0.0) - origin;
        // A font that is put in for a missing one is stretched to the width that the file states: the width is taken
        // from the file, the direction from the glyph.
        let width = f64::from(advance.unwrap_or(500.0)) / EM * size;
        let advance = if level.hypot() > 0.0 { level / level.hypot() * width } else { Vec2::new(width, 0.0) };
        Self { origin, advance, size }
    }

    /// No wider than to the next glyph of the run, if that stands before the end of this one.
    fn narrowed(self, next: Option<Point>) -> Self {
        let Some(next) = next else { return self };
        let to_next = next - self.origin;
        let along = to_next.dot(self.advance);
        let length = self.advance.hypot2();
        if along > 0.0 && along < length { Self { advance: self.advance * (along / length), ..self } } else { self }
    }
}

fn point(point: Point) -> layout::Point {
    layout::Point::new(point.x, point.y)
}

/// The steps of a path on the page.
fn steps(path: &BezPath, transform: Affine) -> impl Iterator<Item = Step> {
    path.elements().iter().map(move |element| match transform * *element {
        PathEl::MoveTo(to) => Step::Move(point(to)),
        PathEl::LineTo(to) => Step::Line(point(to)),
        PathEl::QuadTo(_, to) | PathEl::CurveTo(_, _, to) => Step::Curve(point(to)),
        PathEl::ClosePath => Step::Close,
    })
}

impl<'a> Device<'a> for Collector<'_> {
    fn draw_path(&mut self, path: &BezPath, props: DrawProps<'a>, draw_mode: &DrawMode) {
        if matches!(draw_mode, DrawMode::Fill(_) | DrawMode::FillAndStroke(..)) {
            self.0.filled(steps(path, props.transform));
        }
        if matches!(draw_mode, DrawMode::Stroke(_) | DrawMode::FillAndStroke(..)) {
            self.0.stroked(steps(path, props.transform));
        }
    }

    fn draw_glyph_run(&mut self, run: &GlyphRun<'_, 'a>, props: DrawProps<'a>, draw_mode: &DrawMode) {
        let glyphs = run.glyphs();
        for (index, glyph) in glyphs.iter().enumerate() {
            if self.0.is_full() {
                return;
            }
            let next = glyphs.get(index + 1).map(|next| (props.transform * next.transform()) * Point::ZERO);
            let placing = Placing::of(props.transform * glyph.transform(), glyph).narrowed(next);
            let characters = match glyph.as_unicode() {
                Some(BfString::Char(character)) => vec![character],
                Some(BfString::String(characters)) if !characters.is_empty() => characters.chars().take(LIGATURE).collect(),
                _ => vec![char::REPLACEMENT_CHARACTER],
            };
            self.0.characters(&characters, point(placing.origin), point(placing.advance.to_point()), placing.size);
            if matches!(draw_mode, DrawMode::Invisible) && !characters.iter().all(|character| is_blank(*character)) {
                self.0.invisible();
            }
        }
    }

    fn draw_image(&mut self, image: Image<'a, '_>, props: ImageDrawProps<'a>) {
        let (width, height) = (f64::from(image.width()), f64::from(image.height()));
        let bounds = (props.transform * Rect::new(0.0, 0.0, width, height).to_path(0.1)).bounding_box();
        self.0.picture(point(bounds.origin()), point(Point::new(bounds.x1, bounds.y1)));
    }

    fn push_clip_path(&mut self, _: &ClipPath) {}
    fn push_clip_rect(&mut self, _: &Rect) {}
    fn push_transparency_group(&mut self, _: f32, _: Option<SoftMask<'a>>, _: BlendMode) {}
    fn pop_clip(&mut self) {}
    fn pop_transparency_group(&mut self) {}
}

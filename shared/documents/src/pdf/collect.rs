//! What a page draws, taken down as the library draws it.
//!
//! Glyphs become characters with their places, thin rectangles and straight strokes become rules; pictures are only
//! counted. Anything after a limit was reached is passed over, and the page then refused.

use std::f64::consts::PI;

use hayro_interpret::font::{Glyph as PdfGlyph, GlyphRun};
use hayro_interpret::hayro_cmap::BfString;
use hayro_interpret::kurbo::{Affine, BezPath, PathEl, Point, Rect, Shape, Vec2};
use hayro_interpret::{BlendMode, ClipPath, Device, DrawMode, DrawProps, Image, ImageDrawProps, SoftMask};

use crate::build::Builder;
use crate::error::Error;
use crate::layout::{Direction, Glyph, POINT, Page, Rule, fold, units};
use crate::limits::Limits;
use crate::note::NoteKind;
use crate::place::Place;

/// A filled rectangle thinner than this is a drawn line.
const THIN: i32 = 4 * POINT;

/// A picture smaller than this in either direction is an ornament.
const ORNAMENT: f64 = 36.0;

/// Glyphs are set in thousandths of the font's size.
const EM: f64 = 1000.0;

/// What was met on all pages so far.
#[derive(Debug, Default)]
pub(super) struct Totals {
    glyphs: usize,
    rules: usize,
    nameless: usize,
    scanned: Vec<u32>,
    outlined: Vec<u32>,
    pictures: Vec<u32>,
    invisible: Vec<u32>,
    outside: Vec<u32>,
    /// Pages that were turned, and how large they are as they stand in the file.
    turned: Vec<(u32, Turn, i32, i32)>,
}

/// Takes down one page.
pub(super) struct Collector<'t> {
    page: Page,
    totals: &'t mut Totals,
    limits: &'t Limits,
    pictures: usize,
    /// Area of the largest picture, in parts of the page's.
    covered: f64,
    curves: usize,
    invisible: usize,
    outside: usize,
    turned: Vec<Turned>,
    refused: Option<Error>,
}

impl Totals {
    /// The place on the page as it stands in the file.
    pub(super) fn place(&self, place: Place) -> Place {
        let Place::Page { page, .. } = place else { return place };
        let turned = self.turned.binary_search_by_key(&page, |(number, ..)| *number);
        turned.map_or(place, |index| {
            let (_, turn, width, height) = self.turned[index];
            turn.back(place, width, height)
        })
    }

    /// Notes what is not in the text, and what is there although nobody sees it.
    pub(super) fn note(&self, builder: &mut Builder<'_>) {
        let notes = [
            (NoteKind::ScannedPages, &self.scanned, ""),
            (NoteKind::NotRead, &self.outlined, "text drawn as outlines, page "),
            (NoteKind::NotRead, &self.pictures, "picture, page "),
            (NoteKind::NotRead, &self.outside, "text outside the page, page "),
            (NoteKind::Hidden, &self.invisible, "invisible text, page "),
        ];
        for (kind, pages, what) in notes {
            if !pages.is_empty() {
                builder.note(kind, format!("{what}{}", ranges(pages)));
            }
        }
        if self.nameless > 0 {
            builder.note(NoteKind::NotRead, format!("{} glyphs without characters", self.nameless));
        }
    }
}

/// Page numbers as people write them: `1-3, 5`.
fn ranges(pages: &[u32]) -> String {
    let follows = |a: &u32, b: &u32| a + 1 == *b;
    let range = |pages: &[u32]| match pages {
        [first, .., last] => format!("{first}-{last}"),
        pages => pages.iter().map(u32::to_string).collect(),
    };
    pages.chunk_by(follows).map(range).collect::<Vec<_>>().join(", ")
}

impl<'t> Collector<'t> {
    pub(super) fn new(page: Page, totals: &'t mut Totals, limits: &'t Limits) -> Self {
        Self { page, totals, limits, pictures: 0, covered: 0.0, curves: 0, invisible: 0, outside: 0, turned: Vec::new(), refused: None }
    }

    /// The page, if no limit was reached.
    pub(super) fn finish(self) -> Result<Page, Error> {
        if let Some(refused) = self.refused {
            return Err(refused);
        }
        let number = self.page.number;
        let blank = |glyph: &Glyph| crate::build::is_blank(glyph.character);
        let visible = self.page.glyphs.iter().filter(|glyph| !blank(glyph)).count() + self.turned.len();
        // A scanner's own page number or stamp does not make a page of text.
        if self.pictures > 0 && (visible == 0 || (self.covered > 0.5 && visible < 30)) {
            self.totals.scanned.push(number);
        } else if visible == 0 && self.curves > 50 {
            self.totals.outlined.push(number);
        } else if self.pictures > 0 && self.invisible * 2 < visible {
            self.totals.pictures.push(number);
        }
        if self.invisible > 0 {
            self.totals.invisible.push(number);
        }
        if self.outside > 0 {
            self.totals.outside.push(number);
        }
        let turn = self.main_turn();
        Ok(self.turned_page(turn))
    }

    /// The way in which most characters run.
    fn main_turn(&self) -> Turn {
        let most = |turn: &Turn| self.turned.iter().filter(|glyph| glyph.turn == Some(*turn)).count();
        let turn = [Turn::Up, Turn::Down, Turn::Over].into_iter().max_by_key(most).unwrap_or(Turn::None);
        if most(&turn) > self.page.glyphs.len() { turn } else { Turn::None }
    }

    /// The page, turned so that most characters are level.
    fn turned_page(self, turn: Turn) -> Page {
        let Self { mut page, turned, totals, .. } = self;
        let (width, height) = (page.width, page.height);
        let points = |length: i32| f64::from(length) / f64::from(POINT);
        if turn != Turn::None {
            totals.turned.push((page.number, turn, width, height));
            page.rules = page.rules.into_iter().map(|rule| turn.of_rule(rule, width, height)).collect();
            if turn != Turn::Over {
                (page.width, page.height) = (height, width);
            }
            page.turned = std::mem::take(&mut page.glyphs);
        }
        for Turned { character, from, to, size, turn: own } in turned {
            if own == Some(turn) {
                page.glyphs.push(level(character, turn.turned(from, points(width), points(height)), to, size));
            } else {
                page.turned.push(level(character, turn.turned(from, points(width), points(height)), Vec2::new(size, 0.0), size));
            }
        }
        page
    }

    /// The characters of one glyph, which share its width.
    fn characters(&mut self, characters: &[char], placing: Placing) {
        if self.is_outside(placing.origin) {
            self.outside += 1;
            return;
        }
        let step = placing.advance / f64::from(u32::try_from(characters.len()).unwrap_or(1).max(1));
        for (character, index) in characters.iter().zip(0..) {
            if *character == char::REPLACEMENT_CHARACTER {
                self.totals.nameless += 1;
            }
            if !character.is_control() {
                self.glyph(fold(*character), placing.origin + step * f64::from(index), step, placing.size);
            }
        }
    }

    fn glyph(&mut self, character: char, from: Point, to: Vec2, size: f64) {
        let turn = Turn::of(to);
        if turn == Some(Turn::None) {
            self.page.glyphs.push(level(character, from, to, size));
        } else {
            self.turned.push(Turned { character, from, to, size, turn });
        }
    }

    fn is_outside(&self, at: Point) -> bool {
        let (x, y) = (units(at.x), units(at.y));
        x < -POINT || y < -POINT || x > self.page.width + POINT || y > self.page.height + 2 * POINT
    }

    fn check(&mut self, what: &'static str, actual: usize, limit: u64) -> bool {
        if let Err(error) = self.limits.check(what, actual, limit) {
            self.refused.get_or_insert(error);
        }
        self.refused.is_none()
    }

    fn line(&mut self, from: Point, to: Point) {
        let (a, b) = ((units(from.x), units(from.y)), (units(to.x), units(to.y)));
        let rule = if (a.1 - b.1).abs() <= POINT {
            Rule { direction: Direction::Across, at: a.1.midpoint(b.1), from: a.0.min(b.0), to: a.0.max(b.0) }
        } else if (a.0 - b.0).abs() <= POINT {
            Rule { direction: Direction::Down, at: a.0.midpoint(b.0), from: a.1.min(b.1), to: a.1.max(b.1) }
        } else {
            return;
        };
        self.totals.rules += 1;
        if self.check("drawn", self.totals.rules, self.limits.drawn) {
            self.page.rules.push(rule);
        }
    }

    /// A filled rectangle: a line if it is thin, a background if it is not.
    fn filled(&mut self, bounds: Rect) {
        let (width, height) = (units(bounds.width()), units(bounds.height()));
        if height <= THIN && width > height {
            let y = bounds.center().y;
            self.line(Point::new(bounds.x0, y), Point::new(bounds.x1, y));
        } else if width <= THIN && height > width {
            let x = bounds.center().x;
            self.line(Point::new(x, bounds.y0), Point::new(x, bounds.y1));
        }
    }

    fn stroked(&mut self, path: &BezPath) {
        let (mut start, mut last) = (Point::ZERO, Point::ZERO);
        for element in path.elements() {
            match *element {
                PathEl::MoveTo(to) => (start, last) = (to, to),
                PathEl::LineTo(to) => {
                    self.line(last, to);
                    last = to;
                }
                PathEl::ClosePath => {
                    self.line(last, start);
                    last = start;
                }
                PathEl::QuadTo(_, to) | PathEl::CurveTo(_, _, to) => last = to,
            }
        }
    }

    /// The parts of a filled path, each as the rectangle around it, unless it has curves.
    fn filled_path(&mut self, path: &BezPath) {
        let mut bounds: Option<Rect> = None;
        for element in path.elements().iter().copied().chain([PathEl::MoveTo(Point::ZERO)]) {
            match element {
                PathEl::MoveTo(to) => {
                    if let Some(bounds) = bounds.replace(Rect::from_points(to, to)) {
                        self.filled(bounds);
                    }
                }
                PathEl::LineTo(to) => bounds = bounds.map(|bounds| bounds.union_pt(to)),
                PathEl::QuadTo(..) | PathEl::CurveTo(..) => {
                    self.curves += 1;
                    return;
                }
                PathEl::ClosePath => {}
            }
        }
    }
}

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

fn level(character: char, from: Point, to: Vec2, size: f64) -> Glyph {
    let (left, right) = (units(from.x), units(from.x + to.hypot()));
    Glyph { character, left, right, baseline: units(from.y), size: units(size).max(1) }
}

/// A character that is not level.
#[derive(Clone, Copy, Debug)]
struct Turned {
    character: char,
    from: Point,
    to: Vec2,
    size: f64,
    /// `None` if it is aslant.
    turn: Option<Turn>,
}

/// Which way text runs on a page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Turn {
    /// From left to right.
    None,
    /// From the bottom up, as wide tables stand on upright pages.
    Up,
    Down,
    /// Upside down.
    Over,
}

impl Turn {
    fn of(direction: Vec2) -> Option<Self> {
        let near = |angle: f64| (direction.atan2() - angle).abs() < PI / 60.0;
        if near(0.0) {
            Some(Self::None)
        } else if near(-PI / 2.0) {
            Some(Self::Up)
        } else if near(PI / 2.0) {
            Some(Self::Down)
        } else {
            (near(PI) || near(-PI)).then_some(Self::Over)
        }
    }

    /// A point of the page as it stands when the page is turned so that the text is level.
    fn turned(self, at: Point, width: f64, height: f64) -> Point {
        match self {
            Self::None => at,
            Self::Up => Point::new(height - at.y, at.x),
            Self::Down => Point::new(at.y, width - at.x),
            Self::Over => Point::new(width - at.x, height - at.y),
        }
    }

    fn of_rule(self, rule: Rule, width: i32, height: i32) -> Rule {
        let Rule { direction, at, from, to } = rule;
        let other = if direction == Direction::Across { Direction::Down } else { Direction::Across };
        let extent = if direction == Direction::Across { width } else { height };
        let breadth = if direction == Direction::Across { height } else { width };
        match (self, direction) {
            (Self::None, _) => rule,
            (Self::Over, _) => Rule { direction, at: breadth - at, from: extent - to, to: extent - from },
            (Self::Up, Direction::Across) | (Self::Down, Direction::Down) => Rule { direction: other, at: breadth - at, from, to },
            (Self::Up, Direction::Down) | (Self::Down, Direction::Across) => {
                Rule { direction: other, at, from: extent - to, to: extent - from }
            }
        }
    }

    /// The box on the page as it is, of a box on the page as it was turned; `width` and `height` are of the former.
    pub(super) fn back(self, place: Place, width: i32, height: i32) -> Place {
        let Place::Page { page, left, top, right, bottom } = place else { return place };
        let (left, top, right, bottom) = match self {
            Self::None => (left, top, right, bottom),
            Self::Up => (top, height - right, bottom, height - left),
            Self::Down => (width - bottom, left, width - top, right),
            Self::Over => (width - right, height - bottom, width - left, height - top),
        };
        Place::Page { page, left, top, right, bottom }
    }
}

impl<'a> Device<'a> for Collector<'_> {
    fn draw_path(&mut self, path: &BezPath, props: DrawProps<'a>, draw_mode: &DrawMode) {
        if self.refused.is_some() || !self.check("drawn", path.elements().len(), self.limits.drawn) {
            return;
        }
        let path = props.transform * path.clone();
        match draw_mode {
            DrawMode::Fill(_) => self.filled_path(&path),
            DrawMode::Stroke(_) => self.stroked(&path),
            DrawMode::FillAndStroke(..) => {
                self.filled_path(&path);
                self.stroked(&path);
            }
            DrawMode::Invisible => {}
        }
    }

    fn draw_rect(&mut self, rect: &Rect, props: DrawProps<'a>, draw_mode: &DrawMode) {
        match draw_mode {
            DrawMode::Fill(_) => {
                let bounds = (props.transform * rect.to_path(0.1)).bounding_box();
                self.filled(bounds);
            }
            _ => self.draw_path(&rect.to_path(0.1), props, draw_mode),
        }
    }

    fn draw_glyph_run(&mut self, run: &GlyphRun<'_, 'a>, props: DrawProps<'a>, draw_mode: &DrawMode) {
        let glyphs = run.glyphs();
        for (index, glyph) in glyphs.iter().enumerate() {
            self.totals.glyphs += 1;
            if !self.check("text_bytes", self.totals.glyphs, self.limits.text_bytes) {
                return;
            }
            let placed = Placing::of(props.transform * glyph.transform(), glyph);
            let next = glyphs.get(index + 1).map(|next| (props.transform * next.transform()) * Point::ZERO);
            let characters = match glyph.as_unicode() {
                Some(BfString::Char(character)) => vec![character],
                Some(BfString::String(characters)) if !characters.is_empty() => characters.chars().take(8).collect(),
                _ => vec![char::REPLACEMENT_CHARACTER],
            };
            self.characters(&characters, placed.narrowed(next));
            let visible = characters.iter().any(|character| !crate::build::is_blank(*character));
            if matches!(draw_mode, DrawMode::Invisible) && visible {
                self.invisible += 1;
            }
        }
    }

    fn draw_image(&mut self, image: Image<'a, '_>, props: ImageDrawProps<'a>) {
        let (width, height) = (f64::from(image.width()), f64::from(image.height()));
        let bounds = (props.transform * Rect::new(0.0, 0.0, width, height).to_path(0.1)).bounding_box();
        if bounds.width() < ORNAMENT || bounds.height() < ORNAMENT {
            return;
        }
        self.pictures += 1;
        let page = f64::from(self.page.width) * f64::from(self.page.height) / f64::from(POINT * POINT);
        self.covered = self.covered.max(bounds.area() / page.max(1.0));
    }

    fn push_clip_path(&mut self, _: &ClipPath) {}
    fn push_clip_rect(&mut self, _: &Rect) {}
    fn push_transparency_group(&mut self, _: f32, _: Option<SoftMask<'a>>, _: BlendMode) {}
    fn pop_clip(&mut self) {}
    fn pop_transparency_group(&mut self) {}
}

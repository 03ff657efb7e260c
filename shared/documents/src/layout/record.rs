//! What a page draws, taken down by the readers of formats.
//!
//! Characters, lines and pictures come in as points of the page, in the order in which they are drawn. A page whose
//! text stands on its side is turned, and places found on it are turned back. Anything after a limit was reached is
//! passed over, and the page then refused.

use std::f64::consts::PI;

use super::{Direction, Glyph, POINT, Page, Rule, fold, units};
use crate::Document;
use crate::build::Builder;
use crate::character::is_blank;
use crate::error::Error;
use crate::limits::Limits;
use crate::note::NoteKind;
use crate::place::Place;

/// A filled rectangle thinner than this is a drawn line.
const THIN: i32 = 4 * POINT;

/// A picture smaller than this in either direction is an ornament.
const ORNAMENT: i32 = 36 * POINT;

/// Text that is drawn as outlines has at least this many of them.
const OUTLINES: usize = 50;

/// A page with a large picture and fewer characters than this is a scan with a page number, or a stamp.
const FEW: usize = 30;

/// A point of the page in points from its upper left corner, or the way from one point to another.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(crate) struct Point {
    pub(crate) x: f64,
    pub(crate) y: f64,
}

/// A step of a drawn path.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Step {
    Move(Point),
    Line(Point),
    /// A curve, of which only the end matters.
    Curve(Point),
    Close,
}

/// What was met on all pages so far.
#[derive(Debug, Default)]
pub(crate) struct Totals {
    glyphs: usize,
    rules: usize,
    nameless: usize,
    scanned: Vec<u32>,
    outlined: Vec<u32>,
    pictures: Vec<u32>,
    invisible: Vec<u32>,
    outside: Vec<u32>,
    attached: Vec<u32>,
    /// Pages that were turned, and how large they are as they stand in the file.
    turned: Vec<(u32, Turn, i32, i32)>,
}

/// Takes down one page.
#[derive(Debug)]
pub(crate) struct Recorder<'t> {
    page: Page,
    totals: &'t mut Totals,
    limits: &'t Limits,
    pictures: usize,
    /// Whether a picture covers more than half of the page.
    covered: bool,
    curves: usize,
    invisible: usize,
    outside: usize,
    turned: Vec<Turned>,
    refused: Option<Error>,
}

/// A character that is not level.
#[derive(Clone, Copy, Debug)]
struct Turned {
    character: char,
    from: Point,
    to: Point,
    size: f64,
    /// `None` if it is aslant.
    turn: Option<Turn>,
}

/// Which way text runs on a page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Turn {
    /// From left to right.
    None,
    /// From the bottom up, as wide tables stand on upright pages.
    Up,
    Down,
    /// Upside down.
    Over,
}

impl Point {
    pub(crate) fn new(x: f64, y: f64) -> Self {
        Self { x, y }
    }

    fn plus(self, way: Self, times: f64) -> Self {
        Self { x: self.x + way.x * times, y: self.y + way.y * times }
    }

    fn length(self) -> f64 {
        self.x.hypot(self.y)
    }
}

impl Totals {
    /// Something is attached to a page that is not on it.
    #[cfg(feature = "pdf")]
    pub(crate) fn attached(&mut self, page: u32) {
        self.attached.push(page);
    }

    /// Ends the document: notes what was met, and gives places on turned pages as the pages stand in the file.
    pub(crate) fn finish(&self, mut builder: Builder<'_>) -> Document {
        self.note(&mut builder);
        let mut document = builder.finish();
        for placed in &mut document.places {
            placed.place = self.place(placed.place);
        }
        document
    }

    fn place(&self, place: Place) -> Place {
        let Place::Page { page, .. } = place else { return place };
        let turned = self.turned.binary_search_by_key(&page, |(number, ..)| *number);
        turned.map_or(place, |index| {
            let (_, turn, width, height) = self.turned[index];
            turn.back(place, width, height)
        })
    }

    /// Notes what is not in the text, and what is there although nobody sees it.
    fn note(&self, builder: &mut Builder<'_>) {
        let notes = [
            (NoteKind::ScannedPages, &self.scanned, ""),
            (NoteKind::NotRead, &self.outlined, "text drawn as outlines, page "),
            (NoteKind::Picture, &self.pictures, "page "),
            (NoteKind::NotRead, &self.outside, "text outside the page, page "),
            (NoteKind::NotRead, &self.attached, "comment or attachment, page "),
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

impl<'t> Recorder<'t> {
    pub(crate) fn new(page: Page, totals: &'t mut Totals, limits: &'t Limits) -> Self {
        Self { page, totals, limits, pictures: 0, covered: false, curves: 0, invisible: 0, outside: 0, turned: Vec::new(), refused: None }
    }

    /// The page, if no limit was reached.
    pub(crate) fn finish(self) -> Result<Page, Error> {
        if let Some(refused) = self.refused {
            return Err(refused);
        }
        let number = self.page.number;
        let blank = |glyph: &Glyph| is_blank(glyph.character);
        let visible = self.page.glyphs.iter().filter(|glyph| !blank(glyph)).count() + self.turned.len();
        // A scanner's own page number or stamp does not make a page of text.
        if self.pictures > 0 && (visible == 0 || (self.covered && visible < FEW)) {
            self.totals.scanned.push(number);
        } else if visible == 0 && self.curves > OUTLINES {
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
                page.turned.push(level(character, turn.turned(from, points(width), points(height)), Point::new(size, 0.0), size));
            }
        }
        page
    }

    /// Whether a limit was reached, so that nothing more is taken down.
    pub(crate) fn is_full(&self) -> bool {
        self.refused.is_some()
    }

    /// The characters of one glyph, which share its width: where it stands, and the way to where the next would stand.
    pub(crate) fn characters(&mut self, characters: &[char], origin: Point, advance: Point, size: f64) {
        self.totals.glyphs += characters.len();
        if !self.check("text_bytes", self.totals.glyphs, self.limits.text_bytes) {
            return;
        }
        if self.is_outside(origin) {
            self.outside += 1;
            return;
        }
        let share = 1.0 / f64::from(u32::try_from(characters.len()).unwrap_or(1).max(1));
        let step = Point::default().plus(advance, share);
        for (character, index) in characters.iter().zip(0..) {
            if *character == char::REPLACEMENT_CHARACTER {
                self.totals.nameless += 1;
            }
            if !character.is_control() {
                self.glyph(fold(*character), origin.plus(step, f64::from(index)), step, size);
            }
        }
    }

    /// The glyph taken down last is not seen.
    pub(crate) fn invisible(&mut self) {
        self.invisible += 1;
    }

    /// A picture in an upright rectangle.
    pub(crate) fn picture(&mut self, from: Point, to: Point) {
        let (width, height) = (units((to.x - from.x).abs()), units((to.y - from.y).abs()));
        if width < ORNAMENT || height < ORNAMENT {
            return;
        }
        self.pictures += 1;
        let area = |width: i32, height: i32| i64::from(width) * i64::from(height);
        self.covered |= area(width, height) * 2 > area(self.page.width, self.page.height);
    }

    /// A path whose outline is drawn.
    pub(crate) fn stroked(&mut self, steps: impl Iterator<Item = Step>) {
        let (mut start, mut last) = (Point::default(), Point::default());
        for step in steps {
            match step {
                Step::Move(to) => (start, last) = (to, to),
                Step::Line(to) => {
                    self.line(last, to);
                    last = to;
                }
                Step::Close => {
                    self.line(last, start);
                    last = start;
                }
                Step::Curve(to) => last = to,
            }
            if self.is_full() {
                return;
            }
        }
    }

    /// A path that is filled: lines where its parts are thin, unless it has curves.
    pub(crate) fn filled(&mut self, steps: impl Iterator<Item = Step>) {
        let mut corners: Option<(Point, Point)> = None;
        for step in steps.chain([Step::Move(Point::default())]) {
            match step {
                Step::Move(to) => {
                    if let Some((from, to)) = corners.replace((to, to)) {
                        self.filled_rectangle(from, to);
                    }
                }
                Step::Line(to) => {
                    let wider = |(low, high): (Point, Point)| {
                        (Point::new(low.x.min(to.x), low.y.min(to.y)), Point::new(high.x.max(to.x), high.y.max(to.y)))
                    };
                    corners = corners.map(wider);
                }
                Step::Curve(_) => {
                    self.curves += 1;
                    return;
                }
                Step::Close => {}
            }
            if self.is_full() {
                return;
            }
        }
    }

    /// A filled rectangle: a line if it is thin, a background if it is not.
    fn filled_rectangle(&mut self, from: Point, to: Point) {
        let (width, height) = (units(to.x - from.x), units(to.y - from.y));
        let middle = from.plus(Point::new(to.x - from.x, to.y - from.y), 0.5);
        if height <= THIN && width > height {
            self.line(Point::new(from.x, middle.y), Point::new(to.x, middle.y));
        } else if width <= THIN && height > width {
            self.line(Point::new(middle.x, from.y), Point::new(middle.x, to.y));
        }
    }

    fn glyph(&mut self, character: char, from: Point, to: Point, size: f64) {
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
}

fn level(character: char, from: Point, to: Point, size: f64) -> Glyph {
    let length = if to.y == 0.0 { to.x.abs() } else { to.length() };
    let (left, right) = (units(from.x), units(from.x + length));
    Glyph { character, left, right, baseline: units(from.y), size: units(size).max(1) }
}

impl Turn {
    fn of(direction: Point) -> Option<Self> {
        // Nearly all text is level to the last digit.
        if direction.x > 0.0 && direction.y.abs() * 100.0 < direction.x {
            return Some(Self::None);
        }
        let near = |angle: f64| (direction.y.atan2(direction.x) - angle).abs() < PI / 60.0;
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
    pub(crate) fn back(self, place: Place, width: i32, height: i32) -> Place {
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

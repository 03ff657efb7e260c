//! The objects of a page or template, and how they stand on the page.
//!
//! Objects lie in a frame on the page; inside it, their own matrix applies. All lengths are millimetres.

use super::drawing::{MILLIMETRE, Matrix, distances, numbers, steps};
use crate::error::Error;
use crate::layout::{Page, Point, Recorder, Step, units};
use crate::xml::{Element, Token, Xml};

/// What writers put for a glyph that stands for no character.
const NAMELESS: char = '¤';

/// An upright rectangle.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct Frame {
    left: f64,
    top: f64,
    width: f64,
    height: f64,
}

/// What stands on a page or template.
#[derive(Debug, Default)]
pub(super) struct Content {
    pub(super) area: Option<Frame>,
    pub(super) templates: Vec<Template>,
    /// Bytes of its part.
    pub(super) size: usize,
    objects: Vec<Object>,
}

/// A template that a page asks for.
#[derive(Debug)]
pub(super) struct Template {
    pub(super) id: String,
    /// It is drawn over the page's own objects.
    pub(super) over: bool,
}

#[derive(Debug)]
struct Object {
    frame: Frame,
    matrix: Matrix,
    shape: Shape,
}

#[derive(Debug)]
enum Shape {
    Text(Text),
    Path {
        data: String,
        stroked: bool,
        filled: bool,
    },
    /// A picture, or an object composed of others, which is not looked into.
    Picture,
}

#[derive(Debug)]
struct Text {
    size: f64,
    /// How much wider characters are than usual.
    stretch: f64,
    /// How far each character is turned, in quarters.
    turned: i32,
    visible: bool,
    runs: Vec<Run>,
}

/// Characters with the place of the first and the distances to the others.
#[derive(Debug)]
struct Run {
    text: String,
    x: f64,
    y: f64,
    across: String,
    down: String,
}

impl Frame {
    pub(super) const A4: Self = Self { left: 0.0, top: 0.0, width: 210.0, height: 297.0 };

    pub(super) fn parsed(text: &str) -> Option<Self> {
        let numbers: Vec<f64> = numbers(text).collect();
        let &[left, top, width, height] = numbers.as_slice() else { return None };
        (width > 0.0 && height > 0.0).then_some(Self { left, top, width, height })
    }

    /// An empty page of its size.
    pub(super) fn page(self, number: u32) -> Page {
        Page { number, width: units(self.width * MILLIMETRE), height: units(self.height * MILLIMETRE), ..Page::default() }
    }

    /// A point of an object inside the frame, on a page.
    fn on_page(self, area: Frame, point: Point) -> Point {
        Point::new((point.x + self.left - area.left) * MILLIMETRE, (point.y + self.top - area.top) * MILLIMETRE)
    }
}

impl Content {
    pub(super) fn parsed(text: &str, mut xml: Xml<'_>) -> Result<Self, Error> {
        let mut content = Self { size: text.len(), ..Self::default() };
        loop {
            let element = match xml.next()? {
                Token::Start(element) => element,
                Token::Eof => return Ok(content),
                _ => continue,
            };
            let shape = match element.name() {
                "PhysicalBox" => {
                    content.area = Frame::parsed(&xml.text()?);
                    continue;
                }
                "Template" => {
                    let id = element.attribute("TemplateID").unwrap_or_default();
                    content.templates.push(Template { id, over: element.attribute("ZOrder").as_deref() == Some("Foreground") });
                    continue;
                }
                "TextObject" => Shape::Text(Text::parsed(&element, &mut xml)?),
                "PathObject" => path(&element, &mut xml)?,
                "ImageObject" | "CompositeObject" => {
                    xml.skip()?;
                    Shape::Picture
                }
                _ => continue,
            };
            let [boundary, matrix] = element.attributes(["Boundary", "CTM"]);
            let frame = boundary.as_deref().and_then(Frame::parsed_flat).unwrap_or_default();
            let matrix = matrix.as_deref().and_then(Matrix::parsed).unwrap_or(Matrix::IDENTITY);
            content.objects.push(Object { frame, matrix, shape });
        }
    }

    /// Draws the objects on a page that shows an area.
    pub(super) fn record(&self, area: Frame, recorder: &mut Recorder<'_>) {
        for object in &self.objects {
            if recorder.is_full() {
                return;
            }
            object.record(area, recorder);
        }
    }
}

impl Frame {
    /// A frame that may be as flat as a line.
    fn parsed_flat(text: &str) -> Option<Self> {
        let numbers: Vec<f64> = numbers(text).collect();
        let &[left, top, width, height] = numbers.as_slice() else { return None };
        Some(Self { left, top, width, height })
    }
}

fn path(element: &Element<'_>, xml: &mut Xml<'_>) -> Result<Shape, Error> {
    let [stroked, filled] = element.attributes(["Stroke", "Fill"]);
    let flag = |value: Option<String>, default: bool| value.map_or(default, |value| value == "true");
    let (stroked, filled) = (flag(stroked, true), flag(filled, false));
    let mut data = String::new();
    let depth = xml.depth();
    while let Some(inner) = xml.inside(depth)? {
        if inner.name() == "AbbreviatedData" {
            data = xml.text()?;
        }
    }
    Ok(Shape::Path { data, stroked, filled })
}

impl Text {
    fn parsed(element: &Element<'_>, xml: &mut Xml<'_>) -> Result<Self, Error> {
        let number = |value: Option<String>| value.and_then(|value| value.trim().parse::<f64>().ok());
        let [size, stretch, direction, visible] = element.attributes(["Size", "HScale", "CharDirection", "Visible"]);
        let mut text = Self {
            size: number(size).unwrap_or(0.0),
            stretch: number(stretch).unwrap_or(1.0),
            turned: direction.and_then(|value| value.trim().parse::<i32>().ok()).unwrap_or(0) / 90,
            visible: visible.as_deref() != Some("false"),
            runs: Vec::new(),
        };
        let depth = xml.depth();
        // Where a run says no place, it goes on at that of the run before it.
        let (mut x, mut y) = (0.0, 0.0);
        while let Some(inner) = xml.inside(depth)? {
            if inner.name() != "TextCode" {
                continue;
            }
            let [left, baseline, across, down] = inner.attributes(["X", "Y", "DeltaX", "DeltaY"]);
            (x, y) = (number(left).unwrap_or(x), number(baseline).unwrap_or(y));
            text.runs.push(Run { text: xml.text()?, x, y, across: across.unwrap_or_default(), down: down.unwrap_or_default() });
        }
        Ok(text)
    }

    /// The width of a character in the object, before the next one at a distance.
    fn width(&self, character: char, distance: Option<f64>) -> f64 {
        let whole = self.size * self.stretch;
        match distance {
            Some(distance) if distance > 0.0 && distance <= whole => distance,
            _ if character < '\u{2000}' => whole / 2.0,
            _ => whole,
        }
    }
}

impl Object {
    fn record(&self, area: Frame, recorder: &mut Recorder<'_>) {
        let place = |x: f64, y: f64| self.frame.on_page(area, self.matrix.apply(x, y));
        match &self.shape {
            Shape::Text(text) => text.runs.iter().for_each(|run| self.record_run(text, run, area, recorder)),
            Shape::Path { data, stroked, filled } => {
                let on_page = || {
                    steps(data).map(|step| match step {
                        Step::Move(to) => Step::Move(place(to.x, to.y)),
                        Step::Line(to) => Step::Line(place(to.x, to.y)),
                        Step::Curve(to) => Step::Curve(place(to.x, to.y)),
                        Step::Close => Step::Close,
                    })
                };
                if *filled {
                    recorder.filled(on_page());
                }
                if *stroked {
                    recorder.stroked(on_page());
                }
            }
            Shape::Picture => {
                let corner = |x: f64, y: f64| self.frame.on_page(area, Point::new(x, y));
                recorder.picture(corner(0.0, 0.0), corner(self.frame.width, self.frame.height));
            }
        }
    }

    fn record_run(&self, text: &Text, run: &Run, area: Frame, recorder: &mut Recorder<'_>) {
        let count = run.text.chars().count();
        let (across, down) = (distances(&run.across, count), distances(&run.down, count));
        let (mut x, mut y) = (run.x, run.y);
        for (index, character) in run.text.chars().enumerate() {
            let distance = across.get(index).copied();
            let width = text.width(character, distance);
            let way = match text.turned.rem_euclid(4) {
                0 => self.matrix.apply_to_way(width, 0.0),
                1 => self.matrix.apply_to_way(0.0, width),
                2 => self.matrix.apply_to_way(-width, 0.0),
                _ => self.matrix.apply_to_way(0.0, -width),
            };
            let upright = self.matrix.apply_to_way(0.0, text.size);
            let size = upright.x.hypot(upright.y) * MILLIMETRE;
            let origin = self.frame.on_page(area, self.matrix.apply(x, y));
            let meant = if character == NAMELESS { char::REPLACEMENT_CHARACTER } else { character };
            recorder.characters(&[meant], origin, Point::new(way.x * MILLIMETRE, way.y * MILLIMETRE), size);
            if !text.visible && !character.is_whitespace() {
                recorder.invisible();
            }
            // Without distances, characters follow each other; with distances down only, they stand below each other.
            x += distance.unwrap_or(if down.is_empty() { width } else { 0.0 });
            y += down.get(index).copied().unwrap_or(0.0);
        }
    }
}

//! From the characters and lines on pages to paragraphs and tables in reading order.
//!
//! Fixed-layout formats (PDF, OFD) say where each character stands and which lines are drawn, and nothing else. What
//! a person sees as a table is found again here from the lines around its cells, what is seen as a paragraph from the
//! lines of text and their indents.
//!
//! ```text
//! Page { glyphs, rules } ─ ruling ─▶ lattices ─ lines ─▶ blocks of a page ─ margins, stitching ─▶ flow ─▶ Builder
//! ```
//!
//! Coordinates are whole hundredths of a point from the page's upper left corner, so that the result is the same on
//! every machine. Invariant: every character that a reader hands over comes out exactly once, unless it repeats a
//! header row of a table that goes on, character for character, or doubles a character printed twice at one place.
//!
//! Readers of formats decide what a character is and where it stands; this module decides only what belongs together.

mod aligned;
mod flow;
mod lines;
mod margins;
mod record;
mod ruling;
mod stitch;

pub(crate) use crate::compat::unified as fold;
pub(crate) use flow::compose;
pub(crate) use record::{Point, Recorder, Step, Totals};

/// Hundredths of a point in a point.
pub(crate) const POINT: i32 = 100;

/// No coordinate is farther out than this, so that no sum or small multiple of coordinates overflows.
const FARTHEST: f64 = 10_000_000.0;

/// An upright rectangle; `top` is above `bottom`, so it is the smaller number.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Bounds {
    pub(crate) left: i32,
    pub(crate) top: i32,
    pub(crate) right: i32,
    pub(crate) bottom: i32,
}

/// A character where it stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Glyph {
    pub(crate) character: char,
    pub(crate) left: i32,
    pub(crate) right: i32,
    pub(crate) baseline: i32,
    /// Size of the font: the height of a line set without leading.
    pub(crate) size: i32,
}

/// Which way a rule runs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Direction {
    /// From left to right, at a height.
    Across,
    /// From top to bottom, at a distance from the left edge.
    Down,
}

/// A drawn line, upright or level.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Rule {
    pub(crate) direction: Direction,
    /// The coordinate that all its points share.
    pub(crate) at: i32,
    pub(crate) from: i32,
    pub(crate) to: i32,
}

/// What stands on a page.
#[derive(Clone, Debug, Default)]
pub(crate) struct Page {
    /// Its number, from 1.
    pub(crate) number: u32,
    pub(crate) width: i32,
    pub(crate) height: i32,
    /// Level characters, in the order in which they are drawn.
    pub(crate) glyphs: Vec<Glyph>,
    /// Characters that are not level (watermarks, text on its side), in the order in which they are drawn.
    pub(crate) turned: Vec<Glyph>,
    pub(crate) rules: Vec<Rule>,
}

impl Bounds {
    /// Of nothing: any union with it is the other one.
    pub(crate) const NONE: Self = Self { left: i32::MAX, top: i32::MAX, right: i32::MIN, bottom: i32::MIN };

    pub(crate) fn union(self, other: Self) -> Self {
        Self {
            left: self.left.min(other.left),
            top: self.top.min(other.top),
            right: self.right.max(other.right),
            bottom: self.bottom.max(other.bottom),
        }
    }

    fn place(self, page: u32) -> crate::Place {
        crate::Place::Page { page, left: self.left, top: self.top, right: self.right, bottom: self.bottom }
    }
}

impl Glyph {
    fn bounds(&self) -> Bounds {
        // The share of the height above and below the baseline is that of the usual Chinese fonts.
        let above = self.size * 22 / 25;
        Bounds { left: self.left, top: self.baseline - above, right: self.right, bottom: self.baseline + self.size - above }
    }

    /// The height at which a person would say that the character stands.
    fn middle(&self) -> i32 {
        self.baseline - self.size * 2 / 5
    }
}

/// A length in points as hundredths; what is no number or absurdly far is brought near.
pub(crate) fn units(points: f64) -> i32 {
    let scaled = (points * f64::from(POINT)).round().clamp(-FARTHEST, FARTHEST);
    #[expect(clippy::cast_possible_truncation, reason = "clamped to a range that fits; what is no number becomes 0")]
    {
        scaled as i32
    }
}

/// Groups values that are nearer than `apart` to the first of their group; gives the mean of each group, ascending.
fn clusters(mut values: Vec<i32>, apart: i32) -> Vec<i32> {
    values.sort_unstable();
    let mut means = Vec::new();
    let mut rest = values.as_slice();
    while let Some(&first) = rest.first() {
        let (group, others) = rest.split_at(rest.partition_point(|value| value - first <= apart));
        let sum: i64 = group.iter().map(|value| i64::from(*value)).sum();
        means.push(i32::try_from(sum / group.len() as i64).unwrap_or(first));
        rest = others;
    }
    means
}

/// The index of the value nearest to `wanted`; the values ascend and are not empty.
fn nearest(values: &[i32], wanted: i32) -> usize {
    let after = values.partition_point(|value| *value < wanted);
    match (after.checked_sub(1), values.get(after)) {
        (Some(before), Some(value)) if wanted - values[before] <= value - wanted => before,
        (Some(before), None) => before,
        _ => after,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lengths_become_whole_hundredths_whatever_they_are() {
        assert_eq!(units(1.234), 123);
        assert_eq!(units(f64::NAN), 0);
        assert_eq!(units(f64::INFINITY), 10_000_000);
        assert_eq!(units(-1e300), -10_000_000);
    }

    #[test]
    fn near_values_are_one() {
        assert_eq!(clusters(vec![500, 100, 120, 1000, 90], 50), [103, 500, 1000]);
        assert_eq!(nearest(&[100, 500, 1000], 310), 1);
        assert_eq!(nearest(&[100, 500, 1000], 10), 0);
        assert_eq!(nearest(&[100, 500, 1000], 4000), 2);
    }
}

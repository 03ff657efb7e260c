//! From characters to lines of text.
//!
//! Characters that stand at one height are a line, whatever the order in which they were drawn. Blanks come from what
//! is seen: an empty space as wide as a blank is one, whether or not the file has a blank character there, and digits
//! that a font's kerning pushed a little apart stay one number. A space wider than two characters parts a line into
//! segments, which may turn out to be columns.

use super::{Bounds, Glyph};
use crate::character::is_blank;

/// Characters at one height, from left to right.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Line {
    pub(super) segments: Vec<Segment>,
    /// The largest font size on the line.
    pub(super) size: i32,
    pub(super) baseline: i32,
    /// How wide the number or word is that the line begins with; 0 if it begins with none.
    pub(super) first_word: i32,
}

/// Characters of a line without a wide space between them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Segment {
    pub(super) text: String,
    pub(super) bounds: Bounds,
}

impl Line {
    pub(super) fn bounds(&self) -> Bounds {
        self.segments.iter().fold(Bounds::NONE, |bounds, segment| bounds.union(segment.bounds))
    }

    /// The text, with a blank for each half character of space between segments.
    pub(super) fn text(&self) -> String {
        let mut text = String::new();
        let mut end: Option<i32> = None;
        for segment in &self.segments {
            if let Some(end) = end {
                let blanks = (segment.bounds.left - end + self.size / 4) / (self.size / 2).max(1);
                text.push_str(&" ".repeat(blanks.clamp(2, 40).unsigned_abs() as usize));
            }
            text.push_str(&segment.text);
            end = Some(segment.bounds.right);
        }
        text
    }
}

/// The lines of some characters, from top to bottom.
pub(super) fn lines(glyphs: &[Glyph]) -> Vec<Line> {
    let mut sorted = glyphs.to_vec();
    sorted.sort_by_key(|glyph| (glyph.baseline, glyph.left));
    let mut rows: Vec<Vec<Glyph>> = Vec::new();
    for glyph in sorted {
        match rows.last_mut() {
            Some(row) if on_one_line(row, &glyph) => row.push(glyph),
            _ => rows.push(vec![glyph]),
        }
    }
    rows.into_iter().map(line).filter(|line| !line.segments.is_empty()).collect()
}

/// Whether a character stands on the line of others, none of which has a lower baseline.
fn on_one_line(row: &[Glyph], glyph: &Glyph) -> bool {
    let Some(first) = row.first() else { return false };
    // Raised and lowered characters, and those of another font, overlap with the others by half their height.
    let (row, next) = (first.bounds(), glyph.bounds());
    (row.bottom.min(next.bottom) - row.top.max(next.top)) * 2 >= first.size.min(glyph.size)
}

fn line(mut row: Vec<Glyph>) -> Line {
    row.sort_by_key(|glyph| glyph.left);
    let word = |glyph: &&Glyph| is_narrow(glyph.character) && !is_blank(glyph.character);
    let first_word = row.iter().skip_while(|glyph| is_blank(glyph.character)).take_while(word);
    let ends = first_word.fold(Bounds::NONE, |bounds, glyph| bounds.union(glyph.bounds()));
    let mut line = Line { first_word: ends.right.saturating_sub(ends.left).max(0), ..Line::default() };
    let mut last: Option<Glyph> = None;
    let mut blanks = Blanks::default();
    for glyph in row {
        if is_blank(glyph.character) {
            blanks.add(&glyph);
            continue;
        }
        if last.is_some_and(|last| printed_twice(&last, &glyph)) {
            continue;
        }
        line.size = line.size.max(glyph.size);
        line.baseline = line.baseline.max(glyph.baseline);
        let space = last.map_or(Space::Wide, |last| Space::between(&last, &blanks, &glyph));
        match line.segments.last_mut() {
            Some(segment) if space != Space::Wide => {
                match space {
                    Space::Written => segment.text.push_str(&blanks.text),
                    Space::Blank => segment.text.push(' '),
                    Space::None | Space::Wide => {}
                }
                segment.text.push(glyph.character);
                segment.bounds = segment.bounds.union(glyph.bounds());
            }
            _ => line.segments.push(Segment { text: glyph.character.into(), bounds: glyph.bounds() }),
        }
        last = Some(glyph);
        blanks = Blanks::default();
    }
    line
}

/// Blank characters between two others.
#[derive(Clone, Debug, Default)]
struct Blanks {
    text: String,
    width: i32,
}

impl Blanks {
    fn add(&mut self, glyph: &Glyph) {
        self.text.push(glyph.character);
        self.width = self.width.saturating_add(glyph.right - glyph.left);
    }
}

/// Bold by printing the same character again, a little beside itself.
fn printed_twice(last: &Glyph, glyph: &Glyph) -> bool {
    last.character == glyph.character && (glyph.left - last.left) * 4 < last.right - last.left
}

/// What lies between two characters of a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Space {
    None,
    /// Blank characters as wide as the space is.
    Written,
    /// A space as wide as a blank, without one.
    Blank,
    /// A space that may part two columns.
    Wide,
}

impl Space {
    fn between(last: &Glyph, blanks: &Blanks, next: &Glyph) -> Self {
        let gap = next.left - last.right;
        let size = last.size.min(next.size).max(1);
        // A blank is a quarter of the height wide in most Latin fonts; Chinese characters are set apart by up to
        // half their width to fill a line, and a blank between them is as wide as one of them.
        let narrow = is_narrow(last.character) && is_narrow(next.character);
        if gap > size * 2 && blanks.width < gap / 2 {
            Self::Wide
        } else if is_raised(last, next) {
            Self::Blank
        } else if !blanks.text.is_empty() && gap > size / 10 {
            Self::Written
        } else if gap > size / 100 * if narrow { 18 } else { 55 } {
            Self::Blank
        } else {
            Self::None
        }
    }
}

/// Whether one of two figures is raised or lowered: the number of a note after a number is not part of it.
fn is_raised(last: &Glyph, next: &Glyph) -> bool {
    let figures = last.character.is_numeric() && next.character.is_numeric();
    let size = last.size.max(next.size);
    figures && ((last.baseline - next.baseline).abs() * 8 > size || (last.size - next.size).abs() * 5 > size)
}

/// Letters, digits and marks of half the usual width.
pub(super) fn is_narrow(c: char) -> bool {
    c < '\u{2000}'
}

/// Whether a line went as far as it could, so that what follows it may be the rest of a word.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum End {
    Full,
    Short,
}

/// Joins a line to the text before it, which it continues.
///
/// Chinese goes on without a blank. Digits on both sides are one number if the line before was full, and two if it was
/// not. Letters on both sides are two words, unless they are parts of an address.
pub(super) fn continue_text(text: &mut String, end: End, line: &str) {
    let (Some(before), Some(after)) = (text.chars().next_back(), line.chars().next()) else {
        text.push_str(line);
        return;
    };
    let apart = match end {
        End::Full => before.is_ascii_alphabetic() && after.is_ascii_alphabetic() && !in_address(text),
        End::Short => is_narrow(before) && is_narrow(after),
    };
    if apart {
        text.push(' ');
    }
    text.push_str(line);
}

/// Whether the word that a text ends with is part of a web or mail address.
fn in_address(text: &str) -> bool {
    // Longer than any address, and no longer, so that a text without blanks is not searched again for each line.
    let recent = text.char_indices().rev().nth(300).map_or(text, |(at, _)| &text[at..]);
    let word = recent.rsplit(|c: char| !c.is_ascii_graphic()).next().unwrap_or_default();
    word.contains(['/', '@']) || word.contains("www.")
}

#[cfg(test)]
pub(super) mod testing {
    use super::*;

    /// Characters of a text set in 10 points, from a place given in points; half as wide where they are narrow.
    pub(in crate::layout) fn set(text: &str, left: i32, baseline: i32) -> Vec<Glyph> {
        let mut left = left * 100;
        let mut glyph = |character: char| {
            let right = left + if is_narrow(character) { 500 } else { 1000 };
            let glyph = Glyph { character, left, right, baseline: baseline * 100, size: 1000 };
            left = right;
            glyph
        };
        text.chars().map(&mut glyph).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::testing::set;
    use super::*;

    fn texts(glyphs: &[Glyph]) -> Vec<String> {
        lines(glyphs).iter().map(Line::text).collect()
    }

    #[test]
    fn lines_are_read_from_top_and_left_whatever_the_order_of_drawing() {
        let drawn = [set("第二行", 10, 40), set("行", 30, 20), set("第一", 10, 20)].concat();
        assert_eq!(texts(&drawn), ["第一行", "第二行"]);
    }

    #[test]
    fn digits_apart_by_kerning_are_one_number() {
        let mut drawn = set("1234", 10, 20);
        for (step, glyph) in drawn.iter_mut().enumerate() {
            glyph.left += 100 * i32::try_from(step).unwrap();
            glyph.right += 100 * i32::try_from(step).unwrap();
        }
        assert_eq!(texts(&drawn), ["1234"]);
    }

    #[test]
    fn blanks_are_what_is_seen() {
        assert_eq!(texts(&set("7 8", 10, 20)), ["7 8"]);
        assert_eq!(texts(&[set("件", 10, 20), set("数", 30, 20)].concat()), ["件 数"]);
        assert_eq!(texts(&[set("件", 10, 20), set("数", 60, 20)].concat()), ["件        数"]);
    }

    #[test]
    fn bold_by_printing_twice_is_read_once_and_repeated_digits_stay() {
        let mut drawn = set("合计11", 10, 20);
        drawn.extend(set("合计", 10, 20).into_iter().map(|glyph| Glyph { left: glyph.left + 30, right: glyph.right + 30, ..glyph }));
        assert_eq!(texts(&drawn), ["合计11"]);
    }

    #[test]
    fn what_a_line_break_parted_is_joined() {
        let joined = |before: &str, end: End, after: &str| {
            let mut text = before.to_owned();
            continue_text(&mut text, end, after);
            text
        };
        assert_eq!(joined("共29", End::Full, "036条"), "共29036条");
        assert_eq!(joined("29", End::Short, "036"), "29 036");
        assert_eq!(joined("规范性", End::Short, "文件"), "规范性文件");
        assert_eq!(joined("Open", End::Full, "Data"), "Open Data");
        assert_eq!(joined("http://www.sha", End::Full, "ngyou.gov.cn"), "http://www.shangyou.gov.cn");
    }

    #[test]
    fn a_raised_character_stays_on_its_line() {
        let mut drawn = set("面积10m", 10, 20);
        drawn.push(Glyph { character: '2', left: 4_600, right: 4_900, baseline: 1_600, size: 600 });
        assert_eq!(texts(&drawn), ["面积10m2"]);
    }

    #[test]
    fn the_number_of_a_note_is_no_part_of_a_figure() {
        let mut drawn = set("合计10", 10, 20);
        drawn.push(Glyph { character: '2', left: 4_000, right: 4_300, baseline: 1_600, size: 600 });
        drawn.extend(set("件", 43, 20));
        assert_eq!(texts(&drawn), ["合计10 2件"]);
    }
}

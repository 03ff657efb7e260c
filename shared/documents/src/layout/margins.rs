//! Headers, footers and page numbers, told from the text of the pages.
//!
//! A line in the upper or lower margin is a header or footer if the same words stand at the same height on most pages,
//! or if it is nothing but a page number that counts with the pages. Everything else is text, even if it is near the
//! edge: a table's heading that two pages share must not be lost.

use super::POINT;
use super::lines::Line;
use crate::place::Part;

/// Lines this near to each other stand at the same height.
const SAME_HEIGHT: i32 = 3 * POINT;

/// How many lines from the edge are looked at.
const DEPTH: usize = 3;

/// The lines of a page that may be in its margins.
#[derive(Debug)]
pub(super) struct Edges<'a> {
    pub(super) height: i32,
    /// Lines above any table, from the top.
    pub(super) upper: Vec<&'a Line>,
    /// Lines below any table, from the bottom.
    pub(super) lower: Vec<&'a Line>,
}

/// How many lines of each page are header and footer.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Margins {
    pub(super) header: usize,
    pub(super) footer: usize,
}

/// Finds the margins of all pages.
pub(super) fn margins(pages: &[Edges<'_>]) -> Vec<Margins> {
    let header = depths(pages, Part::Header);
    let footer = depths(pages, Part::Footer);
    header.into_iter().zip(footer).map(|(header, footer)| Margins { header, footer }).collect()
}

/// How many lines from the edge belong to the margin, for each page.
fn depths(pages: &[Edges<'_>], part: Part) -> Vec<usize> {
    let edge = |page: &Edges<'_>, depth: usize| match part {
        Part::Header => page.upper.get(depth).map(|line| Mark::new(line, line.baseline, page.height)),
        _ => page.lower.get(depth).map(|line| Mark::new(line, page.height - line.baseline, page.height)),
    };
    let marks: Vec<Vec<Mark>> = pages.iter().map(|page| (0..DEPTH).map_while(|depth| edge(page, depth)).collect()).collect();
    let repeated = Repeated::new(&marks);
    let number = first_number(&marks);
    let in_margin =
        |page: usize, mark: &Mark| repeated.is_margin(mark) || mark.number.is_some_and(|value| number == Some(value - signed(page)));
    let depth = |(page, marks): (usize, &Vec<Mark>)| marks.iter().take_while(|mark| in_margin(page, mark)).count();
    marks.iter().enumerate().map(depth).collect()
}

/// A line near an edge.
#[derive(Debug)]
struct Mark {
    text: String,
    /// How far from the edge it stands, and the same in thousandths of the page's height.
    distance: i32,
    share: i32,
    number: Option<i64>,
}

impl Mark {
    fn new(line: &Line, distance: i32, height: i32) -> Self {
        let text: String = line.segments.iter().flat_map(|segment| segment.text.chars()).filter(|c| !c.is_whitespace()).collect();
        let share = i32::try_from(i64::from(distance) * 1000 / i64::from(height.max(1))).unwrap_or(i32::MAX);
        let number = page_number(&text).filter(|_| share < 120);
        Self { text, distance, share, number }
    }
}

/// Texts that stand at the same height on most pages.
#[derive(Debug)]
struct Repeated {
    /// Text, distance from the edge, number of pages.
    found: Vec<(String, i32, usize)>,
    pages: usize,
}

impl Repeated {
    fn new(marks: &[Vec<Mark>]) -> Self {
        let mut all: Vec<(&str, i32, usize)> = Vec::new();
        for (page, marks) in marks.iter().enumerate() {
            all.extend(marks.iter().map(|mark| (mark.text.as_str(), mark.distance, page)));
        }
        all.sort_unstable();
        let mut found: Vec<(String, i32, usize)> = Vec::new();
        for (text, distance, _) in all {
            match found.last_mut() {
                Some((last, at, count)) if last == text && distance - *at <= SAME_HEIGHT => *count += 1,
                _ => found.push((text.to_owned(), distance, 1)),
            }
        }
        found.retain(|(_, _, count)| *count > 1);
        Self { found, pages: marks.len() }
    }

    fn is_margin(&self, mark: &Mark) -> bool {
        let same = |found: &&(String, i32, usize)| found.0 == mark.text && (found.1 - mark.distance).abs() <= SAME_HEIGHT;
        let count = self.found.iter().find(same).map_or(0, |found| found.2);
        // Headers may differ on left and right pages. Farther from the edge, a few pages may share a line by chance.
        let most = count * 2 > self.pages || (count >= 3 && count * 2 >= self.pages - 1);
        most && (mark.share < 90 || (mark.share < 150 && count >= 3))
    }
}

/// The number of the first page, if page numbers that count with the pages are found: on most pages, or on the only one.
fn first_number(marks: &[Vec<Mark>]) -> Option<i64> {
    let mut firsts: Vec<i64> = Vec::new();
    for (page, marks) in marks.iter().enumerate() {
        firsts.extend(marks.iter().filter_map(|mark| mark.number).map(|value| value - signed(page)));
    }
    firsts.sort_unstable();
    let groups = firsts.chunk_by(|a, b| a == b);
    let largest = groups.max_by_key(|group| group.len())?;
    (largest.len() * 2 > marks.len() && (marks.len() > 1 || largest[0] == 1)).then_some(largest[0])
}

/// The number in `3`, `— 3 —`, `第3页`, `3/7` and `第3页 共7页`, written without blanks.
fn page_number(text: &str) -> Option<i64> {
    let dash = |c: char| matches!(c, '-' | '—' | '–' | '－' | '―' | '─' | '~' | '·' | '•' | '第' | '页' | '共');
    let text = text.trim_matches(dash);
    let (number, rest) = text.split_at(text.find(|c: char| !c.is_ascii_digit()).unwrap_or(text.len()));
    let rest = rest.trim_matches(|c: char| dash(c) || matches!(c, '/' | '／' | ',' | '，'));
    let plain = rest.is_empty() || (rest.len() <= 4 && rest.bytes().all(|byte| byte.is_ascii_digit()));
    (plain && number.len() <= 4).then(|| number.parse().ok())?
}

fn signed(page: usize) -> i64 {
    i64::try_from(page).unwrap_or(i64::MAX)
}

#[cfg(test)]
mod tests {
    use super::super::lines::{lines, testing::set};
    use super::*;

    /// The margins of pages of 800 points, whose lines are given with their heights.
    fn margins_of(pages: &[&[(&str, i32)]]) -> Vec<(usize, usize)> {
        let set_page = |page: &&[(&str, i32)]| lines(&page.iter().flat_map(|(text, at)| set(text, 100, *at)).collect::<Vec<_>>());
        let pages: Vec<Vec<Line>> = pages.iter().map(set_page).collect();
        let edges: Vec<Edges<'_>> = pages
            .iter()
            .map(|page| Edges { height: 800 * POINT, upper: page.iter().collect(), lower: page.iter().rev().collect() })
            .collect();
        margins(&edges).into_iter().map(|margins| (margins.header, margins.footer)).collect()
    }

    #[test]
    fn repeated_lines_and_page_numbers_are_no_text() {
        let first: &[(&str, i32)] = &[("某县年度报告", 40), ("一、总体情况", 120), ("— 3 —", 770)];
        let second: &[(&str, i32)] = &[("某县年度报告", 40), ("正文", 120), ("— 4 —", 770)];
        assert_eq!(margins_of(&[first, second]), [(1, 1), (1, 1)]);
    }

    #[test]
    fn table_headings_that_count_are_text() {
        let first: &[(&str, i32)] = &[("表1", 60), ("甲", 400)];
        let second: &[(&str, i32)] = &[("表2", 60), ("乙", 400)];
        assert_eq!(margins_of(&[first, second]), [(0, 0), (0, 0)]);
    }

    #[test]
    fn a_number_that_does_not_count_with_the_pages_is_text() {
        let first: &[(&str, i32)] = &[("合计", 700), ("17", 770)];
        let second: &[(&str, i32)] = &[("合计", 690), ("20", 770)];
        assert_eq!(margins_of(&[first, second]), [(0, 0), (0, 0)]);
    }

    #[test]
    fn page_numbers_are_told_by_their_form() {
        for text in ["3", "—3—", "第3页", "3/7", "第3页共7页", "-3-"] {
            assert_eq!(page_number(text), Some(3), "{text}");
        }
        for text in ["3件", "表3", "2021年", "3.5", "", "—"] {
            assert_eq!(page_number(text), None, "{text}");
        }
    }
}

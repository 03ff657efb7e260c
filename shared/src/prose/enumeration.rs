//! Enumerations inside running text: 一是 … 二是 … 三是.
//!
//! Turns the markers of a text into lists and into breaks, the places where a list does not go on as it should. Lists
//! nest, and a list may run over several paragraphs; it never runs over a heading. A reading that explains every marker
//! is preferred to one that finds a break.

use crate::source::Span;

/// A marker of an enumeration.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Marker {
    /// Its number.
    pub number: u32,
    /// Where it stands.
    pub span: Span,
    /// Stretch of text between two headings that it stands in.
    pub scope: u32,
    /// Paragraph that it stands in.
    pub paragraph: u32,
    /// Sentence of that paragraph.
    pub sentence: usize,
    /// Whether it opens its paragraph.
    pub leads: bool,
}

/// Markers that belong together, in the order of the text.
pub type List = Vec<Marker>;

/// A place where a list does not go on as it should.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Break {
    /// What is wrong.
    pub kind: BreakKind,
    /// The marker before, or the earlier one of the same number.
    pub before: Option<Marker>,
    /// The marker at fault.
    pub at: Marker,
    /// The marker that opens the list.
    pub first: Marker,
}

/// What is wrong with an enumeration.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum BreakKind {
    /// A number is skipped.
    Gap,
    /// A number occurs twice.
    Repeat,
    /// The list has no 一是.
    NoStart,
}

/// Sorts markers into lists and notes the breaks.
pub(super) fn lists(markers: &[Marker]) -> (Vec<List>, Vec<Break>) {
    let mut lists: Vec<List> = Vec::new();
    let mut breaks = Vec::new();
    // Lists that may go on, outermost first.
    let mut open: Vec<usize> = Vec::new();
    let mut scope = None;
    for &marker in markers {
        if scope != Some(marker.scope) {
            open.clear();
            scope = Some(marker.scope);
        }
        match place(&lists, &open, marker) {
            Place::Starts => {
                open.push(lists.len());
                lists.push(vec![marker]);
            }
            Place::Continues(depth) => {
                open.truncate(depth + 1);
                lists[open[depth]].push(marker);
            }
            Place::Breaks(kind, before) => {
                let list = match open.last() {
                    Some(&list) if kind != BreakKind::NoStart => list,
                    _ => {
                        open.push(lists.len());
                        lists.push(Vec::new());
                        lists.len() - 1
                    }
                };
                lists[list].push(marker);
                breaks.push(Break { kind, before, at: marker, first: lists[list][0] });
            }
        }
    }
    (lists, breaks)
}

enum Place {
    Starts,
    Continues(usize),
    Breaks(BreakKind, Option<Marker>),
}

fn place(lists: &[List], open: &[usize], marker: Marker) -> Place {
    if marker.number == 1 {
        return Place::Starts;
    }
    let mut fits = None;
    for (depth, &list) in open.iter().enumerate().rev() {
        let last = lists[list][lists[list].len() - 1];
        let innermost = depth + 1 == open.len();
        // Behind an inner list the outer one goes on in the same paragraph, or with a paragraph of its own.
        let goes_on = || marker.leads || (last.paragraph == marker.paragraph && !is_over(lists, open, depth, marker));
        if last.number + 1 == marker.number && (innermost || goes_on()) {
            // Both lists may have come equally far: a marker that opens a paragraph goes with those that do.
            if last.leads == marker.leads {
                return Place::Continues(depth);
            }
            fits = fits.or(Some(depth));
        }
    }
    if let Some(depth) = fits {
        return Place::Continues(depth);
    }
    let Some(&list) = open.last() else { return Place::Breaks(BreakKind::NoStart, None) };
    let list = &lists[list];
    let last = list[list.len() - 1];
    if last.paragraph != marker.paragraph && !marker.leads {
        // In the midst of another paragraph: a list of its own rather than a slip in the one above.
        return Place::Breaks(BreakKind::NoStart, None);
    }
    match list.iter().rev().find(|earlier| earlier.number == marker.number) {
        Some(&earlier) => Place::Breaks(BreakKind::Repeat, Some(earlier)),
        None => Place::Breaks(BreakKind::Gap, Some(last)),
    }
}

/// Whether a list cannot go on with a marker: all of it stands in a sentence that ended before the inner list began, and the
/// marker stands in the inner list's sentence (问题：一是…，二是…，三是…。措施：一是…，二是…，四是…).
fn is_over(lists: &[List], open: &[usize], depth: usize, marker: Marker) -> bool {
    let (list, inner) = (&lists[open[depth]], &lists[open[open.len() - 1]]);
    let place = |marker: &Marker| (marker.paragraph, marker.sentence);
    let whole = place(&list[0]);
    let together = list.len() > 1 && list.iter().all(|marker| place(marker) == whole);
    together && place(&marker) != whole && inner.iter().all(|before| place(before) == place(&marker))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(numbers: &[u32]) -> Vec<(BreakKind, u32)> {
        let markers = numbers
            .iter()
            .zip(0u32..)
            .map(|(&number, at)| Marker { number, span: Span::new(at, at + 1), scope: 0, paragraph: 0, sentence: 0, leads: false })
            .collect::<Vec<_>>();
        lists(&markers).1.into_iter().map(|found| (found.kind, found.at.number)).collect()
    }

    #[test]
    fn lists_in_order_one_after_another_and_inside_each_other_are_whole() {
        assert_eq!(read(&[1, 2, 3, 1, 2, 3, 4]), []);
        assert_eq!(read(&[1, 1, 2, 2, 3]), []);
    }

    #[test]
    fn gaps_repetitions_and_missing_starts_are_told_apart() {
        assert_eq!(read(&[1, 2, 4]), [(BreakKind::Gap, 4)]);
        assert_eq!(read(&[1, 2, 3, 3]), [(BreakKind::Repeat, 3)]);
        assert_eq!(read(&[2, 3]), [(BreakKind::NoStart, 2)]);
    }

    #[test]
    fn an_outer_list_goes_on_behind_an_inner_one_that_came_as_far() {
        let marker = |number, paragraph, leads| Marker { number, span: Span::new(0, 1), scope: 0, paragraph, sentence: 0, leads };
        let outer = |number| marker(number, number, true);
        let inner = |number| marker(number, 3, false);
        let (lists, breaks) = lists(&[outer(1), outer(2), outer(3), inner(1), inner(2), inner(3), outer(4), outer(5)]);
        assert_eq!(breaks, []);
        assert_eq!(lists.iter().map(Vec::len).collect::<Vec<_>>(), [5, 3]);
    }

    #[test]
    fn a_marker_in_the_midst_of_another_paragraph_is_no_slip_of_the_list_above() {
        let marker = |number, paragraph| Marker { number, span: Span::new(0, 1), scope: 0, paragraph, sentence: 0, leads: false };
        let (_, breaks) = lists(&[marker(1, 0), marker(2, 0), marker(2, 1), marker(3, 1)]);
        assert_eq!(breaks.iter().map(|found| found.kind).collect::<Vec<_>>(), [BreakKind::NoStart]);
    }

    #[test]
    fn a_list_that_ended_with_its_sentence_does_not_go_on_inside_another_one() {
        let marker = |number, sentence| Marker { number, span: Span::new(0, 1), scope: 0, paragraph: 0, sentence, leads: false };
        let problems = [marker(1, 0), marker(2, 0), marker(3, 0)];
        let (_, breaks) = lists(&[&problems[..], &[marker(1, 1), marker(2, 1), marker(4, 1)]].concat());
        assert_eq!(breaks.iter().map(|found| (found.kind, found.at.number)).collect::<Vec<_>>(), [(BreakKind::Gap, 4)]);
        // The outer list goes on in a sentence of its own, or is one of sentences, or has the inner list in its own sentence.
        for numbers in [
            &[marker(1, 0), marker(2, 0), marker(1, 1), marker(2, 1), marker(3, 2)][..],
            &[marker(1, 0), marker(2, 1), marker(1, 1), marker(2, 1), marker(3, 1)],
            &[marker(1, 0), marker(2, 0), marker(1, 0), marker(2, 0), marker(3, 0)],
        ] {
            assert_eq!(lists(numbers).1, [], "{numbers:?}");
        }
    }
}

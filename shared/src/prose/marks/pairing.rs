//! Quotation marks and brackets, which pair.
//!
//! Turns each mark into one that opens, or closes what is open; what stays open, or closes nothing, becomes a [`Mark`]. They pair
//! over lines, and not over headings and tables, of which the reader tells.

use gouji_documents::is_ideograph;

use super::{Line, Mark, MarkKind, MarkReader, UNITS, cast, span};
use crate::amount::{Blanks, is_blank, numeral};
use crate::source::Span;

/// How many marks may be open at once; where there are more, nothing closes them.
pub(super) const MOST_OPEN: usize = 4096;

#[derive(Clone, Copy, Debug)]
struct Open {
    pair: Pair,
    mark: Mark,
}

/// Quotation marks and brackets that are open, with how many there are of each, so that a text of nothing else is not searched
/// once for each of them.
#[derive(Debug, Default)]
pub(super) struct Opened {
    /// The marks, outermost first.
    list: Vec<Open>,
    counts: [u32; Pair::COUNT],
    /// How many of them enclose words that are somebody else's, or a name.
    pub(super) quotations: u32,
}

impl Opened {
    fn push(&mut self, open: Open) {
        self.counts[open.pair as usize] += 1;
        self.quotations += u32::from(open.pair.is_quotation());
        self.list.push(open);
    }

    fn pop(&mut self) -> Option<Open> {
        let open = self.list.pop()?;
        self.counts[open.pair as usize] -= 1;
        self.quotations -= u32::from(open.pair.is_quotation());
        Some(open)
    }

    /// Takes all, outermost first. The list keeps its place in memory, since every heading closes what is open.
    fn drain(&mut self) -> impl Iterator<Item = Open> {
        self.counts = [0; Pair::COUNT];
        self.quotations = 0;
        self.list.drain(..)
    }

    /// The innermost of some pairs. Whoever asks closes it with all that is inside, so that nothing is looked over twice.
    fn innermost(&self, pairs: &[Pair]) -> Option<usize> {
        if pairs.iter().all(|&pair| self.counts[pair as usize] == 0) {
            return None;
        }
        self.list.iter().rposition(|open| pairs.contains(&open.pair))
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Pair {
    Double,
    Single,
    /// The typewriter's mark, which opens and closes.
    Straight,
    Round,
    Square,
    Tortoise,
    Lens,
    Title,
    InnerTitle,
    Corner,
}

impl Pair {
    /// How many there are.
    const COUNT: usize = Self::Corner as usize + 1;

    const fn is_quote(self) -> bool {
        matches!(self, Self::Double | Self::Single | Self::Straight)
    }

    /// Whether words inside are somebody else's, or a name.
    const fn is_quotation(self) -> bool {
        self.is_quote() || matches!(self, Self::Title | Self::InnerTitle | Self::Corner)
    }
}

impl MarkReader<'_> {
    /// A quotation mark or bracket; any other character is none.
    pub(super) fn pairing(&mut self, line: &Line<'_>, at: usize, c: char) {
        let next = at + c.len_utf8();
        match c {
            '“' => self.opens(line, Pair::Double, at, next),
            '‘' => self.opens(line, Pair::Single, at, next),
            '”' => self.closes(line, Pair::Double, at, next),
            '’' if !line.before.is_ascii_alphabetic() => self.closes(line, Pair::Single, at, next),
            '"' | '＂' => self.straight(line, at, next),
            '（' | '(' => {
                self.blank_in_brackets(line, at, next);
                self.half_width_bracket(line, at, c);
                self.opens(line, Pair::Round, at, next);
            }
            '）' | ')' => {
                self.half_width_bracket(line, at, c);
                self.closes(line, Pair::Round, at, next);
            }
            '[' | '［' => self.opens(line, Pair::Square, at, next),
            ']' | '］' => self.closes(line, Pair::Square, at, next),
            '〔' => self.opens(line, Pair::Tortoise, at, next),
            '〕' => self.closes(line, Pair::Tortoise, at, next),
            '【' => self.opens(line, Pair::Lens, at, next),
            '】' => self.closes(line, Pair::Lens, at, next),
            '《' => self.opens(line, Pair::Title, at, next),
            '》' => self.closes(line, Pair::Title, at, next),
            '〈' => self.opens(line, Pair::InnerTitle, at, next),
            '〉' => self.closes(line, Pair::InnerTitle, at, next),
            '「' | '『' => self.opens(line, Pair::Corner, at, next),
            '」' | '』' => self.closes(line, Pair::Corner, at, next),
            _ => {}
        }
    }

    fn opens(&mut self, line: &Line<'_>, pair: Pair, start: usize, end: usize) {
        let kind = if pair.is_quote() { MarkKind::UnclosedQuote } else { MarkKind::UnclosedBracket };
        let mark = self.make(line, kind, start, end);
        if self.open.list.len() == MOST_OPEN {
            self.close_all();
        }
        self.open.push(Open { pair, mark });
    }

    fn closes(&mut self, line: &Line<'_>, pair: Pair, start: usize, end: usize) {
        if let Some(at) = self.open.innermost(&[pair]) {
            if pair == Pair::Title {
                self.short_title(line, at, end);
            }
            self.close_down_to(at);
            return;
        }
        // “…" closes a quotation of the other kind.
        if pair == Pair::Double
            && let Some(at) = self.open.innermost(&[Pair::Straight])
        {
            return self.mixed(line, at, end);
        }
        // 〔2019) and (2019〕 are one slip, not two.
        let last = self.open.list.last().filter(|last| !pair.is_quote() && !last.pair.is_quote()).map(|last| last.mark);
        let near = |open: &Mark| open.within == line.within && line.within.start() as usize + end - open.span.start() as usize <= 60;
        if let Some(open) = last.filter(near) {
            self.open.pop();
            self.marks.list.push(Mark { span: Span::new(open.span.start(), line.within.start() + cast(end)), ..open });
            return;
        }
        if pair.is_quote() {
            self.mark(line, MarkKind::UnopenedQuote, start, end);
        } else if !(pair == Pair::Round && ends_ordinal(&line.text[..start])) {
            self.mark(line, MarkKind::UnopenedBracket, start, end);
        }
    }

    fn straight(&mut self, line: &Line<'_>, start: usize, end: usize) {
        match self.open.innermost(&[Pair::Double, Pair::Straight]) {
            Some(at) if self.open.list[at].pair == Pair::Straight => self.close_down_to(at),
            Some(at) => self.mixed(line, at, end),
            // 24" is a length.
            None if line.before.is_ascii_digit() => {}
            None => {
                if is_ideograph(line.before) || line.text[end..].starts_with(is_ideograph) {
                    self.marks.half_width.note(span(line, start, end));
                }
                self.opens(line, Pair::Straight, start, end);
            }
        }
    }

    /// A quotation that another kind of mark ends.
    fn mixed(&mut self, line: &Line<'_>, at: usize, end: usize) {
        let open = self.open.list[at];
        self.close_down_to(at);
        let span = Span::new(open.mark.span.start(), line.within.start() + cast(end));
        self.marks.list.push(Mark { kind: MarkKind::MixedQuote, span, ..open.mark });
    }

    /// Closes a mark; what was opened inside and not closed is an error.
    fn close_down_to(&mut self, at: usize) {
        let first = self.marks.list.len();
        while self.open.list.len() > at + 1 {
            self.marks.list.extend(self.open.pop().map(|open| open.mark));
        }
        self.marks.list[first..].reverse();
        self.open.pop();
    }

    /// Closes all; what is open is an error.
    pub(super) fn close_all(&mut self) {
        self.marks.list.extend(self.open.drain().map(|open| open.mark));
    }

    /// A title of a few characters, such as 《条例》, is short for another.
    fn short_title(&mut self, line: &Line<'_>, at: usize, end: usize) {
        let open = self.open.list[at].mark;
        let start = open.span.start();
        let length = (line.within.start() + cast(end)).saturating_sub(start);
        if open.within == line.within && (2 * 3 + 6..=4 * 3 + 6).contains(&length) {
            let span = Span::new(start, start + length);
            self.marks.list.push(Mark { kind: MarkKind::ShortTitle, span, ..open });
        }
    }

    /// （ ）条.
    fn blank_in_brackets(&mut self, line: &Line<'_>, at: usize, next: usize) {
        let rest = &line.text[next..];
        let inner = rest.trim_blanks_start();
        if inner.len() == rest.len() {
            return;
        }
        if let Some(after) = inner.strip_prefix(['）', ')'])
            && after.starts_with(|c| UNITS.contains(c))
        {
            self.mark(line, MarkKind::Placeholder, at, line.text.len() - after.len());
        }
    }

    fn half_width_bracket(&mut self, line: &Line<'_>, at: usize, c: char) {
        let beside = (line.blank.is_none() && is_ideograph(line.before)) || (c == '(' && line.text[at + 1..].starts_with(is_ideograph));
        if c.is_ascii() && beside && !ends_ordinal(&line.text[..at]) {
            self.marks.half_width.note(span(line, at, at + 1));
        }
    }
}

/// Whether a text ends with an ordinal that a bracket closes: 1), a）, 一）.
fn ends_ordinal(text: &str) -> bool {
    let rest = text.trim_end_matches(|c: char| c.is_ascii_alphanumeric() || numeral(c).is_some());
    let length = text.len() - rest.len();
    (1..=9).contains(&length) && (rest.is_empty() || rest.ends_with(|c: char| is_blank(c) || "，。；：、,;:！”".contains(c)))
}

//! Rows of cells as aligned text.
//!
//! Widths are those of a terminal: a Chinese character takes two columns. A cell is cut only where the caller says so;
//! numbers stand to the right.

use unicode_width::UnicodeWidthStr as _;

/// Side that a column's cells stand at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Side {
    /// Words.
    Left,
    /// Numbers.
    Right,
}

/// A table under construction.
#[derive(Clone, Debug, Default)]
pub(crate) struct Table {
    sides: Vec<Side>,
    head: Vec<String>,
    rows: Vec<Vec<String>>,
}

impl Table {
    /// A table without head.
    pub(crate) fn plain(sides: &[Side]) -> Self {
        Self { sides: sides.to_vec(), ..Self::default() }
    }

    /// A table with a head and a line under it.
    pub(crate) fn with_head(columns: impl IntoIterator<Item = (String, Side)>) -> Self {
        let (head, sides) = columns.into_iter().unzip();
        Self { sides, head, rows: Vec::new() }
    }

    /// Adds a row; cells that it lacks at the end are empty.
    pub(crate) fn row(&mut self, cells: impl IntoIterator<Item = String>) {
        self.rows.push(cells.into_iter().collect());
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    /// The lines, each led by `indent` and without blanks at its end.
    pub(crate) fn render(&self, indent: &str) -> String {
        let widths = self.widths();
        let mut out = String::new();
        if !self.head.is_empty() {
            self.line(&mut out, indent, &self.head, &widths);
            let rules: Vec<_> = widths.iter().map(|&width| "─".repeat(width)).collect();
            self.line(&mut out, indent, &rules, &widths);
        }
        for row in &self.rows {
            self.line(&mut out, indent, row, &widths);
        }
        out
    }

    fn widths(&self) -> Vec<usize> {
        let mut widths = vec![0; self.sides.len()];
        for row in self.rows.iter().chain([&self.head]) {
            for (width, cell) in widths.iter_mut().zip(row) {
                *width = (*width).max(cell.width());
            }
        }
        widths
    }

    fn line(&self, out: &mut String, indent: &str, cells: &[String], widths: &[usize]) {
        let mut line = indent.to_owned();
        for (at, (cell, &width)) in cells.iter().zip(widths).enumerate() {
            if at > 0 {
                line.push_str("  ");
            }
            let padding = " ".repeat(width.saturating_sub(cell.width()));
            match self.sides[at] {
                Side::Left => line.extend([cell.as_str(), &padding]),
                Side::Right => line.extend([padding.as_str(), cell]),
            }
        }
        out.push_str(line.trim_end());
        out.push('\n');
    }
}

/// Breaks a text into lines of a width; a Chinese text breaks anywhere, words of Latin letters stay whole if they can.
pub(crate) fn wrap(text: &str, width: usize) -> Vec<String> {
    let mut lines = Vec::new();
    for paragraph in text.lines() {
        let mut line = String::new();
        for piece in pieces(paragraph) {
            if !line.is_empty() && line.width() + piece.trim_end().width() > width {
                lines.push(std::mem::take(&mut line).trim_end().to_owned());
            }
            line.push_str(if line.is_empty() { piece.trim_start() } else { piece });
        }
        lines.push(line.trim_end().to_owned());
    }
    lines
}

/// Pieces that a line may break between: each wide character with the punctuation that must not begin a line, each word with
/// the blanks after it.
fn pieces(text: &str) -> Vec<&str> {
    let clings = |c: char| "，。、；：？！）》〉】」』”’%％…,.;:?!)]".contains(c);
    let opens = |c: char| "（《〈【「『“‘([".contains(c);
    let wide = |c: char| !c.is_ascii() && !opens(c);
    let mut pieces = Vec::new();
    let mut start = 0;
    let mut before: Option<char> = None;
    for (at, c) in text.char_indices() {
        let breaks =
            before.is_some_and(|b| !clings(c) && !c.is_whitespace() && (wide(b) || b.is_whitespace() || (!c.is_ascii() && !opens(b))));
        if breaks && at > start {
            pieces.push(&text[start..at]);
            start = at;
        }
        before = Some(c);
    }
    if start < text.len() {
        pieces.push(&text[start..]);
    }
    pieces
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn wide_characters_take_two_columns() {
        let mut table = Table::with_head([("指标".to_owned(), Side::Left), ("数".to_owned(), Side::Right)]);
        table.row(["受理数".to_owned(), "7".to_owned()]);
        table.row(["a".to_owned(), "29036".to_owned()]);
        assert_eq!(table.render(" "), " 指标       数\n ──────  ─────\n 受理数      7\n a       29036\n");
    }

    #[test]
    fn lines_break_between_characters_and_words_but_not_before_punctuation() {
        assert_eq!(wrap("各渠道之和，应当等于", 10), ["各渠道之", "和，应当等", "于"].map(str::to_owned));
        assert_eq!(wrap("the sum of parts", 8), ["the sum", "of parts"].map(str::to_owned));
        assert_eq!(wrap("a\n\nb", 8), ["a", "", "b"].map(str::to_owned));
    }
}

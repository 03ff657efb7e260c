//! The Markdown of explanations as lines for a terminal.
//!
//! Turns headings, paragraphs, lists, links, code and strong words, which is what explanations are written with, into plain
//! lines of a width: signs are gone, words stay. The lines of a paragraph are one text, broken anew. What is no such sign (an
//! asterisk by itself, a bracket without a link) stays as it is, and so do lines of tables and indented lines.
//!
//! ```text
//! ## 如何改正                                     如何改正
//! 结果 `TIED` 见 [docs/a.md](a.md)。     →       结果 TIED 见 docs/a.md。
//! ```

use crate::render::style::{Style, Tone};
use crate::render::table::wrap;

/// The lines of a text, each ended.
pub(crate) fn plain(markdown: &str, style: Style, width: usize) -> String {
    let mut out = String::new();
    let mut paragraph = String::new();
    for line in markdown.trim_end().lines() {
        let block = Block::of(line);
        if !matches!(block, Block::Paragraph) {
            flush(&mut paragraph, width, &mut out);
        }
        match block {
            Block::Heading(heading) => push(&style.paint(Tone::Strong, &words(heading)), &mut out),
            Block::Blank => push("", &mut out),
            Block::AsItIs => push(line, &mut out),
            Block::Item => paragraph.push_str(line),
            Block::Paragraph => join(&mut paragraph, line.trim()),
        }
    }
    flush(&mut paragraph, width, &mut out);
    out
}

/// What a line is.
enum Block<'a> {
    Heading(&'a str),
    Blank,
    /// A line of a table, or indented.
    AsItIs,
    /// The first line of an item of a list.
    Item,
    /// A line of a paragraph.
    Paragraph,
}

impl<'a> Block<'a> {
    fn of(line: &'a str) -> Self {
        let heading = line.trim_start_matches('#');
        if line.trim().is_empty() {
            Self::Blank
        } else if let Some(heading) = heading.strip_prefix(' ').filter(|_| heading.len() < line.len()) {
            Self::Heading(heading)
        } else if line.starts_with([' ', '|', '\t']) {
            Self::AsItIs
        } else if line.starts_with("- ") || line.starts_with("* ") {
            Self::Item
        } else {
            Self::Paragraph
        }
    }
}

/// Goes on with a paragraph: a blank stands for the end of a line, but not between two wide characters.
fn join(paragraph: &mut String, line: &str) {
    let wide = |c: Option<char>| c.is_some_and(|c| !c.is_ascii());
    let between = match paragraph.chars().next_back() {
        None => "",
        before if wide(before) && wide(line.chars().next()) => "",
        Some(_) => " ",
    };
    paragraph.push_str(between);
    paragraph.push_str(line);
}

fn flush(paragraph: &mut String, width: usize, out: &mut String) {
    wrap(&words(paragraph), width).iter().for_each(|line| push(line, out));
    paragraph.clear();
}

fn push(line: &str, out: &mut String) {
    out.push_str(line);
    out.push('\n');
}

/// The words of a text without the signs of links, code and strong words.
fn words(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find(['[', '`', '*']) {
        let (before, from) = rest.split_at(at);
        out.push_str(before);
        rest = match sign(from, &mut out) {
            Some(behind) => behind,
            None => {
                out.push_str(&from[..1]);
                &from[1..]
            }
        };
    }
    out.push_str(rest);
    out
}

/// Writes what a sign at the start of a text encloses, and says what stands behind it.
fn sign<'a>(text: &'a str, out: &mut String) -> Option<&'a str> {
    if let Some(code) = text.strip_prefix('`') {
        let (inner, behind) = code.split_once('`')?;
        out.push_str(inner);
        return Some(behind);
    }
    if let Some(strong) = text.strip_prefix("**") {
        let (inner, behind) = strong.split_once("**")?;
        out.push_str(&words(inner));
        return Some(behind);
    }
    let (label, link) = text.strip_prefix('[')?.split_once("](")?;
    let (target, behind) = link.split_once(')')?;
    if label.contains(['[', ']']) || target.contains(char::is_whitespace) {
        return None;
    }
    out.push_str(&words(label));
    // A path within the documentation says nothing on a terminal; its label names the file.
    if target.contains("://") && target != label {
        out.push_str(&format!(" <{target}>"));
    }
    Some(behind)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lines(markdown: &str) -> String {
        plain(markdown, Style::Plain, 100)
    }

    #[test]
    fn links_are_told_by_their_words_and_by_an_address_that_can_be_opened() {
        assert_eq!(lines("详见 [docs/localisation.md](localisation.md)。"), "详见 docs/localisation.md。\n");
        assert_eq!(lines("see [the law](https://www.gov.cn/a) first"), "see the law <https://www.gov.cn/a> first\n");
        assert_eq!(lines("[https://www.gov.cn](https://www.gov.cn)"), "https://www.gov.cn\n");
    }

    #[test]
    fn code_and_strong_words_lose_their_signs() {
        assert_eq!(lines("`TIED` one of these; **not** sure"), "TIED one of these; not sure\n");
        assert_eq!(lines("`a[1](b)*`"), "a[1](b)*\n");
    }

    #[test]
    fn what_is_no_sign_stays() {
        for text in ["国办公开办函[2021]30号", "3 * 4 `", "[a] (b)", "**", "[[a](b)", "发[1] 和 [2](", "[a](b c)"] {
            let expected = if text == "[[a](b)" { "[a\n".to_owned() } else { format!("{text}\n") };
            assert_eq!(lines(text), expected, "{text}");
        }
    }

    #[test]
    fn headings_items_and_tables_keep_their_lines_and_paragraphs_are_broken_anew() {
        let markdown = "## 检查什么\n各渠道之和，\n应当相等。\nThe sum\nof parts.\n\n- one\n  more\n- two\n| a | b |\n";
        assert_eq!(lines(markdown), "检查什么\n各渠道之和，应当相等。 The sum of parts.\n\n- one\n  more\n- two\n| a | b |\n");
        assert_eq!(plain("the sum\nof parts", Style::Plain, 8), "the sum\nof parts\n");
    }
}

//! The Markdown of explanations as lines for a terminal.
//!
//! Turns headings, paragraphs, lists, links, code and strong words into plain lines of a width: signs are gone, words stay. The
//! lines of a paragraph are one text, broken anew; a blank line parts blocks, but not a heading from what it heads. Tables and
//! blocks of code stay as they were written.
//!
//! ```text
//! ## 如何改正                                     如何改正
//! 结果 `TIED` 见 [docs/a.md](a.md)。     →       结果 TIED 见 docs/a.md。
//! ```

use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};

use crate::render::style::{Style, Tone};
use crate::render::table::wrap;

/// The lines of a text, each ended.
pub(crate) fn plain(markdown: &str, style: Style, width: usize) -> String {
    let mut page = Page { style, width, out: String::new(), text: String::new(), links: Vec::new(), lists: Vec::new(), joins: true };
    let mut as_written_until = 0;
    for (event, place) in Parser::new_ext(markdown, Options::ENABLE_TABLES).into_offset_iter() {
        if place.start < as_written_until {
            continue;
        }
        if let Event::Start(Tag::Table(_) | Tag::CodeBlock(_) | Tag::HtmlBlock) = event {
            as_written_until = place.end;
            page.part();
            page.line(markdown[place].trim_end());
        } else {
            page.take(event);
        }
    }
    page.out
}

/// Lines as far as they are written.
struct Page {
    style: Style,
    width: usize,
    out: String,
    /// The text of the block that is open.
    text: String,
    /// Where the words of each open link begin in it, and the address.
    links: Vec<(usize, String)>,
    /// The lists that are open, each with the number of its next item if it counts them.
    lists: Vec<Option<u64>>,
    /// Whether the next block stands right below the last one.
    joins: bool,
}

impl Page {
    fn take(&mut self, event: Event<'_>) {
        match event {
            Event::Start(Tag::Heading { .. } | Tag::Paragraph) => self.part(),
            Event::End(TagEnd::Heading(_)) => {
                let heading = std::mem::take(&mut self.text);
                self.line(&self.style.paint(Tone::Strong, &heading));
                self.joins = true;
            }
            Event::End(TagEnd::Paragraph) => self.flush(),
            Event::Start(Tag::List(first)) => {
                self.flush();
                if self.lists.is_empty() {
                    self.part();
                }
                self.lists.push(first);
            }
            Event::End(TagEnd::List(_)) => {
                self.lists.pop();
                self.joins = false;
            }
            Event::Start(Tag::Item) => self.item(),
            Event::End(TagEnd::Item) => self.flush(),
            Event::Start(Tag::Link { dest_url, .. }) => self.links.push((self.text.len(), dest_url.into_string())),
            Event::End(TagEnd::Link) => self.end_link(),
            Event::Text(text) | Event::Code(text) | Event::Html(text) | Event::InlineHtml(text) => self.words(&text),
            Event::SoftBreak => self.text.push('\n'),
            Event::HardBreak => self.text.push(' '),
            _ => {}
        }
    }

    fn item(&mut self) {
        self.joins = true;
        let number = self.lists.last_mut().and_then(Option::as_mut);
        let sign = number.map_or_else(|| "- ".to_owned(), |number| format!("{}. ", std::mem::replace(number, *number + 1)));
        self.text.push_str(&sign);
    }

    /// Adds words. A blank stands for the end of the line before, but not between two wide characters.
    fn words(&mut self, words: &str) {
        if self.text.ends_with('\n') {
            self.text.pop();
            let wide = |c: Option<char>| c.is_some_and(|c| !c.is_ascii());
            if !(wide(self.text.chars().next_back()) && wide(words.chars().next())) {
                self.text.push(' ');
            }
        }
        self.text.push_str(words);
    }

    /// A path within the documentation says nothing on a terminal; its words name the file.
    fn end_link(&mut self) {
        let Some((start, address)) = self.links.pop() else { return };
        if address.contains("://") && self.text[start..] != address {
            self.text.push_str(&format!(" <{address}>"));
        }
    }

    /// Parts a block from the one above it.
    fn part(&mut self) {
        if !std::mem::take(&mut self.joins) {
            self.line("");
        }
    }

    fn flush(&mut self) {
        let text = std::mem::take(&mut self.text);
        wrap(&text, self.width).iter().for_each(|line| self.line(line));
    }

    fn line(&mut self, line: &str) {
        self.out.push_str(line);
        self.out.push('\n');
    }
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
    fn headings_and_items_keep_their_lines_and_paragraphs_are_broken_anew() {
        let markdown = "## 检查什么\n各渠道之和，\n应当相等。\nThe sum\nof parts.\n\n- one\n  more\n- two\n\n1. first\n2. second\n\nEnd.";
        let expected = "检查什么\n各渠道之和，应当相等。 The sum of parts.\n\n- one more\n- two\n\n1. first\n2. second\n\nEnd.\n";
        assert_eq!(lines(markdown), expected);
        assert_eq!(plain("the sum\nof parts", Style::Plain, 8), "the sum\nof parts\n");
    }

    #[test]
    fn tables_and_blocks_of_code_stay_as_they_are() {
        for block in ["| a | `b` |\n|---|-----|\n| 1 | **2** |", "```text\n总计  5\n  `x`\n```"] {
            assert_eq!(lines(&format!("前文\n\n{block}\n\n后文")), format!("前文\n\n{block}\n\n后文\n"));
        }
    }
}

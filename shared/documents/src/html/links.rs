//! Lists of links to other pages: navigation, other reports, news. They stand on the page and are no part of the report.
//!
//! A paragraph is one of them if most of it leads to another page; its date may stand beneath it. One alone may be anything,
//! two and more below each other are a list. Links within the page are its table of contents and links to files its
//! attachments: both belong to the report, and so does every heading.

/// Longest paragraph, in bytes, that only names another page.
const LONGEST: usize = 300;

/// Longest paragraph, in bytes, that is nothing but a date.
const LONGEST_DATE: usize = 24;

/// What a paragraph consists of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Consists {
    /// So many bytes of it lead to other pages.
    OfLinks(usize),
    /// It is text of the page.
    OfText,
}

/// Finds the lists of links of a page, whose paragraphs come one after the other.
#[derive(Debug, Default)]
pub(super) struct Links {
    /// The paragraphs of the list that may have begun, and how many of them are links.
    run: Vec<(u32, u32)>,
    links: usize,
    found: Vec<(u32, u32)>,
}

impl Links {
    /// Takes the next paragraph and where it stands.
    pub(super) fn paragraph(&mut self, text: &str, place: (u32, u32), consists: Consists) {
        match consists {
            Consists::OfLinks(linked) if text.len() <= LONGEST && linked * 10 >= text.len() * 6 => {
                self.run.push(place);
                self.links += 1;
            }
            _ if !self.run.is_empty() && is_date(text) => self.run.push(place),
            _ => self.end_run(),
        }
    }

    /// The paragraphs of all lists, in their order.
    pub(super) fn finish(mut self) -> Vec<(u32, u32)> {
        self.end_run();
        self.found
    }

    fn end_run(&mut self) {
        if self.links >= 2 {
            self.found.append(&mut self.run);
        }
        self.run.clear();
        self.links = 0;
    }
}

/// Whether an address leads to another page, and not within this one.
pub(super) fn leads_away(address: &str) -> bool {
    let address = address.trim();
    !address.is_empty() && !address.starts_with('#') && !address.get(..11).is_some_and(|scheme| scheme.eq_ignore_ascii_case("javascript:"))
}

/// 2017-01-20, [2017/1/20], 2017年1月20日 16:30.
fn is_date(text: &str) -> bool {
    text.len() <= LONGEST_DATE
        && text.starts_with(|c: char| c.is_ascii_digit() || matches!(c, '[' | '(' | '（' | '【'))
        && text.contains(|c: char| c.is_ascii_digit())
        && text.chars().all(|c| c.is_ascii_digit() || "-/.:[]()（）【】年月日 ".contains(c))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn listed(paragraphs: &[(&str, Consists)]) -> usize {
        let mut links = Links::default();
        paragraphs.iter().zip(0..).for_each(|(&(text, consists), at)| links.paragraph(text, (at, at), consists));
        links.finish().len()
    }

    #[test]
    fn links_below_each_other_are_a_list_and_one_alone_is_none() {
        let link = ("青山县2016年年度报告", Consists::OfLinks(24));
        assert_eq!(listed(&[link, ("2017-01-20", Consists::OfText), link, ("[2016/1/22]", Consists::OfText)]), 4);
        assert_eq!(listed(&[link, ("一、总体情况", Consists::OfText), link]), 0);
        assert_eq!(listed(&[("2017-01-20", Consists::OfText), link]), 0);
    }

    #[test]
    fn addresses_within_the_page_do_not_lead_away() {
        assert!(["/zwgk/nb/", "http://www.example.gov.cn/"].into_iter().all(leads_away));
        assert!(!["", "#t3", "JavaScript:void(0)"].into_iter().any(leads_away));
    }
}

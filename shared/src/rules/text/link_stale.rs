//! A link to an earlier year's column.

use crate::bilingual;
use crate::prose::LinkKind;
use crate::rule::{Context, Findings, Ran};
use crate::rules::structure::EVERY;
use crate::source::Span;

use super::has_any;

crate::declare_rule! {
    /// ## What it checks
    ///
    /// The address where the report itself can be read has no other year in its path than the report year or the next.
    ///
    /// ## Why it matters
    ///
    /// Readers are sent to the report of an earlier year: the address was taken over with the text.
    ///
    /// ## Not reported
    ///
    /// Addresses of other things than the report, such as documents it cites, and paths without a year.
    ///
    /// ## How to correct
    /// Give the address of this year's page.
    pub(crate) static RULE = {
        code: "TXT-LINK-STALE",
        name: "link-stale",
        severity: Info,
        editions: EVERY,
        title: ("链接指向往年栏目", "A link to an earlier year’s column"),
        basis: "文本质量",
        check: check,
    }
}

/// Words by which an address is given as the report's own.
const OWN: [&str; 6] = ["本报告", "本年度报告", "电子版", "年度报告的", "报告全文", "年报全文"];

fn check(context: &Context<'_>, out: &mut Findings<'_>) -> Ran {
    let Some(year) = context.report.year.year else {
        return Ran::NotApplicable(bilingual!("没有识读到报告年度", "the report year was not read"));
    };
    for link in context.prose.marks.links.iter().filter(|link| link.kind == LinkKind::Web) {
        let path = context.text(Span::new(link.host.end(), link.span.end()));
        let line = context.text(Span::new(link.within.start(), link.span.start()));
        let sentence = line.rsplit('。').next().unwrap_or(line);
        let Some(named) = year_of(path).filter(|named| *named < year) else { continue };
        if !has_any(sentence, &OWN) {
            continue;
        }
        out.add(
            Some(link.span),
            bilingual!("网址中的年份是{named}年，而本报告是{year}年度的", "the address is of {named}, the report is on {year}"),
            bilingual!("请核对网址是否沿用了往年的，改为本年度的页面", "check whether it was taken over, and give this year's page"),
        )
        .done();
    }
    Ran::Fully
}

/// The last year that a path names: /2019/, /art/2019/3/1/, t20190301_1.
fn year_of(path: &str) -> Option<i32> {
    let runs = path.split(|c: char| !c.is_ascii_digit());
    let year = |run: &str| match run.len() {
        4 | 6 | 8 => run[..4].parse::<i32>().ok().filter(|year| (2008..2100).contains(year)),
        _ => None,
    };
    let is_dated = |run: &&str| run.len() == 4 || run[4..6].parse::<u32>().is_ok_and(|month| (1..=12).contains(&month));
    runs.filter(|run| matches!(run.len(), 4 | 6 | 8)).filter(is_dated).filter_map(year).next_back()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_is_a_year_is_one() {
        assert_eq!(year_of("/zwgk/2019/index.html"), Some(2019));
        assert_eq!(year_of("/art/2019/3/1/art_123_4567.html"), Some(2019));
        assert_eq!(year_of("/t20190301_55.html"), Some(2019));
        assert_eq!(year_of("/xxgk/201901/"), Some(2019));
        for path in ["/zwgk/xzqlgk", "/col/col1234/", "/201999/", "/12345678.html", ":8080/a", ""] {
            assert_eq!(year_of(path), None, "{path}");
        }
    }
}

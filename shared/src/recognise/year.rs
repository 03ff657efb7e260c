//! From every place that names a year to the report year, with the reason for it.
//!
//! Places differ in strength: the title was written for this report, a paragraph may have been carried over from the last
//! one. The strongest kind of place decides, within it the majority, and whatever disagrees is kept as evidence. Plans
//! (2020年，我乡将…), document titles and numbers, ranges of years and days of events are no evidence.

use crate::amount::{Blanks, digit, is_blank};
use crate::recognise::date::{leading_year, years};
use crate::recognise::outline::Outline;
use crate::report::{Period, Section, TableReading, YearEvidence, YearEvidenceKind as Kind, YearReading};
use crate::source::{Source, Span};
use crate::text::Bilingual;

/// Lines from a caption on that may hold its year line.
const CAPTION_LINES: usize = 4;
/// Longest year line, in bytes.
const LONGEST_YEAR_LINE: usize = 60;
/// Characters after a leading year within which 将 shows a plan.
const PLAN_REACH: usize = 24;

/// Words of headings above plans.
const PLANS: [&str; 6] = ["打算", "计划", "展望", "下一步", "下一年", "安排"];

/// Words after a year that make it something else than the year of the statement.
const NOT_THE_YEAR: [&str; 10] = ["以来", "来", "前", "之前", "底", "末", "修订", "初", "至", "-"];

/// Weighs all evidence.
pub(crate) fn year(
    source: &Source,
    title: Option<(i32, Span)>,
    period: Option<Period>,
    outline: &Outline,
    tables: &[TableReading],
) -> YearReading {
    let mut evidence: Vec<YearEvidence> = Vec::new();
    evidence.extend(title.map(|(year, span)| YearEvidence { year, kind: Kind::Title, span }));
    evidence.extend(period.map(|period| YearEvidence { year: period.end.year(), kind: Kind::Period, span: period.span }));
    from_tables(source, tables, &mut evidence);
    from_headings(source, &outline.sections, &mut evidence);
    let title_end = title.map_or(0, |(_, span)| span.end());
    from_paragraphs(source, outline, title_end, &mut evidence);
    evidence.sort_by_key(|evidence| (evidence.span, evidence.kind));
    evidence.dedup_by_key(|evidence| evidence.span);
    let (year, reason) = choose(&evidence);
    YearReading { year, reason, evidence }
}

fn from_tables(source: &Source, tables: &[TableReading], evidence: &mut Vec<YearEvidence>) {
    for table in tables {
        if let Some(caption) = table.caption {
            evidence.extend(first_year(source, caption, Kind::Caption));
            let first = source.line_at(caption.end()) + 1;
            let lines = (first..first + CAPTION_LINES).map(|line| source.line(line)).filter(|line| table.span.contains(*line));
            evidence.extend(lines.filter_map(|line| year_line(source, line)));
        }
        evidence.extend(table.columns.iter().filter_map(|column| first_year(source, column.span, Kind::Column)));
    }
}

fn from_headings(source: &Source, sections: &[Section], evidence: &mut Vec<YearEvidence>) {
    for section in sections {
        let text = source.slice(section.span);
        let named = years(text).find(|year| !is_otherwise(&text[year.end..])).filter(|_| !is_plan(&section.heading));
        evidence.extend(named.map(|year| YearEvidence {
            year: year.year,
            kind: Kind::Heading,
            span: part(section.span, year.start, year.end),
        }));
    }
}

fn from_paragraphs(source: &Source, outline: &Outline, title_end: u32, evidence: &mut Vec<YearEvidence>) {
    let mut sections = outline.sections.iter().peekable();
    let mut above = None;
    for &paragraph in outline.paragraphs.iter().filter(|paragraph| paragraph.start() >= title_end) {
        while let Some(section) = sections.next_if(|section| section.span.start() <= paragraph.start()) {
            above = Some(section);
        }
        let text = source.slice(paragraph);
        if text.starts_with('附') {
            evidence.extend(announcement(source, paragraph));
        } else if let Some(line) = year_line(source, paragraph) {
            evidence.push(line);
        } else if let Some((year, end)) = leading(text)
            && !above.is_some_and(|section| is_plan(&section.heading))
        {
            evidence.push(YearEvidence { year, kind: Kind::Lead, span: part(paragraph, 0, end) });
        }
    }
}

/// The year that opens a paragraph about that year.
fn leading(text: &str) -> Option<(i32, usize)> {
    let year = leading_year(text)?;
    let rest = text[year.end..].trim_blanks_start();
    let dated = rest.starts_with(|c| digit(c).is_some());
    let short = year.short && !rest.starts_with(['，', ',']) && !text[..year.end].ends_with('度');
    let plan = rest.char_indices().nth(PLAN_REACH).map_or(rest, |(end, _)| &rest[..end]);
    let planned = ["将", "计划", "打算", "拟"].iter().any(|word| plan.contains(word));
    (!dated && !short && !planned && !is_otherwise(rest)).then_some((year.year, year.end))
}

/// A line that is nothing but a year, as stands beneath a caption: `（2018年度）`.
fn year_line(source: &Source, line: Span) -> Option<YearEvidence> {
    let text = source.slice(line);
    if text.len() > LONGEST_YEAR_LINE {
        return None;
    }
    let is_frame = |c: char| is_blank(c) || matches!(c, '（' | '）' | '(' | ')' | '【' | '】' | '〔' | '〕');
    let inner = text.trim_matches(is_frame);
    let framed = text.trim_blanks().len() > inner.len();
    let year = leading_year(inner).filter(|year| year.end == inner.len() && (framed || inner.ends_with('度')))?;
    let start = text.len() - text.trim_start_matches(is_frame).len();
    Some(YearEvidence { year: year.year, kind: Kind::Caption, span: part(line, start, start + inner.len()) })
}

/// The year of a line that announces an attached table.
fn announcement(source: &Source, line: Span) -> Option<YearEvidence> {
    let text = source.slice(line);
    let announces = ["附件", "附表", "附：", "附:"].iter().any(|start| text.starts_with(start));
    if announces && text.len() <= 4 * LONGEST_YEAR_LINE { first_year(source, line, Kind::Attachment) } else { None }
}

fn first_year(source: &Source, span: Span, kind: Kind) -> Option<YearEvidence> {
    let year = years(source.slice(span)).next()?;
    Some(YearEvidence { year: year.year, kind, span: part(span, year.start, year.end) })
}

fn is_plan(heading: &str) -> bool {
    // Each of the words has one of these characters, and most headings have none.
    heading.contains(['打', '计', '展', '安', '下'])
        && PLANS.iter().any(|plan| heading.contains(plan))
        && !heading.contains("落实")
        && !heading.contains("完成")
}

fn is_otherwise(rest: &str) -> bool {
    NOT_THE_YEAR.iter().any(|word| rest.starts_with(word))
}

fn part(span: Span, start: usize, end: usize) -> Span {
    let at = |n: usize| span.start() + u32::try_from(n).unwrap_or_default();
    Span::new(at(start), at(end))
}

fn choose(evidence: &[YearEvidence]) -> (Option<i32>, Bilingual) {
    let Some(strongest) = evidence.iter().map(|evidence| evidence.kind).min() else {
        return (None, crate::bilingual!("文中没有写明报告年度的地方", "no place in the text names the year reported on"));
    };
    let decisive = evidence.iter().filter(|evidence| evidence.kind == strongest);
    let votes = |year: i32| decisive.clone().filter(|evidence| evidence.year == year).count();
    // Among equals the first one printed.
    let Some(year) = decisive.clone().map(|evidence| evidence.year).rev().max_by_key(|&year| votes(year)) else {
        return (None, Bilingual::default());
    };
    (Some(year), reason(year, strongest, evidence))
}

fn reason(year: i32, kind: Kind, evidence: &[YearEvidence]) -> Bilingual {
    let (zh, en) = names(kind);
    let mut reason = crate::bilingual!("{zh}写明{year}年", "the {en} names {year}");
    let others: Vec<&YearEvidence> = evidence.iter().filter(|evidence| evidence.year != year).collect();
    if others.is_empty() {
        return reason;
    }
    let list = |separator: &str, name: &dyn Fn(&YearEvidence) -> String| {
        others.iter().map(|evidence| name(evidence)).collect::<Vec<_>>().join(separator)
    };
    let zh = list("、", &|evidence| format!("{}{}年", names(evidence.kind).0, evidence.year));
    let en = list(", ", &|evidence| format!("{} {}", names(evidence.kind).1, evidence.year));
    let count = others.len();
    reason.zh.push_str(&format!("；另有{count}处写作其他年份（{zh}），不如前者有力，列为依据备查"));
    reason.en.push_str(&format!("; {count} weaker or fewer places name another year ({en}) and are kept as evidence"));
    reason
}

const fn names(kind: Kind) -> (&'static str, &'static str) {
    match kind {
        Kind::Title => ("标题", "title"),
        Kind::Period => ("统计期限", "period"),
        Kind::Caption => ("表题", "table caption"),
        Kind::Column => ("表列", "column head"),
        Kind::Attachment => ("附件说明", "attachment line"),
        Kind::Heading => ("小标题", "heading"),
        Kind::Lead => ("段首", "opening of a paragraph"),
    }
}

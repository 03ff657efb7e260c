//! From the outline and the tables to whose report it is and of which year: title, body, year, period, dates.
//!
//! Each answer says where it stands, and an answer that the text does not give is none. The body is named by the title,
//! else by the preamble (由…编制), the signature or the line 填报单位; the period by the words that announce it; a date by
//! its place (a line of its own at the end) or by the page's own word (发布日期). Which lines are headings or furniture has
//! been settled by [`super::outline`].

use memchr::memmem::Finder;

use crate::amount::{Blanks, digit, is_blank};
use crate::recognise::date::{StatedPeriod, announces_period, leading_date, stated_period, trailing_date};
use crate::recognise::organization::{classify, is_known};
use crate::recognise::outline::Outline;
use crate::recognise::title::{self, TitleReading};
use crate::recognise::year;
use crate::report::{BodyPlace, NamedBody, Organization, Period, StatedDate, StatedDateKind, TableReading, Title, YearReading};
use crate::source::{Source, Span};
use crate::unbroken::Unbroken;

/// Whose report it is, and of which year.
#[derive(Debug, Default)]
pub(crate) struct Identity {
    /// The title.
    pub(crate) title: Option<Title>,
    /// The body that reports.
    pub(crate) organization: Option<Organization>,
    /// Every place that names it.
    pub(crate) bodies: Vec<NamedBody>,
    /// The year reported on.
    pub(crate) year: YearReading,
    /// The period the figures cover.
    pub(crate) period: Option<Period>,
    /// Words that state a period and cannot be read; only where none was read.
    pub(crate) unreadable_period: Option<Span>,
    /// Dates of the report itself, in the order of the text.
    pub(crate) dates: Vec<StatedDate>,
}

/// Paragraphs after the first heading among which the period may still be announced in passing.
const OPENING_PARAGRAPHS: usize = 3;
/// Longest opening, in bytes, that is searched word by word.
const LONGEST_OPENING: u32 = 8192;
/// Longest line, in bytes, that can carry a signature.
const LONGEST_SIGNATURE: u32 = 160;
/// Longest line of a web page, in bytes, that can carry its date.
const LONGEST_PAGE_LINE: u32 = 360;

/// What web pages call their dates.
const DATE_NAMES: [(&str, StatedDateKind); 12] = [
    ("发布日期", StatedDateKind::Publication),
    ("发布时间", StatedDateKind::Publication),
    ("公开日期", StatedDateKind::Publication),
    ("公布日期", StatedDateKind::Publication),
    ("发稿时间", StatedDateKind::Publication),
    ("更新日期", StatedDateKind::Publication),
    ("更新时间", StatedDateKind::Publication),
    ("信息时间", StatedDateKind::Publication),
    ("成文日期", StatedDateKind::Signature),
    ("生成日期", StatedDateKind::Signature),
    // The bare word comes last, so that a more telling one on the same line keeps its kind.
    ("日期：", StatedDateKind::Publication),
    ("时间：", StatedDateKind::Publication),
];

/// Each of [`DATE_NAMES`] has one of these words.
const DATE_WORDS: [&str; 2] = ["日期", "时间"];

/// Words of a web page's line beside its date.
const BESIDE_DATES: [&str; 8] = ["来源", "浏览", "点击", "作者", "编辑", "字号", "字体", "阅读"];

/// Reads whose report it is, and of which year.
pub(crate) fn identity(source: &Source, outline: &Outline, tables: &[TableReading]) -> Identity {
    let places = Places::new(source, outline);
    let title = title::title(source, places.head);
    let (period, unreadable_period) = match places.period() {
        Some(StatedPeriod::Read(period)) => (Some(period), None),
        Some(StatedPeriod::Unreadable(span)) => (None, Some(span)),
        None => (None, None),
    };
    let signatures = places.signatures(title.as_ref());
    let year = year::year(source, title.as_ref().and_then(|title| title.year), period, outline, tables);
    let bodies = places.bodies(title.as_ref(), &signatures, tables);
    let organization = bodies.first().map(|body| {
        let (level, kind) = classify(&body.name);
        Organization { name: body.name.clone(), level, kind, span: body.span }
    });
    let mut dates: Vec<StatedDate> = signatures.iter().map(|signature| signature.date).collect();
    places.page_dates(&mut dates);
    dates.sort_by_key(|date| date.span);
    dates.dedup_by_key(|date| date.span);
    Identity { title: title.map(|reading| reading.title), organization, bodies, year, period, unreadable_period, dates }
}

/// The parts of a text that tell whose it is.
struct Places<'a> {
    source: &'a Source,
    outline: &'a Outline,
    /// Paragraphs above the first heading.
    head: &'a [Span],
    /// Paragraphs after the last heading; without headings, all.
    tail: &'a [Span],
}

/// A line that dates the report.
struct Signature {
    date: StatedDate,
    /// The body's name before the date, or on the line above.
    name: Option<Span>,
}

impl<'a> Places<'a> {
    fn new(source: &'a Source, outline: &'a Outline) -> Self {
        let paragraphs = outline.paragraphs.as_slice();
        let above = |limit: u32| paragraphs.partition_point(|paragraph| paragraph.start() < limit);
        let head = outline.sections.first().map_or(paragraphs.len(), |section| above(section.ordinal_span.start()));
        let tail = outline.sections.last().map_or(0, |section| above(section.span.start()));
        Self { source, outline, head: &paragraphs[..head], tail: &paragraphs[tail..] }
    }

    /// The stated period: from the opening of the report, else from wherever one is announced.
    fn period(&self) -> Option<StatedPeriod> {
        let paragraphs = &self.outline.paragraphs;
        let opening = &paragraphs[..paragraphs.len().min(self.head.len() + OPENING_PARAGRAPHS)];
        let (first, last) = (opening.first()?, opening.last()?);
        // Lines that end in the middle of a year or a day say something else each.
        if let Some(stated) = opening.iter().find_map(|&paragraph| self.period_over_lines(paragraph)) {
            return Some(stated);
        }
        let stated = if last.end() - first.start() <= LONGEST_OPENING {
            stated_period(self.source.slice(first.cover(*last)), first.start())
        } else {
            opening.iter().find_map(|&paragraph| stated_period(self.source.slice(paragraph), paragraph.start()))
        };
        if stated.is_some() {
            return stated;
        }
        let announced = Finder::new("统计");
        let rest = paragraphs[opening.len()..].iter().map(|&paragraph| (paragraph, self.source.slice(paragraph)));
        rest.filter(|(_, text)| announced.find(text.as_bytes()).is_some() && announces_period(text))
            .find_map(|(paragraph, text)| stated_period(text, paragraph.start()))
    }

    /// The period that a paragraph on several lines states.
    fn period_over_lines(&self, paragraph: Span) -> Option<StatedPeriod> {
        let text = self.source.slice(paragraph);
        memchr::memchr(b'\n', text.as_bytes())?;
        let whole = Unbroken::of(text, false);
        let place = |span: Span| {
            let place = whole.place(&span.range());
            Span::of(paragraph.range().start + place.start..paragraph.range().start + place.end)
        };
        Some(match stated_period(&whole.text, 0)? {
            StatedPeriod::Read(period) => StatedPeriod::Read(Period { span: place(period.span), ..period }),
            StatedPeriod::Unreadable(span) => StatedPeriod::Unreadable(place(span)),
        })
    }

    /// Lines at the end that date the report, or one right beneath the title.
    fn signatures(&self, title: Option<&TitleReading>) -> Vec<Signature> {
        let mut signatures = Vec::new();
        if let Some(title) = title {
            let beneath = self.head.partition_point(|line| line.start() < title.title.span.end());
            if let Some(signature) = self.head.get(beneath).and_then(|&line| self.signature(line)) {
                signatures.push(signature);
            }
        }
        for (at, &line) in self.tail.iter().enumerate().rev() {
            let text = self.source.slice(line);
            if line.len() > LONGEST_SIGNATURE || text.ends_with('。') {
                break;
            }
            let Some(mut signature) = self.signature(line) else { continue };
            let above = at.checked_sub(1).map(|above| self.tail[above]);
            let names = |&above: &Span| above.len() <= LONGEST_SIGNATURE && is_known(&self.compact(above));
            signature.name = signature.name.or(above.filter(names));
            signatures.push(signature);
        }
        signatures.sort_by_key(|signature| signature.date.span);
        signatures
    }

    /// A line that is nothing but a day, brackets apart, or a body's name and a day.
    fn signature(&self, line: Span) -> Option<Signature> {
        if line.len() > LONGEST_SIGNATURE {
            return None;
        }
        let text = self.source.slice(line);
        let frame = |c: char| is_blank(c) || matches!(c, '（' | '）' | '(' | ')' | '。' | '.');
        let inner = text.trim_matches(frame);
        let start = text.len() - text.trim_start_matches(frame).len();
        let (date, at) = trailing_date(inner)?;
        let before = inner[..at].trim_matches(|c| is_blank(c) || matches!(c, '，' | ','));
        let name = (!before.is_empty()).then(|| part(line, start, start + before.len()));
        if name.is_some_and(|name| !is_known(&self.compact(name)) || before.contains(['，', '。', '：', ':', '《'])) {
            return None;
        }
        let span = part(line, start + at, start + inner.len());
        Some(Signature { date: StatedDate { date, kind: StatedDateKind::Signature, span }, name })
    }

    /// Dates that a web page states about itself.
    fn page_dates(&self, dates: &mut Vec<StatedDate>) {
        let tail = if self.outline.sections.is_empty() { &[] } else { self.tail };
        for &line in self.outline.furniture.iter().chain(self.head).chain(tail).filter(|line| line.len() <= LONGEST_PAGE_LINE) {
            let text = self.source.slice(line);
            // Most lines hold no figure that could be a year's.
            if memchr::memchr2(b'2', "２".as_bytes()[0], text.as_bytes()).is_none() {
                continue;
            }
            let before = dates.len();
            let may_name = DATE_WORDS.iter().any(|word| text.contains(word));
            for (name, kind) in DATE_NAMES.into_iter().filter(|_| may_name) {
                let Some(after) = text.find(name).map(|at| at + name.len()) else { continue };
                let mark = |c: char| is_blank(c) || matches!(c, '：' | ':' | '】' | ']' | '|');
                let start = text.len() - text[after..].trim_start_matches(mark).len();
                if let Some((date, len)) = leading_date(&text[start..])
                    && !begins_a_range(&text[start + len..])
                {
                    dates.push(StatedDate { date, kind, span: part(line, start, start + len) });
                }
            }
            if dates.len() == before
                && let Some((date, len)) = leading_date(text)
                && BESIDE_DATES.iter().any(|word| text.contains(word))
            {
                dates.push(StatedDate { date, kind: StatedDateKind::Publication, span: part(line, 0, len) });
            }
        }
    }

    /// Every place that names the body, strongest first.
    fn bodies(&self, title: Option<&TitleReading>, signatures: &[Signature], tables: &[TableReading]) -> Vec<NamedBody> {
        let titled = title.and_then(|title| title.organization.clone());
        let titled = titled.map(|(name, span)| NamedBody { place: BodyPlace::Title, name, span });
        let signed = signatures.iter().rev().find_map(|signature| signature.name);
        let named = [
            (BodyPlace::Preamble, self.preamble_name()),
            (BodyPlace::Signature, signed),
            (BodyPlace::ReportingUnit, self.reporting_unit(tables)),
        ];
        let named = named.into_iter().filter_map(|(place, span)| Some(NamedBody { place, name: self.compact(span?), span: span? }));
        titled.into_iter().chain(named).collect()
    }

    /// The body that the preamble says made the report: 由…编制, or 编制…2018年….
    fn preamble_name(&self) -> Option<Span> {
        self.head.iter().take(8).find_map(|&paragraph| {
            let text = self.source.slice(paragraph);
            let made = text.find("编制")?;
            let sentence = text[..made].rfind(['。', '；']).unwrap_or(0);
            let by = text[sentence..made].rfind('由').map(|at| sentence + at + '由'.len_utf8());
            let named = by.and_then(|start| {
                name_before(text, start, &["结合", "负责", "依据", "根据", "按照", "组织", "汇总", "牵头", "会同", "编制"])
            });
            let of = || {
                let start = made + "编制".len();
                let start = text.len() - text[start..].trim_start_matches(['本', '了', '的', '完']).len();
                let end = text[start..].find(|c: char| c.is_ascii_digit()).filter(|&end| end > 0)?;
                Some((start, start + end))
            };
            let (start, end) = named.or_else(of)?;
            let name = part(paragraph, start, end);
            let trimmed = trim(self.source, name);
            is_full_name(&self.compact(trimmed)).then_some(trimmed)
        })
    }

    /// The name on the line 填报单位（盖章）：…, in the text or beneath a caption.
    fn reporting_unit(&self, tables: &[TableReading]) -> Option<Span> {
        let beneath = tables.iter().filter_map(|table| table.caption).flat_map(|caption| {
            let first = self.source.line_at(caption.end());
            (first + 1..first + 5).map(|line| self.source.line(line))
        });
        self.tail.iter().copied().chain(beneath).find_map(|line| {
            let text = self.source.slice(line);
            let text_start = text.trim_blanks_start();
            if !["填报单位", "填表单位", "编制单位"].iter().any(|start| text_start.starts_with(start)) {
                return None;
            }
            let colon = text.find(['：', ':'])?;
            let start = colon + text[colon..].chars().next()?.len_utf8();
            let name = trim(self.source, part(line, start, text.len()));
            (!name.is_empty() && is_known(&self.compact(name))).then_some(name)
        })
    }

    fn compact(&self, span: Span) -> String {
        self.source.slice(span).chars().filter(|&c| !is_blank(c)).collect()
    }
}

/// Whether what follows a day makes it the first of a period: 统计时间：2024年1月1日至12月31日 dates no page.
fn begins_a_range(rest: &str) -> bool {
    let rest = rest.trim_blanks_start();
    let dashed = || rest.strip_prefix(['-', '－', '—', '–', '～', '~']).map(|rest| rest.trim_start_matches(['-', '－', '—', '–', ' ']));
    rest.starts_with(['至', '到', '起', '始']) || dashed().is_some_and(|rest| rest.starts_with(|c| digit(c).is_some()))
}

/// The words from `start` to the first of the words that can follow a name.
fn name_before(text: &str, start: usize, followers: &[&str]) -> Option<(usize, usize)> {
    let rest = &text[start..];
    let end = followers.iter().filter_map(|word| rest.find(word)).min()?;
    let name = &rest[..end];
    (end > 0 && end <= 120 && !name.contains(['，', ',', '。', '、', '《'])).then_some((start, start + end))
}

/// Whether a name is that of a certain body, and not 县政府 or 我局.
fn is_full_name(name: &str) -> bool {
    let general = ["我", "本", "各", "县", "市", "区", "省", "乡", "镇", "该", "政府"];
    is_known(name) && !general.iter().any(|start| name.starts_with(start))
}

fn trim(source: &Source, span: Span) -> Span {
    let text = source.slice(span);
    let kept = text.trim_blanks();
    let start = text.len() - text.trim_blanks_start().len();
    part(span, start.min(text.len() - kept.len()), start.min(text.len() - kept.len()) + kept.len())
}

fn part(span: Span, start: usize, end: usize) -> Span {
    let at = |n: usize| span.start() + u32::try_from(n).unwrap_or_default();
    Span::new(at(start), at(end))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalog::Catalog;
    use crate::limits::Limits;
    use crate::recognise::outline::outline;
    use crate::recognise::{Vocabulary, broken, edition, read_tables, segments};
    use crate::report::{AdministrativeLevel as Level, OrganizationKind as Kind, Report, YearEvidenceKind};

    const REPORTS: [&str; 5] = [
        include_str!("../../../tests/data/reports/000.txt"),
        include_str!("../../../tests/data/reports/001.txt"),
        include_str!("../../../tests/data/reports/002.txt"),
        include_str!("../../../tests/data/reports/003.txt"),
        include_str!("../../../tests/data/reports/004.txt"),
    ];

    struct Engine {
        catalog: Catalog,
        vocabulary: Vocabulary,
    }

    impl Engine {
        fn new() -> Self {
            let catalog = Catalog::load().unwrap();
            let vocabulary = Vocabulary::new(&catalog.forms);
            Self { catalog, vocabulary }
        }

        /// Reads a text as recognition does, tables first.
        fn read(&self, text: &str) -> (Source, Identity, Outline) {
            let source = Source::new(text.to_owned());
            let mut segments = segments::segments(&source, &self.vocabulary, &Limits::default()).unwrap();
            broken::join(&source, &self.vocabulary, &mut segments.cells);
            let scores = edition::scores(&segments.cells, &self.vocabulary, self.catalog.forms.len());
            let form = edition::best(&scores).first().copied();
            let mut report = Report::default();
            let lines = match form {
                Some(form) => read_tables(&source, &self.catalog, &self.vocabulary, &segments, form, &mut report),
                None => segments.lines.clone(),
            };
            let outline = outline(&source, self.vocabulary.folder(), self.vocabulary.official(), form, &lines);
            let identity = identity(&source, &outline, &report.tables);
            (source, identity, outline)
        }
    }

    fn read(text: &str) -> (Source, Identity) {
        let (source, identity, _) = Engine::new().read(text);
        (source, identity)
    }

    fn dates(text: &str) -> Vec<(String, StatedDateKind)> {
        read(text).1.dates.iter().map(|date| (date.date.to_string(), date.kind)).collect()
    }

    fn evidence(identity: &Identity) -> Vec<(i32, YearEvidenceKind)> {
        let mut all: Vec<_> = identity.year.evidence.iter().map(|e| (e.year, e.kind)).collect();
        all.dedup();
        all
    }

    #[test]
    fn the_five_reports_tell_title_body_year_and_period() {
        let engine = Engine::new();
        let read: Vec<_> = REPORTS
            .iter()
            .map(|text| {
                let (_, identity, _) = engine.read(text);
                let body = identity.organization.map(|found| (found.name, found.level, found.kind));
                let period = identity.period.map(|period| format!("{}..{}", period.start, period.end));
                let dates: Vec<String> = identity.dates.iter().map(|date| date.date.to_string()).collect();
                (identity.title.map(|title| title.text), body, identity.year.year, period, dates)
            })
            .collect();
        let body = |name: &str, level| Some((name.to_owned(), level, Kind::Government));
        let title = |text: &str| Some(text.to_owned());
        let year = |year: i32| Some(format!("{year}-01-01..{year}-12-31"));
        let expected = [
            (
                title("上犹县政府办2018年政府信息公开工作年度报告"),
                body("上犹县政府办", Level::County),
                Some(2018),
                year(2018),
                vec!["2019-01-31".to_owned()],
            ),
            (None, None, Some(2018), None, vec![]),
            (None, body("上高县人民政府办公室", Level::County), Some(2017), year(2017), vec![]),
            (title("宜丰县2020年政府信息公开工作年度报告"), body("宜丰县", Level::County), Some(2020), year(2020), vec![]),
            (title("永隆乡2019年政府信息公开工作年度报告"), body("永隆乡", Level::Township), Some(2019), None, vec![]),
        ];
        assert_eq!(read, expected);
    }

    #[test]
    fn the_headings_of_the_five_reports_do_not_depend_on_how_tables_are_cut_out() {
        let engine = Engine::new();
        let count: Vec<usize> = REPORTS.iter().map(|text| engine.read(text).2.sections.len()).collect();
        assert_eq!(count, [37, 38, 14, 15, 23]);
    }

    #[test]
    fn a_carried_over_year_is_outweighed_and_kept() {
        let (source, identity) = read(REPORTS[4]);
        assert_eq!(identity.year.year, Some(2019));
        let other: Vec<_> = identity.year.evidence.iter().filter(|e| e.year != 2019).map(|e| (e.kind, source.slice(e.span))).collect();
        assert_eq!(other, [(YearEvidenceKind::Heading, "2018年"), (YearEvidenceKind::Caption, "2018年度")]);
        assert!(identity.year.evidence.iter().any(|e| (e.kind, e.year) == (YearEvidenceKind::Attachment, 2019)));
        assert!(identity.year.reason.zh.contains("2018年") && identity.year.reason.en.contains("2018"));
    }

    #[test]
    fn without_title_and_period_the_column_heads_decide() {
        let (_, identity) = read(REPORTS[1]);
        assert_eq!(evidence(&identity).last(), Some(&(2018, YearEvidenceKind::Column)));
    }

    #[test]
    fn plans_law_dates_and_events_are_no_evidence() {
        let text = "一、总体情况\n2020年，我乡将继续深化公开。\n国办发〔2016〕80号印发后，推进公开。\n2019年5月3日，召开会议。\n\
                    2019年以来，我乡公开信息。\n五、2020年工作打算\n2020年，抓好落实。";
        let (_, identity) = read(text);
        assert_eq!((identity.year.year, evidence(&identity)), (None, vec![]));
        assert!(!identity.year.reason.is_empty());
    }

    #[test]
    fn openings_of_paragraphs_decide_by_majority_where_nothing_stronger_speaks() {
        let text = "一、总体情况\n2018年，我乡公开信息3条。\n2019年，我乡公开信息4条。\n２０１９年度公开平台一个。";
        assert_eq!(read(text).1.year.year, Some(2019));
    }

    #[test]
    fn a_garbled_period_is_there_and_unreadable() {
        let (source, identity) = read("本报告统计期限自201711日至20171231日，特此说明。\n一、概述\n文");
        assert_eq!(identity.period, None);
        assert_eq!(identity.unreadable_period.map(|span| source.slice(span)), Some("201711日至20171231日"));
    }

    #[test]
    fn signatures_and_page_lines_date_the_report() {
        use StatedDateKind::{Publication, Signature};
        let body = "一、总体情况\n全年公开情况良好。\n";
        let date = |text: &str, kind| (text.to_owned(), kind);
        assert_eq!(dates(&format!("{body}\n　　二〇二〇年一月二十日\n附件1")), [date("2020-01-20", Signature)]);
        assert_eq!(dates(&format!("{body}上犹县人民政府办公室2020年1月20日")), [date("2020-01-20", Signature)]);
        assert_eq!(
            dates(&format!("发布日期：2020-02-01　浏览次数：3\n{body}\n2020年1月20日")),
            [date("2020-02-01", Publication), date("2020-01-20", Signature)]
        );
        assert_eq!(dates(&format!("2020年3月1日 来源：县政府办\n{body}")), [date("2020-03-01", Publication)]);
        assert_eq!(
            dates(&format!("成文日期：2020-01-20 发布时间：2020年2月1日\n{body}")),
            [date("2020-01-20", Signature), date("2020-02-01", Publication)]
        );
        assert_eq!(dates("一、总体情况\n2020年1月20日\n召开会议，部署工作。"), []);
        assert_eq!(dates(&format!("{body}2020年2月30日")), []);
    }

    #[test]
    fn the_body_is_named_by_signature_or_reporting_unit_where_nothing_better_names_it() {
        let name = |text: &str| read(text).1.organization.map(|found| found.name);
        let body = "一、总体情况\n全年公开情况良好。\n";
        assert_eq!(name(&format!("{body}上犹县水利局\n2020年1月20日")).as_deref(), Some("上犹县水利局"));
        assert_eq!(name(&format!("{body}填报单位（盖章）：上犹县水利局")).as_deref(), Some("上犹县水利局"));
        assert_eq!(name(&format!("{body}填报单位（盖章）：")), None);
        assert_eq!(name(&format!("本报告由县政府办公室编制。\n{body}")), None);
        assert_eq!(name(&format!("本报告由我局编制。\n{body}")), None);
    }

    #[test]
    fn any_prefix_of_a_report_is_identified_without_panic() {
        let engine = Engine::new();
        for text in REPORTS {
            for (at, _) in text.char_indices().step_by(151) {
                let (source, identity, _) = engine.read(&text[..at]);
                for evidence in &identity.year.evidence {
                    assert!(source.slice(evidence.span).contains('年') || evidence.kind == YearEvidenceKind::Period);
                }
            }
        }
    }

    proptest::proptest! {
        #[test]
        fn words_of_reports_in_any_order_are_read_without_panic(
            words in proptest::collection::vec(proptest::sample::select(WORDS), 0..60),
        ) {
            let (source, identity, outline) = ENGINE.with(|engine| engine.read(&words.concat()));
            let spans = outline.sections.iter().flat_map(|s| [s.span, s.ordinal_span, s.extent]);
            let spans = spans.chain(outline.paragraphs.iter().copied()).chain(outline.furniture.iter().copied());
            let spans = spans.chain(identity.year.evidence.iter().map(|e| e.span)).chain(identity.dates.iter().map(|d| d.span));
            let spans = spans.chain(identity.title.iter().map(|t| t.span)).chain(identity.organization.iter().map(|o| o.span));
            for span in spans.chain(identity.period.iter().map(|p| p.span)).chain(identity.unreadable_period) {
                proptest::prop_assert!(source.text().get(span.range()).is_some());
            }
        }
    }

    /// Pieces that the readers decide by, and characters of every width between them.
    const WORDS: &[&str] = &[
        "一、",
        "二、",
        "三.",
        "（一）",
        "(二)",
        "1.",
        "２．",
        "1、",
        "（1）",
        "第一部分",
        "总体情况",
        "主动公开政府信息情况",
        "其他需要报告的事项",
        "\n",
        "\n\n",
        "。",
        "；",
        "：",
        "，",
        " ",
        "　",
        "\u{a0}",
        "\t",
        "2018年",
        "二〇一九年",
        "度",
        "1月",
        "31日",
        "至",
        "起",
        "止",
        "统计期限",
        "自",
        "上犹县",
        "人民政府",
        "政府信息公开",
        "工作",
        "年度报告",
        "报告",
        "附件",
        "填报单位",
        "由",
        "编制",
        "发布日期",
        "来源",
        "（",
        "）",
        "《",
        "》",
        "—",
        "- 3 -",
        "**",
        "##",
        "[bookmark: ",
        "]",
        "……",
        "3",
        "件",
        "将",
        "|",
        "𠮷",
        "é",
        "年",
        "月",
        "日",
    ];

    thread_local! {
        static ENGINE: Engine = Engine::new();
    }
}

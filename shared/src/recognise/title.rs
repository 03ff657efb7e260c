//! From the lines above the first heading to the title, and from the title to the body and year that it names.
//!
//! A title may run over several lines, be padded (`年 度 报 告`) and stand below web-page chrome, a document number or a
//! body's name. A line is a title only by its own words (…信息公开…报告); where no line has them there is none, and
//! nothing is put in its place.
//!
//! ```text
//! 永隆乡2019年政府信息公开      one title, 永隆乡2019年政府信息公开工作年度报告:
//! 工作年度报告                  the body 永隆乡, the year 2019
//! ```

use std::ops::Range;

use crate::amount::{Blanks, digit, is_blank};
use crate::recognise::date::{leading_date, years};
use crate::recognise::ordinal::{Ordinal, numeral};
use crate::recognise::organization;
use crate::report::Title;
use crate::source::{Source, Span};

/// A title with what it names.
#[derive(Debug)]
pub(crate) struct TitleReading {
    /// The title.
    pub(crate) title: Title,
    /// The body's name and where it stands.
    pub(crate) organization: Option<(String, Span)>,
    /// The year and where it stands.
    pub(crate) year: Option<(i32, Span)>,
}

/// Lines above the first heading that are looked at.
const LINES: usize = 40;
/// Lines that one title may run over.
const PIECES: usize = 6;
/// Longest line of a title, in bytes.
const LONGEST: u32 = 240;
/// Shortest title, in characters, that names neither body nor year.
const SHORTEST_BARE: usize = 9;

/// Starts of sentences that end like a title.
const SENTENCES: [&str; 8] = ["附", "根据", "按照", "依据", "现将", "本报告", "特", "为"];

/// Reads the title from the lines above the first heading.
pub(crate) fn title(source: &Source, head: &[Span]) -> Option<TitleReading> {
    let head = &head[..head.len().min(LINES)];
    let mut bare = None;
    for last in 0..head.len() {
        let Some(reading) = title_ending_at(source, head, last) else { continue };
        if reading.year.is_some() {
            return Some(reading);
        }
        let long_enough = reading.organization.is_some() || reading.title.text.chars().count() >= SHORTEST_BARE;
        if bare.is_none() && long_enough {
            bare = Some(reading);
        }
    }
    bare
}

fn title_ending_at(source: &Source, head: &[Span], last: usize) -> Option<TitleReading> {
    if !may_close(source.slice(head[last])) || !may_be_part(source, head[last]) {
        return None;
    }
    let mut first = last;
    let mut words = Words::read(source, &head[first..=last]);
    while !words.is_title() {
        first = previous(source, head, first, last)?;
        words = Words::read(source, &head[first..=last]);
    }
    // A line above belongs to the title if it names the body or the year that the title lacks.
    while let Some(above) = previous(source, head, first, last) {
        let extended = Words::read(source, &head[above..=last]);
        let adds_body =
            words.organization().is_none() && extended.organization().is_some_and(|name| organization::is_known(&extended.text[name]));
        let adds_year = words.year().is_none() && extended.year().is_some();
        if !adds_body && !adds_year {
            break;
        }
        (first, words) = (above, extended);
    }
    Some(words.reading())
}

/// The line above `first`, if it can be part of the same title.
fn previous(source: &Source, head: &[Span], first: usize, last: usize) -> Option<usize> {
    let above = first.checked_sub(1)?;
    let between = source.slice(Span::new(head[above].end(), head[first].start()));
    let adjacent = between.chars().all(|c| is_blank(c) || matches!(c, '#' | '*')) && between.matches('\n').count() <= 2;
    (adjacent && last - above < PIECES && may_be_part(source, head[above])).then_some(above)
}

fn may_be_part(source: &Source, line: Span) -> bool {
    let text = source.slice(line);
    line.len() <= LONGEST
        && !text.contains(['。', '；', '：', ':', '？', '〔', '【', '>', '|'])
        && !SENTENCES.iter().any(|start| text.starts_with(start))
        && Ordinal::read(text).is_none()
        && leading_date(text).is_none()
}

/// Whether a line ends as titles do, an addition in brackets apart.
fn may_close(text: &str) -> bool {
    without_addition(text.trim_blanks_end()).trim_blanks_end().ends_with(['告', '报', '结', '示', '知'])
}

fn without_addition(text: &str) -> &str {
    if text.ends_with(['）', ')']) { text.rfind(['（', '(']).map_or(text, |open| &text[..open]) } else { text }
}

/// The words of a title without blanks, and where each character stands.
struct Words {
    text: String,
    places: Vec<(usize, Span)>,
}

impl Words {
    fn read(source: &Source, lines: &[Span]) -> Self {
        let mut words = Self { text: String::new(), places: Vec::new() };
        for line in lines {
            let mut at = line.start();
            for c in source.slice(*line).chars() {
                let end = at + u32::try_from(c.len_utf8()).unwrap_or_default();
                if !is_blank(c) {
                    words.places.push((words.text.len(), Span::new(at, end)));
                    words.text.push(c);
                }
                at = end;
            }
        }
        words
    }

    fn is_title(&self) -> bool {
        let text = without_addition(&self.text);
        (text.contains("信息公开") || text.contains("政务公开"))
            && (["报告", "年报", "总结"].iter().any(|end| text.ends_with(end)) || is_announcement(text))
    }

    /// Where the body's name stands in the text: what comes before the year and the subject, or between them.
    fn organization(&self) -> Option<Range<usize>> {
        let subject = ["政府信息公开", "信息公开", "政务公开", "关于", "年度报告", "年报"];
        let lead = announced(&self.text).unwrap_or(if self.text.starts_with("关于") { "关于".len() } else { 0 });
        let mut end = subject.iter().filter_map(|word| self.text[lead..].find(word)).min()? + lead;
        // 人民政府信息公开 shares its 政府 between the body and the subject.
        if self.text[..end].ends_with("人民") && self.text[end..].starts_with("政府") {
            end += "政府".len();
        }
        let year = self.text[lead..end].char_indices().map(|(at, _)| at + lead).find(|&at| starts_year(&self.text[at..]));
        let name = match year {
            Some(year) if year > lead => lead..year,
            Some(year) => after_year(&self.text[..end], year)..end,
            None => lead..end,
        };
        let kept = self.text[name.clone()].trim_end_matches(['的', '，', ',', '、', '—', '-']);
        let name = name.start..name.start + kept.len();
        let own = ["我", "本", "年", "《", "中华人民共和国政府信息"].iter().any(|start| kept.starts_with(start));
        (kept.chars().count() >= 2 && kept.len() <= 120 && !own).then_some(name)
    }

    fn year(&self) -> Option<(i32, Range<usize>)> {
        let year = years(&self.text).next()?;
        Some((year.year, year.start..year.end))
    }

    fn span(&self, range: &Range<usize>) -> Span {
        let mut places = self.places.iter().filter(|(at, _)| range.contains(at)).map(|(_, span)| *span);
        let first = places.next().unwrap_or(Span::new(0, 0));
        places.next_back().map_or(first, |last| first.cover(last))
    }

    fn reading(self) -> TitleReading {
        let organization = self.organization().map(|name| (self.text[name.clone()].to_owned(), self.span(&name)));
        let year = self.year().map(|(year, at)| (year, self.span(&at)));
        let span = self.span(&(0..self.text.len()));
        TitleReading { title: Title { text: self.text, span }, organization, year }
    }
}

/// Where the name of what is announced begins: 关于公布…的公告.
fn announced(text: &str) -> Option<usize> {
    let about = text.strip_prefix("关于")?;
    let verb = ["公布", "发布", "公开", "公示"].iter().find(|verb| about.starts_with(**verb) && is_announcement(text))?;
    Some("关于".len() + verb.len())
}

/// Whether a heading announces a report and so is its title: 关于公布某局2013年政府信息公开工作年度报告的公告.
fn is_announcement(text: &str) -> bool {
    let verbs = ["关于公布", "关于发布", "关于公开", "关于公示"];
    let ends = ["报告的公告", "报告的通告", "报告的公示", "报告的通知"];
    verbs.iter().any(|verb| text.starts_with(verb)) && ends.iter().any(|end| text.ends_with(end))
}

/// Whether four digits of a year stand here, in any script.
fn starts_year(text: &str) -> bool {
    text.chars().take_while(|&c| digit(c).is_some() || numeral(c).is_some_and(|value| value < 10)).count() >= 2
}

/// Where the words that name a year, or a range of years, end.
fn after_year(text: &str, start: usize) -> usize {
    let is_year = |c: char| digit(c).is_some() || numeral(c).is_some() || matches!(c, '-' | '—' | '－' | '至' | '学' | '年' | '度');
    text.len() - text[start..].trim_start_matches(is_year).len()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Option<(String, Option<String>, Option<i32>)> {
        let source = Source::new(text.to_owned());
        let lines: Vec<Span> =
            (0..source.line_count()).map(|at| source.line(at)).filter(|&line| !source.slice(line).trim().is_empty()).collect();
        title(&source, &lines).map(|reading| {
            if let Some((name, span)) = &reading.organization {
                let printed: String = source.slice(*span).chars().filter(|&c| !is_blank(c)).collect();
                assert_eq!(&printed, name);
            }
            (reading.title.text, reading.organization.map(|found| found.0), reading.year.map(|found| found.0))
        })
    }

    #[test]
    fn body_and_year_are_read_in_any_order() {
        for (text, body, year) in [
            ("上犹县政府办2018年政府信息公开工作\n年\u{a0}度\u{a0}报\u{a0}告", "上犹县政府办", 2018),
            ("\n永隆乡2019年政府信息公开\n工作年度报告", "永隆乡", 2019),
            ("2021年上犹县人民政府信息公开工作年度报告", "上犹县人民政府", 2021),
            ("上饶市人民政府\n\n二〇二〇年政府信息公开工作年度报告", "上饶市人民政府", 2020),
            ("关于宜丰县水利局２０２２年度政府信息公开工作的报告", "宜丰县水利局", 2022),
            ("宜丰县政府信息公开工作年度报告（2018年度）", "宜丰县", 2018),
            ("会府办字〔2020〕3号\n会昌县2019年政府信息公开年报", "会昌县", 2019),
            ("关于公布会昌县林业局2013年度政府信息公开工作年度报告的公告", "会昌县林业局", 2013),
            ("年\n度\n会昌县2019年政府信息公开\n年\n度\n报\n告", "会昌县", 2019),
        ] {
            let (title, found, found_year) = read(text).unwrap();
            assert_eq!((found.as_deref(), found_year), (Some(body), Some(year)), "{title}");
            assert!(!title.contains(is_blank));
        }
    }

    #[test]
    fn a_padded_title_is_closed_up() {
        let (title, ..) = read("上犹县政府办2018年政府信息公开工作\n年\u{a0}度\u{a0}报\u{a0}告").unwrap();
        assert_eq!(title, "上犹县政府办2018年政府信息公开工作年度报告");
    }

    #[test]
    fn a_missing_title_is_not_invented() {
        for text in [
            "",
            "会府办字〔2020〕3号",
            "本报告根据《中华人民共和国政府信息公开条例》要求，由上高县人民政府办公室编制。",
            "政府信息公开年报",
            "关于做好2018年政府信息公开工作的通知",
            "关于报送2018年政府信息公开工作年度报告的通知",
            "2018年，我区政府认真贯彻落实《条例》",
            "附件：2018年政府信息公开工作年度报告",
        ] {
            assert_eq!(read(text), None, "{text}");
        }
    }

    #[test]
    fn a_title_without_body_names_none() {
        assert_eq!(read("2018年政府信息公开工作年度报告"), Some(("2018年政府信息公开工作年度报告".into(), None, Some(2018))));
        assert_eq!(read("政府信息公开工作年度报告"), Some(("政府信息公开工作年度报告".into(), None, None)));
        let schooled = read("江西师范大学2018-2019学年信息公开工作年度报告").unwrap();
        assert_eq!((schooled.1.as_deref(), schooled.2), (Some("江西师范大学"), None));
    }
}

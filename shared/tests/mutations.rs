//! Planted mistakes: every figure that a relation rests on is changed in clean reports, one at a time, and the relation
//! must object, naming the cell, in one group of findings; and so are the figures, years, ordinals, document numbers and
//! brackets of the prose, where the right rule must object at the right place.
//!
//! Which relations a change breaks is worked out here from the form's data and plain addition, not by asking the rules;
//! relations in the prose are marked by hand in `tests/data/mutations.txt`, slips among traps in `tests/data/slips.txt`. Every test prints how many were planted and found.

mod support;

use std::collections::{BTreeMap, BTreeSet};

use gouji_core::amount::Amount;
use gouji_core::finding::Severity;
use gouji_core::form::{CellId, Form, Operator, Relation, RelationInstance};
use gouji_core::report::Report;
use gouji_core::{Checked, Document, Engine, Limits, Options, Span};

/// How many plants were tried in an edition, how many the right rule found with the right cell, and how many in one group.
#[derive(Debug, Default)]
struct Score {
    planted: usize,
    found: usize,
    together: usize,
    missed: Vec<String>,
    scattered: Vec<String>,
}

fn check(engine: &Engine, text: &str) -> Checked {
    engine
        .check(Document { name: "test.txt", bytes: text.as_bytes(), charset: None }, &Options::default())
        .expect("it is within the limits")
}

fn reports(prefix: &str) -> Vec<(String, String)> {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../tests/data/clean");
    let entries = std::fs::read_dir(folder).expect("the folder is there").map(|entry| entry.expect("it can be read").file_name());
    let mut names: Vec<_> = entries.map(|name| name.to_string_lossy().into_owned()).filter(|name| name.starts_with(prefix)).collect();
    names.sort();
    names.into_iter().map(|name| (name.clone(), support::data(&format!("clean/{name}")))).collect()
}

/// The figures a changed report would state; `None` for a blank.
type Figures<'a> = &'a dyn Fn(CellId) -> Option<Amount>;

fn sum(figures: Figures<'_>, cells: &[CellId]) -> Option<Amount> {
    cells.iter().map(|&cell| figures(cell)).try_fold(Amount::ZERO, |sum, figure| Some(sum + figure?))
}

/// Whether an equation, the plainest of relations, holds; `None` if blanks leave it open.
fn holds(relation: &Relation, instance: &RelationInstance, figures: Figures<'_>) -> Option<bool> {
    let (left, right) = (sum(figures, &instance.left)?, sum(figures, &instance.right)?);
    Some(match relation.operator {
        Operator::Equal => left == right,
        Operator::AtMost => left <= right,
        Operator::AtLeast => left >= right,
        _ => return None,
    })
}

/// The codes of the relations that a change breaks, of those that rest on the cell.
fn broken<'a>(form: &'a Form, report: &Report, cell: CellId, value: Amount) -> BTreeSet<&'a str> {
    let figures = |other: CellId| if other == cell { Some(value) } else { report.amount(other) };
    let mut codes = BTreeSet::new();
    for relation in &form.relations {
        for instance in &relation.instances {
            if (instance.left.contains(&cell) || instance.right.contains(&cell)) && holds(relation, instance, &figures) == Some(false) {
                codes.insert(relation.code.as_str());
            }
        }
    }
    codes
}

/// The values to plant in place of a figure: one more, one less, digits transposed.
fn plants(text: &str) -> Vec<String> {
    let Ok(number) = text.parse::<i64>() else { return Vec::new() };
    let mut plants = vec![(number + 1).to_string()];
    if number != 0 {
        plants.push((number - 1).to_string());
    }
    if !text.bytes().all(|byte| byte.is_ascii_digit()) {
        return plants;
    }
    let digits = text.as_bytes();
    if let Some(at) = (0..digits.len().saturating_sub(1)).find(|&at| digits[at] != digits[at + 1] && (at > 0 || digits[1] != b'0')) {
        let mut swapped = digits.to_vec();
        swapped.swap(at, at + 1);
        plants.push(String::from_utf8(swapped).expect("digits are text"));
    }
    plants
}

fn plant_everywhere(engine: &Engine, edition: &str) -> Score {
    let mut score = Score::default();
    let form = &engine.catalog().forms[engine.catalog().form_index(edition).expect("the edition is known")];
    for (name, text) in reports(edition) {
        let clean = check(engine, &text);
        let groups_before = groups(&clean).len();
        for statistic in &clean.report.statistics {
            let (Some(cell), Some(span), Some(_)) = (statistic.cell(), statistic.span, statistic.amount()) else { continue };
            for plant in plants(clean.source.slice(span)) {
                let value = plant.parse().expect("digits are a number");
                let expected = broken(form, &clean.report, cell, value);
                if expected.is_empty() {
                    continue;
                }
                let mut changed = clean.source.text().to_owned();
                changed.replace_range(span.range(), &plant);
                let checked = check(engine, &changed);
                score.planted += 1;
                let what = format!("{name} {} {} → {plant}: {expected:?}", form.address(cell), clean.source.slice(span));
                let hit =
                    checked.judgement.findings.iter().find(|finding| {
                        expected.contains(engine.catalog().rule(finding.rule).code.as_str()) && finding.cells.contains(&cell)
                    });
                match hit {
                    Some(_) => score.found += 1,
                    None => score.missed.push(what.clone()),
                }
                let loud = groups(&checked);
                if loud.len() <= groups_before + 1 {
                    score.together += 1;
                } else {
                    score.scattered.push(format!("{what} {loud:?}"));
                }
            }
        }
    }
    score
}

/// The groups of errors and warnings, with the codes in each.
fn groups(checked: &Checked) -> BTreeMap<String, Vec<String>> {
    let mut groups: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for finding in checked.judgement.findings.iter().filter(|finding| finding.severity > Severity::Info) {
        groups.entry(finding.group.clone()).or_default().push(finding.message.zh.clone());
    }
    groups
}

#[test]
fn a_changed_figure_is_found_by_the_relation_it_breaks_and_told_once() {
    let engine = Engine::new(Limits::default()).expect("the catalogue loads");
    for form in &engine.catalog().forms {
        let score = plant_everywhere(&engine, &form.id);
        println!("{}: {} planted, {} found, {} in one group", form.id, score.planted, score.found, score.together);
        assert!(score.planted > 100, "{}: {} planted", form.id, score.planted);
        let tell = |lines: &[String]| lines.iter().take(40).cloned().collect::<Vec<_>>().join("\n");
        assert!(score.found * 100 >= score.planted * 99, "{}: {} of {}\n{}", form.id, score.found, score.planted, tell(&score.missed));
        assert!(score.together * 100 >= score.planted * 99, "{}: {}\n{}", form.id, score.together, tell(&score.scattered));
    }
}

/// A mistake planted in the text: what it is, how it is made in a report that has the place for it, and the rules of which
/// one must object.
struct Slip {
    what: &'static str,
    make: fn(&Checked) -> Option<String>,
    codes: &'static [&'static str],
}

const SLIPS: &[Slip] = &[
    Slip {
        what: "last year in the title",
        make: |checked| earlier(checked, checked.report.title.as_ref()?.span),
        codes: &["YR-TITLE-PERIOD", "YR-MAJORITY"],
    },
    Slip { what: "last year in the period", make: |checked| earlier(checked, checked.report.period?.span), codes: &["YR-TITLE-PERIOD"] },
    Slip {
        what: "eleven months",
        make: |checked| replaced(checked, checked.report.period?.span, "1月1日", "2月1日"),
        codes: &["YR-PERIOD-RANGE", "YR-PERIOD-MISSING"],
    },
    Slip {
        what: "an ordinal skipped",
        make: |checked| renumbered(checked, "四、", "五、"),
        codes: &["STR-ORDINAL-GAP", "STR-ORDINAL-DUP"],
    },
    Slip { what: "an ordinal doubled", make: |checked| renumbered(checked, "五、", "四、"), codes: &["STR-ORDINAL-DUP"] },
    Slip { what: "a section left out", make: |checked| without_section(checked, 5), codes: &["STR-SECTION-MISSING"] },
    Slip { what: "a section of a table left out", make: |checked| without_section(checked, 4), codes: &["STR-SECTION-MISSING"] },
    Slip { what: "a table left out", make: |checked| without_table(checked, 0), codes: &["STR-TABLE-MISSING"] },
    Slip {
        what: "the last table left out",
        make: |checked| without_table(checked, checked.report.tables.len() - 1),
        codes: &["STR-TABLE-MISSING"],
    },
    Slip { what: "a row left out", make: without_row, codes: &["FORM-ROW-MISSING"] },
    Slip {
        what: "a list without its second item",
        make: |checked| first(checked, "二是", "三是"),
        codes: &["STR-INLINE-ENUM-GAP", "STR-INLINE-ENUM-DUP"],
    },
    Slip { what: "a list with two second items", make: |checked| first(checked, "三是", "二是"), codes: &["STR-INLINE-ENUM-DUP"] },
];

/// The text with the part at a span replaced.
fn with(checked: &Checked, span: Span, part: &str) -> String {
    let mut text = checked.source.text().to_owned();
    text.replace_range(span.range(), part);
    text
}

fn replaced(checked: &Checked, span: Span, from: &str, to: &str) -> Option<String> {
    let part = checked.source.slice(span);
    part.contains(from).then(|| with(checked, span, &part.replacen(from, to, 1)))
}

/// The year before in place of the report year.
fn earlier(checked: &Checked, span: Span) -> Option<String> {
    let year = checked.report.year.year?;
    let part = checked.source.slice(span);
    part.contains(&year.to_string()).then(|| with(checked, span, &part.replace(&year.to_string(), &(year - 1).to_string())))
}

fn renumbered(checked: &Checked, from: &str, to: &str) -> Option<String> {
    let section = checked.report.sections.iter().find(|section| section.level == 1 && section.ordinal == from)?;
    Some(with(checked, section.ordinal_span, to))
}

fn without_section(checked: &Checked, number: u8) -> Option<String> {
    let section = checked.report.sections.iter().find(|section| section.form_section == Some(number) && section.number > 0)?;
    Some(with(checked, section.ordinal_span.cover(section.extent), ""))
}

fn without_table(checked: &Checked, at: usize) -> Option<String> {
    let table = checked.report.tables.get(at).filter(|_| checked.report.tables.len() > 1)?;
    Some(with(checked, table.span, ""))
}

/// The text without a line that is a row of a table.
fn without_row(checked: &Checked) -> Option<String> {
    let label = ["重复申请", "网络申请数", "2.网络申请数", "行政强制"];
    let text = checked.source.text();
    let line = text.split_inclusive('\n').find(|line| {
        label.iter().any(|label| line.contains(label))
            && line.contains(['\t', '|'])
            && line.matches('0').count() > 0
            && line.trim_start().chars().count() > 9
    })?;
    Some(text.replacen(line, "", 1))
}

fn first(checked: &Checked, from: &str, to: &str) -> Option<String> {
    checked.source.text().contains(from).then(|| checked.source.text().replacen(from, to, 1))
}

#[test]
fn a_slip_in_the_text_is_found_by_its_rule_and_told_once() {
    let engine = Engine::new(Limits::default()).expect("the catalogue loads");
    for slip in SLIPS {
        let mut score = Score::default();
        for (name, text) in ["gb", "indicator"].into_iter().flat_map(reports) {
            let clean = check(&engine, &text);
            let Some(changed) = (slip.make)(&clean) else { continue };
            let checked = check(&engine, &changed);
            score.planted += 1;
            let codes: Vec<_> =
                checked.judgement.findings.iter().map(|finding| engine.catalog().rule(finding.rule).code.as_str()).collect();
            match slip.codes.iter().any(|code| codes.contains(code)) {
                true => score.found += 1,
                false => score.missed.push(format!("{name}: {codes:?}")),
            }
            let loud = groups(&checked);
            match loud.len() {
                0 | 1 => score.together += 1,
                _ => score.scattered.push(format!("{name}: {loud:?}")),
            }
        }
        println!("{}: {} planted, {} found, {} in one group", slip.what, score.planted, score.found, score.together);
        assert!(score.planted > 10, "{}: {} planted", slip.what, score.planted);
        assert_eq!(score.missed, Vec::<String>::new(), "{}", slip.what);
        // A few reports are then wrong in two ways: the ordinance had no year before its first, a numbering may end early.
        assert!(score.together + 2 >= score.planted, "{}: {:#?}", slip.what, score.scattered);
    }
}

/// A kind of mistake that can be made in many places of a text: all texts that differ by one, each with the changed place,
/// and the rules of which one must object there.
struct Spread {
    what: &'static str,
    make: fn(&Checked) -> Vec<Planted>,
    codes: &'static [&'static str],
    /// Fewest that must have been planted for the figure to say anything.
    fewest: usize,
    /// How many of a hundred must be found.
    least: usize,
}

/// A text with one mistake, and where it is.
struct Planted {
    text: String,
    at: Span,
}

const SPREADS: &[Spread] = &[
    Spread {
        what: "a bracket lost",
        make: |checked| lost(checked, &['（', '）', '《', '》']),
        codes: &["TXT-BRACKETS", "TXT-QUOTES"],
        fewest: 400,
        least: 99,
    },
    Spread {
        what: "a quotation mark lost", make: |checked| lost(checked, &['“', '”']), codes: &["TXT-QUOTES"], fewest: 100, least: 99
    },
    Spread {
        what: "brackets of another kind in a document number",
        make: other_brackets,
        codes: &["TXT-DOCNUM-FORM"],
        fewest: 20,
        least: 99,
    },
    Spread {
        what: "another number of a national document",
        make: other_number,
        codes: &["LAW-CITE-NUMBER", "LAW-CITE-MISMATCH"],
        fewest: 15,
        least: 99,
    },
    Spread {
        what: "an ordinal of a part of a section",
        make: |checked| {
            let parts = checked.report.sections.iter().filter(|section| section.level == 2 && section.ordinal.starts_with('（'));
            parts.filter_map(|section| next_ordinal(checked, section.ordinal_span)).collect()
        },
        codes: &["STR-ORDINAL-GAP", "STR-ORDINAL-DUP", "STR-ORDINAL-START"],
        fewest: 150,
        least: 99,
    },
    Spread {
        what: "an ordinal of a list in a sentence",
        make: |checked| {
            let text = checked.source.text();
            let lists = text.match_indices('是').filter_map(|(at, _)| Some(Span::of(at.checked_sub(3)?..at)));
            let inside = |span: &Span| checked.report.paragraphs.iter().any(|paragraph| paragraph.contains(*span));
            let leads = |span: &Span| text[..span.start() as usize].ends_with(['。', '；', '：', '，', '\n']);
            lists.filter(inside).filter(leads).filter_map(|span| next_ordinal(checked, span)).collect()
        },
        codes: &["STR-INLINE-ENUM-GAP", "STR-INLINE-ENUM-DUP", "STR-INLINE-ENUM-START"],
        fewest: 100,
        least: 99,
    },
    Spread {
        what: "last year in the caption or header of a table",
        make: |checked| {
            let year = checked.report.year.year.unwrap_or_default();
            let (caption, column) = (format!("（{year}年度）"), format!("单位\t{year}年\t"));
            let text = checked.source.text();
            let places = text.match_indices(&caption).chain(text.match_indices(&column));
            places
                .filter_map(|(at, found)| {
                    let span = Span::of(at..at + found.len());
                    Some(Planted { text: earlier(checked, span)?, at: span })
                })
                .collect()
        },
        codes: &["YR-CAPTION-YEAR", "YR-COLUMN-YEAR", "YR-MAJORITY"],
        fewest: 5,
        least: 99,
    },
];

/// The text without one of its marks, for each of them in sentences. Ordinals in brackets are left alone.
fn lost(checked: &Checked, marks: &[char]) -> Vec<Planted> {
    let mut planted = Vec::new();
    for &paragraph in &checked.report.paragraphs {
        let text = checked.source.slice(paragraph);
        if !text.contains('。') {
            continue;
        }
        for (at, mark) in text.char_indices().filter(|(_, mark)| marks.contains(mark)) {
            let numeral = |c: char| "一二三四五六七八九十".contains(c) || c.is_ascii_digit();
            let inner = match mark {
                '（' => text[at..].split(['（', '）']).nth(1),
                '）' => text[..at].rsplit('（').next(),
                _ => None,
            };
            if inner.is_some_and(|inner| inner.chars().all(numeral)) {
                continue;
            }
            let start = paragraph.start() as usize + at;
            let span = Span::of(start..start + mark.len_utf8());
            planted.push(Planted { text: with(checked, span, ""), at: paragraph });
        }
    }
    planted
}

/// The text with other brackets around a year of a document number, for each of them.
fn other_brackets(checked: &Checked) -> Vec<Planted> {
    let text = checked.source.text();
    let mut planted = Vec::new();
    for (at, _) in text.match_indices('〔') {
        let Some(end) = text[at..].find('〕').map(|end| at + end + '〕'.len_utf8()) else { continue };
        let span = Span::of(at..end);
        let year = text[at..end].trim_matches(['〔', '〕']);
        if checked.report.paragraphs.iter().any(|paragraph| paragraph.contains(span)) {
            planted.push(Planted { text: with(checked, span, &format!("[{year}]")), at: span });
            planted.push(Planted { text: with(checked, span, &format!("（{year}）")), at: span });
        }
    }
    planted
}

/// The text with another number behind the title of a national document, for each of them.
fn other_number(checked: &Checked) -> Vec<Planted> {
    let text = checked.source.text();
    let mut planted = Vec::new();
    for number in [
        "国务院令第711号",
        "国办发〔2014〕32号",
        "国办公开办函〔2019〕60号",
        "国办公开办函〔2021〕30号",
        "国办函〔2020〕109号",
        "国办发〔2020〕17号",
    ] {
        for (at, _) in text.match_indices(number) {
            let before = text[..at].strip_suffix("中华人民共和国").unwrap_or(&text[..at]);
            if !before.ends_with("》（") {
                continue;
            }
            let digits = number.trim_end_matches('号').rsplit(['第', '〕']).next().unwrap_or_default();
            let end = at + number.len() - '号'.len_utf8();
            let span = Span::of(end - digits.len()..end);
            for plant in plants(digits) {
                planted.push(Planted { text: with(checked, span, &plant), at: span });
            }
        }
    }
    planted
}

/// The text with the numeral after the one at a span.
fn next_ordinal(checked: &Checked, span: Span) -> Option<Planted> {
    const NUMERALS: [&str; 11] = ["一", "二", "三", "四", "五", "六", "七", "八", "九", "十", "十一"];
    let ordinal = checked.source.slice(span);
    let at = NUMERALS[..10].iter().position(|numeral| ordinal.trim_matches(['（', '）']) == *numeral)?;
    Some(Planted { text: with(checked, span, &ordinal.replace(NUMERALS[at], NUMERALS[at + 1])), at: span })
}

/// Whether a rule of these objects in the line of a place.
fn objects_there(engine: &Engine, checked: &Checked, codes: &[&str], at: Span) -> bool {
    let line = checked.source.position(at.start()).line;
    checked.judgement.findings.iter().any(|finding| {
        let mut places = finding.primary.into_iter().chain(finding.related.iter().map(|related| related.span));
        let covers = |place: Span| {
            let (first, last) = (checked.source.position(place.start()).line, checked.source.position(place.end()).line);
            (first..=last).contains(&line)
        };
        codes.contains(&engine.catalog().rule(finding.rule).code.as_str()) && places.any(covers)
    })
}

#[test]
fn a_slip_anywhere_in_the_text_is_found_by_its_rule_in_its_line() {
    let engine = Engine::new(Limits::default()).expect("the catalogue loads");
    let clean: Vec<_> = ["gb", "indicator"].into_iter().flat_map(reports).map(|(name, text)| (name, check(&engine, &text))).collect();
    for spread in SPREADS {
        let mut score = Score::default();
        for (name, clean) in &clean {
            for planted in (spread.make)(clean) {
                score.planted += 1;
                let checked = check(&engine, &planted.text);
                if objects_there(&engine, &checked, spread.codes, planted.at) {
                    score.found += 1;
                } else {
                    let line = clean.source.position(planted.at.start()).line;
                    let told: Vec<_> = groups(&checked).into_values().flatten().collect();
                    let place: String = clean.source.slice(planted.at).chars().take(60).collect();
                    score.missed.push(format!("{name}:{line} {place}: {told:?}"));
                }
            }
        }
        println!("{}: {} planted, {} found", spread.what, score.planted, score.found);
        score.missed.iter().for_each(|missed| println!("  missed {missed}"));
        let missed = score.missed.iter().take(40).cloned().collect::<Vec<_>>().join("\n");
        assert!(score.planted >= spread.fewest, "{}: {} planted", spread.what, score.planted);
        assert!(score.found * 100 >= score.planted * spread.least, "{}: {} of {}\n{missed}", spread.what, score.found, score.planted);
    }
}

/// A kind of relation between figures of the prose.
struct Told {
    /// Its name in the marked sentences.
    kind: &'static str,
    what: &'static str,
    /// How the codes of the rules that find it begin.
    codes: &'static [&'static str],
    /// How many of a hundred must be found; nothing is promised where the words do not tell whom a figure is of.
    least: usize,
}

const RELATIONS: &[Told] = &[
    Told { kind: "sum", what: "a part or total of a sum", codes: &["NN-PARTS-SUM", "NN-PART-GT-WHOLE"], least: 99 },
    Told { kind: "percentage", what: "a percentage or growth", codes: &["NN-PERCENT", "NN-GROWTH", "NN-RATE-NUMBERS"], least: 99 },
    Told { kind: "brackets", what: "a part in a list in brackets", codes: &["NN-PARTS-SUM", "NN-PART-GT-WHOLE"], least: 99 },
    Told { kind: "apart", what: "parts in a sentence of their own", codes: &["NN-PARTS-SUM", "NN-PART-GT-WHOLE"], least: 99 },
    Told { kind: "table", what: "a figure that a table has too", codes: &["NT-"], least: 99 },
    Told { kind: "elsewhere", what: "a figure said of bodies under another name", codes: &["NT-"], least: 0 },
];

/// Whether a sentence says its figures of a body under another name than the report's: it begins with the name of a level
/// or of an office that the title does not have.
fn names_another_body(title: &str, sentence: &str) -> bool {
    let subject = sentence.split(|c: char| c.is_ascii_digit()).next().unwrap_or_default();
    let names = ["市政府", "县政府", "区政府", "省政府", "本级", "部门", "乡镇", "街道", "局", "委员会", "分局"];
    names.iter().any(|name| subject.contains(name) && !title.contains(name))
}

/// A figure with its last digit one more, one less, and with two digits transposed; separators keep their places.
fn figure_plants(figure: &str) -> Vec<String> {
    let digits: String = figure.chars().filter(char::is_ascii_digit).collect();
    let mut changed = plants(&digits);
    changed.retain(|plant| plant.len() == digits.len());
    let refit = |plant: String| {
        let mut digits = plant.chars();
        figure.chars().map(|c| if c.is_ascii_digit() { digits.next().unwrap_or(c) } else { c }).collect::<String>()
    };
    changed.into_iter().map(refit).collect()
}

#[test]
fn a_changed_figure_of_the_prose_is_found_by_the_rule_of_its_relation() {
    let engine = Engine::new(Limits::default()).expect("the catalogue loads");
    let mut scores: BTreeMap<&str, Score> = BTreeMap::new();
    let codes = |relation: &Told| {
        let rules = engine.catalog().rules.iter().map(|rule| rule.code.as_str());
        rules.filter(|code| relation.codes.iter().any(|start| code.starts_with(start))).collect::<Vec<_>>()
    };
    let data = support::data("mutations.txt");
    for line in data.lines().filter(|line| !line.starts_with('#')) {
        let [kind, report, marked] = line.split(" | ").collect::<Vec<_>>()[..] else { panic!("three fields: {line}") };
        let relation = RELATIONS.iter().find(|relation| relation.kind == kind).expect("the kind is known");
        let text = support::data(&format!("clean/{report}.txt"));
        let sentence = marked.replace(['«', '»'], "");
        assert_eq!(text.matches(&sentence).count(), 1, "{report}: {sentence}");
        let start = text.find(&sentence).expect("it was counted");
        let title = text.lines().find(|line| line.contains("报告")).unwrap_or_default();
        if kind == "table" || kind == "elsewhere" {
            assert_eq!(names_another_body(title, &sentence), kind == "elsewhere", "{report}: {sentence}");
        }
        for (place, _) in marked.match_indices('«') {
            let before = start + marked[..place].replace(['«', '»'], "").len();
            let figure = marked[place + '«'.len_utf8()..].split('»').next().unwrap_or_default();
            let span = Span::of(before..before + figure.len());
            for plant in figure_plants(figure) {
                let mut changed = text.clone();
                changed.replace_range(span.range(), &plant);
                let checked = check(&engine, &changed);
                let score = scores.entry(relation.kind).or_default();
                score.planted += 1;
                match objects_there(&engine, &checked, &codes(relation), span) {
                    true => score.found += 1,
                    false => score.missed.push(format!("{report}: {figure} → {plant} in {sentence}")),
                }
            }
        }
    }
    for relation in RELATIONS {
        let score = &scores[relation.kind];
        println!("{}: {} planted, {} found", relation.what, score.planted, score.found);
        score.missed.iter().for_each(|missed| println!("  missed {missed}"));
        let missed = score.missed.join("\n");
        let what = relation.what;
        assert!(score.found * 100 >= score.planted * relation.least, "{what}: {} of {}\n{missed}", score.found, score.planted);
        assert!(score.planted >= 10, "{what}: {} planted", score.planted);
    }
}

#[test]
fn a_slip_among_figures_that_are_none_is_found_by_its_rule() {
    let engine = Engine::new(Limits::default()).expect("the catalogue loads");
    let data = support::data("slips.txt");
    let (mut planted, mut missed) = (0, Vec::new());
    for line in data.lines().filter(|line| !line.starts_with('#')) {
        let [codes, report, right, wrong] = line.split(" | ").collect::<Vec<_>>()[..] else { panic!("four fields: {line}") };
        let text = support::data(&format!("clean/{report}.txt"));
        assert_eq!(text.matches(right).count(), 1, "{report}: {right}");
        let start = text.find(right).expect("it was counted");
        let checked = check(&engine, &text.replacen(right, wrong, 1));
        let codes: Vec<&str> = codes.split(' ').collect();
        planted += 1;
        if !objects_there(&engine, &checked, &codes, Span::of(start..start + wrong.len())) {
            missed.push(format!("{report}: {right} → {wrong}: {:?}", groups(&checked)));
        }
    }
    println!("a slip in a passage full of traps: {planted} planted, {} found", planted - missed.len());
    assert!(missed.is_empty(), "{}", missed.join("\n"));
    assert!(planted >= 20, "{planted} planted");
}

use super::*;
use crate::catalog::Catalog;

const REPORTS: [(&str, &str, &str, &str); 5] = [
    (
        "gb2014",
        include_str!("../../../../tests/data/reports/000.txt"),
        include_str!("../../../../tests/data/reports/000.sections.tsv"),
        "附件1",
    ),
    (
        "indicator2008",
        include_str!("../../../../tests/data/reports/001.txt"),
        include_str!("../../../../tests/data/reports/001.sections.tsv"),
        "指 标 名 称",
    ),
    (
        "gb2014",
        include_str!("../../../../tests/data/reports/002.txt"),
        include_str!("../../../../tests/data/reports/002.sections.tsv"),
        "附件",
    ),
    (
        "gb2019",
        include_str!("../../../../tests/data/reports/003.txt"),
        include_str!("../../../../tests/data/reports/003.sections.tsv"),
        "\u{0}",
    ),
    (
        "gb2014",
        include_str!("../../../../tests/data/reports/004.txt"),
        include_str!("../../../../tests/data/reports/004.sections.tsv"),
        " 附件",
    ),
];

/// Lines outside tables, as far as a test needs to know: what is led by a tab, continues such a line, or comes after
/// the start of the attachment is a table's.
fn prose_lines(source: &Source, attachment: &str) -> Vec<Span> {
    let mut in_table = false;
    let mut lines = Vec::new();
    for index in 0..source.line_count() {
        let text = source.slice(source.line(index));
        if text.trim() == attachment.trim() || text.starts_with(&format!("{attachment} ")) {
            break;
        }
        in_table = text.starts_with('\t') || (in_table && !text.trim().is_empty() && text.chars().count() < 3);
        if !in_table {
            lines.push(source.line(index));
        }
    }
    lines
}

fn read(edition: &str, text: &str, attachment: &str) -> (Source, Outline) {
    let catalog = Catalog::load().unwrap();
    let folder = Folder::default();
    let official = OfficialHeadings::new(&catalog.forms, &folder);
    let source = Source::new(text.to_owned());
    let lines = prose_lines(&source, attachment);
    let outline = outline(&source, &folder, &official, catalog.form_index(edition), &lines);
    (source, outline)
}

/// Each heading as `level ordinal|heading`.
fn headings(edition: &str, text: &str) -> Vec<String> {
    let (_, outline) = read(edition, text, "\u{0}");
    outline.sections.iter().map(|s| format!("{} {}|{}", s.level, s.ordinal, s.heading)).collect()
}

#[test]
fn every_heading_of_the_five_reports_is_found_and_nothing_else() {
    let mut count = 0;
    for (edition, text, expected, attachment) in REPORTS {
        let (source, outline) = read(edition, text, attachment);
        let line = |s: &Section| source.position(s.ordinal_span.start()).line;
        let found: Vec<String> =
            outline.sections.iter().map(|s| format!("{}\t{}\t{}\t{}", line(s), s.level, s.ordinal, s.heading)).collect();
        let expected: Vec<&str> = expected.lines().skip(1).collect();
        assert_eq!(found, expected, "{edition}");
        count += found.len();
        for section in &outline.sections {
            assert_eq!(source.slice(section.span), section.heading);
            assert_eq!(source.slice(section.ordinal_span), section.ordinal);
        }
    }
    assert_eq!(count, 127);
}

#[test]
fn every_line_is_heading_text_or_furniture() {
    for (edition, text, _, attachment) in REPORTS {
        let (source, outline) = read(edition, text, attachment);
        let mut spans: Vec<Span> = outline.sections.iter().map(|s| s.ordinal_span.cover(s.span)).collect();
        spans.extend(&outline.paragraphs);
        spans.extend(&outline.furniture);
        spans.sort();
        assert!(spans.windows(2).all(|pair| pair[0].end() <= pair[1].start()));
        for line in prose_lines(&source, attachment).into_iter().filter(|&line| !source.slice(line).trim().is_empty()) {
            assert!(spans.iter().any(|&span| line.contains(span)), "{}", source.slice(line));
        }
    }
}

#[test]
fn any_prefix_of_a_report_is_read_without_panic() {
    for (edition, text, _, attachment) in REPORTS {
        for (at, _) in text.char_indices().step_by(97) {
            let (source, outline) = read(edition, &text[..at], attachment);
            assert!(outline.sections.iter().all(|s| s.extent.end() as usize <= source.text().len()));
        }
    }
}

#[test]
fn extents_reach_to_the_next_heading_of_the_same_or_a_higher_level() {
    let (source, outline) = read("gb2021", "一、总体情况\n（一）甲\n文\n（二）乙\n二、主动公开政府信息情况\n文", "\u{0}");
    let extents: Vec<&str> = outline.sections.iter().map(|s| source.slice(s.extent)).collect();
    assert_eq!(extents, ["一、总体情况\n（一）甲\n文\n（二）乙\n", "（一）甲\n文\n", "（二）乙\n", "二、主动公开政府信息情况\n文"]);
    assert_eq!(outline.sections.iter().map(|s| s.form_section).collect::<Vec<_>>(), [Some(1), None, None, Some(2)]);
}

#[test]
fn a_heading_that_runs_on_gives_its_phrase_and_leaves_the_rest_as_text() {
    let (source, outline) = read("gb2021", "（一）分工明确，夯实责任 。为全面落实，建立机制。\n（二）“放管服：改革”情况", "\u{0}");
    assert_eq!(outline.sections[0].heading, "分工明确，夯实责任");
    assert_eq!(outline.sections[1].heading, "“放管服：改革”情况");
    assert_eq!(outline.paragraphs.iter().map(|&span| source.slice(span)).collect::<Vec<_>>(), ["为全面落实，建立机制。"]);
}

#[test]
fn a_sentence_behind_an_official_heading_is_cut_off() {
    let text = "一、总体情况 2021年，我县坚持以人民为中心，扎实推进政务公开，各项工作取得新成效。\n\
                二、主动公开政府信息情况2021年我县进一步加大主动公开力度不断拓宽公开渠道和公开范围扎实推进各项工作取得实效，成绩明显。";
    assert_eq!(headings("gb2021", text), ["1 一、|总体情况", "1 二、|主动公开政府信息情况"]);
}

#[test]
fn widths_marks_and_markdown_do_not_matter() {
    let text = "## 一 、总体情况\n**（一）主动公开。**全年公开。\n　　１．平台建设\n[bookmark: _GoBack]第二部分　主动公开政府信息情况\n十一、其他：";
    let expected = ["1 一 、|总体情况", "2 （一）|主动公开", "3 １．|平台建设", "1 第二部分|主动公开政府信息情况", "1 十一、|其他"];
    assert_eq!(headings("gb2021", text), expected);
}

#[test]
fn an_ordinal_alone_takes_the_next_line() {
    assert_eq!(headings("gb2021", "一、\n总体情况\n全年公开。\n1.\n2."), ["1 一、|总体情况"]);
}

#[test]
fn sentences_in_a_list_are_no_headings() {
    let text = "一、总体情况\n1、受理诉求100件,及时查阅率99%。\n2、开展在线访谈12期,主要是针对教育。\n3、加强管理。";
    assert_eq!(headings("gb2021", text), ["1 一、|总体情况"]);
}

#[test]
fn another_style_takes_the_level_of_the_numbering_that_continues_it() {
    let text = "1、总体情况\n（1）主动公开\n1. 公开平台\n（2）依申请公开\n（三）平台建设\n二、主动公开政府信息情况\n1、甲乙丙\n2、丁戊己";
    let expected = [
        "1 1、|总体情况",
        "2 （1）|主动公开",
        "3 1.|公开平台",
        "2 （2）|依申请公开",
        "2 （三）|平台建设",
        "1 二、|主动公开政府信息情况",
        "3 1、|甲乙丙",
        "3 2、|丁戊己",
    ];
    assert_eq!(headings("gb2021", text), expected);
    let gap = "一、总体情况\n1.甲乙丙\n2.丁戊己\n3.庚辛壬\n四、政府信息公开行政复议、行政诉讼情况";
    assert_eq!(headings("gb2021", gap)[1], "3 1.|甲乙丙");
}

#[test]
fn a_lone_arabic_ordinal_goes_on_with_the_top_numbering() {
    let text = "五、存在的主要问题及改进情况\n文\n6、其他需要报告的事项\n无";
    assert_eq!(headings("gb2021", text), ["1 五、|存在的主要问题及改进情况", "1 6、|其他需要报告的事项"]);
    let items = "一、总体情况\n1、主动公开\n2、主动公开政府信息情况";
    assert_eq!(headings("gb2021", items)[2], "3 2、|主动公开政府信息情况");
}

#[test]
fn the_forms_own_headings_make_an_arabic_numbering_the_top_one() {
    let text = "1、总体情况\n文\n2、主动公开政府信息情况\n文\n3、收到和处理政府信息公开申请情况\n文";
    assert!(headings("gb2021", text).iter().all(|heading| heading.starts_with("1 ")));
}

#[test]
fn headings_without_ordinals_are_found_by_their_official_wording() {
    let text = "总体情况\n主动公开情况\n全年公开。\n主动公开政府信息情况\n收到和处理政府信息公开申请情况\n无关的一行";
    let expected = ["1 |总体情况", "1 |主动公开政府信息情况", "1 |收到和处理政府信息公开申请情况"];
    assert_eq!(headings("gb2021", text), expected);
    let numbered = "一、总体情况\n主动公开情况\n文\n二、主动公开政府信息情况\n文\n其他需要报告的事项\n无";
    assert_eq!(headings("gb2021", numbered), ["1 一、|总体情况", "1 二、|主动公开政府信息情况", "1 |其他需要报告的事项"]);
    assert_eq!(headings("gb2014", "政府信息公开情况统计表"), [""; 0]);
}

#[test]
fn a_list_of_contents_is_set_aside() {
    let text = "目录\n一、总体情况……………1\n二、主动公开政府信息情况....2\n三、其他需要报告的事项\t3\n\n\
                一、总体情况\n文\n二、主动公开政府信息情况\n文\n三、其他需要报告的事项\n无";
    let (source, outline) = read("gb2021", text, "\u{0}");
    let lines: Vec<u32> = outline.sections.iter().map(|s| source.position(s.span.start()).line).collect();
    assert_eq!(lines, [6, 8, 10]);
    assert_eq!(outline.furniture.len(), 4);
    let blanks = "一、总体情况    1\n二、存在的问题　　2\n一、总体情况\n文\n二、存在的问题\n文";
    assert_eq!(headings("gb2021", blanks), ["1 一、|总体情况", "1 二、|存在的问题"]);
    let restart = "一、总体情况\n文\n一、总体情况\n文";
    assert_eq!(headings("gb2021", restart).len(), 2);
}

#[test]
fn headings_inside_one_long_line_are_found() {
    let filler = "全县上下认真贯彻落实条例精神和上级部署，".repeat(20);
    let text = format!("一、总体情况{filler}成效明显。（一）主动公开。{filler}落实到位。二、主动公开政府信息情况{filler}取得实效。");
    assert_eq!(headings("gb2021", &text), ["1 一、|总体情况", "2 （一）|主动公开", "1 二、|主动公开政府信息情况"]);
}

#[test]
fn headings_that_a_long_sentence_lists_are_no_sections() {
    let filler = "根据《中华人民共和国政府信息公开条例》和上级部署，".repeat(12);
    let parts = [
        "总体情况",
        "主动公开政府信息情况",
        "收到和处理政府信息公开申请情况",
        "政府信息公开行政复议、行政诉讼情况",
        "存在的主要问题及改进情况",
        "其他需要报告的事项",
    ];
    let numbered: Vec<String> = ["一", "二", "三", "四", "五", "六"].iter().zip(parts).map(|(n, part)| format!("{n}、{part}")).collect();
    for mark in ["；", "。", "； "] {
        let list = numbered.join(mark);
        let opening = format!("{filler}编制本报告。本报告由六个部分组成：{list}。统计期限为2023年1月1日至2023年12月31日。");
        assert_eq!(headings("gb2021", &opening), [""; 0], "{mark}");
        // The list of a report that was flattened whole is none of its sections either.
        let whole = format!("{opening}一、总体情况。{filler}成效明显。二、主动公开政府信息情况。{filler}取得实效。");
        assert_eq!(headings("gb2021", &whole), ["1 一、|总体情况", "1 二、|主动公开政府信息情况"], "{mark}");
    }
    // Two headings whose tables were left out stay headings.
    let text = format!(
        "一、总体情况。{filler}成效明显。二、主动公开政府信息情况。三、收到和处理政府信息公开申请情况。四、其他需要报告的事项。无。"
    );
    assert_eq!(headings("gb2021", &text).len(), 4);
}

#[test]
fn rows_of_tables_that_were_not_recognised_are_no_headings() {
    assert_eq!(headings("gb2014", "一、主动公开情况 |\n四、行政复议数量\t件\t0"), [""; 0]);
}

#[test]
fn chrome_is_set_aside() {
    let (source, outline) = read("gb2021", "当前位置：首页 > 年报\n一、总体情况\n文\n— 3 —\n【打印】【关闭】", "\u{0}");
    let furniture: Vec<&str> = outline.furniture.iter().map(|&span| source.slice(span)).collect();
    assert_eq!(furniture, ["当前位置：首页 > 年报", "— 3 —", "【打印】【关闭】"]);
    assert_eq!(outline.paragraphs.len(), 1);
}

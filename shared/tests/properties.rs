//! What must hold for every input, sample reports broken in arbitrary ways above all.

mod support;

use gouji_core::{Checked, Document, Engine, Error, Limits, Options};
use proptest::prelude::*;
use support::{REPORTS, report};

fn engine() -> Engine {
    Engine::new(Limits::default()).expect("the catalogue is consistent")
}

/// Checks any bytes and demands of the result what no input may break.
fn examine(engine: &Engine, bytes: &[u8]) {
    let document = Document { name: "any", bytes, charset: None };
    let first = engine.check(document, &Options::default());
    let second = engine.check(document, &Options::default());
    match (first, second) {
        (Ok(first), Ok(second)) => {
            assert!(first.failures.is_empty(), "a stage failed: {:?}", first.failures);
            assert_eq!(comparable(&first), comparable(&second), "the same input gave two results");
            spans(&first).for_each(|span| {
                let text = first.source.text();
                assert!(text.get(span.range()).is_some(), "{span:?} does not slice a text of {} bytes", text.len());
            });
        }
        (Err(first), Err(second)) => assert_eq!(first, second),
        _ => panic!("the same input gave a result and an error"),
    }
}

fn comparable(checked: &Checked) -> String {
    format!("{:?}\n{:?}\n{:?}\n{:?}", checked.report, checked.judgement, checked.verdict, checked.normalized)
}

fn spans(checked: &Checked) -> impl Iterator<Item = gouji_core::Span> + '_ {
    let report = &checked.report;
    let statistics =
        report.statistics.iter().flat_map(|statistic| statistic.span.into_iter().chain(statistic.unit).chain([statistic.label]));
    let sections = report.sections.iter().flat_map(|section| [section.span, section.ordinal_span, section.extent]);
    let unread = report.unread.iter().filter_map(|unread| unread.span);
    let findings = checked
        .judgement
        .findings
        .iter()
        .flat_map(|finding| finding.primary.into_iter().chain(finding.related.iter().map(|related| related.span)));
    let tables = report.tables.iter().flat_map(|table| table.rows.iter().flat_map(|row| row.cells.iter().copied()).chain([table.span]));
    let other = report.paragraphs.iter().chain(&report.furniture).copied();
    statistics.chain(sections).chain(unread).chain(findings).chain(tables).chain(other)
}

fn cut(text: &str, share: f64) -> &str {
    let mut at = (text.len() as f64 * share) as usize;
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    &text[..at]
}

fn rest(text: &str, share: f64) -> &str {
    &text[cut(text, share).len()..]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, ..ProptestConfig::default() })]

    #[test]
    fn any_prefix_of_a_report_is_read(name in prop::sample::select(&REPORTS[..]), share in 0.0..1.0f64) {
        examine(&engine(), cut(&report(name), share).as_bytes());
    }

    #[test]
    fn two_reports_spliced_are_read(a in prop::sample::select(&REPORTS[..]), b in prop::sample::select(&REPORTS[..]), share in 0.0..1.0f64, other in 0.0..1.0f64) {
        let text = format!("{}{}", cut(&report(a), share), rest(&report(b), other));
        examine(&engine(), text.as_bytes());
    }

    #[test]
    fn reports_with_characters_replaced_are_read(
        name in prop::sample::select(&REPORTS[..]),
        from in prop::sample::select(&['\n', '\t', '|', '，', '。', '0', '一', '（', ' ', '\u{3000}'][..]),
        to in prop::sample::select(&["", "\n", "\t", "|", " ", "\u{3000}", "0", "一、", "（", "\u{feff}", "\r\n\r\n"][..]),
    ) {
        examine(&engine(), report(name).replace(from, to).as_bytes());
    }

    #[test]
    fn arbitrary_text_is_read(text in "\\PC{0,400}") {
        examine(&engine(), text.as_bytes());
    }

    #[test]
    fn soup_of_labels_numbers_and_separators_is_read(
        pieces in prop::collection::vec(prop::sample::select(&[
            "统计指标", "单位", "统计数", "一、主动公开情况", "收到申请数", "件", "7", "０", "-1", "——", "\t", "\n", "\n\n", " | ", "|", " ", "　",
            "自然人", "法人或其他组织", "总计", "其他", "商业企业", "结果维持", "行政复议", "行政诉讼", "未经复议直接起诉", "第二十条第（一）项", "规章",
            "2018年", "历年累计", "政府信息公开情况统计表", "三、", "（一）", "1.", "本年制发件数", "2021年1月1日", "某县2021年政府信息公开工作年度报告",
        ][..]), 0..120),
    ) {
        examine(&engine(), pieces.concat().as_bytes());
    }

    #[test]
    fn a_profile_file_is_followed_or_refused_with_lines_that_it_has(
        pieces in prop::collection::vec(prop::sample::select(&[
            "name = \"某省\"\n", "version = \"1\"\n", "version = 2026-01-10\n", "[[rule]]\n", "[[waiver]]\n", "[rule]\n", "code = \"T3-BALANCE\"\n",
            "code = \"NO-SUCH\"\n", "switch = \"off\"\n", "switch = on\n", "severity = \"warning\"\n", "severity = \"info\"\n", "reason = \"口径不同\"\n",
            "parameters = { most = 3 }\n", "fingerprint = \"5f0c2a91-3d1b0a77c4e8f2d6\"\n", "approver = \"张三\"\n", "expire_date = 2026-12-31\n",
            "expire_date = \"\"\n", "rule = \"T3-BALANCE\"\n", "其他 = 1\n", "\"", "[", "\n", "\u{feff}", "a.b = {\n",
        ][..]), 0..40),
        text in "\\PC{0,20}",
    ) {
        let text = format!("{}{text}", pieces.concat());
        if let Err(mistakes) = gouji_core::profile::file::read(&text, engine().catalog()) {
            let lines = text.matches('\n').count() + 1;
            assert!(!mistakes.is_empty() && mistakes.is_sorted_by_key(|mistake| mistake.line));
            assert!(mistakes.iter().all(|mistake| (1..=lines).contains(&mistake.line)), "{mistakes:?} in {text:?}");
        }
    }

    #[test]
    fn arbitrary_bytes_are_read_or_refused(bytes in prop::collection::vec(any::<u8>(), 0..400)) {
        let engine = engine();
        let refused = matches!(
            engine.check(Document { name: "any", bytes: &bytes, charset: None }, &Options::default()),
            Err(Error::Undecodable { .. } | Error::UnsupportedFormat { .. })
        );
        if !refused {
            examine(&engine, &bytes);
        }
    }
}

//! What readers note about a file: parts that were not read leave no verdict, the rest changes none.

mod support;

use gouji_core::finding::{Severity, Verdict};
use gouji_core::report::UnreadKind;
use gouji_documents::{Document, NoteKind, Place};
use support::{check, check_document, data};

/// A report as paragraphs of a file, with notes about it.
fn file(text: &str, notes: &[(NoteKind, &str)]) -> Document {
    let limits = gouji_documents::Limits::default();
    let mut builder = gouji_documents::Builder::new("application/pdf", "UTF-8", &limits);
    for (number, line) in (1..).zip(text.lines()) {
        builder.paragraph(line, Place::Paragraph { number }).expect("it is within the limits");
    }
    for (kind, detail) in notes {
        builder.note(*kind, *detail);
    }
    builder.finish()
}

const CLEAN: &str = "clean/gb2021-county-government-tabs.txt";

#[test]
fn scanned_pages_leave_no_verdict_and_say_what_to_send() {
    let text = data(CLEAN);
    assert_eq!(check_document(file(&text, &[])).verdict, check(&text).verdict);
    let checked = check_document(file(&text, &[(NoteKind::ScannedPages, "1–3")]));
    assert_eq!(checked.verdict, Some(Verdict::Inconclusive));
    let unread: Vec<_> = checked.report.unread.iter().filter(|unread| unread.kind == UnreadKind::Source).collect();
    assert_eq!(unread.len(), 1);
    assert!(unread[0].reason.zh.contains("第1–3页是扫描图像") && unread[0].reason.zh.contains("请提交可复制文字的版本"));
    assert!(unread[0].reason.en.contains("pages 1–3"));
}

#[test]
fn what_a_part_that_was_not_read_may_hold_is_no_error() {
    let title = "某县2021年政府信息公开工作年度报告\n一、总体情况\n全年工作平稳。\n";
    let missing = |checked: &gouji_core::Checked| checked.judgement.findings.iter().filter(|it| it.severity == Severity::Error).count();
    let whole = check_document(file(title, &[]));
    assert!(missing(&whole) > 0 && whole.verdict == Some(Verdict::Fail));
    let part = check_document(file(title, &[(NoteKind::ScannedPages, "2")]));
    assert_eq!(missing(&part), 0, "{:#?}", part.judgement.findings);
    assert_eq!(part.verdict, Some(Verdict::Inconclusive));
}

#[test]
fn a_file_without_text_leaves_no_verdict() {
    for text in ["", " \n\u{3000}\n"] {
        let checked = check_document(file(text, &[]));
        assert_eq!(checked.verdict, Some(Verdict::Inconclusive));
        assert!(checked.report.unread.iter().any(|unread| unread.reason.zh.contains("没有可读的文字")));
        assert!(checked.judgement.findings.is_empty());
    }
    let scanned = check_document(file("", &[(NoteKind::ScannedPages, "1")]));
    assert_eq!(scanned.report.unread.iter().filter(|unread| unread.kind == UnreadKind::Source).count(), 1);
}

#[test]
fn notes_about_what_was_read_change_no_verdict() {
    let text = data(CLEAN);
    let notes = [NoteKind::CharsetMismatch, NoteKind::ExtensionMismatch, NoteKind::Hidden, NoteKind::TrackedChanges, NoteKind::Traditional];
    let checked = check_document(file(&text, &notes.map(|kind| (kind, "甲"))));
    assert_eq!(checked.verdict, check(&text).verdict);
    for note in checked.source.notes() {
        let words = gouji_core::notes::words(note);
        assert!(words.zh.ends_with("（甲）") && words.en.ends_with("(甲)"), "{words:?}");
    }
}

#[test]
fn a_file_that_ends_inside_a_character_never_passes() {
    let checked = check_document(file(&data(CLEAN), &[(NoteKind::CutOff, "UTF-8")]));
    assert_eq!(checked.verdict, Some(Verdict::Inconclusive));
    let said = |unread: &gouji_core::report::Unread| unread.kind == UnreadKind::Source && unread.reason.zh.contains("在一个字的中间断开");
    assert!(checked.report.unread.iter().any(said), "{:#?}", checked.report.unread);
}

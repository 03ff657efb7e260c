use crate::bilingual;
use crate::finding::{RuleOutcome, Severity, Verdict};
use crate::report::UnreadKind;
use crate::rules::testing::{Sample, sample};
use crate::source::Span;

fn requests(total: &'static str, in_person: &'static str, fax: &'static str, online: &'static str, letter: &'static str) -> Sample {
    sample("gb2014")
        .with("requests.new", total)
        .with("requests.channel.in_person", in_person)
        .with("requests.channel.fax", fax)
        .with("requests.channel.online", online)
        .with("requests.channel.letter", letter)
}

#[test]
fn broken_sum_is_told_with_the_reports_own_numbers() {
    let judged = requests("7", "0", "0", "0", "0").judge();
    let finding = judged.one("G14-REQ-CHANNEL-SUM");
    assert_eq!(
        finding.message,
        bilingual!(
            "“收到申请数” 7 ≠ “当面申请数” 0 + “传真申请数” 0 + “网络申请数” 0 + “信函申请数” 0 = 0，相差 7",
            "“收到申请数” 7 ≠ “当面申请数” 0 + “传真申请数” 0 + “网络申请数” 0 + “信函申请数” 0 = 0, off by 7"
        )
    );
    assert_eq!(finding.severity, Severity::Error);
    assert_eq!((finding.expected.as_deref(), finding.actual.as_deref()), (Some("0"), Some("7")));
    assert_eq!(judged.primary(finding), "7");
    assert_eq!((finding.cells.len(), finding.related.len()), (5, 4));
    assert_eq!(finding.related[0].note.zh, "“当面申请数”：0");
    assert!(finding.help.zh.contains("渠道"));
}

#[test]
fn sum_that_adds_up_holds() {
    let judged = requests("7", "1", "0", "6", "0").judge();
    assert!(judged.of("G14-REQ-CHANNEL-SUM").is_empty());
    assert_eq!(judged.entry("G14-REQ-CHANNEL-SUM").outcome, RuleOutcome::Held);
}

#[test]
fn blank_parts_count_as_nothing_and_are_named() {
    let judged = requests("7", "1", "", "—", "5").judge();
    assert!(judged.one("G14-REQ-CHANNEL-SUM").message.zh.ends_with("= 6，相差 1（空白的“传真申请数”、“网络申请数”按 0 计）"));
}

#[test]
fn blank_parts_alone_or_a_blank_total_leave_nothing_to_compare() {
    for sample in [requests("7", "", "", "/", ""), requests("", "1", "0", "0", "0")] {
        let judged = sample.judge();
        assert!(judged.of("G14-REQ-CHANNEL-SUM").is_empty());
        assert_eq!(judged.entry("G14-REQ-CHANNEL-SUM").outcome, RuleOutcome::NotApplicable);
    }
}

#[test]
fn text_and_missing_rows_stop_the_rule_and_say_so() {
    for (letter, reason) in [("若干", "“信函申请数”所填内容不是数字，未能核对"), ("×", "报告中没有“信函申请数”，未能核对")]
    {
        let judged = requests("7", "1", "0", "0", letter).judge();
        assert!(judged.of("G14-REQ-CHANNEL-SUM").is_empty());
        let entry = judged.entry("G14-REQ-CHANNEL-SUM");
        assert_eq!((entry.outcome, entry.reason.zh.as_str()), (RuleOutcome::NotRun, reason));
    }
}

#[test]
fn doubtful_reading_lowers_an_error() {
    let mut sample = requests("7", "0", "0", "0", "0");
    sample.doubt("requests.new@value");
    assert_eq!(sample.judge().one("G14-REQ-CHANNEL-SUM").severity, Severity::Warning);
}

#[test]
fn warning_beside_a_comparison_that_was_not_made_is_no_pass() {
    let judged = sample("indicator2008")
        .with("replies.total@cumulative", "7")
        .with("requests.new@cumulative", "6")
        .with("active.channel.website@this_year", "若干")
        .with("active.published_total@this_year", "9")
        .judge();
    assert_eq!(judged.one("I08-REPLY-LE-REQ").severity, Severity::Warning);
    assert_eq!(judged.entry("I08-ACTIVE-SUBSET").outcome, RuleOutcome::NotRun);
    let partly = sample("gb2014")
        .with("active.published_total", "5")
        .with("active.channel.website", "9")
        .with("active.channel.weibo", "若干")
        .judge();
    let entry = partly.entry("G14-CHANNEL-LE-TOTAL");
    assert_eq!((entry.outcome, entry.reason.zh.as_str()), (RuleOutcome::Broken, "“政务微博公开政府信息数”所填内容不是数字，未能核对"));
    assert_eq!(partly.verdict(), Verdict::Inconclusive);
}

#[test]
fn missing_table_makes_the_rule_inapplicable() {
    let judged = sample("gb2021").with("review.total", "0").judge();
    let entry = judged.entry("T3-BALANCE");
    assert_eq!(entry.outcome, RuleOutcome::NotApplicable);
    assert_eq!(entry.reason.zh, "报告中没有表格“收到和处理政府信息公开申请情况”");
}

#[test]
fn table_that_could_not_be_read_stops_the_rule() {
    let judged = sample("gb2021").with("review.total", "0").unread(UnreadKind::Table, "t3", None, None).judge();
    let entry = judged.entry("T3-BALANCE");
    assert_eq!((entry.outcome, entry.reason.zh.as_str()), (RuleOutcome::NotRun, "有一处未能识读，未能核对"));
}

#[test]
fn row_that_the_form_does_not_have_may_be_a_part_so_that_a_difference_is_no_proof() {
    let anywhere = requests("7", "0", "0", "0", "0").unread(UnreadKind::Row, "stat", None, None).judge();
    assert_eq!(anywhere.entry("G14-REQ-CHANNEL-SUM").outcome, RuleOutcome::NotRun);
    let elsewhere = requests("7", "0", "0", "0", "0").unread(UnreadKind::Row, "stat", None, Some(Span::new(0, 1))).judge();
    assert_eq!(elsewhere.entry("G14-REQ-CHANNEL-SUM").outcome, RuleOutcome::Broken);
}

#[test]
fn balance_is_checked_column_by_column_with_blank_carry_as_nothing() {
    let judged = sample("gb2021")
        .with("requests.new@natural_person", "5")
        .with("outcome.total@natural_person", "6")
        .with("requests.carried_out@natural_person", "0")
        .with("requests.new@total", "5")
        .with("requests.carried_in@total", "1")
        .with("outcome.total@total", "6")
        .with("requests.carried_out@total", "0")
        .judge();
    let finding = judged.one("T3-BALANCE");
    assert_eq!(
        finding.message.zh,
        "“自然人”列：“本年新收政府信息公开申请数量” 5 ≠ “总计” 6 + “结转下年度继续办理” 0 = 6，相差 1（空白的“上年结转政府信息公开申请数量”按 0 计）"
    );
}

#[test]
fn long_sums_are_printed_without_their_zeros() {
    let mut judged =
        sample("gb2021").with("outcome.total@total", "9").with("outcome.granted@total", "5").with("outcome.partial@total", "3");
    for reason in ["state_secret", "law_prohibited", "safety_stability"] {
        judged = judged.with(&format!("outcome.refused.{reason}@total"), "0");
    }
    let judged = judged.judge();
    let message = &judged.one("T3-OUTCOME-SUM").message.zh;
    assert!(message.starts_with("“总计”列：“总计” 9 ≠ “予以公开” 5 + “部分公开” 3（其余 3 项为 0） = 8，相差 1（空白的"), "{message}");
}

#[test]
fn row_total_is_left_alone_when_no_applicant_is_filled() {
    let judged = sample("gb2021").with("requests.new@total", "5").judge();
    assert_eq!(judged.entry("T3-ROW-TOTAL").outcome, RuleOutcome::NotApplicable);
    let judged = sample("gb2021").with("requests.new@total", "5").with("requests.new@legal_person.other", "4").judge();
    assert!(judged.one("T3-ROW-TOTAL").message.zh.starts_with("“本年新收政府信息公开申请数量”行：“总计” 5 ≠ “其他” 4，相差 1"));
}

#[test]
fn what_follows_from_a_broken_balance_is_not_reported_again() {
    let stock = |carried_in| {
        sample("gb2021")
            .with("requests.new@total", "1")
            .with("requests.carried_in@total", carried_in)
            .with("requests.carried_out@total", "5")
    };
    let both = stock("0").with("outcome.total@total", "0").judge();
    assert_eq!(both.of("T3-BALANCE").len(), 1);
    assert!(both.of("T3-CARRYOUT-BOUND").is_empty());
    assert_eq!(both.entry("T3-CARRYOUT-BOUND").outcome, RuleOutcome::NotApplicable);
    let alone = stock("0").judge();
    assert!(alone.of("T3-BALANCE").is_empty());
    assert_eq!(alone.one("T3-CARRYOUT-BOUND").expected.as_deref(), Some("≤1"));
    assert!(alone.one("T3-CARRYOUT-BOUND").message.zh.contains("大于"));
}

#[test]
fn outcomes_short_of_the_total_are_a_warning_where_cases_may_be_pending() {
    let review = |total, upheld| sample("gb2014").with("review.total", total).with("review.upheld", upheld).judge();
    assert_eq!(review("3", "2").one("G14-REVIEW-SUM").severity, Severity::Warning);
    assert_eq!(review("3", "4").one("G14-REVIEW-SUM").severity, Severity::Error);
}

#[test]
fn allowance_explains_a_difference_or_lowers_it() {
    let replies =
        |amended| sample("gb2014").with("replies.total", "5").with("requests.closed", "3").with("replies.amend_request", amended).judge();
    assert!(replies("2").of("G14-REPLY-VS-CLOSED").is_empty());
    assert_eq!(replies("1").one("G14-REPLY-VS-CLOSED").severity, Severity::Info);
    let stock = |repealed| {
        sample("gb2021")
            .with("documents.normative@issued", "5")
            .with("documents.normative@repealed", repealed)
            .with("documents.normative@in_force", "3")
            .judge()
    };
    assert_eq!(stock("2").one("T2-INFORCE-GE-ISSUED").severity, Severity::Info);
    assert_eq!(stock("1").one("T2-INFORCE-GE-ISSUED").severity, Severity::Warning);
}

#[test]
fn channels_must_cover_the_total_only_when_all_are_filled() {
    let channels = |other| {
        sample("gb2014")
            .with("active.published_total", "813")
            .with("active.channel.gazette", "2")
            .with("active.channel.website", "276")
            .with("active.channel.weibo", "0")
            .with("active.channel.wechat", "234")
            .with("active.channel.other", other)
            .judge()
    };
    assert_eq!(channels("54").one("G14-CHANNEL-COVER").expected.as_deref(), Some("≤566"));
    assert!(channels("").of("G14-CHANNEL-COVER").is_empty());
    assert!(channels("900").of("G14-CHANNEL-COVER").is_empty());
    assert_eq!(channels("900").of("G14-CHANNEL-LE-TOTAL").len(), 1);
}

#[test]
fn signed_changes_are_in_order_until_the_stock_is_negative() {
    let items = |change| sample("gb2019").with("matters.licensing@items_prior_year", "566").with("matters.licensing@items_change", change);
    assert!(items("-418").judge().of("T2-19-ITEMS-NONNEG").is_empty());
    let judged = items("-600").judge();
    assert_eq!(judged.one("T2-19-ITEMS-NONNEG").message.zh, "“行政许可”行：“上一年项目数量” 566 - “本年增/减” 600 = -34，小于 0");
}

#[test]
fn new_items_carry_decisions() {
    let decisions = |change| {
        sample("gb2019")
            .with("matters.licensing@items_prior_year", "0")
            .with("matters.licensing@items_change", change)
            .with("matters.licensing@decisions", "7")
            .judge()
    };
    assert!(decisions("2").of("T2-19-DECISIONS-NO-ITEMS").is_empty());
    assert_eq!(
        decisions("0").one("T2-19-DECISIONS-NO-ITEMS").message.zh,
        "“行政许可”行：“处理决定数量” 7，而“上一年项目数量” 0、“本年增/减” 0"
    );
}

#[test]
fn local_table_without_a_row_for_other_replies_may_fall_short() {
    let replies = |table: &str, granted| {
        sample("indicator2008").with_in(table, "replies.total@this_year", "5").with_in(table, "outcome.granted@this_year", granted).judge()
    };
    assert!(replies("indicators_fujian2009", "3").of("I08-REPLY-SUM").is_empty());
    assert_eq!(replies("indicators_fujian2009", "6").of("I08-REPLY-SUM").len(), 1);
    assert_eq!(replies("indicators", "3").of("I08-REPLY-SUM").len(), 1);
}

#[test]
fn amounts_may_be_off_by_a_hundredth() {
    let fees = |total| {
        sample("indicator2008")
            .with_in("coded_shanghai2008", "fees.charged_total@this_year", total)
            .with_in("coded_shanghai2008", "fees.active_total@this_year", "1.25")
            .with_in("coded_shanghai2008", "fees.request_charges@this_year", "2.50")
            .judge()
    };
    assert!(fees("3.76").of("I08-CODED-FEES").is_empty());
    assert_eq!(fees("3.77").of("I08-CODED-FEES").len(), 1);
}

#[test]
fn relation_across_tables_names_both_sides() {
    let judged = sample("gb2021")
        .with("requests.new@total", "0")
        .with("requests.carried_in@total", "0")
        .with("review.total", "1")
        .with("litigation.direct.total", "0")
        .with("litigation.after_review.total", "0")
        .judge();
    let finding = judged.one("XT-REVIEW-NO-REQUEST");
    assert!(finding.message.zh.ends_with("= 0，而行政复议“总计” 1"), "{}", finding.message.zh);
    assert_eq!(finding.severity, Severity::Info);
}

#[test]
fn many_broken_instances_are_one_finding() {
    let mut report = sample("gb2021");
    for row in ["requests.new", "requests.carried_in", "outcome.granted", "outcome.partial", "requests.carried_out"] {
        report = report.with(&format!("{row}@natural_person"), "1").with(&format!("{row}@total"), "2");
    }
    let judged = report.judge();
    let finding = judged.one("T3-ROW-TOTAL");
    assert!(finding.message.zh.starts_with("共有 5 处不符。"), "{}", finding.message.zh);
    assert_eq!((finding.related.len(), finding.cells.len()), (5, 35));
}

//! What is personal in a report is not repeated by any result, whichever way it is asked for.

use gouji_proto::v1;

use crate::support::{Server, collect};
use crate::support::{check, check_one, config, document, events, repository};

/// What must not be sent, and no piece of it that tells more than asterisks do.
const SECRETS: [&str; 9] = [
    "11010519491231002X",
    "1101051949",
    "13800138000",
    "139-0013-9000",
    "6222021234567890128",
    "zhangsan@qq.com",
    "张建国",
    "解放路12号3栋201室",
    "１３７００１３７０００",
];

/// A report with personal data in its text, a heading, the label and the text of cells, and beside other mistakes.
fn content() -> Vec<u8> {
    let text = std::fs::read_to_string(repository("tests/data/rules/PRV-MOBILE-pass-telephone_and_hotline.txt")).unwrap();
    let mut text = text;
    for (from, to) in [
        (
            "均在法定期限内答复。",
            "其中申请人张建国要求公开征地信息，家住青石县东门镇解放路12号3栋201室，身份证11010519491231002X。退费至6222021234567890128。",
        ),
        ("（三）政府信息管理。", "（三）联系人电话13800138000\n一是由zhangsan@qq.com受理，三是由热线139-0013-9000受理。\n"),
        ("行政强制\t64", "行政强制13800138000\t64"),
        ("行政许可\t5320", "行政许可\t约5320件，电话13800138000"),
        ("规章\t0\t0\t0", "规章\t0\t0\t11010519491231002X"),
        ("青石县人民政府2022年政府信息公开工作年度报告", "青石县人民政府2022年政府信息公开工作年度报告（13800138000）"),
        ("六、其他需要报告的事项", "六、其他需要报告的事项１３７００１３７０００"),
        ("五、存在的主要问题及改进情况", "七、存在的主要问题，咨询13800138000"),
    ] {
        assert!(text.contains(from), "{from}");
        text = text.replacen(from, to, 1);
    }
    text.into_bytes()
}

fn assert_silent(how: &str, checked: &impl std::fmt::Debug) {
    let said = format!("{checked:?}");
    let told: Vec<&str> = SECRETS.into_iter().filter(|secret| said.contains(secret)).collect();
    assert!(told.is_empty(), "{how} tells {told:?}: {said}");
}

#[tokio::test]
async fn no_view_and_no_language_repeats_what_is_personal() {
    let server = Server::start(config(|_| {})).await;
    let mut client = server.reports().await;
    for view in [v1::View::Full, v1::View::Findings, v1::View::Verdict] {
        for language in ["zh", "en"] {
            let options = v1::CheckOptions { view: view.into(), language: language.to_owned(), ..Default::default() };
            let request = v1::CheckReportRequest { options: Some(options), ..check("report.txt", &content()) };
            let checked = check_one(&mut client, request).await.unwrap();
            assert_silent(&format!("{view:?} in {language}"), &checked);
        }
    }
}

#[tokio::test]
async fn numbers_are_not_repeated_where_nothing_is_judged() {
    let server = Server::start(config(|_| {})).await;
    let mut client = server.reports().await;
    let request = v1::ParseReportRequest { document: Some(document("report.txt", &content())), options: None };
    let stream = client.parse_report(request).await.unwrap().into_inner();
    assert_silent("parsing", &collect(events(stream, |message: v1::ParseReportResponse| message.event).await.unwrap()));
    let request = v1::NormalizeReportRequest { document: Some(document("report.txt", &content())), options: None };
    let stream = client.normalize_report(request).await.unwrap().into_inner();
    assert_silent("normalising", &collect(events(stream, |message: v1::NormalizeReportResponse| message.event).await.unwrap()));
}

#[tokio::test]
async fn each_is_found_and_shown_with_asterisks_at_its_place() {
    let server = Server::start(config(|_| {})).await;
    let mut client = server.reports().await;
    let checked = check_one(&mut client, check("report.txt", &content())).await.unwrap();
    let shown = |code: &str| {
        let of_rule = checked.findings.iter().filter(|finding| finding.rule == code);
        of_rule.map(|finding| finding.primary.as_ref().unwrap().text.as_str()).collect::<Vec<_>>()
    };
    assert!(shown("PRV-ID-CARD").contains(&"110*************2X"));
    assert!(shown("PRV-MOBILE").contains(&"138******00") && shown("PRV-MOBILE").contains(&"139********00"));
    assert_eq!(shown("PRV-BANK-CARD"), ["622**************28"]);
    assert_eq!(shown("PRV-PERSONAL-MAIL"), ["z*******@qq.com"]);
    assert_eq!(shown("PRV-APPLICANT"), ["张**"]);
    assert_eq!(shown("PRV-ADDRESS"), ["青石县***************"]);
    // The place is told all the same.
    let text: Vec<char> = String::from_utf8(content()).unwrap().chars().collect();
    for finding in checked.findings.iter().filter(|finding| finding.rule.starts_with("PRV-")) {
        let span = finding.primary.as_ref().unwrap();
        let there = &text[span.start as usize..span.end as usize];
        assert_eq!(there.len(), span.text.chars().count());
        assert!(there.iter().zip(span.text.chars()).all(|(&there, shown)| there == shown || shown == '*'), "{}", span.text);
    }
}

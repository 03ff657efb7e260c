//! Every heading of the five sample reports, as two readers agreed on it.

mod support;

use support::{REPORTS, check, data, report};

#[test]
fn every_agreed_heading_is_read_and_no_other() {
    let mut total = 0;
    for name in REPORTS {
        let checked = check(&report(name));
        let read: Vec<String> = checked
            .report
            .sections
            .iter()
            .map(|section| {
                format!(
                    "{}\t{}\t{}\t{}",
                    checked.source.position(section.span.start()).line,
                    section.level,
                    section.ordinal,
                    section.heading
                )
            })
            .collect();
        let agreed: Vec<String> = data(&format!("reports/{name}.sections.tsv")).lines().skip(1).map(str::to_owned).collect();
        assert_eq!(read, agreed, "report {name}");
        total += agreed.len();
    }
    assert_eq!(total, 127);
}

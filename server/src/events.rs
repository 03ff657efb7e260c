//! From a checked report to the events of a stream.
//!
//! Cuts a [`v1::CheckedReport`] into events in the order of the contract's fields. Lists are cut into pieces, so that a
//! message stays near [`MAX_EVENT_BYTES`] however large the report; a client that puts the events together again has the
//! very message that a batch sends.

use gouji_proto::v1;
use gouji_proto::v1::check_report_response::Event;
use prost::Message;

/// Size that an event keeps within, unless a single element is larger.
pub(crate) const MAX_EVENT_BYTES: usize = 512 << 10;

/// The events of a checked report.
pub(crate) fn events(mut checked: v1::CheckedReport) -> Vec<v1::CheckReportResponse> {
    let mut events = Vec::new();
    events.extend(checked.source.take().map(Event::Source));
    if let Some(report) = checked.report.take() {
        report_events(report, &mut events);
    }
    let findings = pieces(checked.findings);
    events.extend(findings.map(|findings| Event::Findings(v1::Findings { findings })));
    events.extend(pieces(checked.ledger).map(|entries| Event::Ledger(v1::Ledger { entries })));
    if let Some(normalized) = checked.normalized.take() {
        normalized_events(normalized, &mut events);
    }
    events.push(Event::Result(v1::CheckResult {
        verdict: checked.verdict,
        summary: checked.summary,
        engine: checked.engine,
        profile: checked.profile,
        previous_report: checked.previous_report,
    }));
    events.into_iter().map(|event| v1::CheckReportResponse { event: Some(event) }).collect()
}

fn report_events(mut report: v1::Report, events: &mut Vec<Event>) {
    let sections = std::mem::take(&mut report.sections);
    let tables = std::mem::take(&mut report.tables);
    let statistics = std::mem::take(&mut report.statistics);
    let claims = std::mem::take(&mut report.claims);
    let unread = std::mem::take(&mut report.unread);
    let mut evidence = pieces(std::mem::take(&mut report.year_evidence));
    report.year_evidence = evidence.next().unwrap_or_default();
    events.push(Event::Report(report));
    events.extend(evidence.map(|year_evidence| Event::Report(v1::Report { year_evidence, ..v1::Report::default() })));
    events.extend(pieces(sections).map(|sections| Event::Sections(v1::Sections { sections })));
    let of = |statistics: v1::Statistics| Event::Statistics(statistics);
    events.extend(pieces(tables).map(|tables| of(v1::Statistics { tables, ..Default::default() })));
    events.extend(pieces(statistics).map(|statistics| of(v1::Statistics { statistics, ..Default::default() })));
    events.extend(pieces(unread).map(|unread| of(v1::Statistics { unread, ..Default::default() })));
    events.extend(pieces(claims).map(|claims| Event::Claims(v1::Claims { claims })));
}

fn normalized_events(mut normalized: v1::NormalizedReport, events: &mut Vec<Event>) {
    let mut changes = pieces(std::mem::take(&mut normalized.changes));
    normalized.changes = changes.next().unwrap_or_default();
    events.push(Event::Normalized(normalized));
    events.extend(changes.map(|changes| Event::Normalized(v1::NormalizedReport { changes, ..Default::default() })));
}

/// Cuts a list into pieces whose elements together keep within the size of an event.
fn pieces<T: Message>(elements: Vec<T>) -> impl Iterator<Item = Vec<T>> {
    let mut elements = elements.into_iter().peekable();
    std::iter::from_fn(move || {
        let mut piece = vec![elements.next()?];
        let mut size = piece[0].encoded_len();
        while let Some(element) = elements.next_if(|next| size + next.encoded_len() <= MAX_EVENT_BYTES) {
            size += element.encoded_len();
            piece.push(element);
        }
        Some(piece)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn statistic(number: usize) -> v1::Statistic {
        v1::Statistic { label: "标".repeat(300), value: Some(number.to_string()), ..v1::Statistic::default() }
    }

    #[test]
    fn a_long_list_comes_in_several_events_in_order() {
        let statistics: Vec<_> = (0..3_000).map(statistic).collect();
        let report = v1::Report { title: "题".to_owned(), statistics: statistics.clone(), ..v1::Report::default() };
        let sent = events(v1::CheckedReport { report: Some(report), ..v1::CheckedReport::default() });
        assert!(sent.iter().all(|event| event.encoded_len() <= MAX_EVENT_BYTES + (64 << 10)));
        let pieces: Vec<_> = sent
            .iter()
            .filter_map(|it| match &it.event {
                Some(Event::Statistics(piece)) => Some(&piece.statistics),
                _ => None,
            })
            .collect();
        assert!(pieces.len() > 1);
        assert_eq!(pieces.into_iter().flatten().cloned().collect::<Vec<_>>(), statistics);
    }

    #[test]
    fn an_element_larger_than_an_event_is_sent_alone() {
        let large = v1::Statistic { label: "a".repeat(MAX_EVENT_BYTES + 1), ..v1::Statistic::default() };
        let cut: Vec<_> = pieces(vec![statistic(0), large, statistic(1)]).map(|piece| piece.len()).collect();
        assert_eq!(cut, [1, 1, 1]);
    }

    #[test]
    fn events_come_in_the_order_of_the_fields_and_end_with_the_result() {
        let report = v1::Report { sections: vec![v1::Section::default()], unread: vec![v1::Unread::default()], ..v1::Report::default() };
        let checked = v1::CheckedReport {
            source: Some(v1::SourceDocument::default()),
            report: Some(report),
            findings: vec![v1::Finding::default()],
            ledger: vec![v1::LedgerEntry::default()],
            normalized: Some(v1::NormalizedReport::default()),
            ..v1::CheckedReport::default()
        };
        let tags: Vec<_> = events(checked)
            .into_iter()
            .map(|it| match it.event.unwrap() {
                Event::Source(_) => 1,
                Event::Report(_) => 2,
                Event::Sections(_) => 3,
                Event::Statistics(_) => 4,
                Event::Claims(_) => 5,
                Event::Findings(_) => 6,
                Event::Ledger(_) => 7,
                Event::Normalized(_) => 8,
                Event::Result(_) => 9,
            })
            .collect();
        assert_eq!(tags, [1, 2, 3, 4, 6, 7, 8, 9]);
    }
}

//! From the events of one check to a [`CheckedReport`], the message that is shown and printed as JSON.
//!
//! Nothing is interpreted: each event goes to its field, repeated parts are appended. A stream that ends without its closing
//! event is a failure, never a short result.

use gouji_proto::v1::check_report_response::Event;
use gouji_proto::v1::{CheckReportResponse, CheckedReport, Report, SourceDocument};
use prost::Message;
use tonic::{Status, Streaming};

use crate::failure::wire_status;

/// Collects a stream, whose messages `event` unwraps; a failed call becomes a result that says so.
pub(crate) async fn collect<T>(
    name: &str,
    call: Result<tonic::Response<Streaming<T>>, Status>,
    event: impl Fn(T) -> Option<CheckReportResponse>,
) -> CheckedReport {
    let mut checked = CheckedReport::default();
    match drain(&mut checked, call, event).await {
        Ok(()) => checked,
        Err(status) => failed(checked.source.unwrap_or_else(|| named(name)), &status),
    }
}

async fn drain<T>(
    checked: &mut CheckedReport,
    call: Result<tonic::Response<Streaming<T>>, Status>,
    event: impl Fn(T) -> Option<CheckReportResponse>,
) -> Result<(), Status> {
    let mut stream = call?.into_inner();
    let mut complete = false;
    while let Some(message) = stream.message().await? {
        if let Some(event) = event(message).and_then(|message| message.event) {
            complete |= matches!(event, Event::Result(_));
            accept(checked, event);
        }
    }
    if complete { Ok(()) } else { Err(Status::data_loss("the stream ended before its result")) }
}

/// Puts one event into its place. A long report or canonical report comes in several events, each of which goes on where
/// the one before it ended.
fn accept(checked: &mut CheckedReport, event: Event) {
    match event {
        Event::Source(source) => checked.source = Some(source),
        Event::Report(part) => match &mut checked.report {
            None => checked.report = Some(part),
            Some(report) => continue_with(report, &part),
        },
        Event::Sections(part) => report(checked).sections.extend(part.sections),
        Event::Statistics(part) => {
            let report = report(checked);
            report.tables.extend(part.tables);
            report.statistics.extend(part.statistics);
            report.unread.extend(part.unread);
        }
        Event::Claims(part) => report(checked).claims.extend(part.claims),
        Event::Findings(part) => checked.findings.extend(part.findings),
        Event::Ledger(part) => checked.ledger.extend(part.entries),
        Event::Normalized(part) => match &mut checked.normalized {
            None => checked.normalized = Some(part),
            Some(normalized) => continue_with(normalized, &part),
        },
        Event::Result(result) => {
            checked.verdict = result.verdict;
            checked.summary = result.summary;
            checked.engine = result.engine;
            checked.profile = result.profile;
            checked.previous_report = result.previous_report;
        }
    }
}

fn report(checked: &mut CheckedReport) -> &mut Report {
    checked.report.get_or_insert_default()
}

/// Merges as the wire format does: lists are appended, whatever else the part names replaces what was there.
fn continue_with<M: Message + Default>(message: &mut M, part: &M) {
    message.merge(part.encode_to_vec().as_slice()).expect("what was just encoded can be decoded");
}

/// The result of an input that could not be processed.
pub(crate) fn failed(source: SourceDocument, status: &Status) -> CheckedReport {
    CheckedReport { source: Some(source), error: Some(wire_status(status)), ..CheckedReport::default() }
}

/// All that is known of a document that was never described by the service.
pub(crate) fn named(name: &str) -> SourceDocument {
    SourceDocument { name: name.to_owned(), ..SourceDocument::default() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use gouji_proto::v1::{Change, CheckResult, NormalizedReport, Section, Sections, Verdict, YearEvidence};

    #[test]
    fn repeated_parts_are_appended_to_the_header() {
        let mut checked = CheckedReport::default();
        let section = |heading: &str| Section { heading: heading.to_owned(), ..Section::default() };
        accept(&mut checked, Event::Report(Report { title: "年报".to_owned(), ..Report::default() }));
        accept(&mut checked, Event::Sections(Sections { sections: vec![section("概述")] }));
        accept(&mut checked, Event::Sections(Sections { sections: vec![section("主动公开")] }));
        accept(&mut checked, Event::Result(CheckResult { verdict: Verdict::Fail.into(), ..CheckResult::default() }));
        let report = checked.report.as_ref().unwrap();
        assert_eq!(report.title, "年报");
        assert_eq!(report.sections.iter().map(|section| section.heading.as_str()).collect::<Vec<_>>(), ["概述", "主动公开"]);
        assert_eq!(checked.verdict(), Verdict::Fail);
    }

    #[test]
    fn a_part_that_comes_in_several_events_is_put_together() {
        let mut checked = CheckedReport::default();
        let evidence = |year| vec![YearEvidence { year, ..YearEvidence::default() }];
        accept(&mut checked, Event::Report(Report { title: "年报".to_owned(), year_evidence: evidence(2018), ..Report::default() }));
        accept(&mut checked, Event::Report(Report { year_evidence: evidence(2019), ..Report::default() }));
        let changes = |cell: &str| vec![Change { cell: cell.to_owned(), ..Change::default() }];
        let canonical =
            |edition: &str, cell| NormalizedReport { edition: edition.to_owned(), changes: changes(cell), ..Default::default() };
        accept(&mut checked, Event::Normalized(canonical("gb2014", "a")));
        accept(&mut checked, Event::Normalized(canonical("", "b")));
        let (report, normalized) = (checked.report.unwrap(), checked.normalized.unwrap());
        assert_eq!((report.title.as_str(), report.year_evidence.iter().map(|it| it.year).sum::<i32>()), ("年报", 2018 + 2019));
        assert_eq!((normalized.edition.as_str(), normalized.changes.len()), ("gb2014", 2));
    }
}

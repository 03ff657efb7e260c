//! The load itself: so many reports, asked for in one of three ways, each answer timed and looked at.
//!
//! A report that is not answered, or answered with an error, ends the run: a rate of failures is no rate.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use clap::ValueEnum;
use gouji_proto::v1;
use gouji_proto::v1::check_report_response::Event;
use gouji_proto::v1::check_reports_request::Message as Asked;
use gouji_proto::v1::check_reports_response::Message as Answered;
use gouji_proto::v1::report_service_client::ReportServiceClient;
use tokio::sync::mpsc;
use tokio::task::JoinSet;
use tokio_stream::wrappers::ReceiverStream;
use tonic::transport::Channel;

use crate::Failure;

/// How reports are asked for, always over one connection.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Kind {
    /// One `CheckReport` after another, as a caller of a unary call would.
    Unary,
    /// Many `CheckReport` at once, each with its own stream of events.
    Streamed,
    /// One `CheckReports`.
    Batched,
}

/// How much of each result is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum View {
    /// The verdict alone.
    Verdict,
    /// The findings as well.
    Findings,
    /// Everything.
    Full,
}

/// What to send.
#[derive(Clone, Debug)]
pub(crate) struct Load {
    /// Documents to send, over and over in this order.
    pub(crate) documents: Arc<[v1::Document]>,
    /// How many in all.
    pub(crate) reports: usize,
    /// How many at once.
    pub(crate) in_flight: usize,
    /// How much of each result.
    pub(crate) view: View,
}

/// How long each answer took, in the order of the answers.
pub(crate) type Latencies = Vec<Duration>;

impl Kind {
    /// Every kind.
    pub(crate) const ALL: [Self; 3] = [Self::Unary, Self::Streamed, Self::Batched];
}

impl View {
    /// Every view.
    pub(crate) const ALL: [Self; 3] = [Self::Verdict, Self::Findings, Self::Full];

    /// The options that ask for it.
    pub(crate) fn options(self) -> v1::CheckOptions {
        let view = match self {
            Self::Verdict => v1::View::Verdict,
            Self::Findings => v1::View::Findings,
            Self::Full => v1::View::Full,
        };
        v1::CheckOptions { view: view.into(), ..Default::default() }
    }
}

impl Load {
    fn document(&self, at: usize) -> v1::Document {
        self.documents[at % self.documents.len()].clone()
    }

    /// Sends the load in one of the ways.
    pub(crate) async fn send(&self, service: &ReportServiceClient<Channel>, kind: Kind) -> Result<Latencies, Failure> {
        match kind {
            Kind::Unary => self.call(service, 1).await,
            Kind::Streamed => self.call(service, self.in_flight).await,
            Kind::Batched => self.batch(service, |_| Ok(())).await,
        }
    }

    /// A call for each report, so many at once.
    async fn call(&self, service: &ReportServiceClient<Channel>, callers: usize) -> Result<Latencies, Failure> {
        let next = Arc::new(AtomicUsize::new(0));
        let mut calling = JoinSet::new();
        for _ in 0..callers {
            let (load, mut service, next) = (self.clone(), service.clone(), Arc::clone(&next));
            calling.spawn(async move {
                let mut latencies = Latencies::new();
                loop {
                    let at = next.fetch_add(1, Ordering::Relaxed);
                    if at >= load.reports {
                        return Ok::<_, Failure>(latencies);
                    }
                    let begun = Instant::now();
                    load.one_call(&mut service, at).await?;
                    latencies.push(begun.elapsed());
                }
            });
        }
        let mut latencies = Latencies::with_capacity(self.reports);
        while let Some(called) = calling.join_next().await {
            latencies.extend(called??);
        }
        Ok(latencies)
    }

    /// Asks for one report and reads its events to the end.
    async fn one_call(&self, service: &mut ReportServiceClient<Channel>, at: usize) -> Result<(), Failure> {
        let request =
            v1::CheckReportRequest { document: Some(self.document(at)), options: Some(self.view.options()), previous_report: None };
        let mut events = service.check_report(request).await?.into_inner();
        let mut last = None;
        while let Some(event) = events.message().await? {
            last = event.event;
        }
        if matches!(last, Some(Event::Result(_))) { Ok(()) } else { Err("a call ended without its result".into()) }
    }

    /// One batch; `answered` is told how many answers have come, after each.
    pub(crate) async fn batch(
        &self,
        service: &ReportServiceClient<Channel>,
        mut answered: impl FnMut(usize) -> Result<(), Failure>,
    ) -> Result<Latencies, Failure> {
        let (out, requests) = mpsc::channel(self.in_flight + 1);
        let first = (0..self.reports.min(self.in_flight)).map(|at| (at.to_string(), self.document(at)));
        let mut sent = vec![Instant::now(); self.reports];
        for request in batch_of(self.view, first) {
            out.send(request).await?;
        }
        let mut next = self.reports.min(self.in_flight);
        let mut out = Some(out);
        let mut latencies = Latencies::with_capacity(self.reports);
        let mut answers = service.clone().check_reports(ReceiverStream::new(requests)).await?.into_inner();
        while let Some(answer) = answers.message().await? {
            let Some(Answered::Result(result)) = answer.message else { continue };
            if let Some(error) = result.checked.ok_or("an answer holds no result")?.error {
                return Err(format!("a report was not processed: {}", error.message).into());
            }
            let at: usize = result.id.parse()?;
            latencies.push(sent.get(at).ok_or("an answer that was not asked for")?.elapsed());
            answered(latencies.len())?;
            match &out {
                Some(open) if next < self.reports => {
                    sent[next] = Instant::now();
                    open.send(item(next.to_string(), self.document(next))).await?;
                    next += 1;
                }
                _ => out = None,
            }
        }
        if latencies.len() == self.reports { Ok(latencies) } else { Err("the batch ended before its last answer".into()) }
    }
}

/// The messages that open a batch and begin it with some items.
pub(crate) fn batch_of(view: View, items: impl IntoIterator<Item = (String, v1::Document)>) -> Vec<v1::CheckReportsRequest> {
    let options = v1::BatchOptions { options: Some(view.options()), ..Default::default() };
    let options = v1::CheckReportsRequest { message: Some(Asked::Options(options)) };
    std::iter::once(options).chain(items.into_iter().map(|(id, document)| item(id, document))).collect()
}

fn item(id: String, document: v1::Document) -> v1::CheckReportsRequest {
    v1::CheckReportsRequest { message: Some(Asked::Item(v1::BatchItem { id, document: Some(document), previous_report: None })) }
}

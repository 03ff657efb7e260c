//! The yardstick: a bare tonic service that gives the answers of the real one without doing its work.
//!
//! It decodes each request, looks the answer up by the document's name, clones it and has it encoded: what any service of
//! this contract must do at the least. The answers are those of the real service, asked once at the start.

use std::collections::HashMap;
use std::pin::Pin;
use std::sync::Arc;

use gouji_proto::v1;
use gouji_proto::v1::check_reports_request::Message as Asked;
use gouji_proto::v1::check_reports_response::Message as Answered;
use gouji_proto::v1::report_service_server::ReportService;
use tokio_stream::{Stream, StreamExt as _};
use tonic::{Request, Response, Status, Streaming};

use crate::Failure;
use crate::traffic::{View, batch_of};

/// Answers by the document's name and the view's number.
#[derive(Clone, Debug)]
pub(crate) struct Echo {
    answers: Arc<HashMap<(String, i32), Answer>>,
}

#[derive(Debug)]
struct Answer {
    events: Vec<v1::CheckReportResponse>,
    whole: v1::CheckedReport,
}

impl Echo {
    /// Has the answers made by the service itself.
    pub(crate) async fn prepare(documents: Vec<v1::Document>) -> Result<Self, Failure> {
        let channel = gouji_server::connect_in_memory(gouji_server::Config::default())?;
        let mut service = v1::report_service_client::ReportServiceClient::new(channel).max_decoding_message_size(usize::MAX);
        let mut answers = HashMap::new();
        for document in documents {
            for view in View::ALL {
                let options = view.options();
                let number = options.view;
                let request = v1::CheckReportRequest { document: Some(document.clone()), options: Some(options), previous_report: None };
                let events = service.check_report(request).await?.into_inner().collect::<Result<Vec<_>, _>>().await?;
                let batch = tokio_stream::iter(batch_of(view, [(document.name.clone(), document.clone())]));
                let mut batch = service.check_reports(batch).await?.into_inner();
                let Some(v1::CheckReportsResponse { message: Some(Answered::Result(result)) }) = batch.message().await? else {
                    return Err(format!("the service gives no result for {}", document.name).into());
                };
                let whole = result.checked.unwrap_or_default();
                answers.insert((document.name.clone(), number), Answer { events, whole });
            }
        }
        Ok(Self { answers: Arc::new(answers) })
    }

    fn answer(&self, document: Option<v1::Document>, view: i32) -> Result<&Answer, Status> {
        let name = document.unwrap_or_default().name;
        self.answers.get(&(name, view)).ok_or_else(|| Status::not_found("no answer was prepared for this document"))
    }
}

/// The answers to a batch: each as its item is read.
type Answers = Pin<Box<dyn Stream<Item = Result<v1::CheckReportsResponse, Status>> + Send>>;

#[tonic::async_trait]
impl ReportService for Echo {
    type CheckReportStream = tokio_stream::Iter<std::vec::IntoIter<Result<v1::CheckReportResponse, Status>>>;
    type ParseReportStream = tokio_stream::Empty<Result<v1::ParseReportResponse, Status>>;
    type ValidateReportStream = tokio_stream::Empty<Result<v1::ValidateReportResponse, Status>>;
    type NormalizeReportStream = tokio_stream::Empty<Result<v1::NormalizeReportResponse, Status>>;
    type CheckReportsStream = Answers;

    async fn check_report(&self, request: Request<v1::CheckReportRequest>) -> Result<Response<Self::CheckReportStream>, Status> {
        let v1::CheckReportRequest { document, options, .. } = request.into_inner();
        let answer = self.answer(document, options.unwrap_or_default().view)?;
        let events: Vec<_> = answer.events.iter().cloned().map(Ok).collect();
        Ok(Response::new(tokio_stream::iter(events)))
    }

    async fn check_reports(
        &self,
        request: Request<Streaming<v1::CheckReportsRequest>>,
    ) -> Result<Response<Self::CheckReportsStream>, Status> {
        let mut requests = request.into_inner();
        let Some(v1::CheckReportsRequest { message: Some(Asked::Options(options)) }) = requests.message().await? else {
            return Err(Status::invalid_argument("the first message holds no options"));
        };
        let view = options.options.unwrap_or_default().view;
        let echo = self.clone();
        let answers = requests.map(move |request| {
            let Some(Asked::Item(item)) = request?.message else {
                return Err(Status::invalid_argument("only whole items are echoed"));
            };
            let checked = Some(echo.answer(item.document, view)?.whole.clone());
            Ok(v1::CheckReportsResponse {
                message: Some(Answered::Result(v1::BatchResult { id: item.id, checked, ..v1::BatchResult::default() })),
            })
        });
        let summary = v1::CheckReportsResponse { message: Some(Answered::Summary(v1::BatchSummary::default())) };
        Ok(Response::new(Box::pin(answers.chain(tokio_stream::once(Ok(summary))))))
    }

    async fn parse_report(&self, _: Request<v1::ParseReportRequest>) -> Result<Response<Self::ParseReportStream>, Status> {
        Err(not_echoed())
    }

    async fn validate_report(&self, _: Request<v1::ValidateReportRequest>) -> Result<Response<Self::ValidateReportStream>, Status> {
        Err(not_echoed())
    }

    async fn normalize_report(&self, _: Request<v1::NormalizeReportRequest>) -> Result<Response<Self::NormalizeReportStream>, Status> {
        Err(not_echoed())
    }
}

fn not_echoed() -> Status {
    Status::unimplemented("the load asks for whole checks only")
}

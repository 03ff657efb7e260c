//! The report service: one handler a call.
//!
//! A handler reads the request, has the report checked when its turn comes, and answers with the events. A result is
//! complete before its first event is sent: which names and homes must be masked in what was read is known only when the
//! rules have run, and the stages of one report take less time together than a message takes to travel. The events are made by the time the caller reads them, so a caller that reads slowly holds its own events and
//! no thread.

use std::sync::Arc;

use gouji_proto::v1;
use gouji_proto::v1::report_service_server::ReportService;
use tonic::{Request, Response, Status, Streaming};

use crate::batch;
use crate::check::check;
use crate::config::Config;
use crate::events::events;
use crate::from_proto::{self, Documents, Stages};
use crate::pool::Pool;
use crate::status::Fault;

/// The report service.
#[derive(Clone, Debug)]
pub(crate) struct Reports {
    pool: Pool,
    config: Arc<Config>,
}

/// The events of one answer.
type Events<T> = tokio_stream::Iter<std::vec::IntoIter<Result<T, Status>>>;

impl Reports {
    /// Makes the service.
    pub(crate) const fn new(pool: Pool, config: Arc<Config>) -> Self {
        Self { pool, config }
    }

    /// Answers a call for one report, with each event as the call's own kind of message.
    async fn answer<T>(
        &self,
        documents: Documents,
        options: Option<v1::CheckOptions>,
        stages: Stages,
        wrap: fn(v1::CheckReportResponse) -> T,
    ) -> Result<Response<Events<T>>, Status> {
        let (input, wishes) = from_proto::request(documents, options, stages, self.pool.engine().catalog())?;
        let events = self.pool.run(move |engine| Ok(events(check(engine, &input, &wishes)?.message))).await?;
        let messages: Vec<_> = events.into_iter().map(|event| Ok(wrap(event))).collect();
        Ok(Response::new(tokio_stream::iter(messages)))
    }
}

#[tonic::async_trait]
impl ReportService for Reports {
    type CheckReportStream = Events<v1::CheckReportResponse>;
    type ParseReportStream = Events<v1::ParseReportResponse>;
    type ValidateReportStream = Events<v1::ValidateReportResponse>;
    type NormalizeReportStream = Events<v1::NormalizeReportResponse>;
    type CheckReportsStream = batch::Answers;

    async fn check_report(&self, request: Request<v1::CheckReportRequest>) -> Result<Response<Self::CheckReportStream>, Status> {
        let v1::CheckReportRequest { document, options, previous_report: previous } = request.into_inner();
        self.answer(Documents { document, previous }, options, Stages::All, |event| event).await
    }

    async fn parse_report(&self, request: Request<v1::ParseReportRequest>) -> Result<Response<Self::ParseReportStream>, Status> {
        let v1::ParseReportRequest { document, options } = request.into_inner();
        self.answer(Documents { document, previous: None }, options, Stages::Parse, |event| v1::ParseReportResponse { event: Some(event) })
            .await
    }

    async fn validate_report(&self, request: Request<v1::ValidateReportRequest>) -> Result<Response<Self::ValidateReportStream>, Status> {
        let v1::ValidateReportRequest { document, options, previous_report: previous } = request.into_inner();
        let documents = Documents { document, previous };
        self.answer(documents, options, Stages::Validate, |event| v1::ValidateReportResponse { event: Some(event) }).await
    }

    async fn normalize_report(
        &self,
        request: Request<v1::NormalizeReportRequest>,
    ) -> Result<Response<Self::NormalizeReportStream>, Status> {
        let v1::NormalizeReportRequest { document, options } = request.into_inner();
        self.answer(Documents { document, previous: None }, options, Stages::Normalize, |event| v1::NormalizeReportResponse {
            event: Some(event),
        })
        .await
    }

    async fn check_reports(
        &self,
        request: Request<Streaming<v1::CheckReportsRequest>>,
    ) -> Result<Response<Self::CheckReportsStream>, Status> {
        let mut requests = request.into_inner();
        let limit = self.config.max_message_bytes;
        let first = requests.message().await.map_err(|status| Fault::of_request_stream(&status, limit))?;
        let Some(v1::CheckReportsRequest { message: Some(v1::check_reports_request::Message::Options(options)) }) = first else {
            return Err(Fault::OptionsMissing.into());
        };
        let (wishes, order) = from_proto::batch_options(options, self.pool.engine().catalog())?;
        Ok(Response::new(batch::start(requests, self.pool.clone(), &self.config, wishes, order)))
    }
}

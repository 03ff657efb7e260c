//! One call for each input.

use std::io::Read;
use std::sync::Arc;
use std::vec;

use bytes::Bytes;
use gouji_proto::v1::report_service_client::ReportServiceClient;
use gouji_proto::v1::{
    CheckOptions, CheckReportRequest, CheckedReport, Document, NormalizeReportRequest, ParseReportRequest, ValidateReportRequest,
};
use tonic::transport::Channel;

use crate::answers::Answer;
use crate::args::Stage;
use crate::collect::{collect, failed, named};
use crate::failure::unreadable;
use crate::inputs::Input;

/// Answers to inputs that are sent one by one.
pub(crate) struct Single {
    client: ReportServiceClient<Channel>,
    stage: Stage,
    options: CheckOptions,
    charset: String,
    /// Last year's report, for stages that check.
    previous: Option<Document>,
    inputs: vec::IntoIter<Input>,
    standard: Box<dyn Read + Send>,
}

impl Single {
    pub(crate) fn new(
        client: ReportServiceClient<Channel>,
        stage: Stage,
        options: CheckOptions,
        charset: String,
        previous: Option<Document>,
        inputs: Vec<Input>,
        standard: Box<dyn Read + Send>,
    ) -> Self {
        Self { client, stage, options, charset, previous, inputs: inputs.into_iter(), standard }
    }

    pub(crate) async fn next(&mut self) -> Option<Answer> {
        let input = self.inputs.next()?;
        // Nothing else is going on while this input is read, so the one thread may wait for it.
        let answer = match input.read(&mut *self.standard) {
            Err(reason) => Answer::new(failed(named(&input.name), &unreadable(&input.name, &reason)), Arc::default()),
            Ok(content) => Answer::new(self.ask(&input.name, content.clone()).await, Arc::new(content.into())),
        };
        Some(answer)
    }

    async fn ask(&mut self, name: &str, content: Bytes) -> CheckedReport {
        let document = Some(Document { name: name.to_owned(), content, charset: self.charset.clone(), ..Document::default() });
        let options = Some(self.options.clone());
        let previous_report = self.previous.clone();
        let client = &mut self.client;
        match self.stage {
            Stage::Check | Stage::Batch => {
                let request = CheckReportRequest { document, options, previous_report };
                collect(name, client.check_report(request).await, Some).await
            }
            Stage::Parse => collect(name, client.parse_report(ParseReportRequest { document, options }).await, |m| m.event).await,
            Stage::Validate => {
                let request = ValidateReportRequest { document, options, previous_report };
                collect(name, client.validate_report(request).await, |m| m.event).await
            }
            Stage::Normalize => {
                collect(name, client.normalize_report(NormalizeReportRequest { document, options }).await, |m| m.event).await
            }
        }
    }
}

//! All inputs through one stream.
//!
//! A feeding task reads inputs and sends them, whole or in pieces; the answers come back in input order. What is on its way
//! is bounded by a number of bytes, so memory does not grow with the length of a batch. Inputs that could not be read never
//! reach the service and take their place among the answers here; when the stream breaks, every input that has no answer
//! yet is answered with the reason.
//!
//! An archive is answered file by file: the service tells first how many there are, and the archive stays the input at hand
//! until all are answered.

use std::io::Read;
use std::sync::Arc;

use bytes::Bytes;
use gouji_proto::v1::check_reports_request::Message as Request;
use gouji_proto::v1::check_reports_response::Message as Response;
use gouji_proto::v1::report_service_client::ReportServiceClient;
use gouji_proto::v1::{
    AnswerOrder, BatchArchive, BatchChunk, BatchItem, BatchOptions, BatchSummary, CheckOptions, CheckReportsRequest, CheckReportsResponse,
    Document,
};
use tokio::sync::{OwnedSemaphorePermit, Semaphore, mpsc};
use tokio::task::spawn_blocking;
use tokio_stream::wrappers::ReceiverStream;
use tonic::transport::Channel;
use tonic::{Status, Streaming};

use crate::answers::Answer;
use crate::archive::Content;
use crate::collect::{failed, named};
use crate::failure::unreadable;
use crate::inputs::Input;

/// Content longer than this is sent in pieces of this size.
const PIECE: usize = 1 << 20;
/// Unit in which inputs on their way are counted; each counts as one at least.
const UNIT: u64 = 256 << 10;
/// Units that may be on their way: 64 MiB, or 256 inputs.
const UNITS: u32 = 256;

/// Answers to inputs that are sent through one stream.
pub(crate) struct Batch {
    stream: Stream,
    sent: mpsc::UnboundedReceiver<Sent>,
    /// The answer that came in, while inputs before it are still to be answered for.
    waiting: Option<(String, Answer)>,
    /// What is in the archive whose first answer comes next.
    announced: Option<BatchArchive>,
    /// The archive at hand, if not all its files are answered.
    opened: Option<Sent>,
    summary: Option<BatchSummary>,
}

/// The answering half of the call.
enum Stream {
    Open(Box<Streaming<CheckReportsResponse>>),
    /// No more answers come; the reason stands for every input that has none.
    Ended(Status),
}

/// An input that was taken from the list.
struct Sent {
    id: String,
    name: String,
    content: Result<Arc<Content>, Status>,
    /// Answers that are expected, as far as that is known.
    answers: i64,
    _room: Option<OwnedSemaphorePermit>,
}

/// What the feeding task works with.
struct Feeder {
    options: CheckOptions,
    charset: String,
    standard: Box<dyn Read + Send>,
    requests: mpsc::Sender<CheckReportsRequest>,
    sent: mpsc::UnboundedSender<Sent>,
    room: Arc<Semaphore>,
}

impl Batch {
    /// Opens the stream and starts feeding it.
    pub(crate) async fn open(
        mut client: ReportServiceClient<Channel>,
        options: CheckOptions,
        charset: String,
        inputs: Vec<Input>,
        standard: Box<dyn Read + Send>,
    ) -> Self {
        let (requests, incoming) = mpsc::channel(1);
        let (sent, sent_inputs) = mpsc::unbounded_channel();
        let room = Arc::new(Semaphore::new(UNITS as usize));
        tokio::spawn(Feeder { options, charset, standard, requests, sent, room }.run(inputs));
        let stream = match client.check_reports(ReceiverStream::new(incoming)).await {
            Ok(response) => Stream::Open(Box::new(response.into_inner())),
            Err(status) => Stream::Ended(status),
        };
        Self { stream, sent: sent_inputs, waiting: None, announced: None, opened: None, summary: None }
    }

    pub(crate) fn summary(&self) -> Option<&BatchSummary> {
        self.summary.as_ref()
    }

    pub(crate) async fn next(&mut self) -> Option<Answer> {
        if self.waiting.is_none() {
            self.receive().await;
        }
        let sent = match self.opened.take() {
            Some(archive) => archive,
            None => self.sent.recv().await?,
        };
        let missing = match (&self.waiting, &sent.content, &self.stream) {
            (_, Err(status), _) => status.clone(),
            (Some((id, _)), Ok(_), _) if *id == sent.id => {
                let (_, answer) = self.waiting.take()?;
                return Some(self.answer_to(sent, answer));
            }
            (None, Ok(_), Stream::Ended(status)) => status.clone(),
            _ => Status::data_loss("the service gave no answer for this input"),
        };
        Some(Answer::new(failed(named(&sent.name), &missing), Arc::default()))
    }

    /// Gives an answer the bytes it is about, or those of the archive it is in, which stays at hand until its last answer.
    fn answer_to(&mut self, mut sent: Sent, answer: Answer) -> Answer {
        let archive = self.announced.take_if(|archive| archive.id == sent.id);
        if let Some(archive) = &archive {
            sent.answers = archive.member_count;
        }
        let content = sent.content.clone().unwrap_or_default();
        sent.answers -= 1;
        if sent.answers > 0 {
            self.opened = Some(sent);
        }
        Answer { content, archive, ..answer }
    }

    /// Waits for the next result, or for the end.
    async fn receive(&mut self) {
        while let Stream::Open(stream) = &mut self.stream {
            match stream.message().await.map(|response| response.map(|response| response.message)) {
                Ok(Some(Some(Response::Result(result)))) => {
                    let checked = result.checked.unwrap_or_default();
                    let answer = Answer { entry: result.entry, ..Answer::new(checked, Arc::default()) };
                    self.waiting = Some((result.id, answer));
                    return;
                }
                Ok(Some(Some(Response::Archive(archive)))) => self.announced = Some(archive),
                Ok(Some(Some(Response::Summary(summary)))) => self.summary = Some(summary),
                Ok(Some(None)) => {}
                Ok(None) => self.stream = Stream::Ended(Status::data_loss("the stream ended before the answer")),
                Err(status) => self.stream = Stream::Ended(status),
            }
        }
    }
}

impl Feeder {
    async fn run(mut self, inputs: Vec<Input>) {
        let options = BatchOptions { options: Some(self.options.clone()), order: AnswerOrder::Input.into() };
        let mut heard = self.send(Request::Options(options)).await;
        for (index, input) in inputs.into_iter().enumerate() {
            heard = self.feed(index.to_string(), input, heard).await;
        }
    }

    /// Takes one input; tells whether the service still listens. What it would not hear is not read any more.
    async fn feed(&mut self, id: String, input: Input, heard: Heard) -> Heard {
        let units = u32::try_from(input.size() / UNIT + 1).unwrap_or(UNITS).min(UNITS);
        let room = Arc::clone(&self.room).acquire_many_owned(units).await.ok();
        let name = input.name.clone();
        let content = match heard {
            Heard::No => Ok(Bytes::new()),
            Heard::Yes => self.read(input).await,
        };
        // Only what is answered over the stream takes up room: the others wait for answers that may need that room.
        let room = room.filter(|_| heard == Heard::Yes && content.is_ok());
        let kept = content.clone().map(|bytes| Arc::new(Content::from(bytes)));
        let told = self.sent.send(Sent { id: id.clone(), name: name.clone(), content: kept, answers: 1, _room: room });
        match (heard, told, content) {
            (Heard::Yes, Ok(()), Ok(content)) => self.send_document(id, name, content).await,
            (heard, _, _) => heard,
        }
    }

    /// Reads off the one thread that keeps the connection alive: an input may be slow, a pipe for instance.
    async fn read(&mut self, input: Input) -> Result<Bytes, Status> {
        let mut standard = std::mem::replace(&mut self.standard, Box::new(std::io::empty()));
        let name = input.name.clone();
        let read = spawn_blocking(move || {
            let content = input.read(&mut *standard);
            (content, standard)
        });
        match read.await {
            Ok((content, standard)) => {
                self.standard = standard;
                content.map_err(|reason| unreadable(&name, &reason))
            }
            Err(error) => Err(Status::internal(error.to_string())),
        }
    }

    async fn send_document(&mut self, id: String, name: String, content: Bytes) -> Heard {
        let document = Document { name, charset: self.charset.clone(), ..Document::default() };
        if content.len() <= PIECE {
            return self
                .send(Request::Item(BatchItem { id, document: Some(Document { content, ..document }), previous_report: None }))
                .await;
        }
        let mut document = Some(document);
        let mut rest = content;
        while !rest.is_empty() {
            let content = rest.split_to(PIECE.min(rest.len()));
            let chunk = BatchChunk { id: id.clone(), document: document.take(), content, last: rest.is_empty(), previous_report: None };
            if self.send(Request::Chunk(chunk)).await == Heard::No {
                return Heard::No;
            }
        }
        Heard::Yes
    }

    async fn send(&mut self, message: Request) -> Heard {
        match self.requests.send(CheckReportsRequest { message: Some(message) }).await {
            Ok(()) => Heard::Yes,
            Err(_) => Heard::No,
        }
    }
}

/// Whether the service still takes messages.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Heard {
    Yes,
    No,
}

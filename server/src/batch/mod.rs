//! A batch: items in, answers out, as many at once as the window holds.
//!
//! One task drives a batch. It reads messages while the [`window`] has room, hands complete items to the pool, and sends
//! answers while the caller takes them. A caller that stops reading fills the window; then the task reads no further
//! message and the transport's flow control holds the caller back. So memory is bounded by the window, plus one message
//! that waits for room, one unpacked archive with a window of answers, and the few answers in the channel, however long
//! the batch; and nobody but this caller waits.
//!
//! An item that is an archive is answered file by file ([`members`]). Checking and unpacking run on the threads of the pool
//! alike; one archive of a batch is unpacked at a time.
//!
//! The task ends when the caller goes away, and with it the work that has not begun. Its messages are read by nobody
//! else: what it holds needs no locks.

mod members;
mod tally;
mod window;

use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};

use gouji_core::text::Bilingual;
use gouji_core::{Engine, Error, bilingual};
use gouji_proto::v1;
use gouji_proto::v1::check_reports_request::Message;
use gouji_proto::v1::check_reports_response as response;
use prost::Message as _;
use tokio::sync::mpsc;
use tokio::task::JoinSet;
use tokio_stream::Stream;
use tonic::{Status, Streaming};

use crate::check::{Answer, check};
use crate::config::Config;
use crate::from_proto::{Input, Wishes};
use crate::pool::Pool;
use crate::status::{Fault, Violation};
use crate::to_proto;
use members::Contents;
use tally::Tally;
use window::{Done, Order, Reply, Task, Ticket, Window, Work};

/// Answers that are ready for the transport. A few keep it busy; more would only be held.
const READY_ANSWERS: usize = 4;

/// What the engine calls an archive, which is no document for it. So a document is never opened twice to see what it is.
const ARCHIVE: &str = "application/zip";

/// The answers of a batch, as the transport reads them.
#[derive(Debug)]
pub(crate) struct Answers(mpsc::Receiver<Result<v1::CheckReportsResponse, Status>>);

impl Stream for Answers {
    type Item = Result<v1::CheckReportsResponse, Status>;

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.0.poll_recv(cx)
    }
}

/// Starts a batch whose options were read. Returns at once: the answers are made while they are read.
pub(crate) fn start(
    requests: Streaming<v1::CheckReportsRequest>,
    pool: Pool,
    config: &Config,
    wishes: Wishes,
    order: v1::AnswerOrder,
) -> Answers {
    let order = match order {
        v1::AnswerOrder::Input => Order::Input,
        v1::AnswerOrder::Unspecified | v1::AnswerOrder::Completion => Order::Completion,
    };
    let (out, answers) = mpsc::channel(READY_ANSWERS);
    let batch = Batch {
        tally: Tally::new(pool.engine().catalog()),
        pool,
        wishes: Arc::new(wishes),
        max_message_bytes: config.max_message_bytes,
        window: Window::new(config.max_items_in_flight, config.max_report_bytes, order),
        working: JoinSet::new(),
        out: out.clone(),
    };
    tokio::spawn(async move {
        // A batch that ended in a panic must not look like one that ended well.
        let fault = match tokio::spawn(batch.drive(requests)).await {
            Ok(Ok(())) => return,
            Ok(Err(fault)) => fault,
            Err(_) => Fault::Internal,
        };
        let _ = out.send(Err(fault.into())).await;
    });
    Answers(answers)
}

/// A batch in progress.
struct Batch {
    pool: Pool,
    wishes: Arc<Wishes>,
    max_message_bytes: usize,
    window: Window<Answer>,
    working: JoinSet<(Ticket, Result<Outcome, Fault>)>,
    tally: Tally,
    out: mpsc::Sender<Result<v1::CheckReportsResponse, Status>>,
}

/// What work on an item has come to.
#[derive(Debug)]
enum Outcome {
    /// It was checked.
    Checked(Box<Answer>),
    /// It is an archive, which is to be unpacked when its turn comes.
    Archive(Input),
    /// It was unpacked.
    Unpacked(Contents),
}

/// What the caller's side of the stream has come to.
enum Incoming {
    /// Messages are expected.
    Expected,
    /// This message waits for room.
    Waiting(Option<Message>),
    /// No further message will come; if the stream broke off, why.
    Ended(Option<Fault>),
}

/// Says that last year's report of one body cannot be that of many.
fn many_reports() -> Bilingual {
    bilingual!("压缩包含有多份报告，不能只附一份上年报告", "an archive holds many reports, which cannot share one of last year")
}

/// Checks a document whose result must fit into a message.
fn checked(engine: &Engine, input: &Input, wishes: &Wishes, limit: usize) -> Result<Outcome, Fault> {
    let answer = check(engine, input, wishes)?;
    let actual = answer.message.encoded_len();
    if actual > limit { Err(Fault::ResultTooLarge { limit, actual: actual as u64 }) } else { Ok(Outcome::Checked(Box::new(answer))) }
}

impl Batch {
    /// Runs the batch to its end: everything answered, or the caller gone.
    async fn drive(mut self, mut requests: Streaming<v1::CheckReportsRequest>) -> Result<(), Fault> {
        let mut incoming = Incoming::Expected;
        let out = self.out.clone();
        loop {
            incoming = self.place(incoming);
            while let Some(work) = self.window.work_on_archives() {
                self.begin(work);
            }
            if let Incoming::Ended(fault) = &mut incoming
                && self.window.is_empty()
            {
                return match fault.take() {
                    None => self.close().await,
                    Some(fault) => Err(fault),
                };
            }
            tokio::select! {
                () = out.closed() => return Ok(()),
                Some(finished) = self.working.join_next(), if !self.working.is_empty() => {
                    let (ticket, outcome) = finished.map_err(|_| Fault::Internal)?;
                    self.note(ticket, outcome);
                }
                permit = out.reserve(), if self.window.has_answer() => {
                    let Ok(permit) = permit else { return Ok(()) };
                    if let Some(reply) = self.window.next_answer() {
                        permit.send(Ok(self.message(reply)));
                    }
                }
                message = requests.message(), if matches!(incoming, Incoming::Expected) => {
                    incoming = self.received(message)?;
                }
            }
        }
    }

    /// Places a message that waits, if there is room now or can be made.
    fn place(&mut self, incoming: Incoming) -> Incoming {
        let Incoming::Waiting(message) = incoming else { return incoming };
        if !self.window.has_room_for(&message) {
            self.window.give_up_if_stuck();
            return Incoming::Waiting(message);
        }
        if let Some(work) = self.window.take(message) {
            self.begin(work);
        }
        Incoming::Expected
    }

    /// What a read of the caller's stream has brought.
    fn received(&mut self, read: Result<Option<v1::CheckReportsRequest>, Status>) -> Result<Incoming, Fault> {
        let fault = match read {
            Ok(Some(request)) => return Ok(Incoming::Waiting(request.message)),
            Ok(None) => None,
            Err(status) => match Fault::of_request_stream(&status, self.max_message_bytes) {
                // The items before it are sound; they are answered first.
                too_large @ Fault::MessageTooLarge { .. } => Some(too_large),
                broken => return Err(broken),
            },
        };
        self.window.end();
        Ok(Incoming::Ended(fault))
    }

    /// Notes what work has come to.
    fn note(&mut self, ticket: Ticket, outcome: Result<Outcome, Fault>) {
        match outcome {
            Ok(Outcome::Checked(answer)) => self.window.finish(ticket, Ok(*answer)),
            Ok(Outcome::Archive(input)) => self.window.set_aside(ticket, input),
            Ok(Outcome::Unpacked(contents)) => self.window.unpacked(ticket, contents),
            Err(fault) => self.window.finish(ticket, Err(fault)),
        }
    }

    /// Has work done when its turn comes.
    fn begin(&mut self, Work { ticket, task, input }: Work) {
        let pool = self.pool.clone();
        let wishes = Arc::clone(&self.wishes);
        let limit = self.max_message_bytes;
        self.working.spawn(async move {
            let outcome = pool.run(move |engine| match task {
                Task::CheckItem => match checked(engine, &input, &wishes, limit) {
                    Err(Fault::Engine(Error::UnsupportedFormat { media_type: ARCHIVE })) if input.previous.is_some() => {
                        Err(Fault::Fields(vec![Violation {
                            field: "previous_report".into(),
                            reason: "MANY_REPORTS",
                            message: many_reports(),
                        }]))
                    }
                    Err(Fault::Engine(Error::UnsupportedFormat { media_type: ARCHIVE })) => Ok(Outcome::Archive(input)),
                    outcome => outcome,
                },
                Task::CheckMember => checked(engine, &input, &wishes, limit),
                Task::Unpack => Ok(Outcome::Unpacked(Contents::of(engine.unpack(&input.content)?, input)?)),
            });
            (ticket, outcome.await)
        });
    }

    /// The message for a reply.
    fn message(&mut self, reply: Reply<Answer>) -> v1::CheckReportsResponse {
        let message = match reply {
            Reply::Archive(archive) => response::Message::Archive(archive),
            Reply::Done(done) => response::Message::Result(self.answer(done)),
        };
        v1::CheckReportsResponse { message: Some(message) }
    }

    /// The message for an item's answer, counted for the summary.
    fn answer(&mut self, done: Done<Answer>) -> v1::BatchResult {
        let checked = match done.result {
            Ok(answer) => {
                self.tally.add(Some(&answer.counts));
                answer.message
            }
            Err(fault) => {
                self.tally.add(None);
                let source = v1::SourceDocument {
                    name: done.name,
                    size_bytes: i64::try_from(done.bytes).unwrap_or(i64::MAX),
                    ..v1::SourceDocument::default()
                };
                v1::CheckedReport {
                    source: Some(source),
                    engine: Some(to_proto::engine(self.pool.engine().catalog())),
                    error: Some(fault.to_rpc()),
                    ..v1::CheckedReport::default()
                }
            }
        };
        v1::BatchResult { id: done.id, checked: Some(checked), entry: done.entry }
    }

    /// Sends the summary.
    async fn close(self) -> Result<(), Fault> {
        let summary = self.tally.summary(self.pool.engine().catalog(), &self.wishes.options);
        tracing::info!(
            items = summary.item_count,
            pass = summary.pass_count,
            fail = summary.fail_count,
            inconclusive = summary.inconclusive_count,
            errors = summary.error_count,
            "batch done"
        );
        let message = v1::CheckReportsResponse { message: Some(response::Message::Summary(summary)) };
        // A caller that went away meanwhile misses nothing it wanted.
        let _ = self.out.send(Ok(message)).await;
        Ok(())
    }
}

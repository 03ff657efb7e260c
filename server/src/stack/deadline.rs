//! The time that a call may take: the caller's or ours, whichever is shorter.
//!
//! It covers the call to the last message of its stream. A caller that has stopped reading never asks for another
//! message, so waiting to be asked would not do: a task of its own takes the stream away when time is up, which frees all
//! that the call holds. The caller finds DEADLINE_EXCEEDED in its place.

use std::convert::Infallible;
use std::pin::Pin;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::task::{Context, Poll, Waker};
use std::time::Duration;

use bytes::Bytes;
use http::{HeaderMap, Request, Response};
use http_body::{Body as _, Frame};
use tokio::task::AbortHandle;
use tokio::time::{Instant, timeout_at};
use tonic::Status;
use tonic::body::Body;
use tower::{Layer, Service};

use super::{Call, refusal};
use crate::status::Fault;

/// Adds [`Deadline`] to a service.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Deadlines {
    longest: Duration,
}

/// Ends every call in time.
#[derive(Clone, Debug)]
pub(crate) struct Deadline<S> {
    inner: S,
    longest: Duration,
}

/// A response's body that is taken away when time is up.
struct Timed {
    slot: Arc<Mutex<Slot>>,
    after: Duration,
    timer: AbortHandle,
    /// Whether the caller was told that time is up.
    told: bool,
}

/// What the body's reader and the timer share.
#[derive(Default)]
struct Slot {
    /// The body, until its end or time is up.
    body: Option<Body>,
    /// Who to tell.
    reader: Option<Waker>,
}

impl Deadlines {
    /// Allows calls to take this long.
    pub(crate) const fn new(longest: Duration) -> Self {
        Self { longest }
    }
}

impl<S> Layer<S> for Deadlines {
    type Service = Deadline<S>;

    fn layer(&self, inner: S) -> Deadline<S> {
        Deadline { inner, longest: self.longest }
    }
}

impl<S> Service<Request<Body>> for Deadline<S>
where
    S: Service<Request<Body>, Response = Response<Body>, Error = Infallible>,
    S::Future: Send + 'static,
{
    type Response = Response<Body>;
    type Error = Infallible;
    type Future = Call;

    fn poll_ready(&mut self, cx: &mut Context<'_>) -> Poll<Result<(), Infallible>> {
        self.inner.poll_ready(cx)
    }

    fn call(&mut self, request: Request<Body>) -> Call {
        let after = allowance(request.headers(), self.longest);
        let deadline = Instant::now() + after;
        let call = self.inner.call(request);
        Box::pin(async move {
            match timeout_at(deadline, call).await {
                Ok(Ok(response)) => Ok(response.map(|body| timed(body, deadline, after))),
                Err(_) => Ok(refusal(Fault::DeadlineExceeded { after })),
            }
        })
    }
}

impl http_body::Body for Timed {
    type Data = Bytes;
    type Error = Status;

    fn poll_frame(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Result<Frame<Bytes>, Status>>> {
        let mut slot = lock(&self.slot);
        if let Some(body) = &mut slot.body {
            let polled = Pin::new(body).poll_frame(cx);
            if polled.is_pending() {
                slot.reader = Some(cx.waker().clone());
            }
            return polled;
        }
        drop(slot);
        if std::mem::replace(&mut self.told, true) {
            return Poll::Ready(None);
        }
        let mut trailers = HeaderMap::new();
        match Status::from(Fault::DeadlineExceeded { after: self.after }).add_header(&mut trailers) {
            Ok(()) => Poll::Ready(Some(Ok(Frame::trailers(trailers)))),
            Err(status) => Poll::Ready(Some(Err(status))),
        }
    }

    fn is_end_stream(&self) -> bool {
        self.told || lock(&self.slot).body.as_ref().is_some_and(http_body::Body::is_end_stream)
    }
}

impl Drop for Timed {
    fn drop(&mut self) {
        self.timer.abort();
    }
}

/// Puts a body under a deadline.
fn timed(body: Body, deadline: Instant, after: Duration) -> Body {
    if body.is_end_stream() {
        return body;
    }
    let slot = Arc::new(Mutex::new(Slot { body: Some(body), reader: None }));
    let shared = Arc::clone(&slot);
    let timer = tokio::spawn(async move {
        tokio::time::sleep_until(deadline).await;
        let Slot { body, reader } = std::mem::take(&mut *lock(&shared));
        drop(body);
        if let Some(reader) = reader {
            reader.wake();
        }
    });
    Body::new(Timed { slot, after, timer: timer.abort_handle(), told: false })
}

/// A panic while the lock was held leaves a body that will not be polled again; it can still be taken away.
fn lock(slot: &Mutex<Slot>) -> MutexGuard<'_, Slot> {
    slot.lock().unwrap_or_else(PoisonError::into_inner)
}

/// How long a call may take. The caller's own time is shortened a little, so that our answer is with it before its clock,
/// or that of a transport in between, cuts the call off without one.
fn allowance(headers: &HeaderMap, longest: Duration) -> Duration {
    let asked = headers.get("grpc-timeout").and_then(|value| parse_timeout(value.to_str().ok()?));
    asked.map_or(longest, |asked| longest.min(asked.saturating_sub((asked / 10).min(Duration::from_millis(5)))))
}

/// Reads a `grpc-timeout`: at most eight digits and a unit.
fn parse_timeout(text: &str) -> Option<Duration> {
    let unit = text.chars().last()?;
    let digits = &text[..text.len() - unit.len_utf8()];
    if digits.is_empty() || digits.len() > 8 || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let number = digits.parse().ok()?;
    match unit {
        'H' => Some(Duration::from_secs(number * 3_600)),
        'M' => Some(Duration::from_secs(number * 60)),
        'S' => Some(Duration::from_secs(number)),
        'm' => Some(Duration::from_millis(number)),
        'u' => Some(Duration::from_micros(number)),
        'n' => Some(Duration::from_nanos(number)),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn timeouts_are_read_as_the_protocol_writes_them() {
        assert_eq!(parse_timeout("1H"), Some(Duration::from_secs(3_600)));
        assert_eq!(parse_timeout("2M"), Some(Duration::from_secs(120)));
        assert_eq!(parse_timeout("99999999m"), Some(Duration::from_millis(99_999_999)));
        assert_eq!(parse_timeout("7n"), Some(Duration::from_nanos(7)));
        for text in ["", "m", "100000000m", "1", "1d", "-1m", "一秒"] {
            assert_eq!(parse_timeout(text), None, "{text}");
        }
    }

    #[test]
    fn the_shorter_time_counts() {
        let longest = Duration::from_secs(10);
        let with = |text: &'static str| {
            let mut headers = HeaderMap::new();
            headers.insert("grpc-timeout", text.parse().unwrap());
            allowance(&headers, longest)
        };
        assert_eq!(allowance(&HeaderMap::new(), longest), longest);
        assert_eq!(with("1H"), longest);
        assert_eq!(with("100m"), Duration::from_millis(95));
        assert_eq!(with("10m"), Duration::from_millis(9));
        assert_eq!(with("nonsense"), longest);
    }
}

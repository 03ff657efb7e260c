//! One line in the log for every call, whatever becomes of it: method, outcome and time.
//!
//! A call that ends well is told at the level debug, since there may be thousands a second; all others stand out.

use std::pin::Pin;
use std::task::{Context, Poll, ready};
use std::time::Instant;

use bytes::Bytes;
use http::{HeaderMap, Request, Response};
use http_body::Frame;
use pin_project_lite::pin_project;
use tonic::body::Body;
use tonic::{Code, Status};
use tower::{Layer, Service};

/// Adds [`Outcome`] to a service.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Outcomes;

/// Logs the outcome of every call.
#[derive(Clone, Debug)]
pub(crate) struct Outcome<S> {
    inner: S,
}

/// The line of a call. Written when it is dropped: the call has ended, or the caller went away.
#[derive(Debug)]
struct Line {
    method: String,
    begun: Instant,
    code: Option<Code>,
}

pin_project! {
    /// A response's body that keeps the call's line until its end.
    struct Watched<B> {
        #[pin]
        inner: B,
        line: Line,
    }
}

impl<S> Layer<S> for Outcomes {
    type Service = Outcome<S>;

    fn layer(&self, inner: S) -> Outcome<S> {
        Outcome { inner }
    }
}

impl<S, B> Service<Request<Body>> for Outcome<S>
where
    S: Service<Request<Body>, Response = Response<B>>,
    S::Future: Send + 'static,
    S::Error: 'static,
    B: http_body::Body<Data = Bytes> + Send + 'static,
    B::Error: Into<tonic::codegen::StdError>,
{
    type Response = Response<Body>;
    type Error = S::Error;
    type Future = Pin<Box<dyn Future<Output = Result<Response<Body>, S::Error>> + Send>>;

    fn poll_ready(&mut self, cx: &mut Context<'_>) -> Poll<Result<(), S::Error>> {
        self.inner.poll_ready(cx)
    }

    fn call(&mut self, request: Request<Body>) -> Self::Future {
        let mut line = Line { method: request.uri().path().to_owned(), begun: Instant::now(), code: None };
        let call = self.inner.call(request);
        Box::pin(async move {
            let response = call.await?;
            line.note(response.headers());
            Ok(response.map(|inner| Body::new(Watched { inner, line })))
        })
    }
}

impl<B: http_body::Body<Data = Bytes>> http_body::Body for Watched<B> {
    type Data = Bytes;
    type Error = B::Error;

    fn poll_frame(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Result<Frame<Bytes>, B::Error>>> {
        let this = self.project();
        let frame = ready!(this.inner.poll_frame(cx));
        if let Some(Ok(frame)) = &frame
            && let Some(trailers) = frame.trailers_ref()
        {
            this.line.note(trailers);
        }
        Poll::Ready(frame)
    }

    fn is_end_stream(&self) -> bool {
        self.inner.is_end_stream()
    }

    fn size_hint(&self) -> http_body::SizeHint {
        self.inner.size_hint()
    }
}

impl Line {
    /// Notes the outcome, if headers or trailers tell it.
    fn note(&mut self, headers: &HeaderMap) {
        self.code = Status::from_header_map(headers).map(|status| status.code()).or(self.code);
    }
}

impl Drop for Line {
    fn drop(&mut self) {
        let method = self.method.as_str();
        let millis = u64::try_from(self.begun.elapsed().as_millis()).unwrap_or(u64::MAX);
        match self.code {
            Some(Code::Internal | Code::Unknown | Code::DataLoss) => tracing::error!(?method, code = ?self.code, millis, "call failed"),
            Some(Code::Ok) => tracing::debug!(?method, millis, "call done"),
            Some(code) => tracing::info!(?method, ?code, millis, "call refused"),
            None => tracing::info!(?method, millis, "caller went away"),
        }
    }
}

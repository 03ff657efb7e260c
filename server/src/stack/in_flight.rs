//! A bound on the calls that are served at once.
//!
//! A call counts from its first byte to the last message of its stream, a batch like any other. One more than the bound is
//! refused at once.

use std::convert::Infallible;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};

use bytes::Bytes;
use http::{Request, Response};
use http_body::Frame;
use pin_project_lite::pin_project;
use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use tonic::Status;
use tonic::body::Body;
use tower::{Layer, Service};

use super::{Call, refusal};
use crate::status::Fault;

/// Adds [`Counted`] to services, which all count together.
#[derive(Clone, Debug)]
pub(crate) struct InFlight {
    permits: Arc<Semaphore>,
    limit: usize,
}

/// Serves a call only if not too many are being served.
#[derive(Clone, Debug)]
pub(crate) struct Counted<S> {
    inner: S,
    counter: InFlight,
}

pin_project! {
    /// A response's body that counts as a call until its end.
    struct Held {
        #[pin]
        inner: Body,
        permit: OwnedSemaphorePermit,
    }
}

impl InFlight {
    /// Allows so many calls at once.
    pub(crate) fn new(limit: usize) -> Self {
        Self { permits: Arc::new(Semaphore::new(limit)), limit }
    }
}

impl<S> Layer<S> for InFlight {
    type Service = Counted<S>;

    fn layer(&self, inner: S) -> Counted<S> {
        Counted { inner, counter: self.clone() }
    }
}

impl<S> Service<Request<Body>> for Counted<S>
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
        let Ok(permit) = Arc::clone(&self.counter.permits).try_acquire_owned() else {
            let limit = self.counter.limit;
            return Box::pin(async move { Ok(refusal(Fault::TooManyCalls { limit })) });
        };
        let call = self.inner.call(request);
        Box::pin(async move {
            let response = call.await?;
            Ok(response.map(|inner| Body::new(Held { inner, permit })))
        })
    }
}

impl http_body::Body for Held {
    type Data = Bytes;
    type Error = Status;

    fn poll_frame(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Result<Frame<Bytes>, Status>>> {
        self.project().inner.poll_frame(cx)
    }

    fn is_end_stream(&self) -> bool {
        self.inner.is_end_stream()
    }

    fn size_hint(&self) -> http_body::SizeHint {
        self.inner.size_hint()
    }
}

//! Our words for a message that is larger than the limit.
//!
//! tonic refuses it before any handler sees it, as OUT_OF_RANGE and without details. Nothing else here answers with that
//! code. In a batch the handler sees the refusal itself (see [`Fault::of_request_stream`]).

use std::convert::Infallible;
use std::task::{Context, Poll};

use http::{Request, Response};
use tonic::body::Body;
use tonic::{Code, Status};
use tower::{Layer, Service};

use super::{Call, refusal};
use crate::status::Fault;

/// Adds [`Measured`] to a service.
#[derive(Clone, Copy, Debug)]
pub(crate) struct MessageSize {
    limit: usize,
}

/// Says in our words that a message is too large.
#[derive(Clone, Debug)]
pub(crate) struct Measured<S> {
    inner: S,
    limit: usize,
}

impl MessageSize {
    /// Names the limit that the services were given.
    pub(crate) const fn new(limit: usize) -> Self {
        Self { limit }
    }
}

impl<S> Layer<S> for MessageSize {
    type Service = Measured<S>;

    fn layer(&self, inner: S) -> Measured<S> {
        Measured { inner, limit: self.limit }
    }
}

impl<S> Service<Request<Body>> for Measured<S>
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
        let limit = self.limit;
        let call = self.inner.call(request);
        Box::pin(async move {
            let response = call.await?;
            match Status::from_header_map(response.headers()) {
                Some(status) if status.code() == Code::OutOfRange => Ok(refusal(Fault::of_request_stream(&status, limit))),
                _ => Ok(response),
            }
        })
    }
}

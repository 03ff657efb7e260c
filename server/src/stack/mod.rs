//! The layers that calls pass through, a file each.
//!
//! [`Outcomes`] and [`catch_panic`] are around everything. [`Deadlines`], [`InFlight`] and [`MessageSize`] are around the
//! services of gouji only: a probe must learn that a full house is alive, and a watch of its health may outlast any call.
//!
//! They are not those of tonic, which wrap outside of anything that is added: its shed and timed-out calls leave no trace,
//! its deadline ends with the response's headers, and its refusals carry no details.

mod deadline;
mod in_flight;
mod message_size;
mod outcome;

use std::any::Any;
use std::convert::Infallible;
use std::future::Future;
use std::pin::Pin;

use http::Response;
use tonic::Status;
use tonic::body::Body;
use tower::ServiceBuilder;
use tower::layer::util::{Identity, Stack};
use tower_http::catch_panic::CatchPanicLayer;

use crate::config::Config;
use crate::status::Fault;
use deadline::Deadlines;
use in_flight::InFlight;
use message_size::MessageSize;
use outcome::Outcomes;

/// A call on its way through the layers around the services of gouji.
type Call = Pin<Box<dyn Future<Output = Result<Response<Body>, Infallible>> + Send>>;

/// What a panic is turned into.
type OnPanic = fn(Box<dyn Any + Send>) -> Response<Body>;

/// The layers around everything.
pub(crate) type OuterLayers = Stack<CatchPanicLayer<OnPanic>, Stack<Outcomes, Identity>>;

/// The layers around the services of gouji.
pub(crate) type CallLayers = Stack<MessageSize, Stack<InFlight, Stack<Deadlines, Identity>>>;

/// The layers around everything.
pub(crate) fn outer_layers() -> OuterLayers {
    ServiceBuilder::new()
        // Outermost, so that a call that is refused below still leaves a line with its outcome.
        .layer(Outcomes)
        // Next, so that a panic in any layer or handler is an answer, and one that leaves its line too.
        .layer(CatchPanicLayer::custom(on_panic as OnPanic))
        .into_inner()
}

/// The layers around the services of gouji. One value serves all of them, so that its limits are those of the program.
pub(crate) fn call_layers(config: &Config) -> CallLayers {
    ServiceBuilder::new()
        // Outside of the others, so that it covers all they do and frees what a stalled call holds.
        .layer(Deadlines::new(config.max_deadline))
        // A full house answers at once; a queue would only spend the caller's deadline.
        .layer(InFlight::new(config.max_calls_in_flight))
        // Next to the services, whose refusal of a large message it puts into our words.
        .layer(MessageSize::new(config.max_message_bytes))
        .into_inner()
}

/// A fault as the whole response of a call.
fn refusal(fault: Fault) -> Response<Body> {
    Status::from(fault).into_http()
}

fn on_panic(_: Box<dyn Any + Send>) -> Response<Body> {
    refusal(Fault::Internal)
}

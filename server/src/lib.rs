//! The gRPC service of gouji.
//!
//! ```text
//! request ─ layers ─▶ from_proto ─▶ engine, on its own threads ─▶ to_proto ─▶ events, or one answer of a batch
//! ```
//!
//! [`serve`] puts it behind a listener, [`connect_in_memory`] into the caller's own process; services, layers and limits
//! are the same. Bad content of a report is a result and comes from the engine; what is refused here is told by `status`
//! in the same form everywhere. Words of the contract are used in `from_proto` and `to_proto` alone.
//!
//! ```
//! use gouji_proto::v1::catalog_service_client::CatalogServiceClient;
//! use gouji_proto::v1::{GetCatalogRequest, ListFormsRequest};
//!
//! # tokio::runtime::Runtime::new()?.block_on(async {
//! let channel = gouji_server::connect_in_memory(gouji_server::Config::default())?;
//! let forms = CatalogServiceClient::new(channel).list_forms(ListFormsRequest {}).await?.into_inner().forms;
//! assert_eq!(forms[0].edition, "gb2021");
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! # })?;
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod batch;
mod catalog;
mod check;
pub mod config;
mod events;
mod from_proto;
mod locate;
mod place;
mod pool;
mod serve;
mod service;
mod stack;
mod status;
pub mod telemetry;
mod to_proto;

pub use config::Config;
pub use serve::{Drained, ServeError, connect_in_memory, serve, serve_engine};
pub use status::DOMAIN;

//! The contract of gouji: messages and service stubs generated from `proto/`, and their descriptors.
//!
//! The comments in `proto/gouji/v1` are the reference; this crate adds nothing to them.

#[expect(
    missing_docs,
    clippy::allow_attributes,
    clippy::large_enum_variant,
    reason = "the generated clients and servers carry no comments and are shaped by the generator; proto/ is the reference"
)]
mod generated {
    pub(crate) mod gouji {
        pub mod v1 {
            tonic::include_proto!("gouji.v1");
        }
    }
    pub(crate) mod google {
        pub mod rpc {
            tonic::include_proto!("google.rpc");
        }
    }
}

/// Package `google.rpc`: the status that stands in a batch for an item that could not be processed, and the details that
/// every error carries.
pub use generated::google::rpc;
/// Package `gouji.v1`.
pub use generated::gouji::v1;

/// The encoded `FileDescriptorSet` of the contract and everything it imports, for reflection and for JSON.
pub const DESCRIPTORS: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/descriptors.bin"));

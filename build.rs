//! Compiles `proto/` to Rust with protox, so that no `protoc` is needed on the machine.

use std::path::{Path, PathBuf};

use prost::Message as _;

const FILES: [&str; 4] =
    ["gouji/v1/report.proto", "gouji/v1/report_service.proto", "gouji/v1/catalog_service.proto", "google/rpc/error_details.proto"];

fn main() -> Result<(), Box<dyn std::error::Error>> {
    println!("cargo::rerun-if-changed=proto");
    let out = PathBuf::from(std::env::var("OUT_DIR")?);
    let descriptors = protox::compile(FILES, [Path::new("proto")])?;
    std::fs::write(out.join("descriptors.bin"), descriptors.encode_to_vec())?;
    // Maps in key order, so that equal messages have equal bytes.
    tonic_prost_build::configure().bytes(".").btree_map(".").compile_fds(descriptors)?;
    Ok(())
}

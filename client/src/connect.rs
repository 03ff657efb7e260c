//! The connection to a service: over the network, or to one inside this process.
//!
//! Either way the rest of the crate sees a [`Channel`] and nothing else, so that there is one path through the program.

use tonic::transport::{Channel, Endpoint};

use crate::failure::Failure;
use crate::language::{Language, say};

/// Connects to the service at `server`, or to one of our own. A remote service is only called when it is needed: an
/// unreachable one shows as the failure of the first call. Must be called on a runtime.
pub(crate) fn connect(server: Option<&str>, language: Language) -> Result<Channel, Failure> {
    match server {
        Some(address) => remote(address, language),
        None => embedded(language),
    }
}

fn remote(address: &str, language: Language) -> Result<Channel, Failure> {
    let url = if address.contains("://") { address.to_owned() } else { format!("http://{address}") };
    if !url.starts_with("http://") {
        return Err(Failure::Usage(say!(
            language,
            "--server 只支持 http://（{address}）",
            "--server takes http:// addresses only ({address})",
        )));
    }
    let endpoint = Endpoint::from_shared(url).map_err(|error| {
        Failure::Usage(say!(language, "--server 的地址有误：{address}（{error}）", "bad --server address {address}: {error}"))
    })?;
    Ok(endpoint.tcp_nodelay(true).connect_lazy())
}

#[cfg(feature = "embedded")]
fn embedded(language: Language) -> Result<Channel, Failure> {
    gouji_server::connect_in_memory(gouji_server::Config::default())
        .map_err(|error| Failure::Service(say!(language, "无法启动内置服务：{error}", "cannot start the service: {error}")))
}

#[cfg(not(feature = "embedded"))]
fn embedded(language: Language) -> Result<Channel, Failure> {
    Err(Failure::Usage(
        language
            .pick("这个程序不含内置服务，请用 --server 指定服务地址", "this program holds no service of its own; name one with --server")
            .to_owned(),
    ))
}

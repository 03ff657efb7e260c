//! What can go wrong around a check, in the two shapes it is told in: `google.rpc.Status` for programs and a sentence for
//! people.
//!
//! What is wrong *in* a report is never a failure; see the findings.

use std::io;

use gouji_proto::rpc;
use prost::Message as _;
use tonic::{Code, Status};

use crate::inputs::Unreadable;
use crate::language::{Language, say};

/// Who defines the reasons in `google.rpc.ErrorInfo`.
const DOMAIN: &str = "gouji";

/// Ends a run before its time.
#[derive(Debug, thiserror::Error)]
pub(crate) enum Failure {
    /// The command line asks for something that does not exist.
    #[error("{0}")]
    Usage(String),
    /// There is no service, or it refuses the whole call.
    #[error("{0}")]
    Service(String),
    /// Standard output is gone, which is the reader's right.
    #[error("standard output: {0}")]
    Output(#[from] io::Error),
}

impl Failure {
    /// A result that has no JSON. The service and this program speak of different contracts.
    pub(crate) fn unprintable(error: serde_json::Error) -> Self {
        Self::Service(error.to_string())
    }

    /// Sorts the failure of a call that was not about one document.
    pub(crate) fn of_call(status: &Status, language: Language) -> Self {
        let text = sentence(&wire_status(status), language);
        match status.code() {
            Code::InvalidArgument | Code::NotFound => Self::Usage(text),
            _ => Self::Service(text),
        }
    }
}

/// The status as it stands in a result.
pub(crate) fn wire_status(status: &Status) -> rpc::Status {
    match rpc::Status::decode(status.details()) {
        Ok(wire) if !status.details().is_empty() => wire,
        _ => rpc::Status { code: status.code().into(), message: status.message().to_owned(), details: Vec::new() },
    }
}

/// Says in the contract's own terms that an input could not be read.
pub(crate) fn unreadable(name: &str, reason: &Unreadable) -> Status {
    let code = match reason {
        Unreadable::Missing | Unreadable::EmptyFolder => Code::NotFound,
        Unreadable::Denied => Code::PermissionDenied,
        Unreadable::TooLong => Code::ResourceExhausted,
        Unreadable::Other(_) => Code::Unknown,
    };
    let info = rpc::ErrorInfo {
        reason: "INPUT_UNREADABLE".to_owned(),
        domain: DOMAIN.to_owned(),
        metadata: [("input".to_owned(), name.to_owned())].into(),
    };
    let chinese = rpc::LocalizedMessage { locale: "zh-CN".to_owned(), message: reason.chinese() };
    let message = format!("cannot be read: {reason}");
    let details = vec![any("google.rpc.ErrorInfo", &info), any("google.rpc.LocalizedMessage", &chinese)];
    let wire = rpc::Status { code: code.into(), message: message.clone(), details };
    Status::with_details(code, message, wire.encode_to_vec().into())
}

fn any(name: &str, message: &impl prost::Message) -> prost_types::Any {
    prost_types::Any { type_url: format!("type.googleapis.com/{name}"), value: message.encode_to_vec() }
}

/// The status for people: the words of whoever made it, where they are in the right language; else what its code means.
pub(crate) fn sentence(status: &rpc::Status, language: Language) -> String {
    let localized = details::<rpc::LocalizedMessage>(status, "google.rpc.LocalizedMessage");
    if let Some(localized) = localized.into_iter().find(|localized| localized.locale.starts_with(language.code())) {
        return localized.message;
    }
    let message = &status.message;
    let ours = details::<rpc::ErrorInfo>(status, "google.rpc.ErrorInfo").iter().any(|info| info.domain == DOMAIN);
    if ours && language == Language::English {
        return message.clone();
    }
    let meaning = match Code::from_i32(status.code) {
        Code::Unavailable => language.pick("服务连接不上或中断了", "the service cannot be reached or went away"),
        Code::ResourceExhausted => language.pick("超出限额", "over a limit"),
        Code::DeadlineExceeded => language.pick("超过时限", "the deadline passed"),
        Code::Cancelled => language.pick("已取消", "cancelled"),
        Code::InvalidArgument => language.pick("请求或输入不合要求", "the request or the input is not acceptable"),
        Code::Unimplemented => language.pick("服务没有这项功能", "the service cannot do this"),
        _ => language.pick("服务出错", "the service failed"),
    };
    if message.is_empty() { meaning.to_owned() } else { say!(language, "{meaning}（{message}）", "{meaning} ({message})") }
}

/// The fields of the request that the service found fault with.
pub(crate) fn faulty_fields(status: &rpc::Status) -> Vec<String> {
    let requests = details::<rpc::BadRequest>(status, "google.rpc.BadRequest");
    requests.into_iter().flat_map(|request| request.field_violations).map(|violation| violation.field).collect()
}

fn details<M: prost::Message + Default>(status: &rpc::Status, name: &str) -> Vec<M> {
    let named = status.details.iter().filter(|any| any.type_url.rsplit('/').next() == Some(name));
    named.filter_map(|any| M::decode(any.value.as_slice()).ok()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn status(code: Code, message: &str, details: Vec<prost_types::Any>) -> rpc::Status {
        rpc::Status { code: code.into(), message: message.to_owned(), details }
    }

    #[test]
    fn the_service_speaks_the_readers_language_if_it_can() {
        let localized = rpc::LocalizedMessage { locale: "zh-CN".to_owned(), message: "文件太大".to_owned() };
        let status = status(Code::ResourceExhausted, "too large", vec![any("google.rpc.LocalizedMessage", &localized)]);
        assert_eq!(sentence(&status, Language::Chinese), "文件太大");
        assert_eq!(sentence(&status, Language::English), "over a limit (too large)");
    }

    #[test]
    fn an_unreadable_input_is_told_with_its_reason() {
        let missing = wire_status(&unreadable("a.txt", &Unreadable::Missing));
        assert_eq!(missing.code, 5);
        assert_eq!(sentence(&missing, Language::Chinese), "找不到这个文件或文件夹");
        assert_eq!(sentence(&missing, Language::English), "cannot be read: no such file or folder");
    }

    #[test]
    fn a_status_of_somebody_else_is_told_by_its_code() {
        let status = status(Code::Unavailable, "tcp connect error", Vec::new());
        assert_eq!(sentence(&status, Language::Chinese), "服务连接不上或中断了（tcp connect error）");
    }

    #[test]
    fn fields_at_fault_are_named() {
        let violation = rpc::bad_request::FieldViolation { field: "options.edition".to_owned(), ..Default::default() };
        let request = rpc::BadRequest { field_violations: vec![violation] };
        assert_eq!(faulty_fields(&status(Code::InvalidArgument, "bad", vec![any("google.rpc.BadRequest", &request)])), ["options.edition"]);
    }
}

//! Messages as canonical proto3 JSON.
//!
//! The mapping is made by reflection over the descriptors of the contract, so that names, enum values and 64-bit integers
//! follow the specification for every message without a line of code each. Equal messages give equal bytes: fields come in
//! the order of their numbers and the keys of maps in alphabetical order.

use std::sync::LazyLock;

use gouji_proto::v1::CheckedReport;
use prost::Message;
use prost_reflect::{DescriptorPool, DynamicMessage, MessageDescriptor};
use serde::Serialize as _;
use serde_json::Value;

/// The contract, with the details that a `google.rpc.Status` may carry.
static POOL: LazyLock<DescriptorPool> =
    LazyLock::new(|| DescriptorPool::decode(gouji_proto::DESCRIPTORS).expect("the build made these descriptors"));

/// How JSON is laid out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Layout {
    /// On one line.
    Line,
    /// Indented.
    Indented,
}

/// Values one after the other: a line each, or an indented array.
#[derive(Debug)]
pub(crate) struct List {
    layout: Layout,
    length: usize,
}

impl List {
    pub(crate) fn new(layout: Layout) -> Self {
        Self { layout, length: 0 }
    }

    /// The layout that its values must have.
    pub(crate) fn layout(&self) -> Layout {
        self.layout
    }

    /// What to print for the next value.
    pub(crate) fn add(&mut self, value: &[u8]) -> Vec<u8> {
        self.length += 1;
        match self.layout {
            Layout::Line => [value, b"\n"].concat(),
            Layout::Indented => {
                let mut out = if self.length == 1 { b"[\n  ".to_vec() } else { b",\n  ".to_vec() };
                // No string of JSON holds a line end, so each begins a line of the layout.
                for &byte in value {
                    out.push(byte);
                    if byte == b'\n' {
                        out.extend_from_slice(b"  ");
                    }
                }
                out
            }
        }
    }

    /// What to print after the last value.
    pub(crate) fn end(&self) -> &'static [u8] {
        match (self.layout, self.length) {
            (Layout::Line, _) => b"",
            (Layout::Indented, 0) => b"[]\n",
            (Layout::Indented, _) => b"\n]\n",
        }
    }
}

/// The JSON of a checked report.
///
/// # Errors
///
/// What the message holds that JSON cannot tell.
pub(crate) fn checked(checked: &CheckedReport, layout: Layout) -> serde_json::Result<Vec<u8>> {
    if checked.error.is_none() {
        return message("gouji.v1.CheckedReport", checked, layout);
    }
    // Details of a type that is not known here have no JSON; the rest of the status still says what happened.
    let mut checked = checked.clone();
    if let Some(status) = &mut checked.error {
        status.details.retain(|any| any.type_url.rsplit('/').next().is_some_and(|name| POOL.get_message_by_name(name).is_some()));
    }
    let mut value = serde_json::to_value(dynamic("gouji.v1.CheckedReport", &checked)?)?;
    sort_metadata(&mut value);
    match layout {
        Layout::Line => serde_json::to_vec(&value),
        Layout::Indented => serde_json::to_vec_pretty(&value),
    }
}

/// The JSON of a message without maps, by its full name.
///
/// # Errors
///
/// What the message holds that JSON cannot tell.
pub(crate) fn message(name: &str, message: &impl Message, layout: Layout) -> serde_json::Result<Vec<u8>> {
    let dynamic = dynamic(name, message)?;
    let mut out = Vec::with_capacity(4096);
    match layout {
        Layout::Line => dynamic.serialize(&mut serde_json::Serializer::new(&mut out))?,
        Layout::Indented => dynamic.serialize(&mut serde_json::Serializer::pretty(&mut out))?,
    }
    Ok(out)
}

fn dynamic(name: &str, message: &impl Message) -> serde_json::Result<DynamicMessage> {
    let custom = |text: String| <serde_json::Error as serde::ser::Error>::custom(text);
    let descriptor: MessageDescriptor = POOL.get_message_by_name(name).ok_or_else(|| custom(format!("no message {name}")))?;
    DynamicMessage::decode(descriptor, message.encode_to_vec().as_slice()).map_err(|error| custom(error.to_string()))
}

/// Orders the one kind of map in the contract, the metadata of a `google.rpc.ErrorInfo`.
fn sort_metadata(value: &mut Value) {
    match value {
        Value::Object(fields) => {
            for (name, field) in fields.iter_mut() {
                if let ("metadata", Value::Object(metadata)) = (name.as_str(), &mut *field) {
                    metadata.sort_keys();
                }
                sort_metadata(field);
            }
        }
        Value::Array(values) => values.iter_mut().for_each(sort_metadata),
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::collect::{failed, named};
    use crate::failure::unreadable;
    use crate::inputs::Unreadable;
    use gouji_proto::rpc::{ErrorInfo, Status};
    use gouji_proto::v1::{CellState, Finding, Report, Severity, SourceDocument, Statistic, Verdict};

    fn line(report: &CheckedReport) -> String {
        String::from_utf8(checked(report, Layout::Line).unwrap()).unwrap()
    }

    #[test]
    fn names_and_values_follow_the_proto3_mapping() {
        let statistic = Statistic {
            indicator: "requests.new".to_owned(),
            state: CellState::Number.into(),
            value: Some("0".to_owned()),
            ..Statistic::default()
        };
        let message = CheckedReport {
            source: Some(SourceDocument { size_bytes: 24_865, media_type: "text/plain".to_owned(), ..SourceDocument::default() }),
            verdict: Verdict::Fail.into(),
            report: Some(Report { report_year: Some(2018), statistics: vec![statistic], ..Report::default() }),
            findings: vec![Finding { severity: Severity::Error.into(), expected: Some(String::new()), ..Finding::default() }],
            ..CheckedReport::default()
        };
        assert_eq!(
            line(&message),
            r#"{"source":{"mediaType":"text/plain","sizeBytes":"24865"},"verdict":"VERDICT_FAIL","report":{"reportYear":2018,"#.to_owned()
                + r#""statistics":[{"indicator":"requests.new","state":"CELL_STATE_NUMBER","value":"0"}]},"#
                + r#""findings":[{"severity":"SEVERITY_ERROR","expected":""}]}"#,
        );
    }

    #[test]
    fn an_error_carries_its_details_with_their_types() {
        let report = failed(named("a.txt"), &unreadable("a.txt", &Unreadable::Missing));
        assert_eq!(
            line(&report),
            r#"{"source":{"name":"a.txt"},"error":{"code":5,"message":"cannot be read: no such file or folder","details":["#.to_owned()
                + r#"{"@type":"type.googleapis.com/google.rpc.ErrorInfo","reason":"INPUT_UNREADABLE","domain":"gouji","#
                + r#""metadata":{"input":"a.txt"}},{"@type":"type.googleapis.com/google.rpc.LocalizedMessage","#
                + r#""locale":"zh-CN","message":"找不到这个文件或文件夹"}]}}"#,
        );
    }

    #[test]
    fn details_of_an_unknown_type_do_not_hide_the_error() {
        let unknown = prost_types::Any { type_url: "type.googleapis.com/other.Thing".to_owned(), value: vec![1] };
        let error = Status { code: 13, message: "broken".to_owned(), details: vec![unknown] };
        let report = CheckedReport { error: Some(error), ..CheckedReport::default() };
        assert_eq!(line(&report), r#"{"error":{"code":13,"message":"broken"}}"#);
    }

    #[test]
    fn equal_messages_give_equal_bytes_whatever_the_order_of_a_map() {
        let metadata = ["e", "a", "d", "b", "c"].map(|key| (key.to_owned(), key.to_owned())).into();
        let info = ErrorInfo { reason: "R".to_owned(), domain: "gouji".to_owned(), metadata };
        let detail = prost_types::Any { type_url: "type.googleapis.com/google.rpc.ErrorInfo".to_owned(), value: info.encode_to_vec() };
        let error = Status { code: 13, message: "m".to_owned(), details: vec![detail] };
        let text = line(&CheckedReport { error: Some(error), ..CheckedReport::default() });
        assert!(text.contains(r#""metadata":{"a":"a","b":"b","c":"c","d":"d","e":"e"}"#), "{text}");
    }
}

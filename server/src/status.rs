//! From what went wrong to what the caller is told.
//!
//! Turns a [`Fault`] into a gRPC status: a canonical code, an English message, one `google.rpc.ErrorInfo` of the domain
//! `gouji`, the same message in Chinese, and `google.rpc.BadRequest` where fields of the request are at fault. The same
//! status stands in a batch in place of an item's result.
//!
//! Invariant: nothing else in this program makes a `Status`, so that every error has all of these.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::time::Duration;

use gouji_core::Error;
use gouji_core::bilingual;
use gouji_core::profile::file::FileMistake;
use gouji_core::text::Bilingual;
use gouji_proto::rpc;
use gouji_proto::rpc::bad_request::FieldViolation;
use prost::Message;
use tonic::{Code, Status};

use crate::from_proto::{MAX_VIOLATIONS, UNDATED_WAIVERS, UNKNOWN_EDITION, undated_waivers, unknown_edition};

/// Who defines the reasons in `google.rpc.ErrorInfo`.
pub const DOMAIN: &str = "gouji";

/// Language of the localised message.
const LOCALE: &str = "zh-CN";

/// Why a call or an item of a batch has no result.
#[derive(Clone, Debug)]
pub(crate) enum Fault {
    /// The engine has no result.
    Engine(Error),
    /// Fields of the request are at fault.
    Fields(Vec<Violation>),
    /// The caller declared a media type that is not read.
    DeclaredFormat { media_type: String },
    /// Last year's report has no result, for this reason.
    PreviousReport(Box<Fault>),
    /// The text of a profile file does not fit the catalogue.
    ProfileFile(Vec<FileMistake>),
    /// Something that was asked for by name does not exist.
    Unknown(Violation),
    /// A message is larger than the limit.
    MessageTooLarge { limit: usize, actual: Option<u64> },
    /// The result of an item does not fit into one message.
    ResultTooLarge { limit: usize, actual: u64 },
    /// As many calls as are taken at once are being served.
    TooManyCalls { limit: usize },
    /// Time is up.
    DeadlineExceeded { after: Duration },
    /// A batch does not begin with its options.
    OptionsMissing,
    /// A message of a batch cannot be placed.
    Misplaced(Misplaced),
    /// An archive holds no file.
    EmptyArchive,
    /// An archive stands inside too many others to be opened.
    ArchiveTooDeep,
    /// The caller's request stream broke off.
    Transport(Code),
    /// A fault of the program.
    Internal,
}

/// A message of a batch that cannot be placed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Misplaced {
    /// Neither options, item nor chunk.
    Empty,
    /// Options after the first message.
    SecondOptions,
    /// An item without an id.
    NoId,
    /// An id that is too long to be echoed.
    LongId,
    /// An id that an unanswered item already has.
    DuplicateId,
    /// A chunk of an item that was not begun.
    NotBegun,
    /// A document with content on a chunk, or a document on a later chunk.
    Document,
    /// The stream ended before the item's last chunk.
    Incomplete,
    /// Too many items came after one whose chunks are still missing.
    Overtaken { limit: usize },
}

/// A field at fault.
#[derive(Clone, Debug)]
pub(crate) struct Violation {
    /// Path of the field.
    pub(crate) field: Cow<'static, str>,
    /// Reason in upper snake case.
    pub(crate) reason: &'static str,
    /// What is wrong.
    pub(crate) message: Bilingual,
}

/// All that a status is made of.
struct Account {
    code: Code,
    reason: &'static str,
    message: Bilingual,
    metadata: BTreeMap<String, String>,
    violations: Vec<Violation>,
}

impl From<Error> for Fault {
    fn from(error: Error) -> Self {
        Self::Engine(error)
    }
}

impl From<Fault> for Status {
    fn from(fault: Fault) -> Self {
        let status = fault.to_rpc();
        let code = Code::from_i32(status.code);
        Self::with_details(code, status.message.clone(), status.encode_to_vec().into())
    }
}

impl Fault {
    /// The status as it stands in a batch.
    pub(crate) fn to_rpc(&self) -> rpc::Status {
        let account = self.account();
        let mut details = vec![any(
            "google.rpc.ErrorInfo",
            &rpc::ErrorInfo { reason: account.reason.to_owned(), domain: DOMAIN.to_owned(), metadata: account.metadata },
        )];
        if !account.violations.is_empty() {
            let field_violations = account.violations.iter().map(Violation::to_rpc).collect();
            details.push(any("google.rpc.BadRequest", &rpc::BadRequest { field_violations }));
        }
        details.push(any("google.rpc.LocalizedMessage", &localized(&account.message)));
        rpc::Status { code: account.code as i32, message: account.message.en, details }
    }

    /// What the failure of a request stream means. tonic refuses a message over its limit as OUT_OF_RANGE and says so in
    /// words only.
    pub(crate) fn of_request_stream(status: &Status, limit: usize) -> Self {
        match status.code() {
            Code::OutOfRange => Self::MessageTooLarge { limit, actual: first_number(status.message()) },
            code => Self::Transport(code),
        }
    }

    fn account(&self) -> Account {
        match self {
            Self::Engine(error) => engine(error),
            Self::Fields(violations) => fields(violations),
            Self::PreviousReport(fault) => previous_report(fault),
            Self::ProfileFile(mistakes) => profile_file(mistakes),
            Self::DeclaredFormat { media_type } => unsupported(media_type),
            Self::Unknown(violation) => {
                Account { code: Code::NotFound, reason: violation.reason, message: violation.message.clone(), ..Account::bare() }
            }
            Self::MessageTooLarge { limit, actual } => {
                let message = bilingual!(
                    "单条消息超过上限 {limit} 字节；请将较大的报告分块发送",
                    "a message is larger than the limit of {limit} bytes; send large reports in chunks"
                );
                let actual = actual.map(|actual| ("actual", actual.to_string()));
                Account::new(Code::ResourceExhausted, "MESSAGE_TOO_LARGE", message)
                    .with([("limit", limit.to_string())].into_iter().chain(actual))
            }
            Self::ResultTooLarge { limit, actual } => {
                let message = bilingual!(
                    "校验结果共 {actual} 字节，超过单条消息上限 {limit} 字节；请改用 CheckReport，或只要求结论与问题",
                    "the result has {actual} bytes, more than the limit of {limit} for a message; use CheckReport, or a smaller view"
                );
                Account::new(Code::ResourceExhausted, "RESULT_TOO_LARGE", message)
                    .with([("limit", limit.to_string()), ("actual", actual.to_string())])
            }
            Self::TooManyCalls { limit } => {
                let message = bilingual!(
                    "服务繁忙：已有 {limit} 个调用正在处理，请稍后重试",
                    "the house is full: {limit} calls are being served; try again later"
                );
                Account::new(Code::ResourceExhausted, "TOO_MANY_CALLS", message).with([("limit", limit.to_string())])
            }
            Self::DeadlineExceeded { after } => {
                let millis = after.as_millis();
                let message = bilingual!("处理超时（{millis} 毫秒）", "time was up after {millis} ms");
                Account::new(Code::DeadlineExceeded, "DEADLINE_EXCEEDED", message).with([("limit_ms", millis.to_string())])
            }
            Self::OptionsMissing => {
                let message = bilingual!("批量校验的第一条消息必须是 options", "the first message of a batch must be its options");
                let violation = Violation { field: "options".into(), reason: "OPTIONS_MISSING", message };
                fields(&[violation])
            }
            Self::Misplaced(misplaced) => misplaced.account(),
            Self::EmptyArchive => {
                let message = bilingual!(
                    "压缩包里没有文件，请确认选对了文件，重新打包后再提交",
                    "the archive holds no files; make sure that it is the right one, and pack it again"
                );
                Account::new(Code::InvalidArgument, "EMPTY_ARCHIVE", message)
            }
            Self::ArchiveTooDeep => {
                let message = bilingual!(
                    "压缩包套压缩包，层数过多，没有再打开；请解压后提交其中的文件",
                    "the archive is inside too many others to be opened; unpack it and send its files"
                );
                Account::new(Code::InvalidArgument, "ARCHIVE_TOO_DEEP", message)
            }
            Self::Transport(code) => {
                let message = bilingual!("请求流中断：{code}", "the request stream broke off: {code}");
                Account::new(*code, "REQUEST_STREAM_BROKEN", message)
            }
            Self::Internal => {
                let message = bilingual!("程序内部错误，本次处理没有结果", "an internal fault; there is no result");
                Account::new(Code::Internal, "INTERNAL", message)
            }
        }
    }
}

impl Misplaced {
    fn account(self) -> Account {
        let (code, reason, message) = match self {
            Self::Empty => (
                Code::InvalidArgument,
                "EMPTY_MESSAGE",
                bilingual!("消息既不是 options，也不是报告或分块", "the message is neither options nor an item nor a chunk"),
            ),
            Self::SecondOptions => (
                Code::InvalidArgument,
                "SECOND_OPTIONS",
                bilingual!("options 只能发送一次，本条已忽略", "options may be sent only once; these were ignored"),
            ),
            Self::NoId => (Code::InvalidArgument, "EMPTY_ID", bilingual!("报告缺少编号 id", "the item has no id")),
            Self::LongId => (Code::InvalidArgument, "LONG_ID", bilingual!("编号 id 过长", "the id is too long")),
            Self::DuplicateId => (
                Code::InvalidArgument,
                "DUPLICATE_ID",
                bilingual!("编号 id 与一份尚未答复的报告重复", "an item that is not yet answered has the same id"),
            ),
            Self::NotBegun => (
                Code::InvalidArgument,
                "CHUNK_WITHOUT_START",
                bilingual!(
                    "分块所属的报告没有首块（首块须带 document）",
                    "no item was begun with this id; a first chunk carries a document"
                ),
            ),
            Self::Document => (
                Code::InvalidArgument,
                "MISPLACED_DOCUMENT",
                bilingual!(
                    "分块的 document 和 previous_report 只能出现在首块，document 不得带内容",
                    "document, without content, and previous_report stand on the first chunk of an item only"
                ),
            ),
            Self::Incomplete => (
                Code::InvalidArgument,
                "INCOMPLETE_ITEM",
                bilingual!("请求流结束时，本报告的分块还没有发完", "the stream ended before the last chunk of this item"),
            ),
            Self::Overtaken { limit } => {
                let message = bilingual!(
                    "本报告的分块迟迟未发完，其后已积压 {limit} 份报告，只得放弃",
                    "the chunks of this item did not come while {limit} items piled up; it was given up"
                );
                let account = Account::new(Code::ResourceExhausted, "ITEM_OVERTAKEN", message);
                return account.with([("limit", limit.to_string())]);
            }
        };
        Account::new(code, reason, message)
    }
}

impl Violation {
    fn to_rpc(&self) -> FieldViolation {
        FieldViolation {
            field: self.field.clone().into_owned(),
            description: self.message.en.clone(),
            reason: self.reason.to_owned(),
            localized_message: Some(localized(&self.message)),
        }
    }
}

impl Account {
    fn new(code: Code, reason: &'static str, message: Bilingual) -> Self {
        Self { code, reason, message, metadata: BTreeMap::new(), violations: Vec::new() }
    }

    fn bare() -> Self {
        Self::new(Code::Unknown, "", Bilingual::default())
    }

    fn with(mut self, metadata: impl IntoIterator<Item = (&'static str, String)>) -> Self {
        self.metadata.extend(metadata.into_iter().map(|(key, value)| (key.to_owned(), value)));
        self
    }
}

/// The account of a fault of last year's report, told as such and pinned on its field.
fn previous_report(fault: &Fault) -> Account {
    let account = fault.account();
    let Bilingual { zh, en } = &account.message;
    let message = bilingual!("上年报告：{zh}", "last year's report: {en}");
    let violation = Violation { field: "previous_report".into(), reason: account.reason, message: account.message };
    Account { message, violations: vec![violation], ..account }
}

fn engine(error: &Error) -> Account {
    match error {
        Error::TooLarge { what, actual, limit } => {
            let thing = match *what {
                "bytes" | "text_bytes" => "字节",
                "expanded_bytes" => "字节（解压后）",
                "lines" => "行",
                "cells" => "个单元格",
                "entries" => "个内部文件",
                "depth" => "层嵌套",
                "pages" => "页",
                other => other,
            };
            let message =
                bilingual!("报告共 {actual} {thing}，超过上限 {limit}", "the report has {actual} {what}, more than the limit of {limit}");
            Account::new(Code::ResourceExhausted, "TOO_LARGE", message).with([
                ("what", (*what).to_owned()),
                ("limit", limit.to_string()),
                ("actual", actual.to_string()),
            ])
        }
        Error::UnsupportedFormat { media_type } => unsupported(media_type),
        Error::Undecodable { tried, at } => {
            let offset = at.start();
            let message = bilingual!(
                "无法按 {tried} 解码（第 {offset} 字节处不是有效的 UTF-8），请另存为 UTF-8 文本",
                "the bytes are not text in {tried} (not UTF-8 at byte {offset}); save the report as UTF-8"
            );
            Account::new(Code::InvalidArgument, "UNDECODABLE", message).with([("tried", tried.clone()), ("offset", offset.to_string())])
        }
        Error::Encrypted { media_type } => {
            let message = bilingual!(
                "文件已加密（{media_type}），请取消密码后再提交",
                "the {media_type} file is encrypted; send it without a password"
            );
            Account::new(Code::InvalidArgument, "ENCRYPTED", message).with([("media_type", (*media_type).to_owned())])
        }
        Error::Damaged { media_type, detail } => {
            let message = bilingual!(
                "文件已损坏或不完整（{media_type}：{detail}），请重新导出后再提交",
                "the {media_type} file is damaged ({detail}); export it again"
            );
            Account::new(Code::InvalidArgument, "DAMAGED", message)
                .with([("media_type", (*media_type).to_owned()), ("detail", detail.clone())])
        }
        Error::UnknownEdition { edition } => Account::new(Code::InvalidArgument, UNKNOWN_EDITION, unknown_edition(edition)),
        Error::UndatedWaivers => Account::new(Code::InvalidArgument, UNDATED_WAIVERS, undated_waivers()),
        other => {
            tracing::error!(error = %other, "the engine gave an error that has no status of its own");
            Fault::Internal.account()
        }
    }
}

fn unsupported(media_type: &str) -> Account {
    let Bilingual { zh, en } = instead_of(media_type);
    let message = bilingual!("不能识读 {media_type} 格式，{zh}", "{media_type} is not read; {en}");
    Account::new(Code::InvalidArgument, "UNSUPPORTED_FORMAT", message).with([("media_type", media_type.to_owned())])
}

/// What to send instead of a format that is not read.
fn instead_of(media_type: &str) -> Bilingual {
    if media_type == "application/zip" {
        bilingual!("压缩包请用批量核对提交，或解压后逐份提交", "send the archive in a batch, or unpack it and send its files one by one")
    } else if media_type.starts_with("image/") {
        bilingual!(
            "图片中没有可读的文字，请提交原来的 Word、Excel、网页或文本文件",
            "a picture has no text; send the Word, Excel, HTML or text file that it shows"
        )
    } else {
        bilingual!("请另存为 .docx、.xlsx 或纯文本（.txt）再提交", "save the report as .docx, .xlsx or plain text (.txt)")
    }
}

fn fields(violations: &[Violation]) -> Account {
    let reason = violations.first().map_or("INVALID_FIELD", |violation| violation.reason);
    let message = match violations {
        [Violation { field, message, .. }] => Bilingual { zh: format!("{field}：{}", message.zh), en: format!("{field}: {}", message.en) },
        several => {
            let names = several.iter().map(|violation| violation.field.as_ref()).collect::<Vec<_>>().join(", ");
            bilingual!("以下字段有误：{names}", "these fields are at fault: {names}")
        }
    };
    Account { violations: violations.to_vec(), ..Account::new(Code::InvalidArgument, reason, message) }
}

/// Every mistake stands in the message itself: whoever wrote the file reads that and no list of fields.
fn profile_file(mistakes: &[FileMistake]) -> Account {
    let reason = mistakes.first().map_or("INVALID_FIELD", |mistake| mistake.reason);
    let told = &mistakes[..mistakes.len().min(MAX_VIOLATIONS)];
    let join = |words: fn(&FileMistake) -> &str, between| told.iter().map(words).collect::<Vec<_>>().join(between);
    let (zh, en) = (join(|it| &it.message.zh, "；"), join(|it| &it.message.en, "; "));
    let message = match mistakes.len() - told.len() {
        0 => Bilingual { zh, en },
        more => bilingual!("{zh}；另有 {more} 处", "{en}; and {more} more"),
    };
    let violation = |it: &FileMistake| Violation { field: "content".into(), reason: it.reason, message: it.message.clone() };
    Account { violations: told.iter().map(violation).collect(), ..Account::new(Code::InvalidArgument, reason, message) }
}

fn localized(message: &Bilingual) -> rpc::LocalizedMessage {
    rpc::LocalizedMessage { locale: LOCALE.to_owned(), message: message.zh.clone() }
}

fn any(name: &str, message: &impl Message) -> prost_types::Any {
    prost_types::Any { type_url: format!("type.googleapis.com/{name}"), value: message.encode_to_vec() }
}

/// The first number in a text.
fn first_number(text: &str) -> Option<u64> {
    text.split(|c: char| !c.is_ascii_digit()).find(|digits| !digits.is_empty())?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_status_names_its_reason_and_speaks_chinese() {
        let faults = [
            Fault::Engine(Error::TooLarge { what: "lines", actual: 3, limit: 2 }),
            Fault::Engine(Error::Encrypted { media_type: "application/pdf" }),
            Fault::Engine(Error::Damaged { media_type: "application/pdf", detail: "no trailer".to_owned() }),
            Fault::DeclaredFormat { media_type: "application/pdf".to_owned() },
            Fault::MessageTooLarge { limit: 4, actual: Some(5) },
            Fault::TooManyCalls { limit: 1 },
            Fault::OptionsMissing,
            Fault::Misplaced(Misplaced::NoId),
            Fault::EmptyArchive,
            Fault::ArchiveTooDeep,
            Fault::Internal,
        ];
        for fault in faults {
            let status = fault.to_rpc();
            let info = rpc::ErrorInfo::decode(&*status.details[0].value).unwrap();
            assert_eq!(info.domain, DOMAIN);
            assert!(!info.reason.is_empty() && info.reason.chars().all(|c| c.is_ascii_uppercase() || c == '_'), "{}", info.reason);
            let last = rpc::LocalizedMessage::decode(&*status.details.last().unwrap().value).unwrap();
            assert!(last.locale == "zh-CN" && !last.message.is_ascii(), "{}", last.message);
            assert!(!status.message.is_empty());
        }
    }

    #[test]
    fn a_limit_is_told_with_what_was_measured() {
        let status = Fault::Engine(Error::TooLarge { what: "lines", actual: 3, limit: 2 }).to_rpc();
        assert_eq!(status.code, Code::ResourceExhausted as i32);
        let info = rpc::ErrorInfo::decode(&*status.details[0].value).unwrap();
        let told: Vec<_> = info.metadata.iter().map(|(key, value)| (key.as_str(), value.as_str())).collect();
        assert_eq!(told, [("actual", "3"), ("limit", "2"), ("what", "lines")]);
    }

    #[test]
    fn fields_at_fault_are_told_all_together() {
        let violation =
            |field: &'static str| Violation { field: field.into(), reason: "UNKNOWN_VALUE", message: Bilingual::new("错", "wrong") };
        let status = Fault::Fields(vec![violation("a"), violation("b.c")]).to_rpc();
        assert_eq!(status.message, "these fields are at fault: a, b.c");
        let request = rpc::BadRequest::decode(&*status.details[1].value).unwrap();
        assert_eq!(request.field_violations.iter().map(|it| it.field.as_str()).collect::<Vec<_>>(), ["a", "b.c"]);
    }

    #[test]
    fn the_size_of_a_refused_message_is_kept() {
        let status = Status::out_of_range("Error, decoded message length too large: found 11 bytes, the limit is: 10 bytes");
        assert!(matches!(Fault::of_request_stream(&status, 10), Fault::MessageTooLarge { limit: 10, actual: Some(11) }));
    }
}

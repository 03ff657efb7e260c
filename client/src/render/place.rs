//! Places in words: the place in the file as the service describes it, or line and column of a plain text.

use gouji_proto::v1::TextSpan;

use crate::language::{Language, say};

/// The place, as short as it can be said: `表三 第5行“总计”列`, or `231:2`.
pub(crate) fn short(span: &TextSpan) -> String {
    if span.description.is_empty() { format!("{}:{}", span.line, span.column) } else { span.description.clone() }
}

/// The line of a plain text by its number alone, any other place as the service describes it.
pub(crate) fn line(span: &TextSpan) -> String {
    if span.description.is_empty() { span.line.to_string() } else { span.description.clone() }
}

/// The place within a sentence: `第 231 行`.
pub(crate) fn in_words(span: &TextSpan, language: Language) -> String {
    let number = span.line;
    if span.description.is_empty() { say!(language, "第 {number} 行", "line {number}") } else { span.description.clone() }
}

//! The shapes of slips: document numbers, leftovers of word processors, points behind labels.
//!
//! Says of a piece of text whether it has such a shape, and where that begins or ends. What is done about it is for the reader to say.

use gouji_documents::is_ideograph;

use super::LONGEST_RUN;
use crate::amount::Blanks;

/// Longest code of a document number, in characters: 国办公开办函 and the like.
const LONGEST_CODE: usize = 8;
/// What is shown of a code that cannot be told from the words before it.
const SHORTEST_CODE: usize = 3;
/// Labels that a colon follows.
const LABELS: [&str; 6] = ["地址", "电话", "邮编", "传真", "邮箱", "网址"];
/// Words that field codes begin with.
const FIELDS: [&str; 8] = ["PAGE", "NUMPAGES", "PAGEREF", "HYPERLINK", "SEQ", "TOC", "EMBED", "INCLUDEPICTURE"];
/// What only markup has.
const MARKUP: [&str; 14] =
    ["[bookmark:", "MERGEFORMAT", "MsoNormal", "mso-", "&nbsp;", "&ldquo;", "&rdquo;", "&amp;", "<br", "<p", "</", "<span", "<div", "<td"];

/// Whether no two such points stand side by side.
pub(super) fn is_doubled(before: char, c: char) -> bool {
    let is_full = |c: char| matches!(c, '，' | '。' | '；' | '：' | '、');
    let is_half = |c: char| matches!(c, ',' | ';');
    (is_full(before) && (is_full(c) || is_half(c))) || (is_half(before) && is_full(c))
}

pub(super) fn followed_by_point(rest: &str) -> bool {
    rest.starts_with(['，', '。', '；', '、', '）', ',', ';', ')'])
}

/// 地址；赣州市, 电话；0797: a label in brackets or at the start of a line, and a value behind it.
pub(super) fn wants_colon(before: &str, after: &str) -> bool {
    let Some(label) = LABELS.iter().find(|label| before.ends_with(*label)) else { return false };
    let before = before[..before.len() - label.len()].trim_blanks_end();
    let opens = before.is_empty() || before.ends_with(['（', '(']);
    let number = after.trim_blanks_start().starts_with(|c: char| c.is_ascii_digit());
    let near = &after[..after.floor_char_boundary(LONGEST_RUN)];
    let more = || LABELS.iter().any(|label| near.contains(&format!("{label}：")) || near.contains(&format!("{label}:")));
    opens && (number || (*label == "地址" && more())) || (number && before.ends_with(['，', '；', ',', ';', '、']))
}

/// Whether the words from `start` to `end` open a bracket that soon closes.
pub(super) fn stands_in_brackets(text: &str, start: usize, end: usize) -> bool {
    text[..start].ends_with(['（', '(', '【', '[']) && text[end..].chars().take(4).any(|c| matches!(c, '）' | ')' | '】' | ']'))
}

/// Where a document number starts that ends before 号 and is not written 〔2019〕60号; with the characters before its year.
pub(super) fn document_number(before: &str) -> Option<usize> {
    let rest = before.trim_blanks_end();
    let digits = rest.trim_end_matches(|c: char| c.is_ascii_digit());
    let number = &rest[digits.len()..];
    if number.is_empty() || number.len() > 4 {
        return None;
    }
    let inner = digits.trim_blanks_end();
    let inner_without = inner.strip_suffix('第').unwrap_or(inner).trim_blanks_end();
    let close = inner_without.chars().next_back()?;
    let year_end = &inner_without[..inner_without.len() - close.len_utf8()];
    let year_start = year_end.trim_end_matches(|c: char| c.is_ascii_digit());
    let year = &year_end[year_start.len()..];
    let open = year_start.chars().next_back()?;
    let code = year_start[..year_start.len() - open.len_utf8()].trim_blanks_end();
    let last = code.chars().next_back()?;
    let right_brackets = (open, close) == ('〔', '〕');
    let brackets =
        matches!((open, close), ('〔' | '[' | '［' | '（' | '(' | '【' | '{' | '﹝', '〕' | ']' | '］' | '）' | ')' | '】' | '}' | '﹞'));
    // A code ends in 发, 函, 字 and the like; court cases, whose numbers are in round brackets, do not.
    let is_code = "发办函字政文令规通府电呈报".contains(last);
    let without_first = inner_without.len() == inner.len();
    let plain = !number.starts_with('0')
        && without_first
        && year.len() == 4
        && inner.len() == digits.len()
        && code.len() + open.len_utf8() == year_start.len();
    let is_wrong = !(right_brackets && plain);
    if !brackets || !is_code || !is_wrong || !matches!(year.len(), 2 | 4) {
        return None;
    }
    // Behind a mark the code is all that stands there; in the midst of words nobody knows where it begins.
    let whole = code.chars().rev().take_while(|&c| is_ideograph(c)).count();
    let length = if whole <= LONGEST_CODE { whole } else { SHORTEST_CODE };
    code.char_indices().rev().take(length).last().map(|(start, _)| start)
}

/// Length of what a word processor or web page left at the start of `text`, whose ASCII characters are `run`.
pub(super) fn artefact(text: &str, run: &str) -> Option<usize> {
    let markup = |mark: &&&str| run.get(..mark.len()).is_some_and(|start| start.eq_ignore_ascii_case(mark));
    if let Some(mark) = MARKUP.iter().find(markup) {
        return match *mark {
            "[bookmark:" => Some(text.find(']').map_or(run.len(), |at| at + 1)),
            "<br" | "<p" | "</" | "<span" | "<div" | "<td" => text.find('>').map(|at| at + 1),
            "mso-" => Some(run.len()),
            _ => Some(mark.len()),
        };
    }
    let word = run.bytes().take_while(u8::is_ascii_uppercase).count();
    let field = FIELDS.iter().find(|field| **field == &run[..word])?;
    let rest = text[word..].trim_blanks_start();
    let code =
        rest.starts_with('\\') || (*field == "HYPERLINK" && rest.starts_with(['"', '“', 'h'])) || (*field == "PAGE" && word == run.len());
    if !code {
        return None;
    }
    let ascii = text.bytes().position(|byte| !byte.is_ascii()).unwrap_or(text.len());
    Some(text[..ascii].trim_blanks_end().len())
}

//! Personal data in a report: where it stands, and how the rest of the program speaks of it without repeating it.
//!
//! Turns a text into the places of numbers and mailboxes that belong to persons ([`find`]). Names and addresses are found by the
//! rules about them, which know the sentence. Whoever hands out text of a report goes through a [`Mask`].
//!
//! ```text
//! 身份证号36072419900101001X  →  身份证号360*************1X
//! ```
//!
//! Invariant: no result repeats such a number, be it in the text of a place, in a message or in the identity of a finding.

mod mask;
mod number;

pub use mask::Mask;

use crate::amount::is_blank;
use crate::source::Span;

/// Something personal in the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Private {
    /// What it is.
    pub kind: PrivateKind,
    /// Where it stands.
    pub span: Span,
}

/// What is personal.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum PrivateKind {
    /// A resident identity number with a date that exists and the right last digit.
    IdentityNumber,
    /// A number that looks like one, with the wrong last digit.
    LikeIdentityNumber,
    /// A mobile number.
    Mobile,
    /// A bank card's number.
    BankCard,
    /// A mailbox at a provider for everybody.
    Mailbox,
    /// A private person's name.
    Name,
    /// A private person's home.
    Address,
}

/// Providers of mailboxes for everybody.
const PROVIDERS: [&str; 19] = [
    "qq.com",
    "vip.qq.com",
    "foxmail.com",
    "163.com",
    "vip.163.com",
    "126.com",
    "yeah.net",
    "sina.com",
    "sina.cn",
    "vip.sina.com",
    "sohu.com",
    "139.com",
    "189.cn",
    "21cn.com",
    "tom.com",
    "aliyun.com",
    "gmail.com",
    "hotmail.com",
    "outlook.com",
];

/// The numbers and mailboxes of persons in a text, in its order.
#[must_use]
pub fn find(text: &str) -> Vec<Private> {
    let mut found = Vec::new();
    number::find(text, &mut found);
    let numbers = found.len();
    found.extend(memchr::memchr_iter(b'@', text.as_bytes()).filter_map(|at| mailbox(text, at)));
    if numbers > 0 && found.len() > numbers {
        // A mailbox named by a number is one thing.
        let (numbers, mailboxes) = found.split_at(numbers);
        let lone = |number: &&Private| !mailboxes.iter().any(|mailbox| mailbox.span.contains(number.span));
        found = numbers.iter().filter(lone).chain(mailboxes).copied().collect();
    }
    found.sort_by_key(|place| place.span);
    found
}

/// The mailbox around an @, if it is at a provider for everybody.
fn mailbox(text: &str, at: usize) -> Option<Private> {
    let of_name = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '_' | '-' | '+');
    let name = text[..at].trim_end_matches(of_name);
    let behind = &text[at + 1..];
    let host = &behind[..behind.find(|c: char| !(c.is_ascii_alphanumeric() || matches!(c, '.' | '-'))).unwrap_or(behind.len())];
    let host = host.trim_end_matches(['.', '-']);
    let known = PROVIDERS.iter().any(|provider| provider.eq_ignore_ascii_case(host));
    (known && name.len() < at).then(|| Private { kind: PrivateKind::Mailbox, span: Span::of(name.len()..at + 1 + host.len()) })
}

/// The part of something personal that is not shown. What is left lets whoever has the report find the place.
fn hidden(text: &str, private: Private) -> Span {
    /// Characters that are shown before and behind.
    const NUMBER: (usize, usize) = (3, 2);
    let shown = match private.kind {
        PrivateKind::IdentityNumber | PrivateKind::LikeIdentityNumber | PrivateKind::Mobile | PrivateKind::BankCard => NUMBER,
        PrivateKind::Mailbox => (1, text.len() - text.find('@').unwrap_or(0)),
        PrivateKind::Name => (1, 0),
        PrivateKind::Address => (3, 0),
    };
    let from = text.char_indices().nth(shown.0).map_or(text.len(), |(at, _)| at);
    let to = match shown.1 {
        0 => text.len(),
        last => text.char_indices().rev().nth(last - 1).map_or(0, |(at, _)| at),
    };
    let start = private.span.start() as usize;
    Span::of(start + from..start + to.max(from))
}

/// A text without blanks and separators, its digits of the ordinary width.
fn compact(text: &str) -> String {
    text.chars()
        .filter(|&c| !is_blank(c) && c != '-')
        .map(|c| crate::amount::digit(c).and_then(|digit| char::from_digit(digit, 10)).unwrap_or(c))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kinds(text: &str) -> Vec<(PrivateKind, &str)> {
        find(text).into_iter().map(|place| (place.kind, &text[place.span.range()])).collect()
    }

    #[test]
    fn only_mailboxes_at_providers_for_everybody_are_personal() {
        assert_eq!(kinds("邮箱：sxzwgk@163.com，"), [(PrivateKind::Mailbox, "sxzwgk@163.com")]);
        assert_eq!(kinds("邮箱13812345678@qq.com。"), [(PrivateKind::Mailbox, "13812345678@qq.com")]);
        assert_eq!(kinds("邮箱：xxgk@shangyou.gov.cn，官方微博@上犹发布，@qq.com"), []);
    }
}

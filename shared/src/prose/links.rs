//! Web and mail addresses in running text.
//!
//! Turns a run of ASCII characters into a [`Link`] with its parts, or with what is wrong with it. Nothing is looked up:
//! whether an address exists is not known here, only whether it can be one.
//!
//! ```text
//! （http://www.jxyf.gov.cn）   host www.jxyf.gov.cn
//! (//www.example.com)          host www.example.com, no scheme
//! ```

use crate::amount::Blanks;
use crate::source::Span;

/// An address in running text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Link {
    /// Where it stands.
    pub span: Span,
    /// The line it stands in.
    pub within: Span,
    /// What kind of address.
    pub kind: LinkKind,
    /// The host: what an address names before its path; of a mail address what stands behind `@`.
    pub host: Span,
    /// What is wrong with it.
    pub flaw: Option<Flaw>,
}

/// Kinds of addresses.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum LinkKind {
    /// A page or site.
    Web,
    /// A mailbox.
    Mail,
}

/// What is wrong with an address.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Flaw {
    /// It begins with `//`.
    NoScheme,
    /// Its scheme is misspelt or broken: `http//`, `http:/`, `http：//`, `htp://`.
    BrokenScheme,
    /// A blank divides it.
    Blank,
    /// Its host cannot be one: `www..gov.cn`, `gov.con`, no dot at all.
    BadHost,
}

/// Schemes as they are misspelt.
const MISSPELT: [&str; 6] = ["htpp", "htp", "ttp", "hhtp", "htttp", "httpp"];

/// Last labels that are slips of the keyboard.
const SLIPS: [&str; 8] = ["con", "cmo", "ocm", "vom", "comcn", "govcn", "gon", "cnn"];

/// An address at the start of `text`, and its length in bytes; `at` is where `text` starts in the source.
pub(super) fn read(text: &str, at: usize, within: Span) -> Option<(Link, usize)> {
    let run = &text[..run_length(text)];
    let (kind, host, len, flaw) = if let Some(sign) = run.find('@') { mail(run, sign)? } else { web(text, run)? };
    let part = |start: usize, end: usize| Span::of(at + start..at + end);
    Some((Link { span: part(0, len), within, kind, host: part(host.0, host.1), flaw }, len))
}

/// Whether an address may begin with the first characters of a run: a name, or `//` before one.
pub(super) fn may_begin(run: &str) -> bool {
    let name = run.strip_prefix("//").unwrap_or(run);
    name.starts_with(|c: char| c.is_ascii_alphanumeric() || c == '_')
}

/// Bytes of the characters that an address may be made of.
fn run_length(text: &str) -> usize {
    text.bytes().position(|byte| !byte.is_ascii_graphic() || matches!(byte, b'"' | b'<' | b'>' | b'|' | b'`')).unwrap_or(text.len())
}

type Parts = (LinkKind, (usize, usize), usize, Option<Flaw>);

fn mail(run: &str, sign: usize) -> Option<Parts> {
    let bytes = run.as_bytes();
    let is_part = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'-' | b'_');
    // The run must begin with the mailbox, or another address begins first.
    if sign == 0 || !bytes[..sign].iter().all(|&byte| is_part(byte)) {
        return None;
    }
    let end = bytes[sign + 1..].iter().position(|&byte| !is_part(byte) && byte != b'@' && byte != b',').map_or(run.len(), |n| sign + 1 + n);
    let end = end - run[..end].bytes().rev().take_while(|byte| matches!(byte, b'.' | b',' | b'-' | b'@')).count();
    if end <= sign + 1 {
        return None;
    }
    let host = &run[sign + 1..end];
    // A comma may be the text's own, and a name behind @ without any dot is a handle of a network.
    if !host.contains(['.', ',']) {
        return None;
    }
    let flaw = (!is_host(host)).then_some(Flaw::BadHost);
    Some((LinkKind::Mail, (sign + 1, end), end, flaw))
}

fn web(text: &str, run: &str) -> Option<Parts> {
    let (prefix, mut flaw) = prefix(text, run)?;
    let rest = &text[prefix..];
    let blank = rest.len() - rest.trim_start_matches([' ', '\u{a0}']).len();
    let mut start = prefix;
    if blank > 0 {
        if !rest[blank..].starts_with(|c: char| c.is_ascii_alphabetic()) || prefix == 0 {
            return None;
        }
        flaw = Some(Flaw::Blank);
        start += blank;
    }
    let rest = &text[start..];
    let path = &rest[..run_length(rest)];
    let host_len =
        path.bytes().position(|byte| !(byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'-' | b'_'))).unwrap_or(path.len());
    let host_len = path[..host_len].trim_end_matches(['.', '-', '_']).len();
    let host = &path[..host_len];
    if host.is_empty() {
        return None;
    }
    let after = &rest[host_len..];
    let len = if after.starts_with(['/', ':', '?', '#']) { trimmed(path) } else { host_len };
    // Names in Chinese are hosts too, and are not judged: www.某县.政务.cn.
    let chinese = after.starts_with(|c: char| !c.is_ascii() && c.is_alphabetic()) && path.ends_with('.')
        || after.strip_prefix('.').is_some_and(|rest| rest.starts_with(|c: char| !c.is_ascii() && c.is_alphabetic()));
    if chinese {
        return None;
    }
    if flaw.is_none() && divided(host, after) {
        flaw = Some(Flaw::Blank);
    }
    if flaw.is_none() && !is_host(host) {
        flaw = Some(Flaw::BadHost);
    }
    Some((LinkKind::Web, (start, start + host_len), start + len, flaw))
}

/// Where the host starts behind its scheme, and whether the scheme is wrong; `None` if this is no address.
fn prefix(text: &str, run: &str) -> Option<(usize, Option<Flaw>)> {
    let letters = run.bytes().take_while(u8::is_ascii_alphabetic).count();
    let scheme = run[..letters].to_ascii_lowercase();
    let rest = &text[letters..];
    if scheme == "http" || scheme == "https" {
        for (mark, flaw) in [
            ("://", None),
            ("：//", Some(Flaw::BrokenScheme)),
            ("：／／", Some(Flaw::BrokenScheme)),
            (":／／", Some(Flaw::BrokenScheme)),
            ("//:", Some(Flaw::BrokenScheme)),
            ("//", Some(Flaw::BrokenScheme)),
            (":\\\\", Some(Flaw::BrokenScheme)),
            (":/", Some(Flaw::BrokenScheme)),
            (":www", Some(Flaw::BrokenScheme)),
        ] {
            if rest.starts_with(mark) {
                let len = letters + if mark == ":www" { 1 } else { mark.len() };
                let twice = text[len..].starts_with("http");
                return Some((
                    if twice { len + text[len..].find("//").map_or(0, |at| at + 2) } else { len },
                    if twice { Some(Flaw::BrokenScheme) } else { flaw },
                ));
            }
        }
        return None;
    }
    if MISSPELT.contains(&scheme.as_str()) && rest.starts_with("://") {
        return Some((letters + 3, Some(Flaw::BrokenScheme)));
    }
    if run.starts_with("//") && run[2..].starts_with(|c: char| c.is_ascii_alphanumeric()) && run.contains('.') {
        return Some((2, Some(Flaw::NoScheme)));
    }
    let is_site = run.get(..4).is_some_and(|start| start.eq_ignore_ascii_case("www.")) || (letters > 0 && run.contains(".gov.cn"));
    is_site.then_some((0, None))
}

/// Whether a blank divides a host: `www. jxyf.gov.cn`, `www.jxyf .gov.cn`.
fn divided(host: &str, after: &str) -> bool {
    let rest = after.trim_blanks_start();
    let ascii = rest.bytes().take_while(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'-')).count();
    rest.len() < after.len() && rest[..ascii].contains("gov.cn") && !host.ends_with("gov.cn") && rest.starts_with('.')
}

/// Whether a host can be one.
fn is_host(host: &str) -> bool {
    let labels: Vec<&str> = host.split('.').collect();
    let Some(last) = labels.last() else { return false };
    let numeric = labels.len() == 4 && labels.iter().all(|label| label.parse::<u8>().is_ok());
    let is_label = |label: &&str| {
        !label.is_empty()
            && !label.starts_with('-')
            && !label.ends_with('-')
            && label.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_'))
    };
    let lower = last.to_ascii_lowercase();
    let ends = lower.len() >= 2 && lower.bytes().all(|byte| byte.is_ascii_alphabetic()) && !SLIPS.contains(&lower.as_str());
    let enough = labels.len() >= if host.starts_with("www.") { 3 } else { 2 };
    let of_government = labels.iter().position(|label| label.eq_ignore_ascii_case("gov"));
    let government_ends = of_government.is_none_or(|at| at == 0 || (at + 2 == labels.len() && lower == "cn"));
    numeric || (labels.iter().all(is_label) && ends && enough && government_ends)
}

/// Bytes of a path without the text's own punctuation behind it.
fn trimmed(path: &str) -> usize {
    let closes = |path: &str| path.matches(')').count() > path.matches('(').count();
    let mut path = path;
    loop {
        let shorter = match path.bytes().last() {
            Some(b'.' | b',' | b';' | b':' | b'!' | b'\'' | b']') => &path[..path.len() - 1],
            Some(b')') if closes(path) => &path[..path.len() - 1],
            _ => return path.len(),
        };
        path = shorter;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn link(text: &str) -> Option<(&str, &str, Option<Flaw>)> {
        let (link, _) = read(text, 0, Span::of(0..text.len()))?;
        Some((&text[link.span.range()], &text[link.host.range()], link.flaw))
    }

    #[test]
    fn addresses_end_where_the_text_goes_on() {
        assert_eq!(link("http://www.jxyf.gov.cn）下载"), Some(("http://www.jxyf.gov.cn", "www.jxyf.gov.cn", None)));
        assert_eq!(link("http://www.a.gov.cn/zwgk/xzq/)."), Some(("http://www.a.gov.cn/zwgk/xzq/", "www.a.gov.cn", None)));
        assert_eq!(link("www.ylx.gov.cn,电话"), Some(("www.ylx.gov.cn", "www.ylx.gov.cn", None)));
        assert_eq!(link("xxgk.ylx.gov.cn/a?id=3。"), Some(("xxgk.ylx.gov.cn/a?id=3", "xxgk.ylx.gov.cn", None)));
        assert_eq!(link("www.a.gov.cn--政务公开"), Some(("www.a.gov.cn", "www.a.gov.cn", None)));
        assert_eq!(link("http://10.2.3.4:8080/a"), Some(("http://10.2.3.4:8080/a", "10.2.3.4", None)));
        assert_eq!(link("https://www.政务.cn"), None);
        assert_eq!(link("xxgk_2019@163.com，"), Some(("xxgk_2019@163.com", "163.com", None)));
    }

    #[test]
    fn what_is_no_address_is_left_alone() {
        for text in ["IPv6", "APP", "99.95%", "2.0", "N+1", "Word.docx", "@上犹发布", "12345", "//", "A/B", "5G+VR", "http", "gov"] {
            assert_eq!(link(text), None, "{text}");
        }
    }

    #[test]
    fn flaws_are_told_apart() {
        for (text, flaw) in [
            ("//www.graitlex.com)全文", Flaw::NoScheme),
            ("http：//www.a.gov.cn", Flaw::BrokenScheme),
            ("http//www.a.gov.cn", Flaw::BrokenScheme),
            ("http:/www.a.gov.cn", Flaw::BrokenScheme),
            ("http:www.a.gov.cn", Flaw::BrokenScheme),
            ("http://http://www.a.gov.cn", Flaw::BrokenScheme),
            ("htpp://www.a.gov.cn", Flaw::BrokenScheme),
            ("http:// www.a.gov.cn", Flaw::Blank),
            ("www.a .gov.cn", Flaw::Blank),
            ("www..a.gov.cn", Flaw::BadHost),
            ("www.a.gov.c", Flaw::BadHost),
            ("www.a.gov.con", Flaw::BadHost),
            ("www.a,gov.cn", Flaw::BadHost),
            ("http://localhost/a", Flaw::BadHost),
            ("a@163.con", Flaw::BadHost),
            ("a@qq,com", Flaw::BadHost),
            ("a@@163.com", Flaw::BadHost),
        ] {
            assert_eq!(link(text).and_then(|link| link.2), Some(flaw), "{text}");
        }
    }
}

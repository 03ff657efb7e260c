//! Pages made to cost more than they are worth: time grows with the bytes, and memory stays within a bound.
//!
//! The time of a page is compared with that of eight pages of an eighth of its size, never with a clock's own measure: what grows
//! with the square takes eight times as long, and on a busy machine both are held up alike.

use std::time::{Duration, Instant};

use gouji_documents::{File, Limits, read};

/// A page of about so many bytes.
type Page = fn(usize) -> String;

/// Each page with the name of what it abuses.
const PAGES: [(&str, Page); 24] = [
    ("nested blocks", |n| "<div>".repeat(n / 5)),
    ("nested tables", |n| "<table><tr><td>1".repeat(n / 16)),
    ("tables left and right", |n| repeat(&("<table><tr><td>1<td>2".repeat(100) + &"</table>".repeat(100)), n)),
    ("unclosed inline elements", |n| "<b>x".repeat(n / 4)),
    ("unclosed paragraphs", |n| "<p>x".repeat(n / 4)),
    ("unclosed cells", |n| format!("<table>{}", "<td>1".repeat(n / 5))),
    ("rows of spans", |n| format!("<table>{}", "<tr><td rowspan=65534 colspan=1000>1".repeat(n / 36))),
    ("columns of spans", |n| format!("<table>{}{}", "<td rowspan=65534>1".repeat(n / 38), "<tr><td>2".repeat(n / 18))),
    ("lists in lists", |n| format!("<html>{}{}", "<ol>".repeat(400), "<li>x<b>".repeat(n / 8))),
    ("end tags of nothing", |n| format!("<html>{}{}", "<div>".repeat(500), "</q></section></table></td>".repeat(n / 27))),
    ("one long attribute", |n| format!("<html><p title=\"{}\">x", "y ".repeat(n / 2))),
    ("many attributes", |n| format!("<html><p{}>x", " a".repeat(n / 2))),
    ("tags of many attributes", |n| repeat(&format!("<p{}>", " a b c d e".repeat(40)), n)),
    ("unquoted ends", |n| format!("<html>{}", "<a b='".repeat(n / 6))),
    ("references without end", |n| format!("<html>&{}", "a".repeat(n))),
    ("references", |n| format!("<html>{}", "&amp&#1;&notin".repeat(n / 14))),
    ("angle brackets", |n| format!("<html>{}", "<".repeat(n))),
    ("comments", |n| format!("<html>{}", "<!--".repeat(n / 4))),
    ("ends of a script", |n| format!("<html><script>{}", "</scrip a b".repeat(n / 11))),
    ("zero bytes", |n| format!("<html>{}", "\0".repeat(n))),
    ("line ends", |n| format!("<html>{}", "<br>\n".repeat(n / 5))),
    ("elements without end in a hidden part", |n| format!("<html><span hidden>{}", "<span>x<i>".repeat(n / 10))),
    ("suspicious lines", |n| format!("<html>{}", "<p>ÕþÕþÕþéé鏀垮簻".repeat(n / 26))),
    ("names", |n| (0..n / 13).map(|i| format!("<html><x{i:05}>x")).collect()),
];

fn repeat(piece: &str, bytes: usize) -> String {
    piece.repeat(bytes / piece.len())
}

/// The time to read a page so many times.
#[expect(clippy::disallowed_methods, reason = "the test compares times; nothing depends on one")]
fn time_of(times: usize, page: &str, limits: &Limits) -> Duration {
    let start = Instant::now();
    for _ in 0..times {
        std::hint::black_box(read(File { name: "", bytes: page.as_bytes(), charset: None }, limits)).ok();
    }
    start.elapsed()
}

#[test]
fn time_grows_with_the_bytes() {
    let limits = Limits::default();
    for (name, page) in PAGES {
        let (small, large) = (page(10_000), page(80_000));
        let too_slow = |_| time_of(1, &large, &limits) > time_of(8, &small, &limits).max(Duration::from_millis(1)) * 4;
        assert!(!(0..10).all(too_slow), "{name}");
    }
}

/// The most memory that this process has taken, in bytes.
#[cfg(target_os = "linux")]
#[expect(clippy::disallowed_methods, reason = "the test looks at its own process")]
fn peak_memory() -> usize {
    let status = std::fs::read_to_string("/proc/self/status").expect("Linux tells about each process");
    let peak = status.lines().find(|line| line.starts_with("VmHWM:")).and_then(|line| line.split_whitespace().nth(1)?.parse().ok());
    peak.map(|kilobytes: usize| kilobytes * 1024).expect("the peak is one of the lines")
}

#[cfg(target_os = "linux")]
#[test]
fn memory_stays_within_a_bound() {
    let limits = Limits::default();
    const BYTES: usize = 1 << 18;
    let before = peak_memory();
    for (name, page) in PAGES {
        std::hint::black_box(time_of(1, &page(BYTES), &limits));
        // Text, tokens, events, the grid and the document: for a page of nothing but cells.
        let added = peak_memory().saturating_sub(before);
        assert!(added < BYTES * 100, "{name}: {added}");
    }
}

//! Web pages, as large as is taken.

use super::{Case, LARGEST, case};

fn filled(before: &str, piece: &str) -> Vec<u8> {
    let page = format!("<html>{before}");
    let count = (LARGEST - page.len()) / piece.len();
    (page + &piece.repeat(count)).into_bytes()
}

pub(crate) fn cases() -> Vec<Case> {
    let sides = "<table><tr><td>1<td>2".repeat(100) + &"</table>".repeat(100);
    vec![
        case("a cell of 20,000 by 20,000", "read", "<table><tr><td rowspan=20000 colspan=20000>1</table>"),
        case("rows of spans", "read", filled("<table>", "<tr><td rowspan=65534 colspan=1000>1")),
        case("a million cells and one", "over cells", filled("<table>", "<tr><td>1<td>2")),
        case("a million empty cells and more", "over cells", filled("<table>", "<td>")),
        case("nested blocks", "over depth", filled("", "<div>")),
        case("nested tables", "over depth", filled("", "<table><tr><td>1")),
        case("tables left and right", "over cells", filled("", &sides)),
        case("paragraphs", "over lines", filled("", "<p>x")),
        case("inline elements", "read", filled("", "<b>x")),
        case("hidden elements", "over depth", filled("", "<span hidden>x")),
        case("line breaks", "read", filled("", "<br>")),
        case("one tag of many attributes", "the text/html file is damaged", filled("<p", " a")),
        case("tags of many attributes", "read", filled("", &format!("<p{}>", " a b c d e".repeat(80)))),
        case("character references", "read", filled("", "&amp&#1;&notin")),
        case("entities without end", "read", filled("<!DOCTYPE html [<!ENTITY a \"&a;&a;\">]>", "&a;")),
        case("comments", "read", filled("", "<!---->")),
        case("style sheets", "read", filled("", "<style>.a{display:none}</style>")),
        case("one style sheet of classes", "read", filled("<style>", ".a{display:none}")),
        case("a script without end", "read", filled("<script>", "</scrip a b")),
        case("numbered items", "over", filled("<ol>", "<li>x")),
    ]
}

/// Pages that refer to an address in every way that a browser would follow.
pub(crate) fn fetching(address: &str) -> Vec<(&'static str, Vec<u8>)> {
    let page = format!(
        "<!DOCTYPE html SYSTEM \"{address}\"><html><head><base href=\"{address}\"><link rel=stylesheet href=\"{address}\">\
        <style>@import url({address});</style><script src=\"{address}\"></script><meta http-equiv=refresh content=\"0;url={address}\"></head>\
        <body background=\"{address}\"><img src=\"{address}\"><iframe src=\"{address}\"></iframe><object data=\"{address}\"></object>\
        <embed src=\"{address}\"><p>年度报告</p></body></html>"
    );
    vec![("a page", page.into_bytes())]
}

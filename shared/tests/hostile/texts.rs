//! Plain texts, as large as is taken, and files that are not what they seem.

use super::{Case, LARGEST, case};

fn filled(piece: &str) -> Vec<u8> {
    piece.repeat(LARGEST / piece.len()).into_bytes()
}

/// A report whose first section is filled with a piece, as far as no limit is met.
fn framed(piece: &str) -> Vec<u8> {
    const HEAD: &str = "总体情况\n";
    let report = include_str!("../../../tests/data/clean/gb2021-township-none-received.txt");
    let at = report.find(HEAD).expect("the report has this heading") + HEAD.len();
    let filling = piece.repeat(LARGEST / 8 / piece.len());
    [&report[..at], &filling, "\n", &report[at..]].concat().into_bytes()
}

/// One line of many reports' worth of statements about one figure.
const STATEMENT: &str = "2021年共收到政府信息公开申请7件，其中予以公开5件，占71.4%，比上年增长12%；";

pub(crate) fn cases() -> Vec<Case> {
    let report = include_str!("../../../tests/data/reports/000.txt");
    vec![
        case("a byte too many", "over bytes", vec![b'7'; LARGEST + 1]),
        case("lines", "over lines", filled("\n")),
        case("one line of digits", "read", filled("7")),
        case("one line of cells", "over cells", filled("7\t")),
        case("lines of cells", "over lines", filled("7\t7\n")),
        case("one line of prose", "read", filled(STATEMENT)),
        case("lines of prose", "read", filled(&format!("{STATEMENT}\n"))),
        case("headings", "read", filled("一、总体情况\n")),
        case("labels", "read", filled("（一）主动公开政府信息数\n")),
        case("reports in one file", "read", filled(report)),
        case("brackets", "read", filled("（（〔《“")),
        case("square brackets", "read", filled("[")),
        case("one line of shares", "read", framed("12%")),
        case("one line of counts", "read", framed("7件、")),
        case("one line of addresses that are none", "read", framed("//www")),
        case("mobile numbers", "read", framed("联系人张三，电话13800138000，邮箱zhang@qq.com。\n")),
        case("rows of one label", "read", framed("规章\t0\t0\t1\n")),
        case("headings without content", "read", framed("（一）主动公开\n")),
        case("marks that join", "read", filled("\u{200d}")),
        case("garbled text", "read", filled("鏀垮簻淇℃伅鍏紑\n")),
        case("zero bytes", "read", vec![0; LARGEST]),
        case("bytes of no character set", "the bytes are not text", vec![0xff; LARGEST]),
        case(
            "UTF-16 without a mark",
            "over text_bytes",
            "公开".repeat(LARGEST / 4).encode_utf16().flat_map(u16::to_le_bytes).collect::<Vec<_>>(),
        ),
        case("a picture called a report", "image/* is not read", b"\x89PNG\r\n\x1a\n\0\0".to_vec()),
    ]
}

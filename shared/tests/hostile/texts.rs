//! Plain texts, as large as is taken, and files that are not what they seem.

use super::{Case, LARGEST, case};

fn filled(piece: &str) -> Vec<u8> {
    piece.repeat(LARGEST / piece.len()).into_bytes()
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

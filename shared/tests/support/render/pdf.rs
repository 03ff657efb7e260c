//! PDF files whose font is not in the file, as many offices make them: the programs that show them have one.
//!
//! Lengths are points from the page's lower left corner; the file scales its pages so that they can stay tenths of a millimetre.

use std::fmt::Write as _;

use super::paper::{Drawn, PAGE_HEIGHT, PAGE_WIDTH, pages};
use crate::support::blocks::Block;

/// How many objects come before the pages.
const BEFORE: usize = 6;

/// A report as a PDF file.
pub fn file(blocks: &[Block]) -> Vec<u8> {
    let pages: Vec<String> = pages(blocks).iter().map(|drawn| content(drawn)).collect();
    let kids: String = (0..pages.len()).map(|page| format!("{} 0 R ", BEFORE + 1 + 2 * page)).collect();
    let unicode = unicode();
    let mut objects = vec![
        "<</Type /Catalog /Pages 2 0 R>>".to_owned(),
        format!("<</Type /Pages /Kids [{kids}] /Count {}>>", pages.len()),
        "<</Type /Font /Subtype /Type0 /BaseFont /STSong-Light /Encoding /UniGB-UCS2-H /DescendantFonts [4 0 R] /ToUnicode 6 0 R>>"
            .to_owned(),
        "<</Type /Font /Subtype /CIDFontType0 /BaseFont /STSong-Light /CIDSystemInfo <</Registry (Adobe) /Ordering (GB1) /Supplement 0>> \
         /DW 1000 /W [1 95 500 814 907 500] /FontDescriptor 5 0 R>>"
            .to_owned(),
        "<</Type /FontDescriptor /FontName /STSong-Light /Flags 6 /FontBBox [-25 -254 1000 880] /ItalicAngle 0 /Ascent 880 /Descent -120 \
         /CapHeight 880 /StemV 93>>"
            .to_owned(),
        format!("<</Length {}>>\nstream\n{unicode}\nendstream", unicode.len()),
    ];
    let (width, height) = (points(PAGE_WIDTH), points(PAGE_HEIGHT));
    for (index, content) in pages.iter().enumerate() {
        let content_number = BEFORE + 2 + 2 * index;
        objects.push(format!(
            "<</Type /Page /Parent 2 0 R /MediaBox [0 0 {width} {height}] /Resources <</Font <</F1 3 0 R>> >> /Contents {content_number} 0 R>>"
        ));
        objects.push(format!("<</Length {}>>\nstream\n{content}\nendstream", content.len()));
    }
    written(&objects)
}

/// The objects, numbered from 1, with the table of their places.
fn written(objects: &[String]) -> Vec<u8> {
    let mut file = "%PDF-1.4\n".to_owned();
    let mut places = String::new();
    for (number, object) in (1..).zip(objects) {
        let _ = writeln!(places, "{:010} 00000 n ", file.len());
        let _ = write!(file, "{number} 0 obj\n{object}\nendobj\n");
    }
    let (table, count) = (file.len(), objects.len() + 1);
    let _ =
        write!(file, "xref\n0 {count}\n0000000000 65535 f \n{places}trailer <</Size {count} /Root 1 0 R>>\nstartxref\n{table}\n%%EOF\n");
    file.into_bytes()
}

/// What draws a page: each character by itself, at its place.
fn content(drawn: &[Drawn]) -> String {
    // Tenths of a millimetre are this many points.
    let mut content = "0.2834646 0 0 0.2834646 0 0 cm 2 w\n".to_owned();
    for drawn in drawn {
        match drawn {
            Drawn::Text { left, top, font, text } => {
                let (mut x, y) = (*left, PAGE_HEIGHT - top - font.size * 22 / 25);
                let _ = write!(content, "BT /F1 {} Tf", font.size);
                for c in text.chars() {
                    let _ = write!(content, " 1 0 0 1 {x} {y} Tm <{:04X}> Tj", u32::from(c));
                    x += font.width(c);
                }
                content.push_str(" ET\n");
            }
            Drawn::Line { left, top, right, bottom } => {
                let _ = writeln!(content, "{left} {} m {right} {} l S", PAGE_HEIGHT - top, PAGE_HEIGHT - bottom);
            }
        }
    }
    content
}

/// The table that says of each code that it is the character of that number.
fn unicode() -> String {
    let mut table = "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /U def /CMapType 2 def\n\
        1 begincodespacerange <0000> <FFFF> endcodespacerange\n"
        .to_owned();
    let rows: Vec<u32> = (0..=0xff).collect();
    for rows in rows.chunks(100) {
        let _ = writeln!(table, "{} beginbfrange", rows.len());
        for row in rows {
            let _ = writeln!(table, "<{row:02X}00> <{row:02X}FF> <{row:02X}00>");
        }
        table.push_str("endbfrange\n");
    }
    table + "endcmap end end"
}

fn points(tenths: u32) -> f64 {
    f64::from(tenths) * 0.283_464_6
}

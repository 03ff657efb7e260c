//! OFD files, which say lengths in millimetres.

use std::fmt::Write as _;

use super::paper::{Drawn, pages};
use super::{escaped, packed};
use crate::support::blocks::Block;

/// A report as an OFD file.
pub fn file(blocks: &[Block]) -> Vec<u8> {
    const XMLNS: &str = "xmlns:ofd=\"http://www.ofdspec.org/2016\"";
    let pages: Vec<String> = pages(blocks).iter().map(|drawn| drawn.iter().map(object).collect()).collect();
    let list: String =
        (0..pages.len()).map(|page| format!("<ofd:Page ID=\"{}\" BaseLoc=\"Pages/Page_{page}/Content.xml\"/>", page + 10)).collect();
    let document = format!(
        "<ofd:Document {XMLNS}><ofd:CommonData><ofd:PageArea><ofd:PhysicalBox>0 0 210 297</ofd:PhysicalBox></ofd:PageArea></ofd:CommonData><ofd:Pages>{list}</ofd:Pages></ofd:Document>"
    );
    let root = format!(
        "<ofd:OFD {XMLNS} DocType=\"OFD\" Version=\"1.0\"><ofd:DocBody><ofd:DocInfo/><ofd:DocRoot>Doc_0/Document.xml</ofd:DocRoot></ofd:DocBody></ofd:OFD>"
    );
    let names: Vec<String> = (0..pages.len()).map(|page| format!("Doc_0/Pages/Page_{page}/Content.xml")).collect();
    let layer =
        |objects: &String| format!("<ofd:Page {XMLNS}><ofd:Content><ofd:Layer ID=\"2\">{objects}</ofd:Layer></ofd:Content></ofd:Page>");
    let contents: Vec<String> = pages.iter().map(layer).collect();
    let mut entries = vec![("OFD.xml", root.as_str()), ("Doc_0/Document.xml", document.as_str())];
    entries.extend(names.iter().map(String::as_str).zip(contents.iter().map(String::as_str)));
    packed(&entries)
}

/// Something on a page as an object of the format.
fn object(drawn: &Drawn) -> String {
    let mut object = String::new();
    let _ = match drawn {
        Drawn::Text { left, top, font, text } => {
            let distances: Vec<String> = text.chars().map(|c| millimetres(font.width(c))).collect();
            let wide: u32 = text.chars().map(|c| font.width(c)).sum();
            let (left, top, wide, high) = (millimetres(*left), millimetres(*top), millimetres(wide), millimetres(font.size));
            let (baseline, distances) = (millimetres(font.size * 22 / 25), distances[..distances.len().saturating_sub(1)].join(" "));
            write!(
                object,
                "<ofd:TextObject ID=\"7\" Boundary=\"{left} {top} {wide} {high}\" Font=\"3\" Size=\"{high}\"><ofd:TextCode X=\"0\" Y=\"{baseline}\" DeltaX=\"{distances}\">{}</ofd:TextCode></ofd:TextObject>",
                escaped(text)
            )
        }
        Drawn::Line { left, top, right, bottom } => {
            let (wide, high) = (millimetres(right - left), millimetres(bottom - top));
            let (left, top) = (millimetres(*left), millimetres(*top));
            write!(
                object,
                "<ofd:PathObject ID=\"8\" Boundary=\"{left} {top} {wide} {high}\" LineWidth=\"0.2\"><ofd:AbbreviatedData>M 0 0 L {wide} {high}</ofd:AbbreviatedData></ofd:PathObject>"
            )
        }
    };
    object
}

fn millimetres(tenths: u32) -> String {
    format!("{}.{}", tenths / 10, tenths % 10)
}

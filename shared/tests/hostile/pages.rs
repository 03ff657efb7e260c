//! PDF files.

use std::io::Write as _;

use flate2::Compression;
use flate2::write::ZlibEncoder;

use super::{Case, LARGEST, case};

/// How much is unpacked from the streams of a file, at most.
const UNPACKED: usize = 4 * LARGEST;

const SAMPLE: &[u8] = include_bytes!("../../../tests/data/files/pdf/report-gb2014.pdf");
const LOCKED: &[u8] = include_bytes!("../../../tests/data/files/pdf/locked.pdf");

const FONT: &str = "/Font <</F1 <</Type /Font /Subtype /Type1 /BaseFont /Helvetica>> >>";

/// A file of objects, numbered from 1; the first one is the catalog.
fn pdf(objects: &[Vec<u8>]) -> Vec<u8> {
    let mut file = b"%PDF-1.7\n".to_vec();
    let mut places = String::new();
    for (number, object) in (1..).zip(objects) {
        places += &format!("{:010} 00000 n \n", file.len());
        file.extend(format!("{number} 0 obj\n").into_bytes());
        file.extend(object);
        file.extend(b"\nendobj\n");
    }
    let (table, count) = (file.len(), objects.len() + 1);
    let end = format!("xref\n0 {count}\n0000000000 65535 f \n{places}trailer <</Size {count} /Root 1 0 R>>\nstartxref\n{table}\n%%EOF\n");
    file.extend(end.into_bytes());
    file
}

fn packed(dictionary: &str, data: &[u8]) -> Vec<u8> {
    let mut encoder = ZlibEncoder::new(Vec::new(), Compression::default());
    encoder.write_all(data).expect("memory can be written");
    let data = encoder.finish().expect("memory can be written");
    stream(&format!("{dictionary} /Filter /FlateDecode"), &data)
}

fn stream(dictionary: &str, data: &[u8]) -> Vec<u8> {
    [format!("<<{dictionary} /Length {}>>\nstream\n", data.len()).into_bytes(), data.to_vec(), b"\nendstream".to_vec()].concat()
}

/// A file of one page with a content and further objects, numbered from 5.
fn page(content: Vec<u8>, resources: &str, further: &[Vec<u8>]) -> Vec<u8> {
    let page = format!("<</Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] /Contents 4 0 R /Resources <<{resources}>> >>");
    let objects =
        [b"<</Type /Catalog /Pages 2 0 R>>".to_vec(), b"<</Type /Pages /Kids [3 0 R] /Count 1>>".to_vec(), page.into_bytes(), content];
    pdf(&[objects.as_slice(), further].concat())
}

/// A page with a piece drawn until hardly more can be unpacked.
fn filled(before: &str, piece: &str, after: &str) -> Vec<u8> {
    let count = (UNPACKED - 4096 - before.len() - after.len()) / piece.len();
    page(packed("", format!("{before}{}{after}", piece.repeat(count)).as_bytes()), FONT, &[])
}

pub(crate) fn cases() -> Vec<Case> {
    let form = |number: usize| {
        let next = number + 1;
        stream(&format!("/Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources <</XObject <</A {next} 0 R>> >>"), b"/A Do /A Do")
    };
    let forms: Vec<Vec<u8>> = (5..45).map(form).collect();
    let itself = stream("/Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources <</XObject <</A 5 0 R>> >>", b"/A Do");
    let circle = [
        "<</Type /Catalog /Pages 2 0 R>>",
        "<</Type /Pages /Kids [2 0 R 3 0 R 4 0 R 3 0 R] /Count 4000000000>>",
        "<</Type /Pages /Parent 2 0 R /Kids [2 0 R 3 0 R 4 0 R] /Count 3>>",
        "<</Type /Page /Parent 2 0 R /MediaBox [0 0 600 800]>>",
    ];
    let kids: String = (3..2_004).map(|number| format!("{number} 0 R ")).collect();
    let mut many = vec![b"<</Type /Catalog /Pages 2 0 R>>".to_vec(), format!("<</Type /Pages /Kids [{kids}] /Count 2001>>").into_bytes()];
    many.extend((3..2_004).map(|_| b"<</Type /Page /Parent 2 0 R /MediaBox [0 0 600 800]>>".to_vec()));
    let picture = "<</Type /XObject /Subtype /Image /Width 100000 /Height 100000 /ColorSpace /DeviceRGB /BitsPerComponent 16 /Length 1>>\nstream\n0\nendstream";
    let deep = "<</A ".repeat(LARGEST / 6);
    vec![
        case("PDF: a bomb", "over expanded_bytes", page(packed("", &vec![b' '; 2 * UNPACKED]), "", &[])),
        case("PDF: forms that double forms", "over interpreted_bytes", page(stream("", b"/A Do"), "/XObject <</A 5 0 R>>", &forms)),
        case("PDF: a form inside itself", "read", page(stream("", b"/A Do"), "/XObject <</A 5 0 R>>", &[itself])),
        case("PDF: pages in a circle", "read", pdf(&circle.map(|object| object.as_bytes().to_vec()))),
        case("PDF: pages", "over pages", pdf(&many)),
        case("PDF: characters", "", filled("BT /F1 9 Tf 100 700 Td ", "(12) Tj ", "ET")),
        case("PDF: lines", "over drawn", filled("", "0 9 m 9 9 l S ", "")),
        case("PDF: saved states", "", filled("", "q ", "")),
        case("PDF: nested dictionaries", "over depth", pdf(&[b"<</Type /Catalog /Pages 2 0 R>>".to_vec(), deep.into_bytes()])),
        case(
            "PDF: a picture of ten thousand million dots",
            "read",
            page(stream("", b"/A Do"), "/XObject <</A 5 0 R>>", &[picture.as_bytes().to_vec()]),
        ),
        case("PDF: locked with a password", "the application/pdf file is encrypted", LOCKED),
        case("PDF: cut short", "the application/pdf file is damaged", &SAMPLE[..SAMPLE.len() / 2]),
        case("PDF: a header alone", "the application/pdf file is damaged", "%PDF-1.7\n"),
    ]
}

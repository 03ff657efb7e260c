//! PDF files made to harm: refused, or read within the limits, in little time and memory, and never with a panic.

#![cfg(feature = "pdf")]
#![expect(clippy::disallowed_methods, reason = "tests read the files of the repository")]
#![expect(clippy::unwrap_used, reason = "a test fails where a file cannot be read")]

use std::io::Write;
use std::path::PathBuf;

use flate2::Compression;
use flate2::write::ZlibEncoder;
use gouji_documents::{Document, Error, File, Limits, NoteKind, read};
use proptest::prelude::*;

const SAMPLES: [&str; 5] = ["table3-broken.pdf", "unruled.pdf", "layers.pdf", "restricted.pdf", "scanned.pdf"];

fn sample(name: &str) -> Vec<u8> {
    std::fs::read(PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../tests/data/files/pdf").join(name)).unwrap()
}

fn read_with(bytes: &[u8], limits: &Limits) -> Result<Document, Error> {
    read(File { name: "报告.pdf", bytes, charset: None }, limits)
}

fn read_bytes(bytes: &[u8]) -> Result<Document, Error> {
    read_with(bytes, &Limits::default())
}

/// A file of objects, numbered from 1; the first one is the catalog.
fn pdf(objects: &[Vec<u8>]) -> Vec<u8> {
    let mut file = b"%PDF-1.7\n".to_vec();
    let mut places = Vec::new();
    for (number, object) in (1..).zip(objects) {
        places.push(file.len());
        file.extend(format!("{number} 0 obj\n").into_bytes());
        file.extend(object);
        file.extend(b"\nendobj\n");
    }
    let table = file.len();
    file.extend(format!("xref\n0 {}\n0000000000 65535 f \n", objects.len() + 1).into_bytes());
    for place in places {
        file.extend(format!("{place:010} 00000 n \n").into_bytes());
    }
    file.extend(format!("trailer <</Size {} /Root 1 0 R>>\nstartxref\n{table}\n%%EOF\n", objects.len() + 1).into_bytes());
    file
}

fn stream(dictionary: &str, data: &[u8]) -> Vec<u8> {
    let mut object = format!("<<{dictionary} /Length {}>>\nstream\n", data.len()).into_bytes();
    object.extend(data);
    object.extend(b"\nendstream");
    object
}

/// A file of one page with a content and further objects, numbered from 5.
fn one_page(content: Vec<u8>, resources: &str, further: &[Vec<u8>]) -> Vec<u8> {
    let page = format!("<</Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] /Contents 4 0 R /Resources <<{resources}>> >>");
    let objects =
        [b"<</Type /Catalog /Pages 2 0 R>>".to_vec(), b"<</Type /Pages /Kids [3 0 R] /Count 1>>".to_vec(), page.into_bytes(), content];
    pdf(&[objects.as_slice(), further].concat())
}

fn zlib(data: &[u8]) -> Vec<u8> {
    let mut encoder = ZlibEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(data).unwrap();
    encoder.finish().unwrap()
}

const HELVETICA: &str = "/Font <</F1 <</Type /Font /Subtype /Type1 /BaseFont /Helvetica>> >>";

#[test]
fn the_files_of_these_tests_are_readable() {
    let file = one_page(stream("", b"BT /F1 12 Tf 100 700 Td (Total 12) Tj ET"), HELVETICA, &[]);
    assert_eq!(read_bytes(&file).map(|document| document.text), Ok("Total 12\n".to_owned()));
}

#[test]
fn a_file_cut_short_anywhere_is_damaged() {
    for name in SAMPLES {
        let bytes = sample(name);
        for end in (5..bytes.len() - 8).step_by(1 << 10) {
            let outcome = read_bytes(&bytes[..end]);
            assert!(matches!(outcome, Err(Error::Damaged { .. })), "{name} {end}: {outcome:?}");
        }
    }
}

#[test]
fn a_page_tree_in_a_circle_is_walked_once() {
    let objects = [
        "<</Type /Catalog /Pages 2 0 R>>",
        "<</Type /Pages /Kids [2 0 R 3 0 R 4 0 R 3 0 R] /Count 4000000000>>",
        "<</Type /Pages /Parent 2 0 R /Kids [2 0 R 3 0 R 4 0 R] /Count 3>>",
        "<</Type /Page /Parent 2 0 R /MediaBox [0 0 600 800]>>",
    ];
    let file = pdf(&objects.map(|object| object.as_bytes().to_vec()));
    assert_eq!(read_bytes(&file).map(|document| document.text), Ok(String::new()));
}

#[test]
fn pages_are_taken_up_to_the_limit() {
    let kids: String = (3..8).map(|number| format!("{number} 0 R ")).collect();
    let mut objects = vec![b"<</Type /Catalog /Pages 2 0 R>>".to_vec(), format!("<</Type /Pages /Kids [{kids}] /Count 5>>").into_bytes()];
    objects.extend((3..8).map(|_| b"<</Type /Page /Parent 2 0 R /MediaBox [0 0 600 800]>>".to_vec()));
    let file = pdf(&objects);
    assert!(read_with(&file, &Limits { pages: 5, ..Limits::default() }).is_ok());
    let refused = read_with(&file, &Limits { pages: 4, ..Limits::default() });
    assert_eq!(refused, Err(Error::TooLarge { what: "pages", actual: 5, limit: 4 }));
}

#[test]
fn streams_are_unpacked_up_to_the_limit() {
    let packed = zlib(&vec![b' '; 1_000_000]);
    let file = one_page(stream("/Filter /FlateDecode", &packed), "", &[]);
    assert!(read_with(&file, &Limits { expanded_bytes: 1_000_000, ..Limits::default() }).is_ok());
    let refused = read_with(&file, &Limits { expanded_bytes: 999_999, ..Limits::default() });
    assert!(matches!(refused, Err(Error::TooLarge { what: "expanded_bytes", limit: 999_999, .. })), "{refused:?}");
}

#[test]
fn a_bomb_is_refused_however_it_is_packed() {
    let limits = Limits { expanded_bytes: 1 << 20, ..Limits::default() };
    let bomb = zlib(&vec![b' '; 2 << 20]);
    let hex: String = bomb.iter().map(|byte| format!("{byte:02x}")).chain([">".to_owned()]).collect();
    let content = [
        ("/Filter /FlateDecode", bomb.clone()),
        ("/Filter [/FlateDecode /FlateDecode]", zlib(&bomb)),
        ("/Filter [ /AHx /Fl ]", hex.into_bytes()),
        ("/Type /ObjStm /N 1 /First 4 /Filter/FlateDecode", bomb.clone()),
    ];
    for (dictionary, data) in content {
        let refused = read_with(&one_page(stream(dictionary, &data), "", &[]), &limits);
        assert!(matches!(refused, Err(Error::TooLarge { what: "expanded_bytes", .. })), "{dictionary}: {refused:?}");
    }
    for dictionary in ["/Filter 9 0 R", "/Fil#74er /FlateDecode", "/Filter /LZWDecode", "/Filter /Crypt /Filter /FlateDecode"] {
        let refused = read_bytes(&one_page(stream(dictionary, &bomb), "", &[]));
        assert!(matches!(refused, Err(Error::Damaged { .. })), "{dictionary}: {refused:?}");
    }
}

#[test]
fn forms_that_double_forms_are_refused_before_they_are_drawn() {
    let form = |number: usize| {
        let next = number + 1;
        stream(&format!("/Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources <</XObject <</A {next} 0 R>> >>"), b"/A Do /A Do")
    };
    let forms: Vec<Vec<u8>> = (5..45).map(form).collect();
    let file = one_page(stream("", b"/A Do"), "/XObject <</A 5 0 R>>", &forms);
    let refused = read_bytes(&file);
    assert!(matches!(refused, Err(Error::TooLarge { what: "interpreted_bytes", .. })), "{refused:?}");
}

#[test]
fn a_form_inside_itself_is_damage() {
    let form = stream("/Type /XObject /Subtype /Form /BBox [0 0 9 9]", b"/A Do");
    let refused = read_bytes(&one_page(stream("", b"/A Do"), "/XObject <</A 5 0 R>>", &[form]));
    assert!(matches!(refused, Err(Error::Damaged { .. })), "{refused:?}");
}

#[test]
fn a_string_without_end_is_refused() {
    let text = [b"BT /F1 12 Tf (".to_vec(), vec![b'7'; 200_000], b") Tj ET".to_vec()].concat();
    let refused = read_bytes(&one_page(stream("", &text), HELVETICA, &[]));
    assert!(matches!(refused, Err(Error::Damaged { .. })), "{refused:?}");
}

#[test]
fn nesting_without_end_exhausts_neither_stack_nor_time() {
    for open in ["[", "<</A ", "q "] {
        let deep = open.repeat(100_000).into_bytes();
        let _ = read_bytes(&one_page(stream("", &deep), "", &[]));
        let _ = read_bytes(&pdf(&[b"<</Type /Catalog /Pages 2 0 R>>".to_vec(), deep]));
    }
    let deep = "<</A ".repeat(600).into_bytes();
    let refused = read_bytes(&pdf(&[b"<</Type /Catalog /Pages 2 0 R>>".to_vec(), deep]));
    assert_eq!(refused, Err(Error::TooLarge { what: "depth", actual: 513, limit: 512 }));
}

#[test]
fn absurd_sizes_and_places_overflow_nothing() {
    for size in ["1e30", "-1e30", "999999", "0.0000001", "99999999"] {
        let content = format!(
            "BT /F1 {size} Tf 100 700 Td (12) Tj 1 0 0 1 -{size} {size} Tm (34) Tj ET {size} 0 m {size} {size} l S 0 0 1 {size} re f"
        );
        let outcome = read_bytes(&one_page(stream("", content.as_bytes()), HELVETICA, &[]));
        assert!(outcome.is_ok(), "{size}: {outcome:?}");
    }
}

#[test]
fn what_is_attached_is_noted_as_not_read() {
    let objects = [
        "<</Type /Catalog /Pages 2 0 R /Names <</EmbeddedFiles <</Names []>> >> >>",
        "<</Type /Pages /Kids [3 0 R 4 0 R] /Count 2>>",
        "<</Type /Page /Parent 2 0 R /MediaBox [0 0 600 800]>>",
        "<</Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] /Annots [<</Subtype /Link>> <</Subtype /Text /Contents (a)>>]>>",
    ];
    let document = read_bytes(&pdf(&objects.map(|object| object.as_bytes().to_vec()))).unwrap();
    let notes: Vec<(NoteKind, &str)> = document.notes.iter().map(|note| (note.kind, note.detail.as_str())).collect();
    assert_eq!(notes, [(NoteKind::NotRead, "attached files"), (NoteKind::NotRead, "comment or attachment, page 2")]);
}

#[test]
fn lines_are_taken_up_to_the_limit() {
    let lines: String = (0..100).map(|at| format!("0 {at} m 500 {at} l S ")).collect();
    let file = one_page(stream("", lines.as_bytes()), "", &[]);
    assert!(read_with(&file, &Limits { drawn: 100, ..Limits::default() }).is_ok());
    let refused = read_with(&file, &Limits { drawn: 99, ..Limits::default() });
    assert_eq!(refused, Err(Error::TooLarge { what: "drawn", actual: 100, limit: 99 }));
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 60, ..ProptestConfig::default() })]

    #[test]
    fn changed_bytes_never_cause_a_panic(
        name in proptest::sample::select(SAMPLES.as_slice()),
        changes in proptest::collection::vec((any::<proptest::sample::Index>(), any::<u8>()), 1..20),
    ) {
        let mut bytes = sample(name);
        for (at, byte) in changes {
            let at = at.index(bytes.len());
            bytes[at] = byte;
        }
        let _ = read_bytes(&bytes);
    }

    #[test]
    fn changed_drawing_never_causes_a_panic(
        pieces in proptest::collection::vec(proptest::sample::select(vec![
            "q ", "Q ", "BT ", "ET ", "/F1 12 Tf ", "(12) Tj ", "[(1) -9e9 (2)] TJ ", "1 0 0 1 9e9 -9e9 cm ", "0 0 0 0 0 0 cm ",
            "0 0 m ", "100 0 l ", "S ", "f ", "W n ", "0 0 600 1 re ", "0 0 1 800 re ", "1e38 1e38 l ", "-1 Tz ", "0 Tf ", "3 Tr ",
            "nan 0 Td ", "0 1 -1 0 300 300 Tm ", "100 700 Td ",
        ]), 0..60),
    ) {
        let _ = read_bytes(&one_page(stream("", pieces.concat().as_bytes()), HELVETICA, &[]));
    }
}

//! Files changed at random: whatever comes, a reader answers with a document whose ranges hold, or an error.

use proptest::prelude::*;

use crate::compound::Compound;
use crate::compound::tests::compound;
use crate::container::Container;
use crate::container::tests::packed_bytes;
use crate::{Document, File, Limits, read};

const FILES: [(&str, &[u8]); 3] = [
    ("table3.docx", include_bytes!("../tests/data/files/table3.docx")),
    ("table3.xlsx", include_bytes!("../tests/data/files/table3.xlsx")),
    ("table3.ods", include_bytes!("../tests/data/files/table3.ods")),
];
const OLD: &[u8] = include_bytes!("../tests/data/files/table3.xls");

/// A change of a part: where, how much of it, and what is done.
#[derive(Clone, Debug)]
struct Change {
    at: usize,
    length: usize,
    action: Action,
}

#[derive(Clone, Debug)]
enum Action {
    Delete,
    Repeat(usize),
    Put(Vec<u8>),
}

fn changes() -> impl Strategy<Value = Vec<Change>> {
    let put = prop_oneof![
        proptest::collection::vec(any::<u8>(), 1..4),
        proptest::sample::select(vec![
            "0",
            "-1",
            "99999999999",
            "<",
            "/>",
            "\"",
            "&#x0;",
            "A1:XFD1048576",
            "<w:p>",
            "</w:tc>",
            "<w:tbl><w:tr><w:tc>"
        ])
        .prop_map(|text| text.as_bytes().to_vec()),
    ];
    let action = prop_oneof![Just(Action::Delete), (1_usize..5).prop_map(Action::Repeat), put.prop_map(Action::Put)];
    let change = (any::<usize>(), 0_usize..60, action).prop_map(|(at, length, action)| Change { at, length, action });
    proptest::collection::vec(change, 1..6)
}

fn changed(mut bytes: Vec<u8>, changes: &[Change]) -> Vec<u8> {
    for change in changes {
        let at = change.at % (bytes.len() + 1);
        let end = (at + change.length).min(bytes.len());
        let piece = match &change.action {
            Action::Delete => Vec::new(),
            Action::Repeat(times) => bytes[at..end].repeat(*times),
            Action::Put(put) => put.clone(),
        };
        bytes.splice(at..end, piece);
    }
    bytes
}

/// The entries of a container, unpacked.
fn entries(bytes: &[u8]) -> Vec<(String, Vec<u8>)> {
    let limits = Limits::default();
    let mut container = Container::open(bytes, "m", &limits).expect("the file is whole");
    let name = |container: &Container<'_>, index| {
        String::from_utf8(container.entry(index).expect("the file is whole").raw_name).expect("the file is whole")
    };
    (0..container.len()).map(|index| (name(&container, index), container.read_at(index).expect("the file is whole"))).collect()
}

fn assert_holds(document: &Document) {
    let text = &document.text;
    for placed in &document.places {
        assert!(text.get(placed.range.clone()).is_some());
    }
    for cell in document.tables.iter().flat_map(|table| &table.cells) {
        assert!(text.get(cell.range.clone()).is_some_and(|text| !text.contains(['\n', '\t'])));
    }
}

fn check(bytes: &[u8]) {
    if let Ok(document) = read(File { name: "", bytes, charset: None }, &Limits::default()) {
        assert_holds(&document);
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn changed_parts_of_containers_never_end_the_process(file in 0..FILES.len(), part in any::<usize>(), changes in changes()) {
        let mut entries = entries(FILES[file].1);
        // The parts that carry content, and not the many that only carry looks.
        let parts: Vec<usize> = (0..entries.len())
            .filter(|&index| ["document", "numbering", "styles", "sheet1", "sharedStrings", "workbook", "content"].iter().any(|name| entries[index].0.contains(name)))
            .collect();
        let part = parts[part % parts.len()];
        entries[part].1 = changed(std::mem::take(&mut entries[part].1), &changes);
        let entries: Vec<(&str, &[u8])> = entries.iter().map(|(name, bytes)| (name.as_str(), bytes.as_slice())).collect();
        check(&packed_bytes(&entries));
    }

    #[test]
    fn changed_containers_never_end_the_process(file in 0..FILES.len(), changes in changes()) {
        check(&changed(FILES[file].1.to_vec(), &changes));
    }

    #[test]
    fn changed_streams_never_end_the_process(changes in changes()) {
        let mut whole = Compound::open(OLD, &Limits::default()).expect("the file is whole");
        let stream = whole.stream("Workbook").expect("the file is whole").expect("the file is whole");
        check(&compound(&[("Workbook", &changed(stream, &changes))]));
    }

    #[test]
    fn changed_compound_files_never_end_the_process(changes in changes()) {
        check(&changed(OLD.to_vec(), &changes));
    }
}

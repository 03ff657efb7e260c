//! Any bytes and any page: no panic, ranges on character boundaries, everything in the order of the text.

use gouji_documents::{Document, Error, File, Limits, Place, read};
use proptest::prelude::*;

const PAGES: [&str; 4] = [
    include_str!("../src/html/tests/county.html"),
    include_str!("../src/html/tests/word.html"),
    include_str!("../src/html/tests/layout.html"),
    include_str!("../src/html/tests/list.html"),
];

/// What pages are made of, and what their authors get wrong.
const PIECES: [&str; 60] = [
    "<table>",
    "</table>",
    "<tr>",
    "</tr>",
    "<td>",
    "</td>",
    "<th rowspan=2>",
    "<td colspan=3>",
    "<td rowspan=0>",
    "<thead>",
    "<tbody>",
    "</tbody>",
    "<tfoot>",
    "<caption>",
    "</caption>",
    "<colgroup><col>",
    "<td hidden>",
    "<tr style='display:none'>",
    "<p>",
    "</p>",
    "<br>",
    "<div>",
    "</div>",
    "<div hidden>",
    "<span style='display:none'>",
    "<span>",
    "</span>",
    "<ol>",
    "</ol>",
    "<ol type=i start=-3>",
    "<li>",
    "</li>",
    "<ul>",
    "</ul>",
    "<dl><dt>",
    "<dd>",
    "<h1>",
    "</h2>",
    "<pre>",
    "</pre>",
    "<a href=x>",
    "</a>",
    "<script>",
    "</script>",
    "<title>",
    "</title>",
    "<template>",
    "</template>",
    "<svg>",
    "</svg>",
    "<textarea>",
    "<!--",
    "-->",
    "<input value='7'>",
    "&nbsp;",
    "　",
    "政府信息",
    " 12\n",
    "\0",
    "<plaintext>",
];

fn assert_sound(document: &Document, limits: &Limits) {
    let text = &document.text;
    let mut end = 0;
    for placed in &document.places {
        assert!(text.get(placed.range.clone()).is_some(), "{placed:?}");
        assert!(placed.range.start >= end, "{placed:?} before {end}");
        end = placed.range.end;
    }
    let mut end = 0;
    for table in &document.tables {
        assert!(text.get(table.range.clone()).is_some() && table.range.start >= end && !table.cells.is_empty());
        end = table.range.end;
        assert!(table.cells.is_sorted_by(|a, b| (a.row, a.column) < (b.row, b.column) && a.range.end <= b.range.start));
        for cell in &table.cells {
            assert!(text.get(cell.range.clone()).is_some_and(|text| !text.contains(['\n', '\t'])));
            assert!(cell.range.start >= table.range.start && cell.range.end <= table.range.end);
            assert!(cell.rows > 0 && cell.columns > 0);
            let place = document.place_at(cell.range.start).map(|placed| placed.place);
            assert!(matches!(place, Some(Place::Cell { .. })), "{place:?}");
        }
    }
    for note in &document.notes {
        assert!(note.range.clone().is_none_or(|range| text.get(range).is_some()), "{note:?}");
    }
    assert!(text.len() as u64 <= limits.text_bytes + document.places.len() as u64 + 1);
}

fn read_twice(bytes: &[u8], limits: &Limits) {
    let file = File { name: "", bytes, charset: Some("gbk") };
    let first = read(file, limits);
    assert_eq!(first, read(file, limits));
    match first {
        Ok(document) => assert_sound(&document, limits),
        Err(Error::TooLarge { actual, limit, .. }) => assert!(actual > limit),
        Err(_) => {}
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_bytes_are_read_or_refused(bytes in prop::collection::vec(any::<u8>(), 0..600), page in any::<bool>()) {
        let start: &[u8] = if page { b"<html>" } else { b"" };
        read_twice(&[start, &bytes].concat(), &Limits::default());
    }

    #[test]
    fn any_order_of_tags_is_read(pieces in prop::collection::vec(0..PIECES.len(), 0..120)) {
        let page: String = std::iter::once("<html>").chain(pieces.into_iter().map(|piece| PIECES[piece])).collect();
        read_twice(page.as_bytes(), &Limits::default());
    }

    #[test]
    fn any_damage_to_a_page_is_read_or_refused(
        page in 0..PAGES.len(),
        edits in prop::collection::vec((any::<prop::sample::Index>(), 0..4_u8, any::<u8>(), 0..PIECES.len()), 1..20),
    ) {
        let mut bytes = PAGES[page].as_bytes().to_vec();
        for (at, kind, byte, piece) in edits {
            let at = at.index(bytes.len().max(1)).min(bytes.len());
            match kind {
                0 if at < bytes.len() => bytes[at] = byte,
                1 => bytes.truncate(at),
                2 => drop(bytes.drain(at..(at + usize::from(byte)).min(bytes.len()))),
                _ => drop(bytes.splice(at..at, PIECES[piece].bytes())),
            }
        }
        read_twice(&[b"<html>", &*bytes].concat(), &Limits::default());
        let small = Limits { text_bytes: 2000, lines: 100, cells: 60, depth: 6, ..Limits::default() };
        read_twice(&bytes, &small);
    }

    #[test]
    fn what_is_cut_into_cells_keeps_every_figure(rows in prop::collection::vec(prop::collection::vec((0..5_u32, 0..5_u32, 0..1000_u32), 1..6), 2..8)) {
        let mut page = String::from("<html><table>");
        let mut figures = Vec::new();
        for row in &rows {
            page.push_str("<tr>");
            for (columns, height, figure) in row {
                page.push_str(&format!("<td colspan={columns} rowspan={height}>{figure}"));
                figures.push(figure.to_string());
            }
        }
        let document = read(File { name: "", bytes: page.as_bytes(), charset: None }, &Limits::default()).unwrap();
        assert_sound(&document, &Limits::default());
        let words: Vec<_> = document.text.split_whitespace().map(str::to_owned).collect();
        prop_assert_eq!(words, figures);
    }
}

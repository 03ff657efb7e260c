use super::*;
use crate::compound::tests::compound;
use crate::{Cell, File, Place};

/// A file being written: text with the changes of its paragraphs and characters.
#[derive(Default)]
struct Written {
    units: Vec<u16>,
    /// Ends of paragraphs with their changes.
    paragraphs: Vec<(usize, Vec<u8>)>,
    /// Ends of runs with their changes.
    runs: Vec<(usize, Vec<u8>)>,
    /// Lengths of the parts that follow the body.
    lengths: [u32; 7],
    headers: Vec<u32>,
    /// The style of the last paragraph.
    styled: u8,
    /// Further tables, by their index in the first record, with how much of each the record tells.
    tables: Vec<(usize, usize, Vec<u8>)>,
}

/// Where the text begins in the main stream.
const TEXT: usize = 0x400;

impl Written {
    fn run(&mut self, text: &str, changes: &[u8]) {
        self.units.extend(text.encode_utf16());
        self.runs.push((self.units.len(), changes.to_vec()));
    }

    fn end(&mut self, mark: &str, changes: &[u8]) {
        self.run(mark, &[]);
        self.paragraphs.push((self.units.len(), changes.to_vec()));
    }

    fn paragraph(&mut self, text: &str) {
        self.run(text, &[]);
        self.end("\r", &[]);
    }

    fn cell(&mut self, text: &str) {
        self.run(text, &[]);
        self.end("\u{7}", &[0x16, 0x24, 1]);
    }

    /// Ends a row with the edges of its cells and the flags of each.
    fn row_end(&mut self, edges: &[i16], flags: &[u16]) {
        let mut changes = vec![0x16, 0x24, 1, 0x17, 0x24, 1, 0x08, 0xd6];
        let size = 1 + 2 * edges.len() + 20 * flags.len() + 1;
        changes.extend(u16::try_from(size).unwrap().to_le_bytes());
        changes.push(u8::try_from(flags.len()).unwrap());
        changes.extend(edges.iter().flat_map(|edge| edge.to_le_bytes()));
        for flag in flags {
            changes.extend(flag.to_le_bytes());
            changes.extend([0; 18]);
        }
        self.end("\u{7}", &changes);
    }

    /// One page a run, and the table that lists the pages.
    fn pages(stream: &mut Vec<u8>, runs: &[(usize, Vec<u8>)], of: Of) -> Vec<u8> {
        let (mut places, mut numbers) = (Vec::new(), Vec::new());
        let mut start = TEXT;
        for (end, changes) in runs {
            stream.resize(stream.len().next_multiple_of(512), 0);
            numbers.push(u32::try_from(stream.len() / 512).unwrap());
            places.push(u32::try_from(start).unwrap());
            let end = TEXT + 2 * end;
            let mut page = [0_u8; 512];
            page[0..4].copy_from_slice(&u32::try_from(start).unwrap().to_le_bytes());
            page[4..8].copy_from_slice(&u32::try_from(end).unwrap().to_le_bytes());
            page[8] = 20;
            page[511] = 1;
            let list = match of {
                Of::Characters => [&[u8::try_from(changes.len()).unwrap()], changes.as_slice()].concat(),
                Of::Paragraphs => {
                    let half = (2 + changes.len()).div_ceil(2);
                    let mut list = [&[0, u8::try_from(half).unwrap(), 0, 0], changes.as_slice()].concat();
                    list.resize(2 + 2 * half, 0);
                    list
                }
            };
            page[40..40 + list.len()].copy_from_slice(&list);
            stream.extend(page);
            start = end;
        }
        places.push(u32::try_from(start).unwrap());
        places.iter().chain(&numbers).flat_map(|number| number.to_le_bytes()).collect()
    }

    fn bytes(&self, flags: u16) -> Vec<u8> {
        let mut stream = vec![0; TEXT];
        stream.extend(self.units.iter().flat_map(|unit| unit.to_le_bytes()));
        let count = u32::try_from(self.units.len()).unwrap();
        let mut clx = vec![2];
        clx.extend(16_u32.to_le_bytes());
        clx.extend([0_u32, count].iter().flat_map(|cp| cp.to_le_bytes()));
        clx.extend([0, 0]);
        clx.extend(u32::try_from(TEXT).unwrap().to_le_bytes());
        clx.extend([0, 0]);
        let headers = self.headers.iter().flat_map(|cp| cp.to_le_bytes()).collect();
        let characters = Self::pages(&mut stream, &self.runs, Of::Characters);
        let paragraphs = Self::pages(&mut stream, &self.paragraphs, Of::Paragraphs);
        // The number of the style stands before the changes of the page written last.
        let style = stream.len() - 512 + 42;
        stream[style] = self.styled;
        let mut tables = Vec::new();
        let told = |index, table: Vec<u8>| (index, table.len(), table);
        let own = [told(HEADERS, headers), told(CHARACTERS, characters), told(PARAGRAPHS, paragraphs), told(33, clx)];
        for (index, length, table) in own.into_iter().chain(self.tables.clone()) {
            let at = 0x9a + 8 * index;
            stream[at..at + 4].copy_from_slice(&u32::try_from(tables.len()).unwrap().to_le_bytes());
            stream[at + 4..at + 8].copy_from_slice(&u32::try_from(length).unwrap().to_le_bytes());
            tables.extend(table);
        }
        stream[..4].copy_from_slice(&[0xec, 0xa5, 0xc1, 0]);
        stream[10..12].copy_from_slice(&flags.to_le_bytes());
        let body = count - self.lengths.iter().sum::<u32>();
        for (index, length) in [body].iter().chain(&self.lengths).enumerate() {
            stream[0x4c + 4 * index..0x50 + 4 * index].copy_from_slice(&length.to_le_bytes());
        }
        let name = if flags & 0x200 != 0 { "1Table" } else { "0Table" };
        compound(&[("WordDocument", &stream), (name, &tables)])
    }

    fn read(&self) -> Document {
        read_bytes(&self.bytes(0x200)).unwrap()
    }
}

fn read_bytes(bytes: &[u8]) -> Result<Document, Error> {
    crate::read(File { name: "a.doc", bytes, charset: None }, &Limits::default())
}

#[test]
fn paragraphs_fields_and_breaks_are_read() {
    let mut file = Written::default();
    file.paragraph("一、总体情况");
    file.paragraph("见\u{13}HYPERLINK \"x\"\u{14}网站\u{15}\u{b}甲\u{1e}乙\u{1f}丙\u{2}\t丁");
    let document = file.read();
    assert_eq!(document.text, "一、总体情况\n见网站\n甲-乙丙\t丁\n");
    assert_eq!(document.places[1].place, Place::Paragraph { number: 2 });
    assert_eq!(document.media_type, "application/msword");
}

#[test]
fn a_merged_table_keeps_its_grid() {
    // Each cell of the table as a script knows it: row, column, rows, columns, text.
    let truth = include_str!("../../tests/data/files/table3.tsv");
    let cells: Vec<(usize, usize, usize, usize, &str)> = truth
        .lines()
        .map(|line| {
            let fields: Vec<&str> = line.split('\t').collect();
            let number = |index: usize| fields[index].parse().unwrap();
            (number(0), number(1), number(2), number(3), fields[4])
        })
        .collect();
    let mut file = Written::default();
    file.paragraph("表三");
    for row in 0..=cells.iter().map(|cell| cell.0).max().unwrap() {
        let (mut edges, mut flags) = (vec![-108], Vec::new());
        let mut covering: Vec<_> = cells.iter().filter(|cell| (cell.0..cell.0 + cell.2).contains(&row)).collect();
        covering.sort_by_key(|cell| cell.1);
        for (top, column, rows, columns, text) in covering {
            file.cell(if *top == row { text } else { "" });
            // The edges of the rows differ by less than is seen.
            let jitter = i16::try_from(row % 3).unwrap() * 9;
            edges.push(i16::try_from((column + columns) * 900).unwrap() - 108 + jitter);
            flags.push(if *rows == 1 { 0 } else { 0x20 | if *top == row { 0x40 } else { 0 } });
        }
        file.row_end(&edges, &flags);
    }
    file.paragraph("后文");
    let document = file.read();
    let cell =
        |cell: &Cell| format!("{}\t{}\t{}\t{}\t{}", cell.row, cell.column, cell.rows, cell.columns, &document.text[cell.range.clone()]);
    assert_eq!(document.tables[0].cells.iter().map(cell).collect::<Vec<_>>(), truth.lines().collect::<Vec<_>>());
    assert!(document.text.ends_with("\n后文\n"));
}

#[test]
fn tables_inside_cells_are_tables() {
    const IN_TABLE: [u8; 3] = [0x16, 0x24, 1];
    let depth = |depth: u8| [&IN_TABLE[..], &[0x49, 0x66, depth, 0, 0, 0]].concat();
    let mut file = Written::default();
    let mut mark = |text: &str, mark: &str, changes: &[u8]| {
        file.run(text, &[]);
        file.end(mark, changes);
    };
    mark("总体", "\r", &depth(1));
    mark("正文", "\r", &depth(1));
    for _ in 0..2 {
        mark("甲", "\r", &[&depth(2)[..], &[0x4b, 0x24, 1]].concat());
        mark("乙", "\r", &[&depth(2)[..], &[0x4b, 0x24, 1]].concat());
        let cells = [&[0x08, 0xd6, 1 + 6 + 40 + 1, 0, 2, 0, 0, 100, 0, 200, 0][..], &[0; 40]].concat();
        mark("", "\r", &[&depth(2)[..], &[0x4b, 0x24, 1, 0x4c, 0x24, 1], &cells].concat());
    }
    mark("后文", "\u{7}", &depth(1));
    mark("", "\u{7}", &depth(1));
    mark("", "\u{7}", &[&IN_TABLE[..], &[0x17, 0x24, 1]].concat());
    mark("末", "\r", &[]);
    let document = file.read();
    assert_eq!(document.text, "总体\n正文\n甲\t乙\n甲\t乙\n后文\n末\n");
    assert_eq!(document.tables.len(), 1);
    assert_eq!(document.places[2].place, Place::Cell { table: 2, row: 1, column: 1 });
}

#[test]
fn rows_that_do_not_fit_have_no_spans() {
    let mut file = Written::default();
    file.cell("甲");
    file.cell("乙");
    file.row_end(&[0, 900], &[0]);
    let document = file.read();
    assert_eq!(document.text, "甲\t乙\n");
    assert_eq!(document.tables[0].cells[1].column, 1);
}

#[test]
fn deleted_text_and_rows_are_gone_and_hidden_text_is_noted() {
    let mut file = Written::default();
    file.run("收到", &[]);
    file.run("7", &[0x00, 0x08, 1]);
    file.run("8", &[0x01, 0x08, 1]);
    file.paragraph("件");
    file.run("暗", &[0x3c, 0x08, 1]);
    file.end("\r", &[]);
    let document = file.read();
    assert_eq!(document.text, "收到8件\n暗\n");
    let notes: Vec<_> = document.notes.iter().map(|note| (note.kind, note.detail.as_str())).collect();
    assert_eq!(notes, [(NoteKind::Hidden, ""), (NoteKind::TrackedChanges, "+1 −1")]);
}

/// A level of a list: its format and its text, where a character below nine stands for a number.
fn level(format: u8, text: &str) -> Vec<u8> {
    let mut level = vec![0; 28];
    (level[0], level[4], level[15], level[24]) = (1, format, 2, 3);
    level.extend([7, 7, 7]);
    level.extend(u16::try_from(text.encode_utf16().count()).unwrap().to_le_bytes());
    level.extend(text.encode_utf16().flat_map(u16::to_le_bytes));
    level
}

#[test]
fn numbers_that_word_makes_are_in_the_text() {
    let mut abstracts = vec![1, 0, 99, 0, 0, 0];
    abstracts.resize(30, 0);
    let told = abstracts.len();
    abstracts.extend((0..9).flat_map(|index| if index == 0 { level(37, "\u{0}、") } else { level(39, "（\u{1}）") }));
    let mut lists = vec![2, 0, 0, 0];
    for overridden in [0, 1] {
        lists.extend([99, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, overridden, 0, 0, 0]);
    }
    lists.extend([0xff; 4]);
    lists.extend([0xff; 4]);
    lists.extend([7, 0, 0, 0, 0x10, 0, 0, 0]);
    // Style 1 is in the first list at its second level; style 0 says nothing.
    let style = |changes: &[u8]| {
        let mut style = vec![0, 0, 0x01, 0xff, 2, 0, 0, 0, 0, 0, 1, 0, b's', 0, 0, 0];
        style.extend(u16::try_from(2 + changes.len()).unwrap().to_le_bytes());
        style.extend([0, 0]);
        style.extend(changes);
        let mut whole = u16::try_from(style.len()).unwrap().to_le_bytes().to_vec();
        style.resize(style.len().next_multiple_of(2), 0);
        whole.extend(style);
        whole
    };
    let mut styles = vec![4, 0, 2, 0, 10, 0];
    styles.extend(style(&[]));
    styles.extend(style(&[0x0b, 0x46, 1, 0, 0x0a, 0x26, 1]));
    let mut file =
        Written { tables: vec![(73, told, abstracts), (74, lists.len(), lists), (1, styles.len(), styles)], ..Written::default() };
    let item = |list: u8, level: u8| [0x0b, 0x46, list, 0, 0x0a, 0x26, level];
    for (text, changes) in [
        ("总体", item(1, 0)),
        ("甲", item(1, 1)),
        ("乙", item(1, 1)),
        ("主动", item(1, 0)),
        ("丙", item(1, 1)),
        ("另", item(2, 0)),
        ("无", item(0, 0)),
    ] {
        file.run(text, &[]);
        file.end("\r", &changes);
    }
    assert_eq!(file.read().text, "一、总体\n（一）甲\n（二）乙\n二、主动\n（一）丙\n七、另\n无\n");
    file.styled = 1;
    file.run("样式", &[]);
    file.end("\r", &[]);
    assert!(file.read().text.ends_with("无\n（一）样式\n"), "{}", file.read().text);
}

#[test]
fn numbers_of_unknown_lists_are_said_to_be_missing() {
    let mut file = Written::default();
    file.run("总体情况", &[]);
    file.end("\r", &[0x0b, 0x46, 1, 0]);
    let notes: Vec<_> = file.read().notes.into_iter().map(|note| (note.kind, note.detail)).collect();
    assert_eq!(notes, [(NoteKind::NumbersMissing, "1".to_owned())]);
}

#[test]
fn styles_that_end_too_early_are_read_as_far_as_they_go() {
    // Three styles are told of; there is an empty one, and the beginning of the next.
    let styles = vec![4, 0, 3, 0, 10, 0, 0, 0, 40, 0, 1];
    let mut file = Written { tables: vec![(1, styles.len(), styles)], ..Written::default() };
    file.paragraph("一、总体情况");
    assert_eq!(file.read().text, "一、总体情况\n");
    assert_eq!(file.read().notes, []);
    file.styled = 2;
    let notes: Vec<_> = file.read().notes.into_iter().map(|note| (note.kind, note.detail)).collect();
    assert_eq!(notes, [(NoteKind::NumbersMissing, "1".to_owned())]);
}

#[test]
fn notes_headers_and_boxes_are_parts() {
    let mut file = Written::default();
    file.paragraph("文");
    file.paragraph("脚注");
    file.paragraph("页眉");
    file.paragraph("页脚");
    file.paragraph("框");
    file.lengths = [3, 6, 0, 0, 0, 2, 0];
    file.headers = vec![0, 0, 0, 0, 0, 0, 0, 3, 3, 6, 6];
    let document = file.read();
    assert_eq!(document.text, "文\n框\n脚注\n页眉\n页脚\n");
    let parts: Vec<Part> = document.places.iter().map(|placed| placed.part).collect();
    assert_eq!(parts, [Part::Body, Part::TextBox, Part::Note, Part::Header, Part::Footer]);
}

#[test]
fn locked_and_very_old_files_are_refused_by_name() {
    let mut file = Written::default();
    file.paragraph("文");
    assert_eq!(read_bytes(&file.bytes(0x300)), Err(Error::Encrypted { media_type: "application/msword" }));
    let old = compound(&[("WordDocument", &[0xdc, 0xa5, 0x65, 0, 0, 0, 0, 0, 0, 0, 0, 0])]);
    assert!(matches!(read_bytes(&old), Err(Error::Unsupported { .. })));
}

#[test]
fn streams_cut_short_are_damage() {
    let mut file = Written::default();
    file.paragraph("文");
    let bytes = file.bytes(0x200);
    let mut whole = Compound::open(&bytes, &Limits::default()).unwrap();
    let (stream, tables) = (whole.stream("WordDocument").unwrap().unwrap(), whole.stream("1Table").unwrap().unwrap());
    for end in 0..tables.len() {
        let outcome = read_bytes(&compound(&[("WordDocument", &stream), ("1Table", &tables[..end])]));
        assert!(matches!(outcome, Err(Error::Damaged { .. })), "{end}");
    }
    for end in (0..stream.len()).step_by(7) {
        let outcome = read_bytes(&compound(&[("WordDocument", &stream[..end]), ("1Table", &tables)]));
        assert!(outcome.is_err(), "{end}");
    }
}

//! Word, Excel, OpenDocument and OFD files, old and new, and archives.

use std::io::{Cursor, Write as _};

use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use super::{Case, Door, case};

/// How much is unpacked from a container, at most.
const UNPACKED: usize = 4 * super::LARGEST;

const OLD_EXCEL: &[u8] = include_bytes!("../../documents/tests/data/files/table3.xls");
const EXCEL: &[u8] = include_bytes!("../../documents/tests/data/files/table3.xlsx");

fn packed(entries: &[(&str, &[u8])]) -> Vec<u8> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in entries {
        writer.start_file(*name, SimpleFileOptions::default()).expect("a ZIP in memory can be written");
        writer.write_all(content).expect("a ZIP in memory can be written");
    }
    writer.finish().expect("a ZIP in memory can be written").into_inner()
}

/// A format that is a container of XML, and how a file of it is made of the content of its main element.
#[derive(Clone, Copy)]
enum Package {
    Word,
    Excel,
    Sheet,
    Ofd,
}

impl Package {
    /// The part with the content.
    fn part(self) -> &'static str {
        match self {
            Self::Word => "word/document.xml",
            Self::Excel => "xl/worksheets/sheet1.xml",
            Self::Sheet => "content.xml",
            Self::Ofd => "Doc_0/Page.xml",
        }
    }

    /// What stands around the content in its part.
    fn frame(self) -> (&'static str, &'static str) {
        match self {
            Self::Word => {
                ("<w:document xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"><w:body>", "</w:body></w:document>")
            }
            Self::Excel => ("<worksheet><sheetData>", "</sheetData></worksheet>"),
            Self::Sheet => ("<document-content><body><spreadsheet><table name=\"t\">", "</table></spreadsheet></body></document-content>"),
            Self::Ofd => ("<Page><Content><Layer>", "</Layer></Content></Page>"),
        }
    }

    /// A file with this as the content of its main element.
    fn file(self, content: &str) -> Vec<u8> {
        let (before, after) = self.frame();
        self.with_part(format!("{before}{content}{after}").as_bytes(), &[])
    }

    /// A file whose main element is filled with a piece until hardly more can be unpacked.
    fn filled(self, before: &str, piece: &str, after: &str) -> Vec<u8> {
        let room = UNPACKED - 4096 - before.len() - after.len();
        self.file(&format!("{before}{}{after}", piece.repeat(room / piece.len())))
    }

    /// A file with this as its main part, and further parts.
    fn with_part(self, part: &[u8], further: &[(&str, &[u8])]) -> Vec<u8> {
        const WORKBOOK: &[u8] = b"<workbook><sheets><sheet name=\"t\" id=\"r1\"/></sheets></workbook>";
        const RELATIONS: &[u8] = b"<Relationships><Relationship Id=\"r1\" Type=\"x/worksheet\" Target=\"worksheets/sheet1.xml\"/>\
            <Relationship Id=\"r2\" Type=\"x/sharedStrings\" Target=\"sharedStrings.xml\"/></Relationships>";
        const PARTS: &[u8] = b"<Relationships><Relationship Id=\"styles.xml\" Type=\"x/styles\" Target=\"styles.xml\"/>\
            <Relationship Id=\"numbering.xml\" Type=\"x/numbering\" Target=\"numbering.xml\"/></Relationships>";
        const DOCUMENT: &[u8] = b"<Document><Pages><Page ID=\"1\" BaseLoc=\"Page.xml\"/></Pages></Document>";
        let mut entries: Vec<(&str, &[u8])> = match self {
            Self::Word => vec![("[Content_Types].xml", b""), ("word/_rels/document.xml.rels", PARTS)],
            Self::Excel => vec![("[Content_Types].xml", b""), ("xl/workbook.xml", WORKBOOK), ("xl/_rels/workbook.xml.rels", RELATIONS)],
            Self::Sheet => vec![("mimetype", b"application/vnd.oasis.opendocument.spreadsheet")],
            Self::Ofd => {
                vec![("OFD.xml", b"<OFD><DocBody><DocRoot>Doc_0/Document.xml</DocRoot></DocBody></OFD>"), ("Doc_0/Document.xml", DOCUMENT)]
            }
        };
        // What is given replaces what every file has.
        entries.retain(|(name, _)| further.iter().all(|(other, _)| other != name));
        entries.extend(further);
        entries.push((self.part(), part));
        packed(&entries)
    }
}

pub(crate) fn cases() -> Vec<Case> {
    [words(), sheets(), drawings(), everywhere(), compounds(), archives()].into_iter().flatten().collect()
}

fn words() -> Vec<Case> {
    let cell = "<w:tc><w:p><w:r><w:t>1</w:t></w:r></w:p></w:tc>";
    let word = Package::Word;
    let circle = "<w:styles xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\">\
        <w:style w:type=\"paragraph\" w:styleId=\"a\"><w:basedOn w:val=\"b\"/></w:style>\
        <w:style w:type=\"paragraph\" w:styleId=\"b\"><w:basedOn w:val=\"a\"/></w:style></w:styles>";
    let styled = "<w:p><w:pPr><w:pStyle w:val=\"a\"/></w:pPr><w:r><w:t>文</w:t></w:r></w:p>";
    let (before, after) = word.frame();
    let in_circle = word.with_part(format!("{before}{styled}{after}").as_bytes(), &[("word/styles.xml", circle.as_bytes())]);
    vec![
        case("Word: paragraphs", "over lines", word.filled("", "<w:p><w:r><w:t>1</w:t></w:r></w:p>", "")),
        case("Word: runs", "read", word.filled("<w:p>", "<w:r><w:t>1</w:t></w:r>", "</w:p>")),
        case("Word: blanks", "over text_bytes", word.filled("<w:p><w:r><w:t xml:space=\"preserve\">", " ", "</w:t></w:r></w:p>")),
        case("Word: a row of a million cells", "over cells", word.filled("<w:tbl><w:tr>", cell, "</w:tr></w:tbl>")),
        case(
            "Word: rows of wide cells",
            "over cells",
            word.filled(
                "<w:tbl>",
                &format!("<w:tr>{}</w:tr>", cell.replace("<w:p>", "<w:tcPr><w:gridSpan w:val=\"20000\"/></w:tcPr><w:p>")),
                "</w:tbl>",
            ),
        ),
        case(
            "Word: cells merged downwards",
            "read",
            word.filled("<w:tbl>", &format!("<w:tr>{}</w:tr>", cell.replace("<w:p>", "<w:tcPr><w:vMerge/></w:tcPr><w:p>")), "</w:tbl>"),
        ),
        case("Word: tables in tables", "over depth", word.filled("", "<w:tbl><w:tr><w:tc>", "")),
        case("Word: tables", "over cells", word.filled("", &format!("<w:tbl><w:tr>{}</w:tr></w:tbl>", "<w:tc></w:tc>".repeat(60)), "")),
        case("Word: styles in a circle", "read", in_circle),
    ]
}

fn sheets() -> Vec<Case> {
    let (excel, sheet) = (Package::Excel, Package::Sheet);
    let strings = |piece: &str, count: usize| {
        let strings = format!("<sst>{}</sst>", piece.repeat(count));
        let part = b"<worksheet><sheetData><row><c t=\"s\"><v>0</v></c></row></sheetData></worksheet>";
        excel.with_part(part, &[("xl/sharedStrings.xml", strings.as_bytes())])
    };
    let same = |count: usize| {
        let cells = "<c t=\"s\"><v>0</v></c>".repeat(count);
        let part = format!("<worksheet><sheetData><row>{cells}</row></sheetData></worksheet>");
        let strings = format!("<sst><si><t>{}</t></si></sst>", "公".repeat(1_000_000));
        excel.with_part(part.as_bytes(), &[("xl/sharedStrings.xml", strings.as_bytes())])
    };
    let wide: String = (1..=100_000 / super::SCALE)
        .map(|row| format!("<row r=\"{row}\"><c r=\"A{row}\"><v>1</v></c><c r=\"XFD{row}\"><v>1</v></c></row>"))
        .collect();
    let merged = "<worksheet><sheetData><row><c r=\"A1\"><v>1</v></c></row><row r=\"1048576\"><c r=\"XFD1048576\"><v>1</v></c></row></sheetData>\
        <mergeCells><mergeCell ref=\"A1:XFD1048576\"/></mergeCells></worksheet>";
    let cell = "<table-cell number-columns-repeated=\"20000\"><p>1</p></table-cell>";
    vec![
        case("Excel: a million cells and more", "over cells", excel.filled("", "<row><c><v>1</v></c><c><v>2</v></c></row>", "")),
        case("Excel: empty cells", "the application/vnd", excel.filled("<row>", "<c/>", "</row>")),
        case("Excel: rows without cells", "", excel.filled("", "<row/>", "")),
        case("Excel: cells at both edges", "read", excel.file(&wide)),
        case("Excel: one cell merged over all", "over cells", excel.with_part(merged.as_bytes(), &[])),
        case("Excel: empty strings", "read", strings("<si/>", UNPACKED / 5 - 4096)),
        case("Excel: short strings", "read", strings("<si><t>1</t></si>", UNPACKED / 17 - 4096)),
        case("Excel: one string in many cells", "over text_bytes", same(1000)),
        case(
            "OpenDocument: 20,000 by 20,000 cells",
            "over cells",
            sheet.file(&format!("<table-row number-rows-repeated=\"20000\">{cell}</table-row>")),
        ),
        case(
            "OpenDocument: a cell of 20,000 by 20,000",
            "read",
            sheet.file(
                "<table-row><table-cell number-rows-spanned=\"20000\" number-columns-spanned=\"20000\"><p>1</p></table-cell></table-row>",
            ),
        ),
        case(
            "OpenDocument: a million cells and more",
            "over cells",
            sheet.filled("<table-row>", "<table-cell><p>1</p></table-cell>", "</table-row>"),
        ),
        case("OpenDocument: rows without cells", "read", sheet.filled("", "<table-row/>", "")),
    ]
}

fn drawings() -> Vec<Case> {
    let ofd = Package::Ofd;
    let pages = |count: usize| {
        let list = "<Page ID=\"1\" BaseLoc=\"Page.xml\"/>".repeat(count);
        let document = format!("<Document><Pages>{list}</Pages></Document>");
        ofd.with_part(b"<Page><Content/></Page>", &[("Doc_0/Document.xml", document.as_bytes())])
    };
    let text = "<TextObject Boundary=\"9 9 90 9\" Size=\"4\"><TextCode X=\"0\" Y=\"4\">12</TextCode></TextObject>";
    let line = "<PathObject Boundary=\"9 9 90 90\"><AbbreviatedData>M 0 0 L 9 0</AbbreviatedData></PathObject>";
    let lines: String = (0..1_000)
        .map(|at| {
            format!(
                "<PathObject Boundary=\"0 0 200 290\"><AbbreviatedData>M 0 {0} L 200 {0} M {0} 0 L {0} 200</AbbreviatedData></PathObject>",
                f64::from(at) / 5.0
            )
        })
        .collect();
    let template = b"<Page><Template TemplateID=\"1\"/><Content><Layer><TextObject Boundary=\"9 9 90 9\" Size=\"4\"><TextCode X=\"0\" Y=\"4\">12</TextCode></TextObject></Layer></Content></Page>";
    let circle = b"<Document><CommonData><TemplatePage ID=\"1\" BaseLoc=\"Page.xml\"/></CommonData><Pages><Page ID=\"1\" BaseLoc=\"Page.xml\"/></Pages></Document>";
    vec![
        case("OFD: pages", "over pages", pages(2_001)),
        case("OFD: one page many times", "over pages", pages(100_000)),
        case("OFD: characters in one place", "read", ofd.filled("", text, "")),
        case(
            "OFD: a long text",
            "over text_bytes",
            ofd.filled("<TextObject Boundary=\"9 9 90 9\" Size=\"4\"><TextCode X=\"0\" Y=\"4\">", "公开", "</TextCode></TextObject>"),
        ),
        case("OFD: lines in one place", "read", ofd.filled("", line, "")),
        case(
            "OFD: a path without end",
            "over drawn",
            ofd.filled("<PathObject Boundary=\"9 9 90 90\"><AbbreviatedData>M 0 0 ", "L 9 0 L 9 9 ", "</AbbreviatedData></PathObject>"),
        ),
        case("OFD: lines across each other", "read", ofd.file(&lines)),
        case("OFD: groups in groups", "over depth", ofd.filled("", "<PageBlock>", "")),
        case("OFD: a page that is its own template", "read", ofd.with_part(template, &[("Doc_0/Document.xml", circle)])),
    ]
}

/// What is done to every container of XML alike.
fn everywhere() -> Vec<Case> {
    const NAMES: [[&str; 5]; 4] = [
        ["Word: a bomb", "Word: entities that double", "Word: a document type elsewhere", "Word: nested elements", "Word: cut short"],
        ["Excel: a bomb", "Excel: entities that double", "Excel: a document type elsewhere", "Excel: nested elements", "Excel: cut short"],
        [
            "OpenDocument: a bomb",
            "OpenDocument: entities that double",
            "OpenDocument: a document type elsewhere",
            "OpenDocument: nested elements",
            "OpenDocument: cut short",
        ],
        ["OFD: a bomb", "OFD: entities that double", "OFD: a document type elsewhere", "OFD: nested elements", "OFD: cut short"],
    ];
    let doubling: String = (1..30).map(|at| format!("<!ENTITY e{at} \"&e{};&e{};\">", at - 1, at - 1)).collect();
    let doubling = format!("<!DOCTYPE a [<!ENTITY e0 \"ha\">{doubling}]><a>&e29;</a>");
    let mut cases = Vec::new();
    for (package, names) in [Package::Word, Package::Excel, Package::Sheet, Package::Ofd].into_iter().zip(NAMES) {
        let whole = package.file("<a/>");
        cases.extend([
            case(names[0], "over expanded_bytes", package.with_part(&vec![b' '; 2 * UNPACKED], &[])),
            case(names[1], "the application/", package.with_part(doubling.as_bytes(), &[])),
            case(names[2], "the application/", package.with_part(b"<!DOCTYPE a SYSTEM \"file:///etc/passwd\"><a/>", &[])),
            case(names[3], "over depth", package.filled("", "<a>", "")),
            case(names[4], "the application/", &whole[..whole.len() - 9]),
        ]);
    }
    cases
}

/// Compound files: Word and Excel of before 2007, and encrypted newer ones.
fn compounds() -> Vec<Case> {
    let mut encrypted = cfb::CompoundFile::create(Cursor::new(Vec::new())).expect("a file in memory can be written");
    for stream in ["EncryptionInfo", "EncryptedPackage"] {
        encrypted.create_stream(stream).and_then(|mut stream| stream.write_all(&[7; 9_000])).expect("a file in memory can be written");
    }
    encrypted.flush().expect("a file in memory can be written");
    let mut circle = OLD_EXCEL.to_vec();
    // The sector of the first table of sectors; each of its entries leads to itself, and so does every chain.
    let first = u32::from_le_bytes(circle[76..80].try_into().expect("it has four bytes")) as usize;
    for (number, entry) in (0_u32..).zip(circle[(first + 1) * 512..(first + 2) * 512].chunks_mut(4)) {
        if entry[3] != 0xff {
            entry.copy_from_slice(&number.to_le_bytes());
        }
    }
    let mut many = cfb::CompoundFile::create(Cursor::new(Vec::new())).expect("a file in memory can be written");
    for number in 0..=super::limits().entries {
        many.create_stream(format!("s{number}")).expect("a file in memory can be written");
    }
    many.flush().expect("a file in memory can be written");
    let mut padded = OLD_EXCEL.to_vec();
    padded.resize(super::LARGEST, 0);
    vec![
        case(
            "compound: encrypted",
            "the application/vnd.openxmlformats-officedocument file is encrypted",
            encrypted.into_inner().into_inner(),
        ),
        case("compound: chains in a circle", "the application/", circle),
        case("compound: streams", "over entries", many.into_inner().into_inner()),
        case("compound: cut short", "the application/", &OLD_EXCEL[..OLD_EXCEL.len() / 2]),
        case("compound: zeros behind it", "read", padded),
        case("compound: a header alone", "the application/", &OLD_EXCEL[..512]),
    ]
}

fn archives() -> Vec<Case> {
    let in_archive = |name, outcome, bytes| Case { door: Door::Archive, ..case(name, outcome, bytes) };
    let zeros = vec![0; 2 * UNPACKED];
    let bomb = packed(&[("报告.txt", &zeros)]);
    let many: Vec<String> = (0..=super::limits().entries).map(|at| format!("{at}.txt")).collect();
    let many: Vec<(&str, &[u8])> = many.iter().map(|name| (name.as_str(), b"1".as_slice())).collect();
    let nested = (0..40).fold(packed(&[("报告.txt", b"1")]), |inner, _| packed(&[("内.zip", &inner)]));
    let four = packed(&[("1", &vec![b'7'; LARGEST_MEMBER]), ("2", &vec![b'7'; LARGEST_MEMBER]), ("3", &vec![b'7'; LARGEST_MEMBER])]);
    let layer = packed(&[("a", &bomb), ("b", &bomb.clone()), ("c", &bomb)]);
    let mut shared = packed(&[("aaa", b"1"), ("bbb", b"2")]);
    let second = memchr::memmem::rfind(&shared, b"PK\x01\x02").expect("the directory has two entries");
    shared[second + 42..second + 46].fill(0);
    let mut locked = EXCEL.to_vec();
    for (at, flag) in [(b"PK\x03\x04", 6), (b"PK\x01\x02", 8)] {
        let places: Vec<usize> = memchr::memmem::find_iter(&locked, at).collect();
        places.into_iter().for_each(|place| locked[place + flag] |= 1);
    }
    vec![
        in_archive("archive: a bomb", "over expanded_bytes", bomb),
        in_archive("archive: bombs in archives", "over expanded_bytes", layer),
        in_archive("archive: entries", "over entries", packed(&many)),
        in_archive("archive: archives in archives", "0 members, 1 skipped", nested),
        in_archive("archive: large members", "3 members", four),
        in_archive("archive: entries that share bytes", "the application/zip file is damaged", shared),
        case("archive: sent as a report", "application/zip is not read", packed(&[("a.txt", b"1")])),
        case("container: a locked entry", "the application/vnd", locked),
    ]
}

/// Three such files are nearly all that may be unpacked.
const LARGEST_MEMBER: usize = UNPACKED / 4 + 9;

/// Files that refer to an address in the ways that their programs would follow.
pub(crate) fn fetching(address: &str) -> Vec<(&'static str, Vec<u8>)> {
    let relations = format!(
        "<Relationships><Relationship Id=\"r1\" Type=\"x/attachedTemplate\" Target=\"{address}\" TargetMode=\"External\"/>\
         <Relationship Id=\"r2\" Type=\"x/styles\" Target=\"{address}\"/><Relationship Id=\"r3\" Type=\"x/image\" Target=\"{address}\" TargetMode=\"External\"/></Relationships>"
    );
    let word = Package::Word.with_part(
        b"<w:document xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"><w:body><w:p><w:r><w:t>1</w:t></w:r></w:p></w:body></w:document>",
        &[("word/_rels/document.xml.rels", relations.as_bytes())],
    );
    let document_type = format!("<!DOCTYPE a SYSTEM \"{address}\" [<!ENTITY b SYSTEM \"{address}\">]><a>&b;</a>");
    let formula = format!("<table-row><table-cell formula=\"of:=WEBSERVICE(&quot;{address}&quot;)\"/></table-row>");
    let location = format!("<Document><Pages><Page ID=\"1\" BaseLoc=\"{address}\"/></Pages></Document>");
    vec![
        ("a Word file with a template and styles elsewhere", word),
        ("a Word file with a document type", Package::Word.with_part(document_type.as_bytes(), &[])),
        ("an Excel file with a document type", Package::Excel.with_part(document_type.as_bytes(), &[])),
        ("a sheet with a document type", Package::Sheet.with_part(document_type.as_bytes(), &[])),
        ("an OFD file with a document type", Package::Ofd.with_part(document_type.as_bytes(), &[])),
        ("a sheet with a formula that asks a server", Package::Sheet.file(&formula)),
        ("an OFD file with a page elsewhere", Package::Ofd.with_part(b"", &[("Doc_0/Document.xml", location.as_bytes())])),
    ]
}

//! One report in every format that units send it in.
//!
//! Turns the text of a report into a file of each [`Format`], as the programs that people use would write it: the same
//! words and figures, tables marked where the format has tables and drawn with lines where it has none. Files of formats
//! without a writer here (the Word and Excel files of before 2007) are kept ready-made in `tests/data/files`.

mod html;
mod ofd;
mod paper;
#[cfg(feature = "pdf")]
mod pdf;
pub mod sheet;
mod text;
mod word;

use std::io::{Cursor, Write as _};

use gouji_core::Checked;
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use super::blocks::blocks;

/// A format, and the way a program writes it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Format {
    /// Text with a byte order mark.
    TextWithMark,
    /// Text in UTF-16, little-endian, with a byte order mark.
    TextUtf16,
    /// Text in UTF-16, big-endian, with a byte order mark.
    TextUtf16Big,
    /// Text in GB18030, without any word about it.
    TextGb18030,
    /// Text in traditional characters, in UTF-8.
    TextTraditional,
    /// Text in traditional characters, in Big5.
    TextBig5,
    /// The page of a government's site, with navigation and a table for the layout.
    WebPage,
    /// A page that Word saved, which says `gb2312` and is in GB18030.
    WordPage,
    /// A Word file whose headings are numbered by Word.
    Word,
    /// An Excel workbook of one sheet, the prose in rows of one cell.
    Excel,
    /// The same as OpenDocument.
    OpenSheet,
    /// The sheet saved as text, its cells apart by commas.
    Commas,
    /// The same apart by semicolons.
    Semicolons,
    /// The same apart by tabs.
    Tabs,
    /// An OFD file: characters and lines on pages.
    Ofd,
    /// A PDF file, drawn in the same way.
    #[cfg(feature = "pdf")]
    Pdf,
}

impl Format {
    /// All formats, of which PDF is read in builds with the feature alone.
    pub const ALL: &[Self] = &[
        Self::TextWithMark,
        Self::TextUtf16,
        Self::TextUtf16Big,
        Self::TextGb18030,
        Self::TextTraditional,
        Self::TextBig5,
        Self::WebPage,
        Self::WordPage,
        Self::Word,
        Self::Excel,
        Self::OpenSheet,
        Self::Commas,
        Self::Semicolons,
        Self::Tabs,
        Self::Ofd,
        #[cfg(feature = "pdf")]
        Self::Pdf,
    ];

    /// Whether it is plain text, whose separators are all there is of tables.
    pub fn is_text(self) -> bool {
        self.file_name().ends_with(".txt")
    }

    /// Whether every row of a table has all columns.
    pub fn is_square(self) -> bool {
        !self.is_text() && !matches!(self, Self::WebPage | Self::WordPage | Self::Word)
    }

    /// How a file of it is called.
    pub fn file_name(self) -> &'static str {
        match self {
            Self::TextWithMark | Self::TextUtf16 | Self::TextUtf16Big | Self::TextGb18030 => "report.txt",
            Self::TextTraditional | Self::TextBig5 => "report.txt",
            Self::WebPage => "report.html",
            Self::WordPage => "report.htm",
            Self::Word => "report.docx",
            Self::Excel => "report.xlsx",
            Self::OpenSheet => "report.ods",
            Self::Commas | Self::Semicolons | Self::Tabs => "report.csv",
            Self::Ofd => "report.ofd",
            #[cfg(feature = "pdf")]
            Self::Pdf => "report.pdf",
        }
    }

    /// The file, from a report and what was read of it; `None` where its characters are not in the character set.
    pub fn render(self, report: &str, checked: &Checked) -> Option<Vec<u8>> {
        Some(match self {
            Self::TextWithMark => [b"\xef\xbb\xbf", report.as_bytes()].concat(),
            Self::TextUtf16 => text::utf_16(report, u16::to_le_bytes),
            Self::TextUtf16Big => text::utf_16(report, u16::to_be_bytes),
            Self::TextGb18030 => text::gb18030(report),
            Self::TextTraditional => text::traditional(report),
            Self::TextBig5 => return text::big5(report),
            Self::WebPage => html::web_page(&blocks(checked)).into_bytes(),
            Self::WordPage => text::gb18030(&html::word_page(&blocks(checked))),
            Self::Word => word::file(&blocks(checked)),
            Self::Excel => sheet::excel(&blocks(checked)),
            Self::OpenSheet => sheet::open_sheet(&blocks(checked)),
            Self::Commas => sheet::separated(&blocks(checked), ",").into_bytes(),
            Self::Semicolons => sheet::separated(&blocks(checked), ";").into_bytes(),
            Self::Tabs => sheet::separated(&blocks(checked), "\t").into_bytes(),
            Self::Ofd => ofd::file(&blocks(checked)),
            #[cfg(feature = "pdf")]
            Self::Pdf => pdf::file(&blocks(checked)),
        })
    }
}

/// A ZIP container of entries.
fn packed(entries: &[(&str, &str)]) -> Vec<u8> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in entries {
        writer.start_file(*name, SimpleFileOptions::default()).expect("a ZIP in memory can be written");
        writer.write_all(content.as_bytes()).expect("a ZIP in memory can be written");
    }
    writer.finish().expect("a ZIP in memory can be written").into_inner()
}

/// A text as XML and HTML write it.
fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

//! What the name of a file says about its format, held against what its bytes are.
//!
//! Programs open a file by its name, so one that is named wrongly opens badly or not at all where it is sent to. Only endings
//! that stand for formats of documents are judged; any other says nothing. Whoever looks for reports by name, in a folder, asks
//! [`may_be_read`], so that a format which a reader takes on is found there too.

use crate::kind::Kind;

/// Endings with the formats that programs write under them. WPS writes Word files of either kind as `.wps`, and so it does with
/// sheets as `.et`.
const ENDINGS: [(&str, &[Kind]); 28] = [
    ("txt", &[Kind::Text]),
    ("text", &[Kind::Text]),
    ("md", &[Kind::Text]),
    ("markdown", &[Kind::Text]),
    ("csv", &[Kind::Text]),
    ("tsv", &[Kind::Text]),
    ("html", &[Kind::Html]),
    ("htm", &[Kind::Html]),
    ("shtml", &[Kind::Html]),
    ("xhtml", &[Kind::Html]),
    ("docx", &[Kind::Word]),
    ("docm", &[Kind::Word]),
    ("dotx", &[Kind::Word]),
    ("doc", &[Kind::OldWord]),
    ("dot", &[Kind::OldWord]),
    ("wps", &[Kind::OldWord, Kind::Word]),
    ("xlsx", &[Kind::Excel]),
    ("xlsm", &[Kind::Excel]),
    ("xltx", &[Kind::Excel]),
    ("xls", &[Kind::OldExcel]),
    ("xlt", &[Kind::OldExcel]),
    ("et", &[Kind::OldExcel, Kind::Excel]),
    ("ods", &[Kind::OpenSheet]),
    ("ots", &[Kind::OpenSheet]),
    ("odt", &[Kind::OpenText]),
    ("ofd", &[Kind::Ofd]),
    ("pdf", &[Kind::Pdf]),
    ("rtf", &[Kind::Rtf]),
];

/// Whether a file with this ending, given without its dot and in small letters, is of a format that one of the readers takes.
#[must_use]
pub fn may_be_read(ending: &str) -> bool {
    ENDINGS.iter().any(|(known, kinds)| *known == ending && kinds.iter().any(|kind| kind.has_reader()))
}

/// The ending of a name, if it stands for another format than this one.
pub(crate) fn contradicting(name: &str, media_type: &str) -> Option<String> {
    let last = name.rsplit(['/', '\\']).next().unwrap_or_default();
    let ending = last.rsplit_once('.')?.1.trim().to_ascii_lowercase();
    let (_, kinds) = ENDINGS.iter().find(|(known, _)| *known == ending)?;
    // A sheet that was saved as text is a text.
    let media_type = if media_type == "text/csv" { Kind::Text.media_type() } else { media_type };
    (!kinds.iter().any(|kind| kind.media_type() == media_type)).then(|| format!(".{ending}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_ending_is_judged_where_it_stands_for_a_format() {
        let page = Kind::Html.media_type();
        assert_eq!(contradicting("报告.DOC", page), Some(".doc".to_owned()));
        assert_eq!(contradicting("批.zip/区县/报告.xls", page), Some(".xls".to_owned()));
        for silent in ["报告.html", "报告", "", "报告.php", "2021.12", "a.doc/报告", "报告.zip/报告.htm"] {
            assert_eq!(contradicting(silent, page), None, "{silent}");
        }
        assert_eq!(contradicting("报告.wps", Kind::Word.media_type()), None);
        assert_eq!(contradicting("报告.docx", Kind::OldWord.media_type()), Some(".docx".to_owned()));
    }

    #[test]
    fn what_may_be_read_is_what_a_reader_takes() {
        for read in ["txt", "tsv", "csv", "shtml", "docm", "et", "dot", "ots", "pdf", "ofd"] {
            assert!(may_be_read(read), "{read}");
        }
        for other in ["rtf", "odt", "png", "zip", "", "TXT", ".txt"] {
            assert!(!may_be_read(other), "{other}");
        }
    }

    #[test]
    fn a_wrong_name_is_noted_and_changes_nothing_else() {
        let read = |name| crate::read(crate::File { name, bytes: b"<html><p>x", charset: None }, &crate::Limits::default()).unwrap();
        let (right, mut wrong) = (read("a.html"), read("a.doc"));
        let note = crate::Note { kind: crate::NoteKind::ExtensionMismatch, range: None, detail: ".doc → text/html".to_owned() };
        assert_eq!(wrong.notes.pop(), Some(note));
        assert_eq!(wrong, right);
    }
}

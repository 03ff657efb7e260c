//! From the names on the command line to the documents behind them.
//!
//! A name is a file, a folder or `-`. Names are expanded at once, in order; contents are read one at a time when their turn
//! comes. Every name gives at least one input, even if only to say why it could not be read. Of a folder the files are taken
//! whose names end as those of a format that is read; a file that is named itself may have any ending. What is left out is
//! counted in [`Plan::skipped`], never dropped in silence. An archive is one input here, whose files only the service
//! knows.

use std::collections::BTreeMap;
use std::fs;
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use bytes::Bytes;

/// Suffix of an archive of reports.
const ARCHIVE: &str = "zip";

/// Most that is ever read from one input: far more than a service takes, so that an endless input ends.
const MOST_BYTES: u64 = 256 << 20;

/// What will be read.
#[derive(Debug, Default)]
pub(crate) struct Plan {
    /// Inputs in order.
    pub(crate) inputs: Vec<Input>,
    /// Files of folders that are not taken, by suffix.
    pub(crate) skipped: BTreeMap<String, Vec<PathBuf>>,
    /// Whether one document was named, or possibly many.
    pub(crate) extent: Extent,
}

/// Whether one document was named, or possibly many.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Extent {
    /// One document.
    #[default]
    One,
    /// A folder, an archive or several names.
    Many,
}

/// Whether archives are sent to be opened by the service.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Archives {
    /// They are: their files go through a batch.
    Sent,
    /// They are left out of folders: one stage alone takes one document a call.
    LeftOut,
}

/// One input.
#[derive(Clone, Debug)]
pub(crate) struct Input {
    /// Name for the results.
    pub(crate) name: String,
    /// Where it comes from.
    pub(crate) origin: Origin,
}

/// Where an input comes from.
#[derive(Clone, Debug)]
pub(crate) enum Origin {
    /// Standard input.
    Standard,
    /// A file.
    File(PathBuf),
    /// A name that leads nowhere, with the reason.
    Nowhere(Unreadable),
}

/// Why an input could not be read.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub(crate) enum Unreadable {
    /// There is nothing of that name.
    #[error("no such file or folder")]
    Missing,
    /// Reading is not allowed.
    #[error("permission denied")]
    Denied,
    /// A folder without a file that could be a report.
    #[error("the folder holds no file of a format that is read")]
    EmptyFolder,
    /// More than is ever read.
    #[error("longer than {MOST_BYTES} bytes")]
    TooLong,
    /// Anything else that the system says.
    #[error("{0}")]
    Other(String),
}

impl Unreadable {
    /// The reason in Chinese.
    pub(crate) fn chinese(&self) -> String {
        match self {
            Self::Missing => "找不到这个文件或文件夹".to_owned(),
            Self::Denied => "没有读取权限".to_owned(),
            Self::EmptyFolder => "文件夹里没有可读格式的文件".to_owned(),
            Self::TooLong => format!("超过 {MOST_BYTES} 字节"),
            Self::Other(reason) => format!("读取失败（{reason}）"),
        }
    }
}

impl From<io::Error> for Unreadable {
    fn from(error: io::Error) -> Self {
        match error.kind() {
            io::ErrorKind::NotFound => Self::Missing,
            io::ErrorKind::PermissionDenied => Self::Denied,
            _ => Self::Other(error.to_string()),
        }
    }
}

impl Plan {
    /// Expands names; none means standard input.
    pub(crate) fn of(names: &[PathBuf], archives: Archives) -> Self {
        let mut plan = Self { extent: if names.len() > 1 { Extent::Many } else { Extent::One }, ..Self::default() };
        if names.is_empty() {
            plan.inputs.push(Input::standard());
        }
        for name in names {
            if name.as_os_str() == "-" {
                plan.inputs.push(Input::standard());
            } else {
                plan.add(name, archives);
            }
        }
        plan
    }

    fn add(&mut self, path: &Path, archives: Archives) {
        let before = self.inputs.len();
        match fs::metadata(path) {
            Err(error) => self.inputs.push(Input::nowhere(path, error.into())),
            Ok(metadata) if !metadata.is_dir() => {
                let input = Input::file(path.to_owned());
                if archives == Archives::Sent && input.is_archive() {
                    self.extent = Extent::Many;
                }
                self.inputs.push(input);
            }
            Ok(_) => {
                self.extent = Extent::Many;
                self.add_folder(path, archives);
                if self.inputs.len() == before {
                    self.inputs.push(Input::nowhere(path, Unreadable::EmptyFolder));
                }
            }
        }
    }

    /// Adds the files of a folder and those below it, sorted by path. Links to folders are not followed, so that a loop of
    /// links ends.
    fn add_folder(&mut self, folder: &Path, archives: Archives) {
        let mut entries: Vec<_> = match fs::read_dir(folder).and_then(Iterator::collect::<io::Result<Vec<_>>>) {
            Ok(entries) => entries.into_iter().map(|entry| entry.path()).collect(),
            Err(error) => return self.inputs.push(Input::nowhere(folder, error.into())),
        };
        entries.sort();
        for path in entries {
            if path.is_dir() {
                if path.is_symlink() {
                    self.skip(path);
                } else {
                    self.add_folder(&path, archives);
                }
            } else if suffix(&path)
                .is_some_and(|suffix| gouji_documents::may_be_read(&suffix) || (archives == Archives::Sent && suffix == ARCHIVE))
            {
                self.inputs.push(Input::file(path));
            } else {
                self.skip(path);
            }
        }
    }

    fn skip(&mut self, path: PathBuf) {
        self.skipped.entry(suffix(&path).unwrap_or_default()).or_default().push(path);
    }
}

fn suffix(path: &Path) -> Option<String> {
    path.extension().map(|suffix| suffix.to_string_lossy().to_ascii_lowercase())
}

impl Input {
    fn standard() -> Self {
        Self { name: "-".to_owned(), origin: Origin::Standard }
    }

    /// A file of that name, whether it is there or not.
    pub(crate) fn file(path: PathBuf) -> Self {
        Self { name: path.display().to_string(), origin: Origin::File(path) }
    }

    fn nowhere(path: &Path, reason: Unreadable) -> Self {
        Self { name: path.display().to_string(), origin: Origin::Nowhere(reason) }
    }

    /// Whether it is named like an archive. What it is, the service tells.
    pub(crate) fn is_archive(&self) -> bool {
        matches!(&self.origin, Origin::File(path) if suffix(path).is_some_and(|suffix| suffix == ARCHIVE))
    }

    /// Bytes it will have, as far as that is known before it is read.
    pub(crate) fn size(&self) -> u64 {
        match &self.origin {
            Origin::File(path) => fs::metadata(path).map_or(0, |metadata| metadata.len()),
            Origin::Standard | Origin::Nowhere(_) => 0,
        }
    }

    /// Reads the content; standard input is used up by the first that asks for it.
    ///
    /// # Errors
    ///
    /// Why it could not be read.
    pub(crate) fn read(&self, standard: &mut dyn Read) -> Result<Bytes, Unreadable> {
        match &self.origin {
            Origin::Nowhere(reason) => Err(reason.clone()),
            Origin::Standard => content(standard, 0),
            Origin::File(path) => {
                let file = fs::File::open(path)?;
                let expected = file.metadata().map_or(0, |metadata| metadata.len());
                content(file, expected)
            }
        }
    }
}

fn content(reader: impl Read, expected: u64) -> Result<Bytes, Unreadable> {
    let capacity = usize::try_from(expected.min(MOST_BYTES)).map_or(0, |length| length + 1);
    let mut bytes = Vec::with_capacity(capacity);
    reader.take(MOST_BYTES + 1).read_to_end(&mut bytes)?;
    if bytes.len() as u64 > MOST_BYTES { Err(Unreadable::TooLong) } else { Ok(bytes.into()) }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// An empty folder of its own for one test, removed with its content at the end.
    struct Scratch(PathBuf);

    impl Scratch {
        fn new(name: &str) -> Self {
            let path = std::env::temp_dir().join(format!("gouji-inputs-{}-{name}", std::process::id()));
            fs::create_dir_all(&path).unwrap();
            Self(path)
        }

        fn with(self, files: &[&str]) -> Self {
            for file in files {
                let path = self.0.join(file);
                fs::create_dir_all(path.parent().unwrap()).unwrap();
                fs::write(path, "x").unwrap();
            }
            self
        }
    }

    impl Drop for Scratch {
        fn drop(&mut self) {
            let _ = fs::remove_dir_all(&self.0);
        }
    }

    #[test]
    fn a_folder_gives_its_text_files_in_order_and_counts_the_rest() {
        let folder = Scratch::new("folder")
            .with(&["b.txt", "a/2.TXT", "a/1.md", "c.png", "a/d.png", "README", "a/e.DOCX", "f.tsv", "g.csv", "h.rtf"]);
        let plan = Plan::of(std::slice::from_ref(&folder.0), Archives::Sent);
        let names: Vec<_> = plan.inputs.iter().map(|input| input.name.strip_prefix(&*folder.0.to_string_lossy()).unwrap()).collect();
        assert_eq!(names, ["/a/1.md", "/a/2.TXT", "/a/e.DOCX", "/b.txt", "/f.tsv", "/g.csv"]);
        let skipped: Vec<_> = plan.skipped.iter().map(|(suffix, files)| (suffix.as_str(), files.len())).collect();
        assert_eq!(skipped, [("", 1), ("png", 2), ("rtf", 1)]);
    }

    #[test]
    fn an_archive_is_an_input_where_it_can_be_opened_and_left_out_of_folders_elsewhere() {
        let folder = Scratch::new("archives").with(&["a.ZIP", "b.txt"]);
        let count = |archives| Plan::of(std::slice::from_ref(&folder.0), archives).inputs.len();
        assert_eq!((count(Archives::Sent), count(Archives::LeftOut)), (2, 1));
        let named = Plan::of(&[folder.0.join("a.ZIP")], Archives::Sent);
        assert!(named.extent == Extent::Many && named.inputs[0].is_archive());
        assert_eq!(Plan::of(&[folder.0.join("a.ZIP")], Archives::LeftOut).extent, Extent::One);
    }

    #[test]
    fn every_name_gives_an_input_even_if_it_leads_nowhere() {
        let folder = Scratch::new("nowhere").with(&["c.png"]);
        let plan = Plan::of(&[folder.0.clone(), folder.0.join("none.txt"), folder.0.join("c.png")], Archives::Sent);
        let read: Vec<_> = plan.inputs.iter().map(|input| input.read(&mut io::empty())).collect();
        assert_eq!(read, [Err(Unreadable::EmptyFolder), Err(Unreadable::Missing), Ok(Bytes::from_static(b"x"))]);
    }

    #[test]
    fn nothing_and_a_dash_mean_standard_input() {
        for names in [vec![], vec![PathBuf::from("-")]] {
            let plan = Plan::of(&names, Archives::Sent);
            assert_eq!(plan.inputs[0].read(&mut &b"abc"[..]), Ok(Bytes::from_static(b"abc")));
        }
    }
}

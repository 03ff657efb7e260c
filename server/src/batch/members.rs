//! The files of an archive, which are checked and answered one by one in the place of their item.
//!
//! An archive is unpacked as a whole, within the limits on what may come out of it ([`Contents`]); then its files are handed
//! out while fewer are unanswered than the window has places ([`Members`]). A file that could not be unpacked has its answer
//! at once, where it stands. So one archive holds no more than its unpacked bytes and a window of answers, however many
//! files it has.

use std::collections::VecDeque;

use bytes::Bytes;
use gouji_core::Error;
use gouji_core::documents::{self, Archive, Reason};
use gouji_proto::v1;

use super::window::{Done, Order, Reply, Task, Ticket, Work};
use crate::from_proto::{self, Input};
use crate::status::Fault;

/// Most entries without a result that are listed by name.
const MOST_SKIPPED: usize = 100;

/// Longest path that is listed for an entry without a result, in characters.
const MOST_SKIPPED_CHARS: usize = 1024;

/// What an archive was unpacked to.
#[derive(Debug)]
pub(super) struct Contents {
    /// Name of the item.
    name: String,
    /// Character set that the caller declared for it.
    charset: Option<String>,
    entries: VecDeque<Entry>,
    skipped: Vec<v1::SkippedEntry>,
    skipped_count: usize,
}

/// A file of an archive.
#[derive(Debug)]
struct Entry {
    path: String,
    content: Result<Bytes, Fault>,
}

/// The files of an archive that are not answered yet.
#[derive(Debug)]
pub(super) struct Members<A> {
    id: String,
    contents: Contents,
    announcement: Option<v1::BatchArchive>,
    capacity: usize,
    order: Order,
    /// Files that are being checked or whose answer waits, in the order of the archive.
    begun: VecDeque<Begun<A>>,
}

#[derive(Debug)]
struct Begun<A> {
    ticket: Ticket,
    path: String,
    name: String,
    bytes: usize,
    result: Option<Result<A, Fault>>,
}

impl Contents {
    /// Puts the files of an archive into their order.
    ///
    /// # Errors
    ///
    /// If there is no file at all, or only such as are locked with a password.
    pub(super) fn of(archive: Archive, input: Input) -> Result<Self, Fault> {
        let locked = archive.skipped.iter().find_map(|entry| match &entry.reason {
            Reason::Unreadable(error @ documents::Error::Encrypted { .. }) => Some(error.clone()),
            _ => None,
        });
        if let Some(error) = locked
            && archive.members.is_empty()
        {
            return Err(Fault::Engine(error.into()));
        }
        let Input { name, charset, content: _, previous: _ } = input;
        let mut contents = Self { name, charset, entries: VecDeque::new(), skipped: Vec::new(), skipped_count: 0 };
        let mut placed: Vec<_> = archive.members.into_iter().map(|it| (it.place, it.name, Ok(Bytes::from(it.bytes)))).collect();
        for skipped in archive.skipped {
            let fault = match skipped.reason {
                Reason::Folder => continue,
                Reason::System => {
                    contents.skip(&skipped.name, v1::SkipReason::System);
                    continue;
                }
                Reason::Lock => {
                    contents.skip(&skipped.name, v1::SkipReason::Lock);
                    continue;
                }
                Reason::TooDeep => Fault::ArchiveTooDeep,
                Reason::Unreadable(error) => Fault::Engine(Error::from(error)),
                _ => Fault::Internal,
            };
            placed.push((skipped.place, skipped.name, Err(fault)));
        }
        placed.sort_unstable_by_key(|(place, ..)| *place);
        contents.entries = placed.into_iter().map(|(_, path, content)| Entry { path, content }).collect();
        if contents.entries.is_empty() { Err(Fault::EmptyArchive) } else { Ok(contents) }
    }

    fn skip(&mut self, path: &str, reason: v1::SkipReason) {
        self.skipped_count += 1;
        if self.skipped.len() < MOST_SKIPPED {
            let entry = path.chars().take(MOST_SKIPPED_CHARS).collect();
            self.skipped.push(v1::SkippedEntry { entry, reason: reason.into() });
        }
    }

    fn announcement(&mut self, id: &str) -> v1::BatchArchive {
        let count = |count: usize| i64::try_from(count).unwrap_or(i64::MAX);
        v1::BatchArchive {
            id: id.to_owned(),
            name: self.name.clone(),
            member_count: count(self.entries.len()),
            skipped_count: count(self.skipped_count),
            skipped: std::mem::take(&mut self.skipped),
        }
    }
}

impl<A> Members<A> {
    /// Makes the files of an archive ready to be handed out.
    pub(super) fn new(id: &str, mut contents: Contents, capacity: usize, order: Order) -> Self {
        let announcement = Some(contents.announcement(id));
        Self { id: id.to_owned(), contents, announcement, capacity, order, begun: VecDeque::new() }
    }

    /// The next file to check, if there is room for one. Files that cannot be checked have their answer on the way to it.
    pub(super) fn begin(&mut self, next: &mut Ticket) -> Option<Work> {
        while self.begun.len() < self.capacity {
            let Entry { path, content } = self.contents.entries.pop_front()?;
            let ticket = *next;
            *next += 1;
            let name = format!("{}/{path}", self.contents.name);
            let bytes = content.as_ref().map_or(0, Bytes::len);
            let charset = self.contents.charset.clone().unwrap_or_default();
            let input = content.and_then(|content| {
                from_proto::item(v1::Document { name: name.clone(), content, charset, ..v1::Document::default() }, None)
            });
            let (input, result) = match input {
                Ok(input) => (Some(input), None),
                Err(fault) => (None, Some(Err(fault))),
            };
            self.begun.push_back(Begun { ticket, path, name, bytes, result });
            if let Some(input) = input {
                return Some(Work { ticket, task: Task::CheckMember, input });
            }
        }
        None
    }

    /// Notes the result of a file's check; passes over what is no file of this archive.
    pub(super) fn finish(&mut self, ticket: Ticket, result: Result<A, Fault>) {
        if let Ok(at) = self.begun.binary_search_by_key(&ticket, |begun| begun.ticket) {
            self.begun[at].result = Some(result);
        }
    }

    /// Whether an answer can be sent now.
    pub(super) fn has_answer(&self) -> bool {
        self.announcement.is_some() || self.answer_place().is_some()
    }

    /// The next answer to send: what is in the archive, then file by file.
    pub(super) fn next_answer(&mut self) -> Option<Reply<A>> {
        if let Some(archive) = self.announcement.take() {
            return Some(Reply::Archive(archive));
        }
        let Begun { path, name, bytes, result, .. } = self.begun.remove(self.answer_place()?)?;
        Some(Reply::Done(Done { id: self.id.clone(), entry: path, name, bytes, result: result? }))
    }

    /// Whether every file is answered.
    pub(super) fn is_empty(&self) -> bool {
        self.announcement.is_none() && self.begun.is_empty() && self.contents.entries.is_empty()
    }

    fn answer_place(&self) -> Option<usize> {
        let is_done = |begun: &Begun<A>| begun.result.is_some();
        match self.order {
            Order::Input => self.begun.front().is_some_and(is_done).then_some(0),
            Order::Completion => self.begun.iter().position(is_done),
        }
    }
}

#[cfg(test)]
pub(super) mod tests {
    use gouji_core::documents::{Member, Skipped};

    use super::*;

    impl Contents {
        /// An archive of files with their own names as content.
        pub(in super::super) fn of_texts(name: &str, paths: &[&str]) -> Self {
            let entry = |path: &&str| Entry { path: (*path).to_owned(), content: Ok(Bytes::copy_from_slice(path.as_bytes())) };
            let entries = paths.iter().map(entry).collect();
            Self { name: name.to_owned(), charset: None, entries, skipped: Vec::new(), skipped_count: 0 }
        }
    }

    fn input() -> Input {
        Input { name: "a.zip".to_owned(), charset: None, content: Bytes::new(), previous: None }
    }

    fn skipped(place: usize, name: &str, reason: Reason) -> Skipped {
        Skipped { place, name: name.to_owned(), reason }
    }

    fn member(place: usize, name: &str) -> Member {
        Member { place, name: name.to_owned(), bytes: Vec::new() }
    }

    #[test]
    fn files_keep_the_order_of_the_archive_and_what_is_no_file_is_told_apart() {
        let archive = Archive {
            members: vec![member(1, "a"), member(4, "b")],
            skipped: vec![
                skipped(0, "f/", Reason::Folder),
                skipped(2, "x.zip", Reason::TooDeep),
                skipped(3, ".DS_Store", Reason::System),
                skipped(5, "~$a", Reason::Lock),
            ],
        };
        let mut contents = Contents::of(archive, input()).unwrap();
        let announced = contents.announcement("7");
        assert_eq!((announced.member_count, announced.skipped_count), (3, 2));
        let told: Vec<_> = announced.skipped.iter().map(|it| (it.entry.as_str(), it.reason())).collect();
        assert_eq!(told, [(".DS_Store", v1::SkipReason::System), ("~$a", v1::SkipReason::Lock)]);
        let mut members = Members::<()>::new("7", contents, 9, Order::Input);
        let names: Vec<_> = std::iter::from_fn(|| members.begin(&mut 0)).map(|work| work.input.name).collect();
        assert_eq!(names, ["a.zip/a", "a.zip/b"]);
        let paths: Vec<_> = members.begun.iter().map(|it| (it.path.as_str(), it.result.is_some())).collect();
        assert_eq!(paths, [("a", false), ("x.zip", true), ("b", false)]);
    }

    #[test]
    fn an_archive_without_a_file_to_check_has_one_fault() {
        let locked = || Reason::Unreadable(documents::Error::Encrypted { media_type: "application/zip" });
        let of = |members, skipped| Contents::of(Archive { members, skipped }, input());
        assert!(matches!(of(vec![], vec![skipped(0, "f/", Reason::Folder)]), Err(Fault::EmptyArchive)));
        let all_locked = vec![skipped(0, "a", locked()), skipped(1, "b", locked())];
        assert!(matches!(of(vec![], all_locked), Err(Fault::Engine(Error::Encrypted { .. }))));
        assert!(of(vec![member(1, "b")], vec![skipped(0, "a", locked())]).is_ok(), "the others are checked");
    }
}

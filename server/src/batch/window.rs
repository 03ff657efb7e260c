//! The items of a batch that are held at once.
//!
//! A window of bounded size between the messages that come in and the answers that go out. An item has its place from its
//! first message to its answer; in between its chunks arrive, it is checked, or its answer waits: for its turn, or for the
//! caller to read. Whatever cannot be placed has an answer in place at once, and the batch goes on.
//!
//! A full window waits, which keeps the caller from sending more. It would wait for ever if nothing in it could leave
//! without further messages: every place taken by items whose chunks are still missing, or, when answers are due in input
//! order, the first item among those. Then the oldest such item is given up ([`Misplaced::Overtaken`]). A caller that has
//! fewer open items than the window has places, and whose chunks are not overtaken by a whole window of items, never
//! sees this.
//!
//! An item that turns out to be an archive keeps its one place until the last of its files is answered; what happens in
//! between is told in [`super::members`]. One archive is unpacked at a time: the first in the window when answers are due
//! in input order, since the files of any other would wait for it, else the first that is found to be one.
//!
//! Pure state, without tasks, locks or clocks: see [`super`] for what drives it.

use std::collections::VecDeque;

use gouji_core::Error;
use gouji_proto::v1;
use gouji_proto::v1::check_reports_request::Message;

use super::members::{Contents, Members};
use crate::from_proto::{self, Input, MAX_ID_CHARS};
use crate::status::{Fault, Misplaced};

/// Order of answers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Order {
    /// As each item is finished.
    Completion,
    /// As the items came.
    Input,
}

/// Names an item within its batch; later items have greater numbers.
pub(super) type Ticket = u64;

/// Something that is to be done on a thread of the pool.
#[derive(Debug)]
pub(super) struct Work {
    pub(super) ticket: Ticket,
    pub(super) task: Task,
    pub(super) input: Input,
}

/// What is to be done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Task {
    /// Check an item, which may be an archive.
    CheckItem,
    /// Check a file of an archive.
    CheckMember,
    /// Unpack an item that is an archive.
    Unpack,
}

/// What is sent next.
#[derive(Debug)]
pub(super) enum Reply<A> {
    /// What is in an archive.
    Archive(v1::BatchArchive),
    /// The answer to an item, or to a file of an archive.
    Done(Done<A>),
}

/// The answer to an item: a result of some kind, or why there is none.
#[derive(Debug)]
pub(super) struct Done<A> {
    pub(super) id: String,
    /// The path in an archive; empty for the item itself.
    pub(super) entry: String,
    pub(super) name: String,
    pub(super) bytes: usize,
    pub(super) result: Result<A, Fault>,
}

/// The items that are held.
#[derive(Debug)]
pub(super) struct Window<A> {
    capacity: usize,
    max_report_bytes: u64,
    order: Order,
    next: Ticket,
    slots: VecDeque<Slot<A>>,
    /// Items that were answered before their last chunk, oldest first. Their further chunks are passed over in silence.
    discarding: VecDeque<String>,
}

#[derive(Debug)]
struct Slot<A> {
    ticket: Ticket,
    id: String,
    name: String,
    bytes: usize,
    state: State<A>,
}

#[derive(Debug)]
enum State<A> {
    /// Its chunks are arriving.
    Open { document: v1::Document, previous: Option<v1::Document>, content: Vec<u8> },
    /// It is being checked.
    Working,
    /// It is an archive whose turn has not come.
    Packed(Input),
    /// It is an archive that is being unpacked.
    Unpacking,
    /// It is an archive whose files are being checked.
    Unpacked(Members<A>),
    /// Its answer waits.
    Done(Result<A, Fault>),
    /// It was never an item of this batch; that is its answer. Its id is nobody's.
    Refused(Misplaced),
}

impl<A> Window<A> {
    /// Makes an empty window.
    pub(super) const fn new(capacity: usize, max_report_bytes: u64, order: Order) -> Self {
        Self { capacity, max_report_bytes, order, next: 0, slots: VecDeque::new(), discarding: VecDeque::new() }
    }

    /// Whether a message can be taken now. A chunk of an open item always can.
    pub(super) fn has_room_for(&self, message: &Option<Message>) -> bool {
        match message {
            Some(Message::Chunk(chunk)) if chunk.document.is_none() && self.expects(&chunk.id) => true,
            _ => self.slots.len() < self.capacity,
        }
    }

    /// Takes a message, for which there must be room; gives work if it completes an item.
    pub(super) fn take(&mut self, message: Option<Message>) -> Option<Work> {
        match message {
            Some(Message::Item(item)) => self.take_item(item),
            Some(Message::Chunk(chunk)) => self.take_chunk(chunk),
            Some(Message::Options(_)) => self.refuse(String::new(), Misplaced::SecondOptions),
            None => self.refuse(String::new(), Misplaced::Empty),
        }
    }

    /// Frees a place if the window is full and nothing in it could leave by itself.
    pub(super) fn give_up_if_stuck(&mut self) {
        let is_open = |slot: &Slot<A>| matches!(slot.state, State::Open { .. });
        let stuck = match self.order {
            Order::Input => self.slots.front().is_some_and(is_open),
            Order::Completion => self.slots.iter().all(is_open),
        };
        if stuck && self.slots.len() >= self.capacity {
            self.fail_open(0, Fault::Misplaced(Misplaced::Overtaken { limit: self.capacity }));
        }
    }

    /// Notes the result of the check of an item, or of a file of the archive that is unpacked.
    pub(super) fn finish(&mut self, ticket: Ticket, result: Result<A, Fault>) {
        match self.slot(ticket) {
            Some(slot) => slot.state = State::Done(result),
            None => {
                let unpacked = self.slots.iter_mut().find_map(|slot| match &mut slot.state {
                    State::Unpacked(members) => Some(members),
                    _ => None,
                });
                if let Some(members) = unpacked {
                    members.finish(ticket, result);
                }
            }
        }
    }

    /// Notes that an item is an archive.
    pub(super) fn set_aside(&mut self, ticket: Ticket, input: Input) {
        if let Some(slot) = self.slot(ticket) {
            slot.state = State::Packed(input);
        }
    }

    /// Notes what is in an archive.
    pub(super) fn unpacked(&mut self, ticket: Ticket, contents: Contents) {
        let (capacity, order) = (self.capacity, self.order);
        if let Some(slot) = self.slot(ticket) {
            slot.state = State::Unpacked(Members::new(&slot.id, contents, capacity, order));
        }
    }

    /// The next work on archives, if there is any to be begun now.
    pub(super) fn work_on_archives(&mut self) -> Option<Work> {
        let is_unpacked = |slot: &Slot<A>| matches!(slot.state, State::Unpacking | State::Unpacked(_));
        let at = self.slots.iter().position(is_unpacked).or_else(|| self.next_archive())?;
        let slot = &mut self.slots[at];
        match std::mem::replace(&mut slot.state, State::Unpacking) {
            State::Packed(input) => Some(Work { ticket: slot.ticket, task: Task::Unpack, input }),
            State::Unpacked(mut members) => {
                let work = members.begin(&mut self.next);
                slot.state = State::Unpacked(members);
                work
            }
            other => {
                slot.state = other;
                None
            }
        }
    }

    /// The archive whose turn it is to be unpacked.
    fn next_archive(&self) -> Option<usize> {
        let is_packed = |slot: &Slot<A>| matches!(slot.state, State::Packed(_));
        match self.order {
            Order::Input => self.slots.front().is_some_and(is_packed).then_some(0),
            Order::Completion => self.slots.iter().position(is_packed),
        }
    }

    fn slot(&mut self, ticket: Ticket) -> Option<&mut Slot<A>> {
        let at = self.slots.binary_search_by_key(&ticket, |slot| slot.ticket).ok()?;
        self.slots.get_mut(at)
    }

    /// Notes that no further message will come: items whose chunks are missing have their answer.
    pub(super) fn end(&mut self) {
        for at in 0..self.slots.len() {
            if matches!(self.slots[at].state, State::Open { .. }) {
                self.fail_open(at, Fault::Misplaced(Misplaced::Incomplete));
            }
        }
    }

    /// Whether an answer can be sent now.
    pub(super) fn has_answer(&self) -> bool {
        self.answer_place().is_some()
    }

    /// The next answer to send.
    pub(super) fn next_answer(&mut self) -> Option<Reply<A>> {
        let at = self.answer_place()?;
        if let State::Unpacked(members) = &mut self.slots[at].state {
            let reply = members.next_answer();
            if members.is_empty() {
                self.slots.remove(at);
            }
            return reply;
        }
        let slot = self.slots.remove(at)?;
        let result = match slot.state {
            State::Done(result) => result,
            State::Refused(misplaced) => Err(Fault::Misplaced(misplaced)),
            State::Open { .. } | State::Working | State::Packed(_) | State::Unpacking | State::Unpacked(_) => return None,
        };
        Some(Reply::Done(Done { id: slot.id, entry: String::new(), name: slot.name, bytes: slot.bytes, result }))
    }

    /// Whether nothing is held.
    pub(super) fn is_empty(&self) -> bool {
        self.slots.is_empty()
    }

    fn answer_place(&self) -> Option<usize> {
        let is_done = |slot: &Slot<A>| match &slot.state {
            State::Done(_) | State::Refused(_) => true,
            State::Unpacked(members) => members.has_answer(),
            State::Open { .. } | State::Working | State::Packed(_) | State::Unpacking => false,
        };
        match self.order {
            Order::Input => self.slots.front().is_some_and(is_done).then_some(0),
            Order::Completion => self.slots.iter().position(is_done),
        }
    }

    fn take_item(&mut self, item: v1::BatchItem) -> Option<Work> {
        if let Err(misplaced) = self.admit(&item.id) {
            return self.refuse(echoed(item.id), misplaced);
        }
        self.discarding.retain(|id| *id != item.id);
        let document = item.document.unwrap_or_default();
        self.push(item.id, document.name.clone(), State::Working);
        self.begin(self.slots.len() - 1, document, item.previous_report)
    }

    fn take_chunk(&mut self, chunk: v1::BatchChunk) -> Option<Work> {
        let open = self.open(&chunk.id);
        match (open, chunk.document) {
            (Some(at), None) if chunk.previous_report.is_none() => self.extend(at, &chunk.content, chunk.last),
            (Some(at), _) => {
                self.fail_open(at, Fault::Misplaced(Misplaced::Document));
                self.settle(&chunk.id, chunk.last);
                None
            }
            (None, None) if self.discarding.contains(&chunk.id) => {
                self.settle(&chunk.id, chunk.last);
                None
            }
            (None, None) => self.refuse(echoed(chunk.id), Misplaced::NotBegun),
            (None, Some(document)) => self.open_item(chunk.id, document, chunk.previous_report, &chunk.content, chunk.last),
        }
    }

    /// Begins an item in chunks.
    fn open_item(
        &mut self,
        id: String,
        document: v1::Document,
        previous: Option<v1::Document>,
        content: &[u8],
        last: bool,
    ) -> Option<Work> {
        let admitted = self.admit(&id).and_then(|()| if document.content.is_empty() { Ok(()) } else { Err(Misplaced::Document) });
        self.discarding.retain(|it| *it != id);
        if let Err(misplaced) = admitted {
            let id = echoed(id);
            if !last {
                self.discard(id.clone());
            }
            return self.refuse(id, misplaced);
        }
        let name = document.name.clone();
        self.push(id, name, State::Open { document, previous, content: Vec::new() });
        self.extend(self.slots.len() - 1, content, last)
    }

    /// Adds bytes to an open item.
    fn extend(&mut self, at: usize, bytes: &[u8], last: bool) -> Option<Work> {
        let limit = self.max_report_bytes;
        let slot = &mut self.slots[at];
        let State::Open { document, previous, content } = &mut slot.state else { return None };
        let actual = content.len() as u64 + bytes.len() as u64;
        if actual > limit {
            let id = slot.id.clone();
            self.fail_open(at, Fault::Engine(Error::TooLarge { what: "bytes", actual, limit }));
            self.settle(&id, last);
            return None;
        }
        content.extend_from_slice(bytes);
        if !last {
            return None;
        }
        let document = v1::Document { content: std::mem::take(content).into(), ..std::mem::take(document) };
        let previous = previous.take();
        self.begin(at, document, previous)
    }

    /// Turns a complete item into work, or answers it if its fields are at fault.
    fn begin(&mut self, at: usize, document: v1::Document, previous: Option<v1::Document>) -> Option<Work> {
        let slot = &mut self.slots[at];
        slot.bytes = document.content.len();
        match from_proto::item(document, previous) {
            Ok(input) => {
                slot.state = State::Working;
                Some(Work { ticket: slot.ticket, task: Task::CheckItem, input })
            }
            Err(fault) => {
                slot.state = State::Done(Err(fault));
                None
            }
        }
    }

    fn push(&mut self, id: String, name: String, state: State<A>) {
        self.slots.push_back(Slot { ticket: self.next, id, name, bytes: 0, state });
        self.next += 1;
    }

    fn refuse(&mut self, id: String, misplaced: Misplaced) -> Option<Work> {
        self.push(id, String::new(), State::Refused(misplaced));
        None
    }

    /// Answers an open item, the first at or after a place, with a fault; its further chunks are passed over.
    fn fail_open(&mut self, from: usize, fault: Fault) {
        let open = self.slots.iter_mut().skip(from).find(|slot| matches!(slot.state, State::Open { .. }));
        if let Some(slot) = open {
            if let State::Open { content, .. } = &slot.state {
                slot.bytes = content.len();
            }
            slot.state = State::Done(Err(fault));
            let id = slot.id.clone();
            self.discard(id);
        }
    }

    /// Passes over the further chunks of an item. Only as many items as the window has places are remembered.
    fn discard(&mut self, id: String) {
        self.discarding.push_back(id);
        if self.discarding.len() > self.capacity {
            self.discarding.pop_front();
        }
    }

    /// Forgets an item that is passed over once its last chunk has come.
    fn settle(&mut self, id: &str, last: bool) {
        if last {
            self.discarding.retain(|it| it != id);
        }
    }

    fn admit(&self, id: &str) -> Result<(), Misplaced> {
        if id.is_empty() {
            Err(Misplaced::NoId)
        } else if id.chars().nth(MAX_ID_CHARS).is_some() {
            Err(Misplaced::LongId)
        } else if self.slots.iter().any(|slot| slot.id == id && !matches!(slot.state, State::Refused(_))) {
            Err(Misplaced::DuplicateId)
        } else {
            Ok(())
        }
    }

    fn open(&self, id: &str) -> Option<usize> {
        self.slots.iter().position(|slot| matches!(slot.state, State::Open { .. }) && slot.id == id)
    }

    fn expects(&self, id: &str) -> bool {
        self.open(id).is_some() || self.discarding.iter().any(|it| it == id)
    }
}

/// An id as it is echoed: cut off where it is too long.
fn echoed(id: String) -> String {
    match id.char_indices().nth(MAX_ID_CHARS) {
        Some((end, _)) => id[..end].to_owned(),
        None => id,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn window(capacity: usize, order: Order) -> Window<&'static str> {
        Window::new(capacity, 10, order)
    }

    fn item(id: &str) -> Option<Message> {
        let document = v1::Document { name: id.to_owned(), content: "text".into(), ..v1::Document::default() };
        Some(Message::Item(v1::BatchItem { id: id.to_owned(), document: Some(document), previous_report: None }))
    }

    fn first(id: &str, content: &'static str) -> Option<Message> {
        let document = Some(v1::Document { name: id.to_owned(), ..v1::Document::default() });
        Some(Message::Chunk(v1::BatchChunk { id: id.to_owned(), document, content: content.into(), last: false, previous_report: None }))
    }

    fn chunk(id: &str, content: &'static str, last: bool) -> Option<Message> {
        Some(Message::Chunk(v1::BatchChunk { id: id.to_owned(), document: None, content: content.into(), last, previous_report: None }))
    }

    fn done(reply: Reply<&'static str>) -> Done<&'static str> {
        match reply {
            Reply::Done(done) => done,
            Reply::Archive(archive) => panic!("{archive:?}"),
        }
    }

    fn answers(window: &mut Window<&'static str>) -> Vec<(String, Result<&'static str, Misplaced>)> {
        std::iter::from_fn(|| window.next_answer())
            .map(|reply| {
                let done = done(reply);
                let result = done.result.map_err(|fault| match fault {
                    Fault::Misplaced(misplaced) => misplaced,
                    other => panic!("{other:?}"),
                });
                (done.id, result)
            })
            .collect()
    }

    #[test]
    fn interleaved_chunks_are_put_together_item_by_item() {
        let mut window = window(4, Order::Completion);
        assert!(window.take(first("a", "1")).is_none());
        assert!(window.take(first("b", "x")).is_none());
        assert!(window.take(chunk("a", "2", false)).is_none());
        assert_eq!(window.take(chunk("b", "y", true)).unwrap().input.content, "xy");
        assert_eq!(window.take(chunk("a", "3", true)).unwrap().input.content, "123");
    }

    #[test]
    fn answers_keep_the_order_that_was_asked_for() {
        for (order, expected) in [(Order::Completion, ["c", "a", "b"]), (Order::Input, ["a", "b", "c"])] {
            let mut window = window(3, order);
            let tickets: Vec<_> = ["a", "b", "c"].iter().map(|id| window.take(item(id)).unwrap().ticket).collect();
            let mut ids = Vec::new();
            for at in [2, 0, 1] {
                window.finish(tickets[at], Ok("done"));
                ids.extend(answers(&mut window).into_iter().map(|it| it.0));
            }
            assert_eq!(ids, expected);
        }
    }

    #[test]
    fn what_cannot_be_placed_is_answered_in_place() {
        let mut window = window(9, Order::Input);
        assert!(window.take(item("a")).is_some());
        for message in [item("a"), item(""), item(&"x".repeat(MAX_ID_CHARS + 1)), chunk("z", "1", true), None] {
            assert!(window.take(message).is_none());
        }
        assert!(window.take(item(&"x".repeat(MAX_ID_CHARS))).is_some(), "an id at the limit is taken");
        window.finish(0, Ok("done"));
        let given: Vec<_> = answers(&mut window).into_iter().map(|it| it.1).collect();
        let expected = [Misplaced::DuplicateId, Misplaced::NoId, Misplaced::LongId, Misplaced::NotBegun, Misplaced::Empty];
        assert_eq!(given, [Ok("done")].into_iter().chain(expected.map(Err)).collect::<Vec<_>>());
    }

    #[test]
    fn an_item_in_chunks_may_reach_the_limit_and_not_pass_it() {
        let mut window = window(4, Order::Completion);
        window.take(first("a", "12345"));
        assert_eq!(window.take(chunk("a", "67890", true)).unwrap().input.content.len(), 10);
        window.take(first("b", "12345"));
        assert!(window.take(chunk("b", "678901", false)).is_none());
        let done = done(window.next_answer().unwrap());
        assert!(matches!(done.result, Err(Fault::Engine(Error::TooLarge { what: "bytes", actual: 11, limit: 10 }))));
        assert!(window.take(chunk("b", "more", true)).is_none(), "further chunks are passed over");
        assert!(!window.has_answer());
        window.take(chunk("b", "late", true));
        assert_eq!(answers(&mut window), [("b".to_owned(), Err(Misplaced::NotBegun))]);
    }

    #[test]
    fn a_second_document_for_an_open_item_spoils_it_rather_than_mixing_two() {
        let mut window = window(4, Order::Completion);
        window.take(first("a", "1"));
        assert!(window.take(first("a", "2")).is_none());
        assert!(window.take(chunk("a", "3", true)).is_none());
        assert_eq!(answers(&mut window), [("a".to_owned(), Err(Misplaced::Document))]);
        assert!(window.is_empty());
        assert!(window.take(item("a")).is_some(), "the id is free again");
    }

    #[test]
    fn a_duplicate_in_chunks_does_no_harm_to_the_item_it_duplicates() {
        let mut window = window(4, Order::Input);
        let work = window.take(item("a")).unwrap();
        window.take(first("a", "1"));
        assert!(window.take(chunk("a", "2", true)).is_none());
        window.finish(work.ticket, Ok("done"));
        assert_eq!(answers(&mut window), [("a".to_owned(), Ok("done")), ("a".to_owned(), Err(Misplaced::DuplicateId))]);
    }

    #[test]
    fn a_full_window_takes_only_what_completes_it() {
        let mut window = window(2, Order::Completion);
        window.take(item("a"));
        window.take(first("b", "1"));
        assert!(!window.has_room_for(&item("c")));
        assert!(!window.has_room_for(&first("b", "2")));
        assert!(window.has_room_for(&chunk("b", "2", true)));
        window.give_up_if_stuck();
        assert!(!window.has_answer(), "the whole item will leave by itself");
    }

    #[test]
    fn a_window_of_open_items_gives_up_the_oldest() {
        let mut window = window(2, Order::Completion);
        window.take(first("a", "1"));
        window.take(first("b", "1"));
        window.give_up_if_stuck();
        assert_eq!(answers(&mut window), [("a".to_owned(), Err(Misplaced::Overtaken { limit: 2 }))]);
        assert!(window.has_room_for(&item("c")));
        assert!(window.take(chunk("a", "2", true)).is_none());
        assert!(!window.has_answer(), "its late chunks are passed over");
    }

    #[test]
    fn in_input_order_an_open_item_that_holds_up_a_full_window_is_given_up() {
        let mut window = window(3, Order::Input);
        window.take(first("slow", "1"));
        let b = window.take(item("b")).unwrap();
        window.give_up_if_stuck();
        assert!(!window.has_answer(), "there is room yet");
        let c = window.take(item("c")).unwrap();
        window.finish(c.ticket, Ok("c"));
        window.finish(b.ticket, Ok("b"));
        assert!(!window.has_answer());
        window.give_up_if_stuck();
        let expected = [("slow", Err(Misplaced::Overtaken { limit: 3 })), ("b", Ok("b")), ("c", Ok("c"))];
        assert_eq!(answers(&mut window), expected.map(|(id, result)| (id.to_owned(), result)));
    }

    /// What comes out of a window, an announcement as `id:count` and an answer as `id/entry`.
    fn replies(window: &mut Window<&'static str>) -> Vec<String> {
        std::iter::from_fn(|| window.next_answer())
            .map(|reply| match reply {
                Reply::Archive(archive) => format!("{}:{}", archive.id, archive.member_count),
                Reply::Done(done) => format!("{}/{}", done.id, done.entry),
            })
            .collect()
    }

    /// Has an item found to be an archive.
    fn pack(window: &mut Window<&'static str>, id: &str) -> Ticket {
        let work = window.take(item(id)).unwrap();
        window.set_aside(work.ticket, work.input);
        work.ticket
    }

    #[test]
    fn one_archive_is_unpacked_at_a_time_and_keeps_its_place() {
        let mut window = window(3, Order::Completion);
        let (a, _) = (pack(&mut window, "a"), pack(&mut window, "b"));
        let unpack = window.work_on_archives().unwrap();
        assert_eq!((unpack.ticket, unpack.task), (a, Task::Unpack));
        assert!(window.work_on_archives().is_none(), "the other waits");
        window.unpacked(a, Contents::of_texts("a", &["1", "2"]));
        assert_eq!(replies(&mut window), ["a:2"]);
        let [first, second] = [(); 2].map(|()| window.work_on_archives().unwrap());
        assert_eq!((first.task, first.input.name.as_str()), (Task::CheckMember, "a/1"));
        window.finish(second.ticket, Ok("2"));
        assert_eq!(replies(&mut window), ["a/2"], "answers come as they are finished");
        assert!(window.take(item("a")).is_none(), "the id is taken until the last file is answered");
        assert_eq!(replies(&mut window), ["a/"]);
        window.finish(first.ticket, Ok("1"));
        assert_eq!(replies(&mut window), ["a/1"]);
        assert_eq!(window.work_on_archives().unwrap().task, Task::Unpack, "now the other");
    }

    #[test]
    fn in_input_order_an_archive_is_unpacked_when_its_turn_to_answer_comes() {
        let mut window = window(4, Order::Input);
        let early = window.take(item("early")).unwrap();
        let a = pack(&mut window, "a");
        let late = window.take(item("late")).unwrap();
        window.finish(late.ticket, Ok("late"));
        assert!(window.work_on_archives().is_none(), "its answers could not be sent yet");
        window.finish(early.ticket, Ok("early"));
        assert_eq!(replies(&mut window), ["early/"]);
        assert_eq!(window.work_on_archives().unwrap().ticket, a);
        window.unpacked(a, Contents::of_texts("a", &["1", "2"]));
        let [first, second] = [(); 2].map(|()| window.work_on_archives().unwrap());
        window.finish(second.ticket, Ok("2"));
        assert_eq!(replies(&mut window), ["a:2"]);
        window.finish(first.ticket, Ok("1"));
        assert_eq!(replies(&mut window), ["a/1", "a/2", "late/"]);
    }

    #[test]
    fn an_archive_has_no_more_files_under_way_than_the_window_has_places() {
        let mut window = window(2, Order::Input);
        let a = pack(&mut window, "a");
        window.work_on_archives().unwrap();
        window.unpacked(a, Contents::of_texts("a", &["1", "2", "3", "4"]));
        let begun: Vec<_> = std::iter::from_fn(|| window.work_on_archives()).map(|work| work.ticket).collect();
        assert_eq!(begun.len(), 2);
        begun.iter().for_each(|ticket| window.finish(*ticket, Ok("done")));
        assert!(window.work_on_archives().is_none(), "unread answers take the places");
        assert_eq!(replies(&mut window), ["a:4", "a/1", "a/2"]);
        assert!(window.work_on_archives().is_some());
    }

    #[test]
    fn the_end_answers_items_whose_chunks_are_missing() {
        let mut window = window(4, Order::Input);
        window.take(first("a", "1"));
        let b = window.take(item("b")).unwrap();
        window.take(first("c", "1"));
        window.end();
        window.finish(b.ticket, Ok("b"));
        let expected = [("a", Err(Misplaced::Incomplete)), ("b", Ok("b")), ("c", Err(Misplaced::Incomplete))];
        assert_eq!(answers(&mut window), expected.map(|(id, result)| (id.to_owned(), result)));
    }
}

//! What a figure counts, and the cells of the form that say the same.
//!
//! Turns the tags of a window into a topic: by themselves, else with those of the whole that the figure is a part of, of
//! the subject that its statement names, or of the figure before where only another year is named. Invariant: a claim names
//! cells only if topic, scope and year are certain.

use super::window::View;
use super::{Draft, Reader};
use crate::claims::sentence::{Token, Value};
use crate::claims::words::{Kind, Set, Tags, TopicId};
use crate::claims::{Claim, ClaimId, ClaimYear, Measure, Role};

/// How far cases went.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::claims) enum Stage {
    /// 收到, 受理.
    CameIn,
    /// 答复, 办结.
    Done,
    /// Neither is said, or both.
    Unsaid,
}

impl Reader<'_> {
    pub(super) fn topic(&self, drafts: &mut [Draft], at: usize) {
        let draft = &drafts[at];
        let (view, claim) = (draft.view, &draft.claim);
        if view.has(Kind::To) && view.tags == 0 && !view.set.meets(Set::UNKNOWN) && self.came_from(drafts, at) {
            // 新收申请由45件增至48件: what it came to is of the same thing.
            let Claim { topic, subject, elliptical, .. } = drafts[at - 1].claim;
            let claim = &mut drafts[at].claim;
            (claim.topic, claim.subject, claim.elliptical) = (topic, subject, elliptical);
            return;
        }
        let counted = matches!(claim.measure, Measure::Count | Measure::Money | Measure::None);
        if !view.known || !counted || claim.role == Role::Change || (view.has(Kind::Deny) && !draft.denial) || view.has(Kind::Share) {
            return;
        }
        // Those of the closed that came in this year are not all that came in.
        if view.tags & self.words.marks().coming != 0 && self.is_a_part_of_the_closed(drafts, at) {
            return;
        }
        let whole = self.whole_of(at).map(|whole| (drafts[whole].view.tags, drafts[whole].claim.topic));
        let tags = self.carried(&view);
        let mut found = None;
        let said = self.words.says(tags, claim.unit).filter(|saying| {
            saying.context == 0 || self.speaks_of(saying, claim) || whole.is_some_and(|(tags, _)| tags & saying.context != 0)
        });
        if let Some(saying) = said {
            found = Some((saying.topic, false));
        } else if let Some((whole, Some(topic))) = whole {
            let together = self.words.says(tags | whole, claim.unit).filter(|saying| saying.context == 0 || whole & saying.context != 0);
            found = together.map(|saying| (saying.topic, saying.topic == topic));
        } else if let Some(head) = self.subject_before(drafts, at) {
            let together = self.words.says(tags | head, claim.unit);
            let together = together.filter(|saying| saying.context == 0 || self.speaks_of(saying, claim) || head & saying.context != 0);
            found = together.map(|saying| (saying.topic, false));
        } else if tags == 0 && draft.own_year && !draft.denial {
            found = self.ellipsis(drafts, at).map(|topic| (topic, true));
        }
        if let Some((topic, elliptical)) = found {
            drafts[at].claim.topic = Some(topic);
            drafts[at].claim.elliptical = elliptical;
        }
    }

    /// 行政复议2件，维持1件，纠错1件; 制发规范性文件5件，废止2件，现行有效43件: the subject that a bare result belongs to, if its
    /// statement names one alone.
    fn subject_before(&self, drafts: &[Draft], at: usize) -> Option<Tags> {
        let marks = self.words.marks();
        let pairs = [(marks.disputes, marks.results), (marks.documents, marks.flows | marks.stock)];
        pairs.into_iter().find_map(|(subjects, results)| {
            let is_result = |draft: &Draft| draft.view.tags != 0 && draft.view.tags & !results == 0 && !draft.denial;
            if !is_result(&drafts[at]) {
                return None;
            }
            let start = self.tokens[..drafts[at].token].iter().rposition(|token| token.any(Set::SEMICOLON)).unwrap_or(0);
            let mut before = drafts[..at].iter().rev().take_while(|draft| draft.token >= start).skip_while(|draft| is_result(draft));
            let head = before.next().filter(|draft| !draft.denial && draft.claim.is_count() && draft.view.known)?;
            let subject = head.view.tags & subjects;
            let alone = subject != 0 && before.all(|draft| draft.view.tags & subjects == 0);
            // Of a dispute all that is said counts (因政府信息公开), of documents only what they are.
            let kept = if subjects == marks.documents { subject } else { head.view.tags };
            alone.then_some(kept)
        })
    }

    /// 结转 with the year before or after says which way.
    fn carried(&self, view: &View) -> Tags {
        let marks = self.words.marks();
        let Some(report_year) = self.report.year.year.filter(|_| view.tags & marks.carry != 0) else { return view.tags };
        let years = [view.left, view.right].into_iter().flat_map(|(start, end)| &self.tokens[start..end]);
        let mut years = years.filter_map(|token| if let Value::Year(year) = token.value { Some(year) } else { None });
        let rest = view.tags & !marks.carry;
        match years.find(|&year| year != report_year).map(|year| year - report_year) {
            Some(-1) => rest | marks.carried_in,
            Some(1) => rest | marks.carried_out,
            _ => view.tags,
        }
    }

    /// The topic of the figure before, if this one only names another year: 公开1630条，历年累计20080条.
    fn ellipsis(&self, drafts: &[Draft], at: usize) -> Option<TopicId> {
        let claim = &drafts[at].claim;
        let before = drafts[..at].iter().rev().find(|draft| draft.claim.role != Role::Part && draft.claim.measure == claim.measure)?;
        // 无行政诉讼，历年累计1件: of several that are denied together, none is meant alone.
        let denied = |draft: &&Draft| draft.denial && draft.token == before.token;
        let same = match before.denial {
            true => drafts[..at].iter().filter(denied).count() == 1,
            false => before.claim.unit == claim.unit,
        };
        if same && before.claim.year != claim.year { before.claim.topic } else { None }
    }

    /// Whether a figure is what the one right before it came to.
    pub(in crate::claims) fn came_from(&self, drafts: &[Draft], at: usize) -> bool {
        let Some(before) = at.checked_sub(1) else { return false };
        let (from, to) = (&drafts[before], &drafts[at]);
        self.origin(from, to).is_some() && !self.tokens[from.token..to.token].iter().any(Token::divides)
    }

    /// The draft that this one is a part of.
    fn whole_of(&self, at: usize) -> Option<usize> {
        let first = self.claims.list.len();
        let id = first + at;
        let breakdown = self.claims.breakdowns.iter().rev().take_while(|breakdown| breakdown.parts.iter().any(|&part| part >= first));
        breakdown.filter(|breakdown| breakdown.parts.contains(&id)).find_map(|breakdown| breakdown.whole.checked_sub(first))
    }

    /// Whether a draft is a part of what was closed.
    fn is_a_part_of_the_closed(&self, drafts: &[Draft], at: usize) -> bool {
        let first = self.claims.list.len();
        let mut breakdowns = self.claims.breakdowns.iter().rev().take_while(|breakdown| breakdown.parts.iter().any(|&part| part >= first));
        breakdowns.any(|breakdown| {
            let whole = breakdown.whole.checked_sub(first).map_or(self.whole_tags(), |whole| drafts[whole].view.tags);
            breakdown.parts.contains(&(first + at)) && self.is_of_the_closed(whole, drafts[at].view.tags)
        })
    }

    pub(super) fn cells(&self, drafts: &mut [Draft], at: usize) {
        let draft = &drafts[at];
        let claim = &draft.claim;
        let (Some(form), Some(topic)) = (self.form, claim.topic) else { return };
        let whole = self.whole_of(at).map(|whole| drafts[whole].claim.topic);
        let repeats_whole = whole.is_some_and(|whole| whole == claim.topic);
        // Of 发文86件, 不予公开15件 are no replies to requests.
        let of_unknown = whole.is_some_and(|whole| whole.is_none()) || self.goes_on_about_documents(drafts, at);
        // 其他答复1条 is what is left of the replies, not all of them.
        // 其余1件结转下年 is all that is carried out.
        let left_over = draft.view.has(Kind::Remainder) && draft.view.tags & self.words.marks().carried_out == 0;
        if !claim.is_certain() || repeats_whole || of_unknown || left_over || (claim.elliptical && claim.year == ClaimYear::This) {
            return;
        }
        let topic = self.words.topic(topic);
        let has_table = |table| self.report.table(table).is_some();
        let cells = match claim.year {
            ClaimYear::Cumulative => topic.cumulative_cells(form, has_table),
            _ => topic.cells(form, has_table),
        };
        drafts[at].claim.cells = cells.to_vec();
    }

    /// 发文213份，其中主动公开96份（45.1%），依申请公开31份，不予公开86份: whether an outcome stands in a row behind parts of what is
    /// no request.
    fn goes_on_about_documents(&self, drafts: &[Draft], at: usize) -> bool {
        let draft = &drafts[at];
        if draft.view.tags & self.words.marks().outcomes == 0 || draft.view.tags & self.verbs() & !self.words.marks().done != 0 {
            return false;
        }
        let start = self.tokens[..draft.token].iter().rposition(|token| token.any(Set::SEMICOLON)).unwrap_or(0);
        let mut row = drafts[..at].iter().enumerate().rev().take_while(|(_, before)| before.token >= start);
        let part = row.find(|(_, before)| before.claim.role == Role::Part);
        part.and_then(|(part, _)| self.whole_of(part))
            .is_some_and(|whole| drafts[whole].claim.topic.is_none() && drafts[whole].claim.unit == draft.claim.unit)
    }

    /// The tags of what is done.
    pub(in crate::claims) const fn verbs(&self) -> Tags {
        self.words.marks().verbs
    }

    /// Whether a figure is of what is made or ended in a year, or goes on into the next, and no part of what is there or was closed.
    pub(in crate::claims) const fn is_a_flow(&self, whole: Tags, part: Tags) -> bool {
        let marks = self.words.marks();
        part & marks.flows != 0 || (whole & marks.done != 0 && part & marks.carried_out != 0)
    }

    /// Whether a figure tells when some of those that were closed came in: 办结46件，其中新收44件、上年结转2件.
    pub(in crate::claims) const fn is_of_the_closed(&self, whole: Tags, part: Tags) -> bool {
        let marks = self.words.marks();
        whole & marks.done != 0 && part & marks.done == 0 && part & marks.coming != 0
    }

    /// What the words of a figure say that a list is of.
    pub(in crate::claims) fn tags_of(&self, whole: ClaimId) -> Tags {
        match whole.checked_sub(self.claims.list.len()) {
            Some(draft) => self.drafts[draft].view.tags,
            None => self.whole_tags(),
        }
    }

    fn whole_tags(&self) -> Tags {
        self.whole().map_or(0, |(_, tags)| tags)
    }

    /// How far words say that something went: whether it came in, and whether it was answered or closed.
    pub(in crate::claims) const fn stage(&self, tags: Tags) -> Stage {
        let marks = self.words.marks();
        match (tags & marks.coming != 0, tags & marks.done != 0) {
            (true, false) => Stage::CameIn,
            (false, true) => Stage::Done,
            _ => Stage::Unsaid,
        }
    }

    /// The tags of what comes in, and of what is done with it.
    pub(in crate::claims) const fn received_and_done(&self) -> (Tags, Tags) {
        let marks = self.words.marks();
        (marks.received, marks.done)
    }
}

//! From sentences to claims: what each figure counts, for whom and for which year.
//!
//! Turns the tokens of a sentence into claims. The words around a figure up to the next mark are its window ([`View`]): the
//! set of tags there is looked up as a `topic`, and only if every word of the window is known. `scope` and year (`time`) are
//! those of the window, else those that the sentence named before, or what stands around the sentence (`context`); what a
//! narrower clause before left open is unclear. What the ends of lines cut is told (`lines`). How the figures of a sentence hang together is for [`super::structure`].

mod context;
mod lines;
mod scope;
mod time;
mod topic;
mod window;

use std::cell::Cell;

use super::figure::Figure;
use super::sentence::{self, Token, Value, tokens};
use super::structure;
use super::words::{Kind, Set, Tags, Words};
use super::{Approximation, Claim, ClaimId, ClaimYear, Claims, Measure, Polarity, Role, Scope};
use crate::amount::{Amount, Blanks};
use crate::report::Report;
use crate::source::{Source, Span};
use context::{Said, around};
use scope::Spoken;
use time::Time;
pub(super) use topic::Stage;
use window::Run;
pub(super) use window::View;

/// A claim in the making.
#[derive(Debug)]
pub(super) struct Draft {
    pub(super) claim: Claim,
    /// What the words of its window say.
    pub(super) view: View,
    /// The token of its figure; for a denial, of the word that denies.
    pub(super) token: usize,
    /// Whether it is a denial.
    pub(super) denial: bool,
    /// Whether its own window names the year.
    pub(super) own_year: bool,
    /// Whether it is a numeral inside other words (三项经费), which counts nothing.
    is_a_turn_of_phrase: bool,
}

/// Reads headings and paragraphs.
pub(super) fn read(source: &Source, report: &Report, words: &Words, form: Option<usize>) -> Claims {
    let mut reader = Reader {
        source,
        report,
        words,
        form,
        doubtful_year: report.year.is_disputed() && !report.year.is_settled(),
        around: around(&report.sections),
        claims: Claims::default(),
        tokens: Vec::new(),
        drafts: Vec::new(),
        block: Span::new(0, 0),
        totals: Vec::new(),
        said: vec![None; report.sections.len()],
        kinds: Set::default(),
        above: None,
        dated: Cell::default(),
        spoken: Cell::default(),
        begun: Cell::default(),
        beside: Cell::default(),
        asked_beside: Cell::default(),
    };
    let mut paragraphs = report.paragraphs.iter().copied().peekable();
    for section in &report.sections {
        while let Some(paragraph) = paragraphs.next_if(|paragraph| paragraph.start() < section.span.start()) {
            reader.block(paragraph);
        }
        // A heading phrase may be the first clause of its sentence: （一）全年受理192件，主要方式是…
        let goes_on = |paragraph: &Span| {
            let gap = source.slice(Span::new(section.span.end(), paragraph.start())).trim_blanks();
            matches!(gap, "，" | "," | "；" | ";")
        };
        let rest = paragraphs.next_if(goes_on);
        reader.block(rest.map_or(section.span, |rest| section.span.cover(rest)));
    }
    for paragraph in paragraphs {
        reader.block(paragraph);
    }
    reader.claims
}

pub(super) struct Reader<'a> {
    source: &'a Source,
    report: &'a Report,
    words: &'a Words,
    form: Option<usize>,
    /// Whether the report's own places name different years.
    doubtful_year: bool,
    /// For each heading, the one that it stands under.
    around: Vec<Option<usize>>,
    pub(super) claims: Claims,
    /// The tokens and drafts of the sentence.
    pub(super) tokens: Vec<Token>,
    pub(super) drafts: Vec<Draft>,
    block: Span,
    /// The totals of the sentence before, with what their words say.
    pub(super) totals: Vec<(ClaimId, Tags)>,
    /// What the words of each heading say, as far as anybody asked.
    said: Vec<Option<Said>>,
    /// What the tokens of the sentence are.
    pub(super) kinds: Set,
    /// What the headings say that the block stands under, once a figure asked.
    above: Option<Said>,
    /// The mark of the sentence up to which the time was last asked for, and the answer.
    dated: Cell<Option<(usize, Option<Time>)>>,
    /// The token of the sentence before which it was last asked who was spoken of, and the answer.
    spoken: Cell<Option<(usize, Spoken)>>,
    /// What the words of the block say up to some place, and that place: claims are asked about in the order of the text.
    begun: Cell<(usize, Tags)>,
    /// Whether the figures of the block up to some place may be those of bodies below, and that place.
    beside: Cell<(usize, bool)>,
    /// The sentence that this was last asked for, and the answer: the figures of a sentence share it.
    asked_beside: Cell<Option<(usize, bool)>>,
}

/// Words before what is counted together.
const SUMS: Set = Set::of(Kind::Sum).or(Set::of(Kind::Accumulated)).or(Set::of(Kind::Cumulative));

impl Reader<'_> {
    /// Reads a heading or paragraph, sentence by sentence.
    fn block(&mut self, span: Span) {
        self.block = span;
        self.totals.clear();
        self.above = None;
        let start = span.start() as usize;
        self.begun.set((start, 0));
        self.beside.set((start, false));
        self.asked_beside.set(None);
        let text = self.source.slice(span);
        let mut next = 0;
        while next < text.len() {
            let (sentence, behind) = sentence::sentence(text, next, self.words);
            if sentence.may_claim {
                let claims_to = sentence.claims_to.saturating_sub(sentence.start);
                self.sentence(&text[sentence.start..sentence.end], start + sentence.start, claims_to);
            } else if !sentence.is_blank {
                self.totals.clear();
            }
            next = behind;
        }
    }

    fn sentence(&mut self, text: &str, at: usize, claims_to: usize) {
        if memchr::memchr(b'\n', text.as_bytes()).is_none() {
            tokens(text, at, claims_to, self.words, &mut self.tokens);
        } else if let Err(number) = self.tokens_over_lines(text, at) {
            return self.leave_unread(number);
        }
        let span = Span::of(at..at + text.len());
        self.set_aside_bare_numbers(text, at);
        if let Err(number) = self.hold_against_lines_around() {
            return self.leave_unread(number);
        }
        self.kinds = self.tokens.iter().fold(Set::default(), |set, token| set.or(token.set));
        if !self.kinds.meets(Set::FIGURE.or(Set::of(Kind::Deny))) {
            self.totals.clear();
            return;
        }
        self.dated.set(None);
        self.spoken.set(None);
        self.drafts.clear();
        let (mut clause, mut counts) = (0, false);
        let mut before = Run::default();
        for token in 0..=self.tokens.len() {
            let here = self.tokens.get(token).copied();
            if let Some(Token { value: Value::Figure(figure), .. }) = here {
                self.figure(token, figure, span, before);
                counts = true;
            }
            before.pass(token, here.as_ref());
            if here.is_none_or(|here| here.divides()) {
                if !counts && self.kinds.meets(Set::of(Kind::Deny)) {
                    self.denial(clause, token, span);
                }
                (clause, counts) = (token + 1, false);
            }
        }
        self.split_zeros();
        self.drafts.retain(|draft| !draft.is_a_turn_of_phrase);
        structure::hang_together(self);
        self.settle();
        self.leave_parts_of_nothing();
        structure::totals_behind(self);
        self.keep();
    }

    /// Notes the number for which the sentence makes no claim.
    fn leave_unread(&mut self, number: Span) {
        self.claims.unread.push(number);
        self.totals.clear();
    }

    /// A number without a unit is a figure only behind words that ask for one: 关注人数3290, 公开信息276.
    fn set_aside_bare_numbers(&mut self, text: &str, at: usize) {
        for token in 0..self.tokens.len() {
            let Value::Figure(Figure { measure, value, .. }) = self.tokens[token].value else { continue };
            if measure != Measure::None {
                // 计1条 explains how to count, 累计1条 counts.
                let explains = || {
                    let counts = token.checked_sub(1).is_some_and(|before| {
                        let word = &self.tokens[before];
                        word.any(SUMS) && word.end - word.start > '计'.len_utf8()
                    });
                    text[..self.tokens[token].start - at].ends_with('计') && !counts
                };
                if value == Amount::ONE && explains() {
                    self.tokens[token].disregard();
                }
                continue;
            }
            let mut before = token;
            while before > 0 && (self.tokens[before - 1].is(Kind::Filler) || self.tokens[before - 1].is(Kind::Sum)) {
                before -= 1;
            }
            let figure = self.tokens[token].start - at;
            let skipped = &text[self.tokens[before].start.min(self.tokens[token].start) - at..figure];
            let words = text[..figure].trim_blanks_end();
            let asked =
                words.ends_with(['数', '量']) || skipped.contains(['数', '量']) || (before > 0 && self.tokens[before - 1].tags != 0);
            if !asked {
                self.tokens[token].disregard();
            }
        }
    }

    fn figure(&mut self, token: usize, figure: Figure, sentence: Span, before: Run) {
        let view = self.view(token, before);
        let place = self.tokens[token];
        let claim = Claim {
            value: figure.value,
            step: figure.step,
            span: Span::of(place.start..place.end),
            unit: figure.unit,
            measure: figure.measure,
            approximation: figure.approximation,
            subject: self.subject(&view, place.start),
            sentence,
            topic: None,
            elliptical: false,
            scope: Scope::Unclear,
            year: ClaimYear::Unclear,
            polarity: if figure.value.is_zero() { Polarity::None } else { Polarity::Some },
            role: self.role(&figure, &view, place.start),
            cells: Vec::new(),
        };
        let ends = self.tokens.get(token + 1).is_none_or(|next| next.any(Set::DIVIDES.or(Set::PAUSE)));
        // 三项合计 counts what stands before.
        let sums = self.tokens.get(token + 1).is_some_and(|next| next.is(Kind::Sum));
        let is_a_turn_of_phrase = figure.chinese && figure.measure == Measure::Count && !ends && (!view.known || sums);
        self.drafts.push(Draft { claim, view, token, denial: false, own_year: false, is_a_turn_of_phrase });
    }

    /// Words that deny, in a clause without a figure: a claim of zero for each thing denied.
    fn denial(&mut self, start: usize, end: usize, sentence: Span) {
        let clause = self.survey(start, end.max(start));
        let mut denies = (start..end).filter(|&token| self.tokens[token].is(Kind::Deny));
        let (Some(deny), None) = (denies.next(), denies.next()) else { return };
        if !clause.known || clause.tags == 0 {
            return;
        }
        let deniable = |view: &View| {
            let saying = self.words.says(view.tags, "");
            saying.is_some_and(|saying| self.words.topic(saying.topic).deniable)
        };
        // 因政府信息公开 is said once for all that is denied.
        let disclosure = clause.tags & self.words.marks().disclosure;
        let mut from = start;
        for at in start..=end {
            let divides = at == end || self.tokens[at].any(Set::LISTS);
            if !divides {
                continue;
            }
            let mut view = self.survey(from, at);
            if view.tags != 0 {
                view.tags |= disclosure;
            }
            let opens = if (from..at).contains(&deny) { deny } else { from };
            if deniable(&view)
                && let (Some(first), Some(last)) = (self.tokens.get(opens), self.tokens.get(at - 1))
            {
                let span = Span::of(first.start..last.end);
                let claim = Claim {
                    value: Amount::ZERO,
                    step: Amount::ONE,
                    span,
                    unit: "",
                    measure: Measure::Count,
                    approximation: Approximation::Exact,
                    subject: self.subject(&view, first.start),
                    sentence,
                    topic: None,
                    elliptical: false,
                    scope: Scope::Unclear,
                    year: ClaimYear::Unclear,
                    polarity: Polarity::None,
                    role: Role::Total,
                    cells: Vec::new(),
                };
                self.drafts.push(Draft { claim, view, token: deny, denial: true, own_year: false, is_a_turn_of_phrase: false });
            }
            from = at + 1;
        }
    }

    /// Decides topic, scope, year and cells of each draft, in order, and drops what is no claim.
    fn settle(&mut self) {
        let mut drafts = std::mem::take(&mut self.drafts);
        for at in 0..drafts.len() {
            self.above = self.above.or_else(|| Some(self.headings(drafts[at].claim.span)));
            let (year, own) = self.year(&drafts, at);
            drafts[at].own_year = own;
            drafts[at].claim.year = year;
            drafts[at].claim.scope = self.scope(&drafts[at]);
            self.topic(&mut drafts, at);
            self.cells(&mut drafts, at);
        }
        self.drafts = drafts;
    }

    /// Parts that begin a paragraph may be of anything, unless each of them names a cell: 其中主动公开41件、不予公开15件 tells documents
    /// apart, no requests.
    fn leave_parts_of_nothing(&mut self) {
        let Some(first) = self.tokens.first().filter(|token| token.is(Kind::OpenList)) else { return };
        if self.begins_block(first.start) && self.drafts.iter().any(|draft| draft.claim.is_count() && draft.claim.cells.is_empty()) {
            self.drafts.iter_mut().for_each(|draft| draft.claim.cells.clear());
        }
    }

    /// 行政复议、行政诉讼案件均为0件 says zero of each.
    fn split_zeros(&mut self) {
        let mut drafts = std::mem::take(&mut self.drafts);
        let mut at = 0;
        while at < drafts.len() {
            let draft = &drafts[at];
            let (start, end) = draft.view.left;
            let zero = !draft.denial && draft.claim.value.is_zero() && draft.view.known && draft.claim.measure == Measure::Count;
            let divided = |token: &Token| token.any(Set::LISTS);
            if zero && self.words.says(draft.view.tags, draft.claim.unit).is_none() && self.tokens[start..end].iter().any(divided) {
                let mut pieces = Vec::new();
                let mut from = start;
                for token in start..=end {
                    if token == end || divided(&self.tokens[token]) {
                        let mut view = self.survey(from, token);
                        if view.tags != 0 {
                            view.tags |= draft.view.tags & self.words.marks().disclosure;
                            let mut claim = draft.claim.clone();
                            claim.subject = self.subject(&view, claim.span.start() as usize);
                            pieces.push(Draft {
                                claim,
                                view,
                                token: draft.token,
                                denial: true,
                                own_year: false,
                                is_a_turn_of_phrase: false,
                            });
                        }
                        from = token + 1;
                    }
                }
                let count = pieces.len();
                if count > 1 {
                    drafts.splice(at..=at, pieces);
                    at += count;
                    continue;
                }
            }
            at += 1;
        }
        self.drafts = drafts;
    }

    /// Whether the text before a token ends with some words.
    pub(super) fn ends_with(&self, token: usize, words: &str) -> bool {
        self.source.text()[..self.tokens[token].start].ends_with(words)
    }

    pub(super) fn text(&self, start: usize, end: usize) -> &str {
        self.source.slice(Span::of(start..end.max(start)))
    }

    /// The figure of the sentence before that a list at the head of this one (其中…) is of, with what its words say.
    pub(super) fn whole(&self) -> Option<(ClaimId, Tags)> {
        if let [whole] = self.totals[..] { Some(whole) } else { None }
    }

    /// Moves the drafts to the claims, in order, and remembers what a list in the next sentence may be of.
    fn keep(&mut self) {
        let first = self.claims.list.len();
        // 全年12486条，比上年的11204条增长11.4%: what is compared with is not what a list in the next sentence is of.
        let total = |draft: &Draft| {
            // Nor is last year's figure in a bracket beside it: 318条，同比增长20%（上年265条）.
            let compared = draft.claim.year == ClaimYear::Last || (draft.view.has(Kind::Against) && draft.claim.year != ClaimYear::This);
            draft.claim.role == Role::Total && draft.claim.is_count() && !draft.denial && !compared
        };
        self.totals.clear();
        let totals = self.drafts.iter().enumerate().filter(|(_, draft)| total(draft));
        self.totals.extend(totals.map(|(at, draft)| (first + at, draft.view.tags)));
        self.claims.list.extend(self.drafts.drain(..).map(|draft| draft.claim));
    }
}

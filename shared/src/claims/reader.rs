//! From sentences to claims: what each figure counts, for whom and for which year.
//!
//! Turns the tokens of a sentence into claims. The words around a figure up to the next mark are its window: the set of
//! tags there is looked up as a topic, and only if every word of the window is known. Scope and year are those of the
//! window, else those that the sentence named before; what a narrower clause before left open is unclear. How the figures
//! of a sentence hang together is for [`super::structure`].

use std::cell::Cell;

use super::figure::Figure;
use super::sentence::{self, Token, Value, tokens};
use super::structure;
use super::words::{Kind, Saying, Set, Tags, TopicId, Traits, Words};
use super::{Approximation, Claim, ClaimId, ClaimYear, Claims, Direction, Measure, Polarity, Role, Scope};
use crate::amount::{Amount, Blanks, digit};
use crate::report::{AdministrativeLevel, OrganizationKind, Report, Section};
use crate::source::{Source, Span};

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

/// What the words of a window say.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct View {
    /// First token and one past the last, left of the figure.
    pub(super) left: (usize, usize),
    /// The same right of it.
    pub(super) right: (usize, usize),
    /// What is counted.
    pub(super) tags: Tags,
    /// Whether every word is known.
    pub(super) known: bool,
    /// What its tokens are.
    pub(super) set: Set,
}

/// Words that say something of the time, and dates.
const TIMES: Set = Set::YEAR
    .or(Set::MONTH)
    .or(Set::DAY)
    .or(Set::of(Kind::ThisYear))
    .or(Set::of(Kind::LastYear))
    .or(Set::of(Kind::Cumulative))
    .or(Set::of(Kind::Accumulated))
    .or(Set::of(Kind::AsOf))
    .or(Set::of(Kind::YearEnd))
    .or(Set::of(Kind::Since))
    .or(Set::of(Kind::PartOfYear))
    .or(Set::of(Kind::Intention));
/// What the reporting body may be called, by its area and by what it is.
const AREAS: Set = Set::of(Kind::OwnArea).or(Set::of(Kind::WholeArea));
const BODIES: Set = Set::of(Kind::OwnBody).or(Set::of(Kind::WholeBody));
/// What may say for whom something is counted.
const NAMED: Set = AREAS.or(BODIES).or(Set::of(Kind::OwnLevel)).or(Set::of(Kind::Subordinate));
/// What says what is counted.
const SAYS: Set = Set::UNKNOWN.or(Set::of(Kind::Tag)).or(Set::of(Kind::Subordinate)).or(Set::of(Kind::OwnLevel));

impl View {
    pub(super) const fn has(&self, kind: Kind) -> bool {
        self.set.meets(Set::of(kind))
    }
}

/// For each heading, the last one before it whose extent it stands in.
fn around(sections: &[Section]) -> Vec<Option<usize>> {
    let mut open: Vec<usize> = Vec::new();
    let under = |(at, section): (usize, &Section)| {
        while open.last().is_some_and(|&last| sections[last].extent.end() <= section.extent.start()) {
            open.pop();
        }
        let above = open.last().copied();
        open.push(at);
        above
    };
    sections.iter().enumerate().map(under).collect()
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
        whole: None,
        whole_tags: 0,
        said: vec![None; report.sections.len()],
        above: Said::default(),
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
    /// The figure of the sentence before that a list at the head of this one (其中…) is of.
    pub(super) whole: Option<ClaimId>,
    /// What its words say.
    whole_tags: Tags,
    /// What the words of each heading say, as far as anybody asked.
    said: Vec<Option<Said>>,
    /// What the headings say that the draft in hand stands under.
    above: Said,
    /// What the words of the block say up to some place, and that place: claims are asked about in the order of the text.
    begun: Cell<(usize, Tags)>,
    /// Whether the figures of the block up to some place may be those of bodies below, and that place.
    beside: Cell<(usize, bool)>,
    /// The sentence that this was last asked for, and the answer: the figures of a sentence share it.
    asked_beside: Cell<Option<(usize, bool)>>,
}

/// What the words of a text say, without regard to their order.
#[derive(Clone, Copy, Debug, Default)]
struct Said {
    tags: Tags,
    set: Set,
}

impl Said {
    const fn has(self, kind: Kind) -> bool {
        self.set.meets(Set::of(kind))
    }
}

/// Whether a line of a broken paragraph ends or begins with digits: they may be half of a figure, and the words that belong to
/// it stand on another line.
fn breaks_at_a_figure(sentence: &str) -> bool {
    let is_digit = |c| digit(c).is_some();
    let parts = |at: usize| {
        let (before, behind) = (sentence[..at].trim_blanks_end(), sentence[at..].trim_blanks_start());
        before.ends_with(is_digit) || behind.starts_with(is_digit) || behind.starts_with(['.', '．', ','])
    };
    sentence.match_indices('\n').any(|(at, _)| parts(at))
}

impl Reader<'_> {
    /// Reads a heading or paragraph, sentence by sentence.
    fn block(&mut self, span: Span) {
        self.block = span;
        self.whole = None;
        let start = span.start() as usize;
        self.begun.set((start, 0));
        self.beside.set((start, false));
        self.asked_beside.set(None);
        let text = self.source.slice(span);
        let mut next = 0;
        let broken = text.contains('\n');
        while next < text.len() {
            let (sentence, behind) = sentence::sentence(text, next, self.words);
            if sentence.may_claim && !(broken && breaks_at_a_figure(&text[sentence.start..sentence.end])) {
                self.sentence(&text[sentence.start..sentence.end], span.start() as usize + sentence.start);
            } else if !sentence.is_blank {
                self.whole = None;
            }
            next = behind;
        }
    }

    fn sentence(&mut self, text: &str, at: usize) {
        tokens(text, at, self.words, &mut self.tokens);
        let span = Span::of(at..at + text.len());
        self.set_aside_bare_numbers(text, at);
        self.drafts.clear();
        let mut clause = 0;
        let mut counts = false;
        for token in 0..=self.tokens.len() {
            let ends = self.tokens.get(token).is_none_or(Token::divides);
            if let Some(&Token { value: Value::Figure(figure), .. }) = self.tokens.get(token) {
                self.figure(token, figure, span);
                counts = true;
            }
            if ends {
                if !counts {
                    self.denial(clause, token, span);
                }
                (clause, counts) = (token + 1, false);
            }
        }
        self.split_zeros();
        self.drafts.retain(|draft| !draft.is_a_turn_of_phrase);
        structure::hang_together(self);
        self.settle();
        structure::totals_behind(self);
        self.keep();
    }

    /// A number without a unit is a figure only behind words that ask for one: 关注人数3290, 公开信息276.
    fn set_aside_bare_numbers(&mut self, text: &str, at: usize) {
        for token in 0..self.tokens.len() {
            let Value::Figure(Figure { measure, value, .. }) = self.tokens[token].value else { continue };
            if measure != Measure::None {
                // 计1条 explains how to count, 累计1条 counts.
                let before = &text[..self.tokens[token].start - at];
                let sums = ["累计", "合计", "共计", "总计"].iter().any(|sum| before.ends_with(sum));
                if value == Amount::ONE && before.ends_with('计') && !sums {
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

    fn figure(&mut self, token: usize, figure: Figure, sentence: Span) {
        let view = self.view(token);
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

    /// The words around a figure, up to the next marks.
    fn view(&self, token: usize) -> View {
        let (start, clear) = self.left(token);
        let end = self.right(token);
        let mut view = self.survey(start, token);
        view.known &= clear;
        let right = self.survey(token + 1, end);
        view.right = right.left;
        // 收到9件申请, 9件申请均已答复: the words behind say what is counted, or say more of it.
        view.tags |= right.tags;
        view.known &= right.known;
        view.set = view.set.or(right.set);
        view
    }

    /// Where the window left of a figure starts, and whether its words are surely the figure's.
    fn left(&self, token: usize) -> (usize, bool) {
        const STOPS: Set = Set::DIVIDES.or(Set::FIGURE).or(Set::PAUSE);
        let mut at = token;
        while let Some(stop) = self.tokens[..at].iter().rposition(|token| token.any(STOPS)) {
            let before = &self.tokens[stop];
            at = stop + 1;
            if before.any(Set::FIGURE) {
                // 67件建议和133件提案: what stands before 和 belongs to the figure before.
                let and = (at..token).rev().find(|&and| self.tokens[and].is(Kind::And));
                return and.map_or((at, at == token), |and| (and + 1, true));
            }
            let goes_on = if before.any(Set::PAUSE) {
                let behind = stop > 0 && self.tokens[stop - 1].any(Set::FIGURE.or(Set::CLOSE));
                (!behind && !self.belongs_to_a_figure_before(stop)).then_some(stop)
            } else if before.any(Set::CLOSE) {
                self.opening(stop)
            } else {
                None
            };
            let Some(further) = goes_on else { return (at, true) };
            at = further;
        }
        (0, true)
    }

    /// Whether the words before a pause name what a figure before them counts: 67件建议、133件提案.
    fn belongs_to_a_figure_before(&self, pause: usize) -> bool {
        let before = self.tokens[..pause].iter().rev().find(|token| token.any(Set::DIVIDES.or(Set::FIGURE).or(Set::PAUSE)));
        before.is_some_and(|token| token.any(Set::FIGURE))
    }

    /// The bracket that a closing one belongs to, if no figure stands between them.
    fn opening(&self, close: usize) -> Option<usize> {
        let open = self.tokens[..close].iter().rposition(|token| token.any(Set::OPEN))?;
        let inner = &self.tokens[open + 1..close];
        let plain = inner.iter().all(|token| !token.any(Set::FIGURE.or(Set::CLOSE)));
        plain.then_some(open)
    }

    /// Where the window right of a figure ends.
    fn right(&self, token: usize) -> usize {
        let rest = &self.tokens[token + 1..];
        let stops = |other: &Token| other.any(Set::DIVIDES.or(Set::PAUSE).or(Set::FIGURE));
        let end = token + 1 + rest.iter().position(stops).unwrap_or(rest.len());
        match self.tokens.get(end) {
            // What stands before the next figure is that figure's, unless 和 divides them.
            Some(next) if next.any(Set::FIGURE) => (token + 1..end).rev().find(|&and| self.tokens[and].is(Kind::And)).unwrap_or(token + 1),
            _ => end,
        }
    }

    /// What the words between two tokens say.
    pub(super) fn survey(&self, start: usize, end: usize) -> View {
        let (mut set, mut tags) = (Set::default(), 0);
        for token in &self.tokens[start..end] {
            set = set.or(token.set);
            tags |= token.tags;
        }
        let known = !set.meets(Set::UNKNOWN.or(Set::of(Kind::Narrowing)));
        View { left: (start, end), tags, known, set, ..View::default() }
    }

    /// The words that say what is counted.
    fn subject(&self, view: &View, at: usize) -> Span {
        for (start, end) in [view.left, view.right] {
            let says = |token: &Token| token.any(SAYS);
            let window = &self.tokens[start..end];
            if let (Some(first), Some(last)) = (window.iter().position(says), window.iter().rposition(says)) {
                return Span::of(window[first].start..window[last].end);
            }
        }
        Span::of(at..at)
    }

    fn role(&self, figure: &Figure, view: &View, at: usize) -> Role {
        let changes = ((view.has(Kind::Up) || view.has(Kind::Down)) && !view.has(Kind::To)) || self.difference(view, at).is_some();
        match figure.measure {
            Measure::Percent if view.has(Kind::Share) || (view.has(Kind::Respectively) && self.words_before(view, at).contains('占')) => {
                Role::Share
            }
            Measure::Percent if changes => Role::Change,
            Measure::Percent => {
                let words = self.words_before(view, at);
                if words.contains('率') || words.contains("满意度") { Role::Rate } else { Role::Total }
            }
            Measure::PercentPoints | Measure::Times => Role::Change,
            Measure::Count | Measure::Money if changes => Role::Change,
            Measure::Count | Measure::Money | Measure::None => Role::Total,
        }
    }

    /// 比上年多300条, 较去年少收到5件: whether a figure is how much more or less there was, and which.
    pub(super) fn difference(&self, view: &View, at: usize) -> Option<Direction> {
        let words = self.words_before(view, at);
        if !view.has(Kind::Against) {
            // 比上年的2960条多公开300条: what it is compared with stands right before it.
            let follows = view.left.0 > 0 && self.tokens[view.left.0 - 1].any(Set::FIGURE) && words.chars().count() <= 4;
            return match words.chars().next().filter(|_| follows)? {
                '多' => Some(Direction::Up),
                '少' => Some(Direction::Down),
                _ => None,
            };
        }
        let (place, word) = words.char_indices().rev().find(|(_, c)| matches!(c, '多' | '少'))?;
        let behind = &words[place + word.len_utf8()..];
        let compared = words[..place].contains(['比', '较']) && !words[..place].ends_with(['至', '不', '较', '很', '许']);
        let plain = behind.chars().count() <= 4 && !behind.starts_with(['次', '种', '项', '个', '年', '数', '于']);
        let direction = if word == '多' { Direction::Up } else { Direction::Down };
        (compared && plain).then_some(direction)
    }

    /// The text of a window, up to its figure.
    fn words_before(&self, view: &View, at: usize) -> &str {
        let from = self.tokens.get(view.left.0).map_or(at, |token| token.start.min(at));
        self.source.slice(Span::of(from..at))
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
            self.above = self.headings(drafts[at].claim.span);
            let (year, own) = self.year(&drafts, at);
            drafts[at].own_year = own;
            drafts[at].claim.year = year;
            drafts[at].claim.scope = self.scope(&drafts[at]);
            self.topic(&mut drafts, at);
            self.cells(&mut drafts, at);
        }
        self.drafts = drafts;
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

    fn topic(&self, drafts: &mut [Draft], at: usize) {
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
    pub(super) fn came_from(&self, drafts: &[Draft], at: usize) -> bool {
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
            let whole = breakdown.whole.checked_sub(first).map_or(self.whole_tags, |whole| drafts[whole].view.tags);
            breakdown.parts.contains(&(first + at)) && self.is_of_the_closed(whole, drafts[at].view.tags)
        })
    }

    /// Whether the headings above, or the paragraph so far, speak of something.
    fn speaks_of(&self, saying: &Saying, claim: &Claim) -> bool {
        let disclosure = self.words.marks().disclosure;
        let place = claim.span.start() as usize;
        let sentence = Span::of(claim.sentence.start() as usize..place);
        let heading = (saying.context & !disclosure) | saying.under;
        self.above.tags & heading != 0
            || self.so_far(place) & saying.context & !disclosure != 0
            || self.tags_in(sentence) & saying.context != 0
    }

    /// What the headings say that a place stands under.
    fn headings(&mut self, place: Span) -> Said {
        let mut above = Said::default();
        let begun = self.report.sections.partition_point(|section| section.extent.start() <= place.start());
        let mut next = begun.checked_sub(1);
        while let Some(section) = next {
            if self.report.sections[section].extent.contains(place) {
                let said = self.heading(section);
                above = Said { tags: above.tags | said.tags, set: above.set.or(said.set) };
            }
            next = self.around[section];
        }
        above
    }

    /// What a heading says.
    fn heading(&mut self, section: usize) -> Said {
        if let Some(said) = self.said[section] {
            return said;
        }
        let mut said = Said::default();
        for (_, kind, tags) in self.each_word(self.source.slice(self.report.sections[section].span)) {
            said = Said { tags: said.tags | tags, set: said.set.or(Set::of(kind)) };
        }
        self.said[section] = Some(said);
        said
    }

    /// The tags of all words of the block before a place.
    fn so_far(&self, place: usize) -> Tags {
        let (mut from, mut tags) = self.begun.get();
        if from > place {
            (from, tags) = (self.block.start() as usize, 0);
        }
        // Read on from the last word; one that the place cuts may still be another, shorter word.
        let base = from;
        for (end, _, of_word) in self.each_word(self.source.slice(Span::of(base..self.block.end() as usize))) {
            if base + end > place {
                break;
            }
            from = base + end;
            tags |= of_word;
        }
        self.begun.set((from, tags));
        tags | self.tags_in(Span::of(from..place))
    }

    /// Whether figures of the block before a sentence may be those of bodies below.
    fn is_beside_subordinates(&self, sentence: usize) -> bool {
        if let Some((_, beside)) = self.asked_beside.get().filter(|(asked, _)| *asked == sentence) {
            return beside;
        }
        let (mut from, mut beside) = self.beside.get();
        if from > sentence {
            (from, beside) = (self.block.start() as usize, false);
        }
        let counts =
            |text: &str| text.bytes().any(|byte| byte.is_ascii_digit()) && outside_brackets(text).any(|piece| self.has_subordinates(piece));
        let text = self.source.slice(Span::of(from..sentence));
        let (whole, rest) = text.rsplit_once('。').unwrap_or(("", text));
        // What has no full stop for so long is not read again for each of its parts.
        let (whole, rest) = if rest.len() > sentence::LONGEST { (text, "") } else { (whole, rest) };
        beside |= whole.split('。').any(counts);
        self.beside.set((sentence - rest.len(), beside));
        beside |= counts(rest);
        self.asked_beside.set(Some((sentence, beside)));
        beside
    }

    /// The tags of all words of a text.
    fn tags_in(&self, span: Span) -> Tags {
        self.each_word(self.source.slice(span)).fold(0, |sum, (_, _, tags)| sum | tags)
    }

    fn has_subordinates(&self, text: &str) -> bool {
        self.each_word(text).any(|(_, kind, _)| kind == Kind::Subordinate)
    }

    /// The words of a text, with where they end.
    fn each_word(&self, text: &str) -> impl Iterator<Item = (usize, Kind, Tags)> {
        let mut at = 0;
        std::iter::from_fn(move || {
            let bytes = text.as_bytes();
            while at < bytes.len() {
                let Some(traits) = self.words.traits(bytes, at) else {
                    at += 1;
                    continue;
                };
                if traits.has(Traits::BEGINS)
                    && let Some((word, end)) = self.words.word(text, at)
                {
                    at = end;
                    return Some((end, word.kind, word.tags));
                }
                at += 3;
            }
            None
        })
    }

    /// For which year a draft is, and whether its own window names it.
    fn year(&self, drafts: &[Draft], at: usize) -> (ClaimYear, bool) {
        let draft = &drafts[at];
        if let Some(year) = self.compared_with(&draft.view) {
            return (year, true);
        }
        if let Some(origin) = drafts.get(at + 1).and_then(|next| self.origin(draft, next)) {
            return (self.earlier(draft, origin), true);
        }
        // 由45件增至48件: what is said of the time before 由 is said of what it came to.
        let origin = at.checked_sub(1).and_then(|before| Some((before, self.origin(&drafts[before], draft)?)));
        match origin {
            Some((before, origin)) if self.own_time(&draft.view).is_none() => {
                let from = &drafts[before].view;
                let head = View { left: (from.left.0, origin), right: (origin, origin), ..*from };
                let known = self.year_in([(origin, from.left.1), (origin, origin)], Set::default());
                let earlier = matches!(known, None | Some(Time::Year(ClaimYear::Last)));
                let (year, own) = self.year_of(&head);
                (if earlier { year } else { ClaimYear::Unclear }, own)
            }
            _ => self.year_of(&draft.view),
        }
    }

    /// For which year the words of a window are, and whether they name it themselves.
    fn year_of(&self, view: &View) -> (ClaimYear, bool) {
        match self.own_time(view) {
            Some(Time::Year(year)) => return (year, true),
            Some(Time::Accumulated) => {
                let named = matches!(self.year_before(view.left.0), Some(Time::Year(ClaimYear::This)));
                return (if named { ClaimYear::This } else { ClaimYear::Unclear }, named);
            }
            None => {}
        }
        let year = match self.year_before(view.left.0) {
            Some(Time::Year(ClaimYear::This)) => ClaimYear::This,
            // 历年累计受理25件，办结24件: nothing else is said of the time.
            Some(Time::Year(ClaimYear::Cumulative)) if self.times(view.left.0) == 1 => ClaimYear::Cumulative,
            Some(_) => ClaimYear::Unclear,
            // What is announced is not counted yet.
            None if self.above.has(Kind::Intention) => ClaimYear::Unclear,
            None => ClaimYear::This,
        };
        (year, false)
    }

    /// The year of a figure that stands for what another is compared with: 较上年的125件增加25件, 比上年（5000条）.
    fn compared_with(&self, view: &View) -> Option<ClaimYear> {
        let (start, end) = view.left;
        if !view.has(Kind::Against) || view.has(Kind::To) || view.has(Kind::Up) || view.has(Kind::Down) {
            let against = start.checked_sub(2).filter(|&before| self.tokens[before].is(Kind::Against))?;
            let brackets = start == end && self.tokens[start - 1].any(Set::OPEN);
            return (brackets && self.compares(against) && self.names_a_year(against)).then_some(ClaimYear::Last);
        }
        let against = (start..end).rev().find(|&token| self.tokens[token].is(Kind::Against) && self.compares(token))?;
        if let Some(time) = self.year_in([(against + 1, end), (end, end)], Set::default()) {
            return Some(if let Time::Year(year) = time { year } else { ClaimYear::Unclear });
        }
        // 较上年新收45件多3件 may be said of either.
        let plain = self.tokens[against + 1..end].iter().all(|token| token.is(Kind::Filler));
        Some(if plain && self.names_a_year(against) { ClaimYear::Last } else { ClaimYear::Unclear })
    }

    /// Whether a word stands before what something is compared with: 较, 比上年, and not 同比 or 与上年相比.
    fn compares(&self, token: usize) -> bool {
        let Token { start, end, .. } = self.tokens[token];
        let word = self.text(start, end);
        word.starts_with(['较', '比']) && !word.ends_with('比')
    }

    fn names_a_year(&self, token: usize) -> bool {
        let Token { start, end, .. } = self.tokens[token];
        self.text(start, end).contains('年')
    }

    /// The token of 由 or 从 in the window of a figure from which the next one is said to have come: 由45件增至48件.
    fn origin(&self, from: &Draft, to: &Draft) -> Option<usize> {
        if !to.view.has(Kind::To) || from.claim.unit != to.claim.unit || from.denial || to.denial {
            return None;
        }
        let (start, end) = from.view.left;
        let leads = |&token: &usize| {
            let Token { start, end, .. } = self.tokens[token];
            self.text(start, end).ends_with(['由', '从'])
        };
        let lead = (start..end).rev().find(leads)?;
        // 由45件，增至48件, and not 由县政府受理45件，办结率增至98%.
        let together = !self.tokens[from.token..to.token].iter().any(Token::divides);
        let bare = || self.tokens[lead + 1..end].iter().all(|token| token.tags == 0 && !token.any(Set::UNKNOWN));
        (together || bare()).then_some(lead)
    }

    /// The year of the figure that another came from: what its own words say of the time, else the year before.
    fn earlier(&self, draft: &Draft, lead: usize) -> ClaimYear {
        match self.year_in([(lead + 1, draft.view.left.1), draft.view.right], Set::default()) {
            Some(Time::Year(ClaimYear::This | ClaimYear::Cumulative) | Time::Accumulated) => ClaimYear::Unclear,
            Some(Time::Year(year)) => year,
            None => {
                let head = View { left: (draft.view.left.0, lead), right: (lead, lead), ..draft.view };
                if self.year_of(&head).0 == ClaimYear::This { ClaimYear::Last } else { ClaimYear::Unclear }
            }
        }
    }

    /// What the words of a window say of the time.
    fn own_time(&self, view: &View) -> Option<Time> {
        let carries = view.tags & self.words.marks().carry != 0;
        self.year_in([view.left, view.right], if carries { Set::YEAR } else { Set::default() })
    }

    /// What the nearest words before a token say of the year; brackets apart.
    fn year_before(&self, end: usize) -> Option<Time> {
        let mut clause = end;
        while clause > 0 {
            let mark = self.tokens[..clause].iter().rposition(Token::divides);
            let start = mark.map_or(0, |mark| mark + 1);
            // 较2021年增加 names what is compared with.
            let compares = || self.tokens[start..clause].iter().any(|token| token.is(Kind::Against));
            if let Some(time) = self.year_in([(start, clause), (clause, clause)], Set::default()).filter(|_| !compares()) {
                // 2021年新收33件，2020年结转5件，办结36件: the year that cases come from is not the statement's.
                let carries = self.tokens[start..clause].iter().any(|token| token.tags & self.words.marks().carry != 0);
                if !carries || starts_a_statement(&self.tokens, start) {
                    return Some(time);
                }
            }
            let mark = mark?;
            let close = self.tokens[mark].any(Set::CLOSE);
            let open = if close { self.tokens[..mark].iter().rposition(|token| token.any(Set::OPEN)) } else { None };
            clause = open.unwrap_or(mark);
        }
        None
    }

    /// How often the sentence names a time before a token.
    fn times(&self, end: usize) -> usize {
        const NAMES: Set = Set::YEAR
            .or(Set::MONTH)
            .or(Set::DAY)
            .or(Set::of(Kind::ThisYear))
            .or(Set::of(Kind::LastYear))
            .or(Set::of(Kind::Cumulative))
            .or(Set::of(Kind::PartOfYear))
            .or(Set::of(Kind::Since));
        self.tokens[..end].iter().filter(|token| token.any(NAMES)).count()
    }

    /// What the tokens of two windows say of the time, some apart.
    fn year_in(&self, windows: [(usize, usize); 2], apart: Set) -> Option<Time> {
        let tokens = || windows.into_iter().flat_map(|(start, end)| &self.tokens[start..end]).filter(|token| !token.any(apart));
        let set = tokens().fold(Set::default(), |set, token| set.or(token.set));
        if !set.meets(TIMES) {
            return None;
        }
        let has = |kind: Kind| set.meets(Set::of(kind));
        let (accumulated, since, year_end) = (has(Kind::Accumulated), has(Kind::Since), has(Kind::YearEnd));
        let (mut as_of, other) = (has(Kind::AsOf), has(Kind::Intention) || has(Kind::PartOfYear));
        let done = tokens().any(|token| token.tags & (self.words.marks().done | self.words.marks().stock) != 0);
        let mut said = None;
        let mut days = Days::default();
        for token in tokens().filter(|token| token.any(TIMES)) {
            let year = match token.value {
                Value::Year(year) => Some(self.relative(year)),
                Value::Month(month) => {
                    days.month(month);
                    None
                }
                Value::Day(day) => {
                    days.day(day);
                    None
                }
                _ if token.is(Kind::ThisYear) => Some(ClaimYear::This),
                _ if token.is(Kind::LastYear) => Some(ClaimYear::Last),
                _ if token.is(Kind::Cumulative) => Some(ClaimYear::Cumulative),
                _ => None,
            };
            if let Some(year) = year {
                said = Some(if said.is_none_or(|said| said == year) { year } else { ClaimYear::Unclear });
            }
        }
        // 截至年底办结95件, 截至年底现行有效43件 is what the year came to; 截至年底公开10.2万条 may be that of all years.
        as_of |= year_end && !done;
        match said {
            _ if other => Some(Time::Year(ClaimYear::Other)),
            _ if days.count > 0 && !days.is_the_whole_year() => Some(Time::Year(ClaimYear::Unclear)),
            Some(ClaimYear::Cumulative) => Some(Time::Year(ClaimYear::Cumulative)),
            _ if as_of => Some(Time::Year(ClaimYear::Unclear)),
            _ if since => Some(Time::Year(ClaimYear::Other)),
            Some(year) => Some(Time::Year(year)),
            None if accumulated => Some(Time::Accumulated),
            None => None,
        }
    }

    fn relative(&self, year: i32) -> ClaimYear {
        match self.report.year.year {
            // Where title, period and captions disagree, a year by itself does not tell this one from the last.
            Some(_) if self.doubtful_year => ClaimYear::Unclear,
            Some(this) if year == this => ClaimYear::This,
            Some(this) if year == this - 1 => ClaimYear::Last,
            Some(_) => ClaimYear::Other,
            None => ClaimYear::Unclear,
        }
    }

    /// For whom a draft is counted.
    fn scope(&self, draft: &Draft) -> Scope {
        let view = draft.view;
        if self.is_narrowed(view.left.0) {
            return Scope::Unclear;
        }
        let own = [view.right, view.left].into_iter().flat_map(|(start, end)| self.tokens[start..end].iter().rev());
        if let Some(scope) = own.filter(|token| token.any(NAMED)).find_map(|token| self.named_scope(token)) {
            return scope;
        }
        // Nearest first; whoever else was spoken of may still be meant. Behind an aside, only who was named before it.
        let (mut at, mut aside) = (view.left.0, false);
        while let Some(found) = self.tokens[..at].iter().rposition(|token| token.any(NAMED.or(Set::UNKNOWN).or(Set::CLOSE))) {
            at = found;
            let token = &self.tokens[at];
            if token.any(Set::CLOSE)
                && let Some(open) = self.tokens[..at].iter().rposition(|token| token.any(Set::OPEN))
            {
                aside |= (open..at).any(|inner| self.is_a_body(&self.tokens[inner]));
                at = open;
                continue;
            }
            match self.named_scope(token) {
                Some(Scope::Whole) => return Scope::Whole,
                Some(_) => return Scope::Unclear,
                None if token.any(Set::UNKNOWN) && self.names_a_body(token) => return Scope::Unclear,
                None => {}
            }
        }
        if aside {
            return Scope::Unclear;
        }
        // A heading or another sentence may speak of bodies below.
        let beside = self.above.has(Kind::Subordinate) || self.is_beside_subordinates(draft.claim.sentence.start() as usize);
        if beside { Scope::Unclear } else { Scope::Whole }
    }

    fn named_scope(&self, token: &Token) -> Option<Scope> {
        if !token.any(NAMED) {
            return None;
        }
        let of = self.report.organization.as_ref().map_or(OrganizationKind::Unknown, |it| it.kind);
        let body = matches!(of, OrganizationKind::Department | OrganizationKind::School);
        Some(if token.any(AREAS) {
            if body { Scope::Unclear } else { Scope::Whole }
        } else if token.any(BODIES) {
            if of == OrganizationKind::Government { Scope::Unclear } else { Scope::Whole }
        } else if self.is_the_township_itself(token) {
            // 红旗街道 calls itself 街道, 石门乡 calls itself 乡政府: no level is below that reports by itself.
            Scope::Whole
        } else if token.is(Kind::OwnLevel) {
            Scope::Own
        } else {
            Scope::Subordinate
        })
    }

    /// Whether a token is what a township or subdistrict calls itself: the last part of its name.
    fn is_the_township_itself(&self, token: &Token) -> bool {
        let Some(body) = self.report.organization.as_ref().filter(|body| body.level == AdministrativeLevel::Township) else { return false };
        let word = self.source.slice(Span::of(token.start..token.end));
        match word {
            "街道" | "街道办事处" => body.name.contains("街道"),
            "乡政府" | "镇政府" => body.name.contains(&word[..'乡'.len_utf8()]),
            _ => false,
        }
    }

    /// Whether a token names the bodies of some level, or one that is not known.
    fn is_a_body(&self, token: &Token) -> bool {
        self.named_scope(token).is_some_and(|scope| scope != Scope::Whole) || (token.any(Set::UNKNOWN) && self.names_a_body(token))
    }

    fn names_a_body(&self, token: &Token) -> bool {
        let text = self.source.slice(Span::of(token.start..token.end));
        text.chars().any(is_of_a_body)
    }

    /// Whether a clause before, of this statement, names a condition: 财政信息方面，公开…
    fn is_narrowed(&self, end: usize) -> bool {
        let narrows = |(words, unknown, tagged): (usize, bool, bool)| {
            // 依申请公开方面 names what is counted itself.
            words > 1 || (words > 0 && (unknown || !tagged))
        };
        let mut clause = (0, false, false);
        for token in self.tokens[..end].iter().rev() {
            if token.divides() {
                if narrows(clause) || token.any(Set::SEMICOLON) {
                    return narrows(clause);
                }
                clause = (0, false, false);
            } else {
                let (words, unknown, tagged) = clause;
                clause = (words + usize::from(token.is(Kind::Narrowing)), unknown | token.any(Set::UNKNOWN), tagged | (token.tags != 0));
            }
        }
        narrows(clause)
    }

    fn cells(&self, drafts: &mut [Draft], at: usize) {
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
    pub(super) const fn verbs(&self) -> Tags {
        self.words.marks().verbs
    }

    /// Whether a figure is of what is made or ended in a year, or goes on into the next, and no part of what is there or was closed.
    pub(super) const fn is_a_flow(&self, whole: Tags, part: Tags) -> bool {
        let marks = self.words.marks();
        part & marks.flows != 0 || (whole & marks.done != 0 && part & marks.carried_out != 0)
    }

    /// Whether a figure tells when some of those that were closed came in: 办结46件，其中新收44件、上年结转2件.
    pub(super) const fn is_of_the_closed(&self, whole: Tags, part: Tags) -> bool {
        let marks = self.words.marks();
        whole & marks.done != 0 && part & marks.done == 0 && part & marks.coming != 0
    }

    /// What the words of a figure say that a list is of.
    pub(super) fn tags_of(&self, whole: ClaimId) -> Tags {
        match whole.checked_sub(self.claims.list.len()) {
            Some(draft) => self.drafts[draft].view.tags,
            None => self.whole_tags,
        }
    }

    /// The tags of what comes in, and of what is done with it.
    pub(super) const fn received_and_done(&self) -> (Tags, Tags) {
        let marks = self.words.marks();
        (marks.received, marks.done)
    }

    /// The year that the words name for a draft: in its own window, or right before its bracket (比2014年（3,862条）).
    pub(super) fn named_year(&self, draft: &Draft) -> Option<ClaimYear> {
        if let Some(year) = self.compared_with(&draft.view) {
            return Some(year);
        }
        if self.own_time(&draft.view).is_some()
            && let (year, true) = self.year_of(&draft.view)
        {
            return Some(year);
        }
        let before = draft.view.left.0.checked_sub(2)?;
        let token = self.tokens[before];
        match token.value {
            _ if !self.tokens[before + 1].any(Set::OPEN) => None,
            Value::Year(year) => Some(self.relative(year)),
            _ => token.is(Kind::LastYear).then_some(ClaimYear::Last),
        }
    }

    /// Whether the text before a token ends with some words.
    pub(super) fn ends_with(&self, token: usize, words: &str) -> bool {
        self.source.text()[..self.tokens[token].start].ends_with(words)
    }

    pub(super) fn text(&self, start: usize, end: usize) -> &str {
        self.source.slice(Span::of(start..end.max(start)))
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
        let totals = || self.drafts.iter().enumerate().filter(|(_, draft)| total(draft));
        (self.whole, self.whole_tags) = match (totals().next(), totals().nth(1)) {
            (Some((at, draft)), None) => (Some(first + at), draft.view.tags),
            _ => (None, 0),
        };
        self.claims.list.extend(self.drafts.drain(..).map(|draft| draft.claim));
    }
}

/// Whether a clause opens its sentence, or follows a semicolon or a bracket.
fn starts_a_statement(tokens: &[Token], start: usize) -> bool {
    start.checked_sub(1).is_none_or(|mark| !tokens[mark].any(Set::COMMA))
}

/// Characters that names of bodies are told by.
const OF_BODIES: [char; 15] = ['局', '委', '厅', '院', '署', '馆', '所', '队', '乡', '镇', '村', '校', '办', '司', '企'];

/// Whether a character is one of [`OF_BODIES`].
fn is_of_a_body(c: char) -> bool {
    /// Their last bits: hardly another character has them, so that one branch tells nearly always.
    const LAST: u128 = {
        let (mut set, mut at) = (0, 0);
        while at < OF_BODIES.len() {
            set |= 1 << (OF_BODIES[at] as u32 % u128::BITS);
            at += 1;
        }
        set
    };
    LAST >> (u32::from(c) % u128::BITS) & 1 != 0 && OF_BODIES.contains(&c)
}

/// The pieces of a text that stand in no brackets: 全县收到100件（其中乡镇15件） goes on about the county.
fn outside_brackets(text: &str) -> impl Iterator<Item = &str> {
    text.split(['（', '(']).enumerate().map(|(at, piece)| match at {
        0 => piece,
        _ => piece.split_once(['）', ')']).map_or("", |(_, behind)| behind),
    })
}

/// What words say of the time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Time {
    Year(ClaimYear),
    /// 累计: of the year, if that is named.
    Accumulated,
}

/// The days that words name, in their order, as month and day; 0 where one is not named.
#[derive(Clone, Copy, Debug, Default)]
struct Days {
    count: usize,
    /// The first two of them.
    first: [(u32, u32); 2],
    /// The last of them.
    last: (u32, u32),
}

impl Days {
    fn month(&mut self, month: u32) {
        self.count += 1;
        self.note((month, 0));
    }

    fn day(&mut self, day: u32) {
        let (month, before) = self.last;
        if self.count == 0 || before != 0 {
            self.count += 1;
            self.note((0, day));
        } else {
            self.note((month, day));
        }
    }

    fn note(&mut self, day: (u32, u32)) {
        self.last = day;
        if let Some(place) = self.first.get_mut(self.count - 1) {
            *place = day;
        }
    }

    fn is_the_whole_year(&self) -> bool {
        self.count == 2 && self.first == [(1, 1), (12, 31)]
    }
}

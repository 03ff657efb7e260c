//! From the lines outside tables to headings, running text and page furniture.
//!
//! A line that starts with an ordinal is a candidate; the candidates are then judged together, since one alone does not
//! tell. A list of contents is set aside because its entries come again as headings; a numbering in another style belongs
//! to the level whose own numbering goes on where it ends (`1、` before 二、); items 1. 2. 3. are headings or sentences as
//! most of them are. A heading that runs on into its sentence gives the heading phrase only.
//!
//! ```text
//! （一）分工明确，夯实责任。为全面贯彻落实《条例》精神，…   heading 分工明确，夯实责任, level 2; the rest is running text
//! ```
//!
//! A line that was broken at the width of a page comes here whole ([`super::wrapped`]): it may hold line breaks.
//!
//! Invariant: sections, paragraphs and furniture are each in the order of the text, and every line that is not blank is in
//! one of them. Tables are left to the caller, who passes the lines outside them; title and signature are text here.

use std::ops::Range;

use memchr::memmem::Finder;

use crate::amount::{Blanks, digit, is_blank};
use crate::fold::Folder;
use crate::recognise::furniture::is_furniture;
use crate::recognise::official::{self, OfficialHeadings, Wording};
use crate::recognise::ordinal::{Ordinal, numeral};
use crate::report::{OrdinalStyle, Section};
use crate::source::{Source, Span};
use gouji_documents::is_ideograph;

/// Headings, running text and furniture of a report.
#[derive(Debug, Default)]
pub(crate) struct Outline {
    /// Headings of levels 1 to 3.
    pub(crate) sections: Vec<Section>,
    /// Everything else that is text, headings' sentences among it.
    pub(crate) paragraphs: Vec<Span>,
    /// Page numbers, web-page chrome, lists of contents.
    pub(crate) furniture: Vec<Span>,
}

/// Longest heading phrase, in characters, when its sentence goes on behind it.
const LONGEST_RUN_IN: usize = 40;
/// Longest heading phrase, in characters, on a line of its own.
const LONGEST_ALONE: usize = 60;
/// Longest item, in characters, that ends its line with a full stop and is a heading all the same.
const LONGEST_CLOSED_ITEM: usize = 30;
/// Longest line, in bytes, that can be a heading without ordinal.
const LONGEST_UNNUMBERED: usize = 120;
/// Shortest line, in bytes, that is searched for headings within.
const SHORTEST_FLATTENED: usize = 600;
/// Fewest headings of the form that make a numbering the top one.
const FEWEST_TOP_HEADINGS: usize = 3;

/// A line that is not blank.
#[derive(Clone, Copy, Debug)]
struct Piece {
    span: Span,
    kind: PieceKind,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum PieceKind {
    Text,
    Furniture,
    /// Index of the candidate.
    Candidate(usize),
}

/// A line that may be a heading.
#[derive(Clone, Copy, Debug)]
struct Candidate {
    /// Index of its piece.
    piece: usize,
    /// Level as judged so far; `NONE` for a line that is no heading.
    level: u8,
    number: u32,
    style: OrdinalStyle,
    ordinal: Span,
    heading: Span,
    /// What follows the heading on its line.
    rest: Span,
    /// Whether it looks like a heading even where sentences are numbered too.
    solid: bool,
    /// The section of the form that an unnumbered heading names.
    wording: Option<Wording>,
}

/// Level of a candidate that is no heading.
const NONE: u8 = 0;

/// Reads headings, running text and furniture from the lines outside tables. A `form` of `None` is an unknown edition.
pub(crate) fn outline(source: &Source, folder: &Folder, official: &OfficialHeadings, form: Option<usize>, lines: &[Span]) -> Outline {
    let mut reader = Reader { source, folder, official, form, pieces: Vec::with_capacity(lines.len()), candidates: Vec::new() };
    reader.read_lines(lines);
    reader.set_contents_aside();
    reader.assign_levels();
    reader.promote_numbering();
    reader.drop_sentences();
    reader.judge_unnumbered();
    reader.finish()
}

struct Reader<'a> {
    source: &'a Source,
    folder: &'a Folder,
    official: &'a OfficialHeadings,
    form: Option<usize>,
    pieces: Vec<Piece>,
    candidates: Vec<Candidate>,
}

impl Reader<'_> {
    fn read_lines(&mut self, lines: &[Span]) {
        let comma = Finder::new("、");
        let mut lines = lines.iter().copied().peekable();
        let mut cuts = Vec::new();
        while let Some(line) = lines.next() {
            let line = self.content(line);
            if line.is_empty() {
                continue;
            }
            if line.len() as usize >= SHORTEST_FLATTENED {
                self.cut_flattened(line, &comma, &mut cuts);
            }
            if cuts.is_empty() {
                let next = lines.peek().copied();
                if self.read_line(line, next) {
                    lines.next();
                }
                continue;
            }
            let mut start = line.start();
            for end in cuts.drain(..).chain([line.end()]) {
                let piece = self.content(Span::new(start, end));
                if !piece.is_empty() {
                    self.read_line(piece, None);
                }
                start = end;
            }
        }
    }

    /// Reads one line; says whether it took the next one, too, as the heading of an ordinal that stands alone.
    fn read_line(&mut self, line: Span, next: Option<Span>) -> bool {
        let text = self.source.slice(line);
        let kind = match Ordinal::read(text) {
            Some(_) if is_row(text) => PieceKind::Text,
            Some(ordinal) => {
                let ordinal_span = within(line, 0, ordinal.len);
                let rest = self.content(within(line, ordinal.len, text.len()));
                if !rest.is_empty() {
                    return self.push_candidate(line, ordinal, ordinal_span, rest);
                }
                match next.map(|next| self.content(next)) {
                    Some(next) if self.continues(line, next) => {
                        self.push_candidate(line.cover(next), ordinal, ordinal_span, next);
                        return true;
                    }
                    _ => PieceKind::Text,
                }
            }
            None if is_furniture(text) => PieceKind::Furniture,
            None => match self.unnumbered(text) {
                Some(wording) => return self.push_unnumbered(line, wording),
                None => PieceKind::Text,
            },
        };
        self.pieces.push(Piece { span: line, kind });
        false
    }

    /// Whether `next` is the heading of the ordinal that stands alone on `line`.
    fn continues(&self, line: Span, next: Span) -> bool {
        let between = self.source.slice(Span::new(line.end(), next.start()));
        let text = self.source.slice(next);
        between.len() <= 12 && between.chars().all(is_layout) && Ordinal::read(text).is_none() && Phrase::read(text).chars >= 2
    }

    /// The line without blanks, Markdown marks and bookmarks around it.
    fn content(&self, line: Span) -> Span {
        let text = self.source.slice(line);
        let mut start = text.trim_start_matches(is_layout);
        while let Some(end) = start.strip_prefix("[bookmark:").and_then(|rest| rest.find(']')) {
            start = start["[bookmark:".len() + end + 1..].trim_start_matches(is_layout);
        }
        let kept = start.trim_end_matches(is_layout);
        within(line, text.len() - start.len(), text.len() - start.len() + kept.len())
    }

    fn push_candidate(&mut self, line: Span, ordinal: Ordinal, ordinal_span: Span, rest: Span) -> bool {
        let level = match ordinal.style {
            OrdinalStyle::ChineseComma | OrdinalStyle::ChineseDot | OrdinalStyle::Part => 1,
            OrdinalStyle::ChineseParenthesis => 2,
            OrdinalStyle::ArabicDot | OrdinalStyle::ArabicComma => 3,
            OrdinalStyle::ArabicParenthesis | OrdinalStyle::Unnumbered => 4,
        };
        let text = self.source.slice(rest);
        let phrase = Phrase::read(text);
        let end = self.heading_end(text, &phrase, level);
        let trimmed = text[..end].trim_end_matches(closes_heading);
        let follows = text[end..].trim_start_matches(closes_heading);
        let candidate = Candidate {
            piece: self.pieces.len(),
            level,
            number: ordinal.number,
            style: ordinal.style,
            ordinal: ordinal_span,
            heading: within(rest, 0, trimmed.len()),
            rest: if is_leader(follows) { Span::new(rest.end(), rest.end()) } else { within(rest, text.len() - follows.len(), text.len()) },
            solid: phrase.is_solid(),
            wording: None,
        };
        let kind = if candidate.heading.is_empty() { PieceKind::Text } else { PieceKind::Candidate(self.candidates.len()) };
        self.pieces.push(Piece { span: line, kind });
        if kind != PieceKind::Text {
            self.candidates.push(candidate);
        }
        false
    }

    /// Where the heading phrase ends in what follows an ordinal.
    fn heading_end(&self, text: &str, phrase: &Phrase, level: u8) -> usize {
        let longest = if phrase.follows || phrase.closed { LONGEST_RUN_IN } else { LONGEST_ALONE };
        let runs_on = phrase.follows || phrase.chars > LONGEST_RUN_IN || (phrase.closed && phrase.comma.is_some());
        if level == 1 && runs_on {
            let official = self.official.prefix(self.form, text, self.folder).filter(|&end| end < phrase.end);
            if let Some(end) = official.filter(|&end| phrase.chars > LONGEST_RUN_IN || text[end..].starts_with(is_blank)) {
                return end;
            }
        }
        match (phrase.gap, phrase.comma) {
            (Some(gap), _) if runs_on => gap,
            (_, Some(comma)) if phrase.chars > longest => comma,
            _ => phrase.end,
        }
    }

    /// The section that a line without ordinal names, if the whole line is a heading of the form.
    fn unnumbered(&self, text: &str) -> Option<Wording> {
        let first = text.chars().next()?;
        if text.len() > LONGEST_UNNUMBERED || first == '附' || !self.official.may_start(first, self.folder) {
            return None;
        }
        let key = official::key(text, self.folder);
        let wording = self.official.by_wording(self.form, &key)?;
        (!text.ends_with('。') && !self.official.is_caption(self.form, &key)).then_some(wording)
    }

    fn push_unnumbered(&mut self, line: Span, wording: Wording) -> bool {
        let text = self.source.slice(line);
        let heading = within(line, 0, text.trim_end_matches(closes_heading).len());
        self.pieces.push(Piece { span: line, kind: PieceKind::Candidate(self.candidates.len()) });
        self.candidates.push(Candidate {
            piece: self.pieces.len() - 1,
            level: 1,
            number: 0,
            style: OrdinalStyle::Unnumbered,
            ordinal: within(line, 0, 0),
            heading,
            rest: Span::new(line.end(), line.end()),
            solid: true,
            wording: Some(wording),
        });
        false
    }

    /// Finds where headings start inside a line that a whole report was flattened into. Only a heading of the form after
    /// a full stop makes a line such a one; then （一） after a full stop counts, too. Headings that a sentence lists one
    /// after the other (本报告由六个部分组成：一、…；二、…) begin nothing.
    fn cut_flattened(&self, line: Span, comma: &Finder<'_>, cuts: &mut Vec<u32>) {
        let text = self.source.slice(line);
        let mut found: Vec<Range<usize>> = Vec::new();
        for at in comma.find_iter(text.as_bytes()) {
            let before = text[..at].trim_end_matches(|c| numeral(c).is_some());
            if before.len() == at || !ends_sentence(before) {
                continue;
            }
            let Some(ordinal) = Ordinal::read(&text[before.len()..]) else { continue };
            let rest = text[before.len() + ordinal.len..].trim_blanks_start();
            if let Some(end) = self.official.prefix(self.form, rest, self.folder) {
                found.push(before.len()..text.len() - rest.len() + end);
            }
        }
        drop_listed(text, &mut found);
        cuts.extend(found.iter().map(|heading| line.start() + to_u32(heading.start)));
        if cuts.is_empty() {
            return;
        }
        for (at, _) in text.match_indices(['（', '(']) {
            let ordinal = Ordinal::read(&text[at..]);
            if ordinal.is_some_and(|ordinal| ordinal.style == OrdinalStyle::ChineseParenthesis) && ends_sentence(&text[..at]) {
                cuts.push(line.start() + to_u32(at));
            }
        }
        cuts.sort_unstable();
        cuts.dedup();
    }

    /// Sets a list of contents aside: entries without text between them, most of which come again later.
    fn set_contents_aside(&mut self) {
        let Some(first) = self.candidates.first() else { return };
        let key = self.entry_key(first);
        let again = self.candidates[1..]
            .iter()
            .position(|other| (other.number, other.style) == (first.number, first.style) && self.entry_key(other) == key);
        let Some(end) = again.map(|at| at + 1) else { return };
        let dense = self.candidates[..end].windows(2).all(|pair| pair[1].piece == pair[0].piece + 1 && pair[0].rest.is_empty());
        if !dense || end < 2 || !self.candidates[end - 1].rest.is_empty() {
            return;
        }
        let mut later = self.candidates[end..].iter();
        let repeated = self.candidates[..end].iter().filter(|entry| {
            let key = self.entry_key(entry);
            let mut ahead = later.clone();
            let found = ahead.any(|other| (other.number, other.style) == (entry.number, entry.style) && self.entry_key(other) == key);
            if found {
                later = ahead;
            }
            found
        });
        if repeated.count() * 3 < end * 2 {
            return;
        }
        for entry in &mut self.candidates[..end] {
            entry.level = NONE;
            self.pieces[entry.piece].kind = PieceKind::Furniture;
        }
        self.candidates.drain(..end);
        for (at, candidate) in self.candidates.iter().enumerate() {
            self.pieces[candidate.piece].kind = PieceKind::Candidate(at);
        }
    }

    /// A heading to be compared, without the number of its page.
    fn entry_key(&self, candidate: &Candidate) -> String {
        let heading = self.source.slice(candidate.heading);
        let words = heading.trim_end_matches(|c| digit(c).is_some());
        official::key(if words.ends_with(is_blank) { words } else { heading }, self.folder)
    }

    /// Gives a numbering in another style the level of the numbering that goes on where it ends.
    fn assign_levels(&mut self) {
        let mut own = [0_u32; 2];
        let mut runs = [Run::default(); 3];
        for at in 0..self.candidates.len() {
            let candidate = self.candidates[at];
            let level = candidate.level;
            if let Some(run) = Run::slot(candidate.style) {
                runs[run].take(at, candidate.number);
                if self.stands_in(&candidate, &runs[run], own[0]) {
                    self.candidates[at].level = 1;
                    own = [candidate.number, 0];
                }
                continue;
            }
            if candidate.style == OrdinalStyle::Unnumbered {
                continue;
            }
            let last = &mut own[usize::from(level - 1)];
            if candidate.number > *last + 1 {
                let run = runs.iter().find(|run| run.len > 0 && run.first == *last + 1 && run.last + 1 == candidate.number);
                if let Some(run) = run {
                    self.adopt(*run, at, level);
                }
            }
            *last = candidate.number;
            if level == 1 {
                own[1] = 0;
                runs = [Run::default(); 3];
            }
        }
    }

    fn adopt(&mut self, run: Run, end: usize, level: u8) {
        let style = self.candidates[run.start].style;
        for candidate in self.candidates[run.start..end].iter_mut().filter(|candidate| candidate.style == style) {
            candidate.level = level;
        }
    }

    /// Whether a lone `6、` goes on with the numbering 五、 and names a section of the form.
    fn stands_in(&self, candidate: &Candidate, run: &Run, last: u32) -> bool {
        last > 0
            && candidate.number == last + 1
            && run.len == 1
            && candidate.rest.is_empty()
            && self.official.by_wording(self.form, &self.entry_key(candidate)).is_some()
    }

    /// Where nothing is numbered 一、, the numbering whose headings are those of the form is the top one.
    fn promote_numbering(&mut self) {
        if self.candidates.iter().any(|candidate| candidate.level == 1 && candidate.style != OrdinalStyle::Unnumbered) {
            return;
        }
        let styles =
            [OrdinalStyle::ChineseParenthesis, OrdinalStyle::ArabicComma, OrdinalStyle::ArabicDot, OrdinalStyle::ArabicParenthesis];
        for style in styles {
            let mut sections = 0_u64;
            for candidate in self.candidates.iter().filter(|candidate| candidate.style == style) {
                if let Some(wording) = self.official.by_wording(self.form, &self.entry_key(candidate)) {
                    sections |= 1 << wording.section.min(63);
                }
            }
            if sections.count_ones() as usize >= FEWEST_TOP_HEADINGS {
                for candidate in self.candidates.iter_mut().filter(|candidate| candidate.style == style) {
                    candidate.level = 1;
                }
                return;
            }
        }
    }

    /// Items 1. 2. 3. of one list are headings or sentences as most of them are.
    fn drop_sentences(&mut self) {
        for style in [OrdinalStyle::ArabicDot, OrdinalStyle::ArabicComma] {
            let mut start = 0;
            while start < self.candidates.len() {
                let end = self.list_end(start, style);
                let members = |candidate: &&mut Candidate| candidate.level == 3 && candidate.style == style;
                let (mut total, mut solid) = (0, 0);
                for candidate in self.candidates[start..end].iter_mut().filter(members) {
                    total += 1;
                    solid += usize::from(candidate.solid);
                }
                if solid * 2 <= total {
                    self.candidates[start..end].iter_mut().filter(members).for_each(|candidate| candidate.level = NONE);
                }
                start = end;
            }
        }
    }

    /// End of the list in a style that starts at a candidate: the next higher heading, or a number that does not rise.
    fn list_end(&self, start: usize, style: OrdinalStyle) -> usize {
        let mut last = 0;
        for (at, candidate) in self.candidates.iter().enumerate().skip(start) {
            if candidate.level < 3 && candidate.level != NONE && at > start {
                return at;
            }
            if candidate.level == 3 && candidate.style == style {
                if candidate.number <= last {
                    return at;
                }
                last = candidate.number;
            }
        }
        self.candidates.len()
    }

    /// Keeps an unnumbered line only as the heading of a section that has no other, at the place where the form has it.
    fn judge_unnumbered(&mut self) {
        let is_numbered = |candidate: &Candidate| candidate.level == 1 && candidate.style != OrdinalStyle::Unnumbered;
        let numbered = self.candidates.iter().any(is_numbered);
        let section_of = |candidate: &Candidate| match candidate.wording {
            Some(wording) => Some(wording.section),
            None => self.official.by_wording(self.form, &self.entry_key(candidate)).map(|wording| wording.section),
        };
        let sections: Vec<Option<u8>> =
            self.candidates.iter().map(|candidate| if candidate.level == 1 { section_of(candidate) } else { None }).collect();
        for at in 0..self.candidates.len() {
            let Some(wording) = self.candidates[at].wording else { continue };
            let mut others = self.candidates.iter().enumerate().filter(|(other, _)| *other != at);
            let rival = others.any(|(other, rival)| {
                let same = rival.level == 1 && sections[other] == Some(wording.section);
                same && (is_numbered(rival) || (other < at || rival.wording.is_some_and(|rival| rival.official && !wording.official)))
            });
            let numbered_section = |(other, candidate): (usize, &Candidate)| if is_numbered(candidate) { sections[other] } else { None };
            let before = self.candidates[..at].iter().enumerate().rev().find_map(numbered_section);
            let after = self.candidates.iter().enumerate().skip(at).find_map(numbered_section);
            let in_place = before.is_none_or(|before| before < wording.section) && after.is_none_or(|after| wording.section < after);
            if rival || (numbered && !in_place) {
                self.candidates[at].level = NONE;
            }
        }
    }

    fn finish(self) -> Outline {
        let mut outline = Outline { paragraphs: Vec::with_capacity(self.pieces.len()), ..Outline::default() };
        for piece in &self.pieces {
            match piece.kind {
                PieceKind::Furniture => outline.furniture.push(piece.span),
                PieceKind::Candidate(at) if (1..=3).contains(&self.candidates[at].level) => {
                    let candidate = &self.candidates[at];
                    outline.sections.push(self.section(candidate, piece.span));
                    if !candidate.rest.is_empty() {
                        outline.paragraphs.push(candidate.rest);
                    }
                }
                PieceKind::Text | PieceKind::Candidate(_) => outline.paragraphs.push(piece.span),
            }
        }
        self.match_sections(&mut outline.sections);
        set_extents(&mut outline.sections, to_u32(self.source.text().len()));
        outline
    }

    fn section(&self, candidate: &Candidate, line: Span) -> Section {
        Section {
            level: candidate.level,
            ordinal: self.source.slice(candidate.ordinal).to_owned(),
            number: candidate.number,
            style: candidate.style,
            heading: plain(self.source.slice(candidate.heading)),
            span: candidate.heading,
            ordinal_span: candidate.ordinal,
            extent: line,
            form_section: None,
        }
    }

    /// Matches top headings to the sections of the form, by wording first.
    fn match_sections(&self, sections: &mut [Section]) {
        let Some(form) = self.form else { return };
        let mut taken = Vec::new();
        let mut open = Vec::new();
        for (at, section) in sections.iter_mut().enumerate().filter(|(_, section)| section.level == 1) {
            let key = official::key(&section.heading, self.folder);
            section.form_section = self.official.by_wording(Some(form), &key).map(|wording| wording.section);
            match section.form_section {
                Some(number) => taken.push(number),
                None => open.push((at, key)),
            }
        }
        for (at, key) in open {
            sections[at].form_section = self.official.by_meaning(form, &key, &taken);
        }
    }
}

/// Candidates of one style whose numbers follow each other.
#[derive(Clone, Copy, Debug, Default)]
struct Run {
    start: usize,
    first: u32,
    last: u32,
    len: u32,
}

impl Run {
    const fn slot(style: OrdinalStyle) -> Option<usize> {
        match style {
            OrdinalStyle::ArabicComma => Some(0),
            OrdinalStyle::ArabicDot => Some(1),
            OrdinalStyle::ArabicParenthesis => Some(2),
            _ => None,
        }
    }

    fn take(&mut self, at: usize, number: u32) {
        if self.len > 0 && number == self.last + 1 {
            self.last = number;
            self.len += 1;
        } else {
            *self = Self { start: at, first: number, last: number, len: 1 };
        }
    }
}

/// The words that follow an ordinal, up to the first mark that ends a phrase.
#[derive(Clone, Copy, Debug, Default)]
struct Phrase {
    /// Where it ends, in bytes; the mark is not part of it.
    end: usize,
    /// Its length in characters.
    chars: usize,
    /// The first comma in it.
    comma: Option<usize>,
    /// The first wide gap in it, as stands between a heading and its sentence.
    gap: Option<usize>,
    /// Whether it ends with a full stop, a semicolon or a colon.
    closed: bool,
    /// Whether more follows on the line.
    follows: bool,
    /// Whether it states a quantity (192件).
    figures: bool,
    /// Whether a bracket or quotation mark is open at its end.
    open: bool,
}

impl Phrase {
    fn read(text: &str) -> Self {
        let bracketed = Self::read_to_mark(text, Brackets::Respected);
        if bracketed.chars <= LONGEST_RUN_IN || !bracketed.open { bracketed } else { Self::read_to_mark(text, Brackets::Ignored) }
    }

    fn read_to_mark(text: &str, brackets: Brackets) -> Self {
        let mut phrase = Self { end: text.len(), ..Self::default() };
        let mut depth = 0_i32;
        let mut after_digit = false;
        let mut blanks = 0;
        for (at, c) in text.char_indices() {
            // Most characters are ideographs: none of them is a mark, and only behind a figure does it matter which it is.
            if is_ideograph(c) && blanks == 0 && !after_digit && phrase.chars < LONGEST_ALONE {
                phrase.chars += 1;
                continue;
            }
            match c {
                // A line that was broken goes on as if it were not.
                '\n' | '\r' => continue,
                '（' | '(' | '《' | '“' | '〈' | '「' => depth += i32::from(brackets == Brackets::Respected),
                '）' | ')' | '》' | '”' | '〉' | '」' => depth = (depth - 1).max(0),
                '，' | ',' if phrase.comma.is_none() => phrase.comma = Some(at),
                _ if depth == 0 && ends_phrase(c, &text[at..]) => {
                    phrase.end = at;
                    phrase.closed = true;
                    phrase.follows = !is_leader(text[at..].trim_start_matches(closes_heading));
                    break;
                }
                _ => {}
            }
            if is_blank(c) {
                blanks += if matches!(c, '\t' | '\u{3000}') { 2 } else { 1 };
            } else {
                if blanks >= 2 && phrase.gap.is_none() && phrase.chars >= 4 {
                    phrase.gap = Some(text[..at].trim_blanks_end().len());
                }
                blanks = 0;
            }
            phrase.figures |= after_digit && counts(c);
            after_digit = digit(c).is_some() || (after_digit && (is_blank(c) || matches!(c, '多' | '余' | '万' | '亿' | '.')));
            phrase.chars += 1;
            // Beyond this length only the first comma can end the phrase.
            if phrase.chars > LONGEST_ALONE && (phrase.comma.is_some() || phrase.chars > 4 * LONGEST_ALONE) {
                phrase.follows = true;
                break;
            }
        }
        phrase.open = depth > 0;
        phrase
    }

    /// Whether the words are a heading even where sentences are numbered alike.
    fn is_solid(&self) -> bool {
        let fits = match (self.follows, self.closed) {
            (true, _) => self.chars <= LONGEST_RUN_IN,
            (false, true) => self.chars <= LONGEST_CLOSED_ITEM && self.comma.is_none(),
            (false, false) => self.chars <= LONGEST_ALONE,
        };
        fits && self.chars >= 2 && !self.figures
    }
}

/// Whether marks inside brackets and quotation marks end a phrase.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Brackets {
    Respected,
    Ignored,
}

fn ends_phrase(c: char, from: &str) -> bool {
    match c {
        '。' | '；' | ';' | '：' | '！' | '!' | '？' | '?' | '｡' | '∶' => true,
        // A colon in an address or a time of day is part of a word.
        ':' => !from[1..].starts_with(['/', '0', '1', '2', '3', '4', '5']) || from[1..].starts_with("20"),
        '…' | '.' | '·' => is_leader(from),
        '\t' => true,
        _ => false,
    }
}

/// Whether a digit before this character counts something.
const fn counts(c: char) -> bool {
    matches!(
        c,
        '条' | '件'
            | '次'
            | '项'
            | '篇'
            | '人'
            | '期'
            | '元'
            | '%'
            | '％'
            | '份'
            | '家'
            | '场'
            | '起'
            | '批'
            | '户'
            | '宗'
            | '余'
            | '多'
    )
}

/// Whether nothing but a list of contents' dots and page number is left.
fn is_leader(text: &str) -> bool {
    text.chars().all(|c| is_blank(c) || digit(c).is_some() || matches!(c, '.' | '…' | '·' | '-' | '—' | '*'))
}

/// A heading without Markdown's marks of bold type, on one line.
fn plain(heading: &str) -> String {
    let heading = if heading.contains('*') { heading.replace("**", "") } else { heading.to_owned() };
    if heading.contains('\n') { heading.split('\n').map(str::trim).collect() } else { heading }
}

/// Marks that close a heading and are no part of it.
const fn closes_heading(c: char) -> bool {
    is_layout(c) || matches!(c, '。' | '；' | ';' | '：' | ':' | '，' | ',' | '、' | '．' | '！' | '!' | '？' | '?' | '｡' | '∶')
}

/// Blanks and Markdown's marks.
const fn is_layout(c: char) -> bool {
    is_blank(c) || matches!(c, '#' | '*')
}

/// Whether a line is a row of a table: cells divided or ended by bars, or more than one tab inside.
fn is_row(text: &str) -> bool {
    text.ends_with(['|', '｜']) || memchr::memchr_iter(b'\t', text.as_bytes()).nth(1).is_some()
}

/// Drops the headings that are items of a list: nothing but a mark stands between each of them and the next. A semicolon or
/// a comma tells that at once, since no section ends so; full stops only where more headings are bare than a report can
/// be whose tables were left out.
fn drop_listed(text: &str, headings: &mut Vec<Range<usize>>) {
    const FEWEST_CLOSED: usize = 4;
    let mut listed = vec![false; headings.len()];
    let mut start = 0;
    while start < headings.len() {
        let (mut end, mut sure) = (start, false);
        while let Some(next) = headings.get(end + 1) {
            let between = text[headings[end].end..next.start].trim_blanks();
            if between.is_empty() || !between.chars().all(closes_heading) {
                break;
            }
            sure |= !between.ends_with('。');
            end += 1;
        }
        if sure || end - start >= FEWEST_CLOSED {
            listed[start..=end].fill(true);
        }
        start = end + 1;
    }
    let mut listed = listed.into_iter();
    headings.retain(|_| !listed.next().unwrap_or_default());
}

/// Whether a text ends where a sentence ends, blanks apart.
fn ends_sentence(text: &str) -> bool {
    text.trim_blanks_end().ends_with(['。', '！', '？', '；', '”', '｡']) || text.ends_with(is_blank)
}

/// The part of a span between two byte offsets from its start.
fn within(span: Span, start: usize, end: usize) -> Span {
    Span::new(span.start() + to_u32(start), span.start() + to_u32(end))
}

fn to_u32(n: usize) -> u32 {
    u32::try_from(n).unwrap_or(u32::MAX)
}

/// Extends each section to the next heading of the same or a higher level.
fn set_extents(sections: &mut [Section], end: u32) {
    let mut open: Vec<usize> = Vec::with_capacity(3);
    for at in 0..sections.len() {
        let start = sections[at].extent.start();
        while let Some(&last) = open.last() {
            if sections[last].level < sections[at].level {
                break;
            }
            sections[last].extent = Span::new(sections[last].extent.start(), start);
            open.pop();
        }
        open.push(at);
    }
    for at in open {
        sections[at].extent = Span::new(sections[at].extent.start(), end);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalog::Catalog;

    const REPORTS: [(&str, &str, &str, &str); 5] = [
        (
            "gb2014",
            include_str!("../../../tests/data/reports/000.txt"),
            include_str!("../../../tests/data/reports/000.sections.tsv"),
            "附件1",
        ),
        (
            "indicator2008",
            include_str!("../../../tests/data/reports/001.txt"),
            include_str!("../../../tests/data/reports/001.sections.tsv"),
            "指 标 名 称",
        ),
        (
            "gb2014",
            include_str!("../../../tests/data/reports/002.txt"),
            include_str!("../../../tests/data/reports/002.sections.tsv"),
            "附件",
        ),
        (
            "gb2019",
            include_str!("../../../tests/data/reports/003.txt"),
            include_str!("../../../tests/data/reports/003.sections.tsv"),
            "\u{0}",
        ),
        (
            "gb2014",
            include_str!("../../../tests/data/reports/004.txt"),
            include_str!("../../../tests/data/reports/004.sections.tsv"),
            " 附件",
        ),
    ];

    /// Lines outside tables, as far as a test needs to know: what is led by a tab, continues such a line, or comes after
    /// the start of the attachment is a table's.
    fn prose_lines(source: &Source, attachment: &str) -> Vec<Span> {
        let mut in_table = false;
        let mut lines = Vec::new();
        for index in 0..source.line_count() {
            let text = source.slice(source.line(index));
            if text.trim() == attachment.trim() || text.starts_with(&format!("{attachment} ")) {
                break;
            }
            in_table = text.starts_with('\t') || (in_table && !text.trim().is_empty() && text.chars().count() < 3);
            if !in_table {
                lines.push(source.line(index));
            }
        }
        lines
    }

    fn read(edition: &str, text: &str, attachment: &str) -> (Source, Outline) {
        let catalog = Catalog::load().unwrap();
        let folder = Folder::default();
        let official = OfficialHeadings::new(&catalog.forms, &folder);
        let source = Source::new(text.to_owned());
        let lines = prose_lines(&source, attachment);
        let outline = outline(&source, &folder, &official, catalog.form_index(edition), &lines);
        (source, outline)
    }

    /// Each heading as `level ordinal|heading`.
    fn headings(edition: &str, text: &str) -> Vec<String> {
        let (_, outline) = read(edition, text, "\u{0}");
        outline.sections.iter().map(|s| format!("{} {}|{}", s.level, s.ordinal, s.heading)).collect()
    }

    #[test]
    fn every_heading_of_the_five_reports_is_found_and_nothing_else() {
        let mut count = 0;
        for (edition, text, expected, attachment) in REPORTS {
            let (source, outline) = read(edition, text, attachment);
            let line = |s: &Section| source.position(s.ordinal_span.start()).line;
            let found: Vec<String> =
                outline.sections.iter().map(|s| format!("{}\t{}\t{}\t{}", line(s), s.level, s.ordinal, s.heading)).collect();
            let expected: Vec<&str> = expected.lines().skip(1).collect();
            assert_eq!(found, expected, "{edition}");
            count += found.len();
            for section in &outline.sections {
                assert_eq!(source.slice(section.span), section.heading);
                assert_eq!(source.slice(section.ordinal_span), section.ordinal);
            }
        }
        assert_eq!(count, 127);
    }

    #[test]
    fn every_line_is_heading_text_or_furniture() {
        for (edition, text, _, attachment) in REPORTS {
            let (source, outline) = read(edition, text, attachment);
            let mut spans: Vec<Span> = outline.sections.iter().map(|s| s.ordinal_span.cover(s.span)).collect();
            spans.extend(&outline.paragraphs);
            spans.extend(&outline.furniture);
            spans.sort();
            assert!(spans.windows(2).all(|pair| pair[0].end() <= pair[1].start()));
            for line in prose_lines(&source, attachment).into_iter().filter(|&line| !source.slice(line).trim().is_empty()) {
                assert!(spans.iter().any(|&span| line.contains(span)), "{}", source.slice(line));
            }
        }
    }

    #[test]
    fn any_prefix_of_a_report_is_read_without_panic() {
        for (edition, text, _, attachment) in REPORTS {
            for (at, _) in text.char_indices().step_by(97) {
                let (source, outline) = read(edition, &text[..at], attachment);
                assert!(outline.sections.iter().all(|s| s.extent.end() as usize <= source.text().len()));
            }
        }
    }

    #[test]
    fn extents_reach_to_the_next_heading_of_the_same_or_a_higher_level() {
        let (source, outline) = read("gb2021", "一、总体情况\n（一）甲\n文\n（二）乙\n二、主动公开政府信息情况\n文", "\u{0}");
        let extents: Vec<&str> = outline.sections.iter().map(|s| source.slice(s.extent)).collect();
        assert_eq!(extents, ["一、总体情况\n（一）甲\n文\n（二）乙\n", "（一）甲\n文\n", "（二）乙\n", "二、主动公开政府信息情况\n文"]);
        assert_eq!(outline.sections.iter().map(|s| s.form_section).collect::<Vec<_>>(), [Some(1), None, None, Some(2)]);
    }

    #[test]
    fn a_heading_that_runs_on_gives_its_phrase_and_leaves_the_rest_as_text() {
        let (source, outline) = read("gb2021", "（一）分工明确，夯实责任 。为全面落实，建立机制。\n（二）“放管服：改革”情况", "\u{0}");
        assert_eq!(outline.sections[0].heading, "分工明确，夯实责任");
        assert_eq!(outline.sections[1].heading, "“放管服：改革”情况");
        assert_eq!(outline.paragraphs.iter().map(|&span| source.slice(span)).collect::<Vec<_>>(), ["为全面落实，建立机制。"]);
    }

    #[test]
    fn a_sentence_behind_an_official_heading_is_cut_off() {
        let text = "一、总体情况 2021年，我县坚持以人民为中心，扎实推进政务公开，各项工作取得新成效。\n\
                    二、主动公开政府信息情况2021年我县进一步加大主动公开力度不断拓宽公开渠道和公开范围扎实推进各项工作取得实效，成绩明显。";
        assert_eq!(headings("gb2021", text), ["1 一、|总体情况", "1 二、|主动公开政府信息情况"]);
    }

    #[test]
    fn widths_marks_and_markdown_do_not_matter() {
        let text = "## 一 、总体情况\n**（一）主动公开。**全年公开。\n　　１．平台建设\n[bookmark: _GoBack]第二部分　主动公开政府信息情况\n十一、其他：";
        let expected = ["1 一 、|总体情况", "2 （一）|主动公开", "3 １．|平台建设", "1 第二部分|主动公开政府信息情况", "1 十一、|其他"];
        assert_eq!(headings("gb2021", text), expected);
    }

    #[test]
    fn an_ordinal_alone_takes_the_next_line() {
        assert_eq!(headings("gb2021", "一、\n总体情况\n全年公开。\n1.\n2."), ["1 一、|总体情况"]);
    }

    #[test]
    fn sentences_in_a_list_are_no_headings() {
        let text = "一、总体情况\n1、受理诉求100件,及时查阅率99%。\n2、开展在线访谈12期,主要是针对教育。\n3、加强管理。";
        assert_eq!(headings("gb2021", text), ["1 一、|总体情况"]);
    }

    #[test]
    fn another_style_takes_the_level_of_the_numbering_that_continues_it() {
        let text =
            "1、总体情况\n（1）主动公开\n1. 公开平台\n（2）依申请公开\n（三）平台建设\n二、主动公开政府信息情况\n1、甲乙丙\n2、丁戊己";
        let expected = [
            "1 1、|总体情况",
            "2 （1）|主动公开",
            "3 1.|公开平台",
            "2 （2）|依申请公开",
            "2 （三）|平台建设",
            "1 二、|主动公开政府信息情况",
            "3 1、|甲乙丙",
            "3 2、|丁戊己",
        ];
        assert_eq!(headings("gb2021", text), expected);
        let gap = "一、总体情况\n1.甲乙丙\n2.丁戊己\n3.庚辛壬\n四、政府信息公开行政复议、行政诉讼情况";
        assert_eq!(headings("gb2021", gap)[1], "3 1.|甲乙丙");
    }

    #[test]
    fn a_lone_arabic_ordinal_goes_on_with_the_top_numbering() {
        let text = "五、存在的主要问题及改进情况\n文\n6、其他需要报告的事项\n无";
        assert_eq!(headings("gb2021", text), ["1 五、|存在的主要问题及改进情况", "1 6、|其他需要报告的事项"]);
        let items = "一、总体情况\n1、主动公开\n2、主动公开政府信息情况";
        assert_eq!(headings("gb2021", items)[2], "3 2、|主动公开政府信息情况");
    }

    #[test]
    fn the_forms_own_headings_make_an_arabic_numbering_the_top_one() {
        let text = "1、总体情况\n文\n2、主动公开政府信息情况\n文\n3、收到和处理政府信息公开申请情况\n文";
        assert!(headings("gb2021", text).iter().all(|heading| heading.starts_with("1 ")));
    }

    #[test]
    fn headings_without_ordinals_are_found_by_their_official_wording() {
        let text = "总体情况\n主动公开情况\n全年公开。\n主动公开政府信息情况\n收到和处理政府信息公开申请情况\n无关的一行";
        let expected = ["1 |总体情况", "1 |主动公开政府信息情况", "1 |收到和处理政府信息公开申请情况"];
        assert_eq!(headings("gb2021", text), expected);
        let numbered = "一、总体情况\n主动公开情况\n文\n二、主动公开政府信息情况\n文\n其他需要报告的事项\n无";
        assert_eq!(headings("gb2021", numbered), ["1 一、|总体情况", "1 二、|主动公开政府信息情况", "1 |其他需要报告的事项"]);
        assert_eq!(headings("gb2014", "政府信息公开情况统计表"), [""; 0]);
    }

    #[test]
    fn a_list_of_contents_is_set_aside() {
        let text = "目录\n一、总体情况……………1\n二、主动公开政府信息情况....2\n三、其他需要报告的事项\t3\n\n\
                    一、总体情况\n文\n二、主动公开政府信息情况\n文\n三、其他需要报告的事项\n无";
        let (source, outline) = read("gb2021", text, "\u{0}");
        let lines: Vec<u32> = outline.sections.iter().map(|s| source.position(s.span.start()).line).collect();
        assert_eq!(lines, [6, 8, 10]);
        assert_eq!(outline.furniture.len(), 4);
        let blanks = "一、总体情况    1\n二、存在的问题　　2\n一、总体情况\n文\n二、存在的问题\n文";
        assert_eq!(headings("gb2021", blanks), ["1 一、|总体情况", "1 二、|存在的问题"]);
        let restart = "一、总体情况\n文\n一、总体情况\n文";
        assert_eq!(headings("gb2021", restart).len(), 2);
    }

    #[test]
    fn headings_inside_one_long_line_are_found() {
        let filler = "全县上下认真贯彻落实条例精神和上级部署，".repeat(20);
        let text = format!("一、总体情况{filler}成效明显。（一）主动公开。{filler}落实到位。二、主动公开政府信息情况{filler}取得实效。");
        assert_eq!(headings("gb2021", &text), ["1 一、|总体情况", "2 （一）|主动公开", "1 二、|主动公开政府信息情况"]);
    }

    #[test]
    fn headings_that_a_long_sentence_lists_are_no_sections() {
        let filler = "根据《中华人民共和国政府信息公开条例》和上级部署，".repeat(12);
        let parts = [
            "总体情况",
            "主动公开政府信息情况",
            "收到和处理政府信息公开申请情况",
            "政府信息公开行政复议、行政诉讼情况",
            "存在的主要问题及改进情况",
            "其他需要报告的事项",
        ];
        let numbered: Vec<String> =
            ["一", "二", "三", "四", "五", "六"].iter().zip(parts).map(|(n, part)| format!("{n}、{part}")).collect();
        for mark in ["；", "。", "； "] {
            let list = numbered.join(mark);
            let opening = format!("{filler}编制本报告。本报告由六个部分组成：{list}。统计期限为2023年1月1日至2023年12月31日。");
            assert_eq!(headings("gb2021", &opening), [""; 0], "{mark}");
            // The list of a report that was flattened whole is none of its sections either.
            let whole = format!("{opening}一、总体情况。{filler}成效明显。二、主动公开政府信息情况。{filler}取得实效。");
            assert_eq!(headings("gb2021", &whole), ["1 一、|总体情况", "1 二、|主动公开政府信息情况"], "{mark}");
        }
        // Two headings whose tables were left out stay headings.
        let text = format!(
            "一、总体情况。{filler}成效明显。二、主动公开政府信息情况。三、收到和处理政府信息公开申请情况。四、其他需要报告的事项。无。"
        );
        assert_eq!(headings("gb2021", &text).len(), 4);
    }

    #[test]
    fn rows_of_tables_that_were_not_recognised_are_no_headings() {
        assert_eq!(headings("gb2014", "一、主动公开情况 |\n四、行政复议数量\t件\t0"), [""; 0]);
    }

    #[test]
    fn chrome_is_set_aside() {
        let (source, outline) = read("gb2021", "当前位置：首页 > 年报\n一、总体情况\n文\n— 3 —\n【打印】【关闭】", "\u{0}");
        let furniture: Vec<&str> = outline.furniture.iter().map(|&span| source.slice(span)).collect();
        assert_eq!(furniture, ["当前位置：首页 > 年报", "— 3 —", "【打印】【关闭】"]);
        assert_eq!(outline.paragraphs.len(), 1);
    }
}

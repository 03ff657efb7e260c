//! What the text states against what the table states.
//!
//! Walks the claims once and compares those of a rule's [`Subject`]s with the cells that they state. A claim takes part only
//! if what it counts, for whom and for which year is certain; a cell only if it was read without doubt. A figure that has
//! another explanation (another column, a sum that the words may mean as well, a second figure that does agree) is never
//! an error. Every topic belongs to one rule; denials belong to `NT-NONE-CLAIM`.

use crate::amount::Amount;
use crate::bilingual;
use crate::claims::{Approximation, Claim, ClaimId, Measure, Polarity};
use crate::finding::Severity;
use crate::form::{CellId, ColumnRole};
use crate::report::Statistic;
use crate::rule::{Context, Findings, Ran};
use crate::rules::reading::{self, Figure, Obstacle, Presence};
use crate::source::Span;
use crate::text::Bilingual;

/// What a rule compares: a topic of the claims, and what else a figure about it may mean.
pub(super) struct Subject {
    /// The topic, as `forms/claims.toml` names it.
    pub(super) topic: &'static str,
    /// The topic whose cells it states where the form has none for it.
    stands_for: Option<&'static str>,
    /// Sums that the words may mean as well; a figure that equals one is in order.
    also: &'static [Sum],
    /// Sums that explain a figure, though its words do not say so.
    perhaps: &'static [Sum],
    /// Words that leave open what is counted.
    loose: &'static [&'static str],
    /// Words in the sentence by which the figure may be a part of what the table counts.
    unless: &'static [&'static str],
    /// The word without which it may be about something else.
    naming: Option<&'static str>,
    /// The unit that the table counts in, where others count something else.
    unit: Option<&'static str>,
    /// Where its words name the subject with those before them only: how the topics are called that may stand between.
    kin: Option<&'static str>,
    /// The highest severity of a disagreement.
    ceiling: Severity,
}

/// Topics whose cells are added; those of one with a minus in front are taken away.
type Sum = &'static [&'static str];

/// What the cells that a claim states say together.
pub(super) enum Total {
    /// Numbers, some of the cells may be blank.
    Stated {
        /// Their sum.
        sum: Amount,
        /// Whether a cell among them is blank.
        blanks: bool,
    },
    /// All are blank.
    Blank,
    /// The report has no such cell, or its reading is doubtful.
    Hidden,
    /// Not all could be read.
    Unread(Bilingual),
}

/// What came of the claims of a rule.
#[derive(Default)]
pub(super) struct Account {
    compared: bool,
    unread: Option<Bilingual>,
}

impl Subject {
    /// A topic that states its own cells and nothing else.
    pub(super) const fn of(topic: &'static str) -> Self {
        Self {
            topic,
            stands_for: None,
            also: &[],
            perhaps: &[],
            loose: &[],
            unless: &[],
            naming: None,
            unit: None,
            kin: None,
            ceiling: Severity::Error,
        }
    }

    pub(super) const fn stands_for(self, topic: &'static str) -> Self {
        Self { stands_for: Some(topic), ..self }
    }

    pub(super) const fn also(self, also: &'static [Sum]) -> Self {
        Self { also, ..self }
    }

    pub(super) const fn perhaps(self, perhaps: &'static [Sum]) -> Self {
        Self { perhaps, ..self }
    }

    pub(super) const fn loose(self, loose: &'static [&'static str]) -> Self {
        Self { loose, ..self }
    }

    pub(super) const fn unless(self, unless: &'static [&'static str]) -> Self {
        Self { unless, ..self }
    }

    pub(super) const fn naming(self, word: &'static str) -> Self {
        Self { naming: Some(word), ..self }
    }

    pub(super) const fn counted_in(self, unit: &'static str) -> Self {
        Self { unit: Some(unit), ..self }
    }

    /// 举办培训班1期 is about disclosure only where the words say so, or those of a figure of the same kind before it.
    pub(super) const fn beside(self, kin: &'static str) -> Self {
        Self { kin: Some(kin), ..self }
    }

    pub(super) const fn at_most(self, ceiling: Severity) -> Self {
        Self { ceiling, ..self }
    }
}

impl Account {
    /// Reads the cells of a claim and takes note of whether they could be compared.
    pub(super) fn read(&mut self, context: &Context<'_>, cells: &[CellId]) -> Total {
        let total = total(context, cells);
        match &total {
            Total::Stated { .. } | Total::Blank => self.compared = true,
            Total::Hidden => {}
            Total::Unread(reason) => self.unread = self.unread.take().or_else(|| Some(reason.clone())),
        }
        total
    }

    /// What the rule answers.
    pub(super) fn ran(self) -> Ran {
        match self.unread {
            Some(reason) => Ran::NotFully(reason),
            None if self.compared => Ran::Fully,
            None => Ran::NotApplicable(bilingual!("正文没有可与表格对照的此类数字", "the text states no such figure that a table has")),
        }
    }
}

/// Compares the figures about some topics with the table.
pub(super) fn compare(context: &Context<'_>, subjects: &[Subject], out: &mut Findings<'_>) -> Ran {
    let mut account = Account::default();
    for (at, claim, topic) in figures(context) {
        let Some(subject) = subjects.iter().find(|subject| subject.topic == topic) else { continue };
        if subject.unit.is_some_and(|unit| unit != claim.unit) || subject.kin.is_some_and(|kin| !speaks_of_disclosure(context, at, kin)) {
            continue;
        }
        let cells = cells(context, claim, subject);
        if cells.is_empty() {
            continue;
        }
        if let Total::Stated { sum, blanks } = account.read(context, cells)
            && !agrees(claim, sum)
            && !a_part_is_meant(context, at, sum)
        {
            judge(context, &Mismatch { claim, subject, cells, sum, blanks }, out);
        }
    }
    account.ran()
}

/// The claims that state a figure, each with its place and its topic. They are found once for all rules that compare some.
fn figures<'a>(context: &Context<'a>) -> impl Iterator<Item = (ClaimId, &'a Claim, &'a str)> {
    let claims = context.claims();
    let stated = |&at: &ClaimId| {
        let claim = claims.get(at);
        claim.topic.is_some() && claim.polarity != Polarity::None && is_figure(claim)
    };
    let places = context.shared.figures.get_or_init(|| (0..claims.list.len()).filter(stated).collect());
    places.iter().filter_map(|&at| Some((at, claims.get(at), topic(context, claims.get(at))?)))
}

/// A figure that is not the table's.
struct Mismatch<'a> {
    claim: &'a Claim,
    subject: &'a Subject,
    cells: &'a [CellId],
    sum: Amount,
    blanks: bool,
}

/// Looks for another explanation of a figure, and reports it as strongly as what is left allows.
fn judge(context: &Context<'_>, mismatch: &Mismatch<'_>, out: &mut Findings<'_>) {
    let &Mismatch { claim, subject, cells, sum, blanks } = mismatch;
    if subject.naming.is_some_and(|word| !quote(context, claim).contains(word)) {
        return;
    }
    let sentence = context.text(claim.sentence);
    if subject.unless.iter().any(|word| sentence.contains(word)) {
        return;
    }
    let agreed = |sums: &'static [Sum]| sums.iter().find(|topics| sum_of(context, claim, topics).is_some_and(|sum| agrees(claim, sum)));
    if agreed(subject.also).is_some() || together(context, claim, cells, sum) {
        return;
    }
    if let Some(topics) = agreed(subject.perhaps) {
        return explain(context, mismatch, &names_of(context, claim, topics), out);
    }
    if let Some(name) = other_column(context, claim, cells) {
        return explain(context, mismatch, &name, out);
    }
    let exact = claim.approximation == Approximation::Exact && claim.measure != Measure::None;
    let loose = subject.loose.iter().any(|word| quote(context, claim).contains(word));
    let severity = if agrees_elsewhere(context, claim, cells, sum) {
        Severity::Info
    } else if !exact || loose || claim.cells.is_empty() || (blanks && claim.value > sum) {
        Severity::Warning
    } else {
        Severity::Error
    };
    report(context, claim, cells, sum, severity.min(subject.ceiling), out);
}

/// Says that text and table differ.
pub(super) fn report(context: &Context<'_>, claim: &Claim, cells: &[CellId], sum: Amount, severity: Severity, out: &mut Findings<'_>) {
    let (quote, names, printed) = (quote(context, claim), names(context, cells), printed(context, cells, sum));
    let help = if severity == Severity::Info {
        bilingual!(
            "正文另有一处与表格一致；请核对此处的统计范围，写明口径或改正",
            "another figure of the text agrees with the table: check what this one covers, say so or correct it"
        )
    } else {
        bilingual!(
            "请核实：表格无误的，将正文改为{sum}；正文属实的，改正表格。统计范围与表格不同的，请在文中写明",
            "check which is right: write {sum} in the text, or correct the table; say so if the text covers something else"
        )
    };
    let finding = out
        .add(
            Some(claim.span),
            bilingual!("正文“{quote}”，表格{names}为{printed}", "the text says “{quote}”, the table has {printed} for {names}"),
            help,
        )
        .at_most(severity)
        .expected(sum.to_string(), claim.value.to_string());
    let finding = places(context, cells).fold(finding, |finding, (span, name)| {
        let note = bilingual!("表格中的{name}", "{name} in the table");
        finding.related(span, note)
    });
    finding.cells(cells.iter().copied()).done();
}

/// Says that a figure is not the one that its words name, but another of the table.
fn explain(context: &Context<'_>, mismatch: &Mismatch<'_>, meant: &str, out: &mut Findings<'_>) {
    let &Mismatch { claim, cells, sum, .. } = mismatch;
    let (quote, names, printed) = (quote(context, claim), names(context, cells), printed(context, cells, sum));
    let finding = out
        .add(
            Some(claim.span),
            bilingual!(
                "正文“{quote}”，表格{names}为{printed}；此数与{meant}相符",
                "the text says “{quote}”, the table has {printed} for {names}; the figure is that of {meant}"
            ),
            bilingual!("请写明此数的口径，或改用表格中的{sum}", "say what the figure counts, or use {sum} as in the table"),
        )
        .at_most(Severity::Info)
        .expected(sum.to_string(), claim.value.to_string());
    let finding = places(context, cells).fold(finding, |finding, (span, name)| {
        let note = bilingual!("表格中的{name}", "{name} in the table");
        finding.related(span, note)
    });
    finding.cells(cells.iter().copied()).done();
}

/// Whether a claim, or one of its kind right before it in the sentence, names disclosure (公开).
fn speaks_of_disclosure(context: &Context<'_>, at: usize, kin: &str) -> bool {
    let claims = &context.claims().list;
    let related =
        |other: &&Claim| other.sentence == claims[at].sentence && topic(context, other).is_some_and(|topic| topic.starts_with(kin));
    claims[..=at].iter().rev().take_while(related).any(|other| quote(context, other).contains("公开"))
}

/// Whether a claim states a number of things or an amount of money.
pub(super) const fn is_figure(claim: &Claim) -> bool {
    claim.is_figure()
}

/// The name of what a claim counts.
pub(super) fn topic<'a>(context: &Context<'a>, claim: &Claim) -> Option<&'a str> {
    claim.topic.map(|topic| context.catalog.claim_words.topic(topic).id.as_str())
}

/// The cells that a claim states.
fn cells<'a>(context: &Context<'a>, claim: &'a Claim, subject: &Subject) -> &'a [CellId] {
    match subject.stands_for {
        Some(topic) if claim.cells.is_empty() && claim.is_certain() && !claim.elliptical => topic_cells(context, claim, topic),
        _ => &claim.cells,
    }
}

/// The cells of another topic, for the year of a claim.
fn topic_cells<'a>(context: &Context<'a>, claim: &Claim, topic: &str) -> &'a [CellId] {
    let words = &context.catalog.claim_words;
    let (Some(topic), Some(form)) = (words.topic_by_id(topic), context.report.edition.form) else { return &[] };
    let has_table = |table| context.report.table(table).is_some();
    match claim.year {
        crate::claims::ClaimYear::Cumulative => words.topic(topic).cumulative_cells(form, has_table),
        _ => words.topic(topic).cells(form, has_table),
    }
}

/// The sum that some topics make; blank cells count nothing, but not all may be blank.
fn sum_of(context: &Context<'_>, claim: &Claim, topics: Sum) -> Option<Amount> {
    topics.iter().try_fold(Amount::ZERO, |sum, topic| {
        let cells = topic_cells(context, claim, topic.trim_start_matches('-'));
        match total(context, cells) {
            Total::Stated { sum: more, .. } if topic.starts_with('-') => Some(sum - more),
            Total::Stated { sum: more, .. } => Some(sum + more),
            Total::Blank | Total::Hidden | Total::Unread(_) => None,
        }
    })
}

/// What the cells say together.
pub(super) fn total(context: &Context<'_>, cells: &[CellId]) -> Total {
    let (mut sum, mut blanks, mut numbers) = (Amount::ZERO, 0, 0);
    if cells.is_empty() {
        return Total::Hidden;
    }
    for &cell in cells {
        match reading::presence(context, cell.table) {
            Presence::Here => {}
            Presence::Missing => return Total::Hidden,
            Presence::Unread(reason) => return Total::Unread(reason),
        }
        let statistic = context.report.statistic(cell);
        if statistic.is_some_and(|statistic| statistic.doubtful) {
            return Total::Hidden;
        }
        match reading::figure(context.report, cell) {
            Figure::Number(amount) => {
                numbers += 1;
                let factor = factor(context, statistic);
                // 312.5万条 are 3125000 of them, not 3125000.0.
                sum += if factor > Amount::ONE { (amount * factor).normalize() } else { amount * factor };
            }
            Figure::Blank => blanks += 1,
            Figure::Unread(Obstacle::Absent) => return Total::Hidden,
            Figure::Unread(obstacle) => return Total::Unread(reading::reason(context, cell, obstacle)),
        }
    }
    if numbers == 0 { Total::Blank } else { Total::Stated { sum, blanks: blanks > 0 } }
}

/// What a cell's number is multiplied by to be one of 万元, if it prints another unit of money; to be a count, if it prints one
/// of ten thousands (万条).
fn factor(context: &Context<'_>, statistic: Option<&Statistic>) -> Amount {
    let unit = statistic.and_then(|statistic| statistic.unit).map_or("", |unit| context.text(unit).trim());
    match unit.strip_prefix('万') {
        Some(counted) if !counted.ends_with('元') => Amount::from(10_000),
        _ => in_ten_thousands(unit),
    }
}

/// How many 万元 a unit of money is; 1 for everything else.
fn in_ten_thousands(unit: &str) -> Amount {
    match unit {
        "元" => Amount::new(1, 4),
        "千元" => Amount::new(1, 1),
        "亿元" => Amount::from(10_000),
        _ => Amount::ONE,
    }
}

/// Whether a number of the table is what a claim says.
pub(super) fn agrees(claim: &Claim, sum: Amount) -> bool {
    if claim.measure != Measure::Money || claim.approximation != Approximation::Exact {
        return claim.allows(sum);
    }
    // Money is printed rounded on either side.
    let unit = in_ten_thousands(claim.unit);
    let printed = Amount::new(1, sum.scale());
    (sum - claim.value * unit).abs() * Amount::TWO <= printed.max(claim.step * unit)
}

/// Whether the table counts a part of a figure that its words set apart: 行政诉讼案件35件，其中政府信息公开类2件;
/// 行政处罚决定4126件，其中局本级1935件.
fn a_part_is_meant(context: &Context<'_>, whole: ClaimId, sum: Amount) -> bool {
    /// Words for what a report is about, and for the level that the table is of.
    const NARROWER: [&str; 4] = ["公开", "本级", "机关", "本部"];
    let claims = context.claims();
    let known = quote(context, claims.get(whole));
    let sets_apart = |part: ClaimId| {
        // What is called 局机关 alone has no other subject.
        let start = part.checked_sub(1).map_or(0, |before| claims.get(before).span.end());
        let words = context.text(Span::new(start.min(claims.get(part).span.start()), claims.get(part).span.start()));
        NARROWER.iter().any(|word| words.contains(word) && !known.contains(word))
    };
    let mut parts = claims.breakdowns.iter().filter(|breakdown| breakdown.whole == whole).flat_map(|breakdown| &breakdown.parts);
    parts.any(|&part| agrees(claims.get(part), sum) && sets_apart(part))
}

/// Whether several figures of the text make up the cells together: the accounts of one channel, each with its own.
fn together(context: &Context<'_>, claim: &Claim, cells: &[CellId], sum: Amount) -> bool {
    context.same_cells(cells, claim.year).is_some_and(|same| same.exact > 1 && same.sum == Some(sum))
}

/// Whether another figure about the same cells is the table's.
pub(super) fn agrees_elsewhere(context: &Context<'_>, claim: &Claim, cells: &[CellId], sum: Amount) -> bool {
    // The claim itself does not agree, else nobody would ask.
    let agrees = |other: &Claim| other.value > Amount::ZERO && agrees(other, sum);
    let claims = context.claims();
    context.same_cells(cells, claim.year).is_some_and(|same| same.different.iter().any(|&other| agrees(claims.get(other))))
}

/// The name of another column of the same rows whose number a claim states: 自然人 in place of 总计.
fn other_column(context: &Context<'_>, claim: &Claim, cells: &[CellId]) -> Option<String> {
    let first = *cells.first()?;
    let table = context.form_table(first.table);
    let own = &table.columns[usize::from(first.column)];
    // Columns of one row that are no parts, nor years, of one thing explain nothing.
    if own.code != "total" && !table.columns.iter().any(|column| column.cumulative) {
        return None;
    }
    let columns =
        table.columns.iter().enumerate().filter(|(at, column)| column.role == ColumnRole::Value && *at != usize::from(first.column));
    for (at, column) in columns {
        let moved: Vec<CellId> = cells.iter().map(|&cell| CellId { column: u16::try_from(at).unwrap_or(u16::MAX), ..cell }).collect();
        if let Total::Stated { sum, .. } = total(context, &moved)
            && agrees(claim, sum)
        {
            return Some(format!("“{}”列", reading::short(&column.label)));
        }
    }
    None
}

/// The words of a claim with its figure, as printed.
pub(super) fn quote<'a>(context: &Context<'a>, claim: &Claim) -> &'a str {
    let figure = context.text(claim.span).trim();
    let with_subject = context.text(claim.subject.cover(claim.span)).trim();
    let plain = claim.subject.end() > claim.subject.start() && with_subject.chars().count() <= 40;
    if plain && !with_subject.contains(['\n', '。']) { with_subject } else { figure }
}

/// The names of cells: at most three.
fn names(context: &Context<'_>, cells: &[CellId]) -> String {
    let named = cells.iter().take(3).map(|&cell| reading::name(context, cell)).collect::<Vec<_>>().join("、");
    if cells.len() > 3 { format!("{named}等{}项之和", cells.len()) } else { named }
}

fn names_of(context: &Context<'_>, claim: &Claim, topics: Sum) -> String {
    let mut text = String::new();
    for (at, topic) in topics.iter().enumerate() {
        let sign = match (at, topic.starts_with('-')) {
            (0, _) => "",
            (_, true) => "减",
            (_, false) => "加",
        };
        text.push_str(sign);
        text.push_str(&names(context, topic_cells(context, claim, topic.trim_start_matches('-'))));
    }
    text
}

/// The sum of cells as it comes about: 0+0+0=0.
fn printed(context: &Context<'_>, cells: &[CellId], sum: Amount) -> String {
    if !(2..=4).contains(&cells.len()) {
        return sum.to_string();
    }
    let terms = cells.iter().map(|&cell| match reading::figure(context.report, cell) {
        Figure::Number(amount) => amount.to_string(),
        Figure::Blank | Figure::Unread(_) => "空白".to_owned(),
    });
    format!("{}={sum}", terms.collect::<Vec<_>>().join("+"))
}

/// Where cells stand in the table, with their names.
pub(super) fn places<'a>(context: &'a Context<'_>, cells: &'a [CellId]) -> impl Iterator<Item = (Span, &'a str)> + 'a {
    cells.iter().filter_map(|&cell| Some((context.report.statistic(cell)?.span?, reading::name(context, cell))))
}

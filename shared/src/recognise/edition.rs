//! Which form a text's tables follow.
//!
//! Turns the labels found into an [`EditionReading`]: each form is scored by the number of different labels of the text
//! that it explains. The year of the report decides only between forms that explain the same labels; a report that uses
//! the form of another year is read by the form it uses, and that it should not have is a finding, not a reading.

use crate::bilingual;
use crate::form::Form;
use crate::report::{EditionReading, Rival};

use super::segments::{Cell, Class};
use super::vocabulary::Vocabulary;

/// Fewer different labels than this say nothing about the form.
const FEWEST_LABELS: usize = 3;

/// How many different labels of a text each form explains.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Scores {
    /// Different labels of any form.
    pub(super) labels: usize,
    /// Of these, labels that the form has; one entry a form.
    pub(super) explained: Vec<usize>,
}

/// Counts the labels.
pub(super) fn scores(cells: &[Cell], vocabulary: &Vocabulary, forms: usize) -> Scores {
    let mut seen = vec![false; vocabulary.number_of_labels()];
    let mut scores = Scores { labels: 0, explained: vec![0; forms] };
    for cell in cells {
        let Class::Label(label) = cell.class else { continue };
        if std::mem::replace(&mut seen[label.terms.number()], true) {
            continue;
        }
        scores.labels += 1;
        for (form, explained) in scores.explained.iter_mut().enumerate() {
            *explained += usize::from(!vocabulary.terms_in(form, label.terms).is_empty());
        }
    }
    scores
}

/// The forms that explain most labels: several if they cannot be told apart, none if there are too few labels.
pub(super) fn best(scores: &Scores) -> Vec<usize> {
    let most = scores.explained.iter().copied().max().unwrap_or(0);
    if most < FEWEST_LABELS {
        return Vec::new();
    }
    (0..scores.explained.len()).filter(|&form| scores.explained[form] == most).collect()
}

/// Words the choice.
pub(super) fn reading(chosen: Option<usize>, scores: &Scores, forms: &[Form], year: Option<i32>, overridden: bool) -> EditionReading {
    let mut reading = EditionReading { form: chosen, overridden, ..EditionReading::default() };
    let labels = scores.labels;
    if let Some(form) = chosen {
        let (id, explained) = (&forms[form].id, scores.explained[form]);
        if overridden {
            reading.evidence.push(bilingual!("按调用方指定的版本 {id} 识读", "read as {id} because the caller said so"));
        }
        reading.evidence.push(if labels == 0 {
            bilingual!("文中未见任何表式的栏目名称", "the text has no label of any form")
        } else {
            bilingual!(
                "文中 {labels} 个不同的栏目名称，{id} 表式有其中 {explained} 个",
                "{id} has {explained} of the text's {labels} different labels"
            )
        });
    }
    if let Some(year) = year {
        reading.evidence.push(match forms.iter().find(|form| form.in_force(year)) {
            Some(form) => {
                let id = &form.id;
                bilingual!("报告年度为 {year} 年，该年度应使用 {id} 表式", "the report is on {year}, for which {id} is in force")
            }
            None => bilingual!("报告年度为 {year} 年，尚无适用表式", "the report is on {year}, for which no form is in force"),
        });
    }
    for (form, &explained) in scores.explained.iter().enumerate() {
        if Some(form) != chosen && explained > 0 {
            let id = &forms[form].id;
            reading.rivals.push(Rival {
                form,
                reason: bilingual!("{id} 表式只有其中 {explained} 个栏目名称", "{id} has only {explained} of these labels"),
            });
        }
    }
    reading.rivals.sort_by_key(|rival| std::cmp::Reverse(scores.explained[rival.form]));
    reading
}

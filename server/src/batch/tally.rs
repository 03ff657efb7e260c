//! The summary of a batch: what its answers add up to.

use std::collections::HashSet;

use gouji_core::Options;
use gouji_core::catalog::Catalog;
use gouji_core::finding::Verdict;
use gouji_proto::v1;

use crate::check::Counts;
use crate::to_proto;

/// Counts over the answers that were sent.
#[derive(Debug)]
pub(super) struct Tally {
    verdicts: v1::BatchSummary,
    /// Items by index of their form; the last is for unknown.
    forms: Vec<i64>,
    /// Findings, items and waived findings by index of the rule.
    rules: Vec<(i64, i64, i64)>,
    /// Waivers of the profile that were used, by index.
    used: HashSet<usize>,
}

impl Tally {
    /// Counts nothing yet.
    pub(super) fn new(catalog: &Catalog) -> Self {
        Self {
            verdicts: v1::BatchSummary::default(),
            forms: vec![0; catalog.forms.len() + 1],
            rules: vec![(0, 0, 0); catalog.rules.len()],
            used: HashSet::new(),
        }
    }

    /// Adds an answer; one without counts is one that could not be processed.
    pub(super) fn add(&mut self, counts: Option<&Counts>) {
        self.verdicts.item_count += 1;
        let Some(counts) = counts else {
            self.verdicts.error_count += 1;
            return;
        };
        match counts.verdict {
            Some(Verdict::Pass) => self.verdicts.pass_count += 1,
            Some(Verdict::Fail) => self.verdicts.fail_count += 1,
            Some(Verdict::Inconclusive) | None => self.verdicts.inconclusive_count += 1,
        }
        let unknown = self.forms.len() - 1;
        self.forms[counts.form.unwrap_or(unknown).min(unknown)] += 1;
        let mut rules: Vec<_> = counts.findings.iter().map(|rule| usize::from(rule.0)).collect();
        rules.sort_unstable();
        for of_one_rule in rules.chunk_by(|a, b| a == b) {
            let (findings, items, _) = &mut self.rules[of_one_rule[0]];
            *findings += i64::try_from(of_one_rule.len()).unwrap_or(i64::MAX);
            *items += 1;
        }
        for rule in &counts.waived {
            self.rules[usize::from(rule.0)].2 += 1;
        }
        self.used.extend(&counts.waivers);
    }

    /// The summary: editions by name with unknown first, rules by code.
    pub(super) fn summary(self, catalog: &Catalog, options: &Options) -> v1::BatchSummary {
        let names = catalog.forms.iter().map(|form| form.id.clone()).chain([String::new()]);
        let mut editions: Vec<_> = names
            .zip(self.forms)
            .filter(|(_, items)| *items > 0)
            .map(|(edition, item_count)| v1::EditionCount { edition, item_count })
            .collect();
        editions.sort_by(|a, b| a.edition.cmp(&b.edition));
        let rules = catalog.rules.iter().zip(self.rules).filter(|(_, (findings, _, _))| *findings > 0);
        let rules = rules.map(|(rule, (finding_count, item_count, waived_count))| v1::RuleCount {
            rule: rule.code.clone(),
            finding_count,
            item_count,
            waived_count,
        });
        let waivers = options.profile.iter().flat_map(|profile| profile.waivers().iter().enumerate());
        let unused = waivers.filter(|(at, _)| !self.used.contains(at)).map(|(_, waiver)| waiver);
        let (expired, unused): (Vec<_>, Vec<_>) = unused.partition(|waiver| options.as_of.is_some_and(|as_of| waiver.is_expired(as_of)));
        v1::BatchSummary {
            editions,
            rules: rules.collect(),
            unused_waivers: unused.into_iter().map(|it| to_proto::waiver(it)).collect(),
            expired_waivers: expired.into_iter().map(|it| to_proto::waiver(it)).collect(),
            ..self.verdicts
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use gouji_core::catalog::RuleId;

    #[test]
    fn answers_are_counted_by_verdict_edition_and_rule() {
        let catalog = Catalog::load().unwrap();
        let mut tally = Tally::new(&catalog);
        let rules: Vec<_> = (0..catalog.rules.len().min(1)).flat_map(|_| [RuleId(0), RuleId(0)]).collect();
        tally.add(Some(&Counts { verdict: Some(Verdict::Fail), form: Some(0), findings: rules.clone(), waived: vec![], waivers: vec![] }));
        tally.add(Some(&Counts { verdict: Some(Verdict::Pass), form: Some(0), findings: vec![], waived: vec![], waivers: vec![] }));
        tally.add(Some(&Counts { verdict: Some(Verdict::Inconclusive), form: None, findings: vec![], waived: vec![], waivers: vec![] }));
        tally.add(None);
        let summary = tally.summary(&catalog, &Options::default());
        assert_eq!((summary.item_count, summary.pass_count, summary.fail_count), (4, 1, 1));
        assert_eq!((summary.inconclusive_count, summary.error_count), (1, 1));
        let editions: Vec<_> = summary.editions.iter().map(|it| (it.edition.as_str(), it.item_count)).collect();
        assert_eq!(editions, [("", 1), (catalog.forms[0].id.as_str(), 2)]);
        let counted: Vec<_> = summary.rules.iter().map(|it| (it.finding_count, it.item_count)).collect();
        assert_eq!(counted, if rules.is_empty() { vec![] } else { vec![(2, 1)] });
    }
}

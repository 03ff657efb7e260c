//! Last year's report beside this year's: a witness of where an error is.
//!
//! Turns a second document into a [`Previous`]: a report that was recognised and never judged. It is heard only if it is
//! of the same body, of the year just before, and was read without any doubt; else [`Previous::fitness`] says why not. It
//! makes no finding and moves no verdict: [`crate::localise`] weighs repairs by it.
//!
//! What stands where in both years is the business of [`crate::crosswalk`].

use crate::amount::Amount;
use crate::bilingual;
use crate::catalog::Catalog;
use crate::form::CellId;
use crate::intake::SourceInfo;
use crate::report::Report;
use crate::source::Source;
use crate::text::Bilingual;

/// Last year's report, as the caller supplied it.
#[derive(Debug)]
pub struct Previous {
    /// What is known about the bytes.
    pub info: SourceInfo,
    /// The decoded text.
    pub source: Source,
    /// What was read; nothing if recognition failed inside.
    pub report: Report,
}

/// Whether a report can be heard on the report of the year after.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fitness {
    /// It can: same body, the year before, read without doubt.
    Comparable,
    /// It cannot, for this reason.
    NotComparable(Bilingual),
}

impl Previous {
    /// Whether it can be heard on a report.
    #[must_use]
    pub fn fitness(&self, report: &Report, catalog: &Catalog) -> Fitness {
        self.obstacle(report, catalog).map_or(Fitness::Comparable, Fitness::NotComparable)
    }

    fn obstacle(&self, report: &Report, catalog: &Catalog) -> Option<Bilingual> {
        let folder = &catalog.lexicon.folder;
        let body = |report: &Report| report.organization.as_ref().map(|organization| folder.fold(&organization.name));
        let year = |report: &Report| report.year.year.filter(|_| !report.year.is_disputed());
        if self.report.edition.form.is_none() {
            return Some(bilingual!("上年报告未能识读", "last year's report could not be read"));
        }
        if report.edition.form.is_none() {
            return Some(bilingual!("本报告所用表式未能识别", "the form of this report is not known"));
        }
        match (body(&self.report), body(report)) {
            (Some(before), Some(now)) if before == now => {}
            (Some(_), Some(_)) => {
                return Some(bilingual!("两份报告的填报单位不同", "the two reports are of different bodies"));
            }
            (None, _) => return Some(bilingual!("上年报告的填报单位不明", "the body of last year's report is not known")),
            (_, None) => return Some(bilingual!("本报告的填报单位不明", "the body of this report is not known")),
        }
        match (year(&self.report), year(report)) {
            (Some(before), Some(now)) if before + 1 == now => {}
            (Some(before), Some(now)) => {
                let due = now - 1;
                return Some(bilingual!("所给的是{before}年度报告，不是{due}年度", "it is the report of {before}, not of {due}"));
            }
            (None, _) => return Some(bilingual!("上年报告的年度不明", "the year of last year's report is not certain")),
            (_, None) => return Some(bilingual!("本报告的年度不明", "the year of this report is not certain")),
        }
        let unread = self.report.unread.len();
        (unread > 0).then(|| bilingual!("上年报告有{unread}处未能识读", "{unread} places of last year's report were not read"))
    }

    /// The figure that it has where this year's form (by index) has a cell, if both count the very same and it was read
    /// without doubt.
    #[must_use]
    pub fn figure(&self, form: usize, cell: CellId, catalog: &Catalog) -> Option<Amount> {
        let own = catalog.crosswalk.same(self.report.edition.form?, form, cell)?;
        self.report.statistic(own).filter(|statistic| !statistic.doubtful)?.amount()
    }
}

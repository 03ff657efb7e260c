//! How a run ends, as the calling shell sees it.
//!
//! Turns results into one exit code: every input is judged for itself, and the worst one decides.

use gouji_proto::v1::{CheckedReport, Severity, Verdict};

/// Exit code of a run; a later one is worse than an earlier one.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Exit {
    /// 0: nothing at or above the threshold.
    #[default]
    Clean,
    /// 1: findings at or above the threshold.
    Findings,
    /// 2: a report that could not be judged, or an input that could not be processed.
    Incomplete,
    /// 64: the command line makes no sense.
    Usage,
}

/// From which severity on a finding makes the run fail.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum FailOn {
    /// Errors only.
    #[default]
    Error,
    /// Warnings and errors.
    Warning,
    /// Any finding.
    Info,
    /// Nothing.
    Never,
}

impl Exit {
    /// The number that the process ends with.
    #[must_use]
    pub const fn code(self) -> u8 {
        match self {
            Self::Clean => 0,
            Self::Findings => 1,
            Self::Incomplete => 2,
            Self::Usage => 64,
        }
    }

    /// Judges the result of one input. A reading without verdict can only fail by not being possible.
    #[must_use]
    pub fn of(checked: &CheckedReport, fail_on: FailOn) -> Self {
        if checked.error.is_some() {
            Self::Incomplete
        } else if fail_on.is_reached_by(checked) {
            Self::Findings
        } else if checked.verdict() == Verdict::Inconclusive {
            Self::Incomplete
        } else {
            Self::Clean
        }
    }
}

impl FailOn {
    /// Decides from the counts, which every view carries, and from the findings themselves.
    fn is_reached_by(self, checked: &CheckedReport) -> bool {
        let threshold = match self {
            Self::Error => Severity::Error,
            Self::Warning => Severity::Warning,
            Self::Info => Severity::Info,
            Self::Never => return false,
        };
        let counts = checked.summary.as_ref().map_or([0; 3], |summary| [summary.info_count, summary.warning_count, summary.error_count]);
        let counted = counts.iter().zip([Severity::Info, Severity::Warning, Severity::Error]).any(|(&n, at)| n > 0 && at >= threshold);
        counted || checked.findings.iter().any(|finding| finding.waiver.is_none() && finding.severity() >= threshold)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use gouji_proto::rpc::Status;
    use gouji_proto::v1::Summary;

    fn judged(verdict: Verdict, [errors, warnings, infos]: [i32; 3]) -> CheckedReport {
        let summary = Summary { error_count: errors, warning_count: warnings, info_count: infos, ..Summary::default() };
        CheckedReport { verdict: verdict.into(), summary: Some(summary), ..CheckedReport::default() }
    }

    #[test]
    fn the_threshold_decides_which_findings_count() {
        let exits = |counts| {
            [FailOn::Error, FailOn::Warning, FailOn::Info, FailOn::Never].map(|on| Exit::of(&judged(Verdict::Pass, counts), on).code())
        };
        assert_eq!(exits([1, 0, 0]), [1, 1, 1, 0]);
        assert_eq!(exits([0, 1, 0]), [0, 1, 1, 0]);
        assert_eq!(exits([0, 0, 1]), [0, 0, 1, 0]);
        assert_eq!(exits([0, 0, 0]), [0, 0, 0, 0]);
    }

    #[test]
    fn an_inconclusive_report_is_never_clean() {
        assert_eq!(Exit::of(&judged(Verdict::Inconclusive, [0, 1, 0]), FailOn::Error), Exit::Incomplete);
        assert_eq!(Exit::of(&judged(Verdict::Inconclusive, [0, 1, 0]), FailOn::Never), Exit::Incomplete);
        assert_eq!(Exit::of(&judged(Verdict::Inconclusive, [0, 1, 0]), FailOn::Warning), Exit::Findings);
    }

    #[test]
    fn an_input_that_could_not_be_processed_is_never_clean() {
        let failed = CheckedReport { error: Some(Status::default()), ..CheckedReport::default() };
        assert_eq!(Exit::of(&failed, FailOn::Never), Exit::Incomplete);
        assert!(Exit::Incomplete > Exit::Findings);
    }
}

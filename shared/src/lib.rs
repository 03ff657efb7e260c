//! The engine of gouji: reads annual reports on open government information (政府信息公开工作年度报告), checks them against
//! the official form of their own year, and puts them into canonical form.
//!
//! ```text
//! bytes ─ intake ─▶ Source ─ recognise ─▶ Report ─ check ─▶ findings + ledger ─▶ verdict
//!                                            └─ normalize ─▶ canonical report + changes
//! ```
//!
//! Pure: no I/O, no clock, no global state. The same bytes, options and catalogue give the same result. Bad content is a
//! result; an [`Error`] means that there is no result at all.
//!
//! ```
//! use gouji_core::{Document, Engine, Limits, Options};
//!
//! let engine = Engine::new(Limits::default())?;
//! let document = Document { name: "某县.txt", bytes: "某县2021年政府信息公开工作年度报告".as_bytes(), charset: None };
//! let checked = engine.check(document, &Options::default())?;
//! assert_ne!(checked.verdict, Some(gouji_core::finding::Verdict::Pass));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

pub mod amount;
pub mod catalog;
pub mod check;
pub mod claims;
pub mod crosswalk;
mod error;
pub mod examples;
pub mod explanation;
mod faults;
pub mod finding;
mod fingerprint;
pub mod fold;
pub mod form;
mod groups;
pub mod intake;
mod limits;
pub mod localise;
pub mod normalize;
pub mod notes;
pub mod previous;
pub mod private;
pub mod profile;
pub mod prose;
pub mod recognise;
pub mod reference;
pub mod registers;
pub mod report;
pub mod rule;
pub mod rules;
pub mod source;
pub mod text;
mod unbroken;

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;

use catalog::{Catalog, CatalogError};
use check::{Judgement, Settings};
pub use error::Error;
pub use faults::Faults;
use finding::Verdict;
pub use gouji_documents as documents;
pub use intake::{Document, SourceInfo};
pub use limits::Limits;
use normalize::Normalized;
use previous::{Fitness, Previous};
use profile::Profile;
use recognise::Vocabulary;
use report::{Date, Report};
pub use source::{Position, Source, Span};
use text::Bilingual;

/// Version of the program, part of every result.
pub const VERSION: &str = env!("CARGO_PKG_VERSION");

/// The engine: the catalogue, ready to check any number of reports.
#[derive(Debug)]
pub struct Engine {
    catalog: Catalog,
    vocabulary: Vocabulary,
    limits: Limits,
    faults: Faults,
}

/// What to do with a document.
#[derive(Clone, Debug)]
pub struct Options {
    /// Whether to run the rules.
    pub validate: bool,
    /// Whether to normalise.
    pub normalize: bool,
    /// Edition to judge by, in place of the recognised one.
    pub edition: Option<String>,
    /// Edition to carry the indicators to, in place of the report's own.
    pub target_edition: Option<String>,
    /// The day the check is made as of.
    pub as_of: Option<Date>,
    /// What the caller's office decided about rules and findings, made for this engine's catalogue. If it waives anything,
    /// the day must be given: nobody could tell otherwise whether a waiver has expired.
    pub profile: Option<Arc<Profile>>,
    /// Last year's report of the same body, read by this engine: evidence of where errors are, and of nothing else.
    pub previous: Option<Arc<Previous>>,
}

impl Default for Options {
    /// Validates and normalises, and leaves everything else to the report.
    fn default() -> Self {
        Self { validate: true, normalize: true, edition: None, target_edition: None, as_of: None, profile: None, previous: None }
    }
}

/// A checked report.
#[derive(Debug)]
pub struct Checked {
    /// What is known about the bytes.
    pub info: SourceInfo,
    /// The decoded text that all spans are of.
    pub source: Source,
    /// What was read.
    pub report: Report,
    /// What the rules say; empty if not asked for.
    pub judgement: Judgement,
    /// The verdict; `None` if not asked for.
    pub verdict: Option<Verdict>,
    /// The canonical report, if asked for and the form is known.
    pub normalized: Option<Normalized>,
    /// Whether last year's report could be heard; `None` if none was given or the rules were not asked for.
    pub previous: Option<Fitness>,
    /// Stages that failed inside, with what is missing because of it.
    pub failures: Vec<StageFailure>,
}

/// A stage that failed inside the program.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StageFailure {
    /// The stage.
    pub stage: Stage,
    /// What is missing because of it.
    pub reason: Bilingual,
}

/// The stages after intake.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Stage {
    /// Reading the text.
    Recognise,
    /// Running the rules.
    Check,
    /// Normalising.
    Normalize,
}

impl Stage {
    /// Name of the stage, also as a point of fault injection.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Recognise => "recognise",
            Self::Check => "check",
            Self::Normalize => "normalize",
        }
    }
}

impl Engine {
    /// Loads the catalogue.
    ///
    /// # Errors
    ///
    /// Only if the program was built with an inconsistent catalogue, which its tests exclude.
    pub fn new(limits: Limits) -> Result<Self, CatalogError> {
        let catalog = Catalog::load()?;
        let vocabulary = Vocabulary::new(&catalog.forms);
        Ok(Self { catalog, vocabulary, limits, faults: Faults::default() })
    }

    /// The same engine with faults to provoke.
    #[must_use]
    pub fn with_faults(mut self, faults: Faults) -> Self {
        self.faults = faults;
        self
    }

    /// Forms, rules and crosswalk.
    #[must_use]
    pub const fn catalog(&self) -> &Catalog {
        &self.catalog
    }

    /// Limits on one input.
    #[must_use]
    pub const fn limits(&self) -> &Limits {
        &self.limits
    }

    /// Unpacks an archive of documents, within the limits on one input and those of the readers.
    ///
    /// # Errors
    ///
    /// When nothing can be unpacked: no archive, a damaged one, or one over a limit.
    pub fn unpack(&self, bytes: &[u8]) -> Result<gouji_documents::Archive, Error> {
        Ok(gouji_documents::archive(bytes, &self.limits.of_readers())?)
    }

    /// Checks one document.
    ///
    /// # Errors
    ///
    /// When there is no result at all: an input over a limit, a format that is not read, bytes that are no text, or
    /// options that name an unknown edition, or waive findings and name no day.
    pub fn check(&self, document: Document<'_>, options: &Options) -> Result<Checked, Error> {
        self.known(options)?;
        self.faults.strike("intake");
        let (info, source) = intake::read(document, &self.limits)?;
        self.check_source(info, source, options)
    }

    /// Reads last year's report, for [`Options::previous`].
    ///
    /// # Errors
    ///
    /// As [`Engine::check`] for the document itself.
    pub fn read_previous(&self, document: Document<'_>) -> Result<Previous, Error> {
        let (info, source) = intake::read(document, &self.limits)?;
        let report = self.recognise(&source, None, &mut Vec::new())?;
        Ok(Previous { info, source, report })
    }

    /// What is read of a text, with what is not; a report without anything if a fault stops the reading.
    fn recognise(&self, source: &Source, edition: Option<usize>, failures: &mut Vec<StageFailure>) -> Result<Report, Error> {
        let recognised =
            self.guard(Stage::Recognise, failures, || recognise::recognise(source, &self.catalog, &self.vocabulary, &self.limits, edition));
        let mut report = match recognised {
            Some(read) => read?,
            None => Report::default(),
        };
        report.edition.overridden = edition.is_some();
        let form = report.edition.form.map(|at| &self.catalog.forms[at]);
        let unread = notes::unread(source, &report, form);
        report.unread.extend(unread);
        Ok(report)
    }

    /// Refuses options that name an unknown edition, or waive findings and name no day.
    fn known(&self, options: &Options) -> Result<(), Error> {
        self.edition(options.edition.as_deref())?;
        self.edition(options.target_edition.as_deref())?;
        let waives = options.profile.as_deref().is_some_and(|profile| !profile.waivers().is_empty());
        if options.as_of.is_none() && waives { Err(Error::UndatedWaivers) } else { Ok(()) }
    }

    /// Checks a document that was read before.
    ///
    /// # Errors
    ///
    /// More cells than the limit, or options as [`Engine::check`] refuses them.
    pub fn check_source(&self, info: SourceInfo, source: Source, options: &Options) -> Result<Checked, Error> {
        self.known(options)?;
        let edition = self.edition(options.edition.as_deref())?;
        let target = self.edition(options.target_edition.as_deref())?;
        let profile = options.profile.as_deref();
        let mut failures = Vec::new();
        let report = self.recognise(&source, edition, &mut failures)?;

        let previous = options.previous.as_deref().filter(|_| options.validate);
        let fitness = previous.map(|previous| previous.fitness(&report, &self.catalog));
        let (judgement, verdict) = if options.validate {
            let previous = previous.filter(|_| fitness == Some(Fitness::Comparable));
            let settings = Settings { as_of: options.as_of, profile, previous, faults: &self.faults };
            let judged =
                self.guard(Stage::Check, &mut failures, || check::check(&source, &report, &self.catalog, &settings)).unwrap_or_else(|| {
                    let reason = bilingual!("程序内部错误，校验未能执行", "an internal fault stopped the check");
                    check::nothing_ran(&self.catalog, &reason)
                });
            let verdict = check::verdict(&judged, &report);
            (judged, Some(verdict))
        } else {
            (Judgement::default(), None)
        };
        let normalized = if options.normalize {
            self.guard(Stage::Normalize, &mut failures, || normalize::normalize(&source, &report, &self.catalog, target)).flatten()
        } else {
            None
        };
        let verdict = match verdict {
            Some(Verdict::Pass) if !failures.is_empty() => Some(Verdict::Inconclusive),
            other => other,
        };
        Ok(Checked { info, source, report, judgement, verdict, normalized, previous: fitness, failures })
    }

    fn edition(&self, name: Option<&str>) -> Result<Option<usize>, Error> {
        name.map(|edition| self.catalog.form_index(edition).ok_or_else(|| Error::UnknownEdition { edition: edition.to_owned() }))
            .transpose()
    }

    /// Runs a stage; a panic inside becomes a recorded failure.
    fn guard<T>(&self, stage: Stage, failures: &mut Vec<StageFailure>, run: impl FnOnce() -> T) -> Option<T> {
        let result = catch_unwind(AssertUnwindSafe(|| {
            self.faults.strike(stage.name());
            run()
        }));
        result.map_err(|_| failures.push(StageFailure { stage, reason: failure_reason(stage) })).ok()
    }
}

fn failure_reason(stage: Stage) -> Bilingual {
    match stage {
        Stage::Recognise => bilingual!("程序内部错误，报告未能识读", "an internal fault stopped the reading of the report"),
        Stage::Check => bilingual!("程序内部错误，校验未能执行", "an internal fault stopped the check"),
        Stage::Normalize => bilingual!("程序内部错误，规范化未能执行", "an internal fault stopped normalisation"),
    }
}

//! `check`, `parse`, `validate`, `normalize` and `batch`: from inputs to printed results.

use std::collections::HashMap;
use std::io::Read;
use std::path::Path;

use gouji_proto::v1::catalog_service_client::CatalogServiceClient;
use gouji_proto::v1::report_service_client::ReportServiceClient;
use gouji_proto::v1::{BatchArchive, CheckOptions, CheckedReport, Document, Form, GetFormRequest, SourceDocument, View};
use tonic::transport::Channel;

use crate::answers::batch::Batch;
use crate::answers::single::Single;
use crate::answers::{Answer, Answers};
use crate::args::{Detail, Format, ReportsTask, Stage};
use crate::exit::Exit;
use crate::failure::{self, Failure};
use crate::inputs::{Archives, Extent, Input, Plan};
use crate::language::{Language, say};
use crate::profile;
use crate::render::excerpt::SourceText;
use crate::render::json::{self, Layout, List};
use crate::render::style::Tone;
use crate::render::summary::{self, Tally};
use crate::render::{diagnostics, normalized, tree};
use crate::session::Session;

/// Largest message that is taken from the service: results of the largest report that it takes on.
const MOST_BYTES: usize = 1 << 30;

/// Runs one of the commands on all its inputs; the worst of them decides how the run ends.
pub(crate) async fn run(
    channel: Channel,
    session: &mut Session,
    format: Format,
    task: ReportsTask,
    standard: Box<dyn Read + Send>,
) -> Result<Exit, Failure> {
    let mut options = options(&task, format, session.language());
    if let Some(path) = &task.profile {
        profile::put(path, channel.clone(), &mut options, session.language()).await?;
    }
    let archives = match task.stage {
        Stage::Check | Stage::Batch => Archives::Sent,
        Stage::Parse | Stage::Validate | Stage::Normalize => Archives::LeftOut,
    };
    let plan = Plan::of(&task.inputs, archives);
    let previous = match &task.last_year {
        Some(path) => Some(last_year(path, &plan, session.language())?),
        None => None,
    };
    say_skipped(&plan, session);
    session.expect(plan.inputs.len());
    let mut exit = Exit::Clean;
    let mut tally = Tally::default();
    let mut printer = Printer::new(&task, format, &plan, CatalogServiceClient::new(channel.clone()));
    let mut answers = ask(channel, options, &task, previous, plan, standard).await;
    while let Some(answer) = answers.next().await {
        if let Some(fault) = fault_of_options(&answer.checked, session) {
            session.finish();
            return Err(fault);
        }
        if let Some(archive) = &answer.archive {
            session.expect(usize::try_from(archive.member_count).unwrap_or(0).saturating_sub(1));
            say_skipped_of_archive(archive, session);
        }
        exit = exit.max(Exit::of(&answer.checked, task.fail_on));
        tally.add(&answer.checked);
        printer.print(session, &answer).await?;
        session.advance();
    }
    session.finish();
    printer.end(session, tally, &answers)?;
    Ok(exit)
}

/// One stream for many checks and for archives; a call each where there is one report, or one stage is asked for.
async fn ask(
    channel: Channel,
    options: CheckOptions,
    task: &ReportsTask,
    previous: Option<Document>,
    plan: Plan,
    standard: Box<dyn Read + Send>,
) -> Answers {
    let client = ReportServiceClient::new(channel).max_decoding_message_size(MOST_BYTES).max_encoding_message_size(MOST_BYTES);
    let charset = task.charset.clone();
    if task.stage == Stage::Batch || (task.stage == Stage::Check && (plan.inputs.len() > 1 || plan.inputs.iter().any(Input::is_archive))) {
        Answers::Batch(Box::new(Batch::open(client, options, charset, plan.inputs, standard).await))
    } else {
        Answers::Single(Box::new(Single::new(client, task.stage, options, charset, previous, plan.inputs, standard)))
    }
}

/// Last year's report of the one body whose report is checked.
fn last_year(path: &Path, plan: &Plan, language: Language) -> Result<Document, Failure> {
    let name = path.display().to_string();
    if plan.extent == Extent::Many {
        let words = say!(
            language,
            "--last-year 只能与一份报告一起用：上年报告只属于一个机关",
            "--last-year goes with one report only: last year's report is of one body"
        );
        return Err(Failure::Usage(words));
    }
    let content = Input::file(path.to_owned()).read(&mut std::io::empty()).map_err(|reason| {
        let reason = language.pick(&reason.chinese(), &reason.to_string()).to_owned();
        Failure::Usage(say!(language, "无法读取上年报告 {name}：{reason}", "cannot read last year's report {name}: {reason}"))
    })?;
    Ok(Document { name, content, ..Document::default() })
}

fn options(task: &ReportsTask, format: Format, language: Language) -> CheckOptions {
    // The text of a batch shows nothing but verdicts.
    let view = match (format, task.stage) {
        (Format::Text, Stage::Batch) => View::Verdict,
        _ => task.view,
    };
    CheckOptions {
        language: language.code().to_owned(),
        edition: task.edition.clone(),
        target_edition: task.target_edition.clone(),
        as_of_date: task.as_of.clone(),
        view: view.into(),
        profile: None,
    }
}

/// Says what was left out of folders, a line for each suffix.
fn say_skipped(plan: &Plan, session: &mut Session) {
    const MOST: usize = 3;
    for (suffix, files) in &plan.skipped {
        let count = files.len();
        let language = session.language();
        let kind = match suffix.as_str() {
            "" => language.pick("没有后缀", "no suffix").to_owned(),
            suffix => format!(".{suffix}"),
        };
        let mut names: Vec<_> = files.iter().take(MOST).map(|file| file.display().to_string()).collect();
        if count > MOST {
            names.push("…".to_owned());
        }
        let names = names.join(language.pick("、", ", "));
        session.say(&say!(
            language,
            "跳过 {count} 个格式不能识读的文件（{kind}）：{names}",
            "skipped {count} files of a format that is not read ({kind}): {names}"
        ));
    }
}

/// Says which files of an archive are no reports, by the first of them.
fn say_skipped_of_archive(archive: &BatchArchive, session: &mut Session) {
    const MOST: usize = 3;
    let (name, count) = (&archive.name, archive.skipped_count);
    if count == 0 {
        return;
    }
    let language = session.language();
    let mut names: Vec<_> = archive.skipped.iter().take(MOST).map(|skipped| skipped.entry.as_str()).collect();
    if usize::try_from(count).is_ok_and(|count| count > names.len()) {
        names.push("…");
    }
    let names = names.join(language.pick("、", ", "));
    session.say(&say!(
        language,
        "{name} 中有 {count} 个系统或临时文件不是报告，已跳过：{names}",
        "skipped {count} files in {name} that the system or an open program put there: {names}"
    ));
}

/// An option that the service does not accept is a mistake on the command line, whichever input brought it to light.
fn fault_of_options(checked: &CheckedReport, session: &Session) -> Option<Failure> {
    let status = checked.error.as_ref()?;
    let of_options = |field: &String| field.split('.').any(|part| part == "options");
    failure::faulty_fields(status).iter().any(of_options).then(|| Failure::Usage(failure::sentence(status, session.language())))
}

/// Prints answers as they come.
struct Printer {
    stage: Stage,
    detail: Detail,
    format: Format,
    extent: Extent,
    list: List,
    texts: usize,
    forms: Forms,
}

impl Printer {
    fn new(task: &ReportsTask, format: Format, plan: &Plan, client: CatalogServiceClient<Channel>) -> Self {
        let layout = if format == Format::Json { Layout::Indented } else { Layout::Line };
        let forms = Forms { client, known: HashMap::new() };
        Self { stage: task.stage, detail: task.detail, format, extent: plan.extent, list: List::new(layout), texts: 0, forms }
    }

    async fn print(&mut self, session: &mut Session, answer: &Answer) -> Result<(), Failure> {
        let checked = &answer.checked;
        if self.format == Format::Text {
            let text = self.text(session, answer).await;
            return Ok(session.print(text.as_bytes())?);
        }
        if let Some(error) = summary::error(checked, session.manner) {
            session.say(&error);
        }
        if (self.format, self.extent) == (Format::Json, Extent::One) {
            let mut out = json::checked(checked, Layout::Indented).map_err(Failure::unprintable)?;
            out.push(b'\n');
            return Ok(session.print(&out)?);
        }
        let value = json::checked(checked, self.list.layout()).map_err(Failure::unprintable)?;
        Ok(session.print(&self.list.add(&value))?)
    }

    async fn text(&mut self, session: &Session, answer: &Answer) -> String {
        let manner = session.manner;
        let checked = &answer.checked;
        if self.stage == Stage::Batch {
            return summary::line(checked, manner);
        }
        let lead = if self.texts > 0 { "\n" } else { "" };
        self.texts += 1;
        if let Some(error) = summary::error(checked, manner) {
            return format!("{lead}{}\n", manner.style.paint(Tone::Bad, &error));
        }
        let mut source = checked.source.as_ref().and_then(|source| source_text(source, answer));
        if let Some(source) = &mut source {
            source.hide(&checked.findings);
        }
        let body = match self.stage {
            Stage::Check | Stage::Validate | Stage::Batch => {
                diagnostics::diagnostics(checked, source.as_ref(), self.detail, manner) + &summary::report(checked, manner)
            }
            Stage::Parse => {
                let edition = checked.report.as_ref().and_then(|report| report.edition.as_ref()).map_or("", |edition| &edition.id);
                let form = self.forms.get(edition).await;
                tree::reading(checked, form, manner) + "\n" + &diagnostics::diagnostics(checked, source.as_ref(), self.detail, manner)
            }
            Stage::Normalize => {
                let edition = checked.normalized.as_ref().map_or("", |normalized| normalized.edition.as_str());
                let form = self.forms.get(edition).await;
                normalized::canonical(checked, form, manner)
                    + "\n"
                    + &diagnostics::diagnostics(checked, source.as_ref(), self.detail, manner)
            }
        };
        format!("{lead}{}\n", body.trim_end())
    }

    /// Closes a list, and tells how many of what there were.
    fn end(&self, session: &mut Session, tally: Tally, answers: &Answers) -> Result<(), Failure> {
        let manner = session.manner;
        match (self.format, self.stage, self.extent) {
            (Format::Text, Stage::Batch, _) => session.print(summary::batch(tally, answers.summary(), manner).as_bytes())?,
            (Format::Text, _, Extent::Many) => session.print(format!("\n{}\n", tally.sentence(manner.language)).as_bytes())?,
            (Format::Json, _, Extent::Many) => session.print(self.list.end())?,
            _ => {}
        }
        if self.format != Format::Text && self.stage == Stage::Batch {
            session.say(&tally.sentence(manner.language));
        }
        Ok(())
    }
}

/// Forms, fetched when they are first needed: they name the columns of what was read.
struct Forms {
    client: CatalogServiceClient<Channel>,
    known: HashMap<String, Option<Form>>,
}

impl Forms {
    async fn get(&mut self, edition: &str) -> Option<&Form> {
        if !edition.is_empty() && !self.known.contains_key(edition) {
            let response = self.client.get_form(GetFormRequest { edition: edition.to_owned() }).await;
            self.known.insert(edition.to_owned(), response.ok().and_then(|response| response.into_inner().form));
        }
        self.known.get(edition).and_then(Option::as_ref)
    }
}

/// The text of a plain text file as it was sent, if its bytes are at hand: excerpts are shown of it.
fn source_text(source: &SourceDocument, answer: &Answer) -> Option<SourceText> {
    if source.media_type != "text/plain" {
        return None;
    }
    let content = answer.content.file(&answer.entry)?;
    let is_whole = usize::try_from(source.size_bytes) == Ok(content.len());
    is_whole.then(|| SourceText::decode(content, &source.charset)).flatten()
}

//! `rules`, `explain` and `forms`: what reports are judged by.

use gouji_proto::v1::catalog_service_client::CatalogServiceClient;
use gouji_proto::v1::{Form, GetFormRequest, GetRuleRequest, ListFormsRequest, ListRulesRequest, Rule};
use prost::Message;
use tonic::transport::Channel;
use tonic::{Code, Status};

use crate::args::Format;
use crate::exit::Exit;
use crate::failure::Failure;
use crate::language::{Language, say};
use crate::render::catalog;
use crate::render::json::{self, Layout};
use crate::session::Session;

/// Lists the rules of a family and an edition; empty means all.
pub(crate) async fn rules(
    channel: Channel,
    session: &mut Session,
    format: Format,
    family: String,
    edition: String,
) -> Result<Exit, Failure> {
    let mut client = CatalogServiceClient::new(channel);
    let chosen = !(family.is_empty() && edition.is_empty());
    let request = ListRulesRequest { family: family.to_ascii_uppercase(), edition };
    let rules = client.list_rules(request).await.map_err(failure(session))?.into_inner().rules;
    if rules.is_empty() && chosen {
        return Err(Failure::Usage(session.language().pick("没有这样的规则", "there are no such rules").to_owned()));
    }
    match format {
        Format::Text => session.print(catalog::rules(&rules, session.manner).as_bytes())?,
        _ => print_all(session, format, "gouji.v1.Rule", &rules)?,
    }
    Ok(Exit::Clean)
}

/// Explains rules.
pub(crate) async fn explain(channel: Channel, session: &mut Session, format: Format, codes: &[String]) -> Result<Exit, Failure> {
    let mut client = CatalogServiceClient::new(channel);
    let mut rules = Vec::new();
    for code in codes {
        match client.get_rule(GetRuleRequest { code: code.clone(), language: session.language().code().to_owned() }).await {
            Ok(response) => rules.push(response.into_inner().rule.unwrap_or_default()),
            Err(status) if status.code() == Code::NotFound => return Err(unknown_rule(&mut client, code, session.language()).await),
            Err(status) => return Err(failure(session)(status)),
        }
    }
    if format == Format::Text {
        let texts: Vec<_> = rules.iter().map(|rule| catalog::explanation(rule, session.manner)).collect();
        session.print(texts.join("\n").as_bytes())?;
    } else {
        print_named(session, format, "gouji.v1.Rule", &rules)?;
    }
    Ok(Exit::Clean)
}

/// Says that there is no such rule, with those that may be meant.
async fn unknown_rule(client: &mut CatalogServiceClient<Channel>, code: &str, language: Language) -> Failure {
    const MOST: usize = 5;
    let known = client.list_rules(ListRulesRequest::default()).await.map(|response| response.into_inner().rules).unwrap_or_default();
    let similar: Vec<_> = similar(&known, code).into_iter().take(MOST).collect();
    let text = say!(language, "没有规则 {code}", "there is no rule {code}");
    let list = similar.join(language.pick("、", ", "));
    Failure::Usage(if similar.is_empty() {
        say!(language, "{text}；gouji rules 列出全部规则", "{text}; gouji rules lists them all")
    } else {
        say!(language, "{text}。是不是：{list}？", "{text}. Did you mean {list}?")
    })
}

/// Codes that share parts with the one asked for, those with the most first.
fn similar<'a>(rules: &'a [Rule], code: &str) -> Vec<&'a str> {
    let upper = code.to_ascii_uppercase();
    let parts: Vec<_> = upper.split(['-', '_', ' ']).filter(|part| !part.is_empty()).collect();
    let score = |rule: &Rule| rule.code.split('-').filter(|part| parts.contains(part)).count();
    let mut scored: Vec<_> = rules.iter().map(|rule| (score(rule), rule.code.as_str())).filter(|(score, _)| *score > 0).collect();
    scored.sort_by_key(|(score, _)| std::cmp::Reverse(*score));
    scored.into_iter().map(|(_, code)| code).collect()
}

/// Lists the forms, or shows one.
pub(crate) async fn forms(channel: Channel, session: &mut Session, format: Format, edition: Option<&str>) -> Result<Exit, Failure> {
    let mut client = CatalogServiceClient::new(channel);
    let Some(edition) = edition else {
        let forms = client.list_forms(ListFormsRequest {}).await.map_err(failure(session))?.into_inner().forms;
        match format {
            Format::Text => session.print(catalog::forms(&forms, session.manner).as_bytes())?,
            _ => print_all(session, format, "gouji.v1.Form", &forms)?,
        }
        return Ok(Exit::Clean);
    };
    let request = GetFormRequest { edition: edition.to_owned() };
    let form = match client.get_form(request).await {
        Ok(response) => response.into_inner().form.unwrap_or_default(),
        Err(status) if status.code() == Code::NotFound => return Err(unknown_form(&mut client, edition, session.language()).await),
        Err(status) => return Err(failure(session)(status)),
    };
    match format {
        Format::Text => session.print(catalog::form(&form, session.manner).as_bytes())?,
        _ => print_named(session, format, "gouji.v1.Form", &[form])?,
    }
    Ok(Exit::Clean)
}

async fn unknown_form(client: &mut CatalogServiceClient<Channel>, edition: &str, language: Language) -> Failure {
    let forms = client.list_forms(ListFormsRequest {}).await.map(|response| response.into_inner().forms).unwrap_or_default();
    let known: Vec<_> = forms.into_iter().map(|form: Form| form.edition).collect();
    let known = known.join(language.pick("、", ", "));
    Failure::Usage(say!(language, "没有 {edition} 这一版格式；有：{known}", "there is no form {edition}; there are {known}"))
}

fn failure(session: &Session) -> impl Fn(Status) -> Failure {
    let language = session.language();
    move |status| Failure::of_call(&status, language)
}

/// Prints what was asked for by name: one value as itself, several as a list.
fn print_named<M: Message>(session: &mut Session, format: Format, name: &str, messages: &[M]) -> Result<(), Failure> {
    match (format, messages) {
        (Format::Json, [message]) => {
            let mut out = json::message(name, message, Layout::Indented).map_err(Failure::unprintable)?;
            out.push(b'\n');
            Ok(session.print(&out)?)
        }
        _ => print_all(session, format, name, messages),
    }
}

fn print_all<M: Message>(session: &mut Session, format: Format, name: &str, messages: &[M]) -> Result<(), Failure> {
    let layout = if format == Format::Json { Layout::Indented } else { Layout::Line };
    let mut list = json::List::new(layout);
    for message in messages {
        session.print(&list.add(&json::message(name, message, layout).map_err(Failure::unprintable)?))?;
    }
    Ok(session.print(list.end())?)
}

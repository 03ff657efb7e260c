//! Each call of the catalogue service.

use gouji_proto::v1;
use tonic::Code;

use crate::support::{Server, check, check_one, config, error_info};

#[tokio::test]
async fn the_catalogue_names_what_results_name() {
    let server = Server::start(config(|_| {})).await;
    let told = server.catalog().await.get_catalog(v1::GetCatalogRequest {}).await.unwrap().into_inner();
    let checked = check_one(&mut server.reports().await, check("n", b"")).await.unwrap();
    assert_eq!(told.engine, checked.engine);
    assert_eq!(told.engine.unwrap().catalog_sha256.len(), 64);
    assert_eq!(told.rule_count as usize, checked.ledger.len(), "the ledger has a line for every rule");
}

#[tokio::test]
async fn forms_are_listed_newest_first_and_given_whole_by_name() {
    let server = Server::start(config(|_| {})).await;
    let mut client = server.catalog().await;
    let forms = client.list_forms(v1::ListFormsRequest {}).await.unwrap().into_inner().forms;
    let editions: Vec<_> = forms.iter().map(|form| form.edition.as_str()).collect();
    assert_eq!(editions, ["gb2021", "gb2019", "gb2014", "indicator2008"]);
    assert!(forms.iter().all(|form| form.tables.is_empty() && !form.title.is_empty()));
    for listed in forms {
        let request = v1::GetFormRequest { edition: listed.edition.clone() };
        let form = client.get_form(request).await.unwrap().into_inner().form.unwrap();
        assert!(!form.tables.is_empty(), "{}", form.edition);
        let cells = form.tables.iter().map(|table| table.columns.len() * table.rows.len()).sum::<usize>();
        assert!(cells > 0, "{}", form.edition);
        assert_eq!(v1::Form { sections: vec![], tables: vec![], relations: vec![], ..form }, listed);
    }
}

#[tokio::test]
async fn rules_are_listed_in_order_and_explained_one_by_one() {
    let server = Server::start(config(|_| {})).await;
    let mut client = server.catalog().await;
    let rules = client.list_rules(v1::ListRulesRequest::default()).await.unwrap().into_inner().rules;
    assert!(rules.is_sorted_by_key(|rule| rule.code.clone()));
    for listed in rules {
        let request = v1::GetRuleRequest { code: listed.code.to_lowercase() };
        let rule = client.get_rule(request).await.unwrap().into_inner().rule.unwrap();
        assert_eq!(v1::Rule { explanation: String::new(), failing_example: String::new(), passing_example: String::new(), ..rule }, listed);
        let request = v1::ListRulesRequest { family: listed.family.clone(), edition: listed.editions[0].clone() };
        let some = client.list_rules(request).await.unwrap().into_inner().rules;
        assert!(some.iter().all(|rule| rule.family == listed.family && rule.editions.contains(&listed.editions[0])));
        assert!(some.contains(&listed));
    }
}

#[tokio::test]
async fn unknown_names_are_not_found() {
    let server = Server::start(config(|_| {})).await;
    let mut client = server.catalog().await;
    let form = client.get_form(v1::GetFormRequest { edition: "gb1999".into() }).await.unwrap_err();
    let rule = client.get_rule(v1::GetRuleRequest { code: "NO-SUCH".into() }).await.unwrap_err();
    let pair = v1::GetCrosswalkRequest { from_edition: "gb2019".into(), to_edition: "gb1999".into() };
    let crosswalk = client.get_crosswalk(pair).await.unwrap_err();
    for (status, reason) in [(form, "UNKNOWN_EDITION"), (rule, "UNKNOWN_RULE"), (crosswalk, "UNKNOWN_EDITION")] {
        assert_eq!((status.code(), error_info(&status).reason.as_str()), (Code::NotFound, reason));
    }
}

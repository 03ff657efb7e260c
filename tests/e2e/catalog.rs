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
        for table in &form.tables {
            let map = form.locatability.iter().find(|map| map.table == table.table && map.filling() == v1::TableFilling::Full).unwrap();
            let told =
                map.classes.iter().map(|class| class.cells.len()).sum::<usize>() + map.bounded_cells.len() + map.unbounded_cells.len();
            assert!(map.filled_count as usize <= told + map.told_apart_count as usize, "{map:?}");
        }
        assert_eq!(v1::Form { sections: vec![], tables: vec![], relations: vec![], locatability: vec![], ..form }, listed);
    }
}

#[tokio::test]
async fn rules_are_listed_in_order_and_explained_one_by_one() {
    let server = Server::start(config(|_| {})).await;
    let mut client = server.catalog().await;
    let rules = client.list_rules(v1::ListRulesRequest::default()).await.unwrap().into_inner().rules;
    assert!(rules.is_sorted_by_key(|rule| rule.code.clone()));
    for listed in rules {
        for (language, first, last) in [("zh", "## 检查什么\n", "## 如何改正\n"), ("en", "## What it checks\n", "## How to correct\n")]
        {
            let request = v1::GetRuleRequest { code: listed.code.to_lowercase(), language: language.into() };
            let rule = client.get_rule(request).await.unwrap().into_inner().rule.unwrap();
            assert!(rule.explanation.starts_with(first) && rule.explanation.contains(last), "{} {language}", listed.code);
            for text in [&rule.failing_example, &rule.failing_message, &rule.passing_example] {
                assert!(!text.is_empty(), "{} {language}", listed.code);
            }
            let none = String::new;
            let (explanation, failing_example, failing_message, passing_example) = (none(), none(), none(), none());
            assert_eq!(v1::Rule { explanation, failing_example, failing_message, passing_example, ..rule }, listed);
        }
        let request = v1::ListRulesRequest { family: listed.family.clone(), edition: listed.editions[0].clone() };
        let some = client.list_rules(request).await.unwrap().into_inner().rules;
        assert!(some.iter().all(|rule| rule.family == listed.family && rule.editions.contains(&listed.editions[0])));
        assert!(some.contains(&listed));
    }
}

#[tokio::test]
async fn a_language_that_is_not_spoken_is_refused() {
    let server = Server::start(config(|_| {})).await;
    let mut client = server.catalog().await;
    let request = v1::GetRuleRequest { code: "T3-BALANCE".into(), language: "fr".into() };
    assert_eq!(client.get_rule(request).await.unwrap_err().code(), Code::InvalidArgument);
}

#[tokio::test]
async fn the_crosswalk_relates_cells_that_the_forms_have() {
    let server = Server::start(config(|_| {})).await;
    let mut client = server.catalog().await;
    let mut addresses = std::collections::HashMap::new();
    for edition in ["gb2014", "gb2021"] {
        let request = v1::GetFormRequest { edition: edition.into() };
        let form = client.get_form(request).await.unwrap().into_inner().form.unwrap();
        let codes =
            form.tables.iter().flat_map(|it| it.rows.iter().map(|row| &row.code).chain(it.columns.iter().map(|column| &column.code)));
        addresses.insert(edition, codes.cloned().collect::<std::collections::HashSet<_>>());
    }
    let pair = v1::GetCrosswalkRequest { from_edition: "gb2014".into(), to_edition: "gb2021".into() };
    let entries = client.get_crosswalk(pair).await.unwrap().into_inner().entries;
    assert!(!entries.is_empty());
    for entry in entries {
        assert_ne!(entry.correspondence(), v1::Correspondence::Unspecified);
        assert!(["yes", "with_care", "no"].contains(&entry.comparable.as_str()), "{}", entry.comparable);
        for (cells, edition) in [(entry.from_cells, "gb2014"), (entry.to_cells, "gb2021")] {
            for cell in cells {
                let (indicator, _) = cell.split_once('@').unwrap();
                assert!(addresses[edition].contains(indicator), "{cell} in {edition}");
            }
        }
    }
    let same = v1::GetCrosswalkRequest { from_edition: "gb2014".into(), to_edition: "gb2014".into() };
    assert_eq!(client.get_crosswalk(same).await.unwrap().into_inner().entries, vec![]);
}

#[tokio::test]
async fn unknown_names_are_not_found() {
    let server = Server::start(config(|_| {})).await;
    let mut client = server.catalog().await;
    let form = client.get_form(v1::GetFormRequest { edition: "gb1999".into() }).await.unwrap_err();
    let rule = client.get_rule(v1::GetRuleRequest { code: "NO-SUCH".into(), ..Default::default() }).await.unwrap_err();
    let pair = v1::GetCrosswalkRequest { from_edition: "gb2019".into(), to_edition: "gb1999".into() };
    let crosswalk = client.get_crosswalk(pair).await.unwrap_err();
    for (status, reason) in [(form, "UNKNOWN_EDITION"), (rule, "UNKNOWN_RULE"), (crosswalk, "UNKNOWN_EDITION")] {
        assert_eq!((status.code(), error_info(&status).reason.as_str()), (Code::NotFound, reason));
    }
}

//! A report as it was read, as an indented tree: what it is, its sections, its tables with every cell and its state.

use std::collections::HashMap;

use gouji_proto::v1::{CheckedReport, Form, FormTable, Report, Statistic, Table as Found, TextSpan};

use crate::language::say;
use crate::render::place;
use crate::render::stem::Stems;
use crate::render::style::Tone;
use crate::render::summary::{Facts, identity};
use crate::render::table::{Side, Table};
use crate::render::words;
use crate::session::Manner;

/// The reading of one report. The form gives columns their official names; without it their codes stand.
pub(crate) fn reading(checked: &CheckedReport, form: Option<&Form>, manner: Manner) -> String {
    let Some(report) = &checked.report else { return String::new() };
    let language = manner.language;
    let title = if report.title.is_empty() { language.pick("（没有识别到标题）", "(no title recognised)") } else { &report.title };
    let mut facts = Facts::new(manner);
    identity(report, checked.source.as_ref(), &mut facts, language);
    if let Some(period) = &report.period {
        let (start, end) = (&period.start, &period.end);
        facts.add(language.pick("期间", "period"), say!(language, "{start} 至 {end}", "{start} to {end}"));
    }
    facts.add(language.pick("日期", "date"), report.publish_date.clone());
    let mut out = format!("{}\n{}", manner.style.paint(Tone::Strong, title), facts.render());
    out.push_str(&sections(report, manner));
    out.push_str(&tables(report, form, manner));
    out
}

fn heading(text: &str, manner: Manner) -> String {
    format!("\n{}\n", manner.style.paint(Tone::Strong, text))
}

fn sections(report: &Report, manner: Manner) -> String {
    let count = report.sections.len();
    let mut out = heading(&say!(manner.language, "章节（{count}）", "Sections ({count})"), manner);
    let mut list = Table::plain(&[Side::Right, Side::Left]);
    for section in &report.sections {
        let line = section.span.as_ref().map_or_else(String::new, place::line);
        let indent = "  ".repeat(usize::try_from(section.level - 1).unwrap_or_default());
        let (ordinal, heading) = (&section.ordinal, words::brief(&section.heading, 60));
        list.row([line, format!("{indent}{ordinal}{heading}")]);
    }
    out.push_str(&list.render("  "));
    out
}

fn tables(report: &Report, form: Option<&Form>, manner: Manner) -> String {
    let mut shown = Vec::new();
    let mut out = String::new();
    for found in &report.tables {
        let of_form = form.and_then(|form| form.tables.iter().find(|table| table.table == found.table));
        out.push_str(&table_heading(found, of_form, manner));
        if !found.repeated && !shown.contains(&found.table.as_str()) {
            shown.push(found.table.as_str());
            let cells: Vec<_> = report.statistics.iter().filter(|cell| cell.table == found.table).collect();
            out.push_str(&grid(&cells, of_form, manner));
        }
    }
    // Cells that no table of the text holds are those that the document lacks altogether.
    let lacking: Vec<_> = report.statistics.iter().filter(|cell| !shown.contains(&cell.table.as_str())).collect();
    if !lacking.is_empty() {
        let count = lacking.len();
        out.push_str(&heading(
            &say!(manner.language, "正文没有的表格（缺 {count} 格）", "Tables that the text lacks ({count} cells absent)"),
            manner,
        ));
        let mut ids: Vec<_> = lacking.iter().map(|cell| cell.table.as_str()).collect();
        ids.dedup();
        for id in ids {
            out.push_str(&format!("  {id}\n"));
        }
    }
    out
}

fn table_heading(found: &Found, of_form: Option<&FormTable>, manner: Manner) -> String {
    let language = manner.language;
    let name = of_form.map_or_else(|| found.table.clone(), |table| format!("{} {}", table.table, table.title));
    let start = found.span.as_ref().map_or_else(|| place::in_words(&TextSpan::default(), language), |span| place::in_words(span, language));
    let rows = found.row_count;
    let dialect = words::dialect(found.dialect(), language);
    let (state, tone) = words::table_state(found.state(), language);
    let state = manner.style.paint(tone, state);
    let again = if found.repeated { language.pick("，重复出现", ", a repetition") } else { "" };
    let text = say!(language, "{start}起，{rows} 行，{dialect}，{state}{again}", "from {start}, {rows} rows, {dialect}, {state}{again}",);
    format!("{}  {text}\n", heading(&name, manner).trim_end())
}

/// The cells of one table: a line for each row, a column for each column that has a cell.
fn grid(cells: &[&Statistic], of_form: Option<&FormTable>, manner: Manner) -> String {
    let rows = rows(cells);
    let columns = columns(cells, of_form);
    let label = |code: &str| -> String {
        if code == "?" {
            return manner.language.pick("列不明", "column unknown").to_owned();
        }
        let known = of_form.and_then(|table| table.columns.iter().find(|column| column.code == code));
        known.map_or_else(|| code.to_owned(), |column| column.label.clone())
    };
    let mut table = if columns.len() > 1 {
        let head = columns.iter().map(|code| (label(code), Side::Right));
        Table::with_head([(String::new(), Side::Left)].into_iter().chain(head))
    } else {
        Table::plain(&[Side::Left, Side::Right])
    };
    let mut stems = Stems::of(of_form);
    for (indicator, row) in rows {
        let (headings, indent) = stems.lead(indicator);
        for heading in headings {
            table.row([heading]);
        }
        let name = row.iter().map(|cell| cell.label.as_str()).find(|label| !label.trim().is_empty()).unwrap_or(indicator);
        let of_column = |column: &&str| {
            let held: Vec<_> = row.iter().filter(|cell| cell.column == **column).map(|cell| words::cell(cell, manner.language)).collect();
            counted(&held)
        };
        table.row([indent + &words::brief(name, 40)].into_iter().chain(columns.iter().map(of_column)));
    }
    table.render("  ")
}

/// Contents of the cells of one row and column, of which there are several only if their column is unknown.
fn counted(held: &[String]) -> String {
    let runs = held.chunk_by(|a, b| a == b);
    runs.map(|run| if run.len() > 1 { format!("{}×{}", run[0], run.len()) } else { run[0].clone() }).collect::<Vec<_>>().join(" ")
}

/// Cells by indicator, in the order in which indicators first occur.
fn rows<'a>(cells: &[&'a Statistic]) -> Vec<(&'a str, Vec<&'a Statistic>)> {
    let mut rows: Vec<(&str, Vec<&Statistic>)> = Vec::new();
    let mut places: HashMap<&str, usize> = HashMap::new();
    for &cell in cells {
        let place = *places.entry(cell.indicator.as_str()).or_insert_with(|| {
            rows.push((cell.indicator.as_str(), Vec::new()));
            rows.len() - 1
        });
        rows[place].1.push(cell);
    }
    rows
}

/// Columns that have a cell, in the order of the form; those that it does not know last.
fn columns<'a>(cells: &[&'a Statistic], of_form: Option<&FormTable>) -> Vec<&'a str> {
    let mut columns: Vec<&str> = Vec::new();
    for cell in cells {
        if !columns.contains(&cell.column.as_str()) {
            columns.push(cell.column.as_str());
        }
    }
    let place = |code: &str| of_form.and_then(|table| table.columns.iter().position(|column| column.code == code)).unwrap_or(usize::MAX);
    columns.sort_by_key(|code| place(code));
    columns
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::language::Language;
    use crate::render::style::Style;
    use gouji_proto::v1::{CellState, FormColumn, FormRow, Section};

    fn cell(indicator: &str, column: &str, state: CellState, value: &str) -> Statistic {
        Statistic {
            table: "t3".to_owned(),
            indicator: indicator.to_owned(),
            column: column.to_owned(),
            label: format!("名{indicator}"),
            state: state.into(),
            value: (state == CellState::Number).then(|| value.to_owned()),
            span: Some(TextSpan { text: value.to_owned(), ..TextSpan::default() }),
            ..Statistic::default()
        }
    }

    #[test]
    fn blank_dash_zero_text_and_absent_are_five_different_answers() {
        let states =
            [(CellState::Blank, ""), (CellState::Dash, "—"), (CellState::Number, "0"), (CellState::Text, "若干"), (CellState::Absent, "")];
        let shown = states.map(|(state, value)| words::cell(&cell("a", "value", state, value), Language::Chinese));
        assert_eq!(shown, ["空白", "横线—", "0", "“若干”", "缺"].map(str::to_owned));
    }

    #[test]
    fn a_reading_is_a_tree_of_sections_and_tables() {
        let section = |level, ordinal: &str, heading: &str| Section {
            level,
            ordinal: ordinal.to_owned(),
            heading: heading.to_owned(),
            span: Some(TextSpan { line: level * 10, ..TextSpan::default() }),
            ..Section::default()
        };
        let report = Report {
            title: "某县年报".to_owned(),
            sections: vec![section(1, "一、", "概述"), section(2, "（一）", "主动公开")],
            tables: vec![Found { table: "t3".to_owned(), row_count: 2, ..Found::default() }],
            statistics: vec![
                cell("b", "total", CellState::Number, "7"),
                cell("b", "person", CellState::Blank, ""),
                cell("c", "?", CellState::Blank, ""),
                cell("c", "?", CellState::Blank, ""),
            ],
            ..Report::default()
        };
        let row = |code: &str, parent: &str| FormRow {
            code: code.to_owned(),
            parent: parent.to_owned(),
            label: format!("栏{code}"),
            ..FormRow::default()
        };
        let column = |code: &str, label: &str| FormColumn { code: code.to_owned(), label: label.to_owned(), ..FormColumn::default() };
        let table = FormTable {
            table: "t3".to_owned(),
            title: "申请".to_owned(),
            columns: vec![column("person", "自然人"), column("total", "总计")],
            rows: vec![row("a", ""), row("b", "a"), row("c", "a")],
            ..FormTable::default()
        };
        let form = Form { tables: vec![table], ..Form::default() };
        let checked = CheckedReport { report: Some(report), ..CheckedReport::default() };
        let text = reading(&checked, Some(&form), Manner { language: Language::Chinese, style: Style::Plain, width: 100 });
        let expected = "
章节（2）
  10  一、概述
  20    （一）主动公开

t3 申请  第 0 行起，2 行，排法不明，状态不明
         自然人  总计  列不明
  ─────  ──────  ────  ──────
  栏a
    名b    空白     7
    名c                空白×2
";
        assert!(text.ends_with(expected), "{text}");
    }
}

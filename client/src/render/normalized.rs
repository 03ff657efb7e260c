//! The canonical report as a readable table, with what was changed and how its cells correspond to what was printed.

use gouji_proto::v1::{
    CellState, Change, CheckedReport, Correspondence, Form, FormTable, NormalizedCell, NormalizedReport, NormalizedTable,
};

use crate::language::say;
use crate::render::place;
use crate::render::stem::Stems;
use crate::render::style::Tone;
use crate::render::summary::{Facts, identity};
use crate::render::table::{Side, Table};
use crate::render::words;
use crate::session::Manner;

/// The canonical report of one document. The form tells which rows stand under which headings.
pub(crate) fn canonical(checked: &CheckedReport, form: Option<&Form>, manner: Manner) -> String {
    let language = manner.language;
    let mut facts = Facts::new(manner);
    if let Some(report) = &checked.report {
        identity(report, checked.source.as_ref(), &mut facts, language);
    }
    let Some(normalized) = &checked.normalized else {
        let name = checked.source.as_ref().map_or("", |source| source.name.as_str());
        let nothing = language.pick("无法规范化：不能确定报告采用哪一版格式", "cannot be normalised: the form of the report is unknown");
        return format!("{}\n{}  {nothing}\n", manner.style.paint(Tone::Strong, name), facts.render());
    };
    let title =
        if normalized.title.is_empty() { language.pick("（没有识别到标题）", "(no title recognised)") } else { &normalized.title };
    let title = manner.style.paint(Tone::Strong, title);
    let mut out = format!("{title}\n{}", facts.render());
    out.push_str(&carried(normalized, manner));
    for table in &normalized.tables {
        let heading = manner.style.paint(Tone::Strong, &format!("{} {}", table.table, table.title));
        let of_form = form.and_then(|form| form.tables.iter().find(|of_form| of_form.table == table.table));
        out.push_str(&format!("\n{heading}\n{}{}", grid(table, of_form, manner), remarks(table, manner)));
    }
    out.push_str(&changes(&normalized.changes, manner));
    out
}

fn carried(normalized: &NormalizedReport, manner: Manner) -> String {
    let NormalizedReport { edition, source_edition: from, .. } = normalized;
    if edition == from {
        return String::new();
    }
    say!(manner.language, "\n由 {from} 换算到 {edition}\n", "\nCarried over from {from} to {edition}\n")
}

/// The cells of one table: a line for each row of the form.
fn grid(table: &NormalizedTable, of_form: Option<&FormTable>, manner: Manner) -> String {
    let mut columns: Vec<(&str, &str)> = Vec::new();
    let mut rows: Vec<(&str, Vec<&NormalizedCell>)> = Vec::new();
    for cell in &table.cells {
        if !columns.iter().any(|(code, _)| *code == cell.column) {
            columns.push((&cell.column, &cell.column_label));
        }
        match rows.last_mut() {
            Some((indicator, row)) if *indicator == cell.indicator => row.push(cell),
            _ => rows.push((&cell.indicator, vec![cell])),
        }
    }
    let mut grid = if columns.len() > 1 {
        let head = columns.iter().map(|(code, label)| (if label.is_empty() { code } else { label }, Side::Right));
        let head = [(&"", Side::Left)].into_iter().chain(head).chain([(&"", Side::Left)]);
        Table::with_head(head.map(|(label, side)| ((*label).to_owned(), side)))
    } else {
        Table::plain(&[Side::Left, Side::Right, Side::Left])
    };
    let mut stems = Stems::of(of_form);
    for (indicator, row) in rows {
        let (headings, indent) = stems.lead(indicator);
        for heading in headings {
            grid.row([heading]);
        }
        let label = row.first().map_or(indicator, |cell| if cell.label.is_empty() { indicator } else { &cell.label });
        // One unit for the row stands at its end; units that differ stand in the cells.
        let unit = row.first().map_or("", |cell| cell.unit.as_str());
        let shared = row.iter().all(|cell| cell.unit == unit);
        let told = |cell: &&NormalizedCell| {
            let held = held(cell, manner);
            if shared || cell.state() != CellState::Number { held } else { format!("{held} {}", cell.unit) }
        };
        let of_column = |(code, _): &(&str, &str)| row.iter().find(|cell| cell.column == *code).map_or_else(String::new, told);
        let end = if shared { unit.to_owned() } else { String::new() };
        grid.row([indent + label].into_iter().chain(columns.iter().map(of_column)).chain([end]));
    }
    grid.render("  ")
}

fn held(cell: &NormalizedCell, manner: Manner) -> String {
    let raw = cell.span.as_ref().map_or("", |span| span.text.trim());
    match (cell.correspondence(), cell.state()) {
        (Correspondence::None, _) => "·".to_owned(),
        (Correspondence::Split, _) => manner.language.pick("不可分", "split").to_owned(),
        (_, CellState::Unspecified) => manner.language.pick("不明", "unknown").to_owned(),
        (_, state) => words::state(state, cell.value.as_deref(), raw, manner.language),
    }
}

/// What is to be said about cells that are not simply equal, those with the same remark together.
fn remarks(table: &NormalizedTable, manner: Manner) -> String {
    let mut remarks: Vec<(Correspondence, &str, Vec<&NormalizedCell>)> = Vec::new();
    for cell in &table.cells {
        let correspondence = cell.correspondence();
        if matches!(correspondence, Correspondence::Equal | Correspondence::Unspecified) && cell.remark.is_empty() {
            continue;
        }
        match remarks.iter_mut().find(|(known, remark, _)| *known == correspondence && *remark == cell.remark) {
            Some((_, _, cells)) => cells.push(cell),
            None => remarks.push((correspondence, &cell.remark, vec![cell])),
        }
    }
    let mut facts = Facts::new(manner);
    for (correspondence, remark, cells) in remarks {
        let count = cells.len();
        let names = names(&cells, manner);
        let text = match remark {
            "" => say!(manner.language, "{count} 格：{names}", "{count} cells: {names}"),
            remark => say!(manner.language, "{count} 格：{names}。{remark}", "{count} cells: {names}. {remark}"),
        };
        facts.add(words::correspondence(correspondence, manner.language), text);
    }
    facts.render()
}

/// Names cells by their row labels, with what they were taken from.
fn names(cells: &[&NormalizedCell], manner: Manner) -> String {
    const MOST: usize = 6;
    let mut names: Vec<String> = Vec::new();
    for cell in cells {
        let label = if cell.label.is_empty() { &cell.indicator } else { &cell.label };
        let name = match cell.sources.as_slice() {
            [] => label.clone(),
            sources => format!("{label} ← {}", sources.join(" + ")),
        };
        if !names.contains(&name) {
            names.push(name);
        }
    }
    let total = names.len();
    let shown = names[..total.min(MOST)].join(manner.language.pick("；", "; "));
    if total > MOST { say!(manner.language, "{shown} 等", "{shown} and others") } else { shown }
}

/// Every change from what was printed, those of one kind and reason together.
fn changes(changes: &[Change], manner: Manner) -> String {
    let language = manner.language;
    if changes.is_empty() {
        return format!("\n{}\n", language.pick("没有改动", "No changes"));
    }
    let total = changes.len();
    let heading = say!(language, "改动（{total}）", "Changes ({total})");
    let mut out = format!("\n{}\n", manner.style.paint(Tone::Strong, &heading));
    let mut groups: Vec<(&Change, Vec<&Change>)> = Vec::new();
    for change in changes {
        match groups.iter_mut().find(|(first, _)| first.kind == change.kind && first.reason == change.reason) {
            Some((_, group)) => group.push(change),
            None => groups.push((change, vec![change])),
        }
    }
    for (first, group) in groups {
        let (kind, reason, count) = (words::change(first.kind(), language), &first.reason, group.len());
        out.push_str(&say!(language, "  {kind}（{count}）：{reason}\n", "  {kind} ({count}): {reason}\n"));
        let mut table = Table::plain(&[Side::Right, Side::Left]);
        for change in group {
            let line = change.span.as_ref().map_or_else(String::new, place::line);
            let (from, to) = (words::brief(&change.from, 40), words::brief(&change.to, 40));
            table.row([line, if to.is_empty() { format!("“{from}”") } else { format!("“{from}” → “{to}”") }]);
        }
        out.push_str(&table.render("    "));
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::language::Language;
    use crate::render::style::Style;
    use gouji_proto::v1::{ChangeKind, TextSpan};

    fn cell(label: &str, state: CellState, value: &str, correspondence: Correspondence) -> NormalizedCell {
        NormalizedCell {
            indicator: label.to_owned(),
            column: "value".to_owned(),
            label: label.to_owned(),
            state: state.into(),
            value: (state == CellState::Number).then(|| value.to_owned()),
            unit: "件".to_owned(),
            correspondence: correspondence.into(),
            ..NormalizedCell::default()
        }
    }

    #[test]
    fn a_carried_over_report_tells_how_each_figure_corresponds() {
        let merged = NormalizedCell {
            sources: vec!["a@value".to_owned(), "b@value".to_owned()],
            remark: "口径变化".to_owned(),
            ..cell("新收", CellState::Number, "12", Correspondence::Merged)
        };
        let change = Change {
            kind: ChangeKind::NumberFormat.into(),
            from: "１２".to_owned(),
            to: "12".to_owned(),
            reason: "全角数字".to_owned(),
            span: Some(TextSpan { line: 9, ..TextSpan::default() }),
            ..Change::default()
        };
        let table = NormalizedTable {
            table: "t3".to_owned(),
            title: "申请".to_owned(),
            cells: vec![
                merged,
                cell("结转", CellState::Blank, "", Correspondence::Equal),
                cell("科研机构", CellState::Absent, "", Correspondence::None),
                cell("自然人", CellState::Absent, "", Correspondence::Split),
            ],
        };
        let normalized = NormalizedReport {
            edition: "gb2021".to_owned(),
            source_edition: "gb2014".to_owned(),
            title: "某县年报".to_owned(),
            tables: vec![table],
            changes: vec![change],
        };
        let checked = CheckedReport { normalized: Some(normalized), ..CheckedReport::default() };
        let text = canonical(&checked, None, Manner { language: Language::Chinese, style: Style::Plain, width: 100 });
        let expected = "\
某县年报

由 gb2014 换算到 gb2021

t3 申请
  新收          12  件
  结转        空白  件
  科研机构       ·  件
  自然人    不可分  件
  合并            1 格：新收 ← a@value + b@value。口径变化
  无对应指标      1 格：科研机构
  拆分，无法取值  1 格：自然人

改动（1）
  数字写法（1）：全角数字
    9  “１２” → “12”
";
        assert_eq!(text, expected);
    }

    #[test]
    fn units_that_differ_within_a_row_stand_in_its_cells() {
        let of = |column: &str, value: &str, unit: &str| NormalizedCell {
            column: column.to_owned(),
            unit: unit.to_owned(),
            ..cell("集中采购", CellState::Number, value, Correspondence::Equal)
        };
        let table =
            NormalizedTable { cells: vec![of("projects", "217", "项"), of("amount", "20368", "万元")], ..NormalizedTable::default() };
        let text = grid(&table, None, Manner { language: Language::Chinese, style: Style::Plain, width: 100 });
        assert!(text.contains("217 项") && text.contains("20368 万元"), "{text}");
    }

    #[test]
    fn a_report_of_unknown_form_is_not_put_into_another() {
        let text = canonical(&CheckedReport::default(), None, Manner { language: Language::English, style: Style::Plain, width: 100 });
        assert!(text.contains("cannot be normalised"), "{text}");
    }
}

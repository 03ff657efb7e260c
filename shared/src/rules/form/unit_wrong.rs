//! The unit differs from the form.

use crate::bilingual;
use crate::form::CellId;
use crate::report::Statistic;
use crate::rule::{Context, Findings, Ran};
use crate::rules::structure::EVERY;
use crate::source::Span;

use super::{row_name, tables};

crate::declare_rule! {
    /// ## What it checks
    ///
    /// Printed units are those of the form: in the column of units, in a cell beside its number, and in column heads.
    ///
    /// ## Why it matters
    ///
    /// 元 in place of 万元 changes an amount ten thousand times.
    ///
    /// ## Not reported
    ///
    /// Cells that print their own unit because the form's head has none (采购总金额), and rows for which the form names
    /// none. One finding for each pair of units in a table.
    ///
    /// ## How to correct
    /// Restore the form's unit, and make sure that the figure is in that unit.
    pub(crate) static RULE = {
        code: "FORM-UNIT-WRONG",
        name: "unit-wrong",
        severity: Warning,
        editions: EVERY,
        title: ("计量单位与表式不符", "The unit differs from the form"),
        basis: "国办发〔2014〕32号; 国办公开办函〔2021〕30号",
        check: check,
    }
}

struct Deviation<'a> {
    printed: String,
    official: &'a str,
    row: Option<u16>,
    places: Vec<Span>,
    cells: Vec<CellId>,
}

fn check(context: &Context<'_>, out: &mut Findings<'_>) -> Ran {
    let with_units = context.report.statistics.iter().filter_map(|statistic| Some((statistic, statistic.unit?)));
    let beside = |(statistic, unit): &(&Statistic, Span)| statistic.span.is_some_and(|value| value.contains(*unit));
    let with_units: Vec<(&Statistic, Span)> = with_units.filter(beside).collect();
    for (reading, table) in tables(context) {
        let mut found: Vec<Deviation<'_>> = Vec::new();
        for row in &reading.rows {
            let Some(index) = row.row else { continue };
            if let (Some(span), Some(official)) = (row.unit, table.rows[usize::from(index)].unit.as_deref()) {
                note(context, &mut found, span, context.text(span), official, Some(index), None);
            }
        }
        for &(statistic, span) in with_units.iter().filter(|(statistic, _)| statistic.table == reading.table) {
            let Some(cell) = statistic.cell() else { continue };
            if let Some(official) = table.unit(statistic.row, cell.column) {
                note(context, &mut found, span, context.text(span), official, Some(statistic.row), Some(cell));
            }
        }
        for column in &reading.columns {
            let Some(official) = column.column.and_then(|index| table.columns[usize::from(index)].unit.as_deref()) else { continue };
            if let Some(printed) = stated(context.text(column.span)) {
                note(context, &mut found, column.span, printed, official, None, None);
            }
        }
        for deviation in found {
            let (printed, official) = (&deviation.printed, deviation.official);
            let title = deviation.row.map_or_else(|| table.title.clone(), |row| row_name(table, row));
            let mut finding = out
                .add(
                    Some(deviation.places[0]),
                    bilingual!(
                        "“{title}”的单位写作“{printed}”，表式为“{official}”",
                        "the unit of “{title}” is “{printed}”; the form has “{official}”"
                    ),
                    bilingual!(
                        "请改为“{official}”，并核对数值是否需要换算",
                        "use “{official}”, and check whether the figure must be converted"
                    ),
                )
                .expected(official, printed.clone())
                .cells(deviation.cells);
            for &place in &deviation.places[1..] {
                finding = finding.related(place, bilingual!("同样的单位", "the same unit"));
            }
            finding.done();
        }
    }
    Ran::Fully
}

fn note<'a>(
    context: &Context<'_>,
    found: &mut Vec<Deviation<'a>>,
    place: Span,
    printed: &str,
    official: &'a str,
    row: Option<u16>,
    cell: Option<CellId>,
) {
    if printed == official {
        return;
    }
    let folder = &context.catalog.lexicon.folder;
    let key = folder.fold(printed);
    let key = key.trim_matches(['(', ')']);
    if key.is_empty() || key.chars().all(|c| matches!(c, '-' | '/')) || key == folder.fold(official) {
        return;
    }
    match found.iter_mut().find(|deviation| deviation.printed == key && deviation.official == official) {
        Some(deviation) => {
            deviation.places.push(place);
            deviation.cells.extend(cell);
        }
        None => found.push(Deviation { printed: key.to_owned(), official, row, places: vec![place], cells: cell.into_iter().collect() }),
    }
}

/// The unit that a header states: 本年收费金额（单位：元）.
fn stated(head: &str) -> Option<&str> {
    let (_, behind) = head.split_once("单位")?;
    let unit = behind.trim_start_matches(['：', ':', ' ', '\u{3000}']);
    Some(unit.trim_end_matches(['）', ')', ' ', '\u{3000}', '\n', '\r'])).filter(|unit| !unit.is_empty())
}

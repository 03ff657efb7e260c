//! Parts of two editions in one report.

use crate::bilingual;
use crate::finding::Severity;
use crate::form::Form;
use crate::report::TableState;
use crate::rule::{Context, Findings, Ran};
use crate::rules::structure::UNIFORM;
use crate::source::Span;

use super::row_wording::one_line;

crate::declare_rule! {
    /// ## What it checks
    ///
    /// All tables are of one edition: no caption, row or column that only another edition has.
    ///
    /// ## Why it matters
    ///
    /// Half of a form is no form: the figures under the other edition's heads count other things.
    ///
    /// ## Not reported
    ///
    /// Labels that several editions share. A single foreign label may be a wording of one's own: a warning. One finding a
    /// report.
    ///
    /// ## How to correct
    /// Use the form of the report year for all tables and check the figures in the parts that change.
    pub(crate) static RULE = {
        code: "FORM-MIXED-EDITIONS",
        name: "mixed-editions",
        severity: Error,
        editions: UNIFORM,
        title: ("同一报告混用不同版本表式", "Parts of two editions in one report"),
        basis: "国办公开办函〔2021〕30号",
        check: check,
    }
}

fn check(context: &Context<'_>, out: &mut Findings<'_>) -> Ran {
    if context.report.tables.is_empty() {
        return Ran::NotApplicable(bilingual!("文中没有识别到表格", "no table was recognised"));
    }
    let strangers = strangers(context);
    if strangers.is_empty() {
        return Ran::Fully;
    }
    for form in context.catalog.forms.iter().filter(|form| form.id != context.form.id) {
        let labels = labels(context, form);
        let foreign = strangers.iter().filter(|(key, _)| labels.contains(key)).collect::<Vec<_>>();
        let Some(&&(_, first)) = foreign.first() else { continue };
        let list = foreign.iter().map(|(_, span)| one_line(context.text(*span))).collect::<Vec<_>>().join("”“");
        let (own, other) = (&context.form.id, &form.id);
        let mut finding = out
            .add(
                Some(first),
                bilingual!(
                    "表格按 {own} 表式填写，却有 {other} 表式的栏目：“{list}”",
                    "the tables follow {own}, yet have labels of {other}: “{list}”"
                ),
                bilingual!("请全部改用报告年度的表式", "use the form of the report year throughout"),
            )
            .at_most(if foreign.len() > 1 { Severity::Error } else { Severity::Warning })
            .group("edition");
        for (_, span) in &foreign[1..] {
            finding = finding.related(*span, bilingual!("另一版表式的栏目", "a label of the other edition"));
        }
        finding.done();
        break;
    }
    Ran::Fully
}

/// Header cells, rows and pieces of tables that fit nothing in the report's own form, with their comparison keys.
fn strangers(context: &Context<'_>) -> Vec<(String, Span)> {
    let columns = context.report.tables.iter().flat_map(|table| &table.columns).filter(|column| column.column.is_none());
    let rows = context.report.tables.iter().flat_map(|table| &table.rows).filter(|row| row.row.is_none());
    let spans = columns.map(|column| column.span).chain(rows.map(|row| row.label));
    let unread = context.report.unread.iter().filter_map(|unread| unread.span);
    // A header that was not read at all stands between the table's first cell and its first row.
    let headless = context.report.tables.iter().filter(|table| table.columns.is_empty() && table.state != TableState::Read);
    let headers = headless.flat_map(|table| {
        let end = table.rows.first().map_or(table.span.end(), |row| row.label.start());
        pieces(context, Span::new(table.span.start(), end.max(table.span.start())))
    });
    let folder = &context.catalog.lexicon.folder;
    let mut strangers = Vec::new();
    for span in spans.chain(unread).chain(headers) {
        let key = folder.fold(context.text(span));
        // Short labels (其他, 总计) are of every edition.
        if key.chars().count() >= 4 && !strangers.iter().any(|(known, _)| *known == key) {
            strangers.push((key, span));
        }
    }
    strangers
}

/// The cells that a piece of a table may be made of, with their places.
fn pieces(context: &Context<'_>, span: Span) -> Vec<Span> {
    let text = context.text(span);
    let mut pieces = Vec::new();
    let mut start = 0;
    for piece in text.split_inclusive(['\n', '\t', '|']) {
        let kept = piece.trim_end_matches(['\n', '\t', '|']).trim();
        if let Some(at) = piece.find(kept).filter(|_| !kept.is_empty()) {
            let from = span.start() as usize + start + at;
            pieces.push(Span::of(from..from + kept.len()));
        }
        start += piece.len();
    }
    pieces
}

/// Comparison keys of everything that another form prints in its tables and the report's own does not.
fn labels(context: &Context<'_>, form: &Form) -> Vec<String> {
    let folder = &context.catalog.lexicon.folder;
    let printed = |form: &Form| {
        let mut keys = Vec::new();
        for table in &form.tables {
            keys.extend(table.caption.iter().map(|caption| folder.fold(caption)));
            keys.extend(table.columns.iter().map(|column| folder.fold(&column.label)));
            keys.extend(table.rows.iter().map(|row| folder.fold(&row.label)));
        }
        keys
    };
    let own = printed(context.form);
    printed(form).into_iter().filter(|key| !own.contains(key)).collect()
}

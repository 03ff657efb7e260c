//! The canonical report: of the sample reports as agreed on, of the same read again, and of random fillings of each form.

mod support;

use std::fmt::Write;
use std::sync::LazyLock;

use gouji_core::catalog::Catalog;
use gouji_core::form::Form;
use gouji_core::normalize::{Change, Correspondence, Normalized, NormalizedCell, normalize, render_text};
use gouji_core::report::{CellValue, Dialect};
use gouji_core::{Checked, Document, Engine, Limits, Options, Source};
use support::{REPORTS, check, golden, report};

/// The dialects that can show every cell.
const LOSSLESS: [Dialect; 4] = [Dialect::TabLed, Dialect::BarEnded, Dialect::BarRows, Dialect::TabRows];

fn catalog() -> Catalog {
    Catalog::load().expect("the catalogue is consistent")
}

/// A canonical report as a page that people can check: a line a cell, then a line a change.
fn page(normalized: &Normalized, source: &Source, catalog: &Catalog) -> String {
    let (form, from) = (&catalog.forms[normalized.form], &catalog.forms[normalized.source_form]);
    let mut page = format!("{} from {}\ntitle: {}\n\n", form.id, from.id, normalized.title);
    for cell in &normalized.cells {
        writeln!(page, "{}", cell_line(cell, form, from, source)).expect("a string takes all");
    }
    page.push('\n');
    for change in &normalized.changes {
        writeln!(page, "{}", change_line(change, from, source)).expect("a string takes all");
    }
    page
}

fn cell_line(cell: &NormalizedCell, form: &Form, from: &Form, source: &Source) -> String {
    let mut line = format!("{:<60} {:<14}", form.address(cell.cell), value(cell, form, source));
    let sources: Vec<String> = cell.sources.as_slice().iter().map(|&cell| from.address(cell)).collect();
    if form.id != from.id {
        write!(line, " {:?} {}", cell.correspondence, sources.join(" + ")).expect("a string takes all");
    }
    if let Some(remark) = &cell.remark {
        write!(line, "  ({})", remark.zh).expect("a string takes all");
    }
    line.trim_end().to_owned()
}

fn value(cell: &NormalizedCell, form: &Form, source: &Source) -> String {
    match &cell.value {
        None => "?".to_owned(),
        Some(CellValue::Number { amount, .. }) => format!("{amount}{}", cell.unit(form, source)),
        Some(CellValue::Text) => format!("“{}”", source.slice(cell.span.expect("text stands somewhere"))),
        Some(other) => format!("{other:?}").to_lowercase(),
    }
}

fn change_line(change: &Change, from: &Form, source: &Source) -> String {
    let place = change.span.map_or(0, |span| source.position(span.start()).line);
    let cell = change.cell.map_or(String::new(), |cell| format!("{} ", from.address(cell)));
    format!("line {place}: {:?} {cell}[{}] -> [{}]: {}", change.kind, change.from, change.to, change.reason.zh)
}

fn own(checked: &Checked) -> &Normalized {
    checked.normalized.as_ref().expect("the form is known")
}

#[test]
fn sample_reports_have_the_agreed_canonical_form() {
    let catalog = catalog();
    for name in REPORTS {
        let checked = check(&report(name));
        golden(&format!("normalized/{name}.own.txt"), &page(own(&checked), &checked.source, &catalog));
    }
}

#[test]
fn sample_reports_have_the_agreed_form_of_2021() {
    let catalog = catalog();
    let target = catalog.form_index("gb2021");
    for name in ["000", "001", "003"] {
        let checked = check(&report(name));
        let carried = normalize(&checked.source, &checked.report, &catalog, target).expect("both forms are known");
        golden(&format!("normalized/{name}.gb2021.txt"), &page(&carried, &checked.source, &catalog));
    }
}

/// What the cells hold, in words; what was not read is like what the document lacks.
fn holdings(normalized: &Normalized, source: &Source, form: &Form) -> Vec<String> {
    let cells = normalized.cells.iter().filter(|cell| !matches!(cell.value, None | Some(CellValue::Absent)));
    cells.map(|cell| format!("{}/{} {}", cell.cell.table.0, form.address(cell.cell), value(cell, form, source))).collect()
}

/// Reads the canonical text of a report and compares it with the report.
fn reread(normalized: &Normalized, source: &Source, engine: &Engine, dialect: Dialect) -> Result<(), String> {
    let catalog = engine.catalog();
    let form = &catalog.forms[normalized.form];
    let text = render_text(normalized, source, catalog, dialect);
    let document = Document { name: "canonical.txt", bytes: text.as_bytes(), charset: None };
    let checked = engine.check(document, &Options::default()).map_err(|error| error.to_string())?;
    let again = checked.normalized.as_ref().ok_or("the form of the canonical text is not known")?;
    let said = |what: &str| format!("{} as {dialect:?}: {what}\n{text}", form.id);
    if again.form != normalized.form {
        return Err(said("read in another form"));
    }
    let (before, after) = (holdings(normalized, source, form), holdings(again, &checked.source, form));
    if let Some((before, after)) = before.iter().zip(&after).find(|(before, after)| before != after) {
        return Err(said(&format!("{before} became {after}")));
    }
    if before.len() != after.len() {
        return Err(said(&format!("{} cells became {}", before.len(), after.len())));
    }
    if let Some(change) = again.changes.first() {
        return Err(said(&change_line(change, form, &checked.source)));
    }
    if again.title != normalized.title {
        return Err(said(&format!("title {} became {}", normalized.title, again.title)));
    }
    Ok(())
}

/// One engine for all cases of a test.
fn engine() -> &'static Engine {
    static ENGINE: LazyLock<Engine> = LazyLock::new(|| Engine::new(Limits::default()).expect("the catalogue is consistent"));
    &ENGINE
}

#[test]
fn normalising_twice_changes_nothing() {
    let engine = engine();
    for name in REPORTS {
        let checked = check(&report(name));
        for dialect in LOSSLESS {
            let unread = name == "003" && dialect == Dialect::BarEnded;
            if !unread {
                reread(own(&checked), &checked.source, engine, dialect).unwrap_or_else(|fault| panic!("{name}: {fault}"));
            }
        }
    }
}

fn remark(cell: &NormalizedCell) -> &str {
    cell.remark.as_ref().map_or("", |remark| &remark.zh)
}

/// A table of 2014 with these rows, bars between the cells.
fn table_2014(rows: &[&str]) -> String {
    let rows: String = rows.iter().map(|row| format!("| {row} |\n")).collect();
    format!("政府信息公开情况统计表\n| 统计指标 | 单位 | 统计数 |\n{rows}")
}

/// The canonical form of a text, in its own edition or in another.
struct Canonical {
    engine: &'static Engine,
    checked: Checked,
    normalized: Normalized,
}

impl Canonical {
    fn of(text: &str, to: Option<&str>) -> Self {
        let engine = engine();
        let checked = check(text);
        let target = to.map(|edition| engine.catalog().form_index(edition).expect("the edition exists"));
        let normalized = normalize(&checked.source, &checked.report, engine.catalog(), target).expect("the form is known");
        Self { engine, checked, normalized }
    }

    fn cell(&self, address: &str) -> &NormalizedCell {
        let form = &self.engine.catalog().forms[self.normalized.form];
        self.normalized.cells.iter().find(|cell| form.address(cell.cell) == address).expect("the form has the cell")
    }

    fn value(&self, address: &str) -> String {
        value(self.cell(address), &self.engine.catalog().forms[self.normalized.form], &self.checked.source)
    }

    /// The changes without places and reasons.
    fn changes(&self) -> Vec<String> {
        self.normalized.changes.iter().map(|change| format!("{:?} [{}] -> [{}]", change.kind, change.from, change.to)).collect()
    }
}

#[test]
fn numbers_are_respelled_and_keep_their_precision() {
    let text = table_2014(&["（一）收到申请数 | 件 | １，０３４", "1.当面申请数 | 件 | 7", "七、依申请公开信息收取的费用 | 万元 | 5.00"]);
    let canonical = Canonical::of(&text, None);
    assert_eq!(canonical.value("requests.new@value"), "1034件");
    assert_eq!(canonical.value("fees.request_charges@value"), "5.00万元");
    assert_eq!(canonical.changes(), ["NumberFormat [１，０３４] -> [1034]"]);
}

#[test]
fn a_unit_in_the_cell_is_dropped_if_it_is_the_forms_own() {
    let text = table_2014(&["（一）收到申请数 | 件 | 7件", "1.当面申请数 | 件 | 7", "2.传真申请数 | 件 | 0"]);
    let canonical = Canonical::of(&text, None);
    assert_eq!(canonical.value("requests.new@value"), "7件");
    assert_eq!(canonical.changes(), ["Unit [7件] -> [7]"]);
}

#[test]
fn money_is_converted_exactly_and_counts_in_another_unit_are_kept() {
    let text = table_2014(&["（一）收到申请数 | 条 | 7", "1.当面申请数 | 件 | 7", "七、依申请公开信息收取的费用 | 元 | 12345"]);
    let canonical = Canonical::of(&text, None);
    assert_eq!(canonical.value("fees.request_charges@value"), "1.2345万元");
    assert_eq!(canonical.value("requests.new@value"), "7条");
    assert!(remark(canonical.cell("requests.new@value")).contains("“条”"));
    assert_eq!(canonical.changes(), ["Unit [12345元] -> [1.2345万元]"]);
}

#[test]
fn blank_dash_text_and_absent_stay_what_they_are() {
    let text = table_2014(&["（一）收到申请数 | 件 |  ", "1.当面申请数 | 件 | ——", "2.传真申请数 | 件 | 见附件", "3.网络申请数 | 件 | 0"]);
    let canonical = Canonical::of(&text, None);
    let values = ["new", "channel.in_person", "channel.fax", "channel.online", "channel.letter"];
    let values = values.map(|code| canonical.value(&format!("requests.{code}@value")));
    assert_eq!(values, ["blank", "dash", "“见附件”", "0件", "absent"]);
    assert!(canonical.changes().is_empty(), "{:?}", canonical.changes());
}

#[test]
fn labels_and_order_become_official_and_what_the_form_lacks_is_listed() {
    let text = table_2014(&[
        "（二）申请办结数 | 件 | 1",
        "（一）收到申请总数 | 件 | 2",
        "1.当面申请数 | 件 | 3",
        "2.传真申请数 | 件 | 4",
        "另行统计的申请数 | 件 | 5",
        "3.网络申请数 | 件 | 6",
        "八、机构建设和保障经费情况 | —— | 9",
    ]);
    let canonical = Canonical::of(&text, None);
    assert_eq!(
        canonical.changes(),
        [
            "Order [申请办结数] -> []",
            "RowLabel [收到申请总数] -> [收到申请数]",
            "Omitted [另行统计的申请数 | 件 | 5] -> []",
            "Omitted [9] -> []",
        ]
    );
    assert_eq!(canonical.value("requests.closed@value"), "1件");
    let cells = &canonical.normalized.cells;
    assert!(cells.is_sorted_by_key(|cell| cell.cell));
}

#[test]
fn cells_of_unknown_columns_are_listed_and_never_placed() {
    let text = "三、收到和处理政府信息公开申请情况\n\
        |  | 自然人 | 法人或其他组织 |  |  |  |  | 总计 |\n\
        |  |  | 商业企业 | 科研机构 | 社会公益组织 | 法律服务机构 | 其他 |  |\n\
        | 一、本年新收政府信息公开申请数量 | 10 | 2 | 0 | 1 | 0 | 0 | 13 |\n\
        | 二、上年结转政府信息公开申请数量 | 1 | 0 | 4 |\n\
        | （一）予以公开 | 5 | 1 | 0 | 1 | 0 | 0 | 7 |\n";
    let canonical = Canonical::of(text, None);
    assert_eq!(canonical.value("requests.new@total"), "13件");
    assert_eq!(canonical.value("requests.carried_in@total"), "?");
    assert_eq!(remark(canonical.cell("requests.carried_in@total")), "该行的数值不能确定属于哪一栏");
    assert_eq!(canonical.changes(), ["Omitted [1 | 0 | 4] -> []"]);
}

#[test]
fn a_sum_needs_a_number_in_every_cell() {
    let with = |already_public: &str, granted: &str| {
        let already_public = format!("1.属于已主动公开范围数 | 件 | {already_public}");
        let granted = format!("2.同意公开答复数 | 件 | {granted}");
        let text = table_2014(&["（三）申请答复数 | 件 | 9", &already_public, &granted, "3.同意部分公开答复数 | 件 | 1"]);
        let canonical = Canonical::of(&text, Some("gb2021"));
        (canonical.value("outcome.granted@total"), remark(canonical.cell("outcome.granted@total")).contains("空白不等于零"))
    };
    assert_eq!(with("4", "2"), ("6件".to_owned(), false));
    assert_eq!(with("4", " "), ("?".to_owned(), true));
    assert_eq!(with("——", "2"), ("?".to_owned(), true));
    assert_eq!(with(" ", " "), ("blank".to_owned(), false));
}

#[test]
fn indicators_that_disagree_give_no_value() {
    let with = |closed: &str| {
        let closed = format!("（二）申请办结数 | 件 | {closed}");
        let text = table_2014(&["（一）收到申请数 | 件 | 9", &closed, "（三）申请答复数 | 件 | 8"]);
        Canonical::of(&text, Some("gb2021"))
    };
    assert_eq!(with("8").value("outcome.total@total"), "8件");
    let differing = with("9");
    assert_eq!(differing.value("outcome.total@total"), "?");
    let remark = differing.cell("outcome.total@total").remark.as_ref().expect("it says why");
    assert!(remark.zh.contains("申请办结数 9，申请答复数 8"), "{}", remark.zh);
    assert!(remark.en.contains("申请办结数 9, 申请答复数 8"), "{}", remark.en);
}

#[test]
fn units_are_converted_between_editions() {
    let text = "| 指标名称 | 计量单位 | 代码 | 本期实际 | 本年累计 |\n\
        | 收取费用总数 | 元 | 36 | 0 | 900 |\n\
        | 依申请公开收费总数 | 元 | 43 | 0 | 850.5 |\n\
        | 申请总数 | 条 | 10 | 0 | 7 |\n\
        | 提供服务类信息数 | 条 | 04 | 0 | 7 |\n\
        | 处理政府信息公开的专项经费 | 万元 | 54 | 0 | 2 |\n";
    let canonical = Canonical::of(text, Some("gb2014"));
    assert_eq!(canonical.value("fees.request_charges@value"), "0.08505万元");
    assert_eq!(canonical.cell("fees.request_charges@value").correspondence, Correspondence::Converted);
    assert_eq!(canonical.value("resources.budget@value"), "2万元");
    assert_eq!(canonical.value("requests.new@value"), "7件");
    assert!(canonical.changes().contains(&"Unit [850.5元] -> [0.08505万元]".to_owned()), "{:?}", canonical.changes());
    assert!(canonical.changes().contains(&"Omitted [900元] -> []".to_owned()), "{:?}", canonical.changes());
}

#[test]
fn what_is_split_or_never_comparable_gives_no_value() {
    let text = table_2014(&["五、行政诉讼数量 | 件 | 3", "四、行政复议数量 | 件 | 2", "7.告知作出更改补充数 | 件 | 1"]);
    let canonical = Canonical::of(&text, Some("gb2019"));
    for (address, correspondence) in [
        ("litigation.direct.total@value", Correspondence::Split),
        ("litigation.after_review.total@value", Correspondence::Split),
        ("outcome.unable.unclear_after_correction@total", Correspondence::Converted),
        ("review.pending@value", Correspondence::None),
    ] {
        let cell = canonical.cell(address);
        assert_eq!((cell.value.as_ref(), cell.correspondence), (None, correspondence), "{address}");
        assert_ne!(remark(cell), "", "{address}");
    }
    assert_eq!(canonical.value("review.total@value"), "2件");
}

#[test]
fn no_value_appears_that_the_source_does_not_state() {
    let engine = engine();
    for name in REPORTS {
        let checked = check(&report(name));
        for target in 0..engine.catalog().forms.len() {
            let carried = normalize(&checked.source, &checked.report, engine.catalog(), Some(target)).expect("both forms are known");
            for cell in carried.cells.iter().filter(|cell| cell.value.is_some()) {
                assert!(!cell.sources.as_slice().is_empty(), "{name} to {target}: {cell:?}");
                for &source in cell.sources.as_slice() {
                    assert!(checked.report.statistic(source).is_some(), "{name} to {target}: {cell:?}");
                }
            }
        }
    }
}

mod random {
    //! Random fillings of each form, printed and read again.

    use proptest::prelude::*;

    use super::*;
    use gouji_core::amount::{Amount, Style};
    use gouji_core::form::{FormTable, Layout};
    use gouji_core::normalize::{CellUnit, Sources};
    use gouji_core::source::Span;

    const DASH: &str = "——";
    const TEXT: &str = "见附件";

    /// What a cell may hold.
    #[derive(Clone, Copy, Debug)]
    enum Holding {
        Count(u32),
        Decimal(u32),
        Blank,
        Dash,
        Text,
    }

    fn holding() -> impl Strategy<Value = Holding> {
        prop_oneof![
            6 => (0u32..3_000_000).prop_map(Holding::Count),
            1 => (0u32..100_000).prop_map(Holding::Decimal),
            2 => Just(Holding::Blank),
            1 => Just(Holding::Dash),
            1 => Just(Holding::Text),
        ]
    }

    fn figure() -> impl Strategy<Value = Holding> {
        (0u32..3_000_000).prop_map(Holding::Count)
    }

    /// The tables of a form that one report uses: `variant` chooses among alternatives.
    fn tables(form: &Form, variant: usize) -> Vec<usize> {
        let alternatives: Vec<usize> = (0..form.tables.len())
            .filter(|&at| {
                let table = &form.tables[at];
                table.variant_of.is_some() || form.tables.iter().any(|other| other.variant_of.as_deref() == Some(&table.id))
            })
            .collect();
        let chosen = alternatives.get(variant % alternatives.len().max(1)).copied();
        (0..form.tables.len()).filter(|at| !alternatives.contains(at) || Some(*at) == chosen).collect()
    }

    /// Whether a table without this row can still be told row by row: nothing stands under it, and no other row has its
    /// label.
    fn may_be_lacking(table: &FormTable, row: u16) -> bool {
        let label = &table.rows[usize::from(row)].label;
        let alone = table.rows.iter().filter(|other| &other.label == label).count() == 1;
        table.rows.len() > 3 && alone && !table.rows.iter().any(|other| other.parent == Some(row))
    }

    /// A canonical report whose cells hold what is given, in turn; the rows given are absent.
    fn filled(form: usize, catalog: &Catalog, variant: usize, holdings: &[Holding], absent: &[u16]) -> (Normalized, Source) {
        let source = Source::new(format!("{DASH}{TEXT}"));
        let (dash, text) = (Span::of(0..DASH.len()), Span::of(DASH.len()..DASH.len() + TEXT.len()));
        let tables = tables(&catalog.forms[form], variant);
        let cells = catalog.forms[form].value_cells().filter(|cell| tables.contains(&usize::from(cell.table.0)));
        let cells = cells.enumerate().map(|(at, cell)| {
            let number = |amount| CellValue::Number { amount, style: Style::default() };
            let table = catalog.forms[form].table_at(cell.table);
            let lacking = may_be_lacking(table, cell.row) && absent.contains(&cell.row);
            // Text in a row without a label cannot be told from a header.
            let label = table.layout != Layout::SingleRow;
            let (value, span) = match holdings[at % holdings.len()] {
                _ if lacking => (CellValue::Absent, None),
                Holding::Count(count) => (number(Amount::from(count)), None),
                Holding::Decimal(count) => (number(Amount::new(i64::from(count), 2)), None),
                Holding::Text if !label => (CellValue::Blank, None),
                Holding::Blank => (CellValue::Blank, None),
                Holding::Dash => (CellValue::Dash, Some(dash)),
                Holding::Text => (CellValue::Text, Some(text)),
            };
            NormalizedCell {
                cell,
                value: Some(value),
                unit: CellUnit::Official,
                correspondence: Correspondence::Equal,
                sources: Sources::One(cell),
                remark: None,
                span,
            }
        });
        (Normalized { form, source_form: form, cells: cells.collect(), ..Normalized::default() }, source)
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 48, failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn any_filling_is_read_again_as_it_was(
            holdings in prop::collection::vec(holding(), 1..97),
            absent in prop::collection::vec(0u16..55, 0..4),
            variant in 0usize..4,
        ) {
            let engine = engine();
            for form in 0..engine.catalog().forms.len() {
                let (normalized, source) = filled(form, engine.catalog(), variant, &holdings, &absent);
                for dialect in [Dialect::TabLed, Dialect::BarRows, Dialect::TabRows] {
                    prop_assert_eq!(reread(&normalized, &source, engine, dialect), Ok(()));
                }
                // Text in a dialect that does not show where rows end may be the label of the next.
                let plain: Vec<Holding> = holdings.iter().map(|&h| if matches!(h, Holding::Text) { Holding::Dash } else { h }).collect();
                let (normalized, source) = filled(form, engine.catalog(), variant, &plain, &absent);
                prop_assert_eq!(reread(&normalized, &source, engine, Dialect::BarEnded), Ok(()));
            }
        }

        #[test]
        fn figures_alone_are_read_again_from_every_dialect(
            holdings in prop::collection::vec(figure(), 1..97),
            variant in 0usize..4,
        ) {
            let engine = engine();
            for form in 0..engine.catalog().forms.len() {
                let (normalized, source) = filled(form, engine.catalog(), variant, &holdings, &[]);
                for dialect in [Dialect::BlankRows, Dialect::CellLines] {
                    prop_assert_eq!(reread(&normalized, &source, engine, dialect), Ok(()));
                }
            }
        }
    }
}

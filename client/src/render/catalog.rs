//! Rules and forms for people.

use gouji_proto::v1::{Form, FormTable, LocatabilityMap, Rule, TableFilling};

use crate::language::{Language, say};
use crate::render::markdown;
use crate::render::stem::Stems;
use crate::render::style::Tone;
use crate::render::summary::Facts;
use crate::render::table::{Side, Table, wrap};
use crate::render::words;
use crate::session::Manner;

/// A line for each rule.
pub(crate) fn rules(rules: &[Rule], manner: Manner) -> String {
    let language = manner.language;
    let column = |zh, en| (language.pick(zh, en).to_owned(), Side::Left);
    let mut table = Table::with_head([
        column("规则", "rule"),
        column("级别", "severity"),
        column("格式", "forms"),
        column("查什么", "what it reports"),
    ]);
    for rule in rules {
        let severity = words::severity(rule.severity(), language).to_owned();
        table.row([rule.code.clone(), severity, rule.editions.join(" "), title(rule, language).to_owned()]);
    }
    let count = rules.len();
    format!(
        "{}\n{}",
        table.render(""),
        say!(language, "共 {count} 条。gouji explain 规则代码 可看说明。\n", "{count} rules. gouji explain CODE tells more.\n")
    )
}

fn title(rule: &Rule, language: Language) -> &str {
    match language {
        Language::English if !rule.title_en.is_empty() => &rule.title_en,
        _ => &rule.title_zh,
    }
}

/// Everything about one rule.
pub(crate) fn explanation(rule: &Rule, manner: Manner) -> String {
    let language = manner.language;
    let word = |severity| words::severity(severity, language);
    let (severity, lowest, highest) = (word(rule.severity()), word(rule.lowest_severity()), word(rule.highest_severity()));
    let mut facts = Facts::new(manner);
    facts.add(language.pick("名称", "name"), rule.name.clone());
    facts.add(
        language.pick("级别", "severity"),
        say!(language, "{severity}（配置可定为 {lowest} 至 {highest}）", "{severity} (a profile may set {lowest} to {highest})"),
    );
    let scope = if rule.local {
        language.pick("地方性规则，由配置开启才检查", "local, checked only where a profile switches it on")
    } else {
        language.pick("全国，一律检查", "the whole country, always checked")
    };
    facts.add(language.pick("范围", "scope"), scope);
    for parameter in &rule.parameters {
        let (name, title) = (&parameter.name, language.pick(&parameter.title_zh, &parameter.title_en));
        let text = match parameter.default_value.as_str() {
            "" => say!(language, "{name}：{title}，必须给定", "{name}: {title}; has to be given"),
            default => say!(language, "{name}：{title}，默认 {default}", "{name}: {title}; {default} by default"),
        };
        facts.add(language.pick("参数", "parameter"), text);
    }
    facts.add(language.pick("格式", "forms"), rule.editions.join(language.pick("、", ", ")));
    facts.add(language.pick("依据", "basis"), rule.basis.clone());
    let heading = manner.style.paint(Tone::Strong, &format!("{}  {}", rule.code, title(rule, language)));
    let mut out = format!("{heading}\n{}", facts.render());
    if !rule.explanation.is_empty() {
        out.push('\n');
        out.push_str(&markdown::plain(&rule.explanation, manner.style, manner.width.min(100)));
    }
    out.push_str(&examples(rule, manner));
    out
}

/// The example that a rule reports, with what it says, and the one that it accepts.
fn examples(rule: &Rule, manner: Manner) -> String {
    let language = manner.language;
    let examples = [
        (&rule.failing_example, rule.failing_message.as_str(), language.pick("会指出的例子", "An example that is reported")),
        (&rule.passing_example, "", language.pick("不会指出的例子", "An example that is not reported")),
    ];
    let mut out = String::new();
    for (example, message, name) in examples.into_iter().filter(|(example, ..)| !example.is_empty()) {
        out.push_str(&format!("\n{}\n", manner.style.paint(Tone::Strong, name)));
        for line in example.trim_end().lines() {
            out.push_str(format!("    {line}").trim_end());
            out.push('\n');
        }
        if !message.is_empty() {
            let message = format!("{}{message}", language.pick("指出：", "Reported: "));
            wrap(&message, manner.width.min(100)).iter().for_each(|line| out.push_str(&format!("{line}\n")));
        }
    }
    out
}

/// A line for each form.
pub(crate) fn forms(forms: &[Form], manner: Manner) -> String {
    let language = manner.language;
    let column = |zh, en| (language.pick(zh, en).to_owned(), Side::Left);
    let mut table = Table::with_head([column("版本", "edition"), column("适用年度", "years"), column("名称", "title")]);
    for form in forms {
        table.row([form.edition.clone(), years(form, language), form_title(form, language).to_owned()]);
    }
    table.render("")
}

fn years(form: &Form, language: Language) -> String {
    let first = form.first_year;
    match form.last_year {
        Some(last) => format!("{first}–{last}"),
        None => say!(language, "{first} 起", "{first} on"),
    }
}

fn form_title(form: &Form, language: Language) -> &str {
    match language {
        Language::English if !form.title_en.is_empty() => &form.title_en,
        _ => &form.title,
    }
}

/// One form with its sections and tables.
pub(crate) fn form(form: &Form, manner: Manner) -> String {
    let language = manner.language;
    let mut facts = Facts::new(manner);
    facts.add(language.pick("适用年度", "years"), years(form, language));
    for (at, basis) in form.basis.iter().enumerate() {
        facts.add(if at == 0 { language.pick("依据", "basis") } else { "" }, basis.clone());
    }
    let relations = form.relations.len();
    facts.add(language.pick("勾稽关系", "relations"), say!(language, "{relations} 条，见 gouji rules", "{relations}, see gouji rules"));
    let heading = |text: &str| manner.style.paint(Tone::Strong, text);
    let mut out = format!("{}\n{}", heading(&format!("{}  {}", form.edition, form_title(form, language))), facts.render());
    if !form.sections.is_empty() {
        out.push_str(&format!("\n{}\n", heading(language.pick("章节", "Sections"))));
    }
    for section in &form.sections {
        let (ordinal, name) = (&section.ordinal, &section.heading);
        let optional = if section.required { "" } else { language.pick("（可无）", " (optional)") };
        out.push_str(&format!("  {ordinal}{name}{optional}\n"));
    }
    for table in &form.tables {
        out.push_str(&format!("\n{}\n{}", heading(&table_title(table, language)), indicators(table, manner)));
    }
    if !form.locatability.is_empty() {
        let title = language.pick("填错一格时，勾稽关系能否指出是哪一格", "Whether the relations tell which cell is wrong");
        out.push_str(&format!("\n{}\n", heading(title)));
    }
    for map in &form.locatability {
        out.push_str(&locatability(map, language));
    }
    out
}

/// What the relations tell about a table, a line for each kind of answer.
fn locatability(map: &LocatabilityMap, language: Language) -> String {
    let (table, filled, apart) = (&map.table, map.filled_count, map.told_apart_count);
    let filling = match map.filling() {
        TableFilling::TotalsOnly => language.pick("只填合计栏", "only totals filled"),
        TableFilling::Full | TableFilling::Unspecified => language.pick("各格都填", "all cells filled"),
    };
    let mut lines = vec![say!(language, "{table}（{filling}）：{filled} 格", "{table} ({filling}): {filled} cells")];
    if apart > 0 {
        lines.push(say!(language, "  {apart} 格能逐格区分", "  {apart} told apart from all others"));
    }
    for class in &map.classes {
        let (count, cells) = (class.cells.len(), class.cells.join(" "));
        lines.push(say!(language, "  {count} 格彼此分不出：{cells}", "  {count} not told apart: {cells}"));
    }
    let rest = [
        (&map.bounded_cells, "只有大小关系，指不出是哪一格", "only bounded, not located"),
        (&map.unbounded_cells, "没有勾稽关系，填错看不出", "in no relation: a mistake does not show"),
    ];
    for (cells, zh, en) in rest.into_iter().filter(|rest| !rest.0.is_empty()) {
        let (count, cells, what) = (cells.len(), cells.join(" "), language.pick(zh, en));
        lines.push(say!(language, "  {count} 格{what}：{cells}", "  {count} {what}: {cells}"));
    }
    lines.join("\n") + "\n"
}

fn table_title(table: &FormTable, language: Language) -> String {
    let FormTable { table: id, title, variant_of: other, .. } = table;
    if other.is_empty() {
        format!("{id} {title}")
    } else {
        say!(language, "{id} {title}（{other} 的地方变体）", "{id} {title} (local variant of {other})")
    }
}

fn indicators(table: &FormTable, manner: Manner) -> String {
    let language = manner.language;
    let column = |zh, en| (language.pick(zh, en).to_owned(), Side::Left);
    let mut rows = Table::with_head([column("指标", "indicator"), column("代码", "code"), column("单位", "unit")]);
    let mut stems = Stems::of(Some(table));
    let columns: Vec<_> = table.columns.iter().filter(|column| !column.group).collect();
    let of_columns = |unit: &str| columns.iter().map(|it| ("", it.label.as_str(), it.code.as_str(), unit.to_owned())).collect();
    // The columns of a table of one row are its indicators.
    let single = table.rows.as_slice().first().filter(|row| table.rows.len() == 1 && row.label.is_empty());
    let indicators: Vec<(&str, &str, &str, String)> = match single {
        Some(row) => of_columns(&row.unit),
        None => {
            let rows = table.rows.iter().filter(|row| !row.heading);
            rows.map(|row| (row.ordinal.as_str(), row.label.as_str(), row.code.as_str(), row.unit.clone())).collect()
        }
    };
    for (ordinal, label, code, unit) in indicators {
        let (headings, indent) = stems.lead(code);
        for heading in headings {
            rows.row([heading]);
        }
        rows.row([format!("{indent}{ordinal}{label}"), code.to_owned(), unit]);
    }
    let mut out = rows.render("  ");
    if single.is_none() && columns.len() > 1 {
        let list: Vec<_> = columns.iter().map(|column| format!("{} {}", column.label, column.code)).collect();
        let mut facts = Facts::new(manner);
        facts.add(language.pick("栏目", "columns"), list.join(language.pick("、", ", ")));
        out.push_str(&facts.render());
    }
    out
}

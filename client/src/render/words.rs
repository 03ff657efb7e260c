//! The contract's enumerations in people's words.

use gouji_proto::v1::{
    AdministrativeLevel, CellState, ChangeKind, Correspondence, OrganizationKind, Severity, Statistic, TableDialect, TableState, Verdict,
};

use crate::language::{Language, say};
use crate::render::style::Tone;

/// The word for a severity.
pub(crate) fn severity(severity: Severity, language: Language) -> &'static str {
    match severity {
        Severity::Error => language.pick("错误", "error"),
        Severity::Warning => language.pick("警告", "warning"),
        Severity::Info => language.pick("提示", "info"),
        Severity::Unspecified => language.pick("未定级", "unrated"),
    }
}

/// The word for a verdict, and how it feels.
pub(crate) fn verdict(verdict: Verdict, language: Language) -> (&'static str, Tone) {
    match verdict {
        Verdict::Pass => (language.pick("通过", "pass"), Tone::Good),
        Verdict::Fail => (language.pick("不通过", "fail"), Tone::Bad),
        Verdict::Inconclusive => (language.pick("无法判定", "inconclusive"), Tone::Doubtful),
        Verdict::Unspecified => (language.pick("未核对", "not judged"), Tone::Faint),
    }
}

/// Level and kind of a body, as far as they are known.
pub(crate) fn organization(level: AdministrativeLevel, kind: OrganizationKind, language: Language) -> String {
    let level = match level {
        AdministrativeLevel::National => language.pick("国家级", "national"),
        AdministrativeLevel::Provincial => language.pick("省级", "provincial"),
        AdministrativeLevel::Prefecture => language.pick("地市级", "prefecture"),
        AdministrativeLevel::County => language.pick("县级", "county"),
        AdministrativeLevel::Township => language.pick("乡级", "township"),
        AdministrativeLevel::Unspecified => language.pick("级别不明", "level unknown"),
    };
    let kind = match kind {
        OrganizationKind::Government => language.pick("政府", "government"),
        OrganizationKind::Department => language.pick("部门", "department"),
        OrganizationKind::School => language.pick("学校", "school"),
        OrganizationKind::Unspecified => return level.to_owned(),
    };
    say!(language, "{level}，{kind}", "{level}, {kind}")
}

/// What a cell holds; blank, dash, text and absent never look like a number or like each other.
pub(crate) fn cell(statistic: &Statistic, language: Language) -> String {
    let raw = statistic.span.as_ref().map_or("", |span| span.text.trim());
    let held = state(statistic.state(), statistic.value.as_deref(), raw, language);
    let unit = if statistic.state() == CellState::Number { statistic.unit.as_str() } else { "" };
    // A cell whose column is unknown is doubtful as a whole; its column says so.
    let doubt = if statistic.doubtful && statistic.column != "?" { "？" } else { "" };
    format!("{held}{unit}{doubt}")
}

/// What a cell with this state holds.
pub(crate) fn state(state: CellState, value: Option<&str>, raw: &str, language: Language) -> String {
    match state {
        CellState::Number => value.unwrap_or("？").to_owned(),
        CellState::Blank => language.pick("空白", "blank").to_owned(),
        CellState::Dash => format!("{}{raw}", language.pick("横线", "dash ")).trim_end().to_owned(),
        CellState::Text => format!("“{raw}”"),
        CellState::Absent => language.pick("缺", "absent").to_owned(),
        CellState::Unspecified => "？".to_owned(),
    }
}

/// How the cells of a table are told apart.
pub(crate) fn dialect(dialect: TableDialect, language: Language) -> &'static str {
    match dialect {
        TableDialect::TabLed => language.pick("每格一行，以制表符开头", "a cell a line, led by a tab"),
        TableDialect::BarEnded => language.pick("每格一行，以竖线结尾", "a cell a line, ended by a bar"),
        TableDialect::BarRows => language.pick("每行一行，竖线分格", "a row a line, bars between cells"),
        TableDialect::TabRows => language.pick("每行一行，制表符分格", "a row a line, tabs between cells"),
        TableDialect::CommaRows => language.pick("每行一行，逗号分格", "a row a line, commas between cells"),
        TableDialect::BlankRows => language.pick("每行一行，空格分格", "a row a line, blanks between cells"),
        TableDialect::CellLines => language.pick("每格一行", "a cell a line"),
        TableDialect::Grid => language.pick("文件中的表格", "a table of the file"),
        TableDialect::Unspecified => language.pick("排法不明", "layout unknown"),
    }
}

/// What people call a format.
pub(crate) fn format(media_type: &str) -> &str {
    match media_type {
        "text/html" => "HTML",
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document" => "Word .docx",
        "application/msword" => "Word .doc",
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet" => "Excel .xlsx",
        "application/vnd.ms-excel" => "Excel .xls",
        "application/vnd.oasis.opendocument.spreadsheet" => "OpenDocument .ods",
        "application/vnd.oasis.opendocument.text" => "OpenDocument .odt",
        "text/csv" => "CSV",
        "application/pdf" => "PDF",
        "application/ofd" => "OFD",
        other => other,
    }
}

/// Whether a table was read.
pub(crate) fn table_state(state: TableState, language: Language) -> (&'static str, Tone) {
    match state {
        TableState::Read => (language.pick("全部读取", "read"), Tone::Good),
        TableState::Partial => (language.pick("部分未读取", "read in part"), Tone::Doubtful),
        TableState::Unreadable => (language.pick("无法读取", "unreadable"), Tone::Bad),
        TableState::Unspecified => (language.pick("状态不明", "state unknown"), Tone::Doubtful),
    }
}

/// How a cell corresponds to the edition that the report was read in.
pub(crate) fn correspondence(correspondence: Correspondence, language: Language) -> &'static str {
    match correspondence {
        Correspondence::Equal => language.pick("相同", "equal"),
        Correspondence::Renamed => language.pick("改名", "renamed"),
        Correspondence::Converted => language.pick("换算", "converted"),
        Correspondence::Split => language.pick("拆分，无法取值", "split, no value"),
        Correspondence::Merged => language.pick("合并", "merged"),
        Correspondence::None => language.pick("无对应指标", "no counterpart"),
        Correspondence::Unspecified => language.pick("未说明", "not told"),
    }
}

/// Kind of a change that normalisation made.
pub(crate) fn change(kind: ChangeKind, language: Language) -> &'static str {
    match kind {
        ChangeKind::NumberFormat => language.pick("数字写法", "number format"),
        ChangeKind::Unit => language.pick("单位", "unit"),
        ChangeKind::RowLabel => language.pick("指标名称", "row label"),
        ChangeKind::ColumnLabel => language.pick("栏目名称", "column label"),
        ChangeKind::Order => language.pick("次序", "order"),
        ChangeKind::Omitted => language.pick("未收入", "left out"),
        ChangeKind::Title => language.pick("标题", "title"),
        ChangeKind::Heading => language.pick("章节标题", "heading"),
        ChangeKind::Unspecified => language.pick("其他", "other"),
    }
}

/// A text on one line, shortened to a number of characters.
pub(crate) fn brief(text: &str, most: usize) -> String {
    let mut words = String::new();
    for word in text.split_whitespace() {
        if !words.is_empty() {
            words.push(' ');
        }
        words.push_str(word);
    }
    match words.char_indices().nth(most) {
        Some((end, _)) => format!("{}…", &words[..end]),
        None => words,
    }
}

/// A count with its noun, in English with the plural that it needs.
pub(crate) fn count(number: i64, noun: &str) -> String {
    if number == 1 { format!("1 {noun}") } else { format!("{number} {noun}s") }
}

//! What a reader noted about a file, in words for a clerk.
//!
//! Turns the [`Note`]s of a source into statements, and those that say that a part of the file was not read into entries of
//! [`crate::report::Report::unread`], so that no report passes of which a part was never looked at.

use gouji_documents::{Note, NoteKind};

use crate::bilingual;
use crate::form::Form;
use crate::report::{Report, Unread, UnreadKind};
use crate::source::{Source, Span};
use crate::text::Bilingual;

/// What a note says.
#[must_use]
pub fn words(note: &Note) -> Bilingual {
    let detail = note.detail.trim();
    let named = |text: Bilingual| named(text, detail);
    match note.kind {
        NoteKind::CharsetMismatch => named(bilingual!(
            "文件声明的字符编码与实际不符，已按实际编码读取",
            "the file declares another character set than its bytes are in; it was read in the latter"
        )),
        NoteKind::ExtensionMismatch => named(bilingual!(
            "文件名的后缀与内容不符，已按内容读取；请改正后缀",
            "the file's name ends as if it were of another format; it was read by its content"
        )),
        NoteKind::Hidden => named(bilingual!(
            "文件中有隐藏的行、列、工作表或段落，已一并读取；请核对是否应当保留",
            "hidden rows, columns, sheets or paragraphs were read too; check whether they belong to the report"
        )),
        NoteKind::TrackedChanges => named(bilingual!(
            "文件中有尚未确认的修订，已按接受全部修订后的内容读取；请确认修订后再报送",
            "the text has tracked changes and was read as if all were accepted; accept or reject them before sending"
        )),
        NoteKind::FormulaWithoutValue => named(bilingual!(
            "公式没有保存计算结果，该格未取得数值；请用表格软件打开、重新计算并保存后再报送",
            "a formula has no stored value, so that its cell gives no number; open the file, recalculate and save it"
        )),
        NoteKind::ScannedPages => scanned(detail),
        NoteKind::Picture => named(bilingual!(
            "文件中的图片没有读取；其中如有报告内容，请改为可复制的文字或表格",
            "a picture in the file was not read; put what belongs to the report into text or tables"
        )),
        NoteKind::NotRead => named(bilingual!(
            "文件中嵌入的对象、附件或网页上不显示的内容没有读取；其中如有报告内容，请改为直接显示、可复制的文字或表格",
            "something embedded (an object, another file) or not shown on the page was not read; put what belongs to the report into text or tables that are shown"
        )),
        NoteKind::CutOff => named(bilingual!(
            "文件在一个字的中间断开，后面的内容没有收到；请重新发送完整的文件",
            "the file ends in the middle of a character, so that what follows is missing; send the whole file again"
        )),
        NoteKind::Turned => named(bilingual!(
            "文件中有横排或斜排的文字（如水印），已与正文分开读取",
            "text that is not level (a watermark, text on its side) was read apart from the rest"
        )),
        NoteKind::NumbersMissing => named(bilingual!(
            "文件中由软件自动生成的段落编号未能读取；有关序号的校验以文字为准",
            "numbers that the program makes before paragraphs could not be read; checks of ordinals go by the text alone"
        )),
        NoteKind::Mojibake => named(bilingual!(
            "文字是乱码（保存时用错了字符编码），无法识读；请从原文件重新另存后再报送",
            "the text was garbled by a wrong character set before it was sent and cannot be read; save it again from the original"
        )),
        NoteKind::Traditional => named(bilingual!(
            "正文使用繁体字，已按对应的简体字识读和比对，引文仍为原文",
            "the text is in traditional characters; it was read and compared in simplified ones, and is quoted as it was sent"
        )),
        _ => named(bilingual!("读取文件时有需要留意之处", "something about the file was noted while it was read")),
    }
}

/// Adds the particulars of a note.
fn named(text: Bilingual, detail: &str) -> Bilingual {
    let Bilingual { zh, en } = text;
    if detail.is_empty() { Bilingual { zh, en } } else { bilingual!("{zh}（{detail}）", "{en} ({detail})") }
}

fn scanned(pages: &str) -> Bilingual {
    if pages.is_empty() {
        return bilingual!(
            "本文件有扫描图像页，没有可读的文字；请提交可复制文字的版本（Word、Excel、网页或由其直接导出的 PDF）",
            "the file has scanned pages without any text; send a version whose text can be copied (Word, Excel, HTML, or a PDF made from one)"
        );
    }
    bilingual!(
        "本文件第{pages}页是扫描图像，没有可读的文字；请提交可复制文字的版本（Word、Excel、网页或由其直接导出的 PDF）",
        "pages {pages} of the file are scanned images without any text; send a version whose text can be copied (Word, Excel, HTML, or a PDF made from one)"
    )
}

/// Whether a table or section that the form demands was not found.
fn lacks_something(report: &Report, form: &Form) -> bool {
    let table = |at: usize| report.tables.iter().any(|table| usize::from(table.table.0) == at);
    let stands_for = |at: usize, id: &str| {
        table(at) || form.tables.iter().enumerate().any(|(other, it)| it.variant_of.as_deref() == Some(id) && table(other))
    };
    let mut tables = form.tables.iter().enumerate().filter(|(_, table)| !table.optional && table.variant_of.is_none());
    let mut sections = form.sections.iter().filter(|section| section.required);
    tables.any(|(at, table)| !stands_for(at, &table.id))
        || sections.any(|section| !report.sections.iter().any(|found| found.form_section == Some(section.number)))
}

/// What was not read of a file before recognition even began.
///
/// A picture counts only where something that the form demands was not found: it may be in the picture.
pub(crate) fn unread(source: &Source, report: &Report, form: Option<&Form>) -> Vec<Unread> {
    let entry = |span, reason| Unread { kind: UnreadKind::Source, table: None, row: None, span, reason };
    let lacking = form.is_none_or(|form| lacks_something(report, form));
    let notes = source.notes().iter().filter(|note| note.kind.is_unread() || (note.kind == NoteKind::Picture && lacking));
    let mut unread: Vec<Unread> = notes.map(|note| entry(note.range.clone().map(Span::of), words(note))).collect();
    if unread.is_empty() && source.text().chars().all(crate::amount::is_blank) {
        let reason = bilingual!(
            "文件中没有可读的文字；请核对是否发错文件，或提交可复制文字的版本",
            "the file holds no readable text; check that it is the right one, or send a version whose text can be copied"
        );
        unread.push(entry(None, reason));
    }
    unread
}

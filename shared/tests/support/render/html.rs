//! HTML pages.

use super::escaped;
use crate::support::blocks::{Block, Mark};

/// A report as the page of a government's site, in UTF-8.
pub fn web_page(blocks: &[Block]) -> String {
    let content: String = blocks
        .iter()
        .map(|block| match block {
            Block::Paragraph(text) => format!("<p style=\"text-indent: 2em;\">　　{}</p>\n", escaped(text)),
            Block::Table(rows) => format!("<table border=\"1\" cellspacing=\"0\"><tbody>\n{}</tbody></table>\n", table(rows, escaped)),
        })
        .collect();
    // Where a report has no title, its page has only that of the site.
    let is_title = |text: &str| text.chars().count() < 60 && text.ends_with("年度报告");
    let titles = blocks.iter().filter_map(|block| if let Block::Paragraph(text) = block { Some(text.as_str()) } else { None });
    let title = titles.take(3).find(|text| is_title(text)).map_or_else(|| "详细内容".to_owned(), escaped);
    format!(
        "<!DOCTYPE html>\n<html lang=\"zh-CN\"><head><meta charset=\"utf-8\"><title>{title}</title>\n\
         <style>.nav li {{ float: left }} /* <td>8</td> */</style>\n\
         <script>var rows = 1; if (rows < 2) document.write('<table><tr><td>9</td></tr></table>');</script></head>\n<body>\n\
         <ul class=\"nav\"><li><a href=\"/\">首页</a></li><li><a href=\"/zwgk/\">政务公开</a></li><li><a href=\"/bsfw/\">办事服务</a></li></ul>\n\
         <div>当前位置：<a href=\"/\">首页</a> &gt; <a href=\"/zwgk/\">政务公开</a> &gt; <a href=\"/zwgk/nb/\">政府信息公开年报</a></div>\n\
         <table width=\"980\" border=\"0\"><tr><td width=\"20\">&nbsp;</td><td>\n<div id=\"zoom\">\n{content}</div>\n</td><td width=\"20\">&nbsp;</td></tr></table>\n\
         <div class=\"footer\"><p>网站标识码：1305340001　备案号：冀ICP备05000000号</p></div>\n</body></html>\n"
    )
}

/// A report as Word saves it for a browser.
pub fn word_page(blocks: &[Block]) -> String {
    let paragraph = |text: &str| {
        let content = if text.is_empty() { "&nbsp;".to_owned() } else { runs(text) };
        format!("<p class=MsoNormal style='text-indent:32.0pt'>{content}<span lang=EN-US><o:p></o:p></span></p>")
    };
    let content: String = blocks
        .iter()
        .map(|block| match block {
            Block::Paragraph(text) => format!("{}\n\n", paragraph(text)),
            Block::Table(rows) => {
                format!("<div align=center>\n<table class=MsoNormalTable border=1>\n{}</table>\n</div>\n\n", table(rows, paragraph))
            }
        })
        .collect();
    format!(
        "<html xmlns:o=\"urn:schemas-microsoft-com:office:office\" xmlns:w=\"urn:schemas-microsoft-com:office:word\"\n\
         xmlns=\"http://www.w3.org/TR/REC-html40\">\n\n<head>\n<meta http-equiv=Content-Type content=\"text/html; charset=gb2312\">\n\
         <meta name=Generator content=\"Microsoft Word 15\">\n<!--[if gte mso 9]><xml><w:WordDocument><w:View>Print</w:View></w:WordDocument></xml><![endif]-->\n\
         <style>\n<!-- p.MsoNormal {{mso-style-unhide:no;}} -->\n</style>\n</head>\n\n<body lang=ZH-CN>\n\n<div class=WordSection1>\n\n{content}</div>\n</body>\n</html>\n"
    )
}

/// Digits and letters in runs of their own, as Word parts them from Chinese characters.
fn runs(text: &str) -> String {
    let characters: Vec<char> = text.chars().collect();
    let runs = characters.chunk_by(|a, b| a.is_ascii_alphanumeric() == b.is_ascii_alphanumeric());
    runs.map(|run| {
        let latin = run[0].is_ascii_alphanumeric();
        let run = escaped(&run.iter().collect::<String>());
        if latin {
            format!("<span\nlang=EN-US style='font-size:16.0pt'>{run}</span>")
        } else {
            format!("<span style='font-size:16.0pt'>{run}</span>")
        }
    })
    .collect()
}

fn table(rows: &[Vec<Mark>], content: impl Fn(&str) -> String) -> String {
    let cell = |(text, rows, columns): &Mark| {
        let rows = if *rows > 1 { format!(" rowspan={rows}") } else { String::new() };
        let columns = if *columns > 1 { format!(" colspan={columns}") } else { String::new() };
        format!("<td{rows}{columns}>{}</td>", content(text))
    };
    rows.iter().map(|row| format!("<tr>{}</tr>\n", row.iter().map(cell).collect::<String>())).collect()
}

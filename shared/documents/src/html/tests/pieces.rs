//! Small pieces of pages, each for one thing that a browser does.

use super::*;

#[test]
fn blanks_collapse_as_in_a_browser_and_words_stay_whole() {
    let text = |inner: &str| body(inner).text;
    assert_eq!(text("<p>  政府<b>信</b>息\n 公开  <i>年度</i> 报告 </p>"), "政府信息公开 年度 报告\n");
    assert_eq!(text("<p>a\nb</p>"), "a b\n");
    assert_eq!(text("<p>&nbsp;&nbsp;甲&nbsp;乙　丙</p>"), "\u{a0}\u{a0}甲\u{a0}乙　丙\n");
    assert_eq!(text("<p>一<br>二<br/>三</p>"), "一\n二\n三\n");
    assert_eq!(
        text("甲<div>乙</div>丙<span style='display:block'>丁</span>戊<div style='display:inline'>己</div>庚"),
        "甲\n乙\n丙\n丁\n戊己庚\n"
    );
    assert_eq!(text("<pre>\n a\tb\n  c </pre>"), " a\tb\n  c\n");
    assert_eq!(text("<p style='white-space:pre-wrap'>a  b\nc</p> d  e"), "a  b\nc\nd e\n");
    assert_eq!(text("&lt;td&gt; &#x4e00; &hellip; &bogus; A\0B"), "<td> 一 … &bogus; AB\n");
    assert_eq!(text("<p>&nbsp;</p><p>　</p>"), "");
}

#[test]
fn what_a_viewer_does_not_see_is_no_text() {
    let text = |inner: &str| body(inner).text;
    assert_eq!(text("甲<script>if (a<b) document.write('<td>乙')</script>丙<style>p{}</style>"), "甲丙\n");
    assert_eq!(text("甲<!-- <td>乙 -->丙<!--[if gte mso 9]><xml>丁</xml><![endif]-->"), "甲丙\n");
    assert_eq!(text("甲<span style='DISPLAY : none'>乙<span>丙</span>丁</span>戊"), "甲戊\n");
    assert_eq!(text("甲<div hidden>乙<div>丙</div></div><p aria-hidden=true>丁</p>戊"), "甲戊\n");
    assert_eq!(text("甲<template><p>乙<table><tr><td>丙</template>丁"), "甲丁\n");
    assert_eq!(text("甲<svg><title>乙</title><style>丙</style><text>丁</text></svg>戊"), "甲戊\n");
    assert_eq!(text("甲<svg><title/><path d='M0'/></svg>乙"), "甲乙\n");
    assert_eq!(text("甲<svg><g>乙<p>丙"), "甲\n丙\n");
    assert_eq!(text("<input type=hidden value=甲><input value='乙'><input type=submit value=丙>"), "乙\n");
    assert_eq!(text("<dialog>甲</dialog><dialog open>乙</dialog>"), "乙\n");
    assert_eq!(text("甲<link rel=a style='display:none'>乙<noscript>丙</noscript>"), "甲乙\n");
}

#[test]
fn a_longer_hidden_part_is_noted_as_not_read() {
    let long = "公开政府信息".repeat(40);
    let document = body(&format!("<div style='display:none'>{long}</div>甲"));
    assert_eq!(document.text, "甲\n");
    assert_eq!(document.notes.len(), 1);
    assert_eq!((document.notes[0].kind, &*document.notes[0].detail), (NoteKind::NotRead, &long[..60]));
    let menu = format!("<div style='display:none'><a href=x>{long}</a></div>甲");
    assert_eq!(body(&menu).notes, []);
    assert_eq!(body("甲<script>if (a) {").notes[0].detail, "<script>");
}

#[test]
fn a_hidden_part_that_says_again_what_is_shown_is_no_loss() {
    let long = "<p>公开政府信息12条</p>".repeat(40);
    for page in [
        format!("<div>{long}</div><div style='display:none'>{long}</div>"),
        format!("<div hidden><b>{long}</b></div><div>{long}</div>"),
        format!("<style>.wap {{ display: none }}</style><div>{long}</div><div class=wap>{long}</div>"),
    ] {
        let document = body(&page);
        assert_eq!((document.text.matches("12").count(), document.notes), (40, vec![]), "{page}");
    }
    let other = long.replacen("12", "21", 1);
    assert_eq!(body(&format!("{long}<div hidden>{other}</div>")).notes.len(), 1);
}

#[test]
fn lists_of_links_to_other_pages_are_told_apart() {
    let links = |inner: &str| {
        let document = body(inner);
        document.links.iter().map(|link| document.text[link.clone()].to_owned()).collect::<Vec<_>>().join("|")
    };
    let list = "<ul><li><a href=1.html>青山县2016年报</a><span>2017-01-20</span><li><a href=2.html>青山县2015年报</a></ul>";
    assert_eq!(links(&format!("<p>一、总体情况</p>{list}<p>完</p>")), "青山县2016年报2017-01-20|青山县2015年报");
    assert_eq!(links("<div><a href=1.html>甲</a></div><div>2017-01-20</div><div><a href=2.html>乙</a></div>"), "甲|2017-01-20|乙");
    for own in [
        "<h1><a href=1.html>甲</a></h1><h2><a href=2.html>乙</a></h2>",
        "<p><a href='#1'>一、总体情况</a><p><a href='#2'>二、主动公开</a>",
        "<p><a href=1.xls>附件1</a><p><a href=2.doc>附件2</a>",
        "<a href=1.html><p>一、总体情况<p>二、主动公开",
        "<p>见<a href=1.html>甲</a>等公开的文件<p>见<a href=2.html>乙</a>等公开的文件",
    ] {
        assert_eq!(links(own), "", "{own}");
    }
}

#[test]
fn figures_that_scripts_put_into_cells_are_noted_as_not_read() {
    let notes = |inner: &str| body(inner).notes.into_iter().map(|note| (note.kind, note.detail)).collect::<Vec<_>>();
    let missed = [(NoteKind::NotRead, "<script>".to_owned())];
    let script = "<td><script>document.write(7)</script>";
    assert_eq!(notes(&format!("<table><tr><td>甲{}</table>", script.repeat(3))), missed);
    assert_eq!(notes(&format!("<table><tr><td>访问量{script}</table>")), []);
    let named = "<table><tr><td>甲<td id=a><td><span id=b></span><td id=c></table>";
    assert_eq!(notes(&format!("{named}<script>fill()</script>")), missed);
    assert_eq!(notes(named), []);
    let filled = named.replace("甲", "<b id=d>甲</b>").replace("<td id=a>", "<td id=a>1").replace("</span>", "2</span>");
    assert_eq!(notes(&format!("{filled}<script>count()</script>")), []);
    assert_eq!(notes("<table><tr><td>甲<td>7<script>count()</script></table>"), []);
}

#[test]
fn a_document_inside_the_page_is_noted_as_not_read() {
    let noted = |inner: &str| body(inner).notes.into_iter().map(|note| note.detail).collect::<Vec<_>>();
    assert_eq!(noted("<iframe src='/files/report.PDF?x=1'>甲</iframe>乙"), ["/files/report.PDF?x=1"]);
    assert_eq!(noted("<img src=table.png width=640 height='480px'>"), ["table.png"]);
    assert_eq!(noted("<img src=logo.png width=64><iframe src=share.html></iframe><object data=a.swf></object>"), [""; 0]);
}

#[test]
fn figures_that_stand_apart_are_never_joined() {
    let text = |inner: &str| body(inner).text;
    assert_eq!(text("30<sup>1</sup>件、10<sub>2</sub>5、m<sup>2</sup>"), "30 1 件、10 2 5、m2\n");
    assert_eq!(text("<input value=3><input value=0>件"), "3 0 件\n");
    assert_eq!(text("1<img src=2.gif>3<img src=a style='display:none'>4"), "1 34\n");
    assert_eq!(text("<b>3</b><i>0</i><font>0</font>"), "300\n");
    let struck = body("<td>共<s>3</s>5件<del></del>");
    assert_eq!(struck.text, "共 5件\n");
    assert_eq!((struck.notes[0].kind, &*struck.notes[0].detail, struck.notes.len()), (NoteKind::TrackedChanges, "3", 1));
}

#[test]
fn a_page_that_holds_nothing_itself_is_noted_as_not_read() {
    let noted = |page: &str| read(page).notes.into_iter().map(|note| (note.kind, note.detail)).collect::<Vec<_>>();
    assert_eq!(noted("<html><title>甲</title><div id=app></div><script src=app.js></script>"), [(NoteKind::NotRead, "<script>".into())]);
    assert_eq!(noted("<html><frameset><frame src=top.htm><frame src=main.htm></frameset>").len(), 2);
    assert_eq!(noted("<html><iframe src=a.html width='100%' height=600></iframe>").len(), 1);
    assert_eq!(noted("<html><p>甲<script>1</script>"), []);
}

#[test]
fn the_title_stands_apart_from_the_page() {
    let document = read("<title> 年度\n报告 &amp; 附件</title><title>乙</title><p>甲");
    assert_eq!(document.text, "年度 报告 & 附件\n甲\n");
    assert_eq!(document.places[0].part, Part::Header);
    assert_eq!((document.places[1].part, document.places[1].place), (Part::Body, Place::Paragraph { number: 1 }));
}

#[test]
fn items_of_lists_have_the_numbers_that_a_viewer_sees() {
    let text = |inner: &str| body(inner).text;
    assert_eq!(text("<ol><li>甲<li>乙<ol type=a start=3><li>丙</ol><li value=9>丁</ol>"), "1. 甲\n2. 乙\nc. 丙\n9. 丁\n");
    assert_eq!(text("<ol style='list-style-type:cjk-ideographic'><li><p>甲</p><p>乙</p></ol>"), "一、 甲\n乙\n");
    assert_eq!(text("<ul><li>甲</li><li>乙</li></ul><ol style='list-style:none'><li>丙</ol>"), "甲\n乙\n丙\n");
    assert_eq!(text("<ol><li>1. 甲</li><li>2、乙</li><li>3号令</li></ol>"), "1. 甲\n2、乙\n3. 3号令\n");
    assert_eq!(text("<ol reversed start=2><li>甲<li>乙</ol><ol reversed><li>丙</ol>"), "2. 甲\n1. 乙\n丙\n");
    assert_eq!(text("<ol><li></li><li>甲</li></ol>"), "2. 甲\n");
}

#[test]
fn tables_keep_spans_and_empty_cells() {
    let document = body("<table><thead><tr><th rowspan=2>甲<th colspan=2>乙<tbody><tr><td>&nbsp;<td>3<tr><td>丙<td><td>0</table>尾");
    assert_eq!(document.text, "甲\t乙\n\t3\n丙\t\t0\n尾\n");
    // The span of the first cell ends with its group of rows.
    assert_eq!(cells(&document, 0), ["1,1 甲", "1,2x2 乙", "2,1 ", "2,2 3", "3,1 丙", "3,2 ", "3,3 0"]);
    assert_eq!(document.places[0].place, Place::Cell { table: 1, row: 1, column: 1 });
    assert_eq!(document.places.last().unwrap().place, Place::Paragraph { number: 1 });
}

#[test]
fn unclosed_and_misplaced_parts_of_a_table_are_mended_as_browsers_do() {
    let document = body("<table>甲<td>1<p>2<td>3</table>");
    assert_eq!(document.text, "甲\n1 2\t3\n");
    let document = body("<table><tr><td>1</th><td>2</tr></td><td>3<td>4</table></div></table>");
    assert_eq!(cells(&document, 0), ["1,1 1", "1,2 2", "2,1 3", "2,2 4"]);
    let document = body("<table><tr><td>1<td>2<tr><table><tr><td>3<td>4</table>");
    assert_eq!((cells(&document, 0), cells(&document, 1)), (vec!["1,1 1".into(), "1,2 2".into()], vec!["1,1 3".into(), "1,2 4".into()]));
    assert_eq!(body("<tr><td>3<td>0").text, "3\n0\n");
    assert_eq!(body("<table><caption>表一</caption><tr><td>甲<td>1</table>").text, "表一\n甲\t1\n");
}

#[test]
fn hidden_rows_are_read_and_noted_and_hidden_cells_are_not_in_the_grid() {
    let document = body("<table><tr><td>甲<td>1<tr style='display:none'><td>乙<td>2<tr hidden><td><td></table>");
    assert_eq!(document.text, "甲\t1\n乙\t2\n");
    assert_eq!(document.notes.len(), 1);
    assert_eq!(document.notes[0].kind, NoteKind::Hidden);
    assert_eq!(&document.text[document.notes[0].range.clone().unwrap()], "2");
    let merged = body("<table><tr><td rowspan=2>甲<td>1<tr><td style='display:none'>甲<td>2</table>");
    assert_eq!(cells(&merged, 0), ["1,1x1x2 甲", "1,2 1", "2,2 2"]);
    let group = body("<table><tr><td>甲<td>1<tbody style='display:none'><tr><td>乙<td>2</table>");
    assert_eq!((group.text.as_str(), group.notes.len()), ("甲\t1\n乙\t2\n", 1));
}

#[test]
fn tables_in_cells_are_their_text_or_come_after() {
    let one = body("<table><tr><td>甲<td><table><tr><td>1</table><tr><td>乙<td>2</table>");
    assert_eq!((one.text.as_str(), one.tables.len()), ("甲\t1\n乙\t2\n", 1));
    let rows = "<tr><td>乙<td>2<tr><td>丙<td>3";
    let two = body(&format!("<table><tr><td>甲<td><table><tr><td>a<td>b</table>{rows}</table>"));
    assert_eq!(two.text, "甲\t\n乙\t2\n丙\t3\na\tb\n");
    assert_eq!(two.places.last().unwrap().place, Place::Cell { table: 2, row: 1, column: 2 });
}

#[test]
fn a_table_of_paragraphs_links_or_tables_only_arranges_the_page() {
    let long = "为贯彻落实条例，现公布本年度政府信息公开工作年度报告。".repeat(2);
    let prose = body(&format!("<table><tr><td>首页<td><p>{long}<p>{long}<p>{long}</table>"));
    assert_eq!((prose.tables.len(), prose.text.lines().count()), (0, 4));
    let links = body("<table><tr><td><a href=a>首页</a><td><a href=b>政务公开</a></table>");
    assert_eq!((links.tables.len(), links.text.as_str()), (0, "首页\n政务公开\n"));
    assert_eq!(body("<table><tr><td>甲<tr><td>乙</table>").tables, []);
    assert_eq!(body("<table role=presentation><tr><td>甲<td>乙</table>").tables, []);
}

#[test]
fn the_declared_character_set_is_compared_with_the_bytes() {
    let notes = |bytes: &[u8], charset| {
        let document = crate::read(File { name: "", bytes, charset }, &Limits::default()).unwrap();
        (document.text, document.charset, document.notes.into_iter().map(|note| note.detail).collect::<Vec<_>>())
    };
    let page = "<html><head><meta http-equiv=Content-Type content='text/html; charset=gb2312'></head><p>政府信息公开工作年度报告";
    let text = "政府信息公开工作年度报告\n".to_owned();
    let gbk = GB18030.encode(page).0;
    assert_eq!(notes(&gbk, None), (text.clone(), "GBK", vec![]));
    assert_eq!(notes(&gbk, Some("utf-8")), (text.clone(), "GBK", vec!["utf-8 → GBK".into()]));
    assert_eq!(notes(page.as_bytes(), Some("utf-8")), (text.clone(), "UTF-8", vec!["gb2312 → UTF-8".into()]));
    let wide: Vec<u8> = page.encode_utf16().flat_map(u16::to_le_bytes).collect();
    assert_eq!(notes(&wide, None), (text, "UTF-16LE", vec!["gb2312 → UTF-16LE".into()]));
}

#[test]
fn hostile_pages_are_refused_within_the_limits() {
    let limits = Limits { cells: 1000, ..Limits::default() };
    let refused = |page: String| crate::read(File { name: "", bytes: page.as_bytes(), charset: None }, &limits).unwrap_err();
    let too_large = |what, actual, limit| Error::TooLarge { what, actual, limit };
    assert_eq!(refused("<div>".repeat(20_000)), too_large("depth", 513, 512));
    assert_eq!(refused("<table><td>".repeat(900)), too_large("depth", 513, 512));
    assert_eq!(refused(format!("<table>{}", "<td>1".repeat(1001))), too_large("cells", 1001, 1000));
    assert_eq!(refused(format!("<table>{}", "<tr>".repeat(1001))), too_large("cells", 1001, 1000));
    assert!(matches!(refused(format!("<table>{}", "<tr><td colspan=600>1<td>2".repeat(2))), Error::TooLarge { what: "cells", .. }));
    let mut attributes: String = (0..700).map(|n| format!(" a{n}=\"<b '>\"")).collect();
    attributes.insert_str(0, "<p");
    assert!(matches!(refused(format!("<html>{attributes}>")), Error::Damaged { .. }));
    assert!(matches!(refused(format!("<html><title>&am</title{}>", " a/b".repeat(600))), Error::Damaged { .. }));
}

#[test]
fn what_only_looks_hostile_is_read() {
    let wide = body("<table><tr><td colspan=20000 rowspan=20000>甲<tr><td>乙<td>1</table>");
    assert_eq!(wide.tables[0].cells.len(), 3);
    assert_eq!(body(&"<font>甲</font><b>".repeat(2000)).text.chars().count(), 2001);
    assert_eq!(body(&"<p>甲<li>乙".repeat(2000)).text.lines().count(), 4000);
    let picture = "/+ab c=".repeat(100_000);
    assert_eq!(body(&format!("甲<img src=\"data:{picture}\">乙")).text, "甲乙\n");
    assert_eq!(body(&format!("甲<!-- {picture} --><script>{picture}</script>乙")).text, "甲乙\n");
}

#[test]
fn what_a_style_sheet_hides_for_certain_is_not_text() {
    let page = |sheet: &str, inner: &str| body(&format!("<style>{sheet}</style>{inner}")).text;
    for sheet in [
        ".hide{display:none}",
        "<!-- /* .hide{} */ .a, p.hide { color:red; visibility: hidden } -->",
        "#x{display:none !important} p{display:block}",
        "p{display:block} .hide.b{display:none}",
        "@page s {size:a4} @import url(x); .hide{display:none}",
        "@media print{.hide{display:block}} .hide{DISPLAY:None}",
    ] {
        assert_eq!(page(sheet, "<p>甲</p><p id=x class='b hide'>乙</p><p>丙</p>"), "甲\n丙\n", "{sheet}");
    }
}

#[test]
fn what_a_style_sheet_may_show_is_text() {
    let page = |sheet: &str| body(&format!("<style>{sheet}</style><p>甲</p><p id=x class='b hide'>乙</p>")).text;
    for sheet in [
        ".HIDE{display:none}",
        ".hide:hover{display:none}",
        "div .hide{display:none}",
        ".hide[a]{display:none}",
        "*{display:none}",
        ".hide{display:none} div > .b{display:block}",
        ".hide{display:none} #x{display:block}",
        ".hide{display:none} p.hide{display:block}",
        ".b{display:none} .hide{display:block}",
        "@media (max-width:100px){.hide{display:none}}",
        "@media print{.hide{display:none}}",
        "@keyframes a{from{display:none}} @font-face{x:y",
    ] {
        assert_eq!(page(sheet), "甲\n乙\n", "{sheet}");
    }
    assert_eq!(body("<style media=print>p{display:none}</style><p>甲</p>").text, "甲\n");
    assert_eq!(body("<style>p{display:none}</style><p style='display:block'>甲</p>").text, "甲\n");
}

#[test]
fn what_a_style_sheet_hides_is_read_if_it_may_be_part_of_the_report() {
    let page = body("<style>.tab{display:none}</style><p>甲</p><div class=tab><table><tr><td>乙<td>1<tr><td>丙<td>2</table></div>");
    assert_eq!(page.text, "甲\n乙\t1\n丙\t2\n");
    assert_eq!(page.notes.iter().map(|note| (note.kind, &*note.detail)).collect::<Vec<_>>(), [(NoteKind::Hidden, "<style>: 乙1丙2")]);
}

#[test]
fn numbers_that_a_style_sheet_takes_away_are_not_read() {
    let page = |sheet: &str, list: &str| body(&format!("<style>{sheet}</style>{list}")).text;
    let list = "<ol class=a><li>甲<li>乙</ol>";
    for sheet in ["ol{list-style:none}", "li{margin:0; list-style: none}", ".a{list-style:inside none}", "OL, ul{list-style-type:none}"] {
        assert_eq!(page(sheet, list), "甲\n乙\n", "{sheet}");
    }
    for sheet in ["", ".nav ol{list-style:none}", "*{list-style:none}", "ol{list-style:none} .x ol{list-style:decimal}"] {
        assert_eq!(page(sheet, list), "1. 甲\n2. 乙\n", "{sheet}");
    }
    assert_eq!(page("ol{list-style-type:cjk-ideographic}", list), "一、 甲\n二、 乙\n");
    // The page's own word counts for more, and a class of its editor draws the numbers itself.
    assert_eq!(page("li{list-style:none}", "<ol><li style='list-style:upper-roman'>甲</ol>"), "I. 甲\n");
    let drawn = "<ol class='custom_cn2 list-paddingleft-1'><li class='list-cn-3-1'><p>甲</p></li><li><p>乙</p></li></ol>";
    assert_eq!(page("ol.custom_cn2{list-style:none;} li{list-style:none}", drawn), "（一） 甲\n（二） 乙\n");
}

#[test]
fn a_number_that_floats_beside_its_item_is_on_its_line() {
    let item = "<li style='list-style:none'><p><span style='display:block;float:left'>一、</span>概述</p></li>";
    assert_eq!(body(&format!("<ol>{item}</ol>")).text, "一、概述\n");
    assert_eq!(body("<div style='float:left'>甲</div><div style='float:left;display:block'>乙</div>").text, "甲\n乙\n");
}

//! Page furniture: lines that belong to the page a report was copied from and not to the report.
//!
//! Decides for one line outside tables whether it is a page number (`— 3 —`, `第3页 共8页`) or chrome of a web page
//! (当前位置：…, 【打印】【关闭】). A line is furniture only if all of it is; whatever might be a sentence stays text.

use crate::amount::{digit, is_blank};

/// Longest line, in bytes, that can be furniture.
const LONGEST: usize = 360;

/// Longest line, in bytes, that the words at its start make furniture.
const LONGEST_LED: usize = 240;

/// Words that start a line of chrome, whatever follows on it.
const LEADS: [&str; 40] = [
    "当前位置",
    "当前的位置",
    "您的位置",
    "您现在的位置",
    "您所在的位置",
    "你的位置",
    "所在位置",
    "上一篇",
    "下一篇",
    "上一条",
    "下一条",
    "分享到",
    "扫一扫",
    "字号",
    "字体",
    "浏览次数",
    "浏览量",
    "访问次数",
    "访问量",
    "阅读次数",
    "阅读量",
    "点击数",
    "点击率",
    "责任编辑",
    "版权所有",
    "主办单位",
    "承办单位",
    "技术支持",
    "网站标识码",
    "网站地图",
    "返回顶部",
    "返回首页",
    "索引号",
    "信息来源",
    "文章来源",
    "发布机构",
    "发布日期",
    "发布时间",
    "打印本页",
    "关闭窗口",
];

/// Words that are chrome if a line has nothing else.
const WORDS: [&str; 34] = [
    "首页",
    "网站首页",
    "打印",
    "关闭",
    "保存",
    "收藏",
    "分享",
    "大",
    "中",
    "小",
    "微信",
    "微博",
    "QQ空间",
    "新浪微博",
    "无障碍",
    "登录",
    "注册",
    "繁体",
    "简体",
    "繁體",
    "目录",
    "目",
    "录",
    "导航",
    "返回",
    "打印本页",
    "关闭窗口",
    "收藏本页",
    "返回顶部",
    "复制链接",
    "字号",
    "字体",
    "English",
    "分享到",
];

/// Whether a line is page furniture.
pub(crate) fn is_furniture(line: &str) -> bool {
    if line.len() > LONGEST {
        return false;
    }
    let inner = line.trim_start_matches(is_frame);
    match inner.chars().next() {
        None => false,
        Some('第' | '-' | '—' | '–' | '－' | '·' | '•' | '~') => is_page_number(inner),
        Some(c) if digit(c).is_some() => is_page_number(line),
        Some(c) if starts_chrome(c) => is_chrome(inner),
        Some(_) => false,
    }
}

/// Blanks and brackets around words of chrome.
const fn is_frame(c: char) -> bool {
    is_blank(c) || matches!(c, '【' | '】' | '[' | ']' | '〖' | '〗' | '|' | '｜')
}

/// Whether any word of chrome starts with this character.
const fn starts_chrome(c: char) -> bool {
    matches!(
        c,
        '当' | '您'
            | '你'
            | '所'
            | '上'
            | '下'
            | '分'
            | '扫'
            | '字'
            | '浏'
            | '访'
            | '阅'
            | '点'
            | '责'
            | '版'
            | '主'
            | '承'
            | '技'
            | '网'
            | '返'
            | '索'
            | '信'
            | '文'
            | '发'
            | '打'
            | '关'
            | '首'
            | '保'
            | '收'
            | '大'
            | '中'
            | '小'
            | '微'
            | 'Q'
            | '新'
            | '无'
            | '登'
            | '注'
            | '繁'
            | '简'
            | '目'
            | '录'
            | '导'
            | '复'
            | 'E'
    )
}

fn is_chrome(line: &str) -> bool {
    if line.len() <= LONGEST_LED && LEADS.iter().any(|lead| line.starts_with(lead)) {
        return !line.contains('。') || line.starts_with("扫一扫");
    }
    let separates = |c: char| is_frame(c) || matches!(c, '>' | '»' | '›' | '＞' | '/' | '：' | ':' | '（' | '）' | '(' | ')' | '·');
    let is_trail = line.starts_with("首页") || line.starts_with("网站首页");
    if is_trail && line.contains(['>', '»', '›', '＞']) && line.len() <= LONGEST_LED {
        return true;
    }
    let mut words = line.split(separates).filter(|word| !word.is_empty()).peekable();
    words.peek().is_some() && words.all(|word| WORDS.contains(&word))
}

/// Whether a line is nothing but a page number: `— 3 —`, `-3-`, `·3·`, `第3页`, `第 3 页 共 8 页`.
fn is_page_number(line: &str) -> bool {
    let mut shape = [0_u8; 8];
    let mut len = 0;
    for c in line.chars().filter(|&c| !is_blank(c)) {
        let class = match c {
            '第' => b'n',
            '共' => b'o',
            '页' => b'p',
            '-' | '—' | '–' | '－' | '―' | '·' | '•' | '~' => b'-',
            '/' | '／' | '，' | ',' => b'/',
            c if digit(c).is_some() => b'0',
            _ => return false,
        };
        if matches!(class, b'0' | b'-') && len > 0 && shape[len - 1] == class {
            continue;
        }
        if len == shape.len() {
            return false;
        }
        shape[len] = class;
        len += 1;
    }
    matches!(&shape[..len], b"-0-" | b"n0p" | b"n0po0p" | b"n0p/o0p" | b"n0/0p")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn page_numbers_and_chrome_are_furniture() {
        for line in [
            "— 3 —",
            "- 3 -",
            "－１２－",
            "第3页 共8页",
            "第 3 页",
            "·5·",
            "当前位置：首页 > 政府信息公开 > 年报",
            "首页 > 信息公开",
            "【打印】【关闭】",
            "打印",
            "分享到：",
            "上一篇：无",
            "[字体：大 中 小]",
            "字号：大 中 小",
            "扫一扫在手机上查看当前页面",
            "目  录",
            "发布日期：2019-02-01",
            "责任编辑：张某",
            "大 中 小",
        ] {
            assert!(is_furniture(line), "{line}");
        }
    }

    #[test]
    fn text_and_cells_stay_text() {
        for line in [
            "",
            "——",
            "3",
            "3/8",
            "-418",
            "2019年1月31日",
            "首页改版后，信息更加清楚",
            "打印机采购217件",
            "关闭网站3个",
            "信息公开情况",
            "中心城区公开信息3条",
            "主动公开政府信息情况",
            "大力推进政务公开",
            "第三部分",
        ] {
            assert!(!is_furniture(line), "{line}");
        }
    }
}

//! Names of private persons, where the words before them say that somebody's name follows.

use gouji_documents::is_ideograph;

use crate::source::Span;

/// Surnames that begin no word which could stand in a name's place. A surname that is not here is not looked for.
const SURNAMES: &str = "王李张刘陈杨赵黄周吴徐孙胡朱林郭罗梁宋郑谢韩唐冯董萧袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘杜戴钟汪姜范谭廖邹熊陆郝孔崔康邱秦侯邵孟龙雷钱汤尹黎贺赖龚";
/// Surnames of two characters.
const DOUBLE_SURNAMES: [&str; 4] = ["欧阳", "上官", "司马", "诸葛"];
/// Characters that no given name has here: they belong to other words (申请人陈述, 申请人许可).
const NO_NAME: &str = "述可请证某人们是的之或与及和等向对于在应须当要可能已未不有无需提交供出申诉讼起审批准许示确信息政府公开机关单位部门工作村镇乡县市区省局路街号楼组家化育林业务法律贴榜罚理想望谅先女总科处院师姓氏大小老阿会事心校园厂店馆站社团队";

/// What follows a name in the story of a request.
const FOLLOWERS: [&str; 22] = [
    "申请", "要求", "提出", "提交", "向我", "向本", "向县", "向区", "向市", "向镇", "通过", "来信", "来函", "不服", "诉", "等人", "（",
    "(", "，", "、", "于20", "因",
];

/// The name that a text begins with, if one certainly does.
pub(super) fn leading_name(text: &str, start: u32) -> Option<Span> {
    let text_after = text.trim_start_matches(['：', ':', ' ', '\u{3000}', '“']);
    let skipped = text.len() - text_after.len();
    let surname = match DOUBLE_SURNAMES.iter().find(|surname| text_after.starts_with(**surname)) {
        Some(surname) => surname.len(),
        None => text_after.chars().next().filter(|&c| SURNAMES.contains(c))?.len_utf8(),
    };
    let rest = &text_after[surname..];
    // The longer given name first: 张三丰申请 is not 张三 and a 丰.
    for length in [2, 1] {
        let Some(end) = rest.char_indices().nth(length).map(|(at, _)| at) else { continue };
        let given = &rest[..end];
        let named = given.chars().all(|c| is_ideograph(c) && !NO_NAME.contains(c));
        if named && FOLLOWERS.iter().any(|word| rest[end..].starts_with(word)) {
            let from = start as usize + skipped;
            return Some(Span::of(from..from + surname + end));
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::leading_name;

    fn name(text: &str) -> Option<&str> {
        leading_name(text, 0).map(|span| &text[span.range()])
    }

    #[test]
    fn names_are_told_from_other_words() {
        for (text, expected) in [
            ("张三丰申请公开征地信息", "张三丰"),
            ("：李明，要求公开", "李明"),
            ("欧阳明月向我局提出", "欧阳明月"),
            ("王晓红（女）", "王晓红"),
            ("刘洋不服答复", "刘洋"),
        ] {
            assert_eq!(name(text), Some(expected), "{text}");
        }
        for text in [
            "申请公开",
            "提出的",
            "陈述、申辩",
            "张某申请公开",
            "李某某，",
            "王XX申请",
            "许可申请",
            "向我局申请",
            "余额不足",
            "于2019年",
            "曾提出申请",
            "邮寄地址",
            "可以",
            "应当",
            "张贴申请",
            "黄村镇申请",
            "董事会申请",
            "康复中心申请",
            "龙头企业、",
            "李先生要求公开",
            "陈女士，",
            "老李申请",
            "",
        ] {
            assert_eq!(name(text), None, "{text}");
        }
    }
}

//! Rules of these families that are not checked, and why: a reader of the rule reference shall not have to guess.

/// A rule that was left out.
#[derive(Clone, Copy, Debug)]
pub struct LeftOut {
    /// Its code, never given to another rule; `XY-*` for what else a family has.
    pub code: &'static str,
    /// Title in Chinese: the defect.
    pub title_zh: &'static str,
    /// Title in English.
    pub title_en: &'static str,
    /// Why it is not checked, in Chinese.
    pub reason_zh: &'static str,
    /// The same in English.
    pub reason_en: &'static str,
}

/// The rules that were left out, ordered by code.
pub static LEFT_OUT: &[LeftOut] = &[
    LeftOut {
        code: "LAW-DEADLINE-LOCAL",
        title_zh: "晚于本地通知的报送时限",
        title_en: "After the local submission date",
        reason_zh: "报送时限由各地通知规定，须由使用者给定；法定公布期限另有规则核对",
        reason_en: "the date is set by each place's own notice and has to be given by the user; the legal dates have rules of their own",
    },
    LeftOut {
        code: "LV-*",
        title_zh: "跨层级、跨单位核对（本族其余规则）",
        title_en: "Across levels and units: the other rules of the family",
        reason_zh: "须与上下级或同级单位的报告比较，而校验只看一份报告",
        reason_en: "need the reports of other levels or units; a check sees one report alone",
    },
    LeftOut {
        code: "NUM-OUTLIER",
        title_zh: "数值异常偏大或偏小",
        title_en: "An outlying figure",
        reason_zh: "须与同级、同年度的其他报告比较，而校验只看一份报告",
        reason_en: "needs other reports of the same level and year; a check sees one report alone",
    },
    LeftOut {
        code: "XY-*",
        title_zh: "跨年度核对（全族）",
        title_en: "Across years: the whole family",
        reason_zh: "须与本单位其他年度的报告比较，而校验只看一份报告",
        reason_en: "needs the same body's reports on other years; a check sees one report alone",
    },
    LeftOut {
        code: "TXT-LENGTH",
        title_zh: "总体情况篇幅过长",
        title_en: "Section 1 is long",
        reason_zh: "只是个别地方的要求（武政办发〔2025〕54号），全国没有规定篇幅",
        reason_en: "a local rule (武政办发〔2025〕54号); no document of the whole country limits the length",
    },
    LeftOut {
        code: "TXT-OTHER-ORG",
        title_zh: "出现其他地区或单位名称",
        title_en: "The name of an unrelated place or body",
        reason_zh: "须有全国行政区划及机构名录，还须知道报告为何提到该地（对口支援、案件当事人、兄弟单位），文本本身看不出来",
        reason_en: "needs a register of all places and bodies, and the reason for which the report names one, which the text does not tell",
    },
];

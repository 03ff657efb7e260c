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
        code: "LV-*",
        title_zh: "跨层级、跨单位核对（本族其余规则）",
        title_en: "Across levels and units: the other rules of the family",
        reason_zh: "LV-ROLLUP、LV-T3-ROLLUP、LV-CHILD-*、LV-DUPLICATE-REPORT、LV-COPY 须与上下级、同级单位的报告或名单比较，而校验只看一份报告；标题、正文、落款的机关由 LV-ORG-MISMATCH 核对，发布栏目不作比较，因为一个栏目载有许多机关的报告",
        reason_en: "LV-ROLLUP, LV-T3-ROLLUP, LV-CHILD-*, LV-DUPLICATE-REPORT and LV-COPY need the reports, or the roster, of other levels or units; a check sees one report alone. LV-ORG-MISMATCH compares title, text and signature; the channel of a page carries reports of many bodies and is not compared",
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
        code: "TXT-OTHER-ORG",
        title_zh: "出现其他地区或单位名称",
        title_en: "The name of an unrelated place or body",
        reason_zh: "须有全国行政区划及机构名录，还须知道报告为何提到该地（对口支援、案件当事人、兄弟单位），文本本身看不出来",
        reason_en: "needs a register of all places and bodies, and the reason for which the report names one, which the text does not tell",
    },
];

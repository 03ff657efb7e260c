//! The words that rules look for in running text, and the table that finds them all in one pass.
//!
//! Each word is found by two of its characters that stand side by side ([`Pairs`]), those of the data files
//! ([`Wording`]) in the same pass.

use super::glance::{self, Classes, Glance};
use super::pairs::{NONE, Pairs};
use super::wording::{Entry, Wording};
use crate::amount::{Blanks, digit, is_blank, numeral};
use crate::fold::Folder;

/// What a word in the text speaks of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[repr(u8)]
pub enum Phrase {
    /// 预计, 力争: something that has not happened yet.
    Expectation,
    /// 个部分, 部分组成: a number of parts is declared.
    PartCount,
    /// 全文包括: the parts are listed.
    PartList,
    /// 编制, 编写, 现公布: how the report was drawn up.
    Compilation,
    /// 联系, 电话, 地址: where to ask.
    Contact,
    /// 统计期限: the period of the figures.
    PeriodWords,
    /// 考核: assessment of the work.
    Assessment,
    /// 社会评议: public appraisal.
    Appraisal,
    /// 责任追究: accountability.
    Accountability,
    /// 新修订的《中华人民共和国政府信息公开条例》 and other things with a first day.
    Dated,
    /// 〔2019〕60号: a document number.
    DocumentNumber,
    /// 此处填写: an instruction of a template.
    Residue,
    /// 现将…报送, 此函: the words of a transmittal letter.
    Transmittal,
    /// 令第711号: the number of an order.
    OrderNumber,
    /// 公开条例, and what it is misspelt as: the end of the ordinance's name.
    Ordinance,
    /// 同意公开, 收费及减免: terms of the ordinance of 2008.
    OldTerm,
    /// 15个工作日: the time limit of the ordinance of 2008.
    OldLimit,
    /// Bodies that were abolished.
    Agency,
    /// 主动公开, 发布政务信息: what may be followed by how much was published.
    Published,
    /// 申请人, 原告, 村民: somebody who may be named.
    Applicant,
    /// 家庭住址, 家住: somebody's home.
    Home,
    /// 政务微博, 政务微信: the government's accounts.
    Account,
    /// 均为兼职: all staff work part-time.
    AllPartTime,
    /// 专职人员: staff that does nothing else.
    FullTime,
    /// 全部办结, 办结率: all is closed, if the rate says so.
    AllClosed,
    /// Publishing on one's own initiative.
    Publishing,
    /// Requests.
    Requests,
    /// Management of information.
    Management,
    /// Websites and other channels.
    Platforms,
    /// Supervision and support.
    Supervision,
    /// Fees and their remission.
    Charges,
    /// Administrative review.
    Review,
    /// Litigation.
    Litigation,
    /// Problems and how they are met.
    Problems,
}

impl Phrase {
    /// Whether rules need each place, or only to know that a part of the report mentions it.
    const fn is_recorded(self) -> bool {
        (self as u8) < Phrase::Publishing as u8
    }

    const fn bit(self) -> u64 {
        1 << self as u8
    }
}

/// The words, by what they speak of.
const WORDS: &[(Phrase, &[&str])] = &[
    (Phrase::Expectation, &["预计", "力争", "争取", "将于", "拟于"]),
    (Phrase::PartCount, &["个部分", "部分组成", "部分构成", "部分内容"]),
    (Phrase::PartList, &["全文包括", "报告包括", "内容包括", "全文由", "报告由", "全文分"]),
    (
        Phrase::Compilation,
        &[
            "编制",
            "编写",
            "撰写",
            "编撰",
            "特制作",
            "制作本",
            "制定本",
            "规定制作",
            "要求制作",
            "现根据",
            "现依据",
            "现按照",
            "现将",
            "现公布",
            "现公开",
            "现发布",
            "现予公布",
            "现向社会",
            "特向社会",
            "报告如下",
            "公布如下",
        ],
    ),
    (Phrase::Contact, &["联系", "电话", "地址", "致电", "请拨打", "可拨打", "请来电", "欢迎来电"]),
    (Phrase::PeriodWords, &["统计期限", "统计时限", "统计时间", "统计区间", "统计周期", "统计日期", "统计的期限", "统计截止"]),
    (Phrase::Assessment, &["考核", "考评", "绩效"]),
    (Phrase::Appraisal, &["评议", "满意度"]),
    (Phrase::Accountability, &["责任追究", "追究责任", "追责", "问责", "责任追责"]),
    (
        Phrase::Dated,
        &[
            "新修订的《中华人民共和国政府信息公开条例》",
            "新修订《中华人民共和国政府信息公开条例》",
            "新修订的《政府信息公开条例》",
            "国务院令第711号",
            "党的十九大",
            "党的二十大",
            "十九届四中全会",
            "十九届五中全会",
            "十九届六中全会",
            "二十届三中全会",
            "新冠肺炎",
            "新冠疫情",
            "新型冠状病毒",
        ],
    ),
    (
        Phrase::Residue,
        &[
            "此处填写",
            "在此填写",
            "此处插入",
            "填写说明",
            "填表说明",
            "填报说明",
            "模板说明",
            "（单位名称）",
            "（机关名称）",
            "（示例）",
            "（示例：",
            "（示例:",
            "(示例：",
            "删除本提示",
        ],
    ),
    (Phrase::Transmittal, &["此函", "特此报告", "随函", "予以报送", "报送给你", "请审阅", "请予审阅", "请审查", "现报送"]),
    (Phrase::Ordinance, &["公开条例", "公开条列", "公开条理", "公开条利", "公开工作条例", "公开暂行条例", "信息条例》", "公开法》"]),
    (Phrase::OldTerm, &["同意公开", "同意部分公开", "不属于本行政机关公开", "收费及减免", "收费和减免", "收费与减免"]),
    (Phrase::OldLimit, &["15个工作日", "十五个工作日"]),
    (Phrase::Published, &["主动公开", "发布政务信息", "发布政府信息", "发布信息", "发布各类"]),
    (Phrase::Applicant, &["申请人", "原告", "上诉人", "村民", "居民", "市民"]),
    (Phrase::Home, &["住址", "家住", "现住", "户籍地", "户籍所在地"]),
    (Phrase::Account, &["政务微博", "政务微信"]),
    (Phrase::AllPartTime, &["均为兼职", "都是兼职", "全部为兼职", "均系兼职", "都为兼职", "全为兼职"]),
    (Phrase::FullTime, &["专职和兼职人员", "专职人员", "专职工作人员", "专职、兼职人员"]),
    (Phrase::AllClosed, &["全部办结", "均已办结", "均办结", "都已办结", "全部办理完毕", "均已办理完毕", "办结率"]),
    (Phrase::Publishing, &["主动公开", "发布", "公布", "公示", "公开各类", "共公开"]),
    (Phrase::Requests, &["依申请", "公开申请", "申请公开", "收到申请", "新收申请"]),
    (
        Phrase::Management,
        &[
            "信息管理",
            "规范性文件",
            "保密审查",
            "发布审核",
            "信息审核",
            "审核把关",
            "动态调整",
            "公开目录",
            "公开属性",
            "清理",
            "公文",
            "信息发布",
        ],
    ),
    (Phrase::Platforms, &["平台", "网站", "门户", "微信", "微博", "新媒体", "公报", "专栏", "公众号"]),
    (Phrase::Supervision, &["监督", "考核", "培训", "评议", "追究", "督查", "督导", "督办", "领导小组", "保障", "检查"]),
    // Not 收费 alone: 行政事业性收费 are other charges.
    (
        Phrase::Charges,
        &[
            "收费及减免",
            "收费和减免",
            "收费与减免",
            "收费、减免",
            "收费减免",
            "收费情况",
            "收费通知",
            "公开收费",
            "公开的收费",
            "减免情况",
            "费用减免",
            "减免费用",
            "收取费用",
            "收取任何",
            "收取相关",
            "收取检索",
            "收取信息",
            "收取政府信息",
            "收取的费用",
            "未收取",
            "没有收取",
            "信息处理费",
            "检索费",
            "免费提供",
            "未收费",
            "未产生费用",
            "未发生收费",
            "零收费",
        ],
    ),
    (
        Phrase::Review,
        &["行政复议", "申请复议", "被复议", "提起复议", "复议案件", "复议和", "复议与", "复议、", "复议及", "复议诉讼", "复议情况"],
    ),
    (Phrase::Litigation, &["行政诉讼", "提起诉讼", "诉讼案件", "诉讼"]),
    (Phrase::Problems, &["问题", "不足", "差距", "困难", "薄弱"]),
];

/// A word around the second character of its pair.
#[derive(Debug)]
struct Form {
    /// What stands before that character.
    before: Box<str>,
    /// That character and what stands behind it.
    from: Box<str>,
    /// The last bytes of the one and the first of the other, which decide nearly always.
    behind: Masked,
    ahead: Masked,
}

/// Up to eight bytes of a word, to compare with a text at once.
#[derive(Debug)]
struct Masked {
    bytes: u64,
    /// All bits of those of the eight bytes that are the word's.
    mask: u64,
}

impl Masked {
    /// What differs from these bytes of the text.
    const fn differs(&self, text: u64) -> u64 {
        (self.bytes ^ text) & self.mask
    }
}

/// The first eight bytes of a text, the first one lowest; nothing where it is shorter.
#[inline]
fn first_bytes(text: &[u8]) -> u64 {
    let whole = text.first_chunk().map(|&chunk| u64::from_le_bytes(chunk));
    whole.unwrap_or_else(|| text.iter().rev().fold(0, |bytes, &byte| bytes << 8 | u64::from(byte)))
}

/// The last eight bytes of a text, the last one highest; nothing where it is shorter.
#[inline]
fn last_bytes(text: &[u8]) -> u64 {
    let whole = text.last_chunk().map(|&chunk| u64::from_le_bytes(chunk));
    whole.unwrap_or_else(|| text.iter().fold(0, |bytes, &byte| bytes >> 8 | u64::from(byte) << 56))
}

/// A place of a text with what stands before and behind it, read once for all words that are found there.
struct Around<'a> {
    before: &'a str,
    from: &'a str,
    /// The eight bytes next to the place on either side.
    behind: u64,
    ahead: u64,
}

impl<'a> Around<'a> {
    /// Around the ideograph that stands at `at`.
    #[inline]
    fn new(text: &'a str, at: usize) -> Self {
        let (before, from) = text.split_at(at);
        Self { before, from, behind: last_bytes(before.as_bytes()), ahead: first_bytes(from.as_bytes()) }
    }
}

impl Form {
    fn new(word: &str, at: usize) -> Self {
        let (before, from) = word.split_at(at);
        let filled = |part: &str| vec![u8::MAX; part.len()];
        Self {
            before: before.into(),
            from: from.into(),
            behind: Masked { bytes: last_bytes(before.as_bytes()), mask: last_bytes(&filled(before)) },
            ahead: Masked { bytes: first_bytes(from.as_bytes()), mask: first_bytes(&filled(from)) },
        }
    }

    /// Where the word starts and ends if it stands there unbroken.
    #[inline]
    fn unbroken(&self, around: &Around<'_>) -> Option<(usize, usize)> {
        // Both sides are compared, so that one branch tells.
        if self.behind.differs(around.behind) | self.ahead.differs(around.ahead) != 0 {
            return None;
        }
        let (before, from) = (self.before.len(), self.from.len());
        let whole = (before <= 8 || around.before.ends_with(&*self.before)) && (from <= 8 || around.from.starts_with(&*self.from));
        whole.then(|| (around.before.len() - before, around.before.len() + from))
    }

    /// Where the word starts and ends if it stands there with blanks between its characters.
    fn broken(&self, around: &Around<'_>) -> Option<(usize, usize)> {
        if !self.may_be_broken(around) {
            return None;
        }
        let end = ends(around.from, &self.from)?;
        let start = starts(around.before, &self.before)?;
        Some((start, around.before.len() + end))
    }

    /// Whether blanks stand where the text first differs from a word that does not stand there unbroken, on either side.
    fn may_be_broken(&self, around: &Around<'_>) -> bool {
        let (behind, ahead) = (self.behind.differs(around.behind), self.ahead.differs(around.ahead));
        let goes_on = |text: &str| {
            let alike = text.floor_char_boundary(ahead.trailing_zeros() as usize / 8);
            text[alike..].chars().next().is_some_and(is_blank)
        };
        let goes_back = |text: &str| {
            let alike = text.ceil_char_boundary(text.len().saturating_sub(behind.leading_zeros() as usize / 8));
            text[..alike].chars().next_back().is_some_and(is_blank)
        };
        (ahead == 0 || goes_on(around.from)) && (behind == 0 || goes_back(around.before))
    }
}

/// A word that is looked at where its pair stands.
#[derive(Debug)]
struct Target {
    what: What,
    form: Form,
}

/// What a word is.
#[derive(Clone, Copy, Debug)]
enum What {
    /// One that speaks of something.
    Word(Phrase),
    /// 是, which ends a marker of an enumeration.
    Marker,
    /// 号, which ends a document number.
    Number,
    /// One of the data files, by its number.
    Entry(u16),
}

/// The words, ready to be found.
#[derive(Debug)]
pub struct Lexicon {
    targets: Pairs<Target>,
    /// What characters are for a pass over the text.
    classes: Classes,
    /// For comparing labels.
    pub(crate) folder: Folder,
    /// The words of the data files.
    pub(super) wording: Wording,
}

/// What the pass over a text met.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Met {
    /// A word, with where it starts and ends.
    Word(Phrase, usize, usize),
    /// A marker of an enumeration (三是): its number, where it starts and ends.
    Marker(u32, usize, usize),
    /// A word of the data files, by its number, with where it starts and ends.
    Entry(u16, usize, usize),
}

impl Default for Lexicon {
    fn default() -> Self {
        Self::with_agencies(std::iter::empty())
    }
}

impl Lexicon {
    /// The words, with the names of abolished bodies.
    #[must_use]
    pub fn with_agencies<'a>(names: impl Iterator<Item = &'a str>) -> Self {
        let wording = Wording::default();
        let words = WORDS.iter().flat_map(|&(phrase, words)| words.iter().map(move |&word| (word, What::Word(phrase))));
        let agencies = names.map(|name| (name, What::Word(Phrase::Agency)));
        let entries = wording.sought().map(|(number, entry)| (entry.text, What::Entry(number)));
        let words = [("是", What::Marker), ("号", What::Number)].into_iter().chain(words).chain(agencies).chain(entries);
        let mut targets = Pairs::new(words, |word, what, at| Target { what, form: Form::new(word, at) });
        for (before, point) in glance::doubled_points() {
            targets.gate.open(before, point);
        }
        let classes = Classes::new(targets.alone());
        Self { targets, classes, folder: Folder::default(), wording }
    }

    /// A word of the data files by its number.
    #[must_use]
    pub fn word(&self, number: u16) -> &Entry {
        self.wording.entry(number)
    }

    /// What is seen at a glance of the ideographs and points that `text` starts with; `before` is what stands before them.
    #[inline]
    pub(super) fn glance(&self, text: &[u8], met: &mut glance::Met, before: u16) -> Glance {
        glance::glance(text, &self.classes, &self.targets.gate, met, before)
    }

    /// Meets every word and marker of a text, in order of the characters that they are found by.
    pub(super) fn scan(&self, text: &str, mut meet: impl FnMut(Met)) {
        let bytes = text.as_bytes();
        let (mut at, mut before) = (0, NONE);
        while at < bytes.len() {
            while let Some(code) = ideograph(bytes, at) {
                if self.targets.admit(before, code) {
                    self.meet(text, at, (before, code), &mut meet);
                }
                before = code;
                at += 3;
            }
            let Some(c) = text[at..].chars().next() else { break };
            if !is_blank(c) {
                before = NONE;
            }
            at += c.len_utf8();
        }
    }

    /// Meets what is found by a pair whose second character stands at `at`.
    pub(super) fn meet(&self, text: &str, at: usize, (before, code): (u16, u16), meet: &mut impl FnMut(Met)) {
        let around = Around::new(text, at);
        self.targets.at(before, code, |target| {
            let place = target.form.unbroken(&around).or_else(|| match target.what {
                What::Word(_) => target.form.broken(&around),
                _ => None,
            });
            if let Some((start, end)) = place
                && let Some(met) = self.met(target.what, text, start, end)
            {
                meet(met);
            }
        });
    }

    /// What a word is that stands in a text from `start` to `end`.
    #[inline]
    fn met(&self, what: What, text: &str, start: usize, end: usize) -> Option<Met> {
        match what {
            What::Word(phrase) => Some(Met::Word(phrase, start, end)),
            What::Marker => marker(&text[..start]).map(|(number, start)| Met::Marker(number, start, end)),
            What::Number => match document_number(&text[..start]) {
                Some(start) => Some(Met::Word(Phrase::DocumentNumber, start, end)),
                None => order_number(&text[..start]).map(|start| Met::Word(Phrase::OrderNumber, start, end)),
            },
            What::Entry(number) => self.wording.entry(number).stands(text, start, end).then_some(Met::Entry(number, start, end)),
        }
    }
}

/// The phrases that a part of the report mentions.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Mentions(u64);

impl Mentions {
    /// Whether the part mentions it.
    #[must_use]
    pub const fn has(self, phrase: Phrase) -> bool {
        self.0 & phrase.bit() != 0
    }

    /// Notes a phrase; says whether its place is needed.
    pub(super) fn note(&mut self, phrase: Phrase) -> bool {
        self.0 |= phrase.bit();
        phrase.is_recorded()
    }
}

/// The ideograph that starts at a byte, or another character between U+4000 and U+9FFF.
#[inline]
pub(super) fn ideograph(text: &[u8], at: usize) -> Option<u16> {
    let &[lead @ 0xe4..=0xe9, second, third] = text.get(at..at + 3)?.first_chunk()? else { return None };
    Some(u16::from(lead & 0x0f) << 12 | u16::from(second & 0x3f) << 6 | u16::from(third & 0x3f))
}

/// Where `word` ends if `text` starts with it, blanks between its characters apart.
fn ends(text: &str, word: &str) -> Option<usize> {
    let alike = text.bytes().zip(word.bytes()).take_while(|(found, wanted)| found == wanted).count();
    if alike == word.len() {
        return Some(alike);
    }
    // Hardly a word is broken, and most candidates end here.
    let mut end = word.floor_char_boundary(alike);
    if text[end..].trim_blanks_start().len() == text.len() - end {
        return None;
    }
    for wanted in word[end..].chars() {
        let rest = text[end..].trim_blanks_start();
        if !rest.starts_with(wanted) {
            return None;
        }
        end = text.len() - rest.len() + wanted.len_utf8();
    }
    Some(end)
}

/// Where `word` starts if `text` ends with it, blanks between its characters apart.
fn starts(text: &str, word: &str) -> Option<usize> {
    if text.as_bytes().ends_with(word.as_bytes()) {
        return Some(text.len() - word.len());
    }
    let mut start = text.len();
    for wanted in word.chars().rev() {
        let rest = text[..start].trim_blanks_end();
        start = rest.strip_suffix(wanted)?.len();
    }
    Some(start)
}

/// The number before 是, if it makes a marker: 三是, but not 第三是, 统一是, 周三是.
fn marker(before: &str) -> Option<(u32, usize)> {
    let trimmed = before.trim_blanks_end();
    let start = trimmed.char_indices().rev().take_while(|&(_, c)| numeral(c).is_some()).last()?.0;
    let number = number(&trimmed[start..])?;
    let refused = trimmed[..start]
        .trim_blanks_end()
        .chars()
        .next_back()
        .is_some_and(|c| "第其周期统唯惟之同专单划逐某任月日初百千万零两".contains(c));
    (!refused && number > 0).then_some((number, start))
}

/// Where a document number starts that ends before 号: 〔2019〕60.
fn document_number(before: &str) -> Option<usize> {
    let rest = before.trim_end_matches(|c: char| c.is_ascii_digit() || is_blank(c));
    if rest.len() == before.len() {
        return None;
    }
    let inner = rest.strip_suffix(['〕', ']', '］', '﹞'])?;
    let open = inner.trim_end_matches(|c: char| c.is_ascii_digit());
    if inner.len() - open.len() != 4 {
        return None;
    }
    open.strip_suffix(['〔', '[', '［', '﹝']).map(str::len)
}

/// Where an order's number starts that ends before 号: 令第711, 令711.
fn order_number(before: &str) -> Option<usize> {
    let rest = before.trim_end_matches(|c: char| c.is_ascii_digit() || is_blank(c));
    if rest.len() == before.len() {
        return None;
    }
    let rest = rest.strip_suffix('第').unwrap_or(rest).trim_blanks_end();
    rest.strip_suffix('令').map(str::len)
}

/// The value of a number from 1 to 99 in Chinese numerals (二十一, 两) or in digits of either width.
#[must_use]
pub fn number(text: &str) -> Option<u32> {
    if text == "两" {
        return Some(2);
    }
    let mut characters = text.chars();
    let (first, others) = (characters.next()?, [characters.next(), characters.next()]);
    if characters.next().is_some() {
        return None;
    }
    if let Some(tens) = digit(first) {
        return match others {
            [None, _] => Some(tens),
            [Some(ones), None] => digit(ones).map(|ones| tens * 10 + ones),
            [Some(_), Some(_)] => None,
        };
    }
    // No numeral is zero, so that zero stands for none.
    let [second, third] = others.map(|other| other.map_or(Some(0), numeral));
    match (numeral(first)?, second?, third?) {
        (n, 0, 0) => Some(n),
        (10, ones @ 1..=9, 0) => Some(10 + ones),
        (tens @ 1..=9, 10, ones @ 0..=9) => Some(tens * 10 + ones),
        _ => None,
    }
}

/// A number from 1 to 99 in Chinese numerals; digits beyond.
#[must_use]
pub fn chinese(number: u32) -> String {
    const NUMERALS: [&str; 10] = ["", "一", "二", "三", "四", "五", "六", "七", "八", "九"];
    let (tens, ones) = (number / 10, NUMERALS[(number % 10) as usize]);
    match tens {
        0 => ones.to_owned(),
        1 => format!("十{ones}"),
        2..=9 => format!("{}十{ones}", NUMERALS[tens as usize]),
        _ => number.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use std::sync::LazyLock;

    use super::*;

    static LEXICON: LazyLock<Lexicon> = LazyLock::new(Lexicon::default);

    /// What is met, words of the data files apart.
    fn met(text: &str) -> Vec<(String, String)> {
        let mut found = Vec::new();
        LEXICON.scan(text, |met| match met {
            Met::Word(phrase, start, end) => found.push((format!("{phrase:?}"), text[start..end].to_owned())),
            Met::Marker(number, start, end) => found.push((number.to_string(), text[start..end].to_owned())),
            Met::Entry(..) => {}
        });
        found
    }

    #[test]
    fn words_are_found_through_blanks_and_line_breaks() {
        assert_eq!(met("数据的统 计\n期限自"), [("PeriodWords".to_owned(), "统 计\n期限".to_owned())]);
        for broken in ["统\u{3000}计期限", "统计\u{a0}期限", "统计期\u{3000}限", "统\u{feff}计期\u{2003}限"] {
            assert_eq!(met(&format!("数据的{broken}自")), [("PeriodWords".to_owned(), broken.to_owned())]);
        }
        assert_eq!(
            met("国务院令第711号"),
            [("Dated".to_owned(), "国务院令第711号".to_owned()), ("OrderNumber".to_owned(), "令第711号".to_owned())]
        );
        assert_eq!(met("国办发〔2016〕80号"), [("DocumentNumber".to_owned(), "〔2016〕80号".to_owned())]);
    }

    #[test]
    fn every_word_finds_itself() {
        for (phrase, words) in WORDS {
            for word in *words {
                assert!(met(word).contains(&(format!("{phrase:?}"), (*word).to_owned())), "{word}");
            }
        }
    }

    #[test]
    fn markers_are_numerals_before_shi_that_do_not_end_a_word() {
        assert_eq!(met("主要是一是强化"), [("1".to_owned(), "一是".to_owned())]);
        assert_eq!(met("十一是公开"), [("11".to_owned(), "十一是".to_owned())]);
        assert_eq!(met("第一是公开，唯一是，周三是"), []);
    }

    #[test]
    fn numbers_are_read_and_written() {
        for n in 1..100 {
            assert_eq!(number(&chinese(n)), Some(n));
            assert_eq!(number(&n.to_string()), Some(n));
        }
        assert_eq!(number("两"), Some(2));
        assert_eq!(number("十十"), None);
    }
}

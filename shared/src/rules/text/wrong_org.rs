//! A word for another kind of body.

use gouji_documents::is_ideograph;

use crate::amount::is_blank;
use crate::bilingual;
use crate::prose::{Mark, Topic};
use crate::report::{AdministrativeLevel as Level, Organization, OrganizationKind as Kind};
use crate::rule::{Context, Findings, Ran};
use crate::rules::structure::EVERY;
use crate::source::Span;

use super::words;

crate::declare_rule! {
    /// ## What it checks
    ///
    /// The words by which the report speaks of its own body are of the body's kind: 我镇 is not said by a township (乡), 我局
    /// not by a government, 街道各部门 not by a district. No sentence has another county, district, town or township for its
    /// subject where the report's own body is meant (白石县高度重视… in a report of 青溪县).
    ///
    /// ## Why it matters
    ///
    /// The passage may be copied from another body's report, and what it says may not be true of this one.
    ///
    /// ## Not reported
    ///
    /// Words that a superior or a part of the body may be called by: 我县 in the report of a township, 我办 in that of a
    /// government office. Words inside quotation marks or titles. Bodies whose kind the name does not tell. A report that
    /// names no body is judged by the word that it uses throughout.
    ///
    /// ## How to correct
    /// Use the body's own name, and check whether the passage holds for it.
    pub(crate) static RULE = {
        code: "TXT-WRONG-ORG",
        name: "wrong-org",
        severity: Warning,
        editions: EVERY,
        title: ("机关称谓与本单位不符（乡/镇/县/局）", "A word for another kind of body"),
        basis: "文本质量",
        check: check,
    }
}

/// Fewest uses of one word that tell what body speaks where nothing else does.
const THROUGHOUT: usize = 5;

/// Endings of names of governments that do not tell their kind.
const ORGANS: [&str; 9] =
    ["人民政府办公室", "人民政府办公厅", "政府办公室", "政府办公厅", "人民政府", "政府办", "政府", "党政办公室", "党政办"];

fn check(context: &Context<'_>, out: &mut Findings<'_>) -> Ran {
    let said: Vec<(&Mark, &str)> =
        words(context, Topic::SelfReference).filter(|(mark, _)| !mark.quoted).map(|(mark, entry)| (mark, entry.text)).collect();
    let speaker = match &context.report.organization {
        Some(organization) => Speaker::Named(organization),
        None => match throughout(&said) {
            Some(word) => Speaker::Word(word),
            None => return Ran::NotApplicable(bilingual!("看不出是哪个机关的报告", "the text does not tell whose report it is")),
        },
    };
    let mut told: Vec<&str> = Vec::new();
    for &(mark, word) in &said {
        if told.contains(&word) || !speaker.is_wrong(word) || !is_subject(context, mark, word) {
            continue;
        }
        told.push(word);
        let name = speaker.name();
        let message = match speaker {
            Speaker::Named(_) => bilingual!("文中称“{word}”，而本报告是“{name}”的", "the text says “{word}” in a report of “{name}”"),
            Speaker::Word(_) => bilingual!("文中有“{word}”，而全文自称“{name}”", "the text says “{word}”, and “{name}” everywhere else"),
        };
        let help = bilingual!(
            "请改为本机关的称谓，并核对这段文字是否抄自其他单位、所述是否属实",
            "use the body's own name, and check whether the passage was copied and holds for this body"
        );
        let mut finding = out.add(Some(mark.span), message, help);
        for (other, _) in said.iter().filter(|(other, text)| text == &word && other.span != mark.span).take(5) {
            finding = finding.related(other.span, bilingual!("同样的称谓", "the same word"));
        }
        finding.done();
    }
    if let Some(organization) = &context.report.organization {
        namesakes(context, organization, out);
    }
    Ran::Fully
}

/// How a sentence goes on whose subject is the body that reports.
const STATEMENTS: [&str; 20] = [
    "政府信息公开工作",
    "政务公开工作",
    "信息公开工作",
    "坚持",
    "深入",
    "认真",
    "严格",
    "扎实",
    "积极",
    "高度重视",
    "全面贯彻",
    "全面落实",
    "紧紧围绕",
    "始终",
    "切实",
    "按照",
    "共收到",
    "共公开",
    "主动公开",
    "高度",
];
/// Words of one such ending that are no names.
const NO_NAMES: [&str; 34] = [
    "社区",
    "园区",
    "辖区",
    "地区",
    "景区",
    "片区",
    "城区",
    "校区",
    "小区",
    "新区",
    "特区",
    "灾区",
    "山区",
    "郊区",
    "专区",
    "功能区",
    "开发区",
    "高新区",
    "经开区",
    "库区",
    "牧区",
    "林区",
    "集镇",
    "城镇",
    "乡镇",
    "建制镇",
    "家乡",
    "下乡",
    "返乡",
    "试点县",
    "示范县",
    "贫困县",
    "脱贫县",
    "示范区",
];

/// 2023年，白石县扎实推进…, in another county's report: a sentence whose subject is a place of the same rank. Cities are left
/// out, since those of a prefecture are called so as well.
fn namesakes(context: &Context<'_>, organization: &Organization, out: &mut Findings<'_>) {
    let own = organization.name.as_str();
    let Some(rank) = own.chars().rev().find(|c| matches!(c, '县' | '区' | '乡' | '镇' | '市')).filter(|&rank| rank != '市') else {
        return;
    };
    if !matches!(organization.kind, Kind::Government | Kind::Department) || own.contains("街道") {
        return;
    }
    let mut encoded = [0; 4];
    let mut told: Vec<&str> = Vec::new();
    let whole = context.source.text();
    // Where the last name stood, and where its sentence started.
    let (mut last, mut start) = (0, 0);
    for place in memchr::memmem::find_iter(whole.as_bytes(), rank.encode_utf8(&mut encoded)) {
        let behind = place + rank.len_utf8();
        if !states(&whole[behind..]) {
            continue;
        }
        let Some(paragraph) = context.paragraph(Span::of(place..behind)) else { continue };
        let (from, end) = (paragraph.start() as usize, paragraph.end() as usize);
        if !may_be_subject(&whole[from..place]) {
            continue;
        }
        start = start.max(from);
        // What stands before the last name was looked through already.
        let looked = last.max(from);
        start = whole[looked..place].rfind(['。', '；']).map_or(start, |mark| looked + mark + '。'.len_utf8());
        last = place;
        let Some((at, name)) = subject(&whole[start..end], rank) else { continue };
        if own.contains(name) || told.contains(&name) {
            continue;
        }
        told.push(name);
        let place = start + at;
        let message = bilingual!("此句说的是“{name}”，而本报告是“{own}”的", "this sentence is about “{name}”, in a report of “{own}”");
        let help = bilingual!(
            "请核对这段文字是否抄自其他单位、所述是否属实，并改为本机关的名称",
            "check whether the passage was copied and holds for this body, and use its own name"
        );
        out.add(Some(Span::of(place..place + name.len())), message, help).done();
    }
}

/// The place that a sentence has for its subject, if it is of a rank, with where it stands.
fn subject(sentence: &str, rank: char) -> Option<(usize, &str)> {
    let skipped = |c: char| c.is_ascii_digit() || is_blank(c);
    let rest = sentence.trim_start_matches(skipped);
    let rest = rest.strip_prefix('年').map_or(rest, |rest| rest.trim_start_matches(['度', '，', ',', ' ', '\u{3000}']));
    let end = rest.char_indices().take(LONGEST).find(|&(at, c)| c == rank && at >= 6).map(|(at, c)| at + c.len_utf8())?;
    let (name, behind) = rest.split_at(end);
    let plain = name.chars().all(is_ideograph);
    let named = plain && !name[..name.len() - rank.len_utf8()].contains(is_general) && !NO_NAMES.iter().any(|word| name.ends_with(word));
    (named && states(behind)).then_some((sentence.len() - rest.len(), name))
}

/// Characters of the longest name of a place, with its rank.
const LONGEST: usize = 7;

/// What points at the body itself, and words that no name of a place has: 结合我县, 占全县, 为推动该县.
fn is_general(c: char) -> bool {
    "我全本各该两某原此每其县市区乡镇省州在对向以为由将按与及和占从使让的是等于到有结合推动进带".contains(c)
}

/// Whether a name that ends behind this text may be the subject of its sentence: a few characters before it are no name any
/// more, and none of the others is general.
fn may_be_subject(before: &str) -> bool {
    let mut name = before.chars().rev().take_while(|&c| is_ideograph(c) && !matches!(c, '年' | '度'));
    let taken = name.by_ref().take(LONGEST).take_while(|&c| !is_general(c)).count();
    taken < LONGEST && name.next().is_none()
}

/// Whether what stands behind the name of a place tells what its government does.
fn states(behind: &str) -> bool {
    // Nearly all that follows a 县 does not even begin as one of the words does.
    let may_state = |c| {
        matches!(c, '政' | '信' | '坚' | '深' | '认' | '严' | '扎' | '积' | '高' | '全' | '紧' | '始' | '切' | '按' | '共' | '主' | '人')
    };
    if !behind.starts_with(may_state) {
        return false;
    }
    let behind =
        ["人民政府", "政府"].iter().find_map(|organ| behind.strip_prefix(organ).filter(|rest| !rest.starts_with("信息"))).unwrap_or(behind);
    STATEMENTS.iter().any(|verb| behind.starts_with(verb))
}

/// Who reports.
#[derive(Clone, Copy)]
enum Speaker<'a> {
    /// The body that the report names.
    Named(&'a Organization),
    /// A body that is known only by the word it uses for itself.
    Word(&'a str),
}

impl<'a> Speaker<'a> {
    fn name(self) -> &'a str {
        match self {
            Self::Named(organization) => &organization.name,
            Self::Word(word) => word,
        }
    }

    fn is_wrong(self, word: &str) -> bool {
        match self {
            Self::Named(organization) => is_wrong(word, organization),
            Self::Word("我县" | "我区") => matches!(word, "我镇" | "我乡" | "我街道" | "街道各部门"),
            Self::Word("我乡") => matches!(word, "我镇" | "我街道" | "街道各部门"),
            Self::Word("我镇") => matches!(word, "我乡" | "我街道" | "街道各部门"),
            Self::Word(_) => false,
        }
    }
}

/// The word that a text uses for its own body throughout.
fn throughout<'a>(said: &[(&Mark, &'a str)]) -> Option<&'a str> {
    let count = |word: &str| said.iter().filter(|(_, other)| *other == word).count();
    let most = ["我县", "我区", "我乡", "我镇"].into_iter().max_by_key(|word| count(word))?;
    let uses = count(most);
    let others = said.iter().filter(|(_, word)| word.starts_with('我')).count() - uses;
    let word = said.iter().find(|(_, word)| *word == most)?.1;
    (uses >= THROUGHOUT && others * 5 <= uses).then_some(word)
}

/// Whether a body cannot be meant by a word.
fn is_wrong(word: &str, organization: &Organization) -> bool {
    let (name, level, kind) = (organization.name.as_str(), organization.level, organization.kind);
    if name.ends_with("医院") {
        return matches!(word, "我局" | "我委" | "我厅" | "我镇" | "我乡" | "我街道");
    }
    if !matches!(kind, Kind::Government | Kind::Department) {
        return false;
    }
    let own = ORGANS.iter().find_map(|organ| name.strip_suffix(organ)).unwrap_or(name);
    let government = kind == Kind::Government && !name.contains('委');
    let ends = |endings: &[&str]| endings.iter().any(|ending| name.ends_with(ending));
    // A city of which the name alone does not tell the level is no township, nor is its department.
    let department = kind == Kind::Department && name.contains('市') && ends(&["局", "委", "委员会", "厅"]);
    let of_some_level = level != Level::Unknown || (government && own.ends_with('市')) || department;
    match word {
        "我镇" => of_some_level && !name.contains('镇'),
        "我乡" => of_some_level && !name.contains('乡'),
        "我街道" | "本街道" | "街道各部门" => of_some_level && !name.contains("街道") && !name.ends_with("办事处"),
        "我县" => {
            let in_district = matches!(level, Level::County | Level::Township) && name.contains('区');
            !name.contains('县') && (in_district || level == Level::Provincial || (government && own.ends_with('市')))
        }
        "我局" => !name.contains('局') && (government || (kind == Kind::Department && ends(&["委", "委员会", "厅"]))),
        "我委" => !name.contains('委') && (government || (kind == Kind::Department && ends(&["局", "厅"]))),
        "我厅" => {
            !name.contains('厅')
                && ((government && level != Level::Provincial) || (kind == Kind::Department && ends(&["局", "委", "委员会"])))
        }
        "我校" => !name.contains(['校', '学']) && (government || ends(&["局", "厅"])),
        "我院" => !name.contains('院') && (government || ends(&["局", "厅"])),
        "县政府认为需要公开" | "区政府认为需要公开" | "市政府认为需要公开" => level == Level::Township,
        _ => false,
    }
}

/// Whether 街道各部门 is who acts, and not one of 各乡镇、街道各部门.
fn is_subject(context: &Context<'_>, mark: &Mark, word: &str) -> bool {
    if word != "街道各部门" {
        return true;
    }
    let line = context.text(mark.within);
    let before = &line[..(mark.span.start() - mark.within.start()) as usize];
    before.is_empty() || before.ends_with(['，', '。', '；', '：', ',', ';', ':'])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn wrong(name: &str, level: Level, kind: Kind) -> Vec<&'static str> {
        let organization = Organization { name: name.to_owned(), level, kind, span: Span::new(0, 0) };
        let words = ["我镇", "我乡", "我街道", "我县", "我区", "我市", "我局", "我委", "我厅", "我校", "县政府认为需要公开"];
        words.into_iter().filter(|word| is_wrong(word, &organization)).collect()
    }

    #[test]
    fn only_words_that_no_reading_saves_are_wrong() {
        let above = ["我镇", "我乡", "我街道"];
        assert_eq!(
            wrong("永隆乡", Level::Township, Kind::Government),
            ["我镇", "我街道", "我局", "我委", "我厅", "我校", "县政府认为需要公开"]
        );
        assert_eq!(wrong("上犹县政府办", Level::County, Kind::Government), [&above[..], &["我局", "我委", "我厅", "我校"]].concat());
        assert_eq!(
            wrong("晋安区人民政府", Level::County, Kind::Government),
            [&above[..], &["我县", "我局", "我委", "我厅", "我校"]].concat()
        );
        assert_eq!(wrong("上犹县水利局", Level::County, Kind::Department), [&above[..], &["我委", "我厅", "我校"]].concat());
        assert_eq!(wrong("上犹县卫生健康委员会", Level::County, Kind::Department), [&above[..], &["我局", "我厅"]].concat());
        assert_eq!(
            wrong("江西省人民政府办公厅", Level::Provincial, Kind::Government),
            [&above[..], &["我县", "我局", "我委", "我校"]].concat()
        );
        assert_eq!(wrong("高新技术产业开发区管委会", Level::Unknown, Kind::Government), Vec::<&str>::new());
        assert_eq!(wrong("柳江市民政局", Level::Unknown, Kind::Department), [&above[..], &["我委", "我厅", "我校"]].concat());
        assert_eq!(wrong("津市市白衣镇财政所", Level::Unknown, Kind::Department), Vec::<&str>::new());
        assert_eq!(wrong("长江水利委员会", Level::Unknown, Kind::Department), ["我局", "我厅"]);
        assert_eq!(wrong("江西师范大学", Level::Unknown, Kind::School), Vec::<&str>::new());
        assert_eq!(wrong("白云区中心医院", Level::County, Kind::Unknown), [&above[..], &["我局", "我委", "我厅"]].concat());
    }

    #[test]
    fn the_subject_of_a_sentence_is_read_only_where_it_is_a_name() {
        assert_eq!(subject("2023年，白石县扎实推进政府信息公开。", '县').map(|(_, name)| name), Some("白石县"));
        assert_eq!(subject("白石县政府信息公开工作仍存在不足", '县').map(|(_, name)| name), Some("白石县"));
        assert_eq!(subject("永安镇高度重视政务公开", '镇').map(|(_, name)| name), Some("永安镇"));
        for (sentence, rank) in [
            ("2023年，全县扎实推进政府信息公开", '县'),
            ("各乡镇认真落实", '镇'),
            ("白石县人民政府印发通知", '县'),
            ("示范县严格按照要求", '县'),
            ("经济开发区坚持公开", '区'),
            ("对白石县认真开展督查", '县'),
            ("结合我县政府信息公开工作情况", '县'),
            ("占全县主动公开政务信息总数的35.63%", '县'),
            ("白石县扎实推进", '区'),
        ] {
            assert_eq!(subject(sentence, rank), None, "{sentence}");
        }
    }
}

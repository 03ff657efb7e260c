//! From a name to the kind and administrative level of the body that bears it.
//!
//! Chinese names say both: units from the largest down (赣州市上犹县), then the organ (人民政府办公室, 水利局). The level
//! is that of the last unit. A 市 may be of three levels and is told only where the name itself tells; a development
//! zone, a new area or a school has none that its name would tell.

use crate::report::{AdministrativeLevel as Level, OrganizationKind as Kind};

/// Units that names are made of, longest wording first.
const UNITS: [(&str, Unit); 17] = [
    ("自治区", Unit::Region),
    ("自治州", Unit::Prefecture),
    ("自治县", Unit::County),
    ("自治旗", Unit::County),
    ("地区", Unit::Prefecture),
    ("街道", Unit::Township),
    ("苏木", Unit::Township),
    ("省", Unit::Region),
    ("市", Unit::City),
    ("州", Unit::ShortPrefecture),
    ("盟", Unit::ShortPrefecture),
    ("县", Unit::County),
    ("旗", Unit::Banner),
    ("区", Unit::District),
    ("乡", Unit::Township),
    ("镇", Unit::Township),
    ("场", Unit::Farm),
];

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Unit {
    Region,
    City,
    Prefecture,
    /// 州 and 盟 alone, which also end syllables of other names.
    ShortPrefecture,
    County,
    /// 旗, which also ends syllables of other names.
    Banner,
    District,
    Township,
    /// 农场, 林场: no administrative level that the name tells.
    Farm,
    /// A development zone, a new area: likewise.
    Zone,
}

/// Cities directly under the State Council.
const MUNICIPALITIES: [&str; 4] = ["北京", "天津", "上海", "重庆"];

/// Endings in 区 that are no district.
const ZONES: [&str; 16] = [
    "开发区",
    "新区",
    "高新区",
    "园区",
    "示范区",
    "试验区",
    "管理区",
    "保税区",
    "合作区",
    "景区",
    "名胜区",
    "度假区",
    "保护区",
    "经开区",
    "港区",
    "特区",
];

/// Words of organs that end like a unit.
const ORGAN_WORDS: [&str; 8] = ["城乡", "城镇", "社区", "山区", "库区", "校区", "行政区", "乡镇"];

/// Endings of schools.
const SCHOOLS: [&str; 7] = ["大学", "学院", "学校", "中学", "小学", "幼儿园", "职业中专"];

/// Endings of public enterprises (公共企事业单位), which report after their sector's rules, with what they are.
const PUBLIC_ENTERPRISES: [(&str, (&str, &str)); 6] = [
    ("公司", ("企业", "a company")),
    ("集团", ("企业", "a company")),
    ("水厂", ("企业", "a company")),
    ("医院", ("医疗机构", "a hospital")),
    ("保健院", ("医疗机构", "a hospital")),
    ("卫生院", ("医疗机构", "a hospital")),
];

/// Endings of governments and of the offices that report for them.
const GOVERNMENTS: [&str; 12] = [
    "政府",
    "政府办",
    "政府办公室",
    "政府办公厅",
    "办事处",
    "行政公署",
    "行署",
    "区管委会",
    "区管理委员会",
    "园管委会",
    "国务院",
    "国务院办公厅",
];

/// Endings of departments.
const DEPARTMENTS: [&str; 16] =
    ["局", "委", "委员会", "厅", "部", "办", "办公室", "署", "中心", "总队", "支队", "大队", "管理处", "服务处", "银行", "联合会"];

/// Level and kind of the body with a name.
pub(crate) fn classify(name: &str) -> (Level, Kind) {
    let (units, rest) = units(name);
    let kind = kind(name, units.is_empty(), rest);
    let level = match (kind, units.last()) {
        (Kind::School, _) => Level::Unknown,
        (_, None) => national(name, kind),
        (_, Some(last)) => level(*last, &units, name),
    };
    (level, kind)
}

/// Whether a name tells what body it is of.
pub(crate) fn is_known(name: &str) -> bool {
    classify(name) != (Level::Unknown, Kind::Unknown)
}

/// Whether a name is that of a public enterprise, which does not report under the ordinance.
pub(crate) fn is_public_enterprise(name: &str) -> bool {
    public_enterprise(name).is_some()
}

/// What a public enterprise is by its name, in Chinese and English.
pub(crate) fn public_enterprise(name: &str) -> Option<(&'static str, &'static str)> {
    let end = name.trim_end_matches(['）', ')']);
    // A branch or a second name in brackets does not change what the body is.
    let plain = if end.len() < name.len() { end.rfind(['（', '(']).map_or(end, |open| &end[..open]) } else { end };
    PUBLIC_ENTERPRISES.iter().find(|(ending, _)| plain.ends_with(ending)).map(|(_, what)| *what)
}

fn kind(name: &str, no_units: bool, rest: &str) -> Kind {
    let ends = |endings: &[&str]| endings.iter().any(|ending| name.ends_with(ending));
    if ends(&SCHOOLS) {
        Kind::School
    } else if ends(&GOVERNMENTS) || (rest.is_empty() && !no_units) {
        Kind::Government
    } else if ends(&DEPARTMENTS) {
        Kind::Department
    } else {
        Kind::Unknown
    }
}

fn national(name: &str, kind: Kind) -> Level {
    let central = ["国务院", "国家", "中华人民共和国", "中国", "全国"].iter().any(|start| name.starts_with(start));
    let ministry = kind == Kind::Department && name.ends_with('部') && name.chars().count() <= 8;
    if central || ministry { Level::National } else { Level::Unknown }
}

fn level(last: Unit, units: &[Unit], name: &str) -> Level {
    match last {
        Unit::Region => Level::Provincial,
        Unit::Prefecture | Unit::ShortPrefecture => Level::Prefecture,
        Unit::County | Unit::Banner | Unit::District => Level::County,
        Unit::Township => Level::Township,
        Unit::Farm | Unit::Zone => Level::Unknown,
        Unit::City => match units {
            [Unit::City] if MUNICIPALITIES.iter().any(|city| name.starts_with(city)) => Level::Provincial,
            // A city inside a city or a prefecture is of county level.
            [.., Unit::City | Unit::Prefecture | Unit::ShortPrefecture, Unit::City] => Level::County,
            _ => Level::Unknown,
        },
    }
}

/// The places that a name starts with (福州市, 晋安区), and the rest of it, which names the organ.
pub(crate) fn places(name: &str) -> (Vec<&str>, &str) {
    let mut places = Vec::new();
    let mut rest = name;
    while let Some((_, len)) = next_unit(rest) {
        let (place, after) = rest.split_at(len);
        places.push(place);
        rest = after;
    }
    (places, rest)
}

/// The units that a name starts with, and the rest of it, which names the organ.
fn units(name: &str) -> (Vec<Unit>, &str) {
    let mut units = Vec::new();
    let mut rest = name;
    while let Some((unit, len)) = next_unit(rest) {
        units.push(unit);
        rest = &rest[len..];
    }
    (units, rest)
}

fn next_unit(text: &str) -> Option<(Unit, usize)> {
    for (at, _) in text.char_indices().skip(1) {
        let Some((word, unit)) = UNITS.iter().find(|(word, _)| text[at..].starts_with(word)) else { continue };
        let end = at + word.len();
        let (whole, after) = text.split_at(end);
        let closes = after.is_empty() || after.starts_with("人民政府") || after.starts_with("政府");
        // 城市管理局 starts with an organ's word, 晋城市 ends with the same characters.
        let is_organ = whole == "城市" || ORGAN_WORDS.iter().any(|organ| whole.ends_with(organ));
        if is_organ && !closes {
            return None;
        }
        let zone = ZONES.iter().any(|zone| whole.ends_with(zone));
        let is_unit = match unit {
            _ if zone => true,
            Unit::ShortPrefecture => closes,
            Unit::Banner => at > '旗'.len_utf8() && !starts_unit(after),
            Unit::Farm => closes && at > '场'.len_utf8(),
            // 景德镇市, 新乡县: the unit is the later one.
            Unit::Township | Unit::City => closes || !starts_unit(after),
            Unit::Region | Unit::Prefecture | Unit::County | Unit::District | Unit::Zone => true,
        };
        if is_unit {
            return Some((if zone { Unit::Zone } else { *unit }, end));
        }
    }
    None
}

fn starts_unit(text: &str) -> bool {
    text.starts_with(['市', '县', '区', '镇', '乡'])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_tell_level_and_kind() {
        for (name, level, kind) in [
            ("上犹县政府办", Level::County, Kind::Government),
            ("永隆乡", Level::Township, Kind::Government),
            ("宜丰县", Level::County, Kind::Government),
            ("上高县人民政府办公室", Level::County, Kind::Government),
            ("福州市晋安区人民政府", Level::County, Kind::Government),
            ("会昌县永隆乡人民政府", Level::Township, Kind::Government),
            ("晋安区鼓山镇", Level::Township, Kind::Government),
            ("北京市海淀区花园路街道办事处", Level::Township, Kind::Government),
            ("江西省人民政府办公厅", Level::Provincial, Kind::Government),
            ("内蒙古自治区人民政府", Level::Provincial, Kind::Government),
            ("重庆市人民政府", Level::Provincial, Kind::Government),
            ("重庆市渝中区", Level::County, Kind::Government),
            ("凉山彝族自治州人民政府", Level::Prefecture, Kind::Government),
            ("凉山州人民政府", Level::Prefecture, Kind::Government),
            ("阿里地区行政公署", Level::Prefecture, Kind::Government),
            ("东乡族自治县", Level::County, Kind::Government),
            ("宜春市樟树市", Level::County, Kind::Government),
            ("景德镇市浮梁县", Level::County, Kind::Government),
            ("枣庄市市中区", Level::County, Kind::Government),
            ("晋城市城区人民政府", Level::County, Kind::Government),
            ("上犹县水利局", Level::County, Kind::Department),
            ("上犹县市场监督管理局", Level::County, Kind::Department),
            ("上犹县城市管理局", Level::County, Kind::Department),
            ("上犹县住房和城乡建设局", Level::County, Kind::Department),
            ("上犹县乡村振兴局", Level::County, Kind::Department),
            ("宜丰县政府信息化工作办公室", Level::County, Kind::Department),
            ("江西省水利厅", Level::Provincial, Kind::Department),
            ("国家税务总局上犹县税务局", Level::County, Kind::Department),
            ("国家统计局", Level::National, Kind::Department),
            ("教育部", Level::National, Kind::Department),
            ("国务院办公厅", Level::National, Kind::Government),
            ("江西师范大学", Level::Unknown, Kind::School),
            ("上犹县第一中学", Level::Unknown, Kind::School),
        ] {
            assert_eq!(classify(name), (level, kind), "{name}");
        }
    }

    #[test]
    fn public_enterprises_are_told_by_their_names() {
        for name in ["清泉市自来水有限公司", "上犹县人民医院", "上犹县妇幼保健院", "营前镇中心卫生院", "国网赣州供电公司（本部）"]
        {
            assert!(is_public_enterprise(name), "{name}");
        }
        for name in ["上犹县水利局", "上犹县卫生健康委员会", "上犹县人民政府", "公司登记局", "江西师范大学"]
        {
            assert!(!is_public_enterprise(name), "{name}");
        }
    }

    #[test]
    fn a_level_that_the_name_does_not_tell_is_unknown() {
        for name in [
            "樟树市",
            "上饶市人民政府",
            "江西省樟树市",
            "景德镇市",
            "新乡市",
            "广州市",
            "南昌高新技术产业开发区管委会",
            "雄安新区",
            "浦东新区",
            "红星农场",
        ] {
            assert_eq!(classify(name), (Level::Unknown, Kind::Government), "{name}");
        }
        assert_eq!(classify("某某公司"), (Level::Unknown, Kind::Unknown));
        assert_eq!(classify(""), (Level::Unknown, Kind::Unknown));
    }
}

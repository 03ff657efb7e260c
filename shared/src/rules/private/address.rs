//! A private home address.

use crate::bilingual;
use crate::private::{Private, PrivateKind};
use crate::prose::Phrase;
use crate::rule::{Context, Findings, Ran};
use crate::rules::structure::EVERY;
use crate::source::Span;

use super::shown;

crate::declare_rule! {
    /// ## What it checks
    /// No person's home stands in the text: behind 住址, 家住, 现住 or 户籍地, an address down to the number of a house, a floor or a group.
    ///
    /// ## Why it matters
    /// Where somebody lives concerns the person alone.
    ///
    /// ## Not reported
    /// The body's own address (地址, 办公地址), which a report should give; a place without a number (家住山区的群众).
    ///
    /// ## How to correct
    /// Leave the address out.
    pub(crate) static RULE = {
        code: "PRV-ADDRESS",
        name: "home-address",
        severity: Warning,
        editions: EVERY,
        title: ("出现个人住址", "A private home address"),
        basis: "条例第十五条",
        check: check,
    }
}

/// Longest address in characters.
const LONGEST: usize = 50;
/// What ends the address of a home, behind a number.
const ENDS: [&str; 8] = ["室", "号楼", "栋", "幢", "单元", "号", "组", "房"];

fn check(context: &Context<'_>, out: &mut Findings<'_>) -> Ran {
    for hit in context.prose.hits(Phrase::Home) {
        let behind = context.text(Span::new(hit.span.end(), hit.within.end()));
        let Some(address) = address(behind) else { continue };
        let start = hit.span.end() as usize;
        let place = Private { kind: PrivateKind::Address, span: Span::of(start + address.start..start + address.end) };
        let shown = shown(context, place);
        out.add(
            Some(place.span),
            bilingual!("文中出现个人住址（{shown}）", "the text has a person's home address ({shown})"),
            bilingual!("请删去个人住址；单位的地址请写作“办公地址”", "remove it; call a body's own address 办公地址"),
        )
        .private(place)
        .done();
    }
    Ran::Fully
}

/// The address that a text begins with, from its first character to the unit behind its last number.
fn address(text: &str) -> Option<std::ops::Range<usize>> {
    let inner = text.trim_start_matches(['：', ':', '为', '在', '于', '是', ' ', '\u{3000}']);
    let start = text.len() - inner.len();
    let stop = |c: char| "，。；、（）();,\n！？".contains(c);
    let part = &inner[..inner.find(stop).unwrap_or(inner.len())];
    let part = part.char_indices().nth(LONGEST).map_or(part, |(at, _)| &part[..at]);
    let place = ["省", "市", "县", "区", "镇", "乡", "村", "路", "街", "小区"].iter().any(|word| part.contains(word));
    let is_number = |c: char| c.is_ascii_digit() || "０１２３４５６７８９一二三四五六七八九十".contains(c);
    let end = ENDS.iter().filter_map(|unit| {
        let at = part.rfind(unit)?;
        part[..at].ends_with(is_number).then_some(at + unit.len())
    });
    let end = end.max().filter(|_| place)?;
    Some(start..start + end)
}

#[cfg(test)]
mod tests {
    use super::address;

    #[test]
    fn an_address_has_a_place_and_a_number() {
        for text in ["：上犹县东山镇水南大道12号3栋201室，", "上犹县营前镇新溪村5组的", "为青石区人民路八号"]
        {
            assert!(address(text).is_some(), "{text}");
        }
        for text in ["等信息", "：", "山区的群众", "东山镇的居民", "、联系电话等", "地在本县的居民2300人", "，地址：上犹县犹江大道16号"]
        {
            assert_eq!(address(text), None, "{text}");
        }
    }
}

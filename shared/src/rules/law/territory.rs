//! A body that does not report under the ordinance.

use crate::bilingual;
use crate::recognise::organization::public_enterprise;
use crate::rule::{Context, Findings, Ran};
use crate::rules::structure::EVERY;
use crate::rules::years::is_school_year;

crate::declare_rule! {
    /// ## What it checks
    /// The body that reports is an administrative body: its name is not that of a company, a hospital, a school, a court, a procuratorate, a
    /// congress, a political conference or a party organ.
    ///
    /// ## Why it matters
    /// The ordinance obliges administrative bodies and organisations that a law has given administrative powers. Public enterprises and schools
    /// publish under rules of their sectors, others under rules of their own.
    ///
    /// ## Not reported
    /// A school that reports by the school year, as its own rules have it. Every other name: no roster of bodies is known. It is a hint only, since a law may have given powers to such a body.
    ///
    /// ## How to correct
    /// Find out on what ground the body reports; if under a sector's rules, follow their form.
    pub(crate) static RULE = {
        code: "LAW-TERRITORY",
        name: "body-outside-the-ordinance",
        severity: Info,
        editions: EVERY,
        title: ("政府部门报告主体资格存疑", "A body outside the duty to report"),
        basis: "条例(2019)第二条、第五十四条、第五十五条",
        check: check,
    }
}

/// Ends of names of other bodies than public enterprises, with what the bodies are.
const OUTSIDE: [(&str, (&str, &str)); 11] = [
    ("大学", ("学校", "a school")),
    ("学院", ("学校", "a school")),
    ("中学", ("学校", "a school")),
    ("小学", ("学校", "a school")),
    ("幼儿园", ("学校", "a school")),
    ("人民法院", ("审判机关", "a court")),
    ("人民检察院", ("检察机关", "a procuratorate")),
    ("人大常委会", ("权力机关", "a congress")),
    ("人民代表大会常务委员会", ("权力机关", "a congress")),
    ("政协", ("政协组织", "a political conference")),
    ("纪律检查委员会", ("党的机关", "a party organ")),
];

fn check(context: &Context<'_>, out: &mut Findings<'_>) -> Ran {
    let Some(body) = &context.report.organization else {
        return Ran::NotApplicable(bilingual!("没有识别到报告机关", "the body was not recognised"));
    };
    if context.report.period.is_some_and(is_school_year) {
        return Ran::NotApplicable(bilingual!(
            "学校按学年报告，另有规定",
            "a school that reports by the school year follows its own rules"
        ));
    }
    let name = body.name.as_str();
    let other = || OUTSIDE.iter().find(|(ending, _)| name.ends_with(ending)).map(|(_, what)| *what);
    if let Some((zh, en)) = public_enterprise(name).or_else(other) {
        out.add(
            Some(body.span),
            bilingual!(
                "“{name}”从名称看是{zh}，一般不属于应按条例编制政府信息公开工作年度报告的行政机关",
                "“{name}” is {en} by its name, and no administrative body that the ordinance obliges to report"
            ),
            bilingual!(
                "请核实编制依据：属于公共企事业单位的，按主管部门的规定公开",
                "find out on what ground it reports; public enterprises follow their sector's rules"
            ),
        )
        .done();
    }
    Ran::Fully
}

//! Sentences as reports write them, beside a table, with what is said of them.

use crate::finding::Finding;
use crate::finding::Severity::{self, Error, Info, Warning};
use crate::{Checked, Document, Engine, Limits, Options};

const COUNTY_2022: &str = include_str!("../../../../tests/data/clean/gb2021-county-government-tabs.txt");
const COUNTY_2017: &str = include_str!("../../../../tests/data/clean/gb2014-county-government-2017.txt");
const COUNTY_2012: &str = include_str!("../../../../tests/data/clean/indicator2008-county-2012.txt");

/// A report of one sentence with the tables of a county, in which some words are replaced.
fn report(edition: &str, sentences: &str, changed: &[(&str, &str)]) -> String {
    let (whole, year, heading, from, to) = match edition {
        "gb2021" => (COUNTY_2022, "云岭县2022年", "一、总体情况", "二、主动公开政府信息情况", "五、存在的主要问题"),
        "gb2014" => (COUNTY_2017, "永丰县2017年", "二、主动公开政府信息的情况", "附件：政府信息公开情况统计表", "单位负责人"),
        _ => (COUNTY_2012, "连江县2012年", "二、主动公开政府信息的情况", "七、需要说明的事项与附表", "\u{0}"),
    };
    let start = whole.find(from).unwrap();
    let end = whole[start..].find(to).map_or(whole.len(), |at| start + at);
    let mut tables = whole[start..end].to_owned();
    for (old, new) in changed {
        assert_eq!(tables.matches(old).count(), 1, "{old}");
        tables = tables.replace(old, new);
    }
    format!("{year}政府信息公开工作年度报告\n\n{heading}\n\n{sentences}\n\n{tables}")
}

fn check(engine: &Engine, text: &str) -> Checked {
    let options = Options { normalize: false, ..Options::default() };
    engine.check(Document { name: "sentences", bytes: text.as_bytes(), charset: None }, &options).unwrap()
}

fn is_of_this_family(engine: &Engine, finding: &Finding) -> bool {
    let rule = engine.catalog().rule(finding.rule);
    rule.family() == "NT" || rule.code == "T2-ISSUED-REPEALED-NARR"
}

/// What is said of sentences beside a table, by code and severity.
fn told(engine: &Engine, text: &str) -> Vec<(String, Severity, String)> {
    let checked = check(engine, text);
    let findings = checked.judgement.findings.iter().filter(|finding| is_of_this_family(engine, finding));
    findings.map(|finding| (engine.catalog().rule(finding.rule).code.clone(), finding.severity, finding.message.zh.clone())).collect()
}

/// A table of the edition, sentences, words changed in the table, and what is said.
type Case = (&'static str, &'static str, &'static [(&'static str, &'static str)], &'static [(&'static str, Severity)]);

const NONE: &[(&str, &str)] = &[];
const REVIEW_3: &str = "\t2\n\t0\n\t0\n\t1\n\t3\n\t1\n";
const NO_REVIEW: &str = "\t0\n\t0\n\t0\n\t0\n\t0\n\t1\n";
const NO_DOCUMENTS: (&str, &str) = ("行政规范性文件\n\t6\n\t3\n\t48", "行政规范性文件\n\t0\n\t0\n\t0");
const CARRIED_2: &str = "继续办理\n\t2\n\t0\n\t0\n\t0\n\t0\n\t0\n\t2";
const CARRIED_0: &str = "继续办理\n\t0\n\t0\n\t0\n\t0\n\t0\n\t0\n\t0";

#[rustfmt::skip]
const CASES: &[Case] = &[
    // NT-REQUESTS-NEW.
    ("gb2021", "全年共收到政府信息公开申请27件。", NONE, &[]),
    ("gb2021", "2022年，全县共收到政府信息公开申请２７件，上年结转2件。", NONE, &[]),
    ("gb2021", "全年共收到政府信息公开申请28件。", NONE, &[("NT-REQUESTS-NEW", Error)]),
    ("gb2021", "2022年，我县收到依申请公开72件。", NONE, &[("NT-REQUESTS-NEW", Error)]),
    ("gb2021", "全年共收到政府信息公开申请29件。", NONE, &[("NT-REQUESTS-NEW", Info)]),
    ("gb2021", "全年共收到政府信息公开申请22件。", NONE, &[("NT-REQUESTS-NEW", Info)]),
    ("gb2021", "全年共受理政府信息公开申请29件。", NONE, &[]),
    ("gb2021", "全年共受理政府信息公开申请27件。", NONE, &[]),
    ("gb2021", "全年共受理政府信息公开申请31件。", NONE, &[("NT-REQUESTS-NEW", Warning)]),
    ("gb2021", "县本级收到政府信息公开申请12件。", NONE, &[]),
    ("gb2021", "各乡镇共收到政府信息公开申请8件。", NONE, &[]),
    ("gb2021", "县教育局收到政府信息公开申请3件。", NONE, &[]),
    ("gb2021", "2021年收到政府信息公开申请35件。", NONE, &[]),
    ("gb2021", "上半年收到政府信息公开申请15件。", NONE, &[]),
    ("gb2021", "全年收到政府信息公开申请近30件。", NONE, &[]),
    ("gb2021", "全年收到政府信息公开申请20余件。", NONE, &[]),
    ("gb2021", "全年收到政府信息公开申请40余件。", NONE, &[("NT-REQUESTS-NEW", Warning)]),
    ("gb2021", "共收到政府信息公开申请27件。\n\n办公室收到申请5件。", NONE, &[]),
    ("gb2021", "全县共收到政府信息公开申请27件。\n\n全年收到政府信息公开申请30件。", NONE, &[("NT-REQUESTS-NEW", Info)]),
    ("gb2021", "累计收到政府信息公开申请608件。", NONE, &[]),
    ("gb2021", "全年共收到政府信息公开申请27件，其中自然人申请22件，法人或其他组织申请5件。", NONE, &[]),
    ("gb2021", "全年共收到政府信息公开申请27件，其中自然人24件，法人或其他组织3件。", NONE, &[("NT-REQUESTS-NEW", Warning)]),
    ("gb2021", "全年共收到政府信息公开申请27件。其中公民申请23件，法人或其他组织申请5件。", NONE, &[("NT-REQUESTS-NEW", Warning)]),
    ("gb2021", "全年共收到政府信息公开申请27件。全年办结27件，其中自然人24件、法人或其他组织3件。", NONE, &[]),
    ("gb2021", "行政处罚方面，上年结转12件，新立案80件，结案85件，结转下年7件。", NONE, &[]),
    ("gb2021", "老旧小区改造43个（2021年结转6个、2022年新开工37个）。", NONE, &[]),
    ("gb2021", "全年新收政府信息公开申请27件，上年结转3件。", NONE, &[("NT-CARRIED-IN", Error)]),
    ("gb2021", "全年没有就政府信息公开事项向公民、法人和其他组织收取费用。", NONE, &[]),
    ("gb2014", "2017年共收到政府信息公开申请9件。", NONE, &[]),
    ("gb2014", "2017年共收到政府信息公开申请6件。", NONE, &[("NT-REQUESTS-NEW", Error)]),
    ("indicator2008", "2012年受理政府信息公开申请12件，历年累计86件。", NONE, &[]),
    ("indicator2008", "2012年受理政府信息公开申请14件，历年累计86件。", NONE, &[("NT-REQUESTS-NEW", Error)]),
    ("indicator2008", "2012年受理政府信息公开申请12件，历年累计88件。", NONE, &[("NT-REQUESTS-NEW", Error)]),
    ("indicator2008", "2012年受理政府信息公开申请86件。", NONE, &[("NT-REQUESTS-NEW", Info)]),
    ("gb2021", "全年共收到政府信息公开申请29件（含上年结转2件）。", NONE, &[("NT-REQUESTS-NEW", Info)]),
    ("gb2021", "2022年，我县新收政府信息公开申请27件，其中自然人22件，法人或其他组织5件。", NONE, &[]),
    ("gb2021", "2022年，我县新收政府信息公开申请27件，比2021年的35件减少8件，下降22.9%。", NONE, &[]),
    ("gb2021", "县自然资源局、县住建局收到申请较多，分别为9件、6件，共收到政府信息公开申请15件。", NONE, &[]),
    ("gb2021", "政府信息公开申请集中在土地征收领域，共收到申请15件。", NONE, &[]),
    ("gb2021", "2022年1月至6月，共收到政府信息公开申请15件。", NONE, &[]),
    ("gb2021", "2023年计划收到政府信息公开申请30件以内。", NONE, &[]),
    ("gb2021", "网民来信收到申请类信件56件。", NONE, &[]),
    ("gb2021", "2022年，全县共收到政府信息公开申请二十八件。", NONE, &[("NT-REQUESTS-NEW", Error)]),
    ("gb2021", "2022年1月1日至2022年12月31日，我县共收到政府信息公开申请26件。", NONE, &[("NT-REQUESTS-NEW", Error)]),
    // The year before, and what it came to.
    ("gb2021", "新收政府信息公开申请由30件减少到27件，减少3件，降幅10.0%；予以公开由10件增至14件。", NONE, &[]),
    ("gb2021", "收到政府信息公开申请由30件减少到28件。", NONE, &[("NT-REQUESTS-NEW", Error)]),
    ("gb2021", "2022年，新收政府信息公开申请由45件降至27件。", NONE, &[]),
    ("gb2021", "2022年，新收政府信息公开申请由45件降至26件。", NONE, &[("NT-REQUESTS-NEW", Error)]),
    ("gb2021", "收到政府信息公开申请由2021年的50件减少到27件，办结数由40件减少到27件。", NONE, &[]),
    ("gb2021", "收到政府信息公开申请由6月底的12件增至28件。", NONE, &[]),
    ("gb2021", "2021年，新收政府信息公开申请由45件降至26件。", NONE, &[]),
    ("gb2021", "全年收到政府信息公开申请27件。新收申请数较上年的35件减少8件，下降22.9%。", NONE, &[]),
    ("gb2021", "现行有效行政规范性文件由46件增加到48件，作出行政处罚决定由1300件下降到1206件。", NONE, &[]),
    ("gb2021", "现行有效行政规范性文件由46件整合为49件。", NONE, &[("NT-NORMATIVE", Error)]),
    ("gb2021", "现行有效行政规范性文件较上年的46件增加2件，作出行政处罚决定比2021年的1300件减少94件。", NONE, &[]),
    ("gb2021", "政府信息公开行政复议由9件下降到3件，行政诉讼由4件下降到1件。", NONE, &[]),
    ("gb2021", "政府信息公开行政复议由9件下降到4件。", NONE, &[("NT-REVIEW", Error)]),
    // Those of the closed that came in this year are not all that came in.
    ("gb2021", "全年办结政府信息公开申请27件，其中本年新收25件，上年结转2件，结转下年2件。", NONE, &[]),
    ("gb2021", "全年办结政府信息公开申请27件（本年新收26件、上年结转1件）。", NONE, &[]),
    ("gb2021", "全年办理政府信息公开申请29件，其中本年新收26件，上年结转3件。", NONE, &[("NT-CARRIED-IN", Error), ("NT-REQUESTS-NEW", Error)]),
    ("gb2021", "收到政府信息公开申请26件，办结27件，其中予以公开14件。", NONE, &[("NT-REQUESTS-NEW", Error)]),
    // NT-CARRIED-IN, NT-CARRIED-OUT, NT-OUTCOME-TOTAL.
    ("gb2021", "收到政府信息公开申请27件，上年结转2件，办结27件，结转下年度继续办理2件。", NONE, &[]),
    ("gb2021", "收到政府信息公开申请27件，上年结转3件。", NONE, &[("NT-CARRIED-IN", Error)]),
    ("gb2021", "收到政府信息公开申请27件，结转下年度继续办理1件。", NONE, &[("NT-CARRIED-OUT", Error)]),
    ("gb2021", "收到政府信息公开申请27件，2件按规定结转2023年办理。", NONE, &[]),
    ("gb2021", "共办结政府信息公开申请26件。", NONE, &[("NT-OUTCOME-TOTAL", Error)]),
    ("gb2021", "共办结政府信息公开申请25件。", NONE, &[("NT-OUTCOME-TOTAL", Info)]),
    ("gb2021", "收到政府信息公开申请27件，按时答复26件。", NONE, &[]),
    ("gb2021", "全年办结建议提案26件，均按期答复。", NONE, &[]),
    // NT-OUTCOME.
    ("gb2021", "共收到政府信息公开申请27件，其中予以公开14件，部分公开3件，不予公开4件，无法提供6件。", NONE, &[]),
    ("gb2021", "共收到政府信息公开申请27件，其中予以公开15件，部分公开3件。", NONE, &[("NT-OUTCOME", Warning)]),
    ("gb2021", "共收到政府信息公开申请27件，其中予以公开17件。", NONE, &[]),
    ("gb2021", "共收到政府信息公开申请27件，其中不予公开5件。", NONE, &[("NT-OUTCOME", Warning)]),
    ("gb2014", "9件政府信息公开申请均已答复，其中：属于已主动公开范围2件，同意公开5件，同意部分公开1件，不同意公开1件。", NONE, &[]),
    ("gb2014", "9件政府信息公开申请均已答复，其中：属于已主动公开范围3件，同意公开5件。", NONE, &[("NT-OUTCOME", Warning)]),
    ("gb2014", "共收到政府信息公开申请9件，办结8件。", NONE, &[("NT-OUTCOME", Warning)]),
    ("gb2014", "共收到政府信息公开申请9件，同意公开信息7件。", NONE, &[]),
    // NT-NONE-CLAIM.
    ("gb2021", "本年度未收到政府信息公开申请。", NONE, &[("NT-NONE-CLAIM", Error)]),
    ("gb2021", "全年共收到政府信息公开申请0件。", NONE, &[("NT-NONE-CLAIM", Error)]),
    ("gb2021", "各乡镇未收到政府信息公开申请。", NONE, &[]),
    ("gb2021", "2021年未收到政府信息公开申请。", NONE, &[]),
    ("gb2021", "2022年未发生因政府信息公开被申请行政复议的情况。", NONE, &[("NT-NONE-CLAIM", Error)]),
    ("gb2021", "2022年未发生因政府信息公开被申请行政复议的情况。", &[(REVIEW_3, NO_REVIEW)], &[]),
    ("gb2021", "2022年未发生因政府信息公开被提起行政诉讼的情况。", NONE, &[("NT-NONE-CLAIM", Error)]),
    ("gb2021", "2022年，全县未发生行政复议决定被撤销的情况。", NONE, &[]),
    ("gb2021", "没有发生因信息公开引起的群体性事件。", NONE, &[]),
    ("gb2021", "全年共收到政府信息公开申请27件，无上年结转，无结转下年度继续办理件。", NONE, &[("NT-NONE-CLAIM", Error), ("NT-NONE-CLAIM", Error)]),
    ("gb2014", "2017年，全县未发生因政府信息公开引起的行政诉讼。", NONE, &[]),
    ("gb2014", "2017年，未收到传真申请，收到信函申请1件。", NONE, &[]),
    ("gb2021", "2022年，我县收到行政复议案件0件。\n\n因政府信息公开被申请行政复议3件。", NONE, &[]),
    // NT-REVIEW, NT-LITIGATION, NT-REVIEW-OUTCOME.
    ("gb2021", "2022年，因政府信息公开被申请行政复议3件，提起行政诉讼1件。", NONE, &[]),
    ("gb2021", "2022年，因政府信息公开被申请行政复议4件，提起行政诉讼1件。", NONE, &[("NT-REVIEW", Error)]),
    ("gb2021", "2022年，因政府信息公开被申请行政复议3起，提起行政诉讼2起。", NONE, &[("NT-LITIGATION", Error)]),
    ("gb2021", "全年办理行政复议案件120件，行政应诉案件30件。", NONE, &[]),
    ("gb2021", "2022年，全县未经复议直接起诉案件1件，复议后起诉1件。", NONE, &[("NT-LITIGATION", Error)]),
    ("gb2021", "因政府信息公开行政复议维持2件。", NONE, &[]),
    ("gb2021", "因政府信息公开行政复议维持3件。", NONE, &[("NT-REVIEW-OUTCOME", Error)]),
    ("gb2021", "县政府办公室因政府信息公开被申请行政复议1件。", NONE, &[]),
    ("gb2014", "2017年，全县发生针对政府信息公开的行政复议案件1件，结果为维持。", NONE, &[]),
    ("gb2014", "2017年，因政府信息公开被申请行政复议2次。", NONE, &[("NT-REVIEW", Error)]),
    ("indicator2008", "2012年因政府信息公开被申请行政复议1件，历年累计3件。", NONE, &[]),
    ("gb2021", "2022年，因政府信息公开被申请行政复议3件；全县全年办理行政复议案件120件。", NONE, &[]),
    ("gb2021", "2022年，因政府信息公开引发的行政复议3件，其中维持2件，尚未审结1件。", NONE, &[]),
    ("gb2021", "2021年因政府信息公开被申请行政复议6件，2022年3件。", NONE, &[]),
    ("gb2021", "县法院审理政府信息公开行政诉讼案件4件。", NONE, &[]),
    // NT-NORMATIVE, NT-REGULATIONS, T2-ISSUED-REPEALED-NARR.
    ("gb2021", "2022年我县制发行政规范性文件6件，废止行政规范性文件3件，现行有效行政规范性文件48件。", NONE, &[]),
    ("gb2021", "2022年我县制发行政规范性文件7件，废止行政规范性文件3件。", NONE, &[("NT-NORMATIVE", Error)]),
    ("gb2021", "2022年，全县印发规范性文件6件，转发上级文件30件，出台政策文件12件。", NONE, &[]),
    ("gb2021", "全县现行有效行政规范性文件84件。", NONE, &[("NT-NORMATIVE", Error)]),
    ("gb2021", "开展清理，废止规范性文件2件，宣布失效1件。", NONE, &[]),
    ("gb2021", "2022年，废止规范性文件2件。", NONE, &[("NT-NORMATIVE", Error)]),
    ("gb2021", "以县政府名义印发规范性文件2件。", NONE, &[]),
    ("gb2021", "审查规范性文件20件，备案规范性文件8件。", NONE, &[]),
    ("gb2021", "2022年我县制发行政规范性文件7件。", &[NO_DOCUMENTS], &[("T2-ISSUED-REPEALED-NARR", Warning)]),
    ("gb2021", "2022年我县印发政策文件7件。", &[NO_DOCUMENTS], &[]),
    ("gb2021", "2022年我县制定政府规章2件。", NONE, &[("NT-REGULATIONS", Error)]),
    ("gb2021", "2022年我县制定规章制度2项。", NONE, &[]),
    ("gb2014", "2017年，全县制发规范性文件12件。", NONE, &[]),
    ("gb2014", "2017年，全县制发规范性文件15件。", NONE, &[("NT-NORMATIVE", Error)]),
    // The table counts the part that the words set apart.
    ("gb2021", "2022年共收到行政复议申请60件，其中政府信息公开类3件；行政诉讼案件35件，其中政府信息公开类1件。", NONE, &[]),
    ("gb2021", "2022年共收到行政复议申请60件，其中政府信息公开类3件；行政诉讼案件35件，其中政府信息公开类2件。", NONE, &[("NT-LITIGATION", Error)]),
    ("gb2021", "全年作出行政处罚决定4126件，其中县本级1206件。", NONE, &[]),
    ("gb2021", "全年作出行政处罚决定4126件，其中县级机关作出1206件，乡镇2920件。", NONE, &[]),
    ("gb2021", "全年作出行政处罚决定4126件，其中局机关1206件，其他2920件。", NONE, &[]),
    ("gb2021", "全年作出行政处罚决定4126件，其中县本级1306件。", NONE, &[("NT-DECISIONS", Error)]),
    ("gb2021", "全年作出行政处罚决定4126件，其中警告类1206件。", NONE, &[("NT-DECISIONS", Error)]),
    // NT-DECISIONS and NT-ADMIN-FEES.
    ("gb2021", "全年作出行政处罚决定1206件。", NONE, &[]),
    ("gb2021", "全年作出行政处罚决定1260件。", NONE, &[("NT-DECISIONS", Error)]),
    ("gb2021", "公开行政处罚信息1182条，公示行政许可596条。", NONE, &[]),
    ("gb2021", "梳理行政许可事项236项。", NONE, &[]),
    ("gb2021", "全年作出行政强制决定87件，行政许可决定5821件。", NONE, &[]),
    ("gb2021", "2022年收取行政事业性收费3204.57万元。", NONE, &[]),
    ("gb2021", "2022年收取行政事业性收费0.32亿元。", NONE, &[]),
    ("gb2021", "2022年收取行政事业性收费32045700元。", NONE, &[]),
    ("gb2021", "2022年收取行政事业性收费3240.57万元。", NONE, &[("NT-ADMIN-FEES", Warning)]),
    // NT-ALL-DONE.
    ("gb2021", "全年共收到政府信息公开申请27件，已全部办结。", NONE, &[("NT-ALL-DONE", Error)]),
    ("gb2021", "全年共收到政府信息公开申请27件，均已办结。", &[(CARRIED_2, CARRIED_0)], &[]),
    ("gb2021", "全年共收到政府信息公开申请27件，办结率达100%。", NONE, &[("NT-ALL-DONE", Error)]),
    ("gb2021", "全年共收到政府信息公开申请27件，按时办结率100%。", NONE, &[]),
    ("gb2021", "全年共收到政府信息公开申请27件，按时答复率100%。", NONE, &[]),
    ("gb2021", "全年共收到政府信息公开申请27件，办结率93.1%。", NONE, &[]),
    ("gb2021", "收到政府信息公开申请27件，除2件结转外均已办结。", NONE, &[]),
    ("gb2021", "收到政府信息公开申请27件，其余均已办结。", NONE, &[]),
    ("gb2021", "收到政府信息公开申请27件，尚未全部办结。", NONE, &[]),
    ("gb2021", "2021年收到的政府信息公开申请已全部办结。", NONE, &[]),
    ("gb2021", "上年结转的2件政府信息公开申请均已办结。", NONE, &[]),
    ("gb2021", "收到政府信息公开申请27件，截至目前均已办结。", NONE, &[]),
    ("gb2021", "收到政府信息公开申请27件，截至2023年1月15日全部办结。", NONE, &[]),
    ("gb2021", "收到政府信息公开申请27件，其中到期的全部办结。", NONE, &[]),
    ("gb2021", "政府信息公开申请应当全部办结。", NONE, &[]),
    ("gb2021", "确保政府信息公开申请办结率达100%。", NONE, &[]),
    ("gb2021", "人大代表建议、政协提案全部办结，办结率100%。", NONE, &[]),
    ("gb2021", "12345热线诉求办结率100%。", NONE, &[]),
    ("gb2021", "政府信息公开申请均已办结。\n\n申请结转下年度继续办理2件。", NONE, &[("NT-ALL-DONE", Warning)]),
    // NT-BALANCE.
    ("gb2021", "收到政府信息公开申请27件，上年结转2件，办结27件，结转下年度继续办理3件。", NONE, &[("NT-BALANCE", Warning), ("NT-CARRIED-OUT", Error)]),
    ("gb2021", "收到政府信息公开申请27件，办结27件，结转下年度继续办理2件。", NONE, &[]),
    ("gb2021", "收到政府信息公开申请27件，上年结转2件，办结27件。", NONE, &[]),
    ("gb2021", "收到政府信息公开申请27件，上年结转2件，按时答复30件。", NONE, &[]),
    // NT-PUBLISHED-TOTAL and NT-CHANNEL.
    ("gb2014", "2017年全县主动公开政府信息1286条。", NONE, &[]),
    ("gb2014", "2017年全县主动公开政府信息1,286条。", NONE, &[]),
    ("gb2014", "2017年全县主动公开政府信息1268条。", NONE, &[("NT-PUBLISHED-TOTAL", Error)]),
    ("gb2014", "2017年全县主动公开政府信息1200余条。", NONE, &[]),
    ("gb2014", "2017年全县主动公开政府信息约0.13万条。", NONE, &[]),
    ("gb2014", "2017年全县主动公开政府信息1300余条。", NONE, &[("NT-PUBLISHED-TOTAL", Warning)]),
    ("gb2014", "2016年全县主动公开政府信息1024条，2017年1286条。", NONE, &[]),
    ("gb2014", "自2008年以来全县累计主动公开政府信息10.2万条。", NONE, &[]),
    ("gb2014", "县级部门主动公开政府信息800条，乡镇公开486条。", NONE, &[]),
    ("gb2014", "财政信息方面，主动公开政府信息300条。", NONE, &[]),
    ("gb2014", "通过政府网站公开政府信息1286条，通过政务微博公开政府信息120条，通过政务微信公开政府信息86条。", NONE, &[]),
    ("gb2014", "通过政府网站公开政府信息1286条，通过政务微博公开政府信息210条。", NONE, &[("NT-CHANNEL", Warning)]),
    ("gb2014", "通过政务微信公开政府信息60条。\n\n另外，通过政务微信公开政府信息26条。", NONE, &[]),
    ("gb2014", "政府网站全年更新信息5000条，政务微博发布信息900条。", NONE, &[]),
    ("gb2014", "全年发布信息5000条。", NONE, &[]),
    ("gb2014", "2017年我县主动公开政府信息1286件。", NONE, &[]),
    ("gb2014", "2017年我县主动公开政府信息1300件。", NONE, &[]),
    ("gb2014", "2018年将主动公开政府信息1500条。", NONE, &[]),
    ("gb2014", "政府信息公开平台公开信息900条。", NONE, &[]),
    ("gb2014", "政府网站信息公开平台全年公开信息1722条。政府门户网站公开1286条。", NONE, &[("NT-CHANNEL", Warning)]),
    ("gb2014", "在政府网站专栏公开政府信息120条。", NONE, &[]),
    ("indicator2008", "2012年主动公开政府信息562条，历年累计3860条。", NONE, &[]),
    ("indicator2008", "2012年主动公开政府信息562条，历年累计3680条。", NONE, &[("NT-PUBLISHED-TOTAL", Error)]),
    // NT-REQUEST-CHANNEL.
    ("gb2014", "2017年共收到政府信息公开申请9件，其中当面申请3件，网络申请5件，信函申请1件。", NONE, &[]),
    ("gb2014", "2017年共收到政府信息公开申请9件，其中当面申请4件，网络申请5件。", NONE, &[("NT-REQUEST-CHANNEL", Error)]),
    ("gb2014", "2017年收到书面依申请公开4件。", NONE, &[]),
    ("gb2014", "2017年收到书面依申请公开1件。", NONE, &[]),
    ("gb2014", "2017年收到书面依申请公开7件。", NONE, &[("NT-REQUEST-CHANNEL", Error)]),
    ("gb2014", "通过12345热线受理诉求30件。", NONE, &[]),
    // NT-CHARGES.
    ("gb2014", "2017年全县未收取任何费用。", NONE, &[]),
    ("gb2014", "2017年全县未收取任何费用。", &[("费用\n\t万元\n\t0", "费用\n\t万元\n\t1.2")], &[("NT-CHARGES", Error)]),
    ("gb2014", "2017年全县未收取任何费用。", &[("费用\n\t万元\n\t0", "费用\n\t万元\n\t")], &[]),
    ("gb2014", "2017年全县收取费用1.2万元。", &[("费用\n\t万元\n\t0", "费用\n\t万元\n\t1.2")], &[]),
    ("gb2014", "2017年全县收取费用12000元。", &[("费用\n\t万元\n\t0", "费用\n\t万元\n\t1.2")], &[]),
    ("gb2014", "2017年全县收取费用1.2万元。", NONE, &[("NT-CHARGES", Error)]),
    ("gb2014", "2017年全县收取费用1.2万元。", &[("费用\n\t万元\n\t0", "费用\n\t万元\n\t")], &[("NT-CHARGES", Warning)]),
    ("gb2014", "未收取任何行政事业性收费以外的费用。", &[("费用\n\t万元\n\t0", "费用\n\t万元\n\t1.2")], &[]),
    // NT-TRAINING, NT-STAFF, NT-RESPONSE.
    ("gb2014", "召开政府信息公开工作会议2次，举办培训班1期，培训60人次。", NONE, &[]),
    ("gb2014", "召开政府信息公开工作会议3次，举办培训班1期，培训60人次。", NONE, &[("NT-TRAINING", Warning)]),
    ("gb2014", "举办消防培训班3期，培训400人次。", NONE, &[]),
    ("gb2014", "召开专题会议5次，举办培训班3期，培训400人次。", NONE, &[]),
    ("gb2014", "县消防队现有专职人员30人。", NONE, &[]),
    ("gb2014", "举办政府信息公开培训班1期，培训80人次。", NONE, &[("NT-TRAINING", Warning)]),
    ("gb2014", "从事政府信息公开工作人员8人，其中专职人员2人，兼职人员6人。", NONE, &[]),
    ("gb2014", "从事政府信息公开工作人员8人，其中专职人员3人，兼职人员6人。", NONE, &[("NT-STAFF", Warning)]),
    ("gb2014", "县政府网站工作人员5人。", NONE, &[]),
    ("gb2014", "举办新闻发布会1场，政府网站在线访谈2次，发布政策解读稿件12篇。", NONE, &[]),
    ("gb2014", "举办新闻发布会1场，发布政策解读稿件21篇。", NONE, &[("NT-RESPONSE", Warning)]),
    ("gb2014", "制作图解8个、视频2个，举办政务开放日1场。", NONE, &[]),
    // NT-PERIOD-TABLE.
    ("gb2014", "本报告所列数据的统计期限自2017年1月1日起至2017年12月31日止。", NONE, &[]),
    ("gb2014", "本报告所列数据的统计期限自2017年1月1日起至2017年12月31日止。", &[("（2017年度）", "（2016年度）")], &[("NT-PERIOD-TABLE", Error)]),
    ("gb2014", "本报告所列数据的统计期限自2016年9月1日起至2017年8月31日止。", NONE, &[]),
    // Bare results, asides, the year's end, other names of the same rows.
    ("gb2021", "2022年制发行政规范性文件6件，废止3件，截至年底现行有效48件。", NONE, &[]),
    ("gb2021", "2022年制发行政规范性文件6件，废止2件，截至年底现行有效48件。", NONE, &[("NT-NORMATIVE", Error)]),
    ("gb2021", "2022年制发行政规范性文件6件，废止3件，截至年底现行有效84件。", NONE, &[("NT-NORMATIVE", Error)]),
    ("gb2021", "2022年制定规章制度2项、行政规范性文件6件，废止2件。", NONE, &[]),
    ("gb2021", "2022年清理规范性文件30件，废止5件，修改4件。", NONE, &[]),
    ("gb2021", "2021年制发行政规范性文件9件，废止2件。", NONE, &[]),
    ("gb2021", "因政府信息公开引发行政复议3件，维持2件，尚未审结1件。", NONE, &[]),
    ("gb2021", "因政府信息公开引发行政复议3件，维持1件，尚未审结1件。", NONE, &[("NT-REVIEW-OUTCOME", Error)]),
    ("gb2021", "全年办理行政复议案件30件，维持20件，纠正3件。", NONE, &[]),
    ("gb2021", "全县共收到政府信息公开申请27件（其中县教育局12件），上年结转2件。", NONE, &[]),
    ("gb2021", "全县共收到政府信息公开申请27件（其中县教育局12件），上年结转4件。", NONE, &[("NT-CARRIED-IN", Error)]),
    ("gb2021", "收到政府信息公开申请27件（其中县教育局12件），上年结转4件。", NONE, &[]),
    ("gb2021", "截至年底办结政府信息公开申请27件。", NONE, &[]),
    ("gb2021", "截至年底办结政府信息公开申请26件。", NONE, &[("NT-OUTCOME-TOTAL", Error)]),
    ("gb2021", "截至2022年6月底办结政府信息公开申请15件。", NONE, &[]),
    ("gb2021", "2022年新收政府信息公开申请27件，2021年结转2件，共29件，办结27件，结转2023年2件。", NONE, &[]),
    ("gb2021", "2022年新收政府信息公开申请27件，2021年结转2件，共29件，办结26件，结转2023年2件。", NONE, &[("NT-BALANCE", Warning), ("NT-OUTCOME-TOTAL", Error)]),
    ("gb2021", "2022年新收政府信息公开申请27件，均已答复；2021年结转2件，办结1件。", NONE, &[]),
    ("gb2014", "2017年信函、传真申请1件。", NONE, &[]),
    ("gb2014", "收到政府信息公开申请9件，其中信函、传真申请4件。", NONE, &[("NT-REQUEST-CHANNEL", Warning)]),
    ("indicator2008", "2012年主动公开文件562条。", NONE, &[]),
    ("indicator2008", "2012年主动公开文件526条。", NONE, &[("NT-PUBLISHED-TOTAL", Warning)]),
    ("indicator2008", "2012年公开文件45件。", NONE, &[]),
    // A blank is no contradiction of anything.
    ("gb2014", "举办新闻发布会1场。", &[("新闻发布会总次数\n\t次\n\t1", "新闻发布会总次数\n\t次\n\t")], &[]),
    ("gb2014", "2017年，未收到传真申请。", &[("传真申请数\n\t件\n\t0", "传真申请数\n\t件\n\t")], &[]),
];

#[test]
fn sentences_are_judged_against_the_table_as_a_careful_reader_judges_them() {
    let engine = Engine::new(Limits::default()).unwrap();
    let mut wrong = Vec::new();
    for (edition, sentences, changed, expected) in CASES {
        let found = told(&engine, &report(edition, sentences, changed));
        let mut codes: Vec<(&str, Severity)> = found.iter().map(|(code, severity, _)| (code.as_str(), *severity)).collect();
        codes.sort_unstable_by_key(|(code, _)| *code);
        if codes != *expected {
            wrong.push(format!("{edition} {sentences}\n  expected {expected:?}\n  found    {found:?}"));
        }
    }
    assert!(wrong.is_empty(), "{} of {}:\n{}", wrong.len(), CASES.len(), wrong.join("\n"));
}

/// A report, and what is said of it: code, severity, message.
type Judged = (&'static str, &'static [(&'static str, Severity, &'static str)]);

/// The sample reports with all that this family says of them; each was judged against text and table.
const REPORTS: &[Judged] = &[
    (
        include_str!("../../../../tests/data/reports/000.txt"),
        &[("NT-REQUEST-CHANNEL", Error, "正文“书面依申请公开7件”，表格“当面申请数”、“传真申请数”、“信函申请数”为0+0+0=0")],
    ),
    (include_str!("../../../../tests/data/reports/001.txt"), &[]),
    (include_str!("../../../../tests/data/reports/002.txt"), &[]),
    (include_str!("../../../../tests/data/reports/003.txt"), &[]),
    (
        include_str!("../../../../tests/data/reports/004.txt"),
        &[(
            "NT-CHANNEL",
            Warning,
            "正文“政府网站信息公开平台全年公开信息722条”，多于表格“政府网站公开政府信息数”276；表格只与“政府门户网站公开276条”相符",
        )],
    ),
];

#[test]
fn sample_reports_are_told_of_two_disagreements() {
    let engine = Engine::new(Limits::default()).unwrap();
    for (text, expected) in REPORTS {
        let found = told(&engine, text);
        let found: Vec<_> = found.iter().map(|(code, severity, message)| (code.as_str(), *severity, message.as_str())).collect();
        assert_eq!(found, *expected);
    }
}

#[test]
fn most_sentences_are_accepted() {
    let reported = CASES.iter().filter(|(.., told)| !told.is_empty()).count();
    assert!(CASES.len() - reported >= reported, "{reported} of {}", CASES.len());
}

#[test]
fn finding_points_at_the_figure_and_at_the_cell_and_says_both() {
    let engine = Engine::new(Limits::default()).unwrap();
    let checked = check(&engine, &report("gb2014", "2017年收到书面依申请公开7件。", NONE));
    let finding = checked.judgement.findings.iter().find(|finding| is_of_this_family(&engine, finding)).unwrap();
    assert_eq!(checked.source.slice(finding.primary.unwrap()).trim(), "7件");
    assert_eq!(finding.message.zh, "正文“收到书面依申请公开7件”，表格“当面申请数”、“传真申请数”、“信函申请数”为3+0+1=4");
    assert_eq!((finding.expected.as_deref(), finding.actual.as_deref()), (Some("4"), Some("7")));
    assert_eq!((finding.cells.len(), finding.related.len()), (3, 3));
    assert_eq!(checked.source.slice(finding.related[0].span), "3");
}

#[test]
fn wrong_figure_and_broken_relation_of_one_cell_are_one_group() {
    let engine = Engine::new(Limits::default()).unwrap();
    let text = report("gb2014", "2017年共收到政府信息公开申请9件。", &[("收到申请数\n\t件\n\t9", "收到申请数\n\t件\n\t19")]);
    let checked = check(&engine, &text);
    let group = |code: &str| {
        let (id, _) = engine.catalog().rule_by_code(code).unwrap();
        checked.judgement.findings.iter().find(|finding| finding.rule == id).map(|finding| finding.group.clone())
    };
    assert!(group("NT-REQUESTS-NEW").is_some());
    assert_eq!(group("NT-REQUESTS-NEW"), group("G14-REQ-CHANNEL-SUM"));
}

#[test]
fn every_topic_belongs_to_one_rule_and_exists() {
    let engine = Engine::new(Limits::default()).unwrap();
    let lists = [
        super::admin_fees::SUBJECTS,
        super::carried_in::SUBJECTS,
        super::carried_out::SUBJECTS,
        super::channel::SUBJECTS,
        super::decisions::SUBJECTS,
        super::litigation::SUBJECTS,
        super::normative::SUBJECTS,
        // The first is that of NT-OUTCOME-TOTAL in the forms that lack its row.
        &super::outcome::SUBJECTS[1..],
        super::outcome_total::SUBJECTS,
        super::published_total::SUBJECTS,
        super::regulations::SUBJECTS,
        super::request_channel::SUBJECTS,
        super::requests_new::SUBJECTS,
        super::response::SUBJECTS,
        super::review::SUBJECTS,
        super::review_outcome::SUBJECTS,
        super::staff::SUBJECTS,
        super::training::SUBJECTS,
    ];
    let mut topics: Vec<&str> =
        lists.iter().flat_map(|list| list.iter().map(|subject| subject.topic)).chain([super::charges::TOPIC]).collect();
    let count = topics.len();
    topics.sort_unstable();
    topics.dedup();
    assert_eq!(topics.len(), count);
    for topic in topics {
        assert!(engine.catalog().claim_words.topic_by_id(topic).is_some(), "{topic}");
    }
}

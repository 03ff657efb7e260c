//! Sentences as reports write them, with what is said of each.

use crate::finding::Severity::{self, Error, Info, Warning};
use crate::{Document, Engine, Limits, Options};

/// What the rules of this family say of sentences in a county's report of 2021, by code and severity.
fn told(engine: &Engine, sentences: &str) -> Vec<(String, Severity)> {
    let text = format!("云山县人民政府2021年政府信息公开工作年度报告\n\n一、依申请公开和主动公开情况\n\n{sentences}\n");
    let options = Options { normalize: false, edition: Some("gb2014".to_owned()), ..Options::default() };
    let checked = engine.check(Document { name: "sentences", bytes: text.as_bytes(), charset: None }, &options).unwrap();
    let rules = checked.judgement.findings.iter().map(|finding| (engine.catalog().rule(finding.rule), finding.severity));
    rules.filter(|(rule, _)| rule.family() == "NN").map(|(rule, severity)| (rule.code.clone(), severity)).collect()
}

/// Sentences with what is said of them; nothing is said of those without a code.
#[rustfmt::skip]
const CASES: &[(&str, &[(&str, Severity)])] = &[
    // NN-PARTS-SUM and NN-PART-GT-WHOLE.
    ("全县主动公开政府信息7221条，其中县级部门公开5641条，占78.1%，乡镇政府公开1580条，占21.9%。", &[]),
    ("全县主动公开政府信息7221条，其中县级部门公开5640条，占78.1%，乡镇政府公开1580条，占21.9%。", &[("NN-PARTS-SUM", Warning)]),
    ("全年公开信息8,216条。其中：（1）政策文件86条；（2）财政信息412条；（3）民生信息1,520条；（4）其他信息6,198条。", &[]),
    ("全年公开信息8,217条。其中：（1）政策文件86条；（2）财政信息412条；（3）民生信息1,520条；（4）其他信息6,198条。", &[("NN-PARTS-SUM", Warning)]),
    ("全市主动公开政府信息161,203条（市政府及市直部门38,215条，各县区122,988条）。", &[]),
    ("全市主动公开政府信息161,203条（市政府及市直部门38,215条，各县区122,978条）。", &[("NN-PARTS-SUM", Warning)]),
    ("信息分为政策类、动态类，全年公开信息300条，其中政策类20条。", &[]),
    ("政府网站公开信息722条；其中，概况类2条、法律法规类152条、发展规划信息25条、工作动态类211条、人事信息10条。", &[]),
    ("共收到政府信息公开申请10件，其中网上申请6件，信函申请3件。", &[]),
    ("共收到政府信息公开申请10件，其中网上申请6件、信函申请5件。", &[("NN-PART-GT-WHOLE", Error)]),
    ("共收到政府信息公开申请10件，其中网上申请16件。", &[("NN-PART-GT-WHOLE", Error)]),
    ("共收到政府信息公开申请10件，其中予以公开6件、部分公开3件、不予公开2件。", &[("NN-PART-GT-WHOLE", Error)]),
    ("主动公开政府信息100条，其中民生信息80条、规范性文件60条。", &[]),
    ("主动公开政府信息100条，其中民生信息800条、规范性文件6条。", &[("NN-PART-GT-WHOLE", Error)]),
    ("主动公开政府信息162条，其中微信公开293条。", &[("NN-PART-GT-WHOLE", Warning)]),
    ("主动公开政府信息162条，另外微信公开293条。", &[]),
    ("主动公开政府信息162条，其中政策文件20条，发布微信信息293条。", &[]),
    ("全年召开会议3次，其中专题会议1次，培训60人次。", &[]),
    ("全区收到16件，其中区政府本级6件（2020年9件、2019年12件，呈逐年下降趋势），部门9件，乡镇1件。", &[]),
    ("收到申请41件（含上年结转0件），比2020年的38件增加3件，增长7.9%。", &[]),
    ("取消和调整事项共103项，其中，取消审批事项42项，取消环节42项。", &[]),
    ("开设专栏3个，其中重点领域专栏10余个。", &[("NN-PART-GT-WHOLE", Error)]),
    // NN-PERCENT and NN-PERCENT-SUM.
    ("发布政务信息29036条，其中各乡（镇）10348条，占总数的35.63%；县直各部门18688条，占总数的64.37%。", &[("NN-PERCENT", Info), ("NN-PERCENT", Info)]),
    ("发布政务信息29036条，其中各乡（镇）10348条，占总数的35.64%；县直各部门18688条，占总数的64.36%。", &[]),
    ("发布政务信息29036条，其中各乡（镇）10348条，占总数的45.64%。", &[("NN-PERCENT", Warning)]),
    ("提供187项服务，其中94项可即时办结，占总事项的50.3%。", &[]),
    ("提供187项服务，其中94项可即时办结，占总事项的53.3%。", &[("NN-PERCENT", Warning)]),
    ("提供187项服务，其中94项可即时办结，约占总事项的50%。", &[]),
    ("政务公开占年度绩效考核分值4%。", &[]),
    ("共收到政府信息公开申请10件，其中网上申请6件，信函申请4件，分别占60%、40%。", &[]),
    ("共收到政府信息公开申请10件，其中网上申请6件，信函申请4件，分别占60%、50%。", &[("NN-PERCENT-SUM", Warning), ("NN-PERCENT", Warning)]),
    ("公开信息300条，其中甲类100条，占33.3%，乙类100条，占33.3%，丙类100条，占33.3%。", &[]),
    ("公开信息300条，其中甲类100条，占33.3%，乙类100条，占33.3%。", &[]),
    // NN-RATE-RANGE and NN-RATE-NUMBERS.
    ("全年办结率100%，满意率99.66%。", &[]),
    ("全年办结率为100.5%。", &[("NN-RATE-RANGE", Error)]),
    ("群众满意度达998%。", &[("NN-RATE-RANGE", Error)]),
    ("发布量增长率为150%，任务完成率120%，同比增长230%。", &[]),
    ("政民互动栏目共收到网友来信369封，回复352封，回复率达95.4%。", &[]),
    ("政民互动栏目共收到网友来信369封，回复352封，回复率达98.4%。", &[("NN-RATE-NUMBERS", Warning)]),
    ("政民互动栏目共收到网友来信369封，回复352封，按时回复率达100%。", &[]),
    ("政民互动栏目共收到网友来信369封，回复352封，回复率达95.3%。", &[("NN-RATE-NUMBERS", Info)]),
    // NN-SAME-FACT.
    ("共收到政府信息公开申请10件。\n\n全年收到政府信息公开申请12件。", &[("NN-SAME-FACT", Error)]),
    ("共收到政府信息公开申请10件。\n\n全年收到政府信息公开申请10件。", &[]),
    ("全县共收到政府信息公开申请10件。\n\n县本级收到政府信息公开申请6件。", &[]),
    ("全县共收到政府信息公开申请10件。\n\n县教育局收到政府信息公开申请6件。", &[]),
    ("全县共收到政府信息公开申请10件。\n\n2020年收到政府信息公开申请12件。", &[]),
    ("全县共收到政府信息公开申请10件。\n\n2021年上半年收到政府信息公开申请6件。", &[]),
    ("我县主动公开政府信息1630条，历年累计20080条。\n\n全年主动公开政府信息1630条。", &[]),
    ("我县主动公开政府信息1630条。\n\n全年主动公开政府信息1640条。", &[("NN-SAME-FACT", Error)]),
    ("我县主动公开政府信息1630条。\n\n重点领域方面，主动公开政府信息640条。", &[]),
    ("受理诉求件48634件，及时查阅率99.85%，群众满意率99.66%。\n\n我县共受理诉求件48634件，及时查阅率99.85%，群众满意率99.63%。", &[("NN-SAME-FACT", Error)]),
    ("受理诉求件48634件，群众满意率99.66%。\n\n办理信访件1634件，群众满意率99.63%。", &[]),
    ("政府网站信息公开平台全年公开信息722条。政府门户网站公开276条。", &[("NN-SAME-FACT", Info)]),
    ("政府网站公开信息15908条，其中门户网站公开信息6808条，政府信息公开平台公开信息9100条。", &[]),
    // NN-CONTRADICTION.
    ("全年未收到政府信息公开申请。\n\n收到政府信息公开申请3件，均已办结。", &[("NN-CONTRADICTION", Warning)]),
    ("全年未收到政府信息公开申请。\n\n2020年收到政府信息公开申请3件。", &[]),
    ("从事信息公开工作的均为兼职人员。\n\n对我县信息公开专职和兼职人员进行业务培训。", &[("NN-CONTRADICTION", Warning)]),
    ("从事信息公开工作的均为兼职人员。\n\n今后将配备专职人员。", &[]),
    ("配备专职人员2名、兼职人员30名。", &[]),
    // NN-GROWTH.
    ("2021年公开信息402条，2020年为356条，同比增长12.9%。", &[]),
    ("2021年公开信息402条，2020年为356条，同比增长15.9%。", &[("NN-GROWTH", Warning)]),
    ("2021年公开信息402条，2020年为356条，同比增长13.0%。", &[("NN-GROWTH", Info)]),
    ("2021年收到申请2件，2020年3件，同比减少1件。", &[]),
    ("2021年收到申请2件，2020年3件，同比增加1件。", &[("NN-GROWTH", Warning)]),
    ("2021年收到申请41件，比2020年的38件增加4件。", &[("NN-GROWTH", Warning)]),
    ("主动公开政府信息4862条，较2020年增加612条，增长14.4%。", &[]),
    ("主动公开政府信息4862条，较2020年增加612条，增长41.4%。", &[("NN-GROWTH", Warning)]),
    ("收到申请22件，同比下降12%，办结21件。", &[]),
    ("关注人数由2020年末的5200人增加到2021年末的8,930人。", &[]),
    ("收到申请是上年的1.5倍。", &[]),
    // NN-UNIT-MIX and NN-UNIT-MISSING.
    ("因政府信息公开被申请行政复议5次。", &[("NN-UNIT-MIX", Info)]),
    ("因政府信息公开被申请行政复议5件，提起行政诉讼1起。", &[]),
    ("共收到政府信息公开申请10宗。", &[]),
    ("共收到政府信息公开申请10，均已办结。", &[("NN-UNIT-MISSING", Info)]),
    ("关注人数3290，注册用户数354。", &[]),
    // NN-APPROX.
    ("共公开70余条各类项目招投标信息。", &[("NN-APPROX", Info)]),
    ("全年公开信息约300条。", &[("NN-APPROX", Info)]),
    ("历年累计公开信息12万余条。", &[]),
    ("力争公开信息100条以上。", &[]),
    ("微信关注用户达7400余人，阅读量超86万次。", &[]),
    // NN-DUP-ITEM.
    ("公开信息300条，其中政策文件20条、财政信息30条、政策文件15条。", &[("NN-DUP-ITEM", Warning)]),
    ("公开信息300条，其中政策文件20条、政策解读30条。", &[]),
    // NN-TOTAL-MISSING.
    ("全年共收到政府信息公开申请　　件，均已答复。", &[("NN-TOTAL-MISSING", Info)]),
    ("主动公开政府信息××条。", &[("NN-TOTAL-MISSING", Info)]),
    ("对收到的申请件，依法答复；加强公文 信息 条目管理。", &[]),
    // NN-NAME.
    ("政务微博云山发布关注人数3290。\n\n通过政务微博云山之声公开信息731条。", &[("NN-NAME", Info)]),
    ("政务微博云山发布关注人数3290。\n\n通过政务微博“云山发布”公开信息731条，政务微信云山之声公开信息20条。", &[]),
    ("通过政务微博发布信息731条。\n\n政务微博公开信息731条。", &[]),
];

#[test]
fn sentences_are_judged_as_a_careful_reader_judges_them() {
    let engine = Engine::new(Limits::default()).unwrap();
    let mut wrong = Vec::new();
    for (sentences, expected) in CASES {
        let found = told(&engine, sentences);
        let found: Vec<(&str, Severity)> = found.iter().map(|(code, severity)| (code.as_str(), *severity)).collect();
        if found != *expected {
            wrong.push(format!("{sentences}\n  expected {expected:?}\n  found    {found:?}"));
        }
    }
    assert!(wrong.is_empty(), "{} of {}:\n{}", wrong.len(), CASES.len(), wrong.join("\n"));
}

#[test]
fn every_rule_has_more_sentences_that_it_accepts_than_it_reports() {
    let reported = CASES.iter().filter(|(_, told)| !told.is_empty()).count();
    assert!(CASES.len() - reported >= reported, "{reported} of {}", CASES.len());
}

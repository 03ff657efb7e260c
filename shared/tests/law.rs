//! What the families LAW, PRV and LV say of single sentences, as reports write them: each stands in the general part of a report
//! without a mistake.

mod support;

use gouji_core::{Checked, Document, Engine, Limits, Options};

/// Where the sentence is put.
const PLACE: &str = "（二）依申请公开。";
/// A report on 2022.
const REPORT_2022: &str = "rules/LAW-CITE-OLD-FORM-pass-notice_in_force.txt";
/// A report on 2020.
const REPORT_2020: &str = "rules/LAW-CITE-NEW-FORM-EARLY-pass-notice_of_2019.txt";
/// A report on 2017.
const REPORT_2017: &str = "rules/FORM-HEADING-VALUE-pass-dashes_and_blanks.txt";

fn check(engine: &Engine, text: &str) -> Checked {
    engine
        .check(Document { name: "report.txt", bytes: text.as_bytes(), charset: None }, &Options::default())
        .expect("it is within the limits")
}

/// The codes of the families that a report with a sentence added is told of, with the severity's first letter.
fn told(engine: &Engine, report: &str, sentence: &str) -> Vec<String> {
    let text = support::data(report);
    let place = [PLACE, "2017年，全县共收到"].into_iter().find_map(|place| text.find(place)).expect("the report has the place");
    let text = format!("{}{sentence}\n{}", &text[..place], &text[place..]);
    let checked = check(engine, &text);
    let findings = checked.judgement.findings.iter().map(|finding| (engine.catalog().rule(finding.rule), finding.severity));
    let ours = findings.filter(|(rule, _)| ["LAW", "PRV", "LV"].contains(&rule.family()));
    ours.map(|(rule, severity)| format!("{} {severity:?}", rule.code)).collect()
}

/// Checks sentences that are told of once each, and sentences that are not told of at all.
fn expect(report: &str, wrong: &[(&str, &str)], right: &[&str]) {
    let engine = Engine::new(Limits::default()).expect("the catalogue loads");
    for (sentence, code) in wrong {
        assert_eq!(told(&engine, report, sentence), [*code], "{sentence}");
    }
    for sentence in right {
        assert_eq!(told(&engine, report, sentence), Vec::<String>::new(), "{sentence}");
    }
}

#[test]
fn the_old_ordinance_and_the_old_form_are_no_basis_and_may_be_remembered() {
    expect(
        REPORT_2022,
        &[
            ("根据《中华人民共和国政府信息公开条例》（国务院令第492号）规定，主动公开各类信息。", "LAW-CITE-OLD-ORDINANCE Error"),
            ("依据《条例》(中华人民共和国国务院令第492号)第九条，主动公开各类信息。", "LAW-CITE-OLD-ORDINANCE Error"),
            ("深入学习《政府信息公开条例》（国务院令492号），提高认识。", "LAW-CITE-OLD-ORDINANCE Warning"),
            ("根据《中华人民共和国政府信息公开条例》第三十一条、第三十二条规定，编制本年度报告。", "LAW-CITE-OLD-ORDINANCE Error"),
            ("根据《中华人民共和国政府信息公开条例》（以下简称《条例》）第三十二条要求编制本报告。", "LAW-CITE-OLD-ORDINANCE Error"),
            ("按照《关于政府信息公开工作年度报告有关事项的通知》（国办公开办函[2019]60号）要求填报。", "LAW-CITE-OLD-FORM Warning"),
        ],
        &[
            "2007年公布的原《中华人民共和国政府信息公开条例》（国务院令第492号）规定的期限已不再适用。",
            "《条例》（2007年4月5日国务院令第492号公布，2019年4月3日国务院令第711号修订）是根据工作需要修订的。",
            "国务院令第492号已于2019年废止。",
            "根据《中华人民共和国政府信息公开条例》第四十九条、第五十条规定，编制本年度报告。",
            "根据《中华人民共和国政府信息公开条例》第三十二条，征求第三方意见2件。",
            "根据《中华人民共和国政府信息公开条例》第五十条要求编制本报告。",
            "自《关于政府信息公开工作年度报告有关事项的通知》（国办公开办函〔2019〕60号）印发以来，年报质量不断提高。",
            "根据《江西省行政规范性文件管理办法》（省政府令第245号）清理文件6件。",
            "贯彻《国务院办公厅关于印发2022年政务公开工作要点的通知》（国办发〔2022〕8号）。",
        ],
    );
}

#[test]
fn the_ordinance_of_its_time_is_right() {
    expect(
        REPORT_2017,
        &[],
        &[
            "根据《中华人民共和国政府信息公开条例》（国务院令第492号）第三十一条、第三十二条规定，编制本年度报告。",
            "申请人提出的政府信息公开申请，均在15个工作日内答复。",
            "按照《国务院办公厅关于加强和规范政府信息公开情况统计报送工作的通知》（国办发〔2014〕32号）报送。",
        ],
    );
}

#[test]
fn titles_and_numbers_of_known_documents_belong_together() {
    expect(
        REPORT_2020,
        &[
            (
                "依据《国务院办公厅政府信息与政务公开办公室关于政府信息公开工作年度报告有关事项的通知》（国办公开办函〔2019〕61号）编制。",
                "LAW-CITE-NUMBER Warning",
            ),
            ("执行《政府信息公开信息处理费管理办法》（国办发〔2020〕109号）。", "LAW-CITE-NUMBER Warning"),
            ("贯彻《国务院办公厅关于印发2020年政务公开工作要点的通知》（国办发〔2019〕17号）。", "LAW-CITE-NUMBER Warning"),
            ("执行《政府信息公开信息处理费管理办法》（国办发〔2020〕17号）。", "LAW-CITE-MISMATCH Warning"),
            ("学习《中华人民共和国政府信息公开条例》（国务院令第710号）。", "LAW-CITE-NUMBER Warning"),
        ],
        &[
            "执行《国务院办公厅关于印发〈政府信息公开信息处理费管理办法〉的通知》（国办函〔2020〕109号）。",
            "执行《国务院办公厅关于印发《政府信息公开信息处理费管理办法》的通知》（国办函[2020]109 号）。",
            "印发《青石县2020年政务公开工作要点》（青府办发〔2020〕21号）。",
            "贯彻《江西省人民政府办公厅关于印发2020年江西省政务公开工作要点的通知》（赣府厅字〔2020〕49号）。",
            "落实《通知》（国办公开办函〔2019〕60号）。",
            "落实《国务院办公厅印发〈关于全面推进政务公开工作的意见〉实施细则的通知》（国办发〔2016〕80号）。",
            "落实《国务院办公厅政府信息与政务公开办公室关于规范政府信息公开平台有关事项的通知》（国办公开办函〔2019〕61号）。",
        ],
    );
}

#[test]
fn the_ordinance_has_one_full_name() {
    expect(
        REPORT_2022,
        &[
            ("认真贯彻《中华人民共和国政府信息公开条列》。", "LAW-ORDINANCE-NAME Warning"),
            ("认真贯彻《中华人民共和国政务公开条例》。", "LAW-ORDINANCE-NAME Warning"),
        ],
        &[
            "认真贯彻《信息公开条例》和《江西省政府信息公开条例》。",
            "认真贯彻新修订的《中华人民共和国 政府信息公开条例》。",
            "参照《企业信息公开暂行条例》，加强信用监管。",
        ],
    );
}

#[test]
fn fifteen_days_are_wrong_only_as_the_limit_for_answers() {
    expect(
        REPORT_2022,
        &[
            ("收到政府信息公开申请后，承办单位在15个工作日内作出答复。", "LAW-TIME-LIMIT Warning"),
            ("对依申请公开的事项，严格按照规定在十五个工作日内答复申请人。", "LAW-TIME-LIMIT Warning"),
        ],
        &[
            "答复时限由法定的20个工作日缩短至15个工作日，依申请公开效率提高。",
            "就申请公开的信息征求第三方意见，第三方在15个工作日内提出意见后及时答复。",
            "依申请公开件原15个工作日的答复期限已按新《条例》执行。",
            "信访事项在15个工作日内答复。",
            "政府信息公开申请承诺15个工作日内答复。",
            "行政许可办理时限压缩到15个工作日。",
        ],
    );
}

#[test]
fn personal_data_is_told_from_what_offices_publish() {
    expect(
        REPORT_2022,
        &[
            ("联系人：刘主任，手机13907930000。", "PRV-MOBILE Warning"),
            ("如有疑问请致电１３９０７９３００００。", "PRV-MOBILE Warning"),
            ("申请人（身份证号：11010519491231002x）要求公开征地批文。", "PRV-ID-CARD Error"),
            ("退回缴费至6222021234567890128账户。", "PRV-BANK-CARD Error"),
            ("来信请发至qs_zwgk@126.com。", "PRV-PERSONAL-MAIL Info"),
            ("村民王晓红申请公开低保评议结果，已答复。", "PRV-APPLICANT Error"),
            ("原告刘建华不服我局政府信息公开答复提起诉讼，已开庭。", "PRV-APPLICANT Error"),
            ("申请人：李国强，申请公开2019年房屋征收补偿方案。", "PRV-APPLICANT Error"),
            ("1名申请人现住青石县东山镇新溪村5组，行动不便，工作人员上门送达。", "PRV-ADDRESS Warning"),
        ],
        &[
            "成立由县长任组长、常务副县长李建国任副组长的政府信息公开领导小组。",
            "政府信息公开申请由办公室主任张小明同志负责受理。",
            "申请人张某申请公开的信息不属于本机关职责范围，已告知。",
            "申请人陈述意见后，机关重新作出政府信息公开答复。",
            "申请人江西某某公司申请公开招标文件，已予以公开。",
            "被申请人黄田镇人民政府作出的信息公开答复被维持。",
            "居民林地确权、村民宋家坪安置等申请公开事项均已办结。",
            "村民王晓红获评先进。",
            "回应12345热线转办的市民来电1380件，市民李先生要求公开公交线路，已答复。",
            "办公地址：青石县人民路1号行政中心3号楼201室，邮编334000，传真0793-7210002。",
            "服务电话：（0793）7210001、400-820-8820、010-12345678，监督电话12345。",
            "全县政府采购金额13800138000元，节约资金15912345678.50元。",
            "信息索引号：11361100013800138000202201，统一社会信用代码11361100014766999K。",
            "家住山区的群众可就近查阅，现住人口2.3万人的社区设立查阅点8个。",
            "邮箱：zwgk@qingshi.gov.cn，网址：http://www.qingshi.gov.cn/t20220118_13800138000.html。",
            "需填写姓名、身份证号码、住址、手机号码等信息。",
            "号码138****8000已在处罚公示中遮盖。",
        ],
    );
}

#[test]
fn abolished_names_and_old_terms_are_hints_where_they_are_used() {
    expect(
        REPORT_2022,
        &[
            ("县环保局、县财政局牵头公开环境信息。", "LAW-AGENCY-NAME Info"),
            ("县政府法制办负责审查规范性文件，县法制办负责备案。", "LAW-AGENCY-NAME Info"),
            ("答复情况为同意公开答复数9件。", "LAW-TERMS-2008 Info"),
            ("不属于本行政机关公开的2件，已告知。", "LAW-TERMS-2008 Info"),
        ],
        &[
            "县自然资源局（原国土资源局）公开征地信息。",
            "机构改革后，县卫计委的职责由县卫生健康委承担。",
            "高新区环保局、县城管环保局公开信息。",
            "印发《关于县工商局双随机抽查的通知》。",
            "县生态环境局、县应急管理局、县税务局公开执法信息。",
            "工商联、质监站公开信息。",
            "经征求意见，第三方同意公开3件。",
            "不属于本行政机关负责公开的2件，已告知。",
            "申请人同意公开其意见。",
            "按收费及减免的有关规定执行。",
        ],
    );
    expect(REPORT_2017, &[], &["区法制办、县工商局、县卫计委公开信息，同意公开6件。"]);
}

#[test]
fn the_five_reports_are_told_of_what_a_reviewer_sees() {
    let engine = Engine::new(Limits::default()).expect("the catalogue loads");
    let ours = |name: &str| {
        let checked = check(&engine, &support::data(&format!("reports/{name}.txt")));
        let findings = checked.judgement.findings.iter().map(|finding| engine.catalog().rule(finding.rule));
        findings.filter(|rule| ["LAW", "PRV", "LV"].contains(&rule.family())).map(|rule| rule.code.clone()).collect::<Vec<_>>()
    };
    // Titled as the report of the government's office, with the whole county's figures.
    assert_eq!(ours("000"), ["LV-SCOPE"]);
    // Nothing but 我区 says whose report it is; 区法制办 was right in 2018.
    assert_eq!(ours("001"), ["LV-ORG-MISSING"]);
    for name in ["002", "003", "004"] {
        assert_eq!(ours(name), Vec::<String>::new(), "{name}");
    }
}

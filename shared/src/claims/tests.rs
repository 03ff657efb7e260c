//! Sentences as reports write them, with the claims that they make.

use crate::{Document, Engine, Limits, Options};

/// The claims of a sentence in a county's report of 2021: value and unit, `~` if not exact, then what is certain.
fn claims(engine: &Engine, edition: &str, sentence: &str) -> String {
    let text = format!("云山县人民政府2021年政府信息公开工作年度报告\n\n一、依申请公开和主动公开情况\n\n{sentence}\n");
    let options = Options { validate: false, normalize: false, edition: Some(edition.to_owned()), ..Options::default() };
    let checked = engine.check(Document { name: "sentence", bytes: text.as_bytes(), charset: None }, &options).unwrap();
    let catalog = engine.catalog();
    let form = &catalog.forms[catalog.form_index(edition).unwrap()];
    let said = checked.report.claims.list.iter().map(|claim| {
        let exact = if claim.approximation == super::Approximation::Exact { "" } else { "~" };
        let addresses: Vec<_> = claim.cells.iter().map(|&cell| form.address(cell)).collect();
        let cells = match &addresses[..] {
            [first, rest @ ..] if rest.len() > 1 => format!("{first} and {} more", rest.len()),
            few => few.join("+"),
        };
        let role = match claim.role {
            super::Role::Total => "",
            super::Role::Part => " part",
            super::Role::Share => " share",
            super::Role::Rate => " rate",
            super::Role::Change => " change",
        };
        let cells = if cells.is_empty() { String::new() } else { format!("={cells}") };
        format!("{exact}{}{}{role}{cells}", claim.value, claim.unit)
    });
    said.collect::<Vec<_>>().join("; ")
}

/// Edition, sentence, claims. Each was judged by reading the sentence: a figure of which anything is in doubt has no cells.
#[rustfmt::skip]
const CASES: &[(&str, &str, &str)] = &[
    ("gb2021", "2021年，我县共收到政府信息公开申请27件，上年结转2件，办结28件，结转下年度继续办理1件。", "27件=requests.new@total; 2件=requests.carried_in@total; 28件=outcome.total@total; 1件=requests.carried_out@total"),
    ("gb2021", "全年共收到政府信息公开申请１２件。", "12件=requests.new@total"),
    ("gb2021", "全年收到政府信息公开申请1,034件，比2020年的980件增加54件，增长5.5%。", "1034件=requests.new@total; 980件; 54件 change; 5.5% change"),
    ("gb2021", "2021年，全县共收到依申请公开45件，其中县政府本级12件，县直部门30件，乡镇3件。", "45件=requests.new@total; 12件 part; 30件 part; 3件 part"),
    ("gb2021", "全年收到政府信息公开申请由980件增至1034件，增长5.5%。", "980件; 1034件=requests.new@total; 5.5% change"),
    ("gb2021", "收到政府信息公开申请较上年的980件增加54件。", "980件; 54件 change"),
    ("gb2021", "县教育局收到政府信息公开申请30件。", "30件"),
    ("gb2021", "各乡镇共收到政府信息公开申请8件。", "8件"),
    ("gb2021", "2020年收到政府信息公开申请19件，2021年收到22件。", "19件; 22件=requests.new@total"),
    ("gb2021", "本年度未收到政府信息公开申请。", "0=requests.new@total"),
    ("gb2021", "2021年，我县没有收到政府信息公开申请。", "0=requests.new@total"),
    ("gb2021", "全年共收到政府信息公开申请0件。", "0件=requests.new@total"),
    ("gb2021", "2021年未发生因政府信息公开被申请行政复议、提起行政诉讼的情况。", "0=review.total@value; 0=litigation.direct.total@value+litigation.after_review.total@value"),
    ("gb2021", "本年度无行政复议、行政诉讼案件。", "0; 0"),
    ("gb2021", "行政复议和行政诉讼均为0件。", "0件; 0件"),
    ("gb2021", "2021年，因政府信息公开被申请行政复议3件，提起行政诉讼1件。", "3件=review.total@value; 1件=litigation.direct.total@value+litigation.after_review.total@value"),
    ("gb2021", "全年发生行政复议案件11件，其中被纠正3件，维持8件。", "11件; 3件 part; 8件 part"),
    ("gb2021", "2021年我县制发行政规范性文件15件，废止行政规范性文件3件，现行有效行政规范性文件177件。", "15件=documents.normative@issued; 3件=documents.normative@repealed; 177件=documents.normative@in_force"),
    ("gb2021", "全年印发规范性文件12件，转发上级文件30件。", "12件=documents.normative@issued; 30件"),
    ("gb2021", "共办理行政许可10949件，作出行政处罚决定2396件。", "10949件; 2396件=matters.penalty@decisions"),
    ("gb2021", "公开行政处罚信息2396条。", "2396条"),
    ("gb2021", "我县主动公开政府信息1.7万条，历年累计公开787万余条。", "17000条; ~7870000条"),
    ("gb2014", "2021年我县共主动公开政府信息1630条，历年累计20080条。", "1630条=active.published_total@value; 20080条"),
    ("gb2014", "2021年，全县累计主动公开政府信息813条。", "813条=active.published_total@value"),
    ("gb2014", "自2008年以来全县累计主动公开政府信息10.2万条。", "102000条"),
    ("gb2014", "截至2021年底，全县累计主动公开政府信息10.2万条。", "102000条"),
    ("gb2014", "围绕优化营商环境，我县主动公开政府信息300条。", "300条"),
    ("gb2014", "财政信息方面，主动公开政府信息300条。", "300条"),
    ("gb2014", "2021年1月至6月，我县主动公开政府信息300条。", "300条"),
    ("gb2014", "上半年主动公开政府信息300条。", "300条"),
    ("gb2014", "2022年计划主动公开政府信息1000条以上。", "~1000条"),
    ("gb2014", "2021年通过政府网站公开政府信息5412条，通过政务微博公开政府信息731条，通过政务微信公开政府信息1285条。", "5412条=active.channel.website@value; 731条=active.channel.weibo@value; 1285条=active.channel.wechat@value"),
    ("gb2014", "通过不同渠道公开政府信息，其中政府网站公开5412条、政务微博公开731条。", "5412条; 731条"),
    ("gb2021", "全年发文213份，其中主动公开96份（45.1%），依申请公开31份（14.6%），不予公开86份（40.4%）。", "213份; 96份 part; 45.1%; 31份; 14.6%; 86份; 40.4%"),
    ("gb2021", "全年办结21件，其中予以公开9件（42.9%），部分公开3件，不予公开9件。", "21件=outcome.total@total; 9件 part=outcome.granted@total; 42.9%; 3件 part=outcome.partial@total; 9件 part=outcome.refused.state_secret@total and 7 more"),
    ("gb2014", "全县主动公开政府信息7221条，其中县级部门公开5641条，占78.1%，乡镇政府公开1580条，占21.9%。", "7221条=active.published_total@value; 5641条 part; 78.1% share; 1580条 part; 21.9% share"),
    ("gb2014", "县级部门、乡镇分别公开政府信息5641条、1580条。", "5641条; 1580条"),
    ("gb2014", "收到当面申请、信函申请分别为3件和5件。", "3件=requests.channel.in_person@value; 5件=requests.channel.letter@value"),
    ("gb2014", "2021年共收到政府信息公开申请9件，其中当面申请3件，网络申请5件，信函申请1件。", "9件=requests.new@value; 3件 part=requests.channel.in_person@value; 5件 part=requests.channel.online@value; 1件 part=requests.channel.letter@value"),
    ("gb2014", "2021年我县共受理政府信息公开申请9件。", "9件=requests.new@value"),
    ("gb2021", "2021年我县共受理政府信息公开申请9件。", "9件"),
    ("gb2014", "9件政府信息公开申请均已答复，其中：属于已主动公开范围2件，同意公开5件，同意部分公开1件，不同意公开1件（涉及商业秘密）。", "9件=replies.total@value; 2件 part=replies.already_public@value; 5件 part=outcome.granted@value; 1件 part=outcome.partial@value; 1件 part=outcome.refused@value"),
    ("gb2014", "2021年全县未收取任何费用。", "0=fees.request_charges@value"),
    ("gb2014", "在政府信息公开中，未向申请人收取任何费用。", "0=fees.request_charges@value"),
    ("gb2014", "召开政府信息公开工作会议2次，举办培训班1期，培训60人次。", "2次=training.meetings@value; 1期=training.classes@value; 60人次=training.trainees@value"),
    ("gb2014", "举办新闻发布会3场，政府网站在线访谈12次，发布政策解读稿件36篇。", "3场=response.press_conferences@value; 12次=response.interviews@value; 36篇=response.interpretations@value"),
    ("gb2014", "从事政府信息公开工作人员98人，其中专职人员8人，兼职人员90人。", "98人=resources.staff@value; 8人 part=resources.staff.full_time@value; 90人 part=resources.staff.part_time@value"),
    ("gb2021", "网友来信369封，回复352封，回复率达95.4%。", "369封; 352封; 95.4% rate"),
    ("gb2021", "2021年政民互动栏目共收到网友来信369封，回复352封，回复率达95.4%。", "369封; 352封; 95.4% rate"),
    ("gb2021", "全年收到建议67件，按时办结率100%，满意率99.66%。", "67件; 100% rate; 99.66% rate"),
    ("gb2021", "办结率为百分之九十。", "90% rate"),
    ("gb2021", "2021年公开信息402条，2020年为356条，同比增长12.9%。", "402条; 356条; 12.9% change"),
    ("gb2021", "2021年公开信息402条，较2020年增加46条，增长12.9%。", "402条; 46条 change; 12.9% change"),
    ("gb2021", "关注人数由2020年末的5200人增加到2021年末的8,930人。", "5200人; 8930人"),
    ("gb2021", "政务新媒体粉丝数达31.5万。", "315000"),
    ("gb2021", "我办共收到67件人大代表建议和133件政协委员提案。", "67件; 133件"),
    ("gb2021", "共收到三件政府信息公开申请，召开两次会议，开展十二场宣传。", "3件=requests.new@total"),
    ("gb2021", "一是完善机制，二是落实三项制度，推进六大攻坚战。", ""),
    ("gb2021", "党的十九大、二十届三中全会以来，我县公布“三公”经费。", ""),
    ("gb2021", "联系电话：0797-8542306，邮编：341200，地址：建设路8号。", ""),
    ("gb2021", "根据《关于做好2021年政府信息公开年度报告编制发布工作的通知》（赣府厅明〔2021〕181号）第五十条规定。", ""),
    ("gb2021", "受理12345热线诉求48634件，及时查阅率99.85%。", "48634件; 99.85% rate"),
    ("gb2021", "根据《条例》“应当自政府信息形成或者变更之日起20个工作日内予以公开”的规定办理。", ""),
    ("gb2021", "在2个工作日内对转办的问题进行处理，24小时在线。", ""),
    ("gb2021", "每月至少两次对网站进行检查。", ""),
    ("gb2021", "政务公开占年度绩效考核分值4%，满意度98.1分。", "4% share"),
    ("gb2021", "收到申请41件（含上年结转0件），已全部办结。", "41件=requests.new@total; 0件 part=requests.carried_in@total"),
    ("gb2021", "2021年，共收到申请83件，连同2020年结转的6件，共89件；答复84件，结转2022年5件。", "83件=requests.new@total; 6件=requests.carried_in@total; 89件; 84件; 5件=requests.carried_out@total"),
    ("gb2021", "2021年新收政府信息公开申请33件，2020年结转5件，共38件；办结36件，结转2022年2件。", "33件=requests.new@total; 5件=requests.carried_in@total; 38件; 36件=outcome.total@total; 2件=requests.carried_out@total"),
    ("gb2021", "2021年新收政府信息公开申请33件，均已办结；2020年结转5件，办结4件。", "33件=requests.new@total; 5件=requests.carried_in@total; 4件"),
    ("gb2021", "2020年结转政府信息公开申请5件，办结5件。2021年新收政府信息公开申请8件。", "5件=requests.carried_in@total; 5件; 8件=requests.new@total"),
    ("gb2021", "2020年收到政府信息公开申请33件，结转2021年5件，办结28件。", "33件; 5件; 28件"),
    ("gb2021", "全县收到政府信息公开申请61件（自然人52件、商业企业6件、法律服务机构3件），上年结转4件。", "61件=requests.new@total; 52件 part=requests.new@natural_person; 6件 part; 3件 part; 4件=requests.carried_in@total"),
    ("gb2021", "全县收到政府信息公开申请61件（其中县教育局52件），上年结转4件。", "61件=requests.new@total; 52件 part; 4件=requests.carried_in@total"),
    ("gb2021", "收到政府信息公开申请61件（其中县教育局52件），上年结转4件。", "61件=requests.new@total; 52件 part; 4件"),
    ("gb2021", "全县共收到政府信息公开申请100件（其中乡镇15件）。截至年底办结95件，结转2022年5件。", "100件=requests.new@total; 15件 part; 95件=outcome.total@total; 5件=requests.carried_out@total"),
    ("gb2021", "各乡镇收到政府信息公开申请15件。截至年底办结95件。", "15件; 95件"),
    ("gb2014", "截至年底，全县主动公开政府信息10.2万条。", "102000条"),
    ("gb2021", "截至年底主动公开政府信息1286条，收到申请8件，办结8件。", "1286条; 8件; 8件"),
    ("gb2021", "全年制发行政规范性文件5件，废止2件，截至年底现行有效43件。", "5件=documents.normative@issued; 2件=documents.normative@repealed; 43件=documents.normative@in_force"),
    ("gb2021", "全年制定政府规章1件、行政规范性文件5件，废止2件。", "1件=documents.regulations@issued; 5件; 2件"),
    ("gb2021", "全年清理规范性文件38件，废止5件，修改4件。", "38件; 5件; 4件"),
    ("gb2021", "全年制发行政规范性文件5件；清理时废止2件。", "5件=documents.normative@issued; 2件"),
    ("gb2021", "全年收到申请6件，当年办结5件，其余1件结转下年。", "6件=requests.new@total; 5件=outcome.total@total; 1件=requests.carried_out@total"),
    ("gb2021", "2020年收到申请6件，当年办结5件。", "6件; 5件"),
    ("indicator2008", "未发生政府信息公开行政诉讼，历年累计1件。", "0=litigation.total@this_year; 1件=litigation.total@cumulative"),
    ("indicator2008", "未发生政府信息公开行政复议、行政诉讼，历年累计1件。", "0=review.total@this_year; 0=litigation.total@this_year; 1件"),
    ("gb2021", "因政府信息公开引发行政复议2件，维持1件，纠正1件；行政诉讼1件。", "2件=review.total@value; 1件=review.upheld@value; 1件=review.corrected@value; 1件=litigation.direct.total@value+litigation.after_review.total@value"),
    ("gb2021", "因政府信息公开引发行政复议2件、行政诉讼1件，维持1件。", "2件=review.total@value; 1件=litigation.direct.total@value+litigation.after_review.total@value; 1件"),
    ("gb2021", "全年办理行政复议案件120件，维持60件，纠正8件。", "120件; 60件; 8件"),
    ("gb2014", "收到政府信息公开申请9件，其中信函、传真申请4件。", "9件=requests.new@value; 4件 part=requests.channel.letter@value+requests.channel.fax@value"),
    ("gb2014", "2021年主动公开文件86条。", "86条"),
    ("indicator2008", "2021年主动公开文件86条，其中政策文件12条。", "86条=active.published_total@this_year; 12条 part"),
    ("indicator2008", "印发文件86件，公开文件75件。", "86件; 75件"),
    ("gb2021", "全年受理政府信息公开申请34件，已办结33件，1件按规定结转2022年办理。", "34件; 33件=outcome.total@total; 1件=requests.carried_out@total"),
    ("gb2021", "我县收到政府信息公开申请约30件，公开信息近300条，超过200条。", "~30件=requests.new@total; ~300条; ~200条"),
    ("gb2021", "不超过5件，至少3次。", "~5件; ~3次"),
    ("gb2021", "其中予以公开14件，部分公开3件，不予公开4件，无法提供6件。", "14件=outcome.granted@total; 3件=outcome.partial@total; 4件=outcome.refused.state_secret@total and 7 more; 6件=outcome.unable.not_held@total and 2 more"),
    ("gb2021", "共收到政府信息公开申请27件，其中予以公开14件，部分公开3件，不予公开4件，无法提供6件。", "27件=requests.new@total; 14件 part=outcome.granted@total; 3件 part=outcome.partial@total; 4件 part=outcome.refused.state_secret@total and 7 more; 6件 part=outcome.unable.not_held@total and 2 more"),
    ("gb2021", "主动公开信息1032条。其中行政许可公示596条、行政处罚公示148条、食品抽检信息203条、其他信息85条。", "1032条; 596条 part; 148条 part; 203条 part; 85条 part"),
    ("gb2021", "全市各级行政机关主动公开政府信息161,203条（其中市政府及市直部门38,215条，各县区122,988条）。", "161203条; 38215条 part; 122988条 part"),
    ("gb2021", "全区收到16件，其中区政府本级6件（2020年9件、2019年12件，呈逐年下降趋势），部门9件，乡镇1件。", "16件=requests.new@total; 6件 part; 9件; 12件; 9件 part; 1件 part"),
    ("gb2021", "全年公开信息8,216条。其中：（1）政策文件86条；（2）财政信息412条；（3）民生信息1,520条；（4）其他信息6,198条。", "8216条; 86条 part; 412条 part; 1520条 part; 6198条 part"),
    ("gb2021", "2021年，县长信箱共收到来信177件，其中县长信箱85件，网上信访92件。", "177件; 85件 part; 92件 part"),
    ("gb2021", "共梳理权责清单2564项，占总事项的50.3%。", "2564项; 50.3% share"),
    ("gb2021", "公开行政规范性文件6件、政策解读材料21篇。", "6件; 21篇"),
    ("gb2021", "取消和调整事项共103项，其中，取消审批事项42项，取消环节42项。", "103项; 42项 part; 42项 part"),
    ("gb2021", "本机关2021年收到政府信息公开申请5件。", "5件"),
    ("gb2021", "我局2021年收到政府信息公开申请5件。", "5件"),
    ("gb2021", "2021年度，县政府办公室收到政府信息公开申请5件。", "5件"),
    ("gb2021", "未按时办结的政府信息公开申请2件。", "2件"),
    ("gb2021", "没有主动公开政府信息的单位要限期整改。", ""),
    ("gb2021", "对收到的1件政府信息公开申请，依法予以答复。", "1件=requests.new@total"),
    ("gb2021", "本年新收政府信息公开申请12件，上年结转政府信息公开申请0件。", "12件=requests.new@total; 0件=requests.carried_in@total"),
    ("gb2021", "2021年，本县新收政府信息公开申请12件，其中自然人10件，法人或其他组织2件。", "12件=requests.new@total; 10件 part; 2件 part"),
    ("gb2021", "收到政府信息公开申请7，均已办结。", "7=requests.new@total"),
    ("gb2021", "2021年收取行政事业性收费120.5万元。", "120.5万元=fees.administrative@amount"),
    ("gb2021", "2021年实际收取信息处理费120元。", "120元"),
    ("gb2021", "全县各级各部门共收到政府信息公开申请12件次。", "12件次=requests.new@total"),
    ("gb2021", "收到政府信息公开申请14,069 件，14 069件为新收。", "14069件=requests.new@total; 14069件=requests.new@total"),
    ("gb2021", "2021年12月31日前收到政府信息公开申请3件。", "3件"),
    ("gb2021", "2021年1月1日至2021年12月31日，我县共收到政府信息公开申请3件。", "3件=requests.new@total"),
    ("gb2021", "去年收到政府信息公开申请3件。", "3件"),
    ("gb2021", "今年以来，共收到政府信息公开申请3件。", "3件=requests.new@total"),
    ("gb2021", "无上年结转，无结转下年度继续办理件。", "0=requests.carried_in@total; 0=requests.carried_out@total"),
    ("gb2021", "我县政府信息公开工作没有引发行政复议、行政诉讼。", "0=review.total@value; 0=litigation.direct.total@value+litigation.after_review.total@value"),
    ("gb2021", "参加行政诉讼2件，行政复议后起诉1件。", "2件; 1件"),
    ("gb2021", "2021年，全县未经复议直接起诉案件2件，复议后起诉1件。", "2件=litigation.direct.total@value; 1件=litigation.after_review.total@value"),
    ("gb2021", "县卫健局高度重视，全年共收到政府信息公开申请3件。", "3件"),
    ("gb2021", "在县委、县政府的坚强领导下，全县共收到政府信息公开申请3件。", "3件=requests.new@total"),
    ("gb2021", "共收到政府信息公开申请10件，同比下降20%，全部按期答复。", "10件=requests.new@total; 20% change"),
    ("gb2021", "网上申请6件，信函申请4件，分别占60%、40%。", "6件; 4件; 60% share; 40%"),
    ("gb2021", "共收到政府信息公开申请10件，其中网上申请6件，信函申请4件，分别占60%和40%。", "10件=requests.new@total; 6件 part; 4件 part; 60% share; 40% share"),
    ("gb2021", "全年办理行政复议案件120件，行政应诉案件30件。", "120件; 30件"),
    ("gb2021", "因政府信息公开引发的行政复议2件、行政诉讼1件。", "2件=review.total@value; 1件=litigation.direct.total@value+litigation.after_review.total@value"),
    ("gb2021", "全市法院受理行政诉讼案件12件。", "12件"),
    ("gb2021", "2021年共办理行政审批事项10万余件，满意率达99.9%。", "~100000件; 99.9% rate"),
    ("gb2021", "印发《关于公布2021年规范性文件清理结果的通知》，废止规范性文件21件。", "21件=documents.normative@repealed"),
    ("gb2021", "制定《行政规范性文件管理办法》等4件，部门规章0件。", "4件; 0件"),
    ("gb2021", "2021年，各单位未收到政府信息公开申请。", "0"),
    ("gb2021", "如未收到政府信息公开申请，也应如实填报。", ""),
    ("gb2021", "累计收到政府信息公开申请608件。", "608件"),
    ("gb2021", "2008年至2021年共收到政府信息公开申请608件。", "608件"),
    ("gb2014", "2021年通过县政府门户网站公开政府信息5412条，在政府公报公开政府信息12条。", "5412条=active.channel.website@value; 12条=active.channel.gazette@value"),
    ("gb2014", "2021年，通过12345热线收到申请30件。", "30件"),
    ("gb2014", "网站专栏公开政府信息120条，其他方式公开政府信息54条。", "120条; 54条=active.channel.other@value"),
    ("gb2014", "2021年1-6月公开政府信息120条。", "120条"),
    ("gb2014", "全年公开政府信息120-150条。", ""),
    ("gb2014", "平均每月主动公开政府信息20条。", "20条"),
    ("gb2014", "主动公开政府信息不少于300条。", "~300条=active.published_total@value"),
    ("gb2021", "2021年收到政府信息公开申请数量12件，同比去年增长20%。", "12件=requests.new@total; 20% change"),
    ("gb2021", "共收到政府信息公开申请10件（其中网上申请6件，信函申请4件）。", "10件=requests.new@total; 6件 part; 4件 part"),
    ("gb2021", "依申请公开0件。", "0件"),
    ("gb2021", "依申请公开政府信息7件。", "7件"),
    ("gb2021", "收到政府信息公开申请二十三件。", "23件=requests.new@total"),
    ("gb2021", "收到政府信息公开申请一件，予以公开一件。", "1件=requests.new@total; 1件=outcome.granted@total"),
    ("gb2021", "通过“互联网+监管”系统收到投诉30件。", "30件"),
    ("gb2021", "县政府信息公开办公室收到群众来电300次、来访12人次。", "300次; 12人次"),
];

#[test]
fn sentences_make_the_claims_that_a_reader_finds_in_them() {
    let engine = Engine::new(Limits::default()).unwrap();
    let mut wrong = Vec::new();
    for (edition, sentence, expected) in CASES {
        let found = claims(&engine, edition, sentence);
        if found != *expected {
            wrong.push(format!("{sentence}\n  expected {expected}\n  found    {found}"));
        }
    }
    assert!(wrong.is_empty(), "{} of {}:\n{}", wrong.len(), CASES.len(), wrong.join("\n"));
}

#[test]
fn the_figures_of_an_endless_sentence_are_all_read_and_held_against_a_bounded_number_of_others() {
    const MOST: usize = 512;
    let engine = Engine::new(Limits::default()).unwrap();
    for item in ["1,234件、", "12%", "3条其中"] {
        let text = format!("云山县人民政府2021年政府信息公开工作年度报告\n\n一、总体情况\n\n全县公开信息{}。\n", item.repeat(2_000));
        let options = Options { validate: false, normalize: false, edition: Some("gb2021".to_owned()), ..Options::default() };
        let checked = engine.check(Document { name: "sentence", bytes: text.as_bytes(), charset: None }, &options).unwrap();
        let claims = &checked.report.claims;
        assert_eq!(claims.list.len(), 2_000, "{item}");
        assert!(claims.list.iter().all(|claim| claim.value == claims.list[0].value), "{item}: no number is cut");
        let longest = claims.list.chunk_by(|a, b| a.sentence == b.sentence).map(<[_]>::len).max();
        assert!(longest.is_some_and(|longest| longest <= MOST), "{item}: {longest:?}");
    }
}

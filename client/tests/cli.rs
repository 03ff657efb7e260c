//! The real binary, as a shell sees it: what it prints where, and how it ends.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on may panic, in its own functions as well")]

use std::io::{BufRead as _, BufReader, Cursor, Read as _, Write as _};
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::{env, fs};

use serde_json::Value;

/// The five reports, in order.
const REPORTS: [&str; 5] = [
    "tests/data/reports/000.txt",
    "tests/data/reports/001.txt",
    "tests/data/reports/002.txt",
    "tests/data/reports/003.txt",
    "tests/data/reports/004.txt",
];

/// How a run ended and what it printed.
#[derive(Debug)]
struct Run {
    code: i32,
    output: String,
    talk: String,
}

impl Run {
    /// The lines of standard output as JSON.
    fn lines(&self) -> Vec<Value> {
        self.output.lines().map(|line| serde_json::from_str(line).unwrap_or_else(|error| panic!("{error}: {line}"))).collect()
    }

    fn json(&self) -> Value {
        serde_json::from_str(&self.output).unwrap_or_else(|error| panic!("{error}: {self:?}"))
    }
}

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap().to_owned()
}

fn command(args: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_gouji"));
    command.args(args).current_dir(root()).env_remove("GOUJI_SERVER").stdin(Stdio::null());
    command
}

fn gouji(args: &[&str]) -> Run {
    finished(&mut command(args))
}

fn finished(command: &mut Command) -> Run {
    let output = command.output().unwrap();
    Run {
        code: output.status.code().unwrap(),
        output: String::from_utf8(output.stdout).unwrap(),
        talk: String::from_utf8(output.stderr).unwrap(),
    }
}

fn gouji_fed(args: &[&str], input: &[u8]) -> Run {
    let mut child = command(args).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    child.stdin.take().unwrap().write_all(input).unwrap();
    let output = child.wait_with_output().unwrap();
    Run {
        code: output.status.code().unwrap(),
        output: String::from_utf8(output.stdout).unwrap(),
        talk: String::from_utf8(output.stderr).unwrap(),
    }
}

/// A folder of its own for one test, removed at the end.
struct Scratch(PathBuf);

impl Scratch {
    fn new(name: &str) -> Self {
        let path = env::temp_dir().join(format!("gouji-cli-{}-{name}", std::process::id()));
        fs::create_dir_all(&path).unwrap();
        Self(path)
    }

    fn file(&self, name: &str, content: &[u8]) -> String {
        let path = self.0.join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(&path, content).unwrap();
        path.to_str().unwrap().to_owned()
    }

    fn path(&self) -> &str {
        self.0.to_str().unwrap()
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

/// A server on a real socket, for as long as the test runs.
fn server() -> String {
    let (tell, told) = std::sync::mpsc::channel::<SocketAddr>();
    std::thread::spawn(move || {
        let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(1).enable_all().build().unwrap();
        runtime.block_on(async {
            let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
            tell.send(listener.local_addr().unwrap()).unwrap();
            gouji_server::serve(listener, gouji_server::Config::default(), std::future::pending()).await.unwrap();
        });
    });
    format!("http://{}", told.recv().unwrap())
}

/// What a check must end with, by its own result.
fn expected_code(checked: &Value) -> i32 {
    match checked["verdict"].as_str() {
        Some("VERDICT_PASS") => 0,
        Some("VERDICT_FAIL") => 1,
        Some("VERDICT_INCONCLUSIVE") => 2,
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_check_ends_as_its_verdict_says() {
    for report in REPORTS {
        let run = gouji(&["check", report, "--format", "json"]);
        assert_eq!(run.code, expected_code(&run.json()), "{report}");
        assert_eq!(run.talk, "");
    }
}

#[test]
fn the_threshold_of_failure_is_the_callers() {
    for report in REPORTS {
        let checked = gouji(&["check", report]).json();
        let has = |severities: &[&str]| {
            checked["findings"].as_array().into_iter().flatten().any(|finding| severities.contains(&finding["severity"].as_str().unwrap()))
        };
        let otherwise = if checked["verdict"] == "VERDICT_INCONCLUSIVE" { 2 } else { 0 };
        let code = |found| if found { 1 } else { otherwise };
        let run = |fail_on| gouji(&["check", report, "--fail-on", fail_on]).code;
        assert_eq!(run("error"), code(has(&["SEVERITY_ERROR"])), "{report}");
        assert_eq!(run("warning"), code(has(&["SEVERITY_ERROR", "SEVERITY_WARNING"])), "{report}");
        assert_eq!(run("info"), code(has(&["SEVERITY_ERROR", "SEVERITY_WARNING", "SEVERITY_INFO"])), "{report}");
        assert_eq!(run("never"), otherwise, "{report}");
    }
}

#[test]
fn places_slice_the_source_at_code_points() {
    for name in REPORTS {
        let text: Vec<char> = fs::read_to_string(root().join(name)).unwrap().chars().collect();
        let checked = gouji(&["check", name]).json();
        let mut places = 0;
        for cell in checked["report"]["statistics"].as_array().unwrap() {
            let Some(span) = cell.get("span") else { continue };
            let at = |end: &str| usize::try_from(span.get(end).and_then(Value::as_i64).unwrap_or(0)).unwrap();
            let piece: String = text[at("start")..at("end")].iter().collect();
            assert_eq!(piece, span.get("text").and_then(Value::as_str).unwrap_or(""), "{name} {cell}");
            places += 1;
        }
        assert!(places > 0, "{name}");
    }
}

#[test]
fn every_input_gives_one_line_in_input_order() {
    let scratch = Scratch::new("order");
    let zip = scratch.file("a.docx", b"PK\x03\x04....");
    let missing = scratch.0.join("none.txt").to_str().unwrap().to_owned();
    let inputs = [REPORTS[2], &zip, REPORTS[0], &missing, REPORTS[1], &missing];
    let run = gouji(&[&["check", "--format", "jsonl"], &inputs[..]].concat());
    assert_eq!(run.code, 2);
    let lines = run.lines();
    let names: Vec<_> = lines.iter().map(|line| line["source"]["name"].as_str().unwrap()).collect();
    assert_eq!(names, inputs);
    let codes: Vec<_> = lines.iter().map(|line| line["error"]["code"].as_i64()).collect();
    assert_eq!(codes, [None, Some(3), None, Some(5), None, Some(5)]);
    assert!(lines.iter().all(|line| line.get("report").is_some() != line.get("error").is_some()));
    assert_eq!(lines[3]["error"]["details"][0]["@type"], "type.googleapis.com/google.rpc.ErrorInfo");
    assert_eq!(lines[3]["error"]["details"][0]["reason"], "INPUT_UNREADABLE");
    assert_eq!(lines[1]["error"]["details"][0]["domain"], "gouji");
}

#[test]
fn only_unreadable_inputs_still_end() {
    let inputs = vec!["no-such-file.txt"; 600];
    let run = gouji(&[&["check", "--quiet"], &inputs[..]].concat());
    assert_eq!((run.code, run.lines().len(), run.talk.as_str()), (2, 600, ""));
}

#[test]
fn a_batch_gives_what_single_checks_give() {
    let together = gouji(&[&["check"], &REPORTS[..]].concat());
    let alone: String = REPORTS.iter().map(|report| gouji(&["check", report]).output).collect();
    assert_eq!(together.output, alone);
    let batch = gouji(&[&["batch"], &REPORTS[..]].concat());
    assert_eq!(batch.output, alone);
    assert!(batch.talk.contains("共 5 份"), "{}", batch.talk);
}

#[test]
fn a_server_gives_what_the_program_itself_gives() {
    let url = server();
    for args in [&["check", REPORTS[0]][..], &["check", REPORTS[0], REPORTS[3]], &["parse", REPORTS[1]], &["rules"], &["forms", "gb2021"]] {
        let own = gouji(args);
        let remote = gouji(&[args, &["--server", &url]].concat());
        assert_eq!((own.code, &own.output), (remote.code, &remote.output), "{args:?}");
        let by_variable = finished(command(args).env("GOUJI_SERVER", &url));
        assert_eq!(own.output, by_variable.output);
    }
}

#[test]
fn a_server_that_is_not_there_fails_every_input_and_says_so() {
    let run = gouji(&["check", REPORTS[0], REPORTS[1], "--server", "http://127.0.0.1:9"]);
    assert_eq!(run.code, 2);
    assert!(run.lines().iter().all(|line| line["error"]["code"] == 14), "{}", run.output);
    assert_eq!(run.lines().len(), 2);
    assert!(run.talk.contains("服务连接不上"), "{}", run.talk);
    assert_eq!(gouji(&["rules", "--server", "127.0.0.1:9"]).code, 2);
    assert_eq!(gouji(&["rules", "--server", "https://127.0.0.1:9"]).code, 64);
}

#[test]
fn standard_input_is_a_report_like_any_other() {
    let bytes = fs::read(root().join(REPORTS[0])).unwrap();
    let mut of_file = gouji(&["check", REPORTS[0]]).json();
    of_file["source"]["name"] = "-".into();
    for args in [&["check"][..], &["check", "-"]] {
        assert_eq!(gouji_fed(args, &bytes).json(), of_file);
    }
    let both = gouji_fed(&["check", REPORTS[1], "-"], &bytes);
    assert_eq!(both.lines()[1], of_file);
}

#[test]
fn a_declared_character_set_is_used() {
    let text = fs::read_to_string(root().join(REPORTS[0])).unwrap();
    let bytes = encoding_rs::GB18030.encode(&text).0;
    let run = gouji_fed(&["check", "--charset", "gb18030"], &bytes).json();
    assert_eq!((run["source"]["charset"].as_str(), run["source"]["declaredCharset"].as_str()), (Some("gb18030"), Some("gb18030")));
    let text = gouji_fed(&["check", "--format", "text"], &bytes).output;
    assert!(text.contains("gb18030"), "{text}");
}

#[test]
fn a_folder_is_searched_and_what_is_left_out_is_said() {
    let scratch = Scratch::new("folder");
    let report = fs::read(root().join(REPORTS[0])).unwrap();
    scratch.file("b/二.txt", &report);
    scratch.file("a.md", &report);
    scratch.file("c.png", b"\x89PNG");
    let run = gouji(&["check", scratch.path()]);
    let names: Vec<_> = run.lines().iter().map(|line| line["source"]["name"].as_str().unwrap().to_owned()).collect();
    assert_eq!(names, ["a.md", "b/二.txt"].map(|name| format!("{}/{name}", scratch.path())));
    assert!(run.talk.contains("跳过") && run.talk.contains("c.png"), "{}", run.talk);
    assert_eq!(gouji(&["check", "--quiet", scratch.path()]).talk, "");
    assert!(gouji(&["check", scratch.path(), "--format", "json"]).json().is_array());
}

/// An archive of files.
fn packed(files: &[(&str, &[u8])]) -> Vec<u8> {
    let mut writer = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in files {
        writer.start_file(*name, zip::write::SimpleFileOptions::default()).unwrap();
        writer.write_all(content).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

#[test]
fn an_archive_gives_one_line_for_every_file_in_it() {
    let scratch = Scratch::new("archive");
    let reports = REPORTS.map(|report| fs::read(root().join(report)).unwrap());
    let inner = packed(&[("丙.txt", &reports[2])]);
    let archive = packed(&[("乡镇/甲.txt", &reports[0]), ("__MACOSX/._甲.txt", b"x"), ("b.png", b"\x89PNG"), ("区县.zip", &inner)]);
    let archive = scratch.file("a.zip", &archive);
    let plain = scratch.file("b.txt", &reports[3]);
    let paths = ["乡镇/甲.txt", "b.png", "区县.zip/丙.txt"].map(|path| format!("{archive}/{path}"));

    let run = gouji(&["check", &archive]);
    let lines = run.lines();
    let names: Vec<_> = lines.iter().map(|line| line["source"]["name"].as_str().unwrap()).collect();
    assert_eq!((run.code, names), (2, paths.iter().map(String::as_str).collect::<Vec<_>>()));
    assert_eq!(lines[1]["error"]["details"][0]["reason"], "UNSUPPORTED_FORMAT");
    let mut alone = gouji(&["check", REPORTS[2]]).json();
    alone["source"]["name"] = paths[2].as_str().into();
    assert_eq!(lines[2], alone, "the result is that of the file by itself");
    assert!(run.talk.contains("a.zip") && run.talk.contains("__MACOSX/._甲.txt"), "{}", run.talk);

    for together in [gouji(&["check", &archive, &plain]), gouji(&["check", scratch.path()]), gouji(&["batch", scratch.path()])] {
        let names: Vec<_> = together.lines().iter().map(|line| line["source"]["name"].as_str().unwrap().to_owned()).collect();
        assert_eq!((names, together.code), ([&paths[..], std::slice::from_ref(&plain)].concat(), 2));
    }
    assert!(gouji(&["check", &archive, "--format", "json"]).json().as_array().is_some_and(|list| list.len() == 3));
    let text = gouji(&["batch", "--format", "text", &archive]).output;
    assert!(paths.iter().all(|path| text.contains(path)) && text.contains("共 3 份"), "{text}");
    let text = gouji(&["check", "--format", "text", "--color", "never", &archive]).output;
    assert!(paths.iter().all(|path| text.contains(path)), "{text}");
    let excerpts = |name: &str| text.split("\n\n").filter(|part| part.contains(&format!("--> {name}:"))).count();
    assert!(excerpts(&paths[0]) > 0 && excerpts(&paths[2]) > 0, "files of the archive are quoted: {text}");
}

#[test]
fn a_name_that_speaks_of_another_format_is_told_and_blocks_nothing() {
    let scratch = Scratch::new("extension");
    let report = fs::read(root().join(REPORTS[0])).unwrap();
    let (right, wrong) = (scratch.file("a.txt", &report), scratch.file("a.doc", &report));
    let archive = scratch.file("a.zip", &packed(&[("b.pdf", &report)]));
    let noted = |name: &str| {
        let run = gouji(&["check", name]);
        let notes = run.json()["source"]["notes"].as_array().cloned().unwrap_or_default();
        let told = notes.iter().filter(|note| note["kind"] == "SOURCE_NOTE_KIND_EXTENSION_MISMATCH").count();
        (told, run.code, run.json()["verdict"].clone())
    };
    let (_, code, verdict) = noted(&right);
    assert_eq!(noted(&right).0, 0);
    assert_eq!(noted(&wrong), (1, code, verdict.clone()));
    assert_eq!(noted(&archive), (1, code, verdict));
}

#[test]
fn an_archive_of_one_stage_alone_is_refused_with_advice_and_left_out_of_folders() {
    let scratch = Scratch::new("stage-archive");
    let report = fs::read(root().join(REPORTS[0])).unwrap();
    let archive = scratch.file("a.zip", &packed(&[("甲.txt", &report)]));
    scratch.file("b.txt", &report);
    let named = gouji(&["parse", "--format", "text", &archive]);
    assert_eq!(named.code, 2);
    assert!(named.output.contains("批量核对"), "{}", named.output);
    let folder = gouji(&["parse", scratch.path()]);
    assert_eq!(folder.lines().len(), 1);
    assert!(folder.talk.contains("跳过") && folder.talk.contains("a.zip"), "{}", folder.talk);
}

#[test]
fn an_archive_that_cannot_be_opened_gives_one_line() {
    let scratch = Scratch::new("broken-archive");
    let report = fs::read(root().join(REPORTS[1])).unwrap();
    let archive = packed(&[("甲.txt", &report)]);
    let broken = scratch.file("a.zip", &archive[..archive.len() / 2]);
    let run = gouji(&["check", &broken, REPORTS[1]]);
    let names: Vec<_> = run.lines().iter().map(|line| line["source"]["name"].as_str().unwrap().to_owned()).collect();
    assert_eq!((names, run.code), (vec![broken, REPORTS[1].to_owned()], 2));
    assert_eq!(run.lines()[0]["error"]["details"][0]["reason"], "DAMAGED");
}

#[test]
fn a_folder_without_reports_is_not_a_success() {
    let scratch = Scratch::new("empty");
    let run = gouji(&["check", scratch.path()]);
    assert_eq!((run.code, run.lines().len()), (2, 1));
    assert_eq!(run.lines()[0]["error"]["code"], 5);
}

#[test]
fn a_large_input_is_sent_in_pieces() {
    let scratch = Scratch::new("large");
    let mut text = fs::read_to_string(root().join(REPORTS[0])).unwrap();
    while text.len() < 3 << 20 {
        text.push_str("本段文字没有数字，只为凑足篇幅。\n");
    }
    let large = scratch.file("large.txt", text.as_bytes());
    let run = gouji(&["check", REPORTS[1], &large, "--view", "findings"]);
    let lines = run.lines();
    assert_eq!(lines[1]["source"]["sizeBytes"], text.len().to_string());
    assert!(lines[1].get("error").is_none(), "{}", lines[1]["error"]);
}

#[test]
fn each_stage_gives_its_own_part_and_no_other() {
    let keys = |command: &str| -> Vec<String> {
        gouji(&[command, REPORTS[0]]).json().as_object().unwrap().keys().filter(|key| *key != "summary").cloned().collect()
    };
    assert_eq!(keys("parse"), ["source", "report", "engine"]);
    assert!(keys("validate").contains(&"verdict".to_owned()) && !keys("validate").contains(&"normalized".to_owned()));
    assert!(!keys("normalize").contains(&"ledger".to_owned()) && !keys("normalize").contains(&"verdict".to_owned()));
    assert_eq!(gouji(&["parse", REPORTS[0]]).code, 0);
}

#[test]
fn a_view_leaves_out_what_was_not_asked_for() {
    let run = gouji(&["check", REPORTS[0], "--view", "verdict"]).json();
    assert!(run.get("report").is_none() && run.get("findings").is_none() && run.get("verdict").is_some(), "{run}");
}

#[test]
fn a_batch_in_text_is_a_line_a_report_and_counts() {
    let run = gouji(&[&["batch", "--format", "text"], &REPORTS[..], &["none.txt"]].concat());
    for report in REPORTS {
        assert_eq!(run.output.lines().filter(|line| line.contains(report)).count(), 1, "{}", run.output);
    }
    assert!(run.output.contains("共 6 份") && run.output.contains("无法处理 1") && run.output.contains("gb2014"), "{}", run.output);
}

#[test]
fn a_reading_shows_every_table_it_found() {
    let text = gouji(&["parse", REPORTS[0], "--format", "text"]).output;
    assert!(text.contains("29036条") && text.contains("空白") && text.contains("收到申请数"), "{text}");
}

#[test]
fn usage_errors_end_with_64_and_talk_only() {
    for args in [
        &["check", "--no-such-option"][..],
        &["frobnicate"],
        &[],
        &["check", REPORTS[0], "--fail-on", "sometimes"],
        &["check", REPORTS[0], "--as-of", "yesterday"],
        &["check", REPORTS[0], "--edition", "gb1999"],
        &["check", REPORTS[0], REPORTS[1], "--edition", "gb1999"],
        &["normalize", REPORTS[0], "--to", "gb1999"],
        &["explain", "NO-SUCH-RULE"],
        &["explain"],
        &["forms", "gb1999"],
        &["rules", "--family", "ZZ"],
    ] {
        let run = gouji(args);
        assert_eq!((run.code, run.output.as_str()), (64, ""), "{args:?} {run:?}");
        assert!(!run.talk.is_empty(), "{args:?}");
    }
}

#[test]
fn help_and_version_are_data() {
    for (args, word) in [
        (&["--help"][..], "退出码"),
        (&["check", "-h"], "--fail-on"),
        (&["check", "--help"], "例子"),
        (&["--lang", "en", "--help"], "Exit codes"),
        (&["--version"], env!("CARGO_PKG_VERSION")),
    ] {
        let run = gouji(args);
        assert_eq!((run.code, run.talk.as_str()), (0, ""), "{args:?}");
        assert!(run.output.contains(word), "{}", run.output);
    }
}

#[test]
fn a_reader_that_stops_is_no_failure() {
    let inputs = REPORTS.repeat(40);
    let mut child = command(&[&["check"], &inputs[..]].concat()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    let mut output = BufReader::new(child.stdout.take().unwrap());
    let mut line = String::new();
    output.read_line(&mut line).unwrap();
    drop(output);
    let mut talk = String::new();
    child.stderr.take().unwrap().read_to_string(&mut talk).unwrap();
    assert_eq!((child.wait().unwrap().code(), talk.as_str()), (Some(0), ""));
}

#[test]
fn figures_are_carried_over_to_another_edition() {
    let run = gouji(&["normalize", REPORTS[0], "--to", "gb2021"]);
    assert_eq!(run.code, 0);
    let normalized = &run.json()["normalized"];
    assert_eq!((normalized["edition"].as_str(), normalized["sourceEdition"].as_str()), (Some("gb2021"), Some("gb2014")));
    let text = gouji(&["normalize", REPORTS[0], "--to", "gb2021", "--format", "text"]).output;
    assert!(text.contains("由 gb2014 换算到 gb2021"), "{text}");
}

#[test]
fn an_unknown_rule_suggests_those_that_may_be_meant() {
    let known = gouji(&["rules", "--format", "json"]).json()[0]["code"].as_str().unwrap().to_owned();
    let run = gouji(&["explain", &format!("{known}-X")]);
    assert!(run.code == 64 && run.talk.contains(&known), "{}", run.talk);
}

#[test]
fn names_are_those_that_other_programs_read() {
    let checked = gouji(&["check", REPORTS[0], "--format", "jsonl"]).json();
    let source = &checked["source"];
    assert_eq!(source["name"], REPORTS[0]);
    assert_eq!(source["sha256"].as_str().unwrap().len(), 64);
    assert_eq!((source["mediaType"].as_str(), source["charset"].as_str()), (Some("text/plain"), Some("UTF-8")));
    assert_eq!(source["sizeBytes"], "24865");
    let report = &checked["report"];
    assert_eq!(report["title"], "上犹县政府办2018年政府信息公开工作年度报告");
    assert_eq!(report["organization"]["level"], "ADMINISTRATIVE_LEVEL_COUNTY");
    assert!(report["organization"]["name"].is_string() && report["reportYear"] == 2018, "{report}");
    assert_eq!((report["period"]["start"].as_str(), report["period"]["end"].as_str()), (Some("2018-01-01"), Some("2018-12-31")));
    assert_eq!(report["publishDate"], "2019-01-31");
    let section = &report["sections"][0];
    assert_eq!((&section["level"], &section["ordinal"], &section["heading"]), (&1.into(), &"一、".into(), &"概述".into()));
    assert_eq!(section["span"]["text"], "概述");
    assert_eq!(report["edition"]["id"], "gb2014");
    assert!(report["edition"]["evidence"].is_array());
    let cell = report["statistics"].as_array().unwrap().iter().find(|cell| cell["indicator"] == "requests.new").unwrap();
    assert_eq!((&cell["column"], &cell["state"], &cell["value"]), (&"value".into(), &"CELL_STATE_NUMBER".into(), &"7".into()));
    assert_eq!((cell["unit"].as_str(), cell["span"]["text"].as_str()), (Some("件"), Some("7")));
    for number in ["start", "end", "line", "column"] {
        assert!(cell["span"][number].is_i64(), "{cell}");
    }
    let finding = checked["findings"].as_array().unwrap().iter().find(|it| it["rule"] == "G14-REQ-CHANNEL-SUM").unwrap();
    assert_eq!((finding["severity"].as_str(), finding["expected"].as_str()), (Some("SEVERITY_ERROR"), Some("0")));
    assert_eq!((finding["actual"].as_str(), finding["primary"]["text"].as_str()), (Some("7"), Some("7")));
    assert_eq!(finding["cells"][0], "requests.new@value");
    assert!(finding["related"][0]["note"].is_string() && finding["related"][0]["span"]["text"] == "0", "{finding}");
    for name in ["name", "message", "help", "group", "fingerprint"] {
        assert!(finding[name].as_str().is_some_and(|text| !text.is_empty()), "{name} of {finding}");
    }
    for entry in checked["ledger"].as_array().unwrap() {
        assert!(entry["rule"].is_string() && entry["outcome"].as_str().unwrap().starts_with("RULE_OUTCOME_"), "{entry}");
    }
    assert!(checked["engine"]["version"].is_string());
    assert_eq!(checked["engine"]["catalogSha256"].as_str().unwrap().len(), 64);
}

#[test]
fn the_catalogue_can_be_read() {
    let rules = gouji(&["rules", "--format", "json"]).json();
    let code = rules[0]["code"].as_str().unwrap().to_owned();
    assert!(rules.as_array().unwrap().iter().all(|rule| rule["titleZh"].is_string() && rule["severity"].is_string()));
    assert!(gouji(&["rules"]).output.contains(&code));
    let explained = gouji(&["explain", &code.to_ascii_lowercase()]);
    assert_eq!(explained.code, 0);
    assert!(explained.output.starts_with(&code), "{}", explained.output);
    assert!(["检查什么", "如何改正", "会指出的例子", "指出："].iter().all(|part| explained.output.contains(part)), "{}", explained.output);
    let english = gouji(&["explain", &code, "--lang", "en"]).output;
    assert!(english.contains("How to correct") && !english.contains("检查什么"), "{english}");
    let every: Vec<_> = rules.as_array().unwrap().iter().map(|rule| rule["code"].as_str().unwrap()).collect();
    for language in ["zh", "en"] {
        let told = gouji(&[&["explain", "--lang", language], every.as_slice()].concat()).output;
        assert!(told.contains("docs/localisation"), "{told}");
        let marked: Vec<_> = told.lines().filter(|line| ["](", "`", "## "].iter().any(|sign| line.contains(sign))).collect();
        assert!(marked.is_empty(), "{marked:#?}");
    }
    let forms = gouji(&["forms"]).output;
    assert!(["gb2021", "gb2019", "gb2014", "indicator2008"].iter().all(|edition| forms.contains(edition)), "{forms}");
    let form = gouji(&["forms", "gb2021", "--format", "json"]).json();
    assert_eq!(form["edition"], "gb2021");
    let shown = gouji(&["forms", "gb2021"]).output;
    assert!(shown.contains("requests.new") && shown.contains("175 格能逐格区分"), "{shown}");
}

#[test]
fn text_is_for_people_in_their_language() {
    let chinese = gouji(&["check", REPORTS[0], "--format", "text"]).output;
    assert!(chinese.contains("结论") && chinese.contains("上犹县"), "{chinese}");
    let english = gouji(&["check", REPORTS[0], "--format", "text", "--lang", "en"]).output;
    assert!(english.contains("verdict") && !english.contains("结论"), "{english}");
    assert!(!chinese.contains('\u{1b}'));
    assert!(gouji(&["check", REPORTS[0], "--format", "text", "--color", "always"]).output.contains('\u{1b}'));
}

/// The profile that the manual shows. It waives what is wrong in the first report.
const PROFILE: &str = "docs/profile.example.toml";

#[test]
fn the_profile_of_the_manual_does_what_the_manual_says() {
    let before = gouji(&["check", REPORTS[0], "--format", "json"]);
    let after = gouji(&["check", REPORTS[0], "--format", "json", "--profile", PROFILE, "--as-of", "2026-12-31"]);
    assert_eq!((before.code, before.json()["verdict"].as_str()), (1, Some("VERDICT_FAIL")));
    assert_eq!((after.code, after.json()["verdict"].as_str()), (0, Some("VERDICT_PASS")), "{}", after.output);
    let finding = after.json()["findings"].as_array().unwrap().iter().find(|it| it["rule"] == "G14-REQ-CHANNEL-SUM").unwrap().clone();
    assert_eq!((finding["severity"].as_str(), finding["waiver"]["expireDate"].as_str()), (Some("SEVERITY_ERROR"), Some("2026-12-31")));
    let text = gouji(&["check", REPORTS[0], "--format", "text", "--profile", PROFILE, "--as-of", "2026-12-31"]).output;
    for words in [
        "以下 2 条已豁免，不计入结论",
        "错误，已豁免[G14-REQ-CHANNEL-SUM]",
        "批准人 某省政务公开办 张三，至 2026-12-31",
        "关闭 STR-ORDINAL-STYLE",
        "通过：",
        "豁免 2 处问题，关闭 1 条规则",
    ] {
        assert!(text.contains(words), "{words} in {text}");
    }
    let late = gouji(&["check", REPORTS[0], "--format", "text", "--profile", PROFILE, "--as-of", "2027-01-01"]);
    assert_eq!(late.code, 1);
    assert!(late.output.contains("豁免已到期（批准人") && late.output.contains("豁免已到期 4ab2e44f-"), "{}", late.output);
}

#[test]
fn a_fingerprint_can_be_copied_from_the_text_into_a_waiver() {
    let text = gouji(&["check", REPORTS[0], "--format", "text", "--fingerprints"]).output;
    let at = text.find("[G14-REQ-CHANNEL-SUM]").unwrap();
    let fingerprint = text[at..].split("= 指纹: ").nth(1).unwrap().lines().next().unwrap();
    assert!(fs::read_to_string(root().join(PROFILE)).unwrap().contains(fingerprint), "{fingerprint}");
    assert!(!gouji(&["check", REPORTS[0], "--format", "text"]).output.contains(fingerprint));
}

#[test]
fn waivers_are_judged_by_today_if_no_day_is_given() {
    let scratch = Scratch::new("today");
    let profile = |expires: &str| {
        let text = fs::read_to_string(root().join(PROFILE)).unwrap().replace("2026-12-31", expires);
        scratch.file(&format!("{expires}.toml"), text.as_bytes())
    };
    let run = |expires: &str| gouji(&["validate", REPORTS[0], "--format", "json", "--profile", &profile(expires)]);
    assert_eq!((run("9999-12-31").code, run("2020-12-31").code), (0, 1));
    assert!(run("9999-12-31").json()["profile"]["asOfDate"].as_str().is_some_and(|day| day.len() == 10));
}

#[test]
fn a_batch_with_a_profile_tells_which_waivers_nobody_used() {
    let args = ["--profile", PROFILE, "--as-of", "2026-03-01", "--format", "text"];
    let with = gouji(&[&["batch"], &REPORTS[..2], &args].concat());
    assert!(with.output.contains("豁免 2 处问题") && !with.output.contains("没有用上的豁免"), "{}", with.output);
    let without = gouji(&[&["batch"], &REPORTS[1..3], &args].concat());
    assert!(without.output.contains("没有用上的豁免\n  未用到  4ab2e44f-"), "{}", without.output);
    let single = gouji(&["check", REPORTS[0], "--profile", PROFILE, "--as-of", "2026-03-01"]).lines();
    let batch = gouji(&["check", REPORTS[0], REPORTS[1], "--profile", PROFILE, "--as-of", "2026-03-01"]).lines();
    assert_eq!(single[0], batch[0]);
}

#[test]
fn a_profile_that_cannot_be_followed_is_a_usage_error_with_its_lines() {
    let scratch = Scratch::new("profile");
    let bad = scratch.file("bad.toml", "name = \"a\"\nversion = \"1\"\n[[rule]]\ncode = \"NO-SUCH\"\nswich = \"off\"\n".as_bytes());
    let run = gouji(&["check", REPORTS[0], "--profile", &bad]);
    assert_eq!((run.code, run.output.as_str()), (64, ""));
    assert!(run.talk.contains("第 4 行") && run.talk.contains("第 5 行：不认识 \"swich\""), "{}", run.talk);
    let english = gouji(&["check", REPORTS[0], "--profile", &bad, "--lang", "en"]);
    assert!(english.talk.contains("line 5: there is no \"swich\" here"), "{}", english.talk);
    let gbk = scratch.file("gbk.toml", b"name = \"\xcf\xd8\"\n");
    for (file, words) in [("none.toml", "找不到"), (&gbk, "UTF-8")] {
        let run = gouji(&["batch", REPORTS[0], "--profile", file]);
        assert!(run.code == 64 && run.talk.contains(words), "{run:?}");
    }
}

/// A report of 2022 with one mistake, and that of the year before, which tells where it is.
const THIS_YEAR: &str = "tests/data/last_year/2022.txt";
const LAST_YEAR: &str = "tests/data/last_year/2021.txt";

#[test]
fn last_years_report_tells_which_figure_is_wrong() {
    let kind = |run: &Run| {
        let checked = run.json();
        let found = checked["findings"].as_array().unwrap().iter().find_map(|finding| finding["localization"]["kind"].as_str());
        found.unwrap().to_owned()
    };
    for command in ["check", "validate"] {
        let alone = gouji(&[command, THIS_YEAR, "--format", "json"]);
        let heard = gouji(&[command, THIS_YEAR, "--last-year", LAST_YEAR, "--format", "json"]);
        assert_eq!((kind(&alone).as_str(), kind(&heard).as_str()), ("REPAIR_KIND_TIED", "REPAIR_KIND_UNIQUE"));
        assert_eq!(alone.code, heard.code);
        assert_eq!(heard.json()["previousReport"]["use"], "PREVIOUS_REPORT_USE_COMPARABLE");
    }
    let text = gouji(&["check", THIS_YEAR, "--last-year", LAST_YEAR, "--format", "text"]).output;
    assert!(text.contains("上年报告“结转下年度继续办理”（总计） 11与此相符"), "{text}");
    assert!(text.contains("用于推断差错所在，不影响结论"), "{text}");
    let same = gouji(&["check", THIS_YEAR, "--last-year", THIS_YEAR, "--format", "text", "--lang", "en"]).output;
    assert!(same.contains("not used, it is the report of 2022, not of 2021"), "{same}");
}

#[test]
fn last_years_report_goes_with_one_report_only() {
    for several in [&[THIS_YEAR, REPORTS[0]][..], &["tests/data/reports"]] {
        let run = gouji(&[&["check"], several, &["--last-year", LAST_YEAR]].concat());
        assert_eq!((run.code, run.output.as_str()), (64, ""));
        assert!(run.talk.contains("--last-year 只能与一份报告一起用"), "{}", run.talk);
    }
    for command in ["parse", "normalize", "batch"] {
        assert_eq!(gouji(&[command, THIS_YEAR, "--last-year", LAST_YEAR]).code, 64, "{command}");
    }
    let missing = gouji(&["check", THIS_YEAR, "--last-year", "nowhere.txt", "--lang", "en"]);
    assert!(missing.code == 64 && missing.talk.contains("cannot read last year's report nowhere.txt"), "{}", missing.talk);
}

#[test]
fn findings_in_files_name_their_places_as_people_look_for_them() {
    let scratch = Scratch::new("places");
    let page = fs::read_to_string(root().join("shared/documents/src/html/tests/county.html")).unwrap();
    let page = page.replacen("<td class=\"num\">30</td>", "<td class=\"num\">31</td>", 1);
    let page = scratch.file("county.html", page.as_bytes());
    let run = gouji(&["check", &page, "--format", "text"]);
    assert_eq!(run.code, 1, "{run:?}");
    assert!(run.output.contains("county.html 表三 第4行“总计”列\n"), "{}", run.output);
    assert!(run.output.contains("实为 32，应为 31"), "{}", run.output);
    let english = gouji(&["check", &page, "--format", "text", "--lang", "en"]);
    assert!(english.output.contains("county.html 表三, row 4, column “总计”\n"), "{}", english.output);

    let run = gouji(&["check", "shared/documents/tests/data/files/table3.xlsx", "--format", "text"]);
    assert_eq!(run.code, 1, "{run:?}");
    assert!(run.output.contains("table3.xlsx 表三!G7\n"), "{}", run.output);
    assert!(run.output.contains("（表三!G30）"), "{}", run.output);
}

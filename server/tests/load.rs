//! The load generator: that it asks for what it says, and counts it.

#![expect(clippy::unwrap_used, reason = "what fails here fails the test, in what tests have in common too")]

use std::process::Command;

/// Runs the program on two real reports; gives the lines that it printed.
fn lines(arguments: &[&str]) -> Vec<Vec<String>> {
    let reports = ["000", "003"].map(|name| format!("{}/../tests/data/reports/{name}.txt", env!("CARGO_MANIFEST_DIR")));
    let output = Command::new(env!("CARGO_BIN_EXE_gouji-load")).args(arguments).args(reports).output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let text = String::from_utf8(output.stdout).unwrap();
    text.lines().map(|line| line.split_whitespace().map(str::to_owned).collect()).collect()
}

#[test]
fn every_case_is_answered_in_full_by_echo_and_service() {
    let lines = lines(&["compare", "--rounds", "1", "--reports", "30", "--in-flight", "4"]);
    for kind in ["unary", "streamed", "batched"] {
        for view in ["verdict", "findings", "full"] {
            for server in ["echo", "service"] {
                assert!(
                    lines.iter().any(|line| line.starts_with(&[kind, view, server, "30"].map(str::to_owned))),
                    "{kind} {view} {server}"
                );
            }
        }
    }
}

#[test]
fn memory_is_told_at_the_thousandth_report_and_at_the_last() {
    let lines = lines(&["memory", "--reports", "1200", "--view", "verdict"]);
    for reports in ["1000", "1200"] {
        let line = lines.iter().find(|line| line.first().is_some_and(|it| it == reports)).unwrap();
        assert!(line[1].parse::<u64>().unwrap() > 0);
    }
}

#[test]
fn a_file_that_is_not_there_is_told_and_fails() {
    let output = Command::new(env!("CARGO_BIN_EXE_gouji-load")).args(["compare", "no-such-file.txt"]).output().unwrap();
    assert!(!output.status.success());
    assert!(String::from_utf8(output.stderr).unwrap().contains("no-such-file.txt"));
}

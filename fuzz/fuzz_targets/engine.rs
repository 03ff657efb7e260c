//! The whole engine on any bytes: no panic, no failed stage, every span slices, the same result twice.
//!
//! `cargo fuzz run -s none engine -- -dict=fuzz/labels.dict` after copying `tests/data/reports/*.txt` to `fuzz/corpus/engine`.

#![no_main]

use std::sync::LazyLock;

use gouji_core::{Document, Engine, Limits, Options};
use libfuzzer_sys::fuzz_target;

static ENGINE: LazyLock<Engine> = LazyLock::new(|| Engine::new(Limits::default()).expect("the catalogue is consistent"));

fuzz_target!(|bytes: &[u8]| {
    let options = Options { target_edition: bytes.first().filter(|&&byte| byte % 2 == 0).map(|_| "gb2021".to_owned()), ..Options::default() };
    let document = Document { name: "fuzz", bytes, charset: None };
    let (Ok(first), Ok(second)) = (ENGINE.check(document, &options), ENGINE.check(document, &options)) else { return };
    assert!(first.failures.is_empty(), "{:?}", first.failures);
    assert_eq!(first.verdict, second.verdict);
    assert_eq!(format!("{:?}", first.judgement), format!("{:?}", second.judgement));
    let text = first.source.text();
    let spans = first.report.statistics.iter().flat_map(|statistic| statistic.span).chain(first.judgement.findings.iter().flat_map(|finding| finding.primary));
    for span in spans {
        assert!(text.get(span.range()).is_some(), "{span:?}");
    }
});

//! Archives as items of a batch: a result for every file, and none of them harms another.

use std::io::{Cursor, Write as _};
use std::time::Duration;

use gouji_proto::v1;
use gouji_proto::v1::check_reports_request::Message as Asked;
use tonic::Code;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

use crate::support::{
    Batch, PATIENCE, Piece, Server, check, check_one, checked, config, document, error, error_info, item, message, reason_and, samples,
};

/// An archive of files.
fn packed(files: &[(&str, &[u8])]) -> Vec<u8> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in files {
        writer.start_file(*name, SimpleFileOptions::default().compression_method(CompressionMethod::Deflated)).unwrap();
        writer.write_all(content).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

/// Puts other bytes of the same length in place of some, wherever they stand.
fn patched(mut bytes: Vec<u8>, from: &[u8], to: &[u8]) -> Vec<u8> {
    assert_eq!(from.len(), to.len());
    let places: Vec<_> = (0..=bytes.len() - from.len()).filter(|at| bytes[*at..].starts_with(from)).collect();
    assert!(!places.is_empty());
    places.into_iter().for_each(|at| bytes[at..at + to.len()].copy_from_slice(to));
    bytes
}

/// Marks all entries of an archive as locked with a password.
fn locked(mut bytes: Vec<u8>) -> Vec<u8> {
    for (header, flags) in [(b"PK\x03\x04", 6), (b"PK\x01\x02", 8)] {
        let places: Vec<_> = (0..bytes.len() - flags).filter(|at| bytes[*at..].starts_with(header)).collect();
        assert!(!places.is_empty());
        places.into_iter().for_each(|at| bytes[at + flags] |= 1);
    }
    bytes
}

/// Id and path of each result.
fn told(results: &[v1::BatchResult]) -> Vec<(&str, &str)> {
    results.iter().map(|it| (it.id.as_str(), it.entry.as_str())).collect()
}

fn reason(result: &v1::BatchResult) -> String {
    error_info(&error(result)).reason
}

#[tokio::test]
async fn an_archive_among_plain_items_is_answered_file_by_file_in_input_order() {
    let server = Server::start(config(|config| config.max_items_in_flight = 3)).await;
    let samples = samples();
    let inner = packed(&[("乙.txt", &samples[2].1)]);
    // The name of a street in GBK, as Chinese editions of Windows write it.
    let gbk = [0xbd, 0xd6, 0xb5, 0xc0, b'.', b't', b'x', b't'];
    let files: [(&str, &[u8]); 6] = [
        ("乡镇/甲.txt", &samples[1].1),
        ("__MACOSX/._甲.txt", b"x"),
        ("区县.zip", &inner),
        ("picture.png", b"\x89PNG\r\n"),
        ("~$lock.docx", b"x"),
        ("gbkname!", &samples[3].1),
    ];
    let archive = patched(packed(&files), b"gbkname!", &gbk);
    let mut batch = Batch::in_input_order(&mut server.reports().await).await;
    batch.item("first", &samples[0].1).await;
    let (opening, rest) = archive.split_at(100);
    batch.chunk("a.zip", Piece::First(opening)).await;
    batch.item("middle", &samples[0].1).await;
    batch.chunk("a.zip", Piece::Last(rest)).await;
    batch.item("last", &samples[4].1).await;
    let (results, summary) = batch.rest().await;

    let expected = [
        ("first", ""),
        ("a.zip", "乡镇/甲.txt"),
        ("a.zip", "区县.zip/乙.txt"),
        ("a.zip", "picture.png"),
        ("a.zip", "街道.txt"),
        ("middle", ""),
        ("last", ""),
    ];
    assert_eq!(told(&results), expected);
    let [archive] = batch.archives() else { panic!("{:?}", batch.archives()) };
    assert_eq!((archive.id.as_str(), archive.name.as_str(), archive.member_count), ("a.zip", "a.zip", 4));
    let skipped: Vec<_> = archive.skipped.iter().map(|it| (it.entry.as_str(), it.reason())).collect();
    assert_eq!(skipped, [("__MACOSX/._甲.txt", v1::SkipReason::System), ("~$lock.docx", v1::SkipReason::Lock)]);
    assert_eq!(archive.skipped_count, 2);

    assert_eq!(reason(&results[3]), "UNSUPPORTED_FORMAT");
    assert_eq!((summary.item_count, summary.error_count), (7, 1));
    let mut client = server.reports().await;
    for (result, sample) in [(1, 1), (2, 2), (4, 3)] {
        let name = format!("a.zip/{}", results[result].entry);
        let alone = check_one(&mut client, check(&name, &samples[sample].1)).await.unwrap();
        assert_eq!(checked(&results[result]), &alone, "the result is that of the file by itself");
    }
}

#[tokio::test]
async fn in_completion_order_every_file_of_every_archive_is_answered() {
    let server = Server::start(config(|config| config.max_items_in_flight = 2)).await;
    let samples = samples();
    let files: Vec<_> = (0..12).map(|at| (format!("{at}.txt"), samples[at % 5].1.as_slice())).collect();
    let archive = packed(&files.iter().map(|(name, content)| (name.as_str(), *content)).collect::<Vec<_>>());
    let mut batch = Batch::usual(&mut server.reports().await).await;
    let (sender, report) = (batch.sender(), samples[0].1.clone());
    let sending = tokio::spawn(async move {
        for id in ["1.zip", "2.zip", "3.zip"] {
            sender.send(message(item(id, &archive))).await.unwrap();
            sender.send(message(item(&format!("after {id}"), &report))).await.unwrap();
        }
    });
    let mut results = Vec::new();
    while results.len() < 39 {
        results.push(batch.result().await);
    }
    sending.await.unwrap();
    let (rest, summary) = batch.rest().await;
    assert_eq!((rest, summary.item_count, summary.error_count), (vec![], 39, 0));
    assert_eq!(batch.archives().len(), 3);
    for id in ["1.zip", "2.zip", "3.zip"] {
        let mut entries: Vec<_> = results.iter().filter(|it| it.id == id).map(|it| it.entry.as_str()).collect();
        entries.sort_unstable();
        let mut expected: Vec<_> = files.iter().map(|(name, _)| name.as_str()).collect();
        expected.sort_unstable();
        assert_eq!(entries, expected);
        assert!(results.iter().any(|it| it.id == format!("after {id}") && it.entry.is_empty()));
    }
}

#[tokio::test]
async fn an_archive_that_cannot_be_opened_has_one_answer() {
    let server = Server::start(config(|_| {})).await;
    let report = samples().swap_remove(0).1;
    let archive = packed(&[("a.txt", &report), ("b.txt", &report)]);
    let bomb = packed(&[("a.txt", &report), ("bomb.txt", &vec![b'0'; 65 << 20])]);
    assert!(bomb.len() < 1 << 20);
    let folder_only = {
        let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
        writer.add_directory("空/", SimpleFileOptions::default()).unwrap();
        writer.finish().unwrap().into_inner()
    };
    let mut batch = Batch::in_input_order(&mut server.reports().await).await;
    batch.item("cut short", &archive[..archive.len() / 2]).await;
    batch.item("locked", &locked(archive.clone())).await;
    batch.item("bomb", &bomb).await;
    batch.item("folder", &folder_only).await;
    batch.item("sound", &report).await;
    let (results, summary) = batch.rest().await;
    assert_eq!(told(&results), ["cut short", "locked", "bomb", "folder", "sound"].map(|id| (id, "")));
    let reasons: Vec<_> = results[..4].iter().map(reason).collect();
    assert_eq!(reasons, ["DAMAGED", "ENCRYPTED", "TOO_LARGE", "EMPTY_ARCHIVE"]);
    assert_eq!(error(&results[2]).code(), Code::ResourceExhausted);
    assert_eq!(reason_and(&error(&results[2]), "what"), ("TOO_LARGE".to_owned(), Some("expanded_bytes".to_owned())));
    assert_eq!(checked(&results[1]).source.as_ref().unwrap().name, "locked");
    assert_eq!(batch.archives(), [], "nothing is told of what was not opened");
    assert_eq!((summary.item_count, summary.error_count), (5, 4));
}

#[tokio::test]
async fn a_file_that_cannot_be_unpacked_is_answered_in_its_place() {
    let server = Server::start(config(|_| {})).await;
    let report = samples().swap_remove(0).1;
    let mut deep = packed(&[("a.txt", &report)]);
    for _ in 0..3 {
        deep = packed(&[("deeper.zip", &deep)]);
    }
    let closed = locked(packed(&[("b.txt", &report)]));
    let mut archive = packed(&[("0.txt", b"0123456789"), ("1.txt", &report), ("2.zip", &deep), ("3.zip", &closed), ("4.txt", &report)]);
    // The first byte of the first file's content, after a header of 30 bytes and its name.
    archive[30 + 5] ^= 0x10;
    let batch = Batch::in_input_order(&mut server.reports().await).await;
    batch.item("a", &archive).await;
    let (results, summary) = batch.finish().await;
    let expected = ["0.txt", "1.txt", "2.zip/deeper.zip/deeper.zip/deeper.zip", "3.zip/b.txt", "4.txt"];
    assert_eq!(told(&results), expected.map(|entry| ("a", entry)));
    assert_eq!([0, 2, 3].map(|at| reason(&results[at])), ["DAMAGED", "ARCHIVE_TOO_DEEP", "ENCRYPTED"]);
    assert_eq!(checked(&results[0]).source.as_ref().unwrap().name, "a/0.txt");
    assert!([1, 4].iter().all(|at| checked(&results[*at]).report.is_some()));
    assert_eq!((summary.item_count, summary.error_count), (5, 3));
}

#[tokio::test]
async fn an_archive_is_for_a_batch_alone() {
    let server = Server::start(config(|_| {})).await;
    let report = samples().swap_remove(0).1;
    let archive = packed(&[("a.txt", &report)]);
    let mut client = server.reports().await;
    let status = check_one(&mut client, check("a.zip", &archive)).await.unwrap_err();
    assert_eq!(reason_and(&status, "media_type"), ("UNSUPPORTED_FORMAT".to_owned(), Some("application/zip".to_owned())));
    assert!(status.message().contains("in a batch"), "{}", status.message());
    let batch = Batch::usual(&mut client).await;
    let declared = v1::Document { media_type: "application/zip".into(), charset: "utf-8".into(), ..document("declared", &archive) };
    assert!(batch.send(Asked::Item(v1::BatchItem { id: "declared".into(), document: Some(declared), previous_report: None })).await);
    let (results, _) = batch.finish().await;
    assert_eq!(told(&results), [("declared", "a.txt")]);
    assert_eq!(checked(&results[0]).source.as_ref().unwrap().declared_charset, "utf-8");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_caller_that_goes_away_from_an_archive_leaves_nothing_behind() {
    let server = Server::start(config(|config| {
        config.max_calls_in_flight = 1;
        config.check_threads = 1;
    }))
    .await;
    let report = samples().swap_remove(1).1;
    let files: Vec<_> = (0..400).map(|at| format!("{at}.txt")).collect();
    let archive = packed(&files.iter().map(|name| (name.as_str(), report.as_slice())).collect::<Vec<_>>());
    let mut client = server.narrow_reports().await;
    let mut batch = Batch::usual(&mut client).await;
    batch.item("a", &archive).await;
    batch.item("b", &archive).await;
    assert_eq!(batch.result().await.id, "a");
    assert_eq!(batch.archives().len(), 1, "work is under way, and one archive is open");
    drop(batch);
    let begun = tokio::time::Instant::now();
    while let Err(status) = check_one(&mut client, check("next", &report)).await {
        assert_eq!(status.code(), Code::ResourceExhausted, "only the bound on calls may refuse: {status:?}");
        assert!(begun.elapsed() < PATIENCE, "the abandoned batch still counts as a call");
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
}

//! Memory of the service over one long batch.
//!
//! Looks at the resident memory after every hundredth of the batch's reports and after the thousandth, when caches and
//! allocator have settled; from there to the end it is promised to stay flat.

use std::path::PathBuf;

use crate::Failure;
use crate::served::{Role, Served};
use crate::traffic::{Load, View};

/// Reports after which memory is promised to stay flat.
const SETTLED: usize = 1_000;

/// Lines that are printed, the first and the last not counted.
const LINES: usize = 10;

/// Runs one batch and prints the memory as it goes on.
pub(crate) async fn run(files: &[PathBuf], reports: u32, view: View, in_flight: u16) -> Result<(), Failure> {
    let documents = crate::read_documents(files)?.into();
    let reports = reports as usize;
    let load = Load { documents, reports, in_flight: in_flight.into(), view };
    let served = Served::start(Role::Service, files)?;
    let service = served.connect().await?;
    println!("{:>9}  resident KiB", "reports");
    println!("{:>9}  {}", 0, served.resident_kib()?);

    let settled = SETTLED.min(reports);
    let (step, line) = ((reports / 100).max(1), (reports / LINES).max(1));
    let mut since_settled = Vec::new();
    let answered = |answers: usize| {
        if answers == settled || answers == reports || answers.is_multiple_of(step) {
            let resident = served.resident_kib()?;
            if answers >= settled {
                since_settled.push(resident);
            }
            if answers == settled || answers == reports || answers.is_multiple_of(line) {
                println!("{answers:>9}  {resident}");
            }
        }
        Ok(())
    };
    load.batch(&service, answered).await?;

    let first = since_settled.first().copied().unwrap_or(1).max(1) as f64;
    let percent = |resident: Option<&u64>| resident.map_or(0.0, |&it| (it as f64 / first - 1.0) * 100.0);
    println!(
        "from report {settled} to {reports}: {:+.1} % at the end, between {:+.1} % and {:+.1} % on the way",
        percent(since_settled.last()),
        percent(since_settled.iter().min()),
        percent(since_settled.iter().max())
    );
    Ok(())
}

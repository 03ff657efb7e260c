//! Echo and service under the same load, in turn.
//!
//! A round runs every case on both, one right after the other, and the next round in the other order: what else the machine
//! does meanwhile touches both alike. A case's figures are medians over its rounds; its ratio is the median of the ratios of
//! each round, not the ratio of the medians.

use std::path::PathBuf;
use std::time::{Duration, Instant};

use clap::ValueEnum;
use gouji_proto::v1::report_service_client::ReportServiceClient;
use tonic::transport::Channel;

use crate::Failure;
use crate::served::{Role, Served};
use crate::traffic::{Kind, Load, View};

/// What to run.
#[derive(Clone, Debug)]
pub(crate) struct Plan {
    /// Rounds.
    pub(crate) rounds: u32,
    /// Reports of each case in a round.
    pub(crate) reports: u32,
    /// Reports under way at once.
    pub(crate) in_flight: u16,
    /// Ways of asking; all if empty.
    pub(crate) kinds: Vec<Kind>,
    /// Amounts of answer; all if empty.
    pub(crate) views: Vec<View>,
}

/// A server under load.
struct Target {
    served: Served,
    service: ReportServiceClient<Channel>,
}

/// Figures of one target in one round of one case.
#[derive(Clone, Copy, Debug)]
struct Sample {
    reports: usize,
    /// Reports a second.
    rate: f64,
    /// Processor time of the server for a report, in microseconds.
    processor_micros: f64,
    half_within: Duration,
    most_within: Duration,
}

/// Runs the plan and prints a line for each case and target.
pub(crate) async fn run(files: &[PathBuf], plan: Plan) -> Result<(), Failure> {
    let documents: std::sync::Arc<[_]> = crate::read_documents(files)?.into();
    let kinds = if plan.kinds.is_empty() { Kind::ALL.to_vec() } else { plan.kinds };
    let views = if plan.views.is_empty() { View::ALL.to_vec() } else { plan.views };
    let cases: Vec<_> = kinds.iter().flat_map(|&kind| views.iter().map(move |&view| (kind, view))).collect();
    let loads = cases.iter().map(|&(kind, view)| {
        let load = Load { documents: documents.clone(), reports: plan.reports as usize, in_flight: plan.in_flight.into(), view };
        (kind, load)
    });
    let loads: Vec<_> = loads.collect();
    let echo = Target::start(Role::Echo, files).await?;
    let service = Target::start(Role::Service, files).await?;

    let mut samples: Vec<Vec<(Sample, Sample)>> = vec![Vec::new(); cases.len()];
    for round in 0..plan.rounds {
        for (of_case, (kind, load)) in samples.iter_mut().zip(&loads) {
            let pair = if round % 2 == 0 {
                let echoed = echo.measure(*kind, load).await?;
                (echoed, service.measure(*kind, load).await?)
            } else {
                let served = service.measure(*kind, load).await?;
                (echo.measure(*kind, load).await?, served)
            };
            // The first round warms caches, connections and allocators up, unless it is the only one.
            if round > 0 || plan.rounds == 1 {
                of_case.push(pair);
            }
        }
    }
    print_machine();
    print_heading();
    for (&(kind, view), of_case) in cases.iter().zip(&samples) {
        print_case(kind, view, of_case);
    }
    Ok(())
}

impl Target {
    async fn start(role: Role, files: &[PathBuf]) -> Result<Self, Failure> {
        let served = Served::start(role, files)?;
        let service = served.connect().await?;
        Ok(Self { served, service })
    }

    async fn measure(&self, kind: Kind, load: &Load) -> Result<Sample, Failure> {
        let before = self.served.processor_time()?;
        let begun = Instant::now();
        let mut latencies = load.send(&self.service, kind).await?;
        let elapsed = begun.elapsed();
        let used = self.served.processor_time()? - before;
        latencies.sort_unstable();
        let within = |percent: usize| latencies[(latencies.len() - 1) * percent / 100];
        Ok(Sample {
            reports: latencies.len(),
            rate: latencies.len() as f64 / elapsed.as_secs_f64(),
            processor_micros: used.as_secs_f64() * 1e6 / latencies.len() as f64,
            half_within: within(50),
            most_within: within(99),
        })
    }
}

fn print_machine() {
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    let load = std::fs::read_to_string("/proc/loadavg").unwrap_or_default();
    let load = load.split_whitespace().next().unwrap_or("?");
    println!("{cores} cores, load average {load} at the end (this run included); medians over rounds, least and most in brackets\n");
}

fn print_heading() {
    println!(
        "{:<9}{:<10}{:<9}{:>8}  {:>24}{:>12}{:>10}{:>10}  {:>18}",
        "kind", "view", "server", "reports", "reports/s", "CPU us each", "p50 ms", "p99 ms", "ratio to echo"
    );
}

fn print_case(kind: Kind, view: View, rounds: &[(Sample, Sample)]) {
    let echoed: Vec<_> = rounds.iter().map(|pair| pair.0).collect();
    let served: Vec<_> = rounds.iter().map(|pair| pair.1).collect();
    print_target(kind, view, "echo", &echoed, "");
    let ratio = Spread::of(rounds.iter().map(|(echo, service)| service.rate / echo.rate));
    let ratio = format!("{:.2} ({:.2}-{:.2})", ratio.median, ratio.least, ratio.most);
    print_target(kind, view, "service", &served, &ratio);
}

fn print_target(kind: Kind, view: View, server: &str, rounds: &[Sample], ratio: &str) {
    let rate = Spread::of(rounds.iter().map(|it| it.rate));
    let rate = format!("{:.0} ({:.0}-{:.0})", rate.median, rate.least, rate.most);
    let processor = Spread::of(rounds.iter().map(|it| it.processor_micros)).median;
    let half = Spread::of(rounds.iter().map(|it| it.half_within.as_secs_f64() * 1e3)).median;
    let most = Spread::of(rounds.iter().map(|it| it.most_within.as_secs_f64() * 1e3)).median;
    let reports: usize = rounds.iter().map(|it| it.reports).sum();
    println!(
        "{:<9}{:<10}{server:<9}{reports:>8}  {rate:>24}{processor:>12.0}{half:>10.2}{most:>10.2}  {ratio:>18}",
        name(&kind),
        name(&view)
    );
}

fn name(value: &impl ValueEnum) -> String {
    value.to_possible_value().map_or_else(String::new, |it| it.get_name().to_owned())
}

/// The middle and the ends of some figures.
struct Spread {
    least: f64,
    median: f64,
    most: f64,
}

impl Spread {
    fn of(figures: impl Iterator<Item = f64>) -> Self {
        let mut figures: Vec<_> = figures.collect();
        figures.sort_by(f64::total_cmp);
        let at = |place: usize| figures.get(place).copied().unwrap_or(f64::NAN);
        let middle = figures.len() / 2;
        let median = if figures.len() % 2 == 1 { at(middle) } else { f64::midpoint(at(middle.wrapping_sub(1)), at(middle)) };
        Self { least: at(0), median, most: at(figures.len().wrapping_sub(1)) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_spread_is_the_middle_and_the_ends() {
        let odd = Spread::of([3.0, 1.0, 2.0].into_iter());
        assert_eq!((odd.least, odd.median, odd.most), (1.0, 2.0, 3.0));
        assert_eq!(Spread::of([4.0, 1.0, 2.0, 3.0].into_iter()).median, 2.5);
    }
}

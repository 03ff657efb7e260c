//! The load generator: what the service costs beside a bare echo, and whether its memory stays flat.
//!
//! ```text
//! compare   echo and service answer the same requests in turn; prints the rates and their ratio
//! memory    one long batch; prints the resident memory of the service as the batch goes on
//! ```
//!
//! Each server is this very program in a process of its own, so that its processor time and memory can be read apart from
//! those of the load. Everything stays on loopback, and every run ends by itself. Figures of one run compare with each
//! other; those of different machines, or of different days on one machine, only by their ratios.

mod compare;
mod echo;
mod memory;
mod served;
mod traffic;

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::{Args, Parser, Subcommand};

use served::Role;
use traffic::{Kind, View};

/// As in the server, which is what is measured.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// Whatever keeps a run from its figures.
type Failure = Box<dyn std::error::Error + Send + Sync>;

/// Loads the service of gouji and tells how it bears it.
#[derive(Debug, Parser)]
#[command(name = "gouji-load", version)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Compares the service with a bare echo of the same messages.
    Compare {
        #[command(flatten)]
        load: Load,
        /// Rounds; each runs every case on echo and service in turn.
        #[arg(long, default_value_t = 5, value_parser = clap::value_parser!(u32).range(1..))]
        rounds: u32,
        /// Reports of each case in a round.
        #[arg(long, default_value_t = 2_000, value_parser = clap::value_parser!(u32).range(1..))]
        reports: u32,
        /// Ways of asking; all unless named.
        #[arg(long, value_enum)]
        kind: Vec<Kind>,
        /// Amounts of answer; all unless named.
        #[arg(long, value_enum)]
        view: Vec<View>,
    },
    /// Watches the memory of the service over one long batch.
    Memory {
        #[command(flatten)]
        load: Load,
        /// Reports of the batch.
        #[arg(long, default_value_t = 100_000, value_parser = clap::value_parser!(u32).range(1..))]
        reports: u32,
        /// Amount of answer.
        #[arg(long, value_enum, default_value_t = View::Full)]
        view: View,
    },
    /// Serves until standard input is closed.
    #[command(hide = true)]
    Serve { role: Role, files: Vec<PathBuf> },
}

#[derive(Args, Debug)]
struct Load {
    /// Reports under way at once.
    #[arg(long, default_value_t = 16, value_parser = clap::value_parser!(u16).range(1..))]
    in_flight: u16,
    /// Reports to send, over and over in this order.
    #[arg(required = true)]
    files: Vec<PathBuf>,
}

fn main() -> ExitCode {
    match run(Arguments::parse()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            eprintln!("gouji-load: {failure}");
            ExitCode::FAILURE
        }
    }
}

fn run(arguments: Arguments) -> Result<(), Failure> {
    // One thread moves the bytes on either side, as the server itself chooses on a small machine.
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(1).enable_all().build()?;
    let ended = runtime.block_on(async {
        match arguments.command {
            Command::Compare { load, rounds, reports, kind, view } => {
                let plan = compare::Plan { rounds, reports, kinds: kind, views: view, in_flight: load.in_flight };
                compare::run(&load.files, plan).await
            }
            Command::Memory { load, reports, view } => memory::run(&load.files, reports, view, load.in_flight).await,
            Command::Serve { role, files } => served::serve(role, &files).await,
        }
    });
    // A check that is still running belongs to nobody any longer.
    runtime.shutdown_background();
    ended
}

/// Reads the reports, each under the name it is sent by.
fn read_documents(files: &[PathBuf]) -> Result<Vec<gouji_proto::v1::Document>, Failure> {
    let read = |path: &Path| {
        let content = std::fs::read(path).map_err(|error| format!("{}: {error}", path.display()))?;
        let name = path.display().to_string();
        Ok(gouji_proto::v1::Document { name, content: content.into(), ..Default::default() })
    };
    files.iter().map(|path| read(path)).collect()
}

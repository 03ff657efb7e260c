//! The server: reads its configuration, binds, serves until it is told to stop, and drains.
//!
//! Exits with 0 after a complete drain, with 1 if calls were cut off or serving failed, with 64 for a bad configuration.

use std::process::ExitCode;

use gouji_server::config::{Config, command};
use gouji_server::{Drained, serve, telemetry};
use tokio::net::TcpListener;
use tokio::signal::unix::{SignalKind, signal};

/// The largest single gain in speed that any setting of the server has.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// Exit code for a bad configuration, as in sysexits.
const USAGE: u8 = 64;

fn main() -> ExitCode {
    let matches = match command().try_get_matches() {
        Ok(matches) => matches,
        Err(error) => {
            let _ = error.print();
            return if error.use_stderr() { ExitCode::from(USAGE) } else { ExitCode::SUCCESS };
        }
    };
    let config = match Config::read(&matches) {
        Ok(config) => config,
        Err(errors) => {
            eprintln!("{errors}");
            return ExitCode::from(USAGE);
        }
    };
    telemetry::start(&config);
    match run(config) {
        Ok(Drained::Completely) => {
            tracing::info!("stopped; every call was finished");
            ExitCode::SUCCESS
        }
        Ok(Drained::OutOfTime) => {
            tracing::warn!("stopped; the grace period ran out and calls were cut off");
            ExitCode::FAILURE
        }
        Err(error) => {
            tracing::error!(error, "cannot serve");
            ExitCode::FAILURE
        }
    }
}

fn run(config: Config) -> Result<Drained, Box<dyn std::error::Error>> {
    let runtime =
        tokio::runtime::Builder::new_multi_thread().worker_threads(config.io_threads).thread_name("gouji-io").enable_all().build()?;
    let drained = runtime.block_on(async {
        // Before the port is bound, so that no signal is missed once anyone can know of us.
        let mut terminate = signal(SignalKind::terminate())?;
        let mut interrupt = signal(SignalKind::interrupt())?;
        let listener = TcpListener::bind(config.listen).await?;
        tracing::info!(address = %listener.local_addr()?, version = gouji_core::VERSION, "listening");
        let stop = async move {
            tokio::select! {
                _ = terminate.recv() => tracing::info!("SIGTERM: draining"),
                _ = interrupt.recv() => tracing::info!("SIGINT: draining"),
            }
        };
        serve(listener, config, stop).await.map_err(Box::<dyn std::error::Error>::from)
    });
    // A check that is still running belongs to a call that was cut off.
    runtime.shutdown_background();
    drained
}

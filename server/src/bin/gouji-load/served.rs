//! A server in a process of its own, and what the system knows of that process.
//!
//! The process is this program again. It takes a free port on loopback, says which on its standard output, and ends when
//! its standard input is closed: it cannot outlive the one that started it.

use std::io::{BufRead as _, BufReader};
use std::net::SocketAddr;
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use clap::ValueEnum;
use gouji_proto::v1::report_service_client::ReportServiceClient;
use gouji_proto::v1::report_service_server::ReportServiceServer;
use tokio::net::TcpListener;
use tonic::transport::server::TcpIncoming;
use tonic::transport::{Channel, Endpoint, Server};

use crate::Failure;
use crate::echo::Echo;

/// Length of the unit that Linux tells processor time in, whatever its own clock.
const TICK: Duration = Duration::from_millis(10);

/// What a process serves.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Role {
    /// Answers that were made beforehand.
    Echo,
    /// The service.
    Service,
}

/// A server and its process.
#[derive(Debug)]
pub(crate) struct Served {
    child: Child,
    address: SocketAddr,
}

impl Served {
    /// Starts a server and waits until it listens.
    pub(crate) fn start(role: Role, files: &[PathBuf]) -> Result<Self, Failure> {
        let name = role.to_possible_value().ok_or("the role has no name")?;
        let mut child = Command::new(std::env::current_exe()?)
            .args(["serve", name.get_name(), "--"])
            .args(files)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()?;
        let mut line = String::new();
        if let Some(output) = child.stdout.take() {
            BufReader::new(output).read_line(&mut line)?;
        }
        let address = line.trim().parse().map_err(|_| format!("the {} did not start", name.get_name()))?;
        Ok(Self { child, address })
    }

    /// A connection of its own.
    pub(crate) async fn connect(&self) -> Result<ReportServiceClient<Channel>, Failure> {
        let channel = Endpoint::from_shared(format!("http://{}", self.address))?.connect().await?;
        Ok(ReportServiceClient::new(channel).max_decoding_message_size(usize::MAX))
    }

    /// Processor time that the process has used, with all the threads it ever had.
    pub(crate) fn processor_time(&self) -> Result<Duration, Failure> {
        let stat = std::fs::read_to_string(format!("/proc/{}/stat", self.child.id()))?;
        // The name of the program comes before, in brackets, and may hold anything.
        let fields = stat.rsplit_once(')').map_or("", |split| split.1).split_whitespace();
        let ticks: Vec<u32> = fields.skip(11).take(2).map(str::parse).collect::<Result<_, _>>()?;
        Ok(TICK * ticks.iter().sum::<u32>())
    }

    /// Resident memory of the process, in KiB.
    pub(crate) fn resident_kib(&self) -> Result<u64, Failure> {
        let status = std::fs::read_to_string(format!("/proc/{}/status", self.child.id()))?;
        let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:")).ok_or("the system does not tell resident memory")?;
        Ok(line.trim().trim_end_matches("kB").trim_end().parse()?)
    }
}

impl Drop for Served {
    fn drop(&mut self) {
        // It holds nothing that would be lost, and its standard input is closed in any case.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Serves until standard input is closed.
pub(crate) async fn serve(role: Role, files: &[PathBuf]) -> Result<(), Failure> {
    let listener = TcpListener::bind(("127.0.0.1", 0)).await?;
    let address = listener.local_addr()?;
    let closed = async {
        let _ = tokio::task::spawn_blocking(|| std::io::copy(&mut std::io::stdin().lock(), &mut std::io::sink())).await;
    };
    match role {
        Role::Service => {
            println!("{address}");
            // Settings come from the environment alone, as the server's own do there: a run may try others.
            let settings = gouji_server::config::command().try_get_matches_from(["gouji-server"])?;
            gouji_server::serve(listener, gouji_server::Config::read(&settings)?, closed).await?;
        }
        Role::Echo => {
            let echo = Echo::prepare(crate::read_documents(files)?).await?;
            println!("{address}");
            let incoming = TcpIncoming::from(listener).with_nodelay(Some(true));
            let service = ReportServiceServer::new(echo).max_decoding_message_size(usize::MAX);
            Server::builder().add_service(service).serve_with_incoming_shutdown(incoming, closed).await?;
        }
    }
    Ok(())
}

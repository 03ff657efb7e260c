//! The command line of gouji: checks reports, and shows what it is told over gRPC.
//!
//! ```text
//! words ─ args ─▶ Invocation ─ commands ─▶ calls ─ answers ─▶ CheckedReport ─ render ─▶ text, JSON
//!                                            │
//!                               connect: a server, or one inside this process
//! ```
//!
//! Knows nothing of reports and rules: it sends bytes, collects messages and shows them. Data goes to standard output, talk
//! to standard error; the exit code is that of the worst input. Every input gives exactly one result, in input order.

mod answers;
mod archive;
mod args;
mod collect;
mod commands;
mod connect;
mod exit;
mod failure;
mod inputs;
mod language;
mod profile;
mod render;
mod session;

use std::ffi::OsString;
use std::io::Write as _;

use clap::error::ErrorKind;

use args::{Color, Format, Invocation, Task};
pub use exit::{Exit, FailOn};
use failure::Failure;
pub use language::Language;
pub use render::style::Style;
pub use session::{Io, Manner, Terminals};
use session::{Session, Talk};

/// Columns that text may use where no terminal says how many there are.
const WIDTH: usize = 120;

/// Runs one command line, the program's name first, and tells how it ended.
///
/// Starts its own runtime, so it must not be called from within one.
pub fn run(args: impl IntoIterator<Item = OsString>, io: Io) -> Exit {
    let args: Vec<_> = args.into_iter().collect();
    let invocation = match args::parse(&args) {
        Ok(invocation) => invocation,
        Err(error) => return refuse(&error, args::language_of(&args), io),
    };
    let Io { input, output, error, terminals } = io;
    let mut session = Session::new(output, error, manner(&invocation, terminals), talk(&invocation, terminals));
    match execute(invocation, terminals, input, &mut session) {
        Ok(exit) => exit,
        // The reader has read enough: `gouji … | head` is no mistake.
        Err(Failure::Output(error)) if error.kind() == std::io::ErrorKind::BrokenPipe => Exit::Clean,
        Err(failure) => {
            session.complain(&failure.to_string());
            if matches!(failure, Failure::Usage(_)) { Exit::Usage } else { Exit::Incomplete }
        }
    }
}

fn execute(
    invocation: Invocation,
    terminals: Terminals,
    input: Box<dyn std::io::Read + Send>,
    session: &mut Session,
) -> Result<Exit, Failure> {
    // One thread serves the connection; the service inside this process checks on as many others as it asks for.
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
    let runtime = runtime.map_err(|error| Failure::Service(error.to_string()))?;
    let result = runtime.block_on(dispatch(invocation, terminals, input, session));
    // Nothing is left to wait for but inputs that nobody will read.
    runtime.shutdown_background();
    result
}

async fn dispatch(
    invocation: Invocation,
    terminals: Terminals,
    input: Box<dyn std::io::Read + Send>,
    session: &mut Session,
) -> Result<Exit, Failure> {
    let channel = connect::connect(invocation.server.as_deref(), session.language())?;
    // What is asked about the catalogue is asked by people; reports are as often checked by programs.
    let of_reports = if terminals.output.is_some() { Format::Text } else { Format::Jsonl };
    match invocation.task {
        Task::Reports(task) => {
            if terminals.input && (task.inputs.is_empty() || task.inputs.iter().any(|input| input.as_os_str() == "-")) {
                session.say(session.language().pick("请粘贴报告正文，以 Ctrl-D 结束", "paste the report, then press Ctrl-D"));
            }
            commands::reports::run(channel, session, invocation.format.unwrap_or(of_reports), task, input).await
        }
        Task::Rules { family, edition } => {
            commands::catalog::rules(channel, session, invocation.format.unwrap_or(Format::Text), family, edition).await
        }
        Task::Explain { codes } => commands::catalog::explain(channel, session, invocation.format.unwrap_or(Format::Text), &codes).await,
        Task::Forms { edition } => {
            commands::catalog::forms(channel, session, invocation.format.unwrap_or(Format::Text), edition.as_deref()).await
        }
    }
}

fn manner(invocation: &Invocation, terminals: Terminals) -> Manner {
    let colored = match invocation.color {
        Color::Always => true,
        Color::Never => false,
        Color::Auto => terminals.output.is_some() && !terminals.no_color,
    };
    Manner {
        language: invocation.language,
        style: if colored { Style::Colored } else { Style::Plain },
        width: terminals.output.unwrap_or(WIDTH),
    }
}

fn talk(invocation: &Invocation, terminals: Terminals) -> Talk {
    if invocation.quiet { Talk::Silent } else { Talk::Aloud { watched: terminals.error } }
}

/// Shows help or version where one was asked for, else what is wrong with the command line.
fn refuse(error: &clap::Error, language: Language, mut io: Io) -> Exit {
    let (stream, exit) = match error.kind() {
        ErrorKind::DisplayHelp | ErrorKind::DisplayVersion => (&mut io.output, Exit::Clean),
        _ => (&mut io.error, Exit::Usage),
    };
    let styled = error.render();
    let text = if io.terminals.output.is_some() && !io.terminals.no_color { styled.ansi().to_string() } else { styled.to_string() };
    // That nobody reads the help is no failure.
    let _unread = write!(stream, "{}", args::rendering(error, &text, language)).and_then(|()| stream.flush());
    exit
}

//! One run's connection with the person or program that started it.
//!
//! Owns the three standard streams and knows what they are. Data goes to standard output and talk to standard error,
//! always; nothing else in the crate writes anywhere.

use std::io::{self, IsTerminal as _, Read, Write};

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use crate::language::Language;
use crate::render::style::Style;

/// The standard streams, and what is known about them.
pub struct Io {
    /// Standard input.
    pub input: Box<dyn Read + Send>,
    /// Standard output: data.
    pub output: Box<dyn Write>,
    /// Standard error: talk.
    pub error: Box<dyn Write>,
    /// What stands behind them.
    pub terminals: Terminals,
}

/// Which of the streams are terminals.
#[derive(Clone, Copy, Debug, Default)]
pub struct Terminals {
    /// Standard input is typed by hand.
    pub input: bool,
    /// Width of the terminal behind standard output; `None` if there is none.
    pub output: Option<usize>,
    /// Standard error is read by a person right now.
    pub error: bool,
    /// The environment asks for no colour.
    pub no_color: bool,
}

/// How a run looks to its reader.
#[derive(Clone, Copy, Debug)]
pub struct Manner {
    /// Language of messages.
    pub language: Language,
    /// Whether and how text is coloured.
    pub style: Style,
    /// Columns that text may use.
    pub width: usize,
}

/// Streams and manner of one run.
pub(crate) struct Session {
    output: Box<dyn Write>,
    error: Box<dyn Write>,
    pub(crate) manner: Manner,
    talk: Talk,
    /// Inputs that are expected, and those that are done.
    expected: usize,
    done: usize,
    progress: Option<ProgressBar>,
}

/// Whether anything is said on standard error.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Talk {
    /// Say it, and show progress if a person is looking.
    Aloud {
        /// Standard error is a terminal.
        watched: bool,
    },
    /// `--quiet`.
    Silent,
}

impl Io {
    /// The streams of this process.
    #[must_use]
    pub fn of_process() -> Self {
        let output_width =
            io::stdout().is_terminal().then(|| terminal_size::terminal_size().map_or(100, |(width, _)| usize::from(width.0)));
        Self {
            input: Box::new(io::stdin()),
            output: Box::new(io::BufWriter::new(io::stdout())),
            error: Box::new(io::stderr()),
            terminals: Terminals {
                input: io::stdin().is_terminal(),
                output: output_width,
                error: io::stderr().is_terminal(),
                no_color: std::env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty()),
            },
        }
    }
}

impl Session {
    pub(crate) fn new(output: Box<dyn Write>, error: Box<dyn Write>, manner: Manner, talk: Talk) -> Self {
        Self { output, error, manner, talk, expected: 0, done: 0, progress: None }
    }

    pub(crate) fn language(&self) -> Language {
        self.manner.language
    }

    /// Writes data and hands it on at once, so that a reader at the other end of a pipe never waits for a full buffer.
    pub(crate) fn print(&mut self, data: &[u8]) -> io::Result<()> {
        let output = &mut self.output;
        let mut write = || output.write_all(data).and_then(|()| output.flush());
        match &self.progress {
            Some(bar) => bar.suspend(write),
            None => write(),
        }
    }

    /// Says a line to the person; that nobody listens is no failure.
    pub(crate) fn say(&mut self, line: &str) {
        if self.talk == Talk::Silent {
            return;
        }
        let error = &mut self.error;
        let mut write = || writeln!(error, "gouji: {line}").and_then(|()| error.flush());
        let _unheard = match &self.progress {
            Some(bar) => bar.suspend(write),
            None => write(),
        };
    }

    /// Says why the run ends before its time, even to those who want no talk.
    pub(crate) fn complain(&mut self, line: &str) {
        self.finish();
        let _unheard = writeln!(self.error, "gouji: {line}").and_then(|()| self.error.flush());
    }

    /// Expects so many inputs, beside those expected before: the files of an archive are known when it is opened. Shows a
    /// progress bar from now on, if a person is looking and there is enough to wait for.
    pub(crate) fn expect(&mut self, inputs: usize) {
        const MANY: usize = 20;
        self.expected += inputs;
        let expected = self.expected as u64;
        if let Some(bar) = &self.progress {
            bar.set_length(expected);
        } else if self.talk == (Talk::Aloud { watched: true }) && self.expected >= MANY {
            let bar = ProgressBar::with_draw_target(Some(expected), ProgressDrawTarget::stderr_with_hz(10));
            if let Ok(style) = ProgressStyle::with_template("{bar:40} {pos}/{len} {elapsed} (-{eta})") {
                bar.set_style(style);
            }
            bar.set_position(self.done as u64);
            self.progress = Some(bar);
        }
    }

    /// Counts one more input as done.
    pub(crate) fn advance(&mut self) {
        self.done += 1;
        if let Some(bar) = &self.progress {
            bar.inc(1);
        }
    }

    /// Takes the progress bar away.
    pub(crate) fn finish(&mut self) {
        if let Some(bar) = self.progress.take() {
            bar.finish_and_clear();
        }
    }
}

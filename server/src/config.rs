//! Configuration: one typed value, read before any port is bound.
//!
//! Every setting is a flag and an environment variable and has one entry in [`SETTINGS`], which is where its name, its
//! default and its meaning stand. Reading takes them from anything that can look a setting up, so that tests pass a map,
//! and reports every bad value, not only the first.

use std::fmt;
use std::net::SocketAddr;
use std::time::Duration;

use clap::{Arg, Command};

/// A setting: its names, default and meaning.
#[derive(Clone, Copy, Debug)]
pub struct Setting {
    /// Name of the flag, without dashes.
    pub flag: &'static str,
    /// Name of the environment variable.
    pub variable: &'static str,
    /// Value in place of none.
    pub default: &'static str,
    /// What it means, in a line.
    pub help: &'static str,
}

const fn setting(flag: &'static str, variable: &'static str, default: &'static str, help: &'static str) -> Setting {
    Setting { flag, variable, default, help }
}

/// Address that calls are taken at. Loopback, unless the operator says otherwise.
pub const LISTEN: Setting = setting("listen", "GOUJI_LISTEN", "127.0.0.1:50051", "Address to take calls at");

/// Size of one message. Larger reports come in chunks; the results of a batch keep within it too.
pub const MAX_MESSAGE_BYTES: Setting =
    setting("max-message-bytes", "GOUJI_MAX_MESSAGE_BYTES", "17MiB", "Largest message taken or sent in a batch");

/// Size of one report, whole or in chunks.
pub const MAX_REPORT_BYTES: Setting = setting("max-report-bytes", "GOUJI_MAX_REPORT_BYTES", "16MiB", "Largest report taken");

/// Lines of one report.
pub const MAX_REPORT_LINES: Setting = setting("max-report-lines", "GOUJI_MAX_REPORT_LINES", "1000000", "Most lines of a report");

/// Cells of all tables of one report.
pub const MAX_REPORT_CELLS: Setting = setting("max-report-cells", "GOUJI_MAX_REPORT_CELLS", "1000000", "Most table cells of a report");

/// Items of one batch that are held at once: arriving in chunks, being checked, or waiting for the caller to read.
/// As many files of an archive are held beside them, of one archive at a time.
pub const MAX_ITEMS_IN_FLIGHT: Setting =
    setting("max-items-in-flight", "GOUJI_MAX_ITEMS_IN_FLIGHT", "32", "Most items of a batch that are held at once");

/// Calls that are served at once, a whole batch being one. More are refused at once.
pub const MAX_CALLS_IN_FLIGHT: Setting =
    setting("max-calls-in-flight", "GOUJI_MAX_CALLS_IN_FLIGHT", "256", "Most calls that are served at once");

/// Longest time that any call may take. A caller's shorter deadline is kept.
pub const MAX_DEADLINE: Setting = setting("max-deadline", "GOUJI_MAX_DEADLINE", "30min", "Longest time that a call may take");

/// Time that calls in progress are given to finish once the program was told to stop.
pub const DRAIN_GRACE: Setting = setting("drain-grace", "GOUJI_DRAIN_GRACE", "30s", "Time for calls to finish after SIGTERM");

/// Threads that move bytes. One suffices for about ten thousand reports a second.
pub const IO_THREADS: Setting =
    setting("io-threads", "GOUJI_IO_THREADS", "auto", "Threads for the network; auto is a quarter of the cores, at least one");

/// Threads that check reports.
pub const CHECK_THREADS: Setting = setting("check-threads", "GOUJI_CHECK_THREADS", "auto", "Threads that check; auto is one a core");

/// Which events are logged, in the syntax of `tracing_subscriber::EnvFilter`.
pub const LOG: Setting = setting("log", "GOUJI_LOG", "info", "Events to log, `info` or `gouji_server=debug` for instance");

/// How events are written.
pub const LOG_FORMAT: Setting = setting("log-format", "GOUJI_LOG_FORMAT", "text", "Format of the log: text or json");

/// Every setting, in the order of the help.
pub const SETTINGS: [Setting; 13] = [
    LISTEN,
    MAX_MESSAGE_BYTES,
    MAX_REPORT_BYTES,
    MAX_REPORT_LINES,
    MAX_REPORT_CELLS,
    MAX_ITEMS_IN_FLIGHT,
    MAX_CALLS_IN_FLIGHT,
    MAX_DEADLINE,
    DRAIN_GRACE,
    IO_THREADS,
    CHECK_THREADS,
    LOG,
    LOG_FORMAT,
];

/// Smallest message limit: below it not even options and an answer fit.
const LEAST_MESSAGE_BYTES: u64 = 64 << 10;

/// How the server runs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Config {
    /// See [`LISTEN`].
    pub listen: SocketAddr,
    /// See [`MAX_MESSAGE_BYTES`].
    pub max_message_bytes: usize,
    /// See [`MAX_REPORT_BYTES`].
    pub max_report_bytes: u64,
    /// See [`MAX_REPORT_LINES`].
    pub max_report_lines: u64,
    /// See [`MAX_REPORT_CELLS`].
    pub max_report_cells: u64,
    /// See [`MAX_ITEMS_IN_FLIGHT`].
    pub max_items_in_flight: usize,
    /// See [`MAX_CALLS_IN_FLIGHT`].
    pub max_calls_in_flight: usize,
    /// See [`MAX_DEADLINE`].
    pub max_deadline: Duration,
    /// See [`DRAIN_GRACE`].
    pub drain_grace: Duration,
    /// See [`IO_THREADS`].
    pub io_threads: usize,
    /// See [`CHECK_THREADS`].
    pub check_threads: usize,
    /// See [`LOG`].
    pub log: String,
    /// See [`LOG_FORMAT`].
    pub log_format: LogFormat,
}

/// How events are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LogFormat {
    /// Lines for people.
    Text,
    /// An object a line.
    Json,
}

/// Every bad value of a configuration.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ConfigErrors(Vec<String>);

/// Where settings come from.
pub trait Settings {
    /// The value given for a setting, if any.
    fn get(&self, setting: &Setting) -> Option<String>;
}

/// No setting at all: every default.
impl Settings for () {
    fn get(&self, _: &Setting) -> Option<String> {
        None
    }
}

/// Flags and environment, as clap has read them.
impl Settings for clap::ArgMatches {
    fn get(&self, setting: &Setting) -> Option<String> {
        self.get_one::<String>(setting.flag).cloned()
    }
}

impl Default for Config {
    fn default() -> Self {
        match Self::read(&()) {
            Ok(config) => config,
            Err(errors) => unreachable!("the defaults are valid, as a test makes sure: {errors}"),
        }
    }
}

impl Config {
    /// Reads every setting.
    ///
    /// # Errors
    ///
    /// Names every value that cannot be used.
    pub fn read(settings: &impl Settings) -> Result<Self, ConfigErrors> {
        let mut reader = Reader { settings, errors: Vec::new() };
        let cores = std::thread::available_parallelism().map_or(1, usize::from);
        let config = Self {
            listen: reader.read(&LISTEN, |text| text.parse().map_err(|_| "is no address with a port".to_owned())),
            max_message_bytes: reader.read(&MAX_MESSAGE_BYTES, |text| in_memory(bytes(text, LEAST_MESSAGE_BYTES)?)),
            max_report_bytes: reader.read(&MAX_REPORT_BYTES, |text| bytes(text, 1)),
            max_report_lines: reader.read(&MAX_REPORT_LINES, count),
            max_report_cells: reader.read(&MAX_REPORT_CELLS, count),
            max_items_in_flight: reader.read(&MAX_ITEMS_IN_FLIGHT, items),
            max_calls_in_flight: reader.read(&MAX_CALLS_IN_FLIGHT, |text| in_memory(count(text)?)),
            max_deadline: reader.read(&MAX_DEADLINE, duration),
            drain_grace: reader.read(&DRAIN_GRACE, duration),
            io_threads: reader.read(&IO_THREADS, |text| threads(text, (cores / 4).max(1))),
            check_threads: reader.read(&CHECK_THREADS, |text| threads(text, cores)),
            log: reader.read(&LOG, log_filter),
            log_format: reader.read(&LOG_FORMAT, log_format),
        };
        if reader.errors.is_empty() { Ok(config) } else { Err(ConfigErrors(reader.errors)) }
    }

    /// The limits of the engine.
    #[must_use]
    pub fn engine_limits(&self) -> gouji_core::Limits {
        gouji_core::Limits { bytes: self.max_report_bytes, lines: self.max_report_lines, cells: self.max_report_cells }
    }
}

/// The command line of the server: a flag for every setting.
#[must_use]
pub fn command() -> Command {
    let arguments = SETTINGS.iter().map(|setting| {
        Arg::new(setting.flag)
            .long(setting.flag)
            .env(setting.variable)
            .value_name("VALUE")
            .help(format!("{} [default: {}]", setting.help, setting.default))
    });
    Command::new("gouji-server")
        .version(gouji_core::VERSION)
        .about("Validates annual reports on open government information, over gRPC")
        .args(arguments)
}

impl fmt::Display for ConfigErrors {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0.join("\n"))
    }
}

impl std::error::Error for ConfigErrors {}

struct Reader<'a, S> {
    settings: &'a S,
    errors: Vec<String>,
}

impl<S: Settings> Reader<'_, S> {
    /// Reads a setting. After a bad value it goes on with the default, only to find further bad values.
    fn read<T>(&mut self, setting: &Setting, parse: impl Fn(&str) -> Result<T, String>) -> T {
        if let Some(text) = self.settings.get(setting) {
            match parse(text.trim()) {
                Ok(value) => return value,
                Err(problem) => self.errors.push(format!("--{} ({}): {text:?} {problem}", setting.flag, setting.variable)),
            }
        }
        match parse(setting.default) {
            Ok(value) => value,
            Err(problem) => unreachable!("the default of --{} is valid, as a test makes sure: {problem}", setting.flag),
        }
    }
}

fn count(text: &str) -> Result<u64, String> {
    match text.parse() {
        Ok(0) => Err("must be at least 1".to_owned()),
        Ok(number) => Ok(number),
        Err(_) => Err("is no whole number".to_owned()),
    }
}

/// Items are looked up one by one, which is quickest for few; and each may be as large as a report.
fn items(text: &str) -> Result<usize, String> {
    in_memory(count(text)?).ok().filter(|&number| number <= 4096).ok_or_else(|| "must lie between 1 and 4096".to_owned())
}

fn bytes(text: &str, least: u64) -> Result<u64, String> {
    let (digits, factor) = [("KiB", 1 << 10), ("MiB", 1 << 20), ("GiB", 1 << 30)]
        .into_iter()
        .find_map(|(unit, factor)| text.strip_suffix(unit).map(|digits| (digits.trim_end(), factor)))
        .unwrap_or((text, 1));
    let number: u64 = digits.parse().map_err(|_| "is no size such as 65536, 64KiB or 16MiB".to_owned())?;
    match number.checked_mul(factor) {
        Some(size) if (least..=u64::from(u32::MAX / 2)).contains(&size) => Ok(size),
        _ => Err(format!("must lie between {least} bytes and 2GiB")),
    }
}

fn in_memory(number: u64) -> Result<usize, String> {
    usize::try_from(number).ok().filter(|&n| n <= tokio::sync::Semaphore::MAX_PERMITS).ok_or_else(|| "is too large".to_owned())
}

fn duration(text: &str) -> Result<Duration, String> {
    let units = [("ms", 1), ("min", 60_000), ("s", 1_000), ("h", 3_600_000)];
    let parsed = units
        .into_iter()
        .find_map(|(unit, millis)| text.strip_suffix(unit).map(|digits| (digits.trim_end(), millis)))
        .and_then(|(digits, millis)| digits.parse::<u64>().ok()?.checked_mul(millis));
    match parsed {
        Some(millis @ 1..=86_400_000) => Ok(Duration::from_millis(millis)),
        Some(_) => Err("must lie between 1ms and 24h".to_owned()),
        None => Err("is no time such as 500ms, 30s, 5min or 1h".to_owned()),
    }
}

fn threads(text: &str, automatic: usize) -> Result<usize, String> {
    if text == "auto" {
        return Ok(automatic);
    }
    match text.parse() {
        Ok(number @ 1..=1024) => Ok(number),
        _ => Err("is neither auto nor a number from 1 to 1024".to_owned()),
    }
}

fn log_filter(text: &str) -> Result<String, String> {
    match tracing_subscriber::EnvFilter::try_new(text) {
        Ok(_) => Ok(text.to_owned()),
        Err(error) => Err(format!("is no filter: {error}")),
    }
}

fn log_format(text: &str) -> Result<LogFormat, String> {
    match text {
        "text" => Ok(LogFormat::Text),
        "json" => Ok(LogFormat::Json),
        _ => Err("is neither text nor json".to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashMap;

    use super::*;

    impl Settings for HashMap<&'static str, &'static str> {
        fn get(&self, setting: &Setting) -> Option<String> {
            HashMap::get(self, setting.variable).map(|&value| value.to_owned())
        }
    }

    #[test]
    fn the_defaults_are_valid_and_listen_on_loopback_only() {
        let config = Config::read(&()).unwrap();
        assert!(config.listen.ip().is_loopback());
        assert!(config.max_message_bytes as u64 > config.max_report_bytes, "a largest report fits into a message");
        assert_eq!(config.engine_limits(), gouji_core::Limits::default());
    }

    #[test]
    fn units_are_understood() {
        let config = Config::read(&HashMap::from([
            ("GOUJI_MAX_REPORT_BYTES", "64KiB"),
            ("GOUJI_MAX_DEADLINE", "1500ms"),
            ("GOUJI_DRAIN_GRACE", "2 min"),
            ("GOUJI_CHECK_THREADS", "3"),
            ("GOUJI_LOG_FORMAT", "json"),
        ]))
        .unwrap();
        assert_eq!(config.max_report_bytes, 65_536);
        assert_eq!(config.max_deadline, Duration::from_millis(1_500));
        assert_eq!(config.drain_grace, Duration::from_secs(120));
        assert_eq!(config.check_threads, 3);
        assert_eq!(config.log_format, LogFormat::Json);
    }

    #[test]
    fn every_bad_value_is_told_at_once() {
        let errors = Config::read(&HashMap::from([
            ("GOUJI_LISTEN", "here"),
            ("GOUJI_MAX_MESSAGE_BYTES", "1"),
            ("GOUJI_MAX_REPORT_BYTES", "much"),
            ("GOUJI_MAX_REPORT_LINES", "0"),
            ("GOUJI_MAX_DEADLINE", "10"),
            ("GOUJI_IO_THREADS", "0"),
            ("GOUJI_LOG", "a=b=c"),
            ("GOUJI_LOG_FORMAT", "xml"),
        ]))
        .unwrap_err()
        .to_string();
        assert_eq!(errors.lines().count(), 8, "{errors}");
        assert!(errors.contains("--listen (GOUJI_LISTEN): \"here\" is no address with a port"), "{errors}");
    }

    #[test]
    fn every_setting_is_a_flag_with_its_own_variable() {
        command().debug_assert();
        let matches = command().try_get_matches_from(["gouji-server", "--max-items-in-flight", "7"]).unwrap();
        assert_eq!(Config::read(&matches).unwrap().max_items_in_flight, 7);
        let mut variables: Vec<_> = SETTINGS.iter().map(|setting| setting.variable).collect();
        variables.dedup();
        assert!(variables.len() == SETTINGS.len() && variables.iter().all(|name| name.starts_with("GOUJI_")));
    }
}

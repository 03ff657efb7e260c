//! From a profile file to the message that goes with every request.
//!
//! The service reads the file: it knows the rules, and names the line of each mistake. What stays here is the day that
//! waivers are judged by, since no service ever looks at a clock.

use std::fs;
use std::path::Path;
use std::time::{SystemTime, UNIX_EPOCH};

use gouji_proto::v1::catalog_service_client::CatalogServiceClient;
use gouji_proto::v1::{CheckOptions, ParseProfileRequest};
use tonic::transport::Channel;
use tonic::{Code, Status};

use crate::failure::{self, Failure};
use crate::inputs::Unreadable;
use crate::language::{Language, say};

/// Seconds by which Beijing time is ahead: the bodies that report and those that check them live by it.
const BEIJING_SECONDS: u64 = 8 * 3_600;
const SECONDS_OF_DAY: u64 = 86_400;

/// Puts a profile into the options, and the day of today if it has waivers and no day is given.
pub(crate) async fn put(path: &Path, channel: Channel, options: &mut CheckOptions, language: Language) -> Result<(), Failure> {
    let name = path.display();
    let content = fs::read(path).map_err(|error| {
        let reason = Unreadable::from(error);
        let reason = language.pick(&reason.chinese(), &reason.to_string()).to_owned();
        Failure::Usage(say!(language, "无法读取配置 {name}：{reason}", "cannot read the profile {name}: {reason}"))
    })?;
    let content = String::from_utf8(content)
        .map_err(|_| Failure::Usage(say!(language, "配置 {name} 不是 UTF-8 文本", "the profile {name} is no text in UTF-8")))?;
    let response = CatalogServiceClient::new(channel).parse_profile(ParseProfileRequest { content }).await;
    let profile = response.map_err(|status| refused(&name.to_string(), &status, language))?.into_inner().profile.unwrap_or_default();
    if !profile.waivers.is_empty() && options.as_of_date.is_empty() {
        options.as_of_date = day(SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |since| since.as_secs()) + BEIJING_SECONDS);
    }
    options.profile = Some(profile);
    Ok(())
}

fn refused(name: &str, status: &Status, language: Language) -> Failure {
    if status.code() != Code::InvalidArgument {
        return Failure::of_call(status, language);
    }
    let mistakes = failure::sentence(&failure::wire_status(status), language);
    Failure::Usage(say!(language, "配置 {name} 有误：{mistakes}", "the profile {name} is at fault: {mistakes}"))
}

/// The calendar day of a time, in seconds from 1970 on.
fn day(seconds: u64) -> String {
    let is_leap = |year: u64| year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400));
    let mut left = seconds / SECONDS_OF_DAY;
    let mut year = 1970;
    while left >= 365 + u64::from(is_leap(year)) {
        left -= 365 + u64::from(is_leap(year));
        year += 1;
    }
    let february = 28 + u64::from(is_leap(year));
    let mut month = 1;
    for days in [31, february, 31, 30, 31, 30, 31, 31, 30, 31, 30] {
        if left < days {
            break;
        }
        left -= days;
        month += 1;
    }
    format!("{year:04}-{month:02}-{:02}", left + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn seconds_fall_on_their_calendar_day() {
        for (seconds, expected) in [
            (0, "1970-01-01"),
            (951_782_399, "2000-02-28"),
            (951_782_400, "2000-02-29"),
            (1_704_067_199, "2023-12-31"),
            (1_709_164_800, "2024-02-29"),
            (1_767_225_600, "2026-01-01"),
            (4_107_542_400, "2100-03-01"),
        ] {
            assert_eq!(day(seconds), expected);
        }
    }
}

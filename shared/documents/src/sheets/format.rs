//! A stored number as its cell shows it.
//!
//! The format says how: places, thousands, percent, dates, and text around them. A format that would show a number
//! without any digit (a dash for nought, or nothing) is not followed: what is stored is a number, and a cell that
//! reads as blank would be taken for one that was never filled in.

use super::decimal::Decimal;

/// From which day dates are counted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Epoch {
    /// 1 is the first day of 1900, and there is a 29 February 1900.
    #[default]
    From1900,
    /// 0 is the first day of 1904.
    From1904,
}

/// The code of a format that every file has without saying so, as Chinese editions show it.
pub(super) fn built_in(id: u32) -> &'static str {
    match id {
        1 => "0",
        2 => "0.00",
        3 | 37 | 38 | 41 | 42 => "#,##0",
        4 | 39 | 40 | 43 | 44 => "#,##0.00",
        9 => "0%",
        10 => "0.00%",
        11 => "0.00E+00",
        14 => "yyyy/m/d",
        15 => "d-mmm-yy",
        16 => "d-mmm",
        17 => "mmm-yy",
        18 | 20 => "h:mm",
        19 | 21 => "h:mm:ss",
        22 => "yyyy/m/d h:mm",
        27 | 36 | 50 | 52 | 57 => "yyyy\"年\"m\"月\"",
        28 | 29 | 51 | 53 | 54 | 58 => "m\"月\"d\"日\"",
        30 => "m/d/yy",
        31 => "yyyy\"年\"m\"月\"d\"日\"",
        32 | 34 | 55 => "h\"时\"mm\"分\"",
        33 | 35 | 56 => "h\"时\"mm\"分\"ss\"秒\"",
        45 => "mm:ss",
        46 => "[h]:mm:ss",
        47 => "mm:ss",
        48 => "##0.0E+0",
        _ => "General",
    }
}

/// A number as a format shows it.
pub(super) fn shown(number: &Decimal, code: &str, epoch: Epoch) -> String {
    // Most cells have no format of their own.
    if code == "General" {
        return number.plain();
    }
    let sections = sections(code);
    let (section, own_sign) = match (sections.as_slice(), number.negative && !number.is_zero(), number.is_zero()) {
        ([_, negative, ..], true, _) => (*negative, true),
        ([_, _, zero, ..], _, true) => (*zero, false),
        ([first, ..], ..) => (*first, false),
        ([], ..) => return number.plain(),
    };
    let pieces = pieces(section);
    if pieces.iter().any(|piece| matches!(piece, Piece::Date(..) | Piece::Elapsed(_))) {
        return date(number, &pieces, epoch).unwrap_or_else(|| number.plain());
    }
    if pieces.contains(&Piece::General) {
        return general(number, &pieces, own_sign);
    }
    if !pieces.iter().any(|piece| matches!(piece, Piece::Digit(_))) {
        return number.plain();
    }
    written(number, &pieces, own_sign)
}

/// A piece of a format's code.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Piece {
    Literal(char),
    /// `0`, `#` or `?`.
    Digit(char),
    Point,
    Comma,
    Percent,
    /// `E+` or `E-`.
    Exponent(char),
    /// The number as it is.
    General,
    /// A run of a letter of dates, in lower case, or of elapsed time.
    Date(char, usize),
    Elapsed(char),
}

fn sections(code: &str) -> Vec<&str> {
    let mut sections = Vec::new();
    let (mut start, mut quoted, mut escaped) = (0, false, false);
    for (at, c) in code.char_indices() {
        match c {
            _ if escaped => escaped = false,
            '"' => quoted = !quoted,
            '\\' | '_' | '*' if !quoted => escaped = true,
            ';' if !quoted => {
                sections.push(&code[start..at]);
                start = at + 1;
            }
            _ => {}
        }
    }
    sections.push(&code[start..]);
    sections
}

fn pieces(section: &str) -> Vec<Piece> {
    let mut pieces = Vec::new();
    let mut rest = section;
    while let Some(c) = rest.chars().next() {
        rest = &rest[c.len_utf8()..];
        match c {
            '"' => {
                let (literal, after) = rest.split_once('"').unwrap_or((rest, ""));
                pieces.extend(literal.chars().map(Piece::Literal));
                rest = after;
            }
            '\\' => rest = take_literal(rest, &mut pieces),
            '_' | '*' => rest = rest.chars().next().map_or("", |skipped| &rest[skipped.len_utf8()..]),
            '[' => {
                let (inside, after) = rest.split_once(']').unwrap_or((rest, ""));
                bracket(inside, &mut pieces);
                rest = after;
            }
            '0' | '#' | '?' => pieces.push(Piece::Digit(c)),
            '.' => pieces.push(Piece::Point),
            ',' => pieces.push(Piece::Comma),
            '%' => pieces.push(Piece::Percent),
            'E' | 'e' if rest.starts_with(['+', '-']) => {
                pieces.push(Piece::Exponent(if rest.starts_with('+') { '+' } else { '-' }));
                rest = &rest[1..];
            }
            'G' if rest.starts_with("eneral") => {
                rest = &rest["eneral".len()..];
                pieces.push(Piece::General);
            }
            'A' | 'a' if rest.get(..4).is_some_and(|rest| rest.eq_ignore_ascii_case("M/PM")) => rest = &rest[4..],
            'y' | 'Y' | 'm' | 'M' | 'd' | 'D' | 'h' | 'H' | 's' | 'S' | 'e' | 'a' | 'A' => {
                let letter = c.to_ascii_lowercase();
                match pieces.last_mut() {
                    Some(Piece::Date(last, count)) if *last == letter => *count += 1,
                    _ => pieces.push(Piece::Date(letter, 1)),
                }
            }
            '@' => {}
            other => pieces.push(Piece::Literal(other)),
        }
    }
    pieces
}

fn take_literal<'a>(rest: &'a str, pieces: &mut Vec<Piece>) -> &'a str {
    match rest.chars().next() {
        Some(literal) => {
            pieces.push(Piece::Literal(literal));
            &rest[literal.len_utf8()..]
        }
        None => "",
    }
}

/// A colour, condition, language or number script is left out; a currency sign and elapsed time are not.
fn bracket(inside: &str, pieces: &mut Vec<Piece>) {
    if let Some(sign) = inside.strip_prefix('$') {
        pieces.extend(sign.split('-').next().unwrap_or_default().chars().map(Piece::Literal));
    } else if let Some(letter) = inside.chars().next().map(|c| c.to_ascii_lowercase())
        && matches!(letter, 'h' | 'm' | 's')
        && inside.chars().all(|c| c.eq_ignore_ascii_case(&letter))
    {
        pieces.push(Piece::Elapsed(letter));
    }
}

/// The number as it is, with text around it.
fn general(number: &Decimal, pieces: &[Piece], own_sign: bool) -> String {
    let plain = number.plain();
    let plain = if own_sign { plain.trim_start_matches('-') } else { &plain };
    let text = |piece: &Piece| match piece {
        Piece::General => plain.to_owned(),
        Piece::Literal(c) => c.to_string(),
        _ => String::new(),
    };
    pieces.iter().map(text).collect::<String>().trim().to_owned()
}

fn written(number: &Decimal, pieces: &[Piece], own_sign: bool) -> String {
    let is_digit = |piece: &Piece| matches!(piece, Piece::Digit(_));
    let exponent_at = pieces.iter().position(|piece| matches!(piece, Piece::Exponent(_)));
    let mantissa = &pieces[..exponent_at.unwrap_or(pieces.len())];
    let point_at = mantissa.iter().position(|piece| *piece == Piece::Point);
    let last_whole = mantissa[..point_at.unwrap_or(mantissa.len())].iter().rposition(is_digit);
    let places = point_at.map_or(0, |at| mantissa[at..].iter().filter(|piece| is_digit(piece)).count());
    let commas_after = last_whole.map_or(0, |at| mantissa[at + 1..].iter().take_while(|piece| **piece == Piece::Comma).count());
    let grouped = last_whole.is_some_and(|at| mantissa[..at].contains(&Piece::Comma));
    let percents = pieces.iter().filter(|piece| **piece == Piece::Percent).count();
    let shift = 2 * i32::try_from(percents).unwrap_or(0) - 3 * i32::try_from(commas_after).unwrap_or(0);
    let (scaled, exponent) = match exponent_at {
        Some(_) => number.scientific(),
        None => (number.clone().shifted(shift), 0),
    };
    let rounded = scaled.rounded(places);
    let digits = digits(&rounded, mantissa, point_at, places, grouped);
    let mut text = String::new();
    if number.negative && !own_sign && !rounded.is_zero() {
        text.push('-');
    }
    let mut digits = Some(digits);
    for piece in mantissa {
        match piece {
            Piece::Digit(_) | Piece::Point => text.push_str(&digits.take().unwrap_or_default()),
            Piece::Literal(c) => text.push(*c),
            Piece::Percent => text.push('%'),
            Piece::Comma | Piece::Exponent(_) | Piece::General | Piece::Date(..) | Piece::Elapsed(_) => {}
        }
    }
    if let Some(Piece::Exponent(sign)) = exponent_at.map(|at| &pieces[at]) {
        let width = pieces.iter().skip(exponent_at.unwrap_or(0)).filter(|piece| is_digit(piece)).count();
        let sign = if exponent < 0 {
            "-"
        } else if *sign == '+' {
            "+"
        } else {
            ""
        };
        text.push_str(&format!("E{sign}{:0width$}", exponent.abs()));
    }
    text.trim().to_owned()
}

/// The digits with point and thousands, as many as the placeholders ask for.
fn digits(number: &Decimal, mantissa: &[Piece], point_at: Option<usize>, places: usize, grouped: bool) -> String {
    let (mut whole, mut fraction) = number.parts();
    let required = |pieces: &[Piece]| pieces.iter().filter(|piece| **piece == Piece::Digit('0')).count();
    let at = point_at.unwrap_or(mantissa.len());
    let least = required(&mantissa[..at]);
    whole.insert_str(0, &"0".repeat(least.saturating_sub(whole.len())));
    if whole.is_empty() && places == 0 {
        whole.push('0');
    }
    if grouped {
        whole = thousands(&whole);
    }
    let least = mantissa[at..].iter().filter(|piece| matches!(piece, Piece::Digit(_))).take(places).collect::<Vec<_>>();
    let least = least.iter().rposition(|piece| **piece == Piece::Digit('0')).map_or(0, |last| last + 1);
    fraction.push_str(&"0".repeat(least.saturating_sub(fraction.len())));
    if fraction.is_empty() { whole } else { format!("{whole}.{fraction}") }
}

fn thousands(whole: &str) -> String {
    let mut text = String::new();
    for (index, digit) in whole.chars().enumerate() {
        if index > 0 && (whole.len() - index).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

/// A day and time.
struct Moment {
    year: i64,
    month: i64,
    day: i64,
    weekday: i64,
    /// Seconds since the day began.
    seconds: i64,
    /// Seconds since the epoch.
    elapsed: i64,
}

fn date(number: &Decimal, pieces: &[Piece], epoch: Epoch) -> Option<String> {
    let moment = Moment::of(number, epoch)?;
    let mut text = String::new();
    for (index, piece) in pieces.iter().enumerate() {
        match piece {
            Piece::Date(letter, count) => text.push_str(&moment.part(*letter, *count, is_minute(pieces, index))),
            Piece::Elapsed('h') => text.push_str(&(moment.elapsed / 3_600).to_string()),
            Piece::Elapsed('m') => text.push_str(&(moment.elapsed / 60).to_string()),
            Piece::Elapsed(_) => text.push_str(&moment.elapsed.to_string()),
            Piece::Literal(c) => text.push(*c),
            Piece::Point => text.push('.'),
            Piece::Comma => text.push(','),
            Piece::Digit(c) => text.push(*c),
            Piece::Percent | Piece::Exponent(_) | Piece::General => {}
        }
    }
    Some(text.trim().to_owned())
}

/// Whether an `m` means minutes: it stands after hours or before seconds.
fn is_minute(pieces: &[Piece], index: usize) -> bool {
    let letter = |piece: &Piece| match piece {
        Piece::Date(letter, _) | Piece::Elapsed(letter) => Some(*letter),
        _ => None,
    };
    let before = pieces[..index].iter().rev().find_map(letter);
    let after = pieces[index + 1..].iter().find_map(letter);
    before == Some('h') || after == Some('s')
}

impl Moment {
    fn of(number: &Decimal, epoch: Epoch) -> Option<Self> {
        if number.negative {
            return None;
        }
        let whole: i64 = number.plain().split('.').next()?.parse().ok()?;
        // Days after the last day of 9999 are no dates.
        if whole > 2_958_465 {
            return None;
        }
        let fraction = number.plain().split_once('.').map_or(String::new(), |(_, fraction)| fraction.chars().take(12).collect());
        let parts: i64 = format!("{fraction:0<12}").parse().ok()?;
        let seconds = (i128::from(parts) * 86_400 + 500_000_000_000) / 1_000_000_000_000;
        let seconds = i64::try_from(seconds).ok()?;
        let (whole, seconds) = (whole + seconds / 86_400, seconds % 86_400);
        // Days since 1 January 1970.
        let days = match epoch {
            Epoch::From1904 => whole - 24_107,
            Epoch::From1900 if whole < 60 => whole - 25_568,
            Epoch::From1900 => whole - 25_569,
        };
        let (year, month, day) = civil(days);
        Some(Self { year, month, day, weekday: (days + 4).rem_euclid(7), seconds, elapsed: whole * 86_400 + seconds })
    }

    fn part(&self, letter: char, count: usize, is_minute: bool) -> String {
        const MONTHS: [&str; 12] = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
        const DAYS: [&str; 7] = ["日", "一", "二", "三", "四", "五", "六"];
        let (hour, minute, second) = (self.seconds / 3_600, self.seconds / 60 % 60, self.seconds % 60);
        let weekday = DAYS[usize::try_from(self.weekday).unwrap_or(0)];
        let padded = |value: i64| if count > 1 { format!("{value:02}") } else { value.to_string() };
        match letter {
            'y' if count < 3 => format!("{:02}", self.year % 100),
            'y' | 'e' => self.year.to_string(),
            'm' if is_minute => padded(minute),
            'm' if count > 2 => MONTHS[usize::try_from(self.month - 1).unwrap_or(0)].to_owned(),
            'm' => padded(self.month),
            'd' if count < 3 => padded(self.day),
            'd' => format!("星期{weekday}"),
            'a' if count > 3 => format!("星期{weekday}"),
            'a' if count == 3 => weekday.to_owned(),
            'h' => padded(hour),
            's' => padded(second),
            _ => String::new(),
        }
    }
}

/// Year, month and day of a number of days since 1 January 1970, in the Gregorian calendar.
fn civil(days: i64) -> (i64, i64, i64) {
    let shifted = days + 719_468;
    let era = shifted.div_euclid(146_097);
    let day_of_era = shifted.rem_euclid(146_097);
    let year_of_era = (day_of_era - day_of_era / 1_460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let month_from_march = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * month_from_march + 2) / 5 + 1;
    let month = if month_from_march < 10 { month_from_march + 3 } else { month_from_march - 9 };
    (year_of_era + era * 400 + i64::from(month <= 2), month, day)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn show(stored: &str, code: &str) -> String {
        shown(&Decimal::parse(stored).unwrap(), code, Epoch::From1900)
    }

    #[test]
    fn numbers_are_shown_by_their_format() {
        let samples = [
            ("0.5", "0%", "50%"),
            ("0.12345", "0.00%", "12.35%"),
            ("1234567.891", "#,##0.00", "1,234,567.89"),
            ("1234", "#,##0", "1,234"),
            ("12", "#,##0", "12"),
            ("-7", "0;[Red]\\-0", "-7"),
            ("-7", "0_);(0)", "(7)"),
            ("7", "0\"件\"", "7件"),
            ("3", "000", "003"),
            ("2.5", "0.##", "2.5"),
            ("2", "0.##", "2"),
            ("0.5", "#.0", ".5"),
            ("12345678", "0.00E+00", "1.23E+07"),
            ("1234567", "0,", "1235"),
            ("99.5", "[$¥-804]#,##0.0", "¥99.5"),
            ("8", "General", "8"),
            ("8", "[DBNum1][$-804]General", "8"),
            ("8", "@", "8"),
            ("0.1", "General\"万元\"", "0.1万元"),
            ("-8", "General;\"负\"General", "负8"),
        ];
        for (stored, code, expected) in samples {
            assert_eq!(show(stored, code), expected, "{stored} {code}");
        }
    }

    #[test]
    fn a_number_is_never_shown_without_a_digit() {
        assert_eq!(show("0", "#,##0;-#,##0;\"-\""), "0");
        assert_eq!(show("0", "0;-0;;@"), "0");
        assert_eq!(show("0", "#"), "0");
        assert_eq!(show("5", ";;;"), "5");
    }

    #[test]
    fn dates_and_times_are_shown() {
        let samples = [
            ("44927", "yyyy\"年\"m\"月\"d\"日\"", "2023年1月1日"),
            ("44927", "yyyy/m/d", "2023/1/1"),
            ("44985.75", "yyyy-mm-dd hh:mm", "2023-02-28 18:00"),
            ("0.5", "h:mm", "12:00"),
            ("60", "yyyy-mm-dd", "1900-02-28"),
            ("59", "yyyy-mm-dd", "1900-02-28"),
            ("61", "yyyy-mm-dd", "1900-03-01"),
            ("1.25", "[h]:mm", "30:00"),
            ("44927", "[$-804]aaaa", "星期日"),
            ("99999999", "yyyy", "99999999"),
        ];
        for (stored, code, expected) in samples {
            assert_eq!(show(stored, code), expected, "{stored} {code}");
        }
        assert_eq!(shown(&Decimal::parse("43465").unwrap(), "yyyy-m-d", Epoch::From1904), "2023-1-1");
    }
}

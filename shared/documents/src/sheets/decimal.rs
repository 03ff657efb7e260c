//! Decimal numbers as a sheet stores them, rounded and written without floating point.

/// A number: its digits without leading zeros, and how many of them stand before the point.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Decimal {
    pub(super) negative: bool,
    digits: Vec<u8>,
    point: i32,
}

/// How many digits of a stored number count: what is beyond them is noise of binary fractions.
const SIGNIFICANT: usize = 15;

/// The largest exponent that a stored number can have, and then some.
const EXPONENT: i32 = 400;

impl Decimal {
    /// Reads a number such as `-1.25E-3`, to the digits that count.
    pub(super) fn parse(text: &str) -> Option<Self> {
        let text = text.trim();
        let (mantissa, exponent) = text.split_once(['e', 'E']).unwrap_or((text, "0"));
        let exponent: i32 = exponent.trim_start_matches('+').parse().ok().filter(|exponent: &i32| exponent.abs() <= EXPONENT)?;
        let unsigned = mantissa.strip_prefix(['-', '+']).unwrap_or(mantissa);
        let (whole, fraction) = unsigned.split_once('.').unwrap_or((unsigned, ""));
        let digits = whole.bytes().chain(fraction.bytes());
        if whole.len() + fraction.len() == 0
            || whole.len() + fraction.len() > EXPONENT as usize
            || !digits.clone().all(|digit| digit.is_ascii_digit())
        {
            return None;
        }
        let point = i32::try_from(whole.len()).ok()? + exponent;
        let mut number = Self { negative: mantissa.starts_with('-'), digits: digits.map(|digit| digit - b'0').collect(), point };
        number.trim();
        number.round_to(SIGNIFICANT);
        Some(number)
    }

    /// Whether the number is nought.
    pub(super) fn is_zero(&self) -> bool {
        self.digits.is_empty()
    }

    /// The number times a power of ten.
    pub(super) fn shifted(mut self, powers: i32) -> Self {
        if !self.is_zero() {
            self.point = self.point.saturating_add(powers);
        }
        self
    }

    /// The number rounded to some places after the point, half away from nought.
    pub(super) fn rounded(mut self, places: usize) -> Self {
        let keep = self.point.saturating_add(i32::try_from(places).unwrap_or(EXPONENT));
        if keep < 0 {
            self.digits.clear();
            self.trim();
        } else {
            self.round_to(usize::try_from(keep).unwrap_or(0));
        }
        self
    }

    /// The digits before and after the point, without a sign; nothing stands before the point if it would be nought.
    pub(super) fn parts(&self) -> (String, String) {
        let before = usize::try_from(self.point).unwrap_or(0);
        let leading = usize::try_from(-self.point).unwrap_or(0);
        let character = |digit: &u8| char::from(b'0' + digit);
        let mut whole: String = self.digits.iter().take(before).map(character).collect();
        whole.extend(std::iter::repeat_n('0', before.saturating_sub(self.digits.len())));
        let mut fraction = if self.is_zero() { String::new() } else { "0".repeat(leading) };
        fraction.extend(self.digits.iter().skip(before).map(character));
        (whole, fraction)
    }

    /// The number as a sheet shows it that has no format for it.
    pub(super) fn plain(&self) -> String {
        let (whole, fraction) = self.parts();
        let sign = if self.negative && !self.is_zero() { "-" } else { "" };
        let whole = if whole.is_empty() { "0" } else { &whole };
        if fraction.is_empty() { format!("{sign}{whole}") } else { format!("{sign}{whole}.{fraction}") }
    }

    /// Digits and exponent so that the number is `d.ddd × 10^exponent`.
    pub(super) fn scientific(&self) -> (Self, i32) {
        let exponent = if self.is_zero() { 0 } else { self.point - 1 };
        (self.clone().shifted(-exponent), exponent)
    }

    fn round_to(&mut self, count: usize) {
        if count < self.digits.len() {
            let up = self.digits[count] >= 5;
            self.digits.truncate(count);
            if up {
                self.add_one();
            }
        }
        self.trim();
    }

    /// Adds one to the last digit.
    fn add_one(&mut self) {
        for digit in self.digits.iter_mut().rev() {
            if *digit < 9 {
                *digit += 1;
                return;
            }
            *digit = 0;
        }
        self.digits.insert(0, 1);
        self.point += 1;
    }

    /// Takes noughts off both ends.
    fn trim(&mut self) {
        while self.digits.last() == Some(&0) {
            self.digits.pop();
        }
        let leading = self.digits.iter().take_while(|&&digit| digit == 0).count();
        self.digits.drain(..leading);
        self.point = if self.digits.is_empty() { 0 } else { self.point - i32::try_from(leading).unwrap_or(0) };
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn noise_of_binary_fractions_is_gone() {
        let samples = [
            ("0.30000000000000004", "0.3"),
            ("12", "12"),
            ("12.0", "12"),
            ("-0.0", "0"),
            ("1.2E3", "1200"),
            ("1E-3", "0.001"),
            ("99999999999999999", "100000000000000000"),
            ("-7.5", "-7.5"),
            ("00012.50", "12.5"),
        ];
        for (stored, shown) in samples {
            assert_eq!(Decimal::parse(stored).unwrap().plain(), shown, "{stored}");
        }
        for bad in ["", "-", "1,000", "NaN", "1E999", "1.2.3"] {
            assert_eq!(Decimal::parse(bad), None, "{bad}");
        }
    }

    #[test]
    fn rounding_goes_away_from_nought() {
        let rounded = |text: &str, places| Decimal::parse(text).unwrap().rounded(places).plain();
        assert_eq!(rounded("0.125", 2), "0.13");
        assert_eq!(rounded("-2.5", 0), "-3");
        assert_eq!(rounded("9.99", 1), "10");
        assert_eq!(rounded("0.04", 1), "0");
        assert_eq!(rounded("0.5", 0), "1");
        assert_eq!(rounded("0.0005", 1), "0");
        assert_eq!(rounded("1234", 2), "1234");
    }
}

//! The notations inside attributes: numbers, matrices, distances between characters, paths.

use crate::layout::{Point, Step};

/// Millimetres in which lengths are given, as points.
pub(super) const MILLIMETRE: f64 = 72.0 / 25.4;

/// A transformation of the plane: `a b c d e f` takes `(x, y)` to `(a·x + c·y + e, b·x + d·y + f)`.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Matrix([f64; 6]);

impl Matrix {
    pub(super) const IDENTITY: Self = Self([1.0, 0.0, 0.0, 1.0, 0.0, 0.0]);

    /// The matrix in six numbers.
    pub(super) fn parsed(text: &str) -> Option<Self> {
        let numbers: Vec<f64> = numbers(text).collect();
        numbers.try_into().ok().map(Self)
    }

    pub(super) fn apply(self, x: f64, y: f64) -> Point {
        let Self([a, b, c, d, e, f]) = self;
        Point::new(a * x + c * y + e, b * x + d * y + f)
    }

    /// A way rather than a point: nothing is moved.
    pub(super) fn apply_to_way(self, x: f64, y: f64) -> Point {
        let Self([a, b, c, d, ..]) = self;
        Point::new(a * x + c * y, b * x + d * y)
    }
}

/// The numbers in a text, up to the first word that is none.
pub(super) fn numbers(text: &str) -> impl Iterator<Item = f64> {
    text.split_ascii_whitespace().map_while(|word| word.parse().ok())
}

/// Distances between characters: numbers, and `g 3 4.2` for three times 4.2. Never more than `count` of them.
pub(super) fn distances(text: &str, count: usize) -> Vec<f64> {
    let mut found: Vec<f64> = Vec::new();
    let mut words = text.split_ascii_whitespace();
    while found.len() < count {
        let Some(word) = words.next() else { break };
        let (times, distance) =
            if word == "g" { (words.next().and_then(|word| word.parse().ok()), words.next()) } else { (Some(1), Some(word)) };
        let Some((times, distance)) = times.zip(distance.and_then(|word| word.parse::<f64>().ok())) else { break };
        let room = count - found.len();
        found.extend(std::iter::repeat_n(distance, room.min(times)));
    }
    found
}

/// The steps of a path: `M 0 0 L 10 0 C`.
pub(super) fn steps(text: &str) -> impl Iterator<Item = Step> {
    let mut words = text.split_ascii_whitespace();
    std::iter::from_fn(move || {
        let operator = words.next()?;
        let mut point_after = |skipped: usize| {
            let mut numbers = words.by_ref().skip(skipped).map_while(|word| word.parse().ok());
            numbers.next().zip(numbers.next()).map(|(x, y)| Point::new(x, y))
        };
        match operator {
            "S" | "M" => point_after(0).map(Step::Move),
            "L" => point_after(0).map(Step::Line),
            "Q" => point_after(2).map(Step::Curve),
            "B" => point_after(4).map(Step::Curve),
            "A" => point_after(5).map(Step::Curve),
            "C" => Some(Step::Close),
            _ => None,
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn groups_of_distances_are_counted_out() {
        assert_eq!(distances("4.2 g 3 2 1", 9), [4.2, 2.0, 2.0, 2.0, 1.0]);
        assert_eq!(distances("g 4000000000 2", 3), [2.0, 2.0, 2.0]);
        assert_eq!(distances("1 x 2", 9), [1.0]);
        assert_eq!(distances("g 2", 9), [0.0; 0]);
    }

    #[test]
    fn paths_are_steps_and_of_curves_the_end_is_kept() {
        let point = Point::new;
        let found: Vec<Step> = steps("M 0 0 L 10 0 B 1 2 3 4 5 6 A 1 1 0 0 1 7 8 C M 1 x L 3 4").collect();
        let expected = [
            Step::Move(point(0.0, 0.0)),
            Step::Line(point(10.0, 0.0)),
            Step::Curve(point(5.0, 6.0)),
            Step::Curve(point(7.0, 8.0)),
            Step::Close,
        ];
        assert_eq!(found, expected);
    }

    #[test]
    fn a_matrix_turns_and_moves() {
        let turned = Matrix::parsed("0 1 -1 0 5 6").unwrap();
        assert_eq!(turned.apply(1.0, 0.0), Point::new(5.0, 7.0));
        assert_eq!(turned.apply_to_way(1.0, 0.0), Point::new(0.0, 1.0));
        assert_eq!(Matrix::parsed("1 0 0"), None);
    }
}

//! Tables by the lines around their cells.
//!
//! Turns drawn lines into lattices: the heights and distances at which lines run, and the cells between them. A cell
//! is as large as the space without a line through it: where the line between two neighbours is missing, they are one
//! merged cell.
//!
//! ```text
//! ┌────┬─────────┐      3 columns, 2 rows, 4 cells:
//! │    ├────┬────┤      the first takes two rows,
//! └────┴────┴────┘      the second two columns
//! ```
//!
//! Sides that are left open count as closed by the ends of the lines that run up to them. What is written in the cells
//! is left to [`super::lines`].

use super::{Bounds, Direction, POINT, Rule, clusters, nearest};
use crate::build::Area;
use crate::error::Error;
use crate::limits::Limits;

/// Lines that are nearer to each other than this are one, drawn twice or in pieces.
const TOGETHER: i32 = 3 * POINT;

/// The lines of one table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Lattice {
    /// Distances from the left at which columns begin and the last one ends.
    pub(super) columns: Vec<i32>,
    /// Heights at which rows begin and the last one ends.
    pub(super) rows: Vec<i32>,
    /// Cells by row, then column.
    pub(super) cells: Vec<Box>,
    /// Which cell each place between lines belongs to, row by row.
    owners: Vec<u32>,
}

/// A cell between lines.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Box {
    pub(super) area: Area,
    /// No line is drawn above it, though the table ends there.
    pub(super) open_above: bool,
    /// No line is drawn below it, though the table ends there.
    pub(super) open_below: bool,
}

impl Lattice {
    pub(super) fn bounds(&self) -> Bounds {
        let ends = |lines: &[i32]| (lines.first().copied().unwrap_or(0), lines.last().copied().unwrap_or(0));
        let ((left, right), (top, bottom)) = (ends(&self.columns), ends(&self.rows));
        Bounds { left, top, right, bottom }
    }

    pub(super) fn cell_bounds(&self, area: Area) -> Bounds {
        let line = |lines: &[i32], index: u32| lines.get(index as usize).or(lines.last()).copied().unwrap_or(0);
        Bounds {
            left: line(&self.columns, area.column),
            top: line(&self.rows, area.row),
            right: line(&self.columns, area.column + area.columns),
            bottom: line(&self.rows, area.row + area.rows),
        }
    }

    /// The cell in which a point lies; `None` outside the table.
    pub(super) fn cell_at(&self, x: i32, y: i32) -> Option<usize> {
        let step = |lines: &[i32], value: i32| {
            let (first, last) = (*lines.first()?, *lines.last()?);
            let inside = (first - POINT..=last + POINT).contains(&value);
            inside.then(|| lines.partition_point(|line| *line <= value).saturating_sub(1).min(lines.len() - 2))
        };
        let (row, column) = (step(&self.rows, y)?, step(&self.columns, x)?);
        self.owners.get(row * (self.columns.len() - 1) + column).map(|owner| *owner as usize)
    }
}

/// Finds the tables that lines draw.
///
/// `work` counts comparisons over all pages, so that drawings of many thousand lines are refused in time.
pub(super) fn lattices(rules: &[Rule], limits: &Limits, work: &mut usize) -> Result<Vec<Lattice>, Error> {
    let across = joined(rules, Direction::Across);
    let down = joined(rules, Direction::Down);
    *work = work.saturating_add(across.len().saturating_mul(down.len()));
    limits.check("comparisons", *work, limits.comparisons)?;
    let mut found = Vec::new();
    for (across, down) in groups(&across, &down) {
        if let Some(lattice) = lattice(&across, &down, limits)? {
            found.push(lattice);
        }
    }
    found.sort_by_key(|lattice: &Lattice| (lattice.rows[0], lattice.columns[0]));
    Ok(found)
}

/// Lines of one direction with those that lie on each other joined.
fn joined(rules: &[Rule], direction: Direction) -> Vec<Rule> {
    let mut rules: Vec<Rule> = rules.iter().copied().filter(|rule| rule.direction == direction).collect();
    let heights = clusters(rules.iter().map(|rule| rule.at).collect(), TOGETHER);
    for rule in &mut rules {
        rule.at = heights[nearest(&heights, rule.at)];
    }
    rules.sort_unstable_by_key(|rule| (rule.at, rule.from));
    let mut whole: Vec<Rule> = Vec::new();
    for rule in rules {
        match whole.last_mut() {
            Some(last) if last.at == rule.at && rule.from <= last.to + TOGETHER => last.to = last.to.max(rule.to),
            _ => whole.push(rule),
        }
    }
    whole.retain(|rule| rule.to - rule.from > TOGETHER);
    whole
}

/// Lines that touch each other, directly or through others; only groups with lines of both directions.
fn groups(across: &[Rule], down: &[Rule]) -> Vec<(Vec<Rule>, Vec<Rule>)> {
    let mut leaders: Vec<usize> = (0..across.len() + down.len()).collect();
    for (i, level) in across.iter().enumerate() {
        let first = down.partition_point(|rule| rule.at < level.from - TOGETHER);
        for (j, upright) in down.iter().enumerate().skip(first) {
            if upright.at > level.to + TOGETHER {
                break;
            }
            if (upright.from - TOGETHER..=upright.to + TOGETHER).contains(&level.at) {
                let (a, b) = (leader(&mut leaders, i), leader(&mut leaders, across.len() + j));
                leaders[a.max(b)] = a.min(b);
            }
        }
    }
    let mut index = vec![usize::MAX; leaders.len()];
    let mut groups: Vec<(Vec<Rule>, Vec<Rule>)> = Vec::new();
    for member in 0..leaders.len() {
        let leader = leader(&mut leaders, member);
        if index[leader] == usize::MAX {
            index[leader] = groups.len();
            groups.push((Vec::new(), Vec::new()));
        }
        let group = &mut groups[index[leader]];
        match member.checked_sub(across.len()) {
            None => group.0.push(across[member]),
            Some(member) => group.1.push(down[member]),
        }
    }
    groups.retain(|(across, down)| !across.is_empty() && !down.is_empty());
    groups
}

/// The first member of a group, found by way of its members.
fn leader(leaders: &mut [usize], mut member: usize) -> usize {
    while leaders[member] != member {
        leaders[member] = leaders[leaders[member]];
        member = leaders[member];
    }
    member
}

/// The lattice of lines that touch each other; `None` if they are only a frame, or a ladder of one column.
fn lattice(across: &[Rule], down: &[Rule], limits: &Limits) -> Result<Option<Lattice>, Error> {
    let columns = lines_with_ends(down, across);
    let rows = lines_with_ends(across, down);
    if columns.len() < 3 || rows.len() < 2 {
        return Ok(None);
    }
    let (width, height) = (columns.len() - 1, rows.len() - 1);
    limits.check("cells", width.saturating_mul(height), limits.cells)?;
    let sides = Sides {
        width,
        beside: drawn(down, &columns, &rows, |line, step| step * (width + 1) + line),
        above: drawn(across, &rows, &columns, |line, step| line * width + step),
    };
    let (cells, owners) = sides.cells(height);
    Ok(Some(Lattice { columns, rows, cells, owners }))
}

/// Where lines of one direction run, and where those of the other begin and end.
fn lines_with_ends(lines: &[Rule], crossing: &[Rule]) -> Vec<i32> {
    let ends = [crossing.iter().map(|rule| rule.from).min(), crossing.iter().map(|rule| rule.to).max()];
    let mut at: Vec<i32> = lines.iter().map(|rule| rule.at).collect();
    // An end counts only where no line of its own runs: borders often stick out a little beyond the corner.
    let own = at.clone();
    at.extend(ends.into_iter().flatten().filter(|end| own.iter().all(|line| (line - end).abs() > 2 * TOGETHER)));
    clusters(at, TOGETHER)
}

/// Which pieces of the lattice's lines are drawn: a piece runs along one line from one crossing line to the next.
fn drawn(rules: &[Rule], lines: &[i32], steps: &[i32], piece: impl Fn(usize, usize) -> usize) -> Vec<bool> {
    let mut drawn = vec![false; lines.len() * steps.len()];
    for rule in rules {
        let line = nearest(lines, rule.at);
        let first = steps.partition_point(|step| *step < rule.from).saturating_sub(1);
        for step in first..steps.len() - 1 {
            let (from, to) = (steps[step], steps[step + 1]);
            if from >= rule.to {
                break;
            }
            let covered = rule.to.min(to) - rule.from.max(from);
            if covered * 2 > to - from {
                drawn[piece(line, step)] = true;
            }
        }
    }
    drawn
}

/// The drawn pieces of a lattice's lines.
struct Sides {
    width: usize,
    /// To the left of each place, and to the right of the last one of a row.
    beside: Vec<bool>,
    /// Above each place, and below those of the last row.
    above: Vec<bool>,
}

impl Sides {
    fn beside(&self, row: usize, column: usize) -> bool {
        self.beside[row * (self.width + 1) + column]
    }

    fn above(&self, row: usize, column: usize) -> bool {
        self.above[row * self.width + column]
    }

    fn cells(&self, height: usize) -> (Vec<Box>, Vec<u32>) {
        let mut owners = vec![u32::MAX; self.width * height];
        let mut cells = Vec::new();
        for row in 0..height {
            for column in 0..self.width {
                if owners[row * self.width + column] != u32::MAX {
                    continue;
                }
                let owner = narrow(cells.len());
                let columns = self.columns_of(row, column, &owners);
                let mut rows = 1;
                while row + rows < height && self.goes_on(row + rows, column, columns, &owners) {
                    rows += 1;
                }
                for taken in row..row + rows {
                    owners[taken * self.width + column..][..columns].fill(owner);
                }
                let area = Area { row: narrow(row), column: narrow(column), rows: narrow(rows), columns: narrow(columns) };
                let open = |line: usize| (column..column + columns).all(|column| !self.above(line, column));
                let open_above = row == 0 && open(0);
                let open_below = row + rows == height && open(height);
                cells.push(Box { area, open_above, open_below });
            }
        }
        (cells, owners)
    }

    /// How many columns a cell that begins here takes in its first row.
    fn columns_of(&self, row: usize, column: usize, owners: &[u32]) -> usize {
        let free = |next: usize| !self.beside(row, next) && owners[row * self.width + next] == u32::MAX;
        1 + (column + 1..self.width).take_while(|next| free(*next)).count()
    }

    /// Whether a cell goes on in the next row: no line above, none inside, and lines on both sides.
    fn goes_on(&self, row: usize, column: usize, columns: usize, owners: &[u32]) -> bool {
        let end = column + columns;
        (column..end).all(|inner| !self.above(row, inner) && owners[row * self.width + inner] == u32::MAX)
            && (column + 1..end).all(|inner| !self.beside(row, inner))
            && (column == 0 || self.beside(row, column))
            && (end == self.width || self.beside(row, end))
    }
}

fn narrow(count: usize) -> u32 {
    u32::try_from(count).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn across(at: i32, from: i32, to: i32) -> Rule {
        Rule { direction: Direction::Across, at: at * POINT, from: from * POINT, to: to * POINT }
    }

    fn down(at: i32, from: i32, to: i32) -> Rule {
        Rule { direction: Direction::Down, ..across(at, from, to) }
    }

    fn areas(rules: &[Rule]) -> Vec<Vec<(u32, u32, u32, u32)>> {
        let found = lattices(rules, &Limits::default(), &mut 0).unwrap();
        let area = |cell: &Box| (cell.area.row, cell.area.column, cell.area.rows, cell.area.columns);
        found.iter().map(|lattice| lattice.cells.iter().map(area).collect()).collect()
    }

    #[test]
    fn a_missing_line_between_cells_merges_them() {
        let rules =
            [across(0, 0, 90), across(20, 30, 90), across(40, 0, 90), down(0, 0, 40), down(30, 0, 40), down(60, 20, 40), down(90, 0, 40)];
        assert_eq!(areas(&rules), [vec![(0, 0, 2, 1), (0, 1, 1, 2), (1, 1, 1, 1), (1, 2, 1, 1)]]);
    }

    #[test]
    fn open_sides_are_closed_by_the_ends_of_lines() {
        let rules = [across(0, 0, 90), across(20, 0, 90), across(40, 0, 90), down(30, 0, 40)];
        assert_eq!(areas(&rules), [vec![(0, 0, 1, 1), (0, 1, 1, 1), (1, 0, 1, 1), (1, 1, 1, 1)]]);
    }

    #[test]
    fn lines_in_pieces_and_double_lines_count_once() {
        let rules = [
            across(0, 0, 29),
            across(0, 31, 60),
            across(2, 0, 60),
            across(20, 0, 60),
            down(0, 0, 20),
            down(30, 1, 10),
            down(30, 11, 19),
            down(60, 0, 20),
        ];
        assert_eq!(areas(&rules), [vec![(0, 0, 1, 1), (0, 1, 1, 1)]]);
    }

    #[test]
    fn frames_and_underlines_are_no_tables() {
        let frame = [across(0, 0, 90), across(40, 0, 90), down(0, 0, 40), down(90, 0, 40)];
        assert_eq!(areas(&frame), Vec::<Vec<_>>::new());
        assert_eq!(areas(&[across(0, 0, 90), across(40, 0, 90)]), Vec::<Vec<_>>::new());
    }

    #[test]
    fn tables_apart_are_two() {
        let table = |top: i32| {
            [across(top, 0, 60), across(top + 20, 0, 60), down(0, top, top + 20), down(30, top, top + 20), down(60, top, top + 20)]
        };
        let rules: Vec<Rule> = table(0).into_iter().chain(table(100)).collect();
        assert_eq!(areas(&rules).len(), 2);
    }

    #[test]
    fn too_many_lines_are_refused() {
        let limits = Limits { comparisons: 3, ..Limits::default() };
        let rules = [across(0, 0, 90), across(40, 0, 90), down(0, 0, 40), down(90, 0, 40)];
        let refused = lattices(&rules, &limits, &mut 0);
        assert_eq!(refused, Err(Error::TooLarge { what: "comparisons", actual: 4, limit: 3 }));
    }
}

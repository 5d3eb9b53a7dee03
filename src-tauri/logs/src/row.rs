//! Rows: lines and the begins of runs, in the order of a view.

use std::collections::VecDeque;

/// What a row shows: the line of that number in its source, or the begin of that run.
///
/// As a number, which a window keeps: bits 49 to 51 are the source, bit 48 says that it is a line. So the begin
/// of a run comes before the lines of the same time, and sources come in their order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Id(pub u64);

/// What an [`Id`] names.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Named {
    Line(u64),
    Run(u64),
}

const LINE: u64 = 1 << 48;
const NUMBER: u64 = LINE - 1;

impl Id {
    pub fn line(source: usize, number: u64) -> Self {
        Self((source as u64) << 49 | LINE | number & NUMBER)
    }

    pub fn run(source: usize, number: u64) -> Self {
        Self((source as u64) << 49 | number & NUMBER)
    }

    pub fn source(self) -> usize {
        usize::try_from(self.0 >> 49).unwrap_or(usize::MAX)
    }

    pub fn named(self) -> Named {
        let number = self.0 & NUMBER;
        if self.0 & LINE == 0 { Named::Run(number) } else { Named::Line(number) }
    }
}

/// A row and its time: rows are in this order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Row {
    /// Nanoseconds since 1970.
    pub key: i64,
    pub id: Id,
}

/// Puts new rows, which are in order, among those that are there; whether some came before others that were
/// there already.
pub fn merge(rows: &mut VecDeque<Row>, new: Vec<Row>) -> bool {
    let (Some(first), last) = (new.first(), rows.back()) else { return false };
    if last.is_none_or(|last| last <= first) {
        rows.extend(new);
        return false;
    }
    let place = rows.partition_point(|row| row <= first);
    let mut after = rows.split_off(place).into_iter().peekable();
    for row in new {
        while let Some(earlier) = after.next_if(|earlier| *earlier <= row) {
            rows.push_back(earlier);
        }
        rows.push_back(row);
    }
    rows.extend(after);
    true
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn ids_are_in_order_and_fit_a_double() {
        let ids = [Id::run(0, 5), Id::line(0, 0), Id::line(0, 7), Id::run(1, 0), Id::line(7, NUMBER)];
        assert!(ids.is_sorted());
        assert!(ids.iter().all(|id| id.0 < 1 << 53));
        assert_eq!((ids[2].source(), ids[2].named()), (0, Named::Line(7)));
        assert_eq!((ids[3].source(), ids[3].named()), (1, Named::Run(0)));
    }

    proptest! {
        #[test]
        fn merged_rows_are_sorted(batches in proptest::collection::vec(proptest::collection::vec(0_i64..50, 0..8), 0..8)) {
            let (mut rows, mut all) = (VecDeque::new(), Vec::new());
            for (source, keys) in batches.iter().enumerate() {
                let mut new: Vec<Row> =
                    keys.iter().zip(0..).map(|(key, n)| Row { key: *key, id: Id::line(source, n) }).collect();
                new.sort_unstable();
                let is_late = new.first().is_some_and(|first| all.last().is_some_and(|last| first < last));
                all.extend(new.iter().copied());
                all.sort_unstable();
                prop_assert_eq!(merge(&mut rows, new), is_late);
                prop_assert_eq!(rows.iter().copied().collect::<Vec<_>>(), all.clone());
            }
        }
    }
}
